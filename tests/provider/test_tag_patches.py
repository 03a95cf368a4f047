"""Tags through `tag_patches`: rule cases of sections E to H that speak of assigning, a county, rules from outside."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import processing
import pytest
from qgis.core import QgsProcessingException, QgsProject, QgsVectorLayer
from shapely import box
from shapely.affinity import translate
from tuban.tests.data.county import SEED, write_county
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.sample import layers_around, make_county
from tuban.tools.standard import load
from tuban.tools.tagging.rules import shipped_rules
from tuban.tools.topology import check_topology

pytestmark = pytest.mark.usefixtures("tuban_provider")

CRS = "EPSG:4549"
FIELDS = (
    *("DLBM", "DLMC", "CZCSXM", "ZZSXDM", "ZZSXMC", "TBXHDM", "TBXHMC", "BZ"),
    *("TBZT", "YJC", "ZZQK", "HYLX", "HJDL", "YBD", "GMFGD", "CBFGD"),
)
"""Fields of the patches of the cases: the standard's, then the notes of the field survey."""

NUMBERS = ("YBD", "GMFGD", "CBFGD")
FIELD, HECTARE = box(0, 0, 50, 40), box(0, 0, 150, 100)
ALL, EAST, AROUND = box(-20, -20, 170, 120), box(-20, -20, 25, 120), box(-500, -500, 500, 500)


@dataclass(frozen=True)
class Case:
    """One patch, what lies around it, and what it must become."""

    patch: Mapping[str, Any]
    becomes: Mapping[str, Any] = field(default_factory=dict)
    """Values after the run; what is not named stays."""
    layers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Fields of the area of each layer; `at` is where it lies from the patch, all of it by default."""
    shape: Any = FIELD
    reported: str = ""
    """The rule that lists the patch."""


def base(code: str, tag: str | None = None) -> dict[str, Any]:
    return {"BASE": {"DLBM": code, "CZCSXM": tag}}


def town(kind: str, **more: Any) -> dict[str, Any]:
    return {"CZCDYD": {"CZCLX": kind, **more}}


CASES = {
    "E04": Case({"DLBM": "0602"}, {"CZCSXM": "204"}),
    "E05": Case({"DLBM": "0603"}, {"CZCSXM": "204"}),
    "E07": Case({"DLBM": "0301", "CZCSXM": "205"}, {"CZCSXM": None}, {**town("205"), **base("205")}),
    "E08": Case({"DLBM": "09"}, {"CZCSXM": "205"}),
    "E10": Case(
        {"DLBM": "0301", "TBZT": "宅基地"},
        {"CZCSXM": "203"},
        {**town("203", at=box(-50, 0, 50, 40)), **base("203")},
        box(0, 0, 30, 30),
    ),
    "E11": Case({"DLBM": "0301"}, {}, {**town("203", at=box(-50, 0, 50, 30)), **base("031")}, box(0, 0, 30, 30)),
    "E13": Case({"DLBM": "1201"}, {"CZCSXM": "203"}, town("203")),
    "E14": Case({"DLBM": "0301"}, {}, town("201", at=box(-50, 0, 150, 100)), HECTARE),
    "E16": Case({"DLBM": "0810"}, {"CZCSXM": "201"}, town("201")),
    "E20": Case({"DLBM": "0601", "HYLX": "火电厂"}, {"TBXHDM": "HDGY", "CZCSXM": "202"}, town("202")),
    "F01": Case({"DLBM": "0702", "TBZT": "拆除已清理"}, {"DLBM": "1201", "CZCSXM": "203"}, base("203")),
    "F02": Case({"DLBM": "0702", "TBZT": "拆除未清理"}, {"DLBM": "0103"}, base("0103"), reported="T-CROP-MISSING"),
    "F04": Case({"DLBM": "0103", "TBZT": "拆除已清理", "CZCSXM": "203"}, {"CZCSXM": None}, base("0103")),
    "F05": Case({"DLBM": "1206", "TBZT": "拆除已清理", "CZCSXM": "203"}, {"CZCSXM": None}, base("0301")),
    "G01": Case({"DLBM": "0601", "TBZT": "推土"}, {"DLBM": "0103"}, base("0103")),
    "G02": Case({"DLBM": "0601", "TBZT": "推土", "YJC": "1"}, {"CZCSXM": "202A"}, {**base("0103"), **town("202A")}),
    "G04": Case({"DLBM": "0601", "TBZT": "设施拆除"}, {"DLBM": "1202"}, base("1202")),
    "G05": Case({"DLBM": "1202", "TBZT": "设施拆除", "ZZSXDM": "WG"}, {"DLBM": "0103"}, base("0103")),
    "G07": Case({"DLBM": "1202", "TBZT": "利用耕作层", "ZZQK": "FLS"}, {"DLBM": "0102", "ZZSXDM": "FLS"}, base("0102")),
    "G08": Case({"DLBM": "1202", "TBZT": "非农建筑"}, reported="T-SHED-BUILT"),
    "G10": Case({"DLBM": "0404", "HJDL": "0404 0301"}, {"DLBM": "0301"}),
    "G11": Case({"DLBM": "0201K"}, {"DLBM": "0102", "ZZSXDM": "WG"}, {"YJJBNTTB": {"DLBM": "0102"}, **base("0201K")}),
    "G13": Case({"DLBM": "0201K"}, {"DLBM": "0201"}, base("0103")),
    "G14": Case({"DLBM": "0103", "ZZSXDM": "LS"}, {}, {"PZWJSTD": {"BSM": "1"}, **base("0103")}),
    "G16": Case({"DLBM": "1204"}, {}, base("0103"), reported="T-FARM-TO-UNUSED"),
    "G19": Case({"DLBM": "0301", "TBZT": "退耕", "YBD": 8, "ZZQK": "LS"}, {"DLBM": "0103", "ZZSXDM": "LLJZ"}),
    "G20": Case({"DLBM": "0103", "TBZT": "退耕", "YBD": 30, "ZZSXDM": "LS"}, {"DLBM": "0301", "ZZSXDM": None}),
    "G22": Case({"DLBM": "0404", "GMFGD": 45}, {"DLBM": "0305"}),
    "G23": Case({"DLBM": "0404", "CBFGD": 7}, {"BZ": "稀疏草地"}),
    "G25": Case({"DLBM": "0201"}, {}, {"FOREST": {}, **base("021")}),
    "H07": Case({"DLBM": "0103", "ZZSXDM": "FLS"}, {"TBXHDM": "HDGD"}, {"RIVERS": {}}),
    "H08": Case({"DLBM": "0201", "ZZSXDM": "JKHF"}, {}, {"FOREST": {}, **base("031")}),
    "H14": Case({"DLBM": "0101"}, {"ZZSXDM": "LS"}, {"CROPS": {"ZZQK": "LS", "at": box(0, 0, 30, 40)}}),
    "H16": Case(
        {"DLBM": "0103", "ZZSXDM": "LS", "TBXHDM": "HDGD"},
        {},
        {"RIVERS": {}, "YJJBNTTB": {"DLBM": "0103"}},
        reported="T-REF-IN-PBF",
    ),
    # beside the listed cases
    "orchard in the forest": Case({"DLBM": "0201"}, {"TBXHDM": "LQYD"}, {"FOREST": {}, **base("031")}),
    "shrub grassland": Case({"DLBM": "0404", "GMFGD": 35}, {"TBXHDM": "GCCD"}),
    "exactly 30 % of shrub": Case({"DLBM": "0404", "GMFGD": 30}),
    "exactly 40 % of shrub": Case({"DLBM": "0404", "GMFGD": 40}, {"DLBM": "0305"}),
    "temporary land": Case({"DLBM": "0601"}, {"DLBM": "0301"}, {"LSYD": {}, **base("0301")}),
    "an inherited K": Case({"DLBM": "0301"}, {"DLBM": "0301K"}, base("0301K")),
    "a rural road in a village": Case({"DLBM": "1006", "CZCSXM": "203"}, {"CZCSXM": None}, town("203")),
    "a lone homestead": Case({"DLBM": "0702"}, {"CZCSXM": "203"}),
    "a lone homestead that is tagged": Case({"DLBM": "0702", "CZCSXM": "201"}),
    "half a river": Case({"DLBM": "0103", "ZZSXDM": "LS"}, {}, {"RIVERS": {"at": EAST}}),
    "industry by itself": Case({"DLBM": "0601"}, reported="T-SET-MISSING"),
}


def made_patches() -> gpd.GeoDataFrame:
    rows = []
    for place, (name, case) in enumerate(CASES.items()):
        rows.append({"BSM": name, **dict.fromkeys(FIELDS), **case.patch, "geometry": moved(case.shape, place)})
    frame = gpd.GeoDataFrame(rows, crs=CRS)
    names = load("2019").land_classes["name_zh"]
    frame["DLMC"] = frame["DLBM"].map(names)
    return frame.astype(dict.fromkeys(NUMBERS, float))


def made_layers(folder: Path) -> dict[str, str]:
    """The layers around the cases; each has an area far away, so that all of them are there."""
    fields = {"CZCDYD": ("CZCLX",), "BASE": ("DLBM", "CZCSXM"), "YJJBNTTB": ("DLBM",), "CROPS": ("ZZQK",)}
    codes = ("CZCDYD", "RIVERS", "LAKES", "FOREST", "YJJBNTTB", "BASE", "CROPS", "LSYD", "TTQ", "PZWJSTD")
    paths = {}
    for code in codes:
        rows = [{**dict.fromkeys(fields.get(code, ("MC",))), "geometry": moved(FIELD, -100)}]
        for place, case in enumerate(CASES.values()):
            if code in case.layers:
                values = {k: v for k, v in case.layers[code].items() if k in fields.get(code, ())}
                rows.append({**values, "geometry": moved(case.layers[code].get("at", ALL), place)})
        paths[code] = str(folder / f"{code}.gpkg")
        write_geopackage(paths[code], code, gpd.GeoDataFrame(rows, crs=CRS))
    return paths


def moved(shape: Any, place: int) -> Any:
    return translate(shape, 40_500_000 + 1000 * place, 3_400_000)


def run(folder: Path, **parameters: Any) -> dict[str, Any]:
    outputs = {name: str(folder / f"{name}.gpkg") for name in ("OUTPUT", "COVERAGE", "LEDGER", "LISTED")}
    result = processing.run("tuban:tag_patches", {**outputs, **parameters})
    tables = {name: read_layer(path, None).frame for name, path in outputs.items() if Path(path).exists()}
    return {**result, **{name.lower(): table for name, table in tables.items()}}


@pytest.fixture(scope="module")
def cases(tuban_provider, tmp_path_factory) -> dict[str, Any]:
    """One run over all cases, which lie apart."""
    folder = tmp_path_factory.mktemp("cases")
    paths, patches = made_layers(folder), made_patches()
    write_geopackage(folder / "DLTB.gpkg", "DLTB", patches)
    own = ("CROPS", "LSYD", "TTQ", "PZWJSTD")
    layers = {name: path for name, path in paths.items() if name not in own}
    layers["OVERLAYS"] = [paths[name] for name in own]
    (folder / "first").mkdir()
    first = run(folder / "first", INPUT=str(folder / "DLTB.gpkg"), **layers)
    (folder / "again").mkdir()
    again = run(folder / "again", INPUT=first["OUTPUT"], **layers)
    return {**first, "before": patches.set_index("BSM"), "again": again}


@pytest.mark.parametrize("name", CASES)
def test_case(name, cases) -> None:
    case, before = CASES[name], cases["before"].loc[name]
    after = cases["output"].set_index("BSM").loc[name]
    for column in FIELDS:
        if column in ("DLMC", "ZZSXMC", "TBXHMC"):
            continue
        expected = case.becomes.get(column, before[column])
        got = after[column]
        assert (None if pd.isna(got) else got) == (None if pd.isna(expected) else expected), column
    if case.reported:
        listed = cases["listed"]
        assert case.reported in set(listed.loc[listed["patch"] == name, "rule"])


def test_names_follow_their_codes(cases) -> None:
    after = cases["output"].set_index("BSM")
    assert after.loc["G11", ["DLMC", "ZZSXMC"]].tolist() == ["水浇地", "未耕种"]
    assert after.loc["H07", "TBXHMC"] == "河道耕地"
    assert pd.isna(after.loc["G20", "ZZSXMC"])


def test_a_second_run_changes_nothing(cases) -> None:
    assert cases["CHANGED"] > 40
    assert cases["again"]["CHANGED"] == 0
    assert len(cases["again"]["ledger"]) == 0


def test_the_ledger_tells_every_difference(cases) -> None:
    before, after = cases["before"], cases["output"].set_index("BSM")
    columns = [name for name in FIELDS if name in after and name not in NUMBERS]
    told = {(row.patch, row.field): (row.before, row.after) for row in cases["ledger"].itertuples()}
    differ = {}
    for name in columns:
        for patch, (old, new) in zip(before.index, zip(before[name], after[name])):
            if (old or None) != (new or None):
                differ[patch, name] = (old, new)
    assert told == differ
    coverage = cases["coverage"].set_index("rule")
    by_rule = cases["ledger"].groupby("rule")["field"].agg(list)
    for rule, fields in by_rule.items():
        assert coverage.loc[rule, "changed"] == fields.count(coverage.loc[rule, "field"])


def test_the_cases_of_sections_e_to_h_about_tags_are_all_here(shared) -> None:
    checked = {"E01", "E02", "E17", "E19", "H01", "H02", "H04", "H05", "H10", "H11", "H13"}  # of check_attributes
    elsewhere = {"G17", "G26"}  # merging and location
    with (shared / "standards" / "rule_cases.csv").open(encoding="utf-8") as file:
        listed = {row["id"] for row in csv.DictReader(file) if row["section"][0] in "EFGH"}
    assert listed - checked - elsewhere == {name for name in CASES if name in listed}


# --------------------------------------------------------------------------------------------- a county


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    return write_county(tmp_path_factory.mktemp("county"), 400)


LAYERS = ("CZCDYD", "RIVERS", "FOREST", "YJJBNTTB", "BASE")


def untagged(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The patches with neither settlement nor crop attributes, the crops as notes of the field survey."""
    return frame.assign(ZZQK=frame["ZZSXMC"], CZCSXM=None, ZZSXDM=None, ZZSXMC=None)


def test_a_county_gets_its_tags_back_and_passes(county, tmp_path) -> None:
    patches = county.variant(tmp_path / "DLTB.gpkg", untagged)
    layers = {name: county[name] for name in LAYERS}
    tagged = run(tmp_path, INPUT=patches, **layers)
    truth, made = county.county.DLTB, tagged["output"]
    for name in ("CZCSXM", "ZZSXDM", "ZZSXMC"):
        assert made[name].fillna("").tolist() == truth[name].fillna("").tolist(), name
    assert (made["TBXHDM"].fillna("") != "").any()
    assert tagged["CONFLICTS"] == 0
    checked = processing.run("tuban:check_attributes", {"INPUT": tagged["OUTPUT"]})
    assert (checked["ERRORS"], checked["PASSED"]) == (0, True)
    (tmp_path / "again").mkdir()
    assert run(tmp_path / "again", INPUT=tagged["OUTPUT"], **layers)["CHANGED"] == 0


def test_a_tagged_county_has_no_error_of_its_tags_as_a_database(county, tmp_path) -> None:
    patches = county.variant(tmp_path / "DLTB.gpkg", untagged)
    tagged = run(tmp_path, INPUT=patches, **{name: county[name] for name in LAYERS})["output"]
    database = tmp_path / "database.gpkg"
    write_geopackage(database, "DLTB", tagged.drop(columns="ZZQK"))
    for name in ("XZQ", "CJDCQ"):
        write_geopackage(database, name, getattr(county.county, name), append=True)
    write_geopackage(database, "CZCDYD", read_layer(county["CZCDYD"], None).frame, append=True)
    found = str(tmp_path / "findings.gpkg")
    processing.run("tuban:check_database", {"INPUT": str(database), "FINDINGS": found})
    errors = read_layer(found, None).frame.query("severity == 'error' and layer == 'DLTB'")
    fields = load("2019").rules["fields"].str.split()
    tags = {"CZCSXM", "ZZSXDM", "ZZSXMC", "TBXHDM", "TBXHMC", "DLBM", "DLMC"}
    assert [rule for rule in errors["rule"] if tags & set(fields.get(rule, []))] == []


def test_a_dry_run_says_the_same_and_writes_no_patches(county, tmp_path) -> None:
    patches = county.variant(tmp_path / "DLTB.gpkg", untagged)
    layers = {name: county[name] for name in LAYERS}
    (tmp_path / "dry").mkdir()
    dry = run(tmp_path / "dry", INPUT=patches, DRY_RUN=True, **layers)
    assert "output" not in dry
    wet = run(tmp_path, INPUT=patches, **layers)
    assert dry["ledger"].drop(columns="geometry").equals(wet["ledger"].drop(columns="geometry"))
    assert dry["coverage"].equals(wet["coverage"])


def test_only_empty_fields_are_filled_where_asked(county, tmp_path) -> None:
    def wrong(frame):
        return frame.assign(CZCSXM=frame["CZCSXM"].where(frame["CZCSXM"] != "203", "202"))

    patches = county.variant(tmp_path / "DLTB.gpkg", wrong)
    kept = run(tmp_path, INPUT=patches, CZCDYD=county["CZCDYD"], MODE="only_empty_fields", GROUPS=["settlement"])
    villages = int((county.county.DLTB["CZCSXM"] == "203").sum())
    assert kept["CHANGED"] == 0
    assert (kept["listed"]["kind"] == "kept").sum() == villages > 0
    assert set(kept["listed"].loc[kept["listed"]["kind"] == "kept", "wanted"]) == {"203"}


def test_patches_are_cut_along_settlement_ranges(county, tmp_path) -> None:
    ranges = county.county.DLTB.iloc[[0]].assign(CZCLX="203").dissolve("CZCLX", as_index=False)
    west, south, east, north = county.county.DLTB.total_bounds
    middle = box(west + 0.4 * (east - west), south + 0.4 * (north - south), east - 777, north - 777)
    ranges = ranges[["CZCLX", "geometry"]].set_geometry([middle], crs=ranges.crs)
    write_geopackage(tmp_path / "CZCDYD.gpkg", "CZCDYD", ranges)
    given = {"INPUT": county["DLTB"], "CZCDYD": str(tmp_path / "CZCDYD.gpkg"), "GROUPS": ["settlement"]}
    whole = run(tmp_path, **given)
    assert (whole["listed"]["kind"] == "crosses").sum() > 10
    (tmp_path / "cut").mkdir()
    made = run(tmp_path / "cut", **given, CUT=True)
    assert (made["listed"]["kind"] == "crosses").sum() == 0
    cut = made["output"]
    assert cut["TBMJ"].sum() == pytest.approx(county.county.DLTB["TBMJ"].sum(), abs=1e-6)
    inside = cut["CZCSXM"].isin(["203"]) & (cut["DLBM"] == "0103")
    assert cut[inside].within(middle.buffer(1)).all()
    found = check_topology(cut, None, load("2019"))
    assert not set(found["kind"]) & {"gap", "overlap", "unmatched_vertex"}


def test_an_edit_in_place_is_one_step_that_can_be_undone(county, tmp_path) -> None:
    path = county.variant(tmp_path / "DLTB.gpkg", untagged)
    layer = QgsVectorLayer(path, "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    asked = {"INPUT": layer, "IN_PLACE": True, "LEDGER": "TEMPORARY_OUTPUT"}
    result = processing.run("tuban:tag_patches", {**asked, **{name: county[name] for name in LAYERS}})
    place = layer.fields().lookupField("CZCSXM")
    tags = [feature[place] or None for feature in layer.getFeatures()]
    truth = county.county.DLTB["CZCSXM"]
    assert [str(tag) if tag else None for tag in tags] == [None if pd.isna(tag) else tag for tag in truth]
    assert layer.isModified()
    assert result["CHANGED"] > 0
    assert layer.undoStack().count() == 1
    layer.undoStack().undo()
    assert not layer.isModified()
    layer.rollBack()
    QgsProject.instance().removeAllMapLayers()


def test_a_layer_of_no_project_is_not_edited(county, tmp_path) -> None:
    with pytest.raises(QgsProcessingException, match="not open in a project"):
        run(tmp_path, INPUT=county.variant(tmp_path / "DLTB.gpkg", untagged), IN_PLACE=True, CZCDYD=county["CZCDYD"])


# --------------------------------------------------------------------------------------- rules from outside


def province(folder: Path, *rows: Mapping[str, str]) -> str:
    path = folder / "province.csv"
    frame = pd.DataFrame([{"when": "always", "order": "900", **row} for row in rows]).fillna("")
    frame.to_csv(path, index=False, encoding="utf-8")
    return str(path)


def tagged_with(folder: Path, county, *rows: Mapping[str, str], **more: Any) -> dict[str, Any]:
    return run(folder, INPUT=county["DLTB"], RULES=province(folder, *rows), **more)


def test_a_province_adds_rules_and_switches_shipped_ones_off(county, tmp_path) -> None:
    own = {"id": "P-1", "field": "BZ", "value": "大图斑", "condition": "AREA_M2>20000 AND XZQ_SHARE=1", "layers": "XZQ"}
    off = {"id": "T-SET-MINING", "when": "off", "condition": "1"}
    made = tagged_with(tmp_path, county, own, off, OVERLAYS=[county["XZQ"]], CZCDYD=county["CZCDYD"])
    large = county.county.DLTB.area > 20_000
    assert (made["output"]["BZ"] == "大图斑").tolist() == large.tolist()
    assert set(made["ledger"]["rule"]) == {"P-1"}
    assert "T-SET-MINING" not in set(made["coverage"]["rule"])


def test_rules_of_one_order_that_disagree_do_nothing(county, tmp_path) -> None:
    one = {"id": "P-1", "field": "BZ", "value": "甲", "condition": "DLBM='0101'"}
    two = {"id": "P-2", "field": "BZ", "value": "乙", "condition": "DLBM IN ('0101','0103')"}
    made = tagged_with(tmp_path, county, one, two)
    codes = county.county.DLTB["DLBM"]
    assert (made["output"]["BZ"].dropna() == "乙").all()
    assert made["output"]["BZ"].notna().tolist() == (codes == "0103").tolist()
    assert made["CONFLICTS"] == 2 * (codes == "0101").sum() > 0
    later = {**two, "order": "901"}
    (tmp_path / "later").mkdir()
    made = tagged_with(tmp_path / "later", county, one, later)
    assert made["CONFLICTS"] == 0
    assert set(made["output"]["BZ"].dropna()) == {"乙"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "P-1", "field": "BZ", "value": "x", "condition": "DLBX='1'"}, r"P-1.*no such column: DLBX"),
        ({"id": "P-1", "field": "BZ", "value": "x", "condition": "DLBM='1"}, r"P-1.*has no place"),
        ({"id": "P-1", "field": "BZ", "expression": "load_extension('x')", "condition": "1"}, r"P-1.*not authorized"),
        ({"id": "P-1", "field": "BZ", "expression": "1; DROP TABLE DLTB", "condition": "1"}, r"P-1.*contains ;"),
        ({"id": "P-1", "field": "TBMJ", "value": "large", "condition": "1"}, r"P-1 gives “large” to field TBMJ"),
        ({"id": "P-1", "field": "BZ", "value": "x", "expression": "1", "condition": "1"}, r"Row 2.*not both"),
        ({"id": "P-1", "field": "BZ", "value": "x", "condition": "1", "when": "maybe"}, r"Row 2.*maybe"),
        (
            {
                "id": "P-1",
                "field": "BZ",
                "value": "x",
                "condition": "(WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM t) SELECT count(*) FROM t)>0",
            },
            r"P-1.*(not authorized|prohibited|takes too long)",
        ),
    ],
)
def test_rules_that_cannot_run_are_named(row, said, county, tmp_path) -> None:
    with pytest.raises(QgsProcessingException, match=said):
        tagged_with(tmp_path, county, row)
    assert not list(tmp_path.glob("*.gpkg"))


def test_every_shipped_rule_is_complete_and_runs_where_all_is_there(cases) -> None:
    book = shipped_rules(load("2019"))
    for column in ("clause", "text_en", "text_zh", "source", "confidence", "group"):
        assert (book[column] != "").all(), column
    assert set(book["confidence"]) <= {"confirmed", "recalled", "open"}
    skipped = cases["coverage"].set_index("rule")["skipped"].fillna("")
    skipped = skipped[skipped != ""]
    assert set(skipped.index) == {"T-REF-PASTURE", "T-REF-SAND", "T-REF-KARST"}


def test_the_old_scheme_has_its_own_crop_attributes(county, tmp_path) -> None:
    def noted(frame):
        return frame.assign(ZZQK="园木", ZZSXDM=None, ZZSXMC=None)

    patches = county.variant(tmp_path / "DLTB.gpkg", noted)
    made = run(tmp_path, INPUT=patches, SCHEME="plan2018_02", GROUPS=["crop"])["output"]
    cultivated = load("2019").is_cultivated(made["DLBM"])
    assert set(made.loc[cultivated, "ZZSXDM"]) == {"YM"}
    assert made.loc[~cultivated, "ZZSXDM"].isna().all()


def test_layers_around_a_county_are_as_the_rules_want_them() -> None:
    standard, county = load("2019"), make_county(400, seed=SEED, vertices=30.0)
    layers = layers_around(county, standard, SEED)
    ranges = layers["CZCDYD"]
    tagged = county.DLTB[county.DLTB["CZCSXM"].notna()]
    assert ranges.area.sum() == pytest.approx(tagged.area.sum())
    assert (ranges.geometry.interiors.map(len) == 0).all()
    again = layers_around(make_county(400, seed=SEED, vertices=30.0), standard, SEED)
    assert all(layers[name].equals(again[name]) for name in layers)
