"""Findings between patches: overlaps, gaps, what lies outside, patches on each other, vertices that do not match."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..language import tr
from ..progress import Progress, steps
from ..quality.findings import joined
from ..workers import multipoints, points_of
from . import shapes
from .book import Book
from .chains import Lacking, as_chains
from .edges import GRID, packed
from .faces import GAP, WIDTH_ERROR, Coverage, Face, faults, of_whole_patches, widths
from .near import UnmatchedVertex, narrow_openings, unmatched_vertices
from .seen import Seen
from .settings import FACE_KINDS, TopologySettings
from .snapped import WIDE, Snapped
from .window import widened

AREA_ERROR = 1e-6
"""Of the area of a face: what it may be off by."""


MOST_FINDINGS = 100_000
"""Of one kind: more are bundled, a finding for each set of patches. Then patches do not share their borders at all."""

MOST_PLACES = 500_000
"""Vertices that do not match: where there are more, the first of each pair of patches is shown, the rest counted."""

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
    beside = _not_at_faults(seen, known)
    if np.isfinite(seen.snapped.looked_at):
        notes.append(_looked_at_in_part(seen.snapped))
    return [_areas(own, book, settings, notes, measured), _unmatched(seen, vertices, beside, book, notes)]


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


def _unmatched(
    seen: Seen, vertices: list[UnmatchedVertex], snapped: Lacking, book: Book, notes: list[str]
) -> gpd.GeoDataFrame:
    """Findings for vertices that a neighbour lacks, each place once; `snapped` are those that snapping has found."""
    near, snapped = _told_once(seen, vertices, snapped)
    patch, other = (
        np.concatenate([near[name].to_numpy(), np.maximum(some, -1)])
        for name, some in (("patch", snapped.owner), ("other", snapped.other))
    )
    places = np.concatenate([near[["x", "y"]].to_numpy(), seen.table.to_metres(snapped.node)])
    pair = (patch + 1 << 32) | (other + 1)
    if len(pair) > MOST_FINDINGS:
        first, many, geometry = _by_pair(pair, places)
        told = _told_together if len(patch) <= MOST_PLACES else _told_at_the_first
        notes.append(told("unmatched_vertex", len(patch), book))
    else:
        first, many = np.argsort(pair, kind="stable"), np.full(len(pair), np.nan)
        geometry = points_of(places[first])
    return book.rows(
        "unmatched_vertex",
        patch[first],
        geometry,
        other=[name or "XZQ" for name in book.names_of(other[first])],
        measure=many,
    )


def _by_pair(pair: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The places (n, 2) of each pair of patches (n,) together: the first, how many, and all or the first as points."""
    shown = len(pair) <= MOST_PLACES
    order = np.argsort(pair, kind="stable" if shown else None)
    pair = pair[order]
    starts = np.flatnonzero(np.append(True, pair[1:] != pair[:-1]))
    first = np.minimum.reduceat(order, starts)
    bounds = np.append(starts, len(pair))
    return first, np.diff(bounds), multipoints(places[order], bounds) if shown else points_of(places[first])


def _told_once(seen: Seen, vertices: list[UnmatchedVertex], snapped: Lacking) -> tuple[pd.DataFrame, Lacking]:
    """The vertices that lie in or beside lines, each place once, and those of the snapped that are not among them."""
    lacking = seen.lacking
    patch = np.concatenate([[vertex.patch for vertex in vertices], np.maximum(lacking.owner, -1)]).astype(int)
    other = np.concatenate([[vertex.other for vertex in vertices], np.maximum(lacking.other, -1)]).astype(int)
    places = np.concatenate(
        [shapely.get_coordinates([vertex.place for vertex in vertices]), seen.table.to_metres(lacking.node)]
    )
    near = pd.DataFrame(places, columns=["x", "y"]).assign(patch=patch, other=other)
    near = near.sort_values(["patch", "other"], kind="stable").drop_duplicates(["x", "y"])
    node = np.rint(near[["x", "y"]].to_numpy() / GRID).astype(np.int64) - seen.table.origin
    vertex = np.flatnonzero((seen.table.to_metres(node) == near[["x", "y"]]).all(axis=1))
    at = pd.Index(packed(*node[vertex].T)).get_indexer(packed(*snapped.node.T))
    both = np.flatnonzero(at >= 0)
    rows = vertex[at[both]]
    for name, beside in (("patch", snapped.owner[both]), ("other", snapped.other[both])):
        values = near[name].to_numpy().copy()
        values[rows] = _least(values[rows], beside)
        near[name] = values
    return near, snapped.chosen(at < 0)


def _least(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """The first of two patches each, the county outline only where there is no patch."""
    return np.where((one < 0) | (two < 0), np.maximum(one, two), np.minimum(one, two))


def _not_at_faults(seen: Seen, known: np.ndarray) -> Lacking:
    """The snapped vertices that do not lie at known faults, whose they are."""
    snapped, patches = seen.snapped.lacking, seen.table.patches
    if not len(snapped.owner):
        return snapped
    faulty = np.zeros(len(patches), bool)
    faulty[shapely.STRtree(known).query(shapely.box(*widened(shapely.bounds(patches), GRID).T))[0]] = True
    maybe = np.flatnonzero((snapped.owner < 0) | faulty[snapped.owner])
    points = shapely.STRtree(points_of(seen.table.to_metres(snapped.node[maybe])))
    free = np.ones(len(snapped.owner), bool)
    free[maybe[points.query(known, predicate="dwithin", distance=GRID)[1]]] = False
    return snapped.chosen(free)


def _told_together(kind: str, count: int, book: Book) -> str:
    text = tr("{kind}: {count} places; those of the same patches are told as one finding.")
    return text.format(kind=book.kind_name(kind), count=count)


def _told_at_the_first(kind: str, count: int, book: Book) -> str:
    text = tr("{kind}: {count} places; those of the same patches are told as one finding, at the first of them.")
    return text.format(kind=book.kind_name(kind), count=count)


def _looked_at_in_part(snapped: Snapped) -> str:
    text = tr(
        "The borders of neighbours lie apart nearly everywhere. All overlaps and gaps are told west of easting {east} "
        "m; elsewhere those more than {distance} m wide, and narrower ones as vertices that do not match."
    )
    return text.format(east=round(snapped.looked_at), distance=WIDE)
