"""Faults as findings: with the rule book's rule, severity and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np

from ..language import tr
from ..quality.findings import findings, no_findings
from ..quality.labels import kind_name, kind_names, rule_text
from ..quality.rules import feature_keys
from ..standard import Standard


class Book:
    """Turns faults of the patches of a frame into findings."""

    def __init__(self, frame: gpd.GeoDataFrame, standard: Standard, layer: str, key: str, family: str = "geometry"):
        """`layer` is what findings call the layer, `family` the rules that speak of it (check `<family>:<kind>`)."""
        self.frame, self.layer, self.key, self.family = frame, layer, key, family
        self.nothing = no_findings(frame.crs)
        rules = standard.rules.assign(id=standard.rules.index).to_dict("records")
        self.rules = {rule["check"]: rule for rule in rules}
        self._kind_names = kind_names(standard)

    def rows(
        self,
        kind: str,
        patches: Sequence[int] | np.ndarray,
        geometry: Any,
        *,
        other: Sequence[str] | str = "",
        measure: Any = np.nan,
        unit: str = "",
        width: Any = np.nan,
        limit: Any = np.nan,
        **values: Iterable[Any],
    ) -> gpd.GeoDataFrame:
        """Findings of one kind; `patches` are places in the frame, -1 where no patch is concerned.

        `limit` and `values` (one of each finding) are for the words of the rule.
        """
        rule, count = self.rules[f"{self.family}:{kind}"], len(patches)
        if not count:
            return self.nothing
        others = [other] * count if isinstance(other, str) else list(other)
        measures, limits = (np.broadcast_to(np.asarray(many, float), (count,)) for many in (measure, limit))
        said: Mapping[str, Iterable[Any]] = {
            "other": others,
            "measure": map(figure, measures.tolist()),
            "limit": map(figure, limits.tolist()),
            **values,
        }
        text = rule_text(rule)
        said = {name: words for name, words in said.items() if f"{{{name}}}" in text}
        return findings(
            kind=kind,
            rule=rule["id"],
            severity=rule["severity"],
            layer=self.layer,
            feature=self.names_of(patches),
            other=others,
            measure=measures,
            unit=unit,
            width=width,
            message=[text.format(**dict(zip(said, words))) for words in zip(*said.values())] if said else text,
            geometry=geometry,
            crs=self.frame.crs,
        )

    def kind_name(self, kind: str) -> str:
        """What a kind is called in the user's language."""
        return kind_name(kind, self._kind_names)

    def has(self, field: str, kind: str, notes: list[str]) -> bool:
        """Whether the patches have a field; a note says so where a check goes without."""
        if field not in self.frame:
            notes.append(self.not_checked(kind, tr("the layer has no field {field}").format(field=field)))
        return field in self.frame

    def not_checked(self, kind: str, reason: str) -> str:
        """The note that a kind was not looked for."""
        return tr("Not checked: {check} ({reason}).").format(check=self.kind_name(kind), reason=reason)

    def names_of(self, patches: Sequence[int] | np.ndarray) -> list[str]:
        """The BSM (or feature id) of patches by their place, empty for -1."""
        places = np.asarray(patches, dtype=int)
        names = np.full(len(places), "", object)
        names[places >= 0] = feature_keys(self.frame.iloc[places[places >= 0]], self.key)
        return names.tolist()


def figure(value: float) -> str:
    """A measure as it is read: two decimals, more where that would say zero."""
    if not np.isfinite(value):
        return ""
    if value == round(value):
        return str(int(value))
    return f"{value:.2f}" if abs(value) >= 0.01 else f"{value:.2g}"
