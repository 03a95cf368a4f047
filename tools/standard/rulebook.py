"""The rule book: is every rule complete, and does it name what it uses?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import Any

import pandas as pd

from ..language import tr
from .layout import BOOK, KINDS, LAYERS, RULES
from .tables import fault, refuse, refuse_unknown

TEXTS = ("text_zh", "text_en")
MEASURED = {"measure", "other", "limit", "code", "value", "field", "alias", "list"}
"""Placeholders that a check fills beside the fields of the rule."""

EVERY_LAYER = "*"
"""What stands for the layer in a rule of the database that every layer keeps."""

_CHECK = re.compile(r"sql|area|equal|(geometry|database|each|[A-Z]+):[a-z][a-z0-9_]*")
_WITH_CONDITION = ("sql", "equal", "each")
_TEXT_LITERAL = re.compile(r"'[^']*'")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def validate_rules(
    rules: pd.DataFrame, layers: Iterable[str], fields: pd.DataFrame, kinds: Iterable[str], file: str = RULES.file
) -> None:
    """Raise `TubanError` at the first rule that is incomplete or names a layer, field or kind that does not exist.

    `rules` is indexed by line; `fields` has the columns layer and field.
    """
    refuse_unknown(rules, file, "layer", layers, LAYERS.file)
    refuse_unknown(rules, file, "kind", kinds, KINDS.file)
    known = rules["check"].map(lambda check: _CHECK.fullmatch(check) is not None)
    problem = tr(
        "'{value}' is not sql, equal, area, each:<fields>, database:<kind>, geometry:<kind> or <LAYER>:<kind>."
    )
    refuse(rules, file, "check", ~known, problem)
    predicate = rules["condition"] != ""
    wanted = rules["check"].str.split(":").str[0].isin(_WITH_CONDITION)
    refuse(rules, file, "condition", predicate != wanted, tr("an sql rule, and no other, has a condition."))
    of_layer = fields.groupby("layer")["field"].agg(set).to_dict()
    for row in rules.itertuples():
        _validate_fields(row, of_layer.get(row.layer, set()), file)


def home_rules(ids: Iterable[str], book: Iterable[str]) -> list[str]:
    """The rules of the rule book that rules belong to, by the longest beginning; empty for a rule of our own.

    3104-GDLX belongs to 3104, L-ATT-09a to L-ATT-09, 6101-02 to itself.
    """
    known = sorted(book, key=len, reverse=True)
    return [next((name for name in known if _is_of(rule, name)), "") for rule in ids]


def _is_of(rule: str, name: str) -> bool:
    return rule.startswith(name) and re.fullmatch(r"|[a-z]\d?|[-:].*", rule[len(name) :]) is not None


def validate_book(book: pd.DataFrame, rules: Iterable[str]) -> None:
    """Raise `TubanError` at the first rule of the book (indexed by line) that is not accounted for.

    It has rules of its own, or is the same as others, or a reason says why it cannot be checked yet.
    """
    ids = set(book["id"])
    own = set(home_rules(rules, ids))
    told = book["id"].isin(own) | (book["same_as"] != "") | ((book["reason_zh"] != "") & (book["reason_en"] != ""))
    refuse(book, BOOK.file, "reason_en", ~told, tr("a rule that nothing checks needs a reason, in both languages."))
    known = ids | set(rules)
    strange = book["same_as"].map(
        lambda text: any(name not in known and not _begins(name, known) for name in text.split())
    )
    refuse(book, BOOK.file, "same_as", strange, tr("'{value}' names a rule that does not exist."))


def _begins(name: str, rules: Iterable[str]) -> bool:
    return any(_is_of(rule, name) for rule in rules)


def _validate_fields(rule: Any, of_layer: set[str], file: str) -> None:
    """A rule must list every field that its predicates and texts use, so that a layer without them can be skipped."""
    named = set(rule.fields.split())
    unnamed = tr("'{value}' is not among the fields of the rule.")
    _refuse_names(rule, file, "fields", named - of_layer, tr("'{value}' is not a field of the layer."))
    for column in ("scope", "condition"):
        used = set(_WORD.findall(_TEXT_LITERAL.sub("", getattr(rule, column)))) & of_layer
        _refuse_names(rule, file, column, used - named, unnamed)
    for column in TEXTS:
        _refuse_names(rule, file, column, _placeholders(rule, file, column) - named - MEASURED, unnamed)


def _placeholders(rule: Any, file: str, column: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(getattr(rule, column)) if name is not None}
    except ValueError as error:
        raise fault(file, rule[0], column, tr("a brace has no partner in the text.")) from error


def _refuse_names(rule: Any, file: str, column: str, wrong: set[str], problem: str) -> None:
    if wrong:
        raise fault(file, rule[0], column, problem.format(value=min(wrong)))
