"""What QGIS offers for checking topology: algorithms of Processing. They read the layer and write what they find."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

from found import places_of_nobody
from measures import Answer, Skipped, Work, measured, qgis_layer

GEOMETRY_CHECKS = ("overlap", "gap", "duplicatenodes", "selfintersection", "missingvertex")
"""Checks of the Geometry Checker that look for what is put in; algorithms since QGIS 3.44."""


@measured("topology", "validity_geos", "QGIS `qgis:checkvalidity`, method GEOS")
def validity_geos(county: Path) -> Work:
    return algorithm(county, "qgis:checkvalidity", "ERROR_OUTPUT", "INPUT_LAYER", METHOD=2)


@measured("topology", "validity_qgis", "QGIS `qgis:checkvalidity`, method QGIS")
def validity_qgis(county: Path) -> Work:
    return algorithm(county, "qgis:checkvalidity", "ERROR_OUTPUT", "INPUT_LAYER", METHOD=1)


@measured("topology", "coverage_validate", "QGIS `native:coveragevalidate`")
def coverage_validate(county: Path) -> Work:
    return algorithm(county, "native:coveragevalidate", "INVALID_EDGES", "INPUT")


def enter_geometry_check(name: str) -> None:
    @measured("topology", name, f"QGIS `native:checkgeometry{name}`")
    def geometry_check(county: Path) -> Work:
        return algorithm(county, f"native:checkgeometry{name}", "ERRORS", "INPUT", UNIQUE_ID="fid")


for check in GEOMETRY_CHECKS:
    enter_geometry_check(check)


def algorithm(county: Path, name: str, result: str, source: str, **given: Any) -> Work:
    """A run on DLTB; the layer `result` is what it finds, the others are not asked for where that is possible."""
    from qgis.core import Qgis, QgsApplication, QgsProcessingException, QgsProcessingParameterDefinition

    layer = qgis_layer(county)
    sys.path.append(f"{QgsApplication.pkgDataPath()}/python/plugins")
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    found = QgsApplication.processingRegistry().algorithmById(name)
    if found is None:
        raise Skipped(f"QGIS {Qgis.QGIS_VERSION} has no such algorithm")
    optional = QgsProcessingParameterDefinition.FlagOptional
    for output in found.destinationParameterDefinitions():
        wanted = output.name() == result or not output.flags() & optional
        given[output.name()] = "TEMPORARY_OUTPUT" if wanted else None

    def work() -> Answer:
        try:
            errors = processing.run(name, {source: layer, **given})[result]
        except QgsProcessingException as error:
            raise Skipped(f"gives up: {error}".strip().splitlines()[0]) from error
        return Answer(f"{errors.featureCount():,} places", lambda: places_of_nobody(geometries(errors), county))

    return work


def geometries(layer: Any) -> Any:
    importlib.import_module("tuban.tools")  # imports shapely so that it keeps a GEOS of its own beside that of QGIS
    import shapely

    return shapely.from_wkb([bytes(feature.geometry().asWkb()) for feature in layer.getFeatures()])
