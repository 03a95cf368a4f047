"""How wide linear patches are: by the official formula, and along their centrelines."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import half_up
from ..progress import Progress, silent, steps
from .medial import centrelines_of
from .settings import WIDTH
from .systems import refuse_degrees

LEAST, MEDIAN, MOST = "WIDTH_MIN", "WIDTH_MED", "WIDTH_MAX"

_STEP = 2.0
"""Times the official width: how far apart the width is measured along the centreline."""

_SAMPLES = 200
"""Measurements of one patch at most."""

_BEYOND = 0.25
"""Times the distance to the near side: how far beyond the centreline the far side is looked for."""


def official_widths(shapes: np.ndarray) -> np.ndarray:
    """XZDWKD in m: area / (perimeter / 2), one decimal, half up; NaN for what is no area."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return half_up(shapely.area(shapes) / (shapely.length(shapes) / 2.0), 1)


def measure_widths(frame: gpd.GeoDataFrame, progress: Progress = silent) -> tuple[gpd.GeoDataFrame, np.ndarray]:
    """The patches with XZDWKD by the official formula and WIDTH_MIN, WIDTH_MED and WIDTH_MAX, and their centrelines.

    The three are distances between both sides at the centreline in m; ends and corners, where the patch is less wide,
    are left out as far as it is wide.
    """
    refuse_degrees(frame)
    finding, measuring = steps(progress, 4, 1)
    shapes = frame.geometry.to_numpy()
    lines = centrelines_of(shapes, finding)
    official = official_widths(shapes)
    least, median, most = _along(shapes, lines, np.nan_to_num(official))
    measuring(100.0)
    made = frame.copy()
    for name, values in ((WIDTH, official), (LEAST, least), (MEDIAN, median), (MOST, most)):
        made[name] = values
    return made, lines


def _along(shapes: np.ndarray, lines: np.ndarray, width: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The least, median and greatest width along the centrelines: three (n,) in m, NaN where there is none."""
    parts, patch = shapely.get_parts(lines, return_index=True)
    lineal = shapely.get_dimensions(parts) == 1
    parts, patch = parts[lineal], patch[lineal]
    length = shapely.length(parts)
    margin = np.minimum(width[patch], 0.4 * length)
    count = np.clip((length - 2 * margin) / np.maximum(_STEP * width[patch], 0.1), 1, _SAMPLES).astype(np.int64)
    piece = np.repeat(np.arange(len(parts)), count)
    place = (np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + 0.5) / count[piece]
    at = shapely.line_interpolate_point(parts[piece], margin[piece] + place * (length - 2 * margin)[piece])
    grouped = pd.Series(_across(at, shapely.boundary(shapes)[patch[piece]])).groupby(patch[piece])
    told = [grouped.agg(how).reindex(range(len(shapes))).to_numpy(float) for how in ("min", "median", "max")]
    smallest, middle, largest = np.round(told, 2)
    return smallest, middle, largest


def _across(at: np.ndarray, border: np.ndarray) -> np.ndarray:
    """The distance in m between both sides of a border (n,) at points (n,) near the middle.

    A centreline runs a little off the middle, so twice the distance to the near side is too little: the near side is
    measured from the point, the far one from a point beyond the middle.
    """
    near = shapely.get_coordinates(shapely.shortest_line(border, at)).reshape(-1, 2, 2)
    away = near[:, 1] - near[:, 0]
    beyond = shapely.points(near[:, 1] + _BEYOND * away)
    return (1.0 + _BEYOND) * np.hypot(*away.T) + shapely.distance(beyond, border)
