"""Findings as QGIS's own checks give them: the features that are at fault, and a point for each fault."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..files import Column
from .layer import columns as findings_columns
from .rules import feature_keys

TOLD = ("id", "kind", "measure", "unit", "message")
"""What a faulty feature is told of its finding, in columns `finding_<name>`."""

_PREFIX = "finding_"
_NEAR = 0.01
"""m: a feature further away than this from a fault only shares its name with the one at fault."""


def error_points(found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The findings with a point each: on the area, in the middle of the line; NULL where the fault has no place."""
    geometry = found.geometry.to_numpy()
    points = shapely.point_on_surface(geometry)
    lines = shapely.get_type_id(geometry) == shapely.GeometryType.LINESTRING
    points[lines] = shapely.line_interpolate_point(geometry[lines], 0.5, normalized=True)
    points[shapely.is_empty(points)] = None
    return found.set_geometry(gpd.GeoSeries(points, index=found.index, crs=found.crs))


def faulty_features(frame: gpd.GeoDataFrame, found: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    """The features of `frame` that findings name, as they are: a row for each finding and feature.

    `key` is the column that findings call features by, the feature id where it is empty. Of features with the same
    name those at the fault are meant.
    """
    names = [[first, *others.split(", ")] for first, others in zip(found["feature"], found["other"])]
    asked = pd.DataFrame({"name": pd.Series(names, dtype=object), "finding": np.arange(len(found))}).explode("name")
    there = pd.Series(np.arange(len(frame)), index=pd.Index(feature_keys(frame, key), dtype=object), name="place")
    pairs = asked.drop_duplicates().join(there, on="name", how="inner")
    fault = found.geometry.to_numpy()[pairs["finding"]]
    apart = shapely.distance(fault, frame.geometry.to_numpy()[pairs["place"]])
    pairs = pairs[~(apart > _NEAR)]
    rows = frame.iloc[pairs["place"]].reset_index(drop=True)
    told = found.iloc[pairs["finding"]]
    return rows.assign(**{_PREFIX + name: told[name].to_numpy() for name in TOLD})


def columns(of_the_layer: list[Column]) -> list[Column]:
    """The columns of a layer of faulty features: those of the layer it comes from, and what the finding tells."""
    told = [replace(column, name=_PREFIX + column.name) for column in findings_columns() if column.name in TOLD]
    taken = {column.name.lower() for column in told}
    return [column for column in of_the_layer if column.name.lower() not in taken] + told
