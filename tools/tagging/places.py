"""Where patches lie and whose they are: ZLDWDM, QSDWDM and what follows from them, by the largest share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from .. import overlay
from ..files import Column
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.rules import feature_keys
from .pieces import SMALLEST, divided
from .values import NULL, texts

LOCATION = {"ZLDWDM": "ZLDWDM", "ZLDWMC": "ZLDWMC", "MSSM": "MSSM", "HDMC": "HDMC"}
OWNERSHIP = {"QSDWDM": "QSDWDM", "QSDWMC": "QSDWMC", "QSXZ": "QSXZ"}
"""Fields of the patches, and those of the village or ownership area that they come from."""

FIELDS = (*LOCATION, *OWNERSHIP, "FRDBS")
MAINLAND = "00"

CROSSES, OUTSIDE = "crosses", "outside"
LISTED_COLUMNS = ("patch", "kind", "layer", "unit", "other", "beyond")

_COLLECTIVE = ("3", "4")
"""Kinds of ownership (QSXZ) that begin so are collective."""


@dataclass(frozen=True)
class Placed:
    """Patches with location and ownership."""

    patches: gpd.GeoDataFrame
    listed: gpd.GeoDataFrame
    """Patches that lie in several units, or in none: patch, kind, layer, unit, other, beyond (m2), geometry."""
    cut: int
    """By how many cutting made the patches more."""


def assign_places(
    patches: gpd.GeoDataFrame,
    villages: gpd.GeoDataFrame,
    owners: gpd.GeoDataFrame | None = None,
    *,
    cutting: bool = False,
    smallest: float = SMALLEST,
    key: str = "BSM",
    progress: Progress = silent,
) -> Placed:
    """Location from the villages (CJDCQ), ownership from ownership areas, FRDBS from both.

    The unit with most of the patch counts. Patches of which `smallest` m2 and more lie in another unit are cut along
    its line (`cutting`) or listed. Without ownership areas QSDWDM, QSDWMC and QSXZ stay as they are.
    """
    overlay.refuse_degrees(patches.crs, "DLTB")
    layers: dict[str, tuple[gpd.GeoDataFrame, Mapping[str, str]]] = {"CJDCQ": (villages, LOCATION)}
    if owners is not None:
        layers["OWNERS"] = (owners, OWNERSHIP)
    frame, before = patches.copy(), len(patches)
    dividing, *placing = steps(progress, 4 if cutting else 0.01, *[2.0] * len(layers))
    areas = {name: overlay.measurable(overlay.aligned(layer, patches.crs, name)) for name, (layer, _) in layers.items()}
    if cutting:
        for (name, _), share in zip(layers.items(), steps(dividing, *[1.0] * len(layers))):
            frame = divided(frame, areas[name], smallest, share)
    listed = []
    for (name, (layer, fields)), share in zip(layers.items(), placing):
        shares = overlay.shares(frame.geometry.to_numpy(), areas[name], share)
        unit, _ = shares.largest()
        for target, source in fields.items():
            if source in layer.columns:
                frame[target] = _taken(frame, target, layer[source], unit)
        listed.append(_listed(frame, name, layer, shares, unit, smallest, key))
    if "MSSM" in frame.columns:
        frame["MSSM"] = frame["MSSM"].where(frame["MSSM"].notna() & (frame["MSSM"] != ""), MAINLAND)
    frame["FRDBS"] = fly_in(frame)
    return Placed(frame, pd.concat(listed), len(frame) - before)


def fly_in(patches: pd.DataFrame) -> np.ndarray:
    """FRDBS: 1 where collective land of another village lies in this one, else 0; None where a code is missing.

    The first twelve digits of ZLDWDM and QSDWDM are compared (public code, TDDC3D).
    """
    location, owner, kind = (texts(patches, name) for name in ("ZLDWDM", "QSDWDM", "QSXZ"))
    elsewhere = np.array([one[:12] != two[:12] for one, two in zip(location, owner)], bool)
    collective = np.array([text.startswith(_COLLECTIVE) for text in kind], bool)
    known = (location != "") & (owner != "") & (kind != "")
    return np.where(known, np.where(elsewhere & collective, "1", "0").astype(object), NULL)


def listed_columns() -> list[Column]:
    """The columns of the patches to look at as a layer."""
    return [
        Column("patch", "text", alias=tr("Patch")),
        Column("kind", "text", alias=tr("Kind")),
        Column("layer", "text", alias=tr("Layer")),
        Column("unit", "text", alias=tr("Unit taken")),
        Column("other", "text", alias=tr("Other units")),
        Column("beyond", "real", 15, 2, tr("In no or other units (m²)")),
    ]


def _taken(frame: gpd.GeoDataFrame, target: str, values: pd.Series, unit: np.ndarray) -> np.ndarray:
    """The unit's value where there is a unit that has one, else what is there."""
    of_unit = values.where(values.notna() & (values != ""), None).to_numpy(object)
    there = frame[target].to_numpy(object) if target in frame.columns else np.full(len(frame), None, object)
    taken = np.append(of_unit, NULL)[unit]
    return np.where(pd.isna(taken), there, taken)


def _listed(
    frame: gpd.GeoDataFrame,
    name: str,
    layer: gpd.GeoDataFrame,
    shares: overlay.Shares,
    unit: np.ndarray,
    smallest: float,
    key: str,
) -> gpd.GeoDataFrame:
    codes = texts(layer, "ZLDWDM" if name == "CJDCQ" else "QSDWDM")
    codes = np.where(codes == "", (np.arange(len(layer)) + 1).astype(str), codes).astype(object)
    own = unit[shares.patch] == shares.area
    most = np.bincount(shares.patch[own], shares.common[own], minlength=len(frame))
    beyond = np.where(np.nan_to_num(shares.measured) > 0, shares.measured - most, 0.0)
    others = pd.Series(codes[shares.area[~own]], index=shares.patch[~own]).groupby(level=0).agg(", ".join)
    rows = np.flatnonzero((beyond >= smallest) | ((unit < 0) & (shares.measured > 0)))
    table = gpd.GeoDataFrame(
        {
            "patch": feature_keys(frame.iloc[rows], key),
            "kind": np.where(unit[rows] < 0, OUTSIDE, CROSSES).astype(object),
            "layer": np.full(len(rows), name, object),
            "unit": np.append(codes, NULL)[unit[rows]],
            "other": others.reindex(rows).to_numpy(object),
            "beyond": beyond[rows],
        },
        geometry=frame.geometry.to_numpy()[rows],
        crs=frame.crs,
    )
    table.index = frame.index[rows]
    return table.where(table.notna(), None).set_crs(frame.crs, allow_override=True)
