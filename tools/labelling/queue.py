"""The queue of patches: their order, their states, where one stands, how fast it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from .log import STATES, TODO

BY_PLACE, BY_SIZE, BY_ID, BY_PRIORITY = ORDERS = ("place", "size", "id", "priority")

CURVE_BITS = 16
"""Cells of the curve along one side, as a power of two: 65 536, a metre or so in a county."""

BREAK = 300.0
"""s: who looks at a patch for longer has gone for tea; the pace does not count it."""

RECENT = 50
"""Decisions from which the pace is worked out."""


@dataclass
class Queue:
    """Patches in the order in which they are shown. All arrays run along the queue."""

    fids: np.ndarray
    keys: np.ndarray
    """What names a patch in the log and to people: BSM, or the feature id."""
    classes: np.ndarray
    states: np.ndarray
    """Places in `STATES`, int8."""
    place: int = 0
    seconds: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, patches: pd.DataFrame, order: str = BY_PLACE, states: Mapping[str, str] | None = None) -> Queue:
        """The queue of a frame, index fid, columns key, DLBM, x, y (centres), area and priority where it orders by it.

        `states` are those of the log. The place is the first patch that is still to do.
        """
        rows = patches.iloc[ranked(patches, order)]
        keys = rows["key"].to_numpy(object)
        state = pd.Series(keys).map(dict(states or {})).map(STATES.index, na_action="ignore").fillna(0)
        queue = cls(rows.index.to_numpy(np.int64), keys, rows["DLBM"].to_numpy(object), state.to_numpy(np.int8))
        queue.place = queue.next_to_do(start=-1, default=0)
        return queue

    def __len__(self) -> int:
        return len(self.fids)

    @property
    def fid(self) -> int:
        """Feature id of the patch that is shown."""
        return int(self.fids[self.place])

    def state(self, place: int | None = None) -> str:
        """The state of a patch, the one that is shown without `place`."""
        return STATES[self.states[self.place if place is None else place]]

    def set_state(self, place: int, state: str) -> None:
        """Give a patch a state."""
        self.states[place] = STATES.index(state)

    def next_to_do(self, start: int | None = None, default: int | None = None) -> int:
        """The next patch that is still to do, beginning again at the front; `default` where all are done."""
        start = self.place if start is None else start
        open_ones = np.flatnonzero(self.states == 0)
        if not len(open_ones):
            return self.place if default is None else default
        after = open_ones[open_ones > start]
        return int(after[0] if len(after) else open_ones[0])

    def step(self, by: int) -> int:
        """The place `by` patches on, not beyond the ends."""
        return int(np.clip(self.place + by, 0, len(self) - 1))

    def find(self, text: str) -> int | None:
        """The place of a patch by key or by `#` and its number in the queue."""
        text = text.strip()
        if text.startswith("#") and text[1:].isdigit() and 0 < int(text[1:]) <= len(self):
            return int(text[1:]) - 1
        found = np.flatnonzero(self.keys == text)
        if not len(found) and text:
            ends = pd.Series(self.keys).astype(str).str.endswith(text).to_numpy()
            found = np.flatnonzero(ends) if ends.sum() == 1 else found
        return int(found[0]) if len(found) else None

    def places(self) -> dict[str, int]:
        """The places of all patches by key."""
        return dict(zip(self.keys.tolist(), range(len(self))))

    def place_of(self, fid: int) -> int | None:
        """The place of a patch by feature id."""
        found = np.flatnonzero(self.fids == fid)
        return int(found[0]) if len(found) else None

    def insert(self, fid: int, key: str, code: Any) -> None:
        """Put a new patch, from a split say, right behind the one that is shown, to do."""
        at = min(self.place + 1, len(self))
        self.fids = np.insert(self.fids, at, fid)
        self.keys = np.insert(self.keys, at, key)
        self.classes = np.insert(self.classes, at, code)
        self.states = np.insert(self.states, at, 0)

    def remove(self, fid: int) -> None:
        """Take a patch out, one that was merged into another say."""
        place = self.place_of(fid)
        if place is None or len(self) == 1:
            return
        self.fids, self.keys = np.delete(self.fids, place), np.delete(self.keys, place)
        self.classes, self.states = np.delete(self.classes, place), np.delete(self.states, place)
        self.place = min(self.place - (place < self.place), len(self) - 1)

    def renumber(self, fids: Mapping[str, int]) -> None:
        """The layer has given its patches other feature ids: take those of `fids`, by key."""
        found = pd.Series(self.keys).map(fids)
        self.fids = np.where(found.notna(), found.fillna(0), self.fids).astype(np.int64)

    def rename(self, old: int, new: int) -> None:
        """A new patch was saved and has another feature id now."""
        self.keys[(self.fids == old) & (self.keys == str(old))] = str(new)
        self.fids[self.fids == old] = new

    def counts(self) -> dict[str, int]:
        """How many patches are in each state."""
        return dict(zip(STATES, np.bincount(self.states, minlength=len(STATES)).tolist()))

    def pace(self) -> float | None:
        """Patches an hour over the last decisions, None before there are two."""
        recent = [seconds for seconds in self.seconds[-RECENT:] if seconds <= BREAK]
        return 3600.0 * len(recent) / max(sum(recent), 0.1) if len(recent) > 1 else None

    def hours_left(self) -> float | None:
        """How long what is to do takes at this pace."""
        pace = self.pace()
        return None if pace is None else self.counts()[TODO] / pace


def ranked(patches: pd.DataFrame, order: str) -> np.ndarray:
    """Positions of the rows in an order; equal ones by feature id, largest and highest priority first."""
    ids = patches.index.to_numpy()
    if order == BY_SIZE:
        return np.lexsort((ids, -patches["area"].to_numpy()))
    if order == BY_ID:
        return np.lexsort((ids, patches["key"].astype(str).to_numpy().astype(str)))
    if order == BY_PRIORITY:
        priority = pd.to_numeric(patches["priority"], errors="coerce").fillna(-np.inf).to_numpy()
        return np.lexsort((ids, -priority))
    return np.lexsort((ids, along_curve(patches["x"].to_numpy(float), patches["y"].to_numpy(float))))


def along_curve(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How far along a Hilbert curve over all points each lies: what follows on the curve lies side by side."""
    side = 1 << CURVE_BITS
    column, row = _cells(x, y, side)
    distance = np.zeros(len(x), np.int64)
    step = side >> 1
    while step:
        right, upper = (column & step) > 0, (row & step) > 0
        distance += step * step * ((3 * right) ^ upper).astype(np.int64)
        turn = ~upper
        flip = turn & right
        column[flip], row[flip] = side - 1 - column[flip], side - 1 - row[flip]
        column[turn], row[turn] = row[turn], column[turn]
        step >>= 1
    return distance


def _cells(x: np.ndarray, y: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Grid cells of points; a patch without geometry (NaN) is in the last."""
    known = np.isfinite(x) & np.isfinite(y)
    if not known.any():
        return np.zeros(len(x), np.int64), np.zeros(len(x), np.int64)
    extent = max(np.ptp(x[known]), np.ptp(y[known]), 1e-9)
    cells = []
    for values in (x, y):
        scaled = (np.where(known, values, 0.0) - values[known].min()) / extent * (side - 1)
        cells.append(np.where(known, scaled, side - 1).astype(np.int64))
    return cells[0], cells[1]
