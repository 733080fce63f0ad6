"""The papers of the decision and of what follows at once, from the journal: Refused case.content_missing without it."""

from dataclasses import dataclass
from datetime import date

from app.domain.case import Case
from app.domain.duties import Act
from app.domain.form_code import Paper
from app.domain.steps.procedure import TOWNSHIP
from app.errors import Refused
from app.forms.confirmation import Confirmation, Refusal, make_confirmation, make_refusal
from app.forms.decision_sheet import DecisionSheet, make_decision_sheet
from app.forms.delivery_slip import DeliverySlip, make_delivery_slip
from app.forms.form import Form
from app.forms.self_care import SelfCare, make_care_agreement, make_self_care
from app.rules.procedure import procedure_of
from app.rules.remedy import remedy
from app.services.case_head import head
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that is to reach somebody: its `Paper`, number, ISO day."""

    paper: str
    number: str
    made_on: str


@needs(Act.PRINT)
def decision_sheet(desk: Desk, case: Case) -> Form:
    """Give the 审核确认表, with what has happened so far; Refused also rules.missing for an unknown programme."""
    progress = case.progress
    if case.accepted is None or progress.opinion is None:
        raise Refused("case.content_missing")
    made = progress.confirmed or progress.not_confirmed
    return make_decision_sheet(
        DecisionSheet(
            head(desk, case),
            progress.opinion,
            desk.signed_as(progress.opinion.by, Act.REVIEW, progress.opinion.given_on),
            progress.report,
            progress.visits,
            progress.notice,
            len(progress.objections),
            progress.deliberated,
            made,
            desk.signed_as(made.by, Act.DECIDE, made.decided_on) if made else "",
            by_county=by_county(case),
        )
    )


def by_county(case: Case) -> bool:
    """Tell whether the county decides a case, and seals what tells of it."""
    return case.confirmer != TOWNSHIP or procedure_of(case).by_county


@needs(Act.PRINT)
def confirmation(desk: Desk, case: Case) -> Form:
    """Give the 确认告知书; Refused also rules.missing where no remedy is known."""
    made = case.progress.confirmed
    if made is None:
        raise Refused("case.content_missing")
    against = remedy(date.fromisoformat(made.decided_on), countys(desk))
    return make_confirmation(Confirmation(head(desk, case), made, against, case.progress.account))


@needs(Act.PRINT)
def refusal(desk: Desk, case: Case) -> Form:
    """Give the 不予确认告知书, with how it was reckoned; Refused also rules.missing where no remedy is known."""
    made, proposed = case.progress.not_confirmed, case.progress.opinion
    if made is None:
        raise Refused("case.content_missing")
    against = remedy(date.fromisoformat(made.decided_on), countys(desk))
    return make_refusal(Refusal(head(desk, case), made, against, proposed.reckoning if proposed else ""))


def letters(case: Case) -> tuple[Letter, ...]:
    """Give the letters of a case that are to be delivered, the newest last."""
    progress = case.progress
    found = []
    if progress.confirmed:
        found.append(Letter(Paper.CONFIRMATION.value, progress.confirmed.number, progress.confirmed.decided_on))
    if progress.not_confirmed:
        found.append(
            Letter(Paper.NOT_CONFIRMED.value, progress.not_confirmed.number, progress.not_confirmed.decided_on)
        )
    changes = (Letter(Paper.AID_CHANGE.value, one.number, one.decided_on) for one in progress.changes)
    return (*found, *changes)


@needs(Act.PRINT)
def delivery_slip(desk: Desk, case: Case) -> Form:
    """Give the 送达回证 of the newest letter, with how it was delivered where it was."""
    made = letters(case)
    if not made:
        raise Refused("case.content_missing")
    last = made[-1]
    done = [one for one in case.progress.deliveries if one.paper == last.paper and one.delivered_on >= last.made_on]
    slip = DeliverySlip(head(desk, case), last.paper, last.number, last.made_on, done[-1] if done else None)
    return make_delivery_slip(slip)


@needs(Act.PRINT)
def self_care(desk: Desk, case: Case, member: str = "") -> Form:
    """Give the 自理能力评估表 of a member (an id), the first one that is aided if none is named."""
    told = [one for one in case.progress.assessed if member in ("", one.member)]
    done = told[-1] if told else None
    return make_self_care(SelfCare(head(desk, case), done.member if done else member or _first(case), done))


@needs(Act.PRINT)
def care_agreement(desk: Desk, case: Case, member: str = "") -> Form:
    """Give the 照料服务协议 for a member (an id), the first one that is aided if none is named."""
    return make_care_agreement(SelfCare(head(desk, case), member or _first(case)))


def _first(case: Case) -> str:
    told = case.progress.confirmed or case.progress.opinion
    people = [one.id for one in case.members if told is None or one.id in told.members]
    if not people:
        raise Refused("case.content_missing")
    return people[0]
