"""Algorithm `tag_patches`: one rule table over patches and the layers around them, in one run."""

from __future__ import annotations

import re
from typing import Any

import geopandas as gpd
import pandas as pd
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ...tools import overlay
from ...tools.errors import TubanError
from ...tools.language import tr
from ...tools.progress import Progress, steps
from ...tools.standard import load
from ...tools.tagging import rules as tag_rules
from ...tools.tagging import tags
from ...tools.tagging.pieces import divided
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..columns import EDITION, standard_columns, unknown_classes, with_columns, without_geometry
from ..editing import AttributeEdits
from ..frames import LayerInput

LAYERS = ("CZCDYD", "RIVERS", "LAKES", "FOREST", "PASTURE", "YJJBNTTB", "BASE")
"""The layers of the shipped rules that have a parameter of their own."""

GROUPS = ("class", "facility", "demolition", "adjustable", "cover", "crop", "refinement", "settlement")
AS_RULES, ONLY_EMPTY, ALWAYS = "as_the_rules_say", "only_empty_fields", "always"


class TagPatches(TubanAlgorithm):
    """Tags patches by rules, and tells of every change."""

    def __init__(self):
        super().__init__()
        self._edits: AttributeEdits | None = None

    def title(self) -> str:
        return tr("Tag patches")

    def purpose(self) -> str:
        return tr(
            "Fills in what rules can tell: settlement attributes (CZCSXM), crop attributes (ZZSXDM), refinement codes "
            "(TBXHDM) and the classes (DLBM) of special cases, by one table of rules with the clause of each. Rules "
            "look at the patch and at how much of it lies in other layers: settlement ranges, rivers, lakes, forest, "
            "pasture, permanent basic farmland, base-year patches and any others. Names (DLMC, TBXHMC, ZZSXMC) follow "
            "their codes. A second run changes nothing.\n"
            "More than half of a patch in a layer counts as inside. Where rules of the same order want different "
            "values none acts, and the patch is listed, as is every patch that the border of a settlement range "
            "divides. A rule whose layers or fields are not there does not run; the coverage table says so.\n"
            "Notes of the field survey that rules read, where the layer has them: TBZT (state of the patch, such as "
            "推土, 拆除已清理, 拆除未清理, 设施拆除, 利用耕作层, 退耕, 废弃, 宅基地), ZZQK (crop attribute, code or "
            "name), HYLX (industry), YBD, GMFGD, CBFGD (crown density, shrub and grass cover in %), HJDL (classes that "
            "mix). Of the second survey only the codes of base classes that rules name are understood: bring the base "
            "to the codes of this survey first."
        )

    def keywords(self) -> str:
        return (
            "tag attribute settlement crop refinement CZCSXM ZZSXDM TBXHDM overlay rules "
            "标注 赋值 城镇村属性 种植属性 图斑细化 属性标注 规则 可调整地类 拆除 推土 设施农用地 sxbz"
        )

    def legend_group(self) -> str:
        return self.title()

    def define(self) -> None:
        self._define_layers()
        self._define_rules()
        self._define_outputs()

    def _define_layers(self) -> None:
        source = QgsProcessingParameterFeatureSource
        self.add(
            source("INPUT", tr("Patches (DLTB)"), [compat.POLYGON_SOURCE]),
            tr("The patch layer with DLBM, in metres. It is not changed unless you ask for edits in place."),
        )
        self.add(
            QgsProcessingParameterField("KEY", tr("Identifier"), "BSM", "INPUT", optional=True),
            tr("The field that names a patch in the tables; the feature id where it is empty."),
        )
        helps = {
            "CZCDYD": (tr("Settlement ranges (CZCDYD)"), tr("Ranges 201 to 205 with CZCLX.")),
            "RIVERS": (tr("River channels"), tr("Extents of river channels (HDGD).")),
            "LAKES": (tr("Lake areas"), tr("Extents of lakes (HQGD).")),
            "FOREST": (tr("Forest areas"), tr("Forest areas of the forestry department (LQGD, LQYD).")),
            "PASTURE": (tr("Pastoral areas"), tr("Pastoral areas (MQGD).")),
            "YJJBNTTB": (tr("Permanent basic farmland (YJJBNTTB)"), tr("Plots of permanent basic farmland with DLBM.")),
            "BASE": (
                tr("Base-year patches"),
                tr("The patches of the base year or the survey before, with DLBM and CZCSXM."),
            ),
        }
        for name, (description, text) in helps.items():
            self.add(source(name, description, [compat.POLYGON_SOURCE], optional=True), text)
        self.add(
            QgsProcessingParameterMultipleLayers(
                "OVERLAYS", tr("Other layers, by their names"), compat.POLYGON_SOURCE, optional=True
            ),
            tr(
                "Rules know a layer by its name, such as TTQ (bulldozed), LSYD (temporary), CCWJQ (demolition not "
                "finished), DEMOLISHED (cleared), SAND, KARST, CROPS, or one that your own rules name."
            ),
        )

    def _define_rules(self) -> None:
        self.add(
            QgsProcessingParameterFile("RULES", tr("Further tag rules"), fileFilter="CSV (*.csv)", optional=True),
            tr(
                "A CSV file with the columns {columns}. A rule of the same id takes the place of the shipped one; "
                "“off” in when switches it off. A condition is one SQL expression over the patch's fields, AREA_M2 "
                "and, of each layer, LAYER_SHARE, LAYER_TOUCHES, LAYER_BORDER, LAYER_FIELD and LAYER_FIELD_SHARE."
            ).format(columns=", ".join(tag_rules.COLUMNS)),
        )
        enum = QgsProcessingParameterEnum
        self.add(
            enum(
                "GROUPS",
                tr("Groups of rules"),
                list(GROUPS),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            ),
            tr("Only rules of these groups run; none chosen: all, also those of other groups in your file."),
        )
        self.add(
            enum(
                "SCHEME",
                tr("Scheme of crop attributes"),
                list(tag_rules.SCHEMES),
                defaultValue=tag_rules.SCHEMES[0],
                usesStaticStrings=True,
            ),
            tr("final2019: LS, FLS, LYFL, XG, LLJZ, WG, JKHF, GCHF. plan2018_02: the eight attributes of the plan."),
        )
        self.add(
            enum(
                "MODE",
                tr("Fields that are filled"),
                [AS_RULES, ONLY_EMPTY, ALWAYS],
                defaultValue=AS_RULES,
                usesStaticStrings=True,
            ),
            tr("Whether rules overwrite: as each says of itself, never (what differs is listed), or always."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("CUT", tr("Cut patches along settlement ranges"), False),
            tr(
                "Patches of which 10 m² or more lie beyond the border of a settlement range are cut there first; "
                "neighbours get the same nodes, smaller pieces stay where they are, TBMJ is shared out. The largest "
                "piece keeps BSM and TBBH: run Number patches for the others. Otherwise they are listed only."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean("DRY_RUN", tr("Dry run: write no patches"), False),
            tr("Everything is worked out, and coverage, ledger and list are written, but no patches."),
        )
        self.add(
            QgsProcessingParameterBoolean("IN_PLACE", tr("Edit the layer in place"), False),
            tr(
                "In QGIS Desktop only: the changes go into the edit buffer of the input layer as one step that Ctrl+Z "
                "takes back; save or discard them as any edit. The layer must have the fields already."
            ),
        )

    def _define_outputs(self) -> None:
        sink = QgsProcessingParameterFeatureSink
        self.add(
            sink("OUTPUT", tr("Tagged patches"), compat.POLYGON_SOURCE, optional=True),
            tr("The patches with all their fields. Not written in a dry run."),
        )
        self.add(
            sink("COVERAGE", tr("Rules and patches"), compat.ANY_VECTOR, optional=True),
            tr("A row for each rule: how many patches it speaks of, changed, left alone, and why it did not run."),
        )
        self.add(
            sink("LEDGER", tr("Ledger of tags"), compat.POLYGON_SOURCE, optional=True),
            tr("A row for each change: patch, field, value before and after, the rule and its clause."),
        )
        self.add(
            sink("LISTED", tr("Patches to look at"), compat.POLYGON_SOURCE, optional=True),
            tr(
                "Patches on which rules disagree (conflict), whose filled field differs from its rule (kept), that a "
                "rule reports (report), or that the border of a settlement range divides (crosses)."
            ),
        )
        self.addOutput(QgsProcessingOutputNumber("CHANGED", tr("Number of changes")))
        self.addOutput(QgsProcessingOutputNumber("CONFLICTS", tr("Number of conflicts")))
        self.addOutput(QgsProcessingOutputNumber("TO_LOOK_AT", tr("Number of patches to look at")))
        self.addOutput(QgsProcessingOutputNumber("RULES_RUN", tr("Number of rules that ran")))

    def compute(self, call: Call) -> dict[str, Any]:
        patches = call.required("INPUT")
        patches.require("DLBM")
        reading, tagging, writing = steps(call.progress, 2, 6, 2)
        read, around = steps(reading, 2, 1)
        standard = load(EDITION)
        book = _book(call, standard)
        frame = patches.frame(progress=read)
        patches.note(unknown_classes(frame["DLBM"], standard), without_geometry(frame))
        layers = _layers(call, book, around)
        if call.flag("CUT") and tags.DIVIDER in layers:
            if call.flag("IN_PLACE"):
                raise TubanError(tr("A layer that is edited in place is not cut: choose one of the two."))
            areas = overlay.measurable(overlay.aligned(layers[tags.DIVIDER], frame.crs, tags.DIVIDER))
            dividing, tagging = steps(tagging, 1, 3)
            frame = divided(frame, areas, tags.CROSSING, dividing)
        tagged = tags.tag_patches(
            frame,
            layers,
            book,
            standard,
            key=patches.spelt(call.text("KEY") or "BSM"),
            progress=tagging,
        )
        self._tell(call, tagged)
        if call.flag("IN_PLACE") and not call.flag("DRY_RUN"):
            self._edits = AttributeEdits.of(patches, self.displayName(), tagged.ledger, call.context.project())
        return {
            **_written(call, patches, tagged, standard, writing),
            "CHANGED": len(tagged.ledger),
            "CONFLICTS": int((tagged.listed["kind"] == tags.CONFLICT).sum()),
            "TO_LOOK_AT": tagged.listed["patch"].nunique(),
            "RULES_RUN": int((tagged.coverage["skipped"] == "").sum()),
        }

    def postProcessAlgorithm(self, _context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """In the main thread, where layers may be edited."""
        if self._edits is not None:
            self._edits.apply(feedback)
            self._edits = None
        return {}

    def _tell(self, call: Call, tagged: tags.Tagging) -> None:
        for note in tagged.notes:
            call.warn(note)
        left_out = tagged.coverage.loc[tagged.coverage["skipped"] != "", "skipped"]
        if len(left_out):
            text = tr("{count} of {total} rules did not run: {reasons}.")
            reasons = "; ".join(f"{reason} ({count})" for reason, count in left_out.value_counts().items())
            call.note(text.format(count=len(left_out), total=len(tagged.coverage), reasons=reasons))
        conflicts = int((tagged.listed["kind"] == tags.CONFLICT).sum())
        text = tr("{changes} changes; {listed} patches to look at, {conflicts} conflicts.")
        call.note(text.format(changes=len(tagged.ledger), listed=tagged.listed["patch"].nunique(), conflicts=conflicts))


def _book(call: Call, standard: Any) -> pd.DataFrame:
    """The rules that run."""
    book = tag_rules.shipped_rules(standard)
    if call.file("RULES"):
        book = tag_rules.merged(book, tag_rules.read_tag_rules(call.file("RULES")))
    book = tag_rules.chosen(book, call.choice("SCHEME"), tuple(filter(None, call.choices("GROUPS"))))
    acting = book["when"].isin([tag_rules.EMPTY, tag_rules.ALWAYS])
    mode = call.choice("MODE")
    if mode != AS_RULES:
        book.loc[acting, "when"] = tag_rules.EMPTY if mode == ONLY_EMPTY else tag_rules.ALWAYS
    return book


def _layers(call: Call, book: pd.DataFrame, progress: Progress) -> dict[str, gpd.GeoDataFrame]:
    """The layers around the patches by the names that rules know them by, with the fields that rules read."""
    given = {name: layer for name in LAYERS if (layer := call.input(name)) is not None}
    known = {code for names in book["layers"] for code in tag_rules.mentioned(names)}
    for layer in call.inputs("OVERLAYS"):
        words = [re.sub(r"\W", "_", word).upper() for word in (layer.table, layer.name)]
        code = next((word for word in words if word in known), words[0])
        if code in given:
            text = tr("There are two layers {layer}: give each another name, or one of them only.")
            raise TubanError(text.format(layer=code))
        if code not in known:
            call.warn(tr("No rule reads layer {layer}: it is left out.").format(layer=code))
            continue
        given[code] = layer
    made = {}
    for (code, layer), share in zip(given.items(), steps(progress, *[1.0] * len(given))):
        made[code] = layer.frame(tag_rules.fields_of_layer(book, code), share)
    return made


def _written(
    call: Call, patches: LayerInput, tagged: tags.Tagging, standard: Any, progress: Progress
) -> dict[str, str]:
    output, ledger, listed, coverage = steps(progress, 6, 2, 1, 0.1)
    made: dict[str, str] = {}
    if not call.flag("DRY_RUN"):
        known = set(standard.fields_of(tags.LAYER)["field"])
        new = [name for name in tagged.fields if name in known and name not in {c.name for c in patches.columns()}]
        columns = with_columns(patches.columns(), standard_columns(standard, tags.LAYER, new))
        kind = patches.geometry_type(tagged.patches)
        made |= call.write(
            "OUTPUT", tagged.patches, columns, kind, call.crs, output, style="patches.qml", title=tr("Tagged patches")
        )
    for on_top, (name, table, columns, title, style, share) in enumerate(
        (
            ("LEDGER", tagged.ledger, tags.ledger_columns(), tr("Ledger of tags"), "tag_ledger.qml", ledger),
            ("LISTED", tagged.listed, tags.listed_columns(), tr("Patches to look at"), "tags_to_look_at.qml", listed),
        ),
        start=1,
    ):
        kind = patches.geometry_type(table)
        made |= call.write(name, table, columns, kind, call.crs, share, style=style, title=title, on_top=on_top)
    table = gpd.GeoDataFrame(tagged.coverage, geometry=gpd.GeoSeries([None] * len(tagged.coverage)))
    title = tr("Rules and patches")
    return made | call.write("COVERAGE", table, tags.coverage_columns(), "None", call.crs, coverage, title=title)
