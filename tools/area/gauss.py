"""The Gauss-Krueger inverse with the official constants."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .ellipsoid import Ellipsoid

Floats = NDArray[np.float64]


def gauss_inverse(northing: Floats, easting: Floats, ellipsoid: Ellipsoid) -> tuple[Floats, Floats]:
    """Latitude and longitude from the central meridian, in radians, not rounded.

    `northing` (x of the official formula) and `easting` (its y', without false easting and zone number) in m, float
    arrays of one shape. Formulas and constants of 国土调查办发〔2008〕32号; within 4e-6 arc seconds of a rigorous
    inverse between 20 and 45 degrees.
    """
    k0, k1, k2, k3, k4 = ellipsoid.k
    arc = k0 * northing
    sine, cosine = np.sin(arc), np.cos(arc)
    square = sine * sine
    step = cosine * sine * (k1 - square * (k2 - square * (k3 - square * k4)))
    # Sine and cosine of the footpoint arc + step: step is at most 0.0026, so these short series are exact in doubles.
    step2 = step * step
    sine_step = step * (1 - step2 / 6 * (1 - step2 / 20))
    cosine_step = 1 - step2 / 2 * (1 - step2 / 12 * (1 - step2 / 30))
    sine_foot = sine * cosine_step + cosine * sine_step
    cosine_foot = cosine * cosine_step - sine * sine_step

    t = sine_foot / cosine_foot
    t2 = t * t
    eta2 = ellipsoid.second_e2 * cosine_foot * cosine_foot
    v2 = 1 + eta2
    u = easting * np.sqrt(v2) / ellipsoid.c
    u2 = u * u
    inner = (5 + 3 * t2 + eta2 - 9 * eta2 * t2) / 24 - u2 * (61 + t2 * (90 + 45 * t2)) / 720
    latitude = arc + step - v2 * t * u2 * (0.5 - u2 * inner)
    inner = (5 + t2 * (28 + 24 * t2) + eta2 * (6 + 8 * t2)) / 120
    longitude = u / cosine_foot * (1 - u2 * ((1 + 2 * t2 + eta2) / 6 - u2 * inner))
    return latitude, longitude
