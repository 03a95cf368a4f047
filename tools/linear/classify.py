"""Which class a road has, by width, region, network plan and settlement (plan IV.7.12, IV.4.2).

Each decision names its clause, so that an inspector can follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from ..errors import TubanError
from ..language import tr
from ..standard import Standard
from .centrelines import flags
from .settings import CLASS

NORTH, SOUTH, BY_PROVINCE = "north", "south", "province"

HIGHWAY, TOWN_ROAD, RURAL_ROAD = "1003", "1004", "1006"

KEPT, NOT_MAPPED, MERGED, OPTIONAL, MAPPED, UNKNOWN = "kept", "not_mapped", "merged", "optional", "mapped", "unknown"
"""Decisions: the class stays; the road stays in the field or in its neighbour; it may be left off; it is a patch."""

LEAST = {NORTH: 2.0, SOUTH: 1.0}
"""m: narrower roads are part of the field (definition of class 01); this width is mapped (IV.7.12(2))."""

MOST = 8.0
"""m: wider roads are highways; this width is none yet (IV.7.12(2))."""

_MAIN = ("main", "secondary", "branch", "主干路", "次干路", "支路", "主干道", "次干道", "1", "2", "3")


@dataclass(frozen=True)
class RoadFields:
    """The fields of the roads that say what decides; empty: none does."""

    width: str = "XZDWKD"
    code: str = CLASS
    """The class that a road has so far."""
    network: str = ""
    """Yes: in a road network plan of township level or above."""
    paved: str = ""
    through: str = ""
    building: str = ""
    """Yes: under construction and its land range not fixed."""
    settlement: str = "CZCSXM"
    """201, 202 or 203 (with letters): inside a settlement."""
    grade: str = ""
    """Of a road inside a settlement: main, secondary or branch; anything else is below."""
    province: str = "ZLDWDM"
    """A unit code; its first two digits are the province."""


def classify_roads(
    frame: gpd.GeoDataFrame,
    standard: Standard,
    region: str = BY_PROVINCE,
    fields: RoadFields | None = None,
    *,
    leave_off: bool = False,
    inside: np.ndarray | None = None,
) -> gpd.GeoDataFrame:
    """The roads with DLBM (None where no patch is drawn), DECISION, CLAUSE and REASON.

    `leave_off` leaves unpaved dead ends off the map. `inside` (n,) bool: roads that lie in a settlement, besides those
    whose field says so.
    """
    fields = fields or RoadFields()
    if fields.width not in frame:
        raise TubanError(tr("The roads have no field {field} with their width.").format(field=fields.width))
    width = pd.to_numeric(frame[fields.width], errors="coerce").to_numpy(float)
    least = _least(frame, standard, region, fields.province)
    given = frame[fields.code].to_numpy(dtype=object) if fields.code in frame else np.full(len(frame), None, object)
    settled = _text(frame, fields.settlement).str[:3].isin(["201", "202", "203"]).to_numpy()
    settled |= np.zeros(len(frame), bool) if inside is None else inside
    major = _text(frame, fields.grade).str.lower().isin(_MAIN).to_numpy() | (not fields.grade)
    dead = (
        ~flags(frame, fields.paved)
        & ~flags(frame, fields.through)
        & (fields.paved in frame)
        & (fields.through in frame)
    )
    family = pd.Series(given, dtype=object).map(standard.linear_classes["family"])
    cases = [
        ((family.notna() & (family != "road")).to_numpy(), given, KEPT, "IV.7.12", tr("no road: the class stays")),
        (flags(frame, fields.building), given, KEPT, "IV.7.12(3)", tr("under construction, land range not fixed")),
        (settled & major, TOWN_ROAD, MAPPED, "IV.7.12(4)", tr("main, secondary or branch road inside a settlement")),
        (settled, None, MERGED, "IV.7.12(4)", tr("inner road below branch level: may be merged into its neighbour")),
        (flags(frame, fields.network), HIGHWAY, MAPPED, "IV.7.12(2)", tr("in the township-or-above network plan")),
        (~(width > 0), None, UNKNOWN, "IV.7.12(2)", tr("no width")),
        (width > MOST, HIGHWAY, MAPPED, "IV.7.12(2)", tr("wider than 8 m")),
        (width < least, None, NOT_MAPPED, "01", tr("narrower than the region's limit: part of the field")),
        (
            dead,
            None if leave_off else RURAL_ROAD,
            OPTIONAL,
            "IV.4.2(4)",
            tr("neither paved nor through: may be left off, needs no evidence"),
        ),
        (
            np.ones(len(frame), bool),
            RURAL_ROAD,
            MAPPED,
            "IV.7.12(2)",
            tr("within the width band, serves village and fields"),
        ),
    ]
    return _decided(frame, cases)


def _least(frame: gpd.GeoDataFrame, standard: Standard, region: str, field: str) -> np.ndarray:
    """m: from which width on roads are mapped, row by row."""
    if region in LEAST:
        return np.full(len(frame), LEAST[region])
    province = _text(frame, field).str[:2]
    of_row = province.map(standard.linear_regions["region"])
    if of_row.isna().any():
        shown = province[of_row.isna()].iloc[0]
        text = tr("Province “{code}” of field {field} is in no region: choose north or south.")
        raise TubanError(text.format(code=shown, field=field))
    return of_row.map(LEAST).to_numpy(float)


def _text(frame: pd.DataFrame, name: str) -> pd.Series:
    values = frame[name] if name in frame else pd.Series([""] * len(frame), index=frame.index, dtype=object)
    return values.fillna("").astype(str).str.strip()


def _decided(frame: gpd.GeoDataFrame, cases: Sequence[tuple]) -> gpd.GeoDataFrame:
    """Each row by the first case that holds for it."""
    first = np.argmax(np.stack([holds for holds, *_ in cases]), axis=0) if len(frame) else np.empty(0, int)
    made = frame.copy()
    code = np.full(len(frame), None, object)
    for place, (_, value, *_rest) in enumerate(cases):
        of_case = first == place
        code[of_case] = value[of_case] if isinstance(value, np.ndarray) else value
    made[CLASS] = pd.Series(code, index=made.index, dtype=object)
    for place, name in ((2, "DECISION"), (3, "CLAUSE"), (4, "REASON")):
        values = np.array([case[place] for case in cases], dtype=object)
        made[name] = pd.Series(values[first], index=made.index, dtype=object)
    return made
