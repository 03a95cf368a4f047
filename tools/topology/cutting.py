"""Cutting of a patch coverage by areas and lines: what comes out is an exact coverage again.

All linework of the cutters and of the patches near it is noded once, on the integers of the 0.1 mm grid, so that both
sides of a border get the same nodes. Each patch that has got nodes or lines then falls into its own faces, whose areas
add up to that of the patch to the last grid unit. Which cutter a face belongs to is asked last: a wrong answer could
move a face, but never open a gap. What no cutter comes near is neither read closely nor changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from ..progress import Progress, silent, steps
from .edges import DIRECTION, GRID, as_polygons, keys_between, origin_of
from .repair.linework import (
    LINE,
    Edges,
    Parts,
    Segments,
    doubled_areas,
    edges_of,
    lines_between,
    noded,
    packed,
    settled,
    together,
    unpacked,
)
from .repair.shapes import Coordinates, shapes_of
from .workers import by_blocks, queried, spread, while_heard

NO_CUTTER = -1
"""The cutter of a piece that lies in none."""

_REACH = 8.0
"""Grid units: an edge further than this from all cutters gets no node."""

_EDGES_A_BLOCK = 20_000
_FACES_A_BLOCK = 2_000

_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Cut:
    """A coverage in pieces."""

    piece: np.ndarray
    """(n,) polygons in m, all of a patch one after another; a patch that nothing touches is one, as it was, also when
    it has several parts; what is no area has none."""
    source: np.ndarray
    """(n,) int64: place of the patch that each piece is of."""
    cutter: np.ndarray
    """(n,) int64: place of the first area among the cutters that the piece lies in, or `NO_CUTTER`."""
    changed: np.ndarray
    """(n,) bool: the piece is not the patch as it was: it is a part, or has got nodes."""
    beside: list[np.ndarray]
    """The layers beside the patches, with the nodes that patches have got on common borders."""


def cut(
    patches: np.ndarray,
    cutters: np.ndarray,
    *,
    beside: Sequence[np.ndarray] = (),
    snap: float = 0.0,
    progress: Progress = silent,
) -> Cut:
    """Patches (n,) cut by areas and lines (m,), in m: along a border both sides get the same nodes.

    Of areas that overlap the first has the land. Pieces of a patch in the same area are one where they meet; lines
    divide only. `beside` are layers that share borders with the patches (county, villages): they get the same nodes.
    With `snap` m the cutters yield: their corners lie on a grid of that size, or on a vertex of a patch that is nearer,
    so that cutting makes hardly any segments shorter than this.
    """
    return while_heard(partial(_cut, patches, cutters, beside, round(snap / GRID)), progress)


def _cut(patches: np.ndarray, cutters: np.ndarray, beside: Sequence[np.ndarray], snap: int, progress: Progress) -> Cut:
    finding, noding, facing, asking, joining = steps(progress, 2, 4, 4, 2, 1)
    layers = [as_polygons(patches), *(as_polygons(layer) for layer in beside)]
    shapes, lines = np.concatenate(layers), _lines(cutters)
    origin = origin_of(shapes, lines) - int(_REACH) - snap
    dividing = _on_cells(_dividing_edges(lines, origin), snap) if snap else _dividing_edges(lines, origin)
    scene = _Scene(shapes, len(layers[0]), dividing, origin, snap, finding, noding)
    shapes[scene.renewed], face, source = scene.faces(facing)
    whole = np.setdiff1d(np.flatnonzero(shapely.area(layers[0]) > 0), source)
    piece, source = np.concatenate([face, layers[0][whole]]), np.concatenate([source, whole])
    changed = np.arange(len(piece)) < len(face)
    cutter = first_holding(as_polygons(cutters), piece, asking)
    order = np.lexsort((cutter, source))
    piece, source, cutter, changed = (array[order] for array in (piece, source, cutter, changed))
    piece, kept = _joined(piece, source, cutter, joining)
    ends = np.cumsum([len(layer) for layer in layers])
    return Cut(piece, source[kept], cutter[kept], changed[kept], np.split(shapes, ends[:-1])[1:])


def dissolved(shapes: np.ndarray, group: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray]:
    """Polygons of a coverage joined where those of a group meet: polygons (k,) and their groups (k,), sorted by group.

    Common edges cancel, so that no coordinate moves. A group that falls apart gives several polygons.
    """
    groups, place, count = np.unique(group, return_inverse=True, return_counts=True)
    alone = count[place.ravel()] == 1
    many = np.flatnonzero(~alone)
    many = many[np.argsort(group[many], kind="stable")]
    blocks = _blocks(group[many], shapely.get_num_coordinates(shapes[many]))
    made = spread(_dissolved_block, [(shapes[many[some]], group[many[some]]) for some in blocks], progress)
    parts, of_group = shapely.get_parts(shapes[alone], return_index=True)
    polygons = np.concatenate([parts, *(some for some, _ in made)])
    named = np.concatenate([group[alone][of_group], *(some for _, some in made)])
    order = np.argsort(named, kind="stable")
    return polygons[order], named[order].astype(groups.dtype)


def first_holding(areas: np.ndarray, pieces: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """The place of the first area that holds a point of each piece, or `NO_CUTTER`: (n,) int64."""
    inside, asking = steps(progress, 1, 2)
    points = by_blocks(shapely.point_on_surface, (pieces,), _FACES_A_BLOCK, inside)
    areal = np.flatnonzero(shapely.area(areas) > 0)
    # Areas ask for points, not points for areas: GEOS indexes the edges of the one that asks.
    area, point = queried(shapely.STRtree(points), areas[areal], asking, predicate="intersects")
    first = np.full(len(pieces), len(areas))
    np.minimum.at(first, point, areal[area])
    return np.where(first < len(areas), first, NO_CUTTER)


def _lines(cutters: np.ndarray) -> np.ndarray:
    """The boundaries of areas, and lines as they are."""
    areal = shapely.get_dimensions(cutters) == 2
    return shapely.get_parts(np.where(areal, shapely.boundary(cutters), cutters))


def _dividing_edges(lines: np.ndarray, origin: np.ndarray) -> Edges:
    """The edges of lines, each once."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    nodes = packed(np.rint(xy / GRID).astype(np.int64) - origin)
    begins = np.flatnonzero((line[1:] == line[:-1]) & (nodes[1:] != nodes[:-1]))
    return _once(nodes[begins], nodes[begins + 1])


def _once(one: np.ndarray, two: np.ndarray) -> Edges:
    """Dividing edges between nodes, each once whatever its direction, and none of no length."""
    one, two = one[one != two], two[one != two]
    ends = np.unique(np.column_stack([np.minimum(one, two), np.maximum(one, two)]), axis=0)
    return Edges(ends[:, 0], ends[:, 1], np.full(len(ends), LINE))


def _on_cells(dividing: Edges, cell: int) -> Edges:
    """Dividing edges noded among each other on a grid of cells, so many grid units wide."""
    start, end = (packed(np.rint(unpacked(ends) / cell).astype(np.int64)) for ends in (dividing.start, dividing.end))
    edges = _once(start, end)
    parts, _ = noded(edges, Segments(edges), np.ones(len(edges), bool))
    return _once(*(packed(unpacked(ends) * cell) for ends in (parts.start, parts.end)))


def _drawn_to(vertices: np.ndarray, dividing: Edges, reach: int) -> Edges:
    """Dividing edges that run through each of the vertices (k,) that they would pass within `reach` grid units."""
    points = shapely.points(unpacked(vertices).astype(float))
    corners = np.unique([dividing.start, dividing.end])
    tree = shapely.STRtree(points)
    corner, nearest = tree.query_nearest(
        shapely.points(unpacked(corners).astype(float)), max_distance=reach, all_matches=False
    )
    moved = corners.copy()
    moved[corner] = vertices[nearest]
    edges = _once(*(moved[np.searchsorted(corners, ends)] for ends in (dividing.start, dividing.end)))
    lines = lines_between(edges.start, edges.end)
    edge, vertex = queried(tree, lines, silent, predicate="dwithin", distance=reach)
    node = vertices[vertex]
    inner = (node != edges.start[edge]) & (node != edges.end[edge])
    way = unpacked(edges.end[edge]) - unpacked(edges.start[edge])
    along = ((unpacked(node) - unpacked(edges.start[edge])) * way).sum(axis=1)
    inner &= (along > 0) & (along < (way * way).sum(axis=1))
    parts = Parts(edges.start, edges.end, np.arange(len(edges))).divided(edge[inner], node[inner])
    return _once(parts.start, parts.end)


class _Scene:
    """The linework of the cutters, and that of patches and layers beside them, with all nodes."""

    def __init__(
        self,
        shapes: np.ndarray,
        patches: int,
        dividing: Edges,
        origin: np.ndarray,
        snap: int,
        finding: Progress,
        noding: Progress,
    ):
        """`shapes` are the patches, and after so many of them those of the layers beside."""
        self._shapes, self._patches, self._origin = shapes, patches, origin
        looking, filtering = steps(finding, 1, 2)
        lines, reach = lines_between(dividing.start, dividing.end), _REACH + 2 * snap
        at = _touched(shapes, lines, origin, reach, looking)
        own = edges_of(shapes[at], origin)
        own = own.of_owners(at[own.owner])
        near = _near(own, lines, reach, filtering)
        if snap and near.any():
            dividing = _drawn_to(np.unique([own.start[near], own.end[near]]), dividing, snap)
        edges = together(own[near], dividing)
        segments = Segments(edges)
        parts, parent = noded(edges, segments, segments.any(edges.owner == LINE))
        noding(60.0)
        # A patch as thin as the grid may have been folded onto itself: what runs there and back is no border.
        bordering, *_ = settled(parts[parts.owner != LINE])
        self._edges = together(own[~near], bordering)
        with_nodes = np.unique(parts.owner[np.bincount(parent, minlength=len(edges))[parent] > 1])
        self._inner = self._inside(_apart(parts[parts.owner == LINE], bordering), at)
        noding(100.0)
        self._changed = np.union1d(with_nodes[with_nodes != LINE], self._inner.owner)
        self.renewed = self._changed[self._changed >= patches]
        """Places of shapes beside the patches that have got nodes."""

    def faces(self, progress: Progress) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The renewed shapes (k,), then the faces (n,) of the patches that change, and whose they are (n,)."""
        renewing, facing = steps(progress, 1, 3)
        edges = self._edges[np.isin(self._edges.owner, self._changed)]
        edges = edges[np.argsort(edges.owner, kind="stable")]
        split = np.searchsorted(edges.owner, self._patches)
        beside, own = edges[split:], edges[:split]
        coordinates = Coordinates(self._shapes[self.renewed], self._origin) if len(self.renewed) else None
        renewed = shapes_of(beside, self.renewed, coordinates) if coordinates is not None else np.empty(0, object)
        renewing(100.0)
        inner = self._inner[np.argsort(self._inner.owner, kind="stable")]
        owners = self._changed[self._changed < self._patches]
        blocks = _blocks(owners, np.diff(np.searchsorted(own.owner, np.append(owners, self._patches))))
        arguments = []
        for some in blocks:
            ends = owners[some[0]], owners[some[-1]] + 1
            of_block = [part[slice(*np.searchsorted(part.owner, ends))] for part in (own, inner)]
            arguments.append((*of_block, owners[some], self._shapes[owners[some]], self._origin))
        made = spread(_faces_of_block, arguments, facing)
        nothing = (np.empty(0, object), np.empty(0, np.int64))
        face, source = (np.concatenate(arrays) for arrays in zip(nothing, *made))
        return renewed, face, source

    def _inside(self, dividing: Edges, at: np.ndarray) -> Edges:
        """The dividing edges that lie in patches, with these as owners."""
        at = at[at < self._patches]
        middles = (unpacked(dividing.start) + unpacked(dividing.end)) / 2.0
        points = shapely.points((middles + self._origin) * GRID)
        edge, patch = queried(shapely.STRtree(self._shapes[at]), points, silent, predicate="intersects")
        return dividing[edge].of_owners(at[patch])


def _touched(shapes: np.ndarray, lines: np.ndarray, origin: np.ndarray, reach: float, progress: Progress) -> np.ndarray:
    """The places of shapes whose box comes near that of a line, given in grid units, sorted."""
    low, high = np.split(shapely.bounds(lines), 2, axis=1)
    low, high = ((low - reach + origin) * GRID).T, ((high + reach + origin) * GRID).T
    shown = shapely.STRtree(shapes)
    return np.unique(queried(shown, shapely.box(*low, *high), progress)[1])


def _near(edges: Edges, lines: np.ndarray, reach: float, progress: Progress) -> np.ndarray:
    """Which edges come near a line: (m,) bool."""
    tree = shapely.STRtree(lines)
    tree.query(shapely.Point(0.0, 0.0))

    def near(start: np.ndarray, end: np.ndarray) -> np.ndarray:
        found = np.zeros(len(start), bool)
        found[tree.query(lines_between(start, end), predicate="dwithin", distance=reach)[0]] = True
        return found

    return by_blocks(near, (edges.start, edges.end), _EDGES_A_BLOCK, progress).astype(bool)


def _apart(dividing: Edges, own: Edges) -> Edges:
    """The dividing edges, each once, that do not run along one of a patch."""
    low, high = np.minimum(dividing.start, dividing.end), np.maximum(dividing.start, dividing.end)
    keys, first = np.unique(_undirected(dividing), return_index=True)
    first = first[~np.isin(keys, _undirected(own))]
    return Edges(low[first], high[first], dividing.owner[first])


def _undirected(edges: Edges) -> np.ndarray:
    return _keys(edges) & ~DIRECTION


def _keys(edges: Edges) -> np.ndarray:
    return keys_between(unpacked(edges.start), unpacked(edges.end))


def _blocks(owner: np.ndarray, weight: np.ndarray) -> list[np.ndarray]:
    """Places in blocks of about `_EDGES_A_BLOCK` of weight; what has the same owner (sorted) stays together."""
    if not len(owner):
        return []
    block = np.cumsum(weight) // _EDGES_A_BLOCK
    _, first, place = np.unique(owner, return_index=True, return_inverse=True)
    block = block[first][place.ravel()]
    return np.split(np.arange(len(owner)), np.flatnonzero(np.diff(block)) + 1)


def _faces_of_block(
    edges: Edges, inner: Edges, owners: np.ndarray, shapes: np.ndarray, origin: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The faces of some patches, in m, and whose they are; `inner` are the dividing edges inside them."""
    wanted = doubled_areas(edges.of_owners(np.searchsorted(owners, edges.owner)), len(owners))
    face, owner = _faces(edges, inner)
    found = np.zeros(len(owners), np.int64)
    np.add.at(found, np.searchsorted(owners, owner), _doubled(face))
    uneven = owners[found != wanted]
    if len(uneven):  # a dividing edge that lies within a grid unit of the border, on the wrong side: left out
        even = ~np.isin(owner, uneven)
        again, of_again = _faces(edges[np.isin(edges.owner, uneven)], inner[:0])
        face, owner = np.concatenate([face[even], again]), np.concatenate([owner[even], of_again])
    return shapely.transform(face, Coordinates(shapes, origin).in_metres), owner


def _faces(edges: Edges, inner: Edges) -> tuple[np.ndarray, np.ndarray]:
    """The faces between the edges of each owner, in grid units, and their owners."""
    everything = together(edges, inner)
    owners, bundle = np.unique(everything.owner, return_inverse=True)
    order = np.argsort(bundle.ravel(), kind="stable")
    lines = lines_between(everything.start[order], everything.end[order])
    bundles = shapely.multilinestrings(lines, indices=bundle.ravel()[order])
    face, of_bundle = shapely.get_parts(shapely.polygonize(bundles[:, None]), return_index=True)
    owner = owners[of_bundle]
    sides = _sides(face)
    of_owner = owner[sides.owner].astype(np.uint64) * _ODD
    side, own = _keys(sides), _keys(edges)
    own_owner = edges.owner.astype(np.uint64) * _ODD
    held, left = (np.zeros(len(face), bool) for _ in range(2))
    held[sides.owner[np.isin(side + of_owner, own + own_owner)]] = True
    left[sides.owner[np.isin(side + of_owner, (own ^ DIRECTION) + own_owner)]] = True
    return face[held | ~left], owner[held | ~left]


def _sides(face: np.ndarray) -> Edges:
    """The edges of faces in grid units, the face on their left."""
    return edges_of(shapely.transform(face, lambda units: units * GRID), np.zeros(2, np.int64))


def _doubled(face: np.ndarray) -> np.ndarray:
    return doubled_areas(_sides(face), len(face))


def _joined(
    piece: np.ndarray, source: np.ndarray, cutter: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Pieces, sorted by source and cutter, joined where both are the same; and a place of each before."""
    same = (source[1:] == source[:-1]) & (cutter[1:] == cutter[:-1]) & (cutter[1:] != NO_CUTTER)
    first = np.flatnonzero(np.append(True, ~same)[: len(piece)])
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(piece))))
    many = (np.bincount(group) > 1)[group]
    made, of_group = dissolved(piece[many], group[many], progress)
    group = np.concatenate([group[~many], of_group])
    order = np.argsort(group, kind="stable")
    return np.concatenate([piece[~many], made])[order], first[group[order]]


def _dissolved_block(shapes: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The polygons of some groups, joined, and their groups."""
    origin = origin_of(shapes)
    groups, owner = np.unique(group, return_inverse=True)
    edges = edges_of(shapes, origin)
    edges, *_ = settled(edges.of_owners(owner.ravel()[edges.owner]))
    made = shapes_of(edges, np.arange(len(groups)), Coordinates(shapes, origin))
    polygons, place = shapely.get_parts(made, return_index=True)
    return polygons, groups[place]
