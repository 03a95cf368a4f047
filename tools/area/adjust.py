"""Areas of patches pushed to control areas (面积平差), mainland and islands apart, in whole steps of 0.01 m2.

County, townships and villages make a tree; each may have a control area. What is given is binding from above: townships
are pushed until they add up to their county, villages to their township, patches to their village. A level without
control areas of its own stands at the sum of what lies below it, as in production software (TDDC3D CalmjandTpFrm).
Land and islands are controlled apart (2018 plan IV.2.2). All sums are in whole cents (0.01 m2), in 64-bit integers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..codes import plain_codes
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent
from .closing import Integers, closed, places, sums
from .rounding import half_up, in_units, product_half_up

LIMIT = 0.05
"""m2 a patch: largest difference to a control area that counts as a residue of rounding.

A missing patch of the least mapped size, 200 m2, is more than that in a village of up to 4000 patches.
"""

MAINLAND, ISLAND = "00", "01"
"""Values of MSSM."""

LEVELS = {"county": 6, "township": 9, "village": 12}
"""Digits of ZLDWDM that name a unit."""

CONTROL = ("level", "unit", "MSSM", "cents")
"""Columns of a table of control areas: level and code of the unit, 00 or 01, area in 0.01 m2."""

_CENTS = 100.0


@dataclass(frozen=True)
class Adjustment:
    """Patches with their pushed areas, and an account of what was done."""

    patches: gpd.GeoDataFrame
    """As given, with TBMJ, KCMJ and TBDLMJ."""
    units: pd.DataFrame
    """A row a county, township and village, mainland and islands apart: level, unit, MSSM, patches, control (NaN where
    none is given), before, change, after; areas in m2."""
    ledger: pd.DataFrame
    """A row a step, from above: step, level and unit whose area was closed, MSSM, part (code of a unit, or BSM), patch
    (feature id of a patch), place (1 for the largest part of the unit), before, change, after; areas in m2."""
    notes: list[str] = field(default_factory=list)

    @property
    def moved(self) -> int:
        """How many patches changed their TBMJ."""
        return int(self.ledger["patch"].notna().sum())


@dataclass
class _Level:
    """Units of one level, mainland and islands apart."""

    name: str
    keys: pd.Index
    """MSSM and code in one text, sorted."""
    patches: Integers
    before: Integers
    """Sum of the patches, cents."""
    control: NDArray[np.float64]
    """cents, NaN where none is given."""
    parent: Integers
    """Place of the unit above in its level."""
    after: Integers

    @property
    def controlled(self) -> bool:
        return bool(np.isfinite(self.control).any())


# ------------------------------------------------------------------------------------------------ control areas


def control_areas(table: pd.DataFrame, code: str, area: str, level: str | None = None) -> pd.DataFrame:
    """Control areas from a layer or table, columns `CONTROL`; areas of several rows of a unit are summed.

    `table` has the code of the unit in column `code`, its area in m2 in `area`, and MSSM unless it is mainland
    throughout. The level is told by the code (6, 9 or 12 digits, zeros behind them left out) unless it is given.
    Raises `TubanError` for rows without code or area.
    """
    codes, areas = plain_codes(table[code]), pd.to_numeric(table[area], errors="coerce")
    wrong = ~codes.str.fullmatch(r"\d{6,19}") | ~np.isfinite(areas) | (areas < 0)
    if wrong.any():
        raise TubanError(
            tr("{count} control areas have no usable code in {code} or no area in {area}: fill them in.").format(
                count=int(wrong.sum()), code=code, area=area
            )
        )
    levels = _levels_of(codes) if level is None else pd.Series(level, codes.index)
    digits = levels.map(LEVELS).tolist()
    units = [text[:size] for text, size in zip(codes, digits)]
    short = [unit for unit, size in zip(units, digits) if len(unit) < size]
    if short:
        raise TubanError(
            tr("“{value}” in {code} names no unit: counties have 6, townships 9 and villages 12 digits.").format(
                value=short[0], code=code
            )
        )
    rows = pd.DataFrame(
        {
            "level": levels.to_numpy(),
            "unit": units,
            "MSSM": island_marks(table).to_numpy(),
            "cents": in_units(areas, 2),
        }
    )
    return rows.groupby(["level", "unit", "MSSM"], as_index=False)["cents"].sum()[list(CONTROL)]


def county_control(patches: pd.DataFrame, mainland: float | None, islands: float | None) -> pd.DataFrame:
    """Control areas (m2) of the county that the patches lie in, columns `CONTROL`; None where there is none."""
    counties = sorted(set(plain_codes(patches["ZLDWDM"]).str[:6]))
    if len(counties) > 1:
        raise TubanError(
            tr("The patches lie in {count} counties ({codes}): give control areas in a layer.").format(
                count=len(counties), codes=", ".join(counties[:5])
            )
        )
    given = {mark: area for mark, area in ((MAINLAND, mainland), (ISLAND, islands)) if area is not None}
    cents = in_units(np.array(list(given.values()), float), 2)
    return pd.DataFrame(
        {"level": "county", "unit": counties[0] if counties else "", "MSSM": list(given), "cents": cents}
    )


def island_marks(table: pd.DataFrame) -> pd.Series:
    """MSSM of each row, 00 or 01; all mainland where the table has no such column. Raises `TubanError` for others."""
    if "MSSM" not in table.columns:
        return pd.Series(MAINLAND, table.index, dtype=object)
    codes, distinct = pd.factorize(plain_codes(table["MSSM"]))
    marks = pd.Index(distinct).map(lambda text: text.zfill(2) if text else text)
    wrong = ~marks.isin([MAINLAND, ISLAND])
    if wrong.any():
        raise TubanError(
            tr("MSSM of {count} rows is neither 00 (mainland) nor 01 (island), such as “{value}”: correct it.").format(
                count=int(wrong[codes].sum()), value=distinct[wrong][0]
            )
        )
    return pd.Series(marks.to_numpy(dtype=object)[codes], table.index, dtype=object)


def _levels_of(codes: pd.Series) -> pd.Series:
    """What unit a code names: zeros from the seventh or tenth digit on stand for no township, no village."""
    village = codes.str[9:12].str.strip("0") != ""
    township = codes.str[6:9].str.strip("0") != ""
    return pd.Series(np.where(village, "village", np.where(township, "township", "county")), codes.index)


# ------------------------------------------------------------------------------------------------ adjustment


def adjust_areas(
    patches: gpd.GeoDataFrame, controls: pd.DataFrame, *, limit: float = LIMIT, progress: Progress = silent
) -> Adjustment:
    """Push TBMJ of the patches to the control areas, then set KCMJ and TBDLMJ anew.

    `patches` have BSM, ZLDWDM, TBMJ and KCXS, and MSSM where there are islands; `controls` the columns `CONTROL`, of
    two rows of a unit the first counts. The residue of a unit is handed out to its parts as `closed` does it, the
    largest first, of equal ones the lower code or BSM first, of equal BSM the one that comes first. What already adds
    up stays untouched.

    Raises `TubanError` for patches that have no area or unit, for units without control area on a level that has
    control areas, and where the difference to one is more than `limit` (m2) times the number of its patches.
    """
    controls = controls.drop_duplicates(["level", "unit", "MSSM"])
    cents, keys = _cents(patches), _keys(patches)
    progress(20.0)
    village_of, names = pd.factorize(keys, sort=True)
    levels = _tree(pd.Index(names), village_of, cents, controls)
    progress(40.0)
    for level in reversed(levels):
        _refuse_uncontrolled(level)
        _refuse_too_far(level, limit)
    rows = [_closed_level(upper, lower) for upper, lower in zip(levels, levels[1:])]
    rank = pd.factorize(plain_codes(patches["BSM"]), sort=True)[0]
    place = places(cents, village_of, rank)
    after = closed(cents, village_of, levels[-1].after, place)
    _refuse_vanished(after, cents, patches)
    progress(70.0)
    bsm, fid = patches["BSM"].to_numpy(), patches.index.to_numpy(dtype=float)
    rows.append(_steps(levels[-1], village_of, place, cents, after, bsm, fid))
    result, notes = _with_areas(patches, after)
    progress(90.0)
    ledger = pd.concat(rows, ignore_index=True)
    ledger.insert(0, "step", np.arange(1, len(ledger) + 1))
    return Adjustment(result, _unit_rows(levels), ledger, [*_unused(controls, levels), *notes])


def _cents(patches: pd.DataFrame) -> Integers:
    areas = pd.to_numeric(patches["TBMJ"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    missing = int(np.count_nonzero(~(areas >= 0) | np.isinf(areas)))
    if missing:
        raise TubanError(
            tr("{count} patches have no area in TBMJ or a negative one: compute the ellipsoidal areas first.").format(
                count=missing
            )
        )
    return in_units(areas, 2)


def _keys(patches: pd.DataFrame) -> NDArray[np.object_]:
    """MSSM and village of each patch in one text."""
    of, codes = pd.factorize(plain_codes(patches["ZLDWDM"]))
    codes = pd.Series(codes, dtype=object).astype(str)
    wrong = ~codes.str.fullmatch(r"\d{12,19}").to_numpy(dtype=bool)
    if wrong.any():
        raise TubanError(
            tr("ZLDWDM of {count} patches names no village, such as “{code}”: it needs 12 or 19 digits.").format(
                count=int(wrong[of].sum()), code=codes[wrong].iloc[0]
            )
        )
    villages = codes.str[: LEVELS["village"]].to_numpy(dtype=object)[of]
    return island_marks(patches).to_numpy(dtype=object) + villages


def _tree(names: pd.Index, village_of: Integers, cents: Integers, controls: pd.DataFrame) -> list[_Level]:
    """The levels from the county down; townships take part where they have control areas."""
    patches = np.bincount(village_of, minlength=len(names)).astype(np.int64)
    levels = [_level("village", names, patches, sums(cents, village_of, len(names)), controls)]
    wanted = ["township", "county"] if (controls["level"] == "township").any() else ["county"]
    for name in wanted:
        lower = levels[0]
        lower.parent, above = pd.factorize(lower.keys.str[: len(MAINLAND) + LEVELS[name]], sort=True)
        count = len(above)
        level = _level(
            name, above, sums(lower.patches, lower.parent, count), sums(lower.before, lower.parent, count), controls
        )
        open_units = ~np.isfinite(level.control)
        level.after[open_units] = sums(lower.after, lower.parent, count)[open_units]
        levels.insert(0, level)
    return levels


def _level(name: str, keys: pd.Index, patches: Integers, before: Integers, controls: pd.DataFrame) -> _Level:
    """A level that stands at its control areas, at the sum of its patches where it has none."""
    given = controls[controls["level"] == name]
    by_key = pd.Series(given["cents"].to_numpy(), index=given["MSSM"].astype(str) + given["unit"].astype(str))
    control = by_key.reindex(keys).to_numpy(dtype=float)
    start = np.where(np.isfinite(control), control, before).astype(np.int64)
    return _Level(name, keys, patches, before, control, np.zeros(len(keys), np.int64), start)


def _closed_level(upper: _Level, lower: _Level) -> pd.DataFrame:
    """Push the units of a level to the one above; the steps as rows of the ledger."""
    start = lower.after
    place = places(start, lower.parent, np.arange(len(start)))
    lower.after = closed(start, lower.parent, upper.after, place)
    codes, no_patch = lower.keys.str[len(MAINLAND) :].to_numpy(), np.full(len(start), np.nan)
    return _steps(upper, lower.parent, place, start, lower.after, codes, no_patch)


def _steps(
    upper: _Level,
    parent: Integers,
    place: Integers,
    before: Integers,
    after: Integers,
    part: NDArray[np.object_],
    fid: NDArray[np.float64],
) -> pd.DataFrame:
    """Rows of the ledger for the parts that moved, in the order in which they took their steps."""
    moved = np.flatnonzero(after != before)
    moved = moved[np.lexsort((place[moved], parent[moved]))]
    unit = upper.keys[parent[moved]]
    return pd.DataFrame(
        {
            "level": upper.name,
            "unit": unit.str[len(MAINLAND) :],
            "MSSM": unit.str[: len(MAINLAND)],
            "part": part[moved],
            "patch": fid[moved],
            "place": place[moved] + 1,
            "before": before[moved] / _CENTS,
            "change": (after[moved] - before[moved]) / _CENTS,
            "after": after[moved] / _CENTS,
        }
    )


def _unit_rows(levels: list[_Level]) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "level": level.name,
                    "unit": level.keys.str[len(MAINLAND) :],
                    "MSSM": level.keys.str[: len(MAINLAND)],
                    "patches": level.patches,
                    "control": level.control / _CENTS,
                    "before": level.before / _CENTS,
                    "change": (level.after - level.before) / _CENTS,
                    "after": level.after / _CENTS,
                }
            )
            for level in levels
        ],
        ignore_index=True,
    )


# ------------------------------------------------------------------------------------------------ refusals and notes


def _refuse_uncontrolled(level: _Level) -> None:
    missing = np.flatnonzero(~np.isfinite(level.control))
    if level.controlled and len(missing):
        raise TubanError(
            tr("{count} units have patches but no control area, such as {unit}: complete the control areas.").format(
                count=len(missing), unit=_called(level.keys[missing[0]])
            )
        )


def _refuse_too_far(level: _Level, limit: float) -> None:
    if not level.controlled:
        return
    difference = level.control - level.before
    share = np.abs(difference) / level.patches
    far = np.flatnonzero(share > limit * _CENTS)
    if len(far):
        worst = far[np.argmax(share[far])]
        raise TubanError(
            tr(
                "{count} control areas are too far from their patches, most of all {unit}: its {patches} patches add "
                "up to {sum} m², its control area is {control} m², and the difference of {difference} m² is more than "
                "{limit} m² a patch; look for missing or doubled patches and for another boundary."
            ).format(
                count=len(far),
                unit=_called(level.keys[worst]),
                patches=level.patches[worst],
                sum=f"{level.before[worst] / _CENTS:.2f}",
                control=f"{level.control[worst] / _CENTS:.2f}",
                difference=f"{difference[worst] / _CENTS:+.2f}",
                limit=f"{limit:g}",
            )
        )


def _refuse_vanished(after: Integers, before: Integers, patches: pd.DataFrame) -> None:
    gone = np.flatnonzero((after <= 0) & (after < before))
    if len(gone):
        raise TubanError(
            tr("Patch {bsm} of {area} m² would have no area left: look at it and at its control area.").format(
                bsm=patches["BSM"].iloc[gone[0]], area=f"{before[gone[0]] / _CENTS:.2f}"
            )
        )


def _called(key: str) -> str:
    """A unit as a sentence names it."""
    where = tr("mainland") if key.startswith(MAINLAND) else tr("islands")
    return f"{key[len(MAINLAND) :]} ({where})"


def _unused(controls: pd.DataFrame, levels: list[_Level]) -> list[str]:
    """A sentence on control areas that no patch belongs to."""
    known = {(level.name, key) for level in levels for key in level.keys}
    used = [row in known for row in zip(controls["level"], controls["MSSM"] + controls["unit"])]
    unused = controls[~np.array(used, bool) & (controls["cents"] > 0)]
    if unused.empty:
        return []
    first = unused.iloc[0]
    return [
        tr("{count} control areas have no patches here, such as {unit} with {area} m².").format(
            count=len(unused), unit=_called(first["MSSM"] + first["unit"]), area=f"{first['cents'] / _CENTS:.2f}"
        )
    ]


# ------------------------------------------------------------------------------------------------ areas of the patches


def _with_areas(patches: gpd.GeoDataFrame, cents: Integers) -> tuple[gpd.GeoDataFrame, list[str]]:
    """The patches with TBMJ and what follows from it, and what has to be said of it.

    KCMJ = TBMJ x KCXS rounded half up, TBDLMJ = TBMJ - KCMJ (database standard). Where KCXS is NULL nothing is
    deducted; a patch whose TBDLMJ is NULL too still waits for its deduction and stays so.
    """
    coefficient = pd.to_numeric(patches["KCXS"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = int(np.count_nonzero((coefficient < 0) | (coefficient >= 1)))
    if wrong:
        raise TubanError(
            tr("KCXS of {count} patches is not a ratio from 0 to below 1: deduct the ridges anew.").format(count=wrong)
        )
    waiting = np.zeros(len(patches), bool)
    if "TBDLMJ" in patches.columns:
        waiting = np.isnan(coefficient) & patches["TBDLMJ"].isna().to_numpy()
    area = cents / _CENTS
    deducted = product_half_up(area, np.where(waiting, np.nan, np.nan_to_num(coefficient)))
    result = patches.copy()
    result["TBMJ"] = area
    result["KCMJ"] = deducted
    rest = cents - in_units(np.where(waiting, 0.0, deducted), 2)
    result["TBDLMJ"] = np.where(waiting, np.nan, rest / _CENTS)
    return result, _said(patches, int(waiting.sum()))


def _said(patches: pd.DataFrame, waiting: int) -> list[str]:
    notes = []
    given = pd.to_numeric(patches["TBMJ"], errors="coerce").to_numpy(dtype=float)
    finer = int(np.count_nonzero(half_up(given, 2) != given))
    if finer:
        notes.append(tr("TBMJ of {count} patches had more than two decimals and was rounded.").format(count=finer))
    if waiting:
        notes.append(
            tr("{count} patches have neither KCXS nor TBDLMJ: deduct the ridges of these afterwards.").format(
                count=waiting
            )
        )
    return notes
