"""Kinds of the topology check that look at shapes, classes and neighbours: known cases and the value at the limit."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box
from tuban.tools.errors import TubanError
from tuban.tools.standard import load
from tuban.tools.topology import MERGE_FIELDS, TopologySettings, check_topology, faces, fields_needed

STANDARD = load("2019")
ZONE = np.array([40_520_000.0, 3_400_000.0])
"""m: where a county of zone 40 lies; the easting begins with the number of the zone."""


def frame_of(patches, **columns):
    names = list("ABCDEFGHIJKLMNOP"[: len(patches)])
    moved = shapely.transform(np.array(patches, dtype=object), lambda xy: xy + ZONE)
    return gpd.GeoDataFrame({"BSM": names, **columns}, geometry=moved, crs="EPSG:4528")


def lines_of(geometries):
    return gpd.GeoDataFrame(
        geometry=shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + ZONE), crs=4528
    )


def check(patches, outline=None, *, kinds, villages=None, dividers=None, notes=None, columns=None, **settings):
    """Findings of the kinds, with the geometry as it was before it was moved into the zone."""
    found = check_topology(
        frame_of(patches, **(columns or {})),
        None if outline is None else lines_of(outline),
        STANDARD,
        TopologySettings(kinds=(kinds,) if isinstance(kinds, str) else kinds, **settings),
        villages=None if villages is None else lines_of(villages),
        dividers=None if dividers is None else lines_of(dividers),
        notes=notes,
    )
    back = shapely.transform(found.geometry.to_numpy(), lambda xy: np.round(xy - ZONE, 6))
    return found.set_geometry(gpd.GeoSeries(back))


def named(found):
    return sorted(zip(found["kind"], found["feature"], found["other"]))


# ------------------------------------------------------------------------------------------------ width of areas


def random_polygons(count):
    rng = np.random.default_rng(5)
    for _ in range(count):
        corners = rng.integers(4, 30)
        angle, radius = np.sort(rng.uniform(0, 2 * np.pi, corners)), rng.uniform(1, 4, corners)
        yield Polygon(np.c_[radius * np.cos(angle), radius * np.sin(angle) * 10 ** rng.uniform(-3, 0)] + ZONE)


def radius_by_sampling(polygon):
    """A lower bound of the radius of the largest circle."""
    low, high = polygon.bounds[:2], polygon.bounds[2:]
    xy = np.stack(np.meshgrid(*(np.linspace(a, b, 60) for a, b in zip(low, high))), axis=-1).reshape(-1, 2)
    points = shapely.points(xy)
    inside = shapely.contains_xy(polygon, *xy.T)
    return shapely.distance(points[inside], polygon.exterior).max(initial=0.0)


def test_the_width_is_twice_the_radius_of_the_largest_circle():
    known = {
        box(0, 0, 3, 1): 1.0,
        box(0, 0, 6000, 0.1): 0.1,
        Point(0, 0).buffer(2.0, quad_segs=256): 4.0,
        Polygon([(0, 0), (3, 0), (0, 4)]): 2.0,
        shapely.difference(box(0, 0, 10, 10), box(1, 1, 10, 10)): 4.0 - 2.0 * np.sqrt(2.0),
        shapely.difference(box(0, 0, 10, 10), box(1, 1, 9, 9)): 4.0 - 2.0 * np.sqrt(2.0),
    }
    moved = shapely.transform(np.array([*known], dtype=object), lambda xy: xy + ZONE)
    assert faces.widths(moved) == pytest.approx([*known.values()], rel=1e-3)


def test_both_ways_to_the_width_agree():
    areas = np.array([*random_polygons(150)], dtype=object)
    areas = areas[shapely.is_valid(areas)]
    least = shapely.area(areas) / shapely.length(areas)
    found = faces.widths(areas)
    assert 2.0 * faces._radii_by_shrinking(areas, least) == pytest.approx(found, rel=0.02)
    sampled = 2.0 * np.array([radius_by_sampling(area) for area in areas])
    assert (found >= sampled * (1 - 1e-3)).all()


def test_faulty_areas_say_their_area_and_width():
    found = check([box(0, 0, 10, 10), box(9.5, 2, 20, 8)], kinds=("overlap", "gap"))
    (row,) = found.itertuples()
    assert (row.measure, row.unit) == (pytest.approx(3.0), "m2")
    assert row.width == pytest.approx(0.5, rel=1e-3)


RIM = Polygon(
    [(0, 0), (30, 0), (30, 10), (0, 10)], [[(2, 2), (6, 2), (6, 6), (2, 6)], [(10, 4), (20, 4), (20, 5), (10, 5)]]
)
"""Two places without a patch: 16 m2 and 4 m wide, 10 m2 and 1 m wide."""


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({}, [10.0, 16.0]),
        ({"area_from": 10.0}, [10.0, 16.0]),
        ({"area_from": 10.0001}, [16.0]),
        ({"area_to": 16.0}, [10.0, 16.0]),
        ({"area_to": 15.9999}, [10.0]),
        ({"area_from": 10.0, "area_to": 10.0}, [10.0]),
        ({"width_from": 1.0}, [10.0, 16.0]),
        ({"width_from": 1.01}, [16.0]),
        ({"width_to": 4.0}, [10.0, 16.0]),
        ({"width_to": 3.9}, [10.0]),
        ({"width_from": 2.0, "area_to": 12.0}, []),
    ],
)
def test_areas_are_limited_by_size_and_width_both_limits_included(limits, expected):
    found = check([RIM], [box(0, 0, 30, 10)], kinds="gap", **limits)
    assert sorted(found["measure"].round(6)) == expected
    assert sorted(check([RIM], kinds="hole", **limits)["measure"].round(6)) == expected


def test_limits_of_size_do_not_touch_what_has_no_width():
    copies = [box(0, 0, 2, 2), box(0, 0, 2, 2)]
    assert named(check(copies, kinds=("overlap", "duplicate_geometry"), area_from=100.0)) == [
        ("duplicate_geometry", "A", "B")
    ]


# ------------------------------------------------------------------------------------------------ rings

TOUCHING = Polygon([(0, 0), (10, 0), (10, 10), (5, 10), (7, 5), (3, 5), (5, 10), (0, 10)])
CROSSING = Polygon([(0, 0), (10, 0), (10, 10), (4, 10), (6, 12), (6, 10), (4, 12), (0, 12)])
RING_KINDS = ("self_intersection", "self_contact", "invalid_geometry")


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (TOUCHING, "self_contact"),
        (TOUCHING.reverse(), "self_contact"),
        (CROSSING, "self_intersection"),
        (Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(2, 2), (12, 2), (12, 4)]]), "self_intersection"),
        (Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(20, 20), (22, 20), (22, 22)]]), "invalid_geometry"),
        (Polygon([(0, 0), (10, 0), (0, 0)]), "invalid_geometry"),
        (MultiPolygon([box(0, 0, 10, 10), box(2, 2, 4, 4)]), "invalid_geometry"),
    ],
)
def test_what_is_wrong_with_rings(patch, expected):
    assert named(check([patch], kinds=RING_KINDS)) == [(expected, "A", "")]


def test_a_contact_is_found_at_its_point():
    found = check([TOUCHING], kinds="self_contact")
    assert found.geometry[0].equals(Point(5, 10))
    assert found["severity"][0] == "error"


def test_a_hole_that_touches_its_shell_at_one_point_is_sound():
    assert not len(check([Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(5, 0), (7, 4), (3, 4)]])], kinds=RING_KINDS))


# ------------------------------------------------------------------------------------------------ spikes


def with_corner(angle, start=0):
    """A patch with a corner of so many degrees at the origin; its ring starts at vertex `start`."""
    turn = np.radians(angle)
    ring = np.array([(0, 0), (100, 0), (100, 60), (60, 60), (80 * np.cos(turn), 80 * np.sin(turn))])
    return Polygon(np.roll(ring, start, axis=0))


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("start", range(5))
def test_a_spike_is_found_wherever_its_ring_starts_and_whichever_way_it_runs(start, turned):
    patch = with_corner(8.0, start)
    found = check([patch.reverse() if turned else patch], kinds="spike")
    assert found.geometry.tolist() == [Point(0, 0)]
    assert found["measure"].tolist() == pytest.approx([8.0], abs=1e-3)
    assert found["unit"].tolist() == ["deg"]
    assert "10°" in found["message"][0]


def test_the_angle_is_that_inside_the_patch():
    """A thin notch is the spike of whoever fills it, not of the patch that has it."""
    notched = Polygon([(0, 0), (20, 0), (20, 10), (10.5, 10), (10, 2), (9.5, 10), (0, 10)])
    filling = Polygon([(10, 2), (10.5, 10), (9.5, 10)])
    assert named(check([notched, filling], kinds=("spike", "sliver"))) == [("sliver", "B", "")]
    assert named(check([notched, filling], kinds="spike")) == [("spike", "B", "")]


def test_a_spike_of_a_hole_points_into_it():
    """Of a hole the corner inside the patch is the one beyond 180 degrees; a tooth of the patch in the hole is one."""
    star = [(20, 20), (60, 22), (20, 24)]
    assert not len(check([Polygon(box(0, 0, 100, 100).exterior, [star])], kinds="spike"))
    tooth = [(20, 20), (80, 20), (80, 80), (52, 80), (50, 30), (48, 80), (20, 80)]
    found = check([Polygon(box(0, 0, 100, 100).exterior, [tooth])], kinds="spike")
    assert found.geometry.tolist() == [Point(50, 30)]


@pytest.mark.parametrize(("limit", "expected"), [(45.0001, 1), (45.0, 0), (44.9, 0), (0.0, 0)])
def test_a_corner_of_exactly_the_limit_is_no_spike(limit, expected):
    patch = Polygon([(0, 0), (100, 0), (100, 100)])
    found = check([patch], kinds="spike", spike_angle=limit)
    assert len(found) == 2 * expected


@pytest.mark.parametrize(("angle", "expected"), [(9.99, 1), (10.01, 0), (170.0, 0)])
def test_the_default_limit_of_a_spike_is_ten_degrees(angle, expected):
    patch = Polygon([(0, 0), (1000, 0), (1000 * np.cos(np.radians(angle)), 1000 * np.sin(np.radians(angle)))])
    places = check([patch], kinds="spike").geometry
    assert sum(place.equals(Point(0, 0)) for place in places) == expected


def test_repeated_vertices_do_not_hide_a_spike():
    ring = [(0, 0), (100, 0), (100, 60), (40, 60), (80, 11), (80, 11)]
    for repeated in (ring, [*ring[:1], *ring], [*ring[:2], *ring[1:]], [*ring, ring[-1], ring[0], ring[0]]):
        found = check([Polygon(repeated)], kinds="spike")
        assert found.geometry.tolist() == [Point(0, 0)]


def test_each_tip_is_a_finding_and_parts_are_looked_at():
    comb = Polygon(
        [(0, 0), (50, 0), (50, 10), (40.2, 10), (40, 30), (39.8, 10), (20.2, 10), (20, 30), (19.8, 10), (0, 10)]
    )
    found = check([MultiPolygon([comb, shapely.affinity.translate(comb, 0, 100)])], kinds="spike")
    assert sorted((p.x, p.y) for p in found.geometry) == [(20, 30), (20, 130), (40, 30), (40, 130)]


def test_a_patch_that_crosses_itself_has_no_spikes():
    bow = Polygon([(0, 0), (100, 5), (100, 0), (0, 5)])
    assert named(check([bow], kinds=("spike", "self_intersection"))) == [("self_intersection", "A", "")]


# ------------------------------------------------------------------------------------------------ narrow patches


def test_narrow_is_twice_the_area_by_the_perimeter():
    found = check([box(0, 0, 100, 1)], kinds="narrow")
    assert found["measure"].tolist() == pytest.approx([200.0 / 202.0])
    assert found["unit"].tolist() == ["m"]
    assert "2 m" in found["message"][0]


@pytest.mark.parametrize(("limit", "expected"), [(6.0, 0), (6.0001, 1), (5.9, 0), (0.0, 0)])
def test_a_patch_of_exactly_the_mean_width_is_not_narrow(limit, expected):
    """A rectangle of 15 by 10 m: 300 m2 by 50 m."""
    assert len(check([box(0, 0, 15, 10)], kinds="narrow", narrow_width=limit)) == expected


def test_linear_classes_may_be_narrow():
    strip = box(0, 0, 100, 1)
    classes = {"DLBM": ["0101", "1006", "1107A", None]}
    patches = [shapely.affinity.translate(strip, 0, 10 * i) for i in range(4)]
    assert named(check(patches, kinds="narrow", columns=classes)) == [("narrow", "A", ""), ("narrow", "D", "")]
    assert len(check(patches, kinds="narrow")) == 4, "without DLBM no class is exempt"


def test_a_sliver_is_told_once():
    sliver = box(0, 0, 50, 0.15)
    kinds = ("sliver", "narrow", "spike", "below_minimum_area", "mergeable")
    beside = box(0, 0.15, 50, 40)
    columns = {"DLBM": ["0101", "0101"]}
    assert named(check([sliver, beside], kinds=kinds, columns=columns)) == [("sliver", "A", "")]
    others = check([sliver, beside], kinds=kinds[1:], columns=columns)
    assert named(others) == [("below_minimum_area", "A", ""), ("mergeable", "A", "B"), ("narrow", "A", "")]


HOURGLASS = Polygon(
    [
        (0, 0),
        (20, 0),
        (20, 9.5),
        (40, 9.5),
        (40, 0),
        (60, 0),
        (60, 20),
        (40, 20),
        (40, 10.5),
        (20, 10.5),
        (20, 20),
        (0, 20),
    ]
)
"""Two squares of 20 m and a bridge of 1 m between them."""


def test_a_neck_is_found_with_its_width():
    assert not len(check([HOURGLASS], kinds="narrow"))
    (neck,) = check([HOURGLASS], kinds="narrow", neck_width=3.0).itertuples()
    assert neck.measure == pytest.approx(1.0, abs=1e-6)
    assert neck.width == pytest.approx(1.0, abs=1e-6)
    assert shapely.hausdorff_distance(neck.geometry, box(20, 9.5, 40, 10.5)) < 1.5
    assert "3 m" in neck.message


@pytest.mark.parametrize(("limit", "expected"), [(1.0, 0), (1.001, 1), (0.9, 0)])
def test_a_neck_of_exactly_the_limit_is_wide_enough(limit, expected):
    assert len(check([HOURGLASS], kinds="narrow", neck_width=limit)) == expected


def test_a_neck_between_hole_and_shell():
    ring = Polygon(box(0, 0, 40, 40).exterior, [box(10, 1, 30, 30).exterior])
    (neck,) = check([ring], kinds="narrow", neck_width=2.0).itertuples()
    assert neck.measure == pytest.approx(1.0, abs=1e-6)
    assert neck.geometry.centroid.distance(Point(20, 0.5)) < 0.1


def test_a_tail_is_narrow_and_a_bump_is_not():
    tail = Polygon([(0, 0), (20, 0), (20, 9.5), (30, 9.5), (30, 10.5), (20, 10.5), (20, 20), (0, 20)])
    (found,) = check([tail], kinds="narrow", neck_width=2.0).itertuples()
    assert found.measure == pytest.approx(1.0, rel=1e-3)
    bump = Polygon([(0, 0), (20, 0), (20, 9.5), (20.6, 9.5), (20.6, 10.5), (20, 10.5), (20, 20), (0, 20)])
    assert not len(check([bump], kinds="narrow", neck_width=2.0))


def test_corners_and_wavy_borders_are_no_necks():
    angle = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    wavy = Polygon(np.c_[np.cos(angle), np.sin(angle)] * (50 + np.sin(20 * angle))[:, None])
    corners = Polygon([(0, 0), (100, 0), (100, 20)])
    assert not len(check([wavy, shapely.affinity.translate(corners, 200, 0)], kinds="narrow", neck_width=3.0))


def test_a_patch_that_is_nowhere_wide_enough_is_one_finding():
    found = check([box(0, 0, 100, 2.5)], kinds="narrow", neck_width=3.0)
    assert found["measure"].tolist() == pytest.approx([2.5], rel=1e-3)
    assert found.geometry[0].equals(box(0, 0, 100, 2.5))
    assert len(check([box(0, 0, 100, 1)], kinds="narrow", neck_width=3.0)) == 1, "narrow on average says it all"


def test_linear_classes_have_necks():
    assert not len(check([HOURGLASS], kinds="narrow", neck_width=3.0, columns={"DLBM": ["1101"]}))


# ------------------------------------------------------------------------------------------------ minimum areas


@pytest.mark.parametrize(
    ("code", "area", "expected"),
    [
        ("0101", 399.99, 1),
        ("0101", 400.0, 0),
        ("0101", 400.01, 0),
        ("0702", 199.99, 1),
        ("0702", 200.0, 0),
        ("0404", 599.99, 1),
        ("0404", 600.0, 0),
        ("9999", 1.0, 0),
        (None, 1.0, 0),
    ],
)
def test_a_patch_of_exactly_the_minimum_of_its_class_is_large_enough(code, area, expected):
    found = check([box(0, 0, area / 10.0, 10)], kinds="below_minimum_area", columns={"DLBM": [code]})
    assert len(found) == expected
    if expected:
        assert found["measure"][0] == pytest.approx(area, abs=1e-6)
        assert code in found["message"][0]
        assert str(int(STANDARD.minimum_area([code])[0])) in found["message"][0]


def test_without_class_minimum_areas_are_not_checked_and_a_note_says_so():
    notes = []
    assert not len(check([box(0, 0, 1, 1)], kinds="below_minimum_area", notes=notes))
    assert len(notes) == 1
    assert "DLBM" in notes[0]


# ------------------------------------------------------------------------------------------------ mergeable


def same(count, **differing):
    """Attributes of so many patches that agree in all but `differing`."""
    values = {name: ["x"] * count for name in MERGE_FIELDS}
    return {**values, "DLBM": ["0101"] * count, "KCXS": [0.1] * count, "XZDWKD": [np.nan] * count, **differing}


LEFT, RIGHT = box(0, 0, 10, 10), box(10, 0, 20, 10)


def test_neighbours_that_agree_in_all_should_be_one():
    found = check([LEFT, RIGHT], kinds="mergeable", columns=same(2))
    (row,) = found.itertuples()
    assert (row.feature, row.other, row.severity) == ("A", "B", "warning")
    assert (row.measure, row.unit) == (pytest.approx(10.0), "m")
    assert shapely.equals(row.geometry, LineString([(10, 0), (10, 10)]))


@pytest.mark.parametrize("field", MERGE_FIELDS)
def test_one_difference_divides(field):
    other = {"DLBM": ["0101", "0102"], "KCXS": [0.1, 0.2], "XZDWKD": [1.0, 2.0]}.get(field, ["x", "y"])
    assert not len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2, **{field: other})))


def test_null_and_empty_are_the_same_and_differ_from_a_value():
    for pair, expected in ((["", None], 1), ([None, "x"], 0), (["", "x"], 0)):
        assert len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2, CZCSXM=pair))) == expected
    assert len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2, KCXS=[np.nan, np.nan]))) == 1
    assert not len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2, KCXS=[np.nan, 0.0])))


def test_missing_fields_do_not_divide_but_the_class_is_needed():
    assert len(check([LEFT, RIGHT], kinds="mergeable", columns={"DLBM": ["0101", "0101"]})) == 1
    notes = []
    assert not len(check([LEFT, RIGHT], kinds="mergeable", columns={"QSXZ": ["x", "x"]}, notes=notes))
    assert "DLBM" in notes[0]


def test_linear_classes_are_not_merged():
    assert not len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2, DLBM=["1006", "1006"])))


def test_a_common_point_is_no_common_border():
    corners = [LEFT, box(10, 10, 20, 20), box(40, 0, 50, 10)]
    assert not len(check(corners, kinds="mergeable", columns=same(3)))


def test_each_pair_is_told_once_with_its_whole_border():
    u_shape = Polygon([(0, 0), (30, 0), (30, 10), (20, 10), (20, 5), (10, 5), (10, 10), (0, 10)])
    inside = box(10, 5, 20, 10)
    island = Polygon(box(0, 0, 30, 30).exterior, [box(10, 10, 20, 20).exterior])
    (row,) = check([u_shape, inside], kinds="mergeable", columns=same(2)).itertuples()
    assert row.measure == pytest.approx(20.0)
    (row,) = check([island, box(10, 10, 20, 20)], kinds="mergeable", columns=same(2)).itertuples()
    assert row.measure == pytest.approx(40.0)
    two_places = Polygon([(0, 0), (30, 0), (30, 10), (20, 10), (20, 5), (10, 5), (10, 10), (0, 10)])
    across = Polygon([(0, 10), (10, 10), (10, 8), (20, 8), (20, 10), (30, 10), (30, 20), (0, 20)])
    noded = Polygon([(0, 0), (30, 0), (30, 10), (20, 10), (20, 8), (20, 5), (10, 5), (10, 8), (10, 10), (0, 10)])
    assert len(check([two_places, across], kinds="mergeable", columns=same(2))) == 1
    (row,) = check([noded, across], kinds="mergeable", columns=same(2)).itertuples()
    assert row.measure == pytest.approx(24.0)


def test_three_in_a_row_are_two_pairs():
    found = check([LEFT, RIGHT, box(20, 0, 30, 10)], kinds="mergeable", columns=same(3))
    assert named(found) == [("mergeable", "A", "B"), ("mergeable", "B", "C")]


def test_patches_on_each_other_are_no_neighbours():
    assert not len(check([LEFT, LEFT], kinds="mergeable", columns=same(2)))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([(10, 0), (10, 10)], 0),
        ([(10, -5), (10, 3), (10, 15)], 0),
        ([(10.001, 0), (10.001, 10)], 0),
        ([(10.002, 0), (10.002, 10)], 1),
        ([(10, 0), (10, 9)], 1),
        ([(0, 5), (20, 5)], 1),
    ],
)
def test_a_line_along_the_whole_border_divides(line, expected):
    assert len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2), dividers=[LineString(line)])) == expected


def test_two_lines_may_divide_together():
    lines = [LineString([(10, 0), (10, 6)]), LineString([(10, 6), (10, 10)]), None]
    assert not len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2), dividers=lines))


def test_a_village_line_divides():
    villages = [box(-50, -50, 10, 50), box(10, -50, 50, 50)]
    assert not len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2), villages=villages))
    assert len(check([LEFT, RIGHT], kinds="mergeable", columns=same(2), villages=[box(-50, -50, 50, 50)])) == 1


def test_borders_match_edge_by_edge():
    """A vertex that one side lacks ends the common border there: it is a fault of its own."""
    noded = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10, 4)])
    assert not len(check([LEFT, noded], kinds="mergeable", columns=same(2)))


# ------------------------------------------------------------------------------------------------ villages

VILLAGES = [box(-10, -10, 12, 20), box(12, -10, 40, 20)]


def test_a_patch_over_a_village_line():
    found = check([LEFT, RIGHT], kinds="crosses_village", villages=VILLAGES)
    (row,) = found.itertuples()
    assert (row.feature, row.severity) == ("B", "error")
    assert (row.measure, row.unit) == (pytest.approx(20.0), "m2")
    assert row.geometry.equals(box(10, 0, 12, 10))


def test_without_villages_a_note_says_what_was_not_checked():
    notes = []
    assert not len(check([LEFT, RIGHT], kinds="crosses_village", notes=notes))
    assert "CJDCQ" in notes[0]
    quiet = []
    check([LEFT], kinds="sliver", notes=quiet)
    assert quiet == []


def test_other_layers_must_lie_in_the_same_system():
    elsewhere = gpd.GeoDataFrame(geometry=[LEFT], crs="EPSG:4527")
    for name in ("villages", "dividers"):
        with pytest.raises(TubanError, match="coordinate systems"):
            check_topology(frame_of([LEFT]), None, STANDARD, **{name: elsewhere})


# ------------------------------------------------------------------------------------------------ what is read


def test_only_the_fields_that_the_checks_need_are_asked_for():
    assert fields_needed(("overlap", "spike")) == []
    assert fields_needed(("narrow",)) == ["DLBM"]
    assert fields_needed(("mergeable", "narrow")) == list(MERGE_FIELDS)
