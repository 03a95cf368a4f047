"""Codes with blanks around them or in full-width digits count as what was meant."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box
from tuban.tools.area import adjust_areas, county_control
from tuban.tools.codes import plain_codes
from tuban.tools.slope import SlopeMap, assign_grades, classify_terraces, deduct_ridges, read_ridge_table
from tuban.tools.standard import load

STANDARD = load("2019")
WRITTEN = ["0102 ", " 0103", "０１０２", "0102\u3000", "0201 ", "0102"]


@pytest.mark.parametrize(
    ("given", "texts"),
    [
        (["0102 ", "０１０２", None, "\u3000TT"], ["0102", "0102", "", "TT"]),
        ([2.0, np.nan, 2.5], ["2", "", "2.5"]),
        ([12, 0], ["12", "0"]),
        ([], []),
    ],
)
def test_codes_are_read_as_they_were_meant(given: list, texts: list[str]) -> None:
    column = pd.Series(given, index=range(5, 5 + len(given)))
    assert plain_codes(column).tolist() == texts
    assert plain_codes(column).index.equals(column.index)


def patches() -> gpd.GeoDataFrame:
    count = len(WRITTEN)
    frame = gpd.GeoDataFrame({"DLBM": WRITTEN}, geometry=[box(i, 0, i + 1, 1) for i in range(count)], crs="EPSG:4549")
    frame["BSM"], frame["TBMJ"] = [f"B{i}" for i in range(count)], 100.0
    return frame


def test_the_slope_room_knows_their_classes() -> None:
    zones = gpd.GeoDataFrame({"PDJB": ["3"]}, geometry=[box(-1, -1, 9, 9)], crs="EPSG:4549")
    graded = assign_grades(patches(), SlopeMap(zones), STANDARD).patches
    assert graded["GDPDJB"].tolist() == ["3", "3", "3", "3", None, "3"]
    graded["GDPDJB"] = graded["GDPDJB"].replace("3", "３ ")
    typed = classify_terraces(graded, STANDARD, default="TT").patches
    assert typed["GDLX"].tolist() == ["TT", "TT", "TT", "TT", None, "TT"]
    typed["GDLX"] = typed["GDLX"].replace("TT", "ＴＴ")
    table = read_ridge_table(pd.DataFrame({"GDPDJB": ["3"], "GDLX": ["TT"], "KCXS": [0.1]}))
    deducted = deduct_ridges(typed, table, STANDARD).patches
    assert deducted["KCMJ"].tolist() == [10.0, 10.0, 10.0, 10.0, 0.0, 10.0]


def test_the_area_room_knows_their_units() -> None:
    frame = patches().assign(ZLDWDM=["110101101001 "] * 3 + ["１１０１０１１０１００１"] * 3, KCXS=0.0)
    controls = county_control(frame, 600.01, None)
    assert adjust_areas(frame, controls).patches["TBMJ"].sum() == pytest.approx(600.01)
