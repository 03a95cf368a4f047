"""Faces of the edges that are left over: each is covered by a number of patches, and that number says what is wrong."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import shapely

from ..progress import Progress, silent, steps, tracked
from ..workers import by_blocks, points_of, queried
from . import overlay
from .arrangement import arranged, put_together
from .edges import DIRECTION, GRID, EdgeTable, Leftover, keys_between

OVERLAP, GAP, OUTSIDE, UNCOVERED, HOLE = "overlap", "gap", "outside_county", "uncovered", "hole"
DUPLICATE, CONTAINED = "duplicate_geometry", "contained"

NEGLIGIBLE_AREA = 1e-6
"""m2: an intersection smaller than this is a touch of rounded lines."""

WIDTH_ERROR = 1e-3
"""Of a width: what it may be off by."""

_THIN = 0.05
"""Area by that of a circle of the same perimeter: the search for the largest circle is slow in thinner polygons."""

FACES_A_BLOCK = 500

PAIRS_A_BLOCK = 500
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


@dataclass
class Beyond:
    """The patches of a county in which nothing is looked for: they cover land all the same."""

    tree: shapely.STRtree
    """All patches of the county."""
    patches: np.ndarray
    """(n,) bool: those of them."""

    def met_by(self, geometry: np.ndarray, predicate: str, progress: Progress = silent) -> np.ndarray:
        """Places of the geometries, each as often as it meets such a patch."""
        at, patch = queried(self.tree, geometry, progress, predicate=predicate)
        return at[self.patches[patch]]


class Coverage:
    """The patches and the county outline, ready to be asked what covers a place."""

    def __init__(self, patches: np.ndarray, outlines: np.ndarray, invalid: np.ndarray, beyond: Beyond | None = None):
        """`invalid` are the places of the patches that are not valid."""
        self.sound = np.ones(len(patches), bool)
        self.sound[invalid] = False
        self.patches = patches.copy()
        self.patches[invalid] = [_area_of(patch) for patch in patches[invalid]]
        self.tree = shapely.STRtree(self.patches)
        self._beyond = Beyond(shapely.STRtree([]), np.empty(0, bool)) if beyond is None else beyond
        self.county = shapely.union_all([_area_of(outline) for outline in outlines]) if len(outlines) else None
        if self.county is not None:
            shapely.prepare(self.county)

    def excess(self, points: np.ndarray, progress: Progress = silent) -> np.ndarray:
        """The number of patches over each point, less the one that the county asks for: (n,) int.

        Without an outline every place asks for one. A point on a border that two sound patches share counts both.
        """
        here, beyond = steps(progress, 9, 1)
        at, _ = queried(self.tree, points, here, predicate="intersects")
        at = np.append(at, self._beyond.met_by(points, "intersects", beyond))
        asked = np.ones(len(points), bool) if self.county is None else shapely.intersects(self.county, points)
        return np.bincount(at, minlength=len(points)) - asked.astype(int)

    def held(self, faces: np.ndarray, progress: Progress = silent) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which patches meet faces (place of the face, of the patch), and which faces (n,) all of these hold wholly.

        Of faces between left-over edges: on either side of the county line the number of patches is the same all over
        such a face, so where no patch but those over one point of it comes near, each of these holds all of it.
        """
        met, over, beyond = steps(progress, 2, 1, 1)
        face, patch = queried(self.tree, faces, met, predicate="intersects")
        here, _ = queried(self.tree, shapely.point_on_surface(faces), over, predicate="within")
        whole = np.bincount(face, minlength=len(faces)) == np.bincount(here, minlength=len(faces))
        whole[face[~self.sound[patch]]] = False
        whole[self._beyond.met_by(faces, "intersects", beyond)] = False
        if self.county is not None:
            whole &= shapely.covers(self.county, faces) | ~shapely.intersects(self.county, faces)
        return face, patch, whole

    def shares(self, faces: np.ndarray, progress: Progress = silent) -> Shares:
        """What each patch holds of each face, in the order of faces and patches; the whole face as it is."""
        met, divided = steps(progress, 1, 9)
        face, patch = queried(self.tree, faces, met, predicate="intersects")
        order = np.lexsort((patch, face))
        face, patch = face[order], patch[order]
        whole, share = faces[face], self.patches[patch]
        shapely.prepare(faces)
        cut = ~shapely.covers(whole, share)
        share[cut] = by_blocks(overlay.intersection, (whole[cut], share[cut]), PAIRS_A_BLOCK, divided)
        share = np.where(np.abs(shapely.area(share) - shapely.area(whole)) <= NEGLIGIBLE_AREA, whole, share)
        share, pair = shapely.get_parts(share, return_index=True)
        held = shapely.area(share) > NEGLIGIBLE_AREA
        return Shares(face[pair[held]], patch[pair[held]], share[held])

    def beyond_county(self, faces: np.ndarray) -> np.ndarray:
        """The parts of faces outside the county; none where no outline is known."""
        if self.county is None:
            return np.empty(0, object)
        reaching = faces[~shapely.covers(self.county, faces)]
        beyond = overlay.difference(reaching, self.county)
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
    lines: np.ndarray,
    owner: np.ndarray,
    coverage: Coverage,
    tolerance: float,
    progress: Progress = silent,
    apart: np.ndarray | None = None,
) -> tuple[list[Face], np.ndarray]:
    """The faces between left-over edges where the number of patches is not what the county asks for.

    `lines` (k,) are the edges, of one or several edges each, `owner` (k,) whose they are; those `apart` (k,) meet no
    line of another owner, and their own only at ends. Returns the faces that are wider than `tolerance` in m, and as
    plain polygons those that are not: differences of coordinates.
    """
    apart = np.zeros(len(lines), bool) if apart is None else apart
    drawn, weighed, bare, shared, outside = steps(progress, 4, 3, 1, 2, 1)
    faces, excess = _unbalanced(lines, apart, coverage, drawn)
    wide = by_blocks(partial(_wide, tolerance=tolerance), (faces,), FACES_A_BLOCK, weighed)
    along = borders(faces[wide & (excess < 0)], lines, owner, bare, apart)
    found = _uncovered(faces[wide & (excess < 0)], *along, outlined=coverage.county is not None)
    found += _overlaps(faces[wide & (excess > 0)], coverage, tolerance, shared)
    found += _outside(faces[wide & (excess > 0)], coverage, tolerance)
    outside(100.0)
    return found, faces[~wide]


def _unbalanced(
    lines: np.ndarray, apart: np.ndarray, coverage: Coverage, progress: Progress
) -> tuple[np.ndarray, np.ndarray]:
    """Faces between lines where there are too many patches or too few: polygons (n,) and how many too many (n,)."""
    drawn, counted, joined = steps(progress, 3, 1, 1)
    found = arranged(lines, apart, drawn)
    excess = coverage.excess(shapely.point_on_surface(found.face), counted)
    wrong = excess != 0
    return put_together(found.chosen(wrong), excess[wrong], joined)


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


def widths(areas: np.ndarray, progress: Progress = silent) -> np.ndarray:
    """Width of polygons in m, twice the radius of the largest circle that fits in, to a thousandth of it: (n,)."""
    return by_blocks(_widths, (areas,), FACES_A_BLOCK, progress)


def _widths(areas: np.ndarray) -> np.ndarray:
    perimeter = shapely.length(areas)
    least = shapely.area(areas) / perimeter
    thin = (4.0 * np.pi * least / perimeter < _THIN) | (not hasattr(shapely, "maximum_inscribed_circle"))
    radius = np.empty(len(areas))
    radius[thin] = _radii_by_shrinking(areas[thin], least[thin])
    if not thin.all():
        compact = areas[~thin], 0.5 * WIDTH_ERROR * least[~thin]
        radius[~thin] = shapely.length(shapely.maximum_inscribed_circle(*compact))
    return 2.0 * radius


def _radii_by_shrinking(areas: np.ndarray, least: np.ndarray) -> np.ndarray:
    """Radii of the largest circles in polygons by halving: how far they can be shrunk until nothing is left.

    `least` is the area by the perimeter; the radius is not smaller, and of a convex polygon not twice as large.
    """
    low, high = least.copy(), np.sqrt(shapely.area(areas) / np.pi) * (1.0 + WIDTH_ERROR)
    tried, unsure = 2.0 * low, np.arange(len(areas))
    while len(unsure):
        gone = shapely.is_empty(shapely.buffer(areas[unsure], -tried[unsure], quad_segs=32))
        high[unsure[gone]] = tried[unsure[gone]]
        low[unsure[~gone]] = tried[unsure[~gone]]
        tried = np.sqrt(low * high)
        unsure = unsure[high[unsure] > low[unsure] * (1.0 + 0.5 * WIDTH_ERROR)]
    return low


def _wide(faces: np.ndarray, tolerance: float) -> np.ndarray:
    return wider_than(faces, tolerance) & (shapely.area(faces) > NEGLIGIBLE_AREA)


def _overlaps(faces: np.ndarray, coverage: Coverage, tolerance: float, progress: Progress) -> list[Face]:
    """What each pair of patches shares of the faces."""
    looked_up, divided, joined = steps(progress, 1, 3, 1)
    face, patch, whole = coverage.held(faces, looked_up)
    of_whole = whole[face]
    parts, pairs = _shared_wholly(faces, face[of_whole], patch[of_whole])
    other_parts, other_pairs = _shared_partly(faces[~whole], coverage, divided)
    parts, pairs = np.concatenate([parts, other_parts]), np.concatenate([pairs, other_pairs])
    parts, pairs = _united(parts, pairs, joined)
    wide = _wide(parts, tolerance)
    return [Face(OVERLAP, (one, two), part) for (one, two), part in zip(pairs[wide].tolist(), parts[wide])]


def _shared_wholly(faces: np.ndarray, face: np.ndarray, patch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Faces that patches hold as a whole, once for each pair of them: polygons (k,), pairs of patches (k, 2)."""
    held = pd.DataFrame({"face": face, "patch": patch})
    both = held.merge(held, on="face")
    both = both[both["patch_x"] < both["patch_y"]]
    return faces[both["face"]], both[["patch_x", "patch_y"]].to_numpy()


def _shared_partly(faces: np.ndarray, coverage: Coverage, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """What pairs of patches share of faces that they hold in part: polygons (k,), pairs of patches (k, 2)."""
    first_half, met, second_half = steps(progress, 4, 1, 4)
    shares = coverage.shares(faces, first_half)
    first, second = queried(shapely.STRtree(shares.geometry), shares.geometry, met, predicate="intersects")
    pair = (shares.patch[first] < shares.patch[second]) & (shares.face[first] == shares.face[second])
    first, second = first[pair], second[pair]
    both = by_blocks(_common, (shares.geometry[first], shares.geometry[second]), PAIRS_A_BLOCK, second_half)
    parts, pair = shapely.get_parts(both, return_index=True)
    return parts, np.column_stack([shares.patch[first[pair]], shares.patch[second[pair]]])


def _united(parts: np.ndarray, pairs: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Polygons and the pair of patches (n, 2) that each is shared by, with neighbours of the same pair as one.

    A third patch's edges cut what two share into several faces.
    """
    looked_up, tried, joined = steps(progress, 1, 1, 1)
    pair = pd.DataFrame(pairs, columns=["one", "two"]).groupby(["one", "two"]).ngroup().to_numpy()
    one, two = queried(shapely.STRtree(parts), parts, looked_up, predicate="intersects")
    same = (one < two) & (pair[one] == pair[two])
    one, two = one[same], two[same]
    beside = by_blocks(overlay.common_length, (parts[one], parts[two]), PAIRS_A_BLOCK, tried) > GRID
    torn = np.isin(pair, pair[one[beside]])
    order = np.flatnonzero(torn)[np.argsort(pair[torn], kind="stable")]
    groups = np.split(order, np.flatnonzero(np.diff(pair[order])) + 1) if len(order) else []
    united = [overlay.union(parts[group]) for group in tracked(groups, joined)]
    pieces, of = shapely.get_parts(np.array(united, dtype=object), return_index=True)
    firsts = np.array([group[0] for group in groups], dtype=int)
    return np.concatenate([parts[~torn], pieces]), np.concatenate([pairs[~torn], pairs[firsts[of]]])


def _common(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """The intersections of polygons pair by pair, cut only where neither holds the other; None where they but touch."""
    both = np.where(shapely.covers(one, two), two, np.where(shapely.covers(two, one), one, np.array(None)))
    rest = np.flatnonzero(shapely.is_missing(both))
    cut = rest[~shapely.touches(one[rest], two[rest])]
    both[cut] = overlay.intersection(one[cut], two[cut])
    return both


def of_whole_patches(faces: list[Face], coverage: Coverage, tolerance: float, kinds: Collection[str]) -> list[Face]:
    """The faces, where overlaps that hold a whole patch are one face of that patch: a duplicate or a contained patch.

    A patch is held as a whole where nothing wider than `tolerance` m is left of it. Kinds not among `kinds` stay
    overlaps.
    """
    pairs = pd.DataFrame([face.patches for face in faces if face.kind == OVERLAP], columns=["one", "two"], dtype=int)
    pairs["area"] = [face.geometry.area for face in faces if face.kind == OVERLAP]
    pairs = pairs.groupby(["one", "two"], as_index=False)["area"].sum()
    one, two = (coverage.patches[pairs[name].to_numpy()] for name in ("one", "two"))
    shared = pairs["area"].to_numpy()
    whole_one, whole_two = _held(one, two, shared, tolerance), _held(two, one, shared, tolerance)
    held = []
    for pair, first_held, second_held in zip(pairs[["one", "two"]].itertuples(index=False), whole_one, whole_two):
        kind = DUPLICATE if first_held and second_held else CONTAINED
        if kind in kinds and (first_held or second_held):
            patch, other = pair if first_held else pair[::-1]
            held.append(Face(kind, (patch, other), coverage.patches[patch]))
    settled = {tuple(sorted(face.patches)) for face in held}
    return [face for face in faces if face.kind != OVERLAP or face.patches not in settled] + held


def _held(patches: np.ndarray, others: np.ndarray, shared: np.ndarray, tolerance: float) -> np.ndarray:
    """Whether nothing wider than `tolerance` is left of patches without others, with which they share so many m2."""
    thin = np.maximum(tolerance, GRID) * shapely.length(patches) + NEGLIGIBLE_AREA
    held = shapely.area(patches) - shared <= thin
    maybe = np.flatnonzero(held)
    rest = overlay.difference(patches[maybe], others[maybe])
    parts, pair = shapely.get_parts(rest, return_index=True)
    held[maybe[pair[_wide(parts, tolerance)]]] = False
    return held


def _outside(faces: np.ndarray, coverage: Coverage, tolerance: float) -> list[Face]:
    """What of the faces lies outside the county, with the patches that reach there."""
    parts = coverage.beyond_county(faces)
    parts = parts[_wide(parts, tolerance)]
    shares = coverage.shares(parts)
    patches = _largest_first(shares.face, shares.patch, shapely.area(shares.geometry), len(parts))
    return [Face(OUTSIDE, names, part) for names, part in zip(patches, parts)]


def _uncovered(
    faces: np.ndarray, face: np.ndarray, along: np.ndarray, length: np.ndarray, *, outlined: bool
) -> list[Face]:
    """Places without a patch: a gap between patches, land up to the county line, or the empty hole of one patch.

    `face`, `along`, `length` are the borders of the faces.
    """
    at_county_line = np.isin(np.arange(len(faces)), face[along < 0])
    of_patch = along >= 0
    patches = _largest_first(face[of_patch], along[of_patch], length[of_patch], len(faces))
    found = []
    for geometry, names, at_line in zip(faces, patches, at_county_line):
        enclosed = GAP if outlined or len(names) > 1 else HOLE
        found.append(Face(UNCOVERED if at_line else enclosed, names, geometry))
    return found


def borders(
    faces: np.ndarray,
    lines: np.ndarray,
    owner: np.ndarray,
    progress: Progress = silent,
    apart: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whose edges faces run along, piece by piece: place of the face (n,), owner (n,), length in m (n,).

    Along lines that are `apart` (k,) from those of other owners runs only what is an edge of theirs.
    """
    apart = np.zeros(len(lines), bool) if apart is None else apart
    rings, face_of_ring = shapely.get_rings(faces, return_index=True)
    start, end, ring = _pieces(rings)
    own = _owner_of(start, end, lines[apart], owner[apart])
    known, rest = np.flatnonzero(own >= 0), np.flatnonzero(own < 0)
    middle = points_of((start[rest] + end[rest]) / 2.0)
    # Where edges cross, pieces of an edge lie beside it by a rounding: the middle of a piece is near it all the same.
    piece, line = queried(shapely.STRtree(lines), middle, progress, predicate="dwithin", distance=GRID)
    found = pd.DataFrame({"piece": rest[piece], "along": owner[line]}).drop_duplicates()
    piece, along = np.append(known, found["piece"]), np.append(own[known], found["along"])
    return face_of_ring[ring[piece]], along, np.hypot(*(end[piece] - start[piece]).T)


def _pieces(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All pieces of lines between two vertices: where they start (n, 2), where they end (n, 2), the line of each."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    start = np.flatnonzero(line[1:] == line[:-1])
    return xy[start], xy[start + 1], line[start]


def _owner_of(start: np.ndarray, end: np.ndarray, lines: np.ndarray, owner: np.ndarray) -> np.ndarray:
    """Whose edges pieces are, either way: (n,) int64, -1 for those that are no edge of the lines."""
    found = np.full(len(start), -1)
    if len(lines) and len(start):
        first, last, line = _pieces(lines)
        origin = np.minimum(start.min(axis=0), first.min(axis=0))
        nodes = [np.rint((ends - origin) / GRID).astype(np.int64) for ends in (start, end, first, last)]
        edges, edge = np.unique(keys_between(*nodes[2:]) | DIRECTION, return_index=True)
        at = pd.Index(edges).get_indexer(keys_between(*nodes[:2]) | DIRECTION)
        found[at >= 0] = owner[line[edge[at[at >= 0]]]]
    return found


def _largest_first(face: np.ndarray, patch: np.ndarray, share: np.ndarray, faces: int) -> list[tuple[int, ...]]:
    """For each of so many faces its patches, that with the largest share first; equal ones (on the grid) by place."""
    shares = pd.DataFrame({"face": face, "patch": patch, "share": share})
    shares = shares.groupby(["face", "patch"], as_index=False).sum()
    face, patch, total = (shares[name].to_numpy() for name in ("face", "patch", "share"))
    order = np.lexsort((patch, -np.round(total / GRID), face))
    groups = np.split(patch[order], np.searchsorted(face[order], np.arange(1, faces)))
    return [tuple(group.tolist()) for group in groups[:faces]]
