"""Algorithm `assign_slope_grade`: one slope grade for each cultivated patch."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.slope import (
    HIGHER,
    LOWER,
    RESULT_COLUMNS,
    SlopeMap,
    SlopeRaster,
    SlopeSource,
    assign_grades,
    grade_charts,
)
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, answer, define_answer, new_run, settled
from ..columns import standard_columns, unknown_classes, with_columns
from ..raster_input import DEM, SLOPE, add_model, add_model_options, as_pyproj, one_source, slope_cells


class AssignSlopeGrade(TubanAlgorithm):
    """Grades patches from a slope map, a slope raster or an elevation model."""

    def title(self) -> str:
        return tr("Assign slope grade")

    def purpose(self) -> str:
        return tr(
            "Gives every cultivated patch (01xx) its slope grade GDPDJB: 1 up to 2°, 2 up to 6°, 3 up to 15°, 4 up to "
            "25°, 5 above; the upper bound belongs to the grade. The grade with the largest summed area under the "
            "patch wins; other classes get none. Give one of slope map, slope raster or elevation model.\n"
            "Beside the grade each patch gets the area of every grade (PD1_M2 … PD5_M2), the mean slope (PD_MEAN, "
            "degrees, from rasters only), the lead of the first grade over the second (PD_MARGIN, share of the patch) "
            "and the share without data (PD_NODATA). Patches without slope data get no grade and are listed. Cells of "
            "rasters count by the exact area that the patch has of them, so that small and thin patches are graded "
            "rightly too; nothing is decided by the centres of cells."
        )

    def keywords(self) -> str:
        return "slope grade DEM PDT GDPDJB cultivated 坡度级别 坡度图 耕地坡度 坡度分级 pdjb gdpdjb"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("Patch layer with the field DLBM (land class). The layer itself is not changed."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "SLOPE_MAP", tr("Slope map (PDT)"), [compat.POLYGON_SOURCE], optional=True
            ),
            tr("Polygons of slope grades. One of the three sources of slope."),
        )
        self.add(
            QgsProcessingParameterField(
                "GRADE_FIELD", tr("Grade field of the slope map"), "PDJB", "SLOPE_MAP", optional=True
            ),
            tr("The field that holds the grade 1 to 5."),
        )
        self.add(
            QgsProcessingParameterRasterLayer("SLOPE", tr("Slope raster (degrees)"), optional=True),
            tr("Raster of slope in degrees, in a metric coordinate system. One of the three sources of slope."),
        )
        add_model(
            self,
            tr(
                "Raster of heights, in a metric coordinate system. Its slope is computed as Slope raster does, border "
                "cells included. One of the three sources of slope."
            ),
            optional=True,
        )
        add_model_options(self)
        self.add(
            QgsProcessingParameterBoolean("REPROJECT", tr("Warp the model to the system of the patches"), False),
            tr(
                "For a model in degrees, or in another zone: it is warped (cubic convolution) as it is read. Without "
                "this a model in degrees is refused, and patches are projected into the zone of the model."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "TIE",
                tr("Of two grades with the same area take the"),
                [LOWER, HIGHER],
                defaultValue=LOWER,
                usesStaticStrings=True,
            ),
            tr("The rules leave ties open; the lower grade is the default, and every tie is listed as a note."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("ALL_CLASSES", tr("Grade all land classes"), False),
            tr("By default only cultivated land gets a grade and GDPDJB of other classes is emptied."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches with slope grade"), compat.POLYGON_SOURCE),
            tr("The patches with GDPDJB and the columns that tell how clear the grade is."),
        )
        define_answer(self)
        self.addOutput(QgsProcessingOutputNumber("GRADED", tr("Number of patches with a grade")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        patches.require("DLBM")
        run = new_run(call, patches.description())
        run.layers, run.kinds = [patches.table], ["no_slope", "slope_tie"]
        reading, grading, writing = steps(call.progress, 2, 6, 2)
        name = one_source(call, "SLOPE_MAP", SLOPE, DEM)
        source = _source(call, name)
        standard = load(EDITION)
        frame = patches.frame(progress=reading)
        patches.note(unknown_classes(frame["DLBM"], standard))
        graded = assign_grades(
            frame,
            source,
            standard,
            tie=call.choice("TIE"),
            all_classes=call.flag("ALL_CLASSES"),
            layer=patches.table,
            progress=grading,
        )
        missing = int((graded.findings["kind"] == "no_slope").sum())
        if missing:
            text = tr("{count} patches have no slope data under them and got no grade: they are listed as findings.")
            patches.note(text.format(count=missing))
        added = standard_columns(standard, "DLTB", ["GDPDJB"])
        added += [Column(column, "real", alias=alias) for column, alias in zip(RESULT_COLUMNS, _aliases())]
        columns = with_columns(patches.columns(), added)
        written = call.write(
            "OUTPUT",
            graded.patches,
            columns,
            patches.geometry_type(graded.patches),
            call.crs,
            writing,
            style="slope_grades.qml",
            title=tr("Patches with slope grade"),
        )
        run.counts["DLTB"] = len(frame)
        run.options = {
            "SOURCE": name,
            "METHOD": call.choice("METHOD"),
            "TIE": call.choice("TIE"),
            "ALL_CLASSES": call.flag("ALL_CLASSES"),
        }
        run.finish(notes=patches.notes)
        with_grade = int(graded.patches["GDPDJB"].notna().sum())
        outcome = settled(call, graded.findings, run)
        charts = grade_charts(graded.patches, standard)
        return {**written, **answer(call, outcome, run, self.displayName(), charts=charts), "GRADED": with_grade}


def _source(call: Call, name: str) -> SlopeSource:
    """The source of slope of that name."""
    if name == "SLOPE_MAP":
        layer = call.required(name)
        field = layer.spelt(call.text("GRADE_FIELD") or "PDJB")
        layer.require(field)
        return SlopeMap(layer.frame([field]), field)
    return SlopeRaster(slope_cells(call, name, as_pyproj(call.crs) if call.flag("REPROJECT") else None))


def _aliases() -> list[str]:
    grade = tr("Area of slope grade {grade} (m²)")
    return [
        *(grade.format(grade=number) for number in range(1, 6)),
        tr("Mean slope (°)"),
        tr("Lead of the first grade"),
        tr("Share without slope data"),
    ]
