"""The bars, the pages between them, and the keys that work everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.ui_base.conftest import MORNING
from tests.ui_base.made_up_desk import OFFICE, State
from ui.jobs import Jobs
from ui.shell.keys import KeysHelp, keys_now
from ui.shell.model import ShellModel
from ui.shell.view import DeskState, device_signs, link_sign, make_view, queue_sign
from ui.shell.window import ShellWindow
from ui.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.dialog import Dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.strip import Strip

QUIET = DeskState(OFFICE, "陈素华")


@pytest.mark.parametrize(
    ("online", "cases", "said", "ink"),
    [
        (True, 0, "在线", "ink2"),
        (True, 3, "在线，未上报 3", "ink2"),
        (False, 3, "离线，未上报 3", "soon"),
        (None, 0, "还没连过", "ink2"),
    ],
)
def test_the_bar_says_whether_the_county_hears_us(online: bool | None, cases: int, said: str, ink: str) -> None:  # noqa: FBT001 - a state
    sign = link_sign(replace(QUIET, online=online, cases=cases))
    assert (sign.text, sign.ink) == (said, ink)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (QUIET, "没有要上报的"),
        (replace(QUIET, last_success_at=MORNING), "都报上去了；今天 9:50 和县上对过"),
        (replace(QUIET, blobs=4), "文字都报上去了，还差 4 张图"),
        (
            replace(QUIET, cases=3, oldest_at=MORNING - timedelta(hours=1)),
            "未上报 3 件，最早的今天 8:50；还没有报上去过，网通了自己报",
        ),
        (
            replace(QUIET, cases=3, oldest_at=MORNING - timedelta(days=1), last_success_at=MORNING),
            "未上报 3 件，最早的昨天 9:50；上次报上去今天 9:50，网通了自己报",
        ),
    ],
)
def test_the_line_below_says_what_waits_since_when(state: DeskState, said: str) -> None:
    assert queue_sign(state, MORNING).text == said


def test_devices_are_shown_as_far_as_they_were_looked_at() -> None:
    words = [sign.text for sign in device_signs(QUIET, MORNING)]
    assert words == ["备份 还没做过"]
    looked = replace(QUIET, printer=True, camera=False, backup_at=MORNING - timedelta(days=2))
    assert [(sign.text, sign.ink) for sign in device_signs(looked, MORNING)] == [
        ("打印机好", "ink2"),
        ("没有高拍仪", "soon"),
        ("备份 2 天前", "ink2"),
    ]


def test_the_day_and_the_count_of_the_day_are_shown() -> None:
    view = make_view(
        replace(QUIET, accepted_today=2, came_today=7, referred_today=1), MORNING, saving=False, dark=False, large=False
    )
    assert (view.day, view.today) == ("10月12日 星期一", "今天来了 7 人，受理 2，转办 1")
    assert make_view(QUIET, MORNING, saving=False, dark=False, large=False).today == "今天还没有人来"
    assert make_view(QUIET, MORNING, saving=True, dark=False, large=False).saved.text == "正在保存"


def texts(window: QWidget) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


def test_the_window_shows_office_day_and_officer(window: ShellWindow) -> None:
    assert {OFFICE, "10月12日 星期一", "已保存"} <= texts(window)
    assert "陈素华" in {button.verb for button in window.findChildren(KeyButton)}


def test_the_title_of_the_window_names_nobody(window: ShellWindow) -> None:
    assert window.windowTitle() == "一门"


def test_practice_is_marked_on_every_page(window: ShellWindow, state: State, jobs: Jobs) -> None:
    state.shown = replace(state.shown, training=True)
    window.model.refresh()
    jobs.wait()
    assert window.windowTitle() == "一门　练习模式"
    assert "练习模式" in {chip.accessibleName() for chip in window.findChildren(Chip) if chip.isVisible()}


class Page(QWidget):
    """A page with one button."""

    def __init__(self, verb: str, key: str) -> None:
        super().__init__()
        self.button = KeyButton(verb, key)
        QVBoxLayout(self).addWidget(self.button)

    def keys(self) -> tuple[tuple[str, str], ...]:
        return (("↑ ↓", "选"),)


def test_pages_change_and_the_bars_stay(window: ShellWindow) -> None:
    window.add_page("home", Page("来人登记", "F2"))
    window.add_page("sync", Page("现在报送", "F5"))
    window.show_page("sync")
    assert window.page == "sync"
    assert OFFICE in texts(window)


def test_a_bare_page_stands_without_the_bars(window: ShellWindow) -> None:
    window.add_page("unlock", Page("打开", "Enter"), bare=True)
    window.add_page("home", Page("来人登记", "F2"))
    window.show_page("unlock")
    assert OFFICE not in texts(window)
    window.show_page("home")
    assert OFFICE in texts(window)


def test_a_page_of_the_same_name_takes_the_place_of_the_old_one(window: ShellWindow) -> None:
    window.add_page("case", Page("打印", "Ctrl P"))
    window.add_page("case", Page("返回", "Esc"))
    window.show_page("case")
    assert {button.verb for button in window.findChildren(KeyButton) if button.isVisible()} >= {"返回"}
    assert window.pages == ("case",)


def test_an_unknown_page_is_a_bug(window: ShellWindow) -> None:
    with pytest.raises(KeyError):
        window.show_page("nowhere")


def test_f1_lists_the_keys_that_work_now(window: ShellWindow) -> None:
    page = Page("来人登记", "F2")
    window.add_page("home", page)
    window.add_page("sync", Page("现在报送", "F5"))
    window.show_page("home")
    assert keys_now(page) == [("F2", "来人登记"), ("↑ ↓", "选")]
    page.button.off("先选人")
    assert keys_now(page) == [("↑ ↓", "选")]
    QTest.keyClick(window, Qt.Key.Key_F1)
    (help_sheet,) = window.findChildren(KeysHelp)
    assert {"看现在能用的按键", "锁上，人走开时用", "选"} <= texts(help_sheet)
    QTest.keyClick(here_now(), Qt.Key.Key_Escape)
    assert not help_sheet.isVisible()


def here_now() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


def test_ctrl_l_asks_for_the_lock(window: ShellWindow) -> None:
    asked: list[bool] = []
    window.model.lock_asked.connect(lambda: asked.append(True))
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]


def test_ctrl_plus_and_minus_change_the_type(window: ShellWindow, theme: Theme) -> None:
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.look.large
    QTest.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert not theme.look.large


def test_the_officers_menu_does_what_it_says(window: ShellWindow, theme: Theme) -> None:
    asked: list[str] = []
    window.model.lock_asked.connect(lambda: asked.append("lock"))
    window.model.sync_asked.connect(lambda: asked.append("sync"))
    for name in ("lock", "sync", "dark"):
        window.choose(name)
    assert asked == ["lock", "sync"]
    assert theme.look.dark


def test_a_quiet_word_takes_the_place_of_the_queue_for_a_while(window: ShellWindow) -> None:
    window.say_quietly("现在连不上县里，照样能办，网通了自己报。")
    assert "现在连不上县里，照样能办，网通了自己报。" in texts(window)
    window.model.refresh()
    assert "现在连不上县里，照样能办，网通了自己报。" in texts(window)


def test_a_refusal_without_a_place_stands_above_the_page_until_it_is_seen(window: ShellWindow) -> None:
    window.show_refusal("签字以后内容改过了，请再看一遍，重新签字。")
    (strip,) = [one for one in window.findChildren(Strip) if one.isVisible()]
    assert strip.text == "签字以后内容改过了，请再看一遍，重新签字。"
    strip.buttons[0].click()
    assert not strip.isVisible()


def test_a_bug_is_told_once_with_its_number(window: ShellWindow) -> None:
    window.show_bug("1A2B3C4D")
    window.show_bug("55555555")
    (dialog,) = window.findChildren(Dialog)
    assert dialog.isVisible()
    QTest.keyClick(here_now(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_model_asks_again_when_something_changed(
    theme: Theme, jobs: Jobs, state: State, now: Callable[[], datetime]
) -> None:
    model, shown = ShellModel(state.now, jobs, theme, now=now), list[str]()
    model.shown.connect(lambda view: shown.append(view.link.text))
    state.shown = replace(state.shown, cases=1)
    jobs.announce(frozenset({"queue"}))
    jobs.wait()
    assert shown == ["在线，未上报 1"]


def test_saving_is_shown_only_when_it_changes(
    theme: Theme, jobs: Jobs, state: State, now: Callable[[], datetime]
) -> None:
    model, shown = ShellModel(state.now, jobs, theme, now=now), list[str]()
    model.shown.connect(lambda view: shown.append(view.saved.text))
    model.set_saving(True)
    model.set_saving(True)
    model.set_saving(False)
    assert shown == ["正在保存", "已保存"]


def test_the_day_gives_way_to_a_long_name_of_the_office(window: ShellWindow, state: State, jobs: Jobs) -> None:
    assert "10月12日 星期一" in texts(window)
    long_office = "渠县渠江街道办事处便民服务中心社会救助窗口" * 3
    state.shown = replace(state.shown, office=long_office)
    window.model.refresh()
    jobs.wait()
    QApplication.processEvents()
    assert "10月12日 星期一" not in texts(window)
    assert long_office in texts(window)
    state.shown = replace(state.shown, office=OFFICE)
    window.model.refresh()
    jobs.wait()
    QApplication.processEvents()
    assert "10月12日 星期一" in texts(window)
