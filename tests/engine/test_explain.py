"""What the rules say of one patch: the verdicts are those of a check of the layer, and they come at once."""

from __future__ import annotations

import json
import time

import pytest
from tuban.tests.data.database import clean_layers
from tuban.tests.data.database_faults import patch_faults
from tuban.tools import standard
from tuban.tools.inspection import explain_patch
from tuban.tools.quality.explain import BROKEN, DOES_NOT_APPLY, HOLDS, NOT_ASKED, Explainer
from tuban.tools.quality.explanation import values_shown, write_explanation, write_explanation_summary
from tuban.tools.quality.rulefile import RuleBook
from tuban.tools.quality.rules import check_rules, feature_keys
from tuban.tools.quality.run import Run

S2019 = standard.load("2019")


@pytest.fixture(scope="module")
def faulty():
    layers = clean_layers(300, 6)
    patch_faults(layers)
    return layers


def said(verdicts) -> dict[str, str]:
    return {verdict.rule: verdict.verdict for verdict in verdicts}


def test_the_verdicts_are_those_of_a_check(faulty):
    frame = faulty["DLTB"]
    found = check_rules(frame, S2019.rules, standard=S2019).findings
    explainer = Explainer(S2019.rules, S2019, frame=frame)
    keys = feature_keys(frame)
    for place in range(38, 140, 3):
        row = frame.iloc[place]
        verdicts = explainer.explain(row.drop("geometry").to_dict(), row.geometry, frame.crs, place=place)
        broken = {verdict.rule for verdict in verdicts if verdict.verdict == BROKEN}
        assert broken == set(found.loc[found["feature"] == keys[place], "rule"]), keys[place]
        messages = {verdict.rule: verdict.message for verdict in verdicts if verdict.verdict == BROKEN}
        assert messages == dict(found.loc[found["feature"] == keys[place], ["rule", "message"]].to_numpy())


def test_values_that_are_edited_are_judged_before_they_are_saved(faulty):
    frame = faulty["DLTB"]
    explainer = Explainer(S2019.rules, S2019, frame=frame)
    row = frame.iloc[5].drop("geometry").to_dict()
    before = said(explainer.explain(row, place=5))
    assert BROKEN not in before.values()
    edited = said(explainer.explain({**row, "BSM": frame["BSM"].iloc[6], "QSXZ": "99"}, place=5))
    assert {rule for rule, verdict in edited.items() if verdict == BROKEN} == {"L-UNQ-01", "L-ATT-02"}
    assert said(explainer.explain(row, place=5)) == before
    new = said(explainer.explain(row))  # a copy of the patch that is not in the layer yet
    assert {rule for rule, verdict in new.items() if verdict == BROKEN} == {"L-UNQ-01", "L-UNQ-03"}


def test_one_row_without_the_layer(faulty):
    row = faulty["DLTB"].iloc[5].drop("geometry").to_dict()
    explainer = Explainer(S2019.rules, S2019)
    verdicts = explainer.explain(row)
    by_rule = said(verdicts)
    assert by_rule["L-UNQ-01"] == NOT_ASKED
    assert by_rule["L-ARE-01"] == NOT_ASKED
    assert by_rule["L-ATT-02"] == HOLDS
    assert by_rule["L-ATT-37"] == DOES_NOT_APPLY
    assert next(verdict for verdict in verdicts if verdict.rule == "L-ATT-02").fields == {"QSXZ": row["QSXZ"]}
    lean = said(explainer.explain({"DLBM": "0702"}))
    assert lean["L-ATT-33"] == NOT_ASKED  # it needs CZCSXM
    explainer.explain(row)
    start = time.perf_counter()
    for _ in range(20):
        explainer.explain(row)
    assert (time.perf_counter() - start) / 20 < 0.3  # some 10 ms on a quiet machine


def test_topology_among_the_neighbours(faulty):
    layers = {code: faulty[code].copy() for code in ("DLTB", "XZQ", "CJDCQ")}
    frame = layers["DLTB"]
    frame.loc[frame.index[12], "geometry"] = frame.geometry.iloc[12].buffer(1.0)
    book = RuleBook(S2019.rules)
    broken = {verdict.rule for verdict in explain_patch(layers, 12, S2019, book) if verdict.verdict == BROKEN}
    assert {"4301-05", "L-ARE-01"} <= broken
    alone = said(explain_patch({"DLTB": frame}, 3, S2019, book))
    assert alone["4301-11"] == NOT_ASKED
    assert alone["4301-05"] == HOLDS


def test_the_page_shows_values_as_text(faulty, tmp_path):
    row = {**faulty["DLTB"].iloc[5].drop("geometry").to_dict(), "QSXZ": "<script>alert(1)</script>"}
    verdicts = Explainer(S2019.rules, S2019).explain(row)
    path, run = tmp_path / "patch.html", Run("tuban:explain_patch")
    values = [*values_shown(faulty["DLTB"].drop(columns="geometry").iloc[5]), ("QSXZ", row["QSXZ"])]
    write_explanation(path, verdicts, values, S2019, run, "Patch")
    page = path.read_text(encoding="utf-8")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") >= 2
    write_explanation_summary(tmp_path / "patch.json", verdicts, "5", run)
    told = json.loads((tmp_path / "patch.json").read_text(encoding="utf-8"))
    assert {row["verdict"] for row in told["verdicts"]} == {HOLDS, BROKEN, DOES_NOT_APPLY, NOT_ASKED}
