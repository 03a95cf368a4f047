"""The topology check of a patch layer: one edge table, one list of findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import findings, joined, no_findings
from ..quality.labels import rule_text
from ..quality.rules import feature_keys
from ..standard import Standard
from . import shapes
from .edges import GRID, EdgeTable, Leftover, as_polygons
from .faces import GAP, HOLE, OUTSIDE, OVERLAP, UNCOVERED, Coverage, Face, as_lines, faults
from .near import UnmatchedVertex, narrow_openings, unmatched_vertices

COVERAGE_KINDS = (OVERLAP, GAP, OUTSIDE, UNCOVERED, HOLE, "unmatched_vertex")
SHAPE_KINDS = (
    "null_geometry",
    shapes.SELF_INTERSECTION,
    shapes.INVALID,
    "multipart",
    "duplicate_vertex",
    "short_segment",
    "sliver",
)
KINDS = COVERAGE_KINDS + SHAPE_KINDS
"""Every kind of finding that the check can yield; each has a row `geometry:<kind>` in the rule book."""


@dataclass(frozen=True)
class TopologySettings:
    """Thresholds in m and m2. `kinds` switches the checks."""

    kinds: tuple[str, ...] = KINDS
    tolerance: float = 0.001
    """m: a face not wider than this is a difference of coordinates (an unmatched vertex), not a gap or an overlap.
    Open question of the standard: the national tool uses 0.001 or 0.0001."""
    gap_width: float = 0.0
    """m: openings between patches up to this width count as gaps although they are open at an end; 0 turns this off.
    Needed only where the county outline is not known: with it every uncovered place is found."""
    short_segment: float = 0.01
    """m: shorter segments are reported (no official figure was found)."""
    sliver_area: float = 10.0
    """m2: patches smaller than this are reported (rule 4601)."""


def check_topology(
    frame: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame | None,
    standard: Standard,
    settings: TopologySettings | None = None,
    *,
    layer: str = "DLTB",
    key: str = "BSM",
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """All topology faults of a patch layer as findings.

    `outline` is the county (XZQ, one or several features); without it neither land outside nor land without a patch
    at the county's edge can be told, and a place without patch counts as a gap only where two patches enclose it.
    Coordinates are metres; a layer in degrees is refused.
    """
    settings = settings or TopologySettings()
    _refuse_degrees(frame, layer)
    frame = _in_order(frame, key)
    patches, outlines = as_polygons(frame.geometry.to_numpy()), _outlines(outline, frame, layer)
    book = _Book(frame, standard, layer, key)
    area = shapely.area(patches)
    first, second, third, fourth = steps(progress, 5, 2, 3, 1)
    with shapes.worker_pool() as pool:
        validity = shapes.Validity(pool, patches)
        table = EdgeTable(_measurable(patches, area), outlines, settings.short_segment, first)
        leftover = table.leftover()
        invalid = validity.invalid(second)
    rings = shapes.faults_of_rings(patches[invalid])
    found = [book.null_geometry(patches), *book.invalid(invalid, *rings)]
    if set(settings.kinds) & set(COVERAGE_KINDS):
        crossing = patches[invalid[rings[0] == shapes.SELF_INTERSECTION]]
        found.append(_coverage(table, leftover, book, settings, invalid, crossing, third))
    found.extend(_single_patches(table, patches, area, book, settings))
    fourth(100.0)
    wanted = joined(found, frame.crs)
    return wanted[wanted["kind"].isin(settings.kinds)].reset_index(drop=True)


def _in_order(frame: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    """The frame in the order of its keys: whatever the order of the rows, the same faults come out."""
    if key not in frame:
        return frame.sort_index()
    return frame if frame[key].is_monotonic_increasing else frame.sort_index().sort_values(key, kind="stable")


def _measurable(patches: np.ndarray, area: np.ndarray) -> np.ndarray:
    """The patches whose coordinates are all numbers; None for the others, which are reported as invalid."""
    finite = np.isfinite(area)
    return patches if finite.all() else np.where(finite, patches, np.array(None))


def _coverage(
    table: EdgeTable,
    leftover: Leftover,
    book: _Book,
    settings: TopologySettings,
    invalid: np.ndarray,
    crossing: np.ndarray,
    progress: Progress,
) -> gpd.GeoDataFrame:
    """Findings between patches; `invalid` are places of patches, `crossing` the patches that cross themselves."""
    lines = as_lines(table, leftover)
    coverage = Coverage(table.patches, table.outlines, invalid)
    wide, thin = faults(lines, leftover.owner, coverage, settings.tolerance, progress)
    crossed = shapely.get_parts([shapes.crossings(patch) for patch in crossing])
    own = _not_of_a_crossing(wide, crossed)
    if settings.gap_width > 0:
        gaps = [face.geometry for face in own if face.kind == GAP]
        own += narrow_openings(coverage.patches, leftover, settings.gap_width, gaps)
    known = np.array([*(face.geometry for face in [*wide, *own]), *crossed], dtype=object)
    vertices = unmatched_vertices(table, leftover, lines, thin, known, settings.tolerance)
    return joined([book.faces(own), book.unmatched(vertices)])


def _not_of_a_crossing(faces: list[Face], crossed: np.ndarray) -> list[Face]:
    """The faces that are faults of their own: those at the crossing of a ring with itself belong to that fault."""
    geometry = np.array([face.geometry for face in faces], dtype=object)
    touching = set(shapely.STRtree(crossed).query(geometry, predicate="dwithin", distance=GRID)[0].tolist())
    return [face for place, face in enumerate(faces) if place not in touching]


def _single_patches(
    table: EdgeTable, patches: np.ndarray, area: np.ndarray, book: _Book, settings: TopologySettings
) -> Iterable[gpd.GeoDataFrame]:
    many = shapes.multipart(patches)
    yield book.rows("multipart", many, patches[many], measure=shapely.get_num_geometries(patches[many]))
    owner, places = table.repeated_vertices()
    yield book.rows("duplicate_vertex", owner, shapely.points(places))
    owner, neighbour, length, ends = table.short_segments()
    lines = shapely.linestrings(ends)
    yield book.rows("short_segment", owner, lines, other=book.names_of(neighbour), measure=length, unit="m")
    small = shapes.slivers(area, settings.sliver_area)
    yield book.rows("sliver", small, patches[small], measure=area[small], unit="m2")


def _refuse_degrees(frame: gpd.GeoDataFrame, layer: str) -> None:
    if frame.crs is not None and frame.crs.is_geographic:
        message = tr(
            "Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, "
            "topology is checked in metres."
        )
        raise TubanError(message.format(layer=layer, crs=frame.crs.name))


def _outlines(outline: gpd.GeoDataFrame | None, frame: gpd.GeoDataFrame, layer: str) -> np.ndarray:
    if outline is None:
        return np.empty(0, object)
    if frame.crs is not None and outline.crs is not None and frame.crs != outline.crs:
        message = tr(
            "Layers {layer} and XZQ have different coordinate systems ({first}, {second}): reproject one of them."
        )
        raise TubanError(message.format(layer=layer, first=frame.crs.name, second=outline.crs.name))
    polygons = as_polygons(outline.geometry.to_numpy())
    area = shapely.area(polygons)
    polygons = polygons[np.isfinite(area) & (area > 0)]
    if not len(polygons):
        raise TubanError(tr("Layer XZQ holds no area: choose the layer of the county outline, or leave it out."))
    return polygons


class _Book:
    """Turns faults into findings with the rule book's rule, severity and words."""

    def __init__(self, frame: gpd.GeoDataFrame, standard: Standard, layer: str, key: str):
        self.frame, self.layer, self.key = frame, layer, key
        self.nothing = no_findings(frame.crs)
        rules = standard.rules.assign(id=standard.rules.index).to_dict("records")
        checks = {rule["check"]: rule for rule in rules}
        self.rules = {kind: checks[f"geometry:{kind}"] for kind in KINDS}

    def rows(
        self,
        kind: str,
        patches: Sequence[int] | np.ndarray,
        geometry: Any,
        *,
        other: Sequence[str] | str = "",
        measure: Any = np.nan,
        unit: str = "",
    ) -> gpd.GeoDataFrame:
        """Findings of one kind; `patches` are places in the frame, -1 where no patch is concerned."""
        rule, count = self.rules[kind], len(patches)
        if not count:
            return self.nothing
        others = [other] * count if isinstance(other, str) else list(other)
        measures = np.broadcast_to(np.asarray(measure, float), (count,))
        text = rule_text(rule)
        return findings(
            kind=kind,
            rule=rule["id"],
            severity=rule["severity"],
            layer=self.layer,
            feature=self.names_of(patches),
            other=others,
            measure=measures,
            unit=unit,
            message=[text.format(other=second, measure=_figure(value)) for second, value in zip(others, measures)],
            geometry=geometry,
            crs=self.frame.crs,
        )

    def names_of(self, patches: Sequence[int] | np.ndarray) -> list[str]:
        """The BSM (or feature id) of patches by their place, empty for -1."""
        places = np.asarray(patches, dtype=int)
        names = np.full(len(places), "", object)
        names[places >= 0] = feature_keys(self.frame.iloc[places[places >= 0]], self.key)
        return names.tolist()

    def null_geometry(self, patches: np.ndarray) -> gpd.GeoDataFrame:
        none = np.flatnonzero(shapely.is_missing(patches) | shapely.is_empty(patches))
        return self.rows("null_geometry", none, np.full(len(none), None, object))

    def invalid(self, patches: np.ndarray, kinds: np.ndarray, places: np.ndarray) -> list[gpd.GeoDataFrame]:
        """Findings for invalid patches, each with what is wrong and where."""
        return [
            self.rows(kind, patches[kinds == kind], places[kinds == kind])
            for kind in (shapes.SELF_INTERSECTION, shapes.INVALID)
        ]

    def faces(self, faces: list[Face]) -> gpd.GeoDataFrame:
        """Findings for faulty faces: the first patch is the feature, the rest the others."""
        frames = []
        for kind in dict.fromkeys(face.kind for face in faces):
            same = [face for face in faces if face.kind == kind]
            names = iter(self.names_of([place for face in same for place in face.patches]))
            others = [[next(names) for _ in face.patches][1:] for face in same]
            frames.append(
                self.rows(
                    kind,
                    [face.patches[0] if face.patches else -1 for face in same],
                    [face.geometry for face in same],
                    other=[", ".join(rest) for rest in others],
                    measure=[face.geometry.area for face in same],
                    unit="m2",
                )
            )
        return joined(frames, self.frame.crs)

    def unmatched(self, vertices: list[UnmatchedVertex]) -> gpd.GeoDataFrame:
        """Findings for vertices that a neighbour lacks."""
        others = self.names_of([vertex.other for vertex in vertices])
        return self.rows(
            "unmatched_vertex",
            [vertex.patch for vertex in vertices],
            [vertex.place for vertex in vertices],
            other=[name or "XZQ" for name in others],
        )


def _figure(value: float) -> str:
    """A measure as it is read: two decimals, more where that would say zero."""
    if not np.isfinite(value):
        return ""
    if value == round(value):
        return str(int(value))
    return f"{value:.2f}" if abs(value) >= 0.01 else f"{value:.2g}"
