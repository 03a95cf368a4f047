"""The rule book and the topology check on one patch, quick enough to run while it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely
from qgis.core import QgsFeature, QgsFeatureRequest, QgsRectangle, QgsVectorLayer

from ...processing_provider.frames import known_as
from ...tools.errors import TubanError
from ...tools.labelling.tags import TAGS, WIDTH
from ...tools.quality.explain import BROKEN, Explainer
from ...tools.standard import Standard
from ...tools.topology import check_topology

DECIDED = ("DLBM", *TAGS, WIDTH, "KCDLBM", "KCXS")
"""Fields that a decision touches; rules about others are not the interpreter's business now."""

AROUND = 1.0
"""m around an edited patch within which neighbours are looked for."""

MOST_NEIGHBOURS = 400
"""A road patch may have thousands: what is beyond is left to the check of the county."""


@dataclass(frozen=True)
class Remark:
    """A sentence about the patch, beside the field that it is about ("" for its shape)."""

    field: str
    severity: str
    text: str


class RuleCheck:
    """The attribute rules that speak of one patch by itself."""

    def __init__(self, standard: Standard):
        rules = standard.rules
        alone = (rules["layer"] == "DLTB") & (rules["check"] == "sql") & ~rules["condition"].str.contains("FROM DLTB")
        touched = rules["fields"].str.split().map(lambda names: any(name in DECIDED for name in names or ()))
        self._rules = rules[alone & touched]
        self._explainer = Explainer(self._rules, standard)

    def remarks(self, values: dict[str, Any]) -> list[Remark]:
        """What the rules say of a patch with these values."""
        try:
            verdicts = self._explainer.explain(values)
        except TubanError:  # a patch whose fields cannot be read as the standard's is for the full check
            return []
        return [Remark(self._field(v.rule), v.severity, v.message) for v in verdicts if v.verdict == BROKEN]

    def _field(self, rule: str) -> str:
        """The field beside which the sentence stands: rules name the field that they judge last."""
        named = [name for name in self._rules.loc[rule, "fields"].split() if name in (*TAGS, WIDTH)]
        return named[-1] if named else "DLBM"


def topology_remarks(layer: QgsVectorLayer, edited: list[QgsFeature], standard: Standard) -> list[Remark]:
    """Faults of edited patches, looked for among them and their neighbours."""
    box = QgsRectangle()
    for feature in edited:
        box.combineExtentWith(feature.geometry().boundingBox())
    if box.isEmpty():
        return []
    box.grow(AROUND)
    around = list(layer.getFeatures(QgsFeatureRequest(box).setLimit(MOST_NEIGHBOURS)))
    known = {feature.id() for feature in around}
    around += [feature for feature in edited if feature.id() not in known]
    ids = [feature.id() for feature in around]
    shapes = shapely.from_wkb([bytes(feature.geometry().asWkb()) for feature in around])
    codes = [feature["DLBM"] if feature.fieldNameIndex("DLBM") >= 0 else None for feature in around]
    crs = known_as(layer.crs())
    frame = gpd.GeoDataFrame({"DLBM": [str(code or "") for code in codes]}, index=ids, geometry=shapes, crs=crs)
    try:
        found = check_topology(frame, None, standard, layer="DLTB")
    except TubanError as error:
        return [Remark("", "note", str(error))]
    names = {str(feature.id()) for feature in edited}
    mine = found[(found["feature"].isin(names) | found["other"].isin(names)) & (found["kind"] != "hole")]
    return [Remark("", severity, message) for severity, message in zip(mine["severity"], mine["message"])]
