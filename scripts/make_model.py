"""Make resources/models/county_acceptance.model3 anew: run it where the steps of the acceptance change."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QPointF, QSizeF
from tuban.processing_provider import compat
from tuban.processing_provider.provider import TubanProvider

TARGET = Path(__file__).resolve().parents[1] / "resources" / "models" / "county_acceptance.model3"
BOX = QSizeF(230, 34)

INPUTS = [
    QgsProcessingParameterFeatureSource("DLTB", "Patches (DLTB)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterFeatureSource("XZQ", "County outline (XZQ)", [compat.POLYGON_SOURCE]),
    QgsProcessingParameterFeatureSource("CJDCQ", "Village areas (CJDCQ)", [compat.POLYGON_SOURCE], optional=True),
    QgsProcessingParameterRasterLayer("DEM", "Elevation model (DEM, m)"),
    QgsProcessingParameterFile("RIDGE_TABLE", "Ridge table (CSV file)", extension="csv"),
]

STEPS = {  # child id: algorithm, title, parameters ("=NAME" a model input, "child.OUTPUT" a child's output)
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

OUTPUTS = {  # model output, its lower-case form is the parameter's name: child, output of the child, mandatory
    "Graded": ("ridges", "OUTPUT", True),
    "Faults": ("report", "FINDINGS", False),
    "Areas": ("table", "OUTPUT", False),
    "Report": ("report", "REPORT", False),
    "Summary": ("report", "SUMMARY", False),
    "Findings": ("report", "DATABASE", False),
    "Map": ("report", "MAP", False),
    "Tables": ("table", "TABLES", False),
}


def source(text: str) -> QgsProcessingModelChildParameterSource:
    if text.startswith("="):
        return QgsProcessingModelChildParameterSource.fromModelParameter(text[1:])
    return QgsProcessingModelChildParameterSource.fromChildOutput(*text.split("."))


def build() -> QgsProcessingModelAlgorithm:
    model = QgsProcessingModelAlgorithm("county_acceptance", "quality", "quality")
    for row, definition in enumerate(INPUTS):
        place = QgsProcessingModelParameter(definition.name())
        place.setPosition(QPointF(130 + 255 * row, 60))
        place.setSize(BOX)
        model.addModelParameter(definition, place)
    model.setParameterOrder([definition.name() for definition in INPUTS])
    for row, (child_id, (algorithm, title, parameters)) in enumerate(STEPS.items()):
        child = QgsProcessingModelChildAlgorithm(f"tuban:{algorithm}")
        child.setChildId(child_id)
        child.setDescription(title)
        child.setPosition(QPointF(250 + 90 * row, 180 + 130 * row))
        child.setSize(BOX)
        for name, value in parameters.items():
            child.addParameterSources(name, [source(item) for item in (value if isinstance(value, list) else [value])])
        child.setModelOutputs(outputs_of(child_id, child.position()))
        model.addChildAlgorithm(child)
    return model


def outputs_of(child_id: str, at: QPointF) -> dict[str, QgsProcessingModelOutput]:
    made = {}
    for name, (owner, output, mandatory) in OUTPUTS.items():
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
    model = build()
    ok, problems = model.validate()
    if not ok:
        raise SystemExit("\n".join(problems))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    model.toFile(str(TARGET))
    print(TARGET)


if __name__ == "__main__":
    main()
