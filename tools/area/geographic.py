"""Coordinates of a survey's layers to degrees and back, on their own ellipsoid."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike, NDArray

from ..errors import TubanError
from ..language import tr
from .ellipsoid import Ellipsoid
from .gauss import gauss_inverse
from .patches import DENSIFY
from .reference import SurveyReference

Floats = NDArray[np.float64]

_PER_DEGREE = 3600.0 * 1e6
"""Millionths of an arc second in a degree: what 国土调查办发〔2008〕32号 keeps of a latitude or longitude."""

_EPSG = {"CGCS2000": 4490, "Xian80": 4610, "Krasovsky54": 4214}

_FARTHEST = 1_000_000.0
"""m from the central meridian: beyond this a coordinate cannot belong to the zone."""


def geographic_system(ellipsoid: Ellipsoid) -> pyproj.CRS:
    """The system of longitudes and latitudes on an ellipsoid."""
    return pyproj.CRS.from_epsg(_EPSG[ellipsoid.name])


def zone_reference(ellipsoid: Ellipsoid, longitude: float, width: int) -> SurveyReference:
    """The Gauss-Krueger zone of 3 or 6 degrees `width` that a longitude lies in, its number before the easting."""
    zone = round(longitude / 3) if width == 3 else int(longitude // 6) + 1
    meridian = 3.0 * zone if width == 3 else 6.0 * zone - 3
    return SurveyReference(ellipsoid, False, meridian, zone * 1e6 + 500_000)


def to_degrees(
    shapes: NDArray[np.object_], reference: SurveyReference, densify: float = DENSIFY
) -> NDArray[np.object_]:
    """Geometries with longitude and latitude in degrees, to a millionth of an arc second.

    Edges longer than `densify` metres get points first: what is straight on the Gauss plane is not straight in degrees.
    Geographic layers come back as they are. Raises `TubanError` for coordinates that cannot belong to the zone.
    """
    if reference.geographic:
        return shapes

    def inverse(xy: Floats) -> Floats:
        x, y = xy[:, 0] - reference.false_easting, xy[:, 1] - reference.false_northing
        if not np.all((np.abs(x) < _FARTHEST) & (np.abs(y) < reference.ellipsoid.b * np.pi / 2)):
            raise TubanError(
                tr(
                    "Coordinates lie outside the zone of the layer's coordinate reference system: set the system that "
                    "they were made in."
                )
            )
        latitude, longitude = gauss_inverse(y, x, reference.ellipsoid)
        degrees = np.column_stack([np.degrees(longitude) + reference.central_meridian, np.degrees(latitude)])
        return np.floor(degrees * _PER_DEGREE + 0.5) / _PER_DEGREE

    return shapely.transform(shapely.segmentize(shapes, densify), inverse)


def to_plane(shapes: NDArray[np.object_], reference: SurveyReference) -> NDArray[np.object_]:
    """Geometries in degrees with the coordinates of a layer: easting and northing in m, or degrees as they are."""
    if reference.geographic:
        return shapes
    return shapely.transform(
        shapes, lambda degrees: np.column_stack(projected(degrees[:, 0], degrees[:, 1], reference))
    )


def projected(longitude: ArrayLike, latitude: ArrayLike, reference: SurveyReference) -> tuple[Floats, Floats]:
    """Easting and northing (m) of longitudes and latitudes (degrees) in a Gauss-Krueger zone."""
    ellipsoid, meridian = reference.ellipsoid, reference.central_meridian
    plane = pyproj.Proj(proj="tmerc", a=ellipsoid.a, rf=ellipsoid.inverse_flattening, lon_0=meridian)
    east, north = plane(np.asarray(longitude, float), np.asarray(latitude, float))
    return np.asarray(east) + reference.false_easting, np.asarray(north) + reference.false_northing
