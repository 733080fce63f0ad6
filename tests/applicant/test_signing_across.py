"""A signature on the applicant's screen: on both fields at once, and never lost with the monitor."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.applicant.across import Across, family
from ui.applicant.screens import own_screen
from ui.intake.steps import Step
from ui.sign.ink_field import InkField
from ui.sign.window import SignPage


def at_the_signature(across: Across) -> Across:
    """Go to the applicant's page and take the pen."""
    across.take_in(family()).go_to(Step.SIGN)
    across.desk.wait()
    assert across.kind == "promise"
    across.intake.signing.sign.take_pen()
    across.desk.wait()
    return across


def field_of(across: Across) -> InkField:
    pane = across.window.page.paper
    assert pane is not None
    return pane.field


def officers_field(across: Across) -> InkField:
    return next(one.paper.field for one in across.desk.window.findChildren(SignPage) if one.isVisible())


def stroke(field: InkField, *, lift: bool = True, low: float = 0.5) -> None:
    """Draw across the field, and lift the pen or not."""
    wide, high = field.width(), round(field.height() * low)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(round(wide * 0.2), high))
    for step in range(1, 12):
        QTest.mouseMove(field, QPoint(round(wide * (0.2 + step * 0.05)), high + step % 3))
    if lift:
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(round(wide * 0.8), high))
    QApplication.processEvents()


def pull_out(across: Across) -> None:
    """Pull the monitor that the applicant's window fills; here all screens are one, so it is said that it does."""
    screen = QGuiApplication.primaryScreen()
    across.window.monitor = screen.name()
    the_program().screenRemoved.emit(screen)
    across.desk.wait()


def the_program() -> QGuiApplication:
    program = QGuiApplication.instance()
    assert isinstance(program, QGuiApplication)
    return program


def test_the_page_itself_is_shown_with_its_box_lit(across: Across) -> None:
    at_the_signature(across)
    assert across.kind == "sign"
    assert across.glass.splitlines()[0] == "请 王德贵 在框里签字"
    field = field_of(across)
    assert field.isEnabled()
    assert across.window.page.paper is not None
    assert across.window.page.paper.rect().contains(field.geometry())
    assert field.width() > 300


@pytest.mark.parametrize(("here", "there"), [(field_of, officers_field), (officers_field, field_of)])
def test_what_is_written_on_one_screen_stands_on_the_other(
    across: Across, here: Callable[[Across], InkField], there: Callable[[Across], InkField]
) -> None:
    at_the_signature(across)
    stroke(here(across))
    assert there(across).ink.strokes == here(across).ink.strokes != ()
    assert across.intake.signing.sign.view.has_ink
    across.intake.signing.sign.clear()
    assert here(across).ink.strokes == there(across).ink.strokes == ()


def test_a_monitor_pulled_in_mid_signature_loses_no_stroke(across: Across) -> None:
    at_the_signature(across)
    stroke(field_of(across), low=0.3)
    stroke(field_of(across), lift=False, low=0.7)
    pull_out(across)
    assert across.windows == []
    assert len(officers_field(across).ink.strokes) == 2
    assert any("申请人屏断开了" in sentence for sentence in across.strips)
    stroke(officers_field(across), low=0.4)
    across.intake.signing.sign.accept()
    across.desk.wait()
    assert [mark.member for mark in across.intake.draft.signatures] == [across.intake.draft.applicant.id]


def test_it_goes_on_by_itself_when_a_monitor_is_there_again(across: Across) -> None:
    at_the_signature(across)
    pull_out(across)
    assert across.windows == []
    the_program().screenAdded.emit(QGuiApplication.primaryScreen())
    across.desk.wait()
    assert across.kind == "sign"


def test_once_signed_the_others_are_named(across: Across) -> None:
    at_the_signature(across)
    for low in (0.3, 0.5, 0.7):
        stroke(field_of(across), low=low)
    across.intake.signing.sign.accept()
    across.desk.wait()
    assert across.kind == "others"
    assert across.glass.splitlines()[1:3] == ["王建军　儿子", "李桂兰　配偶"]


@pytest.mark.usefixtures("qapp")
def test_the_officers_screen_is_never_taken() -> None:
    screens = QGuiApplication.screens()
    assert own_screen(screens, screens[0]) is None
    assert own_screen(screens, None) is None
