"""The standard as data: classes, slope grades, the tables' own consistency, and every SQL rule of the rule book."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from string import Formatter

import numpy as np
import pandas as pd
import pytest
from tuban.tests.data.faults import AT_ONCE, CLEAN, FAULTS, GOOD, GRAIN
from tuban.tools import standard
from tuban.tools.errors import TubanError
from tuban.tools.standard.edition import EDITIONS

EDITION = EDITIONS / "2019"
WETLANDS = ("0303", "0304", "0306", "0402", "0603", "1105", "1106", "1108")
GROUPS = {"农用地": "farm", "建设用地": "built", "未利用地": "unused", "mixed": "mixed"}


@pytest.fixture(scope="module")
def s2019() -> standard.Standard:
    return standard.load("2019")


def facts(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "standards" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# ------------------------------------------------------------------------------------------------ classes


def test_every_class_has_the_first_level_and_group_of_the_source(s2019, shared):
    rows = facts(shared, "land_classes.csv")
    codes = [row["code"] for row in rows]
    parents = {row["code"]: row["parent"] for row in rows}

    def top(code: str) -> str:
        return top(parents[code]) if parents[code] else code

    assert set(codes) == set(s2019.land_classes.index)
    assert list(s2019.first_level(codes)) == [top(code) for code in codes]
    assert list(s2019.three_way_group(codes)) == [GROUPS[row["three_way_group"]] for row in rows]
    assert list(s2019.class_name(codes, "zh")) == [row["name_zh"] for row in rows]
    assert list(s2019.class_name(codes, "en")) == [row["name_en"] for row in rows]


def test_wetlands_are_first_level_00_whatever_their_first_two_characters(s2019):
    assert list(s2019.first_level(WETLANDS)) == ["00"] * 8
    assert set(s2019.land_classes.index[s2019.land_classes["first_level"] == "00"]) == {"00", *WETLANDS}
    assert list(s2019.three_way_group(["0303", "0603", "1106"])) == ["farm", "built", "unused"]


def test_adjustable_and_subdivided_classes(s2019):
    adjustable = ["0201K", "0202K", "0203K", "0204K", "0301K", "0302K", "0307K", "0403K", "1104K"]
    subdivided = ["08H2A", "0810A", "1104A", "1107A"]
    assert s2019.is_adjustable(adjustable).all()
    assert not s2019.is_adjustable([*subdivided, "0201", "x", None]).any()
    assert list(s2019.second_level([*adjustable, *subdivided])) == [code[:-1] for code in (*adjustable, *subdivided)]
    assert list(s2019.second_level(["09", "01", "0603", "12"])) == ["09", None, "0603", None]


def test_leaf_codes_are_those_of_the_work_classification_without_the_ridge(s2019, shared):
    listed = {row["code"] for row in facts(shared, "code_lists.csv") if row["list"].startswith("DLBM三调工作分类")}
    assert s2019.leaf_codes == listed - {"1203"}
    assert not s2019.leaf_codes & {"00", "01", "11", "1203", "1208"}


def test_unknown_codes_yield_nothing(s2019):
    codes = pd.Series(["9999", "", None, np.nan, "0101"], dtype=object)
    assert list(s2019.first_level(codes)) == [None, None, None, None, "01"]
    assert list(s2019.three_way_group(codes)) == [None, None, None, None, "farm"]
    assert list(s2019.is_cultivated(codes)) == [False, False, False, False, True]
    assert s2019.is_cultivated(codes).dtype == bool
    assert s2019.is_adjustable(codes).dtype == bool
    assert list(s2019.first_level(pd.Categorical(["0101", "0303"]))) == ["01", "00"]
    assert len(s2019.first_level([])) == 0


# ------------------------------------------------------------------------------------------------ slope grades


def test_slope_grades_of_the_rule_cases(s2019, shared):
    cases = [row for row in facts(shared, "rule_cases.csv") if re.fullmatch(r"slope [\d.]+ deg", row["input"])]
    assert [row["id"] for row in cases] == ["A01", "A02", "A04", "A05", "A07", "A08"]
    slopes = [float(row["input"].split()[1]) for row in cases]
    grades = [int(re.match(r"grade (\d)", row["required_result"]).group(1)) for row in cases]
    assert list(s2019.slope_grade(slopes)) == grades


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_upper_bounds_belong_to_their_grade(s2019, dtype):
    bounds = np.array([2, 6, 15, 25], dtype=dtype)
    assert list(s2019.slope_grade(bounds)) == [1, 2, 3, 4]
    assert list(s2019.slope_grade(np.nextafter(bounds, dtype(90)))) == [2, 3, 4, 5]
    raster = s2019.slope_grade(np.array([[0, 90], [np.nan, -9999]], dtype=dtype))
    assert raster.dtype == np.int8
    assert raster.tolist() == [[1, 5], [0, 0]]


# ------------------------------------------------------------------------------------------------ layers, fields


def test_fields_of_a_layer_come_in_order(s2019):
    fields = s2019.fields_of("DLTB")
    assert list(fields["field"])[:6] == ["BSM", "YSDM", "TBYBH", "TBBH", "DLBM", "DLMC"]
    assert len(fields) == 30
    assert tuple(fields.set_index("field").loc["KCXS", ["type", "length", "decimals"]]) == ("Float", 6, 4)
    assert s2019.layer_name("DLTB", "zh") == "地类图斑"
    with pytest.raises(TubanError, match="NOSUCH"):
        s2019.fields_of("NOSUCH")
    with pytest.raises(TubanError, match="NOSUCH"):
        s2019.layer_name("NOSUCH", "en")


def test_code_lists_that_fields_name_exist(s2019):
    named = s2019.fields["domain"].str.extract(r"^code_lists: (\w+)")[0].dropna()
    assert set(named) <= set(s2019.code_lists["list"])


def test_patch_codes_have_one_minimum_area_each(s2019, shared):
    patches = s2019.minimum_areas[s2019.minimum_areas["scope"] == "patch"].set_index("code")
    assert set(patches.index) == s2019.leaf_codes
    minimum = patches["minimum"]
    assert minimum[["0702", "1202"]].tolist() == [200, 200]
    assert minimum[["0101", "1103", "0303", "1006"]].tolist() == [400, 400, 400, 400]
    assert minimum[["1101", "0404", "1108"]].tolist() == [600, 600, 600]
    assert set(patches["comparison"]) == {"exceeds"}


def test_settlement_and_crop_codes_agree_with_the_code_lists(s2019):
    lists = s2019.code_lists.groupby("list")["code"].agg(set)
    assert set(s2019.settlement.index) == lists["CZCSXM"]
    assert set(s2019.refinements.index) == lists["TBXHDM"]
    assert set(s2019.crops.loc[s2019.crops["scheme"] == "final2019", "code"]) == lists["ZZSXDM"]


def test_ridge_example_covers_grades_2_to_5_of_terraces_and_slopes(s2019):
    keys = list(zip(s2019.ridge_example["GDPDJB"], s2019.ridge_example["GDLX"]))
    assert sorted(keys) == [(grade, kind) for grade in "2345" for kind in ("PD", "TT")]
    assert s2019.ridge_example["KCXS"].between(0, 1, inclusive="neither").all()
    assert s2019.ridge_example["note"].str.startswith("EXAMPLE").all()


# ------------------------------------------------------------------------------------------------ loading


def test_an_edition_is_read_once(s2019):
    assert standard.load("2019") is s2019
    assert "2019" in standard.editions()
    assert s2019.edition == "2019"


def test_an_edition_that_is_not_installed(s2019):
    with pytest.raises(TubanError, match=r"'1984'.*2019"):
        standard.load("1984")


def test_tables_are_plain_utf8():
    for path in EDITION.glob("*.csv"):
        assert not path.read_bytes().startswith(b"\xef\xbb\xbf"), path.name
        path.read_text(encoding="utf-8")


BREAKS = {
    "missing column": ("land_classes.csv", "code,name_zh", "code,name", "row 1, column name_zh"),
    "code twice": ("land_classes.csv", "\n0102,", "\n0101,", "column code: '0101' occurs more than once"),
    "no such parent": ("land_classes.csv", "Paddy field,2,01,", "Paddy field,2,77,", "column parent: '77' is not in"),
    "parent of the same level": ("land_classes.csv", "Paddy field,2,01,", "Paddy field,2,0102,", "one level above"),
    "unknown group": ("land_classes.csv", "Paddy field,2,01,farm", "Paddy field,2,01,wild", "'wild' is not one of"),
    "unknown confidence": ("ridge_example.csv", ",confirmed,", ",certain,", "confidence: 'certain' is not one of"),
    "not a number": ("ridge_example.csv", "0.0680", "0,0680", "row 2: it has 7 cells, the header has 6"),
    "text for a number": ("ridge_example.csv", "0.0680", "much", "row 2, column KCXS: 'much' is not a number"),
    "empty name": ("code_lists.csv", "TT,梯田", "TT,", "column name_zh: the cell is empty"),
    "grades with a hole": ("slope_grades.csv", "over 2° to 6°,2,6", "over 2° to 6°,3,6", "row 3, column lower"),
    "code of no class": ("minimum_areas.csv", "patch,0101,", "patch,0177,", "column code: '0177' holds a code"),
    "unknown severity": ("rules.csv", "not_in_list,error,GDLX", "not_in_list,fatal,GDLX", "row 2, column severity: "),
    "unknown kind": ("rules.csv", "not_in_list,error,GDLX", "odd,error,GDLX", "kind: 'odd' is not in kinds.csv"),
    "unknown layer": ("rules.csv", "3104,DLTB,", "3104,DLTX,", "row 2, column layer: 'DLTX'"),
    "unknown field": ("rules.csv", "error,GDLX,", "error,GDLX XYZ,", "row 2, column fields: 'XYZ' is not a field"),
    "field not named": ("rules.csv", "error,GDLX,", "error,GDPDJB,", "column scope: 'GDLX' is not among the fields"),
    "unknown check": ("rules.csv", "geometry:overlap", "geometry overlap", "column check: 'geometry overlap'"),
    "condition missing": ("rules.csv", "TBMJ>0,sql", ",sql", "column condition: an sql rule"),
    "placeholder": ("rules.csv", "GDLX '{GDLX}'", "GDLX '{GDLX.__class__}'", "text_en: 'GDLX.__class__' is not among"),
    "brace": ("rules.csv", "GDLX '{GDLX}'", "GDLX '{GDLX'", "text_en: a brace has no partner"),
}


@pytest.mark.parametrize("break_", BREAKS.values(), ids=BREAKS)
def test_a_broken_table_is_refused_with_file_row_and_column(tmp_path, break_):
    name, good, bad, message = break_
    folder = tmp_path / "2019"
    shutil.copytree(EDITION, folder)
    text = (folder / name).read_text(encoding="utf-8")
    assert good in text
    (folder / name).write_text(text.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(TubanError) as caught:
        standard.read_edition(folder)
    assert name in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_table_and_one_in_another_encoding(tmp_path):
    folder = tmp_path / "2019"
    shutil.copytree(EDITION, folder)
    (folder / "layers.csv").write_bytes((EDITION / "layers.csv").read_text(encoding="utf-8").encode("gb18030"))
    with pytest.raises(TubanError, match=r"layers\.csv.*UTF-8"):
        standard.read_edition(folder)
    (folder / "layers.csv").unlink()
    with pytest.raises(TubanError, match=r"layers\.csv.*cannot be read"):
        standard.read_edition(folder)


def test_a_table_saved_by_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path):
    folder = tmp_path / "2019"
    shutil.copytree(EDITION, folder)
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert standard.read_edition(folder).leaf_codes == standard.load("2019").leaf_codes


def test_the_standard_needs_no_qgis():
    code = (
        "import sys; from tuban.tools import standard; standard.load('2019');"
        "sys.exit(any(name.split('.')[0] in ('qgis', 'PyQt5', 'PyQt6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_glossary_names_every_field_tag_and_kind(s2019):
    glossary = (EDITIONS.parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
    cells = {cell.strip().strip("`") for cell in re.findall(r"(?<=\|)[^|\n]+(?=\|)", glossary)}
    lists = ["TBXHDM", "ZZSXDM", "CZCSXM", "GDLX", "QSXZ", "MSSM", "FRDBS"]
    tags = s2019.code_lists[s2019.code_lists["list"].isin(lists)]
    fields = s2019.fields[s2019.fields["layer"].isin(["DLTB", "XZQ", "CJDCQ", "PDT"])]["field"]
    assert {*fields, *tags["code"], *s2019.kinds.index, *s2019.leaf_codes} <= cells


# ------------------------------------------------------------------------------------------------ the rule book

NUMERIC = {"Float": "REAL", "Int": "INTEGER"}


def clean_patches(s2019: standard.Standard) -> pd.DataFrame:
    """The clean patches, by name, with the fields of DLTB."""
    fields = list(s2019.fields_of("DLTB")["field"])
    rows = {name: {**GOOD, **patch} for name, patch in CLEAN.items()}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=fields).astype(object)
    frame["BSM"] = [f"3301011010{serial:08d}" for serial in range(1, len(frame) + 1)]
    frame["TBBH"] = [f"{serial:04d}" for serial in range(1, len(frame) + 1)]
    frame["DLMC"] = s2019.class_name(frame["DLBM"], "zh")
    return frame


def with_empty(frame: pd.DataFrame, text: str | None, s2019: standard.Standard) -> pd.DataFrame:
    """Empty cells as NULL, or those of text fields as ''."""
    types = s2019.fields_of("DLTB").set_index("field")["type"]
    filled = frame.astype(object).where(frame.notna(), None)
    if text == "":
        texts = [field for field in frame.columns if types[field] not in NUMERIC]
        filled[texts] = filled[texts].where(filled[texts].notna(), "")
    return filled


def violations(frame: pd.DataFrame, s2019: standard.Standard, rule: str | None = None) -> dict[str, set[str]]:
    """Which rules fire, and on which patches: plain sqlite3, so that the rule book is tested and no engine."""
    types = s2019.fields_of("DLTB").set_index("field")["type"].map(lambda kind: NUMERIC.get(kind, "TEXT"))
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE DLTB (patch TEXT, {', '.join(f'{name} {types[name]}' for name in frame.columns)})")
    rows = frame.reset_index().to_numpy(dtype=object).tolist()
    database.executemany(f"INSERT INTO DLTB VALUES ({'?, ' * len(frame.columns)}?)", rows)
    for name, table in s2019.predicate_tables().items():
        table.to_sql(name, database, index=False)
    rules = s2019.rules[s2019.rules["check"] == "sql"]
    found = {}
    for key, row in rules.loc[[rule] if rule else rules.index].iterrows():
        query = f"SELECT patch FROM DLTB WHERE ({row['scope'] or '1'}) IS TRUE AND ({row['condition']}) IS NOT TRUE"
        patches = {patch for (patch,) in database.execute(query)}
        if patches:
            found[key] = patches
    database.close()
    return found


@pytest.mark.parametrize("empty", [None, ""], ids=["NULL", "empty text"])
def test_clean_patches_break_no_rule(s2019, empty):
    assert violations(with_empty(clean_patches(s2019), empty, s2019), s2019) == {}


def test_every_sql_rule_has_a_fault_here(s2019):
    assert set(FAULTS) == set(s2019.rules.index[s2019.rules["check"] == "sql"])
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("empty", [None, ""], ids=["NULL", "empty text"])
@pytest.mark.parametrize("rule", FAULTS)
def test_a_rule_fires_on_the_patch_that_breaks_it(s2019, rule, empty):
    patch, values = FAULTS[rule]
    frame = clean_patches(s2019)
    for field, value in values.items():
        frame.loc[patch, field] = value
    expected = {patch, "flat"} if rule in ("L-UNQ-01", "L-UNQ-03") else {patch}
    assert violations(with_empty(frame, empty, s2019), s2019, rule) == {rule: expected}


def test_a_wrong_class_or_area_or_identifier_is_reported_once(s2019):
    """The kinds that the demo injects: no other rule of the same kind, no follow-up on the attributes of the class."""
    for rule, expected in (("L-ATT-01a", {"L-ATT-01a"}), ("L-ATT-37", {"L-ATT-37"}), ("L-UNQ-01", {"L-UNQ-01"})):
        patch, values = FAULTS[rule]
        frame = clean_patches(s2019)
        for field, value in values.items():
            frame.loc[patch, field] = value
        assert set(violations(with_empty(frame, None, s2019), s2019)) == expected


def test_several_patches_without_an_identifier_are_not_duplicates(s2019):
    frame = clean_patches(s2019)
    frame.loc[["orchard", "forest"], "BSM"] = None
    frame.loc[["pond", "bare"], ["BSM", "TBBH"]] = ""
    found = violations(frame.astype(object).where(frame.notna(), None), s2019)
    assert set(found) == {"3106-BSM", "3106-TBBH"}
    assert found["3106-BSM"] == {"orchard", "forest", "pond", "bare"}


# Sections A, B and H of the rule cases that the attributes of one patch decide: the rules that must report the patch.
CASES = {
    "A14": ("orchard", {"GDPDJB": "2"}, {"L-ATT-09b"}),
    "A16": ("terrace", {"GDLX": ""}, {"L-ATT-10"}),
    "A17": ("flat", {"GDPDJB": ""}, {"L-ATT-09a"}),
    "B01": ("flat", {}, set()),
    "B02": ("terrace", {"GDLX": "PD"}, set()),
    "B04": ("half up", {}, set()),
    "B05": ("orchard", {"KCXS": 0.1, "KCMJ": 500.0, "TBDLMJ": 4500.0}, {"L-ATT-06b", "L-ATT-07a"}),
    "B07": ("terrace", {"KCXS": -0.01, "KCMJ": -50.0, "TBDLMJ": 5050.0}, {"L-ATT-06a", "3105-KCMJ"}),
    "B08": ("terrace", {"KCXS": 0.1, "KCDLBM": "", "KCMJ": 500.0, "TBDLMJ": 4500.0}, {"L-ATT-07a"}),
    "H01": ("flat", {"ZZSXDM": "", "ZZSXMC": ""}, {"6101-03"}),
    "H02": ("forest", GRAIN, {"6101-09"}),
    "H04": ("pasture", AT_ONCE, {"6101-01"}),
    "H05": ("grassland", AT_ONCE, set()),
    "H07": ("river field", {}, set()),
    "H08": ("forest orchard", AT_ONCE, {"6101-05"}),
    "H10": ("forest", {"TBXHDM": "GCCD", "TBXHMC": "灌丛草地"}, {"6101-08"}),
    "H11": ("pond", {"DLBM": "1104", "DLMC": "坑塘水面"}, set()),
    "H13": ("works", {"TBXHDM": "FQ", "TBXHMC": "废弃"}, {"6101-14"}),
}


@pytest.mark.parametrize("case", CASES)
def test_rule_cases(s2019, shared, case):
    assert case in {row["id"] for row in facts(shared, "rule_cases.csv")}
    patch, values, expected = CASES[case]
    frame = clean_patches(s2019)
    for field, value in values.items():
        frame.loc[patch, field] = value
    found = violations(with_empty(frame, None, s2019), s2019)
    errors = {rule for rule in found if s2019.rules.loc[rule, "severity"] == "error"}
    assert errors == expected
    assert all(patches == {patch} for patches in found.values())


BOUNDARIES = [
    ("terrace", {"KCXS": 0.9999, "KCMJ": 4999.5, "TBDLMJ": 0.5}, set()),
    ("terrace", {"KCXS": 0.9999, "KCMJ": 4999.51, "TBDLMJ": 0.49}, set()),
    ("terrace", {"KCXS": 0.9999, "KCMJ": 4999.52, "TBDLMJ": 0.48}, {"L-ARE-03"}),
    ("half up", {"KCMJ": 100.0, "TBDLMJ": 900.05}, set()),
    ("half up", {"KCMJ": 99.99, "TBDLMJ": 900.06}, {"L-ARE-03"}),
    ("orchard", {"TBMJ": 0.01, "TBDLMJ": 0.01}, set()),
    ("orchard", {"TBMJ": 9_999_999_999.99, "TBDLMJ": 9_999_999_999.99}, set()),
    ("flat", {"GDDB": 15}, set()),
    ("flat", {"GDDB": 0}, set()),
    ("highway", {"XZDWKD": 0.1}, set()),
    ("fly-in", {"QSDWDM": "3301011012010001001", "FRDBS": ""}, set()),
]


@pytest.mark.parametrize(("patch", "values", "expected"), BOUNDARIES)
def test_rules_hold_at_their_bounds(s2019, patch, values, expected):
    frame = clean_patches(s2019)
    for field, value in values.items():
        frame.loc[patch, field] = value
    assert set(violations(with_empty(frame, None, s2019), s2019)) == expected


def test_severities_keep_third_party_and_recalled_rules_from_being_errors(s2019):
    rules = s2019.rules
    recalled = rules["confidence"].eq("recalled") & ~rules["check"].str.startswith("geometry:")
    third_party = rules["source"].str.match(r"public code, shp_checker_DLTB[^;]*$")
    assert not (rules["severity"].eq("error") & (recalled | third_party)).any()


def test_rules_of_open_questions_say_what_was_chosen(s2019):
    rules = s2019.rules
    assert rules.loc[rules["confidence"] == "open", "note"].ne("").all()


def test_texts_of_a_rule_show_the_same_values_in_both_languages(s2019):
    def placeholders(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for rule, row in s2019.rules.iterrows():
        assert row["text_zh"].endswith("。"), rule
        assert row["text_en"].endswith("."), rule
        assert placeholders(row["text_zh"]) == placeholders(row["text_en"]), rule


def test_kinds_that_the_checks_report_are_in_the_rule_book(s2019):
    shapes = {"self_intersection", "null_geometry", "invalid_geometry"}
    topology = {"overlap", "gap", "outside_county", "uncovered", *shapes}
    checks = s2019.rules.loc[s2019.rules["check"].str.startswith("geometry:")]
    assert set(checks["kind"]) >= topology
    assert checks["kind"].is_unique
    assert checks["check"].tolist() == ("geometry:" + checks["kind"]).tolist()
    assert s2019.rules.loc["L-ARE-01", ["kind", "check"]].tolist() == ["wrong_area", "area"]
    assert s2019.rules.loc[["L-ATT-01a", "L-UNQ-01"], "kind"].tolist() == ["bad_code", "dup_bsm"]
    of_the_slope_tools = {"no_slope", "slope_tie", "slope_border"}  # findings of grading, not rules of the book
    used = {kind for edition in standard.editions() for kind in standard.load(edition).all_rules["kind"]}
    assert set(s2019.kinds.index) == used | of_the_slope_tools
