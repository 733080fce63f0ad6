"""What a window must not ask for stands nowhere: not in a text, on a paper, in a code or as a field."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.domain import change, checklist, course, draft, household, income, person, referral, registration, visit
from app.domain.office import Office
from app.forms.papers import make_forms
from app.forms.preview import page_count
from tests.architecture.tree import ROOT, sources, strings
from tests.made_up.household import draft as whole_draft

HERE = Path(__file__).parent
RESOURCES = ROOT / "resources"
# Where texts come from that a person reads, and where the platform's columns are named.
READ = sorted([*RESOURCES.glob("texts/**/*.toml"), *RESOURCES.glob("platform/*.toml")])
ASKING = (change, course, draft, household, income, person, referral, registration, visit)
TODAY = date(2026, 10, 12)


@dataclass(frozen=True)
class Never:
    """One thing that is not asked for."""

    what: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    allowed: dict[str, str]


def never() -> list[Never]:
    listed = tomllib.loads((HERE / "never.toml").read_text("utf-8"))["never"]
    return [Never(one["what"], tuple(one["words"]), tuple(one["names"]), one.get("allowed", {})) for one in listed]


NEVER = never()


def leaves(values: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Give every text below nested tables and lists with its dotted place."""
    if isinstance(values, dict):
        for name, value in values.items():
            yield from leaves(value, f"{before}.{name}" if before else name)
    elif isinstance(values, list):
        for nth, value in enumerate(values):
            yield from leaves(value, f"{before}.{nth}")
    else:
        yield before, str(values)


def said() -> list[tuple[str, str]]:
    """Give every text that a person may read, by file and place."""
    found = []
    for path in READ:
        place = path.relative_to(RESOURCES).with_suffix("").as_posix()
        found += [(f"{place} {name}", text) for name, text in leaves(tomllib.loads(path.read_text("utf-8")))]
    return found


def codes() -> list[tuple[str, str]]:
    """Give every stored code and every field of what is asked, by module."""
    found = []
    for module in ASKING:
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, StrEnum):
                found += [(f"{module.__name__} {thing.__name__}", one.value) for one in thing]
            elif isinstance(thing, type) and hasattr(thing, "__dataclass_fields__"):
                found += [(f"{module.__name__} {thing.__name__}", one.name) for one in fields(thing)]
    return found


@cache
def named() -> list[tuple[Path, str]]:
    """Give every string of the source that looks like a name, by file."""
    return [
        (path, node.value)
        for path in sources("app", "ui")
        if path.parts[:2] != ("app", "capture")
        for node in strings(path)
        if isinstance(node.value, str) and re.fullmatch(r"[a-z_]+", node.value)
    ]


def asked_by(texts: list[tuple[str, str]], words: tuple[str, ...]) -> dict[str, str]:
    return {place: word for place, text in texts for word in words if word in text}


@pytest.mark.parametrize("one", NEVER, ids=lambda one: one.words[0])
def test_no_text_asks_for_it(one: Never) -> None:
    assert {place: word for place, word in asked_by(said(), one.words).items() if place not in one.allowed} == {}


@pytest.mark.parametrize("one", NEVER, ids=lambda one: one.words[0])
def test_no_code_and_no_field_has_a_place_for_it(one: Never) -> None:
    assert {place: word for place, word in asked_by(codes(), one.names).items() if place not in one.allowed} == {}


@pytest.mark.parametrize("one", NEVER, ids=lambda one: one.words[0])
def test_no_source_names_it(one: Never) -> None:
    """Names of what the program takes in or hands on; the reader of pictures knows papers that people bring unasked."""
    found = {f"{path} {name}" for path, name in named() if any(never in name for never in one.names)}
    assert found - set(one.allowed) == set()


def test_every_exception_is_still_there_and_has_a_reason() -> None:
    """An exception whose text has gone is taken out of the list."""
    places = {place for place, _text in said()}
    kept = [(place, why) for one in NEVER for place, why in one.allowed.items() if place.startswith("texts/")]
    assert [place for place, _why in kept if place not in places] == []
    assert all(len(why) > 3 for _place, why in kept)


def test_the_form_that_is_signed_asks_for_none_of_it() -> None:
    office = Office("t-0abcde", "511725123", "渠县青龙镇人民政府", "0818-000 0000", "township")
    made = make_forms(whole_draft(), office, TODAY, "陈素华", today=TODAY)
    printed = [("the form", words_of(made.application.pdf))]
    allowed = {"征地款"}
    found = {word for one in NEVER for word in one.words if word in printed[0][1]}
    assert found - allowed == set()


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(document[nth].get_textpage().get_text_range() for nth in range(page_count(pdf)))
    finally:
        document.close()


def test_what_is_captured_is_one_document_and_what_is_offered() -> None:
    """一证: slots are sides of one identity document; everything else is offered, never asked for.

    A card of a bank is named only in an accepted case, before money is paid. The papers of the steps are our own.
    """
    our_own = {"check", "survey", "appraisal", "approval", "hearing", "delivery"}
    assert {slot.value for slot in draft.Slot} - our_own == {
        "id_front",
        "id_back",
        "hukou_head",
        "hukou_page",
        "disability_card",
        "residence_permit",
        "hk_macao_taiwan",
        "bank_card",
        "expense",
        "document",
        "other",
    }
    assert draft.Slot.BANK_CARD not in checklist.NAMED


def test_what_may_be_lacking_is_the_document_the_form_and_who_may_act() -> None:
    assert {kind.value for kind in registration.LackKind} == {
        "identity",
        "form_fields",
        "signature",
        "guardian",
        "mandate",
    }


def test_an_account_is_no_part_of_an_application() -> None:
    named = {one.name for thing in (draft.Draft, household.Member, person.Identity) for one in fields(thing)}
    assert not any(word in name for name in named for word in ("account", "bank", "card"))


@pytest.mark.parametrize(
    ("text", "word"),
    [("请提供收入证明", "证明"), ("上传银行流水", "流水"), ("填写政治面貌", "政治面貌"), ("采集指纹", "指纹")],
)
def test_the_list_finds_what_it_is_for(text: str, word: str) -> None:
    assert any(asked_by([("a page", text)], one.words) == {"a page": word} for one in NEVER)
