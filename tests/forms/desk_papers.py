"""Every paper of the desk, made of the same few facts: who, what note, practice or not."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.fund import Fund
from app.domain.fund_ledger import Corrected, Counted, Opened, PaidOut
from app.domain.office import Office
from app.domain.registration import Lack
from app.domain.visit import Agent, Visitor
from app.forms.assessment_report import Because, Programme, Reckoned, make_assessment_report
from app.forms.change_receipt import ChangeTold, make_change_receipt
from app.forms.form import Form
from app.forms.fund_ledger import Booked, FundLedger, make_fund_ledger
from app.forms.handover_list import Brought, Handover, make_handover_list
from app.forms.mandate import Mandate, make_mandate
from app.forms.referral_slip import ReferralMade, make_referral_slip
from app.forms.refusal_notice import RefusalMade, make_refusal_notice
from app.forms.register import Line, Register, make_register
from app.forms.supplement_notice import SupplementTold, make_supplement_notice
from app.forms.urgent_record import UrgentNeed, make_urgent_record
from app.forms.withdrawal import Withdrawing, make_withdrawal
from app.rules.remedy import Remedy
from tests.made_up import household

NUMBER = "511725123-261012-0A-00147-L"
SUBJECT = household.uid(500)
USUAL = Visitor("王德贵", household.id_number("1950-03-08", 11), "13800000001", "青龙村", "3")
LARGE = household.large_draft().applicant.identity
OVERFULL = Visitor(LARGE.name, LARGE.id_number, "0818-7654321", LARGE.address, "移民点")
NOTE = "老伴 11 月 20 日在家去世，她的养老金从 12 月起没有了。"


@dataclass(frozen=True)
class Said:
    """What a paper is made of."""

    person: Visitor = USUAL
    note: str = NOTE
    training: bool = False
    handler: str = "陈素华"
    office: Office = field(default_factory=household.office)


def change(said: Said) -> Form:
    return make_change_receipt(
        ChangeTold(
            change=SUBJECT,
            number=NUMBER,
            received_on="2026-11-24",
            kinds=("death", "income"),
            since="2026-11-20",
            person=said.person,
            about=said.person.name,
            told_by=said.person.name,
            told_by_relation="儿子",
            note=said.note,
            handler=said.handler,
            office=said.office,
            training=said.training,
        )
    )


def referral(said: Said) -> Form:
    return make_referral_slip(
        ReferralMade(
            referral=SUBJECT,
            number=NUMBER,
            made_on="2026-11-24",
            field="medical",
            to="渠县医疗保障局",
            person=said.person,
            need=said.note,
            due_on="2026-12-08",
            handler=said.handler,
            office=said.office,
            training=said.training,
        )
    )


def supplement(said: Said) -> Form:
    lacks = (
        Lack("identity", said.person.name),
        Lack("form_fields", "", said.note),
        Lack("signature", "王建军", "寄到广东去签，写了地址就寄"),
        Lack("mandate", said.person.village),
    )
    return make_supplement_notice(
        SupplementTold(
            case=SUBJECT,
            number=NUMBER,
            applicant=said.person.name,
            programmes=("by_class",),
            came_on="2026-11-23",
            told_on="2026-11-24",
            lacks=lacks,
            handler=said.handler,
            office=said.office,
            training=said.training,
        )
    )


def refusal(said: Said) -> Form:
    return make_refusal_notice(
        RefusalMade(
            case=SUBJECT,
            number=NUMBER,
            applicant=said.person.name,
            programmes=("by_class",),
            came_on="2026-11-23",
            decided_on="2026-11-24",
            reason=f"{said.note}住在{said.person.village}",
            article="社会救助法第三十七条",
            officers=(said.handler, "刘建国"),
            remedy=Remedy("渠县人民政府", 60, "人民法院", 6),
            office=said.office,
            training=said.training,
        )
    )


def mandate(said: Said) -> Form:
    agent = Agent(said.person.name, "", said.note, "cannot_come", "13800000002")
    return make_mandate(Mandate(SUBJECT, said.person, said.office, agent, NUMBER, said.training))


def withdrawal(said: Said) -> Form:
    return make_withdrawal(
        Withdrawing(
            case=SUBJECT,
            number=NUMBER,
            applicant=said.person.name,
            accepted_on="2026-11-24",
            residence=said.person.village,
            office=said.office,
            reason=said.note,
            training=said.training,
        )
    )


def urgent(said: Said) -> Form:
    return make_urgent_record(
        UrgentNeed(
            case=SUBJECT,
            number=NUMBER,
            came_on="2026-11-24",
            name=said.person.name,
            id_number=said.person.id_number,
            phone=said.person.phone,
            description="男，六十岁左右，灰外衣，说自己姓张",
            what=said.note,
            place=said.person.village,
            happened_on="2026-11-23",
            need="回家的车票和三天的饭钱",
            way="goods",
            amount_fen=30_000,
            goods="大米一袋、棉被一床",
            due_on="2026-11-27",
            handler=said.handler,
            office=said.office,
            training=said.training,
        )
    )


def register(said: Said) -> Form:
    who, where = said.person.name, said.person.village
    lines = (
        Line("09:05", who, where, "apply", "", "accepted", "", said.handler),
        Line("09:40", "李桂兰", "石桥村", "change", who, "reported", said.note, said.handler),
        Line("10:02", "", "", "ask", "", "newer", "", ""),
    )
    return make_register(Register("2026-11-24", lines * (9 if said.note == NOTE else 1), said.office, said.training))


def handover(said: Said) -> Form:
    households = (
        Brought(said.person.name, said.person.village, 6, NUMBER),
        Brought("李桂兰", "青龙村3组", 3, "", said.note),
        Brought("周大山", "青龙村5组", 4, NUMBER, "儿子的签字"),
        Brought("刘秀英", "青龙村1组", 1),
    )
    return make_handover_list(
        Handover("2026-11-24", said.person.name, "青龙村", households * 2, said.handler, said.office, said.training)
    )


def fund_ledger(said: Said) -> Form:
    who = said.person.name
    bodies = (
        Opened("1", "2026-11-01", who, 500_000, said.person.village, who, ""),
        PaidOut("2", "2026-11-02", 30_000, "c", NUMBER, who, ""),
        Corrected("3", "2026-11-03", "2", 3_000, said.note, ""),
        Counted("4", "2026-11-30", 480_000, 497_000, "零钱找错", ""),
    )
    lines = tuple(Booked(line, said.handler) for line in Fund("f", "t", bodies).lines)
    facts = FundLedger(who, who, "2026-11", 0, lines * (9 if said.note == NOTE else 1), said.office, said.training)
    return make_fund_ledger(facts)


def assessment(said: Said) -> Form:
    property_open = Because("家庭财产还没核清", "", None)
    reasons = (Because(said.note, "社会救助法 第18条", True), property_open)
    return make_assessment_report(
        Reckoned(
            subject=SUBJECT,
            number=NUMBER,
            on="2026-11-24",
            made_on="2026-11-24",
            applicant=said.person.name,
            counted=3,
            income="每月 366.67 元，人均每月 122.22 元",
            people=(f"{said.person.name}计入：申请人，住{said.person.village}",) * 40,
            programmes=(
                Programme("低保（整户）", "要人确认", "", reasons),
                Programme("小额快救", "不符合", "", (Because("没有急难", "渠委办发〔2022〕26号", False),)),
                *(Programme("特困人员", "要人确认", "每月 806.00 元", (property_open,) * 9),) * 5,
            ),
            referrals=(("医疗救助：在乡镇办，渠县医疗保障局", "社会救助法 第24条"),),
            packs=("dibao-2026.3", "quxian-1"),
            unasked=("财产五问",),
            broken=("县里.toml",),
            handler=said.handler,
            office=said.office,
            training=said.training,
        )
    )


PAPERS: dict[str, Callable[[Said], Form]] = {
    "change": change,
    "referral": referral,
    "supplement": supplement,
    "refusal": refusal,
    "mandate": mandate,
    "withdrawal": withdrawal,
    "urgent": urgent,
    "register": register,
    "handover": handover,
    "fund_ledger": fund_ledger,
    "assessment": assessment,
}
