"""The menu under the officer's name: every entry is seen on the smallest screen, and reached by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

import resources
from ui.shell.top_bar import DAY_WORK, KEPT, TopBar
from ui.shell.window import ShellWindow
from ui.theme import Theme

# The offscreen screen says so at each menu.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
SCREEN = 768 - 40  # the system's own bar is there too
OFFERED = frozenset({"find", "colleague", *DAY_WORK, *KEPT})


@pytest.fixture
def bar(window: ShellWindow) -> TopBar:
    """The bar of a window in which everything is there for somebody who may do all."""
    window.offer(OFFERED)
    found = window.findChild(TopBar)
    assert isinstance(found, TopBar)
    return found


def menus(bar: TopBar) -> list[QMenu]:
    return bar.findChildren(QMenu)


def words(menu: QMenu) -> list[str]:
    return [one.text().partition("\t")[0] for one in menu.actions() if one.isVisible() and not one.isSeparator()]


def press(*keys: Qt.Key) -> None:
    """Press keys as somebody does before whom the menu lies open."""
    for key in keys:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        QTest.keyClick(menu, key)


@pytest.mark.parametrize("large", [False, True])
def test_no_menu_is_higher_than_the_smallest_screen(bar: TopBar, theme: Theme, *, large: bool) -> None:
    theme.set_large(large=large)
    high = {menu.title(): menu.sizeHint().height() for menu in menus(bar)}
    assert len(high) == 3
    assert {title: px for title, px in high.items() if px > SCREEN} == {}


def test_every_entry_stands_once_and_each_has_a_word(bar: TopBar) -> None:
    said = resources.texts("shell")["menu"]
    found = [word for menu in menus(bar) for word in words(menu)]
    assert sorted(found) == sorted({word for name, word in said.items() if name not in {"normal", "light"}})


def test_an_entry_of_a_menu_within_is_reached_by_keys_alone(bar: TopBar) -> None:
    asked: list[str] = []
    bar.chosen.connect(asked.append)
    for wanted, up in (("rounds", 2), ("stand_in", 1)):
        bar.open_menu()
        press(*[Qt.Key.Key_Up] * up, Qt.Key.Key_Right, Qt.Key.Key_Return)
        assert asked == [wanted]
        assert QApplication.activePopupWidget() is None
        asked.clear()


def test_a_menu_within_without_an_entry_is_not_there(window: ShellWindow, bar: TopBar) -> None:
    window.offer(frozenset({"find", "backup"}))
    said = resources.texts("shell")["menu"]
    main = next(menu for menu in menus(bar) if not menu.title())
    assert said["kept"] in words(main)
    assert said["day_work"] not in words(main)
    assert said["colleague"] not in words(main)


def test_the_shield_takes_a_menu_and_the_one_within_away(window: ShellWindow, bar: TopBar) -> None:
    bar.open_menu()
    press(Qt.Key.Key_Up, Qt.Key.Key_Right)
    assert sum(menu.isVisible() for menu in menus(bar)) == 2
    window.shield.lay()
    assert QApplication.activePopupWidget() is None
    assert not any(menu.isVisible() for menu in menus(bar))
    window.shield.lift()
