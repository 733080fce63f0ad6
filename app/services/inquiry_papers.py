"""The papers of 核对, 入户调查, 评议 and objections, from the journal; Refused case.content_missing without it."""

from dataclasses import dataclass

from app.domain.case import Case
from app.domain.duties import Act
from app.errors import Refused
from app.forms.appraisal_record import AppraisalRecord, make_appraisal_record
from app.forms.check_papers import CheckAsked, CheckRecord, make_check_record, make_check_request
from app.forms.check_result import CheckResult, make_check_result
from app.forms.form import Form
from app.forms.inquiry_letter import InquiryLetter, make_inquiry_letter
from app.forms.kin_record import KinRecord, make_kin_record
from app.forms.objection_record import ObjectionRecord, make_objection_record
from app.forms.survey import Survey, make_survey
from app.forms.testimony import Testimony, make_testimony
from app.services.case_head import head
from app.services.desk import Desk
from app.services.duty import needs


@needs(Act.PRINT)
def check_request(desk: Desk, case: Case) -> Form:
    """Give the 家庭经济状况核对委托书."""
    asked = case.progress.request
    if asked is None:
        raise Refused("case.content_missing")
    signed = {mark.member: mark.signed_on for mark in case.signed_on_paper}
    signed |= {mark.member: mark.signed_on for mark in case.signed}
    return make_check_request(CheckAsked(head(desk, case), asked, signed))


@needs(Act.PRINT)
def check_record(desk: Desk, case: Case) -> Form:
    """Give the 核对报告记录, with what was explained so far."""
    progress = case.progress
    if progress.request is None or progress.report is None:
        raise Refused("case.content_missing")
    told = (progress.explained, progress.check_told, progress.check_objected)
    return make_check_record(CheckRecord(head(desk, case), progress.request, progress.report, *told))


@needs(Act.PRINT)
def check_result(desk: Desk, case: Case) -> Form:
    """Give the 核对结果告知书; its day stays open until it was told."""
    report, told = case.progress.report, case.progress.check_told
    if report is None:
        raise Refused("case.content_missing")
    return make_check_result(CheckResult(head(desk, case), report, told.told_on if told else ""))


@needs(Act.PRINT)
def kin_record(desk: Desk, case: Case) -> Form:
    """Give the 近亲属备案表."""
    if not case.progress.kin:
        raise Refused("case.content_missing")
    return make_kin_record(KinRecord(head(desk, case), case.progress.kin, case.progress.county_visit))


@needs(Act.PRINT)
def survey_form(desk: Desk, case: Case) -> Form:
    """Give the 入户调查表 to take along, with what the household said and who is to go."""
    accepted, prepared = case.accepted, case.progress.visit_prepared
    if accepted is None:
        raise Refused("case.content_missing")
    last = case.progress.visits[-1] if case.progress.visits else None
    found = last if last and last.on_screen else None
    team = found or prepared
    return make_survey(
        Survey(
            head(desk, case),
            prepared.prepared_on if prepared else accepted.accepted_on,
            tuple(one.name for one in team.investigators) if team else (),
            accepted.incomes,
            accepted.expenses,
            tuple(accepted.replies.items()),
            accepted.troubles,
            found,
        )
    )


@needs(Act.PRINT)
def testimony(desk: Desk, case: Case) -> Form:
    """Give the 邻里访问、信函索证记录: what was heard so far, and room for more."""
    _accepted(case)
    heard = tuple(one for visit in case.progress.visits for one in visit.heard)
    return make_testimony(Testimony(head(desk, case), heard))


@needs(Act.PRINT)
def appraisal_record(desk: Desk, case: Case) -> Form:
    """Give the 民主评议记录 of the last one held, or one to fill in."""
    _accepted(case)
    held = case.progress.appraisals
    return make_appraisal_record(AppraisalRecord(head(desk, case), held[-1] if held else None))


@needs(Act.PRINT)
def objection_record(desk: Desk, case: Case, objection: str = "") -> Form:
    """Give the 公示异议登记表 of an objection (an id), the last one if none is named."""
    told = [one for one in case.progress.objections if objection in ("", one.id)]
    if not told:
        raise Refused("case.content_missing")
    last = told[-1]
    done = next((one for one in case.progress.settled if one.objection == last.id), None)
    return make_objection_record(ObjectionRecord(head(desk, case), last, desk.name_of(last.handler), done))


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What is asked of which office: about a member (an id), where that is, by which ISO day (or empty)."""

    to: str
    member: str
    where: str
    matter: str
    due_on: str = ""


@needs(Act.PRINT)
def inquiry_letter(desk: Desk, case: Case, asked: Inquiry) -> Form:
    """Give the 协助调查函 of today to another office."""
    _accepted(case)
    about = (asked.to, asked.member, asked.where, asked.matter)
    return make_inquiry_letter(InquiryLetter(head(desk, case), *about, desk.today().isoformat(), asked.due_on))


def _accepted(case: Case) -> None:
    if case.accepted is None:
        raise Refused("case.content_missing")
