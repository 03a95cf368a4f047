"""Algorithm `report_findings`: findings of several checks as one report, summary, error GeoPackage and map."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
from qgis.core import (
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.output import whole_file
from ...tools.progress import Progress, steps
from ...tools.quality.findings import in_crs, is_open, joined
from ...tools.quality.map import county_map
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, answer, define_answer, settled
from ..findings_input import read_findings


class ReportFindings(TubanAlgorithm):
    """Puts the findings of a county together."""

    def title(self) -> str:
        return tr("Report findings")

    def purpose(self) -> str:
        return tr(
            "Puts the findings of several checks together: an HTML report with a map, a JSON summary, a picture, "
            "and an error GeoPackage (findings as points, lines and polygons, the runs, the rules, the exceptions).\n"
            "INPUT counts as all that there is: findings of the error GeoPackage that INPUT lacks are marked as fixed, "
            "so give the layers of all checks at once."
        )

    def keywords(self) -> str:
        return "report findings errors map html json summary 报告 质检报告 错误 汇总 导出 zjbg"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterMultipleLayers("INPUT", tr("Layers of findings"), compat.ANY_GEOMETRY),
            tr("Findings of checking algorithms; a fault that two layers hold counts once."),
        )
        layers = (
            ("DLTB", tr("Patches (DLTB)"), tr("Ground of the map, coloured by first-level land class.")),
            ("XZQ", tr("County outline (XZQ)"), tr("Drawn on the map.")),
            ("CJDCQ", tr("Village survey areas (CJDCQ)"), tr("Drawn on the map.")),
        )
        for name, title, purpose in layers:
            self.add(QgsProcessingParameterFeatureSource(name, title, [compat.POLYGON_SOURCE], optional=True), purpose)
        self.add(
            QgsProcessingParameterString("TITLE", tr("Title"), optional=True),
            tr("Title of the report and the map, such as the name of the county."),
        )
        define_answer(self)
        destination = QgsProcessingParameterFileDestination
        self.add(
            destination("MAP", tr("Map picture"), tr("PNG files") + " (*.png)", optional=True, createByDefault=False),
            tr("Findings over the county."),
        )

    def compute(self, call: Call) -> dict[str, Any]:
        run = Run(self.id(), edition=EDITION)
        reading, drawing = steps(call.progress, 1, 3)
        found = _findings(call, reading)
        layers, patches = call.inputs("INPUT"), call.input("DLTB")
        run.source = patches.description() if patches else ", ".join(layer.name for layer in layers)
        run.options = {"INPUT": [layer.name for layer in layers]}
        if patches is not None:
            run.counts["DLTB"] = patches.source.featureCount()
        run.finish({tr("findings"): len(found)}, [note for layer in layers for note in layer.notes])
        outcome = settled(call, found, run)
        asked = call.asked_files("REPORT", "MAP")
        picture = _picture(call, outcome.found[is_open(outcome.found)], drawing) if asked else None
        results = answer(call, outcome, run, call.text("TITLE") or tr("Quality report"), picture)
        if "MAP" in asked and picture is not None:
            with whole_file(asked["MAP"]) as working:
                working.write_bytes(picture)
            results["MAP"] = asked["MAP"]
        return results


def _findings(call: Call, progress: Progress) -> gpd.GeoDataFrame:
    """All findings once, in the CRS of the first layer."""
    layers = call.inputs("INPUT")
    parts = steps(progress, *([1] * len(layers)))
    frames = [read_findings(layer, part) for layer, part in zip(layers, parts)]
    crs = next((frame.crs for frame in frames if frame.crs is not None), None)
    return joined([in_crs(frame, crs) for frame in frames], crs).drop_duplicates("id", ignore_index=True)


def _picture(call: Call, found: gpd.GeoDataFrame, progress: Progress) -> bytes:
    frames: dict[str, Any] = {}
    for name, fields in (("DLTB", ["DLBM"]), ("XZQ", []), ("CJDCQ", [])):
        layer = call.input(name)
        frames[name] = layer.frame(fields) if layer is not None else None
    return county_map(
        found,
        patches=frames["DLTB"],
        county=frames["XZQ"],
        villages=frames["CJDCQ"],
        standard=load(EDITION),
        title=call.text("TITLE"),
        progress=progress,
    )
