"""What becomes of findings from run to run and by what people decide: their states, and when they were seen.

docs/findings.md has the table of the states. Frames of this module are findings with the columns `LIFE` beside.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import geopandas as gpd
import pandas as pd

from ..errors import TubanError
from ..language import tr
from .findings import COLUMNS, CONFIRMED, EXCEPTION, FIXED, NEW, REOPENED, completed, in_crs
from .run import Run

LIFE = ("first_seen", "last_seen", "fixed_at")
"""Starts (ISO 8601) of the first and the last run that found it, and of the run that found it no more."""

EXCEPTION_COLUMNS = ("id", "reason", "name", "date")

DECISIONS = (CONFIRMED, EXCEPTION, REOPENED, NEW)
"""The states that people may set. Only a run tells that a finding is fixed."""


@dataclass(frozen=True)
class Decision:
    """What a person says of findings. An exception needs a reason and the name of who grants it; `date` is ISO 8601."""

    state: str
    reason: str = ""
    name: str = ""
    date: str = field(default_factory=lambda: datetime.now().astimezone().date().isoformat())

    def __post_init__(self) -> None:
        if self.state == EXCEPTION and not (self.reason.strip() and self.name.strip()):
            raise TubanError(tr("An exception needs a reason and the name of the person who grants it: give both."))


def living(frame: gpd.GeoDataFrame, seen: str = "") -> gpd.GeoDataFrame:
    """Findings with the columns of their life; an older file has none, its last run (`seen`, ISO 8601) stands in."""
    life = {"first_seen": frame.get("first_seen", seen), "last_seen": frame.get("last_seen", seen)}
    made = completed(frame).assign(**life, fixed_at=frame.get("fixed_at", ""))
    made[list(LIFE)] = made[list(LIFE)].fillna("").astype(str)
    others = [name for name in frame.columns if name not in (*COLUMNS, *LIFE)]
    return made[[*COLUMNS[:-1], *LIFE, *others, "geometry"]]


def chosen(
    findings: pd.DataFrame,
    *,
    ids: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    rules: Collection[str] | None = None,
    selected: Collection[str] | None = None,
) -> set[str]:
    """The ids of the findings that all given conditions hold for; `selected` are ids too.

    Raises `TubanError` for one of the `ids` that is not there; those `selected` may come from a larger layer.
    """
    unknown = set(ids or ()).difference(findings["id"])
    if unknown:
        raise TubanError(
            tr("The error GeoPackage has no finding {ids}: check the ids.").format(ids=", ".join(sorted(unknown)[:5]))
        )
    wanted = pd.Series(True, index=findings.index)
    for column, names in (("id", ids), ("id", selected), ("kind", kinds), ("rule", rules)):
        if names is not None:
            wanted &= findings[column].isin(names)
    return set(findings["id"][wanted])


def granted(exceptions: pd.DataFrame) -> set[str]:
    """The ids with an exception that counts: one with a reason and a name."""
    given = exceptions[["reason", "name"]].fillna("").astype(str).apply(lambda column: column.str.strip() != "")
    return set(exceptions["id"][given.all(axis=1)])


def after_run(
    earlier: gpd.GeoDataFrame,
    found: gpd.GeoDataFrame,
    run: Run,
    excepted: Collection[str] = (),
    untouched: Collection[str] = (),
) -> gpd.GeoDataFrame:
    """All findings after a run: those it found, then the earlier ones that it did not find again.

    `excepted` are the ids with an exception, `untouched` those that the run could not find because it did not look
    where they are; neither they nor findings that the run did not look for become fixed.
    """
    found = found.drop_duplicates("id", ignore_index=True)
    rest = earlier[~earlier["id"].isin(found["id"])]
    gone = _looked_for(rest, run) & ~rest["id"].isin(untouched) & (rest["state"] != FIXED)
    rest = rest.assign(
        state=_state(rest, excepted).mask(gone | (rest["state"] == FIXED), FIXED),
        fixed_at=rest["fixed_at"].mask(gone, run.started),
    )
    return _together(_again(found, earlier, run, excepted), rest)


def after_review(
    findings: gpd.GeoDataFrame, exceptions: pd.DataFrame, ids: Collection[str], decision: Decision
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Findings and exceptions after a decision on the findings of these ids; one that is fixed can only be reopened."""
    chosen = findings["id"].isin(ids) & ((findings["state"] != FIXED) | (decision.state == REOPENED))
    decided = findings.assign(
        state=findings["state"].mask(chosen, decision.state), fixed_at=findings["fixed_at"].mask(chosen, "")
    )
    kept = exceptions[~exceptions["id"].isin(findings["id"][chosen])]
    if decision.state != EXCEPTION:
        return decided, kept
    row = {"reason": decision.reason.strip(), "name": decision.name.strip(), "date": decision.date}
    added = pd.DataFrame({"id": findings["id"][chosen]}).assign(**row)
    return decided, pd.concat([kept, added], ignore_index=True) if len(kept) else added.reset_index(drop=True)


def _again(found: gpd.GeoDataFrame, earlier: gpd.GeoDataFrame, run: Run, excepted: Collection[str]) -> gpd.GeoDataFrame:
    """What a run found, with the past of those that are known, and what people wrote beside them."""
    others = [name for name in earlier.columns if name not in (*COLUMNS, *LIFE)]
    kept = pd.DataFrame(earlier[["id", "state", "first_seen", *others]]).set_index("id")
    past = kept.reindex(found["id"]).reset_index()
    past["state"] = past["state"].fillna(NEW).replace(FIXED, REOPENED)
    life = {"first_seen": past["first_seen"].fillna(run.started), "last_seen": run.started, "fixed_at": ""}
    return living(found.assign(state=_state(past, excepted), **life, **{name: past[name] for name in others}))


def _state(frame: pd.DataFrame, excepted: Collection[str]) -> pd.Series:
    """The states of findings that are there: the exceptions rule, one that was withdrawn leaves its finding new."""
    return frame["state"].replace(EXCEPTION, NEW).mask(frame["id"].isin(excepted), EXCEPTION)


def _looked_for(frame: pd.DataFrame, run: Run) -> pd.Series:
    """Which findings a run would have found if they were still there."""
    wanted = pd.Series(not run.partial, index=frame.index)
    for column, names in (("layer", run.layers), ("kind", run.kinds), ("rule", run.rules)):
        if names is not None:
            wanted &= frame[column].isin(names)
    return wanted


def _together(found: gpd.GeoDataFrame, rest: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if rest.empty:
        return found
    if found.empty:
        return rest.reset_index(drop=True)
    crs = found.crs or rest.crs
    parts = [in_crs(found, crs), in_crs(rest, crs)]
    return gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), geometry="geometry", crs=crs)
