"""What is wrong with single patches: validity, parts, slivers, narrow patches and necks, too little area."""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import shapely

from ..progress import Progress, silent
from ..workers import heard, spread
from .edges import GRID
from .faces import wider_than, widths

PATCHES_A_TASK = 2_000

NECKS_A_TASK = 200
"""Patches that are shrunk and grown between two looks at whether the user has cancelled."""

_AREA_ERROR = 1e-6
"""m2: what the area of a small patch may be off by, computed with coordinates of eight digits before the point."""

_LENGTH_ERROR = 1e-7
"""m: the same of a width."""

_TRACE = 10.0 * GRID
"""m: what is thinner or shorter is left by rounding when a patch is shrunk and grown."""

_TAIL = 3.0
"""The sides and the end of a tail, by its foot: more than three feet make it longer than it is wide."""

_SHARPEST_CORNER = 12.0
"""Mitre limit, by half of the width: corners of 10 degrees (the spike's) and more come back when a patch is grown."""

SELF_INTERSECTION, SELF_CONTACT, INVALID = "self_intersection", "self_contact", "invalid_geometry"
_KIND_OF_REASON = {"Self-intersection": SELF_INTERSECTION, "Ring Self-intersection": SELF_CONTACT}
_PLACE = re.compile(r"\[([^\s\]]+)\s+([^\s\]]+)")


class Validity:
    """Validity of all patches, computed by threads while the caller does something else."""

    def __init__(self, pool: ThreadPoolExecutor, patches: np.ndarray):
        self.patches = patches
        blocks = [patches[start : start + PATCHES_A_TASK] for start in range(0, len(patches), PATCHES_A_TASK)]
        self._tasks: list[Future[np.ndarray]] = [pool.submit(shapely.is_valid, block) for block in blocks]

    def invalid(self, progress: Progress) -> np.ndarray:
        """Places of the patches that are not valid; NULL counts as valid."""
        valid = np.concatenate([np.empty(0, bool), *heard(self._tasks, progress)])
        return np.flatnonzero(~valid & ~shapely.is_missing(self.patches))


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


def smaller(area: np.ndarray, limit: float | np.ndarray) -> np.ndarray:
    """Whether patches have less than a limit in m2 (NaN for none): (n,) bool. One of exactly the limit has not."""
    return (area < limit - _AREA_ERROR) & (area > 0)


def narrower(width: np.ndarray, limit: float) -> np.ndarray:
    """Whether widths are below a limit, both in m: (n,) bool. One of exactly the limit is not."""
    return width < limit - _LENGTH_ERROR


def mean_widths(area: np.ndarray, patches: np.ndarray) -> np.ndarray:
    """Mean width of patches in m, twice the area by the perimeter: (n,), NaN for those without area."""
    perimeter, width = shapely.length(patches), np.full(len(patches), np.nan)
    return np.divide(2.0 * area, perimeter, out=width, where=np.isfinite(perimeter) & (perimeter > 0) & (area > 0))


def necks(patches: np.ndarray, limit: float, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where valid patches are narrower than `limit` m: place of the patch (k,), the narrow part (k,), its width in m.

    A patch is shrunk by half of the limit and grown again, with mitred joins that keep its corners. What is lost is
    a neck where it lies between sides of what is left, a tail where it is longer than its foot is wide.
    """
    starts = range(0, len(patches), NECKS_A_TASK)
    made = spread(_necks, [(patches[start : start + NECKS_A_TASK], limit) for start in starts], progress)
    owners = [start + owner for start, (owner, _, _) in zip(starts, made)]
    parts, found = [part for _, part, _ in made], [width for _, _, width in made]
    nothing = np.empty(0, np.int64), np.empty(0, object), np.empty(0)
    return tuple(np.concatenate([none, *some]) for none, some in zip(nothing, (owners, parts, found)))  # type: ignore


def _necks(patches: np.ndarray, limit: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    wide = shapely.buffer(patches, -limit / 2.0)
    wide = shapely.buffer(wide, limit / 2.0, join_style="mitre", mitre_limit=_SHARPEST_CORNER)
    parts, owner = shapely.get_parts(shapely.difference(patches, wide), return_index=True)
    real = wider_than(parts, _TRACE)
    parts, owner = parts[real], owner[real]
    ring, rest = shapely.boundary(parts), shapely.buffer(wide[owner], GRID)
    foot, feet, _ = _pieces(shapely.intersection(ring, rest))
    free, sides, last_two = _pieces(shapely.difference(ring, rest))
    width = widths(parts)
    between = (feet == 2) & (sides == 2)
    width[between] = shapely.distance(*last_two[between].T)
    is_tail = free > _TAIL * foot
    found = ((feet != 1) | is_tail) & narrower(width, limit)
    return owner[found], parts[found], width[found]


def _pieces(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Length of lines in m (n,), how many pieces each has (n,), and two of these (n, 2)."""
    pieces, line = shapely.get_parts(shapely.line_merge(lines), return_index=True)
    real = shapely.length(pieces) > _TRACE
    pieces, line = pieces[real], line[real]
    two = np.full((len(lines), 2), None, object)
    two[line, 0], two[line[::-1], 1] = pieces, pieces[::-1]
    length = np.bincount(line, shapely.length(pieces), minlength=len(lines))
    return length, np.bincount(line, minlength=len(lines)), two
