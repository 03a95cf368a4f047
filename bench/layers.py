"""Reading, writing, attribute rules, areas and the demonstration."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from measures import EDITION, ROOT, TENTH, Answer, Work, columns_of, measured, qgis_layer

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


# ------------------------------------------------------------------------------------------------ attributes, areas


@measured("attributes", "tuban", "**tuban** `check_rules`: all rules of DLTB, areas among them")
def attributes_tuban(county: Path) -> Work:
    from tuban.tools.files import read_layer
    from tuban.tools.quality.rules import check_rules
    from tuban.tools.standard import load

    standard, frame = load(EDITION), read_layer(str(county), "DLTB").frame

    def work() -> Answer:
        run = check_rules(frame, standard.rules, standard=standard)
        return Answer(f"{len(run.ran)} rules, {len(run.findings)} findings", lambda: run.findings)

    return work


@measured("database", "tuban", "**tuban** `check_database`: every rule, nine layers", warm_up=False)
def database_tuban(county: Path) -> Work:
    from tuban.tests.data.database import layers_of, write_database
    from tuban.tools.files import read_layer
    from tuban.tools.inspection import inspect, read_database, rule_book
    from tuban.tools.sample import make_county
    from tuban.tools.standard import load

    standard, target = load(EDITION), written(county)
    patches = len(read_layer(str(county), "DLTB", fields=[]).frame)
    write_database(target, layers_of(make_county(patches), standard))

    def work() -> Answer:
        run = inspect(read_database(target, standard), standard, rule_book(standard))
        return Answer(f"{len(run.ran)} rules, {len(run.findings)} findings", lambda: run.findings)

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


@measured("areas", "qgis", "QGIS `QgsDistanceArea.measureArea` one by one, on a list of geometries", share=TENTH)
def areas_qgis(county: Path) -> Work:
    from qgis.core import QgsCoordinateTransformContext, QgsDistanceArea

    layer = qgis_layer(county)
    geometries = [
        feature.geometry() for place, feature in enumerate(layer.getFeatures()) if not place % round(1 / TENTH)
    ]
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsCoordinateTransformContext())
    measure.setEllipsoid(layer.crs().ellipsoidAcronym())
    return lambda: areas_said([measure.measureArea(geometry) for geometry in geometries])


@measured("adjust", "tuban", "**tuban** `adjust_areas`: villages, townships, county; ledger of every step")
def adjust_tuban(county: Path) -> Work:
    import numpy as np
    from tuban.tools.area import adjust_areas, control_areas, in_units
    from tuban.tools.files import read_layer

    frame = read_layer(str(county), "DLTB").frame.assign(KCXS=0.1)
    village = frame["ZLDWDM"].str[:12]
    cents = frame["TBMJ"].map(lambda area: round(area * 100)).groupby(village)
    off = np.random.default_rng(1).integers(-3, 4, cents.ngroups) * cents.size() // 2
    table = ((cents.sum() + off) / 100).rename("area").rename_axis("code").reset_index()
    controls = control_areas(table, "code", "area")

    def work() -> str:
        done = adjust_areas(frame, controls)
        total = in_units(done.patches["TBMJ"], 2).sum()
        closed = "closes" if total == in_units(table["area"], 2).sum() else "DOES NOT CLOSE"
        return f"{len(frame):,} patches in {len(table)} villages, {done.moved:,} moved, {closed}"

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
