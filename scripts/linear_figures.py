"""docs/images/linear_*.png: a made county before and after its roads and rivers are cut in, at three scales."""

from __future__ import annotations

import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from make_styles import STYLES, drawn
from qgis.core import QgsApplication, QgsLineSymbol, QgsRectangle, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage, QPainter
from tuban.tools.files import write_geopackage
from tuban.tools.linear import RibbonSettings, lines_to_patches
from tuban.tools.linear.absorb import Parts, absorbed
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology.cutting import dissolved

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = QSize(640, 520)
SCALES = (20_000, 5_000, 1_000)
NEAR = 1_500.0
"""m: how far from the middle of the county a bridge is looked for."""


def bare_county(county, standard) -> gpd.GeoDataFrame:
    """The patches of a county with its roads and rivers given to their neighbours."""
    patches = county.DLTB
    shapes, code = patches.geometry.to_numpy(), patches["DLBM"].to_numpy(dtype=object)
    parts = Parts(shapes, code, patches["ZLDWDM"].factorize()[0], np.zeros(len(patches), bool), standard)
    goes = absorbed(parts, np.flatnonzero(standard.is_linear(code)), np.full(len(patches), np.inf))
    land, of_patch = dissolved(shapes, goes)
    return patches.iloc[of_patch].reset_index(drop=True).set_geometry(gpd.GeoSeries(land, crs=patches.crs))


def layer(folder: Path, name: str, frame: gpd.GeoDataFrame, kind: str, style: str = "") -> QgsVectorLayer:
    path = folder / f"{name}.gpkg"
    write_geopackage(path, name, frame, geometry_type=kind)
    made = QgsVectorLayer(str(path), name)
    if style:
        made.loadNamedStyle(str(STYLES / f"{style}.qml"))
    else:
        made.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "#d7191c", "width": "0.5"})))
    return made


def main() -> None:
    application = QgsApplication([], False)
    application.initQgis()
    standard = load("2019")
    county = make_county(3_000, seed=3, vertices=40.0, lines=True)
    land = bare_county(county, standard)
    made = lines_to_patches(land, county.lines, standard, RibbonSettings(width_field="WIDTH"))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        lines = layer(folder, "lines", county.lines, "LineString")
        before = layer(folder, "before", land, "MultiPolygon", "patches")
        after = layer(folder, "after", made.patches, "MultiPolygon", "patches")
        ribbons = layer(folder, "ribbons", made.ribbons, "MultiPolygon", "linear")
        water, roads = (county.lines[county.lines["DLBM"] == code].union_all() for code in ("1101", "1003"))
        middle = shapely.centroid(shapely.union_all(county.XZQ.geometry))
        crossing = shapely.shortest_line(shapely.intersection(roads, middle.buffer(NEAR)), water)
        spot = middle if shapely.is_empty(crossing) else shapely.get_point(crossing, 0)
        extent = QgsRectangle(spot.x - 100, spot.y - 80, spot.x + 100, spot.y + 80)
        for scale in SCALES:
            pair = [drawn([lines, before], extent, SIZE, scale), drawn([ribbons, after], extent, SIZE, scale)]
            whole = QImage(2 * SIZE.width() + 8, SIZE.height(), QImage.Format.Format_RGB32)
            whole.fill(0xFFFFFFFF)
            painter = QPainter(whole)
            for number, image in enumerate(pair):
                painter.drawImage(number * (SIZE.width() + 8), 0, image)
            painter.end()
            whole.save(str(IMAGES / f"linear_{scale}.png"))


if __name__ == "__main__":
    main()
