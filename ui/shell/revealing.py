"""看全号: one key shows the numbers of the page in work whole, for a minute or until it is left; written down first."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

import resources
from app.domain.access import Purpose
from app.services import looking
from ui.widgets import veil
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

# Long enough to read a number out or to compare it digit by digit; in an open hall nobody sees it after that.
SHOWN_MS: Final = 60_000


class Revealing(QObject):
    """Lifts the veil over the page in work; whose page it is, the page says by its property ``about``."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__(pages)
        self._pages, self._window = pages, pages.frame.window
        self._over: QWidget | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SHOWN_MS)
        self.timer.timeout.connect(self.cover)
        pages.frame.shell.whole_asked.connect(self.turn)
        self._window.page_shown.connect(self.cover)

    def turn(self) -> None:
        """Show the numbers whole once that is written down, or masked again."""
        if veil.is_lifted():
            self.cover()
            return
        glass = self._glass()
        if not veil.hides(glass):
            self._window.say_quietly(_say("nothing"))
            return
        desk, subject = self._pages.desk, str(glass.property("about") or self._window.current.property("about"))
        self._pages.frame.jobs.run(
            lambda: looking.note(desk, subject, Purpose.REVEAL), done=lambda _noted: self._lift(glass)
        )

    def cover(self) -> None:
        """Mask the numbers again."""
        self.timer.stop()
        self._over = None
        veil.lift(self._window, lifted=False)

    def _glass(self) -> QWidget:
        """Give what lies before the officer: the sheet over the page, or the page."""
        sheets = [one for one in self._window.findChildren(Sheet) if one.isVisible()]
        return sheets[-1] if sheets else self._window.current

    def _lift(self, glass: QWidget) -> None:
        """Another page may have come meanwhile; its numbers stay masked."""
        if glass is not self._glass():
            return
        veil.lift(self._window, lifted=True)
        self.timer.start()
        if isinstance(glass, Sheet) and glass is not self._over:
            glass.closed.connect(self.cover)
        self._over = glass
        self._window.say(_say("shown"))


def _say(name: str) -> str:
    return resources.text("shell", f"whole.{name}")
