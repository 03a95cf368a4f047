"""The linework around faults: of the patches at them and of all that touch these, with the nodes that it lacks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..edges import GRID, origin_of
from .land import Land
from .linework import (
    LINE,
    NOWHERE,
    Edges,
    Segments,
    edges_of,
    noded,
    on_edge,
    packed,
    settled,
    together,
    unpacked,
)
from .shapes import Coordinates

_FAR = np.iinfo(np.int64).max


class Scene:
    """Edges of patches, of the county (land outside on their left) and of dividing lines, before and after noding."""

    def __init__(self, land: Land, places: np.ndarray, dividing: np.ndarray, reach: float):
        """`places` are the faults, `dividing` two-point lines, both in m; `reach` m is how near is at a fault."""
        at = land.at(places, reach)
        near = land.at(land.shapes[at], reach)
        rim = land.rim.near(land.shapes[at], reach)
        self.origin = np.minimum(origin_of(land.shapes[near]), rim.reshape(-1, 2).min(axis=0, initial=_FAR))
        self.coordinates = Coordinates(land.shapes[near], self.origin)
        own = edges_of(land.shapes[near], self.origin)
        dividing_ends = np.rint(shapely.get_coordinates(dividing).reshape(-1, 2, 2) / GRID).astype(np.int64)
        self.before = together(
            own.of_owners(near[own.owner]), self._loose(rim, NOWHERE), self._loose(dividing_ends, LINE)
        )
        """The edges as they are."""
        segments = Segments(self.before)
        live = segments.uncancelled() & segments.any(np.isin(self.before.owner, [*at, NOWHERE, LINE]))
        live[live] = self._at_places(segments.lines()[live], places, reach)
        self.parts, self.parent = noded(self.before, segments, live)
        """All parts of the edges, and the place in `before` of the edge that each is a part of."""
        self.edges, place, _ = settled(self.parts)
        """The parts without those of an owner that cancel."""
        self.live = live[segments.of_edge[self.parent[place]]]
        """(m,) bool: which of `edges` belong to faults."""

    def _loose(self, ends: np.ndarray, owner: int) -> Edges:
        """Edges that are of no patch, from their ends (k, 2, 2) in grid units."""
        start, end = (packed(ends[:, side] - self.origin) for side in (0, 1))
        return Edges(start, end, np.full(len(ends), owner))[start != end]

    def _at_places(self, lines: np.ndarray, places: np.ndarray, reach: float) -> np.ndarray:
        """Which lines, in grid units, hang together with one at a fault: (n,) bool."""
        tree = shapely.STRtree(lines)
        one, two = tree.query(lines, predicate="dwithin", distance=reach / GRID)
        group = _connected(len(lines), one, two)
        units = shapely.transform(places, lambda xy: xy / GRID - self.origin)
        return np.isin(group, group[tree.query(units, predicate="dwithin", distance=reach / GRID)[1]])

    def without_idle_nodes(self, edges: Edges) -> Edges:
        """The edges without the new nodes that nothing turns on.

        Such a node is no vertex any more of a patch that had it nor of the county line, and borders run straight there.
        """
        inner = self.parts.start != self.before.start[self.parent]
        new = np.unique(self.parts.start[inner])
        was, now = (
            pd.DataFrame({"node": of.start, "owner": of.owner})[np.isin(of.start, new)] for of in (self.before, edges)
        )
        idle = np.setdiff1d(new, [*was.merge(now)["node"], *was["node"][was["owner"] == NOWHERE]])
        at = np.isin(edges.start, idle) | np.isin(edges.end, idle)
        return together(edges[~at], _straightened(edges[at], idle))


def _straightened(edges: Edges, idle: np.ndarray) -> Edges:
    """The edges without those of the nodes through which the border of each patch runs once and straight.

    Of nodes in a row every other one goes first, since what is straight then is another question.
    """
    links = pd.DataFrame({"start": edges.start, "end": edges.end, "owner": edges.owner})
    while len(idle):
        into, out = links[links["end"].isin(idle)], links[links["start"].isin(idle)]
        through = into.merge(out, left_on=["end", "owner"], right_on=["start", "owner"], suffixes=("", "_out"))
        here, start, end = (unpacked(through[name].to_numpy()) for name in ("end", "start", "end_out"))
        straight = on_edge(here, start, end)
        passing = (into["end"], out["start"], through["end"], through["end"][straight])
        counts = [np.bincount(np.searchsorted(idle, nodes), minlength=len(idle)) for nodes in passing]
        idle = idle[np.all([count == counts[0] for count in counts[1:]], axis=0)]
        in_a_row = links[links["start"].isin(idle) & links["end"].isin(idle)]
        later = np.unique(np.maximum(in_a_row["start"], in_a_row["end"]))
        first = np.setdiff1d(idle, later)
        kept = links[~links["start"].isin(first) & ~links["end"].isin(first)]
        whole = through[through["end"].isin(first)][["start", "end_out", "owner"]].rename(columns={"end_out": "end"})
        links, idle = pd.concat([kept, whole], ignore_index=True), later
    return Edges(*(links[name].to_numpy() for name in ("start", "end", "owner")))


def _connected(count: int, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """A label for each of so many things that those linked by pairs share, and no others."""
    label = np.arange(count)
    while (label[one] != label[two]).any():
        np.minimum.at(label, label[one], label[two])
        np.minimum.at(label, label[two], label[one])
        while (label[label] != label).any():
            label = label[label]
    return label
