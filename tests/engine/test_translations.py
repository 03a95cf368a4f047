"""The Chinese catalogue is complete: every text, nothing else, the same placeholders."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "translate.py"


@pytest.fixture(scope="module")
def translate():
    spec = importlib.util.spec_from_file_location("translate", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(translate, tmp_path, monkeypatch):
    """An empty checkout in which the script works."""
    for folder in ("tools", "i18n", "forms", "build/zh"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(translate, "ROOT", tmp_path)
    monkeypatch.setattr(translate, "CATALOGUE", tmp_path / "i18n" / "tuban_zh_CN.ts")
    return tmp_path


def test_every_text_can_be_read(translate):
    assert translate.collect().unreadable == []


def test_the_catalogue_holds_every_text_and_no_other(translate):
    assert sorted(translate.catalogue()) == sorted(translate.collect().places), "run `make i18n`"


def test_every_text_is_translated_with_the_same_placeholders(translate):
    assert translate.faults(translate.catalogue(), translate.collect()) == []


def test_texts_are_found_wherever_they_stand(translate, checkout):
    (checkout / "tools" / "a.py").write_text('tr("one " "text {n}").format(n=1)\nother("not this")\n')
    (checkout / "forms" / "f.ui").write_text(
        '<ui><class>Dock</class><string>on a form</string><string notr="true">DLBM</string></ui>'
    )
    assert set(translate.collect().places) == {("Tuban", "one text {n}"), ("Dock", "on a form")}


@pytest.mark.parametrize("call", ['tr(f"{n} patches")', "tr(text)", 'tr("a", "b")', 'self.tr("a")', "tr()"])
def test_a_call_that_cannot_be_translated_is_named_with_its_line(translate, checkout, call):
    (checkout / "tools" / "a.py").write_text(f"\n{call}\n")
    (fault,) = translate.collect().unreadable
    assert fault.startswith("tools/a.py:2: ")


def test_known_wordings_stay_obsolete_ones_go_and_missing_ones_fail(translate, checkout, capsys):
    code = checkout / "tools" / "a.py"
    code.write_text('tr("kept & <b>")\ntr("gone")\n')
    (checkout / "build" / "zh" / "a.tsv").write_text("kept & <b>\t保留 & <b>\ngone\t删除\n", encoding="utf-8")
    translate.write(translate.translated(translate.collect()))
    (checkout / "build" / "zh" / "a.tsv").unlink()
    code.write_text('tr("kept & <b>")\ntr("new {n}")\n')
    assert translate.main() == 1
    assert "tools/a.py:2: not translated: 'new {n}'" in capsys.readouterr().err
    assert translate.catalogue() == {("Tuban", "kept & <b>"): "保留 & <b>", ("Tuban", "new {n}"): ""}


def test_other_placeholders_in_chinese_fail(translate, checkout):
    (checkout / "tools" / "a.py").write_text('tr("{count} of {total}")\n')
    texts = translate.collect()
    assert translate.faults({("Tuban", "{count} of {total}"): "共 {total} 个"}, texts)
    assert not translate.faults({("Tuban", "{count} of {total}"): "共 {total} 个，其中 {count} 个"}, texts)
