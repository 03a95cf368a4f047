"""The centreline of a ribbon: its medial axis without the branches into its corners."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent
from ..workers import by_blocks

_STEP = 0.3
"""Times the mean width: how far apart points along the border are at most."""

_SMOOTH = 0.05
"""Times the mean width: smaller bends of an axis come from where the points along both borders lie."""

_MOST_POINTS = 4_000
"""Points along the border of one ribbon: a longer one is followed less finely."""

_PRUNED = 2.2
"""Times the local half width: shorter branches that end in a corner are none."""

_BLOCK = 200


def centrelines_of(shapes: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """A line or several for each polygon (n,), None for what is no area."""
    return by_blocks(_centrelines, (shapes,), _BLOCK, progress)


def _centrelines(shapes: np.ndarray) -> np.ndarray:
    made = np.full(len(shapes), None, object)
    for place, shape in enumerate(shapes):  # a Voronoi diagram each
        if shapely.area(shape) > 0:
            made[place] = _centreline(shape)
    return made


def _centreline(shape: shapely.Geometry) -> shapely.Geometry:
    corner = np.floor(shapely.bounds(shape)[:2])
    near = shapely.transform(shape, lambda xy: xy - corner)
    border = shapely.boundary(near)
    width = 2.0 * shapely.area(near) / shapely.length(near)
    step = max(_STEP * width, shapely.length(border) / _MOST_POINTS)
    points = shapely.extract_unique_points(shapely.segmentize(border, step))
    edges = shapely.get_parts(shapely.voronoi_polygons(points, only_edges=True))
    shapely.prepare(near)
    segments = _segments(edges)
    inside = segments[shapely.contains_properly(near, segments)]
    axis = _pruned(inside, border, width) if len(inside) else _along(near)
    return shapely.transform(shapely.simplify(axis, _SMOOTH * width), lambda xy: xy + corner)


def _segments(lines: np.ndarray) -> np.ndarray:
    xy, line = shapely.get_coordinates(lines, return_index=True)
    start = np.flatnonzero(line[1:] == line[:-1])
    return shapely.linestrings(np.stack([xy[start], xy[start + 1]], axis=1))


def _pruned(segments: np.ndarray, border: shapely.Geometry, width: float) -> shapely.Geometry:
    """The axis without short branches: those that end freely and are no longer than the place is wide."""
    axis = shapely.line_merge(shapely.multilinestrings(segments))
    for _ in range(4):
        branches = shapely.get_parts(axis)
        if len(branches) == 1:
            break
        ends = np.round(np.stack([shapely.get_coordinates(shapely.get_point(branches, at)) for at in (0, -1)]), 6)
        node = pd.MultiIndex.from_arrays(ends.reshape(-1, 2).T)
        degree = pd.Series(1, index=node).groupby(level=[0, 1]).transform("size").to_numpy().reshape(2, -1)
        inner = np.where(degree[0] == 1, 1, 0)
        held = ends[inner, np.arange(len(branches))]
        reach = shapely.distance(shapely.points(held), border)
        free = (degree.min(axis=0) == 1) & (degree.max(axis=0) > 1)
        short = free & (shapely.length(branches) < np.maximum(_PRUNED * reach, 0.6 * width))
        if not short.any():
            break
        # Of a node's short branches all but the longest go first: one of them may be the end of the axis.
        axis = shapely.line_merge(shapely.multilinestrings(branches[~short] if (~short).any() else branches[:1]))
    return axis


def _along(shape: shapely.Geometry) -> shapely.Geometry:
    """The middle line of a shape that is too small for an axis: between the short sides of its tightest box."""
    ring = shapely.get_coordinates(shapely.minimum_rotated_rectangle(shape))
    if len(ring) < 5:
        return shapely.point_on_surface(shape)
    middles = (ring[:-1] + ring[1:]) / 2.0
    short = int(np.hypot(*(ring[1] - ring[0])) > np.hypot(*(ring[2] - ring[1])))
    return shapely.linestrings([middles[short], middles[short + 2]])
