"""Areas of patches: the worked examples, pyproj's geodesics as oracle, and what must not change an area."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools.area import ellipsoidal_areas, half_up
from tuban.tools.area import patches as module
from tuban.tools.errors import TubanError
from tuban.tools.progress import Cancelled
from tuban.tools.sample import make_county

ZONE_40 = 4528
QUAD = shapely.Polygon(
    [(40500000, 3320000), (40500100, 3320300), (40500450, 3320200), (40500250, 3319950), (40500000, 3320000)]
)


def worked_examples(shared: Path) -> list[tuple[shapely.Polygon, dict[str, str]]]:
    with (shared / "standards" / "area_tests.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "polygon"]
    corners = [np.array(re.findall(r"[\d.]+", row["input"]), float).reshape(-1, 2) for row in rows]
    return [(shapely.Polygon(xy), row) for xy, row in zip(corners, rows)]


def stars(number: int, seed: int, *, east=(40_400_000, 40_600_000), north=(2_200_000, 5_000_000)) -> np.ndarray:
    """Star-shaped polygons of 3 to 40 corners and 5 to 700 m, a third of them with a hole, in zone 40."""
    rng = np.random.default_rng(seed)
    shapes = []
    for _ in range(number):
        corners = int(rng.integers(3, 40))
        angle = np.sort(rng.uniform(0, 2 * np.pi, corners))
        angle += np.linspace(0, 1e-3, corners)
        radius = 10 ** rng.uniform(0.7, 2.85) * rng.uniform(0.5, 1, corners)
        centre = np.array([rng.uniform(*east), rng.uniform(*north)])
        offsets = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        hole = [np.round(centre + offsets * 0.3, 4)] if rng.random() < 0.33 else None
        shapes.append(shapely.Polygon(np.round(centre + offsets, 4), hole))
    return np.array([shape for shape in shapes if shape.is_valid and shape.area > 20], dtype=object)


def geodesic_areas(shapes: np.ndarray, crs: Any = ZONE_40, step: float = 5.0) -> np.ndarray:
    """Areas by pyproj's geodesics, with vertices every few metres of the straight plane edges."""
    geographic = gpd.GeoSeries(shapely.segmentize(shapes, step), crs=crs).to_crs(4490)
    geod = geographic.crs.get_geod()
    return np.array([abs(geod.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) for shape in geographic])


def test_patches_have_the_documented_area(shared: Path) -> None:
    for shape, row in worked_examples(shared):
        assert ellipsoidal_areas([shape], ZONE_40)[0] == float(row["expected_70m_densified"]), row["name"]
        assert ellipsoidal_areas([shape], ZONE_40, densify=None)[0] == float(row["expected"]), row["name"]
        fine = ellipsoidal_areas([shape], ZONE_40, densify=0.5)[0]
        assert fine == pytest.approx(float(row["limit(0.5m densified, no rounding)"]), abs=0.0101), row["name"]


def test_geographic_layers_have_the_areas_of_their_zone(shared: Path) -> None:
    for shape, row in worked_examples(shared):
        geographic = gpd.GeoSeries([shape], crs=ZONE_40).to_crs(4490)
        area = ellipsoidal_areas(geographic, geographic.crs)[0]
        assert area == pytest.approx(float(row["expected_70m_densified"]), abs=0.0101), row["name"]


def test_zone_number_in_the_easting_does_not_matter() -> None:
    without = shapely.transform(QUAD, lambda xy: xy - [40_000_000, 0])
    assert ellipsoidal_areas([without], 4549)[0] == ellipsoidal_areas([QUAD], ZONE_40)[0] == 93750.0


@pytest.mark.parametrize("number", [300, pytest.param(11_000, marks=pytest.mark.large)])
def test_areas_agree_with_geodesics_on_subdivided_edges(number: int) -> None:
    shapes = stars(number, seed=7)
    areas, oracle = ellipsoidal_areas(shapes, ZONE_40), geodesic_areas(shapes)
    off = np.abs(areas - oracle)
    # Two roundings and the sagitta of 70 m pieces, which grows with the edges: the largest stars measure 100 ha.
    assert off[shapely.area(shapes) <= 300_000].max() <= 0.05
    assert off.max() <= 0.07
    assert np.abs(ellipsoidal_areas(shapes, ZONE_40, densify=35.0) - oracle).max() <= 0.05
    planar = np.abs(shapely.area(shapes) - oracle)
    assert planar.max() > 1
    assert np.mean(planar > 0.05) > 0.5


@pytest.mark.parametrize("number", [300, pytest.param(10_000, marks=pytest.mark.large)])
def test_patches_of_a_county_agree_with_geodesics(number: int) -> None:
    county = make_county(number, seed=3, vertices=40.0).DLTB
    shapes = county.geometry.to_numpy()
    oracle = geodesic_areas(shapes, county.crs)
    assert np.abs(ellipsoidal_areas(shapes, county.crs) - oracle).max() <= 0.05
    planar = np.abs(shapely.area(shapes) - oracle)
    assert np.mean(planar > 0.05) > 0.3
    assert planar.max() > 1


@pytest.mark.parametrize("crs", [2384, 2436])  # Xi'an 1980 and Beijing 1954, 117 E
def test_older_ellipsoids_agree_with_geodesics(crs: int) -> None:
    shapes = stars(60, seed=8, east=(400_000, 600_000))
    geod = pyproj.CRS(crs).get_geod()
    geographic = gpd.GeoSeries(shapely.segmentize(shapes, 5.0), crs=crs).to_crs(pyproj.CRS(crs).geodetic_crs)
    oracle = [abs(geod.geometry_area_perimeter(shapely.orient_polygons(shape))[0]) for shape in geographic]
    assert np.abs(ellipsoidal_areas(shapes, crs) - oracle).max() <= 0.05


def test_holes_and_parts_are_counted() -> None:
    outer = shapely.box(40_500_000, 3_320_000, 40_500_900, 3_320_800)
    holes = [shapely.box(40_500_000 + x, 3_320_100, 40_500_100 + x, 3_320_300) for x in (100, 400, 700)]
    with_holes = shapely.difference(outer, shapely.union_all(holes))
    far = shapely.box(40_510_000, 3_330_000, 40_510_100, 3_330_100)
    several = shapely.union_all([with_holes, far])
    assert several.geom_type == "MultiPolygon"
    parts = ellipsoidal_areas([outer, *holes, far], ZONE_40, decimals=6)
    whole = ellipsoidal_areas([with_holes, several, shapely.GeometryCollection([several])], ZONE_40, decimals=6)
    expected = parts[0] - parts[1:4].sum()
    np.testing.assert_allclose(whole, [expected, expected + parts[4], expected + parts[4]], rtol=0, atol=1e-4)


def test_direction_and_start_of_rings_do_not_matter() -> None:
    shapes = stars(60, seed=3)

    def turned(polygon: shapely.Polygon, by: int) -> shapely.Polygon:
        rings = [np.roll(np.asarray(ring.coords)[:-1], by, axis=0) for ring in (polygon.exterior, *polygon.interiors)]
        return shapely.Polygon(rings[0], rings[1:])

    expected = ellipsoidal_areas(shapes, ZONE_40)
    for other in (shapely.reverse(shapes), [turned(shape, 2) for shape in shapes]):
        # A last place may tip over where the sums of floats differ in their last bits.
        assert np.abs(ellipsoidal_areas(other, ZONE_40) - expected).max() <= 0.0101
        assert np.mean(ellipsoidal_areas(other, ZONE_40) == expected) > 0.9


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.floats(40_400_000, 40_600_000), st.floats(2_200_000, 5_000_000)),
    st.lists(st.tuples(st.floats(20, 600), st.floats(0.4, 1)), min_size=4, max_size=12),
    st.floats(0.2, 0.8),
)
def test_the_halves_of_a_patch_add_up(centre, rays, share: float) -> None:
    angle = np.cumsum([1 / step for _, step in rays])
    angle *= 2 * np.pi / (angle[-1] + 0.3)
    xy = np.array(centre) + np.array([radius for radius, _ in rays])[:, None] * np.c_[np.cos(angle), np.sin(angle)]
    polygon = shapely.Polygon(np.round(xy, 3))
    west, south, east, north = polygon.bounds
    # Cut along a meridian line of the plane: both halves get the very same points on the cut.
    x = round(west + share * (east - west), 3)
    halves = [
        shapely.set_precision(part, 1e-4)
        for part in (
            shapely.intersection(polygon, shapely.box(west - 1, south - 1, x, north + 1)),
            shapely.intersection(polygon, shapely.box(x, south - 1, east + 1, north + 1)),
        )
    ]
    whole = ellipsoidal_areas([polygon], ZONE_40, densify=1.0)[0]
    sum_of_halves = np.nansum(ellipsoidal_areas(halves, ZONE_40, densify=1.0))
    # Roundings of 0.01, and cut points that lie up to 0.1 mm beside the border they are on.
    assert abs(whole - sum_of_halves) <= 0.02 + 2e-4 * polygon.length


def test_blocks_do_not_change_the_result(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = np.concatenate([stars(40, seed=5), [None, shapely.Polygon(), QUAD]])
    expected = ellipsoidal_areas(shapes, ZONE_40)
    monkeypatch.setattr(module, "_BLOCK", 50)
    monkeypatch.setattr(module, "_CHUNK", 7)
    np.testing.assert_array_equal(ellipsoidal_areas(shapes, ZONE_40), expected)


@pytest.mark.filterwarnings("ignore:invalid value encountered")  # GEOS, of the coordinate that is no number
def test_what_has_no_area_is_not_a_number() -> None:
    odd = [None, shapely.Polygon(), shapely.Point(40_500_000, 3_320_000), shapely.GeometryCollection()]
    outside = shapely.box(0, 0, 100, 100)
    broken = shapely.Polygon([(40_500_000, 0.0), (40_500_100, np.nan), (40_500_100, 2.0), (40_500_000, 0.0)])
    areas = ellipsoidal_areas([*odd, QUAD, outside, broken], ZONE_40)
    assert np.isnan(areas[[0, 1, 2, 3, 5, 6]]).all()
    assert areas[4] == 93750.0
    assert len(ellipsoidal_areas([], ZONE_40)) == 0
    assert np.isnan(ellipsoidal_areas([None], ZONE_40)).all()


def test_coordinates_of_another_zone_are_refused() -> None:
    with pytest.raises(TubanError, match="1 of 1 patches lie outside the zone"):
        ellipsoidal_areas([QUAD], 4549)
    with pytest.raises(TubanError, match="outside the zone"):
        ellipsoidal_areas([QUAD], 4490)


def test_one_decimal_of_the_second_survey() -> None:
    fine = ellipsoidal_areas([QUAD], ZONE_40, densify=None, decimals=4)
    assert ellipsoidal_areas([QUAD], ZONE_40, densify=None, decimals=1)[0] == half_up(fine, 1)[0] == 93749.9


def test_a_run_reports_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 50)
    seen: list[float] = []
    ellipsoidal_areas(stars(40, seed=5), ZONE_40, progress=seen.append)
    assert len(seen) > 5
    assert seen == sorted(seen)
    assert seen[-1] == 100

    def stop(_percent: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ellipsoidal_areas(stars(40, seed=5), ZONE_40, progress=stop)
