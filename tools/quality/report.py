"""The report of a run: one HTML file that opens offline, and a JSON summary for programs."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from ..language import tr
from ..output import whole_file
from .charts import Chart, drawn
from .findings import (
    CONFIRMED,
    ERROR,
    EXCEPTION,
    FIXED,
    NEW,
    NOTE,
    REOPENED,
    SEVERITIES,
    STATES,
    WARNING,
    counts,
    is_open,
)
from .labels import kind_name, kind_names, rule_text, severity_name, state_name
from .overview import Overview
from .page import LISTED, amount, listing, thousands, write_page
from .run import Run

SCHEMA = "tuban-summary/1"
"""Name and version of the JSON summary's schema (docs/findings.md)."""

_ABOUT = ["id", "kind", "rule", "layer", "feature", "other"]
_GRANT = ["reason", "name", "date"]


def passed(found: gpd.GeoDataFrame) -> bool:
    """Whether the data passes: no open finding is an error."""
    return counts(found)[ERROR] == 0


def summary(
    found: gpd.GeoDataFrame,
    run: Run,
    *,
    fixed: gpd.GeoDataFrame | None = None,
    exceptions: pd.DataFrame | None = None,
    overview: Overview | None = None,
) -> dict[str, Any]:
    """Run metadata, counts and measures by kind and by rule, as plain values for JSON.

    `fixed` are the findings that the run no longer found, `exceptions` those granted (columns id, reason, name, date).
    An `overview` adds the scores of categories, the townships, the worst features and the state of every rule.
    """
    number, excepted = counts(found), _excepted(found, exceptions)
    return {
        "schema": SCHEMA,
        "passed": passed(found),
        "counts": {**number, "total": sum(number.values()), EXCEPTION: len(excepted)},
        "states": _states(found, fixed),
        "kinds": _grouped(found, "kind"),
        "rules": _grouped(found, "rule"),
        "exceptions": pd.DataFrame(excepted[[*_ABOUT, *_GRANT]]).to_dict("records"),
        "run": run.to_dict(),
        **({} if overview is None else overview.to_dict()),
    }


def write_summary(path: str | Path, found: gpd.GeoDataFrame, run: Run, **life: Any) -> None:
    """Write `summary` as UTF-8 JSON, whole or not at all."""
    write_json(path, summary(found, run, **life))


def write_json(path: str | Path, content: dict[str, Any]) -> None:
    """Write plain values as UTF-8 JSON, whole or not at all."""
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
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
    charts: Sequence[Chart] = (),
    title: str = "",
    overview: Overview | None = None,
    limit: int = LISTED,
    fixed: gpd.GeoDataFrame | None = None,
    exceptions: pd.DataFrame | None = None,
) -> None:
    """Write the HTML report, whole or not at all.

    The edition (`standard`) names the kinds of findings; `rules` (index id; without it the edition's) give texts and
    clauses in the user's language. `picture` is a PNG of the county, `charts` stand below it; an `overview` adds its
    sections. Each table lists at most `limit` findings and says how many more there are. `fixed` and `exceptions` are
    those of `summary`.
    """
    names = kind_names(standard)
    book = rules if rules is not None else getattr(standard, "rules", None)
    again = found["state"] == REOPENED
    tables = [
        listing(tr("Reopened: fixed before, found again"), found[again], names, limit),
        listing(tr("Findings"), found[is_open(found) & ~again], names, limit),
        listing(tr("Exceptions"), _excepted(found, exceptions), names, limit),
        listing(tr("Fixed: no longer found"), found[:0] if fixed is None else fixed, names, limit),
    ]
    write_page(
        path,
        "findings.html",
        run,
        title=title or tr("Quality report"),
        passed=passed(found),
        severities=_severity_cards(found),
        states=_state_cards(found, fixed),
        picture=base64.b64encode(picture).decode("ascii") if picture else "",
        charts=[drawn(chart) for chart in charts],
        rules=_rule_rows(found[is_open(found)], book, names),
        overview=None if overview is None else overview.page(),
        tables=[table for table in tables if table["rows"]],
    )


def _states(found: gpd.GeoDataFrame, fixed: gpd.GeoDataFrame | None) -> dict[str, int]:
    """Number of findings in each state; fixed are those that the run no longer found."""
    number = found["state"].value_counts()
    return {name: int(number.get(name, 0)) for name in STATES} | {FIXED: 0 if fixed is None else len(fixed)}


def _excepted(found: gpd.GeoDataFrame, exceptions: pd.DataFrame | None) -> gpd.GeoDataFrame:
    """The findings with an exception, with its reason, name and date where they are known."""
    excepted = found[found["state"] == EXCEPTION]
    grants = pd.DataFrame(columns=["id", *_GRANT]) if exceptions is None else exceptions
    known = grants.drop_duplicates("id", keep="last").set_index("id")[_GRANT].reindex(excepted["id"])
    return excepted.assign(**{name: known[name].fillna("").to_numpy() for name in _GRANT})


def _grouped(found: gpd.GeoDataFrame, column: str) -> dict[str, dict[str, Any]]:
    """Of every kind or rule: its open findings by severity, and count, sum, smallest and largest measure by unit."""
    if found.empty:
        return {}
    plain = pd.DataFrame(found.drop(columns=found.geometry.name))
    tally = plain["severity"].where(is_open(plain), plain["state"])
    number = pd.crosstab(plain[column], tally).reindex(columns=[*SEVERITIES, EXCEPTION], fill_value=0)
    groups: dict[str, dict[str, Any]] = {}
    for name, row in number.sort_index().iterrows():
        total = int(row[list(SEVERITIES)].sum())
        groups[str(name)] = {**{key: int(row[key]) for key in row.index}, "total": total, "measures": {}}
    measured = plain[plain["measure"].notna() & is_open(plain)]
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
    return [{"code": code, "name": names[code], "count": thousands(number[code])} for code in SEVERITIES]


def _state_cards(found: gpd.GeoDataFrame, fixed: gpd.GeoDataFrame | None) -> list[dict[str, Any]]:
    """How many findings are in each state; nothing where all are new."""
    number = _states(found, fixed)
    order = (NEW, CONFIRMED, REOPENED, EXCEPTION, FIXED)
    told = any(number[code] for code in order[1:])
    return (
        [{"code": code, "name": state_name(code), "count": thousands(number[code])} for code in order] if told else []
    )


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
        rows.append(
            {
                "id": row["rule"],
                "clause": str(rule.get("clause", "") or ""),
                "kind": kind_name(row["kind"], names),
                "severity": row["severity"],
                "severity_name": severity_name(row["severity"]),
                "text": _without_values(rule_text(rule)),
                "count": thousands(row["size"]),
                "share": round(100.0 * row["size"] / most, 1),
                "sum": amount(row["sum"], row["unit"]) if row["unit"] else "",
                "largest": amount(row["largest"], row["unit"]) if row["unit"] else "",
            }
        )
    return rows


def _without_values(template: str) -> str:
    """A rule's text without a patch to speak of."""
    return re.sub(r"\{\w+\}", "…", template)
