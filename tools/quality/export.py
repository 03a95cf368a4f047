"""A list of findings to hand on: for a spreadsheet, or as layers."""

from __future__ import annotations

import csv
from io import BytesIO
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from ..bundled import xlsxwriter_module
from ..errors import TubanError
from ..files import Column, put_layer
from ..language import tr
from ..output import whole_file
from ..progress import Progress, silent
from . import layer
from .findings import NUMBERS
from .labels import kind_name, kind_names, severity_name, state_name
from .store import LAYERS

MORE = ("township", "reason", "name")
FORMATS = ("csv", "xlsx", "gpkg")


def write_list(path: str | Path, found: gpd.GeoDataFrame, standard: object, progress: Progress = silent) -> None:
    """Write findings (with the columns `MORE`) as CSV, XLSX or GeoPackage by the file's ending, whole or not at all.

    Tables have readable names of kinds, severities and states, and the middle of each fault; a GeoPackage has the
    faults themselves as layers of points, lines and areas.
    """
    path = Path(path)
    kind = path.suffix.lower().lstrip(".")
    if kind not in FORMATS:
        raise TubanError(tr("{path} is neither csv nor xlsx nor gpkg: choose one of these endings.").format(path=path))
    if kind == "gpkg":
        _write_layers(path, found, progress)
        return
    head, lines = _lines(found, kind_names(standard))
    progress(50.0)
    with whole_file(path) as working:
        if kind == "csv":
            with working.open("w", newline="", encoding="utf-8-sig") as file:  # Excel knows UTF-8 by the mark
                csv.writer(file).writerows([head, *lines])
        else:
            working.write_bytes(_workbook(head, lines))
    progress(100.0)


def _columns() -> list[Column]:
    more = {"township": tr("Township"), "reason": tr("Reason"), "name": tr("Granted by")}
    return [*layer.columns(), *(Column(name, "text", alias=alias) for name, alias in more.items())]


def _lines(found: gpd.GeoDataFrame, names: dict[str, str]) -> tuple[list[str], list[list[object]]]:
    read = {
        "kind": lambda kind: kind_name(kind, names),
        "severity": severity_name,
        "state": state_name,
    }
    columns = _columns()
    table = {column.name: found[column.name].map(read[column.name]) if column.name in read else found[column.name]
             for column in columns}  # fmt: skip
    box = shapely.bounds(found.geometry.to_numpy()).reshape(-1, 4)
    middle = np.round((box[:, :2] + box[:, 2:]) / 2, 4)
    values = [
        [_number(value) for value in series] if name in NUMBERS else [_safe(text) for text in series]
        for name, series in table.items()
    ]
    places = [[_number(value) for value in axis] for axis in middle.T]
    head = [*(column.alias or column.name for column in columns), "X", "Y"]
    return head, [list(row) for row in zip(*values, *places)]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _safe(text: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    shown = str(text)
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown


def _workbook(head: list[str], lines: list[list[object]]) -> bytes:
    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter_module().Workbook(data, options)
    sheet = book.add_worksheet(tr("Findings"))
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet.write_row(0, 0, head, bold)
    for row, line in enumerate(lines, 1):
        sheet.write_row(row, 0, line)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(lines), 1), len(head) - 1)
    sheet.set_column(0, len(head) - 1, 16)
    book.close()
    return data.getvalue()


def _write_layers(path: Path, found: gpd.GeoDataFrame, progress: Progress) -> None:
    dimension = np.maximum(shapely.get_dimensions(found.geometry.to_numpy()), 0)
    columns = _columns()
    with whole_file(path) as working:
        for place, (name, kind) in enumerate(LAYERS.items()):
            progress(100.0 * place / len(LAYERS))
            put_layer(working, name, found[dimension == place], columns, geometry_type=kind)
