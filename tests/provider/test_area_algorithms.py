"""`ellipsoidal_area` through Processing."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import processing
import pytest
import shapely
from qgis.core import QgsFeatureRequest, QgsProcessingException, QgsVectorLayer
from shapely import box
from tuban.tools.area import ellipsoidal_areas
from tuban.tools.files import read_layer, write_geopackage

SQUARES = [box(40_500_000 + x, 3_320_000, 40_500_000 + x + 1000, 3_321_000) for x in (0, 1000, 50_000)]

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture
def patches(tmp_path: Path) -> str:
    frame = gpd.GeoDataFrame({"BSM": ["a", "b", "c", "d"], "TBMJ": 1.0}, geometry=[*SQUARES, None], crs=4528)
    write_geopackage(tmp_path / "patches.gpkg", "DLTB", frame)
    return str(tmp_path / "patches.gpkg")


def run(**parameters) -> dict:
    return processing.run("tuban:ellipsoidal_area", parameters)


def test_area_goes_into_its_field(patches: str, tmp_path: Path) -> None:
    result = run(INPUT=patches, OUTPUT=str(tmp_path / "out.gpkg"))
    frame = read_layer(result["OUTPUT"]).frame
    expected = ellipsoidal_areas(SQUARES, 4528)
    assert list(frame.columns) == ["BSM", "TBMJ", "geometry"]
    assert frame["TBMJ"].tolist()[:3] == expected.tolist()
    assert frame["TBMJ"].isna().tolist() == [False, False, False, True]
    assert result["AREA"] == pytest.approx(expected.sum())
    assert result["WITHOUT_AREA"] == 1
    assert read_layer(patches).frame["TBMJ"].tolist() == [1.0] * 4


def test_another_field_is_added_and_spelling_respected(patches: str, tmp_path: Path) -> None:
    added = run(INPUT=patches, FIELD="MJ", DENSIFY=0, DECIMALS=1, OUTPUT=str(tmp_path / "mj.gpkg"))
    frame = read_layer(added["OUTPUT"]).frame
    assert frame["TBMJ"].tolist() == [1.0] * 4
    assert frame["MJ"].iloc[2] == ellipsoidal_areas(SQUARES, 4528, densify=0, decimals=1)[2]
    spelt = run(INPUT=patches, FIELD="tbmj", OUTPUT=str(tmp_path / "tbmj.gpkg"))
    assert list(read_layer(spelt["OUTPUT"]).frame.columns) == ["BSM", "TBMJ", "geometry"]


def test_memory_layers_and_selections(patches: str) -> None:
    layer = QgsVectorLayer(patches, "patches", "ogr")
    layer.selectByExpression("BSM = 'c'")
    memory = layer.materialize(QgsFeatureRequest())
    result = run(INPUT=memory, OUTPUT="TEMPORARY_OUTPUT")
    assert result["WITHOUT_AREA"] == 1


@pytest.mark.parametrize(
    ("crs", "message"),
    [(3857, "Pseudo-Mercator"), (4549, "outside the zone"), (None, "no coordinate reference system")],
)
def test_other_systems_end_in_one_sentence(tmp_path: Path, crs: int | None, message: str) -> None:
    frame = gpd.GeoDataFrame({"BSM": ["a"]}, geometry=[SQUARES[0]], crs=crs)
    write_geopackage(tmp_path / "bad.gpkg", "DLTB", frame)
    out = tmp_path / "out.gpkg"
    with pytest.raises(QgsProcessingException, match=message):
        run(INPUT=str(tmp_path / "bad.gpkg"), OUTPUT=str(out))
    assert not out.exists()


def test_a_field_without_name_is_refused(patches: str) -> None:
    with pytest.raises(QgsProcessingException, match="has no name"):
        run(INPUT=patches, FIELD=" ", OUTPUT="TEMPORARY_OUTPUT")


def test_geometry_is_passed_on(patches: str, tmp_path: Path) -> None:
    result = run(INPUT=patches, OUTPUT=str(tmp_path / "out.gpkg"))
    made = read_layer(result["OUTPUT"]).frame.geometry
    assert shapely.equals(made.to_numpy()[:3], SQUARES).all()
    assert made.iloc[3] is None
    assert made.crs == 4528
