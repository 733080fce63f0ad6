"""The words of the register. No Qt."""

from datetime import date
from typing import Any

import resources
from app.domain.household import Relation
from app.domain.low_income import HouseholdClass, ListedPerson, Trait
from app.domain.low_income_list import Wrong
from ui import when

CLASSES = tuple(one.value for one in HouseholdClass)
TRAITS = tuple(one.value for one in Trait)
BETWEEN_LINES = "　"


def say(name: str, /, **facts: object) -> str:
    """Give a text of the register."""
    return resources.text("low_income", name, **facts)


def part(name: str) -> dict[str, Any]:
    """Give the texts of a part of the register's pages."""
    found: dict[str, Any] = resources.texts("low_income")[name]
    return found


def word(area: str, code: str) -> str:
    """Give the word of a code; an unknown one (from a newer program) as it is."""
    return str(part(area).get(code, code))


def words(area: str, codes: tuple[str, ...]) -> str:
    """Give the words of several codes in one line."""
    return say("between").join(word(area, code) for code in codes)


def answers(area: str, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give codes with their words."""
    return tuple((code, word(area, code)) for code in codes)


def relations() -> dict[str, str]:
    """Give the relations that a member can have to the head, by code."""
    known: dict[str, str] = resources.texts("codes")["relation"]
    return {code: said for code, said in known.items() if code != Relation.SELF}


def relation_word(code: str) -> str:
    """Give the word of a relation; what a list wrote in its own words as it is."""
    return relations().get(code, code)


def day_of(iso: str) -> str:
    """Give an ISO day as pages say it."""
    return when.day(date.fromisoformat(iso)) if iso else ""


def sentence_of(wrong: Wrong) -> str:
    """Say what is wrong with a row, and what to do."""
    said: str = part("wrong").get(wrong.code, wrong.code)
    return said.format(**wrong.facts)


def shown(name: str, value: object) -> str:
    """Give the value of a field of a listing as a person reads it."""
    if name in ("classes", "flags") and isinstance(value, tuple):
        return words("class" if name == "classes" else "flag", value)
    if name == "members" and isinstance(value, tuple):
        return say("between").join(_person(one) for one in value)
    return str(value) if value else ""


def _person(one: ListedPerson) -> str:
    relation = relation_word(one.relation)
    return f"{one.name}（{relation}）" if relation else one.name
