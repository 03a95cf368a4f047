"""What the HTML reports have in common: templates, the rows of their tables, numbers as people read them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd

from ..language import CHINESE, language, tr
from ..output import whole_file
from .labels import kind_name, severity_name, state_name, unit_name
from .run import Run

LISTED = 2000
"""Findings that a table of a report shows; the error GeoPackage has them all."""

_TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "report"


@lru_cache(maxsize=1)
def templates() -> jinja2.Environment:
    """The templates. Everything is escaped: attribute values come from outside."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(_TEMPLATES)), autoescape=True, undefined=jinja2.StrictUndefined
    )


def write_page(path: str | Path, template: str, run: Run, **content: Any) -> None:
    """Write a page with what every report says of its run, whole or not at all."""
    page = templates().get_template(template)
    with whole_file(path) as working:
        text = page.render(
            language="zh-CN" if language() == CHINESE else "en",
            run=run_rows(run),
            notes=run.notes,
            text=texts(),
            **content,
        )
        working.write_text(text, encoding="utf-8")


def run_rows(run: Run) -> list[tuple[str, str]]:
    """What a report says of a run: names and values, empty ones left out."""
    rows = [
        (tr("Data source"), run.source),
        (tr("Features read"), _listed(run.counts)),
        (tr("Edition of the standard"), run.edition),
        (tr("Tool"), f"{run.tool} {run.version}".strip()),
        (tr("Options"), _listed(run.options)),
        (tr("Tolerances"), _listed(run.tolerances)),
        (tr("Started"), run.started.replace("T", " ")),
        (tr("Time taken"), tr("{seconds} s").format(seconds=f"{run.seconds:.1f}")),
    ]
    return [(name, value) for name, value in rows if value]


def listing(title: str, found: pd.DataFrame, names: dict[str, str], limit: int = LISTED) -> dict[str, Any]:
    """A table of findings (geometry apart): title, rows, and how many there are where not all are listed."""
    rows = [
        {
            **row,
            "kind": kind_name(row["kind"], names),
            "severity_name": severity_name(row["severity"]),
            "state_name": state_name(row["state"]),
            "amount": amount(row["measure"], row["unit"]),
            "breadth": amount(row["width"], "m"),
        }
        for row in pd.DataFrame(found.drop(columns="geometry")).head(limit).to_dict("records")
    ]
    more = tr("The first {shown} of {total} findings are listed; the error GeoPackage has them all.")
    left = more.format(shown=thousands(limit), total=thousands(len(found))) if len(found) > limit else ""
    return {"title": title, "rows": rows, "more": left}


def texts() -> dict[str, str]:
    """The words of the pages in the user's language."""
    return {
        "passed": tr("PASSED"),
        "failed": tr("NOT PASSED"),
        "clean": tr("No finding: all checked rules hold."),
        "map": tr("Where the findings lie"),
        "rules": tr("By rule"),
        "kinds": tr("By kind"),
        "run": tr("This run"),
        "notes": tr("Notes"),
        "rule": tr("Rule"),
        "clause": tr("Clause"),
        "kind": tr("Kind"),
        "severity": tr("Severity"),
        "state": tr("State"),
        "count": tr("Number"),
        "sum": tr("Sum"),
        "largest": tr("Largest"),
        "layer": tr("Layer"),
        "feature": tr("Feature"),
        "other": tr("Other feature"),
        "measure": tr("Measure"),
        "width": tr("Width"),
        "message": tr("What is wrong"),
        "id": tr("Id"),
        "reason": tr("Reason"),
        "name": tr("Granted by"),
        "date": tr("Date"),
    }


def amount(value: float, unit: str) -> str:
    """A measure with its unit; what is smaller than a tenth is told to the grid of the survey."""
    if pd.isna(value):
        return ""
    return f"{value:,.{2 if abs(value) >= 0.1 else 4}f} {unit_name(unit)}".strip()


def thousands(number: int) -> str:
    """A number of things."""
    return f"{number:,}"


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {_plain(value)}" for name, value in values.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return thousands(value) if isinstance(value, int) else f"{value:.12g}"
