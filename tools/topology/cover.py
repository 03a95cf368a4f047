"""Do patches, villages and county cover each other (不重不漏), and do their codes tell the same story?

Each layer is held against the next above it: villages against the county, patches against the county too (against the
villages where no county is given). Where two of three layers agree, the fault is reported once, with the third.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.findings import joined
from ..quality.rules import feature_keys
from ..standard import Standard
from ..workers import answering
from .comparison import Comparison, beside, compare, on_bare_land, on_features, overlaps
from .edges import GRID
from .faces import GAP, OUTSIDE, UNCOVERED, Coverage, Face, wider_than, widths
from .layers import (
    COUNTY,
    PATCHES,
    SETTLEMENTS,
    VILLAGES,
    Layer,
    as_array,
    invalid_near,
    refuse_landless,
    refuse_unfit,
    refuse_without,
)
from .segments import chains, keys, left_alone, segments_of, shared
from .villages import Crossings, crossing, homes

CONTROL = "CONTROL"
"""The county as it was issued; the standard has no code for it."""

LOCATION = {PATCHES: "ZLDWDM", VILLAGES: "ZLDWDM", COUNTY: "XZQDM"}
"""The layers that cover each other, the lowest first, and the field that tells where a feature lies."""

LAYERS = (*LOCATION, SETTLEMENTS, CONTROL)

_LEVELS = (6, 9, 12, 16)
"""Digits of a location code down to county, township, village, group."""

_NONE = np.empty(0, object)


@dataclass(frozen=True)
class CoverSettings:
    """What `check_cover` looks for."""

    tolerance: float = 0.001
    """m: what is not wider is a difference of coordinates. Open question of the standard: 0.001 or 0.0001."""
    codes: bool = True
    """Whether the codes are compared."""


@answering
def check_cover(
    frames: Mapping[str, gpd.GeoDataFrame],
    standard: Standard,
    settings: CoverSettings | None = None,
    *,
    others: Sequence[tuple[str, gpd.GeoDataFrame]] = (),
    names: Mapping[str, str] | None = None,
    key: str = "BSM",
    progress: Progress = silent,
) -> gpd.GeoDataFrame:
    """All faults of the cover as findings; `frames` are two or more of `LAYERS`, by their codes.

    `others` are further polygon layers (name and frame), whose features must not overlap. `names` are what findings
    call the layers, `key` is the field that identifies a patch. Coordinates are metres. Overlaps of patches are left
    to `check_topology`.
    """
    settings, titles = settings or CoverSettings(), {code: (names or {}).get(code, code) for code in frames}
    if not others and (len(frames) < 2 or not checks_made(frames, settings)):
        raise TubanError(tr("Choose at least two layers that lie on each other: one alone has nothing to cover."))
    layers = {
        code: Layer(frames[code], standard, code, titles[code], key if code == PATCHES else "BSM")
        for code in LAYERS
        if code in frames
    }
    further = [Layer(frame, standard, SETTLEMENTS, name) for name, frame in others]
    refuse_unfit([*layers.values(), *further])
    refuse_landless([*layers.values(), *further])
    if settings.codes:
        advice = tr("Layer {layer} has no field {field}: add it, or switch off the comparison of codes.")
        for code in [code for code in LOCATION if code in layers]:
            refuse_without([layers[code]], LOCATION[code], advice)
    found = [*_Cover(layers, further, settings, progress).findings()]
    progress(100.0)
    return joined(found, found[0].crs)


def checks_made(codes: Collection[str], settings: CoverSettings, *, others: bool = False) -> list[str]:
    """What a run looks for in some of `LAYERS` and in others: checks of the rule book."""
    patches, villages, county, settlements, control = (code in codes for code in LAYERS)
    asked = {
        "CJDCQ:overlap": villages,
        "XZQ:overlap": county,
        "CZCDYD:overlap": settlements or others,
        "CJDCQ:outside_county XZQ:uncovered CJDCQ:crosses_township CJDCQ:wrong_township": villages and county,
        "geometry:outside_county geometry:gap geometry:uncovered": patches and county,
        "geometry:outside_village geometry:crosses_village geometry:wrong_village": patches and villages,
        "CJDCQ:village_uncovered": patches and villages and not county,
        "geometry:crosses_township geometry:wrong_township": patches and county and not villages,
        "CZCDYD:outside_county CZCDYD:crosses_township": settlements and county,
        "CZCDYD:off_boundary": settlements and patches,
        "XZQ:off_control": county and control,
    }
    checks = [check for some, wanted in asked.items() if wanted for check in some.split()]
    return [check for check in checks if settings.codes or ":wrong_" not in check]


class _Cover:
    """The layers of one run, and their findings."""

    def __init__(
        self, layers: Mapping[str, Layer], others: Sequence[Layer], settings: CoverSettings, progress: Progress
    ):
        self.patches, self.villages, self.county, self.settlements, self.control = (layers.get(code) for code in LAYERS)
        self.others, self.settings = others, settings
        self.first, self.of_patches, self.of_places, self.of_settlements, self.last = steps(progress, 2, 10, 4, 2, 2)

    def findings(self) -> Iterator[gpd.GeoDataFrame]:
        """Layer by layer, the highest first."""
        tolerance = self.settings.tolerance
        if self.county:
            yield from self._of_county(self.county)
        if self.villages:
            compared = compare(self.villages, self.county, tolerance, self.first)
            yield overlaps(self.villages, compared)
            if self.county:
                yield from self._villages_in(self.villages, self.county, compared)
                yield from self._places(self.villages, self.county, "township", compared, silent)
        if self.patches:
            yield from self._of_patches(self.patches)
        if self.settlements:
            yield from self._of_settlements(self.settlements)
        for layer, step in zip(self.others, steps(self.last, *[1.0] * len(self.others))):
            yield overlaps(layer, compare(layer, None, tolerance, step))

    def _of_county(self, county: Layer) -> Iterator[gpd.GeoDataFrame]:
        """Townships that overlap, and where their outline is not the issued one."""
        yield overlaps(county, compare(county, None, self.settings.tolerance))
        if self.control:
            compared = compare(county, self.control, GRID)
            yield on_features(county, "off_control", compared.of_kind(OUTSIDE, GAP, UNCOVERED))

    def _villages_in(self, villages: Layer, county: Layer, compared: Comparison) -> Iterator[gpd.GeoDataFrame]:
        """Villages beyond the county, and land of the county without a village: patches there, or none."""
        outside, bare = compared.of_kind(OUTSIDE), compared.of_kind(GAP, UNCOVERED)
        yield on_features(villages, "outside_county", outside, beside(outside, compared, county))
        if self.patches and bare:
            held, along, bare = _by_patches(bare, self.patches.areas, self.settings.tolerance)
            yield on_features(self.patches, "outside_village", held, villages.together(along))
        yield on_bare_land(county, UNCOVERED, bare, villages)

    def _of_patches(self, patches: Layer) -> Iterator[gpd.GeoDataFrame]:
        """What is wrong between the patches and what lies above them."""
        above = self.county or self.villages
        if not above:
            return
        compared = compare(patches, above, self.settings.tolerance, self.of_patches)
        if self.county:
            for kind in (OUTSIDE, GAP, UNCOVERED):
                yield on_features(patches, kind, compared.of_kind(kind))
        else:
            outside = compared.of_kind(OUTSIDE)
            yield on_features(patches, "outside_village", outside, beside(outside, compared, above))
            yield on_bare_land(above, "village_uncovered", compared.of_kind(GAP, UNCOVERED), patches)
        level = "village" if self.villages else "township"
        yield from self._places(patches, self.villages or above, level, compared, self.of_places)

    def _of_settlements(self, settlements: Layer) -> Iterator[gpd.GeoDataFrame]:
        """Settlement areas lie each in one township, and their borders on those of patches."""
        compared = compare(settlements, self.county, self.settings.tolerance)
        yield overlaps(settlements, compared)
        if self.county:
            outside = compared.of_kind(OUTSIDE)
            yield on_features(settlements, "outside_county", outside, beside(outside, compared, self.county))
            yield self._crossings(settlements, self.county, "township", compared, silent)[0]
        if self.patches:
            yield _off_the_borders(settlements, self.patches.areas, self.of_settlements)

    def _places(
        self, layer: Layer, above: Layer, level: str, compared: Comparison, progress: Progress
    ) -> Iterator[gpd.GeoDataFrame]:
        """Features that reach over a line of the layer above, and those that bear the code of another place."""
        found, over = self._crossings(layer, above, level, compared, progress)
        yield found
        progress(100.0)
        if self.settings.codes:
            yield _wrong_codes(layer, above, f"wrong_{level}", over)

    def _crossings(
        self, layer: Layer, above: Layer, level: str, compared: Comparison, progress: Progress
    ) -> tuple[gpd.GeoDataFrame, Crossings]:
        """Features that reach over a line of the layer above; the others named are the codes of the places."""
        over = crossing(layer.areas, above.areas, self.settings.tolerance, progress, compared.suspects)
        units = np.array(feature_keys(above.frame, LOCATION[above.code]), dtype=object)
        found = layer.book.rows(
            f"crosses_{level}",
            over.patch,
            over.geometry,
            other=[", ".join(units[[*places]]) for places in over.villages],
            measure=over.area,
            unit="m2",
            width=widths(over.geometry),
        )
        return found, over


def _by_patches(
    faces: Sequence[Face], patches: np.ndarray, tolerance: float
) -> tuple[list[Face], list[tuple[int, ...]], list[Face]]:
    """What patches cover of faces, each with its patches, the largest share first, and what they leave of them.

    Between the two stand, for each face that is covered, the features that the whole face had.
    """
    shapes = as_array([face.geometry for face in faces])
    shares = Coverage(patches, _NONE, invalid_near(patches, shapes)).shares(shapes)
    held: list[Face] = []
    along: list[tuple[int, ...]] = []
    bare: list[Face] = []
    for place, face in enumerate(faces):
        here = shares.face == place
        covered = shapely.union_all(shares.geometry[here])
        area = pd.Series(shapely.area(shares.geometry[here])).groupby(shares.patch[here]).sum()
        names = tuple(area.sort_values(ascending=False, kind="stable").index.tolist())
        parts = _wide_parts(covered, tolerance)
        held += [Face(OUTSIDE, names, part) for part in parts]
        along += [face.patches] * len(parts)
        rest = shapely.difference(face.geometry, covered)
        bare += [Face(face.kind, face.patches, part) for part in _wide_parts(rest, tolerance)]
    return held, along, bare


def _wide_parts(area: shapely.Geometry, tolerance: float) -> np.ndarray:
    parts = shapely.get_parts(area)
    parts = parts[shapely.get_dimensions(parts) == 2]
    return parts[wider_than(parts, tolerance)]


def _off_the_borders(areas: Layer, patches: np.ndarray, progress: Progress) -> gpd.GeoDataFrame:
    """Findings on borders of areas where no border of a patch runs, to a unit of the grid."""
    edge = segments_of(areas.areas)
    near = np.unique(shapely.STRtree(patches).query(edge.lines)[1])
    drawn = segments_of(patches[near])
    key, drawn_key = keys(edge, drawn)
    odd = edge.chosen(~np.isin(key, drawn_key))
    place, ends = left_alone(odd, shared(odd, drawn, GRID, progress), GRID)
    groups, lines = chains(ends, pd.DataFrame({"area": odd.owner[place]}))
    return areas.book.rows("off_boundary", groups["area"].to_numpy(), lines, measure=shapely.length(lines), unit="m")


def _wrong_codes(layer: Layer, above: Layer, kind: str, over: Crossings) -> gpd.GeoDataFrame:
    """Features whose code does not begin with that of the place where the largest share of them lies."""
    home = homes(layer.areas, above.areas, over)
    own = layer.texts(LOCATION[PATCHES])
    place = np.array([*map(unit_code, above.texts(LOCATION[above.code])), ""], object)[home]
    wrong = np.flatnonzero([bool(code) and not code.startswith(unit) for code, unit in zip(own, place)])
    return layer.book.rows(
        kind,
        wrong,
        layer.areas[wrong],
        other=above.book.names_of(home[wrong]),
        ZLDWDM=own[wrong],
        code=place[wrong],
    )


def unit_code(code: str) -> str:
    """The digits of a location code that name a unit: a village's 330999100200 of 3309991002000000000."""
    return next((code[:level] for level in _LEVELS if not code[level:].strip("0")), code)
