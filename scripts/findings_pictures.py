"""Inside QGIS desktop (see findings_pictures.sh): the findings dock on a county with defects, two pictures of it."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins
from tuban.tools.files import write_geopackage
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import write_store
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

ROOT = Path(os.environ["QGIS_PLUGINPATH"]).resolve().parents[1]
PICTURES, SIZE = os.environ["PICTURES"], tuple(map(int, os.environ["SIZE"].split("x")))
STYLE = ROOT / "resources" / "styles" / "patches.qml"


def prepare(folder: Path) -> Path:
    """A county in the project, and the findings of its check."""
    county, layers = make_county(800, seed=9, defects=3, vertices=30), []
    for name in ("XZQ", "CJDCQ", "DLTB"):
        write_geopackage(folder / f"{name}.gpkg", name, getattr(county, name))
        layers.append(QgsVectorLayer(f"{folder / name}.gpkg|layername={name}", name, "ogr"))
    layers[-1].loadNamedStyle(str(STYLE))
    QgsProject.instance().setCrs(layers[-1].crs())
    QgsProject.instance().addMapLayers(layers[::-1])  # the patches on top
    errors = folder / "errors.gpkg"
    found = check_topology(county.DLTB, county.XZQ, load("2019"))
    write_store(errors, found, Run("tuban:check_topology", tolerances={"TOLERANCE": 0.001}), rules=load("2019").rules)
    return errors


def until(condition) -> None:
    while not condition():
        QTest.qWait(20)


def picture(name: str) -> None:
    QTest.qWait(1500)  # the map draws in the background, a flash ends
    iface.messageBar().clearWidgets()
    until(lambda: not iface.mapCanvas().isDrawing())
    QTest.qWait(200)
    iface.mainWindow().grab().save(f"{PICTURES}_{name}.png")


def take(folder: Path) -> None:
    window = iface.mainWindow()
    window.resize(*SIZE)
    errors = prepare(folder)
    dock = plugins["tuban"].docks.show("findings")
    QApplication.setActiveWindow(window)
    dock.open_file(str(errors))
    until(lambda: not dock.busy and dock.index is not None)
    kinds = dock.model.book.column["kind"].tolist()
    dock._select(kinds.index("overlap"))
    dock.zoom()
    dock.ask_repair()
    until(lambda: dock.proposal is not None)
    picture("repair")
    dock.leave()
    dock._select(kinds.index("gap"))
    dock.zoom()
    dock.decide("confirmed")
    dock.ask_exception()
    dock.grant()  # without a reason: the dock says what is missing
    picture("exception")


def stopped(kind, error, trace, *_more, **_options) -> None:
    """An error ends the run: QGIS would open a window for it and wait."""
    traceback.print_exception(kind, error, trace, file=sys.stderr)
    os._exit(1)


def main() -> None:
    sys.excepthook = qgis.utils.showException = stopped
    with tempfile.TemporaryDirectory() as folder:
        take(Path(folder))
    os._exit(0)  # closing a window would ask questions


QTimer.singleShot(3000, main)
