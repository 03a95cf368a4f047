"""A queue over every kind of layer that a survey comes in: decided, saved, closed, opened again in another project."""

from __future__ import annotations

import shutil

import pytest
from osgeo import gdal
from qgis.core import QgsFeature, QgsFeatureRequest, QgsProject, QgsVectorLayer

from tests.forms.conftest import opened
from tests.provider.test_postgis import postgis_layer, server  # noqa: F401 # a fixture

pytestmark = pytest.mark.usefixtures("qgis_new_project")
DECIDED = {"1207": "裸岩石砾地", "0404": "其他草地", "0305": "灌木林地"}


def shapefile(county_file, folder, cpg=True):
    path = folder / "图斑.shp"
    of_qgis = gdal.GetConfigOption("SHAPE_ENCODING")
    gdal.SetConfigOption("SHAPE_ENCODING", None)  # QGIS has told GDAL not to recode
    gdal.VectorTranslate(str(path), str(county_file), format="ESRI Shapefile", layerCreationOptions=["ENCODING=GBK"])
    gdal.SetConfigOption("SHAPE_ENCODING", of_qgis)
    assert "水浇地".encode("gbk") in path.with_suffix(".dbf").read_bytes()
    if not cpg:
        path.with_suffix(".cpg").unlink()
        with path.with_suffix(".dbf").open("r+b") as table:
            table.seek(29)  # the mark of the language, which old programs leave empty
            table.write(b"\0")
    return lambda: QgsVectorLayer(str(path), "any title", "ogr")


def geodatabase(county_file, folder):
    path = folder / "county.gdb"
    gdal.VectorTranslate(str(path), str(county_file), format="OpenFileGDB", layerName="DLTB")
    return lambda: QgsVectorLayer(f"{path}|layername=DLTB", "any title", "ogr")


def database(county_file, connection):
    names = ["LAUNDER=YES", "FID=fid", "GEOMETRY_NAME=geom", "OVERWRITE=YES"]
    gdal.VectorTranslate(f"PG:{connection}", str(county_file), layers=["DLTB"], layerCreationOptions=names)
    return lambda: postgis_layer(connection, "public", "dltb")


@pytest.fixture(params=["gbk", "gbk_undeclared", "geodatabase", "postgis", "geopackage"])
def source(request, qgis_app, county_file, tmp_path):
    """What makes the layer, as each project does anew."""
    if request.param == "postgis":
        return database(county_file, request.getfixturevalue("server"))
    if request.param == "geodatabase":
        return geodatabase(county_file, tmp_path)
    if request.param == "geopackage":
        shutil.copy(county_file, tmp_path / "county.gpkg")
        return lambda: QgsVectorLayer(str(tmp_path / "county.gpkg"), "any title", "ogr")
    return shapefile(county_file, tmp_path, cpg=request.param == "gbk")


def in_project(layer):
    QgsProject.instance().addMapLayer(layer)
    return layer


def by_key(layer, *names):
    upper = {field.name().upper(): field.name() for field in layer.fields()}
    return {str(row[upper["BSM"]]): tuple(row[upper[name]] for name in names) for row in layer.getFeatures()}


def test_decisions_and_states_are_there_in_the_next_project(source):
    layer = in_project(source())
    model, decided = opened(layer), {}
    before = by_key(layer, "DLMC")
    for code, name in DECIDED.items():
        decided[model.patch.key] = (code, name)
        model.choose(code)
        model.decide()
    doubtful, skipped = model.patch.key, None
    model.doubtful()
    skipped = model.patch.key
    model.skip()
    model.save()
    assert model.log.unsaved() == []
    model.close()
    QgsProject.instance().removeAllMapLayers()

    layer = in_project(source())
    layer.setName("another title")
    model = opened(layer)
    assert model.queue.counts() == {"todo": 295, "done": 3, "doubtful": 1, "skipped": 1}
    assert model.offered == []
    assert (model.queue.state(model.queue.find(doubtful)), model.queue.state(model.queue.find(skipped))) == (
        "doubtful",
        "skipped",
    )
    now = by_key(layer, "DLBM", "DLMC")
    assert {key: now[key] for key in decided} == decided
    assert {name for key, (_code, name) in now.items() if key not in decided} <= {name for (name,) in before.values()}


def test_decisions_that_were_never_saved_are_offered(source):
    layer = in_project(source())
    model = opened(layer)
    key = model.patch.key
    model.choose("1207")
    model.decide()
    QgsProject.instance().removeAllMapLayers()
    layer = in_project(source())
    model = opened(layer)
    assert [made.patch for made in model.offered] == [key]
    assert model.recover() == 1
    model.save()
    assert by_key(layer, "DLBM")[key] == ("1207",)


def test_every_road_gives_the_same_queue(source, county_layer):
    expected, layer = opened(county_layer), in_project(source())
    key = next(field.name() for field in layer.fields() if field.name().upper() == "BSM")
    for options in ({}, {"expression": f'"{key}" IS NOT NULL AND $area > 0'}):
        model = opened(layer, **options)
        assert list(model.queue.keys) == list(expected.queue.keys)
        assert list(model.queue.classes) == list(expected.queue.classes)
        assert model.frame["area"].sum() == pytest.approx(expected.frame["area"].sum())
        model.close()


def test_reading_can_be_cancelled_on_every_road(source):
    from tuban.forms.interpretation.interpretation_model import InterpretationModel
    from tuban.forms.interpretation.queue_reading import reader
    from tuban.tools.labelling.session import Session

    layer = in_project(source())
    for expression in ("", "true"):
        session = Session(who="ann", expression=expression)
        read = reader(layer, session, InterpretationModel().prepare(layer, session))
        assert read(lambda: True) is None
        assert len(read()) == 300


@pytest.mark.parametrize("end_of_editing", [False, True])
def test_after_a_merge_is_saved_decisions_go_to_the_patch_that_is_shown(source, end_of_editing, qtbot):
    layer = in_project(source())
    model = opened(layer)
    gone = sorted(model.queue.fids)[5]
    layer.startEditing()
    with qtbot.waitSignal(model.remarked, timeout=5000):  # as QGIS's merge: a new patch, both others deleted
        layer.beginEditCommand("merge")
        new = QgsFeature(layer.getFeature(int(gone)))
        layer.deleteFeatures([int(gone), int(gone) + 1])
        layer.addFeature(new)
        layer.endEditCommand()
    if end_of_editing:
        assert layer.commitChanges(), layer.commitErrors()
    else:
        model.save()
    for place in (0, 100, 297):
        model.go(place)
        assert model.patch.key == model.queue.keys[place]
        assert str(layer.getFeature(model.patch.fid)[layer.fields().lookupField("BSM")]) == model.queue.keys[place]
    for wanted in (250, 251):
        model.go(wanted)
        key = model.patch.key
        layer.startEditing()
        layer.deleteFeatures([int(min(model.queue.fids))])
        if end_of_editing:
            assert layer.commitChanges(), layer.commitErrors()
        assert model.patch.key == key, "the same patch is in hand when the ids have moved"
    model.choose("1207")
    model.decide()
    model.save()
    assert by_key(layer, "DLBM")[key] == ("1207",)


def test_a_scratch_layer_says_that_its_data_goes(qgis_app, county_layer):
    from tuban.forms.interpretation.interpretation_model import InterpretationModel
    from tuban.forms.interpretation.queue_reading import reader
    from tuban.tools.labelling.session import Session

    layers = [in_project(county_layer.materialize(QgsFeatureRequest())) for _number in range(2)]
    told = []
    for layer in layers:
        model, session = InterpretationModel(), Session(who="ann")
        model.told.connect(told.append)
        model.open(layer, session, reader(layer, session, model.prepare(layer, session))())
        model.choose("1207")
        model.decide()
        model.save()
        assert model.queue.counts()["done"] == 1, "each scratch layer has a log of its own"
        model.close()
    assert len(told) == 2
    assert "scratch layer" in told[0]
    assert opened(layers[0]).queue.counts()["done"] == 1


def test_a_shapefile_edited_in_the_wrong_encoding_is_refused(qgis_app, county_file, tmp_path):
    from tuban.tools.errors import TubanError

    layer = in_project(shapefile(county_file, tmp_path, cpg=False)())
    layer.startEditing()
    with pytest.raises(TubanError, match="its text is GBK"):
        opened(layer)
    layer.rollBack()
    model = opened(layer)
    assert model.patch.attributes["DLMC"] in {found.name_zh for found in model.finder.classes}
