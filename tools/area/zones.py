"""The 3-degree zone that a county lies in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

from ..errors import TubanError
from ..language import tr

_FIRST, _LAST = 25, 45
"""3-degree zones of CGCS2000 that EPSG numbers."""

_EPSG_OF_ZONE = 4488
"""EPSG of a zone with its number before the easting, less the number (EPSG:4513 is zone 25)."""


@dataclass(frozen=True)
class CountyZone:
    """`crs` is authority and code; `spans` the number of zones where the county lies in several, else 0."""

    crs: str
    spans: int = 0


def county_zone(geometries: Any, crs: Any) -> CountyZone:
    """The 3-degree zone of CGCS2000 that the middle of the geometries lies in, with the zone number before the easting.

    A layer that is in one of these systems already, with or without number, gives its own. Raises `TubanError` where
    there is nothing to go by, and outside China's zones.
    """
    shapes = np.asarray(geometries, dtype=object)
    bounds = shapely.total_bounds(shapes) if len(shapes) else np.full(4, np.nan)
    if crs is None or not np.isfinite(bounds).all():
        raise TubanError(tr("The layer has no geometry or no coordinate reference system: it cannot tell the zone."))
    given = pyproj.CRS.from_user_input(crs)
    code = given.to_epsg() if (given.to_authority() or ("", ""))[0] == "EPSG" else None
    west, _, east, _ = pyproj.Transformer.from_crs(given, 4490, always_xy=True).transform_bounds(*bounds)
    zones = np.unique(np.rint(np.array([west, east]) / 3.0))
    spans = int(zones[-1] - zones[0] + 1) if len(zones) > 1 else 0
    if code is not None and 4513 <= code <= 4554:
        return CountyZone(f"EPSG:{code}", spans)
    zone = round((west + east) / 6.0)
    if not _FIRST <= zone <= _LAST:
        raise TubanError(
            tr("The layer lies at {longitude}° E, outside the zones of China: check its coordinate system.").format(
                longitude=f"{(west + east) / 2:.2f}"
            )
        )
    return CountyZone(f"EPSG:{_EPSG_OF_ZONE + zone}", spans)
