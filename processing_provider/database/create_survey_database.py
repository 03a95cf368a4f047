"""Algorithm `create_survey_database`: an empty county database to the standard."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
)

from ...tools.area import county_zone
from ...tools.errors import TubanError
from ...tools.exchange import create_file, create_in_postgis
from ...tools.language import CHINESE, language, tr
from ...tools.progress import steps
from ...tools.standard import load
from ...tools.standard.schema import Layer, database_layers
from .. import compat, postgis
from ..algorithm import Call, TubanAlgorithm
from ..attribute_forms import dress, save_project, save_style
from ..columns import EDITION


class CreateSurveyDatabase(TubanAlgorithm):
    """Makes all layers with their fields, codes and forms."""

    def title(self) -> str:
        return tr("Create survey database")

    def purpose(self) -> str:
        return tr(
            "Makes an empty county database to the standard: every layer with its fields, types, lengths and names, "
            "the codes that a field may have, and forms that show codes with their names, say what is missing, fill in "
            "defaults and work out what follows (names of codes, KCMJ and TBDLMJ). QGIS finds style and form in the "
            "database itself.\n"
            "As a GeoPackage, a File Geodatabase (GDAL 3.6 or later) or in PostGIS. Layers whose fields no public "
            "source lists get BSM and YSDM only; the log names them. What is there is never overwritten."
        )

    def keywords(self) -> str:
        return "database create empty county schema form domain GDB PostGIS 建库 数据库 空库 县级 标准 表单 值域 jk sjk"

    def define(self) -> None:
        self.add(
            QgsProcessingParameterFeatureSource("AREA", tr("Area of the county"), [compat.ANY_GEOMETRY], optional=True),
            tr(
                "Any layer of the county. The database gets the 3-degree zone of CGCS2000 that its middle lies in, "
                "with the zone number in front; a layer in such a zone already gives its own system."
            ),
        )
        self.add(
            QgsProcessingParameterCrs("CRS", tr("Coordinate reference system"), None, optional=True),
            tr("Instead of an area: the system of the layers, such as EPSG:4528."),
        )
        self.add(
            QgsProcessingParameterString("LAYERS", tr("Layers"), "", optional=True),
            tr("Codes of layers, separated by commas, such as DLTB, CJDCQ, XZQ; empty for all of them."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("UPDATES", tr("With the layers of yearly updates"), False),
            tr("Adds the update layers (…GX) and their process layers (…GXGC)."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterNumber(
                "YEAR", tr("Data year"), QgsProcessingParameterNumber.Type.Integer, 2019, minValue=1900, maxValue=2999
            ),
            tr("Default of SJNF in new patches."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString("POSTGIS", tr("PostGIS connection"), "", optional=True),
            tr(
                "Instead of a file: the name of a connection that QGIS knows, or parameters such as "
                "host=server dbname=survey user=me."
            ),
        )
        self.add(
            QgsProcessingParameterString("SCHEMA", tr("Schema in PostGIS"), postgis.SCHEMA, optional=True),
            tr("It is made where it is missing; tables of a survey that are there stop the run."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "DATABASE",
                tr("Database"),
                tr("GeoPackage files") + " (*.gpkg);;" + tr("File Geodatabases") + " (*.gdb)",
                QgsProcessing.TEMPORARY_OUTPUT,
            ),
            tr("The new file .gpkg or folder .gdb. One that exists is not touched. Leave it as it is for PostGIS."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "PROJECT", tr("Project"), tr("QGIS projects") + " (*.qgz)", optional=True, createByDefault=False
            ),
            tr("A project that shows all layers in groups. A File Geodatabase holds no forms: there the project does."),
        )
        self.addOutput(QgsProcessingOutputNumber("LAYER_COUNT", tr("Number of layers")))
        self.addOutput(QgsProcessingOutputString("SYSTEM", tr("Coordinate reference system")))

    def compute(self, call: Call) -> dict[str, Any]:
        standard = load(EDITION)
        path, connection = call.file_output("DATABASE"), call.text("POSTGIS").strip()
        schema = call.text("SCHEMA").strip() or "public"
        if connection and not _is_temporary(call):
            raise TubanError(tr("Name the new database once: a file in DATABASE, or a connection in POSTGIS."))
        path = "" if connection else path
        crs = _system(call)
        plans = database_layers(
            standard, call.text("LAYERS").split(","), updates=call.flag("UPDATES"), year=call.integer("YEAR")
        )
        making, dressing = steps(call.progress, 1, 2)
        if connection:
            uri = postgis.connection_of(connection)
            create_in_postgis(uri.connectionInfo(True), schema, plans, crs, making)
            made = {plan.name: _table(uri, schema, plan) for plan in plans}
        else:
            create_file(path, plans, crs, making)
            made = {plan.name: QgsVectorLayer(f"{path}|layername={plan.name}", plan.title, "ogr") for plan in plans}
        for place, plan in enumerate(plans):
            dressing(100.0 * place / len(plans))
            dress(made[plan.name], plan, standard)
            if path.lower().endswith(".gpkg"):
                save_style(made[plan.name], plan.title)
        if connection:
            _save_in_postgis(call, made)
        return self._answer(call, path, plans, made, crs)

    def _answer(
        self, call: Call, path: str, plans: list[Layer], made: dict[str, QgsVectorLayer], crs: str
    ) -> dict[str, Any]:
        bare = [plan.name for plan in plans if not plan.listed]
        if bare:
            text = tr("No public source lists the fields of {layers}: they have BSM and YSDM only, or none.")
            call.note(text.format(layers=", ".join(bare)))
        files = call.asked_files("PROJECT")
        if files:
            groups = load(EDITION).layers["group_zh" if language() == CHINESE else "geometry"]
            save_project(files["PROJECT"], [(str(groups[plan.name]), made[plan.name]) for plan in plans], self.title())
        elif path.lower().endswith(".gdb"):
            call.warn(tr("A File Geodatabase holds no forms: ask for a project too, which does."))
        call.note(tr("{count} layers in {system}").format(count=len(plans), system=crs))
        return {"DATABASE": path, **files, "LAYER_COUNT": len(plans), "SYSTEM": crs}


def _save_in_postgis(call: Call, made: dict[str, QgsVectorLayer]) -> None:
    """Keep the forms beside the tables, which are made already; a role may lack the right to add a table for them."""
    try:
        for layer in made.values():
            save_style(layer, layer.name())
    except TubanError as error:
        call.warn(str(error))


def _is_temporary(call: Call) -> bool:
    """Whether no file was named: QGIS offers a temporary one."""
    return call.parameters.get("DATABASE") in (None, "", QgsProcessing.TEMPORARY_OUTPUT)


def _system(call: Call) -> str:
    """Authority and code of the system of the new layers."""
    area = call.input("AREA")
    given = call.algorithm.parameterAsCrs(call.parameters, "CRS", call.context)
    if given.isValid() == (area is not None):
        raise TubanError(tr("Say where the county lies, once: by a layer in AREA or by a system in CRS."))
    if area is None:
        if given.isGeographic():
            raise TubanError(tr("{crs} is in degrees: choose a Gauss-Kruger zone, such as EPSG:4528.").format(
                crs=given.userFriendlyIdentifier()
            ))  # fmt: skip
        return given.authid() or given.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED)
    frame = area.frame([])
    zone = county_zone(frame.geometry, frame.crs)
    if zone.spans:
        text = tr("The county reaches into {count} zones: the one of its middle was taken.")
        call.warn(text.format(count=zone.spans))
    return zone.crs


def _table(uri: QgsDataSourceUri, schema: str, plan: Layer) -> QgsVectorLayer:
    shape = "" if plan.geometry == "None" else postgis.SHAPE
    return postgis.table_layer(uri, schema, plan.name, plan.title, shape)
