"""Ridge coefficients from samples: which groups hold, and means that Python's decimals agree with."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools.errors import TubanError
from tuban.tools.slope import read_ridge_table, ridge_chart, ridge_coefficients


def group(grade: int, kind: str, values: list[float], **fields) -> pd.DataFrame:
    return pd.DataFrame({"GDPDJB": str(grade), "GDLX": kind, "KCXS": values, **fields})


def verdicts(samples: pd.DataFrame, **options) -> dict[tuple[int, str], str]:
    groups = ridge_coefficients(samples, **options).groups
    return {(grade, kind): said for grade, kind, said in groups[["GDPDJB", "GDLX", "VERDICT"]].to_numpy()}


def test_thirty_samples_that_agree_hold_and_others_are_named() -> None:
    samples = pd.concat(
        [
            group(2, "TT", [0.100] * 29 + [0.130]),  # exactly 30 samples, exactly 30 %
            group(3, "TT", [0.100] * 29 + [0.131]),
            group(4, "TT", [0.1] * 29),
            group(1, "", [0.0] * 40),
        ]
    )
    measured = ridge_coefficients(samples)
    assert measured.table.to_numpy(object).tolist() == [["", 2, "TT", 0.101]]
    said = dict(zip(measured.groups[["GDPDJB", "GDLX"]].itertuples(index=False, name=None), measured.groups["VERDICT"]))
    assert [said[2, "TT"], said[3, "TT"], said[4, "TT"], said[5, "PD"]] == ["holds", "too_wide", "too_few", "too_few"]
    assert len(said) == 8
    assert "Grade 3, TT: the largest coefficient exceeds the smallest by 31.0 %, 30 % are allowed." in measured.failures
    assert "Grade 4, TT: 29 samples, 30 are needed." in measured.failures
    assert len(measured.failures) == 7
    assert "40 samples on slope grade 1" in measured.notes[0]
    assert read_ridge_table(measured.table).rows["KCXS"].tolist() == [0.101]


def test_percent_ratio_and_areas_give_the_same_table() -> None:
    ratio = group(3, "PD", np.linspace(0.06, 0.07, 30).round(4).tolist())
    percent = ratio.assign(KCXS=ratio["KCXS"] * 100)
    areas = ratio.assign(TK=ratio["KCXS"] * 5000, MJ=5000.0).drop(columns="KCXS")
    expected = ridge_coefficients(ratio)
    assert (expected.percent, ridge_coefficients(percent).percent) == (False, True)
    for made in (ridge_coefficients(percent), ridge_coefficients(areas, ridge_area="TK", patch_area="MJ")):
        pd.testing.assert_frame_equal(made.table, expected.table)


def test_zones_are_groups_of_their_own_and_small_samples_do_not_count() -> None:
    hill = group(2, "PD", [0.05] * 30, ZONE="hill", MJ=5000.0)
    plain = group(2, "PD", [0.02] * 30, ZONE="plain", MJ=3999)
    both = pd.concat([hill, plain])
    assert ridge_coefficients(both, zone="ZONE").table["KCXS"].tolist() == [0.05, 0.02]
    assert verdicts(both)[2, "PD"] == "too_wide"
    measured = ridge_coefficients(both, zone="ZONE", patch_area="MJ", smallest=4000.0)
    assert measured.table["ZONE"].tolist() == ["hill"]
    assert "30 samples are smaller than 4000 m²" in measured.notes[0]


def test_what_looks_odd_is_said() -> None:
    samples = pd.concat([group(2, "TT", [0.05] * 30), group(2, "PD", [0.06] * 30), group(3, "TT", [0.04] * 30)])
    notes = ridge_coefficients(samples).notes
    assert any(note.startswith("Grade 2, TT: terraces") for note in notes)
    assert any(note.startswith("Grade 3, TT: the coefficient is smaller than on the grade below") for note in notes)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"GDPDJB": "6"}, "Sample 2 is not usable"),
        ({"GDLX": "FD"}, "Sample 2 is not usable"),
        ({"KCXS": np.nan}, "Sample 2 is not usable"),
        ({"KCXS": -0.1}, "at least 0"),
    ],
)
def test_bad_samples_are_named(change: dict, message: str) -> None:
    samples = group(2, "TT", [0.1] * 3)
    for name, value in change.items():
        samples.loc[1, name] = value
    with pytest.raises(TubanError, match=message):
        ridge_coefficients(samples)


def test_samples_without_area_or_without_any_ridged_grade_are_refused() -> None:
    with pytest.raises(TubanError, match="Sample 1 is not usable"):
        ridge_coefficients(group(2, "TT", [0.1], TK=5.0, MJ=0.0), ridge_area="TK", patch_area="MJ")
    for none in (group(1, "TT", [0.0]), group(2, "TT", [])):
        with pytest.raises(TubanError, match="no sample on slope grades 2 to 5"):
            ridge_coefficients(none)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(10_000, 12_999), min_size=30, max_size=60))
def test_the_mean_is_decimal(units: list[int]) -> None:
    table = ridge_coefficients(group(5, "TT", [unit / 1e5 for unit in units])).table
    mean = sum(Decimal(unit) for unit in units) / len(units) / 100_000
    assert table["KCXS"].tolist() == [float(mean.quantize(Decimal("0.0001"), ROUND_HALF_UP))]


def test_the_chart_shows_every_coefficient_of_the_table() -> None:
    table = pd.DataFrame({"ZONE": "", "GDPDJB": [2, 2, 3], "GDLX": ["TT", "PD", "TT"], "KCXS": [0.068, 0.03, 0.1195]})
    chart = ridge_chart(table)
    terrace, slope = chart.series.values()
    assert terrace == pytest.approx([6.8, 11.95])
    assert slope == pytest.approx([3.0, np.nan], nan_ok=True)
    assert list(chart.rows) == ["Grade 2", "Grade 3"]
