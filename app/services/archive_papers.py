"""档案目录: what lies in a case, from the journal, by what decided it and what came every day."""

from app.domain.case import Case
from app.domain.draft import Slot
from app.domain.duties import Act
from app.domain.form_code import Paper
from app.errors import Refused
from app.forms.archive_index import ArchiveIndex, Item, make_archive_index
from app.forms.delivery_slip import paper_name
from app.forms.form import Form
from app.forms.words import of_code, say
from app.services.case_head import head
from app.services.desk import Desk
from app.services.duty import needs

_DAILY = {Slot.HEARING.value, Slot.DELIVERY.value, Slot.BANK_CARD.value, Slot.OTHER.value}


@needs(Act.PRINT)
def archive_index(desk: Desk, case: Case) -> Form:
    """Give the list of a case's file; Refused case.content_missing for a case that is not accepted or not here."""
    if case.accepted is None:
        raise Refused("case.content_missing")
    deciding = (*_signed(case), *_papers(case, daily=False), *_steps(case))
    return make_archive_index(ArchiveIndex(head(desk, case), deciding, (*_papers(case, daily=True), *_running(case))))


def _signed(case: Case) -> list[Item]:
    """Give the application and the pages that were signed."""
    names = {member.id: member.identity.name for member in case.members}
    on = case.accepted.accepted_on if case.accepted else ""
    inked = [(mark.member, mark.signed_on, 1) for mark in case.signed]
    inked += [(mark.member, mark.signed_on, len(mark.pages)) for mark in case.signed_on_paper]
    signed = [Item(say("archive.signed_by", whose=names.get(who, "")), day, pages) for who, day, pages in inked]
    return [Item(paper_name(Paper.APPLICATION), on), *signed]


def _papers(case: Case, *, daily: bool) -> list[Item]:
    """Give the pages that were put into the case, by what they are and whose."""
    names = {member.id: member.identity.name for member in case.members}
    counted: dict[tuple[str, str], list[str]] = {}
    for one in case.filed:
        if (one.slot in _DAILY) is daily:
            counted.setdefault((one.slot, one.member), []).append(one.taken_at[:10])
    return [Item(_name(slot, names.get(who, "")), days[0], len(days)) for (slot, who), days in counted.items()]


def _name(slot: str, whose: str) -> str:
    what = of_code("slot", slot)
    return say("archive.picture", what=what, whose=whose) if whose else what


def _steps(case: Case) -> list[Item]:
    """Give the papers of the steps up to the decision."""
    progress = case.progress
    found = [
        (Paper.CHECK_REPORT, progress.report.reported_on if progress.report else ""),
        *((Paper.SURVEY, one.visited_on) for one in progress.visits),
        *((Paper.APPRAISAL, one.held_on) for one in progress.appraisals),
        (Paper.POSTER, progress.notice.posted_on if progress.notice else ""),
        (Paper.MINUTES, progress.deliberated.held_on if progress.deliberated else ""),
        (Paper.DECISION_SHEET, progress.opinion.given_on if progress.opinion else ""),
        (Paper.CONFIRMATION if progress.confirmed else Paper.NOT_CONFIRMED, progress.decided_on),
    ]
    return [Item(paper_name(paper), on) for paper, on in found if on]


def _running(case: Case) -> list[Item]:
    """Give the papers of what came after the decision."""
    progress = case.progress
    found = [
        (Paper.HEARING, progress.hearing.held_on if progress.hearing else ""),
        *((Paper.AID_CHANGE, one.decided_on) for one in progress.changes),
        (Paper.RECHECK, progress.rechecked.checked_on if progress.rechecked else ""),
        *((Paper.DELIVERY, one.delivered_on) for one in progress.deliveries),
    ]
    return [Item(paper_name(paper), on) for paper, on in found if on]
