"""The part of the desk that faces the applicant: its window, its voice, and the officer's keys for both."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen, QShortcut

import resources
from app import settings
from app.domain.access import Purpose
from app.services import looking
from ui.applicant.context import Idle
from ui.applicant.model import ApplicantModel
from ui.applicant.page import Page
from ui.applicant.screens import own_screen
from ui.applicant.signing_link import SigningLink
from ui.applicant.view import ApplicantView, spoken, view_for
from ui.applicant.window import ApplicantWindow
from ui.sign.ink_field import InkField
from ui.sign.paper import PaperView
from ui.speech import Speech
from ui.widgets.key_cap import sequences

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.applicant.context import Context
    from ui.desk_pages import DeskPages


class ApplicantPart(QObject):
    """Claims ``applicant`` (a context to show until the page is left) and ``read_aloud`` (a text, or what is shown)."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages, self.model, self.speech = pages, ApplicantModel(pages), Speech()
        self.window: ApplicantWindow | None = None
        self._keys = {
            key: self._key(key, act)
            for key, act in (
                ("F5", self.read),
                ("Ctrl 1", lambda: self.model.answer(right=True)),
                ("Ctrl 2", lambda: self.model.answer(right=False)),
            )
        }
        self._connect()
        self._know_keys(self.model.view)
        if settings.load(pages.desk.data).applicant_screen:
            self.open()

    def _connect(self) -> None:
        pages, shell = self._pages, self._pages.frame.shell
        pages.route("applicant", self.tell)
        pages.route("read_aloud", self.read)
        self.model.shown.connect(self._shown)
        self.model.answered.connect(self._answered)
        self.speech.failed.connect(pages.frame.window.say_quietly)
        shell.applicant_asked.connect(self.toggle)
        shell.read_asked.connect(self.read)
        pages.frame.window.destroyed.connect(self.close)
        pages.frame.window.shield.turned.connect(self._shielded)
        screens = QGuiApplication.instance()
        if isinstance(screens, QGuiApplication):
            screens.screenAdded.connect(self._place)
            screens.screenRemoved.connect(self.screen_gone)

    def _key(self, key: str, act: "Callable[[], None]") -> QShortcut:
        shortcut = QShortcut(self._pages.frame.window)
        shortcut.setKeys(sequences(key))
        shortcut.activated.connect(act)
        return shortcut

    # --- the window
    def toggle(self) -> None:
        """Open the applicant's window or close it, and remember that for the next start."""
        if self.window:
            self.window.close()
        else:
            self.open()
            self._remember(is_open=True)
            self._pages.frame.window.say(_say("opened"))

    def open(self) -> None:
        """Put the window on a monitor of its own, or beside the officer's."""
        self.window = window = ApplicantWindow(view_for(Idle()))
        window.answered.connect(self._answer)
        window.closed.connect(self._closed)
        window.turned.connect(self._turned)
        window.draw(view_for(Idle()))
        self._place()
        self._shown(self.model.view)

    def _shielded(self, lies: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        if self.window:
            self.window.cover(view_for(Idle(self._pages.desk.office.phone)) if lies else None)
        if lies:
            self.speech.stop()

    def _answer(self, nth: int) -> None:
        self.model.answer(right=not nth)

    def close(self) -> None:
        """End with the desk."""
        self.speech.close()
        if self.window:
            self.window.blockSignals(True)
            self.window.close()
            self.window = None

    def _place(self) -> None:
        """Go to the monitor that is free now; monitors come and go."""
        if self.window:
            screen = own_screen(QGuiApplication.screens(), self._pages.frame.window.screen())
            self.window.show_on(screen)

    def screen_gone(self, screen: QScreen) -> None:
        """A monitor was taken away: what was written is kept, and the signature goes on before the officer."""
        window = self.window
        if window is None or window.monitor != screen.name():
            return
        window.hide()
        self._pages.frame.window.show_refusal(_say("unplugged"))

    def _closed(self) -> None:
        self.window = None
        self._remember(is_open=False)
        self._pages.frame.window.say(_say("closed"))

    def _remember(self, *, is_open: bool) -> None:
        data = self._pages.desk.data
        self._pages.frame.jobs.run(lambda: settings.remember(data, applicant_screen=is_open), done=_nothing)

    # --- what it shows
    def tell(self, context: "Context") -> None:
        """Show something that belongs to the officer's page, such as what is lacking, until that page is left."""
        self.model.tell(context)

    def _shown(self, view: ApplicantView) -> None:
        self.speech.stop()
        self._know_keys(view)
        if self.window and (subject := self.model.subject):
            desk = self._pages.desk
            self._pages.frame.jobs.run(
                lambda: looking.note(desk, subject, Purpose.SCREEN), done=lambda _noted: self._put_on(view)
            )
        else:
            self._put_on(view)

    def _put_on(self, view: ApplicantView) -> None:
        """Put a page on the screen; one that names somebody was written down first, and may be left again by now."""
        if self.window and view == self.model.view:
            self.window.draw(view)
            window = self._pages.frame.window
            (window.say_quietly if view.answers else window.unsay)(_say("asking"))

    def _know_keys(self, view: ApplicantView) -> None:
        """A key works only while there is something for it; the pages have F5 for themselves otherwise."""
        self._keys["F5"].setEnabled(view.kind != "idle")
        for key in ("Ctrl 1", "Ctrl 2"):
            self._keys[key].setEnabled(bool(view.answers))

    def _turned(self, page: Page) -> None:
        signing = self.model.signing
        if page.paper and signing:
            SigningLink(page.paper, signing, self._officers_field)

    def _officers_field(self) -> InkField | None:
        papers = self._pages.frame.window.findChildren(PaperView)
        return next((paper.field for paper in papers if paper.isVisible() and paper.field.isVisible()), None)

    def _answered(self, right: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        window = self._pages.frame.window
        if right:
            window.say(_say("said_right"))
        else:
            window.show_refusal(_say("said_wrong"))

    # --- the voice
    def read(self, text: str = "") -> None:
        """Read a text aloud, or what stands on the applicant's screen; pressed again, be silent."""
        if self.speech.is_speaking:
            self.speech.stop()
            return
        view = self.window.page.view if self.window else self.model.view
        if text or view.kind != "idle":
            self.speech.say(text or spoken(view))
        else:
            self._pages.frame.window.say_quietly(_say("nothing_to_read"))


def _say(name: str) -> str:
    return resources.text("applicant", f"officer.{name}")


def _nothing(_result: object) -> None:
    """Nobody waits for what is remembered."""
