"""The topology check of a patch layer: one edge table, one list of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

import geopandas as gpd
import numpy as np
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import joined
from ..quality.rules import feature_keys
from ..standard import Standard
from ..workers import answering, side_by_side
from .between import between_patches
from .book import Book
from .edges import as_polygons
from .neighbours import CLASS, alike, borders_within, undivided
from .seen import Seen, see
from .settings import COVERAGE_KINDS, TopologySettings
from .single import by_class, single_patches
from .villages import crossing
from .window import View, Window

Work = Callable[[list[str], Progress], Iterable[gpd.GeoDataFrame]]
"""A check: given a list for its notes it yields findings."""

IN_PART = "in part"
"""Among the `attrs` of the findings: not all areas were looked for, see `snapped`."""

VILLAGE_KEY = "ZLDWDM"
"""The field of CJDCQ that names a village."""


@answering
def check_topology(
    frame: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame | None,
    standard: Standard,
    settings: TopologySettings | None = None,
    *,
    layer: str = "DLTB",
    key: str = "BSM",
    villages: gpd.GeoDataFrame | None = None,
    dividers: gpd.GeoDataFrame | None = None,
    notes: list[str] | None = None,
    view: View | None = None,
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """All topology faults of a patch layer as findings.

    `outline` is the county (XZQ, one or several features); without it neither land outside nor land without a patch
    at the county's edge can be told, and a place without patch counts as a gap only where two patches enclose it.
    `villages` (CJDCQ) are what no patch may cross; neighbours of the same attributes may be divided by their borders
    and by the lines `dividers`. A fault is told once: what is a sliver is not narrow as well. `notes` receives a
    sentence for each check that could not run. With a `view` only the findings that touch its window are told.
    Coordinates are metres; a layer in degrees is refused.
    """
    settings = settings or TopologySettings()
    _refuse_degrees(frame, layer)
    outlines = county_outlines(outline, frame, layer)
    for other, name in ((villages, "CJDCQ"), (dividers, "DIVIDERS")):
        _refuse_another_system(other, name, frame, layer)
    notes = [] if notes is None else notes
    lines = [villages, dividers]
    return _found(frame, outlines, standard, settings, layer, key, lines, notes, view, progress)


def _found(
    frame: gpd.GeoDataFrame,
    outlines: np.ndarray,
    standard: Standard,
    settings: TopologySettings,
    layer: str,
    key: str,
    dividers: Sequence[gpd.GeoDataFrame | None],
    notes: list[str],
    view: View | None,
    progress: Progress,
) -> gpd.GeoDataFrame:
    """The findings; the first of the `dividers` are the villages."""
    frame = in_order(frame, key) if view is None else view.frame
    window = None if view is None else view.window
    book, kinds = Book(frame, standard, layer, key), set(settings.kinds)
    seeing, finding = steps(progress, 2, 1)
    seen = see(as_polygons(frame.geometry.to_numpy()), outlines, settings, view, seeing)
    works: list[Work] = [lambda _notes, _progress: list(single_patches(seen, book, settings))]
    if kinds & set(COVERAGE_KINDS):
        works.append(partial(between_patches, seen, book, settings))
    works.append(partial(by_class, seen, book, standard, settings))
    if "mergeable" in kinds:
        works.append(partial(_mergeable, seen, book, standard, settings, dividers))
    if "crosses_village" in kinds:
        works.append(partial(_crossing_villages, seen, book, settings, dividers[0], window))
    said: list[list[str]] = [[] for _ in works]
    calls = [partial(work, own) for work, own in zip(works, said)]
    found = side_by_side(calls[::-1], finding)[::-1]  # the later ones take longer: they begin first
    notes += [note for own in said for note in own]
    progress(100.0)
    together = joined([some for frames in found for some in frames], frame.crs)
    wanted = together["kind"].isin(kinds).to_numpy()
    if window is not None:
        wanted &= window.touches(together.geometry.to_numpy())
    together = together if wanted.all() else together[wanted].reset_index(drop=True)
    together.attrs[IN_PART] = bool(np.isfinite(seen.snapped.looked_at))
    return together


def in_order(frame: gpd.GeoDataFrame, key: str) -> gpd.GeoDataFrame:
    """The frame in the order of its keys: whatever the order of the rows, the same faults come out."""
    if key not in frame:
        return frame.sort_index()
    return frame if frame[key].is_monotonic_increasing else frame.sort_index().sort_values(key, kind="stable")


def _mergeable(
    seen: Seen,
    book: Book,
    standard: Standard,
    settings: TopologySettings,
    dividers: Iterable[gpd.GeoDataFrame | None],
    notes: list[str],
    progress: Progress,
) -> list[gpd.GeoDataFrame]:
    """Findings for neighbours that nothing divides: neither an attribute nor one of the dividing lines."""
    if not book.has(CLASS, "mergeable", notes):
        return []
    single = np.flatnonzero(seen.settled)
    borders = borders_within(seen.table, alike(book.frame, standard, single), progress)
    for lines in dividers:
        if lines is not None and len(borders.one):
            borders = undivided(borders, lines.geometry.to_numpy(), settings.tolerance)
    names, length = book.names_of(borders.two), shapely.length(borders.line)
    return [book.rows("mergeable", borders.one, borders.line, other=names, measure=length, unit="m")]


def _crossing_villages(
    seen: Seen,
    book: Book,
    settings: TopologySettings,
    villages: gpd.GeoDataFrame | None,
    window: Window | None,
    notes: list[str],
    progress: Progress,
) -> list[gpd.GeoDataFrame]:
    """Findings for patches that reach over the border of a village; the others named are the villages."""
    if villages is None or not len(villages):
        reason = tr("no layer CJDCQ was given") if villages is None else tr("layer CJDCQ has no features")
        notes.append(book.not_checked("crosses_village", reason))
        return []
    suspects = np.unique(seen.leftover.owner[seen.leftover.owner >= 0])
    areas = as_polygons(villages.geometry.to_numpy())
    found = crossing(seen.table.patches, areas, settings.tolerance, progress, suspects, window)
    names = np.array(feature_keys(villages, VILLAGE_KEY), dtype=object)
    crossed = [", ".join(names[list(places)]) for places in found.villages]
    return [book.rows("crosses_village", found.patch, found.geometry, other=crossed, measure=found.area, unit="m2")]


def _refuse_degrees(frame: gpd.GeoDataFrame, layer: str) -> None:
    if frame.crs is not None and frame.crs.is_geographic:
        message = tr(
            "Layer {layer} is in degrees ({crs}): reproject it to its Gauss-Krüger zone first, "
            "topology is checked in metres."
        )
        raise TubanError(message.format(layer=layer, crs=frame.crs.name))


def _refuse_another_system(other: gpd.GeoDataFrame | None, name: str, frame: gpd.GeoDataFrame, layer: str) -> None:
    if other is not None and frame.crs is not None and other.crs is not None and frame.crs != other.crs:
        message = tr(
            "Layers {layer} and {other} have different coordinate systems ({first}, {second}): reproject one of them."
        )
        raise TubanError(message.format(layer=layer, other=name, first=frame.crs.name, second=other.crs.name))


def county_outlines(outline: gpd.GeoDataFrame | None, frame: gpd.GeoDataFrame, layer: str) -> np.ndarray:
    """The areas of the county outline as an array of polygons, of no length without one."""
    if outline is None:
        return np.empty(0, object)
    _refuse_another_system(outline, "XZQ", frame, layer)
    polygons = as_polygons(outline.geometry.to_numpy())
    area = shapely.area(polygons)
    polygons = polygons[np.isfinite(area) & (area > 0)]
    if not len(polygons):
        raise TubanError(tr("Layer XZQ holds no area: choose the layer of the county outline, or leave it out."))
    return polygons
