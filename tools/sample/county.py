"""A made-up county with everything that a survey has, and faults whose place and size are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..progress import Progress, silent, steps
from ..standard import Standard, load
from .arguments import Arguments
from .attributes import county_frame, patch_frame, village_frame
from .defects import DEFECT_KINDS, no_truth, spoiled
from .drawing import Drawing
from .landscape import Cover, Landscape, make_landscape
from .middles import centrelines
from .places import Places
from .relief import Dem, make_dem
from .tracing import traced

EDITION = "2019"

_FIRST_EPSG = 4488
"""EPSG code of CGCS2000 / 3-degree Gauss-Kruger with zone prefix, less the zone: 4513 is zone 25."""

_EAST, _NORTH = 520_000.0, 3_400_000.0
"""m: where the county lies, 20 km east of the central meridian and near 30.7 degrees north."""

_SAMPLES = 5
"""Points along each side of a cell at which the slope grade is looked up."""

_CLEAR = 0.25
"""Of a patch: by how much its grade must lead, so that any sound way to measure it comes to the same grade."""


@dataclass(frozen=True)
class County:
    """A county as a survey delivers it; the frames have all fields of the standard, in order."""

    DLTB: gpd.GeoDataFrame
    """Land-use patches."""
    CJDCQ: gpd.GeoDataFrame
    """Villages; every patch lies in one."""
    XZQ: gpd.GeoDataFrame
    """The outline of the county, one row."""
    dem: Dem
    """Terrain. GDPDJB of the patches agrees with it: land with no clear slope grade is not cultivated."""
    truth: pd.DataFrame
    """A row for each defect: kind; bsm, bsm2 (the other patch); x, y: a point in or at it; size; unit; note.

    The size is the area of the face in m2 (overlap, gap, sliver, self_intersection, outside_county), a length in m
    (short_segment, unmatched_vertex) or the surplus of TBMJ in m2 (wrong_area). For a sliver, bsm is the new patch
    and bsm2 the one it was cut from; for dup_bsm, bsm2 is the BSM that the second row lost.
    """
    lines: gpd.GeoDataFrame | None = None
    """Roads and water as centrelines in stretches of about one width (WIDTH, m), with the BSM and class of their
    patches; None unless asked for."""


def make_county(
    patches: int = 20_000,
    *,
    seed: int = 1,
    defects: int = 0,
    kinds: Sequence[str] = DEFECT_KINDS,
    vertices: float = 70.0,
    area_km2: float | None = None,
    villages: int | None = None,
    zone: int = 40,
    dem_cell: float = 30.0,
    county_code: str = "330999",
    lines: bool = False,
    progress: Progress = silent,
) -> County:
    """A county of `patches` patches that tile it without gap or overlap; equal arguments give an equal county.

    `defects`: how many of each of `kinds` are put in afterwards, no two on patches that touch; the rest of the
    county is that of the same seed without defects. `vertices`: mean per patch. `area_km2`: None for 7500 m2 a patch.
    `villages`: None for one to 800 patches. `zone`: three-degree zone, whose number leads the eastings (EPSG 4488 +
    zone). `dem_cell`: m. `lines`: give roads and water as centrelines too.

    Raises `TubanError` for arguments that no county can be made from.
    """
    given = Arguments(patches, seed, defects, tuple(kinds), vertices, area_km2, villages, zone, dem_cell, county_code)
    given.check()
    laid, drawn, tiled, raised, described, rest = steps(progress, 3, 3, 3, 2, 8, 2)
    standard, crs = load(EDITION), f"EPSG:{_FIRST_EPSG + zone}"
    origin = (zone * 1e6 + _EAST, _NORTH)
    land = make_landscape(patches, given.village_count, given.area, seed, laid)
    drawing = Drawing(land, vertices, origin, seed)
    drawn_lines = drawing.lines(drawn)
    shapes = traced(drawn_lines, land.patch, tiled)
    villages_drawn, outline = traced(drawn_lines, land.village), traced(drawn_lines, np.where(land.village >= 0, 0, -1))
    dem = make_dem(land, shapely.total_bounds(outline), origin, dem_cell, crs, seed, raised)
    grades = _clear_grades(land, drawing, dem, standard)
    dltb = patch_frame(land, shapes, grades, county_code, crs, standard, seed, described)
    cjdcq = village_frame(land, villages_drawn, dltb, county_code, standard)
    xzq = county_frame(outline, dltb, county_code, standard)
    middles = centrelines(land, drawing, dltb) if lines else None
    truth = no_truth()
    if defects:
        rng = np.random.default_rng([seed, 5])
        dltb, truth = spoiled(
            dltb, outline[0], Places(land, drawn_lines, rng), defects, given.kinds, standard, rng, rest
        )
    progress(100.0)
    return County(dltb, cjdcq, xzq, dem, truth, middles)


def _clear_grades(land: Landscape, drawing: Drawing, dem: Dem, standard: Standard) -> NDArray[np.int8]:
    """Slope grade of each patch that may hold fields, where one grade has clearly more of it than any other; else 0.

    Shares are counted at points spread over the cells of the lattice, weighted with the cell's area.
    """
    cells = np.flatnonzero((land.patch.ravel() >= 0) & np.isin(land.cover.ravel(), (Cover.FIELD, Cover.CLEARING)))
    here = dem.at(standard.slope_grade(dem.slopes()), drawing.cell_samples(cells, _SAMPLES))
    area = np.outer(land.rows.widths(land.cell), land.columns.widths(land.cell)).ravel()[cells]
    shape = len(land.patch_cover), 1 + len(standard.slope_grades)
    key = land.patch.ravel()[cells][:, None] * shape[1] + here
    share = np.bincount(key.ravel(), np.repeat(area, here.shape[1]), minlength=shape[0] * shape[1]).reshape(shape)
    second, first = np.sort(share, axis=1)[:, -2:].T
    return np.where(first - second > _CLEAR * share.sum(axis=1), share.argmax(axis=1), 0).astype(np.int8)
