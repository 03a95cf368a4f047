"""Algorithm `accuracy_report`: how right the classes of a layer are, by a sample that was looked at again."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
)

from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.labelling.agreement import OVERALL, Sample, accuracy, error_matrix
from ...tools.labelling.report import write_accuracy_report
from ...tools.labelling.tables import matrix_table, measure_names, rows, write_summary, write_workbook
from ...tools.language import tr
from ...tools.progress import Progress, steps
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION
from ..second_look import (
    CLASS,
    SECOND_CLASS,
    both_classes,
    confidence_parameter,
    define_report,
    define_second_layer,
    given_twice,
)

SCHEMA = "tuban-accuracy/1"

_ENDLESS = 10**12
"""Patches of a layer of which the sample does not say how many it has."""


class AccuracyReport(TubanAlgorithm):
    """Tells the accuracy of a layer from a sample of its patches."""

    def title(self) -> str:
        return tr("Accuracy report")

    def purpose(self) -> str:
        return tr(
            "Tells from a sample of patches that were looked at again (Sample patches) how right the whole layer is: "
            "overall accuracy, user's and producer's accuracy of each class and the share of each class, with standard "
            "errors and intervals, and the error matrix.\n"
            "The sample's strata are taken into account: estimators of Stehman (2014), which for strata by class are "
            "those of Olofsson et al. (2014); Wilson's intervals, which also hold near 0 and 100 %. Each patch counts "
            "one, or its area. Patches without a second class were not looked at and are left out."
        )

    def keywords(self) -> str:
        return "accuracy error matrix confidence interval inspection sample 精度 混淆矩阵 置信区间 抽查 检查 评价 jdpj"

    def define(self) -> None:
        field = QgsProcessingParameterField
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Sample"), [compat.POLYGON_SOURCE]),
            tr("The sample with the classes of the layer; of a blind sample the layer that it was drawn from."),
        )
        self.add(
            field("CLASS", tr("Class in the layer"), CLASS, "INPUT"),
            tr("The field of INPUT with the class that is to be judged."),
        )
        define_second_layer(
            self, tr("A blind sample, with its strata and second classes; empty where INPUT is the sample.")
        )
        self.add(
            field("REFERENCE", tr("Class of the second look"), SECOND_CLASS, "SECOND_LAYER"),
            tr("The field with the class that is taken for right, in the blind sample or in INPUT."),
        )
        self.add(
            field("AREA", tr("Area"), None, "INPUT", field.DataType.Numeric, optional=True),
            tr("A field with areas, such as TBMJ: each patch then counts its area; empty: each patch counts one."),
        )
        self.add(confidence_parameter(), tr("How sure the intervals are to hold the true figures."), advanced=True)
        self.add(
            QgsProcessingParameterFeatureSink("ACCURACIES", tr("Accuracies"), compat.ANY_VECTOR, optional=True),
            tr("Table with a row for every figure: measure, class, value, standard error, limits, patches."),
        )
        define_report(self)
        destination = QgsProcessingParameterFileDestination
        self.add(
            destination(
                "TABLES", tr("Tables (workbook)"), tr("Excel files") + " (*.xlsx)", optional=True, createByDefault=False
            ),
            tr("The accuracies and the error matrix."),
        )
        self.add(
            destination("SUMMARY", tr("Summary"), tr("JSON files") + " (*.json)", optional=True, createByDefault=False),
            tr("The same figures for programs."),
        )
        for name, title in (
            ("LOOKED_AT", tr("Number of patches looked at")),
            ("ACCURACY", tr("Overall accuracy (0 to 1)")),
            ("LOW", tr("Lower limit of the overall accuracy")),
            ("HIGH", tr("Upper limit of the overall accuracy")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def compute(self, call: Call) -> dict[str, Any]:
        reading, counting, writing = steps(call.progress, 3, 1, 1)
        patches = call.required("INPUT")
        run = Run(self.id(), source=patches.description(), edition=EDITION)
        frame = both_classes(call, call.text("CLASS"), call.text("REFERENCE"), reading)
        frame = given_twice(call, _with_strata(call, frame))
        sample = _sample(call, frame)
        lonely = sample.lonely_strata()
        if lonely:
            text = tr("Only one patch was looked at in the strata {strata}: no interval can be told, look at another.")
            call.warn(text.format(strata=", ".join(lonely)))
        found = accuracy(sample, call.number("CONFIDENCE") / 100)
        counting(100.0)
        overall = found[found["measure"] == OVERALL].iloc[0]
        text = tr("{count} patches looked at; overall accuracy {value:.1%}, between {low:.1%} and {high:.1%}.")
        call.note(text.format(count=len(frame), value=overall["value"], low=overall["low"], high=overall["high"]))
        run.options = {name: call.text(name) for name in ("CLASS", "REFERENCE", "AREA") if call.text(name)}
        run.finish({patches.table: len(frame)}, [*patches.notes, *call.warned])
        figures = {"ACCURACY": overall["value"], "LOW": overall["low"], "HIGH": overall["high"]}
        return {
            **_table(call, found, writing),
            **_files(call, found, error_matrix(sample.mapped, sample.reference), run),
            "LOOKED_AT": len(frame),
            **{name: float(value) if np.isfinite(value) else None for name, value in figures.items()},
        }


def _with_strata(call: Call, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The features with the strata that the sample says, or all in one of a layer without end."""
    other, names = call.input("SECOND_LAYER"), ["stratum", "stratum_patches"]
    if other is not None and {"stratum", "stratum_patches"} <= {column.name for column in other.columns()}:
        key = call.text("KEY") or "BSM"
        table = other.frame([other.spelt(key), *names])
        strata = table.drop_duplicates(other.spelt(key)).set_index(other.spelt(key))[names]
        frame = frame.drop(columns=names, errors="ignore")
        return frame.join(strata, on=call.required("INPUT").spelt(key))
    if set(names) <= set(frame.columns):
        return frame
    call.warn(tr("The sample has no fields stratum and stratum_patches: it is taken for a random sample."))
    return frame.assign(stratum="", stratum_patches=_ENDLESS)


def _sample(call: Call, frame: gpd.GeoDataFrame) -> Sample:
    area = call.text("AREA")
    size = frame[call.required("INPUT").spelt(area)].to_numpy(float) if area else np.ones(len(frame))
    if not (size > 0).all():
        raise TubanError(
            tr("Some patches have no area in {field}: fill it, or let each patch count one.").format(field=area)
        )
    population = pd.to_numeric(frame["stratum_patches"], errors="coerce").to_numpy(float)
    seen = frame.groupby(frame["stratum"].astype(str))["stratum"].transform("size").to_numpy(float)
    if not (population >= seen).all():
        raise TubanError(
            tr("Field stratum_patches is empty or less than the patches of its stratum: use a sample as it was drawn.")
        )
    classes = [frame[name].to_numpy(object) for name in ("class_1", "class_2")]
    return Sample(*classes, frame["stratum"].astype(str).to_numpy(object), population, size)


def _table(call: Call, found: pd.DataFrame, progress: Progress) -> dict[str, str]:
    progress(0.0)
    columns = [
        Column("measure", "text", 10, alias=tr("Measure")),
        Column("class", "text", 10, alias=tr("Class")),
        Column("value", "real", alias=tr("Value")),
        Column("error", "real", alias=tr("Standard error")),
        Column("low", "real", alias=tr("Lower limit")),
        Column("high", "real", alias=tr("Upper limit")),
        Column("units", "integer", alias=tr("Patches")),
    ]
    table = gpd.GeoDataFrame(found, geometry=np.full(len(found), None, object))
    return call.write("ACCURACIES", table, columns, "None", call.crs, progress, title=tr("Accuracies"))


def _files(call: Call, found: pd.DataFrame, matrix: pd.DataFrame, run: Run) -> dict[str, str]:
    files = call.asked_files("REPORT", "TABLES", "SUMMARY")
    if "REPORT" in files:
        confidence = call.number("CONFIDENCE") / 100
        write_accuracy_report(files["REPORT"], found, matrix, confidence, load(EDITION), run)
    if "TABLES" in files:
        names = [tr("Measure"), tr("Class"), tr("Value"), tr("Standard error"), tr("Lower limit"), tr("Upper limit")]
        told = found.assign(measure=found["measure"].map(measure_names())).set_axis([*names, tr("Patches")], axis=1)
        write_workbook(
            files["TABLES"],
            {tr("Accuracies"): told, tr("Matrix"): matrix_table(matrix, tr("Layer / second look"))},
        )
    if "SUMMARY" in files:
        pairs = {"labels": matrix.index.tolist(), "matrix": matrix.to_numpy().tolist()}
        write_summary(files["SUMMARY"], SCHEMA, {"accuracies": rows(found), **pairs})
    return files
