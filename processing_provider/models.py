"""Models that the provider ships: ordinary .model3 files, with names and texts in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.core import QgsProcessingModelAlgorithm
from qgis.PyQt.QtGui import QIcon

from ..tools.language import tr
from . import compat
from .algorithm import RESOURCES, group_names

FOLDER = RESOURCES / "models"


def models() -> Iterator[ShippedModel]:
    """One instance of every shipped model, by name."""
    for path in sorted(FOLDER.glob("*.model3")):
        yield ShippedModel(path)


class ShippedModel(QgsProcessingModelAlgorithm):
    """A model from a file; its id is the file's name. Open the file in the modeler to change a copy of it."""

    def __init__(self, path: Path):
        super().__init__()
        self.path = path
        self.fromFile(str(path))
        texts = _texts()
        for definition in self.parameterDefinitions():
            name = definition.name().rpartition(":")[2]  # QGIS before 3.26 puts the step before an output's name
            title = texts.get(name) or texts.get(name.lower()) or definition.description()
            definition.setDescription(title)
        self._free_by_products()
        # Without a group QGIS turns the order of a run's layers round over a current layer.
        compat.set_output_group(self, self.displayName())

    def _free_by_products(self) -> None:
        """A model's output may be left out unless the model wants it, even where the step itself would insist."""
        for child_id, child in self.childAlgorithms().items():
            for name, output in child.modelOutputs().items():
                definition = self.parameterDefinition(name) or self.parameterDefinition(f"{child_id}:{name}")
                if definition is not None and not output.isMandatory():
                    definition.setFlags(definition.flags() | compat.OPTIONAL)

    def createInstance(self) -> ShippedModel:
        return ShippedModel(self.path)

    def displayName(self) -> str:
        return _titles().get(self.name(), self.name())

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(RESOURCES / "icons" / "tuban.svg")

    def group(self) -> str:
        return group_names().get(self.groupId(), super().group())

    def shortHelpString(self) -> str:
        return _purposes().get(self.name(), super().shortHelpString())

    def shortDescription(self) -> str:
        return self.shortHelpString()

    def tags(self) -> list[str]:
        return _keywords().get(self.name(), "").split()


def _titles() -> dict[str, str]:
    return {
        "county_acceptance": tr("County acceptance"),
        "slope_to_class_area": tr("From slope to class areas"),
        "tag_county": tr("Tag and number a county"),
        "linear_features_to_patches": tr("Linear features to patches"),
    }


def _keywords() -> dict[str, str]:
    return {
        "county_acceptance": "acceptance county model check report 验收 县级 质检 模型 xjys",
        "slope_to_class_area": "slope ridge area adjustment county model 坡度 田坎 面积 平差 模型 pd tk mj",
        "tag_county": "tag location ownership number county model 标注 坐落 权属 编号 图斑编号 模型 bz bh",
        "linear_features_to_patches": "road ditch river ribbon centreline model 线状地物 道路 沟渠 河流 模型 xzdw",
    }


def _purposes() -> dict[str, str]:
    return {
        "county_acceptance": tr(
            "Takes a county through its acceptance: grades the slopes of cultivated patches from the elevation "
            "model, deducts ridges, checks topology and attributes, sums the areas by land class, and writes one "
            "report with a map, an error GeoPackage and a workbook. Open it in the modeler to add steps or to "
            "change the order."
        ),
        "slope_to_class_area": tr(
            "Takes a county from its elevation model to class areas that close: ellipsoidal areas (TBMJ), slope map "
            "and slope grades of cultivated patches, terraces by the field survey, ridges, map sheets with their "
            "control areas, patch areas pushed to the control areas of the villages (DCMJ of CJDCQ), and the sums by "
            "land class. Open it in the modeler to add steps or to change the order."
        ),
        "tag_county": tr(
            "Takes the interpreted patches of a county to complete attributes: tags by the rules (settlement ranges, "
            "river channels, lakes), location and ownership by the village areas, patch numbers and identifiers that "
            "stay where they are valid, and a check of all attributes with a report. Patches across village lines are "
            "listed, not cut. Open it in the modeler to add steps or to change the order."
        ),
        "linear_features_to_patches": tr(
            "Takes the centrelines of roads, ditches and rivers all the way to patches: gives roads their class, cuts "
            "the ribbons out of the patches with crossings and village lines, checks topology and linear features, "
            "and writes one report with a map. Lines need a width (XZDWKD), ditches and rivers their class (DLBM). "
            "Open it in the modeler to add steps or to change the order."
        ),
    }


def _texts() -> dict[str, str]:
    """Titles of the models' parameters by name."""
    return {
        "DLTB": tr("Patches (DLTB)"),
        "XZQ": tr("County outline (XZQ)"),
        "CJDCQ": tr("Village survey areas (CJDCQ)"),
        "DEM": tr("Elevation model (DEM, m)"),
        "RIDGE_TABLE": tr("Ridge table (CSV file)"),
        "SURVEY": tr("Field survey of terraces"),
        "pdt": tr("Slope map"),
        "LIMIT": tr("Largest difference (m² a patch)"),
        "adjusted": tr("Patches with adjusted areas"),
        "units": tr("Areas of the units"),
        "ledger": tr("Ledger"),
        "sheets": tr("Map sheets"),
        "pieces": tr("Control areas of sheets"),
        "control": tr("Table of control areas (workbook)"),
        "grading": tr("Report on slope grades"),
        "ridging": tr("Report on ridges"),
        "LINES": tr("Centrelines"),
        "REGION": tr("Region"),
        "CZCDYD": tr("Settlement ranges (CZCDYD)"),
        "RIVERS": tr("River channels"),
        "LAKES": tr("Lake areas"),
        "OWNERS": tr("Ownership areas"),
        "PREVIOUS": tr("Patches as numbered last"),
        "tagged": tr("Tagged and numbered patches"),
        "tagging": tr("Ledger of tags"),
        "unclear": tr("Patches to look at"),
        "crossing": tr("Patches in several units"),
        "numbers": tr("Ledger of numbers"),
        "patches": tr("Patches with linear features"),
        "ribbons": tr("Linear patches"),
        "figure": tr("Before and after (report)"),
        "graded": tr("Graded patches"),
        "faults": tr("Findings"),
        "areas": tr("Areas by land class"),
        "report": tr("Report"),
        "summary": tr("Summary"),
        "findings": tr("Error GeoPackage"),
        "map": tr("Map picture"),
        "tables": tr("Tables (workbook)"),
    }
