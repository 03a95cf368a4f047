"""The engine lives without QGIS and Qt: by what its files say and by importing all of it where neither can be had."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FILES = sorted((CHECKOUT / "tools").rglob("*.py"))
FORBIDDEN = {"qgis", "PyQt5", "PyQt6", "processing", "sip"}

WITHOUT_QGIS = """
import importlib, sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {forbidden!r}:
            raise ImportError("the engine reached for " + name)

sys.meta_path.insert(0, Wall())
for module in {modules!r}:
    importlib.import_module(module)
print(len(set({modules!r}) & set(sys.modules)))
"""


def module_name(path: Path) -> str:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    return ".".join(("tuban", *(parts[:-1] if parts[-1] == "__init__" else parts)))


def imported_packages(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_no_file_of_the_engine_imports_qgis_or_its_own_package_by_name(path):
    assert not imported_packages(path) & (FORBIDDEN | {"tuban"})


def test_every_module_of_the_engine_imports_without_qgis():
    modules = ["tuban.tools", *map(module_name, FILES)]
    program = WITHOUT_QGIS.format(forbidden=FORBIDDEN, modules=modules)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert int(done.stdout) == len(set(modules))
