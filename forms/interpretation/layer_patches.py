"""Patches of a QGIS layer as the queue and its decisions take them."""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.PyQt.QtCore import QDate, QDateTime

from ...processing_provider import compat
from ...tools.errors import TubanError
from ...tools.labelling.session import Session
from ...tools.language import tr
from ...tools.quality.sandbox import quoted
from ...tools.standard import Standard

COLUMNS = ["key", "DLBM", "area", "priority", "x", "y"]

FEATURES_A_BREATH = 2_000
"""Between two looks at the cancel button."""


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
        key = values.get(key_field)
        return Patch(feature.id(), str(key) if key else str(feature.id()), feature.geometry(), values)

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


def reader(layer: QgsVectorLayer, session: Session, fields: LayerFields) -> Callable[..., pd.DataFrame]:
    """What reads the queue's patches, in any thread; made in the main thread, which alone may touch the layer.

    The frame is as `Queue.of` takes it. `cancelled` is asked now and then; `progress` gets percents.
    """
    source, request, total = QgsVectorLayerFeatureSource(layer), QgsFeatureRequest(), max(layer.featureCount(), 1)
    wanted = {"key": session.key_field, "DLBM": "DLBM", "area": "TBMJ", "priority": session.priority_field}
    places = {column: fields.places.get(name) for column, name in wanted.items()}
    if session.expression:
        request.setExpressionContext(
            QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        ).setFilterExpression(session.expression)
        used = QgsExpression(session.expression).referencedColumns()
    else:
        used = set()
    names = [layer.fields().at(place).name() for place in places.values() if place is not None]
    request.setSubsetOfAttributes(sorted({*names, *(used - {QgsFeatureRequest.ALL_ATTRIBUTES})}), layer.fields())
    chosen = set(session.selected)
    quick = _quick_reader(layer, places) if not session.expression else None

    def read(cancelled: Callable[[], bool] = lambda: False, progress: Callable[[float], None] = lambda _p: None) -> Any:
        if quick is not None:
            frame = quick()
            return frame[frame["key"].isin(chosen)] if chosen else frame
        ids, rows = [], []
        for count, feature in enumerate(source.getFeatures(request)):
            if count % FEATURES_A_BREATH == 0:
                if cancelled():
                    return None
                progress(100.0 * count / total)
            row = _row(feature, places)
            if not chosen or row[0] in chosen:
                ids.append(feature.id())
                rows.append(row)
        return pd.DataFrame(rows, index=pd.Index(ids, dtype=np.int64), columns=COLUMNS)

    return read


def _quick_reader(layer: QgsVectorLayer, places: dict[str, int | None]) -> Callable[[], pd.DataFrame] | None:
    """What reads a GeoPackage without edits ten times as fast: boxes come from the heads of the geometries.

    None for any other layer. Nothing of Python runs while GDAL reads, so the map draws on meanwhile.
    """
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, provider = str(parts.get("path", "")), layer.dataProvider()
    keys, geometry = layer.primaryKeyAttributes(), getattr(provider, "geometryColumnName", str)()
    plain_file = layer.providerType() == "ogr" and path.lower().endswith(".gpkg") and not layer.subsetString()
    if not plain_file or layer.isModified() or len(keys) != 1 or not geometry or places["area"] is None:
        return None
    if not hasattr(ogr.Layer, "GetArrowStreamAsNumPy"):
        return None
    wanted = {"fid": keys[0], **{column: place for column, place in places.items() if place is not None}}
    listed = [f"{quoted(layer.fields().at(place).name())} AS {column}" for column, place in wanted.items()]
    shape = quoted(geometry)
    listed += [f"0.5 * (ST_Min{axis}({shape}) + ST_Max{axis}({shape})) AS {axis.lower()}" for axis in "XY"]
    table = quoted(parts.get("layerName") or layer.name())
    statement = f"SELECT {', '.join(listed)} FROM {table}"  # nosec B608 # quoted identifiers only

    def read() -> pd.DataFrame:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
        found = dataset.ExecuteSQL(statement)
        batches = list(found.GetArrowStreamAsNumPy(["USE_MASKED_ARRAYS=YES"]))
        dataset.ReleaseResultSet(found)
        frame = pd.concat([pd.DataFrame({name: _column(batch[name]) for name in batch}) for batch in batches])
        frame = frame.set_index("fid").reindex(columns=COLUMNS)
        frame["key"] = [key or str(fid) for key, fid in zip(frame["key"], frame.index)]
        return frame.assign(area=frame["area"].fillna(0.0))

    return read


def _column(values: np.ndarray) -> list[Any] | np.ndarray:
    """A column as GDAL gives it, with text decoded and None for NULL."""
    if values.dtype.kind not in "SO":
        return np.ma.filled(values.astype(float), np.nan) if np.ma.isMaskedArray(values) else values
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else None for value in values.tolist()]


def _row(feature: QgsFeature, places: dict[str, int | None]) -> tuple[Any, ...]:
    attributes, geometry = feature.attributes(), feature.geometry()
    key, code, area, priority = (None if at is None else plain(attributes[at]) for at in places.values())
    name = str(key) if key else str(feature.id())
    if geometry.isNull():
        return name, code, area or 0.0, priority, np.nan, np.nan
    box = geometry.boundingBox()
    x, y = 0.5 * (box.xMinimum() + box.xMaximum()), 0.5 * (box.yMinimum() + box.yMaximum())
    return name, code, float(area) if area else geometry.area(), priority, x, y


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


def folder_of(layer: QgsVectorLayer) -> Path:
    """Where the log and the session of a layer lie: beside its file, in the user's profile for a database."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path, table = parts.get("path", ""), parts.get("layerName") or layer.name()
    if path and Path(path).exists():
        file = Path(path)
        name = file.stem if table in (None, "", file.stem) else f"{file.stem}.{table}"
        return file.parent / f"{_safe(name)}.tuban"
    return profile_folder(layer)


def profile_folder(layer: QgsVectorLayer) -> Path:
    """A folder in the user's profile that belongs to the layer's source."""
    digest = hashlib.sha1(layer.source().encode(), usedforsecurity=False).hexdigest()[:12]
    return Path(QgsApplication.qgisSettingsDirPath()) / "tuban" / f"{_safe(layer.name())}-{digest}"


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
