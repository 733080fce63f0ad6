"""The papers of aid that runs, and of help in an emergency, from the journal; Refused case.content_missing."""

from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.income import Expense
from app.domain.money import short_yuan
from app.domain.programme import Programme
from app.domain.steps.aid import ChangeOf
from app.errors import Refused
from app.forms.aid_change import AidChange, make_change_notice, make_phase_out
from app.forms.form import Form
from app.forms.hearing_record import HearingRecord, make_hearing_record
from app.forms.recheck_sheet import RecheckSheet, make_recheck_sheet
from app.forms.relief_sheet import Relief, make_relief_explained, make_relief_sheet
from app.forms.words import joined, say
from app.rules.procedure import yearly_cap_fen
from app.rules.remedy import remedy
from app.services.case_head import head
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys


@needs(Act.PRINT)
def hearing_record(desk: Desk, case: Case) -> Form:
    """Give the 听取意见记录 of the last hearing, or one to fill in."""
    progress = case.progress
    if progress.confirmed is None:
        raise Refused("case.content_missing")
    return make_hearing_record(HearingRecord(head(desk, case), progress.monthly_fen, progress.hearing))


@needs(Act.PRINT)
def change_notice(desk: Desk, case: Case) -> Form:
    """Give the 增发、减发、停发、渐退告知书 of the last change; Refused also rules.missing where no remedy is known."""
    return make_change_notice(_change(desk, case))


@needs(Act.PRINT)
def phase_out(desk: Desk, case: Case) -> Form:
    """Give the 渐退期审批表 of a last change that is one."""
    facts = _change(desk, case)
    if facts.change.what != ChangeOf.PHASE_OUT:
        raise Refused("case.content_missing")
    return make_phase_out(facts)


@needs(Act.PRINT)
def recheck_form(desk: Desk, case: Case) -> Form:
    """Give the 动态核查表 to take along to the check that comes next."""
    made, done = case.progress.confirmed, case.progress.rechecked
    if made is None:
        raise Refused("case.content_missing")
    last = done.checked_on if done else made.decided_on
    unsteady = done.unsteady if done else made.unsteady
    known = (case.progress.monthly_fen, last, case.progress.next_check_on, unsteady)
    return make_recheck_sheet(RecheckSheet(head(desk, case), desk.today().isoformat(), *known))


@needs(Act.PRINT)
def recheck_record(desk: Desk, case: Case) -> Form:
    """Give the 动态核查表 of the last check, with its result."""
    made, done = case.progress.confirmed, case.progress.rechecked
    if made is None or done is None:
        raise Refused("case.content_missing")
    known = (case.progress.monthly_fen, made.decided_on, made.next_check_on, done.unsteady)
    return make_recheck_sheet(RecheckSheet(head(desk, case), done.checked_on, *known, done))


@needs(Act.PRINT)
def relief_sheet(desk: Desk, case: Case) -> Form:
    """Give the 临时救助审批表, with what the year's cap leaves; Refused also rules.missing where no cap is known."""
    return make_relief_sheet(_relief(desk, case))


@needs(Act.PRINT)
def relief_explained(desk: Desk, case: Case) -> Form:
    """Give the 先行救助补办说明 of help that was given first."""
    if not case.progress.given:
        raise Refused("case.content_missing")
    return make_relief_explained(_relief(desk, case))


def _change(desk: Desk, case: Case) -> AidChange:
    changes, made = case.progress.changes, case.progress.confirmed
    if not changes or made is None:
        raise Refused("case.content_missing")
    before = changes[-2].monthly_fen if changes[1:] else made.monthly_fen
    last = changes[-1]
    return AidChange(head(desk, case), last, before, remedy(date.fromisoformat(last.decided_on), countys(desk)))


def _relief(desk: Desk, case: Case) -> Relief:
    progress, accepted, of = case.progress, case.accepted, head(desk, case)
    spent = (_spent(one) for one in (accepted.expenses if accepted else ()))
    begun = accepted or case.registered
    return Relief(
        of,
        _kind(case),
        case.urgent,
        progress.opinion,
        joined(spent),
        progress.given,
        progress.given[0].year_fen if progress.given else 0,
        yearly_cap_fen(date.fromisoformat(begun.came_on) if begun else desk.today(), countys(desk)),
        progress.routed_up,
        progress.cap_lifted,
        progress.emergency_ended,
        progress.supplemented,
        progress.confirmed,
    )


def _spent(expense: Expense) -> str:
    kind = say(f"application.expense.{expense.kind}")
    return say("relief.spent", what=kind, amount=short_yuan(expense.amount_fen))


def _kind(case: Case) -> str:
    if case.urgent:
        return "urgent"
    return "quick" if case.programme == Programme.XIAOE_KUAIJIU else "spending"
