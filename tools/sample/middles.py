"""The roads and the water of a county as centrelines, as a survey draws them before they become patches."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from .drawing import Drawing
from .landscape import Cover, Landscape
from .lattice import Floats, Mask

_PIECES = 8
"""Parts of a centreline along each cell: it bends like its banks."""

_EVEN = 0.12
"""Share of its width by which a stretch varies at most."""

_FIELDS = ("BSM", "DLBM", "XZDWKD", "QSXZ", "QSDWDM", "ZLDWDM")
_WIDTH = "WIDTH"


def centrelines(land: Landscape, drawing: Drawing, dltb: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """A line for each stretch of a linear patch that is about equally wide, with the patch's BSM and class and the mean
    width of the stretch in m (WIDTH)."""
    cells = np.flatnonzero(land.cover.ravel() >= Cover.DITCH)
    patch = land.patch.ravel()[cells]
    along_row = _along_row(land, cells, patch)
    row, column = np.divmod(cells, land.patch.shape[1])
    order = np.lexsort((np.where(along_row, column, row), patch))
    cells, patch, along_row = cells[order], patch[order], along_row[order]
    points = drawing.middles(cells, along_row, _PIECES)
    area, length = drawing.cell_areas(cells), shapely.length(shapely.linestrings(points))
    stretch = _stretches(patch, area / length)
    # The end of a cell is the start of the next one: only the last cell of a stretch keeps it.
    last = np.append(stretch[1:] != stretch[:-1], True)
    kept = np.ones(points.shape[:2], bool)
    kept[~last, -1] = False
    line = shapely.linestrings(points[kept], indices=np.repeat(stretch, points.shape[1])[kept.ravel()])
    of_line = patch[last]
    # Banks are ragged: what a patch has more or less than its cells is shared by its stretches.
    true = shapely.area(dltb.geometry.to_numpy()) / np.maximum(np.bincount(patch, area, minlength=len(dltb)), 1e-9)
    width = np.bincount(stretch, area) / np.bincount(stretch, length) * true[of_line]
    made = dltb.iloc[of_line][list(_FIELDS)].reset_index(drop=True).assign(**{_WIDTH: np.round(width, 2)})
    return gpd.GeoDataFrame(made, geometry=line, crs=dltb.crs)


def _stretches(patch: NDArray[np.int64], width: Floats) -> NDArray[np.int64]:
    """Numbers from 0 on of the stretches that cells, in the order of their patches, belong to."""
    grade = np.floor(np.log(width) / _EVEN)
    begins = (np.diff(patch) != 0) | (np.diff(grade) != 0)
    return np.concatenate([[0], np.cumsum(begins)])[: len(patch)]


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
