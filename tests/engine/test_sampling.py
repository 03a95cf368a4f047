"""Drawing patches for a second look: sizes by published examples, draws by what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tuban.tools.labelling.sampling import DESIGNS, RANDOM, allocation, draw, sample_size, stratified_size


def test_the_sample_size_of_olofsson():
    """Remote Sensing of Environment 148 (2014), section 5.1.1: 641 for a standard error of 0.01."""
    assert stratified_size([0.020, 0.015, 0.320, 0.645], [0.70, 0.60, 0.90, 0.95], 0.01) == 641


def test_sizes_for_a_share():
    assert sample_size(0.5, 0.05) == 385  # the figure of every handbook
    assert sample_size(0.5, 0.05, 1000) == 278
    assert sample_size(0.5, 0.05, 0) == 0
    assert sample_size(1.0, 0.05) == 0


@pytest.mark.parametrize(
    ("sizes", "total", "more", "wanted"),
    [
        ([600, 300, 100], 100, {}, [60, 30, 10]),
        ([600, 300, 100], 100, {"equal": True}, [34, 33, 33]),
        ([9000, 990, 10], 100, {"least": 5}, [86, 9, 5]),
        ([5, 1000], 100, {"equal": True}, [5, 95]),
        ([3, 2], 100, {}, [3, 2]),
        ([10, 10], 1, {"least": 2}, [2, 2]),
        ([0, 10], 4, {}, [0, 4]),
    ],
)
def test_how_many_from_each(sizes, total, more, wanted):
    found = allocation(sizes, total, **more)
    assert found.tolist() == pytest.approx(wanted, abs=1)
    assert found.sum() == sum(wanted)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 400), min_size=1, max_size=8),
    st.integers(0, 500),
    st.sampled_from(DESIGNS),
    st.integers(0, 5),
)
def test_a_draw_holds_what_it_says(sizes, total, design, seed):
    classes = np.repeat([f"{place:02}" for place in range(len(sizes))], sizes)
    np.random.default_rng(seed).shuffle(classes)
    found = draw(classes, total, design=design, seed=seed)
    assert len(set(found.rows.tolist())) == len(found.rows)
    assert (np.diff(found.rows) > 0).all()
    low = 0 if design == RANDOM else min(2, min((size for size in sizes if size), default=0))
    assert len(found.rows) >= min(total, len(classes), low * len(sizes))
    again = draw(classes, total, design=design, seed=seed)
    assert again.rows.tolist() == found.rows.tolist()
    if design == RANDOM:
        assert set(found.stratum) <= {""}
        assert (found.population == len(classes)).all()
    else:
        assert (found.stratum == classes[found.rows]).all()
        assert all((classes == name).sum() == size for name, size in zip(found.stratum, found.population))


def test_every_patch_has_the_same_chance():
    hits = np.zeros(20)
    for seed in range(400):
        hits[draw(["A"] * 15 + ["B"] * 5, 8, seed=seed).rows] += 1
    assert hits.sum() == 400 * 8
    assert np.abs(hits / 400 - 0.4).max() < 0.1
