"""What is measured. Each measurement runs in a process of its own: `measures.py <task> <tool> <county> <small county>`.

A measurement is a function that gets everything ready and returns the work to be timed. The work is done once on a
small county first, so that loading of modules and drivers is not timed, and then on the real one.
"""

from __future__ import annotations

import gc
import importlib.metadata
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EDITION = "2019"
DEFECTS = 10
"""Of each kind, as in the demonstration."""

TENTH = 0.1
"""The part of the patches that slow peers are given."""

Work = Callable[[], Any]
"""What is timed; what it returns, if anything, is said in the report."""


@dataclass(frozen=True)
class Measure:
    prepare: Callable[[Path], Work]
    title: str
    share: float
    """The part of the patches that it is given; its time is scaled up."""
    warm_up: bool


MEASURES: dict[tuple[str, str], Measure] = {}


def measured(task: str, tool: str, title: str, *, share: float = 1.0, warm_up: bool = True) -> Callable[..., Any]:
    """Enter a function of the county's file as the measurement of a tool at a task."""

    def enter(prepare: Callable[[Path], Work]) -> Callable[[Path], Work]:
        MEASURES[task, tool] = Measure(prepare, title, share, warm_up)
        return prepare

    return enter


# ------------------------------------------------------------------------------------------------ reading


@measured("read", "tuban", "**tuban** `read_layer`")
def read_tuban(county: Path) -> Work:
    from tuban.tools.files import read_layer

    return lambda: columns_said(read_layer(str(county), "DLTB").frame)


@measured("read", "pyogrio", "pyogrio `read_dataframe(use_arrow=True)`")
def read_pyogrio(county: Path) -> Work:
    import pyogrio

    return lambda: columns_said(pyogrio.read_dataframe(county, layer="DLTB", use_arrow=True))


@measured("read", "qgis", "QGIS `getFeatures`, `attributes` and `asWkb`, to a frame")
def read_qgis(county: Path) -> Work:
    import geopandas as gpd
    import pandas as pd
    import shapely

    layer = qgis_layer(county)

    def work() -> str:
        rows, blobs = [], []
        for feature in layer.getFeatures():
            rows.append(feature.attributes())
            blobs.append(bytes(feature.geometry().asWkb()))
        table = pd.DataFrame(rows, columns=layer.fields().names())
        return columns_said(gpd.GeoDataFrame(table, geometry=shapely.from_wkb(blobs), crs=layer.crs().authid()))

    return work


def columns_said(frame: Any) -> str:
    return f"{len(frame):,} rows, {frame.shape[1]} columns"


# ------------------------------------------------------------------------------------------------ writing


@measured("write", "tuban", "**tuban** `write_geopackage`")
def write_tuban(county: Path) -> Work:
    from tuban.tools.files import read_layer, write_geopackage

    frame, target, columns = read_layer(str(county), "DLTB").frame, written(county), columns_of("DLTB")

    def work() -> str:
        write_geopackage(target, "DLTB", frame, columns)
        return size_said(target)

    return work


@measured("write", "qgis", "QGIS `QgsVectorFileWriter`, from a list of features")
def write_qgis(county: Path) -> Work:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    layer, target = qgis_layer(county), written(county)
    features = list(layer.getFeatures())
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", "DLTB"

    def work() -> str:
        writer = QgsVectorFileWriter.create(
            str(target), layer.fields(), layer.wkbType(), layer.crs(), QgsCoordinateTransformContext(), options
        )
        if not writer.addFeatures(features):
            raise SystemExit(writer.errorMessage())
        del writer  # closes the file
        return size_said(target)

    return work


@measured("write", "pyogrio", "pyogrio `write_dataframe(use_arrow=True)`; no lengths of text fields")
def write_pyogrio(county: Path) -> Work:
    import pyogrio

    frame, target = pyogrio.read_dataframe(county, layer="DLTB", use_arrow=True), written(county)

    def work() -> str:
        pyogrio.write_dataframe(frame, target, layer="DLTB", driver="GPKG", use_arrow=True)
        return size_said(target)

    return work


def written(county: Path) -> Path:
    """A file that is not there yet."""
    target = county.parent / f"written_{os.getpid()}.gpkg"
    target.unlink(missing_ok=True)
    return target


def size_said(target: Path) -> str:
    return f"{target.stat().st_size / 1e6:,.0f} MB"


# ------------------------------------------------------------------------------------------------ topology


@measured("topology", "tuban", "**tuban** `check_topology`: all of its kinds, with the faults' shapes")
def topology_tuban(county: Path) -> Work:
    from tuban.tools.files import read_layer
    from tuban.tools.standard import load
    from tuban.tools.topology import check_topology

    standard = load(EDITION)

    def work() -> str:
        patches = read_layer(str(county), "DLTB", fields=["BSM"]).frame
        outline = read_layer(str(county), "XZQ", fields=[]).frame
        found = check_topology(patches, outline, standard)
        return f"{len(found)} findings of {found['kind'].nunique()} kinds"

    return work


@measured("topology", "invalid_edges", "shapely `coverage_invalid_edges` on the parts")
def topology_invalid_edges(county: Path) -> Work:
    import shapely

    def work() -> str:
        edges = shapely.coverage_invalid_edges(polygons_of(county))
        return f"{int((~shapely.is_empty(edges)).sum())} parts flagged; no kinds, no shapes, no gaps"

    return work


@measured("topology", "is_valid", "shapely `coverage_is_valid` on the parts")
def topology_is_valid(county: Path) -> Work:
    import shapely

    return lambda: f"says {'valid' if shapely.coverage_is_valid(polygons_of(county)) else 'not valid'}; no places"


@measured("topology", "tree", "shapely `STRtree.query(predicate='overlaps')`", share=TENTH)
def topology_tree(county: Path) -> Work:
    import shapely

    def work() -> str:
        polygons = polygons_of(tenth_of(county))
        first, second = shapely.STRtree(polygons).query(polygons, predicate="overlaps")
        return f"{int((first < second).sum())} pairs; overlaps only"

    return work


def polygons_of(county: Path) -> Any:
    """The parts of DLTB's patches: the coverage functions are several times slower on multipolygons."""
    import pyogrio
    import shapely

    frame = pyogrio.read_dataframe(county, layer="DLTB", columns=[], use_arrow=True)
    return shapely.get_parts(frame.geometry.to_numpy())


def tenth_of(county: Path) -> Path:
    """The file with the patches of the middle of the county."""
    return county.with_name("tenth.gpkg")


# ------------------------------------------------------------------------------------------------ attributes, areas


@measured("attributes", "tuban", "**tuban** `check_rules`: all rules of DLTB, areas among them")
def attributes_tuban(county: Path) -> Work:
    from tuban.tools.files import read_layer
    from tuban.tools.quality.rules import check_rules
    from tuban.tools.standard import load

    standard, frame = load(EDITION), read_layer(str(county), "DLTB").frame

    def work() -> str:
        run = check_rules(frame, standard.rules, standard=standard)
        return f"{len(run.ran)} rules, {len(run.findings)} findings"

    return work


@measured("areas", "tuban", "**tuban** `ellipsoidal_areas`: the official method")
def areas_tuban(county: Path) -> Work:
    from tuban.tools.area import ellipsoidal_areas
    from tuban.tools.files import read_layer

    frame = read_layer(str(county), "DLTB", fields=[]).frame
    return lambda: areas_said(ellipsoidal_areas(frame.geometry.to_numpy(), frame.crs))


@measured("areas", "geod", "pyproj: to degrees, then `Geod.geometry_area_perimeter` one by one", share=TENTH)
def areas_geod(county: Path) -> Work:
    import pyproj
    import shapely
    from tuban.tools.files import read_layer

    frame = read_layer(str(county), "DLTB", fields=[]).frame
    geometry = frame.geometry.to_numpy()[:: round(1 / TENTH)]
    to_degrees = pyproj.Transformer.from_crs(frame.crs, frame.crs.geodetic_crs, always_xy=True)
    geod = frame.crs.get_geod()

    def work() -> str:
        degrees = shapely.transform(geometry, lambda xy: [*zip(*to_degrees.transform(*xy.T))])
        return areas_said([abs(geod.geometry_area_perimeter(patch)[0]) for patch in degrees])

    return work


def areas_said(areas: Any) -> str:
    return f"{len(areas):,} patches, mean {sum(areas) / len(areas):.3f} m²"


# ------------------------------------------------------------------------------------------------ the demo


@measured("demo", "tuban", "**tuban** `make demo`, set-up done before", warm_up=False)
def demo(_county: Path) -> Work:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}

    def work() -> str:
        done = subprocess.run(["make", "demo"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"make demo failed:\n{done.stdout}{done.stderr}")
        return "largest process"

    return work


# ------------------------------------------------------------------------------------------------ around them


def qgis_layer(county: Path) -> Any:
    from qgis.core import QgsApplication, QgsVectorLayer

    if QgsApplication.instance() is None:
        qgis_layer.application = QgsApplication([], False)  # lives as long as the process
        qgis_layer.application.initQgis()
    layer = QgsVectorLayer(f"{county}|layername=DLTB", "DLTB", "ogr")
    if not layer.isValid():
        raise SystemExit(f"QGIS cannot open {county}")
    return layer


def columns_of(layer: str) -> Any:
    """The fields of a layer with the lengths of the standard."""
    from tuban.processing_provider.columns import standard_columns
    from tuban.tools.standard import load

    standard = load(EDITION)
    return standard_columns(standard, layer, list(standard.fields_of(layer)["field"]))


def measure(task: str, tool: str, county: Path, small: Path) -> dict[str, Any]:
    """One measurement: seconds, peak memory of the process in MB (data and libraries included), and what was done."""
    chosen = MEASURES[task, tool]
    if chosen.warm_up:
        chosen.prepare(small)()
        read_through(county)
    work = chosen.prepare(county)
    gc.collect()
    start = time.perf_counter()
    said = work()
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {"seconds": seconds / chosen.share, "peak_mb": peak * 1024 / 1e6, "said": said}


def read_through(path: Path) -> None:
    """Bring a file into the page cache: disks are not what is compared."""
    with path.open("rb") as file:
        while file.read(1 << 24):
            pass


def make(patches: int, county: Path) -> dict[str, Any]:
    """A county with defects as a GeoPackage with the layers DLTB and XZQ, and a tenth of its patches in another."""
    import shapely
    from tuban.tools.files import write_geopackage
    from tuban.tools.sample import make_county

    made = make_county(patches, defects=DEFECTS if patches >= 1_000 else 0)
    write_geopackage(county, "XZQ", made.XZQ, columns_of("XZQ"))
    write_geopackage(county, "DLTB", made.DLTB, columns_of("DLTB"), append=True)
    west_to_east = made.DLTB.geometry.bounds["minx"].rank(pct=True)
    tenth = made.DLTB[(west_to_east > 0.5 - TENTH / 2) & (west_to_east <= 0.5 + TENTH / 2)]
    write_geopackage(tenth_of(county), "DLTB", tenth, columns_of("DLTB"))
    return {
        "patches": len(made.DLTB),
        "vertices": int(shapely.get_num_coordinates(made.DLTB.geometry.to_numpy()).sum()),
        "megabytes": county.stat().st_size / 1e6,
        "defects": len(made.truth),
        "kinds": int(made.truth["kind"].nunique()),
    }


def facts() -> dict[str, str]:
    """What it ran on."""
    import pyogrio
    import pyproj
    import shapely
    from osgeo import gdal
    from qgis.core import Qgis

    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "cores": f"{len(os.sched_getaffinity(0))} ({model}), {memory:.0f} GB of memory",
        "Python": platform.python_version(),
        "QGIS": f"{Qgis.QGIS_VERSION} with GEOS {Qgis.geosVersion()}",
        "GDAL": gdal.VersionInfo("RELEASE_NAME"),
        "shapely": f"{shapely.__version__} with GEOS {shapely.geos_version_string}",
        "pyogrio": f"{pyogrio.__version__} with GDAL {pyogrio.__gdal_version_string__}",
        "pyproj": f"{pyproj.__version__} with PROJ {pyproj.proj_version_str}",
        **{name: importlib.metadata.version(name) for name in ("geopandas", "pandas", "numpy", "pyarrow")},
    }


def main(arguments: list[str]) -> dict[str, Any]:
    if arguments[0] == "facts":
        return facts()
    if arguments[0] == "make":
        return make(int(arguments[1]), Path(arguments[2]))
    return measure(arguments[0], arguments[1], Path(arguments[2]), Path(arguments[3]))


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:])), flush=True)
