"""A made county with all layers that the standard wants, without a fault."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from tuban.tools.area import ellipsoidal_areas
from tuban.tools.files import Column, put_layer
from tuban.tools.sample import County, make_county
from tuban.tools.sample.attributes import identifiers
from tuban.tools.standard import Standard, load

KINDS = {"Char": "text", "VarChar": "text", "Int": "integer", "Float": "real", "Date": "date"}
SHAPES = {"Polygon": "Polygon", "Line": "LineString", "Point": "Point", "Table": "None"}
SEED, VERTICES = 3, 40.0


def clean_layers(patches: int = 300, villages: int = 1) -> dict[str, gpd.GeoDataFrame]:
    """The layers of a sound county by their codes."""
    return layers_of(make_county(patches, seed=SEED, vertices=VERTICES, villages=villages), load("2019"))


def side_layers(layers: dict[str, gpd.GeoDataFrame]) -> dict[str, gpd.GeoDataFrame]:
    """Layers that a database may hold besides, each with three features on patches of their own."""
    standard, patches = load("2019"), layers["DLTB"]
    made_of = {}
    for number, code in enumerate(("LSYD", "YJJBNTTB", "PZWJSTD", "TTQ", "CCWJQ", "GFBQ", "LMFW", "KFYQ")):
        three = patches.iloc[3 * number : 3 * number + 3]
        made_of[code] = made(code, _side_columns(code, three), three.geometry.to_numpy(), patches.crs, standard)
    points = shapely.point_on_surface(patches.geometry.to_numpy()[:3])
    made_of["CLKZD"] = gpd.GeoDataFrame({"BSM": ["a", "b", "c"]}, geometry=points, crs=patches.crs)
    return made_of


def _side_columns(code: str, patches: gpd.GeoDataFrame) -> dict:
    area = patches["TBMJ"].to_numpy()
    return {
        "LSYD": {"GLTBBSM": patches["BSM"].to_numpy(object), "TBMJ": area},
        "YJJBNTTB": {
            "TBMJ": area, "JBNTMJ": area, "XZDWMJ": 0.0, "LXDWMJ": 0.0, "TKMJ": 0.0,
            "ZLDWDM": patches["ZLDWDM"].to_numpy(object), "QSDWDM": patches["QSDWDM"].to_numpy(object),
        },
        "PZWJSTD": {"TBMJ": area},
        "TTQ": {"TTQMJ": area},
        "CCWJQ": {"CCWJQMJ": area},
        "LMFW": {"DLBM": "1003", "ZLDWDM": patches["ZLDWDM"].to_numpy(object)},
    }.get(code, {})  # fmt: skip


def layers_of(county: County, standard: Standard) -> dict[str, gpd.GeoDataFrame]:
    patches = county.DLTB
    towns = townships(county.CJDCQ, county.XZQ, standard)
    return {
        "DLTB": patches,
        "CJDCQ": county.CJDCQ,
        "XZQ": towns,
        "CJDCQJX": lines(county.CJDCQ, towns, "CJDCQJX", standard),
        "XZQJX": lines(towns, towns, "XZQJX", standard),
        "CZCDYD": settlements_of(patches, standard),
        "PDT": slope_map(patches, standard),
        "GDDB": quality_grades(patches, standard),
        "QSDWDMB": owners(patches, county.CJDCQ),
    }


def townships(villages: gpd.GeoDataFrame, county: gpd.GeoDataFrame, standard: Standard) -> gpd.GeoDataFrame:
    """One row a township, made from its villages."""
    code = villages["ZLDWDM"].str[:9].to_numpy(str)
    names, place = np.unique(code, return_inverse=True)
    shapes = [shapely.unary_union(villages.geometry.to_numpy()[place == number]) for number in range(len(names))]
    rows = {
        "XZQDM": names.astype(object),
        "XZQMC": [f"第{number + 1}镇" for number in range(len(names))],
        "DCMJ": np.round(np.bincount(place, villages["DCMJ"].to_numpy()), 2),
        "JSMJ": ellipsoidal_areas(np.array(shapes, object), villages.crs),
        "MSSM": "00",
    }
    return made("XZQ", rows, shapes, villages.crs, standard)


def settlements_of(patches: gpd.GeoDataFrame, standard: Standard) -> gpd.GeoDataFrame:
    """A settlement area for each patch with a settlement attribute."""
    tagged = patches[patches["CZCSXM"].notna()]
    codes = [settlement_code(*row) for row in zip(tagged["CZCSXM"], tagged["ZLDWDM"])]
    columns = {
        "CZCLX": tagged["CZCSXM"].to_numpy(object),
        "CZCDM": codes,
        "CZCMC": [f"城镇村{code}" for code in codes],
        "CZCMJ": tagged["TBMJ"].to_numpy(),
    }
    return made("CZCDYD", columns, tagged.geometry.to_numpy(), patches.crs, standard)


def settlement_code(kind: str, village: str) -> str:
    digits = {"201": 6, "202": 9}.get(kind[:3], 12)
    return village[:digits].ljust(19, "0")


def lines(areas: gpd.GeoDataFrame, towns: gpd.GeoDataFrame, code: str, standard: Standard) -> gpd.GeoDataFrame:
    """The boundaries of areas, each piece once, with the type of its place."""
    whole = shapely.union_all(shapely.boundary(areas.geometry.to_numpy()))
    shapes = shapely.get_parts(shapely.line_merge(whole))
    outer = shapely.boundary(shapely.union_all(towns.geometry.to_numpy()))
    inner = shapely.union_all(shapely.boundary(towns.geometry.to_numpy()))
    middle = shapely.line_interpolate_point(shapes, 0.5, normalized=True)
    township = np.where(shapely.dwithin(middle, inner, 1e-6), "660200", "670500")
    kinds = np.where(shapely.dwithin(middle, outer, 1e-6), "650200", township).astype(object)
    return made(code, {"JXLX": kinds, "JXXZ": "600001"}, shapes, areas.crs, standard)


def slope_map(patches: gpd.GeoDataFrame, standard: Standard) -> gpd.GeoDataFrame:
    fields = patches[patches["GDPDJB"].notna()]
    return made("PDT", {"PDJB": fields["GDPDJB"].to_numpy(object)}, fields.geometry.to_numpy(), patches.crs, standard)


def quality_grades(patches: gpd.GeoDataFrame, standard: Standard) -> gpd.GeoDataFrame:
    fields = patches[patches["GDPDJB"].notna()]
    rows = {
        "DYBH": fields["TBBH"].to_numpy(object),
        "DLBM": fields["DLBM"].to_numpy(object),
        "TBDLMJ": fields["TBDLMJ"].to_numpy(),
        "KCDLMJ": fields["KCMJ"].to_numpy(),
        **dict.fromkeys(("ZRDZS", "LYDZS", "JJDZS"), 6.0),
    }
    return made("GDDB", rows, fields.geometry.to_numpy(), patches.crs, standard)


def owners(patches: gpd.GeoDataFrame, villages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    both = pd.concat(
        [
            patches[["QSDWDM", "QSDWMC"]],
            villages[["ZLDWDM", "ZLDWMC"]].set_axis(["QSDWDM", "QSDWMC"], axis=1),
        ]
    )
    return gpd.GeoDataFrame(
        both.drop_duplicates("QSDWDM").reset_index(drop=True), geometry=[None] * both["QSDWDM"].nunique()
    )


def made(layer: str, columns: dict, shapes, crs, standard: Standard) -> gpd.GeoDataFrame:
    """A layer with all fields of the standard: texts that must be filled say so, numbers are 1."""
    fields = standard.fields_of(layer)
    count = len(shapes)
    empty = {}
    for field in fields.to_dict("records"):
        value = _filling(field, standard)
        empty[field["field"]] = np.full(count, value, None if isinstance(value, (float, np.datetime64)) else object)
    frame = gpd.GeoDataFrame(empty, geometry=np.array(shapes, object), crs=crs)
    ysdm = str(standard.layers.loc[layer, "ysdm"])
    if ysdm:
        first = 1 + 1_000_000 * list(standard.layers.index).index(layer)
        frame["BSM"] = identifiers("330999", layer, np.arange(first, first + count), standard)
        frame["YSDM"] = ysdm
    for name, values in columns.items():
        frame[name] = values
    return frame


def _filling(field: dict, standard: Standard):
    """A value that a field may have."""
    if field["type"] in ("Float", "Int"):
        return 1.0
    if field["type"] == "Date":
        return np.datetime64("2019-12-31", "ms")
    if field["constraint"] != "M":
        return None
    if field["domain"].startswith("code_lists: "):
        name = field["domain"][len("code_lists: ") :]
        return str(standard.code_lists.loc[standard.code_lists["list"] == name, "code"].iloc[0])
    return "0103" if field["domain"] == "land_classes" else "1"


def write_database(path: Path, layers: dict[str, gpd.GeoDataFrame], standard: Standard | None = None) -> str:
    """The layers as a GeoPackage whose fields have the standard's types and lengths."""
    standard = standard or load("2019")
    for code, frame in layers.items():
        shape = SHAPES.get(str(standard.layers.loc[code, "geometry"]), "Polygon")
        put_layer(path, code, frame, columns_of(code, frame, standard), geometry_type=shape)
    return str(path)


def columns_of(code: str, frame: gpd.GeoDataFrame, standard: Standard) -> list[Column]:
    fields = standard.fields[standard.fields["layer"] == code].sort_values("order")
    return [
        Column(row["field"], KINDS[row["type"] or "Char"], int(row["length"] if row["type"] == "Char" else 0) or 0)
        for row in fields.fillna({"length": 0}).to_dict("records")
        if row["field"] in frame
    ]


__all__ = ["clean_layers", "layers_of", "write_database"]
