"""Polygons of the regions of a raster: their borders run along the cells, and both sides have the same nodes."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..area import blocks
from ..progress import Progress, silent
from ..topology.edges import GRID
from ..topology.repair.linework import Edges, packed, together
from ..topology.repair.shapes import Coordinates, shapes_of
from ..topology.workers import spread
from .regions import Grades, Integers, Regions, regions_of

_ROWS_A_BLOCK = 256


_EDGES_A_BLOCK = 200_000
"""Shapes are made of so many edges at a time: each is a geometry of its own until they are joined."""


def outlines(
    grades: Grades, corner: tuple[float, float], cell: tuple[float, float], progress: Progress = silent
) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """The polygons (n,) of all regions with a grade, and their grades (n,).

    `corner`: west and north of the first cell, `cell` its size, m. They tile what has a grade: nodes are where a
    border turns and where three regions or more meet, on the 0.1 mm grid of the survey, and nowhere else.
    """
    edges, grade, coordinates = _edges(grades, corner, cell)
    owners, first, count = np.unique(edges.owner, return_index=True, return_counts=True)
    ends = np.append(first, len(edges))
    ranges = blocks(count, _EDGES_A_BLOCK)
    calls = [(edges[slice(ends[low], ends[high])], owners[low:high], coordinates) for low, high in ranges]
    shapes = np.concatenate([np.empty(0, object), *spread(shapes_of, calls, progress)])
    parts, place = shapely.get_parts(shapes, return_index=True)
    return parts, grade[owners[place]].astype(np.int64)


def _edges(grades: Grades, corner: tuple[float, float], cell: tuple[float, float]) -> tuple[Edges, Grades, Coordinates]:
    """The borders of all regions with a grade, sorted by region; the grades of the regions; where the nodes lie."""
    framed = np.pad(grades, 1)
    found = regions_of(framed)
    nodes = _Nodes(framed, corner, cell)
    edges = together(*nodes.vertical(found), *nodes.horizontal(found))
    known = np.flatnonzero(found.grade[edges.owner] > 0)
    order = known[np.argsort(edges.owner[known], kind="stable")]
    return edges[order], found.grade, Coordinates(nodes.first, nodes.origin)


def _corners(grades: Grades) -> NDArray[np.bool_]:
    """The corners inside a raster where a border turns or several meet: (rows - 1, columns - 1)."""
    up, down = grades[:-1, :-1] != grades[:-1, 1:], grades[1:, :-1] != grades[1:, 1:]
    left, right = grades[:-1, :-1] != grades[1:, :-1], grades[:-1, 1:] != grades[1:, 1:]
    kept: NDArray[np.bool_] = (up != down) | (left != right) | (up & left)
    return kept


class _Nodes:
    """The corners of cells where borders turn or meet; a corner goes by the flat place of the cell north-west of it."""

    def __init__(self, grades: Grades, corner: tuple[float, float], cell: tuple[float, float]) -> None:
        self._flat, self._width = grades.ravel(), grades.shape[1]
        west = np.rint((corner[0] + np.arange(grades.shape[1]) * cell[0]) / GRID).astype(np.int64)
        north = np.rint((corner[1] - np.arange(grades.shape[0]) * cell[1]) / GRID).astype(np.int64)
        # The corner south-east of the first cell of the frame is the corner of the raster.
        self.origin = np.array([west[0], north[-1]])
        self._x, self._y = west - west[0], north - north[-1]
        self.first = np.array([shapely.Point(*(self.origin * GRID))], dtype=object)
        self._kept = np.zeros(self._flat.shape, bool)
        kept = self._kept.reshape(grades.shape)
        for start in range(0, grades.shape[0] - 1, _ROWS_A_BLOCK):
            end = min(start + _ROWS_A_BLOCK, grades.shape[0] - 1)
            kept[start:end, :-1] = _corners(grades[start : end + 1])

    def vertical(self, found: Regions) -> tuple[Edges, Edges]:
        """The borders between cells side by side: that of the western region, northward, and of the eastern."""
        cells = np.flatnonzero(self._flat[1:] != self._flat[:-1])
        top, bottom = cells[self._kept[cells - self._width]], cells[self._kept[cells]]
        order = [np.lexsort((some // self._width, some % self._width)) for some in (top, bottom)]
        top, bottom = top[order[0]], bottom[order[1]]
        north, south = self._node(top - self._width), self._node(bottom)
        return Edges(south, north, found.at(top)), Edges(north, south, found.at(top + 1))

    def horizontal(self, found: Regions) -> tuple[Edges, Edges]:
        """The borders between cells one above the other: that of the northern region, eastward, and of the southern."""
        cells = np.flatnonzero(self._flat[self._width :] != self._flat[: -self._width])
        begin, end = cells[self._kept[cells - 1]], cells[self._kept[cells]]
        west, east = self._node(begin - 1), self._node(end)
        return Edges(west, east, found.at(begin)), Edges(east, west, found.at(begin + self._width))

    def _node(self, corners: Integers) -> NDArray[np.uint64]:
        row, column = corners // self._width, corners % self._width
        return packed(np.column_stack([self._x[column], self._y[row]]))
