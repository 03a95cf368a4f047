"""Agreement and accuracy as workbooks and summaries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..bundled import xlsxwriter_module
from ..language import tr
from ..output import whole_file
from .agreement import OVERALL, PRODUCER, SHARE, USER, Estimate

_WIDTH = 14
"""Characters: width of a column."""


def measure_names() -> dict[str, str]:
    """What the measures of `accuracy` are called."""
    return {
        OVERALL: tr("Overall accuracy"),
        USER: tr("User's accuracy (of what the layer says, how much is right)"),
        PRODUCER: tr("Producer's accuracy (of what is there, how much the layer says)"),
        SHARE: tr("Share of the class by the second look"),
    }


def write_workbook(path: str | Path, sheets: Mapping[str, pd.DataFrame]) -> None:
    """Write tables as sheets of a workbook, whole or not at all; numbers stay numbers, unknown ones are empty."""
    data = BytesIO()
    book = xlsxwriter_module().Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name[:31])
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, max(len(table.columns) - 1, 0), _WIDTH)
        sheet.write_row(0, 0, [str(column) for column in table.columns], head)
        for row, values in enumerate(table.to_numpy(object), 1):
            sheet.write_row(row, 0, [_plain(value) for value in values])
    book.close()
    with whole_file(path) as working:
        working.write_bytes(data.getvalue())


def write_summary(path: str | Path, schema: str, content: Mapping[str, Any]) -> None:
    """Write figures as JSON, whole or not at all; unknown ones are null."""
    text = json.dumps({"schema": schema, **content}, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    with whole_file(path) as working:
        working.write_text(text + "\n", encoding="utf-8")


def figures(estimate: Estimate) -> dict[str, Any]:
    """An estimate as plain values; unknown ones are None."""
    return {name: _plain(value) for name, value in vars(estimate).items()}


def matrix_table(matrix: pd.DataFrame, corner: str) -> pd.DataFrame:
    """A matrix of counts with its sums, the classes in the first column."""
    made = matrix.astype(int)
    made[tr("Total")] = made.sum(axis=1)
    made.loc[tr("Total")] = made.sum(axis=0)
    return made.rename_axis(corner).reset_index()


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain values for JSON."""
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_dict("records")]


def _plain(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not np.isfinite(value) else value
