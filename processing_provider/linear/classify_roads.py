"""Algorithm `classify_roads`: the land class of roads, each decision with its clause."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsWkbTypes,
)

from ...tools.files import Column
from ...tools.language import tr
from ...tools.linear import BY_PROVINCE, NORTH, SOUTH, RoadFields, classify_roads
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, with_columns
from ..linear_parameters import in_system_of


class ClassifyRoads(TubanAlgorithm):
    """Not mapped, rural road, highway, town road, or as it was."""

    def title(self) -> str:
        return tr("Classify roads")

    def purpose(self) -> str:
        return tr(
            "Gives every road its land class (DLBM) by the plan of the survey, and says in DECISION, CLAUSE and REASON "
            "how it came to it. In this order: under construction with no fixed range, the class is kept "
            "(IV.7.12(3)); inside a settlement main, secondary and branch roads are 1004 and others may be merged into "
            "their neighbour (IV.7.12(4)); in a network plan of township level or above 1003 whatever the width; wider "
            "than 8 m 1003 (exactly 8 m is not); narrower than 1 m in the south or 2 m in the north not mapped; the "
            "rest 1006 (IV.7.12(2)). A road that is neither paved nor through may be left off (IV.4.2(4)).\n"
            "DLBM is empty where no patch is drawn: Lines to patches leaves these out. The plan does not draw the line "
            "between south and north: choose one for the county, or go by the province of a unit code."
        )

    def keywords(self) -> str:
        return "road class rural highway width 1006 1003 1004 道路 分类 农村道路 公路 南方 北方 宽度 dlfl"

    def define(self) -> None:
        field = QgsProcessingParameterField
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Roads"), [compat.ANY_VECTOR]),
            tr("Lines or areas of roads, or a table of them. The layer itself is not changed."),
        )
        self.add(field("WIDTH_FIELD", tr("Width field"), "XZDWKD", "INPUT"), tr("The width in metres."))
        self.add(
            QgsProcessingParameterEnum(
                "REGION",
                tr("Region"),
                [SOUTH, NORTH, BY_PROVINCE],
                defaultValue=BY_PROVINCE,
                usesStaticStrings=True,
            ),
            tr("south: roads count from 1 m on; north: from 2 m on; province: by the first two digits of a unit code."),
        )
        self.add(
            field("PROVINCE_FIELD", tr("Field with a unit code"), "ZLDWDM", "INPUT", optional=True),
            tr("Its first two digits are the province; needed where the region goes by province."),
        )
        self.add(
            field("CLASS_FIELD", tr("Class so far"), "DLBM", "INPUT", optional=True),
            tr("The class that a road under construction keeps."),
        )
        for name, title, text in (
            ("NETWORK_FIELD", tr("In a network plan"), tr("Yes: in a road network plan of township level or above.")),
            ("PAVED_FIELD", tr("Paved"), tr("Yes: the road is hardened.")),
            ("THROUGH_FIELD", tr("Through"), tr("Yes: the road leads through. Read together with the paved field.")),
            ("BUILDING_FIELD", tr("Under construction"), tr("Yes: under construction and its land range not fixed.")),
            (
                "GRADE_FIELD",
                tr("Grade inside settlements"),
                tr("main, secondary, branch (主干路, 次干路, 支路); others are below. Without it all are 1004."),
            ),
        ):
            self.add(field(name, title, None, "INPUT", optional=True), text)
        self.add(
            field("SETTLEMENT_FIELD", tr("Settlement attribute"), "CZCSXM", "INPUT", optional=True),
            tr("201, 202 or 203, also with a letter: the road lies inside a settlement."),
        )
        self.add(
            QgsProcessingParameterFeatureSource(
                "SETTLEMENTS", tr("Settlement ranges"), [compat.POLYGON_SOURCE], optional=True
            ),
            tr("Ranges of cities, towns and villages: a road with more than half of its length in one lies inside."),
        )
        self.add(
            QgsProcessingParameterBoolean("LEAVE_OFF", tr("Leave unpaved dead ends off"), False),
            tr("Roads that are neither paved nor through get no class; otherwise they are 1006 and marked optional."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Classified roads"), compat.ANY_VECTOR),
            tr("The roads with DLBM, DECISION (mapped, not_mapped, merged, optional, kept, unknown), CLAUSE, REASON."),
        )
        self.addOutput(QgsProcessingOutputNumber("MAPPED", tr("Number of roads with a class")))
        self.addOutput(QgsProcessingOutputNumber("UNKNOWN", tr("Number of roads without a width")))

    def compute(self, call: Call) -> dict[str, Any]:
        roads = call.required("INPUT")
        frame = roads.frame()
        fields = {
            name: roads.spelt(call.text(f"{parameter}_FIELD"))
            for name, parameter in (
                *(("width", "WIDTH"), ("code", "CLASS"), ("network", "NETWORK"), ("paved", "PAVED")),
                *(("through", "THROUGH"), ("building", "BUILDING"), ("settlement", "SETTLEMENT")),
                *(("grade", "GRADE"), ("province", "PROVINCE")),
            )
        }
        made = classify_roads(
            frame,
            load(EDITION),
            call.choice("REGION"),
            RoadFields(**fields),
            leave_off=call.flag("LEAVE_OFF"),
            inside=_inside(call, frame),
        )
        unknown = int((made["DECISION"] == "unknown").sum())
        if unknown:
            text = tr("{count} roads have no width, a number greater than 0, and were not classified.")
            call.warn(text.format(count=unknown))
        new = [
            *standard_columns(load(EDITION), "DLTB", ["DLBM"]),
            Column("DECISION", "text", 20, alias=tr("Decision")),
            Column("CLAUSE", "text", 20, alias=tr("Clause")),
            Column("REASON", "text", 200, alias=tr("Reason")),
        ]
        kind = QgsWkbTypes.displayString(QgsWkbTypes.flatType(roads.source.wkbType())) or "None"
        kind = "None" if kind in ("NoGeometry", "Unknown") else kind
        written = call.write(
            "OUTPUT", made, with_columns(roads.columns(), new), kind, roads.crs, title=tr("Classified roads")
        )
        return {**written, "MAPPED": int(made["DLBM"].notna().sum()), "UNKNOWN": unknown}


def _inside(call: Call, frame: Any) -> np.ndarray | None:
    """Which roads lie in a settlement by more than half; None where no ranges were given."""
    ranges = call.input("SETTLEMENTS")
    if ranges is None or not len(frame):
        return None
    settled = in_system_of(ranges.frame([]), ranges, frame).geometry.to_numpy()
    shapes = frame.geometry.to_numpy()
    measure = shapely.length if (shapely.get_dimensions(shapes) == 1).any() else shapely.area
    road, place = shapely.STRtree(settled).query(shapes, predicate="intersects")
    share = np.bincount(road, measure(shapely.intersection(shapes[road], settled[place])), minlength=len(shapes))
    return share > 0.5 * measure(shapes)
