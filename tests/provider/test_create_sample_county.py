"""`create_sample_county` through Processing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import processing
import pytest
import shapely
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsFeedback,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsRasterLayer,
)
from tuban.tools.files import read_layer
from tuban.tools.sample import DEFECT_KINDS, make_county

ID = "tuban:create_sample_county"

pytestmark = pytest.mark.usefixtures("tuban_provider")


def outputs(folder: Path) -> dict:
    layers = {name: str(folder / f"{name}.gpkg") for name in ("DLTB", "XZQ", "CJDCQ", "TRUTH")}
    return {**layers, "DEM": str(folder / "dem.tif")}


def test_outputs_hold_the_county_of_the_engine(tmp_path: Path) -> None:
    asked = {"PATCHES": 500, "DEFECTS": 1, "SEED": 9, "ZONE": 38, "CELL": 25.0}
    result = processing.run(ID, {**asked, **outputs(tmp_path)})
    county = make_county(500, seed=9, defects=1, zone=38, dem_cell=25.0)
    assert result["PATCH_COUNT"] == 500
    assert result["DEFECT_COUNT"] == len(DEFECT_KINDS)
    for name in ("DLTB", "XZQ", "CJDCQ"):
        made, expected = read_layer(result[name]).frame, getattr(county, name)
        assert list(made.columns) == list(expected.columns)
        assert made.crs.to_epsg() == 4526
        shapes = [shapely.get_coordinates(frame.geometry.to_numpy()) for frame in (made, expected)]
        assert np.array_equal(*shapes)
        for column in expected.columns.drop("geometry"):
            pairs = zip(made[column], expected[column])
            assert all(one == two or (pd.isna(one) and pd.isna(two)) for one, two in pairs), column
    raster = gdal.Open(result["DEM"])
    assert raster.GetGeoTransform() == county.dem.geotransform
    assert np.array_equal(raster.ReadAsArray(), county.dem.heights)
    assert QgsRasterLayer(result["DEM"]).crs().authid() == "EPSG:4526"


def test_truth_is_a_layer_of_points_or_a_table(tmp_path: Path) -> None:
    asked = {**outputs(tmp_path), "PATCHES": 500, "DEFECTS": 1}
    expected = make_county(500, defects=1).truth
    points = read_layer(processing.run(ID, asked)["TRUTH"]).frame
    assert set(points.geom_type) == {"Point"}
    assert points["kind"].tolist() == expected["kind"].tolist()
    assert points.geometry.x.tolist() == expected["x"].tolist()
    table = pd.read_csv(processing.run(ID, {**asked, "TRUTH": str(tmp_path / "truth.csv")})["TRUTH"], dtype=str)
    assert list(table.columns) == list(expected.columns)
    assert table["bsm"].tolist() == expected["bsm"].tolist()
    assert np.allclose(table["size"].astype(float), expected["size"], atol=1e-6)


def test_without_defects_and_without_truth(tmp_path: Path) -> None:
    asked = {name: path for name, path in outputs(tmp_path).items() if name != "TRUTH"}
    result = processing.run(ID, {"PATCHES": 300, **asked})
    assert "TRUTH" not in result
    assert result["DEFECT_COUNT"] == 0
    assert set(read_layer(result["DLTB"]).frame.geom_type) == {"Polygon"}


def test_temporary_outputs() -> None:
    names = ("DLTB", "XZQ", "CJDCQ", "TRUTH", "DEM")
    context = QgsProcessingContext()
    asked = {"PATCHES": 300, "DEFECTS": 1, **dict.fromkeys(names, "TEMPORARY_OUTPUT")}
    result = processing.run(ID, asked, context=context)
    layers = {name: QgsProcessingUtils.mapLayerFromString(str(result[name]), context) or result[name] for name in names}
    assert all(layer.isValid() for layer in layers.values() if not isinstance(layer, str))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"PATCHES": 10}, "PATCHES"),
        ({"ZONE": 12}, "ZONE"),
        ({"DEFECTS": 100}, "found room in the county"),
        ({"CELL": 500.0}, "cell of the elevation model"),
        ({"DEM": "dem.asc"}, "must end in .tif"),
    ],
)
def test_bad_input_ends_in_one_sentence_and_writes_nothing(tmp_path: Path, wrong: dict, message: str) -> None:
    if "DEM" in wrong:
        wrong = {"DEM": str(tmp_path / wrong["DEM"])}
    with pytest.raises(QgsProcessingException, match=message) as raised:
        processing.run(ID, {"PATCHES": 500, **outputs(tmp_path), **wrong})
    assert "Traceback" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_cancel_writes_nothing(tmp_path: Path) -> None:
    class Impatient(QgsProcessingFeedback):
        def setProgress(self, percent: float) -> None:
            QgsFeedback.cancel(self)

    processing.run(ID, {"PATCHES": 500, **outputs(tmp_path)}, feedback=Impatient())
    assert list(tmp_path.iterdir()) == []


def test_every_parameter_is_explained() -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById(ID)
    assert algorithm.groupId() == "sample"
    assert all(definition.help() for definition in algorithm.parameterDefinitions())
    assert all(kind in algorithm.shortHelpString() for kind in DEFECT_KINDS)
