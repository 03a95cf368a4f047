"""Patches across a line between villages, against known places and against plain overlay."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from tuban.tools.errors import Cancelled
from tuban.tools.sample import make_county
from tuban.tools.topology.villages import crossing, homes

ZONE = np.array([40_520_000.0, 3_400_000.0])
WEST, EAST = box(0, 0, 50, 100), box(50, 0, 100, 100)
TOLERANCE = 0.001


def shifted(*geometries):
    """Geometries moved to where a survey's coordinates are."""
    return shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + ZONE)


def crossed(patches, villages, tolerance=TOLERANCE, suspects=()):
    """Patch, villages and area beyond of each patch that crosses."""
    found = crossing(shifted(*patches), shifted(*villages), tolerance, suspects=suspects)
    return list(zip(found.patch.tolist(), found.villages, found.area.round(6).tolist()))


def test_a_patch_over_the_line_is_found_with_its_smaller_part():
    patches = [box(0, 0, 40, 100), box(40, 0, 55, 100), box(55, 0, 100, 100)]
    found = crossing(shifted(*patches), shifted(WEST, EAST), TOLERANCE)
    assert found.patch.tolist() == [1]
    assert found.villages == [(0, 1)]
    assert found.area == pytest.approx([500.0])
    assert shapely.equals(found.geometry, shifted(box(50, 0, 55, 100))).all()


def test_a_patch_along_the_line_crosses_nothing():
    assert crossed([WEST, EAST], [WEST, EAST]) == []
    halves = [box(0, 0, 50, 40), box(0, 40, 50, 100), box(50, 0, 100, 70), box(50, 70, 100, 100)]
    assert crossed(halves, [WEST, EAST]) == [], "the villages need no vertex where patches end"


@pytest.mark.parametrize(("reach", "expected"), [(0.0009, 0), (0.001, 0), (0.0011, 1), (0.01, 1)])
def test_what_reaches_over_no_further_than_the_tolerance_is_none(reach, expected):
    patches = [box(0, 0, 50 + reach, 100), box(50 + reach, 0, 100, 100)]
    assert len(crossed(patches, [WEST, EAST])) == expected


def test_the_tolerance_is_a_setting():
    patches = [box(0, 0, 50.5, 100), box(50.5, 0, 100, 100)]
    assert crossed(patches, [WEST, EAST], tolerance=0.5) == []
    assert crossed(patches, [WEST, EAST], tolerance=0.49) == [(0, (0, 1), 50.0)]


def test_three_villages_are_named_the_larger_first():
    villages = [box(0, 0, 100, 50), box(0, 50, 50, 100), box(50, 50, 100, 100)]
    assert crossed([box(0, 0, 100, 60)], villages) == [(0, (0, 1, 2), 1000.0)]
    assert crossed([box(20, 0, 100, 60)], villages) == [(0, (0, 2, 1), 800.0)]


def test_land_in_no_village_is_not_beyond_a_line():
    assert crossed([box(0, 0, 50, 120)], [WEST, EAST]) == []
    assert crossed([box(200, 0, 210, 10)], [WEST, EAST]) == []


def test_land_that_two_villages_claim_is_at_home():
    claimed = box(30, 0, 100, 100)
    assert crossed([box(0, 0, 50, 100), box(50, 0, 100, 100)], [WEST, claimed]) == []
    assert crossed([box(0, 0, 60, 100)], [WEST, claimed]) == [(0, (0, 1), 1000.0)]


def test_a_patch_in_two_parts_may_lie_in_two_villages():
    both = MultiPolygon([box(10, 10, 20, 20), box(80, 10, 85, 15)])
    ring = Polygon(WEST.exterior, [box(10, 10, 20, 20).exterior])
    other = Polygon(EAST.exterior, [box(80, 10, 85, 15).exterior])
    assert crossed([both, ring, other], [WEST, EAST]) == [(0, (0, 1), 25.0)]


def test_a_village_within_another_is_crossed_too():
    inner = box(40, 40, 60, 60)
    outer = Polygon(box(0, 0, 100, 100).exterior, [inner.exterior])
    assert crossed([outer, inner], [outer, inner]) == []
    assert crossed([box(0, 0, 100, 100)], [outer, inner]) == [(0, (0, 1), 400.0)]


def test_a_patch_that_hides_behind_the_edges_of_others_is_found_as_a_suspect():
    patches = [WEST, EAST, box(40, 40, 60, 55)]
    assert crossed(patches, [WEST, EAST], suspects=[2]) == [(2, (0, 1), 150.0)]


def test_an_invalid_patch_or_village_stands_for_its_land():
    bow = Polygon([(40, 0), (60, 20), (60, 0), (40, 20)])
    ((patch, villages, area),) = crossed([bow], [WEST, EAST])
    assert (patch, villages, area) == (0, (0, 1), 100.0)
    folded = Polygon([(0, 0), (50, 0), (50, 100), (60, 100), (50, 100), (0, 100)])
    assert [villages for _, villages, _ in crossed([box(30, 0, 60, 100)], [folded, EAST])] == [(0, 1)]


def test_nothing_crosses_nothing():
    none = np.empty(0, object)
    assert len(crossing(none, none, TOLERANCE).patch) == 0
    assert len(crossing(shifted(WEST), none, TOLERANCE).patch) == 0
    assert len(crossing(none, shifted(WEST), TOLERANCE).patch) == 0
    assert crossed([None, WEST, Polygon()], [WEST, None]) == []


def test_homes_hold_the_largest_share():
    patches = shifted(box(0, 0, 40, 100), box(40, 0, 55, 100), box(44, 0, 100, 100), box(200, 0, 210, 10), None)
    villages = shifted(WEST, EAST)
    found = crossing(patches, villages, TOLERANCE)
    assert homes(patches, villages, found).tolist() == [0, 0, 1, -1, -1]


@pytest.fixture(scope="module")
def county():
    return make_county(1500, seed=5, vertices=30, villages=12)


def test_a_made_county_crosses_nothing_and_every_patch_is_at_home(county):
    patches, villages = county.DLTB.geometry.to_numpy(), county.CJDCQ.geometry.to_numpy()
    found = crossing(patches, villages, TOLERANCE)
    assert len(found.patch) == 0
    codes = county.CJDCQ["ZLDWDM"].to_numpy()[homes(patches, villages, found)]
    assert (codes == county.DLTB["ZLDWDM"]).all()


def test_villages_that_are_drawn_coarser_are_crossed_as_overlay_says(county):
    patches = county.DLTB.geometry.to_numpy()
    villages = shapely.coverage_simplify(county.CJDCQ.geometry.to_numpy(), 8.0)
    found = crossing(patches, villages, TOLERANCE)
    shares = shapely.area(shapely.intersection(patches[:, None], villages[None, :]))
    own = shares.argmax(axis=1)
    beyond = shares.sum(axis=1) - shares.max(axis=1)
    assert len(found.patch) > 100
    assert set(found.patch) >= set(np.flatnonzero(beyond > 1.0))
    assert found.area == pytest.approx(beyond[found.patch], abs=0.2)
    assert [places[0] for places in found.villages] == own[found.patch].tolist()
    assert (homes(patches, villages, found) == np.where(shares.max(axis=1) > 0, own, -1)).all()


def test_a_cancelled_look_stops(county):
    def cancel(percent):
        raise Cancelled

    with pytest.raises(Cancelled):
        crossing(county.DLTB.geometry.to_numpy(), county.CJDCQ.geometry.to_numpy(), TOLERANCE, cancel)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True), st.integers(1, 99))
@settings(max_examples=60, deadline=None)
def test_of_strips_only_the_one_that_the_line_cuts_is_found(cuts, line):
    bounds = [0, *sorted(cuts), 100]
    patches = [box(low, 0, high, 10) for low, high in zip(bounds, bounds[1:])]
    expected = [
        (place, 10.0 * min(line - low, high - line))
        for place, (low, high) in enumerate(zip(bounds, bounds[1:]))
        if low < line < high
    ]
    found = crossed(patches, [box(0, 0, line, 10), box(line, 0, 100, 10)])
    assert [(place, area) for place, _, area in found] == expected
