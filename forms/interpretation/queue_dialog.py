"""Asks what the queue is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayerProxyModel, QgsVectorLayer
from qgis.PyQt import uic
from qgis.PyQt.QtWidgets import QDialog, QWidget

from ...tools.labelling.queue import BY_ID, BY_PLACE, BY_PRIORITY, BY_SIZE
from ...tools.labelling.session import Session
from ...tools.labelling.tags import CROP_SCHEME
from ...tools.language import tr
from .interpretation_model import EDITION, load

BASE_FIELDS = ("DLBM_OLD", "YDLBM", "JSDLBM", "DLBM_BASE")
"""Usual names of a field with the class of the base year; none of them is in the standard."""


class QueueDialog(QDialog):
    """The dialog behind “Open a queue…”."""

    def __init__(self, parent: QWidget | None, layer: QgsVectorLayer | None, session: Session):
        super().__init__(parent)
        uic.loadUi(str(Path(__file__).with_name("queue.ui")), self)
        self._session = session
        self.layerCombo.setFilters(QgsMapLayerProxyModel.PolygonLayer)
        for combo in self._field_combos():
            combo.setAllowEmptyFieldName(True)
        for name, title in (
            (BY_PLACE, tr("By place: neighbours follow neighbours")),
            (BY_SIZE, tr("By size, the largest first")),
            (BY_ID, tr("By name of the patch")),
            (BY_PRIORITY, tr("By priority, the highest first")),
        ):
            self.orderCombo.addItem(title, name)
        for scheme in load(EDITION).crops["scheme"].unique():
            self.schemeCombo.addItem(scheme, scheme)
        self.orderCombo.currentIndexChanged.connect(self._show_priority)
        self.layerCombo.layerChanged.connect(self._take_layer)
        if layer is not None:
            self.layerCombo.setLayer(layer)
        self.schemeCombo.setCurrentIndex(max(self.schemeCombo.findData(session.scheme or CROP_SCHEME), 0))
        self.orderCombo.setCurrentIndex(max(self.orderCombo.findData(session.order), 0))
        self.whoEdit.setText(session.who)
        self._take_layer(self.layerCombo.currentLayer())
        self._show_priority()

    def layer(self) -> QgsVectorLayer | None:
        """The layer of patches."""
        return self.layerCombo.currentLayer()

    def session(self) -> Session:
        """The session as it was asked for; what the dialog does not ask stays."""
        layer, session = self.layer(), self._session
        session.key_field = self.keyCombo.currentField().upper()
        session.expression = self.filterEdit.currentText().strip()
        session.order = self.orderCombo.currentData()
        session.priority_field = self._spelt(self.priorityCombo)
        session.base_field = self._spelt(self.baseCombo)
        session.candidate_fields = [name for name in map(self._spelt, (self.firstCombo, self.secondCombo)) if name]
        session.scheme = self.schemeCombo.currentData()
        session.who = self.whoEdit.text().strip() or session.who
        session.selected = []
        if self.selectedCheck.isChecked():
            place = layer.fields().lookupField(session.key_field)
            session.selected = [
                str((feature.attribute(place) if place >= 0 else None) or feature.id())
                for feature in layer.getSelectedFeatures()
            ]
        return session

    def _spelt(self, combo: Any) -> str:
        name = combo.currentField()
        return name.upper() if name.upper() in set(load(EDITION).fields["field"]) else name

    def _field_combos(self) -> tuple[Any, ...]:
        return self.keyCombo, self.priorityCombo, self.baseCombo, self.firstCombo, self.secondCombo

    def _take_layer(self, layer: QgsVectorLayer | None) -> None:
        self.buttonBox.button(self.buttonBox.StandardButton.Ok).setEnabled(layer is not None)
        if layer is None:
            return
        for combo in self._field_combos():
            combo.setLayer(layer)
        self.filterEdit.setLayer(layer)
        names = {layer.fields().at(place).name().upper(): place for place in range(layer.fields().count())}
        known = {"keyCombo": (self._session.key_field, "BSM"), "baseCombo": (self._session.base_field, *BASE_FIELDS)}
        for combo in self._field_combos():
            wanted = known.get(combo.objectName(), ())
            place = next((names[name.upper()] for name in wanted if name and name.upper() in names), None)
            combo.setField("" if place is None else layer.fields().at(place).name())
        self.selectedCheck.setEnabled(layer.selectedFeatureCount() > 0)
        self.selectedCheck.setChecked(False)

    def _show_priority(self) -> None:
        self.priorityCombo.setEnabled(self.orderCombo.currentData() == BY_PRIORITY)
