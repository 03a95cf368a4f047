"""What is wrong with single patches: validity, parts, repeated vertices, short segments, slivers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import shapely

from ..progress import Progress

PATCHES_A_TASK = 5_000

_AREA_ERROR = 1e-6
"""m2: what the area of a small patch may be off by, computed with coordinates of eight digits before the point."""

SELF_INTERSECTION, INVALID = "self_intersection", "invalid_geometry"
_KIND_OF_REASON = {"Self-intersection": SELF_INTERSECTION}
_PLACE = re.compile(r"\[([^\s\]]+)\s+([^\s\]]+)")


class Validity:
    """Validity of all patches, computed by threads while the caller does something else: GEOS frees the interpreter."""

    def __init__(self, pool: ThreadPoolExecutor, patches: np.ndarray):
        self.patches = patches
        blocks = [patches[start : start + PATCHES_A_TASK] for start in range(0, len(patches), PATCHES_A_TASK)]
        self._tasks: list[Future] = [pool.submit(shapely.is_valid, block) for block in blocks]

    def invalid(self, progress: Progress) -> np.ndarray:
        """Places of the patches that are not valid; NULL counts as valid."""
        parts = []
        for done, task in enumerate(self._tasks):
            parts.append(task.result())
            progress(100.0 * (done + 1) / len(self._tasks))
        valid = np.concatenate(parts) if parts else np.empty(0, bool)
        return np.flatnonzero(~valid & ~shapely.is_missing(self.patches))


@contextmanager
def worker_pool() -> Iterator[ThreadPoolExecutor]:
    """Threads that are given up when the caller leaves, also by cancel."""
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def faults_of_rings(patches: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What makes each invalid patch invalid, and where: (n,) kinds, (n,) points, None for a coordinate not a number."""
    kinds, places = np.empty(len(patches), object), np.empty(len(patches), object)
    for i, reason in enumerate(shapely.is_valid_reason(patches)):
        kinds[i] = _KIND_OF_REASON.get(reason.split("[")[0].strip(), INVALID)
        place = np.array(_PLACE.findall(reason), dtype=float)
        places[i] = shapely.Point(place[0]) if np.isfinite(place).all() else None
    return kinds, places


def crossings(patch: shapely.Geometry) -> shapely.MultiPoint:
    """All places where the rings of a patch cross or touch themselves."""
    lines = shapely.get_parts(shapely.node(shapely.boundary(patch)))
    ends = shapely.get_coordinates(np.concatenate([shapely.get_point(lines, 0), shapely.get_point(lines, -1)]))
    if not len(ends):
        return shapely.MultiPoint()
    places, counts = np.unique(np.round(ends, 6), axis=0, return_counts=True)
    return shapely.multipoints(places[counts > 2])


def multipart(patches: np.ndarray) -> np.ndarray:
    """Places of the patches with more than one part."""
    return np.flatnonzero(shapely.get_num_geometries(patches) > 1)


def slivers(area: np.ndarray, limit: float) -> np.ndarray:
    """Places of the patches with less than `limit` m2 (rule 4601: smaller than 10 m2; exactly 10 is none)."""
    return np.flatnonzero((area < limit - _AREA_ERROR) & (area > 0))
