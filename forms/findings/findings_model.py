"""What the findings dock shows and thinks with: findings as a tree, filtered by two proxies. No widgets.

The tree is arrays: findings in the order in which they are shown, groups as stretches of it. A filter is a mask over
that order, so that 100 000 findings are filtered by numpy and not row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QColor

from ...tools.language import tr
from ...tools.quality.findings import CLOSED, ERROR, EXCEPTION, SEVERITIES, WARNING, no_findings
from ...tools.quality.labels import kind_name, rule_text, severity_name, state_name
from ...tools.quality.lifecycle import Decision, after_review
from ...tools.quality.page import amount
from ...tools.standard import Standard

OPEN = "open"
"""A filter for the states that count against the data."""

FINDING, STATE, SIZE, MESSAGE = range(4)

COLOURS = {ERROR: QColor(204, 41, 41), WARNING: QColor(224, 138, 0)}
"""Dots of the severities: seen on a light ground and on a dark one."""

_LONG, _TAIL = 12, 8
"""Characters: a longer name of a second patch is shown by its end; the serial number of a BSM has 8 digits."""

_LEVELS = ("severity", "rule", "township")


@dataclass
class FindingsBook:
    """The findings that a dock has open, in the order in which they are shown.

    `townships` are those of the patches by their name (9 digits of ZLDWDM), `names` what townships are called.
    """

    frame: gpd.GeoDataFrame
    standard: Standard
    kinds: Mapping[str, str]
    rules: pd.DataFrame
    """The rule book of the findings, index id."""
    exceptions: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["id", "reason", "name", "date"]))
    townships: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        frame = self.frame
        rank = frame["severity"].map({name: place for place, name in enumerate(SEVERITIES)}).fillna(len(SEVERITIES))
        township = frame["feature"].map(self.townships).fillna("")
        other = frame["other"].str.split(", ").str[0].map(self.townships).fillna("")
        township = township.where(township != "", other)
        keys = pd.DataFrame({"rank": rank, "rule": frame["rule"], "kind": frame["kind"], "township": township})
        order = keys.assign(feature=frame["feature"]).sort_values([*keys, "feature"], kind="stable").index
        self.frame = frame.loc[order].reset_index(drop=True)
        self.rank = rank.loc[order].to_numpy(np.int64)
        self.township = township.loc[order].to_numpy(object)
        self.geometry = self.frame.geometry.to_numpy()
        self.boxes = shapely.bounds(self.geometry).reshape(-1, 4)
        self.column = {name: self.frame[name].to_numpy(object) for name in self.frame.columns if name != "geometry"}
        self.layers = frozenset(self.frame["layer"])
        self._place = {name: place for place, name in enumerate(self.column["id"])}
        named = self.frame["kind"].map(lambda kind: kind_name(kind, dict(self.kinds)))
        parts = [self.frame[name] for name in ("feature", "other", "rule", "message", "id")]
        self.text = named.str.cat([*parts, pd.Series(self.township)], sep="\n").str.lower()

    def __len__(self) -> int:
        return len(self.frame)

    def place(self, finding: str) -> int:
        """Where a finding stands, -1 where it is not known."""
        return self._place.get(finding, -1)

    def kind(self, place: int) -> str:
        """What the kind of a finding is called."""
        return kind_name(self.column["kind"][place], dict(self.kinds))

    def patches(self, place: int) -> list[str]:
        """The features that a finding names."""
        others = self.column["other"][place]
        return [name for name in [self.column["feature"][place], *others.split(", ")] if name]

    def of_patches(self, names: set[str]) -> np.ndarray:
        """The places of the findings that name one of these features."""
        hit = self.frame["feature"].isin(names).to_numpy(bool)
        several = np.flatnonzero(self.column["other"] != "")
        hit[several] |= np.array(
            [not names.isdisjoint(text.split(", ")) for text in self.column["other"][several]], bool
        )
        return np.flatnonzero(hit)

    def grant(self, place: int) -> dict[str, str]:
        """Reason, name and date of an exception, empty where there is none."""
        if self.column["state"][place] != EXCEPTION:
            return {}
        rows = self.exceptions[self.exceptions["id"] == self.column["id"][place]]
        return {} if rows.empty else rows.iloc[0][["reason", "name", "date"]].fillna("").astype(str).to_dict()

    def rule_text(self, place: int) -> str:
        """What the rule of a finding says; empty where the text is a form that the message has filled in."""
        rule = self.column["rule"][place]
        text = rule_text(self.rules.loc[rule]) if rule in self.rules.index else ""
        return "" if "{" in text else text

    def decide(self, places: np.ndarray, decision: Decision) -> list[str]:
        """Give findings a state as the life cycle has it; returns the ids that the decision holds for."""
        ids = self.column["id"][places].tolist()
        few = self.frame.iloc[places]
        few = few.assign(fixed_at=few.get("fixed_at", ""))
        exceptions = self.exceptions
        decided, self.exceptions = after_review(few, exceptions, ids, decision)
        self.column["state"][places] = decided["state"].to_numpy(object)
        self.frame["state"] = self.column["state"]
        return [name for name, state in zip(ids, decided["state"]) if state == decision.state]

    def mask(self, *, rule: str = "", state: str = "", text: str = "") -> np.ndarray:
        """Which findings these conditions hold for: (n,) bool."""
        wanted = np.ones(len(self), bool)
        if rule:
            wanted &= self.column["rule"] == rule
        if state == OPEN:
            wanted &= ~np.isin(self.column["state"].astype(str), CLOSED)
        elif state:
            wanted &= self.column["state"] == state
        for word in text.lower().split():
            wanted &= self.text.str.contains(word, regex=False).to_numpy(bool)
        return wanted

    def inside(self, box: tuple[float, float, float, float]) -> np.ndarray:
        """Which findings meet a box, in the findings' own system; those without a place never do."""
        low_x, low_y, high_x, high_y = self.boxes.T
        return (low_x <= box[2]) & (high_x >= box[0]) & (low_y <= box[3]) & (high_y >= box[1])

    def rule_choices(self) -> list[tuple[str, str]]:
        """The rules that findings name, as (id, what it is called), in the order shown."""
        first = self.frame.drop_duplicates("rule")
        return [(row.rule, f"{kind_name(row.kind, dict(self.kinds))} ({row.rule})") for row in first.itertuples()]

    def selected(self, places: np.ndarray) -> gpd.GeoDataFrame:
        """Findings as they stand, with their township, and reason and name of exceptions, for a list to hand on."""
        frame = self.frame.iloc[places].assign(township=self.township[places])
        grants = self.exceptions.drop_duplicates("id").set_index("id").reindex(frame["id"])
        excepted = (frame["state"] == EXCEPTION).to_numpy()
        for name in ("reason", "name"):
            frame[name] = np.where(excepted, grants[name].fillna("").astype(str).to_numpy(object), "")
        return frame

    def line(self, place: int) -> str:
        """A finding as a line of text, columns parted by tabs."""
        value = {name: column[place] for name, column in self.column.items()}
        size = amount(value["measure"], value["unit"])
        names = (severity_name(value["severity"]), state_name(value["state"]), self.kind(place))
        parts = [*names, value["rule"], value["feature"], value["other"], size, value["message"], value["id"]]
        return "\t".join(part.replace("\t", " ").replace("\n", " ") for part in parts)


def nothing_open(standard: Standard) -> FindingsBook:
    """A book without findings."""
    return FindingsBook(no_findings(), standard, {}, standard.rules)


@dataclass
class Group:
    """A stretch of the findings under one heading: places `start` to `end`."""

    label: str
    level: int
    parent: int
    row: int
    start: int
    end: int
    severity: str
    children: list[int] = field(default_factory=list)


class FindingsTree(QAbstractItemModel):
    """Findings by severity, rule and township. The id of an index is a group, or beyond the groups a finding."""

    def __init__(self, book: FindingsBook, parent: QObject | None = None):
        super().__init__(parent)
        self.take(book)

    def refilter(self, change: Any) -> None:
        """Change the masks of the proxies: one reset is much faster than rows that come and go one by one."""
        self.beginResetModel()
        change()
        self.endResetModel()

    def states_changed(self, places: np.ndarray) -> None:
        """Tell the views that findings have other states."""
        for place in places.tolist():
            index = self.index_of(place)
            self.dataChanged.emit(index, index.siblingAtColumn(MESSAGE))

    def index_of(self, place: int) -> QModelIndex:
        """The index of a finding."""
        group = self.groups[self._group_of[place]]
        return self.createIndex(place - group.start, 0, len(self.groups) + place)

    def place_of(self, index: QModelIndex) -> int:
        """The finding of an index, -1 for a group."""
        return index.internalId() - len(self.groups) if index.isValid() else -1

    def child(self, row: int, parent: QModelIndex) -> int:
        """The id of a child."""
        if not parent.isValid():
            return self.top[row]
        group = self.groups[parent.internalId()]
        return group.children[row] if group.children else len(self.groups) + group.start + row

    def take(self, book: FindingsBook) -> None:
        """Hold other findings; to be called within `refilter`."""
        self.book = book
        self.groups: list[Group] = []
        self.top: list[int] = []
        self._group_of = np.zeros(len(book), np.int64)
        self._grow(0, len(book), 0, -1, self.top)

    def _grow(self, start: int, end: int, level: int, parent: int, children: list[int]) -> None:
        if level == len(_LEVELS):
            self._group_of[start:end] = parent
            return
        keys = (self.book.column["severity"], self.book.column["rule"], self.book.township)[level][start:end]
        edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1 if end > start else np.empty(0, int)
        bounds = [start, *(start + edges).tolist(), end] if end > start else []
        for first, last in zip(bounds, bounds[1:]):
            number = len(self.groups)
            label = self._label(level, first)
            severity = self.book.column["severity"][first]
            group = Group(label, level, parent, len(children), first, last, severity)
            self.groups.append(group)
            children.append(number)
            self._grow(first, last, level + 1, number, group.children)

    def _label(self, level: int, place: int) -> str:
        if level == 0:
            return severity_name(self.book.column["severity"][place]).capitalize()
        if level == 1:
            rule = self.book.column["rule"][place]
            return f"{self.book.kind(place)} · {rule}" if rule else self.book.kind(place)
        code = self.book.township[place]
        return f"{code} {self.book.names.get(code, '')}".strip() if code else tr("Township not known")

    # -- what Qt asks
    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        number = parent.internalId() if parent.isValid() else -1
        if number >= len(self.groups):
            return QModelIndex()
        within = self.groups[number] if number >= 0 else None
        children = self.top if within is None else within.children
        leaves = 0 if within is None or children else within.end - within.start
        if not (0 <= row < (leaves or len(children)) and 0 <= column <= MESSAGE):
            return QModelIndex()
        child = len(self.groups) + within.start + row if leaves else children[row]  # type: ignore[union-attr]
        return self.createIndex(row, column, child)

    def parent(self, index: QModelIndex) -> QModelIndex:
        if not index.isValid():
            return QModelIndex()
        place = self.place_of(index)
        number = self._group_of[place] if place >= 0 else self.groups[index.internalId()].parent
        if number < 0:
            return QModelIndex()
        return self.createIndex(self.groups[number].row, 0, int(number))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.top)
        if parent.column() > 0 or self.place_of(parent) >= 0:
            return 0
        group = self.groups[parent.internalId()]
        return len(group.children) or group.end - group.start

    def columnCount(self, _parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 4

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        return not parent.isValid() or (parent.column() == 0 and self.place_of(parent) < 0)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren if self.place_of(index) >= 0 else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Finding"), tr("State"), tr("Size"), tr("What is wrong"))[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.place_of(index)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._dot(index, place)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if place < 0:
            return self.groups[index.internalId()].label if index.column() == FINDING else None
        return self._cell(place, MESSAGE if role == Qt.ItemDataRole.ToolTipRole else index.column())

    def _cell(self, place: int, column: int) -> str:
        value = self.book.column
        if column == FINDING:
            other = value["other"][place]
            short = f"…{other[-_TAIL:]}" if len(other) > _LONG else other
            return " – ".join(filter(None, (value["feature"][place], short)))
        if column == STATE:
            return state_name(value["state"][place])
        return amount(value["measure"][place], value["unit"][place]) if column == SIZE else value["message"][place]

    def _dot(self, index: QModelIndex, place: int) -> Any:
        if place >= 0 or index.column() != FINDING:
            return None
        group = self.groups[index.internalId()]
        return COLOURS.get(group.severity, QColor(90, 130, 180)) if group.level == 0 else None


class MaskProxy(QSortFilterProxyModel):
    """Shows the findings of a mask and the groups that have any; in a chain only of what the one before it shows."""

    def __init__(self, source: FindingsTree | MaskProxy, parent: QObject | None = None):
        super().__init__(parent)
        self.tree: FindingsTree = source if isinstance(source, FindingsTree) else source.tree
        self._before = None if isinstance(source, FindingsTree) else source
        self.setDynamicSortFilter(False)
        self.set_mask(None)
        self.setSourceModel(source)

    def set_mask(self, own: np.ndarray | None) -> None:
        """The findings to show, all for None. To be called within `FindingsTree.refilter`."""
        mask = np.ones(len(self.tree.book), bool) if own is None else own
        if self._before is not None:
            mask = mask & self._before.mask
        self.mask = mask
        self._order = np.flatnonzero(mask)
        self._parent: tuple[int, int, QModelIndex] | None = None
        self._sum = np.concatenate([[0], np.cumsum(mask)])

    def count(self, group: Group) -> int:
        """How many findings of a group are shown."""
        return int(self._sum[group.end] - self._sum[group.start])

    def base(self, index: QModelIndex) -> QModelIndex:
        """The tree's index."""
        source = self.mapToSource(index)
        return source if self._before is None else self._before.base(source)

    def place_of(self, index: QModelIndex) -> int:
        """The finding of an index, -1 for a group."""
        return self.tree.place_of(self.base(index))

    def index_of(self, place: int) -> QModelIndex:
        """The index of a finding, invalid where it is not shown."""
        before = self.tree if self._before is None else self._before
        return self.mapFromSource(before.index_of(place)) if self.mask[place] else QModelIndex()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        groups, before = self.tree.groups, self._before
        if before is None:
            child = self.tree.child(row, parent)
        else:
            base = before.base_of_parent(parent)
            group = groups[base.internalId()] if base.isValid() else None
            if group is not None and not group.children:
                return bool(self.mask[before.nth(group, row)])
            child = before.base(before.index(row, 0, parent)).internalId()
        return self.count(groups[child]) > 0 if child < len(groups) else bool(self.mask[child - len(groups)])

    def nth(self, group: Group, row: int) -> int:
        """The finding that is shown as a row of a group."""
        return int(self._order[self._sum[group.start] + row])

    def base_of_parent(self, parent: QModelIndex) -> QModelIndex:
        """The tree's index of a parent: one is asked for as often as it has rows."""
        known = self._parent
        if known is None or known[:2] != (parent.internalId(), parent.row()):
            self._parent = known = (parent.internalId(), parent.row(), self.base(parent))
        return known[2]

    def match(self, *_wanted: Any) -> list[QModelIndex]:
        """Nothing: a view asks for it at each letter that is no key, row by row, and would freeze for minutes."""
        return []

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        base = self.base(index)
        value = self.tree.data(base, role)
        if role == Qt.ItemDataRole.DisplayRole and index.column() == FINDING and self.tree.place_of(base) < 0:
            return f"{value} ({self.count(self.tree.groups[base.internalId()]):,})"
        return value


class FindingsModel:
    """The tree with its two filters: by rule, state and text, then by what the map shows. A view takes `shown`."""

    def __init__(self, book: FindingsBook):
        self.tree = FindingsTree(book)
        self.by_value = MaskProxy(self.tree)
        self.shown = MaskProxy(self.by_value)
        self._conditions: dict[str, str] = {}
        self._box: tuple[float, float, float, float] | None = None

    @property
    def book(self) -> FindingsBook:
        return self.tree.book

    def set_book(self, book: FindingsBook) -> None:
        """Show other findings, by the same filters."""
        self.tree.refilter(lambda: (self.tree.take(book), self._mask()))

    def filter(self, **conditions: str) -> None:
        """Show the findings of a rule, a state (or `OPEN`) and with all words of a text; empty for all."""
        self._conditions.update(conditions)
        self.tree.refilter(self._mask)

    def look_at(self, box: tuple[float, float, float, float] | None) -> None:
        """Show only what meets a box, everything for None."""
        self._box = box
        self.tree.refilter(self._mask)

    def step(self, place: int, by: int) -> int:
        """The finding after or before one, among those that are shown; -1 where there is none."""
        shown = np.flatnonzero(self.shown.mask)
        if not len(shown):
            return -1
        at = np.searchsorted(shown, place, side="left" if by < 0 else "right") + (by if by < 0 else by - 1)
        return int(shown[at]) if 0 <= at < len(shown) else -1

    def counts(self) -> dict[str, int]:
        """How many findings are shown, how many there are, and how many of those shown have each severity."""
        number = np.bincount(self.book.rank[self.shown.mask], minlength=len(SEVERITIES)).tolist()
        return {"shown": sum(number), "all": len(self.book), **dict(zip(SEVERITIES, number))}

    def _mask(self) -> None:
        self.by_value.set_mask(self.book.mask(**self._conditions))
        self.shown.set_mask(None if self._box is None else self.book.inside(self._box))
