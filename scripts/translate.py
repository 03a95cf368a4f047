"""Collects the texts that people read into i18n/tuban_zh_CN.ts and compiles i18n/tuban_zh_CN.qm.

A text is the literal inside `tr("…")` in the package's Python files or a string of a Qt Designer form. What the
catalogue has already in Chinese is kept, what is no longer used is dropped. Wordings for new texts, and better ones for
old texts, may lie ready in build/zh/*.tsv (two columns: English as in the code, Chinese).
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "i18n" / "tuban_zh_CN.ts"
CONTEXT = "Tuban"
LRELEASE = "/usr/lib/qt5/bin/lrelease"
CODE = ("*.py", "tools/**/*.py", "processing_provider/**/*.py", "forms/**/*.py")

Text = tuple[str, str]
"""(context, English text)"""


class Texts:
    """The texts found, each with the place where it stands first, and the calls that cannot be read."""

    def __init__(self) -> None:
        self.places: dict[Text, str] = {}
        self.unreadable: list[str] = []

    def add(self, context: str, text: str, place: str) -> None:
        self.places.setdefault((context, text), place)


def _files(*patterns: str) -> list[Path]:
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def _collect_code(path: Path, texts: Texts) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if getattr(node.func, "attr", "") == "tr":
            texts.unreadable.append(f"{_place(path, node.lineno)}: use tr from tools/language.py, not a method tr")
        elif getattr(node.func, "id", "") == "tr":
            argument = node.args[0] if len(node.args) == 1 and not node.keywords else None
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                texts.add(CONTEXT, argument.value, _place(path, node.lineno))
            else:
                texts.unreadable.append(f"{_place(path, node.lineno)}: tr takes one literal; .format comes after")


def _collect_form(path: Path, texts: Texts) -> None:
    form = ET.parse(path).getroot()
    for string in form.iter("string"):
        if string.text and string.get("notr") != "true":
            texts.add(form.findtext("class", ""), string.text, _place(path, 1))


def collect() -> Texts:
    """Every text of the checkout that a person may see."""
    texts = Texts()
    for path in _files(*CODE):
        _collect_code(path, texts)
    for path in _files("forms/**/*.ui"):
        _collect_form(path, texts)
    return texts


def catalogue() -> dict[Text, str]:
    """What i18n/tuban_zh_CN.ts holds; an unfinished translation is empty."""
    if not CATALOGUE.exists():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation") or ""
        for context in ET.parse(CATALOGUE).getroot().iter("context")
        for message in context.iter("message")
    }


def _wordings() -> Iterator[tuple[str, str]]:
    for path in _files("build/zh/*.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            english, _tab, chinese = line.partition("\t")
            if chinese.strip():
                yield english.replace("\\n", "\n"), chinese.strip().replace("\\n", "\n")


def translated(texts: Texts) -> dict[Text, str]:
    """Chinese for each text: from build/zh, else from the catalogue, else empty."""
    known, ready = catalogue(), dict(_wordings())
    return {text: ready.get(text[1]) or known.get(text, "") for text in sorted(texts.places)}


def _message(text: str, chinese: str) -> str:
    translation = f"<translation>{escape(chinese)}</translation>"
    if not chinese:
        translation = '<translation type="unfinished"></translation>'
    return f"    <message>\n        <source>{escape(text)}</source>\n        {translation}\n    </message>\n"


def write(messages: dict[Text, str]) -> None:
    """The catalogue as Qt Linguist reads it: sorted and without line numbers, so that a change shows as one."""
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n']
    parts.append('<TS version="2.1" language="zh_CN" sourcelanguage="en">\n')
    for context in sorted({context for context, _text in messages}):
        parts.append(f"<context>\n    <name>{escape(context)}</name>\n")
        parts += [_message(text, chinese) for (where, text), chinese in messages.items() if where == context]
        parts.append("</context>\n")
    CATALOGUE.write_text("".join(parts) + "</TS>\n", encoding="utf-8")


def placeholders(text: str) -> list[str]:
    """The {…} of a text, sorted: a translation must hold the same ones."""
    return sorted(re.findall(r"\{[^{}]*\}", text))


def faults(messages: dict[Text, str], texts: Texts) -> list[str]:
    """Why the catalogue is not complete: a line for each text."""
    found = list(texts.unreadable)
    for key, chinese in messages.items():
        place, text = texts.places.get(key, CATALOGUE.name), key[1]
        if not chinese:
            found.append(f"{place}: not translated: {text!r}")
        elif placeholders(text) != placeholders(chinese):
            found.append(f"{place}: other placeholders in Chinese: {text!r}")
    return found


def main() -> int:
    texts = collect()
    messages = translated(texts)
    write(messages)
    found = faults(messages, texts)
    if found:
        print(f"{CATALOGUE.relative_to(ROOT)} is not complete:", *found, sep="\n  ", file=sys.stderr)
        return 1
    subprocess.run([LRELEASE, "-silent", CATALOGUE, "-qm", CATALOGUE.with_suffix(".qm")], check=True)
    print(f"{len(messages)} texts in English and Chinese")
    return 0


if __name__ == "__main__":
    sys.exit(main())
