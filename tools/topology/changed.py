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
from .check import COVERAGE_KINDS, TopologySettings, check_topology, county_outlines
from .edges import GRID, as_polygons
from .window import Window, closed_window
from .workers import answering

BOX = ["xmin", "ymin", "xmax", "ymax"]
CHECKED = ("layer", "key", "fingerprint", *BOX)
"""Columns of what a run remembers of the patches it checked."""

PATCHES_A_BLOCK = 4_000

_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xD6E8FEB86659FD93], dtype=np.uint64)
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

    def check(self, window: Window | None = None, progress: Progress = silent) -> gpd.GeoDataFrame:
        """The findings of the whole layer, or of a window."""
        return check_topology(**vars(self), window=window, progress=progress)

    def basis(self) -> str:
        """What the findings depend on besides the patches, as a hash: version, settings, fields, the other layers.

        Findings of an earlier run on another basis say nothing about this one.
        """
        others = (self.outline, self.villages, self.dividers)
        prints = [b"" if frame is None else _fingerprints(frame).tobytes() for frame in others]
        told = "|".join([version(), repr(self.settings), self.key, *map(str, self.frame.columns), str(self.frame.crs)])
        return hashlib.sha1(b"|".join([told.encode(), *prints]), usedforsecurity=False).hexdigest()


def checked_patches(frame: gpd.GeoDataFrame, layer: str, key: str, progress: Progress = silent) -> pd.DataFrame:
    """What to remember of each patch, columns `CHECKED`: its key, its box in m, a hash of its shape and attributes."""
    made = pd.DataFrame(shapely.bounds(frame.geometry.to_numpy()).reshape(-1, 4), columns=BOX)
    made.insert(0, "fingerprint", _fingerprints(frame, progress))
    made.insert(0, "key", feature_keys(frame, key))
    made.insert(0, "layer", layer)
    return made


def _fingerprints(frame: gpd.GeoDataFrame, progress: Progress = silent) -> np.ndarray:
    """A hash of the shape and the attributes of each feature: (n,) int64."""
    shape = _shape_hashes(frame.geometry.to_numpy(), progress)
    attributes = frame.drop(columns=frame.geometry.name)
    if len(attributes.columns):
        shape = shape ^ pd.util.hash_pandas_object(attributes, index=False).to_numpy()
    return shape.view(np.int64)


def _shape_hashes(patches: np.ndarray, progress: Progress) -> np.ndarray:
    """A hash of the coordinates of each patch as they are stored, their order and its rings: (n,) uint64."""
    hashes = np.zeros(len(patches), np.uint64)
    for start in range(0, len(patches), PATCHES_A_BLOCK):
        progress(100.0 * start / len(patches))
        block = patches[start : start + PATCHES_A_BLOCK]
        xy, owner = shapely.get_coordinates(block, return_index=True)
        if not len(xy):
            continue
        x, y = np.ascontiguousarray(xy.T).view(np.uint64)
        first = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        start_of_patch = np.repeat(first, np.diff(np.append(first, len(xy))))
        place = (np.arange(len(xy)) - start_of_patch).view(np.uint64)
        mixed = (x * _MIX[0]) ^ ((y + place) * _MIX[1])
        mixed ^= mixed >> _HALF
        mixed *= _MIX[2]
        mixed ^= mixed >> _HALF
        hashes[start + owner[first]] = np.add.reduceat(mixed, first)
    parts = shapely.get_num_geometries(patches).astype(np.uint64)
    return hashes + parts * _MIX[0] + shapely.get_num_interior_rings(patches).astype(np.uint64) * _MIX[1]


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
    faces = earlier.geometry[earlier["kind"].isin(COVERAGE_KINDS)].to_numpy()
    window = _window(given, boxes, faces, progress)
    found = given.check(window, progress)
    return joined([earlier[~window.touches(earlier.geometry.to_numpy())], found], given.frame.crs)


@answering
def check_selected(given: Given, selected: np.ndarray, *, progress: Progress = silent) -> gpd.GeoDataFrame:
    """The findings of the whole layer that name one of the `selected` patches, (n,) bool."""
    chosen = given.frame[selected]
    boxes = shapely.bounds(chosen.geometry.to_numpy()).reshape(-1, 4)
    found = given.check(_window(given, boxes, np.empty(0, object), progress), progress)
    names = set(feature_keys(chosen, given.key))
    others = found["other"].str.split(", ")
    wanted = [bool(names.intersection([name, *rest])) for name, rest in zip(found["feature"], others)]
    return found[np.array(wanted, dtype=bool)]


def _window(given: Given, boxes: np.ndarray, faces: np.ndarray, progress: Progress) -> Window:
    """The window over `boxes` that none of the faults, there or of before (`faces`), crosses."""
    patches = as_polygons(given.frame.geometry.to_numpy())
    outlines = county_outlines(given.outline, given.frame, given.layer)
    reach = given.settings.tolerance + given.settings.gap_width + GRID
    return closed_window(patches, outlines, boxes, faces, reach, progress)
