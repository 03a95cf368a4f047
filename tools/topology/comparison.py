"""A layer held against the one above it by their edges, and what differs as findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..progress import Progress, silent, steps
from .edges import EdgeTable
from .faces import OVERLAP, Coverage, Face, as_lines, borders, faults, widths
from .layers import Layer, as_array, invalid_near

_NONE = np.empty(0, object)


@dataclass(frozen=True)
class Comparison:
    """A layer held against the one above it."""

    faces: list[Face]
    """Where they differ by more than the tolerance, and where features of the layer overlap."""
    lines: np.ndarray
    """The edges that did not cancel."""
    owner: np.ndarray
    """Whose they are, as in `Leftover`."""

    def of_kind(self, *kinds: str) -> list[Face]:
        """The faces of some kinds."""
        return [face for face in self.faces if face.kind in kinds]

    @property
    def suspects(self) -> np.ndarray:
        """Places of the features whose edges did not cancel."""
        return np.unique(self.owner[self.owner >= 0])


def compare(layer: Layer, above: Layer | None, tolerance: float, progress: Progress = silent) -> Comparison:
    """The layer held against the one above it, or only against itself; what is no wider than `tolerance` m fits."""
    outlines = above.areas if above else _NONE
    matched, drawn = steps(progress, 1, 1)
    table = EdgeTable(layer.areas, outlines, progress=matched)
    matched(100.0)
    leftover = table.leftover()
    drawn(0.0)
    lines = as_lines(table, leftover)
    faces: list[Face] = []
    if len(lines):
        coverage = Coverage(layer.areas, outlines, invalid_near(layer.areas, lines))
        faces, _ = faults(lines, leftover.owner, coverage, tolerance, drawn)
    drawn(100.0)
    return Comparison(faces, lines, leftover.owner)


def overlaps(layer: Layer, compared: Comparison) -> gpd.GeoDataFrame:
    """Findings on features of the layer that overlap."""
    return on_features(layer, OVERLAP, compared.of_kind(OVERLAP))


def on_features(layer: Layer, kind: str, faces: Sequence[Face], along: Sequence[str] | None = None) -> gpd.GeoDataFrame:
    """Findings on features of a layer: the first of each face is the feature, the rest and `along` are the others."""
    others = layer.together([face.patches[1:] for face in faces])
    if along is not None:
        others = [", ".join(filter(None, names)) for names in zip(others, along)]
    return _on_areas(layer, kind, [face.patches[0] if face.patches else -1 for face in faces], faces, others)


def on_bare_land(above: Layer, kind: str, faces: Sequence[Face], below: Layer) -> gpd.GeoDataFrame:
    """Findings on land that the layer below leaves bare; the others are the features of that layer beside it."""
    inside = shapely.point_on_surface(as_array([face.geometry for face in faces]))
    face, unit = shapely.STRtree(above.areas).query(inside, predicate="intersects")
    units = np.full(len(faces), -1)
    units[face[::-1]] = unit[::-1]
    return _on_areas(above, kind, units, faces, below.together([face.patches for face in faces]))


def _on_areas(
    layer: Layer, kind: str, features: Sequence[int] | np.ndarray, faces: Sequence[Face], others: Sequence[str]
) -> gpd.GeoDataFrame:
    shapes = as_array([face.geometry for face in faces])
    return layer.book.rows(
        kind, features, shapes, other=others, measure=shapely.area(shapes), unit="m2", width=widths(shapes)
    )


def beside(faces: Sequence[Face], compared: Comparison, above: Layer) -> list[str]:
    """The features of the layer above along whose edges each face runs."""
    face, owner, _ = borders(as_array([face.geometry for face in faces]), compared.lines, compared.owner)
    pairs = np.unique(np.column_stack([face, -1 - owner])[owner < 0], axis=0)
    return above.together([pairs[pairs[:, 0] == place, 1].tolist() for place in range(len(faces))])
