"""Fields of patches as text, and text as fields."""

from __future__ import annotations

import numpy as np
import pandas as pd

NULL: np.ndarray = np.array(None, dtype=object)
"""An empty text, to be broadcast."""


def texts(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A field as text without blanks around, empty for NULL and where there is no such field."""
    if name not in frame.columns:
        return np.full(len(frame), "", object)
    values = frame[name]
    return values.where(values.notna(), "").astype(str).str.strip().to_numpy(object)


def field(values: np.ndarray) -> np.ndarray:
    """Texts as a field, NULL where they are empty."""
    return np.where(values == "", NULL, values)
