"""What Tuban needs beside a bare QGIS, and what a user reads where it is missing: no traceback, one sentence.

Nothing of the engine can be imported then, its translation neither: the sentence stands here in both languages.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from qgis.core import Qgis, QgsMessageLog

NEEDED = ("numpy", "pandas", "geopandas", "shapely", "pyproj", "jinja2", "matplotlib")
"""All of them are in QGIS's full installers for Windows and macOS."""

OLDEST_SHAPELY = 2


def missing_packages() -> list[str]:
    """The packages that are not installed or too old."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if "shapely" not in missing and _major("shapely") < OLDEST_SHAPELY:
        missing.append(f"shapely >= {OLDEST_SHAPELY}")
    return missing


def _major(name: str) -> int:
    try:
        return int(version(name).split(".")[0])
    except (PackageNotFoundError, ValueError):
        return OLDEST_SHAPELY  # installed without metadata: let it speak for itself


class WithoutPackages:
    """Stands in for the plugin where packages are missing: says which, and does nothing else."""

    def __init__(self, iface: Any, missing: list[str]):
        self.iface = iface
        names = ", ".join(missing)
        self.sentence = (
            f"Tuban needs the Python packages {names}: use QGIS's full installer, or install them and restart QGIS. "
            f"Tuban 需要 Python 包 {names}：请使用 QGIS 完整安装包，或安装后重新启动 QGIS。"
        )

    def initProcessing(self) -> None:  # noqa: N802 - the name is QGIS's
        """Log the sentence, for qgis_process too."""
        QgsMessageLog.logMessage(self.sentence, "Tuban", Qgis.MessageLevel.Critical)

    def initGui(self) -> None:  # noqa: N802
        """Show the sentence above the map."""
        self.initProcessing()
        self.iface.messageBar().pushMessage("Tuban", self.sentence, Qgis.MessageLevel.Critical, 0)

    def unload(self) -> None:
        """Nothing was added to QGIS."""
