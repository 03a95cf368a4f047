"""An empty survey database: GeoPackage, File Geodatabase or a schema of PostGIS, by GDAL.

Codes and aliases go where the format holds them: as domains of the fields (GeoPackage, File Geodatabase) or as a table
`code_lists` and comments (PostGIS). What must not be empty is not enforced by the database: a patch that is being drawn
has no number yet. The forms say so, and the checks find it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from traceback import clear_frames
from typing import Any

import pyproj
from osgeo import gdal, ogr, osr

from ..errors import Cancelled, TubanError
from ..language import tr
from ..progress import Progress, silent
from ..standard.schema import Field, Layer

CODE_TABLE = "code_lists"
"""Table of all codes in PostGIS: list, code, name_zh, name_en."""

DRIVERS = {".gpkg": "GPKG", ".gdb": "OpenFileGDB"}

_KINDS = {"text": ogr.OFTString, "integer": ogr.OFTInteger, "real": ogr.OFTReal, "date": ogr.OFTDate}


def is_new_enough(ending: str) -> bool:
    """Whether this GDAL can make a database of that ending."""
    driver = gdal.GetDriverByName(DRIVERS[ending])
    return driver is not None and driver.GetMetadataItem(gdal.DCAP_CREATE) == "YES"


def create_file(path: str | Path, layers: Sequence[Layer], crs: Any, progress: Progress = silent) -> None:
    """Make an empty database at a path that ends in .gpkg or .gdb, whole or not at all.

    Raises `TubanError` where something is at the path already: it may hold a survey.
    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in DRIVERS:
        raise TubanError(tr("A database is a file .gpkg or a folder .gdb, not {path}.").format(path=path))
    if path.exists():
        text = tr("{path} exists already and may hold a survey: choose another name, or delete it yourself first.")
        raise TubanError(text.format(path=path))
    if not is_new_enough(ending):
        raise TubanError(
            tr("This QGIS cannot make a File Geodatabase (it needs GDAL 3.6): choose a GeoPackage instead.")
        )
    working = path.with_name(f".{path.stem}.part{ending}")
    _remove(working)
    try:
        with _Exceptions():
            _make(working, layers, crs, progress)
        working.replace(path)
    except Cancelled as cancelled:
        clear_frames(cancelled.__traceback__)  # they hold the dataset, which closes its file when it is let go
        raise
    except RuntimeError as error:
        clear_frames(error.__traceback__)
        text = tr("The database {path} cannot be made: {reason}")
        raise TubanError(text.format(path=path, reason=str(error).strip())) from error
    finally:
        _remove(working)


def _make(path: Path, layers: Sequence[Layer], crs: Any, progress: Progress) -> None:
    ending = path.suffix.lower()
    dataset = gdal.GetDriverByName(DRIVERS[ending]).Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
    _fill(dataset, layers, crs, progress, domains=True)
    if ending == ".gpkg":
        _add_titles(dataset, layers)


def create_in_postgis(
    connection: str, schema: str, layers: Sequence[Layer], crs: Any, progress: Progress = silent
) -> None:
    """Make the layers in a schema of PostGIS, which is made where it is missing; all of them or none.

    `connection` is what GDAL takes behind `PG:`. Raises `TubanError` where a table of one of the layers is there.
    """
    try:
        with _Exceptions():
            dataset = gdal.OpenEx(f"PG:{connection}", gdal.OF_VECTOR | gdal.OF_UPDATE)
            _refuse_tables(dataset, schema, [*(layer.name for layer in layers), CODE_TABLE])
            dataset.StartTransaction()
            try:
                _run(dataset, f"CREATE SCHEMA IF NOT EXISTS {_quoted(schema)}")
                _fill(dataset, layers, crs, progress, domains=False, schema=schema)
                _add_comments(dataset, schema, layers)
                _add_codes(dataset, schema, layers)
                dataset.CommitTransaction()
            except BaseException:
                dataset.RollbackTransaction()
                raise
            finally:
                del dataset
    except RuntimeError as error:
        text = tr("The tables cannot be made in PostGIS: {reason}")
        raise TubanError(text.format(reason=" ".join(str(error).split()))) from error


class _Exceptions:
    """GDAL raises while this lasts."""

    def __enter__(self) -> None:
        self._before = gdal.GetUseExceptions(), ogr.GetUseExceptions()
        gdal.UseExceptions()
        ogr.UseExceptions()

    def __exit__(self, *_reason: object) -> None:
        for module, before in zip((ogr, gdal), reversed(self._before)):  # they are a stack
            if not before:
                module.DontUseExceptions()


def _fill(
    dataset: gdal.Dataset,
    layers: Sequence[Layer],
    crs: Any,
    progress: Progress,
    *,
    domains: bool,
    schema: str = "",
) -> None:
    reference = osr.SpatialReference()
    given = pyproj.CRS.from_user_input(crs)
    authority = given.to_authority()
    reference.SetFromUserInput(":".join(authority) if authority else given.to_wkt())
    if domains and hasattr(dataset, "AddFieldDomain"):
        for name, codes in _lists(layers).items():
            kinds = ogr.OFTString, ogr.OFSTNone
            dataset.AddFieldDomain(ogr.CreateCodedFieldDomain(name, name, *kinds, {c.code: c.name for c in codes}))
    for place, layer in enumerate(layers):
        progress(100.0 * place / len(layers))
        _create(dataset, layer, reference, domains=domains, schema=schema)
    progress(100.0)


def _lists(layers: Iterable[Layer]) -> dict[str, Sequence[Any]]:
    """The lists of codes that text fields of the layers refer to."""
    return {field.domain: field.codes for layer in layers for field in layer.fields if _has_domain(field)}


def _has_domain(field: Field) -> bool:
    return bool(field.codes) and field.kind == "text"


def _create(
    dataset: gdal.Dataset, layer: Layer, reference: osr.SpatialReference, *, domains: bool, schema: str
) -> None:
    kind = ogr.wkbNone if layer.geometry == "None" else getattr(ogr, f"wkb{layer.geometry}")
    driver = dataset.GetDriver().ShortName
    options = {
        "GPKG": ["GEOMETRY_NAME=geom", "FID=fid", f"IDENTIFIER={layer.title}"],
        "OpenFileGDB": [f"LAYER_ALIAS={layer.title}"],
        "PostgreSQL": ["GEOMETRY_NAME=geom", "FID=fid", "LAUNDER=NO", f"SCHEMA={schema}"],
    }[driver]
    made = dataset.CreateLayer(layer.name, reference if kind != ogr.wkbNone else None, kind, options)
    for field in layer.fields:
        definition = ogr.FieldDefn(field.name, _KINDS[field.kind])
        definition.SetWidth(field.length)
        definition.SetPrecision(field.decimals)
        if hasattr(definition, "SetAlternativeName"):
            definition.SetAlternativeName(field.alias)
        if field.default:
            definition.SetDefault(field.default if field.kind == "integer" else f"'{field.default}'")
        if domains and _has_domain(field) and hasattr(definition, "SetDomainName"):
            definition.SetDomainName(field.domain)
        made.CreateField(definition)


def _add_titles(dataset: gdal.Dataset, layers: Sequence[Layer]) -> None:
    """Aliases, which a GeoPackage keeps as titles of its columns (a column's `name` there is unique to the file)."""
    found = dataset.ExecuteSQL("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_data_columns'")
    there = found.GetNextFeature().GetField(0)
    dataset.ReleaseResultSet(found)
    if not there:
        return
    for layer in layers:
        for field in layer.fields:
            values = ", ".join(map(_text, (layer.name, field.name, field.alias)))
            titled = f"INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES ({values})"  # nosec B608
            again = "ON CONFLICT (table_name, column_name) DO UPDATE SET title = excluded.title"
            _run(dataset, f"{titled} {again}")


# ------------------------------------------------------------------------------------------------ PostGIS


def _refuse_tables(dataset: gdal.Dataset, schema: str, names: Sequence[str]) -> None:
    found = dataset.ExecuteSQL(
        f"SELECT table_name FROM information_schema.tables WHERE table_schema = {_text(schema)}"  # nosec B608 # quoted
    )
    there = sorted({row.GetField(0) for row in found} & set(names)) if found is not None else []
    dataset.ReleaseResultSet(found)
    if there:
        text = tr("Schema {schema} has the tables {names} already, which may hold a survey: choose another schema.")
        raise TubanError(text.format(schema=schema, names=", ".join(there[:5])))


def _add_comments(dataset: gdal.Dataset, schema: str, layers: Sequence[Layer]) -> None:
    """Titles and aliases, which PostgreSQL keeps as comments."""
    for layer in layers:
        table = f"{_quoted(schema)}.{_quoted(layer.name)}"
        _run(dataset, f"COMMENT ON TABLE {table} IS {_text(layer.title)}")
        for field in layer.fields:
            _run(dataset, f"COMMENT ON COLUMN {table}.{_quoted(field.name)} IS {_text(field.alias)}")


def _add_codes(dataset: gdal.Dataset, schema: str, layers: Sequence[Layer]) -> None:
    table = f"{_quoted(schema)}.{_quoted(CODE_TABLE)}"
    columns = "list text, code text, name_zh text, name_en text, PRIMARY KEY (list, code)"
    _run(dataset, f"CREATE TABLE {table} ({columns})")
    rows = [
        f"({', '.join(map(_text, (name, code.code, code.name_zh, code.name_en)))})"
        for name, codes in _lists(layers).items()
        for code in codes
    ]
    if rows:
        _run(dataset, f"INSERT INTO {table} VALUES {', '.join(rows)}")  # nosec B608 # quoted


def _run(dataset: gdal.Dataset, statement: str) -> None:
    dataset.ReleaseResultSet(dataset.ExecuteSQL(statement))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        for left in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            left.unlink(missing_ok=True)
