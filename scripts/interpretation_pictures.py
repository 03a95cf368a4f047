"""Inside QGIS desktop (see interpretation_pictures.sh): a queue over a sample county with images of two years."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsContrastEnhancement,
    QgsMapThemeCollection,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, plugins

PICTURES, LANGUAGE = Path(os.environ["TUBAN_PICTURES"]), os.environ["TUBAN_LANGUAGE"]
THEMES = {"light": "default", "dark": "Night Mapping"}
SIZES = ((1280, 800), (1920, 1080))
CELL, NOISE = 2.0, 9.0
"""m: cells of the images; and how far their grain goes, of 255."""
SETTLES = 2500
"""ms until a map is drawn."""
COLOURS = {
    "01": (196, 188, 120),
    "02": (120, 150, 80),
    "03": (60, 96, 56),
    "04": (150, 168, 104),
    "07": (188, 150, 140),
}
COLOURS |= {"10": (200, 200, 196), "11": (70, 100, 120), "06": (176, 172, 180), "12": (170, 160, 140)}


def county() -> Path:
    """A small county with the patches of the base year, and an image of either."""
    from tuban.tools.files import write_geopackage
    from tuban.tools.sample import make_county
    from tuban.tools.sample.around import layers_around
    from tuban.tools.standard import load

    path = PICTURES / "county.gpkg"
    if (PICTURES / "2024.tif").exists():  # what is made last
        return path
    standard, made = load("2019"), make_county(1500)
    around = layers_around(made, standard)
    patches = made.DLTB.assign(DLBM_BASE=around["BASE"]["DLBM"])
    write_geopackage(path, "DLTB", patches)
    write_geopackage(PICTURES / "CZCDYD.gpkg", "CZCDYD", around["CZCDYD"])
    for name, frame in (("2023", around["BASE"]), ("2024", made.DLTB)):
        image(PICTURES / f"{name}.tif", frame)
    return path


def image(path: Path, patches: object) -> None:
    """What an aerial image may look like: the colours of the classes, with grain."""
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
        values = file.GetRasterBand(band).ReadAsArray().astype(float)
        grain = chance.normal(0.0, NOISE, values.shape)
        noisy = values + grain + 0.5 * np.roll(grain, 1, 0) + 0.5 * np.roll(grain, 1, 1)
        file.GetRasterBand(band).WriteArray(np.clip(noisy, 0, 255).astype(np.uint8))


class Pictures:
    def __init__(self) -> None:
        path, project = county(), QgsProject.instance()
        images = {name: QgsRasterLayer(str(PICTURES / f"{name}.tif"), name) for name in ("2023", "2024")}
        for raster in images.values():
            raster.setContrastEnhancement(QgsContrastEnhancement.ContrastEnhancementAlgorithm.NoEnhancement)
        ranges = QgsVectorLayer(str(PICTURES / "CZCDYD.gpkg"), "CZCDYD", "ogr")
        self.layer = QgsVectorLayer(f"{path}|layername=DLTB", "DLTB", "ogr")
        self.layer.renderer().symbol().setColor(self.layer.renderer().symbol().color().fromRgb(0, 0, 0, 0))
        self.layer.renderer().symbol().symbolLayer(0).setStrokeColor(
            self.layer.renderer().symbol().color().fromRgb(255, 255, 255, 90)
        )
        for layer in (images["2023"], images["2024"], ranges, self.layer):
            project.addMapLayer(layer)
        root = project.layerTreeRoot()
        root.findLayer(ranges.id()).setItemVisibilityChecked(False)
        for name, image_layer in images.items():
            for other in images.values():
                root.findLayer(other.id()).setItemVisibilityChecked(other is image_layer)
            theme = QgsMapThemeCollection.createThemeFromCurrentState(root, iface.layerTreeView().layerTreeModel())
            project.mapThemeCollection().insert(name, theme)
        self.shots = [(theme, size) for theme in THEMES for size in SIZES]

    def open(self) -> None:
        from tuban.tools.labelling.session import Session

        window = iface.mainWindow()
        for dock in window.findChildren(QDockWidget):
            dock.setVisible(dock.objectName() == "Layers")
        self.dock = plugins["tuban"].docks.show("interpretation")
        self.dock.model.opened.connect(lambda: QTimer.singleShot(500, self.work))
        self.dock.open_queue(self.layer, Session(who="ann", views=["2023"], base_field="DLBM_BASE"))

    def work(self) -> None:
        """A few decisions, then a homestead in hand whose tag the rules know."""
        model = self.dock.model
        for code in ("0301", "0404", "0103", "0301"):
            model.choose(code)
            model.decide()
        model.doubtful()
        model.skip()
        model.queue.seconds = [8.0, 11.0, 7.0, 9.0]
        place = next(at for at, code in enumerate(model.queue.classes) if code == "0702" and not model.queue.states[at])
        model.go(place)
        model.tags["CZCSXM"] = ""
        model.counted.emit()
        model.chosen.emit()
        self.next()

    def next(self) -> None:
        if not self.shots:
            self.layer.rollBack()
            QgsProject.instance().setDirty(False)
            os._exit(0)
        self.theme, self.size = self.shots.pop(0)
        QgsApplication.setUITheme(THEMES[self.theme])
        iface.mainWindow().resize(*self.size)
        iface.messageBar().clearWidgets()
        QTimer.singleShot(500, self.dock._zoom)
        QTimer.singleShot(SETTLES, self.take)

    def take(self) -> None:
        iface.messageBar().clearWidgets()
        QApplication.processEvents()
        width, height = self.size
        iface.mainWindow().grab().save(str(PICTURES / f"{LANGUAGE}_{self.theme}_{width}x{height}.png"))
        self.next()


def fail(kind: type, error: BaseException, trace: object) -> None:
    traceback.print_exception(kind, error, trace, file=sys.stderr)
    os._exit(1)


def start() -> None:
    sys.excepthook = fail
    Pictures().open()


QTimer.singleShot(3000, start)
