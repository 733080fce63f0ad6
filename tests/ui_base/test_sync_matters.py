"""What somebody has to look at, how the line may be used, and the file for IT: on the page of the queue."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app import settings
from app.store.values import HeldBack, Pending
from sync.client.line_use import LineUse, Pictures
from tests.ui_base.made_up_desk import Post, Shelf, a_blob, a_case, a_task, an_entry, no_report
from tests.ui_base.shown_sync import shown
from ui.case.act_sheet import ActSheet
from ui.jobs import Jobs
from ui.sync_status.facts import SyncState
from ui.sync_status.line import Costs, Line, LineChoice, Pause, choice_of, read_hours, read_speed
from ui.sync_status.model import SyncModel
from ui.sync_status.view import SyncView, time_words
from ui.sync_status.window import SyncPage
from ui.theme import Theme
from ui.widgets.row_list import RowList

OLD = "2026-10-12T00:44:00.000Z"


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(
        found_cases=(a_case(1, "谢成英"), a_case(2, "周开全")),
        waits=Pending(4, 2, 2, OLD),
        entries=tuple(an_entry(1, OLD) for _ in range(4)),
        blobs=(a_blob(2, OLD, size=1_000_000), a_blob(2, OLD, size=3_000_000)),
    )


@pytest.fixture
def line(tmp_path: Path, jobs: Jobs, now: Callable[[], datetime]) -> Line:
    return Line(tmp_path, jobs, lambda: False, now=now)


@pytest.fixture
def model(shelf: Shelf, post: Post, jobs: Jobs, line: Line, now: Callable[[], datetime]) -> Iterator[SyncModel]:
    made = SyncModel(shelf, post, jobs, line, no_report, now=now)
    made.start()
    jobs.wait()
    yield made
    made.stop()


@pytest.fixture
def page(model: SyncModel, theme: Theme, jobs: Jobs) -> Iterator[SyncPage]:  # noqa: ARG001 - a look must be on
    with shown(model, jobs) as made:
        yield made


def seen(model: SyncModel, post: Post, jobs: Jobs, state: SyncState) -> SyncView:
    """Show a state of the sending."""
    post.shown = state
    model.look()
    jobs.wait()
    return model.view


def matters(view: SyncView) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in view.matters]


# --- what has to be looked at -------------------------------------------------------------------


def test_a_dispute_and_what_the_county_has_not_placed_are_matters(
    model: SyncModel, post: Post, jobs: Jobs, shelf: Shelf
) -> None:
    shelf.found_tasks = (a_task(1, "conflict", "", applicant="谢成英"), a_task(2, "signature", ""))
    shelf.found_held = (
        HeldBack("d-1", 3, "case:c2", "subject"),
        HeldBack("d-1", 4, "case:c2", "subject"),
        HeldBack("d-1", 7, "fund:f", "scope"),
    )
    view = seen(model, post, jobs, SyncState(online=True, tries=1))

    assert view.matters_title == "要看一眼 3 件"
    assert matters(view) == [
        ["谢成英：两台电脑改得不一样", "打开这一件，按 7 定一个"],
        ["周开全：2 条县里收下了，没归进去", "这一件原来是别的乡镇的。请告诉县里信息员放行，这里不用再办"],
        ["有一条记录：1 条县里收下了，没归进去", "这台电脑没有权写到那个乡镇。请告诉县里信息员放行，这里不用再办"],
    ]
    assert [row.act for row in view.matters] == ["打开", "打开", ""]


@pytest.mark.parametrize(
    ("ahead_s", "said"),
    [
        (299, None),
        (-300, "电脑 9:50，县里 9:45"),
        (900, "电脑 9:50，县里 10:05"),
        (86_400, "电脑 10月12日 9:50，县里 10月13日 9:50"),
        (-315_532_800, "电脑 2026年10月12日，县里 2016年10月12日"),
    ],
)
def test_a_wrong_clock_is_shown_with_both_times(
    model: SyncModel, post: Post, jobs: Jobs, ahead_s: int, said: str | None
) -> None:
    view = seen(model, post, jobs, SyncState(online=True, ahead_s=ahead_s))

    assert [one[0] for one in matters(view)] == ([said] if said else [])
    assert all("把这台电脑的时间调对" in one[1] for one in matters(view))


def test_what_did_not_stop_the_sending_is_a_matter_and_no_alarm(model: SyncModel, post: Post, jobs: Jobs) -> None:
    told = ("county.client_too_old", "county.root_differs", "blob.damaged")
    view = seen(model, post, jobs, SyncState(online=True, told=told, min_client="9.2"))

    assert view.strip == ""
    assert matters(view)[0] == ["程序要升级：县里要 9.2，这里是 0.1.0", "请找信息员升级。现在照样能办、能报"]
    assert len(view.matters) == 2


def test_enter_opens_the_case_of_a_matter_and_nothing_for_a_clock(
    page: SyncPage, model: SyncModel, post: Post, jobs: Jobs, shelf: Shelf
) -> None:
    shelf.found_tasks = (a_task(1, "conflict", ""),)
    seen(model, post, jobs, SyncState(online=True, ahead_s=900))
    opened: list[str] = []
    model.case_asked.connect(opened.append)
    rows = page.findChildren(RowList)[0]
    page.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)

    assert rows.hasFocus()
    assert opened == ["c1"]


# --- progress and reasons -----------------------------------------------------------------------


def test_bytes_left_and_a_fair_time_are_said_in_all_and_for_each_case(
    model: SyncModel, post: Post, jobs: Jobs, shelf: Shelf
) -> None:
    first, second = shelf.blobs
    going = SyncState(online=True, busy=True, missing={second.sha256: 1_000_000}, bytes_per_s=20_000)
    view = seen(model, post, jobs, going)

    assert view.waiting_note == "文字 4 条，图 2 张 1.9 MB，还要大约 2 分钟"
    assert [row.cells[4].text for row in view.waiting] == ["没有", "差 2 张 1.9 MB"]
    done = seen(model, post, jobs, replace(going, missing={first.sha256: 0, second.sha256: 500}))
    assert done.waiting_note == "文字 4 条，图 2 张 1 KB，不到 1 分钟"
    assert seen(model, post, jobs, SyncState(online=True)).waiting_note == "文字 4 条，图 2 张 3.8 MB"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(5, "不到 1 分钟"), (90, "还要大约 2 分钟"), (3_599, "还要大约 60 分钟"), (9_000, "还要大约 2 小时")],
)
def test_times_are_said_as_fairly_as_one_can(seconds: float, said: str) -> None:
    assert time_words(seconds) == said


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (LineUse(metered=True), "文字到了。上网花钱，图等不花钱的网"),
        (LineUse(metered=True, small_too=True), "文字到了。上网花钱，大图等不花钱的网"),
        (LineUse(hours=(18, 8)), "文字到了。图 18 点以后自己传，不用管"),
        (LineUse(), "排着队，马上报，不用管"),
    ],
)
def test_a_picture_that_waits_says_for_what(
    model: SyncModel, post: Post, jobs: Jobs, now: Callable[[], datetime], use: LineUse, said: str
) -> None:
    view = seen(model, post, jobs, SyncState(online=True, use=use, pictures=use.pictures(now())))

    assert view.waiting[1].cells[5].text == said
    assert view.waiting[0].cells[5].text == "排着队，马上报，不用管", "text never waits for pictures"


def test_what_was_tried_is_said(model: SyncModel, post: Post, jobs: Jobs, now: Callable[[], datetime]) -> None:
    off = SyncState(online=False, trouble="现在连不上县里，照样能办，网通了自己报。", tries=4)
    view = seen(model, post, jobs, replace(off, next_try_at=now() + timedelta(minutes=9)))

    assert view.strip.splitlines()[1] == "试过 4 次。9:59 自己再试。记下的都算数，不用守着。"
    assert "过一会儿" in seen(model, post, jobs, replace(off, next_try_at=now() + timedelta(seconds=20))).strip


def test_a_pause_says_until_when_and_what_may_be_done(
    model: SyncModel, post: Post, jobs: Jobs, now: Callable[[], datetime]
) -> None:
    use = LineUse(now() + timedelta(hours=1))
    view = seen(model, post, jobs, SyncState(online=True, use=use, pictures=Pictures.PAUSED))

    assert view.paused
    assert view.strip == "**您停了上报，10:50 自己接着报。**\n急着报文字按 F5，不想停了按 F6。记下的都算数。"
    assert view.waiting[0].cells[5].text == "您停了上报，到时候自己接着报"
    use = LineUse(now() + timedelta(hours=22))
    view = seen(model, post, jobs, SyncState(online=True, use=use, pictures=Pictures.PAUSED))
    assert "明天 7:50 自己接着报" in view.strip


# --- how the line is used -----------------------------------------------------------------------


def sheet_of(page: SyncPage) -> ActSheet:
    QApplication.processEvents()
    (sheet,) = (one for one in page.window().findChildren(ActSheet) if one.isVisible())
    return sheet


def test_f6_pauses_until_the_chosen_moment_and_f6_again_goes_on(
    page: SyncPage, model: SyncModel, post: Post, jobs: Jobs, line: Line, now: Callable[[], datetime], tmp_path: Path
) -> None:
    QTest.keyClick(page, Qt.Key.Key_F6)
    rows = sheet_of(page).findChildren(RowList)[0]
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    jobs.wait()

    assert line.use().pause_left(now()) == timedelta(hours=4)
    assert settings.load(tmp_path).paused_until == "2026-10-12T05:50:00.000Z"
    assert model.view.foot == "记下了，马上照办。"
    seen(model, post, jobs, SyncState(online=True, use=line.use(), pictures=Pictures.PAUSED))
    QTest.keyClick(page, Qt.Key.Key_F6)
    jobs.wait()
    assert line.use() == LineUse()
    assert settings.load(tmp_path).paused_until == ""


def test_f7_asks_how_the_line_is_used_and_begins_with_what_holds(
    page: SyncPage, jobs: Jobs, line: Line, tmp_path: Path
) -> None:
    line.choose("small", "50", "18", "8")
    QTest.keyClick(page, Qt.Key.Key_F7)
    sheet = sheet_of(page)
    rows = sheet.findChildren(RowList)[0]

    assert (rows.current, [field.text for field in sheet.fields]) == ("small", ["50", "18", "8"])
    QTest.keyClick(rows, Qt.Key.Key_Up)
    sheet.fields[0].edit.setText("8 0")
    QTest.keyClick(sheet.verb, Qt.Key.Key_Return)
    assert "整数" in sheet.trouble
    sheet.fields[0].edit.setText("80")
    QTest.keyClick(sheet.verb, Qt.Key.Key_Return)
    jobs.wait()
    assert line.use() == LineUse(metered=True, kb_per_s=80, hours=(18, 8))
    assert choice_of(settings.load(tmp_path)) == LineChoice(Costs.YES, 80, (18, 8))


def test_the_system_s_word_counts_unless_the_officer_knows_better(tmp_path: Path, jobs: Jobs) -> None:
    line = Line(tmp_path, jobs, lambda: True, now=lambda: datetime(2026, 10, 12, tzinfo=UTC))
    assert line.use().metered
    line.choose("no", "", "", "")
    assert line.use() == LineUse()
    jobs.wait()


@pytest.mark.parametrize(("first", "end"), [("18", ""), ("", "8"), ("25", "8"), ("x", "8"), ("-1", "8"), ("008", "8")])
def test_hours_that_are_none_are_refused(line: Line, first: str, end: str) -> None:
    said: list[str] = []
    line.refused.connect(said.append)
    line.choose("auto", "", first, end)
    assert "整点" in said[0]
    assert line.choice == LineChoice()


def test_hours_and_speeds_are_read_as_they_are_meant() -> None:
    assert [read_hours(*typed) for typed in (("18", "24"), (" 0", "24 "), ("7", "7"), ("", " "))] == [
        (18, 0), None, None, None,
    ]  # fmt: skip
    assert [read_speed(typed) for typed in ("", " 0 ", "100000")] == [0, 0, 100_000]


@pytest.mark.parametrize("typed", ["100001", "-1", "1.5", "９", "9" * 5_000])
def test_a_speed_that_is_none_is_refused(line: Line, typed: str) -> None:
    said: list[str] = []
    line.refused.connect(said.append)
    line.choose("auto", typed, "", "")
    assert "整数" in said[0]


def test_nonsense_in_the_file_is_the_usual(tmp_path: Path) -> None:
    settings.remember(tmp_path, line_costs="gratis", paused_until="morgen", picture_hours="8-9-10", picture_kb_per_s=-5)
    assert choice_of(settings.load(tmp_path)) == LineChoice()
    settings.remember(tmp_path, picture_hours="acht-neun")
    assert choice_of(settings.load(tmp_path)) == LineChoice()


@pytest.mark.parametrize(
    ("now", "until"), [("2026-10-12T01:50", "2026-10-13T00:00"), ("2026-10-11T23:00", "2026-10-12T00:00")]
)
def test_the_morning_is_the_next_eight_o_clock_in_china(now: str, until: str) -> None:
    assert Pause.MORNING.until(datetime.fromisoformat(now + "Z")) == datetime.fromisoformat(until + "Z")


# --- the file for IT ----------------------------------------------------------------------------


def test_f8_writes_a_report_and_says_where(
    page: SyncPage, model: SyncModel, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(_parent: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(name)
        return str(tmp_path / "给信息员.json"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    QTest.keyClick(page, Qt.Key.Key_F8)
    jobs.wait()

    assert asked == ["一门自检单-2026-10-12.json"]
    assert json.loads((tmp_path / "给信息员.json").read_text("utf-8")) == {}
    assert model.view.foot == "自检单存好了：给信息员.json。里面没有人的资料，可以发给信息员。"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    QTest.keyClick(page, Qt.Key.Key_F8)
    assert len(asked) == 1
