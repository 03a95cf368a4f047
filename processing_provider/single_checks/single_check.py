"""Algorithms `check_<kind>`: each check of `check_topology` for itself, for models and for those used to QGIS's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd
from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFeatureSink

from ...tools.language import language, tr
from ...tools.progress import Progress
from ...tools.quality import faulty
from ...tools.quality import layer as findings_layer
from ...tools.quality.findings import counts
from ...tools.quality.labels import kind_names
from ...tools.quality.run import Run
from ...tools.standard import load
from ...tools.topology import KINDS
from ...tools.topology.changed import Given
from .. import compat, thresholds
from ..algorithm import Call
from ..checking import EDITION
from ..topology.check_topology import CheckTopology

LAYERS_BESIDE = {
    "gap": {"XZQ": True},
    "outside_county": {"XZQ": False},
    "uncovered": {"XZQ": False},
    "unmatched_vertex": {"XZQ": True},
    "mergeable": {"CJDCQ": True, "DIVIDERS": True},
    "crosses_village": {"CJDCQ": False},
}
"""The layers that a check takes beside the patches, and whether it can do without."""


def algorithms() -> Iterator[SingleCheck]:
    """One for each kind of finding that the topology check knows."""
    for kind in KINDS:
        yield SingleCheck(kind)


class SingleCheck(CheckTopology):
    """The topology check of one kind, with the outputs of QGIS's own checks beside ours."""

    def __init__(self, kind: str):
        super().__init__()
        self.kind = kind

    def createInstance(self) -> SingleCheck:
        return type(self)(self.kind)

    def name(self) -> str:
        return f"check_{self.kind}"

    def title(self) -> str:
        return tr("Check: {kind}").format(kind=self._fault())

    def purpose(self) -> str:
        standard = load(EDITION)
        told = standard.kind_help.loc[self.kind]
        rule = standard.rules[standard.rules["check"] == f"geometry:{self.kind}"].iloc[0]
        lines = [told[f"definition_{language()}"], told[f"limit_{language()}"]]
        source = tr("Rule {rule} of Tuban.") if rule["clause"] == "local" else tr("Rule {rule}, clause {clause}.")
        lines.append(source.format(rule=rule.name, clause=rule["clause"]))
        if told["qgis"]:
            lines.append(
                tr(
                    "In QGIS 3.44 the nearest check is {algorithm}: its ERRORS are POINTS here, its OUTPUT is FEATURES "
                    "(the faulty features) or FINDINGS (the faults themselves)."
                ).format(algorithm=told["qgis"])
            )
        return "\n<p>".join(lines)

    def keywords(self) -> str:
        names = load(EDITION).kinds.loc[self.kind]
        return f"{self.kind} {names['name_en']} {names['name_zh']} topology geometry check 拓扑 检查 tpjc"

    def help_page(self) -> str:
        return f"{self.kind}.html"

    def legend_group(self) -> str:
        return self.displayName()

    def define_check(self) -> None:
        self.define_layers(LAYERS_BESIDE.get(self.kind, {}))
        thresholds.define(self, [self.kind])
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of findings")))
        self.add(
            QgsProcessingParameterFeatureSink("POINTS", tr("Error points"), compat.POINT_SOURCE, optional=True),
            tr("A point for each finding, where the fault is; the columns are those of the findings."),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "FEATURES", tr("Faulty features"), compat.POLYGON_SOURCE, optional=True, createByDefault=False
            ),
            tr(
                "The patches concerned as they are, with all their attributes and what was found in columns finding_…: "
                "a row for each finding and patch."
            ),
        )

    def chosen(self, _call: Call) -> Sequence[str]:
        return [self.kind]

    def find(self, _call: Call, _run: Run, given: Given, progress: Progress) -> gpd.GeoDataFrame:
        return given.check(progress=progress)

    def also(self, call: Call, found: gpd.GeoDataFrame) -> dict[str, Any]:
        points = call.write(
            "POINTS",
            faulty.error_points(found),
            findings_layer.columns(),
            "Point",
            call.crs,
            style="error_points.qml",
            title=tr("Error points: {kind}").format(kind=self._fault()),
            on_top=2,
        )
        return {**points, **self._features(call, found), "COUNT": sum(counts(found).values())}

    def _features(self, call: Call, found: gpd.GeoDataFrame) -> dict[str, str]:
        if not call.parameters.get("FEATURES"):
            return {}
        patches = call.required("INPUT")
        frame = patches.frame(progress=call.progress)
        return call.write(
            "FEATURES",
            faulty.faulty_features(frame, found, patches.spelt(call.text("KEY") or "BSM")),
            faulty.columns(patches.columns()),
            patches.geometry_type(frame),
            call.crs,
            style="faulty_features.qml",
            title=tr("Faulty features: {kind}").format(kind=self._fault()),
        )

    def _fault(self) -> str:
        """What the kind is called in the user's language."""
        return kind_names(load(EDITION))[self.kind]
