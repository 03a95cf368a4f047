"""Survey databases in PostGIS: made, filled, tagged and checked there. Needs PostgreSQL with PostGIS on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import geopandas as gpd
import processing
import pytest
import shapely
from osgeo import gdal, ogr
from pandas.testing import assert_frame_equal
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject, QgsVectorLayer
from tuban.processing_provider import frames
from tuban.tests.data.database import layers_of, write_database
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.sample import layers_around, make_county
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


AROUND = ("RIVERS", "FOREST", "BASE", "YJJBNTTB")


@pytest.fixture(scope="module")
def survey(server, around, tuban_provider, tmp_path_factory) -> gpd.GeoDataFrame:
    """A sound county in the schema `survey` without its tags, and what lies around it; the patches with their tags."""
    folder, standard = tmp_path_factory.mktemp("survey"), load("2019")
    county = make_county(300, seed=3, vertices=30.0)
    layers = layers_of(county, standard)
    untagged = {**layers, "DLTB": county.DLTB.assign(CZCSXM=None)}
    database = write_database(folder / "county.gpkg", untagged)
    made = {"CRS": "EPSG:4528", "POSTGIS": server, "LAYERS": ",".join(name for name in layers if name != "QSDWDMB")}
    processing.run("tuban:create_survey_database", made)
    into = {"format": "PostgreSQL", "accessMode": "append", "geometryType": "PROMOTE_TO_MULTI"}
    for name in layers:
        gdal.VectorTranslate(f"PG:{server}", database, layers=[name], layerName=f"survey.{name}", **into)
    new = {"format": "PostgreSQL", "layerCreationOptions": ["LAUNDER=NO", "FID=fid", "GEOMETRY_NAME=geom"]}
    for name, frame in layers_around(county, standard, 3).items():
        if name in AROUND:
            write_geopackage(folder / f"{name}.gpkg", name, frame)
            gdal.VectorTranslate(f"PG:{server}", str(folder / f"{name}.gpkg"), layerName=f"around.{name}", **new)
    return county.DLTB


@pytest.fixture(scope="module")
def around(server) -> None:
    """The schema of what is no part of the survey."""
    dataset = gdal.OpenEx(f"PG:{server}", gdal.OF_VECTOR | gdal.OF_UPDATE)
    dataset.ExecuteSQL("CREATE SCHEMA around")


def test_a_survey_is_tagged_and_checked_there(server, survey, tmp_path):
    layer = postgis_layer(server, "survey", "DLTB")
    QgsProject.instance().addMapLayer(layer)
    given = {name: postgis_layer(server, "around", name) for name in AROUND}
    given["CZCDYD"] = postgis_layer(server, "survey", "CZCDYD")
    tagged = processing.run("tuban:tag_patches", {"INPUT": layer, **given, "OUTPUT": str(tmp_path / "tagged.gpkg")})
    made = read_layer(tagged["OUTPUT"], None).frame.set_index("BSM")["CZCSXM"].dropna()
    assert made.to_dict() == survey.set_index("BSM")["CZCSXM"].dropna().to_dict()
    assert tagged["CHANGED"] > survey["CZCSXM"].notna().sum() > 0  # refinement codes too

    edited = processing.run("tuban:tag_patches", {"INPUT": layer, **given, "IN_PLACE": True, "DRY_RUN": False})
    assert edited["CHANGED"] == tagged["CHANGED"]
    missing = processing.run("tuban:check_database", {"POSTGIS": server, "FINDINGS": str(tmp_path / "before.gpkg")})
    assert "L-ATT-33" in set(gpd.read_file(missing["FINDINGS"])["rule"]), "the edits are not saved yet"
    assert layer.commitChanges()
    again = processing.run("tuban:tag_patches", {"INPUT": layer, **given, "DRY_RUN": True})
    assert again["CHANGED"] == 0
    QgsProject.instance().removeMapLayer(layer)

    asked = {"POSTGIS": server, "SUMMARY": str(tmp_path / "summary.json"), "FINDINGS": str(tmp_path / "found.gpkg")}
    checked = processing.run("tuban:check_database", asked)
    assert gpd.read_file(checked["FINDINGS"])["message"].tolist() == []
    assert (checked["ERRORS"], checked["PASSED"]) == (0, True)
    assert checked["RULES_ASKED"] > 100
    assert "user=" not in Path(asked["SUMMARY"]).read_text(encoding="utf-8")


def test_single_layers_of_a_connection_are_checked(server, survey, tmp_path):
    names = ("DLTB", "XZQ", "CJDCQ", "CZCDYD", "PDT")
    layers = [postgis_layer(server, "survey", name) for name in names]
    found = processing.run("tuban:check_database", {"LAYERS": layers, "FINDINGS": str(tmp_path / "found.gpkg")})
    rules = gpd.read_file(found["FINDINGS"])[["rule", "layer"]].drop_duplicates()
    assert set(rules["layer"][rules["rule"] == "3101"]) == {"CJDCQJX", "XZQJX", "GDDB", "QSDWDMB"}
    assert set(rules["rule"]) == {"3101"}


def test_a_table_that_cannot_be_opened_is_told_and_the_rest_is_checked(server, survey, tmp_path):
    dataset = gdal.OpenEx(f"PG:{server}", gdal.OF_VECTOR | gdal.OF_UPDATE)
    dataset.ExecuteSQL('CREATE VIEW around."XZQ" AS SELECT "XZQDM", geom FROM survey."XZQ"')  # without a key
    del dataset
    asked = {"POSTGIS": server, "SCHEMA": "around", "TOPOLOGY": False, "FINDINGS": str(tmp_path / "found.gpkg")}
    found = gpd.read_file(processing.run("tuban:check_database", asked)["FINDINGS"])
    assert found.loc[found["rule"] == "1101", "layer"].tolist() == ["XZQ"]
    assert "YJJBNTTB" in set(found["layer"])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SCHEMA": "nowhere"}, "Schema nowhere holds no layer of the standard"),
        ({"POSTGIS": "nobody"}, "QGIS knows no PostGIS connection “nobody”"),
        ({"POSTGIS": "host=/nowhere dbname=survey user=me password=secret"}, "database survey on /nowhere cannot be"),
    ],
)
def test_connections_that_give_nothing_are_told_without_the_password(server, tuban_provider, change, said):
    with pytest.raises(QgsProcessingException, match=said) as refusal:
        processing.run("tuban:check_database", {"POSTGIS": server, **change})
    assert "secret" not in str(refusal.value)
