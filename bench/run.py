"""Measures Tuban beside its peers and writes build/bench/report.md: `make bench`, or `.venv/bin/python bench/run.py`.

This process stays small and loads no data: a child's peak memory must be its own. See bench/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable

import measures

ROOT = measures.ROOT
FOLDER = ROOT / "build" / "bench"
PEERS = FOLDER / "peers"
REPORT = FOLDER / "report.md"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- begin of the output of make bench -->", "<!-- end of the output of make bench -->"

TASKS = {
    "read": "Reading DLTB to a frame, all attributes",
    "write": "Writing DLTB to a GeoPackage with spatial index",
    "topology": "Topology, with reading",
    "attributes": "Attribute rules, frame in memory",
    "areas": "Ellipsoidal areas, frame in memory",
    "demo": "The demonstration",
}

PUBLISHED_RUNS, PUBLISHED_PATCHES = 3, 200_000
"""Fewer are not fit for docs/performance.md."""

SMALL = 200
"""Patches of the county of the warm-up."""

Results = dict[tuple[str, str], list[dict[str, Any]]]


def main() -> int:
    given = arguments()
    FOLDER.mkdir(parents=True, exist_ok=True)
    install_peers()
    small, _ = county(SMALL)
    large, about = county(given.patches)
    results = run_all(given.tasks, given.runs, large, small)
    report = "\n\n".join([setting(about, given.runs), times(results), targets(results)]) + "\n"
    REPORT.write_text(report, encoding="utf-8")
    print(f"\n{report}")
    if given.publish:
        publish(report)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--patches", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3, help="the report shows medians")
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS), help="only some of the tasks")
    parser.add_argument("--quick", action="store_true", help="5 000 patches, one run: does the benchmark work?")
    parser.add_argument("--publish", action="store_true", help="put the report into docs/performance.md")
    given = parser.parse_args()
    if given.quick:
        given.patches, given.runs = 5_000, 1
        given.tasks = [task for task in given.tasks if task != "demo"]
    fit = given.runs >= PUBLISHED_RUNS and given.patches >= PUBLISHED_PATCHES and len(given.tasks) == len(TASKS)
    if given.publish and not fit:
        parser.error(f"only all tasks, {PUBLISHED_RUNS} runs or more of {PUBLISHED_PATCHES} patches are published")
    if not (ROOT / "scripts" / "demo.py").exists():
        given.tasks = [task for task in given.tasks if task != "demo"]
    return given


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
    """A made county and what is in it; made anew when the generator or the standard has changed."""
    sources = [*(ROOT / "tools" / "sample").glob("*.py"), *(ROOT / "resources" / "standard").rglob("*.csv")]
    digest = hashlib.sha256()
    for source in [*sorted(sources), Path(measures.__file__), ROOT / "tools" / "files.py"]:
        digest.update(source.read_bytes())
    folder = FOLDER / f"county_{patches}"
    path, about = folder / "county.gpkg", folder / "about.json"
    if about.exists():
        known = json.loads(about.read_text(encoding="utf-8"))
        if known["sources"] == digest.hexdigest():
            return path, known
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    say(f"making a county of {patches:,} patches")
    made = {**child("make", str(patches), str(path)), "sources": digest.hexdigest()}
    about.write_text(json.dumps(made), encoding="utf-8")
    return path, made


# ------------------------------------------------------------------------------------------------ measuring


def run_all(tasks: list[str], runs: int, large: Path, small: Path) -> Results:
    """Every tool once, then all again: what slows the machine for a while slows ours and the peers alike."""
    chosen = [key for key in measures.MEASURES if key[0] in tasks]
    results: Results = {key: [] for key in chosen}
    for run in range(runs):
        for task, tool in chosen:
            os.sync()  # what the one before wrote must not be written during this one
            result = child(task, tool, str(large), str(small))
            results[task, tool].append(result)
            for left in FOLDER.glob("*/written_*.gpkg*"):
                left.unlink()
            figures = f"{result['seconds']:.2f} s, {result['peak_mb']:,.0f} MB, {result['said']}"
            say(f"run {run + 1}: {task} {tool}: {figures}")
    return results


def child(*command: str) -> dict[str, Any]:
    """Run measures.py in a process of its own, its last line being the result."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if command[0] == "facts" or command[1:2] != ("tuban",):
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(PEERS), os.environ.get("PYTHONPATH")]))
    done = subprocess.run(
        [sys.executable, measures.__file__, *command], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# ------------------------------------------------------------------------------------------------ the report


def setting(about: dict[str, Any], runs: int) -> str:
    ran_on = child("facts")
    versions = ", ".join(f"{name} {version}" for name, version in ran_on.items() if name != "cores")
    return (
        f"A made county of {about['patches']:,} patches with {about['vertices'] / 1e6:.1f} million vertices "
        f"({about['megabytes']:.0f} MB as GeoPackage) and {about['defects']} defects of {about['kinds']} kinds; "
        f"medians of {runs}, {time.strftime('%Y-%m-%d')}.\n\n"
        f"Cores: {ran_on['cores']}. {versions}."
    )


def times(results: Results) -> str:
    lines = [
        "| Task | Tool | Median, s | Peak, MB | Times ours | What it did |",
        "| --- | --- | ---: | ---: | ---: | --- |",
    ]
    for (task, tool), measured in results.items():
        measure = measures.MEASURES[task, tool]
        seconds, said = median(measured, "seconds"), measured[-1]["said"]
        if measure.share < 1:
            said = f"on {measure.share:.0%} of the patches, time scaled up: {said}"
        first = TASKS[task] if tool == "tuban" else ""
        ratio = seconds / median(results[task, "tuban"], "seconds")
        peak = median(measured, "peak_mb")
        lines.append(f"| {first} | {measure.title} | {seconds:.2f} | {peak:,.0f} | {ratio:.2f} | {said} |")
    return "\n".join(lines)


def targets(results: Results) -> str:
    """What the suite is held to, met or missed."""

    def seconds(task: str, tool: str) -> float:
        return median(results[task, tool], "seconds")

    rows: list[tuple[str, float, str, Callable[[], float]]] = [
        ("reading, times pyogrio with Arrow", 1.3, "", lambda: seconds("read", "tuban") / seconds("read", "pyogrio")),
        ("writing, times QgsVectorFileWriter", 0.5, "", lambda: seconds("write", "tuban") / seconds("write", "qgis")),
        (
            "check_topology with reading, times reading all attributes",
            6.0,
            "",
            lambda: seconds("topology", "tuban") / seconds("read", "tuban"),
        ),
        ("check_topology, peak memory", 4.0, " GB", lambda: median(results["topology", "tuban"], "peak_mb") / 1000),
        ("make demo after set-up", 90.0, " s", lambda: seconds("demo", "tuban")),
    ]
    lines = ["| Target for a county of 200 000 patches | At most | Measured | |", "| --- | ---: | ---: | --- |"]
    for name, limit, unit, measured in rows:
        try:
            value = measured()
        except KeyError:
            lines.append(f"| {name} | {limit:g}{unit} | not measured | |")
            continue
        lines.append(f"| {name} | {limit:g}{unit} | {value:.2f}{unit} | {'met' if value <= limit else '**missed**'} |")
    return "\n".join(lines)


def median(measured: list[dict[str, Any]], key: str) -> float:
    return statistics.median(result[key] for result in measured)


def publish(report: str) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{report}{END}{after}", encoding="utf-8")
    say(f"published in {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
