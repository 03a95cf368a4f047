"""The ledger of the cutting: a row for each patch that changed, whose changes add up to nothing."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..files import Column
from ..language import tr
from ..quality.rules import feature_keys
from .settings import CLASS

RIBBON, PART, CUT, GROWN, GONE = "ribbon", "part", "cut", "grown", "gone"
"""A new linear patch; a new patch split off; one that lost land, that gained land, of which nothing is left."""

_UNIT = 5e-9
"""m2: areas are booked in halves of a grid unit squared."""

COLUMNS = ("patch", "DLBM", "action", "other", "area_before", "area_after", "change", "geometry")


def ledger(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, source: np.ndarray, key: str) -> gpd.GeoDataFrame:
    """What happened to each patch, areas in m2 on the plane; `source` (n,) are the rows that `after` comes from."""
    was, now = (np.nan_to_num(shapely.area(frame.geometry.to_numpy())) for frame in (before, after))
    new = ~np.isin(after.index, before.index)
    old_name = np.array(feature_keys(before, key), dtype=object)
    name = np.array(feature_keys(after, key), dtype=object)
    first = np.where(new, 0.0, was[source])
    change = now - first
    action = np.where(after["ribbon"], RIBBON, np.where(new, PART, np.where(change < 0, CUT, GROWN)))
    told = np.flatnonzero(new | (np.abs(change) > _UNIT))
    rows = pd.DataFrame(
        {
            "patch": name[told],
            "DLBM": after[CLASS].to_numpy(dtype=object)[told],
            "action": action[told],
            "other": np.where(new[told], old_name[source[told]], ""),
            "area_before": first[told],
            "area_after": now[told],
            "change": change[told],
        }
    )
    shapes = after.geometry.to_numpy()[told]
    gone = np.setdiff1d(np.arange(len(before)), source[~new])
    gone = gone[was[gone] > 0]
    lost = pd.DataFrame(
        {
            "patch": old_name[gone],
            "DLBM": before[CLASS].to_numpy(dtype=object)[gone],
            "action": GONE,
            "other": "",
            "area_before": was[gone],
            "area_after": 0.0,
            "change": -was[gone],
        }
    )
    geometry = np.concatenate([shapes, before.geometry.to_numpy()[gone]])
    return gpd.GeoDataFrame(pd.concat([rows, lost], ignore_index=True), geometry=geometry, crs=after.crs)[list(COLUMNS)]


def columns() -> list[Column]:
    """The columns of the ledger as a layer, with aliases in the user's language."""
    aliases = {
        "patch": tr("Patch"),
        "DLBM": tr("Land class"),
        "action": tr("What was done"),
        "other": tr("Patch it was cut out of"),
        "area_before": tr("Area of the patch before (m²)"),
        "area_after": tr("Area of the patch after (m²)"),
        "change": tr("Gained or lost (m²)"),
    }
    real = ("area_before", "area_after", "change")
    return [Column(name, "real" if name in real else "text", alias=alias) for name, alias in aliases.items()]
