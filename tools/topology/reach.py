"""Which straight edges come near given ones: by cells of the land, then by boxes, then by arithmetic.

Everything is in grid units. What is far from all given edges, as most of a county is, costs a look at one table.
"""

from __future__ import annotations

import numpy as np
import shapely

_CELLS, _CELLS_AN_EDGE = 1 << 24, 64
"""How many cells the land has at most: the table is not to cost more than the edges."""

_FINEST = 17
"""Bits: a cell is at least 2**17 grid units (13 m) wide."""


def boxes_around(one: np.ndarray, two: np.ndarray, margin: float) -> np.ndarray:
    """Lines whose boxes hold both of two corners (n, 2), wider by a margin all round: cheaper than polygons."""
    return shapely.linestrings(np.stack([np.minimum(one, two) - margin, np.maximum(one, two) + margin], axis=1))


class Reach:
    """All land within a distance of edges."""

    def __init__(self, start: np.ndarray, end: np.ndarray, distance: float):
        """Edges from nodes (m, 2) to nodes (m, 2), none below 0."""
        self._start, self._end, self._distance = start, end, distance
        margin = int(np.ceil(distance))
        low, high = np.minimum(start, end) - margin, np.maximum(start, end) + margin
        self._bits, self._held = _marked(low, high)
        self._tree = shapely.STRtree(boxes_around(start, end, distance))
        self._tree.query(shapely.Point(0.0, 0.0))  # which builds the tree, as threads must not

    def may_touch(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Whether there may be such land in boxes with corners (n, 2): (n,) bool, never wrongly no."""
        last = np.array(self._held.shape) - 2
        first = np.clip(low >> self._bits, 0, last + 1)
        then = np.clip((high >> self._bits) + 1, 0, last + 1)
        held = self._held
        inside = held[then[:, 0], then[:, 1]] - held[first[:, 0], then[:, 1]]
        return inside - held[then[:, 0], first[:, 1]] + held[first[:, 0], first[:, 1]] > 0

    def touched_by(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Whether edges from nodes (n, 2) to nodes (n, 2) come that near: (n,) bool, a little generous past ends."""
        near = np.zeros(len(start), bool)
        maybe = np.flatnonzero(self.may_touch(np.minimum(start, end), np.maximum(start, end)))
        edge, given = self._tree.query(boxes_around(start[maybe], end[maybe], 0.0))
        edge = maybe[edge]
        own, other = (start[edge], end[edge]), (self._start[given], self._end[given])
        apart = _apart(*own, *other, self._distance) | _apart(*other, *own, self._distance)
        near[edge[~apart]] = True
        return near


def _marked(low: np.ndarray, high: np.ndarray) -> tuple[int, np.ndarray]:
    """Bits of the width of cells, and how many cells left of and below each corner hold a part of a box."""
    size = high.max(axis=0, initial=0) + 1
    bits, most = _FINEST, min(_CELLS, _CELLS_AN_EDGE * (len(low) + 1000))
    while np.prod((size >> bits) + 2.0) > most:
        bits += 1
    first, then = np.maximum(low, 0) >> bits, (np.maximum(high, 0) >> bits) + 1
    change = np.zeros((size >> bits) + 2, np.int32)
    for (x, y), sign in ((first.T, 1), (then.T, 1), ((first[:, 0], then[:, 1]), -1), ((then[:, 0], first[:, 1]), -1)):
        np.add.at(change, (x, y), np.int32(sign))
    count = change.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    held = np.zeros(np.array(count.shape) + 1, np.int32)
    held[1:, 1:] = (count > 0).cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
    return bits, held


def _apart(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, distance: float) -> np.ndarray:
    """Whether c and d both lie on the same side of the straight line through a and b, further off than a distance."""
    along = (b - a).astype(float)
    of_c, of_d = (along[:, 0] * (end - a)[:, 1] - along[:, 1] * (end - a)[:, 0] for end in (c, d))
    limit = distance * np.hypot(*along.T)
    return (np.minimum(of_c, of_d) > limit) | (np.maximum(of_c, of_d) < -limit)
