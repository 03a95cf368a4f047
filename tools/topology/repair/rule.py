"""Who gets a place that nobody or more than one patch has: the rule that knows the survey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

import numpy as np
import shapely

from ...language import tr
from .land import Land, Villages, differing
from .linework import NOWHERE
from .settings import CLASS, OWNER, RIGHT, VILLAGE, RepairSettings


@dataclass(frozen=True)
class Claim:
    """A place, the patches that hold it, and all that could have it: those, or its neighbours where nobody holds it."""

    holders: tuple[int, ...]
    border: Mapping[int, float]
    """m: of each patch that could have it, how much border would be gone if that patch alone had it."""
    edges: Mapping[int, int]
    """How many edges of each of them run along the place."""
    point: shapely.Point
    fixed: Set[int]
    """Patches that must stay as they are; the land outside the county too."""
    refused: Set[int] = frozenset()
    """Patches that cannot have it: they would fall apart, or others would."""


@dataclass(frozen=True)
class Verdict:
    """The patch that gets a place, -1 for nobody (outside the county) or None where that cannot be told, and why."""

    patch: int | None
    reason: str


class Rule:
    """Same class first, then longest shared border; never across a village or ownership line; nothing protected."""

    def __init__(self, land: Land, villages: Villages | None, settings: RepairSettings):
        self.land, self.villages = land, villages
        frame, self._strict = land.frame, settings.strict_owners
        self._class, self._village = differing(frame, (CLASS,)), differing(frame, (VILLAGE,))
        self._unit, self._owner = differing(frame, (OWNER,)), differing(frame, (OWNER, RIGHT))
        self._codes = frame[VILLAGE].astype(str).to_numpy(dtype=object) if VILLAGE in frame else None
        self._names = frame[CLASS].to_numpy(dtype=object) if CLASS in frame else None

    def of_place(self, claim: Claim) -> Verdict:
        """Who gets a gap, an overlap or an uncovered place."""
        could = self._on_this_side(claim)
        if isinstance(could, str):
            return Verdict(None, could)
        bound = [patch for patch in claim.holders if patch in claim.fixed]
        if len(bound) > 1 or not set(bound) <= set(could):
            return Verdict(None, tr("a patch that must stay as it is would lose land"))
        able = bound or [patch for patch in could if patch not in claim.fixed]
        if not able:
            return Verdict(None, tr("every patch beside it must stay as it is"))
        able = [patch for patch in able if patch not in claim.refused]
        if not able:
            return Verdict(None, tr("a patch would be cut in two"))
        return Verdict(bound[0], tr("it must stay as it is")) if bound else self._longest(claim.border, able)

    def of_land_outside(self, claim: Claim) -> Verdict:
        """Land outside the county goes to nobody: the patches that hold it lose it."""
        if (set(claim.holders) - {NOWHERE}) & claim.fixed:
            return Verdict(None, tr("a patch that must stay as it is would lose land"))
        if NOWHERE in claim.refused:
            return Verdict(None, tr("a patch would be cut in two"))
        return Verdict(NOWHERE, tr("it lies outside the county"))

    def of_difference(self, claim: Claim) -> Verdict:
        """Who gets a face as thin as the tolerance: the straighter border is redrawn along the vertices of the other.

        That is no land: no line is asked for.
        """
        bound = [patch for patch in claim.holders if patch in claim.fixed]
        if len(bound) > 1:
            return Verdict(None, tr("a patch that must stay as it is would lose land"))
        able = bound or [patch for patch in claim.border if patch not in claim.fixed]
        able = [patch for patch in able if patch not in claim.refused]
        if not able:
            return Verdict(None, tr("every patch beside it must stay as it is"))
        sign = -1 if claim.holders else 1
        first = min(able, key=lambda patch: (sign * claim.edges[patch], -round(claim.border[patch], 4), patch))
        return Verdict(first, tr("difference of coordinates"))

    def of_sliver(self, patch: int, border: Mapping[int, float], fixed: Set[int]) -> Verdict:
        """Which neighbour a sliver goes to: only one of the same village and ownership."""
        row = self.land.row
        if patch in fixed:
            return Verdict(None, tr("it must stay as it is"))
        free = [other for other in border if other not in fixed]
        if not free:
            return Verdict(None, tr("no patch beside it can take it"))
        same = [other for other in free if not self._differ((self._village, self._owner), (patch, other))]
        if not same:
            return Verdict(None, tr("no neighbour has the same village and ownership"))
        alike = [other for other in same if self._class[row[other]] == self._class[row[patch]]]
        first = min(alike or same, key=lambda other: (-round(border[other], 4), other))
        return Verdict(first, tr("same class") if alike else tr("longest shared border"))

    def owners_differ(self, patches: Iterable[int]) -> bool:
        """Whether patches have different owners, or hold their land by different kinds of right."""
        return self._differ((self._owner,), patches)

    def _differ(self, codes: Iterable[np.ndarray], patches: Iterable[int]) -> bool:
        rows = self.land.row[list(patches)]
        return any(len(set(code[rows].tolist())) > 1 for code in codes)

    def _on_this_side(self, claim: Claim) -> list[int] | str:
        """The patches that lie on the same side of every line as the place, or why that cannot be told.

        Where the village is known, the line between two of its owners is one that the patches themselves draw: when
        they disagree the rule chooses between their borders, unless that is to be left.
        """
        could = list(claim.border)
        village = self.villages.of(claim.point) if self.villages is not None and self._codes is not None else None
        if village is not None:
            could = [patch for patch in could if self._codes[self.land.row[patch]] == village]  # type: ignore[index]
            if not could:
                return tr("no patch beside it belongs to village {code}, where it lies").format(code=village)
        elif self._differ((self._village,), could):
            return tr("it lies on a village line, and CJDCQ does not say on which side")
        elif self._differ((self._unit,), could):
            return tr("it lies on an ownership line, and CJDCQ does not say in which village")
        if self._strict and self._differ((self._owner,), could):
            return tr("it lies on an ownership line")
        return could

    def _longest(self, border: Mapping[int, float], able: list[int]) -> Verdict:
        """Of those able: by the owner and the class that most of the border has, then by their own border."""
        row = self.land.row
        of_owner, of_class = ({patch: code[row[patch]] for patch in border} for code in (self._owner, self._class))

        def share(code: Mapping[int, int], patch: int) -> float:
            return round(sum(length for other, length in border.items() if code[other] == code[patch]), 4)

        def rank(patch: int) -> tuple[float, float, float, int]:
            return -share(of_owner, patch), -share(of_class, patch), -round(border[patch], 4), patch

        first = min(able, key=rank)
        whole = sum(border.values())
        of_class_share = 100.0 * share(of_class, first) / whole if whole else 100.0
        text = tr("class {code} has {share:.0f} % of the border, this patch {length:.1f} m")
        code = self._names[row[first]] if self._names is not None else "–"
        return Verdict(first, text.format(code=code, share=of_class_share, length=border[first]))
