"""Runs inside QGIS desktop (see screenshot.sh): opens the toolbox, loads the demo's result, saves a picture, quits."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QModelIndex, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QTreeView
from qgis.utils import iface

ROOT = Path(os.environ["QGIS_PLUGINPATH"]).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "desktop.png"


def show_toolbox() -> None:
    """Only the layers and the toolbox, with Tuban's groups open."""
    window = iface.mainWindow()
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in ("ProcessingToolbox", "Layers"))
    tree = window.findChild(QDockWidget, "ProcessingToolbox").findChild(QTreeView)
    model = tree.model()
    for row in range(model.rowCount(QModelIndex())):
        index = model.index(row, 0, QModelIndex())
        if "tuban" in str(model.data(index)).lower():
            tree.expandRecursively(index)
            tree.scrollTo(index, QTreeView.ScrollHint.PositionAtTop)


def load_demo() -> None:
    for path in sorted((ROOT / "build" / "demo").glob("*.gpkg")):
        QgsProject.instance().addMapLayer(QgsVectorLayer(str(path), path.stem, "ogr"))
    iface.mapCanvas().zoomToFullExtent()


def take_picture() -> None:
    iface.messageBar().clearWidgets()
    QApplication.processEvents()
    iface.mainWindow().grab().save(str(PICTURE))
    QgsProject.instance().setDirty(False)
    os._exit(0)  # the picture is all that was wanted; closing a window would ask questions


def main() -> None:
    iface.mainWindow().resize(1600, 1000)
    show_toolbox()
    load_demo()
    QTimer.singleShot(15000, take_picture)


def attempt() -> None:
    try:
        main()
    except Exception:  # QGIS would open a window for it and wait
        traceback.print_exc(file=sys.stderr)
        os._exit(1)


QTimer.singleShot(3000, attempt)
