"""One slope grade for each cultivated patch: the one with the largest summed area (2018 plan IV.7.1)."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from ..area import half_up, in_units
from ..language import tr
from ..progress import Progress, silent
from ..quality.findings import ERROR, NOTE, joined
from ..standard import Standard
from .reporting import about
from .shares import GRADES, SlopeShares, SlopeSource

LOWER, HIGHER = "lower", "higher"

GRADE_COLUMNS = ("PD1_M2", "PD2_M2", "PD3_M2", "PD4_M2", "PD5_M2")
"""Area of each grade under the patch, m2 on the plane of the slope data, 2 decimals."""

MEAN_COLUMN = "PD_MEAN"
"""Mean slope in degrees, 2 decimals; NULL where only grades are known."""

MARGIN_COLUMN = "PD_MARGIN"
"""By which share of the patch the first grade leads the second, 0 to 1: a small margin deserves a look."""

MISSING_COLUMN = "PD_NODATA"
"""Share of the patch without slope data, 0 to 1."""

RESULT_COLUMNS = (*GRADE_COLUMNS, MEAN_COLUMN, MARGIN_COLUMN, MISSING_COLUMN)
"""What `assign_grades` adds beside GDPDJB; NULL for patches that get no grade by their class."""

_RULE = "L-ATT-09a"
"""In the rule book: cultivated land must have a slope grade."""


@dataclass(frozen=True)
class Grading:
    """Patches with GDPDJB and `RESULT_COLUMNS`, and what has to be looked at."""

    patches: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame


def assign_grades(
    patches: gpd.GeoDataFrame,
    source: SlopeSource,
    standard: Standard,
    *,
    tie: str = LOWER,
    all_classes: bool = False,
    layer: str = "DLTB",
    progress: Progress = silent,
) -> Grading:
    """Set GDPDJB of cultivated patches (01xx) to the grade with the largest summed area, and empty it elsewhere.

    `patches` needs DLBM and a CRS. `tie`: which of two equal grades wins, `lower` or `higher`; ties (to 0.01 m2) are
    listed as notes, since the rule leaves them open. `all_classes` grades every patch. A patch without slope data or
    without geometry gets no grade and a finding of kind `no_slope`. The input frame is not changed.
    """
    wanted = np.ones(len(patches), bool) if all_classes else standard.is_cultivated(patches["DLBM"])
    shapes = patches.geometry.to_numpy()
    measurable = wanted & (shapely.get_dimensions(shapes) == 2) & ~shapely.is_empty(shapes)
    shares = _no_shares(len(patches))
    if measurable.any():
        found = source.shares(patches.geometry[measurable], standard, progress)
        shares.areas[measurable], shares.measured[measurable] = found.areas, found.measured
        shares.mean[measurable] = found.mean
    grade, tied = winning_grade(shares.areas, tie)
    graded = _with_results(patches, np.where(wanted, grade, 0), shares, wanted)
    return Grading(graded, _findings(graded, wanted & (grade == 0), wanted & tied, layer))


def winning_grade(areas: NDArray[np.float64], tie: str = LOWER) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The grade with the largest area in each row of (n, 5) areas in m2, 0 where all are 0, and whether it is tied.

    Areas are equal when they agree to 0.01 m2.
    """
    units = in_units(areas, 2)
    largest = units.max(axis=1, initial=0)
    first = np.argmax(units, axis=1)
    last = len(GRADES) - 1 - np.argmax(units[:, ::-1], axis=1)
    known = largest > 0
    column = last if tie == HIGHER else first
    return np.where(known, column + 1, 0), known & (first != last)


def _no_shares(count: int) -> SlopeShares:
    return SlopeShares(np.zeros((count, len(GRADES))), np.zeros(count), np.full(count, np.nan))


def _with_results(
    patches: gpd.GeoDataFrame, grade: NDArray[np.int64], shares: SlopeShares, wanted: NDArray[np.bool_]
) -> gpd.GeoDataFrame:
    total = shares.areas.sum(axis=1)
    ordered = np.sort(shares.areas, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        margin = np.where(total > 0, (ordered[:, -1] - ordered[:, -2]) / total, np.nan)
        missing = np.where(shares.measured > 0, 1.0 - total / shares.measured, 1.0)
    graded = patches.copy()
    names = np.array([None, *(str(number) for number in GRADES)], dtype=object)
    graded["GDPDJB"] = names[grade]
    columns = [*half_up(shares.areas, 2).T, half_up(shares.mean, 2), half_up(margin, 4)]
    columns.append(half_up(np.clip(missing, 0.0, 1.0), 4))
    for name, values in zip(RESULT_COLUMNS, columns):
        graded[name] = np.where(wanted, values, np.nan)
    return graded


def _findings(
    graded: gpd.GeoDataFrame, without: NDArray[np.bool_], tied: NDArray[np.bool_], layer: str
) -> gpd.GeoDataFrame:
    message = tr("There is no slope data under the patch: it got no slope grade. Add the data, or set GDPDJB by hand.")
    missing = about(graded[without], "no_slope", _RULE, ERROR, message, layer)
    template = tr("Two slope grades have the same area under the patch; GDPDJB was set to {grade}. Confirm it.")
    equal = graded[tied]
    messages = [template.format(grade=grade) for grade in equal["GDPDJB"]]
    return joined([missing, about(equal, "slope_tie", _RULE, NOTE, messages, layer)], graded.crs)
