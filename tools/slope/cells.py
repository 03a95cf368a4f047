"""How much of each patch lies in each slope grade, exactly, from cells.

By Green's theorem the area of a grade under a polygon is the sum over its edges of the integral over y of what lies
of that grade in the row west of the edge. Along a row that is a sum over cells, kept as a running total, and linear
within a cell. So an edge only has to be parted at the lines of the grid; no cell is looked at for a patch, neither by
its centre nor by its fraction, and every patch has its exact shares, the smallest and the thinnest too.

The cells are worked through in strips of rows, in threads: what is held of a raster does not grow with it.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..area import blocks, polygon_parts
from ..progress import Progress, silent
from ..standard import Standard
from ..terrain import Cells
from ..topology.workers import heard, worker_pool
from .slope import SlopeCells, window_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Geometries = NDArray[np.object_]

_CELLS_A_STRIP = 1 << 20
_VERTICES_A_TURN = 15_000
"""So few that what is made of them stays in the cache of a processor."""


def measured_cells(
    shapes: Geometries, cells: SlopeCells, standard: Standard, progress: Progress = silent
) -> tuple[Floats, Floats]:
    """Of each polygon (n,) the area in each slope grade, (n, grades) m2, and the sum of slope over area, degrees m2.

    Polygons in the CRS of the cells. Cells without slope count in neither.
    """
    row, column, rows, columns = window_of(cells, tuple(shapely.total_bounds(shapes)) if len(shapes) else None)
    grades = len(standard.slope_grades)
    sums = np.zeros((len(shapes), grades + 1))
    if not len(shapes) or not rows or not columns:
        return sums[:, :grades], sums[:, grades]
    (west, north), (cell_x, cell_y) = cells.corner, cells.cell
    frame = _Frame(west + column * cell_x, north - row * cell_y, cell_x, cell_y, columns)
    _, south_end, _, north_end = shapely.bounds(shapes).T
    first, last = frame.down(north_end), frame.down(south_end)
    height = max(_CELLS_A_STRIP // columns, 1)

    def strip(start: int) -> tuple[Integers, Floats]:
        count = min(height, rows - start)
        under = np.flatnonzero((first < start + count) & (last > start))
        if not len(under):
            return under, np.empty((0, grades + 1))
        totals = _running_totals(cells.slope(row + start, column, count, columns), standard, grades)
        return under, _sums(shapes[under], totals, frame, start)

    with worker_pool() as pool:
        for under, found in heard([pool.submit(strip, start) for start in range(0, rows, height)], progress):
            sums[under] += found
    sums *= cell_x * cell_y
    return sums[:, :grades], sums[:, grades]


class _Frame:
    """Coordinates in cells: to the east and to the south of a corner."""

    def __init__(self, west: float, north: float, cell_x: float, cell_y: float, columns: int) -> None:
        self._west, self._north, self._cell_x, self._cell_y = west, north, cell_x, cell_y
        self.columns = columns

    def along(self, x: Floats) -> Floats:
        return (x - self._west) / self._cell_x

    def down(self, y: Floats) -> Floats:
        return (self._north - y) / self._cell_y


def _running_totals(degrees: Cells, standard: Standard, grades: int) -> Floats:
    """For every grade, and for the slope itself, what lies west of each line of the grid: (grades + 1, rows, columns
    + 3), in cells. The first and the last column stand for all that is west and east of the cells."""
    rows, columns = degrees.shape
    grade = standard.slope_grade(degrees)
    totals = np.zeros((grades + 1, rows, columns + 3))
    for number in range(grades):
        of_grade = grade == number + 1
        if of_grade.any():
            np.cumsum(of_grade, axis=1, out=totals[number, :, 2:-1], dtype=np.float64)
    np.cumsum(np.where(grade > 0, degrees, np.float32(0.0)), axis=1, out=totals[grades, :, 2:-1], dtype=np.float64)
    totals[:, :, -1] = totals[:, :, -2]
    return totals


def _sums(shapes: Geometries, totals: Floats, frame: _Frame, start: int) -> Floats:
    """(n, grades + 1) cells of each grade under the shapes, and their summed slope, within a strip of rows."""
    sums = np.zeros((len(shapes), len(totals)))
    for low, high in blocks(shapely.get_num_coordinates(shapes).astype(np.float64), _VERTICES_A_TURN):
        x0, y0, x1, y1, shape = _edges(shapes[low:high], frame, start)
        x0, y0, x1, y1, shape = _in_rows(x0, y0, x1, y1, shape, totals.shape[1])
        line, row, weight, within = _in_columns(x0, y0, x1, y1, frame.columns)
        shape = shape[line]
        begins = np.flatnonzero(np.append(True, shape[1:] != shape[:-1])[: len(shape)])
        if not len(begins):
            continue
        place = row[0] * totals.shape[2] + row[1]
        after, before = weight * within, weight * (1.0 - within)
        for number, plane in enumerate(totals.reshape(len(totals), -1)):
            swept = plane[place] * before + plane[place + 1] * after
            sums[low + shape[begins], number] = np.add.reduceat(swept, begins)
    return sums


def _edges(shapes: Geometries, frame: _Frame, start: int) -> tuple[Floats, Floats, Floats, Floats, Integers]:
    """The edges of the shapes in cells, shells all one way round and holes the other, and whose they are."""
    rings, shape = _rings(shapes)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    x, y = frame.along(xy[:, 0]), frame.down(xy[:, 1]) - start
    one = np.flatnonzero((ring[1:] == ring[:-1]) & (y[1:] != y[:-1]))
    return x[one], y[one], x[one + 1], y[one + 1], shape[ring[one]]


def _rings(shapes: Geometries) -> tuple[Geometries, Integers]:
    """Rings, shells counter-clockwise and holes clockwise, and the shape of each."""
    parts, shape = polygon_parts(shapes)
    rings, part = shapely.get_rings(parts, return_index=True)
    shell = np.append(True, part[1:] != part[:-1])[: len(part)]
    turned = shapely.is_ccw(rings) != shell
    rings[turned] = shapely.reverse(rings[turned])
    return rings, shape[part]


def _in_rows(
    x0: Floats, y0: Floats, x1: Floats, y1: Floats, shape: Integers, rows: int
) -> tuple[Floats, Floats, Floats, Floats, Integers]:
    """The edges parted at the lines between rows; what lies outside the rows is left out."""
    top, bottom = np.minimum(y0, y1), np.maximum(y0, y1)
    first = np.clip(np.floor(top), 0, rows).astype(np.int64)
    count = np.maximum(np.clip(np.ceil(bottom), 0, rows).astype(np.int64) - first, 0)
    line, step = _repeated(count)
    row = (first[line] + step).astype(np.float64)
    x0, y0, x1, y1 = x0[line], y0[line], x1[line], y1[line]
    slant = (x1 - x0) / (y1 - y0)
    from_y, to_y = np.clip(y0, row, row + 1.0), np.clip(y1, row, row + 1.0)
    from_x = np.where(from_y == y0, x0, x0 + (from_y - y0) * slant)
    to_x = np.where(to_y == y1, x1, x0 + (to_y - y0) * slant)
    return from_x, from_y, to_x, to_y, shape[line]


def _in_columns(
    x0: Floats, y0: Floats, x1: Floats, y1: Floats, columns: int
) -> tuple[Integers, tuple[Integers, Integers], Floats, Floats]:
    """Edges within rows parted at the lines between columns.

    Of each piece: its edge; its row, and its column counted from the one that stands for all west of the cells; how
    far it goes up; where its middle lies in its cell, 0 to 1.
    """
    west, east = np.minimum(x0, x1), np.maximum(x0, x1)
    first = np.clip(np.floor(west), -1, columns).astype(np.int64)
    last = np.clip(np.ceil(east) - 1, first, columns).astype(np.int64)
    line, step = _repeated(last - first + 1)
    cell = first[line] + step
    width = (east - west)[line]
    low = np.where(step == 0, west[line], cell)
    high = np.where(cell == last[line], east[line], cell + 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(width > 0, (high - low) / width, 1.0)
    upward = (y0 - y1)[line] * share
    row = np.floor((y0 + y1) / 2)[line].astype(np.int64)
    within = np.clip((low + high) / 2 - cell, 0.0, 1.0)
    return line, (row, cell + 1), upward, within


def _repeated(count: Integers) -> tuple[Integers, Integers]:
    """Each place as often as its count says, and the number of the repetition."""
    place = np.repeat(np.arange(len(count)), count)
    begins = np.cumsum(count) - count
    return place, np.arange(len(place)) - begins[place]
