"""What goes on across a seam and what does not: linear features that end there, pairs of patches that differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .edges import GRID
from .segments import chains

_HALF = 0.5
"""Of the shorter of two linear features' ends: so much of it must meet the other for the feature to go on."""

_DECIMALS = 6
"""To which lengths in m are compared with a limit."""


@dataclass(frozen=True)
class Common:
    """Pieces of border that patches of two layers have in common."""

    pairs: pd.DataFrame
    """A row a piece: one, two (the patches), length in m."""
    ends: np.ndarray
    """(k, 2, 2) m."""


@dataclass(frozen=True)
class Break:
    """Where something does not go on: (n,) patches, the patches beyond, lines."""

    patch: np.ndarray
    other: np.ndarray
    border: np.ndarray


def linear_breaks(common: Common, patches: np.ndarray, linear: np.ndarray, level: np.ndarray, stop: float) -> Break:
    """Linear features that end at the seam, each with the patch that lies beyond most of its end.

    `linear` (n,) bool and `level` (n,) text tell what patches are; of one level they are alike. A feature ends where it
    has a border at most `stop` times as long as it is wide on average; where it is longer, it runs along the seam. It
    goes on where one like it takes up half of the shorter of both borders, and it joins one that runs along half of it.
    """
    sides = _both_sides(common.pairs)
    sides = sides[linear[sides["one"]]].reset_index(drop=True)
    sides["chain"], chain_patch, lines = _chains_of(sides, common.ends)
    beyond = sides.set_index(["one", "piece"])["chain"].reindex(pd.MultiIndex.from_frame(sides[["two", "piece"]]))
    sides["beyond"] = beyond.fillna(-1).astype(int).to_numpy()
    sides["alike"] = level[sides["one"]] == level[sides["two"]]
    met = sides.groupby(["chain", "beyond", "alike"], as_index=False)["length"].sum()
    length = shapely.length(lines)
    ends = length <= stop * 2.0 * shapely.area(patches[chain_patch]) / shapely.length(patches[chain_patch])
    own, other = length[met["chain"]], np.append(length, np.inf)[met["beyond"]]
    joins = ~np.append(ends, True)[met["beyond"]] & (met["length"] >= _HALF * own)
    follows = met["alike"] & (met["length"] >= _HALF * np.minimum(own, other))
    broken = np.setdiff1d(np.flatnonzero(ends), met.loc[joins | follows, "chain"])
    most = sides.groupby(["chain", "two"], as_index=False)["length"].sum().sort_values("length", kind="stable")
    beyond = most.groupby("chain")["two"].last()
    return Break(chain_patch[broken], beyond.reindex(broken).to_numpy(np.int64), lines[broken])


def differing(common: Common, unlike: np.ndarray, length: float) -> Break:
    """Pairs of patches that are `unlike` (a bool for each piece) along a border of at least `length` m."""
    pairs, ends = common.pairs[unlike], common.ends[unlike]
    total = pairs.groupby(["one", "two"])["length"].transform("sum").round(_DECIMALS)
    pairs, ends = pairs[total >= length], ends[total >= length]
    number = pairs.groupby(["one", "two"]).ngroup().to_numpy()
    order = np.argsort(number, kind="stable")
    lines = shapely.multilinestrings(shapely.linestrings(ends[order]), indices=number[order])
    one, two = pairs[["one", "two"]].drop_duplicates().sort_values(["one", "two"]).to_numpy().T
    return Break(one, two, shapely.line_merge(lines))


def _both_sides(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pieces as either patch sees them: one (itself), two (the other), length, piece."""
    pieces = pairs.assign(piece=np.arange(len(pairs)))
    return pd.concat([pieces, pieces.rename(columns={"one": "two", "two": "one"})], ignore_index=True)


def _chains_of(sides: pd.DataFrame, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The unbroken borders of patches: that of each side, and of each the patch and the line."""
    pieces = ends[sides["piece"]]
    groups, lines = chains(pieces, sides[["one"]])
    patch = groups["one"].to_numpy()
    side, chain = shapely.STRtree(lines).query(shapely.points(pieces.mean(axis=1)), predicate="dwithin", distance=GRID)
    of_side = np.full(len(sides), -1)
    own = patch[chain] == sides["one"].to_numpy()[side]
    of_side[side[own]] = chain[own]
    return of_side, patch, lines
