"""What lies in the store of a township: nothing, as much as usual, or more than anybody ever has."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from app.domain.case import Case
from app.domain.change import Change
from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.referral import Answered, Referral
from app.domain.registration import Lack
from app.domain.steps.home_visit import Investigator, Visited
from app.domain.steps.means_check import Doubt
from app.domain.steps.relief import Given
from app.domain.visit import Agent, AgentReason, Outcome, Reason, Visitor
from app.ids import uuid7
from app.services import (
    afterwards,
    blank_forms,
    changes,
    check_steps,
    fund,
    intake,
    referrals,
    registration,
    relief_steps,
    signing,
    urgent,
    village,
    visit_steps,
    visits,
)
from app.services.changes import Telling
from app.services.check_steps import Report
from app.services.desk import Desk
from app.services.fund import Opening
from app.services.referrals import Asking
from app.services.urgent import Emergency
from app.services.visits import Coming
from tests.desk import register
from tests.desk.steps_stocked import stock_steps
from tests.find.whole_desk import application, member
from tests.made_up import household
from tests.store.exchange import Exchange
from tests.store.township import AUTHOR, open_store
from ui.demo.seed import handwriting, seed
from ui.demo.township import Township

STATES: Final = ("empty", "usual", "overfull")
DOZENS: Final = 36
CADRE: Final = "赵书记"
LONG_NAME: Final = household.large_draft().applicant.identity.name
LONG_VILLAGE: Final = "青龙村移民集中安置小区"
LONG: Final = "家里老人住院两个月，药费先垫了，要等到下个月才报得下来，这个月的米和油都是借的，想先问问能不能帮一把"


@dataclass(frozen=True)
class Stock:
    """What the pages are looked at with: who comes, and what lies there. An empty store has none of the last.

    `strips`: what a strip over the intake says is left to stand there.
    """

    household: Draft
    said: str
    cadre: str
    case: str = ""
    registered: str = ""
    change: str = ""
    referrals: tuple[str, ...] = ()
    disputed: str = ""
    going: str = ""
    listed: str = ""
    lead: str = ""
    list_file: Path = Path()
    strips: bool = False

    @property
    def who(self) -> Visitor:
        """The applicant as somebody who came."""
        one, who = self.household, self.household.applicant.identity
        return Visitor(who.name, who.id_number, one.phone, one.village, one.group)


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    with Township(folder / "window", folder / "county").desk() as desk:
        yield desk


def stock(folder: Path, state: str) -> Stock:
    """Fill the township in a folder; `state` is one of STATES."""
    with _desk(folder) as desk:
        return replace(_lies(desk, folder, state), **register.stock(desk, folder, state))


def _lies(desk: Desk, folder: Path, state: str) -> Stock:
    if state == "overfull":
        return _overfull(desk, _disputed(desk, folder, LONG_NAME, LONG_VILLAGE, LONG))
    if state == "usual":
        return _usual(desk, _disputed(desk, folder, "王明德", "石桥村", "他打电话来说的"))
    return Stock(_begun(desk, household.draft()), "药费太高", CADRE)


def _disputed(desk: Desk, folder: Path, name: str, village: str, reason: str) -> str:
    """Give the id of a case that this window and another one corrected, not knowing of each other."""
    case = intake.accept(desk, application(desk, member(name, "1951-04-09", 199))).case
    (folder / "other").mkdir()
    key = b"the other window".ljust(32, b".")
    other = replace(desk.device(), id=uuid7(), number="0B", private_key=key)
    county, elsewhere = Exchange(), open_store(folder / "other", desk.now, device=other)
    county.sync(desk.store, elsewhere)
    with elsewhere.work(AUTHOR) as work:
        fields = {"phone": "13900000000", "village": village}
        work.append([Fact(f"case:{case.id}", "case.corrected", 1, {"fields": fields, "reason": reason})])
    afterwards.correct(desk, case.id, {"phone": "13700000000"}, reason)
    county.sync(desk.store, elsewhere)
    elsewhere.close()
    return case.id


def _usual(desk: Desk, disputed: str) -> Stock:
    seed(desk)
    family = _begun(desk, household.draft())
    case = _accepted(desk, _begun(desk, household.draft()))
    waiting = registration.register(desk, application(desk, member("何家福", "1949-05-06", 19), signed=0))
    _papers(desk, 10)
    who = Visitor("周桂芳", household.id_number("1951-04-09", 22), "13800000002", "青龙村", "3")
    told, sent = _told(desk, who, "女儿带走了外孙"), _sent(desk, who, "县医保局", "药费太高")
    _answered(desk, _sent(desk, who, "县住建局", "房子漏雨"), "已经派人来看过")
    stranded = _urgent(desk, "老周", "男，六十来岁，驼背", "钱包被偷")
    intake.save(desk, village.begin(desk, CADRE, "青龙村"))
    _fund(desk, stranded, Opening("临时救助备用金", 500_000, "渠民拨〔2026〕12号", "王德贵"), 3)
    stock_steps(desk, ("青龙村", "石桥村"))
    going = _going(desk, "陈世福", "名下有小轿车一辆，说是早就卖了", 3)
    return Stock(family, "药费太高", CADRE, case.id, waiting.id, told.id, (sent.id,), disputed, going)


def _overfull(desk: Desk, disputed: str) -> Stock:
    large = replace(_begun(desk, household.large_draft()), village=LONG_VILLAGE)
    case = _accepted(desk, _begun(desk, household.large_draft()))
    waiting = registration.ask_supplement(desk, _nameless(desk, 0), (Lack("signature", LONG_NAME, LONG),) * 7)
    who = Visitor(LONG_NAME, large.applicant.identity.id_number, large.phone, LONG_VILLAGE, large.group)
    sent = tuple(_sent(desk, who, "四川省达州市渠县残疾人联合会康复与就业服务中心", LONG).id for _ in range(DOZENS))
    _answered(desk, referrals.make(desk, Asking(who, "medical", "县医保局", LONG)), LONG)
    told = [_told(desk, who, LONG) for _ in range(9)][-1]
    stranded = _urgent(desk, LONG_NAME, LONG, LONG)
    _papers(desk, DOZENS)
    for nth in range(DOZENS):
        _crowd(desk, nth, who)
    intake.save(desk, replace(_begun(desk, large), agent=_agent(large), step="questions"))
    for nth in range(2):
        _fund(desk, stranded, Opening(f"{LONG_VILLAGE}{nth}", 9_999_999_900, LONG, LONG_NAME), DOZENS)
    stock_steps(desk, (LONG_VILLAGE,), LONG_NAME[:-3], times=4)
    going = _going(desk, LONG_NAME, LONG, 9)
    return Stock(large, LONG, LONG_NAME, case.id, waiting.id, told.id, sent, disputed, going, strips=True)


def _going(desk: Desk, name: str, found: str, count: int) -> str:
    """Give the id of a case whose check came back with doubts, and whose home was visited."""
    case = intake.accept(desk, application(desk, member(name, "1955-03-09", 177))).case
    check_steps.request_check(desk, case.id)
    doubts = tuple(Doubt("", "vehicle", found) for _ in range(count))
    check_steps.report_check(desk, case.id, Report(desk.today().isoformat(), qualified=False, doubts=doubts))
    team = (Investigator(desk.officer_name, staff=True, officer=desk.author.officer), Investigator(CADRE, staff=False))
    today = desk.today().isoformat()
    visit_steps.record_visit(desk, case.id, Visited(today, found, team, (name,), found, True, "", refusal=found))
    return case.id


def _crowd(desk: Desk, nth: int, who: Visitor) -> None:
    """One more of everything."""
    application_of = application(desk, member(f"{LONG_NAME[:-2]}{nth:02}", "1951-04-09", 200 + nth))
    intake.accept(desk, application_of)
    visits.record(desk, Coming(Reason.ASK.value, who, note=LONG), Outcome.ANSWERED, note=LONG)
    intake.save(desk, replace(village.begin(desk, LONG_NAME, LONG_VILLAGE), members=_nameless(desk, nth + 1).members))


def _begun(desk: Desk, draft: Draft) -> Draft:
    """Give the same household as one that this officer takes in now."""
    now = intake.begin(desk)
    return replace(draft, id=now.id, household=now.household, started_at=now.started_at, officer=now.officer)


def _accepted(desk: Desk, draft: Draft) -> Case:
    """Have a household accepted with its applicant's signature; the others have not signed."""
    draft, forms = signing.prepare(desk, draft)
    page = forms.authorisation(draft.applicant.id)
    hand = handwriting(draft.applicant.id, page.fields[0].width, page.fields[0].height, desk.moment())
    shown = replace(hand, shown=(forms.application.sha256, page.sha256))
    return intake.accept(desk, signing.add_signature(desk, draft, forms, shown)).case


def _nameless(desk: Desk, nth: int) -> Draft:
    one = household.person(f"{LONG_NAME[:-2]}{nth:02}", "1962-05-01", 300 + nth)
    begun = intake.begin(desk)
    return replace(begun, members=(replace(begun.applicant, identity=one),), village=LONG_VILLAGE)


def _agent(draft: Draft) -> Agent:
    who = draft.members[1].identity
    return Agent(who.name, who.id_number, "外甥女婿的表弟", AgentReason.CANNOT_COME.value, draft.phone)


def _papers(desk: Desk, count: int) -> None:
    batch = blank_forms.reserve(desk, count)
    assert batch.reserved is not None
    blank_forms.spoil(desk, batch.reserved.numbers[0], LONG)


def _fund(desk: Desk, case: Case, opening: Opening, count: int) -> None:
    """A fund from which was paid, which was counted, and of which a line was put right."""
    book = fund.begin(desk, opening)
    for _ in range(count):
        handed = Given("", "cash", opening.keeper, "刘建国", "", amount_fen=10_000, fund=book.id)
        relief_steps.give_aid(desk, case.id, handed)
    paid = fund.top_up(desk, book.id, 200_000, opening.source).lines[-2]
    fund.correct(desk, book.id, paid.id, 1_000, opening.source)
    fund.count(desk, book.id, opening.balance_fen, opening.source)


def _told(desk: Desk, who: Visitor, note: str) -> Change:
    visits.record(desk, Coming(Reason.CHANGE.value, who), Outcome.REPORTED)
    today = desk.today().isoformat()
    return changes.report(desk, Telling(who, ("income", "moved"), today, told_by_relation="女儿", note=note))


def _sent(desk: Desk, who: Visitor, to: str, need: str) -> Referral:
    return referrals.make(desk, Asking(who, "housing", to, need))


def _answered(desk: Desk, sent: Referral, note: str) -> None:
    referrals.answer(desk, sent.id, Answered(desk.today().isoformat(), "李科长", "granted", note))


def _urgent(desk: Desk, name: str, looks: str, what: str) -> Case:
    return urgent.record(
        desk,
        Emergency(
            "stranded",
            what,
            "汽车站",
            desk.today().isoformat(),
            what,
            "cash",
            30_000,
            told_name=name,
            description=looks,
        ),
    )  # fmt: skip - one stranger
