"""`map_sheets`, `sheet_numbers`, `control_area_table` and `adjust_areas` through Processing."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import processing
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from shapely import LineString, MultiPolygon, Point, Polygon, box
from shapely.affinity import translate
from tuban.tools.area import in_units, sheet_frame
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.standard import load

pytestmark = pytest.mark.usefixtures("tuban_provider")

COUNTY = box(520_000, 3_400_000, 531_000, 3_411_000)
STYLES = Path(__file__).resolve().parents[2] / "resources" / "styles"
VILLAGES = ("330999100200", "330999100201", "330999101200")


class Feedback(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.said: list[str] = []

    def pushWarning(self, text):
        self.said.append(text)


def run(algorithm: str, **parameters) -> dict:
    return processing.run(f"tuban:{algorithm}", parameters)


def written(path: Path, shapes, crs=4549, geometry_type="MultiPolygon", layer="XZQ", **columns) -> str:
    frame = gpd.GeoDataFrame(columns, geometry=list(shapes), crs=crs)
    write_geopackage(path, layer, frame, geometry_type=geometry_type)
    return str(path)


def rows_of(path: str) -> str:
    """A hash of all rows of a layer, bytes of geometries among them."""
    with closing(sqlite3.connect(path)) as connection:
        (table,) = connection.execute("SELECT table_name FROM gpkg_contents").fetchone()
        rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY fid').fetchall()
    return hashlib.sha1(repr(rows).encode()).hexdigest()


# ------------------------------------------------------------------------------------------------ map sheets


def test_sheets_of_a_layer_in_its_own_system(tmp_path: Path) -> None:
    area = written(tmp_path / "xzq.gpkg", [COUNTY])
    result = run("map_sheets", AREA=area, OUTPUT=str(tmp_path / "sheets.gpkg"))
    sheets = read_layer(result["OUTPUT"]).frame
    assert sheets.crs == 4549
    assert result["COUNT"] == len(sheets) == 9
    assert sheets["TFH"].iloc[0] == "H51G029004"
    assert result["AREA_SUM"] == pytest.approx(sheets["LLMJ"].sum(), abs=0.001)
    assert sheets.geometry.union_all().contains(COUNTY)
    names = [
        "TFH",
        "BLC",
        "W",
        "S",
        "E",
        "N",
        "RANGE",
        "CM",
        *(f"{a}_{c}" for c in ("SW", "NW", "NE", "SE") for a in "XY"),
    ]
    assert list(sheets.columns) == [*names, "LLMJ", "geometry"]
    expected = sheet_frame(sheets["TFH"], 4549)
    for name in ("LLMJ", "X_NE", "Y_NE", "W", "N"):
        assert sheets[name].tolist() == expected[name].tolist()


@pytest.mark.parametrize("system", [4528, 4490])
def test_sheets_are_the_same_in_every_system(tmp_path: Path, system: int) -> None:
    plain = run("map_sheets", AREA=written(tmp_path / "xzq.gpkg", [COUNTY]), OUTPUT="TEMPORARY_OUTPUT")
    moved = translate(COUNTY, 40_000_000) if system == 4528 else gpd.GeoSeries([COUNTY], crs=4549).to_crs(4490)[0]
    area = written(tmp_path / "other.gpkg", [moved], system)
    other = run("map_sheets", AREA=area, OUTPUT="TEMPORARY_OUTPUT")
    numbers = [read_layer(result["OUTPUT"]).frame["TFH"].tolist() for result in (plain, other)]
    assert numbers[0] == numbers[1]


def test_sheets_of_an_extent_and_of_numbers(tmp_path: Path) -> None:
    by_extent = run(
        "map_sheets", EXTENT="117.01,117.05,30.01,30.03 [EPSG:4490]", SCALE="1:10000", OUTPUT=str(tmp_path / "a.gpkg")
    )
    made = read_layer(by_extent["OUTPUT"]).frame
    assert made["TFH"].tolist() == ["H50G048049"]
    assert made.crs == 4490
    assert made["BLC"].tolist() == [10_000]
    listed = run(
        "map_sheets",
        NUMBERS="h50g048049, H50\nH50G048049，H50K00010001",
        CRS="EPSG:4548",
        OUTPUT=str(tmp_path / "b.gpkg"),
    )
    made = read_layer(listed["OUTPUT"]).frame
    assert made["TFH"].tolist() == ["H50G048049", "H50", "H50K00010001"]
    assert made.crs == 4548
    metres = run("map_sheets", EXTENT="13024000,13027000,3502000,3504000 [EPSG:3857]", OUTPUT="TEMPORARY_OUTPUT")
    assert metres["COUNT"] > 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "Give one of the three"),
        ({"NUMBERS": "H50", "EXTENT": "117,118,30,31 [EPSG:4490]"}, "Give one of the three"),
        ({"NUMBERS": "H-50-10-(3)"}, r"“H-50-10-\(3\)” is not a sheet number"),
        ({"EXTENT": "73,136,3,54 [EPSG:4490]", "SCALE": "1:500"}, "more than 1000000"),
        ({"NUMBERS": "H50", "CRS": "EPSG:3857"}, "Pseudo-Mercator.*reproject"),
    ],
)
def test_sheets_that_cannot_be_laid_out(tmp_path: Path, given: dict, message: str) -> None:
    with pytest.raises(QgsProcessingException, match=message):
        run("map_sheets", **given, OUTPUT=str(tmp_path / "out.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_sheets_of_layers_that_will_not_do(tmp_path: Path) -> None:
    degrees = written(tmp_path / "wgs.gpkg", [box(117, 30, 117.1, 30.1)], 4326)
    with pytest.raises(QgsProcessingException, match=r"WGS 84.*reproject"):
        run("map_sheets", AREA=degrees, OUTPUT="TEMPORARY_OUTPUT")
    area = written(tmp_path / "xian.gpkg", [box(117, 30, 117.1, 30.1)], 4610)
    with pytest.raises(QgsProcessingException, match="different ellipsoids"):
        run("map_sheets", AREA=area, CRS="EPSG:4490", OUTPUT="TEMPORARY_OUTPUT")


# ------------------------------------------------------------------------------------------------ sheet numbers


@pytest.mark.parametrize(
    ("shapes", "kind"),
    [
        ([Point(117.01, 30.01), None], "Point"),
        ([LineString([(117.01, 30.01), (117.02, 30.01)]), None], "LineString"),
        ([MultiPolygon([box(117.01, 30.01, 117.02, 30.02)]), None], "MultiPolygon"),
    ],
)
def test_every_feature_gets_its_sheet(tmp_path: Path, shapes: list, kind: str) -> None:
    source = written(tmp_path / "in.gpkg", shapes, 4490, kind, "features", name=["a", "b"])
    result = run("sheet_numbers", INPUT=source, SCALE="1:50000", OUTPUT=str(tmp_path / "out.gpkg"))
    made = read_layer(result["OUTPUT"]).frame
    assert made["TFH"].tolist() == ["H50E012013", None]
    assert made["name"].tolist() == ["a", "b"]
    assert result["SHEETS"] == 1
    assert QgsVectorLayer(result["OUTPUT"]).wkbType() == QgsVectorLayer(source).wkbType()


def test_the_field_of_the_number(tmp_path: Path) -> None:
    source = written(tmp_path / "in.gpkg", [Point(117.01, 30.01)], 4490, "Point", "features", sheet=["old"])
    result = run("sheet_numbers", INPUT=source, FIELD="sheet", OUTPUT=str(tmp_path / "out.gpkg"))
    assert read_layer(result["OUTPUT"]).frame["sheet"].tolist() == ["H50G048049"]
    with pytest.raises(QgsProcessingException, match="has no name"):
        run("sheet_numbers", INPUT=source, FIELD=" ", OUTPUT="TEMPORARY_OUTPUT")


def test_sheets_and_numbers_lead_to_each_other(tmp_path: Path) -> None:
    area = written(tmp_path / "xzq.gpkg", [COUNTY])
    sheets = run("map_sheets", AREA=area, SCALE="1:2000", OUTPUT=str(tmp_path / "sheets.gpkg"))["OUTPUT"]
    numbered = run("sheet_numbers", INPUT=sheets, SCALE="1:2000", FIELD="AGAIN", OUTPUT=str(tmp_path / "numbered.gpkg"))
    frame = read_layer(numbered["OUTPUT"]).frame
    assert len(frame) > 150
    assert frame["AGAIN"].tolist() == frame["TFH"].tolist()


# ------------------------------------------------------------------------------------------------ control areas


def test_pieces_close_to_their_sheets(tmp_path: Path) -> None:
    mainland, island = COUNTY, box(533_000, 3_405_000, 534_000, 3_406_000)
    area = written(tmp_path / "xzq.gpkg", [mainland, island], MSSM=["00", "01"], XZQDM=["330999100", "330999101"])
    result = run(
        "control_area_table",
        XZQ=area,
        NAME="甲县",
        OUTPUT=str(tmp_path / "pieces.gpkg"),
        TABLE=str(tmp_path / "table.xlsx"),
    )
    pieces = read_layer(result["OUTPUT"]).frame
    sheets = pieces.groupby("TFH").agg(sum=("KZMJ", "sum"), theory=("LLMJ", "first"))
    assert sheets["sum"].to_numpy() == pytest.approx(sheets["theory"].to_numpy(), abs=1e-6)
    assert result["CONTROL_AREA"] == result["MAINLAND"] + result["ISLANDS"]
    assert result["MAINLAND"] == pytest.approx(mainland.area, rel=1e-3)
    assert result["ISLANDS"] == pytest.approx(island.area, rel=2e-3)
    assert result["WHOLE"] == ((pieces["inside"] == 1) & (pieces["kind"] == "whole")).sum() > 0
    assert result["BROKEN"] + result["WHOLE"] == pieces["TFH"].nunique()
    assert Path(result["TABLE"]).stat().st_size > 5000
    assert set(pieces["unit"].dropna()) <= {""}
    by_unit = run("control_area_table", XZQ=area, UNIT_FIELD="XZQDM", OUTPUT=str(tmp_path / "units.gpkg"))
    assert set(read_layer(by_unit["OUTPUT"]).frame["unit"]) == {"", "330999100", "330999101"}


def test_a_finer_table_closes_to_the_cent(tmp_path: Path) -> None:
    area = written(tmp_path / "xzq.gpkg", [COUNTY])
    coarse = run("control_area_table", XZQ=area)
    fine = run("control_area_table", XZQ=area, DECIMALS=6, SCALE="1:5000")
    measured = run("ellipsoidal_area", INPUT=area, OUTPUT="TEMPORARY_OUTPUT")["AREA"]
    assert fine["CONTROL_AREA"] == pytest.approx(measured, abs=0.2)
    assert coarse["CONTROL_AREA"] == pytest.approx(measured, abs=12_000)
    assert coarse["CONTROL_AREA"] % 1000 == 0


@pytest.mark.parametrize(
    ("shapes", "crs", "message"),
    [
        ([Polygon([(0, 0), (9, 9), (9, 0), (0, 9)])], 4549, "1 polygons.*not valid: repair"),
        ([COUNTY], 3857, "Pseudo-Mercator.*reproject"),
        ([box(117, 30, 117.1, 30.1)], 4326, "WGS 84.*reproject"),
        ([COUNTY], 4528, "outside the zone"),
        ([None], 4549, "no polygons"),
    ],
)
def test_counties_that_cannot_be_cut(tmp_path: Path, shapes: list, crs: int, message: str) -> None:
    area = written(tmp_path / "xzq.gpkg", shapes, crs)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(QgsProcessingException, match=message):
        run("control_area_table", XZQ=area, OUTPUT=str(out / "p.gpkg"), TABLE=str(out / "t.xlsx"))
    assert list(out.iterdir()) == []


def test_pieces_and_sheets_are_drawn_by_what_they_are(tmp_path: Path) -> None:
    area = written(tmp_path / "xzq.gpkg", [COUNTY])
    pieces = run("control_area_table", XZQ=area, OUTPUT=str(tmp_path / "pieces.gpkg"))["OUTPUT"]
    sheets = run("map_sheets", AREA=area, OUTPUT=str(tmp_path / "sheets.gpkg"))["OUTPUT"]
    layer = QgsVectorLayer(pieces, "pieces")
    message, loaded = layer.loadNamedStyle(str(STYLES / "sheet_pieces.qml"))
    assert loaded, message
    expression = QgsExpression(layer.renderer().classAttribute())
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    drawn = set()
    for feature in layer.getFeatures():
        context.setFeature(feature)
        drawn.add(expression.evaluate(context))
    assert drawn == {category.value() for category in layer.renderer().categories()} == {"whole", "broken", "outside"}
    outlines = QgsVectorLayer(sheets, "sheets")
    assert outlines.loadNamedStyle(str(STYLES / "sheets.qml"))[1]
    assert outlines.labeling().settings().fieldName == '"TFH"'


# ------------------------------------------------------------------------------------------------ adjustment


@pytest.fixture(scope="module")
def patches(tmp_path_factory) -> str:
    """2000 patches of three villages in two townships, some of them on islands."""
    rng = np.random.default_rng(4)
    count = 2000
    columns = {
        "BSM": [f"33099920010{k:07d}" for k in range(count)],
        "DLBM": "0103",
        "ZLDWDM": np.array(VILLAGES, dtype=object)[rng.integers(0, 3, count)] + "0000000",
        "TBMJ": np.round(rng.lognormal(8, 1, count), 2),
        "KCXS": rng.choice([0.0, 0.1195], count),
        "MSSM": np.where(rng.random(count) < 0.1, "01", "00").astype(object),
    }
    shapes = [box(40_500_000 + 10 * k, 0, 40_500_010 + 10 * k, 10) for k in range(count)]
    path = tmp_path_factory.mktemp("patches") / "dltb.gpkg"
    return written(path, shapes, 4528, "Polygon", "DLTB", **columns)


def cents_by_unit(path: str, digits: int) -> dict[tuple[str, str], int]:
    frame = read_layer(path).frame
    cents = pd.Series(in_units(frame["TBMJ"], 2), frame.index)
    return cents.groupby([frame["ZLDWDM"].str[:digits], frame["MSSM"]]).sum().to_dict()


def control_layer(path: Path, patches: str, digits: int, code: str, off: int = 7, suffix: str = "") -> dict:
    """A layer of control areas that are `off` cents above the sums of their units; returns its areas in cents."""
    wanted = {key: cents + off for key, cents in cents_by_unit(patches, digits).items()}
    units, marks = zip(*wanted)
    written(
        path,
        [None] * len(wanted),
        layer=path.stem,
        **{code: [unit + suffix for unit in units], "MSSM": list(marks), "DCMJ": [c / 100 for c in wanted.values()]},
    )
    return wanted


def assert_rows_close(path: str) -> None:
    frame = read_layer(path).frame
    area, deducted, rest = (in_units(frame[name], 2) for name in ("TBMJ", "KCMJ", "TBDLMJ"))
    assert (area == deducted + rest).all()


def test_villages_get_their_control_areas(patches: str, tmp_path: Path) -> None:
    wanted = control_layer(tmp_path / "CJDCQ.gpkg", patches, 12, "ZLDWDM", suffix="0000000")
    result = run(
        "adjust_areas",
        INPUT=patches,
        CJDCQ=str(tmp_path / "CJDCQ.gpkg"),
        OUTPUT=str(tmp_path / "out.gpkg"),
        UNITS=str(tmp_path / "units.gpkg"),
        LEDGER=str(tmp_path / "ledger.gpkg"),
    )
    assert cents_by_unit(result["OUTPUT"], 12) == wanted
    assert_rows_close(result["OUTPUT"])
    ledger, units = (read_layer(result[name]).frame for name in ("LEDGER", "UNITS"))
    assert result["MOVED"] == len(ledger) == 7 * len(wanted)
    assert result["CHANGE"] == pytest.approx(0.07 * len(wanted))
    assert result["LARGEST"] == 0.01
    assert result["AREA"] == pytest.approx(sum(wanted.values()) / 100)
    assert (units["after"] - units["before"]).to_numpy() == pytest.approx(units["change"].to_numpy(), abs=1e-6)
    before, after = read_layer(patches).frame.set_index("BSM"), read_layer(result["OUTPUT"]).frame.set_index("BSM")
    change = (after["TBMJ"] - before["TBMJ"]).round(2)
    assert change[change != 0].to_dict() == dict(zip(ledger["part"], ledger["change"]))
    standard = load("2019").fields_of("DLTB").set_index("field")
    assert {"TBMJ", "KCMJ", "TBDLMJ"} <= set(after.columns) <= set(standard.index) | {"geometry"}


def test_townships_and_the_county_by_layer_and_by_number(patches: str, tmp_path: Path) -> None:
    wanted = control_layer(tmp_path / "XZQ.gpkg", patches, 9, "XZQDM", off=-3)
    towns = run("adjust_areas", INPUT=patches, XZQ=str(tmp_path / "XZQ.gpkg"), OUTPUT=str(tmp_path / "towns.gpkg"))
    assert cents_by_unit(towns["OUTPUT"], 9) == wanted
    now = cents_by_unit(patches, 6)
    mainland, islands = now["330999", "00"] + 11, now["330999", "01"] - 2
    county = run(
        "adjust_areas",
        INPUT=patches,
        MAINLAND=mainland / 100,
        ISLANDS=islands / 100,
        OUTPUT=str(tmp_path / "county.gpkg"),
    )
    assert cents_by_unit(county["OUTPUT"], 6) == {("330999", "00"): mainland, ("330999", "01"): islands}
    assert county["MOVED"] == 13


def test_control_areas_from_a_table_of_text(patches: str, tmp_path: Path) -> None:
    wanted = {key: cents + 4 for key, cents in cents_by_unit(patches, 12).items()}
    lines = [f'"{unit}","{mark}",{cents / 100:.2f}' for (unit, mark), cents in wanted.items()]
    (tmp_path / "control.csv").write_text("\n".join(["ZLDWDM,MSSM,KZMJ", *lines]), encoding="utf-8")
    (tmp_path / "control.csvt").write_text('"String","String","String"')
    result = run(
        "adjust_areas",
        INPUT=patches,
        CJDCQ=str(tmp_path / "control.csv"),
        CONTROL_FIELD="KZMJ",
        OUTPUT=str(tmp_path / "out.gpkg"),
    )
    assert cents_by_unit(result["OUTPUT"], 12) == wanted


@pytest.fixture
def still_clock():
    """A GeoPackage says when it was written; here it is always the same time."""
    gdal.SetConfigOption("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z")
    yield
    gdal.SetConfigOption("OGR_CURRENT_DATE", None)


def test_two_runs_write_the_same_bytes(patches: str, tmp_path: Path, still_clock) -> None:
    control_layer(tmp_path / "CJDCQ.gpkg", patches, 12, "ZLDWDM")
    names = ("OUTPUT", "UNITS", "LEDGER")
    made = []
    for folder in (tmp_path / "first", tmp_path / "second"):
        folder.mkdir()
        files = {name: str(folder / f"{name}.gpkg") for name in names}
        run("adjust_areas", INPUT=patches, CJDCQ=str(tmp_path / "CJDCQ.gpkg"), **files)
        made.append([Path(file).read_bytes() for file in files.values()])
    assert made[0] == made[1]


def test_a_second_run_changes_nothing(patches: str, tmp_path: Path) -> None:
    control_layer(tmp_path / "CJDCQ.gpkg", patches, 12, "ZLDWDM")
    given = {"CJDCQ": str(tmp_path / "CJDCQ.gpkg")}
    first = run("adjust_areas", INPUT=patches, **given, OUTPUT=str(tmp_path / "first.gpkg"))
    second = run("adjust_areas", INPUT=first["OUTPUT"], **given, OUTPUT=str(tmp_path / "second.gpkg"))
    assert second["MOVED"] == 0
    assert rows_of(second["OUTPUT"]) == rows_of(first["OUTPUT"])


def refused(**parameters) -> str:
    with pytest.raises(QgsProcessingException) as refusal:
        run("adjust_areas", **parameters)
    return str(refusal.value)


def test_what_cannot_be_adjusted_ends_in_one_sentence(patches: str, tmp_path: Path) -> None:
    out = {"OUTPUT": str(tmp_path / "out.gpkg")}
    assert "There is no control area" in refused(INPUT=patches, **out)
    assert "no control area, such as 330999 (islands)" in refused(INPUT=patches, MAINLAND=1.0, **out)
    far = refused(INPUT=patches, MAINLAND=1e6, ISLANDS=1e5, **out)
    assert "2 control areas are too far from their patches" in far
    assert "control area is 100000.00 m²" in far
    wanted = control_layer(tmp_path / "CJDCQ.gpkg", patches, 12, "ZLDWDM")
    frame = read_layer(str(tmp_path / "CJDCQ.gpkg")).frame
    write_geopackage(tmp_path / "fewer.gpkg", "CJDCQ", frame.iloc[1:])
    first = next(iter(wanted))[0]
    assert f"such as {first} (mainland)" in refused(INPUT=patches, CJDCQ=str(tmp_path / "fewer.gpkg"), **out)
    write_geopackage(tmp_path / "empty.gpkg", "CJDCQ", frame.assign(DCMJ=np.nan))
    assert "no area in DCMJ" in refused(INPUT=patches, CJDCQ=str(tmp_path / "empty.gpkg"), **out)
    message = refused(INPUT=patches, CJDCQ=str(tmp_path / "CJDCQ.gpkg"), CONTROL_FIELD="KZMJ", **out)
    assert "CJDCQ has no field KZMJ" in message
    lacking = read_layer(patches).frame.drop(columns=["KCXS", "ZLDWDM"])
    write_geopackage(tmp_path / "lacking.gpkg", "DLTB", lacking)
    assert "has no field ZLDWDM, KCXS" in refused(INPUT=str(tmp_path / "lacking.gpkg"), MAINLAND=1.0, **out)
    assert not Path(out["OUTPUT"]).exists()


def test_what_is_odd_is_said(patches: str, tmp_path: Path) -> None:
    frame = read_layer(patches).frame.iloc[:3].copy()
    frame.loc[frame.index[0], "geometry"] = None
    frame["MSSM"], frame["ZLDWDM"] = "00", VILLAGES[0]
    frame.columns = [name.lower() for name in frame.columns]
    write_geopackage(tmp_path / "small.gpkg", "dltb", frame)
    feedback = Feedback()
    area = round(float(frame["tbmj"].sum()) + 0.01, 2)
    given = {"INPUT": str(tmp_path / "small.gpkg"), "MAINLAND": area, "OUTPUT": str(tmp_path / "out.gpkg")}
    result = processing.run("tuban:adjust_areas", given, feedback=feedback)
    assert any("1 patches have no geometry; their TBMJ was taken" in text for text in feedback.said)
    assert result["MOVED"] == 1
    assert read_layer(result["OUTPUT"]).frame["TBMJ"].sum() == pytest.approx(area)


def test_a_cancelled_run_stops_at_once(tmp_path: Path) -> None:
    area = written(tmp_path / "xzq.gpkg", [COUNTY])
    item = QgsApplication.processingRegistry().createAlgorithmById("tuban:control_area_table")
    feedback = Feedback()
    feedback.progressChanged.connect(lambda percent: feedback.cancel() if percent > 10 else None)
    began = time.monotonic()
    given = {"XZQ": area, "SCALE": "1:500", "OUTPUT": str(tmp_path / "out.gpkg"), "TABLE": str(tmp_path / "out.xlsx")}
    results, _ = item.run(given, QgsProcessingContext(), feedback)
    assert results == {}
    assert time.monotonic() - began < 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["xzq.gpkg"]
