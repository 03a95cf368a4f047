"""Forced balance (强制调平): rounded parts that add up to the rounded whole, to the last 0.01 ha.

面积汇总统计规定 as production software of the third survey follows it: the residue is handed out in steps of the last
place, evenly, and what does not divide goes to the largest parts first.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]

STEP = 10_000
"""0.01 m2 in 0.01 ha."""

LARGE = 100 * STEP
"""1 ha: where a record has classes above it, only those take part of the residue."""


def rounded(cents: Integers) -> Integers:
    """Areas in 0.01 m2 (not negative) as areas in 0.01 ha, half up."""
    return (cents + STEP // 2) // STEP


def balanced_units(cents: Integers) -> Integers:
    """Areas of units in 0.01 ha that add up to the rounded whole. `cents`: int64 (units,) in 0.01 m2."""
    whole = rounded(cents.sum(keepdims=True))
    return _spread(cents[None, :], whole, np.ones((1, len(cents)), bool))[0]


def balanced_classes(cents: Integers, totals: Integers) -> Integers:
    """Areas of classes in 0.01 ha that add up to each unit's total.

    `cents`: int64 (units, classes) in 0.01 m2; `totals`: int64 (units,) in 0.01 ha, as `balanced_units` gives them.
    """
    large = cents > LARGE
    return _spread(cents, totals, np.where(large.any(axis=1, keepdims=True), large, cents > 0))


def _spread(cents: Integers, totals: Integers, takes: NDArray[np.bool_]) -> Integers:
    parts = rounded(cents)
    rest = totals - parts.sum(axis=1)
    takers = np.maximum(takes.sum(axis=1), 1)
    each, over = np.abs(rest) // takers, np.abs(rest) % takers
    # Place of each part by size among those that take; equal ones keep the order of the classes.
    order = np.argsort(np.where(takes, -cents, 1), axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    steps = each[:, None] + (place < over[:, None])
    return parts + np.where(takes, steps, 0) * np.sign(rest)[:, None]
