"""The error GeoPackage: schema, geometry of all kinds, states and exceptions that survive the next run."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr
from tuban.tools import standard
from tuban.tools.errors import TubanError
from tuban.tools.quality import store
from tuban.tools.quality.findings import COLUMNS, findings, no_findings
from tuban.tools.quality.run import Run
from tuban.tools.quality.store import LAYERS, read_store, write_store

CRS = "EPSG:4528"
AT = 40_500_000.0


def found(*geometries, first: int = 0) -> gpd.GeoDataFrame:
    names = [str(first + i) for i in range(len(geometries))]
    return findings(
        kind="overlap", rule="4301-05", severity="error", layer="DLTB", feature=names, other="中 '文'", message="m",
        geometry=np.array(geometries, dtype=object), measure=1.5, unit="m2", crs=CRS,
    )  # fmt: skip


def everything() -> gpd.GeoDataFrame:
    square = shapely.box(AT, 0, AT + 1, 1)
    line = shapely.LineString([(AT, 0), (AT + 1, 1)])
    point = shapely.Point(AT, 5)
    bow_tie = shapely.Polygon([(AT, 0), (AT + 1, 1), (AT + 1, 0), (AT, 1)])
    mixed = shapely.GeometryCollection([square, line, shapely.GeometryCollection([point])])
    return found(square, line, point, bow_tie, mixed, None, shapely.MultiPolygon([square]), shapely.MultiPoint([point]))


def edit(path, *statements: str) -> None:
    """What a person does to the file in QGIS."""
    dataset = ogr.Open(str(path), update=1)
    for statement in statements:
        dataset.ExecuteSQL(statement)


def by_id(frame):
    return frame.set_index("id").sort_index()


def test_every_kind_of_geometry_comes_back(tmp_path):
    path, given = tmp_path / "findings.gpkg", everything()
    write_store(path, given, Run("tuban:check_topology", source="county.gpkg"))
    read = read_store(path)
    assert read.findings.crs == CRS
    assert set(read.findings["state"]) == {"new"}
    columns = [name for name in COLUMNS if name not in ("id", "geometry")]
    assert by_id(read.findings)[columns].equals(by_id(given)[columns])
    for name, geometry in by_id(given).geometry.items():
        stored = by_id(read.findings).geometry[name]
        mixed = geometry is not None and geometry.geom_type == "GeometryCollection"
        expected = shapely.box(AT, 0, AT + 1, 1) if mixed else geometry
        assert (stored is None) == (expected is None)
        assert stored is None or shapely.equals_exact(shapely.normalize(stored), _multi(expected))


def _multi(geometry):
    wrap = {0: shapely.MultiPoint, 1: shapely.MultiLineString, 2: shapely.MultiPolygon}
    if geometry.geom_type.startswith("Multi"):
        return shapely.normalize(geometry)
    return shapely.normalize(wrap[int(shapely.get_dimensions(geometry))]([geometry]))


def test_schema_is_what_the_documentation_says(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("tuban:check_topology"), rules=standard.load("2019").rules)
    dataset = ogr.Open(str(path))
    names = {dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())}
    assert names == {*LAYERS, "run", "rules", "exceptions"}
    counted = {name: dataset.GetLayerByName(name).GetFeatureCount() for name in LAYERS}
    assert counted == {"finding_points": 3, "finding_lines": 1, "finding_polygons": 4}
    layer = dataset.GetLayerByName("finding_polygons")
    definition = layer.GetLayerDefn()
    assert [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())] == [*COLUMNS[:-1]]
    assert layer.GetSpatialRef().GetAuthorityCode(None) == "4528"
    assert dataset.GetLayerByName("rules").GetFeatureCount() == len(standard.load("2019").rules)


def test_nothing_found_is_a_store_too(tmp_path):
    path = tmp_path / "findings.gpkg"
    write_store(path, no_findings(CRS), Run("tuban:check_topology"))
    read = read_store(path)
    assert len(read.findings) == 0
    assert read.findings.crs == CRS
    assert read.runs[0]["tool"] == "tuban:check_topology"


def test_exceptions_states_and_runs_survive_the_next_run(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = everything()
    write_store(path, first, Run("tuban:check_topology", options={"layers": ["DLTB"]}, notes=["一"]))
    excused, seen = first["id"][0], first["id"][1]
    edit(
        path,
        f"INSERT INTO exceptions (id, reason, name, date) VALUES ('{excused}', '省级批准', '李四', '2026-11-01')",
        f"UPDATE finding_lines SET state = 'confirmed' WHERE id = '{seen}'",
    )
    added = found(shapely.box(AT + 50, 0, AT + 51, 1), first=77)
    second = gpd.GeoDataFrame(pd.concat([first.iloc[::-1], added], ignore_index=True), crs=CRS)
    held = write_store(path, second, Run("tuban:check_topology"))
    read = read_store(path)
    state = dict(zip(read.findings["id"], read.findings["state"]))
    assert dict(zip(held.findings["id"], held.findings["state"])) == state
    assert state[excused] == "exception"
    assert state[seen] == "confirmed"
    assert state[added["id"][0]] == "new"
    assert len(read.runs) == 2
    assert read.runs[0]["options"] == {"layers": ["DLTB"]}
    assert read.runs[0]["notes"] == ["一"]
    assert read.exceptions.to_numpy().tolist() == [[excused, "省级批准", "李四", "2026-11-01"]]


def test_an_exception_that_is_withdrawn_leaves_its_finding_open(tmp_path):
    path = tmp_path / "findings.gpkg"
    first = found(shapely.box(AT, 0, AT + 1, 1))
    write_store(path, first, Run("t"))
    for statement in (
        "INSERT INTO exceptions (id, reason, name) SELECT id, 'r', 'n' FROM finding_polygons",
        "DELETE FROM exceptions",
    ):
        edit(path, statement)
        write_store(path, first, Run("t"))
    assert read_store(path).findings["state"].tolist() == ["new"]


def test_a_file_of_another_kind_is_not_overwritten(tmp_path):
    path = tmp_path / "county.gpkg"
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(0, 0)], crs=CRS).to_file(path, layer="DLTB")
    before = path.read_bytes()
    with pytest.raises(TubanError, match="not an error GeoPackage"):
        write_store(path, everything(), Run("t"))
    assert path.read_bytes() == before
    text = tmp_path / "notes.txt"
    text.write_text("keep me")
    with pytest.raises(TubanError, match="not an error GeoPackage"):
        write_store(text, everything(), Run("t"))
    assert text.read_text() == "keep me"


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch):
    path = tmp_path / "findings.gpkg"
    write_store(path, everything(), Run("t"))
    before = path.read_bytes()
    calls = []

    def broken(*_args, **_kwargs):
        calls.append(1)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_geopackage", broken)
    with pytest.raises(TubanError, match="No space left"):
        write_store(path, everything(), Run("t"))
    assert calls
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["findings.gpkg"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(TubanError, match="does not exist"):
        write_store(tmp_path / "none" / "findings.gpkg", everything(), Run("t"))
