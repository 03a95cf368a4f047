"""`repair_topology` through Processing, on a made county with known defects."""

from __future__ import annotations

from pathlib import Path

import processing
import pytest
import shapely
from qgis.core import (
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterVectorLayer,
    QgsProject,
    QgsVectorLayer,
)
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.quality.findings import COLUMNS
from tuban.tools.quality.layer import as_faults
from tuban.tools.sample import County, make_county
from tuban.tools.standard import load
from tuban.tools.topology.repair import ACTIONS, RepairSettings, repair_topology
from tuban.tools.topology.repair.trial import CHECKED

pytestmark = pytest.mark.usefixtures("tuban_provider")

EACH = 3
MADE = [kind for kind in ACTIONS if kind != "uncovered"]
"""A made county has all land covered."""


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(800, seed=9, defects=EACH, kinds=[*MADE, "self_intersection"], vertices=30)


@pytest.fixture(scope="module")
def path(tmp_path_factory, county) -> Path:
    file = tmp_path_factory.mktemp("county") / "county.gpkg"
    for name in ("DLTB", "XZQ", "CJDCQ"):
        write_geopackage(file, name, getattr(county, name), append=True)
    return file


class Told(QgsProcessingFeedback):
    """Keeps what is said."""

    def __init__(self):
        super().__init__(False)
        self.said: list[str] = []

    def pushWarning(self, text):
        self.said.append(text)

    def pushInfo(self, text):
        self.said.append(text)


NO_LIMIT = {"OVERLAP_AREA": 0.0, "WIDTH": 0.0}
"""Of the pieces outside the county some are larger than the limits by default."""


def run(path: Path, feedback=None, **more) -> dict:
    layers = {"INPUT": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ"}
    given = {name: f"{path}|layername={layer}" for name, layer in layers.items()}
    given = {**given, **NO_LIMIT, **more}
    return processing.run("tuban:repair_topology", given, feedback=feedback or QgsProcessingFeedback())


def outputs(folder: Path) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    return {name: str(folder / f"{name.lower()}.gpkg") for name in ("OUTPUT", "LEDGER", "REMAINING")}


def rows(result: dict, name: str):
    return read_layer(result[name]).frame


def test_a_county_is_repaired_and_what_was_done_is_told(path, county, tmp_path):
    feedback = Told()
    result = run(path, feedback, **outputs(tmp_path))
    patches, ledger, remaining = (rows(result, name) for name in ("OUTPUT", "LEDGER", "REMAINING"))
    assert (result["REPAIRED"], result["REMAINING_ERRORS"], result["PASSED"]) == (len(MADE) * EACH, EACH, False)
    assert list(patches.columns) == list(county.DLTB.columns)
    assert len(patches) == len(county.DLTB)  # as many slivers were merged as parts were split off
    assert patches["BSM"].is_unique
    assert abs(ledger["change"].sum()) < 1e-6
    assert set(ledger["action"]) == {"split", "remove_vertex", "insert_node", "fill", "cut", "merge"}
    assert set(remaining["kind"]) == {"self_intersection"}
    assert list(as_faults(remaining).columns) == list(COLUMNS)
    assert any("TBMJ" in text for text in feedback.said)
    assert any(f"{result['REPAIRED']} findings repaired, {EACH} errors remain." in text for text in feedback.said)


def test_what_is_left_is_told_with_the_parameter_that_takes_it_in(path, tmp_path):
    feedback = Told()
    result = run(path, feedback, OVERLAP_AREA=0.01, WIDTH=5.0, **outputs(tmp_path))
    remaining = rows(result, "REMAINING")
    large = remaining["message"].str.contains("larger than the limit (OVERLAP_AREA = 0.01 m²)", regex=False)
    assert set(remaining["kind"][large]) <= {"overlap", "outside_county"}
    told = [text for text in feedback.said if text.startswith("Left and listed: ")]
    assert sum(int(text.split()[3]) for text in told if "OVERLAP_AREA" in text) == large.sum() >= EACH
    assert "A higher limit takes in what is larger or wider; with 0 there is no limit." in feedback.said
    assert any(f"listed for people: {EACH} × " in text for text in feedback.said)


def test_the_checker_finds_what_remains_in_the_output(path, tmp_path):
    result = run(path, **outputs(tmp_path))
    given = {"INPUT": result["OUTPUT"], "XZQ": f"{path}|layername=XZQ", "KINDS": list(CHECKED)}
    again = processing.run("tuban:check_topology", {**given, "FINDINGS": str(tmp_path / "again.gpkg")})
    assert again["ERRORS"] == result["REMAINING_ERRORS"]
    assert sorted(rows(again, "FINDINGS")["kind"]) == sorted(rows(result, "REMAINING")["kind"])


def test_the_algorithm_does_what_the_engine_does(path, county, tmp_path):
    patches = rows(run(path, **outputs(tmp_path)), "OUTPUT")
    settings = RepairSettings(overlap_area=0.0, width=0.0)
    engine = repair_topology(county.DLTB, county.XZQ, load("2019"), settings, villages=county.CJDCQ).patches
    assert patches["BSM"].tolist() == engine["BSM"].tolist()
    single = shapely.get_geometry(patches.geometry.to_numpy(), 0)  # the layer's type is MultiPolygon
    assert shapely.to_wkb(single).tolist() == engine.geometry.to_wkb().tolist()


def test_a_model_repairs_and_checks_what_came_of_it(path, tmp_path):
    model, given = QgsProcessingModelAlgorithm("repaired", "test"), QgsProcessingModelChildParameterSource
    for name in ("DLTB", "XZQ", "CJDCQ"):
        model.addModelParameter(QgsProcessingParameterVectorLayer(name), QgsProcessingModelParameter(name))
    wired = {
        "repair": {"INPUT": "DLTB", "XZQ": "XZQ", "CJDCQ": "CJDCQ"},
        "check": {"XZQ": "XZQ"},
    }
    for step, inputs in wired.items():
        child = QgsProcessingModelChildAlgorithm(f"tuban:{step}_topology")
        child.setChildId(step)
        for name, source in inputs.items():
            child.addParameterSources(name, [given.fromModelParameter(source)])
        static = NO_LIMIT if step == "repair" else {"KINDS": list(CHECKED)}
        for name, value in static.items():
            child.addParameterSources(name, [given.fromStaticValue(value)])
        if step == "check":
            child.addParameterSources("INPUT", [given.fromChildOutput("repair", "OUTPUT")])
            found = QgsProcessingModelOutput("found")
            found.setChildId(step)
            found.setChildOutputName("FINDINGS")
            child.setModelOutputs({"found": found})
        model.addChildAlgorithm(child)
    (destination,) = (item.name() for item in model.destinationParameterDefinitions())
    layers = {name: f"{path}|layername={name}" for name in ("DLTB", "XZQ", "CJDCQ")}
    result = processing.run(model, {**layers, destination: str(tmp_path / "found.gpkg")})
    assert list(rows(result, destination)["kind"]) == ["self_intersection"] * EACH


def test_a_preview_writes_everything_but_patches(path, tmp_path):
    whole = run(path, **outputs(tmp_path / "whole"))
    preview = run(path, PREVIEW=True, **outputs(tmp_path / "preview"))
    assert "OUTPUT" not in preview
    assert sorted(file.name for file in (tmp_path / "preview").iterdir()) == ["ledger.gpkg", "remaining.gpkg"]
    assert rows(preview, "LEDGER").drop(columns="geometry").equals(rows(whole, "LEDGER").drop(columns="geometry"))
    for name in ("REPAIRED", "REMAINING_ERRORS", "PASSED"):
        assert preview[name] == whole[name]


def test_exceptions_of_an_error_geopackage_are_left(path, tmp_path):
    database = str(tmp_path / "errors.gpkg")
    layers = {"INPUT": f"{path}|layername=DLTB", "XZQ": f"{path}|layername=XZQ"}
    processing.run("tuban:check_topology", {**layers, "DATABASE": database})
    decision = {"STATE": "exception", "REASON": "agreed with the next county", "NAME": "Li"}
    processing.run("tuban:review_findings", {"DATABASE": database, "KINDS": ["gap", "self_intersection"], **decision})
    result = run(path, DATABASE=database, **outputs(tmp_path / "out"))
    remaining = rows(result, "REMAINING")
    assert (result["REPAIRED"], result["REMAINING_ERRORS"], result["PASSED"]) == ((len(MADE) - 1) * EACH, 0, True)
    assert sorted(remaining["kind"]) == ["gap"] * EACH + ["self_intersection"] * EACH
    assert set(remaining["state"]) == {"exception"}


def test_a_file_that_is_no_error_geopackage_is_refused(path):
    with pytest.raises(QgsProcessingException, match="not an error GeoPackage"):
        run(path, DATABASE=str(path))


@pytest.mark.parametrize("kind", MADE)
def test_each_repair_can_be_chosen(path, tmp_path, kind):
    result = run(path, ACTIONS=[kind], **outputs(tmp_path))
    assert set(rows(result, "LEDGER")["kind"]) == {kind}
    assert result["REPAIRED"] == EACH
    assert kind not in set(rows(result, "REMAINING")["kind"])


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({"GAP_AREA": 0.01}, {"gap"}),
        ({"OVERLAP_AREA": 0.01}, {"overlap", "outside_county"}),
        ({"WIDTH": 0.001}, {"gap", "overlap", "outside_county"}),
        ({"SLIVER_AREA": 0.0}, set()),
        ({"PROTECTED": "0, 1"}, set(MADE)),
        ({"PROTECTED_FIELD": "SJNF"}, set(MADE)),
    ],
)
def test_settings_reach_the_engine(path, tmp_path, given, kinds):
    result = run(path, **given, **outputs(tmp_path))
    remaining = rows(result, "REMAINING")
    left = remaining[remaining["kind"].isin(ACTIONS)]
    assert set(left["kind"]) == kinds
    assert left["message"].str.contains("Not repaired: ").all()
    assert len(left) == len(kinds) * EACH


def test_without_villages_lines_are_not_known(path, tmp_path):
    given = {"INPUT": f"{path}|layername=DLTB", "XZQ": f"{path}|layername=XZQ", **outputs(tmp_path)}
    remaining = rows(processing.run("tuban:repair_topology", given), "REMAINING")
    left = remaining[remaining["kind"].isin(["gap", "overlap"])]
    assert left["message"].str.contains("CJDCQ does not say").all()
    strict = rows(run(path, STRICT_OWNERS=True, **outputs(tmp_path / "strict")), "REMAINING")
    left = strict[strict["kind"].isin(["gap", "overlap"])]
    assert left["message"].str.contains("ownership line").all()


@pytest.fixture
def layer(path):
    made = QgsVectorLayer(f"{path}|layername=DLTB", "patches", "ogr")
    QgsProject.instance().addMapLayer(made)
    yield made
    QgsProject.instance().removeMapLayer(made.id())


def test_of_a_selection_the_others_stay_as_they_are(path, county, layer, tmp_path):
    overlap = county.truth[county.truth["kind"] == "overlap"].iloc[0]
    layer.selectByExpression(f"\"BSM\" = '{overlap.bsm}'")
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    result = run(path, **outputs(tmp_path), INPUT=selected)
    assert rows(result, "OUTPUT")["BSM"].tolist() == [overlap.bsm]
    assert result["REPAIRED"] == 1
    ledger = rows(result, "LEDGER")
    assert set(ledger["patch"].fillna("")) == {overlap.bsm, ""}
    before = county.DLTB[county.DLTB["BSM"] == overlap.bsm].geometry.area.iloc[0]
    assert rows(result, "OUTPUT").geometry.area.iloc[0] == pytest.approx(before - overlap["size"], abs=1e-3)


def test_behind_a_filter_no_gap_is_filled(path, county, layer, tmp_path):
    hidden = county.DLTB["BSM"].iloc[300]
    layer.setSubsetString(f"\"BSM\" <> '{hidden}'")
    feedback = Told()
    result = run(path, feedback, **outputs(tmp_path), INPUT=layer, GAP_AREA=0.0, WIDTH=0.0)
    assert any("filter" in text for text in feedback.said)
    assert "fill" not in set(rows(result, "LEDGER")["action"])
    layer.setSubsetString("")


def test_patches_of_lower_case_fields_and_in_memory(path, county, tmp_path):
    source = tmp_path / "lower.gpkg"
    write_geopackage(source, "dltb", county.DLTB.rename(columns=str.lower))
    result = run(path, INPUT=str(source), OUTPUT="memory:", LEDGER="memory:")
    assert result["REPAIRED"] == len(MADE) * EACH
    assert result["OUTPUT"].featureCount() == len(county.DLTB)
    shapes = [shapely.from_wkb(bytes(feature.geometry().asWkb())) for feature in result["LEDGER"].getFeatures()]
    assert (shapely.get_type_id(shapes) == 6).all()


def test_bad_layers_are_refused_and_nothing_is_written(county, path, tmp_path):
    source, out = tmp_path / "degrees.gpkg", tmp_path / "out"
    write_geopackage(source, "DLTB", county.DLTB.iloc[:5].to_crs(4490))
    for given, reason in (
        ({"INPUT": str(source), "CJDCQ": None}, "degrees"),
        ({"CJDCQ": f"{path}|layername=XZQ"}, "ZLDWDM"),
    ):
        with pytest.raises(QgsProcessingException, match=reason):
            run(path, **{**outputs(out), **given})
        assert not list(out.iterdir())
