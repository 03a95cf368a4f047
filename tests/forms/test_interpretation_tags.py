"""What the dock offers beside the class: tags that the tag rules suggest, and the width of linear features."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QVariant
from qgis.PyQt.QtTest import QTest

from tests.forms.conftest import opened
from tests.forms.test_interpretation_dock import dock, press  # noqa: F401 # a fixture

pytestmark = pytest.mark.usefixtures("qgis_new_project")
ALT = Qt.KeyboardModifier.AltModifier


def range_around(layer, patch, code, beside=0.0):
    """A settlement range over the patch and well beyond, or as far beside it."""
    made = QgsVectorLayer(f"Polygon?crs={layer.crs().authid()}&field=CZCLX:string", "CZCDYD", "memory")
    feature = QgsFeature(made.fields())
    feature["CZCLX"] = code
    area = QgsGeometry.fromRect(patch.geometry.boundingBox().buffered(500.0))
    area.translate(beside, beside)
    feature.setGeometry(area)
    made.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(made)
    return made


def test_a_patch_in_a_settlement_range_is_offered_its_settlement_code(county_layer):
    model = opened(county_layer)
    model.choose("0702")
    model.tags["CZCSXM"] = ""
    assert model.suggestions() == {}, "nothing tells it"
    elsewhere = range_around(county_layer, model.patch, "202", beside=50_000.0)
    assert model.suggestions()["CZCSXM"].code == "203", "a homestead that lies by itself"
    QgsProject.instance().removeMapLayer(elsewhere.id())
    range_around(county_layer, model.patch, "202")
    found = model.suggestions()["CZCSXM"]
    assert found.code == "202"
    assert "IV" in found.reason
    model.take_suggestions()
    assert model.tags["CZCSXM"] == "202"
    assert "CZCSXM" not in model.suggestions()


def test_the_note_of_the_field_survey_suggests_the_crop(county_layer):
    county_layer.dataProvider().addAttributes([QgsField("ZZQK", QVariant.String)])
    county_layer.updateFields()
    place = county_layer.fields().lookupField("ZZQK")
    fid = next(county_layer.getFeatures()).id()
    county_layer.dataProvider().changeAttributeValues({fid: {place: "休耕"}})
    model = opened(county_layer)
    model.go(model.queue.place_of(fid))
    model.choose("0103")
    model.tags["ZZSXDM"] = "LS"
    assert model.suggestions()["ZZSXDM"].code == "XG", "a filled field that the rule would fill otherwise"
    model.choose("0301")
    assert "ZZSXDM" not in model.suggestions()


def test_suggestions_agree_with_the_run_over_the_county(county_layer, county_file, tmp_path):
    """As `tag_patches` fills in: every patch whose tag was emptied gets what the run would write."""
    from tuban.tools.files import read_layer, write_geopackage
    from tuban.tools.sample import make_county
    from tuban.tools.sample.around import layers_around
    from tuban.tools.standard import load
    from tuban.tools.tagging.rules import chosen, shipped_rules
    from tuban.tools.tagging.tags import tag_patches

    standard = load("2019")
    patches = read_layer(str(county_file), "DLTB").frame
    ranges = layers_around(make_county(300, vertices=30.0), standard)["CZCDYD"]
    write_geopackage(tmp_path / "ranges.gpkg", "CZCDYD", ranges)
    reference = QgsVectorLayer(f"{tmp_path / 'ranges.gpkg'}|layername=CZCDYD", "Settlements", "ogr")
    QgsProject.instance().addMapLayer(reference)
    patches["CZCSXM"] = None
    told = tag_patches(patches, {"CZCDYD": ranges}, chosen(shipped_rules(standard)), standard).ledger
    told = told[(told["field"] == "CZCSXM") & told["after"].notna()]
    model = opened(county_layer)
    for fid, code in [*told["after"].items()][::10]:
        model.go(model.queue.place_of(int(fid)))
        model.tags["CZCSXM"] = ""
        assert model.suggestions()["CZCSXM"].code == code
    assert len(told) > 10


def test_a_linear_class_asks_for_the_width_of_its_shape(dock, county_layer):  # noqa: F811
    model = dock.model
    patch = model.patch
    QTest.keyClicks(dock.form.classEdit, "1006")
    press(dock, Qt.Key.Key_Return)
    assert model.patch is patch, "the width is required"
    measured = patch.geometry.area() / (patch.geometry.length() / 2)
    (place,) = [at for at, chip in enumerate(dock.tags.chips) if chip.property("tag")[0] == "XZDWKD"]
    assert float(dock.tags.chips[place].property("tag")[1]) == pytest.approx(measured, abs=0.051)
    dock.tags.click(place)
    assert float(dock.tags.edits["XZDWKD"].text()) == pytest.approx(measured, abs=0.051)
    press(dock, Qt.Key.Key_Return)
    assert county_layer.getFeature(patch.fid)["XZDWKD"] == pytest.approx(measured, abs=0.051)
    model.jump(patch.key)
    model.choose("0404")
    model.decide()
    assert not county_layer.getFeature(patch.fid)["XZDWKD"], "what is not linear has no width"


def test_a_width_is_typed_and_enter_decides(dock, county_layer):  # noqa: F811
    patch = dock.model.patch
    dock.model.choose("1107")
    edit = dock.tags.edits["XZDWKD"]
    edit.setFocus()
    QTest.keyClicks(edit, "4x.5")
    assert edit.text() == "4.5"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    row = county_layer.getFeature(patch.fid)
    assert (row["DLBM"], row["XZDWKD"]) == ("1107", 4.5)
    assert dock.form.classEdit.hasFocus()
    assert dock.model.patch is not patch


def test_suggested_chips_are_marked_and_taken_by_key(dock, qtbot):  # noqa: F811
    range_around(dock.model.layer, dock.model.patch, "203")
    dock.model.choose("0702")
    dock.model.tags["CZCSXM"] = ""
    qtbot.waitUntil(lambda: any(chip.text().startswith("◆") for chip in dock.tags.chips), timeout=3000)
    (marked,) = [chip for chip in dock.tags.chips if chip.text().startswith("◆")]
    assert marked.property("tag") == ("CZCSXM", "203")
    press(dock, Qt.Key.Key_T, ALT)
    assert dock.model.tags["CZCSXM"] == "203"
    assert marked.isChecked()
