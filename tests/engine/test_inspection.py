"""The check of a whole database: the sound one yields nothing, each violation is found once under its rule."""

from __future__ import annotations

import csv
import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import gdal, ogr
from shapely import box
from tuban.tests.data.database import clean_layers, side_layers, write_database
from tuban.tests.data.database_faults import CONSEQUENCES, SEVERAL, other_faults, patch_faults, structure
from tuban.tools import standard
from tuban.tools.errors import TubanError
from tuban.tools.inspection import (
    Database,
    Settings,
    SurveyLayer,
    inspect,
    layer_code,
    overview_of,
    places_of,
    read_database,
    rule_book,
)
from tuban.tools.inspection.copies import not_proved
from tuban.tools.quality.expansion import database_book

S2019 = standard.load("2019")
RIDGES = S2019.ridge_example[["GDPDJB", "GDLX", "KCXS"]].astype({"GDPDJB": str})
ALONE = {"1101", "3102-type", "3103", "L-STR-01", "L-TOP-14", "L-CMP-05-CJDCQ-ZLDWDM"}
"""Rules about files, and about a table that is empty: below, each by itself."""

TOPOLOGY = ("geometry:", "CJDCQ:", "XZQ:", "CZCDYD:", "XZQJX:", "CJDCQJX:")


def settings(layers) -> Settings:
    return Settings(year=2019, ridges=RIDGES, control={"00": round(float(layers["DLTB"]["TBMJ"].sum()), 2)})


@pytest.fixture(scope="module")
def sound():
    layers = clean_layers(600, 12)
    return {**layers, **side_layers(layers)}


@pytest.fixture(scope="module")
def sound_file(sound, tmp_path_factory) -> str:
    return write_database(tmp_path_factory.mktemp("sound") / "county.gpkg", sound)


@pytest.fixture(scope="module")
def faulty(sound, tmp_path_factory):
    layers = dict(sound)
    limits = settings(layers)
    expected = [*other_faults(layers), *patch_faults(layers), *structure(layers)]
    path = write_database(tmp_path_factory.mktemp("faulty") / "county.gpkg", layers)
    database = read_database(path, S2019)
    return expected, database, inspect(database, S2019, rule_book(S2019), limits)


def in_memory(**layers: gpd.GeoDataFrame) -> Database:
    shapes = {"QSDWDMB": "Table", "XZQJX": "Line", "CJDCQJX": "Line"}
    made = {code: SurveyLayer(code, frame, [], shapes.get(code, "Polygon")) for code, frame in layers.items()}
    return Database("memory", made)


# ------------------------------------------------------------------------------------------------ whole databases


def test_a_sound_database_breaks_no_rule(sound, sound_file):
    run = inspect(read_database(sound_file, S2019), S2019, rule_book(S2019), settings(sound))
    assert run.findings[["rule", "layer", "feature", "message"]].to_numpy().tolist() == []
    assert len(run.ran) > 350


def test_each_violation_is_found_once_under_its_rule(faulty):
    expected, _, run = faulty
    found = run.findings
    missed = []
    for fault in expected:
        hit = found[(found["rule"] == fault.rule) & (found["layer"] == fault.layer)]
        hit = hit if fault.feature is None else hit[hit["feature"] == fault.feature]
        if len(hit) != SEVERAL.get(fault.rule, 1):
            missed.append((fault, len(hit)))
    assert missed == []


def test_nothing_else_is_found(faulty):
    expected, _, run = faulty
    known = {(fault.layer, fault.feature) for fault in expected}
    rules = {(fault.rule, fault.layer) for fault in expected if fault.feature is None}
    rest = run.findings[
        [
            (layer, feature) not in known and (rule, layer) not in rules | set(CONSEQUENCES)
            for layer, feature, rule in zip(*(run.findings[name] for name in ("layer", "feature", "rule")))
        ]
    ]
    assert rest[["rule", "layer", "feature"]].to_numpy().tolist() == []


def test_every_rule_that_ran_has_a_violation(faulty):
    """But for topology, whose examples follow, and rules written out field by field, of which some stand for all."""
    expected, _, run = faulty
    checks = rule_book(S2019).rules["check"]
    alone = ALONE
    written_out = {name.partition(":")[0] for name in S2019.database_rules.index if ":" in name}
    faulted = {fault.rule for fault in expected} | alone
    left = [
        name
        for name in run.ran
        if name not in faulted
        and not checks[name].startswith(TOPOLOGY)
        and not any(name.startswith(f"{home}-") for home in written_out)
    ]
    assert left == []
    assert {home for home in written_out if not any(rule.startswith(home) for rule in faulted)} <= {"L-UPD-19"}


TOPOLOGICAL = rule_book(S2019).rules.loc[lambda rules: rules["check"].str.startswith(TOPOLOGY), ["layer", "kind"]]
OF_SEAMS = {"seam_gap", "seam_overlap", "seam_vertex", "linear_break", "class_break", "attribute_break"}
OTHERWISE = {
    "L-TOP-11": "needs the county outline as it was issued: tests/engine/test_topology_cover.py",
    "4301-06h": "a hole is seen only where no layer lies above the patches, and then it is the edge of the county",
    "4301-13b": "what no patch covers is told once, of the county",
    **dict.fromkeys(TOPOLOGICAL.index[TOPOLOGICAL["kind"].isin(OF_SEAMS)], "needs a neighbouring county"),
}
"""Rules of topology that no database of one county breaks."""

LINE_CROSSES = {
    "before": "LINESTRING (50 0, 70 40, 30 40, 70 20, 90 20, 90 55, 50 60)",
    "after": "LINESTRING (50 0, 50 60)",
}
"""The line between two areas, across itself."""


def example_of(rule: str, stage: str) -> dict[str, gpd.GeoDataFrame]:
    """The example of a rule's kind as layers; of another layer's kind with its features in the rule's layer."""
    layer, kind = TOPOLOGICAL.loc[rule]
    shown = kind if rule not in ("L-TOP-18-XZQJX", "L-TOP-18-CJDCQJX") else "missing_line"
    rows = S2019.kind_examples[S2019.kind_examples["kind"] == shown]
    own = rows.loc[rows["stage"] != "both", "layer"].iloc[0]
    rows = rows[rows["stage"].isin([stage, "both"]) & (rows["layer"] != "DIVIDERS")]
    if shown != kind:
        crossing = {"kind": kind, "layer": own, "name": "L3", "fields": "", "wkt": LINE_CROSSES[stage]}
        rows = pd.concat([rows[rows["name"] != "L3"], pd.DataFrame([crossing])])
    names = {} if layer in set(rows["layer"]) else {own: layer}
    if layer.startswith("XZQ"):
        names = {"CJDCQ": "XZQ", "CJDCQJX": "XZQJX"} | ({"XZQ": "XZQ", "DLTB": "CJDCQ"} if own == "DLTB" else {})
        names = {"DLTB": "XZQ"} if kind == "overlap" else names
    if layer == "CZCDYD" and kind == "off_boundary":
        names = {"CJDCQ": "DLTB", "CJDCQJX": ""}
    frames = {names.get(str(code), str(code)): example(group) for code, group in rows.groupby("layer")}
    if layer == "CZCDYD" and kind == "off_boundary":
        edge = {"before": 60, "after": 50}[stage]
        frames["CZCDYD"] = gpd.GeoDataFrame({"BSM": ["S"]}, geometry=[box(0, 0, edge, 60)])
    if kind == "overlap" and layer != "DLTB":  # one layer alone covers nothing
        frames["DLTB"] = example_of("4301-05", "after")["DLTB"]
    return {code: frame for code, frame in frames.items() if code}


@pytest.mark.parametrize("rule", [rule for rule in TOPOLOGICAL.index if rule not in OTHERWISE])
def test_each_fault_of_topology_is_found_once_and_not_in_the_clean_twin(rule):
    layer, kind = TOPOLOGICAL.loc[rule]
    for stage, count in (("before", 1), ("after", 0)):
        found = inspect(in_memory(**example_of(rule, stage)), S2019, rule_book(S2019)).findings
        of_kind = found[(found["kind"] == kind) & (found["layer"] == layer)]
        assert of_kind["rule"].tolist() == [rule] * count, stage


def example(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    shapes = [shapely.from_wkt(text) if text else None for text in rows["wkt"]]
    given = [dict(field.split("=") for field in text.split()) for text in rows["fields"]]
    values = [{"BSM": name, **fields} for name, fields in zip(rows["name"], given)]
    return gpd.GeoDataFrame(values, geometry=shapes)


def test_every_active_rule_of_the_book_has_a_violation(faulty):
    """A rule of the book that is neither the same as others nor gives a reason why it is not checked."""
    book = S2019.book
    active = book.index[(book["reason_en"] == "") & (book["same_as"] == "")]
    violated = {fault.rule for fault in faulty[0]} | ALONE | set(TOPOLOGICAL.index)
    assert set(active) - set(S2019.home_rules(violated)) == set()
    assert len(active) > 120
    only_elsewhere = {"L-TOP-11", "L-TOP-12"}
    found_here = S2019.home_rules(violated - set(OTHERWISE))
    assert set(active) - set(found_here) == only_elsewhere


def test_villages_that_the_table_of_owners_lacks(sound):
    owners = sound["QSDWDMB"].iloc[:0]
    run = inspect(in_memory(CJDCQ=sound["CJDCQ"], QSDWDMB=owners), S2019, rule_book(S2019))
    assert (run.findings["rule"] == "L-CMP-05-CJDCQ-ZLDWDM").sum() == len(sound["CJDCQ"])


# ------------------------------------------------------------------------------------------------ files


def test_types_and_lengths_and_curves_of_a_file(tmp_path):
    path = tmp_path / "county.gpkg"
    dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0)
    layer = dataset.CreateLayer("dltb", geom_type=ogr.wkbCurvePolygon)
    for name, kind, width in (("bsm", ogr.OFTString, 20), ("TBMJ", ogr.OFTString, 15), ("DLBM", ogr.OFTString, 5)):
        definition = ogr.FieldDefn(name, kind)
        definition.SetWidth(width)
        layer.CreateField(definition)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("CURVEPOLYGON (CIRCULARSTRING (0 0, 10 10, 20 0, 10 -10, 0 0))"))
    layer.CreateFeature(feature)
    dataset.CreateLayer("XZQ", geom_type=ogr.wkbPoint)
    del feature, layer, dataset
    database = read_database(path, S2019)
    assert database.layers["DLTB"].frame.geometry.area.iloc[0] == pytest.approx(314.159, rel=1e-3)
    found = inspect(database, S2019, rule_book(S2019)).findings
    by_rule = found.groupby("rule")["feature"].agg(list)
    assert by_rule["3102-type"] == ["TBMJ"]
    assert by_rule["3103"] == ["BSM"]
    assert "L-TOP-14" in by_rule
    assert found.loc[found["rule"] == "L-STR-01", "layer"].tolist() == ["XZQ"]
    assert "BSM" not in set(
        found.loc[(found["rule"] == "3102-missing") & (found["layer"] == "DLTB"), "feature"]
    )  # the file spells it in small letters


def test_a_layer_that_cannot_be_read_is_told_and_the_rest_is_checked(tmp_path, sound):
    folder = tmp_path / "county"
    folder.mkdir()
    sound["XZQ"].to_file(folder / "XZQ.shp")
    for ending in ("shp", "shx"):
        (folder / f"DLTB.{ending}").write_bytes(b"no shapefile at all")
    database = read_database(folder, S2019)
    assert set(database.layers) == {"XZQ"}
    found = inspect(database, S2019, rule_book(S2019)).findings
    assert found.loc[found["rule"] == "1101", "layer"].tolist() == ["DLTB"]


def test_a_geodatabase_is_read_as_well(tmp_path, sound_file):
    path = str(tmp_path / "county.gdb")
    if gdal.GetDriverByName("OpenFileGDB").GetMetadataItem(gdal.DCAP_CREATE) != "YES":
        pytest.skip("this GDAL cannot write File Geodatabases")
    gdal.VectorTranslate(path, sound_file, format="OpenFileGDB")
    database = read_database(path, S2019)
    assert len(database.layers["DLTB"].frame) == 600
    run = inspect(database, S2019, rule_book(S2019))
    assert set(run.findings["rule"]) <= {"3102-missing", "3102-type", "3103", "L-STR-01"}


def test_what_is_no_database_is_refused(tmp_path):
    with pytest.raises(TubanError, match="does not exist"):
        read_database(tmp_path / "none.gpkg", S2019)
    (tmp_path / "empty").mkdir()
    with pytest.raises(TubanError, match="no layer of the standard"):
        read_database(tmp_path / "empty", S2019)
    (tmp_path / "text.gpkg").write_text("no database")
    with pytest.raises(TubanError, match="cannot be opened"):
        read_database(tmp_path / "text.gpkg", S2019)


@pytest.mark.parametrize(
    ("name", "code"),
    [("DLTB", "DLTB"), ("dltb_2019", "DLTB"), ("地类图斑", "DLTB"), ("XZQJX", "XZQJX"), ("roads", ""), ("DLTBX", "")],
)
def test_layers_are_known_by_their_names(name, code):
    assert layer_code(name, S2019) == code


# ------------------------------------------------------------------------------------------------ the rule book


def test_the_book_has_every_rule_of_the_list(shared):
    with (shared / "standards" / "qc_rules.csv").open(encoding="utf-8") as file:
        assert [row["rule_id"] for row in csv.DictReader(file)] == S2019.book.index.tolist()


@pytest.mark.parametrize("edition", standard.editions())
def test_each_rule_is_checked_or_says_why_not(edition):
    book = standard.load(edition)
    owned = set(book.home_rules(book.all_rules.index))
    for name, row in book.book.iterrows():
        assert name in owned or row["same_as"] or (row["reason_zh"] and row["reason_en"]), name
    assert len(book.book) == 185
    written = database_book(book)
    assert written.index.is_unique
    assert written.loc[written["check"].isin(["sql", "equal"]), "condition"].ne("").all()


def test_editions_differ_where_they_should():
    plan, final, yearly = (standard.load(name) for name in ("2018", "2019", "yearly"))
    crops = {name: set(book.code_lists.loc[book.code_lists["list"] == "ZZSXDM", "code"]) for name, book in
             (("2018", plan), ("2019", final), ("yearly", yearly))}  # fmt: skip
    assert "GZ" in crops["2018"] - crops["2019"]
    assert "LS" in crops["2019"] - crops["2018"]
    assert "JZTZ" in crops["yearly"] - crops["2019"]
    assert "1208" in yearly.leaf_codes - final.leaf_codes
    assert yearly.layers.loc["DLTBGX", "mandatory"] == "M"
    assert final.layers.loc["DLTBGX", "mandatory"] == "C"
    assert "L-UPD-04" in yearly.database_rules.index
    assert "L-UPD-04" not in final.database_rules.index


def test_the_states_of_the_rules_and_the_scores(faulty):
    _, database, run = faulty
    book = rule_book(S2019)
    places = places_of(run.findings, database)
    overview = overview_of(run.findings, places, database, S2019, book, run)
    states = overview.states
    assert len(states) == 185
    assert states.loc["L-LOG-06", ["state", "count"]].tolist() == ["broken", 1]
    assert states.loc["4301-02", "state"] == "held"
    assert states.loc["L-VCT-01", "state"] == "not_yet"
    assert states.loc["L-VCT-01", "reason"]
    assert states.loc["L-TOP-12", "state"] == "not_asked"
    assert states.loc["L-UPD-04", "state"] == "not_yet"
    assert (overview.categories["score"].dropna() < 100).any()
    assert overview.categories["error"].sum() == (run.findings["severity"] == "error").sum()
    assert overview.townships["error"].sum() == (run.findings["severity"] == "error").sum()
    assert set(overview.townships["code"]) >= {"330999100", "330999101"}


# ------------------------------------------------------------------------------------------------ a province's file


def province(tmp_path, text: str) -> str:
    path = tmp_path / "province.csv"
    path.write_text("id,layer,kind,severity,scope,condition,tolerance,text_zh,text_en\n" + text, encoding="utf-8")
    return str(path)


def test_a_province_switches_off_changes_and_adds(tmp_path, faulty):
    _, database, _ = faulty
    text = "L-LOG-06,,,off,,,,,\n5101,,,note,,,,,\nP-1,CZCDYD,province_rule,warning,,CZCMJ>1000000,,,\n"
    book = rule_book(S2019, province(tmp_path, text))
    run = inspect(database, S2019, book, Settings(with_topology=False))
    found = run.findings
    assert "L-LOG-06" not in set(found["rule"])
    assert found.loc[found["rule"] == "5101", "severity"].tolist() == ["note"]
    assert (found["rule"] == "P-1").sum() > 0
    overview = overview_of(found, places_of(found, database), database, S2019, book, run)
    assert overview.states.loc["L-LOG-06", "reason"] == "switched off by the rule file"


HOSTILE = {
    "ATTACH DATABASE 'x.db' AS x": "syntax error",
    "(SELECT 1 FROM pragma_table_info('DLTB'))": "prohibited|not authorized|no such table",
    "load_extension('evil')": "not authorized|no such function",
    "(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c) SELECT max(n) FROM c)>0": "not authorized",
    "NO_SUCH_FIELD=1": "no such column: NO_SUCH_FIELD",
    "(SELECT count(*) FROM DLTB a, DLTB b, DLTB c, DLTB d)>0": "takes too long",
}


@pytest.mark.parametrize("condition", HOSTILE)
def test_a_hostile_or_broken_rule_is_named_within_five_seconds(condition, tmp_path, sound, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = province(tmp_path, f'P-9,DLTB,bad,error,,"{condition}",,,\n')
    before = time.monotonic()
    with pytest.raises(TubanError, match=f"P-9.*({HOSTILE[condition]})"):
        inspect(in_memory(DLTB=sound["DLTB"]), S2019, rule_book(S2019, path), Settings(with_topology=False))
    assert time.monotonic() - before < 5.0
    assert [file.name for file in tmp_path.iterdir()] == ["province.csv"]


def test_minimum_areas_of_a_province(tmp_path):
    """C11, C13: a finer limit for built land, a coarser one for unused land in a desert region."""
    frame = gpd.GeoDataFrame(
        {"BSM": ["a", "b", "c"], "DLBM": ["0702", "0702", "1205"]},
        geometry=[box(0, 0, 10, 15), box(20, 0, 30, 9), box(40, 0, 75, 40)],
    )
    path = province(tmp_path, "L-TOP-07:built,,,,,,100,,\nL-TOP-07:desert,,,,,,1500,,\n")
    for book, small in ((rule_book(S2019), {"a", "b"}), (rule_book(S2019, path), {"b", "c"})):
        found = inspect(in_memory(DLTB=frame), S2019, book).findings
        assert set(found.loc[found["rule"] == "L-TOP-07", "feature"]) == small
    with pytest.raises(TubanError, match="only make it finer than 200"):  # C14
        rule_book(S2019, province(tmp_path, "L-TOP-07:built,,,,,,500,,\n"))


def test_copies_of_patches_need_no_look_but_what_is_drawn_twice_does(sound):
    patches, fields = sound["DLTB"].geometry.to_numpy(), sound["GDDB"].geometry.to_numpy()
    assert len(not_proved(fields, patches)) == 0
    moved = fields.copy()
    moved[3] = shapely.transform(moved[3], lambda xy: xy + 0.01)
    looked_at = set(not_proved(moved, patches).tolist())
    assert 3 in looked_at
    assert looked_at == set(shapely.STRtree(moved).query(moved[3]).tolist())
    twice = np.append(fields, fields[5])
    assert {5, len(fields)} <= set(not_proved(twice, patches).tolist())
    database = in_memory(DLTB=sound["DLTB"], GDDB=sound["GDDB"].assign(geometry=moved))
    found = inspect(database, S2019, rule_book(S2019)).findings
    assert ((found["rule"] == "4301-15") & (found["layer"] == "GDDB")).any()
