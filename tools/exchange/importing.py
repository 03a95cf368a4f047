"""Patches of any make brought into the fields of the standard, with an account of every value that was touched.

Each distinct value of a column is repaired once, whatever the number of patches that bear it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import TubanError
from ..language import CHINESE, language, tr
from ..progress import Progress, silent
from ..standard import Standard
from ..standard.schema import Field, Layer, database_layers
from .repairs import (
    AMBIGUOUS,
    REFUSED,
    Repair,
    Repaired,
    code_repair,
    code_text,
    number_repair,
    text_repair,
)

LAYER = "DLTB"

SECOND, THIRD, GUESS = "second", "third", "guess"
"""Of which survey the land classes are."""

REPORT = ("patch", "BSM", "field", "source", "before", "after", "outcome", "steps")
"""Columns of the account: a row for every value that was changed, is ambiguous, or was refused and left empty."""

_NAME_OF = {"DLMC": "DLBM", "TBXHMC": "TBXHDM", "ZZSXMC": "ZZSXDM"}


@dataclass(frozen=True)
class Import:
    """Patches with the fields of the standard in its order, and the account `report` (columns `REPORT`)."""

    patches: gpd.GeoDataFrame
    report: pd.DataFrame
    second_survey: bool
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    """What the values themselves do not show: fields that nothing fills, numbers that are borne twice."""

    def count(self, outcome: str) -> int:
        """How many values had an outcome."""
        return int((self.report["outcome"] == outcome).sum())


def guess_mapping(columns: Mapping[str, str], standard: Standard) -> dict[str, str]:
    """Which column each field of DLTB may be found in: field to column, fields without one left out.

    `columns` are names with the aliases that a layer gives them. A column is taken by its name, by the field's name in
    Chinese or English, or by a name that other databases use; each for one field only.
    """
    plan = _plan(standard)
    names = {_folded(name): name for name in reversed(list(columns))}
    aliases = {_folded(alias): name for name, alias in columns.items() if alias}
    synonyms = standard.synonyms.groupby("field")["synonym"].agg(list)
    mapping: dict[str, str] = {}

    def take(wanted: Mapping[str, Iterable[str]], known: Mapping[str, str]) -> None:
        for name, spellings in wanted.items():
            found = (known.get(_folded(text)) for text in spellings)
            free = next((column for column in found if column and column not in mapping.values()), None)
            if name not in mapping and free:
                mapping[name] = free

    own = {field.name: [field.name] for field in plan.fields}
    titles = {field.name: [field.alias_zh, field.alias_en] for field in plan.fields}
    take(own, names)
    take(titles, {**aliases, **names})
    take({field.name: synonyms.get(field.name, []) for field in plan.fields}, {**aliases, **names})
    return {field.name: mapping[field.name] for field in plan.fields if field.name in mapping}


def _folded(text: str) -> str:
    return "".join(str(text).split()).replace("_", "").lower()


def _plan(standard: Standard, year: int | None = None) -> Layer:
    return database_layers(standard, [LAYER], year=year)[0]


def import_patches(
    source: gpd.GeoDataFrame,
    mapping: Mapping[str, str],
    standard: Standard,
    *,
    survey: str = GUESS,
    year: int | None = None,
    progress: Progress = silent,
) -> Import:
    """Patches of any make with the fields of DLTB. The source is not changed.

    `mapping`: field to column, as `guess_mapping` gives it. `survey`: whether land classes are those of the second or
    the third survey. Classes of the second become those of the third by the crosswalk; where it has several answers
    the usual one is taken and listed as ambiguous. Fields without column get their default, or stay empty.
    """
    plan = _plan(standard, year)
    _refuse_mapping(mapping, plan, source)
    made: dict[str, Any] = {}
    rows: list[pd.DataFrame] = []
    second = _is_second(source, mapping, standard, survey)
    for place, target in enumerate(plan.fields):
        progress(100.0 * place / len(plan.fields))
        column = mapping.get(target.name)
        if column is None:
            made[target.name] = _default(target, len(source))
            continue
        repair = _repair_of(target, source[column], standard, second)
        values, account = _repaired(source[column], repair, target)
        made[target.name] = values
        rows.append(account.assign(field=target.name, source=column))
    patches = gpd.GeoDataFrame(made, index=source.index, geometry=source.geometry.to_numpy(), crs=source.crs)
    notes = _complete(patches, source, mapping, plan, standard, second)
    report = _report(rows, source, patches)
    progress(100.0)
    return Import(patches, report, second, notes, _warnings(patches, plan))


def _refuse_mapping(mapping: Mapping[str, str], plan: Layer, source: pd.DataFrame) -> None:
    for name, column in mapping.items():
        if name not in plan.by_name:
            raise TubanError(tr("“{field}” is no field of DLTB: correct the mapping.").format(field=name))
        if column not in source.columns:
            text = tr("The layer has no field “{column}” for {field}: correct the mapping.")
            raise TubanError(text.format(column=column, field=name))
    if not mapping:
        raise TubanError(tr("No field of the layer is like one of DLTB: name the fields in the mapping."))


# ------------------------------------------------------------------------------------------------ columns


def _default(target: Field, count: int) -> np.ndarray:
    if target.kind == "text":
        return np.full(count, target.default or None, object)
    return np.full(count, float(target.default) if target.default else np.nan)


def _repaired(column: pd.Series, repair: Repair, target: Field) -> tuple[np.ndarray, pd.DataFrame]:
    """The column's values as the field takes them, and a row for each value that needed something."""
    places, distinct = pd.factorize(column)
    answers = [repair(value.item() if isinstance(value, np.generic) else value) for value in distinct]
    nothing = [Repaired(None)]
    known = np.array([answer.value for answer in answers] + [None], dtype=object)
    values = known[places]
    outcome = np.array([answer.outcome for answer in [*answers, *nothing]], dtype=object)[places]
    touched = np.flatnonzero(outcome != "")
    of = places[touched]
    account = pd.DataFrame(
        {
            "place": touched,
            "before": [str(distinct[which]) for which in of],
            "after": ["" if value is None else str(value) for value in values[touched]],
            "outcome": outcome[touched],
            "steps": ["; ".join(dict.fromkeys(answers[which].steps)) for which in of],
        }
    )
    return values if target.kind == "text" else values.astype(float), account


def _repair_of(target: Field, column: pd.Series, standard: Standard, second: bool) -> Repair:
    if target.kind in ("integer", "real"):
        return number_repair(target, percent=target.name == "KCXS" and _holds_percent(column))
    if target.name == "DLBM" and second:
        return _translation(standard)
    if target.codes:
        codes = {code.code: code.name_zh for code in target.codes}
        names = {text: code.code for code in reversed(target.codes) for text in (code.name_en, code.name_zh)}
        return code_repair(codes, names)
    return text_repair(target)


def _holds_percent(column: pd.Series) -> bool:
    """Coefficients are below 1; the second survey wrote percent."""
    numbers = pd.to_numeric(column, errors="coerce")
    return bool((numbers >= 1).any())


# ------------------------------------------------------------------------------------------------ land classes


def _is_second(source: pd.DataFrame, mapping: Mapping[str, str], standard: Standard, survey: str) -> bool:
    """Whether land classes are those of the second survey: more of them are known there only than here only."""
    if survey != GUESS or "DLBM" not in mapping:
        return survey == SECOND
    number = source[mapping["DLBM"]].value_counts()
    texts = [code_text(value.item() if isinstance(value, np.generic) else value).value or "" for value in number.index]
    third, old = standard.leaf_codes, set(standard.crosswalk["code_2"])
    names = set(standard.land_classes["name_zh"]), set(standard.crosswalk["name_zh"])
    here = np.array([text in third or f"0{text}" in third or text in names[0] for text in texts], bool)
    there = np.array([text in old or text.zfill(3) in old or text in names[1] for text in texts], bool)
    # 101 as a number is 0101 that lost its zero, or a railway of the second survey: only the others can tell.
    exact = np.array([text in third for text in texts], bool)
    count = number.to_numpy()
    only_there, only_here = there & ~here, (here & ~there) | exact
    if not only_there.any() and not only_here.any():
        return bool(count[there].sum() > 0 and not _is_number(source[mapping["DLBM"]]) and there.all())
    return bool(count[only_there].sum() > count[only_here].sum())


def _is_number(column: pd.Series) -> bool:
    return column.dtype.kind in "iuf"


def _translation(standard: Standard) -> Repair:
    """From classes of the second survey, or their names, to those of the third."""
    table = standard.crosswalk
    old = table.drop_duplicates("code_2")
    codes = dict(zip(old["code_2"], old["name_zh"]))
    to_old = code_repair(codes, {name: code for code, name in reversed(codes.items())})
    defaults = table[table["is_default"]].set_index("code_2")
    others = table[~table["is_default"] & (table["code_3"] != "")].groupby("code_2")
    groups = dict(iter(others))

    def repair(value: Any) -> Repaired:
        made = code_text(value)
        if made.value in standard.leaf_codes:
            return made
        if made.value and made.value.isdecimal() and made.value.zfill(3) in codes:
            made.step(made.value.zfill(3), tr("leading zero restored"))
        else:
            made = to_old(value)
        if made.value is None:
            return made
        default = defaults.loc[made.value]
        choices = _choices(groups.get(made.value))
        if not default["code_3"]:
            return made.refuse(tr("the survey must tell: {choices}").format(choices=choices or default["condition_en"]))
        old_code = made.value
        made.step(str(default["code_3"]), tr("class {code} of the second survey").format(code=old_code))
        if choices:
            made.outcome = AMBIGUOUS
            made.steps.append(tr("could also be {choices}").format(choices=choices))
        return made

    return repair


def _choices(rows: pd.DataFrame | None) -> str:
    """Other answers of the crosswalk with their conditions."""
    if rows is None:
        return ""
    condition = "condition_zh" if language() == CHINESE else "condition_en"
    return ", ".join(f"{code} ({when})" if when else str(code) for code, when in zip(rows["code_3"], rows[condition]))


# ------------------------------------------------------------------------------------------------ what follows


def _complete(
    patches: gpd.GeoDataFrame,
    source: gpd.GeoDataFrame,
    mapping: Mapping[str, str],
    plan: Layer,
    standard: Standard,
    second: bool,
) -> list[str]:
    """Names of codes where they are missing or the code is a new one, and tags that the second survey's ranges give."""
    notes = []
    for name, code in _NAME_OF.items():
        known = {entry.code: entry.name_zh for entry in plan.by_name[code].codes}
        named = patches[code].map(known)
        wanted = named.notna() & (patches[name].isna() | (second and name == "DLMC"))
        patches.loc[wanted, name] = named[wanted]
        if name in mapping and int(wanted.sum()):
            notes.append(tr("{count} values of {field} were filled in from {code}.").format(
                count=int(wanted.sum()), field=name, code=code
            ))  # fmt: skip
    if second and "DLBM" in mapping:
        tags = standard.crosswalk[standard.crosswalk["tag"] != ""].drop_duplicates("code_2").set_index("code_2")["tag"]
        old = source[mapping["DLBM"]].map(lambda value: code_text(value).value or "", na_action="ignore")
        tag = old.map(tags)
        wanted = tag.notna() & patches["CZCSXM"].isna()
        patches.loc[wanted, "CZCSXM"] = tag[wanted]
        if wanted.any():
            text = tr("{count} patches of settlement ranges got their tag 201 to 205.")
            notes.append(text.format(count=int(wanted.sum())))
    return notes


def _warnings(patches: gpd.GeoDataFrame, plan: Layer) -> list[str]:
    said = []
    empty = [field.name for field in plan.fields if field.required and patches[field.name].isna().all()]
    if empty and len(patches):
        said.append(tr("No field of the layer fills {fields}: they stay empty.").format(fields=", ".join(empty)))
    again = int((patches["BSM"].notna() & patches["BSM"].duplicated(keep=False)).sum())
    if again:
        text = tr("{count} patches share their BSM with another one: run Number patches afterwards.")
        said.append(text.format(count=again))
    return said


def _report(rows: list[pd.DataFrame], source: gpd.GeoDataFrame, patches: gpd.GeoDataFrame) -> pd.DataFrame:
    """The account in the order of the patches."""
    shapeless = np.flatnonzero(source.geometry.isna() | source.geometry.is_empty)
    missing = pd.DataFrame({"place": shapeless, "before": "", "after": "", "outcome": REFUSED})
    missing = missing.assign(steps=tr("the patch has no geometry"), field="geometry", source="geometry")
    whole = pd.concat([*rows, missing], ignore_index=True)
    order = np.lexsort([np.arange(len(whole)), whole["place"].to_numpy(np.int64)])
    whole = whole.iloc[order]
    place = whole["place"].to_numpy(np.int64)
    ids = pd.Index(source.index).to_numpy()
    return whole.assign(patch=ids[place], BSM=patches["BSM"].to_numpy()[place])[list(REPORT)].reset_index(drop=True)
