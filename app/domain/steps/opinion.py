"""审核意见: what the township proposes once check and visit are done; and what a reviewer sends back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.paper_signed import survey_waits
from app.domain.steps import means_check
from app.domain.steps.procedure import Pays, Procedure, undecided
from app.domain.steps.self_care import Grade
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


OPINION = "decision:opinion"


class Proposal(StrEnum):
    """拟同意, 拟不同意."""

    GRANT = "grant"
    REFUSE = "refuse"


class BackTo(StrEnum):
    """From where a case that was sent back goes on."""

    CHECK = "check"
    VISIT = "visit"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True)
class Opinion:
    """The body of ``case.opinion_given`` version 1: permanent.

    `programme` is what the household was sorted into, `members` the ids of who is aided, `monthly_fen` or `once_fen`
    what is proposed (0 where there is none). `recognised` names the class under which the household's means are known
    already (社会救助法 42) and `recognised_number` the number of that recognition, `reckoning` how the sum came about,
    in words, and `rules` the packs behind it. Within `monthly_fen`, `extra_fen` is 分类施保 and `care_fen` the care of
    somebody 特困 of the grade `care`. `standard_fen` is the standard it was measured by, `residence` urban or rural,
    `category` the local class.
    """

    given_on: str
    programme: str
    proposal: str
    members: tuple[str, ...]
    reason: str
    by: str
    monthly_fen: int = 0
    once_fen: int = 0
    tier: str = ""
    recognised: str = ""
    reckoning: str = ""
    rules: str = ""
    recognised_number: str = ""
    care: str = ""
    care_fen: int = 0
    extra_fen: int = 0
    standard_fen: int = 0
    residence: str = ""
    category: str = ""

    @property
    def substance(self) -> tuple[object, ...]:
        """What is proposed for whom: what a poster tells and a decision must be the same as."""
        return (self.proposal, self.programme, frozenset(self.members), self.monthly_fen, self.once_fen, self.tier)


@dataclass(frozen=True, slots=True)
class SentBack:
    """The body of ``case.sent_back`` version 1: permanent. 退回修改: never a refusal; `to` is a `BackTo`."""

    sent_on: str
    to: str
    reason: str
    by: str


def give_opinion(case: "Case", body: Opinion, procedure: Procedure) -> Fact:
    """Give the fact of an opinion.

    Refused as `means_check.hinders` where the programme needs a check and none is known already, opinion.no_visit,
    opinion.survey_unsigned, opinion.not_recognised, opinion.no_emergency, opinion.objection_open, opinion.no_reason,
    opinion.nobody, opinion.amount, opinion.in_past.
    """
    undecided(case)
    day.need(body.given_on)
    _check_said(case, body)
    _check_amount(body, procedure)
    if procedure.emergency and case.urgent is None:
        raise Refused("opinion.no_emergency")
    if case.members:  # of a household of which nobody is left, nothing is to be looked into
        _check_looked_into(case, body, procedure)
    if case.progress.open_objections:
        raise Refused("opinion.objection_open", count=len(case.progress.open_objections))
    return Fact(f"case:{case.id}", "case.opinion_given", 1, plain(body))


def send_back(case: "Case", body: SentBack) -> Fact:
    """Give the fact that an opinion was sent back with a reason; Refused opinion.none, opinion.no_reason."""
    undecided(case)
    BackTo(body.to)
    day.need(body.sent_on)
    if case.progress.opinion is None:
        raise Refused("opinion.none")
    if not body.reason.strip():
        raise Refused("opinion.no_reason")
    return Fact(f"case:{case.id}", "case.sent_back", 1, plain(body))


def _check_said(case: "Case", body: Opinion) -> None:
    granted = Proposal(body.proposal) is Proposal.GRANT
    if not body.reason.strip():
        raise Refused("opinion.no_reason")
    if set(body.members) - {member.id for member in case.members} or (granted and not body.members):
        raise Refused("opinion.nobody")
    report = case.progress.report
    before = [case.accepted.accepted_on if case.accepted else "", report.reported_on if report else ""]
    if body.given_on < max(before + [visit.visited_on for visit in case.progress.visits]):
        raise Refused("opinion.in_past")


def _check_amount(body: Opinion, procedure: Procedure) -> None:
    """What is only recognised gets no money (and so no notice); what pays, pays."""
    parts = (body.monthly_fen, body.once_fen, body.care_fen, body.extra_fen, body.standard_fen)
    right = {
        Pays.MONTHLY: body.monthly_fen > 0 and not body.once_fen,
        Pays.ONCE: body.once_fen > 0 and not body.monthly_fen,
        Pays.NOTHING: not (body.monthly_fen or body.once_fen),
    }
    granted = body.proposal == Proposal.GRANT
    if (
        min(parts) < 0
        or body.care_fen + body.extra_fen > body.monthly_fen
        or (granted and not right[Pays(procedure.pays)])
    ):
        raise Refused("opinion.amount")
    if body.care:
        Grade(body.care)


def _check_looked_into(case: "Case", body: Opinion, procedure: Procedure) -> None:
    if body.recognised and not (body.recognised in procedure.recognised and body.recognised_number.strip()):
        raise Refused("opinion.not_recognised")
    hindrance = means_check.hinders(case) if procedure.check and not body.recognised else None
    if hindrance:
        raise hindrance
    if procedure.visit and not _fails_already(case, body):
        if not case.progress.sound_visits:
            raise Refused("opinion.no_visit")
        if survey_waits(case):
            raise Refused("opinion.survey_unsigned")


def _fails_already(case: "Case", body: Opinion) -> bool:
    """What fails by the check alone needs no visit to fail."""
    report = case.progress.report
    return body.proposal == Proposal.REFUSE and report is not None and not report.qualified
