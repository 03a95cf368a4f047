"""Sheet areas, the Gauss inverse, and which coordinate reference systems are understood."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import numpy as np
import pyproj
import pytest
from tuban.tools.area import CGCS2000, ELLIPSOIDS, KRASOVSKY54, XIAN80, gauss_inverse, sheet_area, survey_reference
from tuban.tools.area.ellipsoid import footpoint_constants
from tuban.tools.errors import TubanError

BY_NAME = {ellipsoid.name: ellipsoid for ellipsoid in ELLIPSOIDS}
SECONDS = 206264.80624709636


def area_tests(shared: Path, kind: str) -> list[dict[str, str]]:
    with (shared / "standards" / "area_tests.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kind"] == kind]


def test_sheets_have_the_official_area(shared: Path) -> None:
    rows = area_tests(shared, "sheet")
    assert len(rows) == 132
    for row in rows:
        south, width, height = (
            float(Fraction(number).limit_denominator(36000)) for number in re.findall(r"=([\d.]+)", row["input"])
        )
        area = sheet_area(BY_NAME[row["ellipsoid/crs"]], south, south + height, width)
        assert area == pytest.approx(float(row["expected"]), abs=0.001), row


def test_sheets_agree_with_published_areas() -> None:
    south = np.array([28.0, 40.0, 28.0, 40.0])
    height = np.array([150.0, 150.0, 75.0, 25.0]) / 3600
    width = np.array([225.0, 225.0, 112.5, 37.5]) / 3600
    areas = sheet_area(CGCS2000, south, south + height, width, decimals=4)
    published = [28381103.7687, 24684446.2425, 7095948.0801, 685850.7635]
    np.testing.assert_allclose(areas, published, rtol=0, atol=0.00011)


def test_sheets_are_zones_of_the_ellipsoid() -> None:
    # Closed form of the area between two parallels, which the series approximates.
    def closed(ellipsoid, south, north, width):
        e = np.sqrt(ellipsoid.e2)

        def q(latitude):
            s = np.sin(np.radians(latitude))
            return s / (1 - e * e * s * s) + np.arctanh(e * s) / e

        return np.radians(width) * ellipsoid.b**2 / 2 * (q(north) - q(south))

    south = np.linspace(4, 52, 97)
    for ellipsoid in ELLIPSOIDS:
        series = sheet_area(ellipsoid, south, south + 1 / 24, 1 / 16, decimals=None)
        np.testing.assert_allclose(series, closed(ellipsoid, south, south + 1 / 24, 1 / 16), rtol=0, atol=0.003)


def test_gauss_inverse_gives_the_worked_examples(shared: Path) -> None:
    for row in area_tests(shared, "gauss_inverse"):
        north, east = (float(number) for number in re.findall(r"=([\d.]+)", row["input"]))
        latitude, longitude = (float(number) for number in re.findall(r"=([\d.]+)", row["expected"]))
        b, l = gauss_inverse(np.array([north]), np.array([east - 40_500_000]), CGCS2000)  # noqa: E741
        assert np.floor(b * SECONDS * 1e6 + 0.5) / 1e6 == latitude
        assert np.floor((l * SECONDS + 120 * 3600) * 1e6 + 0.5) / 1e6 == longitude


def test_gauss_inverse_reaches_the_published_points_of_xian_80(shared: Path) -> None:
    angles = {"A": (28 + 10 / 60, 120.25), "B": (28 + 12.5 / 60, 120.1875)}
    for row in area_tests(shared, "gauss_forward"):
        north, east = (float(number) for number in re.findall(r"=([\d.]+)", row["expected"]))
        b, l = gauss_inverse(np.array([north]), np.array([east - 500_000]), XIAN80)  # noqa: E741
        latitude, longitude = angles[row["name"]]
        assert abs(np.degrees(b[0]) - latitude) * 111_000 < 0.005
        assert abs(np.degrees(l[0]) + 120 - longitude) * 98_000 < 0.001


@pytest.mark.parametrize("ellipsoid", ELLIPSOIDS, ids=lambda ellipsoid: ellipsoid.name)
def test_gauss_inverse_agrees_with_a_rigorous_one(ellipsoid) -> None:
    plane = pyproj.Proj(proj="tmerc", a=ellipsoid.a, rf=ellipsoid.inverse_flattening)
    longitude, latitude = np.meshgrid(np.linspace(-1.6, 1.6, 33), np.linspace(18, 54, 37))
    east, north = plane(longitude, latitude)
    b, l = gauss_inverse(north, east, ellipsoid)  # noqa: E741
    # 1e-5 seconds are 0.3 mm; the official constants are that far off.
    assert np.abs(b * SECONDS - latitude * 3600).max() < 1e-5
    assert np.abs(l * SECONDS - longitude * 3600).max() < 1e-5


def test_constants_derived_from_an_ellipsoid_are_the_printed_ones() -> None:
    for ellipsoid in (CGCS2000, XIAN80):
        derived = footpoint_constants(ellipsoid.a, ellipsoid.inverse_flattening)
        assert derived[0] == pytest.approx(ellipsoid.k[0], rel=1e-9)
        np.testing.assert_allclose(derived[1:], ellipsoid.k[1:], rtol=0, atol=3e-10)


@pytest.mark.parametrize(
    ("crs", "ellipsoid", "meridian", "easting"),
    [
        ("EPSG:4528", CGCS2000, 120, 40_500_000),
        ("EPSG:4549", CGCS2000, 120, 500_000),
        ("EPSG:4498", CGCS2000, 117, 20_500_000),
        ("EPSG:4509", CGCS2000, 117, 500_000),
        ("EPSG:2382", XIAN80, 111, 500_000),
        ("EPSG:2335", XIAN80, 123, 21_500_000),
        ("EPSG:2434", KRASOVSKY54, 111, 500_000),
        ("+proj=tmerc +lat_0=0 +lon_0=118.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m", CGCS2000, 118.5, 500_000),
        ("EPSG:4528+5737", CGCS2000, 120, 40_500_000),
        (pyproj.CRS(4528).to_wkt("WKT1_ESRI"), CGCS2000, 120, 40_500_000),
        (pyproj.CRS(2382).to_wkt("WKT1_ESRI"), XIAN80, 111, 500_000),
        (pyproj.CRS(2434).to_wkt("WKT1_GDAL"), KRASOVSKY54, 111, 500_000),
    ],
)
def test_gauss_kruger_zones_are_understood(crs, ellipsoid, meridian: float, easting: float) -> None:
    reference = survey_reference(crs)
    assert reference.ellipsoid is ellipsoid
    assert not reference.geographic
    assert (reference.central_meridian, reference.false_easting) == pytest.approx((meridian, easting), rel=1e-15)


@pytest.mark.parametrize(
    ("crs", "ellipsoid"),
    [(4490, CGCS2000), (4480, CGCS2000), (4610, XIAN80), (4214, KRASOVSKY54)],
)
def test_geographic_systems_are_understood(crs: int, ellipsoid) -> None:
    reference = survey_reference(crs)
    assert reference.geographic
    assert reference.ellipsoid is ellipsoid


@pytest.mark.parametrize("crs", [4326, 3857, 32650, 2154, 3035, 4479, 4258])
def test_other_systems_are_refused_by_name(crs: int) -> None:
    name = re.escape(pyproj.CRS(crs).name)
    with pytest.raises(TubanError, match=f"{name}.*EPSG:{crs}.*reproject"):
        survey_reference(crs)


def test_a_missing_or_unreadable_system_is_refused() -> None:
    with pytest.raises(TubanError, match="no coordinate reference system"):
        survey_reference(None)
    with pytest.raises(TubanError, match="cannot be read"):
        survey_reference("EPSG:999999")
