"""Grades of patches from maps, slope rasters and elevation models."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from tuban.tools import overlay
from tuban.tools.errors import TubanError
from tuban.tools.progress import Cancelled
from tuban.tools.slope import (
    RESULT_COLUMNS,
    Grading,
    HeightFile,
    SlopeFile,
    SlopeGrid,
    SlopeMap,
    SlopeRaster,
    assign_grades,
    cells,
    slope_of_dem,
    winning_grade,
)
from tuban.tools.standard import load

CRS = "EPSG:4549"
STANDARD = load("2019")
WEST, SOUTH = 500_000.0, 3_300_000.0


def patches(*shapes, codes: str | list[str] = "0103", crs: str = CRS) -> gpd.GeoDataFrame:
    codes = [codes] * len(shapes) if isinstance(codes, str) else codes
    names = [f"P{number}" for number in range(len(shapes))]
    return gpd.GeoDataFrame({"BSM": names, "DLBM": codes}, geometry=list(shapes), crs=crs)


def slope_map(*zones: tuple[int | str, shapely.Geometry]) -> SlopeMap:
    frame = gpd.GeoDataFrame({"PDJB": [str(g) for g, _ in zones]}, geometry=[zone for _, zone in zones], crs=CRS)
    return SlopeMap(frame)


def strips(seed: int = 1, rows: int = 30, columns: int = 24, cell: float = 20.0) -> tuple[SlopeMap, SlopeGrid]:
    """A random slope raster and the slope map made of exactly its cells."""
    degrees = np.random.default_rng(seed).uniform(0, 35, (rows, columns)).astype(np.float32)
    north = SOUTH + rows * cell
    grid = SlopeGrid(degrees, WEST, north, cell, cell, pyproj.CRS(CRS))
    row, column = np.indices(degrees.shape)
    x, y = WEST + column * cell, north - row * cell
    cells = shapely.box(x, y - cell, x + cell, y).ravel()
    grades = STANDARD.slope_grade(degrees).ravel()
    united = [(g, shapely.union_all(cells[grades == g])) for g in range(1, 6)]
    return slope_map(*united), grid


def blobs(number: int, seed: int, size: float = 80.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centre = np.stack([WEST + rng.uniform(50, 430, number), SOUTH + rng.uniform(50, 550, number)], axis=1)
    return shapely.buffer(shapely.points(centre), rng.uniform(1, size, number), quad_segs=3)


def test_the_winner_has_the_largest_sum() -> None:
    grade, tied = winning_grade(
        np.array([[0, 600, 400, 0, 0], [0, 0, 0, 0, 0], [0, 5, 5, 0, 0], [7.004, 0, 0, 0, 7.0], [0, 0, 0, 0, 0.01]])
    )
    assert grade.tolist() == [2, 0, 2, 1, 5]
    assert tied.tolist() == [False, False, True, True, False]
    assert winning_grade(np.array([[0, 5, 5, 0, 0]]), "higher")[0].tolist() == [3]


def test_result_columns_tell_how_clear_the_grade_is() -> None:
    zones = slope_map((2, box(0, 0, 60, 100)), (3, box(60, 0, 100, 100)))
    graded = assign_grades(patches(box(50, 0, 70, 10), box(90, 0, 110, 10)), zones, STANDARD).patches
    assert graded["GDPDJB"].tolist() == ["2", "3"]
    first, second = graded[list(RESULT_COLUMNS)].to_numpy(dtype=float)
    np.testing.assert_allclose(first, [0, 100, 100, 0, 0, np.nan, 0, 0])
    np.testing.assert_allclose(second, [0, 0, 100, 0, 0, np.nan, 1, 0.5])


def test_ties_take_the_lower_grade_and_are_listed() -> None:
    zones = slope_map((4, box(0, 0, 50, 100)), (2, box(50, 0, 100, 100)))
    frame = patches(box(40, 0, 60, 10))
    graded = assign_grades(frame, zones, STANDARD)
    assert graded.patches["GDPDJB"].tolist() == ["2"]
    assert graded.findings[["kind", "severity", "feature"]].to_numpy().tolist() == [["slope_tie", "note", "P0"]]
    assert assign_grades(frame, zones, STANDARD, tie="higher").patches["GDPDJB"].tolist() == ["4"]


def test_only_cultivated_patches_get_a_grade() -> None:
    zones = slope_map((3, box(0, 0, 100, 100)))
    frame = patches(*[box(i, 0, i + 5, 5) for i in range(5)], codes=["0101", "0102", "0201", "0201K", "1104"])
    frame["GDPDJB"] = "9"
    assert assign_grades(frame, zones, STANDARD).patches["GDPDJB"].tolist() == ["3", "3", None, None, None]
    every = assign_grades(frame, zones, STANDARD, all_classes=True)
    assert every.patches["GDPDJB"].tolist() == ["3"] * 5
    assert len(every.findings) == 0
    assert frame["GDPDJB"].tolist() == ["9"] * 5


def test_patches_without_data_get_none_and_a_finding() -> None:
    zones = slope_map((3, box(0, 0, 100, 100)))
    graded = assign_grades(patches(box(200, 0, 210, 10), None, shapely.Polygon()), zones, STANDARD)
    assert graded.patches["GDPDJB"].tolist() == [None] * 3
    assert graded.findings["kind"].tolist() == ["no_slope"] * 3
    assert set(graded.findings["severity"]) == {"error"}
    assert graded.findings.crs == CRS
    nothing = assign_grades(patches(box(0, 0, 1, 1)), SlopeMap(zones.frame.iloc[:0]), STANDARD)
    assert nothing.findings["kind"].tolist() == ["no_slope"]
    assert len(assign_grades(patches(), zones, STANDARD).patches) == 0


def test_large_map_polygons_are_cut_to_pieces_first(monkeypatch: pytest.MonkeyPatch) -> None:
    zones, _ = strips()
    frame = patches(*blobs(80, seed=2))
    monkeypatch.setattr(overlay, "_LARGEST_PIECE", 10**9)
    whole = assign_grades(frame, zones, STANDARD).patches[list(RESULT_COLUMNS)]
    monkeypatch.setattr(overlay, "_LARGEST_PIECE", 30)
    monkeypatch.setattr(overlay, "_PAIRS_A_BLOCK", 7)
    pieces = assign_grades(frame, zones, STANDARD).patches[list(RESULT_COLUMNS)]
    np.testing.assert_allclose(pieces, whole, atol=0.011)


def test_invalid_shapes_are_measured_and_passed_on() -> None:
    bow_tie = shapely.Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])
    zones = slope_map((3, box(0, 0, 100, 100)), (5, shapely.Polygon([(100, 0), (140, 40), (140, 0), (100, 40)])))
    graded = assign_grades(patches(bow_tie, box(100, 0, 105, 10)), zones, STANDARD).patches
    assert graded["GDPDJB"].tolist() == ["3", "5"]
    assert graded["PD3_M2"].iloc[0] == 200
    assert graded.geometry.iloc[0].equals_exact(bow_tie, 0)


def test_another_zone_of_the_same_datum_is_reprojected_and_another_datum_refused() -> None:
    patch = box(WEST, SOUTH, WEST + 20, SOUTH + 20)
    zones = gpd.GeoDataFrame({"PDJB": [4]}, geometry=[shapely.buffer(patch, 100)], crs=CRS)
    frame = patches(patch)
    assert assign_grades(frame, SlopeMap(zones.to_crs(4528)), STANDARD).patches["GDPDJB"].tolist() == ["4"]
    with pytest.raises(TubanError, match="different datums"):
        assign_grades(frame, SlopeMap(zones.set_crs(2385, allow_override=True)), STANDARD)
    with pytest.raises(TubanError, match="must both have"):
        assign_grades(frame, SlopeMap(zones.set_crs(None, allow_override=True)), STANDARD)
    undefined = 'ENGCRS["Undefined SRS",EDATUM[""],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["m",1]]'
    with pytest.raises(TubanError, match="must both have"):
        assign_grades(frame.set_crs(undefined, allow_override=True), SlopeMap(zones), STANDARD)


def test_maps_that_cannot_be_used_are_refused() -> None:
    frame = patches(box(0, 0, 1, 1))
    with pytest.raises(TubanError, match="1 polygons of the slope map have no grade"):
        assign_grades(frame, slope_map((2, box(0, 0, 5, 5)), ("6", box(5, 0, 9, 9))), STANDARD)
    with pytest.raises(TubanError, match="no field PD"):
        assign_grades(frame, SlopeMap(slope_map((2, box(0, 0, 5, 5))).frame, field="PD"), STANDARD)


def test_a_run_can_be_stopped() -> None:
    def stop(_percent: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        assign_grades(patches(box(0, 0, 1, 1)), slope_map((2, box(0, 0, 5, 5))), STANDARD, progress=stop)


# ------------------------------------------------------------------------------------------------ rasters


def from_grid(frame: gpd.GeoDataFrame, grid: SlopeGrid) -> Grading:
    return assign_grades(frame, SlopeRaster(grid), STANDARD)


def test_cells_and_the_map_of_the_same_cells_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    zones, grid = strips(seed=4)
    frame = patches(*blobs(150, seed=5), box(WEST + 3, SOUTH + 3, WEST + 4, SOUTH + 4))
    by_map = assign_grades(frame, zones, STANDARD).patches
    monkeypatch.setattr(cells, "_TILE", 7)
    monkeypatch.setattr(cells, "_VERTICES_A_TURN", 40)
    by_cells = from_grid(frame, grid).patches
    assert by_cells["GDPDJB"].tolist() == by_map["GDPDJB"].tolist()
    columns = [name for name in RESULT_COLUMNS if name != "PD_MEAN"]
    np.testing.assert_allclose(by_cells[columns], by_map[columns], atol=0.02)
    assert by_cells["PD_MEAN"].between(0, 35).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_cell_fractions_agree_with_fine_sampling(seed: int) -> None:
    _, grid = strips(seed=seed % 7)
    shape = blobs(1, seed=seed, size=50)[0]
    graded = from_grid(patches(shape), grid).patches.iloc[0]
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(np.linspace(west, east, 160), np.linspace(south, north, 160))
    inside = shapely.contains_xy(shape, x, y)
    column = ((x[inside] - grid.west) / grid.cell_x).astype(int)
    row = ((grid.north - y[inside]) / grid.cell_y).astype(int)
    slope = grid.degrees[row, column]
    share = np.bincount(STANDARD.slope_grade(slope), minlength=6)[1:] / inside.sum()
    exact = graded[["PD1_M2", "PD2_M2", "PD3_M2", "PD4_M2", "PD5_M2"]].to_numpy(dtype=float) / shape.area
    np.testing.assert_allclose(exact, share, atol=0.03)
    assert graded["PD_MEAN"] == pytest.approx(slope.mean(), abs=1.0)


SPOTS = st.tuples(
    st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.5]), st.sampled_from([-2.0, 0.0, 1.0, 2.5, 4.0])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOTS, min_size=3, max_size=8), st.integers(1, 4), st.sampled_from([0.0, 1e-12, 1e-9, 3e-7]))
def test_borders_along_and_through_the_corners_of_cells_are_measured_as_cut_cells(
    spots: list[tuple[float, float]], tile: int, off: float
) -> None:
    degrees = np.random.default_rng(len(spots)).uniform(0, 35, (4, 6)).astype(np.float32)
    degrees[1, 2] = np.nan
    grid = SlopeGrid(degrees, 0.0, 4.0, 1.0, 1.0, pyproj.CRS(CRS))
    shape = shapely.make_valid(shapely.Polygon(np.array(spots) + off))
    row, column = np.indices(degrees.shape)
    pieces = shapely.area(shapely.intersection(shape, shapely.box(column, 3 - row, column + 1, 4 - row)))
    grades = STANDARD.slope_grade(degrees)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cells, "_TILE", tile)
        patched.setattr(cells, "_ROWS_A_TURN", 2)
        areas, slope = cells.measured_cells(np.array([shape]), grid, STANDARD)
    np.testing.assert_allclose(areas[0], [pieces[grades == grade].sum() for grade in range(1, 6)], atol=1e-8)
    assert slope[0] == pytest.approx(np.nansum(pieces * degrees), abs=1e-6)


def test_a_patch_half_outside_the_data_says_so() -> None:
    degrees = np.full((4, 4), 20, np.float32)
    degrees[0, 0] = np.nan
    grid = SlopeGrid(degrees, 0.0, 40.0, 10.0, 10.0, pyproj.CRS(CRS))
    frame = patches(box(-10, 10, 10, 20), box(0, 30, 20, 40), box(-20, 0, -10, 10), box(0, 30, 5, 35))
    graded = from_grid(frame, grid)
    assert graded.patches["GDPDJB"].tolist() == ["4", "4", None, None]
    assert graded.patches["PD_NODATA"].tolist() == [0.5, 0.5, 1.0, 1.0]
    assert graded.findings["feature"].tolist() == ["P2", "P3"]


def test_model_and_slope_raster_give_the_same_grades(shared: Path) -> None:
    path = str(shared / "data" / "dem_alps_25m.tif")
    west, south, east, north = slope_of_dem(path).bounds
    rng = np.random.default_rng(3)
    centre = np.stack([rng.uniform(west, east, 100), rng.uniform(south, north, 100)], axis=1)
    frame = patches(*shapely.buffer(shapely.points(centre), rng.uniform(5, 300, 100)), crs="EPSG:3035")
    by_model = assign_grades(frame, SlopeRaster(HeightFile(path)), STANDARD).patches
    by_slope = assign_grades(frame, SlopeRaster(SlopeFile(path.replace(".tif", "_slope.tif"))), STANDARD).patches
    assert by_model["GDPDJB"].tolist() == by_slope["GDPDJB"].tolist()
    np.testing.assert_allclose(by_model["PD_MEAN"], by_slope["PD_MEAN"], atol=0.011)
    assert by_model["GDPDJB"].nunique() > 2


def test_patches_beside_the_model_have_no_data(shared: Path) -> None:
    path = str(shared / "data" / "dem_alps_25m.tif")
    frame = patches(box(0, 0, 100, 100), crs="EPSG:3035")
    assert assign_grades(frame, SlopeRaster(HeightFile(path)), STANDARD).findings["kind"].tolist() == ["no_slope"]
