"""The field under hands: pen with pressure, finger, mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from tests.sign.hand import STROKES, between, draw_with_mouse, finger, hands, tablet
from ui.sign.ink_field import InkField
from ui.sign.model import SignModel
from ui.sign.window import SignPage


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


def test_a_tablet_that_is_unplugged_in_mid_stroke_and_comes_back_begins_a_new_stroke(field: InkField) -> None:
    tablet(field, QEvent.Type.TabletPress, QPointF(90, 60), 0.5)
    tablet(field, QEvent.Type.TabletMove, QPointF(120, 60), 0.5)
    tablet(field, QEvent.Type.TabletPress, QPointF(200, 20), 0.5)
    tablet(field, QEvent.Type.TabletRelease, QPointF(220, 20), 0)

    assert [[point.pressure for point in stroke] for stroke in field.ink.strokes] == [[500, 500], [500, 0]]


def test_after_a_tablet_was_unplugged_in_mid_stroke_the_mouse_writes(
    field: InkField, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet(field, QEvent.Type.TabletPress, QPointF(90, 60), 0.5)
    tablet(field, QEvent.Type.TabletMove, QPointF(120, 60), 0.5)
    monkeypatch.setattr(InkField, "gone_ms", -1)  # the silence is over
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(200, 20))
    QTest.mouseMove(field, QPoint(220, 30))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(240, 20))

    assert [[point.pressure for point in stroke] for stroke in field.ink.strokes] == [[500, 500], [None] * 3]


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
