"""The page under keys: who signs, what was on the screen and counts as seen, nothing cut off."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.forms.form import FormSet
from app.forms.papers import make_forms
from tests.made_up import household
from tests.sign.hand import draw_with_mouse, hands, placed, stored
from ui.jobs import Jobs
from ui.sign.ink_field import InkField
from ui.sign.model import SignModel
from ui.sign.window import SignPage
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para

DRAFT = household.draft()


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


def test_another_size_of_the_window_leaves_the_field_in_view(
    page: SignPage, field: InkField, qapp: QApplication
) -> None:
    draw_with_mouse(field)
    strokes = field.ink.strokes

    for size in ((1744, 928), (1104, 540)):
        page.resize(*size)
        qapp.processEvents()
        top = field.geometry().top() - page.paper.verticalScrollBar().value()
        assert top >= 0
        assert top + field.height() <= page.paper.viewport().height()
    assert field.ink.strokes == strokes


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
