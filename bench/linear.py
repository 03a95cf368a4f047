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
LANE = "1006"
PIECE = 120.0
"""m: how long a line is on average."""
VERTICES_A_LINE = 9
NODES_WITH_A_LANE = 0.5


def network(outline: shapely.Geometry, count: int, crs: object) -> gpd.GeoDataFrame:
    """About so many lines of `PIECE` m: roads and waters along and across the county, and lanes that end in the fields.

    A road is as many lines as there are nodes on it: where it meets those across, and where a lane may branch off.
    """
    rng = np.random.default_rng(1)
    dense = count * PIECE**2 / outline.area
    pieces = max(round(2.0 * (1.0 + NODES_WITH_A_LANE) / dense), 2)
    lanes = (dense * pieces**2 - 2.0 * pieces) / (2.0 * (pieces - 1))
    low, high = np.split(np.array(outline.bounds), 2)
    many = ((high - low) / (PIECE * pieces)).astype(int) + 2
    across = np.stack(np.meshgrid(*(np.arange(number) for number in many), indexing="ij"), axis=-1)
    offset = rng.uniform(-1.0, 0.0, 2)
    corners = low + (across + offset + rng.normal(0.0, 0.08, across.shape)) * PIECE * pieces
    roads = [_along(corners, pieces), _along(corners.swapaxes(0, 1), pieces)]
    start, end, code = map(np.concatenate, zip(*(_with_lanes(nodes, pieces, lanes, rng) for nodes in roads)))
    along = np.linspace(0.0, 1.0, VERTICES_A_LINE)[None, :, None]
    paths = start[:, None] * (1.0 - along) + end[:, None] * along
    paths[:, 1:-1] += rng.normal(0.0, 0.5, paths[:, 1:-1].shape)
    lines = shapely.linestrings(paths)
    shapely.prepare(outline)
    inside = shapely.contains(outline, lines)
    width = pd.Series(code).map(CLASSES).to_numpy(float)
    return gpd.GeoDataFrame({"DLBM": code[inside], "WIDTH": width[inside]}, geometry=lines[inside], crs=crs)


def _with_lanes(nodes: np.ndarray, pieces: int, lanes: float, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Lines of roads through nodes (r, k, 2) and of lanes from such a share of the nodes between: start, end, class."""
    start, way = nodes[:, :-1].reshape(-1, 2), np.diff(nodes, axis=1).reshape(-1, 2)
    of_road = np.array(list(CLASSES), dtype=object)[rng.integers(0, len(CLASSES), len(nodes))]
    between = np.tile(np.arange(nodes.shape[1] - 1) % pieces > 0, len(nodes))
    branch = np.flatnonzero(between & (rng.random(len(start)) < lanes))
    turn = rng.choice((-1.0, 1.0), len(branch)) * np.radians(rng.uniform(40.0, 140.0, len(branch)))
    turned = (way[branch, 0] + 1j * way[branch, 1]) * np.exp(1j * turn)
    lane = np.column_stack([turned.real, turned.imag])
    code = np.append(np.repeat(of_road, nodes.shape[1] - 1), np.full(len(branch), LANE, dtype=object))
    return np.concatenate([start, start[branch]]), np.concatenate([start + way, start[branch] + lane]), code


def _along(corners: np.ndarray, pieces: int) -> np.ndarray:
    """The nodes of roads through corners (r, k, 2), so many from one corner to the next."""
    share = np.arange(pieces)[:, None] / pieces
    between = corners[:, :-1, None] * (1.0 - share) + corners[:, 1:, None] * share
    return np.concatenate([between.reshape(len(corners), -1, 2), corners[:, -1:]], axis=1)


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
