"""Algorithm `merge_small_patches`: patches below the minimum mapping area into the neighbour that the rules choose."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.overlay import refuse_degrees
from ...tools.progress import steps
from ...tools.standard import load
from ...tools.tagging import merging
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, unknown_classes


class MergeSmallPatches(TubanAlgorithm):
    """Merges what is too small to be mapped, and tells where it went."""

    def title(self) -> str:
        return tr("Merge small patches")

    def purpose(self) -> str:
        return tr(
            "Merges patches below the minimum mapping area (plan IV.1.3: built land and 1202 200 m², other farm land "
            "400 m², all else 600 m²; by TBMJ, else by plane area) into a neighbour, the smallest first: one of the "
            "same second-level class, else the same first-level class (0303 is wetland, no forest), else the same of "
            "farm, built and unused land, else any; within each the largest.\n"
            "A patch of exactly the limit stays, since the plan says that what exceeds it is mapped. Never across the "
            "lines of village, owner, kind of ownership and settlement range. What is mapped by its width and not by "
            "its area neither goes nor takes: railways, roads and ditches, and rivers and streets with a width "
            "(XZDWKD); a river or street without one is merged as any patch. What has no neighbour left stays and is "
            "in the ledger. The patch that takes keeps its attributes; TBMJ adds up, KCMJ and TBDLMJ follow; common "
            "borders go, no other vertex moves. Neighbours that lack each other's vertices share no border here: run "
            "Repair topology before."
        )

    def keywords(self) -> str:
        return (
            "merge small patches minimum mapping area eliminate dissolve sliver "
            "最小上图面积 小图斑 碎图斑 合并 归并 融合 xtb zxst"
        )

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer with DLBM; it is not changed itself."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the ledger; the feature id where it is empty."),
        )
        number = QgsProcessingParameterNumber
        for name, title, default in (
            ("BUILT", tr("Minimum area of built land and 1202 (m²)"), merging.LIMITS["built"]),
            ("FARM", tr("Minimum area of other farm land (m²)"), merging.LIMITS["farm"]),
            ("OTHER", tr("Minimum area of all else (m²)"), merging.LIMITS["other"]),
        ):
            self.add(
                number(name, title, number.Type.Double, default, minValue=0.0),
                tr("A province may set a finer value for its whole area; a coarser one is refused. 0: merge none."),
            )
        self.add(
            QgsProcessingParameterBoolean("DESERT", tr("Desert region"), False),
            tr("In desert regions the last of the three may be up to 1500 m²."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("INCLUSIVE", tr("Merge patches of exactly the limit too"), False),
            tr("Public sources leave open whether a patch of exactly the limit is mapped; by default it stays."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("LINES", tr("Fields whose lines are kept"), ",".join(merging.KEPT_LINES)),
            tr("Names of fields, separated by commas: patches that differ in one of them are never merged."),
            advanced=True,
        )
        sink = QgsProcessingParameterFeatureSink
        self.add(sink("OUTPUT", tr("Merged patches"), compat.POLYGON_SOURCE), tr("The patches that are left."))
        self.add(
            sink("LEDGER", tr("Ledger of merging"), compat.POLYGON_SOURCE, optional=True),
            tr("A row for each small patch: its class and area, where it went and why, or that it stays."),
        )
        self.addOutput(QgsProcessingOutputNumber("MERGED", tr("Number of patches merged into others")))
        self.addOutput(QgsProcessingOutputNumber("LEFT", tr("Number of small patches left")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        patches.require("DLBM")
        standard = load(EDITION)
        reading, working, output, listing = steps(call.progress, 3, 4, 3, 1)
        limits = merging.Limits(
            call.number("BUILT"), call.number("FARM"), call.number("OTHER"), call.flag("DESERT"), call.flag("INCLUSIVE")
        )
        lines = [name.strip() for name in call.text("LINES").split(",") if name.strip()]
        frame = patches.frame(progress=reading)
        refuse_degrees(frame.crs, patches.name)
        patches.note(unknown_classes(frame["DLBM"], standard))
        absent = [name for name in lines if name not in frame.columns]
        if absent:
            text = tr("The patches have no field {fields}: its lines are not known and may be crossed.")
            call.warn(text.format(fields=", ".join(absent)))
        key = patches.spelt(call.text("KEY") or "BSM")
        done = merging.merge_small(frame, standard, limits, lines=lines, key=key, progress=working)
        left = len(done.ledger) - done.merged
        call.note(tr("{merged} patches merged, {left} small ones left.").format(merged=done.merged, left=left))
        kind = patches.geometry_type(done.patches)
        columns, title = patches.columns(), tr("Merged patches")
        written = call.write("OUTPUT", done.patches, columns, kind, call.crs, output, style="patches.qml", title=title)
        made = merging.merge_columns()
        title = tr("Ledger of merging")
        kind = patches.geometry_type(done.ledger)
        written |= call.write(
            "LEDGER", done.ledger, made, kind, call.crs, listing, style="faulty_features.qml", title=title, on_top=1
        )
        return {**written, "MERGED": done.merged, "LEFT": left}
