"""Repairs on trial: the neighbourhood is checked before and after, and what makes it worse is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Callable

import geopandas as gpd
import numpy as np
import shapely

from ...language import tr
from ...progress import Progress, part, steps
from ...quality.findings import ERROR
from ...standard import Standard
from ..check import TopologySettings, check_topology
from ..edges import GRID
from .granted import Granted
from .land import Land
from .ledger import Ledger
from .mend import Mended
from .settings import ACTIONS, UNMATCHED, RepairSettings

CHECKED = (
    *ACTIONS,
    *("hole", "duplicate_geometry", "contained"),
    *("self_intersection", "self_contact", "null_geometry", "invalid_geometry"),
)
"""The kinds of findings that a repair looks at: those that it repairs, and those that it must not bring about."""

FAULTS_AT_ONCE = 500
"""So many are repaired in one go: memory stays small, and a cancel is heard."""

_BESIDE = 1.0
"""m: a new fault so close to a repair is that repair's."""

_GROWTH = 1e-3
"""m2: what the area of a fault may differ by for it to be the same fault still."""

Make = Callable[[gpd.GeoDataFrame, Progress], Mended]
"""What makes repaired patches of faults."""


class Checker:
    """The check of topology with the settings of a repair."""

    def __init__(
        self,
        standard: Standard,
        settings: RepairSettings,
        layer: str,
        key: str,
        outline: gpd.GeoDataFrame | None,
        villages: gpd.GeoDataFrame | None,
    ):
        self.standard, self.layer, self.key = standard, layer, key
        self.outline, self.villages = outline, villages
        self.settings = TopologySettings(CHECKED, tolerance=settings.tolerance, sliver_area=settings.sliver_area)

    def of_county(self, frame: gpd.GeoDataFrame, progress: Progress) -> gpd.GeoDataFrame:
        """The faults of the whole layer."""
        layers = {"outline": self.outline, "villages": self.villages}
        return self._findings(frame, progress=progress, **layers)

    def of_neighbourhood(
        self, patches: np.ndarray, shapes: np.ndarray, crs: Any, progress: Progress
    ) -> gpd.GeoDataFrame:
        """The faults that some patches, by number, have among themselves: no outline is asked for."""
        frame = gpd.GeoDataFrame({self.key: patches.astype(str)}, geometry=shapes, crs=crs)
        return self._findings(frame, outline=None, progress=progress)

    def _findings(self, frame: gpd.GeoDataFrame, **more: Any) -> gpd.GeoDataFrame:
        return check_topology(
            frame, standard=self.standard, settings=self.settings, layer=self.layer, key=self.key, **more
        )


class Trial:
    """Makes repairs and keeps those after which the neighbourhood has no fault that it did not have before."""

    def __init__(self, land: Land, checker: Checker, ledger: Ledger, granted: Granted):
        """What is `granted` is left."""
        self.land, self.checker, self.ledger, self.granted = land, checker, ledger, granted
        self._left: list[tuple[str, shapely.Geometry, str]] = []

    def begin(self) -> None:
        """Begin a pass: what was left is tried again."""
        self._left.clear()

    def leave(self, faults: gpd.GeoDataFrame, reasons: Sequence[str]) -> None:
        """Remember why faults are left as they are."""
        self._left.extend(zip(faults["kind"], faults.geometry.to_numpy(), reasons))

    def wanted(self, faults: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """The faults for which no exception was granted."""
        granted = self.granted.among(faults)
        self.leave(faults[granted], [tr("an exception was granted")] * int(granted.sum()))
        return faults[~granted]

    def reasons(self, found: gpd.GeoDataFrame) -> list[str]:
        """Why findings are still there, empty for those of which that is not known."""
        kinds, places, reasons = (np.array(column, object) for column in zip(*self._left, ("", None, "")))
        why = np.full(len(found), "", object)
        one, two = shapely.STRtree(places).query(found.geometry.to_numpy(), predicate="dwithin", distance=GRID)
        same = kinds[two] == found["kind"].to_numpy()[one]
        why[one[same]] = reasons[two[same]]
        return why.tolist()

    def repair(self, faults: gpd.GeoDataFrame, make: Make, progress: Progress) -> bool:
        """Repair faults as far as it can be done; whether anything was."""
        done = False
        for start in range(0, len(faults), FAULTS_AT_ONCE):
            end = min(start + FAULTS_AT_ONCE, len(faults))
            share = part(progress, 100.0 * start / len(faults), 100.0 * end / len(faults))
            done |= self._repair_some(faults.iloc[start:end], make, share)
        return done

    def _repair_some(self, faults: gpd.GeoDataFrame, make: Make, progress: Progress) -> bool:
        while len(faults):
            making, judging = steps(progress, 1, 1)
            making(0.0)
            made = make(faults, making)
            if made.untouched:  # the patches there are not to get nodes either
                self._give_up(faults, made.untouched)
                faults = faults.drop(faults.index[list(made.untouched)])
                continue
            judging(0.0)
            behind = self._behind(self._worse(made, judging), faults)
            if not len(behind):
                self._give_up(faults, made.left)
                self._keep(made)
                return bool(len(made.patches))
            self._give_up(faults, dict.fromkeys(behind, tr("its repair would bring about other faults")))
            faults = faults.drop(faults.index[behind])
        return False

    def _give_up(self, faults: gpd.GeoDataFrame, reasons: Mapping[int, str]) -> None:
        self.leave(faults.iloc[list(reasons)], list(reasons.values()))

    def _keep(self, made: Mended) -> None:
        if len(made.patches):
            self.land.replace(made.patches, made.shapes)
        self.ledger.entries.extend(made.entries)

    def _worse(self, made: Mended, progress: Progress) -> np.ndarray:
        """What speaks against a repair: the patches that it breaks, or the faults that it brings about."""
        land = self.land
        if len(made.broken):
            return land.shapes[made.broken]
        if not len(made.patches):
            return np.empty(0, object)
        reached = np.concatenate([land.shapes[made.patches], made.shapes[~shapely.is_missing(made.shapes)]])
        around = land.at(reached, GRID)
        shapes = land.shapes.copy()
        shapes[made.patches] = made.shapes
        before, after = (
            self._neighbourhood(around, of, half) for of, half in zip((land.shapes, shapes), steps(progress, 1, 1))
        )
        return self._new(before, after, land.shapes[around[land.fixed(around)]])

    def _neighbourhood(self, patches: np.ndarray, shapes: np.ndarray, progress: Progress) -> gpd.GeoDataFrame:
        patches = patches[~shapely.is_missing(shapes[patches])]
        return self.checker.of_neighbourhood(patches, shapes[patches], self.land.frame.crs, progress)

    def _new(self, before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, fixed: np.ndarray) -> np.ndarray:
        """The faults that no fault of the kind explains which was there before and was no smaller.

        A vertex that a fixed patch lacks is the price of a repair beside it.
        """
        serious = after[(after["severity"] == ERROR) | after["kind"].isin(ACTIONS)]
        places, kinds = serious.geometry.to_numpy(), serious["kind"].to_numpy()
        one, two = shapely.STRtree(before.geometry.to_numpy()).query(places, predicate="dwithin", distance=10 * GRID)
        grown = serious["measure"].to_numpy()[one] > before["measure"].to_numpy()[two] + _GROWTH
        explained = one[(kinds[one] == before["kind"].to_numpy()[two]) & ~grown]
        vertices = np.flatnonzero(kinds == UNMATCHED)
        beside = shapely.STRtree(fixed).query(places[vertices], predicate="dwithin", distance=10 * GRID)[0]
        return np.delete(places, np.union1d(explained, vertices[beside]).astype(int))

    def _behind(self, bad: np.ndarray, faults: gpd.GeoDataFrame) -> np.ndarray:
        """Which faults (k,) have to be left so that these do not come about: those beside, or at the same patches."""
        if not len(bad):
            return np.empty(0, np.int64)
        tree = shapely.STRtree(faults.geometry.to_numpy())
        for places in (bad, self.land.shapes[self.land.at(bad, _BESIDE)]):
            behind = np.unique(tree.query(places, predicate="dwithin", distance=_BESIDE)[1])
            if len(behind):
                return behind
        return np.arange(len(faults))
