"""What the findings dock opens: an error GeoPackage, or a layer of findings. No widgets."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer

from ...processing_provider.findings_input import read_findings
from ...processing_provider.frames import LayerInput
from ...tools.progress import Progress
from ...tools.quality.findings import COLUMNS, LATER
from ...tools.quality.labels import kind_names
from ...tools.quality.lifecycle import after_run, living
from ...tools.quality.run import Run
from ...tools.quality.store import Store, is_store, read_store
from ...tools.standard import Standard, load
from .findings_model import FindingsBook, nothing_open
from .patch_work import last_topology_run


@dataclass
class Opened:
    """What is open: the findings and where they come from. `path` is empty for a layer, `layer` is its id."""

    book: FindingsBook = field(default_factory=lambda: nothing_open(load("2019")))
    path: str = ""
    layer: str = ""
    title: str = ""
    crs: QgsCoordinateReferenceSystem = field(default_factory=QgsCoordinateReferenceSystem)
    last_check: Run | None = None
    writable: bool = True

    def renewed(self, held: Store) -> Opened:
        """The same file as it is now."""
        book = _book(held, self.book.standard, self.book.townships, self.book.names)
        return replace(self, book=book, last_check=last_topology_run(held.runs) or self.last_check)

    def after(self, found: gpd.GeoDataFrame, run: Run, known: set[str]) -> Opened:
        """The findings of a layer after some patches were checked again; they are kept nowhere."""
        frame = living(self.book.frame)
        rest = set(frame["id"]).difference(known)
        return replace(self, book=replace(self.book, frame=after_run(frame, found, run, untouched=rest)))


def open_store(path: str, standard: Standard, progress: Progress) -> Opened:
    """Read an error GeoPackage; for any thread."""
    held = read_store(path, progress)
    return Opened(
        _book(held, standard),
        path=path,
        crs=_crs(held.findings),
        last_check=last_topology_run(held.runs),
        writable=os.access(path, os.W_OK),
    )


def open_layer(layer: LayerInput, number: str, title: str, standard: Standard, progress: Progress) -> Opened:
    """Read a layer of findings; one of an error GeoPackage stands for the whole file."""
    if layer.place is not None and is_store(layer.place.path):
        return open_store(str(layer.place.path), standard, progress)
    found = read_findings(layer, progress).reset_index(drop=True)
    book = FindingsBook(found, standard, kind_names(standard), standard.rules)
    return Opened(book, layer=number, title=title, crs=layer.crs)


def is_findings_layer(layer: Any) -> bool:
    """Whether a layer of the project holds findings."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    names = {name for name in COLUMNS[:-1] if name not in LATER}
    return names <= {field.name() for field in layer.fields()}


def is_called(layer: QgsVectorLayer, name: str) -> bool:
    """Whether findings of this name may be about the layer: its title, its file or its name inside the file."""
    path, *parts = layer.source().split("|")
    return name in (layer.name(), Path(path).stem) or f"layername={name}" in parts


def read_townships(book: FindingsBook, townships: Mapping[str, str], names: Mapping[str, str]) -> FindingsBook:
    """The book with the townships of its patches; itself where nothing is new."""
    if townships == book.townships and names == book.names:
        return book
    return replace(book, townships=townships, names=names)


def _book(
    held: Store, standard: Standard, townships: Mapping[str, str] | None = None, names: Mapping[str, str] | None = None
) -> FindingsBook:
    own = held.rules.dropna(subset=["id"]).drop_duplicates("id").set_index("id") if len(held.rules) else held.rules
    rules = standard.rules if own.empty else pd.concat([own, standard.rules[~standard.rules.index.isin(own.index)]])
    return FindingsBook(
        held.findings, standard, kind_names(standard), rules, held.exceptions, townships or {}, names or {}
    )


def _crs(frame: gpd.GeoDataFrame) -> QgsCoordinateReferenceSystem:
    if frame.crs is None:
        return QgsCoordinateReferenceSystem()
    authority = frame.crs.to_authority()
    if authority is not None:
        return QgsCoordinateReferenceSystem(":".join(authority))
    return QgsCoordinateReferenceSystem.fromWkt(frame.crs.to_wkt())
