"""Features in bulk: ranges of about equally much work, and the polygons inside any geometries."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray


def blocks(sizes: ArrayLike, limit: float) -> list[tuple[int, int]]:
    """Consecutive ranges [start, end) whose `sizes` sum to at most `limit`; a larger feature has its own range."""
    reached = np.cumsum(np.asarray(sizes, dtype=np.float64))
    ranges = []
    start = 0
    while start < len(reached):
        done = reached[start - 1] if start else 0.0
        end = max(int(np.searchsorted(reached, done + limit, side="right")), start + 1)
        ranges.append((start, end))
        start = end
    return ranges


def polygon_parts(shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """All polygons inside geometries of any type, collections included, and which geometry each belongs to."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    while np.any(shapely.get_type_id(parts) > shapely.GeometryType.POLYGON):  # collections hold multipolygons
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    polygons = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    return parts[polygons], owner[polygons]
