"""Parameters that algorithms share which read elevation models and slope rasters."""

from __future__ import annotations

import pyproj
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingException,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)

from ..tools.errors import TubanError
from ..tools.language import tr
from ..tools.slope import HORN, ZEVENBERGEN_THORNE, HeightFile, SlopeCells, SlopeFile
from .algorithm import Call, TubanAlgorithm
from .frames import known_as

DEM, SLOPE = "DEM", "SLOPE"


def add_model(algorithm: TubanAlgorithm, help_text: str, *, optional: bool = False) -> None:
    """`DEM`: an elevation model."""
    algorithm.add(QgsProcessingParameterRasterLayer(DEM, tr("Elevation model (DEM, m)"), optional=optional), help_text)


def add_model_options(algorithm: TubanAlgorithm) -> None:
    """`METHOD` and `Z_FACTOR`: how the slope of a model is computed."""
    algorithm.add(
        QgsProcessingParameterEnum(
            "METHOD",
            tr("Method of slope"),
            [HORN, ZEVENBERGEN_THORNE],
            defaultValue=HORN,
            usesStaticStrings=True,
        ),
        tr(
            "How slope is computed from heights. horn: third-order differences over 8 neighbours, in common use for "
            "the survey. zevenbergen_thorne: second-order differences over 4 neighbours, sharper and noisier."
        ),
        advanced=True,
    )
    algorithm.add(
        QgsProcessingParameterNumber(
            "Z_FACTOR",
            tr("Metres in a unit of height"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
            minValue=1e-9,
        ),
        tr("For instance 0.3048 for heights in feet. Empty: the unit that the file states, otherwise metres."),
        advanced=True,
    )


def heights(call: Call, warp_to: pyproj.CRS | None = None) -> HeightFile:
    """The model with the chosen options; says so where its heights are not in metres."""
    given = call.parameters.get("Z_FACTOR")
    factor = None if given is None or given == "" else call.number("Z_FACTOR")
    model = HeightFile(raster_path(call, DEM), method=call.choice("METHOD"), z_factor=factor, warp_to=warp_to)
    if model.z_factor != 1.0:
        call.note(tr("Heights of the model count as {factor} m a unit.").format(factor=f"{model.z_factor:g}"))
    return model


def slope_cells(call: Call, name: str, warp_to: pyproj.CRS | None = None) -> SlopeCells:
    """The slope of the raster in the parameter `SLOPE` or `DEM`."""
    return SlopeFile(raster_path(call, SLOPE)) if name == SLOPE else heights(call, warp_to)


def raster_path(call: Call, name: str) -> str:
    """What GDAL opens, without the open options that QGIS appends."""
    raster = call.raster(name)
    if raster is None or not raster.isValid():
        raise QgsProcessingException(call.algorithm.invalidRasterError(call.parameters, name))
    if raster.providerType() != "gdal":
        raise TubanError(tr("Raster {layer} is no file; save it as a GeoTIFF first.").format(layer=raster.name()))
    return raster.source().split("|option:")[0]


def one_source(call: Call, *names: str) -> str:
    """The name of the one source of slope that was given."""
    given = [name for name in names if call.parameters.get(name)]
    if len(given) != 1:
        raise TubanError(tr("Give exactly one source of slope: {names}.").format(names=", ".join(names)))
    return given[0]


def as_pyproj(crs: QgsCoordinateReferenceSystem) -> pyproj.CRS | None:
    """A CRS of QGIS as pyproj knows it."""
    name = known_as(crs)
    return None if name is None else pyproj.CRS.from_user_input(name)
