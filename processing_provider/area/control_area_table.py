"""Algorithm `control_area_table`: control areas of a county from the theoretical areas of its map sheets."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.area import ControlTable, control_table
from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.statistics import write_control_table
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..scales import chosen_scale, scale_parameter


class ControlAreaTable(TubanAlgorithm):
    """Cuts a county by map sheets and closes the pieces to the sheets."""

    def title(self) -> str:
        return tr("Control areas by map sheets")

    def purpose(self) -> str:
        return tr(
            "Makes the table of theoretical and control areas of map sheets (图幅理论面积与控制面积接合图表): a whole "
            "sheet gives its theoretical area, a broken one is shared out by the measured areas of its pieces in and "
            "out of the county, rounded to 0.1 ha and pushed in steps of 0.1 ha, the largest pieces first, until they "
            "add up to the sheet.\n"
            "The control area is the sum of what lies inside, the same by rows and by columns. Where MSSM tells "
            "mainland (00) from islands (01), each has a table and a control area of its own."
        )

    def keywords(self) -> str:
        return (
            "control area map sheet theoretical area xlsx county 控制面积 图幅理论面积 接合图表 整幅 破幅 海岛 "
            "面积控制 kzmj jhtb"
        )

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("XZQ", tr("Administrative areas (XZQ)"), [compat.POLYGON_SOURCE]),
            tr("Polygons of the county: one or many, with MSSM where it has islands."),
        )
        self.add(scale_parameter(), tr("Scale of the sheets: that of the survey, 1:10 000 in most counties."))
        self.add(
            QgsProcessingParameterField("UNIT_FIELD", tr("Field of the unit"), None, "XZQ", optional=True),
            tr("Code or name of the units that get control areas of their own; left empty, all polygons are one unit."),
        )
        self.add(
            QgsProcessingParameterString("NAME", tr("Name of the county"), optional=True),
            tr("It goes into the titles of the workbook."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "DECIMALS",
                tr("Decimals of a hectare"),
                QgsProcessingParameterNumber.Type.Integer,
                1,
                minValue=0,
                maxValue=6,
            ),
            tr(
                "1 as in the official table, whose step is 0.1 ha; 6 closes to 0.01 m². Sheets of 1:2 000 and larger "
                "scales are too small for 0.1 ha."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Pieces of sheets"), compat.POLYGON_SOURCE, optional=True),
            tr("A polygon for every piece of a sheet, inside and outside, with its closed area (ha)."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "TABLE", tr("Table (workbook)"), tr("Excel files") + " (*.xlsx)", optional=True, createByDefault=False
            ),
            tr("The table in its official form, mainland and islands apart, with a summary and a list of the pieces."),
        )
        self.addOutput(QgsProcessingOutputNumber("CONTROL_AREA", tr("Control area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("MAINLAND", tr("Control area of the mainland (m²)")))
        self.addOutput(QgsProcessingOutputNumber("ISLANDS", tr("Control area of the islands (m²)")))
        self.addOutput(QgsProcessingOutputNumber("WHOLE", tr("Number of whole sheets")))
        self.addOutput(QgsProcessingOutputNumber("BROKEN", tr("Number of broken sheets")))

    def compute(self, call: Call) -> dict[str, Any]:
        areas = call.required("XZQ")
        unit = areas.spelt(call.text("UNIT_FIELD")) or None
        reading, cutting, writing = steps(call.progress, 1, 4, 1)
        frame = areas.frame([name for name in ("MSSM", unit) if name], reading)
        missing = int(frame.geometry.isna().sum())
        if 0 < missing < len(frame):
            call.warn(tr("{count} areas have no geometry and were left out.").format(count=missing))
        table = control_table(
            frame, chosen_scale(call), unit_field=unit, decimals=call.integer("DECIMALS"), progress=cutting
        )
        pieces = table.pieces
        results: dict[str, Any] = call.write(
            "OUTPUT",
            pieces.rename(columns={"theory": "LLMJ", "area": "KZMJ", "pushed": "TPMJ", "measured": "JSMJ"}),
            _columns(table),
            "MultiPolygon",
            call.crs,
            writing,
            style="sheet_pieces.qml",
            title=tr("Pieces of sheets"),
        )
        for name, path in call.asked_files("TABLE").items():
            write_control_table(path, table, call.text("NAME").strip())
            results[name] = path
        whole = pieces[(pieces["inside"] == 1) & (pieces["kind"] == "whole")]
        return {
            **results,
            "CONTROL_AREA": table.control(),
            "MAINLAND": table.control("00"),
            "ISLANDS": table.control("01"),
            "WHOLE": len(whole),
            "BROKEN": int(pieces["TFH"].nunique()) - len(whole),
        }


def _columns(table: ControlTable) -> list[Column]:
    return [
        Column("TFH", "text", 12, alias=tr("Sheet number")),
        Column("kind", "text", 6, alias=tr("Whole or broken")),
        Column("inside", "integer", alias=tr("Inside the county")),
        Column("unit", "text", 60, alias=tr("Unit")),
        Column("MSSM", "text", 2, alias=tr("Mainland or islands")),
        Column("LLMJ", "real", 15, table.decimals, tr("Theoretical area of the sheet (ha)")),
        Column("JSMJ", "real", 18, 2, tr("Measured area (m²)")),
        Column("TPMJ", "real", 15, table.decimals, tr("Pushed (ha)")),
        Column("KZMJ", "real", 15, table.decimals, tr("Closed area (ha)")),
    ]
