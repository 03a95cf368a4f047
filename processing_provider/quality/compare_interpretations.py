"""Algorithm `compare_interpretations`: how far two interpretations agree, and where they do not."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
)

from ...tools.files import Column
from ...tools.labelling import agreement
from ...tools.labelling.report import write_agreement_report
from ...tools.labelling.tables import figures, matrix_table, rows, write_summary, write_workbook
from ...tools.language import tr
from ...tools.progress import Progress, steps
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, with_columns
from ..second_look import (
    CLASS,
    SECOND_CLASS,
    both_classes,
    confidence_parameter,
    define_report,
    define_second_layer,
    given_twice,
)

SCHEMA = "tuban-agreement/1"


class CompareInterpretations(TubanAlgorithm):
    """Sets the classes that two people gave the same patches against each other."""

    def title(self) -> str:
        return tr("Compare interpretations")

    def purpose(self) -> str:
        return tr(
            "Compares the classes that two people gave to the same patches: overall agreement with Wilson's interval, "
            "Cohen's kappa with its interval (Fleiss, Cohen and Everitt 1969), agreement of each class, the matrix of "
            "pairs, and the patches in dispute as a layer to go through, the most frequent confusion first.\n"
            "The second classes are in another field, or in another layer that is joined by the identifier. Patches "
            "that lack one of the two are left out and counted."
        )

    def keywords(self) -> str:
        return "agreement kappa blind second opinion interpreter 一致性 卡帕 系数 解译 对比 盲检 复核 yzx"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patches with the first interpretation."),
        )
        self.add(
            QgsProcessingParameterField("FIRST", tr("First class"), CLASS, "INPUT"),
            tr("The field with the classes of the first interpretation."),
        )
        define_second_layer(
            self, tr("The layer or table with the second interpretation; empty where it is a field of INPUT.")
        )
        self.add(
            QgsProcessingParameterField("SECOND", tr("Second class"), SECOND_CLASS, "SECOND_LAYER"),
            tr("The field with the classes of the second interpretation, in that layer or in INPUT."),
        )
        self.add(
            QgsProcessingParameterBoolean("FIRST_LEVEL", tr("Compare first-level classes only"), False),
            tr("0101 and 0103 are then alike; a code that the standard does not know stays as it is."),
        )
        self.add(confidence_parameter(), tr("How sure the intervals are to hold the true figures."), advanced=True)
        self.add(
            QgsProcessingParameterFeatureSink(
                "DISAGREEMENTS", tr("Patches in dispute"), compat.POLYGON_SOURCE, optional=True
            ),
            tr(
                "The patches with different classes, with all fields and class_1, class_2 and pair_patches: how many "
                "patches have this pair of classes."
            ),
        )
        define_report(self)
        destination = QgsProcessingParameterFileDestination
        self.add(
            destination(
                "TABLES", tr("Tables (workbook)"), tr("Excel files") + " (*.xlsx)", optional=True, createByDefault=False
            ),
            tr("The matrix of pairs, the agreement of each class, and the figures."),
        )
        self.add(
            destination("SUMMARY", tr("Summary"), tr("JSON files") + " (*.json)", optional=True, createByDefault=False),
            tr("The same figures for programs."),
        )
        for name, title in (
            ("COMPARED", tr("Number of patches compared")),
            ("DISAGREEING", tr("Number of patches in dispute")),
            ("AGREEMENT", tr("Overall agreement (0 to 1)")),
            ("KAPPA", tr("Cohen's kappa")),
            ("KAPPA_LOW", tr("Lower limit of kappa")),
            ("KAPPA_HIGH", tr("Upper limit of kappa")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def compute(self, call: Call) -> dict[str, Any]:
        reading, counting, writing = steps(call.progress, 3, 1, 1)
        patches = call.required("INPUT")
        run = Run(self.id(), source=patches.description(), edition=EDITION)
        frame = given_twice(call, both_classes(call, call.text("FIRST"), call.text("SECOND"), reading))
        first, second = _compared(call, frame["class_1"]), _compared(call, frame["class_2"])
        confidence = call.number("CONFIDENCE") / 100
        matrix = agreement.error_matrix(first, second)
        overall, kappa = agreement.overall_agreement(matrix, confidence), agreement.kappa(matrix, confidence)
        counting(100.0)
        disputed = frame.assign(class_1=first, class_2=second)[first != second]
        text = tr("{compared} patches compared, {disputed} in dispute; agreement {share:.1%}, kappa {kappa:.3f}.")
        call.note(text.format(compared=len(frame), disputed=len(disputed), share=overall.value, kappa=kappa.value))
        run.options = {name: call.text(name) for name in ("FIRST", "SECOND")}
        run.finish({patches.table: len(frame)}, [*patches.notes, *call.warned])
        answers = {"AGREEMENT": overall.value, "KAPPA": kappa.value, "KAPPA_LOW": kappa.low, "KAPPA_HIGH": kappa.high}
        known = {name: float(value) for name, value in answers.items() if np.isfinite(value)}
        return {
            **_layer(call, disputed, writing),
            **_files(call, matrix, overall, kappa, run),
            "COMPARED": len(frame),
            "DISAGREEING": len(disputed),
            **dict.fromkeys(answers),
            **known,
        }


def _compared(call: Call, classes: pd.Series) -> np.ndarray:
    codes = classes.to_numpy(object)
    if not call.flag("FIRST_LEVEL"):
        return codes
    level = load(EDITION).first_level(codes)
    return np.where(pd.isna(level), codes, level)


def _layer(call: Call, disputed: gpd.GeoDataFrame, progress: Progress) -> dict[str, str]:
    """The patches in dispute, the most frequent pair first."""
    progress(0.0)
    patches = call.required("INPUT")
    together = disputed.groupby(["class_1", "class_2"])["class_1"].transform("size")
    queue = disputed.assign(pair_patches=together.astype(np.int64))
    queue = queue.sort_values(["pair_patches", "class_1", "class_2"], ascending=[False, True, True], kind="stable")
    added = [
        Column("class_1", "text", 10, alias=tr("First class")),
        Column("class_2", "text", 10, alias=tr("Second class")),
        Column("pair_patches", "integer", alias=tr("Patches with these two classes")),
    ]
    columns, kind = with_columns(patches.columns(), added), patches.geometry_type(queue)
    return call.write("DISAGREEMENTS", queue, columns, kind, call.crs, progress, title=tr("Patches in dispute"))


def _files(
    call: Call, matrix: pd.DataFrame, overall: agreement.Estimate, kappa: agreement.Estimate, run: Run
) -> dict[str, str]:
    files, classes = call.asked_files("REPORT", "TABLES", "SUMMARY"), agreement.by_class(matrix)
    if "REPORT" in files:
        confidence = call.number("CONFIDENCE") / 100
        write_agreement_report(files["REPORT"], matrix, overall, kappa, confidence, load(EDITION), run)
    if "TABLES" in files:
        named = {"first": tr("First"), "second": tr("Second"), "both": tr("Both"), "agreement": tr("Agreement")}
        told = pd.DataFrame(
            {tr("Figure"): name, **_named(figures(estimate))}
            for name, estimate in ((tr("Overall agreement"), overall), (tr("Cohen's kappa"), kappa))
        )
        sheets = {
            tr("Figures"): told,
            tr("Matrix"): matrix_table(matrix, tr("First / second")),
            tr("By class"): classes.rename(columns=named).rename_axis(tr("Class")).reset_index(),
        }
        write_workbook(files["TABLES"], sheets)
    if "SUMMARY" in files:
        counted = classes.rename_axis("class").reset_index()
        content = {"agreement": figures(overall), "kappa": figures(kappa), "classes": rows(counted)}
        pairs = {"labels": matrix.index.tolist(), "matrix": matrix.to_numpy().tolist()}
        write_summary(files["SUMMARY"], SCHEMA, {**content, **pairs})
    return files


def _named(values: dict[str, Any]) -> dict[str, Any]:
    names = {
        "value": tr("Value"),
        "error": tr("Standard error"),
        "low": tr("Lower limit"),
        "high": tr("Upper limit"),
        "units": tr("Patches"),
    }
    return {names[name]: value for name, value in values.items()}
