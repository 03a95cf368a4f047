"""Algorithm `classify_terraces`: terrace or sloping field."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.slope import classify_terraces, township_types
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, answer, define_answer, new_run, settled
from ..columns import standard_columns, unknown_classes, with_columns

_NONE = "none"


class ClassifyTerraces(TubanAlgorithm):
    """Fills GDLX."""

    def title(self) -> str:
        return tr("Classify terraces")

    def purpose(self) -> str:
        return tr(
            "Fills the type GDLX of cultivated patches (01xx) of slope grade 2 to 5: TT terrace (梯田) or PD sloping "
            "field (坡地). The type is decided in the field: it is taken from a layer of the field survey, where this "
            "says nothing from a default by township, and last from one default for all.\n"
            "A patch that has TT or PD already keeps it unless told otherwise. On slope grade 1 and on other classes "
            "GDLX is emptied. Patches of grade 2 and above that got no type, and those whose type was emptied, are "
            "listed."
        )

    def keywords(self) -> str:
        return "terrace slope field type GDLX TT PD 梯田 坡地 耕地类型 gdlx titian"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("Patch layer with the fields DLBM and GDPDJB. The layer itself is not changed."),
        )
        self.add(
            QgsProcessingParameterFeatureSource("SURVEY", tr("Field survey"), [compat.ANY_VECTOR], optional=True),
            tr(
                "Polygons or points with the type seen in the field. Polygons count by the area they share with the "
                "patch, points by their number; the larger sum wins, TT where both are equal."
            ),
        )
        self.add(
            QgsProcessingParameterField("TYPE_FIELD", tr("Type field of the survey"), "GDLX", "SURVEY", optional=True),
            tr("The field that holds TT or PD."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "TOWNSHIPS", tr("Types by township"), [compat.ANY_VECTOR], optional=True
            ),
            tr("A table or layer with a type for each township, for patches that the survey does not tell."),
        )
        self.add(
            QgsProcessingParameterField(
                "CODE_FIELD", tr("Code field of the townships"), "XZQDM", "TOWNSHIPS", optional=True
            ),
            tr("The field that holds the township's code: the first 9 characters of ZLDWDM of its patches."),
        )
        self.add(
            QgsProcessingParameterField(
                "TOWNSHIP_TYPE", tr("Type field of the townships"), "GDLX", "TOWNSHIPS", optional=True
            ),
            tr("The field that holds TT or PD."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "DEFAULT",
                tr("Type where nothing is known"),
                [_NONE, "TT", "PD"],
                defaultValue=_NONE,
                usesStaticStrings=True,
            ),
            tr("none leaves such patches empty and lists them as findings: the rules want the type seen in the field."),
        )
        self.add(
            QgsProcessingParameterBoolean("OVERWRITE", tr("Replace types that the patches have"), False),
            tr("By default a patch keeps its TT or PD. A type that no source knows better stays in any case."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches with type"), compat.POLYGON_SOURCE),
            tr("The patches with GDLX."),
        )
        define_answer(self)

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        patches.require("DLBM", "GDPDJB")
        run = new_run(call, patches.description())
        run.layers = [patches.table]
        run.kinds = ["type_missing", "type_on_flat_land", "type_not_cultivated"]
        run.rules = ["L-ATT-10", "L-ATT-12a", "L-ATT-08"]
        standard = load(EDITION)
        reading, typing, writing = steps(call.progress, 2, 3, 2)
        frame = patches.frame(progress=reading)
        patches.note(unknown_classes(frame["DLBM"], standard))
        survey, field = _table(call, "SURVEY", "TYPE_FIELD")
        default = call.choice("DEFAULT")
        typed = classify_terraces(
            frame,
            standard,
            survey=survey,
            field=field,
            townships=_townships(call),
            default="" if default == _NONE else default,
            overwrite=call.flag("OVERWRITE"),
            layer=patches.table,
            progress=typing,
        )
        columns = with_columns(patches.columns(), standard_columns(standard, "DLTB", ["GDLX"]))
        written = call.write(
            "OUTPUT",
            typed.patches,
            columns,
            patches.geometry_type(typed.patches),
            call.crs,
            writing,
            style="patches.qml",
            title=tr("Patches with type"),
        )
        run.counts["DLTB"] = len(frame)
        run.options = {"DEFAULT": default, "OVERWRITE": call.flag("OVERWRITE")}
        run.finish(notes=patches.notes)
        return {**written, **answer(call, settled(call, typed.findings, run), run, self.displayName())}


def _table(call: Call, name: str, field_name: str) -> tuple[Any, str]:
    layer = call.input(name)
    if layer is None:
        return None, ""
    field = layer.spelt(call.text(field_name) or "GDLX")
    layer.require(field)
    return layer.frame([field]), field


def _townships(call: Call) -> dict[str, str]:
    layer = call.input("TOWNSHIPS")
    if layer is None:
        return {}
    code, kind = layer.spelt(call.text("CODE_FIELD") or "XZQDM"), layer.spelt(call.text("TOWNSHIP_TYPE") or "GDLX")
    layer.require(code, kind)
    return township_types(layer.frame([code, kind]), code, kind)
