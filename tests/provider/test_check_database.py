"""The check of a whole database through Processing: its outputs, its inputs, its list to work through."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import processing
import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer
from tuban.tests.data.database import clean_layers, write_database

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module")
def layers():
    return clean_layers(300, 6)


@pytest.fixture(scope="module")
def sound(layers, tmp_path_factory) -> str:
    return write_database(tmp_path_factory.mktemp("sound") / "county.gpkg", layers)


@pytest.fixture(scope="module")
def faulty(layers, tmp_path_factory) -> str:
    changed = dict(layers)
    patches = changed["DLTB"] = changed["DLTB"].copy()
    patches.loc[patches.index[3], "QSXZ"] = "<img src=x onerror=alert(1)>"[:2]
    patches.loc[patches.index[4], "DLMC"] = "<img src=x onerror=alert(1)>"
    patches.loc[patches.index[5], "TBBH"] = "=1+1"
    patches.loc[patches.index[6], "DLBM"] = "0199"
    del changed["QSDWDMB"]
    return write_database(tmp_path_factory.mktemp("faulty") / "county.gpkg", changed)


def outputs(folder: Path) -> dict[str, str]:
    names = {"FINDINGS": "gpkg", "REPORT": "html", "SUMMARY": "json", "DATABASE": "gpkg", "LIST": "xlsx"}
    return {name: str(folder / f"{name.lower()}.{ending}") for name, ending in names.items()}


def test_findings_report_summary_and_list(faulty, tmp_path):
    made = outputs(tmp_path)
    results = processing.run("tuban:check_database", {"INPUT": faulty, **made})
    assert results["PASSED"] is False
    assert results["RULES_BROKEN"] >= 3
    found = gpd.read_file(made["FINDINGS"])
    assert {"L-ATT-02", "L-ATT-01a", "L-ATT-01b", "3101"} <= set(found["rule"])
    assert (found["severity"] == "error").sum() == results["ERRORS"]
    page = Path(made["REPORT"]).read_text(encoding="utf-8")
    assert "<img src=x" not in page
    assert "(Clause local)" not in page, "a rule of our own has no clause"
    assert "&lt;img src=x" in page
    assert page.count('class="key">L-VCT-0') == 7  # the whole book is listed, with its states
    summary = json.loads(Path(made["SUMMARY"]).read_text(encoding="utf-8"))
    assert len(summary["rule_book"]) == 185
    assert {row["state"] for row in summary["rule_book"]} == {"held", "broken", "not_asked", "not_yet"}
    assert sum(row["error"] for row in summary["townships"]) == results["ERRORS"]
    assert any(row["score"] and row["score"] < 100 for row in summary["categories"])
    with zipfile.ZipFile(made["LIST"]) as book:
        assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) >= 2
        assert not any(b"<f>" in book.read(name) for name in book.namelist())  # =1+1 is a text


def test_a_folder_of_shapefiles_and_layers_of_the_project(sound, layers, tmp_path):
    folder = tmp_path / "shapes"
    folder.mkdir()
    for code in ("XZQ", "CJDCQ"):
        layers[code].to_file(folder / f"{code}.shp", encoding="GBK")
    patches = QgsVectorLayer(f"{sound}|layername=DLTB", "地类图斑", "ogr")
    results = processing.run("tuban:check_database", {"FOLDER": str(folder), "LAYERS": [patches], "TOPOLOGY": False})
    assert results["RULES_ASKED"] > 60


def test_a_list_by_person(faulty, tmp_path):
    persons = tmp_path / "persons.csv"
    persons.write_text("code,person\n330999,张三\n330999100201,李四\n", encoding="gbk")
    made = str(tmp_path / "list.xlsx")
    given = {"INPUT": faulty, "SPLIT": "person", "TOPOLOGY": False, "LIST": made}
    with pytest.raises(QgsProcessingException, match="needs the file PERSONS"):
        processing.run("tuban:check_database", given)
    processing.run("tuban:check_database", {**given, "PERSONS": str(persons)})
    with zipfile.ZipFile(made) as book:
        assert "张三" in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Give the database"),
        ({"INPUT": "/no/such.gpkg"}, "does not exist"),
        ({"LAYERS": ["roads"]}, "no layer of the standard"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_one_sentence(given, message, sound):
    if "LAYERS" in given:
        given = {"LAYERS": [QgsVectorLayer(f"{sound}|layername=QSDWDMB", name, "ogr") for name in given["LAYERS"]]}
        given["LAYERS"][0] = QgsVectorLayer("Polygon?crs=EPSG:4528", "roads", "memory")
    with pytest.raises(QgsProcessingException, match=message) as refusal:
        processing.run("tuban:check_database", given)
    assert "\n" not in str(refusal.value).strip()


def test_explain_patch_by_identifier_and_by_selection(faulty):
    layer = f"{faulty}|layername=DLTB"
    key = gpd.read_file(faulty, layer="DLTB")["BSM"].iloc[6]
    results = processing.run("tuban:explain_patch", {"INPUT": layer, "PATCH": key})
    assert (results["FEATURE"], results["BROKEN"] > 0) == (key, True)
    with pytest.raises(QgsProcessingException, match="has no patch nobody"):
        processing.run("tuban:explain_patch", {"INPUT": layer, "PATCH": "nobody"})
    with pytest.raises(QgsProcessingException, match="Give the identifier of one patch"):
        processing.run("tuban:explain_patch", {"INPUT": layer})
