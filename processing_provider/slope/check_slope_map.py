"""Algorithm `check_slope_map`: are the borders of a slope map where the raster has them?"""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.slope import SlopeMap, check_slope_map_borders, grid_of
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, answer, define_answer, new_run, settled
from ..raster_input import DEM, SLOPE, add_model, add_model_options, one_source, slope_cells


class CheckSlopeMap(TubanAlgorithm):
    """Holds a slope map against a raster."""

    def title(self) -> str:
        return tr("Check slope map")

    def purpose(self) -> str:
        return tr(
            "Holds the borders of a slope map against the raster that it was made from: the border between two grades "
            "should lie within one cell of a border between cells of different grades (a warning beyond), and must "
            "lie within two (an error beyond). Technical regulation on slope grades of 2008."
        )

    def keywords(self) -> str:
        return "slope map border offset raster PDT 坡度图 检查 界线 偏移 pdt"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Slope map (PDT)"), [compat.POLYGON_SOURCE]),
            tr("Polygons of slope grades."),
        )
        self.add(
            QgsProcessingParameterField(
                "GRADE_FIELD", tr("Grade field of the slope map"), "PDJB", "INPUT", optional=True
            ),
            tr("The field that holds the grade 1 to 5."),
        )
        self.add(
            QgsProcessingParameterRasterLayer(SLOPE, tr("Slope raster (degrees)"), optional=True),
            tr("Raster of slope in degrees, in a metric coordinate system. Give this or an elevation model."),
        )
        add_model(
            self,
            tr("Raster of heights, in a metric coordinate system. Its slope is computed as Slope raster does."),
            optional=True,
        )
        add_model_options(self)
        define_answer(self)

    def compute(self, call: Call) -> dict[str, Any]:
        layer = call.required("INPUT")
        field = layer.spelt(call.text("GRADE_FIELD") or "PDJB")
        layer.require(field)
        run = new_run(call, layer.description())
        run.layers, run.kinds = ["PDT"], ["slope_border"]
        name = one_source(call, SLOPE, DEM)
        reading, computing, checking = steps(call.progress, 1, 2, 3)
        frame = layer.frame(progress=reading)
        grid = grid_of(slope_cells(call, name), progress=computing)
        found = check_slope_map_borders(SlopeMap(frame, field), grid, load(EDITION))
        checking(100.0)
        run.counts["PDT"] = len(frame)
        run.options = {"SOURCE": name}
        run.finish(notes=layer.notes)
        return answer(call, settled(call, found, run), run, self.displayName())
