"""How much of each patch lies in each slope grade: from a slope map by overlay, from cells by their exact shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from .. import overlay
from ..area import same_datum
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..standard import Standard
from ..workers import by_blocks
from .cells import measured_cells
from .slope import SlopeCells

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]

GRADES = (1, 2, 3, 4, 5)
"""Slope grades: up to 2, 6, 15, 25 degrees and above."""

_PATCHES_A_BLOCK = 4_000

_NOTHING = 1e-6
"""m2."""


@dataclass(frozen=True)
class SlopeShares:
    """What lies under n patches.

    `areas`: (n, 5) m2 in each grade, pieces of one grade summed; `measured`: (n,) m2 of the patch itself by the same
    measure; `mean`: (n,) mean slope in degrees, NaN where it is not known (a slope map holds grades only).
    All areas are plane areas: only their proportions count.
    """

    areas: Floats
    measured: Floats
    mean: Floats


class SlopeSource(Protocol):
    """What can tell the slope grades under patches."""

    def shares(self, geometries: gpd.GeoSeries, standard: Standard, progress: Progress) -> SlopeShares:
        """The shares of non-empty polygons that have a CRS; raises `TubanError` where the source cannot be used."""


@dataclass(frozen=True)
class SlopeMap:
    """A slope-grade map (坡度图, layer PDT): polygons with a grade 1 to 5 in `field`."""

    frame: gpd.GeoDataFrame
    field: str = "PDJB"

    def shares(
        self,
        geometries: gpd.GeoSeries,
        standard: Standard,  # noqa: ARG002 - a map comes graded
        progress: Progress = silent,
    ) -> SlopeShares:
        """Overlay of the patches with the map; raises `TubanError` for a missing field or unknown grades."""
        grades = self.grades()
        zones = aligned(self.frame.geometry, geometries.crs).to_numpy()
        checking, measuring = steps(progress, 1, 9)
        found = overlay.shares(_valid(geometries.to_numpy(), checking), zones, measuring, sound=True)
        areas = np.zeros((len(geometries), len(GRADES)))
        np.add.at(areas, (found.patch, grades[found.area] - 1), found.common)
        return SlopeShares(areas, found.measured, np.full(len(geometries), np.nan))

    def grades(self) -> NDArray[np.int64]:
        """The grade of each polygon of the map."""
        if self.field not in self.frame.columns:
            raise TubanError(
                tr("The slope map has no field {field}: choose the field that holds the slope grade 1 to 5.").format(
                    field=self.field
                )
            )
        grades = pd.to_numeric(self.frame[self.field], errors="coerce")
        unknown = int((~grades.isin(GRADES)).sum())
        if unknown:
            raise TubanError(
                tr(
                    "{count} polygons of the slope map have no grade 1 to 5 in {field}: correct them, or leave "
                    "them out by a selection or filter."
                ).format(count=unknown, field=self.field)
            )
        return grades.to_numpy(dtype=np.int64)


@dataclass(frozen=True)
class SlopeRaster:
    """A raster of slope: of a slope file, of an elevation model, or in memory."""

    cells: SlopeCells

    def shares(self, geometries: gpd.GeoSeries, standard: Standard, progress: Progress = silent) -> SlopeShares:
        """Exact shares of the cells under the patches, also of patches smaller than a cell.

        Cells without slope count as without data.
        """
        checking, measuring = steps(progress, 1, 3)
        shapes = _valid(aligned(geometries, self.cells.crs).to_numpy(), checking)
        areas, slope = measured_cells(shapes, self.cells, standard, measuring)
        # Of a patch without data rounding may leave some 1e-9 m2.
        areas[areas < _NOTHING] = 0.0
        total = areas.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(total > 0, slope / total, np.nan)
        return SlopeShares(areas, shapely.area(shapes), mean)


def aligned(geometries: gpd.GeoSeries, crs: Any) -> gpd.GeoSeries:
    """The geometries in another CRS of the same datum.

    Raises `TubanError` where one of them has no CRS or the datums differ: a shift by a guessed transformation would
    move every border by metres.
    """
    if _tells_no_place(geometries.crs) or _tells_no_place(crs):
        raise TubanError(
            tr("Patches and slope data must both have a coordinate reference system; assign the missing one.")
        )
    target = pyproj.CRS.from_user_input(crs)
    if geometries.crs.equals(target, ignore_axis_order=True):
        return geometries
    if not same_datum(geometries.crs, target):
        raise TubanError(
            tr(
                "Patches and slope data are on different datums (“{first}” and “{second}”); transform one of them with "
                "the parameters of your region first."
            ).format(first=target.name, second=geometries.crs.name)
        )
    return geometries.to_crs(target)


def _tells_no_place(crs: Any) -> bool:
    """Whether there is no CRS, or what a GeoPackage says where there is none: “Undefined SRS”."""
    if crs is None:
        return True
    known = pyproj.CRS.from_user_input(crs)
    return not (known.is_geographic or known.is_projected)


def _valid(shapes: Geometries, progress: Progress = silent) -> Geometries:
    """The geometries with invalid ones repaired, for measuring only."""
    good = by_blocks(shapely.is_valid, (shapes,), _PATCHES_A_BLOCK, progress)
    if good.all():
        return shapes
    repaired = shapes.copy()
    repaired[~good] = shapely.make_valid(shapes[~good])
    return repaired
