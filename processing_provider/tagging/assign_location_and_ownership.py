"""Algorithm `assign_location_and_ownership`: ZLDWDM, QSDWDM, QSXZ, FRDBS, MSSM and island names."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.standard import load
from ...tools.tagging import places
from ...tools.tagging.pieces import SMALLEST
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns, without_geometry


class AssignLocationAndOwnership(TubanAlgorithm):
    """Tells of each patch in which village it lies and whose it is."""

    def title(self) -> str:
        return tr("Assign location and ownership")

    def purpose(self) -> str:
        return tr(
            "Fills in where a patch lies (ZLDWDM, ZLDWMC, mainland or island MSSM, island name HDMC) from the village "
            "survey areas, and whose it is (QSDWDM, QSDWMC, QSXZ) from ownership areas, by the unit with most of it. "
            "FRDBS becomes 1 on collective land whose owner's village (first 12 digits of QSDWDM) is not that of "
            "ZLDWDM, else 0: fly-in land is surveyed where it lies and summed at its owner.\n"
            "A patch of which 10 m² or more lie in another unit is listed, or cut along the line: both sides get the "
            "same nodes, neighbours too, pieces below that size stay with the largest piece, and the areas (TBMJ) of "
            "the pieces add up to that of the patch. The largest piece keeps BSM and TBBH; run Number patches for the "
            "others."
        )

    def keywords(self) -> str:
        return (
            "location ownership village owner ZLDWDM QSDWDM QSXZ FRDBS MSSM fly-in island "
            "坐落 权属 坐落单位 权属单位 飞入地 海岛 赋值 zldw qsdw frd"
        )

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        source, sink, number = (
            QgsProcessingParameterFeatureSource,
            QgsProcessingParameterFeatureSink,
            QgsProcessingParameterNumber,
        )
        self.add(
            source("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer, in metres; it is not changed itself."),
        )
        self.add(
            source("CJDCQ", tr("Villages (CJDCQ)"), [compat.POLYGON_SOURCE]),
            tr("The village survey areas with ZLDWDM and ZLDWMC, and MSSM and HDMC where there are islands."),
        )
        self.add(
            source("OWNERS", tr("Ownership areas"), [compat.POLYGON_SOURCE], optional=True),
            tr("Areas of owners with QSDWDM, QSDWMC and QSXZ. Without them these fields of the patches stay."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the list; the feature id where it is empty."),
        )
        self.add(
            QgsProcessingParameterBoolean("CUT", tr("Cut patches along the lines of units"), False),
            tr("Patches of which enough lies in another unit are cut; otherwise they are listed only."),
        )
        self.add(
            number("SMALLEST", tr("Smallest part (m²)"), number.Type.Double, SMALLEST, minValue=0.0),
            tr("Parts beyond a line that are smaller are differences of lines: neither listed nor cut off."),
        )
        self.add(
            sink("OUTPUT", tr("Patches with location and ownership"), compat.POLYGON_SOURCE),
            tr("The patches with all their fields; pieces of a patch lie together."),
        )
        self.add(
            sink("LISTED", tr("Patches in several units"), compat.POLYGON_SOURCE, optional=True),
            tr("Patches that lie in several units (crosses) or in none (outside), with the m² beyond."),
        )
        self.addOutput(QgsProcessingOutputNumber("CROSSING", tr("Number of patches in several units")))
        self.addOutput(QgsProcessingOutputNumber("OUTSIDE", tr("Number of patches in no unit")))
        self.addOutput(QgsProcessingOutputNumber("PIECES", tr("Number of patches that cutting added")))
        self.addOutput(QgsProcessingOutputNumber("FLY_IN", tr("Number of fly-in patches")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches, villages, owners = call.required("INPUT"), call.required("CJDCQ"), call.input("OWNERS")
        villages.require("ZLDWDM")
        if owners is not None:
            owners.require("QSDWDM")
        reading, placing, output, listing = steps(call.progress, 3, 4, 3, 1)
        frame = patches.frame(progress=reading)
        patches.note(without_geometry(frame))
        placed = places.assign_places(
            frame,
            villages.frame(list(places.LOCATION.values())),
            owners.frame(list(places.OWNERSHIP.values())) if owners is not None else None,
            cutting=call.flag("CUT"),
            smallest=call.number("SMALLEST"),
            key=patches.spelt(call.text("KEY") or "BSM"),
            progress=placing,
        )
        kinds = placed.listed["kind"].value_counts()
        if len(placed.listed):
            text = tr("{crossing} patches lie in several units, {outside} in none: see the list.")
            call.warn(text.format(crossing=kinds.get(places.CROSSES, 0), outside=kinds.get(places.OUTSIDE, 0)))
        standard = load(EDITION)
        filled = [name for name in places.FIELDS if name in placed.patches.columns]
        columns = with_columns(patches.columns(), standard_columns(standard, "DLTB", filled))
        kind = patches.geometry_type(placed.patches)
        title = tr("Patches with location and ownership")
        written = call.write(
            "OUTPUT", placed.patches, columns, kind, call.crs, output, style="patches.qml", title=title
        )
        written |= call.write(
            "LISTED",
            placed.listed,
            places.listed_columns(),
            kind,
            call.crs,
            listing,
            style="tags_to_look_at.qml",
            title=tr("Patches in several units"),
            on_top=1,
        )
        return {
            **written,
            "CROSSING": int(kinds.get(places.CROSSES, 0)),
            "OUTSIDE": int(kinds.get(places.OUTSIDE, 0)),
            "PIECES": placed.cut,
            "FLY_IN": int((placed.patches["FRDBS"] == "1").sum()),
        }
