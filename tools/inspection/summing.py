"""What an inspection comes to: places of findings, scores, the state of every rule."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from ..quality.overview import Overview, by_place, category_scores, rule_states, unit_codes, worst_features
from ..quality.rulefile import RuleBook
from ..quality.rules import feature_keys
from ..standard import Standard
from .database import Database
from .inspect import Inspection

_UNITS = ("ZLDWDM", "XZQDM", "CZCDM")
"""Fields that say where a feature lies."""


def places_of(found: gpd.GeoDataFrame, database: Database) -> pd.Series:
    """The location code of each finding, empty where it is not known."""
    units = {}
    for code, layer in database.layers.items():
        name = next((name for name in _UNITS if name in layer.frame), "")
        if name:
            values = layer.frame[name]
            units[code] = pd.Series(
                values.where(values.notna(), "").astype(str).to_numpy(object), feature_keys(layer.frame)
            )
    return unit_codes(found, units, database.frame("CJDCQ"))


def township_names(database: Database) -> dict[str, str]:
    """Names of townships by their code of 9 digits, as XZQ has them."""
    county = database.frame("XZQ")
    if county is None or not {"XZQDM", "XZQMC"} <= set(county.columns):
        return {}
    rows = county.dropna(subset=["XZQDM", "XZQMC"])
    return dict(zip(rows["XZQDM"].astype(str).str[:9], rows["XZQMC"].astype(str)))


def overview_of(
    found: gpd.GeoDataFrame,
    places: pd.Series,
    database: Database,
    standard: Standard,
    book: RuleBook,
    inspection: Inspection,
) -> Overview:
    """The tables of a report; the map of density apart."""
    states = rule_states(standard, found, inspection.ran, inspection.skipped, book.off)
    features = sum(len(layer.frame) for layer in database.layers.values())
    scores = category_scores(states, found, standard, features)
    return Overview(scores, by_place(found, places.str[:9], township_names(database)), worst_features(found), states)
