"""Slope maps: made from rasters, held against them, and used to split patches."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from shapely import box
from tuban.tools.errors import TubanError
from tuban.tools.progress import Cancelled
from tuban.tools.slope import (
    SlopeGrid,
    SlopeMap,
    border_offset_cells,
    check_slope_map_borders,
    make_slope_map,
    outlines,
    regions,
    split_by_slope,
)
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

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


# ------------------------------------------------------------------------------------------------ made from a raster

DEGREES = np.array([np.nan, 1, 4, 10, 20, 30], np.float32)
"""A slope of each grade, from 0 for none."""


def raster(*rows: str, cell: float = 5.0) -> SlopeGrid:
    """A raster of slope from rows of grades, 0 for no data."""
    grades = np.array([[int(letter) for letter in row] for row in rows])
    return SlopeGrid(DEGREES[grades], 500_000.0, 3_300_000.0, cell, cell, pyproj.CRS(CRS))


def made(grid: SlopeGrid, least_area: float = 0.0, **how) -> gpd.GeoDataFrame:
    return make_slope_map(grid, STANDARD, least_area=least_area, **how).frame


def areas(frame: gpd.GeoDataFrame) -> dict[str, float]:
    return frame.dissolve("PDJB").area.to_dict()


def test_small_patches_go_to_the_neighbour_of_lower_grade() -> None:
    grid = raster("333322", "333522", "333322", "333322")
    # The one cell of grade 5 has three sides on grade 3 and one on grade 2: both are lower, the longer border wins.
    assert areas(made(grid, 26)) == {"2": 200, "3": 400}
    only_higher = raster("333355", "331355", "333355", "333355")
    assert areas(made(only_higher, 26)) == {"3": 400, "5": 200}
    between = raster("44422222", "44432222", "44422222")
    assert areas(made(between, 26)) == {"2": 375, "4": 225}
    # A cell of just the limit is not merged, but being nowhere two cells wide it is shared.
    assert areas(made(between, 25)) == {"2": 362.5, "4": 237.5}


def test_by_option_small_patches_go_along_the_longest_border() -> None:
    grid = raster("444422", "444322", "444422", "444422")
    assert areas(made(grid, 26)) == {"2": 225, "4": 375}
    assert areas(made(grid, 26, target="longest")) == {"2": 200, "4": 400}


def test_the_smallest_merge_first_so_that_what_has_grown_may_stay() -> None:
    grid = raster("1111", "1111", "2233", "1111", "1111")
    # With a limit of 3 cells the 2 goes first, to the 1; the 3 then has only the 1 beside it.
    assert areas(made(grid, 75)) == {"1": 500}
    # With a limit of 9 the 7 cells of grade 3 take the 2 cells of grade 4, and stay.
    assert areas(made(raster("3331", "3441", "3331", "1111", "1111"), 225)) == {"1": 275, "3": 225}


def test_a_line_of_cells_is_shared_by_its_neighbours() -> None:
    grid = raster(*["2222344444"] * 6)
    assert areas(made(grid)) == {"2": 6 * 4.5 * 25, "4": 6 * 5.5 * 25}
    broad = raster(*["2223344444"] * 6)
    assert areas(made(broad)) == {"2": 450, "3": 300, "4": 750}


def test_ground_without_slope_has_no_polygon_and_takes_none() -> None:
    grid = raster("11100", "11105", "11100")
    assert areas(made(grid, 100)) == {"1": 225, "5": 25}


@pytest.mark.parametrize("seed", range(3))
def test_the_map_tiles_its_cells_and_our_own_check_finds_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    coarse = rng.integers(1, 6, (12, 15)).repeat(4, axis=0).repeat(4, axis=1)
    noisy = np.where(rng.random(coarse.shape) < 0.25, rng.integers(1, 6, coarse.shape), coarse)
    grid = SlopeGrid(DEGREES[noisy], 500_000.03, 3_300_000.07, 5.0, 5.0, pyproj.CRS(CRS))
    outline = gpd.GeoDataFrame(geometry=[box(*grid.bounds)], crs=CRS)
    for least in (0.0, 300.0):
        frame = made(grid, least)
        assert frame.is_valid.all()
        assert frame.area.sum() == pytest.approx(noisy.size * 25, abs=0.01)
        assert topology_faults(frame, outline) == []
        if least:
            assert frame.area.min() >= 290  # a shared line of cells may take some from a patch
    exact = made(grid)
    kept = border_offset_cells(SlopeMap(exact), grid, STANDARD)
    assert kept.max() < 2.0  # where several lines of cells lie side by side
    assert np.mean(kept <= 1.0) > 0.9


def test_blocks_of_rows_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    noisy = np.random.default_rng(9).integers(1, 6, (40, 30)).repeat(2, axis=0)
    grid = SlopeGrid(DEGREES[noisy], 500_000.0, 3_300_000.0, 5.0, 5.0, pyproj.CRS(CRS))
    whole = made(grid, 150)
    monkeypatch.setattr(regions, "_CELLS_A_BLOCK", 70)
    monkeypatch.setattr(outlines, "_ROWS_A_BLOCK", 3)
    parts = made(grid, 150)
    assert parts["PDJB"].tolist() == whole["PDJB"].tolist()
    assert parts.geometry.to_wkt().tolist() == whole.geometry.to_wkt().tolist()


@pytest.mark.parametrize("seed", range(12))
def test_outlines_hold_the_cells_of_their_regions_also_where_these_touch_in_corners(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grades = rng.integers(seed % 2, 2 + seed % 3, rng.integers(3, 16, 2)).astype(np.int8)
    shapes, grade = outlines.outlines(grades, (0.0, 5.0 * len(grades)), (5.0, 5.0))
    assert shapely.is_valid(shapes).all()
    row, column = np.indices(grades.shape)
    centres = shapely.points(5.0 * column + 2.5, 5.0 * (len(grades) - row) - 2.5)
    held = shapely.contains(shapes[:, None, None], centres)
    np.testing.assert_array_equal(held.sum(axis=0), grades > 0)
    np.testing.assert_array_equal((held * grade[:, None, None]).sum(axis=0), grades)
    np.testing.assert_allclose(shapely.area(shapes), 25.0 * held.sum(axis=(1, 2)))


def test_the_map_can_be_stopped() -> None:
    def stop(_percent: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_slope_map(raster("1234"), STANDARD, least_area=30.0, progress=stop)


def topology_faults(frame: gpd.GeoDataFrame, outline: gpd.GeoDataFrame) -> list[str]:
    """Kinds of faults of the coverage; what belongs to patches of land use only is left out."""
    table = frame.assign(BSM=[str(number) for number in range(len(frame))], DLBM="0103")
    found = check_topology(table, outline, STANDARD, layer="PDT")
    of_patches = ("mergeable", "below_minimum_area", "narrow", "sliver")
    return sorted(set(found["kind"]) - set(of_patches))


def test_the_map_is_cut_to_the_survey_area_and_stays_a_coverage() -> None:
    rng = np.random.default_rng(5)
    noisy = rng.integers(1, 6, (10, 12)).repeat(4, axis=0).repeat(4, axis=1)
    grid = SlopeGrid(DEGREES[noisy], 500_000.0, 3_300_000.0, 5.0, 5.0, pyproj.CRS(CRS))
    county = shapely.Polygon([(500_013, 3_299_950), (500_180, 3_299_990), (500_200, 3_299_830), (500_031, 3_299_811)])
    outline = gpd.GeoDataFrame(geometry=[county], crs=CRS)
    frame = made(grid, boundary=outline.geometry)
    assert frame.area.sum() == pytest.approx(county.area, abs=0.01)
    assert frame.union_all().symmetric_difference(county).area < 0.1


def test_what_lies_elsewhere_is_refused() -> None:
    elsewhere = gpd.GeoSeries([box(0, 0, 100, 100), None], crs=CRS)
    for boundary in (elsewhere, elsewhere.iloc[1:], elsewhere.iloc[:0]):
        with pytest.raises(TubanError, match="survey area has no polygons, or none that meets"):
            made(raster("1234"), boundary=boundary)
    with pytest.raises(TubanError, match="do not overlap"):
        check_slope_map_borders(slope_map((1, box(0, 0, 9, 9))), raster("1234"), STANDARD)
    for zones in (slope_map((1, box(900, 0, 999, 99))), slope_map()):
        with pytest.raises(TubanError, match="slope map has no polygons, or none that meets"):
            split_by_slope(hill(), zones, STANDARD)


def test_a_raster_without_slope_gives_an_empty_map() -> None:
    assert len(made(raster("00", "00"))) == 0
    assert made(raster("3")).area.tolist() == [25]


# ------------------------------------------------------------------------------------------------ splits


def hill(**columns) -> gpd.GeoDataFrame:
    table = {"BSM": ["360102010", "360102011"], "TBBH": ["7", "8"], "DLBM": "0103", "GDPDJB": ["2", None], **columns}
    return gpd.GeoDataFrame(table, geometry=[box(0, 0, 100, 100), box(100, 0, 110, 100)], crs=CRS)


def test_a_patch_is_cut_along_a_clear_border() -> None:
    zones = slope_map((2, box(-10, -10, 60, 50)), (2, box(-10, 50, 60, 110)), (4, box(60, -10, 120, 110)))
    split = split_by_slope(hill(TBMJ=[10_000.01, 1000.0], KCMJ=[5.0, 6.0]), zones, STANDARD)
    rows = split.patches
    assert rows["GDPDJB"].tolist() == ["2", "4", None]
    assert rows["BSM"].tolist() == ["360102010", "360102012", "360102011"]
    assert rows["TBBH"].tolist() == ["7", "9", "8"]
    assert rows["TBMJ"].tolist() == [6000.01, 4000.0, 1000.0]
    assert rows["KCMJ"].isna().tolist() == [True, True, False]
    assert rows.area.tolist() == [6000, 4000, 1000]


def test_numbers_follow_the_largest_of_their_kind() -> None:
    zones = slope_map((2, box(0, 0, 60, 100)), (4, box(60, 0, 120, 100)))
    frame = hill(
        BSM=["330999201000000009", "330999201000000123"], TBBH=["D007", None], ZLDWDM=["3309990010010000000"] * 2
    )
    rows = split_by_slope(frame, zones, STANDARD).patches
    assert rows["BSM"].tolist() == ["330999201000000009", "330999201000000124", "330999201000000123"]
    assert rows["TBBH"].tolist() == ["D007", "D008", None]
    numbers = split_by_slope(hill(TBBH=[7, 12]), zones, STANDARD).patches
    assert numbers["TBBH"].tolist() == [7, 13, 12]


def test_small_parts_join_the_neighbour_with_the_longest_border() -> None:
    zones = slope_map(
        (2, box(0, 0, 60, 100)), (4, box(60, 0, 100, 100).difference(box(60, 0, 70, 30))), (3, box(60, 0, 70, 30))
    )
    rows = split_by_slope(hill().iloc[:1], zones, STANDARD).patches
    # The part of grade 3 meets grade 4 along 40 m and grade 2 along 30 m.
    assert rows["GDPDJB"].tolist() == ["2", "4"]
    assert rows.area.tolist() == [6000, 4000]


def test_a_patch_without_a_second_part_stays_as_it_is() -> None:
    zones = slope_map((2, box(0, 0, 95, 100)), (4, box(95, 0, 120, 100)))
    rows = split_by_slope(hill(), zones, STANDARD).patches
    assert rows["GDPDJB"].tolist() == ["2", None]
    assert rows.geometry.to_wkt().tolist() == hill().geometry.to_wkt().tolist()
    large = split_by_slope(hill(), zones, STANDARD, minimum_area=400, minimum_share=0.01).patches
    assert large["GDPDJB"].tolist() == ["2", "4", None]
    orchard = split_by_slope(hill(DLBM="0201"), slope_map((2, box(0, 0, 50, 100)), (4, box(50, 0, 100, 100))), STANDARD)
    assert len(orchard.parts) == 0


def test_the_coverage_stays_exact_when_patches_are_cut() -> None:
    rng = np.random.default_rng(2)
    x, y = (np.mgrid[:300:60, :300:60] + 0.0).reshape(2, -1)
    patches = gpd.GeoDataFrame(
        {"BSM": [str(1000 + number) for number in range(25)], "DLBM": "0103", "TBMJ": 3600.0},
        geometry=shapely.box(x, y, x + 60, y + 60),
        crs=CRS,
    )
    coarse = rng.integers(1, 6, (9, 9)).repeat(8, axis=0).repeat(8, axis=1)
    grid = SlopeGrid(DEGREES[coarse], -7.3, 311.7, 5.0, 5.0, pyproj.CRS(CRS))
    zones = make_slope_map(grid, STANDARD, least_area=0.0)
    split = split_by_slope(patches, zones, STANDARD, minimum_area=400, minimum_share=0.2)
    rows = split.patches
    assert len(split.parts) > 20
    assert rows["BSM"].is_unique
    assert rows.area.iloc[split.parts].min() >= 400 - 0.01
    assert rows["TBMJ"].groupby(split.source).sum().to_numpy() == pytest.approx([3600.0] * 25, abs=1e-9)
    assert topology_faults(rows, gpd.GeoDataFrame(geometry=[box(0, 0, 300, 300)], crs=CRS)) == []
