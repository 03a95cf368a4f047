"""What the tables of an edition must look like."""

from __future__ import annotations

from dataclasses import replace

from .tables import Table

_SOURCED = ("source", "confidence", "note")
_NAMED = ("name_zh", "name_en")
_CODED = ("code", *_NAMED)
_YES_NO = ("yes", "no")
_HELP = (
    *("definition_en", "definition_zh", "limit_en", "limit_zh"),
    *("remedy_en", "remedy_zh", "repair_en", "repair_zh", "source_zh"),
)

LAND_CLASSES = Table(
    "land_classes.csv",
    (*_CODED, "level", "parent", "three_way_group", "leaf", "adjustable", "definition_zh", "definition_en", *_SOURCED),
    key=("code",),
    filled=(*_NAMED, "source"),
    choices={
        "level": ("1", "2", "3"),
        "three_way_group": ("farm", "built", "unused", "mixed"),
        "leaf": _YES_NO,
        "adjustable": _YES_NO,
    },
)
CODE_LISTS = Table(
    "code_lists.csv",
    ("list", *_CODED, *_SOURCED),
    key=("list", "code"),
    filled=("code", *_NAMED, "source"),
)
LAYERS = Table(
    "layers.csv",
    ("layer", *_NAMED, "group_zh", "geometry", "ysdm", "mandatory", *_SOURCED),
    key=("layer",),
    filled=(*_NAMED, "geometry", "source"),
)
FIELDS = Table(
    "fields.csv",
    (
        *("layer", "order", "field", "alias_zh", "alias_en", "type", "length", "decimals", "domain", "constraint"),
        *_SOURCED,
    ),
    key=("layer", "field"),
    filled=("order", "field", "alias_zh", "alias_en", "source"),
    numbers=("order", "length", "decimals"),
    choices={"type": ("Char", "VarChar", "Int", "Float", "Date"), "constraint": ("M", "C", "O")},
)
SLOPE_GRADES = Table(
    "slope_grades.csv",
    ("grade", *_NAMED, "lower", "upper", "gdlx", "kcdlbm", *_SOURCED),
    key=("grade",),
    filled=("lower", "upper", "source"),
    numbers=("grade", "lower", "upper"),
)
MINIMUM_AREAS = Table(
    "minimum_areas.csv",
    ("scope", "code", "minimum", "unit", "comparison", *_SOURCED),
    key=("scope", "code"),
    filled=("minimum", "source"),
    numbers=("minimum",),
    choices={
        "scope": ("patch", "desert", "island", "sliver", "short_line"),
        "comparison": ("exceeds", "at_least"),
        "unit": ("m2", "m"),
    },
)
SETTLEMENT = Table(
    "settlement_attributes.csv",
    (*_CODED, "allowed", "forbidden", "used_when", "rule", *_SOURCED),
    key=("code",),
    filled=(*_NAMED, "source"),
)
CROPS = Table(
    "crop_attributes.csv",
    ("scheme", *_CODED, "meaning", "allowed", "rule", *_SOURCED),
    key=("scheme", "code", "name_zh"),
    filled=(*_NAMED, "source"),
    choices={"scheme": ("plan2018_02", "interim2018", "final2019", "yearly")},
)
REFINEMENTS = Table(
    "refinement_codes.csv",
    (*_CODED, "allowed", "crops", "rule", *_SOURCED),
    key=("code",),
    filled=(*_NAMED, "source"),
)
RIDGE_EXAMPLE = Table(
    "ridge_example.csv",
    ("GDPDJB", "GDLX", "KCXS", *_SOURCED),
    key=("GDPDJB", "GDLX"),
    filled=("KCXS", "source"),
    numbers=("KCXS",),
)
LINEAR_CLASSES = Table(
    "linear_classes.csv",
    (*_CODED, "rank", "family", *_SOURCED),
    key=("code",),
    filled=("code", *_NAMED, "rank", "family", "source"),
    numbers=("rank",),
)
LINEAR_REGIONS = Table(
    "linear_regions.csv",
    ("province", *_NAMED, "region", *_SOURCED),
    key=("province",),
    filled=("province", *_NAMED, "source"),
    choices={"region": ("north", "south")},
)
KINDS = Table("kinds.csv", ("kind", *_NAMED), key=("kind",), filled=_NAMED)
KIND_HELP = Table("kind_help.csv", ("kind", "qgis", *_HELP), key=("kind",), filled=_HELP)
KIND_EXAMPLES = Table(
    "kind_examples.csv",
    ("kind", "stage", "layer", "name", "fields", "wkt"),
    key=("kind", "stage", "layer", "name"),
    filled=("name",),
    choices={
        "stage": ("before", "after", "both"),
        "layer": ("DLTB", "DLTB2", "XZQ", "CJDCQ", "XZQJX", "CJDCQJX", "DIVIDERS", "LINES"),
    },
)
RULES = Table(
    "rules.csv",
    (
        *("id", "clause", "layer", "kind", "severity", "fields", "scope", "condition", "check", "tolerance"),
        *("text_zh", "text_en", *_SOURCED),
    ),
    key=("id",),
    filled=("clause", "layer", "kind", "text_zh", "text_en", "source"),
    numbers=("tolerance",),
    choices={"severity": ("error", "warning", "note")},
)

DATABASE_RULES = replace(RULES, file="database_rules.csv")
"""Rules of the whole database, beside those of one layer; as RULES, but `*` stands for every layer."""
BOOK = Table(
    "book.csv",
    (
        *("id", "id_kind", "category_zh", "category_en", "layers", "severity", *_NAMED),
        *("tolerance", "same_as", "reason_zh", "reason_en", *_SOURCED),
    ),
    key=("id",),
    filled=("category_zh", "category_en", "layers", *_NAMED, "source"),
    choices={"id_kind": ("official", "local"), "severity": ("error", "warning", "note")},
)
EDITION = Table("edition.csv", ("base", *_NAMED, *_SOURCED), key=("name_en",), filled=(*_NAMED, "source"))
REMOVED = Table("removed.csv", ("table", "key"), key=("table", "key"), filled=("key",))
CROSSWALK = Table(
    "crosswalk_2to3.csv",
    ("code_2", "name_zh", "code_3", "is_default", "tag", "condition_en", "condition_zh", *_SOURCED),
    key=("code_2", "code_3"),
    filled=("name_zh", "source"),
    choices={"is_default": _YES_NO, "tag": ("", "201", "202", "203", "204", "205")},
)
SYNONYMS = Table(
    "field_synonyms.csv",
    ("field", "synonym", *_SOURCED),
    key=("field", "synonym"),
    filled=("synonym", "source"),
)
