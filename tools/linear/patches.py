"""Centrelines with widths become patches, cut out of those around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..standard import Standard
from ..topology.cutting import NO_CUTTER, Cut, cut, dissolved
from ..topology.edges import as_polygons
from ..workers import while_heard
from .absorb import Parts, absorbed
from .centrelines import centrelines, class_order, rows_outside
from .filling import Coverage, filled_in
from .ledger import ledger
from .ribbons import ribbons
from .settings import BY_MIDDLE, CLASS, UNIT, RibbonSettings
from .systems import refuse_degrees
from .tips import owners_of_tips, sharp_corners

SNAP = 0.05
"""m: ribbons follow vertices and borders that they would pass nearer: their sides are often drawn from the very borders
that are there, and would cross them again and again. No segments arise that the topology check calls short."""

_ONE_NUMBER = np.array([1 << 32, 1])
"""By which nodes on the grid become single numbers."""

_EQUAL = 0.01
"""m2: an area that differs by less is the same."""


@dataclass
class Ribboned:
    """A coverage with the linear features cut in."""

    patches: gpd.GeoDataFrame
    """All patches; column `ribbon` (bool) tells the new ones."""
    ledger: gpd.GeoDataFrame
    beside: list[gpd.GeoDataFrame]
    """The layers beside the patches, with the nodes that common borders have got."""
    notes: list[str] = field(default_factory=list)

    @property
    def ribbons(self) -> gpd.GeoDataFrame:
        """The new patches alone."""
        return self.patches[self.patches["ribbon"]]


def lines_to_patches(
    frame: gpd.GeoDataFrame,
    lines: gpd.GeoDataFrame,
    standard: Standard,
    settings: RibbonSettings | None = None,
    *,
    beside: Sequence[gpd.GeoDataFrame] = (),
    key: str = "BSM",
    progress: Progress = silent,
) -> Ribboned:
    """Cut the ribbons of centrelines out of patches that tile the land; the result tiles it again.

    `beside` are layers that share borders with the patches (XZQ, CJDCQ). All layers are in the same metres.
    """
    settings = settings or RibbonSettings()
    for layer in (frame, *beside):
        refuse_degrees(layer)
        _refuse_another_system(layer, lines)
    if CLASS not in frame:
        raise TubanError(tr("The patches have no field DLBM: choose another layer or add the field."))
    return while_heard(lambda told: _Work(frame, lines, standard, settings, key).done(list(beside), told), progress)


def _refuse_another_system(layer: gpd.GeoDataFrame, lines: gpd.GeoDataFrame) -> None:
    if layer.crs is not None and lines.crs is not None and layer.crs != lines.crs:
        text = tr("Patches and lines have different coordinate systems ({first}, {second}): reproject one of them.")
        raise TubanError(text.format(first=layer.crs.name, second=lines.crs.name))


def _flat(shapes: np.ndarray) -> np.ndarray:
    """Shapes without heights and measures; those that have none are not copied."""
    high = shapely.get_coordinate_dimension(shapes) > 2
    if not high.any():
        return shapes
    made = shapes.copy()
    made[high] = shapely.force_2d(shapes[high])
    return made


class _Work:
    """One run, step by step."""

    def __init__(
        self, frame: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, standard: Standard, settings: RibbonSettings, key: str
    ):
        self._frame, self._standard, self._settings, self._key = frame, standard, settings, key
        self._notes: list[str] = []
        self._given = centrelines(lines, standard, settings, self._notes)
        self._shapes = _flat(as_polygons(frame.geometry.to_numpy()))
        self._area = np.nan_to_num(shapely.area(self._shapes))
        present = [name for name in UNIT if name in frame]
        units = pd.DataFrame(frame)[present].astype(str)
        self._unit = units.groupby(present).ngroup().to_numpy() if present else np.zeros(len(frame), np.int64)
        self._code = frame[CLASS].fillna("").astype(str).str.strip().to_numpy(dtype=object)

    def done(self, beside: list[gpd.GeoDataFrame], progress: Progress) -> Ribboned:
        widening, cutting, joining, absorbing, trimming, writing = steps(progress, 10, 50, 10, 15, 10, 5)
        given = self._given
        self._note_outside()
        share = self._settings.parallel == BY_MIDDLE
        polygon, group = ribbons(given.line, given.half, given.group, self._kinds(), share=share, progress=widening)
        # Lines that were drawn in another system may lie so far away that no grid holds both.
        near = np.unique(shapely.STRtree(self._shapes).query(polygon)[0])
        order = near[np.argsort(group[near], kind="stable")]
        polygon, group = polygon[order], group[order]
        layers = [layer.geometry.to_numpy() for layer in beside]
        made = cut(self._shapes, polygon, beside=layers, snap=SNAP, progress=cutting)
        coverage = self._joined(made, np.append(group, NO_CUTTER)[made.cutter], joining)
        layers = made.beside
        if self._settings.absorb:
            coverage, layers = self._without_tips(self._absorbed(coverage, absorbing), layers, trimming)
        coverage = self._with_landless(coverage)
        patches, source = filled_in(self._frame, given, coverage, self._standard, self._key, self._notes)
        writing(50.0)
        booked = ledger(self._frame, patches, source, self._key)
        with_nodes = [
            layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs))
            for layer, shapes in zip(beside, layers)
        ]
        progress(100.0)
        return Ribboned(patches, booked, with_nodes, self._notes)

    def _with_landless(self, coverage: Coverage) -> Coverage:
        """The pieces, and the rows of the frame that have no area, as they are."""
        landless = np.flatnonzero(self._area == 0)
        if not len(landless):
            return coverage
        self._notes.append(tr("{count} patches have no area and stay as they are.").format(count=len(landless)))
        return Coverage(
            np.concatenate([coverage.shape, self._frame.geometry.to_numpy()[landless]]),
            np.concatenate([coverage.source, landless]),
            np.concatenate([coverage.group, np.full(len(landless), NO_CUTTER)]),
            np.concatenate([coverage.changed, np.zeros(len(landless), bool)]),
        )

    def _kinds(self) -> np.ndarray:
        """Lines of the same kind are joined where they meet: of one family and level."""
        return (
            pd.DataFrame({"family": self._given.family, "level": self._given.level})
            .groupby(["family", "level"])
            .ngroup()
            .to_numpy(np.int64)
        )

    def _note_outside(self) -> None:
        outside = rows_outside(self._shapes, self._given.line, self._given.row)
        if len(outside):
            text = tr("{count} lines lie outside of all patches and change nothing.")
            self._notes.append(text.format(count=len(outside)))

    def _joined(self, made: Cut, group: np.ndarray, progress: Progress) -> Coverage:
        """The pieces with those of a ribbon joined within each unit, across the patches that it takes land from."""
        kept = self._upper(made.source, group)
        ribbon = (group != NO_CUTTER) & ~kept
        label = np.arange(len(made.piece))
        keys = pd.DataFrame({"group": group, "unit": self._unit[made.source]})[ribbon]
        label[ribbon] = len(label) + keys.groupby(["group", "unit"]).ngroup().to_numpy()
        again = ~ribbon & np.isin(made.source, made.source[kept])
        label[again] = -1 - made.source[again]
        pieces = Coverage(made.piece, made.source, np.where(ribbon, group, NO_CUTTER), made.changed)
        return self._united(pieces, label, shapely.area(made.piece), progress)

    def _upper(self, source: np.ndarray, group: np.ndarray) -> np.ndarray:
        """The pieces in a ribbon that stay with their patch, a linear feature that ranks above the new one."""
        if not self._settings.keep_upper or not len(self._given.line):
            return np.zeros(len(source), bool)
        order = class_order(self._standard, self._settings)
        rank = pd.Series(self._code, dtype=object).map(order).fillna(len(order)).to_numpy(int)
        first = np.unique(self._given.group, return_index=True)[1]
        of_group = np.append(self._given.rank[first], -1)
        level = np.append(self._given.level[first], np.inf)
        return (level[group] < 0) & (rank[source] < len(order)) | (level[group] == 0) & (rank[source] < of_group[group])

    def _united(self, pieces: Coverage, label: np.ndarray, weight: np.ndarray, progress: Progress) -> Coverage:
        """Pieces joined by label (n,); each has its source and group from the piece of the greatest weight."""
        _, place, count = np.unique(label, return_inverse=True, return_counts=True)
        many = np.flatnonzero(count[place.ravel()] > 1)
        shape, of_label = dissolved(pieces.shape[many], label[many], progress)
        many = many[np.lexsort((-weight[many], label[many]))]
        first = many[np.searchsorted(label[many], of_label)]
        alone = np.flatnonzero(count[place.ravel()] == 1)
        chosen = np.concatenate([alone, first])
        return Coverage(
            np.concatenate([pieces.shape[alone], shape]),
            pieces.source[chosen],
            pieces.group[chosen],
            np.concatenate([pieces.changed[alone], np.ones(len(shape), bool)]),
        )

    def _least_widths(self, coverage: Coverage, code: np.ndarray) -> np.ndarray:
        """m: what is narrower on average is too little; of a ribbon a strip that a line between units cuts off its side
        is, below a quarter of the width."""
        first = np.unique(self._given.group, return_index=True)[1]
        quarter = np.append(self._given.half[first] / 2.0, 0.0)[coverage.group]
        least = np.where(self._standard.is_linear(code), 0.0, self._settings.least_width)
        return np.where(coverage.group != NO_CUTTER, np.minimum(quarter, self._settings.least_width), least)

    def _absorbed(self, coverage: Coverage, progress: Progress) -> Coverage:
        """What is too little to be a patch united with a neighbour."""
        choosing, uniting = steps(progress, 2, 1)
        ribbon, code = coverage.group != NO_CUTTER, self._codes(coverage)
        parts = Parts(coverage.shape, code, self._unit[coverage.source], ribbon, self._standard)
        limit = self._standard.minimum_area(code)
        limit = np.where(ribbon | self._standard.is_linear(code) | np.isnan(limit), self._settings.sliver_area, limit)
        left = coverage.changed & (parts.area < self._area[coverage.source] - _EQUAL)
        narrow = parts.area < self._least_widths(coverage, code) * shapely.length(coverage.shape) / 2.0
        small = np.flatnonzero(left & ((parts.area < limit) | narrow))
        if not len(small):
            return coverage
        goes = absorbed(parts, small, limit, choosing)
        own = goes == np.arange(len(goes))
        # What is left of one patch may touch again through what it took in: then it is one patch again.
        label, source = goes.copy(), coverage.source[goes]
        again = ~ribbon[goes] & np.isin(source, source[~own])
        label[again] = len(goes) + source[again]
        return self._united(coverage, label, own * parts.area, uniting)

    def _codes(self, coverage: Coverage) -> np.ndarray:
        """The class of each piece."""
        first = np.append(np.unique(self._given.group, return_index=True)[1], 0)
        codes = np.append(self._given.code, "")[first] if len(self._given.line) else np.array([""], dtype=object)
        return np.where(coverage.group != NO_CUTTER, codes[coverage.group], self._code[coverage.source])

    def _without_tips(
        self, coverage: Coverage, beside: list[np.ndarray], progress: Progress
    ) -> tuple[Coverage, list[np.ndarray]]:
        """The pieces without the spikes that they have got, and the layers beside them with the nodes for that."""
        looking, cutting, uniting = steps(progress, 1, 1, 1)
        sharp = sharp_corners(coverage.shape[coverage.changed], looking)
        was = sharp_corners(self._shapes[np.unique(coverage.source[coverage.changed])]).node
        new = ~np.isin(sharp.node @ _ONE_NUMBER, was @ _ONE_NUMBER)
        if not new.any():
            return coverage, beside
        made = cut(coverage.shape, sharp.chord[new], beside=beside, progress=cutting)
        changed = coverage.changed[made.source] | made.changed
        pieces = Coverage(made.piece, coverage.source[made.source], coverage.group[made.source], changed)
        area = shapely.area(made.piece)
        order = np.lexsort((-area, made.source))
        tip = np.sort(order[np.append(False, np.diff(made.source[order]) == 0)])
        ribbon = pieces.group != NO_CUTTER
        parts = Parts(pieces.shape, self._codes(pieces), self._unit[pieces.source], ribbon, self._standard)
        label = made.source.copy()
        label[tip] = made.source[owners_of_tips(parts, made.source, tip)]
        area[tip] = 0.0
        return self._united(pieces, label, area, uniting), made.beside
