"""Map sheets of China's national series by GB/T 13989-2012: numbers, bounds, corners and theoretical areas.

A sheet of 1:1 000 000 spans 6 by 4 degrees, `H50`: row letter from the equator, column from 180 degrees west. Every
larger scale divides it into equal rows, counted from the north, and columns, counted from the west: `H50G093004`.
The number says everything about a sheet, so functions take and give numbers. Edges are whole thousandths of an arc
second at every scale; they are handled as such, so that no sheet loses its edge to a binary fraction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, tracked
from .ellipsoid import sheet_area
from .features import blocks
from .geographic import projected, to_degrees, to_plane, zone_reference
from .reference import SurveyReference, survey_reference

Integers = NDArray[np.int64]

DEGREE = 3_600_000
"""Thousandths of an arc second in a degree."""

_MILLION_WIDTH, _MILLION_HEIGHT = 6 * DEGREE, 4 * DEGREE
_ROW_LETTERS = "ABCDEFGHIJKLMNO"
"""Rows of 1:1 000 000 from the equator to 60 degrees north: farther north sheets are wider."""

_NUMBER = re.compile(r"([A-O])(\d{2})(?:([B-K])(\d{6}|\d{8}))?")

_MOST = 1_000_000
"""Sheets that are laid out at once."""

_VERTICES = 1 << 20
"""Of a block of features on their way to degrees."""

_HAIR = 1e-6
"""Degrees, about 0.1 m: who reaches no farther into a sheet only touches it."""

_SAG = 1e-4
"""m: how far the drawn edge of a sheet may be from its parallel, as coordinates are kept to 0.1 mm."""


@dataclass(frozen=True)
class SheetScale:
    """A scale of the series; `width` and `height` of its sheets in thousandths of an arc second."""

    denominator: int
    letter: str
    width: int
    height: int

    @property
    def divisions(self) -> int:
        """Rows, and columns, that a sheet of 1:1 000 000 is divided into."""
        return _MILLION_WIDTH // self.width

    @property
    def digits(self) -> int:
        """Digits of a row or column number."""
        return 4 if self.denominator <= 1000 else 3


SCALES = {
    scale.denominator: scale
    for scale in (
        SheetScale(1_000_000, "", _MILLION_WIDTH, _MILLION_HEIGHT),
        SheetScale(500_000, "B", 3 * DEGREE, 2 * DEGREE),
        SheetScale(250_000, "C", 3 * DEGREE // 2, DEGREE),
        SheetScale(100_000, "D", DEGREE // 2, DEGREE // 3),
        SheetScale(50_000, "E", 900_000, 600_000),
        SheetScale(25_000, "F", 450_000, 300_000),
        SheetScale(10_000, "G", 225_000, 150_000),
        SheetScale(5_000, "H", 112_500, 75_000),
        SheetScale(2_000, "I", 37_500, 25_000),
        SheetScale(1_000, "J", 18_750, 12_500),
        SheetScale(500, "K", 9_375, 6_250),
    )
}
"""The scales by their denominators."""

_BY_LETTER = {scale.letter: scale for scale in SCALES.values()}


# ------------------------------------------------------------------------------------------------ numbers


def sheet_numbers(longitude: ArrayLike, latitude: ArrayLike, denominator: int) -> NDArray[np.object_]:
    """Number of the sheet that each point (degrees) lies in, None where a coordinate is NaN.

    Degrees count to a millionth of an arc second; a point on an edge belongs to the sheet north or east of it. Raises
    `TubanError` for points south of the equator or from 60 degrees north on.
    """
    longitude, latitude = np.broadcast_arrays(np.atleast_1d(longitude).astype(float), np.atleast_1d(latitude))
    numbers = np.full(len(longitude), None, dtype=object)
    known = np.isfinite(longitude) & np.isfinite(latitude)
    row, column = sheet_cells(longitude[known], latitude[known], SCALES[denominator])
    numbers[known] = numbers_of_cells(row, column, SCALES[denominator])
    return numbers


def sheet_cells(longitude: ArrayLike, latitude: ArrayLike, scale: SheetScale) -> tuple[Integers, Integers]:
    """Row from the equator and column from 180 degrees west that points (degrees) lie in."""
    x, y = np.asarray(longitude, float), np.asarray(latitude, float)
    outside = ~((np.abs(x) <= 180.0) & (y >= 0.0) & (y < 60.0))
    if outside.any():
        raise TubanError(
            tr(
                "The place {latitude}° N, {longitude}° E has no sheet: the series is laid out from the equator to 60° "
                "north; look at the coordinate reference system."
            ).format(latitude=f"{y[outside][0]:.6f}", longitude=f"{x[outside][0]:.6f}")
        )
    micro_x, micro_y = (np.floor(values * (DEGREE * 1000.0) + 0.5).astype(np.int64) for values in (x + 180.0, y))
    return micro_y // (scale.height * 1000), micro_x // (scale.width * 1000) % (60 * scale.divisions)


def numbers_of_cells(row: Integers, column: Integers, scale: SheetScale) -> NDArray[np.object_]:
    """Sheet numbers from rows from the equator and columns from 180 degrees west."""
    size = scale.divisions
    letters = np.array(list(_ROW_LETTERS))[row // size]
    number = np.char.add(letters, _padded(column // size + 1, 2))
    if scale.letter:
        inside = np.char.add(_padded(size - row % size, scale.digits), _padded(column % size + 1, scale.digits))
        number = np.char.add(np.char.add(number, scale.letter), inside)
    return number.astype(object)


def _padded(values: Integers, digits: int) -> NDArray[np.str_]:
    return np.char.zfill(values.astype(str), digits)


def sheet_bounds(numbers: Iterable[str]) -> pd.DataFrame:
    """Denominator and edges of sheets: `denominator`, `west`, `south`, `east`, `north`, int64, thousandths of an arc
    second. Raises `TubanError` for a text that is no sheet number."""
    rows = [_bounds(str(number)) for number in numbers]
    columns = ["denominator", "west", "south", "east", "north"]
    return pd.DataFrame(np.array(rows, np.int64).reshape(-1, len(columns)), columns=columns)


def _bounds(number: str) -> tuple[int, int, int, int, int]:
    found = _NUMBER.fullmatch(number.strip().upper())
    if found is None:
        raise _no_number(number)
    letter, column, scale_letter, inside = found.groups()
    scale = _BY_LETTER[scale_letter or ""]
    row_in, column_in = 1, 1
    if inside:
        half = len(inside) // 2
        row_in, column_in = int(inside[:half]), int(inside[half:])
        if half != scale.digits or not (1 <= row_in <= scale.divisions and 1 <= column_in <= scale.divisions):
            raise _no_number(number)
    if not 1 <= int(column) <= 60:
        raise _no_number(number)
    south = _ROW_LETTERS.index(letter) * _MILLION_HEIGHT + (scale.divisions - row_in) * scale.height
    west = (int(column) - 31) * _MILLION_WIDTH + (column_in - 1) * scale.width
    return scale.denominator, west, south, west + scale.width, south + scale.height


def _no_number(number: str) -> TubanError:
    return TubanError(
        tr("“{number}” is not a sheet number of GB/T 13989-2012, such as H50 or H50G093004.").format(number=number)
    )


def dms(thousandths: int) -> str:
    """Thousandths of an arc second as degrees, minutes and seconds: 30°02′30″, 30°00′06.25″."""
    minutes, rest = divmod(abs(int(thousandths)), 60_000)
    seconds = f"{rest / 1000:06.3f}".rstrip("0").rstrip(".")
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{minutes // 60}°{minutes % 60:02}′{seconds}″"


# ------------------------------------------------------------------------------------------------ sheets of an area


def sheets_at(geometries: Any, crs: Any, denominator: int) -> NDArray[np.object_]:
    """Number of the sheet that each feature lies in, by a point inside it; None for NULL and empty geometries."""
    shapes = np.asarray(geometries, dtype=object)
    numbers = np.full(len(shapes), None, dtype=object)
    placed = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    inner = to_degrees(shapely.point_on_surface(shapes[placed]), survey_reference(crs))
    numbers[placed] = sheet_numbers(shapely.get_x(inner), shapely.get_y(inner), denominator)
    return numbers


def sheets_over(geometries: Any, crs: Any, denominator: int, *, progress: Progress = silent) -> NDArray[np.object_]:
    """Numbers of the sheets that geometries reach into, from north to south and west to east.

    `geometries`: array or GeoSeries of any kind, NULL among them; `crs`: see `survey_reference`. A sheet that is only
    touched does not count.
    """
    scale, reference = SCALES[denominator], survey_reference(crs)
    shapes = np.asarray(geometries, dtype=object)
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    cells = np.zeros((0, 2), np.int64)
    for first, last in tracked(blocks(shapely.get_num_coordinates(shapes), _VERTICES), progress):
        found = _cells_met(to_degrees(shapes[first:last], reference), scale)
        cells = np.unique(np.concatenate([cells, found]), axis=0)
    order = np.lexsort((cells[:, 1], -cells[:, 0]))
    return numbers_of_cells(cells[order, 0], cells[order, 1], scale)


def _cells_met(degrees: NDArray[np.object_], scale: SheetScale) -> Integers:
    """Rows and columns of the sheets that shapes in degrees reach into, int64 (sheets, 2)."""
    inner = shapely.get_coordinates(shapely.point_on_surface(degrees))
    held = np.column_stack(sheet_cells(inner[:, 0], inner[:, 1], scale))
    candidates = cells_in(shapely.total_bounds(degrees), scale)
    west, south, east, north = cell_edges(candidates[:, 0], candidates[:, 1], scale)
    tree = shapely.STRtree(shapely.box(west + _HAIR, south + _HAIR, east - _HAIR, north - _HAIR))
    met = np.unique(tree.query(degrees, predicate="intersects")[1])
    return np.concatenate([held, candidates[met]])


def cells_in(bounds: Sequence[float], scale: SheetScale) -> Integers:
    """Rows and columns of all sheets of a range of degrees (west, south, east, north), int64 (sheets, 2)."""
    (low, high), (left, right) = sheet_cells([bounds[0], bounds[2]], [bounds[1], bounds[3]], scale)
    count = (high - low + 1) * (right - left + 1)
    if count > _MOST:
        raise TubanError(
            tr("The area spans {count} sheets of 1:{scale}, more than {most}: choose a smaller scale or area.").format(
                count=count, scale=scale.denominator, most=_MOST
            )
        )
    rows, columns = np.meshgrid(np.arange(low, high + 1), np.arange(left, right + 1), indexing="ij")
    return np.column_stack([rows.ravel(), columns.ravel()])


def cell_edges(row: Integers, column: Integers, scale: SheetScale) -> tuple[NDArray[np.float64], ...]:
    """West, south, east and north edges in degrees."""
    west, south = column * scale.width - 180 * DEGREE, row * scale.height
    return tuple(edge / DEGREE for edge in (west, south, west + scale.width, south + scale.height))


def sheet_frame(numbers: Sequence[str], crs: Any) -> gpd.GeoDataFrame:
    """Sheets as polygons in a survey's coordinate reference system, in the order of their numbers.

    Columns: `TFH` number, `BLC` denominator, `W`, `S`, `E`, `N` edges in degrees, `RANGE` the same in degrees, minutes
    and seconds, `CM` central meridian of the corner coordinates, `X_SW`, `Y_SW` … `Y_SE` corners (x north, y east, m),
    `LLMJ` theoretical area in m2 by the official series. A geographic layer has its corners in the standard zone of
    each sheet (3 degrees to 1:10 000, else 6), with zone number. Parallels and meridians are curves on the plane:
    points on the edges, some 90 m apart, keep the outline within 0.1 mm of them.
    """
    reference = survey_reference(crs)
    bounds = sheet_bounds(numbers)
    west, south, east, north = (bounds[name].to_numpy() / DEGREE for name in ("west", "south", "east", "north"))
    return gpd.GeoDataFrame(
        {
            "TFH": np.array([str(number).strip().upper() for number in numbers], dtype=object),
            "BLC": bounds["denominator"],
            "W": west,
            "S": south,
            "E": east,
            "N": north,
            "RANGE": [
                f"{dms(row.west)}–{dms(row.east)}, {dms(row.south)}–{dms(row.north)}" for row in bounds.itertuples()
            ],
            **_corners(bounds, reference),
            "LLMJ": sheet_area(reference.ellipsoid, south, north, east - west),
        },
        geometry=sheet_polygons(bounds, reference),
        crs=crs,
    )


def _corners(bounds: pd.DataFrame, reference: SurveyReference) -> dict[str, NDArray[np.float64]]:
    zones = _zones(bounds, reference)
    columns = {"CM": np.array([zone.central_meridian for zone in zones], float)}
    for corner in ("SW", "NW", "NE", "SE"):
        longitude = bounds["west" if corner[1] == "W" else "east"].to_numpy() / DEGREE
        latitude = bounds["south" if corner[0] == "S" else "north"].to_numpy() / DEGREE
        x, y = np.empty(len(bounds)), np.empty(len(bounds))
        for zone in set(zones):
            here = np.array([one == zone for one in zones])
            y[here], x[here] = projected(longitude[here], latitude[here], zone)
        columns[f"X_{corner}"], columns[f"Y_{corner}"] = x, y
    return columns


def _zones(bounds: pd.DataFrame, reference: SurveyReference) -> list[SurveyReference]:
    """The zone of each sheet's corners: that of the layer, of a geographic layer the standard one of the scale."""
    if not reference.geographic:
        return [reference] * len(bounds)
    middle = (bounds["west"] + bounds["east"]) / (2 * DEGREE)
    width = np.where(bounds["denominator"] <= 10_000, 3, 6)
    return [zone_reference(reference.ellipsoid, at, wide) for at, wide in zip(middle, width)]


def sheet_polygons(bounds: pd.DataFrame, reference: SurveyReference) -> NDArray[np.object_]:
    """Outlines of sheets (`sheet_bounds`) in the coordinates of a layer."""
    edges = [bounds[name].to_numpy() / DEGREE for name in ("west", "south", "east", "north")]
    boxes = np.asarray(shapely.box(*edges), dtype=object)
    return boxes if reference.geographic else to_plane(shapely.segmentize(boxes, chord(edges)), reference)


def chord(edges: Sequence[NDArray[np.float64]]) -> float:
    """Degrees between the points of a sheet's edges: an arc of s metres departs s2 tan(B) / 8R from its chord."""
    west, _, east, north = edges
    if not len(north):
        return 1.0
    steepest = np.tan(np.radians(north.max())) / (8 * 6_378_000.0)
    width = float((east - west).max())
    pieces = np.ceil(width * 111_000.0 / np.sqrt(_SAG / max(steepest, 1e-12)))
    return width / max(float(pieces), 1.0)
