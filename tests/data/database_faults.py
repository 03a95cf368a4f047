"""One violation for every rule of a whole database: what is done to a sound one, and where each rule must speak."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import affinity
from tuban.tests.data.faults import CLEAN, FAULTS, VILLAGE
from tuban.tools.standard import load

Layers = dict[str, gpd.GeoDataFrame]


@dataclass(frozen=True)
class Fault:
    """A rule, and the layer and feature where it must speak; a feature of None is whatever the fault has."""

    rule: str
    layer: str
    feature: str | None


STAYS = {"BSM", "TBYBH", "TBBH", "ZLDWDM", "ZLDWMC", "QSDWDM", "QSDWMC", "YSDM"}
REPLACED = {"L-UNQ-01"}
"""Rules of one layer that a rule of the database stands for."""

SEVERAL = {"L-UNQ-03": 2, "L-UNQ-04-CJDCQ": 2, "L-UNQ-04-XZQ": 2}
"""Faults that each of two features has."""

LATE = {"L-ARE-03": {"KCMJ": 0.02, "TBDLMJ": -0.02}, "L-ARE-04": {"TBDLMJ": 0.01}, "L-ARE-12-TBMJ": {"TBMJ": 0.001},
        "L-ARE-12-KCMJ": {"KCMJ": 0.004}, "L-ARE-12-TBDLMJ": {"TBDLMJ": -0.004}}  # fmt: skip
"""Areas that are off by something, not given."""


def patch_faults(layers: Layers) -> list[Fault]:
    """Each fault of a patch on a patch of its own, which first becomes the sound patch that the fault is told of."""
    standard, frame = load("2019"), layers["DLTB"].copy()
    frame["GDDB"] = frame["GDDB"].astype(float)
    expected = []
    for place, (rule, (name, values)) in enumerate(FAULTS.items(), 40):
        at = frame.index[place]
        sound = {field: None for field in frame.columns if field not in STAYS | {"geometry", "TBMJ", "SJNF"}}
        sound.update(QSXZ="30", MSSM="00", FRDBS="0", KCXS=0.0, XZDWKD=0.0, GDDB=np.nan)
        sound.update({field: value for field, value in CLEAN[name].items() if field not in ("TBMJ", "KCMJ", "TBDLMJ")})
        sound["DLMC"] = standard.class_name([sound["DLBM"]], "zh")[0]
        sound["KCMJ"] = float(np.floor(frame.loc[at, "TBMJ"] * sound["KCXS"] * 100 + 0.5) / 100)
        sound["TBDLMJ"] = float(np.round(frame.loc[at, "TBMJ"] - sound["KCMJ"], 2))
        if name == "fly-in":
            sound["QSDWDM"] = "3309991002990000000"
        own = frame.loc[at, "ZLDWDM"]
        changed = {
            field: value.replace(VILLAGE, own).replace(VILLAGE[:-1], own[:-1]).replace(VILLAGE[1:], own[1:])
            if isinstance(value, str)
            else value
            for field, value in values.items()
        }
        if rule in LATE:
            changed = {
                field: round((sound.get(field) or frame.loc[at, field]) + by, 4) for field, by in LATE[rule].items()
            }
        elif rule == "L-UNQ-03":
            changed = {"TBBH": frame.loc[(frame["ZLDWDM"] == own) & (frame.index != at), "TBBH"].iloc[-1]}
        for field, value in {**sound, **changed}.items():
            frame.loc[at, field] = value
        if rule not in REPLACED:
            key = frame.loc[at, "BSM"]
            expected.append(Fault(rule, "DLTB", str(key).strip() if key and rule not in SEVERAL else None))
    layers["DLTB"] = frame
    return expected


def set_cell(layers: Layers, layer: str, row: int, **values) -> str:
    """Change some cells of a feature; returns its BSM."""
    frame = layers[layer]
    at = frame.index[row]
    for name, value in values.items():
        frame.loc[at, name] = value
    return str(frame.loc[at, "BSM"])


def other_faults(layers: Layers) -> list[Fault]:
    """Faults of structure, of the other layers and between layers."""
    for code in layers:
        layers[code] = layers[code].copy()
    patches = layers["DLTB"]

    def fault(rule: str, layer: str, row: int, **values) -> Fault:
        return Fault(rule, layer, set_cell(layers, layer, row, **values))

    made = [
        Fault("L-UNQ-01-DB", "LMFW", str(layers["PDT"]["BSM"].iloc[0])),
        fault("L-ARE-01", "DLTB", 20, TBMJ=float(patches["TBMJ"].iloc[20]) + 1.0),
        fault("L-ATT-40-year", "DLTB", 21, SJNF=2020),
        fault("L-CMP-05-DLTB-ZLDWDM", "DLTB", 22, ZLDWDM="3309991002990000000"),
        fault("3104-CZCDYD-CZCLX", "CZCDYD", 0, CZCLX="209"),
        fault("3105-LSYD-PZMJ", "LSYD", 0, PZMJ=0.0),
        fault("3106-CZCDYD-CZCMC", "CZCDYD", 1, CZCMC=None),
        fault("L-STR-02-PDT-YSDM", "PDT", 1, YSDM="1000780001"),
        fault("L-STR-03-LMFW-ZLDWDM", "LMFW", 0, ZLDWDM="33０9991002000000000"),
        fault("L-UNQ-02-PDT-BSM", "PDT", 2, BSM="330999100078"),
        fault("L-ARE-12-LSYD-PZMJ", "LSYD", 1, PZMJ=1.001),
        fault("L-ATT-45", "CZCDYD", 2, CZCDM="3309990000000000000"),
        fault("L-UNQ-05", "CZCDYD", 3, CZCDM=layers["CZCDYD"]["CZCDM"].iloc[-1], CZCMC="另一个村"),
        fault("L-ATT-41-CJDCQ", "CJDCQ", 2, HDMC="小岛"),
        fault("L-ATT-41-XZQ", "XZQ", 1, HDMC="小岛"),
        fault("L-LOG-06", "LSYD", 2, GLTBBSM="330999200199999999"),
        fault("L-LOG-07", "YJJBNTTB", 1, TKMJ=5.0),
        fault("L-LOG-11-LMFW", "LMFW", 1, DLBM="0103"),
        fault("L-ARE-02-XZQ", "XZQ", 0, JSMJ=float(layers["XZQ"]["JSMJ"].iloc[0]) + 500_000.0),
        fault("L-ARE-02-CJDCQ", "CJDCQ", 3, JSMJ=float(layers["CJDCQ"]["JSMJ"].iloc[3]) + 50_000.0),
        fault("L-ARE-05", "CJDCQ", 4, DCMJ=float(layers["CJDCQ"]["DCMJ"].iloc[4]) + 1.0),
        fault("L-ARE-06", "XZQ", 0, DCMJ=float(layers["XZQ"]["DCMJ"].iloc[0]) + 3.0),
        fault("L-ARE-07", "XZQ", 1, DCMJ=float(layers["XZQ"]["DCMJ"].iloc[1]) + 3.0),
        fault("L-ARE-10", "CZCDYD", 5, CZCMJ=1.0),
        fault("L-LOG-09", "XZQJX", 0, JXLX="670500"),
        fault("L-LOG-09", "CJDCQJX", 0, JXLX="630200" if layers["CJDCQJX"]["JXLX"].iloc[0] == "670500" else "670500"),
    ]
    for code, field in (
        ("LSYD", "TBMJ"),
        ("YJJBNTTB", "TBMJ"),
        ("PZWJSTD", "TBMJ"),
        ("TTQ", "TTQMJ"),
        ("CCWJQ", "CCWJQMJ"),
    ):
        wrong = float(layers[code][field].iloc[2]) + 100.0
        made.append(fault(f"L-ARE-11-{code}", code, 2, **{field: wrong}))
    set_cell(layers, "YJJBNTTB", 2, JBNTMJ=float(layers["YJJBNTTB"]["TBMJ"].iloc[2]))
    layers["LMFW"].loc[layers["LMFW"].index[2], "BSM"] = layers["PDT"]["BSM"].iloc[0]
    made += names_of_units(layers) + places(layers)
    return [*made, Fault("L-ARE-08", "DLTB", "")]


def names_of_units(layers: Layers) -> list[Fault]:
    """Codes and names that do not belong to each other: in the villages, the county, the patches, the owners."""
    villages, county, patches = layers["CJDCQ"], layers["XZQ"], layers["DLTB"]
    owners = layers["QSDWDMB"]
    village = str(villages["ZLDWDM"].iloc[1])
    inside = np.flatnonzero((patches["ZLDWDM"] == village).to_numpy())
    made = [Fault("L-LOG-01-name", "DLTB", set_cell(layers, "DLTB", int(inside[-1]), ZLDWMC="别的村"))]
    made.append(Fault("L-LOG-03", "DLTB", set_cell(layers, "DLTB", int(inside[-2]), QSDWMC="别的单位")))
    made.append(
        Fault("L-CMP-05-DLTB-QSDWDM", "DLTB", set_cell(layers, "DLTB", int(inside[-3]), QSDWDM="3309991009990000000"))
    )
    made.append(
        Fault("L-ATT-44", "DLTB", set_cell(layers, "DLTB", int(inside[-4]), QSXZ="30", QSDWDM="3309990000000000000"))
    )
    layers["QSDWDMB"] = pd.concat(
        [owners, gpd.GeoDataFrame({"QSDWDM": ["3309990000000000000"], "QSDWMC": ["样例县"]}, geometry=[None])],
        ignore_index=True,
    )
    made.append(Fault("L-UNQ-04-CJDCQ", "CJDCQ", None))
    villages.loc[villages.index[6], "ZLDWMC"] = villages["ZLDWMC"].iloc[7]
    of_it = patches["ZLDWDM"] == villages["ZLDWDM"].iloc[6]
    patches.loc[of_it, "ZLDWMC"] = villages["ZLDWMC"].iloc[7]
    made.append(Fault("L-UNQ-04-XZQ", "XZQ", None))
    county.loc[county.index[1], "XZQMC"] = county["XZQMC"].iloc[0]
    return made


def places(layers: Layers) -> list[Fault]:
    """What lies where it should not."""
    patches, settlements = layers["DLTB"], layers["CZCDYD"]
    untouched = np.arange(40 + len(FAULTS), len(patches))
    tagged = untouched[patches["CZCSXM"].iloc[untouched].notna() & (patches["DLBM"].iloc[untouched] == "0702")]
    fields = untouched[patches["GDPDJB"].iloc[untouched].notna() & (patches["GDLX"].iloc[untouched].notna())]
    gone, mismatched = int(tagged[0]), int(tagged[1])
    home = shapely.STRtree(settlements.geometry.to_numpy()).query(
        patches.geometry.iloc[gone].representative_point(), predicate="intersects"
    )
    made = [
        Fault("5104", "DLTB", str(patches["BSM"].iloc[gone])),
        Fault("L-LOG-05", "DLTB", set_cell(layers, "DLTB", mismatched, CZCSXM="202")),
    ]
    settlements = settlements.drop(index=settlements.index[home])
    holed = settlements.geometry.iloc[-1]
    centre = affinity.translate(holed.representative_point(), 2.0, 2.0).buffer(0.5, 4)
    settlements.loc[settlements.index[-1], "geometry"] = holed.difference(centre)
    made.append(Fault("5101", "CZCDYD", str(settlements["BSM"].iloc[-1])))
    layers["CZCDYD"] = settlements
    slope = layers["PDT"]
    here = {bsm: place for place, bsm in enumerate(patches["BSM"])}
    graded = [int(place) for place in fields if patches["BSM"].iloc[place] in here][:2]
    grade, bare = (patches.geometry.iloc[place] for place in graded)
    rows = [next(at for at, shape in zip(slope.index, slope.geometry) if shape.equals(of)) for of in (grade, bare)]
    slope.loc[rows[0], "PDJB"] = "5" if slope.loc[rows[0], "PDJB"] != "5" else "4"
    layers["PDT"] = slope.drop(index=rows[1])
    made.append(Fault("L-LOG-04", "DLTB", str(patches["BSM"].iloc[graded[0]])))
    made.append(Fault("L-ATT-13", "DLTB", set_cell(layers, "DLTB", int(fields[-1]), KCXS=0.3333)))
    made.append(Fault("L-TOP-13", "DLTB", str(patches["BSM"].iloc[graded[1]])))
    made += [_refined_in_farmland(layers, int(fields[-2])), _small_island(layers, untouched)]
    points = layers["CLKZD"]
    points.loc[points.index[2], "geometry"] = points.geometry.iloc[0]
    made.append(Fault("4101", "CLKZD", "3"))
    far = layers["TTQ"]
    far.loc[far.index[0], "geometry"] = affinity.translate(far.geometry.iloc[0], -60_000.0, 0.0)
    made.append(Fault("L-LOG-11", "TTQ", str(far["BSM"].iloc[0])))
    return made


def _refined_in_farmland(layers: Layers, row: int) -> Fault:
    """A field in a river channel on a plot of permanent basic farmland of the same shape."""
    field, farmland = layers["DLTB"].iloc[row], layers["YJJBNTTB"]
    area = {"TBMJ": field["TBMJ"], "JBNTMJ": field["TBMJ"], "BSM": "330999201099999999"}
    plot = farmland.iloc[[0]].assign(**area).set_geometry([field.geometry], crs=farmland.crs)
    layers["YJJBNTTB"] = pd.concat([farmland, plot], ignore_index=True)
    refined = {"TBXHDM": "HDGD", "TBXHMC": "河道耕地", "ZZSXDM": "LS", "ZZSXMC": "种植粮食作物"}
    return Fault("L-ATT-32-PBF", "DLTB", set_cell(layers, "DLTB", row, **refined))


def _small_island(layers: Layers, untouched: np.ndarray) -> Fault:
    """A patch below 500 m2 becomes an island of its own."""
    areas = shapely.area(layers["DLTB"].geometry.to_numpy()[untouched])
    small = untouched[(areas < 500.0) & layers["DLTB"]["CZCSXM"].iloc[untouched].isna().to_numpy()]
    return Fault("L-TOP-07-ISLAND", "DLTB", set_cell(layers, "DLTB", int(small[0]), MSSM="01", HDMC="小岛"))


def structure(layers: Layers) -> list[Fault]:
    """Layers and fields that lack or differ, and reference systems that are none of the survey's."""
    layers["GFBQ"] = layers["GFBQ"].set_crs(4528, allow_override=True).set_crs(2364, allow_override=True)  # Xi'an 1980
    layers["KFYQ"] = layers["KFYQ"].to_crs(4490)
    layers["CCWJQ"] = layers["CCWJQ"].to_crs(4549)  # the zone's number is not before the eastings
    moved = layers["PZWJSTD"]
    moved.loc[moved.index[0], "geometry"] = affinity.translate(moved.geometry.iloc[0], 900_000.0, 0.0)
    del layers["GDDB"]
    layers["YJJBNTTB"] = layers["YJJBNTTB"].drop(columns="DLBZ")
    return [
        Fault("2201", "GFBQ", ""),
        Fault("2203", "KFYQ", ""),
        Fault("L-MAT-01", "CCWJQ", ""),
        Fault("L-MAT-02", "PZWJSTD", str(moved["BSM"].iloc[0])),
        Fault("3101", "GDDB", ""),
        Fault("3102-missing", "YJJBNTTB", "DLBZ"),
    ]


CONSEQUENCES = {
    ("L-ARE-05", "CJDCQ"): "a patch without its area takes it from the village's sum",
    ("L-ARE-06", "XZQ"): "and from the township's",
    ("L-ARE-07", "XZQ"): "a village's wrong area is one of its township's sum",
    ("L-TOP-08", "DLTB"): "patches with a fault may be alike",
    ("L-UNQ-05", "CZCDYD"): "a code of several names is wrong wherever it stands",
    ("L-LOG-05", "DLTB"): "a patch becomes another class in its settlement area, or beside it",
}
"""Rules that speak on other features too, and why."""
