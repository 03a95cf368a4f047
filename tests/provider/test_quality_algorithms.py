"""`check_attributes` and `report_findings` through Processing."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import processing
import pytest
import shapely
from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer
from tuban.tools.area import ellipsoidal_areas
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.quality.findings import COLUMNS
from tuban.tools.quality.rules import AREA_SHARE
from tuban.tools.quality.store import read_store

pytestmark = pytest.mark.usefixtures("tuban_provider")


def patches(**columns) -> gpd.GeoDataFrame:
    x = 40_500_000.0 + 200.0 * np.arange(6)
    squares = shapely.box(x, 3_400_000.0, x + 100.0, 3_400_100.0)
    area = ellipsoidal_areas(squares, 4528)
    frame = gpd.GeoDataFrame(
        {
            "BSM": [f"3301010001{i:08d}" for i in range(6)], "YSDM": "2001010100",
            "TBBH": [f"{i + 1:04d}" for i in range(6)], "DLBM": "0103", "DLMC": "旱地", "QSXZ": "30",
            "QSDWDM": "3301011012010000000", "QSDWMC": "甲村", "ZLDWDM": "3301011012010000000", "ZLDWMC": "甲村",
            "TBMJ": area, "KCDLBM": None, "KCXS": 0.0, "KCMJ": 0.0, "TBDLMJ": area, "GDLX": None, "GDPDJB": "1",
            "XZDWKD": np.nan, "TBXHDM": None, "TBXHMC": None, "ZZSXDM": "LS", "ZZSXMC": "种植粮食作物", "GDDB": 6,
            "FRDBS": "0", "CZCSXM": None, "SJNF": 2019, "MSSM": "00", "HDMC": None,
        },
        geometry=squares, crs=4528,
    )  # fmt: skip
    for name, values in columns.items():
        frame[name] = values
    return frame


def written(tmp_path: Path, **columns) -> str:
    path = tmp_path / "county.gpkg"
    write_geopackage(path, "DLTB", patches(**columns))
    return f"{path}|layername=DLTB"


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    area = patches()["TBMJ"].to_numpy()
    return written(
        tmp_path,
        DLBM=["0103", "<b>9</b>", "0103", "0103", "0103", "0103"],
        DLMC=["旱地", "<script>alert(1)</script>", "旱地", "旱地", "旱地", "旱地"],
        BSM=[f"33010100010000000{digit}" for digit in (0, 1, 2, 3, 3, 5)],
        TBMJ=area + np.array([0, 0, 0, 0, 0, 50.0]),
        TBDLMJ=area + np.array([0, 0, 0, 0, 0, 50.0]),
    )


def check(source, tmp_path: Path, **more):
    asked = {"FINDINGS": str(tmp_path / "findings.gpkg"), "REPORT": str(tmp_path / "report.html")}
    return processing.run("tuban:check_attributes", {"INPUT": source, **asked, **more})


def test_known_faults_are_found_and_nothing_else(faulty, tmp_path):
    result = check(faulty, tmp_path, SUMMARY=str(tmp_path / "summary.json"))
    found = read_layer(result["FINDINGS"]).frame
    assert list(found.columns) == list(COLUMNS)
    # The attributes of a cultivated patch hang in the air where its class is unknown.
    assert set(found["kind"]) >= {"bad_code", "dup_bsm", "wrong_area"}
    kinds = found["kind"].value_counts()
    assert [kinds["bad_code"], kinds["dup_bsm"], kinds["wrong_area"]] == [1, 2, 1]
    assert result["PASSED"] is False
    assert result["ERRORS"] == int((found["severity"] == "error").sum())
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["kinds"]["wrong_area"]["measures"]["m2"]["sum"] == 50.0
    assert summary["run"]["tool"] == "tuban:check_attributes"
    assert summary["run"]["counts"]["DLTB"] == 6
    assert summary["run"]["tolerances"] == {"AREA_SHARE": AREA_SHARE}
    assert "<script>" not in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_patches_without_fault_pass(tmp_path):
    result = check(written(tmp_path), tmp_path)
    assert (result["ERRORS"], result["WARNINGS"], result["NOTES"], result["PASSED"]) == (0, 0, 0, True)
    assert len(read_layer(result["FINDINGS"]).frame) == 0


def test_rules_by_severity_id_and_tolerance(faulty, tmp_path):
    assert check(faulty, tmp_path, IDS="L-UNQ-01, L-ATT-02")["ERRORS"] == 2
    assert check(faulty, tmp_path, SEVERITIES=["note"], IDS="")["ERRORS"] == 0
    assert check(faulty, tmp_path, IDS="L-ARE-01")["ERRORS"] == 1
    assert check(faulty, tmp_path, IDS="L-ARE-01", AREA_TOLERANCE=60)["ERRORS"] == 0
    assert check(faulty, tmp_path, IDS="L-ARE-01", AREA_SHARE=0.01)["ERRORS"] == 0
    with pytest.raises(QgsProcessingException, match="NOPE"):
        check(faulty, tmp_path, IDS="NOPE")


def test_a_province_adds_rules(faulty, tmp_path):
    rules = tmp_path / "rules.csv"
    rules.write_text(
        "id,layer,kind,severity,scope,condition,text_zh,text_en\nP-1,DLTB,province,note,,TBBH <> '0002',a,no {TBBH}\n",
        encoding="utf-8",
    )
    result = check(faulty, tmp_path, RULES=str(rules), IDS="P-1")
    assert result["NOTES"] == 1
    assert result["PASSED"] is True
    assert read_layer(result["FINDINGS"]).frame["message"].tolist() == ["no 0002"]


@pytest.mark.parametrize(
    "condition",
    ["1; DROP TABLE DLTB", "TBMJ >", "(SELECT count(*) FROM sqlite_master) = 0", "load_extension('x') IS NULL"],
)
def test_a_hostile_rule_file_ends_in_one_sentence(faulty, tmp_path, condition):
    rules = tmp_path / "rules.csv"
    rules.write_text(f"id,layer,kind,severity,condition\nX-9,DLTB,k,error,{condition}\n", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="X-9"):
        check(faulty, tmp_path, RULES=str(rules))
    assert not (tmp_path / "findings.gpkg").exists()
    assert not (tmp_path / "report.html").exists()


def test_a_layer_of_something_else_is_refused(tmp_path):
    path = tmp_path / "roads.gpkg"
    write_geopackage(path, "roads", gpd.GeoDataFrame({"name": ["x"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4528))
    with pytest.raises(QgsProcessingException, match="no field DLBM"):
        check(str(path), tmp_path)


def test_missing_fields_are_skipped_and_listed(tmp_path):
    path = tmp_path / "county.gpkg"
    write_geopackage(path, "DLTB", patches().drop(columns=["GDLX"]))
    result = check(str(path), tmp_path)
    assert result["PASSED"] is True
    assert "GDLX" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_selected_patches_only(faulty, tmp_path):
    from qgis.core import QgsProcessingFeatureSourceDefinition, QgsProject

    layer = QgsVectorLayer(faulty, "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByExpression("\"TBBH\" = '0001'")
    result = check(QgsProcessingFeatureSourceDefinition(layer.id(), True), tmp_path)
    assert result["PASSED"] is True
    QgsProject.instance().removeMapLayer(layer.id())


def test_cancel(faulty, tmp_path):
    class Cancelled(QgsProcessingFeedback):
        def isCanceled(self):
            return True

    asked = {"INPUT": faulty, "FINDINGS": str(tmp_path / "findings.gpkg")}
    assert not processing.run("tuban:check_attributes", asked, feedback=Cancelled()).get("FINDINGS")
    assert not (tmp_path / "findings.gpkg").exists()


# ------------------------------------------------------------------------------------------------ report_findings


def report(tmp_path: Path, layers, **more):
    files = {"REPORT": "r.html", "SUMMARY": "s.json", "DATABASE": "errors.gpkg", "MAP": "map.png"}
    asked = {name: str(tmp_path / file) for name, file in files.items()}
    return processing.run("tuban:report_findings", {"INPUT": layers, **asked, **more})


def test_report_of_several_layers(faulty, tmp_path):
    first = check(faulty, tmp_path, IDS="L-UNQ-01")["FINDINGS"]
    second = tmp_path / "more"
    second.mkdir()
    other = check(faulty, second, IDS="L-UNQ-01 L-ATT-01a L-ARE-01")["FINDINGS"]
    result = report(tmp_path, [first, other], DLTB=faulty, TITLE="某县")
    assert result["ERRORS"] == 4  # two of the six are in both layers
    assert result["PASSED"] is False
    held = read_store(result["DATABASE"])
    assert len(held.findings) == 4
    assert set(held.findings["state"]) == {"new"}
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "某县" in page
    assert "data:image/png;base64," in page
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["counts"]["error"] == 4
    again = report(tmp_path, [first, other])
    assert len(read_store(again["DATABASE"]).runs) == 2


def test_report_of_nothing_found_passes(tmp_path):
    layer = check(written(tmp_path), tmp_path)["FINDINGS"]
    result = report(tmp_path, [layer])
    assert result["PASSED"] is True
    assert (result["ERRORS"], result["WARNINGS"], result["NOTES"]) == (0, 0, 0)


def test_a_layer_that_holds_no_findings_is_refused(faulty, tmp_path):
    with pytest.raises(QgsProcessingException, match="severity"):
        report(tmp_path, [faulty])
    assert not (tmp_path / "r.html").exists()


def test_the_county_itself_is_not_overwritten_by_the_error_file(faulty, tmp_path):
    layer = check(faulty, tmp_path)["FINDINGS"]
    county = faulty.split("|")[0]
    before = Path(county).read_bytes()
    with pytest.raises(QgsProcessingException, match="not an error GeoPackage"):
        report(tmp_path, [layer], DATABASE=county)
    assert Path(county).read_bytes() == before
