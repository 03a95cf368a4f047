"""Faults as findings, in the words of the rule book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..quality.findings import findings, no_findings
from ..quality.labels import rule_text
from ..quality.rules import feature_keys, messages


def tell(
    rule: pd.Series,
    layer: str,
    feature: Sequence[Any],
    *,
    geometry: Any = None,
    other: Sequence[str] | str = "",
    measure: Any = np.nan,
    unit: str = "",
    crs: Any = None,
    **values: Any,
) -> gpd.GeoDataFrame:
    """Findings of one rule; `values` are for its words, one of each finding or one for all."""
    count = len(feature)
    if not count:
        return no_findings(crs)
    measures = np.broadcast_to(np.asarray(measure, float), (count,))
    said = {name: [value] * count if isinstance(value, (str, float)) else list(value) for name, value in values.items()}
    others = [other] * count if isinstance(other, str) else list(other)
    said.update(other=others, measure=measures.tolist())
    nowhere = np.full(count, None, object)
    return findings(
        kind=rule["kind"],
        rule=rule["id"],
        severity=rule["severity"],
        layer=layer,
        feature=feature,
        other=others,
        measure=measures,
        unit=unit,
        message=messages(rule_text(rule), pd.DataFrame(index=range(count)), **said),
        geometry=nowhere if geometry is None else geometry,
        crs=crs,
    )


def of_rows(rule: pd.Series, layer: str, frame: gpd.GeoDataFrame, rows: np.ndarray, **more: Any) -> gpd.GeoDataFrame:
    """Findings of one rule on features of a layer, by their place; the geometry is the feature's own."""
    chosen = frame.iloc[rows]
    if "geometry" not in more:
        more["geometry"] = chosen.geometry.to_numpy()
    return tell(rule, layer, feature_keys(chosen), crs=frame.crs, **more)
