"""Algorithm `number_patches`: TBBH within each village, BSM over the county."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality.rules import feature_keys
from ...tools.standard import load
from ...tools.tagging.numbers import IDENTIFIER, KEEP, NUMBER, RENEW, VILLAGE, number_patches
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns


class NumberPatches(TubanAlgorithm):
    """Numbers what has no number, and leaves alone what has a good one."""

    def title(self) -> str:
        return tr("Number patches")

    def purpose(self) -> str:
        return tr(
            "Gives patches their number (TBBH, unique within the village of ZLDWDM) and identifier (BSM of 18 digits: "
            "county 6, layer 4, serial number 8, unique in the county). New numbers run in reading order: rows from "
            "north to south, each from west to east.\n"
            "Numbers that are good stay, so that patches which did not change keep theirs when others are split or "
            "merged. Of patches that bear the same number the largest keeps it; the others and those without one count "
            "on from the highest. Numbers of patches that are gone are not given again where you give the patches as "
            "they were numbered last."
        )

    def keywords(self) -> str:
        return "number renumber TBBH BSM identifier unique 编号 图斑编号 标识码 重新编号 从左到右 从上到下 tbbh bsm"

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        source, number = QgsProcessingParameterFeatureSource, QgsProcessingParameterNumber
        self.add(
            source("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer with ZLDWDM; TBBH and BSM are added where they lack. The layer is not changed."),
        )
        self.add(
            source("PREVIOUS", tr("Patches as numbered last"), [compat.ANY_VECTOR], optional=True),
            tr("Numbers and identifiers of this layer (ZLDWDM, TBBH, BSM) count as used, though a patch may be gone."),
        )
        for name, title in (("TBBH", tr("Patch numbers (TBBH)")), ("BSM", tr("Identifiers (BSM)"))):
            self.add(
                QgsProcessingParameterEnum(name, title, [KEEP, RENEW], defaultValue=KEEP, usesStaticStrings=True),
                tr("keep: good ones stay, only the others are new. renew: all are given anew."),
            )
        self.add(
            number("DIGITS", tr("Digits of TBBH"), number.Type.Integer, 5, minValue=1, maxValue=8),
            tr("New numbers are filled with zeros to so many digits; 1: no zeros."),
        )
        self.add(
            QgsProcessingParameterString("COUNTY", tr("County code"), "", optional=True),
            tr("Six digits that new identifiers begin with. Empty: as most identifiers have it, else from ZLDWDM."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("LAYER_CODE", tr("Layer code in BSM"), "", optional=True),
            tr(
                "Four digits. Empty: as most identifiers have it, else the first four of the feature code (YSDM), "
                "2001: public sources leave the layer codes open."
            ),
            advanced=True,
        )
        sink = QgsProcessingParameterFeatureSink
        self.add(
            sink("OUTPUT", tr("Numbered patches"), compat.POLYGON_SOURCE), tr("The patches with all their fields.")
        )
        self.add(
            sink("LEDGER", tr("Ledger of numbers"), compat.POLYGON_SOURCE, optional=True),
            tr("A row for each change: patch, field, number before and after, and why."),
        )
        self.addOutput(QgsProcessingOutputNumber("NEW_TBBH", tr("Number of new patch numbers")))
        self.addOutput(QgsProcessingOutputNumber("NEW_BSM", tr("Number of new identifiers")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches, previous = call.required("INPUT"), call.input("PREVIOUS")
        patches.require(VILLAGE)
        reading, numbering, output, listing = steps(call.progress, 3, 1, 3, 1)
        frame = patches.frame(progress=reading)
        standard = load(EDITION)
        done = number_patches(
            frame,
            standard,
            tbbh=call.choice("TBBH"),
            bsm=call.choice("BSM"),
            digits=call.integer("DIGITS"),
            county=call.text("COUNTY").strip(),
            layer_code=call.text("LAYER_CODE").strip(),
            previous=previous.frame([VILLAGE, NUMBER, IDENTIFIER]) if previous is not None else None,
            progress=numbering,
        )
        for note in done.notes:
            call.warn(note)
        changed = done.ledger["field"].value_counts()
        text = tr("{numbers} new patch numbers, {identifiers} new identifiers.")
        call.note(text.format(numbers=changed.get(NUMBER, 0), identifiers=changed.get(IDENTIFIER, 0)))
        columns = with_columns(patches.columns(), standard_columns(standard, "DLTB", [NUMBER, IDENTIFIER]))
        kind = patches.geometry_type(done.patches)
        title = tr("Numbered patches")
        written = call.write("OUTPUT", done.patches, columns, kind, call.crs, output, style="patches.qml", title=title)
        of_ledger = done.patches.loc[done.ledger.index]
        ledger = gpd.GeoDataFrame(done.ledger, geometry=of_ledger.geometry.to_numpy(), crs=frame.crs)
        ledger.insert(0, "patch", feature_keys(of_ledger))
        title = tr("Ledger of numbers")
        written |= call.write(
            "LEDGER", ledger, _columns(), kind, call.crs, listing, style="tag_ledger.qml", title=title, on_top=1
        )
        return {**written, "NEW_TBBH": int(changed.get(NUMBER, 0)), "NEW_BSM": int(changed.get(IDENTIFIER, 0))}


def _columns() -> list[Column]:
    aliases = {
        "patch": tr("Patch"),
        "field": tr("Field"),
        "before": tr("Before"),
        "after": tr("After"),
        "reason": tr("Why"),
    }
    return [Column(name, "text", alias=alias) for name, alias in aliases.items()]
