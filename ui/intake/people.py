"""The table of household members: what each row says and what an answer changes. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import resources
from app.domain.draft import Draft
from app.domain.household import Health, Member, Relation
from app.domain.person import age_on, is_adult
from ui.intake import choice
from ui.intake.cell import Cell

COLUMNS = ("name", "relation", "age", "home", "health", "work", "paper")
ASKED = ("relation", "home", "health", "work")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One member as shown; `asked` are the columns that the cursor visits."""

    member: str
    cells: tuple[Cell, ...]
    asked: tuple[str, ...]


def rows(draft: Draft, today: date) -> tuple[PersonRow, ...]:
    """Give a row for each member, the applicant first."""
    signed = {mark.member for mark in draft.signatures}
    return tuple(_row(member, today, signed=member.id in signed) for member in draft.members)


def asked_of(member: Member, today: date) -> tuple[str, ...]:
    """Give what is asked of a member: no relation of the applicant, no work of a child."""
    skipped = {"relation"} if member.relation == Relation.SELF else set()
    if not is_adult(member.identity.birth, today):
        skipped.add("work")
    return tuple(column for column in ASKED if column not in skipped)


def is_away(member: Member) -> bool:
    """Tell whether a member cannot sign today because of being elsewhere."""
    return member.away != choice.HOME


def called(member: Member) -> str:
    """Give a member's name, or a word for one whose name is not written yet."""
    return member.identity.name or resources.text("intake", "people.nameless")


def with_home(member: Member, away: str) -> Member:
    """Give the member at home or away; who is at home has no place elsewhere."""
    return replace(member, away=away, away_place=member.away_place if away else "")


def with_health(member: Member, health: str) -> Member:
    """Give the member with that health; kind and grade stay only with a disability."""
    if health == Health.DISABLED:
        return replace(member, health=health)
    return replace(member, health=health, disability_kind=0, disability_grade=0)


def put_back(before: Draft, member: Member) -> Callable[[Draft], Draft]:
    """Give the edit that brings a removed member back, with everything that was said of the member in `before`."""
    incomes = tuple(income for income in before.incomes if income.member == member.id)
    captures = tuple(capture for capture in before.captures if capture.member == member.id)
    place = before.members.index(member)

    def back(draft: Draft) -> Draft:
        return replace(
            draft,
            members=(*draft.members[:place], member, *draft.members[place:]),
            incomes=(*draft.incomes, *incomes),
            captures=(*draft.captures, *captures),
        )

    return back


def _row(member: Member, today: date, *, signed: bool) -> PersonRow:
    age = age_on(member.identity.birth, today)
    cells = (
        Cell(called(member), strong=bool(member.identity.name), ink="ink" if member.identity.name else "ink3"),
        _said(choice.word("relation", member.relation) if member.relation else ""),
        Cell(_text("unknown") if age is None else str(age), ink="ink3" if age is None else "ink"),
        Cell(home_text(member)),
        _said(health_text(member)),
        _work(member, today),
        _paper(member, today, signed=signed),
    )
    return PersonRow(member.id, cells, asked_of(member, today))


def home_text(member: Member) -> str:
    """Give where a member is: at home, or why not and where."""
    if not is_away(member):
        return choice.word("away", "home")
    why = choice.word("away", member.away)
    if member.away_place:
        return _text("away_at", why=why, place=member.away_place)
    return _text("away", why=why)


def health_text(member: Member) -> str:
    """Give the health with its key, and with kind and grade of a disability as far as they are known."""
    if not member.health:
        return ""
    parts = [f"{choice.key_of(choice.healths(), member.health)} {choice.word('health', member.health)}".strip()]
    if member.disability_kind:
        grade = choice.word("disability_grade", str(member.disability_grade)) if member.disability_grade else ""
        parts.append(choice.word("disability_kind", str(member.disability_kind)) + grade)
    return "，".join(parts)


def _work(member: Member, today: date) -> Cell:
    if not is_adult(member.identity.birth, today):
        return Cell(_text("no_work"), ink="ink3")
    key = choice.key_of(choice.works(), member.work)
    return _said(f"{key} {choice.word('work', member.work)}".strip() if member.work else "")


def _paper(member: Member, today: date, *, signed: bool) -> Cell:
    if signed:
        return Cell(_text("signed"), mark="done")
    if not is_adult(member.identity.birth, today):
        return Cell(_text("no_signature"), ink="ink3")
    if is_away(member):
        return Cell(_text("signs_elsewhere"), ink="soon", mark="soon")
    return Cell(_text("to_sign"), ink="ink2")


def _said(text: str) -> Cell:
    return Cell(text) if text else Cell(_text("unasked"), ink="ink3")


def _text(name: str, /, **facts: object) -> str:
    return resources.text("intake", f"people.{name}", **facts)
