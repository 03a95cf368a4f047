"""The topology check against known coverages, made counties with known defects, real parcels and boundary cases."""

from __future__ import annotations

import json
import threading
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from shapely import MultiPolygon, Point, Polygon, box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.files import read_layer
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, KINDS, TopologySettings, check_topology

STANDARD = load("2019")
ZONE = (40_520_000.0, 3_400_000.0)
"""m: where a county of zone 40 lies; the easting begins with the number of the zone."""

SQUARE = box(0, 0, 10, 10)

ON_EACH_OTHER = ("overlap", "duplicate_geometry", "contained")

OF_A_MADE_COUNTY = ("mergeable", "below_minimum_area")
"""Its patches have classes by chance: neighbours may agree in all, and a stretch of road may be short."""

FAULTS = tuple(kind for kind in KINDS if kind not in OF_A_MADE_COUNTY)


def frame_of(patches, names=None, crs="EPSG:4528"):
    return gpd.GeoDataFrame({"BSM": names or list("ABCDEFGHIJKLMNOP"[: len(patches)])}, geometry=list(patches), crs=crs)


def placed(found):
    """Kind, features and measure of findings, sorted."""
    others = found["other"].map(lambda names: tuple(names.split(", ")) if names else ())
    measures = found["measure"].round(6).astype(object).where(found["measure"].notna(), None)
    return sorted(zip(found["kind"], found["feature"], others, measures), key=str)


def kinds(found):
    return sorted(found["kind"])


@pytest.fixture(params=[(0.0, 0.0), ZONE], ids=["at the origin", "in the zone"])
def check(request):
    """The check of patches named A, B, …; the coordinates are shifted to where a survey's are, and back."""
    shift = np.array(request.param)

    def moved(geometries, by):
        return shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + by)

    def run(patches, outlines=None, *, names=None, **settings):
        frame = frame_of(moved(patches, shift), names)
        county = None if outlines is None else gpd.GeoDataFrame(geometry=moved(outlines, shift), crs=frame.crs)
        found = check_topology(frame, county, STANDARD, TopologySettings(**settings))
        back = shapely.set_precision(moved(found.geometry.to_numpy(), -shift), 1e-6, mode="pointwise")
        return found.set_geometry(gpd.GeoSeries(back))

    return run


# ------------------------------------------------------------------------------------------------ published cases


def coverage_cases(shared):
    for line in (shared / "data" / "coverage_cases.jsonl").read_text().splitlines():
        case = json.loads(line)
        patches = [None if text is None else shapely.from_wkt(text) for text in case["coverage"]]
        settings = TopologySettings(gap_width=case.get("gap_width", 0.0))
        frame = frame_of(patches, [str(place) for place in range(len(patches))], crs=None)
        yield case, check_topology(frame, None, STANDARD, settings)


def test_published_coverages_get_the_expected_verdict(shared):
    spoiling = set(COVERAGE_KINDS) - {"hole"}
    verdicts = {case["id"]: not found["kind"].isin(spoiling).any() for case, found in coverage_cases(shared)}
    assert len(verdicts) == 16
    assert verdicts == {case["id"]: case["expected_valid"] for case, _ in coverage_cases(shared)}


def test_published_coverages_give_the_expected_overlaps_and_gaps(shared):
    for case, found in coverage_cases(shared):
        overlaps = found[found["kind"].isin(ON_EACH_OTHER)]
        pairs = [
            [*sorted((int(one), int(two))), pytest.approx(size)]
            for one, two, size in zip(overlaps["feature"], overlaps["other"], overlaps["measure"])
        ]
        assert sorted(case["derived_overlaps"]) == sorted(pairs, key=lambda pair: pair[:2]), case["id"]
        expected = [size for _, size in case.get("derived_enclosed_gaps", [])]
        if expected:
            assert found.loc[found["kind"] == "gap", "measure"].tolist() == pytest.approx(expected), case["id"]


# ------------------------------------------------------------------------------------------------ real parcels


@pytest.fixture(scope="module")
def parcels(shared):
    return read_layer(str(shared / "data" / "parcels_fr_13029.gpkg"), "PARCELLE_id", fields=["IDU"]).frame


def test_real_parcels_have_no_gap_and_no_overlap(parcels):
    found = check_topology(parcels, None, STANDARD, key="IDU")
    assert not found["kind"].isin(COVERAGE_KINDS).any()


@pytest.mark.parametrize("seed", range(4))
def test_a_real_parcel_with_a_vertex_moved_by_5_cm_is_found_there(parcels, seed):
    rng = np.random.default_rng(seed)
    xy, owner = shapely.get_coordinates(parcels.geometry.to_numpy(), return_index=True)
    corners = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "owner": owner}).drop_duplicates()
    shared_by_two = corners.groupby(["x", "y"])["owner"].agg(tuple)
    shared_by_two = shared_by_two[shared_by_two.map(len) == 2]
    place, (patch, neighbour) = next(iter(shared_by_two.sample(1, random_state=seed).items()))
    angle = rng.uniform(0, 2 * np.pi)
    moved = np.array(place) + np.round(0.05 * np.array([np.cos(angle), np.sin(angle)]), 4)
    changed = parcels.copy()
    geometry = changed.geometry.to_numpy().copy()
    geometry[patch] = shapely.transform(
        geometry[patch], lambda points: np.where((points == place).all(axis=1)[:, None], moved, points)
    )
    found = check_topology(changed.set_geometry(geometry, crs=parcels.crs), None, STANDARD, key="IDU")
    found = found[found["kind"].isin(COVERAGE_KINDS)]
    assert len(found)
    assert set(found["kind"]) <= {"overlap", "gap"}
    assert shapely.distance(found.geometry.to_numpy(), Point(place)).max() < 0.06
    names = {parcels["IDU"].iloc[patch], parcels["IDU"].iloc[neighbour]}
    assert all({row.feature, *row.other.split(", ")} == names for row in found.itertuples())


# ------------------------------------------------------------------------------------------------ made counties

MADE = ("overlap", "gap", "sliver", "self_intersection", "duplicate_vertex", "multipart", "short_segment",
        "unmatched_vertex", "outside_county")  # fmt: skip


@pytest.fixture(scope="module")
def spoiled():
    return make_county(700, seed=11, defects=4, kinds=MADE, vertices=30)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_clean_county_yields_nothing(seed):
    county = make_county(500, seed=seed, vertices=30)
    for outline in (county.XZQ, None):
        found = check_topology(county.DLTB, outline, STANDARD, villages=county.CJDCQ)
        assert set(found["kind"]) <= set(OF_A_MADE_COUNTY)


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_every_defect_of_a_county_is_found_and_nothing_else(seed):
    county = make_county(700, seed=seed, defects=3, kinds=MADE, vertices=40)
    found = check_topology(county.DLTB, county.XZQ, STANDARD, TopologySettings(kinds=FAULTS))
    assert found["kind"].value_counts().to_dict() == dict.fromkeys(MADE, 3)
    for defect in county.truth.itertuples():
        same = found[found["kind"] == defect.kind]
        here = same[shapely.distance(same.geometry.to_numpy(), Point(defect.x, defect.y)) < 1e-3]
        assert len(here) == 1, defect
        (row,) = here.itertuples()
        named = {row.feature, *filter(None, row.other.split(", "))}
        assert defect.bsm in named
        if defect.kind in ("overlap", "gap", "unmatched_vertex", "short_segment"):
            assert named == {defect.bsm, defect.bsm2}
        if defect.kind in ("overlap", "gap", "sliver", "outside_county", "short_segment"):
            assert row.measure == pytest.approx(defect.size, abs=1e-4)
            assert row.unit == defect.unit


def test_without_outline_a_county_shows_its_inner_defects(spoiled):
    found = check_topology(spoiled.DLTB, None, STANDARD, TopologySettings(kinds=FAULTS))
    expected = {kind: 4 for kind in MADE if kind != "outside_county"}
    assert found["kind"].value_counts().to_dict() == expected


def test_findings_say_which_rule_and_how_severe(spoiled):
    found = check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD)
    rules = STANDARD.rules
    for row in found.itertuples():
        rule = rules.loc[row.rule]
        assert (rule["check"], rule["severity"]) == (f"geometry:{row.kind}", row.severity)
        assert "{" not in row.message
    assert (found["layer"] == "DLTB").all()
    assert found["id"].is_unique


def test_every_kind_has_a_rule_and_a_name():
    checks = set(STANDARD.rules["check"])
    assert {f"geometry:{kind}" for kind in KINDS} <= checks
    assert set(KINDS) <= set(STANDARD.kinds.index)


def test_the_order_of_the_rows_changes_nothing(spoiled):
    shuffled = spoiled.DLTB.sample(frac=1.0, random_state=3)
    straight = check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD)
    assert_geodataframe_equal(check_topology(shuffled, spoiled.XZQ, STANDARD), straight)
    reset = check_topology(shuffled.reset_index(drop=True), spoiled.XZQ, STANDARD)
    assert_geodataframe_equal(reset, straight)


def test_an_unrelated_defect_changes_no_id(spoiled):
    before = check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD)
    named = set(before["feature"]) | {name for names in before["other"] for name in names.split(", ")}
    geometry = spoiled.DLTB.geometry.to_numpy().copy()
    sound = np.flatnonzero(~spoiled.DLTB["BSM"].isin(named))[7]
    geometry[sound] = shapely.transform(geometry[sound], lambda xy: xy + np.array([0.5, 0.25]))
    changed = spoiled.DLTB.set_geometry(gpd.GeoSeries(geometry, index=spoiled.DLTB.index, crs=spoiled.DLTB.crs))
    after = check_topology(changed, spoiled.XZQ, STANDARD)
    assert len(after) > len(before)
    assert set(before["id"]) <= set(after["id"])


# ------------------------------------------------------------------------------------------------ unmatched vertices


def test_a_vertex_on_the_border_of_one_neighbour(check):
    found = check([box(0, 0, 10, 5), Polygon([(0, 5), (4, 5), (10, 5), (10, 10), (0, 10)])], [SQUARE])
    assert placed(found) == [("unmatched_vertex", "B", ("A",), None)]
    assert found.geometry[0].equals(Point(4, 5))


def test_a_corner_of_two_patches_on_the_border_of_a_third(check):
    found = check([box(0, 0, 10, 5), box(0, 5, 4, 10), box(4, 5, 10, 10)])
    assert placed(found) == [("unmatched_vertex", "B", ("A",), None)]
    assert found.geometry[0].equals(Point(4, 5))


def test_vertices_of_patch_and_outline_must_match(check):
    more = Polygon([(0, 0), (4, 0), (10, 0), (10, 10), (0, 10)])
    assert placed(check([more], [SQUARE])) == [("unmatched_vertex", "A", ("XZQ",), None)]
    assert placed(check([SQUARE], [more])) == [("unmatched_vertex", "", ("A",), None)]


def test_a_needle_is_found_although_no_face_is_wide_enough(check):
    """0.8 mm at its foot and 9 m long: its tip is far from every border."""
    foot = [(10.0004, 10), (9.9996, 10)]
    lower = Polygon([(0, 0), (20, 0), (20, 10), foot[0], (10, 19), foot[1], (0, 10)])
    upper = Polygon([(0, 10), foot[1], foot[0], (20, 10), (20, 20), (0, 20)])
    found = check([lower, upper], kinds=COVERAGE_KINDS)
    assert placed(found) == [("unmatched_vertex", "A", ("B",), None)]
    assert found.geometry[0].equals(Point(10, 19))


@pytest.mark.parametrize("width", [0.0001, 0.0005, 0.001])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_face_as_wide_as_the_tolerance_is_a_difference_of_coordinates(check, width, sign):
    found = check([box(0, 0, 10, 10), box(10 + sign * width, 0, 20, 10)], [box(0, 0, 20, 10)])
    assert set(found["kind"]) == {"unmatched_vertex"}
    assert {round(point.x, 4) for point in found.geometry} == {10.0, round(10 + sign * width, 4)}


def test_a_face_wider_than_the_tolerance_is_a_fault(check):
    county, middle = [box(0, -5, 30, 15)], [box(0, 10, 30, 15), box(0, -5, 30, 0), box(20, 0, 30, 10)]
    gap = check([box(0, 0, 10, 10), box(10.0011, 0, 20, 10), *middle], county)
    assert ("gap", "A", ("B", "C", "D"), 0.011) in placed(gap)
    overlap = check([box(0, 0, 10.0011, 10), box(10, 0, 20, 10), *middle], county)
    assert ("overlap", "A", ("B",), 0.011) in placed(overlap)
    wider = check([box(0, 0, 10.0011, 10), box(10, 0, 20, 10), *middle], county, tolerance=0.0011)
    assert set(wider["kind"]) == {"unmatched_vertex"}


def test_a_real_gap_at_the_end_of_a_thin_one_is_found(check):
    """A hand's breadth of gap on a seam of 6 km: little area for its perimeter."""
    lower = Polygon([(0, 0), (6000, 0), (6000, 10), (0.2, 10), (0.2, 9.8), (0, 9.8)])
    upper = Polygon([(0, 9.8), (0.1, 10.0004), (5999, 10.0004), (6000, 10), (6000, 20), (0, 20)])
    gap = check([lower, upper], [box(0, 0, 6000, 20)])
    assert [row[:3] for row in placed(gap) if row[0] == "gap"] == [("gap", "A", ("B",))]


# ------------------------------------------------------------------------------------------------ overlaps


def test_patches_inside_another(check):
    """Both halves lie in the patch that covers them, which lies in neither."""
    found = check([box(0, 0, 5, 10), box(5, 0, 10, 10), SQUARE], kinds=COVERAGE_KINDS)
    assert placed(found[found["kind"] != "unmatched_vertex"]) == [
        ("contained", "A", ("C",), 50.0),
        ("contained", "B", ("C",), 50.0),
    ]
    assert found.geometry[0].equals(box(0, 0, 5, 10))


def test_a_patch_covered_by_two_others_lies_in_neither(check):
    found = check([box(0, 0, 6, 10), box(4, 0, 10, 10), box(1, 0, 9, 10)], kinds=("overlap", "contained", "gap"))
    assert placed(found) == [
        ("overlap", "A", ("B",), 20.0),
        ("overlap", "A", ("C",), 50.0),
        ("overlap", "B", ("C",), 50.0),
    ]


TURNED = [SQUARE, SQUARE.reverse(), Polygon([(10, 0), (10, 10), (0, 10), (0, 0)]), MultiPolygon([SQUARE])]


@pytest.mark.parametrize("outlines", [None, [SQUARE]])
@pytest.mark.parametrize("copy", TURNED)
def test_a_duplicate_is_one_finding_whatever_its_ring_starts_with(check, outlines, copy):
    found = check([SQUARE, copy], outlines)
    assert placed(found[found["kind"] != "multipart"]) == [("duplicate_geometry", "A", ("B",), 100.0)]
    assert found.geometry[0].equals(SQUARE)


def test_a_duplicate_is_an_overlap_where_duplicates_are_not_asked_for(check):
    assert placed(check([SQUARE, SQUARE], kinds=("overlap",))) == [("overlap", "A", ("B",), 100.0)]
    assert placed(check([SQUARE, box(1, 1, 9, 9)], kinds=("overlap", "duplicate_geometry"))) == [
        ("overlap", "A", ("B",), 64.0)
    ]


@pytest.mark.parametrize(("beyond", "kind"), [(0.0011, "overlap"), (0.001, "contained"), (-0.5, "contained")])
def test_what_reaches_out_by_the_tolerance_is_contained(check, beyond, kind):
    found = check([SQUARE, box(2, 2, 5, 10 + beyond)], kinds=("overlap", "contained"))
    assert kinds(found) == [kind]


def test_a_copy_off_by_less_than_the_tolerance_is_a_duplicate(check):
    copy = Polygon([(0, 0), (5, 0.0004), (10, 0.0002), (10, 10), (0, 10)])
    found = check([SQUARE, copy], kinds=ON_EACH_OTHER)
    assert [row[:3] for row in placed(found)] == [("duplicate_geometry", "A", ("B",))]


def test_a_patch_inside_another_cut_by_a_third_is_contained_all_the_same(check):
    found = check([SQUARE, box(4, 4, 6, 6), box(5, -5, 15, 5)], kinds=ON_EACH_OTHER)
    assert placed(found) == [
        ("contained", "B", ("A",), 4.0),
        ("overlap", "A", ("C",), 25.0),
        ("overlap", "B", ("C",), 1.0),
    ]


@pytest.mark.parametrize("outlines", [None, [SQUARE]])
def test_a_stack_of_four_has_six_pairs(check, outlines):
    found = check([SQUARE] * 4, outlines)
    assert set(found["kind"]) == {"duplicate_geometry"}
    assert [row[1:3] for row in placed(found)] == [(one, (two,)) for one, two in combinations("ABCD", 2)]
    assert (found["measure"] == 100.0).all()


def test_nested_patches_are_told_pair_by_pair(check):
    found = check([SQUARE, box(1, 1, 9, 9), box(2, 2, 8, 8)], [SQUARE])
    assert placed(found) == [
        ("contained", *row) for row in [("B", ("A",), 64.0), ("C", ("A",), 36.0), ("C", ("B",), 36.0)]
    ]


def test_a_coverage_that_lies_there_twice(check):
    cells = [box(x, y, x + 5, y + 5) for x in (0, 5) for y in (0, 5)]
    found = check([*cells, *cells], [SQUARE])
    assert [row[1:3] for row in placed(found)] == [("A", ("E",)), ("B", ("F",)), ("C", ("G",)), ("D", ("H",))]


def test_a_patch_over_three_others_is_told_pair_by_pair(check):
    below = [box(0, 0, 10, 4), box(0, 4, 10, 7), box(0, 7, 10, 10)]
    found = check([*below, box(2, 1, 4, 9)], [SQUARE], kinds=COVERAGE_KINDS)
    assert placed(found) == [
        ("overlap", "A", ("D",), 6.0),
        ("overlap", "B", ("D",), 6.0),
        ("overlap", "C", ("D",), 4.0),
    ]


def test_patches_that_touch_at_a_corner_do_not_overlap(check):
    assert not len(check([box(0, 0, 5, 5), box(5, 5, 10, 10)]))


# ------------------------------------------------------------------------------------------------ uncovered places

RING = shapely.difference(box(0, 0, 30, 30), box(10, 10, 20, 20))


def test_a_hole_filled_by_a_patch_is_no_fault(check):
    assert not len(check([RING, box(10, 10, 20, 20)], [box(0, 0, 30, 30)]))


def test_an_empty_hole_of_one_patch_is_a_note_without_outline_and_a_gap_with(check):
    assert placed(check([RING])) == [("hole", "A", (), 100.0)]
    assert check([RING])["severity"].tolist() == ["note"]
    assert placed(check([RING], [box(0, 0, 30, 30)])) == [("gap", "A", (), 100.0)]


def test_a_gap_between_two_patches_needs_no_outline(check):
    halves = [shapely.intersection(RING, box(0, 0, 15, 30)), shapely.intersection(RING, box(15, 0, 30, 30))]
    assert placed(check(halves)) == [("gap", "A", ("B",), 100.0)]


def test_gaps_that_touch_at_a_corner_are_two(check):
    gaps = shapely.union_all([box(10, 10, 15, 15), box(15, 15, 22, 22)])
    left, right = (shapely.difference(half, gaps) for half in (box(0, 0, 12, 30), box(12, 0, 30, 30)))
    assert placed(check([left, right], [box(0, 0, 30, 30)])) == [("gap", "B", ("A",), 25.0), ("gap", "B", (), 49.0)]


def test_a_gap_open_to_the_county_line_is_land_without_patch(check):
    found = check([box(0, 0, 4, 10), box(5, 0, 10, 10)], [SQUARE])
    assert placed(found) == [("uncovered", "A", ("B",), 10.0)]


def test_the_longer_neighbour_of_a_gap_is_named_first(check):
    county = box(0, 0, 30, 30)
    hole = box(10, 10, 12, 20)
    low = shapely.difference(box(0, 0, 30, 11), hole)
    high = shapely.difference(box(0, 11, 30, 30), hole)
    assert placed(check([low, high], [county]))[0] == ("gap", "B", ("A",), 20.0)


def test_islands_of_the_county(check):
    islands = [box(0, 0, 10, 10), box(50, 0, 60, 10)]
    patches = [box(0, 0, 10, 5), box(0, 5, 10, 10), box(50, 0, 60, 10)]
    assert not len(check(patches, [MultiPolygon(islands)])), "the coast needs no vertex where a border ends"
    noded = [Polygon([(0, 0), (10, 0), (10, 5), (10, 10), (0, 10), (0, 5)]), islands[1]]
    assert not len(check(patches, [MultiPolygon(noded)]))
    assert not len(check(patches, noded)), "one feature for each island is the same"
    assert placed(check(patches[:2], [MultiPolygon(noded)])) == [("uncovered", "", (), 100.0)]


def test_a_county_of_two_districts_has_no_seam(check):
    halves = [box(0, 0, 5, 10), box(5, 0, 10, 10)]
    assert not len(check(halves, halves))
    whole = Polygon([(0, 0), (5, 0), (10, 0), (10, 10), (5, 10), (0, 10)])
    assert not len(check([whole], halves))


# ------------------------------------------------------------------------------------------------ outside the county


def test_land_beyond_the_county_line(check):
    found = check([Polygon([(0, 0), (10, 0), (10, 10), (5, 12), (0, 10)])], [SQUARE])
    assert placed(found) == [("outside_county", "A", (), 10.0)]


def test_two_patches_beyond_the_county_line_on_either_side_of_their_border(check):
    outline = Polygon([(0, 0), (5, 0), (10, 0), (10, 10), (0, 10)])
    found = check([box(0, 0, 5, 12), box(5, 0, 10, 12)], [outline])
    assert placed(found) == [("outside_county", "A", ("B",), 20.0)]


def test_a_patch_across_the_county_line_overlaps_inside_and_reaches_out(check):
    """Inside a patch too many, outside one as well: the edges of the county line cancel below it."""
    line = [(0, 10), (2, 10), (8, 10), (10, 10)]
    inside = Polygon([(0, 0), (10, 0), *line[::-1]])
    found = check([inside, box(2, 5, 8, 15)], [inside])
    assert placed(found) == [("outside_county", "B", (), 30.0), ("overlap", "A", ("B",), 30.0)]


def test_two_patches_on_each_other_beyond_the_county_line(check):
    found = check([SQUARE, box(20, 0, 30, 10), box(20, 0, 30, 10)], [SQUARE])
    assert placed(found) == [("duplicate_geometry", "B", ("C",), 100.0), ("outside_county", "B", ("C",), 100.0)]


def test_a_county_of_its_own_elsewhere(check):
    found = check([box(100, 0, 110, 10)], [SQUARE])
    assert placed(found) == [("outside_county", "A", (), 100.0), ("uncovered", "", (), 100.0)]


# ------------------------------------------------------------------------------------------------ single patches


def test_a_bow_tie_is_one_fault_and_its_triangles_are_none(check):
    lower = Polygon([(0, 0), (20, 0), (20, 10), (14, 10), (6, 12), (14, 12), (6, 10), (0, 10)])
    upper = Polygon([(0, 10), (6, 10), (14, 10), (20, 10), (20, 20), (0, 20)])
    found = check([lower, upper], [Polygon([(0, 0), (20, 0), (20, 10), (20, 20), (0, 20), (0, 10)])])
    assert placed(found) == [("self_intersection", "A", (), None)]
    assert found.geometry[0].equals(Point(10, 11))


def test_a_gap_elsewhere_is_told_beside_a_bow_tie(check):
    tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    found = check([tie, box(20, 0, 30, 10), box(20, 0, 30, 10)])
    assert kinds(found) == ["duplicate_geometry", "self_intersection"]


def test_a_ring_that_touches_itself_hides_no_gap(check):
    touching = Polygon([(0, 0), (10, 0), (10, 10), (5, 10), (7, 5), (3, 5), (5, 10), (0, 10)])
    found = check([touching], [Polygon([(0, 0), (10, 0), (10, 10), (5, 10), (0, 10)])])
    assert placed(found) == [("gap", "A", (), 10.0), ("self_contact", "A", (), None)]
    assert found.geometry[1].equals(Point(5, 10))


def test_a_spike_that_returns_on_itself_is_a_self_intersection(check):
    spike = Polygon([(0, 0), (10, 0), (10, 10), (5, 10), (5, 20), (5, 10), (0, 10)])
    assert placed(check([spike])) == [("self_intersection", "A", (), None)]


def test_parts_on_each_other_are_an_invalid_patch(check):
    found = check([MultiPolygon([SQUARE, box(5, 5, 15, 15)])])
    assert kinds(found) == ["multipart", "self_intersection"]


def test_a_part_inside_another_leaves_no_hole(check):
    nested = MultiPolygon([SQUARE, box(2, 2, 4, 4)])
    assert kinds(check([nested])) == ["invalid_geometry", "multipart"]
    covered = check([nested, box(3, 3, 5, 5)], kinds=["overlap", "hole", "gap"])
    assert set(covered["kind"]) == {"overlap"}
    assert covered["measure"].sum() == pytest.approx(4.0)


def test_invalid_patches_are_measured_by_the_area_they_cover(check):
    """A patch with a spike, an outline with one, and a patch on them all."""
    spike = [(0, 0), (10, 0), (10, 10), (8, 10), (8, 20), (8, 10), (0, 10)]
    patches = [Polygon(spike), box(1, 1, 5, 5)]
    expected = [("contained", "B", ("A",), 16.0), ("self_intersection", "A", (), None)]
    assert placed(check(patches, [Polygon(spike)])) == expected
    assert placed(check(patches, gap_width=0.5)) == expected


def test_collapsed_rings_cover_nothing(check):
    line = Polygon([(20, 0), (30, 0), (20, 0)])
    dot = shapely.from_wkt("POLYGON ((20 0, 20 0, 20 0, 20 0))")
    found = check([SQUARE, line, dot], [SQUARE])
    assert [row[:2] for row in placed(found) if row[0] != "duplicate_vertex"] == [
        ("invalid_geometry", "B"),
        ("invalid_geometry", "C"),
    ]


def test_null_and_empty_geometry_is_named(check):
    found = check([SQUARE, None, Polygon(), MultiPolygon()], [SQUARE])
    assert [row[:2] for row in placed(found)] == [("null_geometry", name) for name in "BCD"]
    assert found.geometry.isna().all()


def test_what_is_not_an_area_counts_as_null(check):
    assert kinds(check([SQUARE, Point(1, 1)], [SQUARE])) == ["null_geometry"]


@pytest.mark.filterwarnings("ignore:invalid value")
@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_coordinates_that_are_no_numbers_make_an_invalid_patch(check, number):
    broken = Polygon([(0, 0), (number, 0), (10, 10), (0, 10)])
    assert [row[:2] for row in placed(check([SQUARE, broken], [SQUARE]))] == [("invalid_geometry", "B")]


def test_parts_are_counted(check):
    found = check([MultiPolygon([box(0, 0, 5, 5), box(20, 0, 25, 5)]), MultiPolygon([box(40, 0, 45, 5)])])
    assert placed(found) == [("multipart", "A", (), 2.0)]
    assert "2 parts" in found["message"][0]


def test_a_repeated_vertex(check):
    found = check([Polygon([(0, 0), (10, 0), (10, 0), (10, 10), (0, 10)])], [SQUARE])
    assert placed(found) == [("duplicate_vertex", "A", (), None)]
    assert found.geometry[0].equals(Point(10, 0))


def test_vertices_closer_than_the_grid_repeat_each_other(check):
    found = check([Polygon([(0, 0), (10, 0), (10.00003, 0), (10, 10), (0, 10)])], [SQUARE])
    assert kinds(found) == ["duplicate_vertex"]


@pytest.mark.parametrize(("length", "expected"), [(0.0099, 1), (0.01, 0), (0.0101, 0)])
def test_a_segment_of_exactly_the_limit_is_not_short(check, length, expected):
    found = check([Polygon([(0, 0), (10, 0), (10, 10), (5 + length, 10), (5, 10), (0, 10)])])
    assert kinds(found) == ["short_segment"] * expected
    assert found["measure"].tolist() == pytest.approx([length] * expected, abs=1e-9)


@pytest.mark.parametrize(("height", "expected"), [(3.1999, 1), (3.2, 0), (3.2001, 0)])
def test_a_patch_of_exactly_ten_square_metres_is_no_sliver(check, height, expected):
    found = check([box(0.3, 0.7, 0.3 + 3.125, 0.7 + height)])
    assert kinds(found[found["kind"] != "narrow"]) == ["sliver"] * expected


# ------------------------------------------------------------------------------------------------ settings, refusals


def test_only_the_kinds_asked_for_come_out(spoiled):
    every = check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD)
    for chosen in (("overlap",), ("short_segment", "multipart"), ()):
        some = check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD, TopologySettings(kinds=chosen))
        assert some["id"].tolist() == every.loc[every["kind"].isin(chosen), "id"].tolist()


def test_narrow_openings_are_asked_for_by_width(check):
    patches = [box(0, 0, 10, 10), box(10.3, 0, 20, 10)]
    assert not len(check(patches))
    assert placed(check(patches, gap_width=0.5)) == [("gap", "A", ("B",), 3.0)]
    assert not len(check(patches, gap_width=0.2))


def test_patches_without_a_key_go_by_their_feature_id():
    frame = frame_of([SQUARE, SQUARE, box(5, 5, 15, 15)], ["", None, "x"]).set_index(pd.Index([71, 8, 9]))
    found = check_topology(frame, None, STANDARD)
    assert {frozenset((row.feature, row.other)) for row in found.itertuples()} == {
        frozenset(pair) for pair in combinations(("71", "8", "x"), 2)
    }
    nameless = check_topology(frame.drop(columns="BSM"), None, STANDARD)
    assert set(nameless["feature"]) | set(nameless["other"]) == {"71", "8", "9"}


def test_an_empty_layer_is_all_uncovered(check):
    assert placed(check([], [SQUARE])) == [("uncovered", "", (), 100.0)]
    assert not len(check([]))


def sentence(call, *args, **kwargs):
    with pytest.raises(TubanError) as refused:
        call(*args, **kwargs)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_layer_in_degrees_is_refused():
    text = sentence(check_topology, frame_of([SQUARE], crs="EPSG:4490"), None, STANDARD)
    assert "DLTB" in text
    assert "degrees" in text


def test_an_outline_in_another_system_is_refused():
    outline = gpd.GeoDataFrame(geometry=[SQUARE], crs="EPSG:4527")
    assert "coordinate systems" in sentence(check_topology, frame_of([SQUARE]), outline, STANDARD)


def test_an_outline_without_area_is_refused():
    for geometry in ([], [None], [Polygon()]):
        outline = gpd.GeoDataFrame(geometry=geometry, crs="EPSG:4528")
        assert "XZQ" in sentence(check_topology, frame_of([SQUARE]), outline, STANDARD)


def test_a_stray_coordinate_is_refused():
    stray = frame_of([box(0, 0, 10, 10), box(*ZONE, ZONE[0] + 10, ZONE[1] + 10)])
    assert "400 km" in sentence(check_topology, stray, None, STANDARD)


@pytest.mark.parametrize("calls", [0, 1, 3, 6])
def test_a_cancel_stops_the_check(spoiled, calls):
    heard = []

    def progress(percent):
        heard.append(percent)
        if len(heard) > calls:
            raise Cancelled

    threads = threading.active_count()
    with pytest.raises(Cancelled):
        check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD, progress=progress)
    assert len(heard) == calls + 1
    assert threading.active_count() == threads


def test_progress_runs_from_0_to_100(spoiled):
    heard = []
    check_topology(spoiled.DLTB, spoiled.XZQ, STANDARD, progress=heard.append)
    assert heard == sorted(heard)
    assert 0 <= heard[0] <= 10
    assert heard[-1] == pytest.approx(100)


# ------------------------------------------------------------------------------------------------ nothing matches


def loose(rows, columns, offset, seed=1):
    """A tiling where every patch has vertices of its own all along its border, up to `offset` m off it."""
    rng = np.random.default_rng(seed)
    x, y = np.indices((columns, rows)).reshape(2, -1) * 50.0
    return [_loosened(cell, offset, rng) for cell in shapely.box(x, y, x + 50.0, y + 50.0)]


def _loosened(cell, offset, rng):
    ring = shapely.get_exterior_ring(cell)
    while True:
        along = np.sort(np.r_[rng.uniform(0, 200, 24), 0, 50, 100, 150])
        points = shapely.get_coordinates(shapely.line_interpolate_point(ring, along))
        patch = Polygon(np.round(points + rng.uniform(-offset, offset, points.shape), 4))
        if patch.is_valid:
            return patch


def test_borders_that_share_no_vertex_overlap_and_gape(check):
    patches = loose(6, 6, 0.03)
    county = box(-1, -1, 301, 301)
    found = check(patches, [county], names=[f"{i:03}" for i in range(36)], tolerance=0.0)
    assert set(found["kind"]) >= {"overlap", "gap", "uncovered"}
    pairs = shapely.STRtree(patches).query(patches, predicate="overlaps").T
    shared = sum(shapely.intersection(patches[one], patches[two]).area for one, two in pairs if one < two)
    assert found.loc[found["kind"] == "overlap", "measure"].sum() == pytest.approx(shared, abs=1e-3)
    bare = found.loc[found["kind"].isin(["gap", "uncovered"]), "measure"].sum()
    assert bare == pytest.approx(shapely.difference(county, shapely.union_all(patches)).area, abs=1e-3)


def test_borders_that_share_no_vertex_within_the_tolerance_are_unmatched():
    patches = loose(6, 6, 0.0003)
    found = check_topology(frame_of(patches, [f"{i:03}" for i in range(36)]), None, STANDARD)
    found = found[found["kind"].isin(COVERAGE_KINDS)]
    assert set(found["kind"]) == {"unmatched_vertex"}
    inner = shapely.buffer(shapely.union_all(patches), -1.0)
    vertices = shapely.points(shapely.get_coordinates(patches))
    assert len(found) >= shapely.within(vertices, inner).sum() * 0.99
