"""A case on its way, in memory: each step is asked of the domain, written as an entry, and folded."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from app.domain.case import Accepted, Case
from app.domain.course import SignedOnPaper, Withdrawn, withdraw
from app.domain.fact import BlobRef, Fact, plain
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.registration import Registered
from app.domain.steps import (
    aid,
    decision,
    extension,
    home_visit,
    means_check,
    opinion,
    people,
    public_notice,
    relief,
    self_care,
)
from app.domain.steps.home_visit import Investigator
from app.domain.steps.procedure import Actor, Procedure
from app.domain.urgent import UrgentRecorded, record
from app.errors import Refused
from app.journal.case import fold_case
from app.journal.fold import Stored
from app.rules.procedure import procedure
from tests.journal.conftest import Writer

CASE = "case-1"
MONDAY = "2026-10-12"
PAGE = BlobRef("a" * 64, 3, "image/jpeg")
FATHER = Member("m1", Identity("王德贵", birth="1950-03-08", id_number="511725195003080018"), "01")
SON = Member("m2", Identity("王建军", birth="2012-07-01", id_number="511725201207010036"), "20")
WIFE = Member("m3", Identity("李秀英", birth="1953-01-02", id_number="511725195301020021"), "10")
ACCEPTOR = Actor("officer-1", "陈素华", ("window", "leader"))
WALKER = Actor("officer-2", "赵勇", ("window", "leader"))
LEADER = Actor("officer-9", "刘强", ("leader",))
CLERK = Actor("officer-3", "周芳", ("window",))
KIN = Actor("officer-8", "王建国", ("leader",))
COUNTY = Actor("officer-7", "郑敏", (), at_county=True)
TEAM = (Investigator("赵勇", staff=True, officer="officer-2"), Investigator("孙主任", staff=False))
ACCEPTED = Accepted(
    number="A", programmes=("dibao",), came_on=MONDAY, accepted_on=MONDAY, recorded_on=MONDAY, due_on="2026-11-09",
    legal_days=20, confirmer="township", rules="dibao-2026.2", division="511725123", office="渠县青龙镇人民政府",
    handler="officer-1", household="h", members=(FATHER, SON), phone="13800000001", village="青龙村",
)  # fmt: skip
REGISTERED = Registered(
    MONDAY, "walk_in", FATHER.identity, ("linshi_jiuzhu",), "渠县青龙镇人民政府", "511725123", "officer-1", "id_card"
)
FIRE = UrgentRecorded(
    "U", "fire", "灶房起火", "青龙村", "2026-10-11", "没有住处", "cash", "2026-10-15", "desk-2026.1", 50_000
)
DOUBT = means_check.Doubt("d1", "vehicle", "名下有一辆车", "m1", 0)
CAP_FEN = 1_000_000


def day_after(day: str, days: int = 1) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


class Walk:
    """A case whose steps are taken one after the other; a step that is refused leaves it as it was."""

    def __init__(self, programme: str = "dibao", **accepted: Any) -> None:
        self.programme = programme
        self.writer = Writer()
        self.history: list[Stored] = []
        self.case = Case(CASE, "t-7K3Q2M")
        self.on = MONDAY
        self.numbers = 0
        self.body = replace(ACCEPTED, programmes=(programme,), confirmer=accepted.get("confirmer", "township"))
        if accepted.pop("urgent", False):
            for fact in record(CASE, REGISTERED, FIRE):
                self.tell(fact)
        if accepted.pop("accepted", True):
            body = replace(ACCEPTED, programmes=(programme,), **accepted)
            self.tell(Fact(f"case:{CASE}", "case.accepted", 1, plain(body)))
            self.sign("m1")

    def accept(self) -> "Walk":
        if self.case.accepted or self.case.closed:
            raise Refused("case.closed")
        self.tell(Fact(f"case:{CASE}", "case.accepted", 1, plain(self.body)))
        return self.sign("m1")

    @property
    def rules(self) -> Procedure:
        return procedure(self.case.programme if self.case.accepted else self.programme, date(2026, 10, 12))

    def later(self, days: int = 1) -> "Walk":
        self.on = day_after(self.on, days)
        return self

    def number(self) -> str:
        self.numbers += 1
        return f"N{self.numbers}"

    def tell(self, fact: Fact) -> "Walk":
        last = self.history[-1:]
        entry = self.writer.write(fact.kind, fact.body, parents=tuple(one.entry for one in last), subject=fact.subject)
        self.history.append(Stored(entry, len(self.history) + 1))
        self.case = fold_case(CASE, self.history) or self.case
        return self

    def sign(self, member: str) -> "Walk":
        mark = SignedOnPaper(member, "window", (PAGE,), MONDAY, MONDAY)
        return self.tell(Fact(f"case:{CASE}", "case.signed_on_paper", 1, plain(mark)))

    # --- 核对 -------------------------------------------------------------------------------------

    def request(self, **changes: Any) -> "Walk":
        members = tuple(member.id for member in self.case.members)
        body = means_check.Requested(self.on, members, self.number(), "officer-1")
        return self.tell(means_check.request(self.case, replace(body, **changes)))

    def report(self, **changes: Any) -> "Walk":
        body = means_check.Reported(self.on, day_after(self.on, 180), qualified=True, number="H1", by="officer-1")
        return self.tell(means_check.report(self.case, replace(body, **changes)))

    def explain(self, **changes: Any) -> "Walk":
        body = means_check.Explained("d1", "false", "已经卖了，没有过户", "买卖合同", self.on, "officer-1")
        return self.tell(means_check.explain(self.case, replace(body, **changes)))

    def tell_result(self, **changes: Any) -> "Walk":
        body = means_check.Told(self.on, "phone", "officer-1")
        return self.tell(means_check.tell(self.case, replace(body, **changes)))

    def contest(self, **changes: Any) -> "Walk":
        body = means_check.Objected(self.on, "车不是我的", "officer-1")
        return self.tell(means_check.object_to(self.case, replace(body, **changes)))

    # --- 入户, 意见 --------------------------------------------------------------------------------

    def prepare(self, **changes: Any) -> "Walk":
        return self.tell(home_visit.prepare(self.case, replace(home_visit.Prepared(self.on, TEAM, "o"), **changes)))

    def visit(self, **changes: Any) -> "Walk":
        body = home_visit.Visited(self.on, "家里", TEAM, ("王德贵",), "土墙房两间", True, "officer-2", pages=(PAGE,))
        return self.tell(home_visit.visit(self.case, replace(body, **changes)))

    def name_kin(self, **changes: Any) -> "Walk":
        body = home_visit.KinNamed("m1", "王建国", "镇政府", "副镇长", "侄子", self.on, "本人说的", "officer-1")
        return self.tell(home_visit.name_kin(self.case, replace(body, **changes)))

    def county_visit(self, actor: Actor = COUNTY, **changes: Any) -> "Walk":
        body = home_visit.CountyVisited(self.on, ("郑敏", "何平"), "情况属实", "officer-7")
        return self.tell(home_visit.county_visit(self.case, replace(body, **changes), actor))

    def assess(self, **changes: Any) -> "Walk":
        body = self_care.Assessed(self.on, "m1", ("eat", "wash", "walk"), ("郑敏",), "officer-7")
        return self.tell(self_care.assess(self.case, replace(body, **changes)))

    def opinion_body(self, **changes: Any) -> opinion.Opinion:
        programme = changes.get("programme", self.programme)
        pays = procedure(programme, date(2026, 10, 12)).pays
        monthly, once = {"monthly": (69_300, 0), "once": (0, 300_000), "nothing": (0, 0)}[pays]
        body = opinion.Opinion(self.on, programme, "grant", ("m1",), "符合条件", "officer-1", monthly, once)
        return replace(body, **changes)

    def give_opinion(self, **changes: Any) -> "Walk":
        body = self.opinion_body(**changes)
        rules = procedure(body.programme, date(2026, 10, 12))
        return self.tell(opinion.give_opinion(self.case, body, rules))

    def send_back(self, to: str = "opinion", reason: str = "金额算错了") -> "Walk":
        return self.tell(opinion.send_back(self.case, opinion.SentBack(self.on, to, reason, "officer-9")))

    def extend(self, **changes: Any) -> "Walk":
        body = extension.Extended(self.on, "hard_to_look_into", "2026-12-14", "officer-1")
        return self.tell(extension.extend(self.case, replace(body, **changes)))

    # --- 公示 -------------------------------------------------------------------------------------

    def make_notice(self, **changes: Any) -> "Walk":
        said = self.case.progress.opinion
        body = public_notice.Made(self.on, "p1", self.number(), "青龙村", "officer-1", programme=self.case.programme)
        if said:
            body = replace(body, people=len(said.members), monthly_fen=said.monthly_fen, once_fen=said.once_fen)
        return self.tell(public_notice.make(self.case, replace(body, **changes), self.rules))

    def post(self, **changes: Any) -> "Walk":
        ends_on = day_after(self.on, 7)
        body = public_notice.Posted(self.on, ends_on, "p1", "村务公开栏", "孙主任", "officer-1", photo=PAGE)
        return self.tell(public_notice.post(self.case, replace(body, **changes), self.rules))

    def take_down(self, **changes: Any) -> "Walk":
        body = public_notice.TakenDown(self.on, "officer-1", PAGE)
        return self.tell(public_notice.take_down(self.case, replace(body, **changes)))

    def object(self, **changes: Any) -> "Walk":
        body = public_notice.Objection("b1", self.on, "家里有车", "officer-3", day_after(self.on, 7), "officer-3")
        return self.tell(public_notice.raise_objection(self.case, replace(body, **changes)))

    def settle(self, **changes: Any) -> "Walk":
        body = public_notice.Settled("b1", self.on, "reinvestigated", "查了，没有车", "officer-3")
        body = replace(body, notice_again=self.rules.notice_again)
        return self.tell(public_notice.settle(self.case, replace(body, **changes)))

    def appraise(self, **changes: Any) -> "Walk":
        body = public_notice.Appraised(
            self.on, "村委会", "孙主任", "周芳", "公示有异议", 9, 7, 1, 1, "多数认为困难", "officer-3"
        )
        return self.tell(public_notice.appraise(self.case, replace(body, **changes)))

    # --- 确认 -------------------------------------------------------------------------------------

    def deliberate(self, **changes: Any) -> "Walk":
        body = decision.Deliberated(self.on, "meeting-1", "grant", ("刘强", "周芳", "陈素华"), "officer-9")
        return self.tell(decision.deliberate(self.case, replace(body, **changes)))

    def confirm(self, actor: Actor = LEADER, **changes: Any) -> "Walk":
        said = self.case.progress.opinion or self.opinion_body()
        body = decision.Confirmed(
            self.on, said.programme, said.members, "渠县青龙镇人民政府", actor.officer, self.number(), said.monthly_fen,
            said.once_fen, said.tier, from_month="2026-12" if said.monthly_fen else "", next_check_on="2027-11-24",
        )  # fmt: skip
        return self.tell(decision.confirm(self.case, replace(body, **changes), actor, self.rules))

    def refuse(self, actor: Actor = LEADER, **changes: Any) -> "Walk":
        body = decision.NotConfirmed(
            self.on, self.case.programme, "人均 640 元，高于 620 元", "社会救助法 第十八条", "渠县青龙镇人民政府",
            actor.officer, self.number(), day_after(self.on, 3),
        )  # fmt: skip
        return self.tell(decision.not_confirm(self.case, replace(body, **changes), actor, self.rules))

    def announce(self, **changes: Any) -> "Walk":
        body = decision.Announced(self.on, "青龙村", "村务公开栏", "officer-1")
        return self.tell(decision.announce(self.case, replace(body, **changes), self.rules))

    def deliver(self, **changes: Any) -> "Walk":
        number = next(reversed(self.case.progress.letters), "")
        body = decision.Delivered(self.on, "confirmed", "window", "王德贵", "officer-1", number=number)
        return self.tell(decision.deliver(self.case, replace(body, **changes)))

    # --- 在保 -------------------------------------------------------------------------------------

    def give_account(self, **changes: Any) -> "Walk":
        body = aid.AccountGiven(self.on, "self", "王德贵", "农商银行", "6214000000000000", "officer-1")
        return self.tell(aid.give_account(self.case, replace(body, **changes)))

    def hear(self, **changes: Any) -> "Walk":
        body = aid.Heard(self.on, self.on, "reduce", "儿子找到工作", "objects", "还要看病", "officer-1")
        return self.tell(aid.hear(self.case, replace(body, **changes)))

    def change(self, actor: Actor = LEADER, **changes: Any) -> "Walk":
        following = date.fromisoformat(self.on).replace(day=28) + timedelta(days=4)
        body = aid.Changed(
            self.on, "reduce", "income", 40_000, following.isoformat()[:7], "收入增加", "社会救助法 第四十八条",
            "渠县青龙镇人民政府", actor.officer, self.number(),
        )  # fmt: skip
        return self.tell(aid.change(self.case, replace(body, **changes), actor, self.rules))

    def stop(self, actor: Actor = LEADER, **changes: Any) -> "Walk":
        return self.change(actor, **{"what": "stop", "monthly_fen": 0, **changes})

    def recheck(self, **changes: Any) -> "Walk":
        body = aid.Rechecked(self.on, True, False, "没有变化", day_after(self.on, 365), "officer-1")
        return self.tell(aid.recheck(self.case, replace(body, **changes)))

    def die(self, member: str = "m1", **changes: Any) -> "Walk":
        body = people.Died(member, self.on, self.on, "王建军", "儿子", day_after(self.on, 90), "officer-1")
        return self.tell(people.died(self.case, replace(body, **changes)))

    def change_household(self, turn: str, **changes: Any) -> "Walk":
        body = people.HouseholdChanged(self.on, turn, "分户", "officer-1")
        return self.tell(people.change_household(self.case, replace(body, **changes)))

    def move(self, **changes: Any) -> "Walk":
        return self.tell(people.move(self.case, replace(people.Moved(self.on, "涌兴镇", "搬家", "o"), **changes)))

    def withdraw(self) -> "Walk":
        return self.tell(withdraw(self.case, Withdrawn(self.on, "王德贵", PAGE)))

    # --- 急难 -------------------------------------------------------------------------------------

    def give(self, cap_fen: int = CAP_FEN, **changes: Any) -> "Walk":
        year = sum(one.amount_fen for one in self.case.progress.given if one.given_on[:4] == self.on[:4])
        body = relief.Given(self.on, "cash", "王德贵", "孙主任", "officer-1", 50_000, year_fen=year)
        return self.tell(relief.give(self.case, replace(body, **changes), cap_fen))

    def end_emergency(self, **changes: Any) -> "Walk":
        body = relief.EmergencyEnded(self.on, day_after(self.on, 14), "officer-1")
        return self.tell(relief.end_emergency(self.case, replace(body, **changes)))

    def supplement(self, **changes: Any) -> "Walk":
        body = relief.Supplemented(self.on, "火灾属实，先给了五百元", "officer-1", (PAGE,))
        return self.tell(relief.supplement(self.case, replace(body, **changes)))

    def route_up(self, **changes: Any) -> "Walk":
        body = relief.RoutedUp(self.on, 501_00, "房子全烧了", "officer-1")
        return self.tell(relief.route_up(self.case, replace(body, **changes)))

    def lift(self, actor: Actor = COUNTY, **changes: Any) -> "Walk":
        body = relief.CapLifted(self.on, 501_00, "县长办公会 3 号", "officer-7")
        return self.tell(relief.lift_cap(self.case, replace(body, **changes), actor))
