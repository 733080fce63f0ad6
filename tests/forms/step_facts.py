"""The steps of a made-up case as facts: the case's head, what was checked, visited, decided, changed."""

from dataclasses import replace

from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.steps.aid import AccountGiven, Changed, Heard, Rechecked
from app.domain.steps.decision import Confirmed, Deliberated, Delivered, NotConfirmed
from app.domain.steps.home_visit import CountyVisited, Investigator, KinNamed, Visited
from app.domain.steps.home_visit import Heard as Neighbour
from app.domain.steps.means_check import Doubt, Explained, Objected, Reported, Requested, Told
from app.domain.steps.opinion import Opinion
from app.domain.steps.public_notice import Appraised, Objection, Posted, Settled
from app.domain.steps.relief import CapLifted, EmergencyEnded, Given, RoutedUp, Supplemented
from app.domain.urgent import UrgentRecorded
from app.forms.case_head import CaseHead
from app.forms.words import place
from tests.forms.desk_papers import NUMBER, SUBJECT, Said
from tests.made_up import household

DAY = "2026-10-12"
BLOB = BlobRef("0" * 64, 9, "image/jpeg")
MEMBERS = household.draft().members
HANDLER = household.uid(102)
OFFICER = household.uid(103)


def people(said: Said, count: int = 0) -> tuple[Member, ...]:
    """The household, the applicant first; `count` people of one where a household is to be large."""
    first = replace(MEMBERS[0], identity=replace(MEMBERS[0].identity, name=said.person.name))
    more = (replace(MEMBERS[1], id=household.uid(700 + number)) for number in range(max(count - len(MEMBERS), 0)))
    return (first, *MEMBERS[1:], *more)


def head(said: Said, programme: str = "dibao", count: int = 0) -> CaseHead:
    return CaseHead(
        case=SUBJECT,
        number=NUMBER,
        applicant=said.person.name,
        id_number=said.person.id_number,
        place=place(said.person),
        phone=said.person.phone,
        programme=programme,
        accepted_on=DAY,
        handler=said.handler,
        office=said.office,
        people=people(said, count),
        training=said.training,
    )


def ids(of: CaseHead) -> tuple[str, ...]:
    return tuple(one.id for one in of.people)


def requested(of: CaseHead) -> Requested:
    return Requested("2026-10-13", ids(of), "HD-2026-0001", HANDLER)


def reported(said: Said) -> Reported:
    doubts = (
        Doubt("d1", "vehicle", f"小型汽车一辆，2015 年注册。{said.note}", MEMBERS[1].id),
        Doubt("d2", "deposit", "定期存款", MEMBERS[0].id, 6_000_000),
        Doubt("d3", "payroll", "与财政供养人员信息比对一致"),
    )
    return Reported("2026-10-20", "2027-04-20", qualified=False, number="HB-2026-0001", by=HANDLER, doubts=doubts)


def explained(said: Said) -> tuple[Explained, ...]:
    return (
        Explained(
            "d1", "false", f"车已卖给邻镇的人，没有过户。{said.note}", "卖车的凭条、买车人的说明", "2026-10-22", HANDLER
        ),
        Explained("d2", "deduct", "是征地款和老伴的安葬费", "村委会的发放表", "2026-10-22", HANDLER, 5_000_000),
    )  # fmt: skip - one line, one doubt


TOLD = Told("2026-10-21", "window", HANDLER)


def objected(said: Said) -> Objected:
    return Objected("2026-10-22", said.note, HANDLER)


def kin(said: Said) -> tuple[KinNamed, ...]:
    return (
        KinNamed(
            MEMBERS[0].id, "王书记", f"{said.person.village}村民委员会", "村主任", "堂侄", DAY, "本人申报", HANDLER
        ),
        KinNamed(MEMBERS[2].id, said.handler, "镇社会事务办", "工作人员", "姨侄女", DAY, "登记册比对", HANDLER),
    )


COUNTY_VISIT = CountyVisited("2026-10-26", ("周明", "吴静"), "与申请一致，住房为土木结构，无大件家电。", "县民政局")


def visited(said: Said) -> Visited:
    team = (Investigator("陈素华", staff=True, officer=OFFICER), Investigator("刘文书", staff=False))
    return Visited(
        "2026-10-15",
        said.person.village,
        team,
        ("李桂兰",),
        f"房屋三间，土木结构。{said.note}",
        True,
        HANDLER,
        pages=(BLOB,),
    )


def neighbours(said: Said) -> tuple[Neighbour, ...]:
    return (
        Neighbour("周大山", "隔壁邻居", f"他家就靠种地，儿子两年没有寄钱。{said.note}", "2026-10-15"),
        Neighbour("青龙村卫生室", "村医", "李桂兰长期吃药。", "2026-10-15"),
    )


def proposed(said: Said, of: CaseHead, *, grant: bool = True) -> Opinion:
    return Opinion(
        "2026-10-27",
        of.programme,
        "grant" if grant else "refuse",
        ids(of),
        f"经核对、入户，符合条件。{said.note}",
        HANDLER,
        monthly_fen=69_333 if grant else 0,
        tier="B 档",
        reckoning="620 × 3 − 14,000 ÷ 12 = 693.33",
    )


POSTED = Posted("2026-10-28", "2026-11-04", household.uid(600), "村委会公示栏", "刘文书", HANDLER, photo=BLOB)


def appraised(said: Said) -> Appraised:
    return Appraised(
        "2026-11-05",
        "村委会会议室",
        "刘建国",
        "陈素华",
        f"公示有异议。{said.note}",
        15,
        12,
        2,
        1,
        "大家认为情况属实，收入就是种地和零工。",
        HANDLER,
        withdrew=("王书记",),
    )  # fmt: skip - in the order of the form


def objection(said: Said, name: str = "周某") -> Objection:
    return Objection(
        "o1", "2026-10-30", f"他家有辆车。{said.note}", OFFICER, "2026-11-13", HANDLER, name, "0818-7654000"
    )


SETTLED = Settled("o1", "2026-11-05", "appraised", "经评议，车早已卖掉，情况属实。", HANDLER, "2026-11-05")


def deliberated(said: Said) -> Deliberated:
    names = ("刘建国", said.handler, "赵勇", "周敏", "孙丽")
    return Deliberated("2026-11-06", household.uid(601), "grant", names, HANDLER, ("王书记",), said.note)


def confirmed(of: CaseHead, *, monthly_fen: int = 69_333, once_fen: int = 0) -> Confirmed:
    return Confirmed(
        "2026-11-09",
        of.programme,
        ids(of),
        of.office.name,
        OFFICER,
        "QR-2026-0031",
        monthly_fen,
        once_fen,
        "B 档",
        "2026-12" if monthly_fen else "",
        "2027-11-09" if monthly_fen else "",
    )  # fmt: skip - in the order of the fact


def not_confirmed(said: Said, of: CaseHead) -> NotConfirmed:
    facts = f"您家每人每月 640 元，标准是 620 元以下。{said.note}"
    article = "最低生活保障审核确认办法第二十一条"
    return NotConfirmed(
        "2026-11-09",
        of.programme,
        facts,
        article,
        of.office.name,
        OFFICER,
        "BR-2026-0007",
        "2026-11-12",
        "低保边缘家庭认定",
    )


def account(of: CaseHead) -> AccountGiven:
    return AccountGiven("2026-11-10", "self", of.applicant, "农商银行", "6217000012345678901", HANDLER)


def heard(said: Said) -> Heard:
    return Heard(
        "2027-05-06",
        "2027-05-08",
        "reduce",
        f"儿子回来就业，月工资 2,800 元。{said.note}",
        "objects",
        said.note,
        HANDLER,
        (said.person.name,),
        "不采纳：工资单可以证明。",
    )


def changed(said: Said, what: str = "reduce", cause: str = "work", monthly_fen: int = 30_000) -> Changed:
    until = "2027-11" if what == "phase_out" else ""
    return Changed(
        "2027-05-11",
        what,
        cause,
        monthly_fen,
        "2027-06",
        f"儿子就业。{said.note}",
        "最低生活保障审核确认办法第三十二条",
        said.office.name,
        OFFICER,
        "TZ-2027-0003",
        until,
    )


def rechecked(said: Said) -> Rechecked:
    return Rechecked(
        "2027-05-06",
        unchanged=True,
        unsteady=True,
        found=f"家里没有大的变化。{said.note}",
        next_on="2027-11-06",
        by=HANDLER,
    )


def urgent(said: Said) -> UrgentRecorded:
    return UrgentRecorded(
        NUMBER,
        "fire",
        said.note,
        said.person.village,
        "2026-11-23",
        "住处、被子、三天的饭",
        "cash",
        "2026-11-27",
        "desk-2026.1",
        300_000,
    )


def given(said: Said) -> tuple[Given, ...]:
    return (
        Given("2026-11-24", "cash", said.person.name, "刘文书", HANDLER, 200_000, fund="BYJ-2026-011"),
        Given("2026-11-24", "goods", said.person.name, "刘文书", HANDLER, 30_000, "大米一袋、棉被一床"),
    )


ENDED = EmergencyEnded("2026-12-01", "2026-12-15", HANDLER)
ROUTED = RoutedUp("2026-11-25", 500_000, "房屋全部烧毁", HANDLER)
LIFTED = CapLifted("2026-11-28", 300_000, "县政府批示〔2026〕18号", "县民政局")


def supplemented(said: Said) -> Supplemented:
    return Supplemented("2026-12-08", f"火灾后当天给钱给物。{said.note}", HANDLER, (BLOB,))


def delivered(said: Said) -> Delivered:
    return Delivered("2026-11-11", "Y", "home", said.person.name, HANDLER, "本人", said.note)
