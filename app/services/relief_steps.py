"""急事先救, after it is registered: giving, the end of the emergency, the papers; the household's sum of the year."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.household import Member
from app.domain.id_number import tidy
from app.domain.steps import relief
from app.domain.steps.relief import EmergencyEnded, Given, RoutedUp, Supplemented
from app.errors import Refused
from app.rules.procedure import supplement_due, yearly_cap_fen
from app.services import fund
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture
from app.services.local_rules import countys
from app.services.steps import refs, seal, take, write


@needs(Act.SEE)
def given_this_year(desk: Desk, case: Case, year: int) -> int:
    """Give what the household's people had as 临时救助 in a calendar year, in fen, as known at this window."""
    numbers = {tidy(member.identity.id_number) for member in _ever(case)}
    if case.registered:
        numbers.add(tidy(case.registered.applicant.id_number))
    others = {one for number in numbers - {""} for one in desk.store.cases_of(number)}
    found = [desk.store.case(one) for one in others - {case.id}]
    return given_to((case, *(one for one in found if one)), year)


def given_to(cases: Iterable[Case], year: int) -> int:
    """Give what was handed over in some cases in a calendar year, in fen."""
    return sum(_in_year(case, year) for case in cases)


@needs(Act.GIVE)
def give_aid(desk: Desk, case_id: str, handed: Given, receipt: Picture | None = None) -> Case:
    """Hand over money or goods; `handed` without day, officer, the year's sum and receipt.

    A 备用金 that `handed` names pays in the same breath, by who keeps it: both are written, or neither. Refused as
    `relief.give`, and as `app.domain.fund.paid_out`.
    """
    if handed.fund:
        desk.needs(Act.KEEP_FUND)
    pictures = (receipt,) if receipt else ()
    sealed = seal(desk, pictures)
    today = desk.today()

    def make(case: Case) -> tuple[Fact, ...]:
        body = replace(
            handed,
            given_on=today.isoformat(),
            by=desk.author.officer,
            year_fen=given_this_year(desk, case, today.year),
            document=next(iter(refs(sealed)), None),
        )
        given = relief.give(case, body, yearly_cap_fen(today, countys(desk)))
        return (given, fund.payment(desk, work, case, body)) if body.fund else (given,)

    with desk.store.work(desk.author) as work:
        return write(desk, work, case_id, make, pictures, sealed)


@needs(Act.HANDLE)
def end_emergency(desk: Desk, case_id: str, ended_on: str) -> Case:
    """Note that an emergency is over; Refused as `relief.end_emergency`, day.unreadable."""
    try:
        due_on = supplement_due(date.fromisoformat(ended_on), countys(desk))
    except ValueError as error:
        raise Refused("day.unreadable", day=ended_on) from error
    body = EmergencyEnded(ended_on, due_on, desk.author.officer)
    return take(desk, case_id, lambda case: relief.end_emergency(case, body))


@needs(Act.HANDLE)
def supplement(desk: Desk, case_id: str, explanation: str, papers: tuple[Picture, ...] = ()) -> Case:
    """Make the papers of a first aid good; Refused as `relief.supplement`."""
    sealed = seal(desk, papers)
    body = Supplemented(desk.today().isoformat(), explanation, desk.author.officer, refs(sealed))
    return take(desk, case_id, lambda case: relief.supplement(case, body), papers, sealed)


@needs(Act.HANDLE)
def route_up(desk: Desk, case_id: str, amount_fen: int, reason: str) -> Case:
    """Put before the county what the cap does not allow; Refused as `relief.route_up`."""
    body = RoutedUp(desk.today().isoformat(), amount_fen, reason, desk.author.officer)
    return take(desk, case_id, lambda case: relief.route_up(case, body))


def _ever(case: Case) -> tuple[Member, ...]:
    """Give all who ever belonged to the household: it stays the same one when somebody comes or goes."""
    joined = [member for change in case.progress.household_changes for member in change.joined]
    return (*(case.accepted.members if case.accepted else ()), *joined)


def _in_year(case: Case, year: int) -> int:
    return sum(one.amount_fen for one in case.progress.given if one.given_on.startswith(f"{year}-"))
