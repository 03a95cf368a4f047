"""What every dock of Tuban does: its form, its keys, its place in the window, and leaving nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from qgis.core import QgsSettings
from qgis.gui import QgsDockWidget, QgsGui
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QCloseEvent, QKeySequence, QPalette, QShowEvent
from qgis.PyQt.QtWidgets import QAction, QLineEdit, QWidget

from ..tools.language import tr
from .shelf import SETTINGS, DockEntry

FAINT = 170
"""Of 255: how opaque the text in an empty field is. Qt's own is made for light themes, on a dark ground it is lost."""

FORMS = Path(__file__).resolve().parent


class TubanDock(QgsDockWidget):
    """A dock over `forms/<name>/<name>.ui`.

    Connections to what outlives the dock go through `watch`, keys through `key_action`: `unload` undoes both.
    """

    WIDTH = 0
    """Pixels, where none is remembered; 0 leaves it to Qt."""

    def __init__(self, iface: Any, entry: DockEntry, toggle: QAction):
        super().__init__(entry.title, iface.mainWindow())
        self.iface = iface
        self.entry = entry
        self._toggle = toggle
        self._watched: list[tuple[Any, Callable]] = []
        self._keys: list[QAction] = []
        self._placed = False
        self.setObjectName(f"tuban_{entry.name}_dock")
        self.form = QWidget(self)
        uic.loadUi(str(FORMS / entry.name / f"{entry.name}.ui"), self.form)
        self.setWidget(self.form)

    def bring_up(self) -> None:
        """Show the dock where it was when it was last open."""
        window = self.iface.mainWindow()
        if not self._placed:
            self._placed = True
            restored = bool(getattr(window, "restoreDockWidget", lambda _dock: False)(self))
            if not restored:
                self._take_place(window)
        self.show()
        self.raise_()

    def _take_place(self, window: Any) -> None:
        """Where it was when the plugin was last unloaded, at the right of the window where that is not known."""
        settings, key = QgsSettings(), f"{SETTINGS}/{self.entry.name}"
        left = settings.value(f"{key}/left", False, type=bool)
        area = Qt.DockWidgetArea.LeftDockWidgetArea if left else Qt.DockWidgetArea.RightDockWidgetArea
        self.iface.addDockWidget(area, self)
        width, floating = settings.value(f"{key}/width", self.WIDTH, type=int), settings.value(f"{key}/floating")
        if floating:
            self.setFloating(True)
            self.restoreGeometry(floating)
        elif width:
            window.resizeDocks([self], [width], Qt.Orientation.Horizontal)

    def _remember_place(self) -> None:
        settings, key = QgsSettings(), f"{SETTINGS}/{self.entry.name}"
        if not self._placed:
            return
        settings.setValue(f"{key}/width", self.width())
        settings.setValue(f"{key}/floating", self.saveGeometry() if self.isFloating() else None)
        left = self.iface.mainWindow().dockWidgetArea(self) == Qt.DockWidgetArea.LeftDockWidgetArea
        settings.setValue(f"{key}/left", left)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            QTimer.singleShot(0, self._follow_theme)  # the fields hear of it after the dock

    def _follow_theme(self) -> None:
        readable_placeholders(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        readable_placeholders(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._toggle.setChecked(False)

    def watch(self, signal: Any, slot: Callable) -> None:
        """Connect a signal of something that outlives the dock."""
        signal.connect(slot)
        self._watched.append((signal, slot))

    def unwatch(self, *signals: Any) -> None:
        """Disconnect what was watched of these signals, all signals without any."""
        kept = []
        for signal, slot in self._watched:
            if signals and not any(signal is other for other in signals):
                kept.append((signal, slot))
                continue
            try:
                signal.disconnect(slot)
            except (TypeError, RuntimeError):  # its owner is gone
                continue
        self._watched = kept

    def key_action(self, name: str, title: str, key: str, slot: Callable[[], None], *widgets: QWidget) -> QAction:
        """A command with a key that the user can change in QGIS's keyboard shortcut settings.

        The key works while the dock or one of `widgets` (the map, say) has the focus, nowhere else: single letters
        and digits are free for it then. `name` is stable, the settings know the command by it.
        """
        action = QAction(title, self)
        action.setObjectName(f"tuban_{self.entry.name}_{name}")
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: slot())
        QgsGui.shortcutsManager().registerAction(action, key)
        for widget in (self, *widgets):
            widget.addAction(action)
        self._keys.append(action)
        return action

    def key_list(self) -> list[tuple[str, str]]:
        """What each key does, as (key, what it does), for help and tool tips."""
        shown = QKeySequence.SequenceFormat.NativeText
        return [(action.shortcut().toString(shown) or tr("(no key)"), action.text()) for action in self._keys]

    def unload(self) -> None:
        """Take the dock out of QGIS: keys, connections, the widget itself."""
        self._remember_place()
        self.unwatch()
        for action in self._keys:
            QgsGui.shortcutsManager().unregisterAction(action)
            action.deleteLater()
        self._keys.clear()
        self.iface.removeDockWidget(self)
        self.setParent(None)
        self.deleteLater()


def readable_placeholders(widget: QWidget) -> None:
    """Let the text in empty fields have the colour of the theme's text, a little fainter."""
    role = QPalette.ColorRole.PlaceholderText
    for edit in widget.findChildren(QLineEdit):
        colour = edit.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.Text)
        colour.setAlpha(FAINT)
        if edit.palette().color(QPalette.ColorGroup.Active, role) != colour:
            own = QPalette()  # of this one role: the others still follow the theme
            own.setColor(role, colour)
            edit.setPalette(own)
