"""Classes and widths of linear features; a county and real parcels whose roads and rivers are cut in anew."""

from __future__ import annotations

import base64
import re
from io import BytesIO

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.image import imread
from tuban.tools.errors import TubanError
from tuban.tools.linear import (
    NORTH,
    SOUTH,
    RibbonSettings,
    RoadFields,
    centrelines_of,
    classify_roads,
    generalise_linear_patches,
    lines_to_patches,
    measure_widths,
    write_linear_report,
)
from tuban.tools.linear.absorb import Parts, absorbed
from tuban.tools.quality.run import Run
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology
from tuban.tools.topology.cutting import dissolved
from tuban.tools.topology.settings import INVALID_KINDS

STANDARD = load("2019")
FAULTS = TopologySettings(kinds=(*COVERAGE_KINDS, *INVALID_KINDS, "null_geometry", "multipart", "duplicate_vertex"))
FIELDS = RoadFields(network="plan", paved="paved", through="through", building="building", grade="grade")


def road(width, **columns):
    given = {"XZDWKD": [width], **{name: [value] for name, value in columns.items()}}
    return gpd.GeoDataFrame(given, geometry=[shapely.LineString([(0, 0), (100, 0)])], crs="EPSG:4528")


@pytest.mark.parametrize(
    ("width", "region", "columns", "code", "clause"),
    [
        (0.9, SOUTH, {}, None, "01"),
        (1.0, SOUTH, {}, "1006", "IV.7.12(2)"),
        (1.9, NORTH, {}, None, "01"),
        (2.0, NORTH, {}, "1006", "IV.7.12(2)"),
        (8.0, NORTH, {}, "1006", "IV.7.12(2)"),
        (8.01, SOUTH, {}, "1003", "IV.7.12(2)"),
        (0.5, SOUTH, {"plan": 1}, "1003", "IV.7.12(2)"),
        (5.0, SOUTH, {"plan": "是"}, "1003", "IV.7.12(2)"),
        (5.0, SOUTH, {"plan": 0}, "1006", "IV.7.12(2)"),
        (12.0, SOUTH, {"building": "yes", "DLBM": "0101"}, "0101", "IV.7.12(3)"),
        (6.0, SOUTH, {"CZCSXM": "203", "grade": "支路"}, "1004", "IV.7.12(4)"),
        (2.0, SOUTH, {"CZCSXM": "203A", "grade": "lane"}, None, "IV.7.12(4)"),
        (3.0, SOUTH, {"paved": 0, "through": 0}, "1006", "IV.4.2(4)"),
        (3.0, SOUTH, {"paved": 0, "through": 1}, "1006", "IV.7.12(2)"),
        (np.nan, SOUTH, {}, None, "IV.7.12(2)"),
        (40.0, SOUTH, {"DLBM": "1101"}, "1101", "IV.7.12"),
    ],
)
def test_class_of_a_road(width, region, columns, code, clause):
    made = classify_roads(road(width, **columns), STANDARD, region, FIELDS).iloc[0]
    assert (made["DLBM"], made["CLAUSE"]) == (code, clause)


def test_region_of_a_province():
    north, south = (road(1.5, ZLDWDM=f"{code}0000") for code in ("2301", "4401"))
    assert classify_roads(north, STANDARD)["DLBM"].tolist() == [None]
    assert classify_roads(south, STANDARD)["DLBM"].tolist() == ["1006"]
    with pytest.raises(TubanError, match="in no region"):
        classify_roads(road(1.5, ZLDWDM="99"), STANDARD)


def test_dead_ends_may_be_left_off():
    made = classify_roads(road(3.0, paved=0, through=0), STANDARD, SOUTH, FIELDS, leave_off=True)
    assert made[["DLBM", "DECISION"]].iloc[0].tolist() == [None, "optional"]


@pytest.mark.parametrize("width", [1.0, 4.0, 12.0, 40.0])
def test_widths_of_straight_and_bent_ribbons(width):
    paths = [shapely.LineString([(0, 0), (800, 0)]), shapely.LineString([(0, 0), (400, 100), (800, 50)])]
    bands = shapely.buffer(paths, width / 2, cap_style="flat", join_style="mitre")
    made, axes = measure_widths(gpd.GeoDataFrame(geometry=bands, crs="EPSG:4528"))
    expected = shapely.area(bands) / (shapely.length(bands) / 2)
    assert made["XZDWKD"].to_numpy() == pytest.approx(expected, abs=0.0501)
    for figure in ("WIDTH_MIN", "WIDTH_MED"):
        assert made[figure].to_numpy() == pytest.approx(width, rel=0.005, abs=0.006)
    for axis, path in zip(axes, paths):
        assert shapely.hausdorff_distance(axis, path) < 1.1 * width
        assert shapely.length(axis) == pytest.approx(path.length, abs=2.5 * width)


def test_centreline_of_a_junction_and_of_nothing():
    bands = shapely.buffer(
        [shapely.LineString([(0, 0), (200, 0)]), shapely.LineString([(100, 0), (100, 90)])], 2.0, cap_style="flat"
    )
    axis, nothing = centrelines_of(np.array([shapely.union_all(bands), None], dtype=object))
    assert nothing is None
    assert shapely.get_num_geometries(axis) == 3
    assert shapely.length(axis) == pytest.approx(290, rel=0.03)


@pytest.fixture(scope="module")
def rebuilt():
    """A county, the same without its roads and rivers, and that with them cut in from their lines."""
    county = make_county(400, seed=3, vertices=40.0, lines=True)
    patches = county.DLTB
    linear = STANDARD.is_linear(patches["DLBM"])
    shapes, code = patches.geometry.to_numpy(), patches["DLBM"].to_numpy(dtype=object)
    villages = patches["ZLDWDM"].factorize()[0]
    parts = Parts(shapes, code, villages, np.zeros(len(patches), bool), STANDARD)
    goes = absorbed(parts, np.flatnonzero(linear), np.full(len(patches), np.inf))
    bare, of_patch = dissolved(shapes, goes)
    land = patches.iloc[of_patch].reset_index(drop=True)
    land = land.set_geometry(gpd.GeoSeries(bare, crs=patches.crs))
    assert not STANDARD.is_linear(land["DLBM"]).any()
    settings = RibbonSettings(width_field="WIDTH")
    made = lines_to_patches(land, county.lines, STANDARD, settings, beside=[county.XZQ, county.CJDCQ])
    return county, land, made


def test_rebuilt_ribbons_are_those_of_the_county(rebuilt):
    county, _, made = rebuilt
    linear = county.DLTB[STANDARD.is_linear(county.DLTB["DLBM"])]
    before, after = (of.dissolve("DLBM", grid_size=1e-4).geometry for of in (linear, made.ribbons))
    assert before.index.tolist() == after.index.tolist() == ["1003", "1004", "1006", "1101", "1107"]
    common = shapely.area(shapely.intersection(before.to_numpy(), after.to_numpy(), grid_size=1e-4))
    assert (common > 0.98 * shapely.area(before.to_numpy())).all()


def test_the_rebuilt_county_is_a_coverage(rebuilt):
    county, land, made = rebuilt
    assert check_topology(made.patches, made.beside[0], STANDARD, FAULTS, villages=made.beside[1]).empty
    assert made.patches.area.sum() == pytest.approx(land.area.sum(), abs=0.01)
    assert made.ledger["change"].sum() == pytest.approx(0, abs=0.01)
    assert made.patches["TBMJ"].sum() == pytest.approx(county.DLTB["TBMJ"].sum(), rel=1e-6)


def test_sides_drawn_from_borders_that_are_there_leave_no_splinters(rebuilt):
    _, _, made = rebuilt
    splinters = TopologySettings(kinds=("short_segment", "spike", "sliver"))
    assert check_topology(made.patches, made.beside[0], STANDARD, splinters).empty


def test_the_report_shows_a_place_before_and_after(rebuilt, tmp_path):
    county, land, made = rebuilt
    path = tmp_path / "report.html"
    write_linear_report(path, land, county.lines, made, STANDARD, Run("tuban:lines_to_patches"), "Roads")
    page = path.read_text(encoding="utf-8")
    for code, count in made.ribbons["DLBM"].value_counts().items():
        assert re.search(rf"<td>{code} [^<]+</td><td class=\"number\">{count}</td>", page)
    (picture,) = re.findall('data:image/png;base64,([^"]+)', page)
    pixels = np.round(imread(BytesIO(base64.b64decode(picture)))[..., :3] * 255).astype(int)
    half = pixels.shape[1] // 2
    line, road = ((pixels == colour).all(axis=2) for colour in ([0xD0, 0, 0], [0xC8, 0x55, 0x3D]))
    assert line[:, :half].any()
    assert not line[:, half:].any()
    assert not road[:, :half].any()
    assert road[:, half:].any()


def test_no_report_needs_a_figure(rebuilt, tmp_path):
    county, land, _ = rebuilt
    none = county.lines.iloc[:0]
    made = lines_to_patches(land, none, STANDARD)
    write_linear_report(tmp_path / "none.html", land, none, made, STANDARD, Run("tuban:lines_to_patches"), "None")
    assert "<img" not in (tmp_path / "none.html").read_text(encoding="utf-8")


REAL = "parcels_fr_13029.gpkg"
BY_HAND = [  # read off a picture with a grid of 1 m, across the middle of the picture
    ("TRONROUTE_id", 866990, 6277150, 7.55),
    ("TRONROUTE_id", 866830, 6277050, 6.85),
    ("TRONROUTE_id", 867150, 6277008, 10.75),
    ("TRONROUTE_id", 867100, 6276800, 6.35),
    ("TRONROUTE_id", 867190, 6276860, 5.3),
    ("TRONFLUV_id", 865778, 6278240, 6.9),
    ("TRONFLUV_id", 866099, 6277550, 5.5),
    ("TRONFLUV_id", 866317, 6277068, 5.4),
    ("TRONFLUV_id", 866380, 6276950, 5.7),
]


def test_real_roads_and_rivers_are_as_wide_as_by_hand(shared):
    layers = {name: gpd.read_file(shared / "data" / REAL, layer=name) for name in ("TRONROUTE_id", "TRONFLUV_id")}
    whole = {name: measure_widths(frame)[0] for name, frame in layers.items()}
    # A village road, half of it beyond the border of the sheet in places, and the streets of two estates.
    assert whole["TRONROUTE_id"]["WIDTH_MED"].between(5.0, 9.5).all()
    assert whole["TRONFLUV_id"]["WIDTH_MED"].between(6.0, 6.5).all()
    for name, x, y, hand in BY_HAND:
        here = layers[name].clip(shapely.Point(x, y).buffer(15)).explode(index_parts=False)
        measured = measure_widths(here)[0]["WIDTH_MED"]
        assert measured.iloc[here.area.argmax()] == pytest.approx(hand, abs=0.4), (name, x, y)


def test_roads_and_rivers_of_real_parcels(shared):
    parcels = gpd.read_file(shared / "data" / REAL, layer="PARCELLE_id")
    parcels = parcels.assign(DLBM="0101", BSM=[f"{place}" for place in range(len(parcels))])
    drawn, on_parcels = {}, []
    for layer, code in (("TRONROUTE_id", "1006"), ("TRONFLUV_id", "1101")):
        measured, lines = measure_widths(gpd.read_file(shared / "data" / REAL, layer=layer))
        drawn[code] = gpd.GeoDataFrame({"DLBM": code, "KD": measured["WIDTH_MED"]}, geometry=lines, crs=parcels.crs)
        on_parcels += list(measured.geometry[measured.intersection(parcels.union_all()).area > 0.9 * measured.area])
    # Most streets of a cadastral plan lie between the parcels: moved, they cross them.
    lines = pd.concat([of.set_geometry(of.translate(*by)) for by in ((0, 0), (40, 25)) for of in drawn.values()])
    made = lines_to_patches(parcels, lines.reset_index(drop=True), STANDARD, RibbonSettings(width_field="KD"))
    assert len(made.ribbons) > 10
    assert check_topology(made.patches, None, STANDARD, FAULTS).empty
    assert made.patches.area.sum() == pytest.approx(parcels.area.sum(), abs=0.01)
    assert len(on_parcels) == 2
    ribbons = made.ribbons.union_all()
    for street in on_parcels:
        assert shapely.intersection(street, ribbons).area > 0.8 * street.area


def test_lines_and_points_of_the_second_survey():
    land = gpd.GeoDataFrame({"BSM": ["1"], "DLBM": ["011"]}, geometry=[shapely.box(0, 0, 100, 100)], crs="EPSG:4528")
    lines = gpd.GeoDataFrame(
        {"DLBM": ["104"], "KD": [4.0]}, geometry=[shapely.LineString([(-9, 50), (109, 50)])], crs=land.crs
    )
    points = gpd.GeoDataFrame(
        {"DLBM": ["203"] * 3, "MJ": [150.0, 80.0, -1.0]}, geometry=shapely.points([[20, 20], [70, 80], [10, 90]])
    )
    made = generalise_linear_patches(land, STANDARD, lines, points.set_crs(land.crs))
    assert "1 points have no area" in " ".join(made.notes)
    area = made.ribbons.set_index("DLBM").area
    assert sorted(area["203"]) == pytest.approx([80, 150], rel=0.01)
    assert area["1006"] == pytest.approx(400, rel=0.01)
    assert made.ribbons.set_index("DLBM").loc["203", "XZDWKD"].tolist() == [0, 0]
    assert made.patches.area.sum() == pytest.approx(10_000, abs=0.01)
    assert check_topology(made.patches, None, STANDARD, FAULTS).empty
    with pytest.raises(TubanError, match="neither line nor point"):
        generalise_linear_patches(land, STANDARD)
