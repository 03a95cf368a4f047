"""Algorithm `check_boundaries`: boundary lines (XZQJX, CJDCQJX) against the areas that they bound."""

from __future__ import annotations

import geopandas as gpd
from qgis.core import QgsProcessingParameterDistance, QgsProcessingParameterFeatureSource

from ...tools.errors import TubanError
from ...tools.language import tr
from ...tools.progress import Progress, steps
from ...tools.quality.findings import joined
from ...tools.quality.run import Run
from ...tools.standard import load
from ...tools.topology.boundaries import LINES_OF, BoundarySettings, check_boundaries, checks_made
from ...tools.topology.layers import rule_ids
from .. import compat
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm


class CheckBoundaries(CheckAlgorithm):
    """Holds boundary lines against the boundaries of areas."""

    def title(self) -> str:
        return tr("Check boundary lines")

    def purpose(self) -> str:
        return tr(
            "Checks boundary lines against their areas, XZQJX against XZQ and CJDCQJX against CJDCQ: every line lies "
            "on a boundary and every piece of boundary has its line, lines do not run over themselves or each other "
            "and do not cross themselves, ends do not dangle (CJDCQJX), no line is shorter than 2 m (rules 4301 and "
            "4701; exactly 2 m is not short). Lines and boundaries may have different vertices. Give one pair of "
            "layers or both. The layers must be in metres, in one coordinate system."
        )

    def help_page(self) -> str:
        return "index.html"

    def keywords(self) -> str:
        return (
            "boundary border line dangle overlap short topology XZQJX CJDCQJX "
            "拓扑 界线 行政区界线 村级调查区界线 悬挂 短线 jxjc"
        )

    def define_check(self) -> None:
        layers = (
            ("XZQ", tr("Administrative areas (XZQ)"), compat.POLYGON_SOURCE, tr("The areas that XZQJX bounds.")),
            ("XZQJX", tr("Administrative boundaries (XZQJX)"), compat.LINE_SOURCE, tr("The boundary lines of XZQ.")),
            ("CJDCQ", tr("Villages (CJDCQ)"), compat.POLYGON_SOURCE, tr("The areas that CJDCQJX bounds.")),
            ("CJDCQJX", tr("Village boundaries (CJDCQJX)"), compat.LINE_SOURCE, tr("The boundary lines of CJDCQ.")),
        )
        for name, title, kind, purpose in layers:
            self.add(QgsProcessingParameterFeatureSource(name, title, [kind], optional=True), purpose)
        defaults, distance = BoundarySettings(), QgsProcessingParameterDistance
        self.add(
            distance("SHORT_LINE", tr("Lines shorter than"), defaults.short_line, "CJDCQJX", minValue=0.0),
            tr("Metres (rule 4701: 2 m). A line exactly this long is not reported."),
            advanced=True,
        )
        self.add(
            distance("TOLERANCE", tr("Topology tolerance"), defaults.tolerance, "CJDCQJX", minValue=0.0),
            tr("Metres. A line that is no further than this from a boundary lies on it."),
            advanced=True,
        )

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        pairs = _pairs(call)
        settings = BoundarySettings(call.number("TOLERANCE"), call.number("SHORT_LINE"))
        layers = [call.required(name) for pair in pairs for name in pair]
        run.source = ", ".join(layer.description() for layer in layers)
        run.layers, run.kinds = [layer.table for layer in layers], None
        run.rules = [rule for areas, _ in pairs for rule in rule_ids(load(EDITION), checks_made(load(EDITION), areas))]
        run.partial = not all(layer.whole for layer in layers)
        run.tolerances = {"TOLERANCE": settings.tolerance, "SHORT_LINE": settings.short_line}
        shares = steps(call.progress, *[1.0] * len(pairs))
        found = [_checked(call, run, areas, settings, step) for (areas, _), step in zip(pairs, shares)]
        run.notes.extend(note for layer in layers for note in layer.notes)
        return joined(found, found[0].crs)


def _pairs(call: Call) -> list[tuple[str, str]]:
    """The pairs of layers that were given; areas without lines, or lines without areas, are refused."""
    given = {name for pair in LINES_OF.items() for name in pair if call.input(name) is not None}
    pairs = [pair for pair in LINES_OF.items() if given & {*pair}]
    missing = sorted({name for pair in pairs for name in pair} - given)
    if missing:
        message = tr(
            "Layer {layers} is missing: lines are checked with their areas, XZQJX with XZQ, CJDCQJX with CJDCQ."
        )
        raise TubanError(message.format(layers=", ".join(missing)))
    if not pairs:
        raise TubanError(tr("Choose boundary lines and their areas: XZQJX with XZQ, CJDCQJX with CJDCQ, or all four."))
    return pairs


def _checked(call: Call, run: Run, code: str, settings: BoundarySettings, progress: Progress) -> gpd.GeoDataFrame:
    """The findings of one pair of layers."""
    areas, lines = call.required(code), call.required(LINES_OF[code])
    first, second, checking = steps(progress, 1, 1, 4)
    drawn, bounding = areas.frame(["BSM"], first), lines.frame(["BSM"], second)
    run.counts.update({code: len(drawn), LINES_OF[code]: len(bounding)})
    names = (areas.table, lines.table)
    return check_boundaries(drawn, bounding, load(EDITION), settings, code=code, names=names, progress=checking)
