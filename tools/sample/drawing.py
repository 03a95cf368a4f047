"""The lines of the county: every border between two patches drawn once, with both end nodes, for both neighbours.

Lines cannot cross: on the straight lattice each keeps within a narrow lens around its edge, and `Bend` then moves
the whole plane. Coordinates are rounded once, before anyone uses them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..progress import Progress, silent, tracked
from .borders import Borders, find_borders
from .landscape import Cover, Landscape
from .lattice import Floats
from .waves import Bend

_DECIMALS = 4
"""Places of a coordinate in m: the 0.1 mm grid of survey databases."""

_SHIFT = 0.12
"""Of a cell: how far a node lies from its place at most, each way."""

_LENS = 0.2
"""Of the room beside a line and of the distance of its vertices: how far a vertex lies off the line at most."""

_LONGEST = 6.0
"""Times the width of a strip: how far apart vertices along it may be, so that its two banks bend alike."""

_RAGGED = np.array([0.25, 0.2, 1.0, 0.6, 0.1, 0.1, 0.1, 0.1, 0.4])
"""How ragged the border of each `Cover` is, 0 to 1. The banks of roads and water are theirs, whatever grows beside; of
two other neighbours the more ragged one counts."""

_BLOCK = 1 << 15
"""Points bent at once: their arrays stay in the processor's cache."""


@dataclass(frozen=True)
class Lines:
    """A line for every border."""

    borders: Borders
    points: Floats
    """Coordinates (n, 2) of all lines, one line after another; easting with zone prefix and northing in m."""
    start: NDArray[np.int64]
    """First row of each line in `points`, and the end of the last."""

    def of_edge(self, edge: int) -> Floats:
        """Coordinates (n, 2) of a line from tail to head of its edge."""
        return self.points[self.start[edge] : self.start[edge + 1]]


class Drawing:
    """How the lattice of a landscape lies on the ground."""

    def __init__(self, land: Landscape, vertices: float, origin: tuple[float, float], seed: int) -> None:
        """`vertices`: wanted mean number of vertices of a patch; `origin`: ground position of the lattice's corner."""
        self._rng = np.random.default_rng([seed, 2])
        self._land, self._origin = land, origin
        self._borders = find_borders(land.patch)
        self._x, self._y = self._lattice_nodes()
        self._spacing = self._mean_spacing(vertices)
        self._bend = Bend(self._rng, land.cell, self._spacing)
        self._nodes = self._on_ground(self._x, self._y)

    def lines(self, progress: Progress = silent) -> Lines:
        """Draw all borders."""
        inner, lens = self._plan()
        start = np.concatenate([[0], np.cumsum(inner + 2)])
        points = np.empty((start[-1], 2))
        between = np.ones(len(points), bool)
        between[start[:-1]] = between[start[1:] - 1] = False
        points[between] = self._inner_points(inner, lens, progress)
        points[start[:-1]] = self._nodes[self._borders.tail]
        points[start[1:] - 1] = self._nodes[self._borders.head]
        return Lines(self._borders, points, start)

    def cell_samples(self, cells: NDArray[np.int64], side: int) -> Floats:
        """Ground coordinates (len(cells), side * side, 2) of points spread evenly over cells (flat indices)."""
        row, column = np.divmod(cells, self._land.patch.shape[1])
        corner = row * self._borders.row_length + column
        share = (np.arange(side) + 0.5) / side
        right, up = (part.reshape(1, -1, 1) for part in np.meshgrid(share, share))
        south_west, south_east = self._nodes[corner][:, None], self._nodes[corner + 1][:, None]
        corner += self._borders.row_length
        north_west, north_east = self._nodes[corner][:, None], self._nodes[corner + 1][:, None]
        return (1 - up) * (south_west + right * (south_east - south_west)) + up * (
            north_west + right * (north_east - north_west)
        )

    def middles(self, cells: NDArray[np.int64], along_row: NDArray[np.bool_], pieces: int) -> Floats:
        """Ground coordinates (len(cells), pieces + 1, 2) of the middle line of cells, along their row or column."""
        length = self._borders.row_length
        row, column = np.divmod(cells, self._land.patch.shape[1])
        corner = row * length + column
        beside, ahead = np.where(along_row, length, 1), np.where(along_row, 1, length)
        share = np.arange(pieces + 1) / pieces
        lattice = []
        for place in (self._x, self._y):
            start = (place[corner] + place[corner + beside]) / 2.0
            end = (place[corner + ahead] + place[corner + ahead + beside]) / 2.0
            lattice.append(start[:, None] + share * (end - start)[:, None])
        return self._on_ground(*(part.ravel() for part in lattice)).reshape(len(cells), pieces + 1, 2)

    def cell_areas(self, cells: NDArray[np.int64]) -> Floats:
        """Areas in m2 between the corners of cells."""
        row, column = np.divmod(cells, self._land.patch.shape[1])
        corner, length = row * self._borders.row_length + column, self._borders.row_length
        return shapely.area(shapely.polygons(self._nodes[corner[:, None] + [0, 1, length + 1, length]]))

    def _lattice_nodes(self) -> tuple[Floats, Floats]:
        """Lattice coordinates of all nodes. The banks of a strip are shifted alike, so it keeps its width."""
        land = self._land
        across, along = (np.concatenate([[0], np.cumsum(axis.widths(land.cell))]) for axis in (land.columns, land.rows))
        column, row = (np.concatenate([[0], axis.source + 1]) for axis in (land.columns, land.rows))
        shift = self._rng.uniform(-_SHIFT, _SHIFT, (2, row[-1] + 1, column[-1] + 1)) * land.cell
        shift = shift[:, row][:, :, column]
        return (across[None, :] + shift[0]).ravel(), (along[:, None] + shift[1]).ravel()

    def _on_ground(self, x: Floats, y: Floats, progress: Progress = silent) -> Floats:
        """Ground coordinates (n, 2) of points of the straight lattice, rounded."""
        ground = np.empty((len(x), 2))
        for first in tracked(range(0, len(x), _BLOCK), progress):
            block = slice(first, first + _BLOCK)
            ground[block, 0], ground[block, 1] = self._bend(x[block], y[block])
        ground += self._origin
        return np.round(ground, _DECIMALS, out=ground)

    def _edge_vectors(self) -> tuple[Floats, Floats]:
        tail, head = self._borders.tail, self._borders.head
        return self._x[head] - self._x[tail], self._y[head] - self._y[tail]

    def _mean_spacing(self, vertices: float) -> float:
        """Distance between vertices that gives the wanted mean; each patch has one vertex more to close its ring."""
        uses = (self._borders.left >= 0).astype(np.int64) + (self._borders.right >= 0)
        patches = int(self._land.patch.max()) + 1
        length = np.hypot(*self._edge_vectors())
        return float((uses * length).sum() / max(vertices * patches - uses.sum() - patches, patches))

    def _plan(self) -> tuple[NDArray[np.int64], Floats]:
        """For each line the number of vertices between its ends, and how far they may lie off it in m."""
        length, room = np.hypot(*self._edge_vectors()), self._room()
        inner = np.floor(length / self._spacing + self._rng.random(len(length)))
        inner = np.maximum(inner, np.ceil(length / (_LONGEST * room)) - 1).astype(np.int64)
        return inner, _LENS * self._ragged() * np.minimum(room, length / (inner + 1))

    def _ragged(self) -> Floats:
        """How ragged each line is, 0 to 1."""
        cover = self._land.patch_cover
        ragged = np.append(_RAGGED[cover], 0.0)  # the last one answers for -1, the outside
        linear = np.append(cover >= Cover.DITCH, False)
        of_side, strip = ((values[self._borders.left], values[self._borders.right]) for values in (ragged, linear))
        worse = np.maximum(*of_side)
        return np.where(strip[0] == strip[1], worse, np.where(strip[0], *of_side))

    def _room(self) -> Floats:
        """Width in m of the narrower of the two rows (columns) beside each line."""
        land, borders = self._land, self._borders
        room = []
        for axis in (land.rows, land.columns):
            widths = axis.widths(land.cell)
            room.append(np.minimum(np.append(widths, widths[-1]), np.insert(widths, 0, widths[0])))
        row, column = np.divmod(borders.tail, borders.row_length)
        return np.where(borders.east, room[0][row], room[1][column])

    def _inner_points(self, inner: NDArray[np.int64], lens: Floats, progress: Progress) -> Floats:
        """Ground coordinates of the vertices between the ends, line after line, `inner` of them on each."""
        line = np.repeat(np.arange(len(inner)), inner)
        place = np.arange(len(line)) - np.repeat(np.cumsum(inner) - inner, inner)
        share = (place + 1 + self._rng.uniform(-0.25, 0.25, len(line))) / (inner + 1)[line]
        run_x, run_y = self._edge_vectors()
        aside = (lens / np.hypot(run_x, run_y))[line] * self._rng.uniform(-1, 1, len(line))
        tail = self._borders.tail
        x = self._x[tail][line] + share * run_x[line] - aside * run_y[line]
        y = self._y[tail][line] + share * run_y[line] + aside * run_x[line]
        return self._on_ground(x, y, progress)
