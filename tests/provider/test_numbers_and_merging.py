"""Numbering, location and ownership, merging through Processing, with the rule cases that speak of them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import processing
import pytest
import shapely
from qgis.core import QgsProcessingException
from shapely import box
from shapely.affinity import translate
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.sample import County, make_county
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

pytestmark = pytest.mark.usefixtures("tuban_provider")

CRS = "EPSG:4549"
VILLAGE, OTHER = "3309991002000000000", "3309991002010000000"


def run(name: str, folder: Path, outputs: tuple[str, ...], **inputs: Any) -> dict[str, Any]:
    """A run on frames or other parameters; output layers are read."""
    folder.mkdir(exist_ok=True)
    given = {}
    for parameter, value in inputs.items():
        if isinstance(value, pd.DataFrame):
            given[parameter] = str(folder / f"in_{parameter.lower()}.gpkg")
            write_geopackage(given[parameter], parameter, value)
        else:
            given[parameter] = value
    paths = {output: str(folder / f"{output.lower()}.gpkg") for output in outputs}
    result = processing.run(f"tuban:{name}", {**given, **paths})
    return {**result, **{output.lower(): read_layer(path, None).frame for output, path in paths.items()}}


def frame(*rows: Mapping[str, Any]) -> gpd.GeoDataFrame:
    made = gpd.GeoDataFrame([dict(row) for row in rows], crs=CRS)
    made["geometry"] = [translate(shape, 500_000, 3_400_000) for shape in made["geometry"]]
    if "BSM" not in made:
        made.insert(0, "BSM", [f"{place + 1}" for place in range(len(made))])
    return made


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(500, seed=6, vertices=30.0)


def faults(patches: gpd.GeoDataFrame, county: County) -> set[str]:
    found = check_topology(patches, county.XZQ, load("2019"))
    return set(found.loc[found["severity"] == "error", "kind"]) | (set(found["kind"]) & {"unmatched_vertex"})


# ------------------------------------------------------------------------------------------------ numbering


def split_and_merged(patches: gpd.GeoDataFrame, splits: int, merges: int) -> tuple[gpd.GeoDataFrame, set[str]]:
    """Patches as an editor leaves them: halves of a split patch bear the same numbers. And who was touched."""
    rng = np.random.default_rng(1)
    shapes = patches.geometry.to_numpy().copy()
    order = rng.permutation(len(patches))
    rows, touched = [patches], set()
    for place in order[:splits]:
        west, south, east, north = shapes[place].bounds
        middle = (west + east) / 2
        parts = box(west, south, middle, north), box(middle, south, east, north)
        halves = [shapes[place].intersection(part) for part in parts]
        halves = [shapely.get_parts(half)[np.argmax(shapely.area(shapely.get_parts(half)))] for half in halves]
        shapes[place] = halves[0]
        rows.append(patches.iloc[[place]].set_geometry([halves[1]], crs=patches.crs))
        touched.add(patches["BSM"].iloc[place])
    gone = []
    tree = shapely.STRtree(shapes)
    for place in order[splits:]:
        beside = [n for n in tree.query(shapes[place], "touches") if n not in order[:splits] and n not in gone]
        if len(gone) < merges and beside and patches["BSM"].iloc[place] not in touched:
            shapes[beside[0]] = shapely.union(shapes[beside[0]], shapes[place])
            gone.append(place)
            touched |= {patches["BSM"].iloc[place], patches["BSM"].iloc[beside[0]]}
    rows[0] = patches.set_geometry(shapes, crs=patches.crs).drop(index=patches.index[gone])
    return pd.concat(rows, ignore_index=True), touched


def test_patches_that_did_not_change_keep_their_numbers(county, tmp_path) -> None:
    before = county.DLTB
    edited, touched = split_and_merged(before, 100, 50)
    assert len(edited) == len(before) + 50
    done = run("number_patches", tmp_path, ("OUTPUT", "LEDGER"), INPUT=edited, PREVIOUS=before)
    after = done["output"]
    assert after["BSM"].is_unique
    assert not after.duplicated(["ZLDWDM", "TBBH"]).any()
    kept = before[~before["BSM"].isin(touched)].set_index("BSM")["TBBH"]
    assert after.set_index("BSM")["TBBH"].reindex(kept.index).equals(kept)
    assert done["NEW_BSM"] == done["NEW_TBBH"] == 100
    assert after["BSM"].str.fullmatch(r"3309992001\d{8}").all()
    new = after[~after["BSM"].isin(before["BSM"])]
    assert len(new) == 100
    highest = before.groupby("ZLDWDM")["TBBH"].max()
    assert (new["TBBH"].astype(int) > new["ZLDWDM"].map(highest).astype(int)).all()
    again = run("number_patches", tmp_path / "again", ("OUTPUT", "LEDGER"), INPUT=after, PREVIOUS=before)
    assert (again["NEW_BSM"], again["NEW_TBBH"], len(again["ledger"])) == (0, 0, 0)


def test_the_number_of_a_patch_that_is_gone_is_not_given_again(tmp_path) -> None:
    square = {"ZLDWDM": VILLAGE, "DLBM": "0103"}
    before = frame(*({**square, "TBBH": f"{n:05}", "geometry": box(n * 10, 0, n * 10 + 10, 10)} for n in (1, 2, 3)))
    after = pd.concat([before.iloc[:2], before.iloc[1:2].assign(TBBH=None)], ignore_index=True)
    numbers = run("number_patches", tmp_path, ("OUTPUT",), INPUT=after, PREVIOUS=before)["output"]["TBBH"]
    assert numbers.tolist() == ["00001", "00002", "00004"]


def test_new_numbers_read_like_a_page(tmp_path) -> None:
    places = [(x, y) for y in (2, 1, 0) for x in (0, 1, 2)]
    shuffled = [places[place] for place in (4, 8, 0, 2, 6, 1, 7, 3, 5)]
    rows = [{"ZLDWDM": VILLAGE, "geometry": box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100)} for x, y in shuffled]
    done = run("number_patches", tmp_path, ("OUTPUT",), INPUT=frame(*rows).drop(columns="BSM"), DIGITS=1)["output"]
    assert dict(zip(shuffled, done["TBBH"])) == {place: str(number + 1) for number, place in enumerate(places)}
    assert done.sort_values("TBBH")["BSM"].tolist() == [f"3309992001{number:08}" for number in range(1, 10)]


def test_numbers_are_given_anew_where_asked_and_villages_are_needed(county, tmp_path) -> None:
    patches = county.DLTB.assign(ZLDWDM=county.DLTB["ZLDWDM"].where(county.DLTB.index > 3, None))
    done = run("number_patches", tmp_path, ("OUTPUT",), INPUT=patches, TBBH="renew", BSM="renew", DIGITS=4)["output"]
    assert done["TBBH"].isna().sum() == 4
    for _, numbers in done.dropna(subset=["TBBH"]).groupby("ZLDWDM")["TBBH"]:
        assert sorted(numbers) == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert done["BSM"].is_unique
    with pytest.raises(QgsProcessingException, match="county code “33” must have 6 digits"):
        run("number_patches", tmp_path, ("OUTPUT",), INPUT=patches, COUNTY="33")


# ---------------------------------------------------------------------------------- location and ownership


def test_a_county_gets_its_villages_back(county, tmp_path) -> None:
    bare = county.DLTB.assign(ZLDWDM=None, ZLDWMC=None, FRDBS=None, MSSM=None)
    done = run("assign_location_and_ownership", tmp_path, ("OUTPUT", "LISTED"), INPUT=bare, CJDCQ=county.CJDCQ)
    made = done["output"]
    for name in ("ZLDWDM", "ZLDWMC", "MSSM", "QSDWDM"):
        assert made[name].tolist() == county.DLTB[name].tolist(), name
    assert (done["CROSSING"], done["OUTSIDE"], len(done["listed"])) == (0, 0, 0)
    assert set(made["FRDBS"]) == {"0"}


def test_fly_in_land_is_surveyed_where_it_lies(tmp_path) -> None:  # case G26
    villages = frame(
        {"ZLDWDM": VILLAGE, "ZLDWMC": "甲村", "MSSM": "00", "HDMC": None, "geometry": box(0, 0, 100, 100)},
        {"ZLDWDM": OTHER, "ZLDWMC": "乙岛", "MSSM": "01", "HDMC": "乙岛", "geometry": box(100, 0, 200, 100)},
    )
    owners = frame(
        {"QSDWDM": VILLAGE, "QSDWMC": "甲村", "QSXZ": "30", "geometry": box(0, 0, 150, 100)},
        {"QSDWDM": OTHER, "QSDWMC": "乙岛", "QSXZ": "20", "geometry": box(150, 0, 200, 100)},
    )
    patches = frame(*({"DLBM": "0103", "geometry": box(x, 10, x + 40, 50)} for x in (10, 105, 155)))
    done = run("assign_location_and_ownership", tmp_path, ("OUTPUT",), INPUT=patches, CJDCQ=villages, OWNERS=owners)
    made = done["output"]
    assert made["ZLDWMC"].tolist() == ["甲村", "乙岛", "乙岛"]
    assert made["QSDWMC"].tolist() == ["甲村", "甲村", "乙岛"]
    assert made["FRDBS"].tolist() == ["0", "1", "0"]
    assert made["HDMC"].fillna("").tolist() == ["", "乙岛", "乙岛"]
    assert done["FLY_IN"] == 1


def test_patches_that_cross_are_listed_or_cut_without_slivers(county, tmp_path) -> None:
    """Villages that are moved 15 m: nearly every patch at their lines crosses them."""
    moved = county.CJDCQ.copy()
    inner = shapely.union_all(county.CJDCQ.geometry.to_numpy())
    moved["geometry"] = [translate(shape, 15, 9) for shape in county.CJDCQ.geometry]
    first = moved.geometry.iloc[0]
    rest = [shapely.difference(shape, first) for shape in moved.geometry.iloc[1:]]
    moved["geometry"] = [first.intersection(inner), *(shape.intersection(inner) for shape in rest)]
    given = {"INPUT": county.DLTB, "CJDCQ": moved}
    listed = run("assign_location_and_ownership", tmp_path / "list", ("OUTPUT", "LISTED"), **given)
    assert len(listed["output"]) == len(county.DLTB)
    assert listed["CROSSING"] == (listed["listed"]["kind"] == "crosses").sum() > 0
    done = run("assign_location_and_ownership", tmp_path / "cut", ("OUTPUT",), **given, CUT=True)
    made = done["output"]
    assert done["PIECES"] == len(made) - len(county.DLTB) > 0
    assert made.area.min() >= 10 - 1e-6
    assert faults(made, county) <= {"unmatched_vertex"}  # where a line meets the outline, which is not cut
    inside = check_topology(made, None, load("2019"))
    assert not set(inside["kind"]) & {"unmatched_vertex", "overlap", "gap", "sliver"}
    assert made["TBMJ"].sum() == pytest.approx(county.DLTB["TBMJ"].sum(), abs=1e-6)
    assert made["BSM"].dropna().is_unique
    assert made["BSM"].isna().sum() == done["PIECES"]
    closes = (made["TBMJ"] - made["KCMJ"] - made["TBDLMJ"]).abs()
    assert closes.max() < 1e-6


# ------------------------------------------------------------------------------------------ small patches

SMALL: dict[str, tuple[str, float, dict[str, Any], bool]] = {
    "C01": ("0702", 199.9, {}, True),
    "C02": ("0702", 200.0, {}, False),
    "C04": ("1202", 250.0, {}, False),
    "C05": ("0101", 399.9, {}, True),
    "C07": ("1103", 450.0, {}, False),
    "C08": ("1101", 450.0, {}, True),
    "C08 with a width": ("1101", 450.0, {"XZDWKD": 9.0}, False),
    "a road is mapped by its width": ("1006", 100.0, {}, False),
    "C10": ("0404", 600.1, {}, False),
    "C11": ("1205", 1400.0, {"OTHER": 1500.0, "DESERT": True}, True),
    "C13": ("0702", 150.0, {"BUILT": 100.0}, False),
    "exactly the limit, on request": ("0702", 200.0, {"INCLUSIVE": True}, True),
    "G17": ("0103", 600.0, {}, False),
}


@pytest.mark.parametrize("case", SMALL)
def test_patches_below_the_limit_are_merged(case, tmp_path) -> None:
    code, area, options, gone = SMALL[case]
    around = {"ZLDWDM": VILLAGE, "QSDWDM": VILLAGE, "QSXZ": "30", "CZCSXM": None, "XZDWKD": 0.0}
    width = {"XZDWKD": options.get("XZDWKD", 0.0)}
    options = {name: value for name, value in options.items() if name not in width}
    patches = frame(
        {**around, **width, "DLBM": code, "TBMJ": area, "geometry": box(0, 0, 10, area / 10)},
        {
            **around,
            "DLBM": "0702",
            "TBMJ": 50_000.0,
            "geometry": shapely.Polygon([(10, 0), (260, 0), (260, 200), (10, 200), (10, area / 10)]),
        },
    )
    done = run("merge_small_patches", tmp_path, ("OUTPUT", "LEDGER"), INPUT=patches, **options)
    assert (done["MERGED"], len(done["output"])) == ((1, 1) if gone else (0, 2))
    if gone:
        assert done["output"]["TBMJ"].tolist() == [pytest.approx(50_000.0 + area)]


def test_the_cases_of_section_c_about_merging_are_all_here(shared) -> None:
    checked = {"C20", "C22"}  # slivers and islands are for checks
    with (shared / "standards" / "rule_cases.csv").open(encoding="utf-8") as file:
        listed = {row["id"] for row in csv.DictReader(file) if row["section"][0] == "C"}
    assert listed - checked - {"C14", "C19"} == (set(SMALL) | set(CHOICES)) & listed


def test_a_coarser_limit_is_refused(county, tmp_path) -> None:  # case C14
    with pytest.raises(QgsProcessingException, match=r"500 m².*only set a finer"):
        run("merge_small_patches", tmp_path, ("OUTPUT",), INPUT=county.DLTB, BUILT=500.0)
    assert not (tmp_path / "output.gpkg").exists()


CHOICES = {
    "C16": ("0103", {"0101": 800.0, "0201": 5000.0}, "0101"),
    "C17": ("0303", {"1108": 700.0, "0301": 5000.0}, "1108"),
    "same second level first": ("0201", {"0201K": 700.0, "0204": 5000.0}, "0201K"),
    "group before size": ("0103", {"0301": 700.0, "0702": 5000.0}, "0301"),
    "size at last": ("0103", {"0702": 700.0, "1204": 5000.0}, "1204"),
    "no road": ("0103", {"1006": 5000.0, "0702": 700.0}, "0702"),
}


@pytest.mark.parametrize("case", CHOICES)
def test_the_neighbour_is_chosen_by_the_rules(case, tmp_path) -> None:
    code, beside, into = CHOICES[case]
    around = {"ZLDWDM": VILLAGE, "QSDWDM": VILLAGE, "QSXZ": "30", "CZCSXM": None}
    rows = [{**around, "DLBM": code, "geometry": box(0, 0, 10, 10)}]
    for side, (other, area) in zip((1, -1), beside.items()):
        west = 10 if side > 0 else -area / 10
        rows.append({**around, "DLBM": other, "geometry": box(west, 0, west + area / 10, 10)})
    done = run("merge_small_patches", tmp_path, ("OUTPUT", "LEDGER"), INPUT=frame(*rows))
    assert done["ledger"][["code", "into_code"]].to_numpy().tolist() == [[code, into]]


@pytest.mark.parametrize("field", ["ZLDWDM", "QSDWDM", "QSXZ", "CZCSXM"])
def test_no_line_is_crossed(field, tmp_path) -> None:  # case C19
    around = {"ZLDWDM": VILLAGE, "QSDWDM": VILLAGE, "QSXZ": "30", "CZCSXM": "203", "DLBM": "0103"}
    other = {**around, field: "20"}
    rows = [{**around, "geometry": box(0, 0, 10, 10)}, {**other, "geometry": box(10, 0, 100, 10)}]
    done = run("merge_small_patches", tmp_path, ("OUTPUT", "LEDGER"), INPUT=frame(*rows))
    assert (done["MERGED"], done["LEFT"], len(done["output"])) == (0, 1, 2)
    assert done["ledger"]["into"].isna().all()


def test_what_has_grown_is_not_small_any_more(tmp_path) -> None:
    """The smallest goes first: 150 + 350 m2 are mapped, and do not go into the large field beside."""
    around = {"ZLDWDM": VILLAGE, "QSDWDM": VILLAGE, "QSXZ": "30", "CZCSXM": None}
    rows = [
        {**around, "DLBM": "0103", "geometry": box(0, 0, 10, 15)},
        {**around, "DLBM": "0103", "geometry": box(0, 15, 10, 50)},
        {**around, "DLBM": "0301", "geometry": box(10, 15, 100, 50)},
    ]
    done = run("merge_small_patches", tmp_path, ("OUTPUT",), INPUT=frame(*rows))["output"]
    assert sorted(done.area) == [500, 3150]


def test_a_merged_county_is_a_coverage_still(county, tmp_path) -> None:
    small = county.DLTB.assign(TBMJ=county.DLTB["TBMJ"].where(county.DLTB.index % 7 != 0, 100.0))
    done = run("merge_small_patches", tmp_path, ("OUTPUT", "LEDGER"), INPUT=small)
    made = done["output"]
    assert done["MERGED"] > 20
    assert len(made) == len(small) - done["MERGED"]
    assert faults(made, county) == set()
    assert made["TBMJ"].sum() == pytest.approx(small["TBMJ"].sum(), abs=1e-6)
    again = run("merge_small_patches", tmp_path / "again", ("OUTPUT",), INPUT=made)
    assert again["MERGED"] == 0


# ---------------------------------------------------------------------------------------------- parcels


def parcel(x: float, y: float, code: str, number: str = "", owner: str = "甲", w: float = 10) -> dict[str, Any]:
    return {"DLBM": code, "ZDDM": number, "QSDWDM": owner, "geometry": box(x, y, x + w, y + 10)}


def test_parcels_of_one_class_become_a_patch(tmp_path) -> None:
    rows = [parcel(10 * x, 0, "0701") for x in range(4)] + [parcel(40, 0, "05H1"), parcel(50, 0, "0701", owner="乙")]
    made = run("merge_parcels", tmp_path, ("OUTPUT",), INPUT=frame(*rows))["output"]
    assert sorted(zip(made["DLBM"], made["QSDWDM"], made["PARCELS"], made.area)) == [
        ("05H1", "甲", 1, 100),
        ("0701", "乙", 1, 100),
        ("0701", "甲", 4, 400),
    ]


def test_roads_are_cut_out_and_lines_divide(tmp_path) -> None:
    rows = [parcel(10 * x, 0, "0701") for x in range(6)]
    road = frame({"geometry": box(15, -5, 18, 15)})
    line = frame({"geometry": shapely.LineString([(40, -5), (40, 15)])})
    for name, layer in (("road", road), ("line", line)):
        write_geopackage(tmp_path / f"{name}.gpkg", name, layer)
    dividers = [str(tmp_path / "road.gpkg"), str(tmp_path / "line.gpkg")]
    made = run("merge_parcels", tmp_path, ("OUTPUT",), INPUT=frame(*rows), DIVIDERS=dividers)["output"]
    assert sorted(made.area) == [150, 200, 220]


def test_the_main_use_of_a_parcel_is_taken(tmp_path) -> None:
    rows = [parcel(0, 0, "0701", "1", w=30), parcel(30, 0, "05H1", "1", w=20), parcel(50, 0, "0701", "2")]
    done = run("merge_parcels", tmp_path, ("OUTPUT",), INPUT=frame(*rows), PARCEL="ZDDM")
    assert done["MIXED"] == 1
    assert done["output"][["DLBM", "PARCELS"]].to_numpy().tolist() == [["0701", 2]]
    assert done["output"].area.tolist() == [600]
