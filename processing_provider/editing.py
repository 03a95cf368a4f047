"""Changes of attributes written into a layer's edit buffer, as one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from qgis.core import QgsProcessingFeedback, QgsProject, QgsVectorLayer

from ..tools.errors import TubanError
from ..tools.language import tr
from . import compat
from .frames import LayerInput


@dataclass
class AttributeEdits:
    """New values of features by id; made while an algorithm runs, applied in the main thread.

    QGIS's own in-place editing replaces all features by those of an output; here only attributes change, and feature
    ids, geometries and everything else stay as they are.
    """

    layer: QgsVectorLayer
    title: str
    changes: Sequence[tuple[int, int, Any]]
    """Feature id, field, value."""

    @classmethod
    def of(cls, source: LayerInput, title: str, ledger: pd.DataFrame, project: QgsProject | None) -> AttributeEdits:
        """The changes of a ledger (index: feature id; field, after). Raises `TubanError` where they cannot be made."""
        layer = source.layer
        if layer is None or project is None or project.mapLayer(layer.id()) is None:  # nobody would save the edits
            text = tr("Layer {layer} is not open in a project: write the result to a layer of its own.")
            raise TubanError(text.format(layer=source.name))
        if not layer.supportsEditing():
            text = tr("Layer {layer} cannot be edited in place: write the result to a layer of its own.")
            raise TubanError(text.format(layer=source.name))
        places = {source.spelt(layer.fields().at(i).name()): i for i in range(layer.fields().count())}
        missing = sorted(set(ledger["field"]) - set(places))
        if missing:
            text = tr("Layer {layer} has no field {fields}: add it, or write the result to a layer of its own.")
            raise TubanError(text.format(layer=source.name, fields=", ".join(missing)))
        rows = zip(ledger.index.tolist(), ledger["field"], ledger["after"])
        return cls(layer, title, [(fid, places[name], compat.NULL if pd.isna(v) else v) for fid, name, v in rows])

    def apply(self, feedback: QgsProcessingFeedback) -> None:
        """Write the changes into the edit buffer, which is opened where it is not."""
        layer = self.layer
        if not self.changes:
            return
        if not layer.isEditable() and not layer.startEditing():
            feedback.reportError(tr("Layer {layer} could not be opened for editing.").format(layer=layer.name()))
            return
        layer.beginEditCommand(self.title)
        for fid, place, value in self.changes:
            layer.changeAttributeValue(fid, place, value)
        layer.endEditCommand()
        layer.triggerRepaint()
        text = tr("{count} changes are in the edit buffer of {layer}: Ctrl+Z takes them back, saving keeps them.")
        feedback.pushInfo(text.format(count=len(self.changes), layer=layer.name()))
