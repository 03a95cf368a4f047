"""Patches that become several, or one: their areas go on adding up, and one of them keeps the identity."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import half_up, product_half_up
from ..area.closing import closed, places
from ..progress import Progress, silent, steps
from ..topology.cutting import cut, dissolved

IDENTITY = ("BSM", "TBBH")
"""Fields that only one piece of a patch keeps: the largest."""

SMALLEST = 10.0
"""m2: pieces below this are slivers (rule 4601)."""

_CENTS = 100.0


def divided(
    patches: gpd.GeoDataFrame, areas: np.ndarray, smallest: float = SMALLEST, progress: Progress = silent
) -> gpd.GeoDataFrame:
    """Patches cut where the lines of areas cross them, an exact coverage again; the pieces of a patch lie together.

    A piece smaller than `smallest` m2 stays with the largest piece of its patch, so that no sliver comes about. Without
    a crossing the patches are returned as they are, but for nodes that neighbours have got.
    """
    cutting, joining = steps(progress, 4, 1)
    shapes = patches.geometry.to_numpy()
    made = cut(shapes, areas, progress=cutting)
    size = shapely.area(made.piece)
    by_size = np.lexsort((-size, made.source))
    first = np.append(True, np.diff(made.source[by_size]) > 0)[: len(by_size)]
    main = np.full(len(patches), -1)
    main[made.source[by_size[first]]] = made.cutter[by_size[first]]
    side = np.where(size < smallest, main[made.source], made.cutter)
    keys, group = np.unique(made.source * (len(areas) + 1) + side + 1, return_inverse=True)
    split = np.bincount(made.source, minlength=len(patches))[made.source] > 1
    pieces, key = dissolved(made.piece[split], keys[group.ravel()][split], joining)
    source = np.concatenate([made.source[~split], key // (len(areas) + 1)])
    piece = np.concatenate([made.piece[~split], pieces])
    none = np.setdiff1d(np.arange(len(patches)), source)  # what has no area has no piece
    source, piece = np.concatenate([source, none]), np.concatenate([piece, shapes[none]])
    order = np.lexsort((-shapely.area(piece), source))
    return _with_pieces(patches, source[order], piece[order])


def _with_pieces(patches: gpd.GeoDataFrame, source: np.ndarray, piece: np.ndarray) -> gpd.GeoDataFrame:
    """Rows for pieces, the largest of each patch in front; it keeps its identity, and the areas add up."""
    frame = patches.iloc[source].copy()
    frame[frame.geometry.name] = piece
    again = np.append(False, np.diff(source) == 0)[: len(source)]
    fresh = patches.index.max() + 1 + np.arange(int(again.sum())) if again.any() else []
    index = frame.index.to_numpy().copy()
    index[again] = fresh
    frame.index = pd.Index(index, name=patches.index.name)
    for name in IDENTITY:
        if name in frame.columns:
            frame.loc[again, name] = None
    several = np.flatnonzero(again | np.append(again[1:], False))
    if len(several) and "TBMJ" in frame.columns:
        shared = _shared(frame["TBMJ"].to_numpy(float)[several], source[several], shapely.area(piece[several]))
        set_areas(frame, several, shared)
    return frame


def _shared(total: np.ndarray, source: np.ndarray, size: np.ndarray) -> np.ndarray:
    """TBMJ of pieces by their plane areas, in whole cents that add up to that of the patch."""
    group = np.unique(source, return_inverse=True)[1].ravel()
    of_patch = np.bincount(group, size)
    cents = np.floor(np.nan_to_num(total) * _CENTS * size / of_patch[group]).astype(np.int64)
    wanted = np.zeros(len(of_patch), np.int64)
    wanted[group] = np.rint(np.nan_to_num(total) * _CENTS).astype(np.int64)
    rank = np.arange(len(cents))
    return closed(cents, group, wanted, places(cents, group, rank)) / _CENTS


def set_areas(frame: gpd.GeoDataFrame, rows: np.ndarray, areas: np.ndarray) -> None:
    """Set TBMJ of rows by place, and KCMJ and TBDLMJ with it as far as they are there, in decimal arithmetic."""
    at = frame.index[rows]
    frame.loc[at, "TBMJ"] = areas
    if "KCXS" not in frame.columns:
        return
    deducted = product_half_up(areas, np.nan_to_num(frame.loc[at, "KCXS"].to_numpy(float)))
    for name, values in (("KCMJ", deducted), ("TBDLMJ", half_up(areas - deducted))):
        if name in frame.columns:
            frame.loc[at, name] = values


def joined(patches: gpd.GeoDataFrame, into: np.ndarray, progress: Progress = silent) -> gpd.GeoDataFrame:
    """Patches merged: `into` (n,) is the place of the patch that each becomes part of, its own for the others.

    The patch that stays keeps its attributes and the sum of TBMJ; common borders go, no coordinate moves.
    """
    stays = into == np.arange(len(patches))
    grown = np.isin(into, into[~stays])
    shapes, root = dissolved(patches.geometry.to_numpy()[grown], into[grown], progress)
    frame = patches.copy()
    geometry = frame.geometry.to_numpy().copy()
    roots, first, count = np.unique(root, return_index=True, return_counts=True)
    geometry[roots] = shapes[first]
    several = np.flatnonzero(np.isin(root, roots[count > 1]))
    if len(several):
        named, place = np.unique(root[several], return_inverse=True)
        geometry[named] = shapely.multipolygons(shapes[several], indices=place.ravel())
    frame[frame.geometry.name] = geometry
    if "TBMJ" in frame.columns and len(roots):
        cents = np.rint(np.nan_to_num(patches["TBMJ"].to_numpy(float)) * _CENTS)
        total = np.bincount(into, cents, minlength=len(patches))
        set_areas(frame, roots, total[roots] / _CENTS)
    return frame[stays]
