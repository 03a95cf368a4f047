"""Algorithm `land_class_table`: areas by first- and second-level land class, as a table and as a workbook."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.standard import load
from ...tools.statistics import UNITS, class_areas, imbalance, write_tables
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, unknown_classes

_FIELDS = ("DLBM", "TBMJ", "KCDLBM", "KCMJ", "TBDLMJ")


class LandClassTable(TubanAlgorithm):
    """Sums patches by land class, to the last 0.01."""

    def title(self) -> str:
        return tr("Land class table")

    def purpose(self) -> str:
        return tr(
            "Sums the areas of patches by first- and second-level land class: TBDLMJ by DLBM, and the deducted KCMJ as "
            "1203 (田坎). Wetlands (00) by the table of classes, adjustable (K) and refined (A) classes in their "
            "second-level class.\n"
            "Square metres are exact to 0.01 and add up to the sum of TBMJ; hectares are forced to balance in both "
            "directions, the residue of rounding going to the largest areas first. Patches with an unknown code have "
            "a line of their own."
        )

    def keywords(self) -> str:
        return "area table land class summary statistics hectares xlsx 面积 汇总 一级分类 二级分类 地类面积 统计 mjhz"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("Patch layer with the fields {fields}; TBDLMJ must be filled (deduct ridges first).").format(
                fields=", ".join(_FIELDS)
            ),
        )
        self.add(
            QgsProcessingParameterEnum("BY", tr("Units"), list(UNITS), defaultValue="county", usesStaticStrings=True),
            tr("The county alone, with its townships, or with townships and villages (by ZLDWDM)."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "XZQ", tr("Administrative areas (XZQ)"), [compat.POLYGON_SOURCE], optional=True
            ),
            tr("Names of the townships (XZQDM, XZQMC). Villages are named by ZLDWMC of their patches."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Areas by land class"), compat.ANY_VECTOR, optional=True),
            tr("Table with a row for every unit and class."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "TABLES", tr("Tables (workbook)"), tr("Excel files") + " (*.xlsx)", optional=True, createByDefault=False
            ),
            tr("The tables in their official form: units in rows, classes in columns, hectares and square metres."),
        )
        self.addOutput(QgsProcessingOutputNumber("AREA", tr("Total area (m²)")))
        self.addOutput(QgsProcessingOutputNumber("UNBALANCED", tr("Patches whose TBMJ is not TBDLMJ + KCMJ")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches, by = call.required("INPUT"), call.choice("BY")
        patches.require(*_FIELDS, *(["ZLDWDM"] if by != "county" else []))
        reading, summing = steps(call.progress, 3, 1)
        frame = patches.frame([*_FIELDS, "ZLDWDM", "ZLDWMC"], reading)
        patches.note(unknown_classes(frame["DLBM"], load(EDITION)))
        frame = _measured(call, frame)
        table = class_areas(frame, load(EDITION), by=by, names=_names(call), progress=summing)
        off = imbalance(frame)
        if off.patches:
            call.warn(
                tr(
                    "In {count} patches TBMJ is not TBDLMJ + KCMJ; the table's total differs from the sum of TBMJ by "
                    "{difference} m²."
                ).format(count=off.patches, difference=f"{off.difference:.2f}")
            )
        rows = gpd.GeoDataFrame(table, geometry=np.full(len(table), None, object), crs=frame.crs)
        results: dict[str, Any] = call.write("OUTPUT", rows, _columns(), "None", call.crs, title=self.title())
        for name, path in call.asked_files("TABLES").items():
            write_tables(path, table)
            results[name] = path
        county = table[(table["unit_level"] == "county") & (table["class_level"] == 1)]
        return {**results, "AREA": round(float(county["area_m2"].sum()), 2), "UNBALANCED": off.patches}


def _measured(call: Call, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The patches that have a class area; one that could not be filled must not stop a county."""
    missing = frame["TBDLMJ"].isna()
    if missing.all():
        return frame  # refused by the engine, with the reason
    if missing.any():
        call.warn(
            tr("{count} patches without TBDLMJ are not in the table; the findings of the steps before say why.").format(
                count=int(missing.sum())
            )
        )
    return frame[~missing]


def _names(call: Call) -> dict[str, str]:
    """Names of administrative areas by their code."""
    areas = call.input("XZQ")
    if areas is None:
        return {}
    areas.require("XZQDM", "XZQMC")
    named = pd.DataFrame(areas.frame(["XZQDM", "XZQMC"]))[["XZQDM", "XZQMC"]].dropna().astype(str)
    return dict(zip(named["XZQDM"].str.strip(), named["XZQMC"]))


def _columns() -> list[Column]:
    return [
        Column("unit", "text", 19, alias=tr("Unit code")),
        Column("unit_level", "text", 10, alias=tr("Level of the unit")),
        Column("unit_name", "text", 60, alias=tr("Unit name")),
        Column("class_level", "integer", alias=tr("Level of the class")),
        Column("code", "text", 5, alias=tr("Land class")),
        Column("name", "text", 60, alias=tr("Name of the class")),
        Column("parent", "text", 5, alias=tr("First-level class")),
        Column("land_group", "text", 10, alias=tr("Group")),
        Column("patches", "integer", alias=tr("Patches")),
        Column("area_m2", "real", 18, 2, tr("Area (m²)")),
        Column("area_ha", "real", 15, 2, tr("Area (ha)")),
    ]
