"""A single check on the command line: as a step of a script that goes by its numbers."""

from __future__ import annotations

import json

import pytest
from tuban.tests.data.county import write_county


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    return write_county(tmp_path_factory.mktemp("county"))


def test_a_check_answers_in_numbers_and_layers(qgis_process, county, tmp_path):
    spoiled = county.variant(tmp_path / "spoiled.gpkg", lambda frame: frame.drop(index=frame.index[150]))
    points = tmp_path / "points.gpkg"
    inputs = {"INPUT": spoiled, "XZQ": county["XZQ"], "POINTS": str(points)}
    done = qgis_process("run", "tuban:check_gap", "-", stdin=json.dumps({"inputs": inputs}))
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)["results"]
    assert results["PASSED"] is False
    assert results["COUNT"] == results["ERRORS"] == 1
    assert points.is_file()


def test_its_help_names_its_page(qgis_process):
    told = json.loads(qgis_process("--json", "help", "tuban:check_gap").stdout)
    assert told["algorithm_details"]["help_url"].endswith("/resources/help/en/gap.html")
    assert set(told["parameters"]) >= {"INPUT", "XZQ", "KEY", "FEATURES", "POINTS"}
    assert not {"KINDS", "CJDCQ", "SPIKE_ANGLE"} & set(told["parameters"])
