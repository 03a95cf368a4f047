"""The provider on the command line: found once, named, described, and answering in clean JSON."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest
from tuban.tests.data.county import SOUND, CountyFiles, write_county

CATALOGUE = Path(__file__).resolve().parents[2] / "i18n" / "tuban_zh_CN.qm"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def listed(qgis_process) -> str:
    done = qgis_process("list")
    assert done.returncode == 0, done.stderr
    return done.stdout


def names(listing: str) -> dict[str, str]:
    """The algorithms of the provider in a listing: id and name."""
    return dict(re.findall(r"^\s+tuban:(\w+)\s+(\S.*)$", listing, re.MULTILINE))


def test_every_algorithm_is_listed_once_with_its_name(listed):
    assert sorted(names(listed)) == sorted(SOUND)
    assert len(re.findall(r"^\s+tuban:", listed, re.MULTILINE)) == len(SOUND)
    assert len(re.findall(r"^Tuban ", listed, re.MULTILINE)) == 1
    for name, title in names(listed).items():
        assert title != name
        assert title[0].isupper()


def test_the_plugin_is_there_once_and_switched_on(qgis_process):
    done = qgis_process("--json", "plugins", "list")
    assert done.returncode == 0, done.stderr
    plugins = json.loads(done.stdout)["plugins"]
    assert [name for name in plugins if "tuban" in name.lower()] == ["tuban"]
    assert plugins["tuban"]["loaded"] is True
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["check_topology", "county_acceptance"])
def test_help_names_every_parameter_and_output(qgis_process, name):
    done = qgis_process("help", f"tuban:{name}")
    assert done.returncode == 0, done.stderr
    for item in (*SOUND[name].inputs, *SOUND[name].outputs):
        assert re.search(rf"^{item}:", done.stdout, re.MULTILINE), item
    if name == "check_topology":
        assert "rule 4301" in done.stdout
        for number in ("ERRORS", "WARNINGS", "NOTES", "PASSED"):
            assert re.search(rf"^{number}:", done.stdout, re.MULTILINE)


def test_another_python_on_the_path_does_no_harm(qgis_process, plain_environment, tmp_path):
    library = tmp_path / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for path in (tmp_path / "bin" / "python3", library / "os.py", library / "lib-dynload" / "empty"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o755)
    path = os.pathsep.join([str(tmp_path / "bin"), plain_environment["PATH"]])
    done = qgis_process("help", "tuban:check_topology", PATH=path)
    assert done.returncode == 0, done.stderr


def test_json_in_and_out(qgis_process, county, tmp_path):
    sound = SOUND["check_topology"]
    asked = {"inputs": {**sound.given(county), **sound.asked(tmp_path)}}
    done = qgis_process("run", "tuban:check_topology", "-", stdin=json.dumps(asked))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    answer = json.loads(done.stdout)  # nothing but JSON on stdout
    numbers = {name: answer["results"][name] for name in ("ERRORS", "WARNINGS", "NOTES", "PASSED")}
    assert numbers == {"ERRORS": 0, "WARNINGS": 0, "NOTES": 0, "PASSED": True}
    for name, path in sound.asked(tmp_path).items():
        assert answer["results"][name] == path
        assert Path(path).exists()
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["run"]["tool"] == "tuban:check_topology"


def test_paths_may_be_relative_and_numbers_come_as_text(qgis_process, tmp_path):
    files = [f"{name}={name}.{ending}" for name, ending in SOUND["create_sample_county"].outputs.items()]
    done = qgis_process("run", "tuban:create_sample_county", "--", "PATCHES=300", "SEED=7", *files, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^PATCH_COUNT:\s+300$", done.stdout, re.MULTILINE)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(item.split("=")[1] for item in files)


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not compiled: make i18n")
def test_names_are_chinese_where_the_system_is(qgis_process, listed):
    done = qgis_process("list", LANG="zh_CN.UTF-8")
    assert done.returncode == 0, done.stderr
    assert sorted(names(done.stdout)) == sorted(names(listed))
    for title in names(done.stdout).values():
        assert CHINESE.search(title), title
