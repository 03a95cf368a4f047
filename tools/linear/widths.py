"""How wide linear patches are: by the official formula, and along their centrelines."""

from __future__ import annotations

import numpy as np
import shapely

from ..area import half_up


def official_widths(shapes: np.ndarray) -> np.ndarray:
    """XZDWKD in m: area / (perimeter / 2), one decimal, half up; NaN for what is no area."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return half_up(shapely.area(shapes) / (shapely.length(shapes) / 2.0), 1)
