"""Overlay that rounds corners to a fine grid, and does not fail where GEOS does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import shapely

OVERLAY_GRID = 1e-7
"""m: corners where edges cross are rounded to this. Overlay without rounding loses faces of metres where lines nearly
coincide (seen with GEOS 3.14); this is far below the survey's grid and above what a float keeps of an easting."""

_Overlay = Callable[..., shapely.Geometry]


def intersection(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """What polygons have in common, pair by pair: (n,)."""
    return _pair_by_pair(shapely.intersection, one, two)


def difference(one: np.ndarray, two: np.ndarray | shapely.Geometry) -> np.ndarray:
    """What of polygons (n,) does not lie in others, pair by pair, or in a single other."""
    return _pair_by_pair(shapely.difference, one, two)


def common_length(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """How many m of border polygons that touch have in common, pair by pair: (n,)."""
    return shapely.length(intersection(one, two))


def union(parts: np.ndarray | shapely.Geometry) -> shapely.Geometry:
    """All parts as one geometry, lines cut where they meet."""
    return _sure(_union, *np.atleast_1d(np.asarray(parts, dtype=object)))


def _union(*parts: shapely.Geometry, **options: float) -> shapely.Geometry:
    return shapely.union_all(np.array(parts, dtype=object), **options)


def _pair_by_pair(call: _Overlay, one: np.ndarray, two: np.ndarray | shapely.Geometry) -> np.ndarray:
    try:
        return call(one, two, grid_size=OVERLAY_GRID)
    except shapely.errors.GEOSException:
        pairs = zip(*np.broadcast_arrays(one, np.asarray(two, dtype=object)))
        made = np.empty(len(one), object)
        made[:] = [_sure(call, *pair) for pair in pairs]
        return made


def _sure(call: _Overlay, *shapes: shapely.Geometry) -> shapely.Geometry:
    """The overlay as it is asked for, else near the origin, where floats are finer, else without rounding.

    With coordinates of eight digits GEOS sometimes cannot close the rings of triangles whose sides nearly coincide.
    """
    try:
        return call(*shapes, grid_size=OVERLAY_GRID)
    except shapely.errors.GEOSException:
        boxes = shapely.bounds(np.array(shapes, dtype=object))
        origin = np.floor(np.nanmin(boxes[:, :2], axis=0))
        try:
            near = call(*(_moved(shape, -origin) for shape in shapes), grid_size=OVERLAY_GRID)
        except shapely.errors.GEOSException:
            return call(*shapes)
        return _moved(near, origin)


def _moved(shape: shapely.Geometry, by: np.ndarray) -> shapely.Geometry:
    return shapely.transform(shape, partial(np.add, by))
