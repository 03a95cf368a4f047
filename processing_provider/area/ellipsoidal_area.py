"""Algorithm `ellipsoidal_area`: official ellipsoidal areas of patches."""

from __future__ import annotations

from typing import Any

import numpy as np
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.area import DENSIFY, ellipsoidal_areas, half_up
from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import with_columns


class EllipsoidalArea(TubanAlgorithm):
    """Fills a field with the ellipsoidal area of every patch."""

    def title(self) -> str:
        return tr("Ellipsoidal area")

    def purpose(self) -> str:
        return tr(
            "Computes the area of every patch on the ellipsoid by the official method of the survey "
            "(国土调查办发〔2008〕32号) and writes it to a field, by default TBMJ.\n"
            "Coordinates are rounded to 0.1 mm, latitudes and longitudes to a millionth of an arc second, holes are "
            "subtracted, and the sum is rounded once, half up. The layer must be in CGCS2000, Xi'an 1980 or Beijing "
            "1954, geographic or Gauss-Kruger, with or without zone number."
        )

    def keywords(self) -> str:
        return "area ellipsoid geodesic TBMJ CGCS2000 椭球面积 图斑面积 面积计算 tqmj tbmj"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches"), [compat.POLYGON_SOURCE]),
            tr("Polygon layer. A selection or filter is respected; the layer itself is not changed."),
        )
        self.add(
            QgsProcessingParameterString("FIELD", tr("Area field"), "TBMJ"),
            tr("The field that receives the area in m². It is added where the layer has none of that name."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "DENSIFY",
                tr("Subdivide edges longer than (m)"),
                QgsProcessingParameterNumber.Type.Double,
                DENSIFY,
                minValue=0.0,
            ),
            tr(
                "Longer edges are cut into equal parts on the Gauss plane, an edge of exactly this length is not; 70 m "
                "as in the third survey, 0 uses the vertices alone as older software does."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "DECIMALS", tr("Decimals"), QgsProcessingParameterNumber.Type.Integer, 2, minValue=0, maxValue=6
            ),
            tr("2 in the third survey and its updates, 1 in the second survey."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches with area"), compat.POLYGON_SOURCE),
            tr("The patches with all their fields and the area."),
        )
        self.addOutput(QgsProcessingOutputNumber("AREA", tr("Total area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("WITHOUT_AREA", tr("Number of patches without area")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        name, decimals = self._field(call), call.integer("DECIMALS")
        reading, computing, writing = steps(call.progress, 2, 3, 2)
        frame = patches.frame(progress=reading)
        areas = ellipsoidal_areas(
            frame.geometry, frame.crs, densify=call.number("DENSIFY"), decimals=decimals, progress=computing
        )
        missing = int(np.isnan(areas).sum())
        if missing:
            call.warn(
                tr("{count} patches have no area: they have no geometry or lie outside the zone of the layer.").format(
                    count=missing
                )
            )
        frame[name] = areas
        columns = with_columns(patches.columns(), [Column(name, "real", 15, decimals)])
        written = call.write(
            "OUTPUT", frame, columns, patches.geometry_type(frame), call.crs, writing, title=tr("Patches with area")
        )
        return {**written, "AREA": float(half_up(np.nansum(areas), decimals)), "WITHOUT_AREA": missing}

    @staticmethod
    def _field(call: Call) -> str:
        """The name of the area field, spelt as the layer spells it."""
        wanted = call.text("FIELD").strip()
        if not wanted:
            raise TubanError(tr("The area field has no name; give one, for example TBMJ."))
        names = [column.name for column in call.required("INPUT").columns()]
        return next((name for name in names if name.lower() == wanted.lower()), wanted)
