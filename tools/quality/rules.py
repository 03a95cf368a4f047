"""Attribute rules: SQL predicates of the rule book over the columns of a frame, all of them in two passes.

Most rules speak of codes, of which a county has a few thousand combinations: they run once for each combination.
The others (identifiers, areas, comparisons between patches) run on all rows.

A row violates a rule when the rule's scope is true for it and its condition is not (NULL is not true).
Predicates speak of the standard's field names, of the layer by its code and of the standard's tables
`land_classes` and `code_lists` (`Standard.predicate_tables`).
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
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

RULE_COLUMNS = (
    "id",
    "clause",
    "layer",
    "kind",
    "severity",
    "fields",
    "scope",
    "condition",
    "check",
    "tolerance",
    "text_zh",
    "text_en",
    "source",
    "confidence",
)
"""The columns of a rule book, in this order."""

_REQUIRED = ("id", "layer", "kind", "severity", "condition")
_SQL, _AREA = "sql", "area"
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
    standard: Any = None,
    key: str = "BSM",
    area_tolerance: float | None = None,
    area_share: float = AREA_SHARE,
    time_limit: float | None = None,
    progress: Progress = silent,
) -> RuleRun:
    """Check the rules of one layer (checks `sql` and `area`) on a frame of that layer.

    `standard` (an edition) gives the predicates its code tables and the frame's columns their types. A finding's
    feature is the value of `key`, the feature id where that is empty; its geometry is the feature's own.
    `area_tolerance` is in m2 (None: the rule's own), `area_share` a part of the area; `time_limit` is in seconds,
    without it 3 s and 0.5 us for every rule and row. A rule whose fields the frame lacks is skipped and listed; a
    rule that is broken, refused or too slow raises `TubanError` with its id.
    """
    chosen = rules[(rules["layer"] == layer) & rules["check"].isin([_SQL, _AREA])].fillna("")
    plan = _plan(chosen, frame, layer, standard)
    limit = time_limit if time_limit is not None else 3.0 + 0.5e-6 * len(frame) * len(plan.checks)
    with_area = (chosen["check"] == _AREA).any()
    select, areas, messages = steps(progress, 3, 6 if with_area else 0.01, 1)
    failing = _failing_rows(frame, plan, limit, select)
    found = []
    for done, (name, rows) in enumerate(failing.items()):
        messages(100.0 * done / len(failing))
        rule: Any = chosen.loc[name]
        places, measure = rows, np.full(len(rows), np.nan)
        if rule["check"] == _AREA:
            tolerance = area_tolerance if area_tolerance is not None else float(rule["tolerance"] or AREA_TOLERANCE)
            try:
                places, measure = _wrong_areas(frame, rows, tolerance, area_share, areas)
            except TubanError as error:  # no area without a reference system of the survey; the other rules still hold
                plan.skipped[name] = str(error).rstrip(".。")
                continue
        if len(places):
            found.append(_rule_findings(frame.iloc[places], rule, measure, layer, key))
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


# ------------------------------------------------------------------------------------------- a province's rules


def read_rules(path: str | Path) -> pd.DataFrame:
    """A rule file (CSV, UTF-8 or GBK, columns as `RULE_COLUMNS`) as a rule book, index id.

    Columns other than id, layer, kind, severity and condition may be missing. Raises `TubanError` with the row that
    is wrong; predicates are tried when the rules run.
    """
    rows = csv_rows(Path(path))
    missing = [name for name in _REQUIRED if name not in rows.columns]
    if missing:
        raise TubanError(
            tr("The rule file {path} lacks the columns {columns}: add them to its first line.").format(
                path=path, columns=", ".join(missing)
            )
        )
    book = rows.reindex(columns=list(RULE_COLUMNS), fill_value="").apply(lambda column: column.str.strip())
    book["check"] = book["check"].replace("", _SQL)
    _raise_for_wrong_rows(book, path)
    return book.set_index("id")


def with_rules(book: pd.DataFrame, extra: pd.DataFrame) -> pd.DataFrame:
    """A rule book with further rules added. Raises `TubanError` for an id that is there already."""
    known = [name for name in extra.index if name in book.index]
    if known:
        raise TubanError(
            tr("Rule {rules} is in the rule book already: give the rule of your file another id.").format(
                rules=", ".join(known)
            )
        )
    return pd.concat([book, extra])


def csv_rows(path: Path) -> pd.DataFrame:
    """The rows of a rule file as text, UTF-8 or GBK. Raises `TubanError` for one that is no table."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TubanError(tr("The rule file {path} cannot be read: check that it exists.").format(path=path)) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    lines = [line for line in csv.reader(StringIO(text, newline="")) if any(cell.strip() for cell in line)]
    if not lines:
        raise TubanError(tr("The rule file {path} is empty: its first line names the columns.").format(path=path))
    header = [name.strip() for name in lines[0]]
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(header):
            raise TubanError(
                tr(
                    "Row {row} of the rule file {path} has {found} values instead of {expected}: put values that "
                    "contain commas in double quotes."
                ).format(row=number, path=path, found=len(line), expected=len(header))
            )
    return pd.DataFrame(lines[1:], columns=header, dtype=object)


def _raise_for_wrong_rows(book: pd.DataFrame, path: str | Path) -> None:
    tests = (
        ("id", (book["id"] != "") & ~book["id"].duplicated(), tr("an id of its own")),
        ("layer", book["layer"] != "", tr("a layer code such as DLTB")),
        ("kind", book["kind"].str.fullmatch(r"[a-z][a-z0-9_]*"), tr("a short name in small letters and underscores")),
        ("severity", book["severity"].isin(SEVERITIES), "error, warning, note"),
        ("check", book["check"].isin([_SQL, _AREA]), "sql, area"),
        ("condition", (book["condition"] != "") | (book["check"] == _AREA), tr("a condition")),
    )
    for column, good, wanted in tests:
        bad = np.flatnonzero(~good.to_numpy(dtype=bool))
        if len(bad):
            raise TubanError(
                tr("Row {row} of the rule file {path}: {column} is “{value}”, wanted is {wanted}.").format(
                    row=bad[0] + 2, path=path, column=column, value=book[column].iloc[bad[0]], wanted=wanted
                )
            )


# ------------------------------------------------------------------------------------------------ the one pass


@dataclass(frozen=True)
class _Check:
    """A rule that can run: what is true for a violation, and the fields it reads."""

    wrong: str
    columns: frozenset[str]
    by_row: bool
    """The verdict on a row depends on that row alone."""


@dataclass
class _Plan:
    """What SQLite is asked."""

    layer: str
    standard: Any
    known: dict[str, str]
    """The columns that a predicate may name, with their SQLite types."""
    checks: dict[str, _Check] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)


def _plan(rules: pd.DataFrame, frame: pd.DataFrame, layer: str, standard: Any) -> _Plan:
    """Try every predicate by itself on an empty table; SQLite tells which columns it reads."""
    plan = _Plan(layer, standard, _known_columns(rules, frame, layer, standard))
    with closing(_sandbox(plan, plan.known, [])) as shape:
        for name, rule in rules.iterrows():
            columns = {"TBMJ"} if rule["check"] == _AREA else set()
            for part in ("scope", "condition"):
                columns |= _columns_of_part(shape, str(name), part, rule[part], layer)
            missing = sorted(columns - set(frame.columns))
            if missing:
                plan.skipped[str(name)] = tr("the layer has no field {fields}").format(fields=", ".join(missing))
            elif rule["check"] == _AREA and not isinstance(frame, gpd.GeoDataFrame):
                plan.skipped[str(name)] = tr("the layer has no geometry")
            else:
                wrong = _violation(rule)
                plan.checks[str(name)] = _Check(wrong, frozenset(columns), not mentions(wrong, layer))
    return plan


def _columns_of_part(shape: Sandbox, name: str, part: str, expression: str, layer: str) -> set[str]:
    if not expression:
        return set()
    reason = refusal(expression)
    try:
        if not reason:
            return shape.columns_read(layer, expression)
    except sqlite3.Error as error:
        reason = tr("SQLite says “{message}”").format(message=error)
    raise TubanError(
        tr("Rule {rule}: its {part} “{expression}” cannot be used, {reason}. Correct the rule.").format(
            rule=name, part=part, expression=expression, reason=reason
        )
    )


def _violation(rule: pd.Series) -> str:
    scope = f"({rule['scope']}) IS TRUE" if rule["scope"] else "1"
    # Which patches of an area rule are wrong is for geodesy to say: its scope only chooses them.
    condition = f"({rule['condition']}) IS NOT TRUE" if rule["condition"] and rule["check"] == _SQL else "1"
    return f"{scope} AND {condition}"


def _known_columns(rules: pd.DataFrame, frame: pd.DataFrame, layer: str, standard: Any) -> dict[str, str]:
    """The columns that a predicate may name, with their SQLite types: the standard's, the rules' and the frame's."""
    known = affinities(standard, layer)
    geometry = getattr(frame, "_geometry_column_name", None)
    others = [name for declared in rules["fields"] for name in declared.split()]
    others += [str(name) for name in frame.columns if name != geometry]
    taken = {name.casefold() for name in known}
    for name in others:
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


def _sandbox(plan: _Plan, columns: dict[str, str], values: Sequence[Sequence[Any]]) -> Sandbox:
    sandbox = Sandbox()
    tables = {} if plan.standard is None else plan.standard.predicate_tables()
    for name, table in tables.items():
        lists = [stored_values(table[column], "", column) for column in table.columns]
        sandbox.add_table(name, dict.fromkeys(table.columns, ""), zip(*lists))
    sandbox.add_table(plan.layer, columns, zip(*values))
    sandbox.lock()
    return sandbox


def _failing_rows(frame: pd.DataFrame, plan: _Plan, limit: float, progress: Progress) -> dict[str, np.ndarray]:
    """Positions of the violating rows of every planned rule, in the order of the plan."""
    columns, combination = _combinations(frame, plan)
    narrow = {name: check for name, check in plan.checks.items() if check.by_row and check.columns <= columns}
    wide = {name: check for name, check in plan.checks.items() if name not in narrow}
    _, samples = np.unique(combination, return_index=True)
    prepared, first, second = steps(progress, 1, 1, 3)
    prepared(100.0)
    by_combination = _failing(frame.iloc[samples], plan, narrow, limit, first)
    failing = _failing(frame, plan, wide, limit, second)
    for name, places in by_combination.items():
        broken = np.zeros(len(samples), bool)
        broken[places] = True
        failing[name] = np.flatnonzero(broken[combination])
    return {name: failing[name] for name in plan.checks}


def _combinations(frame: pd.DataFrame, plan: _Plan) -> tuple[set[str], np.ndarray]:
    """Columns with few combinations of values, and the number of the combination that each row has (0, 1, 2 …)."""
    few = len(frame) // 20
    codes = {}
    for name in {column for check in plan.checks.values() if check.by_row for column in check.columns}:
        code, distinct = pd.factorize(frame[name])
        if len(distinct) <= few:
            codes[name] = (len(distinct) + 1, code + 1)
    columns: set[str] = set()
    combination = np.zeros(len(frame), np.int64)
    for name, (size, code) in sorted(codes.items(), key=lambda item: (item[1][0], item[0])):
        tried, distinct = pd.factorize(combination * size + code)
        if len(distinct) <= few:
            combination = tried
            columns.add(name)
    return columns, combination


def _failing(
    frame: pd.DataFrame, plan: _Plan, checks: dict[str, _Check], limit: float, progress: Progress
) -> dict[str, np.ndarray]:
    """Positions of the violating rows of each check, in one pass over the rows of a frame."""
    if not checks:
        return {}
    columns = {name: plan.known[name] for name in sorted(set().union(*(check.columns for check in checks.values())))}
    values = [stored_values(frame[name], affinity, name) for name, affinity in columns.items()]
    if not columns:  # predicates without any field still speak of every row
        columns, values = {"_": ""}, [[None] * len(frame)]
    progress(30.0)
    with closing(_sandbox(plan, columns, values)) as sandbox:
        progress(60.0)
        masks = _masks(sandbox, plan.layer, checks, limit, lambda _percent: progress(60.0))
    progress(100.0)
    return {
        name: masks[(masks[:, 1 + place // _BITS] >> (place % _BITS)) & 1 == 1, 0] for place, name in enumerate(checks)
    }


def _masks(sandbox: Sandbox, layer: str, checks: dict[str, _Check], limit: float, progress: Progress) -> np.ndarray:
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


def _blamed(sandbox: Sandbox, layer: str, checks: dict[str, _Check], limit: float, error: Exception) -> TubanError:
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
    frame: gpd.GeoDataFrame, rows: np.ndarray, tolerance: float, share: float, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Positions among `rows` whose TBMJ is not the ellipsoidal area, and by how much (m2; stored minus computed)."""
    chosen = frame.iloc[rows]
    geometry = chosen.geometry.to_numpy()
    computed = ellipsoidal_areas(geometry, frame.crs, progress=progress)
    difference = pd.to_numeric(chosen["TBMJ"], errors="coerce").to_numpy(dtype=float) - computed
    # Half a unit of the last decimal: both areas are rounded to it, and 0.1 is not a binary number.
    wrong = np.flatnonzero(np.abs(difference) > np.maximum(tolerance, share * np.abs(computed)) + 1e-9)
    # An area of a crossing outline means nothing: check_topology speaks of that patch.
    wrong = wrong[shapely.is_valid(geometry[wrong])]
    return rows[wrong], np.round(difference[wrong], 2)


def _rule_findings(
    failing: pd.DataFrame, rule: pd.Series, measure: np.ndarray, layer: str, key: str
) -> gpd.GeoDataFrame:
    spatial = isinstance(failing, gpd.GeoDataFrame)
    return findings(
        kind=rule["kind"],
        rule=str(rule.name),
        severity=rule["severity"],
        layer=layer,
        feature=feature_keys(failing, key),
        message=_messages(rule_text(rule), failing, measure),
        geometry=failing.geometry.to_numpy() if spatial else np.full(len(failing), None, object),
        measure=measure,
        unit="m2" if rule["check"] == _AREA else "",
        crs=failing.crs if spatial else None,
    )


def feature_keys(frame: pd.DataFrame, key: str = "BSM") -> list[str]:
    """What names each feature in a finding: its `key`, the feature id where that is missing or empty."""
    ids = frame.index.astype(str).to_numpy(dtype=object)
    if key not in frame.columns:
        return ids.tolist()
    keys = _shown(frame[key], "")
    return [name.strip() or str(fid) for name, fid in zip(keys, ids)]


def _messages(template: str, failing: pd.DataFrame, measure: np.ndarray) -> list[str]:
    """The rule's text with the values of each row; no format language: a template comes from outside."""
    pieces = _PLACEHOLDER.split(template)
    columns: list[list[str]] = []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            columns.append([piece] * len(failing))
        elif piece == "measure":
            columns.append([f"{value:.2f}" for value in measure])
        elif piece in failing.columns:
            columns.append(_shown(failing[piece], tr("(empty)")))
        else:
            columns.append([f"{{{piece}}}"] * len(failing))
    return ["".join(parts) for parts in zip(*columns)]


def _shown(series: pd.Series, empty: str) -> list[str]:
    """Values as a person reads them: no exponent, no trailing zeros, a word for nothing."""
    if series.dtype.kind == "f":
        return [empty if np.isnan(value) else f"{value:.12g}" for value in series.to_numpy()]
    missing = series.isna().to_numpy()
    return [empty if gone or value == "" else str(value) for value, gone in zip(series.to_numpy(), missing)]
