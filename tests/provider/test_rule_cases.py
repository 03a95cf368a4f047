"""Sections A (slope grade), B (ridges) and J (areas) of the rule cases through the algorithms that users run.

Their twins in tests/engine say the same of the engine; here a parameter or column lost on the way would show.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import processing
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProcessingException
from shapely import Polygon, box
from tuban.tools.files import read_layer, write_geopackage

ZONE = 4528
NUMBERS = ("TBMJ", "KCXS", "KCMJ", "TBDLMJ")
WEST, SOUTH = 40_500_000.0, 3_320_000.0

pytestmark = pytest.mark.usefixtures("tuban_provider")


class Bench:
    """Runs algorithms on small layers in a folder."""

    def __init__(self, folder: Path):
        self.folder, self._count = folder, 0

    def path(self, ending: str) -> str:
        self._count += 1
        return str(self.folder / f"{self._count}.{ending}")

    def layer(self, frame: gpd.GeoDataFrame) -> str:
        path = self.path("gpkg")
        kind = "None" if frame.geometry.isna().all() else None
        write_geopackage(path, "layer", frame, **({"geometry_type": kind} if kind else {}))
        return path

    def patch(self, *shapes: Polygon, crs: int = ZONE, **fields: Any) -> str:
        """Patches of class 0103, fields as given for all of them or one by one."""
        shapes = shapes or (place(0, 0, 40, 25),)
        columns = {"BSM": [str(k) for k in range(len(shapes))], "DLBM": "0103", **fields}
        rows = {
            name: pd.Series(value if isinstance(value, list) else [value] * len(shapes), dtype=object)
            for name, value in columns.items()
        }
        numbers = {name: column.astype(float) for name, column in rows.items() if name in NUMBERS}
        return self.layer(gpd.GeoDataFrame({**rows, **numbers}, geometry=list(shapes), crs=crs))

    def zones(self, *pieces: tuple[int, Polygon]) -> str:
        """A slope map."""
        return self.layer(
            gpd.GeoDataFrame(
                {"PDJB": [str(grade) for grade, _ in pieces]}, geometry=[shape for _, shape in pieces], crs=ZONE
            )
        )

    def slope(self, degrees: float) -> str:
        """A slope raster of one value."""
        path = self.path("tif")
        dataset = gdal.GetDriverByName("GTiff").Create(path, 8, 5, 1, gdal.GDT_Float32)
        dataset.SetGeoTransform((WEST, 5, 0, SOUTH + 25, 0, -5))
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(ZONE)
        dataset.SetProjection(reference.ExportToWkt())
        dataset.GetRasterBand(1).WriteArray(np.full((5, 8), degrees, np.float32))
        return path

    def run(self, algorithm: str, **parameters: Any) -> dict[str, Any]:
        return processing.run(f"tuban:{algorithm}", parameters)

    def made(self, algorithm: str, output: str = "OUTPUT", **parameters: Any) -> gpd.GeoDataFrame:
        """An output layer of a run."""
        return read_layer(self.run(algorithm, **{output: self.path("gpkg"), **parameters})[output]).frame

    def grade(self, patches: str, **source: str) -> list:
        return self.made("assign_slope_grade", INPUT=patches, **source)["GDPDJB"].tolist()

    def errors(self, patches: str) -> set[str]:
        found = self.made("check_attributes", "FINDINGS", INPUT=patches)
        return set(found.loc[found["severity"] == "error", "kind"])


def place(west: float, south: float, east: float, north: float) -> Polygon:
    return box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


# ------------------------------------------------------------------------------------------- A, slope grade


@pytest.mark.parametrize(
    ("degrees", "grade"),
    [
        pytest.param(0.00, "1", id="A01"),
        pytest.param(2.00, "1", id="A02"),
        pytest.param(6.00, "2", id="A04"),
        pytest.param(6.01, "3", id="A05"),
        pytest.param(15.01, "4", id="A07"),
        pytest.param(25.00, "4", id="A08"),
    ],
)
def test_the_upper_bound_belongs_to_the_grade(bench: Bench, degrees: float, grade: str) -> None:
    assert bench.grade(bench.patch(), SLOPE=bench.slope(degrees)) == [grade]


def test_a10_largest_part_wins_and_the_patch_is_not_split(bench: Bench) -> None:
    zones = bench.zones((2, place(0, 0, 24, 25)), (3, place(24, 0, 40, 25)))
    assert bench.grade(bench.patch(), SLOPE_MAP=zones) == ["2"]


def test_a11_parts_of_a_grade_are_summed(bench: Bench) -> None:
    zones = bench.zones((2, place(0, 0, 10, 30)), (3, place(10, 0, 30, 25)), (2, place(30, 0, 40, 30)))
    assert bench.grade(bench.patch(place(0, 0, 40, 30)), SLOPE_MAP=zones) == ["2"]


def test_a14_orchards_have_no_grade(bench: Bench) -> None:
    zones = bench.zones((3, place(0, 0, 40, 25)))
    assert bench.grade(bench.patch(DLBM="0201", GDPDJB="2"), SLOPE_MAP=zones) == [None]


def test_a16_a_type_is_wanted_from_grade_2(bench: Bench) -> None:
    assert "type_missing" in bench.errors(bench.patch(GDPDJB="3", GDLX=None))
    assert "type_missing" not in bench.errors(bench.patch(GDPDJB="3", GDLX="TT"))


def test_a17_no_data_no_grade(bench: Bench) -> None:
    patches, beside = bench.patch(), bench.zones((3, place(500, 0, 540, 25)))
    assert bench.grade(patches, SLOPE_MAP=beside) == [None]
    found = bench.made("assign_slope_grade", "FINDINGS", INPUT=patches, SLOPE_MAP=beside, OUTPUT=bench.path("gpkg"))
    assert found["kind"].tolist() == ["no_slope"]


# ------------------------------------------------------------------------------------------- B, ridges

TABLE = "GDPDJB,GDLX,KCXS\n3,PD,0.1195\n4,TT,0.1\n"


@pytest.mark.parametrize(
    ("fields", "table", "expected"),
    [
        pytest.param({"GDPDJB": "1", "GDLX": None, "TBMJ": 5000.0}, TABLE, [None, 0, 0.0, 5000.0], id="B01"),
        pytest.param({"GDPDJB": "3", "GDLX": "PD", "TBMJ": 5000.0}, TABLE, ["1203", 0.1195, 597.5, 4402.5], id="B02"),
        pytest.param({"GDPDJB": "4", "GDLX": "TT", "TBMJ": 1000.05}, TABLE, ["1203", 0.1, 100.01, 900.04], id="B04"),
        pytest.param(
            {"GDPDJB": "4", "GDLX": "TT", "TBMJ": 1000.0},
            "GDPDJB,GDLX,TKXS\n4,TT,12.5\n",
            ["1203", 0.125, 125.0, 875.0],
            id="B10",
        ),
        pytest.param(
            {"GDPDJB": "3", "GDLX": "PD", "TBMJ": 5000.0},
            "JB3PD,JB4TT\n11.95,10\n",
            ["1203", 0.1195, 597.5, 4402.5],
            id="B11",
        ),
    ],
)
def test_ridges_are_deducted(bench: Bench, fields: dict, table: str, expected: list) -> None:
    path = bench.path("csv")
    Path(path).write_text(table)
    frame = bench.made("deduct_ridges", INPUT=bench.patch(**fields), TABLE_FILE=path)
    assert frame[["KCDLBM", "KCXS", "KCMJ", "TBDLMJ"]].iloc[0].tolist() == expected


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        pytest.param({"DLBM": "0201", "KCXS": 0.1}, "coefficient_not_cultivated", id="B05"),
        pytest.param({"KCXS": -0.01}, "out_of_range", id="B07"),
        pytest.param({"KCXS": 0.1, "KCDLBM": None}, "ridge_class_missing", id="B08"),
    ],
)
def test_coefficients_that_cannot_be_are_errors(bench: Bench, fields: dict, kind: str) -> None:
    assert kind in bench.errors(bench.patch(**fields))


@pytest.mark.parametrize(("largest", "held"), [pytest.param(0.130, 1, id="B13"), pytest.param(0.131, 0, id="B14")])
def test_a_group_of_samples_may_spread_by_30_percent(bench: Bench, largest: float, held: int) -> None:
    path = bench.path("csv")
    rows = [f"3,TT,{value}" for value in [0.100] * 29 + [largest]]
    Path(path).write_text("\n".join(["GDPDJB,GDLX,KCXS", *rows]) + "\n")
    assert bench.run("ridge_coefficients", INPUT=path, OUTPUT=bench.path("gpkg"))["HELD"] == held


# ------------------------------------------------------------------------------------------- J, areas


def pushed(bench: Bench, areas: list[float], control: dict[str, float], marks: list[str] | None = None) -> list[float]:
    """Areas of patches of one village after they were pushed to its control areas."""
    shapes = [place(k, 0, k + 1, 1) for k in range(len(areas))]
    marks = marks or ["00"] * len(areas)
    patches = bench.patch(*shapes, ZLDWDM="3309991002000000000", MSSM=marks, TBMJ=areas, KCXS=0.0)
    village = {"ZLDWDM": "330999100200", "MSSM": list(control), "DCMJ": list(control.values())}
    table = bench.layer(gpd.GeoDataFrame(village, geometry=[None] * len(control), crs=ZONE))
    return bench.made("adjust_areas", INPUT=patches, CJDCQ=table)["TBMJ"].tolist()


def test_j01_three_of_five_lose_a_step(bench: Bench) -> None:
    before = [100_000.01, 300_000.0, 200_000.01, 250_000.0, 150_000.01]
    after = pushed(bench, before, {"00": 1_000_000.0})
    assert np.round(np.subtract(after, before), 2).tolist() == [0, -0.01, -0.01, -0.01, 0]


def test_j02_quotient_for_all_remainder_for_the_largest(bench: Bench) -> None:
    assert pushed(bench, [100.0, 300.0, 200.0], {"00": 600.07}) == [100.02, 300.03, 200.02]


def test_j04_land_and_islands_add_up_apart(bench: Bench) -> None:
    after = pushed(bench, [500.0, 400.0, 300.0, 200.0], {"00": 800.01, "01": 599.98}, ["00", "01", "00", "01"])
    assert after == [500.01, 399.99, 300.0, 199.99]


def test_j05_reservoirs_are_farm_land_now(bench: Bench) -> None:
    fields = {"DLBM": "1103", "ZLDWDM": "3309991002000000000", "KCDLBM": None, "TBMJ": 100.0, "TBDLMJ": 100.0}
    frame = bench.made("land_class_table", INPUT=bench.patch(**fields, KCMJ=0.0))
    assert set(frame.loc[frame["code"] == "1103", "land_group"]) == {"farm"}


@pytest.mark.parametrize("algorithm", ["ellipsoidal_area", "map_sheets"])
def test_j07_degrees_of_wgs_84_are_refused(bench: Bench, algorithm: str) -> None:
    patches = bench.patch(box(117, 30, 117.01, 30.01), crs=4326)
    parameter = "AREA" if algorithm == "map_sheets" else "INPUT"
    with pytest.raises(QgsProcessingException, match=r"WGS 84.*CGCS2000 Gauss-Kruger"):
        bench.run(algorithm, **{parameter: patches, "OUTPUT": bench.path("gpkg")})
