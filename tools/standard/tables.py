"""Reads one table of an edition (CSV, UTF-8) and refuses what breaks its description, naming file, row and column."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import TubanError
from ..language import tr

CONFIDENCES = ("confirmed", "recalled", "open", "computed")
"""How well a fact is known: read in a source, own knowledge, open question, worked out from other facts."""


@dataclass(frozen=True)
class Table:
    """What a table must look like: `columns` it must have, `key` columns that are unique together."""

    file: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    filled: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_table(folder: Path, table: Table) -> pd.DataFrame:
    """The table as a frame indexed by its line in the file; text, but float (NaN where empty) in `numbers`.

    Raises `TubanError` at the first cell that breaks the description.
    """
    frame = _read_text(folder / table.file)
    for column in table.columns:
        if column not in frame.columns:
            raise fault(table.file, 1, column, tr("the column is missing."))
    for column in frame.columns[frame.columns.duplicated()]:
        raise fault(table.file, 1, column, tr("the column is there more than once."))
    for column in (*table.key[:1], *table.filled):
        refuse(frame, table.file, column, frame[column] == "", tr("the cell is empty but must be filled in."))
    repeated = frame.duplicated(list(table.key), keep="first")
    refuse(frame, table.file, table.key[-1], repeated, tr("'{value}' occurs more than once but must be unique."))
    for column, allowed in {**_confidence_columns(frame), **table.choices}.items():
        wrong, choices = ~frame[column].isin(allowed), ", ".join(filter(None, allowed))
        refuse(frame, table.file, column, wrong, tr("'{value}' is not one of {choices}."), choices=choices)
    for column in table.numbers:
        frame[column] = _numbers(frame, table.file, column)
    return frame


def merged_table(folder: Path, base: Path | None, table: Table, removed: Collection[str] = ()) -> pd.DataFrame:
    """The table of an edition that stands on another one: its rows take the place of those with the same key.

    A table that the folder lacks is that of the base. `removed` are keys (values joined by blanks) that the base has
    and the edition has not.
    """
    if base is None:
        return read_table(folder, table)
    below = read_table(base, table)
    own = read_table(folder, table) if (folder / table.file).exists() else below.iloc[:0]
    kept = ~_keys(below, table).isin([*_keys(own, table), *removed])
    own.index = pd.Index([f"{line} ({folder.name})" for line in own.index], dtype=object)
    return pd.concat([below[kept], own]) if len(own) else below[kept]


def _keys(frame: pd.DataFrame, table: Table) -> pd.Series:
    return pd.Series(
        [" ".join(map(str, key)) for key in zip(*(frame[name] for name in table.key))], frame.index, object
    )


def refuse(frame: pd.DataFrame, file: str, column: str, wrong: Any, problem: str, **values: str) -> None:
    """Raise for the first row of `frame` where `wrong` is true; `problem` may use {value}, the cell, and `values`."""
    lines = np.flatnonzero(np.asarray(wrong, dtype=bool))
    if len(lines):
        cell = frame[column].iloc[lines[0]]
        raise fault(file, frame.index[lines[0]], column, problem.format(value=cell, **values))


def refuse_unknown(frame: pd.DataFrame, file: str, column: str, known: Iterable[str], table: str) -> None:
    """Raise for the first cell that is filled in but is not among `known`, the keys of `table`."""
    wrong = (frame[column] != "") & ~frame[column].isin(list(known))
    refuse(frame, file, column, wrong, tr("'{value}' is not in {table}."), table=table)


def fault(file: str, row: Any, column: str, problem: str) -> TubanError:
    """The error for one cell; row 1 is the header."""
    where = tr("Table {file} of the standard, row {row}, column {column}: {problem}")
    return TubanError(where.format(file=file, row=row, column=column, problem=problem))


def _read_text(path: Path) -> pd.DataFrame:
    """All cells as text. The csv module, because pandas shifts or drops the cells of a row that is too long."""
    lines, rows = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            for row in reader:
                lines.append(reader.line_num)
                rows.append(row)
    except OSError as error:
        text = tr("Table {file} of the standard cannot be read: install Tuban again.")
        raise TubanError(text.format(file=path)) from error
    except (UnicodeDecodeError, csv.Error) as error:
        text = tr("Table {file} of the standard is not CSV in UTF-8: save it as such.")
        raise TubanError(text.format(file=path.name)) from error
    _refuse_ragged(path.name, header, lines, rows)
    return pd.DataFrame(rows, index=lines, columns=header, dtype=object)


def _refuse_ragged(file: str, header: list[str], lines: list[int], rows: list[list[str]]) -> None:
    for line, row in zip(lines, rows):
        if len(row) != len(header):
            text = tr("Table {file} of the standard, row {row}: it has {found} cells, the header has {expected}.")
            raise TubanError(text.format(file=file, row=line, found=len(row), expected=len(header)))


def _numbers(frame: pd.DataFrame, file: str, column: str) -> pd.Series:
    text = frame[column]
    numbers = pd.to_numeric(text.where(text != "", "nan"), errors="coerce")
    refuse(frame, file, column, (text != "") & numbers.isna(), tr("'{value}' is not a number."))
    return numbers.astype(float)


def _confidence_columns(frame: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Every column of confidences; the main one is filled, those on one detail are empty where there is no detail."""
    details = ("", *CONFIDENCES)
    columns = [column for column in frame.columns if column.endswith("confidence")]
    return {column: CONFIDENCES if column == "confidence" else details for column in columns}
