"""Polygons made of edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..edges import GRID, among
from .linework import Edges, edges_of, packed, unpacked

_ODD, _ODDER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)


class Coordinates:
    """Where nodes lie in m: a vertex keeps the coordinates it had, to the last bit; a new one lies on the grid."""

    def __init__(self, shapes: np.ndarray, origin: np.ndarray):
        self.origin = origin
        xy = shapely.get_coordinates(shapes)
        self._nodes, first = np.unique(packed(np.rint(xy / GRID).astype(np.int64) - origin), return_index=True)
        self._xy = xy[first]

    def in_metres(self, units: np.ndarray) -> np.ndarray:
        """Grid units (n, 2) as coordinates."""
        units = units.astype(np.int64)
        nodes = packed(units)
        place = np.minimum(np.searchsorted(self._nodes, nodes), len(self._nodes) - 1)
        known = self._nodes[place] == nodes
        return np.where(known[:, None], self._xy[place], np.round((units + self.origin) * GRID, 4))


def shapes_of(edges: Edges, owners: np.ndarray, coordinates: Coordinates) -> np.ndarray:
    """The shape that the edges of each owner bound: (n,) polygons, multipolygons where they are apart, or None.

    `owners` are sorted.
    """
    edges = edges.of_owners(np.searchsorted(owners, edges.owner))
    made = np.full(len(owners), None, object)
    faces, owner = faces_between(edges)
    within = _on_the_left(faces, owner, edges, coordinates.origin)
    if within.any():
        faces, owner = shapely.transform(faces[within], coordinates.in_metres), owner[within]
        made[np.unique(owner)] = shapely.multipolygons(faces, indices=np.unique(owner, return_inverse=True)[1])
    single = shapely.get_num_geometries(made) == 1
    made[single] = shapely.get_geometry(made[single], 0)
    return made


def faces_between(edges: Edges) -> tuple[np.ndarray, np.ndarray]:
    """The faces between the edges of each owner, whichever way they run: polygons in grid units, and their owners.

    Edges that follow each other, with no third at the node between them, go to GEOS as one line, which is much faster.
    """
    edges = edges[np.argsort(edges.owner, kind="stable")]
    same = edges.owner[1:] == edges.owner[:-1]
    ahead, back = (same & (one[:-1] == two[1:]) for one, two in ((edges.end, edges.start), (edges.start, edges.end)))
    turned = _either(back) & ~_either(ahead)
    start, end = np.where(turned, edges.end, edges.start), np.where(turned, edges.start, edges.end)
    begins, ends = (_of_owner(nodes, edges.owner) for nodes in (start, end))
    at_node = np.sort(np.concatenate([begins, ends]))
    crowded = np.unique(at_node[2:][at_node[2:] == at_node[:-2]])
    joined = same & (end[:-1] == start[1:]) & ~among(begins[1:], crowded)
    number = np.concatenate([[0], np.cumsum(~joined)])[: len(start)]
    last = np.append(~joined, True)[: len(start)]
    place = np.arange(len(start)) + number
    nodes, line = np.empty(len(start) + int(last.sum()), np.uint64), np.empty(len(start) + int(last.sum()), np.int64)
    nodes[place], line[place] = start, number
    nodes[place[last] + 1], line[place[last] + 1] = end[last], number[last]
    owners, bundle = np.unique(edges.owner[last], return_inverse=True)
    lines = shapely.linestrings(unpacked(nodes).astype(float), indices=line)
    faces, of_bundle = shapely.get_parts(
        shapely.polygonize(shapely.multilinestrings(lines, indices=bundle.ravel())[:, None]), return_index=True
    )
    return faces, owners[of_bundle]


def _either(linked: np.ndarray) -> np.ndarray:
    """Which items have such a link (n - 1,) to the one before or after: (n,) bool."""
    return np.append(linked, False) | np.append(False, linked)


def _of_owner(nodes: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Hashes of nodes (n,) of owners (n,)."""
    return (nodes + owner.astype(np.uint64) * _ODD) * _ODDER


def _on_the_left(faces: np.ndarray, owner: np.ndarray, edges: Edges, origin: np.ndarray) -> np.ndarray:
    """Whether each face, in grid units, lies on the left of its owner's edges around it, which all do or none."""
    sides = edges_of(shapely.transform(faces, lambda units: (units + origin) * GRID), origin)
    first = np.searchsorted(sides.owner, np.arange(len(faces)))
    around = pd.DataFrame({"start": sides.start[first], "end": sides.end[first], "owner": owner})
    own = pd.DataFrame({"start": edges.start, "end": edges.end, "owner": edges.owner})
    return (around.merge(own, how="left", indicator=True)["_merge"] == "both").to_numpy()
