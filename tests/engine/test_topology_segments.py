"""Segments that run along each other, held against GEOS on lines whose overlays are exact."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, box
from tuban.tools.errors import Cancelled
from tuban.tools.topology.segments import chains, cut_out, keys, left_alone, segments_of, shared

TOLERANCE = 0.001
NODES = st.tuples(st.integers(0, 6), st.integers(0, 2))
STRAIGHT = st.tuples(NODES, NODES).filter(lambda ends: ends[0] != ends[1])


def of(*lines):
    return segments_of(np.array([LineString(line) for line in lines], dtype=object))


def test_segments_of_lines_and_of_areas():
    lines = np.array([MultiLineString([[(0, 0), (1, 0), (1, 0)], [(2, 0), (3, 0), (4, 0)]]), None], dtype=object)
    found = segments_of(lines)
    assert found.owner.tolist() == [0, 0, 0]
    assert found.lengths().tolist() == [1.0, 1.0, 1.0]
    assert len(segments_of(np.array([None, box(0, 0, 1, 1)], dtype=object))) == 4
    assert len(segments_of(np.empty(0, object))) == 0


def test_keys_are_those_of_the_two_ends():
    one, two = keys(of([(0, 0), (1, 0)], [(0, 0), (0, 1)]), of([(1, 0), (0, 0)], [(0, 0), (1, 1)]))
    assert one[0] == two[0]
    assert len({*one, *two}) == 3


@pytest.mark.parametrize(
    ("other", "interval"),
    [
        ([(2, 0), (8, 0)], (2, 8)),
        ([(8, 0), (2, 0)], (2, 8)),
        ([(-5, 0), (3, 0)], (0, 3)),
        ([(-5, 0.0005), (50, 0.001)], (0, 10)),
        ([(10, 0), (20, 0)], None),
        ([(0, 0), (10, 0.01)], None),
        ([(5, -1), (5, 1)], None),
        ([(0, 0.0011), (10, 0.0011)], None),
        ([(3, 0), (3.0009, 0)], None),
        ([(3, 0), (3.0019, 0)], (3, 3.0019)),
    ],
)
def test_two_segments_run_along_each_other_within_the_tolerance(other, interval):
    found = shared(of([(0, 0), (10, 0)]), of(other), TOLERANCE)
    expected = [] if interval is None else [pytest.approx(interval)]
    assert list(zip(found.low, found.high)) == expected


@given(STRAIGHT, st.lists(STRAIGHT, max_size=5))
@settings(max_examples=200, deadline=None)
def test_what_is_left_alone_is_what_overlay_leaves(line, others):
    one, two = of(line), of(*others) if others else segments_of(np.empty(0, object))
    place, ends = left_alone(one, shared(one, two, TOLERANCE), TOLERANCE)
    assert set(place) <= {0}
    (x, y), (to_x, to_y) = line
    on_it = [LineString(o) for o in others if all((u - x) * (to_y - y) == (v - y) * (to_x - x) for u, v in o)]
    rest = shapely.difference(LineString(line), shapely.union_all(on_it))
    left = shapely.union_all(shapely.linestrings(ends)) if len(ends) else LineString()
    assert shapely.length(left) == pytest.approx(shapely.length(rest), abs=1e-6)
    assert shapely.length(shapely.difference(rest, shapely.buffer(left, 1e-6))) == pytest.approx(0.0, abs=1e-6)


def test_intervals_are_cut_out_and_joined():
    drawn = of([(0, 0), (4, 0), (4, 3)])
    place, low, high = np.array([0, 1, 1]), np.array([1.0, 0.0, 2.5]), np.array([4.0, 1.0, 3.0])
    ends = cut_out(drawn, place, low, high)
    groups, lines = chains(ends, pd.DataFrame({"name": ["a", "a", "a"]}))
    assert groups["name"].tolist() == ["a", "a"]
    assert sorted(shapely.length(lines)) == [0.5, 4.0]
    apart, lines = chains(ends, pd.DataFrame({"name": ["a", "b", "b"]}))
    assert sorted(zip(apart["name"], shapely.length(lines))) == [("a", 3.0), ("b", 0.5), ("b", 1.0)]
    none, lines = chains(ends[:0], pd.DataFrame({"name": []}))
    assert (len(none), len(lines)) == (0, 0)


def test_a_piece_that_is_there_twice_counts_once():
    ends = cut_out(of([(0, 0), (4, 0)]), np.array([0, 0]), np.array([0.0, 0.0]), np.array([4.0, 4.0]))
    _, lines = chains(ends, pd.DataFrame({"name": ["a", "a"]}))
    assert shapely.length(lines).tolist() == [4.0]


def test_a_cancelled_look_stops():
    def cancel(percent):
        raise Cancelled

    with pytest.raises(Cancelled):
        shared(of([(0, 0), (1, 0)]), of([(0, 0), (1, 0)]), TOLERANCE, cancel)
