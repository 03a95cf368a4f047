"""Algorithm `check_seams`: do the patch layers of neighbouring counties or sheets meet (接边)?"""

from __future__ import annotations

import geopandas as gpd
from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDistance,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality.run import Run
from ...tools.standard import load
from ...tools.topology.layers import rule_ids
from ...tools.topology.seams import CLASS, SeamSettings, check_seams, checks_made
from .. import compat
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm


class CheckSeams(CheckAlgorithm):
    """Holds neighbouring patch layers against each other along their common borders."""

    def title(self) -> str:
        return tr("Check seams between layers")

    def purpose(self) -> str:
        return tr(
            "Edge matching (接边): checks where the patch layers of neighbouring counties or sheets meet. Finds "
            "gaps and overlaps between two layers, vertices of the border that the other side lacks, and linear "
            "features (roads, rivers, ditches) that end at the seam although no line like them comes from the "
            "other side. Other differences of land class, and of attributes where a class goes on, are noted when "
            "asked for: a border may well divide land uses. Faults within one layer are found by Check topology. "
            "The layers must be in metres, in one coordinate system; they are not reprojected."
        )

    def help_page(self) -> str:
        return "index.html"

    def keywords(self) -> str:
        return "seam edge matching border county sheet gap overlap break topology 接边 接边检查 缝隙 重叠 地类 jbjc"

    def define_check(self) -> None:
        defaults = SeamSettings()
        self.add(
            QgsProcessingParameterMultipleLayers("LAYERS", tr("Patch layers (DLTB)"), compat.POLYGON_SOURCE),
            tr("Two or more patch layers that border on each other, such as those of neighbouring counties."),
        )
        self.add(
            QgsProcessingParameterString("KEY", tr("Identifier"), "BSM", optional=True),
            tr("The field that names a patch in the findings; the feature id where it is empty."),
        )
        self.add(
            QgsProcessingParameterBoolean("LINEAR", tr("Linear features that end at the seam"), defaults.linear),
            tr("Warns of classes that may bear a width (XZDWKD) and do not go on; one that joins another is sound."),
        )
        self.add(
            QgsProcessingParameterBoolean("CLASSES", tr("Note other differences of class"), defaults.classes),
            tr("Notes every pair of patches of different land class across the seam."),
        )
        self.add(
            QgsProcessingParameterBoolean("FIRST_LEVEL", tr("Compare first-level classes"), defaults.first_level),
            tr("Land classes of the same first level count as the same; otherwise the codes must be equal."),
        )
        self.add(
            QgsProcessingParameterString("ATTRIBUTES", tr("Attributes that must agree"), optional=True),
            tr(
                "Fields, separated by commas, such as QSXZ,GDPDJB: where a land class goes on across the seam and "
                "one of them differs, it is noted."
            ),
        )
        self._define_thresholds(defaults)

    def _define_thresholds(self, defaults: SeamSettings) -> None:
        distance, real = QgsProcessingParameterDistance, QgsProcessingParameterNumber.Type.Double
        self.add(
            distance("GAP_WIDTH", tr("Open gaps up to this width"), defaults.gap_width, "LAYERS", minValue=0.0),
            tr(
                "Metres; 0 turns it off. Gaps that patches of both layers enclose are found whatever their width; "
                "those that are open at an end only up to this width, and only where they are ten times as long "
                "as wide."
            ),
            advanced=True,
        )
        self.add(
            distance("LENGTH", tr("Compare along borders from this length"), defaults.length, "LAYERS", minValue=0.0),
            tr("Metres. Classes and attributes of two patches with a shorter common border are not compared."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "STOP", tr("End of a linear feature (widths)"), real, defaults.stop, minValue=0.0
            ),
            tr(
                "A linear feature whose border on the seam is longer than so many times its mean width runs along "
                "the seam and does not end there."
            ),
            advanced=True,
        )
        self.add(
            distance("TOLERANCE", tr("Topology tolerance"), defaults.tolerance, "LAYERS", minValue=0.0),
            tr("Metres. What is not wider than this is a difference of coordinates, reported as a vertex."),
            advanced=True,
        )

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        layers = call.inputs("LAYERS")
        key = call.text("KEY") or "BSM"
        attributes = tuple(name.strip() for name in call.text("ATTRIBUTES").split(",") if name.strip())
        settings = SeamSettings(
            tolerance=call.number("TOLERANCE"),
            gap_width=call.number("GAP_WIDTH"),
            linear=call.flag("LINEAR"),
            stop=call.number("STOP"),
            classes=call.flag("CLASSES"),
            first_level=call.flag("FIRST_LEVEL"),
            attributes=attributes,
            length=call.number("LENGTH"),
        )
        reading, checking = steps(call.progress, 1, 2)
        shares = steps(reading, *[1.0] * max(len(layers), 1))
        frames = [layer.frame([key, CLASS, *attributes], step) for layer, step in zip(layers, shares)]
        names = [layer.name for layer in layers]
        run.source = ", ".join(layer.description() for layer in layers)
        run.layers, run.kinds = names, None
        run.rules = rule_ids(load(EDITION), checks_made(settings))
        run.counts = {name: len(frame) for name, frame in zip(names, frames)}
        run.options = {
            "LINEAR": settings.linear,
            "CLASSES": settings.classes,
            "FIRST_LEVEL": settings.first_level,
            "ATTRIBUTES": list(attributes),
        }
        run.tolerances = {
            "TOLERANCE": settings.tolerance,
            "GAP_WIDTH": settings.gap_width,
            "LENGTH": settings.length,
            "STOP": settings.stop,
        }
        run.notes.extend(note for layer in layers for note in layer.notes)
        return check_seams(frames, load(EDITION), settings, names=names, key=key, progress=checking)
