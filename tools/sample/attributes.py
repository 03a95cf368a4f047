"""The attributes of a county without faults: every field of the standard, every rule of the rule book kept."""

from __future__ import annotations

from typing import Any, Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..area import ellipsoidal_areas, half_up, product_half_up
from ..progress import Progress, silent
from ..standard import Standard
from .landscape import VILLAGES_PER_TOWN, Cover, Landscape

Texts = NDArray[np.object_]

YEAR = 2019
"""Year of the survey whose standard the sample follows."""

_CLASSES: Mapping[Cover, Mapping[str, float]] = {
    Cover.FIELD: {
        "0101": 0.34, "0102": 0.08, "0103": 0.27, "0201": 0.07, "0201K": 0.02, "0202": 0.03, "0204": 0.03,
        "1104": 0.06, "1104A": 0.01, "1202": 0.03, "0403": 0.01, "0404": 0.04, "1106": 0.01,
    },
    Cover.SETTLEMENT: {
        "0702": 0.74, "05H1": 0.05, "0601": 0.06, "08H2": 0.04, "0809": 0.03, "0810": 0.03, "1201": 0.05,
    },
    Cover.FOREST: {"0301": 0.6, "0302": 0.08, "0305": 0.18, "0307": 0.11, "0304": 0.02, "0306": 0.01},
    Cover.CLEARING: {
        "0103": 0.4, "0101": 0.08, "0702": 0.14, "1104": 0.1, "0404": 0.1, "0602": 0.04, "1103": 0.03, "1206": 0.03,
        "1207": 0.02, "09": 0.02, "0201": 0.04,
    },
    Cover.DITCH: {"1107": 1.0},
    Cover.RURAL_ROAD: {"1006": 1.0},
    Cover.STREET: {"1004": 1.0},
    Cover.TRUNK_ROAD: {"1003": 1.0},
    Cover.RIVER: {"1101": 1.0},
}  # fmt: skip
"""Share of each land class among the patches of a cover."""

_TOWN_CLASSES = {
    "0701": 0.6, "05H1": 0.12, "0508": 0.02, "0601": 0.05, "08H1": 0.04, "08H2": 0.06, "0809": 0.03, "0810": 0.05,
    "1005": 0.03,
}  # fmt: skip
"""The same for the settlements of towns and the county seat."""

_CROPS = {"LS": 0.72, "FLS": 0.14, "LYFL": 0.06, "XG": 0.03, "LLJZ": 0.02, "WG": 0.03}
_RECOVERABLE = {"": 0.85, "JKHF": 0.1, "GCHF": 0.05}
"""Crop attributes of gardens: most have none, some can become cultivated land again."""

_SETTLEMENT_CODES = np.array(["203", "202", "201"], dtype=object)
"""CZCSXM inside the settlement of a village, a town, the county seat."""

_OUTSIDE_SETTLEMENTS = {"0702": "203", "0602": "204", "09": "205"}
"""CZCSXM of built-up classes that lie by themselves."""

_LINEAR = (Cover.DITCH, Cover.RURAL_ROAD, Cover.STREET, Cover.TRUNK_ROAD, Cover.RIVER)


def villages_of(land: Landscape, county_code: str) -> pd.DataFrame:
    """Code (19 digits) and name of each village, columns ZLDWDM and ZLDWMC, index village number."""
    town, place = np.divmod(np.arange(len(land.seat)), VILLAGES_PER_TOWN)
    codes = [f"{county_code}{100 + t:03}{200 + p:03}0000000" for t, p in zip(town, place)]
    names = [f"第{t + 1}镇第{p + 1}村" for t, p in zip(town, place)]
    return pd.DataFrame({"ZLDWDM": codes, "ZLDWMC": names}, dtype=object)


def patch_frame(
    land: Landscape,
    patches: NDArray[np.object_],
    grades: NDArray[np.int8],
    county_code: str,
    crs: str,
    standard: Standard,
    seed: int,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """Layer DLTB: all fields of the standard in order, one row a patch.

    `grades`: slope grade of each patch, 0 where it is not known.
    """
    rng = np.random.default_rng([seed, 4])
    classes = _land_classes(land, rng)
    cultivated = standard.is_cultivated(classes)
    village = land.patch_village
    units = villages_of(land, county_code)
    numbers = _numbers_in(village)
    frame = _layer(patches, "DLTB", county_code, crs, standard)
    frame["TBYBH"] = frame["TBBH"] = numbers
    frame["DLBM"], frame["DLMC"] = classes, standard.class_name(classes, "zh")
    frame["QSXZ"] = _ownership(land)
    frame["QSDWDM"] = frame["ZLDWDM"] = units["ZLDWDM"].to_numpy()[village]
    frame["QSDWMC"] = frame["ZLDWMC"] = units["ZLDWMC"].to_numpy()[village]
    grade = np.where(cultivated, np.maximum(grades, 1), 0)
    frame["GDPDJB"] = np.array([None, "1", "2", "3", "4", "5"], dtype=object)[grade]
    frame["GDLX"] = _land_form(classes, grade, rng)
    frame["KCXS"] = _coefficients(frame["GDPDJB"], frame["GDLX"], standard)
    frame["KCDLBM"] = np.where(frame["KCXS"] > 0, "1203", None)
    frame["GDDB"] = np.where(cultivated, rng.integers(4, 13, len(frame)), np.nan)
    frame["ZZSXDM"] = _crops(classes, cultivated, rng)
    crop_names = standard.code_lists[standard.code_lists["list"] == "ZZSXDM"].set_index("code")["name_zh"]
    frame["ZZSXMC"] = _looked_up(frame["ZZSXDM"], crop_names)
    frame["CZCSXM"] = _settlement_codes(land, classes)
    frame["FRDBS"], frame["SJNF"] = "0", YEAR
    close_areas(frame, np.arange(len(frame)), ellipsoidal_areas(patches, crs, progress=progress))
    width = half_up(frame["TBMJ"].to_numpy() / (shapely.length(patches) / 2), 1)
    frame["XZDWKD"] = np.where(np.isin(land.patch_cover, _LINEAR), width, 0.0)
    return frame


def village_frame(
    land: Landscape, outlines: NDArray[np.object_], patches: gpd.GeoDataFrame, county_code: str, standard: Standard
) -> gpd.GeoDataFrame:
    """Layer CJDCQ: one row a village, its area the sum of its patches."""
    frame = _layer(outlines, "CJDCQ", county_code, str(patches.crs), standard, first=2)
    units = villages_of(land, county_code)
    frame["ZLDWDM"], frame["ZLDWMC"] = units["ZLDWDM"], units["ZLDWMC"]
    frame["DCMJ"] = half_up(np.bincount(land.patch_village, patches["TBMJ"].to_numpy()))
    frame["JSMJ"] = ellipsoidal_areas(outlines, patches.crs)
    return frame


def county_frame(
    outline: NDArray[np.object_], patches: gpd.GeoDataFrame, county_code: str, standard: Standard
) -> gpd.GeoDataFrame:
    """Layer XZQ: the county in one row, its area the sum of its patches."""
    frame = _layer(outline, "XZQ", county_code, str(patches.crs), standard)
    frame["XZQDM"], frame["XZQMC"] = county_code, "样例县"
    frame["DCMJ"] = half_up([patches["TBMJ"].sum()])
    frame["JSMJ"] = ellipsoidal_areas(outline, patches.crs)
    return frame


def close_areas(frame: pd.DataFrame, rows: NDArray[np.int64], areas: NDArray[np.float64]) -> None:
    """Set TBMJ of some rows (by place) and close KCMJ and TBDLMJ to it, in decimal arithmetic."""
    at = frame.index[rows]
    deducted = product_half_up(areas, frame.loc[at, "KCXS"].to_numpy())
    frame.loc[at, "TBMJ"], frame.loc[at, "KCMJ"] = areas, deducted
    frame.loc[at, "TBDLMJ"] = half_up(areas - deducted)


def identifiers(county_code: str, layer: str, serial: NDArray[np.int64], standard: Standard) -> Texts:
    """BSM: county code, the first four digits of the layer's feature code, serial number of eight digits.

    Which four digits stand for a layer is not settled in public sources; layers that share them go on counting.
    """
    front = county_code + str(standard.layers.at[layer, "ysdm"])[:4]
    return np.char.add(front, np.char.zfill(serial.astype(str), 8)).astype(object)


def _layer(
    shapes: NDArray[np.object_], layer: str, county_code: str, crs: str, standard: Standard, first: int = 1
) -> gpd.GeoDataFrame:
    """A frame with all fields of a layer in order: identifiers filled, numbers 0, texts NULL."""
    fields = standard.fields_of(layer)
    empty: dict[str, Any] = {
        field: 0.0 if kind in ("Float", "Int") else np.full(len(shapes), None, dtype=object)
        for field, kind in zip(fields["field"], fields["type"])
    }
    frame = gpd.GeoDataFrame(empty, geometry=shapes, crs=crs)
    frame["BSM"] = identifiers(county_code, layer, np.arange(first, first + len(shapes)), standard)
    frame["YSDM"], frame["MSSM"] = standard.layers.at[layer, "ysdm"], "00"
    return frame


def _land_classes(land: Landscape, rng: np.random.Generator) -> Texts:
    cover, in_town = land.patch_cover, land.seat[land.patch_village] > 0
    classes = np.empty(len(cover), dtype=object)
    for kind, shares in _CLASSES.items():
        is_kind = cover == kind
        classes[is_kind] = _drawn(rng, shares, int(is_kind.sum()))
    urban = (cover == Cover.SETTLEMENT) & in_town
    classes[urban] = _drawn(rng, _TOWN_CLASSES, int(urban.sum()))
    return classes


def _drawn(rng: np.random.Generator, shares: Mapping[str, float], count: int) -> Texts:
    codes = np.array(list(shares), dtype=object)
    weights = np.array(list(shares.values()))
    return codes[rng.choice(len(codes), count, p=weights / weights.sum())]


def _numbers_in(village: NDArray[np.int64]) -> Texts:
    """TBBH: patches counted within their village, five digits; patches of a village follow each other."""
    first = np.searchsorted(village, np.arange(village.max() + 1))
    return np.char.zfill((np.arange(len(village)) - first[village] + 1).astype(str), 5).astype(object)


def _ownership(land: Landscape) -> Texts:
    """State land: trunk roads, rivers, and towns; all else belongs to the village."""
    cover = land.patch_cover
    urban = np.isin(cover, (Cover.SETTLEMENT, Cover.STREET)) & (land.seat[land.patch_village] > 0)
    return np.where(np.isin(cover, (Cover.TRUNK_ROAD, Cover.RIVER)) | urban, "20", "30").astype(object)


def _land_form(classes: Texts, grade: NDArray[np.int8], rng: np.random.Generator) -> Texts:
    """GDLX: paddy fields on slopes are terraces, of other fields some are; flat land has none (plan IV.7.1)."""
    terraced = (classes == "0101") | (rng.random(len(classes)) < 0.4)
    return np.where(grade < 2, None, np.where(terraced, "TT", "PD"))


def _coefficients(grade: pd.Series, form: pd.Series, standard: Standard) -> NDArray[np.float64]:
    """KCXS by slope grade and land form, from the standard's example of a ridge table; 0 elsewhere."""
    ridge = standard.ridge_example
    table = pd.Series(ridge["KCXS"].to_numpy(), ridge["GDPDJB"].astype(str) + ridge["GDLX"])
    return (grade.fillna("") + form.fillna("")).map(table).fillna(0.0).to_numpy()


def _crops(classes: Texts, cultivated: NDArray[np.bool_], rng: np.random.Generator) -> Texts:
    crops = np.full(len(classes), None, dtype=object)
    crops[cultivated] = _drawn(rng, _CROPS, int(cultivated.sum()))
    garden = np.isin(classes.astype(str), ("0201", "0202", "0204"))
    crops[garden] = _drawn(rng, _RECOVERABLE, int(garden.sum()))
    return np.where(crops == "", None, crops)


def _settlement_codes(land: Landscape, classes: Texts) -> Texts:
    inside = np.isin(land.patch_cover, (Cover.SETTLEMENT, Cover.STREET))
    alone = _looked_up(pd.Series(classes), pd.Series(_OUTSIDE_SETTLEMENTS))
    return np.where(inside, _SETTLEMENT_CODES[land.seat[land.patch_village]], alone)


def _looked_up(codes: pd.Series, names: pd.Series) -> Texts:
    found = codes.map(names).astype(object)
    return found.where(found.notna(), None).to_numpy(dtype=object)
