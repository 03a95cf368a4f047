"""Algorithm `sample_patches`: patches drawn for inspection, or for a second interpretation."""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.labelling.sampling import DESIGNS, EQUAL, LEAST, PROPORTIONAL, draw, sample_size
from ...tools.language import tr
from ...tools.progress import steps
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..second_look import CLASS, SECOND_CLASS, confidence_parameter

ADDED = ("stratum", "stratum_patches", SECOND_CLASS)

OPEN_FIELDS = ("BSM", "TBYBH", "TBBH", "ZLDWDM", "ZLDWMC", "QSDWDM", "QSDWMC", "SJNF")
"""What a blind second interpreter may know: which patch it is and where, nothing of its class."""


class SamplePatches(TubanAlgorithm):
    """Draws patches by chance."""

    def title(self) -> str:
        return tr("Sample patches")

    def purpose(self) -> str:
        return tr(
            "Draws patches for an inspection or a second interpretation: at random, or from each class by its number "
            "of patches or in equal numbers. The sample says from which stratum each patch was drawn and how many "
            "patches that has, so that Accuracy report can tell the accuracy of the whole layer; its field DLBM_2 "
            "waits for the class of the second look.\n"
            "The same seed draws the same patches. A blind sample holds neither the class nor what tells it."
        )

    def keywords(self) -> str:
        return "sample random stratified inspection blind second opinion 抽样 抽查 随机 分层 检查 盲检 复核 cyjc"

    def define(self) -> None:
        number, whole = QgsProcessingParameterNumber, QgsProcessingParameterNumber.Type.Integer
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patches to draw from; of a selection only those selected."),
        )
        self.add(
            QgsProcessingParameterField("CLASS", tr("Class"), CLASS, "INPUT"),
            tr("The field with the land class: each class is a stratum."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "DESIGN", tr("How to draw"), list(DESIGNS), defaultValue=PROPORTIONAL, usesStaticStrings=True
            ),
            tr(
                "random: any patch; proportional: from each class by its number of patches; equal: from each class the "
                "same number. What a class lacks is drawn from the others."
            ),
        )
        self.add(
            number("SIZE", tr("Number of patches"), whole, 0, minValue=0),
            tr("How many patches to draw; 0: as many as the accuracy asks for that is given below."),
        )
        self.add(
            number("LEAST", tr("At least from each class"), whole, LEAST, minValue=0),
            tr(
                "Rare classes get so many patches (or all they have), even where the sample grows by it; two are "
                "needed for an interval. Not for a random draw."
            ),
        )
        self._define_size()
        self.add(
            number("SEED", tr("Seed"), whole, 1, minValue=0), tr("The start of the chance: note it in the protocol.")
        )
        self.add(
            QgsProcessingParameterBoolean("BLIND", tr("Blind: leave out the class"), False),
            tr(
                "The sample holds only {fields}, and numbers for the strata: the second interpreter does not see what "
                "the first one said."
            ).format(fields=", ".join(OPEN_FIELDS)),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Sample"), compat.POLYGON_SOURCE),
            tr("The patches drawn, with the fields stratum, stratum_patches and {field}.").format(field=SECOND_CLASS),
        )
        self.addOutput(QgsProcessingOutputNumber("DRAWN", tr("Number of patches drawn")))

    def _define_size(self) -> None:
        number, real = QgsProcessingParameterNumber, QgsProcessingParameterNumber.Type.Double
        self.add(
            number("EXPECTED", tr("Expected accuracy (%)"), real, 90.0, minValue=50.0, maxValue=99.9),
            tr("For SIZE 0: what the accuracy will be about; the nearer to 50, the more patches."),
            advanced=True,
        )
        self.add(
            number("HALF_WIDTH", tr("Wanted half width of the interval (%)"), real, 3.0, minValue=0.1, maxValue=50.0),
            tr("For SIZE 0: the overall accuracy is to be told to so many percent to either side (Cochran 1977)."),
            advanced=True,
        )
        self.add(
            confidence_parameter(), tr("For SIZE 0: how sure the interval is to hold the accuracy."), advanced=True
        )

    def compute(self, call: Call) -> dict[str, Any]:
        patches, name = call.required("INPUT"), call.text("CLASS")
        patches.require(name)
        taken = [column.name for column in patches.columns() if column.name.lower() in ADDED[:2]]
        if taken:
            text = tr("Layer {layer} has a field {field} already, it is a sample itself: draw from the whole layer.")
            raise TubanError(text.format(layer=patches.name, field=taken[0]))
        reading, writing = steps(call.progress, 1, 1)
        frame = patches.frame(progress=reading)
        size = call.integer("SIZE") or sample_size(
            call.number("EXPECTED") / 100,
            call.number("HALF_WIDTH") / 100,
            len(frame),
            call.number("CONFIDENCE") / 100,
        )
        classes = frame[patches.spelt(name)].fillna("").astype(str).str.strip()
        drawn = draw(
            classes, size, design=call.choice("DESIGN"), least=call.integer("LEAST"), seed=call.integer("SEED")
        )
        blind = call.flag("BLIND")
        stratum = np.unique(drawn.stratum, return_inverse=True)[1].astype(str) if blind else drawn.stratum
        sample = frame.iloc[drawn.rows].drop(columns=SECOND_CLASS, errors="ignore")
        sample = sample.assign(stratum=stratum, stratum_patches=drawn.population, **{SECOND_CLASS: None})
        columns = [column for column in patches.columns() if column.name != SECOND_CLASS]
        if blind:
            columns = [column for column in columns if column.name in OPEN_FIELDS]
        kind, title = patches.geometry_type(sample), tr("Sample")
        made = call.write("OUTPUT", sample, [*columns, *_added()], kind, call.crs, writing, title=title)
        _tell(call, size, len(sample))
        return {**made, "DRAWN": len(sample)}


def _added() -> list[Column]:
    stratum, population, second = ADDED
    return [
        Column(stratum, "text", alias=tr("Stratum")),
        Column(population, "integer", alias=tr("Patches of the stratum")),
        Column(second, "text", 5, alias=tr("Class of the second look")),
    ]


def _tell(call: Call, wanted: int, drawn: int) -> None:
    if drawn < wanted:
        call.warn(tr("The layer has {count} patches only: all of them are in the sample.").format(count=drawn))
    elif drawn > wanted and call.choice("DESIGN") in (PROPORTIONAL, EQUAL):
        call.note(
            tr("{count} patches were drawn instead of {wanted}, so that each class has its least number.").format(
                count=drawn, wanted=wanted
            )
        )
