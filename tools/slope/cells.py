"""Exact cell fractions by exactextract. This module needs that optional package; import it only when it is wanted.

Geometries are handed over as WKB, not as the GeoJSON that exactextract makes of a GeoDataFrame: that is slow for large
patches.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ..native import own_libraries

with own_libraries():
    from exactextract import exact_extract
    from exactextract.feature import Feature, FeatureSource
    from exactextract.raster import NumPyRasterSource

_PATCH = "patch"


class _Patch(Feature):  # type: ignore[misc]
    """One polygon with its place in the array."""

    def __init__(self, place: int, wkb: bytes):
        super().__init__()
        self.place, self.wkb = place, wkb

    def get(self, _name: str) -> int:
        return self.place

    def geometry(self) -> bytes:
        return self.wkb

    def fields(self) -> list[str]:
        return [_PATCH]


class _Patches(FeatureSource):  # type: ignore[misc]
    def __init__(self, shapes: NDArray[np.object_], crs: str):
        super().__init__()
        self.blobs, self.crs = shapely.to_wkb(shapes, output_dimension=2), crs

    def count(self) -> int:
        return len(self.blobs)

    def __iter__(self) -> Iterator[_Patch]:
        return (_Patch(place, wkb) for place, wkb in enumerate(self.blobs))

    def srs_wkt(self) -> str:
        return self.crs


def covered_cells(
    shapes: NDArray[np.object_], values: NDArray[Any], bounds: tuple[float, float, float, float], crs: str
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Every cell with data that a shape touches: place of the shape, value of the cell, covered fraction (0 to 1).

    `values` is the raster (rows from the north) with NaN for no data, `bounds` its west, south, east and north.
    """
    raster = NumPyRasterSource(values, *bounds, nodata=np.nan, name="value", srs_wkt=crs)
    found = exact_extract(raster, _Patches(shapes, crs), ["values", "coverage"], include_cols=[_PATCH], output="pandas")
    cells, fractions = found["values"].to_list(), found["coverage"].to_list()
    place = np.repeat(found[_PATCH].to_numpy(), [len(part) for part in cells])
    return place, np.concatenate(cells), np.concatenate(fractions)
