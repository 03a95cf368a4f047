"""The map of density: how many findings lie where, as a picture."""

from __future__ import annotations

from io import BytesIO

import geopandas as gpd
import numpy as np
import shapely

from ..language import tr
from .findings import is_open
from .map import chinese_font, outline_of

_CELLS = 40
"""Hexagons across the county."""


def density_map(
    found: gpd.GeoDataFrame,
    county: gpd.GeoDataFrame | None = None,
    villages: gpd.GeoDataFrame | None = None,
) -> bytes:
    """A PNG of the open findings in hexagons over the outlines of county and villages; empty where none has a place.

    Findings outside of the county are not on it.
    """
    from matplotlib.collections import LineCollection
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    box = shapely.bounds(found.geometry.to_numpy()[is_open(found).to_numpy()]) if len(found) else np.empty((0, 4))
    middle = (box[:, :2] + box[:, 2:]) / 2
    middle = middle[np.isfinite(middle).all(axis=1)]
    if not len(middle):
        return b""
    frames = [frame for frame in (villages, county) if frame is not None and len(frame)]
    # A feature far off, such as one of another zone, would make the county a dot.
    bounds = np.array([frame.total_bounds for frame in frames] or [[*middle.min(axis=0), *middle.max(axis=0)]])
    left, low = bounds[:, :2].min(axis=0).tolist()
    right, high = bounds[:, 2:].max(axis=0).tolist()
    margin = 0.03 * max(right - left, high - low, 100.0)
    figure = Figure(figsize=(9, 7), dpi=110, layout="constrained")
    axes = figure.add_subplot()
    axes.set_aspect("equal")
    axes.set_axis_off()
    drawn = axes.hexbin(
        *middle.T, gridsize=_CELLS, mincnt=1, cmap="OrRd", linewidths=0.2, edgecolors="white",
        extent=(left - margin, right + margin, low - margin, high + margin), zorder=3,
    )  # fmt: skip
    for frame, width in zip(frames, (0.5, 1.5)):
        lines = outline_of(frame.geometry.to_numpy(), max(right - left, high - low) / 2000)
        axes.add_collection(LineCollection(lines, colors="#5c6b73", linewidths=width, zorder=4), autolim=False)
    axes.set_xlim(left - margin, right + margin)
    axes.set_ylim(low - margin, high + margin)
    bar = figure.colorbar(drawn, ax=axes, shrink=0.6, ticks=MaxNLocator(integer=True))
    bar.set_label(tr("Findings in a hexagon"), fontproperties=chinese_font(11))
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": "Tuban"})
    return out.getvalue()
