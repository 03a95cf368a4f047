"""The sample county: a true coverage, attributes that keep every rule, and defects that are really there."""

from __future__ import annotations

import hashlib

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
import shapely.affinity
from hypothesis import given, settings
from hypothesis import strategies as some
from tuban.tools.area import ellipsoidal_areas
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.quality.findings import joined, no_findings
from tuban.tools.quality.rules import check_rules
from tuban.tools.sample import DEFECT_KINDS, County, make_county, score
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

STANDARD = load("2019")
DEFECTS = 4


@pytest.fixture(scope="module")
def clean() -> County:
    return make_county(2000, seed=3)


@pytest.fixture(scope="module")
def spoiled() -> County:
    return make_county(2000, seed=3, defects=DEFECTS)


def shape_of(county: County, bsm: str) -> shapely.Geometry:
    rows = county.DLTB[county.DLTB["BSM"] == bsm]
    assert len(rows) == 1
    return rows.geometry.iloc[0]


def area_of(county: County) -> float:
    return county.XZQ.geometry.area.sum()


def is_coverage(frame: gpd.GeoDataFrame) -> bool:
    return bool(shapely.is_valid(frame.geometry).all() and shapely.coverage_is_valid(frame.geometry.to_numpy()))


def fingerprint(county: County) -> str:
    seen = hashlib.sha256()
    for frame in (county.DLTB, county.CJDCQ, county.XZQ, county.truth):
        plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
        seen.update(plain.to_csv().encode())
        if "geometry" in frame:
            seen.update(b"".join(shapely.to_wkb(frame.geometry.to_numpy())))
    seen.update(county.dem.heights.tobytes() + repr(county.dem.geotransform).encode())
    return seen.hexdigest()


# ---------------------------------------------------------------------------------------------- the coverage


@pytest.mark.parametrize(
    ("patches", "seed", "options"),
    [
        (200, 0, {}),
        (500, 1, {}),
        (500, 2, {"vertices": 30}),
        (500, 3, {"vertices": 200}),
        (500, 4, {"area_km2": 0.45}),
        (500, 5, {"area_km2": 29.0}),
        (2000, 1, {"villages": 40}),
        (2000, 2, {"villages": 1}),
        (5000, 1, {}),
        (5000, 2, {}),
    ],
)
def test_patches_tile_the_county(patches: int, seed: int, options: dict) -> None:
    county = make_county(patches, seed=seed, **options)
    assert len(county.DLTB) == patches
    assert len(county.XZQ) == 1
    assert set(county.DLTB.geom_type) | set(county.CJDCQ.geom_type) | set(county.XZQ.geom_type) == {"Polygon"}
    assert is_coverage(county.DLTB)
    assert is_coverage(county.CJDCQ)
    assert county.XZQ.geometry.is_valid.all()
    assert county.DLTB.geometry.area.sum() == pytest.approx(area_of(county), rel=1e-12)
    assert county.CJDCQ.geometry.area.sum() == pytest.approx(area_of(county), rel=1e-12)
    assert area_of(county) == pytest.approx(options.get("area_km2", patches * 0.0075) * 1e6, rel=0.12)


@settings(max_examples=12, deadline=None)
@given(
    patches=some.integers(200, 700),
    seed=some.integers(0, 2**31 - 1),
    vertices=some.floats(30, 150),
    share=some.floats(0, 1),
    patch_size=some.floats(801, 59_000),
)
def test_any_county_is_a_coverage(patches: int, seed: int, vertices: float, share: float, patch_size: float) -> None:
    villages = 1 + int(share * (patches // 50 - 1))
    county = make_county(patches, seed=seed, vertices=vertices, villages=villages, area_km2=patches * patch_size / 1e6)
    assert len(county.DLTB) == patches
    assert len(county.CJDCQ) == villages
    assert is_coverage(county.DLTB)
    assert county.DLTB.geometry.area.sum() == pytest.approx(area_of(county), rel=1e-12)


def test_some_patches_have_holes_and_many_vertices(clean: County) -> None:
    shapes = clean.DLTB.geometry.to_numpy()
    assert np.count_nonzero(shapely.get_num_interior_rings(shapes)) > 5
    assert shapely.get_num_coordinates(shapes).mean() == pytest.approx(70, rel=0.01)
    assert shapely.get_num_coordinates(shapes).max() > 300


def test_coordinates_lie_on_the_grid_of_the_survey(clean: County) -> None:
    places = shapely.get_coordinates(clean.DLTB.geometry.to_numpy())
    assert np.array_equal(places, np.round(places, 4))
    assert set((places[:, 0] // 1e6).astype(int)) == {40}
    segments = np.diff(shapely.get_coordinates(clean.DLTB.geometry.to_numpy()), axis=0)
    rings = shapely.get_num_coordinates(clean.DLTB.geometry.exterior.to_numpy())
    assert rings.min() >= 5
    assert np.hypot(*segments.T).min() > 0.05


def test_no_patch_crosses_a_village(clean: County) -> None:
    pairs = clean.DLTB.merge(pd.DataFrame(clean.CJDCQ)[["ZLDWDM", "geometry"]], on="ZLDWDM", suffixes=("", "_village"))
    assert len(pairs) == len(clean.DLTB)
    outside = shapely.difference(pairs["geometry"].to_numpy(), pairs["geometry_village"].to_numpy())
    assert shapely.area(outside).max() == 0
    sums = clean.DLTB.geometry.area.groupby(clean.DLTB["ZLDWDM"]).sum()
    assert np.allclose(clean.CJDCQ.set_index("ZLDWDM").geometry.area.loc[sums.index], sums, rtol=1e-12)


def test_equal_arguments_give_equal_bytes(spoiled: County) -> None:
    assert fingerprint(make_county(2000, seed=3, defects=DEFECTS)) == fingerprint(spoiled)
    assert fingerprint(make_county(2000, seed=4, defects=DEFECTS)) != fingerprint(spoiled)


@pytest.mark.parametrize(("zone", "epsg"), [(25, 4513), (40, 4528), (45, 4533)])
def test_zone_decides_the_reference_system(zone: int, epsg: int) -> None:
    county = make_county(200, zone=zone, county_code="620102")
    assert {frame.crs.to_epsg() for frame in (county.DLTB, county.CJDCQ, county.XZQ)} == {epsg}
    assert county.dem.crs == f"EPSG:{epsg}"
    longitude, latitude = pyproj.Transformer.from_crs(epsg, 4490, always_xy=True).transform(
        *county.XZQ.geometry.iloc[0].centroid.coords[0]
    )
    assert 0 < longitude - 3 * zone < 1.5
    assert 30 < latitude < 32
    assert county.DLTB["ZLDWDM"].str.startswith("620102").all()
    assert county.DLTB["BSM"].str.startswith("620102").all()


# ------------------------------------------------------------------------------------------- the attributes


@pytest.mark.parametrize("layer", ["DLTB", "CJDCQ", "XZQ"])
def test_layers_have_the_fields_of_the_standard(clean: County, layer: str) -> None:
    frame, fields = getattr(clean, layer), STANDARD.fields_of(layer)
    assert list(frame.columns) == [*fields["field"], "geometry"]
    for field in fields.itertuples():
        values = frame[field.field].dropna()
        if field.type in ("Char", "VarChar"):
            assert values.map(type).eq(str).all(), field.field
            assert values.str.len().max() <= field.length or values.empty or np.isnan(field.length), field.field
        else:
            assert pd.api.types.is_numeric_dtype(frame[field.field]), field.field
            assert np.array_equal(values, np.round(values, int(np.nan_to_num(field.decimals)))), field.field
    every = pd.concat([clean.DLTB["BSM"], clean.CJDCQ["BSM"], clean.XZQ["BSM"]])
    assert every.is_unique
    assert every.str.fullmatch(r"330999\d{12}").all()
    assert set(frame["YSDM"]) == {STANDARD.layers.loc[layer, "ysdm"]}


@pytest.mark.parametrize(("patches", "seed"), [(2000, 3), (500, 1), (5000, 7)])
def test_rule_book_finds_nothing(patches: int, seed: int) -> None:
    run = check_rules(make_county(patches, seed=seed).DLTB, STANDARD.rules, standard=STANDARD)
    assert run.skipped == {}
    assert len(run.ran) > 40
    assert run.findings["message"].tolist() == []


def test_all_kinds_of_land_occur(clean: County) -> None:
    first = set(STANDARD.first_level(clean.DLTB["DLBM"]))
    assert {"00", "01", "02", "03", "04", "05", "06", "07", "08", "10", "11", "12"} <= first
    assert STANDARD.is_adjustable(clean.DLTB["DLBM"]).any()
    assert set(clean.DLTB["GDLX"].dropna()) == {"TT", "PD"}
    assert set(clean.DLTB["QSXZ"]) == {"20", "30"}


def test_areas_agree_with_the_geodesic(clean: County) -> None:
    shapes = clean.DLTB.to_crs(4490).geometry.iloc[::40]
    geod = pyproj.Geod(a=6378137.0, rf=298.257222101)
    areas = [abs(geod.geometry_area_perimeter(shape)[0]) for shape in shapes]
    assert np.abs(clean.DLTB["TBMJ"].iloc[::40] - areas).max() < 0.05


def test_areas_add_up(clean: County) -> None:
    sums = clean.DLTB.groupby("ZLDWDM")["TBMJ"].sum()
    villages = clean.CJDCQ.set_index("ZLDWDM")
    assert np.allclose(villages["DCMJ"], sums.loc[villages.index], atol=0.004)
    assert clean.XZQ["DCMJ"].iloc[0] == pytest.approx(clean.DLTB["TBMJ"].sum(), abs=0.004)
    assert villages["JSMJ"].sum() == pytest.approx(clean.XZQ["JSMJ"].iloc[0], abs=0.1)
    assert np.allclose(clean.DLTB["TBDLMJ"] + clean.DLTB["KCMJ"], clean.DLTB["TBMJ"], atol=0.001)


# ------------------------------------------------------------------------------------------------ the terrain


def test_slopes_spread_over_five_grades() -> None:
    county = make_county(5000, seed=2)
    share = np.bincount(STANDARD.slope_grade(county.dem.slopes()).ravel(), minlength=6)[1:] / county.dem.heights.size
    assert share.min() > 0.05
    assert set(county.DLTB["GDPDJB"].dropna()) == {"1", "2", "3", "4", "5"}


@pytest.mark.parametrize("cell", [30.0, 12.5])
def test_grades_of_the_patches_are_those_of_the_terrain(tmp_path, cell: float) -> None:
    from tuban.tools.slope import HeightFile, SlopeRaster, assign_grades

    county = make_county(2000, seed=5, dem_cell=cell, defects=DEFECTS)
    county.dem.write(tmp_path / "dem.tif")
    graded = assign_grades(county.DLTB, SlopeRaster(HeightFile(str(tmp_path / "dem.tif"))), STANDARD)
    assert len(graded.findings) == 0
    assert graded.patches["GDPDJB"].fillna("").tolist() == county.DLTB["GDPDJB"].fillna("").tolist()


def test_slope_is_that_of_a_plane(clean: County) -> None:
    rows, columns = np.indices((6, 7))
    plane = (rows * 30.0 * 0.06 + columns * 30.0 * 0.08).astype(np.float32)
    slopes = type(clean.dem)(plane, (0.0, 30.0, 0.0, 0.0, 0.0, -30.0), "EPSG:4528").slopes()
    assert np.allclose(slopes[1:-1, 1:-1], np.degrees(np.arctan(0.1)), atol=1e-4)


def test_terrain_is_written_with_its_place(tmp_path, clean: County) -> None:
    gdal = pytest.importorskip("osgeo.gdal")
    clean.dem.write(tmp_path / "高程.tif")
    raster = gdal.Open(str(tmp_path / "高程.tif"))
    assert raster.GetGeoTransform() == clean.dem.geotransform
    assert raster.GetRasterBand(1).GetNoDataValue() == clean.dem.nodata
    assert np.array_equal(raster.ReadAsArray(), clean.dem.heights)
    assert raster.GetSpatialRef().GetAuthorityCode(None) == "4528"
    left, cell, _, top, _, _ = clean.dem.geotransform
    west, south, east, north = clean.XZQ.total_bounds
    rows, columns = clean.dem.heights.shape
    assert left + cell < west < east < left + (columns - 1) * cell
    assert top - (rows - 1) * cell < south < north < top - cell
    with pytest.raises(TubanError, match="does not exist"):
        clean.dem.write(tmp_path / "no such folder" / "dem.tif")
    with pytest.raises(TubanError, match="must end in"):
        clean.dem.write(tmp_path / "dem.png")
    assert [path.name for path in tmp_path.iterdir()] == ["高程.tif"]


# ------------------------------------------------------------------------------------------------ the defects


def rows_of(county: County, kind: str) -> list:
    rows = list(county.truth[county.truth["kind"] == kind].itertuples())
    assert len(rows) == DEFECTS
    return rows


def place_of(row) -> shapely.Point:
    return shapely.Point(row.x, row.y)


def test_truth_has_every_kind(spoiled: County, clean: County) -> None:
    assert list(spoiled.truth.columns) == ["kind", "bsm", "bsm2", "x", "y", "size", "unit", "note"]
    assert spoiled.truth["kind"].value_counts().to_dict() == dict.fromkeys(DEFECT_KINDS, DEFECTS)
    assert len(spoiled.DLTB) == 2000  # as many slivers come as parts lose their row
    assert len(clean.truth) == 0
    assert list(clean.truth.columns) == list(spoiled.truth.columns)


def test_overlap(spoiled: County, clean: County) -> None:
    for row in rows_of(spoiled, "overlap"):
        face = shape_of(spoiled, row.bsm).intersection(shape_of(spoiled, row.bsm2))
        assert face.area == pytest.approx(row.size, rel=1e-6)
        assert face.distance(place_of(row)) < 1e-3
        assert shape_of(clean, row.bsm).intersection(shape_of(clean, row.bsm2)).area == 0


def test_gap(spoiled: County, clean: County) -> None:
    tree = shapely.STRtree(spoiled.DLTB.geometry.to_numpy())
    for row in rows_of(spoiled, "gap"):
        face = shape_of(clean, row.bsm).difference(shape_of(spoiled, row.bsm))
        assert face.area == pytest.approx(row.size, rel=1e-6)
        assert len(tree.query(place_of(row), predicate="intersects")) == 0
        assert spoiled.XZQ.geometry.iloc[0].contains(place_of(row))


def test_sliver(spoiled: County, clean: County) -> None:
    for row in rows_of(spoiled, "sliver"):
        strip, rest = shape_of(spoiled, row.bsm), shape_of(spoiled, row.bsm2)
        assert strip.area == pytest.approx(row.size, rel=1e-9)
        assert row.size < 10
        assert 0.1 < 2 * strip.area / strip.length < 0.45
        assert strip.area + rest.area == pytest.approx(shape_of(clean, row.bsm2).area, abs=1e-6)
        assert row.bsm not in set(clean.DLTB["BSM"])


def test_kinds_that_leave_the_coverage_whole() -> None:
    kinds = ("sliver", "short_segment", "duplicate_vertex", "bad_code", "wrong_area")
    county = make_county(600, defects=3, kinds=kinds)
    assert len(county.DLTB) == 603
    assert is_coverage(county.DLTB)
    assert county.DLTB.geometry.area.sum() == pytest.approx(area_of(county), rel=1e-12)


def test_self_intersection(spoiled: County) -> None:
    broken = ~shapely.is_valid(spoiled.DLTB.geometry)
    assert set(spoiled.DLTB.loc[broken, "BSM"]) == {row.bsm for row in rows_of(spoiled, "self_intersection")}
    for row in rows_of(spoiled, "self_intersection"):
        reason = shapely.is_valid_reason(shape_of(spoiled, row.bsm))
        assert reason.startswith("Self-intersection[")
        cross = shapely.Point(*map(float, reason[reason.index("[") + 1 : -1].split()))
        assert cross.distance(place_of(row)) < 1e-3
        bow_tie = shapely.make_valid(shape_of(spoiled, row.bsm)).intersection(shape_of(spoiled, row.bsm2))
        assert bow_tie.area == pytest.approx(row.size, rel=1e-4)


def test_duplicate_vertex(spoiled: County) -> None:
    for row in rows_of(spoiled, "duplicate_vertex"):
        ring = shapely.get_coordinates(shape_of(spoiled, row.bsm))
        twice = [tuple(one) for one, two in zip(ring, ring[1:]) if np.array_equal(one, two)]
        assert twice == [(row.x, row.y)]


def test_multipart(spoiled: County, clean: County) -> None:
    many = spoiled.DLTB[spoiled.DLTB.geom_type == "MultiPolygon"]
    assert set(many["BSM"]) == {row.bsm for row in rows_of(spoiled, "multipart")}
    for row in rows_of(spoiled, "multipart"):
        first, second = shape_of(spoiled, row.bsm).geoms
        assert first.equals(shape_of(clean, row.bsm))
        assert first.distance(second) > 1
        assert second.contains(place_of(row))
        lost = clean.DLTB[clean.DLTB.geometry.geom_equals(second)].iloc[0]
        assert lost["BSM"] in row.note
        assert lost["BSM"] not in set(spoiled.DLTB["BSM"])
        assert lost["ZLDWDM"] == many.loc[many["BSM"] == row.bsm, "ZLDWDM"].iloc[0]


def test_short_segment(spoiled: County) -> None:
    for row in rows_of(spoiled, "short_segment"):
        for bsm in (row.bsm, row.bsm2):
            ring = shapely.get_coordinates(shape_of(spoiled, bsm))
            lengths = np.hypot(*np.diff(ring, axis=0).T)
            assert 0.0015 < row.size < 0.0095
            assert lengths.min() == pytest.approx(row.size, abs=1e-9)
            assert (row.x, row.y) in set(map(tuple, ring))


def test_unmatched_vertex(spoiled: County) -> None:
    for row in rows_of(spoiled, "unmatched_vertex"):
        neighbour = shape_of(spoiled, row.bsm2)
        assert (row.x, row.y) in set(map(tuple, shapely.get_coordinates(shape_of(spoiled, row.bsm))))
        assert (row.x, row.y) not in set(map(tuple, shapely.get_coordinates(neighbour)))
        assert neighbour.exterior.distance(place_of(row)) < 1e-4


def test_outside_county(spoiled: County, clean: County) -> None:
    assert spoiled.XZQ.geometry.iloc[0].equals(clean.XZQ.geometry.iloc[0])
    for row in rows_of(spoiled, "outside_county"):
        face = shape_of(spoiled, row.bsm).difference(spoiled.XZQ.geometry.iloc[0])
        assert face.area == pytest.approx(row.size, rel=1e-6)
        assert face.contains(place_of(row))


def test_faces_are_wide_enough_to_be_told_from_rounding(spoiled: County) -> None:
    faces = spoiled.truth[spoiled.truth["kind"].isin(["overlap", "gap", "outside_county", "self_intersection"])]
    assert faces["size"].min() > 0.01


def test_dup_bsm(spoiled: County) -> None:
    twice = spoiled.DLTB["BSM"][spoiled.DLTB["BSM"].duplicated()]
    assert set(twice) == {row.bsm for row in rows_of(spoiled, "dup_bsm")}
    assert not set(spoiled.DLTB["BSM"]) & {row.bsm2 for row in rows_of(spoiled, "dup_bsm")}


def test_bad_code(spoiled: County) -> None:
    wrong = spoiled.DLTB[~spoiled.DLTB["DLBM"].isin(STANDARD.leaf_codes)]
    assert set(wrong["BSM"]) == {row.bsm for row in rows_of(spoiled, "bad_code")}


def test_no_other_patch_has_a_wrong_area(spoiled: County) -> None:
    surplus = spoiled.DLTB["TBMJ"] - ellipsoidal_areas(spoiled.DLTB.geometry, spoiled.DLTB.crs)
    wrong = surplus[surplus.abs() > 0.001]
    truth = {row.bsm: row.size for row in rows_of(spoiled, "wrong_area")}
    assert dict(zip(spoiled.DLTB.loc[wrong.index, "BSM"], wrong)) == pytest.approx(truth)
    assert min(abs(size) for size in truth.values()) > 1
    assert np.allclose(spoiled.DLTB["TBDLMJ"] + spoiled.DLTB["KCMJ"], spoiled.DLTB["TBMJ"], atol=0.001)


def test_rule_book_finds_the_attribute_defects_alone(spoiled: County) -> None:
    found = check_rules(spoiled.DLTB, STANDARD.rules, standard=STANDARD).findings
    expected = {"dup_bsm": 2 * DEFECTS, "bad_code": DEFECTS, "wrong_area": DEFECTS}
    assert found["kind"].value_counts().to_dict() == expected


def test_defects_do_not_touch_each_other(spoiled: County, clean: County) -> None:
    known = clean.DLTB.set_index("BSM").geometry
    lost = spoiled.truth["note"].str.extract(r"(330999\d{12})")[0].fillna("")
    keys = pd.concat([spoiled.truth["bsm"], spoiled.truth["bsm2"], lost], keys=range(3)).droplevel(0)
    keys = keys[keys.isin(known.index)]
    shapes = known.loc[keys.to_numpy()].to_numpy()
    one, two = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    assert np.array_equal(keys.index[one], keys.index[two])
    assert keys.is_unique


def test_the_rest_of_the_county_is_unchanged(spoiled: County, clean: County) -> None:
    named = set(spoiled.truth["bsm"]) | set(spoiled.truth["bsm2"])
    rest = spoiled.DLTB[~spoiled.DLTB["BSM"].isin(named)].set_index("BSM")
    before = clean.DLTB.set_index("BSM").loc[rest.index]
    assert len(rest) > 1800
    assert shapely.equals_exact(rest.geometry.to_numpy(), before.geometry.to_numpy(), 0).all()
    attributes = [pd.DataFrame(frame.drop(columns="geometry")) for frame in (rest, before)]
    pd.testing.assert_frame_equal(*attributes)


def test_only_the_kinds_asked_for() -> None:
    county = make_county(500, defects=2, kinds=["gap", "dup_bsm"])
    assert list(county.truth["kind"]) == ["gap", "gap", "dup_bsm", "dup_bsm"]


# ---------------------------------------------------------------------------------------------------- the score


@pytest.fixture(scope="module")
def found(spoiled: County) -> gpd.GeoDataFrame:
    rules = check_rules(spoiled.DLTB, STANDARD.rules, standard=STANDARD).findings
    return joined([rules, check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD)])


def test_the_checks_of_the_suite_find_every_defect_and_nothing_else(spoiled: County, found: gpd.GeoDataFrame) -> None:
    table = score(spoiled.truth, found)
    assert table["kind"].tolist() == list(DEFECT_KINDS)
    assert table[["injected", "found", "false_alarms"]].to_numpy().tolist() == [[DEFECTS, DEFECTS, 0]] * len(table)
    assert set(found["kind"]) == set(DEFECT_KINDS)


def test_score_counts_misses_and_false_alarms(spoiled: County, found: gpd.GeoDataFrame) -> None:
    gaps = found.index[found["kind"] == "gap"]
    overlaps = found.index[found["kind"] == "overlap"]
    changed = found.drop(index=gaps[0]).copy()
    changed.loc[gaps[1], ["feature", "other"]] = "330999200199999999"  # the right place, another patch
    changed.loc[overlaps[0], "geometry"] = shapely.affinity.translate(changed.geometry[overlaps[0]], 100, 0)
    changed.loc[overlaps[1], "kind"] = "sliver"
    table = score(spoiled.truth.astype(str), changed).set_index("kind")
    assert table.loc["gap"].tolist() == [DEFECTS, DEFECTS - 2, 1]
    assert table.loc["overlap"].tolist() == [DEFECTS, DEFECTS - 2, 1]
    assert table.loc["sliver"].tolist() == [DEFECTS, DEFECTS, 1]
    assert table.loc["dup_bsm"].tolist() == [DEFECTS, DEFECTS, 0]


def test_score_without_findings_or_without_truth(spoiled: County, clean: County, found: gpd.GeoDataFrame) -> None:
    assert score(spoiled.truth, no_findings(found.crs))["found"].sum() == 0
    assert len(score(clean.truth, found)) == 0


# ----------------------------------------------------------------------------------------------- bad arguments


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"patches": 100}, "at least 200 patches"),
        ({"zone": 50}, "zone must be 25 to 45, not 50"),
        ({"vertices": 5}, "vertices must be 30 to 300"),
        ({"villages": 300}, "villages must be 1 to 10"),
        ({"villages": 0}, "villages must be 1 to 10"),
        ({"area_km2": 0.01}, "mean patch area"),
        ({"dem_cell": 0}, "cell of the elevation model"),
        ({"dem_cell": float("nan")}, "cell of the elevation model"),
        ({"county_code": "33"}, "six digits; '33'"),
        ({"seed": -1}, "seed must be"),
        ({"defects": -1}, "defects of each kind"),
        ({"defects": 1, "kinds": ["holes"]}, "no kind of defect 'holes'"),
        ({"defects": 200}, "found room in the county"),
        ({"patches": 100_000, "area_km2": 5000.0, "dem_cell": 1.0, "vertices": 30}, "take a larger cell"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(arguments: dict, sentence: str) -> None:
    with pytest.raises(TubanError, match=sentence):
        make_county(**{"patches": 500, **arguments})


def test_progress_rises_and_cancel_is_heard() -> None:
    seen: list[float] = []
    make_county(500, defects=1, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 100.0
    assert len(seen) > 15

    def stop(percent: float) -> None:
        if percent > 30:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_county(500, progress=stop)
