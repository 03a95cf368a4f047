"""The findings dock: clears findings without leaving the map. Widgets and wiring only; the models think."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Callable

import numpy as np
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsMapLayerProxyModel,
    QgsProject,
    QgsRectangle,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QItemSelectionModel, QModelIndex, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QFileDialog,
    QHeaderView,
    QMenu,
)

from ...processing_provider.columns import EDITION
from ...tools.errors import TubanError
from ...tools.language import CHINESE, language, tr
from ...tools.quality.export import write_list
from ...tools.quality.findings import (
    CONFIRMED,
    ERROR,
    EXCEPTION,
    FIXED,
    NEW,
    NOTE,
    REOPENED,
    STATES,
    WARNING,
)
from ...tools.quality.labels import severity_name, state_name
from ...tools.quality.lifecycle import Decision
from ...tools.quality.page import amount
from ...tools.quality.store import decide, write_store
from ...tools.standard import load
from ...tools.topology.repair import ACTIONS
from ..dock import TubanDock
from ..shelf import SETTINGS
from ..work import Work
from .findings_model import FINDING, MESSAGE, OPEN, SIZE, STATE, FindingsModel, nothing_open
from .marks import FAULT, FIRST, OTHER, REPAIR, Marks, as_geometry
from .opening import Opened, is_called, is_findings_layer, open_layer, open_store, read_townships
from .patch_work import (
    PatchIndex,
    Proposal,
    Recheck,
    Surroundings,
    apply,
    as_input,
    check_again,
    feature_ids,
    in_system,
    propose,
    read_index,
    surroundings,
    township_names,
)

HELP = Path(__file__).resolve().parents[2] / "resources" / "help"

CONTEXT, SMALLEST = 4.0, 40.0
"""Times the size of a fault, and m: how much of the map is shown around it, and at least."""

_PATIENCE = 0.5
"""s: how long a decision waits for another program; the keys must answer."""

_PAUSE_MS = 250
"""After typing or moving the map, before the list is filtered."""

_EXPANDED_AT_ONCE = 2_000
"""Findings in the list up to which all groups are opened by themselves."""

_RECENT = 6

_MESSAGE = "QLabel {{ background: {0}; color: {1}; border-radius: 3px; padding: 4px; }}"
_GROUNDS = (("#d7ecd9", "#1d3b20"), ("#ffe08a", "#3b2f00"))
"""Ground and letters of a message and of a warning: the same under a light theme and a dark one."""

_MESSAGE_MS = 6_000
"""How long a message stays that is no warning."""


class FindingsDock(TubanDock):
    """Findings of an error GeoPackage or of a layer of findings, one after the other."""

    WIDTH = 440  # both patches of a finding, its state and its size are in view

    def __init__(self, iface: Any, entry: Any, toggle: QAction):
        super().__init__(iface, entry, toggle)
        self.model = FindingsModel(nothing_open(load(EDITION)))
        self.opened = Opened()
        self.index: PatchIndex | None = None
        self.proposal: Proposal | None = None
        self.last_message = ""
        self._proposed_for = ""
        self._works: list[Work] = []
        self._expanded: set[str] = set()
        self._dismissed = False
        self._checked_as = ""  # what findings call the patch layer
        self._worked_on = ("", "")  # id and name of the patch layer: the box forgets it before the project tells
        self.marks = Marks(iface.mapCanvas())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._view_timer = QTimer(self)
        self._view_timer.setSingleShot(True)
        self._view_timer.setInterval(_PAUSE_MS)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_MESSAGE_MS)
        self._silence.timeout.connect(self.form.message.hide)
        self._look = QTimer(self)  # once the panels that took room from the list stand
        self._look.setSingleShot(True)
        self._look.setInterval(0)
        self._look.timeout.connect(lambda: self.form.tree.scrollTo(self.form.tree.currentIndex()))
        self._make_actions()
        self._dress()
        self._connect()
        self._fill_filters()
        self._show_counts()
        self._allow()

    # -- making
    def _make_actions(self) -> None:
        canvas = self.iface.mapCanvas()
        table: Sequence[tuple[str, str, str, Callable[[], None], str, str]] = (
            ("next", tr("Next"), "F8", partial(self.step, 1), "nextButton", tr("Go to the next finding")),
            ("previous", tr("Previous"), "Shift+F8", partial(self.step, -1), "previousButton",
             tr("Go to the previous finding")),
            ("zoom", tr("Zoom"), "Z", self.zoom, "zoomButton", tr("Zoom to the fault and let it blink")),
            ("help", tr("Help"), "H", self.show_help, "helpButton", tr("The help page of this kind of finding")),
            ("confirm", tr("Confirm"), "C", partial(self.decide, CONFIRMED), "confirmButton",
             tr("It is a fault: confirm the selected findings")),
            ("exception", tr("Exception…"), "E", self.ask_exception, "exceptionButton",
             tr("It is no fault here: grant an exception with a reason and a name")),
            ("reopen", tr("Reopen"), "O", partial(self.decide, REOPENED), "reopenButton",
             tr("Open the selected findings again")),
            ("withdraw", tr("Withdraw"), "W", partial(self.decide, NEW), "withdrawButton",
             tr("Withdraw a confirmation or an exception: the finding is new")),
            ("check", tr("Check again"), "K", self.check, "checkButton",
             tr("Check the patches of this finding again, as they are now")),
            ("repair", tr("Repair…"), "R", self.ask_repair, "repairButton",
             tr("Show what the safe repair would do; nothing is changed yet")),
            ("copy", tr("Copy"), "Ctrl+C", self.copy, "copyButton", tr("Copy the selected findings as text")),
            ("export", tr("Export…"), "Ctrl+E", self.ask_export, "exportButton",
             tr("Write the filtered list as CSV, XLSX or GeoPackage")),
        )  # fmt: skip
        self.commands: dict[str, QAction] = {}
        for name, title, key, slot, button, tip in table:
            on_map = (canvas,) if name in ("next", "previous") else ()
            action = self.key_action(name, title, key, slot, *on_map)
            action.setToolTip(f"{tip} ({key})")
            getattr(self.form, button).setDefaultAction(action)
            self.commands[name] = action
        self.key_action("find", tr("Find in the list"), "Ctrl+F", self._find)
        self.key_action("in_view", tr("Only what the map shows"), "V", self.form.inView.toggle)
        self.key_action("apply", tr("Do the repair shown"), "Ctrl+Return", self.apply_repair)
        self.key_action("discard", tr("Leave the repair or the exception"), "Esc", self.leave)

    def _dress(self) -> None:
        form = self.form
        form.openButton.setText(tr("Open"))
        form.openButton.setMenu(QMenu(form.openButton))
        form.patchLabel.setText(tr("Patch layer"))
        form.patchLayer.setFilters(QgsMapLayerProxyModel.Filter.PolygonLayer)
        form.patchLayer.setAllowEmptyLayer(True)
        form.patchLayer.setLayer(None)
        form.patchLayer.setToolTip(tr("The layer that was checked: to show patches, check them again and repair them"))
        form.search.setPlaceholderText(tr("Search patch, kind, rule, text"))
        form.inView.setText(tr("In view"))
        form.inView.setToolTip(tr("Only findings that the map shows (V)"))
        form.reasonLabel.setText(tr("Reason"))
        form.nameLabel.setText(tr("Granted by"))
        form.grantButton.setText(tr("Grant"))
        form.dropButton.setText(tr("Leave"))
        form.applyButton.setText(tr("Do it"))
        form.discardButton.setText(tr("Leave"))
        form.cancelButton.setText(tr("Cancel"))
        form.name.setText(QgsSettings().value(f"{SETTINGS}/findings/name", ""))
        form.tree.setModel(self.model.shown)
        form.tree.setIndentation(form.fontMetrics().horizontalAdvance("0"))
        header = form.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        width = form.fontMetrics().horizontalAdvance("0")
        for column, characters in ((FINDING, 33), (STATE, 9), (SIZE, 11), (MESSAGE, 40)):
            header.resizeSection(column, characters * width)
        form.splitter.setStretchFactor(0, 3)
        form.splitter.setStretchFactor(1, 1)
        for name, part in self._parts_of_a_size().items():
            known = QgsSettings().value(f"{SETTINGS}/findings/{name}")
            if known:
                part.restoreState(known)
        for panel in (form.message, form.exceptionPanel, form.repairPanel, form.progress, form.cancelButton):
            panel.hide()

    def _connect(self) -> None:
        form, project = self.form, QgsProject.instance()
        form.openButton.menu().aboutToShow.connect(self._fill_menu)
        form.patchLayer.layerChanged.connect(self._patch_layer_changed)
        form.search.textChanged.connect(lambda _text: self._timer.start())
        self._timer.timeout.connect(self._filter)
        self._view_timer.timeout.connect(self._look_at_view)
        form.ruleFilter.currentIndexChanged.connect(lambda _index: self._filter())
        form.stateFilter.currentIndexChanged.connect(lambda _index: self._filter())
        form.inView.toggled.connect(lambda _on: self._look_at_view())
        form.grantButton.clicked.connect(self.grant)
        form.reason.returnPressed.connect(self.grant)
        form.name.returnPressed.connect(self.grant)
        form.dropButton.clicked.connect(self.leave)
        form.applyButton.clicked.connect(self.apply_repair)
        form.discardButton.clicked.connect(self.leave)
        form.cancelButton.clicked.connect(self._cancel)
        form.tree.expanded.connect(partial(self._remember_group, True))
        form.tree.collapsed.connect(partial(self._remember_group, False))
        form.tree.activated.connect(lambda _index: self.zoom())
        form.tree.selectionModel().currentChanged.connect(lambda _now, _before: self._current_changed())
        self.watch(self.iface.mapCanvas().extentsChanged, self._map_moved)
        self.watch(project.layersWillBeRemoved, self._layers_removed)

    def unload(self) -> None:
        self._dismissed = True
        self._timer.stop()
        self._view_timer.stop()
        for work in self._works:
            work.forget()
        self._works.clear()
        self.marks.clear()
        for name, part in self._parts_of_a_size().items():
            QgsSettings().setValue(f"{SETTINGS}/findings/{name}", part.saveState())
        super().unload()

    def _parts_of_a_size(self) -> dict[str, Any]:
        """What the user can give a size within the dock."""
        return {"columns": self.form.tree.header(), "splitter": self.form.splitter}

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._draw()
        self._allow()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if self.isHidden() and not self._dismissed:  # not where the window is made small
            self.marks.clear()
            self._allow()

    # -- saying
    def say(self, text: str, level: Any = None) -> None:
        """One sentence, over the list; it goes by itself unless it is a warning."""
        level = Qgis.MessageLevel.Warning if level is None else level
        self.last_message = text
        self.form.message.setText(text)
        self.form.message.setStyleSheet(_MESSAGE.format(*_GROUNDS[level == Qgis.MessageLevel.Warning]))
        self.form.message.show()
        self._look.start()
        self._silence.stop() if level == Qgis.MessageLevel.Warning else self._silence.start()

    def _tell(self, text: str) -> None:
        self.say(text, Qgis.MessageLevel.Success)

    # -- work in the background
    def _work(self, title: str, work: Callable, done: Callable[[Any], None]) -> None:
        """Do something long in a thread; the dock shows its progress and a button that stops it."""

        def ended(result: Any = None, error: str = "") -> None:
            self._works.remove(task)
            self._show_work()
            if error:
                self.say(error)
            elif result is not None:
                done(result)

        task = Work(title, work, lambda result: ended(result=result), lambda error: ended(error=error))
        task.progressChanged.connect(lambda percent: self.form.progress.setValue(int(percent)))
        self._works.append(task)
        self._show_work(title)
        task.start()

    def _show_work(self, title: str = "") -> None:
        for widget in (self.form.progress, self.form.cancelButton):
            widget.setVisible(bool(self._works))
        self.form.progress.setValue(0)
        self.form.progress.setFormat(f"{title} %p%")
        self._allow()

    def _cancel(self) -> None:
        for work in self._works:
            work.cancel()

    @property
    def busy(self) -> bool:
        """Whether something is under way in the background."""
        return bool(self._works)

    # -- opening
    def _fill_menu(self) -> None:
        menu = self.form.openButton.menu()
        menu.clear()
        menu.addAction(tr("Error GeoPackage…")).triggered.connect(self._choose_file)
        for path in self._recent():
            menu.addAction(path).triggered.connect(partial(self._triggered_path, path))
        layers = [layer for layer in QgsProject.instance().mapLayers().values() if is_findings_layer(layer)]
        if layers:
            menu.addSeparator()
        for layer in layers:
            menu.addAction(layer.name()).triggered.connect(partial(self._triggered_layer, layer.id()))

    def _triggered_path(self, path: str, _checked: bool = False) -> None:
        self.open_file(path)

    def _triggered_layer(self, number: str, _checked: bool = False) -> None:
        layer = QgsProject.instance().mapLayer(number)
        if layer is not None:
            self.open_findings_layer(layer)

    def _choose_file(self, _checked: bool = False) -> None:
        start = str(Path(self._recent()[0]).parent) if self._recent() else ""
        path, _ = QFileDialog.getOpenFileName(self, tr("Error GeoPackage"), start, "GeoPackage (*.gpkg)")
        if path:
            self.open_file(path)

    def _recent(self) -> list[str]:
        known = QgsSettings().value(f"{SETTINGS}/findings/recent", []) or []
        return [path for path in ([known] if isinstance(known, str) else known) if Path(path).exists()]

    def open_file(self, path: str) -> None:
        """Open an error GeoPackage."""
        self._work(tr("Opening findings"), partial(open_store, path, load(EDITION)), self._take)

    def open_findings_layer(self, layer: QgsVectorLayer) -> None:
        """Open a layer FINDINGS; a layer of an error GeoPackage stands for all of the file."""
        given = as_input(layer)
        work = partial(open_layer, given, layer.id(), layer.name(), load(EDITION))
        self._work(tr("Opening findings"), work, self._take)

    def _take(self, opened: Opened) -> None:
        """Show what was opened."""
        self.opened = opened
        self.leave()
        if opened.path:
            recent = [opened.path, *(path for path in self._recent() if path != opened.path)]
            QgsSettings().setValue(f"{SETTINGS}/findings/recent", recent[:_RECENT])
        self.form.sourceLabel.setText(Path(opened.path).name if opened.path else opened.title)
        self.form.sourceLabel.setToolTip(opened.path or opened.title)
        if opened.path and not opened.writable:
            self.say(tr("{path} is read only: findings can be looked at, not decided.").format(path=opened.path))
        self._guess_patches()
        self._renew(opened.book.place)
        self.form.tree.setFocus()  # the keys work at once

    def _guess_patches(self) -> None:
        """The layer of most of the findings that the project has; what the user chose stays."""
        box = self.form.patchLayer
        layers = [] if self.patches is not None else [box.layer(place) for place in range(box.count())]
        layers = [layer for layer in layers if layer is not None and layer.fields().lookupField("BSM") >= 0]
        for name in self.opened.book.frame["layer"].value_counts().index:
            for layer in layers:
                if is_called(layer, name):
                    box.setLayer(layer)
                    return
        self._read_index()

    @property
    def patches(self) -> QgsVectorLayer | None:
        """The layer that was checked, None where none is chosen."""
        layer = self.form.patchLayer.currentLayer()
        return layer if isinstance(layer, QgsVectorLayer) and layer.isValid() else None

    def _patch_layer_changed(self, _layer: Any) -> None:
        self.index = None
        self._discard_proposal()
        if self.patches is not None:
            self._worked_on = (self.patches.id(), self.patches.name())
            self._read_index()
        self._allow()

    def _read_index(self) -> None:
        layer = self.patches
        if layer is None:
            return
        number, given = layer.id(), as_input(layer)
        self._checked_as = given.table
        self._work(tr("Reading the patches' keys"), partial(read_index, given), partial(self._take_index, number))

    def _take_index(self, number: str, index: PatchIndex) -> None:
        if self.patches is None or self.patches.id() != number:
            return
        self.index = index
        names = township_names(QgsProject.instance())
        book = read_townships(self.opened.book, index.townships, names)
        if book is not self.opened.book:
            self.opened.book = book
            self._renew(book.place)
        self._show_current()

    def _layers_removed(self, numbers: list[str]) -> None:
        if self._dismissed:
            return
        number, name = self._worked_on
        if number in numbers:
            self._worked_on, self.index = ("", ""), None
            self.form.patchLayer.setLayer(None)  # the box may go on to a layer that nobody chose
            self._discard_proposal()
            self.marks.clear()
            self.say(
                tr("The patch layer {layer} was removed from the project: choose another to go on.").format(layer=name)
            )
        if self.opened.layer in numbers:
            self.say(tr("The layer of findings was removed from the project; the list stays as it was read."))
        self._allow()

    # -- the list
    def _renew(self, place_of: Callable[[str], int]) -> None:
        """Show the book as it is now and stay where the user was."""
        current = self.current_id
        self.model.set_book(self.opened.book)
        self._fill_filters()
        self._after_filter(place_of(current) if current else -1)

    def _fill_filters(self) -> None:
        for combo, choices in (
            (self.form.ruleFilter, [("", tr("All rules")), *self.model.book.rule_choices()]),
            (
                self.form.stateFilter,
                [("", tr("All states")), (OPEN, tr("Open ones")), *((name, state_name(name)) for name in STATES)],
            ),
        ):
            chosen = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            for value, title in choices:
                combo.addItem(title, value)
            combo.setCurrentIndex(max(combo.findData(chosen), 0) if chosen is not None else 0)
            combo.blockSignals(False)
        self.model.filter(rule=self.form.ruleFilter.currentData() or "", state=self._state())

    def _state(self) -> str:
        return self.form.stateFilter.currentData() or ""

    def _filter(self) -> None:
        place = self.current
        rule = self.form.ruleFilter.currentData() or ""
        self.model.filter(rule=rule, state=self._state(), text=self.form.search.text())
        self._after_filter(place)

    def _find(self) -> None:
        self.form.search.setFocus()
        self.form.search.selectAll()

    def _map_moved(self) -> None:
        if self.form.inView.isChecked():
            self._view_timer.start()

    def _look_at_view(self) -> None:
        place, box = self.current, None
        if self.form.inView.isChecked():
            extent = self.iface.mapCanvas().extent()
            seen = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
            box = in_system(seen, self._map_crs(), self.opened.crs, QgsProject.instance())
        self.model.look_at(box)
        self._after_filter(place)

    def _after_filter(self, place: int) -> None:
        self._expand()
        shown = 0 <= place < len(self.model.book) and self.model.shown.mask[place]
        if shown:
            self._select(place)
        else:
            self._show_details()
        self._show_counts()
        self._allow()

    def _expand(self) -> None:
        """Open the groups that were open; all of them where the list is short."""
        tree, model = self.form.tree, self.model
        everything = not self._expanded and model.counts()["shown"] <= _EXPANDED_AT_ONCE
        tree.blockSignals(True)
        if everything:
            tree.expandAll()
        else:
            for number, group in enumerate(model.tree.groups):
                if self._group_key(number) in self._expanded and model.shown.count(group):
                    base = model.tree.createIndex(group.row, 0, number)
                    tree.expand(model.shown.mapFromSource(model.by_value.mapFromSource(base)))
        tree.blockSignals(False)

    def _group_key(self, number: int) -> str:
        labels = []
        while number >= 0:
            group = self.model.tree.groups[number]
            labels.append(group.label)
            number = group.parent
        return "\n".join(labels)

    def _remember_group(self, opened: bool, index: QModelIndex) -> None:
        base = self.model.shown.base(index)
        if self.model.tree.place_of(base) >= 0:
            return
        key = self._group_key(base.internalId())
        self._expanded.add(key) if opened else self._expanded.discard(key)

    def _show_counts(self) -> None:
        count = self.model.counts()
        if not count["all"]:
            opened, title = self.opened.path or self.opened.layer, self.form.sourceLabel.text()
            none = tr("{title} has no findings.").format(title=title)
            self.form.counts.setText(none if opened else tr("Open an error GeoPackage or a layer of findings."))
            return
        text = tr("{shown} of {all}: {errors} errors, {warnings} warnings, {notes} notes")
        self.form.counts.setText(
            text.format(
                shown=f"{count['shown']:,}",
                all=f"{count['all']:,}",
                errors=count[ERROR],
                warnings=count[WARNING],
                notes=count[NOTE],
            )
        )

    # -- the current finding
    @property
    def current(self) -> int:
        """The place of the current finding, -1 where there is none."""
        index = self.form.tree.currentIndex()
        return self.model.shown.place_of(index) if index.isValid() else -1

    @property
    def current_id(self) -> str:
        """The id of the current finding, empty where there is none."""
        place = self.current
        return self.model.book.column["id"][place] if place >= 0 else ""

    @property
    def selected(self) -> np.ndarray:
        """The places of the selected findings; those of a group that is selected are its findings."""
        rows, shown = self.form.tree.selectionModel().selectedRows(), self.model.shown
        places: list[int] = []
        for index in rows:
            base = shown.base(index)
            place = self.model.tree.place_of(base)
            group = None if place >= 0 else self.model.tree.groups[base.internalId()]
            inside = [place] if group is None else np.arange(group.start, group.end)
            places += [number for number in np.asarray(inside).tolist() if shown.mask[number]]
        return np.unique(places).astype(np.int64)

    def _select(self, place: int) -> None:
        index = self.model.shown.index_of(place)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.form.tree.selectionModel().setCurrentIndex(index, flags)
        self.form.tree.scrollTo(index)

    def step(self, by: int) -> None:
        """Go to the next finding, or to the one before; at the end of the list it says so."""
        place = self.current
        if place < 0:
            index = self.form.tree.currentIndex()
            base = self.model.shown.base(index) if index.isValid() else QModelIndex()
            group = self.model.tree.groups[base.internalId()] if base.isValid() else None
            place = -1 if group is None else group.start - (1 if by > 0 else 0)
        found = self.model.step(place, by)
        if found < 0:
            text = tr("That was the last finding of the list.") if by > 0 else tr("This is the first finding.")
            self.say(text if self.model.counts()["shown"] else tr("No finding is shown."), Qgis.MessageLevel.Info)
            return
        self._select(found)
        self.zoom()

    def _current_changed(self) -> None:
        if self._dismissed:
            return
        if self.current_id != self._proposed_for:
            self._discard_proposal()
        self._show_current()
        self._allow()

    def _show_current(self) -> None:
        self._show_details()
        self._draw()

    def zoom(self) -> None:
        """Show the fault with its surroundings, and let it blink."""
        place = self.current
        if place < 0:
            return
        fault = self.model.book.geometry[place]
        if fault is None or fault.is_empty:
            self.say(tr("This finding has no place on the map."), Qgis.MessageLevel.Info)
            return
        box = in_system(fault.bounds, self.opened.crs, self._map_crs(), QgsProject.instance())
        frame = QgsRectangle(*box)
        metre = 1.0 / 111_000 if self._map_crs().isGeographic() else 1.0
        least = SMALLEST * metre
        width, height = (max(CONTEXT * size, least) for size in (frame.width(), frame.height()))
        centre, canvas = frame.center(), self.iface.mapCanvas()
        half = (width / 2, height / 2)
        canvas.setExtent(
            QgsRectangle(centre.x() - half[0], centre.y() - half[1], centre.x() + half[0], centre.y() + half[1])
        )
        canvas.refresh()
        self.marks.flash(as_geometry(fault), self.opened.crs)

    def _map_crs(self) -> QgsCoordinateReferenceSystem:
        return self.iface.mapCanvas().mapSettings().destinationCrs()

    def _draw(self) -> None:
        """The fault and the patches that it names, on the map."""
        self.marks.clear()
        place = self.current
        if place < 0:
            return
        layer = self.patches
        if layer is not None and self.index is not None:
            for name, number in feature_ids(layer, self.index, self._patches_of(place)).items():
                own = name == self.model.book.column["feature"][place]
                self.marks.show(layer.getFeature(number).geometry(), layer.crs(), FIRST if own else OTHER)
        self.marks.show(as_geometry(self.model.book.geometry[place]), self.opened.crs, FAULT)

    def _show_details(self) -> None:
        place = self.current
        if place < 0:
            self.form.details.setHtml("")
            return
        book = self.model.book
        value = {name: column[place] for name, column in book.column.items()}
        rows = [f"<b>{escape(book.kind(place))}</b> · {escape(severity_name(value['severity']))} · "
                f"{escape(state_name(value['state']))}", escape(value["message"])]  # fmt: skip
        for colour, name in self._named(place):
            rows.append(f'<span style="color:{colour.name()}">■</span> {escape(name)}')
        sizes = [amount(value["measure"], value["unit"])]
        if value["width"] == value["width"]:
            sizes.append(tr("width {width}").format(width=amount(value["width"], "m")))
        rows.append(escape(" · ".join(filter(None, sizes))))
        rows.append(escape(" ".join(filter(None, (value["rule"], book.rule_text(place))))))
        hint = self._why_no_patch(place)
        if hint:
            rows.append(f"<i>{escape(hint)}</i>")
        grant = book.grant(place)
        if grant:
            text = tr("Exception: {reason} ({name}, {date})")
            rows.append(escape(text.format(**grant)))
        self.form.details.setHtml("<br>".join(row for row in rows if row))

    def _patches_of(self, place: int) -> list[str]:
        """The features that a finding names, where they are in the patch layer: a check may speak of several layers."""
        return [] if self._is_of_another_layer(place) else self.model.book.patches(place)

    def _is_of_another_layer(self, place: int) -> bool:
        book = self.model.book
        return self._checked_as in book.layers and book.column["layer"][place] != self._checked_as

    def _why_no_patch(self, place: int) -> str:
        """Why the patches of a finding can be neither shown nor checked, as a sentence; empty where they can."""
        if not self.model.book.patches(place):
            return tr("This finding names no patch: only the whole check tells whether it still holds.")
        if self.patches is None or not self._worked_on[0]:
            return tr("Choose the layer of the patches first.")
        if self._is_of_another_layer(place):
            text = tr("This finding is about layer {layer}: load it if need be and choose it as patch layer.")
            return text.format(layer=self.model.book.column["layer"][place])
        return ""

    def _named(self, place: int) -> list[tuple[Any, str]]:
        """The patches of a finding with the colours that they have on the map."""
        layer, names = self.patches, self.model.book.patches(place)
        code = layer.fields().lookupField("DLBM") if layer is not None else -1
        known = layer is not None and self.index is not None
        ids = feature_ids(layer, self.index, self._patches_of(place)) if known else {}
        told = []
        for order, name in enumerate(names):
            found = str(layer.getFeature(ids[name])[code] or "") if name in ids and code >= 0 else ""
            title = self.model.book.standard.class_name([found], language())[0] if found else ""
            told.append((OTHER if order else FIRST, " ".join(filter(None, (name, found, str(title or ""))))))
        return told

    # -- what may be done now
    def _allow(self) -> None:
        """Commands that can do something now; the others say why not."""
        place, busy = self.current, self.busy
        one = place >= 0
        can = dict.fromkeys(self.commands, bool(len(self.selected)))
        for name in ("zoom", "help"):
            can[name] = one
        for name in ("next", "previous", "export"):
            can[name] = bool(self.model.counts()["shown"]) and not self.isHidden()
        ready = one and not busy and self.index is not None and not self._why_no_patch(place)
        can["check"] = ready
        can["repair"] = ready and self.model.book.column["kind"][place] in ACTIONS
        for name in ("confirm", "exception", "reopen", "withdraw"):
            can[name] = can[name] and not busy
        can["export"] = can["export"] and not busy
        for name, action in self.commands.items():
            action.setEnabled(can[name])

    # -- deciding
    def decide(self, state: str, reason: str = "", name: str = "") -> bool:
        """Give the selected findings a state; it is on disk when this returns."""
        places = self.selected
        if not len(places):
            return False
        if not self.opened.path:
            self.say(
                tr(
                    "This is a layer of findings, which keeps no decisions: run the check with an error GeoPackage "
                    "(DATABASE) and open that."
                )
            )
            return False
        if not self.opened.writable:
            self.say(tr("{path} is read only: findings can be looked at, not decided.").format(path=self.opened.path))
            return False
        fixed = self.model.book.column["state"][places] == FIXED
        if state != REOPENED and fixed.all():
            self.say(tr("A fixed finding can only be reopened."))
            return False
        ids = self.model.book.column["id"][places].tolist()
        try:
            decision = Decision(state, reason, name)
            decide(self.opened.path, ids, decision, patience=_PATIENCE)
        except (TubanError, OSError) as error:
            self.say(str(error))
            return False
        self.model.book.decide(places, decision)
        self.model.tree.states_changed(places)
        self.form.message.hide()
        following = self.model.step(int(places.max()), 1)
        if len(places) == 1 and following >= 0:
            self._select(following)
            self.zoom()
        if self._state():
            self._filter()
        else:
            self._show_current()
            self._allow()
        return True

    def ask_exception(self) -> None:
        """Ask for the reason and the name that an exception needs."""
        self.form.exceptionPanel.show()
        self._look.start()
        self.form.reason.setFocus()
        self.form.reason.selectAll()

    def grant(self) -> None:
        """Grant the exception that was asked for."""
        reason, name = self.form.reason.text().strip(), self.form.name.text().strip()
        if self.decide(EXCEPTION, reason, name):
            QgsSettings().setValue(f"{SETTINGS}/findings/name", name)
            self.form.exceptionPanel.hide()
            self.form.tree.setFocus()

    def leave(self) -> None:
        """Leave what was asked for: the exception, the repair; and what was said."""
        self.form.message.hide()
        self.form.exceptionPanel.hide()
        self._discard_proposal()

    # -- check again
    def _around(self, names: list[str], places: np.ndarray) -> Surroundings | None:
        layer = self.patches
        why_not = self._why_no_patch(self.current)
        if layer is None or self.index is None or why_not:
            self.say(why_not or tr("The keys of the patches are still being read: try again in a moment."))
            return None
        faults = [self.model.book.geometry[place] for place in places]
        try:
            return surroundings(layer, self.index, names, faults, QgsProject.instance())
        except TubanError as error:
            self.say(str(error))
            return None

    def check(self, others: Sequence[str] = ()) -> None:
        """Check the patches of the current finding again, and `others`; edits that are not saved among them."""
        place = self.current
        if place < 0 or self.busy:
            return
        book = self.model.book
        names = list(dict.fromkeys([*book.patches(place), *others]))
        around = self._around(names, book.of_patches(set(names)))
        if around is None:
            return
        layer = book.column["layer"][place]
        work = partial(check_again, around, book.standard, self.opened.last_check, layer)
        work = partial(self._checked, work, self.opened, names)
        self._work(tr("Checking the patches again"), work, self._take_check)

    @staticmethod
    def _checked(check: Callable, opened: Opened, names: list[str], progress: Any) -> tuple[Recheck, Any]:
        """In a thread: check, and let the error GeoPackage take in what was found."""
        result: Recheck = check(progress=lambda percent: progress(0.7 * percent))
        book = opened.book
        known = book.frame["id"].iloc[book.of_patches(set(names))]
        if not (opened.path and opened.writable):
            return result, opened.after(result.found, result.run, set(known))
        untouched = set(book.frame["id"]).difference(known)
        held = write_store(opened.path, result.found, result.run, rules=book.standard.rules, untouched=untouched)
        return result, opened.renewed(held)

    def _take_check(self, answer: tuple[Recheck, Opened]) -> None:
        result, opened = answer
        before = self.opened.book
        open_before = int((~before.frame["state"].isin((FIXED, EXCEPTION)))[before.of_patches(set(result.names))].sum())
        self.opened = opened
        self._renew(opened.book.place)
        places = opened.book.of_patches(set(result.names))
        left = int((~opened.book.frame["state"].isin((FIXED, EXCEPTION)))[places].sum())
        text = tr("Checked again: {left} open findings at these patches, {before} before.")
        text = text.format(left=left, before=open_before)
        kept = opened.path and opened.writable
        self._tell(text if kept else f"{text} {tr('This is kept only until the dock is closed.')}")

    # -- repair
    def ask_repair(self) -> None:
        """Compute what the safe repair would do about the current finding, and show it."""
        place = self.current
        if place < 0 or self.busy:
            return
        book = self.model.book
        around = self._around(book.patches(place), np.array([place]))
        if around is None:
            return
        limits = self.opened.last_check.tolerances if self.opened.last_check else {}
        tolerance = float(limits.get("TOLERANCE", 0.001))
        fault, kind = book.geometry[place], book.column["kind"][place]
        work = partial(propose, around, book.standard, kind, fault, tolerance, as_input(self.patches))
        self._work(tr("Looking for a safe repair"), work, partial(self._take_proposal, self.current_id))

    def _take_proposal(self, finding: str, proposal: Proposal) -> None:
        if finding != self.current_id or self.patches is None:
            return
        self.proposal, self._proposed_for = proposal, finding
        self._draw()
        for shape in proposal.shapes:
            self.marks.show(as_geometry(shape), self.patches.crs(), REPAIR, dashed=True)
        merged = tr("{count} patches would be merged into a neighbour.").format(count=len(proposal.gone))
        split = tr("{count} parts would become patches, with new BSM: {names}.").format(
            count=len(proposal.added), names=", ".join(str(part.identifier) for part in proposal.added)
        )
        lines = [*proposal.lines, *([merged] if proposal.gone else []), *([split] if proposal.added else [])]
        self.form.repairText.setText("\n".join([tr("The safe repair would do this (green on the map):"), *lines]))
        self.form.repairPanel.show()
        self._look.start()

    def apply_repair(self) -> None:
        """Do the repair that is shown, as one step of the patch layer's undo stack."""
        proposal = self.proposal
        if proposal is None or self.patches is None:
            return
        try:
            apply(self.patches, proposal)
        except TubanError as error:
            self._discard_proposal()
            self.say(str(error))
            return
        self._discard_proposal()
        self._draw()
        self._tell(
            tr("Done as one step of layer {layer}: Ctrl+Z takes it back. Save the layer to keep it.").format(
                layer=self.patches.name()
            )
        )
        self.check(proposal.names)

    def _discard_proposal(self) -> None:
        had = self.proposal is not None
        self.proposal, self._proposed_for = None, ""
        self.form.repairPanel.hide()
        if had:
            self._draw()

    # -- handing on
    def show_help(self) -> None:
        """Open the page of this kind of finding; the list of all pages where it has none."""
        place = self.current
        if place < 0:
            return
        folder = HELP / ("zh_CN" if language() == CHINESE else "en")
        page = folder / f"{self.model.book.column['kind'][place]}.html"
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(page if page.is_file() else folder / "index.html")))

    def copy(self) -> None:
        """Copy the selected findings as lines of text."""
        lines = [self.model.book.line(place) for place in self.selected.tolist()]
        if lines:
            QApplication.clipboard().setText("\n".join(lines))

    def ask_export(self) -> None:
        """Ask where to, and write the filtered list."""
        kinds = ";;".join(("Excel (*.xlsx)", "CSV (*.csv)", "GeoPackage (*.gpkg)"))
        path, chosen = QFileDialog.getSaveFileName(self, tr("Export the filtered list"), "", kinds)
        if path:
            ending = chosen.split("*")[-1].rstrip(")")
            self.export(path if Path(path).suffix else path + ending)

    def export(self, path: str) -> None:
        """Write the filtered list."""
        if self.opened.path and Path(path).resolve() == Path(self.opened.path).resolve():
            self.say(tr("The list cannot take the place of the error GeoPackage: choose another file."))
            return
        book = self.model.book
        found = book.selected(np.flatnonzero(self.model.shown.mask))

        def write(progress: Any) -> tuple[str, int]:
            write_list(path, found, book.standard, progress)
            return path, len(found)

        self._work(tr("Writing the list"), write, self._exported)

    def _exported(self, answer: tuple[str, int]) -> None:
        path, count = answer
        self._tell(tr("{count} findings written to {path}.").format(count=count, path=path))
