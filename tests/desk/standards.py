"""The page of a risen standard, part by part, with its sheet and what home says of it."""

from collections.abc import Iterator

from app.rules.pack import rule
from app.services import decision_steps
from app.services.decision_steps import Reasons
from app.services.desk import Desk
from tests.desk.counter import Counter
from tests.desk.stocked import Stock
from tests.find.whole_desk import member
from tests.made_up import on_the_way as way
from tests.made_up import standards as made
from ui.case.act_sheet import ActSheet

_RISE = 3_000


def pages(at: Counter, lies: Stock) -> Iterator[str]:
    """Let a standard rise, and show every part of the page; of an empty store the first one."""
    if lies.case:
        _rises(at.desk, lies.who.name)
        at.pages.show_home()
        at.settle()
        yield "home standards"
    at.pages.go("standards")
    at.settle()
    yield "standards"
    if not lies.case:
        return
    for key in ("2", "3", "4"):
        at.press(key)
        yield f"standards {key}"
    at.press("A", "F10")
    yield "standards noted"
    at.press("1", "A", "F10")
    yield "standards sheet"
    at.shown(ActSheet).verb.click()
    at.settle()
    yield "standards refused"
    at.pages.show_home()
    at.settle()
    yield "home leads"


def _rises(desk: Desk, name: str) -> None:
    """Have three households in aid and two refused, by a standard that rises two months later."""
    then = way.ago(desk, 120)
    rural = int(rule("dibao", "standard", then.today()).values["rural_fen"])
    for nth in range(700, 703):
        case = made.accepted(way.ago(desk, 140), member(f"{name}{nth}", "1950-04-09", nth), year_fen=120_000)
        made.in_aid(desk, case, rural - 10_000 + (nth == 702), then.today())
    for nth in range(703, 705):
        refused = made.accepted(then, member(f"{name}{nth}", "1950-04-09", nth), year_fen=12 * (rural + 1_000))
        way.proposed(then, way.looked_into(then, refused), "refuse")
        decision_steps.not_confirm(way.as_leader(then), refused.id, Reasons("收入超过标准", "第45条"))
    since = way.ago(desk, 90).today().replace(day=1)
    made.county(desk, made.rural(since.isoformat(), rural + _RISE))
