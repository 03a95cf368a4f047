"""Inside QGIS desktop (see interpretation.py): 500 patches decided with key events in the dock, timed and checked."""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from pathlib import Path

import numpy as np
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface, plugins

PATCHES = int(os.environ["TUBAN_BENCH_PATCHES"])
COUNTY, RESULT = os.environ["TUBAN_BENCH_COUNTY"], Path(os.environ["TUBAN_BENCH_RESULT"])
CODES = ("1207", "1206", "1204", "1205")
"""Classes that need no tag: one Enter decides."""


class Bench:
    def __init__(self) -> None:
        self.spent: list[float] = []
        self.logged: list[float] = []
        self.decided: list[tuple[str, int, str]] = []
        self.layer = QgsVectorLayer(f"{COUNTY}|layername=DLTB", "DLTB", "ogr")
        QgsProject.instance().addMapLayer(self.layer)
        self.dock = plugins["tuban"].docks.show("interpretation")
        self.model = self.dock.model

    def start(self) -> None:
        from tuban.tools.labelling.session import Session

        self.before = time.perf_counter()
        self.model.opened.connect(lambda: QTimer.singleShot(0, self.opened))
        self.dock.open_queue(self.layer, Session(who="bench"))

    def opened(self) -> None:
        self.opening = time.perf_counter() - self.before
        self.steps = self.layer.undoStack().index()
        write = self.model.log._write

        def timed(data: bytes) -> None:
            begun = time.perf_counter()
            write(data)
            self.logged.append(time.perf_counter() - begun)

        self.model.log._write = timed
        QApplication.setActiveWindow(iface.mainWindow())
        self.dock.form.classEdit.setFocus()
        self.begun = time.perf_counter()
        QTimer.singleShot(0, self.one)

    def one(self) -> None:
        edit, patch, code = self.dock.form.classEdit, self.model.patch, CODES[len(self.decided) % len(CODES)]
        QTest.keyClicks(edit, code)
        begun = time.perf_counter()
        QTest.keyClick(edit, Qt.Key.Key_Return)
        self.dock.form.repaint()
        self.spent.append(time.perf_counter() - begun)
        if self.model.patch is patch:
            raise RuntimeError(f"patch {patch.key} was not decided")
        self.decided.append((patch.key, patch.fid, code))
        QTimer.singleShot(0, self.one if len(self.decided) < PATCHES else self.done)

    def done(self) -> None:
        seconds = time.perf_counter() - self.begun
        lines = [json.loads(line) for line in self.model.log.path.read_text(encoding="utf-8").splitlines()]
        logged = [
            (line["patch"], line["fid"], line["new"].get("DLBM", code))
            for line, (_k, _f, code) in zip(lines[1:], self.decided)
        ]
        labelled = sum(str(self.layer.getFeature(fid)["DLBM"]) == code for _key, fid, code in self.decided)
        steps = self.layer.undoStack().index() - self.steps
        for _number in range(len(self.decided)):
            iface.actionUndo().trigger() if hasattr(iface, "actionUndo") else self.layer.undoStack().undo()
        milliseconds, log = 1000 * np.array(self.spent), 1000 * np.array(self.logged[: len(self.decided)])
        result = {
            "patches in the layer": self.layer.featureCount(),
            "opening, s": round(self.opening, 2),
            "Enter to next patch, median, ms": round(float(np.median(milliseconds)), 1),
            "Enter to next patch, 99 %, ms": round(float(np.percentile(milliseconds, 99)), 1),
            "decision on disk, 99 %, ms": round(float(np.percentile(log, 99)), 1),
            "patches a minute": round(60 * len(self.decided) / seconds),
            "labelled in the layer": labelled,
            "in the log, in order": sum(one == other for one, other in zip(logged, self.decided)),
            "undo steps": steps,
            "done after as many undos": self.model.queue.counts()["done"],
        }
        RESULT.write_text(json.dumps(result, indent=1), encoding="utf-8")
        QgsProject.instance().setDirty(False)
        os._exit(0)


def attempt() -> None:
    try:
        Bench().start()
    except Exception:  # QGIS would open a window for it and wait
        fail()


def fail(*_error: object) -> None:
    traceback.print_exc(file=sys.stderr)
    os._exit(1)


def hook(kind: type, error: BaseException, trace: object) -> None:
    traceback.print_exception(kind, error, trace, file=sys.stderr)
    os._exit(1)


def prepare() -> None:
    sys.excepthook = hook
    iface.mainWindow().resize(1600, 1000)
    attempt()


QTimer.singleShot(3000, prepare)
