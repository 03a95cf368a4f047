"""Who finds what: places that a tool found, held against the defects that were put in.

The matching is that of `tuban.tools.sample.score`: a place meets a defect when it is near and names one of its patches.
Tools that do not say what they found are not asked: for them any place is one of any kind. Nor are they asked for
exactness: their places are taken with all that lies within some metres.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

AROUND = 4.0
"""m: how far a place of a tool without kinds reaches."""

ALL = "all"
"""Kind of a place that may be of any."""


def places(geometry: Any, feature: Any, other: Any = "") -> Any:
    """Places found by a tool that knows no kinds: a geometry for each, the BSM of a patch, and of a second one."""
    import geopandas as gpd

    return gpd.GeoDataFrame({"feature": feature, "other": other, "kind": ALL}, geometry=geometry)


def places_of_nobody(geometry: Any, county: Path) -> Any:
    """Places found by a tool that does not tell the patches: each counts for all patches that are there."""
    import shapely
    from tuban.tools.files import read_layer

    patches = read_layer(str(county), "DLTB", fields=["BSM"]).frame
    place, patch = shapely.STRtree(patches.geometry.to_numpy()).query(geometry, predicate="dwithin", distance=0.01)
    return places(geometry[place], patches["BSM"].to_numpy()[patch])


def places_of_pairs(county: Path, pairs: Any) -> Any:
    """What pairs of patches, told by their feature ids, have in common."""
    import shapely
    from tuban.tools.files import read_layer

    patches = read_layer(str(county), "DLTB", fields=["BSM"]).frame
    first, second = (patches.loc[list(ids)] for ids in zip(*pairs)) if pairs else (patches[:0], patches[:0])
    one, two = (shapely.make_valid(side.geometry.to_numpy()) for side in (first, second))
    return places(shapely.intersection(one, two), first["BSM"].to_numpy(), second["BSM"].to_numpy())


def found_of_each_kind(found: Any, county: Path) -> dict[str, Any]:
    """Of each kind of defect in the file how many there are and how many were found, and the places elsewhere."""
    import pandas as pd
    from tuban.tools.files import read_layer
    from tuban.tools.sample import score

    truth = pd.read_csv(county.with_name("truth.csv"), dtype=str, keep_default_na=False)
    here = set(read_layer(str(county), "DLTB", fields=["BSM"]).frame["BSM"])
    truth = truth[truth["bsm"].isin(here)]
    if (found["kind"] == ALL).any():
        return of_any_kind(truth, found)
    table = score(truth, found)
    kinds = {row.kind: [int(row.found), int(row.injected)] for row in table.itertuples()}
    return {"kinds": kinds, "elsewhere": int(table["false_alarms"].sum())}


def of_any_kind(truth: Any, found: Any) -> dict[str, Any]:
    from tuban.tools.sample import score

    around = found.set_geometry(found.geometry.buffer(AROUND))
    kinds, elsewhere = {}, len(found)
    for kind, defects in truth.groupby("kind", sort=False):
        (row,) = score(defects, around.assign(kind=kind)).itertuples()
        kinds[kind] = [int(row.found), int(row.injected)]
        elsewhere -= len(found) - int(row.false_alarms)
    return {"kinds": kinds, "elsewhere": max(elsewhere, 0)}
