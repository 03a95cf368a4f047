"""Borders that nearly meet: vertices that a neighbour lacks, and narrow openings between patches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, steps
from ..workers import points_of, queried
from .edges import GRID, EdgeTable, Leftover, distinct_nodes
from .faces import GAP, NEGLIGIBLE_AREA, Face, borders, wider_than

_OUTLINE = np.iinfo(np.int64).max
"""Owner of the county outlines here: they are one border, and named where no patch is."""

_AT_A_NODE = GRID / 100
"""m: a corner of a face that is nearer to a node is that node."""


@dataclass
class UnmatchedVertex:
    """A vertex of `patch` on the border of `other`, which has none there; -1 stands for the county outline."""

    patch: int
    other: int
    place: shapely.Point


def unmatched_vertices(
    table: EdgeTable,
    leftover: Leftover,
    lines: np.ndarray,
    thin: np.ndarray,
    known: np.ndarray,
    tolerance: float,
    of_edge: np.ndarray | None = None,
    apart: np.ndarray | None = None,
    progress: Progress = silent,
) -> list[UnmatchedVertex]:
    """Vertices that lie within `tolerance` m of a left-over edge whose patch has no vertex there, each once.

    `lines` (k,) are the left-over edges, `of_edge` (m,) the line of each where a line has several, `apart` (k,) those
    that are near to no line of another owner. Of each of the `thin` faces at least one vertex is named, even one
    further off (the tip of a needle), or, where nobody lacks one, the place where its edges cross. Vertices at `known`
    faults are those faults', not ones of their own.
    """
    owner = np.where(leftover.owner < 0, _OUTLINE, leftover.owner)
    of_edge = np.arange(len(owner)) if of_edge is None else of_edge
    of_line = np.empty(len(lines), np.int64)
    of_line[of_edge] = owner
    looking, tipped = steps(progress, 1, 1)
    tree = shapely.STRtree(lines)
    close = np.ones(len(lines), bool) if apart is None else ~apart
    close[tree.query(thin, predicate="dwithin", distance=GRID)[1]] = True
    close = close[of_edge]
    places, node = distinct_nodes(np.concatenate([leftover.start[close], leftover.end[close]]))
    ends = pd.DataFrame({"node": node, "owner": np.tile(owner[close], 2)}).drop_duplicates()
    points = points_of(table.to_metres(places))
    free = np.ones(len(points), bool)
    nodes = shapely.STRtree(points)
    free[nodes.query(known, predicate="dwithin", distance=GRID)[1]] = False  # a fault may be large
    at, line = queried(tree, points, looking, predicate="dwithin", distance=tolerance + GRID / 10)
    # Where two patches meet the county line it needs no vertex: the outline does not know where patches end.
    wanted = free[at] & ((of_line[line] != _OUTLINE) | (np.bincount(ends["node"])[at] == 1))
    found = _lacking(pd.DataFrame({"node": at, "other": of_line[line]})[wanted].drop_duplicates(), ends)
    face, at = queried(nodes, thin, tipped, predicate="dwithin", distance=GRID)
    settled = np.isin(np.arange(len(thin)), face[~free[at] | np.isin(at, found["node"])])
    if not settled.all():
        tips = pd.DataFrame({"face": face, "node": at})[~settled[face]]
        of_face, along, _ = borders(thin, lines, of_line)
        beside = tips.merge(pd.DataFrame({"face": of_face, "other": along}).drop_duplicates()).drop(columns="face")
        found = pd.concat([found, _lacking(beside, ends)])
        settled[face[np.isin(at, found["node"])]] = True
    others = found.groupby("node")["other"].min()
    patches = ends.groupby("node")["owner"].min()[others.index]
    named = pd.DataFrame({"patch": patches, "other": others, "place": points[others.index]})
    named = pd.concat([named, _crossings(thin[~settled], np.concatenate([points, known]), tree, of_line)])
    patch, other = (np.where(named[name] == _OUTLINE, -1, named[name]).tolist() for name in ("patch", "other"))
    return [UnmatchedVertex(*vertex) for vertex in zip(patch, other, named["place"])]


def _crossings(faces: np.ndarray, known: np.ndarray, lines: shapely.STRtree, owner: np.ndarray) -> pd.DataFrame:
    """Corners of faces where edges of two owners cross, away from what is known: patch, other and place of each."""
    corners = shapely.points(np.unique(shapely.get_coordinates(faces), axis=0))
    corners = np.delete(corners, shapely.STRtree(corners).query(known, predicate="dwithin", distance=_AT_A_NODE)[1])
    corner, line = lines.query(corners, predicate="dwithin", distance=GRID / 10)
    met = pd.DataFrame({"corner": corner, "owner": owner[line]}).groupby("corner")["owner"].agg(["min", "max"])
    met = met[met["min"] < met["max"]]
    return pd.DataFrame({"patch": met["min"], "other": met["max"], "place": corners[met.index]})


def _lacking(pairs: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Those pairs of node and other patch where the other has no vertex at the node; `ends` are nodes and owners."""
    marked = pairs.merge(ends, how="left", left_on=["node", "other"], right_on=["node", "owner"], indicator=True)
    return marked.loc[marked["_merge"] == "left_only", ["node", "other"]]


def narrow_openings(patches: np.ndarray, leftover: Leftover, width: float, known: list[shapely.Polygon]) -> list[Face]:
    """Places not wider than `width` m between two valid patches that no face encloses: all grown and shrunk again.

    Mitred joins keep the corners of the patches as they are, so what the closing adds lies between them.
    """
    owners = np.unique(leftover.owner[leftover.owner >= 0])
    patches = patches[owners]
    land = shapely.union_all(patches)
    grown = shapely.buffer(land, width / 2, join_style="mitre")
    closed = shapely.buffer(grown, -width / 2, join_style="mitre")
    added = shapely.get_parts(shapely.difference(closed, shapely.union_all([land, *known])))
    added = added[shapely.area(added) > NEGLIGIBLE_AREA]
    tree = shapely.STRtree(patches)
    faces = []
    for face, wide in zip(added, wider_than(added, width * 1.01)):
        near = tree.query(face, predicate="dwithin", distance=GRID)
        shared = shapely.length(shapely.intersection(shapely.boundary(face), shapely.buffer(patches[near], GRID)))
        bordering = near[np.argsort(-shared, kind="stable")][: int((shared > width / 2).sum())]
        if len(bordering) > 1 and not wide:
            faces.append(Face(GAP, tuple(int(owners[place]) for place in bordering), face))
    return faces
