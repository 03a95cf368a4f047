"""One measurement in a process of its own: `child.py <what to do as JSON>`; the last line it prints is the result."""

from __future__ import annotations

import gc
import importlib.metadata
import json
import os
import platform
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

import counties
import layers
import slope
import tagging
import topology
import topology_postgis
import topology_qgis
from found import found_of_each_kind
from measures import CAP, MEASURES, Answer, Skipped, Stopped

ROOMS = (layers, slope, tagging, topology, topology_qgis, topology_postgis)
"""Their measurements are entered when they are imported."""

GRACE = 20
"""s after which a tool that was to stop is killed."""

SPARED = 0.2
"""Of the memory: no tool may take the whole, or the machine would stop others too."""

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def measure(task: str, tool: str, file: str, small: str, share: float) -> dict[str, Any]:
    """Seconds, peak memory of the process in MB (data and libraries included), what was done, and what was found."""
    chosen, cap = MEASURES[task, tool], int(os.environ[CAP])
    resource.setrlimit(resource.RLIMIT_AS, (int((1 - SPARED) * memory()),) * 2)
    try:
        if chosen.warm_up:
            chosen.prepare(Path(small))()
            read_through(Path(file))
        work = chosen.prepare(Path(file))
        gc.collect()
        signal.alarm(cap + GRACE)  # nothing is done about it: the system ends the process
        start = time.perf_counter()
        done = work()
        seconds = time.perf_counter() - start
        signal.alarm(0)
    except Skipped as reason:
        return {"skipped": str(reason)}
    except Stopped:
        return {"over": cap}
    answer = done if isinstance(done, Answer) else Answer(done)
    peak = answer.peak_mb or max(resource.getrusage(who).ru_maxrss for who in WHO) * 1024 / 1e6
    found = answer.found and found_of_each_kind(answer.found(), Path(file))
    return {"seconds": seconds / share, "peak_mb": peak, "said": answer.said, "found": found}


def read_through(path: Path) -> None:
    """Bring a file into the page cache: disks are not what is compared."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def memory() -> int:
    """Of the machine, in bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def facts() -> dict[str, str]:
    """What it ran on."""
    import pyogrio
    import pyproj
    import shapely
    from osgeo import gdal
    from qgis.core import Qgis

    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    return {
        "cores": f"{len(os.sched_getaffinity(0))} ({model}), {memory() / 1e9:.0f} GB of memory",
        "Python": platform.python_version(),
        "QGIS": f"{Qgis.QGIS_VERSION} with GEOS {Qgis.geosVersion()}",
        "GDAL": gdal.VersionInfo("RELEASE_NAME"),
        "shapely": f"{shapely.__version__} with GEOS {shapely.geos_version_string}",
        "pyogrio": f"{pyogrio.__version__} with GDAL {pyogrio.__gdal_version_string__}",
        "pyproj": f"{pyproj.__version__} with PROJ {pyproj.proj_version_str}",
        **{name: importlib.metadata.version(name) for name in ("geopandas", "pandas", "numpy", "pyarrow")},
        **topology_postgis.versions(),
    }


def main(what: str, **given: Any) -> dict[str, Any]:
    if what == "facts":
        return facts()
    if what == "make":
        return counties.make(given["patches"], Path(given["folder"]))
    if what == "derive":
        return counties.derive(given["name"], Path(given["folder"]))
    return measure(**given)


if __name__ == "__main__":
    print(json.dumps(main(**json.loads(sys.argv[1]))), flush=True)
