"""The faces between the edges at fault: who holds each, who lies beside it, and how long the border is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..edges import GRID
from .land import Land
from .linework import LINE, NOWHERE, Edges, Segments, doubled_areas, edges_of, unpacked


@dataclass
class Faces:
    """Places between edges."""

    geometry: np.ndarray
    """(n,) polygons in m."""
    sides: Edges
    """The edges around them, the face on their left; the owner is the face."""
    area: np.ndarray
    """(n,) int64: twice the area in grid units squared."""

    def __len__(self) -> int:
        return len(self.geometry)

    def sides_of(self, face: int) -> Edges:
        """The edges around one face."""
        return self.sides[self.sides.owner == face]


def faces_between(edges: Edges, live: np.ndarray, origin: np.ndarray) -> Faces:
    """The faces of the live edges that do not cancel, divided by all other edges that run through them.

    `edges` are noded; `live` (m,) bool says which belong to a fault.
    """
    segments = Segments(edges)
    lines = segments.lines()
    outer = segments.uncancelled() & segments.any(live)
    whole = shapely.get_parts(shapely.polygonize(lines[outer]))
    rest = np.flatnonzero(~outer)
    inner = np.unique(shapely.STRtree(whole).query(_middles(lines[rest]), predicate="within")[0])
    if len(inner):
        whole = shapely.get_parts(shapely.polygonize(np.concatenate([lines[outer], lines[rest[inner]]])))
    geometry = in_metres(whole, origin)
    sides = edges_of(geometry, origin)
    return Faces(geometry, sides, doubled_areas(sides, len(geometry)))


def in_metres(geometry: np.ndarray, origin: np.ndarray) -> np.ndarray:
    """Geometries in grid units as geometries in m."""
    return shapely.transform(geometry, lambda units: np.round((units + origin) * GRID, 4))


def _middles(lines: np.ndarray) -> np.ndarray:
    return shapely.line_interpolate_point(lines, 0.5, normalized=True)


def claims_on(faces: Faces, edges: Edges, land: Land) -> pd.DataFrame:
    """Who holds each face or lies beside it.

    Columns: face; owner; within: whether the owner holds the face; edges: how many of its edges run along the face;
    border: m of the border between them that would be gone if the owner alone had the face. An owner's edge along a
    face says on which side of it the owner is. Who has no edge there holds all of the face or nothing: any point tells.
    """
    sides, owned = _frame(faces.sides), _frame(edges[edges.owner != LINE])
    sides["length"] = np.hypot(*(unpacked(faces.sides.end) - unpacked(faces.sides.start)).T) * GRID
    turned = owned.rename(columns={"start": "end", "end": "start"})
    along = pd.concat(
        sides.rename(columns={"owner": "face"}).merge(of, on=["start", "end"]).assign(within=within)
        for of, within in ((owned, True), (turned, False))
    )
    known = along.groupby(["face", "owner", "within"])["length"].agg(edges="size", border="sum").reset_index()
    points = shapely.point_on_surface(faces.geometry)
    face, patch = land.tree.query(points, predicate="intersects")
    beyond = np.flatnonzero(land.rim.beyond(points))
    face, patch = np.append(face, beyond), np.append(patch, np.full(len(beyond), NOWHERE))
    over = pd.DataFrame({"face": face, "owner": patch, "within": True, "edges": 0, "border": 0.0})
    met = pd.MultiIndex.from_frame(over[["face", "owner"]]).isin(pd.MultiIndex.from_frame(known[["face", "owner"]]))
    claims = pd.concat([known, over[~met]], ignore_index=True)
    rest = shapely.length(faces.geometry)[claims["face"]] - claims["border"]
    return claims.assign(border=np.where(claims["within"], rest, claims["border"]))


def _frame(edges: Edges) -> pd.DataFrame:
    return pd.DataFrame({"start": edges.start, "end": edges.end, "owner": edges.owner})
