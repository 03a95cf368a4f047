"""Counties whose neighbours share no vertex: borders within the tolerance are matched without geometry.

What the same check finds by geometry is the truth: it is slow, but right.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from shapely.affinity import translate
from tuban.tools.sample import make_county
from tuban.tools.standard import load
from tuban.tools.topology import IN_PART, between, check_topology, snapped
from tuban.tools.topology.edges import without_opposite
from tuban.tools.workers import multipoints

STANDARD = load("2019")
TOLERANCE = 0.001
GRID = 1e-4
WHOLE = 1e9
KINDS = ("overlap", "gap", "sliver", "self_intersection", "outside_county", "multipart")


def shaken(patches, distance, seed):
    """Each vertex of each patch moved by itself; patches that this would make invalid stay as they are."""
    before = patches.geometry.to_numpy()
    xy, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(before)), return_index=True)
    first = np.flatnonzero(np.append(True, ring[1:] != ring[:-1]))
    moved = np.round(xy + np.random.default_rng(seed).uniform(-distance, distance, xy.shape), 4)
    moved[np.append(first[1:], len(ring)) - 1] = moved[first]
    after = shapely.set_coordinates(before.copy(), moved)
    return patches.set_geometry(np.where(shapely.is_valid(after), after, before), crs=patches.crs)


def shifted(patches, distance):
    """The patches of the eastern half moved as a whole."""
    shapes = patches.geometry.to_numpy()
    east = patches.geometry.bounds["minx"].rank(pct=True).to_numpy() > 0.5
    moved = [translate(shape, *distance) for shape in shapes[east]]
    shapes = shapes.copy()
    shapes[east] = shapely.set_coordinates(np.array(moved), np.round(shapely.get_coordinates(moved), 4))
    return patches.set_geometry(shapes, crs=patches.crs)


def found_with(monkeypatch, county, patches, notes=None, **limits):
    for name, value in limits.items():
        monkeypatch.setattr(snapped, name, value)
    return check_topology(patches, county.XZQ, STANDARD, notes=notes)


def vertices_of(found, county, patches):
    """The vertices that are told as unmatched, with both patches.

    Of a thin face that has no such vertex geometry tells a corner all the same: where edges cross, or a tip far off.
    """
    told = found[found["kind"] == "unmatched_vertex"]
    xy, finding = shapely.get_coordinates(told.geometry.to_numpy(), return_index=True)
    names = told[["feature", "other"]].to_numpy()[finding]
    borders = dict(zip(patches["BSM"], patches.geometry.boundary), XZQ=county.XZQ.geometry.iloc[0].boundary)
    beside = np.array([borders[other] for other in names[:, 1]], dtype=object)
    corners = shapely.MultiPoint(shapely.get_coordinates([*patches.geometry, *county.XZQ.geometry]))
    shapely.prepare(corners)
    points = shapely.points(xy)
    there = shapely.dwithin(points, beside, TOLERANCE + GRID / 10) & shapely.dwithin(corners, points, 1e-6)
    return set(zip(*np.round(xy[there], 4).T.tolist(), *names[there].T.tolist()))


def others_of(found):
    """All findings but unmatched vertices: texts, numbers, and exact shapes."""
    rest = found[found["kind"] != "unmatched_vertex"].sort_values("id")
    shapes = shapely.normalize(shapely.set_precision(rest.geometry.to_numpy(), 1e-6))
    numbers = rest[["measure", "width"]].fillna(-1.0).round(5).to_numpy().tolist()
    texts = rest[["id", "kind", "feature", "other"]].to_numpy().tolist()
    return [*zip(texts, numbers, shapely.to_wkt(shapes, rounding_precision=6).tolist())]


def test_more_places_than_are_shown_are_counted(monkeypatch):
    county = make_county(300, seed=5, vertices=30)
    patches, notes = shaken(county.DLTB, 0.0003, 1), []
    monkeypatch.setattr(between, "MOST_FINDINGS", 100)
    together = found_with(monkeypatch, county, patches, MANY_EDGES=0)
    monkeypatch.setattr(between, "MOST_PLACES", 100)
    first = found_with(monkeypatch, county, patches, notes, MANY_EDGES=0)
    assert any("at the first of them" in note for note in notes)
    together, first = (some[some["kind"] == "unmatched_vertex"] for some in (together, first))
    names = ["feature", "other", "measure"]
    assert sorted(together[names].to_numpy().tolist()) == sorted(first[names].to_numpy().tolist())
    assert (shapely.get_type_id(first.geometry.to_numpy()) == shapely.GeometryType.POINT).all()
    assert (together["measure"] == shapely.get_num_geometries(together.geometry.to_numpy())).all()


def test_points_of_one_geometry_are_those_of_shapely():
    xy, bounds = np.random.default_rng(1).uniform(0, 4e7, (100, 2)), np.array([0, 1, 40, 41, 100])
    expected = shapely.from_ragged_array(shapely.GeometryType.MULTIPOINT, xy, (bounds,))
    assert shapely.equals_exact(multipoints(xy, bounds), expected).all()
    assert len(multipoints(xy[:0], bounds[:1])) == 0


@given(arrays(np.uint64, st.integers(0, 40), elements=st.integers(0, 9)))
def test_keys_without_opposite(keys):
    ahead = {int(key): int((keys == key).sum()) for key in keys}
    expected = [ahead[int(key)] != ahead.get(int(key) ^ 1, 0) for key in keys]
    assert without_opposite(keys).tolist() == expected


@pytest.fixture(scope="module", params=[1, 2])
def county(request):
    return make_county(300, seed=request.param, defects=3, kinds=KINDS, vertices=30)


COUNTIES = {
    "shaken": lambda patches: shaken(patches, 0.0003, 1),
    "shaken as far as the tolerance": lambda patches: shaken(patches, 0.0005, 2),
    "half of it moved": lambda patches: shifted(patches, (0.0004, 0.0003)),
    "half of it moved and shaken": lambda patches: shaken(shifted(patches, (0.0, 0.0002)), 0.0001, 3),
}


@pytest.mark.parametrize("name", COUNTIES)
def test_the_findings_are_those_of_geometry(county, name, monkeypatch):
    patches = COUNTIES[name](county.DLTB)
    by_geometry = found_with(monkeypatch, county, patches, MANY_EDGES=WHOLE)
    found = found_with(monkeypatch, county, patches, MANY_EDGES=0, ENDS_A_STRIP=1_000)
    assert others_of(found) == others_of(by_geometry)
    told, all_told = (vertices_of(some, county, patches) for some in (found, by_geometry))
    assert told <= all_told
    assert {other for *_, other in all_told - told} <= {"XZQ"}, "but for tips at the county line, which needs none"


def test_what_is_left_is_little(county, monkeypatch):
    looked_at = []
    monkeypatch.setattr(snapped, "MANY_EDGES", 0)
    whole = snapped.snapped

    def counting(table, leftover, *more):
        left, found = whole(table, leftover, *more)
        looked_at.append((len(leftover.owner), len(left.owner)))
        return left, found

    monkeypatch.setattr("tuban.tools.topology.seen.snapped", counting)
    check_topology(shaken(county.DLTB, 0.0003, 1), county.XZQ, STANDARD)
    ((before, after),) = looked_at
    assert after < 0.2 * before


def test_where_borders_lie_apart_everywhere_a_part_is_looked_at_and_elsewhere_large_faults(monkeypatch):
    sound = make_county(300, seed=7, vertices=30)
    east = sound.DLTB.geometry.bounds["minx"].rank(pct=True) > 0.9
    missing = sound.DLTB[east & (sound.DLTB.geometry.area > 100.0)].iloc[0]
    patches = shaken(sound.DLTB[sound.DLTB["BSM"] != missing["BSM"]], 0.03, 1)
    whole = found_with(monkeypatch, sound, patches, MANY_EDGES=WHOLE)
    notes = []
    limits = {"MANY_EDGES": 0, "MOST_EDGES": 2_000, "EDGES_LOOKED_AT": 1_000, "ENDS_A_STRIP": 1_000}
    part = found_with(monkeypatch, sound, patches, notes, **limits)
    assert any("west of easting" in note for note in notes)
    assert part.attrs[IN_PART]
    assert not whole.attrs[IN_PART]
    looked_at = float(notes[0].split("easting ")[1].split(" ")[0])
    for kind in ("overlap", "gap"):
        of_whole, of_part = (some[some["kind"] == kind] for some in (whole, part))
        west = of_whole.geometry.bounds["maxx"] < looked_at - 1.0
        assert west.sum() > 10
        assert set(of_whole["id"][west]) <= set(of_part["id"])
        assert len(of_part) < len(of_whole) / 2
    (gap,) = part[(part["kind"].isin(["gap", "uncovered"])) & (part["measure"] > 50.0)].itertuples()
    assert gap.geometry.intersection(missing.geometry).area > 0.9 * missing.geometry.area
