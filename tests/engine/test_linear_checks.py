"""Every check of linear features finds its fault, and nothing where there is none."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely
from tuban.tools.linear import LINE_KINDS, PATCH_KINDS, LinearCheckSettings, check_linear_features
from tuban.tools.standard import load

CRS = "EPSG:4528"
STANDARD = load("2019")
ROAD = shapely.box(0, 0, 200, 4)
SETTINGS = LinearCheckSettings(level_field="level", tunnel_field="tunnel", network_field="plan")
VILLAGES = gpd.GeoDataFrame(
    {"ZLDWDM": ["A", "B"]}, geometry=[shapely.box(-50, -50, 100, 50), shapely.box(100, -50, 300, 50)], crs=CRS
)


def patches(*rows):
    columns = ("DLBM", "XZDWKD", "CZCSXM", "geometry")
    given = {name: [row[place] for row in rows] for place, name in enumerate(columns)}
    return gpd.GeoDataFrame({"BSM": [f"P{i}" for i in range(len(rows))], **given}, geometry="geometry", crs=CRS)


def lines(*rows, **columns):
    code, path = zip(*rows)
    return gpd.GeoDataFrame({"DLBM": code, **columns}, geometry=[shapely.LineString(xy) for xy in path], crs=CRS)


SOUND = patches(("1006", 3.9, None, ROAD), ("0101", 0.0, None, shapely.box(0, 4, 200, 50)))


def kinds(frame=SOUND, **given):
    return check_linear_features(frame, STANDARD, SETTINGS, **given)["kind"].tolist()


def test_sound_features():
    through = lines(("1006", [(0, 2), (100, 2)]), ("1006", [(100, 2), (200, 2)]))
    east = VILLAGES.iloc[:1].set_geometry([shapely.box(-50, -50, 300, 50)], crs=CRS)
    assert kinds(lines=through, villages=east) == []
    assert kinds(SOUND.iloc[:0], lines=through) == []


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("1107", 0.0, None, ROAD), "linear_width_missing"),
        (("1006", None, None, ROAD), "linear_width_missing"),
        (("1006", 4.6, None, ROAD), "linear_width_shape"),
        (("1006", 8.1, None, shapely.box(0, 0, 1000, 8.165)), "linear_width_class"),
        (("1006", 0.9, None, shapely.box(0, 0, 200, 0.9)), "linear_narrow"),
        (("1006", 3.9, "203", ROAD), "linear_in_settlement"),
        (("1001", 3.9, "203A", ROAD), None),
        (("1001", 3.9, "203", ROAD), "linear_in_settlement"),
    ],
)
def test_faults_of_patches(row, kind):
    assert kinds(patches(row)) == ([kind] if kind else [])


def test_a_patch_over_a_village_line():
    assert kinds(villages=VILLAGES) == ["linear_crosses_unit"]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (lines(("1006", [(0, 2), (90, 2)]), ("1006", [(93, 2), (200, 2)])), "linear_gap"),
        (lines(("1006", [(0, 2), (200, 2)]), ("1006", [(50, 2), (50, 5)])), "linear_dangle"),
        (lines(("1006", [(0, 2), (100, 2)]), ("1003", [(100, 2), (200, 2)])), "linear_class_change"),
        (lines(("1006", [(0, 2), (200, 2)]), tunnel=[1]), "linear_tunnel"),
        (lines(("1003", [(100, -20), (100, 20)]), ("1006", [(0, 2), (200, 2)])), "linear_order"),
        (lines(("1101", [(100, -20), (100, 20)]), ("1006", [(0, 2), (200, 2)]), level=[1, 0]), "linear_order"),
    ],
)
def test_faults_of_networks(given, kind):
    assert kinds(lines=given) == [kind]


def test_dead_ends_of_planned_roads():
    given = lines(("1006", [(0, 2), (200, 2)]), plan=[1])
    assert kinds(lines=given) == ["linear_dead_end"] * 2
    county = gpd.GeoDataFrame(geometry=[shapely.box(-50, -50, 200, 50)], crs=CRS)
    assert kinds(lines=given, outline=county) == ["linear_dead_end"]


def test_every_kind_is_in_the_rule_book_and_tested_here():
    checks = STANDARD.rules.loc[STANDARD.rules["check"].str.startswith("LINEAR:"), "kind"]
    assert sorted(checks) == sorted([*PATCH_KINDS, *LINE_KINDS])
