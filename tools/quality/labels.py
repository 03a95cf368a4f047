"""What findings are called in the user's language: kinds, severities, units, states."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..language import CHINESE, language, tr


def kind_names(standard: Any) -> dict[str, str]:
    """Names of the kinds of findings in the user's language, from the edition's table `kinds` (index kind)."""
    kinds = getattr(standard, "kinds", None)
    return {} if kinds is None else dict(zip(kinds.index, kinds["name_zh" if language() == CHINESE else "name_en"]))


def kind_name(kind: str, names: dict[str, str]) -> str:
    """The readable name of a kind; a kind that a province's rules add shows its machine name."""
    return names.get(kind) or kind.replace("_", " ")


def severity_name(severity: str) -> str:
    """`error`, `warning` or `note` in the user's language."""
    return {"error": tr("error"), "warning": tr("warning"), "note": tr("note")}.get(severity, severity)


def state_name(state: str) -> str:
    """The state of a finding in the user's language."""
    names = {
        "new": tr("new"),
        "confirmed": tr("confirmed"),
        "fixed": tr("fixed"),
        "exception": tr("exception"),
        "reopened": tr("reopened"),
    }
    return names.get(state, state)


def unit_name(unit: str) -> str:
    """The unit of a measure as it is printed."""
    return {"m2": "m²", "deg": "°"}.get(unit, unit)


def rule_text(rule: Any) -> str:
    """The text of a rule (a row of the rule book) in the user's language, the other language where it is empty."""
    chinese, english = _text(rule, "text_zh"), _text(rule, "text_en")
    first, second = (chinese, english) if language() == CHINESE else (english, chinese)
    return first or second


def _text(rule: Any, column: str) -> str:
    value = rule.get(column, "")
    return "" if pd.isna(value) else str(value)
