"""States of findings from run to run, through Processing: DATABASE of every check, review_findings, compare_runs."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import geopandas as gpd
import numpy as np
import processing
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from tuban.tests.data.bad_input import is_one_sentence
from tuban.tests.data.county import CHECKED, SOUND, CountyFiles, write_county
from tuban.tools.files import Column, read_layer, write_geopackage
from tuban.tools.quality.findings import COLUMNS
from tuban.tools.quality.store import read_store

pytestmark = pytest.mark.usefixtures("tuban_provider")

UNIQUE = "L-UNQ-01"
CHECKS = sorted(name for name in SOUND if CHECKED.items() <= SOUND[name].outputs.items() and name != "report_findings")


def patches(numbers: str) -> gpd.GeoDataFrame:
    """Squares in a row whose BSM end in these digits: equal digits are faults of rule L-UNQ-01, two at least."""
    x = 40_500_000.0 + 200.0 * np.arange(len(numbers))
    return gpd.GeoDataFrame(
        {"BSM": [f"33010100010000000{digit}" for digit in numbers], "DLBM": "0103"},
        geometry=shapely.box(x, 3_400_000.0, x + 100.0, 3_400_100.0),
        crs=4528,
    )


class Office:
    """A folder where one county is checked again and again."""

    def __init__(self, folder: Path):
        self.folder, self.database = folder, str(folder / "errors.gpkg")

    def layer(self, numbers: str) -> str:
        path = self.folder / "county.gpkg"
        write_geopackage(path, "DLTB", patches(numbers))
        return f"{path}|layername=DLTB"

    def check(self, source, **more):
        asked = {"FINDINGS": "findings.gpkg", "SUMMARY": "summary.json", "REPORT": "report.html"}
        files = {name: str(self.folder / file) for name, file in asked.items()}
        given = {"INPUT": source, "IDS": UNIQUE, "DATABASE": self.database, **files, **more}
        return processing.run("tuban:check_attributes", given)

    def review(self, **given):
        return processing.run("tuban:review_findings", {"DATABASE": self.database, **given})["REVIEWED"]

    def states(self) -> dict[str, list[str]]:
        """Of the store: the last digit of the patch, and the states of its findings."""
        found = read_store(self.database).findings
        return found["state"].groupby(found["feature"].str[-1]).apply(list).to_dict()

    def summary(self):
        return json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))

    def report(self) -> str:
        return (self.folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path)


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("county"))


def selected(layer: QgsVectorLayer, expression: str) -> QgsProcessingFeatureSourceDefinition:
    QgsProject.instance().addMapLayer(layer)
    layer.selectByExpression(expression)
    return QgsProcessingFeatureSourceDefinition(layer.id(), True)


@pytest.fixture(autouse=True)
def _empty_project():
    yield
    QgsProject.instance().removeAllMapLayers()


# ------------------------------------------------------------------------------------------------ run after run


def test_a_fault_is_new_then_fixed_then_reopened(office):
    assert office.check(office.layer("001123"))["ERRORS"] == 4
    assert office.states() == {"0": ["new", "new"], "1": ["new", "new"]}
    result = office.check(office.layer("041123"))
    assert (result["ERRORS"], result["PASSED"]) == (2, False)
    assert office.states() == {"0": ["fixed", "fixed"], "1": ["new", "new"]}
    assert office.summary()["states"] == {"new": 2, "confirmed": 0, "fixed": 2, "exception": 0, "reopened": 0}
    assert len(read_layer(result["FINDINGS"]).frame) == 2
    assert "Fixed: no longer found" in office.report()
    result = office.check(office.layer("001523"))
    assert office.states() == {"0": ["reopened", "reopened"], "1": ["fixed", "fixed"]}
    assert set(read_layer(result["FINDINGS"]).frame["state"]) == {"reopened"}
    assert "Reopened: fixed before, found again" in office.report()
    assert len(read_store(office.database).runs) == 3


def test_exceptions_do_not_count_and_are_listed(office):
    office.check(office.layer("001123"))
    granted = read_store(office.database).findings
    ids = granted.loc[granted["feature"].str.endswith("0"), "id"].tolist()
    decision = {"STATE": "exception", "REASON": "飞地，见批文", "NAME": "李四"}
    assert office.review(IDS=", ".join(ids), **decision) == 2
    result = office.check(office.layer("001123"))
    assert (result["ERRORS"], result["PASSED"]) == (2, False)
    result = office.check(office.layer("001523"))
    assert (result["ERRORS"], result["PASSED"]) == (0, True)
    found = read_layer(result["FINDINGS"]).frame
    assert dict(zip(found["id"], found["state"])) == dict.fromkeys(ids, "exception")
    summary = office.summary()
    assert summary["passed"] is True
    assert summary["counts"] == {"error": 0, "warning": 0, "note": 0, "total": 0, "exception": 2}
    assert [(row["id"], row["reason"], row["name"]) for row in summary["exceptions"]] == [
        (key, "飞地，见批文", "李四") for key in found["id"]
    ]
    assert "飞地，见批文" in office.report()
    assert office.review(RULES=UNIQUE, STATE="new") == 2
    assert office.check(office.layer("001523"))["ERRORS"] == 2
    assert read_store(office.database).exceptions.empty


def test_without_an_error_geopackage_every_finding_is_new(office):
    result = office.check(office.layer("0012"), DATABASE=None)
    assert "DATABASE" not in result
    assert set(read_layer(result["FINDINGS"]).frame["state"]) == {"new"}
    assert not Path(office.database).exists()


def test_other_checks_and_rules_do_not_disturb_each_other(office):
    office.check(office.layer("001123"))
    office.check(office.layer("456789"), IDS="3106-DLBM")
    assert office.states() == {"0": ["new", "new"], "1": ["new", "new"]}
    last = read_store(office.database).runs[-1]
    assert (last["layers"], last["rules"], last["kinds"], last["partial"]) == (
        ["DLTB"], ["3106-DLBM"], ["missing_value"], False,
    )  # fmt: skip
    office.check(office.layer("456789"), SEVERITIES=["note"], IDS="")
    assert office.states() == {"0": ["new", "new"], "1": ["new", "new"]}


def test_a_check_of_a_selection_calls_nothing_fixed(office):
    office.check(office.layer("001123"))
    layer = QgsVectorLayer(office.layer("041123"), "DLTB", "ogr")
    office.check(selected(layer, "$id <= 4"))
    assert office.states() == {"0": ["new", "new"], "1": ["new", "new"]}
    assert read_store(office.database).runs[-1]["partial"] is True
    assert "Only a part of the layer was checked" in office.report()


def test_rules_of_a_province_explain_themselves(office):
    rules = office.folder / "rules.csv"
    rules.write_text(
        "id,layer,kind,severity,scope,condition,text_zh,text_en\nP-1,DLTB,province,note,,0,甲,the province says\n",
        encoding="utf-8",
    )
    office.check(office.layer("01"), RULES=str(rules), IDS="P-1")
    assert "the province says" in office.report()
    book = read_store(office.database).rules.set_index("id")
    assert book.loc["P-1", "text_zh"] == "甲"
    assert UNIQUE in book.index
    office.check(office.layer("01"))
    assert "P-1" in set(read_store(office.database).rules["id"])


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_says_what_it_looked_for(name, county, tmp_path):
    result = processing.run(f"tuban:{name}", {**SOUND[name].given(county), **SOUND[name].asked(tmp_path)})
    held = read_store(result["DATABASE"])
    (run,) = held.runs
    assert run["tool"] == f"tuban:{name}"
    assert run["layers"], "run.layers: the layers that findings of this check name"
    assert run["kinds"] or run["rules"], "run.kinds or run.rules: what this check looked for"
    for column in ("layer", "kind", "rule"):
        names = run[f"{column}s"]
        assert names is None or set(held.findings[column]) <= set(names)


def test_a_check_that_lacks_a_layer_does_not_call_fixed_what_it_cannot_see(county, tmp_path):
    def run(**layers) -> set[str]:
        path = tmp_path / f"{len(layers)}.gpkg"
        processing.run("tuban:check_topology", {"INPUT": county["DLTB"], "DATABASE": str(path), **layers})
        return set(read_store(path).runs[-1]["kinds"])

    everything = run(XZQ=county["XZQ"], CJDCQ=county["CJDCQ"])
    assert everything - run(XZQ=county["XZQ"]) == {"crosses_village"}
    assert everything - run() == {"crosses_village", "outside_county", "uncovered"}


# ------------------------------------------------------------------------------------------------ report_findings


def test_a_report_takes_its_layers_for_all_there_is(office):
    found = office.check(office.layer("001123"))["FINDINGS"]
    other = office.folder / "other"
    other.mkdir()
    fewer = Office(other).check(office.layer("041123"), DATABASE=None)["FINDINGS"]
    given = {"DATABASE": str(office.folder / "report.gpkg"), "SUMMARY": str(office.folder / "s.json")}
    processing.run("tuban:report_findings", {"INPUT": [found], **given})
    result = processing.run("tuban:report_findings", {"INPUT": [fewer], **given})
    assert result["ERRORS"] == 2
    held = read_store(given["DATABASE"]).findings["state"]
    assert held.value_counts().to_dict() == {"new": 2, "fixed": 2}


def test_layers_of_an_error_geopackage_may_be_reported(office):
    office.check(office.layer("001123"))
    office.check(office.layer("041123"))
    layer = f"{office.database}|layername=finding_polygons"
    result = processing.run("tuban:report_findings", {"INPUT": [layer], "FINDINGS": str(office.folder / "f.gpkg")})
    assert result["ERRORS"] == 2
    assert set(read_layer(result["FINDINGS"]).frame["state"]) == {"new"}


def old_layer(path: Path, new: str) -> str:
    """A layer of findings as version 0.1 wrote it."""
    frame = read_layer(new).frame.drop(columns=["width", "state"])
    columns = [Column(name, "real" if name == "measure" else "text") for name in frame.columns if name != "geometry"]
    write_geopackage(path, path.stem, frame, columns)
    return str(path)


def test_layers_of_findings_of_version_0_1_are_still_read(office):
    found = office.check(office.layer("001123"))["FINDINGS"]
    old = old_layer(office.folder / "old.gpkg", found)
    asked = {"FINDINGS": str(office.folder / "f.gpkg"), "REPORT": str(office.folder / "r.html")}
    result = processing.run("tuban:report_findings", {"INPUT": [old], **asked})
    assert result["ERRORS"] == 4
    made = read_layer(result["FINDINGS"]).frame
    assert list(made.columns) == list(COLUMNS)
    assert set(made["state"]) == {"new"}
    numbers = processing.run("tuban:compare_runs", {"BEFORE": old, "AFTER": found})
    assert (numbers["NEW"], numbers["FIXED"], numbers["STILL_THERE"]) == (0, 0, 4)


# ------------------------------------------------------------------------------------------------ review_findings


def test_conditions_must_all_hold(office):
    office.check(office.layer("001123"))
    assert office.review(KINDS=["dup_bsm"], STATE="confirmed") == 4
    assert office.review(KINDS=["dup_bsm", "bad_code"], RULES=f"{UNIQUE} x", STATE="new") == 4
    assert office.review(KINDS=["bad_code"], RULES=UNIQUE, STATE="confirmed") == 0
    assert office.states() == {"0": ["new", "new"], "1": ["new", "new"]}


def test_selected_findings_are_reviewed_in_either_layer(office):
    found = office.check(office.layer("001123"))["FINDINGS"]
    layer = QgsVectorLayer(found, "findings", "ogr")
    assert office.review(FINDINGS=selected(layer, "feature LIKE '%1'"), STATE="confirmed") == 2
    assert office.states() == {"0": ["new", "new"], "1": ["confirmed", "confirmed"]}
    own = QgsVectorLayer(f"{office.database}|layername=finding_polygons", "errors", "ogr")
    granted = {"STATE": "exception", "REASON": "r", "NAME": "n"}
    assert office.review(FINDINGS=selected(own, "feature LIKE '%0'"), **granted) == 2
    assert office.states() == {"0": ["exception"] * 2, "1": ["confirmed"] * 2}
    assert office.review(FINDINGS=selected(own, "false"), STATE="new") == 0


def test_a_fixed_finding_can_only_be_reopened(office):
    office.check(office.layer("001123"))
    office.check(office.layer("041123"))
    said = []

    class Feedback(QgsProcessingFeedback):
        def pushWarning(self, text):
            said.append(text)

    given = {"DATABASE": office.database, "RULES": UNIQUE, "STATE": "confirmed"}
    assert processing.run("tuban:review_findings", given, feedback=Feedback())["REVIEWED"] == 2
    assert said == ["2 findings are fixed and were left so."]
    own = QgsVectorLayer(f"{office.database}|layername=finding_polygons", "errors", "ogr")
    assert office.review(FINDINGS=selected(own, "state = 'fixed'"), STATE="reopened") == 2
    assert office.states() == {"0": ["reopened"] * 2, "1": ["confirmed"] * 2}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"RULES": UNIQUE, "STATE": "exception", "REASON": "r"}, "needs a reason and the name"),
        ({"RULES": UNIQUE, "STATE": "exception", "NAME": "n"}, "needs a reason and the name"),
        ({"STATE": "confirmed"}, "Say which findings are meant"),
        ({"IDS": "0123456789abcdef", "STATE": "confirmed"}, "no finding 0123456789abcdef"),
        ({"RULES": UNIQUE, "DATABASE": "county.gpkg"}, "is not an error GeoPackage"),
        ({"RULES": UNIQUE, "DATABASE": "none.gpkg"}, "There is no file"),
    ],
)
def test_what_cannot_be_reviewed_is_one_sentence(office, given, told):
    office.check(office.layer("001123"))
    if "DATABASE" in given:
        given = {**given, "DATABASE": str(office.folder / given["DATABASE"])}
    before = {path.name: path.read_bytes() for path in office.folder.iterdir()}
    with pytest.raises(QgsProcessingException, match=told) as refused:
        office.review(**given)
    assert is_one_sentence(str(refused.value))
    assert {path.name: path.read_bytes() for path in office.folder.iterdir()} == before


def test_a_check_does_not_write_into_a_file_of_another_kind(office):
    source, other = office.layer("0012"), office.folder / "other.gpkg"
    write_geopackage(other, "roads", patches("01"))
    before = {path.name: path.read_bytes() for path in office.folder.iterdir()}
    with pytest.raises(QgsProcessingException, match="is not an error GeoPackage") as refused:
        office.check(source, DATABASE=str(other))
    assert is_one_sentence(str(refused.value))
    assert {path.name: path.read_bytes() for path in office.folder.iterdir()} == before


def test_a_file_that_is_being_edited_is_left_alone(office, monkeypatch):
    from tuban.tools.quality import lock

    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    source = office.layer("001123")
    office.check(source)
    before = Path(office.database).read_bytes()
    other = sqlite3.connect(office.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for change in (lambda: office.check(source), lambda: office.review(RULES=UNIQUE)):
        with pytest.raises(QgsProcessingException, match="being written or edited") as refused:
            change()
        assert is_one_sentence(str(refused.value))
    other.close()
    assert Path(office.database).read_bytes() == before


def test_a_layer_in_edit_mode_keeps_its_edits(office, monkeypatch):
    """QGIS holds the file open while a layer of it is edited: what is typed there must not be lost."""
    from tuban.tools.quality import lock

    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    source = office.layer("001123")
    office.check(source)
    layer = QgsVectorLayer(f"{office.database}|layername=finding_polygons", "errors", "ogr")
    assert layer.startEditing()
    for feature in layer.getFeatures():
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf("state"), "confirmed")
    with pytest.raises(QgsProcessingException, match="being written or edited"):
        office.check(source)
    assert layer.commitChanges(), layer.commitErrors()
    del layer
    office.check(source)
    assert office.states() == {"0": ["confirmed"] * 2, "1": ["confirmed"] * 2}


def test_a_layer_that_is_only_shown_is_no_hindrance(office):
    source = office.layer("001123")
    office.check(source)
    layer = QgsVectorLayer(f"{office.database}|layername=finding_polygons", "errors", "ogr")
    QgsProject.instance().addMapLayer(layer)
    assert layer.featureCount() == 4
    assert office.review(RULES=UNIQUE, STATE="confirmed") == 4
    office.check(source)
    assert office.states() == {"0": ["confirmed"] * 2, "1": ["confirmed"] * 2}


# ------------------------------------------------------------------------------------------------ compare_runs


def test_layers_and_error_geopackages_are_compared(office):
    later, files = office.folder / "later", {"CHANGES": "c.gpkg", "REPORT": "c.html", "SUMMARY": "c.json"}
    later.mkdir()
    asked = {name: str(office.folder / file) for name, file in files.items()}
    before = office.check(office.layer("001123"))
    after = Office(later).check(office.layer("041122"))
    for first, second in (
        (before["FINDINGS"], after["FINDINGS"]),
        (before["DATABASE"], after["DATABASE"]),
        (f"{before['DATABASE']}|layername=finding_lines", after["FINDINGS"]),
    ):
        result = processing.run("tuban:compare_runs", {"BEFORE": first, "AFTER": second, "TITLE": "某县", **asked})
        assert (result["NEW"], result["FIXED"], result["STILL_THERE"]) == (2, 2, 2)
        made = read_layer(result["CHANGES"]).frame
        assert list(made.columns) == [*COLUMNS[:-1], "change", "geometry"]
        told = made["change"].groupby(made["feature"].str[-1]).apply(set).to_dict()
        assert told == {"0": {"fixed"}, "1": {"still_there"}, "2": {"new"}}
        assert json.loads(Path(asked["SUMMARY"]).read_text(encoding="utf-8"))["kinds"] == {
            "dup_bsm": {"new": 2, "fixed": 2, "still_there": 2}
        }
        assert "某县" in Path(asked["REPORT"]).read_text(encoding="utf-8")


def test_two_states_of_one_error_geopackage_are_compared_by_a_copy(office):
    office.check(office.layer("001123"))
    copy = office.folder / "copy.gpkg"
    copy.write_bytes(Path(office.database).read_bytes())
    office.check(office.layer("041123"))
    result = processing.run("tuban:compare_runs", {"BEFORE": str(copy), "AFTER": office.database})
    assert (result["NEW"], result["FIXED"], result["STILL_THERE"]) == (0, 2, 2)


def test_a_layer_that_holds_no_findings_is_refused(office):
    source = office.layer("0012")
    found = office.check(source)["FINDINGS"]
    with pytest.raises(QgsProcessingException, match="no field id, kind") as refused:
        processing.run("tuban:compare_runs", {"BEFORE": found, "AFTER": source})
    assert is_one_sentence(str(refused.value))


def test_loaded_changes_wear_their_style(office):
    found = office.check(office.layer("0012"))["FINDINGS"]
    processing.runAndLoadResults("tuban:compare_runs", {"BEFORE": found, "AFTER": found, "CHANGES": "TEMPORARY_OUTPUT"})
    (layer,) = QgsProject.instance().mapLayers().values()
    assert layer.renderer().classAttribute() == "change"


def test_the_log_tells_the_changes_by_kind(office):
    found = office.check(office.layer("0012"))["FINDINGS"]
    said = []

    class Feedback(QgsProcessingFeedback):
        def pushInfo(self, text):
            said.append(text)

    algorithm = QgsApplication.processingRegistry().createAlgorithmById("tuban:compare_runs")
    processing.run(algorithm, {"BEFORE": found, "AFTER": found}, feedback=Feedback())
    assert "BSM not unique: 0 new, 0 fixed, 2 still there" in said
