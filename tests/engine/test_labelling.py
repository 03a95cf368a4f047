"""Queues, the decision log, classes by key, shared work: what the interpretation dock thinks with."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from tuban.tools.errors import TubanError
from tuban.tools.labelling.classes import finder
from tuban.tools.labelling.log import SAVED, UNDONE, DecisionLog
from tuban.tools.labelling.queue import Queue
from tuban.tools.labelling.session import VERSION, Session, load_session, save_session
from tuban.tools.labelling.sharing import claim, load_parts, merged, save_parts, shared_out
from tuban.tools.labelling.tags import decided, tag_fields
from tuban.tools.standard import load


def grid(side=16):
    x, y = np.meshgrid(np.arange(side, dtype=float), np.arange(side, dtype=float))
    keys = [f"k{number:04d}" for number in range(side * side)]
    area = np.arange(side * side, dtype=float)
    return pd.DataFrame({"key": keys, "DLBM": "0101", "area": area, "priority": -area, "x": x.ravel(), "y": y.ravel()})


def test_by_place_each_patch_lies_beside_the_one_before():
    patches = grid()
    queue = Queue.of(patches)
    rows = patches.loc[queue.fids]
    steps = np.abs(np.diff(rows["x"])) + np.abs(np.diff(rows["y"]))
    assert len(set(queue.fids)) == len(patches)
    assert (steps == 1).all()  # the property of a Hilbert curve on a full grid


def test_other_orders():
    patches = grid(4)
    assert list(Queue.of(patches, "size").fids) == list(range(15, -1, -1))
    assert list(Queue.of(patches, "id").fids) == list(range(16))
    assert list(Queue.of(patches, "priority").fids) == list(range(16))


def test_next_to_do_wraps_and_pace_leaves_breaks_out():
    queue = Queue.of(grid(2), "id", {"k0000": "done", "k0003": "skipped"})
    assert queue.place == 1
    queue.place = 2
    queue.set_state(2, "done")
    assert queue.next_to_do() == 1
    queue.seconds = [2.0, 4.0, 1000.0]
    assert queue.pace() == pytest.approx(1200.0)
    assert queue.hours_left() == pytest.approx(1 / 1200.0)
    assert queue.find("#3") == 2
    assert queue.find("03") == 3
    assert queue.find("nothing") is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("0101", "0101"), ("101", "0101"), ("st", "0101"), ("shuitian", "0101"), ("水田", "0101"), ("paddy", "0101")),
        *(("5h1", "05H1"), ("nczjd", "0702"), ("gongyuanyulvdi", "0810"), ("宅基", "0702"), ("09", "09")),
    ],
)
def test_a_class_by_code_pinyin_or_name(typed, code):
    assert finder("2019").best(typed).code == code


def test_pinyin_has_a_syllable_for_each_character_of_every_class():
    from tuban.tools.labelling.classes import PINYIN
    from tuban.tools.standard.edition import EDITIONS
    from tuban.tools.standard.tables import read_table

    syllables = read_table(EDITIONS / "2019", PINYIN).set_index("code")["pinyin"].str.split()
    for one in finder("2019").classes:
        assert len(syllables[one.code]) == len(one.name_zh), one


def test_leaving_cultivated_land_takes_its_tags_and_its_deduction():
    old = {"DLBM": "0101", "DLMC": "水田", "ZZSXDM": "LS", "ZZSXMC": "种植粮食作物", "GDPDJB": "3", "GDLX": "TT"}
    old |= {"KCDLBM": "1203", "KCXS": 0.1, "KCMJ": 10.0, "TBMJ": 100.0, "TBDLMJ": 90.0, "CZCSXM": None}
    new = decided(load("2019"), "0702", {"CZCSXM": "203"}, old)
    assert new["TBDLMJ"] == 100.0
    assert (new["KCDLBM"], new["KCXS"], new["KCMJ"]) == (None, 0.0, 0.0)
    assert new["CZCSXM"] == "203"
    assert all(new[name] is None for name in ("ZZSXDM", "ZZSXMC", "GDPDJB", "GDLX"))
    assert decided(load("2019"), "0101", {}, old) == {}


def test_tags_are_those_of_the_standard():
    fields = ("ZZSXDM", "TBXHDM", "CZCSXM", "GDPDJB", "GDLX")
    offered = {found.field: found for found in tag_fields(load("2019"), "1006", {}, fields)}
    assert offered == {}
    industry = {found.field: found for found in tag_fields(load("2019"), "0601", {}, fields)}
    assert industry["CZCSXM"].allows("201A")
    assert industry["CZCSXM"].required


def test_a_log_is_what_reading_it_gives(tmp_path):
    path = tmp_path / "log.jsonl"
    log = DecisionLog.open(path, {"layer": "DLTB"})
    made = [log.decide(f"k{n}", n, {"DLBM": "0101"}, {"DLBM": "0103"}, "done", "ann", 1.5) for n in range(3)]
    log.mark(SAVED, [made[0].id])
    log.mark(UNDONE, [made[2].id])
    log.close()
    again = DecisionLog.read(path)
    assert again.decisions == made
    assert [one.patch for one in again.unsaved()] == ["k1"]
    assert again.states() == {"k0": "done", "k1": "done"}


def test_a_line_cut_short_is_passed_over_and_not_continued(tmp_path):
    path = tmp_path / "log.jsonl"
    log = DecisionLog.open(path)
    log.decide("k1", 1, {}, {"DLBM": "0103"}, "done", "ann")
    log.close()
    with path.open("ab") as tail:
        tail.write(b'{"type": "decision", "id"')
    log = DecisionLog.open(path)
    log.decide("k2", 2, {}, {}, "done", "ann")
    log.close()
    assert [made.patch for made in DecisionLog.read(path).decisions] == ["k1", "k2"]


def test_a_newer_log_and_a_newer_session_are_refused(tmp_path):
    path = tmp_path / "file"
    path.write_text('{"type": "log", "format": 99}\n', encoding="utf-8")
    with pytest.raises(TubanError, match="newer"):
        DecisionLog.open(path)
    path.write_text('{"version": 99}', encoding="utf-8")
    with pytest.raises(TubanError, match="newer"):
        load_session(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(TubanError, match="no session"):
        load_session(path)


def test_a_session_of_version_1_is_migrated(tmp_path):
    path = tmp_path / "session.json"
    old = {"version": 1, "layer": "a", "patch": "k1", "favourites": ["0101", "", "0301"], "gone": 1}
    path.write_text(json.dumps(old), encoding="utf-8")
    session = load_session(path)
    assert session == Session(layer="a", patch="k1", favourites={"1": "0101", "3": "0301"})
    save_session(session, path)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == VERSION
    assert load_session(path) == session


def test_work_is_shared_out_claimed_once_and_merged_with_conflicts(tmp_path):
    path = tmp_path / "plan.json"
    parts = shared_out(grid(), 3)
    assert sorted(key for part in parts for key in part.patches) == sorted(grid()["key"])
    save_parts(parts, path)
    claim(path, "1", "ann")
    claim(path, "1", "ann")
    with pytest.raises(TubanError, match="ann"):
        claim(path, "1", "bob")
    assert [part.who for part in load_parts(path)] == ["ann", "", ""]
    logs = []
    for who, codes in (("ann", "0103 0103 0301"), ("bob", "0103 0305")):
        log = DecisionLog.open(tmp_path / who)
        for number, code in enumerate(codes.split()):
            log.decide(f"k{number}", number, {"DLBM": "0101"}, {"DLBM": code}, "done", who)
        log.close()
        logs.append(log)
    result = merged(logs)
    assert {made.patch for made in result.decisions} == {"k0", "k2"}
    assert [(one.patch, [made.who for made in one.decisions]) for one in result.conflicts] == [("k1", ["ann", "bob"])]
