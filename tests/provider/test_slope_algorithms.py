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
from tuban.tools.slope import slope_of_dem

WEST, NORTH = 40_500_000.0, 3_320_000.0
RIDGES = "GDPDJB,GDLX,KCXS\n2,TT,6.8\n2,PD,3.4\n3,TT,11.95\n4,TT,10\n"

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
    write_geopackage(tmp_path / "pdt.gpkg", "PDT", gpd.GeoDataFrame({"PDJB": ["4", "3"]}, geometry=zones, crs=4528))
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


def height_file(
    path: Path, values: np.ndarray, *, crs: int = 4528, step: tuple[float, ...] = (), unit: str = ""
) -> str:
    rows, columns = values.shape
    kind = gdal.GDT_Int16 if values.dtype.kind == "i" else gdal.GDT_Float32
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, kind)
    dataset.SetGeoTransform(step or (WEST, 5.0, 0, NORTH, 0, -5.0))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(crs)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).SetUnitType(unit)
    dataset.GetRasterBand(1).WriteArray(values)
    dataset.FlushCache()
    return str(path)


def slope(tmp_path: Path, **parameters) -> np.ndarray:
    result = processing.run("tuban:slope_raster", {**parameters, "OUTPUT": str(tmp_path / "slope.tif")})
    dataset = gdal.Open(result["OUTPUT"])
    values = dataset.ReadAsArray()
    return np.where(values == dataset.GetRasterBand(1).GetNoDataValue(), np.nan, values)


@pytest.mark.parametrize(("method", "algorithm"), [("horn", "Horn"), ("zevenbergen_thorne", "ZevenbergenThorne")])
def test_slope_raster_is_that_of_gdal_and_has_its_edges(tmp_path: Path, method: str, algorithm: str) -> None:
    heights = (np.random.default_rng(1).random((40, 50)) * 30).astype(np.float32)
    path = height_file(tmp_path / "rough.tif", heights)
    own = slope(tmp_path, DEM=path, METHOD=method)
    peer = gdal.DEMProcessing("", path, "slope", format="MEM", alg=algorithm).ReadAsArray()
    np.testing.assert_allclose(own[1:-1, 1:-1], peer[1:-1, 1:-1], atol=0.001)
    assert not np.isnan(own).any()


@pytest.mark.parametrize("method", ["horn", "zevenbergen_thorne"])
def test_slope_of_a_model_with_a_hole(tmp_path: Path, method: str) -> None:
    own = slope(tmp_path, DEM=dem(tmp_path / "dem.tif"), METHOD=method)
    assert np.count_nonzero(np.isnan(own)) == 6
    known = own[:, :29][~np.isnan(own[:, :29])]
    np.testing.assert_allclose(known, np.degrees(np.arctan(0.2)), atol=0.001)


def test_heights_in_feet_are_known_from_the_file_or_the_factor(tmp_path: Path) -> None:
    feet = (np.tile(np.arange(20) * 5.0 * 0.2, (10, 1)) / 0.3048).astype(np.float32)
    steep = np.degrees(np.arctan(0.2))
    stated = height_file(tmp_path / "stated.tif", feet, unit="ft")
    np.testing.assert_allclose(slope(tmp_path, DEM=stated), steep, atol=0.001)
    silent = height_file(tmp_path / "silent.tif", feet)
    np.testing.assert_allclose(slope(tmp_path, DEM=silent, Z_FACTOR=0.3048), steep, atol=0.001)
    assert slope(tmp_path, DEM=silent).min() > 30


def test_a_model_in_degrees_is_refused_or_warped(patches: str, tmp_path: Path) -> None:
    to_degrees = osr.CoordinateTransformation(*(_geographic_and_zone()[::-1]))
    west, south, *_ = to_degrees.TransformPoint(WEST - 50, NORTH - 200)
    cell = 0.00005
    metres_east = cell * 111_320 * np.cos(np.radians(south))
    heights = np.tile(np.arange(140) * metres_east * 0.2, (90, 1)).astype(np.float32)
    path = height_file(tmp_path / "degrees.tif", heights, crs=4490, step=(west, cell, 0, south + 90 * cell, 0, -cell))
    with pytest.raises(QgsProcessingException, match="no size in metres"):
        slope(tmp_path, DEM=path)
    assert not (tmp_path / "slope.tif").exists()
    inner = slope(tmp_path, DEM=path, TARGET_CRS="EPSG:4528")[10:-10, 10:-10]
    np.testing.assert_allclose(np.nanmedian(inner), np.degrees(np.arctan(0.2)), atol=0.1)
    _, frame = grade(tmp_path, INPUT=patches, DEM=path, REPROJECT=True)
    assert frame["GDPDJB"].tolist()[:2] == ["3", "3"]
    with pytest.raises(QgsProcessingException, match="another datum"):
        slope(tmp_path, DEM=path, TARGET_CRS="EPSG:2385")


def _geographic_and_zone() -> list[osr.SpatialReference]:
    systems = []
    for code in (4490, 4528):
        systems.append(osr.SpatialReference())
        systems[-1].ImportFromEPSG(code)
        systems[-1].SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return systems


def test_cells_larger_than_patches_and_whole_metres_and_one_cell(patches: str, tmp_path: Path) -> None:
    step = (WEST - 1000, 1000.0, 0, NORTH + 1000, 0, -1000.0)
    coarse = height_file(
        tmp_path / "coarse.tif", (np.arange(4) * 200)[None, :].repeat(3, axis=0).astype(np.int16), step=step
    )
    _, frame = grade(tmp_path, INPUT=patches, DEM=coarse)
    assert frame["GDPDJB"].tolist() == ["3", "3", None, "3"]
    assert frame["PD3_M2"].tolist()[:2] == [10000, 10000]
    single = height_file(tmp_path / "single.tif", np.ones((1, 1), np.float32), step=step)
    result, frame = grade(tmp_path, INPUT=patches, DEM=single)
    assert frame["GDPDJB"].isna().all()
    assert result["ERRORS"] == 3


def test_a_model_smaller_than_the_county_leaves_the_rest_without_grade(patches: str, tmp_path: Path) -> None:
    path = height_file(tmp_path / "small.tif", np.zeros((20, 30), np.float32))
    _, frame = grade(tmp_path, INPUT=patches, DEM=path)
    assert frame["GDPDJB"].tolist() == ["1", "1", None, None]
    assert frame["PD_NODATA"].tolist()[:2] == [0, 0.5]


def test_the_report_shows_the_area_of_each_grade(patches: str, slope_map: str, tmp_path: Path) -> None:
    result, _ = grade(
        tmp_path, INPUT=patches, SLOPE_MAP=slope_map, REPORT=str(tmp_path / "report.html"), ALL_CLASSES=True
    )
    report = Path(result["REPORT"]).read_text(encoding="utf-8")
    assert "Cultivated land by slope grade (ha)" in report
    assert "Area by land class and slope grade (ha)" in report
    # A (0103) of 1000.05 m2 and B (0101) of 5000 m2 are of grade 4, C (0201) of 100 m2 of grade 3.
    for area in ("0.60 ha", "0.50 ha", "0.10 ha", "0.01 ha"):
        assert area in report
