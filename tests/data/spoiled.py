"""Files with something wrong, made from those of a sound county."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from osgeo import gdal, osr
from tuban.tests.data.county import CountyFiles
from tuban.tools.files import write_geopackage

RULE_COLUMNS = "id,layer,kind,severity,scope,condition,text_zh,text_en\n"

Given = Callable[[CountyFiles, Path], Any]
"""What makes the value of a parameter: the sound county, and a folder for the files that it makes."""

Change = Callable[[gpd.GeoDataFrame], Any]
Reshape = Callable[[shapely.Geometry], shapely.Geometry]


def patches(change: Change, name: str = "patches.gpkg", **kwargs: Any) -> Given:
    """The patches of the county, changed."""
    return lambda county, made: county.variant(made / name, change, **kwargs)


def lines(change: Change, name: str = "lines.gpkg") -> Given:
    """The roads and rivers of the county as lines, changed."""

    def write(county: CountyFiles, made: Path) -> str:
        frame = change(county.county.lines.copy())
        kind = frame.geom_type.iloc[0] if len(frame) else "LineString"
        write_geopackage(made / name, "lines", frame, geometry_type=kind)
        return str(made / name)

    return write


def text_file(text: str, name: str = "table.csv", encoding: str = "utf-8") -> Given:
    def write(_county: CountyFiles, made: Path) -> str:
        (made / name).write_text(text, encoding=encoding)
        return str(made / name)

    return write


def copy_of(name: str, target: str) -> Given:
    """A copy of a file of the county."""
    return lambda county, made: str(shutil.copy(county[name], made / target))


def beside(name: str) -> Given:
    """A path in the folder of the files made for the case."""
    return lambda _county, made: str(made / name)


def without_geometry(frame: gpd.GeoDataFrame) -> None:
    frame.loc[frame.index[:3], "geometry"] = None


def in_system(code: int | None) -> Change:
    """The same coordinates, said to be of another system."""
    return lambda frame: frame.set_crs(code, allow_override=True)


def with_codes(code: Callable[[str], Any]) -> Change:
    return lambda frame: frame.assign(DLBM=frame["DLBM"].map(code))


def full_width(code: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) for letter in code)


def first_replaced(shape: Reshape) -> Change:
    """Another geometry for the first patch."""

    def replace(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        geometry = frame.geometry.to_numpy().copy()
        geometry[0] = shape(geometry[0])
        return frame.set_geometry(gpd.GeoSeries(geometry, index=frame.index, crs=frame.crs))

    return replace


def with_vertex(value: float) -> Reshape:
    """The second vertex replaced by a number that is none."""

    def spoil(shape: shapely.Geometry) -> shapely.Geometry:
        xy = shapely.get_coordinates(shape)
        xy[1] = value
        return shapely.set_coordinates(shape, xy)

    return spoil


def one_line(*corners: tuple[float, float], **columns: Any) -> Change:
    """A single line instead of the roads, by its corners in m from the middle of the first one."""

    def draw(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        middle = shapely.get_coordinates(shapely.centroid(frame.geometry.iloc[0]))[0]
        line = shapely.LineString(middle + np.array(corners))
        return frame.iloc[:1].assign(**columns).set_geometry([line], crs=frame.crs)

    return draw


def in_two_parts(shape: shapely.Geometry) -> shapely.Geometry:
    far_away = np.array([5e4, 0.0])
    return shapely.union_all([shape, shapely.transform(shape, lambda xy: xy + far_away)])


def disc(vertices: int) -> Reshape:
    """A disc of 800 m about a patch: it lies over its neighbours."""

    def draw(shape: shapely.Geometry) -> shapely.Geometry:
        angle = np.linspace(0.0, 2 * np.pi, vertices, endpoint=False)
        middle = shapely.get_coordinates(shapely.centroid(shape))[0]
        return shapely.polygons(middle + 800.0 * np.column_stack([np.cos(angle), np.sin(angle)]))

    return draw


def alone(shape: Reshape) -> Change:
    """Nothing but the first patch, in another shape."""
    return lambda frame: first_replaced(shape)(frame.iloc[:1])


def translated(kind: str) -> Given:
    """The patches with another geometry type, as GDAL names it."""

    def translate(county: CountyFiles, made: Path) -> str:
        target = str(made / f"{kind}.gpkg")
        gdal.VectorTranslate(target, gdal.OpenEx(county["DLTB"]), geometryType=kind, layerName="DLTB")
        return target

    return translate


def gbk_shapefile(county: CountyFiles, made: Path) -> str:
    """A shapefile of old Chinese software: text in GBK, nothing that says so."""
    target = made / "甲县图斑.shp"
    source = gdal.OpenEx(county.variant(made / "narrow.gpkg", lambda frame: frame.assign(ZLDWMC="甲村")))
    gdal.VectorTranslate(str(target), source, format="ESRI Shapefile", layerCreationOptions=["ENCODING=UTF-8"])
    target.with_suffix(".cpg").unlink()
    table = target.with_suffix(".dbf")
    raw = table.read_bytes()
    texts = {value for _, column in county.county.DLTB.select_dtypes(object).items() for value in column.dropna()}
    table.write_bytes(in_gbk(raw, {"甲村", *texts}))
    return str(target)


def in_gbk(table: bytes, texts: Iterable[str]) -> bytes:
    """A .dbf in UTF-8 with these texts in GBK, and nothing that says so.

    Whether GDAL writes GBK itself depends on what QGIS has set in this process.
    """
    for text in sorted((text for text in texts if not text.isascii()), key=len, reverse=True):
        utf8, gbk = text.encode(), text.encode("gbk")
        table = table.replace(utf8, gbk + b" " * (len(utf8) - len(gbk)))
    return table[:29] + b"\0" + table[30:]  # byte 29: the language


def damaged(county: CountyFiles, made: Path) -> str:
    whole = Path(county["DLTB"]).read_bytes()
    (made / "half.gpkg").write_bytes(whole[: len(whole) // 2])
    return str(made / "half.gpkg")


def raster(
    *,
    system: int | None = 4528,
    east: float = 0.0,
    turned: float = 0.0,
    height: float | None = None,
    degrees: bool = False,
) -> Given:
    """The elevation model of the county with something else: system, place, rotation, heights."""

    def write(county: CountyFiles, made: Path) -> str:
        dem = county.county.dem
        heights = dem.heights if height is None else np.full_like(dem.heights, height)
        left, cell, _, top, _, down = dem.geotransform
        corner = (120.2, 0.0003, 0.0, 30.72, 0.0, -0.0003) if degrees else (left + east, cell, turned, top, 0.0, down)
        dataset = gdal.GetDriverByName("GTiff").Create(
            str(made / "dem.tif"), heights.shape[1], heights.shape[0], 1, gdal.GDT_Float32
        )
        dataset.SetGeoTransform(corner)
        if system:
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(system)
            dataset.SetProjection(reference.ExportToWkt())
        dataset.GetRasterBand(1).SetNoDataValue(dem.nodata)
        dataset.GetRasterBand(1).WriteArray(heights)
        return str(made / "dem.tif")

    return write


def rule(condition: str) -> Given:
    return text_file(f'{RULE_COLUMNS}P-1,DLTB,own_rule,error,,"{condition}",x,y\n', "rules.csv")
