"""What the ledger says of repairs at places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...language import tr
from .faces import Faces
from .ledger import NOBODY, Entry
from .linework import NOWHERE, Edges, doubled_areas, unpacked
from .rule import Claim
from .scene import Scene

INSERT, FILL, CUT = "insert_node", "fill", "cut"
"""What is done to patches at places."""


@dataclass(frozen=True)
class Gift:
    """A face that goes to a patch, or to nobody (outside the county)."""

    face: int
    to: int
    claim: Claim
    fault: int
    thin: bool
    note: str

    @property
    def losers(self) -> list[int]:
        """The patches that lose the face."""
        return [holder for holder in self.claim.holders if holder not in (self.to, NOWHERE)]

    @property
    def concerned(self) -> tuple[int, ...]:
        """The patches that could have had it."""
        return tuple(patch for patch in self.claim.border if patch != NOWHERE)

    @property
    def action(self) -> str:
        """What the ledger calls it."""
        if self.thin:
            return INSERT
        return CUT if self.claim.holders else FILL


class Booking:
    """The entries for gifts and for new nodes: as these bend borders by less than a grid unit, areas change too."""

    def __init__(self, scene: Scene, faces: Faces, faults: gpd.GeoDataFrame, changed: np.ndarray, after: Edges):
        """`changed` are the patches that change, sorted, and `after` their edges then."""
        self._scene, self._faces, self._faults, self._changed, self._after = scene, faces, faults, changed, after
        self._before = scene.before[np.isin(scene.before.owner, changed)]
        grown = self._areas(after) - self._areas(self._before)
        self._unbooked = dict(zip(changed.tolist(), grown.tolist()))

    def entries(self, gifts: list[Gift]) -> Iterator[Entry]:
        """All entries: those of patches, and those of nobody that balance them."""
        booked: set[int] = set()
        for gift in gifts:
            area = int(self._faces.area[gift.face])
            shares = {} if gift.to in gift.claim.holders else {gift.to: area}
            shares.update(dict.fromkeys(gift.losers, -area))
            shares = {patch: change for patch, change in shares.items() if patch in self._unbooked}
            for patch, change in shares.items():
                self._unbooked[patch] -= change
            booked.update(shares)
            what = Entry(NOBODY, gift.action, "", 0, self._faces.geometry[gift.face], "", gift.concerned, gift.note)
            yield from self._balanced(shares, what, gift.fault)
        for (fault, patch), nodes in self._new_nodes([gift.face for gift in gifts], booked):
            note = tr("node put in; the border follows it by less than 0.1 mm")
            change = self._unbooked.pop(patch, 0)
            yield from self._balanced({patch: change}, Entry(NOBODY, INSERT, "", 0, nodes, note=note), fault)

    def _balanced(self, shares: dict[int, int], what: Entry, fault: int) -> Iterator[Entry]:
        """An entry for what each patch gets, and the one of nobody that balances them."""
        what = replace(what, kind=self._faults["kind"].iloc[fault], finding=self._faults["id"].iloc[fault])
        for patch, change in shares.items():
            others = tuple(other for other in what.others if other != patch)
            yield replace(what, patch=patch, change=change, others=others)
        if any(shares.values()):
            yield replace(what, change=-sum(shares.values()), others=what.others or tuple(shares))

    def _areas(self, edges: Edges) -> np.ndarray:
        owner = np.searchsorted(self._changed, edges.owner)
        return doubled_areas(edges.of_owners(owner), len(self._changed))

    def _new_nodes(self, given: list[int], booked: set[int]) -> Iterator[tuple[tuple[int, int], shapely.MultiPoint]]:
        """The nodes that were put into patches, by the nearest fault and patch.

        Not those that came with the faces `given` to or taken from patches that are `booked`; but where the area of a
        patch changed all the same, whatever nodes of it did.
        """
        was, now = (pd.DataFrame({"node": of.start, "patch": of.owner}) for of in (self._before, self._after))
        nodes = now.merge(was, how="outer", indicator="side").query("side != 'both'")
        corners = self._faces.sides.start[np.isin(self._faces.sides.owner, given)]
        told = nodes["node"].isin(corners) & nodes["patch"].isin(booked)
        put_in = (nodes["side"] == "left_only") & ~told
        unequal = [patch for patch, change in self._unbooked.items() if change]
        nodes = nodes[put_in | (nodes["patch"].isin(unequal) & ~nodes["patch"].isin(nodes["patch"][put_in]))]
        points = shapely.points(self._scene.coordinates.in_metres(unpacked(nodes["node"].to_numpy())))
        nearest = shapely.STRtree(self._faults.geometry.to_numpy()).nearest(points)
        for key, group in pd.Series(points, dtype=object).groupby([nearest, nodes["patch"].to_numpy()]):
            yield key, shapely.multipoints(group.to_numpy())
