"""Centrelines at random become patches: the land stays an exact coverage, widths and the order of crossings hold."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuban.tools.errors import TubanError
from tuban.tools.linear import RibbonSettings, lines_to_patches
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology
from tuban.tools.topology.settings import INVALID_KINDS

CRS = "EPSG:4528"
CORNER = np.array([40_520_000.0, 3_400_000.0])
STANDARD = load("2019")


def at(x, y):
    return CORNER + np.array([x, y])


FAULTS = TopologySettings(kinds=(*COVERAGE_KINDS, *INVALID_KINDS, "null_geometry", "multipart", "duplicate_vertex"))
RANDOM = settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
RANKS = {"1001": 0, "1003": 1, "1006": 2, "1107": 3, "1101": 4}


def land(side=4, cell=60.0, **columns) -> gpd.GeoDataFrame:
    """A square of bent fields in two villages."""
    rng = np.random.default_rng(7)
    nodes = np.stack(np.meshgrid(np.arange(side + 1), np.arange(side + 1), indexing="ij"), axis=-1) * cell
    nodes[1:-1, 1:-1] += rng.uniform(-8, 8, nodes[1:-1, 1:-1].shape)
    nodes = np.round(nodes + CORNER, 4)
    rings = np.stack([nodes[:-1, :-1], nodes[1:, :-1], nodes[1:, 1:], nodes[:-1, 1:]], axis=2).reshape(-1, 4, 2)
    count = len(rings)
    unit = np.where(np.arange(count) < count / 2, "3309991002000000000", "3309991002010000000").astype(object)
    fields = {
        "BSM": [f"3309992110{number:08}" for number in range(1, count + 1)],
        "DLBM": np.array(["0101", "0103", "0301"], dtype=object)[np.arange(count) % 3],
        "DLMC": "x",
        "ZLDWDM": unit,
        "QSDWDM": unit,
        "QSXZ": "30",
        "TBMJ": 0.0,
        "KCXS": 0.0,
        "GDLX": "TT",
        "XZDWKD": 0.0,
        **columns,
    }
    return gpd.GeoDataFrame(pd.DataFrame(fields), geometry=shapely.polygons(rings), crs=CRS)


LAND = land()
OUTLINE = gpd.GeoDataFrame(geometry=[shapely.union_all(LAND.geometry)], crs=CRS)


def roads(*given, **columns) -> gpd.GeoDataFrame:
    """Lines of (class, width, corners from the lower left of the land)."""
    code, width, corners = zip(*given)
    lines = [shapely.linestrings(np.asarray(xy, float) + CORNER) for xy in corners]
    return gpd.GeoDataFrame({"DLBM": code, "KD": width, **columns}, geometry=lines, crs=CRS)


def ribboned(lines, patches=LAND, **given):
    return lines_to_patches(patches, lines, STANDARD, RibbonSettings(width_field="KD", **given), beside=[OUTLINE])


def faults(made) -> list[str]:
    return check_topology(made.patches, made.beside[0], STANDARD, FAULTS)["kind"].tolist()


# --------------------------------------------------------------------------------------------------- at random


@st.composite
def networks(draw):
    """Crossings, T- and X-junctions, sharp bends, loops, coincident lines and lines of no length."""
    place = st.tuples(st.integers(-20, 260), st.integers(-20, 260)).map(np.array)
    nodes = draw(st.lists(place, min_size=3, max_size=7))
    given = []
    for _ in range(draw(st.integers(1, 7))):
        path = draw(st.lists(st.sampled_from(nodes), min_size=2, max_size=5))
        kind = draw(st.sampled_from(["path", "path", "loop", "again", "half"]))
        if kind == "loop":
            path = [*path, path[0]]
        if kind == "again" and given:
            path = list(given[-1][2])
        if kind == "half":
            path[-1] = (path[-2] + path[-1]) / 2.0
        code = draw(st.sampled_from(list(RANKS)))
        given.append((code, draw(st.sampled_from([1.0, 2.0, 3.5, 8.0, 8.5, 40.0])), path))
    return roads(*given, level=[draw(st.sampled_from([0, 0, 1])) for _ in given])


@RANDOM
@given(networks(), st.booleans())
def test_the_land_stays_a_coverage(lines, absorb):
    if not (lines.length > 0).any():
        return
    made = ribboned(lines, level_field="level", absorb=absorb)
    assert faults(made) == []
    assert made.patches.area.sum() == pytest.approx(LAND.area.sum(), abs=0.01)
    assert made.ledger["change"].sum() == pytest.approx(0.0, abs=0.01)
    assert made.patches["BSM"].is_unique
    assert len(set(made.patches.loc[made.patches["ribbon"], "DLBM"]) - set(lines["DLBM"])) == 0


@RANDOM
@given(networks())
def test_upper_features_are_never_cut(lines):
    lines = lines[lines.length > 0]
    if lines.empty:
        return
    made = ribboned(lines, level_field="level", absorb=False)
    rank = lines["DLBM"].map(RANKS) - 10 * lines["level"]
    top = lines[rank == rank.min()]
    bands = shapely.buffer(top.geometry.to_numpy(), top["KD"] / 2, cap_style="flat", join_style="bevel")
    wanted = shapely.intersection(shapely.union_all(bands), OUTLINE.geometry[0])
    upper = made.patches[made.patches["ribbon"] & (made.patches["DLBM"] == top["DLBM"].iloc[0])]
    lacking = shapely.area(shapely.difference(wanted, shapely.union_all(upper.geometry), grid_size=1e-4))
    assert lacking < 0.02 * shapely.length(shapely.boundary(wanted)) + 0.1


@RANDOM
@given(
    st.sampled_from([1.0, 2.0, 5.0, 12.0, 40.0]),
    st.floats(0, 240),
    st.floats(0, 240),
    st.sampled_from(["1003", "1006", "1107"]),
)
def test_ribbons_are_as_wide_as_given(width, west, east, code):
    line = roads((code, width, [(-50, west), (120, (west + east) / 2 + 9), (290, east)]))
    made = ribboned(line, absorb=False)
    ribbon = shapely.union_all(made.ribbons.geometry)
    bend = shapely.Point(line.geometry[0].coords[1])
    for along in (80.0, 140.0, 210.0, 270.0):
        here, before = (shapely.line_interpolate_point(line.geometry[0], place) for place in (along, along - 1.0))
        across = np.array([before.y - here.y, here.x - before.x])
        cross, near = (
            shapely.linestrings([(here.x, here.y) - far * across, (here.x, here.y) + far * across])
            for far in (60.0, width)
        )
        if OUTLINE.geometry[0].contains(near) and here.distance(bend) > 2 * width:
            assert shapely.length(shapely.intersection(cross, ribbon)) == pytest.approx(width, rel=0.02)


SPIKES = TopologySettings(kinds=("spike",))


@settings(RANDOM, max_examples=25)
@given(st.floats(3.0, 10.0), st.floats(-40, 40), st.sampled_from([2.0, 8.0, 40.0]), st.booleans())
def test_small_angles_leave_no_spikes(angle, across, width, other_road):
    """A road crosses the borders of fields, and perhaps a second road, at a small angle."""
    fields = square_fields()
    slope = np.tan(np.radians(angle))
    given_roads = [("1006", width, [(-50, 120 + across - 170 * slope), (290, 120 + across + 170 * slope)])]
    if other_road:
        given_roads.append(("1003", 10.0, [(-50, 120 + across), (290, 120 + across)]))
    made = lines_to_patches(fields, roads(*given_roads), STANDARD, RibbonSettings(width_field="KD"), beside=[OUTLINE])
    assert faults(made) == []
    assert check_topology(made.patches, made.beside[0], STANDARD, SPIKES).empty
    assert made.patches.area.sum() == pytest.approx(fields.area.sum(), abs=0.01)
    assert made.ledger["change"].sum() == pytest.approx(0.0, abs=0.01)


def square_fields() -> gpd.GeoDataFrame:
    """Unbent fields of a single village."""
    low = np.stack(np.meshgrid(np.arange(4), np.arange(4), indexing="ij"), axis=-1).reshape(-1, 2) * 60.0 + CORNER
    return LAND.assign(ZLDWDM="v", QSDWDM="v").set_geometry(shapely.box(*low.T, *(low + 60.0).T))


@pytest.mark.parametrize("width", [8.0, 20.0])
def test_a_lane_leaves_no_notch_in_the_bend_of_a_wide_road(width):
    """The corner of two wide arms is filled also where a narrower one leaves between them."""
    through, lane = [(-10, 100), (120, 100), (250, 88)], [(120, 100), (173, 200)]
    made = ribboned(roads(*zip(["1006"] * 3, [width, width, 2.0], [through[:2], through[1:], lane])), absorb=False)
    band = shapely.buffer(shapely.linestrings(np.array(through) + CORNER), width / 2.0, join_style="mitre")
    lacking = shapely.difference(band.intersection(OUTLINE.geometry[0]), shapely.union_all(made.ribbons.geometry))
    assert lacking.buffer(-0.01).is_empty


@pytest.mark.parametrize("angle", [15.0, 35.0, 60.0, 120.0, 150.0])
def test_a_wide_branch_does_not_stick_out_behind_a_narrow_road(angle):
    way = 100.0 * np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle))])
    arms = [[(-10, 100), (120, 100)], [(120, 100), (250, 100)], [(120, 100), np.array([120, 100]) + way]]
    made = ribboned(roads(*zip(["1006"] * 3, [4.0, 4.0, 24.0], arms)), absorb=False)
    assert faults(made) == []
    behind = shapely.box(*at(20, 0), *at(220, 98 - 0.05))
    assert shapely.area(shapely.intersection(shapely.union_all(made.ribbons.geometry), behind)) < 0.5


# ------------------------------------------------------------------------------------------------- one by one


def test_a_bridge_runs_through_and_the_river_is_cut():
    made = ribboned(roads(("1006", 4.0, [(-10, 100), (250, 105)]), ("1101", 20.0, [(100, -10), (105, 250)])))
    assert faults(made) == []
    river = made.ribbons[made.ribbons["DLBM"] == "1101"]
    road = made.ribbons[made.ribbons["DLBM"] == "1006"]
    assert len(river) >= 2
    assert shapely.union_all(road.geometry).geom_type == "Polygon"


def test_a_level_turns_the_order_round():
    given = roads(("1003", 8.0, [(-10, 100), (250, 105)]), ("1107", 3.0, [(100, -10), (105, 250)]), level=[0, 1])
    made = ribboned(given, level_field="level")
    assert shapely.union_all(made.ribbons.loc[made.ribbons["DLBM"] == "1107"].geometry).geom_type == "Polygon"
    assert shapely.union_all(made.ribbons.loc[made.ribbons["DLBM"] == "1003"].geometry).geom_type == "MultiPolygon"


def test_village_lines_cut_ribbons():
    made = ribboned(roads(("1006", 4.0, [(-10, 100), (250, 105)])))
    assert made.ribbons["ZLDWDM"].nunique() == len(made.ribbons) == 2


@pytest.mark.parametrize(("width", "aside", "owners"), [(4.0, 0.0, 2), (1.0, 0.0, 2), (4.0, 1.5, 1), (12.0, 4.5, 1)])
def test_a_line_between_owners_divides_a_road_but_cuts_no_strip_off_its_side(width, aside, owners):
    fields = gpd.GeoDataFrame(
        {"BSM": ["a", "b"], "DLBM": ["0101", "0101"], "ZLDWDM": ["v"] * 2, "QSDWDM": ["a", "b"]},
        geometry=[shapely.box(*at(0, 0), *at(240, 100)), shapely.box(*at(0, 100), *at(240, 200))],
        crs=CRS,
    )
    made = lines_to_patches(
        fields,
        roads(("1003", width, [(-10, 100 + aside), (250, 100 + aside)])),
        STANDARD,
        RibbonSettings(width_field="KD"),
    )
    assert made.ribbons["QSDWDM"].nunique() == len(made.ribbons) == owners
    assert made.ribbons.area.sum() == pytest.approx(240 * (width if owners == 2 else width / 2 + aside), rel=0.001)


def test_a_tunnel_ends_at_its_mouths():
    parts = [("1003", 10.0, [(-10, 100), (80, 100)]), ("1003", 10.0, [(80, 100), (160, 100)])]
    parts.append(("1003", 10.0, [(160, 100), (250, 100)]))
    made = ribboned(roads(*parts, tunnel=[0, 1, 0]), tunnel_field="tunnel")
    ribbon = shapely.union_all(made.ribbons.geometry)
    inside = shapely.box(*at(80, 0), *at(160, 240))
    assert shapely.area(shapely.intersection(ribbon, inside)) < 0.2
    assert any("tunnel" in note for note in made.notes)


def test_a_change_of_width_makes_no_step():
    made = ribboned(roads(("1006", 3.0, [(-10, 100), (120, 100)]), ("1006", 7.0, [(120, 100), (250, 100)])))
    ribbon = shapely.union_all(made.ribbons.geometry)

    def width(x):
        cross = shapely.linestrings([at(x, 80), at(x, 120)])
        return shapely.length(shapely.intersection(cross, ribbon))

    assert [width(x) for x in (60, 113.9, 120.1)] == pytest.approx([3, 3, 7], abs=0.05)
    assert width(117) == pytest.approx(5, abs=0.1)


@pytest.mark.parametrize(("parallel", "road", "ditch"), [("priority", 8.0, 2.0), ("middle", 7.0, 3.0)])
def test_parallel_features_share_the_land_between_them(parallel, road, ditch):
    lines = roads(("1006", 8.0, [(-10, 100), (250, 110)]), ("1107", 4.0, [(-10, 104), (250, 114)]))
    made = ribboned(lines, parallel=parallel, absorb=False)
    assert faults(made) == []
    cross = shapely.linestrings([at(100, 80), at(100, 130)])
    widths = {
        code: shapely.length(shapely.intersection(cross, shapely.union_all(of.geometry)))
        for code, of in made.ribbons.groupby("DLBM")
    }
    assert widths == pytest.approx({"1006": road, "1107": ditch}, abs=0.1)


def test_attributes():
    made = ribboned(roads(("1006", 4.0, [(-10, 100), (250, 100)])))
    ribbon = made.ribbons.iloc[0]
    assert [ribbon["DLBM"], ribbon["DLMC"], ribbon["QSXZ"], ribbon["GDLX"]] == ["1006", "农村道路", "30", None]
    assert ribbon["XZDWKD"] == pytest.approx(4.0, abs=0.15)
    assert ribbon["TBMJ"] == pytest.approx(ribbon.geometry.area, rel=1e-3)
    assert made.patches["TBMJ"].sum() == pytest.approx(made.patches.loc[made.patches["TBMJ"] > 0].area.sum(), rel=1e-3)
    assert (made.patches.loc[~made.patches["ribbon"], "GDLX"] == "TT").all()


def test_what_is_left_goes_to_a_neighbour_of_its_class():
    road = roads(("1003", 10.0, [(62.0, -10), (62.0, 300)]))
    fields = gpd.GeoDataFrame(
        {"BSM": ["a", "b", "c"], "DLBM": ["0101", "0101", "0301"], "ZLDWDM": ["v"] * 3},
        geometry=[
            shapely.box(*CORNER, *at(70, 60)),
            shapely.box(*at(70, 0), *at(130, 60)),
            shapely.box(*at(0, 60), *at(130, 120)),
        ],
        crs=CRS,
    )
    made = ribboned(road, fields)
    left = made.patches[~made.patches["ribbon"]].set_index("BSM")
    assert left.loc["b"].geometry.area == pytest.approx(63 * 60, abs=1)
    assert set(made.ledger["action"]) == {"ribbon", "cut", "grown", "part"}


def test_an_upper_patch_that_is_there_is_not_cut():
    patches = LAND.assign(DLBM=np.where(np.arange(16) == 5, "1001", LAND["DLBM"]))
    made = ribboned(roads(("1006", 4.0, [(-10, 90), (250, 95)])), patches)
    kept = made.patches[made.patches["DLBM"] == "1001"]
    assert kept.area.tolist() == pytest.approx([LAND.geometry[5].area], abs=0.01)


# --------------------------------------------------------------------------------------------------- bad input


def test_lines_that_cannot_be_used_are_named():
    lines = roads(
        ("1006", -1.0, [(0, 10), (50, 10)]),
        ("1006", np.nan, [(0, 20), (50, 20)]),
        ("0101", 4.0, [(0, 30), (50, 30)]),
        ("1006", 4.0, [(5000, 30), (5050, 30)]),
        ("1006", 30.0, [(100, 100), (103, 100)]),
        ("1006", 20_000.0, [(0, 40), (50, 40)]),
        ("1006", np.inf, [(0, 50), (50, 50)]),
    )
    made = ribboned(lines)
    assert faults(made) == []
    for told in ("not greater than 0", "no width", "none of linear", "outside", "shorter", "10 km", "no number"):
        assert told in " ".join(made.notes)
    assert made.ribbons.area.sum() == pytest.approx(90, rel=0.05)


def test_lines_in_another_place_of_the_world_change_nothing():
    made = ribboned(roads(("1006", 4.0, [(500_000, 10), (500_050, 10)])))
    assert len(made.patches) == len(LAND)
    assert made.ledger.empty
    assert "1 lines lie outside" in " ".join(made.notes)


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        (roads(("1006", -1.0, [(0, 0), (9, 9)])), "No line can become a patch"),
        (roads(("1006", 4.0, [(0, 0), (9, 9)])).to_crs(4490), "different coordinate systems"),
        (roads(("1006", 4.0, [(0, 0), (9, 9)])).drop(columns="DLBM"), "no field DLBM"),
    ],
)
def test_refused_in_one_sentence(lines, refused):
    with pytest.raises(TubanError, match=refused):
        ribboned(lines)


def test_a_width_that_is_no_number_is_not_called_missing():
    lines = roads(("1006", 4.0, [(0, 10), (50, 10)]), ("1006", 4.0, [(0, 20), (50, 20)])).astype({"KD": object})
    lines.loc[0, "KD"] = "4.5 m"
    assert "a width that is no number" in " ".join(ribboned(lines).notes)


def test_no_lines_change_nothing():
    made = ribboned(roads(("1006", 4.0, [(0, 0), (9, 9)])).iloc[:0])
    assert made.ledger.empty
    assert made.patches.geometry.tolist() == LAND.geometry.tolist()


def test_multi_lines_and_self_crossing_lines():
    eight = np.array([(20, 20), (200, 200), (200, 20), (20, 200)])
    lines = roads(("1006", 5.0, eight))
    other = shapely.linestrings([at(0, 0), at(9, 220)])
    lines.loc[0, "geometry"] = shapely.multilinestrings([lines.geometry[0], other])
    assert faults(ribboned(lines)) == []


def test_patches_without_land_stay():
    patches = LAND.copy()
    patches.loc[0, "geometry"] = None
    made = ribboned(roads(("1006", 4.0, [(-10, 100), (250, 105)])), patches)
    assert made.patches.geometry.isna().sum() == 1
    assert "1 patches have no area" in " ".join(made.notes)
    assert ribboned(roads(("1006", 4.0, [(0, 0), (9, 9)])), LAND.iloc[:0]).patches.empty
