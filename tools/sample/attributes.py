"""The attributes of a county without faults: every field of the standard, every rule of the rule book kept."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..area import ellipsoidal_areas, half_up, product_half_up
from ..progress import Progress, silent
from ..standard import Standard
from ..topology.neighbours import alike
from .land_use import NULL, Texts, crops, land_classes, land_form, looked_up, ownership, settlement_codes
from .landscape import VILLAGES_PER_TOWN, Cover, Landscape
from .owners import villager_groups

YEAR = 2019
"""Year of the survey whose standard the sample follows."""

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

    `grades`: slope grade of each patch, 0 where there is no clear one.
    """
    rng = np.random.default_rng([seed, 4])
    classes = land_classes(land, grades > 0, standard, rng)
    cultivated = standard.is_cultivated(classes)
    village = land.patch_village
    units = villages_of(land, county_code)
    numbers = _numbers_in(village)
    frame = _layer(patches, "DLTB", county_code, crs, standard)
    frame["TBYBH"] = frame["TBBH"] = numbers
    frame["DLBM"], frame["DLMC"] = classes, standard.class_name(classes, "zh")
    frame["QSXZ"] = ownership(land)
    frame["QSDWDM"] = frame["ZLDWDM"] = units["ZLDWDM"].to_numpy()[village]
    frame["QSDWMC"] = frame["ZLDWMC"] = units["ZLDWMC"].to_numpy()[village]
    grade = np.where(cultivated, grades, 0)
    frame["GDPDJB"] = np.array([None, "1", "2", "3", "4", "5"], dtype=object)[grade]
    frame["GDLX"] = land_form(classes, grade, rng)
    frame["KCXS"] = _coefficients(frame["GDPDJB"], frame["GDLX"], standard)
    frame["KCDLBM"] = np.where(frame["KCXS"] > 0, "1203", NULL)
    frame["GDDB"] = np.where(cultivated, rng.integers(4, 13, len(frame)), np.nan)
    frame["ZZSXDM"] = crops(classes, cultivated, rng)
    crop_names = standard.code_lists[standard.code_lists["list"] == "ZZSXDM"].set_index("code")["name_zh"]
    frame["ZZSXMC"] = looked_up(frame["ZZSXDM"], crop_names)
    frame["CZCSXM"] = settlement_codes(land, classes)
    frame["FRDBS"], frame["SJNF"] = "0", YEAR
    close_areas(frame, np.arange(len(frame)), ellipsoidal_areas(patches, crs, progress=progress))
    width = half_up(frame["TBMJ"].to_numpy() / (shapely.length(patches) / 2), 1)
    frame["XZDWKD"] = np.where(np.isin(land.patch_cover, _LINEAR), width, 0.0)
    _divide_alike(frame, land, standard)
    return frame


def _divide_alike(frame: gpd.GeoDataFrame, land: Landscape, standard: Standard) -> None:
    """Give neighbours that are alike in everything different owners: villager groups (digits 13 to 16 of QSDWDM)."""
    group = villager_groups(land.patch, alike(frame, standard, np.empty(0, np.int64)))
    some = np.flatnonzero(group)
    number = group[some].astype(str)
    village, name = frame["ZLDWDM"].to_numpy(dtype=str)[some], frame["ZLDWMC"].to_numpy(dtype=object)[some]
    codes, names = frame["QSDWDM"].to_numpy(dtype=object), frame["QSDWMC"].to_numpy(dtype=object)
    codes[some] = np.char.add(np.char.add(village.astype("U12"), np.char.zfill(number, 4)), "000")
    names[some] = name + number.astype(object) + "组"
    frame["QSDWDM"], frame["QSDWMC"] = codes, names


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
    front = county_code + str(standard.layers.loc[layer, "ysdm"])[:4]
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
    frame["YSDM"], frame["MSSM"] = standard.layers.loc[layer, "ysdm"], "00"
    return frame


def _numbers_in(village: NDArray[np.int64]) -> Texts:
    """TBBH: patches counted within their village, five digits; patches of a village follow each other."""
    first = np.searchsorted(village, np.arange(village.max() + 1))
    return np.char.zfill((np.arange(len(village)) - first[village] + 1).astype(str), 5).astype(object)


def _coefficients(grade: pd.Series, form: pd.Series, standard: Standard) -> NDArray[np.float64]:
    """KCXS by slope grade and land form, from the standard's example of a ridge table; 0 elsewhere."""
    ridge = standard.ridge_example
    table = pd.Series(ridge["KCXS"].to_numpy(), ridge["GDPDJB"].astype(str) + ridge["GDLX"])
    return (grade.fillna("") + form.fillna("")).map(table).fillna(0.0).to_numpy()
