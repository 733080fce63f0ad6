"""A township's whole window, as it stands on a desk: the program, two officers, a camera, a printer, the other screen.

Nothing of the program is replaced but what it touches: a picture says what the test wants to have read, and the
printer's papers lie in a tray.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import settings
from app.capture import Reader
from app.capture.reading import Reading
from app.errors import Unavailable
from app.services.desk import Desk
from tests.intake.at_the_window import Pictures
from ui.applicant.view import spoken
from ui.applicant.window import ApplicantWindow
from ui.capture.picture import PicturePlace
from ui.demo.hands import Hands
from ui.demo.township import PASSWORD
from ui.desk_pages import DeskPages
from ui.filing.glass import Glass
from ui.find.window import FindSheet
from ui.id_reader.reading import DeskReader
from ui.intake.model import IntakeModel
from ui.printing import Paper, Printed, Printing
from ui.program import Program
from ui.sign.ink_field import InkField
from ui.widgets.strip import Strip

PRINTER = "柜台打印机"


class Tray:
    """The printer of the window: its papers lie in `papers`; while it is `jammed` nothing comes out."""

    def __init__(self) -> None:
        self.papers: list[Paper] = []
        self.jammed = False

    def take(self, paper: Paper, printer: str) -> Printed:
        """Print a paper; Unavailable printer.failed."""
        if self.jammed:
            raise Unavailable("printer.failed")
        self.papers.append(paper)
        return Printed(paper, printer)


class Counter:
    """The program at work, and hands on its keys. `seen` are the words of every page that the applicants got to see."""

    def __init__(self, program: Program, tray: Tray, pictures: Pictures, folder: Path) -> None:
        self.program, self.tray, self.pictures = program, tray, pictures
        self.seen: list[str] = []
        self._hands, self._card = Hands(program.window), folder / "laid down.jpg"

    # --- who is at it
    def unlock(self, nth: int) -> "Counter":
        """Let the officer of that number come to the desk."""
        self.settle().press(str(nth))
        self._hands.type(PASSWORD)
        return self.press("Enter")

    def watch(self) -> "Counter":
        """Remember from now on what the applicants see."""
        for window in self.applicants:
            window.turned.connect(lambda page: self.seen.append(spoken(page.view)))
        return self

    @property
    def pages(self) -> DeskPages:
        """The pages of the desk."""
        assert self.program.desk is not None
        return self.program.desk

    @property
    def desk(self) -> Desk:
        """The open store with the officer who is at it."""
        return self.pages.desk

    def in_front(self) -> "Counter":
        """Take the keyboard: a screen without a window manager gives it to the applicant's window."""
        self.program.window.activateWindow()
        QTest.qWaitForWindowActive(self.program.window)
        return self

    # --- what there is to see
    @property
    def page(self) -> str:
        """The name of the page shown now."""
        return self.program.window.page

    def shown(self, kind: type) -> Any:
        """Give the page, sheet or place of a class that is on the officer's glass."""
        found: list[Any] = self.program.window.findChildren(kind)
        return next(one for one in found if one.isVisible())

    @property
    def intake(self) -> IntakeModel:
        """The intake that is open."""
        assert self.pages.intake is not None
        return self.pages.intake

    @property
    def focus(self) -> QWidget:
        """What has the focus now."""
        return QApplication.focusWidget() or self.program.window

    @property
    def finding(self) -> bool:
        """Whether the palette lies over the page."""
        return any(one.isVisible() for one in self.program.window.findChildren(FindSheet))

    @property
    def strips(self) -> list[str]:
        """The sentences in strips before the officer."""
        return [one.text for one in self.program.window.findChildren(Strip) if one.isVisible()]

    @property
    def applicants(self) -> list[ApplicantWindow]:
        """The applicant's windows that are open."""
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, ApplicantWindow) and one.isVisible()]

    @property
    def glass(self) -> str:
        """All the words that the applicant sees."""
        return "\n".join(spoken(one.page.view) for one in self.applicants)

    # --- hands
    def press(self, *keys: str) -> "Counter":
        """Press keys by the names on their caps."""
        for key in keys:
            self._hands.press(key)
            self.settle()
        return self

    def say(self, *words: str) -> "Counter":
        """Type words, each with Enter behind it; an empty one is Enter alone."""
        for word in words:
            self.type(word).press("Enter")
        return self

    def type(self, text: str) -> "Counter":
        """Type where the cursor is."""
        if text:
            self._hands.type(text)
        return self.settle()

    def lay(self, *readings: Reading) -> "Counter":
        """Lay pictures where the page takes them, one after the other."""
        for reading in readings:
            self._card.write_bytes(self.pictures.lay(reading))
            self._hands.lay_down(self._place(), self._card)
            self.settle()
        return self

    def _place(self) -> QWidget:
        """Where pictures are taken on the page that is shown."""
        window = self.program.window
        places: list[QWidget] = [*window.findChildren(PicturePlace), *window.findChildren(Glass)]
        return next(one for one in places if one.isVisible())

    def write(self) -> "Counter":
        """Write a name on the field that is lit."""
        self._hands.write(self.shown(InkField))
        return self.settle()

    def settle(self) -> "Counter":
        """Let everything that is under way come to its end, sending excepted."""
        for _ in range(3):
            QApplication.processEvents()
            self.program.jobs.wait(60)
        QApplication.processEvents()
        return self

    def until_saved(self) -> "Counter":
        """Wait until the bar says that what was typed is saved: half a second after the last key."""
        self._hands.wait(lambda: self.intake.draft in self.desk.store.drafts(), "saved")
        return self

    # --- the line
    def send(self) -> "Counter":
        """Send all that waits, and wait for it."""
        syncing = self.pages.syncing
        syncing.send_now()
        self._hands.wait(lambda: not (syncing.busy or self._waits()), "sync")
        return self.settle()

    def _waits(self) -> bool:
        pending = self.desk.store.pending()
        return bool(pending.entries or pending.blobs)

    def shot(self, path: Path) -> None:
        """Save what is on the officer's glass."""
        self.settle()
        self.program.window.grab().save(str(path))


@contextmanager
def at_work(application: QApplication, data: Path, folder: Path, officer: int = 1) -> Iterator[Counter]:
    """Start the program on `data` at home with an officer; a bug that was shown meanwhile is an error."""
    tray, pictures, bugs = Tray(), Pictures(), list[str]()
    settings.remember(data, applicant_screen=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Reader, "warm", lambda _reader: None)  # no picture is read by a machine here
        patch.setattr(DeskReader, "read", lambda _reader, *asked: pictures.read(*asked))
        patch.setattr("ui.printing.print_paper", tray.take)
        patch.setattr("ui.printing.printers", lambda: (PRINTER,))
        patch.setattr(Printing, "is_ready", property(lambda printing: bool(printing._recall())))  # noqa: SLF001 - no printer is known to Qt here
        program = Program(application, data)
        program.problems.broken.connect(bugs.append)
        program.start()
        program.window.resize(1366, 768)
        program.window.show()
        counter = Counter(program, tray, pictures, folder)
        try:
            yield counter.unlock(officer).in_front().watch()
        finally:
            for window in counter.applicants:
                window.hide()
            program.close()
    assert bugs == []
