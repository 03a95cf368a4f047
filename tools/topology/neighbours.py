"""Neighbours that should be one patch: nothing that divides patches is different, and no line runs between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, steps
from ..standard import Standard
from ..workers import queried
from .chains import as_chains
from .edges import GRID, EdgeTable, Leftover
from .window import widened

CLASS = "DLBM"
MERGE_FIELDS = (*(CLASS, "QSXZ", "QSDWDM", "ZLDWDM", "GDLX", "GDPDJB", "KCXS", "TBXHDM", "ZZSXDM", "CZCSXM", "XZDWKD"),)
"""What divides patches: neighbours that agree in all of these should be one patch (TDDC3D, rule of merging)."""


@dataclass
class Borders:
    """Common borders of two patches each, in the order of the patches: places of both (n,) and lines (n,)."""

    one: np.ndarray
    two: np.ndarray
    line: np.ndarray


def alike(frame: pd.DataFrame, standard: Standard, single: np.ndarray) -> np.ndarray:
    """Groups of patches that agree in all `MERGE_FIELDS` that the frame has: (n,) int, -1 for those of linear classes.

    NULL and empty text are the same. The places `single` are in no group either.
    """
    group = np.zeros(len(frame), np.int64)
    for name in MERGE_FIELDS:
        if name in frame:
            codes, known = pd.factorize(frame[name])
            codes[np.isin(codes, np.flatnonzero(known == ""))] = -1
            group = pd.factorize(group * (len(known) + 1) + codes + 1)[0]
    group[standard.is_linear(frame[CLASS])] = -1
    group[single] = -1
    return group


def borders_within(table: EdgeTable, group: np.ndarray, progress: Progress = silent) -> Borders:
    """The borders between patches of the same group (n,), -1 for none."""
    looked_up, matched = steps(progress, 1, 2)
    near = _beside_their_like(table.patches, group, looked_up)
    edges, beyond = table.shared_edges(np.where(near, group, -1), matched)
    order = np.lexsort((beyond, edges.owner))
    edges, beyond = edges.chosen(order), beyond[order]
    begins = np.append(True, (edges.owner[1:] != edges.owner[:-1]) | (beyond[1:] != beyond[:-1]))[: len(beyond)]
    pair = np.cumsum(begins) - 1
    chains = as_chains(table, Leftover(edges.start, edges.end, pair), longest=len(pair) + 1)
    lines = np.full(int(begins.sum()), None, object)
    if len(lines):
        shapely.multilinestrings(chains.line, indices=chains.owner, out=lines)
    return Borders(edges.owner[begins], beyond[begins], shapely.line_merge(lines))


def _beside_their_like(patches: np.ndarray, group: np.ndarray, progress: Progress) -> np.ndarray:
    """Whether the box of each patch meets that of another of its group: (n,) bool. Few do, and the rest is settled."""
    boxes = widened(shapely.bounds(patches), GRID)
    member = np.flatnonzero((group >= 0) & np.isfinite(boxes).all(axis=1))
    diagonals = shapely.linestrings(boxes[member].reshape(-1, 2, 2))  # made sooner than boxes, and of the same extent
    one, two = queried(shapely.STRtree(diagonals), diagonals, progress)
    own = group[member]
    near = np.zeros(len(patches), bool)
    near[member[one[(one != two) & (own[one] == own[two])]]] = True
    return near


def undivided(borders: Borders, dividers: np.ndarray, tolerance: float) -> Borders:
    """The borders that no dividing lines cover from end to end; lines may lie `tolerance` m beside them."""
    segments = _segments(dividers)
    reach = tolerance + GRID
    border, segment = shapely.STRtree(segments).query(borders.line, predicate="dwithin", distance=reach)
    near, place = np.unique(border, return_inverse=True)
    beside = np.full(len(near), None, object)
    if len(near):
        shapely.multilinestrings(segments[segment], indices=place.ravel(), out=beside)
    strips = shapely.buffer(beside, reach)
    free = np.ones(len(borders.one), bool)
    free[near[shapely.covers(strips, borders.line[near])]] = False
    return Borders(borders.one[free], borders.two[free], borders.line[free])


def _segments(dividers: np.ndarray) -> np.ndarray:
    """Lines, and the boundaries of areas, as two-point lines."""
    areal = shapely.get_dimensions(dividers) == 2
    lines = shapely.get_parts(np.where(areal, shapely.boundary(dividers), dividers))
    rings = shapely.get_parts(lines)
    xy, line = shapely.get_coordinates(rings[shapely.get_dimensions(rings) == 1], return_index=True)
    start = np.flatnonzero(line[1:] == line[:-1])
    return shapely.linestrings(np.stack([xy[start], xy[start + 1]], axis=1))
