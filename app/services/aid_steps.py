"""在保: account, hearing, change of the sum, 复核, death, people who come and go, moving away."""

from dataclasses import replace
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.fact import Fact
from app.domain.steps import aid, people
from app.domain.steps.aid import AccountGiven, Changed, Heard, Rechecked
from app.domain.steps.people import Died, HouseholdChanged, Moved
from app.errors import Refused
from app.rules.due import Step, due
from app.rules.procedure import procedure_of
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture, next_number
from app.services.local_rules import countys
from app.services.steps import actor, refs, seal, take, write


@needs(Act.HANDLE)
def give_account(desk: Desk, case_id: str, account: AccountGiven, agreement: Picture | None = None) -> Case:
    """Note the account; `account` without day, officer and document. Refused as `aid.give_account`."""
    sealed = seal(desk, [agreement] if agreement else [])
    document = next(iter(refs(sealed)), None)
    body = replace(account, given_on=desk.today().isoformat(), by=desk.author.officer, document=document)
    return take(desk, case_id, lambda case: aid.give_account(case, body), (agreement,) if agreement else (), sealed)


@needs(Act.HANDLE)
def hear(desk: Desk, case_id: str, heard: Heard, pages: tuple[Picture, ...] = ()) -> Case:
    """Take down what the household says to a reduction or stop; Refused as `aid.hear`."""
    sealed = seal(desk, pages)
    body = replace(heard, by=desk.author.officer, pages=refs(sealed))
    return take(desk, case_id, lambda case: aid.hear(case, body), pages, sealed)


@needs(Act.DECIDE)
def change_aid(desk: Desk, case_id: str, wanted: Changed, request: Picture | None = None) -> Case:
    """Raise, reduce, phase out or stop; `wanted` without day, organ, officer, number and request.

    An empty `from_month` is the month after the decision. Refused as `aid.change`.
    """
    sealed = seal(desk, [request] if request else [])
    with desk.store.work(desk.author) as work:

        def make(case: Case) -> Fact:
            today = desk.today()
            body = replace(
                wanted,
                decided_on=today.isoformat(),
                from_month=wanted.from_month or _next_month(today),
                organ=desk.office.name,
                by=desk.author.officer,
                number=next_number(desk, work),
                request=next(iter(refs(sealed)), None),
            )
            return aid.change(case, body, actor(desk), procedure_of(case))

        return write(desk, work, case_id, make, (request,) if request else (), sealed)


@needs(Act.INVESTIGATE)
def recheck(desk: Desk, case_id: str, found: str, *, unchanged: bool, unsteady: bool) -> Case:
    """Take down a 复核 and reckon the next one; Refused as `aid.recheck`, recheck.no_rule."""

    def make(case: Case) -> Fact:
        today = desk.today()
        step = Step.RECHECK_UNSTABLE if unsteady else Step.RECHECK
        following = due(case.programme, step, today, case.confirmer, countys(desk)).due
        if following is None:
            raise Refused("recheck.no_rule")
        body = Rechecked(today.isoformat(), unchanged, unsteady, found, following, desk.author.officer)
        return aid.recheck(case, body)

    return take(desk, case_id, make)


@needs(Act.HANDLE)
def record_death(desk: Desk, case_id: str, told: Died) -> Case:
    """Note a death; `told` without the day of telling, the day for the change and officer. Refused as `people.died`."""
    today, by = desk.today().isoformat(), desk.author.officer

    def make(case: Case) -> Fact:
        change_by = _change_by(desk, case, told.died_on)
        return people.died(case, replace(told, told_on=today, change_by_on=change_by, by=by))

    return take(desk, case_id, make)


@needs(Act.HANDLE)
def change_household(desk: Desk, case_id: str, change: HouseholdChanged) -> Case:
    """Note who came or went; `change` without officer. Refused as `people.change_household`."""
    body = replace(change, by=desk.author.officer)
    return take(desk, case_id, lambda case: people.change_household(case, body))


@needs(Act.HANDLE)
def move_away(desk: Desk, case_id: str, to_office: str, reason: str) -> Case:
    """Note that the household moved to another office; Refused as `people.move`."""
    body = Moved(desk.today().isoformat(), to_office, reason, desk.author.officer)
    return take(desk, case_id, lambda case: people.move(case, body))


def _change_by(desk: Desk, case: Case, died_on: str) -> str:
    try:
        died = date.fromisoformat(died_on)
        return due(case.programme, Step.DEATH_CHANGE, died, case.confirmer, countys(desk)).due or ""
    except (ValueError, Refused):  # no day, or a programme that this program has no rules for
        return ""


def _next_month(today: date) -> str:
    return f"{today.year + today.month // 12}-{today.month % 12 + 1:02}"
