"""The report of a run: one HTML file that opens offline, and a JSON summary for programs."""

from __future__ import annotations

import base64
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import jinja2
import pandas as pd

from ..language import CHINESE, language, tr
from ..output import whole_file
from .findings import ERROR, NOTE, SEVERITIES, WARNING, counts
from .labels import kind_name, kind_names, rule_text, severity_name, unit_name
from .run import Run

SCHEMA = "tuban-summary/1"
"""Name and version of the JSON summary's schema (docs/findings.md)."""

LISTED = 2000
"""Findings that the table of the report shows; the error GeoPackage has them all."""

_TEMPLATES = Path(__file__).resolve().parents[2] / "resources" / "report"


def passed(found: gpd.GeoDataFrame) -> bool:
    """Whether the data passes: no finding is an error."""
    return counts(found)[ERROR] == 0


def summary(found: gpd.GeoDataFrame, run: Run) -> dict[str, Any]:
    """Run metadata, counts and measures by kind and by rule, as plain values for JSON."""
    return {
        "schema": SCHEMA,
        "passed": passed(found),
        "counts": {**counts(found), "total": len(found)},
        "kinds": _grouped(found, "kind"),
        "rules": _grouped(found, "rule"),
        "run": run.to_dict(),
    }


def write_summary(path: str | Path, found: gpd.GeoDataFrame, run: Run) -> None:
    """Write `summary` as UTF-8 JSON, whole or not at all."""
    text = json.dumps(summary(found, run), ensure_ascii=False, indent=2, default=str)
    with whole_file(path) as working:
        working.write_text(text + "\n", encoding="utf-8")


def write_report(
    path: str | Path,
    found: gpd.GeoDataFrame,
    run: Run,
    *,
    standard: Any = None,
    rules: pd.DataFrame | None = None,
    picture: bytes | None = None,
    title: str = "",
    limit: int = LISTED,
) -> None:
    """Write the HTML report, whole or not at all.

    The edition (`standard`) names the kinds of findings; `rules` (index id; without it the edition's) give texts and
    clauses in the user's language. `picture` is a PNG of the county. The table lists at most `limit` findings and says
    how many more there are.
    """
    names = kind_names(standard)
    book = rules if rules is not None else getattr(standard, "rules", None)
    page = _template().render(
        language="zh-CN" if language() == CHINESE else "en",
        title=title or tr("Quality report"),
        passed=passed(found),
        severities=_severity_cards(found),
        total=len(found),
        picture=base64.b64encode(picture).decode("ascii") if picture else "",
        rules=_rule_rows(found, book, names),
        findings=_finding_rows(found.head(limit), names),
        more=max(len(found) - limit, 0),
        run=_run_rows(run),
        notes=run.notes,
        text=_texts(len(found), limit),
    )
    with whole_file(path) as working:
        working.write_text(page, encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    # Everything is escaped: attribute values come from outside.
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(_TEMPLATES)), autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("findings.html")


def _grouped(found: gpd.GeoDataFrame, column: str) -> dict[str, dict[str, Any]]:
    """Of every kind or rule: its findings by severity, and count, sum, smallest and largest measure by unit."""
    if found.empty:
        return {}
    plain = pd.DataFrame(found.drop(columns=found.geometry.name))
    by_severity = pd.crosstab(plain[column], plain["severity"]).reindex(columns=list(SEVERITIES), fill_value=0)
    groups: dict[str, dict[str, Any]] = {}
    for name, row in by_severity.sort_index().iterrows():
        number = {severity: int(row[severity]) for severity in SEVERITIES}
        groups[str(name)] = {**number, "total": sum(number.values()), "measures": {}}
    measured = plain[plain["measure"].notna()]
    statistics = measured.groupby([column, "unit"])["measure"].agg(["count", "sum", "min", "max"])
    for (name, unit), row in statistics.iterrows():
        groups[str(name)]["measures"][unit] = {
            "count": int(row["count"]),
            **{key: round(float(row[key]), 6) for key in ("sum", "min", "max")},
        }
    return groups


def _severity_cards(found: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    number = counts(found)
    names = {ERROR: tr("errors"), WARNING: tr("warnings"), NOTE: tr("notes")}
    return [{"code": code, "name": names[code], "count": _thousands(number[code])} for code in SEVERITIES]


def _rule_rows(found: gpd.GeoDataFrame, rules: pd.DataFrame | None, names: dict[str, str]) -> list[dict[str, Any]]:
    """One row for every rule that was broken, errors first, then the most frequent."""
    if found.empty:
        return []
    plain = pd.DataFrame(found.drop(columns=found.geometry.name))
    keys = ["rule", "kind", "severity", "unit"]
    table = plain.groupby(keys, sort=False)["measure"].agg(["size", "sum"]).reset_index()
    table["largest"] = plain["measure"].abs().groupby([plain[key] for key in keys], sort=False).max().to_numpy()
    table["rank"] = table["severity"].map({name: rank for rank, name in enumerate(SEVERITIES)})
    most = max(int(table["size"].max()), 1)
    rows = []
    for row in table.sort_values(["rank", "size"], ascending=[True, False]).to_dict("records"):
        rule = rules.loc[row["rule"]] if rules is not None and row["rule"] in rules.index else {}
        rows.append({
            "id": row["rule"],
            "clause": str(rule.get("clause", "") or ""),
            "kind": kind_name(row["kind"], names),
            "severity": row["severity"],
            "severity_name": severity_name(row["severity"]),
            "text": _without_values(rule_text(rule)),
            "count": _thousands(row["size"]),
            "share": round(100.0 * row["size"] / most, 1),
            "sum": _amount(row["sum"], row["unit"]) if row["unit"] else "",
            "largest": _amount(row["largest"], row["unit"]) if row["unit"] else "",
        })
    return rows


def _finding_rows(found: gpd.GeoDataFrame, names: dict[str, str]) -> list[dict[str, Any]]:
    plain = pd.DataFrame(found.drop(columns=found.geometry.name))
    return [
        {
            **row,
            "kind": kind_name(row["kind"], names),
            "severity_name": severity_name(row["severity"]),
            "amount": _amount(row["measure"], row["unit"]),
        }
        for row in plain.to_dict("records")
    ]


def _run_rows(run: Run) -> list[tuple[str, str]]:
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


def _texts(total: int, limit: int) -> dict[str, str]:
    return {
        "passed": tr("PASSED"),
        "failed": tr("NOT PASSED"),
        "clean": tr("No finding: all checked rules hold."),
        "map": tr("Where the findings lie"),
        "rules": tr("By rule"),
        "findings": tr("Findings"),
        "run": tr("This run"),
        "notes": tr("Notes"),
        "rule": tr("Rule"),
        "clause": tr("Clause"),
        "kind": tr("Kind"),
        "severity": tr("Severity"),
        "count": tr("Number"),
        "sum": tr("Sum"),
        "largest": tr("Largest"),
        "layer": tr("Layer"),
        "feature": tr("Feature"),
        "other": tr("Other feature"),
        "measure": tr("Measure"),
        "message": tr("What is wrong"),
        "id": tr("Id"),
        "more": tr("The first {shown} of {total} findings are listed; the error GeoPackage has them all.").format(
            shown=_thousands(limit), total=_thousands(total)
        ),
    }


def _without_values(template: str) -> str:
    """A rule's text without a patch to speak of."""
    return re.sub(r"\{\w+\}", "…", template)


def _listed(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} = {_plain(value)}" for name, value in values.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return _thousands(value) if isinstance(value, int) else f"{value:.12g}"


def _amount(value: float, unit: str) -> str:
    return "" if pd.isna(value) else f"{value:,.2f} {unit_name(unit)}".strip()


def _thousands(number: int) -> str:
    return f"{number:,}"
