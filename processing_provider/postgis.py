"""Survey databases in PostGIS: connections, and their tables as layers."""

from __future__ import annotations

from qgis.core import (
    QgsDataSourceUri,
    QgsErrorMessage,
    QgsProcessingContext,
    QgsProviderConnectionException,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..tools.errors import TubanError
from ..tools.inspection import layer_code
from ..tools.language import tr
from ..tools.standard import Standard
from .frames import LayerInput, layer_input, whole_source

SCHEMA = "survey"
KEY, SHAPE = "fid", "geom"
"""What our tables call their key and their geometry."""


def connection_of(text: str) -> QgsDataSourceUri:
    """A connection that QGIS knows by its name, or parameters as they are."""
    if "=" in text:
        return QgsDataSourceUri(text)
    found = QgsProviderRegistry.instance().providerMetadata("postgres").findConnection(text)
    if found is None:
        refusal = tr("QGIS knows no PostGIS connection “{name}”: give its name, or parameters such as host=… dbname=….")
        raise TubanError(refusal.format(name=text))
    return QgsDataSourceUri(found.uri())


def table_layer(
    connection: QgsDataSourceUri, schema: str, table: str, title: str, shape: str = SHAPE, key: str = KEY
) -> QgsVectorLayer:
    """A table as a layer; `shape` is its geometry column, empty where it has none."""
    of_table = QgsDataSourceUri(connection)
    of_table.setDataSource(schema, table, shape, "", key)
    return QgsVectorLayer(of_table.uri(False), title, "postgres")


def survey_tables(
    connection: QgsDataSourceUri, schema: str, standard: Standard, context: QgsProcessingContext
) -> tuple[list[LayerInput], dict[str, str]]:
    """The tables of a schema that are layers of the standard, and those that cannot be read with the reason.

    Raises `TubanError` where there is none.
    """
    postgres = QgsProviderRegistry.instance().providerMetadata("postgres")
    try:
        tables = postgres.createConnection(connection.uri(False), {}).tables(schema)
    except QgsProviderConnectionException:  # whose words would show the password
        refusal = tr("PostGIS database {name} on {host} cannot be reached: check the connection, user and password.")
        where = {"name": connection.database() or connection.service(), "host": connection.host() or "localhost"}
        raise TubanError(refusal.format(**where)) from None
    known = [table for table in tables if layer_code(table.tableName(), standard)]
    if not known:
        refusal = tr("Schema {schema} holds no layer of the standard: its tables must be called DLTB, XZQ and so on.")
        raise TubanError(refusal.format(schema=schema))
    layers, unreadable = [], {}
    for table in known:
        name, key = table.tableName(), ",".join(table.primaryKeyColumns())
        layer = table_layer(connection, schema, name, name, table.geometryColumn(), key)
        if layer.isValid():
            layers.append(layer_input(whole_source(layer, context), layer, True))
        else:
            reason = " ".join(layer.error().message(QgsErrorMessage.Format.Text).split()).rstrip(".")
            unreadable[layer_code(name, standard)] = reason or tr("the table cannot be opened")
    return layers, unreadable
