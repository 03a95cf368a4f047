"""What a repair may do, and how far it may go."""

from __future__ import annotations

from dataclasses import dataclass

from ..edges import GRID

MULTIPART, DUPLICATE, UNMATCHED = "multipart", "duplicate_vertex", "unmatched_vertex"
GAP, OVERLAP, SLIVER = "gap", "overlap", "sliver"
UNCOVERED, OUTSIDE = "uncovered", "outside_county"

BARE, HELD = (GAP, UNCOVERED), (OVERLAP, OUTSIDE)
"""Places that nobody holds, and places that one too many holds."""

ACTIONS = (MULTIPART, DUPLICATE, UNMATCHED, *BARE, *HELD, SLIVER)
"""What can be repaired, by the kind of finding that it repairs, in the order in which it is done."""

VILLAGE, OWNER, RIGHT, CLASS = "ZLDWDM", "QSDWDM", "QSXZ", "DLBM"
"""The fields that the rule looks at: where the land lies, whose it is, by which kind of right, what it is."""


@dataclass(frozen=True)
class RepairSettings:
    """Limits in m and m2; what is larger than a limit is left to people and listed. 0 is no limit."""

    actions: tuple[str, ...] = ACTIONS
    tolerance: float = 0.001
    """m: a face not wider than this is a difference of coordinates."""
    gap_area: float = 100.0
    """m2: also of places at the edge of the county that no patch covers."""
    overlap_area: float = 100.0
    """m2: also of what patches hold outside the county."""
    width: float = 5.0
    """m: twice the radius of the largest circle in such a place."""
    sliver_area: float = 10.0
    """m2: smaller patches are merged into a neighbour (rule 4601); exactly this is none."""
    strict_owners: bool = False
    """Leave also what lies between patches of one village with different owners (QSDWDM) or kinds of right (QSXZ)."""
    protected: tuple[str, ...] = ()
    """Beginnings of land class codes: patches of these classes stay as they are, to the byte."""
    protected_field: str = ""
    """A field that says the same of single patches: true, or a number that is not zero."""

    @property
    def reach(self) -> float:
        """m: how far from a fault what belongs to it can lie."""
        return self.tolerance + 2 * GRID
