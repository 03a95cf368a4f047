"""Sections A (slope grade), B (ridges) and J (areas) of the rule cases, each row against the public engine."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
from shapely import box
from tuban.tools.area import adjust_areas, control_areas, control_table, ellipsoidal_areas, sheets_over
from tuban.tools.errors import TubanError
from tuban.tools.quality.rules import check_rules
from tuban.tools.slope import (
    SlopeGrid,
    SlopeMap,
    as_ratio,
    assign_grades,
    check_slope_map_borders,
    deduct_ridges,
    make_slope_map,
    read_ridge_table,
    sample_spread_allows_mean,
    split_by_slope,
)
from tuban.tools.standard import load

CRS = "EPSG:4549"
STANDARD = load("2019")
TABLE = pd.DataFrame({"GDPDJB": [3, 4], "GDLX": ["PD", "TT"], "KCXS": [0.1195, 0.1]})


def patch(code: str = "0103", shape=None, **fields) -> gpd.GeoDataFrame:
    columns = {"BSM": "1", "DLBM": code, **fields}
    rows = {name: pd.Series([value], dtype=object if value is None else None) for name, value in columns.items()}
    return gpd.GeoDataFrame(rows, geometry=[shape or box(0, 0, 40, 25)], crs=CRS)


def zones(*pieces) -> SlopeMap:
    return SlopeMap(
        gpd.GeoDataFrame({"PDJB": [str(g) for g, _ in pieces]}, geometry=[zone for _, zone in pieces], crs=CRS)
    )


def grade(degrees: float) -> int:
    return int(STANDARD.slope_grade([degrees])[0])


def violations(frame: gpd.GeoDataFrame, *fields: str) -> set[str]:
    """Kinds of errors that the rule book finds, of the rules that speak of the given fields."""
    about = [bool(set(fields) & set(str(named).split())) for named in STANDARD.rules["fields"]]
    found = check_rules(frame, STANDARD.rules[about], standard=STANDARD).findings
    return set(found.loc[found["severity"] == "error", "kind"])


def deducted(**fields) -> list:
    row = deduct_ridges(patch(**fields), read_ridge_table(TABLE), STANDARD).patches.iloc[0]
    return [row["KCDLBM"], row["KCXS"], row["KCMJ"], row["TBDLMJ"]]


def largest_part_wins() -> None:
    graded = assign_grades(patch(), zones((2, box(0, 0, 24, 25)), (3, box(24, 0, 40, 25))), STANDARD).patches
    assert graded[["GDPDJB", "PD2_M2", "PD3_M2"]].to_numpy().tolist() == [["2", 600, 400]]


def parts_of_a_grade_are_summed() -> None:
    pieces = zones((2, box(0, 0, 10, 30)), (3, box(10, 0, 30, 25)), (2, box(30, 0, 40, 30)))
    graded = assign_grades(patch(shape=box(0, 0, 40, 30)), pieces, STANDARD).patches
    assert graded[["GDPDJB", "PD2_M2", "PD3_M2"]].to_numpy().tolist() == [["2", 600, 500]]


def a_clear_border_splits() -> None:
    hill = patch(shape=box(0, 0, 100, 100))
    pieces = zones((2, box(0, 0, 60, 100)), (4, box(60, 0, 100, 100)))
    parts = split_by_slope(hill, pieces, STANDARD).patches
    assert dict(zip(parts["GDPDJB"], parts.area)) == {"2": 6000, "4": 4000}


def orchards_have_no_grade() -> None:
    graded = assign_grades(patch("0201", GDPDJB="2"), zones((3, box(0, 0, 40, 25))), STANDARD)
    assert graded.patches["GDPDJB"].tolist() == [None]


def a_type_is_wanted_from_grade_2() -> None:
    assert "type_missing" in violations(patch(GDPDJB="3", GDLX=None), "GDLX")
    assert violations(patch(GDPDJB="3", GDLX="TT"), "GDLX") == set()


def no_data_no_grade() -> None:
    graded = assign_grades(patch(), zones((3, box(500, 0, 540, 25))), STANDARD)
    assert graded.patches["GDPDJB"].tolist() == [None]
    assert graded.findings["kind"].tolist() == ["no_slope"]


def thin_patches_are_shared() -> None:
    degrees = np.repeat(np.array([[4] * 10 + [10] + [20] * 10], np.float32), 20, axis=0)
    grid = SlopeGrid(degrees, 0.0, 100.0, 5.0, 5.0, pyproj.CRS(CRS))
    shared = make_slope_map(grid, STANDARD, least_area=0.0).frame.sort_values("PDJB")
    assert shared["PDJB"].tolist() == ["2", "4"]
    assert shared.area.tolist() == pytest.approx([5250, 5250])


def borders_stay_within_a_cell() -> None:
    degrees = np.full((20, 20), 1, np.float32)
    degrees[:, 10:] = 4
    grid = SlopeGrid(degrees, 0.0, 100.0, 5.0, 5.0, pyproj.CRS(CRS))
    moved = zones((1, box(0, 0, 62.5, 100)), (2, box(62.5, 0, 100, 100)))
    found = check_slope_map_borders(moved, grid, STANDARD)
    assert set(found["severity"]) == {"error"}
    assert "2.5 cells" in found["message"].iloc[0]
    kept = zones((1, box(0, 0, 55, 100)), (2, box(55, 0, 100, 100)))
    assert len(check_slope_map_borders(kept, grid, STANDARD)) == 0


def second_survey_table_is_used_as_it_is() -> None:
    table = read_ridge_table(pd.DataFrame({"JB3PD": [11.95], "JB4TT": [10.0]}))
    row = deduct_ridges(patch(GDPDJB="3", GDLX="PD", TBMJ=5000.0), table, STANDARD).patches.iloc[0]
    assert (row["KCXS"], row["KCMJ"]) == (0.1195, 597.5)


def pushed(areas: list[float], control: dict[str, float], marks: list[str] | None = None) -> list[float]:
    """Areas of patches of one village after they were pushed to its control areas."""
    count = len(areas)
    frame = gpd.GeoDataFrame(
        {
            "BSM": [str(place) for place in range(count)],
            "ZLDWDM": "3309991002000000000",
            "MSSM": marks or ["00"] * count,
            "TBMJ": areas,
            "KCXS": 0.0,
        },
        geometry=[None] * count,
    )
    table = pd.DataFrame({"code": "330999100200", "MSSM": list(control), "area": list(control.values())})
    return adjust_areas(frame, control_areas(table, "code", "area")).patches["TBMJ"].tolist()


def three_of_five_lose_a_step() -> None:
    before = [100_000.01, 300_000.0, 200_000.01, 250_000.0, 150_000.01]
    assert sum(before) == pytest.approx(1_000_000.03)
    after = pushed(before, {"00": 1_000_000.0})
    assert sorted(np.round(np.subtract(after, before), 2)) == [-0.01, -0.01, -0.01, 0, 0]
    assert (after[1], after[2], after[3]) == (299_999.99, 200_000.0, 249_999.99)  # the largest


def quotient_for_all_remainder_for_the_largest() -> None:
    assert pushed([100.0, 300.0, 200.0], {"00": 600.07}) == [100.02, 300.03, 200.02]


def land_and_islands_add_up_apart() -> None:
    after = pushed([500.0, 400.0, 300.0, 200.0], {"00": 800.01, "01": 599.98}, ["00", "01", "00", "01"])
    assert after == [500.01, 399.99, 300.0, 199.99]
    assert sum(after) == pytest.approx(800.01 + 599.98)


def reservoirs_are_farm_land_now() -> None:
    assert STANDARD.land_classes.loc["1103", "three_way_group"] == "farm"


def degrees_of_wgs_84_are_refused() -> None:
    square = gpd.GeoDataFrame(geometry=[box(117, 30, 117.01, 30.01)], crs=4326)
    for refusing in (
        lambda: ellipsoidal_areas(square.geometry, square.crs),
        lambda: sheets_over(square.geometry, square.crs, 10_000),
        lambda: control_table(square),
    ):
        with pytest.raises(TubanError, match=r"WGS 84.*CGCS2000 Gauss-Kruger"):
            refusing()


def holds(check: Callable[[], object], expected: object) -> Callable[[], None]:
    def case() -> None:
        assert check() == expected

    return case


CASES: dict[str, Callable[[], None]] = {
    "A01": holds(lambda: grade(0.00), 1),
    "A02": holds(lambda: grade(2.00), 1),
    "A04": holds(lambda: grade(6.00), 2),
    "A05": holds(lambda: grade(6.01), 3),
    "A07": holds(lambda: grade(15.01), 4),
    "A08": holds(lambda: grade(25.00), 4),
    "A10": largest_part_wins,
    "A11": parts_of_a_grade_are_summed,
    "A13": a_clear_border_splits,
    "A14": orchards_have_no_grade,
    "A16": a_type_is_wanted_from_grade_2,
    "A17": no_data_no_grade,
    "A19": thin_patches_are_shared,
    "A20": borders_stay_within_a_cell,
    "B01": holds(lambda: deducted(GDPDJB="1", GDLX=None, TBMJ=5000.0), [None, 0, 0.0, 5000.0]),
    "B02": holds(lambda: deducted(GDPDJB="3", GDLX="PD", TBMJ=5000.0), ["1203", 0.1195, 597.5, 4402.5]),
    "B04": holds(lambda: deducted(GDPDJB="4", GDLX="TT", TBMJ=1000.05), ["1203", 0.1, 100.01, 900.04]),
    "B05": holds(lambda: violations(patch("0201", KCXS=0.1), "KCXS"), {"coefficient_not_cultivated"}),
    "B07": holds(lambda: violations(patch("0103", KCXS=-0.01), "KCXS"), {"out_of_range"}),
    "B08": holds(lambda: violations(patch("0103", KCXS=0.1, KCDLBM=None), "KCXS"), {"ridge_class_missing"}),
    "B10": holds(lambda: (as_ratio([12.5])[0].tolist(), as_ratio([12.5])[1]), ([0.125], True)),
    "B11": second_survey_table_is_used_as_it_is,
    "B13": holds(lambda: sample_spread_allows_mean([0.100, 0.115, 0.130]), True),
    "B14": holds(lambda: sample_spread_allows_mean([0.100, 0.131]), False),
    "J01": three_of_five_lose_a_step,
    "J02": quotient_for_all_remainder_for_the_largest,
    "J04": land_and_islands_add_up_apart,
    "J05": reservoirs_are_farm_land_now,
    "J07": degrees_of_wgs_84_are_refused,
}


@pytest.mark.parametrize("case", CASES)
def test_rule_case(case: str) -> None:
    CASES[case]()


def test_every_case_of_sections_a_b_and_j_is_a_test(shared: Path) -> None:
    with (shared / "standards" / "rule_cases.csv").open(encoding="utf-8") as file:
        listed = {row["id"] for row in csv.DictReader(file) if row["section"][0] in "ABJ"}
    assert listed == set(CASES)
