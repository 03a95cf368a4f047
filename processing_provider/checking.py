"""The base of checking algorithms: whatever they check, they answer alike."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from ..tools.language import tr
from ..tools.quality import layer as findings_layer
from ..tools.quality.findings import ERROR, NOTE, WARNING, counts
from ..tools.quality.report import passed, write_report, write_summary
from ..tools.quality.run import Run
from ..tools.standard import load
from . import compat
from .algorithm import Call, TubanAlgorithm
from .columns import EDITION


class CheckAlgorithm(TubanAlgorithm):
    """A checking algorithm declares `define_check` and `check`; the answer is made here.

    Outputs: layer FINDINGS, numbers ERRORS, WARNINGS and NOTES, PASSED; the files REPORT and SUMMARY when asked for.
    """

    def define_check(self) -> None:
        """Add the check's own parameters."""
        raise NotImplementedError

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        """Check the inputs; fill in the run's options, tolerances, counts and notes."""
        raise NotImplementedError

    def define(self) -> None:
        self.define_check()
        define_answer(self)

    def compute(self, call: Call) -> dict[str, Any]:
        run = Run(self.id(), edition=EDITION)
        found = self.check(call, run)
        run.finish()
        return answer(call, found, run, self.displayName())


def define_answer(algorithm: TubanAlgorithm) -> None:
    """Add the outputs that every checking algorithm has."""
    algorithm.add(
        QgsProcessingParameterFeatureSink("FINDINGS", tr("Findings"), compat.POLYGON_SOURCE, optional=True),
        tr(
            "Layer of all findings with stable id, kind, rule, severity, features, measure and message. "
            "The geometry is the fault itself; a point fault is a square of 0.2 mm, so that all fit one layer."
        ),
    )
    define_files(algorithm)
    algorithm.addOutput(QgsProcessingOutputNumber("ERRORS", tr("Number of errors")))
    algorithm.addOutput(QgsProcessingOutputNumber("WARNINGS", tr("Number of warnings")))
    algorithm.addOutput(QgsProcessingOutputNumber("NOTES", tr("Number of notes")))
    algorithm.addOutput(QgsProcessingOutputBoolean("PASSED", tr("Passed: no finding is an error")))


def define_files(algorithm: TubanAlgorithm) -> None:
    """Add the report and the summary."""
    algorithm.add(
        QgsProcessingParameterFileDestination(
            "REPORT", tr("Report"), tr("HTML files") + " (*.html)", optional=True, createByDefault=False
        ),
        tr("One HTML file to read, print and send: counts by rule, a table of findings, how the run was made."),
    )
    algorithm.add(
        QgsProcessingParameterFileDestination(
            "SUMMARY", tr("Summary"), tr("JSON files") + " (*.json)", optional=True, createByDefault=False
        ),
        tr("The same figures for programs."),
    )


def answer(call: Call, found: gpd.GeoDataFrame, run: Run, title: str, picture: bytes | None = None) -> dict[str, Any]:
    """Write what was asked for and return the outputs that every checking algorithm has."""
    results: dict[str, Any] = call.write(
        "FINDINGS",
        findings_layer.as_areas(found),
        findings_layer.columns(),
        "MultiPolygon",
        call.crs,
        style="findings.qml",
        title=tr("Findings: {check}").format(check=title),
        on_top=True,
    )
    for name, path in call.asked_files("REPORT", "SUMMARY").items():
        if name == "REPORT":
            write_report(path, found, run, standard=load(EDITION), picture=picture, title=title)
        else:
            write_summary(path, found, run)
        results[name] = path
    number = counts(found)
    call.note(
        tr("{errors} errors, {warnings} warnings, {notes} notes").format(
            errors=number[ERROR], warnings=number[WARNING], notes=number[NOTE]
        )
    )
    return {
        **results,
        "ERRORS": number[ERROR],
        "WARNINGS": number[WARNING],
        "NOTES": number[NOTE],
        "PASSED": passed(found),
    }
