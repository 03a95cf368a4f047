"""One patch, and every rule that applies to it: what the rule asks, the values it looks at, the verdict.

Made to be asked again and again, as a dock does while somebody edits: the predicates are compiled once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..area import ellipsoidal_areas
from ..errors import TubanError
from ..language import tr
from ..standard import Standard
from .labels import rule_text
from .rules import (
    AREA,
    AREA_SHARE,
    AREA_TOLERANCE,
    EQUAL,
    SQL,
    Check,
    area_field,
    known_tables,
    lacking,
    messages,
    planned,
    sandbox_of,
    shown,
    stored_values,
)
from .sandbox import ROW, Sandbox, TimeUpError, quoted

HOLDS, BROKEN, DOES_NOT_APPLY, NOT_ASKED = "holds", "broken", "does_not_apply", "not_asked"

_PATCH = "patch"
_SECONDS = 2.0
"""A rule from outside may take so long for one patch."""

_BATCH = 400
"""Expressions a statement: SQLite allows 2000 columns of a result."""


@dataclass(frozen=True)
class Verdict:
    """What a rule says of a patch."""

    rule: str
    verdict: str
    """`holds`, `broken`, `does_not_apply`, or `not_asked` with the reason in `message`."""
    severity: str
    clause: str
    message: str
    fields: dict[str, str] = field(default_factory=dict)
    """The fields that the rule looks at, as a person reads them."""


class Explainer:
    """The rules of one layer, ready to be asked about one feature after another.

    `others` are layers and tables that rules may read besides; `frame` is the layer itself, for the rules that compare
    features (unique identifiers): without it they are not asked.
    """

    def __init__(
        self,
        rules: pd.DataFrame,
        standard: Standard,
        *,
        layer: str = "DLTB",
        frame: gpd.GeoDataFrame | None = None,
        others: Mapping[str, pd.DataFrame] | None = None,
        area_share: float = AREA_SHARE,
    ):
        chosen = rules[(rules["layer"] == layer) & rules["check"].isin([SQL, AREA, EQUAL])].fillna("")
        self._layer, self._standard, self._share = layer, standard, area_share
        self._rules = {str(name): rule for name, rule in chosen.iterrows()}
        self._others = others or {}
        fields = standard.fields.loc[standard.fields["layer"] == layer, "field"]
        empty = pd.DataFrame(columns=fields if frame is None else [name for name in frame if name != "geometry"])
        known = known_tables(chosen, empty, layer, standard, self._others)
        self._types = known[layer]
        shape = sandbox_of(standard, {name: (columns, []) for name, columns in known.items()})
        self._checks = {name: planned(shape, name, rule, layer) for name, rule in self._rules.items()}
        self._alone = self._one_row(known, shape)
        self._compared: dict[str, str] = {}
        self._size = 0
        self._crowd = None if frame is None else self._whole(known, frame)

    def explain(
        self, row: Mapping[str, Any], geometry: Any = None, crs: Any = None, *, place: int | None = None
    ) -> list[Verdict]:
        """What every rule says of a feature, in the order of the rule book.

        `row` has the values by the standard's field names; with `geometry` and `crs` its area is compared too. `place`
        is that of the feature in the layer, None for one that is not in it yet: its values there are those of `row`.
        """
        known = {name: value for name, value in row.items() if name in self._types}
        frame = pd.DataFrame({name: pd.Series([v], dtype=object if v is None else None) for name, v in known.items()})
        reasons = {name: self._reason(check, frame) for name, check in self._checks.items()}
        asked = {name: check for name, check in self._checks.items() if not reasons[name]}
        applies, wrong = self._ask(frame, asked, place)
        verdicts = []
        for name, rule in self._rules.items():
            if reasons[name]:
                verdict, message = NOT_ASKED, reasons[name]
            elif not applies[name]:
                verdict, message = DOES_NOT_APPLY, ""
            else:
                verdict, message = self._verdict(rule, frame, wrong[name], geometry, crs)
            values = {
                column: shown(frame[column], tr("(empty)"))[0] for column in self._columns(name) if column in frame
            }
            verdicts.append(Verdict(name, verdict, rule["severity"], str(rule["clause"]), message, values))
        return verdicts

    # -- asking
    def _one_row(self, known: Mapping[str, Mapping[str, str]], shape: Sandbox) -> Sandbox:
        """A database with the layer empty and what the rules read of other layers."""
        others = {name for check in self._checks.values() for name in check.others if name in self._others}
        if not others:
            return shape
        shape.close()
        tables: dict[str, Any] = {name: (known[name], []) for name in known if name not in others}
        for name in others:
            read = sorted({c for check in self._checks.values() for c in check.others.get(name, ())})
            types = {column: known[name].get(column, "") for column in read if column in self._others[name]}
            tables[name] = (types, [stored_values(self._others[name][c], kind, c) for c, kind in types.items()])
        return sandbox_of(self._standard, tables)

    def _whole(self, known: Mapping[str, Mapping[str, str]], frame: gpd.GeoDataFrame) -> Sandbox:
        """A database with the columns of the layer that rules compare over its features."""
        read = {c for check in self._checks.values() if not check.by_row for c in check.columns} & set(frame.columns)
        self._compared = {column: known[self._layer].get(column, "") for column in sorted(read)}
        self._size = len(frame)
        values = [stored_values(frame[column], kind, column) for column, kind in self._compared.items()]
        return sandbox_of(self._standard, {self._layer: (self._compared, values)})

    def _reason(self, check: Check, frame: pd.DataFrame) -> str:
        if not check.by_row and check.columns:
            return "" if self._crowd is not None else tr("it compares patches: the whole layer is needed")
        if check.expected:
            return tr("it compares patches: the whole layer is needed")
        return lacking(check, frame, self._others)

    def _ask(
        self, frame: pd.DataFrame, checks: Mapping[str, Check], place: int | None
    ) -> tuple[dict[str, bool], dict[str, bool]]:
        """Of every rule whether it applies, and whether it is violated."""
        types = self._types.items()
        row = [stored_values(frame[name], kind, name)[0] if name in frame else None for name, kind in types]
        self._alone.put_row(self._layer, 0, row)
        applies: dict[str, bool] = {}
        wrong: dict[str, bool] = {}
        alone = [name for name, check in checks.items() if check.by_row]
        for start in range(0, len(alone), _BATCH):
            names = alone[start : start + _BATCH]
            answers = self._answers(self._alone, names, 0)
            applies.update(zip(names, answers[0::2]))
            wrong.update(zip(names, answers[1::2]))
        together = [name for name in checks if name not in applies]
        if together and self._crowd is not None:
            number = self._size if place is None else place
            row = [stored_values(frame[c], kind, c)[0] if c in frame else None for c, kind in self._compared.items()]
            with self._crowd.row_changed(self._layer, number, row):
                answers = self._answers(self._crowd, together, number)
            applies.update(zip(together, answers[0::2]))
            wrong.update(zip(together, answers[1::2]))
        return applies, wrong

    def _parts(self, name: str) -> tuple[str, str]:
        scope = self._rules[name]["scope"]
        return (f"({scope}) IS TRUE" if scope else "1", self._checks[name].wrong)

    def _answers(self, sandbox: Sandbox, names: list[str], number: int) -> list[bool]:
        flat = ", ".join(expression for name in names for expression in self._parts(name))
        each = f"SELECT {flat} FROM {quoted(self._layer)}"  # nosec B608 # runs in the sandbox only
        statement = f"{each} WHERE {ROW} = {int(number)}"  # nosec B608 # as above
        try:
            return [bool(value) for value in sandbox.rows(statement, _SECONDS)[0]]
        except (TimeUpError, sqlite3.Error) as error:
            reason = tr("it takes too long") if isinstance(error, TimeUpError) else str(error)
            raise TubanError(
                tr("The rules cannot be asked of one patch, {reason}: correct the rule file.").format(reason=reason)
            ) from error

    # -- telling
    def _columns(self, name: str) -> list[str]:
        return [column for column in self._types if column in self._checks[name].columns]

    def _verdict(self, rule: pd.Series, frame: pd.DataFrame, wrong: bool, geometry: Any, crs: Any) -> tuple[str, str]:
        if rule["check"] == AREA:
            return self._area(rule, frame, geometry, crs)
        if not wrong:
            return HOLDS, ""
        return BROKEN, messages(rule_text(rule), frame)[0]

    def _area(self, rule: pd.Series, frame: pd.DataFrame, geometry: Any, crs: Any) -> tuple[str, str]:
        if geometry is None or not shapely.is_valid(geometry):
            return NOT_ASKED, tr("the patch has no valid geometry")
        try:
            computed = float(ellipsoidal_areas(np.array([geometry], object), crs)[0])
        except TubanError as error:
            return NOT_ASKED, str(error).rstrip(".。")
        stored = pd.to_numeric(frame[area_field(rule)], errors="coerce").to_numpy(float)[0]
        difference = round(stored - computed, 2)
        tolerance = max(float(rule["tolerance"] or AREA_TOLERANCE), self._share * computed)
        if not abs(difference) > tolerance + 1e-9:
            return HOLDS, ""
        return BROKEN, messages(rule_text(rule), frame, measure=[difference], limit=[computed])[0]
