"""Every paper of the steps after acceptance, made of the same few facts as those of the desk."""

from collections.abc import Callable

from app.domain.income import Income
from app.forms.aid_change import AidChange, make_change_notice, make_phase_out
from app.forms.appraisal_record import AppraisalRecord, make_appraisal_record
from app.forms.check_papers import CheckAsked, CheckRecord, make_check_record, make_check_request
from app.forms.check_result import CheckResult, make_check_result
from app.forms.confirmation import Confirmation, Refusal, make_confirmation, make_refusal
from app.forms.decision_sheet import DecisionSheet, make_decision_sheet
from app.forms.delivery_slip import DeliverySlip, make_delivery_slip
from app.forms.form import Form
from app.forms.hearing_record import HearingRecord, make_hearing_record
from app.forms.inquiry_letter import InquiryLetter, make_inquiry_letter
from app.forms.kin_record import KinRecord, make_kin_record
from app.forms.objection_record import ObjectionRecord, make_objection_record
from app.forms.recheck_sheet import RecheckSheet, make_recheck_sheet
from app.forms.relief_sheet import Relief, make_relief_explained, make_relief_sheet
from app.forms.self_care import SelfCare, make_care_agreement, make_self_care
from app.forms.survey import Survey, make_survey
from app.forms.testimony import Testimony, make_testimony
from app.rules.remedy import Remedy
from tests.forms import office_samples
from tests.forms import step_facts as facts
from tests.forms.desk_papers import Said
from tests.made_up import household

REMEDY = Remedy("渠县人民政府", 60, "人民法院", 6)


def check_request(said: Said) -> Form:
    head = facts.head(said)
    signed = dict.fromkeys(facts.ids(head)[:3], "2026-10-12")
    return make_check_request(CheckAsked(head, facts.requested(head), signed))


def check_record(said: Said) -> Form:
    head = facts.head(said)
    told = (facts.reported(said), facts.explained(said), facts.TOLD, facts.objected(said))
    return make_check_record(CheckRecord(head, facts.requested(head), *told))


def check_result(said: Said) -> Form:
    return make_check_result(CheckResult(facts.head(said), facts.reported(said), "2026-10-21"))


def kin(said: Said) -> Form:
    return make_kin_record(KinRecord(facts.head(said), facts.kin(said), facts.COUNTY_VISIT))


def survey(said: Said) -> Form:
    draft = household.draft()
    more = Income("x", "business", "", said.note, 100)
    return make_survey(
        Survey(
            facts.head(said),
            "2026-10-14",
            ("陈素华", "刘文书"),
            (*draft.incomes, more),
            draft.expenses,
            tuple(draft.replies.items()),
            draft.troubles,
        )
    )


def testimony(said: Said) -> Form:
    return make_testimony(Testimony(facts.head(said), facts.neighbours(said)))


def appraisal(said: Said) -> Form:
    return make_appraisal_record(AppraisalRecord(facts.head(said), facts.appraised(said)))


def objection(said: Said) -> Form:
    return make_objection_record(ObjectionRecord(facts.head(said), facts.objection(said), said.handler, facts.SETTLED))


def decision(said: Said) -> Form:
    head = facts.head(said)
    way = (facts.reported(said), (facts.visited(said),), facts.POSTED, 1, facts.deliberated(said))
    made = (facts.confirmed(head), "刘建国")
    return make_decision_sheet(DecisionSheet(head, facts.proposed(said, head), said.handler, *way, *made))


def confirmation(said: Said) -> Form:
    head = facts.head(said)
    return make_confirmation(Confirmation(head, facts.confirmed(head), REMEDY, facts.account(head)))


def not_confirmed(said: Said) -> Form:
    head = facts.head(said)
    return make_refusal(Refusal(head, facts.not_confirmed(said, head), REMEDY, "（9,600 + 13,440）÷ 12 ÷ 3 = 640 元"))


def _relief(said: Said) -> Relief:
    head = facts.head(said, "linshi_jiuzhu")
    more = ((facts.ROUTED,), (facts.LIFTED,), facts.ENDED, facts.supplemented(said))
    made = facts.confirmed(head, monthly_fen=0, once_fen=500_000)
    proposal = facts.proposed(said, head)
    spent = "看病自己出的：12,600 元"
    return Relief(
        head, "urgent", facts.urgent(said), proposal, spent, facts.given(said), 150_000, 1_000_000, *more, made
    )


def relief(said: Said) -> Form:
    return make_relief_sheet(_relief(said))


def relief_later(said: Said) -> Form:
    return make_relief_explained(_relief(said))


def self_care(said: Said) -> Form:
    return make_self_care(SelfCare(facts.head(said, "tekun"), facts.MEMBERS[0].id))


def care(said: Said) -> Form:
    return make_care_agreement(SelfCare(facts.head(said, "tekun"), facts.MEMBERS[0].id))


def hearing(said: Said) -> Form:
    return make_hearing_record(HearingRecord(facts.head(said), 69_333, facts.heard(said)))


def change_notice(said: Said) -> Form:
    return make_change_notice(AidChange(facts.head(said), facts.changed(said), 69_333, REMEDY))


def phase_out(said: Said) -> Form:
    return make_phase_out(AidChange(facts.head(said), facts.changed(said, "phase_out"), 69_333))


def recheck(said: Said) -> Form:
    done = facts.rechecked(said)
    return make_recheck_sheet(
        RecheckSheet(facts.head(said), "2027-05-05", 69_333, "2026-11-09", "2027-05-09", True, done)
    )


def delivery(said: Said) -> Form:
    return make_delivery_slip(DeliverySlip(facts.head(said), "Y", "QR-2026-0031", "2026-11-09", facts.delivered(said)))


def inquiry(said: Said) -> Form:
    asks = f"是不是长期住在那里，有没有活干。{said.note}"
    about = ("渠县土溪镇人民政府", facts.MEMBERS[1].id, "土溪镇石桥村", asks)
    return make_inquiry_letter(InquiryLetter(facts.head(said), *about, "2026-10-14", "2026-10-21"))


STEP_PAPERS: dict[str, Callable[[Said], Form]] = {
    "check_request": check_request,
    "check_record": check_record,
    "check_result": check_result,
    "kin": kin,
    "survey": survey,
    "testimony": testimony,
    "appraisal": appraisal,
    "objection": objection,
    "decision": decision,
    "confirmation": confirmation,
    "not_confirmed": not_confirmed,
    "relief": relief,
    "relief_later": relief_later,
    "self_care": self_care,
    "care": care,
    "hearing": hearing,
    "change_notice": change_notice,
    "phase_out": phase_out,
    "recheck": recheck,
    "delivery": delivery,
    "inquiry": inquiry,
    "poster": office_samples.poster,
    "announcement": office_samples.announcement,
    "minutes": office_samples.minutes,
    "route": office_samples.route,
    "roster": office_samples.roster,
    "archive": office_samples.archive,
    "sample": office_samples.sample,
}
