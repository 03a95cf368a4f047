"""A check of a part of a county has the findings that a check of the whole has there."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import TopologySettings, check_topology, window
from tuban.tools.topology import changed as changes
from tuban.tools.topology.changed import Given, check_changed, check_selected, checked_patches

STANDARD = load("2019")
SETTINGS = TopologySettings()
IDS = ["id", "kind", "feature", "other"]


@pytest.fixture(scope="module")
def county():
    return make_county(1500, seed=5, vertices=40.0, defects=4)


def rows(found):
    """What a finding says, to the precision that its geometry has."""
    places = shapely.get_coordinates(shapely.centroid(found.geometry.to_numpy()))
    told = zip(found["id"], found["kind"], found["feature"], found["other"], found["measure"].fillna(-1).round(3))
    return sorted((*row, *np.round(place, 2)) for row, place in zip(told, places))


def moved(frame, rng, count):
    """The frame with a vertex of some patches moved, others lost, doubled or of another class."""
    frame = frame.copy()
    shapes, classes = frame.geometry.to_numpy().copy(), frame["DLBM"].to_numpy(dtype=object).copy()
    for place in rng.choice(len(frame), count, replace=False):
        xy = shapely.get_coordinates(shapes[place])
        if rng.random() < 0.6 and shapes[place].geom_type == "Polygon":
            rings = shapely.get_num_interior_rings(shapes[place])
            if rings == 0:
                xy[len(xy) // 2] = np.round(xy[len(xy) // 2] + rng.normal(0, 3, 2), 4)
                shapes[place] = shapely.Polygon(xy)
        else:
            classes[place] = "0307"
    frame["DLBM"] = classes
    frame = frame.set_geometry(gpd.GeoSeries(shapes, index=frame.index, crs=frame.crs))
    keep = rng.random(len(frame)) > 2 / len(frame)
    return frame[keep].reset_index(drop=True)


@pytest.mark.parametrize("outlined", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_only_what_changed_gives_the_findings_of_the_whole(county, seed, outlined):
    outline = county.XZQ if outlined else None
    before = county.DLTB
    after = moved(before, np.random.default_rng(seed), 12)
    earlier = check_topology(before, outline, STANDARD, SETTINGS)
    whole = check_topology(after, outline, STANDARD, SETTINGS)
    now, then = checked_patches(after, "DLTB", "BSM"), checked_patches(before, "DLTB", "BSM")
    found = check_changed(Given(after, outline, STANDARD, SETTINGS), now, then, earlier)
    assert rows(whole) != rows(earlier), "the change must show"
    assert rows(found) == rows(whole)


def test_back_to_what_it_was(county):
    clean = make_county(1500, seed=5, vertices=40.0)
    earlier = check_topology(county.DLTB, county.XZQ, STANDARD, SETTINGS)
    now, before = checked_patches(clean.DLTB, "DLTB", "BSM"), checked_patches(county.DLTB, "DLTB", "BSM")
    found = check_changed(Given(clean.DLTB, clean.XZQ, STANDARD, SETTINGS), now, before, earlier)
    assert rows(found) == rows(check_topology(clean.DLTB, clean.XZQ, STANDARD, SETTINGS))


def test_nothing_changed(county):
    earlier = check_topology(county.DLTB, county.XZQ, STANDARD, SETTINGS)
    now = checked_patches(county.DLTB, "DLTB", "BSM")
    shuffled = checked_patches(county.DLTB.sample(frac=1.0, random_state=1), "DLTB", "BSM")
    assert check_changed(Given(county.DLTB, county.XZQ, STANDARD, SETTINGS), now, shuffled, earlier) is earlier


def test_selected_patches_get_the_findings_that_name_them(county):
    whole = check_topology(county.DLTB, county.XZQ, STANDARD, SETTINGS)
    selected = np.random.default_rng(2).random(len(county.DLTB)) < 0.2
    names = set(county.DLTB.loc[selected, "BSM"])
    wanted = whole[[bool(names & {row.feature, *row.other.split(", ")}) for row in whole.itertuples()]]
    assert 0 < len(wanted) < len(whole)
    assert rows(check_selected(Given(county.DLTB, county.XZQ, STANDARD, SETTINGS), selected)) == rows(wanted)


def square(x, y, size=10.0):
    return shapely.box(x, y, x + size, y + size)


def frame_of(shapes):
    return gpd.GeoDataFrame({"BSM": [f"P{i}" for i in range(len(shapes))]}, geometry=shapes, crs="EPSG:4528")


def changed(before, after, outline=None):
    earlier = check_topology(before, outline, STANDARD, SETTINGS)
    now, then = (checked_patches(frame, "DLTB", "BSM") for frame in (after, before))
    return check_changed(Given(after, outline, STANDARD, SETTINGS), now, then, earlier)


def test_a_patch_that_closes_a_ring_around_a_gap_far_beyond_it():
    """The gap is no neighbour of most of the ring's patches, and an island in it is no neighbour of any."""
    ring = [square(10 * i, 10 * j) for i in range(7) for j in range(7) if i in (0, 6) or j in (0, 6)]
    before, after = frame_of([*ring[1:], square(30, 30)]), frame_of([*ring[1:], square(30, 30), ring[0]])
    assert rows(changed(before, after)) == rows(check_topology(after, None, STANDARD, SETTINGS))
    assert rows(changed(after, before)) == rows(check_topology(before, None, STANDARD, SETTINGS))
    assert "gap" in set(changed(before, after)["kind"])


def test_a_patch_taken_away_splits_what_was_one_fault():
    row = [square(10 * i, 0) for i in range(9)]
    county = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 90, 10)], crs="EPSG:4528")
    before, after = frame_of([row[0], row[8], row[4]]), frame_of([row[0], row[8], row[2], row[6]])
    assert rows(changed(before, after, county)) == rows(check_topology(after, county, STANDARD, SETTINGS))


def test_a_second_copy_of_a_patch_is_a_change():
    before = frame_of([square(0, 0), square(10, 0)])
    after = before.iloc[[0, 1, 1]].reset_index(drop=True)
    found = changed(before, after)
    assert rows(found) == rows(check_topology(after, None, STANDARD, SETTINGS))
    assert len(found) == 1


def test_a_patch_without_geometry_comes_and_goes():
    before, after = frame_of([square(0, 0), None]), frame_of([None, square(10, 0)])
    found, whole = changed(before, after), check_topology(after, None, STANDARD, SETTINGS)
    assert list(found["id"]) == list(whole["id"])


@pytest.mark.parametrize("examples", [10, pytest.param(200, marks=pytest.mark.large)])
def test_random_squares(examples):
    """From 16 squares to some with corners moved, and back."""

    @settings(max_examples=examples, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(*[st.integers(0, 3)] * 5), min_size=1, max_size=6), st.booleans())
    def either_way(moves, outlined):
        shapes = [square(10 * i, 10 * j) for i in range(4) for j in range(4)]
        county = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 40, 40)], crs="EPSG:4528") if outlined else None
        moved_shapes = list(shapes)
        for column, row, corner, dx, dy in moves:
            place = 4 * column + row
            xy = shapely.get_coordinates(moved_shapes[place])
            xy[corner] += [dx - 1.5, 2 * dy - 3]
            xy[-1] = xy[0]
            moved_shapes[place] = shapely.Polygon(xy)
        before, after = frame_of(shapes), frame_of(moved_shapes)
        assert rows(changed(before, after, county)) == rows(check_topology(after, county, STANDARD, SETTINGS))
        assert rows(changed(after, before, county)) == rows(check_topology(before, county, STANDARD, SETTINGS))

    either_way()


def test_a_fault_that_goes_on_far_beyond_the_window_is_followed():
    """A gap 3 km long between two rows of patches, of which one patch at its end changes."""
    south = [square(20 * i, 0, 20.0) for i in range(150)]
    north = [shapely.box(20 * i, 20.5, 20 * i + 20, 40) for i in range(150)]
    county = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 3000, 40)], crs="EPSG:4528")
    before = frame_of([*south, *north])
    after = frame_of([shapely.box(0, 0, 20, 20.25), *south[1:], *north])
    for outline in (county, None):
        assert rows(changed(before, after, outline)) == rows(check_topology(after, outline, STANDARD, SETTINGS))


def test_where_nearly_everything_is_at_fault_the_whole_is_checked(county, monkeypatch):
    monkeypatch.setattr(window, "MOST_EDGES", 10)
    after = moved(county.DLTB, np.random.default_rng(7), 12)
    found = changed(county.DLTB, after)
    assert rows(found) == rows(check_topology(after, None, STANDARD, SETTINGS))


def test_the_basis_names_what_the_findings_depend_on(county):
    given = Given(county.DLTB, county.XZQ, STANDARD, SETTINGS, villages=county.CJDCQ)
    moved_outline = county.XZQ.set_geometry(county.XZQ.translate(0.001))
    other = [
        replace(given, settings=TopologySettings(tolerance=0.002)),
        replace(given, settings=TopologySettings(kinds=("gap",))),
        replace(given, villages=None),
        replace(given, outline=moved_outline),
        replace(given, key="TBBH"),
        replace(given, frame=county.DLTB.drop(columns="DLBM")),
    ]
    assert len({one.basis() for one in [given, *other]}) == 1 + len(other)
    assert replace(given, frame=county.DLTB.iloc[:5]).basis() == given.basis(), "patches are told apart one by one"


def test_a_county_of_more_areas_than_patches():
    before, after = frame_of([square(0, 0)]), frame_of([square(0, 0.5)])
    county = gpd.GeoDataFrame(geometry=[square(0, 0), square(40, 0), square(80, 0)], crs="EPSG:4528")
    assert rows(changed(before, after, county)) == rows(check_topology(after, county, STANDARD, SETTINGS))


def test_a_patch_with_a_coordinate_that_is_no_number():
    with np.errstate(invalid="ignore"):
        bad = shapely.Polygon([(200, 0), (210, 0), (np.nan, 10), (200, 10)])
    before, after = frame_of([square(0, 0), square(10, 0), bad]), frame_of([square(0, 0), square(10, 0.5), bad])
    found, whole = changed(before, after), check_topology(after, None, STANDARD, SETTINGS)
    assert sorted(zip(found["id"], found["kind"])) == sorted(zip(whole["id"], whole["kind"]))


@pytest.mark.parametrize("outlined", [True, False])
def test_all_patches_go_and_come(outlined):
    every = frame_of([square(0, 0), square(10, 0.5), square(20, 0)])
    without_shape = every.set_geometry(gpd.GeoSeries([None] * len(every), crs=every.crs))
    county = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, 30, 10)], crs="EPSG:4528") if outlined else None
    for other in (every.iloc[:0], without_shape):
        for before, after in ((every, other), (other, every)):
            found, whole = changed(before, after, county), check_topology(after, county, STANDARD, SETTINGS)
            assert sorted(found["id"]) == sorted(whole["id"])


def test_fingerprints_tell_patches_apart_wherever_they_stand(monkeypatch):
    ring, inner = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)], [(2, 2), (4, 2), (4, 4), (2, 2)]
    shapes = [
        *(shapely.Polygon(points) for points in (ring, ring[::-1], [*ring[1:], ring[1]], [*ring[:3], (0, 9.0001)])),
        *(shapely.Polygon(points) for points in ([ring[0], *ring], [ring[0], ring[2], ring[1], ring[3]])),
        shapely.Polygon(ring, [inner]),
        shapely.MultiPolygon([shapely.Polygon(ring), shapely.Polygon(inner)]),
        *(shapely.Polygon([(x + 40_000_000, y) for x, y in ring]), shapely.Polygon([(y, x + 1) for x, y in ring])),
        *(None, shapely.Polygon()),
    ]
    same = gpd.GeoDataFrame({"BSM": "1", "DLBM": "0101"}, index=range(len(shapes)), geometry=shapes, crs="EPSG:4528")
    attributes = [same, *(same.assign(**change) for change in ({"BSM": "0101", "DLBM": "1"}, {"DLBM": None}))]
    prints = np.concatenate([checked_patches(frame, "DLTB", "BSM")["fingerprint"] for frame in attributes])
    assert len(np.unique(prints)) == 3 * len(shapes)
    alone = same.iloc[:1].set_geometry([shapely.MultiPolygon(shapes[:1])], crs=same.crs)
    assert checked_patches(alone, "DLTB", "BSM")["fingerprint"].tolist() == [prints[0]], "it is the same land"
    monkeypatch.setattr(changes, "PATCHES_A_BLOCK", 2)
    turned = checked_patches(same.iloc[::-1], "DLTB", "BSM")["fingerprint"].to_numpy()[::-1]
    assert (turned == prints[: len(shapes)]).all()
