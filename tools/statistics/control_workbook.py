"""The table of theoretical and control areas of map sheets (图幅理论面积与控制面积接合图表) as a workbook.

The official form lays the sheets out as they lie: rows are bands of latitude with the theoretical area of their sheets
in front, columns are longitudes; behind each band stand number and area of its broken and whole sheets and their sum,
under each column its sum. Mainland and islands have tables of their own (2018 plan IV.2.2).
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..area import ControlTable, Grid, dms, grid_of
from ..bundled import xlsxwriter_module
from ..language import tr
from ..output import whole_file

_FONT = "SimSun"
_LINES = 3
"""Rows of a band: sheet number, area in the survey area, area outside."""

_HEAD = 4
_LEFT = 2
"""Rows above and columns before the sheets."""

_NAME_LENGTH = 31
"""Of a worksheet, in Excel."""


def write_control_table(path: str | Path, table: ControlTable, name: str = "") -> None:
    """Write the table of `control_table` as XLSX, whole or not at all; `name` of the survey area goes into the titles.

    Worksheets: control areas of all units; mainland and islands laid out in the official form, and each unit where
    there are several; the list of pieces. Areas are in hectares. Raises `TubanError` where XlsxWriter is missing or the
    file is open in another program.
    """
    data = BytesIO()
    book = xlsxwriter_module().Workbook(data, {"in_memory": True})
    formats = _formats(book, table.decimals)
    _write_summary(book.add_worksheet(tr("Control areas")), formats, table, name)
    for title, inside in _layouts(table):
        sheet = book.add_worksheet(_sheet_name(title))
        _write_grid(sheet, formats, table, grid_of(table.pieces, inside), " ".join(filter(None, (name, title))))
    _write_pieces(book.add_worksheet(tr("Pieces of sheets")), formats, table)
    book.close()
    with whole_file(path) as working:
        working.write_bytes(data.getvalue())


def _layouts(table: ControlTable) -> list[tuple[str, NDArray[np.bool_]]]:
    """Title and pieces of each table: mainland and islands of all units together, then of each unit."""
    pieces = table.pieces
    inside = (pieces["inside"] == 1).to_numpy()
    marks, units = sorted(set(pieces["MSSM"][inside])), sorted(set(pieces["unit"][inside]))
    layouts = [(_mark_name(mark), inside & (pieces["MSSM"] == mark).to_numpy()) for mark in marks]
    for unit in units if len(units) > 1 else []:
        for mark in marks:
            chosen = inside & (pieces["MSSM"] == mark).to_numpy() & (pieces["unit"] == unit).to_numpy()
            if chosen.any():
                layouts.append((f"{unit} {_mark_name(mark)}", chosen))
    return layouts


def _mark_name(mark: str) -> str:
    return tr("Islands") if mark == "01" else tr("Mainland")


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[-_NAME_LENGTH:]


def _formats(book: Any, decimals: int) -> dict[str, Any]:
    base = {"font_name": _FONT, "font_size": 9, "valign": "vcenter"}
    boxed = {**base, "border": 1, "align": "center"}
    area = {**boxed, "num_format": "0." + "0" * decimals if decimals else "0"}
    return {
        "title": book.add_format({**base, "font_size": 16, "bold": True, "align": "center"}),
        "unit": book.add_format({**base, "align": "right"}),
        "head": book.add_format({**boxed, "text_wrap": True, "bold": True, "bg_color": "#EEF2F0"}),
        "text": book.add_format(boxed),
        "number": book.add_format(area),
        "count": book.add_format({**boxed, "num_format": "0"}),
        "whole": book.add_format({**area, "bg_color": "#E3EFDA"}),
        "outside": book.add_format({**area, "font_color": "#8C8C8C", "italic": True}),
        "sum": book.add_format({**area, "bold": True}),
        "metres": book.add_format({**boxed, "num_format": "0.00"}),
        "sum_count": book.add_format({**boxed, "num_format": "0", "bold": True}),
    }


def _hectares(table: ControlTable, units: int) -> float:
    return round(int(units) / 10.0**table.decimals, table.decimals)


def _title(name: str) -> str:
    return " ".join(filter(None, (name, tr("Theoretical areas of map sheets and control areas"))))


# ------------------------------------------------------------------------------------------------ the official form


def _write_grid(sheet: Any, formats: dict[str, Any], table: ControlTable, grid: Grid, name: str) -> None:
    last = _LEFT + len(grid.columns)
    _write_heads(sheet, formats, table, grid, name)
    for place, row in enumerate(grid.rows.tolist()):
        top = _HEAD + _LINES * place
        south = row * table.scale.height
        theory = _hectares(table, grid.theory[place])
        sheet.merge_range(top, 0, top + _LINES - 1, 0, theory, formats["number"])
        latitudes = f"{dms(south + table.scale.height)}\n{dms(south)}"
        sheet.merge_range(top, 1, top + _LINES - 1, 1, latitudes, formats["head"])
        for column in range(len(grid.columns)):
            _write_cell(sheet, formats, table, grid, (place, column), top)
        for offset, (value, style) in enumerate(_row_sums(table, grid, place)):
            sheet.merge_range(top, last + offset, top + _LINES - 1, last + offset, value, formats[style])
    _write_sums(sheet, formats, table, grid)
    sheet.set_row(0, 28)
    sheet.set_row(3, 42)
    sheet.set_column(0, 0, 12)
    sheet.set_column(1, last + 4, 13)
    sheet.freeze_panes(_HEAD, _LEFT)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)


def _write_heads(sheet: Any, formats: dict[str, Any], table: ControlTable, grid: Grid, name: str) -> None:
    last = _LEFT + len(grid.columns)
    scale = f"1:{table.scale.denominator}"
    sheet.merge_range(0, 0, 0, last + 4, _title(name), formats["title"])
    sheet.merge_range(1, 0, 1, last + 4, _unit_of_measure(table), formats["unit"])
    sheet.merge_range(2, 0, 3, 0, f"{tr('Theoretical area of a sheet')}\n{scale}", formats["head"])
    sheet.merge_range(2, 1, 3, 1, tr("Latitude"), formats["head"])
    _merge(sheet, 2, _LEFT, last - 1, f"{tr('Longitude')} · {scale}", formats["head"])
    for column, number in enumerate(grid.columns.tolist()):
        west = number * table.scale.width - 180 * 3_600_000
        sheet.write_string(3, _LEFT + column, f"{dms(west)}\n{dms(west + table.scale.width)}", formats["head"])
    sheet.merge_range(2, last, 2, last + 4, f"{tr('Inside, summed along the band')} · {scale}", formats["head"])
    for offset, head in enumerate(_sum_heads()):
        sheet.write_string(3, last + offset, head, formats["head"])


def _sum_heads() -> list[str]:
    return [
        tr("Broken sheets"),
        tr("Area of broken sheets"),
        tr("Whole sheets"),
        tr("Area of whole sheets"),
        tr("Total area inside"),
    ]


def _write_cell(
    sheet: Any, formats: dict[str, Any], table: ControlTable, grid: Grid, at: tuple[int, int], top: int
) -> None:
    """Number and areas of one sheet; empty boxes where the survey area has no sheet."""
    column = _LEFT + at[1]
    if grid.numbers[at] is None:
        for line in range(_LINES):
            sheet.write_blank(top + line, column, None, formats["text"])
        return
    whole = bool(grid.whole[at])
    sheet.write_string(top, column, grid.numbers[at], formats["text"])
    sheet.write_number(top + 1, column, _hectares(table, grid.inside[at]), formats["whole" if whole else "number"])
    if whole:
        sheet.write_blank(top + 2, column, None, formats["whole"])
    else:
        sheet.write_number(top + 2, column, _hectares(table, grid.outside[at]), formats["outside"])


def _row_sums(table: ControlTable, grid: Grid, place: int | slice) -> list[tuple[float, str]]:
    """Number and area of broken and of whole sheets, and all area, of one band or of all."""
    broken, whole, inside = grid.broken[place], grid.whole[place], grid.inside[place]
    return [
        (int(broken.sum()), "count"),
        (_hectares(table, inside[broken].sum()), "number"),
        (int(whole.sum()), "count"),
        (_hectares(table, inside[whole].sum()), "number"),
        (_hectares(table, inside.sum()), "number"),
    ]


def _write_sums(sheet: Any, formats: dict[str, Any], table: ControlTable, grid: Grid) -> None:
    """Sums of the columns, of both kinds of sheets, and the control area found both ways."""
    row, last = _HEAD + _LINES * len(grid.rows), _LEFT + len(grid.columns)
    sheet.merge_range(row, 0, row, 1, tr("Inside, summed along the column"), formats["head"])
    for column, total in enumerate(grid.column_totals.tolist()):
        sheet.write_number(row, _LEFT + column, _hectares(table, total), formats["sum"])
    for offset, (value, style) in enumerate(_row_sums(table, grid, slice(None))):
        sheet.write_number(row, last + offset, value, formats["sum_count" if style == "count" else "sum"])
    row += 1
    sheet.merge_range(row, 0, row, 1, tr("Control area, by columns"), formats["head"])
    _merge(sheet, row, _LEFT, last - 1, _hectares(table, grid.column_totals.sum()), formats["sum"])
    sheet.merge_range(row, last, row, last + 3, tr("Control area, by bands"), formats["head"])
    sheet.write_number(row, last + 4, _hectares(table, grid.row_totals.sum()), formats["sum"])


def _merge(sheet: Any, row: int, first: int, last: int, value: Any, style: Any) -> None:
    """One value over columns; Excel merges no single cell."""
    if first < last:
        sheet.merge_range(row, first, row, last, value, style)
    else:
        sheet.write(row, first, value, style)


def _unit_of_measure(table: ControlTable) -> str:
    return tr("Unit: hectare ({format})").format(format="0." + "0" * table.decimals if table.decimals else "0")


# ------------------------------------------------------------------------------------------------ lists


def _write_summary(sheet: Any, formats: dict[str, Any], table: ControlTable, name: str) -> None:
    """A row for each unit, mainland and islands apart, and the control area of all."""
    heads = [tr("Unit"), tr("Mainland or islands"), *_sum_heads(), tr("Control area (m²)")]
    sheet.merge_range(0, 0, 0, len(heads) - 1, _title(name), formats["title"])
    sheet.merge_range(1, 0, 1, len(heads) - 1, _unit_of_measure(table), formats["unit"])
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, formats["head"])
    inside = table.pieces["inside"] == 1
    parts = [
        (
            (str(unit) or name, _mark_name(str(mark))),
            inside & (table.pieces["unit"] == unit) & (table.pieces["MSSM"] == mark),
        )
        for unit, mark in table.pieces[inside].groupby(["unit", "MSSM"], sort=True).groups
    ]
    for row, (names, chosen) in enumerate([*parts, ((tr("Total"), ""), inside)], 3):
        for column, text in enumerate(names):
            sheet.write_string(row, column, text, formats["text"])
        sums = _row_sums(table, grid_of(table.pieces, chosen.to_numpy()), slice(None))
        for column, (value, style) in enumerate(sums, len(names)):
            sheet.write_number(row, column, value, formats[style])
        metres = table.metres(int(table.pieces.loc[chosen, "units"].sum()))
        sheet.write_number(row, len(heads) - 1, metres, formats["metres"])
    sheet.set_row(0, 28)
    sheet.set_row(2, 30)
    sheet.set_column(0, len(heads) - 1, 16)


def _write_pieces(sheet: Any, formats: dict[str, Any], table: ControlTable) -> None:
    heads = [
        tr("Sheet number"),
        tr("Whole or broken"),
        tr("Unit"),
        tr("Mainland or islands"),
        tr("Theoretical area of a sheet"),
        tr("Measured area (m²)"),
        tr("Pushed"),
        tr("Area"),
    ]
    kinds = {"whole": tr("whole sheet"), "broken": tr("broken sheet")}
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, formats["head"])
    for row, piece in enumerate(table.pieces.itertuples(), 1):
        place = _mark_name(piece.MSSM) if piece.inside else tr("outside")
        for column, text in enumerate((piece.TFH, kinds[piece.kind], piece.unit, place)):
            sheet.write_string(row, column, text, formats["text"])
        numbers = (piece.theory, "number"), (piece.measured, "metres"), (piece.pushed, "number"), (piece.area, "number")
        for column, (value, style) in enumerate(numbers, 4):
            sheet.write_number(row, column, value, formats[style])
    sheet.set_column(0, len(heads) - 1, 16)
    sheet.freeze_panes(1, 1)
