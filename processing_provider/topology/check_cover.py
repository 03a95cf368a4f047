"""Algorithm `check_cover`: do patches, villages and county cover each other, and do their codes fit?"""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDistance,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality.run import Run
from ...tools.standard import load
from ...tools.topology.cover import LAYERS, LOCATION, CoverSettings, check_cover, checks_made
from ...tools.topology.layers import PATCHES, rule_ids
from .. import compat
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm


class CheckCover(CheckAlgorithm):
    """Holds patches, villages and county against each other."""

    def title(self) -> str:
        return tr("Check cover of county, villages and patches")

    def purpose(self) -> str:
        return tr(
            "Checks that patches (DLTB), village survey areas (CJDCQ) and administrative areas (XZQ) cover each "
            "other without gap or rest (不重不漏, rule 4301), that villages and townships do not overlap, that no "
            "patch crosses a village line and no village a township line, and that the location code of each "
            "begins with the code of the place where the largest share of it lies. Give any two of the three "
            "layers, or all. Each fault is reported once, with the layer that differs from the others; overlaps "
            "of patches are found by Check topology. The layers must be in metres, in one coordinate system."
        )

    def help_page(self) -> str:
        return "index.html"

    def keywords(self) -> str:
        return (
            "cover coverage village township county hierarchy code topology "
            "拓扑 覆盖 不重不漏 村级调查区 行政区 跨村 坐落单位代码 fgjc"
        )

    def define_check(self) -> None:
        purposes = {
            "DLTB": (tr("Patches (DLTB)"), tr("The patch layer. A selection or filter is respected.")),
            "CJDCQ": (tr("Villages (CJDCQ)"), tr("The village survey areas.")),
            "XZQ": (tr("Administrative areas (XZQ)"), tr("The county in one feature, or its townships.")),
        }
        self._define_layers(purposes)
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "DLTB", optional=True),
            tr("The field that names a patch in the findings; the feature id where it is empty."),
        )
        defaults = CoverSettings()
        self.add(
            QgsProcessingParameterBoolean("CODES", tr("Compare codes"), defaults.codes),
            tr(
                "Whether ZLDWDM of a patch begins with the code of its village, and that of a village with XZQDM of "
                "its township. Zeros that fill a code up are not compared."
            ),
        )
        self.add(
            QgsProcessingParameterDistance(
                "TOLERANCE", tr("Topology tolerance"), defaults.tolerance, "DLTB", minValue=0.0
            ),
            tr("Metres. What is not wider than this is a difference of coordinates and no fault."),
            advanced=True,
        )
        self._define_further_layers()

    def _define_further_layers(self) -> None:
        settlements = tr(
            "They must not overlap; each lies in one administrative area, its borders on those of patches."
        )
        control = tr("The control boundary as polygon, of which the outline of XZQ must be an exact copy.")
        purposes = {
            "CZCDYD": (tr("Settlement areas (CZCDYD)"), settlements),
            "CONTROL": (tr("Issued county boundary"), control),
        }
        self._define_layers(purposes, advanced=True)
        self.add(
            QgsProcessingParameterMultipleLayers(
                "OTHERS", tr("Other polygon layers"), compat.POLYGON_SOURCE, optional=True
            ),
            tr("Layers such as PDT or KFYQ, whose own polygons must not overlap."),
            advanced=True,
        )

    def _define_layers(self, purposes: Mapping[str, tuple[str, str]], *, advanced: bool = False) -> None:
        for name, (title, purpose) in purposes.items():
            layer = QgsProcessingParameterFeatureSource(name, title, [compat.POLYGON_SOURCE], optional=True)
            self.add(layer, purpose, advanced=advanced)

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        layers = {code: layer for code in LAYERS if (layer := call.input(code)) is not None}
        others = call.inputs("OTHERS")
        patches = layers.get(PATCHES)
        key = patches.spelt(call.text("KEY") or "BSM") if patches else "BSM"
        settings = CoverSettings(tolerance=call.number("TOLERANCE"), codes=call.flag("CODES"))
        given = [*layers.values(), *others]
        reading, checking = steps(call.progress, 1, 3)
        shares = steps(reading, *[1.0] * max(len(given), 1))
        frames = {
            code: layer.frame([key if code == PATCHES else "BSM", LOCATION.get(code, "")], step)
            for (code, layer), step in zip(layers.items(), shares)
        }
        further = [(layer.table, layer.frame(["BSM"], step)) for layer, step in zip(others, shares[len(layers) :])]
        names = {code: layer.table for code, layer in layers.items()}
        run.source = ", ".join(layer.description() for layer in given)
        run.layers, run.kinds = [layer.table for layer in given], None
        run.rules = rule_ids(load(EDITION), checks_made(layers, settings, others=bool(others)))
        run.partial = not all(layer.whole for layer in given)
        run.counts = {name: len(frame) for name, frame in [*frames.items(), *further]}
        run.options = {"CODES": settings.codes}
        run.tolerances = {"TOLERANCE": settings.tolerance}
        run.notes.extend(note for layer in given for note in layer.notes)
        return check_cover(frames, load(EDITION), settings, others=further, names=names, key=key, progress=checking)
