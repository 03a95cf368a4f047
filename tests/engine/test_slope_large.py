"""Slope grades of a county held against exactextract, against a slope map, and against fine sampling."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from tuban.tools.native import own_libraries
from tuban.tools.sample import make_county
from tuban.tools.slope import HeightFile, SlopeGrid, SlopeMap, SlopeRaster, assign_grades, grid_of, make_slope_map
from tuban.tools.standard import load

STANDARD = load("2019")
AREAS = [f"PD{grade}_M2" for grade in range(1, 6)]


def county_on_cells(patches: int, cell: float, folder: Path) -> tuple[gpd.GeoDataFrame, SlopeGrid]:
    county = make_county(patches, seed=7, vertices=40.0, dem_cell=cell)
    county.dem.write(folder / "dem.tif")
    return county.DLTB, grid_of(HeightFile(str(folder / "dem.tif")))


def areas_by_exactextract(frame: gpd.GeoDataFrame, grid: SlopeGrid) -> np.ndarray:
    """Areas of the grades by the fractions of cells that exactextract finds."""
    with own_libraries():
        extract = pytest.importorskip("exactextract")
        from exactextract.raster import NumPyRasterSource
    grades = STANDARD.slope_grade(grid.degrees).astype(np.int32)
    source = NumPyRasterSource(grades, *grid.bounds, nodata=0, name="grade", srs_wkt=grid.crs.to_wkt())
    found = extract.exact_extract(source, frame[["geometry"]], ["values", "coverage"], output="pandas")
    place = np.repeat(np.arange(len(found)), [len(part) for part in found["values"]])
    column = np.concatenate(found["values"].to_list()).astype(int) - 1
    areas = np.zeros((len(frame), 5))
    np.add.at(areas, (place, column), np.concatenate(found["coverage"].to_list()))
    return areas * grid.cell_x * grid.cell_y


def agree_with_exactextract(
    patches: int, cell: float, folder: Path
) -> tuple[gpd.GeoDataFrame, SlopeGrid, pd.DataFrame]:
    frame, grid = county_on_cells(patches, cell, folder)
    graded = assign_grades(frame, SlopeRaster(grid), STANDARD, all_classes=True).patches
    peer = areas_by_exactextract(frame, grid)
    np.testing.assert_allclose(graded[AREAS].to_numpy(), peer, atol=0.02, rtol=1e-5)
    ordered = np.sort(peer, axis=1)
    clear = ordered[:, -1] - ordered[:, -2] > 0.05
    assert (graded["GDPDJB"].astype(int).to_numpy() == peer.argmax(axis=1) + 1)[clear].all()
    assert (~clear).sum() <= patches / 1000
    return frame, grid, graded


def test_every_area_is_that_of_exactextract(tmp_path: Path) -> None:
    agree_with_exactextract(300, 20.0, tmp_path)


@pytest.mark.large
def test_a_county_is_graded_as_exactextract_and_its_slope_map_do(tmp_path: Path) -> None:
    frame, grid, graded = agree_with_exactextract(20_000, 5.0, tmp_path)
    slope_map = make_slope_map(grid, STANDARD, least_area=400.0)
    by_map = assign_grades(frame, SlopeMap(slope_map.frame), STANDARD, all_classes=True).patches
    differ = (by_map["GDPDJB"] != graded["GDPDJB"]).to_numpy()

    assert differ.mean() <= 0.01
    assert (graded["PD_MARGIN"].to_numpy()[differ] < 0.1).all()


def test_small_patches_agree_with_samples_of_half_a_metre(tmp_path: Path) -> None:
    _, grid = county_on_cells(300, 5.0, tmp_path)
    rng = np.random.default_rng(4)
    west, south, east, north = grid.bounds
    centre = np.column_stack([rng.uniform(west + 50, east - 50, 500), rng.uniform(south + 50, north - 50, 500)])
    turned = rng.uniform(0, np.pi, 500)
    shapes = shapely.buffer(
        shapely.linestrings(
            np.stack([centre, centre + np.column_stack([np.cos(turned), np.sin(turned)]) * 20], axis=1)
        ),
        rng.uniform(1, 12, 500),
        quad_segs=2,
    )
    frame = gpd.GeoDataFrame({"DLBM": ["0103"] * 500}, geometry=shapes, crs=grid.crs)
    graded = assign_grades(frame, SlopeRaster(grid), STANDARD).patches
    sampled = sampled_areas(shapes, grid)
    clear = (graded["PD_MARGIN"] > 0.05).to_numpy()
    assert clear.sum() > 400
    assert (graded["GDPDJB"].astype(int).to_numpy() == sampled.argmax(axis=1) + 1)[clear].all()


def sampled_areas(shapes: np.ndarray, grid: SlopeGrid, step: float = 0.5) -> np.ndarray:
    grades = STANDARD.slope_grade(grid.degrees)
    areas = np.zeros((len(shapes), 5))
    for place, shape in enumerate(shapes):
        west, south, east, north = shape.bounds
        x, y = np.meshgrid(np.arange(west + step / 2, east, step), np.arange(south + step / 2, north, step))
        x, y = x.ravel(), y.ravel()
        inside = shapely.contains_xy(shape, x, y)
        row = ((grid.north - y[inside]) / grid.cell_y).astype(int)
        column = ((x[inside] - grid.west) / grid.cell_x).astype(int)
        areas[place] = np.bincount(grades[row, column], minlength=6)[1:]
    return areas
