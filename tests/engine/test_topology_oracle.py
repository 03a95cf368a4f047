"""GEOS as oracle: which edges of a coverage do not fit, and whether it is valid.

GEOS calls an edge invalid where another patch lies at it: crosses it, covers it, runs along it or touches it without
the same vertices. What is left over in the edge table is these and the free edges, those with nothing on the other
side: the rim of the coverage and of its gaps. So the left-over edges that are not free must be the invalid ones, a
valid coverage has no overlap, and at every invalid edge there is a finding. By right they differ in:

- gaps. GEOS looks for them only up to a width that is given, and misses some. It is asked without, so that a gap,
  however thin, is no fault to it; for the check it is one, or unmatched vertices where it is within the tolerance;
- edges that three or more rings share. GEOS matches patches in pairs, the edge table counts directions: both see the
  fault, but they may name different copies of the edge, and where a coverage lies there twice its inner edges cancel;
- rings without area. They cover nothing, and their edges cancel; GEOS takes them for a neighbour's. It is not given
  these, nor other invalid patches: what it says of such is left open;
- patches of several parts. The check matches vertices patch by patch: one that a part has and another lacks comes to
  light when the patch is split, which is asked for anyway.

GEOS is given grid units, which are whole numbers, so that what is collinear is so exactly; the check is given metres.
"""

from __future__ import annotations

import json
from collections import Counter

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon
from shapely import box as square
from shapely import from_wkt as wkt
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology
from tuban.tools.topology.edges import EdgeTable, as_polygons

pytestmark = pytest.mark.skipif(not hasattr(shapely, "coverage_is_valid"), reason="needs shapely 2.1 with GEOS 3.12")

STANDARD = load("2019")
METRE = 10_000
"""Grid units."""

FEW, MANY = (12, 25), (50, 100)
"""Batches, and coverages in each: 300 by default, 5 000 with `-m large`. A batch goes through the check in one
call: its coverages lie a kilometre apart."""

APART = 1_000 * METRE
ORIGINS = {"at the origin": np.zeros(2), "in the zone": np.array([40_520_000, 3_400_000]) * METRE}

STACKED = {"overlap", "duplicate_geometry", "contained"}
"""Kinds of findings that say that two patches lie on each other."""


# ------------------------------------------------------------------------------------------------ making


def tiling(rng, rows, columns, turned, parts):
    """Bent quadrilaterals of 12 m, merged at random to patches with corners, holes and parts; in grid units.

    Corners lie at even metres, so that the middle of an edge is on the grid, or are turned and rounded to it.
    """
    corners = 12.0 * np.moveaxis(np.indices((columns + 1, rows + 1)), 0, -1)
    corners[1:-1, :, 0] += 2 * rng.integers(-2, 3, corners[1:-1, :, 0].shape)
    corners[:, 1:-1, 1] += 2 * rng.integers(-2, 3, corners[:, 1:-1, 1].shape)
    if turned:
        angle = rng.uniform(0, np.pi)
        corners = corners @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = np.rint(corners * METRE)
    around = [corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]]
    quads = shapely.polygons(np.stack(around, axis=2).reshape(-1, 4, 2))
    label = rng.integers(0, len(quads), len(quads))
    merged = [shapely.union_all(quads[label == name]) for name in np.unique(label)]
    patches = merged if all(map(is_fit, merged)) else quads
    return list(patches if parts else shapely.get_parts(patches))


def chosen(patches, rng):
    """Place of a patch that has a shell to work on."""
    return rng.choice([place for place, patch in enumerate(patches) if patch is not None and patch.area > 0])


def on_a_shell(change):
    """A damage that makes new vertices of a shell from the old ones, one of them chosen; kept if the patch is valid."""

    def damage(patches, rng):
        place = chosen(patches, rng)
        part, *others = shapely.get_parts(patches[place])
        ring = shapely.get_coordinates(part.exterior)[:-1]
        made = change(ring, rng.integers(len(ring)), rng)
        if len(made) >= 3:
            changed = MultiPolygon([Polygon(made, part.interiors), *others])
            patches[place] = changed if changed.is_valid else patches[place]

    return damage


def is_fit(patch):
    """Whether a union is on the grid, and no hole of it touches the shell: GEOS mistakes what lies in such a hole."""
    xy, parts = shapely.get_coordinates(patch), shapely.get_parts(patch)
    touching = any(part.exterior.intersects(hole) for part in parts for hole in part.interiors)
    return (xy == np.rint(xy)).all() and not touching


def step(rng):
    """Of metres, centimetres or units of the grid."""
    return rng.integers(-3, 4, 2) * rng.choice([METRE, 200, 4, 1])


@on_a_shell
def move_vertex(ring, vertex, rng):
    ring[vertex] += step(rng)
    return ring


@on_a_shell
def slide_vertex(ring, vertex, rng):
    """Along its edge: the edges of patch and neighbour are collinear, but do not match."""
    ring[vertex] += np.rint((ring[vertex - 1] - ring[vertex]) * rng.choice([0.5, 0.25, -0.25]))
    return ring


@on_a_shell
def remove_vertex(ring, vertex, rng):
    return np.delete(ring, vertex, axis=0)


@on_a_shell
def add_vertex(ring, vertex, rng):
    return np.insert(ring, vertex, np.rint((ring[vertex] + ring[vertex - 1]) / 2), axis=0)


@on_a_shell
def repeat_vertex(ring, vertex, rng):
    return np.insert(ring, vertex, ring[vertex], axis=0)


def shift(patches, rng):
    place, by = chosen(patches, rng), step(rng)
    patches[place] = shapely.transform(patches[place], lambda xy: xy + by)


def drop(patches, rng):
    if sum(patch is not None and patch.area > 0 for patch in patches) > 1:
        patches.pop(chosen(patches, rng))


def duplicate(patches, rng):
    patches.append(patches[chosen(patches, rng)])


def duplicate_backwards(patches, rng):
    patches.append(patches[chosen(patches, rng)].reverse())


def cover_two(patches, rng):
    whole = shapely.union_all([patches[chosen(patches, rng)], patches[chosen(patches, rng)]])
    if is_fit(whole):
        patches.append(whole)


def collapse(patches, rng):
    """A ring that goes along an edge and back."""
    one, two = shapely.get_coordinates(patches[chosen(patches, rng)])[:2]
    patches.insert(rng.integers(len(patches)), Polygon([one, two, one]))


def null(patches, rng):
    patches.insert(rng.integers(len(patches)), None)


def empty(patches, rng):
    patches.insert(rng.integers(len(patches)), Polygon())


DAMAGES = (move_vertex, slide_vertex, remove_vertex, add_vertex, repeat_vertex, shift, drop, duplicate,
           duplicate_backwards, cover_two, collapse, null, empty)  # fmt: skip


def damaged(rng, kinds):
    """A coverage with up to three damages of these kinds."""
    patches = tiling(rng, *rng.integers([1, 2], 4), turned=rng.random() < 0.5, parts=rng.random() < 0.5)
    for kind in rng.choice(kinds, rng.integers(0, 4)):
        kind(patches, rng)
    return patches


# ------------------------------------------------------------------------------------------------ comparing


def edges_of(lines):
    """All edges of (multi)lines as (place of the line, end, other end), lower end first; none that leads nowhere."""
    parts, place = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    start = np.flatnonzero(part[1:] == part[:-1])
    return listed(place[part[start]], xy[start], xy[start + 1])


def listed(places, starts, ends):
    both = zip(places.tolist(), starts.astype(int).tolist(), ends.astype(int).tolist())
    return [(place, *sorted([tuple(start), tuple(end)])) for place, start, end in both if start != end]


def invalid_edges(patches):
    """What GEOS finds. It passes over NULL without counting it, so it is given none."""
    kept = np.flatnonzero(~shapely.is_missing(patches))
    lines = np.full(len(patches), None)
    lines[kept] = shapely.coverage_invalid_edges(patches[kept])
    return set(edges_of(lines))


def metres(patches, origin):
    return shapely.transform(patches, lambda xy: np.round((xy + origin) / METRE, 4))


def left_over_edges(patches, origin):
    table = EdgeTable(as_polygons(metres(patches, origin)), np.empty(0, object))
    left, back = table.leftover(), table.origin - origin.astype(int)
    return set(listed(left.owner, left.start + back, left.end + back))


def bound_edges(edges, patches):
    """The edges where another patch is: one that crosses, covers or borders them, not only at a common vertex."""
    edges = sorted(edges)
    ends = np.array([edge[1:] for edge in edges], float).reshape(-1, 2, 2)
    lines, points = shapely.linestrings(ends), shapely.points(ends)
    corners = np.array([shapely.MultiPoint(shapely.get_coordinates(patch)) for patch in patches])
    edge, patch = shapely.STRtree(patches).query(lines, predicate="intersects")
    of_another = np.array([edge[0] for edge in edges], int)[edge] != patch
    edge, patch = edge[of_another], patch[of_another]
    bound = ~shapely.relate_pattern(lines[edge], patches[patch], "FF*******")
    for end in points.T:
        at = shapely.intersects(end[edge], patches[patch])
        bound |= at & ~shapely.intersects(end[edge], corners[patch])
    return {edges[place] for place in edge[bound]}


def of_two_rings(edges, patches):
    """Those edges that no more than two rings share."""
    rings = Counter((one, two) for _, one, two in edges_of(shapely.boundary(patches)))
    return {(place, one, two) for place, one, two in edges if rings[one, two] <= 2}


def batch_of(coverages):
    """All patches of some coverages, a kilometre apart, and the number of the coverage of each."""
    number = np.repeat(np.arange(len(coverages)), [len(coverage) for coverage in coverages])
    patches = as_array([patch for coverage in coverages for patch in coverage])
    xy, patch = shapely.get_coordinates(patches, return_index=True)
    xy[:, 0] += APART * number[patch]
    return shapely.set_coordinates(patches, xy), number


def as_array(patches):
    return np.array([*patches, None], dtype=object)[:-1]


def in_grid_units(geometries):
    return shapely.transform(as_array(geometries), lambda xy: np.rint(xy * METRE))


def fair(patches):
    """The patches that GEOS can judge: those with rings that enclose something."""
    return np.where(shapely.is_valid(patches), patches, None)


def found_in(patches, origin, tolerance):
    """Findings between patches, with the place of the patch and of the other."""
    names = [str(place) for place in range(len(patches))]
    frame = gpd.GeoDataFrame({"BSM": names}, geometry=metres(patches, origin), crs="EPSG:4528")
    found = check_topology(frame, None, STANDARD, TopologySettings(kinds=COVERAGE_KINDS, tolerance=tolerance))
    return found.assign(place=found["feature"].astype(int), geometry=grid_units(found.geometry.to_numpy(), origin))


def grid_units(geometry, origin):
    return shapely.transform(geometry, lambda xy: np.rint(xy * METRE) - origin)


def disagreement(coverages, origin=ORIGINS["at the origin"], tolerance=0.001):
    """Where GEOS and the check differ: in what, and a small coverage where they do. None where they agree."""
    patches, number = batch_of(coverages)
    sound = fair(patches)
    invalid, left = invalid_edges(sound), left_over_edges(patches, origin)
    found = found_in(patches, origin, tolerance)
    bound = bound_edges({edge for edge in left if sound[edge[0]] is not None}, sound)
    spoiled = {number[edge[0]] for edge in invalid}
    scattered = set(number[shapely.get_num_geometries(patches) > 1])
    stacked = found.loc[found["kind"].isin(STACKED), "place"]
    at = {
        "left-over edges": [edge[0] for edge in of_two_rings(bound ^ invalid, sound)],
        "overlaps in what GEOS calls valid": [place for place in stacked if number[place] not in spoiled],
        "unmatched vertices that are there": vertices_that_are_there(found, patches),
        "invalid edges without a finding": [
            place for place in untold_edges(sorted(invalid), found, tolerance) if number[place] not in scattered
        ],
    }
    for what, places in at.items():
        if places:
            return what, min(([str(patch) for patch in coverages[number[place]]] for place in places), key=len)
    return None


def vertices_that_are_there(found, patches):
    """Places of patches with an unmatched vertex that every part of the other patch near it has."""
    vertices = found[found["kind"] == "unmatched_vertex"]
    return [row.place for row in vertices.itertuples() if not is_off(row.geometry, patches[int(row.other)])]


def is_off(vertex, patch):
    """Whether some part of the patch is near the vertex and has none there."""
    distance = shapely.distance(vertex, shapely.get_parts(patch))
    corners = shapely.points(shapely.get_coordinates(patch))
    return bool(((distance > 0) & (distance < 20)).any()) or not shapely.equals(corners, vertex).any()


def untold_edges(invalid, found, tolerance):
    """Places of patches with an invalid edge that no finding is at."""
    lines = shapely.linestrings(np.array([edge[1:] for edge in invalid], float).reshape(-1, 2, 2))
    tree = shapely.STRtree(found.geometry.to_numpy())
    told, _ = tree.query(lines, predicate="dwithin", distance=(0.001 + tolerance) * METRE)
    return [invalid[edge][0] for edge in np.setdiff1d(np.arange(len(invalid)), told)]


# ------------------------------------------------------------------------------------------------ random coverages


@pytest.mark.parametrize(("batches", "size"), [FEW, pytest.param(*MANY, marks=pytest.mark.large)])
def test_damaged_coverages_are_judged_as_by_geos(batches, size):
    @given(
        seed=st.integers(0, 2**32 - 1),
        kinds=st.lists(st.sampled_from(DAMAGES), min_size=1, unique=True),
        place=st.sampled_from(sorted(ORIGINS)),
        tolerance=st.sampled_from([0.0, 0.001]),
    )
    @settings(
        max_examples=batches,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],  # the coverage at fault is told: there is no need to look for a smaller batch
        suppress_health_check=[HealthCheck.too_slow],
    )
    def judged_alike(seed, kinds, place, tolerance):
        rng = np.random.default_rng(seed)
        coverages = [damaged(rng, kinds) for _ in range(size)]
        assert disagreement(coverages, ORIGINS[place], tolerance) is None

    judged_alike()


# ------------------------------------------------------------------------------------------------ chosen coverages

SQUARE, NEXT = square(0, 0, 10, 10), square(10, 0, 20, 10)
RING = shapely.difference(SQUARE, square(3, 3, 6, 6))
CELLS = [square(x, y, x + 5, y + 5) for x in (0, 5) for y in (0, 5)]
CHOSEN = {
    "tiling": (CELLS, True),
    "collinear edges": ([SQUARE, square(10, 0, 20, 8)], False),
    "collinear edges that share no end": ([SQUARE, square(10, 2, 20, 8)], False),
    "corner on an edge": ([SQUARE, wkt("POLYGON ((10 5, 15 0, 15 10, 10 5))")], False),
    "corners that meet": ([SQUARE, square(10, 10, 20, 20)], True),
    "full cover by two others": ([*CELLS[:2], square(0, 0, 5, 10)], False),
    "cover of two others and more": ([*CELLS, square(0, 0, 10, 5)], False),
    "patch inside another": ([SQUARE, square(3, 3, 6, 6)], False),
    "patch in a hole": ([RING, square(3, 3, 6, 6)], True),
    "empty hole": ([RING], True),
    "duplicate": ([SQUARE, NEXT, SQUARE], False),
    "duplicate backwards": ([SQUARE, NEXT, SQUARE.reverse()], False),
    "duplicate that begins elsewhere": ([SQUARE, NEXT, wkt("POLYGON ((10 0, 10 10, 0 10, 0 0, 10 0))")], False),
    "coverage that lies there twice": (CELLS * 2, False),
    "coverage that lies there twice, once backwards": ([*CELLS, *shapely.reverse(CELLS)], False),
    "ring collapsed to an edge between two": ([SQUARE, NEXT, wkt("POLYGON ((10 0, 10 10, 10 0))")], True),
    "ring collapsed across a patch": ([SQUARE, NEXT, wkt("POLYGON ((2 2, 8 8, 2 2))")], True),
    "ring collapsed to a point": ([SQUARE, NEXT, wkt("POLYGON ((10 10, 10 10, 10 10, 10 10))")], True),
    "repeated vertex": ([SQUARE, wkt("POLYGON ((10 0, 20 0, 20 10, 20 10, 10 10, 10 0))")], True),
    "empty and NULL before the rest": ([None, Polygon(), SQUARE, NEXT], True),
    "empty and NULL before an overlap": ([None, SQUARE, Polygon(), square(5, 5, 15, 15)], False),
    "nothing": ([None, Polygon()], True),
}  # fmt: skip


@pytest.mark.parametrize("place", ORIGINS)
@pytest.mark.parametrize("name", CHOSEN)
def test_chosen_coverages_are_judged_as_by_geos(name, place):
    metric, valid = CHOSEN[name]
    patches = in_grid_units(metric)
    assert disagreement([patches], ORIGINS[place]) is None
    assert (not invalid_edges(fair(patches))) == valid
    kinds = set(found_in(patches, ORIGINS[place], 0.001)["kind"])
    assert (not kinds - {"hole"}) == valid


def test_a_needle_that_ends_where_edges_cross_is_found():
    """An overlap 0.7 mm wide: the vertex that makes it is 1.2 mm off the other patch, and no other is unmatched."""
    crossing = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (9.9993, 10.0012)])
    assert disagreement([in_grid_units([SQUARE, crossing])]) is None


# ------------------------------------------------------------------------------------------------ published coverages


def published(shared):
    for line in (shared / "data" / "coverage_cases.jsonl").read_text().splitlines():
        case = json.loads(line)
        yield case, in_grid_units([None if text is None else wkt(text) for text in case["coverage"]])


def test_published_coverages_are_judged_as_by_geos(shared):
    disagreements = {case["id"]: disagreement([patches]) for case, patches in published(shared)}
    assert disagreements == dict.fromkeys(disagreements)


def test_published_invalid_edges_are_left_over(shared):
    """Where gaps are asked for, GEOS adds those of their edges that it finds; without, there are no others."""
    stated = [(case, patches) for case, patches in published(shared) if isinstance(case.get("expected_invalid"), list)]
    assert len(stated) == 6
    for case, patches in stated:
        expected = set(edges_of(in_grid_units([wkt(text or "LINESTRING EMPTY") for text in case["expected_invalid"]])))
        left = left_over_edges(patches, ORIGINS["at the origin"])
        assert expected <= left, case["id"]
        assert "gap_width" in case or bound_edges(left, patches) == expected, case["id"]
