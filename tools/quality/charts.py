"""Charts of a report: bars drawn by the browser from numbers, sharp on paper, in the reader's own fonts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

COLOURS = ("#2f6f4f", "#d99a00", "#3a6ea5", "#b3261e", "#7b5ea7", "#5c6b73")
"""Of the series, unless a chart brings its own."""


@dataclass(frozen=True)
class Chart:
    """Bars: `rows` are the labels of the groups, `series` a value for each of them by name, NaN where there is none.

    All bars share one scale, that of the largest value. `unit` stands behind each value, with `decimals` places.
    """

    title: str
    rows: Sequence[str]
    series: Mapping[str, Sequence[float]]
    unit: str = ""
    decimals: int = 2
    colours: Sequence[str] = field(default=COLOURS)


def drawn(chart: Chart) -> dict[str, Any]:
    """A chart as the template takes it: of each row its bars with text and length in percent of the longest."""
    values = np.array([list(column) for column in chart.series.values()], float).reshape(len(chart.series), -1)
    longest = np.nanmax(np.abs(values), initial=0.0, where=~np.isnan(values)) or 1.0
    inks = [chart.colours[place % len(chart.colours)] for place in range(len(values))]
    return {
        "title": chart.title,
        "legend": list(zip(chart.series, inks)) if len(chart.series) > 1 else [],
        "rows": [
            {"label": label, "bars": [_bar(value, longest, ink, chart) for value, ink in zip(column, inks)]}
            for label, column in zip(chart.rows, values.T)
        ],
    }


def _bar(value: float, longest: float, ink: str, chart: Chart) -> dict[str, Any]:
    if np.isnan(value):
        return {"text": "–", "share": 0.0, "ink": ink}
    text = f"{value:,.{chart.decimals}f} {chart.unit}".strip()
    return {"text": text, "share": round(100.0 * abs(value) / longest, 2), "ink": ink}
