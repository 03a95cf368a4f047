"""Ellipsoidal areas of patches by the official method, for all patches of a county at once.

国土调查办发〔2008〕32号 with the order of roundings that production software follows: vertices (and the points inserted
on long edges) in 0.1 mm on the Gauss plane, geographic coordinates in millionths of an arc second, signed trapezoids
between each edge and a reference meridian summed without rounding, holes subtracted, one rounding of the patch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, tracked
from .ellipsoid import Ellipsoid, zone_polynomial
from .features import blocks, polygon_parts
from .gauss import gauss_inverse
from .reference import SurveyReference, survey_reference
from .rounding import half_up

Floats = NDArray[np.float64]

DENSIFY = 70.0
"""m: edges longer than this are subdivided, as the production software of the third survey does."""

_ARC_SECONDS = 206264.8062471
"""Seconds in a radian, as printed in 32号."""

_MICRO = 1e6
"""Latitudes and longitudes are kept in millionths of an arc second."""

_BLOCK = 1 << 19
"""Vertices of a block: some 150 MB of working arrays whatever the size of the layer."""

_CHUNK = 1 << 14
"""Vertices of one run of the formulas: their intermediate arrays stay in the processor's cache."""

_FARTHEST = 1_000_000.0
"""m from the central meridian: beyond this a coordinate cannot belong to the zone."""


@dataclass
class _Rings:
    """Closed rings of a block: vertices one after another, ring r owning the next `counts[r]` of them."""

    x: Floats
    y: Floats
    counts: NDArray[np.int64]
    owner: NDArray[np.int64]
    """Patch of each ring."""
    sign: Floats
    """+1 for outer rings, -1 for holes."""


def ellipsoidal_areas(
    geometries: Any,
    crs: Any,
    *,
    densify: float | None = DENSIFY,
    decimals: int = 2,
    progress: Progress = silent,
) -> Floats:
    """Ellipsoidal area in m2 of each geometry, rounded half up to `decimals` places.

    `geometries`: array or GeoSeries of polygons and multipolygons, coordinates as GIS layers hold them (easting,
    northing or longitude, latitude). Every hole of every part is subtracted; direction and start of rings do not
    matter. `crs`: see `survey_reference`. `densify`: edges longer than this many metres on the Gauss plane are cut
    into equal parts; None or 0 uses the vertices alone. The third survey keeps 2 decimals, the second 1.

    NaN for NULL, empty and other than polygon geometries, for coordinates that are no numbers, and for patches that
    lie outside the zone. Raises `TubanError` for another CRS, and when most patches lie outside the zone.
    """
    shapes = np.asarray(geometries, dtype=object)
    reference = survey_reference(crs)
    areas = np.full(len(shapes), np.nan)
    misplaced = 0
    for first, last in tracked(blocks(shapely.get_num_coordinates(shapes), _BLOCK), progress):
        rings = _rings(shapes[first:last])
        in_place = _patches_in_place(rings, reference, last - first)
        misplaced += int(np.count_nonzero(~in_place))
        areas[first:last] = _block_areas(_kept(rings, in_place), reference, densify, last - first)
    if misplaced > len(shapes) / 2:
        raise _misplaced(misplaced, len(shapes))
    return half_up(areas, decimals)


def _rings(shapes: NDArray[np.object_]) -> _Rings:
    polygons, owner = polygon_parts(shapes)
    rings, polygon = shapely.get_rings(polygons, return_index=True)
    counts = shapely.get_num_coordinates(rings).astype(np.int64)
    outer = np.ones(len(rings), bool)
    outer[1:] = polygon[1:] != polygon[:-1]
    filled = counts > 0
    xy = shapely.get_coordinates(rings)
    return _Rings(
        x=xy[:, 0],
        y=xy[:, 1],
        counts=counts[filled],
        owner=owner[polygon][filled],
        sign=np.where(outer, 1.0, -1.0)[filled],
    )


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)[:-1]]) if len(counts) else counts


def _patches_in_place(rings: _Rings, reference: SurveyReference, size: int) -> NDArray[np.bool_]:
    """Which patches have no vertex that is no number or cannot belong to the zone."""
    if reference.geographic:
        good = (np.abs(rings.x) <= 180.0) & (np.abs(rings.y) < 90.0)
    else:
        limit = reference.ellipsoid.b * np.pi / 2
        good = np.abs(rings.x - reference.false_easting) < _FARTHEST
        good &= np.abs(rings.y - reference.false_northing) < limit
    in_place = np.ones(size, bool)
    if not good.all():
        in_place[np.repeat(rings.owner, rings.counts)[~good]] = False
    return in_place


def _kept(rings: _Rings, in_place: NDArray[np.bool_]) -> _Rings:
    if in_place.all():
        return rings
    keep = in_place[rings.owner]
    vertices = np.repeat(keep, rings.counts)
    return _Rings(rings.x[vertices], rings.y[vertices], rings.counts[keep], rings.owner[keep], rings.sign[keep])


def _misplaced(number: int, total: int) -> TubanError:
    return TubanError(
        tr(
            "{number} of {total} patches lie outside the zone of the layer's coordinate reference system; their "
            "eastings may lack or carry the zone number: set the system that the coordinates were made in."
        ).format(number=number, total=total)
    )


def _block_areas(rings: _Rings, reference: SurveyReference, densify: float | None, size: int) -> Floats:
    """Unrounded areas of the patches of a block, NaN where a patch has no ring."""
    latitude, longitude, counts = _geodetic_rings(rings, reference, densify)
    if not len(counts):
        return np.full(size, np.nan)
    ring_areas = _ring_areas(latitude, longitude, counts, reference.ellipsoid)
    areas: Floats = np.bincount(rings.owner, weights=rings.sign * ring_areas, minlength=size).astype(float)
    areas[np.bincount(rings.owner, minlength=size) == 0] = np.nan
    return areas


def _geodetic_rings(
    rings: _Rings, reference: SurveyReference, densify: float | None
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Latitude and longitude of vertices and inserted points, in millionths of an arc second, and ring sizes."""
    if reference.geographic:
        return _geographic_vertices(rings, reference, densify)
    x, y = rings.x - reference.false_easting, rings.y - reference.false_northing
    inserted = _inserted_points(_lengths(x, y), rings.counts, densify)
    x, y = _subdivided(x, inserted), _subdivided(y, inserted)
    latitude, longitude = _rounded_inverse(x, y, reference.ellipsoid, reference.central_meridian)
    return latitude, longitude, _new_counts(rings.counts, inserted)


def _lengths(x: Floats, y: Floats) -> Floats:
    """Distance of each vertex to the next one; the last has none."""
    return np.append(np.hypot(np.diff(x), np.diff(y)), 0.0)


def _inserted_points(lengths: Floats, counts: NDArray[np.int64], densify: float | None) -> NDArray[np.int64] | None:
    """How many points go between each vertex and the next: int(length / densify) on edges longer than that."""
    if densify is None or densify <= 0:
        return None
    long = lengths > densify
    long[np.cumsum(counts) - 1] = False  # the step from one ring to the next is no edge
    if not long.any():
        return None
    return np.where(long, lengths / densify, 0).astype(np.int64)


def _places(inserted: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each vertex and inserted point: the vertex it follows, and which point after it it is (0: itself)."""
    pieces = inserted + 1
    origin = np.repeat(np.arange(len(pieces)), pieces)
    return origin, np.arange(len(origin)) - np.repeat(np.cumsum(pieces) - pieces, pieces)


def _subdivided(values: Floats, inserted: NDArray[np.int64] | None) -> Floats:
    """Coordinates with the inserted points, which cut each edge into equal parts."""
    if inserted is None:
        return values
    origin, place = _places(inserted)
    steps = np.append(np.diff(values), 0.0) / (inserted + 1)
    return values[origin] + steps[origin] * place


def _new_counts(counts: NDArray[np.int64], inserted: NDArray[np.int64] | None) -> NDArray[np.int64]:
    return counts if inserted is None else counts + np.add.reduceat(inserted, _starts(counts))


def _rounded_inverse(x: Floats, y: Floats, ellipsoid: Ellipsoid, meridian: float) -> tuple[Floats, Floats]:
    """Gauss inverse between the two official roundings: 0.1 mm before, a millionth of an arc second after.

    `x` east of the meridian (degrees), `y` north of the equator, m.
    """
    latitude, longitude = np.empty(len(x)), np.empty(len(x))
    to_micro = _ARC_SECONDS * _MICRO
    offset = meridian * 3600.0 * _MICRO
    for start in range(0, len(x), _CHUNK):
        part = slice(start, start + _CHUNK)
        north, east = np.floor(y[part] * 1e4 + 0.5) / 1e4, np.floor(x[part] * 1e4 + 0.5) / 1e4
        b, l = gauss_inverse(north, east, ellipsoid)  # noqa: E741  B and L are the names of the formulas
        latitude[part] = np.floor(b * to_micro + 0.5)
        longitude[part] = np.floor(l * to_micro + (offset + 0.5))
    return latitude, longitude


def _geographic_vertices(
    rings: _Rings, reference: SurveyReference, densify: float | None
) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Vertices straight from longitude and latitude; points on long edges by way of the Gauss plane.

    The straight lines of the survey are straight in the 3-degree zone, so inserted points must lie there too: the
    layer then has the areas that it has in Gauss-Krueger coordinates.
    """
    longitude = np.floor(rings.x * (3600.0 * _MICRO) + 0.5)
    latitude = np.floor(rings.y * (3600.0 * _MICRO) + 0.5)
    a = reference.ellipsoid.a
    rough = _lengths(np.radians(rings.x) * np.cos(np.radians(rings.y)) * a, np.radians(rings.y) * a)
    # On a sphere lengths are right to one percent, which is enough to set aside the short edges.
    candidates = _inserted_points(rough, rings.counts, densify and 0.98 * densify)
    if densify is None or candidates is None:
        return latitude, longitude, rings.counts
    edges = np.flatnonzero(candidates)
    ends = np.stack([edges, edges + 1])
    meridian = 3.0 * np.round(rings.x[ends].mean(axis=0) / 3.0)
    plane = pyproj.Proj(proj="tmerc", a=a, rf=reference.ellipsoid.inverse_flattening)
    east, north = plane(rings.x[ends] - meridian, rings.y[ends])
    length = np.hypot(east[1] - east[0], north[1] - north[0])
    inserted = np.zeros(len(rings.x), np.int64)
    inserted[edges] = np.where(length > densify, length / densify, 0)

    origin, place = _places(inserted)
    new = np.flatnonzero(place)
    edge = np.searchsorted(edges, origin[new])
    share = place[new] / (inserted[origin[new]] + 1)
    x, y = (side[0][edge] + (side[1] - side[0])[edge] * share for side in (east, north))
    latitude, longitude = latitude[origin], longitude[origin]
    latitude[new], longitude[new] = _rounded_inverse(x, y, reference.ellipsoid, 0.0)
    longitude[new] += meridian[edge] * (3600.0 * _MICRO)
    return latitude, longitude, _new_counts(rings.counts, inserted)


def _ring_areas(latitude: Floats, longitude: Floats, counts: NDArray[np.int64], ellipsoid: Ellipsoid) -> Floats:
    """Area of each ring in m2, without sign and not rounded: trapezoids to the meridian of the ring's first vertex."""
    starts = _starts(counts)
    heights = _zone_heights(latitude, ellipsoid)
    # A meridian near the ring keeps the digits that a far one would lose; the sum does not depend on it.
    width = longitude - np.repeat(longitude[starts], counts)
    trapezoids = np.zeros(len(latitude))
    trapezoids[:-1] = (width[1:] + width[:-1]) * (heights[1:] - heights[:-1])
    trapezoids[starts[1:] - 1] = 0.0
    sums = np.add.reduceat(trapezoids, starts)
    return np.abs(sums) * (ellipsoid.b**2 / (2.0 * _MICRO * _ARC_SECONDS))


def _zone_heights(latitude: Floats, ellipsoid: Ellipsoid) -> Floats:
    """The function whose differences are the official series, at each latitude (millionths of an arc second)."""
    p0, p1, p2, p3, p4 = zone_polynomial(ellipsoid)
    heights = np.empty(len(latitude))
    for start in range(0, len(latitude), _CHUNK):
        part = slice(start, start + _CHUNK)
        sine = np.sin(latitude[part] / (_MICRO * _ARC_SECONDS))
        q = sine * sine
        heights[part] = sine * (p0 + q * (p1 + q * (p2 + q * (p3 + q * p4))))
    return heights
