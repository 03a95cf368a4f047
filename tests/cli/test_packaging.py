"""The package: it keeps the plugin site's rules, installs into a fresh profile, and the scan finds what it should."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SCRIPTS = CHECKOUT / "scripts"
SYSTEM_PYTHON = "/usr/bin/python3"


def script(name: str):
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def package():
    return script("package")


@pytest.fixture(scope="module")
def archive(package, tmp_path_factory) -> Path:
    return package.build(tmp_path_factory.mktemp("zip"), untracked=True)


@pytest.fixture(scope="module")
def plugins(archive, tmp_path_factory) -> Path:
    """A folder of plugins with the unpacked zip in it."""
    folder = tmp_path_factory.mktemp("plugins")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def fresh_qgis(plugins, tmp_path_factory):
    """Runs qgis_process with a new profile in which the package alone is installed."""
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    site = Path(pytest.__file__).parents[1]  # geopandas and shapely, but not the checkout
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("QGIS", "PYTHON"))}
    environment.update(
        QGIS_CUSTOM_CONFIG_PATH=str(tmp_path_factory.mktemp("profile")),
        QGIS_PLUGINPATH=str(plugins),
        PYTHONPATH=str(site),
        QT_QPA_PLATFORM="offscreen",
        XDG_RUNTIME_DIR=str(runtime),
        LANG="C.UTF-8",
    )

    def run(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess:
        command = ["/usr/bin/qgis_process", *arguments]
        return subprocess.run(
            command, env=environment, input=stdin, capture_output=True, text=True, check=False, timeout=120
        )

    enabled = run("plugins", "enable", "tuban")
    assert enabled.returncode == 0, enabled.stderr
    return run


def test_the_package_breaks_no_rule_of_the_plugin_site(package, archive):
    assert package.broken_rules(archive) == []


def test_the_same_tree_gives_the_same_bytes(package, archive, tmp_path):
    assert package.build(tmp_path, untracked=True).read_bytes() == archive.read_bytes()


def test_only_the_plugin_is_packed(archive):
    with zipfile.ZipFile(archive) as opened:
        tops = {name.split("/")[1] for name in opened.namelist()}
    code = {"__init__.py", "packages.py", "plugin.py", "tools", "processing_provider", "forms", "vendor"}
    assert tops <= code | {"resources", "i18n"} | {"metadata.txt", "LICENSE", "README.md", "README.zh_CN.md"}


def test_the_help_pages_are_packed_and_opened_from_where_they_are(fresh_qgis, plugins):
    told = json.loads(fresh_qgis("--json", "help", "tuban:check_gap").stdout)["algorithm_details"]
    page = plugins / "tuban" / "resources" / "help" / "en" / "gap.html"
    assert page.is_file()
    assert told["help_url"] == page.as_uri()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tuban/tools/fast.so", b"", "is a binary"),
        ("tuban/tools/data.bin", b"\x7fELF\x02", "is a binary"),
        ("tuban/forms/ui_dock.py", b"", "generated code"),
        ("tuban/resources_rc.py", b"", "generated code"),
        ("tuban/.flake8", b"", "hidden"),
        ("tuban/tools/__pycache__/a.py", b"", "cache"),
        ("tuban/../a.py", b"", "plain relative path"),
        ("other/a.py", b"", "top folder"),
        ("tuban/resources/large.tif", bytes(26_000_000), "larger than 25 MB"),
    ],
)
def test_a_broken_rule_is_named(package, archive, tmp_path, name, content, sentence):
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes())
    with zipfile.ZipFile(broken, "a") as opened:
        opened.writestr(name, content)
    problems = package.broken_rules(broken)
    assert problems
    assert any(sentence in problem for problem in problems)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("author", "A/B"),
        ("supportsQt6", "True"),
        ("version", "1.0"),
        ("tracker", "https://example.org/issues"),
        ("repository", "http://host.org/x"),
        ("name", "Tuban plugin"),
        ("email", ""),
        ("icon", "nowhere.svg"),
        ("changelog", "0.0.1 earlier"),
    ],
)
def test_wrong_metadata_is_named(package, archive, key, value):
    with zipfile.ZipFile(archive) as opened:
        names = set(opened.namelist())
    right = package.metadata()
    assert package.metadata_problems(right, names) == []
    assert key in package.metadata_problems({**right, key: value}, names)[0]


@pytest.fixture
def shapely_alone(tmp_path) -> Path:
    """A folder with shapely and nothing else that this environment has installed."""
    for package in Path(pytest.__file__).parents[1].glob("shapely*"):
        (tmp_path / package.name).symlink_to(package)
    return tmp_path


def test_xlsxwriter_comes_from_the_package_where_python_lacks_it(plugins, shapely_alone):
    program = "\n".join(
        [
            "import sys",
            f"sys.path[:0] = [{str(plugins)!r}, {str(shapely_alone)!r}]",
            "before = list(sys.path)",
            "from tuban.tools.bundled import xlsxwriter_module",
            "module = xlsxwriter_module()",
            "assert sys.path[:-1] == before",
            "module.Workbook(sys.argv[1]).close()",
            "print(module.__file__)",
        ]
    )
    book = plugins / "book.xlsx"
    done = subprocess.run(
        [SYSTEM_PYTHON, "-I", "-c", program, book], capture_output=True, text=True, check=False, cwd=plugins
    )
    assert done.stderr == ""
    assert Path(done.stdout.strip()).is_relative_to(plugins / "tuban" / "vendor")
    assert zipfile.is_zipfile(book)


def test_the_package_installs_into_a_fresh_profile_and_its_algorithms_run(fresh_qgis, plugins, tmp_path):
    listed = json.loads(fresh_qgis("--json", "list").stdout)
    algorithms = listed["providers"]["tuban"]["algorithms"]
    assert {"tuban:create_sample_county", "tuban:check_topology", "tuban:ellipsoidal_area"} <= set(algorithms)
    patches = tmp_path / "patches.geojson"
    patches.write_text(json.dumps(ONE_PATCH))
    inputs = {"INPUT": str(patches), "OUTPUT": str(tmp_path / "areas.gpkg")}
    done = fresh_qgis("run", "tuban:ellipsoidal_area", "-", stdin=json.dumps({"inputs": inputs}))
    assert done.returncode == 0, done.stderr
    assert Path(json.loads(done.stdout)["results"]["OUTPUT"]).is_file()


ONE_PATCH = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}},
    "features": [
        {
            "type": "Feature",
            "properties": {"BSM": "1", "DLBM": "0101"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[120.0, 30.0], [120.0, 30.001], [120.001, 30.001], [120.001, 30.0], [120.0, 30.0]]],
            },
        }
    ],
}


@pytest.fixture(scope="module")
def qt6():
    return script("qt6")


@pytest.mark.parametrize(
    "source",
    [
        "from PyQt5.QtCore import Qt",
        "import PyQt6.QtCore",
        "import qgis.PyQt.QtCore",
        "from qgis.PyQt.QtCore import *",
        "dialog.exec_()",
        "box.activated[str].connect(f)",
        "menu.addAction(icon, text, call, keys)",
        "QVariant()",
    ],
)
def test_what_qt6_dropped_is_found(qt6, source):
    ((line, _sentence),) = qt6.faults_in(f"\n{source}\n")
    assert line == 2


def test_relative_imports_and_scoped_calls_are_no_faults(qt6):
    assert qt6.faults_in("from . import PyQt5\nfrom .x import *\ndialog.exec()\nQVariant(1)\n") == []


def test_names_are_looked_up_in_the_real_pyqt6(qt6, tmp_path):
    if not qt6.PYQT6.is_dir():
        pytest.skip("PyQt6 is installed by `make scan`")
    missing = {
        "from qgis.PyQt.QtCore import Qt\nQt.AlignLeft": "QtCore.Qt.AlignLeft",
        "from qgis.PyQt import QtCore\nQtCore.Qt.Horizontal.x": "QtCore.Qt.Horizontal",
        "from qgis.PyQt.QtCore import QRegExp": "QtCore.QRegExp",
        "from qgis.PyQt.QtCore import QVariant as V\nV.Type.Int": "QtCore.QVariant.Type",
        "from qgis.PyQt.QtWebKit import QWebView": "QtWebKit",
    }
    present = [
        "from qgis.PyQt.QtCore import Qt\nQt.AlignmentFlag.AlignLeft",
        "from qgis.PyQt.QtCore import QVariant, NULL\nQVariant.Int\nQVariant.String",
        "from qgis.PyQt.QtWidgets import QAction, QDialog\nQDialog.DialogCode.Accepted",
        "from qgis.PyQt import sip, uic\nsip.isdeleted\nuic.loadUiType",
    ]
    for number, source in enumerate([*missing, *present]):
        (tmp_path / f"{number}.py").write_text(source)
    # In a process of its own: a QGIS on Qt5 does not let PyQt6 in.
    command = [sys.executable, SCRIPTS / "qt6.py", tmp_path]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.split(" has no ")[1].split(" (")[0] for line in found] == list(missing.values())
    assert [int(line.split(".py:")[0]) for line in found] == list(range(len(missing)))


def test_the_scan_sees_a_planted_fault_of_each_kind(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    scan = script("scan")
    monkeypatch.setattr(scan, "FOLDER", tmp_path)
    (tmp_path / "a.py").write_text("import os\neval(input())\n")
    key = "AKIA" + "QWERTYUIOPASDFGH"
    (tmp_path / "b.txt").write_text(f"aws_access_key = '{key}'\n")
    assert any("B307" in line and "blocks the upload" in line for line in scan.bandit())
    assert any(line.startswith("b.txt:1:") for line in scan.detect_secrets())
    assert any("F401" in line for line in scan.flake8())
    assert "scan" not in sys.modules
