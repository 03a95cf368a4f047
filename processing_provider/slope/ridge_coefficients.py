"""Algorithm `ridge_coefficients`: a table of ridge coefficients from measured samples."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.language import tr
from ...tools.slope import LEAST_SAMPLES, SPREAD, ridge_coefficients
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..frames import LayerInput


class RidgeCoefficients(TubanAlgorithm):
    """Means of the groups of samples that are large enough and agree."""

    def title(self) -> str:
        return tr("Ridge coefficients from samples")

    def purpose(self) -> str:
        return tr(
            "Makes the table of ridge coefficients (田坎系数) from measured samples: a group of zone, slope grade "
            "(2 to 5) and type (TT, PD) with at least 30 samples, of which the largest exceeds the smallest by not "
            "more than 30 %, gets their plain mean, rounded half up to 4 decimals. A group that fails is named and "
            "gets none: measure more samples, or divide the zone.\n"
            "Coefficients of the second survey may be used on; measuring anew is the province's decision."
        )

    def keywords(self) -> str:
        return "ridge coefficient sample measure KCXS TKXS 田坎系数 田坎 样方 测算 抽样 tkxs cs"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Samples"), [compat.ANY_VECTOR]),
            tr(
                "Layer, table or CSV file with a row a sample: GDPDJB (1 to 5), GDLX (TT, PD), and the coefficient or "
                "the areas that it is made of."
            ),
        )
        for name, title, default, help_text in (
            ("COEFFICIENT_FIELD", tr("Field of the coefficient"), "KCXS",
             tr("Measured coefficient, ratio or percent: if any value is 1 or more, all are read as percent.")),
            ("RIDGE_FIELD", tr("Field of the ridge area (m²)"), "",
             tr("Ridge area of the sample; with the sample's area it takes the place of the coefficient.")),
            ("AREA_FIELD", tr("Field of the sample's area (m²)"), "",
             tr("Area of the sample without its other linear features.")),
            ("ZONE_FIELD", tr("Field of the zone"), "",
             tr("Zone of the sample, where the province is divided into several.")),
        ):  # fmt: skip
            self.add(QgsProcessingParameterString(name, title, default, optional=True), help_text)
        self._define_limits()
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Ridge coefficients"), compat.ANY_VECTOR),
            tr("The table for Deduct ridges: ZONE, GDPDJB, GDLX, KCXS of the groups that hold."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("GROUPS", tr("Groups of samples"), compat.ANY_VECTOR, optional=True),
            tr("A row for every group: number of samples, smallest and largest, spread, and whether it holds."),
        )
        self.addOutput(QgsProcessingOutputNumber("HELD", tr("Groups with a coefficient")))
        self.addOutput(QgsProcessingOutputNumber("FAILED", tr("Groups that fail")))
        self.addOutput(QgsProcessingOutputBoolean("PASSED", tr("Passed: every group has a coefficient")))

    def _define_limits(self) -> None:
        integer, double = QgsProcessingParameterNumber.Type.Integer, QgsProcessingParameterNumber.Type.Double
        for name, title, kind, default, help_text in (
            ("LEAST", tr("Samples that a group needs"), integer, LEAST_SAMPLES, tr("30 by the rules of measuring.")),
            ("SPREAD", tr("Largest spread (%)"), double, 100 * SPREAD,
             tr("By how much the largest coefficient may exceed the smallest; exactly so much is allowed.")),
            ("SMALLEST", tr("Smallest sample (m²)"), double, 0.0,
             tr("Samples with less area do not count. Public sources do not lay it down; 4000 m² is in use.")),
        ):  # fmt: skip
            self.add(QgsProcessingParameterNumber(name, title, kind, default, minValue=0), help_text, advanced=True)

    def compute(self, call: Call) -> dict[str, Any]:
        samples = call.required("INPUT")
        samples.require("GDPDJB", "GDLX")
        measured = ridge_coefficients(
            samples.frame(progress=call.progress),
            **_fields(call, samples),
            least=call.integer("LEAST"),
            spread=call.number("SPREAD") / 100,
            smallest=call.number("SMALLEST"),
        )
        percent = tr("The samples hold percent: their values were divided by 100.")
        call.note(percent if measured.percent else tr("The samples hold ratios."))
        for sentence in (*measured.notes, *measured.failures):
            call.warn(sentence)
        written = call.write(
            "OUTPUT", _rows(measured.table), _coefficient_columns(), "None", call.crs, title=tr("Ridge coefficients")
        )
        written.update(
            call.write(
                "GROUPS", _rows(measured.groups), _group_columns(), "None", call.crs, title=tr("Groups of samples")
            )
        )
        failed = len(measured.failures)
        return {**written, "HELD": len(measured.table), "FAILED": failed, "PASSED": failed == 0}


def _fields(call: Call, samples: LayerInput) -> dict[str, str | None]:
    """The fields of the samples, each there, and enough of them."""
    ridge, area, zone = (samples.spelt(call.text(f"{name}_FIELD").strip()) for name in ("RIDGE", "AREA", "ZONE"))
    coefficient = samples.spelt(call.text("COEFFICIENT_FIELD").strip())
    if ridge and not area:
        raise TubanError(tr("Name the field of the sample's area too: the coefficient is ridge area by sample area."))
    if call.number("SMALLEST") > 0 and not area:
        raise TubanError(tr("Name the field of the sample's area: the smallest sample is told by it."))
    if not ridge and not coefficient:
        raise TubanError(tr("Name the field of the coefficient, or those of the ridge area and the sample's area."))
    samples.require(*filter(None, (ridge or coefficient, area, zone)))
    return {
        "coefficient": coefficient or None,
        "ridge_area": ridge or None,
        "patch_area": area or None,
        "zone": zone or None,
    }


def _rows(table: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=np.full(len(table), None, object))


def _coefficient_columns() -> list[Column]:
    return [
        Column("ZONE", "text", 50, alias=tr("Zone")),
        Column("GDPDJB", "integer", alias=tr("Slope grade")),
        Column("GDLX", "text", 2, alias=tr("Type of cultivated land")),
        Column("KCXS", "real", 8, 4, tr("Ridge coefficient")),
    ]


def _group_columns() -> list[Column]:
    return [
        *_coefficient_columns(),
        Column("SAMPLES", "integer", alias=tr("Samples")),
        Column("LOWEST", "real", 10, 6, tr("Smallest coefficient")),
        Column("HIGHEST", "real", 10, 6, tr("Largest coefficient")),
        Column("SPREAD", "real", 10, 4, tr("Largest above smallest (ratio)")),
        Column("VERDICT", "text", 10, alias=tr("Verdict: holds, too_few or too_wide")),
    ]
