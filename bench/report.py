"""The tables of the report, from results by task, tool and patches."""

from __future__ import annotations

import math
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from measures import MEASURES

TASKS = {
    "topology": "Topology, with reading",
    "unmatched": "Topology of a county whose neighbours share no vertex",
    "apart": "The same, borders apart",
    "changed": "Topology of what changed",
    "repair": "Repair of the topology",
    "read": "Reading DLTB to a frame, all attributes",
    "write": "Writing DLTB to a GeoPackage with spatial index",
    "attributes": "Attribute rules, frame in memory",
    "slope": "Slope grades from a DEM of 82 million cells",
    "slope_map": "Slope map from a DEM of 82 million cells",
    "database": "The whole database, all layers, with reading",
    "areas": "Ellipsoidal areas, frame in memory",
    "adjust": "Areas pushed to control areas, frame in memory",
    "tags": "Tags from five layers of 2 000 polygons, with reading and writing",
    "demo": "The demonstration",
}
"""The sections that can be chosen, in the order of the tables."""

SITUATIONS = ("unmatched", "apart", "changed", "repair")
"""Tasks that are compared with our own check of the county as it is."""

COUNTY, LARGEST = 200_000, 1_000_000
"""Patches of a county, and of the largest that targets speak of."""

Results = dict[tuple[str, str, int], list[dict[str, Any]]]


def written(results: Results, abouts: dict[int, dict[str, Any]], facts: dict[str, str], runs: int) -> str:
    results = {key: measured for key, measured in results.items() if measured}
    parts = [setting(abouts, facts, runs), others(results), topology(results), situations(results)]
    parts += [who_finds_what(results, patches) for patches in abouts]
    return "\n\n".join(part for part in [*parts, targets(results)] if part) + "\n"


def setting(abouts: dict[int, dict[str, Any]], facts: dict[str, str], runs: int) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in facts.items() if name != "cores")
    counties = "; ".join(
        f"{about['patches']:,} patches, {about['vertices'] / 1e6:.1f} million vertices, {about['megabytes']:.0f} MB, "
        f"{about['defects']} defects of {about['kinds']} kinds"
        for about in abouts.values()
    )
    how = f"Medians of {runs}; peers that take over a minute ran once. {time.strftime('%Y-%m-%d')}."
    return f"Made counties as GeoPackages: {counties}. {how}\n\nCores: {facts['cores']}. {versions}."


# ------------------------------------------------------------------------------------------------ tables


WORDS = ("Task", "Tool", "Ours elsewhere", "Target for a county of 200 000 patches", "What it did", "")


def table(head: list[str], rows: Iterable[Iterable[str]]) -> str:
    """A table whose columns are figures, unless they are of words."""
    rule = ["---" if name in WORDS else "---:" for name in head]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])


def others(results: Results) -> str:
    """Reading, writing and the rest, each with its peers."""
    rows = []
    for (task, tool, patches), measured in results.items():
        if task == "topology" or task in SITUATIONS:
            continue
        first = TASKS[task] if tool == "tuban" else ""
        ours = results.get((task, "tuban", patches))
        rows.append([first, title(task, tool), *figures(measured, ours), did(measured)])
    head = ["Task", "Tool", "Median, s", "Peak, MB", "Times ours", "What it did"]
    return table(head, rows) if rows else ""


def topology(results: Results) -> str:
    """The check beside its peers, at each number of patches."""
    sizes = sorted({patches for task, _, patches in results if task == "topology"})
    tools = dict.fromkeys(tool for task, tool, _ in results if task == "topology")
    rows, reasons = [], defaultdict(list)
    for tool in tools:
        by_size = {patches: results.get(("topology", tool, patches), []) for patches in sizes}
        last = [measured for measured in by_size.values() if measured][-1]
        if all("skipped" in measured[-1] for measured in by_size.values() if measured):
            reasons[last[-1]["skipped"]].append(title("topology", tool))
            continue
        ours = {patches: results.get(("topology", "tuban", patches)) for patches in sizes}
        cells = [cell for patches, measured in by_size.items() for cell in figures(measured, ours[patches])]
        rows.append([title("topology", tool), *cells, did(last)])
    head = [cell for patches in sizes for cell in (f"{patches:,}: s", "MB", "times ours")]
    skipped = "".join(f"\n\nNot measured: {', '.join(titles)} ({reason})." for reason, titles in reasons.items())
    return f"{TASKS['topology']}:\n\n{table(['Tool', *head, 'What it did'], rows)}{skipped}" if rows else ""


def situations(results: Results) -> str:
    """Our check and repair where the county is not as it should be, or only a part is looked at."""
    rows = []
    for (task, tool, patches), measured in results.items():
        if task in SITUATIONS:
            clean = results.get(("topology", "tuban", patches))
            rows.append([title(task, tool), f"{patches:,}", *figures(measured, clean), did(measured)])
    head = ["Ours elsewhere", "Patches", "s", "MB", "times the check", "What it did"]
    return table(head, rows) if rows else ""


def who_finds_what(results: Results, patches: int) -> str:
    """For each tool how many of the injected defects of each kind it finds."""
    known = {
        (task, tool): measured[-1]
        for (task, tool, size), measured in results.items()
        if size == patches and measured[-1].get("found")
    }
    kinds = list(dict.fromkeys(kind for result in known.values() for kind in result["found"]["kinds"]))
    rows = []
    for (task, tool), result in known.items():
        found = result["found"]
        cells = [share_of(*found["kinds"].get(kind, (0, 0)), whole=result["share"] == 1) for kind in kinds]
        rows.append([title(task, tool), *cells, f"{found['elsewhere']:,}"])
    if not rows:
        return ""
    many = max(most for result in known.values() for _, most in result["found"]["kinds"].values())
    head = ["Tool", *(kind.replace("_", " ") for kind in kinds), "elsewhere"]
    title_of_table = f"Found among {patches:,} patches, of {many} defects of each kind, and elsewhere:"
    return f"{title_of_table}\n\n{table(head, rows)}"


def share_of(found: int, injected: int, *, whole: bool) -> str:
    return "" if not found else f"{found}" if whole else f"{found} of {injected}"


def figures(measured: list[dict[str, Any]], ours: list[dict[str, Any]] | None) -> list[str]:
    """Seconds, peak memory, and how many times ours; dashes for what was not measured."""
    last = measured[-1] if measured else {"skipped": ""}
    if "skipped" in last:
        return ["–", "–", "–"]
    if "over" in last:
        known = ours and "seconds" in ours[-1]
        return [f"> {last['over']}", "–", f"> {last['over'] / median(ours, 'seconds'):.0f}" if known else "–"]
    seconds = median(measured, "seconds")
    ratio = f"{seconds / median(ours, 'seconds'):.2f}" if ours and "seconds" in ours[-1] else "–"
    return [f"{seconds:.2f}", f"{median(measured, 'peak_mb'):,.0f}", ratio]


def did(measured: list[dict[str, Any]]) -> str:
    last = measured[-1]
    if "seconds" not in last:
        return last.get("skipped", "stopped")
    share = last["share"]
    return last["said"] if share == 1 else f"on {share:.0%} of the patches, time scaled up: {last['said']}"


def said(result: dict[str, Any]) -> str:
    """A result in one line."""
    if "seconds" not in result:
        return f"skipped: {result['skipped']}" if "skipped" in result else f"stopped after {result['over']} s"
    return f"{result['seconds']:.2f} s, {result['peak_mb']:,.0f} MB, {result['said']}"


def title(task: str, tool: str) -> str:
    return MEASURES[task, tool].title


def median(measured: list[dict[str, Any]], key: str) -> float:
    return statistics.median([result[key] for result in measured if key in result] or [measured[-1][key]])


def at_least(measured: list[dict[str, Any]]) -> float:
    """Seconds; of what was stopped, those after which it was."""
    return measured[-1]["over"] if "over" in measured[-1] else median(measured, "seconds")


# ------------------------------------------------------------------------------------------------ targets


def targets(results: Results) -> str:
    """What the suite is held to, met or missed."""

    def seconds(task: str, tool: str = "tuban", patches: int = COUNTY) -> float:
        return at_least(results[task, tool, patches])

    def memory(patches: int) -> float:
        return median(results["topology", "tuban", patches], "peak_mb") / 1000

    def growth() -> float:
        ours = sorted(patches for task, tool, patches in results if (task, tool) == ("topology", "tuban"))
        few, many = ours[0], ours[1:][-1]
        return math.log(seconds("topology", patches=many) / seconds("topology", patches=few)) / math.log(many / few)

    rows: list[tuple[str, float, str, Callable[[], float]]] = [
        ("reading, times pyogrio with Arrow", 1.3, "", lambda: seconds("read") / seconds("read", "pyogrio")),
        ("writing, times QgsVectorFileWriter", 0.5, "", lambda: seconds("write") / seconds("write", "qgis")),
        (
            "check_topology with reading, times reading the geometries",
            6.0,
            "",
            lambda: seconds("topology") / seconds("topology", "read"),
        ),
        (
            "check_topology, times coverage_invalid_edges",
            1 / 3,
            "",
            lambda: seconds("topology") / seconds("topology", "invalid_edges"),
        ),
        ("check_topology, peak memory", 2.0, " GB", lambda: memory(COUNTY)),
        ("check_topology of 1 000 000 patches, peak memory", 6.0, " GB", lambda: memory(LARGEST)),
        ("check_topology, growth exponent from the smallest to the largest county", 1.10, "", growth),
        ("check of 1 000 changed patches, after reading", 2.0, " s", lambda: seconds("changed")),
        ("no vertex shared, times the county", 10.0, "", lambda: seconds("unmatched") / seconds("topology")),
        (
            "no vertex shared and borders apart, times the county",
            10.0,
            "",
            lambda: seconds("apart") / seconds("topology"),
        ),
        ("ellipsoidal areas of 14 million vertices", 6.0, " s", lambda: seconds("areas")),
        ("ellipsoidal areas, times pyproj's Geod", 1 / 2.5, "", lambda: seconds("areas") / seconds("areas", "geod")),
        ("ellipsoidal areas, times measureArea", 1 / 2.5, "", lambda: seconds("areas") / seconds("areas", "qgis")),
        ("adjust_areas", 2.0, " s", lambda: seconds("adjust")),
        (
            "slope and grades of cultivated patches, with reading, times gdaldem slope",
            2.5,
            "",
            lambda: seconds("slope") / seconds("slope", "gdaldem"),
        ),
        ("make demo after set-up", 90.0, " s", lambda: seconds("demo")),
    ]
    return table(
        ["Target for a county of 200 000 patches", "At most", "Measured", ""],
        [[name, f"{limit:.3g}{unit}", *judged(measured, limit, unit)] for name, limit, unit, measured in rows],
    )


def judged(measured: Callable[[], float], limit: float, unit: str) -> list[str]:
    """A figure, and whether it is within the limit; not measured where something for it is missing."""
    try:
        value = measured()
    except LookupError:
        return ["not measured", ""]
    return [f"{value:.2f}{unit}", "met" if value <= limit else "**missed**"]
