"""Algorithm `split_by_slope`: patches cut along clear borders between slope grades."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.slope import SlopeMap, split_by_slope
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, unknown_classes, with_columns


class SplitBySlope(TubanAlgorithm):
    """Cuts patches by the slope map."""

    def title(self) -> str:
        return tr("Split patches by slope")

    def purpose(self) -> str:
        return tr(
            "Cuts cultivated patches (01xx) along the borders of a slope map where these are clear: where every part "
            "is large enough, in m² and as a share of the patch. Smaller parts stay with the part beside them that has "
            "the longest common border. As a rule patches are not cut for slope; this is for those whose grades part "
            "clearly (plan of 2018, IV.7.1).\n"
            "The coverage stays exact: neighbours get the nodes where a new border ends. Each part has its own GDPDJB. "
            "The largest part keeps BSM and TBBH, the others take the next free numbers; TBMJ is shared out in "
            "proportion and adds up to what it was; KCXS, KCMJ and TBDLMJ of the parts are emptied, for Deduct ridges."
        )

    def keywords(self) -> str:
        return "split cut slope grade border 分割 图斑 坡度级 界线 fgtb"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("Patch layer with the field DLBM (land class). The layer itself is not changed."),
        )
        self.add(
            QgsProcessingParameterFeatureSource("SLOPE_MAP", tr("Slope map (PDT)"), [compat.POLYGON_SOURCE]),
            tr("Polygons of slope grades."),
        )
        self.add(
            QgsProcessingParameterField(
                "GRADE_FIELD", tr("Grade field of the slope map"), "PDJB", "SLOPE_MAP", optional=True
            ),
            tr("The field that holds the grade 1 to 5."),
        )
        kind = QgsProcessingParameterNumber.Type.Double
        self.add(
            QgsProcessingParameterNumber("MINIMUM_AREA", tr("Smallest part (m²)"), kind, 400.0, minValue=0.0),
            tr("A part of just this size is large enough. 400 m² is the smallest patch of cultivated land."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "MINIMUM_SHARE", tr("Smallest part (share of the patch)"), kind, 0.2, minValue=0.0, maxValue=0.5
            ),
            tr("0 to 0.5. The rules give no figure; a border that leaves less than a fifth of a patch is not clear."),
        )
        self.add(
            QgsProcessingParameterBoolean("ALL_CLASSES", tr("Cut all land classes"), False),
            tr("By default only cultivated land is cut."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches split by slope"), compat.POLYGON_SOURCE),
            tr("All patches, those that were cut as several features."),
        )
        self.addOutput(QgsProcessingOutputNumber("SPLIT", tr("Number of patches that were cut")))
        self.addOutput(QgsProcessingOutputNumber("PARTS", tr("Number of their parts")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches, slope_map = call.required("INPUT"), call.required("SLOPE_MAP")
        patches.require("DLBM")
        field = slope_map.spelt(call.text("GRADE_FIELD") or "PDJB")
        slope_map.require(field)
        standard = load(EDITION)
        reading, splitting, writing = steps(call.progress, 2, 5, 2)
        frame = patches.frame(progress=reading)
        patches.note(unknown_classes(frame["DLBM"], standard))
        made = split_by_slope(
            frame,
            SlopeMap(slope_map.frame([field]), field),
            standard,
            minimum_area=call.number("MINIMUM_AREA"),
            minimum_share=call.number("MINIMUM_SHARE"),
            all_classes=call.flag("ALL_CLASSES"),
            progress=splitting,
        )
        columns = with_columns(patches.columns(), standard_columns(standard, "DLTB", ["GDPDJB"]))
        if "GDPDJB" not in made.patches:
            made.patches["GDPDJB"] = None
        written = call.write(
            "OUTPUT",
            made.patches,
            columns,
            patches.geometry_type(made.patches),
            call.crs,
            writing,
            style="slope_grades.qml",
            title=tr("Patches split by slope"),
        )
        count = len(set(made.source[made.parts].tolist()))
        call.note(tr("{count} patches were cut into {parts} parts.").format(count=count, parts=len(made.parts)))
        return {**written, "SPLIT": count, "PARTS": len(made.parts)}
