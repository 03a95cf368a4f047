"""Known defects, put into made counties, into real parcels and into small coverages: each is found, and nothing else.

The counties of 200 000 patches take minutes and are left out unless asked for: `make test ARGS="-m large"`.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import MultiPolygon, Polygon, box
from tuban.tools.files import read_layer
from tuban.tools.sample import make_county, score
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology

STANDARD = load("2019")

# ------------------------------------------------------------------------------------------------ made counties

MADE = ("overlap", "gap", "sliver", "self_intersection", "duplicate_vertex", "multipart", "short_segment",
        "unmatched_vertex", "outside_county")  # fmt: skip
FACES = ("overlap", "gap", "sliver", "outside_county")
NEVER = ("uncovered", "hole", "duplicate_geometry", "contained", "self_contact", "null_geometry", "invalid_geometry")
"""Kinds that no defect of a made county amounts to."""

DEFECTS = 50
SEEDS = (1, 2, 3)
LARGE = [pytest.param(200_000, seed, marks=pytest.mark.large) for seed in SEEDS]


@pytest.mark.parametrize(("patches", "seed"), [(20_000, seed) for seed in SEEDS] + LARGE)
def test_fifty_defects_of_every_kind_are_found_and_nothing_else(patches, seed):
    county = make_county(patches, seed=seed, defects=DEFECTS, kinds=MADE)
    found = check_topology(county.DLTB, county.XZQ, STANDARD)
    assert not found["kind"].isin(NEVER).any()
    assert score(county.truth, found).to_numpy().tolist() == [[kind, DEFECTS, DEFECTS, 0] for kind in MADE]
    defect, finding = met(county.truth, found)
    assert len(finding) == len(county.truth), "one finding a defect"
    sizes, measures = county.truth["size"].to_numpy()[defect], found["measure"].to_numpy()[finding]
    face = county.truth["kind"].isin(FACES).to_numpy()[defect]
    assert np.abs(sizes - measures)[face].max() < 1e-4
    assert np.abs(sizes - shapely.area(found.geometry.to_numpy()[finding]))[face].max() < 1e-4


def met(truth, found):
    """Defects and the findings of their kind that lie where they were put."""
    places = shapely.points(truth["x"].to_numpy(), truth["y"].to_numpy())
    tree = shapely.STRtree(found.geometry.to_numpy())
    defect, finding = tree.query(places, predicate="dwithin", distance=1e-3)
    same = truth["kind"].to_numpy()[defect] == found["kind"].to_numpy()[finding]
    return defect[same], finding[same]


def with_vertices_of_its_own(patches, seed):
    """Each patch drawn anew, by a point on each of its segments: no vertex is shared, borders cross all along."""
    rng = np.random.default_rng(seed)
    rings, patch = shapely.get_rings(patches, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    first = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    along = rng.uniform(0.25, 0.75, len(patches))[patch][ring][:, None]
    drawn = np.round(xy + along * (np.roll(xy, -1, axis=0) - xy), 4)
    drawn[np.r_[first[1:], len(xy)] - 1] = drawn[first]
    return shapely.set_coordinates(patches.copy(), drawn)


def test_a_county_whose_neighbours_share_no_vertex_is_measured_all_the_same():
    county = make_county(300, seed=1, vertices=30)
    patches = with_vertices_of_its_own(county.DLTB.geometry.to_numpy(), seed=1)
    drawn = county.DLTB.set_geometry(gpd.GeoSeries(patches, index=county.DLTB.index, crs=county.DLTB.crs))
    found = check_topology(drawn, county.XZQ, STANDARD, TopologySettings(kinds=COVERAGE_KINDS, tolerance=0.0))
    area = found.groupby("kind")["measure"].sum()
    first, second = shapely.STRtree(patches).query(patches, predicate="intersects")
    pair = first < second
    both = shapely.intersection(patches[first[pair]], patches[second[pair]], grid_size=1e-8)
    assert area["overlap"] == pytest.approx(shapely.area(both).sum(), abs=1e-2)
    outline, land = county.XZQ.union_all(), shapely.union_all(patches)
    assert area[["gap", "uncovered"]].sum() == pytest.approx(shapely.difference(outline, land).area, abs=1e-2)
    assert area["outside_county"] == pytest.approx(shapely.difference(land, outline).area, abs=1e-2)


def test_triangles_whose_sides_nearly_coincide_overlap():
    """From a county whose neighbours share no vertex. At smaller coordinates there is no failure."""
    one = Polygon([(40521631.8091, 3403398.5263), (40521631.9475, 3403403.2945), (40521385.82, 3403360.7804)])
    two = Polygon([(40521646.756, 3403515.2811), (40521631.9498, 3403403.2514), (40521631.804, 3403398.4764)])
    frame = gpd.GeoDataFrame({"BSM": ["A", "B"]}, geometry=[one, two], crs="EPSG:4528")
    found = check_topology(frame, None, STANDARD, TopologySettings(kinds=COVERAGE_KINDS))
    assert found[["kind", "feature", "other"]].to_numpy().tolist() == [["overlap", "A", "B"]]
    assert found["measure"].item() == pytest.approx(shapely.intersection(one, two).area, abs=1e-4)


# ------------------------------------------------------------------------------------------------ real parcels


@pytest.fixture(scope="module")
def parcels(shared):
    return read_layer(str(shared / "data" / "parcels_fr_13029.gpkg"), "PARCELLE_id", fields=["IDU"]).frame


@pytest.mark.parametrize(("moves", "distance", "seed"), [(10, 0.01, 1), (30, 0.05, 2), (50, 0.4, 3)])
def test_moved_vertices_of_real_parcels_are_found_where_they_were_moved(parcels, moves, distance, seed):
    geometry = parcels.geometry.to_numpy().copy()
    chosen = movable(geometry, seed).head(moves)
    assert len(chosen) == moves
    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi, moves)
    places = chosen[["x", "y"]].to_numpy()
    moved = places + np.round(distance * np.column_stack([np.cos(angle), np.sin(angle)]), 4)
    for patch, before, after in zip(chosen["first"], places, moved):
        geometry[patch] = with_vertex_moved(geometry[patch], before, after)
    changed = parcels.set_geometry(gpd.GeoSeries(geometry, index=parcels.index, crs=parcels.crs))

    around = gpd.GeoDataFrame(geometry=[parcels.union_all()], crs=parcels.crs)
    assert not len(check_between(parcels, around))
    found = check_between(changed, around)

    assert set(found["kind"]) <= {"overlap", "gap", "outside_county", "uncovered", "unmatched_vertex"}
    assert found["kind"].isin(["overlap", "gap"]).sum() >= 0.9 * moves, "others where a border is met, or moved along"
    tree = shapely.STRtree(found.geometry.to_numpy())
    move, finding = tree.query(shapely.points(places), predicate="dwithin", distance=1.2 * distance)
    assert set(move.tolist()) == set(range(moves)), "every move is found"
    assert set(finding.tolist()) == set(range(len(found))), "nothing is found elsewhere"
    names = parcels["IDU"].to_numpy()
    pairs = names[chosen[["first", "second"]].to_numpy()]
    for pair, row in zip(pairs[move].tolist(), found.iloc[finding].itertuples()):
        assert {row.feature, *row.other.split(", ")} <= {*pair, "XZQ", ""}


def check_between(parcels, outline):
    return check_topology(parcels, outline, STANDARD, TopologySettings(kinds=COVERAGE_KINDS), key="IDU")


def movable(geometry, seed):
    """Vertices of just two parcels, more than 1.5 m from all others, no parcel twice: x, y, first, second."""
    xy, owner = shapely.get_coordinates(geometry, return_index=True)
    corners = pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1], "owner": owner}).drop_duplicates()
    vertices = corners.groupby(["x", "y"])["owner"].agg(["count", "min", "max"]).reset_index()
    points = shapely.points(vertices[["x", "y"]].to_numpy())
    crowded = pd.Index(shapely.STRtree(points).query(points, predicate="dwithin", distance=1.5)[0])
    alone = vertices.index.isin(crowded[~crowded.duplicated(keep=False)])
    vertices = vertices[(vertices["count"] == 2) & alone].rename(columns={"min": "first", "max": "second"})
    used, kept = set(), []
    for row in vertices.sample(frac=1.0, random_state=seed).itertuples():
        if not used & {row.first, row.second}:
            used |= {row.first, row.second}
            kept.append(row.Index)
    return vertices.loc[kept]


def with_vertex_moved(patch, before, after):
    return shapely.transform(patch, lambda xy: np.where((xy == before).all(axis=1)[:, None], after, xy))


# ------------------------------------------------------------------------------------------------ gaps, islands, holes

ZONE = (40_520_000.0, 3_400_000.0)
"""m: the easting has the number of the zone in front, eight digits in all."""

SQUARE = box(0, 0, 10, 10)
LOWER, UPPER = box(0, 0, 10, 5), box(0, 5, 10, 10)


@pytest.fixture(params=[(0.0, 0.0), ZONE], ids=["at the origin", "in the zone"])
def told(request):
    """The check of patches A, B, … in a county: kind, feature, others and measure of the findings, sorted."""
    away = np.array(request.param)

    def moved(geometries):
        return shapely.transform(np.array(geometries, dtype=object), lambda xy: xy + away)

    def run(patches, county=None):
        frame = gpd.GeoDataFrame({"BSM": list("ABCDEFGH"[: len(patches)])}, geometry=moved(patches), crs="EPSG:4528")
        outline = None if county is None else gpd.GeoDataFrame(geometry=moved([county]), crs=frame.crs)
        found = check_topology(frame, outline, STANDARD, TopologySettings(kinds=COVERAGE_KINDS))
        assert shapely.area(found.geometry.to_numpy()) == pytest.approx(found["measure"].fillna(0.0), abs=1e-4)
        return sorted(zip(found["kind"], found["feature"], found["other"], found["measure"].round(4).fillna(0.0)))

    return run


def without(patch, *holes):
    return shapely.difference(patch, shapely.union_all(holes))


def test_gaps_in_a_chain_that_touch_at_vertices_are_three(told):
    chain = [box(1, 4, 2, 5), box(2, 5, 4, 7), Polygon([(4, 5), (5, 4), (6, 5)])]
    assert told([without(LOWER, *chain), without(UPPER, *chain)], SQUARE) == [
        ("gap", "A", "B", 1.0),
        ("gap", "A", "B", 1.0),
        ("gap", "B", "A", 4.0),
    ]


def test_a_gap_that_touches_the_county_line_at_a_vertex_is_a_gap(told):
    wedge = Polygon([(0, 5), (4, 3), (4, 7)])
    assert told([without(LOWER, wedge), without(UPPER, wedge)], SQUARE) == [("gap", "A", "B", 8.0)]


def test_a_gap_around_a_patch_that_touches_its_rim_is_one(told):
    hole, island = box(2, 2, 8, 8), Polygon([(2, 2), (6, 4), (4, 6)])
    assert told([without(SQUARE, hole), island], SQUARE) == [("gap", "A", "B", 30.0)]


def test_gaps_on_either_side_of_a_patch_that_spans_them_are_two(told):
    hole, bridge = box(2, 2, 8, 8), Polygon([(2, 2), (6, 4), (8, 8), (4, 6)])
    assert told([without(SQUARE, hole), bridge], SQUARE) == [("gap", "A", "B", 12.0)] * 2


def test_a_gap_open_to_the_county_line_by_a_narrow_channel_is_uncovered(told):
    inlet = shapely.union_all([box(0, 4.9, 3, 5.1), box(3, 4, 6, 6)])
    land = [without(LOWER, inlet), without(UPPER, inlet)]
    assert told(land, SQUARE) == [("uncovered", "A", "B", 6.6)]
    assert told(land) == [], "without the outline it is open land"


def test_a_gap_that_runs_from_county_line_to_county_line_is_uncovered(told):
    assert told([box(0, 0, 10, 4.5), UPPER], SQUARE) == [("uncovered", "A", "B", 5.0)]


def test_islands_that_touch_at_a_vertex(told):
    county = MultiPolygon([box(0, 0, 10, 10), box(10, 10, 14, 14)])
    land = [SQUARE, box(10, 10, 14, 14)]
    assert told(land, county) == []
    assert told([SQUARE, without(land[1], box(11, 11, 12, 12))], county) == [("gap", "B", "", 1.0)]
    assert told([SQUARE, box(10, 10, 14, 13)], county) == [("uncovered", "B", "", 4.0)]


def test_a_lake_of_the_county_is_no_gap(told):
    lake = box(4, 4, 6, 6)
    county = without(SQUARE, lake)
    land = [without(LOWER, lake), without(UPPER, lake)]
    assert told(land, county) == []
    assert told([*land, lake], county) == [("outside_county", "C", "", 4.0)]
    assert told([land[0], without(UPPER, box(4, 4, 6, 7))], county) == [("uncovered", "B", "", 2.0)]
    assert told(land) == [("gap", "A", "B", 4.0)], "without the outline it may be one"


def test_patches_in_holes_of_patches_in_holes(told):
    outer, middle, inner = box(0, 0, 10, 10), box(2, 2, 8, 8), box(4, 4, 6, 6)
    rings = [without(outer, middle), without(middle, inner)]
    assert told([*rings, inner], outer) == []
    assert told(rings, outer) == [("gap", "B", "", 4.0)]
    assert told([rings[0], inner], outer) == [("gap", "A", "B", 32.0)]


def test_a_patch_that_is_smaller_or_larger_than_its_hole(told):
    hole = box(3, 3, 6, 6)
    around = without(SQUARE, hole)
    assert told([around, box(4, 4, 5, 5)], SQUARE) == [("gap", "A", "B", 8.0)]
    assert told([around, box(2, 2, 7, 7)], SQUARE) == [("overlap", "A", "B", 16.0)]
    assert told([around, box(4, 3, 7, 6)], SQUARE) == [("gap", "A", "B", 3.0), ("overlap", "A", "B", 3.0)]


def test_a_hole_that_is_filled_by_two_patches(told):
    hole = box(3, 3, 7, 7)
    around = without(SQUARE, hole)
    assert told([around, box(3, 3, 7, 5), box(3, 5, 7, 7)], SQUARE) == [
        ("unmatched_vertex", "B", "A", 0.0),
        ("unmatched_vertex", "B", "A", 0.0),
    ]
    noded = Polygon(around.exterior, [[(3, 3), (3, 5), (3, 7), (7, 7), (7, 5), (7, 3)]])
    assert told([noded, box(3, 3, 7, 5), box(3, 5, 7, 7)], SQUARE) == []
