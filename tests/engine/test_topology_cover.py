"""Patches, villages and county held against each other: a county of squares with known faults, and made counties."""

from __future__ import annotations

from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology.cover import CoverSettings, check_cover, checks_made, unit_code
from tuban.tools.topology.layers import rule_ids

STANDARD = load("2019")
ZONE = np.array([40_520_000.0, 3_400_000.0])
CRS = "EPSG:4528"
SIDE, COUNT = 10.0, 8
EVERY_CHOICE = [choice for size in (2, 3) for choice in combinations(("DLTB", "CJDCQ", "XZQ"), size)]


def square(column, row, width=1, height=1):
    """A rectangle of unit squares, its lower left corner at a column and a row of the county."""
    return box(SIDE * column, SIDE * row, SIDE * (column + width), SIDE * (row + height))


def layer(names, codes, shapes, field="ZLDWDM"):
    return gpd.GeoDataFrame({"BSM": names, field: codes}, geometry=shapes, crs=CRS)


def village_code(column, row):
    return f"3309991{int(column >= 4):02d}20{int(row >= 4)}0000000"


@pytest.fixture
def county():
    """64 patches P<column><row> in four villages V<west or east><south or north> in two townships T0 and T1."""
    cells = [(column, row) for column in range(COUNT) for row in range(COUNT)]
    corners = [(0, 0), (0, 4), (4, 0), (4, 4)]
    return {
        "DLTB": layer([f"P{x}{y}" for x, y in cells], [village_code(*c) for c in cells], [square(*c) for c in cells]),
        "CJDCQ": layer(
            [f"V{x // 4}{y // 4}" for x, y in corners],
            [village_code(*corner) for corner in corners],
            [square(*corner, 4, 4) for corner in corners],
        ),
        "XZQ": layer(
            ["T0", "T1"],
            ["330999100", "330999101"],
            [square(0, 0, 4, 8), square(4, 0, 4, 8)],
            "XZQDM",
        ),
    }


def run(county, *choice, **given):
    """Kind, layer, feature, others and area of every finding, the area in m2."""
    frames = {name: county[name].copy() for name in choice or county}
    for frame in frames.values():
        frame.geometry = shapely.transform(frame.geometry.to_numpy(), lambda xy: xy + ZONE)
    found = check_cover(frames, STANDARD, CoverSettings(**given))
    areas = found["measure"].round(6).astype(object).where(found["measure"].notna(), None)
    return sorted(zip(found["kind"], found["layer"], found["feature"], found["other"], areas), key=str)


def reshape(county, name, feature, shape):
    frame = county[name]
    frame.loc[frame["BSM"] == feature, "geometry"] = gpd.GeoSeries([shape], crs=CRS).to_numpy()


def drop(county, name, *features):
    county[name] = county[name][~county[name]["BSM"].isin(features)]


# ------------------------------------------------------------------------------------------------ squares


@pytest.mark.parametrize("choice", EVERY_CHOICE)
def test_a_sound_county_has_no_fault(county, choice):
    assert run(county, *choice) == []


def test_a_patch_left_out_is_a_gap_of_the_patches(county):
    drop(county, "DLTB", "P22", "P70")
    beside = ("P12, P21, P23, P32", "P60, P71")
    assert (
        run(county)
        == run(county, "DLTB", "XZQ")
        == [
            ("gap", "DLTB", beside[0].split(", ")[0], ", ".join(beside[0].split(", ")[1:]), 100.0),
            ("uncovered", "DLTB", "P60", "P71", 100.0),
        ]
    )
    assert run(county, "DLTB", "CJDCQ") == [
        ("village_uncovered", "CJDCQ", "V00", beside[0], 100.0),
        ("village_uncovered", "CJDCQ", "V10", beside[1], 100.0),
    ]


def test_a_patch_beyond_the_county_is_outside(county):
    reshape(county, "DLTB", "P30", box(30, -5, 40, 10))
    assert run(county) == run(county, "DLTB", "XZQ") == [("outside_county", "DLTB", "P30", "", 50.0)]
    assert run(county, "DLTB", "CJDCQ") == [("outside_village", "DLTB", "P30", "V00", 50.0)]


def test_a_village_beyond_the_county_is_outside(county):
    reshape(county, "CJDCQ", "V10", Polygon([(40, 0), (70, 0), (70, -4), (80, -4), (80, 40), (40, 40)]))
    assert run(county) == run(county, "CJDCQ", "XZQ") == [("outside_county", "CJDCQ", "V10", "T1", 40.0)]
    assert run(county, "DLTB", "CJDCQ") == [("village_uncovered", "CJDCQ", "V10", "P70", 40.0)]


def test_land_that_no_village_claims_is_reported_with_the_patches_on_it(county):
    reshape(county, "CJDCQ", "V11", Polygon([(40, 40), (80, 40), (80, 80), (65, 80), (65, 70), (40, 70)]))
    found = [("outside_village", "DLTB", "P47", "P57, P67, V11, V01", 250.0)]
    assert run(county) == found
    assert run(county, "DLTB", "CJDCQ") == [("outside_village", "DLTB", "P47", "P57, P67, V01, V11", 250.0)]
    assert run(county, "CJDCQ", "XZQ") == [("uncovered", "XZQ", "T1", "V11, V01", 250.0)]


def test_land_without_patch_and_village_is_reported_for_both(county):
    drop(county, "DLTB", "P77")
    reshape(county, "CJDCQ", "V11", Polygon([(40, 40), (80, 40), (80, 65), (65, 65), (65, 80), (40, 80)]))
    assert run(county) == [
        ("outside_village", "DLTB", "P67", "P76, P66, V11", 125.0),
        ("uncovered", "DLTB", "P67", "P76", 100.0),
        ("uncovered", "XZQ", "T1", "V11", 100.0),
    ]


def test_a_village_left_out_leaves_its_patches_outside(county):
    drop(county, "CJDCQ", "V00")
    ((kind, name, _, others, area),) = run(county)
    assert (kind, name, area) == ("outside_village", "DLTB", 1600.0)
    assert others.split(", ")[-3:] == ["P33", "V01", "V10"]
    assert len(others.split(", ")) == 17


@pytest.mark.parametrize("choice", EVERY_CHOICE)
def test_villages_and_townships_do_not_overlap(county, choice):
    reshape(
        county, "CJDCQ", "V00", Polygon([(0, 0), (40, 0), (40, 10), (45, 10), (45, 20), (40, 20), (40, 40), (0, 40)])
    )
    reshape(county, "XZQ", "T0", Polygon([(0, 0), (40, 0), (40, 50), (42, 50), (42, 60), (40, 60), (40, 80), (0, 80)]))
    expected = {
        "CJDCQ": ("overlap", "CJDCQ", "V00", "V10", 50.0),
        "XZQ": ("overlap", "XZQ", "T0", "T1", 20.0),
    }
    assert [fault for fault in run(county, *choice) if fault[0] == "overlap"] == [
        expected[name] for name in choice if name in expected
    ]
    if "XZQ" not in choice or "CJDCQ" not in choice:
        assert len(run(county, *choice)) == 1


def test_a_village_line_through_a_patch_is_crossed(county):
    reshape(
        county, "CJDCQ", "V00", Polygon([(0, 0), (40, 0), (40, 10), (37, 10), (37, 20), (40, 20), (40, 40), (0, 40)])
    )
    grown = Polygon([(40, 0), (80, 0), (80, 40), (40, 40), (40, 20), (37, 20), (37, 10), (40, 10)])
    reshape(county, "CJDCQ", "V10", grown)
    over_it = ("crosses_village", "DLTB", "P31", f"{village_code(0, 0)}, {village_code(4, 0)}", 30.0)
    assert run(county, "DLTB", "CJDCQ") == [over_it]
    assert run(county) == [("crosses_township", "CJDCQ", "V10", "330999101, 330999100", 30.0), over_it]


def test_without_villages_the_township_line_must_not_be_crossed(county):
    reshape(county, "XZQ", "T0", square(0, 0, 3.5, 8))
    reshape(county, "XZQ", "T1", square(3.5, 0, 4.5, 8))
    assert {fault[:2] for fault in run(county, "DLTB", "XZQ")} == {("crosses_township", "DLTB")}
    assert len(run(county, "DLTB", "XZQ")) == COUNT


@pytest.mark.parametrize(("depth", "expected"), [(0.001, 0), (0.0011, 1)])
def test_what_is_no_wider_than_the_tolerance_is_no_fault(county, depth, expected):
    reshape(
        county,
        "CJDCQ",
        "V00",
        Polygon([(0, 0), (40, 0), (40, 40), (0, 40), (0, 20), (-depth, 20), (-depth, 10), (0, 10)]),
    )
    assert len(run(county)) == expected
    assert run(county, tolerance=0.01) == []


def test_every_area_has_its_width(county):
    reshape(county, "DLTB", "P30", box(30, -5, 40, 10))
    found = check_cover(county, STANDARD)
    assert found["width"].tolist() == pytest.approx([5.0], rel=1e-3)
    assert found["unit"].tolist() == ["m2"]
    assert found["rule"].tolist() == ["4301-11"]


# ------------------------------------------------------------------------------------------------ further layers


def test_settlements_lie_on_borders_of_patches_and_in_one_township(county):
    county["CZCDYD"] = layer(["S1", "S2"], ["", ""], [square(1, 1, 2, 1), square(5, 5, 2, 2)], "CZCDM")
    assert run(county) == run(county, "DLTB", "CZCDYD") == run(county, "XZQ", "CZCDYD") == []
    reshape(county, "CZCDYD", "S1", box(10, 10, 25, 20))
    assert run(county) == [("off_boundary", "CZCDYD", "S1", "", 10.0)]
    reshape(county, "CZCDYD", "S1", square(3, 1, 2, 1))
    over = ("crosses_township", "CZCDYD", "S1", "330999100, 330999101", 100.0)
    assert run(county) == run(county, "XZQ", "CZCDYD") == [over]
    reshape(county, "CZCDYD", "S1", square(5, 6, 2, 2))
    assert run(county) == [("overlap", "CZCDYD", "S1", "S2", 200.0)]
    reshape(county, "CZCDYD", "S1", Polygon([(0, 0), (10, 0), (10, 10), (-5, 10), (-5, 5), (0, 5)]))
    assert ("outside_county", "CZCDYD", "S1", "T0", 25.0) in run(county)


@pytest.mark.parametrize(("off", "expected"), [(0.0, 0), (0.0001, 0), (0.0002, 1), (0.01, 1)])
def test_the_county_is_a_copy_of_the_issued_one(county, off, expected):
    issued = Polygon([(0, 0), (80, 0), (80, 40), (80 + off, 60), (80, 80), (0, 80)])
    county["CONTROL"] = layer(["C"], [""], [issued])
    assert [fault[:3] for fault in run(county)] == [("off_control", "XZQ", "T1")] * expected


def test_other_layers_do_not_overlap(county):
    slopes = layer(["S1", "S2"], ["", ""], [square(0, 0, 3, 3), square(2, 2, 3, 3)])
    found = check_cover({}, STANDARD, others=[("PDT", slopes)])
    assert found[["kind", "rule", "layer", "feature", "other", "measure"]].to_numpy().tolist() == [
        ["overlap", "4301-15", "PDT", "S1", "S2", 100.0]
    ]
    assert not len(check_cover(county, STANDARD, others=[("PDT", slopes.iloc[:1])]))


def test_every_finding_is_of_a_rule_that_the_run_looked_for(county):
    county["CZCDYD"] = layer(["S1", "S2"], ["", ""], [square(3, 1, 2, 1), square(3, 1, 1, 1)], "CZCDM")
    drop(county, "DLTB", "P22", "P70")
    reshape(county, "CJDCQ", "V11", box(35, 45, 90, 90))
    for choice in EVERY_CHOICE:
        chosen = {name: county[name] for name in (*choice, "CZCDYD")}
        asked = rule_ids(STANDARD, checks_made(chosen, CoverSettings()))
        found = check_cover(chosen, STANDARD)
        assert set(found["rule"]) <= set(asked)
        assert len(found)


# ------------------------------------------------------------------------------------------------ codes


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("3309991002000000000", "330999100200"),
        ("3309991000000000000", "330999100"),
        ("330999000000", "330999"),
        ("330999", "330999"),
        ("330999100201", "330999100201"),
        ("3309991002010010000", "3309991002010010"),
        ("3309991002010010002", "3309991002010010002"),
        ("3309", "3309"),
        ("", ""),
    ],
)
def test_a_unit_code_keeps_the_digits_of_its_level(code, unit):
    assert unit_code(code) == unit


def test_a_patch_with_the_code_of_another_village_is_found(county):
    patches = county["DLTB"]
    patches.loc[patches["BSM"] == "P31", "ZLDWDM"] = village_code(5, 1)
    patches.loc[patches["BSM"] == "P32", "ZLDWDM"] = village_code(1, 1)[:12] + "0013000"
    patches.loc[patches["BSM"] == "P33", "ZLDWDM"] = None
    assert run(county) == run(county, "DLTB", "CJDCQ") == [("wrong_village", "DLTB", "P31", "V00", None)]
    assert run(county, "DLTB", "XZQ") == [("wrong_township", "DLTB", "P31", "T0", None)]
    assert run(county, codes=False) == []
    found = check_cover(county, STANDARD)
    assert found["message"].tolist() == [
        "ZLDWDM '3309991012000000000' does not begin with 330999100200, "
        "the code of village survey area V00, in which the patch lies."
    ]
    assert found.geometry.iloc[0].equals(square(3, 1))


def test_a_village_with_the_code_of_another_township_is_found(county):
    villages, wrong = county["CJDCQ"], village_code(0, 0)[:6] + "102200"
    villages.loc[villages["BSM"] == "V00", "ZLDWDM"] = wrong
    assert run(county, "CJDCQ", "XZQ") == [("wrong_township", "CJDCQ", "V00", "T0", None)]
    patches = county["DLTB"]
    patches.loc[patches["ZLDWDM"] == village_code(0, 0), "ZLDWDM"] = wrong
    assert run(county) == [("wrong_township", "CJDCQ", "V00", "T0", None)]


def test_a_patch_belongs_where_the_largest_share_of_it_lies(county):
    reshape(county, "DLTB", "P31", box(30, 10, 46, 20))
    reshape(county, "DLTB", "P41", box(46, 10, 50, 20))
    assert [fault[:3] for fault in run(county)] == [("crosses_village", "DLTB", "P31")]
    reshape(county, "DLTB", "P31", box(30, 10, 34, 20))
    reshape(county, "DLTB", "P41", box(34, 10, 50, 20))
    assert [fault[:3] for fault in run(county)] == [("crosses_village", "DLTB", "P41")]
    reshape(county, "DLTB", "P31", box(30, 10, 50.1, 20))
    drop(county, "DLTB", "P41")
    assert [fault[:3] for fault in run(county)] == [
        ("crosses_village", "DLTB", "P31"),
        ("wrong_village", "DLTB", "P31"),
    ]
    assert run(county)[1][3] == "V10"


def test_a_county_of_one_code_holds_all_its_villages(county):
    county["XZQ"] = layer(["T"], ["330999"], [square(0, 0, 8, 8)], "XZQDM")
    assert run(county) == []
    county["XZQ"]["XZQDM"] = "330998"
    assert {fault[:2] for fault in run(county)} == {("wrong_township", "CJDCQ")}


# ------------------------------------------------------------------------------------------------ made counties


@pytest.fixture(scope="module")
def made():
    return make_county(900, seed=4, vertices=30, villages=9)


def frames_of(made):
    return {name: getattr(made, name) for name in ("DLTB", "CJDCQ", "XZQ")}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_clean_made_county_yields_nothing(seed):
    frames = frames_of(make_county(500, seed=seed, vertices=30, villages=5))
    for choice in EVERY_CHOICE:
        assert not len(check_cover({name: frames[name] for name in choice}, STANDARD))


def test_defects_of_the_patches_are_found_where_they_are():
    spoiled = make_county(700, seed=6, defects=3, kinds=("gap", "outside_county"), vertices=30, villages=7)
    found = check_cover(frames_of(spoiled), STANDARD)
    assert sorted(found["kind"]) == sorted(spoiled.truth["kind"])
    for defect in spoiled.truth.itertuples():
        here = found[shapely.distance(found.geometry.to_numpy(), shapely.Point(defect.x, defect.y)) < 1e-3]
        assert here["measure"].tolist() == pytest.approx([defect.size], abs=1e-4)


def test_a_vertex_of_a_village_line_that_moves_is_found_there(made):
    frames = frames_of(made)
    villages = frames["CJDCQ"].copy()
    xy, owner = shapely.get_coordinates(villages.geometry.to_numpy(), return_index=True)
    corners = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "owner": owner}).drop_duplicates()
    shared = corners.groupby(["x", "y"])["owner"].agg(tuple)
    place, (one, two) = next(iter(shared[shared.map(len) == 2].sample(1, random_state=1).items()))
    moved = np.array(place) + np.array([0.4, 0.3])
    geometry = villages.geometry.to_numpy().copy()
    geometry[[one, two]] = shapely.transform(
        geometry[[one, two]], lambda xy: np.where((xy == place).all(axis=1)[:, None], moved, xy)
    )
    found = check_cover({**frames, "CJDCQ": villages.set_geometry(geometry, crs=villages.crs)}, STANDARD)
    assert set(found["kind"]) == {"crosses_village"}
    assert shapely.distance(found.geometry.to_numpy(), shapely.Point(place)).max() < 0.51
    geometry[two] = villages.geometry.to_numpy()[two]
    found = check_cover({**frames, "CJDCQ": villages.set_geometry(geometry, crs=villages.crs)}, STANDARD)
    assert set(found["kind"]) <= {"overlap", "outside_village"}
    assert shapely.distance(found.geometry.to_numpy(), shapely.Point(place)).max() < 0.51


def test_the_order_of_the_rows_changes_nothing(made):
    frames = frames_of(made)
    frames["DLTB"] = frames["DLTB"].drop(index=[5, 200])
    shuffled = {name: frame.sample(frac=1.0, random_state=2) for name, frame in frames.items()}
    assert_geodataframe_equal(check_cover(shuffled, STANDARD), check_cover(frames, STANDARD))


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_what_is_taken_away_is_what_is_missing(data):
    """Any patches dropped from a county of squares leave gaps of just their area, in whatever layer is above."""
    cells = [(column, row) for column in range(COUNT) for row in range(COUNT)]
    dropped = data.draw(st.sets(st.sampled_from(cells), max_size=12))
    kept = [cell for cell in cells if cell not in dropped]
    patches = layer([f"P{x}{y}" for x, y in kept], [village_code(*c) for c in kept], [square(*c) for c in kept])
    villages = layer(
        ["V00", "V01", "V10", "V11"],
        [village_code(x, y) for x in (0, 4) for y in (0, 4)],
        [square(x, y, 4, 4) for x in (0, 4) for y in (0, 4)],
    )
    found = check_cover({"DLTB": patches, "CJDCQ": villages}, STANDARD)
    assert set(found["kind"]) <= {"village_uncovered"}
    assert found["measure"].sum() == pytest.approx(100.0 * len(dropped))
    missing = shapely.union_all([square(*cell) for cell in sorted(dropped)])
    assert shapely.union_all(found.geometry.to_numpy()).symmetric_difference(missing).area < 1e-6


# ------------------------------------------------------------------------------------------------ bad input


def refused(frames, **given):
    with pytest.raises(TubanError) as raised:
        check_cover(frames, STANDARD, CoverSettings(**given))
    return str(raised.value)


def test_layers_that_do_not_fit_are_refused_in_one_sentence(county):
    assert "at least two" in refused({"DLTB": county["DLTB"]})
    assert "at least two" in refused({"DLTB": county["DLTB"], "CONTROL": county["XZQ"]})
    assert "degrees" in refused({**county, "XZQ": county["XZQ"].to_crs("EPSG:4490")})
    other = refused({**county, "CJDCQ": county["CJDCQ"].set_crs("EPSG:4527", allow_override=True)})
    assert "reproject CJDCQ to that of DLTB" in other
    assert "XZQ holds no area" in refused({**county, "XZQ": county["XZQ"].iloc[:0]})
    without = {**county, "CJDCQ": county["CJDCQ"].drop(columns="ZLDWDM")}
    assert "CJDCQ has no field ZLDWDM" in refused(without)
    assert not len(check_cover(without, STANDARD, CoverSettings(codes=False)))


def test_features_without_area_and_invalid_ones_disturb_nothing(county):
    nothing = layer(["N1", "N2"], ["", ""], [None, Polygon()])
    county["DLTB"] = pd.concat([county["DLTB"], nothing])
    county["CJDCQ"] = pd.concat([county["CJDCQ"], nothing])
    reshape(county, "DLTB", "P11", MultiPolygon([square(1, 1)]))
    reshape(county, "CJDCQ", "V00", Polygon([(0, 0), (40, 0), (40, 40), (40, 0), (40, 40), (0, 40)]))
    assert run(county) == []


def test_a_cancelled_check_stops(made):
    for limit in (0, 10, 60, 90):

        def cancel(percent, limit=limit):
            if percent >= limit:
                raise Cancelled

        with pytest.raises(Cancelled):
            check_cover(frames_of(made), STANDARD, progress=cancel)
