"""Every paper of the desk, made of the same few facts: who, what note, practice or not."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.registration import Lack
from app.domain.visit import Visitor
from app.forms.change_receipt import ChangeTold, make_change_receipt
from app.forms.form import Form
from app.forms.referral_slip import ReferralMade, make_referral_slip
from app.forms.refusal_notice import RefusalMade, make_refusal_notice
from app.forms.supplement_notice import SupplementTold, make_supplement_notice
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
            handler="陈素华",
            office=household.office(),
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
            handler="陈素华",
            office=household.office(),
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
            handler="陈素华",
            office=household.office(),
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
            officers=("陈素华", "刘建国"),
            remedy=Remedy("渠县人民政府", 60, "人民法院", 6),
            office=household.office(),
            training=said.training,
        )
    )


PAPERS: dict[str, Callable[[Said], Form]] = {
    "change": change,
    "referral": referral,
    "supplement": supplement,
    "refusal": refusal,
}
