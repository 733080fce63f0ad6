"""Ctrl+K at the desk: typing, choosing, a reader that types faster than answers come, and nobody found."""

from app.domain import form_code
from app.domain.referral import Field
from app.domain.visit import Visitor
from app.services import changes, referrals
from app.services.changes import Telling
from app.services.referrals import Asking
from tests.find.whole_desk import WholeDesk, accepted, member
from ui.case.window import CasePage
from ui.find.change_sheet import ChangeSheet
from ui.find.window import FindSheet
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label


def cells(at_desk: WholeDesk) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in at_desk.shown(FindSheet).list.rows]


def test_somebody_is_found_and_opened_by_keys_alone(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk, member("王明德"))
    accepted(at_desk.desk, member("李秀英", sequence=22))
    at_desk.press("Ctrl K").type("wmd").wait()
    (row,) = cells(at_desk)
    assert row[:4] == ("王明德", "", "青龙村", "已受理")
    assert row[4] == "5117…0113" or "…" in row[4]
    assert case.accepted is not None
    assert row[5] == case.accepted.number.split("-", 2)[2]
    at_desk.press("Enter")
    assert at_desk.shown(FindSheet) is None
    assert at_desk.window.page == "case"
    assert any(one.text() == "王明德" for one in at_desk.shown(CasePage).findChildren(Label))


def test_arrows_choose_and_the_cursor_stays_in_the_field(at_desk: WholeDesk) -> None:
    for nth, name in enumerate(("王一", "王二", "王三")):
        accepted(at_desk.desk, member(name, sequence=11 + 2 * nth))
    at_desk.press("Ctrl K").type("w").wait().press("Down", "Down", "Up", "PgDn", "Down", "PgUp", "Down")
    sheet = at_desk.shown(FindSheet)
    assert (sheet.list.current, at_desk.focus) == ("1", sheet.field.edit)
    at_desk.type("ang").wait()
    assert sheet.list.current == "0"


def test_a_reader_that_types_at_once_opens_the_paper_that_it_read(at_desk: WholeDesk) -> None:
    accepted(at_desk.desk, member("李秀英", sequence=22))
    case = accepted(at_desk.desk, member("王明德"))
    accepted(at_desk.desk, member("赵大山", sequence=31))
    at_desk.press("Ctrl K").type(form_code.payload(form_code.FormCode("R", case.id, "", 1, 1, "00AB")))
    at_desk.press_only("Enter")
    at_desk.wait()
    assert at_desk.window.page == "case"
    assert any(one.text() == "王明德" for one in at_desk.shown(CasePage).findChildren(Label))


def test_nobody_found_says_what_to_do_and_enter_registers(at_desk: WholeDesk) -> None:
    at_desk.press("Ctrl K").type("zhuyuan").wait()
    sheet = at_desk.shown(FindSheet)
    assert sheet.list.isHidden()
    assert "zhuyuan" in sheet._note.text  # noqa: SLF001 - what is on the glass
    at_desk.press("Enter")
    assert at_desk.window.page == "visit"


def test_with_nothing_typed_enter_does_nothing_and_esc_closes(at_desk: WholeDesk) -> None:
    at_desk.press("Ctrl K", "Enter")
    assert at_desk.shown(FindSheet) is not None
    at_desk.press("Ctrl K", "Esc")
    assert (at_desk.shown(FindSheet), at_desk.window.page) == (None, "home")
    at_desk.press("Ctrl K")
    assert at_desk.shown(FindSheet) is not None


def test_f2_in_the_palette_goes_to_the_reasons(at_desk: WholeDesk) -> None:
    at_desk.press("Ctrl K", "F2")
    assert (at_desk.shown(FindSheet), at_desk.window.page) == (None, "visit")


def test_a_change_is_read_out_and_leads_to_its_case(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk, member("王明德"))
    changes.report(
        at_desk.desk,
        Telling(Visitor("王明德", village="青龙村"), ("death",), "2026-11-01", note="老伴走了", cases=(case.id,)),
    )
    at_desk.press("Ctrl K").type("wmd").wait()
    assert [(row[1], row[3]) for row in cells(at_desk)] == [("家里有变化", "已记下"), ("", "已受理")]
    at_desk.press("Enter")
    sheet = at_desk.shown(ChangeSheet)
    assert "老伴走了" in [one.text for one in sheet.findChildren(object) if type(one).__name__ == "Para"]
    assert [one.verb for one in sheet.findChildren(KeyButton)] == ["看那一件", "收起"]
    at_desk.press("Enter")
    assert at_desk.window.page == "case"


def test_a_member_stands_with_whose_household_it_is(at_desk: WholeDesk) -> None:
    accepted(at_desk.desk, member("王明德"), member("王小宝", "2019-05-01", 31, "41"))
    referrals.make(at_desk.desk, Asking(Visitor("王小宝"), Field.MEDICAL.value, "县医保局", "住院"))
    at_desk.press("Ctrl K").type("xiaobao").wait()
    assert [row[1:4] for row in cells(at_desk)] == [
        ("转办", "没填村", "已转办"),
        ("孙子，王明德 家", "青龙村", "已受理"),
    ]


def test_no_number_stands_whole_on_the_glass(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk, member("王明德"))
    assert case.accepted is not None
    whole = case.accepted.members[0].identity.id_number
    at_desk.press("Ctrl K").type(whole[-4:].lower()).wait()
    assert cells(at_desk)
    assert all(whole not in cell for row in cells(at_desk) for cell in row)
