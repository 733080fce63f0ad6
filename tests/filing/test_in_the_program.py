"""F4, and who comes to sign, in the program's own window: pages are found by their names and left cleanly."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.capture import Reader
from app.domain.office import Office
from app.domain.person import Identity
from app.domain.visit import Visitor
from app.services import blank_forms, session, village
from app.services.session import SetUp
from app.services.visits import Coming
from app.store import Store
from sync.client import enrol
from sync.enrol_code import EnrolCode, new_secret
from tests.services.conftest import COST, NAME, PASSWORD
from ui.desk_pages import HOME, INTAKE, DeskPages
from ui.program import Program

OFFICE = Office("", "511725123", "渠县青龙镇人民政府", confirmer="township")


def become_device(store: Store) -> None:
    code = EnrolCode("t-0A1B2C", "0A", bytes(10), new_secret())
    enrol.begin(store, code.text, "http://127.0.0.1:1", OFFICE, "青龙镇社会救助窗口")


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program on an installation of one officer, who has unlocked."""
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)
    session.set_up(tmp_path / "window", SetUp(NAME, PASSWORD), become_device, cost=COST)
    running = Program(qapp, tmp_path / "window")
    running.start()
    running.window.show()
    running.jobs.wait(30)
    running.unlock.choose(0)
    running.unlock.open(PASSWORD)
    running.jobs.wait(30)
    yield running
    running.close()


def pages_of(program: Program) -> DeskPages:
    assert program.desk is not None
    return program.desk


def test_f4_takes_papers_and_esc_goes_home(program: Program) -> None:
    QTest.keyClick(program.window, Qt.Key.Key_F4)
    program.jobs.wait(30)
    assert program.window.page == "file"

    QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Escape)
    program.jobs.wait(30)

    assert program.window.page == HOME
    assert pages_of(program).desk.store.visits(pages_of(program).desk.today()) == ()


def test_who_came_to_sign_has_a_line_also_when_something_else_is_opened(program: Program) -> None:
    pages = pages_of(program)
    pages.go("sign", Coming("sign", Visitor("王德贵")))
    program.jobs.wait(30)

    pages.go("file")
    program.jobs.wait(30)
    pages.go("blank_forms")
    program.jobs.wait(30)

    assert program.window.page == "blank_forms"
    assert [line.outcome for line in pages.desk.store.visits(pages.desk.today())] == ["left"]


def test_a_form_filled_in_by_hand_opens_the_intake_with_its_number(program: Program) -> None:
    pages = pages_of(program)
    batch = blank_forms.reserve(pages.desk, 1).reserved
    assert batch is not None

    pages.go("blank_forms", batch.numbers[0])
    program.jobs.wait(30)
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or program.window, Qt.Key.Key_Return)
    program.jobs.wait(30)

    assert program.window.page == INTAKE
    assert pages.intake is not None
    assert pages.intake.draft.paper_number == batch.numbers[0]


def test_a_household_that_a_cadre_brought_and_that_is_left_comes_back_to_the_list(program: Program) -> None:
    pages = pages_of(program)
    pages.go("batch")
    program.jobs.wait(30)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QLineEdit)
    focus.setText("赵书记")
    focus.textEdited.emit("赵书记")
    QTest.keyClick(focus, Qt.Key.Key_F6)
    program.jobs.wait(30)
    assert program.window.page == INTAKE
    assert pages.intake is not None
    draft, change = pages.intake.draft, pages.intake.keeper.change
    change(lambda one: one.with_member(replace(one.applicant, identity=Identity(name="王德贵"))))

    pages.intake.leave()
    program.jobs.wait(30)

    assert program.window.page == "batch"
    assert draft.agent is not None
    assert draft.agent.name == "赵书记"
    assert [one.applicant for one in village.brought(pages.desk, "赵书记")] == ["王德贵"]
