"""村上代交: what a village cadre brought today, household by household; nothing of it is kept beside the cases."""

from dataclasses import dataclass, replace

from app.domain import acceptance
from app.domain.acceptance import STOP
from app.domain.case import Accepted, Case
from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.visit import Agent, AgentReason, Source
from app.services import intake
from app.services.desk import Desk
from app.services.duty import needs


@dataclass(frozen=True, slots=True)
class Household:
    """One household of the day: a case with its `number`, or a draft and the codes of what stops its acceptance.

    `unsigned` are the names of adults who have still to sign, `papers` how many pages there are.
    """

    id: str
    applicant: str
    village: str
    papers: int
    number: str = ""
    lacks: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()


@needs(Act.TAKE_IN)
def begin(desk: Desk, cadre: str, village: str) -> Draft:
    """Give a new draft that a cadre brings for somebody of the village."""
    agent = Agent(name=cadre.strip(), reason=AgentReason.COMMITTEE.value)
    return replace(intake.begin(desk), source=Source.VILLAGE.value, agent=agent, village=village.strip())


@needs(Act.TAKE_IN)
def brought(desk: Desk, cadre: str) -> tuple[Household, ...]:
    """Give what a cadre brought today: the accepted cases by number, then what was begun."""
    today = desk.today()
    cases = (desk.store.case(row.case_id) for row in desk.store.cases(accepted_on=today))
    taken = [_of_case(case, case.accepted) for case in cases if case and case.accepted and _is_of(case, cadre)]
    begun = [draft for draft in desk.store.drafts() if draft.source == Source.VILLAGE and _named(draft.agent, cadre)]
    waiting = [_of_draft(desk, draft) for draft in sorted(begun, key=lambda draft: draft.started_at)]
    return (*sorted(taken, key=lambda one: one.number), *waiting)


def _is_of(case: Case, cadre: str) -> bool:
    told = case.presented
    return told is not None and told.source == Source.VILLAGE and _named(told.agent, cadre)


def _named(agent: Agent | None, cadre: str) -> bool:
    return agent is not None and agent.name == cadre.strip() != ""


def _of_case(case: Case, accepted: Accepted) -> Household:
    names = tuple(member.identity.name for member in case.missing_signers())
    papers = len(case.filed) + len(case.signed) + sum(len(mark.pages) for mark in case.signed_on_paper)
    applicant = accepted.members[0].identity.name
    return Household(case.id, applicant, accepted.village, papers, accepted.number, unsigned=names)


def _of_draft(desk: Desk, draft: Draft) -> Household:
    found = acceptance.findings(draft, desk.today())
    lacks = tuple(dict.fromkeys(one.code for one in found if one.level == STOP))
    signers = acceptance.adults(draft, desk.today())
    names = tuple(one.identity.name for one in signers if one.id not in draft.have_signed)
    papers = len(draft.captures) + len(draft.signatures) + len(draft.paper_signatures)
    return Household(draft.id, draft.applicant.identity.name, draft.village, papers, "", lacks, names)
