"""The edge table against a count of directed edges in plain Python."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, box
from tuban.tools.errors import TubanError
from tuban.tools.topology import edges
from tuban.tools.topology.edges import GRID, EdgeTable

NONE = np.empty(0, object)
ZONE = np.array([40_520_000.0, 3_400_000.0])
"""Eastings with the number of the zone in front, as the survey has them."""


def table(patches, outlines=(), **given):
    return EdgeTable(np.array(patches, dtype=object), np.array(outlines, dtype=object), **given)


def units(ring):
    return [tuple(pair) for pair in np.rint(shapely.get_coordinates(ring) / GRID).astype(int).tolist()]


def directed(polygon, sign=1):
    """Directed edges with the polygon on their left (sign 1) or right, by Python integers."""
    for part in shapely.get_parts(polygon):
        for place, ring in enumerate(shapely.get_rings(part)):
            points = units(ring)
            twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))
            if (twice > 0) != ((place == 0) == (sign > 0)):
                points.reverse()
            yield from ((a, b) for a, b in zip(points, points[1:]) if a != b)


def uncancelled(patches, outlines=()):
    """Edges whose two directions do not occur equally often, with how often each does."""
    count = Counter(edge for patch in patches for edge in directed(patch))
    count.update(edge for outline in outlines for edge in directed(outline, -1))
    return Counter({edge: many for edge, many in count.items() if many != count[edge[::-1]]})


def left_over(made):
    """The same from the table."""
    left = made.leftover()
    ends = np.hstack([left.start + made.origin, left.end + made.origin]).tolist()
    return Counter(((x, y), (u, v)) for x, y, u, v in ends)


def tiling(rows, columns, size=10.0, at=(0.0, 0.0)):
    x, y = (grid.ravel() * size for grid in np.meshgrid(np.arange(columns), np.arange(rows)))
    return shapely.box(x + at[0], y + at[1], x + size + at[0], y + size + at[1])


def test_a_tiling_cancels_whatever_way_its_rings_run():
    patches = tiling(4, 5, at=ZONE)
    outline = shapely.node(shapely.boundary(shapely.union_all(patches)))
    county = shapely.polygonize([outline]).geoms[0]
    backwards = shapely.reverse(patches)
    for turned in (patches, backwards, np.where(np.arange(20) % 3 == 0, backwards, patches)):
        made = table(turned, [county])
        assert not len(made.leftover().owner)
        assert made.area_balance == 0


def test_without_outline_the_rim_is_left_over():
    left = table(tiling(2, 2)).leftover()
    assert len(left.owner) == 8
    assert sorted(left.owner.tolist()) == [0, 0, 1, 1, 2, 2, 3, 3]


def test_a_patch_in_a_hole_cancels_the_hole():
    island = box(3, 3, 6, 6)
    rest = shapely.difference(box(0, 0, 10, 10), island)
    assert not len(table([rest, island], [box(0, 0, 10, 10)]).leftover().owner)
    far = box(20, 0, 21, 1)
    assert not len(table([MultiPolygon([island, far]), rest], [box(0, 0, 10, 10), far]).leftover().owner)


polygons = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=6, unique=True).map(Polygon)
sets = st.lists(st.one_of(polygons, st.tuples(polygons, polygons).map(MultiPolygon)), min_size=1, max_size=6)


@given(sets, st.lists(polygons, max_size=2), st.booleans())
@settings(max_examples=150, deadline=None)
def test_left_over_is_what_counting_leaves(patches, outlines, in_zone):
    if in_zone:
        patches = shapely.transform(np.array(patches, object), lambda xy: xy / 8 + ZONE).tolist()
        outlines = shapely.transform(np.array(outlines, object), lambda xy: xy / 8 + ZONE).tolist()
    expected = uncancelled([*patches], [*outlines])
    assert left_over(table(patches, outlines)) == expected


@pytest.mark.parametrize("block", [1, 3, 1000])
def test_blocks_make_no_difference(monkeypatch, block):
    monkeypatch.setattr(edges, "PATCHES_A_BLOCK", block)
    patches = [*tiling(3, 3), box(5, 5, 12, 12), None, Polygon([(0, 0), (0, 0), (4, 0), (4, 3), (4, 3.005)])]
    made = table(patches, short_segment=0.01)
    assert left_over(made) == uncancelled([patch for patch in patches if patch])
    owner, places = made.repeated_vertices()
    assert owner.tolist() == [11]
    assert places.tolist() == [[0.0, 0.0]]
    owner, neighbour, length, ends = made.short_segments()
    assert owner.tolist() == [11]
    assert neighbour.tolist() == [-1]
    assert length == pytest.approx([0.005])
    assert sorted(ends[0].tolist()) == [[4.0, 3.0], [4.0, 3.005]]


def test_owners_are_patches_and_outlines_by_place():
    left = table([None, box(0, 0, 1, 1), Polygon()], [box(5, 5, 6, 6), box(0, 0, 1, 2)]).leftover()
    assert set(left.owner.tolist()) == {1, -1, -2}
    assert (left.owner == -1).sum() == 4


def test_coordinates_match_within_half_a_unit_of_the_grid():
    near, far = 0.00004, 0.00006
    matched = table([box(0, 0, 1, 1), box(1 + near, 0, 2, 1)]).leftover()
    unmatched = table([box(0, 0, 1, 1), box(1 + far, 0, 2, 1)]).leftover()
    assert len(matched.owner) == 6
    assert len(unmatched.owner) == 8


def test_ring_areas_are_exact_across_a_county():
    """The products of the shoelace formula leave 64 bits there; their sum does not."""
    ring = np.array([[0, 0], [123_456.7891, 1.0001], [99_999.9999, 150_000.4321], [3.3333, 140_000.0007]])
    points = units(Polygon(ring + ZONE))
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:]))
    assert table([Polygon(ring + ZONE)]).area_balance == twice
    assert table([Polygon(ring + ZONE).reverse()]).area_balance == twice


def test_short_segments_end_below_the_limit():
    patch = Polygon([(0, 0), (10, 0), (10, 10), (9.93, 10), (9.91, 10), (0, 10)])
    lengths = table([patch], short_segment=0.07).short_segments()[2]
    assert lengths == pytest.approx([0.02])
    assert len(table([patch], short_segment=0.02).short_segments()[2]) == 0


def test_a_short_segment_of_two_patches_is_one():
    shared = [(5, 0), (5, 4), (5, 4.005), (5, 10)]
    left, right = Polygon([(0, 0), *shared, (0, 10)]), Polygon([(10, 0), *shared, (10, 10)])
    owner, neighbour, length, _ = table([left, right], short_segment=0.01).short_segments()
    assert (owner.tolist(), neighbour.tolist(), len(length)) == ([0], [1], 1)


def test_what_is_not_an_area_counts_as_null():
    given_ = np.array([None, shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)]), box(0, 0, 1, 1)], dtype=object)
    assert shapely.is_missing(edges.as_polygons(given_)).tolist() == [True, True, True, False]


def test_nothing_has_no_edges():
    assert not len(table([]).leftover().owner)
    assert not len(table([None, Polygon()]).leftover().owner)


def test_a_stray_coordinate_is_refused_by_the_extent():
    assert len(table([box(0, 0, 1, 1), box(399_999, 0, 400_000, 1)]).leftover().owner) == 8
    with pytest.raises(TubanError, match="400 km"):
        table([box(0, 0, 1, 1), box(40_520_000, 3_400_000, 40_520_001, 3_400_001)])


def test_edges_of_a_large_random_set_have_keys_of_their_own():
    rng = np.random.default_rng(7)
    corners = rng.integers(0, 2**31, (100_000, 3, 2)) * GRID
    block = edges.directed_edges(shapely.polygons(corners), np.zeros(2, np.int64))
    assert len(np.unique(block.key & ~np.uint64(1))) == 300_000


def test_sorting_out_by_bits_loses_none():
    rng = np.random.default_rng(8)
    keys = rng.integers(0, 2**64, 50_000, dtype=np.uint64)
    for many in (0, 1, 100, 10_000):
        hashes = np.unique(keys[:many] & ~np.uint64(1))
        assert (edges.among(keys, hashes) == np.isin(keys & ~np.uint64(1), hashes)).all()


HOLE = [(2, 2), (4, 2), (4, 4)]
RINGS = {
    "a hole": Polygon(box(0, 0, 9, 9).exterior.coords, [HOLE]),
    "a hole at the first vertex": Polygon([(0, 0), (9, 0), (9, 9), (0, 9)], [[(0, 0), (4, 2), (2, 4)]]),
    "a shell that comes back": Polygon([(0, 0), (4, 0), (4, 4), (0, 0), (-4, 0), (-4, 4)]),
    "a first vertex twice": Polygon([(0, 0), (0, 0), (4, 0), (4, 4)]),
    "two parts": MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)]),
    "two parts from one vertex": MultiPolygon(
        [Polygon([(0, 0), (4, 0), (4, 4)]), Polygon([(0, 0), (-4, 0), (-4, -4)])]
    ),
    "one part": MultiPolygon([box(0, 0, 3, 3)]),
}


@pytest.mark.parametrize("shape", RINGS.values(), ids=RINGS)
def test_rings_are_told_apart(shape):
    """Most patches are known to be one ring without being taken apart; these lie between two of that kind."""
    around = np.array([box(20, 0, 30, 10), shape, None, Polygon(), box(30, 0, 40, 10)], dtype=object)
    block = edges.directed_edges(around, np.zeros(2, np.int64))
    starts, ends = block.ends(np.arange(len(block.owner)))
    found = [[(tuple(a), tuple(b)) for a, b in zip(starts[own].tolist(), ends[own].tolist())]
             for own in (block.owner == place for place in range(5))]  # fmt: skip
    assert [Counter(some) for some in found] == [Counter(directed(one)) if one else Counter() for one in around]
