"""Writes resources/styles/*.qml from the standard's tables: the same tables always give the same bytes.

`--folder DIR` writes elsewhere; `--preview DIR` draws each style over a small made county.
"""

from __future__ import annotations

import argparse
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsColorRampShader,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsMapLayer,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsMapUnitScale,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRectangle,
    QgsRendererCategory,
    QgsSimpleFillSymbolLayer,
    QgsSingleBandPseudoColorRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsVectorSimplifyMethod,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QImage
from tuban.tools.files import write_geopackage
from tuban.tools.quality.findings import joined
from tuban.tools.quality.layer import as_areas, columns
from tuban.tools.quality.rules import check_rules
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

STYLES = Path(__file__).resolve().parents[1] / "resources" / "styles"
EDITION = "2019"

UNKNOWN_CODE = "#ff00ff"
"""A patch whose class the standard does not know must catch the eye."""

LABELS_FROM = 10_000
"""Denominator of the smallest scale with labels: the patches of a county in smaller print would only be noise."""

SEVERITIES = (
    ("error", "错误 error", "#d7191c", "circle", 2.6),
    ("warning", "警告 warning", "#f28c00", "triangle", 3.2),
    ("note", "提示 note", "#2b6cb0", "square", 2.2),
)
"""Severity, legend, colour, mark and its size in mm, in the order of the legend; marks differ for the colour-blind."""

PALE = 25
"""% opacity of findings that are fixed or excepted."""

_CLOSED = "coalesce(attribute($currentfeature, 'state'), '') IN ('fixed', 'exception')"

CHANGES = (
    ("new", "新增 new", "#d7191c", "circle", 2.6),
    ("still_there", "仍在 still there", "#f28c00", "triangle", 3.2),
    ("fixed", "已消除 fixed", "#1a9641", "square", 2.2),
)
"""The same for what has become of a finding between two runs."""

LEDGER = (
    ("fill", "填补缝隙 gap filled", "#1a9641", "circle", 2.6),
    ("cut", "切除重叠 overlap cut", "#7b3294", "diamond", 2.8),
    ("merge", "合并碎小图斑 sliver merged", "#f28c00", "triangle", 3.0),
    ("split", "拆分部件 part split off", "#2b6cb0", "square", 2.4),
    ("insert_node", "插入节点 node put in", "#5f5a52", "cross2", 2.4),
    ("remove_vertex", "删除重复节点 vertex taken out", "#a0988a", "cross", 2.4),
)
"""The same for what a repair did."""

LINEAR = {
    "1001": "#3d3d3d", "1002": "#7a5c8e", "1003": "#c8553d", "1004": "#e6a23c", "1006": "#b08968",
    "1009": "#8d8d8d", "1107A": "#2b7bba", "1107": "#57b8d9", "1101": "#6baed6",
}  # fmt: skip
"""Colours of the classes of linear features."""

LINEAR_LEDGER = (
    ("ribbon", "新线状图斑 new linear patch", "#c8553d", 0.55),
    ("part", "分割出的图斑 part split off", "#7b3294", 0.25),
    ("cut", "被切割 lost land", "#2b6cb0", 0.1),
    ("grown", "并入碎块 gained land", "#1a9641", 0.35),
    ("gone", "已无剩余 nothing left", "#d7191c", 0.25),
)
"""What the cutting of ribbons did to a patch: legend, colour, opacity."""

FAULTY = "#d7191c"

GRADE_COLOURS = ("#1a9641", "#8fce5b", "#fde254", "#f59042", "#d7191c")
UNGRADED = "#ece9e2"

SHEET_LINES = "#2b6cb0"
SHEET_PIECES = (
    ("whole", "#a6d8a8", "整幅 whole sheet"),
    ("broken", "#fde9a9", "破幅 broken sheet"),
    ("outside", "#d9d9d9", "界外 outside"),
)
"""Value, colour and legend of the pieces of map sheets."""

LISTED = (
    ("conflict", "规则矛盾 rules disagree", "#d7191c", "diamond", 2.6),
    ("crosses", "界线穿越 border crosses", "#7b3294", "triangle", 2.4),
    ("report", "规则提示 rule reports", "#e69f00", "circle", 2.2),
    ("kept", "原值保留 filled value kept", "#2b6cb0", "square", 2.0),
)
"""Value, legend, colour, mark and size of the patches to look at after tagging, the most urgent first."""

TAG_LEDGER = "#1a9641"


# ------------------------------------------------------------------------------------------------ the styles


def findings_style(layer: QgsVectorLayer) -> None:
    """Faults by severity, the worst on top, each with a mark of the same size at every scale."""
    categories = [
        QgsRendererCategory(severity, _fault_symbol(colour, mark, size), legend)
        for severity, legend, colour, mark, size in SEVERITIES
    ]
    for category in categories:
        _paler_where_closed(category.symbol())
    layer.setRenderer(_worst_on_top(QgsCategorizedSymbolRenderer("severity", categories)))
    layer.setLabelsEnabled(False)
    layer.setSimplifyMethod(_drawn_exactly())
    layer.setMapTipTemplate(_map_tip())


def changes_style(layer: QgsVectorLayer) -> None:
    """The findings of two runs: what is new on top, what is fixed in green below."""
    categories = [
        QgsRendererCategory(change, _fault_symbol(colour, mark, size), legend)
        for change, legend, colour, mark, size in CHANGES
    ]
    renderer = QgsCategorizedSymbolRenderer("change", categories)
    layer.setRenderer(_ordered(renderer, "array_find(array('fixed', 'still_there', 'new'), \"change\")"))
    layer.setLabelsEnabled(False)
    layer.setSimplifyMethod(_drawn_exactly())
    layer.setMapTipTemplate(_map_tip())


def ledger_style(layer: QgsVectorLayer) -> None:
    """The places of a repair by what was done."""
    categories = [
        QgsRendererCategory(action, _fault_symbol(colour, mark, size), legend)
        for action, legend, colour, mark, size in LEDGER
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("action", categories))
    layer.setLabelsEnabled(False)
    layer.setSimplifyMethod(_drawn_exactly())


def tag_ledger_style(layer: QgsVectorLayer) -> None:
    """Changed patches with field and values, old and new."""
    layer.setRenderer(QgsSingleSymbolRenderer(_fault_symbol(TAG_LEDGER, "circle", 1.8)))
    change = "\"field\" || ': ' || coalesce(\"before\", '∅') || ' → ' || coalesce(\"after\", '∅')"
    settings = _labels(change)
    settings.scaleVisibility = True
    settings.minimumScale, settings.maximumScale = LABELS_FROM, 0
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def tags_to_look_at_style(layer: QgsVectorLayer) -> None:
    """Patches to look at after tagging by why they are listed."""
    categories = [
        QgsRendererCategory(kind, _fault_symbol(colour, mark, size), legend)
        for kind, legend, colour, mark, size in LISTED
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", categories))
    layer.setLabelsEnabled(False)


def linear_style(layer: QgsVectorLayer) -> None:
    """Linear patches by class, with a border that shows where one ends."""
    names = load(EDITION).linear_classes["name_zh"]
    categories = [
        QgsRendererCategory(code, _area_symbol(LINEAR[code]), f"{code} {name}") for code, name in names.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("DLBM", categories))
    layer.setLabelsEnabled(False)
    layer.setSimplifyMethod(_drawn_exactly())


def linear_ledger_style(layer: QgsVectorLayer) -> None:
    """What the cutting of ribbons did to each patch."""
    categories = [
        QgsRendererCategory(action, _area_symbol(colour, opacity), legend)
        for action, legend, colour, opacity in LINEAR_LEDGER
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("action", categories))
    layer.setLabelsEnabled(False)
    layer.setSimplifyMethod(_drawn_exactly())


def patches_style(layer: QgsVectorLayer) -> None:
    """Patches by first-level class; every code is listed, since 0303 is wetland (00) and no forest (03)."""
    standard = load(EDITION)
    colours = pd.read_csv(STYLES / "land_class_colours.csv", dtype=str).set_index("code")["colour"]
    classes = standard.land_classes[standard.land_classes["leaf"]]
    categories = [
        QgsRendererCategory(
            list(members.index), _area_symbol(colours[first]), f"{first} {standard.land_classes['name_zh'][first]}"
        )
        for first, members in classes.groupby("first_level")
    ]
    categories.append(QgsRendererCategory("", _area_symbol(UNKNOWN_CODE), "地类编码不在标准中"))
    layer.setRenderer(QgsCategorizedSymbolRenderer("DLBM", categories))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_fraction_labels("TBBH", "DLBM")))
    layer.setLabelsEnabled(True)


def slope_grades_style(layer: QgsVectorLayer) -> None:
    """Patches by slope grade, what has none pale."""
    _by_grade(layer, "GDPDJB")


def slope_map_style(layer: QgsVectorLayer) -> None:
    """The polygons of a slope map."""
    _by_grade(layer, "PDJB")


def slope_raster_style(layer: QgsRasterLayer) -> None:
    """Cells of a raster of degrees by the grade that they are in; the upper bound belongs to the grade."""
    grades = load(EDITION).slope_grades
    ramp = QgsColorRampShader(0.0, 90.0, None, QgsColorRampShader.Type.Discrete)
    item = QgsColorRampShader.ColorRampItem
    legends = [f"{grade}级 {name}" for grade, name in grades["name_zh"].items()]
    ramp.setColorRampItemList(list(map(item, grades["upper"], map(QColor, GRADE_COLOURS), legends)))
    shader = QgsRasterShader()
    shader.setRasterShaderFunction(ramp)
    layer.setRenderer(QgsSingleBandPseudoColorRenderer(layer.dataProvider(), 1, shader))


def _by_grade(layer: QgsVectorLayer, field: str) -> None:
    grades = load(EDITION).slope_grades
    categories = [
        QgsRendererCategory(str(grade), _area_symbol(colour), f"{grade}级 {name}")
        for (grade, name), colour in zip(grades["name_zh"].items(), GRADE_COLOURS)
    ]
    categories.append(QgsRendererCategory("", _area_symbol(UNGRADED), "无坡度级"))
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, categories))
    layer.setLabelsEnabled(False)


def error_points_style(layer: QgsVectorLayer) -> None:
    """The points of faults by severity, with the marks that findings have, the worst on top."""
    categories = [
        QgsRendererCategory(severity, _mark(colour, mark, size), legend)
        for severity, legend, colour, mark, size in SEVERITIES
    ]
    layer.setRenderer(_worst_on_top(QgsCategorizedSymbolRenderer("severity", categories)))
    layer.setLabelsEnabled(False)
    layer.setMapTipTemplate(_map_tip())


def faulty_features_style(layer: QgsVectorLayer) -> None:
    """Faulty features as an outline that leaves the patches below to be seen."""
    fill = QgsSimpleFillSymbolLayer(_translucent(FAULTY, 0.12))
    fill.setStrokeColor(QColor(FAULTY))
    fill.setStrokeWidth(0.5)
    fill.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    layer.setRenderer(QgsSingleSymbolRenderer(_symbol(fill)))
    layer.setLabelsEnabled(False)
    layer.setSimplifyMethod(_drawn_exactly())


def sheets_style(layer: QgsVectorLayer) -> None:
    """Outlines of map sheets with their numbers, over whatever lies below."""
    fill = QgsSimpleFillSymbolLayer(_translucent(SHEET_LINES, 0.0))
    fill.setStrokeColor(QColor(SHEET_LINES))
    fill.setStrokeWidth(0.4)
    layer.setRenderer(QgsSingleSymbolRenderer(_symbol(fill)))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels('"TFH"')))
    layer.setLabelsEnabled(True)


def sheet_pieces_style(layer: QgsVectorLayer) -> None:
    """Pieces of map sheets: of whole and broken sheets, and what lies outside the county, with number and hectares."""
    categories = [
        QgsRendererCategory(value, _area_symbol(colour, 0.6), legend) for value, colour, legend in SHEET_PIECES
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer('if("inside" = 0, \'outside\', "kind")', categories))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels('"TFH" || \'\\n\' || "KZMJ"')))
    layer.setLabelsEnabled(True)


MAKERS = {
    "linear": linear_style,
    "linear_ledger": linear_ledger_style,
    "findings": findings_style,
    "changes": changes_style,
    "ledger": ledger_style,
    "tag_ledger": tag_ledger_style,
    "tags_to_look_at": tags_to_look_at_style,
    "error_points": error_points_style,
    "faulty_features": faulty_features_style,
    "patches": patches_style,
    "slope_grades": slope_grades_style,
    "slope_map": slope_map_style,
    "slope_raster": slope_raster_style,
    "sheets": sheets_style,
    "sheet_pieces": sheet_pieces_style,
}


# ------------------------------------------------------------------------------------------------ their parts


def _fault_symbol(colour: str, mark: str, size: float) -> QgsFillSymbol:
    """The fault itself, translucent, and a mark inside it: the fault may be a millimetre wide."""
    fill = QgsSimpleFillSymbolLayer(_translucent(colour, 0.3))
    fill.setStrokeColor(QColor(colour))
    fill.setStrokeWidth(0.4)
    fill.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    inside = QgsCentroidFillSymbolLayer()
    inside.setPointOnSurface(True)
    inside.setSubSymbol(_mark(colour, mark, size))
    return _symbol(fill, inside)


def _mark(colour: str, mark: str, size: float) -> QgsMarkerSymbol:
    marker = QgsMarkerSymbol.createSimple({"name": mark, "size": str(size), "size_unit": "MM"})
    marker.setColor(QColor(colour))
    marker.symbolLayer(0).setStrokeColor(QColor("white"))
    marker.symbolLayer(0).setStrokeWidth(0.3)
    return marker


def _paler_where_closed(symbol: QgsSymbol) -> None:
    """What is fixed or excepted steps back; a layer of an older version has no states."""
    opacity = f"if({_CLOSED}, {PALE}, 100)"
    symbol.setDataDefinedProperty(QgsSymbol.Property.Opacity, QgsProperty.fromExpression(opacity))


def _worst_on_top(renderer: QgsCategorizedSymbolRenderer) -> QgsCategorizedSymbolRenderer:
    worst_last = "array_find(array('note', 'warning', 'error'), \"severity\")"
    return _ordered(renderer, f"if({_CLOSED}, -1, {worst_last})")


def _ordered(renderer: QgsCategorizedSymbolRenderer, expression: str) -> QgsCategorizedSymbolRenderer:
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(expression, True)]))
    renderer.setOrderByEnabled(True)
    return renderer


def _area_symbol(colour: str, opacity: float = 1.0) -> QgsFillSymbol:
    """A filled area whose outline is 1.5 m wide: it thins out at small scales instead of hiding the colours."""
    fill = QgsSimpleFillSymbolLayer(_translucent(colour, opacity))
    fill.setStrokeColor(QColor("#5f5a52"))
    fill.setStrokeWidth(1.5)
    fill.setStrokeWidthUnit(QgsUnitTypes.RenderUnit.RenderMetersInMapUnits)
    limits = QgsMapUnitScale()
    limits.maxSizeMMEnabled, limits.maxSizeMM = True, 0.15
    fill.setStrokeWidthMapUnitScale(limits)
    return _symbol(fill)


def _symbol(*layers: QgsSymbolLayer) -> QgsFillSymbol:
    """Layers are handed over one by one: the constructor that takes a list leaves them to Python, which frees them."""
    made = QgsFillSymbol.createSimple({})
    made.deleteSymbolLayer(0)
    for layer in layers:
        made.appendSymbolLayer(layer)
    return made


def _fraction_labels(upper: str, lower: str) -> QgsPalLayerSettings:
    """One field over the other with a bar between, at larger scales."""
    bar = f"lpad('', ceil(max(length(\"{upper}\"), length(\"{lower}\")) * 0.7), '─')"
    settings = _labels(f"\"{upper}\" || '\\n' || {bar} || '\\n' || \"{lower}\"", line_height=0.5)
    settings.scaleVisibility = True
    settings.minimumScale, settings.maximumScale = LABELS_FROM, 0
    return settings


def _labels(expression: str, line_height: float = 1.0) -> QgsPalLayerSettings:
    """Small letters with a halo, only where they fit into the area."""
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    settings.fitInPolygonOnly = True
    text = QgsTextFormat()
    text.setFont(QFont("Arial"))
    text.setFamilies(["Arial", "Liberation Sans", "DejaVu Sans", "Noto Sans CJK SC"])
    text.setSize(7)
    text.setColor(QColor("#262626"))
    text.setLineHeight(line_height)
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(_translucent("white", 0.7))
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def _map_tip() -> str:
    """What is wrong, where, and how much; attribute values are escaped, since a map tip is HTML."""

    def shown(expression: str) -> str:
        return f"[% replace(coalesce(to_string({expression}), ''), map('&', '&amp;', '<', '&lt;', '>', '&gt;')) %]"

    measure = (
        "case when \"measure\" is null then '' else concat(round(\"measure\", 4), ' ', "
        "map_get(map('m2', 'm²', 'm', 'm', 'deg', '°', '', ''), coalesce(\"unit\", ''))) end"
    )
    features = "concat(\"layer\", ' ', \"feature\", if(coalesce(\"other\", '') = '', '', ' / ' || \"other\"))"
    rule = 'concat("severity", \' · \', "kind", \' · \', "rule")'
    message = shown('"message"')
    return f"<b>{message}</b><br>{shown(features)}<br>{shown(measure)}<br><small>{shown(rule)}</small>"


def _drawn_exactly() -> QgsVectorSimplifyMethod:
    """Nothing is left out because it is smaller than a pixel."""
    method = QgsVectorSimplifyMethod()
    method.setSimplifyHints(QgsVectorSimplifyMethod.SimplifyHint.NoSimplification)
    return method


def _translucent(colour: str, opacity: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made


# ------------------------------------------------------------------------------------------------ their files


_CELL = "/vsimem/cell.tif"


def empty_layer(name: str) -> QgsMapLayer:
    """A layer without features or with a single cell, with the fields of those that the style is for."""
    if name == "slope_raster":
        gdal.GetDriverByName("GTiff").Create(_CELL, 1, 1, 1, gdal.GDT_Float32).FlushCache()
        return QgsRasterLayer(_CELL, name)
    if name in ("findings", "changes", "error_points"):
        kinds = {column.name: "double" if column.kind == "real" else "string" for column in columns()}
        kinds.update({"change": "string"} if name == "changes" else {})
    elif name in ("ledger", "linear_ledger"):
        kinds = {"action": "string"}
    elif name in ("sheets", "sheet_pieces"):
        kinds = {"TFH": "string", "kind": "string", "inside": "integer", "KZMJ": "double"}
    else:
        fields = load(EDITION).fields_of("DLTB").set_index("field")["type"]
        kinds = {name: "double" if kind == "Float" else "string" for name, kind in fields.items()}
    listed = "&".join(f"field={field}:{kind}" for field, kind in kinds.items())
    shape = "Point" if name == "error_points" else "MultiPolygon"
    return QgsVectorLayer(f"{shape}?crs=EPSG:4528&{listed}", name, "memory")


def write_styles(folder: Path) -> list[Path]:
    """Write every style into a folder; QGIS must be running."""
    made = []
    for name, dress in MAKERS.items():
        layer = empty_layer(name)
        dress(layer)
        made.append(folder / f"{name}.qml")
        _save(layer, made[-1])
    return made


def _save(layer: QgsVectorLayer, path: Path) -> None:
    """Only how the layer looks: a style must not undo the names and forms of the fields it meets."""
    category = QgsMapLayer.StyleCategory
    wanted = category.Symbology | category.Labeling | category.Rendering | category.MapTips
    message, saved = layer.saveNamedStyle(str(path), wanted)
    if not saved:
        raise SystemExit(message)
    path.write_text(_settled(path.read_text(encoding="utf-8")), encoding="utf-8")


def _settled(text: str) -> str:
    """The style without what differs from run to run: random ids, the order of attributes, the point release."""
    root = ET.fromstring(text)
    root.set("version", re.sub(r"^(\d+\.\d+)\..*", r"\1", root.get("version", "")))
    for element in root.iter():
        element.attrib = dict(sorted(element.attrib.items()))
        for unused in element.findall("callout"):
            element.remove(unused)
    ET.indent(root, " ")
    ids: dict[str, str] = {}
    text = re.sub(
        r"\{[0-9a-f]{8}-[0-9a-f-]{27}\}",
        lambda found: ids.setdefault(found[0], f"{{00000000-0000-0000-0000-{len(ids) + 1:012}}}"),
        ET.tostring(root, encoding="unicode"),
    )
    return f"<!DOCTYPE qgis>\n{text}\n"


# ------------------------------------------------------------------------------------------------ pictures


def preview(folder: Path) -> None:
    """Draw each style over a made county of 500 patches: the county, and the middle of it at 1:5 000."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_county(folder)
    layers = {}
    for name, source in {"findings": "findings", "patches": "DLTB", "slope_grades": "DLTB"}.items():
        layers[name] = QgsVectorLayer(f"{folder}/{source}.gpkg", name)
        layers[name].loadNamedStyle(str(STYLES / f"{name}.qml"))
    for name, layer in layers.items():
        below = [layers["patches"]] if name == "findings" else []
        for part, scale in (("county", 0), ("middle", 5_000)):
            picture = drawn([layer, *below], layers["patches"].extent(), QSize(1200, 900), scale)
            picture.save(str(folder / f"{name}_{part}.png"))


def drawn(layers: list[QgsVectorLayer], extent: QgsRectangle, size: QSize, scale: float = 0) -> QImage:
    """The layers, the first on top, in an extent or (with `scale`, the denominator) about its middle."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setOutputSize(size)
    settings.setOutputDpi(96)
    settings.setExtent(extent)
    if scale:
        extent = settings.visibleExtent()
        extent.scale(scale / settings.scale())
        settings.setExtent(extent)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def _write_county(folder: Path) -> None:
    standard, county = load(EDITION), make_county(500, defects=2)
    topology = check_topology(county.DLTB, county.XZQ, standard)
    attributes = check_rules(county.DLTB, standard.rules, standard=standard).findings
    write_geopackage(folder / "DLTB.gpkg", "DLTB", county.DLTB)
    write_geopackage(folder / "findings.gpkg", "findings", as_areas(joined([topology, attributes])), columns())


@contextmanager
def qgis() -> Iterator[None]:
    application = QgsApplication([], True)
    application.initQgis()
    yield
    application.exitQgis()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=STYLES, help="where the .qml files go")
    parser.add_argument("--preview", type=Path, help="also draw each style into this folder")
    given = parser.parse_args()
    with qgis():
        print(*write_styles(given.folder), sep="\n")
        if given.preview:
            preview(given.preview)
    return 0


if __name__ == "__main__":
    sys.exit(main())
