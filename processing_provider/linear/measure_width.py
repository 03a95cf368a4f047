"""Algorithm `measure_width`: the width of linear patches from their shape, and their centrelines."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.linear import measure_widths
from ...tools.progress import steps
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns


class MeasureWidth(TubanAlgorithm):
    """XZDWKD by the official formula, and what the width is along the centreline."""

    def title(self) -> str:
        return tr("Measure width of linear patches")

    def purpose(self) -> str:
        return tr(
            "Measures how wide roads, ditches and rivers are from their patches. XZDWKD is the official figure: area "
            "divided by half the perimeter, in metres with one decimal, half up. Beside it WIDTH_MIN, WIDTH_MED and "
            "WIDTH_MAX are distances between both sides, measured along the centreline without its ends: "
            "a patch whose three figures differ much has junctions, or is several features in one. The centreline is "
            "the medial axis without the branches into corners.\n"
            "Areas and lengths are those of the map plane; the layer must be in metres."
        )

    def keywords(self) -> str:
        return "width centreline medial axis skeleton road ditch 宽度 中心线 线状地物宽度 XZDWKD kd zxx"

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches"), [compat.POLYGON_SOURCE]),
            tr("Patches of linear features, or a whole patch layer. The layer itself is not changed."),
        )
        self.add(
            QgsProcessingParameterBoolean("LINEAR_ONLY", tr("Only linear classes"), True),
            tr("Measure only patches whose DLBM is a class of linear features; without DLBM all are measured."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Patches with width"), compat.POLYGON_SOURCE),
            tr("All patches of the input with the four widths in metres; empty where nothing was measured."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "CENTRELINES", tr("Centrelines"), compat.LINE_SOURCE, optional=True, createByDefault=False
            ),
            tr("The centreline of each measured patch, with the fields of its patch."),
        )
        self.addOutput(QgsProcessingOutputNumber("MEASURED", tr("Number of measured patches")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        reading, measuring, writing = steps(call.progress, 1, 5, 1)
        frame = patches.frame(progress=reading)
        wanted = np.ones(len(frame), bool)
        if call.flag("LINEAR_ONLY") and "DLBM" in frame:
            wanted = load(EDITION).is_linear(frame["DLBM"])
        measured, lines = measure_widths(frame[wanted], measuring)
        made = frame.copy()
        names = ("XZDWKD", "WIDTH_MIN", "WIDTH_MED", "WIDTH_MAX")
        for name in names:
            column = made[name].to_numpy(float, copy=True) if name in made else np.full(len(made), np.nan)
            column[wanted] = measured[name]
            made[name] = column
        new = [
            *standard_columns(load(EDITION), "DLTB", ["XZDWKD"]),
            Column("WIDTH_MIN", "real", 10, 2, tr("Least width (m)")),
            Column("WIDTH_MED", "real", 10, 2, tr("Median width (m)")),
            Column("WIDTH_MAX", "real", 10, 2, tr("Greatest width (m)")),
        ]
        columns = with_columns(patches.columns(), new)
        results = call.write(
            "OUTPUT", made, columns, patches.geometry_type(made), patches.crs, writing, title=tr("Patches with width")
        )
        lineal = shapely.get_dimensions(lines) == 1
        drawn = gpd.GeoDataFrame(measured[lineal]).set_geometry(
            gpd.GeoSeries(lines[lineal], measured.index[lineal], crs=frame.crs)
        )
        results |= call.write(
            "CENTRELINES", drawn, columns, "MultiLineString", patches.crs, title=tr("Centrelines"), on_top=1
        )
        return {**results, "MEASURED": int(wanted.sum())}
