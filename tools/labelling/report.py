"""Agreement and accuracy as pages to read and send: figures with intervals, tables by class, how they were computed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..language import language, tr
from ..quality.page import thousands, write_page
from ..quality.run import Run
from ..standard import Standard
from .agreement import OVERALL, PRODUCER, SHARE, USER, Estimate, by_class
from .tables import measure_names

_TEMPLATE = "agreement.html"

_PAIRS = 30
"""Pairs of classes that the page lists; the matrix has them all."""

_UNKNOWN = "–"


def write_agreement_report(
    path: str | Path,
    matrix: pd.DataFrame,
    overall: Estimate,
    kappa: Estimate,
    confidence: float,
    standard: Standard,
    run: Run,
) -> None:
    """Write how far two interpretations agree: rows of `matrix` are the classes of the first, columns of the second."""
    names = _class_names(matrix.index, standard)
    disputed = int(matrix.to_numpy().sum() - np.trace(matrix.to_numpy()))
    cards = [
        _card("fixed", _share(overall.value), tr("Overall agreement")),
        _card("note", _plain(kappa.value), tr("Cohen's kappa")),
        _card(
            "warning", thousands(disputed), tr("patches in dispute, of {count}").format(count=thousands(overall.units))
        ),
    ]
    figures = [
        [tr("Overall agreement"), *_estimate(overall, _share)],
        [tr("Cohen's kappa"), *_estimate(kappa, _plain)],
    ]
    classes = [
        [names[row.Index], thousands(row.first), thousands(row.second), thousands(row.both), _share(row.agreement)]
        for row in by_class(matrix).itertuples()
    ]
    heads = [tr("Class"), tr("First"), tr("Second"), tr("Both"), tr("Agreement")]
    tables = [
        _table(tr("Figures"), [tr("Figure"), *_estimate_heads(confidence)], figures),
        _table(tr("By class"), heads, classes, tr("Agreement is 2 × both / (first + second).")),
        _pairs(matrix, names, tr("First class"), tr("Second class")),
        _matrix(matrix, names, tr("First / second")),
    ]
    _write(path, tr("Agreement of two interpretations"), run, cards, tables, _about_agreement())


def write_accuracy_report(
    path: str | Path, found: pd.DataFrame, matrix: pd.DataFrame, confidence: float, standard: Standard, run: Run
) -> None:
    """Write how right a layer is: `found` are its accuracies, rows of `matrix` the classes of the layer."""
    names, overall = _class_names(matrix.index, standard), found[found["measure"] == OVERALL].iloc[0]
    cards = [
        _card("fixed", _share(overall["value"]), tr("Overall accuracy")),
        _card("note", _interval(overall, _share), _confidence(confidence)),
        _card("warning", thousands(int(matrix.to_numpy().sum())), tr("patches looked at")),
    ]
    heads, tables = [tr("Class"), *_estimate_heads(confidence)], []
    for measure in (USER, PRODUCER, SHARE):
        rows = [
            [names[row["class"]], *_estimate(Estimate(*row[["value", "error", "low", "high", "units"]]), _share)]
            for _, row in found[found["measure"] == measure].iterrows()
        ]
        tables.append(_table(measure_names()[measure], heads, rows))
    whole = Estimate(*overall[["value", "error", "low", "high", "units"]])
    tables = [
        _table(
            tr("Figures"),
            [tr("Figure"), *_estimate_heads(confidence)],
            [[measure_names()[OVERALL], *_estimate(whole, _share)]],
        ),
        *tables,
        _pairs(matrix, names, tr("Class in the layer"), tr("Class of the second look")),
        _matrix(matrix, names, tr("Layer / second look")),
    ]
    _write(path, tr("Accuracy of a layer by a sample"), run, cards, tables, _about_accuracy())


def _write(
    path: str | Path, title: str, run: Run, cards: list[Any], tables: list[Any], sources: list[tuple[str, str, str]]
) -> None:
    words = {
        "method": tr("How it is computed"),
        "figure": tr("Figure"),
        "formula": tr("Formula"),
        "source": tr("Source"),
    }
    tables = [table for table in tables if table["rows"]]
    write_page(path, _TEMPLATE, run, title=title, cards=cards, tables=tables, sources=sources, words=words)


# ------------------------------------------------------------------------------------------------ tables


def _class_names(codes: Sequence[Any], standard: Standard) -> dict[str, str]:
    """What classes are called, with their codes; one that the standard does not know is its code."""
    titles = standard.class_name(list(codes), language())
    return {code: f"{code} {title}" if title else str(code) for code, title in zip(codes, titles)}


def _table(title: str, heads: list[str], rows: list[list[Any]], hint: str = "") -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows, "hint": hint, "texts": 1, "square": False}


def _pairs(matrix: pd.DataFrame, names: dict[str, str], first: str, second: str) -> dict[str, Any]:
    """The pairs of different classes, the most frequent first."""
    count = matrix.to_numpy().copy()
    np.fill_diagonal(count, 0)
    order = np.argsort(-count, axis=None, kind="stable")[: int((count > 0).sum())]
    places = [np.unravel_index(place, count.shape) for place in order[:_PAIRS]]
    label, all_in_dispute = matrix.index, max(int(count.sum()), 1)
    rows = [
        [
            names[label[row]],
            names[label[column]],
            thousands(int(count[row, column])),
            _share(count[row, column] / all_in_dispute),
        ]
        for row, column in places
    ]
    more = tr("The {shown} most frequent of {total} pairs are listed; the matrix has them all.")
    hint = more.format(shown=_PAIRS, total=thousands(len(order))) if len(order) > _PAIRS else ""
    heads = [first, second, tr("Patches"), tr("Share of those in dispute")]
    return {**_table(tr("Where the classes differ"), heads, rows, hint), "texts": 2}


def _matrix(matrix: pd.DataFrame, names: dict[str, str], corner: str) -> dict[str, Any]:
    count = matrix.to_numpy(np.int64)
    rows = [
        [names[code], *(thousands(number) if number else "" for number in row), thousands(sum(row))]
        for code, row in zip(matrix.index, count.tolist())
    ]
    sums = count.sum(axis=0).tolist()
    rows.append([tr("Total"), *map(thousands, sums), thousands(sum(sums))])
    heads = [corner, *(names[code] for code in matrix.columns), tr("Total")]
    return {**_table(tr("Matrix"), heads, rows, tr("Patches; what both agree on is marked.")), "square": True}


def _estimate_heads(confidence: float) -> list[str]:
    return [tr("Value"), tr("Standard error"), _confidence(confidence), tr("Patches")]


def _confidence(confidence: float) -> str:
    return tr("{percent} % confidence interval").format(percent=f"{100 * confidence:g}")


def _estimate(of: Estimate, shown: Any) -> list[str]:
    error = f"{of.error:.4f}" if np.isfinite(of.error) else _UNKNOWN
    return [shown(of.value), error, _interval(vars(of), shown), thousands(int(of.units))]


def _interval(of: Any, shown: Any) -> str:
    if not (np.isfinite(of["low"]) and np.isfinite(of["high"])):
        return _UNKNOWN
    return tr("{low} to {high}").format(low=shown(of["low"]), high=shown(of["high"]))


def _share(value: float) -> str:
    return f"{100 * value:.2f} %" if np.isfinite(value) else _UNKNOWN


def _plain(value: float) -> str:
    return f"{value:.4f}" if np.isfinite(value) else _UNKNOWN


def _card(colour: str, value: str, name: str) -> dict[str, str]:
    return {"code": colour, "count": value, "name": name}


# ------------------------------------------------------------------------------------------------ sources

_WILSON = "Wilson, E. B. (1927), JASA 22, 209–212; Newcombe, R. G. (1998), Statistics in Medicine 17, 857–872, method 3"
_STEHMAN = "Stehman, S. V. (2014), Int. J. Remote Sensing 35, 4923–4939, eq. 27 and 28"
_OLOFSSON = "Olofsson, P. et al. (2014), Remote Sensing of Environment 148, 42–57"


def _about_agreement() -> list[tuple[str, str, str]]:
    """Figure, formula, source."""
    return [
        (tr("Overall agreement"), tr("pₒ = patches with the same class / all patches; interval by Wilson"), _WILSON),
        (
            tr("Cohen's kappa"),
            tr("κ = (pₒ − pₑ) / (1 − pₑ), where pₑ is the agreement that chance gives: the sum over the classes of the "
               "share in the first times the share in the second"),
            "Cohen, J. (1960), Educational and Psychological Measurement 20, 37–46",
        ),
        (
            tr("Interval of kappa"),
            tr("κ ± z · standard error, with the variance for large samples"),
            "Fleiss, J. L., Cohen, J., Everitt, B. S. (1969), Psychological Bulletin 72, 323–327",
        ),
    ]  # fmt: skip


def _about_accuracy() -> list[tuple[str, str, str]]:
    ratio = tr("ratio of two totals, each the sum over the strata of N / n times the sum in the sample")
    return [
        (tr("Accuracies and shares"), ratio, f"{_STEHMAN}; {_OLOFSSON}"),
        (
            tr("Standard error"),
            tr("root of the sum over the strata of N² (1 − n/N) s² / n, divided by the total; s² is the variance of "
               "the residuals, N the patches of the stratum, n those looked at"),
            _STEHMAN,
        ),
        (
            tr("Interval"),
            tr("Wilson's, for as many patches as a simple random sample with this standard error would have"),
            _WILSON,
        ),
    ]  # fmt: skip
