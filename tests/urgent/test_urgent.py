"""急事先救, through the real window with keys."""

from dataclasses import replace

import pytest

from app.domain.case import Case
from app.domain.visit import Agent, Visitor
from app.services import intake
from app.services.desk import Desk
from app.services.visits import Coming
from tests.find.whole_desk import WholeDesk
from tests.store.township import application
from ui.person.done_page import DonePage
from ui.printing import Paper, Printed
from ui.urgent.view import done_view
from ui.urgent.window import UrgentPage

pytestmark = pytest.mark.usefixtures("printed")


def only(desk: Desk) -> Case:
    """Give the one case of an emergency."""
    (case_id,) = [one.case_id for one in desk.store.cases() if one.state == "registered"] or [
        desk.store.visits(desk.today())[0].about.removeprefix("case:")
    ]
    case = desk.store.case(case_id)
    assert case is not None
    return case


def open_page(at_desk: WholeDesk, coming: Coming | None = None) -> UrgentPage:
    """Open the page as F3 does, or for somebody whose reason was asked."""
    at_desk.pages.go("urgent", coming) if coming else at_desk.pages.go("urgent")
    page: UrgentPage = at_desk.wait().shown(UrgentPage)
    return page


def tell(at_desk: WholeDesk) -> None:
    """Say from what happened to how help is given, in cash."""
    at_desk.press("6").say("钱包被偷").press("Enter").say("汽车站").press("Enter").say("昨天").press("Enter")
    at_desk.say("吃的和路费").press("Enter", "1")


def test_a_stranger_without_any_document_is_registered_by_looks_and_name(
    at_desk: WholeDesk, desk: Desk, printed: list[Paper]
) -> None:
    open_page(at_desk, Coming("urgent"))
    at_desk.say("老周").press("Enter", "Enter", "Enter", "Enter", "Enter", "5").say("男，六十来岁，驼背").press("Enter")
    tell(at_desk)
    at_desk.say("300").press("Enter", "Enter")

    case = only(desk)
    assert case.registered is not None
    assert case.urgent is not None
    body = case.urgent
    assert (case.registered.document, case.registered.applicant.name) == ("none", "")
    assert (body.told_name, body.description) == ("老周", "男，六十来岁，驼背")
    assert (body.event, body.what, body.place, body.happened_on) == ("stranded", "钱包被偷", "汽车站", "2026-11-23")
    assert (body.need, body.way, body.amount_fen) == ("吃的和路费", "cash", 30_000)
    (line,) = at_desk.visits()
    assert (line.reason, line.outcome, line.name) == ("urgent", "registered", "老周")
    assert line.about == f"case:{case.id}"
    page: DonePage = at_desk.shown(DonePage)
    assert page.number.text() == body.number.split("-", 2)[2]
    assert [paper.pdf[:4] for paper in printed] == [b"%PDF"]

    at_desk.pages.printing.printed.emit(Printed(printed[0], "HP"))
    at_desk.wait()
    assert [one.copies for one in only(desk).printed] == [1]


def test_somebody_without_a_name_is_called_by_looks(at_desk: WholeDesk, desk: Desk) -> None:
    page = open_page(at_desk)
    page.document.setFocus()
    at_desk.press("5").say("女，十来岁，不说话").press("Enter")
    tell(at_desk)
    at_desk.say("50").press("F10")

    assert [one.name for one in at_desk.visits()] == ["女，十来岁，不说话"]
    assert only(desk).urgent is not None


def test_with_a_card_the_person_is_known_and_goods_are_enough(at_desk: WholeDesk, desk: Desk) -> None:
    known = application(desk, 1).applicant.identity
    page = open_page(at_desk, Coming("urgent", Visitor(known.name, known.id_number)))
    page.happening.setFocus()
    tell(at_desk)
    page.way.setFocus()
    at_desk.press("3").say("米 10 斤、油 1 桶").press("F10")

    case = only(desk)
    assert case.registered is not None
    assert case.urgent is not None
    assert (case.registered.applicant.name, case.registered.applicant.birth) == (known.name, known.birth)
    assert (case.urgent.way, case.urgent.goods, case.urgent.amount_fen) == ("goods", "米 10 斤、油 1 桶", 0)


def test_an_open_case_is_shown_and_does_not_stop_help(at_desk: WholeDesk, desk: Desk) -> None:
    draft = application(desk, 1)
    intake.accept(desk, draft)
    known = draft.applicant.identity
    page = open_page(at_desk, Coming("urgent", Visitor(known.name, known.id_number)))
    assert page.side.cases.texts == (f"{known.name}，已受理",)

    page.happening.setFocus()
    tell(at_desk)
    at_desk.say("100").press("F10")
    assert at_desk.shown(DonePage)


def test_no_household_no_means_and_no_notice_are_asked(at_desk: WholeDesk) -> None:
    page = open_page(at_desk)

    asked = {field.edit.accessibleName() for field in page.fields.values()}
    assert asked == {"体貌、衣着", "怎么回事", "在哪里", "要什么", "给什么", "哪天", "给多少"}


def test_what_is_missing_is_said_and_the_cursor_goes_there(at_desk: WholeDesk, desk: Desk) -> None:
    page = open_page(at_desk)
    at_desk.press("F10")
    assert "出了什么事" in page.strip.text

    at_desk.press("1", "F10")
    assert "怎么给" in page.strip.text
    at_desk.press("1", "F10")
    assert at_desk.focus is page.block.fields["name"].edit
    at_desk.say("周大山").press("F10")
    assert at_desk.focus is page.fields["what"].edit
    assert only_none(desk)


def only_none(desk: Desk) -> bool:
    """Tell that nothing was written down."""
    return not desk.store.visits(desk.today())


def test_a_stranger_must_be_described(at_desk: WholeDesk) -> None:
    page = open_page(at_desk)
    page.document.setFocus()
    at_desk.press("5")
    page.happening.setFocus()
    tell(at_desk)
    at_desk.say("50").press("F10")

    assert at_desk.focus is page.fields["description"].edit


@pytest.mark.parametrize(("typed", "said"), [("三百", "数字"), ("", "多少钱")])
def test_help_needs_a_sum_that_can_be_read(at_desk: WholeDesk, typed: str, said: str) -> None:
    page = open_page(at_desk, Coming("urgent", Visitor("周大山")))
    page.happening.setFocus()
    tell(at_desk)
    at_desk.say(typed).press("F10") if typed else at_desk.press("F10")

    assert said in page.strip.text
    assert at_desk.focus is page.fields["amount"].edit


def test_who_brought_the_person_is_in_line_and_case(at_desk: WholeDesk, desk: Desk) -> None:
    open_page(at_desk, Coming("urgent", Visitor("周大山", phone="13800138000", village="青龙村"), Agent("")))
    page: UrgentPage = at_desk.shown(UrgentPage)
    page.block.agent_name.setFocus()
    at_desk.say("李支书").press("Enter", "6")
    page.happening.setFocus()
    tell(at_desk)
    at_desk.say("50").press("F10")

    case = only(desk)
    assert case.registered is not None
    assert case.registered.agent == Agent("李支书", relation="村干部")
    assert at_desk.visits()[0].agent == "李支书"


def test_who_goes_without_help_leaves_a_line(at_desk: WholeDesk) -> None:
    open_page(at_desk)
    at_desk.say("周大山").press("F7")

    assert [(one.reason, one.outcome) for one in at_desk.visits()] == [("urgent", "left")]


def test_what_comes_next_is_said_with_where_it_is_written_down(at_desk: WholeDesk, desk: Desk) -> None:
    page = open_page(at_desk, Coming("urgent", Visitor("周大山")))
    page.happening.setFocus()
    tell(at_desk)
    at_desk.say("50").press("F10")
    case = only(desk)

    first = done_view(case).steps[0]

    assert first.what == "先给：50 元，现金"
    assert "从哪里付" in first.note
    assert done_view(replace(case, urgent=None)).number == ""


def test_the_case_is_opened_from_the_result(at_desk: WholeDesk) -> None:
    page = open_page(at_desk, Coming("urgent", Visitor("周大山")))
    page.happening.setFocus()
    tell(at_desk)
    at_desk.say("50").press("F10", "O")

    assert at_desk.page == "case"
