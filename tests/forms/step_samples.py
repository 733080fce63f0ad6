"""Every paper of the steps after acceptance, made of the same few facts as those of the desk."""

from collections.abc import Callable

from app.domain.income import Income
from app.domain.steps.shown import Line
from app.forms.aid_change import AidChange, make_change_notice, make_phase_out
from app.forms.appraisal_record import AppraisalRecord, make_appraisal_record
from app.forms.archive_index import ArchiveIndex, make_archive_index
from app.forms.archive_index import Item as Kept
from app.forms.check_papers import CheckAsked, CheckRecord, make_check_record, make_check_request
from app.forms.check_result import CheckResult, make_check_result
from app.forms.confirmation import Confirmation, Refusal, make_confirmation, make_refusal
from app.forms.decision_sheet import DecisionSheet, make_decision_sheet
from app.forms.delivery_slip import DeliverySlip, make_delivery_slip
from app.forms.form import Form
from app.forms.hearing_record import HearingRecord, make_hearing_record
from app.forms.inquiry_letter import InquiryLetter, make_inquiry_letter
from app.forms.kin_record import KinRecord, make_kin_record
from app.forms.minutes import Item, Meeting, make_minutes
from app.forms.objection_record import ObjectionRecord, make_objection_record
from app.forms.poster import Announcement, Poster, make_announcement, make_poster
from app.forms.recheck_sheet import RecheckSheet, make_recheck_sheet
from app.forms.relief_sheet import Relief, make_relief_explained, make_relief_sheet
from app.forms.roster import Payment, Roster, make_roster
from app.forms.route_list import RouteList, Stop, make_route_list
from app.forms.sample_record import Drawn, SampleRecord, make_sample_record
from app.forms.self_care import SelfCare, make_care_agreement, make_self_care
from app.forms.survey import Survey, make_survey
from app.forms.testimony import Testimony, make_testimony
from app.rules.remedy import Remedy
from tests.forms import step_facts as facts
from tests.forms.desk_papers import NUMBER, SUBJECT, Said
from tests.made_up import household

WINDOW = "镇便民服务中心社会救助窗口"
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
    more = Income("x", "business", facts.MEMBERS[0].id, said.note, 100)
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
    where, asks = "土溪镇石桥村 5 组", f"是不是长期住在那里，有没有活干。{said.note}"
    return make_inquiry_letter(
        InquiryLetter(
            facts.head(said), "渠县土溪镇人民政府", facts.MEMBERS[1].id, where, asks, "2026-10-14", "2026-10-21"
        )
    )


def line(said: Said, number: int = 0, named: str = "applicant") -> Line:
    name = said.person.name if not number else f"李桂{number}"
    return Line(
        name, said.person.village, "3", 2 + number % 3, "dibao", 69_333 + number, named=named, from_month="2026-12"
    )


def poster(said: Said) -> Form:
    lines = (line(said), line(said, 1, "guardian"), *(line(said, number) for number in range(2, 9)))
    return make_poster(
        Poster(
            SUBJECT,
            "GS-2026-0012",
            said.person.village,
            lines,
            7,
            WINDOW,
            said.office,
            "2026-10-28",
            "2026-11-04",
            training=said.training,
        )
    )


def announcement(said: Said) -> Form:
    lines = tuple(line(said, number) for number in range(14))
    village, office = said.person.village, said.office
    return make_announcement(Announcement(village, "2026-12-01", lines, WINDOW, office, training=said.training))


def minutes(said: Said) -> Form:
    items = (
        Item(said.person.name, said.person.village, "dibao", "grant", 69_333, 0, "grant", said.note, ("王书记",)),
        Item("周大山", "青龙村5组", "tekun", "grant", 80_600, 0, "grant"),
        Item("刘秀英", "青龙村1组", "dibao", "refuse", 0, 0, "later", "再去看一次"),
    )
    names = ("刘建国", said.handler, "赵勇", "周敏", "孙丽", "王书记")
    return make_minutes(
        Meeting(
            SUBJECT,
            NUMBER,
            "2026-11-06",
            items,
            said.office,
            names,
            True,
            "三楼会议室",
            "刘建国",
            "孙丽",
            said.training,
        )
    )


def route(said: Said) -> Form:
    stops = tuple(
        Stop(
            household.uid(800 + number),
            NUMBER,
            said.person.name if number < 2 else f"李桂{number}",
            said.person.village,
            "上坡第二家，门口有棵黄葛树",
            "13800000001",
            "dibao",
            3,
            mind="儿子的车" if number else said.note,
        )
        for number in range(8)
    )  # fmt: skip - one line, one stop
    return make_route_list(
        RouteList(said.person.village, "2026-10-15", ("陈素华", said.handler), stops, said.office, said.training)
    )


def roster(said: Said) -> Form:
    who = said.person
    several = tuple(
        Payment(
            who.name if not number else f"李桂{number}",
            who.id_number,
            who.name,
            "6217000012345678901",
            3,
            69_333,
            4_700 * (number % 2),
            "户名不符" if number == 2 else "",
        )
        for number in range(28)
    )  # fmt: skip - one line, one payment
    return make_roster(Roster("dibao", "2026-12", several, said.office, said.training))


def archive(said: Said) -> Form:
    deciding = tuple(Kept(f"材料 {number}", "2026-10-12", number) for number in range(12))
    daily = (Kept(said.note, "2027-05-06", 1),)
    return make_archive_index(ArchiveIndex(facts.head(said), deciding, daily))


def sample(said: Said) -> Form:
    drawn = (
        Drawn(said.person.name, said.person.village, "dibao", "random", "2026-12-03", said.note, "补签字"),
        Drawn("周大山", "青龙村5组", "tekun", "kin"),
        Drawn("刘秀英", "青龙村1组", "dibao", "report"),
    )
    return make_sample_record(SampleRecord("2026-11", 10, 30, "4711", drawn, said.handler, said.office, said.training))


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
    "poster": poster,
    "announcement": announcement,
    "minutes": minutes,
    "route": route,
    "roster": roster,
    "archive": archive,
    "sample": sample,
}
