"""Slope and ridges: slope of the ground, slope grade of each patch, deduction of ridges (田坎)."""

from .grade_charts import grade_charts
from .grades import HIGHER, LOWER, RESULT_COLUMNS, Grading, assign_grades, winning_grade
from .regions import LONGEST_BORDER, LOWER_NEIGHBOUR
from .ridge_samples import LEAST_SAMPLES, Measured, ridge_chart, ridge_coefficients
from .ridges import SPREAD, Deduction, RidgeTable, as_ratio, deduct_ridges, read_ridge_table, sample_spread_allows_mean
from .shares import SlopeMap, SlopeRaster, SlopeShares, SlopeSource
from .slope import (
    HORN,
    ZEVENBERGEN_THORNE,
    HeightFile,
    SlopeCells,
    SlopeFile,
    SlopeGrid,
    grid_of,
    read_slope,
    slope_of_dem,
    write_slope,
)
from .slope_map import SMALLEST_ON_MAP, border_offset_cells, check_slope_map_borders, make_slope_map
from .split import Split, split_by_slope
from .terraces import Typing, classify_terraces, township_types

__all__ = [
    "HIGHER",
    "HORN",
    "LEAST_SAMPLES",
    "LONGEST_BORDER",
    "LOWER",
    "LOWER_NEIGHBOUR",
    "RESULT_COLUMNS",
    "SMALLEST_ON_MAP",
    "SPREAD",
    "ZEVENBERGEN_THORNE",
    "Deduction",
    "Grading",
    "HeightFile",
    "Measured",
    "RidgeTable",
    "SlopeCells",
    "SlopeFile",
    "SlopeGrid",
    "SlopeMap",
    "SlopeRaster",
    "SlopeShares",
    "SlopeSource",
    "Split",
    "Typing",
    "as_ratio",
    "assign_grades",
    "border_offset_cells",
    "check_slope_map_borders",
    "classify_terraces",
    "deduct_ridges",
    "grade_charts",
    "grid_of",
    "make_slope_map",
    "read_ridge_table",
    "read_slope",
    "ridge_chart",
    "ridge_coefficients",
    "sample_spread_allows_mean",
    "slope_of_dem",
    "split_by_slope",
    "township_types",
    "winning_grade",
    "write_slope",
]
