"""Cutting of coverages at random: an exact coverage comes out, and the land is where overlay says it is."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuban.tests.engine.test_topology_random import coverages
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology
from tuban.tools.topology.cutting import NO_CUTTER, cut, dissolved
from tuban.tools.topology.settings import INVALID_KINDS

RANDOM = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
FAULTS = TopologySettings(kinds=(*COVERAGE_KINDS, *INVALID_KINDS, "null_geometry", "multipart", "duplicate_vertex"))


def findings(patches, outline):
    frame = gpd.GeoDataFrame({"BSM": [f"P{i:03}" for i in range(len(patches))]}, geometry=patches, crs="EPSG:4528")
    county = gpd.GeoDataFrame(geometry=[outline], crs=frame.crs)
    return check_topology(frame, county, load("2019"), FAULTS)


@st.composite
def cutters(draw, patches):
    """Bands, fans, whole patches, copies, slivers of a grid unit, and lines, across or along borders."""
    corner = np.array(shapely.union_all(patches).bounds[:2])
    vertices = shapely.get_coordinates(patches)
    place = st.one_of(
        st.tuples(st.floats(-10, 46), st.floats(-10, 46)).map(lambda xy: corner + xy),
        st.integers(0, len(vertices) - 1).map(lambda i: vertices[i]),
    )
    made = []
    for _ in range(draw(st.integers(1, 5))):
        path = shapely.linestrings(np.array(draw(st.lists(place, min_size=2, max_size=4))))
        kind = draw(st.sampled_from(["band", "band", "line", "patch", "inside", "near"]))
        patch = patches[draw(st.integers(0, len(patches) - 1))]
        width = draw(st.sampled_from([0.0002, 0.05, 1.0, 8.0, 30.0]))
        made.append(
            {
                "band": shapely.buffer(path, width / 2.0, cap_style="flat", join_style="mitre"),
                "line": path,
                "patch": patch,
                "inside": shapely.buffer(patch, -width / 2.0),
                "near": shapely.transform(patch, lambda xy: np.round(xy, 4) + 0.0001),
            }[kind]
        )
    return np.array(made, dtype=object)


@RANDOM
@given(st.data())
def test_pieces_are_a_coverage(data):
    patches = np.array(data.draw(coverages()), dtype=object)
    areas = data.draw(cutters(patches))
    outline = shapely.union_all(patches)
    made = cut(patches, areas, beside=[np.array([outline])])
    assert findings(made.piece, made.beside[0][0]).empty
    assert np.bincount(made.source, shapely.area(made.piece)) == pytest.approx(shapely.area(patches), abs=0.01)
    assert abs(shapely.area(made.piece).sum() - outline.area) < 0.01
    assert (shapely.area(shapely.difference(made.piece, patches[made.source], grid_size=1e-7)) < 0.01).all()


@RANDOM
@given(st.data())
def test_first_cutter_has_the_land(data):
    patches = np.array(data.draw(coverages()), dtype=object)
    areas = data.draw(cutters(patches))
    made = cut(patches, areas)
    outline, taken = shapely.union_all(patches), shapely.Polygon()
    for place, area in enumerate(areas):
        if shapely.get_dimensions(area) == 2:
            wanted = area.intersection(outline, grid_size=1e-7).difference(taken, grid_size=1e-7)
            taken = taken.union(area, grid_size=1e-7)
            got = shapely.union_all(made.piece[made.cutter == place])
            assert shapely.area(shapely.symmetric_difference(wanted, got, grid_size=1e-7)) < 0.05
    assert not set(made.cutter) - set(np.flatnonzero(shapely.get_dimensions(areas) == 2)) - {NO_CUTTER}


def test_what_no_cutter_touches_is_not_touched():
    patches = shapely.box([0, 10, 20], 0, [10, 20, 30], 10)
    made = cut(patches, shapely.box([2.0], [2.0], [4.0], [4.0]))
    assert made.source.tolist() == [0, 0, 1, 2]
    assert made.cutter.tolist() == [NO_CUTTER, 0, NO_CUTTER, NO_CUTTER]
    assert made.changed.tolist() == [True, True, False, False]
    assert made.piece[2] is patches[1]


def test_a_line_divides():
    made = cut(shapely.box([0], [0], [10], [10]), shapely.linestrings([[[5, -1], [5, 11]]]))
    assert shapely.area(made.piece).tolist() == [50, 50]


def test_nothing_to_cut():
    for patches, areas in (([], [shapely.box(0, 0, 1, 1)]), ([shapely.box(0, 0, 1, 1), None], [])):
        made = cut(np.array(patches, dtype=object), np.array(areas, dtype=object))
        assert not made.changed.any()
        assert len(made.piece) == sum(patch is not None for patch in patches)


def test_groups_that_fall_apart_give_several_polygons():
    shapes = shapely.box([0, 1, 5], 0, [1, 2, 6], 1)
    for name in (7, -2):
        joined, group = dissolved(shapes, np.full(3, name))
        assert shapely.area(joined).tolist() == [2, 1]
        assert group.tolist() == [name, name]
