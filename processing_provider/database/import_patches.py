"""Algorithm `import_patches`: any layer of patches in the fields of the standard."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from qgis.core import (
    QgsProcessingOutputBoolean,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
)

from ...tools.errors import TubanError
from ...tools.exchange import AMBIGUOUS, CHANGED, GUESS, REFUSED, SECOND, THIRD, guess_mapping, import_patches
from ...tools.files import Column
from ...tools.language import tr
from ...tools.progress import steps
from ...tools.standard import load
from .. import compat
from ..algorithm import Call, TubanAlgorithm
from ..append import append_to
from ..columns import EDITION, standard_columns
from ..frames import LayerInput

SURVEYS = (GUESS, THIRD, SECOND)


class ImportPatches(TubanAlgorithm):
    """Renames, translates and repairs, and tells of every value that it touched."""

    def title(self) -> str:
        return tr("Import patches")

    def purpose(self) -> str:
        return tr(
            "Brings a layer of patches of any make into the fields of DLTB: fields are found by their names, codes are "
            "rid of blanks and full-width characters, names become codes, lost leading zeros come back, land classes "
            "of the second survey become those of the third, numbers are read from text, units and percent turned, "
            "decimals rounded half up.\n"
            "Nothing is guessed in silence: the report has a row for every value that was changed, that has several "
            "answers (the usual one is taken), or that was refused and left empty. The log shows where each field came "
            "from; name those that are wrong in the mapping and run again."
        )

    def keywords(self) -> str:
        return "import convert translate field mapping second survey GBK 导入 入库 字段映射 转换 二调 三调 地类 dr rk"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("INPUT", tr("Patches to import"), [compat.POLYGON_SOURCE]),
            tr("Polygon layer of any make, a shapefile in GBK among them. The layer itself is not changed."),
        )
        mapping = QgsProcessingParameterMatrix(
            "MAPPING",
            tr("Mapping of fields"),
            headers=[tr("Field of DLTB"), tr("Field of the layer")],
            optional=True,
        )
        mapping.setMetadata({"widget_wrapper": {"class": "tuban.processing_provider.field_mapping.FieldMapping"}})
        self.add(
            mapping,
            tr(
                "In the dialog the guess, to be corrected. In a model or on the command line only what the guess has "
                "wrong: a field of DLTB and the field of the layer, or nothing where it shall be left empty."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "SURVEY",
                tr("Land classes are those of"),
                options=list(SURVEYS),
                defaultValue=GUESS,
                usesStaticStrings=True,
            ),
            tr("third or second survey; guess: told by the codes that only one of the two knows. The log says which."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "YEAR",
                tr("Data year"),
                QgsProcessingParameterNumber.Type.Integer,
                None,
                optional=True,
                minValue=1900,
                maxValue=2999,
            ),
            tr("SJNF where the layer has none; empty leaves it empty."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterVectorLayer(
                "TARGET", tr("Append to DLTB of a survey database"), [compat.POLYGON_SOURCE], optional=True
            ),
            tr(
                "A layer with the fields of DLTB, of a GeoPackage, a File Geodatabase or PostGIS: the patches are "
                "added to what it holds, all of them or none. It must have the coordinate reference system of the "
                "input."
            ),
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", tr("Imported patches"), compat.POLYGON_SOURCE, optional=True, createByDefault=True
            ),
            tr("The patches with the fields of DLTB."),
        )
        self.add(
            QgsProcessingParameterFeatureSink("REPORT", tr("Import report"), compat.ANY_VECTOR, optional=True),
            tr("Table with a row for every value: patch, field, before, after, outcome, and what was done or why not."),
        )
        for name, title in (
            ("IMPORTED", tr("Number of patches")),
            ("CHANGED", tr("Values changed")),
            ("AMBIGUOUS", tr("Values with several answers")),
            ("REFUSED", tr("Values refused")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))
        self.addOutput(QgsProcessingOutputBoolean("PASSED", tr("Passed: no value was refused or has several answers")))

    def compute(self, call: Call) -> dict[str, Any]:
        source, standard = call.required("INPUT"), load(EDITION)
        reading, importing, appending, writing = steps(call.progress, 3, 3, 2, 2)
        mapping = _mapping(call, source)
        frame = source.frame(progress=reading)
        year = call.integer("YEAR") if call.parameters.get("YEAR") not in (None, "") else None
        done = import_patches(frame, mapping, standard, survey=call.choice("SURVEY"), year=year, progress=importing)
        second, third = tr("Land classes of the second survey."), tr("Land classes of the third survey.")
        call.note(second if done.second_survey else third)
        for note in done.notes:
            call.note(note)
        for warning in done.warnings:
            call.warn(warning)
        columns = standard_columns(standard, "DLTB", list(standard.fields_of("DLTB")["field"]))
        written = call.write(
            "OUTPUT",
            done.patches,
            columns,
            source.geometry_type(done.patches),
            call.crs,
            writing,
            style="patches.qml",
            title=tr("Imported patches"),
        )
        report = gpd.GeoDataFrame(done.report, geometry=np.full(len(done.report), None, object))
        written.update(
            call.write("REPORT", report, _report_columns(), "None", call.crs, writing, title=tr("Import report"))
        )
        target = call.algorithm.parameterAsVectorLayer(call.parameters, "TARGET", call.context)
        if target is not None:
            append_to(target, done.patches, columns, call.crs, appending)
        return {**written, **self._told(call, done)}

    def _told(self, call: Call, done: Any) -> dict[str, Any]:
        number = {outcome: done.count(outcome) for outcome in (CHANGED, AMBIGUOUS, REFUSED)}
        text = tr("{count} patches: {changed} values changed, {ambiguous} with several answers, {refused} refused")
        call.note(text.format(count=len(done.patches), **number))
        for sentence in _examples(done.report):
            call.warn(sentence)
        return {
            "IMPORTED": len(done.patches),
            **{outcome.upper(): count for outcome, count in number.items()},
            "PASSED": not number[AMBIGUOUS] and not number[REFUSED],
        }


def _mapping(call: Call, source: LayerInput) -> dict[str, str]:
    """The guess, with what the user names instead; each field is told."""
    standard = load(EDITION)
    aliases = {source.spelt(item.name()): item.alias() for item in source.fields}
    columns = {column.name: aliases.get(column.name, "") for column in source.columns()}
    mapping = guess_mapping(columns, standard)
    given = call.algorithm.parameterAsMatrix(call.parameters, "MAPPING", call.context)
    cells = [str(cell or "").strip() for cell in given]
    if any(cells) and len(cells) % 2:
        raise TubanError(tr("The mapping has a field without partner: it takes rows of two."))
    for name, column in zip(cells[::2], cells[1::2]):
        if not name:
            continue
        if column:
            mapping[name.upper()] = source.spelt(column)
        else:
            mapping.pop(name.upper(), None)
    call.note(tr("Field of DLTB ← field of the layer:"))
    for name in standard.fields_of("DLTB")["field"]:
        call.note(f"  {name} ← {mapping.get(name, '–')}")
    unused = [name for name in columns if name not in mapping.values()]
    if unused:
        call.note(tr("Fields of the layer that were not used: {names}").format(names=", ".join(unused)))
    return mapping


def _examples(report: pd.DataFrame, most: int = 10) -> list[str]:
    """A sentence for each value that was refused or has several answers, the most frequent ones."""
    open_ = report[report["outcome"].isin((AMBIGUOUS, REFUSED))]
    number = open_.groupby(["field", "before", "after", "steps"]).size().sort_values(ascending=False)
    text = tr("{field} “{before}” in {count} patches: {steps}")
    said = [
        text.format(field=field, before=before, count=count, steps=steps)
        for (field, before, _, steps), count in number.head(most).items()
    ]
    if len(number) > most:
        said.append(tr("… and {count} more kinds of values: see the report.").format(count=len(number) - most))
    return said


def _report_columns() -> list[Column]:
    return [
        Column("patch", "integer", alias=tr("Feature id of the patch")),
        Column("BSM", "text", 18, alias=tr("Identifier (BSM)")),
        Column("field", "text", 20, alias=tr("Field")),
        Column("source", "text", 60, alias=tr("Field of the layer")),
        Column("before", "text", 254, alias=tr("Value before")),
        Column("after", "text", 254, alias=tr("Value after")),
        Column("outcome", "text", 10, alias=tr("Outcome: changed, ambiguous or refused")),
        Column("steps", "text", 254, alias=tr("What was done, or why not")),
    ]
