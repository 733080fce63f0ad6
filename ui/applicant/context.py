"""What may be known to the applicant's screen: nothing but the household that sits here. No Qt.

These values are all that `view_for` is given. They have no place for a score, an assessment, a state of health,
a note of the staff or another person, so that none of it can come onto the glass by a mistake elsewhere.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.draft import Draft
from app.domain.household import Member
from app.domain.income import Income
from app.domain.registration import SupplementAsked
from app.rules.deadlines import Deadlines
from ui.intake.contact import place_in


@dataclass(frozen=True, slots=True)
class Idle:
    """Nobody sits here, or the officer looks at something else."""

    phone: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Somebody sits here, and nothing is known yet."""


@dataclass(frozen=True, slots=True)
class CardShown:
    """Who the card says it is; `denied` when the applicant said no, `by_agent` when somebody else sits here."""

    name: str
    year: str
    village: str
    number: str
    denied: bool = False
    by_agent: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What the data are for, who handles them, and where to ask about them."""

    office: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One of the household, by name and by how they stand to the applicant (a code of GB/T 4761)."""

    name: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Who lives and eats together."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What comes in over a year: (kind, fen) for each kind there is."""

    sums: tuple[tuple[str, int], ...]

    @property
    def counted_fen(self) -> int:
        """What counts for the household."""
        return sum(fen for kind, fen in self.sums if kind != "excluded")


@dataclass(frozen=True, slots=True)
class Promise:
    """The three sentences before a signature."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Who signs now."""

    name: str


@dataclass(frozen=True, slots=True)
class Others:
    """Who of the household has still to sign."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted and what comes next; a day is None where no calendar knows it."""

    number: str
    visit_by: date | None
    notice_days: int
    due_on: date | None
    working_days: int
    officer: str
    phone: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is still lacking: (what, of whom, how to make it good)."""

    lacks: tuple[tuple[str, str, str], ...]


OF_NOBODY = (Idle, Welcome, Told, Promise)  # what says nothing of the person who sits there
Context = Idle | Welcome | CardShown | Told | People | Money | Promise | Sign | Others | Accepted | Lacking


def card(draft: Draft, *, denied: bool = False) -> Context:
    """Give the applicant's card as far as it is known."""
    identity = draft.applicant.identity
    if not identity.name:
        return Welcome()
    village = draft.village or place_in(identity.address)[0]
    by_agent = draft.agent is not None
    return CardShown(identity.name, identity.birth[:4], village, identity.id_number, denied, by_agent)


def people(draft: Draft) -> People:
    """Give who lives and eats together; those who have no name yet are not there yet."""
    return People(tuple(_person(member) for member in draft.members if member.identity.name))


def money(incomes: tuple[Income, ...]) -> Money:
    """Give the sums of a year, one for each kind, in the order in which the kinds came up."""
    kinds = dict.fromkeys(income.kind for income in incomes)
    sums = ((kind, sum(one.per_year_fen() for one in incomes if one.kind == kind)) for kind in kinds)
    return Money(tuple((kind, fen) for kind, fen in sums if fen))


def others(members: tuple[Member, ...]) -> Others:
    """Give who has still to sign."""
    return Others(tuple(_person(member) for member in members))


def accepted(number: str, dates: Deadlines, contact: tuple[str, str]) -> Accepted:
    """Give what an acceptance says to the applicant; `contact` is the officer's name and the office's phone."""
    return Accepted(
        number=number,
        visit_by=dates.visit_by,
        notice_days=dates.notice_days,
        due_on=dates.due_on,
        working_days=dates.working_days,
        officer=contact[0],
        phone=contact[1],
    )


def lacking(told: SupplementAsked) -> Lacking:
    """Give what the applicant was told once."""
    return Lacking(tuple((lack.what, lack.of, lack.how) for lack in told.lacks))


def _person(member: Member) -> Person:
    return Person(member.identity.name, member.relation)
