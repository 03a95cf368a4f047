"""Two runs over the same data: which findings are new, which are fixed, which are still there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd

from ..language import tr
from .findings import COLUMNS, FIXED, NEW, in_crs, joined
from .labels import kind_name, kind_names
from .page import LISTED, listing, thousands, write_page
from .report import write_json
from .run import Run

STILL_THERE = "still_there"
CHANGES = (NEW, FIXED, STILL_THERE)
"""What the column `change` says."""

SCHEMA = "tuban-changes/1"
"""Name and version of the JSON summary's schema (docs/findings.md)."""


def compare(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The findings of two runs, each once by its id, with a column `change`; errors first, in the CRS of `after`.

    What is fixed is as it was before, the rest as it is after. A finding in the state `fixed` counts as not there.
    """
    before, after = (frame[frame["state"] != FIXED].drop_duplicates("id") for frame in (before, after))
    gone = before[~before["id"].isin(after["id"])].assign(change=FIXED)
    there = after.assign(change=after["id"].isin(before["id"]).map({True: STILL_THERE, False: NEW}).astype(object))
    crs = after.crs or before.crs
    together = joined([in_crs(there, crs), in_crs(gone, crs)], crs)
    return together.assign(change=together.get("change", ""))[[*COLUMNS[:-1], "change", "geometry"]]


def change_counts(changes: gpd.GeoDataFrame) -> dict[str, int]:
    """Number of findings that are new, fixed, still there."""
    number = changes["change"].value_counts()
    return {name: int(number.get(name, 0)) for name in CHANGES}


def counts_by_kind(changes: gpd.GeoDataFrame) -> dict[str, dict[str, int]]:
    """The same for each kind."""
    return {str(kind): change_counts(part) for kind, part in changes.groupby("kind")}


def change_name(change: str) -> str:
    """A change in the user's language."""
    return {NEW: tr("new"), FIXED: tr("fixed"), STILL_THERE: tr("still there")}.get(change, change)


def change_summary(changes: gpd.GeoDataFrame, run: Run) -> dict[str, Any]:
    """Counts in all and by kind, the ids, and the run, as plain values for JSON."""
    return {
        "schema": SCHEMA,
        "counts": change_counts(changes),
        "kinds": counts_by_kind(changes),
        "ids": {name: changes["id"][changes["change"] == name].tolist() for name in CHANGES},
        "run": run.to_dict(),
    }


def write_change_summary(path: str | Path, changes: gpd.GeoDataFrame, run: Run) -> None:
    """Write `change_summary` as UTF-8 JSON, whole or not at all."""
    write_json(path, change_summary(changes, run))


def write_change_report(
    path: str | Path, changes: gpd.GeoDataFrame, run: Run, *, standard: Any = None, title: str = "", limit: int = LISTED
) -> None:
    """Write the comparison as one HTML file, whole or not at all; each table lists at most `limit` findings."""
    names = kind_names(standard)
    titles = {NEW: tr("New"), FIXED: tr("Fixed"), STILL_THERE: tr("Still there")}
    tables = [listing(titles[name], changes[changes["change"] == name], names, limit) for name in CHANGES]
    write_page(
        path,
        "changes.html",
        run,
        title=title or tr("What has changed"),
        cards=[
            {"code": name, "name": change_name(name), "count": thousands(number)}
            for name, number in change_counts(changes).items()
        ],
        kinds=[
            {"name": kind_name(kind, names), "counts": [thousands(number[name]) for name in CHANGES]}
            for kind, number in counts_by_kind(changes).items()
        ],
        tables=[table for table in tables if table["rows"]],
    )
