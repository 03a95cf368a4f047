"""Algorithm `adjust_areas`: areas of patches pushed to control areas."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.area import LIMIT, adjust_areas, control_areas, county_control
from ...tools.errors import TubanError
from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns

_LAYERS = {"CJDCQ": ("ZLDWDM", "village"), "XZQ": ("XZQDM", None)}
"""Code field and level of the layers that hold control areas; without a level the code tells it."""


class AdjustAreas(TubanAlgorithm):
    """Pushes TBMJ until villages, townships and the county have their control areas."""

    def title(self) -> str:
        return tr("Adjust areas to control areas")

    def purpose(self) -> str:
        return tr(
            "Pushes the areas of patches (TBMJ) in whole steps of 0.01 m² until villages, townships and the county add "
            "up to their control areas, mainland and islands (MSSM) apart, and sets KCMJ and TBDLMJ anew "
            "(KCMJ = TBMJ × KCXS rounded half up, TBDLMJ = TBMJ − KCMJ).\n"
            "From above: the difference of a unit, in steps, is handed out evenly to its parts, what does not divide "
            "to the largest first (of equal ones the lower code or BSM). What already adds up stays untouched. A "
            "difference beyond the limit is no residue of rounding: the run stops and names it."
        )

    def keywords(self) -> str:
        return (
            "area adjustment control area levelling residue TBMJ ledger 面积平差 控制面积 调平 图斑面积 村级调查区 "
            "海岛 mjpc kzmj tp"
        )

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr(
                "Patch layer with BSM, ZLDWDM, TBMJ and KCXS, and MSSM where there are islands. The layer itself is "
                "not changed."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "CJDCQ", tr("Control areas of villages (CJDCQ)"), [compat.ANY_VECTOR], optional=True
            ),
            tr("Layer or table with ZLDWDM, the control area and MSSM; rows of one village are added up."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "XZQ", tr("Control areas of townships or the county (XZQ)"), [compat.ANY_VECTOR], optional=True
            ),
            tr("Layer or table with XZQDM, the control area and MSSM; 6 digits name a county, 9 a township."),
        )
        self.add(
            QgsProcessingParameterString("CONTROL_FIELD", tr("Field of the control area"), "DCMJ"),
            tr("The field of CJDCQ and XZQ that holds the control area in m²."),
        )
        for name, title in (
            ("MAINLAND", tr("Control area of the county, mainland (m²)")),
            ("ISLANDS", tr("Control area of the county, islands (m²)")),
        ):
            self.add(
                QgsProcessingParameterNumber(
                    name, title, QgsProcessingParameterNumber.Type.Double, optional=True, minValue=0.0
                ),
                tr("Issued for the whole county; it stands above what XZQ says of the county."),
            )
        self.add(
            QgsProcessingParameterNumber(
                "LIMIT",
                tr("Largest difference (m² a patch)"),
                QgsProcessingParameterNumber.Type.Double,
                LIMIT,
                minValue=0.0,
            ),
            tr(
                "A control area that differs from the sum of its patches by more than this times their number stops "
                "the run; exactly so much does not. 0.05 m² notices a missing patch of 200 m² in a village of 4000."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches with adjusted areas"), compat.POLYGON_SOURCE),
            tr("The patches with TBMJ, KCMJ and TBDLMJ."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("UNITS", tr("Areas of the units"), compat.ANY_VECTOR, optional=True),
            tr("Table of county, townships and villages: control area, area before and after, mainland and islands."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("LEDGER", tr("Ledger of the steps"), compat.ANY_VECTOR, optional=True),
            tr(
                "Table with a row for every unit and patch that was changed: place in the order, before, change, after."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("MOVED", tr("Patches whose area was changed")))
        self.addOutput(QgsProcessingOutputNumber("CHANGE", tr("Change of the total area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("LARGEST", tr("Largest change of a patch (m²)")))
        self.addOutput(QgsProcessingOutputNumber("AREA", tr("Total area (m²)")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        patches.require("BSM", "ZLDWDM", "TBMJ", "KCXS")
        reading, adjusting, writing, listing = steps(call.progress, 3, 1, 3, 1)
        frame = patches.frame(progress=reading)
        done = adjust_areas(frame, _controls(call, frame), limit=call.number("LIMIT"), progress=adjusting)
        for note in [*_without_geometry(frame), *done.notes]:
            call.warn(note)
        columns = with_columns(patches.columns(), standard_columns(load(EDITION), "DLTB", ["TBMJ", "KCMJ", "TBDLMJ"]))
        written = call.write(
            "OUTPUT",
            done.patches,
            columns,
            patches.geometry_type(done.patches),
            call.crs,
            writing,
            style="patches.qml",
            title=tr("Patches with adjusted areas"),
        )
        for name, table, made, title in (
            ("UNITS", done.units, _unit_columns(), tr("Areas of the units")),
            ("LEDGER", done.ledger, _ledger_columns(), tr("Ledger of the steps")),
        ):
            written.update(call.write(name, _rows(table), made, "None", call.crs, listing, title=title))
        steps_of_patches = done.ledger.loc[done.ledger["patch"].notna(), "change"]
        county = done.units[done.units["level"] == "county"]
        return {
            **written,
            "MOVED": done.moved,
            "CHANGE": round(float(county["change"].sum()), 2),
            "LARGEST": float(steps_of_patches.abs().max()) if done.moved else 0.0,
            "AREA": round(float(county["after"].sum()), 2),
        }


def _controls(call: Call, patches: gpd.GeoDataFrame) -> pd.DataFrame:
    """All control areas that were given, those that count for more in front."""
    mainland, islands = (_number(call, name) for name in ("MAINLAND", "ISLANDS"))
    tables = []
    if mainland is not None or islands is not None:
        tables.append(county_control(patches, mainland, islands))
    area = call.text("CONTROL_FIELD").strip()
    for name, (code, level) in _LAYERS.items():
        layer = call.input(name)
        if layer is not None:
            layer.require(code, area)
            tables.append(control_areas(layer.frame([code, layer.spelt(area), "MSSM"]), code, layer.spelt(area), level))
    if all(table.empty for table in tables):
        raise TubanError(
            tr("There is no control area: give CJDCQ or XZQ, or the area of the county in MAINLAND and ISLANDS.")
        )
    return pd.concat(tables, ignore_index=True)


def _number(call: Call, name: str) -> float | None:
    return None if call.parameters.get(name) in (None, "") else call.number(name)


def _without_geometry(frame: gpd.GeoDataFrame) -> list[str]:
    missing = int(frame.geometry.isna().sum())
    if not missing:
        return []
    return [tr("{count} patches have no geometry; their TBMJ was taken as it is.").format(count=missing)]


def _rows(table: pd.DataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(table, geometry=np.full(len(table), None, object))


def _unit_columns() -> list[Column]:
    return [
        Column("level", "text", 10, alias=tr("Level of the unit")),
        Column("unit", "text", 12, alias=tr("Unit code")),
        Column("MSSM", "text", 2, alias=tr("Mainland or islands")),
        Column("patches", "integer", alias=tr("Patches")),
        Column("control", "real", 18, 2, tr("Control area (m²)")),
        Column("before", "real", 18, 2, tr("Area before (m²)")),
        Column("change", "real", 15, 2, tr("Change (m²)")),
        Column("after", "real", 18, 2, tr("Area after (m²)")),
    ]


def _ledger_columns() -> list[Column]:
    return [
        Column("step", "integer", alias=tr("Step")),
        Column("level", "text", 10, alias=tr("Level of the unit")),
        Column("unit", "text", 12, alias=tr("Unit code")),
        Column("MSSM", "text", 2, alias=tr("Mainland or islands")),
        Column("part", "text", 18, alias=tr("Part: code of a unit or BSM")),
        Column("patch", "integer", alias=tr("Feature id of the patch")),
        Column("place", "integer", alias=tr("Place by size")),
        Column("before", "real", 18, 2, tr("Area before (m²)")),
        Column("change", "real", 15, 2, tr("Change (m²)")),
        Column("after", "real", 18, 2, tr("Area after (m²)")),
    ]
