"""Layers of a survey that are held against each other, and what makes them unfit for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely

from ..errors import TubanError
from ..language import tr
from ..standard import Standard
from .book import Book
from .edges import as_polygons

PATCHES, VILLAGES, COUNTY, SETTLEMENTS = "DLTB", "CJDCQ", "XZQ", "CZCDYD"

_LINES = (1, 5)
"""GEOS's numbers of line strings and of collections of them."""


class Layer:
    """A layer's features in the order of their keys, and how findings speak of them."""

    def __init__(self, frame: gpd.GeoDataFrame, standard: Standard, code: str, name: str, key: str = "BSM"):
        """`code` is the standard's, `name` what findings call the layer, `key` the field that names its features."""
        self.frame = frame.sort_values(key, kind="stable") if key in frame else frame
        self.code, self.name = code, name
        self.book = Book(self.frame, standard, name, key, "geometry" if code == PATCHES else code)

    @cached_property
    def areas(self) -> np.ndarray:
        """The polygons; None for what is none or has coordinates that are no numbers."""
        polygons = as_polygons(self.frame.geometry.to_numpy())
        return np.where(np.isfinite(shapely.area(polygons)), polygons, np.array(None))

    @cached_property
    def lines(self) -> np.ndarray:
        """The lines; None for what is none, is empty or has coordinates that are no numbers."""
        geometries = np.asarray(self.frame.geometry.to_numpy(), dtype=object)
        linear = np.isin(shapely.get_type_id(geometries), _LINES) & ~shapely.is_empty(geometries)
        linear &= np.isfinite(shapely.length(geometries))
        return np.where(linear, geometries, np.array(None))

    def texts(self, column: str) -> np.ndarray:
        """A column as text, empty where it is NULL."""
        values = self.frame[column]
        return values.where(values.notna(), "").astype(str).str.strip().to_numpy(object)

    def together(self, places: Sequence[Sequence[int]]) -> list[str]:
        """The names of several features each, in one text."""
        names = iter(self.book.names_of([place for some in places for place in some]))
        return [", ".join(next(names) for _ in some) for some in places]


def refuse_unfit(layers: Sequence[Layer]) -> None:
    """Raise `TubanError` where layers are in degrees or in different coordinate systems."""
    known = [(layer, layer.frame.crs) for layer in layers if layer.frame.crs is not None]
    for layer, crs in known:
        if crs.is_geographic:
            message = tr(
                "Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, "
                "topology is checked in metres."
            )
            raise TubanError(message.format(layer=layer.name, crs=crs.name))
        if crs != known[0][1]:
            message = tr(
                "Layers {one} and {two} have different coordinate systems ({first}, {second}): "
                "reproject {two} to that of {one}."
            )
            first = known[0][0]
            raise TubanError(message.format(one=first.name, two=layer.name, first=known[0][1].name, second=crs.name))


def refuse_landless(layers: Sequence[Layer]) -> None:
    """Raise `TubanError` for a layer without any area."""
    for layer in layers:
        if not (shapely.area(layer.areas) > 0).any():
            message = tr("Layer {layer} holds no area: choose another layer, or leave it out.")
            raise TubanError(message.format(layer=layer.name))


def refuse_lineless(layer: Layer) -> None:
    """Raise `TubanError` for a layer whose geometries are no lines; one without any is as good as empty."""
    shapes = layer.frame.geometry.to_numpy()
    if not shapely.is_missing(shapes).all() and shapely.is_missing(layer.lines).all():
        raise TubanError(tr("Layer {layer} holds no line: choose a layer of lines.").format(layer=layer.name))


def refuse_without(layers: Sequence[Layer], column: str, message: str) -> None:
    """Raise `TubanError` with a message about {layer} and {field} for a layer that lacks the column."""
    for layer in layers:
        if column not in layer.frame:
            raise TubanError(message.format(layer=layer.name, field=column))


def rule_ids(standard: Standard, checks: Sequence[str]) -> list[str]:
    """The rules behind checks such as `CJDCQ:overlap`."""
    return standard.rules.index[standard.rules["check"].isin(checks)].tolist()


def invalid_near(patches: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Places of the invalid patches whose boxes meet those of geometries."""
    near = np.unique(shapely.STRtree(patches).query(places)[1])
    return near[~shapely.is_valid(patches[near])]


def as_array(geometries: Sequence[shapely.Geometry]) -> np.ndarray:
    """Geometries as an object array, also when there are none."""
    made = np.full(len(geometries), None, object)
    made[:] = geometries
    return made
