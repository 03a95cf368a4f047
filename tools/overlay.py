"""Patches against the areas of another layer: how much of each lies where, which value prevails, what they touch.

One tree query finds the pairs. Patches that lie wholly inside an area, or are one, are set aside by prepared tests.
Only the rest is cut, by areas of few vertices: large ones are halved first, so that a patch is never cut by a whole
county.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from .area import polygon_parts, same_datum
from .errors import TubanError
from .language import tr
from .progress import Progress, silent, steps
from .topology.edges import GRID
from .workers import queried, spread, while_heard

WHOLE = 1e-9
"""Of a patch: what may be missing from a share of 1, which is the rounding of areas."""

_LARGEST_PIECE = 512
"""Vertices. Smaller pieces are cut faster, but there are more of them, and to make them takes time too."""

_MOST_HALVINGS = 40
_PAIRS_A_BLOCK = 5_000


@dataclass(frozen=True)
class Shares:
    """The land that patches have in common with areas: a row a pair, in the order of the patches, then of the areas.

    A patch that lies wholly in an area is in no pair with others that overlap that area and hold only part of it.
    """

    measured: np.ndarray
    """(n,) m2 of each patch on the plane, NaN or 0 for what is no area."""
    patch: np.ndarray
    """(k,) int: place of the patch."""
    area: np.ndarray
    """(k,) int: place of the area."""
    common: np.ndarray
    """(k,) m2, above 0."""
    meets: np.ndarray
    """(n,) bool: the patch has land or border in common with an area, to the 0.1 mm of the survey's grid."""

    @cached_property
    def covered(self) -> np.ndarray:
        """(n,) share of each patch in the areas, 0 to 1; areas that overlap add up, to 1 at most."""
        return self._of_patch(np.bincount(self.patch, self.common, minlength=len(self.measured)))

    def dominant(self, values: Any) -> tuple[np.ndarray, np.ndarray]:
        """The value with most of each patch, the areas of a value summed, and its share: two (n,).

        `values` has one for each area; NULL is none. The value is None where a patch lies in no area. Of two values
        with the same share the one that sorts first is taken, so that the order of rows decides nothing.
        """
        codes, names = pd.factorize(pd.Series(np.asarray(values, dtype=object)), sort=True)
        code = codes[self.area]
        known = code >= 0
        keys, place = np.unique(self.patch[known] * max(len(names), 1) + code[known], return_inverse=True)
        total = np.bincount(place.ravel(), self.common[known], minlength=len(keys))
        patch, code = np.divmod(keys, max(len(names), 1))
        best = np.lexsort((code, -np.round(total, 6), patch))
        best = best[np.append(True, np.diff(patch[best]) > 0)[: len(best)]]
        value, share = np.full(len(self.measured), None, object), np.zeros(len(self.measured))
        value[patch[best]] = np.asarray(names, dtype=object)[code[best]]
        share[patch[best]] = total[best]
        return value, self._of_patch(share)

    def largest(self) -> tuple[np.ndarray, np.ndarray]:
        """The area with most of each patch (-1: none), and its share: two (n,)."""
        place, share = self.dominant(np.arange(int(self.area.max()) + 1 if len(self.area) else 0))
        return np.array([-1 if value is None else value for value in place], np.int64), share

    def _of_patch(self, common: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(self.measured > 0, common / self.measured, 0.0)
        return np.where(share > 1.0 - WHOLE, 1.0, share)


def shares(patches: np.ndarray, areas: np.ndarray, progress: Progress = silent, *, sound: bool = False) -> Shares:
    """How polygons lie on areas, both in the same metric system; NULL and other geometries have no land.

    Invalid shapes are made valid for measuring only; `sound` says that the patches are as `measurable` leaves them.
    """
    prepared, whole, found, measured = steps(progress, 1, 3, 2, 6)
    shapes, wholes = patches if sound else measurable(patches), measurable(areas)
    prepared(100.0)
    inside = _inside(shapes, wholes, whole)
    rest = np.ones(len(shapes), bool)
    rest[inside[0]] = False
    pieces, owner = small_pieces(wholes)
    patch, piece = _near(np.where(rest, shapes, np.array(None)), pieces, found)
    common, meets = _common(shapes, pieces, patch, piece, measured)
    land, size = common > 0, shapely.area(shapes)
    patch_of, area_of = np.append(inside[0], patch[land]), np.append(inside[1], owner[piece[land]])
    keys, place = np.unique(patch_of * max(len(areas), 1) + area_of, return_inverse=True)
    one, two = np.divmod(keys, max(len(areas), 1))
    sums = np.bincount(place.ravel(), np.append(size[inside[0]], common[land]), minlength=len(keys))
    return Shares(size, one, two, sums, np.isin(np.arange(len(shapes)), np.append(inside[0], patch[meets])))


def on_border(patches: np.ndarray, areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Which patches cross or touch the outer line of areas: (n,) bool. Lines between adjoining areas are none."""
    joining, seeking = steps(progress, 1, 1)
    outline = while_heard(lambda _progress: shapely.boundary(shapely.union_all(measurable(areas))), joining)
    lines = shapely.get_parts(outline)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    first = np.flatnonzero(line[1:] == line[:-1])
    segments = shapely.linestrings(np.stack([xy[first], xy[first + 1]], axis=1)) if len(first) else lines[:0]
    found = np.zeros(len(patches), bool)
    tree = shapely.STRtree(segments)
    patch, _ = queried(tree, measurable(patches), seeking, predicate="dwithin", distance=GRID)
    found[patch] = True
    return found


def aligned(areas: gpd.GeoDataFrame, crs: Any, name: str) -> np.ndarray:
    """The geometries of a layer in the coordinate system of the patches.

    Raises `TubanError` where the datums differ: a guessed transformation would move every border by metres. A layer
    without a system is taken to be in that of the patches.
    """
    if areas.crs is None or crs is None:
        return areas.geometry.to_numpy()
    target = pyproj.CRS.from_user_input(crs)
    if areas.crs.equals(target, ignore_axis_order=True):
        return areas.geometry.to_numpy()
    if not same_datum(areas.crs, target):
        message = tr(
            "Layer {layer} and the patches are on different datums (“{one}” and “{two}”): transform one of them with "
            "the parameters of your region first."
        )
        raise TubanError(message.format(layer=name, one=areas.crs.name, two=target.name))
    return areas.geometry.to_crs(target).to_numpy()


def refuse_degrees(crs: Any, name: str) -> None:
    """Raise `TubanError` for a layer in degrees: shares of it would be no shares of land."""
    if crs is not None and pyproj.CRS.from_user_input(crs).is_geographic:
        message = tr("Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first.")
        raise TubanError(message.format(layer=name, crs=pyproj.CRS.from_user_input(crs).name))


def measurable(shapes: np.ndarray) -> np.ndarray:
    """Polygons and multipolygons, invalid ones repaired; None for anything else."""
    shapes = np.asarray(shapes, dtype=object)
    areal = np.isin(shapely.get_type_id(shapes), (3, 6)) & np.isfinite(shapely.area(shapes))
    made = np.where(areal, shapes, np.array(None))
    bad = np.flatnonzero(areal)[~shapely.is_valid(made[areal])]
    made[bad] = shapely.make_valid(made[bad])
    return made


def small_pieces(areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Areas as single polygons of few vertices, halved across the longer side, and the place of the area of each."""
    done: list[tuple[np.ndarray, np.ndarray]] = []
    parts, owner = polygon_parts(areas)
    for _ in range(_MOST_HALVINGS):
        large = shapely.get_num_coordinates(parts) > _LARGEST_PIECE
        done.append((parts[~large], owner[~large]))
        if not large.any():
            break
        whole, owner = parts[large], np.tile(owner[large], 2)
        halves = np.concatenate([shapely.intersection(whole, half) for half in _halves(whole)])
        parts, place = polygon_parts(halves)
        owner = owner[place]
    else:
        done.append((parts, owner))
    pieces, owners = (np.concatenate(arrays) for arrays in zip(*done))
    return pieces, owners


def _halves(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = shapely.bounds(shapes).T
    across = (east - west) > (north - south)
    x, y = np.where(across, (west + east) / 2, east), np.where(across, north, (south + north) / 2)
    other_west, other_south = np.where(across, x, west), np.where(across, south, y)
    return shapely.box(west, south, x, y), shapely.box(other_west, other_south, east, north)


def _inside(shapes: np.ndarray, areas: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of patches and areas that hold them wholly."""
    seeking, asking = steps(progress, 1, 4)
    patch, area = _near(shapes, areas, seeking)
    low, high = shapely.bounds(shapes)[patch], shapely.bounds(areas)[area]
    fits = (low[:, :2] >= high[:, :2]).all(axis=1) & (low[:, 2:] <= high[:, 2:]).all(axis=1)
    patch, area = patch[fits], area[fits]
    held = _together(_holds, shapes, areas, patch, area, asking)
    return patch[held], area[held]


def _holds(shapes: np.ndarray, areas: np.ndarray) -> np.ndarray:
    held = shapely.contains_properly(areas, shapes)
    rest = np.flatnonzero(~held)
    held[rest] = shapely.equals_exact(areas[rest], shapes[rest], 0.0)
    rest = rest[~held[rest]]
    held[rest] = shapely.covers(areas[rest], shapes[rest])
    return held


def _near(shapes: np.ndarray, pieces: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of patches and pieces whose boxes meet, to a unit of the grid."""
    west, south, east, north = shapely.bounds(shapes).T
    with np.errstate(invalid="ignore"):
        boxes = shapely.box(west - GRID, south - GRID, east + GRID, north + GRID)
    boxes[shapely.is_missing(shapes) | shapely.is_empty(shapes)] = None
    return queried(shapely.STRtree(pieces), boxes, progress)


def _common(
    shapes: np.ndarray, pieces: np.ndarray, patch: np.ndarray, piece: np.ndarray, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """m2 that each pair has in common, and whether it meets at all."""
    made = _together(_common_of, shapes, pieces, patch, piece, progress)
    return made["common"], made["meets"]


_MEETING = np.dtype([("common", float), ("meets", bool)])


def _common_of(shapes: np.ndarray, pieces: np.ndarray) -> np.ndarray:
    made = np.zeros(len(shapes), _MEETING)
    common, meets = made["common"], made["meets"]
    meets[:] = shapely.intersects(pieces, shapes)
    beside, rest = np.flatnonzero(~meets), np.flatnonzero(meets)
    meets[beside] = shapely.dwithin(pieces[beside], shapes[beside], GRID)
    rest = rest[~shapely.touches(pieces[rest], shapes[rest])]
    # Rounded to the grid as elsewhere this takes three times as long; for an area 1e-5 m2 of difference are none.
    common[rest] = shapely.area(shapely.intersection(shapes[rest], pieces[rest]))
    return made


def _together(
    call: Callable[[np.ndarray, np.ndarray], np.ndarray],
    shapes: np.ndarray,
    areas: np.ndarray,
    patch: np.ndarray,
    area: np.ndarray,
    progress: Progress,
) -> np.ndarray:
    """What a call makes of pairs of patches and areas, in threads.

    The pairs of an area are one thread's: GEOS finishes what it prepares at the first use, and no two may be at it.
    """
    order = np.argsort(area, kind="stable")
    patch, area = patch[order], area[order]
    asked = areas[np.unique(area)]
    shapely.prepare(asked)
    starts = np.unique(np.searchsorted(area, area[::_PAIRS_A_BLOCK]))
    ends = np.append(starts[1:], len(area))[: len(starts)]
    blocks = [(shapes[patch[one:two]], areas[area[one:two]]) for one, two in zip(starts, ends)]
    made = np.concatenate([call(shapes[:0], areas[:0]), *spread(call, blocks, progress)])
    shapely.destroy_prepared(asked)
    back = np.empty(len(order), np.int64)
    back[order] = np.arange(len(order))
    return made[back]
