"""Tag rules as data: which value a field gets under which condition over the patch and the layers around it.

A rule reads the standard's fields of the patch, `AREA_M2` (plane area), the tables `land_classes` and `code_lists`, and
of every layer it names `<LAYER>_SHARE` (0 to 1), `<LAYER>_TOUCHES` and `<LAYER>_BORDER` (0 or 1), `<LAYER>_<FIELD>`
(the value with most of the patch) and `<LAYER>_<FIELD>_SHARE`. A province's file is untrusted: see quality/sandbox.py.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import TubanError
from ..language import CHINESE, language, tr
from ..quality.rulefile import csv_rows
from ..standard import Standard
from ..standard.edition import EDITIONS

FILE = "tag_rules.csv"

COLUMNS = (
    *("id", "order", "group", "scheme", "field", "value", "expression", "condition", "layers", "fields", "when"),
    *("clause", "text_en", "text_zh", "source", "confidence", "note"),
)
"""`value` is a text as it is, `expression` SQL that yields one. A name in `layers` or `fields` that ends in ? may be
missing and is NULL then; without ? the rule is left out where the county has no such layer or field."""

EMPTY, ALWAYS, REPORT, OFF = "empty", "always", "report", "off"
"""When a rule acts: on an empty field, on any value, never (it lists the patches), or not at all."""

WHENS = (EMPTY, ALWAYS, REPORT, OFF)

SCHEMES = ("final2019", "plan2018_02")
"""Schemes of crop attributes, the one in force first."""

_REQUIRED = ("id", "order", "condition", "when")


def shipped_rules(standard: Standard) -> pd.DataFrame:
    """The tag rules of an edition, index id."""
    return read_tag_rules(EDITIONS / standard.edition / FILE)


def read_tag_rules(path: str | Path) -> pd.DataFrame:
    """A file of tag rules (CSV, UTF-8 or GBK, columns as `COLUMNS`), index id.

    Only id, order, condition and when must be there. Raises `TubanError` with the row that is wrong; conditions are
    tried when the rules run.
    """
    rows = csv_rows(Path(path))
    missing = [name for name in _REQUIRED if name not in rows.columns]
    if missing:
        raise TubanError(
            tr("The rule file {path} lacks the columns {columns}: add them to its first line.").format(
                path=path, columns=", ".join(missing)
            )
        )
    book = rows.reindex(columns=list(COLUMNS), fill_value="").apply(lambda column: column.str.strip())
    _raise_for_wrong_rows(book, path)
    book["order"] = book["order"].astype(int)
    return book.set_index("id")


def merged(book: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """Rules with those of a province: a rule of the same id takes the place of the shipped one, the rest are added."""
    return pd.concat([book.drop(index=book.index.intersection(extra.index)), extra])


def chosen(book: pd.DataFrame, scheme: str = SCHEMES[0], groups: tuple[str, ...] = ()) -> pd.DataFrame:
    """The rules that run, in their order: those of a scheme of crop attributes and of some groups (none: all)."""
    wanted = (book["when"] != OFF) & book["scheme"].isin(["", scheme])
    if groups:
        wanted &= book["group"].isin(groups)
    return book[wanted].sort_values("order", kind="stable")


def rule_reason(rule: pd.Series) -> str:
    """What a rule says, in the user's language as far as it is written in it."""
    first, second = ("text_zh", "text_en") if language() == CHINESE else ("text_en", "text_zh")
    return str(rule[first] or rule[second])


def needed(names: str) -> list[str]:
    """The names that must be there, of a list such as `BASE TTQ?`."""
    return [name for name in names.split() if not name.endswith("?")]


def mentioned(names: str) -> list[str]:
    """All names of a list such as `BASE TTQ?`."""
    return [name.rstrip("?") for name in names.split()]


def fields_of_layer(book: pd.DataFrame, layer: str) -> list[str]:
    """The words after `<LAYER>_` in rules: the fields of a layer that they may read."""
    texts = " ".join([*book["condition"], *book["expression"]])
    return sorted(set(re.findall(rf"\b{re.escape(layer)}_(\w+?)(?:_SHARE)?\b", texts)))


def _raise_for_wrong_rows(book: pd.DataFrame, path: str | Path) -> None:
    acts = book["when"].isin([EMPTY, ALWAYS])
    one = (book["value"] != "") ^ (book["expression"] != "")
    tests = (
        ("id", (book["id"] != "") & ~book["id"].duplicated(), tr("an id of its own")),
        ("order", book["order"].str.fullmatch(r"\d{1,6}"), tr("a whole number")),
        ("when", book["when"].isin(WHENS), ", ".join(WHENS)),
        ("condition", book["condition"] != "", tr("a condition")),
        ("field", ~acts | book["field"].str.fullmatch(r"[^\W\d]\w*"), tr("the name of a field")),
        ("value", ~acts | one, tr("a value or an expression, not both")),
        ("scheme", book["scheme"].isin(["", *SCHEMES]), ", ".join(SCHEMES)),
    )
    for column, good, wanted in tests:
        bad = np.flatnonzero(~good.to_numpy(dtype=bool))
        if len(bad):
            raise TubanError(
                tr("Row {row} of the rule file {path}: {column} is “{value}”, wanted is {wanted}.").format(
                    row=bad[0] + 2, path=path, column=column, value=book[column].iloc[bad[0]], wanted=wanted
                )
            )
