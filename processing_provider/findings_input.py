"""Findings as an input: a layer that a check wrote, or an error GeoPackage."""

from __future__ import annotations

import geopandas as gpd

from ..tools.progress import Progress, silent
from ..tools.quality.findings import COLUMNS, FIXED, LATER
from ..tools.quality.layer import as_faults
from ..tools.quality.store import is_store, read_store
from .frames import LayerInput


def read_findings(layer: LayerInput, progress: Progress = silent) -> gpd.GeoDataFrame:
    """The findings of a layer, of whatever version, without those that are fixed."""
    names = list(COLUMNS[:-1])
    layer.require(*(name for name in names if name not in LATER))
    found = as_faults(layer.frame(names, progress, may_be_empty=True))
    return found[found["state"] != FIXED]


def read_run(layer: LayerInput, progress: Progress = silent) -> gpd.GeoDataFrame:
    """The findings of a layer; a layer of an error GeoPackage stands for all that is in it."""
    if layer.place is not None and is_store(layer.place.path):
        return read_store(layer.place.path, progress).present()
    return read_findings(layer, progress)
