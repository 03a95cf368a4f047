"""The roads and the water of a county as centrelines, as a survey draws them before they become patches."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from .drawing import Drawing
from .landscape import Cover, Landscape
from .lattice import Floats, Mask

_PIECES = 8
"""Parts of a centreline along each cell: it bends like its banks."""

_FIELDS = ("BSM", "DLBM", "XZDWKD", "QSXZ", "QSDWDM", "ZLDWDM")
_WIDTH = "WIDTH"


def centrelines(land: Landscape, drawing: Drawing, dltb: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A line for each linear patch, with the patch's BSM and class and its mean width in m (WIDTH)."""
    cells = np.flatnonzero(land.cover.ravel() >= Cover.DITCH)
    patch = land.patch.ravel()[cells]
    along_row = _along_row(land, cells, patch)
    row, column = np.divmod(cells, land.patch.shape[1])
    order = np.lexsort((np.where(along_row, column, row), patch))
    cells, patch, along_row = cells[order], patch[order], along_row[order]
    points = drawing.middles(cells, along_row, _PIECES)
    # The end of a cell is the start of the next one: only the last cell of a patch keeps it.
    last = np.append(patch[1:] != patch[:-1], True)
    kept = np.ones(points.shape[:2], bool)
    kept[~last, -1] = False
    numbers, place = np.unique(np.repeat(patch, points.shape[1])[kept.ravel()], return_inverse=True)
    line = shapely.linestrings(points[kept], indices=place.ravel())
    frame = dltb.iloc[numbers]
    made = frame[list(_FIELDS)].reset_index(drop=True).assign(**{_WIDTH: _widths(frame, line)})
    return gpd.GeoDataFrame(made, geometry=line, crs=dltb.crs)


def _along_row(land: Landscape, cells: np.ndarray, patch: np.ndarray) -> Mask:
    """Whether the patch of each cell runs along a row; a single cell as the wider of the strips that it lies in."""
    row, column = np.divmod(cells, land.patch.shape[1])
    count = land.patch.max() + 1
    rows, columns = (np.zeros((2, count), np.int64) for _ in range(2))
    for place, ends in ((row, rows), (column, columns)):
        ends[0] = place.max()
        np.minimum.at(ends[0], patch, place)
        np.maximum.at(ends[1], patch, place)
    long_row, long_column = (ends[1][patch] > ends[0][patch] for ends in (columns, rows))
    across = land.rows.strip[row] >= land.columns.strip[column]
    return np.where(long_row | long_column, long_row, across)


def _widths(frame: gpd.GeoDataFrame, line: np.ndarray) -> Floats:
    return np.round(shapely.area(frame.geometry.to_numpy()) / shapely.length(line), 2)
