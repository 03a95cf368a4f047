"""The map picture of a county: land classes as the ground, outlines, findings as marks, on one PNG.

Two hundred thousand patches are filled by scan lines in arrays: only the edges that cross the middle of a row of
pixels matter, a tenth of all.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from ..language import CHINESE, language, tr
from ..progress import Progress, silent, steps, tracked
from .findings import SEVERITIES
from .labels import kind_name, kind_names

PIXELS = 1400
"""Of the longer side of the county."""

_COLOURS = Path(__file__).resolve().parents[2] / "resources" / "styles" / "land_class_colours.csv"
_UNKNOWN = "#ffffff"
_PALE = 0.35
"""Share of white in the ground, so that the marks stand out."""

_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "Microsoft YaHei", "SimHei", "PingFang SC"),
    *("WenQuanYi Micro Hei", "Droid Sans Fallback"),
)
"""Fonts with Chinese glyphs; one file of Noto serves all its regions and goes by the name of the first, JP."""

_MARKS = ("o", "^", "s", "D", "v", "P", "X", "*", "p", "h", "<", ">")
_INKS = (
    *("#d00000", "#5a189a", "#0050c8", "#e85d04", "#007f5f", "#9d0208", "#7b2cbf", "#023e8a", "#bc3908", "#1b4332"),
    *("#6a040f", "#240046"),
)
_PATCHES_A_BLOCK = 20_000


def county_map(
    found: gpd.GeoDataFrame,
    *,
    patches: gpd.GeoDataFrame | None = None,
    county: gpd.GeoDataFrame | None = None,
    villages: gpd.GeoDataFrame | None = None,
    standard: Any = None,
    title: str = "",
    progress: Progress = silent,
) -> bytes:
    """A PNG of findings over the county, about 1900 by 1400 pixels at most.

    `patches` (DLTB) give the ground by first-level class and need `standard`; `county` (XZQ) and `villages` (CJDCQ)
    are drawn as lines. Frames in another CRS than the first one given are transformed.
    """
    frames = [frame for frame in (patches, county, villages, found) if frame is not None and len(frame)]
    crs = next((frame.crs for frame in frames if frame.crs is not None), None)
    box = _bounds([_in_crs(frame, crs) for frame in frames])
    cell = max(box[2] - box[0], box[3] - box[1]) / PIXELS
    fill, draw = steps(progress, 2, 1)
    picture = _Picture(box, cell, title, found["kind"].nunique())
    if patches is not None and standard is not None and len(patches):
        picture.ground(_in_crs(patches, crs), standard, fill)
    for frame, width, colour in ((villages, 0.5, "#5c6b73"), (county, 1.6, "#1f2a30")):
        if frame is not None:
            picture.outline(_in_crs(frame, crs).geometry.to_numpy(), width, colour)
    draw(20.0)
    picture.marks(_in_crs(found, crs), kind_names(standard))
    if crs is None or crs.is_projected:
        picture.scale_bar()
    png = picture.png()
    progress(100.0)
    return png


def fill_classes(
    geometry: np.ndarray,
    numbers: NDArray[np.integer[Any]],
    box: NDArray[np.float64],
    cell: float,
    progress: Progress = silent,
) -> NDArray[np.uint8]:
    """An image (rows from the north) of the number of the patch that covers each pixel's middle, 0 where none does.

    `geometry` are polygons or multipolygons (others and None are left out), `numbers` 1 to 255, `box` the bounds
    (min x, min y, max x, max y) in the CRS, `cell` the size of a pixel. Even-odd rule: holes stay open, and a
    self-crossing patch is filled too. Where patches overlap the later one of a row wins.
    """
    width = max(int(np.ceil((box[2] - box[0]) / cell)), 1)
    height = max(int(np.ceil((box[3] - box[1]) / cell)), 1)
    image = np.zeros(width * height, np.uint8)
    for start in tracked(range(0, len(geometry), _PATCHES_A_BLOCK), progress):
        part = slice(start, start + _PATCHES_A_BLOCK)
        row, owner, u = _crossings(geometry[part], box, cell, height)
        order = np.lexsort((u, owner, row))
        row, owner, u = row[order][::2], owner[order][::2], u[order]
        begin = np.clip(np.ceil(u[::2]), 0, width).astype(np.int64)
        length = np.clip(np.ceil(u[1::2]), 0, width).astype(np.int64) - begin
        first = np.repeat(row * width + begin - (np.cumsum(length) - length), length)
        image[first + np.arange(length.sum())] = np.repeat(numbers[part][owner], length)
    return image.reshape(height, width)


def _crossings(
    geometry: np.ndarray, box: NDArray[np.float64], cell: float, height: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where outlines cross the middles of pixel rows: row, patch, and column as a real number."""
    parts, patch = shapely.get_parts(geometry, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    u = (points[:, 0] - box[0]) / cell - 0.5
    v = (box[3] - points[:, 1]) / cell - 0.5
    level = np.clip(np.floor(v), -1, height - 1).astype(np.int64)
    edge = np.flatnonzero((level[1:] != level[:-1]) & (ring[1:] == ring[:-1]))
    low = np.minimum(level[edge], level[edge + 1])
    count = np.abs(level[edge + 1] - level[edge])
    row = np.repeat(low + 1 - (np.cumsum(count) - count), count) + np.arange(count.sum())
    edge = np.repeat(edge, count)
    share = (row - v[edge]) / (v[edge + 1] - v[edge])
    return row, patch[part[ring[edge]]], u[edge] + share * (u[edge + 1] - u[edge])


class _Picture:
    """The figure: map on the left, legend on the right. Matplotlib is imported here: it takes a second."""

    def __init__(self, box: NDArray[np.float64], cell: float, title: str, kinds: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._box, self._cell = box, cell
        width, height = (box[2] - box[0]) / cell / 100, (box[3] - box[1]) / cell / 100
        legend, margin, head = 4.2, 0.3, 0.9 if title else 0.3
        rows = 13 + kinds  # first-level classes, kinds of findings
        size = (margin + width + legend, head + max(height, 1.5 + 0.23 * rows) + margin)
        self._figure = Figure(figsize=size, dpi=100, facecolor="white")
        FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes(
            (margin / size[0], (size[1] - head - height) / size[1], width / size[0], height / size[1])
        )
        self._axes.set_xlim(box[0], box[2])
        self._axes.set_ylim(box[1], box[3])
        self._axes.set_axis_off()
        self._right = (margin + width + 0.25) / size[0]
        self._top = 1 - head / size[1]
        self._inch = 1 / size[1]
        self._text(margin / size[0], 1 - 0.55 / size[1], title, 17, weight="bold")
        self._north_arrow()

    def ground(self, patches: gpd.GeoDataFrame, standard: Any, progress: Progress) -> None:
        from matplotlib.colors import to_rgb
        from matplotlib.patches import Patch

        first = standard.first_level(patches["DLBM"]) if "DLBM" in patches.columns else np.full(len(patches), None)
        codes = sorted({code for code in first if code is not None})
        place = {code: number for number, code in enumerate(codes, 2)}
        numbers = np.array([place.get(code, 1) for code in first], dtype=np.uint8)
        image = fill_classes(patches.geometry.to_numpy(), numbers, self._box, self._cell, progress)
        colours = [class_colours().get(code, _UNKNOWN) for code in codes]
        palette = np.array([to_rgb(colour) for colour in ("#ffffff", _UNKNOWN, *colours)])
        palette = _PALE + (1 - _PALE) * palette
        left, top = self._box[0], self._box[3]
        extent = (left, left + image.shape[1] * self._cell, top - image.shape[0] * self._cell, top)
        self._axes.imshow(palette[image], extent=extent, interpolation="antialiased", aspect="auto", zorder=0)
        names = standard.class_name(codes, language())
        self._legend(
            tr("Land class"),
            [Patch(facecolor=tuple(colour), edgecolor="#8a969c", linewidth=0.5) for colour in palette[2:]],
            [f"{code} {name}" for code, name in zip(codes, names)],
        )

    def outline(self, geometry: np.ndarray, width: float, colour: str) -> None:
        from matplotlib.collections import LineCollection

        parts = outline_of(geometry, self._cell / 2)
        self._axes.add_collection(LineCollection(parts, colors=colour, linewidths=width, zorder=2), autolim=False)

    def marks(self, found: gpd.GeoDataFrame, names: dict[str, str]) -> None:
        """One colour and shape a kind, errors first; the legend has the numbers."""
        from matplotlib.lines import Line2D

        box = shapely.bounds(found.geometry.to_numpy()) if len(found) else np.empty((0, 4))
        middle = (box[:, :2] + box[:, 2:]) / 2
        rank = found["severity"].map({name: place for place, name in enumerate(SEVERITIES)})
        kinds = found.assign(_rank=rank).groupby("kind")["_rank"].agg(["min", "size"])
        kinds = kinds.sort_values(["min", "size"], ascending=[True, False])
        handles, labels = [], []
        for place, (kind, count) in enumerate(kinds["size"].items()):
            # Both lists are equally long; the shift makes a pair new when they begin again.
            ink = _INKS[(place + place // len(_INKS)) % len(_INKS)]
            style = {"marker": _MARKS[place % len(_MARKS)], "linestyle": "none", "color": ink}
            edge = {"markeredgecolor": "white", "markeredgewidth": 0.6}
            at = middle[(found["kind"] == kind).to_numpy()]
            # The rare kinds lie on top: they are drawn last.
            self._axes.plot(*at.T, markersize=7 if count < 500 else 4, zorder=4 + place, **style, **edge)
            handles.append(Line2D([], [], markersize=8, **style, **edge))
            labels.append(f"{kind_name(str(kind), names)} ({count:,})")
        if handles:
            self._legend(tr("Findings"), handles, labels)

    def scale_bar(self) -> None:
        span = 0.22 * (self._box[2] - self._box[0])
        power = 10.0 ** np.floor(np.log10(span))
        length = power * max(step for step in (1, 2, 5) if step * power <= span)
        left = self._box[0] + 0.02 * (self._box[2] - self._box[0])
        low = self._box[1] + 0.025 * (self._box[3] - self._box[1])
        high = low + 6 * self._cell
        for part, colour in ((0, "#1f2a30"), (1, "white")):
            x = left + part * length / 2
            self._axes.fill(
                [x, x + length / 2, x + length / 2, x], [low, low, high, high],
                facecolor=colour, edgecolor="#1f2a30", linewidth=0.8, zorder=30,
            )  # fmt: skip
        label = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
        self._on_map(left + length, high + 6 * self._cell, label)

    def png(self) -> bytes:
        out = BytesIO()
        # Without the creation date the same input gives the same file.
        self._figure.savefig(out, format="png", metadata={"Software": "Tuban"})
        return out.getvalue()

    def _north_arrow(self) -> None:
        x = self._box[2] - 0.03 * (self._box[2] - self._box[0])
        high = self._box[3] - 0.02 * (self._box[3] - self._box[1]) - 24 * self._cell
        self._axes.annotate(
            "", xy=(x, high), xytext=(x, high - 60 * self._cell), zorder=30,
            arrowprops={"arrowstyle": "-|>,head_width=0.45,head_length=0.9", "color": "#1f2a30", "linewidth": 1.6},
        )  # fmt: skip
        self._on_map(x, high + 4 * self._cell, "N")

    def _on_map(self, x: float, y: float, words: str) -> None:
        from matplotlib.patheffects import withStroke

        self._axes.text(
            x, y, words, fontproperties=chinese_font(12, "bold"), color="#1f2a30", ha="center", zorder=31,
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )  # fmt: skip

    def _legend(self, heading: str, handles: Sequence[Any], labels: Sequence[str]) -> None:
        self._text(self._right, self._top - 0.2 * self._inch, heading, 13, "bold")
        legend = self._figure.legend(
            handles, labels, loc="upper left", bbox_to_anchor=(self._right, self._top - 0.35 * self._inch),
            frameon=False, prop=chinese_font(11), borderaxespad=0, borderpad=0, labelspacing=0.45,
        )  # fmt: skip
        bottom = legend.get_window_extent(self._figure.canvas.get_renderer()).y0 / self._figure.dpi
        self._top = (bottom - 0.3) * self._inch

    def _text(self, x: float, y: float, words: str, size: float, weight: str = "normal") -> None:
        self._figure.text(x, y, words, fontproperties=chinese_font(size, weight), color="#1f2a30")


def outline_of(geometry: np.ndarray, tolerance: float) -> list[np.ndarray]:
    """The outlines of areas as arrays of points, simplified to `tolerance`."""
    lines = shapely.get_parts(shapely.boundary(shapely.simplify(geometry, tolerance)))
    points, line = shapely.get_coordinates(lines, return_index=True)
    return np.split(points, np.flatnonzero(np.diff(line)) + 1) if len(points) else []


@lru_cache(maxsize=8)
def chinese_font(size: float, weight: str = "normal") -> Any:
    """A font with Chinese glyphs, where the machine has one."""
    from matplotlib import font_manager

    present = {font.name for font in font_manager.fontManager.ttflist}
    chinese = [name for name in _FONTS if name in present][:1]
    latin = ["DejaVu Sans"]
    families = [*chinese, *latin] if language() == CHINESE else [*latin, *chinese]
    return font_manager.FontProperties(family=families, size=size, weight=weight)


@lru_cache(maxsize=1)
def class_colours() -> dict[str, str]:
    """The colour of each land class, also of the first level."""
    with _COLOURS.open(encoding="utf-8", newline="") as source:
        return {row["code"]: row["colour"] for row in csv.DictReader(source)}


def _in_crs(frame: gpd.GeoDataFrame, crs: Any) -> gpd.GeoDataFrame:
    if crs is None or frame.crs is None or frame.crs == crs:
        return frame
    return frame.to_crs(crs)


def _bounds(frames: Sequence[gpd.GeoDataFrame]) -> NDArray[np.float64]:
    """Of all frames, with a margin; a square of 1 km around nothing and around a single point."""
    boxes = np.array([frame.total_bounds for frame in frames]).reshape(-1, 4)
    boxes = boxes[np.isfinite(boxes).all(axis=1)]
    box = np.array([*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0)]) if len(boxes) else np.zeros(4)
    if box[2] - box[0] + box[3] - box[1] == 0:
        return box + np.array([-500.0, -500.0, 500.0, 500.0])
    margin = 0.02 * max(box[2] - box[0], box[3] - box[1])
    return box + np.array([-margin, -margin, margin, margin])
