"""Slope from heights over 3 x 3 cells, with or without all neighbours: by Horn's third-order differences, or by the
second-order differences of Zevenbergen and Thorne."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Cells = NDArray[np.float32]


def horn_slope(heights: Cells, cell_x: float, cell_y: float) -> Cells:
    """Slope in degrees of the inner cells of `heights`, which has a margin of one cell on every side.

    `heights`: float32, shape (rows + 2, columns + 2), NaN where there is no height; cell sizes in metres.
    Returns (rows, columns); NaN where the cell has no height or no neighbour to take a difference with.
    """
    eastward = heights[:, 2:] - heights[:, :-2]
    southward = heights[2:, :] - heights[:-2, :]
    # Neighbours summed twice weigh 1, 2, 1.
    eastward, southward = eastward[:-1] + eastward[1:], southward[:, :-1] + southward[:, 1:]
    gradient_x, gradient_y = eastward[:-1] + eastward[1:], southward[:, :-1] + southward[:, 1:]
    gradient_x /= np.float32(8 * cell_x)
    gradient_y /= np.float32(8 * cell_y)
    slope = _degrees(gradient_x, gradient_y)
    missing = np.isnan(slope)
    if missing.any():
        rows, columns = np.nonzero(missing & ~np.isnan(heights[1:-1, 1:-1]))
        near = np.arange(3)
        window = heights[rows[:, None, None] + near[:, None], columns[:, None, None] + near]
        slope[rows, columns] = _slope_beside_gaps(window, cell_x, cell_y)
    return slope


def zevenbergen_thorne_slope(heights: Cells, cell_x: float, cell_y: float) -> Cells:
    """Slope in degrees as `horn_slope`, from the four neighbours that share a side: finer, but noisier on rough ground.

    Where one of two opposite neighbours is missing the cell itself stands in for it, over half the distance.
    """
    middle = heights[1:-1, 1:-1]
    west_east = _difference(heights[1:-1, :-2], middle, heights[1:-1, 2:], cell_x)
    south_north = _difference(heights[2:, 1:-1], middle, heights[:-2, 1:-1], cell_y)
    return _degrees(west_east, south_north)


def _difference(before: Cells, middle: Cells, after: Cells, cell: float) -> Cells:
    """Gradient between two opposite neighbours; NaN where both are missing, or the cell itself."""
    gradient: Cells = (after - before) / np.float32(2 * cell)
    row, column = np.nonzero(np.isnan(gradient) & ~np.isnan(middle))
    if len(row):
        at = middle[row, column]
        one, two = ((side[row, column] - at) / np.float32(cell) for side in (before, after))
        gradient[row, column] = np.where(np.isnan(two), -one, two)
    gradient[np.isnan(middle)] = np.nan
    return gradient


def _slope_beside_gaps(window: Cells, cell_x: float, cell_y: float) -> Cells:
    """Slope of the middle of (n, 3, 3) windows with missing cells, by the rule of QGIS's slope tool.

    The rule has one oddity, kept so that both tools agree in every cell: a west column that lacks its southern cell
    counts only where the north-east cell is missing too. It is seen along the southern border of a model.
    """
    rows, columns = window, window.swapaxes(1, 2)
    used = np.ones(window.shape[:2], bool)
    gradient_x = _gradient_of_lines(rows, used, cell_x)
    used[:, 0] = ~(np.isnan(window[:, 2, 0]) & ~np.isnan(window[:, 0, 2]))
    return _degrees(gradient_x, _gradient_of_lines(columns, used, cell_y))


def _gradient_of_lines(lines: Cells, used: NDArray[np.bool_], cell: float) -> Cells:
    """Gradient along the last axis of (n, 3 lines, 3 cells) with missing cells; `used` (n, 3): the lines that count.

    Each line counts with its weight 1, 2, 1 and over the span it has: two cells, one if an end is missing, none if no
    two neighbouring cells have heights. NaN where no line has a span.
    """
    first, middle, last = np.moveaxis(lines, 2, 0)
    low, high = np.where(np.isnan(first), middle, first), np.where(np.isnan(last), middle, last)
    span = 2.0 - np.isnan(first) - np.isnan(last)
    span[np.isnan(low) | np.isnan(high) | ~used] = 0.0
    weight = np.array([1.0, 2.0, 1.0])
    rise = np.where(span > 0, high - low, 0.0) @ weight
    with np.errstate(invalid="ignore"):
        gradient: Cells = (rise / (span @ weight) / cell).astype(np.float32)
    return gradient


def _degrees(gradient_x: Cells, gradient_y: Cells) -> Cells:
    """Slope of gradients, whose memory it takes."""
    gradient_x *= gradient_x
    gradient_y *= gradient_y
    gradient_x += gradient_y
    np.sqrt(gradient_x, out=gradient_x)
    np.arctan(gradient_x, out=gradient_x)
    gradient_x *= np.float32(180.0 / np.pi)
    return gradient_x
