"""The interpretation dock: shows what the model has in hand, and turns keys and clicks into its methods."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

from qgis.core import Qgis, QgsApplication, QgsProject, QgsTask, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QKeySequence, QPixmap
from qgis.PyQt.QtWidgets import (
    QAction,
    QFileDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ...tools.errors import TubanError
from ...tools.labelling.log import DONE, DOUBTFUL, SKIPPED, TODO, DecisionLog
from ...tools.labelling.session import Session, load_session
from ...tools.labelling.sharing import claim, load_parts, merged, save_parts, shared_out
from ...tools.language import CHINESE, language, tr
from ..dock import TubanDock
from ..shelf import DockEntry
from .chips import KEYS, FlowLayout, TagBoard
from .interpretation_model import InterpretationModel
from .layer_patches import folder_of, profile_folder, session_path, user_name
from .map_marks import Ahead, MapViews, PatchMarks, around, on_map
from .queue_dialog import QueueDialog
from .queue_reading import reader

COLOURS = Path(__file__).resolve().parents[2] / "resources" / "styles" / "land_class_colours.csv"

FAVOURITES = dict(zip("1234567890", ["0101", "0102", "0103", "0201", "0301", "0305", "0404", "0702", "1006", "1104"]))
"""What the ten keys hold before anybody has put other classes there: the commonest of a county of the plains."""

SPLIT, RESHAPE, MERGE = "mActionSplitFeatures", "mActionReshapeFeatures", "mActionMergeFeatures"
"""QGIS's own tools."""

NARROWEST = 42
"""Digits that fit into the width of the dock: two favourites beside each other."""

REMARKS_AFTER = 120
"""ms without a change before the rule book is asked: typing and paging do not wait for it."""


class ReadTask(QgsTask):
    """Reads the patches of a queue in the background."""

    read = pyqtSignal(object, str)
    """A frame, None if cancelled; and what went wrong."""

    def __init__(self, title: str, reading: Callable[..., Any]):
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._reading = reading
        self._patches: Any = None
        self._fault = ""

    def run(self) -> bool:
        try:
            self._patches = self._reading(self.isCanceled, self.setProgress)
        except Exception as error:  # a thread has nobody else to tell it to
            self._fault = str(error) or type(error).__name__
        return self._patches is not None

    def finished(self, _well: bool) -> None:
        self.read.emit(self._patches, self._fault)


class InterpretationDock(TubanDock):
    """A queue of patches, decided one after the other."""

    WIDTH = 420  # the names on the favourites are whole

    def __init__(self, iface: Any, entry: DockEntry, toggle: QAction):
        super().__init__(iface, entry, toggle)
        self.model = InterpretationModel(self)
        self._canvas = iface.mapCanvas()
        self._marks = PatchMarks(self._canvas)
        self._views: MapViews | None = None
        self._ahead = Ahead()
        self._task: QgsTask | None = None
        choose, enter = partial(self._attempt, self.model.toggle_tag), partial(self._attempt, self.model.enter)
        self.tags = TagBoard(self.form.tagLayout, choose, enter, self)
        self._about = ""
        self._waiting = ""
        """What the dock said is missing, until another choice is made."""
        self._favourites: dict[str, QToolButton] = {}
        self._colours = _class_icons()
        self._remark_timer = QTimer(self)
        self._remark_timer.setSingleShot(True)
        self._remark_timer.setInterval(REMARKS_AFTER)
        self._remark_timer.timeout.connect(self._show_remarks)
        # Dark themes give scroll areas a ground of their own; chips stand on the dock's.
        self.form.tagArea.setStyleSheet("QScrollArea, #tagBox { background: transparent; }")
        rows = FlowLayout(self.form.viewBox)
        for name in ("marginSpin", "dimCheck", "onceCheck", "viewsButton", "toggleButton"):
            rows.addWidget(getattr(self.form, name))
        self.form.favouriteBox.setMinimumWidth(self.form.fontMetrics().horizontalAdvance("0") * NARROWEST)
        self.form.marginSpin.setPrefix(tr("Margin") + " ")
        self._make_favourites()
        self._make_menus()
        self._make_keys()
        self._connect()
        self._show_closed()

    # ------------------------------------------------------------------------------------------------- making

    def _make_favourites(self) -> None:
        for place, digit in enumerate("1234567890"):
            button = QToolButton(self.form.favouriteBox)
            button.setObjectName(f"favourite{digit}")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.clicked.connect(partial(self._attempt, self._favourite, digit))
            button.customContextMenuRequested.connect(partial(self._favourite_menu, digit))
            self.form.favouriteGrid.addWidget(button, place // 2, place % 2)
            self._favourites[digit] = button

    def _make_menus(self) -> None:
        menu = QMenu(self)
        for title, slot in (
            (tr("Open a queue…"), self.ask_for_queue),
            (tr("Go on with the last session"), self.reopen),
            (tr("Close the queue"), self.model.close),
            (None, None),
            (tr("Share out the work…"), self._share_out),
            (tr("Claim a part of the work…"), self._claim),
            (tr("Compare and merge logs…"), self._merge_logs),
        ):
            if title is None:
                menu.addSeparator()
            else:
                menu.addAction(title).triggered.connect(partial(self._attempt, slot))
        self.form.queueButton.setMenu(menu)
        self.form.paletteButton.setMenu(self._palette())
        views = QMenu(self)
        views.aboutToShow.connect(partial(self._fill_views, views))
        self.form.viewsButton.setMenu(views)

    def _palette(self) -> QMenu:
        """The classes in the official groups, with their colours."""
        palette = QMenu(self)
        groups: dict[str, QMenu] = {}
        classes = self.model.standard.land_classes
        for one in sorted(self.model.finder.classes, key=lambda one: (one.group, one.code)):
            if one.group not in groups:
                title = f"{one.group} {self._name(classes.loc[one.group])}"
                groups[one.group] = palette.addMenu(self._colours.get(one.group, QIcon()), title)
            action = groups[one.group].addAction(self._colours.get(one.code, QIcon()), self.model.class_text(one.code))
            action.triggered.connect(partial(self._attempt, self.model.choose, one.code))
        return palette

    @staticmethod
    def _name(row: Any) -> str:
        return row["name_zh"] if language() == CHINESE else row["name_en"]

    def _make_keys(self) -> None:
        form, model = self.form, self.model
        longest = tr("Merge with the neighbour of the longest border")
        for name, title, key, slot, button in (
            ("decide", tr("Decide and take the next patch"), "Return", self._enter, form.decideButton),
            ("decide_keypad", tr("Decide and take the next patch (keypad)"), "Enter", self._enter, None),
            ("doubtful", tr("Decide as doubtful"), "-", model.doubtful, form.doubtfulButton),
            ("skip", tr("Skip the patch"), "\\", model.skip, form.skipButton),
            ("next", tr("Next patch"), "PgDown", model.next, form.nextButton),
            ("previous", tr("Previous patch"), "PgUp", model.previous, form.previousButton),
            ("repeat", tr("Repeat the last decision"), "=", self._repeat, form.repeatButton),
            ("first_candidate", tr("First class of the base map"), "[", partial(self._candidate, 0), None),
            ("second_candidate", tr("Second class of the base map"), "]", partial(self._candidate, 1), None),
            ("class", tr("Type a class"), "/", self._type_class, None),
            ("toggle_view", tr("Before / after"), "`", self._toggle_view, form.toggleButton),
            ("dim", tr("Dim the surroundings"), "Alt+Shift+D", form.dimCheck.toggle, None),
            ("split", tr("Split the patch"), "Alt+Shift+S", partial(self._tool, SPLIT), form.splitButton),
            ("reshape", tr("Reshape the border"), "Alt+Shift+R", partial(self._tool, RESHAPE), form.reshapeButton),
            ("merge", longest, "Alt+Shift+M", self._merge, form.mergeButton),
            ("suggested", tr("Take the suggested tags"), "Alt+T", model.take_suggestions, None),
            ("undo", tr("Undo in the layer of the queue"), "Alt+Backspace", self._undo, form.undoButton),
            ("save", tr("Save the layer"), "Alt+Shift+W", self._save, form.saveButton),
            ("zoom", tr("Zoom to the patch"), "Alt+Z", self._zoom, None),
        ):
            action = self._key(name, title, key, slot)
            if button is not None:
                button.clicked.connect(partial(self._attempt, slot))
                button.setToolTip(f"{title} ({action.shortcut().toString()})")
        for place, button in enumerate((form.firstCandidateButton, form.secondCandidateButton)):
            button.clicked.connect(partial(self._attempt, self._candidate, place))
        for digit in "1234567890":
            title = tr("Favourite class on key {digit}").format(digit=digit)
            self._key(f"favourite_{digit}", title, digit, partial(self._favourite, digit))
        for place in range(KEYS):
            key = f"Alt+{'Shift+' if place >= 10 else ''}{(place + 1) % 10}"
            title = tr("Tag {number}").format(number=place + 1)
            self._key(f"tag_{place + 1}", title, key, partial(self.tags.click, place))

    def _key(self, name: str, title: str, key: str, slot: Callable[[], None]) -> QAction:
        return self.key_action(name, title, key, partial(self._attempt, self._with_queue, slot), self._canvas)

    def _connect(self) -> None:
        form, model = self.form, self.model
        model.opened.connect(self._show_opened)
        model.closed.connect(self._show_closed)
        model.shown.connect(self._show_patch)
        model.chosen.connect(self._show_choice)
        model.counted.connect(self._show_counts)
        model.remarked.connect(self._show_shape_remarks)
        model.told.connect(self.tell)
        form.classEdit.textEdited.connect(self._show_matches)
        form.classEdit.installEventFilter(self)
        form.matchList.itemActivated.connect(partial(self._attempt, self._enter))
        form.matchList.itemClicked.connect(lambda item: self._attempt(self._choose_typed, item))
        form.jumpEdit.returnPressed.connect(partial(self._attempt, self._jump))
        form.jumpEdit.installEventFilter(self)
        form.marginSpin.valueChanged.connect(self._set_margin)
        form.dimCheck.toggled.connect(self._set_dimmed)
        form.onceCheck.toggled.connect(self._set_at_once)
        form.recoverButton.clicked.connect(partial(self._attempt, self._recover))
        form.forgetButton.clicked.connect(partial(self._attempt, self._forget))
        form.keysButton.clicked.connect(self._show_keys)

    # ------------------------------------------------------------------------------------------------- running

    def _attempt(self, action: Callable[..., Any], *values: Any) -> None:
        """Do what was asked; what cannot be done is one sentence. Qt's own arguments of a click are dropped."""
        given = [value for value in values if not isinstance(value, bool)]
        try:
            action(*given)
        except TubanError as error:
            self.tell(str(error))

    def _with_queue(self, action: Callable[[], Any]) -> None:
        """Keys, which the map has too, do nothing while there is no queue or the dock is closed."""
        if self.model.layer is not None and not self.isHidden():
            action()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._mark()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        if self.isHidden():  # not where the window is made small
            self._marks.hide()

    def tell(self, text: str) -> None:
        """Say something once, in QGIS's message bar."""
        bar = self.iface.messageBar()
        bar.pushMessage(tr("Tuban 图斑"), text, Qgis.MessageLevel.Warning, 0)

    # ---------------------------------------------------------------------------------------------- open a queue

    def ask_for_queue(self) -> None:
        """Ask for layer, filter and order, then open."""
        layer = self.iface.activeLayer()
        layer = layer if isinstance(layer, QgsVectorLayer) else None
        session = self._remembered(layer) or Session(who=user_name())
        dialog = QueueDialog(self.iface.mainWindow(), layer, session)
        if dialog.exec() and dialog.layer() is not None:
            self.open_queue(dialog.layer(), dialog.session())
        dialog.deleteLater()

    def reopen(self) -> None:
        """The queue as it was left, over the active layer or the first layer of the project that has a session."""
        layers = [self.iface.activeLayer(), *QgsProject.instance().mapLayers().values()]
        for layer in layers:
            session = self._remembered(layer) if isinstance(layer, QgsVectorLayer) else None
            if session is not None:
                self.open_queue(layer, session)
                return
        raise TubanError(tr("No layer of the project has a session of yours: open a queue."))

    def open_queue(self, layer: QgsVectorLayer, session: Session) -> None:
        """Read the patches in the background, with a task that can be cancelled, then open."""
        fields = self.model.prepare(layer, session)
        if not session.favourites:
            session.favourites = dict(FAVOURITES)
        title = tr("Queue of {layer}").format(layer=layer.name())
        self._task = ReadTask(title, reader(layer, session, fields))
        self._task.read.connect(partial(self._read, layer.id(), session))
        self.form.queueButton.setEnabled(False)
        self._canvas.stopRendering()  # the map goes to a patch in a moment: what it draws now only takes time
        QgsApplication.taskManager().addTask(self._task)

    def _read(self, layer: str, session: Session, patches: Any, fault: str) -> None:
        """The patches are there, or the reading was cancelled (None), or failed."""
        self._task = None
        self.form.queueButton.setEnabled(True)
        found = QgsProject.instance().mapLayer(layer)
        if fault:
            self.tell(tr("The queue could not be read: {reason}").format(reason=fault))
        elif patches is not None and found is not None:
            self._attempt(self.model.open, found, session, patches)
        if self.model.layer is None:
            self._canvas.refresh()

    def _remembered(self, layer: QgsVectorLayer | None) -> Session | None:
        if layer is None:
            return None
        for folder in (folder_of(layer), profile_folder(layer)):
            path = session_path(folder, user_name())
            if path.exists():
                return load_session(path)
        return None

    # ------------------------------------------------------------------------------------------------ show things

    def _show_opened(self) -> None:
        session, form = self.model.session, self.form
        for widget, setter in (
            (form.marginSpin, lambda: form.marginSpin.setValue(round(100 * session.margin))),
            (form.dimCheck, lambda: form.dimCheck.setChecked(session.dimmed)),
            (form.onceCheck, lambda: form.onceCheck.setChecked(session.at_once)),
        ):
            widget.blockSignals(True)
            setter()
            widget.blockSignals(False)
        form.positionLabel.setToolTip(tr("The decisions are logged in {path}").format(path=self.model.log.path))
        self._set_enabled(True)
        self._show_favourites()
        self._show_offer()
        self._show_counts()
        self._set_views(session.views)
        QgsProject.instance().setTopologicalEditing(True)  # shared borders stay shared when QGIS's tools edit
        self.iface.setActiveLayer(self.model.layer)
        form.classEdit.setFocus()

    def _show_closed(self) -> None:
        form = self.form
        self._marks.hide()
        for label in (form.paceLabel, form.patchLabel, form.changeLabel, form.classRemark, form.shapeRemark):
            label.clear()
            label.hide()
        form.positionLabel.setText(tr("No queue"))
        form.matchList.hide()
        form.offer.hide()
        form.progressBar.reset()
        form.classEdit.clear()
        self.tags.show([], {})
        self._set_enabled(False)
        if self._views is not None:
            self._views.set_themes([])

    def _set_enabled(self, on: bool) -> None:
        form = self.form
        for widget in self.form.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if widget not in (form.queueButton, form.keysButton, form.positionLabel):
                widget.setEnabled(on)

    def _show_patch(self) -> None:
        model, form = self.model, self.form
        patch, queue = model.patch, model.queue
        form.classEdit.clear()
        form.matchList.hide()
        if self.tags.has_focus():  # a width was typed for the patch before
            form.classEdit.setFocus()
        self._show_shape_remarks()
        states = {TODO: tr("to do"), DONE: tr("done"), DOUBTFUL: tr("doubtful"), SKIPPED: tr("skipped")}
        text = tr("{key} · {area:.0f} m² · {state}")
        self._about = text.format(key=patch.key, area=patch.area, state=states[queue.state()])
        form.patchLabel.show()
        form.positionLabel.setText(f"{queue.place + 1} / {len(queue)}")
        candidates = model.candidates()
        for place, button in enumerate((form.firstCandidateButton, form.secondCandidateButton)):
            button.setVisible(place < len(candidates))
            if place < len(candidates):
                button.setText(f"{'[]'[place]}  {model.class_text(candidates[place])}")
                button.setIcon(self._colours.get(candidates[place], QIcon()))
        self._zoom()
        self._show_choice()
        self._ask_ahead()

    def _show_choice(self) -> None:
        model, form = self.model, self.form
        self._waiting = ""
        name = model.class_text(model.code)
        form.classEdit.setPlaceholderText(name)
        form.patchLabel.setText(f"<b>{escape(name)}</b> · {escape(self._about)}")
        form.changeLabel.setText("\n".join(filter(None, (model.change(), _warned(model.below_minimum())))))
        form.changeLabel.setVisible(bool(form.changeLabel.text()))
        self.tags.show(model.tag_fields(), model.tags)
        self._remark_timer.start()

    def _show_remarks(self) -> None:
        """The rule book's sentences, each beside its field."""
        if self.model.patch is None:
            return
        by_field: dict[str, list[str]] = {}
        for remark in self.model.rule_remarks():
            name = remark.field if self.tags.has(remark.field) else "DLBM"
            by_field.setdefault(name, []).append(_warned(remark.text))
        if self._waiting:
            by_field.setdefault("DLBM", []).insert(0, self._waiting)
        texts = {name: "\n".join(lines) for name, lines in by_field.items()}
        self.form.classRemark.setText(texts.get("DLBM", ""))
        self.form.classRemark.setVisible("DLBM" in texts)
        self.tags.suggest(self.model.suggestions())
        self.tags.remark(texts)

    def _show_shape_remarks(self) -> None:
        texts = [_warned(remark.text) for remark in self.model.remarks]
        self.form.shapeRemark.setText("\n".join(texts[:5]))
        self.form.shapeRemark.setVisible(bool(texts))

    def _show_counts(self) -> None:
        queue, form = self.model.queue, self.form
        counts = queue.counts()
        form.progressBar.setMaximum(len(queue))
        form.progressBar.setValue(len(queue) - counts[TODO])
        text = tr("{done} done · {doubtful} doubtful · {skipped} skipped · {todo} to do")
        lines = [text.format(**counts)]
        pace, left = queue.pace(), queue.hours_left()
        if pace is not None and left is not None:
            lines.append(tr("{pace:.0f} an hour, {left:.1f} h left").format(pace=pace, left=left))
        form.paceLabel.setText("\n".join(lines))
        form.paceLabel.show()

    def _show_favourites(self) -> None:
        for digit, button in self._favourites.items():
            code = self.model.session.favourites.get(digit, "")
            button.setText(f"{digit}  {self.model.class_text(code)}")
            button.setIcon(self._colours.get(code, QIcon()))
            button.setToolTip(f"{self.model.class_text(code)}\n{tr('Right click puts another class on this key')}")

    def _show_offer(self) -> None:
        count = len(self.model.offered)
        text = tr("{count} decisions are in the log but not in the layer: QGIS ended before it was saved.")
        self.form.offerLabel.setText(text.format(count=count))
        self.form.offer.setVisible(count > 0)

    def _show_keys(self) -> None:
        rows = "".join(f"<tr><td><b>{key}</b>&nbsp;&nbsp;</td><td>{title}</td></tr>" for key, title in self.key_list())
        box = QMessageBox(self.iface.mainWindow())
        box.setWindowTitle(tr("Keys of the interpretation dock"))
        box.setText(f"<table>{rows}</table>")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    # ---------------------------------------------------------------------------------------------------- the map

    def _zoom(self) -> None:
        patch, session = self.model.patch, self.model.session
        if patch is None or patch.geometry.isNull():
            self._marks.hide()
            return
        shape = on_map(patch.geometry, self.model.layer, self._canvas)
        self._canvas.setExtent(around(shape, session.margin))
        self._canvas.refresh()
        self._mark(shape)

    def _mark(self, shape: Any = None) -> None:
        if self.model.patch is None or self.model.patch.geometry.isNull():
            return
        shape = shape or on_map(self.model.patch.geometry, self.model.layer, self._canvas)
        self._marks.show(shape, self.model.session.dimmed)
        if self._views is not None:
            self._views.show_patch(shape, self.model.session.dimmed)

    def _ask_ahead(self) -> None:
        coming = self.model.coming()
        if coming is not None and coming.hasGeometry():
            shape = on_map(coming.geometry(), self.model.layer, self._canvas)
            self._ahead.ask(self._canvas, around(shape, self.model.session.margin))

    def _set_margin(self, percent: int) -> None:
        self.model.session.margin = percent / 100.0
        self._zoom()

    def _set_dimmed(self, on: bool) -> None:
        self.model.session.dimmed = on
        self._mark()

    def _set_at_once(self, on: bool) -> None:
        self.model.session.at_once = on

    def _fill_views(self, menu: QMenu) -> None:
        """One entry for each map theme of the project."""
        menu.clear()
        themes = QgsProject.instance().mapThemeCollection().mapThemes()
        for theme in themes:
            action = menu.addAction(theme)
            action.setCheckable(True)
            action.setChecked(theme in self.model.session.views)
            action.toggled.connect(partial(self._choose_view, theme))
        if not themes:
            text = tr("Save layer combinations as map themes first (eye button of the layer panel)")
            menu.addAction(text).setEnabled(False)

    def _choose_view(self, theme: str, on: bool) -> None:
        views = [name for name in self.model.session.views if name != theme]
        self._set_views([*views, theme] if on else views)

    def _set_views(self, themes: list[str]) -> None:
        known = [theme for theme in themes if QgsProject.instance().mapThemeCollection().hasMapTheme(theme)]
        self.model.session.views = known
        if known and self._views is None:
            self._views = MapViews(self.iface)
        if self._views is not None:
            self._views.set_themes(known)
            self._mark()

    def _toggle_view(self) -> None:
        """The main map shows the next chosen view, then its own layers again."""
        views = ["", *(self.model.session.views or QgsProject.instance().mapThemeCollection().mapThemes()[:1])]
        now = self._canvas.theme()
        self._canvas.setTheme(views[(views.index(now) + 1) % len(views)] if now in views else "")

    # ----------------------------------------------------------------------------------------- choose and decide

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the fields, keys that no code, pinyin or name has stay commands; Escape leaves for the digits."""
        if event.type() == QEvent.Type.ShortcutOverride and (
            self._is_command(event.text()) or _is_undo(watched, event)
        ):
            event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            if watched in (self.form.classEdit, self.form.jumpEdit):
                watched.clear()
            self.form.matchList.hide()
            watched.clearFocus()
            self._canvas.setFocus()
            return True
        if watched is self.form.classEdit and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps and self.form.matchList.isVisible():
                row = self.form.matchList.currentRow() + steps[event.key()]
                self.form.matchList.setCurrentRow(max(0, min(row, self.form.matchList.count() - 1)))
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_command(text: str) -> bool:
        return len(text) == 1 and text.isprintable() and text.isascii() and not text.isalnum() and text not in " #"

    def _show_matches(self, typed: str) -> None:
        matches = self.form.matchList
        matches.clear()
        for found in self.model.finder.find(typed):
            matches.addItem(self.model.class_text(found.code))
            item = matches.item(matches.count() - 1)
            item.setIcon(self._colours.get(found.code, QIcon()))
            item.setData(Qt.ItemDataRole.UserRole, found.code)
        matches.setCurrentRow(0)
        matches.setVisible(matches.count() > 0)

    def _choose_typed(self, item: Any) -> None:
        self.model.choose(item.data(Qt.ItemDataRole.UserRole))
        self.form.classEdit.clear()
        self.form.matchList.hide()

    def _enter(self) -> None:
        """Choose what was typed, and decide; a class that lacks a tag it must have waits for a second Enter."""
        if self.model.layer is None:
            return
        if self.form.jumpEdit.hasFocus():
            self._jump()
            return
        typed = self.form.classEdit.text().strip()
        if typed:
            item = self.form.matchList.currentItem() if self.form.matchList.isVisible() else None
            if item is None:
                raise TubanError(tr("No land class matches “{typed}”.").format(typed=typed))
            self._choose_typed(item)
            if self._waits_for_tags():
                return
        self.model.decide()

    def _waits_for_tags(self) -> bool:
        missing = self.model.missing_tags()
        if missing:
            text = tr("Still empty: {fields}. Choose, or Enter again.")
            self._waiting = _warned(text.format(fields=", ".join(missing)))
            self.form.classRemark.setText(self._waiting)
            self.form.classRemark.show()
        return bool(missing)

    def _favourite(self, digit: str) -> None:
        code = self.model.session.favourites.get(digit)
        if self.model.layer is None or not code:
            return
        self.model.choose(code)
        if self.model.session.at_once and not self._waits_for_tags():
            self.model.decide()

    def _favourite_menu(self, digit: str, where: Any) -> None:
        if self.model.layer is None:
            return
        menu = QMenu(self)
        text = tr("Put {name} on key {digit}")
        put = menu.addAction(text.format(name=self.model.class_text(self.model.code), digit=digit))
        put.triggered.connect(partial(self.set_favourite, digit))
        menu.popup(self._favourites[digit].mapToGlobal(where))

    def set_favourite(self, digit: str, *_clicked: bool) -> None:
        """Put the chosen class on a key."""
        self.model.session.favourites[digit] = self.model.code
        self.model.keep_session()
        self._show_favourites()

    def _repeat(self) -> None:
        self.model.repeat()
        if self.model.session.at_once:
            self.model.decide()

    def _candidate(self, place: int) -> None:
        candidates = self.model.candidates() if self.model.patch is not None else []
        if place >= len(candidates):
            return
        self.model.choose(candidates[place])
        if self.model.session.at_once and not self._waits_for_tags():
            self.model.decide()

    def _type_class(self) -> None:
        self.form.classEdit.setFocus()
        self.form.classEdit.selectAll()

    def _jump(self) -> None:
        self.model.jump(self.form.jumpEdit.text())
        self.form.jumpEdit.clear()
        self.form.classEdit.setFocus()

    # ------------------------------------------------------------------------------------------ edit, undo, save

    def _tool(self, action: str = "") -> None:
        """Hand the patch to one of QGIS's own tools."""
        layer, patch = self.model.layer, self.model.patch
        if layer is None:
            return
        self.model.require_editing()
        self.iface.setActiveLayer(layer)
        layer.selectByIds([patch.fid])
        if action:
            self._trigger(action)

    def _trigger(self, action: str) -> None:
        found = self.iface.mainWindow().findChild(QAction, action)
        if found is not None:
            found.trigger()

    def _merge(self) -> None:
        if self.model.layer is None:
            return
        neighbour = self.model.longest_neighbour()
        self._tool()
        self.model.layer.selectByIds([self.model.patch.fid, neighbour])
        self._trigger(MERGE)

    def _undo(self) -> None:
        if self.model.layer is not None and self.model.layer.isEditable():
            self.model.layer.undoStack().undo()

    def _save(self) -> None:
        if self.model.layer is not None:
            self.model.save()
            self.model.keep_session()

    def _recover(self) -> None:
        self.model.recover()
        self._show_offer()

    def _forget(self) -> None:
        self.model.forget_offered()
        self._show_offer()

    # ---------------------------------------------------------------------------------------------- work together

    def _share_out(self) -> None:
        self._require_queue()
        parts, agreed = QInputDialog.getInt(self, tr("Share out the work"), tr("Parts"), 2, 1, 1000)
        if not agreed:
            return
        path, _kind = QFileDialog.getSaveFileName(self, tr("Plan of the work"), "", "JSON (*.json)")
        if path:
            save_parts(shared_out(self.model.frame, parts), path)

    def _claim(self) -> None:
        self._require_queue()
        path, _kind = QFileDialog.getOpenFileName(self, tr("Plan of the work"), "", "JSON (*.json)")
        if not path:
            return
        parts = load_parts(path)
        titles = [f"{part.name}: {len(part.patches)} · {part.who or tr('free')}" for part in parts]
        title, agreed = QInputDialog.getItem(self, tr("Claim a part"), tr("Part"), titles, 0, False)
        if agreed:
            session = self.model.session
            session.selected = list(claim(path, parts[titles.index(title)].name, session.who).patches)
            self.open_queue(self.model.layer, session)

    def _merge_logs(self) -> None:
        """What several people decided: what agrees goes into the layer, conflicts become the queue."""
        self._require_queue()
        paths, _kind = QFileDialog.getOpenFileNames(self, tr("Logs to merge"), "", "JSONL (*.jsonl)")
        if not paths:
            return
        result = merged([DecisionLog.read(path) for path in paths])
        taken = self.model.take_in(result.decisions)
        text = tr("{taken} decisions taken in, {conflicts} patches were decided differently: {patches}")
        some = ", ".join(conflict.patch for conflict in result.conflicts[:10])
        self.tell(text.format(taken=taken, conflicts=len(result.conflicts), patches=some or "–"))
        if result.conflicts:
            session = self.model.session
            session.selected = [conflict.patch for conflict in result.conflicts]
            self.open_queue(self.model.layer, session)

    def _require_queue(self) -> None:
        if self.model.layer is None:
            raise TubanError(tr("Open a queue first."))

    # ------------------------------------------------------------------------------------------------------- end

    def unload(self) -> None:
        """Close the queue, then take everything out of QGIS."""
        if self._task is not None:
            self._task.read.disconnect()
            self._task.cancel()
        self._remark_timer.stop()
        self.model.close()
        self._ahead.cancel()
        self._marks.remove()
        if self._views is not None:
            self._views.unload()
            self._views = None
        super().unload()


def _is_undo(field: Any, event: Any) -> bool:
    """Undo and redo mean the last decision, not the field, where nothing is typed."""
    standard = QKeySequence.StandardKey
    return not field.text() and (event.matches(standard.Undo) or event.matches(standard.Redo))


def _warned(text: str) -> str:
    return f"⚠ {text}" if text else ""


def _class_icons() -> dict[str, QIcon]:
    """A square of its colour for each class and group."""
    with COLOURS.open(encoding="utf-8") as lines:
        colours = {row["code"]: row["colour"] for row in csv.DictReader(lines)}
    icons = {}
    for code, colour in colours.items():
        square = QPixmap(14, 14)
        square.fill(QColor(colour))
        icons[code] = QIcon(square)
    return icons
