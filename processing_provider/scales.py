"""The parameter for a map scale."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterEnum

from ..tools.area import SCALES
from ..tools.language import tr
from .algorithm import Call


def scale_parameter(denominator: int = 10_000) -> QgsProcessingParameterEnum:
    """`SCALE`: one of the scales of the national series."""
    options = [f"1:{scale}" for scale in SCALES]
    return QgsProcessingParameterEnum(
        "SCALE", tr("Scale"), options, defaultValue=f"1:{denominator}", usesStaticStrings=True
    )


def chosen_scale(call: Call) -> int:
    """Denominator of the chosen scale."""
    return int(call.choice("SCALE").split(":")[1])
