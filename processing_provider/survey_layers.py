"""Layers of the project as the layers of a survey database."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsWkbTypes

from ..tools.errors import TubanError
from ..tools.inspection import Database, FieldOf, SurveyLayer, layer_code
from ..tools.language import tr
from ..tools.progress import Progress, silent, steps
from ..tools.standard import Standard
from . import compat
from .frames import LayerInput

_TYPES = {"text": "Char", "integer": "Int", "real": "Float", "date": "Date", "datetime": "Date"}
_SHAPES = {compat.POINTS: "Point", compat.LINES: "Line", compat.POLYGONS: "Polygon", compat.ANY_KIND: "Unknown"}


def layers_given(layers: Sequence[LayerInput], standard: Standard, progress: Progress = silent) -> Database:
    """The layers by their codes. Raises `TubanError` for one whose name is not that of a layer of the standard."""
    database = Database("")
    for layer, step in zip(layers, steps(progress, *[1.0] * max(len(layers), 1))):
        code = layer_code(layer.table, standard) or layer_code(layer.name, standard)
        if not code:
            raise TubanError(
                tr("Layer {layer} is no layer of the standard: name it by its code, such as DLTB.").format(
                    layer=layer.name
                )
            )
        database.add(survey_layer(code, layer, step))
    return database


def survey_layer(code: str, layer: LayerInput, progress: Progress = silent) -> SurveyLayer:
    """A layer of the project as a layer of the standard, with what it says of its fields."""
    kind = layer.source.wkbType()
    fields = [
        FieldOf(column.name, _TYPES[column.kind], column.length if column.kind == "text" else 0)
        for column in layer.columns()
    ]
    frame = layer.frame(progress=progress)
    shape = (
        "Table"
        if kind == compat.geometry_type("NoGeometry")
        else _SHAPES.get(QgsWkbTypes.geometryType(kind), "Unknown")
    )
    return SurveyLayer(code, frame, fields, shape, QgsWkbTypes.isCurvedType(kind), list(layer.notes))
