"""Features side by side whose ribbons overlap, such as a road and its ditch: both end at the middle of the overlap."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, silent, tracked

_LONG = 4.0
"""Times its width: an overlap at least as long is that of parallel features, a shorter one that of a crossing."""

_STEP = 4.0
"""Parts of its width: how finely the sides of an overlap are followed."""

_FINEST = 0.05
"""m"""

_TOUCH = 1e-6


def shared_out(bands: np.ndarray, line: np.ndarray, group: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """The bands (n,) of lines (n,), each without the half of an overlap that is nearer to the other's core."""
    made = bands.copy()
    one, two = shapely.STRtree(bands).query(bands, predicate="overlaps")
    pairs = (one < two) & (group[one] != group[two])
    one, two = one[pairs], two[pairs]
    apart = ~shapely.intersects(line[one], line[two])
    one, two = one[apart], two[apart]
    common = shapely.intersection(bands[one], bands[two])
    with np.errstate(divide="ignore", invalid="ignore"):
        width = shapely.area(common) / (shapely.length(common) / 2.0)
    long = shapely.length(common) / 2.0 > _LONG * width
    for first, second, overlap, wide in tracked(list(zip(one[long], two[long], common[long], width[long])), progress):
        of_first, of_second = _halves(overlap, bands[first], bands[second], wide)
        made[first] = shapely.difference(made[first], of_second)
        made[second] = shapely.difference(made[second], of_first)
    return made


def _halves(
    overlap: shapely.Geometry, first: shapely.Geometry, second: shapely.Geometry, width: float
) -> tuple[shapely.Geometry, shapely.Geometry]:
    """The parts of an overlap for each of two bands: what is nearer to the other's side lies deeper in one's own."""
    side = shapely.segmentize(shapely.boundary(overlap), max(width / _STEP, _FINEST))
    points = shapely.points(np.unique(shapely.get_coordinates(side), axis=0))
    of_second = shapely.distance(points, shapely.boundary(first)) < _TOUCH
    corner = of_second & (shapely.distance(points, shapely.boundary(second)) < _TOUCH)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=overlap))
    cell, point = shapely.STRtree(points).query(cells, predicate="intersects")
    halves = []
    for wanted in (~of_second, of_second & ~corner):
        own = cells[np.unique(cell[wanted[point] & ~corner[point]])]
        halves.append(shapely.intersection(overlap, shapely.union_all(own)))
    return halves[0], halves[1]
