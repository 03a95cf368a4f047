"""Inside QGIS desktop (see screenshot.sh): runs the acceptance model on the demo's county, saves a picture, quits."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QModelIndex, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QTreeView
from qgis.utils import iface

ROOT = Path(os.environ["QGIS_PLUGINPATH"]).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "acceptance_zh_CN.png"
DEMO = ROOT / "build" / "demo"
INPUTS = {"DLTB": "DLTB.gpkg", "XZQ": "XZQ.gpkg", "CJDCQ": "CJDCQ.gpkg", "DEM": "dem.tif"}
OUTPUTS = {
    "graded": "graded.gpkg",
    "faults": "faults.gpkg",
    "areas": "areas.gpkg",
    "report": "report.html",
    "map": "map.png",
    "findings": "findings.gpkg",
    "tables": "tables.xlsx",
}


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


def run_model() -> None:
    """The acceptance model as a user runs it, its layers loaded and styled."""
    import processing

    county = {name: str(DEMO / file) for name, file in INPUTS.items()}
    made = {name: str(DEMO / f"desktop_{file}") for name, file in OUTPUTS.items()}
    for path in made.values():
        Path(path).unlink(missing_ok=True)
    ridges = str(ROOT / "resources" / "standard" / "2019" / "ridge_example.csv")
    processing.runAndLoadResults("tuban:county_acceptance", {**county, "RIDGE_TABLE": ridges, **made})


def zoom_to_a_gap() -> None:
    """The findings over the patches, near enough to read the classes."""
    layers = QgsProject.instance().mapLayers().values()
    found = next(layer for layer in layers if layer.fields().lookupField("severity") >= 0)
    gap = next(found.getFeatures("\"kind\" = 'gap'"))
    box = gap.geometry().boundingBox()
    box.grow(400)
    QTimer.singleShot(2000, lambda: iface.mapCanvas().zoomToFeatureExtent(box))


def take_picture() -> None:
    iface.messageBar().clearWidgets()
    QApplication.processEvents()
    iface.mainWindow().grab().save(str(PICTURE))
    QgsProject.instance().setDirty(False)
    os._exit(0)  # the picture is all that was wanted; closing a window would ask questions


def main() -> None:
    iface.mainWindow().resize(1600, 1000)
    run_model()
    show_toolbox()
    zoom_to_a_gap()
    QTimer.singleShot(6000, take_picture)


def attempt() -> None:
    try:
        main()
    except Exception:  # QGIS would open a window for it and wait
        traceback.print_exc(file=sys.stderr)
        os._exit(1)


QTimer.singleShot(3000, attempt)
