"""The queue as the officer sees it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.store.values import Pending
from tests.ui_base.made_up_desk import SENT_AT, Post, Shelf, a_blob, a_case, an_entry, no_report
from tests.ui_base.shown_sync import shown
from ui.jobs import Jobs
from ui.sizes import size_words
from ui.sync_status.facts import MOST_WAITING, SyncState
from ui.sync_status.line import Line
from ui.sync_status.model import SyncModel
from ui.sync_status.view import SyncView
from ui.sync_status.window import SyncPage
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.row_list import RowList

OLD, NEW = "2026-10-12T00:44:00.000Z", "2026-10-12T01:12:00.000Z"
OFFLINE = SyncState(
    online=False,
    last_success_at=SENT_AT,
    trouble="现在连不上县里，照样能办，网通了自己报。",
    trouble_since=SENT_AT,
    next_try_at=datetime(2026, 10, 12, 1, 52, tzinfo=UTC),
)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(
        found_cases=(a_case(1, "谢成英"), a_case(2, "周开全"), a_case(3, "谭玉芳"), a_case(4, "罗天才")),
        states={"c3": "delivered", "c4": "complete"},
        waits=Pending(18, 6, 3, OLD),
        entries=(*(an_entry(1, NEW) for _ in range(4)), *(an_entry(2, NEW) for _ in range(14))),
        blobs=(a_blob(3, OLD, "/v1/uploads/7"), *(a_blob(2, NEW) for _ in range(5))),
    )


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def line(tmp_path: Path, jobs: Jobs, now: Callable[[], datetime]) -> Line:
    return Line(tmp_path, jobs, lambda: False, now=now)


Make = Callable[[Shelf], SyncModel]


@pytest.fixture
def make(post: Post, jobs: Jobs, line: Line, now: Callable[[], datetime]) -> Make:
    return lambda shelf: SyncModel(shelf, post, jobs, line, no_report, now=now)


@pytest.fixture
def model(shelf: Shelf, make: Make, jobs: Jobs) -> Iterator[SyncModel]:
    made = make(shelf)
    made.start()
    jobs.wait()
    yield made
    made.stop()


def words(view: SyncView, part: str, at: int) -> list[str]:
    rows = view.waiting if part == "waiting" else view.sent
    return [cell.text for cell in rows[at].cells]


def test_what_waits_longest_comes_first_with_what_is_missing(model: SyncModel) -> None:
    view = model.view
    assert view.waiting_title == "等着上报 3 件"
    assert view.waiting_note == "文字 18 条，图 6 张 1.7 MB"
    assert words(view, "waiting", 0) == [
        "谭玉芳",
        "0A-00003-U",
        "今天 8:44",
        "已到",
        "差 1 张 293 KB",
        "排着队，马上报，不用管",
    ]
    assert [row.key for row in view.waiting] == ["case:c3", "case:c1", "case:c2"]
    assert words(view, "waiting", 2)[3:5] == ["14 条", "差 5 张 1.4 MB"]
    assert words(view, "waiting", 1)[3:5] == ["4 条", "没有"]


def test_what_went_says_what_the_county_has(model: SyncModel) -> None:
    assert model.view.sent_note == "上次今天 8:47，和县上对过"
    assert [words(model.view, "sent", at)[::3] for at in range(2)] == [
        ["谭玉芳", "文字收到了，图自己接着传，不用管"],
        ["罗天才", "收齐，对过"],
    ]


def test_without_a_line_the_page_says_since_when_and_when_it_tries_again(
    model: SyncModel, post: Post, jobs: Jobs
) -> None:
    post.shown = OFFLINE
    model.look()
    jobs.wait()
    assert model.view.strip == (
        "**今天 8:47 起报不上去。**现在连不上县里，照样能办，网通了自己报。\n9:52 自己再试。记下的都算数，不用守着。"
    )
    assert words(model.view, "waiting", 0)[5] == "图断在一半，从断处接着传，不用管"
    assert words(model.view, "waiting", 1)[5] == "没有网，网通了自己报，不用管"


def test_trouble_without_a_time_still_has_a_sentence(model: SyncModel, post: Post, jobs: Jobs) -> None:
    post.shown = replace(OFFLINE, trouble_since=None, next_try_at=None)
    model.look()
    jobs.wait()
    assert model.view.strip.startswith("**现在报不上去。**")
    assert model.view.strip.endswith("过一会儿自己再试。记下的都算数，不用守着。")


def test_while_it_sends_the_button_is_off_and_says_why(model: SyncModel, post: Post, jobs: Jobs) -> None:
    post.shown = replace(post.shown, busy=True)
    model.look()
    jobs.wait()
    assert (model.view.can_send, model.view.why) == (False, "正在报送")
    assert words(model.view, "waiting", 0)[5] == "正在报，不用管"


def test_nothing_waits_and_nothing_went_are_said_too(post: Post, jobs: Jobs, make: Make) -> None:
    post.shown = SyncState()
    model = make(Shelf())
    model.refresh()
    jobs.wait()
    view = model.view
    assert (view.waiting_title, view.waiting_note, view.waiting) == ("没有等着上报的", "都报上去了", ())
    assert (view.sent_note, view.sent) == ("还没有报上去过", ())


def test_a_long_queue_shows_its_oldest_and_says_so(jobs: Jobs, make: Make) -> None:
    many = Shelf(
        waits=Pending(900, 0, 90, OLD),
        entries=tuple(an_entry(number, f"2026-10-12T00:{number % 60:02}:00.000Z") for number in range(90)),
    )
    model = make(many)
    model.refresh()
    jobs.wait()
    assert len(model.view.waiting) == MOST_WAITING
    assert model.view.waiting_note == f"文字 900 条，先列出最早的 {MOST_WAITING} 件"
    assert words(model.view, "waiting", 0)[:2] == ["没有姓名", ""]


def test_only_a_change_of_state_reads_the_queue_again(model: SyncModel, post: Post, shelf: Shelf, jobs: Jobs) -> None:
    model.look()
    post.shown = replace(post.shown, next_try_at=SENT_AT)
    model.look()
    jobs.wait()
    assert shelf.asked == 1
    post.shown = replace(post.shown, online=False)
    model.look()
    jobs.wait()
    assert shelf.asked == 2


def test_an_unchanged_view_is_not_drawn_again(model: SyncModel, jobs: Jobs) -> None:
    drawn: list[SyncView] = []
    model.shown.connect(drawn.append)
    model.refresh()
    model.look()
    jobs.wait()
    assert drawn == []


def test_a_page_that_is_left_asks_no_more(model: SyncModel, shelf: Shelf, jobs: Jobs) -> None:
    model.stop()
    jobs.announce(frozenset({"queue"}))
    jobs.wait()
    assert shelf.asked == 1
    model.start()
    jobs.announce(frozenset({"settings"}))
    jobs.wait()
    assert shelf.asked == 2


@pytest.mark.parametrize(("count", "said"), [(0, "1 KB"), (1_500, "1 KB"), (31 * 1024, "31 KB"), (2_516_582, "2.4 MB")])
def test_sizes_are_said_in_the_unit_that_fits(count: int, said: str) -> None:
    assert size_words(count) == said


@pytest.fixture
def page(model: SyncModel, theme: Theme, jobs: Jobs) -> Iterator[SyncPage]:  # noqa: ARG001 - a look must be on
    with shown(model, jobs) as made:
        yield made


def test_f5_sends_now_and_esc_goes_back(page: SyncPage, model: SyncModel, post: Post) -> None:
    left: list[bool] = []
    model.back_asked.connect(lambda: left.append(True))
    QTest.keyClick(page, Qt.Key.Key_F5)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert (post.sent, left) == (1, [True])


def test_enter_opens_the_case_of_a_row(page: SyncPage, model: SyncModel) -> None:
    opened: list[str] = []
    model.case_asked.connect(opened.append)
    _matters, waiting, _sent = page.findChildren(RowList)
    assert waiting.hasFocus()
    QTest.keyClick(waiting, Qt.Key.Key_Return)
    assert opened == ["c3"]


def test_the_page_is_fresh_while_it_is_seen_only(page: SyncPage, shelf: Shelf, jobs: Jobs) -> None:
    page.hide()
    before = shelf.asked
    jobs.announce(frozenset({"queue"}))
    jobs.wait()
    assert shelf.asked == before
    page.show()
    jobs.wait()
    assert shelf.asked == before + 1


def test_the_reason_stands_beside_the_button(page: SyncPage, model: SyncModel, post: Post, jobs: Jobs) -> None:
    post.shown = replace(post.shown, busy=True)
    model.look()
    jobs.wait()
    send = next(button for button in page.findChildren(KeyButton) if button.verb == "现在报送")
    assert (send.isEnabled(), send.why) == (False, "正在报送")


def test_the_main_button_lends_its_focus_while_it_is_off_and_takes_it_back(
    page: SyncPage, model: SyncModel, post: Post, jobs: Jobs
) -> None:
    send = next(button for button in page.findChildren(KeyButton) if button.verb == "现在报送")
    back = next(button for button in page.findChildren(KeyButton) if button.verb == "返回")
    send.setFocus()
    where = []
    for busy in (True, False):
        post.shown = replace(post.shown, busy=busy)
        model.look()
        jobs.wait()
        where.append((send.hasFocus(), back.hasFocus()))
    assert where == [(False, True), (True, False)]
