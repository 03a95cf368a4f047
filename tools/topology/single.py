"""Findings on single patches: their rings, their shape, what is too little for their class."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from ..progress import Progress
from ..quality.findings import joined
from ..standard import Standard
from . import shapes
from .book import Book
from .neighbours import CLASS
from .seen import Seen
from .settings import INVALID_KINDS, TopologySettings

WIDTH = "XZDWKD"
"""The width of a linear feature."""


def single_patches(seen: Seen, book: Book, settings: TopologySettings) -> Iterator[gpd.GeoDataFrame]:
    """Findings on the shape of single patches, whatever their class."""
    patches, area, table = seen.patches, seen.area, seen.table
    none = np.flatnonzero(shapely.is_missing(patches) | shapely.is_empty(patches))
    yield book.rows("null_geometry", none, np.full(len(none), None, object))
    for kind in INVALID_KINDS:
        yield book.rows(kind, seen.invalid[seen.reason == kind], seen.place[seen.reason == kind])
    many = shapes.multipart(patches)
    yield book.rows("multipart", many, patches[many], measure=shapely.get_num_geometries(patches[many]))
    owner, places = table.repeated_vertices()
    yield book.rows("duplicate_vertex", owner, shapely.points(places))
    owner, neighbour, length, ends = table.short_segments()
    lines = shapely.linestrings(ends)
    yield book.rows("short_segment", owner, lines, other=book.names_of(neighbour), measure=length, unit="m")
    owner, places, angle = table.sharp_corners()
    # A corner of no angle at all makes the patch invalid, and is that fault.
    own = ~seen.settled[owner] & ((angle > 0) | ~np.isin(owner, seen.invalid))
    points = shapely.points(places[own])
    yield book.rows("spike", owner[own], points, measure=angle[own], unit="deg", limit=settings.spike_angle)
    small = np.flatnonzero(shapes.smaller(area, settings.sliver_area))
    yield book.rows("sliver", small, patches[small], measure=area[small], unit="m2", limit=settings.sliver_area)


def by_class(
    seen: Seen, book: Book, standard: Standard, settings: TopologySettings, notes: list[str], progress: Progress
) -> list[gpd.GeoDataFrame]:
    """Findings on patches that are too narrow or too small for their class."""
    classes, kinds, found = book.frame.get(CLASS), set(settings.kinds), []
    if "narrow" in kinds:
        exempt = seen.settled if classes is None else seen.settled | standard.is_linear(classes)
        found.append(_narrow(seen, book, settings, exempt, progress))
    if "below_minimum_area" in kinds and book.has(CLASS, "below_minimum_area", notes):
        minimum = standard.minimum_area(classes)
        by_width = standard.mapped_by_width(classes, book.frame.get(WIDTH))
        small = np.flatnonzero(shapes.smaller(seen.area, minimum) & ~seen.settled & ~by_width)
        words = {"measure": seen.area[small], "limit": minimum[small], CLASS: classes.iloc[small]}
        found.append(book.rows("below_minimum_area", small, seen.patches[small], unit="m2", **words))
    return found


def _narrow(
    seen: Seen, book: Book, settings: TopologySettings, exempt: np.ndarray, progress: Progress
) -> gpd.GeoDataFrame:
    """Findings on patches that are narrow on average, and on narrow places of the others."""
    mean = shapes.mean_widths(seen.area, seen.patches)
    narrow = shapes.narrower(mean, settings.narrow_width) & ~exempt
    places = np.flatnonzero(narrow)
    whole = book.rows(
        "narrow", places, seen.patches[places], measure=mean[places], unit="m", limit=settings.narrow_width
    )
    if settings.neck_width <= 0:
        return whole
    others = ~(narrow | exempt | shapely.is_missing(seen.patches))
    others[seen.invalid] = False
    places = np.flatnonzero(others)
    owner, part, width = shapes.necks(seen.patches[places], settings.neck_width, progress)
    necks = book.rows("narrow", places[owner], part, measure=width, unit="m", width=width, limit=settings.neck_width)
    return joined([whole, necks], book.frame.crs)
