"""Algorithm `review_findings`: what people decide on findings, written into an error GeoPackage."""

from __future__ import annotations

import re
from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...tools.errors import TubanError
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality.findings import CONFIRMED
from ...tools.quality.lifecycle import DECISIONS, Decision, chosen
from ...tools.quality.store import read_store, review_store
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION
from ..frames import LayerInput


class ReviewFindings(TubanAlgorithm):
    """Confirms findings, grants exceptions and withdraws both."""

    def title(self) -> str:
        return tr("Review findings")

    def purpose(self) -> str:
        return tr(
            "Sets the state of findings in an error GeoPackage: confirmed, exception (with a reason, a name and the "
            "date of today), reopened, or new, which withdraws a confirmation or an exception. Later runs with this "
            "DATABASE keep what is decided; findings with an exception do not count against the data.\n"
            "All conditions that are given must hold for a finding. A fixed finding can only be reopened. The file "
            "itself is changed: stop editing it in QGIS before."
        )

    def keywords(self) -> str:
        return "review exception confirm state approve waive 例外 确认 审核 状态 举证 撤销 wtsh"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFile("DATABASE", tr("Error GeoPackage"), extension="gpkg"),
            tr("The error GeoPackage that a check has written (DATABASE)."),
        )
        self.add(
            QgsProcessingParameterFeatureSource("FINDINGS", tr("Findings"), [compat.ANY_GEOMETRY], optional=True),
            tr("A layer of findings: its selected features are those that are meant."),
        )
        self.add(
            QgsProcessingParameterString("IDS", tr("Ids"), optional=True),
            tr("Ids of findings, separated by blanks or commas."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "KINDS",
                tr("Kinds"),
                load(EDITION).kinds.index.tolist(),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            ),
            tr("Only findings of these kinds; all where none is chosen."),
        )
        self.add(
            QgsProcessingParameterString("RULES", tr("Rules"), optional=True),
            tr("Only findings of these rules: ids of rules, separated by blanks or commas."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "STATE", tr("State"), list(DECISIONS), defaultValue=CONFIRMED, usesStaticStrings=True
            ),
            tr("What is decided; new withdraws what was decided before."),
        )
        self.add(
            QgsProcessingParameterString("REASON", tr("Reason"), optional=True, multiLine=True),
            tr("Why the finding is accepted; an exception needs it."),
        )
        self.add(
            QgsProcessingParameterString("NAME", tr("Granted by"), optional=True),
            tr("Who grants the exception; it needs a name."),
        )
        self.addOutput(QgsProcessingOutputNumber("REVIEWED", tr("Number of findings reviewed")))

    def compute(self, call: Call) -> dict[str, Any]:
        decision = Decision(call.choice("STATE"), call.text("REASON"), call.text("NAME"))
        reading, writing = steps(call.progress, 1, 2)
        path = call.file("DATABASE")
        wanted = chosen(read_store(path, reading).findings, **_conditions(call))
        if not wanted:
            call.warn(tr("No finding meets the conditions: nothing was changed."))
            return {"REVIEWED": 0}
        held = review_store(path, wanted, decision, progress=writing).findings
        done = int((held["id"].isin(wanted) & (held["state"] == decision.state)).sum())
        if done < len(wanted):
            call.warn(tr("{count} findings are fixed and were left so.").format(count=len(wanted) - done))
        return {"REVIEWED": done}


def _conditions(call: Call) -> dict[str, Any]:
    """Which findings are meant, by the names that `chosen` knows."""
    layer = call.input("FINDINGS")
    given = {
        "ids": _listed(call.text("IDS")),
        "kinds": [kind for kind in call.choices("KINDS") if kind],  # QGIS says [""] for none
        "rules": _listed(call.text("RULES")),
        "selected": None if layer is None else _ids(layer),
    }
    conditions = {name: values for name, values in given.items() if values or name == "selected"}
    if conditions == {"selected": None}:
        raise TubanError(tr("Say which findings are meant: by IDS, KINDS, RULES or a layer FINDINGS."))
    return conditions


def _ids(layer: LayerInput) -> list[str]:
    layer.require("id")
    return layer.frame(["id"])["id"].tolist()


def _listed(text: str) -> list[str]:
    return [name for name in re.split(r"[\s,;，；、]+", text) if name]
