"""Geodesy and sums: the official ellipsoidal areas, and decimal rounding that closes to the last 0.01."""

from .adjust import LIMIT, Adjustment, adjust_areas, control_areas, county_control
from .control import ControlTable, Grid, control_table, grid_of
from .ellipsoid import CGCS2000, ELLIPSOIDS, KRASOVSKY54, XIAN80, Ellipsoid, sheet_area
from .features import blocks, polygon_parts
from .gauss import gauss_inverse
from .patches import DENSIFY, ellipsoidal_areas
from .reference import SurveyReference, same_datum, survey_reference
from .rounding import half_up, in_units, product_half_up
from .sheets import SCALES, SheetScale, dms, sheet_bounds, sheet_frame, sheet_numbers, sheets_at, sheets_over
from .zones import CountyZone, county_zone

__all__ = [
    "CGCS2000",
    "DENSIFY",
    "ELLIPSOIDS",
    "KRASOVSKY54",
    "LIMIT",
    "SCALES",
    "XIAN80",
    "Adjustment",
    "ControlTable",
    "CountyZone",
    "Ellipsoid",
    "Grid",
    "SheetScale",
    "SurveyReference",
    "adjust_areas",
    "blocks",
    "control_areas",
    "control_table",
    "county_control",
    "county_zone",
    "dms",
    "ellipsoidal_areas",
    "gauss_inverse",
    "grid_of",
    "half_up",
    "in_units",
    "polygon_parts",
    "product_half_up",
    "same_datum",
    "sheet_area",
    "sheet_bounds",
    "sheet_frame",
    "sheet_numbers",
    "sheets_at",
    "sheets_over",
    "survey_reference",
]
