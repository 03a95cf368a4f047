"""The thresholds of the topology checks as Processing parameters: declared once for all algorithms that have any."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsProcessingParameterDistance, QgsProcessingParameterNumber

from ..tools.language import tr
from ..tools.topology import FACE_KINDS, TopologySettings
from .algorithm import Call, TubanAlgorithm

METRES, SQUARE_METRES, DEGREES = "m", "m2", "deg"

_MATCHED = (*FACE_KINDS, "unmatched_vertex", "duplicate_geometry", "contained")


@dataclass(frozen=True)
class Threshold:
    """One setting as a parameter: `field` of `TopologySettings`, in `unit`, of concern to `kinds`."""

    field: str
    unit: str
    kinds: tuple[str, ...]
    title: str
    help: str

    @property
    def name(self) -> str:
        """The parameter's name: never changed after a release, models hold it."""
        return self.field.upper()

    @property
    def default(self) -> float:
        """The setting where nobody chose another."""
        return float(getattr(TopologySettings(), self.field))


def thresholds(kinds: Collection[str]) -> list[Threshold]:
    """The thresholds that concern any of `kinds`, in the order of the dialogue."""
    return [threshold for threshold in _table() if set(threshold.kinds) & set(kinds)]


def define(algorithm: TubanAlgorithm, kinds: Collection[str], *, advanced: bool = False, layer: str = "INPUT") -> None:
    """Add the parameters of the thresholds that concern `kinds`; lengths have the unit of `layer`."""
    for threshold in thresholds(kinds):
        algorithm.add(_parameter(threshold, layer), threshold.help, advanced=advanced)


def settings(call: Call, kinds: Sequence[str]) -> TopologySettings:
    """The settings for these kinds, of a call of an algorithm that defined their thresholds (or more)."""
    chosen = {threshold.field: call.number(threshold.name) for threshold in thresholds(kinds)}
    return TopologySettings(kinds=tuple(kinds), **chosen)


def tolerances(chosen: TopologySettings) -> dict[str, float]:
    """The thresholds that concern the chosen kinds, for the description of a run."""
    return {threshold.name: getattr(chosen, threshold.field) for threshold in thresholds(chosen.kinds)}


def _parameter(threshold: Threshold, layer: str) -> Any:
    if threshold.unit == METRES:
        return QgsProcessingParameterDistance(threshold.name, threshold.title, threshold.default, layer, minValue=0.0)
    real = QgsProcessingParameterNumber.Type.Double
    top = {"maxValue": 90.0} if threshold.unit == DEGREES else {}
    return QgsProcessingParameterNumber(threshold.name, threshold.title, real, threshold.default, minValue=0.0, **top)


def _table() -> list[Threshold]:
    return [
        Threshold(
            "tolerance",
            METRES,
            (*_MATCHED, "crosses_village"),
            tr("Topology tolerance"),
            tr(
                "Metres. A gap or overlap that is not wider than this is a difference of coordinates and reported as "
                "an unmatched vertex; a face exactly this wide is one too."
            ),
        ),
        Threshold(
            "gap_width",
            METRES,
            ("gap",),
            tr("Open gaps up to this width"),
            tr(
                "Metres; 0 turns it off. Reports narrow openings between patches that no patch closes; "
                "only needed without XZQ."
            ),
        ),
        Threshold(
            "area_from",
            SQUARE_METRES,
            FACE_KINDS,
            tr("Faulty areas of at least (m²)"),
            tr(
                "Overlaps, gaps, land outside the county and places without a patch are reported from this area up, "
                "exactly this area included; 0: however small."
            ),
        ),
        Threshold(
            "area_to",
            SQUARE_METRES,
            FACE_KINDS,
            tr("Faulty areas of at most (m²)"),
            tr("Larger ones are not reported, one of exactly this area is; 0: however large."),
        ),
        Threshold(
            "width_from",
            METRES,
            FACE_KINDS,
            tr("Faulty areas at least this wide"),
            tr(
                "Metres; the width is twice the radius of the largest circle that fits in. "
                "An area exactly this wide is reported; 0: however thin."
            ),
        ),
        Threshold(
            "width_to",
            METRES,
            FACE_KINDS,
            tr("Faulty areas at most this wide"),
            tr("Metres. Wider ones are not reported, one of exactly this width is; 0: however wide."),
        ),
        Threshold(
            "short_segment",
            METRES,
            ("short_segment",),
            tr("Segments shorter than"),
            tr("Metres. The standard gives no figure; a segment exactly this long is not reported."),
        ),
        Threshold(
            "sliver_area",
            SQUARE_METRES,
            ("sliver",),
            tr("Slivers smaller than (m²)"),
            tr("Rule 4601: patches smaller than 10 m²; a patch of exactly 10 m² is none."),
        ),
        Threshold(
            "narrow_width",
            METRES,
            ("narrow",),
            tr("Patches narrower than"),
            tr(
                "Metres of mean width, which is twice the area by the perimeter; 0 turns it off. A patch exactly this "
                "wide is not reported, nor one of a linear class (road, ditch, river)."
            ),
        ),
        Threshold(
            "neck_width",
            METRES,
            ("narrow",),
            tr("Places narrower than"),
            tr(
                "Metres; 0 turns it off. Reports also the places where a patch that is wide elsewhere is narrower "
                "than this, be it a neck between two parts or a long tail. Takes more time."
            ),
        ),
        Threshold(
            "spike_angle",
            DEGREES,
            ("spike",),
            tr("Spikes sharper than (°)"),
            tr(
                "Degrees of the angle inside the patch; 0 turns it off. The standard gives no figure; a corner of "
                "exactly this angle is not reported."
            ),
        ),
    ]
