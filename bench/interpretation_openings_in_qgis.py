"""Inside QGIS desktop (see interpretation.py): queues over kinds of layers, opened while the map draws them."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.utils import iface, plugins

COUNTY, RESULT = os.environ["TUBAN_BENCH_COUNTY"], Path(os.environ["TUBAN_BENCH_RESULT"])
POSTGIS = os.environ.get("TUBAN_BENCH_POSTGIS", "")
"""Source of a PostGIS layer of patches, as QGIS writes it; empty: none is measured."""
DRAWING = 700
"""ms that the map draws before the queue is asked for."""


def copied(name: str, driver: str, **options: object) -> str:
    path = str(Path(COUNTY).with_name(name))
    gdal.VectorTranslate(path, COUNTY, format=driver, layers=["DLTB"], layerName=Path(name).stem, **options)
    return path


def kinds() -> list[tuple[str, QgsVectorLayer, str]]:
    geopackage = f"{COUNTY}|layername=DLTB"
    shapefile = copied("patches.shp", "ESRI Shapefile", layerCreationOptions=["ENCODING=GBK"])
    geodatabase = copied("patches.gdb", "OpenFileGDB")
    layers = [
        ("GeoPackage", QgsVectorLayer(geopackage, "DLTB", "ogr"), ""),
        ("GeoPackage, filtered", QgsVectorLayer(geopackage, "DLTB", "ogr"), "\"DLBM\" <> '0101'"),
        ("shapefile", QgsVectorLayer(shapefile, "DLTB", "ogr"), ""),
        ("File Geodatabase", QgsVectorLayer(geodatabase, "DLTB", "ogr"), ""),
        ("scratch layer", QgsVectorLayer(geopackage, "DLTB", "ogr").materialize(QgsFeatureRequest()), ""),
    ]
    if POSTGIS:
        layers.append(("PostGIS", QgsVectorLayer(POSTGIS, "DLTB", "postgres"), ""))
    return layers


class Openings:
    def __init__(self) -> None:
        self.waiting = kinds()
        self.seconds: dict[str, float] = {}
        self.dock = plugins["tuban"].docks.show("interpretation")
        self.dock.model.opened.connect(lambda: QTimer.singleShot(0, self.opened))
        self.heart = QTimer()
        self.heart.timeout.connect(self.beat)

    def next(self) -> None:
        if not self.waiting:
            RESULT.write_text(json.dumps(self.seconds, indent=1), encoding="utf-8")
            QgsProject.instance().setDirty(False)
            os._exit(0)
        self.kind, self.layer, self.expression = self.waiting.pop(0)
        QgsProject.instance().addMapLayer(self.layer)
        iface.mapCanvas().setExtent(self.layer.extent())
        iface.mapCanvas().refresh()
        QTimer.singleShot(DRAWING, self.open)

    def open(self) -> None:
        from tuban.tools.labelling.session import Session

        self.begun = self.last = time.perf_counter()
        self.longest = 0.0
        self.heart.start(5)
        self.dock.open_queue(self.layer, Session(who="bench", expression=self.expression))

    def beat(self) -> None:
        now = time.perf_counter()
        self.longest, self.last = max(self.longest, now - self.last), now

    def opened(self) -> None:
        self.beat()
        self.heart.stop()
        self.seconds[f"{self.kind}: opening, s"] = round(time.perf_counter() - self.begun, 2)
        self.seconds[f"{self.kind}: window without answer at most, s"] = round(self.longest, 2)
        self.dock.model.close()
        QgsProject.instance().removeMapLayer(self.layer.id())
        QTimer.singleShot(0, self.next)


def fail(kind: type, error: BaseException, trace: object) -> None:
    traceback.print_exception(kind, error, trace, file=sys.stderr)
    os._exit(1)


def start() -> None:
    sys.excepthook = fail
    iface.mainWindow().resize(1600, 1000)
    Openings().next()


QTimer.singleShot(3000, start)
