"""The terrain of the county: plains where the fields are, hills where the forest is, all five slope grades."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal, osr

from ..errors import TubanError
from ..language import tr
from ..output import whole_file
from ..progress import Progress, silent, tracked
from ..terrain import horn_slope
from .landscape import Landscape
from .lattice import Floats
from .waves import Waves

_NODATA = -9999.0

_MARGIN = 3
"""Cells around the county, so that every patch has slopes."""

_BLOCK = 1 << 21
"""Cells worked on at once."""

_STEEPNESS = ((0.0, 0.2, 0.4, 0.6, 0.8, 1.0), (0.6, 1.8, 5.0, 11.0, 21.0, 36.0))
"""Root mean square slope in degrees by the share of the county that is flatter."""

_HILLS = 48
"""Number of waves of the terrain."""

_PLAIN = 500.0
"""m: about the height of the plains."""

_RISE = 0.003
"""Height of the country at middling ruggedness, as a share of the longest wave of the ruggedness."""


@dataclass(frozen=True)
class Dem:
    """Heights in m on a grid with square cells, north up."""

    heights: NDArray[np.float32]
    """Shape (rows, columns), row 0 is the northernmost."""
    geotransform: tuple[float, float, float, float, float, float]
    """As GDAL has it: left, cell, 0, top, 0, -cell."""
    crs: str
    """As authority and code, `EPSG:4528`."""
    nodata: float = _NODATA

    @property
    def cell(self) -> float:
        """Cell size in m."""
        return self.geotransform[1]

    def slopes(self) -> NDArray[np.float32]:
        """Slope in degrees of every cell by Horn's 3 x 3 method, as the survey's slope maps are made."""
        slopes = np.empty_like(self.heights)
        framed = np.pad(self.heights, 1, constant_values=np.nan)
        for first, last in _blocks(*self.heights.shape):
            slopes[first:last] = horn_slope(framed[first : last + 2], self.cell, self.cell)
        return slopes

    def at(self, values: NDArray[Any], points: Floats) -> NDArray[Any]:
        """The value of the cell under each point; `values` has the shape of `heights`, `points` is (..., 2)."""
        left, top = self.geotransform[0], self.geotransform[3]
        column = ((points[..., 0] - left) / self.cell).astype(np.int64)
        row = ((top - points[..., 1]) / self.cell).astype(np.int64)
        return values[row, column]

    def write(self, path: str | Path) -> None:
        """Write a compressed GeoTIFF with CRS and nodata value, whole or not at all.

        Raises `TubanError` for another ending than .tif and for a place that cannot be written to.
        """
        if Path(path).suffix.lower() not in (".tif", ".tiff"):
            text = tr("The elevation model is written as GeoTIFF: {path} must end in .tif.")
            raise TubanError(text.format(path=path))
        with whole_file(path) as working:
            try:
                self._write(str(working))
            except RuntimeError as error:  # with gdal.UseExceptions, which is the host's choice
                raise OSError(str(error)) from error

    def _write(self, path: str) -> None:
        system = osr.SpatialReference()
        system.SetFromUserInput(self.crs)
        rows, columns = self.heights.shape
        options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", "BIGTIFF=IF_SAFER"]
        raster = gdal.GetDriverByName("GTiff").Create(path, columns, rows, 1, gdal.GDT_Float32, options)
        if raster is None:
            raise OSError(gdal.GetLastErrorMsg())
        raster.SetGeoTransform(self.geotransform)
        raster.SetProjection(system.ExportToWkt())
        band = raster.GetRasterBand(1)
        band.SetNoDataValue(self.nodata)
        written = band.WriteArray(self.heights)
        raster.FlushCache()
        if written != 0 or gdal.GetLastErrorType() >= gdal.CE_Failure:
            raise OSError(gdal.GetLastErrorMsg())


def make_dem(
    land: Landscape,
    bounds: Floats,
    origin: tuple[float, float],
    cell: float,
    crs: str,
    seed: int,
    progress: Progress = silent,
) -> Dem:
    """Heights in cm steps over `bounds` (west, south, east, north) and a margin, in cells of `cell` m.

    Steepness follows the ruggedness that also decides where forest stands.
    """
    left, bottom = (np.floor(side / cell - _MARGIN) * cell for side in bounds[:2])
    right, top = (np.ceil(side / cell + _MARGIN) * cell for side in bounds[2:])
    columns, rows = round((right - left) / cell), round((top - bottom) / cell)
    longest = float(np.clip(land.ruggedness.shortest, 400.0, 4000.0))
    terrain = Waves(np.random.default_rng([seed, 3]), max(longest / 8, 120.0), longest, _HILLS)
    xs = left - origin[0] + (np.arange(columns) + 0.5) * cell
    heights = np.empty((rows, columns), np.float32)
    flatter = np.linspace(0, 1, len(land.levels))
    steepness = np.tan(np.radians(np.interp(flatter, *_STEEPNESS))) / terrain.gradient
    rise = _RISE * land.ruggedness.longest
    blocks = list(_blocks(rows, columns))
    for first, last in tracked(blocks, progress):
        ys = top - origin[1] - (np.arange(first, last) + 0.5) * cell
        rugged = land.ruggedness.grid(xs, ys)
        height = terrain.grid(xs, ys) * np.interp(rugged, land.levels, steepness)
        heights[first:last] = np.round(_PLAIN + rise * np.exp(rugged) + height, 2)
    return Dem(heights, (float(left), cell, 0.0, float(top), 0.0, -cell), crs)


def _blocks(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """First row and end of blocks of whole rows that are small enough to work on."""
    height = max(1, _BLOCK // columns)
    return ((first, min(first + height, rows)) for first in range(0, rows, height))
