"""One run of tag rules over patches: what each rule wants, what is changed, and an account of it.

Rules run in their order, those of the same order at once. What a rule changes the later ones see. Where rules of the
same order want different values none of them acts, and the patch is listed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..files import Column
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.rules import affinities, feature_keys, stored_values
from ..quality.sandbox import ROW, Sandbox, TimeUpError, quoted, refusal
from ..standard import Standard
from .rules import EMPTY, REPORT, fields_of_layer, mentioned, needed, rule_reason
from .surroundings import Surroundings

LAYER = "DLTB"
AREA = "AREA_M2"
"""The plane area of a patch, as rules read it."""

NAMES = {"DLBM": "DLMC", "TBXHDM": "TBXHMC", "ZZSXDM": "ZZSXMC"}
"""Fields of codes, and the field of the name that goes with each: it is set together with the code."""

CONFLICT, KEPT, LISTED, CROSSES = "conflict", "kept", "report", "crosses"
"""Why a patch is listed: rules disagree, a filled field differs, a rule only reports, a border runs through it."""

DIVIDER, CROSSING = "CZCDYD", 10.0
"""The layer whose lines divide patches, and m2: parts smaller than this are slivers and no crossing."""

_SECONDS, _SECONDS_A_ROW = 3.0, 5e-6


@dataclass(frozen=True)
class Tagging:
    """Patches with their tags, and an account of what was done."""

    patches: gpd.GeoDataFrame
    ledger: gpd.GeoDataFrame
    """A row a change, index that of the patch: patch, field, before, after, rule, clause, reason, geometry."""
    coverage: pd.DataFrame
    """A row a rule: how many patches it speaks of, and what became of them."""
    listed: gpd.GeoDataFrame
    """A row for each patch to look at, index likewise: patch, kind, field, before, wanted, rule, reason, geometry."""
    fields: list[str]
    """The fields that rules may have set, those of names included."""
    notes: list[str] = field(default_factory=list)


def tag_patches(
    patches: gpd.GeoDataFrame,
    layers: Mapping[str, gpd.GeoDataFrame],
    rules: pd.DataFrame,
    standard: Standard,
    *,
    key: str = "BSM",
    progress: Progress = silent,
) -> Tagging:
    """Give patches the tags that rules (`rules.chosen`) tell, by the layers around them (code -> frame).

    Raises `TubanError` for a rule that is broken, refused or too slow, with its id.
    """
    overlaid, loaded, running, told = steps(progress, 10, 2, 5, 1)
    around = Surroundings(patches, layers, standard)
    plan = _plan(patches, rules, around, standard)
    columns = {AREA: shapely.area(around.shapes), **around.values(plan.overlays, overlaid)}
    overlaid(100.0)
    with closing(_loaded(patches, plan, columns, standard)) as sandbox:
        loaded(100.0)
        run = _Run(patches, rules, plan, sandbox, standard)
        orders = list(rules.loc[list(plan.active)].groupby("order", sort=True).groups.values())
        for stage, share in zip(orders, steps(running, *[1.0] * len(orders))):
            run.stage([str(name) for name in stage], share)
    told(0.0)
    run.crossings(around)
    return run.outcome(key, around.notes)


# --------------------------------------------------------------------------------------------- what rules read


@dataclass
class _Plan:
    """Which rules run, and what they read."""

    known: dict[str, str]
    """The columns that a rule may name, with their SQLite types."""
    active: dict[str, set[str]] = field(default_factory=dict)
    """Rules that run, and the columns that each reads."""
    skipped: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return sorted(set().union(*self.active.values())) if self.active else []

    overlays: list[str] = field(default_factory=list)


def _plan(patches: gpd.GeoDataFrame, rules: pd.DataFrame, around: Surroundings, standard: Standard) -> _Plan:
    """Try every rule by itself on an empty table; SQLite tells which columns it reads."""
    own, of_layers = _known(patches, rules, around, standard)
    plan = _Plan({**own, **of_layers})
    with closing(_sandbox(plan.known, [], standard)) as shape:
        for name, rule in rules.iterrows():
            absent = [code for code in needed(rule["layers"]) if code not in around.codes]
            lacking = [code for code in needed(rule["fields"]) if code not in patches.columns]
            if absent:
                plan.skipped[str(name)] = tr("layer {layers} is not given").format(layers=", ".join(absent))
            elif lacking:
                plan.skipped[str(name)] = tr("the patches have no field {fields}").format(fields=", ".join(lacking))
            else:
                plan.active[str(name)] = set().union(*(_reads(shape, str(name), rule, part) for part in _PARTS))
    plan.overlays = [name for name in plan.columns if name in of_layers]
    return plan


_PARTS = ("condition", "expression")


def _known(
    patches: gpd.GeoDataFrame, rules: pd.DataFrame, around: Surroundings, standard: Standard
) -> tuple[dict[str, str], dict[str, str]]:
    own = {**affinities(standard, LAYER), AREA: "REAL"}
    others = [name for names in rules["fields"] for name in mentioned(names)]
    others += [str(name) for name in patches.columns if name != patches.geometry.name]
    for name in others:
        own.setdefault(name, "")
    of_layers: dict[str, str] = {}
    for code in dict.fromkeys([*around.codes, *(code for names in rules["layers"] for code in mentioned(names))]):
        for name in around.columns_of(code, fields_of_layer(rules, code)):
            if name not in own:
                of_layers[name] = ""
    names = pd.Index([*own, *of_layers])
    kept = set(names[~names.str.casefold().duplicated()])  # SQLite's names know no case
    return {n: k for n, k in own.items() if n in kept}, {n: k for n, k in of_layers.items() if n in kept}


def _reads(shape: Sandbox, name: str, rule: pd.Series, part: str) -> set[str]:
    text = rule[part]
    if not text:
        return set()
    reason = refusal(text)
    try:
        if not reason:
            return shape.reads(LAYER, text).get(LAYER, set())
    except sqlite3.Error as error:
        reason = tr("SQLite says “{message}”").format(message=error)
    raise TubanError(
        tr("Rule {rule}: its {part} “{expression}” cannot be used, {reason}. Correct the rule.").format(
            rule=name, part=part, expression=text, reason=reason
        )
    )


def _loaded(patches: gpd.GeoDataFrame, plan: _Plan, columns: Mapping[str, np.ndarray], standard: Standard) -> Sandbox:
    kinds = {name: plan.known[name] for name in plan.columns} or {"_": ""}
    values = []
    for name, kind in kinds.items():
        if name in columns:
            series = pd.Series(columns[name])
        elif name in patches.columns:
            series = patches[name]
        else:
            series = pd.Series(np.full(len(patches), None, object))
        values.append(stored_values(series, kind, name))
    return _sandbox(kinds, values, standard)


def _sandbox(columns: Mapping[str, str], values: list[list[Any]], standard: Standard) -> Sandbox:
    sandbox = Sandbox()
    for name, table in standard.predicate_tables().items():
        lists = [stored_values(table[column], "", column) for column in table.columns]
        sandbox.add_table(name, dict.fromkeys(table.columns, ""), zip(*lists))
    sandbox.add_table(LAYER, columns, zip(*values))
    sandbox.lock()
    return sandbox


# ------------------------------------------------------------------------------------------------- one run


class _Run:
    """The tags as they come about."""

    def __init__(
        self, patches: gpd.GeoDataFrame, rules: pd.DataFrame, plan: _Plan, sandbox: Sandbox, standard: Standard
    ):
        self._patches, self._rules, self._plan, self._sandbox = patches, rules, plan, sandbox
        targets = [name for name in rules.loc[list(plan.active), "field"] if name]
        wanted = dict.fromkeys(part for name in targets for part in (name, NAMES.get(name)) if part)
        self._names = {code: _names(code, standard) for code in NAMES}
        self._before = {name: _values(patches, name) for name in wanted}
        self._now = {name: values.copy() for name, values in self._before.items()}
        self._by = {name: np.full(len(patches), None, object) for name in wanted}
        self._listed: list[pd.DataFrame] = []
        self._counts = {str(name): dict.fromkeys(_COUNTS, 0) for name in rules.index}

    def stage(self, names: list[str], progress: Progress) -> None:
        """Run rules of the same order: all look at the patches first, then those that agree act."""
        wants: dict[str, list[tuple[str, np.ndarray, np.ndarray]]] = {}
        for done, name in enumerate(names):
            progress(100.0 * done / len(names))
            rule = self._rules.loc[name]
            rows, values = self._wanted(name, rule, progress)
            self._counts[name]["matched"] = len(rows)
            if rule["when"] == REPORT:
                self._list(LISTED, name, rows, "", values)
                continue
            acts = self._acting(name, rule, rows, values)
            wants.setdefault(rule["field"], []).append((name, rows[acts], values[acts]))
        for target, of_rules in wants.items():
            self._act(target, of_rules)

    def _wanted(self, name: str, rule: pd.Series, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
        """The rows that a rule speaks of, and the values that it wants there."""
        value = f", ({rule['expression']})" if rule["expression"] else ""
        # The condition is outside text: the sandbox is what makes this safe.
        ask = f"SELECT {ROW}{value} FROM {quoted(LAYER)} WHERE ({rule['condition']}) IS TRUE"  # nosec B608
        limit = _SECONDS + _SECONDS_A_ROW * len(self._patches)
        try:
            found = self._sandbox.rows(ask, limit, lambda _percent: progress(0.0))
        except TimeUpError:
            text = tr("Rule {rule} takes too long and was stopped: make its condition simpler.")
            raise TubanError(text.format(rule=name)) from None
        except sqlite3.Error as error:
            text = tr("Rule {rule} cannot be evaluated, SQLite says “{message}”. Correct the rule.")
            raise TubanError(text.format(rule=name, message=error)) from error
        rows = np.array([row[0] for row in found], np.int64)
        values = np.full(len(rows), rule["value"] or None, object)
        if value:
            values[:] = [None if row[1] == "" else row[1] for row in found]
        return rows, values

    def _acting(self, name: str, rule: pd.Series, rows: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Which of the rows a rule may set; a filled field that differs from what it wants is listed."""
        if rule["when"] != EMPTY:
            return np.ones(len(rows), bool)
        now = self._now[rule["field"]][rows]
        free = now == None  # noqa: E711 - element by element
        same = now == values
        differs = ~free & ~same
        self._counts[name]["kept"] = int(differs.sum())
        self._list(KEPT, name, rows[differs], rule["field"], values[differs])
        return ~differs

    def _act(self, target: str, wants: list[tuple[str, np.ndarray, np.ndarray]]) -> None:
        rows = np.concatenate([rows for _, rows, _ in wants])
        values = np.concatenate([values for *_, values in wants])
        rule = np.repeat(np.arange(len(wants)), [len(rows) for _, rows, _ in wants])
        quarrels = self._quarrels(rows, values)
        for place, (name, *_) in enumerate(wants):
            own = (rule == place) & quarrels
            self._counts[name]["conflicts"] = int(own.sum())
            self._list(CONFLICT, name, rows[own], target, values[own])
        changes = ~quarrels & (self._now[target][rows] != values)
        for place, (name, *_) in enumerate(wants):
            own = (rule == place) & ~quarrels
            self._counts[name]["same"] = int((own & ~changes).sum())
            self._set(target, rows[own & changes], values[own & changes], name)

    @staticmethod
    def _quarrels(rows: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Which of the wishes concern a row where another rule wishes another value."""
        codes = pd.factorize(pd.Series(values, dtype=object))[0]
        table = pd.DataFrame({"row": rows, "code": codes})
        return (table.groupby("row")["code"].transform("nunique") > 1).to_numpy() if len(rows) else np.zeros(0, bool)

    def _set(self, target: str, rows: np.ndarray, values: np.ndarray, rule: str) -> None:
        if not len(rows):
            return
        self._now[target][rows], self._by[target][rows] = values, rule
        if target in self._plan.columns:
            self._sandbox.update(LAYER, target, rows.tolist(), values.tolist())
        if target in NAMES:
            names = np.array([self._names[target].get(value) for value in values], object)
            differ = self._now[NAMES[target]][rows] != names
            self._set(NAMES[target], rows[differ], names[differ], rule)

    def crossings(self, around: Surroundings) -> None:
        """List the patches that the border of a settlement range divides."""
        if DIVIDER not in around.codes or not any(name.startswith(DIVIDER) for name in self._plan.overlays):
            return
        shares = around.shares(DIVIDER)
        area, most = shares.largest()
        smaller = np.where(area >= 0, np.minimum(most, 1.0 - most), 0.0) * np.nan_to_num(shares.measured)
        rows = np.flatnonzero(smaller >= CROSSING)
        text = tr("The border of layer {layer} divides the patch: {area:.0f} m² lie beyond it.")
        self._listed.append(
            pd.DataFrame(
                {
                    "row": rows,
                    "kind": CROSSES,
                    "reason": [text.format(layer=DIVIDER, area=value) for value in smaller[rows]],
                }
            )
        )

    def _list(self, kind: str, rule: str, rows: np.ndarray, target: str, wanted: np.ndarray) -> None:
        if not len(rows):
            return
        before = self._now[target][rows] if target else np.full(len(rows), None, object)
        table = {"row": rows, "kind": kind, "field": target, "before": before, "wanted": wanted, "rule": rule}
        self._listed.append(pd.DataFrame({**table, "reason": rule_reason(self._rules.loc[rule])}))

    # -- the account
    def outcome(self, key: str, notes: list[str]) -> Tagging:
        """The patches with their tags, and the tables that tell of them."""
        tagged = self._patches.copy()
        filled = [name for name in self._now if name in tagged or (self._now[name] != None).any()]  # noqa: E711
        for name in filled:
            tagged[name] = _column(self._patches, name, self._now[name], self._by[name])
        ledger = self._ledger(key)
        listed = [table for table in self._listed if len(table)]
        table = pd.concat(listed, ignore_index=True) if listed else pd.DataFrame({"row": np.empty(0, np.int64)})
        return Tagging(
            tagged,
            ledger,
            self._coverage(ledger),
            self._layer(table, LISTED_COLUMNS, key),
            filled,
            notes,
        )

    def _ledger(self, key: str) -> gpd.GeoDataFrame:
        tables = []
        for name, now in self._now.items():
            rows = np.flatnonzero(now != self._before[name])
            by = self._by[name][rows]
            tables.append(
                pd.DataFrame(
                    {"row": rows, "field": name, "before": self._before[name][rows], "after": now[rows], "rule": by},
                    dtype=object,
                ).astype({"row": np.int64})
            )
        table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame({"row": np.empty(0, np.int64)})
        if "rule" in table:
            reasons = {str(name): rule_reason(rule) for name, rule in self._rules.iterrows()}
            table["clause"] = table["rule"].map(self._rules["clause"])
            table["reason"] = table["rule"].map(reasons)
        return self._layer(table.sort_values("row", kind="stable"), LEDGER_COLUMNS, key)

    def _layer(self, table: pd.DataFrame, columns: tuple[str, ...], key: str) -> gpd.GeoDataFrame:
        rows = table["row"].to_numpy(np.int64)
        of_patches = self._patches.iloc[rows]
        made = table.reindex(columns=[name for name in columns if name != "patch"]).astype(object)
        made.insert(0, "patch", feature_keys(of_patches, key))
        made = made.where(made.notna(), None).apply(lambda column: column.map(_shown))
        made.index = of_patches.index
        return gpd.GeoDataFrame(made, geometry=of_patches.geometry.to_numpy(), crs=self._patches.crs)

    def _coverage(self, ledger: gpd.GeoDataFrame) -> pd.DataFrame:
        rules = self._rules
        changed = ledger.groupby(["rule", "field"]).size() if len(ledger) else pd.Series(dtype=int)
        rows = []
        for name, rule in rules.iterrows():
            of_rule = self._counts[str(name)]
            of_rule["changed"] = int(changed.get((name, rule["field"]), 0))
            shown = rule["value"] or rule["expression"]
            texts = {"rule": name, "field": rule["field"], "value": shown, "when": rule["when"]}
            told = {"clause": rule["clause"], "reason": rule_reason(rule)}
            skipped = self._plan.skipped.get(str(name), "")
            rows.append({**texts, "order": int(rule["order"]), **of_rule, **told, "skipped": skipped})
        return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))


_COUNTS = ("matched", "changed", "same", "kept", "conflicts")
LEDGER_COLUMNS = ("patch", "field", "before", "after", "rule", "clause", "reason")
LISTED_COLUMNS = ("patch", "kind", "field", "before", "wanted", "rule", "reason")
COVERAGE_COLUMNS = ("rule", "order", "field", "value", "when", *_COUNTS, "clause", "reason", "skipped")


def ledger_columns() -> list[Column]:
    """The columns of the ledger as a layer."""
    return _as_columns(LEDGER_COLUMNS)


def listed_columns() -> list[Column]:
    """The columns of the patches to look at as a layer."""
    return _as_columns(LISTED_COLUMNS)


def coverage_columns() -> list[Column]:
    """The columns of the table of rules."""
    return _as_columns(COVERAGE_COLUMNS)


def _as_columns(names: tuple[str, ...]) -> list[Column]:
    aliases = {
        "patch": tr("Patch"),
        "field": tr("Field"),
        "before": tr("Before"),
        "after": tr("After"),
        "wanted": tr("What the rule wants"),
        "kind": tr("Kind"),
        "rule": tr("Rule"),
        "order": tr("Order"),
        "value": tr("Value or expression"),
        "when": tr("When it acts"),
        "matched": tr("Patches it speaks of"),
        "changed": tr("Changed"),
        "same": tr("Had it already"),
        "kept": tr("Filled otherwise and kept"),
        "conflicts": tr("Conflicts"),
        "clause": tr("Clause"),
        "reason": tr("Why"),
        "skipped": tr("Not run because"),
    }
    return [Column(name, "integer" if name in ("order", *_COUNTS) else "text", alias=aliases[name]) for name in names]


def _names(code: str, standard: Standard) -> dict[Any, str]:
    """The Chinese names of codes, which the standard's name fields hold."""
    if code == "DLBM":
        return standard.land_classes["name_zh"].to_dict()
    lists = standard.code_lists[standard.code_lists["list"].isin([code, f"{code}_removed"])]
    return dict(zip(lists["code"], lists["name_zh"]))


def _values(patches: pd.DataFrame, name: str) -> np.ndarray:
    """A field as objects, what is empty as None."""
    if name not in patches.columns:
        return np.full(len(patches), None, object)
    series = patches[name].astype(object)
    return series.where(series.notna() & (series != ""), None).to_numpy(object)


def _column(patches: pd.DataFrame, name: str, values: np.ndarray, by: np.ndarray) -> Any:
    """Values as the column that they came from; rows that no rule touched keep what they had."""
    if name not in patches.columns:
        return values
    if patches[name].dtype.kind not in "iuf":
        touched = by != None  # noqa: E711 - element by element
        return np.where(touched, values, patches[name].to_numpy(object))
    numbers = pd.to_numeric(pd.Series(values, dtype=object), errors="coerce")
    wrong = np.flatnonzero(numbers.isna().to_numpy() & (values != None))  # noqa: E711 - element by element
    if len(wrong):
        text = tr("Rule {rule} gives “{value}” to field {field}, which holds numbers: correct the rule.")
        raise TubanError(text.format(rule=by[wrong[0]], value=values[wrong[0]], field=name))
    whole = patches[name].dtype.kind in "iu" and numbers.notna().all()
    return numbers.to_numpy(patches[name].dtype if whole else float)


def _shown(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else f"{value:.12g}"
