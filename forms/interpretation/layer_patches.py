"""Patches of a QGIS layer as the queue and its decisions take them."""

from __future__ import annotations

import getpass
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from ...processing_provider import compat
from ...tools import files
from ...tools.errors import TubanError
from ...tools.labelling.session import Session
from ...tools.language import tr
from ...tools.standard import Standard


@dataclass
class Patch:
    """A patch as it is shown."""

    fid: int
    key: str
    geometry: QgsGeometry
    attributes: dict[str, Any]
    """By field as the standard spells it; None for NULL."""

    @property
    def area(self) -> float:
        """m2: TBMJ, the area of the drawing where that is empty."""
        stored = self.attributes.get("TBMJ")
        return float(stored) if stored else self.geometry.area()


@dataclass
class LayerFields:
    """The fields of a layer by the standard's spelling."""

    places: dict[str, int] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()
    """Fields that hold whole numbers: a code of the standard is written as such there."""

    @classmethod
    def of(cls, layer: QgsVectorLayer, standard: Standard) -> LayerFields:
        known = set(standard.fields["field"])
        fields = layer.fields()
        names = [fields.at(place).name() for place in range(fields.count())]
        spelt = [name.upper() if name.upper() in known else name for name in names]
        whole = {name for place, name in enumerate(spelt) if compat.kind_of(fields.at(place)) == "integer"}
        return cls(dict(zip(spelt, range(len(spelt)))), frozenset(whole))

    def patch(self, feature: QgsFeature, key_field: str) -> Patch:
        attributes = feature.attributes()
        values = {name: plain(attributes[place]) for name, place in self.places.items() if place < len(attributes)}
        return Patch(feature.id(), self._key(feature, key_field), feature.geometry(), values)

    def is_other(self, feature: QgsFeature, key_field: str, key: str) -> bool:
        """Whether a feature is not the patch that has this key. One that is called by its id cannot be told."""
        if key == str(feature.id()) or key_field not in self.places:
            return False
        return not feature.isValid() or self._key(feature, key_field) != key

    def _key(self, feature: QgsFeature, key_field: str) -> str:
        value = plain(feature.attribute(self.places[key_field])) if key_field in self.places else None
        return str(value) if value else str(feature.id())

    def ids_by_key(self, layer: QgsVectorLayer, key_field: str) -> dict[str, int]:
        """Feature ids of all patches by key; of a key that several share the first."""
        found: dict[str, int] = {}
        request = QgsFeatureRequest().setFlags(compat.NO_GEOMETRY).setSubsetOfAttributes([self.places[key_field]])
        for feature in layer.getFeatures(request):
            found.setdefault(self._key(feature, key_field), feature.id())
        return found

    def stored(self, values: dict[str, Any]) -> dict[int, Any]:
        """Values by the places of the layer's fields, as the layer takes them."""
        return {self.places[name]: self._typed(name, value) for name, value in values.items() if name in self.places}

    def _typed(self, name: str, value: Any) -> Any:
        if value is None:
            return compat.NULL
        return int(value) if name in self.whole and str(value).isdigit() else value


def plain(value: Any) -> Any:
    """An attribute as JSON can hold it."""
    if compat.is_null(value):
        return None
    if isinstance(value, (QDate, QDateTime)):
        return value.toString("yyyy-MM-dd")
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def decode_texts(layer: QgsVectorLayer) -> None:
    """Let QGIS read and write a GBK shapefile that does not say so as GBK: it would add UTF-8 to it.

    Raises `TubanError` while the layer is being edited, when QGIS can change no encoding.
    """
    path, _table = file_of(layer)
    encoding = layer.dataProvider().encoding().upper()
    if encoding.startswith(("GB", "CP936")) or not files.silently_chinese(path):
        return
    if layer.isEditable():
        text = tr(
            "Layer {layer} is being edited as {encoding}, but its text is GBK: end its editing, then open the queue."
        )
        raise TubanError(text.format(layer=layer.name(), encoding=encoding))
    layer.setProviderEncoding(files.CHINESE)


def require_interpretable(layer: QgsVectorLayer, session: Session, fields: LayerFields) -> None:
    """Refuse a layer that cannot be interpreted, and say why."""
    if "DLBM" not in fields.places:
        text = tr("Layer {layer} has no field DLBM: choose a layer of patches.")
        raise TubanError(text.format(layer=layer.name()))
    expression = QgsExpression(session.expression)
    if session.expression and expression.hasParserError():
        text = tr("The filter cannot be read: {reason}.")
        raise TubanError(text.format(reason=expression.parserErrorString().strip()))
    if session.key_field and session.key_field not in fields.places:
        session.key_field = ""
    require_writable(layer)


def require_writable(layer: QgsVectorLayer) -> None:
    """Refuse a layer whose attributes cannot be changed."""
    provider = layer.dataProvider()
    changeable = provider.capabilities() & provider.Capability.ChangeAttributeValues
    if layer.readOnly() or not changeable:
        text = tr(
            "Layer {layer} cannot be edited, its file is read-only: remove the write protection, or copy it to a "
            "GeoPackage, and open the queue again."
        )
        raise TubanError(text.format(layer=layer.name()))


def number_text(value: Any) -> str:
    """A number as it is shown and typed, "" for none or 0."""
    return f"{float(value):g}" if value and value == value else ""  # noqa: PLR0124 # NaN is none


def file_of(layer: QgsVectorLayer) -> tuple[str, str]:
    """The file that a layer lies in, "" for none, and the name of its table there, whatever the project calls it."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = str(parts.get("path") or "")
    if not path or not Path(path).exists():
        return "", ""
    if parts.get("layerName"):
        return path, str(parts["layerName"])
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    found = dataset and dataset.GetLayer(int(parts.get("layerId") or 0))
    return path, found.GetName() if found else Path(path).stem


def folder_of(layer: QgsVectorLayer) -> Path:
    """Where the log and the session of a layer lie: beside its file, in the user's profile for a database."""
    path, table = file_of(layer)
    if not path:
        return profile_folder(layer)
    file = Path(path)
    name = file.stem if table == file.stem else f"{file.stem}.{table}"
    return file.parent / f"{_safe(name)}.tuban"


def profile_folder(layer: QgsVectorLayer) -> Path:
    """A folder in the user's profile that belongs to the layer's data, however the project reaches it."""
    name, *others = _identity(layer)
    digest = hashlib.sha1("\n".join(others).encode(), usedforsecurity=False).hexdigest()[:12]
    return Path(QgsApplication.qgisSettingsDirPath()) / "tuban" / f"{_safe(name)}-{digest}"


def _identity(layer: QgsVectorLayer) -> tuple[str, ...]:
    """What tells the data from other data, its name first. Filter, user and password may change."""
    path, table = file_of(layer)
    if path:
        return table, path
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    if parts.get("table"):
        server = (str(parts.get(name) or "") for name in ("service", "host", "port", "dbname", "schema", "table"))
        return str(parts["table"]), layer.providerType(), *server
    return layer.name(), layer.id() if is_scratch(layer) else layer.source()


def is_scratch(layer: QgsVectorLayer) -> bool:
    """Whether the layer is in memory only."""
    return layer.providerType() == "memory"


def user_name() -> str:
    """Who decides, unless he says otherwise."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "user"


def log_path(folder: Path, who: str) -> Path:
    """A log for each person: on a shared folder nobody writes another's."""
    return folder / f"{_safe(who)}.decisions.jsonl"


def session_path(folder: Path, who: str) -> Path:
    """The session of a person."""
    return folder / f"{_safe(who)}.session.json"


def _safe(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in name) or "_"
