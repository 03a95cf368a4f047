"""How much of each patch lies in each slope grade, exactly, from cells.

By Green's theorem the area of a grade under a polygon is the integral over y, along its border, of what lies of that
grade in the row west of the border. Along a row that is a sum over cells, kept as a running total, and linear within a
cell. Integrated by parts, all that counts is where the border passes from one cell to the next: there the amount west
of it jumps (from row to row), and the grade that it grows by changes. So no cell is looked at for a patch, neither by
its centre nor by its fraction, no edge is parted, and every patch has its exact shares, the smallest and the thinnest
too.

The cells are worked through in square tiles, in threads: what is held of a raster does not grow with it, and tiles
below which there is no patch are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from threading import local

import numpy as np
import shapely
from numpy.typing import NDArray

from ..area import blocks, polygon_parts
from ..progress import Progress, silent
from ..standard import Standard
from ..terrain import Cells
from ..topology.edges import ring_sizes
from ..workers import heard, worker_pool
from .slope import SlopeCells, window_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Geometries = NDArray[np.object_]

_TILE = 1024
"""Cells along a side: few patches lie in several tiles, and a row has fewer cells than `_BITS` can tell apart."""

_BITS, _BIAS = 12, 1 << 11
"""Counts of five grades travel in one integer: so many bits each, and what keeps their differences above 0."""

_ROWS_A_TURN, _VERTICES_A_TURN = 128, 120_000
"""Few enough for the cache of a processor, enough that threads seldom wait for each other's turn in Python."""

_AREAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)

_CORNER = 1e-6
"""Cells: nearer to a corner of cells than this, the order in which its lines are passed is looked at exactly."""


def measured_cells(
    shapes: Geometries, cells: SlopeCells, standard: Standard, progress: Progress = silent
) -> tuple[Floats, Floats]:
    """Of each polygon (n,) the area in each slope grade, (n, grades) m2, and the sum of slope over area, degrees m2.

    Polygons in the CRS of the cells. Cells without slope count in neither.
    """
    grades = len(standard.slope_grades)
    sums = np.zeros((len(shapes), grades + 1))
    row, column, rows, columns = window_of(cells, tuple(shapely.total_bounds(shapes)) if len(shapes) else None)
    if not len(shapes) or not rows or not columns:
        return sums[:, :grades], sums[:, grades]
    (west, north), (cell_x, cell_y) = cells.corner, cells.cell
    frame, memory = _Frame(west + column * cell_x, north - row * cell_y, cell_x, cell_y), _Memory()

    def tile(down: int, along: int, under: Integers) -> tuple[Integers, Floats]:
        size = min(_TILE, rows - down), min(_TILE, columns - along)
        held = _tile(cells, row + down, column + along, *size, standard, memory)
        return under, _sums(shapes[under], held, frame.moved(down, along), grades)

    with worker_pool() as pool:
        tasks = [pool.submit(tile, *met) for met in _met_tiles(frame.within(shapely.bounds(shapes)), rows, columns)]
        for under, found in heard(tasks, progress):
            sums[under] += found
    sums *= cell_x * cell_y
    return sums[:, :grades], sums[:, grades]


def _met_tiles(bounds: Floats, rows: int, columns: int) -> Iterator[tuple[int, int, Integers]]:
    """First row and column of each tile that boxes meet, and which; boxes (n, 4) in cells: west, north, east, south."""
    boxes = np.flatnonzero((bounds[:, 0] < columns) & (bounds[:, 1] < rows) & (bounds[:, 2] > 0) & (bounds[:, 3] > 0))
    most = np.array([columns - 1, rows - 1] * 2)
    first_x, first_y, last_x, last_y = (np.clip(bounds[boxes], 0, most) // _TILE).astype(np.int64).T
    across = last_x - first_x + 1
    met, step = _repeated(across * (last_y - first_y + 1))
    tile_y, tile_x = first_y[met] + step // across[met], first_x[met] + step % across[met]
    key = tile_y * columns + tile_x
    order = np.argsort(key, kind="stable")
    begins = np.flatnonzero(np.append(True, np.diff(key[order]) != 0)[: len(key)])
    for under in np.split(order, begins[1:]) if len(order) else []:
        yield int(tile_y[under[0]]) * _TILE, int(tile_x[under[0]]) * _TILE, boxes[met[under]]


@dataclass(frozen=True)
class _Frame:
    """Coordinates in cells: to the east and to the south of a corner."""

    west: float
    north: float
    cell_x: float
    cell_y: float

    def along(self, x: Floats) -> Floats:
        return (x - self.west) / self.cell_x

    def down(self, y: Floats) -> Floats:
        return (self.north - y) / self.cell_y

    def within(self, bounds: Floats) -> Floats:
        """West, north, east, south in cells of boxes (n, 4)."""
        west, south, east, north = bounds.T
        return np.column_stack([self.along(west), self.down(north), self.along(east), self.down(south)])

    def moved(self, rows: int, columns: int) -> _Frame:
        return _Frame(self.west + columns * self.cell_x, self.north - rows * self.cell_y, self.cell_x, self.cell_y)


@dataclass(frozen=True)
class _Tile:
    """Cells, framed by a row and a column on each side that stand for all that is beyond; tables by flat place."""

    rows: int
    columns: int
    grade: NDArray[np.int8]
    """0 where there is no slope."""
    degrees: Cells
    """0 where there is no slope."""
    counts: Integers
    """How many cells of each grade lie west of each cell in its row, `_BITS` each."""
    slopes: Floats
    """The sum of the slopes of these cells."""

    @property
    def width(self) -> int:
        return self.columns + 2

    def place(self, row: Floats, column: Floats) -> Integers:
        """The flat place of cells."""
        return ((row + 1.0) * self.width + (column + 1.0)).astype(np.int64)


class _Memory(local):
    """Tables that a thread fills again for each tile: to be given fresh memory takes longer than to fill it."""

    def __init__(self) -> None:
        count = (_TILE + 2) ** 2
        self.grade, self.degrees = np.empty(count, np.int8), np.empty(count, np.float32)
        self.counts, self.slopes = np.empty(count, np.int64), np.empty(count, np.float64)


def _tile(
    cells: SlopeCells, row: int, column: int, rows: int, columns: int, standard: Standard, memory: _Memory
) -> _Tile:
    """A window of the cells; it holds until the thread asks for the next."""
    flat, shape = slice((rows + 2) * (columns + 2)), (rows + 2, columns + 2)
    made = _Tile(rows, columns, memory.grade[flat], memory.degrees[flat], memory.counts[flat], memory.slopes[flat])
    grade, degrees = made.grade.reshape(shape), made.degrees.reshape(shape)
    counts, slopes = made.counts.reshape(shape), made.slopes.reshape(shape)
    for table in (grade, degrees, counts, slopes):
        table[[0, -1]] = 0
        table[:, [0, -1]] = 0
    one_of = np.array([0, *(1 << _BITS * number for number in range(len(standard.slope_grades)))])
    for start in range(0, rows, _ROWS_A_TURN):
        some = slice(start + 1, min(start + _ROWS_A_TURN, rows) + 1)
        slope = cells.slope(row + start, column, some.stop - some.start, columns)
        np.fmax(slope, 0.0, out=degrees[some, 1:-1])
        grade[some, 1:-1] = standard.slope_grade(slope)
        np.cumsum(one_of[grade[some, :-1]], axis=1, out=counts[some, 1:])
        np.cumsum(degrees[some, :-1].astype(np.float64), axis=1, out=slopes[some, 1:])
    return made


def _sums(shapes: Geometries, tile: _Tile, frame: _Frame, grades: int) -> Floats:
    """(n, grades + 1) cells of each grade under the shapes, and their summed slope, within a tile."""
    sums = np.zeros((len(shapes), grades + 1))
    for low, high in blocks(shapely.get_num_coordinates(shapes).astype(np.float64), _VERTICES_A_TURN):
        xy, size, owner, shell = _rings(shapes[low:high])
        if not len(size):
            continue
        border = _Border.of(frame.along(xy[:, 0]), frame.down(xy[:, 1]), size, tile)
        found = np.zeros((len(size), grades + 1))
        _add_between_rows(found, border, tile)
        _add_between_columns(found, border, tile)
        _add_starts(found, border, tile)
        found[border.runs_clockwise() != shell] *= -1.0
        np.add.at(sums, low + owner, found)
    return sums


def _rings(shapes: Geometries) -> tuple[Floats, Integers, Integers, NDArray[np.bool_]]:
    """The vertices of all rings (n, 2), and of each ring how many they are, its shape, whether it is a shell."""
    of = np.arange(len(shapes))
    if not np.isin(shapely.get_type_id(shapes), _AREAL).all():  # what a repair left of a shape
        shapes, of = polygon_parts(shapes)
        filled = ~shapely.is_empty(shapes)
        shapes, of = shapes[filled], of[filled]
    xy = shapely.get_coordinates(shapes)
    size, owner, shell = ring_sizes(shapes, xy[:, 0], xy[:, 1])
    return xy, size, of[owner], shell


@dataclass(frozen=True)
class _Border:
    """The vertices of rings one after the other, in cells to the east and south of the corner of a tile."""

    x: Floats
    y: Floats
    column: Floats
    row: Floats
    """The cells that the vertices lie in, those of the frame for all beyond the tile."""
    swept: Floats
    """The integral of y over x along the border, up to each vertex."""
    ring: Integers
    """Of each vertex."""
    last: Integers
    """The place of the last vertex of each ring."""

    @classmethod
    def of(cls, x: Floats, y: Floats, size: Integers, tile: _Tile) -> _Border:
        swept = np.zeros(len(x))
        np.cumsum(np.diff(x) * (y[1:] + y[:-1]) * 0.5, out=swept[1:])
        column, row = _held(np.floor(x), tile.columns), _held(np.floor(y), tile.rows)
        return cls(x, y, column, row, swept, _repeated(size)[0], np.cumsum(size) - 1)

    @property
    def first(self) -> Integers:
        return np.append(0, self.last[:-1] + 1)

    def area(self) -> Floats:
        """Of each ring, below 0 where it runs clockwise."""
        return self.swept[self.last] - self.swept[self.first]

    def runs_clockwise(self) -> NDArray[np.bool_]:
        return self.area() < 0


@dataclass(frozen=True)
class _Crossings:
    """Where borders pass the lines between rows, or between columns."""

    edge: Integers
    line: Floats
    """The number of the row or column that begins there."""
    way: Floats
    """1 for a border that goes on to higher numbers, -1 for one that comes back."""
    at: Floats
    """The other coordinate of the place."""
    cell: Floats
    """The column, or row, that it lies in."""


def _crossings(
    along: Floats, aside: Floats, cell: Floats, beside: Floats, last: Integers, most: int, *, ties_first: bool
) -> _Crossings:
    """Where rings pass from one `cell` to the next: `along` the coordinate that the cells count, `aside` the other.

    Where the place is close to a corner, both kinds of crossings must agree on which line is passed first:
    `ties_first`, those of this kind.
    """
    edge, line, way = _passed(cell, last)
    from_along, from_aside = along[edge], aside[edge]
    reach, drift = along[edge + 1] - from_along, aside[edge + 1] - from_aside
    at = from_aside + (line - from_along) * (drift / reach)
    inside = np.floor(at)
    to_corner = at - np.rint(at)
    near = np.flatnonzero(np.abs(to_corner, out=to_corner) < _CORNER)
    if len(near):
        corner = np.rint(at[near])
        here = np.abs(line - from_along)[near] * np.abs(drift[near])
        there = np.abs(corner - from_aside[near]) * np.abs(reach[near])
        first = (here <= there) if ties_first else (here < there)
        before, after = beside[edge[near]], beside[edge[near] + 1]
        low, high = np.minimum(before, after), np.maximum(before, after)
        passed = np.where(first == (after > before), corner - 1.0, corner)
        apart = (corner <= low) | (corner > high)
        inside[near] = np.where(apart, np.minimum(np.maximum(inside[near], low), high), passed)
    return _Crossings(edge, line, way, at, _held(inside, most))


def _passed(cell: Floats, last: Integers) -> tuple[Integers, Floats, Floats]:
    """Edges that lead from one cell to another, once for each line that they pass; the line; which way."""
    step = np.diff(cell)
    step[last[:-1]] = 0.0  # from one ring to the next
    edge = np.flatnonzero(step != 0.0)
    step = step[edge]
    way, count = np.sign(step), np.abs(step).astype(np.int64)
    line = cell[edge] + (step > 0)
    if np.any(count > 1):
        again, number = _repeated(count)
        edge, way, line = edge[again], way[again], line[again] + way[again] * number
    return edge, line, way


def _add_between_rows(sums: Floats, border: _Border, tile: _Tile) -> None:
    """What lies west of a border jumps as it passes from row to row, and grows by another cell from then on."""
    found = _crossings(border.y, border.x, border.row, border.column, border.last, tile.columns, ties_first=False)
    ring = border.ring[found.edge]
    begins, owner = _runs(ring)
    if not len(begins):
        return
    south = tile.place(found.line, found.cell)
    north = south - tile.width
    weight = -found.way * found.line
    jump = tile.counts[south] - tile.counts[north] + sum(_BIAS << _BITS * number for number in range(sums.shape[1] - 1))
    unbiased = _BIAS * np.add.reduceat(weight, begins)
    for number in range(sums.shape[1] - 1):
        count = (jump >> _BITS * number) & ((1 << _BITS) - 1)
        sums[owner, number] += np.add.reduceat(count * weight, begins) - unbiased
    sums[owner, -1] += np.add.reduceat((tile.slopes[south] - tile.slopes[north]) * weight, begins)
    from_x, from_y = border.x[found.edge], border.y[found.edge]
    swept = border.swept[found.edge] + (found.at - from_x) * (from_y + found.line) * 0.5
    _add_changes(sums, ring, south, north, found.way * (swept - found.line * (found.at - found.cell)), tile)


def _add_between_columns(sums: Floats, border: _Border, tile: _Tile) -> None:
    """What lies west of a border grows by another cell from where it passes from column to column."""
    found = _crossings(border.x, border.y, border.column, border.row, border.last, tile.rows, ties_first=True)
    east = tile.place(found.cell, found.line)
    from_x, from_y = border.x[found.edge], border.y[found.edge]
    swept = border.swept[found.edge] + (found.line - from_x) * (from_y + found.at) * 0.5
    _add_changes(sums, border.ring[found.edge], east, east - 1, found.way * swept, tile)


def _add_starts(sums: Floats, border: _Border, tile: _Tile) -> None:
    """Each ring begins and ends in the same cell."""
    first = border.first
    place = tile.place(border.row[first], border.column[first])
    _add_changes(sums, np.arange(len(first)), place, np.zeros_like(place), -border.area(), tile)


def _add_changes(sums: Floats, ring: Integers, place: Integers, beside: Integers, weight: Floats, tile: _Tile) -> None:
    """Add the weight to the grade and slope of the cell at each place, and take it from those of the cell beside."""
    begins, owner = _runs(ring)
    if not len(begins):
        return
    # Exactly, or what is added in one cell would not be taken away in the next.
    steeper = np.subtract(tile.degrees[place], tile.degrees[beside], dtype=np.float64)
    sums[owner, -1] += np.add.reduceat(steeper * weight, begins)
    grade, other = tile.grade[place], tile.grade[beside]
    differ = np.flatnonzero(grade != other)
    key, weight = ring[differ] * sums.shape[1], weight[differ]
    for grades, weights in ((grade, weight), (other, -weight)):
        found = np.bincount(key + grades[differ], weights, sums.size).reshape(sums.shape)
        sums[:, :-1] += found[:, 1:]


def _runs(ring: Integers) -> tuple[Integers, Integers]:
    """Where each ring begins in a sorted array of rings, and which it is."""
    begins = np.flatnonzero(np.append(True, ring[1:] != ring[:-1])[: len(ring)])
    return begins, ring[begins]


def _held(cell: Floats, most: int) -> Floats:
    """Numbers of rows or columns, all beyond the tile in those of its frame; changed in place."""
    np.maximum(cell, -1.0, out=cell)
    return np.minimum(cell, float(most), out=cell)


def _repeated(count: Integers) -> tuple[Integers, Integers]:
    """Each place as often as its count says, once or more, and the number of the repetition."""
    ends = np.cumsum(count)
    # As `np.repeat`, which keeps other threads waiting.
    place = np.zeros(int(ends[-1]) if len(ends) else 0, np.int64)
    place[ends[:-1]] = 1
    np.cumsum(place, out=place)
    return place, np.arange(len(place)) - (ends - count)[place]
