"""Decimal rounding: against Python's decimal module, and where binary would go wrong."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tuban.tools.area import half_up, in_units, product_half_up
from tuban.tools.errors import TubanError

places = st.integers(0, 4)


def by_decimal(value: float, decimals: int) -> float:
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (100.005, 2, 100.01),
        (100.00499999999997, 2, 100.0),
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (-100.005, 2, -100.01),
        (0.125, 2, 0.13),
        (2.5, 0, 3.0),
        (4402.5, 2, 4402.5),
        (0.12345, 4, 0.1235),
        (123456789012.345, 2, 123456789012.35),
        (0.0, 2, 0.0),
    ],
)
def test_halves_go_away_from_zero(value: float, decimals: int, expected: float) -> None:
    assert half_up([value], decimals)[0] == expected


@given(st.floats(-1e10, 1e10, allow_nan=False), places)
def test_half_up_is_decimal_rounding_of_the_printed_value(value: float, decimals: int) -> None:
    assert half_up(value, decimals) == by_decimal(value, decimals)


@given(st.integers(-(10**12), 10**12), places)
def test_half_up_decides_exact_halves(units: int, decimals: int) -> None:
    value = float(Decimal(units * 10 + 5).scaleb(-decimals - 1))
    assert half_up(value, decimals) == by_decimal(value, decimals)


def test_half_up_keeps_shape_missing_values_and_large_numbers() -> None:
    values = np.array([[np.nan, np.inf], [-np.inf, 1e17]])
    np.testing.assert_array_equal(half_up(values), values)


def test_product_of_area_and_coefficient_is_exact() -> None:
    # In binary 1000.05 * 0.1 is 100.00500000000001, 5000 * 0.1195 is 597.5000000000001, 1.05 * 0.1 is below 0.105.
    areas, coefficients = [1000.05, 5000.0, 1.05, np.nan, 0.0], [0.1, 0.1195, 0.1, 0.1, 0.5]
    np.testing.assert_array_equal(product_half_up(areas, coefficients), [100.01, 597.5, 0.11, np.nan, 0.0])


@given(st.integers(0, 10**11), st.integers(0, 9999))
def test_product_is_decimal_arithmetic(area: int, coefficient: int) -> None:
    exact = Decimal(area).scaleb(-2) * Decimal(coefficient).scaleb(-4)
    expected = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert product_half_up(area / 100, coefficient / 10000) == float(expected)


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(TubanError, match="too large"):
        product_half_up([1e15], [0.9])
    with pytest.raises(TubanError, match="missing"):
        in_units([np.nan], 2)
    np.testing.assert_array_equal(in_units([5000.005, -0.015], 2), [500001, -2])
