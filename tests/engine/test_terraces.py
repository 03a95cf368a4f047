"""Terrace or sloping field: the field survey first, then the township, then the default."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely import box
from tuban.tools.errors import TubanError
from tuban.tools.slope import classify_terraces, township_types
from tuban.tools.standard import load

CRS = "EPSG:4549"
STANDARD = load("2019")


def patches(grades: list[str | None], codes: list[str] | None = None, **columns) -> gpd.GeoDataFrame:
    """Squares of 10 m from west to east."""
    count = len(grades)
    table = {"BSM": [f"P{number}" for number in range(count)], "DLBM": codes or ["0103"] * count, "GDPDJB": grades}
    shapes = [box(10 * number, 0, 10 * number + 10, 10) for number in range(count)]
    return gpd.GeoDataFrame({**table, **columns}, geometry=shapes, crs=CRS)


def survey(*seen: tuple[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"GDLX": [kind for kind, _ in seen]}, geometry=[shape for _, shape in seen], crs=CRS)


def test_polygons_of_the_survey_count_by_area_and_points_by_number() -> None:
    seen = survey(
        ("TT", box(0, 0, 4, 10)), ("pd ", box(4, 0, 15, 10)), ("TT", box(15, 0, 19, 10)),
        ("TT", shapely.Point(22, 5)), ("PD", shapely.Point(25, 5)), ("PD", shapely.Point(26, 5)),
        ("PD", box(30, 0, 35, 10)), ("TT", box(35, 0, 40, 10)), (None, box(40, 0, 50, 10)),
    )  # fmt: skip
    typed = classify_terraces(patches(["2", "3", "4", "5", "2"]), STANDARD, survey=seen)
    assert typed.patches["GDLX"].tolist() == ["PD", "PD", "PD", "TT", None]
    assert typed.findings[["kind", "rule", "severity", "feature"]].to_numpy().tolist() == [
        ["type_missing", "L-ATT-10", "error", "P4"]
    ]


def test_flat_land_and_other_classes_have_no_type_and_it_is_told() -> None:
    frame = patches(["1", "1", "3", None], ["0103", "0101", "0201", "0301"], GDLX=["TT", None, "PD", ""])
    typed = classify_terraces(frame, STANDARD, default="PD")
    assert typed.patches["GDLX"].tolist() == [None] * 4
    assert sorted(zip(typed.findings["kind"], typed.findings["feature"])) == [
        ("type_not_cultivated", "P2"),
        ("type_on_flat_land", "P0"),
    ]
    assert frame["GDLX"].tolist() == ["TT", None, "PD", ""]


def test_survey_then_township_then_default() -> None:
    villages = ["360102001001", "360102001002", "360102002001", "360102003001"]
    frame = patches(["2"] * 4, ZLDWDM=[f"{code}0000000" for code in villages])
    towns = township_types(pd.DataFrame({"XZQDM": ["360102001", "360102002"], "GDLX": ["TT", "PD"]}), "XZQDM", "GDLX")
    seen = survey(("PD", box(0, 0, 10, 10)))
    typed = classify_terraces(frame, STANDARD, survey=seen, townships=towns, default="TT")
    assert typed.patches["GDLX"].tolist() == ["PD", "TT", "PD", "TT"]
    assert len(typed.findings) == 0


def test_a_type_that_is_there_stays_unless_it_is_to_be_replaced() -> None:
    frame = patches(["2", "2", "3"], GDLX=["TT", "XX", "TT"])
    seen = survey(("PD", box(0, 0, 20, 10)))
    assert classify_terraces(frame, STANDARD, survey=seen).patches["GDLX"].tolist() == ["TT", "PD", "TT"]
    again = classify_terraces(frame, STANDARD, survey=seen, overwrite=True)
    assert again.patches["GDLX"].tolist() == ["PD", "PD", "TT"]


def test_unknown_types_and_a_missing_field_are_refused() -> None:
    with pytest.raises(TubanError, match="1 types in GDLX are neither TT nor PD, such as “FD”"):
        classify_terraces(patches(["2"]), STANDARD, survey=survey(("FD", box(0, 0, 10, 10))))
    with pytest.raises(TubanError, match="ZLDWDM"):
        classify_terraces(patches(["2"]), STANDARD, townships={"360102001": "TT"})


def test_nothing_and_geometries_that_are_missing() -> None:
    assert len(classify_terraces(patches([]), STANDARD, survey=survey(("TT", box(0, 0, 1, 1)))).patches) == 0
    frame = patches(["2", "2"])
    frame.geometry = [None, shapely.Polygon()]
    typed = classify_terraces(frame, STANDARD, survey=survey(("TT", box(0, 0, 1, 1)), ("PD", None)))
    assert typed.findings["kind"].tolist() == ["type_missing"] * 2
