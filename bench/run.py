"""Measures Tuban beside its peers and writes build/bench/report.md: `make bench`, or `.venv/bin/python bench/run.py`.

This process stays small and loads no data: a child's peak memory must be its own. See bench/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import child as children
import counties
import report
from measures import CAP, MEASURES, ROOT

FOLDER = ROOT / "build" / "bench"
PEERS = FOLDER / "peers"
REPORT = FOLDER / "report.md"
MEASURED = FOLDER / "measured.json"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- begin of the output of make bench -->", "<!-- end of the output of make bench -->"

PUBLISHED_RUNS, PUBLISHED_PATCHES = 3, (20_000, report.COUNTY)
"""Fewer are not fit for docs/performance.md."""

SMALL = 200
"""Patches of the county of the warm-up."""

LONG = 60.0
"""s: a peer that takes longer is measured once."""


def main() -> int:
    given = arguments()
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ[CAP] = str(given.cap)
    install_peers()
    small, _ = county(SMALL)
    made = {patches: county(patches) for patches in given.patches}
    results: report.Results = {
        (task, tool, patches): []
        for task, tool in MEASURES
        if task in given.only
        for patches in sizes(task, given.patches)
    }
    earlier = measured_before() if given.more else {}
    for run in range(given.runs):
        run_all(results, run, {patches: folder for patches, (folder, _) in made.items()}, small, given.tools)
    results = joined(earlier, results)
    MEASURED.write_text(json.dumps([[*key, measured] for key, measured in results.items()]), encoding="utf-8")
    made = {patches: county(patches) for patches in sorted({patches for _, _, patches in results})}
    text = report.written(results, {patches: about for patches, (_, about) in made.items()}, child("facts"), given.runs)
    REPORT.write_text(text, encoding="utf-8")
    print(f"\n{text}")
    if given.publish:
        publish(text)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--only", nargs="+", choices=report.TASKS, default=list(report.TASKS), help="some of the sections"
    )
    sizes = "topology is measured at each, the rest at the largest up to 200 000"
    parser.add_argument("--patches", nargs="+", type=int, default=list(PUBLISHED_PATCHES), help=sizes)
    parser.add_argument(
        "--runs", type=int, default=PUBLISHED_RUNS, help="the report shows medians; long peers run once"
    )
    parser.add_argument("--cap", type=int, default=600, help="seconds after which a tool is stopped")
    parser.add_argument("--quick", action="store_true", help="2 000 and 5 000 patches, one run: does it work?")
    parser.add_argument("--tools", nargs="+", help="some of the tools only, by name")
    parser.add_argument("--more", action="store_true", help="add to what the runs before measured: a bench in pieces")
    parser.add_argument("--publish", action="store_true", help="put the report into docs/performance.md")
    given = parser.parse_args()
    if given.quick:
        given.patches, given.runs = [2_000, 5_000], 1
        given.only = [task for task in given.only if task != "demo"]
    given.patches.sort()
    fit = (
        given.runs >= PUBLISHED_RUNS
        and {*PUBLISHED_PATCHES} <= {*given.patches}
        and len(given.only) == len(report.TASKS)
    )
    if given.publish and not fit:
        parser.error(f"only all sections, {PUBLISHED_RUNS} runs or more, 20 000 and 200 000 patches are published")
    if not (ROOT / "scripts" / "demo.py").exists():
        given.only = [task for task in given.only if task != "demo"]
    return given


def sizes(task: str, patches: list[int]) -> list[int]:
    """At which of the sizes, in ascending order, a task is measured."""
    return patches if task == "topology" else [max([patches[0], *(size for size in patches if size <= report.COUNTY)])]


# ------------------------------------------------------------------------------------------------ what is needed


def install_peers() -> None:
    """pyarrow in a folder of its own: the virtual environment, which the tests use, stays as it is."""
    wanted = ROOT / "requirements-bench.txt"
    stamp = PEERS / "installed"
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return
    shutil.rmtree(PEERS, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    # Without dependencies: a second numpy would hide the one that Debian's GDAL is built for.
    subprocess.run([*pip, "--no-deps", "--target", PEERS, "-r", wanted], check=True)
    stamp.write_bytes(wanted.read_bytes())


def county(patches: int) -> tuple[Path, dict[str, Any]]:
    """The folder of a made county and what is in it; made anew when the generator or the standard has changed."""
    sources = [*(ROOT / "tools" / "sample").glob("*.py"), *(ROOT / "resources" / "standard").rglob("*.csv")]
    digest = hashlib.sha256()
    for source in [*sorted(sources), Path(counties.__file__), ROOT / "tools" / "files.py"]:
        digest.update(source.read_bytes())
    folder = FOLDER / f"county_{patches}"
    about = folder / "about.json"
    if about.exists():
        known = json.loads(about.read_text(encoding="utf-8"))
        if known["sources"] == digest.hexdigest():
            return folder, known
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    say(f"making a county of {patches:,} patches")
    made = {**child("make", patches=patches, folder=str(folder)), "sources": digest.hexdigest()}
    about.write_text(json.dumps(made), encoding="utf-8")
    return folder, made


def file_of(name: str, folder: Path) -> Path:
    """A file of a county, derived now if it is not there."""
    path = folder / f"{name}.gpkg"
    if not path.exists():
        child("derive", name=name, folder=str(folder))
    return path


# ------------------------------------------------------------------------------------------------ measuring


def measured_before() -> report.Results:
    """What the runs before measured, of what is still measured."""
    if not MEASURED.exists():
        return {}
    known = ((tuple(key), measured) for *key, measured in json.loads(MEASURED.read_text(encoding="utf-8")))
    return {key: measured for key, measured in known if key[:2] in MEASURES}


def joined(*parts: report.Results) -> report.Results:
    """All measurements, in the order of the tables."""
    keys = {key for part in parts for key in part}
    order = {task: place for place, task in enumerate(MEASURES)}
    return {
        key: [result for part in parts for result in part.get(key, [])]
        for key in sorted(keys, key=lambda key: (order[key[:2]], key[2]))
        if any(part.get(key) for part in parts)
    }


def run_all(results: report.Results, run: int, folders: dict[int, Path], small: Path, tools: list[str] | None) -> None:
    """Every tool once, and the caller all again: what slows the machine for a while slows ours and the peers alike."""
    for (task, tool, patches), measured in results.items():
        if tools and tool not in tools:
            continue
        if tool != "tuban" and measured and measured[-1].get("seconds", LONG) >= LONG:
            continue
        measure = MEASURES[task, tool]
        whole = measure.of == "tenth" and patches < counties.LARGE
        of, share = ("county", 1.0) if whole else (measure.of, measure.share)
        files = {"file": str(file_of(of, folders[patches])), "small": str(file_of("county", small))}
        os.sync()  # what the one before wrote must not be written during this one
        result = child("measure", task=task, tool=tool, share=share, **files)
        measured.append({**result, "share": share})
        for left in FOLDER.glob("*/written_*"):
            left.unlink()
        say(f"run {run + 1}: {task} {tool} {patches:,}: {report.said(result)}")


def child(what: str, **given: Any) -> dict[str, Any]:
    """Run child.py in a process of its own, its last line being the result. A tool that fails is told as that."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if what == "facts" or given.get("tool", "tuban") != "tuban":
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PEERS), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, children.__file__, json.dumps({"what": what, **given})]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGALRM:
        return {"over": int(os.environ[CAP])}
    if not done.returncode:
        return json.loads(done.stdout.splitlines()[-1])
    if what != "measure":
        raise SystemExit(f"{what} {given} failed:\n{done.stderr}")
    say(done.stderr)
    return {
        "skipped": f"**failed**: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}"
    }


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def publish(text: str) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")
    say(f"published in {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
