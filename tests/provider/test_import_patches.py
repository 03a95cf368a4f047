"""`import_patches`: a shapefile of another make becomes DLTB of a survey database."""

from __future__ import annotations

import importlib
from pathlib import Path

import geopandas as gpd
import processing
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal
from shapely import box
from tuban.processing_provider.field_mapping import FieldMapping
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.standard import load

FIELDS = list(load("2019").fields_of("DLTB")["field"])

pytestmark = pytest.mark.usefixtures("tuban_provider")


class Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.said: list[str] = []

    def pushInfo(self, text):
        self.said.append(text)

    def pushWarning(self, text):
        self.said.append(text)


def old_patches(crs: int = 4528) -> gpd.GeoDataFrame:
    columns = {
        "TBBH": ["1", "２", " 3"],
        "DLDM": ["011", "031", "水田"],
        "QSXZ": ["30", "集体土地所有权", "88"],
        "MIANJI": ["1,000.5", "2亩", "much"],
        "QSDWMC": ["甲村", "乙村 ", "丙村"],
    }
    shapes = [box(40_500_000 + 100 * k, 3_320_000, 40_500_090 + 100 * k, 3_320_100) for k in range(3)]
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)


@pytest.fixture(scope="module")
def shapefile(tmp_path_factory) -> str:
    """In GBK, without the .cpg that would say so."""
    tmp_path = tmp_path_factory.mktemp("old")
    path = tmp_path / "old.shp"
    write_geopackage(tmp_path / "old.gpkg", "old", old_patches())
    source = gdal.OpenEx(str(tmp_path / "old.gpkg"))
    gdal.VectorTranslate(str(path), source, format="ESRI Shapefile", layerCreationOptions=["ENCODING=GBK"])
    path.with_suffix(".cpg").unlink()
    table = path.with_suffix(".dbf")
    raw = table.read_bytes()
    assert "甲村".encode("gbk") in raw
    table.write_bytes(raw[:29] + b"\0" + raw[30:])  # byte 29: the language
    return str(path)


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = str(tmp_path / "county.gpkg")
    processing.run("tuban:create_survey_database", {"CRS": "EPSG:4528", "LAYERS": "DLTB", "DATABASE": path})
    return path


def run(feedback: QgsProcessingFeedback | None = None, **parameters) -> dict:
    return processing.run("tuban:import_patches", parameters, feedback=feedback or Feedback())


def test_a_shapefile_in_gbk_becomes_patches_with_a_report(shapefile: str, tmp_path: Path) -> None:
    feedback = Feedback()
    out, report = str(tmp_path / "out.gpkg"), str(tmp_path / "report.gpkg")
    result = run(feedback, INPUT=shapefile, MAPPING=["TBMJ", "MIANJI"], OUTPUT=out, REPORT=report)
    frame = read_layer(out).frame
    assert list(frame.columns) == [*FIELDS, "geometry"]
    assert frame["DLBM"].tolist() == ["0101", "0301", "0101"]
    assert frame["QSDWMC"].tolist() == ["甲村", "乙村", "丙村"]
    assert frame["QSXZ"].tolist() == ["30", "30", None]
    assert frame["TBMJ"].tolist()[:2] == [1000.5, 1333.33]
    assert frame["TBBH"].tolist() == ["1", "2", "3"]
    assert (result["IMPORTED"], result["AMBIGUOUS"], result["REFUSED"], result["PASSED"]) == (3, 1, 2, False)
    rows = read_layer(report).frame
    assert len(rows) == result["CHANGED"] + result["AMBIGUOUS"] + result["REFUSED"]
    assert rows.loc[rows["outcome"] == "refused", ["field", "before"]].to_numpy().tolist() == [
        ["QSXZ", "88"], ["TBMJ", "much"],
    ]  # fmt: skip
    assert "  DLBM ← DLDM" in feedback.said
    assert "Land classes of the second survey." in feedback.said
    assert any("TBMJ “much” in 1 patches: not a number" in text for text in feedback.said)


def test_the_user_s_mapping_stands_over_the_guess(shapefile: str, tmp_path: Path) -> None:
    out = str(tmp_path / "out.gpkg")
    run(INPUT=shapefile, MAPPING=["DLBM", "", "DLMC", "DLDM"], OUTPUT=out)
    frame = read_layer(out).frame
    assert frame["DLBM"].isna().all()
    assert frame["DLMC"].tolist() == ["011", "031", "水田"]


def test_patches_are_appended_to_a_survey_database_whole_or_not_at_all(
    shapefile: str, database: str, tmp_path: Path
) -> None:
    target = f"{database}|layername=DLTB"
    for times in (1, 2):
        run(INPUT=shapefile, TARGET=target, YEAR=2019)
        held = read_layer(database, "DLTB").frame
        assert len(held) == 3 * times
    assert held[["DLBM", "DLMC", "SJNF", "YSDM"]].iloc[0].tolist() == ["0101", "水田", 2019, "2001010100"]
    assert held.geometry.area.iloc[0] == pytest.approx(9000)
    write_geopackage(tmp_path / "other.gpkg", "DLTB", old_patches(4527))
    with pytest.raises(QgsProcessingException, match="is in EPSG:4528, the patches are in EPSG:4527: reproject"):
        run(INPUT=str(tmp_path / "other.gpkg"), TARGET=target)
    with pytest.raises(QgsProcessingException, match=r"has no field BSM.*append to DLTB of a survey database"):
        run(INPUT=shapefile, TARGET=str(tmp_path / "other.gpkg"))
    assert len(read_layer(database, "DLTB").frame) == 6


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (["TBMJ"], "without partner"),
        (["TBMJ", "NONE"], "no field “NONE” for TBMJ"),
        (["NONE", "TBBH"], "“NONE” is no field of DLTB"),
    ],
)
def test_mappings_that_cannot_be_end_in_one_sentence(shapefile: str, tmp_path: Path, mapping, message) -> None:
    out = tmp_path / "out.gpkg"
    with pytest.raises(QgsProcessingException, match=message):
        run(INPUT=shapefile, MAPPING=mapping, OUTPUT=str(out))
    assert not out.exists()


class ChosenLayer(QObject):
    """The widget of INPUT, as far as others look at it."""

    widgetValueHasChanged = pyqtSignal(object)

    def __init__(self, source: str):
        super().__init__()
        self.source = source

    def parameterDefinition(self):
        return QgsProcessingParameterFeatureSource("INPUT")

    def parameterValue(self):
        return self.source


def test_the_dialog_shows_the_guess_and_takes_corrections(shapefile: str) -> None:
    definition = QgsApplication.processingRegistry().createAlgorithmById("tuban:import_patches")
    wrapper = FieldMapping(definition.parameterDefinition("MAPPING").clone(), None)
    chosen = ChosenLayer("")
    wrapper.postInitialize([chosen])
    table = wrapper.widget
    shown = {table.item(row, 0).text().split()[0]: table.cellWidget(row, 1) for row in range(table.rowCount())}
    assert list(shown) == FIELDS
    assert wrapper.value() == []
    chosen.source = shapefile
    chosen.widgetValueHasChanged.emit(chosen)
    assert {name: box.currentText() for name, box in shown.items() if box.currentText()} == {
        "TBBH": "TBBH", "DLBM": "DLDM", "QSXZ": "QSXZ", "QSDWMC": "QSDWMC",
    }  # fmt: skip
    assert wrapper.value() == []
    shown["TBMJ"].setCurrentText("MIANJI")
    shown["QSXZ"].setCurrentText("")
    assert wrapper.value() == ["QSXZ", "", "TBMJ", "MIANJI"]
    wrapper.setValue(["DLMC", "DLDM"])
    assert shown["DLMC"].currentText() == "DLDM"


def test_the_mapping_has_its_widget() -> None:
    definition = QgsApplication.processingRegistry().createAlgorithmById("tuban:import_patches")
    named = definition.parameterDefinition("MAPPING").metadata()["widget_wrapper"]["class"]
    module, _, name = named.rpartition(".")
    assert getattr(importlib.import_module(module), name) is FieldMapping
