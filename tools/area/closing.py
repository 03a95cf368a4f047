"""Parts that add up to a given whole: the residue is handed out in whole units, evenly, the rest to the largest parts.

面积平差 as production software of the third survey does it (TDDC3D CalmjandTpFrm): n = |residue| in units, k parts,
f = n div k, r = n mod k; the r largest parts move by f + 1 units, the others by f. Areas of patches are computed on the
ellipsoid, so this only removes what rounding has left; no part is scaled.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def sums(parts: Integers, group: Integers, groups: int) -> Integers:
    """Exact sums of `parts` (n,) by their `group` (n,), int64 (groups,)."""
    totals = np.zeros(groups, np.int64)
    np.add.at(totals, group, parts)
    return totals


def places(parts: Integers, group: Integers, rank: Integers) -> Integers:
    """Place of each part in its group, 0 for the largest; of equal parts the one of lower `rank` comes first."""
    order = np.lexsort((rank, -parts, group))
    sizes = np.bincount(group)
    place = np.empty(len(parts), np.int64)
    place[order] = np.arange(len(parts)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return place


def closed(parts: Integers, group: Integers, totals: Integers, place: Integers) -> Integers:
    """The parts, pushed in whole units until each group adds up to its total.

    `parts`, `group`, `place`: int64 (n,), the last from `places`; `totals`: int64 (groups,). Parts of a group that
    already adds up are returned as they are.
    """
    rest = totals - sums(parts, group, len(totals))
    each, over = np.divmod(np.abs(rest), np.maximum(np.bincount(group, minlength=len(totals)), 1))
    steps = each[group] + (place < over[group])
    return parts + np.sign(rest)[group] * steps
