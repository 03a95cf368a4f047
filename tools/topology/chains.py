"""Edges that follow each other: as lines of several edges, and, where they lie in one line, as one edge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, silent
from ..workers import by_blocks, queried, spread
from .edges import DIRECTION, GRID, EdgeTable, Leftover, among, keys_between, mixed, without_opposite

EDGES_A_CHAIN = 8
"""Edges in a chain: a box around so many is still small, and there are few boxes."""

EDGES_A_BLOCK = 100_000
"""Edges that a thread looks at in one go."""

_STRAIGHT = 1.0
"""Grid units: a vertex that lies no further off the line between its neighbours is there by rounding."""


class Rows:
    """Edges in rows: each but the first of a row begins (or, backwards, ends) where the one before it ends (begins)."""

    def __init__(self, leftover: Leftover, joined: np.ndarray, backwards: np.ndarray):
        """`joined` (m - 1,): whether edge i + 1 is in the row of edge i; `backwards` (m - 1,): which way it runs."""
        self.leftover = leftover
        count = len(leftover.owner)
        self.links = np.flatnonzero(joined)
        """Edges that are followed by another in their row."""
        self.of_edge = np.concatenate([[0], np.cumsum(~joined)])[:count]
        self.first = np.flatnonzero(np.append(True, ~joined)[:count])
        self.last = np.append(self.first[1:], count)[: len(self.first)] - 1
        self.backwards = np.zeros(len(self.first), bool)
        self.backwards[self.of_edge[self.links]] = backwards[self.links]

    @classmethod
    def of(cls, leftover: Leftover) -> Rows:
        """The edges of each ring are in its order, whichever way they are directed."""
        start, end, owner = leftover.start, leftover.end, leftover.owner
        same = owner[1:] == owner[:-1]
        ahead = same & _equal(end[:-1], start[1:])
        backwards = same & _equal(start[:-1], end[1:]) & ~ahead
        ahead[1:] &= ~backwards[:-1]
        backwards[1:] &= ~ahead[:-1]
        return cls(leftover, ahead | backwards, backwards)

    def without(self, links: np.ndarray) -> Rows:
        """The rows torn at some of their links (bool)."""
        joined, backwards = self.joins()
        joined[self.links[links]] = False
        return Rows(self.leftover, joined[:-1], backwards[:-1])

    def joins(self) -> tuple[np.ndarray, np.ndarray]:
        """Whether each edge is followed by the next in its row, and whether the row runs backwards there: (m,) bool."""
        joined = np.zeros(len(self.of_edge), bool)
        joined[self.links] = True
        return joined, joined & self.backwards[self.of_edge]

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Where each row begins and ends as its edges are directed: two (r, 2)."""
        first, last = np.where(self.backwards, (self.last, self.first), (self.first, self.last))
        return self.leftover.start[first], self.leftover.end[last]

    def between(self) -> np.ndarray:
        """The node at each link (k, 2)."""
        turned = self.backwards[self.of_edge[self.links]][:, None]
        return np.where(turned, self.leftover.start[self.links], self.leftover.end[self.links])


@dataclass
class Chains:
    """Edges as lines of several edges of one owner."""

    line: np.ndarray
    """(k,) lines in m."""
    owner: np.ndarray
    """(k,) int64."""
    of_edge: np.ndarray
    """(m,) int64: the line of each edge."""

    def apart(self, tolerance: float, crossing: np.ndarray, progress: Progress = silent) -> np.ndarray:
        """Lines that are further than `tolerance` m from those of other owners: (k,) bool.

        Owners whose rings cross themselves (places) have none, so that what is apart meets other lines only at ends.
        """
        tree = shapely.STRtree(self.line)
        one, two = queried(tree, self.line, progress, predicate="dwithin", distance=tolerance + GRID / 10)
        apart = (self.owner >= 0) & ~np.isin(self.owner, crossing)
        apart[one[self.owner[one] != self.owner[two]]] = False
        return apart


def as_chains(table: EdgeTable, leftover: Leftover, longest: int = EDGES_A_CHAIN) -> Chains:
    """Left-over edges as lines of at most `longest` edges."""
    rows = Rows.of(leftover)
    count = len(rows.of_edge)
    begins = (np.arange(count) - rows.first[rows.of_edge]) % longest == 0
    chain = np.cumsum(begins) - 1
    turned = rows.backwards[rows.of_edge][:, None]
    at = np.arange(count) + chain + 1
    xy = np.empty((count + int(begins.sum()), 2), np.int64)
    line = np.empty(len(xy), np.int64)
    xy[at], line[at] = np.where(turned, leftover.start, leftover.end), chain
    xy[at[begins] - 1], line[at[begins] - 1] = np.where(turned, leftover.end, leftover.start)[begins], chain[begins]
    return Chains(shapely.linestrings(table.to_metres(xy), indices=line), leftover.owner[begins], chain)


@dataclass
class Lacking:
    """Vertices that one side of a common line has and the other lacks: nodes (k, 2), owner (k,), other owner (k,)."""

    node: np.ndarray
    owner: np.ndarray
    other: np.ndarray

    @classmethod
    def nothing(cls) -> Lacking:
        """No vertex."""
        return cls(np.empty((0, 2), np.int64), np.empty(0, np.int64), np.empty(0, np.int64))

    def chosen(self, vertices: np.ndarray) -> Lacking:
        """Some of the vertices, by place or bool."""
        return Lacking(self.node[vertices], self.owner[vertices], self.other[vertices])


def knitted(leftover: Leftover, tolerance: float, progress: Progress = silent) -> tuple[Leftover, Lacking]:
    """What is left when edges in one line count as one edge, and the vertices that only one side of a line has.

    The edges stray no further than half of `tolerance` m from their line. So nothing wider than the tolerance is
    between a line and its opposite, and what either has more is a difference of coordinates.
    """
    if not len(leftover.owner):
        return leftover, Lacking.nothing()
    rows = _straight(leftover, tolerance / GRID / 2.0, progress)
    key = by_blocks(keys_between, rows.ends(), EDGES_A_BLOCK, silent)
    # Rows of one edge have no opposite but among the others, or they would not be left over.
    longer = np.sort(key[rows.first != rows.last] & ~DIRECTION)
    maybe = np.flatnonzero(among(key, longer))
    open_row = np.ones(len(key), bool)
    open_row[maybe] = without_opposite(key[maybe])
    if open_row.all():
        return leftover, Lacking.nothing()
    return leftover.chosen(open_row[rows.of_edge]), _lacking(rows, key, ~open_row)


def _straight(leftover: Leftover, stray: float, progress: Progress) -> Rows:
    """Rows of edges that lie in one line; no node strays further than so many grid units from it."""
    owner = leftover.owner
    first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
    bounds = first[np.searchsorted(first, np.arange(0, len(owner), EDGES_A_BLOCK), side="right") - 1]
    bounds = np.append(np.unique(bounds), len(owner))
    blocks = [(leftover.chosen(slice(*ends)), stray) for ends in zip(bounds[:-1], bounds[1:])]
    joined, backwards = (np.concatenate(some)[:-1] for some in zip(*spread(_straight_joins, blocks, progress)))
    return Rows(leftover, joined, backwards)


def _straight_joins(leftover: Leftover, stray: float) -> tuple[np.ndarray, np.ndarray]:
    """The joins of straight rows, see `Rows.joins`."""
    rows = Rows.of(leftover)
    step = (leftover.end - leftover.start).astype(float)
    one, two = step[rows.links], step[rows.links + 1]
    both = one + two
    bent = (one * two).sum(axis=1) <= 0
    bent |= np.abs(_cross(one, two)) > _STRAIGHT * np.hypot(*both.T)
    rows = rows.without(bent)
    start, end = rows.ends()
    row = rows.of_edge[rows.links]
    along = (end - start)[row].astype(float)
    off = np.abs(_cross(along, rows.between() - start[row])) > stray * np.hypot(*along.T)
    strays = np.bincount(row, off, minlength=len(start)) > 0
    return rows.without(strays[row]).joins()


def _lacking(rows: Rows, key: np.ndarray, closed: np.ndarray) -> Lacking:
    """The nodes inside rows that have an opposite, where that has no such node."""
    row = rows.of_edge[rows.links]
    inside = np.flatnonzero(closed[row])
    row, node = row[inside], rows.between()[inside]
    in_row = mixed(key[row], node)
    alone = without_opposite(in_row)
    row, node = row[alone], node[alone]
    owner = rows.leftover.owner[rows.first]
    other = owner[_opposites(key, closed)[row]] if len(row) else owner[:0]
    foreign = owner[row] != other
    return Lacking(node[foreign], owner[row[foreign]], other[foreign])


def _opposites(key: np.ndarray, closed: np.ndarray) -> np.ndarray:
    """For each closed row the first that runs the other way between the same ends; as many run either way."""
    order = np.flatnonzero(closed)
    order = order[np.argsort(key[order], kind="stable")]
    ends = key[order] & ~DIRECTION
    first = np.flatnonzero(np.append(True, ends[1:] != ends[:-1])[: len(ends)])
    size = np.diff(np.append(first, len(ends)))
    ahead = np.arange(len(order)) - np.repeat(first, size) < np.repeat(size // 2, size)
    opposite = np.zeros(len(key), np.int64)
    opposite[order] = order[np.repeat(first, size) + np.where(ahead, np.repeat(size // 2, size), 0)]
    return opposite


def _equal(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return (one[:, 0] == two[:, 0]) & (one[:, 1] == two[:, 1])


def _cross(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0]
