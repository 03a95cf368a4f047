"""Centrelines as they are drawn: what can become a ribbon, and a word on what cannot."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..quality.rules import feature_keys
from ..standard import Standard
from .settings import RibbonSettings

_TRUE = ("1", "1.0", "true", "t", "yes", "y", "是", "隧道")

_SHOWN = 3

_WIDEST = 10_000.0
"""m: no feature is wider; what is was not written down in metres."""


@dataclass(frozen=True)
class Centrelines:
    """Lines (n,), each in one piece, with what decides on their ribbons."""

    line: np.ndarray
    half: np.ndarray
    """(n,) m: half the width."""
    code: np.ndarray
    """(n,) text: land class."""
    family: np.ndarray
    """(n,) int: roads meet roads and water meets water."""
    level: np.ndarray
    rank: np.ndarray
    """(n,) place of the class in the order, the upper first."""
    group: np.ndarray
    """(n,) int64: lines of a group become one ribbon where they touch; the upper groups come first."""
    row: np.ndarray
    """(n,) place of the feature in the frame."""


def centrelines(frame: gpd.GeoDataFrame, standard: Standard, settings: RibbonSettings, notes: list[str]) -> Centrelines:
    """The centrelines of a layer that get a ribbon; `notes` receives a sentence for each reason to leave some out."""
    order = class_order(standard, settings)
    code = _codes(frame, settings)
    if settings.any_class:
        order |= {name: len(order) + place for place, name in enumerate(sorted({*code} - {*order, ""}))}
    half = _widths(frame, code, settings) / 2.0
    usable = np.ones(len(frame), bool)
    for wrong, text in _reasons(frame, code, half, order, settings):
        told = wrong & usable
        if told.any():
            notes.append(text.format(count=int(told.sum()), features=_named(frame[told])))
        usable &= ~wrong
    if len(frame) and not usable.any():
        raise TubanError(tr("No line can become a patch: {reason}").format(reason=notes[-1] if notes else ""))
    row = np.flatnonzero(usable)
    line, place = shapely.get_parts(shapely.force_2d(frame.geometry.to_numpy()[row]), return_index=True)
    row = row[place]
    line = shapely.remove_repeated_points(line)
    real = shapely.length(line) > 0
    if len(line) and not real.all():
        notes.append(tr("{count} lines of no length were left out.").format(count=int((~real).sum())))
    line, row = line[real], row[real]
    short = np.unique(row[_alone(line) & (shapely.length(line) < 1.99 * half[row])])
    if len(short):
        text = tr("{count} lines that stand alone are shorter than they are wide ({features}): look at their widths.")
        notes.append(text.format(count=len(short), features=_named(frame.iloc[short])))
    family = standard.linear_classes["family"].reindex(code[row])
    rank = np.array([order[name] for name in code[row]], dtype=np.int64)
    level = _numbers(frame, settings.level_field)[row]
    made = {"line": line, "half": half[row], "code": code[row], "level": level, "rank": rank, "row": row}
    return Centrelines(**made, family=pd.factorize(family)[0], group=_groups(frame, settings, made))


def rows_outside(patches: np.ndarray, line: np.ndarray, row: np.ndarray) -> np.ndarray:
    """The features, told by `row` (n,), none of whose lines (n,) comes near a patch."""
    return np.setdiff1d(row, row[np.unique(shapely.STRtree(patches).query(line)[0])])


def class_order(standard: Standard, settings: RibbonSettings) -> dict[str, int]:
    """The place of each linear class in the order, the upper first."""
    known = standard.linear_classes.sort_values("rank").index
    unknown = [code for code in settings.order if code not in known]
    if unknown:
        raise TubanError(
            tr("Class {code} in the order of crossings is no class of linear features: use {known}.").format(
                code=unknown[0], known=", ".join(known)
            )
        )
    return {code: place for place, code in enumerate(dict.fromkeys([*settings.order, *known]))}


def _alone(line: np.ndarray) -> np.ndarray:
    """Where a line's ends meet no other end, (n,) bool: a stretch of a wide river may well be short."""
    ends = [shapely.get_coordinates(shapely.get_point(line, place)) for place in (0, -1)]
    met = pd.DataFrame(np.round(np.concatenate(ends), 3)).duplicated(keep=False).to_numpy()
    return ~met.reshape(2, -1).any(axis=0)


def _named(frame: gpd.GeoDataFrame) -> str:
    """The first of the features by name; stretches of a road share one."""
    return ", ".join(list(dict.fromkeys(feature_keys(frame)))[:_SHOWN])


def _codes(frame: gpd.GeoDataFrame, settings: RibbonSettings) -> np.ndarray:
    if settings.class_field in frame:
        codes = frame[settings.class_field].fillna("").astype(str).str.strip()
        return codes.where(codes != "", settings.code).to_numpy(dtype=object)
    if not settings.code:
        raise TubanError(
            tr("The lines have no field {field} with their land class: choose the field, or one class for all.").format(
                field=settings.class_field or "DLBM"
            )
        )
    return np.full(len(frame), settings.code, dtype=object)


def _widths(frame: gpd.GeoDataFrame, code: np.ndarray, settings: RibbonSettings) -> np.ndarray:
    """m: of the field, else of the class, else the one for all; NaN where there is none."""
    own = _numbers(frame, settings.width_field, missing=np.nan)
    of_class = pd.Series(code, dtype=object).map(dict(settings.widths)).to_numpy(float)
    width = np.where(np.isnan(own), of_class, own)
    return np.where(np.isnan(width) & (settings.width > 0), settings.width, width)


def _numbers(frame: gpd.GeoDataFrame, name: str, missing: float = 0.0) -> np.ndarray:
    if not name or name not in frame:
        return np.full(len(frame), missing)
    return pd.to_numeric(frame[name], errors="coerce").fillna(missing).to_numpy(float)


def _filled_in(frame: gpd.GeoDataFrame, name: str) -> np.ndarray:
    """Where a field says anything, (n,) bool."""
    if not name or name not in frame:
        return np.zeros(len(frame), bool)
    return (frame[name].notna() & (frame[name].astype(str).str.strip() != "")).to_numpy()


def flags(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Where a field says yes: a number that is not 0, or a word for it; (n,) bool."""
    if not name or name not in frame:
        return np.zeros(len(frame), bool)
    number = pd.to_numeric(frame[name], errors="coerce").fillna(0).to_numpy(float)
    return (number != 0) | frame[name].astype(str).str.strip().str.lower().isin(_TRUE).to_numpy()


def _reasons(
    frame: gpd.GeoDataFrame, code: np.ndarray, half: np.ndarray, order: dict[str, int], settings: RibbonSettings
) -> list[tuple[np.ndarray, str]]:
    """What makes lines unusable: which (n,) bool, and a sentence with {count} and {features}."""
    geometry = frame.geometry.to_numpy()
    lineal = shapely.get_dimensions(geometry) == 1
    known = np.array([name in order for name in code], bool)
    return [
        (
            ~lineal | (shapely.is_empty(geometry) | ~(shapely.length(geometry) > 0)),
            tr("{count} features without a line were left out ({features})."),
        ),
        (code == "", tr("{count} lines without a land class are not mapped ({features}).")),
        (
            flags(frame, settings.tunnel_field),
            tr("{count} lines in tunnels were left out: the land above keeps its class ({features})."),
        ),
        (~known, tr("{count} lines have a class that is none of linear features and were left out ({features}).")),
        (
            np.isnan(half) & ~_filled_in(frame, settings.width_field),
            tr("{count} lines have no width and were left out ({features}): give a width by class or for all."),
        ),
        (~np.isfinite(half), tr("{count} lines have a width that is no number and were left out ({features}).")),
        (~(half > 0), tr("{count} lines have a width that is not greater than 0 and were left out ({features}).")),
        (
            2.0 * half > _WIDEST,
            tr("{count} lines have a width above 10 km and were left out ({features}): widths are in metres."),
        ),
    ]


def _groups(frame: gpd.GeoDataFrame, settings: RibbonSettings, made: dict[str, np.ndarray]) -> np.ndarray:
    """Numbers from 0 on for what must not be joined, in the order in which they have the land."""
    keys = pd.DataFrame({"level": -made["level"], "rank": made["rank"], "half": -np.round(made["half"], 3)})
    for name in settings.divide_by:
        if name in frame:
            keys[f"field {name}"] = frame[name].astype(str).to_numpy()[made["row"]]
    return keys.groupby(list(keys.columns), sort=True).ngroup().to_numpy(np.int64)
