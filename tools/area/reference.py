"""Which ellipsoid and which Gauss-Krueger zone a layer's coordinates belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pyproj
from pyproj.exceptions import CRSError

from ..errors import TubanError
from ..language import tr
from .ellipsoid import CGCS2000, ELLIPSOIDS, KRASOVSKY54, XIAN80, Ellipsoid

_DATUMS = (
    (re.compile(r"cgcs ?2000|china[ _](geodetic coordinate system )?2000"), CGCS2000),
    (re.compile(r"xi ?an[ _]?(19)?80"), XIAN80),
    (re.compile(r"beijing[ _]?(19)?54"), KRASOVSKY54),
)
_CUSTOM_DATUM = re.compile(r"^(unknown|unnamed|not[ _]specified|custom)")


@dataclass(frozen=True)
class SurveyReference:
    """What the area formulas must know of a coordinate reference system.

    Coordinates are easting, northing in m (`geographic` False) or longitude, latitude in degrees, as GIS layers hold
    them. `central_meridian` in degrees; `false_easting` in m with the zone number in front where the CRS has one.
    """

    ellipsoid: Ellipsoid
    geographic: bool
    central_meridian: float = 0.0
    false_easting: float = 0.0
    false_northing: float = 0.0


def survey_reference(crs: Any) -> SurveyReference:
    """The ellipsoid and zone of a coordinate reference system (anything pyproj understands).

    Accepted: CGCS2000, Xi'an 1980 and Beijing 1954, geographic or Gauss-Krueger of any zone width, with or without
    zone number in the easting, and systems of their own meridian on one of these ellipsoids.
    Raises `TubanError` that names the system for anything else.
    """
    if crs is None:
        raise _no_system()
    try:
        given = pyproj.CRS.from_user_input(crs)
    except CRSError as error:
        raise TubanError(
            tr("The coordinate reference system “{crs}” cannot be read; set a valid one.").format(crs=crs)
        ) from error
    if given.name.startswith("Undefined"):  # what GeoPackage calls a layer without one
        raise _no_system()
    horizontal = _horizontal(given)
    ellipsoid = _ellipsoid_of(horizontal)
    if ellipsoid is None:
        raise _refusal(given)
    if horizontal.is_geographic:
        return SurveyReference(ellipsoid, geographic=True)
    return _gauss_kruger(horizontal, given, ellipsoid)


def same_datum(first: pyproj.CRS, second: pyproj.CRS) -> bool:
    """Whether coordinates can be projected from one system to the other without a datum transformation."""
    one, two = _horizontal(first), _horizontal(second)
    if one.datum is None or two.datum is None:
        return False
    known = _ellipsoid_of(one)
    if known is not None:
        return known is _ellipsoid_of(two)
    return one.datum == two.datum or _plain_name(one.datum.name) == _plain_name(two.datum.name)


def _plain_name(datum: str) -> str:
    """A datum's name as all software spells it: “D_European_Terrestrial_1989 ensemble” differs in nothing else."""
    words = re.findall(r"[a-z0-9]+", datum.lower())
    return "".join(word for word in words if word not in ("d", "ensemble"))


def _horizontal(crs: pyproj.CRS) -> pyproj.CRS:
    if crs.is_compound:
        return _horizontal(crs.sub_crs_list[0])
    if crs.is_bound and crs.source_crs is not None:
        return _horizontal(crs.source_crs)
    return crs


def _ellipsoid_of(crs: pyproj.CRS) -> Ellipsoid | None:
    """By the name of the datum; a custom system without one, by the figures of its ellipsoid."""
    if crs.datum is None or crs.ellipsoid is None or not (crs.is_projected or crs.is_geographic):
        return None
    name = crs.datum.name.lower().replace("'", "")
    for pattern, ellipsoid in _DATUMS:
        if pattern.search(name):
            return ellipsoid
    if not _CUSTOM_DATUM.search(name):
        return None
    for ellipsoid in ELLIPSOIDS:
        same_size = abs(crs.ellipsoid.semi_major_metre - ellipsoid.a) < 1e-3
        if same_size and abs(crs.ellipsoid.inverse_flattening - ellipsoid.inverse_flattening) < 1e-7:
            return ellipsoid
    return None


def _gauss_kruger(crs: pyproj.CRS, given: pyproj.CRS, ellipsoid: Ellipsoid) -> SurveyReference:
    operation = crs.coordinate_operation
    if operation is None or "transverse mercator" not in operation.method_name.lower().replace("_", " "):
        raise _refusal(given)
    metres = all(axis.unit_conversion_factor == 1.0 for axis in crs.axis_info)
    values = {parameter.name.lower(): float(parameter.value) for parameter in operation.params}
    origin = values.get("latitude of natural origin", 0.0)
    scale = values.get("scale factor at natural origin", 1.0)
    if not metres or origin != 0.0 or scale != 1.0:
        raise _refusal(given)
    return SurveyReference(
        ellipsoid,
        geographic=False,
        central_meridian=values["longitude of natural origin"],
        false_easting=values.get("false easting", 0.0),
        false_northing=values.get("false northing", 0.0),
    )


def _no_system() -> TubanError:
    return TubanError(
        tr(
            "The layer has no coordinate reference system; set the one its coordinates were made in, "
            "for example CGCS2000 / 3-degree Gauss-Kruger zone 40 (EPSG:4528)."
        )
    )


def _refusal(crs: pyproj.CRS) -> TubanError:
    authority = crs.to_authority()
    name = f"{crs.name} ({':'.join(authority)})" if authority else crs.name
    return TubanError(
        tr(
            "Official ellipsoidal areas are not defined in the coordinate reference system “{name}”; reproject the "
            "layer to CGCS2000 Gauss-Kruger (such as EPSG:4528) or CGCS2000 geographic (EPSG:4490)."
        ).format(name=name)
    )
