"""Algorithm `deduct_ridges`: deducted ridge areas of cultivated patches."""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
)

from ...tools.area import half_up
from ...tools.errors import TubanError
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.slope import RidgeTable, deduct_ridges, read_ridge_table, ridge_chart
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, answer, define_answer, new_run, settled
from ..columns import standard_columns, unknown_classes, with_columns

_FIELDS = ["KCDLBM", "KCXS", "KCMJ", "TBDLMJ", "GDLX"]

_MISSING = {
    "slope_grade_missing": "L-ATT-09a",
    "type_missing": "L-ATT-10",
    "coefficient_missing": "L-ATT-13",
    "missing_value": "3106-TBMJ",
}
_EMPTIED = {"type_on_flat_land": "L-ATT-12a", "type_not_cultivated": "L-ATT-08"}
"""Kind and rule of what is reported: what lacks, and, where GDLX is emptied, that it was."""


class DeductRidges(TubanAlgorithm):
    """Fills KCDLBM, KCXS, KCMJ and TBDLMJ from a table of coefficients."""

    def title(self) -> str:
        return tr("Deduct ridges")

    def purpose(self) -> str:
        return tr(
            "Deducts ridges (田坎) from cultivated patches: KCXS from the table of coefficients by slope grade "
            "(GDPDJB) and type (GDLX, TT terrace or PD slope), KCMJ = TBMJ × KCXS rounded half up to 0.01 m², "
            "TBDLMJ = TBMJ − KCMJ, KCDLBM = 1203. Nothing is deducted on slope grade 1 and on other classes.\n"
            "Nothing is guessed: patches that lack grade, type, area or a coefficient are listed and left empty. "
            "Computed in decimal arithmetic, so that TBMJ = TBDLMJ + KCMJ holds in every row."
        )

    def keywords(self) -> str:
        return "ridge deduction coefficient KCXS KCMJ TBDLMJ terrace 田坎 扣除 田坎系数 图斑地类面积 tkxs kcxs"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("Patch layer with the fields DLBM, TBMJ, GDPDJB and GDLX. The layer itself is not changed."),
        )
        self.add(
            QgsProcessingParameterFeatureSource("TABLE", tr("Ridge table (layer)"), [compat.ANY_VECTOR], optional=True),
            tr(
                "Coefficients of your province: columns GDPDJB (2 to 5), GDLX (TT, PD) and KCXS, and ZONE where there "
                "are several zones; or one row a zone with JB2TT, JB2PD … JB5PD. Ratio or percent. Give this or a file."
            ),
        )
        self.add(
            QgsProcessingParameterFile("TABLE_FILE", tr("Ridge table (CSV file)"), extension="csv", optional=True),
            tr("The same table as a CSV file in UTF-8 or GBK."),
        )
        self.add(
            QgsProcessingParameterField("ZONE_FIELD", tr("Zone field of the patches"), None, "INPUT", optional=True),
            tr("The field that holds the ZONE of the table; needed only where the table has several zones."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("CLEAR_TYPE", tr("Empty GDLX where no type belongs"), True),
            tr(
                "On slope grade 1 and on other classes GDLX must be empty; each patch that is changed so is listed as "
                "a note."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches with deducted ridges"), compat.POLYGON_SOURCE),
            tr("The patches with KCDLBM, KCXS, KCMJ and TBDLMJ."),
        )
        define_answer(self)
        self.addOutput(QgsProcessingOutputNumber("DEDUCTED", tr("Deducted ridge area (m²)")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        patches.require("DLBM", "TBMJ", "GDPDJB", "GDLX")
        run = new_run(call, patches.description())
        standard, table = load(EDITION), _table(call)
        reading, writing = steps(call.progress, 1, 1)
        frame = patches.frame(progress=reading)
        patches.note(unknown_classes(frame["DLBM"], standard))
        result = deduct_ridges(
            frame,
            table,
            standard,
            zone_field=patches.spelt(call.text("ZONE_FIELD")) or None,
            clear_type=call.flag("CLEAR_TYPE"),
            layer=patches.table,
        )
        for note in result.notes:
            call.warn(note)
        if not table.percent:
            call.note(tr("The ridge table holds ratios: they were used as they are."))
        columns = with_columns(patches.columns(), standard_columns(standard, "DLTB", _FIELDS))
        written = call.write(
            "OUTPUT",
            result.patches,
            columns,
            patches.geometry_type(result.patches),
            call.crs,
            writing,
            style="patches.qml",
            title=tr("Patches with deducted ridges"),
        )
        reported = {**_MISSING, **(_EMPTIED if call.flag("CLEAR_TYPE") else {})}
        run.layers, run.kinds, run.rules = [patches.table], list(reported), list(reported.values())
        run.counts["DLTB"] = len(result.patches)
        run.options = {"CLEAR_TYPE": call.flag("CLEAR_TYPE"), "ZONE_FIELD": call.text("ZONE_FIELD")}
        run.finish(notes=[*result.notes, *patches.notes])
        total = float(half_up(np.nansum(result.patches["KCMJ"]), 2))
        outcome = settled(call, result.findings, run)
        charts = [ridge_chart(table.rows)]
        return {**written, **answer(call, outcome, run, self.displayName(), charts=charts), "DEDUCTED": total}


def _table(call: Call) -> RidgeTable:
    layer, file = call.input("TABLE"), call.file("TABLE_FILE")
    if (layer is None) == (not file):
        raise TubanError(tr("Give the ridge table once: as a layer in TABLE or as a CSV file in TABLE_FILE."))
    return read_ridge_table(file if layer is None else layer.frame())
