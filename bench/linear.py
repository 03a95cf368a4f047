"""Lines to patches beside the chain that is drawn by hand otherwise: buffer, dissolve, difference, intersection.

`.venv/bin/python bench/linear.py tuban 200000 50000` and `… naive 2000 500`: patches and lines. Prints a JSON line with
the seconds of the work alone, the peak memory in GB of the whole process, and what the topology check says afterwards.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from tuban.tools.files import write_geopackage
from tuban.tools.linear import RibbonSettings, lines_to_patches
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology
from tuban.tools.topology.settings import INVALID_KINDS

FAULTS = TopologySettings(kinds=(*COVERAGE_KINDS, *INVALID_KINDS, "multipart"))
CLASSES = {"1003": 12.0, "1006": 4.0, "1107": 2.5, "1101": 20.0}
VERTICES_A_LINE = 9


def network(outline: shapely.Geometry, count: int, crs: object) -> gpd.GeoDataFrame:
    """About so many lines of a jittered grid inside the county, each from one junction to the next."""
    rng = np.random.default_rng(1)
    low, high = np.split(np.array(outline.bounds), 2)
    share = outline.area / np.prod(high - low)
    side = int(np.sqrt(count / share / 2.0)) + 1
    step = (high - low) / side
    nodes = np.stack(np.meshgrid(np.arange(side + 1), np.arange(side + 1), indexing="ij"), axis=-1) * step + low
    nodes += rng.normal(0.0, 0.08, nodes.shape) * step
    pairs = [(nodes[:-1], nodes[1:]), (nodes[:, :-1], nodes[:, 1:])]
    start, end = (np.concatenate([pair[at].reshape(-1, 2) for pair in pairs]) for at in (0, 1))
    along = np.linspace(0.0, 1.0, VERTICES_A_LINE)[None, :, None]
    paths = start[:, None] * (1.0 - along) + end[:, None] * along
    paths[:, 1:-1] += rng.normal(0.0, 1.0, paths[:, 1:-1].shape)
    shapely.prepare(outline)
    lines = shapely.linestrings(paths)
    lines = lines[shapely.contains(outline, lines)]
    code = np.array(list(CLASSES), dtype=object)[rng.integers(0, len(CLASSES), len(lines))]
    width = pd.Series(code).map(CLASSES).to_numpy(float)
    return gpd.GeoDataFrame({"DLBM": code, "WIDTH": width}, geometry=lines, crs=crs)


def tuban(county: object, lines: gpd.GeoDataFrame) -> tuple[float, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    started = time.perf_counter()
    settings = RibbonSettings(width_field="WIDTH")
    made = lines_to_patches(county.DLTB, lines, load("2019"), settings, beside=[county.XZQ])
    return time.perf_counter() - started, made.patches, made.beside[0]


def naive(county: object, lines: gpd.GeoDataFrame) -> tuple[float, gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """QGIS's algorithms in a row, on files, as a technician runs them."""
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    sys.path.append(f"{QgsApplication.pkgDataPath()}/python/plugins")
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_geopackage(folder / "patches.gpkg", "patches", county.DLTB)
        write_geopackage(folder / "lines.gpkg", "lines", lines, geometry_type="LineString")

        def run(name: str, output: str, **given: object) -> str:
            path = str(folder / f"{output}.gpkg")
            return processing.run(f"native:{name}", {**given, "OUTPUT": path})["OUTPUT"]

        started = time.perf_counter()
        from qgis.core import QgsProperty

        half = QgsProperty.fromExpression('"WIDTH" / 2')
        patches = str(folder / "patches.gpkg")
        bands = run("buffer", "bands", INPUT=str(folder / "lines.gpkg"), DISTANCE=half, END_CAP_STYLE=1, SEGMENTS=5)
        ribbons = run("dissolve", "ribbons", INPUT=bands, FIELD=["DLBM"])
        rest = run("difference", "rest", INPUT=patches, OVERLAY=ribbons)
        pieces = run("intersection", "pieces", INPUT=ribbons, OVERLAY=patches)
        taken = time.perf_counter() - started
        parts = [gpd.read_file(path)[["geometry"]] for path in (rest, pieces)]
    made = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=county.DLTB.crs)
    return taken, made.assign(BSM=[f"{number}" for number in range(len(made))], DLBM="0101"), county.XZQ


def main() -> None:
    tool, patches, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    county = make_county(patches, seed=1)
    lines = network(county.XZQ.geometry.iloc[0], count, county.DLTB.crs)
    taken, made, outline = {"tuban": tuban, "naive": naive}[tool](county, lines)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    faults = check_topology(made, outline, load("2019"), FAULTS)["kind"].value_counts().to_dict()
    answer = {
        "tool": tool,
        "patches": patches,
        "lines": len(lines),
        "km": round(float(lines.length.sum()) / 1000.0),
        "seconds": round(taken, 1),
        "peak_gb": round(peak, 2),
        "off_m2": round(float(made.area.sum() - county.DLTB.area.sum()), 3),
        "faults": faults,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
