"""Random coverages, damaged at random: what GEOS and plain overlay say about them is what the check says."""

from __future__ import annotations

from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tuban.tools.standard import load
from tuban.tools.topology import COVERAGE_KINDS, TopologySettings, check_topology

FINE = TopologySettings(kinds=COVERAGE_KINDS, tolerance=0.0)
"""Every face counts, however thin."""

ZONE = np.array([40_520_000.0, 3_400_000.0])

RANDOM = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(patches, outline=None, chosen=FINE):
    names = [f"P{i:03}" for i in range(len(patches))]
    frame = gpd.GeoDataFrame({"BSM": names}, geometry=list(patches), crs="EPSG:4528")
    county = None if outline is None else gpd.GeoDataFrame(geometry=[outline], crs=frame.crs)
    return check_topology(frame, county, load("2019"), chosen)


def area(found, *kinds):
    return found.loc[found["kind"].isin(kinds), "measure"].sum()


@st.composite
def coverages(draw, rows=3, columns=3):
    """A tiling: bent quadrilaterals, some merged to patches with more corners, parts or holes.

    Either of whole metres, or turned, rounded to the grid of the survey, and moved to where its coordinates are long.
    """
    bend = st.integers(-2, 2).map(lambda value: 2 * value)
    corners = {
        (i, j): (12 * i + (draw(bend) if 0 < i < columns else 0), 12 * j + (draw(bend) if 0 < j < rows else 0))
        for i in range(columns + 1)
        for j in range(rows + 1)
    }
    angle = draw(st.sampled_from([0.0, 0.1, 0.7]))
    if angle:
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        corners = {place: np.round(ZONE + np.array(corner) @ turn, 4) for place, corner in corners.items()}
    quads = [
        shapely.Polygon([corners[i, j], corners[i + 1, j], corners[i + 1, j + 1], corners[i, j + 1]])
        for j in range(rows)
        for i in range(columns)
    ]
    labels = draw(st.lists(st.integers(0, rows * columns - 1), min_size=rows * columns, max_size=rows * columns))
    merged = [shapely.union_all([quad for quad, label in zip(quads, labels) if label == name]) for name in set(labels)]
    return [part for patch in merged for part in shapely.get_parts(patch)]


def _ring(patch):
    return shapely.get_coordinates(shapely.get_exterior_ring(patch))[:-1]


def _with_ring(patch, ring):
    holes = [shapely.get_interior_ring(patch, i) for i in range(shapely.get_num_interior_rings(patch))]
    return shapely.Polygon(np.round(ring, 4), holes)


@st.composite
def damaged(draw, clean):
    """The coverage with up to four faults, of metres, centimetres or less; what a fault leaves is a valid polygon."""
    patches = list(clean)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(patches) - 1))
        patch, ring = patches[place], _ring(patches[place])
        vertex = draw(st.integers(0, len(ring) - 1))
        step = draw(st.sampled_from([1.0, 0.02, 0.0004])) * np.array(draw(st.tuples(*[st.integers(-3, 3)] * 2)))
        fault = draw(st.sampled_from(["move", "delete", "duplicate", "shift", "remove", "add"]))
        if fault == "delete" and len(patches) > 1:
            patches.pop(place)
        elif fault == "duplicate":
            patches.append(patch.reverse())
        elif fault == "shift":
            patches[place] = shapely.transform(patch, lambda xy, by=step: np.round(xy + by, 4))
        elif fault in ("move", "remove", "add"):
            if fault == "move":
                ring[vertex] += step
            elif fault == "remove" and len(ring) > 3:
                ring = np.delete(ring, vertex, axis=0)
            else:
                ring = np.insert(ring, vertex, (ring[vertex] + ring[vertex - 1]) / 2, axis=0)
            made = _with_ring(patch, ring)
            if made.is_valid and made.area > 0:
                patches[place] = made
    return patches


cases = coverages().flatmap(lambda clean: st.tuples(st.just(clean), damaged(clean)))


@given(coverages())
@RANDOM
def test_a_tiling_has_no_fault(clean):
    assert check(clean)["kind"].isin(["hole"]).all()
    assert not len(check(clean, shapely.union_all(clean)))


@pytest.mark.skipif(not hasattr(shapely, "coverage_is_valid"), reason="needs shapely 2.1")
@given(cases)
@RANDOM
def test_the_verdict_is_that_of_geos(case):
    """GEOS asks for no tiling: it knows gaps only up to a width that is given; and for us a gap explains vertices."""
    found = set(check(case[1])["kind"]) - {"hole"}
    if shapely.coverage_is_valid(case[1], gap_width=0.001):
        assert found <= {"gap"}
    if not shapely.coverage_is_valid(case[1]):
        assert found


@given(cases)
@RANDOM
def test_areas_are_those_of_plain_overlay(case):
    clean, patches = case
    county, land = shapely.union_all(clean), shapely.union_all(patches)
    found = check(patches, county)
    # Overlay without rounding loses whole faces where lines nearly coincide, so the oracle rounds too, but finer.
    shared = sum(shapely.intersection(one, two, grid_size=1e-8).area for one, two in combinations(patches, 2))
    assert area(found, "overlap", "duplicate_geometry", "contained") == pytest.approx(shared, abs=1e-3)
    assert area(found, "gap", "uncovered") == pytest.approx(shapely.difference(county, land).area, abs=1e-3)
    assert area(found, "outside_county") == pytest.approx(shapely.difference(land, county).area, abs=1e-3)
