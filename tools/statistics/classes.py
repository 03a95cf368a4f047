"""Areas by land class: first and second level, for the county, its townships or its villages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..area import in_units
from ..errors import TubanError
from ..language import CHINESE, language, tr
from ..progress import Progress, silent
from .balance import balanced_classes, balanced_units

UNITS = {"county": 6, "township": 9, "village": 12}
"""How many digits of ZLDWDM name a unit."""

FIELDS = ("DLBM", "TBMJ", "KCDLBM", "KCMJ", "TBDLMJ")
RIDGE = "1203"
"""田坎: no patch bears it, its area is what is deducted from cultivated patches."""

UNKNOWN = "?"
"""The class of areas whose code the standard does not have: nothing is dropped, so that the sums still close."""

COLUMNS = (
    *("unit", "unit_level", "unit_name", "class_level", "code", "name", "parent", "land_group", "patches"),
    *("area_m2", "area_ha"),
)
"""Columns of the table, in this order."""


class Imbalance(NamedTuple):
    """Patches whose TBMJ is not TBDLMJ + KCMJ, and by how much altogether (m2, TBMJ minus the sum)."""

    patches: int
    difference: float


def class_areas(
    frame: pd.DataFrame,
    standard: Any,
    *,
    by: str = "county",
    names: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> pd.DataFrame:
    """Areas by first- and second-level class, one row for every unit and class (columns `COLUMNS`).

    Counted is TBDLMJ by DLBM and KCMJ by KCDLBM, so that 1203 is the sum of what was deducted (汇总表 arithmetic of
    TDDC3D); K and A classes count in their second-level class. m2 are exact to 0.01; hectares are forced to balance:
    classes add up to their unit, units to the county. `by` is county, township or village; the larger units are there
    too, as sums of the smallest. `names` are unit names by code; without it villages take ZLDWMC.
    Raises `TubanError` where a field is missing or TBDLMJ has no value.
    """
    _raise_for_missing(frame, by)
    codes = _second_level_codes(standard)
    cents, unit, second, patches = _entries(frame, standard, codes, by)
    progress(40.0)
    unit_codes, unit_of = np.unique(unit, return_inverse=True)
    areas = _matrix(unit_of, second, cents, (len(unit_codes), len(codes)))
    number = _matrix(unit_of, second, patches, (len(unit_codes), len(codes)))
    hectares = balanced_classes(areas, balanced_units(areas.sum(axis=1)))
    progress(70.0)
    units, inside = _unit_tree(unit_codes, by, frame)
    units["unit_name"] = units["unit"].map({**_village_names(frame, by), **(names or {})}).fillna("")
    classes, of_class = _class_columns(standard, codes, areas)
    table = units.loc[units.index.repeat(len(classes))].reset_index(drop=True)
    table = table.join(pd.concat([classes] * len(units), ignore_index=True))
    # Whole numbers up to here: every sum closes exactly.
    table["patches"] = (inside @ number @ of_class).ravel()
    table["area_m2"] = (inside @ areas @ of_class).ravel() / 100.0
    table["area_ha"] = (inside @ hectares @ of_class).ravel() / 100.0
    progress(100.0)
    return table[list(COLUMNS)]


def imbalance(frame: pd.DataFrame) -> Imbalance:
    """How far the patches are from TBMJ = TBDLMJ + KCMJ; where they are not, the table's total is not their TBMJ."""
    parts = in_units(frame["TBDLMJ"], 2) + in_units(frame["KCMJ"].fillna(0), 2)
    rest = in_units(frame["TBMJ"].fillna(0), 2) - parts
    return Imbalance(int(np.count_nonzero(rest)), float(rest.sum()) / 100.0)


def _raise_for_missing(frame: pd.DataFrame, by: str) -> None:
    wanted = [*FIELDS, *(["ZLDWDM"] if by != "county" else [])]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise TubanError(
            tr("The patches lack the fields {fields}: the table of areas needs them.").format(fields=", ".join(missing))
        )
    for name in ("TBMJ", "TBDLMJ", "KCMJ"):
        if frame[name].dtype.kind not in "iuf" and frame[name].notna().any():
            raise TubanError(tr("Field {field} is not a number field: the areas cannot be summed.").format(field=name))
    empty = int(frame["TBDLMJ"].isna().sum())
    if empty:
        raise TubanError(
            tr("TBDLMJ is empty in {count} patches: run the deduction of ridges first, it fills the field.").format(
                count=empty
            )
        )
    negative = int((frame["TBDLMJ"] < 0).sum() + (frame["KCMJ"] < 0).sum())
    if negative:
        raise TubanError(
            tr("TBDLMJ or KCMJ is negative in {count} patches: correct them before summing.").format(count=negative)
        )


def _entries(
    frame: pd.DataFrame, standard: Any, codes: list[str], by: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """What is summed, of each patch's own part and each deducted part: 0.01 m2, unit, place of the class, patches."""
    deducted = (frame["KCMJ"].fillna(0) != 0).to_numpy()
    own, ridge = in_units(frame["TBDLMJ"], 2), in_units(frame["KCMJ"][deducted], 2)
    unit = np.full(len(frame), "", object)
    if by != "county":
        unit = frame["ZLDWDM"].fillna("").astype(str).str.strip().str[: UNITS[by]].to_numpy(dtype=object)
    classes = np.concatenate(
        [
            standard.second_level(frame["DLBM"]),
            standard.second_level(frame["KCDLBM"].astype(object)[deducted]),
        ]
    )
    place = pd.Index(codes).get_indexer(pd.Index(classes, dtype=object))
    place[place < 0] = codes.index(UNKNOWN)
    patches = np.concatenate([np.ones(len(own), np.int64), np.zeros(len(ridge), np.int64)])
    return np.concatenate([own, ridge]), np.concatenate([unit, unit[deducted]]), place, patches


def _second_level_codes(standard: Any) -> list[str]:
    """The second-level classes that have area, as the tables order them (H before digits); the unknown last."""
    possible = {*standard.second_level(sorted(standard.leaf_codes)), RIDGE}
    return [*sorted(possible, key=lambda code: code.replace("H", " ")), UNKNOWN]


def _matrix(unit: np.ndarray, second: np.ndarray, values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    matrix = np.zeros(shape, np.int64)
    np.add.at(matrix, (unit, second), values)
    return matrix


def _class_columns(standard: Any, codes: list[str], areas: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """The classes of the table, each first-level class before its members, and which second-level ones each sums."""
    above = [code or UNKNOWN for code in standard.first_level(codes)]
    members: list[tuple[int, str, str, list[int]]] = []
    for first in sorted(set(above), key=lambda code: (code == UNKNOWN, code)):
        places = [place for place, code in enumerate(above) if code == first]
        if first == UNKNOWN and not areas[:, places].any():
            continue
        members.append((1, first, "", places))
        members += [(2, codes[place], first, [place]) for place in places]
    of_class = np.zeros((len(codes), len(members)), np.int64)
    for column, (_, _, _, places) in enumerate(members):
        of_class[places, column] = 1
    classes = pd.DataFrame([member[:3] for member in members], columns=["class_level", "code", "parent"])
    names = standard.class_name(classes["code"], CHINESE if language() == CHINESE else "en")
    classes["name"] = pd.Series(names, dtype=object).fillna(tr("not a class of the standard"))
    classes["land_group"] = pd.Series(standard.three_way_group(classes["code"]), dtype=object).fillna("")
    return classes, of_class


def _unit_tree(unit_codes: np.ndarray, by: str, frame: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Units in the order of the tables, the county, then each township before its villages; and what lies in each."""
    tree = [("county", _county_code(frame), np.ones(len(unit_codes), np.int64))]
    township = np.array([code[: UNITS["township"]] for code in unit_codes], dtype=object)
    for code in np.unique(township) if by != "county" else []:
        inside = township == code
        tree.append(("township", str(code), inside.astype(np.int64)))
        if by == "village":
            each = np.eye(len(unit_codes), dtype=np.int64)
            tree += [("village", str(unit_codes[place]), each[place]) for place in np.flatnonzero(inside)]
    units = pd.DataFrame([row[:2] for row in tree], columns=["unit_level", "unit"])
    return units, np.array([row[2] for row in tree])


def _county_code(frame: pd.DataFrame) -> str:
    """The county that most patches name; a table over all patches is the county's even where some name another."""
    if "ZLDWDM" not in frame.columns:
        return ""
    codes = frame["ZLDWDM"].dropna().astype(str).str.strip().str[: UNITS["county"]]
    return str(codes.mode().iloc[0]) if len(codes) else ""


def _village_names(frame: pd.DataFrame, by: str) -> dict[str, str]:
    if by != "village" or "ZLDWMC" not in frame.columns:
        return {}
    named = frame[["ZLDWDM", "ZLDWMC"]].dropna().astype(str)
    village = named["ZLDWDM"].str.strip().str[: UNITS["village"]]
    counted = named["ZLDWMC"].groupby([village, named["ZLDWMC"]]).size()
    # The commonest name of each village; of equally common ones the first in order.
    best = counted.rename("n").reset_index().sort_values("n", ascending=False, kind="stable").drop_duplicates("ZLDWDM")
    return dict(zip(best["ZLDWDM"], best["ZLDWMC"]))
