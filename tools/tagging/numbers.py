"""Numbers of patches: TBBH in reading order within each village, BSM over the county; what is good stays."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent
from ..standard import Standard
from .values import field as as_field
from .values import texts

NUMBER, IDENTIFIER, VILLAGE = "TBBH", "BSM", "ZLDWDM"

KEEP, RENEW = "keep", "renew"
"""What becomes of numbers that are there: those that are good stay, or all are given anew."""

_FRONT, _SERIAL = 10, 8
"""Digits of a BSM: county (6) and layer (4), then a serial number."""

_MOST_IN_TBBH = 8


@dataclass(frozen=True)
class Numbering:
    """Patches with their numbers, and what changed."""

    patches: gpd.GeoDataFrame
    ledger: pd.DataFrame
    """A row a change, index that of the patch: field, before, after, reason."""
    notes: list[str] = field(default_factory=list)


def number_patches(
    patches: gpd.GeoDataFrame,
    standard: Standard,
    *,
    tbbh: str = KEEP,
    bsm: str = KEEP,
    digits: int = 5,
    county: str = "",
    layer_code: str = "",
    previous: pd.DataFrame | None = None,
    layer: str = "DLTB",
    progress: Progress = silent,
) -> Numbering:
    """Number patches within their villages, and identify them within the county.

    Of patches that bear the same number the largest keeps it (the part of a split patch that is left of it), the
    others and those without one count on from the highest, in reading order; numbers of patches that are gone are not
    given again as far as `previous` (the patches as they were numbered last) tells them. `digits`: TBBH is filled with
    zeros to so many. `county` (6 digits) and `layer_code` (4) begin a BSM; empty: as most patches have it, else the
    county of ZLDWDM and the first four digits of the layer's feature code (an open question of the standard).
    """
    frame = patches.copy()
    order = reading_order(frame)
    progress(40.0)
    rank = np.empty(len(frame), np.int64)
    rank[order] = np.arange(len(frame))
    size = shapely.area(frame.geometry.to_numpy())
    village = texts(frame, VILLAGE)
    old = previous if previous is not None else frame.iloc[:0]
    notes = []
    missing = int((village == "").sum())
    if missing:
        text = tr("{count} patches have no village (ZLDWDM) and got no TBBH: assign their location first.")
        notes.append(text.format(count=missing))
    numbers = _numbers(texts(frame, NUMBER), village, size, rank, old, digits, tbbh)
    progress(70.0)
    front = _front(frame, standard, layer, county, layer_code) if len(frame) else ""
    identifiers = _identifiers(texts(frame, IDENTIFIER), front, size, rank, old, bsm)
    ledger = []
    for name, values in ((NUMBER, numbers), (IDENTIFIER, identifiers)):
        before = texts(frame, name)
        changed = np.flatnonzero(before != values)
        reasons = np.where(before[changed] == "", tr("had none"), tr("is borne by a larger patch, or malformed"))
        renewed = (tbbh if name == NUMBER else bsm) == RENEW
        ledger.append(
            pd.DataFrame(
                {
                    "field": name,
                    "before": before[changed],
                    "after": values[changed],
                    "reason": tr("all are given anew") if renewed else reasons,
                },
                index=frame.index[changed],
                dtype=object,
            )
        )
        frame[name] = as_field(values)
    progress(100.0)
    return Numbering(frame, pd.concat(ledger), notes)


def reading_order(patches: gpd.GeoDataFrame) -> np.ndarray:
    """Places of the patches village by village, in rows from north to south, each from west to east.

    A row is as high as a square of the village's mean patch: numbers then read like lines of a page.
    """
    x, y = shapely.get_coordinates(_middles(patches)).T
    group, codes = pd.factorize(texts(patches, VILLAGE), sort=True)
    count = np.maximum(np.bincount(group, minlength=len(codes)), 1)
    area = np.nan_to_num(shapely.area(patches.geometry.to_numpy()))
    height = np.sqrt(np.maximum(np.bincount(group, area, len(codes)) / count, 1.0))
    top = np.full(len(codes), -np.inf)
    np.maximum.at(top, group, y)
    row = np.floor((top[group] - y) / height[group])
    return np.lexsort((-y, x, row, group))


def _middles(patches: gpd.GeoDataFrame) -> np.ndarray:
    """A point for each patch; the origin for what has no geometry."""
    points = shapely.centroid(patches.geometry.to_numpy())
    return np.where(shapely.is_missing(points) | shapely.is_empty(points), shapely.Point(0.0, 0.0), points)


def _numbers(
    given: np.ndarray,
    village: np.ndarray,
    size: np.ndarray,
    rank: np.ndarray,
    old: pd.DataFrame,
    digits: int,
    mode: str,
) -> np.ndarray:
    places = village != ""
    kept = (
        places
        & (given != "")
        & _largest(np.char.add(np.char.add(village.astype(str), "|"), given.astype(str)), size, rank)
    )
    if mode == RENEW:
        kept[:] = False
    highest = _highest(village[kept], given[kept])
    if mode == KEEP and len(old):
        highest = highest.combine(_highest(texts(old, VILLAGE), texts(old, NUMBER)), max, fill_value=0)
    wanted = np.flatnonzero(places & ~kept)
    wanted = wanted[np.argsort(rank[wanted], kind="stable")]
    of_village = pd.Series(village[wanted])
    number = of_village.groupby(of_village).cumcount() + 1 + of_village.map(highest).fillna(0).astype(np.int64)
    made = np.where(kept, given, "")
    made[wanted] = number.astype(str).str.zfill(digits).to_numpy(object)
    longest = max((len(text) for text in made[wanted]), default=0)
    if longest > _MOST_IN_TBBH:
        text = tr("TBBH would have {count} digits, more than the {most} of the field: give all numbers anew.")
        raise TubanError(text.format(count=longest, most=_MOST_IN_TBBH))
    return made


def _identifiers(
    given: np.ndarray, front: str, size: np.ndarray, rank: np.ndarray, old: pd.DataFrame, mode: str
) -> np.ndarray:
    sound = _sound(given)
    kept = sound & _largest(given, size, rank)
    if mode == RENEW:
        kept[:] = False
    known = given[kept]
    if mode == KEEP and len(old):
        before = texts(old, IDENTIFIER)
        known = np.concatenate([known, before[_sound(before)]])
    serials = [int(text[_FRONT:]) for text in known if text.startswith(front)]
    wanted = np.flatnonzero(~kept)
    wanted = wanted[np.argsort(rank[wanted], kind="stable")]
    serial = max(serials, default=0) + 1 + np.arange(len(wanted))
    if len(serial) and serial[-1] >= 10**_SERIAL:
        raise TubanError(tr("The serial numbers of BSM are used up: give all identifiers anew."))
    made = np.where(kept, given, "")
    made[wanted] = np.char.add(front, np.char.zfill(serial.astype(str), _SERIAL)).astype(object)
    return made


def _front(frame: gpd.GeoDataFrame, standard: Standard, layer: str, county: str, layer_code: str) -> str:
    """The ten digits that identifiers begin with."""
    given = texts(frame, IDENTIFIER)
    fronts = pd.Series([text[:_FRONT] for text in given[_sound(given)]], dtype=object).mode()
    usual = str(fronts.iloc[0]) if len(fronts) else ""
    counties = pd.Series([text[:6] for text in texts(frame, VILLAGE) if text[:6].isdigit()], dtype=object).mode()
    county = county or usual[:6] or (str(counties.iloc[0]) if len(counties) else "")
    layer_code = layer_code or usual[6:] or str(standard.layers.loc[layer, "ysdm"])[:4]
    for text, digits, name in ((county, 6, tr("county code")), (layer_code, 4, tr("layer code"))):
        if len(text) != digits or not text.isdigit():
            message = tr("The {name} “{code}” must have {digits} digits: give it as a parameter.")
            raise TubanError(message.format(name=name, code=text, digits=digits))
    return county + layer_code


def _largest(keys: np.ndarray, size: np.ndarray, rank: np.ndarray) -> np.ndarray:
    """Which patch is the largest of those with its key; of equal ones the first in reading order."""
    codes = pd.factorize(keys)[0]
    order = np.lexsort((rank, -np.nan_to_num(size), codes))
    first = np.append(True, np.diff(codes[order]) > 0)[: len(order)]
    found = np.zeros(len(keys), bool)
    found[order[first]] = True
    return found


def _highest(village: np.ndarray, number: np.ndarray) -> pd.Series:
    """The highest number of each village, of those that are digits."""
    table = pd.DataFrame({"village": village, "number": number})
    table = table[table["number"].str.fullmatch(r"\d{1,15}").astype(bool)]
    return table["number"].astype(np.int64).groupby(table["village"]).max()


def _sound(identifiers: np.ndarray) -> np.ndarray:
    return pd.Series(identifiers, dtype=object).str.fullmatch(r"\d{18}").to_numpy(bool)
