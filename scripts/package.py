"""Builds build/tuban-<version>.zip by the rules of the QGIS plugin site, or says in a sentence which rule is broken."""

from __future__ import annotations

import argparse
import configparser
import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "tuban"
SHIPPED_FOLDERS = ("tools", "processing_provider", "forms", "resources", "i18n")
SHIPPED_FILES = ("__init__.py", "packages.py", "plugin.py", "metadata.txt", "LICENSE", "README.md", "README.zh_CN.md")
LARGEST = 25_000_000
REQUIRED_METADATA = (
    "name",
    "description",
    "about",
    "version",
    "qgisMinimumVersion",
    "qgisMaximumVersion",
    "author",
    "email",
    "homepage",
    "repository",
    "tracker",
    "icon",
    "changelog",
    "hasProcessingProvider",
)
BINARY_SUFFIXES = (
    ".exe",
    ".dll",
    ".so",
    ".dylib",
    ".pyd",
    ".pyc",
    ".pyo",
    ".bat",
    ".cmd",
    ".ps1",
    ".sh",
    ".com",
    ".msi",
    ".jar",
    ".whl",
    ".zip",
    ".a",
    ".o",
    ".lib",
)
BINARY_HEADS = (b"\x7fELF", b"MZ", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"\xca\xfe\xba\xbe")
GENERATED = re.compile(r"(ui_.*|.*_ui|resources_rc|.*_rc)\.py$")
# Sheet protection: XlsxWriter's parameters and tokens bear names that a scanner takes for secrets; none is one.
HARMLESS_SECRETS = re.compile(r"Possible hardcoded password: '( ?|blanks)'$")


class BrokenRuleError(Exception):
    """One sentence for whoever packages."""


def metadata() -> dict[str, str]:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return dict(parser["general"])


def git(*arguments: str) -> list[str]:
    command = ["git", "-c", "core.quotePath=off", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BrokenRuleError(f"git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.splitlines()


def has_commit() -> bool:
    command = ["git", "rev-parse", "-q", "--verify", "HEAD"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0


def is_shipped(path: PurePosixPath) -> bool:
    if any(part.startswith(".") for part in path.parts) or path.suffix == ".ts":
        return False
    return str(path) in SHIPPED_FILES if len(path.parts) == 1 else path.parts[0] in SHIPPED_FOLDERS


def own_files(untracked: bool) -> dict[str, bytes]:
    """What git knows of the shipped folders; what it does not know yet only on demand or before the first commit."""
    tracked = git("ls-files", "--cached")
    unknown = [path for path in git("ls-files", "--others", "--exclude-standard") if is_shipped(PurePosixPath(path))]
    if untracked or not has_commit():
        tracked += unknown
    elif unknown:
        print("left out, because git does not know them:", *unknown, sep="\n  ", file=sys.stderr)
    chosen = sorted({path for path in tracked if is_shipped(PurePosixPath(path)) and (ROOT / path).is_file()})
    return {path: (ROOT / path).read_bytes() for path in chosen}


def without_false_alarms(folder: Path) -> None:
    """Mark the lines where bandit takes a parameter for a password; any other finding stays to be seen."""
    command = [sys.executable, "-m", "bandit", "-r", "-q", "-f", "json", "-t", "B105,B107", folder]
    report = subprocess.run(command, capture_output=True, text=True, check=False)  # exits 1 when it finds something
    for finding in json.loads(report.stdout)["results"]:
        if not HARMLESS_SECRETS.match(finding["issue_text"]):
            continue
        path = Path(finding["filename"])
        lines = path.read_text(encoding="utf-8").split("\n")
        marked = finding["line_number"] - 1
        if "# nosec" not in lines[marked]:
            lines[marked] += "  # nosec"
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def vendored() -> dict[str, bytes]:
    """XlsxWriter as pip installed it: pure Python, with its licence. Official QGIS builds do not ship it."""
    distribution = importlib.metadata.distribution("XlsxWriter")
    with tempfile.TemporaryDirectory() as folder:
        for file in distribution.files or []:
            if file.parts[0] == "xlsxwriter" and file.suffix == ".py":
                target = Path(folder, *file.parts)
            elif file.name.startswith("LICENSE"):
                target = Path(folder, "xlsxwriter", "LICENSE.txt")
            else:
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_binary())
        without_false_alarms(Path(folder))
        return {
            f"vendor/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file()
        }


def timestamp() -> tuple[int, int, int, int, int, int]:
    """The last commit's time: the same commit gives the same zip, and a newer version newer files."""
    seconds = int(git("log", "-1", "--format=%ct")[0]) if has_commit() else 315532800
    return time.gmtime(seconds)[:6]


def build(folder: Path, untracked: bool = False) -> Path:
    """Write the zip into `folder` and return its path."""
    files = {**own_files(untracked), **vendored()}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{PACKAGE}-{metadata()['version']}.zip"
    date = timestamp()
    unfinished = path.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{PACKAGE}/{name}", date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, files[name])
    unfinished.replace(path)
    return path


def name_problems(names: list[str]) -> list[str]:
    problems = []
    for name in names:
        path = PurePosixPath(name)
        if path.parts[0] != PACKAGE or len(path.parts) < 2:
            problems.append(f"{name} lies outside the one top folder {PACKAGE}/")
        if "\\" in name or ".." in path.parts or name.startswith("/"):
            problems.append(f"{name} is not a plain relative path with forward slashes")
        if any(part.startswith(".") or part in ("__pycache__", "__MACOSX") for part in path.parts):
            problems.append(f"{name} is hidden or a cache")
        if path.suffix.lower() in BINARY_SUFFIXES:
            problems.append(f"{name} is a binary or a script of an operating system")
        if GENERATED.match(path.name):
            problems.append(f"{name} is generated code: load .ui files and icons by their path")
    present = set(names)
    for needed in (*SHIPPED_FILES, f"i18n/{PACKAGE}_zh_CN.qm"):
        if f"{PACKAGE}/{needed}" not in present:
            problems.append(f"{needed} is missing")
    return problems


def metadata_problems(values: dict[str, str], names: set[str]) -> list[str]:
    problems = [f"metadata.txt: {key} is missing" for key in REQUIRED_METADATA if not values.get(key, "").strip()]
    if "supportsQt6" in values:
        problems.append("metadata.txt: supportsQt6 no longer exists; qgisMaximumVersion says it")
    if not re.fullmatch(r"\d+\.\d+\.\d+", values.get("version", "")):
        problems.append("metadata.txt: version is not of the form 1.2.3")
    if not values.get("changelog", "").lstrip().startswith(values.get("version", "")):
        problems.append("metadata.txt: changelog does not begin with this version")
    if "/" in values.get("author", ""):
        problems.append("metadata.txt: author contains a slash")
    if "plugin" in values.get("name", "").lower():
        problems.append("metadata.txt: name contains the word plugin")
    for key in ("homepage", "repository", "tracker"):
        if not re.match(r"https://[^/\s]+\.[^/\s]+/", values.get(key, "")) or "example." in values.get(key, ""):
            problems.append(f"metadata.txt: {key} is not a public https address")
    if f"{PACKAGE}/{values.get('icon')}" not in names:
        problems.append("metadata.txt: the icon is not in the package")
    return problems


def broken_rules(path: Path) -> list[str]:
    """The rules of the plugin site that this zip breaks, a sentence each."""
    problems = []
    if path.stat().st_size > LARGEST:
        problems.append(f"{path.name} is larger than {LARGEST // 1_000_000} MB")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        problems += name_problems(names)
        problems += [f"{n} is a binary" for n in names if archive.read(n)[:4].startswith(BINARY_HEADS)]
        parser = configparser.ConfigParser()  # as the site reads it, with interpolation
        parser.optionxform = str  # type: ignore[assignment,method-assign]
        try:
            parser.read_string(archive.read(f"{PACKAGE}/metadata.txt").decode("utf-8"))
            problems += metadata_problems(dict(parser["general"]), set(names))
        except (KeyError, UnicodeDecodeError, configparser.Error) as error:
            problems.append(f"metadata.txt cannot be read: {error}")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--untracked", action="store_true", help="also pack files that git does not know yet")
    parser.add_argument("--output", type=Path, default=ROOT / "build", help="folder of the zip")
    options = parser.parse_args()
    try:
        path = build(options.output, options.untracked)
    except BrokenRuleError as error:
        print(error, file=sys.stderr)
        return 1
    problems = broken_rules(path)
    if problems:
        path.unlink()
        print("not packaged:", *problems, sep="\n  ", file=sys.stderr)
        return 1
    print(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
