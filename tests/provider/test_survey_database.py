"""`create_survey_database`: what the standard lists is there, and QGIS opens it with codes, names and defaults."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import processing
import pytest
from osgeo import gdal, ogr
from qgis.core import (
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFieldConstraints,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from shapely import box
from tuban.tools.area import county_zone
from tuban.tools.errors import TubanError
from tuban.tools.exchange import is_new_enough
from tuban.tools.files import write_geopackage
from tuban.tools.standard import load
from tuban.tools.standard.schema import database_layers

STANDARD = load("2019")
KINDS = {
    "Char": [ogr.OFTString],
    "VarChar": [ogr.OFTString],
    "Int": [ogr.OFTInteger],
    "Float": [ogr.OFTReal],
    "Date": [ogr.OFTDate, ogr.OFTDateTime],  # a File Geodatabase knows no day without an hour
}

pytestmark = pytest.mark.usefixtures("tuban_provider")


def create(**parameters) -> dict:
    return processing.run("tuban:create_survey_database", parameters)


@pytest.fixture(scope="module")
def geopackage(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("database") / "county.gpkg"
    result = create(CRS="EPSG:4528", DATABASE=str(path), UPDATES=True)
    assert result["SYSTEM"] == "EPSG:4528"
    return str(path)


def refuse_gaps(path: str) -> None:
    """Each layer and field that the standard lists is there with kind, length and list of codes."""
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    listed = STANDARD.fields[STANDARD.fields["layer"].isin(STANDARD.layers.index)]
    for name, rows in listed.groupby("layer"):
        layer = dataset.GetLayerByName(name)
        assert layer is not None, name
        definition = layer.GetLayerDefn()
        for row in rows.itertuples():
            place = definition.GetFieldIndex(row.field)
            assert place >= 0, (name, row.field)
            made = definition.GetFieldDefn(place)
            assert made.GetType() in KINDS[row.type], (name, row.field)
            if made.GetType() == ogr.OFTString and row.length > 0:
                assert made.GetWidth() == row.length, (name, row.field)
    patches = dataset.GetLayerByName("DLTB").GetLayerDefn()
    for field, domain in (("DLBM", "DLBM"), ("QSXZ", "QSXZ"), ("GDPDJB", "PDJB"), ("MSSM", "MSSM")):
        made = patches.GetFieldDefn(patches.GetFieldIndex(field))
        assert made.GetDomainName() == domain
    codes = dataset.GetFieldDomain("DLBM").GetEnumeration()
    assert set(codes) == STANDARD.leaf_codes
    assert codes["0101"] == STANDARD.land_classes.loc["0101", "name_en"]
    assert dataset.GetLayerByName("DLTB").GetSpatialRef().GetAuthorityCode(None) == "4528"


def test_a_geopackage_holds_what_the_standard_lists(geopackage: str) -> None:
    refuse_gaps(geopackage)
    dataset = ogr.Open(geopackage)
    assert {dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())} >= {
        layer.name for layer in database_layers(STANDARD, updates=True)
    }


@pytest.mark.skipif(not is_new_enough(".gdb"), reason="GDAL cannot write a File Geodatabase")
def test_a_file_geodatabase_does_too_and_its_project_has_the_forms(tmp_path: Path) -> None:
    path, project = str(tmp_path / "county.gdb"), str(tmp_path / "county.qgz")
    create(CRS="EPSG:4528", DATABASE=path, PROJECT=project, UPDATES=True)
    refuse_gaps(path)
    opened = QgsProject()
    assert opened.read(project)
    (patches,) = (layer for layer in opened.mapLayers().values() if layer.source().endswith("layername=DLTB"))
    assert patches.editorWidgetSetup(patches.fields().lookupField("DLBM")).type() == "ValueMap"
    assert len(opened.mapLayers()) == len(database_layers(STANDARD, updates=True))


@pytest.fixture
def patches(geopackage: str) -> QgsVectorLayer:
    """The layer as QGIS opens it, with the style that the database holds."""
    layer = QgsVectorLayer(f"{geopackage}|layername=DLTB", "DLTB", "ogr")
    assert layer.isValid()
    return layer


def test_forms_show_codes_with_names(patches: QgsVectorLayer) -> None:
    place = patches.fields().lookupField("DLBM")
    setup = patches.editorWidgetSetup(place)
    assert setup.type() == "ValueMap"
    shown = {code: text for pair in setup.config()["map"] for text, code in pair.items()}
    assert shown["0101"] == f"0101 {STANDARD.land_classes.loc['0101', 'name_en']}"
    assert set(shown) == STANDARD.leaf_codes
    assert patches.attributeAlias(place) == "Land class code"
    assert [tab.name() for tab in patches.editFormConfig().tabs()] == [
        "Patch", "Ownership", "Areas and ridges", "Cultivated land",
    ]  # fmt: skip
    in_form = {item.name() for tab in patches.editFormConfig().tabs() for item in tab.children()}
    assert in_form == set(STANDARD.fields_of("DLTB")["field"])
    assert patches.renderer().type() != "singleSymbol"


def test_constraints_are_told_and_let_go(patches: QgsVectorLayer) -> None:
    kinds = QgsFieldConstraints.Constraint
    constraints = patches.fields().at(patches.fields().lookupField("TBMJ")).constraints()
    soft = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    for kind in (kinds.ConstraintNotNull, kinds.ConstraintExpression):
        assert constraints.constraintStrength(kind) == soft
    feature = QgsFeature(patches.fields())
    feature["TBMJ"] = -1.0
    ok, problems = QgsVectorLayerUtils.validateAttribute(patches, feature, patches.fields().lookupField("TBMJ"))
    assert not ok
    assert problems
    width = patches.fields().lookupField("XZDWKD")
    feature[width] = 0.0  # of a patch that is no linear feature
    assert QgsVectorLayerUtils.validateAttribute(patches, feature, width)[0]


def test_defaults_follow_from_what_is_typed(patches: QgsVectorLayer) -> None:
    feature = QgsFeature(patches.fields())
    feature["DLBM"], feature["TBMJ"], feature["KCXS"] = "0103", 5000.0, 0.1195
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(patches))
    context.setFeature(feature)

    def default(name: str):
        return patches.defaultValue(patches.fields().lookupField(name), feature, context)

    assert default("DLMC") == "旱地"
    assert (default("KCMJ"), default("TBDLMJ"), default("KCDLBM")) == (597.5, 4402.5, "1203")
    assert default("YSDM") == "2001010100"
    assert default("MSSM") == "00"
    assert default("SJNF") == 2019


def test_the_zone_is_that_of_the_county(tmp_path: Path) -> None:
    area = gpd.GeoDataFrame(geometry=[box(119.0, 30.0, 120.2, 30.5)], crs=4490)
    write_geopackage(tmp_path / "area.gpkg", "XZQ", area)
    result = create(AREA=str(tmp_path / "area.gpkg"), LAYERS="DLTB, CJDCQ", DATABASE=str(tmp_path / "made.gpkg"))
    assert (result["SYSTEM"], result["LAYER_COUNT"]) == ("EPSG:4528", 2)


@pytest.mark.parametrize(
    ("shape", "crs", "expected", "spans"),
    [
        (box(117.0, 30, 117.2, 30.2), 4490, "EPSG:4527", 0),
        (box(118.0, 30, 119.9, 30.2), 4326, "EPSG:4528", 2),
        (box(500_000, 3_320_000, 501_000, 3_321_000), 4549, "EPSG:4549", 0),
    ],
)
def test_zones(shape, crs: int, expected: str, spans: int) -> None:
    zone = county_zone([shape], crs)
    assert (zone.crs, zone.spans) == (expected, spans)


def test_zones_outside_china_and_of_nothing_are_refused() -> None:
    with pytest.raises(TubanError, match=r"2\.00° E, outside"):
        county_zone([box(1, 48, 3, 49)], 4326)
    with pytest.raises(TubanError, match="no geometry"):
        county_zone([None], 4490)


def test_what_cannot_be_made_is_told_in_one_sentence(geopackage: str, tmp_path: Path) -> None:
    before = Path(geopackage).read_bytes()
    new = str(tmp_path / "new.gpkg")
    cases = [
        ({"CRS": "EPSG:4528", "DATABASE": geopackage}, "exists already and may hold a survey"),
        ({"CRS": "EPSG:4490", "DATABASE": new}, "in degrees: choose a Gauss-Kruger zone"),
        ({"DATABASE": new}, "Say where the county lies"),
        ({"CRS": "EPSG:4528", "LAYERS": "DLTB,NONE", "DATABASE": new}, "no layer 'NONE'"),
        ({"CRS": "EPSG:4528", "LAYERS": "DEM", "DATABASE": new}, "No layer was chosen"),
        ({"CRS": "EPSG:4528", "DATABASE": str(tmp_path / "new.shp")}, "a file .gpkg or a folder .gdb"),
        ({"CRS": "EPSG:4528", "POSTGIS": "nobody"}, "knows no PostGIS connection “nobody”"),
        ({"CRS": "EPSG:4528", "POSTGIS": "host=127.0.0.1 port=1 dbname=x", "SCHEMA": "s"}, "cannot be made in PostGIS"),
    ]
    for given, message in cases:
        with pytest.raises(QgsProcessingException, match=message):
            create(**given)
    assert Path(geopackage).read_bytes() == before
    assert list(tmp_path.iterdir()) == []
