"""What the rules say of one patch, as a page and as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..language import CHINESE, language, tr
from ..standard import Standard
from .explain import BROKEN, DOES_NOT_APPLY, HOLDS, NOT_ASKED, Verdict
from .findings import NOTE
from .labels import severity_name
from .page import write_page
from .report import write_json
from .rules import shown
from .run import Run

SCHEMA = "tuban-explanation/1"


def verdict_name(verdict: str) -> str:
    """What a verdict is called in the user's language."""
    names = {
        BROKEN: tr("broken"),
        HOLDS: tr("holds"),
        DOES_NOT_APPLY: tr("does not apply"),
        NOT_ASKED: tr("not checked"),
    }
    return names[verdict]


def values_shown(row: pd.Series) -> list[tuple[str, str]]:
    """The attributes of a patch as a person reads them."""
    frame = row.to_frame().T
    return [(str(name), shown(frame[name], "")[0]) for name in frame.columns]


def write_explanation(
    path: str | Path,
    verdicts: Sequence[Verdict],
    values: Sequence[tuple[str, str]],
    standard: Standard,
    run: Run,
    title: str,
) -> None:
    """Write the page: what is broken first, then what holds, is not asked and does not apply."""
    colours = {BROKEN: "error", HOLDS: "fixed", NOT_ASKED: "warning", DOES_NOT_APPLY: NOTE}
    order = (BROKEN, HOLDS, NOT_ASKED, DOES_NOT_APPLY)
    number = {verdict: sum(said.verdict == verdict for said in verdicts) for verdict in order}
    cards = [{"code": colours[verdict], "name": verdict_name(verdict), "count": number[verdict]} for verdict in order]
    tables = [
        {
            "title": verdict_name(verdict),
            "rows": [_row(said, standard) for said in verdicts if said.verdict == verdict],
        }
        for verdict in order
        if number[verdict]
    ]
    words = {"values": tr("Values"), "asks": tr("What must hold"), "said": tr("What it says")}
    write_page(path, "explanation.html", run, title=title, cards=cards, values=values, tables=tables, words=words)


def write_explanation_summary(path: str | Path, verdicts: Sequence[Verdict], patch: str, run: Run) -> None:
    """Write the same for programs."""
    rows = [vars(said) for said in verdicts]
    write_json(path, {"schema": SCHEMA, "patch": patch, "verdicts": rows, "run": run.to_dict()})


def _row(said: Verdict, standard: Standard) -> dict[str, Any]:
    home = standard.home_rules([said.rule])[0]
    asks = standard.book.loc[home, "name_zh" if language() == CHINESE else "name_en"] if home else ""
    return {
        "rule": said.rule,
        "clause": said.clause,
        "severity": said.severity,
        "severity_name": severity_name(said.severity),
        "asks": asks,
        "values": ", ".join(f"{name} = {value}" for name, value in said.fields.items()),
        "message": said.message,
    }
