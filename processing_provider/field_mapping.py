"""The widget of the parameter MAPPING: the guessed mapping of fields, shown when a layer is chosen, to be edited."""

from __future__ import annotations

from typing import Any

from processing.gui.wrappers import WidgetWrapper
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from ..tools.exchange import guess_mapping
from ..tools.language import CHINESE, language, tr
from ..tools.standard import load
from .columns import EDITION

LAYER_PARAMETER = "INPUT"
_ROWS_SHOWN = 10


class FieldMapping(WidgetWrapper):
    """A row for each field of DLTB: the field of the layer that it is found in, or none.

    In batch and in the modeler, where no layer is chosen yet, the table starts without a guess: what is left alone
    there is guessed when the algorithm runs.
    """

    def createWidget(self) -> QTableWidget:
        standard = load(EDITION)
        fields = standard.fields_of("DLTB")
        alias = "alias_zh" if language() == CHINESE else "alias_en"
        self._names = [str(name) for name in fields["field"]]
        self._guessed: dict[str, str] = {}
        table = QTableWidget(len(self._names), 2)
        table.setHorizontalHeaderLabels([tr("Field of DLTB"), tr("Field of the layer")])
        table.verticalHeader().setVisible(False)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for row, (name, title) in enumerate(zip(self._names, fields[alias])):
            item = QTableWidgetItem(f"{name} {title}")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            table.setItem(row, 0, item)
            box = QComboBox()
            box.addItem("")
            table.setCellWidget(row, 1, box)
        table.setMinimumHeight(_ROWS_SHOWN * table.verticalHeader().defaultSectionSize())
        return table

    def postInitialize(self, wrappers: list[WidgetWrapper]) -> None:
        for wrapper in wrappers:
            if wrapper.parameterDefinition().name() == LAYER_PARAMETER:
                wrapper.widgetValueHasChanged.connect(lambda chosen: self.offer(_layer_of(chosen.parameterValue())))
                self.offer(_layer_of(wrapper.parameterValue()))

    def offer(self, layer: QgsVectorLayer | None) -> None:
        """Show the fields of a layer, and where the fields of DLTB may be found among them."""
        columns = {} if layer is None else {item.name(): item.alias() for item in layer.fields()}
        self._guessed = guess_mapping(columns, load(EDITION)) if columns else {}
        for row, name in enumerate(self._names):
            box = self._box(row)
            box.clear()
            box.addItems(["", *columns])
            box.setCurrentText(self._guessed.get(name, ""))

    def setValue(self, value: Any) -> None:
        cells = [str(cell or "") for cell in value] if isinstance(value, (list, tuple)) else []
        for name, column in zip(cells[::2], cells[1::2]):
            if name.upper() in self._names:
                box = self._box(self._names.index(name.upper()))
                if column and box.findText(column) < 0:
                    box.addItem(column)
                box.setCurrentText(column)

    def value(self) -> list[str]:
        """The rows that differ from the guess, which the algorithm makes too."""
        chosen = {name: self._box(row).currentText() for row, name in enumerate(self._names)}
        differing = [(name, column) for name, column in chosen.items() if column != self._guessed.get(name, "")]
        return [cell for pair in differing for cell in pair]

    def _box(self, row: int) -> QComboBox:
        return self.widget.cellWidget(row, 1)


def _layer_of(value: Any) -> QgsVectorLayer | None:
    """The layer that a source parameter names, None where it is none of the project's or a file's."""
    source = getattr(value, "source", None)
    text = source.staticValue() if source is not None else value
    if isinstance(text, QgsVectorLayer):
        return text
    if not isinstance(text, str) or not text:
        return None
    layer = QgsProject.instance().mapLayer(text)
    if isinstance(layer, QgsVectorLayer):
        return layer
    opened = QgsVectorLayer(text, "", "ogr")
    return opened if opened.isValid() else None
