"""The docks: one folder a dock, `<name>.ui`, `<name>_dock.py`, and `<name>_model.py` that knows no widget."""

from __future__ import annotations

from ..tools.language import tr
from .shelf import DockEntry


def entries() -> tuple[DockEntry, ...]:
    """The docks that the plugin offers, in the order of the menu. A dock is imported when it is first opened."""
    return (
        DockEntry("interpretation", tr("Interpret patches"), "InterpretationDock", "Alt+Shift+I"),
        DockEntry("findings", tr("Findings"), "FindingsDock", "Alt+Shift+F"),
    )
