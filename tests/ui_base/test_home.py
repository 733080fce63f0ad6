"""What is to be done today, in which order, and where it leads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.fact import BlobRef
from app.domain.tray import Taken
from app.store.fund_values import FundRow
from app.store.values import Pending
from tests.ui_base.conftest import MORNING
from tests.ui_base.made_up_desk import LONG_NAME, OFFICE, Shelf, a_case, a_draft, a_filing, a_referral, a_task
from ui.home.model import HomeModel
from ui.home.view import HomeView
from ui.home.window import HomePage
from ui.jobs import Jobs
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.row_list import RowList

Open = Callable[[Shelf], HomeModel]
MINUTE_BEFORE = "2026-10-12T01:39:00.000Z"


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


def test_pages_that_lie_in_no_case_yet_have_one_row_that_leads_to_them(open_home: Open) -> None:
    picture = BlobRef("0" * 64, 9, "image/webp")
    taken = tuple(
        Taken(str(nth), picture, "camera", "", "o-1", at) for nth, at in enumerate((MINUTE_BEFORE, MINUTE_BEFORE))
    )
    model = open_home(Shelf(found_tray=taken))
    asked: list[tuple[str, str]] = []
    model.asked.connect(lambda name, fact: asked.append((name, fact)))
    assert words(model.view, "file:") == ["2 页纸", "归进去 拍好了，还没归到哪一件", "今天 9:39 拍的"]
    model.choose("file:")
    assert asked == [("file", "")]


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
    page.model.asked.connect(lambda name, fact: found.append((name, fact)))
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


def ranked(open_home: Open, shelf: Shelf) -> list[str]:
    """Give what is to be done, in the order of the list."""
    return [row.cells[3].lead for row in open_home(shelf).view.rows]


def test_the_one_list_is_in_the_order_of_the_desk(open_home: Open) -> None:
    drafts = (a_draft("张桂英"), a_draft("周开全"), a_draft("罗天才"))
    shelf = Shelf(
        found_tasks=(
            a_task(1, "signature", "2026-10-20"),
            a_task(2, "conflict", ""),
            a_task(3, "signature", "2026-10-11"),
            a_task(4, "signature", "2026-10-12"),
            a_task(5, "urgent", "2026-10-12"),
        ),
        found_drafts=drafts,
        found_cases=(
            *(a_case(number, accepted_on="2026-10-01") for number in range(1, 7)),
            a_case(7),
            replace(a_case(8, came_on="2026-10-09", accepted_on="", state="awaiting_supplement"), case_id=drafts[2].id),
        ),
        found_matters=(a_referral(1, "waiting", "2026-10-10"), a_referral(2, "answered", "2026-10-30")),
        found_visits=(a_filing("c6"),),
    )
    assert ranked(open_home, shelf) == [
        "先救",
        "补签字",
        "补签字",
        "看签字",
        "看一眼",
        "告诉本人",
        "催回复",
        "补签字",
        "补材料",
        "接着办",
        "已受理",
    ]  # fmt: skip - one order is one thought


def test_what_is_urgent_stands_first_with_its_own_mark_whatever_else_is_open(open_home: Open) -> None:
    shelf = Shelf(
        found_tasks=(
            a_task(2, "signature", "2026-10-01"),
            a_task(1, "urgent", "2026-10-12"),
            a_task(1, "conflict", ""),
        ),
        found_cases=(a_case(1, "何家福"), a_case(2)),
    )
    view = open_home(shelf).view
    assert keys(view)[0] == "case:c1"
    assert view.rows[0].cells[0].sign == "urgent"
    assert words(view, "case:c1") == ["王德贵", "青龙村", "先救 急事登记了，还没有办完", "今天到期"]
    assert view.rows[0].cells[4].ink == "danger"


def test_a_paper_that_just_came_says_whether_all_have_signed(open_home: Open) -> None:
    shelf = Shelf(
        found_cases=(a_case(1, accepted_on="2026-10-01"), a_case(2, accepted_on="2026-10-01", unsigned=2)),
        found_visits=(a_filing("c1"), a_filing("c2", "2026-10-12T01:20:00.000Z"), a_filing("c1", MINUTE_BEFORE)),
    )
    rows = open_home(shelf).view.rows
    assert [(row.cells[3].text, row.cells[4].text) for row in rows] == [
        ("材料收到了，还差 2 人签字", "9:20 刚到"),
        ("材料收到了，人都签齐了", "9:40 刚到"),
    ]


def test_rule_47_an_answer_leads_to_telling_and_a_late_department_to_a_reminder(open_home: Open) -> None:
    shelf = Shelf(
        found_matters=(
            a_referral(1, "waiting", "2026-10-10"),
            a_referral(2, "answered", "2026-10-30"),
            a_referral(3, "waiting", "2026-10-30", "2026-10-01"),
        )
    )
    view = open_home(shelf).view
    assert keys(view) == ["referral:r2", "referral:r1"]
    assert words(view, "referral:r1") == ["吉克阿木", "石桥村", "催回复 转给县医保局的医疗救助", "对方超 2 天"]
    assert words(view, "referral:r2")[2] == "告诉本人 县医保局回复了医疗救助"
    assert view.rows[1].cells[0].sign == "", "others' delays stay grey"
    assert [(wait.name, wait.count, wait.note) for wait in view.waits] == [("等部门回复", 2, "最久 11 天")]


def test_who_was_told_what_is_lacking_waits_with_an_age_and_has_no_card(open_home: Open) -> None:
    told, begun = a_draft("罗天才"), a_draft("张桂英")
    case = replace(a_case(8, came_on="2026-10-09", accepted_on="", state="awaiting_supplement"), case_id=told.id)
    view = open_home(Shelf(found_drafts=(told, begun), found_cases=(case,))).view
    assert view.draft is not None
    assert view.draft.name == "张桂英"
    assert words(view, f"draft:{told.id}")[1] == "补材料 10月9日来的，缺什么告知过了，等他补来"
    assert [(wait.name, wait.count, wait.note) for wait in view.waits] == [("待补材料", 1, "最久 3 天")]


def test_a_row_of_a_referral_leads_to_it(open_home: Open) -> None:
    model = open_home(Shelf(found_matters=(a_referral(2, "answered", "2026-10-30"),)))
    found: list[tuple[str, str]] = []
    model.asked.connect(lambda name, fact: found.append((name, fact)))
    model.case_asked.connect(lambda case_id: found.append(("case", case_id)))
    model.choose("referral:r2")
    model.choose("case:c1#visit:v1")
    assert found == [("referral", "referral:r2"), ("case", "c1")]


def test_each_way_is_asked_for_by_its_name(page: HomePage) -> None:
    wanted = asked(page)
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F4):
        QTest.keyClick(page, key)
    button(page, "看转办").click()
    button(page, "登记簿").click()
    assert wanted == [("urgent", ""), ("file", ""), ("referral", ""), ("register", "")]


def test_what_is_left_in_all_funds_stands_at_the_side_or_below_large_type(open_home: Open, theme: Theme) -> None:
    one = FundRow("fund:f1", "临时救助备用金", "罗会计", "2026-10-08", 320_000, "2026-10-08", 500_000, "")
    model = open_home(Shelf(found_funds=(one,)))
    assert (model.view.fund, model.view.fund_note) == ("3,200.00 元", "10月8日进 5,000.00 元")
    two = open_home(Shelf(found_funds=(one, replace(one, subject="fund:f2", trouble="recount"))))
    assert (two.view.fund, two.view.fund_note) == ("6,400.00 元", "")
    assert words(two.view, "fund:f2") == ["临时救助备用金", "看备用金 盘点时别的窗口也记了一笔，再盘点一次"]

    theme.set_large(large=True)
    assert "备用金 **3,200.00 元**" in HomePage(model)._sum.text  # noqa: SLF001 - what the officer reads
    assert open_home(Shelf()).view.fund == ""
