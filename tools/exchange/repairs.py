"""Single values made fit for a field of the standard: what was done to them, or why they cannot be used."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..language import tr
from ..standard.schema import Field

CHANGED, AMBIGUOUS, REFUSED = "changed", "ambiguous", "refused"

UNIT_CODES = ("QSDWDM", "ZLDWDM", "KCDWDM")
"""Codes of units: 19 digits, zeros behind what is known."""

CODE_LIKE = ("BSM", "YSDM", "TBYBH", "TBBH", "KCDLBM", *UNIT_CODES)
"""Text without blanks, whose digits are those of a keyboard."""

_UNIT_DIGITS = 19
_EXACT = 2**53
_NUMBER = re.compile(r"([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)(平方米|平米|m²|m2|㎡|公顷|ha|亩|m|米|%)?")
_SQUARE_METRES = {"公顷": Decimal(10_000), "ha": Decimal(10_000), "亩": Decimal(10_000) / 15}
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


@dataclass
class Repaired:
    """A value on its way: what it has become, the steps that it took, and what is to be told."""

    value: Any
    steps: list[str] = field(default_factory=list)
    outcome: str = ""
    """One of changed, ambiguous, refused; empty where the value was good as it was."""

    def step(self, value: Any, said: str) -> None:
        """Take a step if it changes something."""
        if value != self.value:
            self.value, self.outcome = value, self.outcome or CHANGED
            self.steps.append(said)

    def refuse(self, reason: str) -> Repaired:
        """Give the value up."""
        self.value, self.outcome = None, REFUSED
        self.steps.append(reason)
        return self


Repair = Callable[[Any], Repaired]


def plain_text(value: Any) -> Repaired:
    """A value as text without blanks around it."""
    made = Repaired(_written(value))
    if made.value is None:
        return made.refuse(tr("a number of so many digits is not exact"))
    made.step(made.value.strip("\u3000 \t\r\n\xa0\0"), tr("blanks removed"))
    made.value = made.value or None
    return made


def _written(value: Any) -> str | None:
    """A value as it is written, whole numbers without decimals; None where digits were lost."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value)) if abs(value) < _EXACT else None
    return str(value)


def code_text(value: Any) -> Repaired:
    """Text without any blanks, in the letters and digits of a keyboard."""
    made = plain_text(value)
    if made.value is not None:
        made.step(unicodedata.normalize("NFKC", made.value), tr("full-width characters"))
        made.step(re.sub(r"\s+", "", made.value), tr("blanks removed"))
    return made


def text_repair(target: Field) -> Repair:
    """For a field of text without a list of codes."""

    def repair(value: Any) -> Repaired:
        made = (code_text if target.name in CODE_LIKE else plain_text)(value)
        if made.value is None:
            return made
        if target.name in UNIT_CODES:
            if not made.value.isdecimal() or len(made.value) > _UNIT_DIGITS:
                return made.refuse(tr("not a unit code of up to 19 digits"))
            if len(made.value) in (6, 9, 12, 14):
                made.step(made.value.ljust(_UNIT_DIGITS, "0"), tr("zeros added"))
        if target.length and len(made.value) > target.length:
            return made.refuse(tr("longer than {length} characters").format(length=target.length))
        return made

    return repair


def code_repair(codes: Container[str], names: Mapping[str, str]) -> Repair:
    """For a field with a list of codes: `codes` by themselves, and by the names that people write instead."""

    def repair(value: Any) -> Repaired:
        made = code_text(value)
        text = made.value
        if text is None or text in codes:
            return made
        upper = text.upper()
        candidates = (
            (upper, tr("capital letters")),
            (f"0{upper}", tr("leading zero restored")),
            (_ROMAN.get(upper.rstrip("级"), ""), tr("Roman numeral")),
            (upper[:-1] if upper.endswith("级") else "", tr("code without its unit")),
            (names.get(text, ""), tr("name instead of code")),
            (_leading_code(upper, names), tr("code and name together")),
        )
        for candidate, said in candidates:
            if candidate in codes:
                made.step(candidate, said)
                return made
        return made.refuse(tr("not in the list of codes"))

    return repair


def _leading_code(text: str, names: Mapping[str, str]) -> str:
    """The code of a text like 0101水田, 0101-水田 or 水田(0101), unless its name is that of another."""
    found = re.fullmatch(r"([0-9A-Z]+)[-_:.,(]*([^\d()]+)\)?|([^\d()]+)[(]([0-9A-Z]+)[)]", text)
    if not found:
        return ""
    code, name = (found.group(1), found.group(2)) if found.group(1) else (found.group(4), found.group(3))
    return code if names.get(name.strip("-_:., "), code) == code else ""


def number_repair(target: Field, *, percent: bool = False) -> Repair:
    """For a field of numbers. `percent`: all values are a hundredfold."""

    def repair(value: Any) -> Repaired:
        made, number, unit = _read_number(value)
        if number is None:
            return made.refuse(tr("not a number")) if made.value is not None else made
        if unit in _SQUARE_METRES:
            number *= _SQUARE_METRES[unit]
            made.steps.append(tr("in m²"))
        if percent or unit == "%":
            number /= 100
            made.steps.append(tr("percent as ratio"))
        rounded = _half_up(number, target.decimals)
        if rounded != number:
            made.steps.append(tr("rounded to {decimals} decimals").format(decimals=target.decimals))
        made.value = int(rounded) if target.kind == "integer" else float(rounded)
        made.outcome = CHANGED if made.steps else ""
        if not _allowed(target, made.value):
            return made.refuse(tr("outside the range of the field"))
        return made

    return repair


def _read_number(value: Any) -> tuple[Repaired, Decimal | None, str]:
    """A number and its unit from a number or text."""
    if isinstance(value, (int, float)):
        return Repaired(value), None if math.isnan(value) else Decimal(repr(value)), ""
    made = code_text(value)
    if made.value is None:
        return made, None, ""
    found = _NUMBER.fullmatch(made.value.replace(",", ""))
    if not found:
        return made, None, ""
    made.steps.append(tr("number read from text"))
    return made, Decimal(found.group(1)), found.group(2) or ""


def _half_up(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")


def _allowed(target: Field, value: float) -> bool:
    """Whether a number keeps the field's condition."""
    if "BETWEEN" in target.condition:
        return 1 <= value <= int(target.condition.rpartition(" ")[2])
    if "< 1" in target.condition:
        return 0 <= value < 1
    # A 0 in a field that need not be filled, the width of a field of crops, says that there is none.
    return value > 0 if "> 0" in target.condition and target.required else value >= 0
