"""Bad input through qgis_process with JSON on stdin: one sentence on stderr, or a word in the log."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tuban.tests.data.bad_input import CASES, Case, is_one_sentence
from tuban.tests.data.county import SOUND, write_county

CLI_CASES = [case for case in CASES if case.on_the_command_line]


@pytest.fixture(scope="module")
def runs(qgis_process, tmp_path_factory, request):
    """The chosen cases, all started at once on as many processors as there are: name, process and folders."""
    county = write_county(tmp_path_factory.mktemp("county"))

    def run(case: Case) -> tuple[subprocess.CompletedProcess, Path]:
        folder = tmp_path_factory.mktemp("case")
        made, out = folder / "made", folder / "out"
        made.mkdir()
        out.mkdir()
        asked = json.dumps({"inputs": case.parameters(county, made, out)})
        return qgis_process("run", f"tuban:{case.algorithm}", "-", stdin=asked), out

    here = [item for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {item.callspec.params["case"].name: pool.submit(run, item.callspec.params["case"]) for item in here}


@pytest.mark.parametrize("case", CLI_CASES, ids=lambda case: f"{case.algorithm}: {case.name}")
def test_bad_input_ends_in_one_sentence_or_with_a_word(case, runs):
    done, out = runs[case.name].result()
    assert "Traceback" not in done.stderr
    if case.refused:
        assert done.returncode != 0
        assert done.stdout == ""
        assert re.search(case.refused, done.stderr, re.DOTALL)
        said = set(done.stderr.splitlines())  # QGIS writes what stops a run twice: as the log and as the feedback
        assert case.by_qgis or (len(said) == 1 and is_one_sentence(said.pop())), done.stderr
        assert list(out.iterdir()) == []
    else:
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        log = [text for texts in answer["log"].values() for text in texts]
        assert not case.said or any(re.search(case.said, text) for text in log), log
        assert case.wrong_results(answer["results"]) == []
        for path in SOUND[case.algorithm].asked(out).values():
            assert Path(path).exists() or path not in answer["inputs"].values()


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_run_that_is_killed_leaves_no_layer(wrapper, plain_environment, tmp_path):
    files = [f"{name}={path}" for name, path in SOUND["create_sample_county"].asked(tmp_path).items()]
    process = subprocess.Popen(
        [wrapper, "run", "tuban:create_sample_county", "--", "PATCHES=40000", *files],
        env=plain_environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline and not list(tmp_path.glob(".dltb-*")):
        time.sleep(0.02)
    process.terminate()
    assert process.wait(20) != 0, "it ended before it was stopped"
    assert [path.name for path in tmp_path.glob("*.gpkg") if not path.name.startswith(".")] == []
