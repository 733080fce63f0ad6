"""What visits leave in memory: nothing. The window stays open all day, and a day has many visits."""

import gc
from collections import Counter as Counted
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.desk import visits
from tests.desk.counter import Counter, at_work
from tests.made_up.household import person


def ours(but: list[QObject]) -> list[QObject]:
    """Give what of the window lives when the program has tidied up, as it does behind the lock, `but` for some."""
    strangers = {id(one) for one in but}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()
    gc.collect()
    known = (one for one in gc.get_objects() if issubclass(type(one), QObject))
    return [one for one in known if type(one).__module__.startswith("ui.") and id(one) not in strangers]


def visit_after_visit(at: Counter, name: str, number: int) -> None:
    """Let somebody come with one matter after the other, each through its own page."""
    who, son = person(name, "1950-03-08", number), person("王建军", "1978-07-01", number + 1)
    case = visits.applies_without_the_son(at, who, son)
    visits.does_not_go_on(at, person(name, "1951-04-09", number + 2))
    visits.reports_a_change(at, name, "6", "8")
    visits.is_sent_on(at, name, "房子漏雨", "2")
    visits.asks(at, name, "钱怎么少了", "卡没激活，去银行")
    visits.asks_how_far_it_is(at, case)
    for key in ("F4", "F3"):
        at.press(key, "Esc")
    for page in ("rounds", "notices", "meeting", "roster", "standards"):
        at.pages.go(page)
        at.settle()
    at.pages.go("register")
    for page in ("low_income", "lead"):
        at.pages.go(page)
        at.settle().press("Ins", "Esc")
    at.settle().pages.show_home()
    at.settle()


@pytest.mark.slow
def test_what_one_visit_leaves_is_gone_after_the_next(folder: Path, tmp_path: Path, qapp: QApplication) -> None:
    strangers = ours(but=[])
    with at_work(qapp, folder / "window", tmp_path) as counter:
        looks(counter, strangers)


def looks(counter: Counter, strangers: list[QObject]) -> None:
    """Let two come and look what is left."""
    visit_after_visit(counter, "王德贵", 11)
    before = Counted(type(one).__name__ for one in ours(strangers))
    visit_after_visit(counter, "熊正才", 21)

    left = ours(strangers)
    assert Counted(type(one).__name__ for one in left) - before == {}
    assert [one for one in left if not shiboken6.isValid(one)] == [], "half of it lives on"
    shown = set(QApplication.topLevelWidgets())
    assert [one for one in left if isinstance(one, QWidget) and one.window() not in shown] == []
