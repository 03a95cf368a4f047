"""Layers of the project as the layers of a survey database."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsWkbTypes

from ..tools.errors import TubanError
from ..tools.files import Column
from ..tools.inspection import Database, FieldOf, SurveyLayer, layer_code
from ..tools.inspection.database import CHAR, DATE, FLOAT, INT
from ..tools.language import tr
from ..tools.progress import Progress, silent, steps
from ..tools.standard import Standard
from . import compat
from .frames import LayerInput

_TYPES = {"text": CHAR, "integer": INT, "real": FLOAT, "date": DATE, "datetime": DATE}
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
    fields = [_field(column) for column in layer.columns()]
    frame = layer.frame(progress=progress, may_be_empty=True)  # told with the others by the check
    shape = (
        "Table"
        if kind == compat.geometry_type("NoGeometry")
        else _SHAPES.get(QgsWkbTypes.geometryType(kind), "Unknown")
    )
    return SurveyLayer(code, frame, fields, shape, QgsWkbTypes.isCurvedType(kind), list(layer.notes))


def _field(column: Column) -> FieldOf:
    """A field as the standard calls it; databases keep whole numbers of few digits as decimal numbers without any."""
    whole = column.kind == "real" and column.length > 0 and column.decimals == 0
    return FieldOf(column.name, INT if whole else _TYPES[column.kind], column.length if column.kind == "text" else 0)
