"""What is too little to be a patch goes to a neighbour of the same unit, by the survey's order.

Same second-level class first, then the same first-level class, then the same of the three groups of classes, then any;
among equals the largest (merging of small patches in public survey software; unit borders: plan IV.1.2).
"""

from __future__ import annotations

from copy import copy

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, tracked
from ..standard import Standard
from ..topology.edges import DIRECTION, GRID, keys_between, origin_of
from ..topology.repair.linework import edges_of, unpacked
from ..workers import queried

_ROUNDS = 6


class Parts:
    """Polygons of a coverage with what the rule asks of them."""

    def __init__(self, shape: np.ndarray, code: np.ndarray, unit: np.ndarray, ribbon: np.ndarray, standard: Standard):
        """`unit` (n,) int: where and whose; `ribbon` (n,) bool."""
        self.shape, self.unit, self.ribbon = shape, unit, ribbon
        self.area = shapely.area(shape)
        levels = (standard.second_level(code), standard.first_level(code), standard.three_way_group(code))
        self.levels = [pd.factorize(level)[0] for level in levels]

    def chosen(self, which: np.ndarray) -> Parts:
        """Some of the parts, by place."""
        some = copy(self)
        for name in ("shape", "unit", "ribbon", "area"):
            setattr(some, name, getattr(self, name)[which])
        some.levels = [level[which] for level in self.levels]
        return some


def absorbed(
    parts: Parts,
    small: np.ndarray,
    limit: np.ndarray,
    progress: Progress = silent,
    *,
    apart: np.ndarray | None = None,
) -> np.ndarray:
    """Which part each one goes to (n,), itself where it stays; `small` are those that may go, `limit` (n,) in m2.

    A patch gets what is left of patches; what only ribbons surround goes to the ribbon with the longest border. Those
    of the same number `apart` (n,) do not go to each other.
    """
    goes = np.arange(len(parts.shape))
    borders = _borders(parts.shape, small)
    area, may_go = parts.area.copy(), np.zeros(len(goes), bool)
    may_go[small] = True
    for _ in tracked(range(_ROUNDS), progress):
        one, two = goes[borders["one"]], goes[borders["two"]]
        open_ = may_go[one] & (one != two) & (parts.unit[one] == parts.unit[two])
        if apart is not None:
            open_ &= apart[one] != apart[two]
        pairs = pd.DataFrame({"one": one[open_], "two": two[open_], "length": borders["length"].to_numpy()[open_]})
        pairs = pairs.groupby(["one", "two"], as_index=False)["length"].sum()
        best = _best(pairs, parts, area, may_go)
        if best.empty:
            break
        goes[best["one"]] = best["two"]
        while (goes[goes] != goes).any():
            goes = goes[goes]
        area = np.bincount(goes, parts.area, minlength=len(goes))
        may_go &= (goes == np.arange(len(goes))) & (area < limit)
    return goes


def _best(pairs: pd.DataFrame, parts: Parts, area: np.ndarray, may_go: np.ndarray) -> pd.DataFrame:
    """The neighbour of each part that the rule chooses; never one that may go itself and is smaller."""
    one, two = pairs["one"].to_numpy(), pairs["two"].to_numpy()
    larger = (area[two] > area[one]) | ((area[two] == area[one]) & (two > one))
    same = [(level[one] == level[two]) & (level[one] >= 0) for level in parts.levels]
    pairs = pairs.assign(
        ribbon=parts.ribbon[two] & ~parts.ribbon[one],
        likeness=np.select(same, [0, 1, 2], 3),
        area=-area[two],
        length=-pairs["length"],
    )[~may_go[two] | larger]
    of_ribbon = pairs["ribbon"]
    patches = pairs[~of_ribbon].sort_values(["one", "likeness", "area", "two"])
    ribbons = pairs[of_ribbon].sort_values(["one", "length", "two"])
    return pd.concat([patches, ribbons]).drop_duplicates("one")


def _borders(shape: np.ndarray, small: np.ndarray) -> pd.DataFrame:
    """Common borders of small parts with others: columns one, two and length in m."""
    _, near = queried(shapely.STRtree(shape), shape[small], silent)
    near = np.union1d(near, small).astype(np.int64)
    origin = origin_of(shape[near])
    edges = edges_of(shape[near], origin)
    key = keys_between(unpacked(edges.start), unpacked(edges.end))
    own = np.isin(near[edges.owner], small)
    sides = pd.DataFrame({"key": key & ~DIRECTION, "place": np.arange(len(key)), "part": near[edges.owner]})
    pairs = sides[own].merge(sides[np.isin(sides["key"], sides["key"][own])], on="key", suffixes=("", "_of"))
    pairs = pairs[pairs["part"] != pairs["part_of"]]
    place = pairs["place"].to_numpy()
    along = unpacked(edges.end[place]) - unpacked(edges.start[place])
    return pd.DataFrame(
        {"one": pairs["part"].to_numpy(), "two": pairs["part_of"].to_numpy(), "length": np.hypot(*along.T) * GRID}
    )
