"""The assessment of a household at the window: of an application in the making, or of a case with all that is known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from app.domain import acceptance
from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.household import Member
from app.domain.id_number import tidy
from app.domain.programme import Programme
from app.errors import Refused
from app.rules.assessment.assess import Assessment
from app.rules.assessment.either import assess_either
from app.rules.assessment.household import Current, Household, Property
from app.rules.assessment.summary import Line, summary
from app.rules.county import Local
from app.services import as_told
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import in_force
from app.services.relief_steps import given_to

_OWN: Final = frozenset(
    (
        Programme.DIBAO_DANREN,
        Programme.TEKUN,
        Programme.CANJI_SHENGHUO,
        Programme.CANJI_HULI,
        Programme.GUER,
        Programme.SHISHI_WUREN_FUYANG,
    )
)  # received by a member in his own name


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a household comes to, what nobody asked (`as_told.unasked`), and the files of the county that are broken.

    `subject` is the id of the draft or case.
    """

    subject: str
    household: Household
    found: Assessment
    unasked: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """One line for each programme, the best first."""
        return summary(self.found)

    def name_of(self, member: str) -> str:
        """Give a member's name, or the id where nobody knows it."""
        return next((one.name for one in self.household.members if one.id == member and one.name), member)


def live(draft: Draft, today: date, local: Local | None = None) -> Assessed:
    """Assess what was told so far, and nothing else: quick enough for every key that is pressed."""
    household = as_told.household_of(draft, today)
    return Assessed(draft.id, household, assess_either(household, today, local), as_told.unasked(draft))


@needs(Act.TAKE_IN)
def of_draft(desk: Desk, draft: Draft) -> Assessed:
    """Assess an application in the making, with what else this window knows of its people."""
    on = acceptance.day_of(draft, desk.today())
    case = desk.store.case(draft.id)
    household = _known(desk, as_told.household_of(draft, on), draft.members, on, case or Case(draft.id, ""))
    return _assessed(desk, draft.id, household, on, as_told.unasked(draft))


@needs(Act.SEE)
def of_case(desk: Desk, case: Case) -> Assessed:
    """Assess a case by the rules of its acceptance, with its people, its check and its emergency as they are now.

    Refused case.content_missing where nothing of it is readable here, household.nobody where nobody is left.
    """
    accepted = case.accepted
    if accepted is None:
        return _of_registered(desk, case)
    on = date.fromisoformat(accepted.accepted_on)
    told = as_told.household_of(replace(accepted, members=case.members), on)
    told = replace(told, property=as_told.checked_property(case, told.property or Property()))
    return _assessed(desk, case.id, _known(desk, told, case.members, on, case), on, as_told.unasked(accepted))


def _of_registered(desk: Desk, case: Case) -> Assessed:
    """Assess who was only registered: an emergency asks for nothing else."""
    begun = case.registered
    if begun is None:
        raise Refused("case.content_missing")
    on = date.fromisoformat(begun.came_on)
    who = (Member(case.id, begun.applicant, "01"),)
    told = Household(members=as_told.members_of(who, on), on=on, residence=as_told.residence_of(begun.village))
    return _assessed(desk, case.id, _known(desk, told, who, on, case), on, ())


def _assessed(desk: Desk, subject: str, household: Household, on: date, unasked: tuple[str, ...]) -> Assessed:
    force = in_force(desk.data)
    return Assessed(subject, household, assess_either(household, on, force.local), unasked, force.broken)


def _known(desk: Desk, told: Household, people: tuple[Member, ...], on: date, case: Case) -> Household:
    """Add what the store knows: what the people receive already, what they had this year, what has happened."""
    numbers = {tidy(one.identity.id_number): one.id for one in people if one.identity.id_number.strip()}
    others = _others(desk, numbers, case.id)
    over = case.progress.emergency_ended is not None
    return replace(
        told,
        current=tuple(one for any_case in (case, *others) for one in _received(any_case, numbers, on)),
        emergency=None if over else as_told.emergency_of(case.urgent, on),
        linshi_received_fen_this_year=given_to((case, *others), desk.today().year),
    )


def _others(desk: Desk, numbers: Iterable[str], but: str) -> tuple[Case, ...]:
    """Give the other cases of the same people."""
    ids = sorted({one for number in numbers for one in desk.store.cases_of(number)} - {but})
    found = (desk.store.case(one) for one in ids)
    return tuple(one for one in found if one)


def _received(case: Case, numbers: dict[str, str], on: date) -> Iterable[Current]:
    """Give what is paid in a case to people of this household, in their own names or to all of them."""
    made = case.progress.confirmed
    if made is None or case.closed or case.progress.stopped:
        return
    since = made.from_month if made.from_month and made.from_month <= on.isoformat()[:7] else ""
    theirs = {one.id: numbers.get(tidy(one.identity.id_number), "") for one in case.members}
    here = [theirs[one] for one in made.members if theirs.get(one)]
    if not here:
        return
    if made.programme not in _OWN and len(here) == len(numbers):
        yield Current(made.programme, None, since)
        return
    for member in here:
        yield Current(made.programme, member, since)


def local_of(data: Path) -> Local | None:
    """Give the county's values that are used here."""
    return in_force(data).local
