"""Features drawn as copies of patches: what is proved of the patches need not be proved of them again."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray


def copies_of(shapes: np.ndarray, originals: np.ndarray) -> NDArray[np.int64]:
    """The original, by place, that each shape is a copy of, vertex by vertex; -1 where there is none."""
    origin = np.full(len(shapes), -1)
    near = _alike(shapes, originals)
    known = {text: place for place, text in zip(near[1], shapely.to_wkb(originals[near[1]], output_dimension=2))}
    origin[near[0]] = [known.get(text, -1) for text in shapely.to_wkb(shapes[near[0]], output_dimension=2)]
    return origin


def _alike(shapes: np.ndarray, originals: np.ndarray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Shapes and originals that have a box of the other side: no others can be copies."""
    boxes = np.concatenate([shapely.bounds(originals), shapely.bounds(shapes)])
    key = np.ascontiguousarray(boxes).view([("", boxes.dtype)] * 4).ravel()
    _, number = np.unique(key, return_inverse=True)
    first, second = number[: len(originals)], number[len(originals) :]
    return np.flatnonzero(np.isin(second, first)), np.flatnonzero(np.isin(first, second))


def not_proved(shapes: np.ndarray, patches: np.ndarray) -> NDArray[np.int64]:
    """The features of a layer, by place, that must be looked at for overlaps, with what lies beside them.

    Copies of different patches overlap only where the patches do, which is told of the patches.
    """
    origin = copies_of(shapes, patches)
    _, first = np.unique(origin, return_index=True)
    alone = np.zeros(len(shapes), bool)
    alone[first] = True
    rest = np.flatnonzero((origin < 0) | ~alone)
    if not len(rest):
        return rest
    return np.unique(np.concatenate([rest, shapely.STRtree(shapes).query(shapes[rest])[1]]))
