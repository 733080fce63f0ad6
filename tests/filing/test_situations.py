"""Situations 3 and 4 of the desk through the intake's own window, by keys alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.services import filing, intake
from app.services.desk import Desk
from tests.blank_forms.conftest import Tray
from tests.filing.returned import begun, code_of, paper
from tests.intake.at_the_window import Intake, Pictures
from ui.capture.shot import Shot
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


@pytest.fixture
def tray(jobs: Jobs) -> Tray:
    return Tray(jobs)


@pytest.fixture
def window(_theme: Theme, desk: Desk, jobs: Jobs, tray: Tray, problems: Problems) -> Iterator[Intake]:
    """The intake at its signatures: nobody has signed, the son is in Guangdong."""
    draft = replace(begun(desk), signatures=(), sign_later={}, step="sign")
    intake.save(desk, draft)
    opened = Intake(desk, jobs, Pictures(), problems, draft=draft, printing=tray)
    opened.wait()
    yield opened
    opened.close()
    QApplication.processEvents()


def test_situation_3_somebody_who_does_not_write_and_situation_4_a_son_who_is_away(
    desk: Desk, window: Intake, tray: Tray
) -> None:
    draft, pictures = window.draft, Pictures()
    thumb = window.model.signing.thumb
    assert thumb is not None

    window.press("F7", "Ctrl P")
    assert len(tray.out) == 1
    thumb._reader = pictures  # noqa: SLF001 - a reader that knows the page that is laid down
    pressed = paper(code_of(draft, member=draft.applicant.id))
    thumb.capture.taken.emit(Shot(pictures.lay(pressed), "camera"))
    window.wait().press("Space", "Enter").say("陈素华").press("Enter").say("赵勇").press("Enter")
    assert window.model.signing.sign.view.at == 1

    window.press("4", "F10")

    case = desk.store.case(draft.id)
    assert case is not None
    assert case.accepted is not None
    assert case.accepted.sign_later == {draft.members[1].id: "village"}
    assert [(mark.member, mark.thumb) for mark in case.signed_on_paper] == [(draft.applicant.id, True)]
    assert [member.identity.name for member in case.missing_signers()] == ["王建军"]
    place = filing.find(desk, (code_of(draft),))
    assert (place.way, place.doubt) == ("village", "")


def test_the_window_stays_as_large_as_the_screen_while_a_thumb_is_pressed(window: Intake) -> None:
    before = window.window.size()

    window.press("F7")

    assert window.window.size() == before
    assert window.page.minimumSizeHint().height() <= before.height()
