"""Regions of cells of one slope grade: found, small ones merged into a neighbour, lines of one cell shared out.

Cells are handled as runs: stretches of one grade within a row. Two cells belong together where they share a side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..progress import Progress, silent

Grades = NDArray[np.int8]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

LOWER_NEIGHBOUR, LONGEST_BORDER = "lower", "longest"

_CELLS_A_BLOCK = 4_000_000
"""Pairs of runs are looked for in so many cells at a time: a county has tens of millions of them."""


@dataclass(frozen=True)
class Regions:
    """The regions of a raster of grades."""

    starts: Integers
    """(runs,) flat place of the first cell of each run, sorted."""
    region: Integers
    """(runs,) the region of each run."""
    grade: Grades
    """(regions,) grade, 0 where there is no slope."""
    cells: Integers
    """(regions,) number of cells."""

    def at(self, cells: Integers) -> Integers:
        """The region of cells, given by flat place."""
        found: Integers = self.region[np.searchsorted(self.starts, cells, side="right") - 1]
        return found


def regions_of(grades: Grades) -> Regions:
    """The regions of a raster (rows, columns) of grades."""
    starts, length = _runs(grades)
    run_grade = grades.ravel()[starts]
    one, two = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for upper, lower, _ in _stacked(starts, grades.shape):
        same = run_grade[upper] == run_grade[lower]
        one.append(upper[same])
        two.append(lower[same])
    region = components(len(starts), np.concatenate(one), np.concatenate(two))
    count = int(region.max(initial=-1)) + 1
    grade = np.zeros(count, np.int8)
    grade[region] = run_grade
    cells = np.bincount(region, weights=length, minlength=count).astype(np.int64)
    return Regions(starts, region, grade, cells)


def without_small(
    grades: Grades, least: float, *, target: str = LOWER_NEIGHBOUR, progress: Progress = silent
) -> Grades:
    """The grades with every region of fewer than `least` cells merged into a neighbour.

    The smallest first, so that what has grown may stay. `target`: the neighbour of lower grade with the longest common
    border, and only where all are higher the one of these with the longest border; or the longest border alone.
    Regions without a neighbour stay, cells without slope neither merge nor take.
    """
    found = regions_of(grades)
    first, second, border = _borders(found, grades.shape)
    known = (found.grade[first] > 0) & (found.grade[second] > 0)
    first, second, border = first[known], second[known], border[known]
    now, grade, cells = np.arange(len(found.grade)), found.grade.copy(), found.cells.copy()
    small_at_first = max(int(np.count_nonzero(cells < least)), 1)
    while True:
        small = (cells < least) & (grade > 0)
        progress(95.0 * (1.0 - np.count_nonzero(small) / small_at_first))
        mover, taker = _moves(small, cells, grade, first, second, border, target)
        if not len(mover):
            break
        grade[mover] = grade[taker]
        same = grade[first] == grade[second]
        merged = components(len(grade), np.append(mover, first[same]), np.append(taker, second[same]))
        count = int(merged.max()) + 1
        cells = np.bincount(merged, weights=cells, minlength=count).astype(np.int64)
        kept = np.zeros(count, np.int8)
        kept[merged] = grade
        now, grade = merged[now], kept
        first, second, border = _summed(merged[first], merged[second], border)
    lengths = np.diff(np.append(found.starts, grades.size))
    result: Grades = np.repeat(grade[now[found.region]], lengths).reshape(grades.shape)
    return result


def without_lines(grades: Grades) -> tuple[Grades, int]:
    """The grades with regions that are nowhere two cells wide shared out between their neighbours, and 1 or 2.

    A border in the middle of a line of cells runs through cells: then each cell is four, and 2 is returned.
    """
    thin = _lines(grades)
    if not thin.any():
        return grades, 1
    halves = np.pad(np.where(thin, np.int8(0), grades), 1).repeat(2, axis=0).repeat(2, axis=1)
    flat, width = halves.ravel(), halves.shape[1]
    row, column = np.nonzero(thin)
    first = 2 * (row + 1) * width + 2 * (column + 1)
    todo, was = np.concatenate([first, first + 1, first + width, first + width + 1]), np.tile(grades[thin], 4)
    while len(todo):
        beside = [flat[todo + step] for step in (-1, 1, -width, width)]
        taken = np.select([side > 0 for side in beside], beside, 0)
        if not taken.any():
            break
        flat[todo] = taken
        todo, was = todo[taken == 0], was[taken == 0]
    flat[todo] = was
    return halves[2:-2, 2:-2], 2


def components(count: int, one: Integers, two: Integers) -> Integers:
    """The number, from 0, of the connected part that each of `count` nodes is in; edges from `one` to `two`."""
    parent = np.arange(count)
    while len(one):
        low, high = np.minimum(parent[one], parent[two]), np.maximum(parent[one], parent[two])
        apart = low != high
        one, two = one[apart], two[apart]
        np.minimum.at(parent, high[apart], low[apart])
        while True:
            above = parent[parent]
            if np.array_equal(above, parent):
                break
            parent = above
    roots = parent == np.arange(count)
    number: Integers = (np.cumsum(roots) - 1)[parent]
    return number


def _runs(grades: Grades) -> tuple[Integers, Integers]:
    """First cell, by flat place, and number of cells of each run."""
    new = np.ones(grades.shape, bool)
    np.not_equal(grades[:, 1:], grades[:, :-1], out=new[:, 1:])
    starts = np.flatnonzero(new)
    return starts, np.diff(np.append(starts, grades.size))


def _stacked(starts: Integers, shape: tuple[int, ...]) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Runs that lie one above the other, and along how many cells; block of rows by block of rows."""
    rows, width = shape
    block = max(_CELLS_A_BLOCK // width, 1)
    for top in range(0, rows - 1, block):
        begin, end = top * width, min(top + block, rows - 1) * width
        first, last, below, final = np.searchsorted(starts, [begin, end, begin + width, end + width])
        breaks = np.unique(np.concatenate([starts[first:last], starts[below:final] - width]))
        upper = np.searchsorted(starts, breaks, side="right") - 1
        lower = np.searchsorted(starts, breaks + width, side="right") - 1
        yield upper, lower, np.diff(np.append(breaks, end))


def _borders(found: Regions, shape: tuple[int, ...]) -> tuple[Integers, Integers, Integers]:
    """Pairs of regions that share a border, each once, and its length in cells."""
    beside = np.flatnonzero(found.starts[1:] % shape[1] != 0)
    one, two = found.region[beside], found.region[beside + 1]
    parts = [_summed(one, two, np.ones(len(beside), np.int64))]
    for upper, lower, length in _stacked(found.starts, shape):
        parts.append(_summed(found.region[upper], found.region[lower], length))
    return _summed(*(np.concatenate(arrays) for arrays in zip(*parts)))


def _summed(one: Integers, two: Integers, length: Integers) -> tuple[Integers, Integers, Integers]:
    apart = one != two
    low, high = np.minimum(one, two)[apart], np.maximum(one, two)[apart]
    count = int(high.max(initial=0)) + 1
    key, place = np.unique(low * count + high, return_inverse=True)
    total = np.bincount(place.ravel(), weights=length[apart], minlength=len(key)).astype(np.int64)
    return key // count, key % count, total


def _moves(
    small: Flags, cells: Integers, grade: Grades, first: Integers, second: Integers, border: Integers, target: str
) -> tuple[Integers, Integers]:
    """Small regions that are smaller than every small neighbour of theirs, and the neighbour that takes each."""
    one, two = np.append(first, second), np.append(second, first)
    length = np.append(border, border)
    own = small[one]
    one, two, length = one[own], two[own], length[own]
    rank = np.empty(len(cells), np.int64)
    rank[np.lexsort((np.arange(len(cells)), cells))] = np.arange(len(cells))
    least = np.full(len(cells), len(cells))
    rivals = small[two]
    np.minimum.at(least, one[rivals], rank[two[rivals]])
    moving = rank[one] < least[one]
    one, two, length = one[moving], two[moving], length[moving]
    higher = grade[two] > grade[one] if target == LOWER_NEIGHBOUR else np.zeros(len(one), bool)
    order = np.lexsort((two, grade[two], -length, higher, one))
    one, two = one[order], two[order]
    chosen = np.append(True, one[1:] != one[:-1])[: len(one)]
    return one[chosen], two[chosen]


def _lines(grades: Grades) -> Flags:
    """Cells of regions that hold no square of 2 x 2 cells."""
    square = (grades[:-1, :-1] == grades[1:, :-1]) & (grades[:-1, 1:] == grades[1:, 1:])
    square &= grades[:-1, :-1] == grades[:-1, 1:]
    within = np.zeros(grades.shape, bool)
    for down in (slice(None, -1), slice(1, None)):
        for along in (slice(None, -1), slice(1, None)):
            within[down, along] |= square
    found = regions_of(grades)
    broad = np.bincount(found.region, weights=np.logical_or.reduceat(within.ravel(), found.starts)) > 0
    thin = ~broad & (found.grade > 0)
    lengths = np.diff(np.append(found.starts, grades.size))
    return np.repeat(thin[found.region], lengths).reshape(grades.shape)
