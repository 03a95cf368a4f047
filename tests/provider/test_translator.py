"""The compiled catalogue that QGIS loads says what the catalogue in the repository says."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

I18N = Path(__file__).resolve().parents[2] / "i18n"


@pytest.fixture
def chinese(qgis_app):
    translator = QTranslator()
    assert translator.load(str(I18N / "tuban_zh_CN.qm"))
    QCoreApplication.installTranslator(translator)
    yield QCoreApplication.translate
    QCoreApplication.removeTranslator(translator)


def test_the_compiled_catalogue_gives_the_translations_of_the_source(chinese):
    messages = [
        (context.findtext("name"), message.findtext("source"), message.findtext("translation"))
        for context in ET.parse(I18N / "tuban_zh_CN.ts").getroot().iter("context")
        for message in context.iter("message")
    ]
    assert messages
    assert [source for context, source, words in messages if chinese(context, source) != words] == [], "run `make i18n`"
