"""Algorithm `explain_patch`: one patch, and what every rule says of it."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...tools.errors import TubanError
from ...tools.inspection import explain_patch
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality.explain import BROKEN, HOLDS, NOT_ASKED
from ...tools.quality.explanation import values_shown, write_explanation, write_explanation_summary
from ...tools.quality.rulefile import RuleBook, read_rules, with_rules
from ...tools.quality.rules import feature_keys
from ...tools.quality.run import Run
from ...tools.standard import Standard, editions, load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, define_files


class ExplainPatch(TubanAlgorithm):
    """Tells of one patch which rules apply to it, with the values and the verdicts."""

    def title(self) -> str:
        return tr("Explain patch")

    def purpose(self) -> str:
        return tr(
            "Takes one patch and says of every rule of attributes, areas and topology whether it applies, which values "
            "it looks at and whether it holds. The patch is chosen by its identifier, or by selecting it in the layer."
        )

    def help_page(self) -> str:
        return "rules.html"

    def keywords(self) -> str:
        return "explain rule patch why verdict 解释 图斑 规则 原因 质检 jstb"

    def define(self) -> None:
        source, file = QgsProcessingParameterFeatureSource, QgsProcessingParameterFile
        self.add(
            source("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer. With its selected features only, the one selected patch is explained."),
        )
        self.add(
            QgsProcessingParameterString("PATCH", tr("Patch"), optional=True),
            tr("The identifier (BSM) or the feature id of the patch. Empty: the one that is selected."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch; the feature id where it is empty."),
            advanced=True,
        )
        others = (
            ("XZQ", tr("County outline (XZQ)"), tr("For the rules of the cover.")),
            ("CJDCQ", tr("Villages (CJDCQ)"), tr("For the rules of location codes and village lines.")),
        )
        for name, title, purpose in others:
            self.add(source(name, title, [compat.POLYGON_SOURCE], optional=True), purpose)
        self.add(
            QgsProcessingParameterEnum(
                "EDITION", tr("Edition of the rules"), list(editions()), defaultValue=EDITION, usesStaticStrings=True
            ),
            tr("Which rules hold."),
            advanced=True,
        )
        self.add(
            file("RULES", tr("Further rules (CSV file)"), extension="csv", optional=True),
            tr("The province's rule file, as for the check of the whole database."),
            advanced=True,
        )
        define_files(self)
        self.addOutput(QgsProcessingOutputString("FEATURE", tr("Patch")))
        self.addOutput(QgsProcessingOutputNumber("APPLY", tr("Number of rules that apply")))
        self.addOutput(QgsProcessingOutputNumber("BROKEN", tr("Number of rules that are broken")))

    def compute(self, call: Call) -> dict[str, Any]:
        standard = load(call.choice("EDITION") or EDITION)
        book = _book(call, standard)
        patches = call.required("INPUT")
        patches.require("DLBM")
        key = patches.spelt(call.text("KEY") or "BSM")
        run = Run(self.id(), source=patches.description(), edition=standard.edition)
        reading, asking = steps(call.progress, 2, 1)
        frame, chosen = patches.frame_with_surroundings(None, reading)
        layers = {"DLTB": frame}
        for name in ("XZQ", "CJDCQ"):
            layer = call.input(name)
            if layer is not None:
                layers[name] = layer.frame()
        place = _place(call, frame, chosen, key)
        name = feature_keys(frame.iloc[[place]], key)[0]
        verdicts = explain_patch(layers, place, standard, book, key=key, progress=asking)
        run.finish({"DLTB": len(frame)}, patches.notes)
        for said in verdicts:
            if said.verdict == BROKEN:
                call.warn(f"{said.rule} ({said.severity}): {said.message}")
        broken = sum(said.verdict == BROKEN for said in verdicts)
        apply = sum(said.verdict in (BROKEN, HOLDS) for said in verdicts)
        unasked = sum(said.verdict == NOT_ASKED for said in verdicts)
        text = tr("Patch {patch}: {apply} rules apply, {broken} are broken, {unasked} were not asked.")
        call.note(text.format(patch=name, apply=apply, broken=broken, unasked=unasked))
        files = call.asked_files("REPORT", "SUMMARY")
        if "REPORT" in files:
            values = values_shown(frame.drop(columns=frame.geometry.name).iloc[place])
            title = tr("Patch {patch}").format(patch=name)
            write_explanation(files["REPORT"], verdicts, values, standard, run, title)
        if "SUMMARY" in files:
            write_explanation_summary(files["SUMMARY"], verdicts, name, run)
        return {**files, "FEATURE": name, "APPLY": apply, "BROKEN": broken}


def _book(call: Call, standard: Standard) -> RuleBook:
    own = call.file("RULES")
    return with_rules(standard.rules, read_rules(own), own) if own else RuleBook(standard.rules)


def _place(call: Call, frame: gpd.GeoDataFrame, chosen: np.ndarray, key: str) -> int:
    """Where the patch stands in the layer."""
    wanted = call.text("PATCH").strip()
    if not wanted:
        places = np.flatnonzero(chosen)
        if len(places) == 1:
            return int(places[0])
        raise TubanError(
            tr("Give the identifier of one patch, or select one patch and take the selected features only.")
        )
    names = np.array(feature_keys(frame, key), object)
    places = np.flatnonzero(names == wanted)
    if not len(places):
        places = np.flatnonzero(frame.index.astype(str) == wanted)
    if not len(places):
        raise TubanError(
            tr("Layer {layer} has no patch {patch}.").format(layer=call.required("INPUT").name, patch=wanted)
        )
    return int(places[0])
