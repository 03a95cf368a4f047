"""Vector files <-> GeoDataFrame at the speed of the disk: GDAL's Arrow stream in, one SQLite transaction out."""

from __future__ import annotations

import codecs
import re
import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, ogr, osr

from .errors import TubanError
from .language import tr
from .output import whole_file
from .progress import Progress, part, silent, steps
from .rtree import fill_rtree

ROWS_A_BATCH = 65_536

_MIX, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)

_UNSAFE_BUT_FAST = ("PRAGMA synchronous = OFF", "PRAGMA journal_mode = OFF", "PRAGMA cache_size = -200000")
"""A working file that is thrown away when anything goes wrong needs no journal."""

_LARGE_PAGES = ("PRAGMA page_size = 32768", "VACUUM")
"""A patch takes about half of SQLite's usual page of 4 KiB; the file is still empty when this is said."""


CHINESE = "GB18030"
"""The encoding of text that is not UTF-8 and does not say what it is: the superset of GBK."""

_SAMPLE = 2_000
"""Rows whose text is looked at to tell an encoding."""

_SURROGATE = re.compile("[\ud800-\udfff]")
"""Bytes that are not UTF-8, as GDAL's Python hands them out."""


@dataclass(frozen=True)
class Column:
    """A column to write: kind is text, integer, real, date or datetime; length and decimals 0 mean unlimited."""

    name: str
    kind: str
    length: int = 0
    decimals: int = 0
    alias: str = ""


@dataclass
class Reading:
    """A frame read from a source, and what was changed or skipped on the way, as sentences for the user."""

    frame: gpd.GeoDataFrame
    notes: list[str] = field(default_factory=list)


# ------------------------------------------------------------------------------------------------ reading


def read_layer(
    path: str,
    layer: str | None = None,
    *,
    fields: Sequence[str] | None = None,
    open_options: Sequence[str] = (),
    crs: Any = None,
    progress: Progress = silent,
) -> Reading:
    """A whole layer of a vector file as a frame, indexed by feature id.

    `fields` limits the attributes (None: all). Text that is not UTF-8 is read as GB18030, the superset of GBK.
    Text is `str` or None; integers are int64, or float64 with NaN where some are NULL; dates are datetime64.
    """
    options, encoding = _encoding(path)
    dataset = _opened(path, [*open_options, *options])
    if dataset is None:
        raise TubanError(
            tr("The file {path} cannot be opened: check that it exists and is a vector file.").format(path=path)
        )
    source = dataset.GetLayerByName(layer) if layer else dataset.GetLayer(0)
    if source is None:
        raise TubanError(tr("The file {path} has no layer {layer}.").format(path=path, layer=layer))
    if options and not _names_are_unicode(source):
        # GDAL hands out no column under a name that is not UTF-8: here it must recode, names and text.
        dataset = gdal.OpenEx(path, gdal.OF_VECTOR, open_options=[*open_options, f"ENCODING={encoding or CHINESE}"])
        source, encoding = dataset.GetLayer(0), "utf-8"
    read, put_together = steps(progress, 9, 1)
    lost: list[str] = []
    batches, geometries = [], [np.empty(0, object)]
    for batch in _arrow_batches(source, fields, read):
        geometries.append(_geometries(batch, source, lost))
        batches.append(batch)
    table, notes = _attributes(batches, source, encoding, put_together)
    geometry = flat(np.concatenate(geometries), lost)
    return Reading(gpd.GeoDataFrame(table, geometry=geometry, crs=crs or _crs_of(source)), notes + lost)


def arrow_readable(path: str, layer: str | None) -> bool:
    """Whether `read_layer` can read the layer: its geometry type is one that GEOS reads (no curves, no M)."""
    dataset = gdal.OpenEx(path, gdal.OF_VECTOR)
    source = dataset and (dataset.GetLayerByName(layer) if layer else dataset.GetLayer(0))
    if not source or not hasattr(source, "GetArrowStreamAsNumPy"):
        return False
    kind = source.GetGeomType()
    return not ogr.GT_HasM(kind) and not ogr.GT_IsNonLinear(kind) and ogr.GT_Flatten(kind) != ogr.wkbUnknown


def silently_chinese(path: str) -> bool:
    """Whether a shapefile says of no encoding and its first texts are none of UTF-8: GBK then."""
    options, declared = _encoding(path)
    dataset = _opened(path, options) if options and declared is None else None
    if dataset is None:
        return False
    source = dataset.GetLayer(0)
    definition = source.GetLayerDefn()
    places = range(definition.GetFieldCount())
    texts = [place for place in places if definition.GetFieldDefn(place).GetType() == ogr.OFTString]
    source.SetIgnoredFields(["OGR_GEOMETRY"])
    return any(_not_unicode(row.GetField(place)) for row in islice(source, _SAMPLE) for place in texts)


def _not_unicode(text: Any) -> bool:
    return isinstance(text, bytes) or bool(_SURROGATE.search(text or ""))


def _opened(path: str, open_options: Sequence[str]) -> gdal.Dataset | None:
    try:
        return gdal.OpenEx(path, gdal.OF_VECTOR, open_options=list(open_options))
    except RuntimeError:  # with gdal.UseExceptions, which is the host's choice
        return None


def _encoding(path: str) -> tuple[list[str], str | None]:
    """Open options and the declared encoding of a file.

    Shapefile text is taken raw and decoded here: whether GDAL recodes it depends on what QGIS has set in this process.
    """
    if not path.lower().endswith((".shp", ".dbf")):
        return [], None
    declared = None
    for cpg in (Path(path).with_suffix(".cpg"), Path(path).with_suffix(".CPG")):
        if cpg.exists():
            text = cpg.read_text(errors="replace").strip()
            declared = f"cp{text}" if text.isdigit() else text
    try:
        return ["ENCODING="], codecs.lookup(declared).name if declared else None
    except LookupError:
        return ["ENCODING="], None


def _names_are_unicode(source: ogr.Layer) -> bool:
    definition = source.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    return not any(_not_unicode(name) for name in names)


def _arrow_batches(
    source: ogr.Layer, fields: Sequence[str] | None, progress: Progress
) -> Iterable[dict[str, np.ndarray]]:
    definition = source.GetLayerDefn()
    names = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
    ignored = [] if fields is None else [name for name in names if name not in set(fields)]
    source.SetIgnoredFields(ignored)
    total = max(source.GetFeatureCount(), 1)
    done = 0
    options = ["USE_MASKED_ARRAYS=YES", f"MAX_FEATURES_IN_BATCH={ROWS_A_BATCH}"]
    for batch in source.GetArrowStreamAsNumPy(options=options):
        yield batch
        done += len(next(iter(batch.values())))
        progress(100.0 * min(done / total, 1.0))


def _attributes(
    batches: list[dict[str, np.ndarray]], source: ogr.Layer, encoding: str | None, progress: Progress
) -> tuple[pd.DataFrame, list[str]]:
    """The attributes of all batches, indexed by feature id, and what is to be said of their text."""
    notes: list[str] = []
    definition = source.GetLayerDefn()
    id_name = source.GetFIDColumn() or "OGC_FID"
    columns: dict[str, Any] = {}
    for i in range(definition.GetFieldCount()):
        name = definition.GetFieldDefn(i).GetName()
        if batches and name in batches[0]:
            columns[name] = _column([batch[name] for batch in batches], name, encoding, notes)
        elif not batches:
            columns[name] = np.empty(0, object)
        progress(100.0 * i / definition.GetFieldCount())
    if notes and not encoding:
        # One text that is not UTF-8 tells of the whole file: some GBK is UTF-8 by chance, 亩 among it.
        for name in (name for name in columns if batches[0][name].dtype.kind in "SO"):
            columns[name] = _column([batch[name] for batch in batches], name, "gb18030", notes)
    ids = np.concatenate([batch[id_name] for batch in batches]) if batches else np.empty(0, np.int64)
    return pd.DataFrame(columns, index=pd.Index(ids, name="fid"), copy=False), notes  # not gathered into blocks


def _geometries(batch: dict[str, np.ndarray], source: ogr.Layer, notes: list[str]) -> np.ndarray:
    """The geometries of a batch, whose WKB is taken out of it: the next one finds its memory free."""
    blobs = batch.pop(source.GetGeometryColumn() or "wkb_geometry", None)
    count = len(next(iter(batch.values())))
    return np.full(count, None, object) if blobs is None else from_wkb(blobs, notes)


def from_wkb(blobs: np.ndarray, notes: list[str]) -> np.ndarray:
    """Geometries of an array of WKB (or None); one that GEOS cannot hold becomes None and is noted."""
    if isinstance(blobs, np.ma.MaskedArray):
        blobs = _null_where(np.ma.getmaskarray(blobs), np.ma.getdata(blobs).astype(object))
    if blobs.dtype.kind == "V":  # all of one length: GDAL hands out a fixed-width array
        blobs = np.array([blob.tobytes() for blob in blobs], dtype=object)
    try:
        with np.errstate(invalid="ignore"):  # coordinates that are not numbers: a checker must see them
            return shapely.from_wkb(blobs)
    except shapely.errors.GEOSException:
        made = shapely.from_wkb(blobs, on_invalid="ignore")
        lost = int((shapely.is_missing(made) & np.array([blob is not None for blob in blobs])).sum())
        note = tr("{count} geometries cannot be read (rings not closed or too short) and count as NULL.")
        notes.append(note.format(count=lost))
        return made


def flat(geometry: np.ndarray, notes: list[str]) -> np.ndarray:
    """The geometries without Z; the survey's data is flat."""
    with_z = shapely.has_z(geometry)
    if not with_z.any():
        return geometry
    note = tr("Z values of {count} features were dropped: the survey's data is flat.")
    notes.append(note.format(count=int(with_z.sum())))
    return shapely.force_2d(geometry)


def _column(parts: list[np.ndarray], name: str, encoding: str | None, notes: list[str]) -> Any:
    kind = parts[0].dtype.kind
    if kind in "SO":
        return np.concatenate([_text(part, name, encoding, notes) for part in parts])
    masked = any(np.ma.is_masked(part) for part in parts)
    values = np.ma.concatenate(parts) if masked else np.concatenate([np.ma.getdata(part) for part in parts])
    if kind == "M":
        stamps = np.ma.getdata(values).astype("datetime64[ms]")
        return np.where(np.ma.getmaskarray(values), np.datetime64("NaT"), stamps) if masked else stamps
    if kind == "f":
        return np.ma.filled(values.astype(np.float64), np.nan) if masked else values.astype(np.float64)
    return np.ma.filled(values.astype(np.float64), np.nan) if masked else values.astype(np.int64)


def _text(part: np.ndarray, name: str, encoding: str | None, notes: list[str]) -> np.ndarray:
    """`str` or None from GDAL's byte strings; each distinct value is decoded once."""
    missing = np.ma.getmaskarray(part)
    data = np.ma.getdata(part)
    codes, distinct = _distinct(data) if data.dtype.kind == "S" and len(data) else pd.factorize(data)
    if 2 * len(distinct) > len(data) and data.dtype.kind == "S" and _is_ascii(data):
        texts = _ascii(data)
    else:
        decoded = [
            _decoded(value, name, encoding, notes) if isinstance(value, bytes) else value for value in distinct.tolist()
        ]
        texts = np.array([*decoded, None], dtype=object)[codes]
    return _null_where(missing, texts)


def _distinct(data: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Codes and distinct values of fixed-width byte strings, by a hash of their words that is proved value by value."""
    width = data.dtype.itemsize
    padded = np.zeros((len(data), -(-width // 8) * 8), np.uint8)
    padded[:, :width] = data.view(np.uint8).reshape(len(data), width)
    words = padded.view(np.uint64)
    hashed = np.zeros(len(data), np.uint64)
    for word in words.T:
        hashed = (hashed ^ word) * _MIX
        hashed ^= hashed >> _HALF
    codes, keys = pd.factorize(hashed)
    first = np.empty(len(keys), np.int64)
    first[codes[::-1]] = np.arange(len(data))[::-1]
    if (words[first[codes]] != words).any():
        return pd.factorize(data.astype(object))
    return codes, data[first]


def _is_ascii(data: np.ndarray) -> bool:
    return not (data.view(np.uint8) & 0x80).any()


def _ascii(data: np.ndarray) -> np.ndarray:
    """Byte strings as `str`, all at once: every byte is a code point."""
    width = data.dtype.itemsize
    wide = data.view(np.uint8).reshape(len(data), width).astype(np.uint32)
    return np.ascontiguousarray(wide).view(f"U{width}").ravel().astype(object)


def _decoded(value: bytes, name: str, encoding: str | None, notes: list[str]) -> str:
    if encoding:
        return value.decode(encoding, errors="replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        note = tr("The text of field {field} is not UTF-8 and was read as GBK.").format(field=name)
        if note not in notes:
            notes.append(note)
        return value.decode("gb18030", errors="replace")


def _crs_of(source: ogr.Layer) -> Any:
    reference = source.GetSpatialRef()
    known = reference is not None and not undefined(reference.GetName())
    return reference.ExportToWkt(["FORMAT=WKT2_2018"]) if known else None


def undefined(name: str) -> bool:
    """Whether a CRS is one of the two by which a GeoPackage says that it knows none (OGC 12-128r18, 1.1.2.1.2)."""
    return name.lower() in ("undefined geographic srs", "undefined cartesian srs")


# ------------------------------------------------------------------------------------------------ writing

_OGR_KINDS = {
    "text": (ogr.OFTString, ogr.OFSTNone),
    "integer": (ogr.OFTInteger64, ogr.OFSTNone),
    "real": (ogr.OFTReal, ogr.OFSTNone),
    "date": (ogr.OFTDate, ogr.OFSTNone),
    "datetime": (ogr.OFTDateTime, ogr.OFSTNone),
}


_KIND_OF_DTYPE = {"i": "integer", "u": "integer", "b": "integer", "f": "real", "M": "datetime"}


def columns_of(frame: pd.DataFrame) -> list[Column]:
    """The columns of a frame by its types, geometry apart."""
    geometry = getattr(frame, "_geometry_column_name", None)
    kinds = {name: _KIND_OF_DTYPE.get(frame[name].dtype.kind, "text") for name in frame.columns if name != geometry}
    return [Column(str(name), kind) for name, kind in kinds.items()]


def write_geopackage(
    path: str | Path,
    layer: str,
    frame: gpd.GeoDataFrame,
    columns: Sequence[Column] | None = None,
    *,
    geometry_type: str = "MultiPolygon",
    append: bool = False,
    progress: Progress = silent,
) -> None:
    """Write a frame as a layer of a GeoPackage, whole or not at all; the frame's CRS is the layer's.

    GDAL makes the tables and the spatial index; the rows go in as one SQLite transaction, which is several times
    faster than feature by feature. `append` adds the layer to an existing file. `geometry_type` is the name of a
    flat WKB type, or `None` in text for a table without geometry.
    """
    with whole_file(path) as working:
        if append and Path(path).exists():
            shutil.copyfile(path, working)
        put_layer(working, layer, frame, columns, geometry_type=geometry_type, progress=progress)


def put_layer(
    path: Path,
    layer: str,
    frame: gpd.GeoDataFrame,
    columns: Sequence[Column] | None = None,
    *,
    geometry_type: str = "MultiPolygon",
    replace: bool = False,
    progress: Progress = silent,
) -> None:
    """As `write_geopackage`, straight into a working file that nobody else sees yet: one that fails is spoiled.

    `replace` puts the layer in the place of one of its name.
    """
    columns = columns_of(frame) if columns is None else list(columns)
    fresh = not path.exists()
    try:
        _create_layer(path, layer, frame, columns, geometry_type, replace)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in (*_UNSAFE_BUT_FAST, *(_LARGE_PAGES if fresh else ())):
                connection.execute(statement)
            connection.execute("BEGIN")
            _fill(connection, layer, frame, columns, geometry_type, progress)
            connection.execute("COMMIT")
    except (RuntimeError, sqlite3.OperationalError) as error:  # GDAL's and SQLite's: a disk that is full, say
        raise OSError(str(error).split("\n", 1)[0]) from error


def _create_layer(
    path: Path, layer: str, frame: gpd.GeoDataFrame, columns: Sequence[Column], geometry_type: str, replace: bool
) -> None:
    if path.exists():
        unsafe = f"PRELUDE_STATEMENTS={_UNSAFE_BUT_FAST[0]}"
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE, open_options=[unsafe])
    else:
        dataset = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0)
    if dataset is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    reference = None
    if frame.crs is not None:
        reference = osr.SpatialReference()
        reference.SetFromUserInput(frame.crs.to_string() if frame.crs.to_authority() else frame.crs.to_wkt())
    kind = ogr.wkbNone if geometry_type == "None" else getattr(ogr, f"wkb{geometry_type}")
    options = ["SPATIAL_INDEX=YES", "GEOMETRY_NAME=geom", "FID=fid", *(["OVERWRITE=YES"] if replace else [])]
    made = dataset.CreateLayer(layer, reference, kind, options)
    if made is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    for column in columns:
        definition = ogr.FieldDefn(column.name, _OGR_KINDS[column.kind][0])
        definition.SetWidth(column.length if column.kind == "text" else 0)
        if column.alias and hasattr(definition, "SetAlternativeName"):
            definition.SetAlternativeName(column.alias)
        made.CreateField(definition)


def _fill(
    connection: sqlite3.Connection,
    layer: str,
    frame: gpd.GeoDataFrame,
    columns: Sequence[Column],
    geometry_type: str,
    progress: Progress,
) -> None:
    """Insert the rows and the boxes of the spatial index; GDAL's triggers rest meanwhile."""
    with_geometry, multi = geometry_type != "None", geometry_type.startswith("Multi")
    find = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
    triggers = connection.execute(find, [layer]).fetchall()
    for name, _ in triggers:
        connection.execute("DROP TRIGGER " + _quoted(name))
    srs = connection.execute("SELECT srs_id FROM gpkg_contents WHERE table_name = ?", [layer]).fetchone()[0]
    for start in range(0, len(frame), ROWS_A_BATCH):
        block = frame.iloc[start : start + ROWS_A_BATCH]
        values: dict[str, Any] = {"fid": range(start + 1, start + 1 + len(block))}
        values.update((column.name, _values(block[column.name], column.kind)) for column in columns)
        if with_geometry:
            values["geom"] = geopackage_blobs(block.geometry.to_numpy(), srs, multi=multi)
        _insert(connection, layer, values)
        progress(90.0 * (start + len(block)) / len(frame))
    if with_geometry:
        _fill_index(connection, layer, shapely.bounds(frame.geometry.to_numpy()), part(progress, 90.0, 100.0))
    count = "UPDATE gpkg_ogr_contents SET feature_count = ? WHERE lower(table_name) = lower(?)"
    connection.execute(count, [len(frame), layer])
    for _, sql in triggers:
        connection.execute(sql)
    progress(100.0)


def _fill_index(connection: sqlite3.Connection, layer: str, boxes: np.ndarray, progress: Progress) -> None:
    known = np.flatnonzero(np.isfinite(boxes).all(axis=1))
    if not len(known):
        return
    fill_rtree(connection, f"rtree_{layer}_geom", known + 1, boxes[known], progress)
    low, high = boxes[known, :2].min(axis=0), boxes[known, 2:].max(axis=0)
    connection.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
        [*low.tolist(), *high.tolist(), layer],
    )


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Sequence[Any]]) -> None:
    """Insert rows given as columns. A column of one value throughout is said once, as SQLite's own literal for it."""
    marks = {name: _literal(connection, column) for name, column in values.items()}
    fields, places = ", ".join(map(_quoted, values)), ", ".join(marks.values())
    statement = f"INSERT INTO {_quoted(table)} ({fields}) VALUES ({places})"  # nosec B608 # quoted, bound or literals
    connection.executemany(statement, zip(*(column for name, column in values.items() if marks[name] == "?")))


def _literal(connection: sqlite3.Connection, column: Sequence[Any]) -> str:
    """The one value of a column as SQL, or a place to bind to: binding is most of what a narrow column costs."""
    first = column[0]
    if not isinstance(column, list) or isinstance(first, bytes) or column.count(first) < len(column):
        return "?"
    if isinstance(first, str) and "\0" in first:
        return "?"  # quote() ends there
    return str(connection.execute("SELECT quote(?)", [first]).fetchone()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _values(series: pd.Series, kind: str) -> list[Any]:
    """A column as the Python values that SQLite stores, None for NULL."""
    if kind in ("date", "datetime"):
        stamps = pd.to_datetime(series).dt
        text = stamps.strftime("%Y-%m-%d") if kind == "date" else stamps.strftime("%Y-%m-%dT%H:%M:%S.%f").str[:-3] + "Z"
        return text.astype(object).where(series.notna(), None).tolist()
    values = series.to_numpy()
    if values.dtype.kind in "iub":
        return values.astype(np.int64).tolist()
    missing = pd.isna(values)
    if kind == "integer":
        return _null_where(missing, np.where(missing, 0, values).astype(np.int64)).tolist()
    if kind == "text" and pd.api.types.infer_dtype(values, skipna=True) not in ("string", "empty"):
        return [None if gone else str(value) for value, gone in zip(values, missing)]
    return _null_where(missing, values).tolist()


def _null_where(missing: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The values with None where they are missing."""
    return np.where(missing, np.array(None), values) if missing.any() else values


_ENVELOPE = np.dtype([("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("box", "<f8", (4,))])


def geopackage_blobs(geometry: np.ndarray, srs: int, *, multi: bool) -> list[bytes | None]:
    """GeoPackage binaries (header with envelope, then WKB) of flat geometries; NULL stays None.

    Layout: OGC 12-128r18, 2.1.3. Flags 0x03 = little endian, envelope of x and y; 0x11 = empty geometry, no envelope.
    """
    wkb = to_wkb(geometry, multi=multi)
    heads = np.zeros(len(geometry), _ENVELOPE)
    heads["magic"], heads["flags"], heads["srs"] = b"GP", 0x03, srs
    heads["box"] = shapely.bounds(geometry)[:, [0, 2, 1, 3]]
    packed = heads.tobytes()
    size = _ENVELOPE.itemsize
    blobs = [None if body is None else packed[i * size : (i + 1) * size] + body for i, body in enumerate(wkb)]
    for i in np.flatnonzero(shapely.is_empty(geometry)):
        heads["flags"][i] = 0x11
        blobs[i] = heads[i].tobytes()[:8] + wkb[i]
    return blobs


_WRAPPED_AS_MULTI = {single: bytes([1, code, 0, 0, 0, 1, 0, 0, 0]) for single, code in ((0, 4), (1, 5), (3, 6))}
"""What stands before the WKB of a point, line or polygon (shapely's types 0, 1, 3) to make it a multi-geometry of one
part (WKB types 4, 5, 6)."""


def to_wkb(geometry: np.ndarray, *, multi: bool) -> list[bytes | None]:
    """Flat little-endian WKB, None for NULL; with `multi`, single parts come as multi-geometries of one part."""
    wkb = shapely.to_wkb(geometry, byte_order=1, output_dimension=2).tolist()
    if not multi:
        return wkb
    kinds = shapely.get_type_id(geometry).tolist()
    return [
        body if body is None or kind not in _WRAPPED_AS_MULTI else _WRAPPED_AS_MULTI[kind] + body
        for body, kind in zip(wkb, kinds)
    ]
