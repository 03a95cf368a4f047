"""Classes of the standard found by code, pinyin or name, as a person types them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ..standard.edition import EDITIONS, Standard, load
from ..standard.tables import Table, read_table, refuse_unknown

PINYIN = Table("pinyin.csv", ("code", "pinyin"), key=("code",), filled=("pinyin",))
"""Syllables of the Chinese names, separated by blanks; ü may be typed as v or u."""


@dataclass(frozen=True)
class LandClass:
    """A class that a patch may bear."""

    code: str
    name_zh: str
    name_en: str
    group: str
    """First-level class: the official group of the palette."""
    initials: str
    pinyin: str


class ClassFinder:
    """All classes that a patch may bear, in the standard's order, and the search over them."""

    def __init__(self, standard: Standard):
        table = read_table(EDITIONS / standard.edition, PINYIN)
        refuse_unknown(table, PINYIN.file, "code", standard.land_classes.index, "land_classes.csv")
        syllables = {code: text.replace("ü", "v").split() for code, text in zip(table["code"], table["pinyin"])}
        classes = standard.land_classes[standard.land_classes["leaf"]]
        self.classes = tuple(
            LandClass(
                code=str(code),
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                group=row["first_level"],
                initials="".join(syllable[0] for syllable in syllables.get(code, ())),
                pinyin="".join(syllables.get(code, ())),
            )
            for code, row in classes.sort_index().iterrows()
        )
        self.by_code = {found.code: found for found in self.classes}

    def find(self, typed: str, limit: int = 12) -> list[LandClass]:
        """Classes that match what was typed, the best first: code, initials, whole pinyin, Chinese or English name."""
        text = "".join(typed.lower().split())
        if not text:
            return []
        ranked = [(rank, place) for place, one in enumerate(self.classes) if (rank := _rank(one, text)) is not None]
        return [self.classes[place] for _rank_, place in sorted(ranked)[:limit]]

    def best(self, typed: str) -> LandClass | None:
        """The class that Enter takes: the best match, None where there is none."""
        found = self.find(typed, 1)
        return found[0] if found else None


@cache
def finder(edition: str) -> ClassFinder:
    """The finder of an edition, made once."""
    return ClassFinder(load(edition))


def _rank(one: LandClass, text: str) -> int | None:
    """How well a class matches, 0 best; a shorter word for the same letters comes first within a rank."""
    code, english = one.code.lower(), "".join(one.name_en.lower().split())
    plain = one.pinyin.replace("v", "u")
    whole = (code, code.lstrip("0"), one.initials, one.name_zh, one.pinyin, plain, english)
    if text in whole:
        return 0
    for rank, words in enumerate(
        ((code, code.lstrip("0")), (one.initials,), (one.name_zh,), (one.pinyin, plain), (english,)), 1
    ):
        if any(word.startswith(text) for word in words):
            return rank
    if text in one.name_zh:
        return 6
    if len(text) > 1 and text in one.initials:
        return 7
    if len(text) > 2 and (text in one.pinyin or text in plain or text in english):
        return 8
    return None
