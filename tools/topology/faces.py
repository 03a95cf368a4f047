"""Faces of the edges that are left over: each is covered by a number of patches, and that number says what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, silent, steps
from .edges import GRID, EdgeTable, Leftover

OVERLAP, GAP, OUTSIDE, UNCOVERED, HOLE = "overlap", "gap", "outside_county", "uncovered", "hole"

NEGLIGIBLE_AREA = 1e-6
"""m2: an intersection smaller than this is a touch of rounded lines."""

OVERLAY_GRID = 1e-7
"""m: corners where edges cross are rounded to this. Overlay without rounding loses faces of metres where lines nearly
coincide (seen with GEOS 3.14); this is far below the survey's grid and above what a float keeps of an easting."""

PAIRS_A_BLOCK = 4_000
"""Pairs of polygons that are cut between two looks at whether the user has cancelled."""


@dataclass
class Face:
    """A faulty face: what it is, which patches (places in the array, the largest share first), where."""

    kind: str
    patches: tuple[int, ...]
    geometry: shapely.Polygon


@dataclass
class Shares:
    """What patches hold of faces: (n,) place of the face, place of the patch, a polygon of their intersection."""

    face: np.ndarray
    patch: np.ndarray
    geometry: np.ndarray


class Coverage:
    """The patches and the county outline, ready to be asked what covers a place."""

    def __init__(self, patches: np.ndarray, outlines: np.ndarray, invalid: np.ndarray):
        """`invalid` are the places of the patches that are not valid."""
        self.patches = patches.copy()
        self.patches[invalid] = [_area_of(patch) for patch in patches[invalid]]
        self.tree = shapely.STRtree(self.patches)
        self.county = shapely.union_all([_area_of(outline) for outline in outlines]) if len(outlines) else None
        if self.county is not None:
            shapely.prepare(self.county)

    def excess(self, points: np.ndarray) -> np.ndarray:
        """The number of patches over each point, less the one that the county asks for: (n,) int.

        Without an outline every place asks for one. A point on a border that two sound patches share counts both.
        """
        at, _ = self.tree.query(points, predicate="intersects")
        asked = np.ones(len(points), bool) if self.county is None else shapely.intersects(self.county, points)
        return np.bincount(at, minlength=len(points)) - asked.astype(int)

    def shares(self, faces: np.ndarray, progress: Progress = silent) -> Shares:
        """What each patch holds of each face, in the order of faces and patches; the whole face as it is."""
        face, patch = self.tree.query(faces, predicate="intersects")
        order = np.lexsort((patch, face))
        face, patch = face[order], patch[order]
        whole, share = faces[face], self.patches[patch]
        shapely.prepare(faces)
        cut = ~shapely.covers(whole, share)
        share[cut] = _by_blocks(_intersection, whole[cut], share[cut], progress)
        share = np.where(np.abs(shapely.area(share) - shapely.area(whole)) <= NEGLIGIBLE_AREA, whole, share)
        share, pair = shapely.get_parts(share, return_index=True)
        held = shapely.area(share) > NEGLIGIBLE_AREA
        return Shares(face[pair[held]], patch[pair[held]], share[held])

    def beyond_county(self, faces: np.ndarray) -> np.ndarray:
        """The parts of faces outside the county; none where no outline is known."""
        if self.county is None:
            return np.empty(0, object)
        reaching = faces[~shapely.covers(self.county, faces)]
        beyond = shapely.difference(reaching, self.county, grid_size=OVERLAY_GRID)
        all_beyond = np.abs(shapely.area(beyond) - shapely.area(reaching)) <= NEGLIGIBLE_AREA
        return shapely.get_parts(np.where(all_beyond, reaching, beyond))


def _area_of(patch: shapely.Geometry) -> shapely.Geometry:
    """What an invalid patch covers: all of its parts, without the lines that collapsed."""
    parts = shapely.get_parts(shapely.make_valid(shapely.get_parts(patch)))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def as_lines(table: EdgeTable, leftover: Leftover) -> np.ndarray:
    """The left-over edges as two-point lines in metres."""
    ends = np.stack([table.to_metres(leftover.start), table.to_metres(leftover.end)], axis=1)
    return shapely.linestrings(ends)


def faults(
    lines: np.ndarray, owner: np.ndarray, coverage: Coverage, tolerance: float, progress: Progress = silent
) -> tuple[list[Face], np.ndarray]:
    """The faces between left-over edges where the number of patches is not what the county asks for.

    `lines` (m,) are the edges, `owner` (m,) whose they are. Returns the faces that are wider than `tolerance` in m, and
    as plain polygons those that are not: differences of coordinates.
    """
    drawn, weighed, bare, shared, outside = steps(progress, 4, 2, 1, 2, 1)
    # Merged first: GEOS shuffles the vertices of a line, but two-point lines in their order make its index a list.
    chains = shapely.line_merge(shapely.multilinestrings(lines))
    faces = shapely.get_parts(shapely.polygonize([shapely.union_all(chains, grid_size=OVERLAY_GRID)]))
    drawn(100.0)
    excess = coverage.excess(shapely.point_on_surface(faces))
    faces, excess = faces[excess != 0], excess[excess != 0]
    wide = _wide(faces, tolerance)
    weighed(100.0)
    found = _uncovered(faces[wide & (excess < 0)], lines, owner, outlined=coverage.county is not None)
    bare(100.0)
    found += _overlaps(faces[wide & (excess > 0)], coverage, tolerance, shared)
    found += _outside(faces[wide & (excess > 0)], coverage, tolerance)
    outside(100.0)
    return found, faces[~wide]


def wider_than(faces: np.ndarray, limit: float) -> np.ndarray:
    """Whether a circle of more than `limit` m across fits into each polygon: (n,) bool.

    No point of a polygon is further from the border than the radius of that circle, so the area is at most radius
    times perimeter: that settles all but the thin ones, which have to be shrunk.
    """
    limit += GRID / 10  # corners where edges cross lie off the grid
    wide = 2.0 * shapely.area(faces) > limit * shapely.length(faces)
    unsure = np.flatnonzero(~wide)
    wide[unsure] = ~shapely.is_empty(shapely.buffer(faces[unsure], -limit / 2.0))
    return wide


def _wide(faces: np.ndarray, tolerance: float) -> np.ndarray:
    return wider_than(faces, tolerance) & (shapely.area(faces) > NEGLIGIBLE_AREA)


def _overlaps(faces: np.ndarray, coverage: Coverage, tolerance: float, progress: Progress) -> list[Face]:
    """What each pair of patches shares of the faces."""
    first_half, second_half = steps(progress, 1, 1)
    shares = coverage.shares(faces, first_half)
    shapely.prepare(shares.geometry)
    first, second = shapely.STRtree(shares.geometry).query(shares.geometry, predicate="intersects")
    pair = (shares.patch[first] < shares.patch[second]) & (shares.face[first] == shares.face[second])
    first, second = first[pair], second[pair]
    both = _by_blocks(_common, shares.geometry[first], shares.geometry[second], second_half)
    parts, pair = shapely.get_parts(both, return_index=True)
    wide = _wide(parts, tolerance)
    parts, first, second = parts[wide], shares.patch[first[pair[wide]]], shares.patch[second[pair[wide]]]
    return [Face(OVERLAP, (one, two), part) for one, two, part in zip(first.tolist(), second.tolist(), parts)]


def _common(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """The intersections of polygons pair by pair, cut only where neither holds the other; None where they but touch."""
    both = np.where(shapely.covers(one, two), two, np.where(shapely.covers(two, one), one, np.array(None)))
    rest = np.flatnonzero(shapely.is_missing(both))
    cut = rest[~shapely.touches(one[rest], two[rest])]
    both[cut] = _intersection(one[cut], two[cut])
    return both


def _intersection(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return shapely.intersection(one, two, grid_size=OVERLAY_GRID)


def _by_blocks(
    call: Callable[[np.ndarray, np.ndarray], np.ndarray], one: np.ndarray, two: np.ndarray, progress: Progress
) -> np.ndarray:
    """The call on polygons pair by pair, so many at a time that a cancel is heard."""
    made = [np.empty(0, object)]
    for start in range(0, len(one), PAIRS_A_BLOCK):
        progress(100.0 * start / len(one))
        made.append(call(one[start : start + PAIRS_A_BLOCK], two[start : start + PAIRS_A_BLOCK]))
    return np.concatenate(made)


def _outside(faces: np.ndarray, coverage: Coverage, tolerance: float) -> list[Face]:
    """What of the faces lies outside the county, with the patches that reach there."""
    parts = coverage.beyond_county(faces)
    parts = parts[_wide(parts, tolerance)]
    shares = coverage.shares(parts)
    patches = _largest_first(shares.face, shares.patch, shapely.area(shares.geometry), len(parts))
    return [Face(OUTSIDE, names, part) for names, part in zip(patches, parts)]


def _uncovered(faces: np.ndarray, lines: np.ndarray, owner: np.ndarray, *, outlined: bool) -> list[Face]:
    """Places without a patch: a gap between patches, land up to the county line, or the empty hole of one patch."""
    face, along, length = borders(faces, lines, owner)
    at_county_line = np.isin(np.arange(len(faces)), face[along < 0])
    of_patch = along >= 0
    patches = _largest_first(face[of_patch], along[of_patch], length[of_patch], len(faces))
    found = []
    for geometry, names, at_line in zip(faces, patches, at_county_line):
        enclosed = GAP if outlined or len(names) > 1 else HOLE
        found.append(Face(UNCOVERED if at_line else enclosed, names, geometry))
    return found


def borders(faces: np.ndarray, lines: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whose edges faces run along, piece by piece: place of the face (n,), owner (n,), length in m (n,)."""
    rings, face_of_ring = shapely.get_rings(faces, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    middle = shapely.points((xy[start] + xy[start + 1]) / 2.0)
    length = np.hypot(*(xy[start + 1] - xy[start]).T)
    # Where edges cross, pieces of an edge lie beside it by a rounding: the middle of a piece is near it all the same.
    piece, line = shapely.STRtree(lines).query(middle, predicate="dwithin", distance=GRID)
    piece, along = np.unique(np.column_stack([piece, owner[line]]), axis=0).T
    return face_of_ring[ring[start[piece]]], along, length[piece]


def _largest_first(face: np.ndarray, patch: np.ndarray, share: np.ndarray, faces: int) -> list[tuple[int, ...]]:
    """For each of so many faces its patches, that with the largest share first; equal ones (on the grid) by place."""
    pairs, pair = np.unique(np.column_stack([face, patch]), axis=0, return_inverse=True)
    total = np.bincount(pair.ravel(), share, minlength=len(pairs))
    face, patch = pairs.T
    order = np.lexsort((patch, -np.round(total / GRID), face))
    groups = np.split(patch[order], np.searchsorted(face[order], np.arange(1, faces)))
    return [tuple(group.tolist()) for group in groups[:faces]]
