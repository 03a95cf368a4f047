"""Findings as a layer of one geometry type, and back: a QGIS layer cannot hold points, lines and areas together."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ..files import Column
from ..language import tr
from .findings import COLUMNS, NUMBERS, completed

_GRID = 1e-4
"""m: half the width of the square or strip that stands for a point or line; the coordinate grid of the survey."""


def as_areas(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The findings with areas only: a point becomes a square of 0.2 mm, a line a strip as wide."""
    geometry = found.geometry.to_numpy().copy()
    point = (shapely.get_dimensions(geometry) == 0) & (shapely.get_num_coordinates(geometry) == 1)
    low, high = (shapely.get_coordinates(geometry[point]) + way for way in (-_GRID, _GRID))
    geometry[point] = shapely.box(*low.T, *high.T, ccw=False)
    flat = np.isin(shapely.get_dimensions(geometry), (0, 1)) & ~shapely.is_empty(geometry)
    geometry[flat] = shapely.buffer(geometry[flat], _GRID, cap_style="square", join_style="mitre")
    return found.set_geometry(gpd.GeoSeries(geometry, index=found.index, crs=found.crs))


def as_faults(layer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The findings of a layer made by `as_areas`, of whatever version: squares of 0.2 mm are points again."""
    geometry = layer.geometry.to_numpy().copy()
    box = shapely.bounds(geometry).reshape(-1, 4)
    tiny = (np.maximum(box[:, 2] - box[:, 0], box[:, 3] - box[:, 1]) < 2.5 * _GRID) & shapely.is_valid(geometry)
    middle = (box[tiny, :2] + box[tiny, 2:]) / 2
    geometry[tiny] = shapely.points(np.round(middle, 4))
    frame = completed(layer.set_geometry(gpd.GeoSeries(geometry, index=layer.index, crs=layer.crs)))
    return frame[list(COLUMNS)]


def columns() -> list[Column]:
    """The columns of a findings layer, with aliases in the user's language."""
    aliases = {
        "id": tr("Id"),
        "kind": tr("Kind"),
        "rule": tr("Rule"),
        "severity": tr("Severity"),
        "state": tr("State"),
        "layer": tr("Layer"),
        "feature": tr("Feature"),
        "other": tr("Other feature"),
        "measure": tr("Measure"),
        "unit": tr("Unit"),
        "width": tr("Width (m)"),
        "message": tr("What is wrong"),
    }
    return [Column(name, "real" if name in NUMBERS else "text", alias=alias) for name, alias in aliases.items()]
