"""The patches as one pass over their vertices shows them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..progress import Progress, steps
from . import shapes
from .chains import Lacking, knitted
from .edges import EdgeTable, Leftover
from .settings import EDGE_KINDS, LEFTOVER_KINDS, VALIDITY_KINDS, TopologySettings
from .snapped import Snapped, snapped
from .window import Window
from .workers import worker_pool


@dataclass
class Seen:
    """The patches as one pass over their vertices shows them; a part that no chosen kind needs is empty."""

    patches: np.ndarray
    beyond: np.ndarray
    """The patches in which nothing is looked for: they cover land all the same."""
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
    patches: np.ndarray,
    beyond: np.ndarray,
    outlines: np.ndarray,
    settings: TopologySettings,
    window: Window | None,
    progress: Progress,
) -> Seen:
    """Look at all patches once, as the chosen kinds need; threads look at their validity meanwhile."""
    kinds, area = set(settings.kinds), shapely.area(patches)
    edged = patches if kinds & EDGE_KINDS else patches[:0]
    tried = patches if kinds & VALIDITY_KINDS else patches[:0]
    short_segment = settings.short_segment if "short_segment" in kinds else 0.0
    spike_angle = settings.spike_angle if "spike" in kinds else 0.0
    edges, straightened, matched, validity = steps(progress, 5, 1, 1, 2)
    with worker_pool() as pool:
        trial = shapes.Validity(pool, tried)
        table = EdgeTable(_measurable(edged, area), outlines, short_segment, spike_angle, edges)
        leftover = table.leftover() if kinds & LEFTOVER_KINDS else Leftover.nothing()
        leftover = leftover if window is None else window.inside(table, leftover)
        leftover, lacking = knitted(leftover, settings.tolerance, straightened)
        leftover, beside = snapped(table, leftover, settings.tolerance, matched)
        invalid = trial.invalid(validity)
    reason, place = shapes.faults_of_rings(patches[invalid])
    settled = shapes.smaller(area, settings.sliver_area) & ("sliver" in kinds)
    settled[invalid[reason == shapes.SELF_INTERSECTION]] = True
    return Seen(patches, beyond, area, table, leftover, lacking, beside, invalid, reason, place, settled)


def _measurable(patches: np.ndarray, area: np.ndarray) -> np.ndarray:
    """The patches whose coordinates are all numbers; None for the others, which are reported as invalid."""
    finite = np.isfinite(area[: len(patches)])
    return patches if finite.all() else np.where(finite, patches, np.array(None))
