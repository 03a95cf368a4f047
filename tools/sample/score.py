"""How well a check did: its findings held against the truth about a county."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

NEAR = 1.0
"""m: a finding this near to the place of a defect may be about it."""


def score(truth: pd.DataFrame, found: gpd.GeoDataFrame) -> pd.DataFrame:
    """For each kind of defect, in the order of the truth: columns kind, injected, found, false_alarms.

    A finding meets a defect when it is of its kind, lies within `NEAR` of its place and names one of its patches.
    A defect is found when some finding meets it; a finding of a kind of the truth that meets none is a false alarm.
    `truth` as `make_county` gives it, or read back from a file as text; `found` is a frame of findings.
    """
    truth = truth.reset_index(drop=True)
    places = shapely.points(truth["x"].astype(float).to_numpy(), truth["y"].astype(float).to_numpy())
    tree = shapely.STRtree(found.geometry.to_numpy())
    defect, finding = tree.query(places, predicate="dwithin", distance=NEAR)
    about, says = truth.iloc[defect].reset_index(drop=True), found.iloc[finding].reset_index(drop=True)
    named = (says["feature"] == about["bsm"]) | (says["feature"] == about["bsm2"]) | (says["other"] == about["bsm"])
    meets = ((says["kind"] == about["kind"]) & named).to_numpy()
    is_found, is_true = np.zeros(len(truth), bool), np.zeros(len(found), bool)
    is_found[defect[meets]] = is_true[finding[meets]] = True
    kinds = truth["kind"].drop_duplicates()
    alarms = found["kind"][~is_true].value_counts()
    return pd.DataFrame(
        {
            "kind": kinds.to_numpy(),
            "injected": truth["kind"].value_counts().reindex(kinds).to_numpy(),
            "found": truth["kind"][is_found].value_counts().reindex(kinds, fill_value=0).to_numpy(),
            "false_alarms": alarms.reindex(kinds, fill_value=0).to_numpy(),
        }
    )
