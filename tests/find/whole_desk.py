"""The whole window on a made-up township's store, and an officer's fingers: for search, cases and copying out."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import clock
from app.capture import Reader
from app.domain.case import Case
from app.domain.draft import Answer, Draft, Reply, Signature, started
from app.domain.household import Member, Relation
from app.domain.person import Identity
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.store.values import VisitRow
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.made_up import household
from tests.store.township import AUTHOR, DEVICE, MORNING, TODAY, desk_of, open_store, other_officer
from ui.clipboard import ClipboardGuard
from ui.desk_pages import DeskPages
from ui.frame import Frame
from ui.jobs import Jobs
from ui.problems import Problems
from ui.shell.model import ShellModel
from ui.shell.view import DeskState
from ui.shell.window import ShellWindow
from ui.theme import Theme

PASSWORD = "同事的口令"
_NAMES = {"Enter": "Return", "Esc": "Escape", "PgDn": "PageDown", "PgUp": "PageUp"}


def desk_in(folder: Path) -> Desk:
    """Give a desk of 陈素华 with a colleague 李成 on the same PC."""
    keyring = Keyring(folder)
    key = keyring.create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    keyring.add_slot(key, other_officer(), "李成", PASSWORD, cost=Cost(8, 1))
    return desk_of(folder, open_store(folder, device=replace(DEVICE, county_url="http://127.0.0.1:1")))


def member(name: str, birth: str = "1950-03-08", sequence: int = 11, relation: str = Relation.SELF.value) -> Member:
    """Give a made-up person as member."""
    return Member(uuid7(), household.person(name, birth, sequence), relation)


def application(desk: Desk, *people: Member, village: str = "青龙村", signed: int = 1) -> Draft:
    """Save a draft of these people, signed by the first ones; ready to be accepted."""
    people = people or (member("王明德"),)
    draft = started(uuid7(), uuid7(), people[0].id, AUTHOR.officer, clock.text(MORNING))
    draft = replace(
        draft,
        members=people,
        replies={"near_relative": Reply(Answer.NO.value)},
        phone="13800138000",
        village=village,
        group="3",
    )
    for one in people[:signed]:
        draft = _signed(desk, draft, one)
    draft = replace(draft, form_content=intake.content_digest(draft))
    intake.save(desk, draft)
    return draft


def accepted(desk: Desk, *people: Member, village: str = "青龙村", signed: int = 1) -> Case:
    """Give an accepted case of these people."""
    return intake.accept(desk, application(desk, *people, village=village, signed=signed)).case


def _signed(desk: Desk, draft: Draft, who: Member) -> Draft:
    chance = random.Random(who.id)
    kinds = ("application/pdf", "application/pdf", "application/json")
    papers = [desk.vault.put(chance.randbytes(80), kind) for kind in kinds]
    at = clock.text(MORNING)
    mark = Signature(who.id, "pen", (papers[0].ref,), papers[1].ref, papers[2].ref, 1, at, at, TODAY.isoformat())
    with desk.store.work(desk.author) as work:
        work.save_draft(draft, papers)
    return replace(draft, signatures=(*draft.signatures, mark), form=papers[0].ref)


def identity(name: str) -> Identity:
    """Give somebody who is only registered."""
    return household.person(name, "1962-05-01", 21)


class WholeDesk:
    """Everything that is there after unlocking; no county can be reached, no printer is there."""

    def __init__(self, desk: Desk, jobs: Jobs, problems: Problems, theme: Theme) -> None:
        self.desk, self.jobs = desk, jobs
        self.shell = ShellModel(self._state, jobs, theme, now=lambda: MORNING)
        self.window = ShellWindow(self.shell)
        self.window.resize(1366, 768)
        self.pages = DeskPages(Frame(self.window, self.shell, jobs, problems, ClipboardGuard(self.window)), desk)
        self.pages.syncing.stop()
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.pages.show_home()
        self.wait()

    def _state(self) -> DeskState:
        return self.pages.state()

    @property
    def page(self) -> str:
        """The name of the page shown now."""
        return self.window.page

    def visits(self) -> tuple[VisitRow, ...]:
        """Give the lines of today."""
        return self.desk.store.visits(self.desk.today())

    def shown(self, kind: type) -> Any:
        """Give the page or sheet of a class that is on the glass; None where there is none."""
        widgets: list[Any] = self.window.findChildren(kind)
        return next((one for one in widgets if one.isVisible()), None)

    def press(self, *keys: str) -> "WholeDesk":
        """Press keys by the names on their caps."""
        for name in keys:
            self.press_only(name)
            self.wait()
        return self

    def press_only(self, name: str) -> None:
        """Press a key and wait for nothing."""
        *held, key = name.split(" ")
        modifier = Qt.KeyboardModifier.ControlModifier if held else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.focus, getattr(Qt.Key, f"Key_{_NAMES.get(key, key)}"), modifier)

    def say(self, text: str) -> "WholeDesk":
        """Type as an input method does."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus, event)
        return self.wait()

    def type(self, text: str) -> "WholeDesk":
        """Type plain characters by keys, waiting for nothing between them, as a reader does."""
        QTest.keyClicks(self.focus, text)
        return self

    def wait(self) -> "WholeDesk":
        """Let everything that is under way come to its end."""
        for _ in range(3):
            QApplication.processEvents()
            self.jobs.wait(30)
        return self

    @property
    def focus(self) -> QWidget:
        """What has the focus now."""
        return QApplication.focusWidget() or self.window

    def shot(self, path: str) -> None:
        """Save what is on the glass."""
        self.wait()
        self.window.grab().save(path)

    def close(self) -> None:
        """Leave everything."""
        self.shell.stop()
        self.pages.close()
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()


@contextmanager
def at_work(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDesk]:
    """Open the window and close it; a bug that was shown meanwhile fails the test."""
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)  # no picture is read here
    problems, bugs = Problems(), list[str]()
    problems.broken.connect(bugs.append)
    jobs = Jobs(problems.show)
    made = WholeDesk(desk, jobs, problems, theme)
    yield made
    made.close()
    jobs.close()
    assert bugs == []
