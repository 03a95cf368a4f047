"""The base of Tuban's algorithms.

Parameters are declared once, input is read as frames, output is written whole, an error is one sentence.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import geopandas as gpd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QIcon

from ..tools.errors import Cancelled, TubanError
from ..tools.files import Column
from ..tools.language import CHINESE, language, tr
from ..tools.progress import Progress
from . import compat, frames
from .destinations import Destinations, Place, place_of_source
from .frames import LayerInput

RESOURCES = Path(__file__).resolve().parents[1] / "resources"


def group_names() -> dict[str, str]:
    """The groups of the toolbox: folder name to title."""
    return {
        "topology": tr("Topology"),
        "single_checks": tr("Topology: single checks"),
        "quality": tr("Quality checks"),
        "database": tr("Survey database"),
        "tagging": tr("Tags and numbering"),
        "linear": tr("Linear features"),
        "slope": tr("Slope and ridges"),
        "area": tr("Areas"),
        "statistics": tr("Statistics"),
        "sample": tr("Sample data"),
    }


class Call:
    """One run of an algorithm: its parameters with their types, its inputs as frames, its outputs."""

    def __init__(
        self,
        algorithm: TubanAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        inputs: dict[str, list[LayerInput]],
        rasters: dict[str, QgsRasterLayer],
    ):
        self.algorithm, self.parameters, self.context, self.feedback = algorithm, parameters, context, feedback
        self._inputs, self._rasters = inputs, rasters
        self.crs = next((layer.crs for layers in inputs.values() for layer in layers), QgsCoordinateReferenceSystem())
        """CRS of the outputs: that of the first input."""
        self.warned: list[str] = []
        """What the user was warned of, for reports."""

    # -- parameters
    def number(self, name: str) -> float:
        return self.algorithm.parameterAsDouble(self.parameters, name, self.context)

    def integer(self, name: str) -> int:
        return self.algorithm.parameterAsInt(self.parameters, name, self.context)

    def text(self, name: str) -> str:
        return self.algorithm.parameterAsString(self.parameters, name, self.context)

    def flag(self, name: str) -> bool:
        return self.algorithm.parameterAsBoolean(self.parameters, name, self.context)

    def choice(self, name: str) -> str:
        """The value of an enum parameter with static strings."""
        return self.algorithm.parameterAsEnumString(self.parameters, name, self.context)

    def choices(self, name: str) -> list[str]:
        return self.algorithm.parameterAsEnumStrings(self.parameters, name, self.context)

    def fields(self, name: str) -> list[str]:
        """The names of a parameter of several fields."""
        names = getattr(self.algorithm, compat.PARAMETER_AS_FIELDS)
        return list(names(self.parameters, name, self.context))

    def file(self, name: str) -> str:
        """The path of an input file, empty when not given."""
        return self.algorithm.parameterAsFile(self.parameters, name, self.context)

    def raster(self, name: str) -> QgsRasterLayer | None:
        """An input raster layer, or None when not given."""
        return self._rasters.get(name)

    def file_output(self, name: str) -> str:
        """The path of a file or raster output, empty when not asked for."""
        definition = self.algorithm.parameterDefinition(name)
        if definition.type() == "rasterDestination":
            return self.algorithm.parameterAsOutputLayer(self.parameters, name, self.context)
        return self.algorithm.parameterAsFileOutput(self.parameters, name, self.context)

    def asked_files(self, *names: str) -> dict[str, str]:
        """Names and paths of the file outputs that were asked for."""
        paths = {name: self.file_output(name) for name in names}
        return {name: path for name, path in paths.items() if path}

    def wants(self, name: str) -> bool:
        """Whether an optional output layer was asked for."""
        return self.parameters.get(name) not in (None, "")

    # -- layers
    def input(self, name: str) -> LayerInput | None:
        """An input layer, or None when an optional one was not given."""
        given = self._inputs.get(name) or []
        return given[0] if given else None

    def required(self, name: str) -> LayerInput:
        """An input layer that was asked for as mandatory."""
        given = self.input(name)
        if given is None:
            raise QgsProcessingException(self.algorithm.invalidSourceError(self.parameters, name))
        return given

    def inputs(self, name: str) -> list[LayerInput]:
        """The layers of a multiple-layer parameter."""
        return self._inputs.get(name) or []

    def write(
        self,
        name: str,
        frame: gpd.GeoDataFrame,
        columns: Sequence[Column],
        geometry_type: str,
        crs: Any,
        progress: Progress | None = None,
        style: str = "",
        title: str = "",
        on_top: int = 0,
    ) -> dict[str, str]:
        """Write an output layer; returns {name: layer}, or {} when the optional output was not asked for.

        `style` names a file of resources/styles, `title` the layer's name in the legend; a layer with a greater
        `on_top` is loaded over the others of the run.
        """
        destination = self.algorithm.parameterAsOutputLayer(self.parameters, name, self.context)
        if not destination:
            return {}
        made = frames.write(destination, self.context, frame, columns, geometry_type, crs, progress or self.progress)
        if made != destination:
            self._load_instead(destination, made)
        self.dress(made, style, title, on_top)
        return {name: made}

    def _load_instead(self, destination: str, made: str) -> None:
        """A memory layer is loaded by its id, which is known only after it was made."""
        layers = self.context.layersToLoadOnCompletion()
        if destination in layers:
            layers[made] = layers.pop(destination)
            self.context.setLayersToLoadOnCompletion(layers)

    def dress(self, made: str, style: str, title: str, on_top: int = 0) -> None:
        """Style, name and place in the legend of an output that QGIS loads when the run has ended."""
        if not self.context.willLoadLayerOnCompletion(made):
            return
        details = self.context.layerToLoadOnCompletionDetails(made)
        details.layerSortKey = int(on_top)  # QGIS before 3.32 looks at neither
        details.groupName = self.algorithm.legend_group()
        if title:
            details.name = title
            details.forceName = True
        if style:
            details.setPostProcessor(_Style.kept(RESOURCES / "styles" / style))

    # -- feedback
    def progress(self, percent: float) -> None:
        """The engine's progress: shows the percentage and stops the run when the user has cancelled."""
        if self.feedback.isCanceled():
            raise Cancelled
        self.feedback.setProgress(percent)

    def note(self, text: str) -> None:
        self.feedback.pushInfo(text)

    def warn(self, text: str) -> None:
        self.feedback.pushWarning(text)
        self.warned.append(text)


class TubanAlgorithm(QgsProcessingAlgorithm):
    """An algorithm declares `title`, `purpose`, `keywords`, `define` and `compute`.

    The file's name is its id, the folder's its group. `compute` gets a `Call` and returns the outputs. It raises
    `TubanError` for input that cannot be worked with. (QGIS calls methods of its own named `run` and `create` on the
    algorithm: no other method may have these names.)
    """

    def __init__(self):
        super().__init__()
        self._inputs: dict[str, list[LayerInput]] = {}
        self._rasters: dict[str, QgsRasterLayer] = {}

    # -- what an algorithm declares
    def title(self) -> str:
        raise NotImplementedError

    def purpose(self) -> str:
        """The help text: what it does, on which rule, what equal means at the limit."""
        raise NotImplementedError

    def keywords(self) -> str:
        """Search words, English, Chinese and pinyin initials, separated by spaces."""
        return ""

    def help_page(self) -> str:
        """The page of resources/help/<language> that the Help button opens, empty where there is none."""
        return ""

    def legend_group(self) -> str:
        """The group of the legend for a run's layers; without one QGIS turns their order round over a current layer."""
        return ""

    def define(self) -> None:
        """Add parameters and outputs."""
        raise NotImplementedError

    def compute(self, call: Call) -> dict[str, Any]:
        raise NotImplementedError

    # -- what QGIS asks
    def name(self) -> str:
        return type(self).__module__.rpartition(".")[2]

    def groupId(self) -> str:
        return type(self).__module__.split(".")[-2]

    def group(self) -> str:
        return group_names()[self.groupId()]

    def displayName(self) -> str:
        return self.title()

    def shortHelpString(self) -> str:
        parameters = [
            f"<h3>{item.description()}</h3>\n{item.help()}" for item in self.parameterDefinitions() if item.help()
        ]
        return "\n".join([f"<p>{self.purpose()}</p>", *parameters])

    def shortDescription(self) -> str:
        return self.purpose().split("\n")[0]

    def helpUrl(self) -> str:
        page = RESOURCES / "help" / ("zh_CN" if language() == CHINESE else "en") / self.help_page()
        return bytes(QUrl.fromLocalFile(str(page)).toEncoded()).decode() if page.is_file() else ""

    def tags(self) -> list[str]:
        return self.keywords().split()

    def icon(self) -> QIcon:
        own = RESOURCES / "icons" / f"{self.groupId()}.svg"
        return QIcon(str(own if own.exists() else RESOURCES / "icons" / "tuban.svg"))

    def svgIconPath(self) -> str:
        return str(RESOURCES / "icons" / f"{self.groupId()}.svg")

    def createInstance(self) -> TubanAlgorithm:
        return type(self)()

    def initAlgorithm(self, _configuration: Any = None) -> None:
        self.define()

    def add(self, definition: QgsProcessingParameterDefinition, help_text: str, *, advanced: bool = False) -> None:
        """Add a parameter with its help; layers that it makes are files unless the user asks for memory."""
        definition.setHelp(help_text)
        if advanced:
            definition.setFlags(definition.flags() | compat.ADVANCED)
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            definition.setSupportsNonFileBasedOutput(False)
        self.addParameter(definition)

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext, _feedback: Any) -> bool:
        """Take hold of the input layers in the main thread."""
        refusal = self._taken(parameters, context)
        if refusal:
            self._inputs, self._rasters = {}, {}
            del parameters, context, _feedback  # see processAlgorithm
            raise QgsProcessingException(refusal)
        return True

    def _taken(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """Hold the input layers; what QGIS says of one that cannot be had, else nothing."""
        self._inputs, self._rasters = {}, {}
        for definition in self.parameterDefinitions():
            name = definition.name()
            if isinstance(definition, QgsProcessingParameterFeatureSource):
                layer = self.parameterAsVectorLayer(_without_selection(parameters, name), name, context)
                frames.decode_names(layer)  # the source keeps the fields as it finds them
                source = self.parameterAsSource(parameters, name, context)
                if source is not None:
                    self._inputs[name] = [_layer_input(source, layer, parameters.get(name), context)]
                elif not _is_optional(definition) or parameters.get(name):
                    return self.invalidSourceError(parameters, name)
            elif isinstance(definition, QgsProcessingParameterMultipleLayers):
                layers = self.parameterAsLayerList(parameters, name, context)
                for layer in layers:
                    frames.decode_names(layer)
                self._inputs[name] = [
                    frames.layer_input(frames.whole_source(layer, context), layer, True)
                    for layer in layers
                    if isinstance(layer, QgsVectorLayer)
                ]
            elif isinstance(definition, QgsProcessingParameterRasterLayer):
                raster = self.parameterAsRasterLayer(parameters, name, context)
                if raster is not None and raster.isValid():
                    self._rasters[name] = raster
                elif not _is_optional(definition) or parameters.get(name):
                    return self.invalidRasterError(parameters, name)
        return ""

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run, and answer what stops the run with one sentence.

        QGIS never lets go of an exception that an algorithm raises, nor of what the functions on its way hold: a
        refused run would keep the county in memory. So it is raised here, where nothing is held.
        """
        results, failure = self._outcome(parameters, context, feedback)
        if failure:
            self._inputs, self._rasters = {}, {}
            del parameters, context, feedback
            raise QgsProcessingException(failure)
        return results

    def _outcome(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> tuple[dict[str, Any], str]:
        """The results, and what stopped the run; files of a run that was stopped are removed."""
        destinations = Destinations(self, parameters)
        ended = False
        try:
            self._refuse_wrong_geometry()
            destinations.check(self._places_read(parameters, context))
            call = Call(self, parameters, context, feedback, self._inputs, self._rasters)
            call.progress(0.0)
            results = self.compute(call)
            ended = True
        except Cancelled:
            return {}, ""
        except (TubanError, QgsProcessingException) as error:
            return {}, str(error)
        except OSError as error:
            return {}, tr("A file could not be read or written: {reason}").format(reason=error)
        except Exception as error:
            feedback.pushDebugInfo(traceback.format_exc())
            return {}, _own_fault(self.displayName(), error)
        finally:
            if not ended:
                destinations.clear()
        for note in self._notes():
            feedback.pushWarning(note)
        return results, ""

    def _refuse_wrong_geometry(self) -> None:
        """Where polygons are asked for, a layer of another kind would yield as many findings as it has features."""
        for name, layers in self._inputs.items():
            if not _wants_polygons(self.parameterDefinition(name)):
                continue
            kind = QgsWkbTypes.geometryType(layers[0].source.wkbType())
            if kind not in (compat.POLYGONS, compat.ANY_KIND):
                raise TubanError(
                    tr("Layer {layer} ({parameter}) is of type {kind}: choose a layer of polygons.").format(
                        layer=layers[0].name, parameter=name, kind=QgsWkbTypes.geometryDisplayString(kind)
                    )
                )

    def _places_read(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Place]:
        """The files of all inputs."""
        places = [layer.place for layers in self._inputs.values() for layer in layers]
        places += [place_of_source(raster.providerType(), raster.source()) for raster in self._rasters.values()]
        for definition in self.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterFile):
                path = self.parameterAsFile(parameters, definition.name(), context)
                places.append(Place(Path(path)) if path else None)
        return [place for place in places if place is not None]

    def _notes(self) -> list[str]:
        return [f"{layer.name}: {note}" for layers in self._inputs.values() for layer in layers for note in layer.notes]


def _own_fault(title: str, error: Exception) -> str:
    """What to say when the code itself failed: no input should lead here."""
    first = str(error).strip().split("\n")[0]
    text = tr("{algorithm} stopped at a fault of its own ({reason}): please report it with the log of this run.")
    return text.format(algorithm=title, reason=f"{type(error).__name__}: {first}")


def _is_optional(definition: QgsProcessingParameterDefinition) -> bool:
    flag = getattr(QgsProcessingParameterDefinition, "FlagOptional", None)
    return bool(definition.flags() & flag) if flag is not None else definition.isOptional()


def _wants_polygons(definition: QgsProcessingParameterDefinition) -> bool:
    if not isinstance(definition, QgsProcessingParameterFeatureSource):
        return False
    return [int(kind) for kind in definition.dataTypes()] == [int(compat.POLYGON_SOURCE)]


def _without_selection(parameters: dict[str, Any], name: str) -> dict[str, Any]:
    """Parameters of which one names its layer alone: QGIS gives no layer for the selection of one."""
    value = parameters.get(name)
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return parameters
    return {**parameters, name: value.source.staticValue()}


def _layer_input(
    source: QgsProcessingFeatureSource, layer: QgsVectorLayer | None, value: Any, context: QgsProcessingContext
) -> LayerInput:
    selection = isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly
    around = None
    if selection and layer is not None:
        around = frames.layer_input(frames.whole_source(layer, context), layer, True)
    return frames.layer_input(source, layer, _is_plain(value), around)


def _is_plain(value: Any) -> bool:
    """Whether a source parameter asks for the whole layer: no selection, filter or limit."""
    if isinstance(value, QgsProperty):
        return False
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return True
    return not value.selectedFeaturesOnly and value.featureLimit == -1 and not getattr(value, "filterExpression", "")


class _Style(QgsProcessingLayerPostProcessorInterface):
    """Gives a loaded layer its style from a .qml file."""

    _alive: ClassVar[list[_Style]] = []

    def __init__(self, path: Path):
        super().__init__()
        self.path = path

    @classmethod
    def kept(cls, path: Path) -> _Style:
        """One that lives until QGIS, which owns it from now on, deletes it: QGIS does not hold its Python half."""
        cls._alive[:] = [style for style in cls._alive if not sip.isdeleted(style)]
        cls._alive.append(cls(path))
        return cls._alive[-1]

    def postProcessLayer(self, layer: Any, _context: Any, _feedback: Any) -> None:
        layer.loadNamedStyle(str(self.path))
        layer.triggerRepaint()
