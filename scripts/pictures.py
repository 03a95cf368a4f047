"""Inside QGIS desktop (see pictures.sh): sets a scene, saves pictures of the window, quits."""

from __future__ import annotations

import os
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, Callable

import qgis.utils
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication
from qgis.utils import iface

ROOT = Path(os.environ["QGIS_PLUGINPATH"]).resolve().parents[1]
PATIENCE = 120.0
"""s."""


def until(condition: Callable[[], Any]) -> None:
    """Let QGIS work until something holds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {PATIENCE:.0f} s")
        QTest.qWait(20)


def picture(step: str = "") -> None:
    """The window as it is once the maps are drawn and nothing blinks any more."""
    QTest.qWait(1500)
    iface.messageBar().clearWidgets()
    until(lambda: not any(canvas.isDrawing() for canvas in iface.mapCanvases()))
    QTest.qWait(200)
    name = "_".join(filter(None, (os.environ["PICTURE"], step)))
    if not iface.mainWindow().grab().save(f"{name}.png", "PNG", 0):  # 0: as small as can be
        raise OSError(f"{name}.png was not written")


def stopped(kind: type, error: BaseException, trace: Any, *_more: Any, **_options: Any) -> None:
    """An error ends the run: QGIS would open a window for it and wait."""
    traceback.print_exception(kind, error, trace, file=sys.stderr)
    sys.stderr.flush()
    os._exit(1)


def main() -> None:
    sys.excepthook = qgis.utils.showException = stopped
    window = iface.mainWindow()
    window.resize(*map(int, os.environ["SIZE"].split("x")))
    QApplication.setActiveWindow(window)
    import_module(f"scenes.{os.environ['SUBJECT']}").show(picture, until)
    os._exit(0)  # closing a window would ask questions


sys.path.insert(0, str(ROOT / "scripts"))
QTimer.singleShot(3000, main)
