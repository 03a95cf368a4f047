"""The language that people read: one translation for engine, algorithms and docks.

`tr` marks and translates a literal. Texts are English in the code; QGIS's side installs a translator that reads
i18n/*.qm, so the engine itself needs no Qt.
"""

from __future__ import annotations

from typing import Callable

ENGLISH = "en"
CHINESE = "zh"


class _Current:
    translate: Callable[[str], str] = staticmethod(lambda text: text)
    language: str = ENGLISH


def tr(text: str) -> str:
    """The text in the user's language. Call with a literal; fill placeholders with `.format` afterwards."""
    return _Current.translate(text)


def language() -> str:
    """`en` or `zh`: picks the text column of the standard's tables."""
    return _Current.language


def install(translate: Callable[[str], str], code: str) -> None:
    """Set the translator and the language code (`en`, `zh`) for this process."""
    _Current.translate = staticmethod(translate)
    _Current.language = code
