"""Rules of every layer: a template of the rule book becomes one rule for each field that it speaks of."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..standard import Standard
from ..standard.rulebook import EVERY_LAYER
from .findings import ERROR, WARNING
from .rules import SQL

EACH = "each:"
_PATCHES = "DLTB"
_CODES = ("TBBH", "ZLDWDM", "QSDWDM", "XZQDM", "CZCDM", "CZCLX")
_RECALLED = "recalled"


def database_book(standard: Standard) -> pd.DataFrame:
    """The rules that a whole database is checked by, index id: those of every layer written out field by field.

    The patches (DLTB) have rules of their own for each field. Identifiers are compared over all layers at once.
    """
    rules, own = standard.database_rules, standard.rules
    templates = rules["check"].str.startswith(EACH)
    written = [
        _of_field(rule, name, field) for name, rule in rules[templates].iterrows() for field in _fields(standard)
    ]
    made = pd.DataFrame([row for row in written if row is not None]).set_index("id")
    over_all = rules["kind"].eq("dup_bsm").any()
    alone = own.index[own["kind"].eq("dup_bsm") & over_all]
    return pd.concat([own.drop(index=alone), rules[~templates], made])


def _fields(standard: Standard) -> list[dict[str, Any]]:
    """The fields of all layers but the patches, each with what the templates ask of it."""
    lists = standard.code_lists.groupby("list")["confidence"].agg(lambda known: (known == _RECALLED).all())
    fields = standard.fields[standard.fields["layer"] != _PATCHES]
    named = fields["domain"].str.extract(r"^code_lists: (\w+)")[0].fillna("")
    layers = standard.layers.reindex(fields["layer"])
    ysdm = pd.Series(layers["ysdm"].fillna("").to_numpy(), fields.index)
    recalled = pd.Series(layers["ysdm_confidence"].eq(_RECALLED).to_numpy(), fields.index)
    return [
        {
            **row,
            "list": code,
            "list_recalled": bool(lists.get(code, False)),
            "ysdm": number,
            "ysdm_recalled": bool(unsure),
        }
        for row, code, number, unsure in zip(fields.to_dict("records"), named, ysdm, recalled)
    ]


def _of_field(rule: pd.Series, name: Any, field: dict[str, Any]) -> dict[str, Any] | None:
    """The rule for one field, None where the template does not speak of it."""
    wanted, unsure, listed = _asked(str(rule["check"])[len(EACH) :], field)
    if not wanted:
        return None
    made = {**rule, "id": f"{str(name).partition(':')[0]}-{field['layer']}-{field['field']}"}
    made.update(layer=field["layer"], check=SQL, fields=field["field"])
    for column in ("scope", "condition"):
        made[column] = made[column].replace("{field}", field["field"]).replace("{list}", listed)
    for language in ("zh", "en"):
        text = made[f"text_{language}"].replace("{field}", field["field"]).replace("{list}", listed)
        text = text.replace("{alias}", field[f"alias_{language}"])
        made[f"text_{language}"] = text.replace("{value}", f"{{{field['field']}}}")
    if made["severity"] == ERROR and (unsure or field["confidence"] == _RECALLED):
        made["severity"] = WARNING
    return made


def _asked(template: str, field: dict[str, Any]) -> tuple[bool, bool, str]:
    """Whether a template speaks of a field, whether that is recalled only, and the code list or code it names."""
    domain, name = field["domain"], field["field"]
    number = field["type"] in ("Float", "Int")
    asked = {
        "coded": (field["list"] != "", field["list_recalled"], field["list"]),
        "class": (domain == "land_classes", False, ""),
        "positive": (number and domain.startswith(">0") and "linear" not in domain, False, ""),
        "not_negative": (number and domain.startswith(">=0"), False, ""),
        "mandatory": (field["constraint"] == "M", False, ""),
        "ysdm": (name == "YSDM" and field["ysdm"] != "", field["ysdm_recalled"], field["ysdm"]),
        "code": (name in _CODES, False, ""),
        "bsm": (name == "BSM", False, ""),
        "area": (field["type"] == "Float" and field["decimals"] == 2, False, ""),
        "update_time": (name == "GXSJ", False, ""),
    }
    return asked[template]


def of_layers(book: pd.DataFrame, layers: list[str]) -> pd.DataFrame:
    """The rules of some layers, and those of every layer."""
    return book[book["layer"].isin([*layers, EVERY_LAYER])]
