"""A locked SQLite database in memory: predicates from outside can read its tables and do nothing else.

A rule file from a province is untrusted. Four walls stand around it:
the text must be one expression (`refusal`), SQLite's authorizer lets through reads of the loaded tables and a list of
harmless functions, sizes are limited where the Python at hand can set them, and every statement has a time limit.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from ..errors import Cancelled
from ..language import tr
from ..progress import Progress, silent

ROW = "_row"
"""The column of every loaded table that counts its rows from 0."""

_SELECT, _READ, _FUNCTION = 21, 20, 31
"""Action codes of SQLite's authorizer (sqlite3.h); not every Python names all of them."""

_FUNCTIONS = frozenset(
    [
        *("abs", "avg", "ceil", "ceiling", "count", "floor", "max", "min", "round", "sign", "sum", "total"),
        *("coalesce", "date", "ifnull", "iif", "nullif", "typeof"),
        *(
            "glob",
            "instr",
            "length",
            "like",
            "lower",
            "ltrim",
            "rtrim",
            "substr",
            "substring",
            "trim",
            "unicode",
            "upper",
        ),
    ]
)
"""No function that makes large values, reads files or loads code."""

_LIMITS = (("LENGTH", 1_000_000), ("SQL_LENGTH", 2_000_000), ("ATTACHED", 0), ("LIKE_PATTERN_LENGTH", 200))

_LONGEST = 10_000
_WILDCARDS = 3
"""A LIKE pattern of n wildcards costs (length of the text)^n and cannot be interrupted."""

_OPERATIONS = 50_000
"""Steps of SQLite's machine between two looks at the clock: a few milliseconds."""

_TOKEN = re.compile(r"'(?:[^']|'')*'|[^\W\d]\w*|--|/\*|.", re.DOTALL)
_FORBIDDEN = frozenset([";", "--", "/*", "'", '"', "`", "[", "]", "?", ":", "@", "$", "#", "{", "}", "\\", "\0"])


class TimeUpError(Exception):
    """A statement ran longer than it may."""


def refusal(expression: str) -> str:
    """Why the text cannot be one SQL expression, empty where it can; what is wrong beyond that SQLite says itself.

    Quoted names are refused too: SQLite takes a misspelt one for a text and the rule would never fire.
    """
    if len(expression) > _LONGEST:
        return tr("it is longer than {count} characters").format(count=_LONGEST)
    tokens = [token for token in _TOKEN.findall(expression) if not token.isspace()]
    if not tokens:
        return tr("it is empty")
    depth = 0
    for token, following in zip(tokens, [*tokens[1:], ""]):
        if token in _FORBIDDEN:
            return tr("it contains {sign}, which has no place in a single expression").format(sign=token)
        if token.upper() in ("LIKE", "GLOB") and not _is_short_pattern(following):
            return tr("{word} needs a text with at most {count} wildcards after it").format(
                word=token.upper(), count=_WILDCARDS
            )
        depth += {"(": 1, ")": -1}.get(token, 0)
        if depth < 0:
            break
    return tr("its parentheses do not match") if depth else ""


def mentions(expression: str, name: str) -> bool:
    """Whether a name stands in the expression outside of its texts: a table that a subquery reads."""
    return name.casefold() in {token.casefold() for token in _TOKEN.findall(expression)}


def _is_short_pattern(token: str) -> bool:
    return token.startswith("'") and token.count("%") + token.count("*") <= _WILDCARDS


class Sandbox:
    """Tables are added first; after `lock` the database can only be read."""

    def __init__(self) -> None:
        self._tables: set[str] = set()
        self._locked = True
        self._reads: set[tuple[str, str]] = set()
        self._columns: dict[tuple[str, str], dict[str, set[str]]] = {}
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        if hasattr(self._database, "setlimit"):  # Python 3.11
            for name, value in _LIMITS:
                self._database.setlimit(getattr(sqlite3, "SQLITE_LIMIT_" + name), value)

    def close(self) -> None:
        """Free the memory."""
        self._database.close()

    def add_table(self, name: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]] = ()) -> None:
        """A table of columns (name -> SQLite type, may be empty) with a row number in front of each row."""
        definition = ", ".join([f"{ROW} INTEGER PRIMARY KEY", *(f"{quoted(c)} {kind}" for c, kind in columns.items())])
        marks = ", ".join("?" * (len(columns) + 1))
        numbered = ((number, *row) for number, row in enumerate(rows))
        self._database.execute("BEGIN")
        self._database.execute(f"CREATE TABLE {quoted(name)} ({definition})")
        insert = f"INSERT INTO {quoted(name)} VALUES ({marks})"  # nosec B608 # name quoted, values bound
        self._database.executemany(insert, numbered)
        self._database.execute("COMMIT")
        self._tables.add(name)

    def lock(self) -> None:
        """From here on nothing but reading the tables is let through."""
        self._database.set_authorizer(self._authorize)

    def update(self, table: str, column: str, rows: Sequence[int], values: Sequence[Any]) -> None:
        """Give rows of a table other values; nothing from outside runs while the lock is open."""
        self._database.set_authorizer(lambda *_asked: sqlite3.SQLITE_OK)
        change = f"UPDATE {quoted(table)} SET {quoted(column)} = ? WHERE {ROW} = ?"  # nosec B608 # names quoted
        self._database.execute("BEGIN")
        self._database.executemany(change, zip(values, rows))
        self._database.execute("COMMIT")
        self.lock()

    def index(self, table: str, columns: Iterable[str]) -> None:
        """Make look-ups by columns fast."""
        for column in columns:
            name = quoted(f"{table} by {column}")
            self._database.execute(f"CREATE INDEX {name} ON {quoted(table)} ({quoted(column)})")

    def reads(self, table: str, expression: str) -> dict[str, set[str]]:
        """The columns that an expression over `table` reads, by table.

        Raises `sqlite3.Error` for one that is broken or refused. It is prepared as a WHERE clause, where aggregates
        are an error: in a result column one would silently turn the check of all rows into one of a single row.
        """
        key = (table, expression)
        if key not in self._columns:  # Python keeps prepared statements; the authorizer is asked only once for each
            self._reads.clear()
            explain = f"EXPLAIN SELECT 1 FROM {quoted(table)} WHERE ({expression})"  # nosec B608 # the sandbox
            self._database.execute(explain)
            found: dict[str, set[str]] = {}
            for name, column in self._reads:
                found.setdefault(name, set()).update([column] if column else [])
            self._columns[key] = found
        return {name: set(columns) for name, columns in self._columns[key].items()}

    def put_row(self, table: str, number: int, values: Sequence[Any]) -> None:
        """Make the values those of the row with a number."""
        self._locked = False
        try:
            marks = ", ".join("?" * (len(values) + 1))
            put = f"INSERT OR REPLACE INTO {quoted(table)} VALUES ({marks})"  # nosec B608 # name quoted, values bound
            self._database.execute(put, (number, *values))
        finally:
            self._locked = True

    @contextmanager
    def row_changed(self, table: str, number: int, values: Sequence[Any]) -> Iterator[None]:
        """The row with a number has other values, or is there at all, as long as the block lasts."""
        look = f"SELECT * FROM {quoted(table)} WHERE {ROW} = {int(number)}"  # nosec B608 # the name is quoted
        before = self._database.execute(look).fetchall()
        self.put_row(table, number, values)
        try:
            yield
        finally:
            if before:
                self.put_row(table, number, before[0][1:])
            else:
                self._locked = False
                gone = f"DELETE FROM {quoted(table)} WHERE {ROW} = {int(number)}"  # nosec B608 # the name is quoted
                self._database.execute(gone)
                self._locked = True

    def rows(self, statement: str, seconds: float, progress: Progress = silent) -> list[tuple[Any, ...]]:
        """The rows of a SELECT. Raises `TimeUpError` after `seconds`, `Cancelled` when the progress does."""
        stopped: list[Exception] = []
        self._database.set_progress_handler(_watch(time.monotonic() + seconds, progress, stopped), _OPERATIONS)
        try:
            return self._database.execute(statement).fetchall()
        except sqlite3.OperationalError:
            if stopped:
                raise stopped[0] from None
            raise
        finally:
            self._database.set_progress_handler(None, 0)

    def _authorize(
        self, action: int, first: str | None, second: str | None, _database: str | None, _trigger: str | None
    ) -> int:
        if action == _SELECT or not self._locked:
            return sqlite3.SQLITE_OK
        if action == _READ and first in self._tables:
            self._reads.add((first, second or ""))
            return sqlite3.SQLITE_OK
        if action == _FUNCTION and (second or "").lower() in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY


def quoted(name: str) -> str:
    """A name as SQLite quotes it."""
    return '"' + name.replace('"', '""') + '"'


def _watch(deadline: float, progress: Progress, stopped: list[Exception]) -> Callable[[], int]:
    """SQLite swallows what a handler raises, so the reason is kept aside."""

    def look() -> int:
        try:
            progress(0.0)
        except Cancelled as cancelled:
            stopped.append(cancelled)
        if time.monotonic() > deadline:
            stopped.append(TimeUpError())
        return 1 if stopped else 0

    return look
