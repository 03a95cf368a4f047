"""The edge table: every edge of a coverage directed with its patch on the left, and what does not cancel.

Coordinates are rounded to the 0.1 mm grid of the standard and compared as integers. Shells run one way round, holes
the other, the county outline is added reversed. In a coverage without fault each directed edge then meets exactly one
opposite edge. The sum of all directed edges is the boundary of the function "number of patches over a place, less one
inside the county"; when everything cancels that function is zero almost everywhere: neither gap nor overlap. What is
left over bounds the faults.

Only a 64-bit key an edge is kept (hash of its two ends, direction in the last bit). Two edges of a county share a hash
with a probability of about 1e-6; the integer areas, which come free, would then not add up (`area_balance`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps, tracked
from ..workers import spread

GRID = 1e-4
"""m: the coordinate grid of the survey database (XY resolution and tolerance 0.0001 m)."""

PATCHES_A_BLOCK = 1_000
"""Blocks small enough that their arrays stay near the processor."""

KEYS_A_BLOCK = 100_000
"""The same."""

MOST_LOOKED_UP = 8
"""One of so many keys: where more are left over, sorting is faster than looking each up."""

KEYS_A_SORT = 1_000_000
"""More are sorted in groups by their first bits, by threads."""

_GROUP_BITS = 5

_ANGLE_ERROR = 1e-9
"""Degrees: what an angle between vertices of the grid may be off by."""

_POLYGON, _MULTIPOLYGON = 3, 6
DIRECTION = np.uint64(1)
"""The bit of a key that tells an edge from its opposite."""

_MIX_LOW = np.uint64(0x9E3779B97F4A7C15)
_MIX_HIGH = np.uint64(0xC2B2AE3D27D4EB4F)
_MIX_LAST = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


@dataclass
class Block:
    """The directed edges of some geometries, in grid units from the table's origin."""

    x: np.ndarray
    """(v,) int64: all vertices, ring after ring."""
    y: np.ndarray
    """(v,) int64."""
    first: np.ndarray
    """(m,) int64: the vertex at which each edge begins in its ring; it ends at the next."""
    dx: np.ndarray
    """(m,) int64: from there to its end, as the ring runs."""
    dy: np.ndarray
    """(m,) int64."""
    turned: np.ndarray
    """(m,) bool: the edge is directed against its ring, so that the patch lies on its left."""
    owner: np.ndarray
    """(m,) int64: place of the geometry in the array it came from."""
    ring: np.ndarray
    """(m,) int64: the ring of each edge; the edges of a ring follow each other."""
    repeated: np.ndarray
    """(k,) int64: the vertices that repeat the one before."""
    repeated_owner: np.ndarray
    """(k,) int64."""
    area: int
    """Sum of the rings' signed areas, shells positive, in grid units squared, times two."""

    @cached_property
    def key(self) -> np.ndarray:
        """(m,) uint64: hash of the two ends, the direction in the last bit."""
        nodes = packed(self.x, self.y)
        return _keys(nodes[self.first], nodes[self.first + 1], self.turned)

    def ends(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Start and end of chosen edges as they are directed: two (k, 2) int64."""
        first, turned = self.first[edges], self.turned[edges]
        return self._at(first + turned), self._at(first + ~turned)

    def repeated_places(self) -> np.ndarray:
        """(k, 2) int64: where vertices repeat."""
        return self._at(self.repeated)

    def shorter_than(self, limit: float) -> tuple[np.ndarray, np.ndarray]:
        """Edges shorter than `limit` grid units, and their lengths."""
        near = np.flatnonzero(np.maximum(np.abs(self.dx), np.abs(self.dy)) < math.ceil(limit))
        length = np.hypot(self.dx[near], self.dy[near])
        return near[length < limit], length[length < limit]

    def sharper_than(self, limit: float) -> tuple[np.ndarray, np.ndarray]:
        """Edges at whose end the angle inside the geometry is less than `limit` degrees (at most 90), and the angles.

        The end is that of the edge as its ring runs; there the ring's next edge begins.
        """
        if limit <= 0:
            return np.empty(0, np.int64), np.empty(0)
        dx, dy = self.dx, self.dy
        last = np.flatnonzero(np.append(self.ring[1:] != self.ring[:-1], np.ones(min(len(dx), 1), bool)))
        first = np.append(0, last[:-1] + 1)[: len(last)]
        ahead = np.empty(len(dx), np.int64)
        ahead[:-1] = dx[:-1] * dx[1:] + dy[:-1] * dy[1:]
        ahead[last] = dx[last] * dx[first] + dy[last] * dy[first]
        back = np.flatnonzero(ahead < 0)
        ring = np.searchsorted(last, back)
        then = np.where(last[ring] == back, first[ring], back + 1)
        left = dx[back] * dy[then].astype(float) - dy[back] * dx[then].astype(float)
        left = np.where(self.turned[back], -left, left)
        angle = np.degrees(np.arctan2(left, -ahead[back].astype(float)))
        sharp = (angle >= 0) & (angle < limit - _ANGLE_ERROR)
        return back[sharp], angle[sharp]

    def ring_ends(self, edges: np.ndarray) -> np.ndarray:
        """(k, 2) int64: where chosen edges end as their rings run."""
        return self._at(self.first[edges] + 1)

    def _at(self, vertices: np.ndarray) -> np.ndarray:
        return np.column_stack([self.x[vertices], self.y[vertices]])


@dataclass
class Leftover:
    """Edges that no opposite edge cancels: ends (m, 2) in grid units, as they are directed."""

    start: np.ndarray
    end: np.ndarray
    owner: np.ndarray
    """(m,) int64: patch, or -1 - i for outline i."""

    @classmethod
    def nothing(cls) -> Leftover:
        """No edge."""
        return cls(np.empty((0, 2), np.int64), np.empty((0, 2), np.int64), np.empty(0, np.int64))

    def chosen(self, edges: np.ndarray | slice) -> Leftover:
        """Some of the edges, by place or bool."""
        return Leftover(self.start[edges], self.end[edges], self.owner[edges])


def origin_of(*arrays: np.ndarray) -> np.ndarray:
    """Lower left corner of all geometries in grid units: (2,) int64. Zero when there is no geometry."""
    boxes = np.concatenate([shapely.bounds(array).reshape(-1, 4) for array in arrays])
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    if not len(boxes):
        return np.zeros(2, np.int64)
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    if (high - low).max() / GRID >= 2**32:
        raise TubanError(
            tr("The patches spread over more than 400 km: check one county at a time, or look for a stray coordinate.")
        )
    return np.floor(low / GRID).astype(np.int64)


def directed_edges(geometries: np.ndarray, origin: np.ndarray) -> Block:
    """The directed edges of polygons and multipolygons; NULL and empty ones have none."""
    xy = shapely.get_coordinates(geometries)
    x = np.rint(xy[:, 0] / GRID).astype(np.int64) - origin[0]
    y = np.rint(xy[:, 1] / GRID).astype(np.int64) - origin[1]
    size, ring_owner, shell = ring_sizes(geometries, x, y)
    vertex_ring = np.repeat(np.arange(len(size)), size)
    inside = vertex_ring[1:] == vertex_ring[:-1]
    dx, dy = np.diff(x), np.diff(y)
    moved = (dx | dy) != 0
    ring_area = _ring_areas(x, y, dx, dy, size)
    backwards = (ring_area > 0) != shell
    first = np.flatnonzero(inside & moved)
    ring = vertex_ring[first]
    turned = backwards[ring]
    again = np.flatnonzero(inside & ~moved) + 1
    return Block(
        x=x,
        y=y,
        first=first,
        dx=dx[first],
        dy=dy[first],
        turned=turned,
        owner=ring_owner[ring],
        ring=ring,
        repeated=again,
        repeated_owner=ring_owner[vertex_ring[again]],
        area=int(np.where(backwards, -ring_area, ring_area).sum()),
    )


def ring_sizes(geometries: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All rings in the order of the coordinates: how many vertices, place of the geometry, whether it is a shell."""
    size = shapely.get_num_coordinates(geometries)
    one = _of_one_ring(size, x, y)
    rings, place, shell = rings_of(geometries[~one])
    size = np.concatenate([size[one], shapely.get_num_coordinates(rings)])
    owner = np.concatenate([np.flatnonzero(one), np.flatnonzero(~one)[place]])
    order = np.argsort(owner, kind="stable")
    return size[order], owner[order], np.concatenate([np.ones(one.sum(), bool), shell])[order]


def _of_one_ring(size: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Geometries of so many vertices that come back to their first one only at the end: (n,) bool.

    A ring is closed, so these are one ring each; to take geometries apart is slow.
    """
    held = np.flatnonzero(size)
    last = np.cumsum(size)[held] - 1
    first = last - size[held] + 1
    back = np.flatnonzero(x == np.repeat(x[first], size[held]))
    place = np.searchsorted(first, back, side="right") - 1
    times = np.bincount(place[y[back] == y[first[place]]], minlength=len(held))
    one = np.zeros(len(size), bool)
    one[held] = (times == 2) & (x[last] == x[first]) & (y[last] == y[first])
    return one


def rings_of(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All rings of polygons and multipolygons: rings, place of the geometry each is of, whether it is a shell."""
    parts, part_owner = shapely.get_parts(geometries, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    shell = np.ones(len(rings), bool)
    shell[1:] = ring_part[1:] != ring_part[:-1]
    return rings, part_owner[ring_part], shell


def _ring_areas(x: np.ndarray, y: np.ndarray, dx: np.ndarray, dy: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Twice the signed area of each ring, exact: products may wrap around 2**64, their sums come back.

    `dx` and `dy` lead from each vertex to the next one.
    """
    areas, held = np.zeros(len(size), np.int64), size > 0
    if held.any():
        cross = np.zeros(len(x), np.int64)
        cross[:-1] = x[:-1] * dy - y[:-1] * dx
        ends = np.cumsum(size)[held]
        cross[ends - 1] = 0  # from one ring to the next
        areas[held] = np.add.reduceat(cross, ends - size[held])
    return areas


def packed(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Both coordinates of nodes, which are below 2**32, in one number: (n,) uint64."""
    return (x.astype(np.uint64) << _HALF) | y.astype(np.uint64)


def distinct_nodes(nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nodes that occur among nodes (k, 2), sorted: (n, 2), and for each of the k which it is."""
    if not len(nodes):
        return nodes, np.empty(0, np.int64)
    origin = nodes.min(axis=0)
    _, first, place = np.unique(packed(*(nodes - origin).T), return_index=True, return_inverse=True)
    return nodes[first], place.ravel()


def keys_between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The keys of edges from one node (k, 2) to another (k, 2): uint64."""
    return _keys(packed(*start.T), packed(*end.T), np.zeros(len(start), bool))


def mixed(keys: np.ndarray, nodes: np.ndarray) -> np.ndarray:
    """Keys (k,) with a node (k, 2) mixed in, the direction left alone."""
    node = packed(*nodes.T) * _MIX_HIGH
    node ^= node >> _HALF
    return keys ^ (node * _MIX_LAST & ~DIRECTION)


def _keys(one: np.ndarray, two: np.ndarray, turned: np.ndarray) -> np.ndarray:
    """The same hash for an edge and its opposite, but for the last bit."""
    low, high = np.minimum(one, two), np.maximum(one, two)
    low *= _MIX_LOW
    high *= _MIX_HIGH
    low ^= high >> _HALF
    low += high
    low ^= low >> _HALF
    low *= _MIX_LAST
    low ^= low >> _HALF
    low &= ~DIRECTION
    low |= (one < two) ^ turned
    return low


@dataclass
class _Noted:
    """What is noted of a block of patches while their vertices are at hand."""

    unmet: np.ndarray
    """(k,) uint64: keys that meet no opposite in the block."""
    repeated: tuple[np.ndarray, np.ndarray]
    """Owners and places of vertices."""
    short: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]
    """Owners, ends, keys and lengths of segments."""
    sharp: tuple[np.ndarray, np.ndarray, np.ndarray]
    """Owners, places and angles of corners."""

    @classmethod
    def of(cls, block: Block, start: int, short_segment: float, spike_angle: float) -> _Noted:
        """`start` is the place of the first patch of the block."""
        short, length = block.shorter_than(round(short_segment / GRID, 3))
        sharp, angle = block.sharper_than(spike_angle)
        ends = np.stack(block.ends(short), axis=1)
        return cls(
            unmet=unmet(block.key.copy()),
            repeated=(block.repeated_owner + start, block.repeated_places()),
            short=(block.owner[short] + start, ends, block.key[short] & ~DIRECTION, length * GRID),
            sharp=(block.owner[sharp] + start, block.ring_ends(sharp), angle),
        )


class EdgeTable:
    """The keys of a coverage's edges, its outline reversed, and the edges that are left when opposites cancel."""

    def __init__(
        self,
        patches: np.ndarray,
        outlines: np.ndarray,
        short_segment: float = 0.0,
        spike_angle: float = 0.0,
        progress: Progress = silent,
    ):
        """`patches` and `outlines` are arrays of polygons, multipolygons or None.

        Segments shorter than `short_segment` m and corners sharper than `spike_angle` degrees are noted on the way.
        """
        self.patches, self.outlines = patches, outlines
        self.origin = origin_of(patches, outlines)
        self.area_balance, count, noted = 0, 0, []
        keys = np.empty(shapely.get_num_coordinates(patches).sum(), np.uint64)
        edges_a_patch = np.zeros(len(patches), np.int64)
        for start in tracked(range(0, max(len(patches), 1), PATCHES_A_BLOCK), progress):
            some = patches[start : start + PATCHES_A_BLOCK]
            block = directed_edges(some, self.origin)
            keys[count : count + len(block.key)] = block.key
            count += len(block.key)
            edges_a_patch[start : start + len(some)] = np.bincount(block.owner, minlength=len(some))
            self.area_balance += block.area
            noted.append(_Noted.of(block, start, short_segment, spike_angle))
        outline = directed_edges(outlines, self.origin)
        self.area_balance -= outline.area
        self._keys, self._bounds = keys[:count], np.append(0, np.cumsum(edges_a_patch))
        self._unmet = unmet(np.concatenate([outline.key ^ DIRECTION, *(block.unmet for block in noted)]))
        self._repeated, self._short, self._sharp = (
            [np.concatenate(arrays) for arrays in zip(*(getattr(block, name) for block in noted))]
            for name in ("repeated", "short", "sharp")
        )

    def repeated_vertices(self) -> tuple[np.ndarray, np.ndarray]:
        """Vertices that repeat the one before: place of the patch (k,), coordinates (k, 2) in m."""
        owner, places = self._repeated
        return owner, self.to_metres(places)

    def short_segments(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Segments below the limit, each once: patch, patch beyond or -1, length in m, ends (k, 2, 2) in m."""
        owner, ends, key, length = self._short
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        neighbour = np.full(len(first), -1)
        again = np.setdiff1d(np.arange(len(key)), first)
        neighbour[inverse.ravel()[again]] = owner[again]
        return owner[first], neighbour, length[first], self.to_metres(ends[first])

    def sharp_corners(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Corners below the limit: place of the patch (k,), coordinates (k, 2) in m, angle inside in degrees (k,)."""
        owner, places, angle = self._sharp
        return owner, self.to_metres(places), angle

    def leftover(self) -> Leftover:
        """The edges that no opposite edge cancels, with their owners."""
        if not len(self._unmet):
            return Leftover.nothing()
        outline = directed_edges(self.outlines, self.origin)
        starts, ends, owners = self._edges(np.flatnonzero(self._left(outline.key)))
        bound = np.flatnonzero(among(outline.key, self._unmet))
        outline_ends, outline_starts = outline.ends(bound)
        return Leftover(
            np.concatenate([starts, outline_starts]),
            np.concatenate([ends, outline_ends]),
            np.concatenate([owners, -1 - outline.owner[bound]]),
        )

    def _left(self, outline: np.ndarray) -> np.ndarray:
        """Which edges no opposite cancels, bool; `outline` are the keys of the outline's edges."""
        if len(self._unmet) < len(self._keys) / MOST_LOOKED_UP:
            return among(self._keys, self._unmet)
        return without_opposite(np.append(self._keys, outline ^ DIRECTION))[: len(self._keys)]

    def shared_edges(self, group: np.ndarray, progress: Progress = silent) -> tuple[Leftover, np.ndarray]:
        """Edges of patches that have their opposite in another patch of the same group, and that patch (k,).

        `group` (n,) int is that of each patch, -1 for none; each edge is told once, in the order of the patches. The
        group is mixed into the keys, so that only edges of one group can meet.
        """
        listed, met, paired = steps(progress, 1, 1, 1)
        size = np.bincount(group[group >= 0], minlength=1)
        member = (group >= 0) & (size[group] > 1)
        edges_a_patch = np.diff(self._bounds)
        places = np.flatnonzero(np.repeat(member, edges_a_patch))
        tagged = self._keys[places] ^ np.repeat(_tags(group[member]), edges_a_patch[member])
        listed(100.0)
        chosen = np.flatnonzero(among(tagged, _meeting(tagged.copy())))
        met(100.0)
        one, two = _pairs(tagged[chosen], self._owner(places[chosen]))
        starts, ends, owner = self._edges(places[chosen[one]])
        paired(100.0)
        return Leftover(starts, ends, owner), self._owner(places[chosen[two]])

    def _owner(self, places: np.ndarray) -> np.ndarray:
        """The patches that edges are of."""
        return np.searchsorted(self._bounds, places, side="right") - 1

    def _edges(self, places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Start and end, as directed, of edges by their places in ascending order, and their owners."""
        owner = self._owner(places)
        starts, ends = np.empty((len(places), 2), np.int64), np.empty((len(places), 2), np.int64)
        first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1])[: len(owner)])
        patches, first = owner[first], np.append(first, len(places))

        def fill(block: int) -> None:
            some = patches[block : block + PATCHES_A_BLOCK]
            here = slice(first[block], first[min(block + PATCHES_A_BLOCK, len(patches))])
            shift = self._bounds[some] - np.append(0, np.cumsum(np.diff(self._bounds)[some])[:-1])
            in_block = places[here] - shift[np.searchsorted(some, owner[here])]
            starts[here], ends[here] = directed_edges(self.patches[some], self.origin).ends(in_block)

        spread(fill, [(block,) for block in range(0, len(patches), PATCHES_A_BLOCK)], silent)
        return starts, ends, owner

    def to_metres(self, nodes: np.ndarray) -> np.ndarray:
        """Grid units (n, 2) as coordinates in metres."""
        return np.round((nodes + self.origin) * GRID, 4)


def unmet(keys: np.ndarray) -> np.ndarray:
    """The keys that are left when each goes away with an opposite, sorted; `keys` are sorted in place."""
    keys.sort()
    while True:
        met = np.flatnonzero(keys[1:] ^ keys[:-1] == DIRECTION)
        if not len(met):
            return keys
        left = np.ones(len(keys), bool)
        left[met] = left[met + 1] = False
        keys = keys[left]


def without_opposite(keys: np.ndarray) -> np.ndarray:
    """Which keys (n,) are left when each goes away with an opposite, whichever of several equal ones: bool."""
    if len(keys) <= KEYS_A_SORT:
        return _uneven(keys)
    left = np.empty(len(keys), bool)
    group = (keys >> np.uint64(64 - _GROUP_BITS)).astype(np.uint8)

    def sort(number: int) -> None:
        here = np.flatnonzero(group == number)
        left[here] = _uneven(keys[here])

    spread(sort, [(number,) for number in range(1 << _GROUP_BITS)], silent)
    return left


def _uneven(keys: np.ndarray) -> np.ndarray:
    """Which keys (n,) are of edges that are not there as often one way as the other: bool."""
    order = np.argsort(keys)
    directed = keys[order]
    edge = directed & ~DIRECTION
    first = np.flatnonzero(np.append(True, edge[1:] != edge[:-1])[: len(edge)])
    size = np.diff(np.append(first, len(edge)))
    ahead = np.append(0, np.cumsum(directed & DIRECTION, dtype=np.int64))
    uneven = np.empty(len(keys), bool)
    uneven[order] = np.repeat(2 * (ahead[first + size] - ahead[first]) != size, size)
    return uneven


def _tags(group: np.ndarray) -> np.ndarray:
    """Numbers to mix into the keys of each group's edges: (n,) uint64, the direction left alone."""
    return (group.astype(np.uint64) * _MIX_LOW ^ _MIX_HIGH) & ~DIRECTION


def _meeting(keys: np.ndarray) -> np.ndarray:
    """Hashes (direction bit cleared, sorted) that occur more than once; `keys` are sorted in place."""
    keys &= ~DIRECTION
    keys.sort()
    return np.unique(keys[1:][keys[1:] == keys[:-1]])


def among(keys: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which keys, or their opposites, are among others that are sorted.

    A table tells where the hashes with the same first bits begin: there are so many bits that it is about one hash.
    """
    hashes = others & ~DIRECTION
    bits = int(np.clip(np.ceil(np.log2(max(len(hashes), 1))) + 1, 16, 26))
    shift = np.uint64(64 - bits)
    begin = np.append(0, np.cumsum(np.bincount((hashes >> shift).astype(np.int64), minlength=1 << bits))).astype(
        np.int32
    )
    filled = begin[1:] > begin[:-1]
    chosen = np.zeros(len(keys), bool)
    starts = range(0, len(keys), KEYS_A_BLOCK)
    found = [np.flatnonzero(filled[keys[start : start + KEYS_A_BLOCK] >> shift]) + start for start in starts]
    maybe = np.concatenate([np.empty(0, np.int64), *found])
    wanted = keys[maybe] & ~DIRECTION
    place, end = begin[wanted >> shift], begin[(wanted >> shift) + np.uint64(1)]
    while len(maybe):
        hit = hashes[place] == wanted
        chosen[maybe[hit]] = True
        place = place + 1
        rest = ~hit & (place < end)
        maybe, wanted, place, end = maybe[rest], wanted[rest], place[rest], end[rest]
    return chosen


def _pairs(keys: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places of keys and their opposites where these are of a later owner: two (k,), in the order of the first."""
    ahead = (keys & DIRECTION).astype(bool)
    sides = pd.DataFrame({"hash": keys & ~DIRECTION, "place": np.arange(len(keys)), "owner": owner})
    both = sides[ahead].merge(sides[~ahead], on="hash")
    swap = (both["owner_x"] > both["owner_y"]).to_numpy()
    one, two = (both[name].to_numpy() for name in ("place_x", "place_y"))
    one, two = np.where(swap, two, one), np.where(swap, one, two)
    order = np.argsort(one, kind="stable")
    order = order[owner[one[order]] != owner[two[order]]]
    return one[order], two[order]


def as_polygons(geometries: Any) -> np.ndarray:
    """An object array where everything that is not areal counts as NULL, and parts without land as none."""
    array = np.asarray(geometries, dtype=object)
    areal = np.isin(shapely.get_type_id(array), (_POLYGON, _MULTIPOLYGON))
    polygons = array if areal.all() else np.where(areal, array, np.array(None))
    several = np.flatnonzero(shapely.get_num_geometries(polygons) > 1)
    parts, whole = shapely.get_parts(polygons[several], return_index=True)
    with_empty = np.unique(whole[shapely.is_empty(parts)])
    if len(with_empty):
        polygons = polygons.copy()
        polygons[several[with_empty]] = [_of_parts(parts[whole == place]) for place in with_empty]
    return polygons


def _of_parts(parts: np.ndarray) -> Any:
    full = parts[~shapely.is_empty(parts)]
    return full[0] if len(full) == 1 else shapely.multipolygons(full)
