"""Slope from elevation models: the reference raster, planes of known slope, holes, and models that cannot be used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import gdal, osr
from tuban.tools.errors import TubanError
from tuban.tools.progress import Cancelled
from tuban.tools.slope import read_slope, slope_of_dem
from tuban.tools.slope import slope as module
from tuban.tools.standard import load
from tuban.tools.terrain import horn_slope

WEST, NORTH = 500_000.0, 3_320_000.0


def write_raster(
    path: Path, values: np.ndarray, *, cell: float = 5.0, crs: int | None = 4549, nodata: float | None = None, skew=0.0
) -> str:
    kind = {"f": gdal.GDT_Float32, "i": gdal.GDT_Int16}[values.dtype.kind]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), values.shape[1], values.shape[0], 1, kind)
    dataset.SetGeoTransform((WEST, cell, skew, NORTH, 0, -cell))
    if crs is not None:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        dataset.SetProjection(reference.ExportToWkt())
    band = dataset.GetRasterBand(1)
    if nodata is not None:
        band.SetNoDataValue(nodata)
    band.WriteArray(values)
    dataset.FlushCache()
    return str(path)


def plane(rows: int, columns: int, east: float, south: float, cell: float = 5.0) -> np.ndarray:
    """Heights of a tilted plane: rise per metre to the east and to the south."""
    y, x = np.mgrid[:rows, :columns] * cell
    return (1000 + x * east + y * south).astype(np.float32)


def test_slope_agrees_with_the_reference_in_every_cell(shared: Path) -> None:
    slope = slope_of_dem(str(shared / "data" / "dem_alps_25m.tif"))
    reference = read_slope(str(shared / "data" / "dem_alps_25m_slope.tif"))
    assert slope.bounds == reference.bounds
    assert np.abs(slope.degrees - reference.degrees).max() < 0.01
    grades = load("2019").slope_grade(slope.degrees)
    assert np.bincount(grades.ravel(), minlength=6).tolist() == [0, 134, 985, 6675, 20308, 44858]


def test_inner_cells_agree_with_gdal(shared: Path) -> None:
    path = str(shared / "data" / "dem_alps_25m.tif")
    peer = gdal.DEMProcessing("", path, "slope", format="MEM").ReadAsArray()[1:-1, 1:-1]
    own = slope_of_dem(path).degrees[1:-1, 1:-1]
    assert np.abs(own - peer).max() < 0.001
    grades = load("2019").slope_grade(own)
    assert np.bincount(grades.ravel(), minlength=6).tolist() == [0, 133, 980, 6597, 20009, 44163]


@settings(max_examples=30, deadline=None)
@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(1, 30), st.floats(1, 30))
def test_a_plane_has_one_slope_up_to_its_border(east: float, south: float, cell_x: float, cell_y: float) -> None:
    y, x = np.mgrid[:6, :7]
    heights = np.full((8, 9), np.nan, np.float32)
    heights[1:-1, 1:-1] = x * cell_x * east + y * cell_y * south
    slope = horn_slope(heights, cell_x, cell_y)
    np.testing.assert_allclose(slope, np.degrees(np.arctan(np.hypot(east, south))), atol=0.01)


def test_holes_keep_no_slope_and_their_neighbours_have_one(tmp_path: Path) -> None:
    heights = plane(12, 15, 0.1, 0.05)
    heights[5:7, 6] = -9999.9
    slope = slope_of_dem(write_raster(tmp_path / "dem.tif", heights, nodata=-9999.9)).degrees
    assert np.isnan(slope[5:7, 6]).all()
    assert np.isnan(slope).sum() == 2
    np.testing.assert_allclose(slope[~np.isnan(slope)], np.degrees(np.arctan(np.hypot(0.1, 0.05))), atol=0.01)


def test_whole_numbers_and_single_cells(tmp_path: Path) -> None:
    steps = (np.arange(20, dtype=np.int16)[None, :] * np.ones((10, 1), np.int16)).astype(np.int16)
    slope = slope_of_dem(write_raster(tmp_path / "int.tif", steps, nodata=-32768)).degrees
    np.testing.assert_allclose(slope, np.degrees(np.arctan(1 / 5)), atol=1e-4)
    alone = slope_of_dem(write_raster(tmp_path / "one.tif", np.ones((1, 1), np.float32)))
    assert np.isnan(alone.degrees).all()


def test_a_window_has_the_values_of_the_whole(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(shared / "data" / "dem_alps_25m.tif")
    whole = slope_of_dem(path)
    west, south, _, _ = whole.bounds
    monkeypatch.setattr(module, "_BLOCK", 1000)
    window = slope_of_dem(path, bounds=(west + 1010, south - 500, west + 2490, south + 1710))
    assert window.bounds == (west + 1000, south, west + 2500, south + 1725)
    np.testing.assert_array_equal(window.degrees, whole.degrees[-69:, 40:100])
    away = slope_of_dem(path, bounds=(0, 0, 10, 10))
    assert away.degrees.size == 0
    empty = slope_of_dem(path, bounds=(np.nan,) * 4)
    assert empty.degrees.size == 0


def test_models_that_have_no_slope_are_refused(tmp_path: Path) -> None:
    heights = plane(5, 5, 0.1, 0)
    cases = {
        "whose cells have no size in metres": {"crs": 4490, "cell": 0.0001},
        "no coordinate reference system": {"crs": None},
        "rotated": {"skew": 0.5},
    }
    for message, options in cases.items():
        with pytest.raises(TubanError, match=message):
            slope_of_dem(write_raster(tmp_path / "bad.tif", heights, **options))
    with pytest.raises(TubanError, match="no size in metres"):
        slope_of_dem(write_raster(tmp_path / "feet.tif", heights, crs=2263))
    with pytest.raises(TubanError, match="cannot be read"):
        slope_of_dem(str(tmp_path / "absent.tif"))
    text = tmp_path / "text.tif"
    text.write_text("no raster")
    with pytest.raises(TubanError, match="cannot be read"):
        slope_of_dem(str(text))


def test_slope_in_percent_is_refused(tmp_path: Path) -> None:
    percent = np.full((4, 4), 120, np.float32)
    with pytest.raises(TubanError, match="not in percent"):
        read_slope(write_raster(tmp_path / "percent.tif", percent))
    marked = np.array([[1.5, -9999]], np.float32)
    degrees = read_slope(write_raster(tmp_path / "degrees.tif", marked, nodata=-9999)).degrees
    np.testing.assert_array_equal(degrees, np.array([[1.5, np.nan]], np.float32))


def test_gdal_exceptions_of_others_do_not_matter(tmp_path: Path) -> None:
    before = gdal.GetUseExceptions()
    gdal.UseExceptions()
    try:
        with pytest.raises(TubanError, match="cannot be read"):
            slope_of_dem(str(tmp_path / "absent.tif"))
    finally:
        (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def test_a_run_can_be_stopped(shared: Path) -> None:
    def stop(_percent: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        slope_of_dem(str(shared / "data" / "dem_alps_25m.tif"), progress=stop)
