"""The base of checking algorithms: whatever they check, they answer alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from ..tools.language import tr
from ..tools.quality import layer as findings_layer
from ..tools.quality.charts import Chart
from ..tools.quality.findings import ERROR, EXCEPTION, NOTE, WARNING, counts
from ..tools.quality.overview import Overview
from ..tools.quality.report import passed, write_report, write_summary
from ..tools.quality.run import Run
from ..tools.quality.store import write_store
from ..tools.standard import load
from . import compat
from .algorithm import Call, TubanAlgorithm
from .columns import EDITION


class CheckAlgorithm(TubanAlgorithm):
    """A checking algorithm declares `define_check` and `check`; the answer is made here.

    Outputs: layer FINDINGS, numbers ERRORS, WARNINGS and NOTES, PASSED; the files REPORT, SUMMARY and DATABASE when
    asked for.
    """

    def define_check(self) -> None:
        """Add the check's own parameters."""
        raise NotImplementedError

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        """Check the inputs; fill in what the run looked for (`layers`, `kinds`), its options, tolerances and counts."""
        raise NotImplementedError

    def also(self, call: Call, found: gpd.GeoDataFrame) -> dict[str, Any]:  # noqa: ARG002 # for checks that have more
        """Further outputs, made from the findings with their states."""
        return {}

    def rules(self, call: Call) -> pd.DataFrame:  # noqa: ARG002 # a check may take further rules
        """The rules that findings may name, index id."""
        return load(EDITION).rules

    def remembered(self) -> pd.DataFrame | None:
        """What the error GeoPackage is to remember of the features checked, for a later run on what changed."""
        return None

    def define(self) -> None:
        self.define_check()
        define_answer(self)

    def compute(self, call: Call) -> dict[str, Any]:
        run = new_run(call)
        found = self.check(call, run)
        outcome = settled(call, found, run.finish(), rules=self.rules(call), checked=self.remembered())
        return {**answer(call, outcome, run, self.displayName()), **self.also(call, outcome.found)}


def new_run(call: Call, source: str = "") -> Run:
    """A run that has not looked for anything yet; of a selection or filter of INPUT it sees a part only."""
    whole = all(layer.whole for layer in call.inputs("INPUT"))
    return Run(call.algorithm.id(), source=source, edition=EDITION, layers=[], kinds=[], partial=not whole)


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
    algorithm.add(
        QgsProcessingParameterFileDestination(
            "DATABASE",
            tr("Error GeoPackage"),
            tr("GeoPackage files") + " (*.gpkg)",
            optional=True,
            createByDefault=False,
        ),
        tr(
            "All findings with their states, run after run. In a file that exists the states and exceptions that "
            "people gave are kept, and findings that this run looked for and no longer found are marked as fixed. "
            "Findings with an exception do not count as errors, warnings or notes."
        ),
    )
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


@dataclass
class Outcome:
    """What a run has found, with the states of the findings, and the rules (index id) that tell of them.

    With an error GeoPackage also what was found no more, and the exceptions that people granted.
    """

    found: gpd.GeoDataFrame
    rules: pd.DataFrame
    fixed: gpd.GeoDataFrame | None = None
    exceptions: pd.DataFrame | None = None


def settled(
    call: Call,
    found: gpd.GeoDataFrame,
    run: Run,
    *,
    rules: pd.DataFrame | None = None,
    untouched: Collection[str] = (),
    checked: pd.DataFrame | None = None,
) -> Outcome:
    """The findings after the error GeoPackage, where one is asked for, has taken them in and given them their states.

    `rules` are those of the edition where none are given; `untouched` and `checked` are those of `write_store`.
    """
    rules = load(EDITION).rules if rules is None else rules
    database = call.file_output("DATABASE")
    if not database:
        return Outcome(found, rules)
    if run.partial:
        run.notes.append(tr("Only a part of the layer was checked: no finding was marked as fixed."))
    held = write_store(database, found, run, rules=rules, untouched=untouched, checked=checked, progress=call.progress)
    return Outcome(held.states_of(found), rules, held.fixed_by_last_run(), held.exceptions)


def answer(
    call: Call,
    outcome: Outcome,
    run: Run,
    title: str,
    picture: bytes | None = None,
    charts: Sequence[Chart] = (),
    overview: Overview | None = None,
) -> dict[str, Any]:
    """Write what was asked for and return the outputs that every checking algorithm has."""
    found = outcome.found
    life = {"fixed": outcome.fixed, "exceptions": outcome.exceptions, "overview": overview}
    layer = call.write(
        "FINDINGS",
        findings_layer.as_areas(found),
        findings_layer.columns(),
        "MultiPolygon",
        call.crs,
        style="findings.qml",
        title=tr("Findings: {check}").format(check=title),
        on_top=True,
    )
    files = call.asked_files("REPORT", "SUMMARY", "DATABASE")
    if "REPORT" in files:
        told = {"standard": load(EDITION), "rules": outcome.rules, "picture": picture}
        told.update(charts=charts, title=title)
        call.progress(100.0)
        write_report(files["REPORT"], found, run, **told, **life)
    if "SUMMARY" in files:
        call.progress(100.0)
        write_summary(files["SUMMARY"], found, run, **life)
    return {**layer, **files, **_numbers(call, outcome)}


def _numbers(call: Call, outcome: Outcome) -> dict[str, int | bool]:
    """The number outputs, told in the log too."""
    number = counts(outcome.found)
    text = tr("{errors} errors, {warnings} warnings, {notes} notes")
    call.note(text.format(errors=number[ERROR], warnings=number[WARNING], notes=number[NOTE]))
    if outcome.fixed is not None:
        excepted = int((outcome.found["state"] == EXCEPTION).sum())
        call.note(tr("{exceptions} exceptions, {fixed} fixed").format(exceptions=excepted, fixed=len(outcome.fixed)))
    return {
        "ERRORS": number[ERROR],
        "WARNINGS": number[WARNING],
        "NOTES": number[NOTE],
        "PASSED": passed(outcome.found),
    }
