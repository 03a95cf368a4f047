"""Columns of output layers: those of the input, with the fields that an algorithm fills in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from ..tools.codes import plain_codes
from ..tools.files import Column
from ..tools.language import CHINESE, language, tr
from ..tools.standard import Standard

EDITION = "2019"
"""The edition of the standard that the algorithms go by."""

_KINDS = {"char": "text", "varchar": "text", "date": "date", "int": "integer"}


def with_columns(columns: Sequence[Column], new: Iterable[Column]) -> list[Column]:
    """The columns with new ones: in the place of an old one of that name, the rest at the end."""
    made = {column.name: column for column in columns}
    made.update((column.name, column) for column in new)
    return list(made.values())


def standard_columns(standard: Standard, layer: str, names: Sequence[str]) -> list[Column]:
    """Fields of a layer of the standard as columns, with the standard's length, decimals and name."""
    fields = standard.fields_of(layer).set_index("field")
    alias = "alias_zh" if language() == CHINESE else "alias_en"
    return [
        Column(
            name,
            _KINDS.get(str(fields.loc[name, "type"]).lower(), "real"),
            _number(fields.loc[name, "length"]),
            _number(fields.loc[name, "decimals"]),
            str(fields.loc[name, alias]),
        )
        for name in names
    ]


def unknown_classes(codes: pd.Series, standard: Standard) -> str:
    """What has to be said of land classes that the standard does not know as they are written; empty for nothing."""
    if codes.dtype.kind in "iuf":
        return tr("DLBM is a field of numbers, land classes are text such as 0101: convert the field.")
    nameless = pd.isna(standard.first_level(codes))
    unknown, otherwise = codes[nameless], codes[~nameless & (codes != plain_codes(codes))]
    sentences = []
    if len(unknown):
        text = tr(
            "{count} patches have a land class in DLBM that the standard does not know, such as “{code}”: they count "
            "as land of no class. Run Check attributes to list them."
        )
        sentences.append(text.format(count=len(unknown), code="NULL" if pd.isna(unknown.iloc[0]) else unknown.iloc[0]))
    if len(otherwise):
        text = tr(
            "{count} patches have a land class in DLBM with blanks or full-width characters, such as “{code}”: they "
            "count as the class that is meant. Mend the field; Check attributes lists them."
        )
        sentences.append(text.format(count=len(otherwise), code=otherwise.iloc[0]))
    return " ".join(sentences)


def _number(value: float) -> int:
    return 0 if pd.isna(value) else int(value)
