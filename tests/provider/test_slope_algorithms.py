"""`assign_slope_grade` and `deduct_ridges` through Processing."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import processing
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProcessingException
from shapely import box
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.slope import fractions_available, slope_of_dem

WEST, NORTH = 40_500_000.0, 3_320_000.0
RIDGES = "GDPDJB,GDLX,KCXS\n2,TT,6.8\n2,PD,3.4\n3,TT,11.95\n4,TT,10\n"

needs_fractions = pytest.mark.skipif(not fractions_available(), reason="needs exactextract")

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture
def patches(tmp_path: Path) -> str:
    """Two fields, an orchard and a field beside all slope data, 100 m squares from west to east."""
    squares = [box(WEST + x, NORTH - 100, WEST + x + 100, NORTH) for x in (0, 100, 200, 900)]
    columns = {
        "BSM": ["A", "B", "C", "D"],
        "DLBM": ["0103", "0101", "0201", "0103"],
        "TBMJ": [1000.05, 5000.0, 100.0, 10.0],
        "GDPDJB": [None, "5", "2", None],
        "GDLX": ["TT", "TT", "PD", None],
    }
    write_geopackage(tmp_path / "dltb.gpkg", "DLTB", gpd.GeoDataFrame(columns, geometry=squares, crs=4528))
    return str(tmp_path / "dltb.gpkg")


@pytest.fixture
def slope_map(tmp_path: Path) -> str:
    zones = [box(WEST, NORTH - 100, WEST + 160, NORTH), box(WEST + 160, NORTH - 100, WEST + 300, NORTH)]
    write_geopackage(
        tmp_path / "pdt.gpkg", "PDT", gpd.GeoDataFrame({"PDJB": ["4", "3"]}, geometry=zones, crs=4528)
    )
    return str(tmp_path / "pdt.gpkg")


def dem(path: Path, crs: int = 4528, cell: float = 5.0) -> str:
    """Rising 20 % to the east, west of 150 m, flat beyond; a hole in the west."""
    x = np.arange(60) * 5.0
    heights = np.tile(np.minimum(x, 150) * 0.2, (20, 1)).astype(np.float32)
    heights[3:5, 3:6] = -9999
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), 60, 20, 1, gdal.GDT_Float32)
    dataset.SetGeoTransform((WEST, cell, 0, NORTH, 0, -cell))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(crs)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).SetNoDataValue(-9999)
    dataset.GetRasterBand(1).WriteArray(heights)
    dataset.FlushCache()
    return str(path)


def grade(tmp_path: Path, **parameters) -> tuple[dict, gpd.GeoDataFrame]:
    result = processing.run("tuban:assign_slope_grade", {**parameters, "OUTPUT": str(tmp_path / "graded.gpkg")})
    return result, read_layer(result["OUTPUT"]).frame


def test_grades_from_a_slope_map(patches: str, slope_map: str, tmp_path: Path) -> None:
    result, frame = grade(tmp_path, INPUT=patches, SLOPE_MAP=slope_map, FINDINGS=str(tmp_path / "found.gpkg"))
    assert frame["GDPDJB"].tolist() == ["4", "4", None, None]
    assert frame["PD4_M2"].tolist()[:2] == [10000, 6000]
    assert frame["PD_MARGIN"].tolist()[:2] == [1, 0.2]
    assert (result["GRADED"], result["ERRORS"], result["NOTES"], result["PASSED"]) == (2, 1, 0, False)
    found = read_layer(result["FINDINGS"]).frame
    assert found[["kind", "feature"]].to_numpy().tolist() == [["no_slope", "D"]]
    _, frame = grade(tmp_path, INPUT=patches, SLOPE_MAP=slope_map, ALL_CLASSES=True)
    assert frame["GDPDJB"].tolist() == ["4", "4", "3", None]


@needs_fractions
def test_grades_from_an_elevation_model(patches: str, tmp_path: Path) -> None:
    path = dem(tmp_path / "dem.tif")
    _, frame = grade(tmp_path, INPUT=patches, DEM=path)
    # 20 % is 11.31 degrees, up to the middle of B: 10 columns of cells there, one half as steep, 9 flat ones.
    assert frame["GDPDJB"].tolist() == ["3", "3", None, None]
    assert frame[["PD1_M2", "PD2_M2", "PD3_M2"]].to_numpy()[1].tolist() == [4500, 500, 5000]
    # The hole has 6 cells of 25 m2.
    assert frame["PD_NODATA"].iloc[0] == 0.015
    assert frame["PD_MEAN"].iloc[0] == pytest.approx(np.degrees(np.arctan(0.2)), abs=0.02)
    slope = processing.run("native:slope", {"INPUT": path, "Z_FACTOR": 1, "OUTPUT": str(tmp_path / "slope.tif")})
    _, by_slope = grade(tmp_path, INPUT=patches, SLOPE=slope["OUTPUT"])
    assert by_slope["GDPDJB"].tolist() == frame["GDPDJB"].tolist()


def test_slope_is_that_of_the_slope_tool_of_qgis(tmp_path: Path) -> None:
    path = dem(tmp_path / "dem.tif")
    peer = processing.run("native:slope", {"INPUT": path, "Z_FACTOR": 1, "OUTPUT": str(tmp_path / "slope.tif")})
    dataset = gdal.Open(peer["OUTPUT"])
    expected = dataset.ReadAsArray()
    own = slope_of_dem(path).degrees
    known = ~np.isnan(own)
    assert np.count_nonzero(~known) == 6
    np.testing.assert_allclose(own[known], expected[known], atol=0.001)


@pytest.mark.parametrize("given", [{}, {"SLOPE_MAP": "pdt", "DEM": "dem"}])
def test_exactly_one_source_of_slope_is_wanted(patches: str, slope_map: str, tmp_path: Path, given: dict) -> None:
    sources = {"pdt": slope_map, "dem": dem(tmp_path / "dem.tif")}
    with pytest.raises(QgsProcessingException, match="exactly one source"):
        grade(tmp_path, INPUT=patches, **{name: sources[kind] for name, kind in given.items()})


def test_sources_that_cannot_be_used_end_in_one_sentence(patches: str, slope_map: str, tmp_path: Path) -> None:
    degrees = dem(tmp_path / "degrees.tif", crs=4490, cell=0.0001)
    cases = [
        ({"DEM": degrees}, "no size in metres"),
        ({"SLOPE_MAP": slope_map, "GRADE_FIELD": "GRADE"}, "no field GRADE"),
        ({"DEM": str(tmp_path / "absent.tif")}, "absent.tif|raster layer"),
    ]
    for source, message in cases:
        with pytest.raises(QgsProcessingException, match=message):
            grade(tmp_path, INPUT=patches, **source)
        assert not (tmp_path / "graded.gpkg").exists()
    with pytest.raises(QgsProcessingException, match="no field DLBM"):
        grade(tmp_path, INPUT=slope_map, SLOPE_MAP=slope_map)


def deduct(tmp_path: Path, **parameters) -> tuple[dict, gpd.GeoDataFrame]:
    result = processing.run("tuban:deduct_ridges", {**parameters, "OUTPUT": str(tmp_path / "ridges.gpkg")})
    return result, read_layer(result["OUTPUT"]).frame


def test_ridges_are_deducted_by_grade_and_type(patches: str, slope_map: str, tmp_path: Path) -> None:
    table = tmp_path / "ridges.csv"
    table.write_text(RIDGES)
    graded = processing.run(
        "tuban:assign_slope_grade", {"INPUT": patches, "SLOPE_MAP": slope_map, "OUTPUT": str(tmp_path / "graded.gpkg")}
    )
    result, frame = deduct(
        tmp_path, INPUT=graded["OUTPUT"], TABLE_FILE=str(table), FINDINGS=str(tmp_path / "found.gpkg")
    )
    assert frame["KCDLBM"].tolist() == ["1203", "1203", None, None]
    np.testing.assert_array_equal(frame["KCXS"], [0.1, 0.1, 0, np.nan])
    np.testing.assert_array_equal(frame["KCMJ"], [100.01, 500, 0, np.nan])
    np.testing.assert_array_equal(frame["TBDLMJ"], [900.04, 4500, 100, np.nan])
    assert frame["GDLX"].tolist() == ["TT", "TT", None, None]
    assert result["DEDUCTED"] == 600.01
    assert (result["ERRORS"], result["NOTES"]) == (1, 1)
    kinds = read_layer(result["FINDINGS"]).frame["kind"].tolist()
    assert kinds == ["slope_grade_missing", "type_not_cultivated"]


def test_the_table_may_be_a_layer(patches: str, tmp_path: Path) -> None:
    rows = pd.DataFrame({"JB5TT": [0.25]})
    table = gpd.GeoDataFrame(rows, geometry=[None], crs=None)
    write_geopackage(tmp_path / "table.gpkg", "ridges", table, geometry_type="None")
    _, frame = deduct(tmp_path, INPUT=patches, TABLE=str(tmp_path / "table.gpkg"), CLEAR_TYPE=False)
    assert frame["KCXS"].tolist()[1] == 0.25
    assert frame["GDLX"].tolist() == ["TT", "TT", "PD", None]


def test_a_table_is_wanted_once_and_must_be_one(patches: str, slope_map: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("GDPDJB,KCXS\n2,0.1\n")
    cases = [
        ({}, "ridge table once"),
        ({"TABLE_FILE": str(broken)}, "no column GDLX"),
        ({"TABLE": slope_map}, "no column"),
    ]
    for table, message in cases:
        with pytest.raises(QgsProcessingException, match=message):
            deduct(tmp_path, INPUT=patches, **table)
        assert not (tmp_path / "ridges.gpkg").exists()


def test_samples_give_the_table_that_ridges_are_deducted_by(patches: str, tmp_path: Path) -> None:
    rows = [f"{grade},{kind},{value}" for grade in (2, 3, 4, 5) for kind in ("TT", "PD") for value in [grade] * 30]
    samples = tmp_path / "samples.csv"
    samples.write_text("\n".join(["GDPDJB,GDLX,TKXS", *rows[:-1]]) + "\n")
    made = {"OUTPUT": str(tmp_path / "table.gpkg"), "GROUPS": str(tmp_path / "groups.gpkg")}
    given = {"INPUT": str(samples), "COEFFICIENT_FIELD": "TKXS"}
    result = processing.run("tuban:ridge_coefficients", {**given, **made})
    assert (result["HELD"], result["FAILED"], result["PASSED"]) == (7, 1, False)
    groups = read_layer(made["GROUPS"]).frame
    assert groups["SAMPLES"].tolist() == [30] * 7 + [29]
    assert groups["VERDICT"].iloc[-1] == "too_few"
    page = tmp_path / "report.html"
    _, frame = deduct(tmp_path, INPUT=patches, TABLE=made["OUTPUT"], REPORT=str(page))
    assert frame["KCXS"].tolist()[1] == 0.05  # B: grade 5, TT; the samples held percent
    assert "Ridge coefficients (%)" in page.read_text(encoding="utf-8")


def test_fields_that_samples_need_are_asked_for(patches: str, tmp_path: Path) -> None:
    cases = [
        ({"RIDGE_FIELD": "TK"}, "sample's area too"),
        ({"SMALLEST": 4000}, "told by it"),
        ({"COEFFICIENT_FIELD": ""}, "Name the field of the coefficient"),
        ({"COEFFICIENT_FIELD": "absent"}, "no field absent"),
    ]
    for given, message in cases:
        with pytest.raises(QgsProcessingException, match=message):
            processing.run("tuban:ridge_coefficients", {"INPUT": patches, "OUTPUT": str(tmp_path / "t.gpkg"), **given})
