"""Lines and points of the second survey as patches, so that its data can be laid over that of the third."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent
from ..standard import Standard
from .patches import Ribboned, lines_to_patches
from .settings import CLASS, RibbonSettings

SECOND_TO_THIRD = {
    "101": "1001",
    "102": "1003",
    "103": "1004",
    "104": "1006",
    "107": "1009",
    "111": "1101",
    "117": "1107",
}
"""Classes of linear features of the second survey as those of the third; 103 may also be 1005 (open question)."""

_WIDTH, _POINT = "width", "point"


def generalise_linear_patches(
    frame: gpd.GeoDataFrame,
    standard: Standard,
    lines: gpd.GeoDataFrame | None = None,
    points: gpd.GeoDataFrame | None = None,
    *,
    line_fields: tuple[str, str] = ("DLBM", "KD"),
    point_fields: tuple[str, str] = ("DLBM", "MJ"),
    codes: Mapping[str, str] | None = None,
    key: str = "BSM",
    progress: Progress = silent,
) -> Ribboned:
    """Patches with line features (XZDW: class, width in m) and point features (LXDW: class, area in m2) cut in.

    A point becomes a square of its area. Nothing is united with a neighbour: the areas stay those of the survey.
    `codes` turns classes of the second survey into others; those that it does not name stay.
    """
    squares = _squares(points, point_fields)
    flat = 0 if squares is None else int((~(squares[_WIDTH] > 0)).sum())
    squares = None if squares is None else squares[squares[_WIDTH] > 0]
    given = [part for part in (_lines(lines, line_fields), squares) if part is not None]
    if not given:
        raise TubanError(tr("There are neither line nor point features: give at least one of the two layers."))
    drawn = gpd.GeoDataFrame(pd.concat(given, ignore_index=True), geometry="geometry", crs=given[0].crs)
    known = SECOND_TO_THIRD if codes is None else codes
    text = drawn[CLASS].fillna("").astype(str).str.strip()
    drawn[CLASS] = text.map(known).where(text.isin(list(known)), text)
    settings = RibbonSettings(
        width_field=_WIDTH, divide_by=(_POINT,), keep_upper=False, absorb=False, least_width=0.0, any_class=True
    )
    made = lines_to_patches(frame, drawn, standard, settings, key=key, progress=progress)
    if flat:
        made.notes.append(tr("{count} points have no area greater than 0 and were left out.").format(count=flat))
    return made


def _lines(lines: gpd.GeoDataFrame | None, fields: tuple[str, str]) -> gpd.GeoDataFrame | None:
    if lines is None:
        return None
    code, width = _columns(lines, fields)
    shapes = lines.geometry.to_numpy()
    return gpd.GeoDataFrame({CLASS: code, _WIDTH: width, _POINT: -1}, geometry=shapes, crs=lines.crs)


def _squares(points: gpd.GeoDataFrame | None, fields: tuple[str, str]) -> gpd.GeoDataFrame | None:
    """Points as lines that are as long as they are wide."""
    if points is None:
        return None
    code, area = _columns(points, fields)
    side = np.sqrt(np.maximum(pd.to_numeric(pd.Series(area), errors="coerce").to_numpy(float), 0.0))
    middle = shapely.get_coordinates(shapely.centroid(points.geometry.to_numpy()))
    there = ~shapely.is_empty(points.geometry.to_numpy()) & ~shapely.is_missing(points.geometry.to_numpy())
    half = np.column_stack([np.nan_to_num(side[there]) / 2.0, np.zeros(there.sum())])
    shapes = np.full(len(points), None, object)
    shapes[there] = shapely.linestrings(np.stack([middle - half, middle + half], axis=1))
    given = {CLASS: code, _WIDTH: side, _POINT: np.arange(len(points))}
    return gpd.GeoDataFrame(given, geometry=shapes, crs=points.crs)


def _columns(frame: gpd.GeoDataFrame, fields: tuple[str, str]) -> list[np.ndarray]:
    for name in fields:
        if name not in frame:
            text = tr("A layer of the second survey has no field {field}: choose its field of class, width or area.")
            raise TubanError(text.format(field=name))
    return [frame[name].to_numpy() for name in fields]
