"""The household as it was told at the window: what an application says becomes the input of an assessment.

What was not asked stays open. What is no number or no date yet, while it is being typed, is as if it were not there.
"""

from datetime import date
from typing import Final, Literal

import resources
from app.domain import id_number
from app.domain.case import Accepted, Case
from app.domain.draft import PROPERTY_QUESTIONS, Draft
from app.domain.draft import Answer as Answered
from app.domain.household import Away, Health, Work
from app.domain.household import Member as Person
from app.domain.income import ExpenseKind, IncomeKind
from app.domain.income import Income as Line
from app.domain.money import LARGEST_FEN
from app.domain.steps.means_check import Verdict
from app.domain.urgent import UrgentEvent, UrgentRecorded
from app.errors import Refused
from app.rules.assessment.household import (
    Disability,
    Emergency,
    Household,
    Income,
    Member,
    Property,
    Spending,
)
from app.rules.assessment.reading import MOST_YEARS

Told = Draft | Accepted

_AREA = "assess"
_WORK: Final[dict[str, Literal["none", "employed", "self_employed"]]] = {
    Work.FARM.value: "self_employed",
    Work.EMPLOYED.value: "employed",
    Work.CASUAL.value: "employed",
    Work.NONE.value: "none",
    Work.STUDY.value: "none",
    Work.CARE.value: "none",
}
_SEX: Final[dict[str, Literal["male", "female"]]] = {"male": "male", "female": "female"}
_AWAY: Final = {Away.PRISON.value: ("imprisoned",), Away.MISSING.value: ("missing",)}
_ILL: Final[dict[str, bool]] = {Health.GOOD.value: False, Health.CHRONIC.value: False, Health.SERIOUS.value: True}
_SPENT: Final[dict[str, Literal["medical", "education", "rehabilitation"]]] = {
    ExpenseKind.MEDICAL.value: "medical",
    ExpenseKind.SCHOOL.value: "education",
    ExpenseKind.REHABILITATION.value: "rehabilitation",
}
_KINDS: Final[dict[str, Literal["wage", "business", "property", "transfer"]]] = {
    "wage": "wage",
    "business": "business",
    "property": "property",
    "transfer": "transfer",
}
_EVENTS: Final[dict[str, Literal["fire", "accident", "illness"]]] = {
    UrgentEvent.FIRE.value: "fire",
    UrgentEvent.TRAFFIC.value: "accident",
    UrgentEvent.ACCIDENT.value: "accident",
    UrgentEvent.ILLNESS.value: "illness",
}
_ANY_AID: Final = "government_aid"  # received and not counted, in words that name no other item
_WITHIN: Final = Property("within", "within", "within", "within")


def household_of(told: Told, on: date) -> Household:
    """Give what an application says of a household, for the rules of a day. Nothing is asked of the store."""
    return Household(
        members=members_of(told.members, on),
        on=on,
        residence=residence_of(told.village),
        incomes=tuple(_income(line, on) for line in told.incomes) or None,
        rigid_spending=tuple(_spending(one.kind, one.amount_fen) for one in told.expenses) or None,
        property=_property(told),
        linshi_received_fen_this_year=None,
    )


def members_of(people: tuple[Person, ...], on: date) -> tuple[Member, ...]:
    """Give people as an assessment knows them; a number that two of them have is nobody's."""
    numbers = [id_number.tidy(one.identity.id_number) for one in people]
    return tuple(
        _member(one, number if numbers.count(number) == 1 else "", on)
        for one, number in zip(people, numbers, strict=True)
    )


def unasked(told: Told) -> tuple[str, ...]:
    """Name what an assessment would need and nobody has asked: ``income.wage`` …, ``property``, ``residence``."""
    asked = {line.kind for line in told.incomes}
    lacks = [f"income.{kind}" for kind in _KINDS if kind not in asked]
    if any(_answer(told, question.value) == Answered.UNASKED for question in PROPERTY_QUESTIONS):
        lacks.append("property")
    if not told.expenses:
        lacks.append("spending")
    if residence_of(told.village) is None:
        lacks.append("residence")
    return tuple(lacks)


def checked_property(case: Case, told: Property) -> Property:
    """Give what is known of the property: a report that found nothing wrong says more than the household did."""
    progress = case.progress
    true = any(one.verdict == Verdict.TRUE for one in progress.explained)
    if progress.report is None or not progress.report.qualified or progress.open_doubts or true:
        return told
    return _WITHIN


def emergency_of(urgent: UrgentRecorded | None, on: date) -> Emergency | None:
    """Give what has happened, as an assessment knows it."""
    if urgent is None:
        return None
    happened = _day(urgent.happened_on)
    day = happened if happened and happened <= on else None
    return Emergency(_EVENTS.get(urgent.event, "other"), day, urgent.amount_fen or None)


def residence_of(village: str) -> Literal["rural"] | None:
    """Give rural for a village by its name; None where that does not say it, as with a 社区."""
    return "rural" if village.strip().endswith(tuple(resources.texts(_AREA)["told"]["rural"])) else None


def _member(person: Person, number: str, on: date) -> Member:
    who = person.identity
    known = _number(number, on)
    born = None if known else _day(who.birth)
    return Member(
        id=person.id,
        name=who.name,
        id_number=known,
        sex=_SEX.get(who.sex),
        birth=born if born and _is_age(born, on) else None,
        relation=person.relation or None,
        co_living=not person.away,
        student=_student(person),
        work=_WORK.get(person.work),
        disability=_disability(person),
        serious_illness=_ILL.get(person.health),
        circumstances=_AWAY.get(person.away, ()),
    )


def _number(written: str, on: date) -> str | None:
    """Give an id number that holds and is of somebody who can be alive."""
    try:
        known = id_number.parse(written, on)
    except Refused:
        return None
    return known.text if _is_age(known.birth, on) else None


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _is_age(born: date, on: date) -> bool:
    return born <= on and on.year - born.year <= MOST_YEARS


def _student(person: Person) -> Literal["none"] | None:
    """Who works or does not is no student; at which school somebody is was not asked."""
    studies = person.work == Work.STUDY or person.away == Away.STUDY
    return None if studies or not person.work else "none"


def _disability(person: Person) -> Disability | None:
    if not (person.disability_kind and person.disability_grade):
        return None
    return Disability(person.disability_kind, person.disability_grade)


def _income(line: Line, on: date) -> Income:
    """Give a line with its cost taken off, as the form adds it up."""
    fen = min(line.per_year_fen(), LARGEST_FEN)
    if line.kind == IncomeKind.EXCLUDED:
        return Income(line.member, "other", fen, _item(line.how))
    stopped = line.stopped if line.stopped[:7] <= on.isoformat()[:7] else ""
    return Income(line.member, _KINDS.get(line.kind, "other"), fen, "", stopped)


def _item(how: str) -> str:
    """Name what an income is that does not count, by the words in which it was told."""
    words: dict[str, list[str]] = resources.texts(_AREA)["told"]["item"]
    return next((item for item, signs in words.items() if any(sign in how for sign in signs)), _ANY_AID)


def _spending(kind: str, fen: int) -> Spending:
    return Spending(_SPENT.get(kind, "other"), min(fen, LARGEST_FEN))


def _property(told: Told) -> Property:
    """Five times no is within; a yes is for the check to judge, and what nobody asked is open."""
    answers = {_answer(told, question.value) for question in PROPERTY_QUESTIONS}
    return _WITHIN if answers == {Answered.NO.value} else Property()


def _answer(told: Told, question: str) -> str:
    reply = told.replies.get(question)
    return reply.answer if reply else Answered.UNASKED.value
