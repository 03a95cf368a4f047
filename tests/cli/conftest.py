"""qgis_process as a user starts it: the wrapper of the virtual environment, from anywhere, in a plain environment."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SECONDS = 120


@pytest.fixture(scope="session")
def plain_environment() -> dict[str, str]:
    """The environment without anything that helps QGIS or Python to find the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QGIS", "PYTHON", "LC_", "XDG"))}
    return {**kept, "LANG": "C.UTF-8"}


@pytest.fixture(scope="session")
def wrapper() -> Path:
    """What `make setup` leaves."""
    path = CHECKOUT / ".venv" / "bin" / "qgis_process"
    if not path.exists():
        pytest.skip("make setup has not been run")
    return path


@pytest.fixture(scope="session")
def qgis_process(wrapper, plain_environment, tmp_path_factory) -> Callable[..., subprocess.CompletedProcess]:
    """Runs qgis_process with arguments; `stdin` for JSON, `cwd` and variables of the environment as wanted."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    def run(*arguments: str, stdin: str = "", cwd: Path = elsewhere, **variables: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [wrapper, *arguments],
            input=stdin,
            cwd=cwd,
            env={**plain_environment, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=SECONDS,
        )

    return run
