"""An edition of the standard: one folder of tables, validated once, asked with arrays of codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pandas as pd

from ..codes import plain_codes
from ..errors import TubanError
from ..language import tr
from .layout import (
    BOOK,
    CODE_LISTS,
    CROPS,
    CROSSWALK,
    DATABASE_RULES,
    EDITION,
    FIELDS,
    KIND_EXAMPLES,
    KIND_HELP,
    KINDS,
    LAND_CLASSES,
    LAYERS,
    LINEAR_CLASSES,
    LINEAR_REGIONS,
    MINIMUM_AREAS,
    REFINEMENTS,
    REMOVED,
    RIDGE_EXAMPLE,
    RULES,
    SETTLEMENT,
    SLOPE_GRADES,
    SYNONYMS,
)
from .rulebook import EVERY_LAYER, home_rules, validate_book, validate_rules
from .tables import Table, merged_table, read_table, refuse, refuse_unknown

EDITIONS = Path(__file__).parents[2] / "resources" / "standard"


@dataclass(frozen=True, eq=False, repr=False)
class Standard:
    """What one edition says. The frames are shared by all callers: read them, never change them.

    Methods take any array-like of codes and answer with an array of the same length; a code that the edition does
    not know (empty, NULL) yields None, or False.
    """

    edition: str
    land_classes: pd.DataFrame
    """Index code; first_level and second_level are worked out from parent. leaf: a patch may bear the code."""
    code_lists: pd.DataFrame
    layers: pd.DataFrame
    fields: pd.DataFrame
    slope_grades: pd.DataFrame
    minimum_areas: pd.DataFrame
    settlement: pd.DataFrame
    crops: pd.DataFrame
    refinements: pd.DataFrame
    ridge_example: pd.DataFrame
    """Deduction coefficients of one province, as an example of the form; never a default for a county."""
    linear_classes: pd.DataFrame
    """Index code: classes of linear features; of two that cross, that of the lower `rank` runs through."""
    linear_regions: pd.DataFrame
    """Index province (two digits): `north` or `south`, which decides from which width on roads are mapped."""
    rules: pd.DataFrame
    database_rules: pd.DataFrame
    """Rules of the whole database beside those of one layer; layer `*` stands for every layer, `each:` for fields."""
    book: pd.DataFrame
    """Index id: the rules that a database is checked by, each with what checks it or the reason why nothing does."""
    kinds: pd.DataFrame
    """Index kind: what the kinds of findings of the rule book are called."""
    kind_help: pd.DataFrame
    """Index kind: what a kind is, its limit case and what to do about it; `qgis` is QGIS's own check of it, if any."""
    kind_examples: pd.DataFrame
    """The features of small counties with one fault of a kind, `before` and `after` it is mended or `both`: `wkt` in m,
    `fields` as name=value, separated by blanks. DLTB2 is a second layer of patches, for faults of seams."""

    crosswalk: pd.DataFrame
    """Classes of the second survey and what they may be in the third: code_2, code_3 (empty where the survey decides),
    is_default (bool), tag of settlements, condition."""
    synonyms: pd.DataFrame
    """Names that fields bear in other databases: field, synonym."""

    @cached_property
    def all_rules(self) -> pd.DataFrame:
        """The rules of one layer and of the database, index id."""
        return pd.concat([self.rules, self.database_rules])

    def home_rules(self, ids: Iterable[str]) -> list[str]:
        """The rules of `book` that rules belong to, empty for a rule of our own."""
        return home_rules(ids, self.book.index)

    @cached_property
    def leaf_codes(self) -> frozenset[str]:
        """The codes that a patch may bear: neither group codes nor 1203, whose area is only deducted."""
        return frozenset(self.land_classes.index[self.land_classes["leaf"]])

    def first_level(self, codes: Any) -> np.ndarray:
        """First-level class by table, 00 for the eight wetland classes: 0303 -> 00, 0201K -> 02."""
        return self._of_class("first_level", codes)

    def second_level(self, codes: Any) -> np.ndarray:
        """Second-level class: 0201K -> 0201; 09, which has none below it, stands for itself; 01 -> None."""
        return self._of_class("second_level", codes)

    def three_way_group(self, codes: Any) -> np.ndarray:
        """`farm`, `built` or `unused`; `mixed` for a first-level class whose members differ (04, 10, 11, 12, 00)."""
        return self._of_class("three_way_group", codes)

    def is_cultivated(self, codes: Any) -> np.ndarray:
        """Whether a class belongs to cultivated land (01)."""
        return self.first_level(codes) == "01"

    def is_adjustable(self, codes: Any) -> np.ndarray:
        """Whether a class is an adjustable one, 可调整地类 (K codes)."""
        return self._of_class("adjustable", codes) == np.True_

    def is_linear(self, codes: Any) -> np.ndarray:
        """Whether a class is that of linear features, which may bear a width (XZDWKD): roads, ditches, rivers."""
        linear = self.code_lists.loc[self.code_lists["list"] == "XZDWKD_allowed", "code"]
        return pd.Index(np.asarray(codes, dtype=object), dtype=object).isin(linear)

    def mapped_by_width(self, codes: Any, widths: Any = None) -> np.ndarray:
        """Which patches are mapped by their width (plan IV.7.12) and not by their area: linear features.

        Classes that must bear a width always are; of the others (rivers, streets) those that bear one, all of them
        where `widths` (XZDWKD) are not known.
        """
        linear = self.is_linear(codes)
        if widths is None:
            return linear
        always = self.code_lists.loc[self.code_lists["list"] == "XZDWKD_required", "code"]
        wide = pd.to_numeric(pd.Series(widths), errors="coerce").to_numpy(float) > 0
        return linear & (wide | pd.Index(np.asarray(codes, dtype=object), dtype=object).isin(always))

    def minimum_area(self, codes: Any) -> np.ndarray:
        """The minimum mapping area of classes in m2 (plan IV.1.3), NaN for codes that the edition does not know."""
        limits = self.minimum_areas[self.minimum_areas["scope"] == "patch"].set_index("code")["minimum"]
        return limits.reindex(np.asarray(codes, dtype=object)).to_numpy(float)

    def class_name(self, codes: Any, language: str) -> np.ndarray:
        """The names of classes in `language` (en, zh)."""
        return self._of_class(f"name_{language}", codes)

    def slope_grade(self, degrees: Any) -> np.ndarray:
        """Slope grades 1 to 5 of slopes in degrees, int8 of the same shape; 0 where NaN or below 0.

        The upper bound of a grade belongs to it (plan IV.7.1): 2.0 degrees is grade 1, 6.01 is grade 3.
        """
        slopes = np.asarray(degrees)
        grades = np.asarray(slopes >= 0, dtype=np.int8)
        for bound in self.slope_grades["upper"].iloc[:-1]:
            grades += slopes > bound
        return grades

    def fields_of(self, layer: str) -> pd.DataFrame:
        """The fields of a layer in the standard's order. Raises `TubanError` where the edition lists none."""
        fields = self.fields[self.fields["layer"] == layer]
        if fields.empty:
            raise TubanError(tr("The standard lists no fields of a layer '{layer}'.").format(layer=layer))
        return fields.sort_values("order").reset_index(drop=True)

    def layer_name(self, layer: str, language: str) -> str:
        """The name of a layer in `language` (en, zh). Raises `TubanError` for a layer that the edition lacks."""
        if layer not in self.layers.index:
            raise TubanError(tr("The standard has no layer '{layer}'.").format(layer=layer))
        return str(self.layers.loc[layer, f"name_{language}"])

    def predicate_tables(self) -> dict[str, pd.DataFrame]:
        """The tables that predicates of the rule book may read beside the layer; text, and 1 or 0 for yes and no."""
        classes = self.land_classes.reset_index()
        flags = {column: classes[column].astype(int) for column in ("level", "leaf", "adjustable")}
        columns = ["code", "name_zh", "parent", "first_level", "second_level", "three_way_group", *flags]
        return {
            "land_classes": classes.assign(**flags)[columns],
            "code_lists": self.code_lists[["list", "code", "name_zh"]],
        }

    def _of_class(self, column: str, codes: Any) -> np.ndarray:
        given = np.asarray(codes, dtype=object)
        places = self.land_classes.index.get_indexer(pd.Index(given, dtype=object))
        unknown = np.flatnonzero(places < 0)
        if len(unknown):  # such as “0102 ”
            meant = plain_codes(pd.Series(given[unknown]))
            places[unknown] = self.land_classes.index.get_indexer(pd.Index(meant, dtype=object))
        values = self.land_classes[column].to_numpy(dtype=object)[places]
        values[places < 0] = None
        return values


def editions() -> tuple[str, ...]:
    """The editions of the standard that are installed."""
    return tuple(sorted(path.parent.name for path in EDITIONS.glob(f"*/{EDITION.file}")))


def edition_name(edition: str, language: str) -> str:
    """What an edition is called in `language` (en, zh)."""
    return str(read_table(EDITIONS / edition, EDITION)[f"name_{language}"].iloc[0])


@cache
def load(edition: str) -> Standard:
    """An edition, read and validated at the first call. Raises `TubanError` for one that is not installed."""
    if edition not in editions():
        text = tr("There is no edition '{edition}' of the standard: choose one of {editions}.")
        raise TubanError(text.format(edition=edition, editions=", ".join(editions())))
    return read_edition(EDITIONS / edition)


def read_edition(folder: Path) -> Standard:
    """Read and validate the tables of an edition; its name is that of the folder.

    An edition may stand on another one (`base` in edition.csv): then its folder holds only what differs.
    Raises `TubanError` with file, row and column of the first fault.
    """
    read = _reader(folder)
    kinds = read(KINDS)
    layers = read(LAYERS)
    fields = read(FIELDS)
    refuse_unknown(fields, FIELDS.file, "layer", layers["layer"], LAYERS.file)
    rules, database_rules, book = read(RULES), read(DATABASE_RULES), read(BOOK)
    validate_rules(rules, layers["layer"], fields, kinds["kind"])
    every = [*layers["layer"], EVERY_LAYER]
    validate_rules(database_rules, every, fields, kinds["kind"], DATABASE_RULES.file)
    validate_book(book, [*rules["id"], *database_rules["id"]])
    classes = _land_classes(read(LAND_CLASSES))
    return Standard(
        edition=folder.name,
        land_classes=classes,
        code_lists=read(CODE_LISTS).reset_index(drop=True),
        layers=layers.set_index("layer"),
        fields=fields.reset_index(drop=True),
        slope_grades=_slope_grades(read(SLOPE_GRADES)),
        minimum_areas=_coded(read(MINIMUM_AREAS), MINIMUM_AREAS, "code", classes),
        settlement=_coded(read(SETTLEMENT), SETTLEMENT, "allowed", classes).set_index("code"),
        crops=_coded(read(CROPS), CROPS, "allowed", classes),
        refinements=_coded(read(REFINEMENTS), REFINEMENTS, "allowed", classes).set_index("code"),
        ridge_example=read(RIDGE_EXAMPLE).reset_index(drop=True),
        linear_classes=_coded(read(LINEAR_CLASSES), LINEAR_CLASSES, "code", classes).set_index("code"),
        linear_regions=read(LINEAR_REGIONS).set_index("province"),
        rules=rules.set_index("id"),
        database_rules=database_rules.set_index("id"),
        book=book.set_index("id"),
        kinds=kinds.set_index("kind"),
        kind_help=_of_kinds(read(KIND_HELP), KIND_HELP, kinds).set_index("kind"),
        kind_examples=_of_kinds(read(KIND_EXAMPLES), KIND_EXAMPLES, kinds).reset_index(drop=True),
        crosswalk=_crosswalk(read(CROSSWALK), classes),
        synonyms=read(SYNONYMS).reset_index(drop=True),
    )


def _reader(folder: Path) -> Callable[[Table], pd.DataFrame]:
    """Reads tables of an edition, together with those of the edition that it stands on."""
    about = read_table(folder, EDITION)
    base = EDITIONS / about["base"].iloc[0] if about["base"].iloc[0] else None
    removed = read_table(folder, REMOVED) if (folder / REMOVED.file).exists() else pd.DataFrame(columns=REMOVED.columns)

    def read(table: Table) -> pd.DataFrame:
        return merged_table(folder, base, table, list(removed["key"][removed["table"] == table.file]))

    return read


def _land_classes(frame: pd.DataFrame) -> pd.DataFrame:
    """The classes by code, with first and second level worked out from their parents."""
    file, code, parent = LAND_CLASSES.file, frame["code"], frame["parent"]
    refuse_unknown(frame, file, "parent", code, file)
    level = frame["level"].astype(int)
    level_of, parent_of = dict(zip(code, level)), dict(zip(code, parent))
    above = parent.map(level_of).fillna(0)
    refuse(frame, file, "parent", above != level - 1, tr("'{value}' is not one level above the class."))
    leaf = frame["leaf"] == "yes"
    second = code.where(level < 3, parent)
    has_second = (second.map(level_of) == 2) | leaf
    frame = frame.assign(
        level=level,
        leaf=leaf,
        adjustable=frame["adjustable"] == "yes",
        first_level=second.where(second.map(level_of) == 1, second.map(parent_of)),
        second_level=[code if real else None for code, real in zip(second, has_second)],
    )
    return frame.set_index("code")


def _of_kinds(frame: pd.DataFrame, table: Table, kinds: pd.DataFrame) -> pd.DataFrame:
    refuse_unknown(frame, table.file, "kind", kinds["kind"], KINDS.file)
    return frame


def _slope_grades(frame: pd.DataFrame) -> pd.DataFrame:
    """The grades by number; each begins where the one before ends, so that no slope is without a grade."""
    frame = frame.sort_values("grade")
    frame["grade"] = frame["grade"].astype(int)
    starts = frame["upper"].shift(fill_value=0.0)
    problem = tr("the grade does not begin where the grade before it ends.")
    refuse(frame, SLOPE_GRADES.file, "lower", frame["lower"] != starts, problem)
    return frame.set_index("grade")


def _crosswalk(frame: pd.DataFrame, classes: pd.DataFrame) -> pd.DataFrame:
    """The crosswalk, each class of the second survey with one default."""
    refuse_unknown(frame, CROSSWALK.file, "code_3", classes.index, LAND_CLASSES.file)
    frame["is_default"] = frame["is_default"] == "yes"
    defaults = frame.groupby("code_2")["is_default"].transform("sum")
    refuse(frame, CROSSWALK.file, "code_2", defaults != 1, tr("'{value}' needs exactly one default."))
    return frame.reset_index(drop=True)


def _coded(frame: pd.DataFrame, table: Table, column: str, classes: pd.DataFrame) -> pd.DataFrame:
    """A table with a column of class codes, separated by blanks, that must all exist."""
    codes = frame[column].str.split().explode()
    wrong = codes[codes.notna() & ~codes.isin(classes.index)]
    problem = tr("'{value}' holds a code that is not in {table}.")
    refuse(frame, table.file, column, frame.index.isin(wrong.index), problem, table=LAND_CLASSES.file)
    return frame.reset_index(drop=True)
