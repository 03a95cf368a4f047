"""Make the models of resources/models anew: run it where their steps change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QPointF, QSizeF
from tuban.processing_provider import compat
from tuban.processing_provider.provider import TubanProvider
from tuban.tools.area import LIMIT

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "models"
BOX = QSizeF(230, 34)


@dataclass(frozen=True)
class Model:
    """A model in words; its id is the file's name."""

    group: str
    inputs: list[QgsProcessingParameterDefinition]
    steps: dict[str, tuple[str, str, dict[str, str | list[str]]]]
    """Child id: algorithm, title, parameters ("=NAME" a model input, "child.OUTPUT" a child's output)."""
    outputs: dict[str, tuple[str, str, bool]]
    """Model output, its lower-case form is the parameter's name: child, output of the child, mandatory."""


def polygons(name: str, title: str, *, optional: bool = False) -> QgsProcessingParameterFeatureSource:
    return QgsProcessingParameterFeatureSource(name, title, [compat.POLYGON_SOURCE], optional=optional)


MODELS = {
    "county_acceptance": Model(
        "quality",
        [
            polygons("DLTB", "Patches (DLTB)"),
            polygons("XZQ", "County outline (XZQ)"),
            polygons("CJDCQ", "Village areas (CJDCQ)", optional=True),
            QgsProcessingParameterRasterLayer("DEM", "Elevation model (DEM, m)"),
            QgsProcessingParameterFile("RIDGE_TABLE", "Ridge table (CSV file)", extension="csv"),
        ],
        {
            "grade": ("assign_slope_grade", "Grade slopes", {"INPUT": "=DLTB", "DEM": "=DEM"}),
            "ridges": ("deduct_ridges", "Deduct ridges", {"INPUT": "grade.OUTPUT", "TABLE_FILE": "=RIDGE_TABLE"}),
            "topology": ("check_topology", "Check topology", {"INPUT": "ridges.OUTPUT", "XZQ": "=XZQ"}),
            "attributes": ("check_attributes", "Check attributes", {"INPUT": "ridges.OUTPUT"}),
            "report": (
                "report_findings",
                "Report findings",
                {
                    "INPUT": ["topology.FINDINGS", "attributes.FINDINGS", "grade.FINDINGS", "ridges.FINDINGS"],
                    "DLTB": "ridges.OUTPUT",
                    "XZQ": "=XZQ",
                    "CJDCQ": "=CJDCQ",
                },
            ),
            "table": ("land_class_table", "Sum by land class", {"INPUT": "ridges.OUTPUT"}),
        },
        {
            "Graded": ("ridges", "OUTPUT", True),
            "Faults": ("report", "FINDINGS", False),
            "Areas": ("table", "OUTPUT", False),
            "Report": ("report", "REPORT", False),
            "Summary": ("report", "SUMMARY", False),
            "Findings": ("report", "DATABASE", False),
            "Map": ("report", "MAP", False),
            "Tables": ("table", "TABLES", False),
        },
    ),
    "slope_to_class_area": Model(
        "area",
        [
            polygons("DLTB", "Patches (DLTB)"),
            polygons("XZQ", "County outline (XZQ)"),
            polygons("CJDCQ", "Village areas with control areas (CJDCQ)"),
            QgsProcessingParameterRasterLayer("DEM", "Elevation model (DEM, m)"),
            QgsProcessingParameterFile("RIDGE_TABLE", "Ridge table (CSV file)", extension="csv"),
            QgsProcessingParameterFeatureSource(
                "SURVEY", "Field survey of terraces", [compat.ANY_VECTOR], optional=True
            ),
            QgsProcessingParameterNumber(
                "LIMIT", "Largest difference (m²/patch)", QgsProcessingParameterNumber.Type.Double, LIMIT, minValue=0.0
            ),
        ],
        {
            "area": ("ellipsoidal_area", "Compute areas", {"INPUT": "=DLTB"}),
            "slope": ("slope_raster", "Compute slopes", {"DEM": "=DEM"}),
            "map": ("slope_map", "Draw the slope map", {"DEM": "=DEM", "BOUNDARY": "=XZQ"}),
            "grade": ("assign_slope_grade", "Grade slopes", {"INPUT": "area.OUTPUT", "SLOPE": "slope.OUTPUT"}),
            "terraces": ("classify_terraces", "Classify terraces", {"INPUT": "grade.OUTPUT", "SURVEY": "=SURVEY"}),
            "ridges": ("deduct_ridges", "Deduct ridges", {"INPUT": "terraces.OUTPUT", "TABLE_FILE": "=RIDGE_TABLE"}),
            "sheets": ("map_sheets", "Draw the sheets", {"AREA": "=XZQ"}),
            "control": ("control_area_table", "Control areas by sheet", {"XZQ": "=XZQ"}),
            "adjust": (
                "adjust_areas",
                "Push to control areas",
                {"INPUT": "ridges.OUTPUT", "CJDCQ": "=CJDCQ", "LIMIT": "=LIMIT"},
            ),
            "table": ("land_class_table", "Sum by land class", {"INPUT": "adjust.OUTPUT"}),
        },
        {
            "Adjusted": ("adjust", "OUTPUT", True),
            "Units": ("adjust", "UNITS", False),
            "Ledger": ("adjust", "LEDGER", False),
            "Areas": ("table", "OUTPUT", False),
            "Tables": ("table", "TABLES", False),
            "PDT": ("map", "OUTPUT", False),
            "Sheets": ("sheets", "OUTPUT", False),
            "Pieces": ("control", "OUTPUT", False),
            "Control": ("control", "TABLE", False),
            "Grading": ("grade", "REPORT", False),
            "Ridging": ("ridges", "REPORT", False),
        },
    ),
    "tag_county": Model(
        "tagging",
        [
            polygons("DLTB", "Patches (DLTB)"),
            polygons("CJDCQ", "Village areas (CJDCQ)"),
            polygons("CZCDYD", "Settlement ranges (CZCDYD)", optional=True),
            polygons("RIVERS", "River channels", optional=True),
            polygons("LAKES", "Lake areas", optional=True),
            polygons("OWNERS", "Ownership areas", optional=True),
            polygons("PREVIOUS", "Patches as numbered last", optional=True),
        ],
        {
            "tag": (
                "tag_patches",
                "Tag patches",
                {"INPUT": "=DLTB", "CZCDYD": "=CZCDYD", "RIVERS": "=RIVERS", "LAKES": "=LAKES"},
            ),
            "place": (
                "assign_location_and_ownership",
                "Assign location and ownership",
                {"INPUT": "tag.OUTPUT", "CJDCQ": "=CJDCQ", "OWNERS": "=OWNERS"},
            ),
            "number": ("number_patches", "Number patches", {"INPUT": "place.OUTPUT", "PREVIOUS": "=PREVIOUS"}),
            "attributes": ("check_attributes", "Check attributes", {"INPUT": "number.OUTPUT"}),
        },
        {
            "Tagged": ("number", "OUTPUT", True),
            "Tagging": ("tag", "LEDGER", False),
            "Unclear": ("tag", "LISTED", False),
            "Crossing": ("place", "LISTED", False),
            "Numbers": ("number", "LEDGER", False),
            "Faults": ("attributes", "FINDINGS", False),
            "Report": ("attributes", "REPORT", False),
            "Findings": ("attributes", "DATABASE", False),
        },
    ),
    "linear_features_to_patches": Model(
        "linear",
        [
            QgsProcessingParameterFeatureSource("LINES", "Centrelines", [compat.LINE_SOURCE]),
            polygons("DLTB", "Patches (DLTB)"),
            polygons("XZQ", "County outline (XZQ)"),
            polygons("CJDCQ", "Village areas (CJDCQ)"),
            QgsProcessingParameterEnum(
                "REGION", "Region", ["south", "north", "province"], defaultValue="province", usesStaticStrings=True
            ),
        ],
        {
            "classify": ("classify_roads", "Classify roads", {"INPUT": "=LINES", "REGION": "=REGION"}),
            "cut": (
                "lines_to_patches",
                "Lines to patches",
                {"INPUT": "classify.OUTPUT", "DLTB": "=DLTB", "XZQ": "=XZQ", "CJDCQ": "=CJDCQ"},
            ),
            "topology": (
                "check_topology",
                "Check topology",
                {"INPUT": "cut.OUTPUT", "XZQ": "cut.XZQ_OUTPUT", "CJDCQ": "cut.CJDCQ_OUTPUT"},
            ),
            "linear": (
                "check_linear_features",
                "Check linear features",
                {"INPUT": "cut.OUTPUT", "LINES": "classify.OUTPUT", "XZQ": "=XZQ", "CJDCQ": "=CJDCQ"},
            ),
            "report": (
                "report_findings",
                "Report findings",
                {
                    "INPUT": ["topology.FINDINGS", "linear.FINDINGS"],
                    "DLTB": "cut.OUTPUT",
                    "XZQ": "=XZQ",
                    "CJDCQ": "=CJDCQ",
                },
            ),
        },
        {
            "Patches": ("cut", "OUTPUT", True),
            "Ribbons": ("cut", "RIBBONS", False),
            "Ledger": ("cut", "LEDGER", False),
            "Figure": ("cut", "REPORT", False),
            "Faults": ("report", "FINDINGS", False),
            "Report": ("report", "REPORT", False),
            "Summary": ("report", "SUMMARY", False),
            "Findings": ("report", "DATABASE", False),
            "Map": ("report", "MAP", False),
        },
    ),
}


def source(text: str) -> QgsProcessingModelChildParameterSource:
    if text.startswith("="):
        return QgsProcessingModelChildParameterSource.fromModelParameter(text[1:])
    return QgsProcessingModelChildParameterSource.fromChildOutput(*text.split("."))


def built(model_id: str, words: Model) -> QgsProcessingModelAlgorithm:
    model = QgsProcessingModelAlgorithm(model_id, words.group, words.group)
    for row, definition in enumerate(words.inputs):
        place = QgsProcessingModelParameter(definition.name())
        place.setPosition(QPointF(130 + 255 * row, 60))
        place.setSize(BOX)
        model.addModelParameter(definition, place)
    model.setParameterOrder([definition.name() for definition in words.inputs])
    for row, (child_id, (algorithm, title, parameters)) in enumerate(words.steps.items()):
        child = QgsProcessingModelChildAlgorithm(f"tuban:{algorithm}")
        child.setChildId(child_id)
        child.setDescription(title)
        child.setPosition(QPointF(250 + 90 * row, 180 + 130 * row))
        child.setSize(BOX)
        for name, value in parameters.items():
            child.addParameterSources(name, [source(item) for item in (value if isinstance(value, list) else [value])])
        child.setModelOutputs(outputs_of(words, child_id, child.position()))
        model.addChildAlgorithm(child)
    return model


def outputs_of(words: Model, child_id: str, at: QPointF) -> dict[str, QgsProcessingModelOutput]:
    made = {}
    for name, (owner, output, mandatory) in words.outputs.items():
        if owner == child_id:
            item = QgsProcessingModelOutput(name, name)
            item.setChildId(child_id)
            item.setChildOutputName(output)
            item.setMandatory(mandatory)
            item.setPosition(QPointF(at.x() + 340, at.y() - 60 + 42 * len(made)))
            item.setSize(BOX)
            made[name] = item
    return made


def main() -> None:
    application = QgsApplication([], False)
    application.initQgis()
    provider = TubanProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, words in MODELS.items():
        model = built(name, words)
        ok, problems = model.validate()
        if not ok:
            raise SystemExit("\n".join(problems))
        model.toFile(str(FOLDER / f"{name}.model3"))
        print(FOLDER / f"{name}.model3")


if __name__ == "__main__":
    main()
