"""Boundary lines against the areas that they bound: XZQJX on XZQ, CJDCQJX on CJDCQ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, steps
from ..quality.findings import joined
from ..standard import Standard
from ..workers import answering
from .edges import GRID
from .layers import Layer, refuse_landless, refuse_lineless, refuse_unfit
from .segments import Shared, chains, cut_out, keys, left_alone, segments_of, shared

LINES_OF = {"XZQ": "XZQJX", "CJDCQ": "CJDCQJX"}
"""The layers of areas, and those of their boundary lines."""

_LENGTH_ERROR = 1e-6
"""m: what a length may be off by, computed with coordinates of eight digits before the point."""


@dataclass(frozen=True)
class BoundarySettings:
    """Thresholds in m."""

    tolerance: float = 0.001
    """A line no further than this from a boundary lies on it. Open question of the standard: 0.001 or 0.0001."""
    short_line: float = 2.0
    """Shorter lines are reported (rule 4701)."""


@answering
def check_boundaries(
    areas: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    standard: Standard,
    settings: BoundarySettings | None = None,
    *,
    code: str = "XZQ",
    names: tuple[str, str] | None = None,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """All faults of boundary lines as findings.

    `code` is XZQ or CJDCQ, `names` what findings call the layers of areas and of lines. Coordinates are metres.
    """
    settings = settings or BoundarySettings()
    of_areas, of_lines = names or (code, LINES_OF[code])
    bounded, bounding = Layer(areas, standard, code, of_areas), Layer(lines, standard, LINES_OF[code], of_lines)
    refuse_unfit([bounded, bounding])
    refuse_landless([bounded])
    refuse_lineless(bounding)
    return joined([*_Boundaries(bounded, bounding, settings).findings(progress)], areas.crs)


def checks_made(standard: Standard, code: str) -> list[str]:
    """What a run looks for: checks of the rule book."""
    checks = standard.rules["check"]
    return [*checks[checks.str.startswith(f"{LINES_OF[code]}:")], f"{code}:missing_line"]


class _Boundaries:
    """Areas and lines in segments, and the findings about them."""

    def __init__(self, areas: Layer, lines: Layer, settings: BoundarySettings):
        self.areas, self.lines, self.settings = areas, lines, settings
        self.borders, self.drawn = segments_of(areas.areas), segments_of(lines.lines)
        self.border_key, self.key = keys(self.borders, self.drawn)
        self.odd = np.flatnonzero(~np.isin(self.key, self.border_key))
        """The segments of lines that are no edge of an area."""

    def findings(self, progress: Progress) -> Iterator[gpd.GeoDataFrame]:
        on_border, has_line, on_line, single = steps(progress, 2, 2, 2, 1)
        on_border(0.0)
        yield from self._off_the_border(on_border)
        has_line(0.0)
        yield self._without_line(has_line)
        on_line(0.0)
        overlaps = self._overlaps(on_line)
        yield from overlaps
        single(0.0)
        yield self._self_intersections(np.concatenate([found.geometry.to_numpy() for found in overlaps]))
        if self._asked("dangle"):
            yield self._dangles()
        yield self._short()
        single(100.0)

    def _asked(self, kind: str) -> bool:
        """Whether the rule book knows the fault for this layer of lines."""
        return f"{self.lines.book.family}:{kind}" in self.lines.book.rules

    def _off_the_border(self, progress: Progress) -> Iterator[gpd.GeoDataFrame]:
        """Pieces of lines on no boundary, those beyond all areas apart where the rule book asks for them."""
        odd = self.drawn.chosen(self.odd)
        along = shared(odd, self.borders, self.settings.tolerance, progress)
        place, ends = left_alone(odd, along, self.settings.tolerance)
        groups, pieces = chains(ends, pd.DataFrame({"line": odd.owner[place]}))
        beyond = pieces[:0]
        if self._asked("beyond_boundary") and len(pieces):
            land = shapely.union_all(self.areas.areas)
            beyond, pieces = shapely.difference(pieces, land), shapely.intersection(pieces, land)
        for kind, where in (("beyond_boundary", beyond), ("off_boundary", pieces)):
            parts, row = shapely.get_parts(where, return_index=True)
            long = shapely.length(parts) > self.settings.tolerance
            if long.any():
                yield self._of_lines(kind, groups["line"].to_numpy()[row[long]], parts[long])

    def _without_line(self, progress: Progress) -> gpd.GeoDataFrame:
        """Pieces of boundary where no line runs: of one area, or of the two on its sides."""
        edges = pd.DataFrame({"key": self.border_key, "owner": self.borders.owner})
        sides = edges.groupby("key")["owner"].agg(["min", "max"])
        bare = edges.drop_duplicates("key")
        bare = bare[~bare["key"].isin(self.key)]
        odd = self.borders.chosen(bare.index.to_numpy())
        along = shared(odd, self.drawn, self.settings.tolerance, progress)
        place, ends = left_alone(odd, along, self.settings.tolerance)
        groups, pieces = chains(ends, sides.loc[bare["key"].to_numpy()[place]].reset_index(drop=True))
        one, two = groups["min"].to_numpy(), groups["max"].to_numpy()
        return self.areas.book.rows(
            "missing_line",
            one,
            pieces,
            other=self.areas.book.names_of(np.where(two == one, -1, two)),
            measure=shapely.length(pieces),
            unit="m",
        )

    def _overlaps(self, progress: Progress) -> list[gpd.GeoDataFrame]:
        """Where lines run along themselves or along each other."""
        same, along = self._same_segments(), self._along_others(progress)
        both = Shared(*(np.concatenate([getattr(some, name) for some in (same, along)]) for name in vars(same)))
        pairs = np.sort(np.stack([self.drawn.owner[both.one], self.drawn.owner[both.two]]), axis=0)
        ends = cut_out(self.drawn, both.one, both.low, both.high)
        groups, pieces = chains(ends, pd.DataFrame(pairs.T, columns=["one", "two"]))
        one, two = groups["one"].to_numpy(), groups["two"].to_numpy()
        itself = one == two
        other = self.lines.book.names_of(two[~itself])
        return [
            self._of_lines("self_overlap", one[itself], pieces[itself]),
            self._of_lines("line_overlap", one[~itself], pieces[~itself], other=other),
        ]

    def _same_segments(self) -> Shared:
        """Pairs of segments with the same ends."""
        drawn = pd.DataFrame({"key": self.key, "place": np.arange(len(self.key))})
        repeated = drawn[drawn["key"].duplicated(keep=False)]
        pairs = repeated.merge(repeated, on="key")
        one, two = pairs.loc[pairs["place_x"] < pairs["place_y"], ["place_x", "place_y"]].to_numpy().T
        return Shared(one, two, np.zeros(len(one)), self.drawn.chosen(one).lengths())

    def _along_others(self, progress: Progress) -> Shared:
        """Segments that run along others with other ends; two edges of areas never do, so one is odd."""
        along = shared(self.drawn.chosen(self.odd), self.drawn, self.settings.tolerance, progress)
        one = self.odd[along.one]
        is_odd = np.zeros(len(self.key), bool)
        is_odd[self.odd] = True
        once = (self.key[one] != self.key[along.two]) & (~is_odd[along.two] | (one < along.two))
        kept = along.chosen(once)
        return Shared(one[once], kept.two, kept.low, kept.high)

    def _self_intersections(self, overlaps: np.ndarray) -> gpd.GeoDataFrame:
        """Places where a line crosses or touches itself; where it runs along itself, that is its fault."""
        wrong = np.flatnonzero(~shapely.is_simple(self.lines.lines) & ~shapely.is_missing(self.lines.lines))
        points = [_own_crossings(line) for line in self.lines.lines[wrong]]
        line = np.repeat(wrong, [len(some) for some in points])
        places = np.concatenate([np.empty(0, object), *points])
        explained = np.unique(shapely.STRtree(overlaps).query(places, predicate="dwithin", distance=GRID)[0])
        line, places = np.delete(line, explained), np.delete(places, explained)
        return self.lines.book.rows("self_intersection", line, places)

    def _dangles(self) -> gpd.GeoDataFrame:
        """Ends of lines that neither meet another end nor lie on a line."""
        parts, line = shapely.get_parts(self.lines.lines, return_index=True)
        open_ = ~shapely.is_closed(parts)
        ends = np.concatenate([shapely.get_point(parts[open_], place) for place in (0, -1)])
        line = np.tile(line[open_], 2)
        reach = self.settings.tolerance + GRID / 10
        touching = self.drawn.tree.query(ends, predicate="dwithin", distance=reach)[0]
        met = np.bincount(touching, minlength=len(ends)) > 1  # its own last segment it always touches
        return self.lines.book.rows("dangle", line[~met], ends[~met])

    def _short(self) -> gpd.GeoDataFrame:
        length = shapely.length(self.lines.lines)
        short = np.flatnonzero((length < self.settings.short_line - _LENGTH_ERROR) & (length > 0))
        return self._of_lines("short_line", short, self.lines.lines[short], limit=self.settings.short_line)

    def _of_lines(self, kind: str, lines: np.ndarray, geometry: np.ndarray, **more: Any) -> gpd.GeoDataFrame:
        """Findings on lines, measured by their length."""
        return self.lines.book.rows(kind, lines, geometry, measure=shapely.length(geometry), unit="m", **more)


def _own_crossings(line: shapely.Geometry) -> np.ndarray:
    """Points (k,) where a line passes through a place twice, or ends where it passes."""
    noded = shapely.get_parts(shapely.node(line))
    ends = np.concatenate([shapely.get_coordinates(shapely.get_point(noded, place)) for place in (0, -1)])
    places, counts = np.unique(np.round(ends, 6), axis=0, return_counts=True)
    return shapely.points(places[counts > 2])
