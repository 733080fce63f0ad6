"""A chip read at the intake: the fields of a picture, kept with their source; half a line is not taken, nor lost."""

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.draft import Draft
from app.domain.person import Identity
from tests.find.whole_desk import WholeDesk
from tests.id_reader.test_parsing import fields_of, in_order, labelled
from ui.id_reader.reading import reading_of, shots
from ui.id_reader.wedge import GAP_MS, Wedge
from ui.intake.steps import Step
from ui.widgets.strip import Strip


def draft_of(at_desk: WholeDesk) -> Draft:
    assert at_desk.pages.intake is not None
    return at_desk.pages.intake.draft


def strips(at_desk: WholeDesk) -> list[str]:
    return [one.text for one in at_desk.window.findChildren(Strip) if one.isVisible()]


def type_fast(at_desk: WholeDesk, text: str) -> None:
    """Type as a machine does, through the window's own door."""
    handle = at_desk.window.windowHandle()
    for sign in text:
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key.Key_unknown
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(handle, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign))


def test_a_hand_over_file_fills_the_card_and_its_source_is_kept(at_desk: WholeDesk, folder: Path, qtbot: QtBot) -> None:
    (folder / "card.txt").write_bytes(labelled(fields_of(1)).encode("gb18030"))
    qtbot.waitUntil(lambda: len(draft_of(at_desk).captures) == 2, timeout=8_000)
    draft = draft_of(at_desk)
    assert draft.applicant.identity == Identity(**fields_of(1))
    assert [(one.slot, one.source, one.verdict) for one in draft.captures] == [
        ("id_front", "chip", "ok"),
        ("id_back", "chip", "ok"),
    ]
    assert draft.captures[0].read == {name: fields_of(1)[name] for name in draft.captures[0].read}
    assert draft.captures[0].original.media_type == "application/json"


def test_a_typed_line_fills_the_card_and_no_field(at_desk: WholeDesk, qtbot: QtBot) -> None:
    type_fast(at_desk, in_order(fields_of(2)) + "\r")
    qtbot.waitUntil(lambda: len(draft_of(at_desk).captures) == 2, timeout=8_000)
    assert draft_of(at_desk).applicant.identity == Identity(**fields_of(2))
    assert not any("|" in one.text() for one in at_desk.window.findChildren(QLineEdit))


def test_half_a_typed_line_is_not_taken_and_said(at_desk: WholeDesk, qtbot: QtBot) -> None:
    type_fast(at_desk, in_order(fields_of(3))[:30])
    qtbot.waitUntil(lambda: any("半行" in sentence for sentence in strips(at_desk)))
    assert draft_of(at_desk).captures == ()
    assert draft_of(at_desk).applicant.identity.id_number == ""


def test_a_wrong_number_is_a_sentence(at_desk: WholeDesk, qtbot: QtBot) -> None:
    line = in_order(fields_of(4) | {"id_number": "511725195003080110"})
    type_fast(at_desk, line + "\r")
    qtbot.waitUntil(lambda: any("号码不对" in sentence for sentence in strips(at_desk)))
    assert draft_of(at_desk).captures == ()


def test_a_card_beside_the_card_page_is_not_wanted(at_desk: WholeDesk, qtbot: QtBot) -> None:
    assert at_desk.pages.intake is not None
    intake = at_desk.pages.intake
    intake.keeper.change(lambda draft: draft)
    intake._go(Step.CONTACT)  # noqa: SLF001 - the step alone matters here
    at_desk.wait()
    type_fast(at_desk, in_order(fields_of(5)) + "\r")
    qtbot.waitUntil(lambda: any("没有要读的" in sentence for sentence in strips(at_desk)))
    assert draft_of(at_desk).captures == ()


def test_another_persons_card_is_asked_about(at_desk: WholeDesk, qtbot: QtBot) -> None:
    type_fast(at_desk, in_order(fields_of(6)) + "\r")
    qtbot.waitUntil(lambda: len(draft_of(at_desk).captures) == 2, timeout=8_000)
    type_fast(at_desk, in_order(fields_of(7)) + "\r")
    at_desk.wait()
    assert at_desk.pages.intake is not None
    qtbot.waitUntil(lambda: at_desk.pages.intake is not None and at_desk.pages.intake.card.view.ask is not None)
    assert draft_of(at_desk).applicant.identity.name == fields_of(6)["name"]


def click(field: QWidget, *keys: str | Qt.Key, delay: int = -1) -> None:
    """Press keys through the window, where a keyboard's come in, and not at the field itself."""
    for key in keys:
        QTest.keyClick(field.windowHandle(), cast("Qt.Key", key), Qt.KeyboardModifier.NoModifier, delay)


class TestAField:
    """A field under the wedge: fingers notice nothing."""

    @pytest.fixture
    def field(self, qtbot: QtBot) -> QLineEdit:
        made = QLineEdit()
        qtbot.addWidget(made)
        made.show()
        made.setFocus()
        qtbot.waitUntil(made.hasFocus)
        return made

    def test_fingers_write_what_they_write(self, field: QLineEdit, qtbot: QtBot) -> None:
        wedge = Wedge(field, lambda _line: True)
        wedge.start()
        click(field, *"abc", delay=GAP_MS + 20)
        qtbot.waitUntil(lambda: field.text() == "abc")
        click(field, Qt.Key.Key_Backspace)
        assert field.text() == "ab"

    def test_a_line_of_another_form_is_given_back_whole(self, field: QLineEdit, qtbot: QtBot) -> None:
        wedge = Wedge(field, lambda _line: False)
        wedge.start()
        click(field, *"6901234567892")
        click(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: field.text() == "6901234567892")

    def test_half_a_line_stands_in_the_field(self, field: QLineEdit, qtbot: QtBot) -> None:
        wedge = Wedge(field, lambda _line: True)
        wedge.start()
        with qtbot.waitSignal(wedge.half):
            click(field, *"Wang|1|han|1950")
        assert field.text() == "Wang|1|han|1950"

    def test_a_whole_line_leaves_the_field_alone(self, field: QLineEdit, qtbot: QtBot) -> None:
        wedge = Wedge(field, lambda line: line.startswith("Wang"))
        wedge.start()
        with qtbot.waitSignal(wedge.typed) as typed:
            click(field, *"Wang|1|han|1950")
            click(field, Qt.Key.Key_Return)
        assert typed.args == ["Wang|1|han|1950"]
        assert field.text() == ""

    def test_a_key_held_down_writes_at_once(self, field: QLineEdit) -> None:
        wedge = Wedge(field, lambda _line: True)
        wedge.start()
        for _ in range(12):
            held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", autorep=True)
            QApplication.sendEvent(field.windowHandle(), held)
        assert field.text() == "a" * 12

    def test_a_shift_within_a_line_does_not_break_it(self, field: QLineEdit, qtbot: QtBot) -> None:
        wedge = Wedge(field, lambda _line: True)
        wedge.start()
        with qtbot.waitSignal(wedge.typed) as typed:
            click(field, *"wang", Qt.Key.Key_Shift, *"1950", Qt.Key.Key_Return)
        assert typed.args == ["wang1950"]

    def test_a_digit_within_a_line_chooses_nothing(self, qtbot: QtBot) -> None:
        chosen = list[str]()
        page = QWidget()
        qtbot.addWidget(page)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QShortcut("7", page).activated.connect(lambda: chosen.append("7"))
        page.show()
        page.activateWindow()
        page.setFocus()
        qtbot.waitUntil(page.hasFocus)
        wedge = Wedge(page, lambda _line: True)
        wedge.start()
        with qtbot.waitSignal(wedge.typed):
            click(page, *"wangdegui7", Qt.Key.Key_Return)
        assert chosen == []
        click(page, "7")
        assert chosen == ["7"]

    def test_stopped_it_holds_nothing(self, field: QLineEdit) -> None:
        wedge = Wedge(field, lambda _line: True)
        wedge.start()
        click(field, *"ab")
        wedge.stop()
        assert field.text() == "ab"
        click(field, *"c")
        assert field.text() == "abc"


def test_a_chip_becomes_two_sides_with_a_page_of_words(at_desk: WholeDesk) -> None:
    del at_desk  # fonts and look are there
    front, back = shots(fields_of(8))
    reading = reading_of(front.data)
    assert reading.kind == "id_front"
    assert reading.archive.startswith(b"\xff\xd8")
    assert not any(field.is_doubtful for field in reading.fields.values())
    assert reading_of(back.data).fields["issuer"].value == fields_of(8)["issuer"]
    assert [one.media_type for one in (front, back)] == ["application/json"] * 2
