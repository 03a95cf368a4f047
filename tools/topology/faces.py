"""Faces of the edges that are left over: each is covered by a number of patches, and that number says what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator

import numpy as np
import shapely

from ..progress import Progress, silent
from .edges import EdgeTable, Leftover

OVERLAP, GAP, OUTSIDE, UNCOVERED, HOLE = "overlap", "gap", "outside_county", "uncovered", "hole"

NEGLIGIBLE_AREA = 1e-6
"""m2: an intersection smaller than this is a touch of rounded lines."""


@dataclass
class Face:
    """A faulty face: what it is, which patches (places in the array, largest share first), where, how wide."""

    kind: str
    patches: tuple[int, ...]
    geometry: shapely.Polygon
    width: float


class Coverage:
    """The patches and the county outline, ready to be asked what covers a place."""

    def __init__(self, patches: np.ndarray, outlines: np.ndarray):
        self.patches = patches
        self.tree = shapely.STRtree(patches)
        self.county = shapely.union_all(shapely.make_valid(outlines)) if len(outlines) else None
        if self.county is not None:
            shapely.prepare(self.county)

    def counts(self, points: np.ndarray) -> np.ndarray:
        """How many patches cover each point: (n,) int."""
        where, _ = self.tree.query(points, predicate="intersects")
        return np.bincount(where, minlength=len(points))

    def inside_county(self, points: np.ndarray) -> np.ndarray:
        """Whether each point lies in the county; without an outline it is not known and counts as inside."""
        if self.county is None:
            return np.ones(len(points), bool)
        return shapely.intersects(self.county, points)


def faults(table: EdgeTable, leftover: Leftover, coverage: Coverage, progress: Progress = silent) -> Iterator[Face]:
    """All faces of the left-over edges where the number of patches is not what the county asks for."""
    lines = as_lines(table, leftover)
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines)])) if len(lines) else np.empty(0, object)
    progress(40.0)
    faces = faces[shapely.area(faces) > 0]
    points = shapely.point_on_surface(faces)
    counts, inside = coverage.counts(points), coverage.inside_county(points)
    wrong = np.flatnonzero(np.where(inside, counts != 1, counts > 0))
    nearby = shapely.STRtree(lines)
    widths = dict(zip(wrong.tolist(), inscribed_width(faces[wrong])))
    for done, place in enumerate(wrong):
        progress(40.0 + 60.0 * done / len(wrong))
        face, width = faces[place], widths[place]
        if counts[place] > 1:
            yield from _overlaps(face, width, coverage)
        elif counts[place] == 1:
            yield Face(OUTSIDE, tuple(_covering(face, coverage)), face, width)
        else:
            yield _uncovered(face, width, lines, nearby, leftover, coverage.county is not None)


def as_lines(table: EdgeTable, leftover: Leftover) -> np.ndarray:
    """The left-over edges as two-point lines in metres."""
    ends = np.stack([table.to_metres(leftover.start), table.to_metres(leftover.end)], axis=1)
    return shapely.linestrings(ends)


def inscribed_width(faces: np.ndarray) -> np.ndarray:
    """Width of polygons in m: twice the radius of the largest circle that fits in.

    The circle is searched only where the bound of 4 area / perimeter does not already say that the face is thin.
    """
    perimeter = shapely.length(faces)
    width = np.where(perimeter > 0, 4.0 * shapely.area(faces) / np.where(perimeter > 0, perimeter, 1.0), 0.0)
    if hasattr(shapely, "maximum_inscribed_circle"):
        wide = np.flatnonzero(width > 1e-3)
        tolerance = np.maximum(width[wide] / 100.0, 1e-4)
        width[wide] = 2.0 * shapely.length(
            np.array([shapely.maximum_inscribed_circle(faces[i], tolerance=float(t)) for i, t in zip(wide, tolerance)], object)
        )
    return width


def _overlaps(face: shapely.Polygon, width: float, coverage: Coverage) -> Iterator[Face]:
    """The face for each pair of patches that share it (or its part that a pair shares)."""
    near = np.sort(coverage.tree.query(face, predicate="intersects"))
    shares = shapely.intersection(face, shapely.make_valid(coverage.patches[near]))
    held = shapely.area(shares) > NEGLIGIBLE_AREA
    near, shares = near[held], shares[held]
    whole = np.abs(shapely.area(shares) - face.area) <= NEGLIGIBLE_AREA
    for first in range(len(near)):
        for second in range(first + 1, len(near)):
            if whole[first] and whole[second]:
                yield Face(OVERLAP, (int(near[first]), int(near[second])), face, width)
                continue
            both = shapely.intersection(shares[first], shares[second])
            for part in shapely.get_parts(both):
                if part.geom_type == "Polygon" and part.area > NEGLIGIBLE_AREA:
                    yield Face(OVERLAP, (int(near[first]), int(near[second])), part, float(inscribed_width(np.array([part]))[0]))


def _covering(face: shapely.Polygon, coverage: Coverage) -> list[int]:
    near = coverage.tree.query(face, predicate="intersects")
    areas = shapely.area(shapely.intersection(face, shapely.make_valid(coverage.patches[near])))
    order = np.argsort(-areas, kind="stable")
    return [int(place) for place in near[order][areas[order] > NEGLIGIBLE_AREA]]


def _uncovered(
    face: shapely.Polygon, width: float, lines: np.ndarray, nearby: shapely.STRtree, leftover: Leftover, outlined: bool
) -> Face:
    """A place without a patch: a gap between patches, land up to the county line, or the empty hole of one patch."""
    bordering = nearby.query(shapely.boundary(face), predicate="intersects")
    along = shapely.length(shapely.intersection(shapely.boundary(face), lines[bordering]))
    owners = leftover.owner[bordering[along > 0]]
    lengths = along[along > 0]
    at_county_line = bool((owners < 0).any())
    names, inverse = np.unique(owners[owners >= 0], return_inverse=True)
    shared = np.bincount(inverse, lengths[owners >= 0], minlength=len(names))
    patches = tuple(int(name) for name in names[np.argsort(-shared, kind="stable")])
    if at_county_line:
        kind = UNCOVERED
    else:
        kind = GAP if outlined or len(patches) > 1 else HOLE
    return Face(kind, patches, face, width)
