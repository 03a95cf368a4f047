"""Where defects may go: borders between plain patches, no two of which touch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .borders import corner_cells
from .drawing import Lines
from .landscape import Cover, Landscape
from .lattice import Floats, Mask

_INNER_VERTICES = 3
"""A border needs so many vertices between its ends: a sliver cannot do with fewer."""


class Places:
    """Hands out borders. A patch once used, and all patches that touch it, are never given again."""

    def __init__(self, land: Landscape, lines: Lines, rng: np.random.Generator) -> None:
        self._lines, self._rng, self._village = lines, rng, land.patch_village
        self._plain = np.isin(land.patch_cover, (Cover.FIELD, Cover.SETTLEMENT))  # rows of cells, never with holes
        self._used = np.zeros(len(self._plain), bool)
        self._touching = _touching_pairs(land)
        left, right = lines.borders.left, lines.borders.right
        outer = (left < 0) | (right < 0)
        at_rim = np.zeros(len(self._plain) + 1, bool)
        at_rim[left[outer]] = at_rim[right[outer]] = True
        plain = np.append(self._plain, False)  # the last one answers for -1, the outside
        long = np.diff(lines.start) - 2 >= _INNER_VERTICES
        inland = plain[left] & plain[right] & ~at_rim[left] & ~at_rim[right]
        self._inland = rng.permutation(np.flatnonzero(long & inland))
        self._outer = rng.permutation(np.flatnonzero(long & outer & (plain[left] | plain[right])))

    def free(self, at_outline: bool) -> Iterator[tuple[Floats, int, int]]:
        """Lines with the patch on their left and the one on their right (-1: outside) that are free when given."""
        borders = self._lines.borders
        for edge in self._outer if at_outline else self._inland:
            line, left, right = self._lines.of_edge(edge), int(borders.left[edge]), int(borders.right[edge])
            if left < 0:
                line, left, right = line[::-1], right, left
            if not (self._used[left] or (right >= 0 and self._used[right])):
                yield line, left, right

    def use(self, *patches: int) -> None:
        """No further defect may lie on these patches or touch them."""
        for patch in patches:
            self._used[patch] = True
            self._used[self._neighbours(patch)] = True

    def companion(self, patch: int, alike: Mask, of_class: Mask) -> int | None:
        """A free patch among those `alike`, in the same village but not touching; None where there is none.

        Nor does it touch a patch `of_class`, with which it could be merged once it is part of the other.
        """
        fit = self._plain & alike & ~self._used & (self._village == self._village[patch])
        fit[patch] = fit[self._neighbours(patch)] = False
        one, two = self._touching
        fit[two[of_class[one]]] = False
        return int(self._rng.choice(np.flatnonzero(fit))) if fit.any() else None

    def _neighbours(self, patch: int) -> NDArray[np.int64]:
        one, two = self._touching
        first, last = np.searchsorted(one, [patch, patch + 1])
        return two[first:last]


def _touching_pairs(land: Landscape) -> NDArray[np.int64]:
    """Pairs of patches that meet in a line or a point, both ways round, sorted: shape (2, pairs)."""
    cells = corner_cells(land.patch)
    one = np.tile(cells, (3, 1)).ravel()
    two = np.concatenate([np.roll(cells, turn, axis=0) for turn in (1, 2, 3)]).ravel()
    apart = (one != two) & (one >= 0) & (two >= 0)
    count = int(land.patch.max()) + 1
    return np.stack(np.divmod(np.unique(one[apart] * count + two[apart]), count))
