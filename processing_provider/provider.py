"""The Processing provider `tuban`: an algorithm is registered by being in a module of a group's folder."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from configparser import ConfigParser
from types import ModuleType

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..tools.language import tr
from .algorithm import RESOURCES, TubanAlgorithm, group_names
from .models import models


def algorithms() -> Iterator[TubanAlgorithm]:
    """One instance of every algorithm, in the order of groups and names."""
    for group in group_names():
        package = importlib.import_module(f".{group}", __package__)
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
            yield from _of_module(importlib.import_module(f".{group}.{module.name}", __package__))


def _of_module(module: ModuleType) -> Iterator[TubanAlgorithm]:
    """The algorithms of a module: those that its function `algorithms` makes, else one of each class."""
    if hasattr(module, "algorithms"):
        yield from module.algorithms()
        return
    own = [member for member in vars(module).values() if getattr(member, "__module__", "") == module.__name__]
    yield from (made() for made in own if isinstance(made, type) and issubclass(made, TubanAlgorithm))


class TubanProvider(QgsProcessingProvider):
    """Shows Tuban's algorithms and models in the toolbox, the modeler and qgis_process."""

    def id(self) -> str:
        return "tuban"

    def name(self) -> str:
        return tr("Tuban (land patches)")

    def longName(self) -> str:
        return tr("Tuban: land-use survey by patches")

    def versionInfo(self) -> str:
        metadata = ConfigParser()
        metadata.read(RESOURCES.parent / "metadata.txt", encoding="utf-8")
        return metadata.get("general", "version", fallback="")

    def icon(self) -> QIcon:
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        return str(RESOURCES / "icons" / "tuban.svg")

    def loadAlgorithms(self) -> None:
        for algorithm in algorithms():
            self.addAlgorithm(algorithm)
        for model in models():
            self.addAlgorithm(model)
