"""Areas by class: every sum closes to the last 0.01, against sums in decimal arithmetic."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from osgeo import ogr
from tuban.tools import bundled, language, standard
from tuban.tools.errors import TubanError
from tuban.tools.statistics import class_areas, imbalance, write_tables
from tuban.tools.statistics.balance import balanced_classes, balanced_units, rounded

VILLAGES = ("330101101201", "330101101202", "330101102201")


@pytest.fixture(scope="module")
def edition():
    return standard.load("2019")


def patches(rows) -> pd.DataFrame:
    """Rows of (DLBM, TBMJ, KCMJ, village)."""
    frame = pd.DataFrame(rows, columns=["DLBM", "TBMJ", "KCMJ", "ZLDWDM"])
    frame["ZLDWDM"] = frame["ZLDWDM"] + "0000000"
    frame["ZLDWMC"] = frame["ZLDWDM"].str[-9:-7] + "村"
    frame["KCDLBM"] = np.where(frame["KCMJ"] > 0, "1203", None)
    frame["TBDLMJ"] = (frame["TBMJ"] - frame["KCMJ"]).round(2)
    return frame


def few():
    return patches(
        [
            ("0103", 5000.00, 597.50, VILLAGES[0]),
            ("0101", 1000.05, 0.00, VILLAGES[0]),
            ("0201K", 300.33, 0.00, VILLAGES[1]),
            ("0201", 100.00, 0.00, VILLAGES[1]),
            ("0303", 700.00, 0.00, VILLAGES[2]),
            ("0301", 800.00, 0.00, VILLAGES[2]),
            ("08H2A", 50.00, 0.00, VILLAGES[2]),
            ("09", 60.00, 0.00, VILLAGES[2]),
            ("1104A", 70.00, 0.00, VILLAGES[2]),
        ]
    )


def of(table, code, level=2, unit_level="county", column="area_m2"):
    chosen = table[(table["code"] == code) & (table["class_level"] == level) & (table["unit_level"] == unit_level)]
    return chosen[column].iloc[0]


def cents(values):
    return np.rint(np.asarray(values, dtype=float) * 100).astype(np.int64)


# ------------------------------------------------------------------------------------------------ classes


def test_classes_are_summed_by_the_table_not_by_the_letters(edition):
    table = class_areas(few(), edition)
    assert of(table, "0103") == 4402.50
    assert of(table, "1203") == 597.50
    assert of(table, "12", 1) == 597.50
    assert of(table, "01", 1) == 5402.55
    assert of(table, "0201") == 400.33  # 0201K counts as 0201
    assert of(table, "00", 1) == 700.00  # 0303 is wetland
    assert of(table, "03", 1) == 800.00
    assert of(table, "08H2") == 50.00
    assert of(table, "09", 1) == of(table, "09", 2) == 60.00
    assert of(table, "1104") == 70.00
    assert of(table, "0103", column="patches") == 1
    assert of(table, "1203", column="patches") == 0


def test_total_is_the_sum_of_the_patches_to_the_last_place(edition):
    frame = few()
    table = class_areas(frame, edition, by="village")
    for level in (1, 2):
        for unit_level in ("county", "township", "village"):
            rows = table[(table["class_level"] == level) & (table["unit_level"] == unit_level)]
            assert cents(rows["area_m2"]).sum() == cents(frame["TBMJ"]).sum()
    assert imbalance(frame) == (0, 0.0)


def test_columns_are_those_of_the_official_tables(edition, shared):
    """Code for code and in their order, except that a deducted class beyond them does not exist."""
    official = pd.read_csv(shared / "standards" / "summary_table_columns.csv", dtype=str)
    table = class_areas(few(), edition)
    first = table[table["class_level"] == 1]["code"].tolist()
    assert first == official[official["table_no"] == "1"]["code"].tolist()[1:]
    both = table[(table["class_level"] == 1) | (table["code"] != table["parent"])]["code"].tolist()
    assert both == official[official["table_no"] == "2"]["code"].tolist()[1:]


def test_unknown_codes_are_kept_apart_so_that_the_sum_closes(edition):
    frame = few()
    frame.loc[0, "DLBM"] = "0199"
    frame.loc[1, "DLBM"] = None
    frame.loc[2, "DLBM"] = "01"
    table = class_areas(frame, edition)
    assert of(table, "?", 1) == 4402.50 + 1000.05 + 300.33
    assert cents(table[table["class_level"] == 1]["area_m2"]).sum() == cents(frame["TBMJ"]).sum()
    assert "?" not in class_areas(few(), edition)["code"].tolist()


def test_patches_that_do_not_add_up_are_counted():
    frame = few()
    frame.loc[0, "TBMJ"] += 5.25
    assert imbalance(frame) == (1, 5.25)


def test_groups(edition):
    table = class_areas(few(), edition)
    assert of(table, "1203", column="land_group") == "farm"
    assert of(table, "0103", column="land_group") == "farm"
    assert of(table, "0404", column="land_group") == "unused"
    assert of(table, "0603", column="land_group") == "built"


# ------------------------------------------------------------------------------------------------ units


def test_units_are_listed_as_the_form_has_them(edition):
    table = class_areas(few(), edition, by="village", names={"330101101": "甲镇", "330101": "某县"})
    units = table.drop_duplicates(["unit", "unit_level"])[["unit_level", "unit", "unit_name"]].to_numpy().tolist()
    assert units == [
        ["county", "330101", "某县"],
        ["township", "330101101", "甲镇"],
        ["village", VILLAGES[0], "01村"],
        ["village", VILLAGES[1], "02村"],
        ["township", "330101102", ""],
        ["village", VILLAGES[2], "01村"],
    ]
    assert of(table[table["unit"] == VILLAGES[1]], "0201", unit_level="village") == 400.33
    assert of(table[table["unit"] == "330101101"], "0201", unit_level="township") == 400.33


def test_patches_without_a_unit_are_not_lost(edition):
    frame = few()
    frame.loc[3, "ZLDWDM"] = None
    table = class_areas(frame, edition, by="township")
    rows = table[(table["unit_level"] == "township") & (table["class_level"] == 1)]
    assert cents(rows["area_m2"]).sum() == cents(frame["TBMJ"]).sum()


# ------------------------------------------------------------------------------------------------ balance

areas = arrays.arrays(np.int64, st.tuples(st.integers(1, 8), st.integers(1, 12)), elements=st.integers(0, 3_000_000))


@settings(deadline=None)
@given(areas)
def test_hectares_close_in_both_directions(values):
    units = balanced_units(values.sum(axis=1))
    classes = balanced_classes(values, units)
    whole = (Decimal(int(values.sum())) / 10_000).quantize(Decimal(1), ROUND_HALF_UP)
    assert units.sum() == int(whole)
    assert (classes.sum(axis=1) == units)[values.any(axis=1)].all()
    assert not classes[values == 0].any()


@settings(deadline=None)
@given(areas)
def test_balance_moves_as_little_and_as_evenly_as_it_can(values):
    units = balanced_units(values.sum(axis=1))
    moved = balanced_classes(values, units) - rounded(values)
    for row, area in zip(moved, values):
        taking = area > 1_000_000 if (area > 1_000_000).any() else area > 0
        assert not row[~taking].any()
        assert len(set(np.sign(row[row != 0]))) <= 1
        if taking.any():
            assert np.ptp(np.abs(row[taking])) <= 1
            order = np.argsort(-area[taking], kind="stable")
            assert (np.diff(np.abs(row[taking][order])) <= 0).all()  # the larger areas first


def test_the_example_of_the_procedure():
    """Three parts of 0.335 ha are 1.005: each rounds to 0.34, the whole to 1.01, so the first gives 0.01 back."""
    parts = np.array([335_000, 335_000, 335_000])
    assert balanced_units(parts).tolist() == [33, 34, 34]
    assert balanced_classes(parts[None], np.array([101])).tolist() == [[33, 34, 34]]
    # A class above 1 ha takes the whole residue, the small ones keep theirs.
    assert balanced_classes(np.array([[335_000, 1_335_000, 335_000]]), np.array([201])).tolist() == [[34, 133, 34]]


# ------------------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize("name", ["DLBM", "TBDLMJ", "KCMJ", "KCDLBM", "TBMJ"])
def test_missing_fields_are_named(edition, name):
    with pytest.raises(TubanError, match=name):
        class_areas(few().drop(columns=name), edition)
    with pytest.raises(TubanError, match="ZLDWDM"):
        class_areas(few().drop(columns="ZLDWDM"), edition, by="village")


def test_values_that_cannot_be_summed_are_refused(edition):
    frame = few()
    frame.loc[0, "TBDLMJ"] = np.nan
    with pytest.raises(TubanError, match="TBDLMJ is empty in 1 patches"):
        class_areas(frame, edition)
    with pytest.raises(TubanError, match="TBMJ is not a number"):
        class_areas(few().assign(TBMJ="5000"), edition)
    with pytest.raises(TubanError, match="negative"):
        class_areas(few().assign(KCMJ=-1.0), edition)


def test_null_deduction_counts_as_none(edition):
    frame = few().assign(KCMJ=np.nan, KCDLBM=None)
    frame["TBDLMJ"] = frame["TBMJ"]
    assert of(class_areas(frame, edition), "1203") == 0
    assert imbalance(frame) == (0, 0.0)


def test_no_patches(edition):
    table = class_areas(few().iloc[:0], edition)
    assert (table["area_m2"] == 0).all()


# ------------------------------------------------------------------------------------------------ workbook


def cells(path, sheet):
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName(sheet)
    return [[feature.GetField(i) for i in range(feature.GetFieldCount())] for feature in layer]


def test_the_workbook_has_the_sheets_and_the_numbers(edition, tmp_path):
    path = tmp_path / "tables.xlsx"
    table = class_areas(few(), edition, by="village")
    write_tables(path, table)
    dataset = ogr.Open(str(path))
    names = [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())]
    assert names == ["First level", "Second level", "Three groups", "First level, m2", "Second level, m2"]
    rows = cells(path, "First level, m2")
    assert rows[0][0] == "Present land use by first-level class"
    assert rows[3][3:6] == ["00", "01", "02"]
    county = next(row for row in rows if row[1] == "330101")
    assert float(county[2]) == pytest.approx(few()["TBMJ"].sum(), abs=1e-6)
    assert float(county[4]) == 5402.55
    hectares = next(row for row in cells(path, "Second level") if row[1] == "330101")
    assert float(hectares[2]) == 0.81  # 8 080.38 m2
    groups = next(row for row in cells(path, "Three groups") if row[1] == "330101")
    assert float(groups[2]) == 0.81
    assert sum(map(float, groups[3:6])) == pytest.approx(0.81)


def test_the_workbook_in_chinese_and_text_that_looks_like_a_formula(edition, tmp_path):
    path = tmp_path / "tables.xlsx"
    try:
        language.install(lambda text: {"First level": "一级分类", "Total": "合计"}.get(text, text), "zh")
        frame = few().assign(ZLDWMC='=cmd|"/c calc"!A1')
        write_tables(path, class_areas(frame, edition, by="village"))
    finally:
        language.install(lambda text: text, "en")
    rows = cells(path, "一级分类")
    assert "合计" in rows[2]
    assert "耕地" in rows[2]
    assert any('=cmd|"/c calc"!A1' in str(row[0]) for row in rows)


def test_without_xlsxwriter_one_sentence_says_so(edition, tmp_path, monkeypatch):
    def missing(_name):
        raise ImportError

    monkeypatch.setattr(bundled.importlib, "import_module", missing)
    with pytest.raises(TubanError, match="XlsxWriter"):
        write_tables(tmp_path / "t.xlsx", class_areas(few(), edition))
    assert list(tmp_path.iterdir()) == []
