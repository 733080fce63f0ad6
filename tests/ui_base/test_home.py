"""What is to be done today, in which order, and where it leads."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.store.values import Pending
from tests.ui_base.conftest import MORNING
from tests.ui_base.made_up_desk import LONG_NAME, OFFICE, Shelf, a_case, a_draft, a_task
from ui.home.model import HomeModel
from ui.home.view import HomeView
from ui.home.window import HomePage
from ui.jobs import Jobs
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.row_list import RowList

Open = Callable[[Shelf], HomeModel]


@pytest.fixture
def open_home(jobs: Jobs, now: Callable[[], datetime]) -> Open:
    def open_it(shelf: Shelf) -> HomeModel:
        model = HomeModel(shelf, jobs, now=now)
        model.refresh()
        jobs.wait()
        return model

    return open_it


def keys(view: HomeView) -> list[str]:
    return [row.key for row in view.rows]


def words(view: HomeView, key: str) -> list[str]:
    row = next(row for row in view.rows if row.key == key)
    return [cell.spoken for cell in row.cells if cell.spoken]


def test_what_is_overdue_comes_first_then_today_then_what_needs_a_look(open_home: Open) -> None:
    shelf = Shelf(
        found_tasks=(
            a_task(1, "signature", "2026-10-20", "王建军"),
            a_task(2, "conflict", "2026-11-09"),
            a_task(3, "signature", "2026-10-12", "王建军"),
            a_task(4, "signature", "2026-10-11", "王建军"),
            a_task(5, "signature", "2026-10-14", "王建军"),
        ),
        found_cases=tuple(a_case(number, accepted_on="2026-10-01") for number in range(1, 6)),
    )
    view = open_home(shelf).view
    assert keys(view) == ["case:c4", "case:c3", "case:c2", "case:c5", "case:c1"]
    assert [row.cells[0].sign for row in view.rows] == ["over", "soon", "soon", "soon", ""]
    assert [row.cells[4].text for row in view.rows] == ["超期 1 天", "今天到期", "还剩 28 天", "还剩 2 天", "还剩 8 天"]
    assert view.counts == "共 5 件，超期 1 件，今天到期 1 件"


def test_a_case_of_today_with_something_missing_stands_once(open_home: Open) -> None:
    shelf = Shelf(found_tasks=(a_task(1, "signature", "2026-11-09", "王建军"),), found_cases=(a_case(1), a_case(2)))
    assert keys(open_home(shelf).view) == ["case:c1", "case:c2"]


def test_a_case_stands_once_however_much_is_missing(open_home: Open) -> None:
    shelf = Shelf(
        found_tasks=(a_task(1, "signature", "2026-10-20", "王建军"), a_task(1, "signature", "2026-10-20", "王雨欣")),
        found_cases=(a_case(1, accepted_on="2026-10-01"),),
    )
    view = open_home(shelf).view
    assert words(view, "case:c1") == ["王德贵", "青龙村", "补签字 还差 2 人：王建军、王雨欣", "还剩 8 天"]
    assert [(wait.name, wait.count, wait.note) for wait in view.waits] == [("等家人签字", 2, "最久 11 天")]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("conflict", "看一眼 两个窗口记得不一样，都留着"),
        ("same_person", "看一眼 同一个人受理了两次，看是不是一家"),
        ("double_number", "看一眼 有两件编号一样，两件都算数，告诉信息员"),
        ("needs_newer", "等新版 有新版程序写的，装了新版再看"),
        ("of_tomorrow", "看一眼"),
    ],
)
def test_every_kind_of_task_says_what_to_do(open_home: Open, kind: str, said: str) -> None:
    view = open_home(Shelf(found_tasks=(a_task(1, kind, ""),))).view
    assert words(view, "case:c1")[1] == said


def test_the_cases_of_today_come_last_with_what_the_county_has(open_home: Open) -> None:
    shelf = Shelf(
        found_cases=(a_case(1), a_case(2), a_case(3), a_case(4, accepted_on="2026-10-09")),
        states={"c1": "complete", "c2": "delivered", "c3": "waiting"},
    )
    view = open_home(shelf).view
    assert keys(view) == ["case:c1", "case:c2", "case:c3"]
    assert [row.done for row in view.rows] == [True, True, True]
    said = [row.cells[3].text for row in view.rows]
    assert said == ["县上收齐了", "文字报上去了，还差图", "记下了，等着上报"]


def test_the_draft_saved_last_has_a_card_and_the_others_a_row(open_home: Open) -> None:
    drafts = (a_draft("张桂英"), a_draft("", "card", "2026-10-11T08:02:00.000Z"))
    view = open_home(Shelf(found_drafts=drafts)).view
    assert view.draft is not None
    assert (view.draft.name, view.draft.note) == ("张桂英", "今天 9:26 来的，停在家里人和钱")
    assert view.draft.more == "还有 1 件在列表里"
    assert words(view, f"draft:{drafts[1].id}") == ["还没填姓名", "接着办 昨天 16:02 来的，停在证件"]


def test_a_draft_of_an_unknown_step_is_still_offered(open_home: Open) -> None:
    view = open_home(Shelf(found_drafts=(a_draft("张桂英", "of_tomorrow"),))).view
    assert view.draft is not None
    assert view.draft.note.endswith("停在证件")


def test_nothing_to_do_and_the_first_day_are_told_apart(open_home: Open) -> None:
    assert open_home(Shelf(found_cases=(a_case(1, accepted_on="2026-10-01"),))).view.kind == "quiet"
    first = open_home(Shelf()).view
    assert (first.kind, first.counts) == ("new", "没有到期的事")
    assert first.computer == f"做好了。{OFFICE}，电脑 0A"


def test_the_queue_is_said_in_one_line(open_home: Open) -> None:
    waiting = open_home(Shelf(waits=Pending(14, 9, 3, "2026-10-12T00:44:00.000Z"))).view
    assert (waiting.queue, waiting.queue_note) == ("未上报 3 件", "最早的今天 8:44")
    assert [(wait.name, wait.count) for wait in waiting.waits] == [("等县上收图", 9)]
    assert open_home(Shelf()).view.queue == "都报上去了"


def test_home_reads_anew_when_something_changed_and_not_for_what_it_does_not_show(open_home: Open, jobs: Jobs) -> None:
    shelf = Shelf()
    model = open_home(shelf)
    jobs.announce(frozenset({"settings"}))
    jobs.wait()
    assert shelf.asked == 1
    jobs.announce(frozenset({"drafts"}))
    jobs.announce(frozenset({"cases"}))
    jobs.wait()
    assert (shelf.asked, model.view.kind) == (2, "new")


def test_home_can_read_again_after_it_could_not(
    jobs: Jobs, now: Callable[[], datetime], bugs: list[BaseException]
) -> None:
    class Broken(Shelf):
        def pending(self) -> Pending:
            if self.asked == 1:
                raise LookupError
            return super().pending()

    shelf = Broken()
    model = HomeModel(shelf, jobs, now=now)
    model.refresh()
    jobs.wait()
    model.refresh()
    jobs.wait()
    assert [type(error) for error in bugs] == [LookupError]
    assert model.view.kind == "new"


FULL = Shelf(
    found_tasks=(a_task(1, "signature", "2026-10-20", "王建军", applicant=LONG_NAME),),
    found_drafts=(a_draft("张桂英"), a_draft("李国富")),
    found_cases=(a_case(1, accepted_on="2026-10-01"), *(a_case(number) for number in range(2, 20))),
)


@pytest.fixture
def page(open_home: Open, theme: Theme) -> Iterator[HomePage]:  # noqa: ARG001 - a look must be on
    made = HomePage(open_home(FULL))
    made.resize(1366, 680)
    made.show()
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def asked(page: HomePage) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    page.model.asked.connect(lambda name: found.append((name, "")))
    page.model.draft_asked.connect(lambda key: found.append(("draft", key)))
    page.model.case_asked.connect(lambda key: found.append(("case", key)))
    page.model.sync_asked.connect(lambda: found.append(("sync", "")))
    return found


def test_f2_takes_in_whoever_comes_and_f6_goes_on(page: HomePage) -> None:
    wanted = asked(page)
    QTest.keyClick(page, Qt.Key.Key_F2)
    QTest.keyClick(page, Qt.Key.Key_F6)
    assert wanted == [("visit", ""), ("draft", FULL.found_drafts[0].id)]


def test_enter_opens_the_current_row(page: HomePage) -> None:
    wanted = asked(page)
    (rows,) = page.findChildren(RowList)
    assert rows.hasFocus()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert wanted == [("case", "c1"), ("draft", FULL.found_drafts[1].id)]


def button(page: HomePage, verb: str) -> KeyButton:
    return next(one for one in page.findChildren(KeyButton) if one.verb == verb)


def test_the_queue_is_one_press_away(page: HomePage) -> None:
    wanted = asked(page)
    button(page, "看上报").click()
    assert wanted == [("sync", "")]


def test_what_lies_below_is_counted_and_reached(page: HomePage) -> None:
    (rows,) = page.findChildren(RowList)
    seen = rows.viewport().height() // rows.row_high
    below = button(page, f"还有 {len(rows.rows) - seen} 件")
    below.click()
    assert rows.currentIndex().row() == seen
    assert rows.hasFocus()


def test_large_type_folds_the_side_into_the_foot(page: HomePage, theme: Theme) -> None:
    theme.set_large(large=True)
    assert not button(page, "看上报").isVisible()
    theme.set_large(large=False)
    assert button(page, "看上报").isVisible()


def test_with_nothing_to_do_the_focus_is_on_who_comes(open_home: Open, theme: Theme) -> None:  # noqa: ARG001 - a look must be on
    page = HomePage(open_home(Shelf()))
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    page.setFocus()
    assert button(page, "来人登记").hasFocus()
    page.close()


def test_morning_is_a_monday() -> None:
    assert MORNING.isoweekday() == 1
