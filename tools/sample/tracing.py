"""Regions of the lattice as polygons along the drawn lines."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from ..progress import Progress, silent
from .borders import NORTH, SOUTH, WEST, corner_cells
from .drawing import Lines
from .raster import Labels

Indices = NDArray[np.int64]


def traced(lines: Lines, labels: Labels, progress: Progress = silent) -> NDArray[np.object_]:
    """One polygon for each label (dense from 0, each 4-connected, -1 outside), shells first, holes after.

    Every border between two labels must be a border of the landscape that was drawn. Shells run counter-clockwise,
    holes clockwise: the region always lies on the left.
    """
    node, direction, owner, following = _half_edges(labels)
    progress(20.0)
    ring, place = _rings(following)
    ring_owner, shell, ring_number = _sorted_rings(ring, owner, node, direction, labels.shape[1] + 1)
    progress(40.0)
    order = np.lexsort((place, ring_number[ring]))
    counts = np.bincount(ring_number[ring])
    coordinates, ring_ends = _coordinates(lines, node[order], direction[order], counts)
    progress(60.0)
    polygon_ends = np.append(np.flatnonzero(shell), len(ring_owner))
    offsets = (np.insert(ring_ends, 0, 0), polygon_ends)
    polygons = shapely.from_ragged_array(shapely.GeometryType.POLYGON, coordinates, offsets)
    progress(100.0)
    return polygons


def _half_edges(labels: Labels) -> tuple[Indices, Indices, Indices, Indices]:
    """Every border edge as seen by the region on its left: start node, direction, label, and the next half-edge.

    At the end node the border goes on to the right if the region lies there (so a region that meets itself at a
    corner closes its ring there, and rings never touch themselves), else straight on, else to the left.
    """
    cells = corner_cells(labels)
    nodes, row_length = cells.shape[1], labels.shape[1] + 1
    number = np.full(cells.shape, -1)
    exists = (cells >= 0) & (cells != np.roll(cells, 1, axis=0))
    number[exists] = np.arange(exists.sum())
    direction, node = np.divmod(np.flatnonzero(exists), nodes)
    owner = cells[direction, node]
    end = node + np.array([1, row_length, -1, -row_length])[direction]
    to_the_right = cells[(direction - 1) % 4, end] == owner
    straight_on = cells[direction, end] == owner
    turn = np.where(to_the_right, -1, np.where(straight_on, 0, 1))
    return node, direction, owner, number[(direction + turn) % 4, end]


def _rings(following: Indices) -> tuple[Indices, Indices]:
    """First member of each half-edge's ring, and the place of the half-edge in the ring from there.

    Pointer jumping: after k rounds every half-edge has seen 2**k successors, so a few rounds do for the longest ring.
    """
    first, ahead = np.arange(len(following)), following
    while True:
        smaller = np.minimum(first, first[ahead])
        if np.array_equal(smaller, first):
            break
        first, ahead = smaller, ahead[ahead]
    to_go = np.ones(len(following), np.int64)
    last = first == following
    to_go[last] = 0
    ahead = np.where(last, np.arange(len(following)), following)
    while True:
        further = to_go[ahead]
        if not further.any():
            break
        to_go, ahead = to_go + further, ahead[ahead]
    return first, to_go[first] - to_go


def _sorted_rings(
    ring: Indices, owner: Indices, node: Indices, direction: Indices, row_length: int
) -> tuple[Indices, NDArray[np.bool_], Indices]:
    """Rings sorted by owner, shell before holes: owner and shell flag of each, and the new number by first member."""
    column = node % row_length
    # the area as the sum of x dy over the lattice edges: only those that run north or south add to it
    area = np.bincount(ring, np.where(direction == NORTH, column, 0) - np.where(direction == SOUTH, column, 0))
    first = np.flatnonzero(np.bincount(ring))
    shell = area[first] > 0
    order = np.lexsort((first, ~shell, owner[first]))
    number = np.full(len(ring), -1)
    number[first[order]] = np.arange(len(first))
    return owner[first][order], shell[order], number


def _coordinates(
    lines: Lines, node: Indices, direction: Indices, counts: Indices
) -> tuple[NDArray[np.float64], Indices]:
    """Coordinates of all rings one after another, and where each ends. A ring's first point is repeated last."""
    row_length = lines.borders.row_length
    tail = node - np.where(direction == WEST, 1, 0) - np.where(direction == SOUTH, row_length, 0)
    upright = (direction == NORTH) | (direction == SOUTH)
    line = lines.borders.number[upright.astype(np.int64), tail]
    backward = (direction == WEST) | (direction == SOUTH)
    begin, end = lines.start[line], lines.start[line + 1] - 1
    size = end - begin
    ends = np.cumsum(counts)
    size[ends - 1] += 1  # the last line of a ring also gives its last point, which closes the ring
    offset = np.cumsum(size) - size
    step = np.where(backward, -1, 1)
    source = np.repeat(np.where(backward, end, begin) - step * offset, size)
    source += np.repeat(step, size) * np.arange(len(source))
    return lines.points[source], (offset + size)[ends - 1]
