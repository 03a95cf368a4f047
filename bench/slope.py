"""Slope grades of the patches of a county, straight from an elevation model with cells of 5 m, and its slope map.

The model is made once beside the county: 9055 x 9055 cells of rough ground. All tools are given the file in the page
cache; `gdaldem slope` alone is what the whole is held against.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from measures import EDITION, TENTH, Work, measured, qgis_layer

SIDE, CELL = 9_055, 5.0
OCTAVES = 10

LEAST_AREA = 3_000.0
"""m2: 30 mm2 at 1:10 000."""


@measured("slope", "tuban", "**tuban** slope and grades of cultivated patches, exact (`assign_grades`), with reading")
def grades_tuban(county: Path) -> Work:
    return grades(county, all_classes=False)


@measured("slope", "all_classes", "the same of all patches (`ALL_CLASSES`)")
def all_grades_tuban(county: Path) -> Work:
    return grades(county, all_classes=True)


def grades(county: Path, *, all_classes: bool) -> Work:
    from tuban.tools.files import read_layer
    from tuban.tools.slope import HeightFile, SlopeRaster, assign_grades
    from tuban.tools.standard import load

    model, standard = model_of(county), load(EDITION)

    def work() -> str:
        frame = read_layer(str(county), "DLTB", fields=["DLBM"]).frame
        graded = assign_grades(frame, SlopeRaster(HeightFile(model)), standard, all_classes=all_classes).patches
        return f"{graded['GDPDJB'].notna().sum():,} patches with a grade"

    return work


@measured(
    "slope_map", "tuban", "**tuban** `make_slope_map` of the whole model, patches below 3 000 m² merged", warm_up=False
)
def map_tuban(county: Path) -> Work:
    from tuban.tools.slope import HeightFile, make_slope_map
    from tuban.tools.standard import load

    model, standard = model_of(county), load(EDITION)

    def work() -> str:
        made = make_slope_map(HeightFile(model), standard, least_area=LEAST_AREA)
        return f"{len(made.frame):,} polygons"

    return work


@measured("slope", "gdaldem", "GDAL `gdaldem slope -compute_edges`, no grades")
def slope_gdal(county: Path) -> Work:
    from osgeo import gdal

    model, target = model_of(county), str(county.parent / "written_slope.gpkg.tif")

    def work() -> str:
        made = gdal.DEMProcessing(target, model, "slope", computeEdges=True)
        said = f"{made.RasterXSize * made.RasterYSize:,} cells"
        del made  # which writes the last of it
        return said

    return work


@measured("slope", "zonal_histogram", "GDAL slope, grades, QGIS `native:zonalhistogram` (cell centres)", warm_up=False)
def histogram_qgis(county: Path) -> Work:
    layer = qgis_layer(county)
    from qgis.core import QgsApplication, QgsFeatureRequest, QgsProcessingContext

    sys.path.append(f"{QgsApplication.pkgDataPath()}/python/plugins")
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    model = model_of(county)

    def work() -> str:
        grades = grade_raster(model, county)
        given = {"INPUT_RASTER": grades, "INPUT_VECTOR": layer, "OUTPUT": "TEMPORARY_OUTPUT"}
        context = QgsProcessingContext()
        context.setInvalidGeometryCheck(QgsFeatureRequest.GeometryNoCheck)
        made = processing.run("native:zonalhistogram", given, context=context)["OUTPUT"]
        return f"{made.featureCount():,} patches"

    return work


@measured(
    "slope",
    "exactextract",
    "exactextract `unique, frac` (exact) on a raster of grades that is there, no slope",
    of="tenth",
    share=TENTH,
    warm_up=False,
)
def fractions_exactextract(county: Path) -> Work:
    from tuban.tools.files import read_layer
    from tuban.tools.native import own_libraries

    with own_libraries():
        from exactextract import exact_extract
    grades = grade_raster(model_of(county), county)

    def work() -> str:
        frame = read_layer(str(county), "DLTB", fields=["DLBM"]).frame
        found = exact_extract(grades, frame, ["unique", "frac"], output="pandas")
        return f"on 10% of the patches, time scaled up: {len(found):,} patches"

    return work


def grade_raster(model: str, county: Path) -> str:
    """A raster of grades by GDAL and numpy."""
    from osgeo import gdal
    from tuban.tools.standard import load

    slope = gdal.DEMProcessing("", model, "slope", format="MEM", computeEdges=True)
    grades = load(EDITION).slope_grade(slope.ReadAsArray())
    path = str(county.parent / "written_grades.gpkg.tif")
    made = gdal.GetDriverByName("GTiff").Create(path, slope.RasterXSize, slope.RasterYSize, 1, gdal.GDT_Byte)
    made.SetGeoTransform(slope.GetGeoTransform())
    made.SetProjection(slope.GetProjection())
    made.GetRasterBand(1).WriteArray(grades)
    made.FlushCache()
    return path


def model_of(county: Path) -> str:
    """The elevation model beside a county, made when it is not there."""
    path = county.parent / f"dem_{SIDE}.tif"
    if not path.exists():
        make_model(county, path)
    return str(path)


def make_model(county: Path, path: Path) -> None:
    """Rough ground over the county's middle: noise of halving wavelength and height."""
    import numpy as np
    from osgeo import gdal
    from tuban.tools.files import read_layer

    frame = read_layer(str(county), "XZQ").frame
    west, south, east, north = frame.total_bounds
    heights = np.zeros((SIDE, SIDE), np.float32)
    rng = np.random.default_rng(1)
    for octave in range(OCTAVES):
        heights += enlarged(rng.standard_normal((2**octave * 4,) * 2).astype(np.float32)) * (600.0 / 1.9**octave)
    made = gdal.GetDriverByName("GTiff").Create(str(path), SIDE, SIDE, 1, gdal.GDT_Float32)
    half = SIDE * CELL / 2
    made.SetGeoTransform(((west + east) / 2 - half, CELL, 0, (south + north) / 2 + half, 0, -CELL))
    made.SetProjection(frame.crs.to_wkt("WKT1_GDAL"))
    made.GetRasterBand(1).WriteArray(heights)
    made.FlushCache()


def enlarged(noise: Any) -> Any:
    from osgeo import gdal

    small = gdal.GetDriverByName("MEM").Create("", *noise.shape, 1, gdal.GDT_Float32)
    small.GetRasterBand(1).WriteArray(noise)
    return small.GetRasterBand(1).ReadAsArray(buf_xsize=SIDE, buf_ysize=SIDE, resample_alg=gdal.GRIORA_CubicSpline)
