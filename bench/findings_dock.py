"""How fast the findings dock is with 100 000 findings, in a real QGIS window.

    xvfb-run -a -s "-screen 0 1280x800x24" .venv/bin/qgis --nologo --noversioncheck --code bench/findings_dock.py

Prints a table: opening, filtering, moving by key, decisions, painting. No layer is loaded: the map is left out.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

import numpy as np
import qgis.utils
import shapely
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins
from tuban.tools.quality.findings import findings, joined
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import read_store, write_store

COUNT = int(os.environ.get("FINDINGS", "100000"))
STEPS = 200
KINDS = (("overlap", "4301-05", "error"), ("gap", "4301-06", "error"), ("sliver", "4601-1", "warning"))


def made(path: Path) -> None:
    """An error GeoPackage with that many findings of three kinds."""
    parts = []
    for number, (kind, rule, severity) in enumerate(KINDS):
        many = COUNT // len(KINDS)
        x = 40_500_000.0 + 20.0 * (np.arange(many) % 400)
        y = 3_400_000.0 + 20.0 * (np.arange(many) // 400) + 7 * number
        names = [f"33010100010{number}{place:06}" for place in range(many)]
        shapes = shapely.box(x, y, x + 5, y + 5)
        parts.append(
            findings(
                kind=kind, rule=rule, severity=severity, layer="DLTB", feature=names, geometry=shapes, crs="EPSG:4528",
                message=f"A fault of kind {kind}.", measure=25.0, unit="m2", width=5.0,
            )
        )  # fmt: skip
    write_store(path, joined(parts), Run("tuban:check_topology"))


def timed(title: str, times: list[float]) -> None:
    """A row of the table, in ms."""
    values = np.array(times) * 1000
    row = (title, len(values), np.median(values), np.percentile(values, 99))
    print("| {} | {} | {:.1f} | {:.1f} |".format(*row), flush=True)


def lasted(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def wait_for(condition) -> None:
    while not condition():
        QTest.qWait(2)


def painted(dock) -> None:
    dock.form.tree.viewport().repaint()


def measure(folder: Path) -> None:
    path = folder / "errors.gpkg"
    made(path)
    dock = plugins["tuban"].docks.show("findings")
    QTest.qWait(500)
    print(f"{COUNT:,} findings\n\n| what | times | median, ms | 99 %, ms |\n| --- | ---: | ---: | ---: |", flush=True)

    def opened() -> None:
        dock.open_file(str(path))
        wait_for(lambda: not dock.busy)

    timed("open the file until the list stands", [lasted(opened)])
    tree, book = dock.form.tree, dock.model.book
    dock.form.search.blockSignals(True)
    words = ("overlap", "330101000101", "000123", "kind gap", "")

    def searched(word: str) -> None:
        dock.form.search.setText(word)
        dock._filter()
        painted(dock)

    timed("search text, list shown again", [lasted(lambda word=word: searched(word)) for word in words * 4])
    combo = dock.form.ruleFilter
    timed(
        "filter by rule, list shown again",
        [lasted(lambda row=row: (combo.setCurrentIndex(row), painted(dock))) for row in (1, 2, 3, 0) * 4],
    )
    timed("open all groups", [lasted(lambda: (tree.expandAll(), painted(dock)))])
    dock._select(0)
    QApplication.setActiveWindow(iface.mainWindow())  # under Xvfb no window manager does it; keys need it
    tree.setFocus()
    QTest.qWait(200)

    def key(name) -> None:
        QTest.keyClick(tree, name)
        painted(dock)

    def moved(title: str, work) -> None:
        """Time what goes on to the next finding, and see that it does."""
        before = dock.current
        timed(title, [lasted(work) for _ in range(STEPS)])
        if dock.current != before + STEPS:
            raise RuntimeError(f"{title}: {dock.current - before} findings further instead of {STEPS}")

    moved("F8: next finding shown and zoomed to", lambda: key(Qt.Key.Key_F8))
    bar = tree.verticalScrollBar()
    places = np.linspace(bar.minimum(), bar.maximum(), STEPS).astype(int).tolist()
    timed("scroll to anywhere, painted", [lasted(lambda at=at: (bar.setValue(at), painted(dock))) for at in places])
    dock._select(len(book) // 2)
    moved("C: decision on disk, next one shown", lambda: key(Qt.Key.Key_C))
    dock.form.reason.setText("Approved by the county office")
    dock.form.name.setText("Li Si")

    def excepted() -> None:
        key(Qt.Key.Key_E)
        QTest.keyClick(dock.form.reason, Qt.Key.Key_Return)
        painted(dock)

    moved("E, Enter: exception on disk, next one shown", excepted)
    held = read_store(path)
    if len(held.exceptions) != STEPS or (held.findings["state"] == "confirmed").sum() != STEPS:
        raise RuntimeError("the file does not hold every decision")


def stopped(kind, error, trace, *_more, **_options) -> None:
    """An error in a slot ends the run: QGIS would open a window for it and wait."""
    traceback.print_exception(kind, error, trace, file=sys.stderr)
    os._exit(1)


def main() -> None:
    code = 0
    sys.excepthook = qgis.utils.showException = stopped
    try:
        iface.mainWindow().resize(1280, 800)
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder))
    except Exception:
        traceback.print_exc(file=sys.stderr)
        code = 1
    os._exit(code)


QTimer.singleShot(3000, main)
