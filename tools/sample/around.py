"""What lies around the patches of a sample county: settlement ranges, rivers, forest, basic farmland, the base year."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import half_up
from ..standard import Standard
from .attributes import identifiers
from .county import County

AROUND = ("CZCDYD", "RIVERS", "FOREST", "YJJBNTTB", "BASE")
"""The layers that `layers_around` makes."""

RIVER_BANK, FOREST_EDGE = 40.0, 30.0
"""m: how far channels reach beyond the water, and forest areas beyond the trees."""

_MOST_PARTINGS = 20

_KEPT = 0.95
"""Share of the patches whose class is that of the base year."""


def layers_around(county: County, standard: Standard, seed: int = 1) -> dict[str, gpd.GeoDataFrame]:
    """The layers `AROUND` of a county without defects; the same county and seed give the same layers."""
    patches = county.DLTB
    codes = patches["DLBM"].astype(str)
    return {
        "CZCDYD": _settlements(patches, standard),
        "RIVERS": _zones(patches[codes == "1101"], RIVER_BANK),
        "FOREST": _zones(patches[codes.str.startswith("03")], FOREST_EDGE),
        "YJJBNTTB": _basic_farmland(patches, standard, seed),
        "BASE": _base_year(patches, standard, seed),
    }


def _settlements(patches: gpd.GeoDataFrame, standard: Standard) -> gpd.GeoDataFrame:
    """CZCDYD: the patches that bear one tag and hang together, in each village a range of its own."""
    tagged = patches[patches["CZCSXM"].notna()]
    ranges = _ranges(tagged)
    frame = gpd.GeoDataFrame(geometry=ranges.geometry.to_numpy(), crs=patches.crs)
    county = str(patches["BSM"].iloc[0])[:6]
    frame["BSM"] = identifiers(county, "CZCDYD", np.arange(1, len(frame) + 1), standard)
    frame["YSDM"] = standard.layers.loc["CZCDYD", "ysdm"]
    frame["CZCLX"], frame["CZCMC"] = ranges["CZCSXM"], ranges["ZLDWMC"]
    digits = ranges["CZCSXM"].str[:3].map({"201": 6, "202": 9}).fillna(19).astype(int)
    frame["CZCDM"] = [code[:count].ljust(19, "0") for code, count in zip(ranges["ZLDWDM"], digits)]
    points = shapely.point_on_surface(tagged.geometry.to_numpy())
    patch, place = shapely.STRtree(frame.geometry.to_numpy()).query(points, "within")
    frame["CZCMJ"] = half_up(np.bincount(place, tagged["TBMJ"].to_numpy()[patch], minlength=len(frame)))
    frame["BZ"] = None
    order = [name for name in standard.fields_of("CZCDYD")["field"] if name in frame]
    return frame[[*order, "geometry"]]


def _ranges(tagged: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Ranges without holes (rule 5101): one with a hole is parted at it, west from east, between its patches."""
    by, side = ["CZCSXM", "ZLDWDM", "ZLDWMC"], np.zeros(len(tagged), np.int64)
    middle = shapely.centroid(tagged.geometry.to_numpy())
    for _ in range(_MOST_PARTINGS):
        whole = tagged[[*by, tagged.geometry.name]].assign(side=side).dissolve([*by, "side"], method="coverage")
        ranges = whole.reset_index().explode(index_parts=False, ignore_index=True)
        shapes = ranges.geometry.to_numpy()
        holed = shapes[shapely.get_num_interior_rings(shapes) > 0]
        if not len(holed):
            break
        at = shapely.get_x(shapely.centroid(shapely.polygons(shapely.get_interior_ring(holed, 0))))
        patch, place = shapely.STRtree(holed).query(shapely.point_on_surface(tagged.geometry.to_numpy()), "within")
        east = shapely.get_x(middle[patch]) > at[place]
        side[patch] = side.max() + 1 + 2 * place + east
    return ranges


def _zones(patches: gpd.GeoDataFrame, margin: float) -> gpd.GeoDataFrame:
    """Areas around patches, with straight corners, as departments draw them."""
    around = shapely.buffer(patches.geometry.to_numpy(), margin, join_style="mitre", mitre_limit=1.5)
    parts = shapely.get_parts(shapely.union_all(shapely.simplify(around, margin / 10)))
    names = [f"{place + 1}" for place in range(len(parts))]
    return gpd.GeoDataFrame({"MC": pd.Series(names, dtype=object)}, geometry=parts, crs=patches.crs)


def _basic_farmland(patches: gpd.GeoDataFrame, standard: Standard, seed: int) -> gpd.GeoDataFrame:
    """Permanent basic farmland: two of three cultivated patches."""
    rng = np.random.default_rng([seed, 7])
    chosen = patches[standard.is_cultivated(patches["DLBM"]) & (rng.random(len(patches)) < 2 / 3)]
    columns = ["DLBM", "DLMC", "ZLDWDM", "ZLDWMC", chosen.geometry.name]
    frame = chosen[columns].reset_index(drop=True)
    frame.insert(0, "YJJBNTTBBH", np.char.zfill(np.arange(1, len(frame) + 1).astype(str), 8).astype(object))
    return frame


def _base_year(patches: gpd.GeoDataFrame, standard: Standard, seed: int) -> gpd.GeoDataFrame:
    """The base year: the same patches, of which some fields were woods or bare, and some built land was fields."""
    rng = np.random.default_rng([seed, 8])
    frame = patches[["BSM", "DLBM", "DLMC", "CZCSXM", "ZLDWDM", patches.geometry.name]].reset_index(drop=True)
    plain = frame["DLBM"].isin(["0101", "0103", "0201", "0301", "0404", "0702"]).to_numpy()
    changed = plain & (rng.random(len(frame)) > _KEPT)
    before = np.where(frame["DLBM"].eq("0301"), "0404", np.where(frame["DLBM"].eq("0103"), "0301", "0103"))
    frame.loc[changed, "DLBM"] = before[changed]
    frame.loc[changed, "CZCSXM"] = None
    frame["DLMC"] = standard.class_name(frame["DLBM"], "zh")
    return frame
