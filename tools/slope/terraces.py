"""Terrace (TT, 梯田) or sloping field (PD, 坡地): the type of cultivated land from slope grade 2 up (2018 plan IV.7.1).

The type is decided in the field. It comes from a layer of the field survey; where that says nothing, a default by
township may stand in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..codes import plain, plain_codes
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import ERROR, NOTE, joined
from ..standard import Standard
from ..topology.overlay import intersection
from ..workers import queried
from .reporting import about
from .ridges import TYPES
from .shares import aligned

Texts = NDArray[np.object_]
Flags = NDArray[np.bool_]

TOWNSHIP = 9
"""Characters of ZLDWDM that name the township."""


@dataclass(frozen=True)
class Typing:
    """Patches with GDLX, and what has to be looked at."""

    patches: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame


def classify_terraces(
    patches: gpd.GeoDataFrame,
    standard: Standard,
    *,
    survey: gpd.GeoDataFrame | None = None,
    field: str = "GDLX",
    townships: Mapping[str, str] | None = None,
    default: str = "",
    overwrite: bool = False,
    layer: str = "DLTB",
    progress: Progress = silent,
) -> Typing:
    """Set GDLX of cultivated patches (01xx) of slope grade 2 to 5.

    `patches` needs DLBM and GDPDJB. Of the sources the first that has an answer counts: the type that the patch has
    (unless `overwrite`), that of `survey` (polygons by the largest common area, points by their number; type in
    `field`), that of `townships` (by the first 9 characters of ZLDWDM), and `default`. On grade 1 and on other classes
    GDLX is emptied, with a finding for each that had one; a patch that should have a type and got none is a finding of
    kind `type_missing`. The input frame is not changed.
    """
    cultivated = np.asarray(standard.is_cultivated(patches["DLBM"]), bool)
    grade = pd.to_numeric(plain_codes(patches["GDPDJB"]), errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wanted = cultivated & (grade >= 2)
    had = _types(patches["GDLX"]) if "GDLX" in patches else np.full(len(patches), "", object)
    kind = np.where(wanted & ~np.bool_(overwrite) & np.isin(had, TYPES), had, "")
    if survey is not None:
        open_ = np.flatnonzero(wanted & (kind == ""))
        kind[open_] = _of_survey(patches.geometry.iloc[open_], survey, field, progress)
    kind = _filled(kind, wanted, _of_townships(patches, townships or {}))
    kind = _filled(kind, wanted, np.full(len(patches), default, object))
    if overwrite:  # what nobody knows better stays
        kind = _filled(kind, wanted, np.where(np.isin(had, TYPES), had, ""))
    typed = patches.copy()
    kind[kind == ""] = None
    typed["GDLX"] = kind
    return Typing(
        typed, _findings(patches, typed, wanted & pd.isna(kind), ~wanted & (had != ""), cultivated, had, layer)
    )


def _types(values: pd.Series) -> Texts:
    return plain_codes(values).str.upper().to_numpy(dtype=object)


def _filled(kind: Texts, wanted: Flags, source: Texts) -> Texts:
    return np.where(wanted & (kind == ""), source, kind)


def _of_townships(patches: gpd.GeoDataFrame, townships: Mapping[str, str]) -> Texts:
    if not townships:
        return np.full(len(patches), "", object)
    if "ZLDWDM" not in patches:
        raise TubanError(tr("A type by township needs the field ZLDWDM of the patches, which is missing; add it."))
    codes = plain_codes(patches["ZLDWDM"]).str[:TOWNSHIP]
    given = {plain(code)[:TOWNSHIP]: kind for code, kind in townships.items()}
    return codes.map(given).fillna("").to_numpy(dtype=object)


def township_types(table: pd.DataFrame, code: str, field: str) -> dict[str, str]:
    """Types by township code of a table; raises `TubanError` for a type that is neither TT nor PD."""
    kinds = _types(table[field])
    _refuse_unknown(kinds, field)
    known = kinds != ""
    return dict(zip(plain_codes(table[code])[known], kinds[known]))


def _refuse_unknown(kinds: Texts, field: str) -> None:
    wrong = kinds[~np.isin(kinds, (*TYPES, ""))]
    if len(wrong):
        raise TubanError(
            tr("{count} types in {field} are neither TT nor PD, such as “{value}”: correct them.").format(
                count=len(wrong), field=field, value=wrong[0]
            )
        )


def _of_survey(shapes: gpd.GeoSeries, survey: gpd.GeoDataFrame, field: str, progress: Progress) -> Texts:
    """The type that the field survey has on most of each shape, empty where it has none; TT of two that are equal."""
    querying, cutting = steps(progress, 1, 1)
    kinds = _types(survey[field])
    _refuse_unknown(kinds, field)
    seen = survey.geometry[kinds != ""]
    kinds = kinds[kinds != ""]
    if not len(seen) or not len(shapes):
        return np.full(len(shapes), "", object)
    places, own = aligned(seen, shapes.crs).to_numpy(), shapes.to_numpy()
    shape, place = queried(shapely.STRtree(places), own, querying, predicate="intersects")
    weight = np.ones(len(shape))
    areal = shapely.get_dimensions(places[place]) == 2
    weight[areal] = shapely.area(intersection(own[shape[areal]], places[place[areal]]))
    cutting(100.0)
    sums = np.zeros((len(own), len(TYPES)))
    for column, name in enumerate(TYPES):
        of_kind = kinds[place] == name
        np.add.at(sums[:, column], shape[of_kind], weight[of_kind])
    return np.where(sums.max(axis=1) > 0, np.array(TYPES, dtype=object)[sums.argmax(axis=1)], "")


def _findings(
    patches: gpd.GeoDataFrame,
    typed: gpd.GeoDataFrame,
    missing: Flags,
    emptied: Flags,
    cultivated: Flags,
    had: Texts,
    layer: str,
) -> gpd.GeoDataFrame:
    wanting = tr(
        "Cultivated land of slope grade 2 to 5 got no type: neither survey nor default has one. Fill in TT or PD."
    )
    template = tr("GDLX was {type} where no type belongs (slope grade 1, or no cultivated land); it was emptied.")
    rows = patches[emptied]
    kind = np.where(cultivated[emptied], "type_on_flat_land", "type_not_cultivated").tolist()
    rule = np.where(cultivated[emptied], "L-ATT-12a", "L-ATT-08").tolist()
    messages = [template.format(type=value) for value in had[emptied]]
    return joined(
        [
            about(typed[missing], "type_missing", "L-ATT-10", ERROR, wanting, layer),
            about(rows, kind, rule, NOTE, messages, layer),
        ],
        patches.crs,
    )
