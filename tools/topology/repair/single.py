"""Repairs of single patches: repeated vertices, parts that are patches of their own, slivers."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...language import tr
from ...progress import Progress
from ..edges import GRID, directed_edges, origin_of
from .land import Land
from .ledger import Entry
from .linework import Edges, doubled_areas, edges_of, settled, unpacked
from .mend import Mended, unlike
from .rule import Rule
from .settings import DUPLICATE, MULTIPART, SLIVER
from .shapes import Coordinates, shapes_of

REMOVE, SPLIT, MERGE = "remove_vertex", "split", "merge"
"""What is done to single patches, as the ledger calls it."""


def without_repeats(faults: gpd.GeoDataFrame, progress: Progress, *, land: Land) -> Mended:
    """The patches without the vertices that repeat the one before; `faults` are findings of these vertices."""
    points = faults.geometry.to_numpy()
    fault, patch = land.tree.query(points, predicate="dwithin", distance=GRID)
    near = np.unique(patch)
    origin = origin_of(land.shapes[near])
    block = directed_edges(land.shapes[near], origin)
    concerned = np.isin(patch, near[np.unique(block.repeated_owner)])
    pairs = pd.DataFrame({"fault": fault, "patch": patch})[concerned].drop_duplicates("fault")
    fixed = land.fixed(pairs["patch"].to_numpy())
    left = dict.fromkeys(pairs.loc[fixed, "fault"].tolist(), tr("the patch must stay as it is"))
    pairs = pairs[~fixed]
    progress(50.0)
    patches = np.unique(pairs["patch"].to_numpy())
    edges, _, twice = settled(edges_of(land.shapes[patches], origin))
    owners = np.arange(len(patches))
    shapes = shapes_of(edges, owners, Coordinates(land.shapes[patches], origin))
    broken = patches[np.union1d(twice, np.flatnonzero(unlike(shapes, edges, owners, origin))).astype(int)]
    ids, note = faults["id"].to_numpy(), tr("repeated vertex taken out")
    entries = [
        Entry(patch, REMOVE, DUPLICATE, 0, points[place], ids[place], (), note)
        for place, patch in zip(pairs["fault"].tolist(), pairs["patch"].tolist())
    ]
    return Mended(patches, shapes, entries, left, {}, broken)


def split(land: Land, patches: np.ndarray, findings: list[str]) -> list[Entry]:
    """Make a patch of each part of multipart patches; the largest part keeps number, row and BSM.

    `findings` (n,) are their ids.
    """
    parts, whole = shapely.get_parts(land.shapes[patches], return_index=True)
    order = np.lexsort((-shapely.area(parts), whole))
    parts, whole = parts[order], whole[order]
    largest = np.r_[True, whole[1:] != whole[:-1]]
    areas = doubled_areas(edges_of(parts, origin_of(parts)), len(parts))[~largest]
    land.replace(patches, parts[largest])
    made = land.add(patches[whole[~largest]], parts[~largest])
    entries = []
    for new, area, shape, place in zip(made.tolist(), areas.tolist(), parts[~largest], whole[~largest].tolist()):
        patch, finding = int(patches[place]), findings[place]
        entries.append(Entry(patch, SPLIT, MULTIPART, -area, shape, finding, (new,), tr("part given up")))
        entries.append(Entry(new, SPLIT, MULTIPART, area, shape, finding, (patch,), tr("new patch with a new BSM")))
    return entries


def merged(faults: gpd.GeoDataFrame, progress: Progress, *, land: Land, rule: Rule) -> Mended:
    """Slivers united with the neighbours that the rule chooses; `faults` have their numbers in a column `patch`."""
    slivers = faults["patch"].to_numpy()
    near = np.unique(land.tree.query(land.shapes[slivers], predicate="dwithin", distance=GRID)[1])
    origin = origin_of(land.shapes[near])
    edges = edges_of(land.shapes[near], origin)
    edges, _, _ = settled(edges.of_owners(near[edges.owner]))
    borders, fixed = _borders(edges, slivers), set(near[land.fixed(near)].tolist())
    entries, left, to = [], {}, {}
    areas = doubled_areas(edges, len(land))
    for place, (sliver, finding) in enumerate(zip(slivers.tolist(), faults["id"])):
        verdict = rule.of_sliver(sliver, borders.get(sliver, {}), fixed)
        if verdict.patch is None:
            left[place] = verdict.reason
            continue
        to[sliver] = verdict.patch
        area, shape = int(areas[sliver]), land.shapes[sliver]
        entries.append(Entry(sliver, MERGE, SLIVER, -area, shape, finding, (verdict.patch,), verdict.reason))
        entries.append(Entry(verdict.patch, MERGE, SLIVER, area, shape, finding, (sliver,), verdict.reason))
    progress(50.0)
    goes, gets = np.array(list(to), int), np.array(list(to.values()), int)
    owner = np.arange(len(land))
    owner[goes] = gets
    winners = np.unique(gets)
    united, _, twice = settled(edges.of_owners(owner[edges.owner]))
    united = united[np.isin(united.owner, winners)]
    shapes = shapes_of(united, winners, Coordinates(land.shapes[near], origin))
    broken = np.union1d(np.intersect1d(twice, winners), winners[unlike(shapes, united, winners, origin)])
    return Mended(
        np.concatenate([winners, goes]), np.concatenate([shapes, np.full(len(goes), None)]), entries, left, {}, broken
    )


def _borders(edges: Edges, slivers: np.ndarray) -> dict[int, dict[int, float]]:
    """The neighbours of each sliver that are none themselves, with the length of their common border in m."""
    frame = pd.DataFrame({"start": edges.start, "end": edges.end, "owner": edges.owner})
    of_sliver = np.isin(edges.owner, slivers)
    other = frame[~of_sliver].rename(columns={"start": "end", "end": "start"})
    shared = frame[of_sliver].merge(other, on=["start", "end"], suffixes=("", "_of"))
    along = unpacked(shared["end"].to_numpy()) - unpacked(shared["start"].to_numpy())
    lengths = shared.assign(length=np.hypot(*along.T) * GRID).groupby(["owner", "owner_of"])["length"].sum()
    borders: dict[int, dict[int, float]] = {}
    for (sliver, patch), length in lengths.items():
        borders.setdefault(sliver, {})[patch] = length
    return borders
