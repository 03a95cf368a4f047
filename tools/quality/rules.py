"""Attribute rules: SQL predicates of the rule book over the columns of a frame, all of them in two passes.

Most rules speak of codes, of which a county has a few thousand combinations: they run once for each combination.
The others (identifiers, areas, comparisons between patches) run on all rows.

A row violates a rule when the rule's scope is true for it and its condition is not (NULL is not true).
Predicates speak of the standard's field names, of the layer by its code and of the standard's tables
`land_classes` and `code_lists` (`Standard.predicate_tables`); they may read other layers of the database, by their
codes, and the tables `SETTINGS`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import ellipsoidal_areas
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from .findings import SEVERITIES, findings, joined
from .labels import rule_text
from .sandbox import ROW, Sandbox, TimeUpError, mentions, quoted, refusal

AREA_TOLERANCE = 0.1
"""m2, where the rule states none. Open question: the national checker's tolerance between stored and recomputed TBMJ
is not public. A patch may differ by its share of the adjustment, a few 0.01 m2."""

AREA_SHARE = 2e-6
"""Of the patch's area; the larger of both tolerances holds. Same open question: software that does not subdivide long
edges differs by 0.14 m2 on a patch of 9 ha (area_tests, quad400), which is 1.5 millionths."""

SETTINGS = {"ridges": ("GDPDJB", "GDLX", "KCXS"), "survey_year": ("year",)}
"""Tables that a run may give the predicates beside the layers: the county's ridge coefficients, the survey's year."""

SQL, AREA, EQUAL = "sql", "area", "equal"
"""Checks of one layer: a predicate; a field against the ellipsoidal area; a field against an SQL expression."""

_KEYS = frozenset(["BSM", "ZLDWDM", "QSDWDM", "XZQDM", "BGQTBBSM", "BGHTBBSM"])
"""Columns by which layers refer to each other."""
_BITS = 62
"""Rules a mask: SQLite's integers have 63 bits beside the sign."""

_AFFINITY = {"char": "TEXT", "varchar": "TEXT", "date": "TEXT", "int": "INTEGER", "float": "REAL", "double": "REAL"}
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class RuleRun:
    """What a run of the rules found, which rules ran, and which did not and why (id -> sentence)."""

    findings: gpd.GeoDataFrame
    ran: tuple[str, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """One sentence for every reason to skip, with the rules that it touches."""
        by_reason: dict[str, list[str]] = {}
        for rule, reason in self.skipped.items():
            by_reason.setdefault(reason, []).append(rule)
        return [
            tr("Rules {rules} were not checked: {reason}.").format(rules=", ".join(rules), reason=reason)
            for reason, rules in by_reason.items()
        ]


def check_rules(
    frame: pd.DataFrame,
    rules: pd.DataFrame,
    *,
    layer: str = "DLTB",
    others: Mapping[str, pd.DataFrame] | None = None,
    standard: Any = None,
    key: str = "BSM",
    area_tolerance: float | None = None,
    area_share: float = AREA_SHARE,
    time_limit: float | None = None,
    progress: Progress = silent,
) -> RuleRun:
    """Check the rules of one layer (checks `sql`, `area` and `equal`) on a frame of that layer.

    `others` are the layers and `SETTINGS` that predicates may read besides, by name. `standard` (an edition) gives the
    predicates its code tables and the frame's columns their types. A finding's feature is the value of `key`, the
    feature id where that is empty; its geometry is the feature's own.
    `area_tolerance` is in m2 (None: the rule's own), `area_share` a part of the area; `time_limit` is in seconds,
    without it 3 s and 0.5 us for every rule and row. A rule whose fields the frame lacks is skipped and listed; a
    rule that is broken, refused or too slow raises `TubanError` with its id.
    """
    chosen = rules[(rules["layer"] == layer) & rules["check"].isin([SQL, AREA, EQUAL])].fillna("")
    plan = _plan(chosen, frame, layer, standard, others or {})
    limit = time_limit if time_limit is not None else 3.0 + 0.5e-6 * len(frame) * len(plan.checks)
    with_area = (chosen["check"] == AREA).any()
    select, areas, messages = steps(progress, 3, 6 if with_area else 0.01, 1)
    failing = _failing_rows(frame, plan, limit, select)
    found = []
    for done, (name, rows) in enumerate(failing.items()):
        messages(100.0 * done / len(failing))
        rule: Any = chosen.loc[name]
        wrong = rows
        if rule["check"] == AREA:
            tolerance = area_tolerance if area_tolerance is not None else float(rule["tolerance"] or AREA_TOLERANCE)
            try:
                wrong = _wrong_areas(frame, rows.rows, area_field(rule), tolerance, area_share, areas)
            except TubanError as error:  # no area without a reference system of the survey; the other rules still hold
                plan.skipped[name] = str(error).rstrip(".。")
                continue
        if len(wrong.rows):
            found.append(_rule_findings(frame.iloc[wrong.rows], rule, wrong, layer, key))
    progress(100.0)
    ran = tuple(name for name in failing if name not in plan.skipped)
    return RuleRun(joined(found, getattr(frame, "crs", None)), ran, plan.skipped)


def select_rules(
    rules: pd.DataFrame, *, severities: Sequence[str] = SEVERITIES, ids: Sequence[str] = ()
) -> pd.DataFrame:
    """The rules of the given severities and, where `ids` are given, of those ids only.

    Raises `TubanError` for an id that the rule book does not have.
    """
    unknown = [name for name in ids if name not in rules.index]
    if unknown:
        raise TubanError(
            tr("The rule book has no rule {rules}: correct the list of rules.").format(rules=", ".join(unknown))
        )
    chosen = rules[rules["severity"].isin(list(severities))]
    return chosen.loc[[name for name in chosen.index if name in set(ids)]] if ids else chosen


# ------------------------------------------------------------------------------------------------ the one pass


@dataclass(frozen=True)
class Wrong:
    """Rows by their place, with the difference and the value that was expected where the rule is one of numbers."""

    rows: np.ndarray
    measure: np.ndarray
    expected: np.ndarray

    @classmethod
    def plain(cls, rows: np.ndarray) -> Wrong:
        """Rows without any number."""
        nothing = np.full(len(rows), np.nan)
        return cls(rows, nothing, nothing)


@dataclass(frozen=True)
class Check:
    """A rule that can run: what is true for a violation, and the fields it reads."""

    wrong: str
    columns: frozenset[str]
    by_row: bool
    """The verdict on a row depends on that row alone, and on other layers."""
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The fields of other layers and tables."""
    expected: str = ""
    """What a field must be equal to, where the rule says that."""
    field: str = ""
    tolerance: float = 0.0


@dataclass
class _Plan:
    """What SQLite is asked."""

    layer: str
    standard: Any
    known: dict[str, dict[str, str]]
    """The columns that a predicate may name, with their SQLite types, of the layer and of other tables."""
    others: Mapping[str, pd.DataFrame]
    checks: dict[str, Check] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def _plan(
    rules: pd.DataFrame, frame: pd.DataFrame, layer: str, standard: Any, others: Mapping[str, pd.DataFrame]
) -> _Plan:
    """Try every predicate by itself on empty tables; SQLite tells which columns it reads."""
    plan = _Plan(layer, standard, known_tables(rules, frame, layer, standard, others), others)
    with closing(sandbox_of(standard, {name: (columns, []) for name, columns in plan.known.items()})) as shape:
        for name, rule in rules.iterrows():
            check = planned(shape, str(name), rule, layer)
            reason = lacking(check, frame, others)
            if not reason and rule["check"] == AREA and not isinstance(frame, gpd.GeoDataFrame):
                reason = tr("the layer has no geometry")
            if reason:
                plan.skipped[str(name)] = reason
            else:
                plan.checks[str(name)] = check
    return plan


def planned(shape: Sandbox, name: str, rule: Any, layer: str) -> Check:
    """What a rule comes to. Raises `TubanError` for one that is broken or refused."""
    reads: dict[str, set[str]] = {layer: set()}
    if rule["check"] != SQL:
        reads[layer].add(area_field(rule))
    for part in ("scope", "condition"):
        for table, columns in _reads_of_part(shape, name, part, rule[part], layer).items():
            reads.setdefault(table, set()).update(columns)
    own = frozenset(reads.pop(layer))
    wrong = _violation(rule)
    others = {table: frozenset(read) for table, read in reads.items() if table not in ("land_classes", "code_lists")}
    if rule["check"] != EQUAL:
        return Check(wrong, own, not mentions(wrong, layer), others)
    tolerance = float(rule["tolerance"] or 0.0)
    return Check(wrong, own, False, others, rule["condition"], area_field(rule), tolerance)


def area_field(rule: Any) -> str:
    """The field that a rule of areas or sums is about: the first that it names."""
    return str((rule["fields"].split() or ["TBMJ"])[0])


def lacking(check: Check, frame: pd.DataFrame, others: Mapping[str, pd.DataFrame]) -> str:
    """What a rule needs and has not got, empty where nothing lacks."""
    missing = sorted(check.columns - set(frame.columns))
    if missing:
        return tr("the layer has no field {fields}").format(fields=", ".join(missing))
    for name, columns in check.others.items():
        if name not in others:
            return tr("no layer or table {name} was given").format(name=name)
        missing = sorted(columns - set(others[name].columns))
        if missing:
            return tr("layer {name} has no field {fields}").format(name=name, fields=", ".join(missing))
    return ""


def _reads_of_part(shape: Sandbox, name: str, part: str, expression: str, layer: str) -> dict[str, set[str]]:
    if not expression:
        return {}
    reason = refusal(expression)
    try:
        if not reason:
            return shape.reads(layer, expression)
    except sqlite3.Error as error:
        reason = tr("SQLite says “{message}”").format(message=error)
    raise TubanError(
        tr("Rule {rule}: its {part} “{expression}” cannot be used, {reason}. Correct the rule.").format(
            rule=name, part=part, expression=expression, reason=reason
        )
    )


def _violation(rule: pd.Series) -> str:
    scope = f"({rule['scope']}) IS TRUE" if rule["scope"] else "1"
    # Which rows of a rule of numbers are wrong is not for SQLite to say: its scope only chooses them.
    condition = f"({rule['condition']}) IS NOT TRUE" if rule["condition"] and rule["check"] == SQL else "1"
    return f"{scope} AND {condition}"


def known_tables(
    rules: pd.DataFrame, frame: pd.DataFrame, layer: str, standard: Any, others: Mapping[str, pd.DataFrame]
) -> dict[str, dict[str, str]]:
    """The tables that predicates may read and their columns: the layer, and what else some rule mentions."""
    declared = [name for names in rules["fields"] for name in names.split()]
    known = {layer: _known_columns(layer, standard, [*declared, *_columns_of(frame)])}
    text = " ".join([*rules["scope"], *rules["condition"]])
    layers = [] if standard is None else standard.fields["layer"].unique().tolist()
    for name in dict.fromkeys([*layers, *others, *SETTINGS]):
        if name != layer and mentions(text, name):
            columns = [*SETTINGS.get(name, ()), *(_columns_of(others[name]) if name in others else ())]
            known[name] = _known_columns(name, standard, columns)
    return known


def _columns_of(frame: pd.DataFrame) -> list[str]:
    geometry = getattr(frame, "_geometry_column_name", None)
    return [str(name) for name in frame.columns if name != geometry]


def _known_columns(layer: str, standard: Any, more: Iterable[str]) -> dict[str, str]:
    """The columns of a table that a predicate may name, with their SQLite types: the standard's, and others."""
    known = affinities(standard, layer)
    taken = {name.casefold() for name in known}
    for name in more:
        if name.casefold() not in taken:  # SQLite's names know no case
            taken.add(name.casefold())
            known[name] = ""
    return known


def affinities(standard: Any, layer: str) -> dict[str, str]:
    """The standard's fields of a layer with the SQLite type of each."""
    if standard is None:
        return {}
    fields = standard.fields[standard.fields["layer"] == layer]
    return dict(zip(fields["field"], fields["type"].str.lower().map(_AFFINITY).fillna("")))


def sandbox_of(standard: Any, tables: Mapping[str, tuple[Mapping[str, str], Sequence[Sequence[Any]]]]) -> Sandbox:
    """A locked database with tables (columns with their types, and a list of values of each) and the standard's own."""
    sandbox = Sandbox()
    own = {} if standard is None else standard.predicate_tables()
    for name, table in own.items():
        lists = [stored_values(table[column], "", column) for column in table.columns]
        sandbox.add_table(name, dict.fromkeys(table.columns, ""), zip(*lists))
    for name, (columns, values) in tables.items():
        sandbox.add_table(name, columns, zip(*values))
        if values:
            sandbox.index(name, [column for column in columns if column in _KEYS])
    sandbox.lock()
    return sandbox


def _filled(plan: _Plan, frame: pd.DataFrame, checks: Iterable[Check]) -> Sandbox:
    """A sandbox with the columns that checks read, of the layer's frame and of other layers."""
    needed: dict[str, set[str]] = {plan.layer: set()}
    for check in checks:
        needed[plan.layer] |= check.columns
        for name, columns in check.others.items():
            needed.setdefault(name, set()).update(columns)
    tables: dict[str, tuple[dict[str, str], list[list[Any]]]] = {}
    for name, read in needed.items():
        source = frame if name == plan.layer else plan.others[name]
        types = {column: plan.known[name].get(column, "") for column in sorted(read)}
        values = [stored_values(source[column], affinity, column) for column, affinity in types.items()]
        # predicates without any field still speak of every row
        tables[name] = (types, values) if types else ({"_": ""}, [[None] * len(source)])
    return sandbox_of(plan.standard, tables)


def _failing_rows(frame: pd.DataFrame, plan: _Plan, limit: float, progress: Progress) -> dict[str, Wrong]:
    """The violating rows of every planned rule, in the order of the plan."""
    equal = {name: check for name, check in plan.checks.items() if check.expected}
    wide = {name: check for name, check in plan.checks.items() if not check.expected}
    first, second, third = steps(progress, 2, 3, 2 if equal else 0.01)
    failing = {}
    for narrow, combination in _by_combination(frame, wide):
        wide = {name: check for name, check in wide.items() if name not in narrow}
        _, samples = np.unique(combination, return_index=True)
        for name, places in _failing(frame.iloc[samples], plan, narrow, limit, first).items():
            broken = np.zeros(len(samples), bool)
            broken[places] = True
            failing[name] = Wrong.plain(np.flatnonzero(broken[combination]))
    failing.update({name: Wrong.plain(rows) for name, rows in _failing(frame, plan, wide, limit, second).items()})
    failing.update(_unequal(frame, plan, equal, limit, third))
    return {name: failing[name] for name in plan.checks}


def _by_combination(frame: pd.DataFrame, checks: dict[str, Check]) -> Iterator[tuple[dict[str, Check], np.ndarray]]:
    """Checks whose columns have few combinations of values, with the number of the combination that each row has.

    Land class and tags come first, then what is left: codes of villages and owners, numbers.
    """
    few = len(frame) // 20
    left = {name: check for name, check in checks.items() if check.by_row}
    codes = {}
    for name in {column for check in left.values() for column in check.columns}:
        code, distinct = pd.factorize(frame[name])
        if len(distinct) <= few:
            codes[name] = (len(distinct) + 1, code + 1)
    while left:
        asked = {column for check in left.values() for column in check.columns}
        columns, combination = _combined({name: code for name, code in codes.items() if name in asked}, len(frame), few)
        narrow = {name: check for name, check in left.items() if check.columns <= columns}
        if not narrow:
            return
        yield narrow, combination
        left = {name: check for name, check in left.items() if name not in narrow}


def _combined(codes: Mapping[str, tuple[int, np.ndarray]], rows: int, few: int) -> tuple[set[str], np.ndarray]:
    """As many columns as have few combinations together, and the number of each row's combination (0, 1, 2 …)."""
    columns: set[str] = set()
    combination = np.zeros(rows, np.int64)
    for name, (size, code) in sorted(codes.items(), key=lambda item: (item[1][0], item[0])):
        tried, distinct = pd.factorize(combination * size + code)
        if len(distinct) <= few:
            combination = tried
            columns.add(name)
    return columns, combination


def _failing(
    frame: pd.DataFrame, plan: _Plan, checks: dict[str, Check], limit: float, progress: Progress
) -> dict[str, np.ndarray]:
    """Positions of the violating rows of each check, in one pass over the rows of a frame."""
    if not checks:
        return {}
    progress(0.0)
    with closing(_filled(plan, frame, checks.values())) as sandbox:
        progress(60.0)
        masks = _masks(sandbox, plan.layer, checks, limit, lambda _percent: progress(60.0))
    progress(100.0)
    return {
        name: masks[(masks[:, 1 + place // _BITS] >> (place % _BITS)) & 1 == 1, 0] for place, name in enumerate(checks)
    }


def _unequal(
    frame: pd.DataFrame, plan: _Plan, checks: dict[str, Check], limit: float, progress: Progress
) -> dict[str, Wrong]:
    """The rows whose field is not what an expression says, of each check; nothing (a sum of no rows) counts as 0."""
    if not checks:
        return {}
    wrong = {}
    with closing(_filled(plan, frame, checks.values())) as sandbox:
        for name, check in checks.items():
            expected = f"COALESCE({check.expected}, 0.0)"
            statement = f"SELECT {ROW}, {expected} FROM {quoted(plan.layer)} WHERE {check.wrong}"  # nosec B608
            try:
                rows = np.array(sandbox.rows(statement, limit, progress), dtype=float).reshape(-1, 2)
            except (TimeUpError, sqlite3.Error, ValueError) as error:
                raise _blamed(sandbox, plan.layer, {name: check}, limit, error) from error
            place = rows[:, 0].astype(np.int64)
            difference = pd.to_numeric(frame[check.field].iloc[place], errors="coerce").to_numpy(float) - rows[:, 1]
            far = np.abs(difference) > check.tolerance + 1e-9
            wrong[name] = Wrong(place[far], np.round(difference[far], 4), rows[far, 1])
    progress(100.0)
    return wrong


def _masks(sandbox: Sandbox, layer: str, checks: dict[str, Check], limit: float, progress: Progress) -> np.ndarray:
    """One row for every feature that violates something: its position, then bit masks of the rules it violates."""
    terms = [
        f"CASE WHEN {check.wrong} THEN {1 << place % _BITS} ELSE 0 END" for place, check in enumerate(checks.values())
    ]
    masks = [" | ".join(terms[start : start + _BITS]) for start in range(0, len(terms), _BITS)]
    inner = ", ".join(f"{mask} AS m{number}" for number, mask in enumerate(masks))
    outer = " OR ".join(f"m{number} <> 0" for number in range(len(masks)))
    # The predicates are outside text: the sandbox is what makes this safe. All else is made here.
    each = f"SELECT {ROW}, {inner} FROM {quoted(layer)}"  # nosec B608 # runs in the sandbox only
    statement = f"SELECT * FROM ({each}) WHERE {outer}"  # nosec B608 # runs in the sandbox only
    try:
        rows = sandbox.rows(statement, limit, progress)
    except (TimeUpError, sqlite3.Error) as error:
        raise _blamed(sandbox, layer, checks, limit, error) from error
    return np.array(rows, dtype=np.int64).reshape(-1, 1 + len(masks))


def _blamed(sandbox: Sandbox, layer: str, checks: dict[str, Check], limit: float, error: Exception) -> TubanError:
    """The error that names the rule at fault: the first that fails by itself, else the rules together."""
    for name, check in checks.items():
        statement = f"SELECT count(*) FROM {quoted(layer)} WHERE {check.wrong}"  # nosec B608 # sandbox only
        try:
            sandbox.rows(statement, 0.2 * limit)
        except TimeUpError:
            return TubanError(
                tr("Rule {rule} takes too long and was stopped: make its condition simpler.").format(rule=name)
            )
        except sqlite3.Error as own:
            return TubanError(
                tr("Rule {rule} cannot be evaluated, SQLite says “{message}”. Correct the rule.").format(
                    rule=name, message=own
                )
            )
    if isinstance(error, TimeUpError):
        return TubanError(
            tr("The rules take longer than {seconds} s together and were stopped: check fewer at once.").format(
                seconds=round(limit, 1)
            )
        )
    return TubanError(
        tr("The rules cannot be evaluated together, SQLite says “{message}”: check fewer at once.").format(
            message=error
        )
    )


def stored_values(series: pd.Series, affinity: str, name: str) -> list[Any]:
    """A column as values that SQLite stores; NaN, NaT and None are NULL."""
    if series.dtype.kind == "M":
        return series.dt.strftime("%Y-%m-%d").astype(object).where(series.notna(), None).tolist()
    missing = series.isna().to_numpy()
    values = series.to_numpy(dtype=object, copy=True)
    if affinity == "TEXT" and series.dtype.kind == "f":
        # A code column that a file stored as numbers: 2.0 is the code 2.
        whole = ~missing & (np.mod(np.where(missing, 0, series), 1) == 0)
        values[whole] = series.to_numpy()[whole].astype(np.int64)
    values[missing] = None
    return values.tolist() if series.dtype.kind in "iufb" else _storable(values, name)


def _storable(values: np.ndarray, name: str) -> list[Any]:
    """Text that is no valid Unicode (a wrongly read GBK file) is repaired, other objects become text."""
    listed = values.tolist()
    if pd.api.types.infer_dtype(values, skipna=True) not in ("string", "empty"):
        listed = [value if isinstance(value, (str, int, float, bytes, type(None))) else str(value) for value in listed]
        if any(isinstance(value, int) and abs(value) >= 1 << 63 for value in listed):
            raise TubanError(
                tr("Field {field} has whole numbers of more than 18 digits: store it as text.").format(field=name)
            )
    try:
        for value in pd.unique(np.array(listed, dtype=object)):
            str(value).encode("utf-8")
    except UnicodeEncodeError:
        listed = [
            value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value for value in listed
        ]
    return listed


# ----------------------------------------------------------------------------------------------------- findings


def _wrong_areas(
    frame: gpd.GeoDataFrame, rows: np.ndarray, name: str, tolerance: float, share: float, progress: Progress
) -> Wrong:
    """Which of `rows` have a field that is not the ellipsoidal area, and by how much (m2; stored minus computed)."""
    chosen = frame.iloc[rows]
    geometry = chosen.geometry.to_numpy()
    computed = ellipsoidal_areas(geometry, frame.crs, progress=progress)
    difference = pd.to_numeric(chosen[name], errors="coerce").to_numpy(dtype=float) - computed
    # Half a unit of the last decimal: both areas are rounded to it, and 0.1 is not a binary number.
    wrong = np.flatnonzero(np.abs(difference) > np.maximum(tolerance, share * np.abs(computed)) + 1e-9)
    # An area of a crossing outline means nothing: check_topology speaks of that patch.
    wrong = wrong[shapely.is_valid(geometry[wrong])]
    return Wrong(rows[wrong], np.round(difference[wrong], 2), computed[wrong])


def _rule_findings(failing: pd.DataFrame, rule: pd.Series, wrong: Wrong, layer: str, key: str) -> gpd.GeoDataFrame:
    spatial = isinstance(failing, gpd.GeoDataFrame)
    return findings(
        kind=rule["kind"],
        rule=str(rule.name),
        severity=rule["severity"],
        layer=layer,
        feature=feature_keys(failing, key),
        message=messages(rule_text(rule), failing, measure=wrong.measure, limit=wrong.expected),
        geometry=failing.geometry.to_numpy() if spatial else np.full(len(failing), None, object),
        measure=wrong.measure,
        unit="" if rule["check"] == SQL else "m2",
        crs=failing.crs if spatial else None,
    )


def feature_keys(frame: pd.DataFrame, key: str = "BSM") -> list[str]:
    """What names each feature in a finding: its `key`, the feature id where that is missing or empty."""
    if key not in frame.columns:
        return frame.index.astype(str).tolist()
    keys = [name.strip() for name in shown(frame[key], "")]
    return keys if all(keys) else [name or str(fid) for name, fid in zip(keys, frame.index)]


def messages(template: str, failing: pd.DataFrame, **values: Sequence[Any] | np.ndarray) -> list[str]:
    """The rule's text with the values of each row; no format language: a template comes from outside.

    `values` (one of each row) go before fields of the same name; numbers among them have two decimals.
    """
    pieces = _PLACEHOLDER.split(template)
    columns: list[list[str]] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            columns.append([piece] * len(failing))
        elif piece in values:
            columns.append([f"{value:.2f}" if isinstance(value, float) else str(value) for value in values[piece]])
        elif piece in failing.columns:
            columns.append(shown(failing[piece], tr("(empty)")))
        else:
            columns.append([f"{{{piece}}}"] * len(failing))
    return ["".join(parts) for parts in zip(*columns)]


def shown(series: pd.Series, empty: str) -> list[str]:
    """Values as a person reads them: no exponent, no trailing zeros, a word for nothing."""
    if series.dtype.kind == "f":
        return [empty if np.isnan(value) else f"{value:.12g}" for value in series.to_numpy()]
    missing = series.isna().to_numpy()
    return [empty if gone or value == "" else str(value) for value, gone in zip(series.to_numpy(), missing)]
