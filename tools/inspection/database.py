"""A county's database as layers of the standard: a GeoPackage, a File Geodatabase or a folder of shapefiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import pandas as pd
from osgeo import gdal, ogr

from ..errors import Cancelled, TubanError
from ..files import Reading, arrow_readable, read_layer
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import in_crs
from ..standard import Standard

CHAR, INT, FLOAT, DATE = "Char", "Int", "Float", "Date"
"""Types of fields, as the standard calls them."""

_TYPES = {
    ogr.OFTString: CHAR,
    ogr.OFTInteger: INT,
    ogr.OFTInteger64: INT,
    ogr.OFTReal: FLOAT,
    ogr.OFTDate: DATE,
    ogr.OFTDateTime: DATE,
}
_SHAPES = {0: "Unknown", 1: "Point", 2: "Line", 3: "Polygon", 4: "Point", 5: "Line", 6: "Polygon", 100: "Table"}
_FOLDER_FILES = (".shp", ".gpkg", ".dbf")


@dataclass(frozen=True)
class FieldOf:
    """A field as the file defines it; length and decimals 0 mean that the file states none."""

    name: str
    type: str
    length: int = 0
    decimals: int = 0


@dataclass
class SurveyLayer:
    """A layer of the standard as it was found; `frame` bears the standard's field names."""

    code: str
    frame: gpd.GeoDataFrame
    fields: list[FieldOf]
    shape: str = "Polygon"
    """Point, Line, Polygon, Table or Unknown."""
    curved: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass
class Database:
    """The layers by their codes, and those that could not be read with the reason."""

    source: str
    layers: dict[str, SurveyLayer] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def frame(self, code: str) -> gpd.GeoDataFrame | None:
        """The features of a layer, None where it is not there or empty."""
        layer = self.layers.get(code)
        return None if layer is None or not len(layer.frame) else layer.frame

    def frame_like(self, code: str, other: str) -> gpd.GeoDataFrame | None:
        """The features of a layer in the reference system of another one, where both are known."""
        frame, like = self.frame(code), self.frame(other)
        return frame if frame is None or like is None else in_crs(frame, like.crs)

    def add(self, layer: SurveyLayer) -> None:
        """Take in a layer; of two with the same code the first counts."""
        if layer.code in self.layers:
            note = tr("Layer {layer} is there more than once: the first was checked.").format(layer=layer.code)
            self.notes.append(note)
            return
        self.layers[layer.code] = layer
        self.notes.extend(f"{layer.code}: {note}" for note in layer.notes)

    def take(self, other: Database) -> None:
        """Take in another database; of layers with the same code those that are here count."""
        self.unreadable.update(other.unreadable)
        self.notes.extend(other.notes)
        self.layers = {**other.layers, **self.layers}


def lacking_layers(codes: Iterable[str], frames: Mapping[str, pd.DataFrame]) -> str:
    """Why layers cannot be asked: those that are not there, else those that are empty; nothing where all can."""
    codes = list(codes)
    absent = [code for code in codes if code not in frames]
    if absent:
        return tr("no layer or table {name} was given").format(name=", ".join(absent))
    empty = [code for code in codes if not len(frames[code])]
    return tr("layer {name} has no features").format(name=", ".join(empty)) if empty else ""


def layer_code(name: str, standard: Standard) -> str:
    """The code that a layer's name stands for: DLTB, dltb, DLTB_2019, 地类图斑; empty where it is none."""
    known = standard.layers.index
    plain = name.strip()
    for text in (plain.upper(), re.split(r"[^A-Za-z]", plain, maxsplit=1)[0].upper()):
        if text in known:
            return text
    names = dict(zip(standard.layers["name_zh"], known))
    return names.get(plain, "")


def read_database(path: str | Path, standard: Standard, progress: Progress = silent) -> Database:
    """Read all layers of the standard that a database holds. Raises `TubanError` where it holds none.

    A layer that cannot be read is listed, the others are read all the same.
    """
    database = Database(str(path))
    sources = [(file, name, code) for file, name in _layers_of(Path(path)) if (code := layer_code(name, standard))]
    if not sources:
        raise TubanError(
            tr("{path} holds no layer of the standard: its layers must be called DLTB, XZQ, CJDCQ and so on.").format(
                path=path
            )
        )
    for (file, name, code), step in zip(sources, steps(progress, *[1.0] * len(sources))):
        try:
            database.add(_layer(file, name, code, standard, step))
        except Cancelled:
            raise
        except (TubanError, OSError, RuntimeError, ValueError) as error:
            database.unreadable[code] = str(error).rstrip(".。")
    return database


def _layers_of(path: Path) -> Iterator[tuple[Path, str]]:
    """Files and names of the layers: of one file, or of the files in a folder."""
    if not path.exists():
        raise TubanError(tr("The database {path} does not exist: choose a file or folder.").format(path=path))
    if path.is_dir() and path.suffix.lower() != ".gdb":
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in _FOLDER_FILES)
        shapes = {file.stem for file in files if file.suffix.lower() == ".shp"}
        for file in files:
            if file.suffix.lower() != ".gpkg":
                if file.suffix.lower() == ".shp" or file.stem not in shapes:
                    yield file, file.stem
            else:
                yield from _layers_of(file)
        return
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    except RuntimeError:  # with gdal.UseExceptions, which is the host's choice
        dataset = None
    if dataset is None:
        raise TubanError(
            tr("The file {path} cannot be opened: check that it exists and is a vector file.").format(path=path)
        )
    for place in range(dataset.GetLayerCount()):
        yield path, dataset.GetLayer(place).GetName()


def _layer(file: Path, name: str, code: str, standard: Standard, progress: Progress) -> SurveyLayer:
    in_folder = file.suffix.lower() in (".shp", ".dbf")
    dataset = gdal.OpenEx(str(file), gdal.OF_VECTOR)
    source = dataset and (dataset.GetLayer(0) if in_folder else dataset.GetLayerByName(name))
    if source is None:
        raise TubanError(tr("The file {path} has no layer {layer}.").format(path=file, layer=name))
    kind = source.GetGeomType()
    definition = source.GetLayerDefn()
    spelling = _spelling(definition, code, standard)
    fields = [_field(definition.GetFieldDefn(place), spelling) for place in range(definition.GetFieldCount())]
    plain = arrow_readable(str(file), None if in_folder else name)
    reading = read_layer(str(file), None if in_folder else name, progress=progress) if plain else _flattened(file, name)
    frame = reading.frame.rename(columns=spelling)
    shape = _SHAPES.get(ogr.GT_Flatten(ogr.GT_GetLinear(kind)), "Unknown")
    return SurveyLayer(code, frame, fields, shape, bool(ogr.GT_IsNonLinear(kind)), reading.notes)


def _flattened(file: Path, name: str) -> Reading:
    """A layer with curves or M values, which GEOS cannot hold, read through a copy without them in memory."""
    copy = f"/vsimem/tuban_{file.stem}_{name}.gpkg"
    options = {"format": "GPKG", "layers": [name], "layerName": name, "dim": "XY", "geometryType": "CONVERT_TO_LINEAR"}
    try:
        if gdal.VectorTranslate(copy, str(file), **options) is None:
            raise TubanError(tr("The file {path} has no layer {layer}.").format(path=file, layer=name))
        return read_layer(copy, name)
    finally:
        gdal.Unlink(copy)


def _spelling(definition: ogr.FeatureDefn, code: str, standard: Standard) -> dict[str, str]:
    """The file's names of fields and the standard's: many databases fold them to small letters."""
    names = [definition.GetFieldDefn(place).GetName() for place in range(definition.GetFieldCount())]
    known = set(standard.fields.loc[standard.fields["layer"] == code, "field"]) - set(names)
    return {name: name.upper() for name in names if name.upper() in known}


def _field(definition: ogr.FieldDefn, spelling: dict[str, str]) -> FieldOf:
    name = definition.GetName()
    return FieldOf(
        spelling.get(name, name),
        _TYPES.get(definition.GetType(), definition.GetTypeName()),
        max(definition.GetWidth(), 0),
        max(definition.GetPrecision(), 0),
    )
