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

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent

GRID = 1e-4
"""m: the coordinate grid of the survey database (XY resolution and tolerance 0.0001 m)."""

PATCHES_A_BLOCK = 4_000
"""Blocks small enough that their arrays stay near the processor."""

_POLYGON, _MULTIPOLYGON = 3, 6
_DIRECTION = np.uint64(1)
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
    turned: np.ndarray
    """(m,) bool: the edge is directed against its ring, so that the patch lies on its left."""
    key: np.ndarray
    """(m,) uint64: hash of the two ends, the direction in the last bit."""
    owner: np.ndarray
    """(m,) int64: place of the geometry in the array it came from."""
    repeated: np.ndarray
    """(k,) int64: the vertices that repeat the one before."""
    repeated_owner: np.ndarray
    """(k,) int64."""
    area: int
    """Sum of the rings' signed areas, shells positive, in grid units squared, times two."""

    def ends(self, edges: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Start and end of chosen edges as they are directed: two (k, 2) int64."""
        first, turned = self.first[edges], self.turned[edges]
        return self._at(first + turned), self._at(first + ~turned)

    def repeated_places(self) -> np.ndarray:
        """(k, 2) int64: where vertices repeat."""
        return self._at(self.repeated)

    def shorter_than(self, limit: float) -> tuple[np.ndarray, np.ndarray]:
        """Edges shorter than `limit` grid units, and their lengths."""
        near = (np.abs(np.diff(self.x)) < limit) & (np.abs(np.diff(self.y)) < limit)
        edges = np.flatnonzero(near[self.first]) if near.any() else np.empty(0, np.int64)
        start, end = self.ends(edges)
        length = np.hypot(*(end - start).T)
        return edges[length < limit], length[length < limit]

    def _at(self, vertices: np.ndarray) -> np.ndarray:
        return np.column_stack([self.x[vertices], self.y[vertices]])


@dataclass
class Leftover:
    """Edges that no opposite edge cancels: ends (m, 2) in grid units, as they are directed."""

    start: np.ndarray
    end: np.ndarray
    owner: np.ndarray
    """(m,) int64: patch, or -1 - i for outline i."""


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
    rings, ring_owner, shell = rings_of(geometries)
    xy, vertex_ring = shapely.get_coordinates(rings, return_index=True)
    x = np.rint(xy[:, 0] / GRID).astype(np.int64) - origin[0]
    y = np.rint(xy[:, 1] / GRID).astype(np.int64) - origin[1]
    packed = (x.astype(np.uint64) << _HALF) | y.astype(np.uint64)
    inside = vertex_ring[1:] == vertex_ring[:-1]
    moved = packed[1:] != packed[:-1]
    ring_area = _ring_areas(x, y, inside, vertex_ring, len(rings))
    backwards = (ring_area > 0) != shell
    first = np.flatnonzero(inside & moved)
    ring = vertex_ring[first]
    turned = backwards[ring]
    again = np.flatnonzero(inside & ~moved) + 1
    return Block(
        x=x,
        y=y,
        first=first,
        turned=turned,
        key=_keys(packed[first], packed[first + 1], turned),
        owner=ring_owner[ring],
        repeated=again,
        repeated_owner=ring_owner[vertex_ring[again]],
        area=int(np.where(backwards, -ring_area, ring_area).sum()),
    )


def rings_of(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All rings of polygons and multipolygons: rings, place of the geometry each is of, whether it is a shell."""
    parts, part_owner = geometries, np.arange(len(geometries))
    if (shapely.get_type_id(geometries) == _MULTIPOLYGON).any():
        parts, part_owner = shapely.get_parts(geometries, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    shell = np.ones(len(rings), bool)
    shell[1:] = ring_part[1:] != ring_part[:-1]
    return rings, part_owner[ring_part], shell


def _ring_areas(x: np.ndarray, y: np.ndarray, inside: np.ndarray, vertex_ring: np.ndarray, rings: int) -> np.ndarray:
    """Twice the signed area of each ring, exact: products may wrap around 2**64, their sums come back."""
    if not rings:
        return np.empty(0, np.int64)
    cross = np.where(inside, x[:-1] * y[1:] - x[1:] * y[:-1], 0)
    starts = np.flatnonzero(np.r_[True, vertex_ring[1:] != vertex_ring[:-1]])
    sums = np.add.reduceat(np.append(cross, 0), starts)
    areas = np.zeros(rings, np.int64)
    areas[vertex_ring[starts]] = sums
    return areas


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
    low &= ~_DIRECTION
    low |= (one < two) ^ turned
    return low


class EdgeTable:
    """The keys of a coverage's edges, its outline reversed, and the edges that are left when opposites cancel."""

    def __init__(
        self, patches: np.ndarray, outlines: np.ndarray, short_segment: float = 0.0, progress: Progress = silent
    ):
        """`patches` and `outlines` are arrays of polygons, multipolygons or None; `short_segment` is in m."""
        self.patches, self.outlines = patches, outlines
        self.origin = origin_of(patches, outlines)
        self.area_balance = 0
        self._repeated: list[tuple[np.ndarray, np.ndarray]] = []
        self._short: list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]] = []
        keys = [np.empty(0, np.uint64)]
        edges_a_patch = np.zeros(len(patches), np.int64)
        for start in range(0, len(patches), PATCHES_A_BLOCK):
            progress(100.0 * start / len(patches))
            block = directed_edges(patches[start : start + PATCHES_A_BLOCK], self.origin)
            keys.append(block.key)
            count = np.bincount(block.owner, minlength=min(PATCHES_A_BLOCK, len(patches) - start))
            edges_a_patch[start : start + len(count)] = count
            self.area_balance += block.area
            self._note_shapes(block, start, short_segment)
        outline = directed_edges(outlines, self.origin)
        self.area_balance -= outline.area if len(outlines) else 0
        self._outline_keys = outline.key ^ _DIRECTION
        self._keys = np.concatenate(keys)
        self._bounds = np.concatenate([[0], np.cumsum(edges_a_patch)])

    def _note_shapes(self, block: Block, start: int, short_segment: float) -> None:
        """Keep what single patches show while their vertices are at hand."""
        if len(block.repeated):
            self._repeated.append((block.repeated_owner + start, block.repeated_places()))
        edges, length = block.shorter_than(round(short_segment / GRID, 3))
        if len(edges):
            ends = np.stack(block.ends(edges), axis=1)
            self._short.append((block.owner[edges] + start, ends, block.key[edges] & ~_DIRECTION, length * GRID))

    def repeated_vertices(self) -> tuple[np.ndarray, np.ndarray]:
        """Vertices that repeat the one before: place of the patch (k,), coordinates (k, 2) in m."""
        if not self._repeated:
            return np.empty(0, np.int64), np.empty((0, 2))
        owner, places = (np.concatenate(arrays) for arrays in zip(*self._repeated))
        return owner, self.to_metres(places)

    def short_segments(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Segments below the limit, each once: patch, patch beyond or -1, length in m, ends (k, 2, 2) in m."""
        if not self._short:
            return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0), np.empty((0, 2, 2))
        owner, ends, key, length = (np.concatenate(arrays) for arrays in zip(*self._short))
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        neighbour = np.full(len(first), -1)
        again = np.setdiff1d(np.arange(len(key)), first)
        neighbour[inverse.ravel()[again]] = owner[again]
        return owner[first], neighbour, length[first], self.to_metres(ends[first])

    def leftover(self) -> Leftover:
        """The edges that no opposite edge cancels, with their owners."""
        left = _uncancelled(np.concatenate([self._keys, self._outline_keys]))
        if not len(left):
            nothing = np.empty((0, 2), np.int64)
            return Leftover(nothing, nothing, np.empty(0, np.int64))
        places = np.flatnonzero(_among(self._keys, left))
        owners = np.unique(np.searchsorted(self._bounds, places, side="right") - 1)
        patch_edges = directed_edges(self.patches[owners], self.origin)
        outline_edges = directed_edges(self.outlines, self.origin)
        kept = np.flatnonzero(_among(patch_edges.key, left))
        bound = np.flatnonzero(_among(outline_edges.key, left))
        starts, ends = patch_edges.ends(kept)
        outline_ends, outline_starts = outline_edges.ends(bound)
        return Leftover(
            np.concatenate([starts, outline_starts]),
            np.concatenate([ends, outline_ends]),
            np.concatenate([owners[patch_edges.owner[kept]], -1 - outline_edges.owner[bound]]),
        )

    def to_metres(self, nodes: np.ndarray) -> np.ndarray:
        """Grid units (n, 2) as coordinates in metres."""
        return np.round((nodes + self.origin) * GRID, 4)


def _uncancelled(keys: np.ndarray) -> np.ndarray:
    """Hashes (direction bit cleared, sorted) whose two directions do not occur equally often."""
    keys.sort()
    forward = keys & _DIRECTION
    keys &= ~_DIRECTION
    if not len(keys):
        return keys
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    counts = np.diff(np.append(starts, len(keys)))
    ahead = np.add.reduceat(forward.astype(np.int8), starts, dtype=np.int64)
    return keys[starts[2 * ahead != counts]]


def _among(keys: np.ndarray, hashes: np.ndarray) -> np.ndarray:
    """Which keys have their hash among a few sorted hashes: a small bit table sorts most out first."""
    bits = np.uint64(16 if len(hashes) < 2**12 else 24)
    shift = np.uint64(64) - bits
    table = np.zeros(1 << int(bits), bool)
    table[hashes >> shift] = True
    maybe = np.flatnonzero(table[keys >> shift])
    wanted = keys[maybe] & ~_DIRECTION
    place = np.minimum(np.searchsorted(hashes, wanted), max(len(hashes) - 1, 0))
    chosen = np.zeros(len(keys), bool)
    if len(hashes):
        chosen[maybe[hashes[place] == wanted]] = True
    return chosen


def as_polygons(geometries: Any) -> np.ndarray:
    """An object array where everything that is not areal counts as NULL."""
    array = np.asarray(geometries, dtype=object)
    areal = np.isin(shapely.get_type_id(array), (_POLYGON, _MULTIPOLYGON))
    return array if areal.all() else np.where(areal, array, np.array(None))
