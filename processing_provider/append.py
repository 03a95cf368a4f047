"""Patches added to a layer that is there: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer, QgsWkbTypes

from ..tools.errors import TubanError
from ..tools.files import Column, to_wkb
from ..tools.language import tr
from ..tools.progress import Progress
from .frames import attribute_values

BATCH = 20_000


def append_to(
    layer: QgsVectorLayer,
    frame: gpd.GeoDataFrame,
    columns: Sequence[Column],
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> None:
    """Add the rows of a frame, by the names of its columns, to what a layer holds. Raises `TubanError`.

    The layer is opened anew here, in the thread that writes, and its edit buffer makes it one transaction.
    """
    _refuse(layer, columns, crs)
    own = QgsVectorLayer(layer.source(), layer.name(), layer.providerType())
    try:
        if not own.isValid() or not own.startEditing():
            raise TubanError(tr("Layer {layer} cannot be edited: choose another one.").format(layer=layer.name()))
        for start in range(0, len(frame), BATCH):
            block = frame.iloc[start : start + BATCH]
            if not own.addFeatures(_rows(own, block, columns)):
                raise _failed(own)
            progress(80.0 * (start + len(block)) / len(frame))
        if not own.commitChanges():
            raise _failed(own)
    finally:
        if own.isEditable():
            own.rollBack()
        del own  # an error would hold it, in its traceback, for longer than QGIS lives
    progress(100.0)


def _rows(layer: QgsVectorLayer, block: gpd.GeoDataFrame, columns: Sequence[Column]) -> list[QgsFeature]:
    """Features with the layer's fields; its own key is left to it."""
    places = [layer.fields().lookupField(column.name) for column in columns]
    values = [attribute_values(block[column.name], column.kind) for column in columns]
    shapes = to_wkb(block.geometry.to_numpy(), multi=QgsWkbTypes.isMultiType(layer.wkbType()))
    rows = []
    for number, shape in enumerate(shapes):
        row = QgsFeature(layer.fields())
        for place, column in zip(places, values):
            row.setAttribute(place, column[number])
        if shape is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(shape)
            row.setGeometry(geometry)
        rows.append(row)
    return rows


def _refuse(layer: QgsVectorLayer, columns: Sequence[Column], crs: QgsCoordinateReferenceSystem) -> None:
    missing = [column.name for column in columns if layer.fields().lookupField(column.name) < 0]
    if missing:
        text = tr("Layer {layer} has no field {fields}: append to DLTB of a survey database.")
        raise TubanError(text.format(layer=layer.name(), fields=", ".join(missing)))
    if layer.crs() != crs:
        text = tr("Layer {layer} is in {own}, the patches are in {other}: reproject them first.")
        raise TubanError(
            text.format(layer=layer.name(), own=layer.crs().authid(), other=crs.authid() or tr("no system"))
        )


def _failed(layer: QgsVectorLayer) -> TubanError:
    reason = " ".join(layer.commitErrors()) or layer.dataProvider().lastError()
    text = tr("Nothing was appended to layer {layer}: {reason}")
    return TubanError(text.format(layer=layer.name(), reason=" ".join(reason.split())))
