"""Patches cut along clear borders between slope grades (2018 plan IV.7.1); the coverage stays exact.

First the candidates are cut by the slope map, and parts that are too small go to a part beside them. The borders that
are left are lines; along these all patches are cut together, so that neighbours get the nodes where a line ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.strtree import STRtree

from ..area import in_units
from ..area.closing import closed, places
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..standard import Standard
from ..topology.cutting import NO_CUTTER, cut, dissolved, first_holding
from ..topology.overlay import common_length
from .shares import GRADES, SlopeMap, aligned

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Geometries = NDArray[np.object_]

NEW_AREAS = ("KCXS", "KCMJ", "TBDLMJ")
"""Emptied on the parts of a patch: they follow from grade and type, to be deducted anew."""

_COUNTED = r"(\d{1,8})$"
"""What of BSM and TBBH counts: the last 8 digits at most (BSM is county, layer and 8 digits of number)."""

_VILLAGE = 12
"""Characters of ZLDWDM that name the village within which TBBH counts."""


@dataclass(frozen=True)
class Split:
    """All patches, those that were cut as several rows; `parts` are the places of these rows."""

    patches: gpd.GeoDataFrame
    parts: Integers
    source: Integers
    """(n,) place of the patch that each row comes from."""


def split_by_slope(
    patches: gpd.GeoDataFrame,
    slope_map: SlopeMap,
    standard: Standard,
    *,
    minimum_area: float = 400.0,
    minimum_share: float = 0.2,
    all_classes: bool = False,
    progress: Progress = silent,
) -> Split:
    """Cut cultivated patches (01xx; `all_classes`: all) where the borders of grades leave parts that are large enough.

    A part measures at least `minimum_area` m2 and `minimum_share` of its patch; smaller ones, and land without slope
    data, go to the part of the same patch with the longest common border. A patch that keeps one part is not changed,
    but for nodes where a line of its neighbour ends. The largest part keeps BSM and TBBH, the others get the next free
    ones; TBMJ is shared out in proportion and still adds up; what follows from the grade is emptied. GDPDJB of the
    parts is set. The input frame is not changed.
    """
    if patches.crs is not None and patches.crs.is_geographic:
        raise TubanError(
            tr("The patches are in degrees ({crs}): reproject them to their Gauss-Krüger zone first.").format(
                crs=patches.crs.name
            )
        )
    clipping, cutting = steps(progress, 2, 3)
    shapes = patches.geometry.to_numpy()
    wanted = np.ones(len(patches), bool) if all_classes else np.asarray(standard.is_cultivated(patches["DLBM"]), bool)
    large = shapely.area(shapes) >= 2 * minimum_area
    _refuse_apart(patches, slope_map)
    candidates = np.flatnonzero(wanted & large & (shapely.get_dimensions(shapes) == 2))
    zones = aligned(slope_map.frame.geometry, patches.crs).to_numpy()
    part, part_of, grade = _parts(shapes[candidates], zones, slope_map.grades(), minimum_area, minimum_share, clipping)
    lines = _lines_between(part, part_of)
    if not len(lines):
        return Split(patches.copy(), np.empty(0, np.int64), np.arange(len(patches)))
    made = cut(shapes, lines, progress=cutting)
    return _rows(patches, made.piece, made.source, candidates, part, grade)


def _refuse_apart(patches: gpd.GeoDataFrame, slope_map: SlopeMap) -> None:
    zones = aligned(slope_map.frame.geometry, patches.crs).total_bounds
    own = patches.total_bounds
    if len(patches) and (np.isnan(zones).any() or (own[:2] >= zones[2:]).any() or (zones[:2] >= own[2:]).any()):
        raise TubanError(
            tr(
                "The slope map has no polygons, or none that meets the patches: choose the map of this area, and look "
                "at the coordinate systems of both."
            )
        )


def _parts(
    shapes: Geometries,
    zones: Geometries,
    grades: Integers,
    minimum_area: float,
    minimum_share: float,
    progress: Progress,
) -> tuple[Geometries, Integers, Integers]:
    """Parts of shapes that are large enough, of which shape each is, and its grade."""
    made = cut(shapes, zones, progress=progress)
    grade = np.where(made.cutter == NO_CUTTER, 0, grades[np.maximum(made.cutter, 0)] if len(grades) else 0)
    part, key = dissolved(made.piece, made.source * (len(GRADES) + 1) + grade)
    part_of, grade = key // (len(GRADES) + 1), key % (len(GRADES) + 1)
    least = np.maximum(minimum_area, minimum_share * shapely.area(shapes))
    while True:
        small = (shapely.area(part) < least[part_of]) | (grade == 0)
        taker = _longest_neighbour(part, part_of, grade, small)
        if not (taker >= 0).any():
            return part, part_of, grade
        group = np.where(taker >= 0, taker, np.arange(len(part)))
        part, kept = dissolved(part, group)
        part_of, grade = part_of[kept], grade[kept]


def _longest_neighbour(part: Geometries, part_of: Integers, grade: Integers, small: NDArray[np.bool_]) -> Integers:
    """For the smallest small part of each shape: the neighbour in it with the longest common border, else -1."""
    first, second = _beside(part, part_of)
    pairs = pd.DataFrame({"part": np.append(first, second), "other": np.append(second, first)})
    pairs = pairs[small[pairs["part"]] & (grade[pairs["other"]] > 0)]
    pairs["border"] = common_length(part[pairs["part"]], part[pairs["other"]])
    pairs["shape"], pairs["area"] = part_of[pairs["part"]], shapely.area(part[pairs["part"]])
    ordered = pairs[pairs["border"] > 0].sort_values(["area", "part", "border"], ascending=[True, True, False])
    # One part of a shape a round: what it goes to may then be large enough to stay.
    chosen = ordered.drop_duplicates("shape")
    taker = np.full(len(part), -1)
    taker[chosen["part"]] = chosen["other"]
    return taker


def _beside(part: Geometries, part_of: Integers) -> tuple[Integers, Integers]:
    """Pairs of parts of one shape that touch, each once."""
    first, second = STRtree(part).query(part, predicate="intersects")
    own = (first < second) & (part_of[first] == part_of[second])
    return first[own], second[own]


def _lines_between(part: Geometries, part_of: Integers) -> Geometries:
    first, second = _beside(part, part_of)
    shared = shapely.intersection(shapely.boundary(part[first]), shapely.boundary(part[second]))
    lines = shapely.get_parts(shapely.get_parts(shared))
    return lines[shapely.get_dimensions(lines) == 1]


def _rows(
    patches: gpd.GeoDataFrame,
    piece: Geometries,
    source: Integers,
    candidates: Integers,
    part: Geometries,
    grade: Integers,
) -> Split:
    """The table of all pieces, with what changes on those of a patch that was cut."""
    several = np.bincount(source, minlength=len(patches)) > 1
    empty = np.setdiff1d(np.arange(len(patches)), source)
    geometry, source = np.append(piece, patches.geometry.to_numpy()[empty]), np.append(source, empty)
    order = np.lexsort((-shapely.area(geometry), source))  # the largest part of a patch comes first
    geometry, source = geometry[order], source[order]
    rows = patches.iloc[source].reset_index(drop=True).set_geometry(gpd.GeoSeries(geometry, crs=patches.crs))
    parts = np.flatnonzero(several[source] & np.isin(source, candidates))
    held = first_holding(part, geometry[parts])
    known = held != NO_CUTTER
    _set(rows, "GDPDJB", parts[known], grade[held[known]].astype(str))
    sizes = shapely.area(geometry)
    for name in NEW_AREAS:
        if name in rows:
            rows.loc[parts, name] = np.nan
    if "TBMJ" in rows:
        rows.loc[parts, "TBMJ"] = _shared_out(rows["TBMJ"].to_numpy(dtype=float)[parts], sizes[parts], source[parts])
    others = parts[np.append(False, source[1:] == source[:-1])[parts]]
    for name, within in (("BSM", None), ("TBBH", "ZLDWDM")):
        if name in rows:
            _number(rows, name, others, within)
    return Split(rows, parts, source)


def _set(rows: gpd.GeoDataFrame, name: str, places_: Integers, values: NDArray[np.str_]) -> None:
    column = rows[name].to_numpy(dtype=object).copy() if name in rows else np.full(len(rows), None, object)
    column[places_] = values
    rows[name] = column


def _shared_out(area: Floats, size: Floats, source: Integers) -> Floats:
    """The area of a patch, m2, in proportion to the size of its parts, to 0.01 m2; they add up to it again."""
    _, first, group = np.unique(source, return_index=True, return_inverse=True)
    group = group.ravel()
    known = np.isfinite(area)
    total = in_units(np.where(known, area, 0.0)[first], 2)
    share = np.floor(total[group] * size / np.bincount(group, weights=size)[group]).astype(np.int64)
    made = closed(share, group, total, places(share, group, np.arange(len(share)))) / 100.0
    return np.where(known, made, np.nan)


def _number(rows: gpd.GeoDataFrame, name: str, at: Integers, within: str | None) -> None:
    """The next free numbers for some rows: after the largest that follows the same text (in the same village)."""
    text = rows[name].astype("string").fillna("")
    digits = text.str.extract(_COUNTED, expand=False).fillna("")
    number = pd.to_numeric(digits, errors="coerce").fillna(0).astype(np.int64)
    prefix = text.str.replace(_COUNTED, "", regex=True)
    village = rows[within].astype("string").fillna("").str[:_VILLAGE] if within in rows.columns else ""
    series = prefix + "\n" + village
    reached = number.groupby(series).transform("max").iloc[at] + rows.iloc[at].groupby(series.iloc[at]).cumcount() + 1
    made = [f"{head}{value:0{len(old)}d}" for head, value, old in zip(prefix.iloc[at], reached, digits.iloc[at])]
    values = rows[name].to_numpy(dtype=object).copy()
    values[at] = made
    rows[name] = values if rows[name].dtype.kind not in "iuf" else values.astype(float)
