"""Files whose neighbours do not share vertices: borders that agree within the tolerance are matched without geometry.

Vertices no further apart than the tolerance are one place, and edges between the same two places, one each way, cancel
as equal edges do: what lies between them is nowhere wider than the tolerance. Only their vertices are told, each as one
that a neighbour lacks. Such pairs stay where they lie beside an edge that has no opposite, as far as the thin face
beside that edge goes on: until the next pair whose edges cross.

Where even so nearly all borders lie apart, there are millions of areas, more than anybody looks at. Then this is done
once more with a wider distance, and only a part of the layer keeps its edges: there every area is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from ..progress import Progress, silent, steps
from ..workers import spread
from .chains import Lacking, Rows
from .edges import GRID, EdgeTable, Leftover
from .window import widened

MANY_EDGES = 50_000
"""Left-over edges: fewer are looked at as they are."""

MOST_EDGES = 500_000
"""Edges apart by more than the tolerance: where there are more, not all of them are looked at."""

EDGES_LOOKED_AT = 50_000
"""So many of them are, then."""

WIDE = 0.1
"""m: edges no further apart are not, elsewhere."""

ENDS_A_STRIP = 500_000
"""Ends of edges that a thread looks at in one go."""

_SAMPLED = 16
"""One end in so many tells where strips begin."""

_REACH = np.sqrt(3.0) / 2.0
"""Of the tolerance: what lies between vertices no further apart than this is within half of the tolerance of one."""

_MOST_IN_A_CELL = 32
"""Vertices within some mm: where there are more, no borders run along each other."""

_NOBODY = np.iinfo(np.int32).max
_OUTLINE = _NOBODY - 1
"""Owner of the county outlines here: they are one border, and named where no patch is."""


@dataclass
class Snapped:
    """What snapping finds."""

    lacking: Lacking
    """Vertices at the places of edges that cancel which another patch lacks."""
    looked_at: float = np.inf
    """m: west of this all areas are looked for, elsewhere those wider than `WIDE`."""

    @classmethod
    def nothing(cls) -> Snapped:
        """No vertex."""
        return cls(Lacking.nothing())


def snapped(
    table: EdgeTable, leftover: Leftover, tolerance: float, progress: Progress = silent
) -> tuple[Leftover, Snapped]:
    """What is left when edges within the tolerance cancel; within `WIDE` m where there are too many others."""
    if len(leftover.owner) < MANY_EDGES:
        return leftover, Snapped.nothing()
    matched, wider = steps(progress, 1, 1)
    ends, distance, east, looked_at = _Ends(leftover), tolerance, -np.inf, np.inf
    many = len(leftover.owner) > MOST_EDGES and tolerance < WIDE
    apart = many and _share_near(ends, _REACH * tolerance / GRID) < 0.5
    if not apart:
        places, one, two = _matched(ends, tolerance, matched)
        apart = many and len(leftover.owner) - 2 * len(one) > MOST_EDGES
    if apart:
        distance, east = WIDE, np.partition(leftover.start[:, 0], EDGES_LOOKED_AT)[EDGES_LOOKED_AT]
        looked_at = table.to_metres(np.array([[east, 0]]))[0, 0]
        places, one, two = _matched(ends, WIDE, wider)
    stays = _beside(table, leftover, ends, places, one, two, distance, east)
    left = np.ones(len(leftover.owner), bool)
    left[one[~stays]] = left[two[~stays]] = False
    return leftover.chosen(left), Snapped(places.lacking(ends, one[~stays]), looked_at)


def _share_near(ends: _Ends, reach: float) -> float:
    """What share of the ends in the middle of the layer have another within so many grid units."""
    x = ends.xy[:, 0]
    middle = np.sort(x[::_SAMPLED])
    beside = min(ENDS_A_STRIP // _SAMPLED, len(middle) - 1) // 2
    low, high = middle[len(middle) // 2 - beside], middle[len(middle) // 2 + beside]
    xy = ends.xy[(x >= low) & (x <= high)]
    near = np.zeros(len(xy), bool)
    near[np.concatenate(_near(xy, reach))] = True
    return float(near.mean())


def _matched(ends: _Ends, distance: float, progress: Progress) -> tuple[_Places, np.ndarray, np.ndarray]:
    """Places within a distance in m, and the pairs of edges between two of them."""
    placed, paired = steps(progress, 2, 1)
    places = _Places(ends, _REACH * distance / GRID, placed)
    return places, *_pairs(places, ends, paired)


class _Ends:
    """The ends of edges, each once where an edge follows another of its ring."""

    def __init__(self, leftover: Leftover):
        rows = Rows.of(leftover)
        count = len(rows.of_edge)
        final = np.where(rows.backwards, rows.first, rows.last)
        self.start = np.arange(count, dtype=np.int32)
        """(m,): the end at which each edge starts."""
        self.end = np.where(rows.backwards[rows.of_edge], self.start - 1, self.start + 1)
        """(m,): the end at which each edge ends."""
        self.end[final] = count + np.arange(len(final))
        self.xy = np.concatenate([leftover.start, leftover.end[final]])
        """(n, 2) int64: nodes."""
        owner = np.where(leftover.owner < 0, _OUTLINE, leftover.owner).astype(np.int32)
        self.owner = np.concatenate([owner, owner[final]])
        """(n,)."""


class _Places:
    """Which ends of edges are one place: all no further apart than some reach, no two different ones of one owner."""

    def __init__(self, ends: _Ends, reach: float, progress: Progress):
        """`reach` is in grid units."""
        count, x = len(ends.xy), np.ascontiguousarray(ends.xy[:, 0])
        self.number = np.arange(count, dtype=np.int32)
        """(n,): the first end of the place."""
        self.sound = np.ones(count, bool)
        """(n,): the place is as it should be."""
        self.wide = np.zeros(count, bool)
        """(n,), by number: the place has vertices that differ."""
        sample, strips = np.sort(x[::_SAMPLED]), max(count // ENDS_A_STRIP, 1)
        inner = sample[np.arange(1, strips) * len(sample) // strips]
        bounds = np.concatenate([[x.min()], inner, [x.max() + 1]])
        self._lacking = spread(partial(self._look, ends, x, reach), list(zip(bounds[:-1], bounds[1:])), progress)

    def _look(
        self, ends: _Ends, x: np.ndarray, reach: float, low: int, high: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Find the places in a strip from west to east; the vertices there that another lacks: end, patch, other."""
        beyond = 4 * int(np.ceil(reach))
        at = np.flatnonzero((x >= low - beyond) & (x < high + beyond))
        xy, owner = ends.xy[at], ends.owner[at]
        own = (xy[:, 0] >= low) & (xy[:, 0] < high)
        one, two = _near(xy, reach)
        apart = (xy[one, 0] != xy[two, 0]) | (xy[one, 1] != xy[two, 1])
        every = np.arange(len(at), dtype=np.int32)
        number = _least(every, one, two, every)
        self.number[at[own]] = at[number[own]]
        self.sound[at[own]] = _sound(number, one, two, apart & (owner[one] == owner[two]))[own]
        self.wide[at[number[one[apart & (own[one] | own[two])]]]] = True
        other = _least(np.full(len(at), _NOBODY, np.int32), one[apart], two[apart], owner)
        one, two = one[~apart], two[~apart]
        patch = _least(owner, one, two, owner)
        shared = np.zeros(len(at), bool)
        several = owner[one] != owner[two]
        shared[one[several]] = shared[two[several]] = True
        # Where two patches meet the county line it needs no vertex: the outline does not know where patches end.
        told = own & ((other < _OUTLINE) | ((other == _OUTLINE) & ~shared))
        told[np.maximum(one, two)] = False
        return at[told].astype(np.int32), patch[told], other[told]

    def lacking(self, ends: _Ends, edges: np.ndarray) -> Lacking:
        """The vertices at the places of some edges which another patch there lacks."""
        met = np.zeros(len(self.number), bool)
        met[self.number[ends.start[edges]]] = met[self.number[ends.end[edges]]] = True
        end, patch, other = (np.concatenate(arrays) for arrays in zip(*self._lacking))
        told = np.flatnonzero(met[self.number[end]])
        end, patch, other = end[told], patch[told], other[told]
        return Lacking(ends.xy[end], *(np.where(some == _OUTLINE, -1, some) for some in (patch, other)))


def _sound(number: np.ndarray, one: np.ndarray, two: np.ndarray, twice: np.ndarray) -> np.ndarray:
    """Whether at a place every end is near every other, and none of these pairs is `twice` one owner's: (n,) bool."""
    near = np.bincount(one, minlength=len(number)) + np.bincount(two, minlength=len(number))
    sound = near == np.bincount(number, minlength=len(number))[number] - 1
    bad = twice | (number[one] != number[two])
    sound[one[bad]] = sound[two[bad]] = False
    while True:
        torn = sound[one] != sound[two]
        if not torn.any():
            return sound
        sound[one[torn]] = sound[two[torn]] = False


def _near(xy: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of nodes (n, 2) no further apart than `reach` grid units: places of both (k,), each pair once."""
    bits = int(np.ceil(np.log2(max(reach, 1.0)))) + 4
    x, y = (xy - xy.min(axis=0)).T + (1 << bits)
    margin, inside = int(np.ceil(reach)), (1 << bits) - 1
    west, south = np.flatnonzero((x & inside) < margin), np.flatnonzero((y & inside) < margin)
    corner = west[(y[west] & inside) < margin]
    node = np.concatenate([np.arange(len(xy)), west, south, corner]).astype(np.int32)
    shift = np.repeat(np.array([0, 1, 2, 3], np.uint8), [len(xy), len(west), len(south), len(corner)])
    cell = ((x >> bits)[node] - (shift & 1) << 32) | (y >> bits)[node] - (shift >> 1)
    order = np.argsort(cell)
    node, shift, cell = node[order], shift[order], cell[order]
    found = [np.empty((2, 0), np.int32)]
    first = np.flatnonzero(cell[1:] == cell[:-1])
    for ahead in range(1, _MOST_IN_A_CELL):
        here = (shift[first] & shift[first + ahead]) == 0  # else the pair is met in the cell of one of the two
        one, two = node[first[here]], node[first[here] + ahead]
        dx, dy = x[one] - x[two], y[one] - y[two]
        close = dx * dx + dy * dy <= reach * reach
        found.append(np.stack([one[close], two[close]]))
        first = first[first + ahead + 1 < len(cell)]
        first = first[cell[first] == cell[first + ahead + 1]]
    one, two = np.concatenate(found, axis=1)
    crowded = np.isin(cell, cell[first])
    if crowded.any():
        lone = np.zeros(len(xy), bool)
        lone[node[crowded]] = True
        clear = ~(lone[one] | lone[two])
        one, two = one[clear], two[clear]
    return one, two


def _least(values: np.ndarray, one: np.ndarray, two: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Values (n,), or what is less of those that they meet in pairs (k,)."""
    least = values.copy()
    np.minimum.at(least, one, of[two])
    np.minimum.at(least, two, of[one])
    return least


def _pairs(places: _Places, ends: _Ends, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Edges of two owners between the same two places, one each way, where there are no more: two (k,)."""
    start, end = places.number[ends.start], places.number[ends.end]
    sound = places.sound[ends.start] & places.sound[ends.end] & (start != end)
    low, high = np.minimum(start, end), np.maximum(start, end)

    def pairs(first: int, beyond: int) -> np.ndarray:
        edges = np.flatnonzero(sound & (low >= first) & (low < beyond))
        key = low[edges].astype(np.int64) << 32 | high[edges]
        order = np.argsort(key)
        same = key[order[1:]] == key[order[:-1]]
        alone = same.copy()
        alone[1:] &= ~same[:-1]
        alone[:-1] &= ~same[1:]
        first_of_two = np.flatnonzero(alone)
        one, two = edges[order[first_of_two]], edges[order[first_of_two + 1]]
        opposite = (start[one] == end[two]) & (ends.owner[one] != ends.owner[two])
        return np.stack([one[opposite], two[opposite]])

    bounds = np.append(np.arange(0, len(ends.xy), ENDS_A_STRIP), len(ends.xy))
    one, two = np.concatenate(spread(pairs, list(zip(bounds[:-1], bounds[1:])), progress), axis=1)
    return one, two


def _beside(
    table: EdgeTable,
    leftover: Leftover,
    ends: _Ends,
    places: _Places,
    one: np.ndarray,
    two: np.ndarray,
    tolerance: float,
    east: float,
) -> np.ndarray:
    """Which pairs of edges a thin face beside an edge reaches that has no opposite, or lies west: (k,) bool."""
    alone = np.ones(len(leftover.owner), bool)
    alone[one] = alone[two] = False
    start, end = places.number[ends.start[one]], places.number[ends.end[one]]
    stays = np.zeros(len(one), bool)
    west = np.flatnonzero(leftover.start[one, 0] < east)
    near = np.append(_near_edges(table, leftover, alone, one, tolerance), west)
    reached = np.zeros(len(places.number), bool)
    reached[places.number[ends.start[alone]]] = reached[places.number[ends.end[alone]]] = True
    reached[start[near]] = reached[end[near]] = True
    stays[near] = True
    rest = np.arange(len(one))
    while True:
        # At a place where all have the same vertex thin faces end.
        reached &= places.wide
        met = reached[start[rest]] | reached[end[rest]]
        if not met.any():
            return stays
        now, rest = rest[met], rest[~met]
        stays[now] = True
        on = now[~_crossing(leftover, one[now], two[now])]
        reached[start[on]] = reached[end[on]] = True


def _near_edges(
    table: EdgeTable, leftover: Leftover, alone: np.ndarray, edges: np.ndarray, tolerance: float
) -> np.ndarray:
    """Which of some edges (k,) lie within the tolerance of those `alone` (bool), however these run: places."""
    if not alone.any():
        return np.empty(0, np.int64)
    lines = shapely.STRtree(_lines(table, leftover, np.flatnonzero(alone)))
    boxes = widened(shapely.bounds(table.patches), 2.0 * tolerance)
    held = np.zeros(len(boxes), bool)
    held[np.unique(lines.query(shapely.box(*boxes.T))[0])] = True
    owner = leftover.owner[edges]
    maybe = np.flatnonzero((owner < 0) | held[owner])
    reach = 2.0 * tolerance
    met, _ = lines.query(_lines(table, leftover, edges[maybe]), predicate="dwithin", distance=reach)
    return maybe[np.unique(met)]


def _lines(table: EdgeTable, leftover: Leftover, edges: np.ndarray) -> np.ndarray:
    ends = [table.to_metres(nodes[edges]) for nodes in (leftover.start, leftover.end)]
    return shapely.linestrings(np.stack(ends, axis=1))


def _crossing(leftover: Leftover, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Whether edges cross, pair by pair, elsewhere than at an end: (k,) bool."""
    origin = leftover.start[one]
    a, b, c = (nodes - origin for nodes in (leftover.end[one], leftover.start[two], leftover.end[two]))
    beyond = np.sign(_cross(a, b)) * np.sign(_cross(a, c))
    between = np.sign(_cross(c - b, -b)) * np.sign(_cross(c - b, a - b))
    return (beyond < 0) & (between < 0)


def _cross(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
