"""Situation 6, 停电: a pad of numbered blank forms, and 补录 with number and day of the paper."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.domain import case_number
from app.domain.form_code import FormCode, Paper, payload, subject_of
from app.errors import Unavailable
from app.services import blank_forms, intake
from app.services.desk import Desk
from tests.blank_forms.conftest import Pad, Tray
from tests.store import township

Open = Callable[..., Pad]
TODAY = township.TODAY.isoformat()


def reserved(desk: Desk, count: int = 1) -> tuple[str, ...]:
    batch = blank_forms.reserve(desk, count).reserved
    assert batch is not None
    return batch.numbers


def later(desk: Desk, day: str) -> Desk:
    """Give the desk on another day."""
    noon = township.MORNING.replace(year=int(day[:4]), month=int(day[5:7]), day=int(day[8:]))
    return replace(desk, now=lambda: noon)


# --- printing
def test_ten_are_printed_with_numbers_that_are_kept(desk: Desk, pad: Open, tray: Tray) -> None:
    shown = pad()
    shown.page.count.setFocus()
    shown.page.count.edit.selectAll()
    shown.type("2").press("Ctrl P").wait()

    assert len(shown.numbers) == 2
    assert tray.out == [f"空白表 {number.split('-', 2)[2]}" for number in shown.numbers]
    assert all(pdf.startswith(b"%PDF") for pdf in tray.pdfs)
    assert shown.model.view.said == "2 份都印好了，编号留着"
    assert [paper.number for paper in blank_forms.unused(desk)] == shown.numbers


@pytest.mark.parametrize("count", ["0", "51", "十", ""])
def test_a_count_that_is_none_is_said_at_the_field(desk: Desk, pad: Open, count: str) -> None:
    shown = pad()
    shown.model.print(count)

    assert shown.said == "份数请写 1 到 50 的数。"
    assert blank_forms.unused(desk) == ()


def test_a_printer_without_paper_stops_and_goes_on(pad: Open, tray: Tray) -> None:
    shown = pad()
    tray.broken = Unavailable("printer.failed")
    shown.model.print("2")
    shown.wait()
    assert "缺纸" in shown.said
    assert len(shown.numbers) == 2

    tray.broken = None
    shown.press("F6").wait()

    assert len(tray.out) == 2
    assert shown.said == ""


def test_when_printing_is_given_up_the_numbers_stay_and_can_be_printed_again(pad: Open, tray: Tray) -> None:
    shown = pad()
    tray.broken = Unavailable("printer.failed")
    shown.model.print("1")
    shown.wait().press("F7")
    assert shown.model.view.said == "没有印。编号已经留好，选一行再印。"

    tray.broken = None
    shown.press("Ctrl R").wait()

    assert len(tray.out) == 1
    assert len(shown.numbers) == 1


def test_one_printer_is_chosen_for_the_whole_pad(pad: Open, tray: Tray) -> None:
    shown = pad()
    tray.asks = True
    asked: list[object] = []
    tray.asked.connect(lambda paper, _names: asked.append(paper))
    shown.model.print("3")
    shown.wait()

    shown.model.choose_printer("柜台打印机")
    shown.wait()

    assert len(asked) == 1
    assert len(tray.out) == 3


def test_when_no_printer_is_chosen_the_numbers_stay(pad: Open, tray: Tray) -> None:
    shown = pad()
    tray.asks = True
    shown.model.print("1")
    shown.wait().press("Esc").wait()

    assert tray.out == []
    assert len(shown.numbers) == 1
    assert shown.model.view.said == "没有印。编号已经留好，选一行再印。"


# --- 作废
def test_a_spoilt_form_leaves_the_pad_with_its_reason(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    shown = pad().press("Ctrl D").type("打翻了茶").press("Enter").wait()

    assert shown.numbers == []
    paper = desk.store.paper(number)
    assert paper is not None
    assert (paper.state, paper.reason) == ("spoilt", "打翻了茶")


def test_without_a_reason_nothing_is_spoilt_and_esc_lets_it_be(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    shown = pad().press("Ctrl D", "Backspace", "Enter").wait()
    assert "为什么作废" in shown.said
    assert shown.numbers == [number]

    shown.press("Esc")
    assert shown.model.view.spoils == ""
    shown.press("Esc")
    assert shown.gone == ["home"]


# --- 补录
def test_number_and_day_of_the_paper_go_to_the_intake(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    desk_after = later(desk, "2026-11-26")
    shown = pad()
    shown.model._desk = desk_after  # noqa: SLF001 - two days later, at the same open page

    shown.type(number).press("Enter").type("1125").press("Enter").type("停电两天").press("Enter").wait()

    (draft,) = shown.taken
    assert (draft.paper_number, draft.complete_on, draft.late_reason) == (number, "2026-11-25", "停电两天")


def test_a_scanner_types_the_code_of_the_form(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    code = payload(FormCode(Paper.APPLICATION, subject_of(number), "", 1, 6, "0000"))

    shown = pad().type(code).press("Enter", "Enter", "Enter").wait()

    assert [draft.paper_number for draft in shown.taken] == [number]


def test_a_row_of_the_pad_is_recorded_by_enter(desk: Desk, pad: Open) -> None:
    numbers = reserved(desk, 2)
    shown = pad()
    shown.page.rows.setFocus()
    shown.press("Enter")
    assert shown.model.view.number == numbers[0]

    shown.press("Enter", "Enter").wait()
    assert [draft.paper_number for draft in shown.taken] == [numbers[0]]


def test_the_intake_takes_the_form_and_the_number_is_used_once(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    ready = township.application(desk, 1, pictures=0)
    draft = replace(ready, paper_number=number, complete_on=TODAY)
    intake.accept(desk, draft)

    shown = pad().type(number).press("Enter", "Enter", "Enter").wait()
    assert "已经录过" in shown.said
    shown.press("F6")

    assert shown.taken == []
    assert shown.gone == [ready.id]


def test_every_rule_has_a_sentence_and_a_next_step(desk: Desk, pad: Open) -> None:
    number, spoilt = reserved(desk, 2)
    blank_forms.spoil(desk, spoilt, "写坏了")
    other = case_number.make("511725123", township.TODAY, "0B", 147)
    shown = pad()
    for typed, day, said, place in (
        (number, "2026-11-30", "不能晚于今天", "day"),
        (number, "2026-11-20", "早于表印出来", "day"),
        (spoilt, TODAY, "已经作废", "number"),
        (other, TODAY, "不是这个窗口预留的", "number"),
        (number[:-1] + "?", TODAY, "编号不对", "number"),
        (number, "三号", "看不懂", "day"),
    ):
        shown.model.write(number=typed, day=day)
        shown.model.enter()
        shown.wait()
        assert said in shown.said
        assert shown.model.view.trouble is not None
        assert shown.model.view.trouble.place == place
    assert shown.taken == []


def test_an_earlier_day_needs_a_reason(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    shown = pad()
    shown.model._desk = later(desk, "2026-11-26")  # noqa: SLF001 - two days later, at the same open page
    shown.model.write(number=number, day="1125", reason=" ")

    shown.model.enter()
    shown.wait()

    assert "为什么今天才录" in shown.said
    assert shown.page.entry.reason.edit.hasFocus()


def test_a_paper_of_another_window_leads_to_sending(pad: Open) -> None:
    shown = pad()
    shown.model.write(number=case_number.make("511725123", township.TODAY, "0B", 147))
    shown.model.enter()
    shown.wait().press("F7")

    assert shown.gone == ["sync"]


def test_a_number_that_comes_from_the_camera_stands_there(desk: Desk, pad: Open) -> None:
    (number,) = reserved(desk)
    shown = pad()

    shown.model.start(number)
    shown.wait()

    assert shown.page.entry.number.text == number
    assert shown.page.entry.day.edit.hasFocus()


def test_every_control_has_a_name(desk: Desk, pad: Open) -> None:
    reserved(desk)
    shown = pad().press("Ctrl D")
    controls = [*shown.page.findChildren(QAbstractButton), *shown.page.findChildren(QLineEdit)]

    assert [one for one in controls if not one.accessibleName()] == []
