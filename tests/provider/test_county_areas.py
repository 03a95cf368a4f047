"""Areas of a whole county through Processing: ellipsoidal, deducted, pushed to the control areas of every level.

A county of 200 000 patches takes minutes and is left out unless asked for: `make test ARGS="-m large"`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import processing
import pytest
import shapely
from osgeo import gdal
from tuban.tests.data.county import RIDGES
from tuban.tools.area import in_units
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.sample import make_county

LEVELS = {"village": 12, "township": 9, "county": 6}
SIZES = [400, pytest.param(200_000, marks=pytest.mark.large)]

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module", params=SIZES)
def patches(request, tmp_path_factory) -> Path:
    """A county of two townships of several villages, its eastern edge islands, with grades and types of slope."""
    frame = make_county(request.param, seed=3, vertices=40.0).DLTB
    rank = shapely.get_x(shapely.centroid(frame.geometry.to_numpy())).argsort().argsort() / len(frame)
    village = np.minimum(rank * 8, 7).astype(int)
    frame["ZLDWDM"] = [f"330999{100 + of // 4}{200 + of % 4}0000000" for of in village]
    frame["MSSM"] = np.where(rank % 0.125 < 0.1, "00", "01")
    rng = np.random.default_rng(1)
    cultivated = frame["DLBM"].str.startswith("01").to_numpy()
    grade = rng.integers(1, 6, len(frame))
    frame["GDPDJB"] = np.where(cultivated, grade.astype(str), None)
    frame["GDLX"] = np.where(cultivated & (grade > 1), rng.choice(["TT", "PD"], len(frame)), None)
    path = tmp_path_factory.mktemp("areas") / "dltb.gpkg"
    write_geopackage(path, "DLTB", frame)
    return path


@pytest.fixture(scope="module")
def measured(patches: Path) -> str:
    """The patches with their ellipsoidal areas and ridges."""
    ridges = patches.with_name("ridges.csv")
    ridges.write_text(RIDGES, encoding="utf-8")
    area, deducted = str(patches.with_name("area.gpkg")), str(patches.with_name("deducted.gpkg"))
    processing.run("tuban:ellipsoidal_area", {"INPUT": str(patches), "OUTPUT": area})
    processing.run("tuban:deduct_ridges", {"INPUT": area, "TABLE_FILE": str(ridges), "OUTPUT": deducted})
    return deducted


def cents(frame: pd.DataFrame, digits: int) -> pd.Series:
    areas = pd.Series(in_units(frame["TBMJ"], 2), frame.index)
    return areas.groupby([frame["ZLDWDM"].str[:digits], frame["MSSM"]]).sum()


@pytest.fixture(scope="module")
def controls(measured: str) -> dict[str, pd.Series]:
    """Control areas off the sums by some steps; those of each level add up to those of the level above."""
    frame = read_layer(measured).frame
    now, rng = cents(frame, 12), np.random.default_rng(2)
    patches = frame.groupby([frame["ZLDWDM"].str[:12], frame["MSSM"]]).size()
    villages = now + rng.integers(-3, 4, len(now)) * patches // 2
    marks = villages.index.get_level_values("MSSM")
    codes = villages.index.get_level_values(0)
    return {level: villages.groupby([codes.str[:digits], marks]).sum() for level, digits in LEVELS.items()}


@pytest.fixture(scope="module")
def adjusted(measured: str, controls: dict[str, pd.Series]) -> list[Path]:
    """The outputs of two runs."""
    folder = Path(measured).parent
    layers = {"CJDCQ": ("ZLDWDM", controls["village"]), "XZQ": ("XZQDM", controls["township"])}
    for name, (code, areas) in layers.items():
        rows = areas.rename("DCMJ").div(100).rename_axis([code, "MSSM"]).reset_index()
        table = gpd.GeoDataFrame(rows, geometry=[None] * len(rows))
        write_geopackage(folder / f"{name}.gpkg", name, table, geometry_type="None")
    county = controls["county"].droplevel(0) / 100
    given = {"INPUT": measured, **{name: str(folder / f"{name}.gpkg") for name in layers}}
    given.update(MAINLAND=float(county["00"]), ISLANDS=float(county["01"]))
    made = []
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2019-12-31T00:00:00.000Z")  # GDAL's stamp in gpkg_contents
    try:
        for run in ("first", "second"):
            (folder / run).mkdir()
            out = {name: str(folder / run / f"{name}.gpkg") for name in ("OUTPUT", "UNITS", "LEDGER")}
            processing.run("tuban:adjust_areas", {**given, **out})
            made.append(folder / run / "OUTPUT.gpkg")
    finally:
        gdal.SetConfigOption("OGR_CURRENT_DATE", None)
    return made


def test_every_level_has_its_control_area_to_the_last_cent(adjusted: list[Path], controls, measured: str) -> None:
    frame = read_layer(str(adjusted[0])).frame
    for level, digits in LEVELS.items():
        pd.testing.assert_series_equal(cents(frame, digits), controls[level], check_names=False)
    before = read_layer(measured).frame["TBMJ"]
    change = np.abs(frame["TBMJ"].to_numpy() - before.to_numpy())
    assert 0 < change.max() < 0.05


def test_every_patch_is_its_class_area_and_its_ridges(adjusted: list[Path]) -> None:
    frame = read_layer(str(adjusted[0])).frame
    parts = in_units(frame["TBDLMJ"], 2) + in_units(frame["KCMJ"], 2)
    np.testing.assert_array_equal(in_units(frame["TBMJ"], 2), parts)
    assert (frame["KCMJ"] > 0).any()


def test_two_runs_give_the_same_bytes(adjusted: list[Path]) -> None:
    for name in ("OUTPUT", "UNITS", "LEDGER"):
        files = [path.with_name(f"{name}.gpkg") for path in adjusted]
        digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
        assert len(digests) == 1, name
