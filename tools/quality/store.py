"""The error GeoPackage: findings as layers, the runs that found them, and the exceptions people granted.

docs/findings.md has the schema. The file may be written again and again: what people put into it (states of findings,
exceptions with their reasons, columns, tables and styles of their own) is carried over.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..files import Column, columns_of, put_layer, read_layer
from ..language import tr
from ..output import whole_file
from ..progress import Progress, silent, steps
from ..workers import while_heard
from .findings import COLUMNS, FIXED, NUMBERS
from .lifecycle import EXCEPTION_COLUMNS, LIFE, Decision, after_review, after_run, granted, living
from .lock import busy, is_busy, only_writer, release_for_replacing
from .run import Run

LAYERS = {"finding_points": "MultiPoint", "finding_lines": "MultiLineString", "finding_polygons": "MultiPolygon"}
"""The layers by dimension of the fault, with their geometry types. A finding without geometry is in the first."""

CHECKED = ("layer", "key", "fingerprint", "xmin", "ymin", "xmax", "ymax")
"""What a run may remember of each feature it checked: its key, a hash of it (int64) and its box in m."""

_BOX = CHECKED[3:]

_FINDING = [Column(name, "real" if name in NUMBERS else "text") for name in (*COLUMNS[:-1], *LIFE)]
_JSON = ("layers", "kinds", "rules", "partial", "options", "tolerances", "counts", "notes")
_RUN = [Column(name, "real" if name == "seconds" else "text") for name in (
    *("tool", "version", "edition", "source", "started", "seconds"), *_JSON
)]  # fmt: skip
_RULE = [Column(name, "text") for name in ("id", "clause", "layer", "kind", "severity", "text_zh", "text_en")]
_EXCEPTION = [Column(name, "text") for name in EXCEPTION_COLUMNS]
_TABLES = {"run": _RUN, "rules": _RULE, "exceptions": _EXCEPTION}
_OF_GDAL = ("fid", "geom", "geometry")


@dataclass
class Store:
    """What an error GeoPackage holds.

    `findings` with the columns `LIFE` beside (those fixed included), `runs` (oldest first), `rules`, `exceptions`, and
    `checked` (columns `CHECKED`). `just_fixed` are the ids that the run just written found fixed.
    """

    findings: gpd.GeoDataFrame = field(default_factory=lambda: living(gpd.GeoDataFrame({"geometry": []})))
    runs: list[dict[str, Any]] = field(default_factory=list)
    rules: pd.DataFrame = field(default_factory=lambda: _nothing(_RULE))
    exceptions: pd.DataFrame = field(default_factory=lambda: _nothing(_EXCEPTION))
    checked: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(CHECKED)))
    just_fixed: frozenset[str] = frozenset()

    def states_of(self, found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Findings with the states that they have here."""
        known = self.findings.set_index("id")["state"]
        return found.assign(state=found["id"].map(known))

    def fixed_by_last_run(self) -> gpd.GeoDataFrame:
        """What the run just written found fixed, as a findings frame."""
        gone = self.findings["id"].isin(self.just_fixed)
        return self.findings.loc[gone, list(COLUMNS)].reset_index(drop=True)

    def present(self) -> gpd.GeoDataFrame:
        """The findings that are still there, as a findings frame."""
        found = self.findings
        return found.loc[found["state"] != FIXED, list(COLUMNS)].reset_index(drop=True)


def write_store(
    path: str | Path,
    found: gpd.GeoDataFrame,
    run: Run,
    *,
    rules: pd.DataFrame | None = None,
    untouched: Collection[str] = (),
    checked: pd.DataFrame | None = None,
    progress: Progress = silent,
) -> Store:
    """Write findings and their run to an error GeoPackage, whole or not at all; returns what it then holds.

    Where the file exists already, what it holds stays: findings that the run looked for (`Run.layers`, `kinds`,
    `rules`) and did not find again are fixed, but for the ids in `untouched`; the others keep their states. `rules`
    (index id) are those the report may have to explain. `checked` takes the place of what is remembered of its layers.
    Raises `TubanError` where the path holds something other than an error GeoPackage.
    """

    def change(earlier: Store) -> Store:
        excepted = granted(earlier.exceptions)
        run.notes.extend(_incomplete(earlier.exceptions, excepted))
        findings = after_run(earlier.findings, found, run, excepted, untouched)
        gone = set(findings["id"][findings["state"] == FIXED])
        return replace(
            earlier,
            findings=findings,
            runs=[*earlier.runs, run.to_dict()],
            rules=_with_rules(earlier.rules, rules),
            checked=_with_checked(earlier.checked, checked),
            just_fixed=frozenset(gone.difference(earlier.findings["id"][earlier.findings["state"] == FIXED])),
        )

    return _changed(Path(path), change, progress)


def review_store(path: str | Path, ids: Collection[str], decision: Decision, *, progress: Progress = silent) -> Store:
    """Write a decision on findings into an error GeoPackage, whole or not at all; returns what it then holds."""
    require_store(path)

    def change(earlier: Store) -> Store:
        findings, exceptions = after_review(earlier.findings, earlier.exceptions, ids, decision)
        return replace(earlier, findings=findings, exceptions=exceptions)

    return _changed(Path(path), change, progress)


def decide(path: str | Path, ids: Collection[str], decision: Decision, *, patience: float | None = None) -> None:
    """Write a decision on findings into an error GeoPackage where it stands: on disk when this returns.

    The same as `review_store`, but only the rows of these findings are touched, which takes milliseconds in a file of
    any size. `patience` s is how long to wait for another program that holds the file.
    """
    path = Path(path)
    require_store(path)
    with only_writer(path, patience=patience) as connection:
        tables = [name for name in LAYERS if {*LIFE, "state"} <= _column_names(connection, name)]
        if len(tables) == len(LAYERS):
            _decide(connection, list(ids), decision)
            connection.execute("COMMIT")
            return
    review_store(path, ids, decision)  # a file of an older version gets its columns first


def read_store(path: str | Path, progress: Progress = silent) -> Store:
    """Read an error GeoPackage of this or an older version. Raises `TubanError` for a file that is none."""
    path = Path(path)
    require_store(path)
    tables = {name: _table(path, name, [column.name for column in columns]) for name, columns in _TABLES.items()}
    runs = [
        {name: _from_json(value) if name in _JSON else value for name, value in row.items()}
        for row in tables["run"].to_dict("records")
    ]
    shares = steps(progress, *([1] * len(LAYERS)))
    layers = [read_layer(str(path), name, progress=share).frame for name, share in zip(LAYERS, shares)]
    full = [layer for layer in layers if len(layer)] or layers[:1]
    together = gpd.GeoDataFrame(pd.concat(full, ignore_index=True), geometry="geometry", crs=layers[0].crs)
    findings = living(together.drop_duplicates("id", ignore_index=True), runs[-1]["started"] if runs else "")
    return Store(findings, runs, tables["rules"], tables["exceptions"], _read_checked(path))


def is_store(path: str | Path) -> bool:
    """Whether a file is an error GeoPackage. Raises `TubanError` where another program keeps it from being read."""
    if not Path(path).is_file():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=0.5)) as connection:
            return _tables(connection) >= {*LAYERS, *_TABLES}
    except sqlite3.Error as error:
        if is_busy(error):
            raise busy(path) from error
        return False


def require_store(path: str | Path) -> None:
    """Raise `TubanError` for a file that is no error GeoPackage."""
    if not Path(path).exists():
        raise TubanError(tr("There is no file {path}: choose an error GeoPackage.").format(path=path))
    if not is_store(path):
        raise TubanError(
            tr("{path} is not an error GeoPackage: choose another file, so that nothing in it is lost.").format(
                path=path
            )
        )


# ------------------------------------------------------------------------------------------------ read, change, write


def _changed(path: Path, change: Callable[[Store], Store], progress: Progress) -> Store:
    """What `change` makes of an error GeoPackage, written with no other writer in between."""
    waiting, reading, changing, writing = steps(progress, 1, 3, 2, 6)
    if path.exists() and path.stat().st_size:
        require_store(path)
    with only_writer(path, waiting) as lock, whole_file(path) as working:
        before = _copied(path, working, reading)
        held = while_heard(lambda _: change(before), changing)
        writing(0.0)
        _write(working, held, writing)
        release_for_replacing(lock)
    return held


def _copied(path: Path, working: Path, progress: Progress) -> Store:
    """The store of a file, read from a copy that keeps whatever else the file holds; nothing where it is empty."""
    with closing(sqlite3.connect(path)) as source:
        if not _tables(source):
            return Store()
        with closing(sqlite3.connect(working)) as copy:
            source.backup(copy)
    return read_store(working, progress)


def _write(path: Path, held: Store, progress: Progress) -> None:
    """Put what is held into a working file, in the place of what it holds of the kind."""
    found = held.findings
    geometry = _plain(found.geometry.to_numpy())
    dimension = np.maximum(shapely.get_dimensions(geometry), 0)
    faults = gpd.GeoDataFrame(pd.DataFrame(found.drop(columns="geometry")), geometry=geometry, crs=found.crs)
    shares = steps(progress, *(1 + np.bincount(dimension, minlength=len(LAYERS))))
    for place, (name, kind) in enumerate(LAYERS.items()):
        chosen = faults[dimension == place]
        columns = _with_others(_FINDING, chosen)
        put_layer(path, name, chosen, columns, geometry_type=kind, replace=True, progress=shares[place])
    with closing(sqlite3.connect(path)) as connection, connection:
        _index_ids(connection)
    runs = [{name: json.dumps(value, ensure_ascii=False, default=str) if name in _JSON else value
             for name, value in run.items()} for run in held.runs]  # fmt: skip
    for name, table in {"run": pd.DataFrame(runs), "rules": held.rules, "exceptions": held.exceptions}.items():
        rows = gpd.GeoDataFrame(table, geometry=np.full(len(table), None, object))
        put_layer(path, name, rows, _with_others(_TABLES[name], rows), geometry_type="None", replace=True)
    _write_checked(path, held.checked)


def _with_others(columns: Sequence[Column], frame: gpd.GeoDataFrame) -> list[Column]:
    """The columns of the schema, then those that people added."""
    known = {column.name for column in columns}
    return [*columns, *(column for column in columns_of(frame) if column.name not in known)]


def _nothing(columns: Sequence[Column]) -> pd.DataFrame:
    return pd.DataFrame(columns=[column.name for column in columns], dtype=object)


def _with_rules(known: pd.DataFrame, rules: pd.DataFrame | None) -> pd.DataFrame:
    """The known rules and the given ones; a rule that both have is as given."""
    if rules is None:
        return known
    given = rules.reset_index().reindex(columns=[column.name for column in _RULE])
    return pd.concat([known[~known["id"].isin(given["id"])], given], ignore_index=True) if len(known) else given


def _with_checked(known: pd.DataFrame, checked: pd.DataFrame | None) -> pd.DataFrame:
    if checked is None:
        return known
    others = known[~known["layer"].isin(checked["layer"])]
    return pd.concat([others, checked], ignore_index=True) if len(others) else checked[list(CHECKED)]


def _incomplete(exceptions: pd.DataFrame, excepted: Collection[str]) -> list[str]:
    missing = len(set(exceptions["id"]).difference(excepted))
    text = tr("{count} exceptions of the error GeoPackage have no reason or no name: they do not count.")
    return [text.format(count=missing)] if missing else []


# ------------------------------------------------------------------------------------------------ in its place

_OF_TRIGGERS = ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")
"""Functions that the triggers of a GeoPackage name; they are asked for by SQLite, but called for new geometry only."""


def _index_ids(connection: sqlite3.Connection) -> None:
    """Findings are looked up by id: without an index a decision would read the file as far as it goes."""
    for name in LAYERS:
        connection.execute(f'CREATE INDEX IF NOT EXISTS "{name}_id" ON "{name}" (id)')


def _decide(connection: sqlite3.Connection, ids: list[str], decision: Decision) -> None:
    _index_ids(connection)
    for name in _OF_TRIGGERS:
        connection.create_function(name, 1, _never_called)
    connection.execute("CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY)")
    connection.executemany("INSERT OR IGNORE INTO chosen VALUES (?)", [(name,) for name in ids])
    for name in LAYERS:
        rows = connection.execute(
            f'SELECT id, state, fixed_at FROM "{name}" WHERE id IN (SELECT id FROM chosen)'  # nosec B608
        ).fetchall()
        if not rows:
            continue
        found = pd.DataFrame(rows, columns=["id", "state", "fixed_at"], dtype=object)
        after, granted_now = after_review(found, _nothing(_EXCEPTION), ids, decision)
        changed = after[(after["state"] != found["state"]) | (after["state"] == decision.state)]
        connection.executemany(
            f'UPDATE "{name}" SET state = ?, fixed_at = ? WHERE id = ?',  # nosec B608 # one of the layers named above
            changed[["state", "fixed_at", "id"]].to_numpy(object).tolist(),
        )
        connection.executemany("DELETE FROM exceptions WHERE id = ?", [(key,) for key in changed["id"]])
        connection.executemany(
            "INSERT INTO exceptions (id, reason, name, date) VALUES (?, ?, ?, ?)",
            granted_now[list(EXCEPTION_COLUMNS)].to_numpy(object).tolist(),
        )


def _never_called(_geometry: Any) -> None:
    raise ValueError("a decision changes no geometry")


def _column_names(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')}


# ------------------------------------------------------------------------------------------------ geometry


def _plain(geometry: np.ndarray) -> np.ndarray:
    """Collections reduced to their parts of the highest dimension: an overlap may bring a touching line with it."""
    made = geometry.copy()
    for place in np.flatnonzero(shapely.get_type_id(geometry) == 7):
        parts = _leaves(geometry[place])
        dimensions = shapely.get_dimensions(parts)
        top = parts[dimensions == dimensions.max()] if len(parts) else parts
        wrap = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
        made[place] = wrap[int(dimensions.max())](top) if len(parts) else None
    return made


def _leaves(collection: Any) -> np.ndarray:
    parts = np.array([collection], dtype=object)
    while (shapely.get_type_id(parts) >= 4).any():
        parts = shapely.get_parts(parts)
    return parts[~shapely.is_empty(parts)]


# ------------------------------------------------------------------------------------------------ tables


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _table(path: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    """A table without geometry: the columns of the schema, then those that people added."""
    with closing(sqlite3.connect(path)) as connection:
        cursor = connection.execute(f'SELECT * FROM "{name}"')  # nosec B608 # one of the tables named above
        rows = pd.DataFrame(cursor.fetchall(), columns=[column[0] for column in cursor.description])
    others = [column for column in rows.columns if column not in (*columns, *_OF_GDAL)]
    return rows.reindex(columns=[*columns, *others])


def _from_json(value: Any) -> Any:
    """What a cell says; None where an older version, or a person, left no JSON in it."""
    try:
        return json.loads(value)
    except (TypeError, ValueError):
        return None


_REMEMBER = """
    CREATE TABLE IF NOT EXISTS checked (
        layer TEXT NOT NULL PRIMARY KEY, keys BLOB NOT NULL, fingerprints BLOB NOT NULL, boxes BLOB NOT NULL
    )
"""
"""A row a layer, an array a cell: a county has 200 000 patches, which as rows would take seconds."""


def _write_checked(path: Path, checked: pd.DataFrame) -> None:
    rows = [
        (
            layer,
            "\0".join(part["key"]).encode(),
            part["fingerprint"].to_numpy("<i8").tobytes(),
            np.ascontiguousarray(part[list(_BOX)].to_numpy("<f8")).tobytes(),
        )
        for layer, part in checked.groupby("layer", sort=False)
    ]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(_REMEMBER)
        connection.execute("DELETE FROM checked")
        connection.executemany("INSERT INTO checked VALUES (?, ?, ?, ?)", rows)


def _read_checked(path: Path) -> pd.DataFrame:
    with closing(sqlite3.connect(path)) as connection:
        known = "checked" in _tables(connection)
        rows = connection.execute("SELECT layer, keys, fingerprints, boxes FROM checked").fetchall() if known else []
    parts = [
        pd.DataFrame(np.frombuffer(boxes, "<f8").reshape(-1, 4).astype(float), columns=list(_BOX)).assign(
            layer=layer, key=keys.decode().split("\0"), fingerprint=np.frombuffer(fingerprints, "<i8").astype(np.int64)
        )
        for layer, keys, fingerprints, boxes in rows
    ]
    return pd.concat(parts, ignore_index=True)[list(CHECKED)] if parts else pd.DataFrame(columns=list(CHECKED))
