"""Opening the program."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

import resources
from app.errors import Refused, Unavailable
from tests.ui_base.conftest import MORNING
from tests.ui_base.made_up_desk import LONG_NAME, OFFICE, Door
from ui.jobs import Jobs
from ui.pc_keys.sheet import ActSheet
from ui.problems import sentence
from ui.theme import Theme
from ui.unlock.help import ForgottenHelp
from ui.unlock.model import UnlockModel
from ui.unlock.view import Glance, Person, UnlockView, lines, role_word
from ui.unlock.window import UnlockPage
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_SHIFT, _NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier


class Watch:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.moment = MORNING

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def model(door: Door, jobs: Jobs, theme: Theme, watch: Watch) -> UnlockModel:
    made = UnlockModel(door, jobs, theme, now=watch.now)
    made.start()
    jobs.wait()
    return made


def test_the_page_knows_who_may_open_and_what_waits(model: UnlockModel) -> None:
    view = model.view
    assert (view.office, view.day, len(view.people)) == (OFFICE, "10月12日 星期一", 3)
    assert [line.text for line in view.lines] == [
        "**没有网，照样能办。**3 件等着上报，网通了自己报。",
        "**有 1 件登记没办完，**打开就能接着办。",
    ]
    assert view.footer == "一门 1.0　电脑 0A"


def test_the_right_password_opens_for_the_chosen_officer(model: UnlockModel, jobs: Jobs) -> None:
    opened: list[object] = []
    model.opened.connect(opened.append)
    model.choose(1)
    model.open("kouling")
    jobs.wait()
    assert opened == ["desk of o-2"]
    assert not model.view.busy


def test_nothing_is_tried_twice_while_it_is_being_tried(model: UnlockModel, jobs: Jobs, door: Door) -> None:
    model.open("kouling")
    assert model.view.busy
    assert not model.view.can_open
    model.open("kouling")
    jobs.wait()
    assert door.opened == ["o-1"]


def test_an_empty_password_is_not_even_tried(model: UnlockModel, door: Door) -> None:
    model.open("")
    assert model.view.sentence == sentence(Refused("unlock.password_empty"))
    assert door.opened == []


def test_a_wrong_password_says_so_and_makes_wait(model: UnlockModel, jobs: Jobs, door: Door, watch: Watch) -> None:
    door.wait_s = 8
    model.open("wrong")
    jobs.wait()
    assert model.view.sentence == sentence(Refused("unlock.wrong_password"))
    assert (model.view.wait_s, model.view.why, model.view.can_open) == (8, "还要等 8 秒", False)
    watch.wait(2.5)
    model.tick()
    assert model.view.wait_s == 6
    model.open("kouling")
    assert door.opened == ["o-1"]
    watch.wait(5.6)
    model.tick()
    assert (model.view.wait_s, model.view.can_open) == (0, True)


def test_a_wrong_password_without_a_wait_may_be_tried_again_at_once(model: UnlockModel, jobs: Jobs) -> None:
    model.open("wrong")
    jobs.wait()
    assert model.view.can_open


@pytest.mark.parametrize("code", ["store.in_use", "store.newer", "store.read_only", "keys.missing", "keys.damaged"])
def test_what_keeps_everybody_out_is_explained(model: UnlockModel, jobs: Jobs, door: Door, code: str) -> None:
    door.error = Unavailable(code)
    model.open("kouling")
    jobs.wait()
    assert model.view.blocked == sentence(Unavailable(code))
    assert "（" + code not in model.view.blocked
    assert not model.view.can_open


def test_trying_again_looks_anew(model: UnlockModel, jobs: Jobs, door: Door) -> None:
    door.error = Unavailable("store.in_use")
    model.start()
    jobs.wait()
    assert model.view.blocked
    door.error = None
    model.start()
    jobs.wait()
    assert (model.view.blocked, model.view.can_open) == ("", True)


def test_a_bug_while_opening_is_no_sentence_for_the_officer(
    model: UnlockModel, jobs: Jobs, door: Door, bugs: list[BaseException]
) -> None:
    door.error = LookupError("slot")
    model.open("kouling")
    jobs.wait()
    assert (model.view.busy, model.view.blocked, model.view.sentence) == (False, "", "")
    assert bugs == [door.error]


def test_choosing_another_officer_forgets_what_was_wrong(model: UnlockModel, jobs: Jobs) -> None:
    model.open("wrong")
    jobs.wait()
    model.choose(2)
    assert (model.view.at, model.view.sentence) == (2, "")
    model.choose(7)
    assert model.view.at == 2


def test_a_role_of_a_newer_version_is_shown_as_it_is() -> None:
    assert (role_word("window"), role_word("leader"), role_word("auditor")) == ("经办", "分管领导", "auditor")


def test_a_view_without_people_cannot_be_opened() -> None:
    assert not UnlockView().can_open


@pytest.fixture
def page(model: UnlockModel) -> Iterator[UnlockPage]:
    made = UnlockPage(model)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


def field_of(page: UnlockPage) -> Field:
    (field,) = page.findChildren(Field)
    return field


def test_a_number_chooses_and_the_password_comes_next(page: UnlockPage, model: UnlockModel, jobs: Jobs) -> None:
    opened: list[object] = []
    model.opened.connect(opened.append)
    (people,) = page.findChildren(RowList)
    assert people.hasFocus()
    QTest.keyClick(people, Qt.Key.Key_2)
    field = field_of(page)
    assert field.edit.hasFocus()
    QTest.keyClicks(field.edit, "kouling")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    jobs.wait()
    assert opened == ["desk of o-2"]
    assert field.text == ""


def test_digits_are_part_of_a_password(page: UnlockPage, model: UnlockModel) -> None:
    field = field_of(page)
    field.setFocus()
    QTest.keyClicks(field.edit, "a1b2")
    assert (field.text, model.view.at) == ("a1b2", 0)


def test_one_officer_alone_begins_at_the_password(
    door: Door, jobs: Jobs, theme: Theme, now: Callable[[], datetime]
) -> None:
    door.people = door.people[:1]
    model = UnlockModel(door, jobs, theme, now=now)
    page = UnlockPage(model)
    page.show()
    model.start()
    jobs.wait()
    page.setFocus()
    assert field_of(page).edit.hasFocus()
    page.close()


def test_caps_lock_is_noticed_by_what_arrives(page: UnlockPage, model: UnlockModel) -> None:
    field = field_of(page)
    field.setFocus()
    seen = []
    for text, modifier in (("K", _SHIFT), ("K", _NONE), ("k", _SHIFT), ("k", _NONE)):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, modifier, text)
        QApplication.sendEvent(field.edit, press)
        seen.append(model.view.caps)
    assert seen == [False, True, True, False]


def test_a_wrong_password_is_marked_so_that_typing_replaces_it(
    page: UnlockPage, model: UnlockModel, jobs: Jobs
) -> None:
    field = field_of(page)
    field.setFocus()
    QTest.keyClicks(field.edit, "wrong")
    model.open("wrong")
    jobs.wait()
    assert field.view.state == "wrong"
    QTest.keyClicks(field.edit, "kouling")
    assert field.text == "kouling"


def test_what_keeps_everybody_out_has_a_button_to_try_again(
    page: UnlockPage, model: UnlockModel, jobs: Jobs, door: Door
) -> None:
    door.error = Unavailable("store.in_use")
    model.open("kouling")
    jobs.wait()
    (strip,) = page.findChildren(Strip)
    assert strip.isVisible()
    assert not field_of(page).isVisible()
    door.error = None
    strip.buttons[0].click()
    jobs.wait()
    assert field_of(page).isVisible()


def test_who_forgot_the_password_is_told_what_to_do(page: UnlockPage) -> None:
    (forgot,) = [button for button in page.findChildren(KeyButton) if button.verb == "忘了密码"]
    forgot.click()
    (sheet,) = page.findChildren(ForgottenHelp)
    assert sheet.isVisible()
    sheet.close_sheet()


@pytest.mark.usefixtures("page")
def test_everything_on_the_page_is_reached_by_tab() -> None:
    reached: set[str] = set()
    for _ in range(12):
        here = QApplication.focusWidget()
        assert here is not None
        reached.add(here.accessibleName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert reached >= {"能打开的人", "密码", "打开", "忘了密码", "字大一点 Ctrl +", "夜间颜色"}


def test_a_long_name_stands_whole_in_the_list(page: UnlockPage) -> None:
    (people,) = page.findChildren(RowList)
    assert people.rows[2].cells[1].text == LONG_NAME
    assert people.verticalScrollBar().maximum() == 0


def test_a_clock_that_is_set_back_makes_the_wait_no_longer(
    model: UnlockModel, door: Door, jobs: Jobs, watch: Watch
) -> None:
    door.wait_s = 30
    model.open("falsch")
    jobs.wait()
    watch.wait(10)
    model.tick()
    assert model.view.wait_s == 20
    watch.wait(-86_400)
    model.tick()
    assert model.view.wait_s == 20
    watch.wait(20)
    model.tick()
    assert model.view.wait_s == 0


# --- a UKey
@pytest.fixture
def keyed(jobs: Jobs, theme: Theme, watch: Watch) -> tuple[UnlockModel, Door]:
    """陈素华 has a UKey, 赵勇 has none."""
    door = Door(people=(Person("o-1", "陈素华", "window", token=True), Person("o-2", "赵勇", "window")))
    made = UnlockModel(door, jobs, theme, now=watch.now)
    made.start()
    jobs.wait()
    return made, door


def test_who_has_a_ukey_begins_with_it_and_f7_goes_to_the_password(
    keyed: tuple[UnlockModel, Door], jobs: Jobs, qtbot: QtBot
) -> None:
    model, door = keyed
    page = UnlockPage(model)
    qtbot.addWidget(page)
    page.show()
    assert (model.view.by_token, model.view.hint) == (True, resources.text("unlock", "hint_token"))
    model.open("123456")
    jobs.wait()
    way = next(one for one in page.findChildren(KeyButton) if one.key == "F7")
    assert way.isVisible()
    way.click()
    assert not model.view.by_token
    model.open("kouling")
    jobs.wait()
    assert door.opened == ["o-1 by token", "o-1"]
    model.choose(1)
    model.change_way()
    assert not model.view.by_token
    assert not way.isVisible()


# --- the county is here with its key
def test_the_countys_key_gives_a_new_password_to_who_is_chosen(model: UnlockModel, door: Door, jobs: Jobs) -> None:
    said: list[str] = []
    model.recovered.connect(said.append)
    model.choose(1)
    act, before = model.recovering(), door.glances
    act.send({"key": "AGE-SECRET-KEY-1X", "password": "一个新的口令呀", "again": "一个新的口令呀呀"})
    assert door.recovered == []
    act.send({"key": "AGE-SECRET-KEY-1X", "password": "一个新的口令呀呀", "again": "一个新的口令呀呀"})
    jobs.wait()
    assert door.recovered == [("recover", "o-2", "AGE-SECRET-KEY-1X", "一个新的口令呀呀")]
    assert said == [resources.text("pc_keys", "recover.done", name="赵勇")]
    assert door.glances == before + 1


def test_a_wrong_key_is_said_at_its_field(model: UnlockModel, door: Door, jobs: Jobs) -> None:
    refused: list[tuple[str, str]] = []
    act = model.recovering()
    act.refused.connect(lambda field, said: refused.append((field, said)))
    door.error = Refused("recovery.wrong_key")
    act.send({"key": "x", "password": "一个新的口令呀呀", "again": "一个新的口令呀呀"})
    jobs.wait()
    assert refused == [("key", sentence(Refused("recovery.wrong_key")))]


def test_where_nobody_can_be_read_the_sheet_is_asked_for(jobs: Jobs, theme: Theme, watch: Watch) -> None:
    door = Door(people=())
    model = UnlockModel(door, jobs, theme, now=watch.now)
    model.start()
    jobs.wait()
    act = model.recovering()
    assert act.asks == ("sheet", "key", "name", "password", "again")
    typed = {"sheet": "YIMEN-RECOVERY/1/…", "key": "k", "name": "赵勇"}
    act.send(typed | {"password": "一个新的口令呀呀", "again": "一个新的口令呀呀"})
    jobs.wait()
    assert door.recovered == [("rebuild", "YIMEN-RECOVERY/1/…", "k", "赵勇", "一个新的口令呀呀")]


def test_the_help_leads_to_the_countys_way(model: UnlockModel, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = UnlockPage(model)
    window.setCentralWidget(page)
    window.show()
    next(one for one in page.findChildren(KeyButton) if one.verb == resources.text("unlock", "forgot")).click()
    (help_sheet,) = window.findChildren(ForgottenHelp)
    next(one for one in help_sheet.findChildren(KeyButton) if one.key == "F7").click()
    (sheet,) = window.findChildren(ActSheet)
    assert sheet.isVisible()
    assert sheet.fields["key"].edit.hasFocus() or not window.isActiveWindow()
    sheet.close_sheet()


def test_another_version_than_last_time_is_said_before_anybody_waits() -> None:
    (line,) = lines(Glance("渠县青龙镇", (), version="0.3.0", is_new=True))
    assert "0.3.0" in line.text
    assert "不要关机" in line.text


def test_that_a_newer_version_did_not_open_is_said() -> None:
    (line,) = lines(Glance("渠县青龙镇", (), version="0.2.0", went_back="0.3.0", is_new=True))
    assert (line.ink, "0.3.0" in line.text, "0.2.0" in line.text) == ("soon", True, True)
