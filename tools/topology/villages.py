"""Which village (or township) each patch lies in, and the patches that reach over a line between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, steps
from . import overlay
from .edges import GRID, PATCHES_A_BLOCK, Block, directed_edges, origin_of
from .faces import Coverage, wider_than
from .window import Window

EDGES_A_BOX = 16
"""Border edges that are looked up together: fewer look-ups, while their common box is still small beside a patch."""

LINES_A_BLOCK, PATCHES_A_CUT = 20_000, 500
"""What is looked up or cut between two looks at whether the user has cancelled."""

_ANY_DIRECTION = np.uint64(1)
"""The last bit of an edge's key, its direction, set: an edge and its opposite are then the same."""


@dataclass
class Crossings:
    """Patches that reach over a border of a village, in their order."""

    patch: np.ndarray
    """(n,) int64: place of the patch."""
    geometry: np.ndarray
    """(n,): what of it lies in other villages than its own."""
    area: np.ndarray
    """(n,) m2."""
    villages: list[tuple[int, ...]]
    """Places of its villages: its own, which holds the largest share, then the others, the larger first."""


def crossing(
    patches: np.ndarray,
    villages: np.ndarray,
    tolerance: float,
    progress: Progress = silent,
    suspects: Sequence[int] | np.ndarray = (),
    window: Window | None = None,
) -> Crossings:
    """Patches that reach over a border between villages by more than `tolerance` m (the width of the part beyond).

    `patches` and `villages` are arrays of polygons, multipolygons or None. A border that runs along edges of patches
    cuts no patch: only the few border edges that no patch has are held against patches. Where patches overlap, one may
    hide behind another's edges: `suspects` are places of patches that are cut in any case (those whose edges are left
    over in the edge table). With a `window` only borders in it are looked at.
    """
    looked_up, met, cut = steps(progress, 2, 1, 2)
    tree = shapely.STRtree(patches)
    bare = shapely.linestrings(_borders_without_patch(patches, villages, tree, looked_up))
    bare = bare if window is None else bare[window.touches(bare)]
    in_parts = np.flatnonzero(shapely.get_num_geometries(patches) > 1)
    reached = np.unique(np.concatenate([_met(bare, tree, met), in_parts, suspects])).astype(np.int64)
    return _reaching_over(reached, patches, villages, tolerance, cut)


def homes(patches: np.ndarray, villages: np.ndarray, crossings: Crossings) -> np.ndarray:
    """The village that holds the largest share of each patch: (n,) int64 place, -1 where there is none.

    A patch that crosses no border lies where any of its inner points lies.
    """
    inside = shapely.STRtree(shapely.point_on_surface(patches))
    village, patch = inside.query(villages, predicate="contains")
    home = np.full(len(patches), -1)
    home[patch[::-1]] = village[::-1]
    home[crossings.patch] = [places[0] for places in crossings.villages]
    return home


def _borders_without_patch(
    patches: np.ndarray, villages: np.ndarray, tree: shapely.STRtree, progress: Progress
) -> np.ndarray:
    """Ends in m (k, 2, 2) of the villages' edges that are no edge of a patch, each once."""
    origin = origin_of(patches, villages)
    borders = directed_edges(villages, origin)
    keys, edges = np.unique(borders.key | _ANY_DIRECTION, return_index=True)
    bare = np.ones(len(keys), bool)
    near = np.unique(tree.query(_boxes(borders, origin))[1])
    for start in range(0, len(near), PATCHES_A_BLOCK):
        progress(100.0 * start / len(near))
        block = patches[near[start : start + PATCHES_A_BLOCK]]
        bare &= ~np.isin(keys, directed_edges(block, origin).key | _ANY_DIRECTION)
    return (np.stack(borders.ends(edges[bare]), axis=1) + origin) * GRID


def _boxes(borders: Block, origin: np.ndarray) -> np.ndarray:
    """Boxes in m that hold all edges of borders, a run of a few edges each."""
    start, end = borders.ends(np.arange(len(borders.first)))
    if not len(start):
        return np.empty(0, object)
    torn = np.r_[True, np.diff(borders.first) != 1]
    torn[::EDGES_A_BOX] = True
    runs = np.flatnonzero(torn)
    low = np.minimum.reduceat(np.minimum(start, end), runs) + origin
    high = np.maximum.reduceat(np.maximum(start, end), runs) + origin
    return shapely.box(*(low * GRID).T, *(high * GRID).T)


def _met(lines: np.ndarray, tree: shapely.STRtree, progress: Progress) -> np.ndarray:
    """Places of the patches that lines touch or cut."""
    found = [np.empty(0, np.int64)]
    for start in range(0, len(lines), LINES_A_BLOCK):
        progress(100.0 * start / len(lines))
        found.append(tree.query(lines[start : start + LINES_A_BLOCK], predicate="intersects")[1])
    return np.concatenate(found)


def _reaching_over(
    reached: np.ndarray, patches: np.ndarray, villages: np.ndarray, tolerance: float, progress: Progress
) -> Crossings:
    """Those of the `reached` patches (places) that do reach over a border."""
    sorted_out, cut = steps(progress, 1, 2)
    land = _ready(villages if len(reached) else villages[:0])
    reached = reached[_in_no_single_one(patches[reached], land.patches, sorted_out)]
    found = [_beyond(patches[:0], land, tolerance)]
    for start in range(0, len(reached), PATCHES_A_CUT):
        cut(100.0 * start / len(reached))
        block = reached[start : start + PATCHES_A_CUT]
        parts = _beyond(_ready(patches[block]).patches, land, tolerance)
        found.append(parts.assign(patch=block[parts["patch"]]))
    return _one_a_patch(pd.concat(found, ignore_index=True))


def _ready(areas: np.ndarray) -> Coverage:
    """Areas ready to be cut; an invalid one stands for the land that it covers."""
    return Coverage(areas, np.empty(0, object), np.flatnonzero(~shapely.is_valid(areas) & ~shapely.is_missing(areas)))


def _in_no_single_one(patches: np.ndarray, villages: np.ndarray, progress: Progress) -> np.ndarray:
    """Places of the patches that no village holds as a whole."""
    tree = shapely.STRtree(patches)
    held = np.zeros(len(patches), bool)
    for done, village in enumerate(villages):
        progress(100.0 * done / len(villages))
        held[tree.query(village, predicate="covers")] = True
    return np.flatnonzero(~held)


def _beyond(patches: np.ndarray, land: Coverage, tolerance: float) -> pd.DataFrame:
    """What of patches lies in other villages than their own: patch, own, village, area, part; a row a polygon."""
    shares = land.shares(patches)
    held = pd.DataFrame({"patch": shares.face, "village": shares.patch, "area": shapely.area(shares.geometry)})
    own = _largest_first(held).drop_duplicates("patch").set_index("patch")["village"]
    held["own"] = own.reindex(held["patch"]).to_numpy()
    at_home = (held["village"] == held["own"]).to_numpy()
    home = np.full(len(patches), None, object)
    shapely.multipolygons(shares.geometry[at_home], indices=shares.face[at_home], out=home)
    away = np.flatnonzero(~at_home & wider_than(shares.geometry, tolerance))
    # Where villages overlap, what lies in two of them is at home all the same.
    beyond = overlay.difference(shares.geometry[away], home[shares.face[away]])
    parts, row = shapely.get_parts(beyond, return_index=True)
    wide = wider_than(parts, tolerance)
    parts, row = parts[wide], away[row[wide]]
    return held.iloc[row].assign(area=shapely.area(parts), part=parts)


def _largest_first(held: pd.DataFrame) -> pd.DataFrame:
    """Patch, village and area, each pair once: patch by patch, its village with the largest area first."""
    pairs = held.groupby(["patch", "village"], as_index=False)["area"].sum()
    rounded = pairs.assign(area=pairs["area"].round(4))
    return rounded.sort_values(["patch", "area"], ascending=[True, False], kind="stable")


def _one_a_patch(parts: pd.DataFrame) -> Crossings:
    """The parts of each patch as one."""
    patch, first = np.unique(parts["patch"], return_index=True)
    pieces = np.split(parts["part"].to_numpy(object), first[1:])
    geometry = np.full(len(patch), None, object)
    geometry[:] = [overlay.union(some) for _, some in zip(patch, pieces)]
    others = _largest_first(parts)
    lists = np.split(others["village"].to_numpy(), np.searchsorted(others["patch"], patch[1:]))
    own = parts["own"].to_numpy()[first].tolist()
    villages = [(home, *some.tolist()) for home, some in zip(own, lists)]
    return Crossings(patch, geometry, shapely.area(geometry), villages)
