"""What the rules for slope maps (坡度图) ask: borders near the raster's, no patches thinner than a cell, clean splits.

Source: 利用DEM确定耕地坡度分级技术规定(试行), 2008, and 2018 plan IV.7.1 for the split of a patch.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.strtree import STRtree

from ..language import tr
from ..progress import Progress, silent, tracked
from ..quality.findings import ERROR, WARNING, joined
from ..standard import Standard
from .reporting import about
from .shares import SlopeMap, aligned
from .slope import SlopeGrid

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
Pairs = NDArray[np.int64]

BORDER_LIMIT, BORDER_MOST = 1.0, 2.0
"""Cells: a border lies normally within the first of its place in the raster, never beyond the second."""

_RULE = "L-LOG-04"
_STEPS_A_CELL = 4


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
    """Findings of kind `slope_border`: a warning above 1 cell, an error above 2; measured in m."""
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


# ------------------------------------------------------------------------------------------------ thin patches


def share_thin_patches(slope_map: SlopeMap, cell: float, progress: Progress = silent) -> SlopeMap:
    """The slope map with line-shaped patches of one cell (`cell`, m) or less shared out between their neighbours.

    Every neighbour takes the part that lies nearer to it than to the others; the thin patch is gone. Patches without
    a neighbour stay.
    """
    frame = slope_map.frame
    shapes = frame.geometry.to_numpy()
    thin = shapely.is_empty(shapely.buffer(shapes, -cell / 2 * (1 + 1e-6))) & ~shapely.is_empty(shapes)
    tree = STRtree(shapes)
    gained: list[tuple[int, shapely.Geometry]] = []
    gone = np.zeros(len(shapes), bool)
    for place in tracked(np.flatnonzero(thin).tolist(), progress):
        beside = tree.query(shapes[place], predicate="intersects")
        beside = beside[~thin[beside]]
        lines = _shared_lines(shapes[beside], np.full(len(beside), shapes[place]))
        touching = shapely.length(lines) > 0
        if touching.any():
            gone[place] = True
            gained += zip(beside[touching].tolist(), _nearest_parts(shapes[place], lines[touching], cell))
    merged = _united(shapes, gained)
    kept = frame.set_geometry(gpd.GeoSeries(merged, index=frame.index, crs=frame.crs))[~gone]
    return SlopeMap(kept, slope_map.field)


def _nearest_parts(shape: shapely.Geometry, lines: Geometries, cell: float) -> Geometries:
    """The part of `shape` that is nearest to each of several lines on its border."""
    if len(lines) == 1:
        return np.array([shape], dtype=object)
    parts, line = shapely.get_parts(shapely.line_merge(lines), return_index=True)
    points, place = shapely.get_coordinates(shapely.segmentize(parts, cell / _STEPS_A_CELL), return_index=True)
    # Middles of short steps: corners, where two lines meet, would belong to both.
    step = place[1:] == place[:-1]
    points, line = ((points[1:] + points[:-1]) / 2)[step], line[place[1:][step]]
    regions = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=shape))
    site, region = STRtree(regions).query(shapely.points(points), predicate="intersects")
    owner = np.full(len(regions), -1)
    owner[region] = line[site]
    nearest = [shapely.union_all(regions[owner == number]) for number in range(len(lines))]
    return shapely.intersection(np.array(nearest, dtype=object), shape)


def _united(shapes: Geometries, gained: list[tuple[int, shapely.Geometry]]) -> Geometries:
    """The shapes with what each has gained."""
    if not gained:
        return shapes
    places = np.array([place for place, _ in gained])
    pieces = np.array([piece for _, piece in gained], dtype=object)
    merged = shapes.copy()
    for place in np.unique(places):
        merged[place] = shapely.union_all([shapes[place], *pieces[places == place]])
    return merged


# ------------------------------------------------------------------------------------------------ splits


def split_by_grade(
    patches: gpd.GeoDataFrame, slope_map: SlopeMap, *, minimum_area: float = 400.0, minimum_share: float = 0.1
) -> gpd.GeoDataFrame:
    """Cut patches along clear borders between slope grades; each part has its own GDPDJB.

    A part stays only if it measures at least `minimum_area` m2 and `minimum_share` of its patch; smaller ones go to
    the neighbouring part of the same patch with the longest common border. A patch that keeps one part is returned as
    it was, GDPDJB included. Parts repeat index and attributes of their patch: numbers (BSM, TBBH) and areas have to
    be made anew. Ground without slope data forms parts without grade by the same limits.
    """
    parts = _parts_by_grade(patches, slope_map)
    whole = shapely.area(patches.geometry.to_numpy())
    while True:
        area = shapely.area(parts.geometry.to_numpy())
        small = (area < minimum_area) | (area < minimum_share * whole[parts["patch"]])
        target = _longest_neighbour(parts, small)
        moving = target >= 0
        if not moving.any():
            break
        parts = _joined_parts(parts, target)
    return _split_rows(patches, parts)


def _parts_by_grade(patches: gpd.GeoDataFrame, slope_map: SlopeMap) -> gpd.GeoDataFrame:
    """Single polygons of one patch and one grade (0: no slope data): columns patch (place), grade, geometry."""
    shapes = patches.geometry.to_numpy()
    zones = aligned(slope_map.frame.geometry, patches.crs).to_numpy()
    patch, zone = STRtree(zones).query(shapes, predicate="intersects")
    pieces = pd.DataFrame({"patch": patch, "grade": slope_map.grades()[zone]})
    pieces["geometry"] = shapely.intersection(shapes[patch], zones[zone])
    covered = gpd.GeoDataFrame(pieces, geometry="geometry", crs=patches.crs).dissolve(["patch", "grade"])
    known = covered.reset_index()
    under = known.dissolve("patch").geometry.reindex(range(len(shapes)), fill_value=shapely.Polygon()).to_numpy()
    bare = shapely.difference(shapes, under)
    rest = gpd.GeoDataFrame({"patch": range(len(shapes)), "grade": 0}, geometry=bare, crs=patches.crs)
    parts = pd.concat([known[["patch", "grade", "geometry"]], rest]).explode(ignore_index=True)
    return parts[(parts.geom_type == "Polygon") & ~parts.is_empty].reset_index(drop=True)


def _longest_neighbour(parts: gpd.GeoDataFrame, small: NDArray[np.bool_]) -> NDArray[np.int64]:
    """For each small part, smallest of its patch first: the neighbour with the longest common border, else -1."""
    shapes, patch = parts.geometry.to_numpy(), parts["patch"].to_numpy()
    first, second = STRtree(shapes).query(shapes, predicate="intersects")
    beside = small[first] & (first != second) & (patch[first] == patch[second])
    first, second = first[beside], second[beside]
    pairs = pd.DataFrame({"part": first, "other": second})
    pairs["border"] = shapely.length(_shared_lines(shapes[first], shapes[second]))
    pairs["patch"], pairs["area"] = patch[first], shapely.area(shapes[first])
    pairs = pairs[pairs["border"] > 0].sort_values(["area", "part", "border"], ascending=[True, True, False])
    # One part of a patch a round: what it goes to may then be large enough to stay.
    chosen = pairs.drop_duplicates("patch")
    target = np.full(len(parts), -1)
    target[chosen["part"]] = chosen["other"]
    return target


def _joined_parts(parts: gpd.GeoDataFrame, target: NDArray[np.int64]) -> gpd.GeoDataFrame:
    """The parts with each one that has a target united with it, under the target's grade."""
    keeper = np.where(target >= 0, target, np.arange(len(parts)))
    together = parts.assign(keeper=keeper).dissolve("keeper")
    together["grade"] = parts["grade"].to_numpy()[together.index]
    return together.reset_index(drop=True)


def _split_rows(patches: gpd.GeoDataFrame, parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Rows of the patches, repeated for each part where there are several grades left."""
    several = parts.groupby("patch")["grade"].transform("nunique") > 1
    cut = parts[several].dissolve(["patch", "grade"]).reset_index().explode(ignore_index=True)
    kept = np.setdiff1d(np.arange(len(patches)), cut["patch"])
    rows = patches.iloc[np.concatenate([kept, cut["patch"].to_numpy(dtype=np.int64)])].copy()
    geometry = np.concatenate([patches.geometry.to_numpy()[kept], cut.geometry.to_numpy()])
    old = rows["GDPDJB"].to_numpy(dtype=object) if "GDPDJB" in rows else np.full(len(rows), None, object)
    new = np.array([None, "1", "2", "3", "4", "5"], dtype=object)[cut["grade"].to_numpy(dtype=np.int64)]
    rows["GDPDJB"] = np.concatenate([old[: len(kept)], new])
    order = np.argsort(np.concatenate([kept, cut["patch"].to_numpy(dtype=np.int64)]), kind="stable")
    return rows.set_geometry(gpd.GeoSeries(geometry, index=rows.index, crs=patches.crs)).iloc[order]
