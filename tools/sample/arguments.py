"""What a county may be asked to be: limits, defaults, and one sentence for what cannot be."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import TubanError
from ..language import tr
from .defects import DEFECT_KINDS

MEAN_PATCH = 7500.0
"""m2: the mean patch of a real county, 1500 km2 with 200 000 patches."""

FEWEST_PATCHES = 200
PATCH_SIZES = (800.0, 60_000.0)
"""m2: range of the mean patch within which roads and fields keep sensible widths."""

VERTICES = (30.0, 300.0)
"""Mean vertices of a patch: with fewer the lines are too coarse for narrow roads."""

ZONES = (25, 45)
"""Three-degree zones of the national coordinate system."""

DEM_CELLS = (1.0, 100.0)
"""m: range of the cell of the elevation model."""

_MOST_CELLS = 100_000_000
"""Of the elevation model inside the county: enough for 5 m cells in the largest county, some 2 GB of memory."""

_PATCHES_PER_VILLAGE = 800
_FEWEST_PER_VILLAGE = 50


@dataclass(frozen=True)
class Arguments:
    """The arguments of `make_county`, see there."""

    patches: int
    seed: int
    defects: int
    kinds: tuple[str, ...]
    vertices: float
    area_km2: float | None
    villages: int | None
    zone: int
    dem_cell: float
    county_code: str

    @property
    def area(self) -> float:
        """Area of the county in m2."""
        return self.patches * MEAN_PATCH if self.area_km2 is None else self.area_km2 * 1e6

    @property
    def village_count(self) -> int:
        """Number of villages."""
        return max(1, round(self.patches / _PATCHES_PER_VILLAGE)) if self.villages is None else self.villages

    def check(self) -> None:
        """Raise `TubanError` for the first argument that no county can be made from."""
        least = tr("A sample county needs at least {least} patches; {given} were asked for.")
        _require(self.patches >= FEWEST_PATCHES, least, least=FEWEST_PATCHES, given=self.patches)
        _within(tr("the mean patch area in m2 (area by patches)"), self.area / self.patches, *PATCH_SIZES)
        _within(tr("the number of villages"), self.village_count, 1, max(1, self.patches // _FEWEST_PER_VILLAGE))
        _within(tr("the mean number of vertices"), self.vertices, *VERTICES)
        _within(tr("the three-degree zone"), self.zone, *ZONES)
        _within(tr("the cell of the elevation model in m"), self.dem_cell, *DEM_CELLS)
        cells = self.area / self.dem_cell**2
        large = tr("An elevation model of {cells:.0f} million cells is too large; take a larger cell.")
        _require(cells <= _MOST_CELLS, large, cells=cells / 1e6)
        _within(tr("the seed"), self.seed, 0, 2**31 - 1)
        _within(tr("the number of defects of each kind"), self.defects, 0, self.patches)
        digits = tr("The county code has six digits; '{given}' has not.")
        _require(len(self.county_code) == 6 and self.county_code.isdecimal(), digits, given=self.county_code)
        for kind in self.kinds:
            known = tr("There is no kind of defect '{given}'; choose from: {known}.")
            _require(kind in DEFECT_KINDS, known, given=kind, known=", ".join(DEFECT_KINDS))


def _within(what: str, value: float, low: float, high: float) -> None:
    sentence = tr("A sample county cannot be made: {what} must be {low:g} to {high:g}, not {given:g}.")
    _require(low <= value <= high, sentence, what=what, low=low, high=high, given=value)


def _require(fulfilled: bool, sentence: str, **values: object) -> None:
    if not fulfilled:
        raise TubanError(sentence.format(**values))
