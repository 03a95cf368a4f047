"""Slope in degrees from an elevation model, cell by cell.

Horn's third-order differences with inverse-distance-squared weights over 3 x 3 cells, the method in common use for
slope maps of the survey; by option those of Zevenbergen and Thorne. Where neighbours are missing, at the border of the
model and around its holes, the differences are taken over the cells that are there, so that every cell with a height
has a slope. Rasters are read by blocks and never held whole, unless as a `SlopeGrid`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import pyproj
from osgeo import gdal

from ..area import same_datum
from ..errors import TubanError
from ..language import tr
from ..output import whole_file
from ..progress import Progress, silent, tracked
from ..terrain import Cells, horn_slope, zevenbergen_thorne_slope

Bounds = tuple[float, float, float, float]

HORN, ZEVENBERGEN_THORNE = "horn", "zevenbergen_thorne"

METHODS = {HORN: horn_slope, ZEVENBERGEN_THORNE: zevenbergen_thorne_slope}

NO_DATA = -9999.0
"""Of the slope rasters that are written."""

_BLOCK = 1 << 21
"""Cells computed at a time: some 100 MB of intermediate arrays."""

_STEEPEST = 90.0

_UNITS = {
    **dict.fromkeys(("ft", "foot", "feet", "international foot"), 0.3048),
    **dict.fromkeys(("us-ft", "ftus", "us survey foot", "survey foot", "foot_us"), 1200 / 3937),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), 0.01),
    **dict.fromkeys(("mm", "millimetre", "millimeter"), 0.001),
    **dict.fromkeys(("dm", "decimetre", "decimeter"), 0.1),
}
"""Metres in the units that a raster may state for its heights."""


class SlopeCells(Protocol):
    """A north-up grid of cells of which the slope can be had, window by window; all lengths in m."""

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""

    @property
    def corner(self) -> tuple[float, float]:
        """West and north of the first cell."""

    @property
    def cell(self) -> tuple[float, float]:
        """Size of a cell to the east and to the south."""

    @property
    def crs(self) -> pyproj.CRS:
        """Of the corner."""

    def slope(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Degrees of a window inside the grid, float32, NaN where there is none. May be called from several threads."""


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

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        rows, columns = self.degrees.shape
        return rows, columns

    @property
    def corner(self) -> tuple[float, float]:
        """West and north."""
        return self.west, self.north

    @property
    def cell(self) -> tuple[float, float]:
        """Size of a cell."""
        return self.cell_x, self.cell_y

    def slope(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """A window."""
        return self.degrees[row : row + rows, column : column + columns]


class HeightFile:
    """The slope of an elevation model, computed window by window as it is read.

    Any single-band raster that GDAL reads. `z_factor`: metres in a unit of height; without one it is what the file
    states, or 1. `warp_to`: a metric CRS of the same datum into which a model in another system is warped (cubic
    convolution) on the way. Raises `TubanError` if the file cannot be read, has no CRS, is not in metres (a model in
    degrees has cells of no size) or is rotated.
    """

    def __init__(
        self, path: str, *, method: str = HORN, z_factor: float | None = None, warp_to: pyproj.CRS | None = None
    ) -> None:
        self._raster = _Raster.open(path, warp_to)
        self.shape, self.corner, self.cell = self._raster.shape, self._raster.corner, self._raster.cell
        self.crs = self._raster.crs
        self.z_factor = self._raster.metres_a_unit() if z_factor is None else z_factor
        self._of_heights = METHODS[method]

    def slope(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Degrees of a window."""
        heights = self._raster.with_margin(row, column, rows, columns)
        # Horizontal distances in units of height: the same quotient without another pass over the cells.
        return self._of_heights(heights, self.cell[0] / self.z_factor, self.cell[1] / self.z_factor)


class SlopeFile:
    """A raster file of slope in degrees; raises `TubanError` as `HeightFile`, and for values outside 0 to 90."""

    def __init__(self, path: str) -> None:
        self._raster = _Raster.open(path, None)
        self.shape, self.corner, self.cell = self._raster.shape, self._raster.corner, self._raster.cell
        self.crs = self._raster.crs

    def slope(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Degrees of a window."""
        degrees = self._raster.read(row, column, rows, columns)
        if np.any(degrees < 0) or np.any(degrees > _STEEPEST):
            raise TubanError(
                tr(
                    "The slope raster {path} holds values outside 0 to 90; give slope in degrees, not in percent."
                ).format(path=self._raster.path)
            )
        return degrees


def slope_of_dem(path: str, *, bounds: Bounds | None = None, progress: Progress = silent, **how: Any) -> SlopeGrid:
    """Slope of an elevation model as a grid; `how` and what is refused as in `HeightFile`.

    `bounds` (west, south, east, north, in the raster's CRS): only the cells that touch them are computed, with the
    same values as in the whole.
    """
    return grid_of(HeightFile(path, **how), bounds, progress)


def read_slope(path: str, *, bounds: Bounds | None = None, progress: Progress = silent) -> SlopeGrid:
    """A slope raster in degrees as it is; `bounds` as in `slope_of_dem`, refused as in `SlopeFile`."""
    return grid_of(SlopeFile(path), bounds, progress)


def grid_of(cells: SlopeCells, bounds: Bounds | None = None, progress: Progress = silent) -> SlopeGrid:
    """The cells that touch `bounds`, or all, with their slope in memory."""
    row, column, rows, columns = window_of(cells, bounds)
    degrees = np.empty((rows, columns), np.float32)
    for start, count in tracked(list(row_blocks(rows, columns)), progress):
        degrees[start : start + count] = cells.slope(row + start, column, count, columns)
    (west, north), (cell_x, cell_y) = cells.corner, cells.cell
    return SlopeGrid(degrees, west + column * cell_x, north - row * cell_y, cell_x, cell_y, cells.crs)


def window_of(cells: SlopeCells, bounds: Bounds | None) -> tuple[int, int, int, int]:
    """First row and column, number of rows and columns of the cells that touch `bounds`."""
    (all_rows, all_columns), (west, north), (cell_x, cell_y) = cells.shape, cells.corner, cells.cell
    if bounds is None:
        return 0, 0, all_rows, all_columns
    columns = np.clip([(bounds[0] - west) / cell_x, (bounds[2] - west) / cell_x], 0, all_columns)
    rows = np.clip([(north - bounds[3]) / cell_y, (north - bounds[1]) / cell_y], 0, all_rows)
    if np.isnan([*columns, *rows]).any():
        return 0, 0, 0, 0
    column, row = int(np.floor(columns[0])), int(np.floor(rows[0]))
    return row, column, int(np.ceil(rows[1])) - row, int(np.ceil(columns[1])) - column


def row_blocks(rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """First row and number of rows of blocks of about `_BLOCK` cells."""
    block = max(_BLOCK // max(columns, 1), 1)
    return ((start, min(block, rows - start)) for start in range(0, rows, block))


def write_slope(cells: SlopeCells, path: str, progress: Progress = silent) -> None:
    """Write slope as a GeoTIFF of float32 degrees with `NO_DATA`, block by block, whole or not at all."""
    rows, columns = cells.shape
    with whole_file(path) as working:
        options = ["TILED=YES", "COMPRESS=LZW", "PREDICTOR=3", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS"]
        dataset = gdal.GetDriverByName("GTiff").Create(str(working), columns, rows, 1, gdal.GDT_Float32, options)
        if dataset is None:
            raise TubanError(tr("{path} cannot be written: choose a folder that you may write to.").format(path=path))
        (west, north), (cell_x, cell_y) = cells.corner, cells.cell
        dataset.SetGeoTransform((west, cell_x, 0.0, north, 0.0, -cell_y))
        dataset.SetProjection(cells.crs.to_wkt("WKT1_GDAL"))
        band = dataset.GetRasterBand(1)
        band.SetNoDataValue(NO_DATA)
        band.SetUnitType("degree")
        try:
            for start, count in tracked(list(row_blocks(rows, columns)), progress):
                degrees = cells.slope(start, 0, count, columns)
                band.WriteArray(np.where(np.isnan(degrees), np.float32(NO_DATA), degrees), 0, start)
            dataset.FlushCache()
            progress(100.0)  # a cancel during the last block is heard before the file is moved into its place
        finally:
            del band, dataset  # closes the file, which Windows asks for before it is moved or removed
            Path(f"{working}.aux.xml").unlink(missing_ok=True)


class _Raster:
    """A band of a raster file with what must be known of its grid."""

    def __init__(self, path: str, dataset: Any, crs: pyproj.CRS) -> None:
        self._dataset = dataset  # a band lives only as long as its data set
        self._band = dataset.GetRasterBand(1)
        self._reading = Lock()
        self.path = path
        self.crs = crs
        self.shape = dataset.RasterYSize, dataset.RasterXSize
        west, cell_x, _, north, _, step_y = dataset.GetGeoTransform()
        self.corner, self.cell = (west, north), (cell_x, -step_y)

    @classmethod
    def open(cls, path: str, warp_to: pyproj.CRS | None) -> _Raster:
        dataset = _opened(path)
        if dataset is None or dataset.RasterCount == 0:
            raise TubanError(
                tr("The raster {path} cannot be read; check that it exists and is a raster file.").format(path=path)
            )
        crs = _crs(dataset, path)
        if warp_to is not None and not crs.equals(warp_to, ignore_axis_order=True):
            dataset, crs = _warped(dataset, crs, warp_to, path), warp_to
        _refuse_without_metres(crs, path)
        _, cell_x, skew_x, _, skew_y, step_y = dataset.GetGeoTransform()
        if skew_x or skew_y or cell_x <= 0 or step_y >= 0:
            raise TubanError(
                tr("The raster {path} is rotated or not north up; warp it to a north-up grid first.").format(path=path)
            )
        return cls(path, dataset, crs)

    def metres_a_unit(self) -> float:
        """Metres in a unit of the heights, as far as the file tells: by its band, or by a vertical axis of its CRS."""
        stated = _UNITS.get((self._band.GetUnitType() or "").strip().lower())
        if stated is not None:
            return stated
        vertical = [axis.unit_conversion_factor for axis in self.crs.axis_info[2:]]
        return vertical[0] if vertical else 1.0

    def read(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Values of a window inside the raster, NaN where there are none."""
        if rows <= 0 or columns <= 0:
            return np.empty((max(rows, 0), max(columns, 0)), np.float32)
        with self._reading:
            values = self._band.ReadAsArray(column, row, columns, rows)
            missing = self._band.GetNoDataValue()
        if values is None:
            raise TubanError(
                tr("The raster {path} cannot be read to its end; the file is damaged.").format(path=self.path)
            )
        cells: Cells = values.astype(np.float32)
        if missing is not None:
            # A float raster holds its mark in its own precision: -9999.9 is another number in 32 bits than in 64.
            cells[values == (missing if values.dtype.kind in "iu" else values.dtype.type(missing))] = np.nan
        cells[~np.isfinite(cells)] = np.nan
        return cells

    def with_margin(self, row: int, column: int, rows: int, columns: int) -> Cells:
        """Values of a window with one more cell on every side, NaN outside the raster."""
        top, left = max(row - 1, 0), max(column - 1, 0)
        bottom, right = min(row + rows + 1, self.shape[0]), min(column + columns + 1, self.shape[1])
        cells = np.full((rows + 2, columns + 2), np.nan, np.float32)
        down, along = top - (row - 1), left - (column - 1)
        inner = self.read(top, left, bottom - top, right - left)
        cells[down : down + inner.shape[0], along : along + inner.shape[1]] = inner
        return cells


def _opened(path: str) -> Any:
    """A data set, or None; whether or not another plugin has made GDAL raise exceptions."""
    return _quietly(lambda: gdal.OpenEx(str(path), gdal.OF_RASTER))


def _quietly(work: Any) -> Any:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return work()
    except RuntimeError:
        return None
    finally:
        gdal.PopErrorHandler()


def _crs(dataset: Any, path: str) -> pyproj.CRS:
    reference = dataset.GetSpatialRef()
    if reference is None:
        raise TubanError(
            tr("The raster {path} has no coordinate reference system; assign the one it was made in.").format(path=path)
        )
    return pyproj.CRS.from_wkt(reference.ExportToWkt(["FORMAT=WKT2_2018"]))


def _refuse_without_metres(crs: pyproj.CRS, path: str) -> None:
    if not crs.is_projected or any(axis.unit_conversion_factor != 1.0 for axis in crs.axis_info[:2]):
        raise TubanError(
            tr(
                "The raster {path} is in “{name}”, whose cells have no size in metres; warp it to the Gauss-Kruger "
                "zone of the patches first."
            ).format(path=path, name=crs.name)
        )


def _warped(dataset: Any, crs: pyproj.CRS, target: pyproj.CRS, path: str) -> Any:
    """The raster in another CRS, computed as it is read."""
    if not same_datum(crs, target):
        raise TubanError(
            tr(
                "The raster {path} is on another datum (“{first}”) than “{second}”; transform it with the parameters "
                "of your region first."
            ).format(path=path, first=crs.name, second=target.name)
        )
    wkt = target.to_wkt("WKT1_GDAL")
    missing = dataset.GetRasterBand(1).GetNoDataValue()
    options = {"dstNodata": NO_DATA if missing is None else missing, "resampleAlg": "cubic", "multithread": True}
    made = _quietly(lambda: gdal.Warp("", dataset, format="VRT", dstSRS=wkt, **options))
    if made is None:
        raise TubanError(
            tr("The raster {path} cannot be warped to “{name}”; choose a system of its region.").format(
                path=path, name=target.name
            )
        )
    return made
