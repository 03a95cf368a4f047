"""Findings between patches: overlaps, gaps, what lies outside, patches on each other, vertices that do not match."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..language import tr
from ..progress import Progress, steps
from ..quality.findings import joined
from . import shapes
from .book import Book
from .chains import as_chains
from .edges import GRID
from .faces import GAP, WIDTH_ERROR, Coverage, Face, faults, of_whole_patches, widths
from .near import UnmatchedVertex, narrow_openings, unmatched_vertices
from .seen import Seen
from .settings import FACE_KINDS, TopologySettings

AREA_ERROR = 1e-6
"""Of the area of a face: what it may be off by."""


MOST_FINDINGS = 100_000
"""Of one kind: more are bundled, a finding for each set of patches. Then patches do not share their borders at all."""

VERTICES_MEASURED = 50_000
"""Vertices of faces whose widths are worked out, the smallest faces first, unless a limit of width needs them all."""


def between_patches(
    seen: Seen, book: Book, settings: TopologySettings, notes: list[str], progress: Progress
) -> list[gpd.GeoDataFrame]:
    """Findings between patches, and between patches and the county's outline."""
    table, leftover, tolerance = seen.table, seen.leftover, settings.tolerance
    sorted_out, drawn, matched, measured = steps(progress, 1, 3, 1, 1)
    chains = as_chains(table, leftover)
    apart = chains.apart(tolerance, seen.invalid, sorted_out)
    coverage = Coverage(table.patches, table.outlines, seen.invalid, seen.beyond)
    wide, thin = faults(chains.line, chains.owner, coverage, tolerance, drawn, apart)
    crossing = seen.patches[seen.invalid[seen.reason == shapes.SELF_INTERSECTION]]
    crossed = shapely.get_parts([shapes.crossings(patch) for patch in crossing])
    own = _not_of_a_crossing(wide, crossed)
    if settings.gap_width > 0:
        gaps = [face.geometry for face in own if face.kind == GAP]
        own += narrow_openings(coverage.patches, leftover, settings.gap_width, gaps)
    known = np.array([*(face.geometry for face in [*wide, *own]), *crossed], dtype=object)
    vertices = unmatched_vertices(table, leftover, chains.line, thin, known, tolerance, chains.of_edge, apart, matched)
    own = of_whole_patches(own, coverage, tolerance, settings.kinds)
    return [_areas(own, book, settings, notes, measured), _unmatched(seen, vertices, book, notes)]


def _not_of_a_crossing(faces: list[Face], crossed: np.ndarray) -> list[Face]:
    """The faces that are faults of their own: those at the crossing of a ring with itself belong to that fault."""
    geometry = np.array([face.geometry for face in faces], dtype=object)
    touching = set(shapely.STRtree(crossed).query(geometry, predicate="dwithin", distance=GRID)[0].tolist())
    return [face for place, face in enumerate(faces) if place not in touching]


def _areas(
    faces: list[Face], book: Book, settings: TopologySettings, notes: list[str], progress: Progress
) -> gpd.GeoDataFrame:
    """Findings for faulty areas within the limits of area and width."""
    geometry = np.array([face.geometry for face in faces], dtype=object)
    table = pd.DataFrame(
        {
            "kind": [face.kind for face in faces],
            "patches": pd.Series([face.patches for face in faces], dtype=object),
            "geometry": geometry,
            "area": shapely.area(geometry),
        }
    )
    table["free"] = ~table["kind"].isin(FACE_KINDS)
    table = table[table["free"] | _within(table["area"], settings.area_from, settings.area_to, AREA_ERROR)]
    by_width = settings.width_from > 0 or settings.width_to > 0
    table = table.assign(width=_widths(table["geometry"].to_numpy(), None if by_width else VERTICES_MEASURED, progress))
    if by_width:
        table = table[table["free"] | _within(table["width"], settings.width_from, settings.width_to, WIDTH_ERROR)]
    kinds = table.groupby("kind", sort=False)
    return joined([_of_one_kind(str(kind), same, book, notes) for kind, same in kinds], book.frame.crs)


def _widths(areas: np.ndarray, most: int | None, progress: Progress) -> np.ndarray:
    """Widths of areas in m; NaN for the largest of them, where all have more than so many vertices."""
    measured = np.ones(len(areas), bool)
    if most is not None:
        vertices = shapely.get_num_coordinates(areas)
        order = np.argsort(vertices, kind="stable")
        measured[order[np.cumsum(vertices[order]) > most]] = False
    made = np.full(len(areas), np.nan)
    made[measured] = widths(areas[measured], progress)
    return made


def _within(values: pd.Series, low: float, high: float, error: float) -> pd.Series:
    """Whether values lie between limits, which are inside, as far as the error of a value tells; 0 is no limit."""
    return (values >= low * (1.0 - error)) & ((values <= high * (1.0 + error)) | (high == 0.0))


def _of_one_kind(kind: str, table: pd.DataFrame, book: Book, notes: list[str]) -> gpd.GeoDataFrame:
    """Findings for areas of one kind: the first patch is the feature, the rest are the others."""
    if len(table) > MOST_FINDINGS:
        notes.append(_told_together(kind, len(table), book))
        table = _bundled(table)
    patches = table["patches"]
    names = iter(book.names_of([place for some in patches for place in some]))
    others = [[next(names) for _ in some][1:] for some in patches]
    return book.rows(
        kind,
        [some[0] if some else -1 for some in patches],
        table["geometry"].to_numpy(),
        other=[", ".join(rest) for rest in others],
        measure=table["area"].to_numpy(),
        unit="m2",
        width=table["width"].to_numpy(),
    )


def _bundled(table: pd.DataFrame) -> pd.DataFrame:
    """The areas of the same patches as one: of all together the area, of the widest the width."""
    group = table.groupby("patches", sort=False).ngroup().to_numpy()
    order = np.argsort(group, kind="stable")
    made = table.groupby(group).agg({"patches": "first", "area": "sum", "width": "max"})
    geometry = table["geometry"].to_numpy()[order]
    return made.assign(geometry=shapely.multipolygons(geometry, indices=group[order]))


def _unmatched(seen: Seen, vertices: list[UnmatchedVertex], book: Book, notes: list[str]) -> gpd.GeoDataFrame:
    """Findings for vertices that a neighbour lacks, each place once."""
    lacking = seen.lacking
    patch = np.concatenate([[vertex.patch for vertex in vertices], np.maximum(lacking.owner, -1)]).astype(int)
    other = np.concatenate([[vertex.other for vertex in vertices], np.maximum(lacking.other, -1)]).astype(int)
    places = shapely.get_coordinates([vertex.place for vertex in vertices])
    table = pd.DataFrame(np.concatenate([places, seen.table.to_metres(lacking.node)]), columns=["x", "y"])
    table = table.assign(patch=patch, other=other).sort_values(["patch", "other"], kind="stable")
    table = table.drop_duplicates(["x", "y"])
    together = len(table) > MOST_FINDINGS
    first = ~table.duplicated(["patch", "other"]).to_numpy() | (not together)
    starts = np.append(np.flatnonzero(first), len(table))
    if together:
        notes.append(_told_together("unmatched_vertex", len(table), book))
        kind, many = shapely.GeometryType.MULTIPOINT, np.diff(starts).astype(float)
        geometry = shapely.from_ragged_array(kind, table[["x", "y"]].to_numpy(), (starts,))
    else:
        many, geometry = np.full(len(table), np.nan), shapely.points(table[["x", "y"]].to_numpy())
    return book.rows(
        "unmatched_vertex",
        table["patch"].to_numpy()[first],
        geometry,
        other=[name or "XZQ" for name in book.names_of(table["other"].to_numpy()[first])],
        measure=many,
    )


def _told_together(kind: str, count: int, book: Book) -> str:
    text = tr("{kind}: {count} places; those of the same patches are told as one finding.")
    return text.format(kind=book.kind_name(kind), count=count)
