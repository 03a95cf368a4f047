"""The interpretation dock's model: no widget, no window, real layers."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from tests.forms.conftest import opened

pytestmark = pytest.mark.usefixtures("qgis_new_project")


def lines(model_or_path):
    path = getattr(getattr(model_or_path, "log", None), "path", model_or_path)
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def value(layer, fid, name):
    return layer.getFeature(fid)[name]


def test_a_decision_is_an_undo_step_a_line_and_a_new_patch(county_layer):
    model = opened(county_layer)
    first, before = model.patch, county_layer.undoStack().index()
    code = "0305" if model.code != "0305" else "0307"
    model.choose(code)
    model.decide()
    assert county_layer.undoStack().index() == before + 1
    assert value(county_layer, first.fid, "DLBM") == code
    assert value(county_layer, first.fid, "DLMC") == model.finder.by_code[code].name_zh
    line = lines(model)[-1]
    assert (line["type"], line["who"], line["patch"], line["state"]) == ("decision", "ann", first.key, "done")
    assert line["old"]["DLBM"] == first.attributes["DLBM"]
    assert line["new"]["DLBM"] == code
    assert model.patch.fid != first.fid
    assert model.queue.counts()["done"] == 1


def test_undo_and_redo_reach_the_log_and_the_queue(county_layer):
    model = opened(county_layer)
    keys = []
    for _turn in range(3):
        keys.append(model.patch.key)
        model.choose("0404")
        model.decide()
    county_layer.undoStack().undo()
    assert model.queue.counts()["done"] == 2
    assert model.patch.key == keys[2]
    assert [line["type"] for line in lines(model)[-2:]] == ["decision", "undone"]
    county_layer.undoStack().redo()
    assert model.queue.counts()["done"] == 3
    for _turn in range(3):
        county_layer.undoStack().undo()
    assert model.queue.counts()["done"] == 0
    model.choose("0305")
    model.decide()  # what could be redone is gone now
    assert model.queue.counts()["done"] == 1
    assert len(model.log.in_effect()) == 1


def test_saving_keeps_states_and_discarding_drops_them(county_layer):
    model = opened(county_layer)
    model.choose("0404")
    model.decide()
    model.save()
    assert model.log.unsaved() == []
    model.choose("0305")
    model.decide()
    county_layer.rollBack()
    assert model.queue.counts() == {"todo": 299, "done": 1, "doubtful": 0, "skipped": 0}
    assert lines(model)[-1]["type"] == "discarded"


def test_states_and_place_are_there_tomorrow(county_layer):
    from tuban.forms.interpretation.layer_patches import session_path
    from tuban.tools.labelling.session import load_session

    model = opened(county_layer, order="size", favourites={"1": "0305"})
    model.choose("0404")
    model.decide()
    model.doubtful()
    model.skip()
    here = model.patch.key
    model.save()
    folder = model.log.path.parent
    model.close()
    session = load_session(session_path(folder, "ann"))
    assert (session.patch, session.order, session.favourites) == (here, "size", {"1": "0305"})
    again = opened(county_layer, order="size", patch=session.patch)
    assert again.queue.counts() == {"todo": 297, "done": 1, "doubtful": 1, "skipped": 1}
    assert again.patch.key == here


def test_tags_follow_the_class(county_layer):
    model = opened(county_layer)
    model.choose("0101")
    assert {"ZZSXDM", "CZCSXM"} <= {found.field for found in model.tag_fields()}
    model.toggle_tag("ZZSXDM", "LS")
    model.toggle_tag("GDPDJB", "3")
    assert "GDLX" in {found.field for found in model.tag_fields()}
    model.toggle_tag("GDLX", "TT")
    model.toggle_tag("GDPDJB", "3")
    assert model.tags["GDLX"] == ""
    model.choose("0702")
    assert model.tags["ZZSXDM"] == ""
    assert [found.field for found in model.tag_fields()] == ["CZCSXM"]
    assert model.missing_tags()
    assert any(remark.field == "CZCSXM" for remark in model.rule_remarks())
    model.toggle_tag("CZCSXM", "203")
    assert not any(remark.field == "CZCSXM" for remark in model.rule_remarks())


def test_filter_selection_and_orders(county_layer):
    model = opened(county_layer, expression='"TBMJ" > 5000')
    assert 0 < len(model.queue) < 300
    keys = [str(feature["BSM"]) for feature in county_layer.getFeatures()][:7]
    assert set(opened(county_layer, selected=keys).queue.keys) == set(keys)
    for order in ("place", "size", "id"):
        assert len(opened(county_layer, order=order).queue) == 300


def test_both_ways_of_reading_give_the_same_queue(county_layer):
    quick, slow = opened(county_layer), opened(county_layer, expression="true")
    assert list(quick.queue.fids) == list(slow.queue.fids)
    assert quick.frame.sort_index().equals(slow.frame.sort_index().astype(quick.frame.dtypes))


def test_what_cannot_be_decided_is_one_sentence(county_layer):
    from tuban.tools.errors import TubanError

    model = opened(county_layer)
    county_layer.rollBack()
    county_layer.setReadOnly(True)
    with pytest.raises(TubanError, match="read-only"):
        opened(county_layer)
    before = len(lines(model))
    model.choose("0404")
    with pytest.raises(TubanError, match="read-only"):
        model.decide()
    assert len(lines(model)) == before
    county_layer.setReadOnly(False)
    model.decide()
    assert model.queue.counts()["done"] == 1


def test_patches_of_one_name_are_told_of(county_layer):
    from tuban.forms.interpretation.interpretation_model import InterpretationModel
    from tuban.forms.interpretation.queue_reading import reader
    from tuban.tools.labelling.session import Session

    first, second = [feature.id() for feature in county_layer.getFeatures()][:2]
    place = county_layer.fields().lookupField("BSM")
    shared = county_layer.getFeature(first)["BSM"]
    county_layer.dataProvider().changeAttributeValues({second: {place: shared}})
    model, session, told = InterpretationModel(), Session(who="ann"), []
    model.told.connect(told.append)
    model.open(county_layer, session, reader(county_layer, session, model.prepare(county_layer, session))())
    assert len(told) == 1
    assert told[0].startswith("2 patches of layer DLTB share their BSM")


@pytest.fixture
def mounted(county_file, tmp_path):
    """The county in a file whose mount can be made read-only, for root too; with what turns that on and off."""
    import shutil

    path = tmp_path / "county.gpkg"
    shutil.copy(county_file, path)

    def mount(*options):
        return subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0

    if not mount("--bind", str(path), str(path)):
        pytest.skip("mounting is not allowed here")
    try:
        yield path, lambda kind: mount("-o", f"remount,{kind},bind", str(path))
    finally:
        QgsProject.instance().removeAllMapLayers()
        subprocess.run(["umount", "-l", str(path)], check=False)


def on_file(path):
    layer = QgsVectorLayer(f"{path}|layername=DLTB", "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_a_read_only_file_is_refused_in_one_sentence(mounted):
    from tuban.tools.errors import TubanError

    path, remount = mounted
    path.chmod(0o444)
    if not remount("ro"):
        pytest.skip("a mount cannot be made read-only here")
    before = sorted(path.parent.iterdir())
    with pytest.raises(TubanError, match="its file is read-only"):
        opened(on_file(path))
    assert sorted(path.parent.iterdir()) == before


def test_a_file_that_becomes_read_only_while_labelling_loses_nothing(mounted):
    from tuban.tools.errors import TubanError

    path, remount = mounted
    layer = on_file(path)
    model = opened(layer)
    if not remount("ro"):
        pytest.skip("a mount cannot be made read-only here")
    patch = model.patch
    model.choose("0404")

    def decide_and_save():
        model.decide()
        model.save()

    with pytest.raises(TubanError, match=r"read-only|could not be saved|cannot be edited"):
        decide_and_save()
    kept = model.queue.counts()["done"]
    assert len(model.log.unsaved()) == kept, "what was decided is in the log"
    assert remount("rw")
    if not kept:
        assert model.patch is patch
        model.decide()
    model.save()
    assert value(layer, patch.fid, "DLBM") == "0404"
    assert model.log.unsaved() == []


def test_a_locked_geopackage_loses_nothing(county_layer, tmp_path):
    from tuban.tools.errors import TubanError

    model = opened(county_layer)
    model.choose("0404")
    model.decide()
    other = sqlite3.connect(tmp_path / "county.gpkg", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(TubanError, match="could not be saved"):
        model.save()
    assert county_layer.isModified()
    assert len(model.log.unsaved()) == 1
    other.execute("ROLLBACK")
    other.close()
    model.save()
    assert not county_layer.isModified()
    assert model.log.unsaved() == []


def test_a_layer_that_is_removed_leaves_its_decisions_in_the_log(county_layer, county_file, tmp_path):
    model, told = opened(county_layer), []
    model.told.connect(told.append)
    key = model.patch.key
    model.choose("0404")
    model.decide()
    QgsProject.instance().removeMapLayer(county_layer.id())
    assert len(told) == 1
    assert "was removed" in told[0]
    assert model.layer is None
    layer = QgsVectorLayer(f"{tmp_path / 'county.gpkg'}|layername=DLTB", "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    again = opened(layer)
    assert [made.patch for made in again.offered] == [key]
    assert again.recover() == 1
    assert next(feature["DLBM"] for feature in layer.getFeatures() if str(feature["BSM"]) == key) == "0404"
    again.save()
    assert opened(layer).offered == []


def test_offered_decisions_can_be_dropped(county_layer):
    model = opened(county_layer)
    model.choose("0404")
    model.decide()
    model._connect(False)  # as after a crash: nobody hears that the edits go
    county_layer.rollBack()
    again = opened(county_layer)
    assert len(again.offered) == 1
    again.forget_offered()
    assert again.queue.counts()["done"] == 0
    assert opened(county_layer).offered == []


def test_a_full_disk_takes_no_decision(county_layer, monkeypatch):
    from tuban.tools.errors import TubanError

    model = opened(county_layer)
    patch, steps = model.patch, county_layer.undoStack().index()
    size = model.log.path.stat().st_size

    def full(_handle):
        raise OSError(28, "No space left on device")

    model.choose("0404")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(TubanError, match="No space left"):
            model.decide()
    assert model.patch is patch
    assert model.log.path.stat().st_size == size
    assert county_layer.undoStack().index() == steps
    assert value(county_layer, patch.fid, "DLBM") == patch.attributes["DLBM"]
    model.decide()
    assert model.queue.counts()["done"] == 1


def test_a_full_file_system_takes_no_decision(county_layer, tmp_path):
    from tuban.tools.errors import TubanError
    from tuban.tools.labelling.log import DecisionLog

    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        model = opened(county_layer)
        model.log.close()
        model.log = DecisionLog.open(small / "log.jsonl", {})

        def decide_on():
            for _turn in range(2000):
                model.choose("0404")
                model.decide()

        with pytest.raises(TubanError, match="cannot be written"):
            decide_on()
        whole = lines(small / "log.jsonl")
        assert len(whole) - 1 == len(model.log.decisions) == county_layer.undoStack().index()
    finally:
        model.log.close()
        subprocess.run(["umount", str(small)], check=False)


def test_split_patches_come_next_and_are_checked(county_layer, qtbot):
    from qgis.core import QgsFeature, QgsGeometry

    model = opened(county_layer)
    patch = model.patch
    box = patch.geometry.boundingBox()
    box.setXMaximum(box.center().x())
    half = QgsGeometry.fromRect(box)
    with qtbot.waitSignal(model.remarked, timeout=5000):
        county_layer.startEditing()
        county_layer.beginEditCommand("split")
        new = QgsFeature(county_layer.getFeature(patch.fid))
        new.setGeometry(patch.geometry.intersection(half))
        county_layer.changeGeometry(patch.fid, patch.geometry.difference(half))
        county_layer.addFeature(new)
        county_layer.endEditCommand()
    assert len(model.queue) == 301
    assert model.queue.fids[model.queue.place + 1] < 0
    assert not [remark for remark in model.remarks if remark.severity == "error"]
    with qtbot.waitSignal(model.remarked, timeout=5000):
        county_layer.changeGeometry(patch.fid, patch.geometry.buffer(5.0, 3))
    assert [remark for remark in model.remarks if remark.severity == "error"]


def test_a_killed_process_loses_at_most_the_decision_under_way(county_file, tmp_path, qgis_app):
    """QGIS decides without end and is killed; what it had told to be decided is offered by the next one."""
    import shutil
    import signal

    path = tmp_path / "county.gpkg"
    shutil.copy(county_file, path)
    script = Path(__file__).with_name("decide_until_killed.py")
    process = subprocess.Popen(
        [sys.executable, str(script), str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    too_long = threading.Timer(60.0, process.kill)
    too_long.start()
    decided = []
    for line in process.stdout:
        if line.startswith("decided "):
            decided.append(line.split()[1])
        if len(decided) == 50:
            process.send_signal(signal.SIGKILL)
            break
    decided += [line.split()[1] for line in process.stdout if line.startswith("decided ") and line.endswith("\n")]
    process.wait()
    too_long.cancel()
    assert len(decided) >= 50
    assert process.returncode == -signal.SIGKILL
    layer = QgsVectorLayer(f"{path}|layername=DLTB", "DLTB", "ogr")
    QgsProject.instance().addMapLayer(layer)
    model = opened(layer)
    offered = [made.patch for made in model.offered]
    assert offered[: len(decided)] == decided
    assert len(offered) <= len(decided) + 1
    assert model.recover() == len(offered)
    now = {str(feature["BSM"]): feature["DLBM"] for feature in layer.getFeatures()}
    assert {now[key] for key in decided} == {"1207"}
    QgsProject.instance().removeAllMapLayers()
