"""The measurements, entered by `@measured`, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EDITION = "2019"

CAP = "TUBAN_BENCH_CAP"
"""Environment variable: seconds that a tool is given."""

TENTH = 0.1
"""The part of the patches that slow peers are given."""


@dataclass(frozen=True)
class Answer:
    """What came of the work."""

    said: str
    """A few words for the report: what it did, so that a reader can tell whether two tools did the same."""
    found: Callable[[], Any] | None = None
    """Gives the places found as a frame (see found.py); called when the clock has stopped."""
    peak_mb: float | None = None
    """Where the work was done by another process."""


Work = Callable[[], "Answer | str"]
"""What is timed."""


class Skipped(Exception):
    """This tool cannot be measured here; the reason is told in the report."""


class Stopped(Exception):
    """The work was longer than a tool is given."""


@dataclass(frozen=True)
class Measure:
    prepare: Callable[[Path], Work]
    title: str
    of: str
    """The file that it is given: see counties.py."""
    share: float
    """The part of the patches that it works on; its time is scaled up."""
    warm_up: bool


MEASURES: dict[tuple[str, str], Measure] = {}


def measured(
    task: str, tool: str, title: str, *, of: str = "county", share: float = 1.0, warm_up: bool = True
) -> Callable[..., Any]:
    """Enter a function of a file's path as the measurement of a tool at a task."""

    def enter(prepare: Callable[[Path], Work]) -> Callable[[Path], Work]:
        MEASURES[task, tool] = Measure(prepare, title, of, share, warm_up)
        return prepare

    return enter


# ------------------------------------------------------------------------------------------------ shared


def qgis_layer(county: Path) -> Any:
    """DLTB as a layer of QGIS, which is started with the first one."""
    from qgis.core import QgsApplication, QgsVectorLayer

    if QgsApplication.instance() is None:
        qgis_layer.application = QgsApplication([], False)  # lives as long as the process
        qgis_layer.application.initQgis()
    layer = QgsVectorLayer(f"{county}|layername=DLTB", "DLTB", "ogr")
    if not layer.isValid():
        raise SystemExit(f"QGIS cannot open {county}")
    return layer


def columns_of(layer: str) -> Any:
    """The fields of a layer with the lengths of the standard."""
    from tuban.processing_provider.columns import standard_columns
    from tuban.tools.standard import load

    standard = load(EDITION)
    return standard_columns(standard, layer, list(standard.fields_of(layer)["field"]))
