"""Joints: what fills the corner between two ribbons that meet at a node, and evens out a change of width there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

NODE = 0.001
"""m: ends that lie in the same millimetre meet."""

TAPER = 3.0
"""Times the difference of the half widths: how long a ribbon takes to become wider at a joint."""

SHARPEST = 2.0
"""Times the wider half width: how far the tip of a corner may lie off the node; sharper ones are cut off."""

_STRAIGHT = np.radians(1.0)
_THROUGH = np.radians(30.0)
_NEARLY_STRAIGHT = np.radians(120.0)


@dataclass(frozen=True)
class Joints:
    """Convex polygons (k,) in m, and for each the line (k,) whose ribbon it belongs to."""

    polygon: np.ndarray
    line: np.ndarray


def joints(line: np.ndarray, half: np.ndarray, kind: np.ndarray) -> Joints:
    """The joints of lines (n,) with half widths (n,) m; only those of the same `kind` (n,) are joined."""
    arms = _arms(line, half, kind)
    one, two, next_, gap = _pairs(arms)
    outer = (gap > np.pi) & (next_ | (_opposite(arms, one, two, gap)[one] == two))
    widest = np.where(arms.half[one] < arms.half[two], two, one)
    uneven = next_ & (gap > _NEARLY_STRAIGHT) & (np.abs(arms.half[one] - arms.half[two]) > NODE)
    uneven &= _wider_than_others(arms)[widest]
    wanted = outer | uneven
    one, two, next_, bent = (of_pair[wanted] for of_pair in (one, two, next_, np.abs(gap - np.pi) > _STRAIGHT))
    left, right = arms.side(one, 1.0), arms.side(two, -1.0)
    tip, off = _tips(arms, one, two, left, right)
    # Sides that hardly bend meet nowhere in particular: there the corners do.
    sharp = ~(bent & (off <= SHARPEST * np.maximum(arms.half[one], arms.half[two])))
    tapered = next_ & sharp & (np.abs(arms.half[one] - arms.half[two]) > NODE)
    narrow_first = arms.half[one] < arms.half[two]
    left = np.where((tapered & narrow_first)[:, None], arms.further(one, two, 1.0), left)
    right = np.where((tapered & ~narrow_first)[:, None], arms.further(two, one, -1.0), right)
    corners = np.stack([arms.node[one], left, np.where(sharp[:, None], left, tip), right], axis=1)
    polygon = shapely.convex_hull(
        shapely.multipoints(corners.reshape(-1, 2), indices=np.repeat(np.arange(len(one)), 4))
    )
    solid = shapely.area(polygon) > NODE**2
    return Joints(polygon[solid], np.where(narrow_first, arms.line[one], arms.line[two])[solid])


def overhangs(line: np.ndarray, half: np.ndarray, kind: np.ndarray) -> Joints:
    """What the flat ends of branches have beyond the middle of a narrower line that runs through their node.

    A branch that comes in obliquely and is much wider than what it meets would stick out on the other side.
    """
    arms = _arms(line, half, kind)
    one, two, _, gap = _pairs(arms)
    goes_on = _opposite(arms, one, two, gap)
    through = np.zeros(len(arms.line), bool)
    through[one[(goes_on[one] == two) & (np.abs(gap - np.pi) < _THROUGH)]] = True
    sides = ((one, two, np.ones(len(one))), (two, one, -np.ones(len(one))))
    branch, road, left = (np.concatenate(arrays) for arrays in zip(*sides))
    gap = np.tile(gap, 2)
    reach = arms.half[branch] / np.maximum(np.sin(gap), 1e-9)
    oblique = (gap < np.pi / 2.0) & through[road] & ~through[branch]
    oblique &= arms.half[branch] * np.cos(gap) > arms.half[road]
    oblique &= reach < np.minimum(*(shapely.length(arms.geometry[of]) for of in (branch, road)))
    branch, road, left, reach = (of_pair[oblique] for of_pair in (branch, road, left, reach))
    along = arms.node[road] + reach[:, None] * arms.way[road]
    triangles = np.stack([arms.node[branch], arms.side(branch, left[:, None]), along], axis=1)
    return Joints(shapely.polygons(triangles), arms.line[branch])


@dataclass(frozen=True)
class _Arms:
    """The ends of lines, each as an arm that leaves its node."""

    geometry: np.ndarray
    """(n,) lines that begin at the node."""
    line: np.ndarray
    half: np.ndarray
    node: np.ndarray
    """(n, 2) m"""
    way: np.ndarray
    """(n, 2): unit vector along which the arm leaves the node."""
    angle: np.ndarray
    """Radians."""
    group: np.ndarray
    """(n,) int: arms of the same node and kind share it."""

    def side(self, arms: np.ndarray, left: float | np.ndarray) -> np.ndarray:
        """The corner of each arm's ribbon at the node, on its left (1) or right (-1)."""
        return self.node[arms] + left * self.half[arms, None] * _turned(self.way[arms])

    def further(self, arms: np.ndarray, others: np.ndarray, left: float) -> np.ndarray:
        """The point of each arm's side where its ribbon may have taken up the width of the other."""
        difference = np.abs(self.half[others] - self.half[arms])
        reach = np.minimum(TAPER * difference, shapely.length(self.geometry[arms]) / 2.0)
        here = shapely.get_coordinates(shapely.line_interpolate_point(self.geometry[arms], reach))
        before = shapely.get_coordinates(shapely.line_interpolate_point(self.geometry[arms], 0.9 * reach))
        way = here - before
        way /= np.maximum(np.hypot(*way.T), 1e-12)[:, None]
        return here + left * self.half[arms, None] * _turned(way)


def _arms(line: np.ndarray, half: np.ndarray, kind: np.ndarray) -> _Arms:
    geometry = np.concatenate([line, shapely.reverse(line)])
    node, next_to = (shapely.get_coordinates(shapely.get_point(geometry, place)) for place in (0, 1))
    way = next_to - node
    way /= np.hypot(*way.T)[:, None]
    place = np.rint(node / NODE).astype(np.int64)
    kinds = np.tile(kind, 2)
    group = pd.DataFrame({"x": place[:, 0], "y": place[:, 1], "kind": kinds}).groupby(["x", "y", "kind"]).ngroup()
    numbers = np.tile(np.arange(len(line)), 2)
    return _Arms(
        geometry, numbers, np.tile(half, 2), node, way, np.arctan2(way[:, 1], way[:, 0]), group.to_numpy(np.int64)
    )


def _pairs(arms: _Arms) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Each arm of a node with each other one counterclockwise, whether that is the next, and the angle between.

    Two wide arms need the corner between them filled also where a narrower one leaves there. Nodes with a single arm
    are ends and have no pairs.
    """
    order = np.lexsort((arms.angle, arms.group))
    group = arms.group[order]
    first = np.flatnonzero(np.append(True, group[1:] != group[:-1])[: len(group)])
    count = np.diff(np.append(first, len(group)))
    others = np.repeat(count - 1, count)
    one = np.repeat(np.arange(len(order)), others)
    step = np.arange(len(one)) - np.repeat(np.cumsum(others) - others, others) + 1
    begin, size = np.repeat(first, count)[one], np.repeat(count, count)[one]
    two = begin + (one - begin + step) % size
    one, two = order[one], order[two]
    gap = np.mod(arms.angle[two] - arms.angle[one], 2 * np.pi)
    return one, two, step == 1, np.where(gap == 0.0, 2 * np.pi, gap)


def _opposite(arms: _Arms, one: np.ndarray, two: np.ndarray, gap: np.ndarray) -> np.ndarray:
    """The arm in which each goes on: that most nearly opposite, if the other's is this one, else -1."""
    order = np.lexsort((np.abs(gap - np.pi), one))
    first = order[np.append(True, np.diff(one[order]) != 0)[: len(order)]]
    best = np.full(len(arms.line), -1)
    best[one[first]] = two[first]
    return np.where(best[best] == np.arange(len(best)), best, -1)


def _wider_than_others(arms: _Arms) -> np.ndarray:
    """Which arms are wider than all others of their node: where another is as wide, the width goes on there."""
    order = np.lexsort((-arms.half, arms.group))
    group, half = arms.group[order], arms.half[order]
    first = np.append(True, group[1:] != group[:-1])[: len(group)]
    as_wide = np.append((group[1:] == group[:-1]) & (half[:-1] - half[1:] <= NODE), False)[: len(group)]
    wider = np.zeros(len(group), bool)
    wider[order] = first & ~as_wide
    return wider


def _tips(
    arms: _Arms, one: np.ndarray, two: np.ndarray, left: np.ndarray, right: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where the left side of one arm and the right side of the other meet, and how far off the node."""
    way_one, way_two = arms.way[one], arms.way[two]
    cross = way_one[:, 0] * way_two[:, 1] - way_one[:, 1] * way_two[:, 0]
    apart = right - left
    with np.errstate(divide="ignore", invalid="ignore"):
        along = (apart[:, 0] * way_two[:, 1] - apart[:, 1] * way_two[:, 0]) / cross
        tip = left + along[:, None] * way_one
    return tip, np.hypot(*(tip - arms.node[one]).T)


def _turned(way: np.ndarray) -> np.ndarray:
    """Vectors turned left by a right angle."""
    return np.column_stack([-way[:, 1], way[:, 0]])
