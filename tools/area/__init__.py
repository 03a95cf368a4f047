"""Geodesy and sums: the official ellipsoidal areas, and decimal rounding that closes to the last 0.01."""

from .ellipsoid import CGCS2000, ELLIPSOIDS, KRASOVSKY54, XIAN80, Ellipsoid, sheet_area
from .features import blocks, polygon_parts
from .gauss import gauss_inverse
from .patches import DENSIFY, ellipsoidal_areas
from .reference import SurveyReference, same_datum, survey_reference
from .rounding import half_up, in_units, product_half_up

__all__ = [
    "CGCS2000",
    "DENSIFY",
    "ELLIPSOIDS",
    "KRASOVSKY54",
    "XIAN80",
    "Ellipsoid",
    "SurveyReference",
    "blocks",
    "ellipsoidal_areas",
    "gauss_inverse",
    "half_up",
    "in_units",
    "polygon_parts",
    "product_half_up",
    "same_datum",
    "sheet_area",
    "survey_reference",
]
