"""A page of what is open: where the cursor goes when its rows come."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget

import resources
from ui.widgets.open_list import OpenList
from ui.widgets.row import Cell, Column, Row

ROWS = (Row("a", (Cell("张三"),)),)


@pytest.fixture
def stack(show: Callable[[QWidget], QWidget]) -> QStackedWidget:
    """A list on a stack before another page, in a window that is shown."""
    stack = QStackedWidget()
    show(stack)
    stack.addWidget(OpenList(resources.texts("referral")["list"], (Column(grows=True),)))
    stack.addWidget(QWidget())
    stack.activateWindow()
    stack.widget(0).setFocus()
    return stack


@pytest.fixture
def page(stack: QStackedWidget) -> OpenList:
    page = stack.widget(0)
    assert isinstance(page, OpenList)
    return page


def test_the_cursor_is_on_the_button_until_there_are_rows_and_then_on_them(page: OpenList) -> None:
    page.show_rows((), "", with_done=False)
    assert page.new.hasFocus()
    page.show_rows(ROWS, "", with_done=False)
    assert page.list.hasFocus()
    page.show_rows((), "", with_done=False)
    assert page.new.hasFocus()


def test_rows_that_come_leave_the_cursor_where_the_officer_put_it(page: OpenList) -> None:
    page.back.setFocus()
    page.show_rows(ROWS, "", with_done=False)
    assert page.back.hasFocus()


def test_rows_that_come_behind_another_page_take_no_key(stack: QStackedWidget, page: OpenList) -> None:
    page.show_rows(ROWS, "", with_done=False)
    stack.setCurrentIndex(1)
    page.list.clearFocus()
    page.show_rows((), "", with_done=True)
    page.show_rows(ROWS, "", with_done=False)
    assert not stack.widget(0).isAncestorOf(stack.focusWidget())
