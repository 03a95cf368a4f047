"""A run: what surrounds findings, so that a report says how they came about."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from configparser import Error as ConfigError
from configparser import RawConfigParser
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

_METADATA = Path(__file__).resolve().parents[2] / "metadata.txt"


@lru_cache(maxsize=1)
def version() -> str:
    """The plugin's version as metadata.txt states it, empty where the file is missing."""
    parser = RawConfigParser()
    try:
        parser.read(_METADATA, encoding="utf-8")
        return parser.get("general", "version", fallback="")
    except ConfigError:
        return ""


@dataclass
class Run:
    """One run of a tool.

    `tool` is an algorithm id, `source` the data as the user named it, `options` and `tolerances` what was chosen
    (numbers, text, lists), `counts` the features read by layer, `notes` what was skipped or changed on the way.

    `layers`, `kinds` and `rules` are what it looked for: a finding of these that it did not find again is fixed. None
    means everything, an empty list nothing. A `partial` run saw only some of the features and calls nothing fixed.
    """

    tool: str
    source: str = ""
    edition: str = ""
    layers: list[str] | None = None
    kinds: list[str] | None = None
    rules: list[str] | None = None
    partial: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    tolerances: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    version: str = field(default_factory=version)
    started: str = field(default_factory=lambda: datetime.now().astimezone().isoformat(timespec="seconds"))
    seconds: float = 0.0
    _clock: float = field(default_factory=time.monotonic, repr=False, compare=False)

    def finish(self, counts: Mapping[str, int] | None = None, notes: Sequence[str] = ()) -> Run:
        """Note what was read and skipped, and stop the clock; returns the run."""
        self.counts.update(counts or {})
        self.notes.extend(note for note in notes if note not in self.notes)
        self.seconds = round(time.monotonic() - self._clock, 3)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON and for the table `run` of the error GeoPackage."""
        return {name: value for name, value in asdict(self).items() if not name.startswith("_")}
