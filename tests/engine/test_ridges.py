"""Ridge tables in all their forms, and deduction that closes to 0.01 m2."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from tuban.tools.errors import TubanError
from tuban.tools.slope import RidgeTable, as_ratio, deduct_ridges, read_ridge_table, sample_spread_allows_mean
from tuban.tools.standard import load

STANDARD = load("2019")
EIGHT = pd.DataFrame(
    {
        "GDPDJB": [2, 2, 3, 3, 4, 4, 5, 5],
        "GDLX": ["TT", "PD"] * 4,
        "KCXS": [0.068, 0.03, 0.1195, 0.06, 0.1886, 0.09, 0.2557, 0.12],
    }
)


def patches(**columns) -> gpd.GeoDataFrame:
    count = max(len(values) for values in columns.values() if isinstance(values, list))
    defaults = {"BSM": [f"P{i}" for i in range(count)], "DLBM": "0103", "GDPDJB": "3", "GDLX": "TT", "TBMJ": 1000.0}
    shapes = [box(i, 0, i + 1, 1) for i in range(count)]
    frame = pd.DataFrame({**defaults, **columns}, index=pd.RangeIndex(1, count + 1))
    return gpd.GeoDataFrame(frame, geometry=shapes, crs="EPSG:4549")


def fields(frame: gpd.GeoDataFrame, *names: str) -> list[list]:
    return frame[list(names or ("KCDLBM", "KCXS", "KCMJ", "TBDLMJ"))].to_numpy(dtype=object).tolist()


# ------------------------------------------------------------------------------------------------ tables


def test_all_forms_of_a_table_are_the_same(tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    EIGHT.assign(note="x").to_csv(long, index=False, encoding="utf-8-sig")
    percent = EIGHT.assign(KCXS=EIGHT["KCXS"] * 100).rename(columns={"KCXS": "tkxs"})
    wide = {f"JB{grade}{kind}": [value] for grade, kind, value in EIGHT.itertuples(index=False)}
    chinese = tmp_path / "gbk.csv"
    EIGHT.assign(说明="示例").to_csv(chinese, index=False, encoding="gbk")
    expected = read_ridge_table(EIGHT).rows.sort_values(["GDPDJB", "GDLX"], ignore_index=True)
    assert expected["KCXS"].tolist() == [0.03, 0.068, 0.06, 0.1195, 0.09, 0.1886, 0.12, 0.2557]
    for table in (long, str(long), percent, pd.DataFrame(wide), chinese):
        rows = read_ridge_table(table).rows.sort_values(["GDPDJB", "GDLX"], ignore_index=True)
        pd.testing.assert_frame_equal(rows[expected.columns], expected)


def test_percent_may_be_written_with_its_sign() -> None:
    signed = read_ridge_table(EIGHT.assign(KCXS=[f"{value * 100:.2f} ％" for value in EIGHT["KCXS"]]))
    assert signed.rows["KCXS"].tolist() == read_ridge_table(EIGHT).rows["KCXS"].tolist()
    assert signed.percent
    assert read_ridge_table(pd.DataFrame({"GDPDJB": [2], "GDLX": ["TT"], "KCXS": ["0.8%"]})).rows["KCXS"].tolist() == [
        0.008
    ]


def test_percent_is_said() -> None:
    assert read_ridge_table(EIGHT).notes == ()
    assert "percent" in read_ridge_table(EIGHT.assign(KCXS=EIGHT["KCXS"] * 100)).notes[0]


def test_ratios_are_rounded_half_up_to_four_decimals() -> None:
    ratios, percent = as_ratio([12.345, 0.5, np.nan])
    assert percent
    np.testing.assert_array_equal(ratios, [0.1235, 0.005, np.nan])
    assert as_ratio([0.12345])[0][0] == 0.1235
    for wrong in ([-0.01], [100.0], [150.0, 3.0]):
        with pytest.raises(TubanError, match="below 1"):
            as_ratio(wrong)


def test_the_example_table_of_the_standard_can_be_used() -> None:
    folder = Path(__file__).resolve().parents[2] / "resources" / "standard" / "2019"
    assert len(read_ridge_table(folder / "ridge_example.csv").rows) == 8


def test_grade_one_may_only_be_zero() -> None:
    flat = pd.DataFrame({"GDPDJB": [1], "GDLX": [""], "KCXS": [0.0]})
    assert len(read_ridge_table(pd.concat([flat, EIGHT])).rows) == 8
    with pytest.raises(TubanError, match="slope grade 1"):
        read_ridge_table(pd.concat([flat.assign(KCXS=0.01), EIGHT]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"GDLX": "FD"}, "Row 1 of the ridge table"),
        ({"GDPDJB": 6}, "Row 1 of the ridge table"),
        ({"GDPDJB": None}, "Row 1 of the ridge table"),
        ({"KCXS": "a lot"}, "Row 1 of the ridge table"),
        ({"GDLX": "PD"}, "two coefficients for slope grade 2, PD"),
        ({"KCXS": -0.1}, "at least 0"),
    ],
)
def test_bad_rows_are_named(change: dict, message: str) -> None:
    table = EIGHT.astype(object)
    for name, value in change.items():
        table.loc[0, name] = value
    with pytest.raises(TubanError, match=message):
        read_ridge_table(table)


def test_tables_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TubanError, match="no column GDLX, KCXS"):
        read_ridge_table(EIGHT[["GDPDJB"]])
    with pytest.raises(TubanError, match="no coefficient"):
        read_ridge_table(EIGHT.iloc[:0])
    with pytest.raises(TubanError, match="cannot be read"):
        read_ridge_table(tmp_path / "absent.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(TubanError, match="cannot be read"):
        read_ridge_table(tmp_path / "empty.csv")
    (tmp_path / "binary.csv").write_bytes(b"GDPDJB,\xff\xff\x80\xff\n")
    with pytest.raises(TubanError, match="neither UTF-8 nor GBK"):
        read_ridge_table(tmp_path / "binary.csv")


# ------------------------------------------------------------------------------------------------ deduction


def test_every_pair_takes_its_coefficient() -> None:
    frame = patches(GDPDJB=[str(g) for g in EIGHT["GDPDJB"]], GDLX=EIGHT["GDLX"].tolist())
    result = deduct_ridges(frame, read_ridge_table(EIGHT), STANDARD)
    assert result.patches["KCXS"].tolist() == EIGHT["KCXS"].tolist()
    assert set(result.patches["KCDLBM"]) == {"1203"}
    assert len(result.findings) == 0
    assert "KCXS" not in frame


def test_other_classes_and_flat_fields_deduct_nothing() -> None:
    classes, grades, types = ["0201", "1104", "0103"], [None, "3", "1"], [None, "", None]
    frame = patches(DLBM=classes, GDPDJB=grades, GDLX=types, TBMJ=[1.5, 2.25, 3.0])
    result = deduct_ridges(frame, read_ridge_table(EIGHT), STANDARD)
    assert fields(result.patches) == [[None, 0, 0, 1.5], [None, 0, 0, 2.25], [None, 0, 0, 3.0]]
    assert len(result.findings) == 0


def test_type_is_emptied_where_none_belongs() -> None:
    frame = patches(DLBM=["0103", "0201", "0103"], GDPDJB=["1", None, "2"], GDLX=["TT", "PD", "TT"])
    result = deduct_ridges(frame, read_ridge_table(EIGHT), STANDARD)
    assert result.patches["GDLX"].tolist() == [None, None, "TT"]
    assert result.findings[["feature", "rule", "severity"]].to_numpy().tolist() == [
        ["P1", "L-ATT-08", "note"],
        ["P0", "L-ATT-12a", "note"],
    ]
    kept = deduct_ridges(frame, read_ridge_table(EIGHT), STANDARD, clear_type=False)
    assert kept.patches["GDLX"].tolist() == ["TT", "PD", "TT"]
    assert len(kept.findings) == 0


def test_nothing_is_guessed() -> None:
    frame = patches(GDPDJB=[None, "3", "5", "2"], GDLX=["TT", None, "PD", "TT"], TBMJ=[1.0, 1.0, 1.0, np.nan])
    table = read_ridge_table(EIGHT[~((EIGHT["GDPDJB"] == 5) & (EIGHT["GDLX"] == "PD"))])
    result = deduct_ridges(frame, table, STANDARD)
    assert result.patches["KCDLBM"].tolist() == [None] * 4
    assert result.patches[["KCXS", "KCMJ", "TBDLMJ"]].isna().all(axis=None)
    assert dict(zip(result.findings["feature"], result.findings["kind"])) == {
        "P0": "slope_grade_missing",
        "P1": "type_missing",
        "P2": "coefficient_missing",
        "P3": "missing_value",
    }
    assert set(result.findings["severity"]) == {"error"}
    assert "grade 5, PD" in result.findings.set_index("feature").loc["P2", "message"]


def test_zones_are_told_by_a_field() -> None:
    table = read_ridge_table(pd.concat([EIGHT.assign(ZONE="hill"), EIGHT.assign(ZONE="plain", KCXS=EIGHT["KCXS"] / 2)]))
    frame = patches(TQ=["hill", "plain", "sea"])
    result = deduct_ridges(frame, table, STANDARD, zone_field="TQ")
    np.testing.assert_array_equal(result.patches["KCXS"], [0.1195, 0.0598, np.nan])
    assert result.findings["kind"].tolist() == ["coefficient_missing"]
    with pytest.raises(TubanError, match="several zones"):
        deduct_ridges(frame, table, STANDARD)


def test_numeric_grade_fields_are_read() -> None:
    result = deduct_ridges(patches(GDPDJB=[2, 3.0]), read_ridge_table(EIGHT), STANDARD)
    assert result.patches["KCXS"].tolist() == [0.068, 0.1195]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(0, 9999)), min_size=1, max_size=20))
def test_deduction_is_decimal_and_closes(cases: list[tuple[int, int]]) -> None:
    names = [f"Z{number}" for number in range(len(cases))]
    areas, coefficients = np.array(cases).T
    rows = pd.DataFrame({"ZONE": names, "GDPDJB": 3, "GDLX": "TT", "KCXS": coefficients / 10000})
    frame = patches(TQ=names, TBMJ=(areas / 100).tolist())
    result = deduct_ridges(frame, RidgeTable(rows), STANDARD, zone_field="TQ").patches
    for (area, coefficient), deducted, rest in zip(cases, result["KCMJ"], result["TBDLMJ"]):
        total = Decimal(area).scaleb(-2)
        expected = (total * Decimal(coefficient).scaleb(-4)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert (deducted, rest) == (float(expected), float(total - expected))


def test_samples_that_agree_allow_their_mean() -> None:
    assert sample_spread_allows_mean([0.1, 0.12, 0.13])
    assert not sample_spread_allows_mean([0.1, 0.1301])
    assert not sample_spread_allows_mean([])
    assert sample_spread_allows_mean([0.2])
