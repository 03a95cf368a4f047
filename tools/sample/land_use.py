"""Land use of the patches: classes, ownership, crops, land form and settlement codes that go together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..standard import Standard
from .landscape import Cover, Landscape
from .lattice import Mask

Texts = NDArray[np.object_]

NULL: Texts = np.array(None, dtype=object)
"""An empty text, to be broadcast."""

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


def land_classes(land: Landscape, tillable: Mask, standard: Standard, rng: np.random.Generator) -> Texts:
    """DLBM of each patch, drawn from the classes of its cover; settlements of towns have classes of their own.

    `tillable`: which patches may be cultivated land; the others get one of the other classes of their cover.
    """
    cover, in_town = land.patch_cover, land.seat[land.patch_village] > 0
    classes = np.empty(len(cover), dtype=object)
    for kind, shares in _CLASSES.items():
        is_kind = cover == kind
        classes[is_kind] = _drawn(rng, shares, int(is_kind.sum()))
        others = {code: share for code, share in shares.items() if not standard.is_cultivated([code])[0]}
        wrong = is_kind & ~tillable & standard.is_cultivated(classes)
        classes[wrong] = _drawn(rng, others, int(wrong.sum()))
    urban = (cover == Cover.SETTLEMENT) & in_town
    classes[urban] = _drawn(rng, _TOWN_CLASSES, int(urban.sum()))
    return classes


def _drawn(rng: np.random.Generator, shares: Mapping[str, float], count: int) -> Texts:
    codes = np.array(list(shares), dtype=object)
    weights = np.array(list(shares.values()))
    return codes[rng.choice(len(codes), count, p=weights / weights.sum())]


def ownership(land: Landscape) -> Texts:
    """State land: trunk roads, rivers, and towns; all else belongs to the village."""
    cover = land.patch_cover
    urban = np.isin(cover, (Cover.SETTLEMENT, Cover.STREET)) & (land.seat[land.patch_village] > 0)
    return np.where(np.isin(cover, (Cover.TRUNK_ROAD, Cover.RIVER)) | urban, "20", "30").astype(object)


def land_form(classes: Texts, grade: NDArray[np.int8], rng: np.random.Generator) -> Texts:
    """GDLX: paddy fields on slopes are terraces, of other fields some are; flat land has none (plan IV.7.1)."""
    terraced = (classes == "0101") | (rng.random(len(classes)) < 0.4)
    return np.where(grade < 2, NULL, np.where(terraced, "TT", "PD"))


def crops(classes: Texts, cultivated: NDArray[np.bool_], rng: np.random.Generator) -> Texts:
    """ZZSXDM: every cultivated patch has one, some gardens can be cultivated again."""
    codes = np.full(len(classes), None, dtype=object)
    codes[cultivated] = _drawn(rng, _CROPS, int(cultivated.sum()))
    garden = np.isin(classes.astype(str), ("0201", "0202", "0204"))
    codes[garden] = _drawn(rng, _RECOVERABLE, int(garden.sum()))
    return np.where(codes == "", NULL, codes)


def settlement_codes(land: Landscape, classes: Texts) -> Texts:
    """CZCSXM: inside a settlement its kind, elsewhere what the class asks for."""
    inside = np.isin(land.patch_cover, (Cover.SETTLEMENT, Cover.STREET))
    alone = looked_up(pd.Series(classes), pd.Series(_OUTSIDE_SETTLEMENTS))
    return np.where(inside, _SETTLEMENT_CODES[land.seat[land.patch_village]], alone)


def looked_up(codes: pd.Series, names: pd.Series) -> Texts:
    """What `names` (index: code) has for each code, NULL where it has nothing."""
    found = codes.map(names).astype(object)
    return found.where(found.notna(), None).to_numpy(dtype=object)
