"""Algorithm `lines_to_patches`: centrelines with widths become patches, cut out of those around them."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.linear import (
    BY_MIDDLE,
    BY_PRIORITY,
    Ribboned,
    RibbonSettings,
    ledger_columns,
    lines_to_patches,
    write_linear_report,
)
from ...tools.linear.settings import WIDTH
from ...tools.progress import Progress, steps
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns
from ..linear_parameters import codes, in_system_of, widths_by_class

_DOUBLE = QgsProcessingParameterNumber.Type.Double
_BESIDE = ("XZQ", "CJDCQ")


class LinesToPatches(TubanAlgorithm):
    """Roads, ditches and rivers as patches of an exact coverage."""

    def title(self) -> str:
        return tr("Lines to patches")

    def purpose(self) -> str:
        return tr(
            "Turns the centrelines of roads, ditches and rivers into patches of their width and cuts them out of the "
            "patches around (plan IV.7.12(1)). Lines of the same class, width and level are one ribbon where they "
            "meet; ends are flat, a change of width is evened out over a few metres, corners are filled. Where two "
            "features cross the upper one runs through and the lower one is cut (IV.7.12(5)): by the level, then by "
            "class in the order railway, highway, town road, rural road, pipeline, ditch, river. A feature in a tunnel "
            "ends at both mouths. Ribbons are cut at the lines between villages and owners (IV.1.2).\n"
            "What is left of a patch and too little to be one (IV.1.3) goes to a neighbour of the same village and "
            "owner: of the same second-level class, else first-level class, else group of classes, else the largest. "
            "The result tiles the land as before, on the 0.1 mm grid; both sides of every border have the same nodes. "
            "XZDWKD is worked out by the official formula, and TBMJ of all changed patches anew where the coordinate "
            "system is one of the survey. The ledger has a row for each patch that changed; its changes add up to 0."
        )

    def keywords(self) -> str:
        return (
            "road ditch river line buffer ribbon width patch linear bridge tunnel crossing "
            "线状地物 道路 沟渠 河流 面状化 线物转图斑 农村道路 桥梁 隧道 xzdw xwztb"
        )

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        self._define_layers()
        self._define_lines()
        self._define_rule(RibbonSettings())
        self._define_outputs()

    def _define_layers(self) -> None:
        source = QgsProcessingParameterFeatureSource
        self.add(
            source("INPUT", tr("Centrelines"), [compat.LINE_SOURCE]),
            tr("Lines of roads, ditches and rivers. Lines in another coordinate system are reprojected."),
        )
        self.add(
            source("DLTB", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer, in metres, with DLBM; it is not changed itself. A selection counts as all patches."),
        )
        self.add(
            source("XZQ", tr("County outline (XZQ)"), [compat.POLYGON_SOURCE], optional=True),
            tr("Where ribbons end at the county line its outline needs the same nodes: see the output with nodes."),
        )
        self.add(
            source("CJDCQ", tr("Villages (CJDCQ)"), [compat.POLYGON_SOURCE], optional=True),
            tr("Villages get the same nodes too. Which village land lies in is told by ZLDWDM of the patches."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "DLTB", optional=True),
            tr("The field that names a patch in the ledger; new patches get numbers that count on from the highest."),
        )

    def _define_lines(self) -> None:
        field = QgsProcessingParameterField
        self.add(
            field("CLASS_FIELD", tr("Class field"), "DLBM", "INPUT", optional=True),
            tr("The land class of each line, such as 1006. Lines without one are not mapped."),
        )
        self.add(
            QgsProcessingParameterString("CODE", tr("Class of all lines"), "", optional=True),
            tr("For lines whose class field is missing or empty."),
        )
        self.add(
            field("WIDTH_FIELD", tr("Width field"), WIDTH, "INPUT", optional=True),
            tr("The width of each line in metres."),
        )
        self.add(
            QgsProcessingParameterString("WIDTHS", tr("Widths by class"), "", optional=True),
            tr("Metres for lines without a width of their own, such as 1006=4, 1107=2."),
        )
        self.add(
            QgsProcessingParameterDistance("WIDTH", tr("Width of the others"), 0.0, "DLTB", minValue=0.0),
            tr("Metres for lines of other classes without a width; 0 leaves these lines out."),
        )
        self.add(
            field("LEVEL_FIELD", tr("Level field"), None, "INPUT", optional=True),
            tr("A number: of two features that cross the higher one runs through. Empty is 0; a bridge may be 1."),
        )
        self.add(
            field("TUNNEL_FIELD", tr("Tunnel field"), None, "INPUT", optional=True),
            tr("Lines on which this is yes (or a number that is not 0) lie under ground and get no patch."),
        )
        self.add(
            field("DIVIDE_BY", tr("Fields that divide"), None, "INPUT", allowMultiple=True, optional=True),
            tr("Ribbons of lines that differ in these fields, such as the road's number, are patches of their own."),
        )

    def _define_rule(self, defaults: RibbonSettings) -> None:
        order = ", ".join(load(EDITION).linear_classes.sort_values("rank").index)
        self.add(
            QgsProcessingParameterString("ORDER", tr("Order at crossings"), order, optional=True),
            tr("Classes, the upper ones first, where levels are equal. The plan gives no order by class."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterEnum(
                "PARALLEL",
                tr("Parallel features that overlap"),
                [BY_PRIORITY, BY_MIDDLE],
                defaultValue=BY_PRIORITY,
                usesStaticStrings=True,
            ),
            tr("priority: the upper one keeps its width; middle: both end at the middle line of the overlap."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("KEEP_UPPER", tr("Do not cut upper features that are there"), True),
            tr("Patches of linear features that rank above a new one by class are not cut by it."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("ABSORB", tr("Unite what is left with neighbours"), True),
            tr(
                "What is left of a patch and is smaller than the minimum mapping area of its class goes to a neighbour."
                " So does the tip of a corner of less than 10°, cut off where it is 20 cm wide."
            ),
        )
        self.add(
            QgsProcessingParameterDistance("LEAST_WIDTH", tr("Least width of what is left"), 2.0, "DLTB", minValue=0.0),
            tr("Metres: strips that are narrower on average go to a neighbour too; 0 turns this off."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "SLIVER_AREA", tr("Sliver area (m²)"), _DOUBLE, defaults.sliver_area, minValue=0.0
            ),
            tr("Square metres: parts of ribbons smaller than this go to a neighbour."),
            advanced=True,
        )

    def _define_outputs(self) -> None:
        sink = QgsProcessingParameterFeatureSink
        self.add(
            sink("OUTPUT", tr("Patches with linear features"), compat.POLYGON_SOURCE),
            tr("All patches with all their fields; new ones come last."),
        )
        self.add(
            sink("RIBBONS", tr("Linear patches"), compat.POLYGON_SOURCE, optional=True),
            tr("The new patches alone."),
        )
        self.add(
            sink("LEDGER", tr("Ledger of the cutting"), compat.POLYGON_SOURCE, optional=True),
            tr(
                "A row for each patch that changed, areas in m² on the plane: ribbon and part are new, cut lost "
                "land, grown gained some, of gone nothing is left. The changes add up to 0."
            ),
        )
        for name, title in (("XZQ", tr("County outline with nodes")), ("CJDCQ", tr("Villages with nodes"))):
            self.add(
                sink(f"{name}_OUTPUT", title, compat.POLYGON_SOURCE, optional=True, createByDefault=False),
                tr("The layer with the nodes that the patches have got on common borders; its land is the same."),
            )
        self.add(
            QgsProcessingParameterFileDestination(
                "REPORT", tr("Report"), tr("HTML files") + " (*.html)", optional=True, createByDefault=False
            ),
            tr("One HTML file: what was made and cut, by class, and the busiest place before and after."),
        )
        self.addOutput(QgsProcessingOutputNumber("RIBBON_COUNT", tr("Number of linear patches")))
        self.addOutput(QgsProcessingOutputNumber("CUT_COUNT", tr("Number of patches that lost land")))

    def compute(self, call: Call) -> dict[str, Any]:
        lines, patches = call.required("INPUT"), call.required("DLTB")
        patches.require("DLBM")
        reading, cutting, writing = steps(call.progress, 2, 8, 3)
        run = Run(self.id(), source=patches.description(), edition=EDITION)
        frame, _ = patches.frame_with_surroundings(progress=reading)
        beside = {name: call.input(name) for name in _BESIDE}
        frames = {name: layer.frame() for name, layer in beside.items() if layer is not None}
        drawn = in_system_of(lines.frame(), lines, frame)
        made = lines_to_patches(
            frame,
            drawn,
            load(EDITION),
            _settings(call),
            beside=list(frames.values()),
            key=patches.spelt(call.text("KEY") or "BSM"),
            progress=cutting,
        )
        for note in made.notes:
            call.warn(note)
        with_nodes = dict(zip(frames, made.beside))
        files = call.asked_files("REPORT")
        if files:
            run.finish({"DLTB": len(frame), lines.name: len(drawn)}, [*lines.notes, *patches.notes, *made.notes])
            write_linear_report(files["REPORT"], frame, drawn, made, load(EDITION), run, self.displayName())
        action = made.ledger["action"].value_counts()
        return {
            **_written(call, made, with_nodes, writing),
            **files,
            "RIBBON_COUNT": len(made.ribbons),
            "CUT_COUNT": int(action.get("cut", 0) + action.get("gone", 0)),
        }


def _settings(call: Call) -> RibbonSettings:
    lines = call.required("INPUT")
    return RibbonSettings(
        class_field=lines.spelt(call.text("CLASS_FIELD")),
        width_field=lines.spelt(call.text("WIDTH_FIELD")),
        level_field=lines.spelt(call.text("LEVEL_FIELD")),
        tunnel_field=lines.spelt(call.text("TUNNEL_FIELD")),
        divide_by=tuple(lines.spelt(name) for name in call.fields("DIVIDE_BY")),
        code=call.text("CODE").strip(),
        widths=widths_by_class(call.text("WIDTHS")),
        width=call.number("WIDTH"),
        order=codes(call.text("ORDER")),
        parallel=call.choice("PARALLEL"),
        keep_upper=call.flag("KEEP_UPPER"),
        absorb=call.flag("ABSORB"),
        least_width=call.number("LEAST_WIDTH"),
        sliver_area=call.number("SLIVER_AREA"),
    )


def _written(call: Call, made: Ribboned, with_nodes: dict[str, gpd.GeoDataFrame], progress: Progress) -> dict[str, str]:
    """The layers that were asked for."""
    patches = call.required("DLTB")
    whole, alone, booked, rest = steps(progress, 5, 2, 2, 1)
    columns = with_columns(patches.columns(), standard_columns(load(EDITION), "DLTB", [WIDTH]))
    kind, crs = patches.geometry_type(made.patches), patches.crs
    style = {"style": "patches.qml"}
    # All of them lie below the findings that a model may load with them.
    results = call.write(
        "OUTPUT", made.patches, columns, kind, crs, whole, title=tr("Patches with linear features"), on_top=-3, **style
    )
    results |= call.write(
        "RIBBONS", made.ribbons, columns, kind, crs, alone, style="linear.qml", title=tr("Linear patches"), on_top=-2
    )
    results |= call.write(
        "LEDGER",
        made.ledger,
        ledger_columns(),
        patches.geometry_type(made.ledger),
        crs,
        booked,
        style="linear_ledger.qml",
        title=tr("Ledger of the cutting"),
        on_top=-1,
    )
    for name, frame in with_nodes.items():
        layer = call.required(name)
        kind = layer.geometry_type(frame)
        results |= call.write(f"{name}_OUTPUT", frame, layer.columns(), kind, layer.crs, rest, title=name, on_top=-4)
    return results
