"""Algorithm `check_attributes`: the attribute rules of the rule book on a patch layer."""

from __future__ import annotations

import re

import geopandas as gpd
import pandas as pd
from qgis.core import (
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...tools.language import tr
from ...tools.progress import steps
from ...tools.quality.findings import SEVERITIES
from ...tools.quality.rulefile import RuleBook, read_rules, with_rules
from ...tools.quality.rules import AREA_SHARE, check_rules, select_rules
from ...tools.quality.run import Run
from ...tools.standard import load
from .. import compat
from ..algorithm import Call
from ..checking import EDITION, CheckAlgorithm


class CheckAttributes(CheckAlgorithm):
    """Runs SQL rules over the fields of DLTB, and compares TBMJ with the ellipsoidal area."""

    def title(self) -> str:
        return tr("Check attributes")

    def purpose(self) -> str:
        return tr(
            "Checks the attributes of patches against the rule book: mandatory values, code lists, unique "
            "identifiers, conditions between fields (slope grade, ridges, settlement and crop attributes) and areas. "
            "Each finding names patch, rule and value.\n"
            "A rule whose fields the layer lacks is skipped and listed. A province's own rules come in a file; they "
            "can read the layer and the code tables and nothing else."
        )

    def keywords(self) -> str:
        return "attributes rules code list domain mandatory unique 属性 检查 规则 值域 必填 地类编码 质检 sxjc"

    def define_check(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer to check, with the standard's field names. A selection or filter is respected."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the findings; the feature id where it is empty."),
        )
        self.add(
            QgsProcessingParameterFile("RULES", tr("Further rules (CSV file)"), extension="csv", optional=True),
            tr(
                "Rules of the province beside those of the standard. Columns id, layer, kind, severity, scope, "
                "condition, text_zh, text_en; scope and condition are SQL expressions over the field names. A row with "
                "the id of a rule of the standard changes it: severity “off” switches it off."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "SEVERITIES",
                tr("Severities"),
                list(SEVERITIES),
                allowMultiple=True,
                defaultValue=list(SEVERITIES),
                usesStaticStrings=True,
            ),
            tr("Which rules to check, by their severity."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("IDS", tr("Only these rules"), optional=True),
            tr("Ids of rules, separated by blanks or commas; empty for all."),
            advanced=True,
        )
        self._define_numbers()

    def _define_numbers(self) -> None:
        number, real = QgsProcessingParameterNumber, QgsProcessingParameterNumber.Type.Double
        self.add(
            number("AREA_TOLERANCE", tr("Area tolerance (m²)"), real, None, optional=True, minValue=0.0),
            tr(
                "Largest difference between TBMJ and the ellipsoidal area that is not reported; exactly this much is "
                "no finding. Empty: as the rule says. The national checker's figure is not public."
            ),
            advanced=True,
        )
        self.add(
            number("AREA_SHARE", tr("Area tolerance (share of the area)"), real, AREA_SHARE, minValue=0.0),
            tr("The larger of both tolerances holds; 0.000002 is 0.02 m² in a hectare."),
            advanced=True,
        )
        self.add(
            number("TIME_LIMIT", tr("Time limit (s)"), real, None, optional=True, minValue=0.1),
            tr("A rule file that takes longer is stopped. Empty: by the number of patches and rules."),
            advanced=True,
        )

    def rules(self, call: Call) -> pd.DataFrame:
        return _rule_book(call).rules

    def check(self, call: Call, run: Run) -> gpd.GeoDataFrame:
        patches = call.required("INPUT")
        patches.require("DLBM")  # without it the layer is another one; any other field may be missing
        standard = load(EDITION)
        ids = [name for name in re.split(r"[\s,;，；、]+", call.text("IDS")) if name]
        book = _rule_book(call)
        rules = book.rules[~book.rules.index.isin(book.off)]
        rules = select_rules(rules, severities=call.choices("SEVERITIES"), ids=ids)
        reading, checking = steps(call.progress, 1, 4)
        frame = patches.frame(progress=reading)
        limits = {"area_tolerance": _given(call, "AREA_TOLERANCE"), "area_share": call.number("AREA_SHARE")}
        result = check_rules(
            frame,
            rules,
            standard=standard,
            key=patches.spelt(call.text("KEY") or "BSM"),
            time_limit=_given(call, "TIME_LIMIT"),
            progress=checking,
            **limits,
        )
        for note in result.notes:
            call.warn(note)
        run.source = patches.description()
        run.layers, run.rules = ["DLTB"], list(result.ran)
        run.kinds = rules.loc[run.rules, "kind"].unique().tolist()
        run.counts = {"DLTB": len(frame), tr("rules checked"): len(result.ran)}
        run.options = {"RULES": call.file("RULES"), "SEVERITIES": call.choices("SEVERITIES"), "IDS": ids}
        run.tolerances = {name.upper(): value for name, value in limits.items() if value is not None}
        run.notes.extend([*result.notes, *patches.notes])
        return result.findings


def _rule_book(call: Call) -> RuleBook:
    own, rules = call.file("RULES"), load(EDITION).rules
    return with_rules(rules, read_rules(own), own) if own else RuleBook(rules)


def _given(call: Call, name: str) -> float | None:
    """An optional number, None where it was left empty (QGIS would call it 0)."""
    return None if call.parameters.get(name) in (None, "") else call.number(name)
