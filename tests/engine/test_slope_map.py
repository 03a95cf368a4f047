"""Slope maps: borders beside the raster's, patches thinner than a cell, splits of patches."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from shapely import box
from tuban.tools.slope import (
    SlopeGrid,
    SlopeMap,
    border_offset_cells,
    check_slope_map_borders,
    share_thin_patches,
    split_by_grade,
)
from tuban.tools.standard import load

CRS = "EPSG:4549"
STANDARD = load("2019")


def slope_map(*zones: tuple[int, shapely.Geometry]) -> SlopeMap:
    return SlopeMap(gpd.GeoDataFrame({"PDJB": [g for g, _ in zones]}, geometry=[zone for _, zone in zones], crs=CRS))


def two_slopes(border: int = 10) -> SlopeGrid:
    """20 x 20 cells of 5 m: 1 degree west of a border, 4 degrees east of it."""
    degrees = np.full((20, 20), 1, np.float32)
    degrees[:, border:] = 4
    return SlopeGrid(degrees, 0.0, 100.0, 5.0, 5.0, pyproj.CRS(CRS))


@pytest.mark.parametrize(
    ("moved", "severity"), [(0, None), (0.8, None), (1, None), (1.6, "warning"), (2, "warning"), (2.5, "error")]
)
def test_borders_may_lie_a_cell_beside_the_raster(moved: float, severity: str | None) -> None:
    x = 50 + 5 * moved
    zones = slope_map((1, box(0, 0, x, 100)), (2, box(x, 0, 100, 100)), (2, box(100, 0, 120, 100)))
    np.testing.assert_allclose(border_offset_cells(zones, two_slopes(), STANDARD), [moved, moved, 0])
    found = check_slope_map_borders(zones, two_slopes(), STANDARD)
    assert set(found["severity"]) == ({severity} if severity else set())
    assert len(found) == (2 if severity else 0)
    if severity:
        assert found["measure"].tolist() == [5 * moved] * 2


def test_a_border_that_the_raster_does_not_have_is_found() -> None:
    zones = slope_map((1, box(0, 0, 50, 100)), (2, box(50, 0, 100, 100)))
    assert np.isinf(border_offset_cells(zones, two_slopes(border=0), STANDARD)).all()
    one = slope_map((1, box(0, 0, 100, 100)))
    assert border_offset_cells(one, two_slopes(), STANDARD).tolist() == [0]


def test_borders_in_both_directions_of_the_grid_are_known() -> None:
    degrees = np.full((20, 20), 1, np.float32)
    degrees[5:, :] = 10
    grid = SlopeGrid(degrees, 0.0, 100.0, 5.0, 5.0, pyproj.CRS(CRS))
    zones = slope_map((1, box(0, 75, 100, 100)), (3, box(0, 0, 100, 75)))
    np.testing.assert_allclose(border_offset_cells(zones, grid, STANDARD), [0, 0])


def test_a_thin_patch_is_shared_by_its_neighbours() -> None:
    west = [(1, box(0, 0, 50, 40)), (2, box(0, 40, 50, 100))]
    zones = slope_map(*west, (4, box(50, 0, 55, 100)), (3, box(55, 0, 99, 100)))
    shared = share_thin_patches(zones, 5.0).frame
    assert shared["PDJB"].tolist() == [1, 2, 3]
    np.testing.assert_allclose(shared.area, [52.5 * 40, 52.5 * 60, 46.5 * 100], rtol=1e-6)
    assert shared.union_all().area == pytest.approx(zones.frame.area.sum())
    assert shared.area.sum() == pytest.approx(zones.frame.area.sum())


def test_a_thin_patch_with_one_neighbour_goes_to_it_and_broad_ones_stay() -> None:
    thin, alone, broad = (2, box(50, 0, 54, 100)), (3, box(200, 0, 203, 100)), (4, box(0, 100, 50, 106))
    zones = slope_map((1, box(0, 0, 50, 100)), thin, alone, broad)
    shared = share_thin_patches(zones, 5.0).frame
    assert shared["PDJB"].tolist() == [1, 3, 4]
    assert shared.area.tolist() == [5400, 300, 300]
    unchanged = share_thin_patches(slope_map((1, box(0, 0, 50, 50))), 5.0).frame
    assert unchanged.area.tolist() == [2500]


def hill() -> gpd.GeoDataFrame:
    frame = pd.DataFrame({"BSM": ["hill", "foot"], "DLBM": "0103", "GDPDJB": ["2", None]}, index=[7, 9])
    return gpd.GeoDataFrame(frame, geometry=[box(0, 0, 100, 100), box(100, 0, 110, 100)], crs=CRS)


def test_a_patch_is_cut_along_a_clear_border() -> None:
    zones = slope_map((2, box(-10, -10, 60, 110)), (4, box(60, -10, 120, 110)))
    parts = split_by_grade(hill(), zones)
    assert parts.index.tolist() == [7, 7, 9]
    assert parts["BSM"].tolist() == ["hill", "hill", "foot"]
    assert parts["GDPDJB"].tolist() == ["2", "4", None]
    assert parts.area.tolist() == [6000, 4000, 1000]


def test_small_parts_join_the_neighbour_with_the_longest_border() -> None:
    zones = slope_map(
        (2, box(0, 0, 60, 100)), (4, box(60, 0, 100, 100).difference(box(60, 0, 70, 30))), (3, box(60, 0, 70, 30))
    )
    parts = split_by_grade(hill().iloc[:1], zones)
    # The part of grade 3 meets grade 4 along 40 m and grade 2 along 30 m.
    assert parts["GDPDJB"].tolist() == ["2", "4"]
    assert parts.area.tolist() == [6000, 4000]


def test_a_patch_without_a_second_part_stays_as_it_is() -> None:
    zones = slope_map((2, box(0, 0, 95, 100)), (4, box(95, 0, 120, 100)))
    parts = split_by_grade(hill(), zones)
    assert parts["GDPDJB"].tolist() == ["2", None]
    assert parts.geometry.to_wkt().tolist() == hill().geometry.to_wkt().tolist()
    large = split_by_grade(hill(), zones, minimum_area=400, minimum_share=0.01)
    assert large["GDPDJB"].tolist() == ["2", "4", None]
    assert split_by_grade(hill(), slope_map((2, box(900, 0, 999, 100)))).shape == hill().shape


def test_parts_of_a_split_fill_the_patch() -> None:
    rng = np.random.default_rng(2)
    x, y = np.mgrid[:100:10, :100:10].reshape(2, -1)
    cells = list(zip(rng.integers(1, 6, 100).tolist(), shapely.box(x, y, x + 10, y + 10)))
    parts = split_by_grade(hill().iloc[:1], slope_map(*cells), minimum_area=300, minimum_share=0)
    assert len(parts) > 1
    assert parts.area.min() >= 300
    assert parts.area.sum() == pytest.approx(10_000)
    assert parts.union_all().area == pytest.approx(10_000)
