"""The log of decisions: one line of JSON for each, appended and on disk before the next patch shows.

A log is never rewritten. That a decision was undone, redone, discarded with the edit buffer or saved is a line of its
own; what holds now is what reading from the beginning gives. A last line that a crash has cut short is passed over.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from ..errors import TubanError
from ..language import tr

FORMAT = 1
TODO, DONE, DOUBTFUL, SKIPPED = STATES = ("todo", "done", "doubtful", "skipped")
UNDONE, REDONE, DISCARDED, SAVED = "undone", "redone", "discarded", "saved"


@dataclass(frozen=True)
class Decision:
    """What was decided of one patch: the fields that changed, before and after, and the state it was given."""

    id: str
    who: str
    when: str
    """ISO 8601 with time zone."""
    patch: str
    """Value of the key field, the feature id where the layer has none."""
    fid: int
    old: dict[str, Any]
    new: dict[str, Any]
    state: str
    seconds: float = 0.0
    """How long the patch was looked at."""


@dataclass
class DecisionLog:
    """A log file, open for appending."""

    path: Path
    decisions: list[Decision] = field(default_factory=list)
    _holds: dict[str, bool] = field(default_factory=dict)
    _saved: set[str] = field(default_factory=set)
    _handle: int | None = None

    @classmethod
    def open(cls, path: str | Path, about: dict[str, Any] | None = None) -> DecisionLog:
        """Open a log, or begin one with a line `about` its layer. Raises `TubanError` where it cannot be written."""
        log = cls(Path(path))
        try:
            log.path.parent.mkdir(parents=True, exist_ok=True)
            log._read()
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            log._handle = os.open(log.path, flags, 0o644)
        except OSError as error:
            raise unwritable(log.path, error) from error
        try:
            log._begin(about or {})
        except TubanError:
            log.close()
            raise
        return log

    @classmethod
    def read(cls, path: str | Path) -> DecisionLog:
        """Somebody's log, to look at."""
        log = cls(Path(path))
        try:
            log._read()
        except OSError as error:
            text = tr("The decision log {path} cannot be read ({reason}).")
            raise TubanError(text.format(path=path, reason=error.strerror or error)) from error
        return log

    def decide(
        self,
        patch: str,
        fid: int,
        old: dict[str, Any],
        new: dict[str, Any],
        state: str,
        who: str,
        seconds: float = 0.0,
    ) -> Decision:
        """Write a decision; it is on disk when this returns. Raises `TubanError`, and nothing is written, if not."""
        made = Decision(uuid.uuid4().hex[:12], who, _now(), patch, fid, old, new, state, round(seconds, 1))
        self._append({"type": "decision", **asdict(made)})
        self.decisions.append(made)
        self._holds[made.id] = True
        return made

    def mark(self, kind: str, ids: Iterable[str]) -> None:
        """Write that decisions were undone, redone, discarded or saved."""
        ids = list(ids)
        if ids:
            self._append({"type": kind, "ids": ids, "when": _now()})
            self._apply(kind, ids)

    def in_effect(self) -> list[Decision]:
        """The decisions that hold, in their order."""
        return [made for made in self.decisions if self._holds[made.id]]

    def unsaved(self) -> list[Decision]:
        """The decisions that hold and of which the log does not know that the layer was saved with them."""
        return [made for made in self.decisions if self._holds[made.id] and made.id not in self._saved]

    def states(self) -> dict[str, str]:
        """State by patch; a patch that is not there is still to do."""
        return {made.patch: made.state for made in self.decisions if self._holds[made.id]}

    def holds(self, decision: str) -> bool:
        """Whether a decision is neither undone nor discarded."""
        return self._holds[decision]

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _begin(self, about: dict[str, Any]) -> None:
        size = os.fstat(self._handle).st_size if self._handle is not None else 0
        if size == 0:
            self._append({"type": "log", "format": FORMAT, "when": _now(), **about})
        elif not self.path.read_bytes().endswith(b"\n"):
            self._write(b"\n")  # a crash cut the last line short: what comes now is a line of its own

    def _read(self) -> None:
        if not self.path.exists():
            return
        for line in _lines(self.path):
            kind = line.get("type")
            if kind == "log" and line.get("format", 0) > FORMAT:
                text = tr("The decision log {path} was written by a newer Tuban: update this one first.")
                raise TubanError(text.format(path=self.path))
            if kind == "decision":
                known = {name: line[name] for name in Decision.__dataclass_fields__ if name in line}
                made = Decision(**known)
                self.decisions.append(made)
                self._holds[made.id] = True
            elif kind in (UNDONE, REDONE, DISCARDED, SAVED):
                self._apply(kind, line["ids"])

    def _apply(self, kind: str, ids: list[str]) -> None:
        for decision in ids:
            if kind == SAVED:
                self._saved.add(decision)
            elif decision in self._holds:
                self._holds[decision] = kind == REDONE
                self._saved.discard(decision)  # undone after saving, say: the layer differs from its file again

    def _append(self, line: dict[str, Any]) -> None:
        self._write(json.dumps(line, ensure_ascii=False, default=str).encode() + b"\n")

    def _write(self, data: bytes) -> None:
        """All of `data`, on disk, or nothing of it."""
        if self._handle is None:
            raise unwritable(self.path, OSError(tr("the log is closed")))
        before = os.fstat(self._handle).st_size
        try:
            written = 0
            while written < len(data):
                written += os.write(self._handle, data[written:])
            os.fsync(self._handle)
        except OSError as error:
            with suppress(OSError):  # the reader passes a broken line over
                os.ftruncate(self._handle, before)
            raise unwritable(self.path, error) from error


def unwritable(path: Path, error: OSError) -> TubanError:
    """What to say of a log that cannot be written: nothing was decided."""
    text = tr(
        "The decision was not taken: its log {path} cannot be written ({reason}). Make room or give access there, "
        "then decide again."
    )
    return TubanError(text.format(path=path, reason=error.strerror or error))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for text in path.read_bytes().split(b"\n"):
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield line


def _now() -> str:
    return datetime.now(timezone.utc).astimezone().isoformat(timespec="milliseconds")
