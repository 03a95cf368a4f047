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
import pandas as pd
import shapely

from ..progress import Progress, silent, steps
from ..workers import by_blocks, points_of, queried, spread, while_heard
from .edges import DIRECTION, GRID, as_polygons, keys_between, origin_of
from .reach import Reach, boxes_around
from .repair.linework import (
    LINE,
    Edges,
    Parts,
    Segments,
    doubled_areas,
    edges_of,
    noded,
    packed,
    settled,
    together,
    unpacked,
)
from .repair.shapes import Coordinates, faces_between, shapes_of

NO_CUTTER = -1
"""The cutter of a piece that lies in none."""

_REACH = 8.0
"""Grid units: an edge further than this from all cutters gets no node."""

_MOVES = 3
"""How often an edge of a cutter that yields may be moved, by a vertex, a border and a vertex again."""

_CELLS = 5
"""The corners of cutters that yield lie on a grid so many times finer than what they yield by."""

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
    With `snap` m the cutters yield: they run through the vertices of patches that they would pass nearer, along borders
    half as near, and their other corners lie on a grid of a fifth of it, so that cutting makes hardly any segments
    shorter than this fifth, and no sharp corners where a cutter was drawn from a border that is there.
    """
    return while_heard(partial(_cut, patches, cutters, beside, round(snap / GRID)), progress)


def _cut(patches: np.ndarray, cutters: np.ndarray, beside: Sequence[np.ndarray], snap: int, progress: Progress) -> Cut:
    finding, noding, facing, asking, joining = steps(progress, 2, 4, 4, 2, 1)
    layers = [as_polygons(patches), *(as_polygons(layer) for layer in beside)]
    shapes, lines = np.concatenate(layers), _lines(cutters)
    origin = origin_of(shapes, lines) - int(_REACH) - _MOVES * snap
    dividing = _dividing_edges(lines, origin)
    if snap:
        dividing = _on_cells(dividing, snap // _CELLS)
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
    areal = np.flatnonzero(shapely.area(areas) > 0)
    if not len(areal):
        return np.full(len(pieces), NO_CUTTER)
    points = by_blocks(shapely.point_on_surface, (pieces,), _FACES_A_BLOCK, inside)
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
    """Dividing edges between nodes in their order, each once whatever its direction, and none of no length."""
    one, two = one[one != two], two[one != two]
    again = pd.DataFrame({"low": np.minimum(one, two), "high": np.maximum(one, two)}).duplicated().to_numpy()
    return Edges(one[~again], two[~again], np.full(int((~again).sum()), LINE))


def _on_cells(dividing: Edges, cell: int) -> Edges:
    """Dividing edges noded among each other on a grid of cells, so many grid units wide."""
    start, end = (packed(np.rint(unpacked(ends) / cell).astype(np.int64)) for ends in (dividing.start, dividing.end))
    edges = _once(start, end)
    parts, _ = noded(edges, Segments(edges), np.ones(len(edges), bool))
    return _once(*(packed(unpacked(ends) * cell) for ends in (parts.start, parts.end)))


def _yielding(dividing: Edges, own: Edges, snap: int) -> Edges:
    """Dividing edges that follow those of the patches which they would pass within `snap` grid units.

    They run through the vertices first; corners that are left are laid on borders, which are as near only because the
    same border was drawn twice, and so half as far; what that moves may pass vertices anew.
    """
    vertices = np.unique([own.start, own.end])
    through = _drawn_to(vertices, dividing, snap)
    return _drawn_to(vertices, _laid_on(own, vertices, through, snap // 2), snap)


def _drawn_to(vertices: np.ndarray, dividing: Edges, reach: int) -> Edges:
    """Dividing edges that run through each of the vertices (k,) that they would pass within `reach` grid units."""
    corners = np.unique([dividing.start, dividing.end])
    corner, nearest = shapely.STRtree(_points(vertices)).query_nearest(
        _points(corners), max_distance=reach, all_matches=False
    )
    edges = _moved(dividing, corners[corner], vertices[nearest])
    edge, vertex, share, across = _passed(edges, vertices, reach)
    inner = (share > 0.0) & (share < 1.0) & (across <= reach)
    parts = Parts(edges.start, edges.end, np.arange(len(edges))).divided(edge[inner], vertices[vertex[inner]])
    return _once(parts.start, parts.end)


def _laid_on(own: Edges, vertices: np.ndarray, dividing: Edges, reach: int) -> Edges:
    """Dividing edges whose corners, but those on vertices, lie on the nearest border within `reach` grid units."""
    corners = np.setdiff1d([dividing.start, dividing.end], vertices)
    edge, corner, share, across = _passed(own, corners, reach)
    near = np.flatnonzero((share > 0.0) & (share < 1.0) & (across <= reach))
    near = near[np.lexsort((across[near], corner[near]))]
    near = near[np.unique(corner[near], return_index=True)[1]]
    start, end = unpacked(own.start[edge[near]]), unpacked(own.end[edge[near]])
    foot = np.rint(start + (end - start) * share[near, None]).astype(np.int64)
    return _moved(dividing, corners[corner[near]], packed(foot))


def _passed(edges: Edges, nodes: np.ndarray, reach: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Edges and the nodes (k,) that may lie within `reach`: both places, where along it (0 to 1), how far off."""
    start, end = unpacked(edges.start), unpacked(edges.end)
    edge, node = queried(shapely.STRtree(_points(nodes)), boxes_around(start, end, reach), silent)
    way, to = (end - start)[edge], unpacked(nodes[node]) - start[edge]
    length = (way * way).sum(axis=1).astype(float)
    across = np.abs(way[:, 0] * to[:, 1] - way[:, 1] * to[:, 0]) / np.sqrt(length)
    return edge, node, (way * to).sum(axis=1) / length, across


def _moved(dividing: Edges, corners: np.ndarray, to: np.ndarray) -> Edges:
    """Dividing edges with corners (k,), sorted, moved to other nodes (k,)."""
    nodes = np.unique([dividing.start, dividing.end])
    moved = nodes.copy()
    moved[np.searchsorted(nodes, corners)] = to
    return _once(*(moved[np.searchsorted(nodes, ends)] for ends in (dividing.start, dividing.end)))


def _points(nodes: np.ndarray) -> np.ndarray:
    return shapely.points(unpacked(nodes).astype(float))


@dataclass(frozen=True)
class _Placed:
    """Edges of shapes, sorted by owner, and the place of each among all edges of its owner as it was."""

    edges: Edges
    place: np.ndarray

    def of(self, owners: np.ndarray) -> tuple[Edges, np.ndarray]:
        """Those of some owners (sorted), which are then told by their place among these; and the places."""
        mine = slice(*np.searchsorted(self.edges.owner, [owners[0], owners[-1] + 1]))
        edges, place = self.edges[mine], self.place[mine]
        which = np.searchsorted(owners, edges.owner)
        held = owners[which] == edges.owner
        return edges[held].of_owners(which[held]), place[held]


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
        reach = Reach(unpacked(dividing.start), unpacked(dividing.end), _REACH + _MOVES * snap)
        at = _touched(shapes, origin, reach)
        self._near = _near(shapes, at, origin, reach, finding)
        del reach
        own = self._near.edges
        if snap and len(own):
            dividing = _yielding(dividing, own, snap)
        edges = together(own, dividing)
        segments = Segments(edges)
        parts, parent = noded(edges, segments, segments.any(edges.owner == LINE))
        noding(60.0)
        # A patch as thin as the grid may have been folded onto itself: what runs there and back is no border.
        of_patch = parts.owner != LINE
        bordering, place, _ = settled(parts[of_patch])
        self._bordering = _Placed(bordering, self._near.place[parent[of_patch][place]])
        with_nodes = np.unique(parts.owner[np.bincount(parent, minlength=len(edges))[parent] > 1])
        self._inner = self._inside(_apart(parts[~of_patch], bordering), at)
        noding(100.0)
        self._changed = np.union1d(with_nodes[with_nodes != LINE], self._inner.owner)
        self.renewed = self._changed[self._changed >= patches]
        """Places of shapes beside the patches that have got nodes."""

    def faces(self, progress: Progress) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The renewed shapes (k,), then the faces (n,) of the patches that change, and whose they are (n,)."""
        renewing, facing = steps(progress, 1, 3)
        renewed = np.empty(0, object)
        if len(self.renewed):
            coordinates = Coordinates(self._shapes[self.renewed], self._origin)
            renewed = shapes_of(self._edges(self.renewed), self.renewed, coordinates)
        renewing(100.0)
        owners = self._changed[self._changed < self._patches]
        blocks = _blocks(owners, shapely.get_num_coordinates(self._shapes[owners]))
        made = spread(self._faces_of_block, [(owners[some],) for some in blocks], facing)
        nothing = (np.empty(0, object), np.empty(0, np.int64))
        face, source = (np.concatenate(arrays) for arrays in zip(nothing, *made))
        return renewed, face, source

    def _edges(self, owners: np.ndarray) -> Edges:
        """The edges of some shapes, with all nodes, as their rings run."""
        edges = edges_of(self._shapes[owners], self._origin)
        first = np.searchsorted(edges.owner, np.arange(len(owners)))
        near, of_near = self._near.of(owners)
        bordering, place = self._bordering.of(owners)
        far = np.ones(len(edges), bool)
        far[first[near.owner] + of_near] = False
        order = np.argsort(np.concatenate([np.flatnonzero(far), first[bordering.owner] + place]), kind="stable")
        edges = together(edges[far], bordering)[order]
        return edges.of_owners(owners[edges.owner])

    def _faces_of_block(self, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The faces of some patches, in m, and whose they are."""
        edges = self._edges(owners)
        inner = self._inner[slice(*np.searchsorted(self._inner.owner, [owners[0], owners[-1] + 1]))]
        wanted = doubled_areas(edges.of_owners(np.searchsorted(owners, edges.owner)), len(owners))
        face, owner = _faces(edges, inner)
        found = np.zeros(len(owners), np.int64)
        np.add.at(found, np.searchsorted(owners, owner), _doubled(face))
        uneven = owners[found != wanted]
        if len(uneven):  # a dividing edge that lies within a grid unit of the border, on the wrong side: left out
            even = ~np.isin(owner, uneven)
            again, of_again = _faces(edges[np.isin(edges.owner, uneven)], inner[:0])
            face, owner = np.concatenate([face[even], again]), np.concatenate([owner[even], of_again])
        return shapely.transform(face, Coordinates(self._shapes[owners], self._origin).in_metres), owner

    def _inside(self, dividing: Edges, at: np.ndarray) -> Edges:
        """The dividing edges that lie in patches, with these as owners, sorted by them."""
        at = at[at < self._patches]
        middles = (unpacked(dividing.start) + unpacked(dividing.end)) / 2.0
        # Patches ask for points, not points for patches: GEOS indexes the edges of the one that asks.
        points = shapely.STRtree(points_of((middles + self._origin) * GRID))
        patch, edge = queried(points, self._shapes[at], silent, predicate="intersects")
        order = np.lexsort((edge, patch))
        return dividing[edge[order]].of_owners(at[patch[order]])


def _touched(shapes: np.ndarray, origin: np.ndarray, reach: Reach) -> np.ndarray:
    """The places of shapes that may come near the dividing edges, sorted."""
    low, high = np.split(shapely.bounds(shapes) / GRID - np.tile(origin, 2), 2, axis=1)
    there = np.flatnonzero(~np.isnan(low).any(axis=1))
    low, high = np.floor(low[there]).astype(np.int64), np.ceil(high[there]).astype(np.int64)
    return there[reach.may_touch(low, high)]


def _near(shapes: np.ndarray, at: np.ndarray, origin: np.ndarray, reach: Reach, progress: Progress) -> _Placed:
    """The edges of some shapes that come near the dividing edges."""

    def near(owners: np.ndarray) -> tuple[Edges, np.ndarray]:
        edges = edges_of(shapes[owners], origin)
        touched = np.flatnonzero(reach.touched_by(unpacked(edges.start), unpacked(edges.end)))
        owner = edges.owner[touched]
        return edges[touched].of_owners(owners[owner]), touched - np.searchsorted(edges.owner, owner)

    blocks = _blocks(at, shapely.get_num_coordinates(shapes[at]))
    made = spread(near, [(at[some],) for some in blocks], progress)
    nothing = Edges(np.empty(0, np.uint64), np.empty(0, np.uint64), np.empty(0, np.int64))
    placed = [np.empty(0, np.int64), *(place for _, place in made)]
    return _Placed(together(nothing, *(edges for edges, _ in made)), np.concatenate(placed))


def _apart(dividing: Edges, own: Edges) -> Edges:
    """The dividing edges in their order, each once, that do not run along one of a patch."""
    keys, first = np.unique(_undirected(dividing), return_index=True)
    return dividing[np.sort(first[~np.isin(keys, _undirected(own))])]


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


def _faces(edges: Edges, inner: Edges) -> tuple[np.ndarray, np.ndarray]:
    """The faces between the edges of each owner, in grid units, and their owners."""
    face, owner = faces_between(together(edges, inner))
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
