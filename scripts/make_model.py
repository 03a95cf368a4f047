"""Make resources/models/*.model3 anew: run it where the steps of a model change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QPointF, QSizeF
from tuban.processing_provider import compat
from tuban.processing_provider.provider import TubanProvider

TARGETS = Path(__file__).resolve().parents[1] / "resources" / "models"
BOX = QSizeF(230, 34)


@dataclass(frozen=True)
class Model:
    """What a model takes, does and gives."""

    group: str
    inputs: Sequence[QgsProcessingParameterDefinition]
    steps: Mapping[str, tuple[str, str, Mapping[str, Any]]]
    """Child id: algorithm, title, parameters ("=NAME" a model input, "child.OUTPUT" a child's output)."""
    outputs: Mapping[str, tuple[str, str, bool]]
    """Model output, its lower-case form is the parameter's name: child, output of the child, mandatory."""


ACCEPTANCE_INPUTS = [
    QgsProcessingParameterFeatureSource("DLTB", "Patches (DLTB)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterFeatureSource("XZQ", "County outline (XZQ)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterFeatureSource("CJDCQ", "Village areas (CJDCQ)", [compat.POLYGON_SOURCE], optional=True),
    QgsProcessingParameterRasterLayer("DEM", "Elevation model (DEM, m)"),
    QgsProcessingParameterFile("RIDGE_TABLE", "Ridge table (CSV file)", extension="csv"),
]

ACCEPTANCE_STEPS = {
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
}

ACCEPTANCE_OUTPUTS = {
    "Graded": ("ridges", "OUTPUT", True),
    "Faults": ("report", "FINDINGS", False),
    "Areas": ("table", "OUTPUT", False),
    "Report": ("report", "REPORT", False),
    "Summary": ("report", "SUMMARY", False),
    "Findings": ("report", "DATABASE", False),
    "Map": ("report", "MAP", False),
    "Tables": ("table", "TABLES", False),
}


LINEAR_INPUTS = [
    QgsProcessingParameterFeatureSource("LINES", "Centrelines", [compat.LINE_SOURCE]),
    QgsProcessingParameterFeatureSource("DLTB", "Patches (DLTB)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterFeatureSource("XZQ", "County outline (XZQ)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterFeatureSource("CJDCQ", "Village areas (CJDCQ)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterEnum(
        "REGION", "Region", ["south", "north", "province"], defaultValue="province", usesStaticStrings=True
    ),
]

LINEAR_STEPS = {
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
        {"INPUT": ["topology.FINDINGS", "linear.FINDINGS"], "DLTB": "cut.OUTPUT", "XZQ": "=XZQ", "CJDCQ": "=CJDCQ"},
    ),
}

LINEAR_OUTPUTS = {
    "Patches": ("cut", "OUTPUT", True),
    "Ribbons": ("cut", "RIBBONS", False),
    "Ledger": ("cut", "LEDGER", False),
    "Faults": ("report", "FINDINGS", False),
    "Report": ("report", "REPORT", False),
    "Summary": ("report", "SUMMARY", False),
    "Findings": ("report", "DATABASE", False),
    "Map": ("report", "MAP", False),
}

MODELS = {
    "county_acceptance": Model("quality", ACCEPTANCE_INPUTS, ACCEPTANCE_STEPS, ACCEPTANCE_OUTPUTS),
    "linear_features_to_patches": Model("linear", LINEAR_INPUTS, LINEAR_STEPS, LINEAR_OUTPUTS),
}


def source(text: str) -> QgsProcessingModelChildParameterSource:
    if text.startswith("="):
        return QgsProcessingModelChildParameterSource.fromModelParameter(text[1:])
    return QgsProcessingModelChildParameterSource.fromChildOutput(*text.split("."))


def build(name: str, wanted: Model) -> QgsProcessingModelAlgorithm:
    model = QgsProcessingModelAlgorithm(name, wanted.group, wanted.group)
    for row, definition in enumerate(wanted.inputs):
        place = QgsProcessingModelParameter(definition.name())
        place.setPosition(QPointF(130 + 255 * row, 60))
        place.setSize(BOX)
        model.addModelParameter(definition, place)
    model.setParameterOrder([definition.name() for definition in wanted.inputs])
    for row, (child_id, (algorithm, title, parameters)) in enumerate(wanted.steps.items()):
        child = QgsProcessingModelChildAlgorithm(f"tuban:{algorithm}")
        child.setChildId(child_id)
        child.setDescription(title)
        child.setPosition(QPointF(250 + 90 * row, 180 + 130 * row))
        child.setSize(BOX)
        for parameter, value in parameters.items():
            sources = [source(item) for item in (value if isinstance(value, list) else [value])]
            child.addParameterSources(parameter, sources)
        child.setModelOutputs(outputs_of(child_id, wanted, child.position()))
        model.addChildAlgorithm(child)
    return model


def outputs_of(child_id: str, wanted: Model, at: QPointF) -> dict[str, QgsProcessingModelOutput]:
    made = {}
    for name, (owner, output, mandatory) in wanted.outputs.items():
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
    TARGETS.mkdir(parents=True, exist_ok=True)
    for name, wanted in MODELS.items():
        model = build(name, wanted)
        ok, problems = model.validate()
        if not ok:
            raise SystemExit("\n".join(problems))
        target = TARGETS / f"{name}.model3"
        model.toFile(str(target))
        print(target)


if __name__ == "__main__":
    main()
