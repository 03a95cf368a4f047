"""The faces between lines: tile by tile where there are many, so that no call takes long and threads share the work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, silent, steps
from ..workers import by_blocks, queried, spread
from . import overlay
from .edges import GRID

VERTICES_A_TILE = 20_000

LARGEST_WHOLE = 200_000
"""Vertices: a face that tiles divide is put together up to this size. A larger one (all patches stand apart) is not."""

PAIRS_A_BLOCK = 200

_MARGIN = 1.0
"""m: what lies further than this from all lines is outside."""


@dataclass
class Arrangement:
    """Faces between lines."""

    face: np.ndarray
    tile: np.ndarray
    """(n,) int64: the tile that each lies in."""
    divided: np.ndarray
    """(n,) bool: those that end at the border of a tile and not at a line."""
    outermost: np.ndarray
    """(n,) bool: those that end at the border of the whole."""

    def chosen(self, faces: np.ndarray) -> Arrangement:
        """Some of the faces."""
        return Arrangement(self.face[faces], self.tile[faces], self.divided[faces], self.outermost[faces])


def arranged(lines: np.ndarray, apart: np.ndarray, progress: Progress = silent) -> Arrangement:
    """All faces between lines (k,), which may cross and touch; those `apart` (k,) meet others only at their ends.

    Where there are tiles, the land outside of all lines is among the faces.
    """
    bounds, vertices = shapely.bounds(lines), shapely.get_num_coordinates(lines)
    if vertices.sum() <= VERTICES_A_TILE:
        (face,) = spread(_faces, [(lines, apart, None)], progress)
        nowhere = np.zeros(len(face), bool)
        return Arrangement(face, np.zeros(len(face), np.int64), nowhere, nowhere)
    tree, tiles = shapely.STRtree(lines), _tiles(bounds, vertices)
    near = [tree.query(box) for box in shapely.box(*tiles.T)]
    made = spread(_faces, [(lines[some], apart[some], tile) for some, tile in zip(near, tiles)], progress)
    face, tile = np.concatenate(made), np.repeat(np.arange(len(tiles)), [len(some) for some in made])
    at_border = np.abs(shapely.bounds(face) - tiles[tile]) < GRID / 4.0
    outer = tiles == np.r_[tiles[:, :2].min(axis=0), tiles[:, 2:].max(axis=0)]
    return Arrangement(face, tile, at_border.any(axis=1), (at_border & outer[tile]).any(axis=1))


def put_together(found: Arrangement, kind: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Faces of the same `kind` (n,) that the borders of tiles divide as one face: faces (k,) and their kinds (k,).

    A face that goes on to the border of the whole lies outside of all lines, and is left out.
    """
    group = connected(len(kind), *_across_borders(found, kind, progress))
    inside = ~np.isin(group, group[found.outermost])
    whole = inside & ~found.divided
    order = np.flatnonzero(inside & found.divided)
    order = order[np.argsort(group[order], kind="stable")]
    pieces = np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []
    united = [_united(found.face[some]) for some in pieces]
    kinds = [np.repeat(kind[some[0]], len(faces)) for some, faces in zip(pieces, united)]
    return np.concatenate([found.face[whole], *united]), np.concatenate([kind[whole], *kinds])


def _united(pieces: np.ndarray) -> np.ndarray:
    if len(pieces) == 1 or shapely.get_num_coordinates(pieces).sum() > LARGEST_WHOLE:
        return pieces
    return shapely.get_parts(overlay.union(pieces))


def _across_borders(found: Arrangement, kind: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Faces of the same kind that share a piece of the border between their tiles: places of both (k,)."""
    looked_up, tried = steps(progress, 1, 1)
    divided = np.flatnonzero(found.divided)
    pairs = queried(shapely.STRtree(found.face[divided]), found.face[divided], looked_up)
    one, two = (divided[places] for places in pairs)
    near = (found.tile[one] < found.tile[two]) & (kind[one] == kind[two])
    one, two = one[near], two[near]
    along = by_blocks(overlay.common_length, (found.face[one], found.face[two]), PAIRS_A_BLOCK, tried) > GRID
    return one[along], two[along]


def connected(count: int, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """A number for each of so many items, the same for all that pairs of them (k,) connect: (count,) int64."""
    group = np.arange(count)
    while (group[one] != group[two]).any():
        low = np.minimum(group[one], group[two])
        np.minimum.at(group, one, low)
        np.minimum.at(group, two, low)
        group = group[group]
    return group


def _tiles(bounds: np.ndarray, vertices: np.ndarray) -> np.ndarray:
    """Boxes (k, 4) that tile the land of lines with about so many vertices each; their borders lie between nodes."""
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2.0
    land = np.r_[bounds[:, :2].min(axis=0) - _MARGIN, bounds[:, 2:].max(axis=0) + _MARGIN]
    todo, tiles = [(_between_nodes(land), np.arange(len(bounds)))], []
    while todo:
        box, own = todo.pop()
        axis = int(box[3] - box[1] > box[2] - box[0])
        at = float(_between_nodes(np.median(middle[own, axis])))
        low = middle[own, axis] < at
        if vertices[own].sum() <= VERTICES_A_TILE or not 0 < low.sum() < len(own):
            tiles.append(box)
            continue
        for half, side in ((own[low], axis + 2), (own[~low], axis)):
            part = box.copy()
            part[side] = at
            todo.append((part, half))
    return np.array(tiles)


def _between_nodes(coordinates: np.ndarray) -> np.ndarray:
    """Places between two nodes of the grid: no line ends there, and none runs along."""
    return np.round((np.floor(coordinates / GRID) + 0.5) * GRID, 7)


def _faces(lines: np.ndarray, apart: np.ndarray, box: np.ndarray | None) -> np.ndarray:
    """The faces between lines; within a box (4,), if there is one, whose border is then a line too."""
    if box is not None:
        whole = shapely.bounds(lines)
        apart = apart & (whole[:, :2] > box[:2]).all(axis=1) & (whole[:, 2:] < box[2:]).all(axis=1)
        border = shapely.boundary(shapely.box(*box))
        lines = np.append(np.where(apart, lines, shapely.clip_by_rect(lines, *box)), border)
        apart = np.append(apart, False)
    # Merged first: GEOS shuffles the vertices of a line, but two-point lines in their order make its index a list.
    chains = shapely.line_merge(shapely.multilinestrings(shapely.get_parts(lines[~apart])))
    noded = overlay.union(shapely.get_parts(chains))
    return shapely.get_parts(shapely.polygonize([noded, *lines[apart]]))
