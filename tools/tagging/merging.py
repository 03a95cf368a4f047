"""Merging: patches below the minimum mapping area into the right neighbour, and parcels of one class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..files import Column
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.rules import feature_keys
from ..standard import Standard
from ..topology.cutting import NO_CUTTER, cut, dissolved
from ..topology.edges import GRID, EdgeTable, as_polygons
from ..topology.neighbours import borders_within, undivided
from .pieces import joined
from .values import NULL, texts

CLASS = "DLBM"
KEPT_LINES = ("ZLDWDM", "QSDWDM", "QSXZ", "CZCSXM")
"""Fields whose lines no merging crosses: village, owner, kind of ownership, settlement range (plan IV.1.2)."""

LIMITS = {"built": 200.0, "farm": 400.0, "other": 600.0}
"""m2: minimum mapping areas of the plan (IV.1.3), by which a province's own are told apart."""

DESERT = 1500.0
"""m2: what the limit of other classes may be in a desert region."""

_PASSES = 20
_ANY = 3
"""Level of a neighbour that has neither class nor group in common; 0 to 2 are second level, first level, group."""

_NONE = np.empty(0, object)


@dataclass(frozen=True)
class Limits:
    """Minimum mapping areas in m2 by group of classes. 1202 goes with built land (plan IV.1.3)."""

    built: float = LIMITS["built"]
    farm: float = LIMITS["farm"]
    other: float = LIMITS["other"]
    desert: bool = False
    inclusive: bool = False
    """Whether a patch of exactly the limit is merged: the plan says that what exceeds it is mapped (open question)."""

    def check(self) -> None:
        """Raise `TubanError` for a limit coarser than the plan's: a province may only be finer."""
        for name, most in LIMITS.items():
            coarsest = DESERT if name == "other" and self.desert else most
            value = getattr(self, name)
            if not 0.0 <= value <= coarsest:
                text = tr(
                    "The minimum area of {group} land is {value:g} m², but a province may only set a finer one: "
                    "at most {most:g} m²."
                )
                raise TubanError(text.format(group=name, value=value, most=coarsest))

    def of(self, codes: pd.Series, standard: Standard) -> np.ndarray:
        """The limit of each class; NaN for unknown codes."""
        minimum = standard.minimum_area(codes)
        made = np.full(len(codes), np.nan)
        for name, value in LIMITS.items():
            made[minimum == value] = getattr(self, name)
        return made


@dataclass(frozen=True)
class Merging:
    """Patches after merging, and what became of the small ones."""

    patches: gpd.GeoDataFrame
    ledger: gpd.GeoDataFrame
    """A row for each small patch: patch, code, area, into, into_code, reason, geometry; without `into` it is left."""
    notes: list[str] = field(default_factory=list)

    @property
    def merged(self) -> int:
        """How many patches went into others."""
        return int(self.ledger["into"].notna().sum())


def merge_small(
    patches: gpd.GeoDataFrame,
    standard: Standard,
    limits: Limits,
    *,
    lines: Sequence[str] = KEPT_LINES,
    key: str = "BSM",
    progress: Progress = silent,
) -> Merging:
    """Merge patches below their minimum mapping area into a neighbour, the smallest first.

    The neighbour is one of the same second-level class, else first-level class, else three-way group, else any; within
    each the largest (public code, TDDC3D). Features mapped by their width are neither merged nor merged into, and no
    line of `lines` is crossed: where no neighbour is left the patch stays and the ledger says so.
    """
    limits.check()
    frame = patches
    names = np.array(feature_keys(patches, key), object)
    rows: list[pd.DataFrame] = []
    place = np.arange(len(patches))
    seeking, merging = steps(progress, 2, 3)
    borders = _borders(patches, lines, seeking)
    for joining in steps(merging, *[1.0] * _PASSES):
        small = _small(frame, standard, limits)
        wishes = _wishes(frame, standard, small, borders)
        goes, to, level = _independent(wishes, frame_areas(frame))
        if not len(goes):
            rows.append(_rows(frame, names[place], place, np.flatnonzero(small), None, None))
            break
        rows.append(_rows(frame, names[place], place, goes, to, level))
        step = np.arange(len(frame))
        step[goes] = to
        frame, borders = joined(frame, step, joining), _borders_joined(borders, step)
        place = place[step == np.arange(len(step))]
    progress(100.0)
    ledger = pd.concat(rows)
    shapes = patches.geometry.to_numpy()[ledger.pop("row").to_numpy(np.int64)]
    return Merging(frame, gpd.GeoDataFrame(ledger, geometry=shapes, crs=patches.crs))


def frame_areas(patches: gpd.GeoDataFrame) -> np.ndarray:
    """TBMJ, the plane area where it is not filled in."""
    plane = np.nan_to_num(shapely.area(patches.geometry.to_numpy()))
    if "TBMJ" not in patches.columns:
        return plane
    stored = pd.to_numeric(patches["TBMJ"], errors="coerce").to_numpy(float)
    return np.where(np.nan_to_num(stored) > 0, stored, plane)


def merge_columns() -> list[Column]:
    """The columns of the ledger as a layer."""
    return [
        Column("patch", "text", alias=tr("Patch")),
        Column("code", "text", alias=tr("Land class")),
        Column("area", "real", 15, 2, tr("Area (m²)")),
        Column("into", "text", alias=tr("Merged into")),
        Column("into_code", "text", alias=tr("Land class there")),
        Column("reason", "text", alias=tr("Why")),
    ]


@dataclass(frozen=True)
class _Wishes:
    """What small patches may be merged into, the best first for each: places (k,) of both and level (k,)."""

    small: np.ndarray
    target: np.ndarray
    level: np.ndarray


def _small(frame: gpd.GeoDataFrame, standard: Standard, limits: Limits) -> np.ndarray:
    limit, area = limits.of(frame[CLASS], standard), frame_areas(frame)
    with np.errstate(invalid="ignore"):
        below = area <= limit if limits.inclusive else area < limit
    return below & ~_linear(frame, standard) & (shapely.area(as_polygons(frame.geometry.to_numpy())) > 0)


def _linear(frame: gpd.GeoDataFrame, standard: Standard) -> np.ndarray:
    """What is mapped by its width: no limit of area speaks of it."""
    return standard.mapped_by_width(frame[CLASS], frame.get("XZDWKD"))


def _borders(frame: gpd.GeoDataFrame, lines: Sequence[str], progress: Progress) -> pd.DataFrame:
    """Pairs of patches with a common border that no kept line runs along: one, two, length in m."""
    group = np.zeros(len(frame), np.int64)
    for name in lines:
        group = pd.factorize(group * (len(frame) + 1) + pd.factorize(texts(frame, name))[0])[0]
    listing, meeting = steps(progress, 1, 1)
    table = EdgeTable(as_polygons(frame.geometry.to_numpy()), _NONE, progress=listing)
    edges, beyond = table.shared_edges(group, meeting)
    length = np.hypot(*(edges.end - edges.start).T.astype(float)) * GRID
    pairs = pd.DataFrame({"one": edges.owner, "two": beyond, "length": length})
    return _summed(pairs)


def _borders_joined(borders: pd.DataFrame, into: np.ndarray) -> pd.DataFrame:
    """The borders once patches were joined as `into` says: merging moves no vertex, so that they only change hands."""
    staying = np.cumsum(into == np.arange(len(into))) - 1
    one, two = (staying[into[borders[name].to_numpy()]] for name in ("one", "two"))
    outer = one != two
    pairs = {"one": np.minimum(one, two), "two": np.maximum(one, two), "length": borders["length"]}
    return _summed(pd.DataFrame(pairs)[outer])


def _summed(pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.groupby(["one", "two"], as_index=False)["length"].sum()


def _wishes(frame: gpd.GeoDataFrame, standard: Standard, small: np.ndarray, borders: pd.DataFrame) -> _Wishes:
    one, two, length = (borders[name].to_numpy() for name in ("one", "two", "length"))
    here, there, length = np.concatenate([one, two]), np.concatenate([two, one]), np.concatenate([length, length])
    usable = ~_linear(frame, standard)
    wanted = small[here] & usable[there]
    here, there, length = here[wanted], there[wanted], length[wanted]
    level = np.full(len(here), _ANY)
    for place, of in enumerate((standard.second_level, standard.first_level, standard.three_way_group)):
        names = of(frame[CLASS])
        same = (names[here] == names[there]) & (names[here] != None)  # noqa: E711 - element by element
        level[same & (level > place)] = place
    area = frame_areas(frame)
    order = np.lexsort((there, -length, -area[there], level, here))
    first = np.append(True, np.diff(here[order]) > 0)[: len(order)]
    best = order[first]
    return _Wishes(here[best], there[best], level[best])


def _independent(wishes: _Wishes, area: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Wishes that can come true at once, the smallest patches first: nothing merges into what merges itself.

    Whoever gains land may no longer be small, and is asked again in the next pass.
    """
    goes, gains = set(), set()
    chosen = []
    for place in np.lexsort((wishes.small, area[wishes.small])):
        small, target = int(wishes.small[place]), int(wishes.target[place])
        if small in gains or target in goes:
            continue
        goes.add(small)
        gains.add(target)
        chosen.append(place)
    picked = np.array(chosen, np.int64)
    return wishes.small[picked], wishes.target[picked], wishes.level[picked]


def _rows(
    frame: gpd.GeoDataFrame,
    names: np.ndarray,
    place: np.ndarray,
    small: np.ndarray,
    to: np.ndarray | None,
    level: np.ndarray | None,
) -> pd.DataFrame:
    """Rows of the ledger for small patches, which are merged into others or left."""
    codes = frame[CLASS].to_numpy(object)
    none = np.full(len(small), None, object)
    reasons = np.array(_levels(), object)
    left = tr("no neighbour within its village, owner and settlement range that is not mapped by its width")
    return pd.DataFrame(
        {
            "row": place[small],
            "patch": names[small],
            "code": codes[small],
            "area": frame_areas(frame)[small],
            "into": none if to is None else names[to],
            "into_code": none if to is None else codes[to],
            "reason": left if level is None else reasons[level],
        },
        index=frame.index[small],
    )


def _levels() -> list[str]:
    return [
        tr("same second-level class"),
        tr("same first-level class"),
        tr("same three-way group"),
        tr("largest neighbour"),
    ]


# ------------------------------------------------------------------------------------------------- parcels


@dataclass(frozen=True)
class Parcels:
    """Patches made of parcels."""

    patches: gpd.GeoDataFrame
    """The fields of the largest parcel of each, and PARCELS, how many there are in it."""
    mixed: int
    """Parcels of several uses, of which the main one was taken."""


def merge_parcels(
    parcels: gpd.GeoDataFrame,
    dividers: Sequence[gpd.GeoDataFrame] = (),
    *,
    code: str = CLASS,
    parcel: str = "",
    lines: Sequence[str] = KEPT_LINES,
    progress: Progress = silent,
) -> Parcels:
    """Adjoining parcels of one class become one patch, as towns are surveyed inside (plan IV.1.2).

    Rows that share `parcel` are one parcel; of its uses that with most land is taken. Areas among the `dividers`
    (roads, water) are cut out, lines divide; no line of the fields `lines` is crossed.
    """
    using, cutting, seeking, joining = steps(progress, 1, 3, 2, 2)
    frame, mixed = _main_uses(parcels, code, parcel, using)
    shapes = [np.asarray(layer.geometry.to_numpy(), object) for layer in dividers]
    cutters = np.concatenate([_NONE, *shapes])
    if len(cutters):
        made = cut(frame.geometry.to_numpy(), cutters, progress=cutting)
        free = made.cutter == NO_CUTTER
        frame = frame.iloc[made.source[free]].set_geometry(made.piece[free], crs=frame.crs)
    frame = frame.reset_index(drop=True)
    group = pd.factorize(texts(frame, code))[0]
    for name in lines:
        group = pd.factorize(group * (len(frame) + 1) + pd.factorize(texts(frame, name))[0])[0]
    group[texts(frame, code) == ""] = -1
    listing, meeting = steps(seeking, 1, 1)
    table = EdgeTable(as_polygons(frame.geometry.to_numpy()), _NONE, progress=listing)
    borders = borders_within(table, group, meeting)
    only_lines = cutters[shapely.get_dimensions(cutters) == 1]
    if len(only_lines):
        borders = undivided(borders, only_lines, GRID)
    label = _connected(len(frame), borders.one, borders.two)
    return Parcels(_patches(frame, label, joining), mixed)


def _main_uses(parcels: gpd.GeoDataFrame, code: str, parcel: str, progress: Progress) -> tuple[gpd.GeoDataFrame, int]:
    """A row for each parcel, with the use that most of it has."""
    names = texts(parcels, parcel) if parcel else np.full(len(parcels), "", object)
    named = names != ""
    table = pd.DataFrame({"parcel": names[named], "code": texts(parcels, code)[named]})
    table["area"] = shapely.area(parcels.geometry.to_numpy()[named])
    totals = table.groupby(["parcel", "code"], as_index=False)["area"].sum()
    totals = totals.sort_values(["parcel", "area", "code"], ascending=[True, False, True])
    mixed = int((totals.groupby("parcel").size() > 1).sum())
    if not mixed:
        return parcels, 0
    main = totals.drop_duplicates("parcel").set_index("parcel")["code"]
    frame = parcels.copy()
    codes = frame[code].to_numpy(object).copy()
    codes[named] = main.reindex(names[named]).to_numpy(object)
    frame[code] = np.where(codes == "", NULL, codes)
    label = np.arange(len(frame))
    label[named] = len(frame) + pd.factorize(names[named])[0]
    return _patches(frame, pd.factorize(label)[0], progress, count=False), mixed


def _patches(frame: gpd.GeoDataFrame, label: np.ndarray, progress: Progress, count: bool = True) -> gpd.GeoDataFrame:
    """A row for each polygon that comes of the rows of a label, with the fields of the largest of them."""
    size = np.nan_to_num(shapely.area(frame.geometry.to_numpy()))
    shapes, of_label = dissolved(as_polygons(frame.geometry.to_numpy()), label, progress)
    order = np.lexsort((-size, label))
    first = np.append(True, np.diff(label[order]) > 0)[: len(order)]
    main = np.zeros(int(label.max()) + 1 if len(label) else 0, np.int64)
    main[label[order[first]]] = order[first]
    made = frame.iloc[main[of_label]].reset_index(drop=True)
    made = made.set_geometry(shapes, crs=frame.crs)
    if count:
        made["PARCELS"] = np.bincount(label)[of_label] if len(label) else np.empty(0, np.int64)
    return made


def _connected(count: int, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """A label for each of `count` things: those that pairs join share it."""
    label = np.arange(count)
    while True:
        low = label.copy()
        np.minimum.at(low, one, label[two])
        np.minimum.at(low, two, label[one])
        low = low[low]
        if (low == label).all():
            return pd.factorize(label)[0]
        label = low
