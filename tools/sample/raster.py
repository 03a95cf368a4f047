"""Regions on a grid of cells: connected components and growth from seeds, all cells at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
"""A label for every cell, shape (rows, columns); below 0 means none."""


def components(key: Labels) -> Labels:
    """Number the 4-connected regions of equal key, densely from 0; cells with a key below 0 stay -1."""
    cell = np.arange(key.size).reshape(key.shape)
    beside = (key[:, 1:] == key[:, :-1]) & (key[:, 1:] >= 0)
    above = (key[1:] == key[:-1]) & (key[1:] >= 0)
    one = np.concatenate([cell[:, 1:][beside], cell[1:][above]])
    two = np.concatenate([cell[:, :-1][beside], cell[:-1][above]])
    root = np.arange(key.size)
    while True:
        low, high = np.minimum(root[one], root[two]), np.maximum(root[one], root[two])
        apart = low != high
        if not apart.any():
            break
        one, two = one[apart], two[apart]
        root[high[apart]] = low[apart]  # a root hangs on a smaller one, so no circle can form
        root = _flattened(root)
    labels = np.full(key.size, -1)
    used = key.ravel() >= 0
    labels[used] = np.unique(root[used], return_inverse=True)[1]
    return labels.reshape(key.shape)


def _flattened(root: Labels) -> Labels:
    """Every cell points at the last root of its chain."""
    while True:
        further = root[root]
        if np.array_equal(further, root):
            return root
        root = further


def grown(seeds: Labels, group: Labels, rng: np.random.Generator) -> Labels:
    """Spread labels from seed cells until every cell of a group >= 0 has one; labels do not leave their group.

    Cells join one by one from a random neighbour, so every label stays 4-connected and gets a ragged outline.
    Every 4-connected region of `group` must hold a seed.
    """
    width = group.shape[1] + 2
    label = np.pad(seeds, 1, constant_values=-1).ravel()
    within = np.pad(group, 1, constant_values=-1).ravel()
    aside = np.array([1, -1, width, -width])
    waiting = np.flatnonzero((within >= 0) & (label < 0))
    while len(waiting):
        neighbour = waiting + rng.choice(aside, len(waiting))
        joins = (label[neighbour] >= 0) & (within[neighbour] == within[waiting])
        label[waiting[joins]] = label[neighbour[joins]]
        waiting = waiting[~joins]
    return label.reshape(seeds.shape[0] + 2, width)[1:-1, 1:-1]


def first_cells(labels: Labels) -> NDArray[np.int64]:
    """Flat index of the first cell of each label; labels are dense from 0 (cells below 0 are passed over)."""
    used = np.flatnonzero(labels.ravel() >= 0)
    return used[np.unique(labels.ravel()[used], return_index=True)[1]]
