"""Algorithm `sheet_numbers`: the map sheet that each feature lies in."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import shapely
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...tools.area import sheets_at
from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import with_columns
from ..frames import LayerInput
from ..scales import chosen_scale, scale_parameter


class SheetNumbers(TubanAlgorithm):
    """Fills a field with the sheet number of every feature."""

    def title(self) -> str:
        return tr("Sheet numbers")

    def purpose(self) -> str:
        return tr(
            "Writes the number of the map sheet (GB/T 13989-2012) that each point lies in to a field, by default TFH; "
            "of lines and polygons it is the sheet of a point inside them.\n"
            "A point on the edge of a sheet belongs to the sheet north or east of it. The way back, from numbers to "
            "sheets, is “Map sheets”."
        )

    def keywords(self) -> str:
        return "map sheet number of point GB/T 13989 TFH 图幅 图幅号 点所在图幅 分幅编号 tfh"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Features"), [compat.ANY_GEOMETRY]),
            tr("Points, lines or polygons. A selection or filter is respected; the layer itself is not changed."),
        )
        self.add(scale_parameter(), tr("Scale of the sheets."))
        self.add(
            QgsProcessingParameterString("FIELD", tr("Field of the sheet number"), "TFH"),
            tr("The field that receives the number. It is added where the layer has none of that name."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Features with sheet numbers"), compat.ANY_GEOMETRY),
            tr("The features with all their fields and the sheet number; NULL where they have no geometry."),
        )
        self.addOutput(QgsProcessingOutputNumber("SHEETS", tr("Number of sheets")))

    def compute(self, call: Call) -> dict[str, Any]:
        features, field = call.required("INPUT"), call.text("FIELD").strip()
        if not field:
            raise TubanError(tr("The field of the sheet number has no name; give one, for example TFH."))
        reading, writing = steps(call.progress, 1, 1)
        frame = features.frame(progress=reading)
        frame[field] = sheets_at(frame.geometry, frame.crs, chosen_scale(call))
        columns = with_columns(features.columns(), [Column(field, "text", 12, alias=tr("Sheet number"))])
        title = tr("Features with sheet numbers")
        written = call.write("OUTPUT", frame, columns, _kind(features, frame), call.crs, writing, title=title)
        return {**written, "SHEETS": int(frame[field].nunique())}


def _kind(layer: LayerInput, frame: gpd.GeoDataFrame) -> str:
    """Name of the geometry type: that of the layer, multi where it has features of several parts."""
    kind = QgsWkbTypes.linearType(QgsWkbTypes.flatType(layer.source.wkbType()))
    if (shapely.get_num_geometries(frame.geometry.to_numpy()) > 1).any():
        kind = QgsWkbTypes.multiType(kind)
    return QgsWkbTypes.displayString(kind)
