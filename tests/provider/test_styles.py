"""The styles load on the layers they are for, say what the standard says, and show what has to be seen."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsGeometry,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor
from tuban.tools.files import Column, write_geopackage
from tuban.tools.quality import layer as findings_layer
from tuban.tools.quality.findings import findings
from tuban.tools.standard import load

CHECKOUT = Path(__file__).resolve().parents[2]
STYLES = CHECKOUT / "resources" / "styles"
STANDARD = load("2019")
SQUARE = QgsGeometry.fromRect(QgsRectangle(40_500_000, 3_400_000, 40_500_100, 3_400_100))
SIZE = QSize(100, 100)


@pytest.fixture(scope="module")
def styles():
    spec = importlib.util.spec_from_file_location("make_styles", CHECKOUT / "scripts" / "make_styles.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def styled(styles, qgis_app):
    """A layer in its style, with features given by attributes and geometry."""

    def make(name, *rows):
        layer = styles.empty_layer(name)
        for attributes, geometry in rows:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(geometry)
            for field, value in attributes.items():
                feature[field] = value
            layer.dataProvider().addFeature(feature)
        layer.updateExtents()
        message, loaded = layer.loadNamedStyle(str(STYLES / f"{name}.qml"))
        assert loaded, message
        return layer

    return make


def categories(layer):
    renderer = layer.renderer()
    assert isinstance(renderer, QgsCategorizedSymbolRenderer)
    return {category.label(): category.value() for category in renderer.categories()}


def colour_in_the_middle(styles, layer):
    return styles.drawn([layer], SQUARE.boundingBox(), SIZE).pixelColor(50, 50).name()


def test_the_script_makes_the_styles_that_are_shipped(styles, qgis_app, tmp_path):
    release = ".".join(Qgis.QGIS_VERSION.split(".")[:2])
    if f'version="{release}"' not in (STYLES / "patches.qml").read_text(encoding="utf-8"):
        pytest.skip("the styles were made by another release of QGIS")
    for made in styles.write_styles(tmp_path):
        assert made.read_text(encoding="utf-8") == (STYLES / made.name).read_text(encoding="utf-8"), made.name


@pytest.mark.parametrize("name", ["findings", "patches", "slope_grades"])
def test_names_of_fields_in_a_file_survive_the_style(name, styles, qgis_app, tmp_path):
    path = tmp_path / "layer.gpkg"
    empty = findings(kind="", rule="", severity="", layer="", feature=[], message="", geometry=[], crs="EPSG:4528")
    write_geopackage(path, "layer", empty, [Column("kind", "text", alias="种类")])
    layer = QgsVectorLayer(str(path), "layer", "ogr")
    before = layer.attributeDisplayName(1)
    assert layer.loadNamedStyle(str(STYLES / f"{name}.qml"))[1]
    assert layer.attributeDisplayName(1) == before


# ------------------------------------------------------------------------------------------------ patches


def test_patches_have_a_category_for_each_first_level_class_with_all_its_codes(styled):
    *classes, (_, rest) = categories(styled("patches")).items()
    first_level = STANDARD.land_classes[STANDARD.land_classes["level"] == 1]
    assert [label for label, _ in classes] == [f"{code} {name}" for code, name in first_level["name_zh"].items()]
    assert rest in (None, "")
    for label, codes in classes:
        assert set(STANDARD.first_level(codes)) == {label[:2]}
    assert sorted(code for _, codes in classes for code in codes) == sorted(STANDARD.leaf_codes)


@pytest.mark.parametrize(
    ("code", "first"),
    [("0101", "01"), ("0303", "00"), ("0402", "00"), ("0603", "00"), ("0201K", "02"), ("08H2A", "08"), ("09", "09")],
)
def test_a_patch_has_the_colour_of_its_class(code, first, styled, styles):
    colours = pd.read_csv(STYLES / "land_class_colours.csv", dtype=str).set_index("code")["colour"]
    assert colour_in_the_middle(styles, styled("patches", ({"DLBM": code}, SQUARE))) == colours[first]


@pytest.mark.parametrize("code", ["1203", "03", "0310", "9999", "", None])
def test_a_patch_with_an_unknown_code_catches_the_eye(code, styled, styles):
    assert colour_in_the_middle(styles, styled("patches", ({"DLBM": code}, SQUARE))) == "#ff00ff"


def test_labels_are_number_over_class_and_only_at_large_scales(styled, styles):
    layer = styled("patches", ({"DLBM": "0101", "TBBH": "00012"}, SQUARE))
    settings = layer.labeling().settings()
    assert layer.labelsEnabled()
    assert settings.scaleVisibility
    assert (settings.minimumScale, settings.maximumScale) == (10_000, 0)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(next(layer.getFeatures()))
    assert QgsExpression(settings.fieldName).evaluate(context).split("\n") == ["00012", "────", "0101"]
    assert shows_labels(styles, layer, 9_900)
    assert not shows_labels(styles, layer, 10_100)


def shows_labels(styles, layer, scale):
    pictures = []
    for labels in (True, False):
        layer.setLabelsEnabled(labels)
        pictures.append(styles.drawn([layer], SQUARE.boundingBox(), SIZE, scale))
    return pictures[0] != pictures[1]


# ------------------------------------------------------------------------------------------------ slope grades


def test_slope_grades_go_from_green_to_red_and_the_rest_is_pale(styled, styles):
    found = categories(styled("slope_grades"))
    names = STANDARD.slope_grades["name_zh"]
    assert list(found) == [*(f"{grade}级 {name}" for grade, name in names.items()), "无坡度级"]
    drawn = [QColor(colour_in_the_middle(styles, styled("slope_grades", ({"GDPDJB": g}, SQUARE)))) for g in "12345"]
    hues = [(colour.hue() + 30) % 360 - 30 for colour in drawn]
    assert hues == sorted(hues, reverse=True)
    assert hues[0] > 100  # green
    assert hues[-1] < 10  # red
    for grade in (None, "", "0"):
        pale = QColor(colour_in_the_middle(styles, styled("slope_grades", ({"GDPDJB": grade}, SQUARE))))
        assert pale.saturation() < 20
        assert pale.lightness() > 200


# ------------------------------------------------------------------------------------------------ findings


def test_cells_of_slope_have_the_colour_of_their_grade_and_the_upper_bound_belongs_to_it(styles, qgis_app, tmp_path):
    path = str(tmp_path / "slope.tif")
    degrees = [0.0, 2.0, 2.01, 6.0, 6.01, 15.0, 15.01, 25.0, 25.01, 89.0, -9999.0]
    file = gdal.GetDriverByName("GTiff").Create(path, len(degrees), 1, 1, gdal.GDT_Float32)
    file.GetRasterBand(1).SetNoDataValue(-9999.0)
    file.GetRasterBand(1).WriteArray(np.array([degrees], np.float32))
    del file
    layer = QgsRasterLayer(path, "slope")
    message, loaded = layer.loadNamedStyle(str(STYLES / "slope_raster.qml"))
    assert loaded, message
    block = layer.renderer().block(1, layer.extent(), len(degrees), 1)
    seen = [QColor.fromRgba(block.color(0, column)) for column in range(len(degrees))]
    assert [colour.name() for colour in seen[:-1]] == [colour for colour in styles.GRADE_COLOURS for _ in range(2)]
    assert seen[-1].alpha() == 0
    legend = [label for label, _ in layer.renderer().legendSymbologyItems()]
    assert [label[3:] for label in legend] == STANDARD.slope_grades["name_zh"].tolist()


def test_findings_are_told_apart_by_severity_without_labels(styled):
    layer = styled("findings")
    assert list(categories(layer).values()) == ["error", "warning", "note"]
    assert layer.renderer().classAttribute() == "severity"
    assert not layer.labelsEnabled()


@pytest.mark.parametrize("metres", [100.0, 10_000.0, 100_000.0])
def test_a_fault_of_a_fifth_of_a_millimetre_is_seen_at_any_scale(metres, styled, styles):
    x, y = SQUARE.centroid().asPoint()
    fault = QgsGeometry.fromRect(QgsRectangle(x, y, x + 2e-4, y + 2e-4))
    layer = styled("findings", ({"severity": "error"}, fault))
    around = QgsRectangle(x - metres, y - metres, x + metres, y + metres)
    image = styles.drawn([layer], around, SIZE)
    red = sum(QColor(image.pixel(i, j)).name() == "#d7191c" for i in range(100) for j in range(100))
    assert 25 < red < 120  # 2.6 mm less the white rim, at 96 dpi: about 9 pixels across


def test_the_worst_finding_lies_on_top(styled, styles):
    rows = [({"severity": severity}, SQUARE) for severity in ("warning", "error", "note")]
    assert colour_in_the_middle(styles, styled("findings", *rows)) == "#d7191c"


@pytest.mark.parametrize("state", ["exception", "fixed"])
def test_what_is_closed_is_paler_and_lies_below(state, styled, styles):
    pale = QColor(colour_in_the_middle(styles, styled("findings", ({"severity": "error", "state": state}, SQUARE))))
    assert pale.hue() == pytest.approx(QColor("#d7191c").hue(), abs=3)
    assert pale.lightness() > 190
    rows = [({"severity": "error", "state": state}, SQUARE), ({"severity": "note", "state": "new"}, SQUARE)]
    assert colour_in_the_middle(styles, styled("findings", *rows)) == "#2b6cb0"


@pytest.mark.parametrize("state", [None, "", "new", "confirmed", "reopened"])
def test_what_is_open_has_its_full_colour(state, styled, styles):
    layer = styled("findings", ({"severity": "error", "state": state}, SQUARE))
    assert colour_in_the_middle(styles, layer) == "#d7191c"


def test_findings_of_before_states_have_their_full_colour(styles, qgis_app):
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4528&field=severity:string", "old", "memory")
    for severity in ("error", "note"):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(SQUARE)
        feature["severity"] = severity
        layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    assert layer.loadNamedStyle(str(STYLES / "findings.qml"))[1]
    assert colour_in_the_middle(styles, layer) == "#d7191c"


def test_changes_are_told_apart_and_the_new_lies_on_top(styled, styles):
    assert list(categories(styled("changes")).values()) == ["new", "still_there", "fixed"]
    rows = [({"severity": "error", "change": change}, SQUARE) for change in ("fixed", "new", "still_there")]
    assert colour_in_the_middle(styles, styled("changes", *rows)) == "#d7191c"


def test_the_map_tip_says_what_is_wrong_and_escapes_it(styled):
    row = {
        "kind": "overlap", "rule": "4301-05", "severity": "error", "layer": "DLTB", "feature": "12", "other": "13",
        "measure": 0.25, "unit": "m2", "message": "<script>&",
    }  # fmt: skip
    layer = styled("findings", (row, SQUARE), ({"severity": "note"}, SQUARE))
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    tips = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        tips.append(QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context))
    what, where, how_much, rule = tips[0].split("<br>")
    assert (what, where, how_much) == ("<b>&lt;script&gt;&amp;</b>", "DLTB 12 / 13", "0.25 m²")
    assert rule == "<small>error · overlap · 4301-05</small>"
    assert "NULL" not in tips[1]


def test_findings_as_an_algorithm_writes_them_take_the_style(styles, qgis_app, tmp_path):
    found = findings(
        kind="overlap", rule="4301-05", severity="error", layer="DLTB", feature=["1"], message="x",
        geometry=[shapely.Point(40_500_000, 3_400_000)], crs="EPSG:4528",
    )  # fmt: skip
    path = tmp_path / "findings.gpkg"
    write_geopackage(path, "findings", findings_layer.as_areas(found), findings_layer.columns())
    layer = QgsVectorLayer(str(path), "findings", "ogr")
    assert layer.loadNamedStyle(str(STYLES / "findings.qml"))[1]
    assert list(categories(layer).values()) == ["error", "warning", "note"]
