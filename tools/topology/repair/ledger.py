"""The ledger: every piece of land that changed hands, booked twice, so that all changes add up to nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable

import geopandas as gpd
import numpy as np
import pandas as pd

from ...files import Column
from ...language import tr
from ..edges import GRID

NOBODY = -1
"""Whoever holds what no patch has: a gap is its land, an overlap, land counted twice, its debt."""

_UNIT = GRID * GRID / 2
"""m2: areas are booked as whole numbers of this, so that sums are exact."""

_TEXTS = ("patch", "action", "kind", "finding", "other", "note")
_AREAS = ("area_before", "area_after", "change")
COLUMNS = ("patch", "action", "kind", "finding", "other", *_AREAS, "note", "geometry")


@dataclass(frozen=True)
class Entry:
    """One booking: what a patch, or nobody, gained (or lost, if negative) at a place."""

    patch: int
    action: str
    kind: str
    change: int
    """Twice the area in grid units squared."""
    geometry: Any
    finding: str = ""
    others: tuple[int, ...] = ()
    note: str = ""


@dataclass
class Ledger:
    """The bookings of a run."""

    entries: list[Entry] = field(default_factory=list)

    def frame(self, names: Callable[[np.ndarray], Any], before: dict[int, int], crs: Any) -> gpd.GeoDataFrame:
        """The ledger as a layer: a row a booking, each patch's area running on from row to row.

        `names` gives those of patches by number; `before` is twice their area at first, in grid units squared.
        """
        patches = sorted({patch for entry in self.entries for patch in (entry.patch, *entry.others)} - {NOBODY})
        name = dict(zip(patches, names(np.array(patches, int))))
        rows, balance = [], dict(before)
        for entry in self.entries:
            nobody = entry.patch == NOBODY
            first = -entry.change if nobody else balance[entry.patch]
            balance[entry.patch] = last = first + entry.change
            row = {
                "patch": "" if nobody else name[entry.patch],
                "action": entry.action,
                "kind": entry.kind,
                "finding": entry.finding,
                "other": ", ".join(name[other] for other in entry.others if other != NOBODY),
                "note": entry.note,
            }
            areas = {"area_before": first * _UNIT, "area_after": last * _UNIT, "change": entry.change * _UNIT}
            rows.append({**row, **areas})
        made = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "geometry"])
        made = made.astype({**dict.fromkeys(_TEXTS, object), **dict.fromkeys(_AREAS, float)})
        geometry = np.empty(len(rows), object)
        geometry[:] = [entry.geometry for entry in self.entries]
        return gpd.GeoDataFrame(made, geometry=gpd.GeoSeries(geometry, crs=crs), crs=crs)[list(COLUMNS)]


def columns() -> list[Column]:
    """The columns of the ledger as a layer, with aliases in the user's language."""
    aliases = {
        "patch": tr("Patch"),
        "action": tr("What was done"),
        "kind": tr("Kind"),
        "finding": tr("Id of the finding"),
        "other": tr("Other patches"),
        "area_before": tr("Area of the patch before (m²)"),
        "area_after": tr("Area of the patch after (m²)"),
        "change": tr("Gained or lost (m²)"),
        "note": tr("Why"),
    }
    return [Column(name, "real" if name in _AREAS else "text", alias=alias) for name, alias in aliases.items()]
