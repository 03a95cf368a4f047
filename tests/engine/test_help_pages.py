"""The help pages: every kind has one, its figures are true, and the pages that are shipped are those of the tables."""

from __future__ import annotations

import importlib.util
import math
import re
import xml.etree.ElementTree as ET
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import numpy as np
import pytest
import shapely
from markupsafe import escape
from tuban.tools import language
from tuban.tools.linear import LINE_KINDS, PATCH_KINDS
from tuban.tools.standard import load
from tuban.tools.topology import KINDS

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = CHECKOUT / "resources" / "help"
STANDARD = load("2019")
FOLDERS = ("en", "zh_CN")
EVERY_KIND = list(STANDARD.kind_help.index)
STAGES = ("before", "after")

MEASURES = {
    "overlap": 200.0,
    "gap": 360.0,
    "outside_county": 320.0,
    "uncovered": 320.0,
    "hole": 35.0 * 30.0,
    "duplicate_geometry": 50.0 * 60.0,
    "contained": 25.0 * 36.0,
    "multipart": 2.0,
    "short_segment": math.hypot(0.003, 0.004),
    "spike": math.degrees(math.atan(2 / 40) + math.atan(1 / 40)),
    "sliver": 2.0 * 4.0,
    "narrow": 2 * 120 * 1.8 / (2 * (120 + 1.8)),
    "below_minimum_area": 18.0 * 20.0,
    "mergeable": 60.0,
    "crosses_village": 12.0 * 60.0,
    "outside_village": 20.0 * 30.0,
    "village_uncovered": 12.0 * 60.0,
    "crosses_township": 12.0 * 60.0,
    "missing_line": 60.0,
    "off_boundary": 2 * math.hypot(16, 20) + 20,
    "beyond_boundary": 2 * 13.0 + 10.0,
    "line_overlap": 25.0,
    "self_overlap": 20.0,
    "short_line": 1.5,
    "seam_gap": 4 * 20.0 + 4 * 20.0,
    "seam_overlap": 4 * 20.0 + 4 * 20.0,
    "linear_break": 8.0,
    "class_break": 60.0,
    "attribute_break": 60.0,
    "linear_width_shape": 7.1,
    "linear_width_class": 8.3,
    "linear_narrow": 0.9,
    "linear_gap": 3.0,
    "linear_dangle": 3.5,
    "linear_tunnel": 20.0,
}
"""The size of the fault in each example, worked out by hand; the other kinds have none."""

BESIDES = {"dangle": ["missing_line"]}
"""What cannot but come with a kind."""


@pytest.fixture(scope="module")
def make_help():
    spec = importlib.util.spec_from_file_location("make_help", CHECKOUT / "scripts" / "make_help.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(make_help, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("help")
    make_help.write_pages(folder)
    return folder


def segments(layers) -> Counter:
    """The edges of an example's features, each with what the feature is told by, and without direction."""
    edges = Counter()
    for layer, frame in layers.items():
        told = frame.drop(columns="geometry").astype(str).agg("|".join, axis=1)
        for about, shape in zip(told, frame.geometry):
            for line in lines_of(shape):
                xy = [tuple(point) for point in shapely.get_coordinates(line).tolist()]
                edges.update((f"{layer}|{about}", *sorted(pair)) for pair in zip(xy, xy[1:]))
    return edges


def lines_of(shape) -> list:
    if shape is None:
        return []
    parts = shapely.get_parts(shape)
    return list(parts if shape.geom_type == "LineString" else shapely.get_rings(parts))


# ------------------------------------------------------------------------------------------------ the tables


def test_every_kind_of_the_topology_check_is_explained_with_an_example():
    told, shown = set(STANDARD.kind_help.index), set(STANDARD.kind_examples["kind"])
    assert {*PATCH_KINDS, *LINE_KINDS} <= told & shown
    assert sorted(set(KINDS) - told) == [], "without a row in kind_help.csv"
    assert sorted(set(KINDS) - shown) == [], "without an example in kind_examples.csv"
    assert sorted(shown - told) == []


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_before_shows_exactly_the_fault_and_after_none(make_help, kind):
    found = make_help.found(kind, "before")
    assert sorted(found["kind"]) == [kind, *BESIDES.get(kind, [])]
    size = found.loc[found["kind"] == kind, "measure"].iloc[0]
    if kind in MEASURES:
        assert size == pytest.approx(MEASURES[kind], abs=1e-6)
    else:
        assert np.isnan(size)
    assert make_help.found(kind, "after")["kind"].tolist() == []


@pytest.mark.parametrize("kind", sorted(set(EVERY_KIND) - {"null_geometry", "linear_order"}))
def test_the_fault_lies_where_before_and_after_differ(make_help, kind):
    """A crossing lies amid the patch that changes there."""
    before, after = (segments(make_help.features(kind, stage)) for stage in STAGES)
    changed = shapely.multilinestrings([edge[1:] for edge in ((before - after) + (after - before)).elements()])
    for fault in make_help.found(kind, "before").geometry:
        assert shapely.distance(fault, changed) < 1e-3


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_texts_are_sentences_in_their_language(kind):
    for column, text in STANDARD.kind_help.loc[kind].items():
        if column.endswith("_en"):
            assert re.fullmatch(r"[A-Z][^\u4e00-\u9fff]*\.", text), column
        elif column.endswith("_zh") and column != "source_zh":
            assert re.search(r"[\u4e00-\u9fff].*。$", text), column


# ------------------------------------------------------------------------------------------------ the pages


def test_the_pages_that_are_shipped_are_those_of_the_tables(made):
    for folder in FOLDERS:
        shipped = {path.name: path.read_text(encoding="utf-8") for path in (PAGES / folder).iterdir()}
        assert shipped == {path.name: path.read_text(encoding="utf-8") for path in (made / folder).iterdir()}, (
            "run `make help-pages`"
        )


class Page(HTMLParser):
    """Links, pictures and text of a page; an element that is not closed is an error."""

    EMPTY = ("meta", "br", "img")

    def __init__(self, path: Path):
        super().__init__()
        self.links, self.pictures, self.text, self._open = [], [], "", []
        self.feed(path.read_text(encoding="utf-8"))
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.links += [value for name, value in attrs if name == "href"]
        self.pictures += [value for name, value in attrs if name == "src"]
        if tag not in self.EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open and self._open[-1] != "style":
            self.text += data


@pytest.fixture(params=FOLDERS)
def folder(request) -> Path:
    return PAGES / request.param


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_a_page_tells_all_and_needs_nothing_beside_it(folder, kind):
    page = Page(folder / f"{kind}.html")
    code = {"en": "en", "zh_CN": "zh"}[folder.name]
    told = STANDARD.kind_help.loc[kind]
    rule = STANDARD.rules[STANDARD.rules["check"].str.endswith(f":{kind}")].iloc[0]
    for text in (*(told[f"{part}_{code}"] for part in ("definition", "limit", "remedy", "repair")), rule.name):
        assert text in page.text
    assert STANDARD.kinds.loc[kind, f"name_{code}"][1:] in page.text
    assert page.links == ["index.html"]
    assert all(picture.startswith("data:image/svg+xml,") for picture in page.pictures)
    assert "{" not in page.text


def test_the_index_leads_to_every_page(folder):
    page = Page(folder / "index.html")
    assert set(page.links) == {path.name for path in folder.iterdir()} - {"index.html"}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_the_fault_is_red_before_and_gone_after(folder, kind):
    before, after = (unquote(picture.partition(",")[2]) for picture in Page(folder / f"{kind}.html").pictures)
    red = "#d7191c"
    for svg in (before, after):
        assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
        assert "nan" not in svg
    assert red in before
    assert red not in after


def test_every_rule_has_an_anchor_with_its_text(folder):
    text = (folder / "rules.html").read_text(encoding="utf-8")
    Page(folder / "rules.html")
    code = {"en": "en", "zh_CN": "zh"}[folder.name]
    for name, row in STANDARD.book.iterrows():
        assert f'<h2 id="{name}">' in text
        assert str(escape(row[f"name_{code}"])) in text
    for edition in ("2019", "yearly"):
        assert all(f'id="rule-{name}"' in text for name in load(edition).all_rules.index)


def test_the_list_of_rules_in_the_docs_is_that_of_the_tables(make_help):
    shipped = (CHECKOUT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert shipped == make_help.rule_pages.markdown(), "run `make help-pages`"
    assert all(f"| {name} |" in shipped for name in STANDARD.book.index)


def test_the_language_is_as_before(make_help, made):
    assert language.language() == language.ENGLISH
