"""Faults that stay, since somebody granted an exception for them."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import shapely

from ..edges import GRID


class Granted:
    """The faults with an exception: known by id and, when a repair beside one changes its id, by kind and place."""

    def __init__(self, found: gpd.GeoDataFrame, ids: Collection[str]):
        """`found` are the findings before any repair, `ids` those of them for which there is an exception."""
        own = found[found["id"].isin(set(ids))]
        self._ids, self._kinds = own["id"], own["kind"].to_numpy(dtype=object)
        self._tree = shapely.STRtree(own.geometry.to_numpy())

    def __len__(self) -> int:
        return len(self._ids)

    def among(self, faults: gpd.GeoDataFrame) -> np.ndarray:
        """Which faults are such: (n,) bool."""
        kept = faults["id"].isin(self._ids).to_numpy()
        inner = shapely.point_on_surface(faults.geometry.to_numpy())
        fault, own = self._tree.query(inner, predicate="dwithin", distance=GRID)
        kept[fault[faults["kind"].to_numpy()[fault] == self._kinds[own]]] = True
        return kept
