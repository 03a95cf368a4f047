"""Straight pieces of lines and borders, and where they run along each other.

Pieces with the same two ends on the 0.1 mm grid are the same: that settles nearly all of them without geometry. The
few others run along each other where they share an interval whose two ends (each an end of one of them) lie within the
tolerance of the other; pieces that only meet or cross at however sharp an angle share none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent
from .edges import GRID, rings_of

SEGMENTS_A_BLOCK = 20_000
"""Segments that are looked up between two looks at whether the user has cancelled."""

_ROUNDED = 0.75
"""Grid units: how far off a straight border a vertex on it lies once it is rounded to the grid."""


@dataclass(frozen=True)
class Segments:
    """Pieces between neighbouring vertices; those of no length are left out."""

    start: np.ndarray
    """(m, 2) int64: grid units."""
    end: np.ndarray
    """(m, 2) int64."""
    owner: np.ndarray
    """(m,) int64: place of the geometry in the array it came from."""

    def __len__(self) -> int:
        return len(self.owner)

    def chosen(self, which: np.ndarray) -> Segments:
        """Some of the segments, by place or by mask."""
        return Segments(self.start[which], self.end[which], self.owner[which])

    def ends(self) -> np.ndarray:
        """(m, 2, 2) coordinates in m."""
        return np.round(np.stack([self.start, self.end], axis=1) * GRID, 4)

    @cached_property
    def lines(self) -> np.ndarray:
        """(m,) two-point lines in m."""
        return shapely.linestrings(self.ends())

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Of the lines."""
        return shapely.STRtree(self.lines)

    def lengths(self) -> np.ndarray:
        """(m,) m."""
        return np.hypot(*(self.end - self.start).T) * GRID


def segments_of(geometries: np.ndarray) -> Segments:
    """The segments of lines, or of all rings of polygons; None has none."""
    if (shapely.get_dimensions(geometries) == 2).any():
        chains, owner, _ = rings_of(geometries)
    else:
        chains, owner = shapely.get_parts(geometries, return_index=True)
    xy, chain = shapely.get_coordinates(chains, return_index=True)
    nodes = np.rint(xy / GRID).astype(np.int64)
    first = np.flatnonzero((chain[1:] == chain[:-1]) & (nodes[1:] != nodes[:-1]).any(axis=1))
    return Segments(nodes[first], nodes[first + 1], owner[chain[first]])


def keys(*many: Segments) -> list[np.ndarray]:
    """Numbers of segments, one array for each of `many`: two that have the same ends, either way, have the same."""
    start, end = (np.concatenate([getattr(one, name) for one in many]) for name in ("start", "end"))
    nodes = _numbered(*np.concatenate([start, end]).T).reshape(2, -1)
    edges = _numbered(*np.sort(nodes, axis=0))
    return np.split(edges, np.cumsum([len(one) for one in many])[:-1])


def _numbered(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """A number for each pair of integers, equal for equal pairs."""
    first, second = pd.factorize(one)[0], pd.factorize(two)[0]
    return pd.factorize(first * (second.max(initial=0) + 1) + second)[0]


@dataclass(frozen=True)
class Shared:
    """Where segments run along others: places of both (k,), and the interval on the first in m from its start."""

    one: np.ndarray
    two: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def chosen(self, which: np.ndarray) -> Shared:
        """Some of the pairs."""
        return Shared(self.one[which], self.two[which], self.low[which], self.high[which])


def shared(one: Segments, two: Segments, tolerance: float, progress: Progress = silent) -> Shared:
    """All pairs of segments that run along each other, no further apart than `tolerance` m, for more than that."""
    found = [_along(one, two, np.empty((2, 0), np.int64), tolerance)]
    for start in range(0, len(one), SEGMENTS_A_BLOCK):
        progress(100.0 * start / len(one))
        block = one.chosen(np.arange(start, min(start + SEGMENTS_A_BLOCK, len(one))))
        pairs = two.tree.query(block.lines, predicate="dwithin", distance=tolerance + GRID)
        pairs[0] += start
        found.append(_along(one, two, pairs, tolerance))
    return Shared(*(np.concatenate([getattr(some, name) for some in found]) for name in ("one", "two", "low", "high")))


def _along(one: Segments, two: Segments, pairs: np.ndarray, tolerance: float) -> Shared:
    """Those of the pairs of places (2, k) that run along each other: measured along and across the first."""
    first, second = pairs
    origin, reach = one.start[first], one.end[first] - one.start[first]
    length = np.hypot(*reach.T)
    ahead = reach / length[:, None]
    near, far = ((ends[second] - origin).astype(float) for ends in (two.start, two.end))
    near_x, far_x = (near * ahead).sum(axis=1), (far * ahead).sum(axis=1)
    near_y, far_y = (ahead[:, 0] * end[:, 1] - ahead[:, 1] * end[:, 0] for end in (near, far))
    low = np.maximum(0.0, np.minimum(near_x, far_x))
    high = np.minimum(length, np.maximum(near_x, far_x))
    slope = (far_y - near_y) / np.where(far_x == near_x, np.inf, far_x - near_x)
    apart = [np.abs(near_y + slope * (at - near_x)) for at in (low, high)]
    limit = tolerance / GRID + _ROUNDED
    along = (high - low > limit) & (np.maximum(*apart) <= limit)
    return Shared(first[along], second[along], low[along] * GRID, high[along] * GRID)


def left_alone(segments: Segments, along: Shared, tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """The pieces of segments that run along none: places (k,) and ends (k, 2, 2) in m; none shorter than `tolerance`.

    `along` tells, with `segments` as the first ones, where they run along others.
    """
    every = np.arange(len(segments))
    length = segments.lengths()
    # A segment begins after an interval that ends at 0 and is followed by one that begins at its own end.
    runs = pd.DataFrame(
        {
            "place": np.concatenate([every, along.one, every]),
            "low": np.concatenate([np.zeros(len(every)), along.low, length]),
            "high": np.concatenate([np.zeros(len(every)), along.high, length]),
        }
    ).sort_values(["place", "low"], kind="stable")
    reached = runs.groupby("place")["high"].cummax().shift(fill_value=0.0)
    bare = runs["low"] - reached > tolerance
    place, low, high = (values[bare].to_numpy() for values in (runs["place"], reached, runs["low"]))
    return place, cut_out(segments, place, low, high)


def cut_out(segments: Segments, place: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """The ends (k, 2, 2) in m of intervals on segments (places, from and to in m from the start)."""
    ends, length = segments.ends()[place], segments.lengths()[place]
    share = np.stack([low, high], axis=1) / length[:, None]
    return np.round(ends[:, :1] + share[:, :, None] * (ends[:, 1:] - ends[:, :1]), 6)


def chains(ends: np.ndarray, groups: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Pieces (k, 2, 2) that follow each other, joined, each place once: the group and the line of each chain.

    `groups` has a row a piece; only pieces with equal rows are joined.
    """
    number = groups.groupby(list(groups.columns), sort=True).ngroup().to_numpy()
    order = np.argsort(number, kind="stable")
    gathered = shapely.multilinestrings(shapely.linestrings(ends[order]), indices=number[order])
    lines, group = shapely.get_parts(shapely.line_merge(shapely.node(gathered)), return_index=True)
    firsts = groups.iloc[np.unique(number, return_index=True)[1]]
    return firsts.iloc[group].reset_index(drop=True), lines
