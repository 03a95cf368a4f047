"""Algorithm `repair_topology`: overlaps, gaps, unmatched vertices and faulty patches mended, with a ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.progress import Progress, steps
from ...tools.quality import layer as findings_layer
from ...tools.quality.findings import ERROR, counts
from ...tools.quality.labels import kind_name, kind_names
from ...tools.quality.lifecycle import granted
from ...tools.quality.report import passed
from ...tools.quality.store import read_store
from ...tools.standard import load
from ...tools.topology.repair import (
    ACTIONS,
    BARE,
    Repair,
    RepairSettings,
    ledger_columns,
    repair_topology,
)
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION
from ..frames import LayerInput


class RepairTopology(TubanAlgorithm):
    """Mends what is safe to mend, says what it did, and lists what is left."""

    def title(self) -> str:
        return tr("Repair topology")

    def purpose(self) -> str:
        return tr(
            "Repairs a patch layer where that is safe: repeated vertices are taken out, missing nodes put into the "
            "neighbour's border, small gaps and overlaps given to one patch, small places at the county's edge that no "
            "patch covers given to a neighbour, what reaches a little out of the county cut off, slivers merged, "
            "multipart patches split. "
            "Who gets a place is decided by the survey: the class (DLBM) that most of the border has, then the longest "
            "shared border; never across a village line, nor an ownership line that is known. Protected patches stay "
            "as they are to the byte.\n"
            "Each repair is checked in its neighbourhood and taken back if it brings about another fault, and the "
            "result is checked as a whole. The ledger books every piece of land that changed hands twice, so that its "
            "changes add up to 0: a gap is land that nobody held, an overlap land that was counted twice and land "
            "outside the county land that does not belong to it (both negative). So the patches then have the area "
            "of the county itself. Faults with an exception in an error GeoPackage are left alone. "
            "Patches that nothing was done to keep their geometry; new vertices lie on the 0.1 mm grid.\n"
            "Not repaired, only listed: duplicate and contained patches, self-intersections and other invalid "
            "geometry, and what is larger or wider than the limits. TBMJ and the areas that follow from it "
            "are not changed: run Ellipsoidal area afterwards. The layer must be in metres; Z and M are dropped."
        )

    def keywords(self) -> str:
        return (
            "repair fix clean topology overlap gap sliver snap eliminate coverage ledger "
            "修复 拓扑修复 缝隙 重叠 碎小图斑 合并 节点 拆分 台账 tpxf xftp"
        )

    def define(self) -> None:
        self._define_layers()
        self._define_rule(RepairSettings())
        self._define_outputs()

    def _define_layers(self) -> None:
        source = QgsProcessingParameterFeatureSource
        self.add(
            source("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr(
                "The patch layer; it is not changed itself. Of a selection only the selected patches are repaired and "
                "written; the others are seen and stay as they are."
            ),
        )
        self.add(
            source("XZQ", tr("County outline (XZQ)"), [compat.POLYGON_SOURCE], optional=True),
            tr(
                "The administrative area; it is not changed. With it holes inside a single patch count as gaps; "
                "without it neither land outside nor uncovered land at the edge is known."
            ),
        )
        self.add(
            source("CJDCQ", tr("Villages (CJDCQ)"), [compat.POLYGON_SOURCE], optional=True),
            tr(
                "The village survey areas with ZLDWDM. They decide in which village a gap or an overlap lies; without "
                "them one between patches of different villages or owners (ZLDWDM, QSDWDM) is left and listed."
            ),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the ledger and the findings; the feature id where it is empty."),
        )

        self.add(
            QgsProcessingParameterFile("DATABASE", tr("Error GeoPackage"), extension="gpkg", optional=True),
            tr(
                "The error GeoPackage of Check topology: findings with an exception in it (reason and name given) are "
                "left as they are and do not count as errors."
            ),
        )

    def _define_rule(self, defaults: RepairSettings) -> None:
        self.add(
            QgsProcessingParameterEnum(
                "ACTIONS",
                tr("What to repair"),
                list(ACTIONS),
                allowMultiple=True,
                defaultValue=list(ACTIONS),
                usesStaticStrings=True,
            ),
            tr(
                "The faults to repair: {kinds}. The largest part of a multipart patch keeps its BSM; each other part "
                "becomes a patch with the same attributes and a BSM that counts on from the highest."
            ).format(kinds=", ".join(kind_name(kind, kind_names(load(EDITION))) for kind in ACTIONS)),
        )
        self._define_limits(defaults)
        self.add(
            QgsProcessingParameterBoolean("STRICT_OWNERS", tr("Leave what lies between different owners"), False),
            tr(
                "In a village that CJDCQ tells, the line between two owners is known only from the patches: where "
                "they disagree, the rule chooses between their borders (the owner with most of the border first), and "
                "the log counts such places. When this is set, what lies between patches of different QSDWDM or QSXZ "
                "is left and listed. Without CJDCQ different QSDWDM are always left; slivers never change the owner."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("PROTECTED", tr("Protected classes"), "", optional=True),
            tr(
                "Beginnings of land class codes, separated by commas, such as 10, 1101: these patches neither gain nor "
                "lose land nor get a node. Empty: none."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterField(
                "PROTECTED_FIELD", tr("Field of protected patches"), None, "INPUT", optional=True
            ),
            tr("A field that is true (or a number that is not 0) for single patches that must stay as they are."),
            advanced=True,
        )

    def _define_limits(self, defaults: RepairSettings) -> None:
        distance, number = QgsProcessingParameterDistance, QgsProcessingParameterNumber
        real = number.Type.Double
        self.add(
            number("GAP_AREA", tr("Gaps of at most (m²)"), real, defaults.gap_area, minValue=0.0),
            tr(
                "Larger gaps and uncovered places are left and listed; one of exactly this area is repaired; "
                "0: however large."
            ),
        )
        self.add(
            number("OVERLAP_AREA", tr("Overlaps of at most (m²)"), real, defaults.overlap_area, minValue=0.0),
            tr(
                "Larger overlaps and pieces of land outside the county are left and listed; one of exactly this area "
                "is repaired; 0: however large."
            ),
        )
        self.add(
            distance("WIDTH", tr("Gaps and overlaps at most this wide"), defaults.width, "INPUT", minValue=0.0),
            tr(
                "Metres; the width is twice the radius of the largest circle that fits in. Wider ones are left and "
                "listed; 0: however wide."
            ),
        )
        self.add(
            number("SLIVER_AREA", tr("Slivers smaller than (m²)"), real, defaults.sliver_area, minValue=0.0),
            tr(
                "Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none. A sliver goes to a neighbour "
                "of the same class, else to that with the longest shared border."
            ),
        )
        self.add(
            distance("TOLERANCE", tr("Topology tolerance"), defaults.tolerance, "INPUT", minValue=0.0),
            tr(
                "Metres. A gap or an overlap that is not wider than this is a difference of coordinates: the "
                "straighter border follows the vertices of the other, and no line is asked for."
            ),
            advanced=True,
        )

    def _define_outputs(self) -> None:
        sink = QgsProcessingParameterFeatureSink
        self.add(
            QgsProcessingParameterBoolean("PREVIEW", tr("Preview: write no patches"), False),
            tr("Everything is computed, and the ledger and the remaining findings are written, but no repaired layer."),
        )
        self.add(
            sink("OUTPUT", tr("Repaired patches"), compat.POLYGON_SOURCE, optional=True),
            tr("The patches with all their fields; split parts come last. Not written in a preview."),
        )
        self.add(
            sink("LEDGER", tr("Ledger of the repair"), compat.POLYGON_SOURCE, optional=True),
            tr(
                "A row for each patch and place: what was done, for which finding, area before and after in m² on the "
                "plane (coordinates rounded to 0.1 mm), the change, the other patches and the reason. Rows without a "
                "patch are land that nobody held or that was counted twice. The changes add up to 0. The geometry is "
                "the place; a node is a square of 0.2 mm."
            ),
        )
        self.add(
            sink("REMAINING", tr("Remaining findings"), compat.POLYGON_SOURCE, optional=True),
            tr("What the checker still finds in the repaired patches, and why it was not repaired."),
        )
        self.addOutput(QgsProcessingOutputNumber("REPAIRED", tr("Number of repaired findings")))
        self.addOutput(QgsProcessingOutputNumber("REMAINING_ERRORS", tr("Number of remaining errors")))
        self.addOutput(QgsProcessingOutputBoolean("PASSED", tr("Passed: no finding is an error")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches, county, villages = call.required("INPUT"), call.input("XZQ"), call.input("CJDCQ")
        if villages is not None:
            villages.require("ZLDWDM")
        reading, repairing, writing = steps(call.progress, 2, 6, 2)
        frame, chosen = patches.frame_with_surroundings(progress=reading)
        repair = repair_topology(
            frame,
            county.frame([]) if county is not None else None,
            load(EDITION),
            _settings(call, patches),
            layer=patches.table,
            key=patches.spelt(call.text("KEY") or "BSM"),
            villages=villages.frame(["ZLDWDM"]) if villages is not None else None,
            chosen=chosen,
            exceptions=granted(read_store(call.file("DATABASE")).exceptions) if call.file("DATABASE") else (),
            progress=repairing,
        )
        for note in repair.notes:
            call.warn(note)
        errors = counts(repair.remaining)[ERROR]
        done = tr("{repaired} findings repaired, {errors} errors remain.")
        preview = tr("Preview, no patches written: {repaired} findings would go, {errors} errors would remain.")
        text = preview if call.flag("PREVIEW") else done
        call.note(text.format(repaired=repair.repaired, errors=errors))
        return {
            **_written(call, patches, repair, writing),
            "REPAIRED": repair.repaired,
            "REMAINING_ERRORS": errors,
            "PASSED": passed(repair.remaining),
        }


def _settings(call: Call, patches: LayerInput) -> RepairSettings:
    settings = RepairSettings(
        actions=tuple(call.choices("ACTIONS")),
        tolerance=call.number("TOLERANCE"),
        gap_area=call.number("GAP_AREA"),
        overlap_area=call.number("OVERLAP_AREA"),
        width=call.number("WIDTH"),
        sliver_area=call.number("SLIVER_AREA"),
        strict_owners=call.flag("STRICT_OWNERS"),
        protected=tuple(filter(None, (code.strip() for code in call.text("PROTECTED").split(",")))),
        protected_field=patches.spelt(call.text("PROTECTED_FIELD")),
    )
    if patches.whole or patches.around is not None or not {*BARE} & {*settings.actions}:
        return settings
    call.warn(tr("The layer has a filter of its own: gaps are left, since patches may lie there that are not seen."))
    return replace(settings, actions=tuple(kind for kind in settings.actions if kind not in BARE))


def _written(call: Call, patches: LayerInput, repair: Repair, progress: Progress) -> dict[str, str]:
    """The layers that were asked for; no patches in a preview."""
    output, ledger, remaining = steps(progress, 4, 1, 1)
    made: dict[str, str] = {}
    if not call.flag("PREVIEW"):
        kind = patches.geometry_type(repair.patches)
        title = tr("Repaired patches")
        made |= call.write(
            "OUTPUT", repair.patches, patches.columns(), kind, call.crs, output, style="patches.qml", title=title
        )
    made |= call.write(
        "LEDGER",
        findings_layer.as_areas(repair.ledger),
        ledger_columns(),
        "MultiPolygon",
        call.crs,
        ledger,
        style="ledger.qml",
        title=tr("Ledger of the repair"),
        on_top=1,
    )
    return made | call.write(
        "REMAINING",
        findings_layer.as_areas(repair.remaining),
        findings_layer.columns(),
        "MultiPolygon",
        call.crs,
        remaining,
        style="findings.qml",
        title=tr("Remaining findings"),
        on_top=2,
    )
