"""Algorithm `map_sheets`: the map sheets of an area, with numbers, corners and theoretical areas."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingOutputNumber,
    QgsProcessingParameterCrs,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterString,
)

from ...tools.area import half_up, sheet_frame, sheets_over, survey_reference
from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import Progress, steps
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..frames import known_as
from ..scales import chosen_scale, scale_parameter

_GIVEN = ("AREA", "EXTENT", "NUMBERS")

_SEPARATORS = re.compile("[,;，；、]")

DEGREES = "EPSG:4490"
"""CGCS2000 longitudes and latitudes."""


class MapSheets(TubanAlgorithm):
    """Lays out the sheets of a scale over an area."""

    def title(self) -> str:
        return tr("Map sheets")

    def purpose(self) -> str:
        return tr(
            "Lays out the map sheets of GB/T 13989-2012 from 1:1 000 000 to 1:500 over a layer or an extent, or the "
            "sheets of given numbers: polygons with the sheet number, the edges in degrees, the four corners on the "
            "Gauss plane and the theoretical area by the official series (国土调查办发〔2008〕32号).\n"
            "A sheet counts where the area reaches into it; one that is only touched does not. The system must be "
            "CGCS2000, Xi'an 1980 or Beijing 1954, geographic or Gauss-Kruger, with or without zone number."
        )

    def keywords(self) -> str:
        return "map sheet grid index number GB/T 13989 theoretical area 图幅 图幅号 分幅 图幅理论面积 接合图表 tf tfh"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("AREA", tr("Area"), [compat.ANY_GEOMETRY], optional=True),
            tr("Layer that the sheets are to cover, such as XZQ. Give this, an extent or sheet numbers."),
        )
        self.add(
            QgsProcessingParameterExtent("EXTENT", tr("Extent"), optional=True),
            tr("Rectangle that the sheets are to cover."),
        )
        self.add(
            QgsProcessingParameterString("NUMBERS", tr("Sheet numbers"), optional=True, multiLine=True),
            tr("New sheet numbers such as H50G093004, of any scale, separated by commas, blanks or line breaks."),
        )
        self.add(scale_parameter(), tr("Scale of the sheets; sheet numbers bring their own."))
        self.add(
            QgsProcessingParameterCrs("CRS", tr("Coordinate system of the sheets"), optional=True),
            tr("Left empty, it is that of the layer, and degrees of CGCS2000 (EPSG:4490) without a layer."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Map sheets"), compat.POLYGON_SOURCE),
            tr(
                "A polygon a sheet: TFH number, BLC scale, W, S, E, N edges (degrees), corners X_SW … Y_SE (x north, y "
                "east, m; in degrees those of the standard zone, CM is its meridian), LLMJ theoretical area (m²)."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of sheets")))
        self.addOutput(QgsProcessingOutputNumber("AREA_SUM", tr("Total theoretical area (m²)")))

    def compute(self, call: Call) -> dict[str, Any]:
        given = [name for name in _GIVEN if call.parameters.get(name) not in (None, "")]
        if len(given) != 1:
            raise TubanError(tr("Give one of the three: a layer in AREA, an extent in EXTENT or sheets in NUMBERS."))
        finding, writing = steps(call.progress, 3, 1)
        system = _system(call)
        crs = known_as(system)
        frame = sheet_frame(_numbers(call, given[0], system, crs, finding), crs)
        written = call.write(
            "OUTPUT", frame, _columns(), "Polygon", system, writing, style="sheets.qml", title=self.title()
        )
        return {**written, "COUNT": len(frame), "AREA_SUM": float(half_up(frame["LLMJ"].sum()))}


def _system(call: Call) -> QgsCoordinateReferenceSystem:
    chosen = call.algorithm.parameterAsCrs(call.parameters, "CRS", call.context)
    if chosen.isValid():
        return chosen
    return call.crs if call.input("AREA") is not None else QgsCoordinateReferenceSystem(DEGREES)


def _numbers(
    call: Call, given: str, system: QgsCoordinateReferenceSystem, crs: str | None, progress: Progress
) -> list[str]:
    """Numbers of the sheets that were asked for, each once."""
    if given == "NUMBERS":
        return list(dict.fromkeys(_SEPARATORS.sub(" ", call.text("NUMBERS")).upper().split()))
    if given == "EXTENT":
        extent = call.algorithm.parameterAsExtent(call.parameters, "EXTENT", call.context, system)
        sides = extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
        return sheets_over(np.array([shapely.box(*sides)]), crs, chosen_scale(call), progress=progress).tolist()
    reading, meeting = steps(progress, 1, 1)
    area = call.required("AREA").frame([], reading)
    if survey_reference(area.crs).ellipsoid is not survey_reference(crs).ellipsoid:
        raise TubanError(tr("The layer in AREA and the chosen system lie on different ellipsoids: choose one of them."))
    return sheets_over(area.geometry, area.crs, chosen_scale(call), progress=meeting).tolist()


def _columns() -> list[Column]:
    corners = {
        "SW": tr("south-west corner"),
        "NW": tr("north-west corner"),
        "NE": tr("north-east corner"),
        "SE": tr("south-east corner"),
    }
    return [
        Column("TFH", "text", 12, alias=tr("Sheet number")),
        Column("BLC", "integer", alias=tr("Scale denominator")),
        Column("W", "real", 13, 9, tr("West edge (°)")),
        Column("S", "real", 13, 9, tr("South edge (°)")),
        Column("E", "real", 13, 9, tr("East edge (°)")),
        Column("N", "real", 13, 9, tr("North edge (°)")),
        Column("RANGE", "text", 60, alias=tr("Range in degrees, minutes and seconds")),
        Column("CM", "real", 6, 1, tr("Central meridian of the corners (°)")),
        *(
            Column(f"{axis}_{corner}", "real", 15, 4, f"{axis}, {name} (m)")
            for corner, name in corners.items()
            for axis in ("X", "Y")
        ),
        Column("LLMJ", "real", 18, 2, tr("Theoretical area (m²)")),
    ]
