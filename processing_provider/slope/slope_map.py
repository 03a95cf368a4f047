"""Algorithm `slope_map`: polygons of slope grades (坡度图, layer PDT)."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.slope import LONGEST_BORDER, LOWER_NEIGHBOUR, SMALLEST_ON_MAP, make_slope_map
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns
from ..raster_input import DEM, SLOPE, add_model, add_model_options, one_source, slope_cells
from ..scales import chosen_scale, scale_parameter


class SlopeMap(TubanAlgorithm):
    """Makes the slope map of a county."""

    def title(self) -> str:
        return tr("Slope map (PDT)")

    def purpose(self) -> str:
        return tr(
            "Makes the slope map (坡度图): polygons of the slope grades 1 to 5 (up to 2°, 6°, 15°, 25° and above; the "
            "upper bound belongs to the grade) from a slope raster or an elevation model, by the technical regulation "
            "of 2008.\n"
            "Patches below the limit are merged into a neighbour of lower grade, where there is one; the smallest "
            "first. Patches that are nowhere two cells wide are shared between their neighbours. Borders run along the "
            "cells (through their middle where a line of cells was shared). The polygons tile all ground that has "
            "slope exactly: neighbours have the same nodes."
        )

    def keywords(self) -> str:
        return "slope map grade polygons PDT PDJB 坡度图 坡度分级 坡度级 制图综合 pdt"

    def define(self) -> None:
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
        self.add(
            QgsProcessingParameterFeatureSource("BOUNDARY", tr("Survey area"), [compat.POLYGON_SOURCE], optional=True),
            tr("Polygons, such as the county (XZQ), to which the map is cut. Empty: the whole raster."),
        )
        self.add(
            scale_parameter(),
            tr("Scale of the map that the smallest patch is measured on."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "MINIMUM_MM2",
                tr("Smallest patch on the map (mm²)"),
                QgsProcessingParameterNumber.Type.Double,
                SMALLEST_ON_MAP,
                minValue=0.0,
            ),
            tr(
                "Smaller patches are merged; a patch of just this size stays. 30 mm² by the regulation: 3000 m² at "
                "1:10000, 750 m² at 1:5000. Smaller in karst, loess and other complex ground."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "MINIMUM_AREA",
                tr("Smallest patch on the ground (m²)"),
                QgsProcessingParameterNumber.Type.Double,
                optional=True,
                minValue=0.0,
            ),
            tr("Instead of the limit on the map, as provinces set it (such as 400, 600 or 1200 m²)."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "TARGET",
                tr("Merge small patches into"),
                [LOWER_NEIGHBOUR, LONGEST_BORDER],
                defaultValue=LOWER_NEIGHBOUR,
                usesStaticStrings=True,
            ),
            tr(
                "lower: the neighbour of lower grade with the longest common border; only where all are higher, the "
                "one of these with the longest border. longest: the neighbour with the longest common border, of any "
                "grade."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Slope map"), compat.POLYGON_SOURCE),
            tr("Polygons with BSM, YSDM and PDJB. BSM is left to the numbering of the database."),
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of polygons")))

    def compute(self, call: Call) -> dict[str, Any]:
        name = one_source(call, SLOPE, DEM)
        cells = slope_cells(call, name)
        standard = load(EDITION)
        making, writing = steps(call.progress, 8, 2)
        boundary = call.input("BOUNDARY")
        asked = call.parameters.get("MINIMUM_AREA")
        on_map = call.number("MINIMUM_MM2") * chosen_scale(call) ** 2 / 1e6
        least = on_map if asked is None or asked == "" else call.number("MINIMUM_AREA")
        made = make_slope_map(
            cells,
            standard,
            least_area=least,
            target=call.choice("TARGET"),
            boundary=None if boundary is None else boundary.frame([]).geometry,
            progress=making,
        )
        call.note(tr("Patches below {area} m² were merged.").format(area=f"{least:g}"))
        frame = made.frame.assign(BSM=None)
        columns = standard_columns(standard, "PDT", ["BSM", "YSDM", "PDJB"])
        crs = call.raster(name).crs()
        style = {"style": "slope_map.qml", "title": tr("Slope map")}
        return {**call.write("OUTPUT", frame, columns, "Polygon", crs, writing, **style), "COUNT": len(frame)}
