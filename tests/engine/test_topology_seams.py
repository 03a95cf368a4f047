"""Edge matching of neighbouring layers: squares with known faults, and a made county in two halves."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology.seams import SeamSettings, check_seams

STANDARD = load("2019")
ZONE = np.array([40_520_000.0, 3_400_000.0])
CRS = "EPSG:4528"
FIELD, FOREST, ROAD, DITCH = "0103", "0301", "1003", "1107"


def layer(shapes, classes=FIELD, crs=CRS, **fields):
    """A layer of named shapes."""
    moved = shapely.transform(np.array([*shapes.values()], dtype=object), lambda xy: xy + ZONE)
    return gpd.GeoDataFrame({"BSM": [*shapes], "DLBM": classes, **fields}, geometry=moved, crs=crs)


def run(*layers, **given):
    """Kind, layer, feature, other and measure of every finding."""
    found = check_seams(layers, STANDARD, SeamSettings(**given), names=["west", "east", "north"][: len(layers)])
    measures = found["measure"].round(6).astype(object).where(found["measure"].notna(), None)
    return sorted(zip(found["kind"], found["layer"], found["feature"], found["other"], measures), key=str)


WEST = {"W1": box(0, 0, 100, 40), "W2": box(0, 40, 100, 100)}
EAST = {"E1": box(100, 0, 200, 70), "E2": box(100, 70, 200, 100)}


# ------------------------------------------------------------------------------------------------ borders


def test_layers_that_meet_have_no_fault():
    assert run(layer(WEST), layer(EAST)) == [], "where two patches of one side meet, the other needs no vertex"


def test_layers_that_do_not_touch_have_no_fault():
    assert run(layer(WEST), layer({"E": box(300, 0, 400, 100)})) == []


def test_a_gap_between_two_layers():
    short = {
        **EAST,
        "E1": Polygon([(100, 0), (200, 0), (200, 70), (100, 70), (100, 50), (103, 50), (103, 40), (100, 40)]),
    }
    assert run(layer(WEST), layer(short)) == [("seam_gap", "east", "E1", "W2", 30.0)]


def test_an_overlap_of_two_layers():
    over = {**EAST, "E1": Polygon([(100, 0), (200, 0), (200, 70), (100, 70), (100, 30), (98, 30), (98, 10), (100, 10)])}
    assert run(layer(WEST), layer(over)) == [("seam_overlap", "west", "W1", "E1", 40.0)]


@pytest.mark.parametrize(("width", "expected"), [(0.05, 1), (0.5, 1), (1.5, 0)])
def test_a_gap_that_is_open_at_both_ends_counts_up_to_a_width(width, expected):
    found = run(layer({"W": box(0, 0, 100, 100)}), layer({"E": box(100 + width, 0, 200, 100)}))
    assert [(fault[0], fault[1:4]) for fault in found] == [("seam_gap", ("west", "W", "E"))] * expected
    assert [fault[4] for fault in found] == [pytest.approx(100 * width, rel=0.05)] * expected
    assert run(layer({"W": box(0, 0, 100, 100)}), layer({"E": box(100 + width, 0, 200, 100)}), gap_width=0.0) == []


@pytest.mark.parametrize("angle", [10.0, 30.0, 90.0, 150.0])
def test_where_the_outlines_part_there_is_no_gap(angle):
    """Two counties meet a third one at the end of their seam, at whatever angle."""
    tip = (100 + 80 * np.sin(np.radians(angle)), 50 + 80 * np.cos(np.radians(angle)))
    west = Polygon([(0, 0), (100, 0), (100, 50), (100, 130), (0, 130)])
    east = Polygon([(100, 0), (400, 0), np.round(tip, 4), (100, 50)])
    assert run(layer({"W": west}), layer({"E": east})) == []


def test_a_gap_that_opens_slowly_is_one():
    west = {"W": box(0, 0, 100, 100)}
    assert run(layer(west), layer({"E": Polygon([(100, 0), (200, 0), (200, 100), (100.5, 100)])})) == [
        ("seam_gap", "east", "E", "W", pytest.approx(25.0, abs=0.2))
    ]


def test_a_vertex_that_the_other_side_lacks():
    more = {"W": Polygon([(0, 0), (100, 0), (100, 30), (100, 100), (0, 100)])}
    less = {"E": box(100, 0, 200, 100)}
    assert run(layer(more), layer(less)) == [("seam_vertex", "west", "W", "E", None)]
    assert run(layer(less), layer(more)) == [("seam_vertex", "east", "W", "E", None)]


@pytest.mark.parametrize(
    ("off", "kinds"), [(0.0005, ["seam_vertex"]), (0.001, ["seam_vertex"]), (0.002, ["seam_overlap"])]
)
def test_what_is_no_wider_than_the_tolerance_is_a_vertex(off, kinds):
    west = {"W": Polygon([(0, 0), (100, 0), (100 + off, 50), (100, 100), (0, 100)])}
    assert [fault[0] for fault in run(layer(west), layer({"E": box(100, 0, 200, 100)}))] == kinds


def test_faults_within_a_layer_are_not_those_of_the_seam():
    torn = {"W1": box(0, 0, 100, 40), "W2": box(0, 45, 100, 100), "W3": box(20, 45, 60, 60)}
    assert run(layer(torn), layer(EAST)) == []


def test_three_layers_meet_in_a_point():
    north = {"N": Polygon([(0, 100), (100, 100), (200, 100), (200, 150), (0, 150)])}
    assert run(layer(WEST), layer(EAST), layer(north)) == []
    notched = {"N": Polygon([(0, 100), (90, 100), (90, 110), (110, 110), (110, 100), (200, 100), (200, 150), (0, 150)])}
    assert run(layer(WEST), layer(EAST), layer(notched)) == [("seam_gap", "north", "N", "W2, E2", 200.0)]


def test_findings_say_rule_severity_and_words():
    over = {**EAST, "E1": Polygon([(100, 0), (200, 0), (200, 70), (100, 70), (100, 30), (98, 30), (98, 10), (100, 10)])}
    found = check_seams([layer(WEST), layer(over)], STANDARD)
    assert found[["rule", "severity", "layer", "unit"]].to_numpy().tolist() == [["L-TOP-12b", "error", "DLTB 1", "m2"]]
    assert found["width"].tolist() == pytest.approx([2.0], rel=1e-3)


# ------------------------------------------------------------------------------------------------ classes


def crossing_road(beyond=ROAD, shift=0.0, width=6.0):
    """A field on both sides; a road 6 m wide comes from the west, something from the east."""
    low, high = 50 + shift, 50 + shift + width
    west = layer(
        {"W1": box(0, 0, 100, 50), "W2": box(0, 50, 100, 56), "W3": box(0, 56, 100, 100)}, [FIELD, ROAD, FIELD]
    )
    east = layer(
        {"E1": box(100, 0, 200, low), "E2": box(100, low, 200, high), "E3": box(100, high, 200, 100)},
        [FIELD, beyond, FIELD],
    )
    return west, east


def test_a_road_that_goes_on_is_sound():
    assert run(*crossing_road()) == []
    assert run(*crossing_road(shift=2.0)) == []
    assert run(*crossing_road(width=20.0)) == [], "it may widen"


def test_a_road_that_stops_at_the_seam_is_a_break():
    west, east = crossing_road(beyond=FOREST)
    assert run(west, east) == [("linear_break", "west", "W2", "E2", 6.0)]
    found = check_seams([west, east], STANDARD)
    assert found["severity"].tolist() == ["warning"]
    assert found["message"].tolist() == [
        "The linear feature of class 1003 ends at the seam; beyond it lies patch E2 of class 0301."
    ]
    line = shapely.transform(LineString([(100, 50), (100, 56)]), lambda xy: xy + ZONE)
    assert found.geometry.iloc[0].equals(line)
    assert run(west, east, linear=False) == []


def test_a_road_that_meets_a_ditch_ends_as_the_ditch_does():
    assert run(*crossing_road(beyond=DITCH)) == [
        ("linear_break", "east", "E2", "W2", 6.0),
        ("linear_break", "west", "W2", "E2", 6.0),
    ]


@pytest.mark.parametrize(("shift", "expected"), [(2.9, 0), (3.0, 0), (3.1, 2), (10.0, 2)])
def test_a_road_goes_on_where_half_of_its_end_meets_the_other(shift, expected):
    assert len(run(*crossing_road(shift=shift))) == expected


@pytest.mark.parametrize(("first_level", "expected"), [(False, 2), (True, 0)])
def test_a_road_of_another_class_goes_on_by_first_level(first_level, expected):
    assert len(run(*crossing_road(beyond="1006"), first_level=first_level)) == expected


def test_a_road_along_the_seam_does_not_end_there():
    west = layer({"W1": box(0, 0, 94, 100), "W2": box(94, 0, 100, 100)}, [FIELD, ROAD])
    assert run(west, layer(EAST)) == []


def test_a_ditch_that_joins_a_road_along_the_seam_does_not_end():
    west, _ = crossing_road()
    road = layer({"E1": box(100, 0, 106, 100), "E2": box(106, 0, 200, 100)}, [DITCH, FIELD])
    assert run(west, road) == []
    field = layer({"E1": box(100, 0, 106, 100), "E2": box(106, 0, 200, 100)}, [FOREST, FIELD])
    assert run(west, field) == [("linear_break", "west", "W2", "E1", 6.0)]


@pytest.mark.parametrize(("stop", "expected"), [(5.0, 0), (30.0, 1)])
def test_how_long_an_end_may_be_is_a_setting(stop, expected):
    west = layer({"W1": box(0, 0, 94, 100), "W2": box(94, 0, 100, 100)}, [FIELD, ROAD])
    assert len(run(west, layer(EAST), stop=stop)) == expected


def test_other_classes_are_noted_only_when_asked():
    west, east = layer(WEST, [FIELD, FOREST]), layer(EAST)
    assert run(west, east) == []
    assert run(west, east, classes=True) == [
        ("class_break", "west", "W2", "E1", 30.0),
        ("class_break", "west", "W2", "E2", 30.0),
    ]
    found = check_seams([west, east], STANDARD, SeamSettings(classes=True))
    assert found["severity"].tolist() == ["note"] * 2
    assert sorted(found["message"]) == [
        "The land class differs across the seam: 0301 here, 0103 in patch E1.",
        "The land class differs across the seam: 0301 here, 0103 in patch E2.",
    ]


@pytest.mark.parametrize(("length", "expected"), [(30.0, 2), (30.1, 0)])
def test_short_common_borders_are_not_compared(length, expected):
    assert len(run(layer(WEST, [FIELD, FOREST]), layer(EAST), classes=True, length=length)) == expected


def test_attributes_must_agree_where_a_class_goes_on():
    west = layer(WEST, [FIELD, FOREST], QSXZ=["30", "30"], GDPDJB=["1", None])
    east = layer(EAST, [FIELD, FIELD], QSXZ=["20", "30"], GDPDJB=["2", None])
    assert run(west, east) == []
    assert run(west, east, attributes=("QSXZ", "GDPDJB")) == [("attribute_break", "west", "W1", "E1", 40.0)]
    found = check_seams([west, east], STANDARD, SeamSettings(attributes=("QSXZ", "GDPDJB")))
    assert "(QSXZ 30 | 20, GDPDJB 1 | 2)" in found["message"].iloc[0]
    same = layer(EAST, [FIELD, FIELD], QSXZ="30", GDPDJB=["1", None])
    assert run(west, same, attributes=("QSXZ", "GDPDJB")) == []


# ------------------------------------------------------------------------------------------------ made counties


@pytest.fixture(scope="module")
def halves():
    """The villages of a county, those in the west and those in the east, as two layers."""
    made = make_county(1200, seed=12, vertices=40, villages=10)
    villages = made.CJDCQ.set_index("ZLDWDM").geometry.centroid.x
    west = made.DLTB["ZLDWDM"].map(villages) < villages.median()
    return made.DLTB[west], made.DLTB[~west]


def seam_line(halves):
    west, east = (shapely.union_all(half.geometry.to_numpy()) for half in halves)
    return shapely.line_merge(shapely.intersection(shapely.boundary(west), shapely.boundary(east)))


def test_two_halves_of_a_county_meet(halves):
    assert not len(check_seams(halves, STANDARD))
    assert seam_line(halves).length > 100


def test_other_classes_along_the_seam_are_those_of_the_neighbours(halves):
    found = check_seams(halves, STANDARD, SeamSettings(classes=True))
    assert set(found["kind"]) == {"class_break"}
    classes = pd.concat(halves).set_index("BSM")["DLBM"]
    assert (classes[found["feature"]].to_numpy() != classes[found["other"]].to_numpy()).all()
    assert seam_line(halves).buffer(1e-3).covers(shapely.union_all(found.geometry.to_numpy()))


def test_a_vertex_that_moves_on_one_side_is_found_there(halves):
    west, east = halves
    line = max(shapely.get_parts(seam_line(halves)), key=shapely.length)
    place = np.array(line.coords[len(line.coords) // 2])
    moved = shapely.transform(
        west.geometry.to_numpy(),
        lambda xy: np.where((xy == place).all(axis=1)[:, None], place + np.array([0.03, 0.04]), xy),
    )
    found = check_seams([west.set_geometry(moved, crs=west.crs), east], STANDARD)
    assert set(found["kind"]) <= {"seam_gap", "seam_overlap"}
    assert len(found)
    assert shapely.distance(found.geometry.to_numpy(), shapely.Point(place)).max() < 0.051
    nudged = shapely.transform(
        west.geometry.to_numpy(),
        lambda xy: np.where((xy == place).all(axis=1)[:, None], place + np.array([0.0004, 0.0]), xy),
    )
    found = check_seams([west.set_geometry(nudged, crs=west.crs), east], STANDARD)
    assert set(found["kind"]) == {"seam_vertex"}


def test_a_patch_left_out_at_the_seam_opens_a_gap_only_where_it_is_enclosed(halves):
    west, east = halves
    ends = shapely.boundary(seam_line(halves))
    touching = west[shapely.touches(west.geometry.to_numpy(), shapely.union_all(east.geometry.to_numpy()))]
    inner = touching[shapely.distance(touching.geometry.to_numpy(), ends) > 50]
    outline = shapely.union_all(pd.concat(halves).geometry.to_numpy()).exterior
    inner = inner[shapely.distance(inner.geometry.to_numpy(), outline) > 1]
    gone = inner.iloc[len(inner) // 2]
    found = check_seams([west.drop(index=gone.name), east], STANDARD, SeamSettings(linear=False))
    assert found["kind"].tolist() == ["seam_gap"]
    assert found["measure"].iloc[0] == pytest.approx(gone.geometry.area)


def test_a_half_that_is_moved_as_a_whole_is_found_all_along(halves):
    west, east = halves
    shifted = shapely.set_precision(
        shapely.transform(east.geometry.to_numpy(), lambda xy: xy + np.array([0.2, 0.1])), 1e-4, mode="pointwise"
    )
    found = check_seams([west, east.set_geometry(shifted, crs=east.crs)], STANDARD, SeamSettings(linear=False))
    assert {"seam_gap", "seam_overlap"} <= set(found["kind"]) <= {"seam_gap", "seam_overlap", "seam_vertex"}
    land = [shapely.union_all(shapes) for shapes in (west.geometry.to_numpy(), shifted)]
    overlap = found.loc[found["kind"] == "seam_overlap", "measure"].sum()
    assert overlap == pytest.approx(shapely.intersection(*land).area, abs=0.01)


def test_the_order_of_the_rows_changes_nothing(halves):
    west, east = halves
    asked = SeamSettings(classes=True)
    straight = check_seams([west, east], STANDARD, asked)
    mixed = check_seams([west.sample(frac=1.0, random_state=1), east.sample(frac=1.0, random_state=2)], STANDARD, asked)
    assert_geodataframe_equal(mixed, straight)


@given(
    st.lists(st.integers(1, 99), max_size=5, unique=True),
    st.lists(st.integers(1, 99), max_size=5, unique=True),
    st.floats(-1.0, 1.0),
)
@settings(max_examples=60, deadline=None)
def test_however_both_sides_are_divided_a_straight_seam_is_sound(west_cuts, east_cuts, lean):
    """Only the area between a moved end of the seam and the other side is a fault."""

    def strips(cuts, side):
        bounds = [0, *sorted(cuts), 100]
        slope = [round(100 + lean * bound / 100, 4) for bound in bounds]
        return {
            f"{side}{place}": Polygon(
                [(0 if side == "W" else 200, low), (x, low), (to, high), (0 if side == "W" else 200, high)]
            )
            for place, (low, high, x, to) in enumerate(zip(bounds, bounds[1:], slope, slope[1:]))
        }

    assert run(layer(strips(west_cuts, "W")), layer(strips(east_cuts, "E"))) == []


# ------------------------------------------------------------------------------------------------ bad input


def test_layers_that_do_not_fit_are_refused_in_one_sentence():
    west, east = layer(WEST), layer(EAST)
    with pytest.raises(TubanError, match="at least two"):
        check_seams([west], STANDARD)
    with pytest.raises(TubanError, match="degrees"):
        check_seams([west, east.to_crs("EPSG:4490")], STANDARD)
    with pytest.raises(TubanError, match="reproject right to that of left"):
        check_seams([west, east.set_crs("EPSG:4527", allow_override=True)], STANDARD, names=["left", "right"])
    with pytest.raises(TubanError, match="no field DLBM"):
        check_seams([west, east.drop(columns="DLBM")], STANDARD)
    with pytest.raises(TubanError, match="no field QSXZ"):
        check_seams([west, east], STANDARD, SeamSettings(linear=False, attributes=("QSXZ",)))
    with pytest.raises(TubanError, match="DLTB 2 holds no area"):
        check_seams([west, east.iloc[:0]], STANDARD)
    assert run(west.drop(columns="DLBM"), east, linear=False) == []


def test_features_without_area_and_invalid_ones_disturb_nothing():
    bow = Polygon([(10, 10), (20, 20), (20, 10), (10, 20)])
    assert run(layer({**WEST, "N": None, "B": bow, "O": Polygon()}), layer({**EAST, "M": None})) == []


@pytest.mark.parametrize("limit", [0, 40, 90])
def test_a_cancelled_check_stops(halves, limit):
    def cancel(percent):
        if percent >= limit:
            raise Cancelled

    with pytest.raises(Cancelled):
        check_seams(halves, STANDARD, progress=cancel)
