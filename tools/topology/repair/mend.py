"""Repairs at places: nodes put in where they are missing, land given to one patch, and the shapes that come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ...language import tr
from ...progress import Progress
from ..edges import GRID
from .booking import Booking, Gift
from .faces import claims_on, faces_between
from .land import Land
from .ledger import Entry
from .linework import LINE, NOWHERE, Edges, doubled_areas, edges_of, settled, together
from .rule import Claim, Rule
from .scene import Scene
from .settings import GAP, OUTSIDE, OVERLAP, UNCOVERED, UNMATCHED, RepairSettings
from .shapes import shapes_of

_CHOICES = 4
"""How often the rule is asked for another patch where the one before would leave a patch in pieces."""


@dataclass
class Mended:
    """What a repair makes of some patches."""

    patches: np.ndarray
    """(n,) int: the patches that change."""
    shapes: np.ndarray
    """(n,) their new shapes, None for one that is merged into another."""
    entries: list[Entry]
    left: dict[int, str]
    """Faults of which something is left as it is, by their place among those given, and why."""
    untouched: dict[int, str]
    """Those of them of which everything is."""
    broken: np.ndarray
    """(k,) int: patches that no shape comes out for; what touches them cannot be done."""


def mended(faults: gpd.GeoDataFrame, progress: Progress, *, land: Land, rule: Rule, settings: RepairSettings) -> Mended:
    """The patches with the faults repaired, as far as the rule has an answer.

    `faults` are findings: overlaps, gaps, uncovered places, land outside the county and unmatched vertices.
    """
    places = faults.geometry.to_numpy()
    wide = places[(faults["kind"] != UNMATCHED).to_numpy()]
    dividing = rule.villages.lines_through(wide, settings.tolerance) if rule.villages else wide[:0]
    scene = Scene(land, places, dividing, settings.reach)
    progress(40.0)
    repair = _Repair(land, faults, rule, settings, scene)
    progress(70.0)
    return repair.made()


class _Repair:
    """Faces that go to patches, and what these look like then."""

    def __init__(self, land: Land, faults: gpd.GeoDataFrame, rule: Rule, settings: RepairSettings, scene: Scene):
        self.land, self.faults, self.rule, self.scene = land, faults, rule, scene
        self.faces = faces = faces_between(scene.edges, scene.live, scene.origin)
        claims = claims_on(faces, scene.edges, land)
        holding = claims[claims["within"]]
        holders = np.bincount(holding["face"], minlength=len(faces))
        beyond = np.isin(np.arange(len(faces)), holding.loc[holding["owner"] == NOWHERE, "face"])
        at_fault = np.flatnonzero(holders != 1)
        self.thin = np.zeros(len(faces), bool)
        self.thin[at_fault] = is_thin(faces.geometry[at_fault], settings.tolerance)
        self.fault = np.full(len(faces), -1)
        self.fault[at_fault] = self._faults_of(at_fault, holders[at_fault], beyond[at_fault], settings.reach)
        claims = claims[self.fault[claims["face"]] >= 0]
        self.claims = {face: list(of.itertuples(index=False)) for face, of in claims.groupby("face")}
        owners = np.setdiff1d(claims["owner"], [NOWHERE])
        self.invalid = set(owners[~land.valid(owners)].tolist())
        self.fixed = {NOWHERE, *owners[land.fixed(owners)].tolist()}
        self.points = shapely.point_on_surface(faces.geometry)
        self.refused: set[tuple[int, int]] = set()

    def made(self) -> Mended:
        """What comes of it; where a patch would be left in pieces, the rule is asked again."""
        for _ in range(_CHOICES):
            gifts, left = self._gifts()
            after, _, twice = settled(together(self.scene.edges[self.scene.edges.owner >= 0], *self._moves(gifts)))
            after = self.scene.without_idle_nodes(after)
            changed = self._changed(after, gifts)
            edges = after[np.isin(after.owner, changed)]
            shapes = shapes_of(edges, changed, self.scene.coordinates)
            cutting = set(self._cutting(gifts, changed, shapes))
            if not cutting:
                break
            self.refused |= cutting
        broken = np.intersect1d(twice, changed)
        broken = np.union1d(broken, changed[unlike(shapes, edges, changed, self.scene.origin)])
        entries = Booking(self.scene, self.faces, self.faults, changed, edges).entries(gifts)
        done = {gift.fault for gift in gifts}
        untouched = {fault: reason for fault, reason in left.items() if fault not in done}
        return Mended(changed, shapes, list(entries), left, untouched, broken)

    # -- who gets what

    def _faults_of(self, faces: np.ndarray, holders: np.ndarray, beyond: np.ndarray, reach: float) -> np.ndarray:
        """The fault that each of some faces belongs to, -1 where it is none that is to be repaired.

        `holders` is how many hold each, the land outside among them where a face lies `beyond` the county line.
        """
        found, thin = np.full(len(faces), -1), self.thin[faces]
        tree, kinds = shapely.STRtree(self.faults.geometry.to_numpy()), self.faults["kind"].to_numpy()
        shapes = self.faces.geometry[faces]
        probes = np.where(thin, shapes, shapely.point_on_surface(shapes))
        face, fault = tree.query(probes, predicate="dwithin", distance=reach)
        kind, wide = kinds[fault], ~thin[face]
        fits = {
            UNMATCHED: ~wide,
            OUTSIDE: wide & beyond[face],
            OVERLAP: wide & (holders - beyond > 1)[face],
            GAP: wide & (holders == 0)[face],
            UNCOVERED: wide & (holders == 0)[face],
        }
        for name in reversed(fits):  # what lies outside the county is not given to one of two that overlap there
            same = (kind == name) & fits[name]
            found[face[same][::-1]] = fault[same][::-1]
        return found

    def _gifts(self) -> tuple[list[Gift], dict[int, str]]:
        """Who gets the faces at fault, and the faults that are left."""
        gifts, left = [], {}
        for face in self.claims:
            fault, thin = int(self.fault[face]), bool(self.thin[face])
            outside = self.faults["kind"].iloc[fault] == OUTSIDE
            claim = self._claim(face, with_outside=thin or outside)
            if claim is None:
                left[fault] = tr("a patch beside it crosses itself or is not valid: repair that first")
                continue
            rule = self.rule.of_difference if thin else self.rule.of_land_outside if outside else self.rule.of_place
            verdict = rule(claim)
            if verdict.patch is None:
                left[fault] = verdict.reason
            else:
                gifts.append(Gift(face, verdict.patch, claim, fault, thin, verdict.reason))
        return gifts, left

    def _claim(self, face: int, *, with_outside: bool) -> Claim | None:
        """What is to be decided on a face; None beside patches of which it cannot be said what they hold."""
        claims = [claim for claim in self.claims[face] if with_outside or claim.owner != NOWHERE]
        owners = {claim.owner for claim in claims}
        if len(owners) < len(claims) or owners & self.invalid:
            return None
        holding = [claim for claim in claims if claim.within]
        border = {claim.owner: claim.border for claim in holding or claims}
        edges = {claim.owner: claim.edges for claim in holding or claims}
        refused = {patch for place, patch in self.refused if place == face}
        return Claim(tuple(claim.owner for claim in holding), border, edges, self.points[face], self.fixed, refused)

    # -- what comes of it

    def _moves(self, gifts: list[Gift]) -> Iterator[Edges]:
        """The edges that gifts add: those around the face to who gets it, their opposites to who loses it."""
        for gift in gifts:
            sides = self.faces.sides_of(gift.face)
            if gift.to not in gift.claim.holders:
                yield sides.of_owners(np.array(gift.to))
            for loser in gift.losers:
                yield sides.opposite().of_owners(np.array(loser))

    def _changed(self, after: Edges, gifts: list[Gift]) -> np.ndarray:
        """The patches whose edges are no longer the same and that may change, sorted."""
        before, parent = self.scene.before, self.scene.parent
        divided = np.bincount(parent, minlength=len(before)) > 1
        given = [patch for gift in gifts for patch in (gift.to, *gift.losers)]
        touched = np.setdiff1d([*before.owner[divided], *given], [NOWHERE, LINE]).astype(int)
        was, now = (edges[np.isin(edges.owner, touched)] for edges in (before, after))
        changed = np.unique(settled(together(was.opposite(), now))[0].owner)
        return changed[~self.land.fixed(changed)]

    def _cutting(self, gifts: list[Gift], changed: np.ndarray, shapes: np.ndarray) -> Iterator[tuple[int, int]]:
        """The gifts that leave a patch in pieces, as face and receiver: what a piece is of, or lies beside."""
        for place in np.flatnonzero(shapely.get_num_geometries(shapes) > 1):
            patch, parts = changed[place], shapely.get_parts(shapes[place])
            pieces = shapely.multipolygons(np.delete(parts, shapely.area(parts).argmax()))
            for gift in gifts:
                concerned = patch == gift.to or patch in gift.losers
                if concerned and shapely.dwithin(pieces, self.faces.geometry[gift.face], GRID):
                    yield gift.face, gift.to


def is_thin(faces: np.ndarray, tolerance: float) -> np.ndarray:
    """Whether no circle of more than the tolerance (m) across fits into each polygon."""
    return shapely.is_empty(shapely.buffer(faces, -(tolerance + GRID / 10) / 2))


def unlike(shapes: np.ndarray, edges: Edges, owners: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Which shapes do not have the area that their edges enclose, or are none at all: (n,) bool."""
    bounded = doubled_areas(edges.of_owners(np.searchsorted(owners, edges.owner)), len(owners))
    return (doubled_areas(edges_of(shapes, origin), len(owners)) != bounded) | shapely.is_missing(shapes)
