"""The attributes of patches after ribbons were cut out of them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import ellipsoidal_areas, half_up, product_half_up
from ..errors import TubanError
from ..language import tr
from ..standard import Standard
from ..topology.cutting import NO_CUTTER
from .centrelines import Centrelines
from .settings import CLASS, WIDTH
from .widths import official_widths

_OF_THE_LAND = (
    *("TBYBH", "TBBH", "KCDLBM", "GDLX", "GDPDJB", "TBXHDM", "TBXHMC", "ZZSXDM", "ZZSXMC", "GDDB", "CZCSXM", "BZ"),
    *("KCXS", "KCMJ"),
)
"""What tells of the land that was there and not of the ribbon; the rest a ribbon has from the patch that most of its
land comes from."""

_SETTLEMENT, _NAME, _AREA, _NET = "CZCSXM", "DLMC", "TBMJ", "TBDLMJ"

_FORM, _FRONT = r"\d{18}", 10
"""A BSM has 18 digits: the first ten are county and layer, the others a serial number."""


@dataclass
class Coverage:
    """The pieces of a coverage while it is put together."""

    shape: np.ndarray
    source: np.ndarray
    """(n,) int64: row of the patch that most of each piece comes from."""
    group: np.ndarray
    """(n,) int64: the group of lines of a ribbon, `NO_CUTTER` for the others."""
    changed: np.ndarray


def filled_in(
    frame: gpd.GeoDataFrame,
    given: Centrelines,
    coverage: Coverage,
    standard: Standard,
    key: str,
    notes: list[str],
) -> tuple[gpd.GeoDataFrame, np.ndarray]:
    """The patches with the column `ribbon`, and the row of the frame that each comes from.

    The largest piece of a patch keeps its row and its place; the other pieces and then the ribbons are new rows.
    """
    ribbon = coverage.group != NO_CUTTER
    order = np.lexsort((-shapely.area(coverage.shape), coverage.source, ribbon))
    source, ribbon = coverage.source[order], ribbon[order]
    new = ribbon | np.append(False, source[1:] == source[:-1])[: len(source)]
    order = order[np.argsort(new, kind="stable")]
    new, source, ribbon = np.sort(new), coverage.source[order], coverage.group[order] != NO_CUTTER
    made = pd.DataFrame(frame).iloc[source].reset_index(drop=True)
    made.index = _index(frame, source, new)
    made[frame.geometry.name] = coverage.shape[order]
    _number(made, frame, source, new, key)
    made["ribbon"] = ribbon
    _fill_ribbons(made, coverage.shape[order], coverage.group[order], given, standard)
    patches = gpd.GeoDataFrame(made, geometry=frame.geometry.name, crs=frame.crs)
    _measure(patches, np.flatnonzero(coverage.changed[order]), notes)
    return patches, source


def _index(frame: gpd.GeoDataFrame, source: np.ndarray, new: np.ndarray) -> pd.Index:
    """Feature ids: new patches go on counting."""
    ids = frame.index.to_numpy()[source]
    if new.any():
        ids = np.where(new, frame.index.max() + np.cumsum(new), ids)
    return pd.Index(ids, name=frame.index.name)


def _number(made: pd.DataFrame, frame: gpd.GeoDataFrame, source: np.ndarray, new: np.ndarray, key: str) -> None:
    """A BSM of its own for each new patch, counting on from the highest of its county and layer.

    A key of another form is followed by a number; where there is none the new patch has none.
    """
    if key not in frame or not new.any() or frame[key].dtype != object:
        return
    given = frame[key].fillna("").astype(str)
    sound = given.str.fullmatch(_FORM)
    front = given.str[:_FRONT]
    highest = given[sound].str[_FRONT:].astype(np.int64).groupby(front[sound]).max()
    rows = source[new]
    fronts = front.iloc[rows].to_numpy(dtype=object)
    counted = pd.Series(fronts).groupby(fronts).cumcount().to_numpy() + 1
    serial = pd.Series(fronts).map(highest).fillna(0).astype(np.int64).to_numpy() + counted
    names = [
        f"{head}{number:08}" if fits else (f"{name}-{number}" if name else None)
        for head, number, fits, name in zip(fronts, serial, sound.iloc[rows], given.iloc[rows])
    ]
    values = made[key].to_numpy(dtype=object, copy=True)
    values[new] = names
    made[key] = values


def _fill_ribbons(
    made: pd.DataFrame, shape: np.ndarray, group: np.ndarray, given: Centrelines, standard: Standard
) -> None:
    """Class, name and width of the ribbons; what told of the land that was there is emptied."""
    ribbon = group != NO_CUTTER
    if not ribbon.any():
        return
    code = given.code[np.unique(given.group, return_index=True)[1]][group[ribbon]]
    fits = _may_lie_in(code, made[_SETTLEMENT][ribbon], standard) if _SETTLEMENT in made else np.zeros(len(code), bool)
    for name in _OF_THE_LAND:
        if name in made:
            emptied = ribbon.copy()
            emptied[ribbon] = ~fits if name == _SETTLEMENT else True
            text = made[name].dtype == object
            made[name] = made[name].mask(emptied, None if text else 0 if name in ("KCXS", "KCMJ") else np.nan)
    values = {
        CLASS: code,
        _NAME: standard.class_name(code, "zh"),
        WIDTH: np.where(standard.is_linear(code), official_widths(shape[ribbon]), 0.0),
    }
    for name, value in values.items():
        if name in made or name == WIDTH:
            column = made[name].to_numpy(copy=True) if name in made else np.full(len(made), np.nan)
            column = column.astype(object) if column.dtype == object else column.astype(float)
            column[ribbon] = value
            made[name] = column


def _may_lie_in(code: np.ndarray, settlement: pd.Series, standard: Standard) -> np.ndarray:
    """Whether patches of these classes may bear the settlement attribute of the land that they were cut out of."""
    forbidden = standard.settlement["forbidden"].str.split().to_dict()
    return np.array([one not in forbidden.get(str(kind), ()) for one, kind in zip(code, settlement)], bool)


def _measure(patches: gpd.GeoDataFrame, changed: np.ndarray, notes: list[str]) -> None:
    """The areas of the changed patches anew, closed to the last 0.01, where the layer has them."""
    if _AREA not in patches or not len(changed):
        return
    try:
        area = ellipsoidal_areas(patches.geometry.to_numpy()[changed], patches.crs)
    except TubanError as error:
        notes.append(tr("TBMJ of the changed patches was not worked out anew: {reason}").format(reason=error))
        return
    share = patches["KCXS"].to_numpy(float)[changed] if "KCXS" in patches else np.zeros(len(changed))
    deducted = product_half_up(area, np.nan_to_num(share))
    for name, value in ((_AREA, area), ("KCMJ", deducted), (_NET, half_up(area - deducted))):
        if name in patches:
            column = patches[name].to_numpy(float, copy=True)
            column[changed] = value
            patches[name] = column
