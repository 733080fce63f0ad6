"""The main job, done in the real windows: from unlocking to the county's copy, with the line dead in between."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

import resources
from ui.capture.picture import PicturePlace
from ui.demo.compare import compare
from ui.demo.hands import Hands
from ui.demo.report import Report
from ui.demo.township import PASSWORD, Township
from ui.desk_pages import ACCEPTED, CASE, HOME, INTAKE, SYNC, VISIT
from ui.intake.steps import Step
from ui.jobs import FREE
from ui.program import UNLOCK, Program
from ui.sign.ink_field import InkField

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages
    from ui.intake.model import IntakeModel

Found = TypeVar("Found", bound=QWidget)
_SIZES: Final = (QSize(1920, 1080), QSize(1366, 768))  # the last one is that in which the work goes on
_FRONT: Final = "training/wang_degui_front.jpg"
_BACK: Final = "training/wang_degui_back.jpg"


class MainJob:
    """Drives one `Program`; `shots` is the folder for screenshots, or None."""

    def __init__(self, program: Program, township: Township, report: Report, shots: Path | None) -> None:
        self._program, self._township, self._report, self._shots = program, township, report, shots
        self._window = program.window
        self._hands = Hands(self._window)

    def run(self) -> None:
        """Do the whole job; what goes wrong is raised, with the step noted."""
        for name, step in (
            ("unlock", self._unlock),
            ("line_down", self._line_down),
            ("read_card", self._read_card),
            ("address", self._address),
            ("household", self._household),
            ("questions", self._questions),
            ("sign", self._sign),
            ("accept", self._accept),
            ("queue", self._queue),
            ("line_up", self._line_up),
            ("sync", self._sync),
            ("compare", self._compare),
        ):
            with self._report.step(name):
                step()

    # --- the steps
    def _unlock(self) -> None:
        unlock = self._program.unlock
        self._hands.wait(lambda: bool(unlock.view.people), "people")
        self._shot(UNLOCK)
        self._hands.press("1")
        self._hands.type(PASSWORD)
        self._hands.press("Enter")
        self._wait_for(HOME)
        self._settle()
        self._shot("home-empty")

    def _line_down(self) -> None:
        """Pull the cable: the county's server is gone until `_line_up`."""
        self._beside(self._township.county.stop)
        self._desk.syncing.send_now()
        self._hands.wait(lambda: self._desk.syncing.state().online is False and not self._desk.syncing.busy, "offline")

    def _read_card(self) -> None:
        self._hands.press("F2")
        self._wait_for(VISIT)
        self._settle()
        self._shot(VISIT)
        self._hands.press("1")
        self._wait_for(INTAKE)
        place = self._find(PicturePlace)
        for picture in (_FRONT, _BACK):
            self._hands.lay_down(place, resources.path(picture))
            self._hands.wait(partial(self._is_read, picture), picture)
        self._settle()
        self._shot("intake-card")
        while self._intake.view.here.text:  # what the machine was not sure of, an officer looks at and confirms
            self._hands.press("Enter")
            self._settle()

    def _address(self) -> None:
        self._go_on(Step.CONTACT)
        self._hands.type("13800001234")
        self._hands.press("Enter")
        self._settle()
        self._shot("intake-contact")

    def _household(self) -> None:
        """A son who works elsewhere; his wages and the field's harvest; nothing else comes in."""
        said = resources.texts("demo")["job"]
        self._go_on(Step.HOUSEHOLD)
        self._hands.press("1", "2", "1", "Ins")
        self._settle()
        for word in (said["son"], said["son_number"]):
            self._hands.type(word)
            self._hands.press("Enter")
            self._settle()
        self._hands.press("2", "2")
        self._hands.type(said["son_place"])
        self._hands.press("Enter", "1", "2")
        self._shot("intake-household-choice")
        self._income("2", said["wage"], "9600")
        self._income("1", said["farm"], "5200-2000")
        self._hands.press("3", "3", "3")
        self._settle()
        self._shot("intake-household")

    def _questions(self) -> None:
        self._go_on(Step.QUESTIONS)
        self._hands.press("Enter", "Enter", "Enter", *"111111", "1", "6")
        self._settle()
        self._shot("intake-questions")

    def _sign(self) -> None:
        self._go_on(Step.SIGN)
        sign = self._intake.signing.sign
        self._hands.wait(lambda: bool(sign.view.rows), "papers")
        self._settle()
        self._shot("sign-form")
        self._hands.press("F9")
        self._settle()
        self._hands.write(self._find(InkField))
        self._settle()
        self._shot("sign-ink")
        self._hands.press("Enter")
        self._hands.wait(lambda: bool(self._intake.draft.signatures), "signature")
        self._settle()
        self._hands.press("Down", "2")
        self._hands.wait(lambda: bool(self._intake.draft.sign_later), "way")
        self._settle()
        self._shot("sign-later")
        self._hands.press("Esc")  # no printer here: his page, which goes by post, is not printed
        self._settle()

    def _accept(self) -> None:
        self._hands.press("F10")
        self._wait_for(ACCEPTED)
        self._settle()
        self._shot("accepted-print")
        self._hands.press("Esc")  # no printer here: the receipt is shown, and not written anywhere in the clear
        self._settle()
        self._shot(ACCEPTED)
        summary = self._desk.desk.store.cases(limit=1)[0]
        self._report.case.update(id=summary.case_id, number=summary.number, state=summary.state)

    def _queue(self) -> None:
        self._hands.press("Enter")
        self._wait_for(HOME)
        self._settle()
        self._shot(HOME)
        self._hands.press("Enter")
        self._wait_for(CASE)
        self._settle()
        self._shot(CASE)
        self._program.shell.open_sync()
        self._wait_for(SYNC)
        self._settle()
        self._shot("sync-offline")

    def _line_up(self) -> None:
        """Plug the cable in again."""
        self._beside(self._township.county.start)

    def _sync(self) -> None:
        self._hands.press("F5")
        self._hands.wait(self._has_all, "sync")
        self._settle()
        self._shot("sync-done")

    def _compare(self) -> None:
        device, county = compare(self._desk.desk, self._township.county)
        self._report.device.update(device)
        self._report.county.update(county)

    # --- what the steps share
    def _beside(self, act: Callable[[], object]) -> None:
        """Do something that is no part of the window, and must not hold it up."""
        self._program.jobs.run(act, done=lambda _done: None, lane=FREE)
        self._settle()

    @property
    def _desk(self) -> "DeskPages":
        desk = self._program.desk
        if desk is None:
            raise RuntimeError("nobody has unlocked")
        return desk

    @property
    def _intake(self) -> "IntakeModel":
        model = self._desk.intake
        if model is None:
            raise RuntimeError("nothing is being taken in")
        return model

    def _find(self, kind: type[Found]) -> Found:
        found = self._window.findChild(kind)
        if not isinstance(found, kind):
            raise TypeError(f"no {kind.__name__} on this page")
        return found

    def _is_read(self, picture: str) -> bool:
        identity = self._intake.draft.applicant.identity
        return bool(identity.id_number if picture == _FRONT else identity.valid_to)

    def _income(self, who: str, how: str, amount: str) -> None:
        self._hands.press(who)
        for word in (how, amount):
            self._hands.type(word)
            self._hands.press("Enter")

    def _go_on(self, step: Step) -> None:
        self._hands.press("PgDn")
        self._hands.wait(lambda: self._intake.step is step, step.value)
        self._settle()

    def _wait_for(self, page: str) -> None:
        self._hands.wait(lambda: self._window.page == page, page)

    def _has_all(self) -> bool:
        pending = self._desk.syncing.status.pending
        return self._desk.syncing.status.online and not (pending.entries or pending.blobs or self._desk.syncing.busy)

    def _settle(self) -> None:
        """Wait for all that was begun, sending excepted, which goes on by itself."""
        self._program.jobs.wait(60)

    def _shot(self, name: str) -> None:
        if self._shots is None:
            return
        for size in _SIZES:
            self._window.resize(size)
            self._settle()
            file = self._shots / f"{len(self._report.screenshots) // 2 + 1:02}-{name}-{size.width()}.png"
            self._window.grab().save(str(file))
            self._report.screenshots.append(str(file))
