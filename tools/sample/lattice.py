"""The rows and columns of the county: wide ones for fields and forest, narrow ones for roads and water."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Strip(IntEnum):
    """What a narrow row or column is; where two cross, the greater one runs through."""

    NONE = 0
    DITCH = 1
    ROAD = 2
    TRUNK_ROAD = 3
    RIVER = 4


_WIDTHS = {Strip.DITCH: (2.0, 4.0), Strip.ROAD: (3.0, 4.9), Strip.TRUNK_ROAD: (12.0, 26.0), Strip.RIVER: (35.0, 80.0)}
"""m; a rural road stays within 8 m also where the map is stretched most."""

_WIDEST_SHARE = {Strip.DITCH: 0.3, Strip.ROAD: 0.3, Strip.TRUNK_ROAD: 1.0, Strip.RIVER: 1.5}
"""Of a cell: keeps the strips of a county of very small patches narrower than its fields."""

_STRIPS_PER_TRUNK = 25


@dataclass(frozen=True)
class Axis:
    """The columns (or rows) of the lattice in order."""

    strip: NDArray[np.int8]
    """`Strip` of each column."""
    relative: Floats
    """Width of a wide column as a share of the cell size, 0 for strips."""
    fixed: Floats
    """Width of a strip in m, 0 for wide columns."""

    @property
    def source(self) -> NDArray[np.int64]:
        """Number of the wide column that each column continues: its own, or the one before the strip."""
        return np.cumsum(self.strip == Strip.NONE) - 1

    @property
    def block(self) -> NDArray[np.int64]:
        """Number of strips before each column: columns of a block have no strip between them."""
        return np.cumsum(self.strip != Strip.NONE)

    def widths(self, cell: float) -> Floats:
        """Width of every column in m for a cell size in m."""
        most = np.array([np.inf] + [_WIDEST_SHARE[strip] for strip in list(Strip)[1:]])[self.strip] * cell
        return self.relative * cell + np.minimum(self.fixed, most)


def make_axis(rng: np.random.Generator, count: int, trunk: Strip) -> Axis:
    """`count` wide columns with a narrow strip after every 8 to 19 of them; a few strips are of the kind `trunk`."""
    after = np.cumsum(rng.integers(8, 20, count // 8 + 1))
    after = after[after < count]
    kinds = rng.choice([Strip.ROAD, Strip.DITCH], len(after), p=[0.6, 0.4])
    trunks = 1 + len(after) // _STRIPS_PER_TRUNK
    kinds[np.linspace(0, len(after), trunks + 2).astype(np.int64)[1:-1]] = trunk
    low, high = np.array([_WIDTHS[Strip(kind)] for kind in kinds]).reshape(-1, 2).T
    return Axis(
        strip=np.insert(np.zeros(count, np.int8), after, kinds),
        relative=np.insert(rng.uniform(0.8, 1.25, count), after, 0.0),
        fixed=np.insert(np.zeros(count), after, rng.uniform(low, high)),
    )


def outline(rng: np.random.Generator, rows: int, columns: int) -> Mask:
    """Cells of the county, shape (rows, columns), about 0.6 of them.

    Every row is one stretch of cells that holds the middle column, so the county is connected and has no hole.
    """
    height = (np.arange(rows) + 0.5) / rows * 2 - 1
    profile = (1 - np.abs(height) ** 2.5) ** 0.5
    wave = np.arange(1, 9)[:, None]
    turns = np.pi * wave * height[None, :]
    half = np.empty((2, rows))
    for side in half:
        swing = np.sin(turns + rng.uniform(0, 2 * np.pi, wave.shape)) * rng.normal(0, 0.16, wave.shape) / wave**0.8
        side[:] = 0.5 * columns * profile * np.clip(0.82 + swing.sum(axis=0), 0.4, 1.0)
    middle = columns // 2
    reach = np.maximum(half, 1.0)
    column = np.arange(columns)[None, :]
    return (column >= middle - reach[0][:, None]) & (column < middle + reach[1][:, None])


def cell_size(columns: Axis, rows: Axis, county: Mask, area: float) -> float:
    """Cell size in m at which the cells of the county have `area` m2 together; strips keep their widths."""
    inside = county[rows.source][:, columns.source]
    cell = float(np.sqrt(area / county.sum()))
    for _ in range(4):
        cell *= float(np.sqrt(area / (rows.widths(cell) @ inside @ columns.widths(cell))))
    return cell
