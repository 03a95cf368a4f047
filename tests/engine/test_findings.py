"""Findings: ids that survive from run to run, joining, counting."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tuban.tools.quality import findings as module
from tuban.tools.quality.findings import COLUMNS, counts, findings, joined, no_findings

CRS = "EPSG:4528"


def some(features, x, *, kind="overlap", severity="error", other=""):
    squares = shapely.box(x, np.zeros(len(x)), np.asarray(x) + 2.0, np.full(len(x), 2.0))
    return findings(
        kind=kind, rule="R1", severity=severity, layer="DLTB", feature=features, other=other, message="m",
        geometry=squares, measure=4.0, unit="m2", crs=CRS,
    )  # fmt: skip


def test_columns_and_types():
    made = some(["1", "2"], [0.0, 10.0])
    assert tuple(made.columns) == COLUMNS
    assert made.crs == CRS
    assert made["measure"].dtype == float
    assert made["id"].str.fullmatch("[0-9a-f]{16}").all()
    assert list(no_findings(CRS).columns) == list(COLUMNS)
    assert no_findings(CRS).crs == CRS


@given(order=st.permutations(range(6)))
def test_ids_do_not_depend_on_the_order_of_the_features(order):
    names, x = np.array(list("abcdef")), np.arange(6) * 10.0
    straight = some(names, x)
    shuffled = some(names[list(order)], x[list(order)])
    assert dict(zip(straight["feature"], straight["id"])) == dict(zip(shuffled["feature"], shuffled["id"]))


def test_an_overlap_has_one_id_whichever_patch_is_named_first():
    assert some(["1"], [0.0], other=["2"])["id"].tolist() == some(["2"], [0.0], other=["1"])["id"].tolist()


def test_ids_tell_kind_feature_and_place_apart():
    ids = [
        some(["1"], [0.0])["id"][0],
        some(["1"], [10.0])["id"][0],
        some(["2"], [0.0])["id"][0],
        some(["1"], [0.0], kind="gap")["id"][0],
    ]
    assert len(set(ids)) == 4


@given(features=st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
def test_of_equal_faults_the_first_ones_keep_their_ids(features):
    """The next fault of a patch at the same place gets an id of its own and leaves those before it alone."""
    ids = some(features, np.zeros(len(features)))["id"].tolist()
    assert len(set(ids)) == len(ids)
    assert some(features[:-1], np.zeros(len(features) - 1))["id"].tolist() == ids[:-1]


@given(features=st.lists(st.text("019aZ中图𠀀 ", min_size=1, max_size=4), min_size=1, max_size=12))
def test_joined_findings_are_in_the_order_of_their_features_as_python_sorts_texts(features):
    found = joined([some(features, np.arange(len(features)) * 10.0)])
    assert found["feature"].tolist() == sorted(features)


def test_equal_faults_are_told_apart_by_a_counter():
    twice = some(["1", "1"], [0.0, 0.0])
    assert twice["id"].is_unique
    assert twice["id"][0] == some(["1"], [0.0])["id"][0]


def test_findings_without_geometry():
    made = findings(
        kind="k", rule="R", severity="note", layer="DLTB", feature=[1, 2], message="m",
        geometry=np.full(2, None, object), crs=CRS,
    )  # fmt: skip
    assert made["id"].is_unique
    assert made.geometry.isna().all()
    assert made["feature"].tolist() == ["1", "2"]


def test_joined_puts_errors_first_and_counts_by_severity():
    together = joined(
        [
            some(["3"], [0.0], severity="note"),
            no_findings(CRS),
            some(["2"], [0.0], severity="error"),
            some(["1"], [0.0], severity="warning"),
        ]
    )
    assert together["severity"].tolist() == ["error", "warning", "note"]
    assert together.index.tolist() == [0, 1, 2]
    assert isinstance(together, gpd.GeoDataFrame)
    assert counts(together) == {"error": 1, "warning": 1, "note": 1}
    assert counts(joined([])) == {"error": 0, "warning": 0, "note": 0}


@pytest.mark.parametrize("shift", [0.0, 0.004])
def test_an_id_bears_the_noise_of_a_rewritten_file(shift):
    """Coordinates that differ by less than the grid of places belong to the same fault."""
    assert module._PLACE_GRID == 0.01
    assert some(["1"], [100.0 + shift])["id"][0] == some(["1"], [100.0])["id"][0]
