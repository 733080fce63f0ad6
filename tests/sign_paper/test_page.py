"""A survey is signed at the window, by keys and with the mouse: refused, left, taken up again."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.case import Case
from app.domain.steps.home_visit import Investigator, Visited
from app.forms.signed_paper import check
from app.services import afterwards, visit_steps
from app.services.desk import Desk
from tests.applicant.across import Across
from tests.find.whole_desk import WholeDesk, accepted
from tests.find.whole_desk_fixtures import at_desk, desk, theme
from ui.case.window import CasePage
from ui.demo.hands import Hands
from ui.sign_paper.window import PaperSignPage

__all__ = ["at_desk", "desk", "theme"]

NAME, CADRE = "王明德", "孙主任"


def visited(at: Desk, case: Case, found: str = "土墙房两间") -> Case:
    team = (Investigator(at.officer_name, staff=True, officer=at.author.officer), Investigator(CADRE, staff=False))
    body = Visited(at.today().isoformat(), "家里", team, (NAME,), found, True, "", on_screen=True)
    return visit_steps.record_visit(at, case.id, body)


@pytest.fixture
def case(at_desk: WholeDesk) -> Case:
    return visited(at_desk.desk, accepted(at_desk.desk))


@pytest.fixture
def page(at_desk: WholeDesk, case: Case) -> PaperSignPage:
    """The survey of a visit, opened from the case by F8 and Enter."""
    at_desk.pages.show_case(case.id)
    at_desk.wait().press("F8", "Enter").wait()
    shown: PaperSignPage = at_desk.shown(PaperSignPage)
    return shown


def write(at_desk: WholeDesk, page: PaperSignPage) -> None:
    """Take the pen, write with the mouse, and have the officer confirm it."""
    at_desk.press("F9")
    Hands(at_desk.window).write(page.paper.field)
    at_desk.press("Enter").wait()


def marks(at_desk: WholeDesk, case: Case) -> list[tuple[str, str, str]]:
    now = at_desk.desk.store.case(case.id)
    assert now is not None
    return [(one.place, one.name, one.way) for one in now.inked]


def states(page: PaperSignPage) -> list[tuple[str, str]]:
    return [(row.name, row.state) for row in page.model.view.rows]


def test_three_sign_one_after_the_other_by_keys(at_desk: WholeDesk, page: PaperSignPage, case: Case) -> None:
    assert states(page) == [
        ("家里人1", "now"),
        ("家里人2（可以不签）", "now"),
        ("见证人（可以不签）", "waits"),
        ("调查人1", "waits"),
        ("调查人2", "waits"),
    ]
    for _ in range(3):
        write(at_desk, page)

    assert marks(at_desk, case) == [
        ("member:1", NAME, "mouse"),
        ("investigator:1", at_desk.desk.officer_name, "mouse"),
        ("investigator:2", CADRE, "mouse"),
    ]
    view = page.model.view
    assert (view.complete, view.count) == (True, "要签的都签了，共 3 个")
    now = at_desk.desk.store.case(case.id)
    assert now is not None
    pdf = at_desk.desk.document(now.inked[-1].document)
    assert [one.signing.name for one in check(pdf)] == [NAME, at_desk.desk.officer_name, CADRE]
    at_desk.press("Esc").wait()
    shown: CasePage = at_desk.shown(CasePage)
    assert "入户调查表，签好了" in [row.cells[0].text for row in shown.papers.rows]
    said = [row.cells[2].text for row in shown.events.rows]
    assert f"入户调查表：{CADRE}（调查人）用鼠标签了" in said


def test_a_refusal_is_noted_with_its_reason_and_who_was_there(
    at_desk: WholeDesk, page: PaperSignPage, case: Case
) -> None:
    at_desk.press("F6")
    assert page.ways.reason.edit.hasFocus()
    at_desk.press("Enter", "Enter").wait()
    assert page.refused.text == "还没有写原因，请写一句为什么没有签。"
    assert page.ways.reason.edit.hasFocus()
    at_desk.say("他说等儿子回来").press("Enter", "Enter").wait()
    assert page.refused.text == "还没有写当时谁在场，请写上至少一位别的在场的人。"
    assert page.ways.there.edit.hasFocus()
    at_desk.say(f"{CADRE}，{NAME}").press("Enter").wait()

    assert marks(at_desk, case) == [("member:1", NAME, "refused")]
    assert states(page)[0] == ("家里人1", "declined")
    assert page.model.view.rows[page.model.view.at].member == "witness:1"
    assert page.ways.who.edit.hasFocus()


def test_what_was_begun_to_be_noted_can_be_left(at_desk: WholeDesk, page: PaperSignPage, case: Case) -> None:
    at_desk.press("F7")
    assert page.model.view.declining == "unable"
    at_desk.press("F8")

    assert page.model.view.declining == ""
    page.model.record()
    assert marks(at_desk, case) == []


def test_nobody_writes_before_it_is_said_who(at_desk: WholeDesk, page: PaperSignPage, case: Case) -> None:
    at_desk.press("Down")
    assert page.model.view.rows[1].member == "member:2"
    for key in ("F9", "F6"):
        at_desk.press(key)
    assert page.refused.text == "还没有写谁签，请先写上签字人的姓名。"
    at_desk.say(NAME).press("Enter")
    assert page.model.view.pen
    assert marks(at_desk, case) == []


def test_too_little_ink_and_a_second_signature_are_refused_with_the_ink_still_there(
    at_desk: WholeDesk, page: PaperSignPage, case: Case
) -> None:
    at_desk.press("F9")
    QTest.mouseClick(page.paper.field, Qt.MouseButton.LeftButton)
    at_desk.press("Enter").wait()
    assert page.refused.text.startswith("写得太少")
    page.clear.click()
    Hands(at_desk.window).write(page.paper.field)
    at_desk.press("Enter").wait()

    at_desk.press("Up", "Up")
    page.model.choose(1)
    page.model.name(NAME)
    write(at_desk, page)
    assert page.refused.text == f"{NAME}在这张表上已经签过了，请核对是谁签。"
    assert page.model.view.pen
    assert len(marks(at_desk, case)) == 1


def test_the_pages_that_a_signer_saw_are_counted_and_the_field_is_large(
    at_desk: WholeDesk, page: PaperSignPage, case: Case
) -> None:
    far = page.paper.field.height()
    for _ in range(16):
        at_desk.press("PgDn")
    pages = page.model.view.of_pages
    assert page.model.view.seen == f"这次翻看了 {pages} 页，共 {pages} 页"
    write(at_desk, page)

    now = at_desk.desk.store.case(case.id)
    assert now is not None
    assert now.inked[0].pages_seen == pages
    page.model.take_pen()
    at_desk.wait()
    assert page.paper.field.height() > 2 * far
    inside = page.paper.viewport().rect()
    corner = page.paper.field.mapTo(page.paper.viewport(), page.paper.field.rect().topLeft())
    assert inside.contains(corner)


def test_a_part_signed_paper_is_taken_up_again_and_void_when_it_says_something_else(
    at_desk: WholeDesk, page: PaperSignPage, case: Case
) -> None:
    write(at_desk, page)
    at_desk.press("Esc").wait()
    shown: CasePage = at_desk.shown(CasePage)
    assert "入户调查表，签了 1 个，没签完" in [row.cells[0].text for row in shown.papers.rows]
    assert shown.todo.isVisible()
    at_desk.press("F8", "Enter").wait()
    again: PaperSignPage = at_desk.shown(PaperSignPage)
    assert (again.model.view.rows[again.model.view.at].name, again.void.isVisible()) == ("调查人1", False)

    afterwards.correct(at_desk.desk, case.id, {"phone": "13700000000"}, "号码换了")
    write(at_desk, again)
    assert again.refused.text.startswith("这张表从给您看过以后变了")
    again.model.start()
    at_desk.wait()
    assert again.void.text == "这张表签过以后内容变了，以前签的不算，请重新签。"
    assert states(again)[0] == ("家里人1", "now")


def test_what_is_to_be_done_leads_to_the_paper(at_desk: WholeDesk, case: Case) -> None:
    at_desk.pages.show_case(case.id)
    shown: CasePage = at_desk.wait().shown(CasePage)
    at = [line.step for line in shown._model.view.todos].index("sign_survey")  # noqa: SLF001 - what the page draws

    shown._model.take_step(str(at))  # noqa: SLF001 - as above
    at_desk.wait()

    assert at_desk.page == "sign_paper"


def test_it_is_printed_as_it_is(at_desk: WholeDesk, page: PaperSignPage) -> None:
    papers: list[Any] = []
    page.model.printing.asked.connect(lambda paper, _names: papers.append(paper))

    page.out.click()
    at_desk.wait()

    assert papers[0].name.startswith("入户调查表")
    assert papers[0].pdf.startswith(b"%PDF")


def test_the_applicant_sees_the_place_and_may_write_on_it(at_desk: WholeDesk, case: Case) -> None:
    shell = at_desk.pages.frame.shell
    shell.applicant_asked.emit()
    at_desk.wait()
    across = Across(at_desk)
    at_desk.pages.show_case(case.id)
    at_desk.wait()
    at_desk.window.activateWindow()
    at_desk.pages.go("sign_paper", case, "survey")
    at_desk.wait()
    page: PaperSignPage = at_desk.shown(PaperSignPage)
    assert across.kind == "idle"

    page.model.take_pen()
    at_desk.wait()
    assert across.kind == "sign"
    assert NAME in across.glass
    pane = across.window.page.paper
    assert pane is not None
    Hands(across.window).write(pane.field)
    at_desk.wait()
    assert page.paper.field.ink.strokes == pane.field.ink.strokes
    page.model.accept()
    at_desk.wait()

    assert marks(at_desk, case) == [("member:1", NAME, "mouse")]
    assert across.kind == "idle"
    across.close()
