"""Boundary lines against their areas: squares with known faults, and made counties."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology.boundaries import BoundarySettings, check_boundaries

STANDARD = load("2019")
ZONE = np.array([40_520_000.0, 3_400_000.0])
CRS = "EPSG:4528"
WEST, EAST = box(0, 0, 100, 100), box(100, 0, 200, 100)
FRAME = {
    "west": LineString([(100, 100), (0, 100), (0, 0), (100, 0)]),
    "east": LineString([(100, 0), (200, 0), (200, 100), (100, 100)]),
    "middle": LineString([(100, 0), (100, 100)]),
}


def frame_of(shapes, crs=CRS):
    moved = shapely.transform(np.array([*shapes.values()], dtype=object), lambda xy: xy + ZONE)
    return gpd.GeoDataFrame({"BSM": [*shapes]}, geometry=moved, crs=crs)


def check(lines, areas=None, code="CJDCQ", **given):
    areas = frame_of(areas or {"W": WEST, "E": EAST})
    return check_boundaries(areas, frame_of(lines), STANDARD, BoundarySettings(**given), code=code)


def run(lines, areas=None, code="CJDCQ", **given):
    """Kind, feature, other and length of every finding."""
    found = check(lines, areas, code, **given)
    lengths = found["measure"].round(6).astype(object).where(found["measure"].notna(), None)
    return sorted(zip(found["kind"], found["feature"], found["other"], lengths), key=str)


def drawn(shapes):
    """The lines of areas, each piece once, cut where three meet."""
    return shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(shapes))))


# ------------------------------------------------------------------------------------------------ squares


@pytest.mark.parametrize("code", ["XZQ", "CJDCQ"])
def test_sound_lines_have_no_fault(code):
    assert run(FRAME, code=code) == []


def test_lines_with_other_vertices_are_as_good():
    more = {**FRAME, "middle": LineString([(100, 0), (100, 33.3333), (100, 70), (100, 100)])}
    assert run(more) == []
    areas = {"W": shapely.segmentize(WEST, 7.0), "E": EAST}
    assert run(FRAME, areas) == []


def test_a_closed_line_around_an_area_ends_nowhere():
    assert run({"ring": WEST.exterior.coords and LineString(WEST.exterior.coords)}, {"W": WEST}) == []


def test_a_line_left_out_is_a_boundary_without_line():
    lines = {name: line for name, line in FRAME.items() if name != "middle"}
    assert run(lines) == [("missing_line", "E", "W", 100.0)]
    assert run({"west": FRAME["west"]}) == [
        ("dangle", "west", "", None),
        ("dangle", "west", "", None),
        ("missing_line", "E", "", 300.0),
        ("missing_line", "E", "W", 100.0),
    ]


def test_part_of_a_line_left_out_is_measured():
    lines = {**FRAME, "middle": LineString([(100, 0), (100, 60)])}
    found = check(lines)
    assert run(lines) == [("dangle", "middle", "", None), ("missing_line", "E", "W", 40.0)]
    piece = shapely.transform(LineString([(100, 60), (100, 100)]), lambda xy: xy + ZONE)
    assert found.loc[found["kind"] == "missing_line", "geometry"].iloc[0].equals(piece)
    end = shapely.transform(shapely.Point(100, 60), lambda xy: xy + ZONE)
    assert found.loc[found["kind"] == "dangle", "geometry"].iloc[0].equals(end)


def test_no_line_at_all():
    none = gpd.GeoDataFrame({"BSM": []}, geometry=[], crs=CRS)
    found = check_boundaries(frame_of({"W": WEST, "E": EAST}), none, STANDARD)
    assert found["kind"].tolist() == ["missing_line"] * 3
    assert found["measure"].sum() == pytest.approx(700.0)
    assert found["layer"].tolist() == ["XZQ"] * 3


def test_a_line_off_the_boundary():
    aside = {**FRAME, "aside": LineString([(100, 0), (120, 30), (120, 60), (100, 100)])}
    length = round(aside["aside"].length, 6)
    for code in ("XZQ", "CJDCQ"):
        assert run(aside, code=code) == [("off_boundary", "aside", "", length)]


def test_a_line_beyond_the_county_is_told_apart():
    beyond = {**FRAME, "beyond": LineString([(100, 50), (100, 150), (120, 150), (120, 100), (110, 90)])}
    assert run(beyond, code="XZQ") == [
        ("beyond_boundary", "beyond", "", 120.0),
        ("line_overlap", "beyond", "middle", 50.0),
        ("off_boundary", "beyond", "", 14.142136),
    ]
    assert ("off_boundary", "beyond", "", 134.142136) in run(beyond, code="CJDCQ")


@pytest.mark.parametrize(("aside", "expected"), [(0.0, 0), (0.001, 0), (0.0011, 2), (0.05, 2)])
def test_a_line_lies_on_a_boundary_up_to_the_tolerance(aside, expected):
    lines = {**FRAME, "middle": LineString([(100, 0), (100 + aside, 50), (100, 100)])}
    assert len(run(lines)) == expected, "off the boundary, which has no line then"


def test_a_doubled_line_overlaps_the_other():
    assert run({**FRAME, "again": FRAME["middle"].reverse()}) == [("line_overlap", "again", "middle", 100.0)]
    part = LineString([(100, 20), (100, 45)])
    assert run({**FRAME, "again": part}) == [("line_overlap", "again", "middle", 25.0)]
    assert run({**FRAME, "again": part}, code="XZQ") == [("line_overlap", "again", "middle", 25.0)]


def test_three_lines_on_each_other_overlap_pair_by_pair():
    lines = {**FRAME, "a": FRAME["middle"], "b": FRAME["middle"]}
    assert {fault[1:3] for fault in run(lines)} == {("a", "b"), ("a", "middle"), ("b", "middle")}


def test_a_line_that_runs_back_over_itself():
    back = {**FRAME, "middle": LineString([(100, 0), (100, 60), (100, 40), (100, 100)])}
    assert run(back) == [("self_overlap", "middle", "", 20.0)]
    twice = {**FRAME, "middle": LineString([(100, 0), (100, 100), (100, 0)])}
    assert run(twice) == [("self_overlap", "middle", "", 100.0)]


def test_lines_at_a_sharp_angle_do_not_overlap():
    wedge = {
        "W": shapely.Polygon([(0, 0), (100, 0), (100, 0.5)]),
        "E": shapely.Polygon([(0, 0), (100, -0.5), (100, 0)]),
    }
    lines = {str(place): line for place, line in enumerate(drawn(np.array([*wedge.values()])))}
    assert run(lines, wedge) == []


def test_a_line_that_crosses_itself():
    looped = {**FRAME, "loop": LineString([(10, 50), (60, 50), (60, 80), (40, 80), (40, 20)])}
    found = check(looped, code="XZQ")
    (place,) = found.loc[found["kind"] == "self_intersection", "geometry"]
    assert (np.array(place.coords[0]) - ZONE).tolist() == [40.0, 50.0]
    touching = {**FRAME, "loop": LineString([(10, 50), (60, 50), (60, 80), (40, 80), (40, 50)])}
    assert "self_intersection" in {fault[0] for fault in run(touching, code="XZQ")}


def test_a_line_in_two_parts_is_one_feature():
    parts = MultiLineString([LineString([(100, 0), (100, 40)]), LineString([(100, 40), (100, 100)])])
    assert run({**FRAME, "middle": parts}) == []
    apart = MultiLineString([LineString([(100, 0), (100, 40)]), LineString([(100, 50), (100, 100)])])
    assert run({**FRAME, "middle": apart}) == [
        ("dangle", "middle", "", None),
        ("dangle", "middle", "", None),
        ("missing_line", "E", "W", 10.0),
    ]


def test_only_lines_of_villages_are_asked_for_dangling_ends():
    lines = {**FRAME, "spur": LineString([(100, 50), (130, 50)])}
    assert [fault[0] for fault in run(lines, code="CJDCQ")] == ["dangle", "off_boundary"]
    assert [fault[0] for fault in run(lines, code="XZQ")] == ["off_boundary"]


def test_an_end_on_the_inside_of_a_line_does_not_dangle():
    lines = {"ring": LineString(box(0, 0, 200, 100).exterior.coords), "middle": FRAME["middle"]}
    assert run(lines) == []
    short_of_it = {**lines, "middle": LineString([(100, 0), (100, 99.99)])}
    assert run(short_of_it) == [("dangle", "middle", "", None), ("missing_line", "E", "W", 0.01)]


@pytest.mark.parametrize(("length", "expected"), [(1.99, 1), (1.9999, 1), (2.0, 0), (2.0001, 0)])
def test_a_line_of_two_metres_is_not_short(length, expected):
    lines = {**FRAME, "middle": LineString([(100, 0), (100, 100 - length)])}
    lines["piece"] = LineString([(100, 100 - length), (100, 100)])
    assert [fault[0] for fault in run(lines)] == ["short_line"] * expected
    assert run(lines, short_line=1.0) == []


def test_findings_say_rule_severity_and_words():
    lines = {**FRAME, "piece": LineString([(100, 50), (101, 50)])}
    found = check(lines).set_index("kind")
    assert found.loc[["off_boundary", "dangle", "short_line"], "rule"].tolist() == [
        "4301-10",
        "4301-02",
        "4701-CJDCQJX",
    ]
    assert found.loc["off_boundary", "layer"] == "CJDCQJX"
    assert found.loc["short_line", "message"] == "The line is short: 1 m, less than 2 m."
    assert not found["message"].str.contains("{", regex=False).any()


# ------------------------------------------------------------------------------------------------ made counties


@pytest.fixture(scope="module")
def made():
    villages = make_county(1500, seed=9, vertices=40, villages=12).CJDCQ
    lines = drawn(villages.geometry.to_numpy())
    names = [f"L{place:03d}" for place in range(len(lines))]
    return villages, gpd.GeoDataFrame({"BSM": names}, geometry=lines, crs=villages.crs)


def found_in(made, lines):
    villages, _ = made
    return check_boundaries(villages, lines, STANDARD, code="CJDCQ")


def test_the_lines_of_a_made_county_are_sound(made):
    assert not len(found_in(made, made[1]))
    whole = gpd.GeoDataFrame({"BSM": ["1"]}, geometry=[shapely.union_all(made[1].geometry)], crs=made[1].crs)
    assert not len(found_in(made, whole))


def test_lines_drawn_without_the_vertices_of_the_areas_are_sound(made):
    areas = made[0].set_geometry(shapely.segmentize(made[0].geometry.to_numpy(), 2.5), crs=made[0].crs)
    areas.geometry = shapely.set_precision(areas.geometry.to_numpy(), 1e-4, mode="pointwise")
    assert not len(check_boundaries(areas, made[1], STANDARD, code="CJDCQ"))


def test_a_line_of_a_made_county_that_is_dropped_is_missing(made):
    lines = made[1].sort_values("BSM")
    gone = lines.iloc[7]
    found = found_in(made, lines.drop(index=gone.name))
    missing = found[found["kind"] == "missing_line"]
    assert missing["measure"].sum() == pytest.approx(gone.geometry.length)
    assert shapely.equals(shapely.union_all(missing.geometry.to_numpy()), gone.geometry)
    assert set(found["kind"]) <= {"missing_line", "dangle"}


def test_a_vertex_of_a_line_that_moves_is_found_there(made):
    lines = made[1].copy()
    longest = int(np.argmax(lines.length))
    xy = shapely.get_coordinates(lines.geometry.iloc[longest])
    place = xy[len(xy) // 2].copy()
    xy[len(xy) // 2] += [0.03, 0.04]
    geometry = lines.geometry.to_numpy().copy()
    geometry[longest] = LineString(xy)
    found = found_in(made, lines.set_geometry(geometry, crs=lines.crs))
    assert sorted(set(found["kind"])) == ["missing_line", "off_boundary"]
    reach = np.hypot(*np.diff(xy, axis=0).T).max() + 0.1
    assert shapely.distance(found.geometry.to_numpy(), shapely.Point(place)).max() < reach


def test_the_order_of_the_rows_changes_nothing(made):
    lines = made[1].drop(index=[3, 4])
    shuffled = lines.sample(frac=1.0, random_state=1)
    assert_geodataframe_equal(found_in(made, shuffled), found_in(made, lines))


@given(st.lists(st.floats(0.01, 99.99), max_size=6), st.lists(st.floats(0.01, 99.99), max_size=6), st.booleans())
@settings(max_examples=80, deadline=None)
def test_vertices_on_straight_lines_change_nothing(on_areas, on_line, halved):
    """Whatever vertices lie on the straight border of two areas and on its line, they fit."""

    def border(places):
        return [(100.0, round(place, 4)) for place in sorted({0.0, *places, 100.0})]

    west = shapely.Polygon([(0, 0), *border(on_areas), (0, 100)])
    line = border(on_line)
    half = len(line) // 2
    pieces = [line[: half + 1], line[half:]] if halved and 0 < half < len(line) - 1 else [line]
    lines = {**FRAME, **{f"middle{place}": LineString(piece) for place, piece in enumerate(pieces)}}
    del lines["middle"]
    assert run(lines, {"W": west, "E": EAST}, short_line=0.0) == []


# ------------------------------------------------------------------------------------------------ bad input


def test_layers_that_do_not_fit_are_refused_in_one_sentence():
    areas, lines = frame_of({"W": WEST}), frame_of(FRAME)
    with pytest.raises(TubanError, match="degrees"):
        check_boundaries(areas, lines.to_crs("EPSG:4490"), STANDARD)
    with pytest.raises(TubanError, match="reproject XZQJX to that of XZQ"):
        check_boundaries(areas, lines.set_crs("EPSG:4527", allow_override=True), STANDARD)
    with pytest.raises(TubanError, match="XZQ holds no area"):
        check_boundaries(areas.iloc[:0], lines, STANDARD)


def test_features_without_a_line_disturb_nothing():
    with np.errstate(invalid="ignore"):
        broken = LineString([(0, 0), (np.nan, 1)])
    lines = frame_of({**FRAME, "null": None, "empty": LineString(), "area": WEST, "broken": broken})
    assert not len(check_boundaries(frame_of({"W": WEST, "E": EAST}), lines, STANDARD, code="CJDCQ"))


@pytest.mark.parametrize("limit", [0, 40, 90])
def test_a_cancelled_check_stops(made, limit):
    def cancel(percent):
        if percent >= limit:
            raise Cancelled

    with pytest.raises(Cancelled):
        check_boundaries(*made, STANDARD, code="CJDCQ", progress=cancel)
