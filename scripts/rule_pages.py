"""The list of all rules, as a help page with an anchor for each (resources/help/*/rules.html) and as docs/rules.md."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
from tuban.tools import language
from tuban.tools.quality.labels import rule_text
from tuban.tools.standard import edition_name, load

EDITIONS = ("2019", "yearly")
"""Together these hold every rule; the plan of 2018 has fewer."""

WORDS = {
    language.ENGLISH: {
        "title": "Rule book",
        "intro": "Every rule that a database is checked by (tuban:check_database), what it asks, what checks it, and "
        "where a rule cannot be checked yet, the reason. {active} of {all} rules are checked.",
        "layers": "Layers",
        "severity": "Severity",
        "clause": "Clause",
        "source": "Source",
        "checked": "Checked",
        "same": "Checked by {rules}",
        "not_yet": "Not yet checkable: {reason}",
        "only": "In the edition “{edition}”",
        "own": "Further rules of this suite",
        "page": "with figures",
    },
    language.CHINESE: {
        "title": "规则库",
        "intro": "数据库检查（tuban:check_database）的全部规则：内容、由哪些检查执行，尚不能检查的注明原因。"
        "{all} 条规则中已检查 {active} 条。",
        "layers": "图层",
        "severity": "严重程度",
        "clause": "条款",
        "source": "来源",
        "checked": "已检查",
        "same": "由 {rules} 检查",
        "not_yet": "尚不能检查：{reason}",
        "only": "仅用于版次“{edition}”",
        "own": "本软件的其他规则",
        "page": "附图说明",
    },
}


def all_rules() -> pd.DataFrame:
    """The rules of all editions, each once: the edition that has it first, and the rule of the book it belongs to."""
    known = pd.concat([load(name).all_rules.assign(edition=name) for name in EDITIONS])
    known = known[~known.index.duplicated()]
    return known.assign(home=load(EDITIONS[0]).home_rules(known.index))


def rule_page() -> dict[str, Any]:
    """What the page shows, in the current language."""
    code = language.language()
    word, book, rules = WORDS[code], load(EDITIONS[0]).book, all_rules()
    pages = set(load(EDITIONS[0]).kind_help.index)
    entries = [_entry(str(name), row, rules[rules["home"] == name], code, pages) for name, row in book.iterrows()]
    active = sum(entry["active"] for entry in entries)
    return {
        "title": word["title"],
        "intro": word["intro"].format(active=active, all=len(entries)),
        "entries": entries,
        "own": [_rule(str(name), row, code, pages) for name, row in rules[rules["home"] == ""].iterrows()],
        "words": word,
    }


def _entry(name: str, row: pd.Series, rules: pd.DataFrame, code: str, pages: set[str]) -> dict[str, Any]:
    word = WORDS[code]
    if len(rules):
        state = word["checked"]
    elif row["same_as"]:
        state = word["same"].format(rules=", ".join(row["same_as"].split()))
    else:
        state = word["not_yet"].format(reason=row[f"reason_{code}"])
    return {
        "id": name,
        "category": row[f"category_{code}"],
        "name": row[f"name_{code}"],
        "layers": row["layers"],
        "severity": row["severity"],
        "source": row["source"],
        "active": bool(len(rules) or row["same_as"]),
        "state": state,
        "rules": [_rule(str(rule), told, code, pages) for rule, told in rules.iterrows()],
    }


def _rule(name: str, row: pd.Series, code: str, pages: set[str]) -> dict[str, Any]:
    text = re.sub(r"\{+\w+\}+", "…", rule_text(row))
    only = (
        WORDS[code]["only"].format(edition=edition_name(row["edition"], code)) if row["edition"] != EDITIONS[0] else ""
    )
    page = f"{row['kind']}.html" if row["kind"] in pages else ""
    return {"id": name, "clause": row["clause"], "severity": row["severity"], "text": text, "page": page, "only": only}


def markdown() -> str:
    """docs/rules.md: one table a category, English and Chinese side by side."""
    book, rules = load(EDITIONS[0]).book, all_rules()
    lines = [
        "# Rule book",
        "",
        "The rules that `tuban:check_database` checks a county's database by, and for those that it cannot check yet,",
        "why. Made from the standard's tables by `make help-pages`; do not edit it by hand. The help page `rules.html`",
        "of the plugin has the texts and sources of each rule, the report of a run the state of each.",
        "",
    ]
    for category, rows in book.groupby("category_en", sort=False):
        lines += [f"## {category} ({rows['category_zh'].iloc[0]})", ""]
        lines += ["| Rule | What must hold | 内容 | Severity | Checked by |", "| --- | --- | --- | --- | --- |"]
        for name, row in rows.iterrows():
            own = rules[rules["home"] == name]
            by = ", ".join(f"{rule} ({told['edition']})" if told["edition"] != EDITIONS[0] else str(rule)
                           for rule, told in own.iterrows())  # fmt: skip
            by = by or (
                f"as {row['same_as']}" if row["same_as"] else f"not yet: {row['reason_en']} ({row['reason_zh']})"
            )
            cells = [str(name), row["name_en"], row["name_zh"], row["severity"], by]
            lines.append("| " + " | ".join(cell.replace("|", "/").replace("<", "&lt;") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)
