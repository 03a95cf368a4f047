"""Slope and ridges: slope of the ground, slope grade of each patch, deduction of ridges (田坎)."""

from .grades import HIGHER, LOWER, RESULT_COLUMNS, Grading, assign_grades, winning_grade
from .ridge_samples import LEAST_SAMPLES, Measured, ridge_chart, ridge_coefficients
from .ridges import SPREAD, Deduction, RidgeTable, as_ratio, deduct_ridges, read_ridge_table, sample_spread_allows_mean
from .shares import SlopeMap, SlopeRaster, SlopeShares, SlopeSource
from .slope import HORN, ZEVENBERGEN_THORNE, HeightFile, SlopeFile, SlopeGrid, read_slope, slope_of_dem, write_slope
from .slope_map import border_offset_cells, check_slope_map_borders, share_thin_patches, split_by_grade

__all__ = [
    "HIGHER",
    "HORN",
    "LEAST_SAMPLES",
    "LOWER",
    "RESULT_COLUMNS",
    "SPREAD",
    "ZEVENBERGEN_THORNE",
    "Deduction",
    "Grading",
    "HeightFile",
    "Measured",
    "RidgeTable",
    "SlopeFile",
    "SlopeGrid",
    "SlopeMap",
    "SlopeRaster",
    "SlopeShares",
    "SlopeSource",
    "as_ratio",
    "assign_grades",
    "border_offset_cells",
    "check_slope_map_borders",
    "deduct_ridges",
    "read_ridge_table",
    "read_slope",
    "ridge_chart",
    "ridge_coefficients",
    "sample_spread_allows_mean",
    "share_thin_patches",
    "slope_of_dem",
    "split_by_grade",
    "winning_grade",
    "write_slope",
]
