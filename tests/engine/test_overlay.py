"""Patches against areas: shares, the prevailing value, what touches, held against geopandas and plain arithmetic."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from tuban.tools import overlay
from tuban.tools.errors import TubanError
from tuban.tools.sample import make_county

CRS = "EPSG:4549"


def array(*shapes) -> np.ndarray:
    made = np.empty(len(shapes), object)
    made[:] = shapes
    return made


@pytest.fixture(scope="module")
def patches() -> np.ndarray:
    return make_county(400, seed=2, vertices=30.0).DLTB.geometry.to_numpy()


def voronoi(patches: np.ndarray, count: int, seed: int) -> np.ndarray:
    west, south, east, north = shapely.total_bounds(patches)
    rng = np.random.default_rng(seed)
    points = shapely.points(rng.uniform(west, east, count), rng.uniform(south, north, count))
    return shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))


@pytest.mark.parametrize("piece", [12, 512])
def test_common_land_is_that_of_geopandas(patches, piece, monkeypatch) -> None:
    monkeypatch.setattr(overlay, "_LARGEST_PIECE", piece)
    areas = shapely.segmentize(voronoi(patches, 25, 1), 60.0)
    found = overlay.shares(patches, areas)
    left = gpd.GeoDataFrame({"p": range(len(patches))}, geometry=patches, crs=CRS)
    right = gpd.GeoDataFrame({"z": range(len(areas))}, geometry=areas, crs=CRS)
    cut = gpd.overlay(left, right, keep_geom_type=True)
    expected = cut.assign(m2=cut.area).groupby(["p", "z"])["m2"].sum()
    expected = expected[expected > 1e-6]
    ours = {(p, z): m for p, z, m in zip(found.patch, found.area, found.common) if m > 1e-6}
    assert ours == pytest.approx(expected.to_dict(), abs=1e-4)
    inside = shapely.covers(shapely.union_all(areas), patches)
    assert (found.covered[inside] == 1.0).all()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 20)] * 4, st.sampled_from("abc")), max_size=6))
def test_shares_of_boxes_are_arithmetic(boxes) -> None:
    patches = array(box(0, 0, 10, 10), box(10, 0, 20, 10), box(0, 10, 20, 20), None)
    areas = array(*(box(min(x, u), min(y, v), max(x, u) + 1, max(y, v) + 1) for x, y, u, v, _ in boxes))
    values = [value for *_, value in boxes]
    found = overlay.shares(patches, areas)
    table = np.zeros((4, 3))
    for x, y, u, v, value in boxes:
        for place, (w, s, e, n) in enumerate([(0, 0, 10, 10), (10, 0, 20, 10), (0, 10, 20, 20)]):
            width = min(max(x, u) + 1, e) - max(min(x, u), w)
            height = min(max(y, v) + 1, n) - max(min(y, v), s)
            table[place, "abc".index(value)] += max(width, 0) * max(height, 0)
    value, share = found.dominant(values)
    for place, whole in enumerate([100, 100, 200]):
        whole_in = {value for shape, value in zip(areas, values) if shape.covers(patches[place])}
        if whole_in:
            assert (value[place], share[place]) == (min(whole_in), 1.0)
            continue
        best = table[place].max()
        assert share[place] == pytest.approx(min(best / whole, 1.0))
        assert value[place] == (None if best == 0 else "abc"[int(table[place].argmax())])
    assert (value[3], share[3], found.meets[3]) == (None, 0.0, False)
    expected = [bool(shapely.intersects(areas, patch).any()) for patch in patches[:3]]
    assert found.meets.tolist()[:3] == expected


def test_a_border_is_touched_to_a_unit_of_the_grid() -> None:
    patches = array(box(0, 0, 10, 10), box(10.00005, 0, 20, 10), box(10.0003, 0, 20, 10))
    found = overlay.shares(patches, array(box(0, 0, 10, 10)))
    assert found.meets.tolist() == [True, True, False]
    assert found.covered.tolist() == [1.0, 0.0, 0.0]


def test_on_border_knows_the_outer_line_only() -> None:
    areas = array(box(0, 0, 50, 100), box(50, 0, 100, 100))
    patches = array(box(40, 40, 60, 60), box(0, 40, 10, 60), box(90, 90, 110, 110), box(200, 0, 210, 10))
    assert overlay.on_border(patches, areas).tolist() == [False, True, True, False]


def test_pieces_keep_the_land_of_their_area() -> None:
    ring = shapely.Point(0, 0).buffer(1000, 500).difference(shapely.Point(100, 0).buffer(300, 500))
    pieces, owner = overlay.small_pieces(array(None, ring))
    assert len(pieces) > 4
    assert set(owner) == {1}
    assert shapely.area(pieces).sum() == pytest.approx(ring.area)


def test_invalid_shapes_count_by_the_land_they_cover() -> None:
    bow = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    found = overlay.shares(array(bow), array(box(0, 0, 5, 10)))
    assert found.covered.tolist() == [0.5]


def test_layers_of_another_datum_are_refused() -> None:
    areas = gpd.GeoDataFrame(geometry=[box(117, 30, 118, 31)], crs=4326)
    with pytest.raises(TubanError, match=r"RIVERS.*different datums"):
        overlay.aligned(areas, CRS, "RIVERS")
    with pytest.raises(TubanError, match="in degrees"):
        overlay.refuse_degrees("EPSG:4490", "DLTB")
