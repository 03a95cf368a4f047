"""`land_class_table` through Processing."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import processing
import pytest
import shapely
from osgeo import ogr
from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsVectorLayer
from tuban.tools.files import read_layer, write_geopackage

pytestmark = pytest.mark.usefixtures("tuban_provider")


def patches() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "DLBM": ["0103", "0201K", "0303", "0301", "9999"],
            "TBMJ": [5000.0, 300.33, 700.0, 800.01, 10.0],
            "KCDLBM": ["1203", None, None, None, None],
            "KCMJ": [597.5, None, 0.0, 0.0, 0.0],
            "TBDLMJ": [4402.5, 300.33, 700.0, 800.01, 10.0],
            "ZLDWDM": ["3301011012010000000"] * 3 + ["3301011022010000000"] * 2,
            "ZLDWMC": ["甲村"] * 3 + ["乙村"] * 2,
        },
        geometry=shapely.box(np.arange(5), 0, np.arange(5) + 1, 1),
        crs=4528,
    )


def write(tmp_path: Path, frame: gpd.GeoDataFrame) -> str:
    write_geopackage(tmp_path / "county.gpkg", "DLTB", frame)
    return str(tmp_path / "county.gpkg")


def run(**parameters):
    return processing.run("tuban:land_class_table", parameters)


def test_table_layer_and_workbook(tmp_path):
    result = run(
        INPUT=write(tmp_path, patches()), BY="village", OUTPUT=str(tmp_path / "t.gpkg"), TABLES=str(tmp_path / "t.xlsx")
    )
    layer = QgsVectorLayer(result["OUTPUT"], "t", "ogr")
    assert layer.isValid()
    assert not layer.isSpatial()
    table = read_layer(result["OUTPUT"]).frame
    county = table[table["unit_level"] == "county"].set_index(["class_level", "code"])["area_m2"]
    assert county[(2, "1203")] == 597.5
    assert county[(2, "0201")] == 300.33
    assert county[(1, "00")] == 700.0
    assert county[(1, "?")] == 10.0
    assert result["AREA"] == 6810.34
    assert result["UNBALANCED"] == 0
    assert set(table[table["unit_level"] == "village"]["unit_name"]) == {"甲村", "乙村"}
    workbook = ogr.Open(result["TABLES"])
    names = {workbook.GetLayer(i).GetName() for i in range(workbook.GetLayerCount())}
    assert {"First level", "Second level"} <= names


def test_names_from_the_administrative_areas(tmp_path):
    towns = gpd.GeoDataFrame(
        {"XZQDM": ["330101101", "330101102"], "XZQMC": ["甲镇", "乙镇"]},
        geometry=shapely.box([0, 3], 0, [3, 5], 1),
        crs=4528,
    )
    write_geopackage(tmp_path / "xzq.gpkg", "XZQ", towns)
    result = run(
        INPUT=write(tmp_path, patches()), BY="township", XZQ=str(tmp_path / "xzq.gpkg"), OUTPUT=str(tmp_path / "t.gpkg")
    )
    table = read_layer(result["OUTPUT"]).frame
    assert table[table["unit_level"] == "township"]["unit_name"].unique().tolist() == ["甲镇", "乙镇"]


def test_what_does_not_add_up_is_said(tmp_path):
    frame = patches()
    frame.loc[0, "TBMJ"] += 1.5
    result = run(INPUT=write(tmp_path, frame), OUTPUT=str(tmp_path / "t.gpkg"))
    assert result["UNBALANCED"] == 1
    assert result["AREA"] == 6810.34


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.drop(columns="KCMJ"), "KCMJ"),
        (lambda frame: frame.assign(TBDLMJ=np.nan), "TBDLMJ is empty in 5 patches"),
        (lambda frame: frame.assign(TBMJ="many"), "TBMJ is not a number field"),
    ],
)
def test_unusable_patches_end_in_one_sentence(tmp_path, change, message):
    out = tmp_path / "t.gpkg"
    with pytest.raises(QgsProcessingException, match=message):
        run(INPUT=write(tmp_path, change(patches())), OUTPUT=str(out), TABLES=str(tmp_path / "t.xlsx"))
    assert not out.exists()
    assert not (tmp_path / "t.xlsx").exists()


def test_patches_without_class_area_are_left_out_and_counted(tmp_path):
    frame = patches()
    frame.loc[1, "TBDLMJ"] = np.nan
    feedback = Feedback()
    asked = {"INPUT": write(tmp_path, frame), "OUTPUT": str(tmp_path / "areas.gpkg")}
    result = processing.run("tuban:land_class_table", asked, feedback=feedback)
    assert result["AREA"] == pytest.approx(frame["TBMJ"].sum() - 300.33, abs=0.001)
    assert any("1 patches without TBDLMJ" in text for text in feedback.warnings)


class Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.warnings = []

    def pushWarning(self, text):
        self.warnings.append(text)
