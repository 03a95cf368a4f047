"""The findings dock in a window: every key and button, and what stands in the files and layers after each."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.core import QgsFeature, QgsProject, QgsRectangle, QgsSettings, QgsVectorLayer
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget, QFileDialog, QLineEdit, QMenu, QToolButton
from tuban.forms import entries
from tuban.forms.findings import findings_dock
from tuban.forms.findings.findings_dock import FindingsDock
from tuban.forms.shelf import DockEntry, DockShelf
from tuban.tests.data.bad_input import is_one_sentence
from tuban.tests.forms.conftest import settle
from tuban.tools.files import write_geopackage
from tuban.tools.quality.findings import findings, joined
from tuban.tools.quality.layer import as_areas, columns
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import read_store, write_store
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import check_topology

STANDARD = load("2019")
WAIT = 20_000


@pytest.fixture(scope="module")
def county():
    return make_county(300, seed=3, vertices=30.0, defects=1)


@pytest.fixture(scope="module")
def found(county):
    return check_topology(county.DLTB, county.XZQ, STANDARD)


@pytest.fixture
def office(tmp_path, county, found):
    """The files of an office: patches, county outline, error GeoPackage."""
    write_geopackage(tmp_path / "DLTB.gpkg", "DLTB", county.DLTB)
    write_geopackage(tmp_path / "XZQ.gpkg", "XZQ", county.XZQ)
    write_geopackage(tmp_path / "CJDCQ.gpkg", "CJDCQ", county.CJDCQ)
    write_store(tmp_path / "errors.gpkg", found, Run("tuban:check_topology", tolerances={"TOLERANCE": 0.001}))
    return tmp_path


@pytest.fixture
def patches(office):
    layers = [
        QgsVectorLayer(f"{office / name}.gpkg|layername={name}", name, "ogr") for name in ("DLTB", "XZQ", "CJDCQ")
    ]
    QgsProject.instance().addMapLayers(layers)
    return layers[0]


@pytest.fixture
def dock(qgis_iface, qtbot):
    made = FindingsDock(qgis_iface, DockEntry("findings", "Findings", "FindingsDock"), QAction())
    window = qgis_iface.mainWindow()
    window.resize(1000, 800)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, made)
    window.show()
    made.show()
    yield made
    made.unload()


@pytest.fixture
def at_work(dock, office, patches, qtbot):
    """The dock with the error GeoPackage open and the patches known, at its first finding."""
    dock.open_file(str(office / "errors.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    dock.step(1)
    return dock


def press(qtbot, dock, key, modifier=Qt.KeyboardModifier.NoModifier):
    QApplication.setActiveWindow(dock.window())
    dock.form.tree.setFocus()
    qtbot.waitUntil(dock.form.tree.hasFocus, timeout=3000)
    qtbot.keyClick(dock.form.tree, key, modifier)


def state_of(office: Path, finding: str) -> str:
    findings = read_store(office / "errors.gpkg").findings
    return findings.set_index("id")["state"][finding]


def go_to(dock, kind: str) -> int:
    book = dock.model.book
    place = next(place for place in range(len(book)) if book.column["kind"][place] == kind)
    dock._select(place)
    return place


# ------------------------------------------------------------------------------------------------ opening


def test_nothing_is_open_at_first(dock):
    assert "Open an error GeoPackage" in dock.form.counts.text()
    assert not any(action.isEnabled() for action in dock.commands.values())
    dock.step(1)
    assert dock.last_message == "No finding is shown."


def test_the_keys_work_once_a_file_is_open(dock, office, patches, qtbot):
    QApplication.setActiveWindow(dock.window())
    dock.form.search.setFocus()
    dock.open_file(str(office / "errors.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    qtbot.waitUntil(dock.form.tree.hasFocus, timeout=3000)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    assert dock.current >= 0


def test_patches_with_a_title_of_their_own_are_known_by_their_file(dock, office, patches, qtbot):
    """A result of a model bears the title of the step that made it."""
    patches.setName("Patches with ridges deducted")
    patches.setDataSource(patches.source().split("|")[0], patches.name(), "ogr")
    dock.open_file(str(office / "errors.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    assert dock.patches is patches


def test_patches_under_a_name_of_their_own_are_checked_again(dock, office, found, patches, qtbot):
    """Results of a model: the standard has no attribute rule for a layer of this name."""
    run = Run("tuban:check_topology", tolerances={"TOLERANCE": 0.001})
    write_store(office / "graded.gpkg", found.assign(layer="patches_graded"), run)
    dock.form.patchLayer.setLayer(patches)
    dock.open_file(str(office / "graded.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    go_to(dock, "gap")
    dock.check()
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert "Checked again" in dock.last_message


def test_an_error_geopackage_opens_with_its_patches(at_work, found, patches):
    assert at_work.patches is patches
    assert at_work.model.counts()["all"] == len(found)
    assert f"{len(found)} of {len(found)}" in at_work.form.counts.text()
    assert at_work.form.sourceLabel.text() == "errors.gpkg"
    towns = set(at_work.model.book.township) - {""}
    assert towns
    assert all(len(code) == 9 for code in towns)
    assert at_work.current == 0


def test_the_patch_layer_is_found_among_others(office, patches, qgis_iface, qtbot):
    made = FindingsDock(qgis_iface, DockEntry("findings", "Findings", "FindingsDock"), QAction())
    assert made.patches is None, "no layer is chosen before it is known what was checked"
    made.open_file(str(office / "errors.gpkg"))
    qtbot.waitUntil(lambda: not made.busy and made.index is not None, timeout=WAIT)
    assert made.patches is patches
    made.unload()


def test_a_layer_of_findings_opens_and_keeps_no_decisions(dock, office, found, qtbot):
    write_geopackage(office / "layer.gpkg", "layer", as_areas(found), columns())
    layer = QgsVectorLayer(str(office / "layer.gpkg"), "Findings", "ogr")
    QgsProject.instance().addMapLayer(layer)
    dock._fill_menu()
    titles = [action.text() for action in dock.form.openButton.menu().actions()]
    assert "Findings" in titles
    dock.form.openButton.menu().actions()[titles.index("Findings")].trigger()
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert dock.model.counts()["all"] == len(found)
    dock.step(1)
    assert not dock.decide("confirmed")
    assert "keeps no decisions" in dock.last_message
    QgsProject.instance().removeMapLayer(layer.id())
    assert "list stays" in dock.last_message
    assert dock.model.counts()["all"] == len(found)


def test_a_layer_of_an_error_geopackage_stands_for_the_file(dock, office, qtbot):
    layer = QgsVectorLayer(f"{office / 'errors.gpkg'}|layername=finding_points", "points", "ogr")
    QgsProject.instance().addMapLayer(layer)
    dock.open_findings_layer(layer)
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert dock.opened.path == str(office / "errors.gpkg")


@pytest.mark.parametrize("content", [None, b"no database", b""])
def test_a_file_that_is_none_is_one_sentence(dock, tmp_path, qtbot, content):
    path = tmp_path / "other.gpkg"
    if content is not None:
        path.write_bytes(content)
    dock.open_file(str(path))
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert "other.gpkg" in dock.last_message
    assert "\n" not in dock.last_message
    assert dock.model.counts()["all"] == 0


# ------------------------------------------------------------------------------------------------ keys and buttons


def test_every_command_has_a_button_with_its_key(dock):
    shown = [button.defaultAction() for button in dock.form.findChildren(QToolButton) if button.defaultAction()]
    assert {action.objectName() for action in shown} >= {action.objectName() for action in dock.commands.values()}
    for action in dock.commands.values():
        assert QgsGui.shortcutsManager().actionByName(action.text()) is not None or action.shortcut().toString()
        assert action.shortcut().toString() in action.toolTip()
    assert len({key for key, _ in dock.key_list()}) == len(dock.key_list())


def test_keys_go_through_the_list_and_zoom(at_work, qtbot, qgis_iface):
    seen = [at_work.current]
    for _ in range(3):
        press(qtbot, at_work, Qt.Key.Key_F8)
        seen.append(at_work.current)
    assert seen == [0, 1, 2, 3]
    press(qtbot, at_work, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert at_work.current == 2
    fault = at_work.model.book.geometry[2]
    assert qgis_iface.mapCanvas().extent().contains(QgsRectangle(*fault.bounds))
    qgis_iface.mapCanvas().setExtent(QgsRectangle(0, 0, 1, 1))
    press(qtbot, at_work, Qt.Key.Key_Z)
    assert qgis_iface.mapCanvas().extent().contains(QgsRectangle(*fault.bounds))
    at_work._select(len(at_work.model.book) - 1)
    press(qtbot, at_work, Qt.Key.Key_F8)
    assert "last finding" in at_work.last_message


def test_both_patches_are_named_and_drawn(at_work):
    place = go_to(at_work, "overlap")
    text = at_work.form.details.toPlainText()
    for name in at_work.model.book.patches(place):
        assert name in text
    assert len(at_work.marks.bands) == 3
    assert at_work.model.book.rule_text(place) in text


def test_confirm_is_on_disk_at_once_and_goes_on(at_work, office, qtbot):
    finding = at_work.current_id
    press(qtbot, at_work, Qt.Key.Key_C)
    assert state_of(office, finding) == "confirmed"
    assert at_work.current == 1
    assert at_work.model.tree.data(at_work.model.tree.index_of(0).siblingAtColumn(1)) == "confirmed"


def test_an_exception_needs_reason_and_name(at_work, office, qtbot):
    finding, form = at_work.current_id, at_work.form
    form.name.clear()
    press(qtbot, at_work, Qt.Key.Key_E)
    assert form.exceptionPanel.isVisible()
    form.grantButton.click()
    assert "needs a reason" in at_work.last_message
    assert state_of(office, finding) == "new"
    form.reason.setText("飞地，见批文")
    form.name.setText("李四")
    qtbot.keyClick(form.name, Qt.Key.Key_Return)
    assert state_of(office, finding) == "exception"
    assert not form.exceptionPanel.isVisible()
    granted = read_store(office / "errors.gpkg").exceptions.iloc[0]
    assert (granted["id"], granted["reason"], granted["name"]) == (finding, "飞地，见批文", "李四")
    at_work._select(0)
    assert "飞地" in form.details.toPlainText()
    press(qtbot, at_work, Qt.Key.Key_W)
    assert state_of(office, finding) == "new"
    press(qtbot, at_work, Qt.Key.Key_E)
    press(qtbot, at_work, Qt.Key.Key_Escape)
    assert not form.exceptionPanel.isVisible()


def test_the_current_finding_stays_in_view_when_panels_take_room(at_work, qtbot):
    tree = at_work.form.tree
    for _ in range(6):
        at_work.step(1)
    at_work.leave()
    qtbot.wait(50)
    tree.scrollTo(tree.currentIndex(), tree.ScrollHint.PositionAtBottom)
    at_work.ask_exception()
    at_work.grant()
    qtbot.wait(50)
    assert at_work.form.message.isVisible()
    assert tree.viewport().rect().contains(tree.visualRect(tree.currentIndex()).center())


def test_reopen_and_several_at_once(at_work, office, qtbot):
    tree, book = at_work.form.tree, at_work.model.book
    group = at_work.model.shown.index(0, 0, tree.rootIndex())
    tree.setCurrentIndex(group)
    ids = book.column["id"][at_work.selected].tolist()
    assert len(ids) > 3
    press(qtbot, at_work, Qt.Key.Key_O)
    states = read_store(office / "errors.gpkg").findings.set_index("id")["state"]
    assert set(states[ids]) == {"reopened"}
    assert (states == "reopened").sum() == len(ids)


def test_filters_and_their_keys(at_work, qtbot, qgis_iface):
    form, model = at_work.form, at_work.model
    press(qtbot, at_work, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert form.search.hasFocus()
    form.search.setText("overlap")
    qtbot.waitUntil(lambda: model.counts()["shown"] < model.counts()["all"], timeout=3000)
    assert {model.book.column["kind"][place] for place in model.shown.mask.nonzero()[0]} == {"overlap"}
    form.search.clear()
    qtbot.waitUntil(lambda: model.counts()["shown"] == model.counts()["all"], timeout=3000)
    form.ruleFilter.setCurrentIndex(1)
    assert len({model.book.column["rule"][place] for place in model.shown.mask.nonzero()[0]}) == 1
    form.ruleFilter.setCurrentIndex(0)
    form.stateFilter.setCurrentIndex(form.stateFilter.findData("confirmed"))
    assert model.counts()["shown"] == 0
    form.stateFilter.setCurrentIndex(form.stateFilter.findData("open"))
    at_work._select(0)
    assert at_work.decide("exception", "r", "n")
    assert model.counts()["shown"] == model.counts()["all"] - 1, "what is decided leaves the list of open ones"
    form.stateFilter.setCurrentIndex(0)
    press(qtbot, at_work, Qt.Key.Key_V)
    assert form.inView.isChecked()
    qgis_iface.mapCanvas().setExtent(QgsRectangle(0, 0, 1, 1))
    qtbot.waitUntil(lambda: model.counts()["shown"] == 0, timeout=3000)
    press(qtbot, at_work, Qt.Key.Key_V)
    assert model.counts()["shown"] == model.counts()["all"]


def test_copy_help_and_export(at_work, office, qtbot, monkeypatch):
    press(qtbot, at_work, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().endswith(at_work.current_id)
    opened = []
    monkeypatch.setattr(findings_dock.QDesktopServices, "openUrl", opened.append)
    go_to(at_work, "overlap")
    press(qtbot, at_work, Qt.Key.Key_H)
    assert opened[0].toLocalFile().endswith("help/en/overlap.html")
    at_work.form.ruleFilter.setCurrentIndex(1)
    path = office / "list.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(office / "list"), "CSV (*.csv)"))
    press(qtbot, at_work, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + at_work.model.counts()["shown"]
    assert "list.csv" in at_work.last_message
    at_work.export(at_work.opened.path)
    assert "cannot take the place" in at_work.last_message


# ------------------------------------------------------------------------------------------------ check and repair


def test_a_check_of_sound_findings_changes_nothing(at_work, office, qtbot):
    for kind in ("overlap", "gap", "sliver"):
        place = go_to(at_work, kind)
        finding, before = at_work.current_id, set(at_work.model.book.frame["id"])
        press(qtbot, at_work, Qt.Key.Key_K)
        qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
        assert "Checked again" in at_work.last_message
        held = read_store(office / "errors.gpkg").findings
        assert set(held["id"]) >= before
        assert held.set_index("id")["state"][finding] == "new"
        topology = held[held["kind"].isin(at_work.model.book.frame["kind"][: place + 1])]
        assert not (topology["state"] == "fixed").any()


def rows(patches: QgsVectorLayer) -> dict[int, tuple]:
    """Every feature of a layer, to the byte."""
    return {
        feature.id(): (bytes(feature.geometry().asWkb()), [str(value) for value in feature.attributes()])
        for feature in patches.getFeatures()
    }


KINDS = ["overlap", "gap", "outside_county", "duplicate_vertex", "unmatched_vertex", "sliver", "multipart"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_repair_is_shown_first_and_is_one_undo_step(at_work, office, patches, qtbot, kind):
    place = go_to(at_work, kind)
    finding, names = at_work.current_id, at_work.model.book.patches(place)
    before = rows(patches)
    press(qtbot, at_work, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    assert at_work.form.repairPanel.isVisible(), at_work.last_message
    assert any(name in at_work.form.repairText.text() for name in names)
    assert not patches.isEditable()
    drawn = len(at_work.marks.bands)
    assert drawn > len(names)
    press(qtbot, at_work, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert patches.undoStack().count() == 1
    assert rows(patches) != before
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    assert state_of(office, finding) == "fixed", at_work.last_message
    assert len(patches) == len(before) + {"sliver": -1, "multipart": 1}.get(kind, 0)
    patches.undoStack().undo()
    assert rows(patches) == before
    at_work._select(at_work.model.book.place(finding))
    at_work.check()
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    assert state_of(office, finding) == "reopened"
    patches.rollBack()


def test_a_part_becomes_a_patch_with_a_bsm_that_the_whole_layer_lacks(at_work, patches, qtbot, tmp_path):
    go_to(at_work, "multipart")
    before = rows(patches)
    at_work.ask_repair()
    qtbot.waitUntil(lambda: at_work.proposal is not None, timeout=WAIT)
    at_work.apply_repair()
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    (new,) = (feature for feature in patches.getFeatures() if feature.id() not in before)
    whole = next(
        feature for feature in patches.getFeatures() if feature["BSM"] == at_work.model.book.patches(at_work.current)[0]
    )
    numbers = sorted(feature["BSM"] for feature in patches.getFeatures())
    assert new["BSM"] == numbers[-1] == f"{int(numbers[-2]) + 1}"
    own = {"fid", "BSM"}
    assert {n.name(): new[n.name()] for n in new.fields() if n.name() not in own} == {
        n.name(): whole[n.name()] for n in whole.fields() if n.name() not in own
    }
    assert patches.commitChanges(), patches.commitErrors()
    assert len(patches) == len(before) + 1


def test_a_patch_that_was_merged_by_hand_is_checked_where_it_was(at_work, office, patches, qtbot):
    place = go_to(at_work, "sliver")
    finding, (name, *_) = at_work.current_id, at_work.model.book.patches(place)
    sliver = next(feature for feature in patches.getFeatures() if feature["BSM"] == name)
    taker = next(
        feature
        for feature in patches.getFeatures()
        if feature.id() != sliver.id() and feature.geometry().intersection(sliver.geometry()).length() > 0
    )
    patches.startEditing()
    patches.changeGeometry(taker.id(), taker.geometry().combine(sliver.geometry()))
    patches.deleteFeature(sliver.id())
    press(qtbot, at_work, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    assert state_of(office, finding) == "fixed", at_work.last_message
    patches.rollBack()


def refusal(dock, qtbot) -> str:
    dock.ask_repair()
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert dock.proposal is None
    assert is_one_sentence(dock.last_message)
    return dock.last_message


def test_a_refused_repair_says_why(at_work, patches, qtbot):
    go_to(at_work, "multipart")
    name = at_work.model.book.patches(at_work.current)[0]
    number = at_work.index.ids[name]
    patches.startEditing()
    field = patches.fields().lookupField("BSM")
    patches.changeAttributeValue(number, field, "7")
    at_work.index.ids["7"] = number
    at_work.index.ids.pop(name)
    book = at_work.model.book
    book.column["feature"][at_work.current] = "7"
    assert "no BSM of 18 digits" in refusal(at_work, qtbot)
    patches.rollBack()
    at_work.index.ids[name] = number
    place = go_to(at_work, "overlap")
    fault = book.geometry[place]
    patches.startEditing()
    for feature in patches.getFeatures():  # mended by hand meanwhile: one of the two gives way
        if feature["BSM"] == book.patches(place)[0]:
            geometry = feature.geometry().difference(findings_dock.as_geometry(shapely.buffer(fault, 0.5)))
            patches.changeGeometry(feature.id(), geometry)
    assert "nothing to repair here any more" in refusal(at_work, qtbot)
    patches.rollBack()


@pytest.mark.parametrize("kind", ["gap", "overlap"])
def test_what_is_larger_than_the_limits_is_refused_by_them(at_work, patches, qtbot, kind):
    place = go_to(at_work, "gap")
    at = at_work.model.book.geometry[place].centroid
    number = at_work.index.ids[at_work.model.book.patches(place)[0]]
    patches.startEditing()
    hole = findings_dock.as_geometry(shapely.buffer(at, 20))
    shape = patches.getFeature(number).geometry()
    patches.changeGeometry(number, shape.difference(hole) if kind == "gap" else shape.combine(hole))
    at_work.check()
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    book = at_work.model.book
    sizes = [book.column["measure"][place] if book.column["kind"][place] == kind else 0 for place in range(len(book))]
    at_work._select(sizes.index(max(sizes)))
    assert f"larger than the limit ({kind.upper()}_AREA = 100 m²)" in refusal(at_work, qtbot)
    patches.rollBack()


def test_a_repair_can_be_left(at_work, patches, qtbot):
    go_to(at_work, "overlap")
    at_work.ask_repair()
    qtbot.waitUntil(lambda: at_work.proposal is not None, timeout=WAIT)
    press(qtbot, at_work, Qt.Key.Key_Escape)
    assert at_work.proposal is None
    assert not at_work.form.repairPanel.isVisible()
    at_work.apply_repair()
    assert not patches.isModified()


def test_a_repair_of_patches_that_changed_meanwhile_is_refused(at_work, patches, qtbot):
    go_to(at_work, "overlap")
    at_work.ask_repair()
    qtbot.waitUntil(lambda: at_work.proposal is not None, timeout=WAIT)
    number = next(iter(at_work.proposal.after))
    patches.startEditing()
    geometry = patches.getFeature(number).geometry()
    geometry.translate(5, 5)
    patches.changeGeometry(number, geometry)
    count = patches.undoStack().count()
    at_work.apply_repair()
    assert "changed since the preview" in at_work.last_message
    assert patches.undoStack().count() == count
    patches.rollBack()


def test_what_is_not_repaired_has_no_button_for_it(at_work):
    go_to(at_work, "self_intersection")
    assert not at_work.commands["repair"].isEnabled()
    assert at_work.commands["check"].isEnabled()
    go_to(at_work, "overlap")
    assert at_work.commands["repair"].isEnabled()


# ------------------------------------------------------------------------------------------------ what goes wrong


def test_a_file_that_another_program_holds(at_work, office):
    finding = at_work.current_id
    with closing(sqlite3.connect(office / "errors.gpkg", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not at_work.decide("confirmed")
        assert "another program" in at_work.last_message
        assert at_work.model.book.column["state"][0] == "new"
        assert at_work.current == 0
        other.execute("ROLLBACK")
    assert at_work.decide("confirmed")
    assert state_of(office, finding) == "confirmed"


def test_a_file_that_is_read_only(dock, office, qtbot, monkeypatch):
    path = office / "errors.gpkg"
    before = path.read_bytes()
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # whoever runs the tests may be allowed everything
    dock.open_file(str(path))
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert "read only" in dock.last_message
    dock.step(1)
    assert not dock.decide("confirmed")
    assert "read only" in dock.last_message
    assert path.read_bytes() == before
    assert dock.model.counts()["shown"] > 0


def test_a_check_of_what_is_read_only_is_kept_nowhere(dock, office, patches, qtbot, monkeypatch):
    path = office / "errors.gpkg"
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda *_: False)
    dock.open_file(str(path))
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    go_to(dock, "overlap")
    finding = dock.current_id
    dock.ask_repair()
    qtbot.waitUntil(lambda: dock.proposal is not None, timeout=WAIT)
    dock.apply_repair()
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert "kept only until the dock is closed" in dock.last_message
    assert dock.model.book.column["state"][dock.model.book.place(finding)] == "fixed"
    assert path.read_bytes() == before
    assert patches.undoStack().count() == 1
    patches.rollBack()


def test_the_result_of_a_check_in_memory(dock, office, found, patches, qtbot):
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4528", "Findings", "memory")
    write_geopackage(office / "layer.gpkg", "layer", as_areas(found), columns())
    file = QgsVectorLayer(str(office / "layer.gpkg"), "file", "ogr")
    layer.dataProvider().addAttributes([field for field in file.fields() if field.name() != "fid"])
    layer.updateFields()
    for feature in file.getFeatures():
        copy = QgsFeature(layer.fields())
        copy.setGeometry(feature.geometry())
        for field in layer.fields():
            copy[field.name()] = feature[field.name()]
        layer.dataProvider().addFeature(copy)
    QgsProject.instance().addMapLayer(layer)
    dock.open_findings_layer(layer)
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    assert dock.model.counts()["all"] == len(found)
    go_to(dock, "gap")
    finding = dock.current_id
    dock.ask_repair()
    qtbot.waitUntil(lambda: dock.proposal is not None, timeout=WAIT)
    dock.apply_repair()
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert "kept only until the dock is closed" in dock.last_message
    assert dock.model.book.column["state"][dock.model.book.place(finding)] == "fixed"
    assert len(layer) == len(found), "the layer of findings stays as the check left it"
    patches.rollBack()


def test_no_finding_is_a_state_of_its_own(dock, office, found, patches, qtbot):
    write_store(office / "clean.gpkg", found[:0], Run("tuban:check_topology"))
    dock.open_file(str(office / "clean.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert dock.form.counts.text() == "clean.gpkg has no findings."
    assert not any(action.isEnabled() for action in dock.commands.values())
    dock.step(1)
    assert dock.last_message == "No finding is shown."


def test_findings_of_a_whole_database(dock, office, found, patches, qtbot):
    """Of several layers, and of none: without place, without feature."""
    name = str(found["feature"].iloc[0])
    more = findings(
        kind=["missing_layer", "wrong_value", "wrong_value"], rule=["3101", "3301", "3301"], severity="error",
        layer=["QSDWDMB", "XZQ", "DLTB"], feature=["", name, name], message="Something is wrong.",
        geometry=np.full(3, None, object), crs=found.crs,
    )  # fmt: skip
    write_store(office / "all.gpkg", joined([found, more]), Run("tuban:check_database"))
    dock.open_file(str(office / "all.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy and dock.index is not None, timeout=WAIT)
    layer = dock.model.book.column["layer"].tolist()
    for of, bands, said in (("QSDWDMB", 0, "names no patch"), ("XZQ", 0, "is about layer XZQ: load it")):
        dock._select(layer.index(of))
        assert said in dock.form.details.toPlainText()
        assert len(dock.marks.bands) == bands
        assert not dock.commands["check"].isEnabled()
        dock.check()
        assert said in dock.last_message
        assert is_one_sentence(dock.last_message)
        dock.zoom()
        assert dock.last_message == "This finding has no place on the map."
        assert dock.decide("confirmed")
    place = next(p for p in range(len(layer)) if layer[p] == "DLTB" and dock.model.book.geometry[p] is None)
    dock._select(place)
    assert len(dock.marks.bands) == 1, "the patch is drawn where the fault has no place"
    dock.check()
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    assert "Checked again" in dock.last_message


def test_a_layer_that_is_no_longer_in_the_project(dock, office, qtbot):
    dock.open_file(str(office / "errors.gpkg"))
    qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
    dock.step(1)
    assert "Choose the layer of the patches first." in dock.form.details.toPlainText()
    assert not dock.commands["check"].isEnabled()
    assert not dock.commands["repair"].isEnabled()
    finding = dock.current_id
    assert dock.decide("confirmed")
    assert state_of(office, finding) == "confirmed"


def test_a_patch_layer_removed_while_at_work(at_work, office, patches, qtbot):
    go_to(at_work, "overlap")
    at_work.ask_repair()
    qtbot.waitUntil(lambda: at_work.proposal is not None, timeout=WAIT)
    QgsProject.instance().removeMapLayer(patches.id())
    assert "was removed from the project" in at_work.last_message
    assert at_work.proposal is None
    assert at_work.marks.bands == []
    assert not at_work.commands["check"].isEnabled()
    at_work.check()
    assert "Choose the layer of the patches" in at_work.last_message
    finding = at_work.current_id
    assert at_work.decide("confirmed")
    assert state_of(office, finding) == "confirmed"


def test_a_layer_that_lacks_the_patch(at_work, county, office, qtbot):
    other = county.DLTB.iloc[:5].assign(BSM=[f"X{number}" for number in range(5)])
    write_geopackage(office / "other.gpkg", "other", other)
    layer = QgsVectorLayer(str(office / "other.gpkg"), "other", "ogr")
    QgsProject.instance().addMapLayer(layer)
    at_work.form.patchLayer.setLayer(layer)
    qtbot.waitUntil(lambda: not at_work.busy and at_work.index is not None, timeout=WAIT)
    at_work.check()
    assert "has no patch" in at_work.last_message


def test_a_layer_that_cannot_be_edited(at_work, patches, qtbot):
    go_to(at_work, "overlap")
    at_work.ask_repair()
    qtbot.waitUntil(lambda: at_work.proposal is not None, timeout=WAIT)
    patches.setReadOnly(True)
    at_work.apply_repair()
    assert "cannot be edited" in at_work.last_message
    assert not patches.isModified()


def test_work_is_cancelled_and_nothing_is_lost(at_work, qtbot):
    before = at_work.model.counts()
    at_work.open_file(at_work.opened.path)
    assert at_work.busy
    at_work.form.cancelButton.click()
    qtbot.waitUntil(lambda: not at_work.busy, timeout=WAIT)
    assert at_work.model.counts() == before


def test_it_leaves_nothing_behind(qgis_iface, qtbot, office):
    canvas, keys = qgis_iface.mapCanvas(), len(QgsGui.shortcutsManager().listAll())
    items, actions = len(canvas.scene().items()), len(canvas.actions())
    for _ in range(5):
        made = FindingsDock(qgis_iface, DockEntry("findings", "Findings", "FindingsDock"), QAction())
        made.open_file(str(office / "errors.gpkg"))
        qtbot.waitUntil(lambda: not made.busy, timeout=WAIT)  # noqa: B023
        made.step(1)
        made.open_file(str(office / "errors.gpkg"))
        made.unload()
        qtbot.wait(1)
    assert len(QgsGui.shortcutsManager().listAll()) == keys
    assert len(canvas.actions()) == actions
    qtbot.waitUntil(lambda: len(canvas.scene().items()) == items, timeout=5000)  # a flash ends by itself


def test_keys_and_place_live_through_whatever_happens_to_the_dock(shelf, window, office, patches, qgis_iface, qtbot):
    made = shelf.show("findings")
    registered = {action.objectName() for action in made._keys}
    canvas = qgis_iface.mapCanvas()

    def opened(dock) -> None:
        dock.open_file(str(office / "errors.gpkg"))
        qtbot.waitUntil(lambda: not dock.busy, timeout=WAIT)
        dock.step(1)

    def work(dock) -> None:
        at = dock.current
        press(qtbot, dock, Qt.Key.Key_F8)
        press(qtbot, dock, Qt.Key.Key_F8)
        press(qtbot, dock, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
        assert dock.current == at + 1
        press(qtbot, dock, Qt.Key.Key_E)
        assert dock.form.exceptionPanel.isVisible()
        press(qtbot, dock, Qt.Key.Key_Escape)
        assert not dock.form.exceptionPanel.isVisible()

    opened(made)
    work(made)
    made.hide()
    assert made.marks.bands == []
    assert not made.commands["next"].isEnabled(), "a key on the map does nothing in a dock that is closed"
    made.show()
    assert made.marks.bands
    work(made)
    made.close()
    assert not shelf._actions["findings"].isChecked()
    assert shelf.show("findings") is made
    work(made)
    QgsProject.instance().clear()
    work(made)
    other = QDockWidget(window)
    other.setWidget(QLineEdit(other))
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, other)
    other.show()
    other.widget().setFocus()
    at = made.current
    for key in (Qt.Key.Key_C, Qt.Key.Key_F8, Qt.Key.Key_Z):
        qtbot.keyClick(other.widget(), key)
    assert (other.widget().text(), made.current) == ("cz", at)
    assert state_of(office, made.current_id) == "new"
    work(made)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_F8)
    assert made.current == at + 2
    window.removeDockWidget(other)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, made)
    made.form.tree.header().resizeSection(0, 177)
    shelf.clear()
    settle()
    listed = {action.objectName() for action in QgsGui.shortcutsManager().listActions()}
    assert not registered & listed
    again = DockShelf(qgis_iface, QMenu(window), entries())
    try:
        made = again.show("findings")
        assert window.dockWidgetArea(made) == Qt.DockWidgetArea.LeftDockWidgetArea
        assert made.form.tree.header().sectionSize(0) == 177
        assert {action.objectName() for action in made._keys} == registered
        assert registered <= {action.objectName() for action in QgsGui.shortcutsManager().listActions()}
        opened(made)
        work(made)
    finally:
        again.clear()


def test_every_action_is_in_the_keyboard_shortcut_settings_and_can_be_changed(dock):
    manager = QgsGui.shortcutsManager()
    for action in dock._keys:
        assert action.text()
        assert manager.actionByName(action.text()) is not None
        assert manager.defaultKeySequence(action) == action.shortcut().toString()
    action = dock.commands["zoom"]
    try:
        manager.setKeySequence(action, "F11")
        assert "(F11)" in action.toolTip()
        assert "(Z)" not in action.toolTip()
        assert ("F11", action.text()) in dock.key_list()
    finally:
        for key in [key for key in QgsSettings().allKeys() if action.objectName() in key]:
            QgsSettings().remove(key)


def test_letters_that_are_no_keys_do_nothing(at_work, qtbot):
    calls = []
    at_work.model.tree.data = lambda *_: calls.append(1)
    press(qtbot, at_work, Qt.Key.Key_Q)
    assert at_work.current == 0
    assert len(calls) < 300, "no search row by row"
    assert at_work.model.shown.match(at_work.form.tree.currentIndex(), 0, "q", 1, Qt.MatchFlag.MatchStartsWith) == []


def test_faults_are_zoomed_to_whatever_their_kind(at_work):
    for place in range(len(at_work.model.book)):
        at_work._select(place)
        at_work.zoom()
        assert (
            shapely.box(*at_work.model.book.boxes[place]).distance(
                shapely.Point(*at_work.iface.mapCanvas().extent().center())
            )
            < 1e-3
            or at_work.model.book.geometry[place].geom_type != "Point"
        )
