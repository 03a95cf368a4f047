"""Ridges (田坎): the deducted share of cultivated patches by slope grade and type, in decimal arithmetic.

Sources: 2018 plan IV.7.2 (none on grade 1, a coefficient for each zone, grade 2 to 5 and TT terrace or PD slope);
KCMJ = TBMJ x KCXS rounded half up to 0.01 m2, TBDLMJ = TBMJ - KCMJ, KCDLBM 1203 (database standard).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..area import half_up, in_units, product_half_up
from ..codes import plain_codes
from ..errors import TubanError
from ..language import tr
from ..quality.findings import ERROR, NOTE, joined
from ..standard import Standard
from .reporting import about

TYPES = ("TT", "PD")
"""Terrace (梯田) and sloping field (坡地)."""

RIDGE_CLASS = "1203"
"""Land class of ridges: never a patch of its own, only KCDLBM of cultivated patches."""

COEFFICIENT_DECIMALS = 4

RIDGED_GRADES = (2, 3, 4, 5)

SPREAD = 0.30
"""By how much the largest coefficient of a group of samples may exceed the smallest, so that their mean stands."""

_WIDE = {f"JB{grade}{kind}": (grade, kind) for grade in RIDGED_GRADES for kind in TYPES}


@dataclass(frozen=True)
class RidgeTable:
    """Coefficients of ridges: columns ZONE, GDPDJB (int), GDLX, KCXS (ratio below 1, 4 decimals).

    `ZONE` is empty text throughout where the county has one zone. `notes`: sentences on how the table was read;
    `percent`: whether it held percent.
    """

    rows: pd.DataFrame
    notes: tuple[str, ...] = ()
    percent: bool = False

    @property
    def zoned(self) -> bool:
        """Whether coefficients differ by zone."""
        return bool((self.rows["ZONE"] != self.rows["ZONE"].iloc[0]).any())


@dataclass(frozen=True)
class Deduction:
    """Patches with KCDLBM, KCXS, KCMJ, TBDLMJ (and GDLX cleared where asked), and what has to be looked at."""

    patches: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    notes: tuple[str, ...] = ()
    """On how the table was read."""


def as_ratio(
    values: ArrayLike, decimals: int = COEFFICIENT_DECIMALS, *, percent: bool | None = None
) -> tuple[NDArray[np.float64], bool]:
    """Coefficients as ratios, rounded to `decimals`, and whether they were percent.

    Second-survey data holds percent (12.5 for 0.125): if any value is 1 or more, all are read so, unless `percent` says
    what they are. Raises `TubanError` for values that are negative, or 100 percent and more.
    """
    given = np.asarray(values, dtype=np.float64)
    if percent is None:
        percent = bool(np.any(given >= 1.0))
    # Percent goes through whole numbers: 12.345 % is 0.12345, a half, whatever a binary division makes of it.
    exact = in_units(np.where(np.isnan(given), 0.0, given), 6) / (1e8 if percent else 1e6)
    ratios = np.where(np.isnan(given), np.nan, half_up(exact, decimals))
    if np.any((ratios < 0) | (ratios >= 1)):
        raise TubanError(
            tr("Ridge coefficients must be at least 0 and below 1 (or below 100 percent); correct the table.")
        )
    return ratios, percent


def coefficients(column: pd.Series) -> tuple[pd.Series, bool | None]:
    """Coefficients as numbers, and True where one is written with a percent sign; None where nothing says so."""
    if column.dtype.kind in "iuf":
        return column.astype(float), None
    texts = plain_codes(column)
    return pd.to_numeric(texts.str.rstrip("% "), errors="coerce"), bool(texts.str.endswith("%").any()) or None


def read_ridge_table(table: pd.DataFrame | str | Path) -> RidgeTable:
    """A coefficient table from a frame or a CSV file, in either of the two usual forms.

    Long: columns GDPDJB (2 to 5), GDLX (TT or PD), KCXS (or TKXS), and ZONE if the county has several. Wide: one row
    a zone with JB2TT, JB2PD … JB5PD. Rows of grade 1 must be 0 and are dropped. Percent is recognised by any value
    of 1 or more, or by its sign, and said in the notes. Raises `TubanError` that names the column or row that is
    wrong.
    """
    frame = _read_csv(Path(table)) if isinstance(table, (str, Path)) else pd.DataFrame(table)
    rows = _long_form(frame.rename(columns=lambda name: str(name).strip().upper()))
    rows["ZONE"] = plain_codes(rows["ZONE"]) if "ZONE" in rows else ""
    rows["GDLX"] = plain_codes(rows["GDLX"]).str.upper()
    rows["GDPDJB"] = pd.to_numeric(rows["GDPDJB"], errors="coerce")
    rows["KCXS"], marked = coefficients(rows["KCXS"])
    rows = _ridged_rows(rows)
    _refuse_bad_rows(rows)
    ratios, percent = as_ratio(rows["KCXS"], percent=marked)
    rows["KCXS"] = ratios
    rows["GDPDJB"] = rows["GDPDJB"].astype(np.int64)
    said = tr("The ridge table holds percent: its values were divided by 100.")
    return RidgeTable(rows.reset_index(drop=True), (said,) if percent else (), percent)


def _read_csv(path: Path) -> pd.DataFrame:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return pd.read_csv(path, dtype=str, encoding=encoding)
        except UnicodeDecodeError:
            continue
        except (OSError, ValueError) as error:
            message = tr("The ridge table {path} cannot be read; give a CSV file with the columns GDPDJB, GDLX, KCXS.")
            raise TubanError(message.format(path=path)) from error
    raise TubanError(tr("The ridge table {path} is neither UTF-8 nor GBK text; save it anew.").format(path=path))


def _long_form(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns ZONE (where there is one), GDPDJB, GDLX, KCXS."""
    wide = [name for name in _WIDE if name in frame.columns]
    zone = ["ZONE"] if "ZONE" in frame.columns else []
    if wide:
        rows = frame[[*zone, *wide]].melt(id_vars=zone, value_vars=wide, var_name="CELL", value_name="KCXS")
        rows["GDPDJB"] = rows["CELL"].map(lambda name: _WIDE[name][0])
        rows["GDLX"] = rows["CELL"].map(lambda name: _WIDE[name][1])
        return rows.drop(columns="CELL").dropna(subset=["KCXS"])
    if "KCXS" not in frame.columns and "TKXS" in frame.columns:
        frame = frame.rename(columns={"TKXS": "KCXS"})
    missing = [name for name in ("GDPDJB", "GDLX", "KCXS") if name not in frame.columns]
    if missing:
        message = tr("The ridge table has no column {names}: it needs GDPDJB, GDLX and KCXS, or JB2TT, JB2PD … JB5PD.")
        raise TubanError(message.format(names=", ".join(missing)))
    return frame[[*zone, "GDPDJB", "GDLX", "KCXS"]].copy()


def _ridged_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of grades 2 to 5; a row of grade 1 may only say that nothing is deducted."""
    flat = rows["GDPDJB"] == 1
    if (rows.loc[flat, "KCXS"] != 0).any():
        raise TubanError(
            tr("The ridge table has a coefficient for slope grade 1, where nothing is deducted; remove it.")
        )
    return rows[~flat].copy()


def _refuse_bad_rows(rows: pd.DataFrame) -> None:
    good = rows["GDPDJB"].isin(RIDGED_GRADES) & rows["GDLX"].isin(TYPES) & rows["KCXS"].notna()
    if not good.all():
        raise TubanError(
            tr(
                "Row {row} of the ridge table is not usable: GDPDJB must be 2 to 5, GDLX TT or PD, and KCXS a number."
            ).format(row=int(np.flatnonzero(~good)[0]) + 1)
        )
    twice = rows.duplicated(["ZONE", "GDPDJB", "GDLX"])
    if twice.any():
        first = rows[twice].iloc[0]
        raise TubanError(
            tr("The ridge table has two coefficients for slope grade {grade}, {type}; keep one.").format(
                grade=int(first["GDPDJB"]), type=first["GDLX"]
            )
        )
    if rows.empty:
        raise TubanError(tr("The ridge table has no coefficient; give one for each slope grade 2 to 5 and TT, PD."))


def sample_spread_allows_mean(coefficients: ArrayLike) -> bool:
    """Whether the measured coefficients of a group agree so well that their plain mean stands for the group.

    They do when the largest exceeds the smallest by not more than 30 % of it. Compared to 6 decimals.
    """
    units = in_units(coefficients, 6)
    return bool(units.size) and spread_within((int(units.min()), int(units.max())), SPREAD)


def spread_within(lowest_and_highest: tuple[int, int], limit: float) -> bool:
    """Whether the higher of two whole numbers exceeds the lower by not more than the share `limit` of it."""
    lowest, highest = lowest_and_highest
    return bool(10_000 * int(highest) <= round(10_000 * (1 + limit)) * int(lowest))


# ------------------------------------------------------------------------------------------------ deduction


def deduct_ridges(
    patches: gpd.GeoDataFrame,
    table: RidgeTable,
    standard: Standard,
    *,
    zone_field: str | None = None,
    clear_type: bool = True,
    layer: str = "DLTB",
) -> Deduction:
    """Set KCDLBM, KCXS, KCMJ and TBDLMJ of every patch from its class, slope grade, type and area.

    `patches` needs DLBM, TBMJ, GDPDJB and GDLX. Cultivated land (01xx) of grades 2 to 5 takes the coefficient of its
    grade and type (and zone, the text in `zone_field`, when the table has several); everything else deducts nothing.
    `clear_type`: empty GDLX where the rules want it empty (grade 1, other classes), with a note for each patch.
    No value is guessed: a cultivated patch without grade, without type from grade 2 up or without coefficient in the
    table, and a patch without area, gets NULL in the four fields and a finding. The input frame is not changed.
    """
    zone = _zones(patches, table, zone_field)
    cultivated = np.asarray(standard.is_cultivated(patches["DLBM"]), bool)
    grade = pd.to_numeric(plain_codes(patches["GDPDJB"]), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    kind = plain_codes(patches["GDLX"]).str.upper()
    area = half_up(pd.to_numeric(patches["TBMJ"], errors="coerce").to_numpy(dtype=float, na_value=np.nan), 2)

    ridged = cultivated & np.isin(grade, RIDGED_GRADES)
    coefficient = np.where(ridged, _coefficients(table, zone, grade, kind), 0.0)
    coefficient[cultivated & ~ridged & (grade != 1)] = np.nan
    deducted = product_half_up(area, coefficient)
    result = patches.copy()
    settled = np.isfinite(deducted)
    codes = np.array([None, RIDGE_CLASS], dtype=object)
    result["KCDLBM"] = codes[(settled & (coefficient > 0)).astype(np.int64)]
    result["KCXS"] = np.where(settled, coefficient, np.nan)
    result["KCMJ"] = deducted
    rest = in_units(np.where(settled, area, 0.0), 2) - in_units(np.where(settled, deducted, 0.0), 2)
    result["TBDLMJ"] = np.where(settled, rest / 100.0, np.nan)

    typed = (kind != "").to_numpy() & (~cultivated | (grade == 1)) & clear_type
    result.loc[typed, "GDLX"] = None
    reports = _reported(result, _problems(cultivated, grade, kind.to_numpy(), area, coefficient), layer)
    cleared = _cleared(patches[typed], cultivated[typed], layer)
    return Deduction(result, joined([*reports, cleared], patches.crs), table.notes)


def _zones(patches: pd.DataFrame, table: RidgeTable, zone_field: str | None) -> pd.Series:
    """The zone of each patch, as the table spells it."""
    if not table.zoned:
        return pd.Series(table.rows["ZONE"].iloc[0], index=patches.index)
    if zone_field is None or zone_field not in patches.columns:
        raise TubanError(
            tr("The ridge table has several zones; choose the field of the patches that holds the zone of the table.")
        )
    return plain_codes(patches[zone_field])


def _coefficients(
    table: RidgeTable, zone: pd.Series, grade: NDArray[np.float64], kind: pd.Series
) -> NDArray[np.float64]:
    """The table's value for each patch, NaN where it has none."""
    keys = pd.DataFrame({"ZONE": zone.to_numpy(), "GDPDJB": grade, "GDLX": kind.to_numpy()})
    rows = table.rows.astype({"GDPDJB": float})
    return keys.merge(rows, on=["ZONE", "GDPDJB", "GDLX"], how="left")["KCXS"].to_numpy(dtype=float)


def _problems(
    cultivated: NDArray[np.bool_],
    grade: NDArray[np.float64],
    kind: NDArray[np.object_],
    area: NDArray[np.float64],
    coefficient: NDArray[np.float64],
) -> list[tuple[str, str, NDArray[np.bool_], str]]:
    """Kind, rule, rows and message of each reason to leave the fields empty."""
    graded = np.isin(grade, RIDGED_GRADES)
    untyped = cultivated & graded & (kind == "")
    unknown = cultivated & graded & ~untyped & np.isnan(coefficient)
    return [
        ("slope_grade_missing", "L-ATT-09a", cultivated & ~graded & (grade != 1),
         tr("Cultivated land without slope grade 1 to 5 in GDPDJB: ridges were not deducted. Assign the grade first.")),
        ("type_missing", "L-ATT-10", untyped,
         tr("Cultivated land of slope grade 2 to 5 without type in GDLX: ridges were not deducted. Fill in TT or PD.")),
        ("coefficient_missing", "L-ATT-13", unknown,
         tr("The ridge table has no coefficient for grade {grade}, {type}: ridges were not deducted. Complete it.")),
        ("missing_value", "3106-TBMJ", np.isnan(area),
         tr("The patch has no area in TBMJ: ridges were not deducted. Compute the area first.")),
    ]  # fmt: skip


def _reported(
    result: gpd.GeoDataFrame, problems: Sequence[tuple[str, str, NDArray[np.bool_], str]], layer: str
) -> list[gpd.GeoDataFrame]:
    reports = []
    for kind, rule, rows, template in problems:
        affected = result[rows]
        grades = plain_codes(affected["GDPDJB"])
        messages = [template.format(grade=grade, type=type_) for grade, type_ in zip(grades, affected["GDLX"])]
        reports.append(about(affected, kind, rule, ERROR, messages, layer))
    return reports


def _cleared(rows: gpd.GeoDataFrame, cultivated: NDArray[np.bool_], layer: str) -> gpd.GeoDataFrame:
    """A note for each patch whose type was emptied, with the rule that wants it so."""
    template = tr("GDLX was {type} where no type belongs (slope grade 1, or no cultivated land); it was emptied.")
    messages = [template.format(type=kind) for kind in rows["GDLX"]]
    kind = np.where(cultivated, "type_on_flat_land", "type_not_cultivated").tolist()
    rule = np.where(cultivated, "L-ATT-12a", "L-ATT-08").tolist()
    return about(rows, kind, rule, NOTE, messages, layer)
