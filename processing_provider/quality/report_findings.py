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
from ...tools.quality.findings import COLUMNS, NUMBERS, joined
from ...tools.quality.layer import as_faults
from ...tools.quality.map import county_map
from ...tools.quality.run import Run
from ...tools.quality.store import write_store
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..checking import EDITION, answer, define_answer


class ReportFindings(TubanAlgorithm):
    """Puts the findings of a county together."""

    def title(self) -> str:
        return tr("Report findings")

    def purpose(self) -> str:
        return tr(
            "Puts the findings of several checks together: an HTML report with a map, a JSON summary, a picture, "
            "and an error GeoPackage (findings as points, lines and polygons, the runs, the rules, the exceptions).\n"
            "An error GeoPackage that exists already keeps its runs, its exceptions and the states that people gave to "
            "findings; a finding with an exception is marked as such."
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
        database = tr("GeoPackage files") + " (*.gpkg)"
        self.add(
            destination("DATABASE", tr("Error GeoPackage"), database, optional=True, createByDefault=False),
            tr("All findings with their states, for work in QGIS."),
        )
        self.add(
            destination("MAP", tr("Map picture"), tr("PNG files") + " (*.png)", optional=True, createByDefault=False),
            tr("Findings over the county."),
        )

    def compute(self, call: Call) -> dict[str, Any]:
        run = Run(self.id(), edition=EDITION)
        reading, drawing, storing = steps(call.progress, 1, 3, 1)
        found = _findings(call, reading)
        asked = call.asked_files("REPORT", "MAP", "DATABASE")
        picture = _picture(call, found, run, drawing) if "REPORT" in asked or "MAP" in asked else None
        patches = call.input("DLTB")
        run.source = patches.description() if patches else ", ".join(layer.name for layer in call.inputs("INPUT"))
        run.options = {"INPUT": [layer.name for layer in call.inputs("INPUT")]}
        run.finish({tr("findings"): len(found)}, [note for layer in call.inputs("INPUT") for note in layer.notes])
        results = answer(call, found, run, call.text("TITLE") or tr("Quality report"), picture)
        if "MAP" in asked and picture is not None:
            with whole_file(asked["MAP"]) as working:
                working.write_bytes(picture)
            results["MAP"] = asked["MAP"]
        if "DATABASE" in asked:
            write_store(asked["DATABASE"], found, run, rules=load(EDITION).rules)
            results["DATABASE"] = asked["DATABASE"]
        storing(100.0)
        return results


def _findings(call: Call, progress: Progress) -> gpd.GeoDataFrame:
    """All findings once, in the CRS of the first layer."""
    frames: list[gpd.GeoDataFrame] = []
    layers = call.inputs("INPUT")
    for done, layer in enumerate(layers):
        progress(100.0 * done / len(layers))
        layer.require(*COLUMNS[:-1])
        frame = as_faults(layer.frame(list(COLUMNS[:-1])))
        text = [name for name in COLUMNS[:-1] if name not in NUMBERS]
        frame[text] = frame[text].fillna("").astype(str)
        frame = frame.astype(dict.fromkeys(NUMBERS, float))
        if frames and frame.crs is not None and frames[0].crs is not None:
            frame = frame.to_crs(frames[0].crs)
        frames.append(frame)
    together = joined(frames, frames[0].crs if frames else None)
    return together.drop_duplicates("id", ignore_index=True)


def _picture(call: Call, found: gpd.GeoDataFrame, run: Run, progress: Progress) -> bytes:
    frames: dict[str, Any] = {}
    for name, fields in (("DLTB", ["DLBM"]), ("XZQ", []), ("CJDCQ", [])):
        layer = call.input(name)
        frames[name] = layer.frame(fields) if layer is not None else None
    if frames["DLTB"] is not None:
        run.counts["DLTB"] = len(frames["DLTB"])
    return county_map(
        found,
        patches=frames["DLTB"],
        county=frames["XZQ"],
        villages=frames["CJDCQ"],
        standard=load(EDITION),
        title=call.text("TITLE"),
        progress=progress,
    )
