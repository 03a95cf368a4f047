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
    assert "Still empty" in dock.form.classRemark.text()
    dock._show_remarks()
    assert "Still empty" in dock.form.classRemark.text(), "the rules speak after it, not instead"
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


@pytest.fixture
def two_years(dock, county_layer):
    """Map themes with layers of their own: the patches, and the patches with a layer over them."""
    from qgis.core import QgsMapThemeCollection, QgsProject, QgsVectorLayer

    other = QgsVectorLayer("Polygon?crs=EPSG:4528", "image", "memory")
    QgsProject.instance().addMapLayer(other)
    layers = {"before": [other], "after": [other, county_layer]}
    for name, shown in layers.items():
        record = QgsMapThemeCollection.MapThemeRecord()
        for layer in shown:
            record.addLayerRecord(QgsMapThemeCollection.MapThemeLayerRecord(layer))
        QgsProject.instance().mapThemeCollection().insert(name, record)
    for name in layers:
        dock._choose_view(name, True)
    return layers


def test_views_have_their_own_layers_and_move_as_one(dock, two_years, qtbot):
    before, after = dock._views.canvases
    main = dock._canvas
    for canvas, name in ((before, "before"), (after, "after")):
        assert set(canvas.mapSettings().layers() or canvas.layers()) == set(two_years[name])
    dock.model.next()
    marked = dock._marks._line.asGeometry().boundingBox()
    for leader in (main, before, after):
        extent = leader.extent()
        extent.scale(0.5)
        extent.setXMinimum(extent.xMinimum() + 40.0)
        leader.setExtent(extent)
        for canvas in (main, before, after):
            assert canvas.center().distance(leader.center()) < 1.0
            assert canvas.scale() == pytest.approx(leader.scale(), rel=0.02)
    for marks in dock._views._marks:
        assert marks._line.asGeometry().boundingBox() == marked
    dock._choose_view("before", False)
    assert len(dock._views.canvases) == 1
    dock._choose_view("after", False)
    assert not dock._views.isVisible()


def test_one_key_shows_the_views_on_the_main_map_in_turn(dock, two_years):
    shown = []
    for _press in range(3):
        press(dock, Qt.Key.Key_QuoteLeft)
        shown.append(dock._canvas.theme())
    assert shown == ["before", "after", ""]


def test_a_closed_dock_takes_no_keys_and_leaves_no_marks(dock, shelf):
    canvas, place = dock._canvas, dock.model.queue.place
    assert dock._marks._line.asGeometry().area() > 0
    dock.close()
    assert dock._marks._line.asGeometry().isEmpty()
    canvas.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_PageDown, Qt.Key.Key_Minus):
        QTest.keyClick(canvas, key)
    assert dock.model.queue.place == place
    assert dock.model.queue.counts()["todo"] == 300
    assert shelf.show("interpretation") is dock
    assert dock._marks._line.asGeometry().area() > 0
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_PageDown)
    assert dock.model.queue.place == place + 1


@pytest.mark.parametrize("floating", [False, True])
def test_place_and_size_come_back_after_a_reload(qgis_iface, window, floating):
    from qgis.PyQt.QtCore import QSettings
    from qgis.PyQt.QtWidgets import QMenu
    from tuban.forms import entries
    from tuban.forms.shelf import DockShelf

    QSettings().remove("tuban/docks")
    menu = QMenu(window)
    for turn in range(2):
        made = DockShelf(qgis_iface, menu, entries())
        dock = made.show("interpretation")
        if turn == 0:
            window.removeDockWidget(dock)
            window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
            dock.show()
            dock.setFloating(floating)
            settle()
            if floating:
                dock.setGeometry(60, 30, 460, 500)
            else:
                window.resizeDocks([dock], [470], Qt.Orientation.Horizontal)
            settle()
            first = dock.geometry() if floating else dock.width()
        else:
            settle()
            assert dock.isFloating() is floating
            if floating:
                assert dock.geometry() == first
            else:
                assert abs(dock.width() - first) <= 2
                assert window.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea
        made.clear()
        settle()
    QSettings().remove("tuban/docks")
    menu.deleteLater()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_with_larger_fonts(dock, window, scale):
    from qgis.PyQt.QtWidgets import QAbstractButton, QLabel

    font = dock.font()
    font.setPointSizeF(10.0 * scale)
    dock.setFont(font)
    dock.model.choose("0101")
    dock.model.offered = [None]
    dock._show_offer()
    dock.resize(dock.minimumSizeHint().width(), 780)
    settle()
    cut = []
    for widget in dock.form.findChildren(QWidget):
        if not widget.isVisibleTo(dock.form) or not isinstance(widget, (QAbstractButton, QLabel)):
            continue
        wanted = widget.minimumSizeHint()
        needs = wanted.height() if not (isinstance(widget, QLabel) and widget.wordWrap()) else 0
        if widget.height() < needs or (widget.width() < wanted.width() and widget not in dock._favourites.values()):
            cut.append((widget.objectName(), widget.size(), wanted))
    assert cut == []
    assert dock.minimumSizeHint().width() <= 480 * scale, "it leaves room for the map"


def test_the_text_in_empty_fields_can_be_read_on_any_ground(dock, qgis_app):
    from qgis.PyQt.QtGui import QColor, QPalette

    role = QPalette.ColorRole
    for text, ground in (("#e0e0e0", "#323232"), ("#101010", "#ffffff")):
        palette = qgis_app.palette()
        palette.setColor(role.Text, QColor(text))
        palette.setColor(role.Base, QColor(ground))
        dock.setPalette(palette)
        settle()
        for edit in (dock.form.classEdit, dock.form.jumpEdit):
            shown = edit.palette().color(role.PlaceholderText)
            assert (shown.rgb(), shown.alpha() >= 150) == (QColor(text).rgb(), True)


def test_loading_and_unloading_leaves_nothing(qgis_iface, window, county_layer, qtbot):
    from qgis.core import QgsProject
    from qgis.gui import QgsGui
    from tuban.plugin import TubanPlugin
    from tuban.tools.labelling.session import Session

    def census():
        settle()
        gc.collect()
        project, canvas = QgsProject.instance(), qgis_iface.mapCanvas()
        return {
            "objects": len(window.findChildren(QObject)),
            "widgets": len(window.findChildren(QWidget)),
            "actions": len(window.findChildren(QAction)) + len(window.actions()) + len(canvas.actions()),
            "shortcuts": len(QgsGui.shortcutsManager().listAll()),
            "marks": len(canvas.scene().items()),
            "of the project": project.receivers(project.layersWillBeRemoved) + project.receivers(project.cleared),
            "of the map": canvas.receivers(canvas.extentsChanged) + canvas.receivers(canvas.destinationCrsChanged),
            "of the layer": county_layer.receivers(county_layer.featureAdded)
            + county_layer.receivers(county_layer.editingStopped),
        }

    registry = QgsApplication.processingRegistry()
    if registry.providerById("tuban") is not None:  # of an earlier module; the plugin brings its own
        registry.removeProvider("tuban")
    qgis_iface.pluginMenu.return_value.addMenu = lambda _menu: None
    counts = []
    for _round in range(20):
        plugin = TubanPlugin(qgis_iface)
        plugin.initGui()
        plugin.docks.show("findings")
        dock = plugin.docks.show("interpretation")
        with qtbot.waitSignal(dock.model.opened, timeout=10000):
            dock.open_queue(county_layer, Session(who="ann"))
        dock.model.choose("1207")
        dock.model.decide()
        plugin.unload()
        county_layer.rollBack()
        counts.append(census())
    assert counts[1:] == counts[1:2] * 19
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
