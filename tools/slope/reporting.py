"""Findings about patches, as every step of this room reports them."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd

from ..quality.findings import findings
from ..quality.rules import feature_keys


def about(
    rows: gpd.GeoDataFrame,
    kind: str | Sequence[str],
    rule: str | Sequence[str],
    severity: str,
    message: str | Sequence[str],
    layer: str,
    *,
    measure: float | Sequence[float] = float("nan"),
    unit: str = "",
) -> gpd.GeoDataFrame:
    """A finding for each row, placed on the row's geometry; scalars hold for all of them."""
    return findings(
        kind=kind,
        rule=rule,
        severity=severity,
        layer=layer,
        feature=feature_keys(rows),
        message=message,
        geometry=rows.geometry.to_numpy(),
        measure=measure,
        unit=unit,
        crs=rows.crs,
    )
