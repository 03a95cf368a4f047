"""Control areas by map sheets: pieces that close to the official area of every sheet, and their table."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box
from tuban.tools.area import (
    CGCS2000,
    SCALES,
    ControlTable,
    control_table,
    ellipsoidal_areas,
    grid_of,
    sheet_area,
    sheet_bounds,
    sheet_frame,
)
from tuban.tools.area.closing import closed, places
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.statistics import write_control_table

SHEET = "H51G030004"
"""120°11′15″ to 120°15′00″, 30°45′00″ to 30°47′30″."""

COUNTY = Polygon([(119.93, 31.91), (120.31, 31.88), (120.22, 32.03), (120.28, 32.17), (120.0, 32.14), (119.96, 32.0)])
"""Across the corner of four sheets of 1:1 000 000."""


def plane_county() -> gpd.GeoDataFrame:
    """A county with a winding outline, as a survey has it: zone 40, 0.1 mm."""
    turn = np.linspace(0, 2 * np.pi, 4000, endpoint=False)
    radius = 5000 + 800 * np.sin(7 * turn) + 60 * np.sin(311 * turn)
    ring = np.column_stack([40_524_000 + radius * np.cos(turn), 3_403_000 + radius * np.sin(turn)])
    return area_of([Polygon(np.round(ring, 4))], 4528)


def area_of(shapes, crs=4490, **columns) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)


def part_of_sheet(left: float, right: float, number: str = SHEET) -> Polygon:
    """A vertical strip of a sheet, by shares of its width."""
    row = sheet_bounds([number]).iloc[0] / 3_600_000
    width = row["east"] - row["west"]
    return box(row["west"] + left * width, row["south"], row["west"] + right * width, row["north"])


def inside(table: ControlTable) -> np.ndarray:
    return (table.pieces["inside"] == 1).to_numpy()


def assert_closed(table: ControlTable) -> None:
    """Every sheet adds up to its theoretical area, and rows and columns to the same whole."""
    pieces = table.pieces
    sheets = pieces.groupby("TFH").agg(
        sum=("units", "sum"), theory=("theory_units", "first"), count=("units", "size"), kind=("kind", "first")
    )
    assert (sheets["sum"] == sheets["theory"]).all()
    assert ((sheets["count"] == 1) == (sheets["kind"] == "whole")).all()
    frame = sheet_frame(sheets.index, pieces.crs)
    hectares = frame["LLMJ"].to_numpy() / 10_000
    assert sheets["theory"].to_numpy() / 10**table.decimals == pytest.approx(hectares, abs=0.51 / 10**table.decimals)
    grid = grid_of(pieces, inside(table))
    assert grid.row_totals.sum() == grid.column_totals.sum() == grid.total
    assert table.metres(grid.total) == table.control()


# ------------------------------------------------------------------------------------------------ closing


@pytest.mark.parametrize(
    ("parts", "total", "expected"),
    [
        ([100, 300, 200], 600, [100, 300, 200]),
        ([100, 300, 200], 601, [100, 301, 200]),
        ([100, 300, 200], 598, [100, 299, 199]),
        ([100, 300, 200], 607, [102, 303, 202]),
        ([100, 300, 200], 593, [98, 297, 198]),
        ([200, 200, 200], 601, [201, 200, 200]),
    ],
)
def test_the_residue_goes_to_the_largest_parts(parts: list[int], total: int, expected: list[int]) -> None:
    values, group = np.array(parts), np.zeros(len(parts), np.int64)
    place = places(values, group, np.arange(len(parts)))
    assert closed(values, group, np.array([total]), place).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 4)), min_size=1, max_size=60), st.data())
def test_groups_close_each_by_itself(rows: list[tuple[int, int]], data) -> None:
    parts, group = np.array(rows, np.int64).T
    totals = np.array([data.draw(st.integers(0, 10**13)) for _ in range(5)])
    rank = np.array(data.draw(st.permutations(range(len(rows)))))
    made = closed(parts, group, totals, places(parts, group, rank))
    for one in np.unique(group):
        own, before = made[group == one], parts[group == one]
        assert own.sum() == totals[one]
        moved = np.abs(own - before)
        assert moved.max() - moved.min() <= 1
        steps = [step for _, _, step in sorted(zip(-before, rank[group == one], moved))]
        assert steps == sorted(steps, reverse=True)


# ------------------------------------------------------------------------------------------------ whole and broken


def test_a_whole_sheet_belongs_to_its_unit() -> None:
    table = control_table(area_of([part_of_sheet(0, 1)]))
    (piece,) = table.pieces.itertuples()
    assert (piece.TFH, piece.kind, piece.inside, piece.pushed) == (SHEET, "whole", 1, 0)
    assert piece.theory == piece.area == 2763.9  # 27 638 976.02 m2
    assert table.control() == 27_639_000


@pytest.mark.parametrize("system", [4528, 4549])
def test_a_whole_sheet_is_whole_in_any_zone(system: int) -> None:
    sheet = sheet_frame([SHEET], system)
    sheet = sheet.set_geometry(shapely.transform(sheet.geometry.to_numpy(), lambda xy: np.round(xy, 4)), crs=system)
    table = control_table(sheet)
    assert table.pieces[["TFH", "kind"]].to_numpy().tolist() == [[SHEET, "whole"]]


def test_a_broken_sheet_is_shared_by_measured_area() -> None:
    table = control_table(area_of([part_of_sheet(0, 0.25)]))
    assert table.pieces[["inside", "kind", "area"]].to_numpy().tolist() == [[1, "broken", 691.0], [0, "broken", 2072.9]]
    assert table.control() == 6_910_000


def test_the_residue_is_pushed_until_the_sheet_closes() -> None:
    # 2763.9 ha in seven equal strips: 394.84 each, rounded 394.8, 0.3 too little: three of them take 0.1 each.
    strips = [part_of_sheet(k / 7, (k + 1) / 7) for k in range(7)]
    table = control_table(area_of(strips, unit=list("gfedcba")), unit_field="unit")
    assert sorted(table.pieces["units"]) == [3948] * 4 + [3949] * 3
    assert sorted(table.pieces["pushed"]) == [0.0] * 4 + [0.1] * 3


def test_thirds_of_a_sheet() -> None:
    # 2784.8 ha (27 847 757.03 m2) in three: 928.27 each, rounded 928.3 each, 0.1 too much: the largest gives it.
    number = "H50G048001"
    cuts = [0, 1 / 3, 2 / 3 + 1e-6, 1]
    parts = [part_of_sheet(left, right, number) for left, right in zip(cuts, cuts[1:])]
    table = control_table(area_of(parts, unit=["a", "b", "c"]), unit_field="unit")
    assert table.pieces["theory"].unique().tolist() == [2784.8]
    assert table.pieces["area"].tolist() == [928.3, 928.2, 928.3]
    assert table.pieces["pushed"].tolist() == [0.0, -0.1, 0.0]
    assert [table.control(unit=unit) for unit in "abc"] == [9_283_000, 9_282_000, 9_283_000]


@pytest.mark.parametrize("denominator", [100_000, 10_000, 2_000])
def test_a_county_closes(denominator: int) -> None:
    table = control_table(area_of([COUNTY]), denominator)
    assert_closed(table)
    step = 1000.0  # 0.1 ha
    (truth,) = ellipsoidal_areas([COUNTY.segmentize(0.0005)], 4490, densify=None)
    assert table.control() == pytest.approx(truth, abs=step * table.pieces["TFH"].nunique())
    assert table.pieces["kind"].value_counts().get("whole", 0) > 0 or denominator == 100_000
    shapes = table.pieces.geometry.to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(shapely.area(shapes).sum(), rel=1e-9)


def test_pieces_are_the_sheets_cut_by_the_county() -> None:
    table = control_table(area_of([COUNTY]))
    own = table.pieces[inside(table)]
    assert own.geometry.union_all().symmetric_difference(COUNTY).area < 1e-9
    for piece in own.itertuples():
        (sheet,) = sheet_frame([piece.TFH], 4490).geometry
        assert piece.geometry.symmetric_difference(sheet.intersection(COUNTY)).area < 1e-12
    outer = table.pieces[~inside(table)]
    assert outer.geometry.union_all().intersection(COUNTY).area < 1e-12


def test_with_six_decimals_the_control_area_is_the_ellipsoidal_one() -> None:
    county = plane_county()
    table = control_table(county, decimals=6)
    assert_closed(table)
    assert table.control() == pytest.approx(ellipsoidal_areas(county.geometry, 4528)[0], abs=0.05)


def test_any_zone_gives_the_same_table() -> None:
    county = plane_county()
    prefixed = control_table(county)
    plain = control_table(county.set_geometry(county.translate(-40_000_000)).set_crs(4549, allow_override=True))
    degrees = control_table(county.to_crs(4490), decimals=6)
    columns = ["TFH", "kind", "inside", "units", "measured"]
    assert prefixed.pieces[columns].equals(plain.pieces[columns])
    assert degrees.control() == pytest.approx(control_table(county, decimals=6).control(), abs=5)
    assert prefixed.pieces.crs == county.crs
    assert prefixed.pieces[inside(prefixed)].area.sum() == pytest.approx(county.area.iloc[0], abs=1)


def test_mainland_and_islands_are_apart() -> None:
    island = box(120.32, 32.03, 120.35, 32.05)
    table = control_table(area_of([COUNTY, island], MSSM=["00", "01"]))
    assert_closed(table)
    assert table.control("00") == control_table(area_of([COUNTY])).control()
    assert table.control("01") == control_table(area_of([island])).control()
    assert table.control() == table.control("00") + table.control("01")


def test_units_share_the_county() -> None:
    halves = [COUNTY.intersection(box(119, 31, 120.1, 33)), COUNTY.intersection(box(120.1, 31, 121, 33))]
    table = control_table(area_of(halves, XZQDM=["330999", "330998"]), unit_field="XZQDM")
    assert_closed(table)
    assert table.control() == table.control(unit="330999") + table.control(unit="330998")
    assert table.control() == pytest.approx(control_table(area_of([COUNTY])).control(), abs=20_000)
    merged = control_table(area_of(halves, XZQDM=["330999", "330998"]))
    assert merged.pieces["units"].tolist() == control_table(area_of([COUNTY])).pieces["units"].tolist()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.floats(120.0, 120.3), st.floats(30.0, 30.2)), min_size=3, max_size=12, unique=True),
    st.sampled_from([25_000, 10_000, 5_000]),
    st.integers(0, 6),
)
def test_any_area_closes(points: list[tuple[float, float]], denominator: int, decimals: int) -> None:
    hull = shapely.MultiPoint(points).convex_hull
    if hull.area > 1e-6:
        assert_closed(control_table(area_of([hull]), denominator, decimals=decimals))


# ------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("areas", "field", "message"),
    [
        (area_of([None]), None, "no polygons"),
        (area_of([]), None, "no polygons"),
        (
            area_of([Polygon([(120, 30), (120.1, 30.1), (120.1, 30), (120, 30.1)])]),
            None,
            "1 polygons.*not valid: repair",
        ),
        (area_of([COUNTY], crs=4326), None, "WGS 84.*reproject"),
        (area_of([COUNTY], crs=None), None, "no coordinate reference system"),
        (area_of([COUNTY, COUNTY], XZQDM=["1", None]), "XZQDM", "1 polygons.*no unit in XZQDM"),
        (area_of([COUNTY, COUNTY.buffer(0.001)], XZQDM=["1", "2"]), "XZQDM", "overlap: in sheet .*repair"),
        (area_of([COUNTY], MSSM=["02"]), None, "MSSM of 1 rows.*“02”"),
    ],
)
def test_areas_that_cannot_be_cut_are_refused(areas: gpd.GeoDataFrame, field: str | None, message: str) -> None:
    with pytest.raises(TubanError, match=message):
        control_table(areas, unit_field=field)


@pytest.mark.parametrize("at", [0.0, 30.0, 60.0, 85.0])
def test_it_can_be_stopped(at: float) -> None:
    def stop(percent: float) -> None:
        if percent >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        control_table(area_of([COUNTY]), progress=stop)


# ------------------------------------------------------------------------------------------------ the workbook

CELLS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def worksheets(path: Path) -> dict[str, dict[str, str | float]]:
    """What stands in the cells of a workbook, by worksheet and cell."""
    with zipfile.ZipFile(path) as book:
        strings = ["".join(item.itertext()) for item in ET.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [sheet.get("name") for sheet in ET.fromstring(book.read("xl/workbook.xml")).iter(f"{CELLS}sheet")]
        found = {}
        for number, name in enumerate(names, 1):
            cells = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{CELLS}c")
            values = ((cell.get("r"), cell.get("t"), cell.findtext(f"{CELLS}v")) for cell in cells)
            found[name] = {
                place: strings[int(value)] if kind == "s" else float(value)
                for place, kind, value in values
                if value is not None
            }
    return found


def test_the_workbook_has_the_official_form(tmp_path: Path) -> None:
    table = control_table(area_of([box(120.0, 30.0, 120.15, 30.06)]))
    write_control_table(tmp_path / "table.xlsx", table, "甲县")
    book = worksheets(tmp_path / "table.xlsx")
    assert list(book) == ["Control areas", "Mainland", "Pieces of sheets"]
    cells = book["Mainland"]
    assert "甲县" in cells["A1"]
    assert cells["B5"] == "30°05′00″\n30°02′30″"
    assert cells["B8"] == "30°02′30″\n30°00′00″"
    assert [cells[f"{column}4"] for column in "CDE"] == [
        "120°00′00″\n120°03′45″",
        "120°03′45″\n120°07′30″",
        "120°07′30″\n120°11′15″",
    ]
    assert (cells["C8"], cells["C9"]) == ("H51G048001", cells["A8"])
    assert cells["A8"] == round(float(sheet_area(CGCS2000, 30.0, 30.0 + 1 / 24, 1 / 16)) / 1e4, 1) == 2784.8
    assert "C10" not in cells
    assert cells["E9"] + cells["E10"] == pytest.approx(2784.8)
    # Two whole sheets and a broken one in the southern band, three broken ones in the northern.
    assert [cells[f"{column}8"] for column in "FGHIJ"] == pytest.approx(
        [1, cells["E9"], 2, 2 * 2784.8, cells["E9"] + 2 * 2784.8]
    )
    assert (cells["F5"], cells["H5"]) == (3, 0)
    for column in "CDE":
        assert cells[f"{column}11"] == pytest.approx(cells[f"{column}6"] + cells[f"{column}9"])
    assert cells["C12"] == cells["J12"] == pytest.approx(table.control() / 1e4)
    assert cells["J11"] == pytest.approx(cells["J5"] + cells["J8"])
    summary = book["Control areas"]
    assert summary["H4"] == summary["H5"] == table.control()
    assert len([place for place in book["Pieces of sheets"] if place.startswith("A")]) == 1 + len(table.pieces)


def test_islands_and_units_have_tables_of_their_own(tmp_path: Path) -> None:
    strips = [part_of_sheet(0, 0.3), part_of_sheet(0.3, 0.5), part_of_sheet(0.5, 1)]
    areas = area_of(strips, XZQDM=["330999100", "330999101", "330999101"], MSSM=["00", "00", "01"])
    table = control_table(areas, unit_field="XZQDM")
    write_control_table(tmp_path / "table.xlsx", table)
    book = worksheets(tmp_path / "table.xlsx")
    assert list(book)[1:-1] == [
        "Mainland",
        "Islands",
        "330999100 Mainland",
        "330999101 Mainland",
        "330999101 Islands",
    ]
    totals = {name: cells["C9"] for name, cells in book.items() if name not in ("Control areas", "Pieces of sheets")}
    assert totals["Mainland"] == pytest.approx(totals["330999100 Mainland"] + totals["330999101 Mainland"])
    assert totals["Mainland"] + totals["Islands"] == pytest.approx(2763.9)
    assert book["Control areas"]["G7"] == pytest.approx(2763.9)
    assert book["Control areas"]["E7"] == 1  # to the county the sheet is whole


def test_scales_of_the_table(tmp_path: Path) -> None:
    for scale in (1_000_000, 500):
        area = COUNTY if scale == 1_000_000 else box(120.0, 30.0, 120.01, 30.005)
        table = control_table(area_of([area]), scale, decimals=4)
        assert_closed(table)
        assert table.scale is SCALES[scale]
        write_control_table(tmp_path / f"{scale}.xlsx", table)
