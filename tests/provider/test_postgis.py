"""A PostGIS layer gives the same frame as the file it came from. Needs PostgreSQL with PostGIS on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import processing
import pytest
import shapely
from osgeo import gdal, ogr
from pandas.testing import assert_frame_equal
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsVectorLayer
from tuban.processing_provider import frames
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.sample import make_county
from tuban.tools.standard import load

CONTEXT = QgsProcessingContext()
PORT = 54329


def run_as_postgres(*command: str) -> None:
    """PostgreSQL refuses to run as root."""
    whole = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else list(command)
    subprocess.run(whole, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Connection parameters of a server of our own, on a socket in a temporary folder."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if Path("/usr/lib/postgresql").is_dir() else []
    extension = list(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))
    if not programs or not extension or ogr.GetDriverByName("PostgreSQL") is None:
        pytest.skip("PostgreSQL with PostGIS is not installed")
    home = Path("/tmp") / f"tuban-postgis-{os.getpid()}"  # a socket's path must be short and open to postgres
    home.mkdir()
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data, control = home / "data", str(programs[-1] / "pg_ctl")
    run_as_postgres(str(programs[-1] / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8")
    options = f"-k {home} -p {PORT} -c listen_addresses="
    run_as_postgres(control, "-D", str(data), "-w", "-o", options, "start")
    user = "postgres" if os.geteuid() == 0 else os.environ.get("USER", "postgres")
    try:
        where = ("-h", str(home), "-p", str(PORT), "-d", "postgres")
        run_as_postgres("psql", *where, "-c", "CREATE EXTENSION postgis")
        yield f"host={home} port={PORT} dbname=postgres user={user}"
    finally:
        run_as_postgres(control, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def postgis_layer(server: str, schema: str, table: str) -> QgsVectorLayer:
    host, port, database, user = (part.split("=", 1)[1] for part in server.split())
    where = f"dbname='{database}' host={host} port={port} user='{user}' key='fid'"
    source = f'{where} table="{schema}"."{table}" (geom)'
    layer = QgsVectorLayer(source, table, "postgres")
    assert layer.isValid(), layer.error().message()
    return layer


def test_a_postgis_layer_gives_the_frame_of_its_file(server, qgis_app, tmp_path):
    path = tmp_path / "DLTB.gpkg"
    write_geopackage(path, "DLTB", make_county(300, seed=3).DLTB, geometry_type="Polygon")
    expected = read_layer(str(path), "DLTB").frame
    names = ["LAUNDER=NO", "FID=fid", "GEOMETRY_NAME=geom"]
    gdal.VectorTranslate(f"PG:{server}", str(path), layers=["DLTB"], layerCreationOptions=names)
    layer = postgis_layer(server, "public", "DLTB")
    held = frames.layer_input(frames.whole_source(layer, CONTEXT), layer, True)
    assert held.file is None, "a database is read in one pass"
    frame = held.frame().sort_index()
    assert_frame_equal(frame.drop(columns="geometry"), expected.drop(columns="geometry"), check_index_type=False)
    assert shapely.equals_exact(frame.geometry.to_numpy(), expected.geometry.to_numpy(), 0).all()


def test_a_survey_database_is_made_there_and_filled(server, tuban_provider, tmp_path):
    asked = {"CRS": "EPSG:4528", "POSTGIS": server, "SCHEMA": "county", "LAYERS": "DLTB,XZQ,PDT"}
    made = processing.run("tuban:create_survey_database", asked)
    assert made["LAYER_COUNT"] == 3
    dataset = gdal.OpenEx(f"PG:{server}", gdal.OF_VECTOR)
    patches = dataset.GetLayerByName("county.DLTB").GetLayerDefn()
    expected = load("2019").fields_of("DLTB")
    assert [patches.GetFieldDefn(i).GetName() for i in range(patches.GetFieldCount())] == expected["field"].tolist()
    area = patches.GetFieldDefn(patches.GetFieldIndex("TBMJ"))
    assert (area.GetWidth(), area.GetPrecision()) == (15, 2)
    codes = dataset.ExecuteSQL("SELECT name_zh FROM county.code_lists WHERE list = 'DLBM' AND code = '0101'")
    assert codes.GetNextFeature().GetField(0) == "水田"
    dataset.ReleaseResultSet(codes)
    del dataset

    layer = postgis_layer(server, "county", "DLTB")
    assert layer.editorWidgetSetup(layer.fields().lookupField("DLBM")).type() == "ValueMap", "the form is kept there"
    county = make_county(300, seed=3).DLTB
    write_geopackage(tmp_path / "DLTB.gpkg", "DLTB", county)
    result = processing.run("tuban:import_patches", {"INPUT": str(tmp_path / "DLTB.gpkg"), "TARGET": layer})
    assert (result["IMPORTED"], result["REFUSED"]) == (300, 0)
    held = frames.layer_input(frames.whole_source(layer, CONTEXT), layer, True).frame().sort_index()
    assert held["DLBM"].tolist() == county["DLBM"].tolist()
    assert held["TBMJ"].tolist() == county["TBMJ"].tolist()
    checked = processing.run("tuban:check_topology", {"INPUT": layer})
    assert checked["PASSED"]
    with pytest.raises(QgsProcessingException, match="has the tables DLTB, PDT, XZQ, code_lists already"):
        processing.run("tuban:create_survey_database", asked)
