"""Where a run writes: looked at before it starts, so that nothing is computed in vain, and cleared when it fails."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingDestinationParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

from ..tools.errors import TubanError
from ..tools.language import tr

_TABLE = re.compile(r"ogr:dbname='([^']+)'(?:.*table=\"([^\"]*)\")?")
_DATABASE = re.compile(r"[a-zA-Z]{2,}:")
"""A provider in front; a single letter is a drive."""


@dataclass(frozen=True)
class Place:
    """A file, or one table of it; `table` is empty for the whole file."""

    path: Path
    table: str = ""

    def touches(self, other: Place) -> bool:
        """Whether writing here changes what is there."""
        same = os.path.normcase(os.path.realpath(self.path)) == os.path.normcase(os.path.realpath(other.path))
        return same and (not self.table or not other.table or self.table == other.table)


def place_of_source(provider: str, source: str) -> Place | None:
    """The file behind a layer's source, None where there is none."""
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    return Place(Path(parts["path"]), str(parts.get("layerName") or "")) if parts.get("path") else None


class Destinations:
    """The files that a run was asked to write."""

    def __init__(self, algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any]):
        asked = [_place(item, parameters.get(item.name())) for item in algorithm.destinationParameterDefinitions()]
        self._places = [place for place in asked if place is not None]
        self._new = [place.path for place in self._places if not place.path.exists()]

    def check(self, inputs: Iterable[Place]) -> None:
        """Raise `TubanError` for a file that is an input or asked for twice, and for a folder that cannot be used."""
        taken = list(inputs)
        for number, place in enumerate(self._places):
            if any(place.touches(given) for given in taken):
                raise TubanError(
                    tr("The output {path} is also an input: choose another file, inputs are never changed.").format(
                        path=place.path
                    )
                )
            if any(place.touches(other) for other in self._places[:number]):
                raise TubanError(tr("Two outputs go to {path}: give each a file of its own.").format(path=place.path))
            _try_folder(place.path)

    def clear(self) -> None:
        """Remove what a failed run has made; a file that was there before stays as it is."""
        for path in self._new:
            if path.suffix.lower() == ".shp":
                QgsVectorFileWriter.deleteShapeFile(str(path))
            elif path.is_file():
                path.unlink()
            elif path.suffix.lower() == ".gdb":  # a folder
                shutil.rmtree(path, ignore_errors=True)


def _place(definition: QgsProcessingDestinationParameter, value: Any) -> Place | None:
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    if not isinstance(value, str) or value in ("", QgsProcessing.TEMPORARY_OUTPUT):
        return None
    table = _TABLE.match(value)
    if table:
        return Place(Path(table.group(1)), table.group(2) or "")
    if _DATABASE.match(value):
        return None
    layer = isinstance(definition, QgsProcessingParameterFeatureSink)
    known = Path(value).suffix.lstrip(".").lower() in QgsVectorFileWriter.supportedFormatExtensions()
    return Place(Path(value if known or not layer else f"{value}.gpkg"))  # QGIS adds the ending too


def _try_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise TubanError(tr("The folder of {path} does not exist: create it or choose another file.").format(path=path))
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise TubanError(
            tr("{path} cannot be written ({reason}): choose a folder that you may write to.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
