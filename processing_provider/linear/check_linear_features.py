"""Algorithm `check_linear_features`: widths, units, settlements, networks, crossings and tunnels."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
from qgis.core import (
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.linear import (
    LINE_KINDS,
    NORTH,
    PATCH_KINDS,
    SOUTH,
    LinearCheckSettings,
    check_linear_features,
    rows_outside,
)
from ...tools.progress import steps
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm
from ..linear_parameters import codes, in_system_of


class CheckLinearFeatures(CheckAlgorithm):
    """Linear patches against the plan, and the network of their lines."""

    def title(self) -> str:
        return tr("Check linear features")

    def purpose(self) -> str:
        return tr(
            "Checks the patches of roads, ditches and rivers: a width (XZDWKD) that is missing, does not fit the shape "
            "or the class (1006 wider than 8 m), patches narrower than the mapping limit, classes that may not lie in "
            "a settlement (1006 in 201, 202, 203; 1001, 1002 and 1101 in 203), patches that are not cut at a village "
            "line. With their lines also the network: breaks, dangles, dead ends of planned roads, changes of class "
            "without a junction, the wrong feature on top at a crossing, tunnels drawn through."
        )

    def help_page(self) -> str:
        return "index.html"

    def keywords(self) -> str:
        return "linear road width gap dangle crossing tunnel network 线状地物 检查 宽度 断头路 悬挂 隧道 xzdwjc"

    def define_check(self) -> None:
        source, field = QgsProcessingParameterFeatureSource, QgsProcessingParameterField
        self.add(
            source("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer with DLBM; only linear classes are looked at."),
        )
        self.add(
            source("LINES", tr("Centrelines"), [compat.LINE_SOURCE], optional=True),
            tr("The lines of the features: without them the network is not checked."),
        )
        self.add(
            source("CJDCQ", tr("Villages (CJDCQ)"), [compat.POLYGON_SOURCE], optional=True),
            tr("Linear patches must be cut at their borders."),
        )
        self.add(
            source("XZQ", tr("County outline (XZQ)"), [compat.POLYGON_SOURCE], optional=True),
            tr("A planned road that leaves the county is no dead end."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "REGION", tr("Region"), [SOUTH, NORTH], defaultValue=SOUTH, usesStaticStrings=True
            ),
            tr("The mapping limit: south 1 m, north 2 m."),
        )
        for name, title, value, text in (
            ("WIDTH_TOLERANCE", tr("Tolerance of the width"), 0.1, tr("Metres between XZDWKD and the shape's width.")),
            ("GAP", tr("Largest break"), 5.0, tr("Metres: loose ends nearer than this are a break; 0 turns this off.")),
            ("DANGLE", tr("Longest dangle"), 5.0, tr("Metres: a shorter line with a loose end is a dangle.")),
        ):
            self.add(QgsProcessingParameterDistance(name, title, value, "INPUT", minValue=0.0), text)
        for name, title, default, text in (
            ("CLASS_FIELD", tr("Class field"), "DLBM", tr("The land class of each line.")),
            ("LEVEL_FIELD", tr("Level field"), None, tr("A number: the higher feature runs through at a crossing.")),
            ("TUNNEL_FIELD", tr("Tunnel field"), None, tr("Lines on which this is yes lie under ground.")),
            ("NETWORK_FIELD", tr("In a network plan"), None, tr("Yes: the road must not end for nothing.")),
        ):
            self.add(field(name, title, default, "LINES", optional=True), text)
        self.add(
            QgsProcessingParameterString("ORDER", tr("Order at crossings"), "", optional=True),
            tr("Classes, the upper ones first; empty is the order of Lines to patches."),
            advanced=True,
        )

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        patches, drawn = call.required("INPUT"), call.input("LINES")
        patches.require("DLBM")
        reading, checking = steps(call.progress, 1, 2)
        frame = patches.frame(["BSM", "DLBM", "XZDWKD", "CZCSXM"], reading)
        lines = None if drawn is None else in_system_of(drawn.frame(), drawn, frame)
        beside = (call.input(name) for name in ("CJDCQ", "XZQ"))
        villages, outline = (
            None if layer is None else in_system_of(layer.frame(["ZLDWDM"]), layer, frame) for layer in beside
        )
        settings = _settings(call)
        run.source, run.layers, run.counts["DLTB"] = patches.description(), [patches.table], len(frame)
        seen = [kind for kind in PATCH_KINDS if villages is not None or kind != "linear_crosses_unit"]
        run.kinds = [*seen, *(LINE_KINDS if lines is not None else ())]
        run.options = {"REGION": settings.region, "ORDER": list(settings.order)}
        run.tolerances = {"width": settings.width_tolerance, "gap": settings.gap, "dangle": settings.dangle}
        if lines is not None:
            _warn_of_lines_outside(call, frame, lines)
        run.notes.extend([*patches.notes, *(drawn.notes if drawn is not None else []), *call.warned])
        return check_linear_features(
            frame,
            load(EDITION),
            settings,
            lines=lines,
            villages=villages,
            outline=outline,
            layer=patches.table,
            progress=checking,
        )


def _warn_of_lines_outside(call: Call, patches: gpd.GeoDataFrame, lines: gpd.GeoDataFrame) -> None:
    outside = rows_outside(patches.geometry.to_numpy(), lines.geometry.to_numpy(), np.arange(len(lines)))
    if len(outside):
        text = tr("{count} of {all} lines lie outside of all patches: check their coordinate system.")
        call.warn(text.format(count=len(outside), all=len(lines)))


def _settings(call: Call) -> LinearCheckSettings:
    lines = call.input("LINES")

    def field(name: str) -> str:
        return lines.spelt(call.text(name)) if lines is not None else ""

    return LinearCheckSettings(
        region=call.choice("REGION"),
        width_tolerance=call.number("WIDTH_TOLERANCE"),
        gap=call.number("GAP"),
        dangle=call.number("DANGLE"),
        class_field=field("CLASS_FIELD"),
        level_field=field("LEVEL_FIELD"),
        tunnel_field=field("TUNNEL_FIELD"),
        network_field=field("NETWORK_FIELD"),
        order=codes(call.text("ORDER")),
    )
