"""The official tables of class areas as a workbook: units in rows, classes in columns, as the county submits them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..bundled import xlsxwriter_module
from ..language import tr
from ..output import whole_file
from .classes import UNKNOWN

_GROUPS = ("farm", "built", "unused")
_FONT = "SimSun"
_HEAD = 4
"""Rows above the numbers: title, unit of measure, two rows of headers."""


def write_tables(path: str | Path, table: pd.DataFrame) -> None:
    """Write the table of `class_areas` as XLSX, whole or not at all.

    Sheets: first level, second level and the three groups in hectares, then first and second level in square metres.
    Raises `TubanError` where XlsxWriter is missing or the file is open in another program.
    """
    data = BytesIO()
    book = xlsxwriter_module().Workbook(data, {"in_memory": True})
    formats = _formats(book)
    hectares, metres = tr("Unit: hectare (0.00)"), tr("Unit: square metre (0.00)")
    first, second = tr("Present land use by first-level class"), tr("Present land use by second-level class")
    sheets = (
        (tr("First level"), first, hectares, _by_class(table, "area_ha", (1,))),
        (tr("Second level"), second, hectares, _by_class(table, "area_ha", (1, 2))),
        (tr("Three groups"), tr("Present land use by the three groups"), hectares, _by_group(table)),
        (tr("First level, m2"), first, metres, _by_class(table, "area_m2", (1,))),
        (tr("Second level, m2"), second, metres, _by_class(table, "area_m2", (1, 2))),
    )
    for name, title, unit, (headers, values) in sheets:
        _write_sheet(book.add_worksheet(name), formats, title, unit, headers, values, _units(table))
    book.close()
    with whole_file(path) as working:
        working.write_bytes(data.getvalue())


def _units(table: pd.DataFrame) -> pd.DataFrame:
    return table[["unit", "unit_level", "unit_name"]].drop_duplicates().reset_index(drop=True)


def _by_class(table: pd.DataFrame, column: str, levels: Sequence[int]) -> tuple[list[tuple[str, str]], np.ndarray]:
    """Headers (name, code) and numbers (units, columns) of a class table; the first column is the total."""
    chosen = table[table["class_level"].isin(levels)]
    # 09 has no second level: its column is the first-level one.
    chosen = chosen[(chosen["class_level"] == 1) | (chosen["code"] != chosen["parent"])]
    wide = chosen.drop_duplicates(["class_level", "code"])
    wide = wide[(wide["code"] != UNKNOWN) | (wide["class_level"] == 1)]
    headers = list(zip(wide["name"], wide["code"]))
    number = chosen.set_index(["unit", "unit_level", "class_level", "code"])[column]
    values = _pivot(number, _units(table), list(zip(wide["class_level"], wide["code"])))
    total = values[:, (wide["class_level"] == 1).to_numpy()].sum(axis=1, keepdims=True)
    return [(tr("Total"), ""), *headers], np.round(np.hstack([total, values]), 2)


def _by_group(table: pd.DataFrame) -> tuple[list[tuple[str, str]], np.ndarray]:
    names = {"farm": tr("Agricultural land"), "built": tr("Construction land"), "unused": tr("Unused land")}
    second = table[table["class_level"] == 2]
    groups = [*_GROUPS, *([""] if (second["land_group"] == "").any() else [])]
    number = second.groupby(["unit", "unit_level", "land_group"])["area_ha"].sum()
    values = _pivot(number, _units(table), [(group,) for group in groups])
    headers = [(names.get(group, tr("not a class of the standard")), "") for group in groups]
    return [(tr("Total"), ""), *headers], np.round(np.hstack([values.sum(axis=1, keepdims=True), values]), 2)


def _pivot(number: pd.Series, units: pd.DataFrame, columns: Sequence[tuple[Any, ...]]) -> np.ndarray:
    keys = [(unit, level, *column) for unit, level in zip(units["unit"], units["unit_level"]) for column in columns]
    return number.reindex(pd.MultiIndex.from_tuples(keys)).fillna(0.0).to_numpy().reshape(len(units), len(columns))


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 10, "valign": "vcenter"}
    boxed = {**base, "border": 1}
    return {
        "title": book.add_format({**base, "font_size": 16, "bold": True, "align": "center"}),
        "unit": book.add_format({**base, "align": "right"}),
        "head": book.add_format({**boxed, "align": "center", "text_wrap": True, "bold": True, "bg_color": "#EEF2F0"}),
        "text": book.add_format(boxed),
        "number": book.add_format({**boxed, "num_format": "#,##0.00"}),
        "sum_text": book.add_format({**boxed, "bold": True}),
        "sum_number": book.add_format({**boxed, "bold": True, "num_format": "#,##0.00"}),
    }


def _write_sheet(
    sheet: Any,
    formats: dict[str, Any],
    title: str,
    unit: str,
    headers: list[tuple[str, str]],
    values: np.ndarray,
    units: pd.DataFrame,
) -> None:
    last = 1 + len(headers)
    sheet.merge_range(0, 0, 0, last, title, formats["title"])
    sheet.merge_range(1, 0, 1, last, unit, formats["unit"])
    for column, name in enumerate((tr("Unit name"), tr("Unit code"))):
        sheet.merge_range(2, column, 3, column, name, formats["head"])
    for column, (name, code) in enumerate(headers, 2):
        if code and code != UNKNOWN:
            sheet.write_string(2, column, name, formats["head"])
            sheet.write_string(3, column, code, formats["head"])
        else:
            sheet.merge_range(2, column, 3, column, name, formats["head"])
    row = _HEAD
    indent = {"county": "", "township": "  ", "village": "    "}
    for place, (code, level, name) in enumerate(units.itertuples(index=False)):
        # The official form sets a blank row before every township.
        row += level == "township" and bool((units["unit_level"] == "village").any())
        style = "" if level == "village" else "sum_"
        sheet.write_string(row, 0, indent[level] + (name or code), formats[style + "text"])
        sheet.write_string(row, 1, code, formats[style + "text"])
        for column, value in enumerate(values[place].tolist(), 2):
            sheet.write_number(row, column, value, formats[style + "number"])
        row += 1
    sheet.set_row(0, 28)
    sheet.set_row(2, 42)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, last, 13)
    sheet.freeze_panes(_HEAD, 2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
