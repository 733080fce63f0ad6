"""The page under hands: pen with pressure, finger, mouse and keys; what was on the screen counts as seen."""

from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.forms.form import FormSet
from app.forms.ink import Handwriting
from app.forms.papers import make_forms
from tests.made_up import household
from tests.sign.hand import stored
from ui.jobs import Jobs
from ui.sign.ink_field import InkField
from ui.sign.model import SignModel
from ui.sign.window import SignPage
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para

DRAFT = household.draft()
STROKES = (((90, 60), (210, 58)), ((150, 30), (152, 96)), ((230, 34), (300, 90)), ((300, 34), (228, 92)))


@pytest.fixture
def page(qapp: QApplication, _theme: Theme, model: SignModel, forms: FormSet, jobs: Jobs) -> Iterator[SignPage]:
    window, shown = placed(model)
    model.open(DRAFT, forms)
    jobs.wait()
    qapp.processEvents()
    yield shown
    jobs.wait()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # pages that were taken away go before the window
    window.close()


@pytest.fixture
def field(page: SignPage, model: SignModel) -> InkField:
    model.take_pen()
    return page.paper.field


def placed(model: SignModel) -> tuple[QWidget, SignPage]:
    """Give the page inside a window, as large as the intake leaves it on the smallest screen."""
    window = QWidget()
    window.resize(1190, 616)
    page = SignPage(model)
    page.setParent(window)
    page.setGeometry(window.rect())
    window.show()
    window.activateWindow()
    return window, page


def hands(model: SignModel) -> list[Handwriting]:
    found: list[Handwriting] = []
    model.signed.connect(found.append)
    return found


def draw_with_mouse(field: InkField) -> None:
    for start, end in STROKES:
        QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(*start))
        for step in range(1, 10):
            QTest.mouseMove(field, between(start, end, step / 10).toPoint())
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(*end))


def between(start: tuple[int, int], end: tuple[int, int], share: float) -> QPointF:
    return QPointF(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


@cache
def pen() -> QPointingDevice:
    """Give a pen; it lives as long as the tests, as Qt goes on thinking of it."""
    stylus = QInputDevice.DeviceType.Stylus
    return QPointingDevice("pen", 7, stylus, QPointingDevice.PointerType.Pen, QInputDevice.Capability.Pressure, 1, 1)


@cache
def finger() -> QPointingDevice:
    """Give a touch screen; it lives as long as the tests."""
    return QTest.createTouchDevice()


def tablet(field: InkField, kind: QEvent.Type, at: QPointF, pressure: float) -> None:
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    event = QTabletEvent(kind, pen(), at, at, pressure, 0, 0, 0, 0, 0, none, left, left)
    QApplication.sendEvent(field, event)


def test_a_name_written_with_the_mouse_is_taken_by_enter(page: SignPage, field: InkField, model: SignModel) -> None:
    found = hands(model)
    draw_with_mouse(field)

    QTest.keyClick(page.paper, Qt.Key.Key_Return)

    assert [(hand.method, len(hand.ink.strokes)) for hand in found] == [("mouse", 4)]
    assert found[0].ink.strokes[0][0].pressure is None


def test_ink_is_measured_in_millimetres_whatever_the_screen(page: SignPage, field: InkField) -> None:
    draw_with_mouse(field)

    first = field.ink.strokes[0][0]
    mm_per_px = 165 / field.width()
    assert (field.ink.width, field.ink.height) == (16_500, 4_400)
    assert (first.x / 100, first.y / 100) == pytest.approx((90 * mm_per_px, 60 * mm_per_px), abs=0.3)
    assert page.width() == 1190


def test_the_pen_brings_its_pressure(field: InkField, model: SignModel) -> None:
    found = hands(model)
    for start, end in STROKES:
        tablet(field, QEvent.Type.TabletPress, QPointF(*start), 0.25)
        for step in range(1, 10):
            tablet(field, QEvent.Type.TabletMove, between(start, end, step / 10), 0.5)
        tablet(field, QEvent.Type.TabletRelease, QPointF(*end), 0)
    model.accept()

    assert found[0].method == "pen"
    assert [point.pressure for point in found[0].ink.strokes[0]] == [250, *[500] * 9, 0]


def test_a_finger_writes(field: InkField, model: SignModel) -> None:
    found = hands(model)
    window = field.window()
    for start, end in STROKES:
        path = [field.mapTo(window, between(start, end, step / 10).toPoint()) for step in range(11)]
        QTest.touchEvent(window, finger()).press(0, path[0], window).commit()
        for place in path[1:]:
            QTest.touchEvent(window, finger()).move(0, place, window).commit()
        QTest.touchEvent(window, finger()).release(0, path[-1], window).commit()
    model.accept()

    assert [(hand.method, len(hand.ink.strokes)) for hand in found] == [("touch", 4)]


def test_a_mouse_does_not_write_into_a_pen_s_stroke(field: InkField) -> None:
    tablet(field, QEvent.Type.TabletPress, QPointF(90, 60), 0.5)
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    tablet(field, QEvent.Type.TabletMove, QPointF(120, 60), 0.5)
    tablet(field, QEvent.Type.TabletRelease, QPointF(150, 60), 0.5)

    assert [[point.pressure for point in stroke] for stroke in field.ink.strokes] == [[500, 500, 500]]


def test_an_unlit_field_takes_nothing(page: SignPage, model: SignModel) -> None:
    draw_with_mouse(page.paper.field)
    tablet(page.paper.field, QEvent.Type.TabletPress, QPointF(90, 60), 0.5)

    assert page.paper.field.ink.strokes == ()
    assert not model.view.has_ink


def test_a_stroke_beyond_the_edge_stays_on_the_field(field: InkField) -> None:
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseMove(field, QPoint(-50, 5000))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(5, 50))

    assert all(0 <= point.x <= 16_500 and 0 <= point.y <= 4_400 for point in field.ink.strokes[0])


def test_one_stroke_is_taken_back_and_all_of_them(page: SignPage, field: InkField, model: SignModel) -> None:
    draw_with_mouse(field)

    QTest.keyClick(page.paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    left = len(field.ink.strokes)

    QTest.keyClick(page.paper, Qt.Key.Key_Delete)
    assert (left, len(field.ink.strokes)) == (3, 0)
    assert not model.view.has_ink


def test_ink_is_drawn_where_it_was_written(page: SignPage, field: InkField) -> None:
    before = field.grab().toImage()
    draw_with_mouse(field)
    after = field.grab().toImage()

    assert before.pixelColor(150, 59) != after.pixelColor(150, 59)
    assert before.pixelColor(20, 100) == after.pixelColor(20, 100)
    assert page.isVisible()


def test_keys_alone_do_everything_but_the_ink(page: SignPage, model: SignModel) -> None:
    said: list[tuple[str, str]] = []
    model.later.connect(lambda member, way: said.append((member, way)))

    QTest.keyClick(page.paper, Qt.Key.Key_F9)
    assert model.view.pen
    QTest.keyClick(page.paper, Qt.Key.Key_Down)
    assert model.view.at == 1
    QTest.keyClick(page.paper, Qt.Key.Key_2)
    assert said == [(household.uid(2), "post")]
    QTest.keyClick(page.paper, Qt.Key.Key_Up)
    assert model.view.at == 0


def test_only_pages_that_were_wholly_on_the_screen_count_as_seen(page: SignPage, model: SignModel) -> None:
    assert model.view.seen == "这次翻看了 0 页，共 5 页"

    QTest.keyClick(page.paper, Qt.Key.Key_PageDown)

    assert model.view.seen == "这次翻看了 1 页，共 5 页"


def test_turning_over_all_pages_sees_them_all(page: SignPage, model: SignModel, jobs: Jobs, qapp: QApplication) -> None:
    for _ in range(10):
        QTest.keyClick(page.paper, Qt.Key.Key_PageDown)
        jobs.wait()
        qapp.processEvents()

    assert model.view.seen == "这次翻看了 5 页，共 5 页"


def test_a_page_that_was_not_drawn_was_not_seen(page: SignPage, model: SignModel, qapp: QApplication) -> None:
    page.paper.wanted.disconnect()

    for _ in range(10):
        QTest.keyClick(page.paper, Qt.Key.Key_PageDown)
        qapp.processEvents()

    assert model.view.seen == "这次翻看了 1 页，共 5 页"


def test_taking_the_pen_shows_the_whole_field(page: SignPage, field: InkField) -> None:
    top = field.geometry().top() - page.paper.verticalScrollBar().value()

    assert top >= 0
    assert top + field.height() <= page.paper.viewport().height()


def test_after_the_applicant_the_next_one_s_page_lies_there(
    page: SignPage, model: SignModel, field: InkField, forms: FormSet
) -> None:
    found = hands(model)
    draw_with_mouse(field)
    model.accept()

    model.open(stored(DRAFT, found[0]), forms)

    assert field.ink.strokes == ()
    assert page.paper.verticalScrollBar().value() == 0
    assert model.view.current is not None
    assert model.view.current.name == "李桂兰"


def test_the_refusal_stands_on_the_page(page: SignPage, field: InkField, model: SignModel) -> None:
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=QPoint(100, 50))

    model.accept()

    texts = [para.text for para in page.findChildren(Para) if para.isVisible()]
    assert "写得太少，看不出是谁的名字。请在框里把姓名写全。" in texts


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_no_text_is_cut_with_long_names(
    qapp: QApplication, _theme: Theme, model: SignModel, jobs: Jobs, *, large: bool
) -> None:
    _theme.set_large(large=large)
    draft = household.large_draft()
    window, page = placed(model)
    model.open(draft, make_forms(draft, household.office(), household.TODAY, "陈素华"))
    model.choose(7)
    jobs.wait()
    qapp.processEvents()

    shown = [one for one in page.findChildren(QWidget) if one.isVisible()]
    cut = [one.text for one in shown if isinstance(one, Para) and one.height() < one.heightForWidth(one.width())]
    short = [one.text() for one in shown if type(one) is Label and one.width() < one.sizeHint().width()]
    narrow = [one.verb for one in shown if isinstance(one, KeyButton) and one.width() < one.sizeHint().width()]
    _theme.set_large(large=False)
    window.close()
    assert (cut, short, narrow) == ([], [], [])


def test_everything_has_a_name_for_a_screen_reader(page: SignPage, field: InkField) -> None:
    assert page.paper.accessibleName() == "申请及授权书"
    assert field.accessibleName() == "王德贵写名字的地方"
    assert all(button.accessibleName() for button in page.findChildren(KeyButton))
