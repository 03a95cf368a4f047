"""Ribbons: the land that centrelines with widths take, joined where lines of a group meet."""

from __future__ import annotations

import numpy as np
import shapely

from ..progress import Progress, silent, steps
from ..topology import overlay
from ..workers import by_blocks, spread
from .joints import SHARPEST, joints, overhangs
from .parallel import shared_out

_LINES_A_BLOCK = 2_000
_PARTS_A_BLOCK = 1_000

SMOOTH = 0.005
"""m: bends of a ribbon's side smaller than this are left out."""


def ribbons(
    line: np.ndarray,
    half: np.ndarray,
    group: np.ndarray,
    kind: np.ndarray,
    *,
    share: bool = False,
    progress: Progress = silent,
) -> tuple[np.ndarray, np.ndarray]:
    """The ribbons of lines (n,) with half widths (n,) m: polygons (k,) and their groups (k,).

    Lines of a group (n,) that lie near each other are united, the rest is for the cutting to do. Ends are flat. Ends of
    the same `kind` (n,) that meet get a joint, also across groups: it is part of the narrower ribbon. Parallel ribbons
    that overlap may `share` the land between them.
    """
    widening, sharing, uniting = steps(progress, 1, 1, 3)
    bands = by_blocks(_bands, (line, half), _LINES_A_BLOCK, widening)
    bands = _without_overhangs(bands, line, half, kind)
    if share:
        bands = shared_out(bands, line, group, sharing)
    joint = joints(line, half, kind)
    parts, of_group = np.concatenate([bands, joint.polygon]), np.concatenate([group, group[joint.line]])
    parts = shapely.transform(parts, lambda xy: np.round(xy, 4))
    blocks = _blocks(parts, of_group)
    united = spread(_union, [(parts[some],) for some in blocks], uniting)
    polygons, place = shapely.get_parts(np.array([*united, None], dtype=object), return_index=True)
    return polygons, of_group[[some[0] for some in blocks]][place] if blocks else of_group


def _bands(line: np.ndarray, half: np.ndarray) -> np.ndarray:
    return shapely.buffer(line, half, cap_style="flat", join_style="mitre", mitre_limit=SHARPEST)


def _without_overhangs(bands: np.ndarray, line: np.ndarray, half: np.ndarray, kind: np.ndarray) -> np.ndarray:
    over = overhangs(line, half, kind)
    made, place = bands.copy(), np.arange(len(over.line))
    while len(place):
        lines, first = np.unique(over.line[place], return_index=True)
        made[lines] = shapely.difference(made[lines], over.polygon[place[first]])
        place = np.delete(place, first)
    return made


def _blocks(parts: np.ndarray, group: np.ndarray) -> list[np.ndarray]:
    """Places of parts: each block of one group, and of parts that lie near each other."""
    boxes = shapely.bounds(parts)
    x, y = boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]
    width = np.sqrt(len(parts) / _PARTS_A_BLOCK)
    column = np.argsort(np.argsort(x)) * max(int(width), 1) // max(len(parts), 1)
    order = np.lexsort((y, column, group))
    begins = np.append(True, np.diff(group[order]) != 0)[: len(order)]
    first = np.maximum.accumulate(np.where(begins, np.arange(len(order)), 0))
    cuts = np.flatnonzero(begins | ((np.arange(len(order)) - first) % _PARTS_A_BLOCK == 0))
    return np.split(order, cuts[1:]) if len(order) else []


def _union(parts: np.ndarray) -> shapely.Geometry:
    try:
        made = shapely.union_all(parts)
    except shapely.errors.GEOSException:  # sides that nearly coincide, once in thousands of blocks
        made = overlay.union(shapely.buffer(parts, 0.0))
    return shapely.simplify(made, SMOOTH, preserve_topology=True)
