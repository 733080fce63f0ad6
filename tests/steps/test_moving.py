"""A case goes window → county → another township's window: both are the real program, the county serves its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import clock
from app.domain.office import Office
from app.domain.officer import Role
from app.errors import Refused
from app.services import afterwards, handover_steps, session
from app.services.session import SetUp
from sync.client import enrol
from sync.client.calls import HttpCounty
from sync.client.engine import run_once
from sync.county.embedded import County
from sync.county.officers import CountyRole, Officers
from tests.console.browser import Browser
from tests.desk.counter import Counter, at_work
from tests.steps.test_ways import TEAM, VISITED
from tests.steps.way import Way
from ui.case.paper_view import PaperSheet
from ui.case.window import CasePage
from ui.demo.township import _COST, PASSWORD, Township

SANHUI = "511725107"
SECRET = "十个字以上的一个密码"
WHY = "户籍迁到三汇镇"


def set_up(data: Path, county: County) -> None:
    """Make the window of another township of the same county, with two officers."""
    code = county.enrol_code(SANHUI, "三汇镇")
    officer = county.grant(SANHUI, "李静", Role.WINDOW).officer
    county.grant(SANHUI, "何平", Role.LEADER)
    office = Office(code.scope, SANHUI, "渠县三汇镇人民政府", "", "township")
    first = SetUp("李静", PASSWORD, officer=officer)
    session.set_up(data, first, lambda store: enrol.begin(store, code.code, county.url, office, "三汇"), cost=_COST)
    desk = session.unlock(data, officer, PASSWORD)
    line = HttpCounty.of(desk.device(), "yimen/test")
    run_once(desk.store, desk.vault, line)
    line.close()
    session.add_officer(desk, PASSWORD, "何平", PASSWORD, cost=_COST)
    desk.store.close()


@pytest.fixture
def township(folder: Path) -> Iterator[Township]:
    """The township with its county switched on, a leader of the county, and the window of another township."""
    found = Township(folder / "window", folder / "county")
    found.open()
    Officers(found.county.site).add("郑直", CountyRole.LEADER.value, SECRET)
    set_up(folder / "other", found.county)
    yield found
    found.county.stop()


def hand_over(county: County, case: str) -> str:
    """Have the leader hand a case over on the county's page; gives the case that goes on."""
    leader = Browser(county.url).sign_in("郑直", SECRET)
    leader.get(f"/cases/{case}/move").post(f"/cases/{case}/move", division=SANHUI, reason=WHY, sure="yes")
    new = leader.path.removeprefix("/cases/")
    leader.close()
    return new


def shown(at: Counter, case: str) -> CasePage:
    at.pages.go("case", case)
    page: CasePage = at.settle().shown(CasePage)
    return page


def test_a_case_goes_on_at_another_township_s_window(
    qapp: QApplication, township: Township, folder: Path, tmp_path: Path
) -> None:
    with at_work(qapp, folder / "window", tmp_path) as at:
        way = Way(at).take("prepare_visit", TEAM).take("visit", VISITED, photo=True)
        at.send()
        old, number, due = way.id, way.case.number, way.case.due_on
        new = hand_over(township.county, old)
        afterwards.note(at.desk, old, "没联网的时候记的一句")  # this window has not heard of it
        at.send().send()
        way.on(clock.local_date(clock.now()).isoformat())
        _the_old_window(at, old)

    with at_work(qapp, folder / "other", tmp_path) as at:
        at.send()
        _the_new_window(at, new, (number, due))

    leader = Browser(township.county.url).sign_in("郑直", SECRET)
    leader.get(f"/cases/{old}/send-after").post(f"/cases/{old}/send-after")
    leader.close()

    with at_work(qapp, folder / "window", tmp_path) as at:
        at.send()
        assert shown(at, old).status.text.endswith("有材料请交到那边。")
        assert shown(at, old)._model.view.todos == ()  # noqa: SLF001 - what the page says

    with at_work(qapp, folder / "other", tmp_path) as at:
        at.send()
        assert "没联网的时候记的一句" in [line.text for line in shown(at, new)._model.view.events]  # noqa: SLF001 - as above


def _the_old_window(at: Counter, case: str) -> None:
    page = shown(at, case)
    view = page._model.view  # noqa: SLF001 - what the page says
    today = clock.local_date(clock.now())
    assert f"已移交，{today.month}月{today.day}日起由三汇镇接着办：{WHY}。" in page.status.text
    assert "移交以后这里又报了 1 条" in page.status.text
    assert view.origin == "这一家在三汇镇也有档案，是同一家。"
    assert (view.state_word, view.acts, view.dispute) == ("已移交", (), "")
    assert [todo.do for todo in view.todos] == ["等县里补移交"]
    assert not any(button.isVisible() for button in page.acts.values())
    with pytest.raises(Refused, match=r"move\.elsewhere"):
        afterwards.note(at.desk, case, "还想写一句")
    with pytest.raises(Refused, match=r"move\.elsewhere"):
        handover_steps.take_over(at.desk, case, "")


def _the_new_window(at: Counter, case: str, told: tuple[str, str]) -> None:
    page = shown(at, case)
    view = page._model.view  # noqa: SLF001 - what the page says
    assert WHY in page.origin.text
    assert "编号和期限照旧" in page.origin.text
    assert "是同一家" in page.origin.text
    assert [one.name for one in view.people] == ["王明德", "刘玉珍"]
    assert "接手" in [todo.do for todo in view.todos]
    paper = next(nth for nth, line in enumerate(view.papers) if line.name == "入户")
    page.papers.chosen.emit(str(paper))  # it is not on this PC, and is brought
    at._hands.wait(lambda: bool(at.program.window.findChildren(PaperSheet)), "paper")  # noqa: SLF001 - the line takes its time
    at.press("Esc")

    way = Way(at, case, on=clock.local_date(clock.now()).isoformat())
    assert (way.case.number, way.case.due_on) == told
    way.take("take_over", {"note": "和青龙说好了"})
    assert way.case.assigned is not None
    assert way.case.handler == at.desk.author.officer
    assert "take_over" not in way.todo
    before = way.todo
    way.take("request_check")
    assert "request_check" in before
    assert way.case.state == "means_check_sent"
