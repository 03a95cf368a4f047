"""Merging of small patches keeps its books right from pass to pass."""

from __future__ import annotations

import numpy as np
import pandas as pd
from tuban.tools.progress import silent
from tuban.tools.sample import make_county
from tuban.tools.tagging import merging
from tuban.tools.tagging.pieces import joined


def test_borders_that_change_hands_are_those_of_the_merged_patches() -> None:
    """Over three passes of merging, chains of patches among them, against the edge table of what came of it."""
    frame = make_county(500, seed=6, vertices=30.0).DLTB
    carried = merging._borders(frame, merging.KEPT_LINES, silent)
    for one_in in (3, 2, 2):
        into = np.arange(len(frame))
        chosen = carried.drop_duplicates("one").iloc[::one_in]
        free = ~chosen["one"].isin(chosen["two"])
        into[chosen["one"][free]] = chosen["two"][free]
        assert free.sum() > 10
        frame, carried = joined(frame, into), merging._borders_joined(carried, into)
        pd.testing.assert_frame_equal(carried, merging._borders(frame, merging.KEPT_LINES, silent))
