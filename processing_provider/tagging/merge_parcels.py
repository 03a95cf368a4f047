"""Algorithm `merge_parcels`: adjoining parcels of one class become patches."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.language import tr
from ...tools.overlay import aligned, refuse_degrees
from ...tools.progress import steps
from ...tools.tagging.merging import KEPT_LINES, merge_parcels
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import with_columns


class MergeParcels(TubanAlgorithm):
    """Makes patches of parcels, as towns and villages are surveyed inside."""

    def title(self) -> str:
        return tr("Merge parcels to patches")

    def purpose(self) -> str:
        return tr(
            "Inside towns and villages adjoining parcels of one land class form one patch (plan IV.1.2). Parcels that "
            "share a border and agree in class, village, owner, kind of ownership and settlement range are merged; "
            "roads and water given as areas are cut out, lines divide. Of several uses in a parcel (rows with the same "
            "parcel number) the one with most land is taken.\n"
            "A patch gets the fields of its largest parcel and PARCELS, the number of parcels in it. Common borders "
            "go, no other vertex moves. Parcels that overlap or lack each other's vertices are not mended: run "
            "Repair topology before."
        )

    def keywords(self) -> str:
        return "parcel cadastre merge dissolve town village 宗地 地籍 合并 城镇村内部 归并 zdhb"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Parcels"), [compat.POLYGON_SOURCE]),
            tr("Cadastral parcels with a land class, in metres. The layer is not changed."),
        )
        field = QgsProcessingParameterField
        self.add(field("CLASS", tr("Field of the land class"), "DLBM", "INPUT"), tr("Rows without a class stay alone."))
        self.add(
            field("PARCEL", tr("Parcel number"), None, "INPUT", optional=True),
            tr("Rows with the same number are one parcel of several uses; without it each row is a parcel."),
        )
        self.add(
            QgsProcessingParameterMultipleLayers(
                "DIVIDERS", tr("Roads, water and other dividers"), compat.ANY_GEOMETRY, optional=True
            ),
            tr("Areas are cut out of the parcels, lines divide patches and are never crossed."),
        )
        self.add(
            QgsProcessingParameterString("LINES", tr("Fields whose lines are kept"), ",".join(KEPT_LINES)),
            tr("Names of fields, separated by commas: parcels that differ in one of them are never merged."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches of parcels"), compat.POLYGON_SOURCE),
            tr("The patches with the fields of the parcels and PARCELS."),
        )
        self.addOutput(QgsProcessingOutputNumber("PATCHES", tr("Number of patches")))
        self.addOutput(QgsProcessingOutputNumber("MIXED", tr("Number of parcels of several uses")))

    def compute(self, call: Call) -> dict[str, Any]:
        parcels = call.required("INPUT")
        code, parcel = parcels.spelt(call.text("CLASS")), parcels.spelt(call.text("PARCEL"))
        parcels.require(*filter(None, (code, parcel)))
        reading, working, writing = steps(call.progress, 2, 5, 2)
        frame = parcels.frame(progress=reading)
        refuse_degrees(frame.crs, parcels.name)
        shapeless = int((frame.geometry.isna() | frame.geometry.is_empty).sum())
        if shapeless:
            call.warn(tr("{count} parcels have no geometry: they are in no patch.").format(count=shapeless))
        dividers = []
        for layer in call.inputs("DIVIDERS"):
            shapes = layer.frame([])
            dividers.append(shapes.set_geometry(aligned(shapes, frame.crs, layer.name), crs=frame.crs))
        if "PARCELS" in frame.columns:
            text = tr("Layer {layer} has a field {field} already: rename it.")
            raise TubanError(text.format(layer=parcels.name, field="PARCELS"))
        lines = [name.strip() for name in call.text("LINES").split(",") if name.strip()]
        made = merge_parcels(frame, dividers, code=code, parcel=parcel, lines=lines, progress=working)
        text = tr("{parcels} parcels became {patches} patches; {mixed} parcels had several uses.")
        call.note(text.format(parcels=len(frame), patches=len(made.patches), mixed=made.mixed))
        columns = with_columns(parcels.columns(), [Column("PARCELS", "integer", alias=tr("Parcels"))])
        kind, title = parcels.geometry_type(made.patches), tr("Patches of parcels")
        written = call.write("OUTPUT", made.patches, columns, kind, call.crs, writing, style="patches.qml", title=title)
        return {**written, "PATCHES": len(made.patches), "MIXED": made.mixed}
