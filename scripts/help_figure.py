"""Draws small counties as SVG: patches as on a survey map, faults in red, and a lens where a fault is too small to see.

Only shapes, lines and letters, all clipped beforehand: browsers, Qt's SVG and Qt's help viewer show the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import shapely
from shapely import Geometry, Point, Polygon, box

WIDTH, MARGIN, LENS = 310, 10, 88
"""px: width of a figure, its margin, the side of the lens."""
ROOM = 19
"""px: a label needs a circle of this radius."""
TOO_SMALL = 0.06
"""Share of the figure's width below which a fault is also shown under the lens."""

FONT = "Helvetica, Arial, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif"
INK, PAPER, FAULT = "#4a4f45", "#fbfaf6", "#d7191c"
COLOURS = {
    "0101": "#f7e7b0", "0201": "#dfe7a4", "0301": "#cfe3c0", "0702": "#ddd3ea", "1003": "#cdd2d8", "1201": "#e6dfd2",
    "1004": "#d9d3cf", "1006": "#d6cfc0", "1101": "#bcd7ea", "1107": "#c9e0ea", "A": "#eef0e2", "B": "#e3ebef",
}  # fmt: skip
"""Fill by land class, by name where there is none."""
LINES = {
    "XZQ": ("#7b3294", "stroke-width='2.2' stroke-dasharray='9 4'"),
    "CJDCQ": ("#1f6f78", "stroke-width='2' stroke-dasharray='7 3 2 3'"),
    "XZQJX": ("#7b3294", "stroke-width='2.6'"),
    "CJDCQJX": ("#1f6f78", "stroke-width='2.6'"),
    "LINES": ("#2b3a67", "stroke-width='1.6' stroke-dasharray='6 3'"),
    "DIVIDERS": ("#1f6f78", "stroke-width='2'"),
    "seam": (INK, "stroke-width='3'"),
}
"""Colour and line of what lies beside the patches."""


@dataclass(frozen=True)
class Patch:
    """A patch as it is drawn: its number over its class."""

    name: str
    code: str
    shape: Geometry


@dataclass(frozen=True)
class Border:
    """A feature of a layer beside the patches: its outline, or a line."""

    layer: str
    name: str
    shape: Geometry


@dataclass(frozen=True)
class Drawing:
    """What one state of a county shows."""

    patches: Sequence[Patch]
    borders: Sequence[Border]
    faults: Sequence[Geometry]
    missing: Sequence[Geometry] = ()
    """Where patches without a shape should be."""


@dataclass(frozen=True)
class Window:
    """A box of the map, in m, and where on the paper it is shown."""

    box: Polygon
    left: float
    top: float
    scale: float
    """px per m."""

    def clipped(self, shape: Geometry) -> Geometry:
        return shapely.intersection(shape, self.box)

    def on_paper(self, xy: np.ndarray) -> np.ndarray:
        west, _south, _east, north = self.box.bounds
        return np.column_stack([self.left + (xy[:, 0] - west) * self.scale, self.top + (north - xy[:, 1]) * self.scale])

    def points(self, shape: Geometry) -> list[list[float]]:
        """The coordinates of a shape on the paper."""
        return self.on_paper(shapely.get_coordinates(shape)).tolist()


# ------------------------------------------------------------------------------------------------ the picture


def figure(drawing: Drawing, extent: Polygon, lens: Polygon | None) -> str:
    """The drawing of an extent as one SVG, with what lies under the lens in its corner."""
    _west, south, east, _north = extent.bounds
    scale, height = _scale(extent), height_of(extent)
    corner = box(east - LENS / scale, south, east, south + LENS / scale)
    window = Window(extent, MARGIN, MARGIN, scale)
    parts = [_rectangle(0, 0, WIDTH, height, f"fill='{PAPER}'"), *_map(drawing, window)]
    parts += _labels(drawing.patches, window, Polygon() if lens is None else corner)
    parts += _names(drawing.borders, window)
    if lens is not None:
        parts += _lens(drawing, window, lens)
    size = f"width='{WIDTH}' height='{height:.0f}' viewBox='0 0 {WIDTH} {height:.0f}'"
    return "".join([f"<svg xmlns='http://www.w3.org/2000/svg' {size}>", *parts, "</svg>"])


def height_of(extent: Polygon) -> float:
    """px: height of the figure of an extent."""
    return (extent.bounds[3] - extent.bounds[1]) * _scale(extent) + 2 * MARGIN


def _scale(extent: Polygon) -> float:
    return (WIDTH - 2 * MARGIN) / (extent.bounds[2] - extent.bounds[0])


def extent_of(shapes: Iterable[Geometry]) -> Polygon:
    """The box around shapes, the rings of invalid ones included."""
    xy = shapely.get_coordinates(list(shapes))
    return box(*xy.min(axis=0), *xy.max(axis=0))


def lens_on(faults: Sequence[Geometry], extent: Polygon) -> Polygon | None:
    """The box that needs a lens: around a fault that has a size but would not be seen."""
    west, south, east, north = extent_of(faults).bounds
    size = max(east - west, north - south)
    if not 0 < size < TOO_SMALL * (extent.bounds[2] - extent.bounds[0]):
        return None
    return Point((west + east) / 2, (south + north) / 2).buffer(2 * size, cap_style="square")


def _lens(drawing: Drawing, window: Window, place: Polygon) -> Iterator[str]:
    width = place.bounds[2] - place.bounds[0]
    right, bottom = window.points(Point(window.box.bounds[2], window.box.bounds[1]))[0]
    left, top = right - LENS - 4, bottom - LENS - 4
    ((x, y),) = window.points(place.centroid)
    yield _lines([[(x, y), (left, top)], [(x, y), (left, top + LENS)]], f"stroke='{INK}' stroke-width='0.8'")
    yield _rectangle(left, top, LENS, LENS, f"fill='{PAPER}'")
    yield from _map(drawing, Window(place, left, top, LENS / width))
    yield _rectangle(left, top + LENS - 16, LENS, 16, f"fill='{PAPER}' fill-opacity='.85'")
    yield _text(left + LENS / 2, top + LENS - 4, f"↔ {_length(width)}", 11)
    yield _rectangle(left, top, LENS, LENS, f"fill='none' stroke='{INK}' stroke-width='1.4'")


def _map(drawing: Drawing, window: Window) -> Iterator[str]:
    for patch in drawing.patches:
        yield _area(window, patch.shape, f"fill='{_colour(patch)}' fill-opacity='.8'")
    for patch in drawing.patches:
        yield _border(window, patch.shape, f"stroke='{INK}' stroke-width='1.3'")
        yield _vertices(window, patch.shape)
    for border in drawing.borders:
        colour, line = LINES[border.layer]
        yield _border(window, border.shape, f"stroke='{colour}' {line}")
    for shape in drawing.missing:
        yield _border(window, shape, f"stroke='{FAULT}' stroke-width='1.8' stroke-dasharray='5 4'")
    for fault in drawing.faults:
        yield _fault(window, fault)


def _colour(patch: Patch) -> str:
    return COLOURS.get(patch.code) or COLOURS.get(patch.name, "#e6e2da")


def _fault(window: Window, fault: Geometry) -> str:
    """An area, a line, or a ring around a point."""
    if shapely.get_dimensions(fault) == 0:
        ring, dot = f"r='8' fill='none' stroke='{FAULT}' stroke-width='2.4'", f"r='2.6' fill='{FAULT}'"
        points = window.points(window.clipped(fault))
        return "".join(_circle(x, y, style) for x, y in points for style in (ring, dot))
    if shapely.get_dimensions(fault) == 1:
        return _border(window, fault, f"stroke='{FAULT}' stroke-width='4'")
    fill = _area(window, fault, f"fill='{FAULT}' fill-opacity='.42'")
    return fill + _border(window, fault, f"stroke='{FAULT}' stroke-width='2'")


# ------------------------------------------------------------------------------------------------ shapes


def _area(window: Window, shape: Geometry, style: str) -> str:
    rings = shapely.get_rings(shapely.get_parts(window.clipped(shapely.make_valid(shape))))
    return _lines([window.points(ring) for ring in rings], f"fill-rule='evenodd' {style}", closed=True)


def _border(window: Window, shape: Geometry, style: str) -> str:
    """The rings of an area, or a line; what only touches the window's frame is left out."""
    lines = shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape
    parts = shapely.get_parts(shapely.line_merge(window.clipped(shapely.node(lines))))
    parts = shapely.normalize(parts[shapely.get_dimensions(parts) == 1])
    return _lines([window.points(part) for part in parts], f"fill='none' stroke-linejoin='round' {style}")


def _vertices(window: Window, shape: Geometry) -> str:
    seen = window.clipped(shapely.multipoints(shapely.get_coordinates(shape)))
    return "".join(_circle(x, y, f"r='2.1' fill='{INK}'") for x, y in window.points(seen))


def _labels(patches: Sequence[Patch], window: Window, hidden: Polygon) -> Iterator[str]:
    """Number over class with a bar between, where nothing lies on the patch and the lens does not hide it."""
    taken: list[tuple[float, float]] = []
    for place, patch in enumerate(patches):
        shape = shapely.make_valid(patch.shape)
        above = shapely.union_all([hidden, *(shapely.make_valid(later.shape) for later in patches[place + 1 :])])
        bare = shapely.difference(shape, above)
        middle = _middle(shape if bare.is_empty else bare, ROOM / window.scale)
        if middle is None:
            continue
        ((x, y),) = window.points(middle)
        while any(abs(x - left) < 2 * ROOM and abs(y - top) < 2 * ROOM for left, top in taken):
            x += 2 * ROOM + 4
        taken.append((x, y))
        yield _text(x, y - 4, patch.name, 15, "font-weight='bold'")
        if patch.code:
            yield _lines([[(x - 15, y), (x + 15, y)]], f"stroke='{INK}' stroke-width='0.8'")
            yield _text(x, y + 13, patch.code, 12)


def _names(borders: Sequence[Border], window: Window) -> Iterator[str]:
    """The names of areas beside the patches in their corners, where a layer has several."""
    areas = [border for border in borders if border.name and shapely.get_dimensions(border.shape) == 2]
    for border in areas if len(areas) > 1 else []:
        west, _south, _east, north = border.shape.bounds
        ((x, y),) = window.points(Point(west, north))
        yield _text(x + 14, y + 16, border.name, 12, fill=LINES[border.layer][0])


def _middle(shape: Geometry, room: float) -> Point | None:
    """The place of a label that needs a circle of radius `room`: the centroid, else where there is most room."""
    if shape.centroid.buffer(room).within(shape):
        return shape.centroid
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=0.1)
    return shapely.get_point(radius, 0) if radius.length >= room else None


# ------------------------------------------------------------------------------------------------ SVG


def _lines(lines: Iterable[Sequence[Sequence[float]]], style: str, closed: bool = False) -> str:
    end = "Z" if closed else ""
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line) + end for line in lines)
    return f"<path d='{path}' {style}/>" if path else ""


def _circle(x: float, y: float, style: str) -> str:
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' {style}/>"


def _rectangle(left: float, top: float, width: float, height: float, style: str) -> str:
    return f"<rect x='{left:.1f}' y='{top:.1f}' width='{width:.1f}' height='{height:.1f}' {style}/>"


def _text(x: float, y: float, text: str, size: int, style: str = "", fill: str = INK) -> str:
    place = f"x='{x:.1f}' y='{y:.1f}' text-anchor='middle'"
    return f"<text {place} font-family=\"{FONT}\" font-size='{size}' fill='{fill}' {style}>{escape(text)}</text>"


def _length(metres: float) -> str:
    if metres >= 1:
        return f"{metres:.3g} m"
    return f"{metres * 100:.2g} cm" if metres >= 0.01 else f"{metres * 1000:.2g} mm"
