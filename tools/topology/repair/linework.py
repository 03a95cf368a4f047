"""The directed edges of patches on the 0.1 mm grid, and the nodes they need where they meet.

An edge is a pair of nodes with its patch on the left; a patch is the set of its edges, whatever their order. Land goes
from patch to patch by adding the edges around it to one and their opposites to the other: opposites cancel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...progress import silent
from ...workers import spread
from ..edges import directed_edges
from ..reach import boxes_around

NOWHERE, LINE = -1, -2
"""Owners that are no patches: the land outside the county, and lines that only divide."""

_HALF, _LOW_HALF = np.uint64(32), np.uint64(0xFFFFFFFF)

_ON_EDGE = 0.7071
"""Grid units: an edge that passes a node this closely goes through it. Just below half the diagonal of a cell: the
diagonal itself passes two nodes at that distance, and an edge through both would hold the other diagonal."""

_BOXES_A_BLOCK = 50_000

_ROUNDS = 16
"""A node bends an edge by less than a grid unit, so that others may need nodes in turn: it ends after a few rounds."""


def packed(units: np.ndarray) -> np.ndarray:
    """Grid units (n, 2) as nodes (n,) uint64."""
    return (units[:, 0].astype(np.uint64) << _HALF) | units[:, 1].astype(np.uint64)


def unpacked(nodes: np.ndarray) -> np.ndarray:
    """Nodes as grid units (n, 2) int64."""
    return np.column_stack([nodes >> _HALF, nodes & _LOW_HALF]).astype(np.int64)


def lines_between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Two-point lines between nodes, in grid units."""
    return shapely.linestrings(np.stack([unpacked(start), unpacked(end)], axis=1).astype(float))


@dataclass
class Edges:
    """Directed edges: start and end are nodes (m,) uint64; the owner (m,) int64, a patch, lies on their left."""

    start: np.ndarray
    end: np.ndarray
    owner: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, chosen: np.ndarray | slice) -> Edges:
        return Edges(self.start[chosen], self.end[chosen], self.owner[chosen])

    def opposite(self) -> Edges:
        """The same edges, the other way round."""
        return Edges(self.end, self.start, self.owner)

    def of_owners(self, owner: np.ndarray) -> Edges:
        """The same edges with other owners."""
        return Edges(self.start, self.end, np.broadcast_to(owner, self.start.shape).astype(np.int64))


def edges_of(geometries: np.ndarray, origin: np.ndarray) -> Edges:
    """The edges of polygons and multipolygons; the owner is the place in the array."""
    block = directed_edges(geometries, origin)
    start, end = block.ends(np.arange(len(block.first)))
    return Edges(packed(start), packed(end), block.owner)


def together(*parts: Edges) -> Edges:
    """All edges in one."""
    return Edges(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("start", "end", "owner")))


def settled(edges: Edges) -> tuple[Edges, np.ndarray, np.ndarray]:
    """What is left when opposite edges of one patch cancel; of dividing lines, which have no direction, each once.

    They keep their order. Also the place of each in `edges`, and the owners that hold an edge more than once: no shape
    is bounded so.
    """
    segments = Segments(edges)
    key = (edges.owner - LINE) * len(segments) + segments.of_edge
    _, first, pair = np.unique(key, return_index=True, return_inverse=True)
    sign = np.where(segments.forward | (edges.owner == LINE), 1, -1)
    net = np.bincount(pair.ravel(), sign, minlength=len(first)).astype(int)
    left = np.flatnonzero(net)[np.argsort(first[net != 0])]
    place = first[left]
    kept, ahead = edges[place], segments.forward[place] == (net[left] > 0)
    turned = Edges(np.where(ahead, kept.start, kept.end), np.where(ahead, kept.end, kept.start), kept.owner)
    return turned, place, np.unique(edges.owner[first[np.abs(net) > 1]])


def doubled_areas(edges: Edges, owners: int) -> np.ndarray:
    """Twice the area that each of so many owners encloses, in grid units squared: (owners,) int64, exact."""
    (x0, y0), (x1, y1) = unpacked(edges.start).T, unpacked(edges.end).T
    areas = np.zeros(owners, np.int64)
    np.add.at(areas, edges.owner, x0 * y1 - x1 * y0)  # products may wrap around 2**64, their sums come back
    return areas


class Segments:
    """Edges without their direction, each once."""

    def __init__(self, edges: Edges):
        self.forward = edges.start < edges.end
        """(m,) bool: the edge runs from `low` to `high`."""
        low, high = np.minimum(edges.start, edges.end), np.maximum(edges.start, edges.end)
        nodes, place = np.unique(np.concatenate([low, high]), return_inverse=True)
        from_place, to_place = place.reshape(2, -1)
        pairs, of_edge = np.unique(from_place * len(nodes) + to_place, return_inverse=True)
        self.of_edge = of_edge.ravel()
        """(m,) int64: the segment of each edge."""
        self.low, self.high = nodes[pairs // max(len(nodes), 1)], nodes[pairs % max(len(nodes), 1)]
        self._patches = edges.owner != LINE

    def __len__(self) -> int:
        return len(self.low)

    def uncancelled(self) -> np.ndarray:
        """Whether the edges along a segment do not cancel, or a dividing line runs there: (n,) bool."""
        signs = np.where(self._patches, np.where(self.forward, 1, -1), 0)
        balance = np.bincount(self.of_edge, signs, minlength=len(self))
        return (balance != 0) | self.any(~self._patches)

    def any(self, marked: np.ndarray) -> np.ndarray:
        """Whether one of its edges is marked, segment by segment: (n,) bool."""
        return np.bincount(self.of_edge[marked], minlength=len(self)) > 0

    def lines(self) -> np.ndarray:
        """The segments as lines in grid units."""
        return lines_between(self.low, self.high)


def noded(edges: Edges, segments: Segments, live: np.ndarray) -> tuple[Edges, np.ndarray]:
    """The edges divided wherever a live segment meets another: (edges, place of the edge each is a part of).

    `live` (n,) bool says of each segment whether it belongs to a fault. No two edges cross then but far from the live
    ones, and none passes a node of another without having it. Crossings are rounded to the grid. The parts of an edge
    follow each other as it runs.
    """
    parts = Parts(segments.low, segments.high, np.arange(len(segments)))
    box = boxes_around(unpacked(parts.start), unpacked(parts.end), _ON_EDGE / 2.0)
    fresh = np.flatnonzero(live)
    for _ in range(_ROUNDS):
        at, node = _nodes_wanted(parts, box, fresh, live)
        if not len(at):
            break
        divided = np.zeros(len(box), bool)
        divided[at] = True
        place = np.cumsum(divided) - 1
        made = parts.among(divided).divided(place[at], node)
        parts = parts.among(~divided).joined(made)
        box = np.append(box[~divided], boxes_around(unpacked(made.start), unpacked(made.end), _ON_EDGE / 2.0))
        fresh = np.arange(len(box) - len(made.start), len(box))
    return _parts_of_edges(parts, edges, segments)


@dataclass
class Parts:
    """Parts of segments, directed as these are from low to high; `parent` is the segment."""

    start: np.ndarray
    end: np.ndarray
    parent: np.ndarray

    def among(self, chosen: np.ndarray) -> Parts:
        """Some of the parts."""
        return Parts(self.start[chosen], self.end[chosen], self.parent[chosen])

    def joined(self, other: Parts) -> Parts:
        """These parts and others."""
        pairs = ((self.start, other.start), (self.end, other.end), (self.parent, other.parent))
        return Parts(*(np.concatenate(pair) for pair in pairs))

    def divided(self, at: np.ndarray, node: np.ndarray) -> Parts:
        """Each part divided at the nodes that it was given; `at` (k,) says which part, `node` (k,) where."""
        count = len(self.start)
        start, along = unpacked(self.start[at]), unpacked(self.end[at]) - unpacked(self.start[at])
        way = ((unpacked(node) - start) * along).sum(axis=1).astype(float)
        ends = np.arange(count)
        part = np.concatenate([ends, at, ends])
        nodes = np.concatenate([self.start, node, self.end])
        order = np.lexsort((np.concatenate([np.full(count, -np.inf), way, np.full(count, np.inf)]), part))
        part, nodes = part[order], nodes[order]
        first = np.flatnonzero((part[1:] == part[:-1]) & (nodes[1:] != nodes[:-1]))
        return Parts(nodes[first], nodes[first + 1], self.parent[part[first]])


def _parts_of_edges(parts: Parts, edges: Edges, segments: Segments) -> tuple[Edges, np.ndarray]:
    order = np.argsort(parts.parent, kind="stable")
    count = np.bincount(parts.parent, minlength=len(segments))[segments.of_edge]
    first = np.searchsorted(parts.parent[order], segments.of_edge)
    edge = np.repeat(np.arange(len(edges)), count)
    within = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    ahead = segments.forward[edge]
    part = order[first[edge] + np.where(ahead, within, count[edge] - 1 - within)]
    start = np.where(ahead, parts.start[part], parts.end[part])
    end = np.where(ahead, parts.end[part], parts.start[part])
    return Edges(start, end, edges.owner[edge]), edge


def _nodes_wanted(parts: Parts, box: np.ndarray, fresh: np.ndarray, live: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nodes that parts lack where one of the fresh ones meets another: which part (k,), which node, each pair once.

    `box` are those of the parts; one of the two must be of a live segment.
    """
    tree = shapely.STRtree(box[fresh])
    tree.query(shapely.Point(0.0, 0.0))

    def wanted(start: int) -> tuple[np.ndarray, np.ndarray]:
        two, one = tree.query(box[start : start + _BOXES_A_BLOCK])
        one, two = fresh[one], two + start
        met = (one != two) & (live[parts.parent[one]] | live[parts.parent[two]])
        return _nodes_of_pairs(parts, one[met], two[met])

    blocks = spread(wanted, [(start,) for start in range(0, len(box), _BOXES_A_BLOCK)], silent)
    at, node = (np.concatenate(arrays) for arrays in zip((np.empty(0, np.int64), np.empty(0, np.uint64)), *blocks))
    pairs = pd.DataFrame({"at": at, "node": node}).drop_duplicates()
    return pairs["at"].to_numpy(), pairs["node"].to_numpy()


def _nodes_of_pairs(parts: Parts, one: np.ndarray, two: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nodes that pairs of parts lack where they meet: which part (k,), which node (k,)."""
    a, b, c, d = (unpacked(ends) for ends in (parts.start[one], parts.end[one], parts.start[two], parts.end[two]))
    met = [on_edge(c, a, b), on_edge(d, a, b), on_edge(a, c, d), on_edge(b, c, d)]
    apart = np.flatnonzero(~np.any(met, axis=0))
    cross, place = _crossing(a[apart], b[apart], c[apart], d[apart])
    wanted = [(one[apart[cross]], packed(place)), (two[apart[cross]], packed(place))]
    others = ((one, two, parts.start), (one, two, parts.end), (two, one, parts.start), (two, one, parts.end))
    wanted += [(here[on], node[there[on]]) for (here, there, node), on in zip(others, met)]
    at, node = (np.concatenate(arrays) for arrays in zip(*wanted))
    new = (node != parts.start[at]) & (node != parts.end[at])
    return at[new], node[new]


def _cross(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]


def on_edge(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Whether an edge passes a point between its own ends, all in grid units: (n,) bool."""
    along, to = end - start, point - start
    way, length = (to * along).sum(axis=1), (along * along).sum(axis=1)
    return (way > 0) & (way < length) & (np.abs(_cross(along, to)) <= _ON_EDGE * np.sqrt(length))


def _crossing(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where a-b and c-d cross within: which pairs (k,), and the crossings (k, 2), rounded to grid units."""
    of_a, of_b = _cross(d - c, a - c), _cross(d - c, b - c)
    of_c, of_d = _cross(b - a, c - a), _cross(b - a, d - a)
    pair = np.flatnonzero((np.sign(of_a) * np.sign(of_b) < 0) & (np.sign(of_c) * np.sign(of_d) < 0))
    share = of_a[pair] / (of_a[pair] - of_b[pair])
    return pair, a[pair] + np.rint((b[pair] - a[pair]) * share[:, None]).astype(np.int64)
