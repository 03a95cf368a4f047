"""Algorithm `check_topology`: overlaps, gaps, land outside the county and faulty shapes of a patch layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ...tools.language import CHINESE, language, tr
from ...tools.progress import Progress, steps
from ...tools.quality.run import Run
from ...tools.quality.store import is_store, read_store
from ...tools.standard import load
from ...tools.topology import IN_PART, KINDS, VILLAGE_KEY, fields_needed
from ...tools.topology.changed import Given, check_changed, check_selected, checked_patches
from .. import compat, thresholds
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm

BASIS = "BASIS"
"""The option of a run that says what its findings depend on besides the patches, for a later run on what changed."""


class CheckTopology(CheckAlgorithm):
    """Proves a county free of gaps and overlaps, or names and measures what is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._remembered: pd.DataFrame | None = None

    def title(self) -> str:
        return tr("Check topology")

    def purpose(self) -> str:
        return tr(
            "Finds overlaps, gaps, land outside the county, places without a patch, patches that cross a village line, "
            "neighbours that should be one patch and faulty shapes in a patch layer, by matching every edge with its "
            "opposite on the 0.1 mm grid: when all edges cancel, the county is proved free of gaps and overlaps "
            "(rule 4301). Give the county outline (XZQ), otherwise faults at the county's edge cannot be told. "
            "The layer must be in metres."
        )

    def keywords(self) -> str:
        return (
            "topology overlap gap sliver coverage valid duplicate spike narrow merge village "
            "拓扑 重叠 缝隙 不重不漏 图斑 尖锐角 狭长 碎小图斑 跨村 合并 tpjc"
        )

    def help_page(self) -> str:
        return "index.html"

    def define_check(self) -> None:
        self.define_layers({"XZQ": True, "CJDCQ": True, "DIVIDERS": True})
        self.add(
            QgsProcessingParameterEnum(
                "KINDS",
                tr("Checks"),
                list(KINDS),
                allowMultiple=True,
                defaultValue=list(KINDS),
                usesStaticStrings=True,
            ),
            tr("What to look for; by default everything: {kinds}.").format(kinds=", ".join(kind_titles())),
            advanced=True,
        )
        thresholds.define(self, KINDS, advanced=True)
        self.add(
            QgsProcessingParameterBoolean("CHANGED_ONLY", tr("Check only what changed"), False),
            tr(
                "With an error GeoPackage that an earlier run of this check wrote, with the same settings and the same "
                "other layers: only patches that are new, gone or changed are looked at, with what surrounds them. The "
                "findings are those of the whole layer all the same."
            ),
        )

    def define_layers(self, others: Mapping[str, bool]) -> None:
        """Add the patches, the layers beside them (by name: whether the check can do without) and the identifier."""
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr(
                "The patch layer to check. Selected features are checked among their neighbours: the findings are "
                "those of the whole layer that name one of them. Of a filtered layer only what is left is seen."
            ),
        )
        for name, optional in others.items():
            title, kind, help_text = _layers_beside()[name]
            self.add(QgsProcessingParameterFeatureSource(name, title, [kind], optional=optional), help_text)
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the findings; the feature id where it is empty."),
        )

    def chosen(self, call: Call) -> Sequence[str]:
        """The kinds of findings to look for."""
        return call.choices("KINDS")

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        patches = call.required("INPUT")
        others = {name: call.input(name) for name in ("XZQ", "CJDCQ", "DIVIDERS")}
        key = patches.spelt(call.text("KEY") or "BSM")
        settings = thresholds.settings(call, self.chosen(call))
        reading, checking = steps(call.progress, 1, 3)
        frame, asked = patches.frame_with_surroundings([key, *fields_needed(settings.kinds)], reading)
        county, villages, dividers = (
            None if layer is None else layer.frame([VILLAGE_KEY]) for layer in others.values()
        )
        run.source = patches.description()
        run.layers, run.kinds = [patches.table], _looked_for(settings.kinds, others, frame)
        run.counts["DLTB"] = int(asked.sum())
        run.options = {name: "" if layer is None else layer.description() for name, layer in others.items()}
        run.options["KINDS"] = list(settings.kinds)
        run.tolerances = thresholds.tolerances(settings)
        run.notes.extend(patches.notes)
        given = Given(frame, county, load(EDITION), settings, patches.table, key, villages, dividers, run.notes)
        if asked.all():
            found = self.find(call, run, given, checking)
            run.partial = run.partial or found.attrs.get(IN_PART, False)
            return found
        return check_selected(given, asked, progress=checking)

    def find(self, call: Call, run: Run, given: Given, progress: Progress) -> gpd.GeoDataFrame:
        """The findings of the whole layer: only what changed is checked where that was asked for and can be."""
        database = call.file_output("DATABASE")
        if not database:
            return given.check(progress=progress)
        remembering, checking = steps(progress, 1, 5)
        self._remembered = checked_patches(given.frame, given.layer, given.key, remembering)
        run.options[BASIS] = given.basis()
        if not call.flag("CHANGED_ONLY"):
            return given.check(progress=checking)
        before = _last_run(database, given.layer, run)
        if before is None:
            run.notes.append(
                tr("All patches were checked: the error GeoPackage holds no run with the same settings and layers.")
            )
            return given.check(progress=checking)
        run.notes.append(tr("Only what changed since the run of {started} was checked.").format(started=before.started))
        return check_changed(given, self._remembered, before.checked, before.found, progress=checking)

    def remembered(self) -> pd.DataFrame | None:
        return self._remembered


@dataclass
class _Before:
    """The last run of the check on a layer: when it began, the patches it saw and what it found."""

    started: str
    checked: pd.DataFrame
    found: gpd.GeoDataFrame


def _last_run(database: str, layer: str, run: Run) -> _Before | None:
    """The last run of this check on the layer, None where there is none on the same basis."""
    if not is_store(database):
        return None
    store = read_store(database)
    runs = [row for row in store.runs if row["tool"] == run.tool and not row["partial"] and layer in row["layers"]]
    if not runs or runs[-1]["options"].get(BASIS) != run.options[BASIS]:
        return None
    found = store.present()
    own = found["layer"].eq(layer) & found["kind"].isin(run.kinds or [])
    return _Before(runs[-1]["started"], store.checked[store.checked["layer"] == layer], found[own])


_NEEDED = {"outside_county": "XZQ", "uncovered": "XZQ", "crosses_village": "CJDCQ"}
"""The layer beside the patches without which a kind cannot be seen."""


def _looked_for(kinds: Sequence[str], others: Mapping[str, Any], frame: gpd.GeoDataFrame) -> list[str]:
    """The kinds that can be seen in these inputs: only they are fixed when they are no longer found."""
    missing = {name for name, layer in others.items() if layer is None}
    seen = [kind for kind in kinds if _NEEDED.get(kind) not in missing]
    return [kind for kind in seen if "DLBM" in frame or "DLBM" not in fields_needed([kind])]


def _layers_beside() -> dict[str, tuple[str, Any, str]]:
    """The layers that a check may take beside the patches, by name: title, type and help."""
    return {
        "XZQ": (
            tr("County outline (XZQ)"),
            compat.POLYGON_SOURCE,
            tr("The administrative area, one or several features, in the same coordinate system."),
        ),
        "CJDCQ": (
            tr("Villages (CJDCQ)"),
            compat.POLYGON_SOURCE,
            tr(
                "The village survey areas: without them it is not checked whether a patch crosses a village line. "
                "Patches on either side of such a line need not be merged."
            ),
        ),
        "DIVIDERS": (
            tr("Dividing lines"),
            compat.LINE_SOURCE,
            tr("Lines that patches of the same attributes may be divided by, such as ownership or township borders."),
        ),
    }


def kind_titles() -> list[str]:
    """The names of the checks in the user's language."""
    kinds = load(EDITION).kinds
    column = "name_zh" if language() == CHINESE else "name_en"
    return [str(kinds[column].get(kind, kind)) for kind in KINDS]
