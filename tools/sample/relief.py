"""The terrain of the county: plains where the fields are, hills where the forest is, all five slope grades."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..errors import TubanError
from ..language import tr
from .landscape import Landscape
from .lattice import Floats
from .waves import Waves

_NODATA = -9999.0

_MARGIN = 3
"""Cells around the county, so that every patch has slopes."""

_MOST_CELLS = 400_000_000

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
        """Slope in degrees of every cell by Horn's 3 x 3 method, as the survey's slope maps are made; rim repeated."""
        z = np.pad(self.heights, 1, mode="edge")
        rows, columns = z[:-2] + 2 * z[1:-1] + z[2:], z[:, :-2] + 2 * z[:, 1:-1] + z[:, 2:]
        rise = np.hypot(rows[:, 2:] - rows[:, :-2], columns[2:] - columns[:-2])
        return np.degrees(np.arctan(rise / np.float32(8 * self.cell)))

    def at(self, values: NDArray[np.float32], points: Floats) -> NDArray[np.float32]:
        """The value of the cell under each point; `values` has the shape of `heights`, `points` is (..., 2)."""
        left, top = self.geotransform[0], self.geotransform[3]
        column = ((points[..., 0] - left) / self.cell).astype(np.int64)
        row = ((top - points[..., 1]) / self.cell).astype(np.int64)
        return values[row, column]

    def write(self, path: str | Path) -> None:
        """Write a compressed GeoTIFF with CRS and nodata value. Raises `TubanError` where that is impossible."""
        from osgeo import gdal, osr

        system = osr.SpatialReference()
        system.SetFromUserInput(self.crs)
        driver = gdal.GetDriverByName("GTiff")
        rows, columns = self.heights.shape
        options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", "BIGTIFF=IF_SAFER"]
        raster = driver.Create(str(path), columns, rows, 1, gdal.GDT_Float32, options)
        if raster is None:
            raise TubanError(tr("The elevation model cannot be written to {path}; choose another folder or file name.").format(path=path))
        raster.SetGeoTransform(self.geotransform)
        raster.SetProjection(system.ExportToWkt())
        band = raster.GetRasterBand(1)
        band.SetNoDataValue(self.nodata)
        band.WriteArray(self.heights)
        raster.FlushCache()


def make_dem(
    land: Landscape, bounds: Floats, origin: tuple[float, float], cell: float, crs: str, seed: int
) -> Dem:
    """Heights in cm steps over `bounds` (west, south, east, north) and a margin, in cells of `cell` m.

    Steepness follows the ruggedness that also decides where forest stands. Raises `TubanError` for a grid that is
    too large to hold.
    """
    left, bottom = (np.floor(side / cell - _MARGIN) * cell for side in bounds[:2])
    right, top = (np.ceil(side / cell + _MARGIN) * cell for side in bounds[2:])
    columns, rows = round((right - left) / cell), round((top - bottom) / cell)
    if rows * columns > _MOST_CELLS:
        raise TubanError(
            tr("An elevation model of {rows} x {columns} cells is too large; take a larger cell.").format(
                rows=rows, columns=columns
            )
        )
    longest = float(np.clip(land.ruggedness.shortest, 400.0, 4000.0))
    terrain = Waves(np.random.default_rng([seed, 3]), max(longest / 8, 120.0), longest, _HILLS)
    xs = left - origin[0] + (np.arange(columns) + 0.5) * cell
    heights = np.empty((rows, columns), np.float32)
    flatter = np.linspace(0, 1, len(land.levels))
    steepness = np.tan(np.radians(np.interp(flatter, *_STEEPNESS))) / terrain.gradient
    rise = _RISE * land.ruggedness.longest
    block = max(1, (1 << 22) // columns)
    for first in range(0, rows, block):
        ys = top - origin[1] - (np.arange(first, min(first + block, rows)) + 0.5) * cell
        rugged = land.ruggedness.grid(xs, ys)
        height = terrain.grid(xs, ys) * np.interp(rugged, land.levels, steepness)
        heights[first : first + block] = np.round(_PLAIN + rise * np.exp(rugged) + height, 2)
    return Dem(heights, (float(left), cell, 0.0, float(top), 0.0, -cell), crs)
