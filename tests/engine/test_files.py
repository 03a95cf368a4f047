"""GeoPackages written by hand are read alike by GDAL, SQLite and ourselves, and can be edited afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import gdal, ogr
from shapely import MultiPolygon, Point, Polygon, box
from tuban.tools.errors import Cancelled, TubanError
from tuban.tools.files import Column, columns_of, read_layer, write_geopackage
from tuban.tools.rtree import fill_rtree

CRS = "EPSG:4528"
EAST, NORTH = 40_520_000.0, 3_400_000.0

COLUMNS = [
    Column("DLBM", "text", 5, alias="地类编码"),
    Column("DLMC", "text", 60),
    Column("BZ", "text"),
    Column("TBMJ", "real"),
    Column("SJNF", "integer"),
    Column("RQ", "date"),
    Column("GXSJ", "datetime"),
]


def patches():
    """Rows with everything that a layer may hold: NULL, empty, quotes, long and Chinese text, old and odd dates."""
    return gpd.GeoDataFrame(
        {
            "DLBM": ["0101", None, "", "0702", "1104A"],
            "DLMC": ["水田", "旱地 'a' \"b\"", None, "农村宅基地\n第二行", "坑塘水面"],
            "BZ": ["长" * 100_000, "", None, "𠀋 ; DROP TABLE x --", "\t"],
            "TBMJ": [12.5, np.nan, 0.0, -1e-300, 1e300],
            "SJNF": [2019, np.nan, -1, 0, 2**53],
            "RQ": pd.to_datetime(["2019-12-31", None, "1949-10-01", "2020-02-29", "0988-01-01"], errors="coerce"),
            "GXSJ": np.array([None, "2020-01-01T23:59:59.987", "2020-01-01", "1999-01-01T00:00:00.001", None], "M8"),
        },
        geometry=[
            box(EAST, NORTH, EAST + 10, NORTH + 10),
            MultiPolygon([box(EAST, NORTH, EAST + 1, NORTH + 1), box(EAST + 5, NORTH, EAST + 6, NORTH + 1)]),
            None,
            Polygon(),
            Polygon([(EAST, NORTH), (EAST + 4, NORTH), (EAST, NORTH + 4)], [[(EAST + 1, NORTH + 1)] * 4]),
        ],
        crs=CRS,
    )


def squares(count, seed=1):
    rng = np.random.default_rng(seed)
    x, y = EAST + rng.uniform(0, 50_000, count), NORTH + rng.uniform(0, 80_000, count)
    size = rng.uniform(1, 300, count)
    names = np.arange(count).astype(str)
    return gpd.GeoDataFrame({"BSM": names}, geometry=shapely.box(x, y, x + size, y + size), crs=CRS)


def sql(path, statement, *values):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement, values).fetchall()


@contextmanager
def opened(path, name=None, update=0):
    """A layer as GDAL opens it; saved and closed at the end."""
    dataset = ogr.Open(str(path), update)
    yield dataset.GetLayerByName(name) if name else dataset.GetLayer(0)
    dataset.FlushCache()
    dataset.Destroy()


# ------------------------------------------------------------------------------------------------ read back


def test_what_was_written_is_read_back(tmp_path):
    frame = patches()
    write_geopackage(tmp_path / "a.gpkg", "DLTB", frame, COLUMNS)
    reading = read_layer(str(tmp_path / "a.gpkg"), "DLTB")
    back = reading.frame
    assert reading.notes == []
    assert back.index.tolist() == [1, 2, 3, 4, 5]
    for name in ("DLBM", "DLMC", "BZ"):
        assert back[name].tolist() == frame[name].tolist()
    for name in ("TBMJ", "SJNF"):
        assert back[name].equals(frame[name].set_axis(back.index))
    assert back["RQ"].tolist() == frame["RQ"].tolist()
    assert back["GXSJ"].tolist() == frame["GXSJ"].tolist()
    assert back.crs == frame.crs
    assert back.geometry.isna().tolist() == [False, False, True, False, False]
    assert back.geometry.iloc[3].is_empty
    solid = [0, 1, 4]
    assert shapely.equals_exact(
        shapely.normalize(back.geometry.to_numpy()[solid]),
        shapely.normalize([MultiPolygon([frame.geometry[0]]), frame.geometry[1], MultiPolygon([frame.geometry[4]])]),
    ).all()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))),
            st.one_of(st.none(), st.integers(-(2**53), 2**53)),
            st.one_of(st.none(), st.floats(allow_nan=False)),
            st.one_of(st.none(), st.datetimes(pd.Timestamp("1900-01-01"), pd.Timestamp("2200-01-01"))),
        ),
        max_size=12,
    )
)
def test_any_values_are_read_back(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("any") / "a.gpkg"
    texts, numbers, reals, stamps = ([row[place] for row in rows] for place in range(4))
    frame = gpd.GeoDataFrame(
        {
            "text": np.array([*texts, None], dtype=object)[:-1],
            "number": pd.array(numbers, dtype="Int64").to_numpy(dtype=float, na_value=np.nan),
            "real": np.array(reals, dtype=float),
            "stamp": pd.to_datetime(pd.Series(stamps, dtype="datetime64[ns]")).dt.floor("ms"),
        },
        geometry=[Point(place, place) for place in range(len(rows))],
    )
    kinds = [Column("text", "text"), Column("number", "integer"), Column("real", "real"), Column("stamp", "datetime")]
    write_geopackage(path, "rows", frame, kinds, geometry_type="Point")
    back = read_layer(str(path)).frame
    assert len(back) == len(rows)
    if rows:
        assert back["text"].tolist() == texts
        assert np.array_equal(back["number"].astype(float), frame["number"], equal_nan=True)
        assert np.array_equal(back["real"], frame["real"], equal_nan=True)
        assert back["stamp"].tolist() == frame["stamp"].tolist()


@pytest.mark.parametrize("empty", [True, False])
def test_one_null_among_geometries_of_one_length(tmp_path, empty):
    """GDAL hands out a fixed-width array for geometries of one length, masked or not."""
    frame = squares(5)
    if not empty:
        frame.loc[2, "geometry"] = None
    write_geopackage(tmp_path / "a.gpkg", "a", frame, geometry_type="Polygon")
    back = read_layer(str(tmp_path / "a.gpkg")).frame
    assert back.geometry.isna().tolist() == frame.geometry.isna().tolist()
    assert (shapely.area(back.geometry.to_numpy()[[0, 4]]) == shapely.area(frame.geometry.to_numpy()[[0, 4]])).all()


def test_columns_follow_the_types_of_the_frame(tmp_path):
    frame = gpd.GeoDataFrame(
        {"a": ["x"], "b": [1], "c": [1.5], "d": [True], "e": [pd.Timestamp("2020-01-01")]}, geometry=[Point(0, 0)]
    )
    assert [(column.name, column.kind) for column in columns_of(frame)] == [
        ("a", "text"), ("b", "integer"), ("c", "real"), ("d", "integer"), ("e", "datetime"),
    ]  # fmt: skip
    write_geopackage(tmp_path / "a.gpkg", "a", frame, geometry_type="Point")
    assert read_layer(str(tmp_path / "a.gpkg")).frame.iloc[0].tolist()[:4] == ["x", 1, 1.5, 1]


def test_numbers_in_a_text_column_become_text(tmp_path):
    numbers = pd.Series([330999110000000001, None], dtype=object)
    frame = gpd.GeoDataFrame({"BSM": numbers}, geometry=[Point(0, 0)] * 2)
    write_geopackage(tmp_path / "a.gpkg", "a", frame, [Column("BSM", "text", 18)], geometry_type="Point")
    assert read_layer(str(tmp_path / "a.gpkg")).frame["BSM"].tolist() == ["330999110000000001", None]


def test_a_table_without_geometry(tmp_path):
    frame = gpd.GeoDataFrame({"id": ["a", None], "n": [1, 2]}, geometry=[None, None])
    columns = [Column("id", "text"), Column("n", "integer")]
    write_geopackage(tmp_path / "a.gpkg", "runs", frame, columns, geometry_type="None")
    with opened(tmp_path / "a.gpkg") as layer:
        assert layer.GetGeomType() == ogr.wkbNone
        assert layer.GetFeatureCount() == 2
    assert sql(tmp_path / "a.gpkg", "SELECT data_type FROM gpkg_contents") == [("attributes",)]
    assert sql(tmp_path / "a.gpkg", "SELECT id, n FROM runs") == [("a", 1), (None, 2)]


@pytest.mark.parametrize(
    ("kind", "geometry"),
    [
        ("Point", Point(1, 2)),
        ("MultiPoint", Point(1, 2)),
        ("LineString", shapely.LineString([(0, 0), (1, 1)])),
        ("MultiLineString", shapely.LineString([(0, 0), (1, 1)])),
        ("Polygon", box(0, 0, 1, 1)),
        ("MultiPolygon", box(0, 0, 1, 1)),
    ],
)
def test_every_geometry_type(tmp_path, kind, geometry):
    write_geopackage(tmp_path / "a.gpkg", "a", gpd.GeoDataFrame(geometry=[geometry], crs=CRS), geometry_type=kind)
    with opened(tmp_path / "a.gpkg") as layer:
        assert layer.GetGeomType() == getattr(ogr, f"wkb{kind}")
        layer.SetSpatialFilterRect(0, 0, 3, 3)
        assert layer.GetFeatureCount() == 1
    back = read_layer(str(tmp_path / "a.gpkg")).frame.geometry[1]
    assert back.geom_type == kind
    assert shapely.get_parts(back)[0].equals(geometry)


def test_z_is_left_out(tmp_path):
    frame = gpd.GeoDataFrame(geometry=[shapely.force_3d(box(0, 0, 1, 1), 7.0)], crs=CRS)
    write_geopackage(tmp_path / "a.gpkg", "a", frame)
    assert not read_layer(str(tmp_path / "a.gpkg")).frame.has_z.any()


# ------------------------------------------------------------------------------------------------ what others see


def test_gdal_sees_extent_count_widths_and_aliases(tmp_path):
    write_geopackage(tmp_path / "a.gpkg", "DLTB", patches(), COLUMNS)
    with opened(tmp_path / "a.gpkg") as layer:
        assert layer.GetFeatureCount() == 5
        assert layer.GetExtent() == (EAST, EAST + 10, NORTH, NORTH + 10)
        assert layer.GetSpatialRef().GetAuthorityCode(None) == "4528"
        definition = layer.GetLayerDefn()
        fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
        assert [(field.GetName(), field.GetWidth()) for field in fields[:3]] == [("DLBM", 5), ("DLMC", 60), ("BZ", 0)]
        assert [field.GetTypeName() for field in fields[3:]] == ["Real", "Integer64", "Date", "DateTime"]
        layer.SetSpatialFilterRect(EAST + 4.5, NORTH, EAST + 5.5, NORTH + 0.5)
        assert {feature.GetFID() for feature in layer} == {1, 2}


def test_sqlite_sees_extent_count_and_index(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "DLTB", patches(), COLUMNS)
    extent = sql(path, "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents")
    assert extent == [(EAST, NORTH, EAST + 10, NORTH + 10)]
    assert sql(path, "SELECT feature_count FROM gpkg_ogr_contents") == [(5,)]
    assert sql(path, "SELECT rtreecheck('rtree_DLTB_geom')") == [("ok",)]
    assert sql(path, "SELECT count(*) FROM rtree_DLTB_geom") == [(3,)]
    assert sql(path, "PRAGMA integrity_check") == [("ok",)]
    assert sql(path, "SELECT geom FROM DLTB WHERE fid = 3") == [(None,)]


NAMES = ["图斑 2019", 'with "double" ones', "with 'single' ones", "semi; DROP TABLE a", "UPPER lower", "select", "a.b"]


@pytest.mark.parametrize("name", NAMES)
def test_any_layer_and_field_name(tmp_path, name):
    path = tmp_path / f"{name.replace('/', '')}.gpkg"
    frame = squares(200).rename(columns={"BSM": name})
    write_geopackage(path, name, frame, geometry_type="Polygon")
    assert sql(path, "SELECT rtreecheck(?)", f"rtree_{name}_geom") == [("ok",)]
    back = read_layer(str(path), name).frame
    assert back[name].tolist() == frame[name].tolist()
    with opened(path, name) as layer:
        assert (layer.GetFeatureCount(), len([*layer])) == (200, 200)


def test_an_empty_layer(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "DLTB", patches().iloc[:0], COLUMNS)
    back = read_layer(str(path)).frame
    assert len(back) == 0
    assert list(back.columns) == [*(column.name for column in COLUMNS), "geometry"]
    assert sql(path, "SELECT rtreecheck('rtree_DLTB_geom')") == [("ok",)]


def test_a_layer_of_null_and_empty_geometry_alone(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "a", gpd.GeoDataFrame(geometry=[None, Polygon()], crs=CRS))
    assert sql(path, "SELECT min_x FROM gpkg_contents") == [(None,)]
    assert read_layer(str(path)).frame.geometry.isna().tolist() == [True, False]


def test_a_crs_of_ones_own_and_none(tmp_path):
    own = "+proj=tmerc +lat_0=0 +lon_0=119.5 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs"
    for crs in (own, None):
        frame = squares(3).set_crs(crs, allow_override=True)
        write_geopackage(tmp_path / "a.gpkg", "a", frame)
        back = read_layer(str(tmp_path / "a.gpkg")).frame
        assert (back.crs is None) == (crs is None) or "ndefined" in back.crs.name
        if crs:
            assert back.crs.to_cf()["longitude_of_central_meridian"] == 119.5


# ------------------------------------------------------------------------------------------------ editing afterwards


def found_in(path, *window):
    with opened(path) as layer:
        layer.SetSpatialFilterRect(*window)
        return [feature.GetFID() for feature in layer]


@pytest.mark.parametrize("count", [0, 1, 51, 52, 3000])
def test_edits_through_gdal_keep_index_and_count(tmp_path, count):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "a", squares(count), geometry_type="Polygon")
    with opened(path, update=1) as layer:
        layer.StartTransaction()
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON ((0 0, 1 0, 1 1, 0 0))"))
        assert layer.CreateFeature(feature) == 0
        assert feature.GetFID() == count + 1
        if count:
            moved = layer.GetFeature(1)
            moved.SetGeometry(ogr.CreateGeometryFromWkt("POLYGON ((10 0, 11 0, 11 1, 10 0))"))
            layer.SetFeature(moved)
        for fid in range(2, count + 1, 3):
            layer.DeleteFeature(fid)
        layer.CommitTransaction()
    deleted = len(range(2, count + 1, 3))
    assert sql(path, "SELECT rtreecheck('rtree_a_geom')") == [("ok",)]
    assert sql(path, "SELECT count(*) FROM rtree_a_geom") == [(count + 1 - deleted,)]
    assert sql(path, "SELECT feature_count FROM gpkg_ogr_contents") == [(count + 1 - deleted,)]
    assert found_in(path, -1, -1, 2, 2) == [count + 1]
    assert found_in(path, 9, -1, 12, 2) == ([1] if count else [])


def test_layers_are_added_to_a_file_and_both_stay_right(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "one", squares(100), append=True)
    write_geopackage(path, "two", squares(60, seed=2), append=True)
    write_geopackage(path, "three", patches(), COLUMNS, append=True)
    assert [name for (name,) in sql(path, "SELECT table_name FROM gpkg_contents ORDER BY 1")] == ["one", "three", "two"]
    for name, count in (("one", 100), ("two", 60), ("three", 5)):
        assert len(read_layer(str(path), name).frame) == count
        assert sql(path, "SELECT rtreecheck(?)", f"rtree_{name}_geom") == [("ok",)]


def test_without_append_a_file_is_replaced(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "one", squares(10))
    write_geopackage(path, "two", squares(5))
    assert sql(path, "SELECT table_name FROM gpkg_contents") == [("two",)]


# ------------------------------------------------------------------------------------------------ whole or not at all


def test_a_cancel_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "old", squares(10))
    before = path.read_bytes()

    def progress(percent):
        if percent > 0:
            raise Cancelled

    for append in (True, False):
        with pytest.raises(Cancelled):
            write_geopackage(path, "new", squares(10), append=append, progress=progress)
        assert path.read_bytes() == before
        assert [item.name for item in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_missing_folder_is_one_sentence(tmp_path):
    with pytest.raises(TubanError, match="folder"):
        write_geopackage(tmp_path / "none" / "a.gpkg", "a", squares(1))


def test_what_gdal_cannot_make_is_one_sentence_and_leaves_nothing(tmp_path):
    path = tmp_path / "a.gpkg"
    write_geopackage(path, "a", squares(1))
    before = path.read_bytes()
    with pytest.raises(TubanError) as refused:
        write_geopackage(path, "a", squares(1), append=True)
    assert "cannot be written" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["a.gpkg"]


def test_an_exception_of_gdal_is_one_sentence_too(tmp_path):
    write_geopackage(tmp_path / "a.gpkg", "a", squares(1))
    before = gdal.GetUseExceptions()
    gdal.UseExceptions()
    try:
        with pytest.raises(TubanError, match="cannot be written"):
            write_geopackage(tmp_path / "a.gpkg", "a", squares(1), append=True)
    finally:
        if not before:
            gdal.DontUseExceptions()


def test_progress_runs_from_0_to_100(tmp_path):
    heard = []
    write_geopackage(tmp_path / "a.gpkg", "a", squares(10), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 100


# ------------------------------------------------------------------------------------------------ the R-tree


def index_over(boxes, ids=None):
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
    fill_rtree(connection, "tree", np.arange(len(boxes)) + 1 if ids is None else ids, boxes)
    return connection


def random_boxes(count, seed=3):
    rng = np.random.default_rng(seed)
    low = rng.uniform(0, 1e5, (count, 2)) + np.array([EAST, NORTH])
    return np.hstack([low, low + rng.exponential(50, (count, 2))])


@pytest.mark.parametrize("count", [0, 1, 2, 50, 51, 52, 102, 2601, 2602, 140_000])
def test_sqlite_accepts_the_tree(count):
    with closing(index_over(random_boxes(count))) as connection:
        assert connection.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM tree").fetchone() == (count,)


def hits(connection, left, low, right, high):
    query = "SELECT id FROM tree WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? ORDER BY id"
    return {row[0] for row in connection.execute(query, [right, left, high, low])}


def test_windows_find_every_box_and_few_more():
    boxes = random_boxes(5000)
    squares_ = shapely.box(*boxes.T)
    with closing(index_over(boxes)) as connection:
        for left, low, _, _ in random_boxes(40, seed=4):
            right, high = left + 2000, low + 2000
            window, rounded = shapely.box(left, low, right, high), shapely.box(left - 8, low - 1, right + 8, high + 1)
            meeting, near = (np.flatnonzero(shapely.intersects(squares_, area)) + 1 for area in (window, rounded))
            assert set(meeting) <= hits(connection, left, low, right, high) <= set(near)


numbers = st.floats(-1e9, 1e9, allow_nan=False)


@given(st.lists(st.tuples(numbers, numbers, st.floats(0, 1e6), st.floats(0, 1e6)), max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_boxes_are_covered_by_their_cells(rows):
    boxes = np.array([(x, y, x + width, y + height) for x, y, width, height in rows]).reshape(-1, 4)
    ids = np.arange(len(boxes)) * 7 - 3
    with closing(index_over(boxes, ids)) as connection:
        assert connection.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
        cells = {row[0]: row[1:] for row in connection.execute("SELECT id, minx, miny, maxx, maxy FROM tree")}
    assert set(cells) == set(ids.tolist())
    for key, (x, y, right, high) in zip(ids.tolist(), boxes.tolist()):
        assert cells[key][0] <= x
        assert cells[key][1] <= y
        assert cells[key][2] >= right
        assert cells[key][3] >= high


def test_the_tree_lives_on():
    boxes = random_boxes(4000)
    with closing(index_over(boxes)) as connection:
        connection.execute("DELETE FROM tree WHERE id % 3 = 0")
        connection.executemany(
            "INSERT INTO tree VALUES (?, ?, ?, ?, ?)",
            [(10_000 + i, *map(float, box_[[0, 2, 1, 3]])) for i, box_ in enumerate(random_boxes(3000, seed=5))],
        )
        assert connection.execute("SELECT rtreecheck('tree')").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM tree").fetchone() == (4000 - 1333 + 3000,)
