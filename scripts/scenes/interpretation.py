"""The interpretation dock: a queue over a sample county with images of two years, a homestead in hand."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Callable

import numpy as np
import shapely
from osgeo import gdal, ogr
from qgis.core import QgsContrastEnhancement, QgsMapThemeCollection, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QDockWidget
from qgis.utils import iface, plugins
from tuban.tools.files import write_geopackage
from tuban.tools.labelling.session import Session
from tuban.tools.sample import make_county
from tuban.tools.sample.around import layers_around
from tuban.tools.standard import load

CELL = 2.0
"""m: cells of the images."""

COLOURS = {
    "01": (196, 188, 120),
    "02": (120, 150, 80),
    "03": (60, 96, 56),
    "04": (150, 168, 104),
    "07": (188, 150, 140),
}
COLOURS |= {"10": (200, 200, 196), "11": (70, 100, 120), "06": (176, 172, 180), "12": (170, 160, 140)}


def prepare(folder: Path) -> QgsVectorLayer:
    """A small county with the patches of the base year, an image and a map theme of either year; the patch layer."""
    standard, made = load("2019"), make_county(1500)
    around, project = layers_around(made, standard), QgsProject.instance()
    write_geopackage(folder / "county.gpkg", "DLTB", made.DLTB.assign(DLBM_BASE=around["BASE"]["DLBM"]))
    write_geopackage(folder / "CZCDYD.gpkg", "CZCDYD", around["CZCDYD"])
    ranges = QgsVectorLayer(str(folder / "CZCDYD.gpkg"), "CZCDYD", "ogr")
    patches = QgsVectorLayer(f"{folder / 'county.gpkg'}|layername=DLTB", "DLTB", "ogr")
    outline(patches)
    images = []
    for year, frame in (("2023", around["BASE"]), ("2024", made.DLTB)):
        image(folder / f"{year}.tif", frame)
        images.append(QgsRasterLayer(str(folder / f"{year}.tif"), year))
        images[-1].setContrastEnhancement(QgsContrastEnhancement.ContrastEnhancementAlgorithm.NoEnhancement)
    project.addMapLayers([patches, ranges, *images[::-1]])
    root = project.layerTreeRoot()
    root.findLayer(ranges.id()).setItemVisibilityChecked(False)
    for shown in images:
        for layer in images:
            root.findLayer(layer.id()).setItemVisibilityChecked(layer is shown)
        theme = QgsMapThemeCollection.createThemeFromCurrentState(root, iface.layerTreeView().layerTreeModel())
        project.mapThemeCollection().insert(shown.name(), theme)
    return patches


def outline(patches: QgsVectorLayer) -> None:
    """Thin bright borders over the image."""
    symbol = patches.renderer().symbol()
    symbol.setColor(QColor(0, 0, 0, 0))
    symbol.symbolLayer(0).setStrokeColor(QColor(255, 255, 255, 90))


def image(path: Path, patches: object) -> None:
    """What an aerial image may look like, but for its grain, which makes pictures large."""
    west, south, east, north = patches.total_bounds
    across, down = int((east - west) / CELL), int((north - south) / CELL)
    file = gdal.GetDriverByName("GTiff").Create(
        str(path), across, down, 3, gdal.GDT_Byte, ["COMPRESS=LZW", "TILED=YES"]
    )
    file.SetGeoTransform((west, CELL, 0, north, 0, -CELL))
    file.SetProjection(patches.crs.to_wkt())
    memory = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = memory.CreateLayer("patches", file.GetSpatialRef(), ogr.wkbUnknown)
    for name in "rgb":
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTReal))
    chance = np.random.default_rng(1)
    for code, shape in zip(patches["DLBM"].astype(str), patches.geometry):
        feature = ogr.Feature(layer.GetLayerDefn())
        tint = chance.normal(0.0, 8.0)
        for name, value in zip("rgb", COLOURS.get(code[:2], (150, 150, 150))):
            feature.SetField(name, float(np.clip(value + tint, 0, 255)))
        feature.SetGeometry(ogr.CreateGeometryFromWkb(shapely.to_wkb(shape, output_dimension=2)))
        layer.CreateFeature(feature)
    for band, name in enumerate("rgb", 1):
        gdal.RasterizeLayer(file, [band], layer, options=[f"ATTRIBUTE={name}"])


def decide(model: Any) -> None:
    """A few decisions, then a homestead in hand whose tag the rules know."""
    for code in ("0301", "0404", "0103", "0301"):
        model.choose(code)
        model.decide()
    model.doubtful()
    model.skip()
    model.queue.seconds = [8.0, 11.0, 7.0, 9.0]
    homesteads = np.flatnonzero((model.queue.classes == "0702") & (model.queue.states == 0))
    model.go(int(homesteads[len(homesteads) // 2]))  # not at the edge of the county
    model.tags["CZCSXM"] = ""
    model.counted.emit()
    model.chosen.emit()


def show(picture: Callable, until: Callable) -> None:
    with tempfile.TemporaryDirectory() as folder:
        patches = prepare(Path(folder))
        for dock in iface.mainWindow().findChildren(QDockWidget):
            dock.setVisible(dock.objectName() == "Layers")
        dock, opened = plugins["tuban"].docks.show("interpretation"), []
        dock.model.opened.connect(lambda: opened.append(True))
        dock.open_queue(patches, Session(who="ann", views=["2023"], base_field="DLBM_BASE"))
        until(lambda: opened)
        decide(dock.model)
        dock._zoom()
        picture()
