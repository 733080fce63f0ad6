"""What every paper of a step says of its case: number, household, programme, office; and the tables of it."""

from dataclasses import dataclass
from datetime import date

from app.domain.form_code import Paper
from app.domain.household import Member
from app.domain.money import short_yuan
from app.domain.office import Office
from app.domain.person import age_on
from app.forms.grid import SMALL, Columns
from app.forms.letter import Letter, fact_row, pair_row
from app.forms.table import Row
from app.forms.words import day, health, joined, living, of_code, relation, say, word

_PEOPLE = Columns(
    (
        ("sheet.label.name", 28.0),
        ("sheet.label.relation", 30.0),
        ("sheet.label.age", 13.0),
        ("sheet.label.id_number", 42.0),
        ("sheet.label.health", 31.0),
        ("sheet.label.work", 21.0),
    ),
    SMALL,
)


@dataclass(frozen=True, slots=True)
class CaseHead:
    """Who and what a case is: `case` its id, dates ISO, `people` the household as it is now, the applicant first.

    `handler` is the name of who takes care of it, `programme` a `Programme`.
    """

    case: str
    number: str
    applicant: str
    id_number: str
    place: str
    phone: str
    programme: str
    accepted_on: str
    handler: str
    office: Office
    people: tuple[Member, ...] = ()
    training: bool = False

    def name_of(self, member: str) -> str:
        """Give a member's name by id; the household's word for none, nothing for somebody who is not in it."""
        if not member:
            return say("sheet.whole_household")
        return next((one.identity.name for one in self.people if one.id == member), "")

    def names(self, members: tuple[str, ...]) -> str:
        """Give members' names by id, as one enumeration."""
        return joined(self.name_of(one) for one in members if one)


def letter_of(head: CaseHead, paper: Paper, name: str, facts: object, number: str = "") -> Letter:
    """Give what a paper of the case is; `number` is its own where it has one."""
    told = head.number if not number or number == head.number else number
    return Letter(paper, name, head.case, told, facts, head.training, under=head.office.name)


def about(head: CaseHead) -> list[Row]:
    """Give the rows that say whose case it is."""
    matter = say("sheet.of_case", programme=programme(head.programme), number=head.number)
    return [
        pair_row(("sheet.label.applicant", head.applicant), ("sheet.label.id_number", head.id_number)),
        pair_row(("sheet.label.place", head.place), ("sheet.label.phone", head.phone)),
        fact_row("sheet.label.programme", matter),
        pair_row(("sheet.label.accepted_on", day(head.accepted_on)), ("sheet.label.count", count(len(head.people)))),
    ]


def people_columns() -> Columns:
    """Give the columns of the table of the household."""
    return _PEOPLE


def people_rows(head: CaseHead, on: str) -> list[tuple[str, ...]]:
    """Give a row for each person: how old on an ISO day, how related, how they are, what they do."""
    return [_person(one, date.fromisoformat(on)) for one in head.people]


def programme(code: str) -> str:
    """Give the programme's name; the code of one that a newer program knows."""
    return word("programme", code)


def count(people: int) -> str:
    """Give a number of people."""
    return say("sheet.people", count=people)


def amount(monthly_fen: int, once_fen: int = 0) -> str:
    """Give what is given a month, or once; a dash for recognition alone."""
    said = [say("sheet.a_month", amount=short_yuan(monthly_fen))] if monthly_fen else []
    said += [say("sheet.once", amount=short_yuan(once_fen))] if once_fen else []
    return joined(said) or say("sheet.no_money")


def long_fact(name: str, text: str, least: float = 18) -> Row:
    """Give a row for text that may be written by hand where there is none."""
    return fact_row(name, text, 0 if text else least)


def _person(member: Member, on: date) -> tuple[str, ...]:
    who = member.identity
    age = age_on(who.birth, on)
    known = health(member) or living(member)
    return (
        who.name,
        relation(member, on),
        "" if age is None else str(age),
        who.id_number,
        known,
        of_code("work", member.work),
    )
