"""Findings: what every check yields, and what reports, error layers and docks show."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

COLUMNS = (
    "id",
    "kind",
    "rule",
    "severity",
    "state",
    "layer",
    "feature",
    "other",
    "measure",
    "unit",
    "width",
    "message",
    "geometry",
)
"""The columns of a findings frame, in this order."""

ERROR, WARNING, NOTE = "error", "warning", "note"
SEVERITIES = (ERROR, WARNING, NOTE)

NEW, CONFIRMED, FIXED, EXCEPTION, REOPENED = "new", "confirmed", "fixed", "exception", "reopened"
STATES = (NEW, CONFIRMED, FIXED, EXCEPTION, REOPENED)
"""States of a finding; what moves it from one to another is told in docs/findings.md."""

CLOSED = (FIXED, EXCEPTION)
"""States in which a finding does not count against the data."""

LATER = ("state", "width")
"""Columns that findings of version 0.1 lack."""

NUMBERS = ("measure", "width")
"""The columns that hold numbers; all others but the geometry hold text."""

_PLACE_GRID = 0.01
"""m: faults of one kind and patch that lie closer together than this share an id (and are told apart by a counter)."""


def findings(
    *,
    kind: str | Sequence[str],
    rule: str | Sequence[str],
    severity: str | Sequence[str],
    layer: str,
    feature: Sequence[Any],
    message: str | Sequence[str],
    geometry: Sequence[Any] | np.ndarray,
    other: str | Sequence[Any] = "",
    measure: float | Sequence[float] | np.ndarray = np.nan,
    unit: str | Sequence[str] = "",
    width: float | Sequence[float] | np.ndarray = np.nan,
    state: str | Sequence[str] = NEW,
    crs: Any = None,
) -> gpd.GeoDataFrame:
    """A findings frame with ids; scalars are repeated for every finding.

    `feature` and `other` are BSM (or the feature id where there is none) as text; `measure` is in `unit`
    (m2, m, deg or empty); `width` is that of an area in m, twice the radius of the largest circle in it; `geometry` is
    the fault itself, shapely geometries or None.
    """
    columns: dict[str, Any] = {
        "kind": kind,
        "rule": rule,
        "severity": severity,
        "state": state,
        "layer": layer,
        "feature": [str(key) for key in feature],
        "other": other if isinstance(other, str) else [str(key) for key in other],
        "measure": measure,
        "unit": unit,
        "width": width,
        "message": message,
    }
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(columns["feature"])))
    frame = frame.astype(dict.fromkeys(NUMBERS, float))
    places = gpd.GeoSeries(np.asarray(geometry, dtype=object), index=frame.index, crs=crs)
    frame.insert(0, "id", _ids(frame, places.to_numpy()))
    return gpd.GeoDataFrame(frame, geometry=places, crs=crs)[list(COLUMNS)]


def no_findings(crs: Any = None) -> gpd.GeoDataFrame:
    """An empty findings frame with the right columns and types."""
    return findings(
        kind="", rule="", severity=NOTE, layer="", feature=[], message="", geometry=np.empty(0, object), crs=crs
    )


def joined(frames: Sequence[gpd.GeoDataFrame], crs: Any = None) -> gpd.GeoDataFrame:
    """All findings in one frame, errors first, then by rule and feature."""
    full = [frame for frame in frames if len(frame)]
    if not full:
        return no_findings(crs)
    together = gpd.GeoDataFrame(pd.concat(full, ignore_index=True), geometry="geometry", crs=full[0].crs or crs)
    rank = together["severity"].map({name: place for place, name in enumerate(SEVERITIES)})
    ids = together["id"].to_numpy().astype(str)
    order = np.lexsort([ids, _places_in_order(together["feature"]), _places_in_order(together["rule"]), rank])
    return together.take(order).reset_index(drop=True)


def _places_in_order(texts: pd.Series) -> np.ndarray:
    """Where each text comes in the order of all: (n,) int. Each is looked at once however often it is there.

    Sorted as an array of characters, which lets other threads hear a cancel meanwhile, as texts do not.
    """
    code, text = pd.factorize(texts)
    place = np.empty(len(text), np.int64)
    place[np.argsort(text.to_numpy().astype(str), kind="stable")] = np.arange(len(text))
    return place[code]


def completed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Findings as a file holds them, with all columns and types; columns of other names follow."""
    others = [name for name in frame.columns if name not in COLUMNS]
    made = frame.reindex(columns=[*COLUMNS, *others])
    text = [name for name in COLUMNS[:-1] if name not in NUMBERS]
    made[text] = made[text].fillna("").astype(str)
    made["state"] = made["state"].where(made["state"].isin(STATES), NEW)
    return made.astype(dict.fromkeys(NUMBERS, float))


def in_crs(frame: gpd.GeoDataFrame, crs: Any) -> gpd.GeoDataFrame:
    """Findings in another CRS; where one of the two is not known the coordinates stay as they are."""
    if crs is None or frame.crs == crs:
        return frame
    return frame.set_crs(crs) if frame.crs is None else frame.to_crs(crs)


def is_open(frame: pd.DataFrame) -> pd.Series:
    """Which findings count against the data: neither fixed nor excepted."""
    return ~frame["state"].isin(CLOSED)


def counts(frame: pd.DataFrame) -> dict[str, int]:
    """Number of open findings of each severity: keys error, warning, note."""
    found = frame["severity"][is_open(frame)].value_counts()
    return {name: int(found.get(name, 0)) for name in SEVERITIES}


def _ids(frame: pd.DataFrame, places: np.ndarray) -> list[str]:
    """Stable ids: the same fault keeps its id from run to run, whatever the order of the features.

    Key by key: to sort or group a million texts in one call lets no other thread hear a cancel.
    """
    times: dict[str, int] = {}
    ids = []
    for key in _keys(frame, places):
        again = times.get(key, 0)
        times[key] = again + 1
        ids.append(hashlib.sha1(f"{key}|{again}".encode(), usedforsecurity=False).hexdigest()[:16])
    return ids


def _keys(frame: pd.DataFrame, places: np.ndarray) -> Iterator[str]:
    """What tells a fault from others: kind, rule, layer, its patches in order, and where the middle of it lies."""
    box = shapely.bounds(places) if len(places) else np.empty((0, 4))
    middle = (box[:, :2] + box[:, 2:]) / 2
    x, y = np.where(np.isfinite(middle), np.round(middle / _PLACE_GRID), 0).astype(np.int64).T
    columns = (frame[name] for name in ("kind", "rule", "layer", "feature", "other"))
    for kind, rule, layer, feature, other, east, north in zip(*columns, x.tolist(), y.tolist()):
        first, second = (other, feature) if feature > other else (feature, other)
        yield f"{kind}|{rule}|{layer}|{first}|{second}|{east}|{north}"
