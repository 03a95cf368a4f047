"""The single checks through Processing: what check_topology finds, with the outputs of QGIS's own checks beside it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import processing
import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProject,
)
from qgis.PyQt.QtCore import QUrl
from shapely import Point, Polygon, box
from tuban.processing_provider import thresholds
from tuban.processing_provider.single_checks.single_check import LAYERS_BESIDE, SingleCheck, algorithms
from tuban.tools import language
from tuban.tools.files import read_layer, write_geopackage
from tuban.tools.quality.findings import COLUMNS
from tuban.tools.quality.layer import as_faults
from tuban.tools.sample import DEFECT_KINDS, make_county
from tuban.tools.standard import load
from tuban.tools.topology import KINDS, check_topology

pytestmark = pytest.mark.usefixtures("tuban_provider")

STANDARD = load("2019")
MADE = tuple(kind for kind in DEFECT_KINDS if kind in KINDS)
CORNER = (40_500_000.0, 3_400_000.0)
OUTPUTS = {"FINDINGS", "POINTS", "FEATURES", "REPORT", "SUMMARY", "DATABASE"}


def algorithm(kind: str):
    return QgsApplication.processingRegistry().createAlgorithmById(f"tuban:check_{kind}")


@pytest.fixture(scope="module")
def county():
    return make_county(500, seed=8, defects=2, kinds=MADE, vertices=30)


@pytest.fixture(scope="module")
def path(tmp_path_factory, county) -> str:
    file = tmp_path_factory.mktemp("county") / "county.gpkg"
    for name in ("DLTB", "XZQ", "CJDCQ"):
        write_geopackage(file, name, getattr(county, name), append=True)
    return str(file)


@pytest.fixture(scope="module")
def everything(county) -> gpd.GeoDataFrame:
    return check_topology(county.DLTB, county.XZQ, STANDARD, villages=county.CJDCQ)


def run(kind: str, path: str, folder: Path, **more) -> dict:
    given = {"INPUT": f"{path}|layername=DLTB"}
    given.update({name: f"{path}|layername={name}" for name in LAYERS_BESIDE.get(kind, {}) if name != "DIVIDERS"})
    asked = {name: str(folder / f"{name}.gpkg") for name in ("FINDINGS", "POINTS", "FEATURES")}
    return processing.run(f"tuban:check_{kind}", {**given, **asked, **more})


def rows(result: dict, output: str) -> gpd.GeoDataFrame:
    return read_layer(result[output]).frame


def written(folder: Path, *shapes, names=None, **columns) -> str:
    """A layer DLTB of patches named A, B, … at the corner of a county; shapes are in metres from there."""
    moved = [None if shape is None else shapely.transform(shape, lambda xy: xy + CORNER) for shape in shapes]
    values = {"BSM": names or list("ABCDEFGH"[: len(shapes)]), **columns}
    write_geopackage(folder / "patches.gpkg", "DLTB", gpd.GeoDataFrame(values, geometry=moved, crs=4528))
    return str(folder / "patches.gpkg")


# ------------------------------------------------------------------------------------------------ what they are


def test_there_is_one_for_every_kind_of_finding(tuban_provider):
    names = [item.name() for item in algorithms()]
    assert names == [f"check_{kind}" for kind in KINDS]
    assert {item.name() for item in tuban_provider.algorithms() if item.groupId() == "single_checks"} == set(names)


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_checks_the_same(kind):
    made = algorithm(kind).createInstance()
    assert isinstance(made, SingleCheck)
    assert (made.kind, made.name()) == (kind, f"check_{kind}")
    copy, original = made.create(), algorithm(kind)  # definitions live no longer than their algorithm
    names = [[definition.name() for definition in item.parameterDefinitions()] for item in (copy, original)]
    assert names[0] == names[1]


@pytest.mark.parametrize("kind", KINDS)
def test_it_asks_for_what_concerns_it_and_no_more(kind):
    item = algorithm(kind)
    layers = LAYERS_BESIDE.get(kind, {})
    limits = {threshold.name for threshold in thresholds.thresholds([kind])}
    inputs = {definition.name() for definition in item.parameterDefinitions() if not definition.isDestination()}
    assert {"INPUT", "KEY", *layers, *limits} <= inputs
    assert not inputs & {"KINDS", *({"XZQ", "CJDCQ", "DIVIDERS"} - set(layers))}
    assert not inputs & ({threshold.name for threshold in thresholds.thresholds(KINDS)} - limits)
    optional = QgsProcessingParameterDefinition.FlagOptional
    for name, can_do_without in layers.items():
        assert bool(item.parameterDefinition(name).flags() & optional) == can_do_without
    assert {item.name() for item in item.destinationParameterDefinitions()} >= OUTPUTS


@pytest.mark.parametrize("kind", KINDS)
def test_its_help_is_that_of_the_rule_book(kind):
    text = algorithm(kind).shortHelpString()
    told = STANDARD.kind_help.loc[kind]
    assert told["definition_en"] in text
    assert told["limit_en"] in text
    assert told["qgis"] in text
    assert STANDARD.rules.index[STANDARD.rules["check"] == f"geometry:{kind}"][0] in text
    assert algorithm(kind).shortDescription() == told["definition_en"]


# ------------------------------------------------------------------------------------------------ the Help button


@pytest.mark.parametrize("name", [*(f"check_{kind}" for kind in KINDS), "check_topology"])
def test_the_help_button_opens_a_page_in_the_users_language(name):
    item = QgsApplication.processingRegistry().createAlgorithmById(f"tuban:{name}")
    english = Path(QUrl(item.helpUrl()).toLocalFile())
    language.install(lambda text: text, language.CHINESE)
    try:
        chinese = Path(QUrl(item.helpUrl()).toLocalFile())
    finally:
        language.install(lambda text: text, language.ENGLISH)
    assert (english.parent.name, chinese.parent.name) == ("en", "zh_CN")
    assert english.name == chinese.name
    assert english.is_file()
    assert chinese.is_file()


def test_the_page_opens_from_any_folder(tmp_path, monkeypatch):
    """Profiles lie in folders with blanks and Chinese names, and a # or % must not end the path."""
    odd = tmp_path / "用户 资料#1 100%" / "resources"
    (odd / "help" / "en").mkdir(parents=True)
    (odd / "help" / "en" / "gap.html").touch()
    monkeypatch.setattr("tuban.processing_provider.algorithm.RESOURCES", odd)
    url = algorithm("gap").helpUrl()
    assert url.startswith("file:///")
    assert url.isascii()
    assert Path(QUrl(url).toLocalFile()) == odd / "help" / "en" / "gap.html"
    assert algorithm("overlap").helpUrl() == "", "a page that is not there"


# ------------------------------------------------------------------------------------------------ what they find


@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_what_check_topology_finds_of_its_kind(kind, path, everything, tmp_path):
    result = run(kind, path, tmp_path)
    found = as_faults(rows(result, "FINDINGS")).set_index("id")
    same = everything[everything["kind"] == kind].set_index("id")
    plain = [name for name in COLUMNS if name not in ("id", "geometry")]
    assert found.loc[same.index, plain].equals(same[plain])
    # Alone it also tells of slivers and bow-ties, which check_topology tells as what they are.
    settled = set(everything.loc[everything["kind"].isin(["sliver", "self_intersection"]), "feature"])
    for more in found.drop(index=same.index).itertuples():
        assert {more.feature, more.other} & settled
    assert result["COUNT"] == len(found) >= (2 if kind in MADE else 0)
    number = found["severity"].value_counts()
    assert [result["ERRORS"], result["WARNINGS"], result["NOTES"]] == [
        number.get(severity, 0) for severity in ("error", "warning", "note")
    ]
    assert result["PASSED"] is (result["ERRORS"] == 0)


@pytest.mark.parametrize("kind", MADE)
def test_points_lie_in_the_faults(kind, path, county, tmp_path):
    result = run(kind, path, tmp_path)
    points, found = rows(result, "POINTS"), rows(result, "FINDINGS")
    assert list(points.columns) == list(found.columns)
    assert points["id"].tolist() == found["id"].tolist()
    assert set(shapely.get_type_id(points.geometry)) == {shapely.GeometryType.POINT}
    assert (shapely.distance(points.geometry.to_numpy(), found.geometry.to_numpy()) < 1e-4).all()


@pytest.mark.parametrize("kind", MADE)
def test_faulty_features_are_the_patches_as_they_are(kind, path, county, tmp_path):
    result = run(kind, path, tmp_path)
    faulty, found = rows(result, "FEATURES"), rows(result, "FINDINGS")
    attributes = [name for name in county.DLTB.columns if name != "geometry"]
    assert list(faulty.columns) == [
        *attributes, "finding_id", "finding_kind", "finding_measure", "finding_unit", "finding_message", "geometry",
    ]  # fmt: skip
    patches = read_layer(path, "DLTB").frame.set_index("BSM")
    concerned = {
        (row.id, name)
        for row in found.itertuples()
        for name in (row.feature, *row.other.split(", "))
        if name in patches.index
    }
    assert set(zip(faulty["finding_id"], faulty["BSM"])) == concerned
    assert len(faulty) == len(concerned)
    assert set(faulty["finding_message"]) == set(found["message"])
    original = patches.loc[faulty["BSM"]]
    assert faulty["TBBH"].tolist() == original["TBBH"].tolist()
    assert shapely.to_wkb(faulty.geometry.to_numpy()).tolist() == shapely.to_wkb(original.geometry.to_numpy()).tolist()


def test_of_patches_with_one_name_those_at_the_fault_are_meant(tmp_path):
    path = written(tmp_path, box(0, 0, 10, 10), box(8, 0, 20, 10), box(50, 0, 60, 10), names=["A", "A", "A"])
    faulty = rows(run("overlap", path, tmp_path), "FEATURES")
    assert sorted(faulty.geometry.area.tolist()) == [100.0, 120.0]


def test_a_patch_without_shape_is_listed_and_has_no_point(tmp_path):
    path = written(tmp_path, box(0, 0, 10, 10), None)
    result = run("null_geometry", path, tmp_path)
    faulty, points = rows(result, "FEATURES"), rows(result, "POINTS")
    assert faulty["BSM"].tolist() == points["feature"].tolist() == ["B"]
    assert faulty.geometry.isna().all()
    assert points.geometry.isna().all()


def test_faulty_features_can_be_checked_again(tmp_path):
    path = written(tmp_path, box(0, 0, 10, 10), box(8, 0, 20, 10))
    first = run("overlap", path, tmp_path)
    again = {"INPUT": first["FEATURES"], "FEATURES": str(tmp_path / "again.gpkg")}
    faulty = rows(processing.run("tuban:check_overlap", again), "FEATURES")
    assert list(faulty.columns) == list(rows(first, "FEATURES").columns)
    assert faulty["finding_message"].tolist() == rows(first, "FEATURES")["finding_message"].tolist()


def test_a_broken_shape_gets_its_point(tmp_path):
    tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    result = run("self_intersection", written(tmp_path, tie), tmp_path)
    (point,) = rows(result, "POINTS").geometry
    assert point.equals_exact(Point(CORNER[0] + 5, CORNER[1] + 5), 1e-3)
    (shape,) = rows(result, "FEATURES").geometry
    assert not shape.is_valid


def test_what_is_not_asked_for_is_not_written(path):
    result = processing.run("tuban:check_multipart", {"INPUT": f"{path}|layername=DLTB"})
    assert set(result) == {"ERRORS", "WARNINGS", "NOTES", "COUNT", "PASSED"}
    assert result["COUNT"] == 2


def test_its_limit_reaches_the_check(path, tmp_path):
    assert run("sliver", path, tmp_path, SLIVER_AREA=0.0)["COUNT"] == 0
    assert run("short_segment", path, tmp_path, SHORT_SEGMENT=0.001)["COUNT"] == 0


def test_layers_are_loaded_points_on_top_of_findings_on_top_of_features(path):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"INPUT": f"{path}|layername=DLTB", **dict.fromkeys(("FINDINGS", "POINTS", "FEATURES"), "TEMPORARY_OUTPUT")}
    processing.runAndLoadResults("tuban:check_overlap", given, feedback=QgsProcessingFeedback(), context=context)
    (group,) = QgsProject.instance().layerTreeRoot().children()
    layers = [node.layer() for node in group.findLayers()]
    try:
        assert group.name() == algorithm("overlap").displayName()
        kinds = [layer.name() for layer in layers]
        assert [name.split(":")[0] for name in kinds] == ["Error points", "Findings", "Faulty features"]
        assert [layer.renderer().type() for layer in layers] == [
            "categorizedSymbol",
            "categorizedSymbol",
            "singleSymbol",
        ]
    finally:
        QgsProject.instance().removeAllMapLayers()


# ------------------------------------------------------------------------------------------------ in a model


def model_of(*kinds: str) -> QgsProcessingModelAlgorithm:
    """A model that runs checks one after the other, the second on the faulty features of the first."""
    model = QgsProcessingModelAlgorithm("checks", "tests", "tests")
    model.addModelParameter(QgsProcessingParameterFeatureSource("DLTB", "Patches"), QgsProcessingModelParameter("DLTB"))
    source = QgsProcessingModelChildParameterSource.fromModelParameter("DLTB")
    for kind in kinds:
        child = QgsProcessingModelChildAlgorithm(f"tuban:check_{kind}")
        child.setChildId(kind)
        child.addParameterSources("INPUT", [source])
        output = QgsProcessingModelOutput(kind)
        output.setChildId(kind)
        output.setChildOutputName("FEATURES")
        child.setModelOutputs({kind: output})
        model.addChildAlgorithm(child)
        source = QgsProcessingModelChildParameterSource.fromChildOutput(kind, "FEATURES")
    return model


def test_checks_follow_each_other_in_a_model(tmp_path):
    chip = box(9, 0, 12, 2)
    path = written(tmp_path, box(0, 0, 10, 10), chip, box(20, 0, 30, 10), box(40, 0, 41, 2))
    model = model_of("overlap", "sliver")
    ok, problems = model.validate()
    assert ok, problems
    asked = {f"{name}": str(tmp_path / f"{name}.gpkg") for name in ("overlap", "sliver")}
    names = {definition.name() for definition in model.destinationParameterDefinitions()}
    given = {name: asked[name.rpartition(":")[2]] for name in names}
    result = processing.run(model, {"DLTB": f"{path}|layername=DLTB", **given})
    assert read_layer(asked["overlap"]).frame["BSM"].tolist() == ["A", "B"]
    assert read_layer(asked["sliver"]).frame["BSM"].tolist() == ["B"]
    assert result["CHILD_RESULTS"]["overlap"]["COUNT"] == 1
    assert result["CHILD_RESULTS"]["sliver"]["PASSED"] is True
