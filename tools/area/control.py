"""Control areas by map sheets (图幅理论面积与控制面积): what each sheet gives to the units that it is cut into.

The theoretical area of a sheet is fixed by the official series. A whole sheet (整幅) belongs to its unit with all of
it; of a broken one (破幅) every piece, in and out of the survey area, gets the share that its measured area has of all,
rounded to the unit of the table (0.1 ha), and the residue is pushed unit by unit, the largest pieces first, until the
pieces add up to the sheet (TDDC3D FrmExportKZMJJHB). The control area of a unit is the sum of its pieces. Coastal
provinces make one table of the mainland and one of the islands (2018 plan IV.2.2); they are pieces of the same sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..codes import plain_codes
from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps, tracked
from .adjust import island_marks
from .closing import Integers, closed, places, sums
from .ellipsoid import sheet_area
from .features import polygon_parts
from .geographic import geographic_system, to_degrees, to_plane
from .patches import ellipsoidal_areas
from .reference import SurveyReference, survey_reference
from .rounding import half_up, in_units
from .sheets import SCALES, SheetScale, cell_edges, cells_in, chord, numbers_of_cells

OUTSIDE = ""
"""Unit and MSSM of what lies outside the survey area."""

DECIMALS = 1
"""Of a hectare: the table's unit is 0.1 ha."""

_HAIR = 1.0
"""m2: a piece below it is the rounding of coordinates along the edge of a sheet."""

_TOGETHER = 100
"""Polygons that are united at once."""

_STEP = 0.001
"""Degrees, about 100 m: no edge is longer, so that an area does not depend on where sheets cut its edges."""

_SQUARE_METRES = 4
"""Decimals of a hectare that make a square metre."""

Span = tuple[int, int, int, int]
"""Row, column, to row, to column of sheets; both ends inside."""


@dataclass(frozen=True)
class ControlTable:
    """The pieces of all sheets that a survey area reaches into, closed to the sheets' theoretical areas."""

    scale: SheetScale
    decimals: int
    """Of a hectare."""
    pieces: gpd.GeoDataFrame
    """A row a piece, sheets from north to south and west to east: TFH, row and column (of the sheet, from the equator
    and from 180 degrees west), kind (`whole` or `broken` sheet), unit and MSSM (both empty outside the survey area),
    inside (0 or 1), theory (of the sheet) and area in ha, pushed (by how much area was moved, ha), measured (m2), and
    the numbers behind them: theory_units, units (int64, in the last decimal of a hectare)."""

    def control(self, mark: str | None = None, unit: str | None = None) -> float:
        """Control area in m2: of the survey area, or of what lies in a unit or is mainland (00) or islands (01)."""
        chosen = self.pieces["inside"] == 1
        if mark is not None:
            chosen &= self.pieces["MSSM"] == mark
        if unit is not None:
            chosen &= self.pieces["unit"] == unit
        return self.metres(int(self.pieces.loc[chosen, "units"].sum()))

    def metres(self, units: int) -> float:
        """Units of the table in m2."""
        return float(half_up(units / 10.0 ** (self.decimals - _SQUARE_METRES), 2))


@dataclass(frozen=True)
class Grid:
    """The table of some pieces as it is drawn: rows of sheets from the north, columns from the west; areas in units."""

    rows: Integers
    columns: Integers
    numbers: NDArray[np.object_]
    """(rows, columns), None where there is no sheet."""
    theory: Integers
    """(rows,): of one sheet of the row."""
    inside: Integers
    """(rows, columns)."""
    outside: Integers
    broken: NDArray[np.bool_]
    """(rows, columns): the sheet reaches into the area, with less than all of it."""
    whole: NDArray[np.bool_]

    @property
    def row_totals(self) -> Integers:
        """界内横向累加值."""
        return np.asarray(self.inside.sum(axis=1))

    @property
    def column_totals(self) -> Integers:
        """界内纵向累加值."""
        return np.asarray(self.inside.sum(axis=0))

    @property
    def total(self) -> int:
        """Control area."""
        return int(self.inside.sum())


def control_table(
    areas: gpd.GeoDataFrame,
    denominator: int = 10_000,
    *,
    unit_field: str | None = None,
    decimals: int = DECIMALS,
    progress: Progress = silent,
) -> ControlTable:
    """Cut a survey area by the sheets of a scale and close the pieces to the sheets' theoretical areas.

    `areas`: polygons of the area, such as XZQ; of one unit, or of the units that the column `unit_field` names. MSSM
    tells mainland from islands where there is such a column. Pieces are measured by the official method on the
    ellipsoid; long edges are subdivided first, where the layer has them straight. `decimals` of a hectare are kept.

    Raises `TubanError` for an area without polygons, with invalid ones, and for units that overlap.
    """
    scale, reference = SCALES[denominator], survey_reference(areas.crs)
    merging, cutting, leaving, measuring = steps(progress, 2, 4, 2, 2)
    units, shapes = _merged(areas, unit_field, merging)
    degrees = _valid(shapely.segmentize(to_degrees(shapes, reference), _STEP))
    cells, unit, cut = _pieces(degrees, scale, cutting)
    outer_cells, outer = _outside(cells, cut, scale, leaving)
    cells = np.concatenate([cells, outer_cells])
    unit = np.concatenate([unit, np.full(len(outer), -1)])
    shape = np.concatenate([cut, outer])
    measured = ellipsoidal_areas(shape, geographic_system(reference.ellipsoid), densify=None, progress=measuring)
    kept = _kept(cells, unit, measured)
    order = kept[np.lexsort((unit[kept], unit[kept] < 0, cells[kept, 1], -cells[kept, 0]))]
    frame = _closed_pieces(cells[order], unit[order], measured[order], units, scale, reference, decimals)
    frame = gpd.GeoDataFrame(frame, geometry=_in_layer(shape[order], scale, reference), crs=areas.crs)
    progress(100.0)
    return ControlTable(scale, decimals, frame)


def grid_of(pieces: pd.DataFrame, inside: NDArray[np.bool_]) -> Grid:
    """The table of the pieces that are `inside`; all other pieces of the same sheets are outside."""
    met = pieces[np.isin(pieces["TFH"], pieces.loc[inside, "TFH"].unique())]
    within = pd.Series(inside, pieces.index)[met.index].to_numpy()
    rows, row = np.unique(-met["row"].to_numpy(), return_inverse=True)
    columns, column = np.unique(met["column"].to_numpy(), return_inverse=True)
    shape = len(rows), len(columns)
    amount = np.zeros((2, *shape), np.int64)
    np.add.at(amount, (np.where(within, 0, 1), row, column), met["units"].to_numpy())
    pieces_of = np.zeros((2, *shape), np.int64)
    np.add.at(pieces_of, (np.where(within, 0, 1), row, column), 1)
    numbers = np.full(shape, None, dtype=object)
    numbers[row, column] = met["TFH"].to_numpy()
    theory = np.zeros(len(rows), np.int64)
    theory[row] = met["theory_units"].to_numpy()
    whole = (pieces_of[0] > 0) & (pieces_of[1] == 0)
    return Grid(-rows, columns, numbers, theory, amount[0], amount[1], (pieces_of[0] > 0) & ~whole, whole)


# ------------------------------------------------------------------------------------------------ pieces


def _merged(
    areas: gpd.GeoDataFrame, unit_field: str | None, progress: Progress
) -> tuple[pd.DataFrame, NDArray[np.object_]]:
    """Units with their MSSM, sorted, and the land of each in one shape."""
    rows = areas[~(areas.geometry.isna() | areas.geometry.is_empty)]
    if rows.empty:
        raise TubanError(tr("The survey area has no polygons: choose the layer of the county, such as XZQ."))
    shapes = rows.geometry.to_numpy()
    invalid = int(np.count_nonzero(~shapely.is_valid(shapes)))
    if invalid:
        raise TubanError(
            tr("{count} polygons of the survey area are not valid: repair them before sheets are cut.").format(
                count=invalid
            )
        )
    named = plain_codes(rows[unit_field]) if unit_field else pd.Series("", rows.index)
    keys = pd.DataFrame({"unit": named, "MSSM": island_marks(rows)})
    if unit_field and (keys["unit"] == "").any():
        raise TubanError(
            tr("{count} polygons of the survey area have no unit in {field}: fill it in.").format(
                count=int((keys["unit"] == "").sum()), field=unit_field
            )
        )
    groups = keys.groupby(["unit", "MSSM"], sort=True).indices
    merged = np.empty(len(groups), object)
    parts = steps(progress, *(len(own) for own in groups.values()))
    for place, (own, listening) in enumerate(zip(groups.values(), parts)):
        merged[place] = _united(shapes[own], listening)
    return pd.DataFrame(list(groups), columns=["unit", "MSSM"]), merged


def _united(shapes: NDArray[np.object_], progress: Progress) -> shapely.Geometry:
    """All shapes in one, by blocks between which a run can be stopped."""
    starts = range(0, len(shapes), _TOGETHER)
    return shapely.union_all([shapely.union_all(shapes[at : at + _TOGETHER]) for at in tracked(starts, progress)])


def _pieces(
    degrees: NDArray[np.object_], scale: SheetScale, progress: Progress
) -> tuple[Integers, Integers, NDArray[np.object_]]:
    """Rows and columns of sheets, unit, and the land of the unit in the sheet."""
    found: list[tuple[int, int, int, shapely.Geometry]] = []
    for unit, (shape, listening) in enumerate(zip(degrees, steps(progress, *[1.0] * len(degrees)))):
        cells = cells_in(shapely.bounds(shape), scale)
        (low, left), (high, right) = cells.min(axis=0).tolist(), cells.max(axis=0).tolist()
        cut = _cut(shape, (low, left, high, right), scale)
        for done, (row, column, piece) in enumerate(cut):
            listening(100.0 * min(done / len(cells), 1.0))
            found.append((row, column, unit, piece))
    sheets = np.array([item[:2] for item in found], np.int64).reshape(-1, 2)
    shapes = np.empty(len(found), object)
    shapes[:] = [item[3] for item in found]
    return sheets, np.array([item[2] for item in found], np.int64), shapes


def _cut(shape: shapely.Geometry, span: Span, scale: SheetScale) -> Iterator[tuple[int, int, shapely.Geometry]]:
    """The part of a shape in each sheet of a span, which is halved again and again.

    A long boundary is so cut a few times as a whole and then in ever shorter pieces.
    """
    waiting = [(shape, span)]
    while waiting:
        shape, (low, left, high, right) = waiting.pop()
        piece = _polygons(shapely.intersection(shape, _box((low, left, high, right), scale)))
        if piece.is_empty:
            continue
        if (low, left) == (high, right):
            yield low, left, piece
            continue
        if high - low >= right - left:
            middle = (low + high) // 2
            halves = (low, left, middle, right), (middle + 1, left, high, right)
        else:
            middle = (left + right) // 2
            halves = (low, left, high, middle), (low, middle + 1, high, right)
        waiting.extend((piece, half) for half in halves)


def _box(span: Span, scale: SheetScale) -> shapely.Geometry:
    low, left, high, right = span
    west, south, east, north = cell_edges(np.array([low, high]), np.array([left, right]), scale)
    return shapely.box(west[0], south[0], east[1], north[1])


def _valid(degrees: NDArray[np.object_]) -> NDArray[np.object_]:
    """Shapes whose rings the rounding of coordinates may have brought to touch."""
    broken = np.flatnonzero(~shapely.is_valid(degrees))
    degrees[broken] = [_polygons(shape) for shape in shapely.make_valid(degrees[broken])]
    return degrees


def _polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """What a shape has of area."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return shapely.multipolygons(polygon_parts(np.array([shape], dtype=object))[0])


def _outside(
    cells: Integers, cut: NDArray[np.object_], scale: SheetScale, progress: Progress
) -> tuple[Integers, NDArray[np.object_]]:
    """What no unit has of each sheet."""
    met, sheet = np.unique(cells, axis=0, return_inverse=True)
    sheet = sheet.ravel()
    order = np.argsort(sheet, kind="stable")
    ends = np.cumsum(np.bincount(sheet, minlength=len(met)))
    held = [shapely.union_all(part) for part in np.split(cut[order], ends[:-1])] if len(met) else []
    whole = shapely.box(*cell_edges(met[:, 0], met[:, 1], scale))
    rest = np.empty(len(met), object)
    for place in tracked(range(len(met)), progress):
        rest[place] = _polygons(shapely.difference(whole[place], held[place]))
    some = ~shapely.is_empty(rest)
    return met[some], rest[some]


def _in_layer(shapes: NDArray[np.object_], scale: SheetScale, reference: SurveyReference) -> NDArray[np.object_]:
    """Pieces in the coordinates of the layer, with points on the edges of sheets, which are curves there."""
    if reference.geographic or not len(shapes):
        return shapes
    edges = np.array([0.0]), np.array([0.0]), np.array([scale.width / 3.6e6]), shapely.bounds(shapes)[:, 3]
    return to_plane(shapely.segmentize(shapes, chord(edges)), reference)


def _kept(cells: Integers, unit: Integers, measured: NDArray[np.float64]) -> Integers:
    """The pieces that are no hairs, of sheets that a unit reaches into."""
    large = np.flatnonzero(measured >= _HAIR)
    _, sheet = np.unique(cells[large], axis=0, return_inverse=True)
    return large[np.isin(sheet.ravel(), sheet.ravel()[unit[large] >= 0])]


# ------------------------------------------------------------------------------------------------ closing


def _closed_pieces(
    cells: Integers,
    unit: Integers,
    measured: NDArray[np.float64],
    units: pd.DataFrame,
    scale: SheetScale,
    reference: SurveyReference,
    decimals: int,
) -> pd.DataFrame:
    """The pieces as rows, their areas closed to the theoretical areas of their sheets."""
    west, south, east, north = cell_edges(cells[:, 0], cells[:, 1], scale)
    series = sheet_area(reference.ellipsoid, south, north, east - west, decimals=None)
    number = numbers_of_cells(cells[:, 0], cells[:, 1], scale)
    sheet, names = pd.factorize(number)
    count = len(names)
    together = np.bincount(sheet, weights=measured, minlength=count)
    _refuse_overlap(together[sheet] - series, number)
    theory = in_units(series / 10.0**_SQUARE_METRES, decimals)
    share = theory * (measured / together[sheet])
    rounded = in_units(share, 0)
    totals = np.zeros(count, np.int64)
    totals[sheet] = theory
    rank = np.lexsort((np.arange(len(measured)), -measured)).argsort()
    area = closed(rounded, sheet, totals, places(rounded, sheet, rank))
    whole = sums(np.ones(len(sheet), np.int64), sheet, count)[sheet] == 1
    inside = unit >= 0
    hectare = 10.0**decimals
    return pd.DataFrame(
        {
            "TFH": number,
            "row": cells[:, 0],
            "column": cells[:, 1],
            "kind": np.where(whole, "whole", "broken").astype(object),
            "unit": _of_unit(units["unit"], unit),
            "MSSM": _of_unit(units["MSSM"], unit),
            "inside": inside.astype(np.int64),
            "theory": theory / hectare,
            "area": area / hectare,
            "pushed": (area - rounded) / hectare,
            "measured": measured,
            "theory_units": theory,
            "units": area,
        }
    )


def _of_unit(names: pd.Series, unit: Integers) -> NDArray[np.object_]:
    return np.append(names.to_numpy(dtype=object), OUTSIDE)[unit]


def _refuse_overlap(surplus: NDArray[np.float64], number: NDArray[np.object_]) -> None:
    if len(surplus) and surplus.max() > _HAIR:
        worst = int(surplus.argmax())
        raise TubanError(
            tr("Units of the survey area overlap: in sheet {sheet} by {area} m²; repair the boundaries first.").format(
                sheet=number[worst], area=f"{surplus[worst]:.2f}"
            )
        )
