"""The interpretation dock in a window: keys, buttons, and leaving nothing behind."""

from __future__ import annotations

import gc

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QWidget

from tests.forms.conftest import settle

pytestmark = pytest.mark.usefixtures("qgis_new_project")
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dock(shelf, county_layer, qtbot):
    """The dock with a queue over the county."""
    from tuban.tools.labelling.session import Session

    made = shelf.show("interpretation")
    with qtbot.waitSignal(made.model.opened, timeout=10000):
        made.open_queue(county_layer, Session(who="ann", at_once=True))
    QApplication.setActiveWindow(made.window())
    made.form.classEdit.setFocus()
    return made


def press(dock, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget() or dock.form.classEdit, key, modifier)


def to_digits(dock):
    """Out of the class field: digits are favourites then."""
    dock.form.decideButton.setFocus()


def test_code_pinyin_and_name_with_enter(dock, county_layer):
    for typed, code in (("1207", "1207"), ("lysld", "1207"), ("盐碱", "1204")):
        fid, done = dock.model.patch.fid, dock.model.queue.counts()["done"]
        QTest.keyClicks(dock.form.classEdit, typed) if typed.isascii() else dock.form.classEdit.insert(typed)
        if not typed.isascii():
            dock._show_matches(typed)
        assert dock.form.matchList.isVisible()
        press(dock, Qt.Key.Key_Return)
        assert county_layer.getFeature(fid)["DLBM"] == code
        assert dock.model.queue.counts()["done"] == done + 1
        assert dock.form.classEdit.text() == ""


def test_a_class_that_lacks_a_tag_waits_for_a_second_enter(dock, county_layer):
    fid = dock.model.patch.fid
    QTest.keyClicks(dock.form.classEdit, "0702")
    press(dock, Qt.Key.Key_Return)
    assert dock.model.patch.fid == fid
    assert dock.form.classRemark.isVisible()
    press(dock, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert dock.model.tags["CZCSXM"] == "203"
    press(dock, Qt.Key.Key_Return)
    assert county_layer.getFeature(fid)["CZCSXM"] == "203"


def test_favourites_decide_outside_the_class_field(dock, county_layer):
    dock.model.session.favourites["7"] = "1207"
    to_digits(dock)
    fid = dock.model.patch.fid
    press(dock, Qt.Key.Key_7)
    assert county_layer.getFeature(fid)["DLBM"] == "1207"
    fid = dock.model.patch.fid
    press(dock, Qt.Key.Key_Equal)
    assert county_layer.getFeature(fid)["DLBM"] == "1207"
    dock.model.choose("1206")
    dock.set_favourite("4")
    assert "1206" in dock._favourites["4"].text()
    dock._favourites["4"].click()
    assert dock.model.queue.counts()["done"] == 3


@pytest.mark.parametrize(
    ("key", "state", "moves"),
    [(Qt.Key.Key_Minus, "doubtful", 1), (Qt.Key.Key_Backslash, "skipped", 1), (Qt.Key.Key_PageDown, "todo", 1)],
)
def test_other_keys(dock, key, state, moves):
    first = dock.model.queue.place
    press(dock, key)
    assert dock.model.queue.state(first) == state
    assert dock.model.queue.place == first + moves
    press(dock, Qt.Key.Key_PageUp)
    assert dock.model.queue.place == first


def test_every_button(dock):
    form, queue = dock.form, dock.model.queue
    dock.model.choose("1207")
    form.decideButton.click()
    form.repeatButton.click()
    form.doubtfulButton.click()
    form.skipButton.click()
    assert queue.counts() == {"todo": 296, "done": 2, "doubtful": 1, "skipped": 1}
    place = queue.place
    form.nextButton.click()
    assert queue.place == place + 1
    form.previousButton.click()
    assert queue.place == place
    form.undoButton.click()
    assert queue.counts()["skipped"] == 0
    form.saveButton.click()
    assert not dock.model.layer.isModified()
    form.jumpEdit.setText("#12")
    form.jumpEdit.setFocus()
    press(dock, Qt.Key.Key_Return)
    assert queue.place == 11
    form.dimCheck.click()
    form.onceCheck.click()
    form.marginSpin.setValue(200)
    assert (dock.model.session.dimmed, dock.model.session.at_once, dock.model.session.margin) == (True, False, 2.0)
    chip = dock.tags.chips[0]
    name, code = chip.property("tag")
    before = dock.model.tags[name]
    chip.click()
    assert dock.model.tags[name] == ("" if before == code else code)


def test_closing_the_queue_empties_the_form(dock):
    dock.model.close()
    assert not dock.form.decideButton.isEnabled()
    press(dock, Qt.Key.Key_Return)
    press(dock, Qt.Key.Key_PageDown)
    to_digits(dock)
    press(dock, Qt.Key.Key_1)


def test_views_show_the_patch_of_the_main_map(dock):
    from qgis.core import QgsMapThemeCollection, QgsProject

    themes = QgsProject.instance().mapThemeCollection()
    themes.insert("before", QgsMapThemeCollection.MapThemeRecord())
    dock._choose_view("before", True)
    canvas = dock._views.canvases[0]
    dock.model.next()
    assert canvas.center().distance(dock._canvas.center()) < 1.0
    dock._toggle_view()
    assert dock._canvas.theme() == "before"
    dock._toggle_view()
    assert dock._canvas.theme() == ""


def test_loading_and_unloading_leaves_nothing(qgis_iface, window, county_layer, qtbot):
    from tuban.plugin import TubanPlugin
    from tuban.tools.labelling.session import Session

    def census():
        settle()
        gc.collect()
        return len(window.findChildren(QObject)), len(window.findChildren(QWidget)), len(window.findChildren(QAction))

    registry = QgsApplication.processingRegistry()
    if registry.providerById("tuban") is not None:  # of an earlier module; the plugin brings its own
        registry.removeProvider("tuban")
    qgis_iface.pluginMenu.return_value.addMenu = lambda _menu: None
    counts = []
    receivers = []
    for _round in range(20):
        plugin = TubanPlugin(qgis_iface)
        plugin.initGui()
        dock = plugin.docks.show("interpretation")
        with qtbot.waitSignal(dock.model.opened, timeout=10000):
            dock.open_queue(county_layer, Session(who="ann"))
        dock.model.choose("1207")
        dock.model.decide()
        plugin.unload()
        county_layer.rollBack()
        counts.append(census())
        receivers.append(county_layer.receivers(county_layer.featureAdded))
    assert counts[1:] == counts[1:2] * 19
    assert receivers == receivers[:1] * 20
    assert registry.providerById("tuban") is None


def test_candidates_class_field_undo_and_save_by_key(dock, county_layer):
    dock.model.session.candidate_fields = ["DLBM"]
    dock.model.jump("#3")
    patch = dock.model.patch
    assert dock.form.firstCandidateButton.isVisible()
    assert not dock.form.secondCandidateButton.isVisible()
    dock.model.choose("1207")
    press(dock, Qt.Key.Key_BracketRight)  # there is no second candidate
    assert dock.model.code == "1207"
    press(dock, Qt.Key.Key_BracketLeft)
    assert dock.model.queue.state(2) == "done"
    assert county_layer.getFeature(patch.fid)["DLBM"] == patch.attributes["DLBM"]
    QTest.keyClicks(dock.form.classEdit, "12")
    press(dock, Qt.Key.Key_Escape)
    assert dock.form.classEdit.text() == ""
    assert not dock.form.classEdit.hasFocus()
    to_digits(dock)
    press(dock, Qt.Key.Key_Slash)
    assert dock.form.classEdit.hasFocus()
    dock.model.jump("#5")
    dock.model.choose("1207")
    dock.model.decide()
    done = dock.model.queue.counts()["done"]
    press(dock, Qt.Key.Key_Backspace, Qt.KeyboardModifier.AltModifier)
    assert dock.model.queue.counts()["done"] == done - 1
    dimmed = dock.model.session.dimmed
    press(dock, Qt.Key.Key_D, ALT_SHIFT)
    assert dock.model.session.dimmed is not dimmed
    press(dock, Qt.Key.Key_W, ALT_SHIFT)
    assert not county_layer.isModified()
