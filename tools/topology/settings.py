"""What the topology check looks for, and its thresholds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .faces import CONTAINED, DUPLICATE, GAP, HOLE, OUTSIDE, OVERLAP, UNCOVERED
from .neighbours import CLASS, MERGE_FIELDS
from .shapes import INVALID, SELF_CONTACT, SELF_INTERSECTION

FACE_KINDS = (OVERLAP, GAP, OUTSIDE, UNCOVERED, HOLE)
"""Faulty areas: each has an area and a width, on which thresholds can be set."""

COVERAGE_KINDS = (*FACE_KINDS, "unmatched_vertex", DUPLICATE, CONTAINED)
INVALID_KINDS = (SELF_INTERSECTION, SELF_CONTACT, INVALID)
SHAPE_KINDS = (
    *(SELF_INTERSECTION, SELF_CONTACT, "null_geometry", INVALID, "multipart"),
    *("duplicate_vertex", "short_segment", "spike", "sliver", "narrow", "below_minimum_area"),
)
KINDS = (*COVERAGE_KINDS, *SHAPE_KINDS, "mergeable", "crosses_village")
"""Every kind of finding that the check can yield; each has a row `geometry:<kind>` in the rule book."""

LEFTOVER_KINDS = frozenset({*COVERAGE_KINDS, "crosses_village"})
"""Kinds that the edges tell which no opposite edge cancels."""

EDGE_KINDS = LEFTOVER_KINDS | {"duplicate_vertex", "short_segment", "spike", "mergeable"}
"""Kinds that need the edge table."""

VALIDITY_KINDS = frozenset({*COVERAGE_KINDS, *INVALID_KINDS, "spike", "narrow", "below_minimum_area", "mergeable"})
"""Kinds that ask which patches are valid."""


@dataclass(frozen=True)
class TopologySettings:
    """Thresholds in m, m2 and degrees. `kinds` switches the checks."""

    kinds: tuple[str, ...] = KINDS
    tolerance: float = 0.001
    """m: a face not wider than this is a difference of coordinates (an unmatched vertex), not a gap or an overlap.
    Open question of the standard: the national tool uses 0.001 or 0.0001."""
    gap_width: float = 0.0
    """m: openings between patches up to this width count as gaps although they are open at an end; 0 turns this off.
    Needed only where the county outline is not known: with it every uncovered place is found."""
    area_from: float = 0.0
    """m2: faces (`FACE_KINDS`) are reported from this area up; 0 is no limit. Faces of exactly a limit are reported."""
    area_to: float = 0.0
    """m2: faces are reported up to this area; 0 is no limit."""
    width_from: float = 0.0
    """m: faces are reported from this width up; 0 is no limit."""
    width_to: float = 0.0
    """m: faces are reported up to this width; 0 is no limit."""
    short_segment: float = 0.01
    """m: shorter segments are reported (no official figure was found)."""
    sliver_area: float = 10.0
    """m2: patches smaller than this are reported (rule 4601)."""
    narrow_width: float = 2.0
    """m: patches of a smaller mean width are reported; 0 turns this off. Linear features are patches from 2 m on."""
    neck_width: float = 0.0
    """m: places of a patch narrower than this are reported; 0 turns this off."""
    spike_angle: float = 10.0
    """Degrees: corners with a smaller angle inside the patch are reported (suggested; no official figure was found)."""


def fields_needed(kinds: Collection[str]) -> list[str]:
    """The fields of the patches that these checks look at, besides the identifier."""
    if "mergeable" in kinds:
        return list(MERGE_FIELDS)
    if "below_minimum_area" in kinds:
        return [CLASS, "XZDWKD"]
    return [CLASS] if "narrow" in kinds else []
