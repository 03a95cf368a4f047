"""Run, HTML report and JSON summary: escaped, offline, complete, whole or not at all."""

from __future__ import annotations

import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from tuban.tools import language, standard
from tuban.tools.errors import TubanError
from tuban.tools.quality import page as page_module
from tuban.tools.quality import report
from tuban.tools.quality.findings import findings, joined, no_findings
from tuban.tools.quality.run import Run

CRS = "EPSG:4528"
NASTY = "<script>alert(1)</script>&\"'<img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def edition():
    return standard.load("2019")


def found(count: int = 3, **columns):
    given = {
        "kind": "overlap", "rule": "4301-05", "severity": "error", "layer": "DLTB", "message": "overlaps",
        "measure": np.arange(1.0, count + 1), "unit": "m2", "other": "9",
    }  # fmt: skip
    geometry = shapely.box(np.arange(count), 0, np.arange(count) + 1, 1)
    return findings(feature=[str(i) for i in range(count)], geometry=geometry, crs=CRS, **{**given, **columns})


class Page(HTMLParser):
    """What a browser would see: elements, and the text outside of style."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.links += [value for name, value in attributes if name in ("src", "href", "onerror", "onclick")]

    def handle_data(self, data):
        self.text += data


def page(tmp_path, frame, run=None, **options) -> Page:
    path = tmp_path / "report.html"
    report.write_report(path, frame, run or Run("tuban:check_topology"), **options)
    return Page(path.read_text(encoding="utf-8"))


def test_attribute_values_are_text(tmp_path, edition):
    frame = found(2, message=NASTY, other=NASTY, kind=NASTY, rule=NASTY)
    run = Run("tuban:check_attributes", source=NASTY, options={"RULES": NASTY}, notes=[NASTY])
    made = page(tmp_path, frame, run, standard=edition, title=NASTY)
    assert "script" not in made.tags
    assert "img" not in made.tags
    assert made.links == []
    assert made.text.count("<script>alert(1)</script>") >= 8


def test_the_page_needs_nothing_from_elsewhere(tmp_path, edition):
    picture = b"\x89PNG fake"
    made = page(tmp_path, found(), standard=edition, picture=picture)
    assert made.links == ["data:image/png;base64,iVBORyBmYWtl"] or made.links[0].startswith("data:image/png;base64,")
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "script" not in made.tags
    assert not re.search(r"https?://|url\(|@import", text)


def test_verdict_counts_and_rule_texts(tmp_path, edition):
    frame = joined([found(3), found(2, rule="L-ARE-12-TBMJ", kind="too_many_decimals", severity="warning", unit="")])
    made = page(tmp_path, frame, standard=edition)
    assert "NOT PASSED" in made.text
    assert "The patch overlaps patch … by … m²." in made.text
    assert edition.kinds.loc["too_many_decimals", "name_en"] in made.text
    assert "6.00 m²" in made.text  # sum of 1, 2, 3
    clean = page(tmp_path, no_findings(CRS), standard=edition)
    assert "PASSED" in clean.text
    assert "NOT PASSED" not in clean.text
    assert "No finding" in clean.text


def test_warnings_alone_pass():
    assert report.passed(found(severity="warning"))
    assert not report.passed(found(severity="error"))


def test_the_table_is_limited_and_says_so(tmp_path, edition):
    frame = found(50)
    made = page(tmp_path, frame, standard=edition, limit=20)
    assert "The first 20 of 50 findings" in made.text
    assert sum(name in made.text for name in frame["id"]) == 20
    assert "The first" not in page(tmp_path, frame, standard=edition).text


def test_run_metadata_is_shown(tmp_path):
    run = Run("tuban:check_topology", source="D:/县/county.gpkg", edition="2019", tolerances={"GRID": 0.0001})
    run.finish({"DLTB": 20000}, ["two features skipped"])
    made = page(tmp_path, found(), run)
    for text in ("D:/县/county.gpkg", "DLTB = 20,000", "GRID = 0.0001", "two features skipped", "tuban:check_topology"):
        assert text in made.text


def test_chinese_report(tmp_path, edition):
    try:
        language.install(lambda text: text, "zh")
        made = page(tmp_path, found(), standard=edition)
    finally:
        language.install(lambda text: text, "en")
    assert "图斑与图斑 … 重叠 … 平方米。" in made.text
    assert "重叠" in made.text
    assert 'lang="zh-CN"' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_rules_of_a_province_explain_themselves(tmp_path, edition):
    extra = pd.DataFrame([{"text_en": "province says {DLBM}", "text_zh": "", "clause": "P"}], index=["P-1"])
    made = page(tmp_path, found(rule="P-1", kind="province_rule"), standard=edition, rules=extra)
    assert "province says …" in made.text
    assert "province rule" in made.text


def test_summary_has_counts_and_measures_by_kind_and_rule(tmp_path):
    frame = joined(
        [
            found(3),
            found(1, rule="4301-06", kind="gap", severity="warning"),
            found(2, rule="L-ATT-02", kind="not_in_list", measure=np.nan, unit=""),
        ]
    )
    run = Run("tuban:check_topology", source="c.gpkg", edition="2019", started="2026-11-21T08:00:00+08:00")
    path = tmp_path / "summary.json"
    report.write_summary(path, frame, run)
    read = json.loads(path.read_text(encoding="utf-8"))
    assert read == report.summary(frame, run)
    assert read["schema"] == "tuban-summary/1"
    assert read["passed"] is False
    assert read["counts"] == {"error": 5, "warning": 1, "note": 0, "total": 6, "exception": 0}
    assert read["kinds"]["overlap"] == {
        "error": 3, "warning": 0, "note": 0, "total": 3, "exception": 0,
        "measures": {"m2": {"count": 3, "sum": 6.0, "min": 1.0, "max": 3.0}},
    }  # fmt: skip
    assert read["rules"]["L-ATT-02"]["measures"] == {}
    assert read["rules"]["4301-06"]["warning"] == 1
    assert read["run"]["source"] == "c.gpkg"
    assert set(read["run"]) == {
        "tool", "version", "edition", "source", "options", "tolerances", "started", "seconds", "counts", "notes",
        "layers", "kinds", "rules", "partial",
    }  # fmt: skip


STATES = ["new", "confirmed", "reopened", "exception", "exception"]
GRANTED = [["飞地", "李四", "2026-11-21"], ["", "", ""]]


def in_all_states():
    """Five overlaps of 1 to 5 m2 in the states `STATES`, a fixed gap, and the exception of the fourth overlap."""
    frame = found(5, state=STATES, width=np.arange(1.0, 6) / 10)
    gap = found(1, rule="4301-06", kind="gap", state="fixed", message="gap that was")
    row = {"id": frame["id"][3], "reason": "飞地", "name": "李四", "date": "2026-11-21"}
    return frame, {"fixed": gap, "exceptions": pd.DataFrame([row, {"id": "elsewhere", "reason": "r", "name": "n"}])}


def test_exceptions_and_what_is_fixed_are_counted_apart():
    frame, life = in_all_states()
    made = report.summary(frame, Run("t"), **life)
    assert made["counts"] == {"error": 3, "warning": 0, "note": 0, "total": 3, "exception": 2}
    assert made["states"] == {"new": 1, "confirmed": 1, "fixed": 1, "exception": 2, "reopened": 1}
    assert made["kinds"] == {
        "overlap": {
            "error": 3, "warning": 0, "note": 0, "total": 3, "exception": 2,
            "measures": {"m2": {"count": 3, "sum": 6.0, "min": 1.0, "max": 3.0}},
        }
    }  # fmt: skip
    listed = [[row["id"], row["reason"], row["name"], row["date"]] for row in made["exceptions"]]
    assert listed == [[key, *granted] for key, granted in zip(frame["id"][3:], GRANTED)]
    assert json.loads(json.dumps(made)) == made


def test_the_documentation_shows_a_summary_as_it_is():
    text = (Path(__file__).resolve().parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
    told = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1])
    frame, life = in_all_states()
    made = report.summary(frame, Run("t"), **life)
    assert list(told) == list(made)
    assert [list(told[name]) for name in ("counts", "states")] == [list(made[name]) for name in ("counts", "states")]
    assert list(told["kinds"]["overlap"]) == list(made["kinds"]["overlap"])
    assert list(told["exceptions"][0]) == list(made["exceptions"][0])
    assert set(told["run"]) == set(made["run"])


def test_data_with_exceptions_only_passes():
    assert report.passed(found(2, state="exception"))
    assert not report.passed(found(2, state=["exception", "reopened"]))


def test_the_report_shows_every_state_apart(tmp_path, edition):
    frame, life = in_all_states()
    text = page(tmp_path, frame, standard=edition, **life).text
    heads = ["Reopened: fixed before, found again", "Findings", "Exceptions", "Fixed: no longer found", "This run"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    parts = dict(zip(heads, (text[start:end] for start, end in zip(places, places[1:]))))
    for head, ids in zip(heads, (frame["id"][2:3], frame["id"][:2], frame["id"][3:], life["fixed"]["id"])):
        assert {key for key in [*frame["id"], *life["fixed"]["id"]] if key in parts[head]} == set(ids)
    for granted in GRANTED[0]:
        assert granted in parts["Exceptions"]
        assert granted not in parts["Findings"]
    assert "6.00 m²" in text[: places[0]]  # the sum of the open ones
    assert [head for head in parts if "State" in parts[head]] == ["Findings"]  # elsewhere all have the same


def test_a_finding_has_its_width_beside_its_area(tmp_path):
    text = page(tmp_path, found(1, measure=2.0, width=0.0123)).text
    assert re.search(r"2\.00 m²\s+0\.0123 m\b", text)
    assert "NaN" not in page(tmp_path, found(1, measure=np.nan)).text


def test_a_first_report_says_nothing_of_states(tmp_path):
    made = page(tmp_path, found(2))
    assert "ul" not in made.tags
    assert "Fixed" not in made.text
    assert "Reason" not in made.text


def test_summary_of_nothing():
    made = report.summary(no_findings(CRS), Run("t"))
    assert made["passed"] is True
    assert made["kinds"] == made["rules"] == {}


def test_a_run_knows_its_time_and_says_each_note_once():
    run = Run("t")
    time.sleep(0.01)
    run.finish({"DLTB": 3}, ["a", "b", "a"])
    assert run.seconds >= 0.01
    assert run.notes == ["a", "b"]
    assert run.counts == {"DLTB": 3}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", run.started)


def test_files_are_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    path.write_text("old")
    monkeypatch.setattr(page_module, "templates", lambda: (_ for _ in ()).throw(RuntimeError("template broken")))
    with pytest.raises(RuntimeError):
        report.write_report(path, found(), Run("t"))
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["report.html"]
    with pytest.raises(TubanError, match="does not exist"):
        report.write_summary(tmp_path / "no" / "s.json", found(), Run("t"))
