"""Error points and faulty features: what QGIS's own checks give, from our findings."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon, box
from tuban.tools.files import Column
from tuban.tools.quality.faulty import TOLD, columns, error_points, faulty_features
from tuban.tools.quality.findings import findings, no_findings

SQUARE = box(0, 0, 10, 10)


def found(*shapes, feature="A", other=""):
    names = [feature] * len(shapes) if isinstance(feature, str) else feature
    return findings(
        kind="overlap", rule="x", severity="error", layer="DLTB", feature=names, other=other, message="m",
        geometry=np.array([*shapes, None], object)[:-1], crs=4528,
    )  # fmt: skip


def layer(*shapes, names=None, index=None):
    frame = gpd.GeoDataFrame({"BSM": names or list("ABCDEFGH"[: len(shapes)])}, geometry=list(shapes), crs=4528)
    return frame if index is None else frame.set_index(pd.Index(index))


def test_a_point_lies_on_its_fault():
    ring = shapely.difference(SQUARE, box(1, 1, 9, 9))
    faults = found(
        SQUARE, ring, MultiPolygon([box(0, 0, 1, 1), box(5, 5, 9, 9)]), Point(3, 4), LineString([(0, 0), (4, 0)])
    )
    points = error_points(faults)
    assert points.drop(columns="geometry").equals(faults.drop(columns="geometry"))
    assert set(points.geom_type) == {"Point"}
    assert shapely.intersects(points.geometry.to_numpy(), faults.geometry.to_numpy()).all()
    assert points.geometry[3].equals(Point(3, 4))
    assert points.geometry[4].equals(Point(2, 0)), "the middle of a line, not its end"


@pytest.mark.filterwarnings("ignore:invalid value")
def test_a_fault_without_place_has_no_point():
    nowhere = [None, Polygon(), Polygon([(0, 0), (np.nan, 0), (10, 10), (0, 10)])]
    points = error_points(found(*nowhere)).geometry
    assert points[:2].isna().all()
    assert len(error_points(no_findings(4528))) == 0


def test_every_patch_that_a_finding_names_is_given_as_it_is():
    frame = layer(SQUARE, box(8, 0, 20, 10), box(9, 5, 12, 10), box(50, 0, 60, 10))
    given = faulty_features(frame, found(box(9, 5, 10, 10), box(9, 0, 10, 5), other=["B, C", "B"]), "BSM")
    assert given["BSM"].tolist() == ["A", "B", "C", "A", "B"]
    assert given.geometry.iloc[1].equals(frame.geometry[1])
    assert list(given.columns) == ["BSM", "geometry", *(f"finding_{name}" for name in TOLD)]
    assert given["finding_id"].nunique() == 2


def test_names_that_several_bear_mean_those_at_the_fault():
    frame = layer(SQUARE, box(8, 0, 20, 10), box(50, 0, 60, 10), names=["A", "A", "A"])
    given = faulty_features(frame, found(box(8, 0, 10, 10), other=["A"]), "BSM")
    assert given.geometry.tolist() == frame.geometry.tolist()[:2]


def test_patches_without_a_name_go_by_their_feature_id():
    frame = layer(SQUARE, box(8, 0, 20, 10), None, names=["", None, ""], index=[7, 8, 9])
    given = faulty_features(frame, found(box(8, 0, 10, 10), None, feature=["7", "9"], other=["8", ""]), "BSM")
    assert given.geometry.tolist() == [frame.geometry[7], frame.geometry[8], None]
    bare = faulty_features(frame.drop(columns="BSM"), found(SQUARE, feature="7"), "BSM")
    assert bare.geometry.tolist() == [SQUARE]


def test_others_that_are_no_patches_are_passed_over():
    given = faulty_features(layer(SQUARE), found(Point(0, 0), SQUARE, feature=["A", ""], other=["XZQ", ""]), "BSM")
    assert given["BSM"].tolist() == ["A"]


def test_nothing_found_keeps_the_columns():
    given = faulty_features(layer(SQUARE), no_findings(4528), "BSM")
    assert len(given) == 0
    assert list(given.columns) == ["BSM", "geometry", *(f"finding_{name}" for name in TOLD)]


def test_columns_of_an_earlier_check_are_replaced():
    own = [Column("BSM", "text", 18), Column("FINDING_ID", "text"), Column("finding_measure", "real")]
    names = [column.name for column in columns(own)]
    assert names == ["BSM", *(f"finding_{name}" for name in TOLD)]
    assert {column.name: column.kind for column in columns(own)}["finding_measure"] == "real"
