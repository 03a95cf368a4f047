"""Tags from five layers around the patches, beside the same chain of QGIS's own steps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from measures import EDITION, TENTH, Work, columns_of, measured, qgis_layer

POLYGONS = 2_000
"""Of each layer around the patches."""

LAYERS = {
    "CZCDYD": ("CZCLX", ("201", "202", "203", None, None)),
    "RIVERS": ("MC", ("1",)),
    "FOREST": ("MC", ("1",)),
    "YJJBNTTB": ("DLBM", ("0101", "0103")),
    "BASE": ("DLBM", ("0103", "0201K", "0301", "0404", "0702")),
}
"""Their field and its values. The first layer covers two of five places, the next three every second, the base all."""

STEPS = (
    "`native:intersection`",
    "`fieldcalculator`",
    "`orderbyexpression`",
    "`joinattributestable`",
    "`fieldcalculator`",
)

COVERED = {"CZCDYD": 0.4, "RIVERS": 0.5, "FOREST": 0.5, "YJJBNTTB": 0.5, "BASE": 1.0}


@measured("tags", "tuban", "**tuban** `tag_patches`: all rules that it has the layers for, with a ledger", of="sound")
def tags_tuban(county: Path) -> Work:
    layers = around(county)
    from tuban.tools.files import read_layer, write_geopackage
    from tuban.tools.standard import load
    from tuban.tools.tagging.rules import chosen, shipped_rules
    from tuban.tools.tagging.tags import ledger_columns, tag_patches

    standard = load(EDITION)
    targets = [county.with_name(f"written_{name}.gpkg") for name in ("tags", "ledger")]

    def work() -> str:
        patches = read_layer(str(county), "DLTB").frame
        frames = {name: read_layer(path, name).frame for name, path in layers.items()}
        done = tag_patches(patches, frames, chosen(shipped_rules(standard)), standard)
        write_geopackage(targets[0], "DLTB", done.patches, columns_of("DLTB"))
        write_geopackage(targets[1], "ledger", done.ledger, ledger_columns())
        return f"{len(done.ledger):,} changes by {int((done.coverage['skipped'] == '').sum())} rules"

    return work


@measured("tags", "qgis", f"QGIS: for four of the layers {', '.join(STEPS)}", of="sound_tenth", share=0.8 * TENTH)
def tags_qgis(county: Path) -> Work:
    layers, processing = around(county), started(county)

    def work() -> str:
        patches: Any = qgis_layer(county)
        for name, (field, _) in list(LAYERS.items())[:4]:  # at the fifth the join of QGIS 3.40 cannot write a feature
            patches = tagged(processing, patches, layers[name], name, field)
        return f"{patches.featureCount():,} patches with values of four layers"

    return work


def tagged(processing: Any, patches: Any, layer: str, name: str, field: str) -> Any:
    """The patches with the value of the largest piece of a layer in each, by QGIS's own steps."""

    def step(algorithm: str, given: Any, **parameters: Any) -> Any:
        asked = {"INPUT": given, "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
        return processing.run(f"native:{algorithm}", asked)["OUTPUT"]

    text = {"FIELD_TYPE": 2, "FIELD_LENGTH": 10}
    real = {"FIELD_TYPE": 0, "FIELD_LENGTH": 0, "FIELD_PRECISION": 0}
    pieces = step("intersection", patches, OVERLAY=layer, INPUT_FIELDS=["BSM"], OVERLAY_FIELDS=[field])
    pieces = step("fieldcalculator", pieces, FIELD_NAME="m2", FORMULA="area($geometry)", **real)
    largest = step("orderbyexpression", pieces, EXPRESSION="m2", ASCENDING=False)  # aggregate takes eight times as long
    joined = {"FIELD": "BSM", "INPUT_2": largest, "FIELD_2": "BSM", "METHOD": 1, "PREFIX": f"{name}_"}
    patches = step("joinattributestable", patches, **joined, FIELDS_TO_COPY=["m2", field])
    formula = f'if("{name}_m2" > 0.5 * area($geometry), "{name}_{field}", NULL)'
    return step("fieldcalculator", patches, FIELD_NAME=f"{name}_tag", FORMULA=formula, **text)


def started(county: Path) -> Any:
    """Processing, with QGIS started."""
    from qgis.core import QgsApplication

    qgis_layer(county)
    sys.path.append(f"{QgsApplication.pkgDataPath()}/python/plugins")
    import processing
    from processing.core.Processing import Processing

    Processing.initialize()
    return processing


def around(county: Path) -> dict[str, str]:
    """Files of the layers around the patches, made where they lack: irregular polygons with vertices every 8 m."""
    paths = {name: county.with_name(f"around_{name}.gpkg") for name in LAYERS}
    if not all(path.exists() for path in paths.values()):
        make(county, paths)
    return {name: str(path) for name, path in paths.items()}


def make(county: Path, paths: dict[str, Path]) -> None:
    import geopandas as gpd
    import numpy as np
    import shapely
    from tuban.tools.files import read_layer, write_geopackage

    source = county.with_name("county.gpkg")
    outline = read_layer(str(source), "XZQ").frame
    west, south, east, north = outline.total_bounds
    for number, name in enumerate(LAYERS):
        rng = np.random.default_rng(number)
        count = int(POLYGONS / COVERED[name])
        points = shapely.points(rng.uniform(west, east, count), rng.uniform(south, north, count))
        cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
        cells = shapely.intersection(cells, shapely.box(west, south, east, north))
        cells = shapely.segmentize(cells[rng.permutation(len(cells))[:POLYGONS]], 8.0)
        field, values = LAYERS[name]
        column = rng.choice(np.array(values, object), len(cells))
        write_geopackage(paths[name], name, gpd.GeoDataFrame({field: column}, geometry=wavy(cells), crs=outline.crs))


def wavy(cells: Any) -> Any:
    """The same cells with borders that swing by some metres, those of neighbours alike."""
    import numpy as np
    import shapely

    def swing(xy: Any) -> Any:
        return np.round(xy + 4.0 * np.column_stack([np.sin(xy[:, 1] / 37.0), np.sin(xy[:, 0] / 41.0)]), 4)

    moved = shapely.transform(cells, swing)
    return np.where(shapely.is_valid(moved), moved, cells)
