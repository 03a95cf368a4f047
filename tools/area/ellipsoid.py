"""The reference ellipsoids of Chinese surveys and the official area series on them.

Source: the technical requirements on ellipsoidal areas of map sheets and patches, 国土调查办发〔2008〕32号. Its printed
constants are used where it prints them (Xi'an 1980); those of CGCS2000 are the ones in use since the third survey;
those of Beijing 1954 are derived from the ellipsoid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .rounding import half_up


@dataclass(frozen=True)
class Ellipsoid:
    """An ellipsoid with the constants that the official formulas take.

    `a`, `b` half axes and `c` = a2/b polar radius of curvature in m; `e2`, `second_e2` squares of the first and
    second eccentricity; `k` the constants K0 (1/m) and K1..K4 of the Gauss inverse.
    """

    name: str
    a: float
    inverse_flattening: float
    b: float
    e2: float
    second_e2: float
    c: float
    k: tuple[float, float, float, float, float]

    @property
    def series(self) -> tuple[float, float, float, float, float]:
        """The coefficients A..E of the area series."""
        e2, e4, e6, e8 = (self.e2**power for power in (1, 2, 3, 4))
        return (
            1 + 3 / 6 * e2 + 30 / 80 * e4 + 35 / 112 * e6 + 630 / 2304 * e8,
            1 / 6 * e2 + 15 / 80 * e4 + 21 / 112 * e6 + 420 / 2304 * e8,
            3 / 80 * e4 + 7 / 112 * e6 + 180 / 2304 * e8,
            1 / 112 * e6 + 45 / 2304 * e8,
            5 / 2304 * e8,
        )


def footpoint_constants(a: float, inverse_flattening: float) -> tuple[float, float, float, float, float]:
    """K0 (1/m) and K1..K4 of the Gauss inverse from an ellipsoid's half axis (m) and inverse flattening.

    The latitude of the footpoint is a series in sin 2E .. sin 8E of the rectifying latitude E = K0 x with
    coefficients in the third flattening n; written in powers of sin E it takes the shape of the official formula.
    """
    n = 1 / (2 * inverse_flattening - 1)
    rectifying_radius = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    second = 3 / 2 * n - 27 / 32 * n**3
    fourth = 21 / 16 * n**2 - 55 / 32 * n**4
    sixth = 151 / 96 * n**3
    eighth = 1097 / 512 * n**4
    return (
        1 / rectifying_radius,
        2 * second + 4 * fourth + 6 * sixth + 8 * eighth,
        8 * fourth + 32 * sixth + 80 * eighth,
        32 * sixth + 192 * eighth,
        128 * eighth,
    )


def _derived(name: str, a: float, inverse_flattening: float) -> Ellipsoid:
    flattening = 1 / inverse_flattening
    b = a * (1 - flattening)
    e2 = flattening * (2 - flattening)
    k = footpoint_constants(a, inverse_flattening)
    return Ellipsoid(name, a, inverse_flattening, b, e2, e2 / (1 - e2), a * a / b, k)


CGCS2000 = Ellipsoid(
    name="CGCS2000",
    a=6378137.0,
    inverse_flattening=298.257222101,
    b=6356752.31414036,
    e2=0.0066943800229,
    second_e2=0.00673949677548,
    c=6399593.62586,
    k=(1.57048761144159e-07, 5.05250178820567e-03, 2.98472900956587e-05, 2.41626669230084e-07, 2.22241238938534e-09),
)
XIAN80 = Ellipsoid(
    name="Xian80",
    a=6378140.0,
    inverse_flattening=298.257,
    b=6356755.288157529,
    e2=6.69438499958795e-03,
    second_e2=6.73950181947292e-03,
    c=6399596.65198801,
    k=(1.57048687472752e-07, 5.05250559291393e-03, 2.98473350966158e-05, 2.41627215981336e-07, 2.22241909461273e-09),
)
KRASOVSKY54 = _derived("Krasovsky54", 6378245.0, 298.3)

ELLIPSOIDS = (CGCS2000, XIAN80, KRASOVSKY54)


def sheet_area(
    ellipsoid: Ellipsoid, south: ArrayLike, north: ArrayLike, width: ArrayLike, decimals: int | None = 2
) -> NDArray[np.float64]:
    """Theoretical area of a map sheet in m2, formula (1) of 国土调查办发〔2008〕32号.

    `south`, `north`: bounding parallels, `width`: span in longitude, all in decimal degrees, scalars or arrays.
    Rounded half up to `decimals` places; None leaves the value of the series as it is.
    """
    lower, upper, span = np.radians(south), np.radians(north), np.radians(width)
    half, middle = (upper - lower) / 2, (upper + lower) / 2
    total = np.zeros(np.broadcast(half, span).shape)
    for order, coefficient in zip((1, 3, 5, 7, 9), ellipsoid.series):
        sign = 1 if order % 4 == 1 else -1
        total = total + sign * coefficient * np.sin(order * half) * np.cos(order * middle)
    area = 2 * ellipsoid.b**2 * span * total
    return area if decimals is None else half_up(area, decimals)


def zone_polynomial(ellipsoid: Ellipsoid) -> tuple[float, float, float, float, float]:
    """Coefficients p0..p4 with which sin B (p0 + p1 q + p2 q2 + p3 q3 + p4 q4), q = sin2 B, sums the area series.

    Each term of the official series, 2 sin(k dB/2) cos(k Bm), is sin k B2 - sin k B1: a zone is the difference of one
    function at its two parallels, and sines of odd multiples are polynomials in sin B. b2 dL times that difference is
    the area of a trapezoid, formula (2), with one sine per vertex.
    """
    a, b, c, d, e = ellipsoid.series
    return (
        a - 3 * b + 5 * c - 7 * d + 9 * e,
        4 * b - 20 * c + 56 * d - 120 * e,
        16 * c - 112 * d + 432 * e,
        64 * d - 576 * e,
        256 * e,
    )
