"""Repair of a coverage: each fault mended where the rule has an answer, and only where nothing gets worse."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...language import tr
from ...progress import Progress, silent, steps
from ...quality.findings import EXCEPTION
from ...quality.labels import kind_name, kind_names
from ...standard import Standard
from ...workers import answering
from ..edges import origin_of
from .booking import CUT, FILL
from .granted import Granted
from .land import Land, Villages
from .ledger import NOBODY, Ledger
from .linework import doubled_areas, edges_of
from .mend import is_thin, mended
from .rule import Rule
from .settings import (
    BARE,
    CLASS,
    DUPLICATE,
    HELD,
    MULTIPART,
    OWNER,
    RIGHT,
    SLIVER,
    UNMATCHED,
    VILLAGE,
    RepairSettings,
)
from .single import merged, split, without_repeats
from .trial import Checker, Trial

_PASSES = (8, 16, 4, 1, 1, 1, 1, 1)
"""Weights in the progress: of the first check, then of passes; what one makes possible the next one does."""

_LEAST = 1e-6
"""m2: what the area of a small patch may be off by; the checker's slivers are smaller than the limit by more."""


@dataclass
class Repair:
    """What came of a repair."""

    patches: gpd.GeoDataFrame
    ledger: gpd.GeoDataFrame
    remaining: gpd.GeoDataFrame
    """Findings of what the checker still finds; the message says why a fault was not repaired."""
    repaired: int
    """How many findings of what is repaired are no longer there."""
    notes: list[str]
    sources: dict[Any, Any]
    """Of each patch that was split off, by feature id: the id of the patch it was part of."""


@answering
def repair_topology(
    frame: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame | None,
    standard: Standard,
    settings: RepairSettings | None = None,
    *,
    layer: str = "DLTB",
    key: str = "BSM",
    villages: gpd.GeoDataFrame | None = None,
    chosen: np.ndarray | None = None,
    exceptions: Collection[str] = (),
    taken: Collection[str] = (),
    progress: Progress = silent,
) -> Repair:
    """The patches with their topology faults repaired, and the ledger of what was done.

    `outline` is the county (XZQ), `villages` the layer CJDCQ, which decides in which village (ZLDWDM) a place lies.
    `chosen` (n,) bool says which patches to repair and to return, the others only lie around them; all where it is not
    given. Findings whose ids are among the `exceptions` are left. No new patch gets one of the BSM that are
    `taken` by patches which the frame does not have. Patches that nothing was done to keep their geometry to the byte,
    protected and invalid ones always.
    """
    settings = settings or RepairSettings()
    looking, *passes = steps(progress, *_PASSES)
    chosen = np.ones(len(frame), bool) if chosen is None else chosen
    checker, ledger = Checker(standard, settings, layer, key, outline, villages), Ledger()
    land = Land(frame, outline, settings, key, chosen, taken)
    rule = Rule(land, None if villages is None else Villages(villages), settings)
    found = remaining = checker.of_county(land.bare(), looking)
    granted = Granted(found, exceptions)
    trial = Trial(land, checker, ledger, granted)
    for share in passes:
        working, proving = steps(share, 1, 1)
        if not _repaired(trial, remaining, rule, settings, working):
            break
        remaining = checker.of_county(land.bare(), proving)
    progress(100.0)
    found, remaining = (of[land.concerns_chosen(of.geometry.to_numpy())] for of in (found, remaining))
    remaining = remaining.assign(state=np.where(granted.among(remaining), EXCEPTION, remaining["state"]))
    gone = found["kind"].isin(settings.actions) & ~found["id"].isin(remaining["id"])
    reasons = _reasons(remaining, trial.reasons(remaining), land, settings)
    return Repair(
        land.patches(),
        ledger.frame(land.names, _areas_before(land, ledger), frame.crs),
        _explained(remaining, reasons),
        int(gone.sum()),
        [
            *_notes_on(frame),
            *_notes_of(ledger, land, rule),
            *_notes_of_what_is_left(remaining, reasons, standard, settings),
        ],
        land.sources(),
    )


def _repaired(trial: Trial, found: gpd.GeoDataFrame, rule: Rule, settings: RepairSettings, progress: Progress) -> bool:
    """One pass over the faults found; whether it changed anything."""
    parts, vertices, places, slivers = steps(progress, 1, 2, 6, 2)
    trial.begin()
    land = trial.land

    def of_kind(*kinds: str) -> gpd.GeoDataFrame:
        return trial.wanted(found[found["kind"].isin(set(kinds) & set(settings.actions))])

    done = MULTIPART in settings.actions and _split_all(trial, of_kind(MULTIPART))
    parts(100.0)
    done |= trial.repair(of_kind(DUPLICATE), partial(without_repeats, land=land), vertices)
    small = _within_limits(trial, of_kind(UNMATCHED, *BARE, *HELD), settings)
    done |= trial.repair(small, partial(mended, land=land, rule=rule, settings=settings), places)
    if SLIVER in settings.actions:
        small = trial.wanted(_slivers(land, of_kind(SLIVER), settings))
        done |= trial.repair(small, partial(merged, land=land, rule=rule), slivers)
    return done


def _split_all(trial: Trial, wanted: gpd.GeoDataFrame) -> bool:
    """Split the multipart patches that may be; whether there were any."""
    many = np.flatnonzero(shapely.get_num_geometries(trial.land.shapes) > 1)
    faults = trial.wanted(_of_patches(trial.land, many, wanted))
    fixed = trial.land.fixed(faults["patch"].to_numpy())
    trial.leave(faults[fixed], [tr("the patch must stay as it is")] * int(fixed.sum()))
    faults = faults[~fixed]
    if len(faults):
        trial.ledger.entries += split(trial.land, faults["patch"].to_numpy(), faults["id"].tolist())
    return len(faults) > 0


def _slivers(land: Land, wanted: gpd.GeoDataFrame, settings: RepairSettings) -> gpd.GeoDataFrame:
    """The slivers as they are now."""
    area = shapely.area(land.shapes)
    return _of_patches(land, np.flatnonzero((area > 0) & (area < settings.sliver_area - _LEAST)), wanted, SLIVER)


def _of_patches(land: Land, patches: np.ndarray, wanted: gpd.GeoDataFrame, kind: str = MULTIPART) -> gpd.GeoDataFrame:
    """Faults that are whole patches, with their numbers, and the ids of the findings that name them, if any does."""
    ids = dict(zip(wanted["feature"], wanted["id"]))
    columns = {"id": [ids.get(name, "") for name in land.names(patches)], "kind": kind, "patch": patches}
    return gpd.GeoDataFrame(columns, geometry=land.shapes[patches], crs=land.frame.crs)


def _within_limits(trial: Trial, wanted: gpd.GeoDataFrame, settings: RepairSettings) -> gpd.GeoDataFrame:
    """The vertices, and the places that are small enough."""
    limits = {**dict.fromkeys(BARE, settings.gap_area), **dict.fromkeys(HELD, settings.overlap_area)}
    limit = wanted["kind"].map(limits).fillna(0.0)
    too_large = (limit > 0) & (wanted["measure"] > limit)
    too_wide = (wanted["kind"] != UNMATCHED) & ~too_large & (settings.width > 0)
    too_wide[too_wide] = ~is_thin(wanted.geometry[too_wide].to_numpy(), settings.width)
    large = tr("it is larger than the limit ({name} = {limit:g} m²)")
    of_kind = {kind: large.format(name="GAP_AREA", limit=settings.gap_area) for kind in BARE}
    of_kind |= {kind: large.format(name="OVERLAP_AREA", limit=settings.overlap_area) for kind in HELD}
    wide = tr("it is wider than the limit (WIDTH = {limit:g} m)").format(limit=settings.width)
    trial.leave(wanted[too_large], wanted["kind"][too_large].map(of_kind).tolist())
    trial.leave(wanted[too_wide], [wide] * int(too_wide.sum()))
    return wanted[~too_large & ~too_wide]


def _areas_before(land: Land, ledger: Ledger) -> dict[int, int]:
    """Twice the area at first, in grid units squared, of the patches that the ledger speaks of."""
    patches = np.unique([entry.patch for entry in ledger.entries if entry.patch != NOBODY]).astype(int)
    given = patches[patches < len(land.frame)]
    shapes = land.frame.geometry.to_numpy()[given]
    areas = doubled_areas(edges_of(shapes, origin_of(shapes)), len(given)).tolist()
    return {**dict.fromkeys(patches.tolist(), 0), **dict(zip(given.tolist(), areas))}


def _reasons(remaining: gpd.GeoDataFrame, known: list[str], land: Land, settings: RepairSettings) -> list[str]:
    """Why findings are still there, as far as it is known or plain to see; empty where it is not."""
    place, patch = land.tree.query(remaining.geometry.to_numpy(), predicate="dwithin", distance=settings.tolerance)
    at_fixed = np.isin(np.arange(len(remaining)), place[land.fixed(patch)])
    reasons = []
    for finding, reason, fixed in zip(remaining.itertuples(), known, at_fixed):
        why = reason
        if not why and finding.kind in settings.actions:
            why = tr("the county outline is not changed") if finding.other == "XZQ" else ""
            why = tr("a patch at it must stay as it is") if fixed else why
        reasons.append(why)
    return reasons


def _explained(remaining: gpd.GeoDataFrame, reasons: list[str]) -> gpd.GeoDataFrame:
    """The findings with the reason why they are still there."""
    text = tr("{message} Not repaired: {reason}.")
    told = zip(remaining["message"], reasons)
    messages = [text.format(message=message, reason=why) if why else message for message, why in told]
    return remaining.assign(message=messages).reset_index(drop=True)


def _notes_of_what_is_left(
    remaining: gpd.GeoDataFrame, reasons: list[str], standard: Standard, settings: RepairSettings
) -> Iterator[str]:
    """How many findings of each kind and reason are left, and what is never repaired."""
    names = kind_names(standard)
    left = pd.DataFrame({"kind": remaining["kind"].map(lambda kind: kind_name(kind, names)), "reason": reasons})
    asked = remaining["kind"].isin(settings.actions).to_numpy() & (remaining["state"] != EXCEPTION).to_numpy()
    unknown = tr("the rule finds no safe answer there")
    for (kind, reason), count in left[asked].value_counts().items():
        yield tr("Left and listed: {count} × {kind}: {reason}.").format(
            count=count, kind=kind, reason=reason or unknown
        )
    if any(" = " in reason for reason in left["reason"][asked]):
        yield tr("A higher limit takes in what is larger or wider; with 0 there is no limit.")
    others = left["kind"][~remaining["kind"].isin(settings.actions).to_numpy()].value_counts()
    if len(others):
        text = tr("Not among what is repaired, listed for people: {kinds}.")
        yield text.format(kinds=", ".join(f"{count} × {kind}" for kind, count in others.items()))


def _notes_on(frame: gpd.GeoDataFrame) -> Iterator[str]:
    """What the rule had to do without."""
    if CLASS not in frame:
        yield tr("The patches have no DLBM: the longest shared border alone decides.")
    missing = [name for name in (VILLAGE, OWNER, RIGHT) if name not in frame]
    if missing:
        text = tr("The patches have no {fields}: village and ownership lines are known only as far as the others tell.")
        yield text.format(fields=", ".join(missing))


def _notes_of(ledger: Ledger, land: Land, rule: Rule) -> Iterator[str]:
    """What people should look at."""
    faces = [entry for entry in ledger.entries if entry.patch != NOBODY and entry.action in (FILL, CUT)]
    unsure = sum(rule.owners_differ([entry.patch, *entry.others]) for entry in faces)
    if unsure:
        text = tr("{count} repaired gaps and overlaps lay between different owners (QSDWDM, QSXZ): look at the ledger.")
        yield text.format(count=unsure)
    new = len(land) - len(land.frame)
    if new:
        yield tr("{count} parts became patches with a BSM of their own: number them (TBBH) anew.").format(count=new)
    if ledger.entries:
        yield tr("TBMJ and the areas that follow from it are as before: compute them anew (Ellipsoidal area).")
