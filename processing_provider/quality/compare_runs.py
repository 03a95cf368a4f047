"""Algorithm `compare_runs`: what is new, what is fixed and what is still there between two runs."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality import layer as findings_layer
from ...tools.quality.compare import (
    change_counts,
    compare,
    counts_by_kind,
    write_change_report,
    write_change_summary,
)
from ...tools.quality.labels import kind_name, kind_names
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, define_files
from ..findings_input import read_run


class CompareRuns(TubanAlgorithm):
    """Sets the findings of two runs against each other by their ids."""

    def title(self) -> str:
        return tr("Compare runs")

    def purpose(self) -> str:
        return tr(
            "Lists every finding of two runs as new, fixed or still there: layers of findings (FINDINGS of a check) or "
            "error GeoPackages. A finding is the same in both when it has the same id: kind, rule, layer, patches and "
            "place to 1 cm.\n"
            "Compare runs of the same checks with the same settings: what a run did not look for counts as fixed."
        )

    def keywords(self) -> str:
        return "compare runs new fixed remaining difference progress 对比 比较 新增 已消除 整改 复查 jgdb"

    def define(self) -> None:
        whole = tr("A layer of an error GeoPackage stands for all findings that are in it.")
        for name, title in (("BEFORE", tr("Earlier findings")), ("AFTER", tr("Later findings"))):
            self.add(QgsProcessingParameterFeatureSource(name, title, [compat.ANY_GEOMETRY]), whole)
        self.add(
            QgsProcessingParameterString("TITLE", tr("Title"), optional=True),
            tr("Title of the report, such as the name of the county."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("CHANGES", tr("Changes"), compat.POLYGON_SOURCE, optional=True),
            tr("The findings of both runs, each once, with the column change: new, fixed or still_there."),
        )
        define_files(self)
        self.addOutput(QgsProcessingOutputNumber("NEW", tr("Number of new findings")))
        self.addOutput(QgsProcessingOutputNumber("FIXED", tr("Number of fixed findings")))
        self.addOutput(QgsProcessingOutputNumber("STILL_THERE", tr("Number of findings still there")))

    def compute(self, call: Call) -> dict[str, Any]:
        before, after = call.required("BEFORE"), call.required("AFTER")
        run = Run(self.id(), source=f"{before.description()} → {after.description()}", edition=EDITION)
        first, second, writing = steps(call.progress, 1, 1, 1)
        earlier, later = read_run(before, first), read_run(after, second)
        changes = compare(earlier, later)
        run.finish({"BEFORE": len(earlier), "AFTER": len(later)}, [*before.notes, *after.notes])
        _tell(call, changes)
        return {
            **call.write(
                "CHANGES",
                findings_layer.as_areas(changes),
                [*findings_layer.columns(), Column("change", "text", alias=tr("Change"))],
                "MultiPolygon",
                call.crs,
                writing,
                style="changes.qml",
                title=tr("Changes"),
                on_top=True,
            ),
            **_files(call, changes, run),
            **{name.upper(): number for name, number in change_counts(changes).items()},
        }


def _files(call: Call, changes: gpd.GeoDataFrame, run: Run) -> dict[str, str]:
    files = call.asked_files("REPORT", "SUMMARY")
    if "REPORT" in files:
        write_change_report(files["REPORT"], changes, run, standard=load(EDITION), title=call.text("TITLE"))
    if "SUMMARY" in files:
        write_change_summary(files["SUMMARY"], changes, run)
    return files


def _tell(call: Call, changes: gpd.GeoDataFrame) -> None:
    """The counts by kind, in the log."""
    names = kind_names(load(EDITION))
    line = tr("{kind}: {new} new, {fixed} fixed, {still_there} still there")
    for kind, number in counts_by_kind(changes).items():
        call.note(line.format(kind=kind_name(kind, names), **number))
