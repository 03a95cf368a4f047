"""How far a check of a part must look: a window closed under faults.

Every fault is made of edges that do not cancel. Those near a place are followed, touch by touch, until none is left
that the rest of the county could add to. What lies outside the window is the same whether one looks at it or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..progress import Progress, silent
from .arrangement import connected
from .edges import GRID, EdgeTable, Leftover
from .faces import Beyond, Coverage, as_lines

FIRST_LOOK = 50.0
"""m: how far beyond a window one looks first for the rest of a fault that crosses its border."""

MOST_EDGES = 200_000
"""Left-over edges of a window: where there are more, one looks at the whole county."""


@dataclass
class Window:
    """The part of a county that a check looks at: boxes (k, 4) in m."""

    boxes: np.ndarray

    def __post_init__(self) -> None:
        self._finite = self.boxes[np.isfinite(self.boxes).all(axis=1)]
        self.shapes = shapely.box(*self._finite.T)
        self._tree = shapely.STRtree(self.shapes)

    def touches(self, geometry: np.ndarray) -> np.ndarray:
        """Whether the box of each geometry meets the window: (n,) bool. What has no place is everywhere."""
        touched = shapely.is_missing(geometry) | shapely.is_empty(geometry)
        touched[self._tree.query(geometry)[0]] = True
        return touched

    def inside(self, table: EdgeTable, leftover: Leftover) -> Leftover:
        """The left-over edges that meet the window."""
        near = leftover.chosen(self._maybe_inside(table, leftover))
        return near.chosen(self.touches(as_lines(table, near)))

    def _maybe_inside(self, table: EdgeTable, leftover: Leftover) -> np.ndarray:
        """Whether each edge meets the box around all boxes that its patch meets: cheap, and most do not."""
        patch, box = self._tree.query(table.patches)
        low, high = np.full((len(table.patches) + 1, 2), np.inf), np.full((len(table.patches) + 1, 2), -np.inf)
        np.minimum.at(low, patch, self._finite[box, :2])
        np.maximum.at(high, patch, self._finite[box, 2:])
        low, high = np.floor(low / GRID) - table.origin, np.ceil(high / GRID) - table.origin
        low[-1], high[-1] = -np.inf, np.inf  # outlines lie everywhere
        owner = np.maximum(leftover.owner, -1)
        meets = (leftover.start >= low[owner]) | (leftover.end >= low[owner])
        meets &= (leftover.start <= high[owner]) | (leftover.end <= high[owner])
        return meets.all(axis=1)

    def grown(self, boxes: np.ndarray) -> Window:
        """The window with those boxes more that do not lie in one of it already."""
        held = self.covers(boxes)
        return self if held.all() else Window(np.concatenate([self.boxes, boxes[~held]]))

    def covers(self, boxes: np.ndarray) -> np.ndarray:
        """Whether each of some boxes (n, 4) lies in one of the window: (n,) bool. What has no place does."""
        held = ~np.isfinite(boxes).all(axis=1)
        held[self._tree.query(shapely.box(*boxes.T), predicate="covered_by")[0]] = True
        return held


@dataclass
class View:
    """What a check of a part of a county looks at: a window that no fault crosses."""

    window: Window
    frame: gpd.GeoDataFrame
    """The patches that meet the window, or nearly so."""
    table: EdgeTable
    """Theirs."""
    leftover: Leftover
    """The left-over edges that meet the window."""
    beyond: Beyond
    """The other patches of the county."""


Look = Callable[[np.ndarray], tuple[gpd.GeoDataFrame, EdgeTable]]
"""Given which patches of the county to look at (n,) bool: these in their order, and their edges."""


def closed_view(
    patches: np.ndarray,
    outlines: np.ndarray,
    look: Look,
    boxes: np.ndarray,
    known: np.ndarray,
    reach: float,
    progress: Progress = silent,
) -> View:
    """A view of the smallest window over `boxes` (k, 4) that no fault crosses, neither one there is nor a `known` one.

    `known` are geometries of earlier findings, `reach` in m is how far a patch may lie from what it disturbs. Where
    faults go on beyond what has been looked at, the look goes twice as far ahead each time. Where nearly everything is
    at fault, the window is the whole county.
    """
    window = _with_known(Window(widened(boxes, reach)), known)
    coverage = Coverage(patches, outlines, np.empty(0, np.int64))
    nowhere = shapely.is_missing(patches) | shapely.is_empty(patches)
    seen, ahead = window, FIRST_LOOK
    while True:
        progress(0.0)
        near = nowhere.copy()
        near[coverage.tree.query(seen.shapes)[1]] = True
        frame, table = look(near)
        leftover = seen.inside(table, table.leftover())
        if len(leftover.owner) > MOST_EDGES:
            return _whole(patches, outlines, look, coverage)
        window = _with_faults(window, as_lines(table, leftover), known, coverage)
        beyond = window.boxes[~seen.covers(window.boxes)]
        if not len(beyond):
            return View(window, frame, table, window.inside(table, leftover), Beyond(coverage.tree, ~near))
        seen, ahead = Window(np.concatenate([window.boxes, widened(beyond, ahead)])), 2.0 * ahead


def _whole(patches: np.ndarray, outlines: np.ndarray, look: Look, coverage: Coverage) -> View:
    frame, table = look(np.ones(len(patches), bool))
    window = Window(shapely.total_bounds(np.concatenate([patches, outlines]))[None])
    return View(window, frame, table, table.leftover(), Beyond(coverage.tree, np.zeros(len(patches), bool)))


def widened(boxes: np.ndarray, by: float) -> np.ndarray:
    """Boxes (n, 4), so many m wider on all sides."""
    return boxes + np.array([-by, -by, by, by])


def _with_known(window: Window, known: np.ndarray) -> Window:
    """The window with the boxes of the earlier findings that it meets, and of those that these meet."""
    rest = known[~shapely.is_missing(known)]
    while len(rest):
        met = window.touches(rest)
        if not met.any():
            break
        window, rest = window.grown(shapely.bounds(rest[met])), rest[~met]
    return window


def _with_faults(window: Window, lines: np.ndarray, known: np.ndarray, coverage: Coverage) -> Window:
    """The window with the faults that it meets among left-over edges, with the faulty faces that these bound."""
    tied = connected(len(lines), *shapely.STRtree(lines).query(lines))
    met = np.zeros(len(lines), bool)
    while True:
        now_met = np.isin(tied, tied[window.touches(lines)])
        if (now_met == met).all():
            return window
        met = now_met
        faces = shapely.get_parts(shapely.polygonize([shapely.union_all(lines[met])]))
        faulty = faces[coverage.excess(shapely.point_on_surface(faces)) != 0]
        window = _with_known(window.grown(shapely.bounds(np.concatenate([lines[met], faulty]))), known)
