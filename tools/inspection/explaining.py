"""One patch among its neighbours: what every rule of attributes and of topology says of it."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..language import tr
from ..progress import Progress, silent
from ..quality.explain import BROKEN, HOLDS, NOT_ASKED, Explainer, Verdict
from ..quality.findings import is_open
from ..quality.labels import rule_text
from ..quality.rulefile import RuleBook
from ..standard import Standard
from ..topology import KINDS, TopologySettings
from ..topology.changed import Given, check_selected
from .database import lacking_layers

_NEEDS = {"outside_county": "XZQ", "uncovered": "XZQ", "crosses_village": "CJDCQ"}


def explain_patch(
    layers: Mapping[str, gpd.GeoDataFrame],
    place: int,
    standard: Standard,
    book: RuleBook,
    *,
    key: str = "BSM",
    progress: Progress = silent,
) -> list[Verdict]:
    """What every rule says of the patch at a place of the layer DLTB; `layers` are those of the county by their codes.

    The rules of topology look at the patch among its neighbours.
    """
    frame = layers["DLTB"]
    rules = book.rules[~book.rules.index.isin(book.off)]
    others = {code: layer for code, layer in layers.items() if code != "DLTB"}
    explainer = Explainer(rules, standard, frame=frame, others=others)
    row = frame.iloc[place]
    values = row.drop(frame.geometry.name).to_dict()
    verdicts = explainer.explain(values, frame.geometry.iloc[place], frame.crs, place=place)
    progress(40.0)
    return [*verdicts, *_of_topology(layers, place, standard, rules, key, progress)]


def _of_topology(
    layers: Mapping[str, gpd.GeoDataFrame],
    place: int,
    standard: Standard,
    rules: pd.DataFrame,
    key: str,
    progress: Progress,
) -> list[Verdict]:
    frame = layers["DLTB"]
    rules = rules[rules["check"].isin([f"geometry:{kind}" for kind in KINDS])]
    if not shapely.area(frame.geometry.to_numpy()[place]) > 0:
        return [_without_land(rule) for _, rule in rules.iterrows()]
    asked = np.zeros(len(frame), bool)
    asked[place] = True
    given = Given(frame, layers.get("XZQ"), standard, TopologySettings(), "DLTB", key, layers.get("CJDCQ"), notes=[])
    found = check_selected(given, asked, progress=progress)
    found = found[is_open(found)] if len(found) else found
    verdicts = []
    for name, rule in rules.iterrows():
        hits = found.loc[found["rule"] == name, "message"].tolist()
        lacking = lacking_layers([_NEEDS[rule["kind"]]], layers) if rule["kind"] in _NEEDS else ""
        if hits:
            verdict, message = BROKEN, " ".join(hits)
        elif lacking:
            verdict, message = NOT_ASKED, lacking
        else:
            verdict, message = HOLDS, ""
        verdicts.append(Verdict(str(name), verdict, rule["severity"], str(rule["clause"]), message))
    progress(100.0)
    return verdicts


def _without_land(rule: pd.Series) -> Verdict:
    """What a rule says of a patch that has no area: it has no geometry, and nothing else can be told."""
    if rule["kind"] == "null_geometry":
        return Verdict(str(rule.name), BROKEN, rule["severity"], str(rule["clause"]), rule_text(rule))
    return Verdict(
        str(rule.name), NOT_ASKED, rule["severity"], str(rule["clause"]), tr("the patch has no valid geometry")
    )
