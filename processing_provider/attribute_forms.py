"""Layers of a survey database as QGIS shows them: aliases, codes with names, constraints, defaults, pages of forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorField,
    QgsDefaultValue,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsProject,
    QgsVectorLayer,
)

from ..tools.errors import TubanError
from ..tools.language import tr
from ..tools.standard import Standard
from ..tools.standard.schema import Code, Field, Layer
from . import compat
from .algorithm import RESOURCES

STYLES = {"DLTB": "patches.qml", "DLTBGX": "patches.qml", "PDT": "slope_grades.qml"}
"""Styles of resources/styles for layers that have one."""

_EMPTY = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"
"""What a value map of QGIS calls NULL."""

_NAMES = {"DLMC": "DLBM", "TBXHMC": "TBXHDM", "ZZSXMC": "ZZSXDM"}
"""Fields that hold the name of another field's code."""

_COMPUTED = {
    "KCDLBM": """if("KCXS" > 0, '1203', NULL)""",
    "KCMJ": 'round("TBMJ" * coalesce("KCXS", 0), 2)',
    "TBDLMJ": 'round("TBMJ" - round("TBMJ" * coalesce("KCXS", 0), 2), 2)',
}
"""Fields that follow from others of a patch."""


def dress(layer: QgsVectorLayer, plan: Layer, standard: Standard) -> None:
    """Give a layer the style and the form of its plan."""
    style = RESOURCES / "styles" / STYLES.get(plan.name, "")
    if style.is_file():
        layer.loadNamedStyle(str(style))
    names = _names_of_codes(standard, plan)
    form = layer.editFormConfig()
    for place, definition in enumerate(layer.fields()):
        field = plan.by_name.get(definition.name())
        if field is None:
            form.setReadOnly(place, True)
            continue
        layer.setFieldAlias(place, field.alias)
        if field.codes:
            layer.setEditorWidgetSetup(place, QgsEditorWidgetSetup("ValueMap", {"map": _value_map(field)}))
        _constrain(layer, place, field)
        _set_default(layer, place, field, plan, names)
        form.setReadOnly(place, field.name == "YSDM" and bool(field.default))
    if plan.name in ("DLTB", "DLTBGX"):
        form.setLayout(compat.TAB_LAYOUT)
        form.clearTabs()
        for title, fields in _pages(plan):
            form.addTab(_page(layer, title, fields))
    layer.setEditFormConfig(form)


def _value_map(field: Field) -> list[dict[str, str]]:
    """Codes with their names; empty first where a value is not wanted."""
    empty = [] if field.required else [{tr("(empty)"): _EMPTY}]
    return [*empty, *({_shown(code): code.code} for code in field.codes)]


def _shown(code: Code) -> str:
    return f"{code.code} {code.name}"


def _constrain(layer: QgsVectorLayer, place: int, field: Field) -> None:
    """Soft constraints: a form says what is missing, and lets go on with what is not known yet."""
    kinds, soft = QgsFieldConstraints.Constraint, QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    if field.required:
        layer.setFieldConstraint(place, kinds.ConstraintNotNull, soft)
    if field.name == "BSM":
        layer.setFieldConstraint(place, kinds.ConstraintUnique, soft)
    if field.condition:
        condition = f'{field.condition} OR "{field.name}" IS NULL'
        layer.setConstraintExpression(place, condition, tr("{field}: {condition}").format(
            field=field.alias, condition=field.condition.replace('"', "")
        ))  # fmt: skip
        layer.setFieldConstraint(place, kinds.ConstraintExpression, soft)


def _set_default(
    layer: QgsVectorLayer, place: int, field: Field, plan: Layer, names: Mapping[str, Mapping[str, str]]
) -> None:
    if field.name in names:
        pairs = ", ".join(f"{_text(code)}, {_text(name)}" for code, name in names[field.name].items())
        expression = f'map_get(map({pairs}), "{_NAMES[field.name]}")'
        layer.setDefaultValueDefinition(place, QgsDefaultValue(expression, True))
    elif field.name in _COMPUTED and {"TBMJ", "KCXS"} <= set(plan.by_name):
        layer.setDefaultValueDefinition(place, QgsDefaultValue(_COMPUTED[field.name], True))
    elif field.default:
        text = field.default if field.kind == "integer" else _text(field.default)
        layer.setDefaultValueDefinition(place, QgsDefaultValue(text))


def _names_of_codes(standard: Standard, plan: Layer) -> dict[str, dict[str, str]]:
    """For each field that holds a name: the Chinese names, which are the standard's, by code."""
    known = {name: plan.by_name[code].codes for name, code in _NAMES.items() if {name, code} <= set(plan.by_name)}
    crops = standard.crops.drop_duplicates("code").set_index("code")["name_zh"].to_dict()
    made = {name: {code.code: code.name_zh for code in codes} for name, codes in known.items() if codes}
    if "ZZSXMC" in made:
        made["ZZSXMC"].update({code: crops[code] for code in made["ZZSXMC"] if code in crops})
    return made


def _pages(plan: Layer) -> list[tuple[str, list[str]]]:
    """The pages of a patch's form; fields that no page names stand on the first."""
    pages = [
        (tr("Ownership"), ["QSXZ", "QSDWDM", "QSDWMC", "ZLDWDM", "ZLDWMC", "FRDBS", "MSSM", "HDMC"]),
        (tr("Areas and ridges"), ["TBMJ", "KCDLBM", "KCXS", "KCMJ", "TBDLMJ"]),
        (tr("Cultivated land"), ["GDPDJB", "GDLX", "GDDB", "ZZSXDM", "ZZSXMC", "TBXHDM", "TBXHMC"]),
    ]
    named = {name for _, names in pages for name in names}
    first = [name for name in plan.by_name if name not in named]
    return [(tr("Patch"), first), *pages]


def _page(layer: QgsVectorLayer, title: str, names: Iterable[str]) -> QgsAttributeEditorContainer:
    page = compat.form_tab(title)
    for name in names:
        place = layer.fields().lookupField(name)
        if place >= 0:
            page.addChildElement(QgsAttributeEditorField(name, place, page))
    return page


def save_style(layer: QgsVectorLayer, description: str) -> None:
    """Keep a layer's style and form in its database, as the one that QGIS takes on opening. Raises `TubanError`."""
    problem = layer.saveStyleToDatabase("Tuban", description, True, "")
    if problem:
        text = tr("The form of layer {layer} cannot be kept in the database: {reason}")
        raise TubanError(text.format(layer=layer.name(), reason=problem))


def save_project(path: str | Path, layers: Iterable[tuple[str, QgsVectorLayer]], title: str) -> None:
    """Write a project that shows the layers in groups, the first ones on top. Raises `TubanError`."""
    project = QgsProject()
    project.setTitle(title)
    for group, layer in layers:
        root = project.layerTreeRoot()
        node = root.findGroup(group) or root.addGroup(group)
        project.addMapLayer(layer, False)
        node.addLayer(layer)
        if project.crs() != layer.crs() and layer.crs().isValid():
            project.setCrs(layer.crs())
    if not project.write(str(path)):
        raise TubanError(tr("The project {path} cannot be written: {reason}").format(path=path, reason=project.error()))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
