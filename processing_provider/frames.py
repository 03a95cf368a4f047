"""Layers <-> GeoDataFrames: the only door between QGIS and the engine.

In: a plain file layer goes through GDAL's Arrow stream, a selection or filter of it too (only the ids come from QGIS);
anything else (edits not saved, joins, memory, PostGIS, virtual layers, curves) takes one bulk pass of the source.
Either way gives the same frame. Out: a new GeoPackage is written in one transaction, anything else through a sink.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime

from ..tools import files
from ..tools.errors import TubanError
from ..tools.files import Column, Reading
from ..tools.language import tr
from ..tools.progress import Progress, silent, steps
from ..tools.standard import load
from . import compat
from .columns import EDITION
from .destinations import Place, place_of_source

FEATURES_A_BATCH = 5_000

SHAPEFILE_TEXT = 254
"""Bytes: the longest text of a shapefile."""


@dataclass(frozen=True)
class _File:
    path: str
    layer: str | None
    open_options: tuple[str, ...]


@dataclass
class LayerInput:
    """An input layer as an algorithm holds it: made in the main thread, read in any."""

    name: str
    crs: QgsCoordinateReferenceSystem
    fields: QgsFields
    source: QgsProcessingFeatureSource
    layer: QgsVectorLayer | None
    file: _File | None
    whole: bool
    around: LayerInput | None = None
    """The whole layer, where only its selection is asked for."""
    notes: list[str] = field(default_factory=list)

    def frame(
        self, fields: Sequence[str] | None = None, progress: Progress = silent, *, may_be_empty: bool = False
    ) -> gpd.GeoDataFrame:
        """The features as a frame indexed by feature id.

        `fields` limits the attributes; names that are absent are skipped. Fields of the standard are spelt as there,
        whatever case the layer has them in. A layer without features is noted unless it `may_be_empty`.
        """
        read, shape = steps(progress, 3, 1)
        wanted = [own for own, spelt in self._spelling.items() if fields is None or spelt in fields]
        if self.file is not None:
            reading = files.read_layer(
                self.file.path,
                self.file.layer,
                fields=wanted,
                open_options=self.file.open_options,
                crs=known_as(self.crs),
                progress=read,
            )
            if not self.whole:
                reading.frame = reading.frame.loc[_ids(self.source, shape)]
        else:
            reading = read_source(self.source, wanted, known_as(self.crs), read)
        self.note(*reading.notes)
        if not len(reading.frame) and not may_be_empty:
            self.note(tr("There are no features in the layer, its selection or filter."))
        if reading.frame.crs is None and self.source.wkbType() != compat.geometry_type("NoGeometry"):
            self.note(tr("The layer has no coordinate reference system: its coordinates are taken for metres."))
        other = {own: spelt for own, spelt in self._spelling.items() if own != spelt and own in reading.frame}
        return reading.frame.rename(columns=other) if other else reading.frame

    def near(self, box: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
        """The features that meet a box, in the layer's own system, edits that are not saved among them."""
        frame = read_source(self.source, list(self._spelling), known_as(self.crs), box=box).frame
        return frame.rename(columns=self._spelling)

    def frame_with_surroundings(
        self, fields: Sequence[str] | None = None, progress: Progress = silent
    ) -> tuple[gpd.GeoDataFrame, np.ndarray]:
        """The features as a frame, those around a selection too, and which of them are asked for: (n,) bool."""
        if self.around is None:
            frame = self.frame(fields, progress)
            return frame, np.ones(len(frame), bool)
        read, choose = steps(progress, 5, 1)
        frame = self.around.frame(fields, read)
        self.note(*self.around.notes)
        return frame, frame.index.isin(_ids(self.source, choose))

    def note(self, *notes: str) -> None:
        """Remember what the user must know of the layer; empty and repeated sentences are dropped."""
        self.notes.extend(note for note in notes if note and note not in self.notes)

    @property
    def place(self) -> Place | None:
        """The file that the layer lies in, None where it is in none."""
        return None if self.layer is None else place_of_source(self.layer.providerType(), self.layer.source())

    @property
    def table(self) -> str:
        """What findings call the layer: its name inside its file, else its title."""
        return (self.file.layer if self.file else None) or self.name

    def geometry_type(self, frame: gpd.GeoDataFrame) -> str:
        """The type for an output of these patches: multi where the layer is, or where the frame has multiparts."""
        parts = shapely.get_num_geometries(frame.geometry.to_numpy())
        multi = QgsWkbTypes.isMultiType(self.source.wkbType()) or (parts > 1).any()
        return "MultiPolygon" if multi else "Polygon"

    def description(self) -> str:
        """Where the data comes from, as a report says it."""
        return self.layer.publicSource() if self.layer is not None else self.name

    def require(self, *names: str) -> None:
        """Refuse the layer, naming the fields that it lacks."""
        missing = [name for name in names if self.spelt(name) not in self._spelling.values()]
        if missing:
            raise TubanError(
                tr("Layer {layer} has no field {fields}: choose another layer or add the field.").format(
                    layer=self.name, fields=", ".join(missing)
                )
            )

    def columns(self) -> list[Column]:
        """The layer's fields as columns to write, the feature id apart."""
        return [replace(column_of(self.fields.field(own)), name=spelt) for own, spelt in self._spelling.items()]

    def spelt(self, name: str) -> str:
        """What the frame calls a field of the layer."""
        return self._spelling.get(name, name)

    @cached_property
    def _spelling(self) -> dict[str, str]:
        """The layer's names of its fields and the frame's: many databases fold the standard's to small letters."""
        names = self._attributes()
        known = set(load(EDITION).fields["field"]) - set(names)
        return {name: name.upper() if name.upper() in known else name for name in names}

    def _attributes(self) -> list[str]:
        """Names of the fields that hold data; GDAL's feature id, which QGIS shows as a field, is the frame's index."""
        hidden = {"fid"}
        if self.layer is not None and self.layer.providerType() == "ogr":
            hidden.update(self.fields.at(i).name().lower() for i in self.layer.primaryKeyAttributes())
        names = [self.fields.at(i).name() for i in range(self.fields.count())]
        return [name for name in names if name.lower() not in hidden]


def layer_input(
    source: QgsProcessingFeatureSource, layer: QgsVectorLayer | None, plain: bool, around: LayerInput | None = None
) -> LayerInput:
    """The input over a Processing source; `plain` means that the whole layer is asked for, unfiltered.

    Where its selection is asked for, `around` is the whole layer.
    """
    file = _file_behind(layer)
    name = _shown_name(layer, file) if layer is not None else source.sourceName()
    whole = plain and not (layer is not None and layer.subsetString())
    return LayerInput(name, source.sourceCrs(), source.fields(), source, layer, file, whole, around)


def _shown_name(layer: QgsVectorLayer, file: _File | None) -> str:
    """The layer's name; where that is the file's, which QGIS gives to all layers in it, the layer's in the file."""
    if file is None or file.layer is None or layer.name() != Path(file.path).stem or layer.name() == file.layer:
        return layer.name()
    return f"{file.layer} ({Path(file.path).name})"


def decode_names(layer: Any) -> None:
    """Let QGIS read a shapefile in the survey's old encoding where the names of its fields show that it is no UTF-8.

    Otherwise they are rows of question marks, which nobody can choose and no guess can know.
    """
    if not isinstance(layer, QgsVectorLayer) or layer.providerType() != "ogr" or layer.isEditable():
        return
    if any("\ufffd" in name for name in layer.fields().names()):
        layer.setProviderEncoding(files.CHINESE)


def _file_behind(layer: QgsVectorLayer | None) -> _File | None:
    """The file that holds exactly what the layer shows, or None."""
    if layer is None or layer.providerType() != "ogr" or layer.isModified() or not layer.isValid():
        return None
    if layer.subsetString().lstrip().upper().startswith("SELECT"):
        return None
    fields = layer.fields()
    if any(fields.fieldOrigin(i) != QgsFields.OriginProvider for i in range(fields.count())):
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = parts.get("path", "")
    if not path or not Path(path).exists() or parts.get("vsiPrefix"):
        return None
    table = parts.get("layerName") or None
    if not files.arrow_readable(path, table):
        return None
    return _File(path, table, tuple(parts.get("openOptions") or ()))


def _ids(source: QgsProcessingFeatureSource, progress: Progress) -> list[int]:
    request = QgsFeatureRequest().setFlags(compat.NO_GEOMETRY).setSubsetOfAttributes([])
    ids = [feature.id() for feature in source.getFeatures(request, compat.SKIP_VALIDITY_CHECKS)]
    progress(100.0)
    return ids


# ------------------------------------------------------------------------------------------------ the bulk pass


def read_source(
    source: QgsProcessingFeatureSource,
    fields: Sequence[str],
    crs: Any,
    progress: Progress = silent,
    box: tuple[float, float, float, float] | None = None,
) -> Reading:
    """One pass over a feature source, or what of it meets a box: the frame that `files.read_layer` gives of it."""
    layer_fields = source.fields()
    wanted = [layer_fields.lookupField(name) for name in fields]
    request = QgsFeatureRequest().setSubsetOfAttributes(wanted)
    if box is not None:
        request.setFilterRect(QgsRectangle(*box))
    total = max(source.featureCount(), 1)
    ids: list[int] = []
    blobs: list[bytes | None] = []
    rows: list[list[Any]] = []
    notes: list[str] = []
    flatten = _flattener(source, notes)
    for feature in source.getFeatures(request, compat.SKIP_VALIDITY_CHECKS):
        ids.append(feature.id())
        geometry = feature.geometry()
        blobs.append(None if geometry.isNull() else bytes(flatten(geometry).asWkb()))
        attributes = feature.attributes()
        rows.append([attributes[i] for i in wanted])
        if len(ids) % FEATURES_A_BATCH == 0:
            progress(100.0 * min(len(ids) / total, 1.0))
    definitions = [layer_fields.at(i) for i in wanted]
    columns = {
        definition.name(): _typed([row[place] for row in rows], definition)
        for place, definition in enumerate(definitions)
    }
    packed = np.empty(len(blobs), object)
    packed[:] = blobs
    geometry = files.flat(files.from_wkb(packed, notes), notes)
    index = pd.Index(ids, name="fid", dtype=np.int64)
    return Reading(gpd.GeoDataFrame(columns, index=index, geometry=geometry, crs=crs), notes)


def _flattener(source: QgsProcessingFeatureSource, notes: list[str]) -> Callable[[QgsGeometry], QgsGeometry]:
    """What makes a geometry readable for GEOS: M dropped, curves to vertices; with a note once."""
    kind = source.wkbType()
    with_m, curved = QgsWkbTypes.hasM(kind), QgsWkbTypes.isCurvedType(kind)
    if with_m:
        notes.append(tr("M values were dropped: the survey's data is flat."))
    if curved:
        notes.append(tr("Curves were turned into vertices: the standard knows straight edges only."))

    def flatten(geometry: QgsGeometry) -> QgsGeometry:
        if QgsWkbTypes.isCurvedType(geometry.wkbType()):
            geometry = QgsGeometry(geometry.constGet().segmentize())
        if QgsWkbTypes.hasM(geometry.wkbType()):
            geometry.get().dropMValue()
        return geometry

    return flatten


def _typed(values: list[Any], definition: Any) -> np.ndarray:
    """A column of QGIS attributes with the type that the Arrow path gives."""
    kind = column_of(definition).kind
    plain = [None if compat.is_null(value) else value for value in values]
    if kind == "integer":
        if any(value is None for value in plain):
            return np.array([np.nan if value is None else float(value) for value in plain], np.float64)
        return np.array(plain, np.int64)
    if kind == "real":
        return np.array([np.nan if value is None else value for value in plain], np.float64)
    if kind in ("date", "datetime"):
        return np.array([np.datetime64("NaT") if value is None else _stamp(value) for value in plain], "datetime64[ms]")
    column = np.empty(len(plain), object)
    column[:] = [value if value is None or isinstance(value, (str, bytes)) else _as_text(value) for value in plain]
    return column


def _stamp(value: QDate | QDateTime) -> np.datetime64:
    layout = Qt.DateFormat.ISODateWithMs if isinstance(value, QDateTime) else Qt.DateFormat.ISODate
    return np.datetime64(value.toString(layout).rstrip("Z"))


def _as_text(value: Any) -> str:
    if isinstance(value, QTime):
        return value.toString(Qt.DateFormat.ISODate)
    return str(value)


def column_of(definition: Any) -> Column:
    """A QgsField as a column to write."""
    length, decimals = max(definition.length(), 0), max(definition.precision(), 0)
    return Column(definition.name(), compat.kind_of(definition), length, decimals, definition.alias())


def known_as(crs: QgsCoordinateReferenceSystem) -> str | None:
    """What pyproj knows a CRS by; None where there is none.

    The EPSG code if it has one: of a CRS that was made in a thread, QGIS gives no WKT when that has ended.
    """
    if not crs.isValid() or files.undefined(crs.description()):
        return None
    authority = crs.authid()
    if authority.upper().startswith("EPSG:"):
        return authority
    return crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)


# ------------------------------------------------------------------------------------------------ out


def write(
    destination: str,
    context: QgsProcessingContext,
    frame: gpd.GeoDataFrame,
    columns: Sequence[Column],
    geometry_type: str,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress = silent,
) -> str:
    """Write a frame to a Processing destination and return the layer's id or source.

    `geometry_type` is `Polygon`, `MultiPolygon`, … or `None` for a table.
    """
    if destination.lower().endswith(".gpkg") and not destination.lower().startswith("ogr:"):
        path = Path(destination)
        files.write_geopackage(path, path.stem, frame, columns, geometry_type=geometry_type, progress=progress)
        return destination
    return _write_to_sink(destination, context, frame, columns, geometry_type, crs, progress)


def _write_to_sink(
    destination: str,
    context: QgsProcessingContext,
    frame: gpd.GeoDataFrame,
    columns: Sequence[Column],
    geometry_type: str,
    crs: QgsCoordinateReferenceSystem,
    progress: Progress,
) -> str:
    fields = _fields(destination, columns)
    kind = compat.geometry_type("NoGeometry" if geometry_type == "None" else geometry_type)
    sink, made = QgsProcessingUtils.createFeatureSink(destination, context, fields, kind, crs)
    if sink is None:
        message = tr("The output {path} cannot be written: check the folder and the format.")
        raise TubanError(message.format(path=destination))
    multi = geometry_type.startswith("Multi")
    for start in range(0, len(frame), FEATURES_A_BATCH):
        block = frame.iloc[start : start + FEATURES_A_BATCH]
        if not sink.addFeatures(_features(block, fields, columns, geometry_type != "None", multi), compat.FAST_INSERT):
            message = tr("Writing to {path} failed: {reason}")
            raise TubanError(message.format(path=destination, reason=getattr(sink, "lastError", str)()))
        progress(100.0 * (start + len(block)) / len(frame))
    compat.finalize(sink)
    del sink
    return made


def _fields(destination: str, columns: Sequence[Column]) -> QgsFields:
    """The columns as fields that the format can hold: QGIS warns of every alias and length that it cannot."""
    kind = Path(destination).suffix.lower()
    aliased = kind in ("", ".gpkg", ".gdb") or destination.lower().startswith("ogr:")
    fields = QgsFields()
    for column in columns:
        length = column.length or (SHAPEFILE_TEXT if kind == ".shp" and column.kind == "text" else 0)
        fields.append(compat.field(column.name, column.kind, length, column.decimals, column.alias if aliased else ""))
    return fields


def _features(
    block: gpd.GeoDataFrame, fields: QgsFields, columns: Sequence[Column], with_geometry: bool, multi: bool
) -> list[QgsFeature]:
    lists = [attribute_values(block[column.name], column.kind) for column in columns]
    shapes = [None] * len(block)
    if with_geometry:
        geometry = block.geometry.to_numpy()
        shapes = files.to_wkb(geometry, multi=multi)
    made = []
    for place in range(len(block)):
        feature = QgsFeature(fields)
        feature.setAttributes([values[place] for values in lists])
        if shapes[place] is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(shapes[place])
            feature.setGeometry(geometry)
        made.append(feature)
    return made


def attribute_values(series: pd.Series, kind: str) -> list[Any]:
    """The values of a column as QGIS takes them."""
    if kind in ("date", "datetime"):
        stamps = pd.to_datetime(series)
        as_qt = _qdate if kind == "date" else _qdatetime
        return [compat.NULL if pd.isna(stamp) else as_qt(stamp.to_pydatetime()) for stamp in stamps]
    if kind == "integer":
        return [compat.NULL if pd.isna(value) else int(value) for value in series]
    if kind == "real":
        return [compat.NULL if pd.isna(value) else float(value) for value in series]
    return [compat.NULL if pd.isna(value) else str(value) for value in series]


def _qdate(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)


def _qdatetime(value: datetime) -> QDateTime:
    return QDateTime(_qdate(value), QTime(value.hour, value.minute, value.second, value.microsecond // 1000))


def whole_source(layer: QgsVectorLayer, context: QgsProcessingContext) -> QgsProcessingFeatureSource:
    """All features of a layer as a Processing source."""
    return QgsProcessingFeatureSource(layer, context)
