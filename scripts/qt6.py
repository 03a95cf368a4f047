"""Finds what would break under Qt6: names that the real PyQt6 does not have, and calls that it removed.

Every attribute chain that starts at a name imported from qgis.PyQt is looked up in PyQt6 itself (`make scan` installs
it into build/qt6), so an unscoped enum such as Qt.AlignLeft is found like a removed class.
"""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PYQT6 = Path(__file__).resolve().parents[1] / "build" / "qt6"
# QGIS adds these to its qgis.PyQt modules under Qt6.
MOVED_BY_QGIS = {("QtWidgets", name): "QtGui" for name in ("QAction", "QActionGroup", "QShortcut")}
GIVEN_BY_QGIS = {("QtCore", "NULL")}
OTHER_BINDINGS = ("PyQt5", "PyQt6", "PySide2", "PySide6")


class _MissingError(Exception):
    pass


def _pyqt6(module: str) -> Any:
    if str(PYQT6) not in sys.path:
        sys.path.insert(0, str(PYQT6))
    try:
        return importlib.import_module(f"PyQt6.{module}")
    except ModuleNotFoundError as error:
        raise _MissingError from error


def _is_variant_type(name: str) -> bool:
    """QGIS keeps QVariant.Int, QVariant.String, … alive as the members of QMetaType.Type."""
    types = _pyqt6("QtCore").QMetaType.Type
    return name in ("Invalid", "UserType") or any(hasattr(types, prefix + name) for prefix in ("", "Q", "QVariant"))


def _look_up(module: str, names: list[str]) -> None:
    """Raise `_MissingError` with the first part of `names` that PyQt6's `module` does not have."""
    if names and (module, names[0]) in GIVEN_BY_QGIS:
        return
    found = _pyqt6(MOVED_BY_QGIS.get((module, names[0]), module) if names else module)
    for position, name in enumerate(names):
        if names[:position] == ["QVariant"] and _is_variant_type(name):
            return
        if not hasattr(found, name):
            raise _MissingError(".".join(names[: position + 1]))
        found = getattr(found, name)


def _imports(tree: ast.AST) -> Iterator[tuple[ast.AST, str, str, list[str]]]:
    """(node, name in the file, module of qgis.PyQt, path inside it) for each name imported from qgis.PyQt."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module or node.level:
            continue
        for alias in node.names:
            name = alias.asname or alias.name
            if node.module == "qgis.PyQt":
                yield node, name, alias.name, []
            elif node.module.startswith("qgis.PyQt.") and alias.name != "*":
                yield node, name, node.module[len("qgis.PyQt.") :], [alias.name]


def _chain(node: ast.AST) -> list[str]:
    """`a.b.c` as [a, b, c]; empty where the chain starts at something else than a name."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.insert(0, node.attr)
        node = node.value
    return [node.id, *names] if isinstance(node, ast.Name) else []


def _import_faults(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name.startswith("qgis.PyQt"):
                yield f"write `from {alias.name} import …`"
            elif alias.name.split(".")[0] in OTHER_BINDINGS:
                yield f"imports {alias.name}; use qgis.PyQt"
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        if node.module.split(".")[0] in OTHER_BINDINGS:
            yield f"imports {node.module}; use qgis.PyQt"
        if node.module.startswith("qgis.PyQt.") and any(alias.name == "*" for alias in node.names):
            yield "import single names, not *"


def _call_faults(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr == "exec_":
        yield "exec_ is exec in Qt6"
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "activated":
        yield "activated[str] is textActivated in Qt6"
    if isinstance(node, ast.Call):
        if getattr(node.func, "attr", "") == "addAction" and len(node.args) >= 4:
            yield "addAction with four arguments is gone in Qt6; make the QAction first"
        if getattr(node.func, "id", "") == "QVariant" and not node.args:
            yield "QVariant() is not a null value in Qt6; use NULL from qgis.core"


def faults_in(source: str) -> list[tuple[int, str]]:
    """(line, sentence) for each fault in one file's text, in the order of the lines."""
    tree = ast.parse(source)
    origin = {name: (module, path) for _node, name, module, path in _imports(tree)}
    found = {(node.lineno, fault) for node in ast.walk(tree) for fault in (*_import_faults(node), *_call_faults(node))}
    used = [(node.lineno, module, path) for node, _name, module, path in _imports(tree)]
    for node in ast.walk(tree):
        chain = _chain(node)
        if len(chain) > 1 and chain[0] in origin:
            module, path = origin[chain[0]]
            used.append((node.lineno, module, path + chain[1:]))
    for line, module, names in used:
        try:
            _look_up(module, names)
        except _MissingError as missing:
            name = f"{module}.{missing}" if str(missing) else module
            found.add((line, f"PyQt6 has no {name} (an enum must be written with its scope)"))
    return sorted(found)


def faults(folder: Path) -> list[str]:
    """A line `file:line: sentence` for each fault in the Python files under `folder`."""
    return [
        f"{path.relative_to(folder)}:{line}: {fault}"
        for path in sorted(folder.rglob("*.py"))
        for line, fault in faults_in(path.read_text(encoding="utf-8"))
    ]


if __name__ == "__main__":
    print("\n".join(faults(Path(sys.argv[1]))))
