"""What the findings dock thinks with, without a window: the tree, its filters, decisions, lists, patches."""

from __future__ import annotations

import csv

import geopandas as gpd
import numpy as np
import pytest
import shapely
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QModelIndex, Qt
from tuban.forms.findings.findings_model import OPEN, FindingsBook, FindingsModel
from tuban.tools.errors import TubanError
from tuban.tools.quality.export import write_list
from tuban.tools.quality.findings import findings, joined
from tuban.tools.quality.labels import kind_names
from tuban.tools.quality.lifecycle import Decision
from tuban.tools.standard import load

CRS = "EPSG:4528"
AT = 40_500_000.0
STANDARD = load("2019")


def some(kind: str, rule: str, severity: str, count: int, first: int = 0, **more) -> gpd.GeoDataFrame:
    x = AT + 100.0 * np.arange(first, first + count)
    return findings(
        kind=kind, rule=rule, severity=severity, layer="DLTB", message=f"{kind} 有误",
        feature=[f"P{number:03}" for number in range(first, first + count)],
        geometry=shapely.box(x, 0, x + 10, 10), measure=100.0, unit="m2", crs=CRS, **more,
    )  # fmt: skip


@pytest.fixture
def book() -> FindingsBook:
    found = joined(
        [
            some("sliver", "4601-1", "warning", 3),
            some("overlap", "4301-05", "error", 4, other="P099"),
            some("gap", "4301-06", "error", 2, first=4),
            some("narrow", "N-1", "note", 1, first=9),
        ]
    )
    towns = {f"P{number:03}": "330101001" if number % 2 else "330101002" for number in range(9)}
    return FindingsBook(
        found, STANDARD, kind_names(STANDARD), STANDARD.rules, townships=towns, names={"330101001": "甲镇"}
    )


@pytest.fixture
def model(book) -> FindingsModel:
    return FindingsModel(book)


def labels(model, parent=None) -> list:
    """What is shown, as nested lists: (text, children)."""
    parent = parent or QModelIndex()
    shown = model.shown
    rows = [shown.index(row, 0, parent) for row in range(shown.rowCount(parent))]
    return [
        (shown.data(index), labels(model, index)) if shown.hasChildren(index) else shown.data(index) for index in rows
    ]


def test_errors_come_first_then_rules_and_townships(model):
    tree = labels(model)
    assert [text for text, _ in tree] == ["Error (6)", "Warning (3)", "Note (1)"]
    assert [text.split(" · ")[1] for text, _ in tree[0][1]] == ["4301-05 (4)", "4301-06 (2)"]
    overlaps = tree[0][1][0][1]
    assert overlaps == [
        ("330101001 甲镇 (2)", ["P001 – P099", "P003 – P099"]),
        ("330101002 (2)", ["P000 – P099", "P002 – P099"]),
    ]
    assert tree[2][1][0][1] == [("Township not known (1)", ["P009"])]


def test_indexes_lead_back_to_their_parents(model):
    for place in range(len(model.book)):
        index = model.tree.index_of(place)
        assert model.tree.place_of(index) == place
        again = model.tree.index(index.row(), 0, index.parent())
        assert again == index
        depth = 0
        while index.parent().isValid():
            index, depth = index.parent(), depth + 1
        assert depth == 3
    assert not model.tree.parent(QModelIndex()).isValid()


@pytest.mark.parametrize(
    ("conditions", "count"),
    [
        ({"rule": "4301-05"}, 4),
        ({"text": "p00"}, 10),
        ({"text": "P099"}, 4),
        ({"text": "sliver"}, 3),
        ({"text": "有误 p004"}, 1),
        ({"text": "330101001"}, 4),
        ({"state": "new"}, 10),
        ({"state": "fixed"}, 0),
        ({"rule": "4601-1", "text": "P000"}, 1),
    ],
)
def test_filters_show_what_meets_all_conditions(model, conditions, count):
    model.filter(**conditions)
    counts = model.counts()
    assert (counts["shown"], counts["all"]) == (count, 10)
    assert counts["error"] + counts["warning"] + counts["note"] == count
    leaves = [text for _, rules in labels(model) for _, towns in rules for _, rows in towns for text in rows]
    assert len(leaves) == count
    model.filter(rule="", state="", text="")
    assert model.counts()["shown"] == 10


def test_the_view_narrows_what_the_filter_leaves(model):
    model.filter(rule="4301-05")
    model.look_at((AT + 95, -5, AT + 215, 5))
    assert labels(model)[0][0] == "Error (2)"
    assert [model.book.column["feature"][place] for place in np.flatnonzero(model.shown.mask)] == ["P001", "P002"]
    assert not model.shown.index_of(int(np.flatnonzero(~model.shown.mask)[0])).isValid()
    model.look_at(None)
    assert model.counts()["shown"] == 4


def test_a_finding_without_a_place_is_never_in_view():
    found = findings(
        kind="bad_bsm", rule="r", severity="error", layer="DLTB", feature=["1"], message="m", geometry=[None], crs=CRS
    )
    model = FindingsModel(FindingsBook(found, STANDARD, {}, STANDARD.rules))
    model.look_at((-1e9, -1e9, 1e9, 1e9))
    assert model.counts()["shown"] == 0


def test_steps_go_through_what_is_shown_and_stop_at_its_ends(model):
    model.filter(rule="4301-06")
    walked, place = [], -1
    while (place := model.step(place, 1)) >= 0:
        walked.append(place)
    assert walked == np.flatnonzero(model.shown.mask).tolist()
    assert model.step(walked[0], -1) == -1
    assert model.step(walked[1], -1) == walked[0]
    assert model.step(9, -1) == walked[-1]
    model.filter(text="nothing of the kind")
    assert model.step(-1, 1) == model.step(5, -1) == -1


def test_decisions_follow_the_life_cycle(model):
    book = model.book
    ids = book.decide(np.array([0, 1]), Decision("exception", "飞地", "李四", "2026-11-21"))
    assert ids == book.column["id"][:2].tolist()
    assert book.grant(0) == {"reason": "飞地", "name": "李四", "date": "2026-11-21"}
    model.filter(state=OPEN)
    assert model.counts()["shown"] == 8
    book.decide(np.array([0]), Decision("new"))
    assert (book.column["state"][0], book.grant(0), len(book.exceptions)) == ("new", {}, 1)
    book.column["state"][2] = "fixed"
    book.frame["state"] = book.column["state"]
    assert book.decide(np.array([2]), Decision("confirmed")) == []
    assert book.column["state"][2] == "fixed"


def test_a_new_book_keeps_the_filters(model, book):
    model.filter(rule="4301-05")
    frame = book.frame[book.frame["feature"] != "P000"].reset_index(drop=True)
    model.set_book(FindingsBook(frame, STANDARD, book.kinds, book.rules))
    assert (model.counts()["shown"], model.counts()["all"]) == (3, 8)


def test_the_findings_of_a_patch(book):
    assert {book.column["rule"][place] for place in book.of_patches({"P001"})} == {"4601-1", "4301-05"}
    assert len(book.of_patches({"P099"})) == 4
    assert len(book.of_patches({"P09"})) == 0


def test_rows_know_what_they_are(model):
    index = model.tree.index_of(0)
    assert model.tree.data(index.siblingAtColumn(2)) == "100.00 m²"
    assert model.tree.data(index.siblingAtColumn(1)) == "new"
    assert model.tree.data(index, Qt.ItemDataRole.ToolTipRole) == "overlap 有误"
    assert model.tree.flags(index) & Qt.ItemFlag.ItemNeverHasChildren
    assert model.book.line(0).split("\t")[:5] == ["error", "new", "overlap", "4301-05", "P001"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "gpkg"])
def test_a_list_to_hand_on(book, tmp_path, ending):
    book.decide(np.array([0]), Decision("exception", "=1+1", "李四"))
    path = tmp_path / f"list.{ending}"
    write_list(path, book.selected(np.arange(3)), STANDARD)
    if ending == "csv":
        head, *rows = csv.reader(path.open(encoding="utf-8-sig"))
        row = dict(zip(head, rows[0]))
        assert len(rows) == 3
        assert (row["Kind"], row["State"], row["Township"], row["Granted by"]) == (
            "overlap", "exception", "330101001", "李四",
        )  # fmt: skip
        assert row["Reason"] == "'=1+1", "a spreadsheet must not take it for a formula"
        assert float(row["X"]) == AT + 105
    elif ending == "gpkg":
        layer = QgsVectorLayer(f"{path}|layername=finding_polygons", "list", "ogr")
        assert layer.featureCount() == 3
        assert {"township", "reason"} <= {field.name() for field in layer.fields()}
    else:
        assert path.read_bytes()[:2] == b"PK"


def test_a_list_of_another_kind_is_refused(book, tmp_path):
    with pytest.raises(TubanError, match="neither csv nor xlsx nor gpkg"):
        write_list(tmp_path / "list.pdf", book.selected(np.arange(1)), STANDARD)
    assert list(tmp_path.iterdir()) == []
