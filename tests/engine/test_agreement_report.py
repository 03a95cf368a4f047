"""The pages of agreement and accuracy hold the published figures, in both languages."""

from __future__ import annotations

import re
from html import unescape

import numpy as np
import pandas as pd
import pytest
from tuban.tests.engine.test_agreement import CONGALTON, matrix
from tuban.tools import language
from tuban.tools.labelling.agreement import Sample, accuracy, error_matrix, kappa, overall_agreement
from tuban.tools.labelling.report import write_accuracy_report, write_agreement_report
from tuban.tools.quality.run import Run
from tuban.tools.standard import load

STANDARD = load("2019")


def cells(path) -> list[list[str]]:
    """The rows of all tables of a page."""
    page = path.read_text(encoding="utf-8")
    lines = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL)] for line in lines]


def agreement_page(path, table: pd.DataFrame, confidence: float = 0.95) -> list[list[str]]:
    overall, found = overall_agreement(table, confidence), kappa(table, confidence)
    write_agreement_report(path, table, overall, found, confidence, STANDARD, Run("tuban:compare_interpretations"))
    return cells(path)


def test_sas_s_kappa_stands_on_the_page(tmp_path):
    rows = agreement_page(tmp_path / "page.html", matrix([0, 0, 0], [5, 16, 3], [8, 12, 28]))
    assert ["Cohen's kappa", "0.3333", "0.0814", "0.1738 to 0.4929", "72"] in rows
    assert ["Overall agreement", "61.11 %", "0.0575", "49.56 % to 71.53 %", "72"] in rows


def test_the_matrix_of_congalton_and_green_stands_on_the_page(tmp_path):
    table = CONGALTON.set_axis(["0101", "0301", "0401", "XX<9>"], axis=0).set_axis(
        ["0101", "0301", "0401", "XX<9>"], axis=1
    )
    rows = agreement_page(tmp_path / "page.html", table)
    (paddy,) = STANDARD.class_name(["0101"], "en")
    assert [f"0101 {paddy}", "65", "4", "22", "24", "115"] in rows
    assert ["XX<9>", "4", "7", "3", "90", "104"] in rows, "what the standard does not know is told by its code, escaped"
    assert ["Total", "75", "103", "115", "141", "434"] in rows
    assert "XX<9>" not in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert [f"0101 {paddy}", "XX<9>", "24", "21.24 %"] in rows  # of 113 in dispute the most frequent pair
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    for source in ("Cohen, J. (1960)", "Fleiss, J. L., Cohen, J., Everitt, B. S. (1969)", "Newcombe, R. G. (1998)"):
        assert source in text
    assert text.count('number same"') == len(CONGALTON)


def test_stehman_s_accuracies_stand_on_the_page_in_both_languages(tmp_path):
    """International Journal of Remote Sensing 35 (2014), table 2 and pages 4932 to 4936, with classes of the survey."""
    codes = dict(zip("ABCD", ("0101", "0301", "0401", "1001")))
    stratum, mapped, reference = (
        np.array([codes[letter] for letter in letters], object)
        for letters in (
            "A" * 10 + "B" * 10 + "C" * 10 + "D" * 10,
            "AAAAAAABBB" + "ABBBBBBBBB" + "BBCCCCCCBB" + "DDDDDDDDDD",
            "AAAAACBABC" + "ABBBBBAABB" + "CCCCCDDBBA" + "DDDDDDDCCB",
        )
    )
    population = np.repeat([40_000, 30_000, 20_000, 10_000], 10)
    found = accuracy(Sample(mapped, reference, stratum, population, np.ones(40)))
    both = error_matrix(mapped, reference)
    (paddy, forest), (paddy_zh,) = STANDARD.class_name(["0101", "0301"], "en"), STANDARD.class_name(["0101"], "zh")
    run = Run("tuban:accuracy_report", source="county.gpkg", notes=["Two patches were left out."])
    path = tmp_path / "page.html"
    write_accuracy_report(path, found, both, 0.95, STANDARD, run)
    rows, text = cells(path), path.read_text(encoding="utf-8")
    told = [
        (row[0], *(float(cell.rstrip(" %")) for cell in row[1:3]))
        for row in rows
        if len(row) == 5 and row[1].endswith(" %")
    ]
    printed = [("Overall accuracy", 63.0, 0.085), (f"0101 {paddy}", 35.0, 0.082), (f"0301 {forest}", 57.4, 0.125)]
    for name, value, error in printed:  # overall, share of class A, user's accuracy of class B
        assert (name, pytest.approx(value, abs=0.06), pytest.approx(error, abs=6e-4)) in told
    assert any(row[0] == f"0301 {forest}" and row[1] == pytest.approx(79.4, abs=0.06) for row in told)
    assert any(row[0] == "Overall accuracy" and row[-1] == "40" for row in rows)
    for expected in (
        "Stehman, S. V. (2014)",
        "Olofsson, P. et al. (2014)",
        "county.gpkg",
        "Two patches were left out.",
    ):
        assert expected in text
    language.install(lambda words: words, language.CHINESE)
    try:
        write_accuracy_report(path, found, both, 0.95, STANDARD, run)
    finally:
        language.install(lambda words: words, language.ENGLISH)
    assert f"0101 {paddy_zh}" in path.read_text(encoding="utf-8")
    assert 'lang="zh-CN"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [matrix([7]), matrix([5, 0], [0, 9])])
def test_what_cannot_be_told_is_a_dash(tmp_path, table):
    rows = agreement_page(tmp_path / "page.html", table, 0.9)
    assert any("90 % confidence interval" in row for row in rows)
    (row,) = (row for row in rows if row[0] == "Cohen's kappa" and len(row) == 5)
    assert row[1] == ("–" if len(table) == 1 else "1.0000")
    assert "nan" not in (tmp_path / "page.html").read_text(encoding="utf-8")
