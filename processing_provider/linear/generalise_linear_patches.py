"""Algorithm `generalise_linear_patches`: lines and points of the second survey become patches."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ...tools.errors import TubanError
from ...tools.language import tr
from ...tools.linear import SECOND_TO_THIRD, generalise_linear_patches, ledger_columns
from ...tools.linear.settings import WIDTH
from ...tools.progress import steps
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns
from ..linear_parameters import in_system_of


class GeneraliseLinearPatches(TubanAlgorithm):
    """An old database made comparable with one that has polygons only."""

    def title(self) -> str:
        return tr("Second-survey lines and points to patches")

    def purpose(self) -> str:
        return tr(
            "Cuts the line features (XZDW, with a width) and the point features (LXDW, with an area) of the second "
            "survey out of its patches, so that the old database can be laid over the new one, in which every road, "
            "ditch and river is a patch. A line becomes a ribbon of its width, a point a square of its area. Nothing "
            "is united with a neighbour. Classes of the second survey become those of the third; others stay.\n"
            "All layers must be in the same metres; lines and points in another system are reprojected."
        )

    def keywords(self) -> str:
        return "second survey line point comparison XZDW LXDW 二调 线状地物 零星地物 面状化 对比 edxw lxdw"

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        source, field = QgsProcessingParameterFeatureSource, QgsProcessingParameterField
        self.add(
            source("DLTB", tr("Patches of the second survey"), [compat.POLYGON_SOURCE]),
            tr("The patch layer with DLBM; it is not changed itself. A selection counts as all patches."),
        )
        self.add(
            source("LINES", tr("Line features (XZDW)"), [compat.LINE_SOURCE], optional=True),
            tr("Lines with class and width."),
        )
        self.add(
            field("LINE_CLASS", tr("Class field of the lines"), "DLBM", "LINES", optional=True), tr("Such as 104.")
        )
        self.add(field("LINE_WIDTH", tr("Width field of the lines"), "KD", "LINES", optional=True), tr("In metres."))
        self.add(
            source("POINTS", tr("Point features (LXDW)"), [compat.POINT_SOURCE], optional=True),
            tr("Points with class and area."),
        )
        self.add(
            field("POINT_CLASS", tr("Class field of the points"), "DLBM", "POINTS", optional=True), tr("Such as 203.")
        )
        self.add(
            field("POINT_AREA", tr("Area field of the points"), "MJ", "POINTS", optional=True), tr("In square metres.")
        )
        self.add(
            QgsProcessingParameterString(
                "CODES", tr("Classes"), ", ".join(f"{old}={new}" for old, new in SECOND_TO_THIRD.items()), optional=True
            ),
            tr("Class of the second survey=class of the third, separated by commas. 103 may also be 1005."),
            advanced=True,
        )
        sink = QgsProcessingParameterFeatureSink
        self.add(
            sink("OUTPUT", tr("Patches with lines and points"), compat.POLYGON_SOURCE),
            tr("All patches with all their fields; new ones come last."),
        )
        self.add(
            sink("LEDGER", tr("Ledger of the cutting"), compat.POLYGON_SOURCE, optional=True),
            tr("A row for each patch that changed, areas in m² on the plane. The changes add up to 0."),
        )
        self.addOutput(QgsProcessingOutputNumber("MADE", tr("Number of new patches")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("DLTB")
        patches.require("DLBM")
        reading, cutting, writing = steps(call.progress, 2, 8, 3)
        frame, _ = patches.frame_with_surroundings(progress=reading)
        drawn = {}
        for name in ("LINES", "POINTS"):
            layer = call.input(name)
            drawn[name] = None if layer is None else in_system_of(layer.frame(), layer, frame)
        made = generalise_linear_patches(
            frame,
            load(EDITION),
            drawn["LINES"],
            drawn["POINTS"],
            line_fields=_fields(call, "LINES", "LINE_CLASS", "LINE_WIDTH"),
            point_fields=_fields(call, "POINTS", "POINT_CLASS", "POINT_AREA"),
            codes=_codes(call.text("CODES")),
            progress=cutting,
        )
        for note in made.notes:
            call.warn(note)
        columns = with_columns(patches.columns(), standard_columns(load(EDITION), "DLTB", [WIDTH]))
        title, kind = tr("Patches with lines and points"), patches.geometry_type(made.patches)
        results = call.write("OUTPUT", made.patches, columns, kind, patches.crs, writing, "patches.qml", title)
        kind, title = patches.geometry_type(made.ledger), tr("Ledger of the cutting")
        style = "linear_ledger.qml"
        results |= call.write("LEDGER", made.ledger, ledger_columns(), kind, patches.crs, None, style, title, 1)
        return {**results, "MADE": len(made.ribbons)}


def _fields(call: Call, layer: str, code: str, size: str) -> tuple[str, str]:
    given = call.input(layer)
    one, two = call.text(code), call.text(size)
    return (one, two) if given is None else (given.spelt(one), given.spelt(two))


def _codes(text: str) -> dict[str, str]:
    pairs = [item.split("=") for item in text.replace("，", ",").split(",") if item.strip()]
    if any(len(pair) != 2 for pair in pairs):
        raise TubanError(tr("Classes are written as old=new, separated by commas, such as 104=1006."))
    return {old.strip(): new.strip() for old, new in pairs}
