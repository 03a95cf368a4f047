"""Slope maps (坡度图, layer PDT): made from a raster of slope, and held against one.

Source: 利用DEM确定耕地坡度分级技术规定(试行), 2008: small patches merge into a neighbour, of lower grade where there is
one; patches of one cell's width are shared between their neighbours; a border lies normally within a cell of its place
in the raster, never beyond two.
"""

from __future__ import annotations

from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.strtree import STRtree

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps, tracked
from ..quality.findings import ERROR, WARNING, joined
from ..standard import Standard
from ..topology.cutting import NO_CUTTER, cut
from ..workers import while_heard
from .outlines import outlines
from .regions import LOWER_NEIGHBOUR, without_lines, without_small
from .reporting import about
from .shares import SlopeMap, aligned
from .slope import SlopeCells, SlopeGrid, row_blocks, window_of

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
Pairs = NDArray[np.int64]

BORDER_LIMIT, BORDER_MOST = 1.0, 2.0
"""Cells: a border lies normally within the first of its place in the raster, never beyond the second."""

SMALLEST_ON_MAP = 30.0
"""mm2 on the map: a patch below this is merged into a neighbour."""

_RULE = "L-LOG-04"
_STEPS_A_CELL = 4


# ------------------------------------------------------------------------------------------------ making


def make_slope_map(
    cells: SlopeCells,
    standard: Standard,
    *,
    least_area: float,
    target: str = LOWER_NEIGHBOUR,
    boundary: gpd.GeoSeries | None = None,
    progress: Progress = silent,
) -> SlopeMap:
    """Polygons of slope grades that tile what has slope, borders along the cells: columns YSDM, PDJB.

    `least_area` (m2): smaller patches merge into a neighbour, as `without_small` tells by `target`. Patches that are
    nowhere two cells wide are shared out. `boundary`: polygons to which the map is cut; its frame is in the CRS of the
    cells. Both sides of every border have the same nodes, on the 0.1 mm grid of the survey.
    """
    making = partial(_make, cells, standard, least_area, target, boundary)
    return while_heard(making, progress)


def _make(
    cells: SlopeCells,
    standard: Standard,
    least_area: float,
    target: str,
    boundary: gpd.GeoSeries | None,
    progress: Progress,
) -> SlopeMap:
    reading, merging, tracing, cutting = steps(progress, 3, 5, 3, 2 if boundary is not None else 0.01)
    area = None if boundary is None else aligned(boundary, cells.crs)
    window = window_of(cells, None if area is None else tuple(area.total_bounds))
    if not window[2] or not window[3]:
        raise TubanError(
            tr(
                "The survey area has no polygons, or none that meets the raster: choose the raster of this area, and "
                "look at the coordinate systems of both."
            )
        )
    grades = _grades(cells, window, standard, reading)
    (west, north), (cell_x, cell_y) = cells.corner, cells.cell
    grades = without_small(grades, least_area / (cell_x * cell_y), target=target, progress=merging)
    grades, finer = without_lines(grades)
    merging(100.0)
    corner = west + window[1] * cell_x, north - window[0] * cell_y
    shapes, grade = outlines(grades, corner, (cell_x / finer, cell_y / finer))
    tracing(100.0)
    if area is not None:
        pieces = cut(shapes, area.to_numpy(), progress=cutting)
        inside = pieces.cutter != NO_CUTTER
        shapes, grade = pieces.piece[inside], grade[pieces.source[inside]]
    code = standard.layers.loc["PDT", "ysdm"]
    frame = gpd.GeoDataFrame({"YSDM": code, "PDJB": grade.astype(str)}, geometry=shapes, crs=cells.crs)
    return SlopeMap(frame)


def _grades(
    cells: SlopeCells, window: tuple[int, int, int, int], standard: Standard, progress: Progress
) -> NDArray[np.int8]:
    row, column, rows, columns = window
    grades = np.zeros((rows, columns), np.int8)
    for start, count in tracked(list(row_blocks(rows, columns)), progress):
        grades[start : start + count] = standard.slope_grade(cells.slope(row + start, column, count, columns))
    return grades


# ------------------------------------------------------------------------------------------------ borders and raster


def border_offset_cells(slope_map: SlopeMap, grid: SlopeGrid, standard: Standard) -> Floats:
    """How far, in cells, the grade borders of each polygon of a slope map lie from those of the slope raster.

    For each polygon the largest distance of a point on a border with another grade to the nearest border between
    cells of different grade; 0 for a polygon without such borders, infinity where the raster has none at all.
    """
    zones = aligned(slope_map.frame.geometry, grid.crs).to_numpy()
    cell = min(grid.cell_x, grid.cell_y)
    first, second, lines = _borders(zones, slope_map.grades())
    points, line = shapely.get_coordinates(shapely.segmentize(lines, cell / _STEPS_A_CELL), return_index=True)
    offset = np.zeros(len(zones))
    if not len(points):
        return offset
    edges = _cell_borders(standard.slope_grade(grid.degrees), grid)
    distance = np.full(len(points), np.inf)
    if len(edges):
        (at, _), near = STRtree(edges).query_nearest(shapely.points(points), return_distance=True, all_matches=False)
        distance[at] = near / cell
    for side in (first, second):
        np.maximum.at(offset, side[line], distance)
    return offset


def check_slope_map_borders(slope_map: SlopeMap, grid: SlopeGrid, standard: Standard) -> gpd.GeoDataFrame:
    """Findings of kind `slope_border`: a warning above 1 cell, an error above 2; measured in m.

    Raises `TubanError` where map and raster do not overlap.
    """
    if _apart(aligned(slope_map.frame.geometry, grid.crs).total_bounds, np.array(grid.bounds)):
        raise TubanError(
            tr(
                "The slope map and the raster do not overlap: choose the raster of this area, and look at the "
                "coordinate systems of both."
            )
        )
    offset = border_offset_cells(slope_map, grid, standard)
    cell = min(grid.cell_x, grid.cell_y)
    template = tr("A grade border lies {cells} cells from its place in the slope raster; the limit is 1, at most 2.")
    reports = []
    for severity, wrong in (
        (ERROR, offset > BORDER_MOST),
        (WARNING, (offset > BORDER_LIMIT) & (offset <= BORDER_MOST)),
    ):
        messages = [template.format(cells=f"{cells:.1f}") for cells in offset[wrong]]
        rows = slope_map.frame[wrong]
        metres = (offset[wrong] * cell).tolist()
        reports.append(about(rows, "slope_border", _RULE, severity, messages, "PDT", measure=metres, unit="m"))
    return joined(reports, slope_map.frame.crs)


def _apart(one: Floats, two: Floats) -> bool:
    """Whether two boxes, west, south, east, north, have no land in common; NaN for one of nothing is not apart."""
    return bool(np.any(one[:2] >= two[2:]) or np.any(two[:2] >= one[2:]))


def _neighbours(shapes: Geometries) -> tuple[Pairs, Pairs]:
    """Each pair of shapes that meet, once, lower place first."""
    first, second = STRtree(shapes).query(shapes, predicate="intersects")
    once = first < second
    return first[once], second[once]


def _shared_lines(first: Geometries, second: Geometries) -> Geometries:
    return shapely.intersection(shapely.boundary(first), shapely.boundary(second))


def _borders(zones: Geometries, grades: NDArray[np.int64]) -> tuple[Pairs, Pairs, Geometries]:
    """Pairs of neighbouring zones of different grade, and the lines that they share."""
    first, second = _neighbours(zones)
    differ = grades[first] != grades[second]
    first, second = first[differ], second[differ]
    return first, second, _shared_lines(zones[first], zones[second])


def _cell_borders(grades: NDArray[np.int8], grid: SlopeGrid) -> Geometries:
    """The sides between neighbouring cells of different grade, as lines; cells without slope have no grade."""
    row, column = _changes(grades[:-1], grades[1:])
    below = np.stack([column, row + 1, column + 1, row + 1], axis=1)
    row, column = _changes(grades[:, :-1], grades[:, 1:])
    right = np.stack([column + 1, row, column + 1, row + 1], axis=1)
    corners = np.concatenate([below, right]).reshape(-1, 2, 2) * np.array([grid.cell_x, -grid.cell_y])
    return shapely.linestrings(corners + np.array([grid.west, grid.north]))


def _changes(before: NDArray[np.int8], after: NDArray[np.int8]) -> tuple[Pairs, Pairs]:
    row, column = np.nonzero((before != after) & (before > 0) & (after > 0))
    return row, column
