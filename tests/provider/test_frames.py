"""Layers become the same frame by either road, and frames become layers without loss."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from osgeo import ogr, osr
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameters,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QThread
from tuban.processing_provider import frames
from tuban.processing_provider.raster_input import as_pyproj
from tuban.tools import files

ROWS = [
    (1, "0101", "水田", 12.5, 3, "2019/12/31", "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))"),
    (2, None, "旱地", None, None, None, "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0), (12 2, 12 4, 14 4, 14 2, 12 2))"),
    (3, "", "果园", 0.0, -1, "2020/01/01", None),
    (4, "0702", "农村宅基地", 1e9, 2**40, "1999/02/28", "POLYGON ((20 0, 30 10, 30 0, 20 10, 20 0))"),
]


FIELDS = (
    ("DLBM", ogr.OFTString),
    ("DLMC", ogr.OFTString),
    ("TBMJ", ogr.OFTReal),
    ("GDDB", ogr.OFTInteger64),
    ("RQ", ogr.OFTDate),
)


def make_file(path, driver="GPKG", options=(), geometry=ogr.wkbPolygon, transform=lambda shape: shape):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4528)
    dataset = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = dataset.CreateLayer(path.stem, reference, geometry, list(options))
    for name, kind in FIELDS:
        definition = ogr.FieldDefn(name, kind)
        definition.SetWidth({"DLBM": 5, "DLMC": 60}.get(name, 0))
        layer.CreateField(definition)
    for _, *values, wkt in ROWS:
        feature = ogr.Feature(layer.GetLayerDefn())
        for place, value in enumerate(values):
            if value is not None:
                feature.SetField(place, value)
        if wkt:
            feature.SetGeometry(transform(ogr.CreateGeometryFromWkt(wkt)))
        layer.CreateFeature(feature)
    return path


def open_layer(path, table=None):
    source = f"{path}|layername={table or path.stem}" if path.suffix == ".gpkg" else str(path)
    layer = QgsVectorLayer(source, "patches", "ogr")
    assert layer.isValid()
    return layer


CONTEXT = QgsProcessingContext()
"""Sources hold on to their context, so it must outlive them."""


def taken(layer, plain=True):
    return frames.layer_input(frames.whole_source(layer, CONTEXT), layer, plain)


def both_roads(layer):
    by_file = taken(layer)
    assert by_file.file is not None, "a plain file layer takes the fast road"
    frame = by_file.frame()
    by_file.file = None
    return frame, by_file.frame()


@pytest.fixture
def patches(tmp_path, qgis_app):
    return make_file(tmp_path / "patches.gpkg")


def test_file_and_bulk_pass_give_the_same_frame(patches):
    by_file, bulk = both_roads(open_layer(patches))
    assert_geodataframe_equal(by_file, bulk)
    assert by_file["DLBM"].tolist() == ["0101", None, "", "0702"]
    assert np.isnan(by_file["TBMJ"][2])
    assert by_file["RQ"][1] == pd.Timestamp("2019-12-31")
    assert pd.isna(by_file["RQ"][2])
    assert by_file.geometry[3] is None
    assert not by_file.geometry[4].is_valid, "a checker must see the bow-tie"
    assert by_file.crs.to_epsg() == 4528


@pytest.mark.parametrize(
    ("driver", "suffix", "options"),
    [
        ("ESRI Shapefile", ".shp", ["ENCODING=UTF-8"]),
        ("FlatGeobuf", ".fgb", ["SPATIAL_INDEX=NO"]),
        ("OpenFileGDB", ".gdb", []),
    ],
)
def test_other_formats_give_the_same_frame_by_both_roads(tmp_path, qgis_app, driver, suffix, options):
    layer = open_layer(make_file(tmp_path / f"patches{suffix}", driver, options))
    by_file, bulk = both_roads(layer)
    assert_geodataframe_equal(by_file, bulk)
    kept = [row[2] for row in ROWS if row[-1] or driver != "FlatGeobuf"]  # that driver drops rows without geometry
    assert by_file["DLMC"].tolist() == kept


def test_selection_filter_and_subset_take_only_their_rows(patches):
    layer = open_layer(patches)
    first = QgsProcessingFeatureSourceDefinition(layer.source(), False, 2)
    parameter = QgsProcessingParameterFeatureSource("INPUT")
    limited = QgsProcessingParameters.parameterAsSource(parameter, {"INPUT": first}, CONTEXT)
    assert frames.layer_input(limited, layer, False).frame().index.tolist() == [1, 2]
    if Qgis.QGIS_VERSION_INT >= 33200:
        large = QgsProcessingFeatureSourceDefinition(layer.source(), False, -1, filterExpression="TBMJ > 100")
        filtered = QgsProcessingParameters.parameterAsSource(parameter, {"INPUT": large}, CONTEXT)
        assert frames.layer_input(filtered, layer, False).frame().index.tolist() == [4]
    layer.setSubsetString("\"DLBM\" = '0702'")
    subset = taken(layer)
    assert subset.file is not None
    assert not subset.whole
    assert subset.frame().index.tolist() == [4]
    layer.setSubsetString("SELECT * FROM patches WHERE fid > 3")
    assert taken(layer).frame()["DLBM"].tolist() == ["0702"]


def _request(ids):
    from qgis.core import QgsFeatureRequest

    return QgsFeatureRequest().setFilterFids(ids)


def test_edits_not_yet_saved_are_seen(patches):
    layer = open_layer(patches)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("DLBM"), "0103")
    held = taken(layer)
    assert held.file is None
    assert held.frame()["DLBM"][1] == "0103"
    layer.rollBack()


def test_memory_and_virtual_layers_are_read(patches):
    layer = open_layer(patches)
    memory = layer.materialize(_request([1, 2, 3, 4]))
    expected = taken(layer).frame()
    from_memory = taken(memory).frame()
    assert from_memory["DLBM"].tolist() == expected["DLBM"].tolist()
    assert shapely.equals_exact(from_memory.geometry[1], expected.geometry[1], 0)
    query = f"?layer=ogr:{patches}:source:UTF-8&query=SELECT * FROM source&geometry=geometry:3:4528"
    virtual = QgsVectorLayer(query, "v", "virtual")
    assert virtual.isValid()
    assert taken(virtual).frame()["DLMC"].tolist() == expected["DLMC"].tolist()


@pytest.mark.parametrize("with_cpg", [True, False])
def test_gbk_shapefile_with_and_without_cpg(tmp_path, qgis_app, with_cpg):
    path = make_file(tmp_path / "图斑.shp", "ESRI Shapefile", ["ENCODING=UTF-8"])
    table = path.with_suffix(".dbf")
    raw = table.read_bytes()
    for _, _, name, *_ in ROWS:
        text = name.encode("gbk")
        raw = raw.replace(name.encode(), text + b" " * (len(name.encode()) - len(text)))
    table.write_bytes(raw[:29] + bytes([0]) + raw[30:])  # byte 29: the language id
    path.with_suffix(".cpg").write_text("GBK")
    if not with_cpg:
        path.with_suffix(".cpg").unlink()
    held = taken(open_layer(path))
    assert held.frame()["DLMC"].tolist() == [row[2] for row in ROWS]
    assert any("GBK" in note for note in held.notes) != with_cpg


@pytest.mark.parametrize("with_cpg", [True, False])
@pytest.mark.parametrize("rows", [0, 1])
def test_field_names_in_gbk_are_read_with_and_without_cpg(tmp_path, qgis_app, with_cpg, rows):
    path = tmp_path / "旧图斑.shp"
    dataset = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    made = dataset.CreateLayer(path.stem, None, ogr.wkbPolygon)
    for name in "AB":
        made.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for _ in range(rows):
        feature = ogr.Feature(made.GetLayerDefn())
        feature.SetField("A", "x")
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0))"))
        made.CreateFeature(feature)
    feature = made = dataset = None
    table = path.with_suffix(".dbf")
    raw = bytearray(table.read_bytes())
    raw[29] = 0  # the language id
    for place, name in ((32, "地类编码"), (64, "坐落名称")):
        raw[place : place + 11] = name.encode("gbk").ljust(11, b"\0")
    table.write_bytes(bytes(raw).replace(b"x   ", "旱地".encode("gbk")))
    path.with_suffix(".cpg").write_text("GBK")
    if not with_cpg:
        path.with_suffix(".cpg").unlink()
    layer = open_layer(path)
    frames.decode_names(layer)
    held = taken(layer)
    assert held.file is not None
    read = held.frame()
    assert list(read.columns) == ["地类编码", "坐落名称", "geometry"]
    assert read["地类编码"].tolist() == ["旱地"] * rows


def raised(call):
    def transform(shape):
        getattr(shape, call)(True)
        return shape

    return transform


def test_z_and_m_are_dropped_with_a_note(tmp_path, qgis_app):
    flat = taken(open_layer(make_file(tmp_path / "flat.gpkg"))).frame()
    for name, geometry, raise_to in (("z", ogr.wkbPolygon25D, "Set3D"), ("m", ogr.wkbPolygonM, "SetMeasured")):
        path = make_file(tmp_path / f"{name}.gpkg", geometry=geometry, transform=raised(raise_to))
        held = taken(open_layer(path))
        frame = held.frame()
        assert not shapely.has_z(frame.geometry.to_numpy()).any()
        assert shapely.equals_exact(frame.geometry[1], flat.geometry[1], 0)
        assert held.notes


def test_multipart_stays_multipart(tmp_path, qgis_app):
    path = make_file(tmp_path / "multi.gpkg", geometry=ogr.wkbMultiPolygon, transform=ogr.ForceToMultiPolygon)
    by_file, bulk = both_roads(open_layer(path))
    assert_geodataframe_equal(by_file, bulk)
    assert by_file.geometry[1].geom_type == "MultiPolygon"


def test_curves_become_vertices_with_a_note(tmp_path, qgis_app):
    layer = QgsVectorLayer("CurvePolygon?crs=EPSG:4528&field=DLBM:string(5)", "curves", "memory")
    feature = QgsFeature(layer.fields())
    half_disc = "CurvePolygon (CompoundCurve (CircularString (0 0, 5 5, 10 0), (10 0, 0 0)))"
    feature.setGeometry(QgsGeometry.fromWkt(half_disc))
    layer.dataProvider().addFeatures([feature])
    held = taken(layer)
    assert len(shapely.get_coordinates(held.frame().geometry.iloc[0])) > 10
    assert held.notes


def test_empty_layer_keeps_its_columns(tmp_path, qgis_app):
    path = make_file(tmp_path / "empty.gpkg")
    dataset = ogr.Open(str(path), 1)
    dataset.ExecuteSQL("DELETE FROM empty")
    del dataset
    by_file, bulk = both_roads(open_layer(path))
    assert list(by_file.columns) == list(bulk.columns) == ["DLBM", "DLMC", "TBMJ", "GDDB", "RQ", "geometry"]
    assert len(by_file) == len(bulk) == 0


@pytest.mark.parametrize("destination", ["new.gpkg", "new.shp", "memory:", "new.geojson"])
def test_written_layers_read_back(patches, tmp_path, destination):
    held = taken(open_layer(patches))
    frame = held.frame()
    context = QgsProcessingContext()
    target = destination if destination == "memory:" else str(tmp_path / destination)
    made = frames.write(target, context, frame, held.columns(), "Polygon", held.crs)
    layer = context.takeResultLayer(made) if destination == "memory:" else QgsVectorLayer(made, "made", "ogr")
    back = taken(layer).frame()
    assert back["DLMC"].tolist() == frame["DLMC"].tolist()
    assert np.allclose(back["TBMJ"], frame["TBMJ"], equal_nan=True)
    assert (back["RQ"].to_numpy() == frame["RQ"].to_numpy())[[0, 2, 3]].all()
    assert back.geometry.isna().tolist() == frame.geometry.isna().tolist()
    assert shapely.normalize(back.geometry.iloc[1]) == shapely.normalize(frame.geometry.iloc[1])
    if destination == "new.gpkg":
        assert layer.fields().field("DLBM").length() == 5
        assert back["DLBM"].tolist() == ["0101", None, "", "0702"]


def test_a_geopackage_keeps_no_half_written_file(tmp_path, patches):
    frame = taken(open_layer(patches)).frame()

    def stop(percent):
        if percent > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.write_geopackage(tmp_path / "half.gpkg", "half", frame, geometry_type="Polygon", progress=stop)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(("half", "tmp"))) == []


class _Maker(QThread):
    def run(self) -> None:
        self.made = QgsCoordinateReferenceSystem("EPSG:4528")


def test_a_system_that_an_ended_thread_made_is_known():
    maker = _Maker()
    maker.start()
    maker.wait()
    assert maker.made.isValid()
    assert as_pyproj(maker.made).to_epsg() == 4528
