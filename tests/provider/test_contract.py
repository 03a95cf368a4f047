"""What every algorithm of the provider owes to the toolbox, the modeler, qgis_process and whoever runs it."""

from __future__ import annotations

import gc
import hashlib
import re
import time
from pathlib import Path

import geopandas as gpd
import processing
import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from tuban.processing_provider.algorithm import TubanAlgorithm, group_names
from tuban.processing_provider.provider import TubanProvider, algorithms
from tuban.tests.data.bad_input import is_one_sentence
from tuban.tests.data.county import SOUND, CountyFiles, write_county
from tuban.tools import language

PACKAGE = Path(__file__).resolve().parents[2]
MODELS = sorted(path.stem for path in (PACKAGE / "resources" / "models").glob("*.model3"))
ALGORITHMS = sorted(item.name() for item in algorithms())
CATALOGUE = PACKAGE / "i18n" / "tuban_zh_CN.qm"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUICK = 2.0
"""s: a run of the small county that was cancelled before it began, on a busy machine."""

of_every_kind = pytest.mark.parametrize("name", [*ALGORITHMS, *MODELS])
of_every_algorithm = pytest.mark.parametrize("name", ALGORITHMS)
on_patches = pytest.mark.parametrize("name", [name for name in SOUND if SOUND[name].patches])

pytestmark = pytest.mark.usefixtures("tuban_provider")


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> CountyFiles:
    return write_county(tmp_path_factory.mktemp("county"))


@pytest.fixture
def county(files):
    """The county's files, which no run may change."""
    before = {path: digest(path) for path in files.folder.iterdir()}
    yield files
    assert {path: digest(path) for path in before} == before, "an input was changed"


def digest(path: Path) -> str:
    return hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()


def algorithm(name: str) -> QgsProcessingAlgorithm:
    return QgsApplication.processingRegistry().createAlgorithmById(f"tuban:{name}")


def sound(name: str):
    if name not in SOUND:
        pytest.fail(f"tests/data/county.py does not say how {name} is run on a sound county: add it to SOUND")
    return SOUND[name]


def outputs_of(name: str, *, mandatory: bool = False) -> set[str]:
    """The outputs of an algorithm that are layers or files."""
    item = algorithm(name)  # its definitions live no longer than itself
    optional = QgsProcessingParameterDefinition.FlagOptional
    return {
        definition.name()
        for definition in item.destinationParameterDefinitions()
        if not mandatory or not definition.flags() & optional
    }


def results_of(name: str) -> set[str]:
    item = algorithm(name)
    return {definition.name() for definition in item.outputDefinitions()}


class Feedback(QgsProcessingFeedback):
    """Keeps what is said, and cancels when the progress gets to a percentage."""

    def __init__(self, cancel_at: float | None = None):
        super().__init__(False)
        self.said: list[str] = []
        self._cancel_at = cancel_at
        if cancel_at == 0:
            self.cancel()

    def pushWarning(self, text):
        self.said.append(text)

    def reportError(self, error, fatalError=False):
        self.said.append(error)

    def setProgress(self, percent):
        if self._cancel_at is not None and percent >= self._cancel_at:
            self.cancel()


# ------------------------------------------------------------------------------------------- what it says of itself


def test_the_provider_ships_what_the_folders_hold(tuban_provider):
    assert sorted(item.name() for item in tuban_provider.algorithms()) == sorted([*ALGORITHMS, *MODELS])


@of_every_kind
def test_names_groups_and_texts(name):
    item = algorithm(name)
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", item.name())
    assert item.name() == name, "models and scripts store the id: it is the file's name"
    assert item.groupId() in group_names()
    assert item.group() == group_names()[item.groupId()]
    assert item.displayName()
    assert item.displayName() != name
    assert len(item.shortHelpString()) > 100
    assert item.shortDescription()
    assert len(item.tags()) > 3
    assert any(CHINESE.search(tag) for tag in item.tags())
    assert not item.icon().isNull()
    assert item.icon().availableSizes() or not item.icon().pixmap(16, 16).isNull()


@of_every_kind
def test_every_parameter_and_output_is_described(name):
    item = algorithm(name)
    assert item.parameterDefinitions()
    for definition in item.parameterDefinitions():
        assert definition.description(), definition.name()
        assert re.fullmatch(r"[A-Z][A-Z0-9_]*" if name in ALGORITHMS else r"(\w+:)?\w+", definition.name())
        assert definition.help() or name in MODELS, f"{definition.name()} has no help"
        assert definition.help() in item.shortHelpString() or name in MODELS
    for definition in item.outputDefinitions():
        assert definition.description(), definition.name()


@of_every_algorithm
def test_the_methods_that_qgis_calls_are_qgis_s(name):
    own = type(algorithm(name))
    assert issubclass(own, TubanAlgorithm)
    for method in ("run", "runPrepared", "create", "prepare", "parameterDefinition", "outputDefinition", "provider"):
        ours = [kind.__name__ for kind in own.__mro__ if issubclass(kind, TubanAlgorithm) and method in vars(kind)]
        assert not ours, f"{method} is a method of QGIS's own"


@of_every_kind
def test_an_instance_makes_its_like_and_runs_anywhere(name):
    item = algorithm(name)
    made = item.createInstance()
    assert type(made) is type(item)
    assert made.name() == name
    assert item.canExecute()[0], item.canExecute()[1]
    forbidden = QgsProcessingAlgorithm.FlagNoThreading | QgsProcessingAlgorithm.FlagRequiresProject
    if name not in MODELS or Qgis.QGIS_VERSION_INT >= 32600:  # older QGIS runs every model in the main thread
        assert not item.flags() & forbidden
    assert item.flags() & QgsProcessingAlgorithm.FlagCanCancel


@pytest.mark.skipif(not CATALOGUE.exists(), reason="the catalogue is not compiled: make i18n")
@of_every_kind
def test_it_speaks_chinese(name, qgis_app):
    english = algorithm(name)
    texts = [english.displayName(), english.group(), english.shortHelpString()]
    titles = [definition.description() for definition in english.parameterDefinitions()]
    translator = QTranslator()
    assert translator.load(str(CATALOGUE))
    QCoreApplication.installTranslator(translator)
    language.install(lambda text: QCoreApplication.translate("Tuban", text), language.CHINESE)
    try:
        provider = TubanProvider()
        provider.refreshAlgorithms()
        chinese = provider.algorithm(name).create()
        translated = [chinese.displayName(), chinese.group(), chinese.shortHelpString()]
        its_titles = [definition.description() for definition in chinese.parameterDefinitions()]
    finally:
        language.install(lambda text: text, language.ENGLISH)
        QCoreApplication.removeTranslator(translator)
    for ours, theirs in zip(texts + titles, translated + its_titles):
        assert CHINESE.search(theirs), theirs
        assert ours != theirs


# ------------------------------------------------------------------------------------------------ what it does


@of_every_kind
def test_a_sound_county_gives_every_output(name, county, tmp_path):
    files = sound(name).asked(tmp_path)
    result = processing.run(f"tuban:{name}", {**sound(name).given(county), **files})
    assert set(files) == outputs_of(name)
    assert set(result) - {"CHILD_INPUTS", "CHILD_RESULTS"} == results_of(name)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(path).name for path in files.values())
    for path in files.values():
        assert Path(path).stat().st_size > 0
        if path.endswith(".gpkg"):
            assert QgsVectorLayer(path, "made", "ogr").isValid()


@of_every_kind
def test_what_is_not_asked_for_is_not_made(name, county, tmp_path):
    mandatory = outputs_of(name, mandatory=True)
    files = {output: path for output, path in sound(name).asked(tmp_path).items() if output in mandatory}
    result = processing.run(f"tuban:{name}", {**sound(name).given(county), **files})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(path).name for path in files.values())
    made = {output for output, value in result.items() if value is not None or name not in MODELS}
    assert not (set(sound(name).outputs) - mandatory) & made
    assert results_of(name) - set(sound(name).outputs) <= set(result)


@of_every_algorithm
def test_temporary_layers_will_do(name, county):
    wanted = dict.fromkeys(sound(name).outputs, "TEMPORARY_OUTPUT")
    result = processing.run(f"tuban:{name}", {**sound(name).given(county), **wanted})
    for output, ending in sound(name).outputs.items():
        found = result[output]
        assert found if not isinstance(found, str) else Path(found).suffix == f".{ending}"


@on_patches
@pytest.mark.parametrize("content", ["empty", "null geometry"])
def test_layers_without_land_end_well_or_in_one_sentence(name, content, county, tmp_path):
    def emptied(frame):
        nothing = gpd.GeoSeries([None] * len(frame), crs=frame.crs)
        return frame.iloc[:0] if content == "empty" else frame.set_geometry(nothing)

    given = sound(name).given(county)
    given[sound(name).patches] = county.variant(tmp_path / "patches.gpkg", emptied)
    out = tmp_path / "out"
    out.mkdir()
    feedback, refusal = Feedback(), ""
    try:
        result = processing.run(f"tuban:{name}", {**given, **sound(name).asked(out)}, feedback=feedback)
    except QgsProcessingException as error:
        refusal = str(error)
    if refusal:
        assert is_one_sentence(refusal)
        assert not list(out.iterdir()) or name in MODELS
    else:
        assert set(sound(name).outputs) <= set(result)
        assert content != "empty" or any("no features" in text for text in feedback.said) or name in MODELS


@of_every_kind
@pytest.mark.parametrize("percent", [0, 1, 40, 75])
def test_a_cancelled_run_ends_quickly_and_leaves_nothing(name, percent, county, tmp_path):
    item = algorithm(name)
    context, feedback = QgsProcessingContext(), Feedback(cancel_at=percent)
    began = time.monotonic()
    _, ended = item.run({**sound(name).given(county), **sound(name).asked(tmp_path)}, context, feedback)
    assert ended, feedback.said
    assert time.monotonic() - began < QUICK or percent
    assert list(tmp_path.iterdir()) == [] or name in MODELS


@of_every_kind
def test_it_runs_in_a_background_thread_on_layers_of_the_project(name, county, tmp_path):
    project = QgsProject.instance()
    given, files = sound(name).given(county), sound(name).asked(tmp_path)
    item = algorithm(name)
    for parameter, value in given.items():
        is_layer = item.parameterDefinition(parameter).type() != "file"
        if is_layer and str(value).endswith((".gpkg", ".tif")):
            raster = value.endswith(".tif")
            layer = QgsRasterLayer(value, parameter) if raster else QgsVectorLayer(value, parameter, "ogr")
            given[parameter] = project.addMapLayer(layer).id()
    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(project)
    task = QgsProcessingAlgRunnerTask(algorithm(name), {**given, **files}, context, feedback)
    answers = []
    task.executed.connect(lambda successful, results: answers.append((successful, results)))
    QgsApplication.taskManager().addTask(task)
    deadline = time.monotonic() + 30
    while not answers and time.monotonic() < deadline:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    project.removeAllMapLayers()
    assert answers, "the run did not end"
    assert answers[0][0], feedback.said
    assert set(files) <= set(answers[0][1])


@on_patches
def test_a_selection_is_respected_and_the_project_not_touched(name, county, tmp_path):
    if name in MODELS or sound(name).patches != "INPUT":
        pytest.skip("its patches are a background")
    layer = QgsVectorLayer(county["DLTB"], "DLTB", "ogr")
    layer.selectByExpression("$id <= 20")
    given = {**sound(name).given(county), **sound(name).asked(tmp_path)}
    given["INPUT"] = processing_source(layer)
    QgsProject.instance().addMapLayer(layer)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    processing.run(f"tuban:{name}", given, context=context)
    assert not layer.isModified()
    assert layer.selectedFeatureCount() == 20
    output = given.get("OUTPUT")
    if output and name not in ("land_class_table", "merge_parcels", "split_by_slope"):
        assert QgsVectorLayer(output, "made", "ogr").featureCount() == 20
    QgsProject.instance().removeAllMapLayers()


def processing_source(layer):
    from qgis.core import QgsProcessingFeatureSourceDefinition

    return QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)


@of_every_algorithm
def test_results_are_dressed_for_the_map(name, county):
    """A layer that will be loaded has a title, and its style is a file that exists."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = sound(name).given(county)
    item = algorithm(name)
    for output in sound(name).outputs:
        given[output] = "TEMPORARY_OUTPUT"
        if item.parameterDefinition(output).type() == "sink":
            given[output] = QgsProcessingOutputLayerDefinition(given[output], QgsProject.instance())
    feedback = Feedback()
    result, ended = item.run(given, context, feedback)
    assert ended, feedback.said
    for source, details in context.layersToLoadOnCompletion().items():
        assert source in result.values()
        assert details.name
        if details.postProcessor() is not None:
            assert details.postProcessor().path.is_file()


def test_loaded_findings_wear_their_style(county):
    """Its processor must outlive the algorithm, whose Python half is gone when the layer is loaded."""
    given = {**sound("check_topology").given(county), "FINDINGS": "TEMPORARY_OUTPUT"}
    processing.runAndLoadResults("tuban:check_topology", given, feedback=Feedback())
    gc.collect()
    (layer,) = QgsProject.instance().mapLayers().values()
    assert layer.renderer().type() == "categorizedSymbol"
    QgsProject.instance().removeAllMapLayers()


def test_models_hold_only_algorithms_that_are_there():
    for name in MODELS:
        model = algorithm(name)
        assert isinstance(model, QgsProcessingModelAlgorithm)
        for step in model.childAlgorithms().values():
            assert step.algorithm() is not None, step.algorithmId()
