"""The life of findings on the command line: reviewed, checked again, compared, without a window."""

from __future__ import annotations

import json
import shutil

import pytest
from tuban.tests.data.county import CountyFiles, write_county
from tuban.tools.quality.store import read_store


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("county"))


@pytest.fixture
def answer(qgis_process):
    """The results of an algorithm, given its parameters."""

    def run(name: str, **inputs):
        done = qgis_process("run", f"tuban:{name}", "-", stdin=json.dumps({"inputs": inputs}))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["results"]

    return run


def test_findings_are_reviewed_checked_again_and_compared(answer, qgis_process, county, tmp_path):
    database = str(shutil.copy(county["errors"], tmp_path / "errors.gpkg"))
    before = read_store(database).findings
    gaps = set(before["id"][before["kind"] == "gap"])
    given = {"DATABASE": database, "KINDS": ["gap"], "STATE": "exception", "REASON": "飞地"}
    refused = qgis_process("run", "tuban:review_findings", "-", stdin=json.dumps({"inputs": given}))
    assert refused.returncode != 0
    assert "An exception needs a reason and the name of the person who grants it: give both." in refused.stderr
    assert "Traceback" not in refused.stderr
    assert answer("review_findings", **given, NAME="李四")["REVIEWED"] == len(gaps) > 0
    held = read_store(database)
    assert set(held.exceptions["id"]) == gaps

    kinds = ["gap", "overlap"]
    numbers = answer("check_topology", INPUT=county["DLTB"], XZQ=county["XZQ"], KINDS=kinds, DATABASE=database)
    assert (numbers["ERRORS"], numbers["PASSED"], numbers["DATABASE"]) == (0, True, database)
    held = read_store(database)
    fixed = held.findings[held.findings["state"] == "fixed"]
    assert set(fixed["id"]) == set(before["id"][before["kind"].isin(kinds)])
    assert set(held.exceptions["name"]) == {"李四"}

    numbers = answer("compare_runs", BEFORE=county["errors"], AFTER=database)
    assert (numbers["NEW"], numbers["FIXED"], numbers["STILL_THERE"]) == (0, len(fixed), len(before) - len(fixed))
