"""The tags of the chosen class: a row of chips for each field, wrapped as words are, and a sentence under each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from qgis.PyQt.QtCore import QLocale, QObject, QPoint, QRect, QSize
from qgis.PyQt.QtGui import QDoubleValidator
from qgis.PyQt.QtWidgets import QLabel, QLayout, QLayoutItem, QLineEdit, QToolButton, QVBoxLayout, QWidget

from ...tools.labelling.tags import MOST_WIDE, TagField
from .layer_patches import number_text
from .suggestions import Suggestion

KEYS = 20
"""Chips that have a key: Alt and a digit, then Alt, Shift and a digit."""

SUGGESTED = "◆"
"""Marks a chip that a tag rule would choose."""


class FlowLayout(QLayout):
    """Items side by side, as many in a line as the width holds."""

    def __init__(self, parent: QWidget | None = None, gap: int = 3):
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._laid_out(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._laid_out(rect, apply=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _laid_out(self, rect: QRect, apply: bool) -> int:
        """Height of the items in a width; they are put there if `apply`."""
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if line and x + width > rect.right() + 1:
                x, y, line = rect.x(), y + line + self._gap, 0
            if apply:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x, line = x + width + self._gap, max(line, hint.height())
        return y + line - rect.y()


class TagBoard:
    """The chips of all fields, in a box.

    `choose` is called with field and code, `enter` with field and what was typed; `watcher` filters the keys there.
    """

    def __init__(self, layout: QVBoxLayout, choose: Callable[..., None], enter: Callable[..., None], watcher: QObject):
        self._layout, self._choose, self._enter, self._watcher = layout, choose, enter, watcher
        self._shown: tuple[Any, ...] = ()
        self._labels: dict[str, QLabel] = {}
        self._suggested: dict[str, Suggestion] = {}
        self.chips: list[QToolButton] = []
        self.edits: dict[str, QLineEdit] = {}
        """Where a number is typed, by field."""

    def show(self, fields: list[TagField], values: Mapping[str, Any]) -> None:
        """Show fields with their values. Chips are made anew only where others are offered."""
        key = tuple((found.field, tuple(tag.code for tag in found.tags)) for found in fields)
        if key != self._shown or not fields:
            self._shown = key
            self._make(fields)
        for chip in self.chips:
            name, code = chip.property("tag")
            chip.setChecked(values.get(name) == code)
        for name, edit in self.edits.items():
            value = str(values.get(name) or "")
            if not edit.hasAcceptableInput() or number_text(float(edit.text())) != value:
                edit.setText(value)
        self.suggest({})
        self.remark({})

    def suggest(self, suggested: Mapping[str, Suggestion]) -> None:
        """Mark the chips that rules would choose."""
        self._suggested = dict(suggested)
        for number, chip in enumerate(self.chips, 1):
            name, code = chip.property("tag")
            found = self._suggested.get(name)
            marked = found is not None and found.code == code
            chip.setText(f"{SUGGESTED if marked else ''}{_key_shown(number)}{chip.property('title')}")

    def remark(self, texts: Mapping[str, str]) -> None:
        """Show a sentence under each field, and why a rule would choose another value than is chosen."""
        for name, label in self._labels.items():
            found = self._suggested.get(name)
            reason = f"{SUGGESTED} {found.code}: {found.reason}" if found is not None else ""
            label.setText("\n".join(text for text in (reason, texts.get(name, "")) if text))
            label.setVisible(bool(label.text()))

    def has(self, name: str) -> bool:
        """Whether a field is shown."""
        return name in self._labels

    def has_focus(self) -> bool:
        """Whether a number is being typed."""
        return any(edit.hasFocus() for edit in self.edits.values())

    def click(self, place: int) -> None:
        """Choose what stands on a chip."""
        if place < len(self.chips):
            self._choose(*self.chips[place].property("tag"))

    def _make(self, fields: list[TagField]) -> None:
        while self._layout.count():
            item = self._layout.takeAt(0)
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        self.chips, self.edits, self._labels = [], {}, {}
        box = self._layout.parentWidget()
        for found in fields:
            title = QLabel(f"<b>{found.name}</b>{' *' if found.required else ''}", box)
            row, remark = QWidget(box), QLabel(box)
            flow = FlowLayout(row)
            if found.free:
                flow.addWidget(self._made_edit(row, found.field))
            for tag in found.tags:
                flow.addWidget(self._made_chip(row, found.field, tag.code, tag.name))
            remark.setWordWrap(True)
            remark.hide()
            self._labels[found.field] = remark
            for widget in (title, row, remark):
                self._layout.addWidget(widget)
        self._layout.addStretch(1)

    def _made_edit(self, parent: QWidget, name: str) -> QLineEdit:
        edit = QLineEdit(parent)
        edit.setObjectName(f"number{name}")
        edit.setFixedWidth(edit.fontMetrics().horizontalAdvance("0") * 10)
        allowed = QDoubleValidator(0.0, MOST_WIDE, 1, edit)
        allowed.setLocale(QLocale.c())
        edit.setValidator(allowed)
        edit.textEdited.connect(partial(self._typed, name))
        edit.installEventFilter(self._watcher)
        self.edits[name] = edit
        return edit

    def _typed(self, name: str, text: str) -> None:
        if not text or self.edits[name].hasAcceptableInput():
            self._enter(name, text)

    def _made_chip(self, parent: QWidget, name: str, code: str, title: str) -> QToolButton:
        chip, number = QToolButton(parent), len(self.chips) + 1
        chip.setCheckable(True)
        chip.setProperty("tag", (name, code))
        chip.setProperty("title", f"{code} {title}")
        chip.setText(f"{_key_shown(number)}{code} {title}")
        if number <= KEYS:
            chip.setToolTip(f"{code} {title} (Alt+{'Shift+' if number > 10 else ''}{number % 10})")
        chip.clicked.connect(partial(self._choose, name, code))
        self.chips.append(chip)
        return chip


def _key_shown(number: int) -> str:
    return f"{'⇧' if number > 10 else ''}{number % 10}  " if number <= KEYS else ""
