"""Polygons of the regions of a raster: their borders run along the cells, and both sides have the same nodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..topology.edges import GRID
from .regions import Flags, Grades, Integers, regions_of

_ROWS_A_BLOCK = 256


def outlines(
    grades: Grades, corner: tuple[float, float], cell: tuple[float, float]
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """The polygons (n,) of all regions with a grade, and their grades (n,).

    `corner`: west and north of the first cell, `cell` its size, m. They tile what has a grade: nodes are where a
    border turns and where three regions or more meet, on the 0.1 mm grid of the survey, and nowhere else.
    """
    borders, grade = _borders(np.pad(grades, 1))
    if not len(borders.start):
        return np.empty(0, object), np.empty(0, np.int64)
    place, ring = _rings(borders)
    begins = np.flatnonzero(np.append(True, ring[1:] != ring[:-1])[: len(ring)])
    owner = borders.owner[place[begins]]
    row, column = np.divmod(borders.start[place], grades.shape[1] + 2)
    west = np.rint((corner[0] + np.arange(grades.shape[1] + 2) * cell[0]) / GRID)
    north = np.rint((corner[1] - np.arange(grades.shape[0] + 2) * cell[1]) / GRID)
    xy = np.round(np.column_stack([west[column], north[row]]) * GRID, 4)
    return _polygons(xy, begins, owner), grade[np.unique(owner)].astype(np.int64)


def _polygons(xy: NDArray[np.float64], begins: Integers, owner: Integers) -> NDArray[np.object_]:
    """A polygon for each owner of rings (vertices one after the other, not closed): the one that runs counter-clockwise
    is its shell."""
    ends = np.append(begins[1:], len(xy))
    ring = np.repeat(np.arange(len(begins)), ends - begins)
    after = np.arange(1, len(xy) + 1)
    after[ends - 1] = begins
    local = xy - xy[begins][ring]
    area = np.add.reduceat(local[:, 0] * local[after, 1] - local[after, 0] * local[:, 1], begins)
    order = np.lexsort((area < 0, owner))
    size = (ends - begins + 1)[order]
    offset = np.append(0, np.cumsum(size))
    within = np.arange(offset[-1]) - np.repeat(offset[:-1], size)
    within[offset[1:] - 1] = 0
    closed = xy[np.repeat(begins[order], size) + within]
    first = np.flatnonzero(np.append(True, np.diff(owner[order]) != 0)[: len(order)])
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, closed, (offset, np.append(first, len(order))))


@dataclass(frozen=True)
class _Borders:
    """Directed pieces of border between two nodes; nodes are corners of cells, the owner lies on the left."""

    start: Integers
    end: Integers
    owner: Integers
    across: Flags
    """Whether it runs from west to east or back, not from north to south."""
    ahead: Flags
    """Whether it runs to the east, or to the north."""


def _rings(borders: _Borders) -> tuple[Integers, Integers]:
    """The places of all borders, ring after ring as they run, and the ring of each.

    Where a region touches itself in a corner its rings turn right: none passes a node twice.
    """
    count = len(borders.start)
    after = _next(borders)
    ring, ahead = np.arange(count, dtype=after.dtype), after
    while True:  # the lowest place of all, twice as far each time
        lowest = np.minimum(ring, ring[ahead])
        if np.array_equal(lowest, ring):
            break
        ring, ahead = lowest, ahead[ahead]
    last = np.flatnonzero(ring[after] == after)
    steps, ahead = np.ones(count, after.dtype), after.copy()
    steps[last], ahead[last] = 0, last
    while True:
        more = steps[ahead]
        if not more.any():
            break
        steps, ahead = steps + more, ahead[ahead]
    order = np.argsort(ring.astype(np.int64) * (count + 1) - steps)
    return order, ring[order]


def _next(borders: _Borders) -> Integers:
    """The place of the border that each leads to."""
    nodes = int(max(borders.start.max(initial=0), borders.end.max(initial=0))) + 1
    owner = borders.owner.astype(np.int64) * nodes
    leaving, arriving = np.argsort(owner + borders.start), np.argsort(owner + borders.end)
    owner, node = borders.owner[leaving], borders.start[leaving]
    twice = np.flatnonzero((owner[1:] == owner[:-1]) & (node[1:] == node[:-1]))
    come, go = arriving[twice], leaving[twice]
    # East, north, west, south are 0 to 3: a turn to the left is one more.
    heading = np.where(borders.across, 0, 1) + np.where(borders.ahead, 0, 2)
    wrong = twice[(heading[go] - heading[come]) % 4 == 1]
    leaving[wrong], leaving[wrong + 1] = leaving[wrong + 1], leaving[wrong]
    after: Integers = np.empty(len(leaving), np.int32 if len(leaving) < 2**31 else np.int64)
    after[arriving] = leaving
    return after


def _borders(grades: Grades) -> tuple[_Borders, Grades]:
    """The borders of all regions with a grade of a raster with a frame of none, and the grade of each region."""
    found, width = regions_of(grades), grades.shape[1]
    kept = _corners(grades).ravel()
    south, north, west = _vertical(grades, kept)
    west_end, east_end, upper = _horizontal(grades, kept)
    sides = [
        (south, north, found.at(west), False, True),
        (north, south, found.at(west + 1), False, False),
        (west_end, east_end, found.at(upper), True, True),
        (east_end, west_end, found.at(upper + width), True, False),
    ]
    whole = np.int32 if grades.size < 2**31 else np.int64  # half the memory where so many cells can be told apart
    parts = []
    for start, end, owner, across, ahead in sides:
        known = found.grade[owner] > 0
        flags = np.full(int(known.sum()), across), np.full(int(known.sum()), ahead)
        parts.append((*(some[known].astype(whole) for some in (start, end, owner)), *flags))
    return _Borders(*(np.concatenate(arrays) for arrays in zip(*parts))), found.grade


def _vertical(grades: Grades, kept: Flags) -> tuple[Integers, Integers, Integers]:
    """The borders between cells side by side: southern and northern node, a cell in the west."""
    flat, width = grades.ravel(), grades.shape[1]
    cells = np.flatnonzero(flat[1:] != flat[:-1])
    top, bottom = cells[kept[cells - width]], cells[kept[cells]]
    top, bottom = (some[np.lexsort((some // width, some % width))] for some in (top, bottom))
    return bottom, top - width, top


def _horizontal(grades: Grades, kept: Flags) -> tuple[Integers, Integers, Integers]:
    """The borders between cells one above the other: western and eastern node, a cell in the north."""
    flat, width = grades.ravel(), grades.shape[1]
    cells = np.flatnonzero(flat[width:] != flat[:-width])
    begin, end = cells[kept[cells - 1]], cells[kept[cells]]
    return begin - 1, end, begin


def _corners(grades: Grades) -> Flags:
    """By the place of the cell north-west of them: the corners where a border turns or several meet."""
    kept = np.zeros(grades.shape, bool)
    for start in range(0, grades.shape[0] - 1, _ROWS_A_BLOCK):
        end = min(start + _ROWS_A_BLOCK, grades.shape[0] - 1)
        some = grades[start : end + 1]
        up, down = some[:-1, :-1] != some[:-1, 1:], some[1:, :-1] != some[1:, 1:]
        left, right = some[:-1, :-1] != some[1:, :-1], some[:-1, 1:] != some[1:, 1:]
        kept[start:end, :-1] = (up != down) | (left != right) | (up & left)
    return kept
