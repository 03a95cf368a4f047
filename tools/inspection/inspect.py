"""One run over a database: every rule that holds and can be asked, one list of findings, and what was not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import TubanError
from ..language import tr
from ..progress import Progress, silent, steps
from ..quality.expansion import database_book, of_layers
from ..quality.findings import joined
from ..quality.rulefile import AREA_GROUPS, RuleBook, read_rules, with_rules
from ..quality.rules import AREA, AREA_SHARE, EQUAL, SQL, check_rules
from ..standard import Standard
from ..topology import TopologySettings, check_topology
from ..topology.boundaries import LINES_OF, BoundarySettings, check_boundaries
from ..topology.boundaries import checks_made as boundary_checks
from ..topology.cover import LAYERS, CoverSettings, check_cover
from ..topology.cover import checks_made as cover_checks
from .copies import not_proved
from .database import Database, lacking_layers
from .places import NEEDS, check_places
from .structure import check_structure

OUTSIDE_LIMIT = 3.0
"""s: what the rules of a file from outside may take on a layer."""

COVERED = ("gap", "outside_county", "uncovered", "hole", "crosses_village")
"""Kinds of faults of patches that the check of the cover finds where there is a layer above them."""

SHAPES = (
    *("self_intersection", "self_contact", "null_geometry", "invalid_geometry", "multipart"),
    *("duplicate_vertex", "short_segment", "spike", "sliver"),
)
"""What is looked for in the single polygons of the other layers."""

_DATABASE, _PATCHES = "database:", "DLTB"
_WIDE = ("XZQ", "CJDCQ", "XZQGX", "CJDCQGX")


@dataclass(frozen=True)
class Settings:
    """What a run may be told beside the rules."""

    year: int | None = None
    """Year of the survey, which SJNF must be."""
    ridges: pd.DataFrame | None = None
    """The county's ridge coefficients: GDPDJB, GDLX, KCXS."""
    control: Mapping[str, float] = field(default_factory=dict)
    """Control areas of the county in m2 by MSSM: 00 land, 01 islands."""
    area_share: float = AREA_SHARE
    topology: TopologySettings = field(default_factory=TopologySettings)
    with_topology: bool = True

    def tables(self) -> dict[str, pd.DataFrame]:
        """What predicates may read beside the layers."""
        tables = {} if self.ridges is None else {"ridges": self.ridges}
        return tables if self.year is None else {**tables, "survey_year": pd.DataFrame({"year": [self.year]})}


@dataclass
class Inspection:
    """What a run found, the ids of the rules that were asked, and why others were not (id -> reason)."""

    findings: gpd.GeoDataFrame
    ran: tuple[str, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def rule_book(standard: Standard, path: str = "") -> RuleBook:
    """The rules of an edition for a whole database, changed by a province's rule file where one is given."""
    book = database_book(standard)
    return with_rules(book, read_rules(path), path) if path else RuleBook(book)


def inspect(
    database: Database,
    standard: Standard,
    book: RuleBook,
    settings: Settings | None = None,
    *,
    progress: Progress = silent,
) -> Inspection:
    """Check a database by all rules of the book that hold.

    A rule that cannot be asked (a layer, a field, a table lacks) is skipped with the reason. Raises `TubanError` for a
    rule that is broken, refused or too slow, with its id and what SQLite said.
    """
    run = _Run(database, _with_limits(standard, book), book, settings or Settings())
    reading, attributes, topology, placing = steps(progress, 1, 8, 12, 4)
    run.structure()
    reading(100.0)
    run.attributes(attributes)
    if run.settings.with_topology:
        run.topology(topology)
    run.places(placing)
    progress(100.0)
    return run.result()


def _with_limits(standard: Standard, book: RuleBook) -> Standard:
    """The edition with the rules and the minimum mapping areas that hold for this run."""
    areas = standard.minimum_areas.copy()
    for group, limit in book.minimum_areas.items():
        chosen = areas["scope"].eq("patch") & areas["minimum"].eq(AREA_GROUPS[group])
        if group == "desert":
            chosen = areas["scope"].eq("patch") & areas["code"].isin(areas["code"][areas["scope"] == "desert"])
        areas.loc[chosen, "minimum"] = limit
    return replace(standard, minimum_areas=areas, rules=book.rules)


class _Run:
    """The parts of one run; what they find, ask and skip comes together here."""

    def __init__(self, database: Database, standard: Standard, book: RuleBook, settings: Settings):
        self.database, self.standard, self.settings, self.book = database, standard, settings, book
        self.rules = book.rules[~book.rules.index.isin(book.off)].fillna("")
        there = list(database.layers)
        self.asked = of_layers(self.rules, there)
        self.frames = {code: layer.frame for code, layer in database.layers.items()}
        known = [frame.crs for frame in self.frames.values() if frame.crs is not None]
        self.crs = next((self.frames[code].crs for code in LAYERS if code in self.frames), known[0] if known else None)
        self.found: list[gpd.GeoDataFrame] = []
        self.ran: list[str] = []
        self.skipped: dict[str, str] = {}
        self.notes: list[str] = list(database.notes)
        for name, layer in self.rules["layer"].items():
            if layer not in ("*", *there):
                self.skipped[str(name)] = lacking_layers([layer], self.frames)
        empty = sorted(code for code, frame in self.frames.items() if not len(frame))
        if empty:
            self.notes.append(tr("Layers without features: {layers}.").format(layers=", ".join(empty)))

    # -- the parts
    def structure(self) -> None:
        """Layers, fields, types, reference systems, identifiers."""
        rules = self._of_database(lambda kind: kind not in NEEDS)
        self.found += check_structure(self.database, self.standard, rules)
        self.ran += rules["id"].tolist()

    def attributes(self, progress: Progress) -> None:
        """The rules of each layer's fields; those from outside by themselves, with a limit on their time."""
        rules = self.asked[self.asked["check"].isin([SQL, AREA, EQUAL])]
        layers = [code for code in self.frames if (rules["layer"] == code).any()]
        weights = [len(self.frames[code]) + 1000.0 for code in layers] or [1.0]
        for code, step in zip(layers, steps(progress, *weights)):
            of_layer = rules[rules["layer"] == code]
            outside = of_layer.index.isin(self.book.outside)
            first, second = steps(step, 9, 1)
            for part, limit, share in ((of_layer[outside], OUTSIDE_LIMIT, second), (of_layer[~outside], None, first)):
                if len(part):
                    self._check_rules(code, part, limit, share)
        progress(100.0)

    def _check_rules(self, code: str, rules: pd.DataFrame, limit: float | None, progress: Progress) -> None:
        others = {**{name: frame for name, frame in self.frames.items() if name != code}, **self.settings.tables()}
        result = check_rules(
            self.frames[code],
            rules,
            layer=code,
            others=others,
            standard=self.standard,
            area_share=self.settings.area_share,
            time_limit=limit,
            progress=progress,
        )
        self.found.append(result.findings)
        self.ran += result.ran
        self.skipped.update(result.skipped)

    def topology(self, progress: Progress) -> None:
        """Patches, villages, county and lines against each other, and the shapes of every polygon layer."""
        patches, cover, lines, shapes = steps(progress, 5, 5, 1, 2)
        areas = {code: frame for code in LAYERS if (frame := self._areas(code)) is not None}
        above = len(areas) > 1 and _PATCHES in areas
        if _PATCHES in areas:
            self._patches(areas, covered=above and bool({"XZQ", "CJDCQ"} & set(areas)), progress=patches)
        others = [
            (code, frame) for code in self.frames if code not in LAYERS and (frame := self._areas(code)) is not None
        ]
        self._cover(areas, others, cover)
        for code, line_code in LINES_OF.items():
            if code in areas and (drawn := self.database.frame(line_code)) is not None:
                self._boundaries(code, areas[code], drawn, lines)
        for code, frame in [*((code, frame) for code, frame in areas.items() if code != _PATCHES), *others]:
            self._shapes(code, frame, shapes)
        progress(100.0)

    def _patches(self, areas: Mapping[str, gpd.GeoDataFrame], covered: bool, progress: Progress) -> None:
        kinds = [kind for kind in self.settings.topology.kinds if not (covered and kind in COVERED)]
        chosen = replace(self.settings.topology, kinds=tuple(kinds))
        villages = areas.get("CJDCQ")
        if villages is None and lacking_layers(["CJDCQ"], self.frames):
            villages = self.frames.get("CJDCQ")  # an empty one is told as such
        work = partial(
            check_topology,
            areas[_PATCHES],
            None if covered else areas.get("XZQ"),
            self.standard,
            chosen,
            villages=villages,
            notes=self.notes,
            progress=progress,
        )
        self._topological(work, [f"geometry:{kind}" for kind in kinds])

    def _cover(
        self, areas: dict[str, gpd.GeoDataFrame], others: list[tuple[str, gpd.GeoDataFrame]], progress: Progress
    ) -> None:
        codes = all("ZLDWDM" in areas[code] for code in ("DLTB", "CJDCQ") if code in areas)
        codes = codes and ("XZQ" not in areas or "XZQDM" in areas["XZQ"])
        settings = CoverSettings(self.settings.topology.tolerance, codes=codes)
        made = cover_checks(list(areas), settings, others=bool(others))
        patches = areas[_PATCHES].geometry.to_numpy() if _PATCHES in areas else np.empty(0, object)
        doubtful = [(code, frame.iloc[not_proved(frame.geometry.to_numpy(), patches)]) for code, frame in others]
        doubtful = [(code, frame) for code, frame in doubtful if len(frame)]
        if cover_checks(list(areas), settings, others=bool(doubtful)):
            work = partial(check_cover, areas, self.standard, settings, others=doubtful, progress=progress)
            self._topological(work, made)

    def _boundaries(self, code: str, areas: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, progress: Progress) -> None:
        settings = BoundarySettings(self.settings.topology.tolerance)
        work = partial(check_boundaries, areas, lines, self.standard, settings, code=code, progress=progress)
        self._topological(work, boundary_checks(self.standard, code))

    def _shapes(self, code: str, frame: gpd.GeoDataFrame, progress: Progress) -> None:
        chosen = replace(self.settings.topology, kinds=SHAPES)
        self._topological(
            partial(check_topology, frame, None, self.standard, chosen, layer=code, progress=progress), []
        )

    def _topological(self, work: Callable[[], gpd.GeoDataFrame], checks: list[str]) -> None:
        """Do a check; layers that do not fit together (degrees, two reference systems) are a reason to skip it."""
        rules = self.rules.index[self.rules["check"].isin(checks)].tolist()
        try:
            self.found.append(work())
        except TubanError as error:
            self.skipped.update(dict.fromkeys(rules, str(error).rstrip(".。")))
            return
        self.ran += rules

    def places(self, progress: Progress) -> None:
        """Settlement areas, slope map, boundary types, control areas."""
        rules = self._of_database(lambda kind: kind in NEEDS)
        for check, rule in list(zip(rules.index, rules["id"])):
            lacking = lacking_layers(NEEDS[check[len(_DATABASE) :]], self.frames)
            if lacking:
                self.skipped[rule] = lacking
            elif check == "database:control_area" and not self.settings.control:
                self.skipped[rule] = tr("no control area was given")
            else:
                self.ran.append(rule)
        self.found += self._placed(rules, progress)

    def _placed(self, rules: pd.DataFrame, progress: Progress) -> Iterator[gpd.GeoDataFrame]:
        yield from check_places(self.database, self.standard, rules, self.settings.control, progress)

    # -- what they share
    def _of_database(self, wanted: Callable[[str], bool]) -> pd.DataFrame:
        """The rules `database:…` whose kind is wanted, by their check."""
        rules = self.rules[self.rules["check"].str.startswith(_DATABASE)]
        rules = rules[rules["check"].str[len(_DATABASE) :].map(wanted).astype(bool)]
        return rules.assign(id=rules.index).set_index("check")

    def _areas(self, code: str) -> gpd.GeoDataFrame | None:
        """The features of a polygon layer, None where it is no such layer or empty."""
        frame = self.database.frame(code)
        if frame is None or self.database.layers[code].shape not in ("Polygon", "Unknown"):
            return None
        if self.crs is not None and frame.crs is not None and frame.crs != self.crs:
            note = tr("Layer {layer} is in another reference system than the others: it was not held against them.")
            self.notes.extend({note.format(layer=code)} - set(self.notes))
            return None
        return frame if (shapely.get_dimensions(frame.geometry.to_numpy()) == 2).any() else None

    def _pointed(self, found: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Faults of the attributes of a village or township are told at a point in it: its area would hide the rest."""
        topological = found["rule"].map(self.book.rules["check"]).fillna("").str.contains(":")
        topological &= ~found["rule"].map(self.book.rules["check"]).fillna("").str.startswith(_DATABASE)
        wide = found["layer"].isin(_WIDE) & ~topological & (shapely.get_dimensions(found.geometry.to_numpy()) == 2)
        found.loc[wide, "geometry"] = found.geometry[wide].representative_point()
        return found

    def result(self) -> Inspection:
        """All findings of rules that hold, each once."""
        found = joined([_at_home(frame, self.crs) for frame in self.found], self.crs)
        found = self._pointed(found)
        holds = found["rule"].isin(self.rules.index) | ~found["rule"].isin(self.book.rules.index)
        found = found[holds].drop_duplicates("id", ignore_index=True)
        ran = dict.fromkeys(name for name in self.ran if name not in self.skipped)
        return Inspection(found, tuple(ran), self.skipped, self.notes)


def _at_home(found: gpd.GeoDataFrame, crs: Any) -> gpd.GeoDataFrame:
    """Findings of a layer in another reference system are told where that lies in the county's."""
    if not len(found) or crs is None or found.crs is None or found.crs == crs:
        return found
    moved = found.to_crs(crs)
    broken = ~np.isfinite(shapely.bounds(moved.geometry.to_numpy())).all(axis=1)
    moved.loc[broken, "geometry"] = None
    return moved
