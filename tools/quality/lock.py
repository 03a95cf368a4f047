"""One writer at a time, for an SQLite file that is read, changed and replaced by a new one."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import TubanError
from ..language import tr
from ..output import require_folder, unwritable
from ..progress import Progress, silent

PATIENCE = 10.0
"""s: how long to wait for another writer; a run with 100 000 findings takes about half of it."""

_PAUSE = 0.05
"""s: between two attempts."""


@contextmanager
def only_writer(path: Path, progress: Progress = silent, patience: float | None = None) -> Iterator[sqlite3.Connection]:
    """A connection to the file that keeps other writers out until the block ends; the block may replace the file.

    A path without a file gets an empty one for the time. The lock is SQLite's: read the file through SQLite and not
    otherwise, since on POSIX whoever opens and closes it gives the locks of the whole process away.
    Raises `TubanError` where the file cannot be written or another program holds it for longer than `patience` s
    (by default `PATIENCE`).
    """
    require_folder(path)
    connection = _locked(path, progress, patience)
    try:
        yield connection
    finally:
        release_for_replacing(connection)
        if path.exists() and path.stat().st_size == 0:
            path.unlink()
        connection.close()


def release_for_replacing(connection: sqlite3.Connection) -> None:
    """Windows replaces no file that is open. A writer who is quicker then makes the replacement fail, no more."""
    if os.name == "nt":
        connection.close()


def is_busy(error: sqlite3.Error) -> bool:
    """Whether SQLite says that another program is at the file."""
    return isinstance(error, sqlite3.OperationalError) and "locked" in str(error)


def busy(path: str | Path) -> TubanError:
    """What to say of a file that another program holds."""
    text = tr(
        "{path} is being written or edited by another program: wait for its end or stop editing there, "
        "then start again."
    )
    return TubanError(text.format(path=path))


def _locked(path: Path, progress: Progress, patience: float | None) -> sqlite3.Connection:
    deadline = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        progress(0.0)
        connection = _attempt(path)
        if connection is not None:
            return connection
        if time.monotonic() > deadline:
            raise busy(path)
        time.sleep(_PAUSE)


def _attempt(path: Path) -> sqlite3.Connection | None:
    """A connection in a writing transaction, None where another writer is at work."""
    connection = None
    try:
        if not path.exists():
            path.touch()
        before = _identity(path)
        connection = sqlite3.connect(path, timeout=0.0, isolation_level=None)
        connection.execute("PRAGMA journal_mode = DELETE")  # refused while another program has it open for editing
        connection.execute("BEGIN IMMEDIATE")
        if _identity(path) == before:  # a writer that has just ended may have put another file in its place
            return connection
    except OSError as error:
        raise unwritable(path, error.strerror or error) from error
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise unwritable(path, error) from error
    if connection is not None:
        connection.close()
    return None


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that takes its place, None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns
