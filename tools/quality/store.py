"""The error GeoPackage: findings as layers, the runs that found them, and the exceptions people granted.

docs/findings.md has the schema. The file may be written again and again: what people put into it (states of findings,
exceptions with their reasons) is carried over by the ids of the findings.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..files import Column, read_layer, write_geopackage
from ..language import tr
from ..output import whole_file
from .findings import COLUMNS, EXCEPTION, NEW, NUMBERS, STATES
from .run import Run

LAYERS = {"finding_points": "MultiPoint", "finding_lines": "MultiLineString", "finding_polygons": "MultiPolygon"}
"""The layers by dimension of the fault, with their geometry types. A finding without geometry is in the first."""

_FINDING = [Column(name, "real" if name in NUMBERS else "text") for name in COLUMNS[:-1]]
_RUN = [Column(name, "real" if name == "seconds" else "text") for name in (
    *("tool", "version", "edition", "source", "started", "seconds"), *("options", "tolerances", "counts", "notes")
)]  # fmt: skip
_RULE = [Column(name, "text") for name in ("id", "clause", "layer", "kind", "severity", "text_zh", "text_en")]
_EXCEPTION = [Column(name, "text") for name in ("id", "reason", "name", "date")]
_TABLES = {"run": _RUN, "rules": _RULE, "exceptions": _EXCEPTION}


@dataclass
class Store:
    """What an error GeoPackage holds: findings with their state, runs (oldest first), rules and exceptions."""

    findings: gpd.GeoDataFrame
    runs: list[dict[str, Any]] = field(default_factory=list)
    rules: pd.DataFrame = field(default_factory=pd.DataFrame)
    exceptions: pd.DataFrame = field(default_factory=pd.DataFrame)


def write_store(path: str | Path, found: gpd.GeoDataFrame, run: Run, *, rules: pd.DataFrame | None = None) -> Store:
    """Write findings and their run to an error GeoPackage, whole or not at all; returns what it then holds.

    Where the file exists already, its runs and exceptions are kept, and a finding that it knows by id keeps its state.
    A finding with an exception has the state `exception`, an unknown one `new`. `rules` (index id) are those the
    report may have to explain. Raises `TubanError` where the path holds something other than an error GeoPackage.
    """
    path = Path(path)
    earlier = read_store(path) if path.exists() else None
    held = Store(
        findings=found.assign(state=_states(found, earlier)),
        runs=[*(earlier.runs if earlier else []), run.to_dict()],
        rules=_rule_table(rules),
        exceptions=earlier.exceptions if earlier else pd.DataFrame(columns=[column.name for column in _EXCEPTION]),
    )
    with whole_file(path) as working:
        _write(working, held)
    return held


def read_store(path: str | Path) -> Store:
    """Read an error GeoPackage. Raises `TubanError` for a file that is none."""
    path = Path(path)
    _raise_if_foreign(path)
    layers = [read_layer(str(path), name).frame for name in LAYERS]
    full = [layer for layer in layers if len(layer)] or layers[:1]
    together = pd.concat(full, ignore_index=True).reindex(columns=list(COLUMNS))
    tables = {name: _table(path, name, [column.name for column in columns]) for name, columns in _TABLES.items()}
    runs = [
        {name: json.loads(value) if name in _JSON else value for name, value in row.items()}
        for row in tables["run"].to_dict("records")
    ]
    return Store(
        gpd.GeoDataFrame(together, geometry="geometry", crs=layers[0].crs), runs, tables["rules"], tables["exceptions"]
    )


_JSON = ("options", "tolerances", "counts", "notes")


def _states(found: gpd.GeoDataFrame, earlier: Store | None) -> np.ndarray:
    if earlier is None:
        return np.full(len(found), NEW, object)
    known = dict(zip(earlier.findings["id"], earlier.findings["state"]))
    excepted = set(earlier.exceptions["id"])
    # An exception that was withdrawn leaves its finding open again.
    kept = {name: state if state in STATES and state != EXCEPTION else NEW for name, state in known.items()}
    return np.array(
        [EXCEPTION if name in excepted else kept.get(name, NEW) for name in found["id"]], dtype=object
    ).reshape(len(found))


def _rule_table(rules: pd.DataFrame | None) -> pd.DataFrame:
    names = [column.name for column in _RULE]
    return pd.DataFrame(columns=names) if rules is None else rules.reset_index().reindex(columns=names)


def _write(path: Path, held: Store) -> None:
    found = held.findings
    geometry = _plain(found.geometry.to_numpy())
    dimension = np.maximum(shapely.get_dimensions(geometry), 0)
    for place, (name, kind) in enumerate(LAYERS.items()):
        chosen = gpd.GeoDataFrame(found.drop(columns=found.geometry.name), geometry=geometry, crs=found.crs)
        write_geopackage(path, name, chosen[dimension == place], _FINDING, geometry_type=kind, append=place > 0)
    runs = [{name: _cell(value) for name, value in run.items()} for run in held.runs]
    tables = {
        "run": pd.DataFrame(runs, columns=[column.name for column in _RUN]),
        "rules": held.rules,
        "exceptions": held.exceptions,
    }
    for name, table in tables.items():
        rows = gpd.GeoDataFrame(table, geometry=np.full(len(table), None, object))
        write_geopackage(path, name, rows, _TABLES[name], geometry_type="None", append=True)


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value


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


def _raise_if_foreign(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as connection:
            names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        names = set()
    if not names >= {*LAYERS, *_TABLES}:
        raise TubanError(
            tr("{path} is not an error GeoPackage: choose another file, so that nothing in it is lost.").format(
                path=path
            )
        )


def _table(path: Path, name: str, columns: Sequence[str]) -> pd.DataFrame:
    with closing(sqlite3.connect(path)) as connection:
        cursor = connection.execute(f'SELECT * FROM "{name}"')  # nosec B608 # one of the tables named above
        rows = pd.DataFrame(cursor.fetchall(), columns=[column[0] for column in cursor.description])
    return rows.reindex(columns=list(columns))
