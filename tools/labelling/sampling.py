"""Drawing patches for a second look: at random, or from each class, so that accuracies can be told from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np

from .agreement import CONFIDENCE, quantile

RANDOM, PROPORTIONAL, EQUAL = "random", "proportional", "equal"
DESIGNS = (RANDOM, PROPORTIONAL, EQUAL)
"""Any patch of the layer; from each class by its number of patches; from each class the same number."""

LEAST = 2
"""Patches of a stratum that are needed for a standard error."""

_HALVINGS = 200


@dataclass(frozen=True)
class Draw:
    """What was drawn: places in the layer, in its order, with the stratum of each and the patches that are in it."""

    rows: np.ndarray
    stratum: np.ndarray
    population: np.ndarray


def sample_size(
    expected: float, half_width: float, population: int | None = None, confidence: float = CONFIDENCE
) -> int:
    """How many patches tell an accuracy to a half width, when it is about what is expected (Cochran 1977, 4.4)."""
    size = quantile(confidence) ** 2 * expected * (1 - expected) / half_width**2
    if population is not None:
        size = size / (1 + (size - 1) / population) if population else 0
    return max(ceil(round(size, 9)), 0)


def stratified_size(shares: Sequence[float], expected: Sequence[float], error: float) -> int:
    """How many units tell the overall accuracy with a standard error (Olofsson et al. 2014, eq. 13).

    `shares` of the strata, and the accuracy that is expected in each.
    """
    share, right = np.asarray(shares, float), np.asarray(expected, float)
    return ceil(round(float((share * np.sqrt(right * (1 - right))).sum() / error) ** 2, 9))


def allocation(sizes: Sequence[int] | np.ndarray, total: int, *, least: int = 0, equal: bool = False) -> np.ndarray:
    """How many to draw from each stratum: by its size, or the same from each; at least so many, at most all.

    The total grows where the least numbers ask for more, and shrinks where the strata hold less.
    """
    size = np.asarray(sizes, np.int64)
    low = np.minimum(size, least)
    total = int(np.clip(total, low.sum(), size.sum()))
    weight = np.where(size > 0, 1.0, 0.0) if equal else size.astype(float)
    few, many = 0.0, float(size.sum() or 1)
    for _ in range(_HALVINGS):
        middle = (few + many) / 2
        few, many = (middle, many) if np.clip(middle * weight, low, size).sum() < total else (few, middle)
    wanted = np.clip(many * weight, low, size)
    given = np.floor(wanted + 1e-9).astype(np.int64)
    rest = np.where(given < size, wanted - given, -1.0)
    given[np.argsort(-rest, kind="stable")[: total - int(given.sum())]] += 1
    return given


def draw(classes: Sequence[Any], total: int, *, design: str = PROPORTIONAL, least: int = LEAST, seed: int = 0) -> Draw:
    """Draw patches by chance; the same seed draws the same patches of the same layer."""
    label = np.asarray(classes, object)
    if design == RANDOM:
        label = np.full(len(label), "", object)
    stratum, of = np.unique(label.astype(str), return_inverse=True)
    sizes = np.bincount(of, minlength=len(stratum))
    wanted = allocation(sizes.tolist(), total, least=0 if design == RANDOM else least, equal=design == EQUAL)
    chance = np.random.default_rng(seed)
    by_chance = chance.permutation(len(label))
    by_stratum = by_chance[np.argsort(of[by_chance], kind="stable")]
    place = np.arange(len(label)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    rows = np.sort(by_stratum[place < wanted[of[by_stratum]]])
    return Draw(rows, stratum[of[rows]], sizes[of[rows]])
