"""Scans the packaged plugin as the plugin site does, but strictly: any finding fails. For Qt6 see qt6.py."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile

import package
import qt6

FOLDER = package.ROOT / "build" / "scan"
# Findings of these tests block an upload and cannot be skipped there; the others are warnings.
BLOCKING = frozenset(
    {"B102", "B103", "B105", "B106", "B107", "B111", "B201", "B202", "B301", "B302", "B304", "B305", "B306", "B307"}
    | {"B312", "B321", "B323", "B401", "B402", "B412", "B413", "B501", "B502", "B503", "B504", "B505", "B506", "B507"}
    | {"B601", "B602", "B604", "B605", "B609", "B610", "B611", "B612", "B613", "B614", "B615", "B701"}
)


def output_of(*command: str) -> str:
    """What a scanner prints; it exits with 1 both when it finds something and when it fails."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise SystemExit(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def bandit() -> list[str]:
    """Every test of every severity, the bundled package included: stricter than `-ll`."""
    report = json.loads(output_of("bandit", "-r", "-q", "-f", "json", "."))
    unread = [f"{error['filename']}: not scanned, {error['reason']}" for error in report["errors"]]
    return unread + [
        f"{found['filename']}:{found['line_number']}: {found['test_id']} {found['issue_severity'].lower()}"
        f"{', blocks the upload' if found['test_id'] in BLOCKING else ''}: {found['issue_text']}"
        for found in report["results"]
    ]


def detect_secrets() -> list[str]:
    report = json.loads(output_of("detect_secrets", "scan", "--all-files", "."))
    return [
        f"{file}:{secret['line_number']}: {secret['type']}"
        for file, secrets in report["results"].items()
        for secret in secrets
    ]


def flake8() -> list[str]:
    """Style of our own files; the bundled package keeps its own. E203 contradicts PEP 8 on slices."""
    bundled = f"--exclude={package.PACKAGE}/vendor"
    return output_of("flake8", "--isolated", "--max-line-length=120", "--extend-ignore=E203", bundled, ".").splitlines()


def unpacked() -> list[str]:
    """Build the package and unpack it into build/scan; the rules of the plugin site that it breaks."""
    path = package.build(FOLDER.parent)
    shutil.rmtree(FOLDER, ignore_errors=True)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(FOLDER)
    return package.broken_rules(path)


def main() -> int:
    checks = {
        "package": unpacked,
        "bandit": bandit,
        "detect-secrets": detect_secrets,
        "flake8": flake8,
        "qt6": lambda: qt6.faults(FOLDER / package.PACKAGE),
    }
    failed = False
    for name, check in checks.items():
        findings = check()
        failed = failed or bool(findings)
        print(f"{name}: {len(findings) or 'no'} findings", *findings, sep="\n  ")
    return int(failed)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except package.BrokenRuleError as error:
        sys.exit(str(error))
