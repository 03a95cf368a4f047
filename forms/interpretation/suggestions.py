"""Tags that the tag rules would give one patch, by its own fields and the reference layers of the project."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingContext,
    QgsProject,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...processing_provider import compat, frames
from ...tools.errors import TubanError
from ...tools.labelling.tags import TAGS
from ...tools.language import tr
from ...tools.standard import Standard
from ...tools.tagging.rules import ALWAYS, EMPTY, chosen, fields_of_layer, mentioned, rule_reason, shipped_rules
from ...tools.tagging.tags import KEPT, tag_patches
from .layer_patches import Patch

AROUND = 1.0
"""m around a patch within which reference layers are read: what only touches it counts too."""


@dataclass(frozen=True)
class Suggestion:
    """What a tag rule would write into a field, and why."""

    field: str
    code: str
    reason: str


class TagSuggestions:
    """The tag rules of a scheme of crop attributes, and the layers of the project that they look at."""

    def __init__(self, standard: Standard, scheme: str):
        rules = chosen(shipped_rules(standard), scheme)
        self._rules = rules[rules["field"].isin(TAGS) & rules["when"].isin([EMPTY, ALWAYS])]
        self._standard = standard
        self._codes = {name for names in self._rules["layers"] for name in mentioned(names)}

    def of(self, layer: QgsVectorLayer, patch: Patch, values: Mapping[str, Any]) -> dict[str, Suggestion]:
        """Suggestions by field for a patch with these values; none where rules disagree or cannot run."""
        shape = shapely.from_wkb(bytes(patch.geometry.asWkb())) if not patch.geometry.isNull() else None
        crs = frames.known_as(layer.crs())
        frame = gpd.GeoDataFrame({name: [value] for name, value in values.items()}, geometry=[shape], crs=crs)
        try:
            told = tag_patches(frame, self._around(layer, patch), self._rules, self._standard)
        except TubanError:  # a layer in degrees, say: the full run tells
            return {}
        kept = told.listed[told.listed["kind"] == KEPT]
        wanted = [*zip(told.ledger["field"], told.ledger["after"], told.ledger["rule"])]
        wanted += [*zip(kept["field"], kept["wanted"], kept["rule"])]
        filled = [(name, code, rule) for name, code, rule in wanted if name in TAGS and code]
        return {name: Suggestion(name, str(code), self._reason(rule)) for name, code, rule in filled}

    def _reason(self, rule: str) -> str:
        found = self._rules.loc[rule]
        return tr("{reason} ({clause})").format(reason=rule_reason(found), clause=found["clause"])

    def _around(self, layer: QgsVectorLayer, patch: Patch) -> dict[str, gpd.GeoDataFrame]:
        """What lies around a patch of the project's layers that bear a name the rules know."""
        box = patch.geometry.boundingBox()
        box.grow(AROUND)
        made = {}
        for code, reference in self._references(layer).items():
            with suppress(QgsCsException):  # the patch lies where that layer's system knows no place
                made[code] = self._near(reference, code, self._moved(box, layer, reference))
        return made

    def _references(self, layer: QgsVectorLayer) -> dict[str, QgsVectorLayer]:
        found: dict[str, QgsVectorLayer] = {}
        for other in QgsProject.instance().mapLayers().values():
            if other is layer or not isinstance(other, QgsVectorLayer) or not other.isValid():
                continue
            if QgsWkbTypes.geometryType(other.wkbType()) != compat.POLYGONS:
                continue
            parts = QgsProviderRegistry.instance().decodeUri(other.providerType(), other.source())
            for name in (other.name(), str(parts.get("layerName") or "")):
                if name.upper() in self._codes:
                    found.setdefault(name.upper(), other)
        return found

    @staticmethod
    def _moved(box: QgsRectangle, layer: QgsVectorLayer, other: QgsVectorLayer) -> QgsRectangle:
        if layer.crs() == other.crs() or not (layer.crs().isValid() and other.crs().isValid()):
            return box
        return QgsCoordinateTransform(layer.crs(), other.crs(), QgsProject.instance()).transformBoundingBox(box)

    def _near(self, reference: QgsVectorLayer, code: str, box: QgsRectangle) -> gpd.GeoDataFrame:
        source = frames.whole_source(reference, QgsProcessingContext())
        known = set(fields_of_layer(self._rules, code))
        names = [name for name in source.fields().names() if name.upper() in known]
        limits = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
        frame = frames.read_source(source, names, frames.known_as(reference.crs()), box=limits).frame
        return frame.rename(columns={name: name.upper() for name in names})
