"""Repair of a coverage: small cases whose outcome is known, and made counties with known defects."""

from __future__ import annotations

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import MultiPolygon, Point, Polygon, box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.files import read_layer
from tuban.tools.sample import County, make_county
from tuban.tools.standard import load
from tuban.tools.topology import TopologySettings, check_topology
from tuban.tools.topology.repair import ACTIONS, Repair, RepairSettings, repair_topology

STANDARD = load("2019")
ZONE = np.array([40_520_000.0, 3_400_000.0])
SQUARE = box(0, 0, 20, 20)

UPPER = Polygon([(0, 10), (10, 10), (20, 10), (20, 20), (0, 20)])
LOWER = Polygon([(0, 0), (20, 0), (20, 10), (10, 10), (0, 10)])
SPIKED = Polygon([(0, 0), (20, 0), (20, 10), (10, 12), (0, 10)])
"""LOWER with its middle vertex 2 m in UPPER: 20 m2."""
DENTED = Polygon([(0, 0), (20, 0), (20, 10), (10, 9), (0, 10)])
"""LOWER with its middle vertex drawn back by 1 m: 10 m2."""


def placed(shape, by=ZONE):
    return shapely.transform(shape, lambda xy: np.round(xy + by, 4))


def frame_of(patches, **columns):
    count = len(patches)
    given = {"BSM": list("ABCDEFGHIJ"[:count]), "DLBM": ["0101"] * count, "ZLDWDM": ["V1"] * count}
    given = {**given, "QSDWDM": ["V1"] * count, "QSXZ": ["30"] * count, **columns}
    return gpd.GeoDataFrame(given, geometry=[shape and placed(shape) for shape in patches], crs="EPSG:4528")


def outline(*shapes, **columns):
    return gpd.GeoDataFrame(columns, geometry=[placed(shape) for shape in shapes], crs="EPSG:4528")


VILLAGES = {"ZLDWDM": ["V1", "V2"]}


def repair(patches, county=SQUARE, villages=None, columns=None, exceptions=(), **settings):
    frame = patches if isinstance(patches, gpd.GeoDataFrame) else frame_of(patches, **(columns or {}))
    layers = {"outline": county and outline(county), "villages": villages}
    return repair_topology(
        frame, standard=STANDARD, settings=RepairSettings(**settings), exceptions=exceptions, **layers
    )


def shape(repaired, name):
    (found,) = repaired.patches.loc[repaired.patches["BSM"] == name].geometry
    return placed(found, -ZONE)


def rows(repaired, *columns):
    """The bookings of patches, without those of nobody."""
    ledger = repaired.ledger[repaired.ledger["patch"] != ""]
    return sorted(ledger[list(columns or ("patch", "action", "change"))].round(4).itertuples(index=False, name=None))


def assert_balanced(repaired, frame):
    """The ledger adds up to nothing, runs on from row to row, and ends with the areas that the patches have."""
    ledger = repaired.ledger
    assert abs(ledger["change"].sum()) < 1e-6
    assert np.allclose(ledger["area_after"] - ledger["area_before"], ledger["change"], atol=1e-9)
    before, after = (layer.geometry.area.groupby(layer["BSM"]).sum() for layer in (frame, repaired.patches))
    for name, booked in ledger[ledger["patch"] != ""].groupby("patch"):
        assert np.allclose(booked["area_before"].iloc[1:], booked["area_after"].iloc[:-1], atol=1e-9)
        assert booked["area_before"].iloc[0] == pytest.approx(before.get(name, 0.0), abs=2e-5)
        assert booked["area_after"].iloc[-1] == pytest.approx(after.get(name, 0.0), abs=2e-5)
    nobody = ledger[ledger["patch"] == ""]
    assert (nobody["area_after"] == 0).all()


def assert_kept(repaired, frame):
    """What the ledger does not speak of is as it was, to the byte."""
    after = repaired.patches.set_index("BSM").geometry.to_wkb()
    before = frame.set_index("BSM").geometry.to_wkb()
    silent = before.index.difference(repaired.ledger["patch"])
    assert after[silent].equals(before[silent])


# ------------------------------------------------------------------------------------------- gaps and overlaps


def test_what_one_patch_took_from_another_goes_back():
    repaired = repair([SPIKED, UPPER])
    assert shape(repaired, "A").equals(LOWER)
    assert shape(repaired, "B").equals(UPPER)
    assert rows(repaired) == [("A", "cut", -20.0)]
    (nobody,) = repaired.ledger[repaired.ledger["patch"] == ""].itertuples()
    assert (nobody.area_before, nobody.area_after, nobody.change) == pytest.approx((-20.0, 0.0, 20.0))
    assert placed(nobody.geometry, -ZONE).equals(Polygon([(0, 10), (20, 10), (10, 12)]))
    assert (repaired.repaired, len(repaired.remaining)) == (1, 0)
    assert_balanced(repaired, frame_of([SPIKED, UPPER]))


def test_what_a_patch_gave_up_goes_back():
    repaired = repair([DENTED, UPPER])
    assert shape(repaired, "A").equals(LOWER)
    assert rows(repaired) == [("A", "fill", 10.0)]
    (nobody,) = repaired.ledger[repaired.ledger["patch"] == ""].itertuples()
    assert (nobody.area_before, nobody.change) == pytest.approx((10.0, -10.0))
    assert nobody.finding == repaired.ledger["finding"].iloc[0] != ""


def around_a_gap():
    """A gap of 6 m x 1 m: A and C of one class have 4 m of its border each, B of another has 6 m."""
    gap = box(7, 10, 13, 11)
    a = shapely.union(box(0, 0, 10, 10), box(0, 10, 7, 11))
    c = shapely.union(box(10, 0, 20, 10), box(13, 10, 20, 11))
    b = box(0, 11, 20, 20)
    patches = [shapely.set_precision(shape - gap, 1e-4) for shape in (a, b, c)]
    return [patches[0], Polygon([(0, 11), (7, 11), (13, 11), (20, 11), (20, 20), (0, 20)]), patches[2]]


def test_the_class_of_most_of_the_border_comes_first():
    patches = around_a_gap()
    assert rows(repair(patches, columns={"DLBM": ["0101", "0301", "0101"]})) == [("A", "fill", 6.0)]
    assert rows(repair(patches, columns={"DLBM": ["0101", "0301", "0201"]})) == [("B", "fill", 6.0)]
    frame = frame_of(patches).drop(columns="DLBM")
    without = repair(frame)
    assert rows(without) == [("B", "fill", 6.0)]
    assert any("DLBM" in note for note in without.notes)


def test_of_a_class_the_longest_border_decides():
    patches = around_a_gap()
    repaired = repair(patches, columns={"DLBM": ["0101"] * 3})
    assert rows(repaired) == [("B", "fill", 6.0)]
    assert "100 %" in repaired.ledger["note"].iloc[0]


@pytest.mark.parametrize(
    ("limits", "done"),
    [
        ({"gap_area": 10.0}, 1),
        ({"gap_area": 9.99}, 0),
        ({"gap_area": 0.0}, 1),
        ({"width": 0.4}, 0),
        ({"width": 1.0}, 1),
        ({"width": 0.0}, 1),
    ],
)
def test_limits_of_a_gap(limits, done):
    repaired = repair([DENTED, UPPER], **limits)
    assert repaired.repaired == done
    if not done:
        assert_kept(repaired, frame_of([DENTED, UPPER]))
        assert not len(repaired.ledger)
        (message,) = repaired.remaining["message"]
        assert "Not repaired: it is" in message


def test_a_width_of_exactly_the_limit_is_repaired():
    strip = [box(0, 0, 20, 10), box(0, 10.5, 20, 20)]
    patches = [shapely.union(strip[0], box(0, 10, 5, 10.5)), shapely.union(strip[1], box(15, 10, 20, 10.5))]
    assert repair(patches, width=0.5).repaired == 1
    assert repair(patches, width=0.49).repaired == 0


@pytest.mark.parametrize(("limit", "done"), [(20.0, 1), (19.99, 0), (0.0, 1)])
def test_limits_of_an_overlap(limit, done):
    assert repair([SPIKED, UPPER], overlap_area=limit).repaired == done


def test_a_patch_over_three_others_is_settled_piece_by_piece():
    below = [box(0, 0, 10, 4), box(0, 4, 10, 7), box(0, 7, 10, 10)]
    over = Polygon([(0, 10), (2, 10), (2, 1), (3, 1), (3, 10), (10, 10), (10, 20), (0, 20)])
    repaired = repair([*below, over], box(0, 0, 10, 20))
    assert [row for row in rows(repaired) if row[1] == "cut"] == [("D", "cut", -3.0)] * 3
    assert not len(repaired.remaining)
    assert shape(repaired, "D").equals(box(0, 10, 10, 20))
    assert_balanced(repaired, frame_of([*below, over]))


def test_no_patch_is_cut_in_two():
    """A field with a spike across a road and into the field beyond: of the road it has the longer border."""
    road, beyond = box(0, 0, 20, 1), box(0, -10, 20, 0)
    field = Polygon([(0, 1), (6, 1), (9, -0.5), (12, 1), (20, 1), (20, 10), (0, 10)])
    repaired = repair([field, road, beyond], box(0, -10, 20, 10))
    assert not len(repaired.remaining)
    assert shape(repaired, "A").equals(box(0, 1, 20, 10))
    assert shape(repaired, "B").equals(road)


def test_patches_that_cross_are_left():
    strips = [box(9.5, 0, 10.5, 20), box(-5, 9.7, 25, 10.3)]
    repaired = repair(strips, None)
    assert not len(repaired.ledger)
    assert "cut in two" in repaired.remaining["message"].iloc[0]
    assert_kept(repaired, frame_of(strips))


def test_gaps_that_touch_at_a_corner():
    gaps = shapely.union_all([box(8, 8, 10, 10), box(10, 10, 12, 12)])
    left, right = (half - gaps for half in (box(0, 0, 9, 20), box(9, 0, 20, 20)))
    repaired = repair([left, right])
    assert not len(repaired.remaining)
    assert shapely.area(repaired.patches.geometry.to_numpy()).sum() == pytest.approx(400.0)


# ----------------------------------------------------------------------------------------- the edge of the county

REACHING = Polygon([(0, 0), (20, 0), (21, 5), (20, 10), (10, 10), (0, 10)])
"""LOWER with 5 m2 beyond the county."""
SHORT = Polygon([(0, 0), (20, 0), (19, 5), (20, 10), (10, 10), (0, 10)])
"""LOWER without 5 m2 at the county's edge."""


def test_what_reaches_out_of_the_county_is_cut_off():
    repaired = repair([REACHING, UPPER])
    assert shape(repaired, "A").equals(LOWER)
    assert rows(repaired) == [("A", "cut", -5.0)]
    assert not len(repaired.remaining)
    assert repaired.patches.geometry.area.sum() == pytest.approx(400.0)
    assert_balanced(repaired, frame_of([REACHING, UPPER]))
    assert_kept(repaired, frame_of([REACHING, UPPER]))


def test_what_nobody_has_at_the_edge_of_the_county_goes_to_a_neighbour():
    repaired = repair([SHORT, UPPER])
    assert shape(repaired, "A").equals(LOWER)
    assert rows(repaired) == [("A", "fill", 5.0)]
    assert not len(repaired.remaining)
    assert_balanced(repaired, frame_of([SHORT, UPPER]))


def test_two_that_overlap_beyond_the_county_both_lose_it():
    also = Polygon([(0, 10), (10, 10), (20, 10), (20.5, 5), (21, 5), (20, 20), (0, 20)])
    frame = frame_of([REACHING, also])
    repaired = repair(frame)
    assert not len(repaired.remaining)
    assert shape(repaired, "A").equals(LOWER)
    assert shape(repaired, "B").equals(UPPER)
    assert_balanced(repaired, frame)


@pytest.mark.parametrize("limits", [{"overlap_area": 4.9}, {"width": 0.5}, {"protected": ("01",)}])
def test_land_outside_is_left_where_it_is_large_or_protected(limits):
    repaired = repair([REACHING, UPPER], **limits)
    assert not len(repaired.ledger)
    assert repaired.remaining["kind"].tolist() == ["outside_county"]
    assert "Not repaired: " in repaired.remaining["message"].iloc[0]


@pytest.mark.parametrize("limits", [{"gap_area": 4.9}, {"width": 0.5}, {"protected": ("01",)}])
def test_an_uncovered_place_is_left_where_it_is_large_or_all_is_protected(limits):
    repaired = repair([SHORT, UPPER], **limits)
    assert not len(repaired.ledger)
    assert repaired.remaining["kind"].tolist() == ["uncovered"]
    assert "Not repaired: " in repaired.remaining["message"].iloc[0]


def test_a_patch_wholly_beyond_the_county_is_not_done_away_with():
    repaired = repair([LOWER, UPPER, box(20, 0, 24, 10)])
    assert not len(repaired.ledger)
    assert repaired.remaining["kind"].tolist() == ["outside_county"]


# ------------------------------------------------------------------------------------------------ exceptions


def ids_of(patches, kind, county=SQUARE):
    found = check_topology(frame_of(patches), outline(county), STANDARD)
    return found.loc[found["kind"] == kind, "id"].tolist()


@pytest.mark.parametrize(
    ("kind", "patches"),
    [
        ("gap", [DENTED, UPPER]),
        ("overlap", [SPIKED, UPPER]),
        ("outside_county", [REACHING, UPPER]),
        ("uncovered", [SHORT, UPPER]),
        ("unmatched_vertex", [box(0, 0, 20, 10), UPPER]),
        ("sliver", [box(0, 0, 20, 10), box(0, 10, 20, 10.4), box(0, 10.4, 20, 20)]),
        ("multipart", [MultiPolygon([box(0, 0, 5, 5), box(10, 0, 20, 10)])]),
        ("duplicate_vertex", [Polygon([(0, 0), (20, 0), (20, 0), (20, 20), (0, 20)])]),
    ],
)
def test_what_an_exception_was_granted_for_is_left(kind, patches):
    repaired = repair(patches, exceptions=ids_of(patches, kind), actions=(kind,))
    assert not len(repaired.ledger)
    assert_kept(repaired, frame_of(patches))
    left = repaired.remaining[repaired.remaining["kind"] == kind]
    assert left["state"].tolist() == ["exception"]
    assert "an exception was granted" in left["message"].iloc[0]


def test_beside_an_exception_the_rest_is_repaired():
    """The gap stays a gap although the patch beside it takes in a sliver, which changes the gap's id."""
    patches = [DENTED, Polygon([(0, 10), (20, 10), (20, 10.2), (0, 10.2)]), box(0, 10.2, 20, 20)]
    repaired = repair(patches, exceptions=ids_of(patches, "gap"))
    assert rows(repaired, "patch", "action") == [("B", "merge"), ("C", "merge")]
    gap = repaired.remaining[repaired.remaining["kind"] == "gap"]
    assert gap["state"].tolist() == ["exception"]
    assert gap["id"].tolist() != ids_of(patches, "gap")


# ------------------------------------------------------------------------------------------------ lines of the survey


def test_a_village_line_is_settled_by_the_layer_of_villages_alone():
    columns = {"ZLDWDM": ["V1", "V2"], "QSDWDM": ["V1", "V2"]}
    left = repair([SPIKED, UPPER], columns=columns)
    assert not len(left.ledger)
    assert "village line" in left.remaining["message"].iloc[0]
    assert_kept(left, frame_of([SPIKED, UPPER]))
    settled = repair([SPIKED, UPPER], villages=outline(LOWER, UPPER, **VILLAGES), columns=columns)
    assert rows(settled) == [("A", "cut", -20.0)]
    other_way = repair([SPIKED, UPPER], villages=outline(SPIKED, UPPER - SPIKED, **VILLAGES), columns=columns)
    assert rows(other_way) == [("B", "cut", -20.0)]


def test_a_gap_on_both_sides_of_a_village_line_is_divided():
    patches = [
        Polygon([(0, 0), (20, 0), (20, 10), (10, 9), (0, 10)]),
        Polygon([(0, 10), (10, 11), (20, 10), (20, 20), (0, 20)]),
    ]
    columns = {"ZLDWDM": ["V1", "V2"], "QSDWDM": ["V1", "V2"]}
    repaired = repair(patches, villages=outline(box(0, 0, 20, 10), box(0, 10, 20, 20), **VILLAGES), columns=columns)
    assert rows(repaired) == [("A", "fill", 10.0), ("B", "fill", 10.0)]
    assert not len(repaired.remaining)
    assert shape(repaired, "A").equals(LOWER)


def test_a_village_without_a_patch_at_the_place():
    elsewhere = outline(SQUARE, ZLDWDM=["V9"])
    repaired = repair([SPIKED, UPPER], villages=elsewhere)
    assert not len(repaired.ledger)
    assert "village V9" in repaired.remaining["message"].iloc[0]


def test_an_ownership_line_without_villages_is_left():
    repaired = repair([DENTED, UPPER], columns={"QSDWDM": ["V1", "V7"]})
    assert not len(repaired.ledger)
    assert "ownership line" in repaired.remaining["message"].iloc[0]


@pytest.mark.parametrize("columns", [{"QSDWDM": ["V1", "V7"]}, {"QSXZ": ["20", "30"]}])
def test_between_owners_of_a_village_one_of_their_borders_is_chosen_and_told_or_it_is_left(columns):
    villages = outline(SQUARE, ZLDWDM=["V1"])
    repaired = repair([SPIKED, UPPER], villages=villages, columns=columns)
    assert rows(repaired) == [("A", "cut", -20.0)]
    assert any("QSDWDM" in note for note in repaired.notes)
    assert not any("QSDWDM" in note for note in repair([SPIKED, UPPER]).notes)
    left = repair([SPIKED, UPPER], villages=villages, columns=columns, strict_owners=True)
    assert not len(left.ledger)
    assert "ownership line" in left.remaining["message"].iloc[0]


def test_the_owner_of_most_of_the_border_comes_before_the_class():
    columns = {"QSXZ": ["30", "20", "30"], "DLBM": ["0201", "0101", "0103"]}
    assert rows(repair(around_a_gap(), columns=columns)) == [("A", "fill", 6.0)]


def test_lines_that_are_not_known_are_told():
    frame = frame_of([SPIKED, UPPER]).drop(columns=["ZLDWDM", "QSDWDM"])
    repaired = repair(frame)
    assert repaired.repaired == 1
    assert any("ZLDWDM, QSDWDM" in note for note in repaired.notes)


# ------------------------------------------------------------------------------------------------ protected patches


@pytest.mark.parametrize("how", ["class", "mark", "text", "not chosen"])
def test_a_protected_patch_neither_gains_nor_loses(how):
    """The spike of the protected patch stays, the other yields; its dent is filled by the other."""
    for mine, action in ((SPIKED, "cut"), (DENTED, "fill")):
        frame = frame_of([mine, UPPER], DLBM=["1001", "0101"], mark=[1, 0], text=["true", None])
        settings = {"class": {"protected": ("10",)}, "mark": {"protected_field": "mark"},
                    "text": {"protected_field": "text"}, "not chosen": {}}[how]  # fmt: skip
        chosen = np.array([False, True]) if how == "not chosen" else None
        repaired = repair_topology(frame, outline(SQUARE), STANDARD, RepairSettings(**settings), chosen=chosen)
        assert [row[:2] for row in rows(repaired)] == [("B", action)]
        assert not len(repaired.remaining)
        if how == "not chosen":
            assert repaired.patches["BSM"].tolist() == ["B"]
        else:
            assert repaired.patches.geometry.iloc[0].wkb == frame.geometry.iloc[0].wkb


def test_two_protected_patches_are_left():
    repaired = repair([SPIKED, UPPER], protected=("01",))
    assert not len(repaired.ledger)
    assert "must stay as it is" in repaired.remaining["message"].iloc[0]


def test_a_protected_patch_gets_no_node():
    lower = box(0, 0, 20, 10)
    repaired = repair([lower, UPPER], columns={"DLBM": ["1001", "0101"]}, protected=("1001",))
    assert not len(repaired.ledger)
    assert repaired.remaining["kind"].tolist() == ["unmatched_vertex"]
    assert "must stay as it is" in repaired.remaining["message"].iloc[0]


def test_invalid_and_missing_patches_stay_as_they_are():
    bow = Polygon([(0, 0), (20, 0), (20, 10), (8, 10), (12, 14), (8, 14), (12, 10), (0, 10)])
    with np.errstate(invalid="ignore"):
        odd = [bow, UPPER, None, Polygon(), Point(1, 1), Polygon([(30, 0), (np.nan, 1), (31, 1)])]
    frame = frame_of([bow, UPPER, None, None, None, None])
    frame["geometry"] = gpd.GeoSeries([*frame.geometry[:2], *odd[2:]], crs=frame.crs)
    repaired = repair(frame, None)
    assert not len(repaired.ledger)
    assert repaired.patches.geometry.to_wkb().equals(frame.geometry.to_wkb())
    assert "self_intersection" in set(repaired.remaining["kind"])


# ------------------------------------------------------------------------------------------------ vertices


def test_a_node_is_put_into_the_neighbour():
    repaired = repair([box(0, 0, 20, 10), UPPER])
    assert shape(repaired, "A").equals(LOWER)
    assert Point(10, 10).coords[0] in shape(repaired, "A").exterior.coords
    assert rows(repaired) == [("A", "insert_node", 0.0)]
    assert repaired.ledger["kind"].tolist() == ["unmatched_vertex"]
    assert repaired.patches.geometry.iloc[1].wkb == frame_of([LOWER, UPPER]).geometry.iloc[1].wkb


def test_a_node_where_two_patches_meet_a_third():
    repaired = repair([box(0, 0, 20, 10), box(0, 10, 10, 20), box(10, 10, 20, 20)])
    assert rows(repaired) == [("A", "insert_node", 0.0)]
    assert not len(repaired.remaining)


@pytest.mark.parametrize("off", [0.0008, 0.0002, -0.0002, -0.0008])
def test_a_difference_of_coordinates_follows_the_vertices(off):
    """The vertex of the upper patch lies beside the straight border of the lower one, which follows it."""
    upper = Polygon([(0, 10), (10, 10 + off), (20, 10), (20, 20), (0, 20)])
    repaired = repair([box(0, 0, 20, 10), upper])
    assert not len(repaired.remaining)
    assert shape(repaired, "B").equals(upper)
    assert rows(repaired, "patch", "change") == [("A", round(10 * off, 4))]
    assert_balanced(repaired, frame_of([box(0, 0, 20, 10), upper]))


def test_repeated_vertices_are_taken_out():
    double = Polygon([(0, 0), (20, 0), (20, 10), (10, 10), (10, 10.00001), (0, 10)])
    repaired = repair([double, UPPER])
    assert len(shape(repaired, "A").exterior.coords) == 6
    assert rows(repaired) == [("A", "remove_vertex", 0.0)]
    left = repair([double, UPPER], columns={"DLBM": ["1001", "0101"]}, protected=("10",))
    assert not len(left.ledger)
    assert "must stay as it is" in left.remaining["message"].iloc[0]


def test_vertices_keep_their_coordinates_to_the_bit():
    """Data that came from elsewhere lies beside the grid: a patch that changes must still meet one that does not."""
    patches = [box(0, 0, 20, 10), UPPER, box(20, 0, 40, 20)]
    frame = frame_of(patches)
    noise = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy + 2e-5 * np.sin(xy * 7.0))
    repaired = repair(frame.set_geometry(gpd.GeoSeries(noise, crs=frame.crs)), None)
    assert [row[:2] for row in rows(repaired)] == [("A", "insert_node"), ("C", "insert_node")]
    if hasattr(shapely, "coverage_is_valid"):
        assert shapely.coverage_is_valid(repaired.patches.geometry.to_numpy())


# ------------------------------------------------------------------------------------------------ single patches


def test_parts_become_patches_with_a_bsm_that_counts_on():
    parts = MultiPolygon([box(0, 0, 5, 5), box(10, 0, 20, 10), box(0, 10, 4, 14)])
    names = ["330999211000000007", "330999211000000009", "330999999900000001"]
    others = [box(30, 0, 40, 10), box(50, 0, 60, 10)]
    frame = frame_of([parts, *others], BSM=names, TBMJ=[141.0, 100.0, 100.0])
    repaired = repair(frame, None)
    made = repaired.patches
    assert made["BSM"].tolist() == [*names, "330999211000000010", "330999211000000011"]
    assert made.geometry.area.round(6).tolist() == [100.0, 100.0, 100.0, 25.0, 16.0]
    assert made.index.is_unique
    assert (made["TBMJ"].iloc[[0, 3, 4]] == 141.0).all()
    assert made["BSM"].map(type).eq(str).all()
    assert_balanced(repaired, frame)
    assert repaired.ledger["change"].tolist() == pytest.approx([-25.0, 25.0, -16.0, 16.0])
    assert any("TBBH" in note for note in repaired.notes)


def test_a_part_of_a_patch_without_a_proper_bsm_gets_none():
    parts = MultiPolygon([box(0, 0, 5, 5), box(10, 0, 20, 10)])
    assert repair([parts], None).patches["BSM"].tolist() == ["A", None]


def test_a_multipart_patch_that_is_protected_is_left():
    parts = MultiPolygon([box(0, 0, 5, 5), box(10, 0, 20, 10)])
    left = repair([parts], None, protected=("01",))
    assert not len(left.ledger)
    assert "must stay as it is" in left.remaining["message"].iloc[0]


SLIVER = [box(0, 0, 20, 10), box(0, 10, 20, 10.4), box(0, 10.4, 20, 20)]
"""8 m2 between two patches, 20 m of border with each."""


def test_a_sliver_goes_to_the_neighbour_of_its_class():
    for classes, to in ((["0101", "0301", "0301"], "C"), (["0301", "0301", "0101"], "A")):
        repaired = repair(SLIVER, None, columns={"DLBM": classes})
        assert rows(repaired) == sorted([("B", "merge", -8.0), (to, "merge", 8.0)])
        assert repaired.patches["BSM"].tolist() == ["A", "C"]
        assert not len(repaired.remaining)


def test_a_sliver_of_another_class_goes_along_the_longest_border():
    wide = [SLIVER[0], SLIVER[1], shapely.union(SLIVER[2], box(20, 5, 30, 20))]
    repaired = repair(wide, None, columns={"DLBM": ["0101", "0201", "0301"]})
    assert rows(repaired)[-1] == ("C", "merge", 8.0)


@pytest.mark.parametrize("field", ["ZLDWDM", "QSDWDM", "QSXZ"])
def test_a_sliver_crosses_no_line(field):
    repaired = repair(SLIVER, None, columns={field: ["1", "2", "2"], "DLBM": ["0101", "0101", "0301"]})
    assert rows(repaired)[-1] == ("C", "merge", 8.0)
    left = repair(SLIVER, None, columns={field: ["1", "2", "3"]})
    assert not len(left.ledger)
    assert "same village and ownership" in left.remaining["message"].iloc[0]


def test_a_sliver_is_smaller_than_the_limit():
    assert not len(repair(SLIVER, sliver_area=8.0).ledger)
    assert len(repair(SLIVER, sliver_area=8.01).ledger) == 2


def test_slivers_side_by_side():
    strips = [box(0, 0, 20, 10), box(0, 10, 20, 10.3), box(0, 10.3, 20, 10.6), box(0, 10.6, 20, 20)]
    repaired = repair(strips)
    assert repaired.patches["BSM"].tolist() == ["A", "D"]
    assert_balanced(repaired, frame_of(strips))


# ------------------------------------------------------------------------------------------------ nothing gets worse


def test_whole_patches_over_others_are_only_listed():
    twins = [SQUARE, SQUARE.reverse(), box(2, 2, 4, 4)]
    repaired = repair(twins, overlap_area=0.0, width=0.0)
    assert_kept(repaired, frame_of(twins))
    assert not len(repaired.ledger)


def test_only_what_is_asked_for_is_repaired():
    faulty = {
        "multipart": [MultiPolygon([box(0, 0, 5, 5), box(10, 0, 20, 10)])],
        "duplicate_vertex": [Polygon([(0, 0), (20, 0), (20, 0), (20, 20), (0, 20)])],
        "unmatched_vertex": [box(0, 0, 20, 10), UPPER],
        "gap": [DENTED, UPPER],
        "overlap": [SPIKED, UPPER],
        "uncovered": [SHORT, UPPER],
        "outside_county": [REACHING, UPPER],
        "sliver": SLIVER,
    }
    assert set(faulty) == set(ACTIONS)
    for kind, patches in faulty.items():
        county = SQUARE if kind in ("uncovered", "outside_county") else None
        alone = repair(patches, county, actions=(kind,))
        assert set(alone.ledger["kind"]) == {kind}
        rest = repair(patches, county, actions=tuple(action for action in ACTIONS if action != kind))
        assert not len(rest.ledger)
        assert_kept(rest, frame_of(patches))


def test_the_order_of_the_rows_decides_nothing():
    frame = frame_of(around_a_gap(), DLBM=["0101", "0101", "0101"])
    straight, turned = repair(frame), repair(frame.iloc[::-1])
    assert turned.patches["BSM"].tolist() == ["C", "B", "A"]
    assert turned.patches.sort_index().geometry.to_wkb().equals(straight.patches.geometry.to_wkb())
    assert turned.ledger.equals(straight.ledger)


def test_an_empty_layer():
    repaired = repair(frame_of([]), None)
    assert (len(repaired.patches), len(repaired.ledger), len(repaired.remaining)) == (0, 0, 0)
    assert list(repaired.patches.columns) == list(frame_of([]).columns)


def test_layers_that_cannot_be_worked_with_are_refused():
    frame = frame_of([SPIKED, UPPER])
    with pytest.raises(TubanError, match="degrees"):
        repair(frame.to_crs(4490))
    with pytest.raises(TubanError, match="ZLDWDM"):
        repair(frame, villages=outline(SQUARE))
    with pytest.raises(TubanError, match="coordinate systems"):
        repair(frame, villages=outline(SQUARE, ZLDWDM=["V1"]).set_crs(4527, allow_override=True))


# ------------------------------------------------------------------------------------------------ made counties

MADE = ("overlap", "gap", "sliver", "self_intersection", "duplicate_vertex", "multipart", "short_segment",
        "unmatched_vertex", "outside_county")  # fmt: skip
LEFT = {"self_intersection", "short_segment"}
"""Nobody but the surveyor knows what was meant, so these are only told."""

LIMITS = RepairSettings(gap_area=0.0, overlap_area=0.0, width=0.0)
"""None: of the injected defects some are larger than the limits by default."""


@dataclass
class Case:
    """A county with fifty defects of every kind, some of its rim cut straight, and what a repair makes of it."""

    county: County
    patches: gpd.GeoDataFrame
    repaired: Repair


SMALL = 5_000, 1
LARGE = [pytest.param((size, seed), marks=pytest.mark.large) for size in (5_000, 20_000, 200_000) for seed in (1, 2, 3)]


@pytest.fixture(scope="module", params=[SMALL, *LARGE])
def case(request):
    size, seed = request.param
    county = make_county(size, seed=seed, defects=50, kinds=MADE, vertices=30)
    patches = with_rim_cut_straight(county)
    repaired = repair_topology(patches, county.XZQ, STANDARD, LIMITS, villages=county.CJDCQ)
    return Case(county, patches, repaired)


def with_rim_cut_straight(county, many=20):
    """The patches with vertices of the county line taken away where all is well: land is uncovered or outside."""
    patches, rim = county.DLTB.copy(), shapely.get_coordinates(county.XZQ.geometry.iloc[0].exterior)
    shapes, rng = patches.geometry.to_numpy().copy(), np.random.default_rng(1)
    ring = shapely.get_exterior_ring(shapes)
    whole = (shapely.get_num_geometries(shapes) == 1) & (shapely.get_num_interior_rings(shapes) == 0)
    faulty = {*county.truth["bsm"], *county.truth["bsm2"]}
    at_rim = shapely.STRtree(shapes).query(county.XZQ.geometry.iloc[0].exterior, predicate="intersects")
    done = 0
    for place in rng.permutation(at_rim):
        if not whole[place] or patches["BSM"].iloc[place] in faulty:
            continue
        xy = shapely.get_coordinates(ring[place])[:-1]
        on_rim = (xy[:, None] == rim[None]).all(axis=2).any(axis=1)
        inner = np.flatnonzero(on_rim & np.roll(on_rim, 1) & np.roll(on_rim, -1))
        if len(inner) and done < many:
            cut = Polygon(np.delete(xy, inner[len(inner) // 2], axis=0))
            shapes[place], done = (cut, done + 1) if cut.is_valid else (shapes[place], done)
    assert done == many
    return patches.set_geometry(gpd.GeoSeries(shapes, index=patches.index, crs=patches.crs))


def test_every_fault_of_a_county_that_can_be_is_repaired(case):
    everything = TopologySettings(kinds=(*MADE, "uncovered", "contained", "duplicate_geometry", "self_contact"))
    before = check_topology(case.patches, case.county.XZQ, STANDARD, everything)
    after = check_topology(case.repaired.patches, case.county.XZQ, STANDARD, everything)
    assert {*MADE, "uncovered"} == set(before["kind"])
    assert set(after["kind"]) <= LEFT
    assert (after["kind"] == "self_intersection").sum() == 50
    assert case.repaired.repaired == before["kind"].isin(ACTIONS).sum()
    assert set(case.repaired.remaining["kind"]) == {"self_intersection"}


def test_the_patches_then_have_the_area_of_the_county(case):
    """What the bow-ties cover twice is set aside."""
    patches = shapely.make_valid(case.repaired.patches.geometry.to_numpy())
    twice = case.county.truth.loc[case.county.truth["kind"] == "self_intersection", "size"].sum()
    assert shapely.area(patches).sum() - twice == pytest.approx(case.county.XZQ.geometry.area.sum(), abs=0.01)


def test_the_ledger_of_a_county(case):
    assert_balanced(case.repaired, case.patches)
    assert_kept(case.repaired, case.patches)
    found = check_topology(case.patches, case.county.XZQ, STANDARD, TopologySettings(kinds=ACTIONS))
    assert set(case.repaired.ledger["finding"]) == set(found["id"])


def test_a_second_repair_changes_nothing(case):
    repaired = case.repaired
    again = repair_topology(repaired.patches, case.county.XZQ, STANDARD, LIMITS, villages=case.county.CJDCQ)
    assert not len(again.ledger)
    assert again.repaired == 0
    pd.testing.assert_frame_equal(pd.DataFrame(again.patches), pd.DataFrame(repaired.patches))


def test_protected_classes_of_a_county_stay_as_they_are(case):
    """They are half of the county: faults among them are left, and all others are repaired."""
    settings = replace(LIMITS, protected=("01", "11"))
    repaired = repair_topology(case.patches, case.county.XZQ, STANDARD, settings, villages=case.county.CJDCQ)
    protected = case.patches[case.patches["DLBM"].str.startswith(settings.protected)]
    after = repaired.patches.set_index("BSM").geometry.to_wkb()
    assert after[protected["BSM"]].tolist() == protected.geometry.to_wkb().tolist()
    assert not set(protected["BSM"]) & set(repaired.ledger["patch"])
    left = repaired.remaining[repaired.remaining["kind"].isin(ACTIONS)]
    assert len(left) > 0
    assert len(left) + repaired.repaired == case.repaired.repaired
    assert left["message"].str.contains("Not repaired").all()
    named = left["feature"] + ", " + left["other"]
    assert all(set(names.split(", ")) & set(protected["BSM"]) for names in named)
    assert_balanced(repaired, case.patches)
    assert_kept(repaired, case.patches)


@pytest.fixture(scope="module")
def small():
    return make_county(1_000, seed=4, defects=6, kinds=MADE, vertices=30)


def test_what_lies_on_a_line_that_is_not_known_is_left(small):
    repaired = repair_topology(small.DLTB, None, STANDARD)
    left = repaired.remaining[repaired.remaining["kind"].isin(["gap", "overlap"])]
    assert 0 < len(left) < 12
    assert left["message"].str.contains("CJDCQ does not say").all()
    assert_balanced(repaired, small.DLTB)


@pytest.mark.parametrize("percent", [0, 20, 40, 60, 80])
def test_a_cancelled_repair_stops_and_changes_nothing(small, percent):
    def stop(done):
        if done >= percent:
            raise Cancelled

    before = small.DLTB.geometry.to_wkb()
    with pytest.raises(Cancelled):
        repair_topology(small.DLTB, small.XZQ, STANDARD, progress=stop)
    assert small.DLTB.geometry.to_wkb().equals(before)


def test_real_parcels_are_mended_where_vertices_were_moved(shared):
    """5 cm at fifty vertices, some of them where three parcels meet; the parcels have no fields that the rule knows."""
    parcels = read_layer(str(shared / "data" / "parcels_fr_13029.gpkg"), "PARCELLE_id", fields=["IDU"]).frame
    rng = np.random.default_rng(5)
    shapes = parcels.geometry.to_numpy().copy()
    for place in rng.choice(len(shapes), 50, replace=False):
        vertex = shapely.get_coordinates(shapes[place])[1]
        moved = np.round(vertex + rng.uniform(-0.05, 0.05, 2), 4)
        shapes[place] = shapely.transform(
            shapes[place],
            lambda xy, vertex=vertex, moved=moved: np.where((xy == vertex).all(axis=1)[:, None], moved, xy),
        )
    frame = parcels.set_geometry(gpd.GeoSeries(shapes, index=parcels.index, crs=parcels.crs))
    repaired = repair_topology(frame, None, STANDARD, RepairSettings(sliver_area=0.0), key="IDU")
    assert repaired.repaired > 30
    assert not repaired.remaining["kind"].isin(["gap", "overlap"]).any()
    assert abs(repaired.ledger["change"].sum()) < 1e-6
    assert len(repaired.notes) >= 2


def test_a_part_without_land_is_no_part():
    lower = shapely.from_wkt("MULTIPOLYGON (((0 0, 20 0, 20 10, 10 10, 0 10, 0 0)), EMPTY)")
    frame = frame_of([UPPER, lower])
    kinds = TopologySettings(kinds=("multipart", "null_geometry", "gap", "overlap", "unmatched_vertex"))
    assert check_topology(frame, outline(SQUARE), STANDARD, kinds).empty
    repaired = repair(frame)
    assert (len(repaired.patches), len(repaired.ledger), repaired.repaired) == (2, 0, 0)
    assert shape(repaired, "B").equals(LOWER)
