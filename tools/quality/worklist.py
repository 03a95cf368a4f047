"""Findings as a workbook to work through: one sheet for each township or person."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from ..bundled import xlsxwriter_module
from ..errors import TubanError
from ..language import tr
from ..output import whole_file
from .findings import SEVERITIES, is_open
from .labels import kind_name, kind_names, severity_name, state_name, unit_name

_ROWS = 1_000_000
"""A sheet of XLSX holds 1 048 576 rows."""

_NAME = 31
"""Characters of a sheet's name."""

_COLOURS = {"error": "#B3261E", "warning": "#9A6700", "note": "#3A6EA5"}


def write_worklist(path: str | Path, found: pd.DataFrame, groups: pd.Series, standard: Any, title: str = "") -> None:
    """Write the open findings as XLSX, whole or not at all: an overview, then a sheet for each group.

    `groups` has the sheet of each finding (same index). Texts are texts: nothing that stands in the data is a formula.
    """
    chosen = pd.DataFrame(found[is_open(found)].drop(columns="geometry")) if len(found) else found
    groups = groups.loc[chosen.index]
    data = BytesIO()
    book = xlsxwriter_module().Workbook(
        data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    formats = _formats(book)
    names = _sheet_names(list(dict.fromkeys(groups.sort_values(kind="stable"))))
    _overview(book.add_worksheet(tr("Overview")), formats, chosen, groups, names, title)
    kinds = kind_names(standard)
    for group, sheet in names.items():
        _sheet(book.add_worksheet(sheet), formats, chosen[groups == group].head(_ROWS), kinds)
    book.close()
    with whole_file(path) as working:
        working.write_bytes(data.getvalue())


def read_persons(path: str | Path) -> dict[str, str]:
    """Who works on which place: a CSV file (UTF-8 or GBK) with the columns code and person.

    A code is the beginning of a location code, such as a township's 9 or a village's 12 digits.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise TubanError(
            tr("The list of persons {path} cannot be read: check that it exists.").format(path=path)
        ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or not {"code", "person"} <= set(rows[0]):
        raise TubanError(
            tr("The list of persons {path} needs the columns code and person in its first line.").format(path=path)
        )
    return {(row["code"] or "").strip(): (row["person"] or "").strip() for row in rows if (row["code"] or "").strip()}


def persons_of(codes: pd.Series, persons: Mapping[str, str]) -> pd.Series:
    """The person for each location code, by the longest beginning that the list has."""
    known = {
        code: next((persons[code[:length]] for length in range(len(code), 0, -1) if code[:length] in persons), "")
        for code in codes.unique()
    }
    return codes.map(known).replace("", tr("(no person)"))


def _sheet_names(groups: list[str]) -> dict[str, str]:
    """Names of sheets: no sign that XLSX forbids, no more than 31 characters, none twice (case apart)."""
    names: dict[str, str] = {}
    taken = {tr("Overview").casefold()}
    for group in groups:
        plain = re.sub(r"[\[\]:*?/\\]", " ", group).strip().strip("'") or tr("(none)")
        name, number = plain[:_NAME], 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = plain[: _NAME - len(ending)] + ending
        taken.add(name.casefold())
        names[group] = name
    return names


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_size": 10, "valign": "top"}
    formats = {name: book.add_format({**base, "font_color": colour}) for name, colour in _COLOURS.items()}
    return {
        **formats,
        "title": book.add_format({"font_size": 14, "bold": True}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#EEF2F0", "border": 1}),
        "text": book.add_format(base),
        "wrapped": book.add_format({**base, "text_wrap": True}),
        "number": book.add_format({**base, "num_format": "#,##0.00##"}),
    }


def _overview(
    sheet: Any, formats: dict[str, Any], found: pd.DataFrame, groups: pd.Series, names: Mapping[str, str], title: str
) -> None:
    sheet.write_string(0, 0, title or tr("Findings"), formats["title"])
    for column, name in enumerate((tr("Sheet"), *map(severity_name, SEVERITIES))):
        sheet.write_string(2, column, name, formats["head"])
    for row, (group, name) in enumerate(names.items(), 3):
        link = "internal:'" + name.replace("'", "''") + "'!A1"
        sheet.write_url(row, 0, link, string=name)
        number = found["severity"][groups == group].value_counts()
        for column, severity in enumerate(SEVERITIES, 1):
            sheet.write_number(row, column, int(number.get(severity, 0)), formats[severity])
    sheet.set_column(0, 0, 34)


def _sheet(sheet: Any, formats: dict[str, Any], found: pd.DataFrame, kinds: dict[str, str]) -> None:
    """One row a finding, the errors first, with room for what was done about it."""
    head = (
        *((tr("Severity"), 9), (tr("Rule"), 14), (tr("Kind"), 22), (tr("Layer"), 10), (tr("Feature"), 22)),
        *((tr("Other feature"), 22), (tr("Measure"), 12), (tr("Unit"), 6), (tr("What is wrong"), 70)),
        *((tr("State"), 10), (tr("Done"), 12), (tr("Remark"), 30), (tr("Id"), 18)),
    )
    for column, (name, width) in enumerate(head):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(found), 1), len(head) - 1)
    for row, finding in enumerate(found.to_dict("records"), 1):
        severity = finding["severity"]
        texts = (
            *(severity_name(severity), finding["rule"], kind_name(finding["kind"], kinds), finding["layer"]),
            *(finding["feature"], finding["other"]),
        )
        for column, text in enumerate(texts):
            sheet.write_string(row, column, str(text), formats[severity if column == 0 else "text"])
        if pd.notna(finding["measure"]):
            sheet.write_number(row, 6, float(finding["measure"]), formats["number"])
        sheet.write_string(row, 7, unit_name(finding["unit"]), formats["text"])
        sheet.write_string(row, 8, finding["message"], formats["wrapped"])
        sheet.write_string(row, 9, state_name(finding["state"]), formats["text"])
        sheet.write_string(row, 12, finding["id"], formats["text"])
