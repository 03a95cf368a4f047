"""What a run over a database comes to: each rule of the book, scores by category, places and patches."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..language import CHINESE, language, tr
from ..standard import Standard
from .findings import ERROR, NOTE, SEVERITIES, WARNING, is_open
from .labels import severity_name

HELD, BROKEN, NOT_ASKED, NOT_YET = "held", "broken", "not_asked", "not_yet"
"""States of a rule in a run: asked and held, asked and broken, not asked this time, not checkable yet."""

WEIGHTS = {ERROR: 4.0, WARNING: 2.0, NOTE: 1.0}
"""What a finding weighs in a score. Open question: no official formula was seen."""

_WORST = 20


@dataclass(frozen=True)
class Overview:
    """Tables of this module, as reports and summaries show them, and the map of density (PNG)."""

    categories: pd.DataFrame
    townships: pd.DataFrame
    worst: pd.DataFrame
    states: pd.DataFrame
    density: bytes = b""

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        scores = self.categories.reset_index(names="category")
        return {
            "categories": scores.astype(object).where(scores.notna(), None).to_dict("records"),
            "townships": self.townships.to_dict("records"),
            "worst": self.worst.to_dict("records"),
            "rule_book": self.states.reset_index().to_dict("records"),
        }

    def page(self) -> dict[str, Any]:
        """What the sections of a report show."""
        names = state_names()
        rows = self.states.reset_index().to_dict("records")
        scores = self.categories.reset_index(names="category").to_dict("records")
        return {
            "text": _words(),
            "severities": [(name, severity_name(name)) for name in SEVERITIES],
            "categories": [
                {**row, "score": "" if np.isnan(row["score"]) else f"{row['score']:.2f}", "width": row["score"]}
                for row in scores
            ],
            "townships": self.townships.to_dict("records"),
            "worst": self.worst.to_dict("records"),
            "density": base64.b64encode(self.density).decode("ascii"),
            "states": [
                {**row, "severity_name": severity_name(row["severity"]), "state_name": names[row["state"]]}
                for row in rows
            ],
            "counts": [(names[state], sum(row["state"] == state for row in rows)) for state in names],
        }


def _words() -> dict[str, str]:
    return {
        "categories": tr("Score by category"),
        "formula": tr(
            "Score: 100 less the share of weighted findings (an error counts 1, a warning 1/2, a note 1/4) in the "
            "features that were checked, in percent, cut off to two decimals. No official formula is public."
        ),
        "category": tr("Category"),
        "asked": tr("Rules asked"),
        "broken": tr("Rules broken"),
        "score": tr("Score"),
        "townships": tr("By township"),
        "code": tr("Code"),
        "name": tr("Name"),
        "density": tr("Density of findings"),
        "worst": tr("Features with the most findings"),
        "states": tr("All rules of the rule book"),
        "rules": tr("Rules"),
        "layers": tr("Layers"),
        "what": tr("What must hold"),
        "state": tr("State"),
        "reason": tr("Reason"),
    }


def state_names() -> dict[str, str]:
    """The states of rules in the user's language."""
    return {
        HELD: tr("held"),
        BROKEN: tr("broken"),
        NOT_ASKED: tr("not checked"),
        NOT_YET: tr("not yet checkable"),
    }


def rule_states(
    standard: Standard,
    found: pd.DataFrame,
    ran: Collection[str],
    skipped: Mapping[str, str],
    off: Collection[str] = (),
) -> pd.DataFrame:
    """Every rule of the book, index id: category, name, layers, severity, state, count of open findings, reason.

    A rule is asked when one of its own rules ran, or one of those that it is the same as.
    """
    code = "zh" if language() == CHINESE else "en"
    book = standard.book
    opened = found[is_open(found)] if len(found) else found
    number = pd.Series(standard.home_rules(opened["rule"]), dtype=object).value_counts()
    asked = set(standard.home_rules(ran))
    reasons: dict[str, list[str]] = {}
    for home, reason in [
        *zip(standard.home_rules(skipped), skipped.values()),
        *((home, tr("switched off by the rule file")) for home in standard.home_rules(off)),
    ]:
        reasons.setdefault(home, []).append(reason)
    owned = set(standard.home_rules(standard.all_rules.index))
    rows = []
    for name, row in book.iterrows():
        same = row["same_as"].split()
        state, count, reason = NOT_ASKED, int(number.get(name, 0)), ""
        if name in asked or any(other in asked or _any_of(other, ran) for other in same):
            state = BROKEN if count else HELD
            reason = tr("by {rules}").format(rules=", ".join(same)) if same and name not in asked else ""
        elif name in reasons or (name in owned and not row[f"reason_{code}"]):
            reason = "; ".join(dict.fromkeys(reasons.get(str(name), []))) or tr("not asked in this run")
        elif name in owned:
            reason = row[f"reason_{code}"]
        else:
            state, reason = NOT_YET, row[f"reason_{code}"]
        rows.append(
            (name, row[f"category_{code}"], row[f"name_{code}"], row["layers"], row["severity"], state, count, reason)
        )
    columns = ["id", "category", "name", "layers", "severity", "state", "count", "reason"]
    return pd.DataFrame(rows, columns=columns).set_index("id")


def _any_of(name: str, ran: Collection[str]) -> bool:
    return any(rule == name or rule.startswith(f"{name}-") for rule in ran)


def category_scores(states: pd.DataFrame, found: pd.DataFrame, standard: Standard, features: int) -> pd.DataFrame:
    """Of each category of rules: how many there are, were asked, were broken; findings by severity; a score.

    The score is 100 less 100 times the weighted findings (`WEIGHTS`, an error 1, a warning 1/2, a note 1/4) over the
    features that were checked, cut off to two decimals, so that only a category without findings has 100.
    """
    opened = found[is_open(found)] if len(found) else found
    home = pd.Series(standard.home_rules(opened["rule"]), dtype=object)
    category = home.map(states["category"]).fillna(tr("Further rules")).to_numpy(object)
    number = pd.crosstab(category, opened["severity"].to_numpy(object)) if len(opened) else pd.DataFrame()
    names = list(dict.fromkeys([*states["category"], *category]))
    number = number.reindex(index=names, columns=list(SEVERITIES), fill_value=0).fillna(0).astype(int)
    grouped = states.groupby("category", sort=False)["state"]
    table = pd.DataFrame(
        {
            "rules": grouped.size(),
            "asked": grouped.agg(lambda state: int(state.isin([HELD, BROKEN]).sum())),
            "broken": grouped.agg(lambda state: int((state == BROKEN).sum())),
        }
    ).reindex(names, fill_value=0)
    table[list(SEVERITIES)] = number.to_numpy()
    weight = number.to_numpy() @ np.array([WEIGHTS[name] / WEIGHTS[ERROR] for name in SEVERITIES])
    score = np.floor(1e4 * (1 - np.minimum(weight / max(features, 1), 1.0))) / 100
    table["score"] = np.where(table["asked"] > 0, score, np.nan)
    return table


def by_place(found: pd.DataFrame, places: pd.Series, names: Mapping[str, str]) -> pd.DataFrame:
    """Open findings by township: code, name and findings by severity, the most errors first."""
    chosen = is_open(found).to_numpy() if len(found) else np.empty(0, bool)
    if not chosen.any():
        return pd.DataFrame(columns=["code", "name", *SEVERITIES])
    number = pd.crosstab(places[chosen].to_numpy(object), found["severity"][chosen].to_numpy(object))
    number = number.reindex(columns=list(SEVERITIES), fill_value=0).sort_values(list(SEVERITIES), ascending=False)
    title = [names.get(str(code), "") if code else tr("(no township)") for code in number.index]
    return number.reset_index(names="code").assign(name=title)[["code", "name", *SEVERITIES]]


def worst_features(found: pd.DataFrame, limit: int = _WORST) -> pd.DataFrame:
    """The features with the heaviest open findings: layer, feature, findings by severity and the rules they break."""
    opened = pd.DataFrame(found[is_open(found) & (found["feature"] != "")]) if len(found) else found
    if not len(opened):
        return pd.DataFrame(columns=["layer", "feature", *SEVERITIES, "rules"])
    weight = opened["severity"].map(WEIGHTS)
    grouped = opened.assign(weight=weight).groupby(["layer", "feature"])
    heavy = grouped["weight"].sum().sort_values(ascending=False, kind="stable").head(limit)
    rows: list[dict[str, Any]] = []
    for layer, feature in heavy.index:
        group = grouped.get_group((layer, feature))
        number = group["severity"].value_counts()
        rules = ", ".join(dict.fromkeys(group["rule"]))
        rows.append(
            {
                "layer": layer,
                "feature": feature,
                **{name: int(number.get(name, 0)) for name in SEVERITIES},
                "rules": rules,
            }
        )
    return pd.DataFrame(rows)


def unit_codes(found: gpd.GeoDataFrame, units: Mapping[str, pd.Series], villages: gpd.GeoDataFrame | None) -> pd.Series:
    """The location code of each finding: by the code of its feature, else by the village where it lies.

    `units` are codes of places by feature, of each layer; empty where there is none.
    """
    code = pd.Series("", index=found.index, dtype=object)
    for layer, known in units.items():
        of_layer = found["layer"] == layer
        code[of_layer] = found["feature"][of_layer].map(known[~known.index.duplicated()]).fillna("")
    open_places = (code == "").to_numpy() & ~found.geometry.isna().to_numpy() & ~found.geometry.is_empty.to_numpy()
    if villages is not None and "ZLDWDM" in villages and open_places.any():
        points = found.geometry[open_places].representative_point()
        place, village = villages.sindex.query(points, predicate="intersects")
        where = np.flatnonzero(open_places)[place[::-1]]
        code.iloc[where] = villages["ZLDWDM"].fillna("").astype(str).to_numpy(object)[village[::-1]]
    return code.astype(str)
