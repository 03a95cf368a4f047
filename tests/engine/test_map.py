"""The map picture: scan-line filling against GEOS, and a picture in every situation."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools import language, standard
from tuban.tools.errors import Cancelled
from tuban.tools.quality.findings import findings, no_findings
from tuban.tools.quality.map import county_map, fill_classes

CRS = "EPSG:4528"


def star(seed: int, x: float, y: float, size: float) -> shapely.Polygon:
    random = np.random.default_rng(seed)
    angle = np.sort(random.uniform(0, 2 * np.pi, 12))
    radius = random.uniform(0.3, 1.0, 12) * size
    return shapely.Polygon(np.column_stack([x + radius * np.cos(angle), y + radius * np.sin(angle)]))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), cell=st.floats(0.3, 3.0))
def test_a_pixel_has_the_patch_that_contains_its_middle(seed, cell):
    shapes = [star(seed + i, x, y, 9.0) for i, (x, y) in enumerate([(10, 10), (30, 12), (12, 31), (33, 33)])]
    shapes[1] = shapely.difference(shapes[1], shapely.box(27, 9, 33, 15))  # a hole, or a cut
    shapes[2] = shapely.union(shapes[2], shapely.box(0, 38, 3, 40))  # maybe several parts
    geometry = np.array([*shapes, None, shapely.Point(5, 5)], dtype=object)
    box = np.array([0.0, 0.0, 40.0, 40.0])
    image = fill_classes(geometry, np.arange(1, 7, dtype=np.uint8), box, cell)
    row, column = np.indices(image.shape)
    x, y = (column + 0.5) * cell, 40.0 - (row + 0.5) * cell
    expected = np.zeros(image.shape, np.uint8)
    for number, shape in enumerate(shapes, 1):
        expected[shapely.contains_xy(shape, x, y)] = number
    lines = shapely.union_all(shapely.boundary(shapes))
    clear = shapely.distance(lines, shapely.points(x, y)) > 1e-9
    assert (image == expected)[clear].all()


def test_filling_leaves_out_what_lies_beyond_the_box():
    box = np.array([10.0, 10.0, 20.0, 20.0])
    image = fill_classes(shapely.box([0.0], [0.0], [15.0], [50.0]), np.array([7], np.uint8), box, 1.0)
    assert image.shape == (10, 10)
    assert (image[:, :5] == 7).all()
    assert (image[:, 5:] == 0).all()


def test_many_blocks_and_cancel():
    x = np.arange(45_000) % 300
    y = np.arange(45_000) // 300
    squares = shapely.box(x, y, x + 1, y + 1)
    image = fill_classes(squares, np.full(45_000, 3, np.uint8), np.array([0.0, 0.0, 300.0, 150.0]), 1.0)
    assert (image == 3).all()

    def cancel(percent):
        if percent > 30:
            raise Cancelled

    with pytest.raises(Cancelled):
        fill_classes(squares, np.full(45_000, 3, np.uint8), np.array([0.0, 0.0, 300.0, 150.0]), 1.0, cancel)


def county():
    x = 40_500_000.0 + 1000.0 * np.arange(6)
    squares = shapely.box(x, 3_400_000.0, x + 1000, 3_403_000.0)
    codes = ["0103", "0301", "1101", "0702", "9999", None]
    patches = gpd.GeoDataFrame({"DLBM": codes}, geometry=squares, crs=CRS)
    geometry = [squares[0], shapely.Point(x[3] + 10, 3_400_100.0), None]
    found = findings(
        kind=["overlap", "gap", "null_geometry"], rule="R", severity=["error", "error", "note"], layer="DLTB",
        feature=["1", "2", "3"], message="m", geometry=np.array(geometry, dtype=object), crs=CRS,
    )  # fmt: skip
    return patches, found


@pytest.mark.parametrize("code", ["en", "zh"])
def test_a_picture_of_a_county(code):
    patches, found = county()
    outline = gpd.GeoDataFrame(geometry=[shapely.union_all(patches.geometry.to_numpy())], crs=CRS)
    try:
        language.install(lambda text: text, code)
        edition = standard.load("2019")
        png = county_map(
            found, patches=patches, county=outline.to_crs(4490), villages=patches, standard=edition, title="县"
        )
    finally:
        language.install(lambda text: text, "en")
    assert png.startswith(b"\x89PNG\r\n")
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    assert 1400 < width < 2200
    assert 500 < height < 1800


def test_a_picture_of_nothing_and_of_findings_alone():
    _, found = county()
    for frame in (no_findings(CRS), no_findings(None), found.iloc[2:], found):
        assert county_map(frame).startswith(b"\x89PNG\r\n")
