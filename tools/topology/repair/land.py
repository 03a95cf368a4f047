"""The patches under repair: their shapes, what the survey says of them, and the villages they lie in."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...errors import TubanError
from ...language import tr
from ...quality.rules import feature_keys
from ..edges import GRID, as_polygons, origin_of
from .linework import edges_of, unpacked
from .settings import CLASS, VILLAGE, RepairSettings

IDENTIFIER = "BSM"

_FORM, _FRONT = r"\d{18}", 10
"""A BSM has 18 digits: the first ten are county and layer, the others a serial number."""

_TRUE = ("true", "t", "yes", "y", "是")


class Land:
    """Patches by number: those of the frame in the order of their names, then those that are split off.

    The order of the frame's rows decides nothing so.
    """

    def __init__(
        self,
        frame: gpd.GeoDataFrame,
        outline: gpd.GeoDataFrame | None,
        settings: RepairSettings,
        key: str,
        chosen: np.ndarray,
        taken: Collection[str] = (),
    ):
        """`chosen` (n,) bool are the patches to repair, the others stay as they are; `taken` are BSM used elsewhere."""
        self._order = np.argsort(np.array(feature_keys(frame, key), dtype=str), kind="stable")
        self.frame, self.key = frame.iloc[self._order], key
        frame = self.frame
        shapes = as_polygons(frame.geometry.to_numpy())
        self.shapes = np.where(np.isfinite(shapely.area(shapes)), shapes, np.array(None))
        """(n,) polygons, multipolygons, or None for what is no area or was merged into another patch."""
        self.row = np.arange(len(frame))
        """(n,) int: the row of the frame that each patch has its attributes from."""
        self.rim = Rim(np.empty(0, object) if outline is None else as_polygons(outline.geometry.to_numpy()))
        self._gone = np.zeros(len(frame), bool)
        self._chosen = chosen[self._order]
        self._protected = _protected(frame, settings) | ~self._chosen
        self._taken = taken
        self._new: list[Any] = []
        self._tree: shapely.STRtree | None = None

    def __len__(self) -> int:
        return len(self.shapes)

    @property
    def tree(self) -> shapely.STRtree:
        """All patches as they are now."""
        if self._tree is None:
            self._tree = shapely.STRtree(self.shapes)
        return self._tree

    def at(self, places: np.ndarray, reach: float) -> np.ndarray:
        """The patches within `reach` m of places, sorted."""
        return np.unique(self.tree.query(places, predicate="dwithin", distance=reach)[1])

    def valid(self, patches: np.ndarray) -> np.ndarray:
        """Which patches have a valid shape: (k,) bool."""
        return shapely.is_valid(self.shapes[patches])

    def fixed(self, patches: np.ndarray) -> np.ndarray:
        """Which patches must stay as they are, protected or invalid: (k,) bool."""
        return self._protected[self.row[patches]] | ~self.valid(patches)

    def replace(self, patches: np.ndarray, shapes: np.ndarray) -> None:
        """Give patches other shapes; None for one that is merged into another."""
        self.shapes[patches] = shapes
        self._gone[patches[shapely.is_missing(shapes)]] = True
        self._tree = None

    def add(self, sources: np.ndarray, shapes: np.ndarray) -> np.ndarray:
        """New patches with the attributes of others, but a BSM of their own; returns their numbers."""
        rows = self.row[sources]
        self.shapes = np.concatenate([self.shapes, shapes])
        self.row = np.concatenate([self.row, rows])
        self._gone = np.concatenate([self._gone, np.zeros(len(shapes), bool)])
        self._new += [self._next_identifier(row) for row in rows]
        self._tree = None
        return np.arange(len(self) - len(shapes), len(self))

    def patches(self) -> gpd.GeoDataFrame:
        """The chosen patches as they are now; those that are split off come last."""
        return self._layer(list(self.frame.columns), ~self._gone & self._chosen[self.row])

    def sources(self) -> dict[Any, Any]:
        """Of each patch that is split off, by feature id: the id of the patch it was part of."""
        given = len(self.frame)
        return dict(zip(self._index()[given:], self.frame.index[self.row[given:]]))

    def bare(self) -> gpd.GeoDataFrame:
        """All patches as they are now with their identifier alone."""
        return self._layer([name for name in (self.key, self.frame.geometry.name) if name in self.frame], ~self._gone)

    def concerns_chosen(self, places: np.ndarray) -> np.ndarray:
        """Which places lie at a chosen patch: (n,) bool; a fault without place does where all are chosen."""
        place, patch = self.tree.query(places, predicate="dwithin", distance=GRID)
        return np.isin(np.arange(len(places)), place[self._chosen[self.row[patch]]]) | self._chosen.all()

    def names(self, patches: np.ndarray) -> np.ndarray:
        """What findings call patches: (k,) text."""
        wanted = [name for name in dict.fromkeys((self.key, IDENTIFIER)) if name in self.frame]
        return np.array(feature_keys(self._rows(patches, wanted), self.key), dtype=object)

    def _layer(self, columns: list[str], wanted: np.ndarray) -> gpd.GeoDataFrame:
        kept = np.flatnonzero(wanted)
        kept = kept[np.lexsort((self._order[self.row[kept]], kept >= len(self.frame)))]
        rows, name = self._rows(kept, columns), self.frame.geometry.name
        shapes = self.shapes[kept]
        rows[name] = np.where(shapely.is_missing(shapes), rows[name], shapes)
        return gpd.GeoDataFrame(rows, geometry=name, crs=self.frame.crs)

    def _rows(self, patches: np.ndarray, columns: list[str]) -> pd.DataFrame:
        rows = pd.DataFrame(self.frame[columns]).iloc[self.row[patches]]
        new = np.flatnonzero(patches >= len(self.frame))
        if not len(new):
            return rows
        rows.index = self._index()[patches]
        if IDENTIFIER in columns:
            rows.iloc[new, columns.index(IDENTIFIER)] = [self._new[patch - len(self.frame)] for patch in patches[new]]
        return rows

    def _index(self) -> pd.Index:
        """Feature ids: those that are split off go on counting."""
        given, new = self.frame.index, np.arange(1, 1 + len(self._new))
        return given.append(pd.Index(given.max() + new, name=given.name))

    def _next_identifier(self, row: int) -> Any:
        """A BSM that counts on from the highest of its county and layer; None where that of the patch is malformed."""
        given = self.frame[IDENTIFIER].iloc[row] if IDENTIFIER in self.frame else ""
        if not re.fullmatch(_FORM, str(given)):
            return None
        front = str(given)[:_FRONT]
        self._serials[front] += 1
        return type(given)(f"{front}{self._serials[front]:08}")

    @cached_property
    def _serials(self) -> dict[str, int]:
        """The highest serial number of each county and layer."""
        given = pd.concat([self.frame[IDENTIFIER].astype(str), pd.Series(list(self._taken), dtype=str)])
        sound = given[given.str.fullmatch(_FORM)].str
        return sound[_FRONT:].astype(int).groupby(sound[:_FRONT]).max().to_dict()


class Rim:
    """The county line, directed with the land outside on its left."""

    def __init__(self, outlines: np.ndarray):
        origin = origin_of(outlines)
        edges = edges_of(outlines, origin)
        self._ends = np.stack([unpacked(edges.end), unpacked(edges.start)], axis=1) + origin
        self._tree = shapely.STRtree(shapely.linestrings(self._ends * GRID))
        self._areas = shapely.STRtree(shapely.make_valid(outlines))

    def beyond(self, points: np.ndarray) -> np.ndarray:
        """Which points lie outside the county: (n,) bool; none where it is not known."""
        outside = np.full(len(points), len(self._areas) > 0)
        outside[self._areas.query(points, predicate="intersects")[0]] = False
        return outside

    def near(self, shapes: np.ndarray, reach: float) -> np.ndarray:
        """The edges within `reach` m of shapes: start and end (k, 2, 2) in grid units, from no origin."""
        return self._ends[np.unique(self._tree.query(shapes, predicate="dwithin", distance=reach)[1])]


def _protected(frame: gpd.GeoDataFrame, settings: RepairSettings) -> np.ndarray:
    """(rows,) bool: by class or by mark."""
    found = np.zeros(len(frame), bool)
    if settings.protected and CLASS in frame:
        found |= frame[CLASS].fillna("").astype(str).str.startswith(settings.protected).to_numpy()
    if settings.protected_field:
        mark = frame[settings.protected_field]
        found |= pd.to_numeric(mark, errors="coerce").fillna(0).to_numpy() != 0
        found |= mark.astype(str).str.strip().str.lower().isin(_TRUE).to_numpy()
    return found


class Villages:
    """Which village a place lies in, by the layer CJDCQ."""

    def __init__(self, layer: gpd.GeoDataFrame):
        if VILLAGE not in layer:
            raise TubanError(tr("Layer CJDCQ has no field ZLDWDM: choose the layer of the villages, or leave it out."))
        self._codes = layer[VILLAGE].astype(str).to_numpy(dtype=object)
        self._shapes = shapely.make_valid(as_polygons(layer.geometry.to_numpy()))
        self._tree = shapely.STRtree(self._shapes)

    def of(self, point: shapely.Point) -> str | None:
        """The code of the village at a point, None where there is none."""
        found = self._tree.query(point, predicate="intersects")
        return self._codes[found.min()] if len(found) else None

    def lines_through(self, places: np.ndarray, margin: float) -> np.ndarray:
        """The pieces of village lines that run through areas, not along their edge: two-point lines in m."""
        inside = shapely.buffer(places, -margin)
        place, village = self._tree.query(inside, predicate="intersects")
        crossed = ~shapely.covers(self._shapes[village], inside[place])
        lines = shapely.intersection(shapely.boundary(self._shapes[village[crossed]]), places[place[crossed]])
        xy, line = shapely.get_coordinates(shapely.get_parts(shapely.get_parts(lines)), return_index=True)
        first = np.flatnonzero(line[1:] == line[:-1])
        return shapely.linestrings(np.stack([xy[first], xy[first + 1]], axis=1))


def differing(frame: gpd.GeoDataFrame, fields: tuple[str, ...]) -> np.ndarray:
    """A number for each row: rows that agree in all of the fields, as far as they are there, share it."""
    present = [name for name in fields if name in frame]
    if not present:
        return np.zeros(len(frame), np.int64)
    return pd.DataFrame(frame)[present].astype(str).groupby(present, sort=False).ngroup().to_numpy()
