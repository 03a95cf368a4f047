"""The report of a cutting: what was made and cut, and the busiest place before and after."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..language import language, tr
from ..quality.map import chinese_font, class_colours
from ..quality.page import amount, thousands, write_page
from ..quality.run import Run
from ..standard import Standard
from .ledger import CUT, GONE, GROWN
from .patches import Ribboned
from .settings import CLASS, WIDTH

SIDE = 300.0
"""m: side of the square that is shown before and after."""

_PALE = 0.35
"""Share of white in the land, so that the linear features stand out."""

_BORDER, _LINE, _ROAD, _WATER = "#8a969c", "#d00000", "#c8553d", "#2b7bba"


def write_linear_report(
    path: str | Path,
    before: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    made: Ribboned,
    standard: Standard,
    run: Run,
    title: str,
) -> None:
    """Write the HTML report of the patches `before`, the centrelines and what was made of them, whole or not at all."""
    action = made.ledger["action"].value_counts()
    cards = [
        ("new", tr("linear patches"), len(made.ribbons)),
        ("warning", tr("patches that lost land"), int(action.get(CUT, 0) + action.get(GONE, 0))),
        ("fixed", tr("patches that gained remainders"), int(action.get(GROWN, 0))),
    ]
    figure = before_and_after(before, lines, made, standard)
    write_page(
        path,
        "linear.html",
        run,
        title=title,
        cards=[{"code": code, "name": name, "count": thousands(count)} for code, name, count in cards],
        figure=base64.b64encode(figure).decode("ascii"),
        classes=_by_class(made.ribbons, standard),
        words={
            "figure": tr("The busiest place, before and after"),
            "classes": tr("Linear patches by class"),
            "land_class": tr("Land class"),
            "area": tr("Area"),
            "width": tr("Width"),
        },
    )


def _by_class(ribbons: gpd.GeoDataFrame, standard: Standard) -> list[dict[str, str]]:
    code = ribbons[CLASS].astype(str)
    figures = pd.DataFrame({"area": ribbons.area, "width": ribbons[WIDTH]}).groupby(code.to_numpy())
    rows = figures.agg(count=("area", "size"), area=("area", "sum"), least=("width", "min"), most=("width", "max"))
    names = standard.class_name(list(rows.index), language())
    return [
        {
            "name": f"{code} {name}",
            "count": thousands(int(row["count"])),
            "area": amount(row["area"], "m2"),
            "width": tr("{least} to {most} m").format(least=f"{row['least']:.1f}", most=f"{row['most']:.1f}"),
        }
        for (code, row), name in zip(rows.iterrows(), names)
    ]


def before_and_after(before: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, made: Ribboned, standard: Standard) -> bytes:
    """A PNG of the place with most linear patches: land and centrelines, and beside it what became of them."""
    from matplotlib.figure import Figure  # takes a second

    if made.ribbons.empty:
        return b""
    place = _busiest(made.ribbons.geometry.to_numpy())
    figure = Figure(figsize=(12, 6.35), dpi=100, layout="constrained")
    left, right = figure.subplots(1, 2)
    _land(left, before, place, standard)
    _shown(lines, place).plot(ax=left, color=_LINE, linewidth=1.6)
    _land(right, made.patches, place, standard)
    ribbons = _shown(made.ribbons, place)
    water = ribbons[CLASS].map(standard.linear_classes["family"]) == "water"
    ribbons.plot(ax=right, color=np.where(water, _WATER, _ROAD), edgecolor="#1f2a30", linewidth=0.6)
    names = (tr("Before: patches and centrelines"), tr("After: roads and water as patches"))
    for axes, name in zip((left, right), names):
        axes.set_title(name, fontproperties=chinese_font(13, "bold"))
        axes.set(xlim=(place[0], place[2]), ylim=(place[1], place[3]), aspect="equal", xticks=[], yticks=[])
        _scale_bar(axes, place)
    out = BytesIO()
    # Without the creation date the same input gives the same file.
    figure.savefig(out, format="png", metadata={"Software": "Tuban"})
    return out.getvalue()


def _busiest(shapes: np.ndarray) -> np.ndarray:
    """The square (min x, min y, max x, max y) in which the corners of most shapes lie."""
    xy, shape = shapely.get_coordinates(shapes, return_index=True)
    corner = xy.min(axis=0)
    cell = np.unique(np.column_stack([np.floor((xy - corner) / SIDE), shape]), axis=0)
    square, count = np.unique(cell[:, :2], axis=0, return_counts=True)
    low = corner + square[count.argmax()] * SIDE
    return np.concatenate([low, low + SIDE])


def _shown(frame: gpd.GeoDataFrame, place: np.ndarray) -> gpd.GeoDataFrame:
    return frame.iloc[np.sort(shapely.STRtree(frame.geometry.to_numpy()).query(shapely.box(*place)))]


def _land(axes: Any, patches: gpd.GeoDataFrame, place: np.ndarray, standard: Standard) -> None:
    from matplotlib.colors import to_rgb

    seen = _shown(patches, place)
    colours = [to_rgb(class_colours().get(str(code), "#ffffff")) for code in standard.first_level(seen[CLASS])]
    pale = [tuple(_PALE + (1 - _PALE) * part for part in colour) for colour in colours]
    seen.plot(ax=axes, color=pale, edgecolor=_BORDER, linewidth=0.5)


def _scale_bar(axes: Any, place: np.ndarray) -> None:
    length = SIDE / 6
    x, y = place[:2] + 0.04 * SIDE
    axes.plot([x, x + length], [y, y], color="#1f2a30", linewidth=4, solid_capstyle="butt")
    axes.text(x + length / 2, y + 0.015 * SIDE, f"{length:g} m", ha="center", fontproperties=chinese_font(11))
