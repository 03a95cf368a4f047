"""Map sheets of GB/T 13989-2012: numbers against textbook and table, bounds, corners, areas, and sheets of an area."""

from __future__ import annotations

import csv
import math
import re
from fractions import Fraction
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiPoint, Point, box
from tuban.tools.area import (
    SCALES,
    dms,
    ellipsoidal_areas,
    sheet_bounds,
    sheet_frame,
    sheet_numbers,
    sheets_at,
    sheets_over,
)
from tuban.tools.errors import Cancelled, TubanError

SPANS = {
    1_000_000: ("", "6", "4", 3),
    500_000: ("B", "3", "2", 3),
    250_000: ("C", "3/2", "1", 3),
    100_000: ("D", "1/2", "1/3", 3),
    50_000: ("E", "1/4", "1/6", 3),
    25_000: ("F", "1/8", "1/12", 3),
    10_000: ("G", "1/16", "1/24", 3),
    5_000: ("H", "1/32", "1/48", 3),
    2_000: ("I", "37.5/3600", "25/3600", 3),
    1_000: ("J", "18.75/3600", "12.5/3600", 4),
    500: ("K", "9.375/3600", "6.25/3600", 4),
}
"""Letter, width and height in degrees and digits of each scale, as the standard's table has them."""

scales = st.sampled_from(list(SCALES))
EDGES = ["west", "south", "east", "north"]


def exact(text: str) -> Fraction:
    number, _, divisor = text.partition("/")
    return Fraction(number) / Fraction(divisor or 1)


def by_the_standard(longitude: Fraction, latitude: Fraction, denominator: int) -> str:
    """The rule of GB/T 13989-2012 in exact fractions."""
    letter, width, height, digits = SPANS[denominator]
    dl, db = exact(width), exact(height)
    number = chr(ord("A") + int(latitude / 4)) + f"{math.floor(longitude / 6) + 31:02}"
    if not letter:
        return number
    row = int(4 / db) - math.floor((latitude % 4) / db)
    column = math.floor((longitude % 6) / dl) + 1
    return f"{number}{letter}{row:0{digits}}{column:0{digits}}"


def numbers_at(longitude: float, latitude: float) -> list[str]:
    return [sheet_numbers(longitude, latitude, scale)[0] for scale in SCALES]


# ------------------------------------------------------------------------------------------------ numbers


def test_the_example_of_the_textbooks() -> None:
    # 114°33′45″ E, 39°22′30″ N: on an edge of 1:10 000 both ways.
    assert numbers_at(114.5625, 39.375)[:7] == [
        "J50",
        "J50B001001",
        "J50C001001",
        "J50D002002",
        "J50E004003",
        "J50F008005",
        "J50G015010",
    ]


@given(st.integers(-180 * 3_600_000, 180 * 3_600_000 - 1), st.integers(0, 60 * 3_600_000 - 1), scales)
def test_numbers_follow_the_rule_of_the_standard(east: int, north: int, denominator: int) -> None:
    longitude, latitude = Fraction(east, 3_600_000), Fraction(north, 3_600_000)
    given_in_degrees = sheet_numbers(float(longitude), float(latitude), denominator)
    assert given_in_degrees.tolist() == [by_the_standard(longitude, latitude, denominator)]


@given(st.floats(-179.9, 179.9), st.floats(0.1, 59.9), scales)
def test_a_number_leads_back_to_its_sheet(longitude: float, latitude: float, denominator: int) -> None:
    number = sheet_numbers(longitude, latitude, denominator)[0]
    row = sheet_bounds([number]).iloc[0]
    west, south, east, north = (row[name] / 3_600_000 for name in EDGES)
    assert west - 1e-9 <= longitude <= east + 1e-9
    assert south - 1e-9 <= latitude <= north + 1e-9
    assert (east - west, north - south) == pytest.approx(
        tuple(float(exact(span)) for span in SPANS[denominator][1:3]), rel=1e-12
    )
    assert sheet_numbers([west, (west + east) / 2], [south, (south + north) / 2], denominator).tolist() == [number] * 2


@pytest.mark.parametrize("denominator", SCALES)
def test_an_edge_belongs_to_the_sheet_north_and_east_of_it(denominator: int) -> None:
    # Most edges are no binary fractions: 25 arc seconds are 0.006944… degrees.
    count = 3000
    _, width, height, _ = SPANS[denominator]
    wide, high = (min(97, int(66 / exact(width))), min(31, int(40 / exact(height))))
    places = [(114 + exact(width) * (k % wide), 20 + exact(height) * (k % high)) for k in range(count)]
    longitude, latitude = (np.array([float(place[axis]) for place in places]) for axis in (0, 1))
    expected = [by_the_standard(*place, denominator) for place in places]
    assert sheet_numbers(longitude, latitude, denominator).tolist() == expected


def test_points_without_a_place_have_no_number() -> None:
    assert sheet_numbers([np.nan, 114.0], [30.0, 30.0], 10_000).tolist() == [None, "H50G048001"]


@pytest.mark.parametrize(("longitude", "latitude"), [(30.0, 114.0), (114.0, -1.0), (114.0, 60.0), (500_000.0, 30.0)])
def test_places_without_sheets_are_refused(longitude: float, latitude: float) -> None:
    with pytest.raises(TubanError, match=r"has no sheet.*coordinate reference system\."):
        sheet_numbers(longitude, latitude, 10_000)


@pytest.mark.parametrize("number", ["h50g093004", " H50G093004 ", "H50"])
def test_numbers_are_read_in_small_letters_too(number: str) -> None:
    assert sheet_bounds([number])["denominator"].tolist() == [1_000_000 if number == "H50" else 10_000]


@pytest.mark.parametrize(
    "number",
    [
        *("", "H", "Z50", "H61", "H00", "5oG", "H50A001001", "H50G097001", "H50G001097", "H50G000001", "H50G0010001"),
        *("H50J001001", "H50K23050001", "H50G00100", "H50G001001x", "H-50-10-(3)"),
    ],
)
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(TubanError, match=f"“{re.escape(number)}” is not a sheet number"):
        sheet_bounds([number])


@pytest.mark.parametrize(
    ("degrees", "text"),
    [
        (Fraction(30), "30°00′00″"),
        (Fraction(30) + Fraction(150, 3600), "30°02′30″"),
        (Fraction(120) + Fraction(1, 16), "120°03′45″"),
        (Fraction(30) + Fraction(25, 4 * 3600), "30°00′06.25″"),
        (Fraction(9375, 3_600_000), "0°00′09.375″"),
        (Fraction(-6), "-6°00′00″"),
    ],
)
def test_degrees_minutes_and_seconds(degrees: Fraction, text: str) -> None:
    assert dms(int(degrees * 3_600_000)) == text


# ------------------------------------------------------------------------------------------------ areas and outlines


def test_sheets_have_the_area_of_the_series(shared: Path) -> None:
    systems = {"CGCS2000": 4490, "Xian80": 4610, "Krasovsky54": 4214}
    with (shared / "standards" / "area_tests.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "sheet"]
    tested = 0
    for row in rows:
        south = float(re.search(r"B1=(\d+)", row["input"])[1])
        denominator = int(row["name"].split(":")[1])
        number = sheet_numbers(117.0, south, denominator)[0]
        if sheet_bounds([number])["south"].iloc[0] != south * 3_600_000:
            continue  # at 1:1 000 000 no sheet begins at 30 degrees
        frame = sheet_frame([number], systems[row["ellipsoid/crs"]])
        assert f"{frame['LLMJ'].iloc[0]:.2f}" == row["expected"], row
        tested += 1
    assert tested == 132 - 3


@pytest.mark.parametrize("system", [4528, 4549, 4498, 2382, 4490])
def test_outlines_lie_on_their_parallels_and_meridians(system: int) -> None:
    crs = pyproj.CRS(system)
    longitude = 111.2 if system == 2382 else 117.9
    number = sheet_numbers(longitude, 30.1, 100_000)[0]
    frame = sheet_frame([number], system)
    measured = ellipsoidal_areas(frame.geometry, system, densify=None if system == 4490 else 70.0)
    assert measured == pytest.approx(frame["LLMJ"].to_numpy(), abs=200_000 * 1e-4)  # 200 km of edges within 0.1 mm
    points = shapely.get_coordinates(frame.geometry)
    if crs.is_projected:
        to_degrees = pyproj.Transformer.from_crs(crs, crs.geodetic_crs, always_xy=True)
        middle = (points[1:] + points[:-1]) / 2
        points = np.column_stack(to_degrees.transform(*np.concatenate([points, middle]).T))
    row = frame.iloc[0]
    off = [np.abs(points[:, axis] - row[side]) for axis, side in ((0, "W"), (0, "E"), (1, "S"), (1, "N"))]
    assert np.min(off, axis=0).max() * 111_000 < 0.0002


def test_neighbours_share_their_edges() -> None:
    frame = sheet_frame(sheets_over([box(40_500_000, 3_300_000, 40_530_000, 3_320_000)], 4528, 10_000), 4528)
    assert len(frame) == 25
    assert shapely.coverage_is_valid(frame.geometry.to_numpy()) if hasattr(shapely, "coverage_is_valid") else True
    assert frame.geometry.union_all().area == pytest.approx(frame.area.sum(), rel=1e-12)


def test_corners_are_those_of_the_zone() -> None:
    number = sheet_numbers(120.1, 30.1, 10_000)[0]
    planes = {4528: 40_500_000, 4549: 500_000}
    corners = {}
    for system, easting in planes.items():
        row = sheet_frame([number], system).iloc[0]
        forward = pyproj.Transformer.from_crs(4490, system, always_xy=True)
        for corner, x, y in (("SW", "W", "S"), ("NW", "W", "N"), ("NE", "E", "N"), ("SE", "E", "S")):
            east, north = forward.transform(row[x], row[y])
            assert (row[f"X_{corner}"], row[f"Y_{corner}"]) == pytest.approx((north, east), abs=1e-4)
        corners[system] = row["Y_SW"] - easting
    assert corners[4528] == pytest.approx(corners[4549], abs=1e-6)


@pytest.mark.parametrize(("denominator", "zone", "meridian"), [(10_000, 39, 117), (2_000, 39, 117), (25_000, 20, 117)])
def test_in_degrees_corners_are_in_the_standard_zone(denominator: int, zone: int, meridian: int) -> None:
    number = sheet_numbers(117.7, 30.1, denominator)[0]
    row = sheet_frame([number], 4490).iloc[0]
    east, north = pyproj.Transformer.from_crs(4490, 4549 - 1, always_xy=True).transform(row["W"], row["S"])
    assert row["CM"] == meridian
    assert (row["X_SW"], row["Y_SW"]) == pytest.approx((north, zone * 1e6 + east), abs=1e-4)


def test_scales_may_be_mixed() -> None:
    frame = sheet_frame(["H50", "H50G093004", "h50k00010001"], 4490)
    assert frame["BLC"].tolist() == [1_000_000, 10_000, 500]
    assert frame["TFH"].tolist() == ["H50", "H50G093004", "H50K00010001"]
    assert frame["RANGE"].iloc[1] == "114°11′15″–114°15′00″, 28°07′30″–28°10′00″"


# ------------------------------------------------------------------------------------------------ sheets of an area


def grid_by_hand(west: float, south: float, east: float, north: float, denominator: int) -> set[str]:
    _, width, height, _ = SPANS[denominator]
    dl, db = float(exact(width)), float(exact(height))
    longitudes = np.arange(np.floor(west / dl) * dl + dl / 2, east + dl / 2, dl)
    latitudes = np.arange(np.floor(south / db) * db + db / 2, north + db / 2, db)
    return {sheet_numbers(x, y, denominator)[0] for x in longitudes for y in latitudes}


@pytest.mark.parametrize("denominator", [100_000, 10_000, 5_000])
def test_sheets_of_a_rectangle_in_degrees(denominator: int) -> None:
    sides = 117.013, 30.021, 117.23, 30.19
    assert set(sheets_over([box(*sides)], 4490, denominator)) == grid_by_hand(*sides, denominator)


def test_sheets_run_from_north_to_south_and_west_to_east() -> None:
    numbers = sheets_over([box(119.97, 31.97, 120.03, 32.03)], 4490, 10_000).tolist()
    assert numbers == ["I50G096096", "I51G096001", "H50G001096", "H51G001001"]


def test_any_zone_gives_the_same_sheets() -> None:
    square = box(520_000, 3_400_000, 540_000, 3_415_000)
    prefixed = shapely.affinity.translate(square, 40_000_000)
    degrees = gpd.GeoSeries([square], crs=4549).to_crs(4490)
    expected = sheets_over([square], 4549, 10_000).tolist()
    inside = np.meshgrid(np.linspace(520_000, 540_000, 200), np.linspace(3_400_000, 3_415_000, 200))
    places = pyproj.Transformer.from_crs(4549, 4490, always_xy=True).transform(*(axis.ravel() for axis in inside))
    assert set(expected) == set(sheet_numbers(*places, 10_000))
    assert sheets_over([prefixed], 4528, 10_000).tolist() == expected
    assert sheets_over(degrees, 4490, 10_000).tolist() == expected


def test_a_sheet_that_is_only_touched_does_not_count() -> None:
    for system in (4490, 4528):
        sheet = sheet_frame(["H51G030004"], system).geometry
        rounded = shapely.transform(sheet.to_numpy(), lambda xy: np.round(xy, 4) if xy.max() > 1000 else xy)
        assert sheets_over(rounded, system, 10_000).tolist() == ["H51G030004"]


def test_only_what_an_area_reaches_into() -> None:
    cross = shapely.union_all([box(117.0, 30.1, 117.3, 30.101), box(117.15, 30.0, 117.151, 30.2)])
    numbers = set(sheets_over([cross], 4490, 10_000))
    assert numbers == {
        number
        for number in grid_by_hand(117.0, 30.0, 117.2999, 30.1999, 10_000)
        if shapely.intersection(sheet_frame([number], 4490).geometry.iloc[0], cross).area > 0
    }
    assert len(numbers) == 5 + 5 - 1


def test_points_lines_and_features_without_geometry() -> None:
    shapes = [Point(117.01, 30.01), None, Point(117.0625, 30.0), LineString([(117.01, 30.01), (117.2, 30.01)]), Point()]
    expected = ["H50G048049", None, "H50G048050", "H50G048049", None]
    assert sheets_at(shapes, 4490, 10_000).tolist() == expected
    assert sheets_over(shapes[:3], 4490, 10_000).tolist() == ["H50G048049", "H50G048050"]
    assert sheets_over([MultiPoint([(117.01, 30.01), (118.01, 30.01)])], 4490, 10_000).tolist() == [
        "H50G048049",
        "H50G048065",
    ]
    assert sheets_over([None], 4490, 10_000).tolist() == []
    assert sheets_over([], 4490, 10_000).tolist() == []
    assert len(sheet_frame([], 4490)) == 0


@pytest.mark.parametrize(
    ("shape", "crs", "message"),
    [
        (box(117, 30, 118, 31), 4326, "WGS 84.*reproject"),
        (box(117, 30, 118, 31), None, "no coordinate reference system"),
        (box(500_000, 3e6, 501_000, 3.1e6), 4528, "outside the zone"),
        (box(30, 117, 31, 118), 4490, "has no sheet"),
        (box(100, 20, 120, 50), 4490, "more than 1000000"),
    ],
)
def test_areas_without_sheets_are_refused(shape, crs, message: str) -> None:
    with pytest.raises(TubanError, match=message):
        sheets_over([shape], crs, 500)


def test_it_can_be_stopped() -> None:
    def stop(_percent: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        sheets_over([box(117, 30, 118, 31)], 4490, 10_000, progress=stop)
