"""Checks of linear patches, and of the lines that they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, steps
from ..quality.findings import joined
from ..quality.rules import feature_keys
from ..standard import Standard
from ..topology.book import Book
from .centrelines import class_order, flags
from .classify import LEAST, MOST, SOUTH
from .settings import CLASS, WIDTH, RibbonSettings
from .systems import refuse_degrees
from .widths import official_widths

PATCH_KINDS = (
    *("linear_width_missing", "linear_width_shape", "linear_width_class", "linear_narrow", "linear_in_settlement"),
    "linear_crosses_unit",
)
LINE_KINDS = ("linear_gap", "linear_dangle", "linear_dead_end", "linear_class_change", "linear_order", "linear_tunnel")

_LIMITED = ("1006", "1107")
"""Classes that are mapped from a width on."""

_SETTLEMENT = "CZCSXM"


@dataclass(frozen=True)
class LinearCheckSettings:
    """Limits in m and m2, and the fields of the lines (empty: none)."""

    region: str = SOUTH
    width_tolerance: float = 0.1
    """m: XZDWKD may differ from the shape by this, the rounding of the field."""
    gap: float = 5.0
    """m: two loose ends nearer than this are a break; 0 turns this off."""
    dangle: float = 5.0
    """m: a line with a loose end that is shorter is a dangle."""
    across: float = 1.0
    """m2: a patch reaches over a border when more of it lies on each side."""
    class_field: str = CLASS
    level_field: str = ""
    tunnel_field: str = ""
    network_field: str = ""
    order: tuple[str, ...] = ()


def check_linear_features(
    frame: gpd.GeoDataFrame,
    standard: Standard,
    settings: LinearCheckSettings | None = None,
    *,
    lines: gpd.GeoDataFrame | None = None,
    villages: gpd.GeoDataFrame | None = None,
    outline: gpd.GeoDataFrame | None = None,
    layer: str = "DLTB",
    key: str = "BSM",
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """Findings on the linear patches of a layer; on the network where its `lines` are given.

    `villages` (CJDCQ) are what patches must be cut at, roads that reach the `outline` (XZQ) are no dead ends.
    """
    refuse_degrees(frame)
    settings = settings or LinearCheckSettings()
    shaping, crossing, networking = steps(progress, 1, 2, 2)
    linear = np.flatnonzero(standard.is_linear(frame[CLASS])) if len(frame) else np.empty(0, np.int64)
    patches = frame.iloc[linear]
    book = Book(patches, standard, layer, key, "LINEAR")
    found = [*_of_patches(book, patches, standard, settings)]
    shaping(100.0)
    if villages is not None:
        found.append(_across_units(book, patches, villages, settings))
    crossing(100.0)
    if lines is not None and len(lines):
        found += _of_lines(book, patches, lines, standard, settings, outline)
    networking(100.0)
    return joined(found, frame.crs)


def _of_patches(
    book: Book, patches: gpd.GeoDataFrame, standard: Standard, settings: LinearCheckSettings
) -> Iterator[gpd.GeoDataFrame]:
    shapes, code = patches.geometry.to_numpy(), patches[CLASS].astype(str)
    width = official_widths(shapes) if len(shapes) else np.empty(0)
    told = (
        pd.to_numeric(patches[WIDTH], errors="coerce").to_numpy(float)
        if WIDTH in patches
        else np.full(len(code), np.nan)
    )

    def rows(kind: str, wrong: np.ndarray, **given: object) -> gpd.GeoDataFrame:
        at = np.flatnonzero(wrong)
        values = {name: np.asarray(value, dtype=object)[at] for name, value in given.items() if name != "limit"}
        return book.rows(kind, at, shapes[at], limit=given.get("limit", np.nan), **values)  # type: ignore[arg-type]

    needed = standard.code_lists.loc[standard.code_lists["list"] == "XZDWKD_required", "code"]
    missing = ~(told > 0)
    yield rows("linear_width_missing", (code.isin(needed) & missing).to_numpy(), DLBM=code)
    unlike = ~missing & (np.abs(told - width) > settings.width_tolerance + 1e-9)
    shown = np.array([f"{value:.1f}" for value in told], dtype=object)
    metres = np.full(len(width), "m", dtype=object)
    yield rows("linear_width_shape", unlike, other=shown, measure=width, unit=metres, limit=settings.width_tolerance)
    real = np.where(missing, width, told)
    yield rows("linear_width_class", (code == "1006").to_numpy() & (real > MOST), measure=real, unit=metres, limit=MOST)
    least = LEAST[settings.region]
    thin = code.isin(_LIMITED).to_numpy() & (real < least)
    yield rows("linear_narrow", thin, measure=real, unit=metres, limit=least, DLBM=code)
    if _SETTLEMENT in patches:
        kind = patches[_SETTLEMENT].fillna("").astype(str)
        forbidden = standard.settlement["forbidden"].str.split().to_dict()
        inside = np.array([one in forbidden.get(of, ()) for one, of in zip(code, kind)], bool)
        yield rows("linear_in_settlement", inside, other=kind, DLBM=code)


def _across_units(
    book: Book, patches: gpd.GeoDataFrame, villages: gpd.GeoDataFrame, settings: LinearCheckSettings
) -> gpd.GeoDataFrame:
    """Findings for patches that lie in more than one village."""
    shapes, areas = patches.geometry.to_numpy(), villages.geometry.to_numpy()
    patch, village = shapely.STRtree(areas).query(shapes, predicate="intersects")
    borne = np.bincount(patch, minlength=len(shapes)) > 1
    near = borne[patch]
    patch, village = patch[near], village[near]
    area = shapely.area(shapely.intersection(shapes[patch], areas[village]))
    held = area > settings.across
    counts = pd.DataFrame({"patch": patch[held], "village": village[held]})
    names = np.array(feature_keys(villages, "ZLDWDM"), dtype=object)
    told = counts.groupby("patch")["village"].agg(list)
    told = told[told.map(len).to_numpy(int) > 1]
    at = told.index.to_numpy(np.int64)
    return book.rows("linear_crosses_unit", at, shapes[at], other=[", ".join(names[several]) for several in told])


def _of_lines(
    book: Book,
    patches: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    standard: Standard,
    settings: LinearCheckSettings,
    outline: gpd.GeoDataFrame | None,
) -> Iterator[gpd.GeoDataFrame]:
    """Findings on the network: at loose ends, at nodes of two lines, at crossings and in tunnels."""
    line, row = shapely.get_parts(shapely.force_2d(lines.geometry.to_numpy()), return_index=True)
    real = shapely.length(line) > 0
    line, row = line[real], row[real]
    code = (
        lines[settings.class_field].fillna("").astype(str).str.strip().to_numpy(dtype=object)[row]
        if settings.class_field in lines
        else np.full(len(row), "", dtype=object)
    )
    tunnel = flags(lines, settings.tunnel_field)[row]
    network = _Network(line, code)
    loose = network.loose()
    yield from _at_loose_ends(book, network, loose, flags(lines, settings.network_field)[row], settings, outline)
    one, two, point = network.changes()
    yield _at_points(book, "linear_class_change", point, DLBM=code[one], other=code[two].tolist())
    yield _crossings(book, patches, lines, standard, settings, line, row, code, tunnel)
    yield _tunnels(book, patches, line[tunnel], code[tunnel])


def _at_points(book: Book, kind: str, point: np.ndarray, **values: object) -> gpd.GeoDataFrame:
    return book.rows(kind, np.full(len(point), -1), point, **values)  # type: ignore[arg-type]


class _Network:
    """The ends of lines: those of line i are i and n + i."""

    def __init__(self, line: np.ndarray, code: np.ndarray):
        self.line, self.code = line, code
        self.point = np.concatenate([shapely.get_point(line, 0), shapely.get_point(line, -1)])
        self.of = np.tile(np.arange(len(line)), 2)
        self._tree = shapely.STRtree(line)

    def loose(self) -> np.ndarray:
        """The ends at which no other line is."""
        end, line = self._tree.query(self.point, predicate="dwithin", distance=0.01)
        met = np.bincount(end[line != self.of[end]], minlength=len(self.point)) > 0
        closed = shapely.is_closed(self.line)[self.of]
        return np.flatnonzero(~met & ~closed)

    def changes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Lines of different classes whose ends alone meet at a node: two (k,), and where (k,)."""
        place = np.rint(shapely.get_coordinates(self.point) / 0.01).astype(np.int64)
        ends = pd.DataFrame({"x": place[:, 0], "y": place[:, 1], "line": self.of, "end": np.arange(len(self.of))})
        node = ends.groupby(["x", "y"])["line"].transform("size")
        pairs = (
            ends[node == 2].groupby(["x", "y"]).agg(one=("line", "first"), two=("line", "last"), end=("end", "first"))
        )
        one, two = pairs["one"].to_numpy(np.int64), pairs["two"].to_numpy(np.int64)
        unlike = self.code[one] != self.code[two]
        return one[unlike], two[unlike], self.point[pairs["end"].to_numpy(np.int64)[unlike]]


def _at_loose_ends(
    book: Book,
    network: _Network,
    loose: np.ndarray,
    planned: np.ndarray,
    settings: LinearCheckSettings,
    outline: gpd.GeoDataFrame | None,
) -> Iterator[gpd.GeoDataFrame]:
    points = network.point[loose]
    short = shapely.length(network.line[network.of[loose]]) < settings.dangle
    length = shapely.length(network.line[network.of[loose]])[short]
    dangling = network.line[network.of[loose[short]]]
    none = np.full(len(dangling), -1)
    yield book.rows("linear_dangle", none, dangling, measure=length, unit="m", limit=settings.dangle)
    one, two = shapely.STRtree(points).query(points, predicate="dwithin", distance=settings.gap)
    pairs = (one < two) & (network.of[loose[one]] != network.of[loose[two]]) & (settings.gap > 0)
    one, two = one[pairs], two[pairs]
    between = shapely.shortest_line(points[one], points[two])
    none = np.full(len(between), -1)
    yield book.rows("linear_gap", none, between, measure=shapely.length(between), unit="m", limit=settings.gap)
    ends = planned[network.of[loose]]
    if outline is not None and len(outline):
        border = shapely.union_all(shapely.boundary(outline.geometry.to_numpy()))
        inside = shapely.union_all(outline.geometry.to_numpy())
        shapely.prepare(inside)
        ends &= (shapely.distance(points, border) > settings.gap) & shapely.contains(inside, points)
    yield _at_points(book, "linear_dead_end", points[ends])


def _crossings(
    book: Book,
    patches: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    standard: Standard,
    settings: LinearCheckSettings,
    line: np.ndarray,
    row: np.ndarray,
    code: np.ndarray,
    tunnel: np.ndarray,
) -> gpd.GeoDataFrame:
    """Findings where two lines cross and the patch there is of the lower one's class."""
    order = class_order(standard, RibbonSettings(order=settings.order))
    rank = np.array([order.get(name, len(order)) for name in code])
    level = np.zeros(len(line))
    if settings.level_field in lines:
        level = pd.to_numeric(lines[settings.level_field], errors="coerce").fillna(0).to_numpy(float)[row]
    height = pd.DataFrame({"level": -level, "rank": rank}).groupby(["level", "rank"]).ngroup().to_numpy()
    one, two = shapely.STRtree(line).query(line, predicate="crosses")
    pairs = (height[one] < height[two]) & ~tunnel[one] & ~tunnel[two] & (code[one] != code[two])
    one, two = one[pairs], two[pairs]
    point, pair = shapely.get_parts(shapely.intersection(line[one], line[two]), return_index=True)
    pointed = shapely.get_dimensions(point) == 0
    point, pair = point[pointed], pair[pointed]
    at, patch = shapely.STRtree(patches.geometry.to_numpy()).query(point, predicate="intersects")
    here = patches[CLASS].astype(str).to_numpy(dtype=object)[patch]
    upper, lower = code[one[pair[at]]], code[two[pair[at]]]
    wrong = np.flatnonzero((here == lower) & (here != upper))
    return book.rows("linear_order", patch[wrong], point[at[wrong]], DLBM=upper[wrong], other=here[wrong].tolist())


def _tunnels(book: Book, patches: gpd.GeoDataFrame, line: np.ndarray, code: np.ndarray) -> gpd.GeoDataFrame:
    """Findings where a patch of its class lies over a tunnel; a patch may reach a width beyond the mouth."""
    shapes = patches.geometry.to_numpy()
    tunnel, patch = shapely.STRtree(shapes).query(line, predicate="intersects")
    same = patches[CLASS].astype(str).to_numpy(dtype=object)[patch] == code[tunnel]
    tunnel, patch = tunnel[same], patch[same]
    drawn = shapely.intersection(line[tunnel], shapes[patch])
    length, width = shapely.length(drawn), official_widths(shapes[patch]) if len(patch) else np.empty(0)
    wrong = np.flatnonzero(length > width)
    metres = {"measure": length[wrong], "unit": "m"}
    return book.rows("linear_tunnel", patch[wrong], drawn[wrong], DLBM=code[tunnel[wrong]], **metres)
