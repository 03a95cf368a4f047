"""Keys that hand the patch to QGIS's tools, the palette, and the dialogs of shared work."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QFileDialog, QInputDialog

from tests.forms.test_interpretation_dock import dock, press  # noqa: F401 # a fixture

pytestmark = pytest.mark.usefixtures("qgis_new_project")
ALT = Qt.KeyboardModifier.AltModifier
ALT_SHIFT = ALT | Qt.KeyboardModifier.ShiftModifier
MENUS = "JEVLSPORDWMCH"
"""Alt and one of these opens a menu of QGIS's window, in English and Chinese."""


@pytest.fixture
def qgis_tool(window):
    """Stands for the actions of QGIS's main window; what was triggered is listed."""
    triggered, made = [], []
    for name in ("mActionSplitFeatures", "mActionReshapeFeatures", "mActionMergeFeatures"):
        action = QAction(window)
        action.setObjectName(name)
        action.triggered.connect(lambda _checked=False, name=name: triggered.append(name))
        made.append(action)
    yield triggered
    for action in made:
        action.setParent(None)
        action.deleteLater()


@pytest.mark.parametrize(
    ("key", "tool"), [(Qt.Key.Key_S, "mActionSplitFeatures"), (Qt.Key.Key_R, "mActionReshapeFeatures")]
)
def test_split_and_reshape_take_qgis_tool_with_the_patch_selected(dock, county_layer, qgis_tool, key, tool):  # noqa: F811
    press(dock, key, ALT_SHIFT)
    assert qgis_tool == [tool]
    assert county_layer.isEditable()
    assert county_layer.selectedFeatureIds() == [dock.model.patch.fid]


def test_merge_selects_the_neighbour_of_the_longest_border(dock, county_layer, qgis_tool):  # noqa: F811
    press(dock, Qt.Key.Key_M, ALT_SHIFT)
    assert qgis_tool == ["mActionMergeFeatures"]
    patch = dock.model.patch
    (other,) = set(county_layer.selectedFeatureIds()) - {patch.fid}
    borders = {
        feature.id(): feature.geometry().intersection(patch.geometry).length()
        for feature in county_layer.getFeatures(patch.geometry.boundingBox())
        if feature.id() != patch.fid
    }
    assert borders[other] == pytest.approx(max(borders.values()), rel=1e-6)


def test_zoom_key_comes_back_to_the_patch(dock):  # noqa: F811
    centre = dock._canvas.center()
    dock._canvas.setCenter(type(centre)(centre.x() + 5000, centre.y()))
    press(dock, Qt.Key.Key_Z, ALT)
    assert dock._canvas.center().distance(centre) < 1.0


def test_enter_of_the_keypad_decides(dock, county_layer):  # noqa: F811
    dock.model.choose("1207")
    fid = dock.model.patch.fid
    press(dock, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert county_layer.getFeature(fid)["DLBM"] == "1207"


def test_palette_has_every_class_once_in_its_group(dock):  # noqa: F811
    groups = [action.menu() for action in dock.form.paletteButton.menu().actions()]
    texts = [action.text() for group in groups for action in group.actions()]
    assert sorted(texts) == sorted(dock.model.class_text(one.code) for one in dock.model.finder.classes)
    action = next(action for group in groups for action in group.actions() if action.text().startswith("1206"))
    action.trigger()
    assert dock.model.code == "1206"


def test_share_out_then_claim(dock, tmp_path, monkeypatch, qtbot):  # noqa: F811
    plan = tmp_path / "plan.json"
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_args: (3, True))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(plan), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(plan), ""))
    monkeypatch.setattr(QInputDialog, "getItem", lambda *args: (args[3][1], True))
    dock._share_out()
    everything = set(dock.model.queue.keys)
    with qtbot.waitSignal(dock.model.opened, timeout=10000):
        dock._claim()
    from tuban.tools.labelling.sharing import load_parts

    parts = load_parts(plan)
    assert [part.who for part in parts] == ["", "ann", ""]
    assert set(dock.model.queue.keys) == set(parts[1].patches)
    assert {name for part in parts for name in part.patches} == everything


def test_merging_logs_takes_what_agrees_and_queues_conflicts(dock, county_layer, tmp_path, monkeypatch, qtbot):  # noqa: F811
    from tuban.tools.labelling.log import DecisionLog

    (agreed, disputed), told = dock.model.queue.keys[:2], []
    fid = int(dock.model.queue.fids[0])
    paths = []
    for who, code in (("bo", "1207"), ("cai", "1206")):
        log = DecisionLog.open(tmp_path / f"{who}.jsonl")
        log.decide(agreed, fid, {"DLBM": None}, {"DLBM": "1204"}, "done", who, 1.0)
        log.decide(disputed, 0, {"DLBM": None}, {"DLBM": code}, "done", who, 1.0)
        log.close()
        paths.append(str(log.path))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (paths, ""))
    monkeypatch.setattr(dock, "tell", told.append)
    with qtbot.waitSignal(dock.model.opened, timeout=10000):
        dock._merge_logs()
    assert county_layer.getFeature(fid)["DLBM"] == "1204"
    assert list(dock.model.queue.keys) == [disputed]
    assert disputed in told[0]


def test_dialogs_that_are_cancelled_change_nothing(dock, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_args: (2, False))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([], ""))
    count = len(dock.model.queue)
    dock._share_out()
    dock._claim()
    dock._merge_logs()
    assert len(dock.model.queue) == count


def test_dialogs_without_a_queue_say_so(dock, monkeypatch):  # noqa: F811
    dock.model.close()
    told = []
    monkeypatch.setattr(dock, "tell", told.append)
    for slot in (dock._share_out, dock._claim, dock._merge_logs):
        dock._attempt(slot)
    assert len(told) == 3
    assert len(set(told)) == 1


def test_no_key_is_that_of_a_menu_of_qgis(dock):  # noqa: F811
    keys = {key for key, _title in dock.key_list()}
    assert not keys & {f"Alt+{letter}" for letter in MENUS}


def test_a_merged_patch_stays_in_hand(dock, county_layer, qtbot):  # noqa: F811
    from qgis.core import QgsFeature

    patch, other = dock.model.patch, dock.model.longest_neighbour()
    whole = patch.geometry.combine(county_layer.getFeature(other).geometry())
    county_layer.startEditing()
    with qtbot.waitSignal(dock.model.remarked, timeout=5000):  # as QGIS's tool does: a new patch, both others deleted
        county_layer.beginEditCommand("merge")
        new = QgsFeature(county_layer.getFeature(patch.fid))
        new.setGeometry(whole)
        county_layer.deleteFeatures([patch.fid, other])
        county_layer.addFeature(new)
        county_layer.endEditCommand()
    assert dock.model.patch.geometry.area() == pytest.approx(whole.area())
    assert len(dock.model.queue) == 299
    with qtbot.waitSignal(dock.model.remarked, timeout=5000):
        county_layer.undoStack().undo()
    assert dock.model.patch.fid in (patch.fid, other)
    assert len(dock.model.queue) == 300


def test_a_key_that_the_user_changed_survives_a_reload(qgis_iface, window):
    from qgis.core import QgsSettings
    from qgis.gui import QgsGui
    from qgis.PyQt.QtWidgets import QMenu
    from tuban.forms import entries
    from tuban.forms.shelf import DockShelf

    menu, keys = QMenu(window), []
    try:
        for _round in range(2):
            shelf = DockShelf(qgis_iface, menu, entries())
            made = shelf.show("interpretation")
            (skip,) = [action for action in made._keys if action.objectName() == "tuban_interpretation_skip"]
            if not keys:
                QgsGui.shortcutsManager().setKeySequence(skip, "F11")
            keys.append(skip.shortcut().toString())
            shelf.clear()
    finally:
        for key in [key for key in QgsSettings().allKeys() if "tuban_interpretation_skip" in key]:
            QgsSettings().remove(key)
        menu.deleteLater()
    assert keys == ["F11", "F11"]
