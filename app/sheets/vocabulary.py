"""The words of foreign lists, from resources/sheets/low_income.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from app.sheets.cell import word_of


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Columns by the words that head them; classes and traits by their words, the longest first."""

    columns: Mapping[str, str]
    classes: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, str], ...]
    yes: frozenset[str]
    no: frozenset[str]
    whether: str
    foot: tuple[str, ...]
    place: re.Pattern[str]
    group_only: re.Pattern[str]
    month: re.Pattern[str]

    def column(self, heading: str) -> str:
        """Name what a column is: a field, ``class:…`` or ``flag:…`` for a column of yes and no; empty for neither."""
        word = word_of(heading)
        if word in self.columns:
            return self.columns[word]
        asked = word.removeprefix(self.whether)
        for kind, words in (("class", self.classes), ("flag", self.flags)):
            if found := next((code for known, code in words if known == asked), ""):
                return f"{kind}:{found}"
        return ""

    def class_of(self, word: str) -> str:
        """Give the class that a word means, empty where it means none."""
        return next((code for known, code in self.classes if known in word), "")

    def flag_of(self, word: str) -> str:
        """Give the trait that a word means, empty where it means none."""
        return next((code for known, code in self.flags if known in word), "")


@cache
def vocabulary() -> Vocabulary:
    """Give the words, read once."""
    said = tomllib.loads(resources.path("sheets/low_income.toml").read_text("utf-8"))
    word = said["word"]
    return Vocabulary(
        columns={word_of(name): column for column, names in said["column"].items() for name in names},
        classes=_longest_first(said["class"]),
        flags=_longest_first(said["flag"]),
        yes=frozenset(map(word_of, word["yes"])),
        no=frozenset(map(word_of, word["no"])),
        whether=word["whether"],
        foot=tuple(word["foot"]),
        place=re.compile(word["place"]),
        group_only=re.compile(word["group_only"]),
        month=re.compile(word["month"]),
    )


def _longest_first(said: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    pairs = [(word_of(word), code) for code, words in said.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
