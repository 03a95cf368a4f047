"""Section A of the rule cases (slope grades) through the algorithms that a user runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import processing
import pytest
import shapely
from osgeo import gdal, osr
from shapely import box
from tuban.tools.files import read_layer, write_geopackage

WEST, NORTH = 40_500_000.0, 3_320_000.0

pytestmark = pytest.mark.usefixtures("tuban_provider")


class Case:
    """Where a case keeps its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def layer(self, name: str, shapes: list[shapely.Geometry], **columns: object) -> str:
        placed = [shapely.transform(shape, lambda xy: xy + np.array([WEST, NORTH - 100])) for shape in shapes]
        frame = gpd.GeoDataFrame({key: pd.Series(values) for key, values in columns.items()}, geometry=placed, crs=4528)
        write_geopackage(self.folder / f"{name}.gpkg", name, frame)
        return str(self.folder / f"{name}.gpkg")

    def patch(self, code: str = "0103", shape: shapely.Geometry | None = None, **columns: object) -> str:
        given = {"BSM": ["P"], "DLBM": [code], **columns}
        return self.layer("DLTB", [box(0, 0, 40, 25) if shape is None else shape], **given)

    def zones(self, *zones: tuple[int, shapely.Geometry]) -> str:
        return self.layer("PDT", [shape for _, shape in zones], PDJB=[str(grade) for grade, _ in zones])

    def slope(self, degrees: np.ndarray) -> str:
        """A slope raster of 5 m cells; the row of the cells is repeated over 100 m."""
        path, (rows, columns) = str(self.folder / "slope.tif"), degrees.shape
        dataset = gdal.GetDriverByName("GTiff").Create(path, columns, rows, 1, gdal.GDT_Float64)
        dataset.SetGeoTransform((WEST, 5, 0, NORTH, 0, -5))
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4528)
        dataset.SetProjection(reference.ExportToWkt())
        dataset.GetRasterBand(1).WriteArray(degrees)
        dataset.FlushCache()
        return path

    def run(self, algorithm: str, output: str = "OUTPUT", **parameters: object) -> gpd.GeoDataFrame:
        target = str(self.folder / f"{algorithm}.gpkg")
        asked = {"OUTPUT": str(self.folder / "patches.gpkg"), **parameters, output: target}
        return read_layer(processing.run(f"tuban:{algorithm}", asked)[output]).frame

    def graded(self, **parameters: object) -> list:
        return self.run("assign_slope_grade", **parameters)["GDPDJB"].tolist()


def of_slope(degrees: float, grade: str) -> Callable[[Case], None]:
    def case(files: Case) -> None:
        raster = files.slope(np.full((20, 20), degrees))
        assert files.graded(INPUT=files.patch(), SLOPE=raster) == [grade]

    return case


def largest_wins(files: Case) -> None:
    zones = files.zones((2, box(0, 0, 24, 25)), (3, box(24, 0, 40, 25)))
    assert files.graded(INPUT=files.patch(), SLOPE_MAP=zones) == ["2"]


def sums_are_compared(files: Case) -> None:
    zones = files.zones((2, box(0, 0, 10, 30)), (3, box(10, 0, 30, 25)), (2, box(30, 0, 40, 30)))
    assert files.graded(INPUT=files.patch(shape=box(0, 0, 40, 30)), SLOPE_MAP=zones) == ["2"]


def a_hill_is_split(files: Case) -> None:
    zones = files.zones((2, box(0, 0, 60, 100)), (4, box(60, 0, 100, 100)))
    parts = files.run("split_by_slope", INPUT=files.patch(shape=box(0, 0, 100, 100)), SLOPE_MAP=zones)
    assert dict(zip(parts["GDPDJB"], parts.area)) == {"2": 6000, "4": 4000}


def an_orchard_has_none(files: Case) -> None:
    zones = files.zones((3, box(0, 0, 40, 25)))
    assert files.graded(INPUT=files.patch("0201", GDPDJB=["2"]), SLOPE_MAP=zones) == [None]


def a_type_is_wanted(files: Case) -> None:
    found = files.run("classify_terraces", "FINDINGS", INPUT=files.patch(GDPDJB=["3"], GDLX=[""]))
    assert found[["kind", "severity"]].to_numpy().tolist() == [["type_missing", "error"]]


def no_data_is_reported(files: Case) -> None:
    zones = files.zones((3, box(500, 0, 540, 25)))
    assert files.graded(INPUT=files.patch(), SLOPE_MAP=zones) == [None]
    found = files.run("assign_slope_grade", "FINDINGS", INPUT=files.patch(), SLOPE_MAP=zones)
    assert found["kind"].tolist() == ["no_slope"]


def a_line_is_shared(files: Case) -> None:
    raster = files.slope(np.repeat([[4.0] * 10 + [10.0] + [20.0] * 9], 20, axis=0))
    zones = files.run("slope_map", SLOPE=raster, MINIMUM_AREA=0)
    assert dict(zip(zones["PDJB"], zones.area)) == pytest.approx({"2": 5250, "4": 4750})


def a_moved_border_is_an_error(files: Case) -> None:
    raster = files.slope(np.repeat([[1.0] * 10 + [4.0] * 10], 20, axis=0))
    zones = files.zones((1, box(0, 0, 62.5, 100)), (2, box(62.5, 0, 100, 100)))
    found = files.run("check_slope_map", "FINDINGS", INPUT=zones, SLOPE=raster)
    assert found[["kind", "severity", "measure"]].to_numpy().tolist() == [["slope_border", "error", 12.5]] * 2


CASES = {
    "A01": of_slope(0.00, "1"),
    "A02": of_slope(2.00, "1"),
    "A04": of_slope(6.00, "2"),
    "A05": of_slope(6.01, "3"),
    "A07": of_slope(15.01, "4"),
    "A08": of_slope(25.00, "4"),
    "A10": largest_wins,
    "A11": sums_are_compared,
    "A13": a_hill_is_split,
    "A14": an_orchard_has_none,
    "A16": a_type_is_wanted,
    "A17": no_data_is_reported,
    "A19": a_line_is_shared,
    "A20": a_moved_border_is_an_error,
}


@pytest.mark.parametrize("case", CASES)
def test_rule_case(case: str, tmp_path: Path) -> None:
    CASES[case](Case(tmp_path))


def test_every_case_of_section_a_is_a_test(shared: Path) -> None:
    cases = pd.read_csv(shared / "standards" / "rule_cases.csv", dtype=str)
    assert set(cases.loc[cases["section"].str.startswith("A"), "id"]) == set(CASES)
