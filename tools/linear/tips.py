"""Tips: corners so sharp that the topology check calls them spikes, cut off where they are a hand wide.

They arise where a ribbon crosses a border or another ribbon at a small angle. A tip goes to the neighbour that a
remainder would go to; where none lies in the same unit it stays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, silent
from ..topology.edges import GRID, directed_edges, origin_of
from ..workers import queried, spread
from .absorb import Parts, absorbed

SHARPEST_CORNER = 10.0
"""Degrees: the least angle that the topology check leaves alone."""

_WIDE = 0.2
"""m: how wide a tip is where it is cut off."""

_NARROW = 0.02
"""m: a tip whose sides end before it is so wide stays: its end would be a short segment."""

_SHAPES_A_BLOCK = 500


@dataclass(frozen=True)
class Corners:
    """Sharp corners of polygons: (k, 2) nodes on the grid, and the chords that cut them off, (k,) lines in m."""

    node: np.ndarray
    chord: np.ndarray


def sharp_corners(shapes: np.ndarray, progress: Progress = silent) -> Corners:
    """The corners of polygons that are too sharp and long enough to be cut off."""
    blocks = [(shapes[start : start + _SHAPES_A_BLOCK],) for start in range(0, len(shapes), _SHAPES_A_BLOCK)]
    made = [Corners(np.empty((0, 2), np.int64), np.empty(0, object)), *spread(_sharp_corners, blocks, progress)]
    return Corners(np.concatenate([some.node for some in made]), np.concatenate([some.chord for some in made]))


def _sharp_corners(shapes: np.ndarray) -> Corners:
    origin = origin_of(shapes)
    block = directed_edges(shapes, origin)
    edge, angle = block.sharper_than(SHARPEST_CORNER)
    # The edge after the last of a ring is its first.
    first = np.searchsorted(block.ring, block.ring[edge])
    goes_on = np.append(block.ring[1:] == block.ring[:-1], False)[edge]
    after = np.where(goes_on, edge + 1, first)
    node, before, then = (
        np.column_stack([block.x[vertex], block.y[vertex]])
        for vertex in (block.first[edge] + 1, block.first[edge], block.first[after] + 1)
    )
    sides = [side - node for side in (before, then)]
    length = [np.hypot(*side.T) for side in sides]
    half = np.sin(np.radians(angle) / 2.0)
    reach = np.minimum(np.minimum(*length), _WIDE / GRID / 2.0 / np.maximum(half, 1e-9))
    # A chord that would end just before the end of a side goes to that: no short segment is left between.
    upto = [np.where(far - reach < _NARROW / GRID, 1.0, reach / far)[:, None] for far in length]
    ends = np.stack([node + side * part for side, part in zip(sides, upto)], axis=1)
    long = 2.0 * reach * half * GRID >= _NARROW
    return Corners(node[long] + origin, shapely.linestrings((np.rint(ends[long]) + origin) * GRID))


def owners_of_tips(parts: Parts, whole: np.ndarray, tip: np.ndarray) -> np.ndarray:
    """The part that each tip (k,) goes to, itself where it stays; `whole` (n,) is the polygon that parts are of."""
    _, near = queried(shapely.STRtree(parts.shape), parts.shape[tip], silent)
    near = np.union1d(near, tip)
    few = parts.chosen(near)
    goes = absorbed(few, np.searchsorted(near, tip), np.zeros(len(near)), apart=whole[near])
    return near[goes[np.searchsorted(near, tip)]]
