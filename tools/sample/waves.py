"""Smooth random fields as sums of plane waves: where hills and plains lie, and how the map is bent."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Waves:
    """A smooth field over the plane with zero mean and unit variance: long waves are high, short ones low."""

    def __init__(self, rng: np.random.Generator, shortest: float, longest: float, count: int) -> None:
        """`shortest`, `longest`: range of wavelengths in m; `count`: number of waves."""
        self.shortest, self.longest = shortest, longest
        length = np.geomspace(shortest, longest, count) * rng.uniform(0.9, 1.1, count)
        angle = rng.uniform(0, 2 * np.pi, count)
        self._kx = 2 * np.pi / length * np.cos(angle)
        self._ky = 2 * np.pi / length * np.sin(angle)
        self._phase = rng.uniform(0, 2 * np.pi, count)
        self._height = length / np.sqrt((length**2).sum() / 2)

    @property
    def gradient(self) -> float:
        """Root mean square gradient of the field, per m."""
        return float(np.sqrt((self._height**2 * (self._kx**2 + self._ky**2)).sum() / 2))

    def grid(self, xs: Floats, ys: Floats) -> NDArray[np.float32]:
        """Values at every (y, x) of a grid, shape (len(ys), len(xs)).

        sin(a + b) = sin a cos b + cos a sin b, so the grid is one product of two thin matrices.
        """
        across = np.outer(self._kx, xs)
        along = np.outer(self._ky, ys) + self._phase[:, None]
        left = np.concatenate([np.cos(along), np.sin(along)]) * np.tile(self._height, 2)[:, None]
        right = np.concatenate([np.sin(across), np.cos(across)])
        return left.T.astype(np.float32) @ right.astype(np.float32)


class Bend:
    """A smooth map of the plane onto itself that never folds.

    Every wave moves points by less than its share of their distance; the shares add up to less than one, so two
    points never land on each other and what was a coverage stays one.
    """

    _BANDS = (0.36, 0.14, 0.12)
    """Sum of the shares of the long, the middle and the short waves."""

    _PER_BAND = 3

    def __init__(self, rng: np.random.Generator, cell: float, spacing: float) -> None:
        """`cell`: size of a mesh cell, `spacing`: mean distance of vertices, both in m; they set the wavelengths.

        The short waves keep eight vertices a wavelength, so that the straight lines between vertices follow them.
        """
        lowest = max(1.2 * cell, 8 * spacing)
        bands = ((60 * cell, 200 * cell), (4 * cell, 10 * cell), (lowest, 2 * lowest))
        length = np.concatenate([rng.uniform(low, high, self._PER_BAND) for low, high in bands])
        share = np.repeat(np.array(self._BANDS) / self._PER_BAND, self._PER_BAND)
        heading, push = rng.uniform(0, 2 * np.pi, (2, len(length)))
        self._phase = rng.uniform(0, 2 * np.pi, len(length))
        self._kx, self._ky = 2 * np.pi / length * np.stack([np.cos(heading), np.sin(heading)])
        self._dx, self._dy = share * length / (2 * np.pi) * np.stack([np.cos(push), np.sin(push)])

    def __call__(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Where points land; same shapes as given."""
        bent_x, bent_y = x.copy(), y.copy()
        for kx, ky, phase, dx, dy in zip(self._kx, self._ky, self._phase, self._dx, self._dy):
            swing = np.sin(kx * x + ky * y + phase)
            bent_x += dx * swing
            bent_y += dy * swing
        return bent_x, bent_y
