"""What the findings dock draws on the map: the fault, the patches that it names, and a repair before it is done."""

from __future__ import annotations

from typing import Any

import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

FAULT, FIRST, OTHER, REPAIR = QColor(230, 0, 0), QColor(0, 110, 255), QColor(255, 140, 0), QColor(0, 170, 60)
"""Colours that the dock's text shows beside the names too."""

_FLASHES, _FLASH_MS = 3, 350


class Marks:
    """Rubber bands of one dock; `clear` takes them off the map."""

    def __init__(self, canvas: QgsMapCanvas):
        self.canvas = canvas
        self.bands: list[QgsRubberBand] = []

    def show(
        self, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, colour: QColor, *, dashed: bool = False
    ) -> None:
        """Draw a shape; areas are outlined and hardly filled, so that the image below can be seen."""
        if geometry.isNull() or geometry.isEmpty():
            return
        band = QgsRubberBand(self.canvas, geometry.type())
        band.setStrokeColor(colour)
        fill = QColor(colour)
        fill.setAlpha(60 if colour == FAULT else 0)
        band.setFillColor(fill)
        band.setWidth(3 if colour == FAULT else 2)
        if dashed:
            band.setLineStyle(Qt.PenStyle.DashLine)
        band.setToGeometry(geometry, crs)
        self.bands.append(band)

    def flash(self, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> None:
        """Let a shape blink."""
        if geometry.isNull() or geometry.isEmpty():
            return
        end = QColor(FAULT)
        end.setAlpha(0)
        self.canvas.flashGeometries([geometry], crs, FAULT, end, _FLASHES, _FLASH_MS)

    def clear(self) -> None:
        """Take all marks off the map."""
        for band in self.bands:
            self.canvas.scene().removeItem(band)
        self.bands.clear()


def as_geometry(shape: Any) -> QgsGeometry:
    """A shapely geometry for QGIS."""
    geometry = QgsGeometry()
    if shape is not None and not shape.is_empty:
        geometry.fromWkb(shapely.to_wkb(shape, output_dimension=2))
    return geometry
