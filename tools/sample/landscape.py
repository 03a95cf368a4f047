"""What lies where: villages, fields, forest stands, settlements, roads and water as labels on the lattice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent
from .lattice import Axis, Floats, Mask, Strip, cell_size, make_axis, outline
from .raster import Labels, components, first_cells, grown
from .waves import Waves


class Cover(IntEnum):
    """What a cell is covered with; the land classes of its patch are drawn from this."""

    FIELD = 0
    SETTLEMENT = 1
    FOREST = 2
    CLEARING = 3
    DITCH = 4
    RURAL_ROAD = 5
    STREET = 6
    TRUNK_ROAD = 7
    RIVER = 8


_OF_STRIP = np.array([-1, Cover.DITCH, Cover.RURAL_ROAD, Cover.TRUNK_ROAD, Cover.RIVER])

_LOWLAND = 0.55
"""Share of the county that lies low: fields and settlements; forest stands above."""

_CELLS_PER_PATCH = 3.4
"""First guess; the attempts correct it."""

_INSIDE = 0.62
"""Share of the lattice that `outline` fills, about."""

_CUTS = (0.12, 0.8)
"""Share of the places where a row of fields may be cut: outside this range they look like no fields."""

VILLAGES_PER_TOWN = 10


@dataclass(frozen=True)
class Landscape:
    """The county as labels on its lattice; arrays have the shape (rows, columns), row 0 is the southernmost."""

    columns: Axis
    rows: Axis
    cell: float
    """m"""
    patch: Labels
    """Patch of each cell, dense from 0, each 4-connected and inside one village; -1 outside the county."""
    village: Labels
    """Village of each cell, dense from 0, each 4-connected; -1 outside the county."""
    cover: NDArray[np.int8]
    """`Cover` of each cell."""
    seat: NDArray[np.int8]
    """For each village: 2 the county seat, 1 the seat of a town, 0 neither."""
    ruggedness: Waves
    levels: Floats
    """Sorted values of `ruggedness` in the county, to turn a value into the share of the county that is flatter."""

    @cached_property
    def patch_cover(self) -> NDArray[np.int8]:
        """`Cover` of each patch."""
        return self.cover.flat[first_cells(self.patch)]

    @cached_property
    def patch_village(self) -> NDArray[np.int64]:
        """Village of each patch."""
        return self.village.flat[first_cells(self.patch)]


def make_landscape(patches: int, villages: int, area: float, seed: int, progress: Progress = silent) -> Landscape:
    """A landscape of exactly `patches` patches in `villages` villages on about `area` m2.

    All patches but those of field rows are given by what lies where; the rows are then cut into as many fields as
    are still wanted. Where the lattice is too coarse or too fine for that, another size is tried.
    """
    ratio = _CELLS_PER_PATCH
    for attempt in range(20):
        draft = _Draft(np.random.default_rng([seed, 1, attempt]), ratio * patches, villages, area, progress)
        cuts = patches - draft.fixed
        if _CUTS[0] <= cuts / max(draft.places.sum(), 1) <= _CUTS[1]:
            return draft.finished(cuts)
        wanted = draft.fixed + 0.42 * draft.places.sum()
        ratio *= float(np.clip(patches / wanted, 0.5, 2.0))
    raise TubanError(
        tr("No county of {patches} patches in {villages} villages could be laid out; take fewer villages.").format(
            patches=patches, villages=villages
        )
    )


class _Draft:
    """One attempt at a landscape: everything is decided except where rows of fields are cut."""

    def __init__(self, rng: np.random.Generator, cells: float, villages: int, area: float, progress: Progress) -> None:
        self._rng = rng
        count = max(int(np.sqrt(cells / _INSIDE)), 12)
        self._columns, self._rows = make_axis(rng, count, Strip.RIVER), make_axis(rng, count, Strip.TRUNK_ROAD)
        county = outline(rng, count, count)
        self._cell = cell_size(self._columns, self._rows, county, area)
        depth = self._depth(county)
        village, seeds = _villages(rng, county, villages)
        progress(30.0)
        self._seat = _seats(villages)
        cover = self._cover(county, depth, village, seeds)
        stand = _stands(rng, cover, village, depth)
        progress(60.0)
        self._village, self._cover_full = self._expanded(village), self._expanded(cover)
        line = self._lay_strips()
        self._fixed_label = self._fixed_patches(self._expanded(stand), line)
        progress(80.0)
        self._along = self._directions()
        self._starts, self.places = self._field_rows()
        self.fixed = int(self._fixed_label.max() + 1 + self._starts.sum())
        """Number of patches if no row of fields is cut."""

    def _expanded(self, coarse: Labels) -> Labels:
        """From wide cells to all cells: a strip continues the cell before it."""
        return coarse[self._rows.source][:, self._columns.source]

    def _depth(self, county: Mask) -> Floats:
        """Share of the county that is flatter than each wide cell, 0 to 1."""
        side = len(county) * self._cell
        longest = min(16000.0, 0.8 * side)
        self._ruggedness = Waves(self._rng, longest / 5, longest, 12)
        middles = [_middles(axis.widths(self._cell))[axis.strip == Strip.NONE] for axis in (self._columns, self._rows)]
        field = self._ruggedness.grid(*middles)
        self._levels = np.sort(field[county])
        return np.searchsorted(self._levels, field) / len(self._levels)

    def _cover(self, county: Mask, depth: Floats, village: Labels, seeds: NDArray[np.int64]) -> Labels:
        cover = np.full(county.shape, Cover.FIELD.value)
        forest = depth > _LOWLAND
        cover[forest] = Cover.FOREST
        cover[forest & (self._rng.random(county.shape) < 0.04)] = Cover.CLEARING
        size = np.bincount(village[county], minlength=len(seeds))
        radius = np.sqrt(np.array([0.05, 0.15, 0.3])[self._seat] * size / np.pi)
        row, column = np.indices(county.shape)
        away = np.hypot(row - (seeds // county.shape[1])[village], column - (seeds % county.shape[1])[village])
        cover[~forest & (away < radius[village] * self._rng.uniform(0.8, 1.15, county.shape))] = Cover.SETTLEMENT
        cover[~county] = -1
        return cover

    def _lay_strips(self) -> Labels:
        """Turn cells of narrow rows and columns into roads and water; return the row or column of each such cell.

        Ditches and roads serve the lowland, streets the settlements; trunk roads and rivers cross everything.
        """
        down, across = self._columns.strip[None, :], self._rows.strip[:, None]
        strip = np.maximum(down, across)
        cover = self._cover_full
        minor = (strip == Strip.DITCH) | (strip == Strip.ROAD)
        street = minor & (cover == Cover.SETTLEMENT)
        laid = (minor & (cover == Cover.FIELD)) | ((strip >= Strip.TRUNK_ROAD) & (cover >= 0))
        cover[laid] = _OF_STRIP[strip[laid]]
        cover[street] = Cover.STREET
        rows, columns = np.arange(cover.shape[0])[:, None], np.arange(cover.shape[1])[None, :]
        return np.where(laid | street, np.where(across >= down, rows, cover.shape[0] + columns), -1)

    def _fixed_patches(self, stand: Labels, line: Labels) -> Labels:
        """Patches of all cells but those of field rows and settlements."""
        cover = self._cover_full
        part = np.where(line >= 0, line, np.where(cover == Cover.FOREST, stand, 0))
        key = (cover * (part.max() + 1) + part) * (self._village.max() + 1) + self._village
        return components(np.where(cover > Cover.SETTLEMENT, key, -1))

    def _directions(self) -> Mask:
        """Whether fields lie along the row (else along the column), the same in a whole block between strips."""
        blocks = self._rng.random((self._rows.block[-1] + 1, self._columns.block[-1] + 1)) < 0.5
        return blocks[self._rows.block][:, self._columns.block]

    def _field_rows(self) -> tuple[Mask, Mask]:
        """Where a row of fields (or of plots in a settlement) must begin, and where it may be cut."""
        cover = np.where(self._cover_full > Cover.SETTLEMENT, -1, self._cover_full)
        key = np.where(cover >= 0, cover * (self._village.max() + 1) + self._village, -1)
        before = np.full((2, *key.shape), -1)
        before[0, 1:], before[1, :, 1:] = key[:-1], key[:, :-1]
        goes_on = key == np.where(self._along, before[1], before[0])
        return (key >= 0) & ~goes_on, (key >= 0) & goes_on

    def finished(self, cuts: int) -> Landscape:
        """The landscape with `cuts` cuts at random places of the rows of fields."""
        begins = self._starts.copy()
        begins.flat[self._rng.permutation(np.flatnonzero(self.places))[:cuts]] = True
        fields = self._starts | self.places
        label = self._fixed_label.copy()
        for turned, cells in ((False, fields & self._along), (True, fields & ~self._along)):
            # in row order (column order when turned) the cells of a row of fields follow each other
            view, mask, start = (array.T if turned else array for array in (label, cells, begins))
            view[mask] = label.max() + np.cumsum(start[mask])
        return Landscape(
            columns=self._columns,
            rows=self._rows,
            cell=self._cell,
            patch=_in_order(label, self._village),
            village=self._village,
            cover=self._cover_full.astype(np.int8),
            seat=self._seat,
            ruggedness=self._ruggedness,
            levels=self._levels,
        )


def _middles(widths: Floats) -> Floats:
    return np.cumsum(widths) - widths / 2


def _villages(rng: np.random.Generator, county: Mask, villages: int) -> tuple[Labels, NDArray[np.int64]]:
    """Village of each cell, and the flat index of each village's seed.

    The seeds are spread along a path that sweeps the county band by band, so numbers near each other lie near.
    """
    row, column = np.nonzero(county)
    band = (row / max(np.sqrt(len(row) / villages), 1)).astype(np.int64)
    path = np.lexsort((row, np.where(band % 2, -column, column), band))
    place = (np.arange(villages) + rng.uniform(0.3, 0.7, villages)) / villages * len(path)
    seeds = np.flatnonzero(county)[path[place.astype(np.int64)]]
    label = np.full(county.shape, -1)
    label.flat[seeds] = np.arange(villages)
    return grown(label, np.where(county, 0, -1), rng), seeds


def _seats(villages: int) -> NDArray[np.int8]:
    number = np.arange(villages)
    seat = (number % VILLAGES_PER_TOWN == VILLAGES_PER_TOWN // 2).astype(np.int8)
    seat[villages // 2] = 2
    return seat


def _stands(rng: np.random.Generator, cover: Labels, village: Labels, depth: Floats) -> Labels:
    """Forest stands: small at the edge of the forest, large deep inside."""
    region = components(np.where(cover == Cover.FOREST, village, -1))
    inner = np.clip((depth - _LOWLAND) / (1 - _LOWLAND), 0, 1)
    seeded = (region >= 0) & (rng.random(cover.shape) < 0.14 * 0.03**inner)
    seeded.flat[first_cells(region)] = True
    seeds = np.full(cover.shape, -1)
    seeds[seeded] = np.arange(seeded.sum())
    return grown(seeds, region, rng)


def _in_order(label: Labels, village: Labels) -> Labels:
    """The same patches numbered village by village, row by row."""
    first = first_cells(label)
    number = np.empty(len(first), np.int64)
    number[np.lexsort((first, village.flat[first]))] = np.arange(len(first))
    return np.where(label >= 0, number[label], -1)
