"""Ridge coefficients from measured samples: which groups agree well enough, and the table of those that do.

Sources: ridge area over patch area after other linear features are removed; groups are zone x slope grade (2 to 5) x
TT/PD; at least 30 samples a group, evenly spread; the plain mean stands for a group whose largest value does not exceed
the smallest by more than 30 %. How a group that spreads more is weighted is not laid down: it gets no coefficient.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..area import in_units
from ..codes import plain_codes
from ..errors import TubanError
from ..language import tr
from ..quality.charts import Chart
from .ridges import COEFFICIENT_DECIMALS, RIDGED_GRADES, SPREAD, TYPES, as_ratio, coefficients, spread_within

LEAST_SAMPLES = 30
"""Samples that a group needs."""

HOLDS, TOO_FEW, TOO_WIDE = "holds", "too_few", "too_wide"
"""What is said of a group: its mean stands, it lacks samples, its samples differ too much."""

GROUP = ["ZONE", "GDPDJB", "GDLX"]

_DECIMALS = 6
"""Measured coefficients are kept to a millionth; the mean is rounded once."""


@dataclass(frozen=True)
class Measured:
    """Every group of zone, grade and type: SAMPLES, LOWEST, HIGHEST, SPREAD (ratios), VERDICT, and KCXS where it holds.

    Groups without any sample are listed too. `notes`: how the samples were read, and what looks odd.
    """

    groups: pd.DataFrame
    percent: bool = False
    notes: tuple[str, ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        """The table of coefficients as `read_ridge_table` takes it: the groups that hold, and no other."""
        return self.groups.loc[self.groups["VERDICT"] == HOLDS, [*GROUP, "KCXS"]].reset_index(drop=True)

    @property
    def failures(self) -> list[str]:
        """A sentence on each group that got no coefficient."""
        few = tr("{group}: {count} samples, {least} are needed.")
        wide = tr("{group}: the largest coefficient exceeds the smallest by {spread} %, {limit} % are allowed.")
        failed = self.groups[self.groups["VERDICT"] != HOLDS]
        return [
            (few if row.VERDICT == TOO_FEW else wide).format(
                group=group_name(row.ZONE, row.GDPDJB, row.GDLX),
                count=row.SAMPLES,
                least=row.LEAST,
                spread=f"{100 * row.SPREAD:.1f}",
                limit=f"{100 * row.LIMIT:g}",
            )
            for row in failed.itertuples(index=False)
        ]


def group_name(zone: str, grade: int, kind: str) -> str:
    """A group as people name it."""
    name = tr("Grade {grade}, {type}").format(grade=grade, type=kind)
    return tr("{zone}, {group}").format(zone=zone, group=name) if zone else name


def ridge_coefficients(
    samples: pd.DataFrame,
    *,
    coefficient: str | None = "KCXS",
    ridge_area: str | None = None,
    patch_area: str | None = None,
    zone: str | None = None,
    least: int = LEAST_SAMPLES,
    spread: float = SPREAD,
    smallest: float = 0.0,
) -> Measured:
    """Coefficients of ridges from measured samples.

    `samples` has GDPDJB and GDLX, the zone in column `zone` where there are several, and either the coefficient
    (ratio, or percent: any value of 1 or more, or one with the sign) or `ridge_area` and `patch_area` in m2. Samples
    on grade 1 and with a `patch_area` below `smallest` m2 do not count. Raises `TubanError` that names the first
    sample that is no sample.
    """
    rows = pd.DataFrame({"GDPDJB": pd.to_numeric(samples["GDPDJB"], errors="coerce").to_numpy(float)})
    rows["GDLX"] = plain_codes(samples["GDLX"]).str.upper().to_numpy()
    rows["ZONE"] = plain_codes(samples[zone]).to_numpy() if zone else ""
    area = _numbers(samples, patch_area) if patch_area else np.full(len(rows), np.nan)
    if ridge_area:
        with np.errstate(divide="ignore", invalid="ignore"):
            given = _numbers(samples, ridge_area) / np.where(area > 0, area, np.nan)
        marked: bool | None = False
    else:
        numbers, marked = coefficients(samples[str(coefficient)])
        given = numbers.to_numpy(float)
    rows["given"] = given
    _refuse_bad_samples(rows)
    ratios, percent = as_ratio(given, _DECIMALS, percent=marked)
    rows["units"] = in_units(ratios, _DECIMALS)
    flat, small = rows["GDPDJB"].to_numpy() == 1, area < smallest
    counted = rows[~flat & ~small]
    if counted.empty:
        raise TubanError(tr("There is no sample on slope grades 2 to 5: give the samples that were measured there."))
    groups = _groups(counted, least, spread)
    return Measured(groups, percent, (*_left_out(int(flat.sum()), int((small & ~flat).sum()), smallest), *_odd(groups)))


def _numbers(samples: pd.DataFrame, name: str) -> NDArray[np.float64]:
    return pd.to_numeric(samples[name], errors="coerce").to_numpy(float)


def _refuse_bad_samples(rows: pd.DataFrame) -> None:
    good = rows["GDPDJB"].isin((1, *RIDGED_GRADES)) & (rows["GDLX"].isin(TYPES) | (rows["GDPDJB"] == 1))
    good &= rows["given"].notna()
    if not good.all():
        raise TubanError(
            tr(
                "Sample {row} is not usable: GDPDJB must be 1 to 5, GDLX TT or PD, and the coefficient or both areas "
                "numbers above 0. Correct or remove it."
            ).format(row=int(np.flatnonzero(~good)[0]) + 1)
        )


def _groups(rows: pd.DataFrame, least: int, spread: float) -> pd.DataFrame:
    every = pd.MultiIndex.from_product([sorted(set(rows["ZONE"])), RIDGED_GRADES, TYPES], names=GROUP)
    parts = rows.astype({"GDPDJB": int}).groupby(GROUP)["units"]
    table = parts.agg(["size", "sum", "min", "max"]).reindex(every, fill_value=0)
    count, total, low, high = (table[name].to_numpy(np.int64) for name in ("size", "sum", "min", "max"))
    agree = np.array([spread_within(pair, spread) for pair in zip(low, high)], bool)
    verdict = np.where(count < max(least, 1), TOO_FEW, np.where(agree, HOLDS, TOO_WIDE))
    step = 10 ** (_DECIMALS - COEFFICIENT_DECIMALS)
    mean = (2 * total + count * step) // np.maximum(2 * count * step, 1) / 10.0**COEFFICIENT_DECIMALS
    known = count > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        wide = np.where(known & (low > 0), high / np.where(low > 0, low, 1) - 1, np.where(high > 0, np.inf, 0.0))
    return table.reset_index()[GROUP].assign(
        KCXS=np.where(verdict == HOLDS, mean, np.nan),
        SAMPLES=count,
        LOWEST=np.where(known, low / 10.0**_DECIMALS, np.nan),
        HIGHEST=np.where(known, high / 10.0**_DECIMALS, np.nan),
        SPREAD=np.where(known, wide, np.nan),
        LEAST=least,
        LIMIT=spread,
        VERDICT=verdict,
    )


def _left_out(flat: int, small: int, smallest: float) -> list[str]:
    notes = []
    if flat:
        text = tr("{count} samples on slope grade 1 were left out: nothing is deducted there.")
        notes.append(text.format(count=flat))
    if small:
        text = tr("{count} samples are smaller than {area} m² and were left out.")
        notes.append(text.format(count=small, area=f"{smallest:g}"))
    return notes


def _by_type(table: pd.DataFrame) -> pd.DataFrame:
    """A row a zone and grade, a column for each type."""
    return table.set_index([*GROUP])["KCXS"].unstack("GDLX").reindex(columns=list(TYPES))  # noqa: PD010 # no key twice


def _odd(groups: pd.DataFrame) -> list[str]:
    """Where the usual order is not kept: more on steeper land, more on terraces than on slopes. No error, a hint."""
    notes = []
    wide = _by_type(groups).reset_index()
    for row in wide[wide["TT"] < wide["PD"]].itertuples(index=False):
        text = tr("{group}: terraces have a smaller coefficient than slopes; usually it is larger.")
        notes.append(text.format(group=group_name(row.ZONE, row.GDPDJB, "TT")))
    for (_, kind), part in groups.dropna(subset=["KCXS"]).groupby(["ZONE", "GDLX"], sort=False):
        for row in part[part["KCXS"].diff() < 0].itertuples(index=False):
            text = tr("{group}: the coefficient is smaller than on the grade below; usually it is larger.")
            notes.append(text.format(group=group_name(row.ZONE, row.GDPDJB, kind)))
    return notes


def ridge_chart(table: pd.DataFrame) -> Chart:
    """The coefficients of a table (ZONE, GDPDJB, GDLX, KCXS) by zone, grade and type, for a report."""
    wide = _by_type(table)
    names = {"TT": tr("TT terrace"), "PD": tr("PD slope")}
    grade = tr("Grade {grade}")
    labels = [" ".join(filter(None, (zone, grade.format(grade=number)))) for zone, number in wide.index]
    return Chart(
        tr("Ridge coefficients (%)"),
        labels,
        {names[kind]: (100 * wide[kind]).tolist() for kind in TYPES},
        unit="%",
    )
