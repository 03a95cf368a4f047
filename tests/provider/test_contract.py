"""What every algorithm of the provider owes to the toolbox, the modeler, qgis_process and whoever runs it."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path

import geopandas as gpd
import processing
import pytest
from qgis.core import (
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
from tuban.processing_provider.provider import TubanProvider
from tuban.tests.data.bad_input import is_one_sentence
from tuban.tests.data.county import SOUND, CountyFiles, write_county
from tuban.tools import language

PACKAGE = Path(__file__).resolve().parents[2]
MODELS = sorted(path.stem for path in (PACKAGE / "resources" / "models").glob("*.model3"))
ALGORITHMS = sorted(
    path.stem for path in (PACKAGE / "processing_provider").glob("*/*.py") if not path.stem.startswith("_")
)
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
    before = hashes(files.folder)
    yield files
    assert hashes(files.folder) == before, "an input was changed"


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest() for path in sorted(folder.iterdir())
    }


def algorithm(name: str) -> QgsProcessingAlgorithm:
    return QgsApplication.processingRegistry().createAlgorithmById(f"tuban:{name}")


def sound(name: str):
    if name not in SOUND:
        pytest.fail(f"tests/data/county.py does not say how {name} is run on a sound county: add it to SOUND")
    return SOUND[name]


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

    def setProgress(self, percent):
        if self._cancel_at is not None and percent >= self._cancel_at:
            self.cancel()


# ------------------------------------------------------------------------------------------------ what it says of itself


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
        assert re.fullmatch(r"[A-Z][A-Z0-9_]*" if name in ALGORITHMS else r"\w+", definition.name())
        assert definition.help() or name in MODELS, f"{definition.name()} has no help"
        assert definition.help() in item.shortHelpString() or name in MODELS
    for definition in item.outputDefinitions():
        assert definition.description(), definition.name()


@of_every_algorithm
def test_the_methods_that_qgis_calls_are_qgis_s(name):
    own = type(algorithm(name))
    assert issubclass(own, TubanAlgorithm)
    for method in ("run", "runPrepared", "create", "prepare", "parameterDefinition", "outputDefinition", "provider"):
        assert getattr(own, method) is getattr(QgsProcessingAlgorithm, method), f"{method} is a method of QGIS's own"


@of_every_kind
def test_an_instance_makes_its_like_and_runs_anywhere(name):
    item = algorithm(name)
    made = item.createInstance()
    assert type(made) is type(item)
    assert made.name() == name
    assert item.canExecute()[0], item.canExecute()[1]
    forbidden = QgsProcessingAlgorithm.FlagNoThreading | QgsProcessingAlgorithm.FlagRequiresProject
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
        chinese = next(item for item in TubanProvider_algorithms() if item.name() == name)
        translated = [chinese.displayName(), chinese.group(), chinese.shortHelpString()]
        its_titles = [definition.description() for definition in chinese.parameterDefinitions()]
    finally:
        language.install(lambda text: text, language.ENGLISH)
        QCoreApplication.removeTranslator(translator)
    for ours, theirs in zip(texts + titles, translated + its_titles):
        assert CHINESE.search(theirs), theirs
        assert ours != theirs


def TubanProvider_algorithms():
    provider = TubanProvider()
    provider.refreshAlgorithms()
    return [item.create() for item in provider.algorithms()]


# ------------------------------------------------------------------------------------------------ what it does


@of_every_kind
def test_a_sound_county_gives_every_output(name, county, tmp_path):
    files = sound(name).asked(tmp_path)
    result = processing.run(f"tuban:{name}", {**sound(name).given(county), **files})
    declared = {definition.name() for definition in algorithm(name).outputDefinitions()}
    assert set(files) == {item.name() for item in algorithm(name).destinationParameterDefinitions()}
    assert set(result) - {"CHILD_INPUTS", "CHILD_RESULTS"} == declared
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(path).name for path in files.values())
    for path in files.values():
        assert Path(path).stat().st_size > 0
        if path.endswith(".gpkg"):
            assert QgsVectorLayer(path, "made", "ogr").isValid()


@of_every_kind
def test_what_is_not_asked_for_is_not_made(name, county, tmp_path):
    mandatory = {
        item.name()
        for item in algorithm(name).destinationParameterDefinitions()
        if not item.flags() & QgsProcessingParameterDefinition.FlagOptional
    }
    files = {output: path for output, path in sound(name).asked(tmp_path).items() if output in mandatory}
    result = processing.run(f"tuban:{name}", {**sound(name).given(county), **files})
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(Path(path).name for path in files.values())
    assert not (set(sound(name).outputs) - mandatory) & set(result)
    numbers = {item.name() for item in algorithm(name).outputDefinitions()} - set(sound(name).outputs)
    assert numbers <= set(result)


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
        return frame.iloc[:0] if content == "empty" else frame.set_geometry(gpd.GeoSeries([None] * len(frame), crs=frame.crs))

    given = sound(name).given(county)
    given[sound(name).patches] = county.variant(tmp_path / "patches.gpkg", emptied)
    out = tmp_path / "out"
    out.mkdir()
    feedback = Feedback()
    try:
        result = processing.run(f"tuban:{name}", {**given, **sound(name).asked(out)}, feedback=feedback)
    except QgsProcessingException as error:
        assert is_one_sentence(str(error))
        assert not list(out.iterdir())
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
    assert ended, "a cancel is no failure"
    assert time.monotonic() - began < QUICK or percent
    assert list(tmp_path.iterdir()) == [] or name in MODELS


@of_every_kind
def test_it_runs_in_a_background_thread_on_layers_of_the_project(name, county, tmp_path):
    project = QgsProject.instance()
    given, files = sound(name).given(county), sound(name).asked(tmp_path)
    for parameter, value in given.items():
        if str(value).endswith((".gpkg", ".tif")):
            kind = QgsRasterLayer(value, parameter) if value.endswith(".tif") else QgsVectorLayer(value, parameter, "ogr")
            given[parameter] = project.addMapLayer(kind).id()
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
    assert answers[0][0]
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
    if output and name != "land_class_table":
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
    for output, ending in sound(name).outputs.items():
        if ending == "gpkg" and algorithm(name).parameterDefinition(output).type() == "sink":
            given[output] = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
        elif ending == "tif":
            given[output] = "TEMPORARY_OUTPUT"
    item = algorithm(name)
    result, ended = item.run(given, context, Feedback())
    assert ended
    for source, details in context.layersToLoadOnCompletion().items():
        assert source in result.values()
        assert details.name
        if details.postProcessor() is not None:
            assert details.postProcessor().path.is_file()


def test_models_hold_only_algorithms_that_are_there():
    for name in MODELS:
        model = algorithm(name)
        assert isinstance(model, QgsProcessingModelAlgorithm)
        for step in model.childAlgorithms().values():
            assert step.algorithm() is not None, step.algorithmId()
