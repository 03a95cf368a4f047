"""How centrelines become patches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CLASS, WIDTH = "DLBM", "XZDWKD"
UNIT = ("ZLDWDM", "QSDWDM", "QSXZ")
"""Where land lies and whose it is: a patch lies in one such unit, lines between units cut every feature."""

BY_PRIORITY, BY_MIDDLE = "priority", "middle"


@dataclass(frozen=True)
class RibbonSettings:
    """Fields of the lines (empty: none) and limits in m and m2."""

    class_field: str = CLASS
    width_field: str = ""
    level_field: str = ""
    """Of two features that cross that of the higher level runs through; no level is 0."""
    tunnel_field: str = ""
    """Lines on which this is true lie under ground: the feature ends at both mouths."""
    divide_by: tuple[str, ...] = ()
    """Fields that divide: ribbons that differ in them are patches of their own."""
    code: str = ""
    """The class of all lines, where no field says it."""
    widths: Mapping[str, float] = field(default_factory=dict)
    """m by class: for lines without a width of their own."""
    width: float = 0.0
    """m: for lines of other classes without one; 0 leaves these out."""
    order: tuple[str, ...] = ()
    """Classes, the upper ones first; empty: the order of the standard's table."""
    parallel: str = BY_PRIORITY
    """Where two features lie side by side and overlap: the upper one keeps its width, or both end at the middle."""
    keep_upper: bool = True
    """Patches of linear features that are there and rank above a new one are not cut by it."""
    absorb: bool = True
    """What is left of a patch and too little to be one goes to a neighbour."""
    least_width: float = 2.0
    """m: what is left and narrower on average than this is too little as well; 0 turns this off."""
    sliver_area: float = 10.0
    """m2: parts of ribbons smaller than this go to a neighbour too."""
    any_class: bool = False
    """Also cut in features of classes that are none of linear features; they rank below these."""
