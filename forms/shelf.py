"""Docks made when they are first asked for, with a menu entry, a button and a shortcut each."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsSettings
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar

from ..tools.language import tr

if TYPE_CHECKING:
    from .dock import TubanDock

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
SETTINGS = "tuban/docks"


@dataclass(frozen=True)
class DockEntry:
    """What is known of a dock before it is made."""

    name: str
    """Also the folder of its module, `forms/<name>/<name>_dock.py`, and its icon, `resources/icons/<name>.svg`."""
    title: str
    dock: str
    """The class, a `TubanDock`."""
    shortcut: str = ""


class DockShelf:
    """The docks of the plugin in a running QGIS."""

    def __init__(self, iface: Any, menu: QMenu, entries: tuple[DockEntry, ...]):
        self._iface = iface
        self._docks: dict[str, TubanDock] = {}
        self._entries = {entry.name: entry for entry in entries}
        self._toolbar: QToolBar | None = None
        self._actions = {entry.name: self._toggle(entry, menu) for entry in entries}
        for name in self._entries:
            if QgsSettings().value(f"{SETTINGS}/{name}/open", False, type=bool):
                self._actions[name].setChecked(True)

    def dock(self, name: str) -> TubanDock:
        """The dock of a name, made now if it is not there yet."""
        if name not in self._docks:
            entry = self._entries[name]
            module = import_module(f".{name}.{name}_dock", __package__)
            self._docks[name] = getattr(module, entry.dock)(self._iface, entry, self._actions[name])
        return self._docks[name]

    def show(self, name: str) -> TubanDock:
        """Open a dock and bring it to the front."""
        self._actions[name].setChecked(True)
        return self.dock(name)

    def clear(self) -> None:
        """Take everything out of QGIS again."""
        for dock in self._docks.values():
            dock.unload()
        self._docks.clear()
        for action in self._actions.values():
            self._iface.unregisterMainWindowAction(action)
            action.deleteLater()
        self._actions.clear()
        if self._toolbar is not None:
            self._iface.mainWindow().removeToolBar(self._toolbar)
            self._toolbar.deleteLater()
            self._toolbar = None

    def _toggle(self, entry: DockEntry, menu: QMenu) -> QAction:
        action = QAction(QIcon(str(ICONS / f"{entry.name}.svg")), entry.title, self._iface.mainWindow())
        action.setObjectName(f"tuban_{entry.name}")
        action.setCheckable(True)
        action.toggled.connect(lambda shown, name=entry.name: self._show_or_hide(name, shown))
        self._iface.registerMainWindowAction(action, entry.shortcut)
        menu.addAction(action)
        if self._toolbar is None:
            self._toolbar = self._iface.addToolBar(tr("Tuban 图斑"))
            self._toolbar.setObjectName("tuban_toolbar")
        self._toolbar.addAction(action)
        return action

    def _show_or_hide(self, name: str, shown: bool) -> None:
        if shown:
            self.dock(name).bring_up()
        elif name in self._docks:
            self._docks[name].hide()
        QgsSettings().setValue(f"{SETTINGS}/{name}/open", shown)
