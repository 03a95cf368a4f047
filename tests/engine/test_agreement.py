"""Agreement and accuracy against published worked examples, and against what must hold for any sample."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools.labelling.agreement import (
    OVERALL,
    PRODUCER,
    SHARE,
    USER,
    Sample,
    accuracy,
    by_class,
    error_matrix,
    kappa,
    overall_agreement,
    quantile,
    wilson,
)


def matrix(*rows) -> pd.DataFrame:
    names = [chr(ord("A") + place) for place in range(len(rows))]
    return pd.DataFrame(list(rows), index=names, columns=names)


def pairs(table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The units that a matrix counts."""
    count = table.to_numpy()
    first, second = np.nonzero(count)
    names = table.index.to_numpy(object)
    return np.repeat(names[first], count[first, second]), np.repeat(names[second], count[first, second])


# Congalton and Green, Assessing the Accuracy of Remotely Sensed Data (1999), chapter 5: deciduous, conifer,
# agriculture, shrub; rows are the map. 321 of 434 are right.
CONGALTON = matrix([65, 4, 22, 24], [6, 81, 5, 8], [0, 11, 85, 19], [4, 7, 3, 90])


def test_the_matrix_of_congalton_and_green():
    assert error_matrix(*pairs(CONGALTON)).equals(CONGALTON)
    assert overall_agreement(CONGALTON).value == pytest.approx(321 / 434)
    found = kappa(CONGALTON)
    assert round(found.value, 2) == 0.65
    # The book prints 0.0007778 and a Z of 23.4: in its last term the margins of row and column are exchanged against
    # Fleiss, Cohen and Everitt, whom SAS follows (below), as we do.
    assert found.error**2 == pytest.approx(0.0007778, rel=0.011)
    assert found.value / found.error == pytest.approx(23.4, abs=0.2)


def test_congalton_and_green_s_accuracies():
    mapped, reference = pairs(CONGALTON)
    everywhere = np.full(434, "", object)
    found = accuracy(Sample(mapped, reference, everywhere, np.full(434, 10**9), np.ones(434)))
    value = found.set_index(["measure", "class"])["value"]
    assert round(value[OVERALL, ""], 2) == 0.74
    assert value[USER].round(2).tolist() == [0.57, 0.81, 0.74, 0.87]
    assert value[PRODUCER].round(2).tolist() == [0.87, 0.79, 0.74, 0.64]


@pytest.mark.parametrize(
    ("table", "value", "error", "low", "high"),
    [  # printed by SAS PROC FREQ (AGREE), as in J. Uebersax, "Kappa coefficients with SAS", and statsmodels' tests
        (matrix([0, 0, 0], [5, 16, 3], [8, 12, 28]), 0.3333, 0.0814, 0.1738, 0.4929),
        (matrix([0, 4, 1], [0, 8, 0], [0, 1, 5]), 0.4842, 0.1380, 0.2137, 0.7547),
    ],
)
def test_kappa_and_its_interval_as_printed_by_sas(table, value, error, low, high):
    found = kappa(table)
    assert (found.value, found.error, found.low, found.high) == pytest.approx((value, error, low, high), abs=5e-5)


def test_kappa_where_nothing_can_be_told():
    assert np.isnan(kappa(matrix([7])).value)
    assert np.isnan(kappa(matrix([0, 0], [0, 0])).value)
    assert kappa(matrix([5, 0], [0, 9])).value == 1.0


@pytest.mark.parametrize(  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
    ("seen", "units", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_intervals_of_newcombe(seen, units, low, high):
    assert wilson(seen / units, units) == pytest.approx((low, high), abs=5e-5)


# Olofsson et al., Remote Sensing of Environment 148 (2014), tables 8 and 9 and page 54. Pixels of 30 m.
OLOFSSON = matrix([66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313])
PIXELS = np.array([200_000, 150_000, 3_200_000, 6_450_000])


@pytest.fixture(scope="module")
def olofsson():
    mapped, reference = pairs(OLOFSSON)
    population = PIXELS[np.searchsorted(OLOFSSON.index, mapped)]
    found = accuracy(Sample(mapped, reference, mapped, population, np.ones(len(mapped))))
    return found.set_index(["measure", "class"]).sort_index()


def test_the_accuracies_of_olofsson(olofsson):
    reach = quantile() * olofsson["error"]
    assert (round(olofsson["value"][OVERALL, ""], 2), round(reach[OVERALL, ""], 2)) == (0.95, 0.02)
    assert olofsson["value"][USER].round(2).tolist() == [0.88, 0.73, 0.93, 0.96]
    assert reach[USER].tolist() == pytest.approx([0.07, 0.10, 0.04, 0.02], abs=0.005)
    assert olofsson["value"][PRODUCER].round(2).tolist() == [0.75, 0.85, 0.93, 0.96]
    # The paper prints 0.23 and 0.01 for the second and the last; its own formula gives 0.25 and 0.02.
    assert reach[PRODUCER].tolist() == pytest.approx([0.21, 0.25, 0.03, 0.02], abs=0.006)


def test_the_areas_of_olofsson(olofsson):
    hectares = PIXELS.sum() * 0.09
    assert (olofsson["value"][SHARE] * hectares).tolist() == pytest.approx([21158, 11686, 285770, 581386], abs=1)
    reach = quantile() * olofsson["error"][SHARE] * hectares
    assert reach.tolist() == pytest.approx([6158, 3756, 15510, 16282], abs=2)


def test_the_example_of_stehman():
    """International Journal of Remote Sensing 35 (2014), table 2 and pages 4932 to 4936: strata unlike the classes."""
    stratum = np.array(list("A" * 10 + "B" * 10 + "C" * 10 + "D" * 10), object)
    mapped = np.array(list("AAAAAAABBB" + "ABBBBBBBBB" + "BBCCCCCCBB" + "DDDDDDDDDD"), object)
    reference = np.array(list("AAAAACBABC" + "ABBBBBAABB" + "CCCCCDDBBA" + "DDDDDDDCCB"), object)
    population = np.array([{"A": 40_000, "B": 30_000, "C": 20_000, "D": 10_000}[name] for name in stratum])
    found = accuracy(Sample(mapped, reference, stratum, population, np.ones(40)))
    found = found.set_index(["measure", "class"])
    value, error = found["value"], found["error"]
    assert (value[SHARE, "A"], value[SHARE, "C"], value[OVERALL, ""]) == pytest.approx((0.35, 0.20, 0.63))
    assert (value[USER, "B"], value[PRODUCER, "B"]) == pytest.approx((0.574, 0.794), abs=5e-4)
    assert (error[SHARE, "A"], error[SHARE, "C"]) == pytest.approx((0.082, 0.064), abs=5e-4)
    assert (error[OVERALL, ""], error[USER, "B"]) == pytest.approx((0.085, 0.125), abs=6e-4)


def test_all_looked_at_leaves_no_doubt():
    mapped, reference = pairs(matrix([3, 1], [0, 2]))
    found = accuracy(Sample(mapped, reference, mapped, np.where(mapped == "A", 4, 2), np.ones(6)))
    overall = found.iloc[0]
    found = [overall[name] for name in ("value", "error", "low", "high")]
    assert found == pytest.approx([5 / 6, 0, 5 / 6, 5 / 6])


def test_areas_weigh():
    mapped = np.array(["A", "A", "A"], object)
    reference = np.array(["A", "A", "B"], object)
    sample = Sample(mapped, reference, mapped, np.full(3, 300), np.array([10.0, 10.0, 80.0]))
    found = accuracy(sample).set_index(["measure", "class"])["value"]
    assert found[OVERALL, ""] == pytest.approx(0.2)
    assert found[SHARE, "B"] == pytest.approx(0.8)


def test_one_patch_of_a_stratum_tells_no_error():
    mapped, reference = np.array(["A", "A", "B"], object), np.array(["A", "B", "B"], object)
    sample = Sample(mapped, reference, mapped, np.array([10, 10, 10]), np.ones(3))
    assert sample.lonely_strata() == ["B"]
    assert np.isnan(accuracy(sample)["error"].iloc[0])


def test_agreement_of_a_class():
    found = by_class(matrix([3, 1], [0, 2]))
    assert found.loc["A"].tolist() == pytest.approx([4, 3, 3, 6 / 7])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC")), min_size=4, max_size=60), st.randoms())
def test_what_holds_for_any_two_interpretations(given_pairs, chance):
    first, second = (np.array(side, object) for side in zip(*given_pairs))
    one, other = kappa(error_matrix(first, second)), kappa(error_matrix(second, first))
    assert np.isnan(one.value) or (one.value, one.error) == pytest.approx((other.value, other.error))
    shuffled = list(given_pairs)
    chance.shuffle(shuffled)
    again = kappa(error_matrix(*(np.array(side, object) for side in zip(*shuffled))))
    assert np.isnan(one.value) or again.value == pytest.approx(one.value)
    everywhere = np.full(len(first), "", object)
    found = accuracy(Sample(first, second, everywhere, np.full(len(first), 10**9), np.ones(len(first))))
    overall = found.iloc[0]
    assert overall["value"] == pytest.approx(overall_agreement(error_matrix(first, second)).value)
    assert (overall["low"], overall["high"]) == pytest.approx(wilson(overall["value"], len(first)), abs=1e-6)
    known = found.dropna(subset=["low"])
    assert ((known["low"] <= known["value"] + 1e-9) & (known["value"] <= known["high"] + 1e-9)).all()
