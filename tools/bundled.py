"""Pure Python packages that travel inside the plugin's zip, for a QGIS that lacks them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

from .errors import TubanError
from .language import tr

_VENDOR = Path(__file__).resolve().parents[1] / "vendor"


def xlsxwriter_module() -> ModuleType:
    """XlsxWriter: QGIS's own where there is one, else the one in the plugin's folder `vendor`.

    Raises `TubanError` where neither is there (a checkout without the package installed).
    """
    try:
        return importlib.import_module("xlsxwriter")
    except ImportError:
        # At the end of the path: a bundled package must never hide one that other plugins rely on.
        if str(_VENDOR) not in sys.path:
            sys.path.append(str(_VENDOR))
    try:
        return importlib.import_module("xlsxwriter")
    except ImportError as error:
        raise TubanError(
            tr("XLSX tables need the Python package XlsxWriter, which is missing: install it, or install Tuban again.")
        ) from error
