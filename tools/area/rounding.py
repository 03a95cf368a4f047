"""Decimal rounding on binary numbers: half up, away from zero, as the survey's sums are made.

The survey rounds as one does on paper: 100.005 is 100.01. In binary 100.005 lies a little below and would go down;
so a number counts here as the decimal that prints for it. Sums and products that must close to the last 0.01 go
through whole numbers of that unit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..errors import TubanError
from ..language import tr

_EXACT = float(2**53)
"""Above this a double holds no fraction that could be rounded."""

_LARGEST_INTEGER = float(2**63)


def half_up(values: ArrayLike, decimals: int = 2) -> NDArray[np.float64]:
    """Round to `decimals` places, halves away from zero: 100.005 -> 100.01, -0.125 -> -0.13.

    `values`: any shape of numbers; NaN and infinities stay. Each value is taken as its shortest decimal, the one
    that prints. Values with more than 15 digits before the last kept place come back unchanged.
    """
    given = np.asarray(values, dtype=np.float64)
    size = np.abs(given)
    step = 10.0**decimals
    finer = step * 10.0
    with np.errstate(invalid="ignore", over="ignore"):
        digits = np.rint(size * finer)
        whole = np.floor(digits / 10.0)
        last = digits - whole * 10.0
        # A last digit of 5 is a half only if the value is not below the double that this very decimal has.
        up = (last > 5.0) | ((last == 5.0) & (size >= digits / finer))
        rounded = np.copysign((whole + up) / step, given)
        return np.where(digits < _EXACT, rounded, given)


def in_units(values: ArrayLike, decimals: int) -> NDArray[np.int64]:
    """Values as whole numbers of 10**-decimals, half up: 5000.005 with 2 decimals -> 500001.

    Raises `TubanError` for values that are no numbers or do not fit 64 bits.
    """
    scaled = np.rint(half_up(values, decimals) * 10.0**decimals)
    if not np.all(np.abs(scaled) < _LARGEST_INTEGER):
        raise TubanError(tr("A value is missing or too large to be counted in whole units; look at the area fields."))
    return scaled.astype(np.int64)


def product_half_up(
    first: ArrayLike, second: ArrayLike, decimals: int = 2, *, first_decimals: int = 2, second_decimals: int = 4
) -> NDArray[np.float64]:
    """`first` * `second` in decimal arithmetic, rounded half up once: 1000.05 * 0.1 -> 100.01.

    The factors are read with `first_decimals` and `second_decimals` places (TBMJ has 2, KCXS 4). NaN in either
    gives NaN. Raises `TubanError` where the product does not fit 64 bits (an area above 9e6 km2).
    """
    left, right = np.broadcast_arrays(np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64))
    known = np.isfinite(left) & np.isfinite(right)
    a = in_units(np.where(known, left, 0.0), first_decimals)
    b = in_units(np.where(known, right, 0.0), second_decimals)
    if np.any(np.abs(a.astype(float)) * np.abs(b.astype(float)) >= _LARGEST_INTEGER / 4):
        raise TubanError(tr("A product of area and coefficient is too large; check the values of the two fields."))
    product = a * b
    surplus = 10 ** (first_decimals + second_decimals - decimals)
    magnitude = (np.abs(product) * 2 + surplus) // (2 * surplus)
    return np.where(known, np.sign(product) * magnitude / 10.0**decimals, np.nan)
