"""The rule book: is every rule complete, and does it name what it uses?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter
from typing import Any

import pandas as pd

from ..language import tr
from .layout import KINDS, LAYERS, RULES
from .tables import fault, refuse, refuse_unknown

TEXTS = ("text_zh", "text_en")
MEASURED = {"measure", "other", "limit", "code"}
"""Placeholders that a check fills beside the fields of the rule."""

_CHECK = re.compile(r"sql|area|(geometry|[A-Z]+):[a-z][a-z0-9_]*")
_TEXT_LITERAL = re.compile(r"'[^']*'")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def validate_rules(rules: pd.DataFrame, layers: Iterable[str], fields: pd.DataFrame, kinds: Iterable[str]) -> None:
    """Raise `TubanError` at the first rule that is incomplete or names a layer, field or kind that does not exist.

    `rules` is indexed by line; `fields` has the columns layer and field.
    """
    refuse_unknown(rules, RULES.file, "layer", layers, LAYERS.file)
    refuse_unknown(rules, RULES.file, "kind", kinds, KINDS.file)
    known = rules["check"].map(lambda check: _CHECK.fullmatch(check) is not None)
    refuse(rules, RULES.file, "check", ~known, tr("'{value}' is not sql, area, geometry:<kind> or <LAYER>:<kind>."))
    predicate = rules["condition"] != ""
    problem = tr("an sql rule, and no other, has a condition.")
    refuse(rules, RULES.file, "condition", predicate != (rules["check"] == "sql"), problem)
    of_layer = fields.groupby("layer")["field"].agg(set).to_dict()
    for row in rules.itertuples():
        _validate_fields(row, of_layer.get(row.layer, set()))


def _validate_fields(rule: Any, of_layer: set[str]) -> None:
    """A rule must list every field that its predicates and texts use, so that a layer without them can be skipped."""
    named = set(rule.fields.split())
    unnamed = tr("'{value}' is not among the fields of the rule.")
    _refuse_names(rule, "fields", named - of_layer, tr("'{value}' is not a field of the layer."))
    for column in ("scope", "condition"):
        used = set(_WORD.findall(_TEXT_LITERAL.sub("", getattr(rule, column)))) & of_layer
        _refuse_names(rule, column, used - named, unnamed)
    for column in TEXTS:
        _refuse_names(rule, column, _placeholders(rule, column) - named - MEASURED, unnamed)


def _placeholders(rule: Any, column: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(getattr(rule, column)) if name is not None}
    except ValueError as error:
        raise fault(RULES.file, rule[0], column, tr("a brace has no partner in the text.")) from error


def _refuse_names(rule: Any, column: str, wrong: set[str], problem: str) -> None:
    if wrong:
        raise fault(RULES.file, rule[0], column, problem.format(value=min(wrong)))
