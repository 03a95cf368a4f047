"""Patches of any make in the fields of the standard: what is mended, what is ambiguous, what is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.exchange import AMBIGUOUS, CHANGED, REFUSED, SECOND, THIRD, guess_mapping, import_patches
from tuban.tools.standard import load

STANDARD = load("2019")


def layer(**columns) -> gpd.GeoDataFrame:
    count = max(len(values) for values in columns.values())
    index = pd.RangeIndex(1, count + 1, name="fid")
    return gpd.GeoDataFrame(columns, index=index, geometry=[box(k, 0, k + 1, 1) for k in range(count)], crs=4528)


def brought(survey: str = "guess", **columns):
    """One column imported: its values, and outcome by value."""
    frame = layer(**columns)
    return import_patches(frame, guess_mapping(dict.fromkeys(columns, ""), STANDARD), STANDARD, survey=survey)


def values(field: str, given: list, survey: str = THIRD) -> list:
    made = brought(survey, **{field: given}).patches[field]
    return made.astype(object).where(made.notna(), None).tolist()


# ------------------------------------------------------------------------------------------- mapping


def test_columns_are_known_by_name_alias_and_what_others_call_them() -> None:
    columns = {"dlbm": "", "图斑面积": "", "TKXS": "", "F1": "权属性质", "BSM": "", "PDJB": "", "free": "something"}
    assert guess_mapping(columns, STANDARD) == {
        "BSM": "BSM", "DLBM": "dlbm", "QSXZ": "F1", "TBMJ": "图斑面积", "KCXS": "TKXS", "GDPDJB": "PDJB",
    }  # fmt: skip


def test_chinese_short_names_of_location_and_owner_are_known() -> None:
    columns = dict.fromkeys(["坐落代码", "坐落名称", "权属代码", "权属名称", "图斑净面积", "坡度级"], "")
    assert guess_mapping(columns, STANDARD) == {
        "ZLDWDM": "坐落代码", "ZLDWMC": "坐落名称", "QSDWDM": "权属代码", "QSDWMC": "权属名称",
        "TBDLMJ": "图斑净面积", "GDPDJB": "坡度级",
    }  # fmt: skip


def test_a_field_s_own_name_comes_before_other_names_and_no_column_serves_twice() -> None:
    mapping = guess_mapping({"TKXS": "", "KCXS": "", "PDJB": "耕地坡度级别"}, STANDARD)
    assert mapping == {"KCXS": "KCXS", "GDPDJB": "PDJB"}


@pytest.mark.parametrize(
    ("mapping", "message"),
    [({"XYZ": "DLBM"}, "“XYZ” is no field"), ({"DLBM": "none"}, "no field “none” for DLBM"), ({}, "No field of the")],
)
def test_mappings_that_cannot_be_are_refused(mapping: dict, message: str) -> None:
    with pytest.raises(TubanError, match=message):
        import_patches(layer(DLBM=["0101"]), mapping, STANDARD)


# ------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("0101", "0101"), (" 0101 ", "0101"), ("01 01", "0101"), ("０１０１", "0101"), ("水田", "0101"),
        ("0101水田", "0101"), ("水田（0101）", "0101"), ("0201k", "0201K"), ("0101旱地", None), ("9999", None),
        ("", None),
    ],
)  # fmt: skip
def test_land_classes(given: str, code: str | None) -> None:
    assert values("DLBM", [given]) == [code]


def test_zeros_that_a_number_field_lost_come_back() -> None:
    assert values("DLBM", [101, 1101, 305], THIRD) == ["0101", "1101", "0305"]
    assert values("DLBM", [101.0, np.nan], THIRD) == ["0101", None]


@pytest.mark.parametrize(
    ("field", "given", "value"),
    [
        ("GDPDJB", "Ⅱ", "2"), ("GDPDJB", "3级", "3"), ("GDPDJB", 4.0, "4"), ("GDLX", "梯田", "TT"),
        ("GDLX", "pd", "PD"),
        ("TBMJ", "１,234.565", 1234.57), ("TBMJ", "1.5公顷", 15000.0), ("TBMJ", "3亩", 2000.0), ("TBMJ", "many", None),
        ("TBMJ", -5.0, None), ("TBMJ", 100.005, 100.01), ("GDDB", "7", 7.0), ("GDDB", 16, None),
        ("KCXS", 12.5, 0.125),
        ("KCXS", "0.1195", 0.1195), ("ZLDWDM", "330999100200", "3309991002000000000"),
        ("ZLDWDM", "33-1", None),
        ("ZLDWDM", 3.309991002e18, None), ("TBBH", " 12　", "12"), ("BSM", "1" * 19, None),
        ("QSDWMC", " 甲村 ", "甲村"),
    ],
)  # fmt: skip
def test_other_fields(field: str, given: object, value: object) -> None:
    assert values(field, [given]) == [value]


def test_every_touched_value_is_in_the_report_and_no_other() -> None:
    done = brought(THIRD, BSM=["a", "b", "c", "d"], DLBM=["0101", "水田", "?", None], TBMJ=[1.0, 2.005, 3.0, 4.0])
    told = done.report[["patch", "BSM", "field", "before", "after", "outcome"]].to_numpy().tolist()
    assert told == [
        [2, "b", "DLBM", "水田", "0101", CHANGED],
        [2, "b", "TBMJ", "2.005", "2.01", CHANGED],
        [3, "c", "DLBM", "?", "", REFUSED],
    ]
    assert done.report["steps"].tolist()[0] == "name instead of code"
    assert done.patches["DLMC"].tolist() == ["水田", "水田", None, None]
    assert list(done.patches.columns) == [*STANDARD.fields_of("DLTB")["field"], "geometry"]
    assert done.patches["YSDM"].tolist() == ["2001010100"] * 4


def test_patches_without_geometry_are_told() -> None:
    frame = layer(DLBM=["0101", "0101"]).set_geometry(gpd.GeoSeries([None, box(0, 0, 1, 1)], index=[1, 2], crs=4528))
    done = import_patches(frame, {"DLBM": "DLBM"}, STANDARD)
    assert done.report[["patch", "field", "outcome"]].to_numpy().tolist() == [[1, "geometry", REFUSED]]


# ------------------------------------------------------------------------------------------- the second survey


def test_every_class_of_the_second_survey_is_translated_or_told(shared: Path) -> None:
    with (shared / "standards" / "crosswalk_2to3.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    default = {row["code_2diao"]: row["code_3diao"] for row in rows if row["is_default"] == "yes"}
    several = {code for code in default if len({r["code_3diao"] for r in rows if r["code_2diao"] == code}) > 1}
    done = brought(SECOND, DLBM=list(default))
    for code, made, entry in zip(default, done.patches["DLBM"], range(len(default))):
        outcome = done.report.loc[done.report["patch"] == entry + 1, "outcome"].tolist()
        if default[code].startswith("("):
            assert (made, outcome) == (None, [REFUSED]), code
        else:
            assert (made, outcome) == (default[code], [AMBIGUOUS if code in several else CHANGED]), code


def test_the_survey_is_told_by_the_codes() -> None:
    assert brought(DLBM=["011", "031", "204"]).second_survey
    assert brought(DLBM=["有林地", "水田"]).second_survey
    assert brought(DLBM=[11, 12, 203]).second_survey
    assert not brought(DLBM=["0101", "09", "1101"]).second_survey
    assert not brought(DLBM=[101, 102, 1101]).second_survey
    assert not brought(DLBM=[None, None], TBMJ=[1.0, 2.0]).second_survey


def test_ranges_of_the_second_survey_become_tags() -> None:
    done = brought(DLBM=["203", "204", "201", "013", "031"])
    assert done.patches["DLBM"].tolist() == ["0702", "0602", None, "0103", "0301"]
    assert done.patches["CZCSXM"].tolist() == ["203", "204", "201", None, None]
    assert done.patches["DLMC"].tolist()[3] == "旱地"
    steps = done.report.set_index("patch")["steps"]
    assert "could also be 0302 (bamboo), 0303 (mangrove)" in steps[5]
    assert "the survey must tell: 05H1, 0508" in steps[3]


def test_a_large_layer_takes_each_value_once_and_can_be_stopped() -> None:
    frame = layer(DLBM=["011", "水田", "？"] * 20_000)
    done = import_patches(frame, {"DLBM": "DLBM"}, STANDARD, survey=SECOND)
    assert done.count(REFUSED) == 20_000
    assert done.count(CHANGED) == 40_000

    def stop(_percent: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        import_patches(frame, {"DLBM": "DLBM"}, STANDARD, progress=stop)
