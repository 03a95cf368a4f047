"""The borders between cells of different label, as nodes and directed edges of the lattice.

Nodes are the corners of cells, numbered row by row; an edge leads from a node to the next one east or north of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .raster import Labels

EAST, NORTH, WEST, SOUTH = range(4)


def corner_cells(labels: Labels) -> NDArray[np.int64]:
    """Label of the four cells around each node, shape (4, nodes): north-east, north-west, south-west, south-east.

    The cell of row d lies on the left of a line that leaves the node in direction d, that of row d - 1 on its right.
    """
    padded = np.pad(labels, 1, constant_values=-1)
    quarters = (padded[1:, 1:], padded[1:, :-1], padded[:-1, :-1], padded[:-1, 1:])
    return np.stack([quarter.ravel() for quarter in quarters])


@dataclass(frozen=True)
class Borders:
    """Every lattice edge between two different labels; arrays are by edge."""

    row_length: int
    """Nodes in a row."""
    east: NDArray[np.bool_]
    """Whether the edge leads east (else north)."""
    tail: NDArray[np.int64]
    """Node where the edge begins."""
    left: NDArray[np.int64]
    """Label on the left, -1 outside."""
    right: NDArray[np.int64]
    """Label on the right, -1 outside."""
    number: NDArray[np.int64]
    """Edge that leaves each node to the east (row 0) and to the north (row 1), -1 where there is none."""

    @property
    def head(self) -> NDArray[np.int64]:
        """Node where the edge ends."""
        return self.tail + np.where(self.east, 1, self.row_length)


def find_borders(labels: Labels) -> Borders:
    """The borders of a label raster (rows, columns); the outside of the raster counts as -1."""
    cells = corner_cells(labels)
    eastward = np.flatnonzero(cells[EAST] != cells[SOUTH])
    northward = np.flatnonzero(cells[NORTH] != cells[EAST])
    number = np.full((2, cells.shape[1]), -1)
    number[0, eastward] = np.arange(len(eastward))
    number[1, northward] = len(eastward) + np.arange(len(northward))
    return Borders(
        row_length=labels.shape[1] + 1,
        east=np.arange(len(eastward) + len(northward)) < len(eastward),
        tail=np.concatenate([eastward, northward]),
        left=np.concatenate([cells[EAST, eastward], cells[NORTH, northward]]),
        right=np.concatenate([cells[SOUTH, eastward], cells[EAST, northward]]),
        number=number,
    )
