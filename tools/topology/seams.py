"""Edge matching (接边): do the layers of neighbouring counties or sheets meet, and does what they show go on?

The outer edges of a layer are those that its own patches do not cancel. Where two layers meet, the outer edges of one
cancel those of the other; what is left bounds gaps and overlaps between them, or belongs to the outside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import joined
from ..standard import Standard
from ..workers import answering
from . import overlay
from .breaks import Break, Common, differing, linear_breaks
from .edges import GRID, EdgeTable, Leftover
from .faces import GAP, OVERLAP, Coverage, Face, as_lines, faults, wider_than, widths
from .layers import PATCHES, Layer, as_array, invalid_near, refuse_landless, refuse_unfit, refuse_without
from .near import UnmatchedVertex, narrow_openings, unmatched_vertices
from .segments import Segments, Shared, cut_out, keys, shared

CLASS = "DLBM"

_LONG = 10.0
"""How many times as long as wide an opening must be: where the outlines part at the end of a seam there is no gap."""

_NONE = np.empty(0, object)


@dataclass(frozen=True)
class SeamSettings:
    """What `check_seams` looks for; lengths in m."""

    tolerance: float = 0.001
    """What is not wider is a difference of coordinates. Open question of the standard: 0.001 or 0.0001."""
    gap_width: float = 1.0
    """Openings between two layers up to this width are gaps although they are open at an end; 0 turns this off."""
    linear: bool = True
    """Whether linear features that end at the seam are reported."""
    stop: float = 3.0
    """A linear feature ends where its border on the seam is at most so many times as long as it is wide on average;
    where it is longer, the feature runs along the seam. No source defines it."""
    classes: bool = False
    """Whether other differences of land class are noted: a border may well divide land uses."""
    first_level: bool = False
    """Whether classes of the same first level count as the same."""
    attributes: tuple[str, ...] = ()
    """Fields that must agree where a class goes on across the seam."""
    length: float = 1.0
    """Patches with a shorter common border are not compared."""


@answering
def check_seams(
    frames: Sequence[gpd.GeoDataFrame],
    standard: Standard,
    settings: SeamSettings | None = None,
    *,
    names: Sequence[str] | None = None,
    key: str = "BSM",
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """All faults along the common borders of two or more patch layers as findings.

    `names` are what findings call the layers, `key` is the field that identifies a patch. Coordinates are metres.
    Faults within one layer are left to `check_topology`.
    """
    if len(frames) < 2:
        raise TubanError(tr("Choose at least two layers: a seam lies between two."))
    settings = settings or SeamSettings()
    titles = names or [f"DLTB {number + 1}" for number in range(len(frames))]
    layers = [Layer(frame, standard, PATCHES, title, key) for frame, title in zip(frames, titles)]
    refuse_unfit(layers)
    refuse_landless(layers)
    compared = settings.linear or settings.classes or settings.attributes
    for field in [*([CLASS] if compared else []), *settings.attributes]:
        refuse_without(layers, field, tr("Layer {layer} has no field {field}: add it, or do not compare it."))
    edged, matched = steps(progress, 3, 2)
    seam = _Seam(layers, settings, edged)
    found = [*seam.unmatched(matched)]
    if compared:
        found += seam.breaks(standard)
    progress(100.0)
    return joined(found, frames[0].crs)


def checks_made(settings: SeamSettings) -> list[str]:
    """What a run looks for: checks of the rule book."""
    kinds = ["seam_gap", "seam_overlap", "seam_vertex"]
    asked = {"linear_break": settings.linear, "class_break": settings.classes, "attribute_break": settings.attributes}
    return [f"geometry:{kind}" for kind in [*kinds, *(kind for kind, wanted in asked.items() if wanted)]]


class _Seam:
    """The outer edges of all layers; patches are counted on through the layers."""

    def __init__(self, layers: Sequence[Layer], settings: SeamSettings, progress: Progress):
        self.layers, self.settings = layers, settings
        self.patches = np.concatenate([layer.areas for layer in layers])
        self.layer = np.repeat(np.arange(len(layers)), [len(layer.areas) for layer in layers])
        self.first = np.searchsorted(self.layer, np.arange(len(layers)))
        edged, followed = steps(progress, 9, 1)
        self.outer = _outer_edges(layers, self.first, edged)
        (self.key,) = keys(self.outer)
        self.left = _balance(self.outer, self.key) != 0
        """Which outer edges nothing cancels."""
        self.bare = self.outer.chosen(self.left)
        self.along = self._along(followed)
        """Where those run along such edges of other layers."""

    def unmatched(self, progress: Progress) -> Iterator[gpd.GeoDataFrame]:
        """Gaps, overlaps and vertices between two layers."""
        drawn, opened = steps(progress, 3, 1)
        table = EdgeTable(_NONE, _NONE)  # of grid units from the origin of the coordinates
        leftover = Leftover(self.bare.start, self.bare.end, self.bare.owner)
        lines = as_lines(table, leftover)
        coverage = Coverage(self.patches, _NONE, invalid_near(self.patches, lines))
        wide, thin = faults(lines, leftover.owner, coverage, self.settings.tolerance, drawn)
        wide += self._openings(coverage, leftover, lines, wide)
        opened(100.0)
        across = [face for face in wide if len(np.unique(self.layer[[*face.patches]])) > 1]
        for kind, name in ((GAP, "seam_gap"), (OVERLAP, "seam_overlap")):
            yield self._faces(name, [face for face in across if face.kind == kind])
        of_layers = Leftover(leftover.start, leftover.end, self.layer[leftover.owner])
        known = as_array([face.geometry for face in wide])
        vertices = unmatched_vertices(table, of_layers, lines, thin, known, self.settings.tolerance)
        yield self._vertices(lines, vertices)

    def breaks(self, standard: Standard) -> Iterator[gpd.GeoDataFrame]:
        """Classes and attributes that differ across the seam."""
        common = self._common()
        code, linear = self._texts(CLASS), standard.is_linear(self._texts(CLASS))
        level = standard.first_level(code) if self.settings.first_level else code
        one, two = (common.pairs[side].to_numpy() for side in ("one", "two"))
        alike = level[one] == level[two]
        if self.settings.linear:
            ended = linear_breaks(common, self.patches, linear, level, self.settings.stop)
            yield self._broken("linear_break", ended, code, code[ended.other])
        if self.settings.classes:
            changed = differing(common, ~alike & ~linear[one] & ~linear[two], self.settings.length)
            yield self._broken("class_break", changed, code, code[changed.other])
        if self.settings.attributes:
            texts = {name: self._texts(name) for name in self.settings.attributes}
            unlike = np.any([some[one] != some[two] for some in texts.values()], axis=0)
            changed = differing(common, alike & unlike, self.settings.length)
            yield self._broken("attribute_break", changed, code, _differences(changed, texts))

    def _openings(self, coverage: Coverage, leftover: Leftover, lines: np.ndarray, known: list[Face]) -> list[Face]:
        """Narrow gaps between two layers that are open at an end, at edges that no `known` face explains."""
        width = self.settings.gap_width
        if width <= 0:
            return []
        of_line = self.layer[leftover.owner]
        one, two = shapely.STRtree(lines).query(lines, predicate="dwithin", distance=width)
        near = np.unique(one[of_line[one] != of_line[two]])
        shapes = as_array([face.geometry for face in known])
        near = near[~_beside(lines[near], shapes)]
        if not len(near):
            return []
        gaps = [face.geometry for face in known if face.kind == GAP]
        beside = Leftover(leftover.start[near], leftover.end[near], leftover.owner[near])
        openings = narrow_openings(coverage.patches, beside, width, gaps)
        parts, opening = shapely.get_parts(_bare(openings, coverage), return_index=True)
        wide = wider_than(parts, self.settings.tolerance)
        parts, opening = parts[wide], opening[wide]
        long = shapely.length(parts) / 2.0 >= _LONG * widths(parts)
        return [Face(GAP, openings[place].patches, part) for place, part in zip(opening[long], parts[long])]

    def _vertices(self, lines: np.ndarray, vertices: list[UnmatchedVertex]) -> gpd.GeoDataFrame:
        """Findings on vertices of a layer that another lacks.

        None is needed where two patches of a layer meet, nor where the border that two layers have in common ends.
        """
        if not vertices:
            return self._rows("seam_vertex", np.empty(0, np.int64), _NONE, [])
        places = as_array([vertex.place for vertex in vertices])
        own, other = np.array([(vertex.patch, vertex.other) for vertex in vertices]).T
        common = np.zeros(len(self.bare), bool)
        common[self.along.one] = common[self.along.two] = True
        ends = pd.DataFrame(np.concatenate([self.bare.start, self.bare.end]), columns=["x", "y"])
        ends["patch"], ends["common"] = np.tile(self.bare.owner, 2), np.tile(common, 2)
        ends["layer"] = self.layer[ends["patch"]]
        nodes = ends.groupby(["x", "y", "layer"]).agg(
            first=("patch", "min"), last=("patch", "max"), in_it=("common", "all")
        )
        grid = np.rint(shapely.get_coordinates(places) / GRID).astype(np.int64)
        here = nodes.loc[pd.MultiIndex.from_arrays([*grid.T, own])]
        needed = ((here["first"] == here["last"]) & here["in_it"]).to_numpy()
        patch, places, other = here["first"].to_numpy()[needed], places[needed], other[needed]
        beyond = np.empty(len(other), np.int64)
        for layer in np.unique(other):
            its = np.flatnonzero(self.layer[self.bare.owner] == layer)
            mine = other == layer
            beyond[mine] = self.bare.owner[its[shapely.STRtree(lines[its]).nearest(places[mine])]]
        return self._rows("seam_vertex", patch, places, self._names(beyond))

    def _along(self, progress: Progress) -> Shared:
        """Where left edges of a layer run along those of a later one, by places in `bare`."""
        of_edge = self.layer[self.bare.owner]
        found = []
        for number, step in enumerate(steps(progress, *[1.0] * (len(self.layers) - 1))):
            own, others = np.flatnonzero(of_edge == number), np.flatnonzero(of_edge > number)
            along = shared(self.bare.chosen(own), self.bare.chosen(others), self.settings.tolerance, step)
            found.append((own[along.one], others[along.two], along.low, along.high))
        return Shared(*(np.concatenate(arrays) for arrays in zip(*found)))

    def _common(self) -> Common:
        """The pieces of border that two layers have in common."""
        edges = pd.DataFrame({"key": self.key, "edge": np.arange(len(self.key))})[~self.left]
        both = edges.merge(edges, on="key")
        of_edge = self.layer[self.outer.owner]
        both = both[of_edge[both["edge_x"]] < of_edge[both["edge_y"]]]
        one, two = both["edge_x"].to_numpy(), both["edge_y"].to_numpy()
        along, owner = self.along, self.bare.owner
        patch = np.concatenate([self.outer.owner[one], owner[along.one]])
        other = np.concatenate([self.outer.owner[two], owner[along.two]])
        ends = np.concatenate([self.outer.ends()[one], cut_out(self.bare, along.one, along.low, along.high)])
        length = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
        return Common(pd.DataFrame({"one": patch, "two": other, "length": length}), ends)

    def _texts(self, name: str) -> np.ndarray:
        """A column of all patches."""
        return np.concatenate([layer.texts(name) for layer in self.layers])

    def _names(self, patches: np.ndarray | Sequence[int]) -> list[str]:
        """What names patches in findings."""
        places = np.asarray(patches, np.int64)
        names = np.empty(len(places), object)
        for number, layer in enumerate(self.layers):
            own = self.layer[places] == number
            names[own] = layer.book.names_of(places[own] - self.first[number])
        return names.tolist()

    def _faces(self, kind: str, faces: Sequence[Face]) -> gpd.GeoDataFrame:
        """Findings on areas: the first patch is the feature, the rest the others."""
        shapes = as_array([face.geometry for face in faces])
        others = [", ".join(self._names(face.patches[1:])) for face in faces]
        first = np.array([face.patches[0] for face in faces], np.int64)
        return self._rows(kind, first, shapes, others, measure=shapely.area(shapes), unit="m2", width=widths(shapes))

    def _broken(self, kind: str, broken: Break, code: np.ndarray, said: np.ndarray) -> gpd.GeoDataFrame:
        """Findings on what does not go on."""
        return self._rows(
            kind,
            broken.patch,
            broken.border,
            self._names(broken.other),
            measure=shapely.length(broken.border),
            unit="m",
            **{CLASS: code[broken.patch], "code": said},
        )

    def _rows(
        self, kind: str, patches: np.ndarray, shapes: np.ndarray, others: Sequence[str], unit: str = "", **values: Any
    ) -> gpd.GeoDataFrame:
        """Findings on patches of any layer."""
        found = []
        for number, layer in enumerate(self.layers):
            own = np.flatnonzero(self.layer[patches] == number)
            of_own = {name: value[own] for name, value in values.items()}
            beside = [others[place] for place in own]
            places = patches[own] - self.first[number]
            found.append(layer.book.rows(kind, places, shapes[own], other=beside, unit=unit, **of_own))
        return joined(found, self.layers[0].frame.crs)


def _outer_edges(layers: Sequence[Layer], first: np.ndarray, progress: Progress) -> Segments:
    """The edges that no layer cancels itself."""
    made = []
    for layer, start, step in zip(layers, first, steps(progress, *(len(layer.areas) for layer in layers))):
        table = EdgeTable(layer.areas, _NONE, progress=step)
        left = table.leftover()
        step(100.0)
        made.append((left.start + table.origin, left.end + table.origin, left.owner + start))
    return Segments(*(np.concatenate(arrays) for arrays in zip(*made)))


def _balance(edges: Segments, key: np.ndarray) -> np.ndarray:
    """How many more edges there are one way than the other between the ends of each edge."""
    (x, y), (to_x, to_y) = edges.start.T, edges.end.T
    ahead = np.where((x < to_x) | ((x == to_x) & (y < to_y)), 1, -1)
    return np.bincount(key, ahead, minlength=0)[key]


def _differences(broken: Break, texts: dict[str, np.ndarray]) -> np.ndarray:
    """The fields that differ and their values on both sides, in words."""
    said = np.empty(len(broken.patch), object)
    for place, (one, two) in enumerate(zip(broken.patch, broken.other)):
        unlike = [f"{name} {some[one]} | {some[two]}" for name, some in texts.items() if some[one] != some[two]]
        said[place] = ", ".join(unlike)
    return said


def _beside(lines: np.ndarray, faces: np.ndarray) -> np.ndarray:
    """Whether lines run along faces: (n,) bool, told at three points of each."""
    tree, along = shapely.STRtree(faces), np.ones(len(lines), bool)
    for share in (0.25, 0.5, 0.75):
        points = shapely.line_interpolate_point(lines, share, normalized=True)
        along &= np.bincount(tree.query(points, predicate="dwithin", distance=GRID)[0], minlength=len(lines)) > 0
    return along


def _bare(faces: Sequence[Face], coverage: Coverage) -> np.ndarray:
    """What no patch covers of each face."""
    shapes = as_array([face.geometry for face in faces])
    shape, patch = coverage.tree.query(shapes, predicate="intersects")
    covered = [shapely.union_all(coverage.patches[patch[shape == place]]) for place in range(len(shapes))]
    return overlay.difference(shapes, as_array(covered))
