"""A province's rule file: rules of its own, rules of the standard switched off, and limits that differ."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import TubanError
from ..language import tr
from ..standard.rulebook import home_rules
from .findings import SEVERITIES
from .rules import AREA, EQUAL, SQL

RULE_COLUMNS = (
    *("id", "clause", "layer", "kind", "severity", "fields", "scope", "condition", "check", "tolerance"),
    *("text_zh", "text_en", "source", "confidence"),
)
"""The columns of a rule book, in this order."""

OFF = "off"
"""The severity that switches a rule off."""

MINIMUM_AREA = "L-TOP-07"
AREA_GROUPS = {"built": 200.0, "farm": 400.0, "other": 600.0, "desert": 1500.0}
"""Minimum mapping areas of the plan (IV.1.3) in m2, which a province may only make finer; id `L-TOP-07:<group>`.

`desert` is for the unused classes of desert regions, which may go up to its limit.
"""

_CHANGEABLE = ("severity", "scope", "condition", "tolerance", "text_zh", "text_en", "fields")


@dataclass(frozen=True)
class RuleBook:
    """The rules that hold for a run (index id), the ids that are switched off, and those that came from outside."""

    rules: pd.DataFrame
    off: frozenset[str] = frozenset()
    outside: frozenset[str] = frozenset()
    minimum_areas: dict[str, float] = field(default_factory=dict)
    """Limits in m2 by group, where the province has its own."""


def read_rules(path: str | Path) -> pd.DataFrame:
    """A rule file (CSV, UTF-8 or GBK, columns as `RULE_COLUMNS`), index id; what is missing is empty text.

    Predicates are tried when the rules run. Raises `TubanError` for a file that is none.
    """
    rows = csv_rows(Path(path))
    if "id" not in rows.columns:
        raise TubanError(
            tr("The rule file {path} lacks the columns {columns}: add them to its first line.").format(
                path=path, columns="id"
            )
        )
    book = rows.reindex(columns=list(RULE_COLUMNS), fill_value="").apply(lambda column: column.str.strip())
    unique = (book["id"] != "") & ~book["id"].duplicated()
    _refuse_rows(book, path, "id", unique.to_numpy(), tr("an id of its own"))
    return book.set_index("id")


def with_rules(book: pd.DataFrame, extra: pd.DataFrame, path: str | Path = "") -> RuleBook:
    """A rule book after a province's file: a row whose id the book has changes it, another one is a further rule.

    An id may also be that of several rules, such as 3106. Only filled cells change anything; severity `off` switches
    off. Raises `TubanError` with the row that is wrong.
    """
    homes = home_rules(book.index, extra.index)
    known = extra.index.isin(book.index) | extra.index.isin([home for home in homes if home])
    areas = np.array([name.startswith(f"{MINIMUM_AREA}:") for name in extra.index], bool)
    _refuse_new(extra[~known & ~areas], extra.index, path)
    rules, off, outside = book.copy(), set(), set()
    for name, row in extra[known].iterrows():
        ids = [name] if name in book.index else [rule for rule, home in zip(book.index, homes) if home == name]
        _refuse_change(str(name), row, extra.index, path)
        if row["severity"] == OFF:
            off.update(ids)
            continue
        for column in _CHANGEABLE:
            if row[column]:
                rules.loc[ids, column] = float(row[column]) if column == "tolerance" else row[column]
        if row["scope"] or row["condition"]:
            outside.update(ids)
    further = extra[~known & ~areas]
    further = further.assign(check=further["check"].replace("", SQL))
    limits = {name.partition(":")[2]: row["tolerance"] for name, row in extra[areas].iterrows()}
    return RuleBook(
        pd.concat([rules, further[further["severity"] != OFF]]) if len(further) else rules,
        frozenset(off),
        frozenset(outside | set(further.index)),
        {group: _minimum_area(group, value, path) for group, value in limits.items()},
    )


def _minimum_area(group: str, text: str, path: str | Path) -> float:
    if group not in AREA_GROUPS:
        raise TubanError(
            tr("Rule file {path}: there is no minimum area of “{group}”, choose one of {groups}.").format(
                path=path, group=group, groups=", ".join(AREA_GROUPS)
            )
        )
    value = _number(text)
    if value is None or not 0 < value <= AREA_GROUPS[group]:
        raise TubanError(
            tr(
                "Rule file {path}: the minimum area of {group} is “{value}”, but a province may only make it finer "
                "than {limit} m²."
            ).format(path=path, group=group, value=text, limit=f"{AREA_GROUPS[group]:g}")
        )
    return value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def csv_rows(path: Path) -> pd.DataFrame:
    """The rows of a rule file as text, UTF-8 or GBK. Raises `TubanError` for one that is no table."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TubanError(tr("The rule file {path} cannot be read: check that it exists.").format(path=path)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    lines = [line for line in csv.reader(StringIO(text, newline="")) if any(cell.strip() for cell in line)]
    if not lines:
        raise TubanError(tr("The rule file {path} is empty: its first line names the columns.").format(path=path))
    header = [name.strip() for name in lines[0]]
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(header):
            raise TubanError(
                tr(
                    "Row {row} of the rule file {path} has {found} values instead of {expected}: put values that "
                    "contain commas in double quotes."
                ).format(row=number, path=path, found=len(line), expected=len(header))
            )
    return pd.DataFrame(lines[1:], columns=header, dtype=object)


def _refuse_new(book: pd.DataFrame, ids: pd.Index, path: str | Path) -> None:
    """Raise for the first further rule that is incomplete."""
    check = book["check"].replace("", SQL)
    tests = (
        ("layer", book["layer"] != "", tr("a layer code such as DLTB")),
        ("kind", book["kind"].str.fullmatch(r"[a-z][a-z0-9_]*"), tr("a short name in small letters and underscores")),
        ("severity", book["severity"].isin([*SEVERITIES, OFF]), ", ".join([*SEVERITIES, OFF])),
        ("check", check.isin([SQL, AREA, EQUAL]), ", ".join([SQL, AREA, EQUAL])),
        ("condition", (book["condition"] != "") | (check == AREA), tr("a condition")),
        ("tolerance", book["tolerance"].map(_is_number), tr("a number")),
    )
    for column, good, wanted in tests:
        _refuse_rows(book, path, column, good.to_numpy(dtype=bool), wanted, ids.get_indexer(book.index))


def _refuse_change(name: str, row: pd.Series, ids: pd.Index, path: str | Path) -> None:
    place = np.array([ids.get_loc(name)])
    frame = row.to_frame().T
    allowed = ["", *SEVERITIES, OFF]
    _refuse_rows(
        frame, path, "severity", np.array([row["severity"] in allowed]), ", ".join(filter(None, allowed)), place
    )
    _refuse_rows(frame, path, "tolerance", np.array([_is_number(row["tolerance"])]), tr("a number"), place)


def _is_number(text: str) -> bool:
    return text == "" or _number(text) is not None


def _refuse_rows(
    book: pd.DataFrame,
    path: str | Path,
    column: str,
    good: np.ndarray,
    wanted: str,
    places: Iterable[int] | None = None,
) -> None:
    bad = np.flatnonzero(~good)
    if len(bad):
        rows = list(range(len(book)) if places is None else places)
        value = book[column].iloc[bad[0]] if column in book else book.index[bad[0]]
        raise TubanError(
            tr("Row {row} of the rule file {path}: {column} is “{value}”, wanted is {wanted}.").format(
                row=rows[bad[0]] + 2, path=path, column=column, value=value, wanted=wanted
            )
        )
