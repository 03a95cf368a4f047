"""Polygons made of edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..edges import GRID
from .linework import Edges, edges_of, lines_between, packed


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
    owner = np.searchsorted(owners, edges.owner)
    order = np.argsort(owner, kind="stable")
    bounded = np.unique(owner)
    bundles = shapely.multilinestrings(
        lines_between(edges.start[order], edges.end[order]), indices=np.searchsorted(bounded, owner[order])
    )
    faces, bundle = shapely.get_parts(shapely.polygonize(bundles[:, None]), return_index=True)
    within = _on_the_left(faces, bounded[bundle], edges.of_owners(owner), coordinates.origin)
    made = np.full(len(owners), None, object)
    if within.any():
        faces, owner = shapely.transform(faces[within], coordinates.in_metres), bounded[bundle[within]]
        made[np.unique(owner)] = shapely.multipolygons(faces, indices=np.unique(owner, return_inverse=True)[1])
    single = shapely.get_num_geometries(made) == 1
    made[single] = shapely.get_geometry(made[single], 0)
    return made


def _on_the_left(faces: np.ndarray, owner: np.ndarray, edges: Edges, origin: np.ndarray) -> np.ndarray:
    """Whether each face, in grid units, lies on the left of its owner's edges around it, which all do or none."""
    sides = edges_of(shapely.transform(faces, lambda units: (units + origin) * GRID), origin)
    first = np.searchsorted(sides.owner, np.arange(len(faces)))
    around = pd.DataFrame({"start": sides.start[first], "end": sides.end[first], "owner": owner})
    own = pd.DataFrame({"start": edges.start, "end": edges.end, "owner": edges.owner})
    return (around.merge(own, how="left", indicator=True)["_merge"] == "both").to_numpy()
