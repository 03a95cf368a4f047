"""Columns of output layers: those of the input, with the fields that an algorithm fills in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from ..tools.files import Column
from ..tools.language import CHINESE, language
from ..tools.standard import Standard

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


def _number(value: float) -> int:
    return 0 if pd.isna(value) else int(value)
