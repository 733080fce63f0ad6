"""入户: preparing a round, taking down what was found, near relatives of officials."""

from dataclasses import replace

import resources
from app.domain.case import Case
from app.domain.draft import Slot
from app.domain.duties import Act
from app.domain.fact import BlobRef, Fact
from app.domain.steps import home_visit, self_care
from app.domain.steps.home_visit import Investigator, KinNamed, Prepared, Visited
from app.domain.steps.self_care import Assessed
from app.errors import Refused
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture
from app.services.steps import refs, seal, take, take_all

SURVEY = Slot.SURVEY.value


@needs(Act.HANDLE)
def prepare_round(desk: Desk, case_ids: tuple[str, ...], team: tuple[Investigator, ...]) -> tuple[Case, ...]:
    """Note that the papers for a round of visits were made; Refused as `home_visit.prepare`."""
    body = Prepared(desk.today().isoformat(), team, desk.author.officer)
    return take_all(desk, case_ids, lambda case: home_visit.prepare(case, body))


@needs(Act.INVESTIGATE)
def record_visit(desk: Desk, case_id: str, visited: Visited, pages: tuple[Picture, ...] = ()) -> Case:
    """Take down a visit, with pages that are given now and those that were filed already.

    `visited` without officer and pages. Refused as `home_visit.visit`.
    """
    sealed = seal(desk, pages)

    def make(case: Case) -> Fact:
        kept = (*filed_survey(case), *refs(sealed))
        return home_visit.visit(case, replace(visited, by=desk.author.officer, pages=kept))

    return take(desk, case_id, make, pages, sealed)


def filed_survey(case: Case) -> tuple[BlobRef, ...]:
    """Give the pages of a survey that the capture desk has put into the case since the last visit."""
    told = {page for visit in case.progress.visits for page in visit.pages}
    return tuple(one.document for one in case.filed if one.slot == SURVEY and one.document not in told)


@needs(Act.HANDLE)
def name_kin(desk: Desk, case_id: str, kin: KinNamed) -> Case:
    """Note a 近亲属备案; `kin` without officer. Refused as `home_visit.name_kin`."""
    body = replace(kin, by=desk.author.officer)
    return take(desk, case_id, lambda case: home_visit.name_kin(case, body))


@needs(Act.DECLARE)
def declare_kin(desk: Desk, case_id: str, member: str, relation: str) -> Case:
    """Note that the officer at the desk is a near relative of a member; from then on others go on (回避).

    Refused kin.declared where that was said already, and as `home_visit.name_kin`.
    """
    body = KinNamed(
        member=member,
        official=desk.officer_name,
        unit=desk.office.name,
        post="",
        relation=relation.strip(),
        learned_on=desk.today().isoformat(),
        how=resources.text("steps", "own_word"),
        by=desk.author.officer,
        officer=desk.author.officer,
    )

    def make(case: Case) -> Fact:
        if any(one.officer == body.officer and one.member == member for one in case.progress.kin):
            raise Refused("kin.declared")
        return home_visit.name_kin(case, body)

    return take(desk, case_id, make)


@needs(Act.INVESTIGATE)
def assess_self_care(desk: Desk, case_id: str, assessed: Assessed, pages: tuple[Picture, ...] = ()) -> Case:
    """Take down what somebody can do alone; `assessed` without officer and pages. Refused as `self_care.assess`."""
    sealed = seal(desk, pages)
    body = replace(assessed, by=desk.author.officer, pages=refs(sealed))
    return take(desk, case_id, lambda case: self_care.assess(case, body), pages, sealed)
