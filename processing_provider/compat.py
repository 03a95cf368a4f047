"""All differences between QGIS versions (3.22 to 4.x, Qt5 and Qt6), in one place."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    NULL,
    Qgis,
    QgsAttributeEditorContainer,
    QgsEditFormConfig,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType, QVariant

QGIS_VERSION = Qgis.QGIS_VERSION_INT if hasattr(Qgis, "QGIS_VERSION_INT") else Qgis.versionInt()

if QGIS_VERSION >= 33600:
    POLYGON_SOURCE = Qgis.ProcessingSourceType.VectorPolygon
    LINE_SOURCE = Qgis.ProcessingSourceType.VectorLine
    POINT_SOURCE = Qgis.ProcessingSourceType.VectorPoint
    ANY_VECTOR = Qgis.ProcessingSourceType.Vector
    ANY_GEOMETRY = Qgis.ProcessingSourceType.VectorAnyGeometry
    ADVANCED = Qgis.ProcessingParameterFlag.Advanced
    OPTIONAL = Qgis.ProcessingParameterFlag.Optional
    FOLDER = Qgis.ProcessingFileParameterBehavior.Folder
    SKIP_VALIDITY_CHECKS = Qgis.ProcessingFeatureSourceFlag.SkipGeometryValidityChecks
    NO_GEOMETRY = Qgis.FeatureRequestFlag.NoGeometry
else:
    POLYGON_SOURCE = QgsProcessing.TypeVectorPolygon
    LINE_SOURCE = QgsProcessing.TypeVectorLine
    POINT_SOURCE = QgsProcessing.TypeVectorPoint
    ANY_VECTOR = QgsProcessing.TypeVector
    ANY_GEOMETRY = QgsProcessing.TypeVectorAnyGeometry
    ADVANCED = QgsProcessingParameterDefinition.FlagAdvanced
    OPTIONAL = QgsProcessingParameterDefinition.FlagOptional
    FOLDER = QgsProcessingParameterFile.Folder
    SKIP_VALIDITY_CHECKS = QgsProcessingFeatureSource.FlagSkipGeometryValidityChecks
    NO_GEOMETRY = QgsFeatureRequest.NoGeometry

if QGIS_VERSION >= 33000:
    POLYGONS, ANY_KIND = Qgis.GeometryType.Polygon, Qgis.GeometryType.Unknown
    POINTS, LINES = Qgis.GeometryType.Point, Qgis.GeometryType.Line
else:
    POLYGONS, ANY_KIND = QgsWkbTypes.PolygonGeometry, QgsWkbTypes.UnknownGeometry
    POINTS, LINES = QgsWkbTypes.PointGeometry, QgsWkbTypes.LineGeometry

if hasattr(Qgis, "AttributeFormLayout"):
    TAB_LAYOUT = Qgis.AttributeFormLayout.DragAndDrop
else:
    TAB_LAYOUT = QgsEditFormConfig.EditorLayout.TabLayout

PARAMETER_AS_FIELDS = "parameterAsStrings" if QGIS_VERSION >= 34000 else "parameterAsFields"
"""The method that gives the names of a parameter of several fields."""

FAST_INSERT = QgsFeatureSink.Flag.FastInsert if hasattr(QgsFeatureSink, "Flag") else QgsFeatureSink.FastInsert

if QGIS_VERSION >= 33800:
    _KINDS = {
        "text": QMetaType.Type.QString,
        "integer": QMetaType.Type.LongLong,
        "real": QMetaType.Type.Double,
        "date": QMetaType.Type.QDate,
        "datetime": QMetaType.Type.QDateTime,
    }
else:
    _KINDS = {
        "text": QVariant.String,
        "integer": QVariant.LongLong,
        "real": QVariant.Double,
        "date": QVariant.Date,
        "datetime": QVariant.DateTime,
    }


_KIND_OF_TYPE = {
    QMetaType.Type.Bool: "integer",
    QMetaType.Type.Int: "integer",
    QMetaType.Type.UInt: "integer",
    QMetaType.Type.LongLong: "integer",
    QMetaType.Type.ULongLong: "integer",
    QMetaType.Type.Float: "real",
    QMetaType.Type.Double: "real",
    QMetaType.Type.QDate: "date",
    QMetaType.Type.QDateTime: "datetime",
}
"""Under Qt5 these are the same numbers as those of QVariant.Type."""


def form_tab(title: str) -> QgsAttributeEditorContainer:
    """A page of an attribute form."""
    page = QgsAttributeEditorContainer(title, None)
    if hasattr(Qgis, "AttributeEditorContainerType"):
        page.setType(Qgis.AttributeEditorContainerType.Tab)
    else:
        page.setIsGroupBox(False)
    return page


def kind_of(definition: QgsField) -> str:
    """What a field holds: text, integer, real, date or datetime; whatever else there is is read as text."""
    return _KIND_OF_TYPE.get(definition.type(), "text")


def field(name: str, kind: str, length: int = 0, decimals: int = 0, alias: str = "") -> QgsField:
    """A field; kind is text, integer, real, date or datetime."""
    made = QgsField(name, _KINDS[kind], "", length, decimals)
    if alias:
        made.setAlias(alias)
    return made


def is_null(value: Any) -> bool:
    """Whether an attribute is NULL: a QVariant on Qt5, None on Qt6."""
    return value is None or value == NULL


def geometry_type(name: str) -> Any:
    """A WKB type by name: `Polygon`, `MultiPolygon`, `Point`, `NoGeometry`…"""
    return getattr(getattr(Qgis, "WkbType", QgsWkbTypes), name)


def finalize(sink: Any) -> None:
    """Flush a sink where the version has a call for it."""
    if hasattr(sink, "finalize"):
        sink.finalize()


def set_output_group(model: Any, title: str) -> None:
    """The group of the legend that a model's layers are loaded into, where the version knows one (3.32)."""
    if hasattr(model, "setOutputGroup"):
        model.setOutputGroup(title)
