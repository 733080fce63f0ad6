"""After acceptance: number, receipt, printing, what comes next; and the case to be looked at."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app.domain.household import Member
from app.errors import Unavailable
from app.rules.deadlines import Deadlines
from app.services import intake
from app.services.desk import Desk
from app.services.intake import Accepted
from tests.made_up.household import person
from tests.store import township
from ui.accepted import view as accepted_view
from ui.accepted.model import AcceptedModel
from ui.accepted.window import AcceptedPage
from ui.case.model import CaseModel
from ui.case.paper_view import PaperSheet
from ui.case.window import CasePage
from ui.jobs import Jobs
from ui.printing import AS_FILE, Paper, Printed, Printing
from ui.theme import Theme


@pytest.fixture
def accepted(desk: Desk) -> Accepted:
    draft = township.application(desk, 7)
    son = Member("01900000-0000-7000-8000-0000000000a1", person("王建军", "1978-07-01", 13), "20", "work", "广东")
    draft = replace(draft, members=(*draft.members, son), sign_later={son.id: "post"})
    draft = replace(draft, form_content=intake.content_digest(draft))
    return intake.accept(desk, draft)


@pytest.fixture
def show(_theme: Theme, jobs: Jobs) -> Iterator[Callable[[QWidget], QMainWindow]]:
    shown: list[QMainWindow] = []

    def show(page: QWidget) -> QMainWindow:
        window = QMainWindow()
        window.setCentralWidget(page)
        window.resize(1366, 680)
        window.show()
        window.activateWindow()
        QTest.qWaitForWindowActive(window)
        shown.append(window)
        return window

    yield show
    jobs.wait()
    for window in shown:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def press(key: Qt.Key) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, key)


def settle(jobs: Jobs) -> None:
    for _ in range(3):
        QApplication.processEvents()
        jobs.wait()
    QApplication.processEvents()


def test_the_page_says_number_steps_and_who_has_still_to_sign(accepted: Accepted) -> None:
    view = accepted_view.view(accepted)
    said = [step.what for step in view.steps]
    assert accepted.number.endswith(view.short)
    assert said[0] == "把回执交给他，王建军还没签授权页"
    assert "核对，还差王建军签字" in said


def test_dates_are_said_where_the_calendar_knows_them(accepted: Accepted) -> None:
    dates = Deadlines(20, date(2026, 10, 15), date(2026, 10, 30), date(2026, 11, 9), 7)
    steps = accepted_view.view(replace(accepted, dates=dates, missing=())).steps
    assert [(step.when, step.what) for step in steps] == [
        ("现在", "把回执交给他"),
        ("10月15日前", "入户，两个人去，至少一个是镇上的"),
        ("马上送", "核对，人都签齐了"),
        ("10月30日", "最迟张榜，再晚就定不成了"),
        ("11月9日", "最迟答复，20 个工作日"),
    ]


def test_the_receipt_is_shown_and_a_printer_is_asked_for_once(
    desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted, show: Callable[[QWidget], QMainWindow]
) -> None:
    asked: list[Paper] = []
    printing.asked.connect(lambda paper, _names: asked.append(paper))
    model = AcceptedModel(desk, jobs, printing, accepted)
    page = AcceptedPage(model)
    show(page)
    model.start()
    settle(jobs)
    assert [paper.copies for paper in asked] == [2]
    assert asked[0].pdf.startswith(b"%PDF")
    assert not any(word in asked[0].name for word in ("王建军", accepted.case.accepted.members[0].identity.name))  # type: ignore[union-attr]  # it was accepted just now
    press(Qt.Key.Key_Escape)
    settle(jobs)
    assert model.view.printed == "回执还没打"


def test_a_printed_receipt_is_in_the_journal(desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted) -> None:
    papers: list[Paper] = []
    printing.asked.connect(lambda paper, _names: papers.append(paper))
    model = AcceptedModel(desk, jobs, printing, accepted)
    model.start()
    settle(jobs)
    printing.printed.emit(Printed(papers[0], "某台打印机"))
    settle(jobs)
    case = desk.store.case(accepted.case.id)
    assert case is not None
    assert [(one.paper, one.copies) for one in case.printed] == [("R", 2)]
    assert model.view.printed == "回执 2 份，打好了"


def test_a_paper_of_another_page_is_none_of_its_business(
    desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted
) -> None:
    model = AcceptedModel(desk, jobs, printing, accepted)
    model.start()
    settle(jobs)
    printing.printed.emit(Printed(Paper("别的", b"", ""), AS_FILE))
    settle(jobs)
    case = desk.store.case(accepted.case.id)
    assert case is not None
    assert case.printed == ()


def test_a_printer_that_fails_changes_nothing_about_the_acceptance(
    desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted
) -> None:
    model = AcceptedModel(desk, jobs, printing, accepted)
    model.start()
    settle(jobs)
    printing.failed.emit(Unavailable("printer.failed"))
    assert model.view.print_failed
    assert model.view.number == accepted.number


def test_a_reprint_is_the_same_paper(desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted) -> None:
    papers: list[Paper] = []
    printing.asked.connect(lambda paper, _names: papers.append(paper))
    model = AcceptedModel(desk, jobs, printing, accepted)
    model.start()
    settle(jobs)
    model.paper.print_again()
    assert (papers[1].copies, papers[1].pdf) == (1, papers[0].pdf)


@pytest.mark.parametrize(
    ("key", "signal"), [(Qt.Key.Key_Return, "home_asked"), (Qt.Key.Key_F2, "next_asked"), (Qt.Key.Key_O, "case_asked")]
)
def test_one_key_leads_on(
    desk: Desk,
    jobs: Jobs,
    printing: Printing,
    accepted: Accepted,
    show: Callable[[QWidget], QMainWindow],
    key: Qt.Key,
    signal: str,
) -> None:  # fmt: skip - one line per thought
    model = AcceptedModel(desk, jobs, printing, accepted)
    page = AcceptedPage(model)
    show(page)
    asked: list[object] = []
    getattr(model, signal).connect(lambda *given: asked.append(given))
    press(key)
    assert len(asked) == 1


def test_a_case_shows_people_events_and_papers(
    desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted, show: Callable[[QWidget], QMainWindow]
) -> None:
    model = CaseModel(desk, jobs, printing, accepted.case)
    page = CasePage(model)
    show(page)
    model.start()
    settle(jobs)
    view = model.view
    assert view.state == "signatures"
    assert [line.paper for line in view.people] == ["已签", "还没签，邮寄"]
    assert [line.what for line in view.events] == ["承诺", "签字", "归材料", "归材料", "受理"]
    assert len(view.papers) == 4
    assert len(page.papers.rows) == 4


def test_a_paper_opens_over_the_page_and_esc_closes_it(
    desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted, show: Callable[[QWidget], QMainWindow]
) -> None:
    model = CaseModel(desk, jobs, printing, accepted.case)
    page = CasePage(model)
    window = show(page)
    page.papers.setFocus()
    press(Qt.Key.Key_Return)
    settle(jobs)
    sheet = window.findChild(PaperSheet)
    assert sheet is not None
    assert sheet.isVisible()
    press(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_an_erased_case_says_so(desk: Desk, jobs: Jobs, printing: Printing, accepted: Accepted) -> None:
    erased = replace(accepted.case, accepted=None, erased=1)
    assert CaseModel(desk, jobs, printing, erased).view.state == "erased"
