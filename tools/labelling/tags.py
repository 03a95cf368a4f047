"""Which tags a class may bear, and what a decision writes: the tables of the standard, nothing of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..language import CHINESE, language
from ..standard import Standard, load
from ..standard.schema import Code

CROP_SCHEME = "final2019"
"""Crop attributes changed twice; this is the scheme of TD/T 1055-2019 and the default. Others are in the table."""

NAMES = {"DLBM": "DLMC", "TBXHDM": "TBXHMC", "ZZSXDM": "ZZSXMC"}
"""Fields that hold the Chinese name of a code."""

NO_RIDGE = {"KCDLBM": None, "KCXS": 0.0, "KCMJ": 0.0}
"""Only cultivated land has ridges deducted (plan IV.7.2): a patch that stops being it loses the deduction."""


SLOPING = ("2", "3", "4", "5")
"""Slope grades at which cultivated land is terrace or slope (plan IV.7.1)."""

TAGS = ("ZZSXDM", "TBXHDM", "CZCSXM", "GDPDJB", "GDLX")

WIDTH = "XZDWKD"
"""m: the width that patches of linear features bear, a number where the tags are codes."""

MOST_WIDE = 9999.9
"""m: what the field holds."""


@dataclass(frozen=True)
class TagField:
    """A field that the class may have, with its values in the standard's order."""

    field: str
    name_zh: str
    name_en: str
    tags: tuple[Code, ...]
    required: bool = False

    @property
    def name(self) -> str:
        """The name in the user's language."""
        return self.name_zh if language() == CHINESE else self.name_en

    @property
    def free(self) -> bool:
        """Whether the field may hold any number; its tags are what could be entered."""
        return self.field == WIDTH

    def allows(self, code: Any) -> bool:
        """Whether the field may hold a value; nothing is always allowed."""
        return not code or self.free or any(tag.code == code for tag in self.tags)


def tag_fields(
    standard: Standard,
    code: str,
    values: Mapping[str, Any],
    fields: Collection[str],
    scheme: str = CROP_SCHEME,
    width: str = "",
) -> list[TagField]:
    """The tag fields among a layer's `fields` that a patch of class `code` may fill, given its other `values`.

    `width` is what a linear feature's shape gives for its width.
    """
    sloping = str(values.get("GDPDJB") or "") in SLOPING
    offered = [*_tag_fields(standard.edition, code, scheme), *_width_field(standard, code, width)]
    return [found for found in offered if found.field in fields and (found.field != "GDLX" or sloping)]


def _width_field(standard: Standard, code: str, width: str) -> list[TagField]:
    if not standard.is_linear([code])[0]:
        return []
    measured = (Code(width, "米（按图形量算）", "m by the shape"),) if width else ()
    return [TagField(WIDTH, *_aliases(standard, WIDTH), measured, _listed(standard, "XZDWKD_required", code))]


@cache
def _tag_fields(edition: str, code: str, scheme: str) -> tuple[TagField, ...]:
    """All tag fields of a class, on whatever slope."""
    standard = load(edition)
    cultivated = bool(standard.is_cultivated([code])[0])
    crops = standard.crops[standard.crops["scheme"] == scheme]
    offered = {
        "ZZSXDM": (_of_table(crops, code), cultivated),
        "TBXHDM": (_of_table(standard.refinements.reset_index(), code), False),
        "CZCSXM": (_settlement(standard, code), _listed(standard, "CZCSXM_required", code)),
        "GDPDJB": (_code_list(standard, "PDJB") if cultivated else (), cultivated),
        "GDLX": (_code_list(standard, "GDLX") if cultivated else (), cultivated),
    }
    return tuple(
        TagField(field, *_aliases(standard, field), tuple(tags), required)
        for field, (tags, required) in offered.items()
        if tags
    )


def _aliases(standard: Standard, field: str) -> tuple[str, str]:
    """What a field is called, in Chinese and English."""
    known = standard.fields_of("DLTB").set_index("field").loc[field]
    return known["alias_zh"], known["alias_en"]


def decided(
    standard: Standard,
    code: str,
    tags: Mapping[str, Any],
    old: Mapping[str, Any],
    scheme: str = CROP_SCHEME,
) -> dict[str, Any]:
    """What a decision writes: the fields whose value differs from `old`, names of codes and cleared tags among them.

    `old` holds the values of the layer's fields, None for NULL; fields that it lacks are not written.
    """
    new = {**old, "DLBM": code, **{field: value or None for field, value in tags.items()}}
    offered = {found.field: found for found in tag_fields(standard, code, new, old.keys(), scheme)}
    for field in TAGS:
        if field not in offered or not offered[field].allows(new.get(field)):
            new[field] = None
    if WIDTH in old:
        number = float(tags.get(WIDTH) or 0.0) if WIDTH in offered else 0.0
        new[WIDTH] = number if number != (old[WIDTH] or 0.0) else old[WIDTH]
    for field, name in NAMES.items():
        new[name] = _name(standard, offered, field, new.get(field))
    if not standard.is_cultivated([code])[0] and standard.is_cultivated([old.get("DLBM")])[0]:
        new.update(NO_RIDGE)
        new["TBDLMJ"] = old.get("TBMJ", old.get("TBDLMJ"))
    return {field: value for field, value in new.items() if field in old and value != old[field]}


def _name(standard: Standard, offered: Mapping[str, TagField], field: str, code: Any) -> str | None:
    if not code:
        return None
    if field == "DLBM":
        return standard.class_name([code], CHINESE)[0]
    return next(tag.name_zh for tag in offered[field].tags if tag.code == code)


def _of_table(table: Any, code: str) -> tuple[Code, ...]:
    """Rows whose `allowed` classes hold the code; a row without a code is a value that is written as nothing."""
    return tuple(
        Code(row["code"], row["name_zh"], row["name_en"])
        for _place, row in table.iterrows()
        if row["code"] and code in row["allowed"].split()
    )


def _settlement(standard: Standard, code: str) -> tuple[Code, ...]:
    return tuple(
        Code(str(tag), row["name_zh"], row["name_en"])
        for tag, row in standard.settlement.iterrows()
        if (code in row["allowed"].split() if row["allowed"] else code not in row["forbidden"].split())
    )


def _listed(standard: Standard, name: str, code: str) -> bool:
    lists = standard.code_lists
    return bool(((lists["list"] == name) & (lists["code"] == code)).any())


def _code_list(standard: Standard, name: str) -> tuple[Code, ...]:
    rows = standard.code_lists[standard.code_lists["list"] == name]
    english = rows["name_en"] if "name_en" in rows else rows["name_zh"]
    return tuple(Code(code, zh, en or zh) for code, zh, en in zip(rows["code"], rows["name_zh"], english))
