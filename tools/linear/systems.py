"""Widths and areas are in metres: coordinate systems in which they are not."""

from __future__ import annotations

import geopandas as gpd

from ..errors import TubanError
from ..language import tr


def refuse_degrees(patches: gpd.GeoDataFrame) -> None:
    """Raise `TubanError` for patches in degrees."""
    if patches.crs is not None and patches.crs.is_geographic:
        text = tr("The patches are in degrees ({crs}): reproject them to their Gauss-Krüger zone first.")
        raise TubanError(text.format(crs=patches.crs.name))
