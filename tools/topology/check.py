"""The topology check of a patch layer: one edge table, one list of findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import findings, joined
from ..quality.labels import rule_text
from ..standard import Standard
from . import shapes
from .edges import EdgeTable, Leftover, as_polygons
from .faces import GAP, HOLE, OUTSIDE, OVERLAP, UNCOVERED, Coverage, Face, faults
from .near import narrow_openings, unmatched_vertices

COVERAGE_KINDS = (OVERLAP, GAP, OUTSIDE, UNCOVERED, HOLE, "unmatched_vertex")
SHAPE_KINDS = (
    "null_geometry",
    shapes.SELF_INTERSECTION,
    "invalid_geometry",
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
    patches = as_polygons(frame.geometry.to_numpy())
    outlines = _outlines(outline, frame, layer)
    book = _Book(frame, standard, layer, key)
    first, second, third, fourth = steps(progress, 5, 2, 3, 1)
    with shapes.worker_pool() as pool:
        validity = shapes.Validity(pool, patches)
        table = EdgeTable(patches, outlines, settings.short_segment, first)
        leftover = table.leftover()
        invalid = validity.invalid(second)
    found = [book.null_geometry(patches)]
    invalid_rows, crossed = book.invalid(patches, invalid)
    found.append(invalid_rows)
    if set(settings.kinds) & set(COVERAGE_KINDS):
        found.append(_coverage(table, leftover, book, settings, crossed, third))
    found.extend(_single_patches(table, patches, book, settings))
    fourth(100.0)
    wanted = joined(found, frame.crs)
    return wanted[wanted["kind"].isin(settings.kinds)].reset_index(drop=True)


def _coverage(
    table: EdgeTable, leftover: Leftover, book: _Book, settings: TopologySettings, crossed: np.ndarray, progress: Progress
) -> gpd.GeoDataFrame:
    coverage = Coverage(table.patches, table.outlines)
    real, thin = [], []
    for face in faults(table, leftover, coverage, progress):
        (real if face.width > settings.tolerance else thin).append(face)
    real = _not_of_a_crossing(real, crossed)
    if settings.gap_width > 0:
        real.extend(narrow_openings(table, leftover, settings.gap_width, [face.geometry for face in real if face.kind == GAP]))
    vertices = unmatched_vertices(table, leftover, real, crossed, settings.tolerance)
    return joined([book.faces(real), book.unmatched(vertices)])


def _not_of_a_crossing(faces: list[Face], crossed: np.ndarray) -> list[Face]:
    """The faces that are faults of their own: those at the crossing of a self-intersecting ring belong to that fault."""
    if not len(crossed) or not faces:
        return faces
    touching, _ = shapely.STRtree(crossed).query([face.geometry for face in faces], predicate="dwithin", distance=1e-4)
    return [face for place, face in enumerate(faces) if place not in set(touching.tolist())]


def _single_patches(table: EdgeTable, patches: np.ndarray, book: _Book, settings: TopologySettings) -> Iterable[gpd.GeoDataFrame]:
    many = shapes.multipart(patches)
    yield book.rows("multipart", many, patches[many], measure=shapely.get_num_geometries(patches[many]))
    owner, places = table.repeated_vertices()
    yield book.rows("duplicate_vertex", owner, shapely.points(places))
    owner, neighbour, length, ends = table.short_segments()
    yield book.rows("short_segment", owner, shapely.linestrings(ends), other=book.names_of(neighbour), measure=length, unit="m")
    small = shapes.slivers(patches, settings.sliver_area)
    yield book.rows("sliver", small, patches[small], measure=shapely.area(patches[small]), unit="m2")


def _refuse_degrees(frame: gpd.GeoDataFrame, layer: str) -> None:
    if frame.crs is not None and frame.crs.is_geographic:
        raise TubanError(
            tr("Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, topology is checked in metres.").format(
                layer=layer, crs=frame.crs.name
            )
        )


def _outlines(outline: gpd.GeoDataFrame | None, frame: gpd.GeoDataFrame, layer: str) -> np.ndarray:
    if outline is None:
        return np.empty(0, object)
    if frame.crs is not None and outline.crs is not None and frame.crs != outline.crs:
        raise TubanError(
            tr("Layers {layer} and XZQ have different coordinate systems ({first}, {second}): reproject one of them.").format(
                layer=layer, first=frame.crs.name, second=outline.crs.name
            )
        )
    polygons = as_polygons(outline.geometry.to_numpy())
    return polygons[~shapely.is_missing(polygons) & ~shapely.is_empty(polygons)]


class _Book:
    """Turns faults into findings with the rule book's rule, severity and words."""

    def __init__(self, frame: gpd.GeoDataFrame, standard: Standard, layer: str, key: str):
        self.crs, self.layer = frame.crs, layer
        names = frame[key].to_numpy(object) if key in frame else np.full(len(frame), None, object)
        ids = frame.index.to_numpy()
        blank = pd.isna(names) | (names == "")
        self.names = np.where(blank, ids.astype(str), names.astype(str)) if len(frame) else np.empty(0, object)
        rules = standard.rules
        self.rules = {check.split(":", 1)[1]: row for check, row in zip(rules["check"], rules.assign(id=rules.index).to_dict("records")) if check.startswith("geometry:")}

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
        rule = self.rules[kind]
        count = len(patches)
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
            crs=self.crs,
        )

    def names_of(self, patches: Sequence[int] | np.ndarray) -> list[str]:
        """The BSM (or feature id) of patches by their place, empty for -1."""
        return ["" if place < 0 else self.names[place] for place in patches]

    def null_geometry(self, patches: np.ndarray) -> gpd.GeoDataFrame:
        none = np.flatnonzero(shapely.is_missing(patches) | shapely.is_empty(patches))
        return self.rows("null_geometry", none, np.full(len(none), None, object))

    def invalid(self, patches: np.ndarray, places: np.ndarray) -> tuple[gpd.GeoDataFrame, np.ndarray]:
        """Findings for invalid patches, and the points where their rings cross."""
        reasons = shapes.faults_of_rings(patches[places])
        frames = []
        for kind in (shapes.SELF_INTERSECTION, "invalid_geometry"):
            chosen = [i for i, (reason, _) in enumerate(reasons) if (reason == shapes.SELF_INTERSECTION) == (kind == shapes.SELF_INTERSECTION)]
            frames.append(self.rows(kind, places[chosen], [reasons[i][1] for i in chosen]))
        crossed = [shapes.crossings(patches[place]) for place in places]
        return joined(frames, self.crs), shapely.get_parts(crossed) if crossed else np.empty(0, object)

    def faces(self, faces: list[Face]) -> gpd.GeoDataFrame:
        """Findings for faulty faces: the first patch is the feature, the rest the others."""
        frames = []
        for kind in dict.fromkeys(face.kind for face in faces):
            same = [face for face in faces if face.kind == kind]
            frames.append(
                self.rows(
                    kind,
                    [face.patches[0] if face.patches else -1 for face in same],
                    [face.geometry for face in same],
                    other=[", ".join(self.names[place] for place in face.patches[1:]) for face in same],
                    measure=[face.geometry.area for face in same],
                    unit="m2",
                )
            )
        return joined(frames, self.crs)

    def unmatched(self, vertices: list[tuple[int, int, shapely.Point]]) -> gpd.GeoDataFrame:
        """Findings for vertices that a neighbour lacks."""
        return self.rows(
            "unmatched_vertex",
            [owner for owner, _, _ in vertices],
            [point for _, _, point in vertices],
            other=[self.names[neighbour] if neighbour >= 0 else "XZQ" for _, neighbour, _ in vertices],
        )


def _figure(value: float) -> str:
    """A measure as it is read: two decimals, more where that would say zero."""
    if not np.isfinite(value):
        return ""
    if value == round(value):
        return str(int(value))
    return f"{value:.2f}" if abs(value) >= 0.01 else f"{value:.2g}"
