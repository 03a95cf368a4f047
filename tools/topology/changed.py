"""Checking a part of a county: what changed since an earlier run, or what the user selected.

The findings are those that a check of the whole county has for that part.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent
from ..quality.findings import joined
from ..quality.rules import feature_keys
from ..quality.run import version
from ..standard import Standard
from ..workers import answering
from .check import COVERAGE_KINDS, TopologySettings, check_topology, county_outlines, in_order
from .edges import GRID, EdgeTable, as_polygons
from .seen import edge_table
from .window import View, closed_view

BOX = ["xmin", "ymin", "xmax", "ymax"]
CHECKED = ("layer", "key", "fingerprint", *BOX)
"""Columns of what a run remembers of the patches it checked."""

PATCHES_A_BLOCK = 1_000
"""Blocks small enough that their arrays stay near the processor."""

_MIX, _BASE = np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_BASE), -1, 2**64))
_HALF = np.uint64(32)


@dataclass
class Given:
    """What a topology check is given: the arguments of `check_topology`."""

    frame: gpd.GeoDataFrame
    outline: gpd.GeoDataFrame | None
    standard: Standard
    settings: TopologySettings
    layer: str = "DLTB"
    key: str = "BSM"
    villages: gpd.GeoDataFrame | None = None
    dividers: gpd.GeoDataFrame | None = None
    notes: list[str] | None = None

    def check(self, view: View | None = None, progress: Progress = silent) -> gpd.GeoDataFrame:
        """The findings of the whole layer, or of a part."""
        return check_topology(**vars(self), view=view, progress=progress)

    def basis(self) -> str:
        """What the findings depend on besides the patches, as a hash: version, settings, fields, the other layers.

        Findings of an earlier run on another basis say nothing about this one.
        """
        others = (self.outline, self.villages, self.dividers)
        prints = [b"" if frame is None else _fingerprints(frame, self.key).tobytes() for frame in others]
        told = "|".join([version(), repr(self.settings), self.key, *map(str, self.frame.columns), str(self.frame.crs)])
        return hashlib.sha1(b"|".join([told.encode(), *prints]), usedforsecurity=False).hexdigest()


def checked_patches(frame: gpd.GeoDataFrame, layer: str, key: str, progress: Progress = silent) -> pd.DataFrame:
    """What to remember of each patch, columns `CHECKED`: its key, its box in m, a hash of its shape and attributes."""
    made = pd.DataFrame(shapely.bounds(frame.geometry.to_numpy()).reshape(-1, 4), columns=BOX)
    made.insert(0, "fingerprint", _fingerprints(frame, key, progress))
    made.insert(0, "key", feature_keys(frame, key))
    made.insert(0, "layer", layer)
    return made


def _fingerprints(frame: gpd.GeoDataFrame, key: str, progress: Progress = silent) -> np.ndarray:
    """A hash of the shape and the attributes of each feature: (n,) int64."""
    hashes = _shape_hashes(frame.geometry.to_numpy(), progress)
    for name in frame.columns.drop(frame.geometry.name):
        # Keys differ from patch to patch, other values are hashed once each.
        hashes *= _MIX
        hashes ^= pd.util.hash_pandas_object(frame[name], index=False, categorize=name != key).to_numpy()
    return hashes.view(np.int64)


def _shape_hashes(patches: np.ndarray, progress: Progress) -> np.ndarray:
    """A hash of the coordinates of each patch as they are stored, their order and its rings: (n,) uint64.

    Numbers are mixed, and summed up with a power of `_BASE` for the place of each.
    """
    size = shapely.get_num_coordinates(patches) * 2
    starts = np.arange(0, len(patches), PATCHES_A_BLOCK)
    longest = np.add.reduceat(size, starts).max() if len(patches) else 0
    powers, inverse = _powers(_BASE, longest), _powers(_INVERSE, longest)
    parts, holes = shapely.get_num_geometries(patches), shapely.get_num_interior_rings(patches)
    hashes = parts.astype(np.uint64) * _BASE + holes.astype(np.uint64) * _MIX
    for start in starts:
        progress(100.0 * start / len(patches))
        numbers = shapely.get_coordinates(patches[start : start + PATCHES_A_BLOCK]).view(np.uint64).ravel()
        mixed = numbers * _MIX
        mixed ^= mixed >> _HALF
        mixed *= powers[: len(mixed)]
        held = start + np.flatnonzero(size[start : start + PATCHES_A_BLOCK])
        first = np.cumsum(size[held]) - size[held]
        if len(held):
            hashes[held] += np.add.reduceat(mixed, first) * inverse[first]
    return hashes


def _powers(base: np.uint64, count: int) -> np.ndarray:
    """The powers of a number from the first up, modulo 2**64: (count,) uint64."""
    return np.cumprod(np.full(count, base))


def changed_boxes(now: pd.DataFrame, before: pd.DataFrame) -> np.ndarray:
    """The boxes (k, 4) in m of patches that are new, gone or not as they were, as they are and as they were."""
    both = pd.concat([now, before], ignore_index=True)
    prints, which = np.unique(both["fingerprint"].to_numpy(np.int64), return_inverse=True)
    more = np.bincount(which, np.repeat([1, -1], [len(now), len(before)]), minlength=len(prints))
    return both.loc[more[which] != 0, BOX].to_numpy(float)


@answering
def check_changed(
    given: Given, now: pd.DataFrame, before: pd.DataFrame, earlier: gpd.GeoDataFrame, *, progress: Progress = silent
) -> gpd.GeoDataFrame:
    """All findings of the whole layer, of which only what changed is looked at anew.

    `now` are the `checked_patches` of the layer, `before` those of the run that had the findings `earlier` on the same
    basis.
    """
    boxes = changed_boxes(now, before)
    if not len(boxes):
        return earlier
    placeless = earlier.loc[shapely.is_missing(earlier.geometry.to_numpy()), "feature"]
    boxes = np.concatenate([boxes, now.loc[now["key"].isin(placeless), BOX]])
    faces = earlier.geometry[earlier["kind"].isin(COVERAGE_KINDS)].to_numpy()
    view = _view(given, boxes, faces, progress)
    found = given.check(view, progress)
    return joined([earlier[~view.window.touches(earlier.geometry.to_numpy())], found], given.frame.crs)


@answering
def check_selected(given: Given, selected: np.ndarray, *, progress: Progress = silent) -> gpd.GeoDataFrame:
    """The findings of the whole layer that name one of the `selected` patches, (n,) bool."""
    chosen = given.frame[selected]
    boxes = shapely.bounds(chosen.geometry.to_numpy()).reshape(-1, 4)
    found = given.check(_view(given, boxes, np.empty(0, object), progress), progress)
    names = set(feature_keys(chosen, given.key))
    others = found["other"].str.split(", ")
    wanted = [bool(names.intersection([name, *rest])) for name, rest in zip(found["feature"], others)]
    return found[np.array(wanted, dtype=bool)]


def _view(given: Given, boxes: np.ndarray, faces: np.ndarray, progress: Progress) -> View:
    """What is to be looked at for `boxes`, of faults there or of before (`faces`)."""
    patches = as_polygons(given.frame.geometry.to_numpy())
    outlines = county_outlines(given.outline, given.frame, given.layer)
    reach = given.settings.tolerance + given.settings.gap_width + GRID

    def look(near: np.ndarray) -> tuple[gpd.GeoDataFrame, EdgeTable]:
        frame = in_order(given.frame[near], given.key)
        shapes = as_polygons(frame.geometry.to_numpy())
        return frame, edge_table(shapes, shapely.area(shapes), outlines, given.settings)

    return closed_view(patches, outlines, look, boxes, faces, reach, progress)
