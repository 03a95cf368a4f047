"""`check_topology` through Processing, on a made county with known defects."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import processing
import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from shapely import Point
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.quality.findings import COLUMNS
from tuban.tools.quality.layer import as_faults
from tuban.tools.quality.store import read_store
from tuban.tools.sample import County, make_county
from tuban.tools.standard import load
from tuban.tools.topology import KINDS, check_topology, snapped

pytestmark = pytest.mark.usefixtures("tuban_provider")

MADE = ("overlap", "gap", "sliver", "self_intersection", "duplicate_vertex", "multipart", "short_segment",
        "unmatched_vertex", "outside_county")  # fmt: skip
ERRORS = ("overlap", "gap", "self_intersection", "multipart", "outside_county")


def written(folder: Path, county: County) -> Path:
    for name in ("DLTB", "XZQ", "CJDCQ"):
        write_geopackage(folder / "county.gpkg", name, getattr(county, name), append=True)
    return folder / "county.gpkg"


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(500, seed=8, defects=2, kinds=MADE, vertices=30)


@pytest.fixture(scope="module")
def path(tmp_path_factory, county) -> Path:
    return written(tmp_path_factory.mktemp("county"), county)


def run(path: Path, **more) -> dict:
    given = {"INPUT": f"{path}|layername=DLTB", "XZQ": f"{path}|layername=XZQ"}
    return processing.run("tuban:check_topology", {**given, **more})


def rows(result: dict):
    return read_layer(result["FINDINGS"]).frame


def test_every_defect_is_found_and_counted(path, county, tmp_path):
    result = run(path, FINDINGS=str(tmp_path / "findings.gpkg"))
    found = as_faults(rows(result))
    assert list(found.columns) == list(COLUMNS)
    assert found["kind"].value_counts().to_dict() == dict.fromkeys(MADE, 2)
    for defect in county.truth.itertuples():
        same = found[found["kind"] == defect.kind].geometry.to_numpy()
        assert (shapely.distance(same, Point(defect.x, defect.y)) < 1e-3).sum() == 1
    assert (result["ERRORS"], result["WARNINGS"], result["NOTES"]) == (10, 8, 0)
    assert result["PASSED"] is False


def test_the_algorithm_finds_what_the_engine_finds(path, county, tmp_path):
    found = rows(run(path, FINDINGS=str(tmp_path / "findings.gpkg"))).reset_index(drop=True)
    engine = check_topology(county.DLTB, county.XZQ, load("2019"))
    plain = [name for name in COLUMNS if name != "geometry"]
    assert found[plain].equals(engine[plain])


def test_a_clean_county_passes(tmp_path):
    clean = written(tmp_path, make_county(300, seed=2, vertices=30))
    result = run(clean, CJDCQ=f"{clean}|layername=CJDCQ", FINDINGS=str(tmp_path / "findings.gpkg"))
    assert (result["ERRORS"], result["WARNINGS"], result["NOTES"], result["PASSED"]) == (0, 0, 0, True)
    assert len(rows(result)) == 0
    assert list(rows(result).columns) == list(COLUMNS)


def test_warnings_alone_pass(path):
    result = run(path, KINDS=["unmatched_vertex", "sliver"])
    assert (result["ERRORS"], result["WARNINGS"], result["PASSED"]) == (0, 4, True)


def test_report_and_summary_say_the_same(path, tmp_path):
    files = {"REPORT": str(tmp_path / "r.html"), "SUMMARY": str(tmp_path / "s.json")}
    result = run(path, TOLERANCE=0.002, **files)
    summary = json.loads(Path(result["SUMMARY"]).read_text(encoding="utf-8"))
    assert {name: entry["total"] for name, entry in summary["kinds"].items()} == dict.fromkeys(MADE, 2)
    assert summary["passed"] is False
    described = summary["run"]
    assert described["tool"] == "tuban:check_topology"
    assert described["edition"] == "2019"
    assert described["tolerances"]["TOLERANCE"] == 0.002
    assert described["counts"]["DLTB"] == len(read_layer(str(path), "DLTB").frame)
    assert str(path) in described["source"]
    report = Path(result["REPORT"]).read_text(encoding="utf-8")
    assert report.count("4301-05") >= 2
    assert "{" not in report.split("<body", 1)[1].split("<script", 1)[0]


def test_what_was_not_asked_for_is_not_made(path, tmp_path):
    before = sorted(path.parent.iterdir())
    result = run(path)
    assert set(result) == {"ERRORS", "WARNINGS", "NOTES", "PASSED"}
    assert result["ERRORS"] == 10
    assert sorted(path.parent.iterdir()) == before


def test_findings_in_memory(path):
    layer = run(path, FINDINGS="memory:")["FINDINGS"]
    assert isinstance(layer, QgsVectorLayer)
    assert layer.featureCount() == 18
    assert layer.geometryType() == QgsWkbTypes.PolygonGeometry
    assert layer.crs() == QgsCoordinateReferenceSystem("EPSG:4528")
    assert {feature["kind"] for feature in layer.getFeatures()} == set(MADE)


def test_a_temporary_output_is_a_file(path):
    made = run(path, FINDINGS="TEMPORARY_OUTPUT")["FINDINGS"]
    source = made if isinstance(made, str) else made.source()
    assert ".gpkg" in source


@pytest.fixture
def layer(path):
    made = QgsVectorLayer(f"{path}|layername=DLTB", "patches", "ogr")
    QgsProject.instance().addMapLayer(made)
    yield made
    QgsProject.instance().removeMapLayer(made.id())


def test_only_selected_patches_are_checked(path, county, layer, tmp_path):
    overlap = county.truth[county.truth["kind"] == "overlap"].iloc[0]
    layer.selectByExpression(f"\"BSM\" IN ('{overlap.bsm}', '{overlap.bsm2}')")
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    output = str(tmp_path / "findings.gpkg")
    result = processing.run("tuban:check_topology", {"INPUT": selected, "FINDINGS": output})
    (found,) = rows(result).itertuples()
    assert found.kind == "overlap"
    assert {found.feature, found.other} == {overlap.bsm, overlap.bsm2}


def test_selected_patches_are_checked_among_their_neighbours(path, county, layer, tmp_path):
    """With the county's outline the land of the others is not uncovered, and a fault with a neighbour is found."""
    faults = county.truth[county.truth["kind"].isin(["overlap", "gap", "unmatched_vertex"])]
    names = faults["bsm"].tolist()
    layer.selectByExpression(f'"BSM" IN ({str(names)[1:-1]})')
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    database = tmp_path / "errors.gpkg"
    run(path, DATABASE=str(database))
    result = run(path, INPUT=selected, FINDINGS=str(tmp_path / "findings.gpkg"), DATABASE=str(database))
    assert rows(result)["kind"].value_counts().to_dict() == {"overlap": 2, "gap": 2, "unmatched_vertex": 2}
    store = read_store(database)
    assert len(store.present()) == len(store.findings) > 6, "what was not looked at is not fixed"


def test_only_what_changed(path, county, tmp_path):
    """A second run that looks at the changes alone has the findings of a run that looks at everything."""
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("kept", "whole", "findings", "all")}
    first = run(path, DATABASE=files["kept"], CHANGED_ONLY=True)
    mended = county.DLTB[~county.DLTB["BSM"].isin(county.truth.loc[county.truth["kind"] == "sliver", "bsm"])]
    write_geopackage(tmp_path / "later.gpkg", "DLTB", mended)
    later = f"{tmp_path / 'later.gpkg'}|layername=DLTB"
    second = run(path, INPUT=later, DATABASE=files["kept"], CHANGED_ONLY=True, FINDINGS=files["findings"])
    whole = run(path, INPUT=later, FINDINGS=files["all"])
    assert sorted(rows(second)["id"]) == sorted(rows(whole)["id"])
    assert second["ERRORS"] == whole["ERRORS"] != first["ERRORS"]
    store = read_store(files["kept"])
    assert set(store.findings.loc[store.findings["state"] == "fixed", "kind"]) == {"sliver"}
    told = [note for row in store.runs for note in row["notes"]]
    assert [note.split()[0] for note in told if "checked" in note] == ["All", "Not", "Only", "Not"]


def test_what_changed_is_not_told_from_a_run_with_other_settings(path, tmp_path):
    database = str(tmp_path / "errors.gpkg")
    run(path, DATABASE=database, TOLERANCE=0.002)
    whole = run(path, DATABASE=database, CHANGED_ONLY=True)
    assert whole["ERRORS"] == run(path)["ERRORS"]
    assert any("same settings" in note for note in read_store(database).runs[-1]["notes"])


def test_a_filtered_layer_and_unsaved_edits_are_seen(path, county, layer):
    sliver = county.truth[county.truth["kind"] == "sliver"].iloc[0]
    layer.setSubsetString(f"\"BSM\" = '{sliver.bsm}'")
    given = {"INPUT": layer, "KINDS": ["sliver", "null_geometry"]}
    assert processing.run("tuban:check_topology", given)["WARNINGS"] == 1
    layer.setSubsetString("")
    layer.startEditing()
    ids = QgsFeatureRequest().setFilterExpression(f"\"BSM\" <> '{sliver.bsm}'").setNoAttributes()
    layer.deleteFeatures([feature.id() for feature in layer.getFeatures(ids)])
    assert processing.run("tuban:check_topology", given)["WARNINGS"] == 1
    layer.rollBack()


def test_another_field_names_the_patches(path, tmp_path):
    found = rows(run(path, KEY="TBBH", KINDS=["multipart"], FINDINGS=str(tmp_path / "f.gpkg")))
    assert found["feature"].str.len().max() < 18
    assert set(found["feature"]) <= set(read_layer(str(path), "DLTB").frame["TBBH"])


def test_thresholds_reach_the_engine(path):
    assert run(path, KINDS=["sliver"], SLIVER_AREA=0.0)["WARNINGS"] == 0
    assert run(path, KINDS=["short_segment"], SHORT_SEGMENT=0.001)["WARNINGS"] == 0
    assert run(path, KINDS=["overlap", "gap"], TOLERANCE=50.0)["ERRORS"] == 0
    assert run(path, KINDS=["spike"], SPIKE_ANGLE=60.0)["WARNINGS"] > 0
    assert run(path, KINDS=["narrow"], NARROW_WIDTH=1000.0)["WARNINGS"] > 100
    assert run(path, KINDS=["narrow"], NECK_WIDTH=8.0)["WARNINGS"] > 0


@pytest.mark.parametrize("limit", ["AREA_FROM", "AREA_TO", "WIDTH_FROM", "WIDTH_TO"])
def test_limits_of_area_and_width_reach_the_engine(path, limit):
    column = "measure" if limit.startswith("AREA") else "width"
    found = rows(run(path, KINDS=["overlap", "gap"], FINDINGS="TEMPORARY_OUTPUT"))
    middle = float(found[column].median())
    wanted = found[column] >= middle if limit.endswith("FROM") else found[column] <= middle
    assert 0 < wanted.sum() < len(found)
    assert run(path, KINDS=["overlap", "gap"], **{limit: middle})["ERRORS"] == wanted.sum()


def test_villages_that_patches_cross(path, county, tmp_path):
    assert run(path, KINDS=["crosses_village"], CJDCQ=f"{path}|layername=CJDCQ")["ERRORS"] == 0
    west, south, east, north = county.XZQ.total_bounds
    middle = (west + east) / 2.0
    halves = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    villages = tmp_path / "villages.gpkg"
    write_geopackage(villages, "CJDCQ", gpd.GeoDataFrame({"ZLDWDM": ["W", "E"]}, geometry=halves, crs=county.XZQ.crs))
    result = run(path, KINDS=["crosses_village"], CJDCQ=str(villages), FINDINGS=str(tmp_path / "f.gpkg"))
    assert result["ERRORS"] > 0
    assert set(rows(result)["other"]) == {"W, E", "E, W"}


def test_dividing_lines_keep_neighbours_apart(path, tmp_path):
    lines = tmp_path / "lines.gpkg"
    frame = read_layer(str(path), "DLTB").frame
    write_geopackage(lines, "lines", frame[["BSM", "geometry"]].set_geometry(frame.boundary))
    assert run(path, KINDS=["mergeable"])["WARNINGS"] > 0
    assert run(path, KINDS=["mergeable"], DIVIDERS=str(lines))["WARNINGS"] == 0


def test_what_could_not_be_checked_is_in_the_summary(path, tmp_path):
    result = run(path, KINDS=["crosses_village"], SUMMARY=str(tmp_path / "s.json"))
    summary = json.loads(Path(result["SUMMARY"]).read_text(encoding="utf-8"))
    assert any("CJDCQ" in note for note in summary["run"]["notes"])


def test_the_help_names_every_check(tuban_provider):
    algorithm = tuban_provider.algorithm("check_topology")
    text = algorithm.shortHelpString()
    names = load("2019").kinds["name_en"]
    assert all(names[kind] in text for kind in KINDS)
    assert all(item.help() for item in algorithm.parameterDefinitions())


@pytest.mark.parametrize("asked", ["FINDINGS", "REPORT"])
def test_a_layer_in_degrees_is_refused_and_nothing_is_written(county, tmp_path, asked):
    source = tmp_path / "county.gpkg"
    write_geopackage(source, "DLTB", county.DLTB.iloc[:5].to_crs(4490))
    output = {"FINDINGS": tmp_path / "out.gpkg", "REPORT": tmp_path / "out.html"}[asked]
    with pytest.raises(QgsProcessingException, match="degrees"):
        processing.run("tuban:check_topology", {"INPUT": str(source), asked: str(output)})
    assert not output.exists()


class Stopped(QgsProcessingFeedback):
    """The user cancels as soon as something moves."""

    def __init__(self):
        super().__init__(False)
        self.progressChanged.connect(lambda _percent: self.cancel())


def test_a_cancelled_run_leaves_nothing(path, tmp_path):
    output = tmp_path / "findings.gpkg"
    given = {"INPUT": f"{path}|layername=DLTB", "XZQ": f"{path}|layername=XZQ", "FINDINGS": str(output)}
    assert "ERRORS" not in processing.run("tuban:check_topology", given, feedback=Stopped())
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_looks_for_areas_in_a_part_only_calls_nothing_fixed(path, tmp_path, monkeypatch):
    database = str(tmp_path / "errors.gpkg")
    run(path, DATABASE=database)
    for name, value in {"MANY_EDGES": 1, "MOST_EDGES": 10, "EDGES_LOOKED_AT": 5}.items():
        monkeypatch.setattr(snapped, name, value)
    run(path, DATABASE=database)
    runs = read_store(database).runs
    assert [row["partial"] for row in runs] == [False, True]
    assert any("west of easting" in note for note in runs[-1]["notes"])
