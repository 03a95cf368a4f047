"""The survey database as the standard lays it out: layers with their fields, codes, defaults and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..errors import TubanError
from ..language import CHINESE, language, tr
from .edition import Standard

UPDATE_GROUP = "年度更新"
"""Group of the layers of yearly updates."""

_GEOMETRY = {
    "Point": "Point",
    "Line": "MultiLineString",
    "Polygon": "MultiPolygon",
    "Annotation": "Point",
    "Table": "None",
}
_KINDS = {"Char": "text", "VarChar": "text", "Int": "integer", "Float": "real", "Date": "date"}
_LIMIT = re.compile(r"^(>=?) ?0( for )?")
_ALWAYS = ("BSM", "YSDM")
"""Fields of every layer of the standard; all that is made of one whose fields no public source lists."""


@dataclass(frozen=True)
class Code:
    """A value that a field may have, and its names."""

    code: str
    name_zh: str
    name_en: str

    @property
    def name(self) -> str:
        """In the user's language."""
        return self.name_zh if language() == CHINESE else self.name_en


@dataclass(frozen=True)
class Field:
    """A field of a layer. `kind` is text, integer, real or date; `domain` names the list that `codes` come from."""

    name: str
    alias_zh: str
    alias_en: str
    kind: str
    length: int = 0
    decimals: int = 0
    required: bool = False
    domain: str = ""
    codes: tuple[Code, ...] = ()
    default: str = ""
    condition: str = ""
    """What a value must be in SQL, such as `"TBMJ" > 0`; an empty value is the business of `required`."""

    @property
    def alias(self) -> str:
        """In the user's language."""
        return self.alias_zh if language() == CHINESE else self.alias_en


@dataclass(frozen=True)
class Layer:
    """A layer of the database. `geometry` is Point, MultiLineString, MultiPolygon or None."""

    name: str
    title_zh: str
    title_en: str
    geometry: str
    fields: tuple[Field, ...]
    listed: bool
    """Whether a public source lists its fields."""

    @property
    def title(self) -> str:
        """In the user's language."""
        return self.title_zh if language() == CHINESE else self.title_en

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}


def database_layers(
    standard: Standard, names: Iterable[str] = (), *, updates: bool = False, year: int | None = None
) -> list[Layer]:
    """The layers of a county database in the standard's order, rasters apart.

    All of them, those of yearly updates only if `updates`; or those of `names`. `year` is the default of SJNF. Raises
    `TubanError` for a layer that the edition lacks.
    """
    wanted = [name.strip() for name in names if name.strip()]
    for name in wanted:
        standard.layer_name(name, "en")  # refuses what is no layer
    table = standard.layers
    chosen = table.index.isin(wanted) if wanted else (table["group_zh"] != UPDATE_GROUP) | updates
    held = table.index[chosen & table["geometry"].isin(list(_GEOMETRY))]
    made = [_layer(standard, str(name), year) for name in held]
    if not made:
        raise TubanError(tr("No layer was chosen that a database can hold: rasters are files of their own."))
    return made


def _layer(standard: Standard, name: str, year: int | None) -> Layer:
    row = standard.layers.loc[name]
    rows = standard.fields[standard.fields["layer"] == name].sort_values("order")
    ysdm = "" if pd.isna(row["ysdm"]) else str(row["ysdm"])
    listed = not rows.empty
    if not listed and row["geometry"] != "Table":
        of_patches = standard.fields_of("DLTB")
        rows = of_patches[of_patches["field"].isin(_ALWAYS)]
    defaults = {"YSDM": ysdm, "MSSM": "00", "SJNF": str(year or "")}
    fields = tuple(_field(standard, row, defaults) for row in rows.to_dict("records"))
    return Layer(name, row["name_zh"], row["name_en"], _GEOMETRY[str(row["geometry"])], fields, listed)


def _field(standard: Standard, row: dict, defaults: dict[str, str]) -> Field:
    domain = "" if pd.isna(row["domain"]) else str(row["domain"])
    codes, listed = _codes(standard, domain)
    name = str(row["field"])
    limit = _LIMIT.match(domain)
    condition = f'"{name}" {">=" if limit.group(2) else limit.group(1)} 0' if limit else ""  # others have 0
    if domain.startswith("0<="):
        condition = f'"{name}" >= 0 AND "{name}" < 1'
    elif domain.startswith("1..") and row["type"] == "Int":
        condition = f'"{name}" BETWEEN 1 AND {domain[3:]}'
    return Field(
        name=name,
        alias_zh=str(row["alias_zh"]),
        alias_en=str(row["alias_en"]),
        kind=_KINDS.get(str(row["type"]), "text"),
        length=0 if pd.isna(row["length"]) else int(row["length"]),
        decimals=0 if pd.isna(row["decimals"]) else int(row["decimals"]),
        required=row["constraint"] == "M",
        domain=listed,
        codes=codes,
        default=defaults.get(name, ""),
        condition=condition,
    )


def _codes(standard: Standard, domain: str) -> tuple[tuple[Code, ...], str]:
    """The values of a domain with their names, and what the list is called."""
    if domain == "land_classes":
        table, name = standard.land_classes[standard.land_classes["leaf"]].reset_index(), "DLBM"
    elif domain.startswith("code_lists: "):
        name = domain.partition(": ")[2].split()[0].strip(",;")
        table = standard.code_lists[standard.code_lists["list"] == name]
    else:
        return (), ""
    rows = table[["code", "name_zh", "name_en"]].astype(str).itertuples(index=False)
    return tuple(Code(*row) for row in rows), name if len(table) else ""
