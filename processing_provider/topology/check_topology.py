"""Algorithm `check_topology`: overlaps, gaps, land outside the county and faulty shapes of a patch layer."""

from __future__ import annotations

import geopandas as gpd
from qgis.core import (
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)

from ...tools.language import CHINESE, language, tr
from ...tools.progress import steps
from ...tools.quality.run import Run
from ...tools.standard import load
from ...tools.topology import KINDS, TopologySettings, check_topology
from .. import compat
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm


class CheckTopology(CheckAlgorithm):
    """Proves a county free of gaps and overlaps, or names and measures what is wrong."""

    def title(self) -> str:
        return tr("Check topology")

    def purpose(self) -> str:
        return tr(
            "Finds overlaps, gaps, land outside the county, places without a patch and faulty shapes in a patch layer, "
            "by matching every edge with its opposite on the 0.1 mm grid: when all edges cancel, the county is proved "
            "free of gaps and overlaps (rule 4301). Give the county outline (XZQ), otherwise faults at the county's "
            "edge cannot be told. The layer must be in metres."
        )

    def keywords(self) -> str:
        return "topology overlap gap sliver coverage valid 拓扑 重叠 缝隙 不重不漏 图斑 tpjc"

    def define_check(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer to check. A selection or filter is respected."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "XZQ", tr("County outline (XZQ)"), [compat.POLYGON_SOURCE], optional=True
            ),
            tr("The administrative area, one or several features, in the same coordinate system."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the findings; the feature id where it is empty."),
        )
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
        self._define_thresholds(TopologySettings())

    def _define_thresholds(self, defaults: TopologySettings) -> None:
        distance, number = QgsProcessingParameterDistance, QgsProcessingParameterNumber
        self.add(
            distance("TOLERANCE", tr("Topology tolerance"), defaults.tolerance, "INPUT", minValue=0.0),
            tr(
                "Metres. A gap or overlap that is not wider than this is a difference of coordinates and reported as "
                "an unmatched vertex; a face exactly this wide is one too."
            ),
            advanced=True,
        )
        self.add(
            distance("GAP_WIDTH", tr("Open gaps up to this width"), defaults.gap_width, "INPUT", minValue=0.0),
            tr(
                "Metres; 0 turns it off. Reports narrow openings between patches that no patch closes; "
                "only needed without XZQ."
            ),
            advanced=True,
        )
        self.add(
            distance("SHORT_SEGMENT", tr("Segments shorter than"), defaults.short_segment, "INPUT", minValue=0.0),
            tr("Metres. The standard gives no figure; a segment exactly this long is not reported."),
            advanced=True,
        )
        real = number.Type.Double
        self.add(
            number("SLIVER_AREA", tr("Slivers smaller than (m²)"), real, defaults.sliver_area, minValue=0.0),
            tr("Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none."),
            advanced=True,
        )

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        patches, county = call.required("INPUT"), call.input("XZQ")
        key = patches.spelt(call.text("KEY") or "BSM")
        settings = TopologySettings(
            kinds=tuple(call.choices("KINDS")),
            tolerance=call.number("TOLERANCE"),
            gap_width=call.number("GAP_WIDTH"),
            short_segment=call.number("SHORT_SEGMENT"),
            sliver_area=call.number("SLIVER_AREA"),
        )
        reading, checking = steps(call.progress, 1, 3)
        frame = patches.frame([key], reading)
        outline = county.frame([]) if county is not None else None
        found = check_topology(
            frame, outline, load(EDITION), settings, layer=patches.table, key=key, progress=checking
        )
        run.source = patches.description()
        run.counts["DLTB"] = len(frame)
        run.options = {"XZQ": county.description() if county is not None else "", "KINDS": list(settings.kinds)}
        run.tolerances = {
            "TOLERANCE": settings.tolerance,
            "GAP_WIDTH": settings.gap_width,
            "SHORT_SEGMENT": settings.short_segment,
            "SLIVER_AREA": settings.sliver_area,
        }
        run.notes.extend(patches.notes)
        return found


def kind_titles() -> list[str]:
    """The names of the checks in the user's language."""
    kinds = load(EDITION).kinds
    column = "name_zh" if language() == CHINESE else "name_en"
    return [str(kinds[column].get(kind, kind)) for kind in KINDS]
