"""The patches of a queue read from a layer: as fast as the layer allows, in any thread, with cancel.

Three roads, the first that can be taken: a GeoPackage by SQL over the heads of its geometries, any other plain file by
GDAL's Arrow stream, everything else (PostGIS, memory, edits not saved, joins) by one pass of QGIS's features. Of a
filter only the ids come from QGIS where the patches come from a file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ...processing_provider import compat, frames
from ...tools.errors import Cancelled
from ...tools.labelling.session import Session
from ...tools.progress import Progress, silent, steps
from ...tools.quality.sandbox import quoted
from .layer_patches import LayerFields, file_of, plain

COLUMNS = ["key", "DLBM", "area", "priority", "x", "y"]

FEATURES_A_BREATH = 2_000
"""Between two looks at the cancel button."""

Places = dict[str, "int | None"]
"""Column of the frame -> place of the layer's field, None where it has none."""

Reading = Callable[[Progress], pd.DataFrame]


def reader(layer: QgsVectorLayer, session: Session, fields: LayerFields) -> Callable[..., Any]:
    """What reads the queue's patches, in any thread; made in the main thread, which alone may touch the layer.

    The frame is as `Queue.of` takes it. `cancelled` is asked now and then, None is the answer to it; `progress` gets
    percents.
    """
    wanted = {"key": session.key_field, "DLBM": "DLBM", "area": "TBMJ", "priority": session.priority_field}
    places = {column: fields.places.get(name) for column, name in wanted.items()}
    held = frames.layer_input(frames.whole_source(layer, QgsProcessingContext()), layer, True)
    if held.file is None:
        read_all = _features_reader(layer, places, session.expression)
    else:
        read_all = _sql_reader(layer, places) or _file_reader(held, wanted)
        if session.expression:
            read_all = _filtered(read_all, layer, session.expression)
    chosen = set(session.selected)

    def read(cancelled: Callable[[], bool] = lambda: False, progress: Callable[[float], None] = silent) -> Any:
        def told(percent: float) -> None:
            if cancelled():
                raise Cancelled
            progress(percent)

        try:
            told(0.0)
            frame = read_all(told)
        except Cancelled:
            return None
        return frame[frame["key"].isin(chosen)] if chosen else frame

    return read


def _sql_reader(layer: QgsVectorLayer, places: Places) -> Reading | None:
    """What reads a GeoPackage without a provider's filter: boxes come from the heads of the geometries.

    Nothing of Python runs while GDAL reads, so the map draws on meanwhile.
    """
    path, table = file_of(layer)
    keys, geometry = layer.primaryKeyAttributes(), getattr(layer.dataProvider(), "geometryColumnName", str)()
    suits = path.lower().endswith(".gpkg") and not layer.subsetString() and len(keys) == 1 and geometry
    if not suits or places["area"] is None:
        return None
    wanted = {"fid": keys[0], **{column: place for column, place in places.items() if place is not None}}
    listed = [f"{quoted(layer.fields().at(place).name())} AS {column}" for column, place in wanted.items()]
    shape = quoted(geometry)
    listed += [f"0.5 * (ST_Min{axis}({shape}) + ST_Max{axis}({shape})) AS {axis.lower()}" for axis in "XY"]
    statement = f"SELECT {', '.join(listed)} FROM {quoted(table)}"  # nosec B608 # quoted identifiers only
    total = max(layer.featureCount(), 1)

    def read(progress: Progress) -> pd.DataFrame:
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
        found = dataset.ExecuteSQL(statement)
        batches, done = [], 0
        for batch in found.GetArrowStreamAsNumPy(["USE_MASKED_ARRAYS=YES"]):
            batches.append(pd.DataFrame({name: _column(batch[name]) for name in batch}))
            done += len(batches[-1])
            progress(100.0 * min(done / total, 1.0))
        dataset.ReleaseResultSet(found)
        return _shaped(pd.concat(batches).set_index("fid")) if batches else pd.DataFrame(columns=COLUMNS)

    return read


def _column(values: np.ndarray) -> list[Any] | np.ndarray:
    """A column as GDAL gives it, with text decoded and None for NULL."""
    if values.dtype.kind not in "SO":
        return np.ma.filled(values.astype(float), np.nan) if np.ma.isMaskedArray(values) else values
    return [value.decode("utf-8", "replace") if isinstance(value, bytes) else None for value in values.tolist()]


def _file_reader(held: frames.LayerInput, wanted: dict[str, str]) -> Reading:
    """What reads any other plain file, its geometries too."""

    def read(progress: Progress) -> pd.DataFrame:
        frame = held.frame([name for name in wanted.values() if name], progress, may_be_empty=True)
        shapes = frame.geometry.to_numpy()
        box = shapely.bounds(shapes)
        columns = {column: frame[name] for column, name in wanted.items() if name in frame}
        made = pd.DataFrame({**columns, "x": 0.5 * (box[:, 0] + box[:, 2]), "y": 0.5 * (box[:, 1] + box[:, 3])})
        made.index = frame.index
        return _shaped(made, lambda: shapely.area(shapes))

    return read


def _shaped(frame: pd.DataFrame, areas: Callable[[], np.ndarray] | None = None) -> pd.DataFrame:
    """A frame with all columns; a patch without a name is called by its feature id, its shape gives a missing area."""
    frame = frame.reindex(columns=COLUMNS)
    frame["key"] = [_named(key, fid) for key, fid in zip(frame["key"], frame.index)]
    area = pd.to_numeric(frame["area"], errors="coerce").fillna(0.0).to_numpy(float)
    if areas is not None and not area.all():
        area = np.where(area == 0.0, areas(), area)
    return frame.assign(area=area)


def _named(key: Any, fid: Any) -> str:
    return str(key) if key and key == key else str(fid)  # noqa: PLR0124 # NaN is no name


def _filtered(whole: Reading, layer: QgsVectorLayer, expression: str) -> Reading:
    """Those patches of a file that an expression chooses."""
    source, request = QgsVectorLayerFeatureSource(layer), _request(layer, expression)
    total = max(layer.featureCount(), 1)
    if not QgsExpression(expression).needsGeometry():
        request.setFlags(compat.NO_GEOMETRY)

    def read(progress: Progress) -> pd.DataFrame:
        choosing, reading = steps(progress, 1, 1)
        ids = []
        for feature in source.getFeatures(request):
            ids.append(feature.id())
            if len(ids) % FEATURES_A_BREATH == 0:
                choosing(100.0 * min(len(ids) / total, 1.0))
        return whole(reading).loc[ids]

    return read


def _request(layer: QgsVectorLayer, expression: str, names: tuple[str, ...] = ()) -> QgsFeatureRequest:
    """A request for the fields of these names and those that a filter reads."""
    request, used = QgsFeatureRequest(), set(names)
    if expression:
        scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
        request.setExpressionContext(QgsExpressionContext(scopes)).setFilterExpression(expression)
        used |= QgsExpression(expression).referencedColumns()
    if QgsFeatureRequest.ALL_ATTRIBUTES not in used:
        request.setSubsetOfAttributes(sorted(used), layer.fields())
    return request


def _features_reader(layer: QgsVectorLayer, places: Places, expression: str) -> Reading:
    """One pass of QGIS's features."""
    source, total = QgsVectorLayerFeatureSource(layer), max(layer.featureCount(), 1)
    names = tuple(layer.fields().at(place).name() for place in places.values() if place is not None)
    request = _request(layer, expression, names)

    def read(progress: Progress) -> pd.DataFrame:
        ids, rows = [], []
        for feature in source.getFeatures(request):
            ids.append(feature.id())
            rows.append(_row(feature, places))
            if len(ids) % FEATURES_A_BREATH == 0:
                progress(100.0 * min(len(ids) / total, 1.0))
        return pd.DataFrame(rows, index=pd.Index(ids, name="fid", dtype=np.int64), columns=COLUMNS)

    return read


def _row(feature: QgsFeature, places: Places) -> tuple[Any, ...]:
    geometry = feature.geometry()
    key, code, area, priority = (None if at is None else plain(feature.attribute(at)) for at in places.values())
    name = _named(key, feature.id())
    if geometry.isNull():
        return name, code, float(area or 0.0), priority, np.nan, np.nan
    middle = geometry.boundingBox().center()
    return name, code, float(area) if area else geometry.area(), priority, middle.x(), middle.y()
