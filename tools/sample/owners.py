"""Which villager group owns a patch: what divides neighbours that are alike in everything else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .raster import Labels


def villager_groups(patch: Labels, alike: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of a villager group for each patch, 0 for the village itself: (n,) int64.

    `patch` are the patches on the lattice, `alike` (n,) numbers of what patches agree in, -1 for nothing. Neighbours
    that are alike get different groups: as one owner's they would have to be one patch (L-TOP-08).
    """
    groups = np.zeros(len(alike), np.int64)
    one, two = _alike_neighbours(patch, alike)
    order = np.argsort(two, kind="stable")
    for place, earlier in zip(*_runs(two[order], one[order])):
        taken = set(groups[earlier].tolist())
        groups[place] = next(number for number in range(len(taken) + 1) if number not in taken)
    return groups


def _alike_neighbours(patch: Labels, alike: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of patches that meet along the side of a cell and are alike, the smaller number first, each pair once."""
    beside = [(patch[:, :-1], patch[:, 1:]), (patch[:-1], patch[1:])]
    one, two = (np.concatenate([pair[side].ravel() for pair in beside]) for side in (0, 1))
    meet = (one != two) & (one >= 0) & (two >= 0)
    one, two = one[meet], two[meet]
    same = (alike[one] == alike[two]) & (alike[one] >= 0)
    pairs = np.sort(np.column_stack([one[same], two[same]]), axis=1)
    first, second = np.unique(pairs, axis=0).T
    return first, second


def _runs(keys: NDArray[np.int64], values: NDArray[np.int64]) -> tuple[list[int], list[NDArray[np.int64]]]:
    """Each of the sorted keys with its values."""
    names, first = np.unique(keys, return_index=True)
    return names.tolist(), np.split(values, first[1:])
