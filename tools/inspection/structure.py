"""What a database is made of: layers, fields, types, reference systems, identifiers over all layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from ..area.ellipsoid import CGCS2000
from ..area.reference import survey_reference
from ..errors import TubanError
from ..language import CHINESE, language, tr
from ..quality.findings import no_findings
from ..quality.rules import feature_keys
from ..standard import Standard
from .database import CHAR, DATE, FLOAT, INT, Database, SurveyLayer
from .telling import of_rows, tell

_TYPES = {"Char": (CHAR,), "VarChar": (CHAR,), "Int": (INT,), "Float": (FLOAT, INT), "Date": (DATE,)}
_LOOKED_FOR = ("Point", "Line", "Polygon", "Table")
"""Geometries of mandatory layers that a database holds; rasters and annotation lie beside it."""

_HALF_ZONE, _BEYOND = 1.5, 0.5
"""Degrees of longitude on either side of the central meridian, and what a county may reach into the next zone."""

_SCALE_OF_GAUSS = 1.0


def check_structure(database: Database, standard: Standard, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    """Findings of the rules `database:…` that speak of structure; `rules` are those that hold, index check."""
    yield from _layers(database, standard, rules)
    for layer in database.layers.values():
        yield from _fields(layer, standard, rules)
        yield from _shape(layer, standard, rules)
        if layer.shape != "Table":
            yield from _reference(layer, rules)
        if layer.shape == "Point":
            yield from _points(layer, rules)
    if "database:dup_bsm" in rules.index:
        yield from _identifiers(database, rules.loc["database:dup_bsm"])


def _layers(database: Database, standard: Standard, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    for code, reason in database.unreadable.items():
        yield from _of(rules, "unreadable", code, value=reason)
    wanted = standard.layers[(standard.layers["mandatory"] == "M") & standard.layers["geometry"].isin(_LOOKED_FOR)]
    name = "name_zh" if language() == CHINESE else "name_en"
    for code, row in wanted.iterrows():
        if code not in database.layers and code not in database.unreadable:
            yield from _of(rules, "layer_missing", str(code), value=str(row[name]), code=str(code))


def _fields(layer: SurveyLayer, standard: Standard, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    """Fields that lack or differ; a field of another length is told only where the file states one."""
    alias = "alias_zh" if language() == CHINESE else "alias_en"
    there = {field.name: field for field in layer.fields}
    for row in standard.fields[standard.fields["layer"] == layer.code].sort_values("order").to_dict("records"):
        name, given = row["field"], there.get(row["field"])
        if given is None:
            yield from _of(rules, "field_missing", layer.code, field=name, code=str(row[alias]))
            continue
        wanted = _TYPES[row["type"] or "Char"]
        if given.type not in wanted:
            yield from _of(rules, "field_type", layer.code, field=name, value=given.type, limit=wanted[0])
        elif given.length and given.type == CHAR and row["length"] > 0 and given.length != row["length"]:
            length, limit = str(given.length), f"{row['length']:.0f}"
            yield from _of(rules, "field_length", layer.code, field=name, value=length, limit=limit)
        elif given.length and given.type == FLOAT and row["decimals"] > 0 and given.decimals != row["decimals"]:
            length, limit = f"{given.length}.{given.decimals}", f"{row['length']:.0f}.{row['decimals']:.0f}"
            yield from _of(rules, "field_length", layer.code, field=name, value=length, limit=limit)


def _shape(layer: SurveyLayer, standard: Standard, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    wanted = str(standard.layers.loc[layer.code, "geometry"])
    if wanted in _LOOKED_FOR and layer.shape not in (wanted, "Unknown"):
        yield from _of(rules, "geometry_type", layer.code, value=layer.shape, limit=wanted)
    if layer.curved:
        yield from _of(rules, "curved", layer.code)


def _reference(layer: SurveyLayer, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    """The reference system, one finding for the first thing that is wrong with it."""
    crs = layer.frame.crs
    name = crs.name if crs is not None else tr("(none)")
    try:
        known = survey_reference(crs)
    except TubanError:
        yield from _of(rules, "datum", layer.code, value=name)
        return
    if known.ellipsoid is not CGCS2000:
        yield from _of(rules, "datum", layer.code, value=name)
    elif known.geographic:
        yield from _of(rules, "projection", layer.code, value=name)
    else:
        zone = round(known.central_meridian / 3)
        easting = zone * 1e6 + 500_000
        if not _is_prescribed(crs, zone):
            limit = tr("zone {zone} of 3° with a false easting of {easting} m")
            limit = limit.format(zone=zone, easting=f"{easting:.0f}")
            yield from _of(rules, "zone", layer.code, value=name, limit=limit)
        yield from _outside(layer, known.false_easting, rules)


def _is_prescribed(crs: Any, zone: int) -> bool:
    """Whether the projection is that of a three-degree zone with the zone number before the eastings."""
    operation = pyproj.CRS.from_user_input(crs).coordinate_operation
    given = {} if operation is None else {item.name: float(item.value) for item in operation.params}
    wanted = {
        "Longitude of natural origin": 3.0 * zone,
        "False easting": zone * 1e6 + 500_000,
        "False northing": 0.0,
        "Scale factor at natural origin": _SCALE_OF_GAUSS,
    }
    return all(abs(given.get(name, value) - value) < 1e-9 for name, value in wanted.items())


def _outside(layer: SurveyLayer, easting: float, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    """Features outside the zone: eastings further from the meridian than half a zone at the feature's latitude."""
    box = shapely.bounds(layer.frame.geometry.to_numpy())
    per_degree = 111_320.0 * np.cos(np.radians(np.clip(box[:, 1] / 111_133.0, 0, 60)))
    reach = (_HALF_ZONE + _BEYOND) * per_degree
    with np.errstate(invalid="ignore"):
        wrong = (box[:, 0] < easting - reach) | (box[:, 2] > easting + reach)
        wrong |= (box[:, 1] < 0) | (box[:, 3] > 6_700_000.0)  # China lies between 3 and 54 degrees north
    if "database:outside_zone" in rules.index:
        yield of_rows(rules.loc["database:outside_zone"], layer.code, layer.frame, np.flatnonzero(wrong))


def _points(layer: SurveyLayer, rules: pd.DataFrame) -> Iterator[gpd.GeoDataFrame]:
    """Points on a point that comes before them, on the grid of 0.1 mm."""
    if "database:duplicate_point" not in rules.index:
        return
    corner = shapely.bounds(layer.frame.geometry.to_numpy())[:, :2]
    places = pd.MultiIndex.from_arrays(np.round(corner, 4).T)
    known = np.isfinite(corner).all(axis=1)
    rows = np.flatnonzero(places.duplicated() & known)
    first = pd.Series(np.arange(len(places))[~places.duplicated()], places[~places.duplicated()])
    others = feature_keys(layer.frame.iloc[first.reindex(places[rows]).to_numpy()]) if len(rows) else []
    yield of_rows(rules.loc["database:duplicate_point"], layer.code, layer.frame, rows, other=others)


def _identifiers(database: Database, rule: pd.Series) -> Iterator[gpd.GeoDataFrame]:
    """Features whose BSM a feature before them bears, in the same layer or in another one."""
    codes = [code for code, layer in database.layers.items() if "BSM" in layer.frame and len(layer.frame)]
    if not codes:
        return
    columns = [database.layers[code].frame["BSM"] for code in codes]
    texts = [column.where(column.notna(), "").astype(str).str.strip() for column in columns]
    names = pd.concat(texts, ignore_index=True)
    layer = np.repeat(np.arange(len(codes)), [len(column) for column in columns])
    place = np.concatenate([np.arange(len(column)) for column in columns])
    again = (names != "") & names.duplicated()
    first = layer[names.drop_duplicates().index]
    owner = pd.Series(first, names.drop_duplicates()).to_dict()
    for number, code in enumerate(codes):
        rows = place[again.to_numpy() & (layer == number)]
        values = names[again & (layer == number)].tolist()
        others = [codes[owner[value]] for value in values]
        yield of_rows(rule, code, database.layers[code].frame, rows, other=others, value=values)


def _of(rules: pd.DataFrame, kind: str, layer: str, **values: str) -> list[gpd.GeoDataFrame]:
    """A finding about a layer as a whole, where the rule holds."""
    check = f"database:{kind}"
    found = (
        tell(rules.loc[check], layer, [values.get("field", "")], **values) if check in rules.index else no_findings()
    )
    return [found]
