"""The acceptance model on the county of `make demo`, the toolbox beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QTreeView
from qgis.utils import iface

ROOT = Path(__file__).resolve().parents[2]
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
    iface.mapCanvas().zoomToFeatureExtent(box)


def show(picture: Callable, _until: Callable) -> None:
    run_model()
    show_toolbox()
    QTest.qWait(2000)  # QGIS zooms to the new layers by itself
    zoom_to_a_gap()
    picture()
