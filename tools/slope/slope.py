"""Slope in degrees from an elevation model, cell by cell.

Horn's third-order differences with inverse-distance-squared weights over 3 x 3 cells, the method in common use for
slope maps of the survey. Where neighbours are missing, at the border of the model and around its holes, the
differences are taken over the cells that are there, so that every cell with a height has a slope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
from osgeo import gdal

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, tracked
from ..terrain import Cells, horn_slope

Bounds = tuple[float, float, float, float]

_BLOCK = 1 << 21
"""Cells computed at a time: some 100 MB of intermediate arrays."""

_STEEPEST = 90.0


@dataclass(frozen=True)
class SlopeGrid:
    """Slope in degrees on a north-up grid of cells; NaN where there is none.

    `degrees`: rows from north to south, float32. `west`, `north`: outer corner of the first cell; `cell_x`, `cell_y`:
    size of a cell; all in the units of `crs`, which are metres.
    """

    degrees: Cells
    west: float
    north: float
    cell_x: float
    cell_y: float
    crs: pyproj.CRS

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north."""
        rows, columns = self.degrees.shape
        return self.west, self.north - rows * self.cell_y, self.west + columns * self.cell_x, self.north


def slope_of_dem(path: str, *, bounds: Bounds | None = None, progress: Progress = silent) -> SlopeGrid:
    """Slope of an elevation model: any single-band raster that GDAL reads, heights in metres.

    `bounds` (west, south, east, north, in the raster's CRS): only the cells that touch them are computed, with the
    same values as in the whole. Raises `TubanError` if the file cannot be read, has no CRS, is not in metres (a model
    in degrees has cells of no size) or is rotated.
    """

    def slope(raster: _Raster, row: int, column: int, rows: int, columns: int) -> Cells:
        return horn_slope(raster.with_margin(row, column, rows, columns), raster.cell_x, raster.cell_y)

    return _by_blocks(path, bounds, slope, progress)


def read_slope(path: str, *, bounds: Bounds | None = None, progress: Progress = silent) -> SlopeGrid:
    """A slope raster in degrees as it is; `bounds` as in `slope_of_dem`.

    Raises `TubanError` as `slope_of_dem` does, and where values lie outside 0 to 90 degrees (slope in percent, or no
    slope at all).
    """
    grid = _by_blocks(path, bounds, _Raster.read, progress)
    if np.any(grid.degrees < 0) or np.any(grid.degrees > _STEEPEST):
        raise TubanError(
            tr("The slope raster {path} holds values outside 0 to 90; give slope in degrees, not in percent.").format(
                path=path
            )
        )
    return grid


def raster_crs(path: str) -> pyproj.CRS:
    """The CRS of a raster that slope can be told from; refuses what `slope_of_dem` refuses."""
    return _Raster.open(path).crs


def _by_blocks(
    path: str, bounds: Bounds | None, slope: Callable[[_Raster, int, int, int, int], Cells], progress: Progress
) -> SlopeGrid:
    """A grid filled block of rows by block of rows with what `slope` gives for row, column, rows, columns."""
    raster = _Raster.open(path)
    row, column, rows, columns = raster.window(bounds)
    degrees = np.empty((rows, columns), np.float32)
    block = max(_BLOCK // max(columns, 1), 1)
    for start in tracked(range(0, rows, block), progress):
        count = min(block, rows - start)
        degrees[start : start + count] = slope(raster, row + start, column, count, columns)
    return raster.grid(degrees, row, column)


class _Raster:
    """A band of a raster file with what must be known of its grid."""

    def __init__(self, path: str, dataset: Any, crs: pyproj.CRS) -> None:
        self.band = dataset.GetRasterBand(1)
        self.dataset = dataset  # a band lives only as long as its data set
        self.path = path
        self.crs = crs
        self.rows, self.columns = dataset.RasterYSize, dataset.RasterXSize
        self.west, self.cell_x, _, self.north, _, step_y = dataset.GetGeoTransform()
        self.cell_y = -step_y

    @classmethod
    def open(cls, path: str) -> _Raster:
        dataset = _opened(path)
        if dataset is None or dataset.RasterCount == 0:
            raise TubanError(
                tr("The raster {path} cannot be read; check that it exists and is a raster file.").format(path=path)
            )
        crs = _metric_crs(dataset.GetSpatialRef(), path)
        _, cell_x, skew_x, _, skew_y, step_y = dataset.GetGeoTransform()
        if skew_x or skew_y or cell_x <= 0 or step_y >= 0:
            raise TubanError(
                tr("The raster {path} is rotated or not north up; warp it to a north-up grid first.").format(path=path)
            )
        return cls(path, dataset, crs)

    def window(self, bounds: Bounds | None) -> tuple[int, int, int, int]:
        """First row and column, number of rows and columns of the cells that touch `bounds`."""
        if bounds is None:
            return 0, 0, self.rows, self.columns
        west, south, east, north = bounds
        columns = np.clip([(west - self.west) / self.cell_x, (east - self.west) / self.cell_x], 0, self.columns)
        rows = np.clip([(self.north - north) / self.cell_y, (self.north - south) / self.cell_y], 0, self.rows)
        if np.isnan([*columns, *rows]).any():
            return 0, 0, 0, 0
        column, row = int(np.floor(columns[0])), int(np.floor(rows[0]))
        return row, column, int(np.ceil(rows[1])) - row, int(np.ceil(columns[1])) - column

    def read(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Values of a window inside the raster, NaN where there are none."""
        if rows <= 0 or columns <= 0:
            return np.empty((max(rows, 0), max(columns, 0)), np.float32)
        values = self.band.ReadAsArray(column, row, columns, rows)
        if values is None:
            raise TubanError(
                tr("The raster {path} cannot be read to its end; the file is damaged.").format(path=self.path)
            )
        cells: Cells = values.astype(np.float32)
        missing = self.band.GetNoDataValue()
        if missing is not None:
            # A float raster holds its mark in its own precision: -9999.9 is another number in 32 bits than in 64.
            cells[values == (missing if values.dtype.kind in "iu" else values.dtype.type(missing))] = np.nan
        cells[~np.isfinite(cells)] = np.nan
        return cells

    def with_margin(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Values of a window with one more cell on every side, NaN outside the raster."""
        top, left = max(row - 1, 0), max(column - 1, 0)
        bottom, right = min(row + rows + 1, self.rows), min(column + columns + 1, self.columns)
        cells = np.full((rows + 2, columns + 2), np.nan, np.float32)
        down, along = top - (row - 1), left - (column - 1)
        inner = self.read(top, left, bottom - top, right - left)
        cells[down : down + inner.shape[0], along : along + inner.shape[1]] = inner
        return cells

    def grid(self, degrees: Cells, row: int, column: int) -> SlopeGrid:
        west, north = self.west + column * self.cell_x, self.north - row * self.cell_y
        return SlopeGrid(degrees, west, north, self.cell_x, self.cell_y, self.crs)


def _opened(path: str) -> Any:
    """A data set, or None; whether or not another plugin has made GDAL raise exceptions."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return gdal.OpenEx(str(path), gdal.OF_RASTER)
    except RuntimeError:
        return None
    finally:
        gdal.PopErrorHandler()


def _metric_crs(reference: Any, path: str) -> pyproj.CRS:
    if reference is None:
        raise TubanError(
            tr("The raster {path} has no coordinate reference system; assign the one it was made in.").format(path=path)
        )
    crs = pyproj.CRS.from_wkt(reference.ExportToWkt(["FORMAT=WKT2_2018"]))
    if not crs.is_projected or any(axis.unit_conversion_factor != 1.0 for axis in crs.axis_info[:2]):
        raise TubanError(
            tr(
                "The raster {path} is in “{name}”, whose cells have no size in metres; warp it to the Gauss-Kruger "
                "zone of the patches first."
            ).format(path=path, name=crs.name)
        )
    return crs
