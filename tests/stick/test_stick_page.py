"""The page of sticks in use: written by its keys, read back, stopped, refused; and the second copy that is kept."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import settings
from app.drives import Drive
from app.services.desk import Desk
from app.store.values import Pending
from app.version import AGENT
from sync.client import export, second_copy
from sync.client.calls import HttpCounty
from sync.client.engine import Engine
from sync.client.export import Watch
from tests.stick.conftest import accept
from tests.sync.sticks import answer, bring, reports
from tests.ui_base.made_up_desk import Shelf
from ui.demo.township import Township
from ui.home.model import HomeModel
from ui.jobs import Jobs
from ui.sizes import room_words
from ui.stick.model import StickModel
from ui.stick.places import places
from ui.stick.second import SecondCopy, alone_since, is_long
from ui.stick.view import Place, StickFacts, make_view
from ui.stick.window import StickPage
from ui.sync_status.facts import QueueFacts, SyncState
from ui.sync_status.view import make_view as queue_view

GIB = 2**30


@pytest.fixture
def engine(desk: Desk) -> Iterator[Engine]:
    with closing(HttpCounty.of(desk.device(), AGENT)) as county:
        yield Engine(desk.store, desk.vault, county)


@pytest.fixture
def second(desk: Desk, engine: Engine, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecondCopy]:
    monkeypatch.setattr(export, "is_elsewhere", lambda *_: True)
    settings.remember(desk.data, second_copy="")
    owner = QObject()
    yield SecondCopy(lambda: desk, engine, jobs, owner)
    jobs.wait()
    owner.deleteLater()


class Plugged:
    """What is plugged in."""

    def __init__(self, *folders: Path) -> None:
        self.folders = list(folders)
        self.is_writable = True

    def __call__(self) -> tuple[Drive, ...]:
        return tuple(Drive(one, one.name, 3 * GIB, 8 * GIB, self.is_writable) for one in self.folders if one.is_dir())


@pytest.fixture
def plugged(stick: Path) -> Plugged:
    return Plugged(stick)


@pytest.fixture
def model(desk: Desk, engine: Engine, jobs: Jobs, second: SecondCopy, plugged: Plugged) -> Iterator[StickModel]:
    made = StickModel(desk, engine, jobs, second, plugged)
    made.look()
    jobs.wait()
    yield made
    made.stop()
    jobs.wait()


@pytest.fixture
def page(model: StickModel, jobs: Jobs) -> Iterator[StickPage]:
    made = StickPage(model)
    made.resize(1366, 640)
    made.show()
    made.activateWindow()
    made.setFocus()
    jobs.wait()
    yield made
    made.close()
    made.deleteLater()


def press(page: StickPage, key: Qt.Key, jobs: Jobs) -> None:
    QTest.keyClick(page, key)
    jobs.wait()


def test_what_waits_is_written_by_one_key_and_the_answer_read_by_another(
    page: StickPage, desk: Desk, township: Township, jobs: Jobs, stick: Path
) -> None:
    case = accept(desk, pictures=2)
    waiting = len(desk.store.blobs_pending())  # others brought some too: the township is shared
    press(page, Qt.Key.Key_F10, jobs)

    said = page.said.text
    answer(township.county, bring(township.county, *reports(stick)), stick)
    page.model.look()
    jobs.wait()
    offered = page.list.rows[0].cells[2].text
    press(page, Qt.Key.Key_F8, jobs)

    assert f"图 {waiting} 张" in said
    assert "都写好了" in said
    assert offered == "县里的答复 1 份，写好的 1 份"
    assert "县里收到文字" in page.said.text
    assert page.wait.text == "都报上去了，没有要写的。"
    assert desk.store.delivery([case]) == {case: "complete"}


def test_without_a_stick_the_page_says_what_to_do(
    page: StickPage, plugged: Plugged, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plugged.folders.clear()
    page.model.look()
    jobs.wait()
    assert "没有看到U盘" in page.none.text
    assert (page.verb.why, page.read.why) == ("请插上U盘，或者另选文件夹", "这里没有县里给这个窗口的答复")
    page.model.write()
    page.model.read()

    other = tmp_path / "folder"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    page.folder.click()
    jobs.wait()
    assert page.list.rows[0].key == str(other)
    assert page.verb.why == ""
    other.rmdir()
    page.model.look()
    jobs.wait()
    assert page.list.rows == ()


@pytest.mark.parametrize(("at", "then"), [("folder", "list"), ("back", "back")])
def test_the_first_stick_takes_the_keys_from_the_choice_of_a_folder(
    page: StickPage, plugged: Plugged, jobs: Jobs, at: str, then: str
) -> None:
    sticks = plugged.folders
    plugged.folders = []
    page.model.look()
    jobs.wait()
    getattr(page, at).setFocus()

    plugged.folders = sticks
    page.model.look()
    jobs.wait()

    assert getattr(page, then).hasFocus()


def test_a_stick_that_does_not_let_itself_be_written_says_so(page: StickPage, plugged: Plugged, jobs: Jobs) -> None:
    plugged.is_writable = False
    page.model.look()
    jobs.wait()
    assert page.verb.why == "请打开U盘的写保护开关，或者换一个"
    assert page.list.rows[0].cells[1].text == "写保护，写不了"
    assert not page.keep.isVisible()


def test_a_stick_that_was_pulled_is_refused_in_words(page: StickPage, stick: Path, jobs: Jobs) -> None:
    stick.rmdir()
    page.model.write()
    jobs.wait()
    assert page.refused.text == "看不到这个U盘或文件夹了，请插好再试。"
    assert page.verb.why in {"", "请插上U盘，或者另选文件夹"}


def test_a_writing_can_be_stopped_and_shows_how_far_it_is(
    page: StickPage, desk: Desk, jobs: Jobs, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    accept(desk)
    reached, goes_on = Event(), Event()
    moved = Watch.moved

    def wait(watch: Watch, count: int) -> None:
        reached.set()
        assert goes_on.wait(20)
        moved(watch, count)

    monkeypatch.setattr(Watch, "moved", wait)
    page.verb.click()
    qtbot.waitUntil(reached.is_set, timeout=20_000)
    page.model._move()  # noqa: SLF001 - as the timer does
    assert page.progress.text.startswith("正在写")
    assert page.halt.isVisible()
    page.model.look()
    page.model.write()
    page.halt.click()
    goes_on.set()
    jobs.wait()
    assert "停下了" in page.said.text
    assert not page.halt.isVisible()


def test_answers_that_are_not_right_are_said_and_the_others_read(
    page: StickPage, desk: Desk, township: Township, stick: Path, jobs: Jobs
) -> None:
    accept(desk)
    press(page, Qt.Key.Key_F10, jobs)
    good = answer(township.county, bring(township.county, *reports(stick)), stick)
    bad = good.with_name(good.name.replace(good.name[-10:], "zzzzzz.age"))
    bad.write_bytes(b"hello")
    page.model.look()
    jobs.wait()
    press(page, Qt.Key.Key_F8, jobs)
    assert page.refused.text.startswith("这不是一门写的文件")
    assert "县里收到文字" in page.said.text
    assert page.verb.why == ""


def test_the_keys_lead_back_and_start_with_the_sticks(page: StickPage, jobs: Jobs) -> None:
    left: list[bool] = []
    page.model.back_asked.connect(lambda: left.append(True))
    assert page.list.hasFocus()
    press(page, Qt.Key.Key_Escape, jobs)
    assert left == [True]


def test_a_bug_is_no_sentence_of_the_page(
    model: StickModel, jobs: Jobs, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(export, "_ready", broken)
    model.write()
    jobs.wait()
    assert len(bugs) == 1
    bugs.clear()
    monkeypatch.setattr("ui.stick.model.places", broken)
    model.look()
    jobs.wait()
    assert len(bugs) == 1
    bugs.clear()


# --- the second copy
def test_the_copy_is_kept_where_f7_says_and_no_more_by_a_second_f7(
    page: StickPage, desk: Desk, stick: Path, second: SecondCopy, jobs: Jobs
) -> None:
    accept(desk)
    assert page.second.text.startswith("没有设。")

    press(page, Qt.Key.Key_F7, jobs)

    assert settings.load(desk.data).second_copy == str(stick)
    assert page.second.text.startswith(f"存在 {stick}，今天")
    assert len(list(stick.glob("yimen-copy-*"))) >= 2
    assert alone_since(desk.store) == ""
    press(page, Qt.Key.Key_F7, jobs)
    assert (second.place, settings.load(desk.data).second_copy) == ("", "")


def test_after_an_acceptance_the_copy_follows_by_itself(
    desk: Desk, second: SecondCopy, stick: Path, jobs: Jobs, qtbot: QtBot
) -> None:
    second.keep_at(stick, jobs.problem)
    jobs.wait()
    second._soon.setInterval(1)  # noqa: SLF001 - a minute would be long for a test
    before = {path: path.stat().st_mtime_ns for path in stick.glob("yimen-copy-*")}
    jobs.run(lambda: accept(desk), done=lambda _: None, changes=frozenset({"outbox"}))
    jobs.wait()
    qtbot.waitUntil(lambda: alone_since(desk.store) == "", timeout=20_000)
    jobs.wait()
    assert {path: path.stat().st_mtime_ns for path in stick.glob("yimen-copy-*")} != before


def test_a_place_that_is_away_is_said_and_is_no_bug(
    page: StickPage, desk: Desk, second: SecondCopy, stick: Path, jobs: Jobs
) -> None:
    second.keep_at(stick, jobs.problem)
    jobs.wait()
    stick.rename(stick.with_name("pulled"))
    accept(desk)
    second.run()
    jobs.wait()
    assert page.second.text.endswith("现在看不到它，插回来会自己补上。")
    assert alone_since(desk.store)


def test_a_place_that_cannot_be_marked_is_refused(page: StickPage, stick: Path, jobs: Jobs) -> None:
    stick.rmdir()
    page.model.keep_second()
    jobs.wait()
    assert page.refused.text.startswith("U盘断开了")


def test_trouble_of_the_copy_is_said_and_a_bug_is_one(
    second: SecondCopy, desk: Desk, stick: Path, jobs: Jobs, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    second.keep_at(stick, jobs.problem)
    jobs.wait()
    with desk.store.work() as work:
        work.set_setting("restored", True)
    second.run()
    jobs.wait()
    with desk.store.work() as work:
        work.set_setting("restored", None)
    assert second.trouble.startswith("这是从备份恢复的")

    def broken(*_: object) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(second_copy, "_look", broken)
    second.run()
    jobs.wait()
    assert len(bugs) == 1
    bugs.clear()


def test_a_day_with_one_copy_is_long(desk: Desk) -> None:
    at = desk.moment()
    assert not is_long("", desk.now())
    assert not is_long(at, desk.now() + timedelta(hours=23))
    assert is_long(at, desk.now() + timedelta(hours=25))


# --- words
@pytest.mark.parametrize(
    ("waiting", "free", "said"),
    [
        (GIB, 3 * GIB, "这个U盘放得下，写成一个文件。"),
        (5 * GIB, 9 * GIB, "这个U盘放得下，分成 2 个文件。"),
        (5 * GIB, 2 * GIB, "大约要 3 个"),
        (5 * GIB, 2**20, "快满了"),
    ],
)
def test_how_many_sticks_it_takes_is_said_before(desk: Desk, waiting: int, free: int, said: str) -> None:
    place = Place(Drive(Path("/media/x"), "x", free, 8 * GIB))
    facts = StickFacts((place,), Pending(3, 5, 0, None), waiting)
    view = make_view(facts, place.key, desk.now())
    assert said in view.plan
    assert view.wait.startswith("没有对应到件的：文字 3 条，图 5 张")


def test_bytes_are_said_in_words() -> None:
    assert [room_words(count) for count in (-5, 2_000, 3 * 2**20, 3 * GIB)] == ["1 KB", "2 KB", "3.0 MB", "3.0 GB"]


def test_what_lies_on_a_stick_is_told_by_its_names(stick: Path) -> None:
    (stick / "yimen-answer-abcdef-123456.age").write_bytes(b"")
    (stick / "yimen-answer-000000-123456.age").write_bytes(b"")
    (stick / "yimen-report-abcdef-123456-1of1.age").write_bytes(b"")
    listing: Callable[[], tuple[Drive, ...]] = Plugged(stick)
    (found,) = places(listing, stick, "01a20d56-6927-7f61-80c4-a10490abcdef")
    assert ([path.name for path in found.answers], found.reports) == (["yimen-answer-abcdef-123456.age"], 1)


def test_home_warns_of_work_with_one_copy_and_leads_to_the_sticks(jobs: Jobs) -> None:
    at = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
    model = HomeModel(Shelf(), jobs, now=lambda: at)
    asked: list[tuple[str, str]] = []
    model.asked.connect(lambda *given: asked.append(given))
    model.alone("2026-11-28T01:00:00.000Z")
    model.refresh()
    jobs.wait()
    (row,) = model.view.rows
    assert [cell.spoken for cell in row.cells if cell.spoken] == [
        "没上报的", "再存一份，或者用U盘报送 只有这台电脑上有，电脑坏了就没了", "11月28日起"
    ]  # fmt: skip
    model.choose(row.key)
    model.alone("")
    assert (asked, model.view.rows) == ([("stick", "")], ())


def test_after_a_day_without_a_line_the_queue_speaks_of_sticks() -> None:
    now = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
    facts = QueueFacts(Pending(0, 0, 0, None), {}, (), ())
    states = [SyncState(trouble="断了。", trouble_since=now - timedelta(hours=hours)) for hours in (23, 25)]
    short, long = (queue_view(facts, state, now).strip for state in states)
    assert ("U盘" in short, "请用U盘报送（F9）" in long) == (False, True)
