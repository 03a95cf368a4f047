"""Geometric faults on the border between two patches, each with its exact size.

A fault is a function of a border and a random generator. It answers with the changed shapes, or None where the
border leaves no room for it; nothing else of the county is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..language import tr
from .lattice import Floats

_GRID = 4
"""Decimals of a coordinate in m."""

_SAME = 1e-6
"""m2: areas closer than this are the same."""

_LARGEST_SLIVER = 10.0
"""m2: below this the survey's checks call a patch a sliver (rule 4601)."""

_SMALLEST, _THINNEST = 0.05, 0.005
"""m2 and m: a face must be larger, and its area by its perimeter greater, so that no tolerance can swallow it."""


@dataclass(frozen=True)
class Fault:
    """What a fault does: new shapes (None: as before), and the row of truth that tells of it."""

    shape: Any
    place: Any
    """A point in or at the fault."""
    size: float
    unit: str
    note: str
    other: Any = None
    """New shape of the neighbour."""
    extra: Any = None
    """A patch that is added."""


class Border:
    """A line between a patch on its left and a neighbour (or nothing, outside the county) on its right."""

    def __init__(self, line: Floats, shape: Any, other: Any, county: Any) -> None:
        """`line`: (n, 2), a stretch of the shell of `shape` as it runs; both patches are without holes."""
        self.line = line
        self.shape, self.other, self.county = shape, other, county
        self.middle = len(line) // 2

    def redrawn(self, line: Floats) -> Any:
        """The patch with another line here."""
        return _with_line(self.shape, self.line, line)

    def other_redrawn(self, line: Floats) -> Any:
        """The neighbour with another line here."""
        return _with_line(self.other, self.line[::-1], line[::-1])

    def outward(self, vertex: int) -> Floats:
        """Unit vector at an inner vertex that points away from the patch."""
        along = self.line[vertex + 1] - self.line[vertex - 1]
        return np.array([along[1], -along[0]]) / np.hypot(*along)

    def middle_segment(self) -> tuple[Floats, Floats, float]:
        """Start, unit direction and length of the segment after the middle vertex."""
        start, end = self.line[self.middle], self.line[self.middle + 1]
        length = float(np.hypot(*(end - start)))
        return start, (end - start) / length, length

    def with_vertices(self, *vertices: NDArray[Any]) -> Floats:
        """The line with more vertices after the middle one."""
        return np.insert(self.line, self.middle + 1, np.round(vertices, _GRID), axis=0)


def overlap(border: Border, rng: np.random.Generator) -> Fault | None:
    """A vertex is moved 0.05 to 3 m into the neighbour; the neighbour stays."""
    return _moved_vertex(border, float(np.exp(rng.uniform(np.log(0.05), np.log(3.0)))), border.other)


def gap(border: Border, rng: np.random.Generator) -> Fault | None:
    """A vertex is moved 0.05 to 3 m back into the patch; the neighbour stays."""
    return _moved_vertex(border, -float(np.exp(rng.uniform(np.log(0.05), np.log(3.0)))), border.shape)


def outside_county(border: Border, rng: np.random.Generator) -> Fault | None:
    """A vertex of the county's outline is moved 1 to 8 m out; the outline stays."""
    fault = _moved_vertex(border, float(rng.uniform(1.0, 8.0)), None)
    if fault is None or shapely.intersection(shapely.difference(fault.shape, border.shape), border.county).area > _SAME:
        return None
    return fault


def sliver(border: Border, rng: np.random.Generator) -> Fault | None:
    """A new patch 0.15 to 0.4 m wide is cut from the patch along the border; nothing else is wrong."""
    width = float(rng.uniform(0.15, 0.4))
    inner = range(2, len(border.line) - 2)
    bank = np.round([border.line[vertex] - width * border.outward(vertex) for vertex in inner], _GRID)
    shape = border.redrawn(np.concatenate([border.line[:2], bank, border.line[-2:]]))
    strip = shapely.polygons(np.concatenate([border.line[1:-1], bank[::-1]]))
    if not (shape.is_valid and _is_face(strip) and strip.area < _LARGEST_SLIVER and _covers(border.shape, strip)):
        return None
    if abs(shape.area + strip.area - border.shape.area) > _SAME:
        return None
    note = tr("{width:.2f} m wide").format(width=width)
    return Fault(shape, strip.representative_point(), strip.area, "m2", note, extra=strip)


def self_intersection(border: Border, _rng: np.random.Generator) -> Fault | None:
    """A bow-tie on the border; its two triangles lie on the neighbour, which stays."""
    start, along, length = border.middle_segment()
    if length < 2.0:
        return None
    depth = min(0.5 * length, 1.0) * np.array([along[1], -along[0]])
    far, near = np.round([start + share * length * along + depth for share in (0.7, 0.3)], _GRID)
    end = border.line[border.middle + 1]
    cross = shapely.intersection(shapely.linestrings([start, far]), shapely.linestrings([near, end]))
    shape = border.redrawn(border.with_vertices(far, near))
    if cross.geom_type != "Point" or shape.is_valid:
        return None
    corner = shapely.get_coordinates(cross)[0]
    triangles = shapely.polygons([[start, end, corner], [corner, far, near]])
    if not _covers(border.other, shapely.union_all(triangles)):
        return None
    note = tr("bow-tie; its two triangles overlap the neighbour")
    return Fault(shape, cross, shapely.area(triangles).sum(), "m2", note)


def duplicate_vertex(border: Border, _rng: np.random.Generator) -> Fault | None:
    """A vertex comes twice in a row."""
    vertex = border.line[border.middle]
    return Fault(border.redrawn(border.with_vertices(vertex)), shapely.points(vertex), 0.0, "m", tr("vertex repeated"))


def short_segment(border: Border, rng: np.random.Generator) -> Fault | None:
    """A vertex 2 to 9 mm beside another, in both patches; nothing else is wrong."""
    start, along, length = border.middle_segment()
    vertex = np.round(start + rng.uniform(0.002, 0.009) * along, _GRID)
    line = border.with_vertices(vertex)
    shape, other = border.redrawn(line), border.other_redrawn(line)
    if length < 2.0 or not (shape.is_valid and other.is_valid):
        return None
    distance = float(np.hypot(*(vertex - start)))
    return Fault(shape, shapely.points(vertex), distance, "m", tr("in both patches"), other=other)


def unmatched_vertex(border: Border, _rng: np.random.Generator) -> Fault | None:
    """A vertex on the border that the neighbour does not have; the gap or overlap is thinner than 0.1 mm."""
    start, along, length = border.middle_segment()
    vertex = np.round(start + 0.5 * length * along, _GRID)
    shape = border.redrawn(border.with_vertices(vertex))
    if length < 2.0 or not shape.is_valid:
        return None
    return Fault(shape, shapely.points(vertex), length, "m", tr("size: length of the segment that the vertex divides"))


FAULTS: Mapping[str, Callable[[Border, np.random.Generator], Fault | None]] = {
    fault.__name__: fault
    for fault in (
        overlap,
        gap,
        sliver,
        self_intersection,
        duplicate_vertex,
        short_segment,
        unmatched_vertex,
        outside_county,
    )
}


def _moved_vertex(border: Border, distance: float, within: Any) -> Fault | None:
    """The middle vertex moved out of the patch (into it if `distance` is negative); the face must lie `within`."""
    before, vertex, after = border.line[border.middle - 1 : border.middle + 2]
    moved = np.round(vertex + distance * border.outward(border.middle), _GRID)
    line = border.line.copy()
    line[border.middle] = moved
    shape = border.redrawn(line)
    face = shapely.polygons([before, moved, after, vertex])
    if not (shape.is_valid and _is_face(face)) or (within is not None and not _covers(within, face)):
        return None
    if abs(shape.area - border.shape.area - np.copysign(face.area, distance)) > _SAME:
        return None
    note = tr("vertex moved {distance:.3f} m").format(distance=abs(distance))
    return Fault(shape, face.representative_point(), face.area, "m2", note)


def _is_face(face: Any) -> bool:
    return bool(face.is_valid and face.area > _SMALLEST and face.area / face.length > _THINNEST)


def _covers(shape: Any, face: Any) -> bool:
    return bool(shapely.difference(face, shape).area < _SAME)


def _with_line(shape: Any, line: Floats, new: Floats) -> Any:
    """A polygon without holes, one stretch of its shell replaced."""
    ring: NDArray[np.float64] = shapely.get_coordinates(shape)[:-1]
    begin = int(np.flatnonzero((ring == line[0]).all(axis=1))[0])
    return shapely.polygons(np.concatenate([new, np.roll(ring, -begin, axis=0)[len(line) :]]))
