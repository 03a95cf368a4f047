"""The patches as one pass over their vertices shows them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, silent, steps
from ..workers import worker_pool
from . import shapes
from .chains import Lacking, knitted
from .edges import EdgeTable, Leftover
from .faces import Beyond
from .settings import EDGE_KINDS, LEFTOVER_KINDS, VALIDITY_KINDS, TopologySettings
from .snapped import Snapped, snapped
from .window import View


@dataclass
class Seen:
    """The patches as one pass over their vertices shows them; a part that no chosen kind needs is empty."""

    patches: np.ndarray
    beyond: Beyond | None
    area: np.ndarray
    table: EdgeTable
    leftover: Leftover
    lacking: Lacking
    """Vertices that lie in the line of a neighbour, which lacks them."""
    snapped: Snapped
    """Vertices that lie beside those of a neighbour, where edges agree that far."""
    invalid: np.ndarray
    """(k,) int64: places of the invalid patches."""
    reason: np.ndarray
    """(k,): the kind of finding for each."""
    place: np.ndarray
    """(k,): the point where each is invalid."""
    settled: np.ndarray
    """(n,) bool: patches that are slivers, or cross themselves: nothing more is said of their shape."""


def see(
    patches: np.ndarray, outlines: np.ndarray, settings: TopologySettings, view: View | None, progress: Progress
) -> Seen:
    """Look at all patches once, as the chosen kinds need; threads look at their validity meanwhile.

    A `view` has their edges already.
    """
    kinds = set(settings.kinds)
    tried = patches if kinds & VALIDITY_KINDS else patches[:0]
    edges, straightened, matched, validity = steps(progress, 5, 1, 1, 2)
    with worker_pool(spared=1) as pool:
        trial = shapes.Validity(pool, tried)
        area = shapely.area(patches)
        if view is None:
            edged = patches if kinds & EDGE_KINDS else patches[:0]
            table = edge_table(edged, area[: len(edged)], outlines, settings, edges)
            leftover = table.leftover() if kinds & LEFTOVER_KINDS else Leftover.nothing()
        else:
            table, leftover = view.table, view.leftover
        leftover, lacking = knitted(leftover, settings.tolerance, straightened)
        leftover, beside = snapped(table, leftover, settings.tolerance, matched)
        invalid = trial.invalid(validity)
    reason, place = shapes.faults_of_rings(patches[invalid])
    settled = shapes.smaller(area, settings.sliver_area) & ("sliver" in kinds)
    settled[invalid[reason == shapes.SELF_INTERSECTION]] = True
    beyond = None if view is None else view.beyond
    return Seen(patches, beyond, area, table, leftover, lacking, beside, invalid, reason, place, settled)


def edge_table(
    patches: np.ndarray,
    area: np.ndarray,
    outlines: np.ndarray,
    settings: TopologySettings,
    progress: Progress = silent,
) -> EdgeTable:
    """The edges of the patches whose coordinates are all numbers; the others are reported as invalid."""
    finite = np.isfinite(area)
    return EdgeTable(
        patches if finite.all() else np.where(finite, patches, np.array(None)),
        outlines,
        settings.short_segment if "short_segment" in settings.kinds else 0.0,
        settings.spike_angle if "spike" in settings.kinds else 0.0,
        progress,
    )
