"""Algorithm `slope_raster`: slope in degrees of an elevation model."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingParameterCrs, QgsProcessingParameterRasterDestination

from ...tools.language import tr
from ...tools.slope import write_slope
from ..algorithm import Call, TubanAlgorithm
from ..raster_input import add_model, add_model_options, as_pyproj, heights


class SlopeRaster(TubanAlgorithm):
    """Writes a raster of slope."""

    def title(self) -> str:
        return tr("Slope raster")

    def purpose(self) -> str:
        return tr(
            "Slope in degrees of each cell of an elevation model, as the input of a slope map or of slope grades. "
            "Cells at the border of the model and beside its holes have a slope too, from the neighbours that are "
            "there; cells without height have none.\n"
            "The model must be in a metric coordinate system: a cell in degrees has no size in metres. Such a model is "
            "refused, or warped when a metric system of the same datum is given. It is worked through by blocks and "
            "may be larger than the memory."
        )

    def keywords(self) -> str:
        return "slope DEM degrees Horn Zevenbergen-Thorne 坡度 坡度栅格 高程 数字高程模型 pd pdsg"

    def define(self) -> None:
        add_model(self, tr("Raster of heights, in metres unless the file or Z_FACTOR says otherwise."))
        add_model_options(self)
        self.add(
            QgsProcessingParameterCrs("TARGET_CRS", tr("Warp to"), optional=True),
            tr(
                "Metric coordinate system to warp the model to first (cubic convolution), such as the Gauss-Kruger "
                "zone of the county. Empty: the model stays as it is, and one in degrees is refused."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterRasterDestination("OUTPUT", tr("Slope (degrees)")),
            tr("GeoTIFF of float32 degrees, −9999 where there is none."),
        )

    def compute(self, call: Call) -> dict[str, Any]:
        target = self.parameterAsCrs(call.parameters, "TARGET_CRS", call.context)
        path = call.file_output("OUTPUT")
        write_slope(heights(call, as_pyproj(target)), path, call.progress)
        call.dress(path, "slope_raster.qml", tr("Slope (degrees)"))
        return {"OUTPUT": path}
