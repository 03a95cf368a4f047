"""Codes as they were meant, however they were typed: without blanks around, in the letters and digits of a keyboard."""

from __future__ import annotations

import unicodedata
from typing import Any

import pandas as pd


def plain(code: Any) -> str:
    """One code; empty for NULL."""
    return "" if pd.isna(code) else unicodedata.normalize("NFKC", str(code)).strip()


def plain_codes(column: pd.Series) -> pd.Series:
    """A column of codes as text; whole numbers without decimals, NULL is empty."""
    if column.dtype.kind == "f":
        return column.map(lambda value: f"{value:.0f}" if float(value).is_integer() else plain(value)).astype(object)
    known = column.astype(object)
    texts = {code: plain(code) for code in known.unique()}
    return known.map(lambda code: texts.get(code, "")).astype(object)
