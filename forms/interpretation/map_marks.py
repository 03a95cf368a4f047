"""What the dock draws over maps: the outline of the patch, its dimmed surroundings, several maps that move as one."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsMapLayerType,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsDockWidget, QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QSplitter

from ...processing_provider import compat
from ...tools.language import tr

OUTLINE, HALO = QColor(255, 40, 90), QColor(255, 255, 255, 170)
SHADE = QColor(0, 0, 0, 120)
BEYOND = 5.0
"""How far the shade reaches, in sizes of the map: panning does not show its edge at once."""


class PatchMarks:
    """The marks on one map. Lines only: nothing hides the image of the patch."""

    def __init__(self, canvas: QgsMapCanvas):
        self._shade = _band(canvas, QColor(0, 0, 0, 0), 0, SHADE)
        self._halo = _band(canvas, HALO, 4, None)
        self._line = _band(canvas, OUTLINE, 2, None)
        self._canvas = canvas

    def show(self, shape: QgsGeometry, dimmed: bool) -> None:
        """Mark a patch, given in the map's reference system."""
        for band in (self._halo, self._line):
            band.setToGeometry(shape, None)
        self._shade.setVisible(dimmed)
        if dimmed:
            around = QgsRectangle(self._canvas.extent())
            around.combineExtentWith(shape.boundingBox())
            around.scale(BEYOND)
            self._shade.setToGeometry(QgsGeometry.fromRect(around).difference(shape), None)

    def hide(self) -> None:
        """Mark nothing."""
        for band in (self._shade, self._halo, self._line):
            band.reset(compat.POLYGONS)

    def remove(self) -> None:
        """Take the marks off the map."""
        for band in (self._shade, self._halo, self._line):
            with suppress(RuntimeError):  # the map is gone
                self._canvas.scene().removeItem(band)


def _band(canvas: QgsMapCanvas, line: QColor, width: int, fill: QColor | None) -> QgsRubberBand:
    band = QgsRubberBand(canvas, compat.POLYGONS)
    band.setStrokeColor(line)
    band.setWidth(width)
    band.setFillColor(fill or QColor(0, 0, 0, 0))
    if fill is None:
        band.setBrushStyle(Qt.BrushStyle.NoBrush)
    return band


def on_map(shape: QgsGeometry, layer: QgsVectorLayer, canvas: QgsMapCanvas) -> QgsGeometry:
    """A geometry of a layer in the map's reference system."""
    moved, system = QgsGeometry(shape), canvas.mapSettings().destinationCrs()
    if layer.crs() != system and system.isValid() and layer.crs().isValid():
        with suppress(QgsCsException):
            moved.transform(QgsCoordinateTransform(layer.crs(), system, QgsProject.instance()))
    return moved


def around(shape: QgsGeometry, margin: float) -> QgsRectangle:
    """The extent that shows a patch with a margin on each side, in parts of its size."""
    box = shape.boundingBox()
    size = max(box.width(), box.height(), 1e-6)
    return box.buffered(margin * size + 0.02 * size)


class Ahead:
    """Draws the images of the patch that comes next where nobody sees it, so that they are there when it is shown."""

    def __init__(self) -> None:
        self._job: QgsMapRendererParallelJob | None = None

    def ask(self, canvas: QgsMapCanvas, extent: QgsRectangle) -> None:
        """Have the images of an extent fetched."""
        self.cancel()
        layers = [layer for layer in canvas.mapSettings().layers() if _is_remote_image(layer)]
        if not layers:
            return
        settings = QgsMapSettings(canvas.mapSettings())
        settings.setLayers(layers)
        settings.setExtent(extent)
        self._job = QgsMapRendererParallelJob(settings)
        self._job.start()

    def cancel(self) -> None:
        """Stop fetching."""
        if self._job is not None and self._job.isActive():
            self._job.cancelWithoutBlocking()
        self._job = None


def _is_remote_image(layer: Any) -> bool:
    """A file needs no fetching, and drawing it twice would only slow the map down."""
    return layer.type() == QgsMapLayerType.RasterLayer and layer.providerType() != "gdal"


class MapViews(QgsDockWidget):
    """Maps beside the main one, each with the layers of a map theme, all moving together."""

    def __init__(self, iface: Any):
        super().__init__(tr("Views of the patch"), iface.mainWindow())
        self.setObjectName("tuban_interpretation_views")
        self._iface = iface
        self._main = iface.mapCanvas()
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.setWidget(self._splitter)
        self.canvases: list[QgsMapCanvas] = []
        self._marks: list[PatchMarks] = []
        self._moving = False
        self._main.extentsChanged.connect(self._follow_main)
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self)

    def set_themes(self, themes: list[str]) -> None:
        """Show one map for each theme; none hides the dock."""
        self._clear()
        for theme in themes:
            canvas = QgsMapCanvas(self._splitter)
            canvas.setObjectName(f"tuban_view_{theme}")
            canvas.setDestinationCrs(self._main.mapSettings().destinationCrs())
            canvas.setCanvasColor(self._main.canvasColor())
            canvas.setTheme(theme)
            canvas.setMinimumSize(120, 120)
            canvas.setToolTip(theme)
            canvas.extentsChanged.connect(lambda canvas=canvas: self._lead(canvas))
            self._splitter.addWidget(canvas)
            self.canvases.append(canvas)
            self._marks.append(PatchMarks(canvas))
        self.setVisible(bool(themes))
        self._follow_main()

    def show_patch(self, shape: QgsGeometry, dimmed: bool) -> None:
        """Mark the patch on every map."""
        for marks in self._marks:
            marks.show(shape, dimmed)

    def unload(self) -> None:
        """Take the maps out of QGIS."""
        self._main.extentsChanged.disconnect(self._follow_main)
        self._clear()
        self._iface.removeDockWidget(self)
        self.setParent(None)
        self.deleteLater()

    def _clear(self) -> None:
        for marks in self._marks:
            marks.remove()
        for canvas in self.canvases:
            canvas.stopRendering()
            canvas.setParent(None)
            canvas.deleteLater()
        self.canvases, self._marks = [], []

    def _follow_main(self) -> None:
        self._move(self._main, self.canvases)

    def _lead(self, canvas: QgsMapCanvas) -> None:
        self._move(canvas, [self._main, *(other for other in self.canvases if other is not canvas)])

    def _move(self, leader: QgsMapCanvas, others: list[QgsMapCanvas]) -> None:
        """Show what the leader shows, at its scale, in maps of other shapes too."""
        if self._moving:
            return
        self._moving = True
        try:
            for canvas in others:
                canvas.setExtent(leader.extent())
                canvas.zoomScale(leader.scale())
                canvas.refresh()
        finally:
            self._moving = False
