"""Borders that nearly meet: vertices that a neighbour lacks, and narrow openings between patches."""

from __future__ import annotations

import numpy as np
import shapely

from .edges import GRID, EdgeTable, Leftover
from .faces import GAP, NEGLIGIBLE_AREA, Face, as_lines, inscribed_width


def unmatched_vertices(
    table: EdgeTable, leftover: Leftover, faces: list[Face], crossed: np.ndarray, tolerance: float
) -> list[tuple[int, int, shapely.Point]]:
    """Vertices of one patch that lie on a left-over edge of another, which has no vertex there.

    Returns patch, other patch (-1 for the county outline) and place. Vertices at a reported face or crossing are that
    fault's, not one of their own.
    """
    if not len(leftover.owner):
        return []
    lines = as_lines(table, leftover)
    nodes, owners = _single_owner_nodes(leftover)
    points = shapely.points(table.to_metres(nodes))
    taken = np.array([*(face.geometry for face in faces), *crossed], dtype=object)
    free = np.ones(len(points), bool)
    if len(taken):
        free[shapely.STRtree(taken).query(points, predicate="dwithin", distance=GRID)[0]] = False
    points, owners = points[free], owners[free]
    at, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=tolerance)
    strange = leftover.owner[line] != owners[at]
    at, line = at[strange], line[strange]
    _, first = np.unique(at, return_index=True)
    return [
        (int(owners[point]), max(int(leftover.owner[edge]), -1), points[point])
        for point, edge in zip(at[first], line[first])
        if owners[point] >= 0
    ]


def _single_owner_nodes(leftover: Leftover) -> tuple[np.ndarray, np.ndarray]:
    """Ends of left-over edges at which only one patch (or outline) has edges: nodes (n, 2) and owners."""
    nodes = np.concatenate([leftover.start, leftover.end])
    owners = np.concatenate([leftover.owner, leftover.owner])
    places, inverse = np.unique(nodes, axis=0, return_inverse=True)
    inverse = inverse.ravel()
    low = np.full(len(places), np.iinfo(np.int64).max)
    high = np.full(len(places), np.iinfo(np.int64).min)
    np.minimum.at(low, inverse, owners)
    np.maximum.at(high, inverse, owners)
    single = low == high
    return places[single], low[single]


def narrow_openings(table: EdgeTable, leftover: Leftover, width: float, known: list[shapely.Polygon]) -> list[Face]:
    """Places not wider than `width` between two patches that no face encloses: the patches grown and shrunk again.

    Mitred joins keep the corners of the patches as they are, so what the closing adds lies between them.
    """
    owners = np.unique(leftover.owner[leftover.owner >= 0])
    patches = table.patches[owners]
    land = shapely.union_all(shapely.make_valid(patches))
    grown = shapely.buffer(land, width / 2, join_style="mitre")
    closed = shapely.buffer(grown, -width / 2, join_style="mitre")
    added = shapely.get_parts(shapely.difference(closed, shapely.union_all([land, *known])))
    added = added[shapely.area(added) > NEGLIGIBLE_AREA]
    tree = shapely.STRtree(patches)
    faces = []
    for face, wide in zip(added, inscribed_width(added)):
        near = tree.query(face, predicate="dwithin", distance=GRID)
        shared = shapely.length(shapely.intersection(shapely.boundary(face), shapely.buffer(patches[near], GRID)))
        bordering = near[np.argsort(-shared, kind="stable")][: int((shared > width / 2).sum())]
        if len(bordering) > 1 and wide <= width * 1.01:
            faces.append(Face(GAP, tuple(int(owners[place]) for place in bordering), face, float(wide)))
    return faces
