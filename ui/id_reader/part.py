"""The part of the desk that listens to an ID card reader while a card is wanted."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app import settings
from app.capture import id_reader
from app.capture.hand_over import HandOver
from app.errors import Refused, Unavailable
from ui.id_reader.reading import shots
from ui.id_reader.wedge import Wedge
from ui.intake.side import Side
from ui.intake.steps import Step
from ui.jobs import FREE

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages
    from ui.intake.model import IntakeModel

_LOOK_MS = 400
_INTAKE = "intake"


class IdReaderPart(QObject):
    """Brings what a chip says to the card that is open. `read(fields)` for whoever wants to know of it.

    Settings: `reader_folder` (a hand-over folder) and `reader_keys` (the reader types). Without them it does nothing.
    """

    read = Signal(object)

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        known = settings.load(pages.desk.data)
        self._place = Path(known.reader_folder) if known.reader_folder else None
        self._folder: HandOver | None = None
        self._looking = False
        self._wedge = Wedge(pages.frame.window, id_reader.is_line) if known.reader_keys else None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.read.connect(self._bring)
        if self._wedge:
            self._wedge.typed.connect(self._typed)
            self._wedge.half.connect(self._half)
        pages.frame.window.page_shown.connect(self._page_shown)

    def _half(self) -> None:
        self._pages.frame.problems.show(Refused("chip.half_line"))

    def _page_shown(self, page: str) -> None:
        """Only an intake wants a card; what comes at other times belongs to nobody here."""
        if page == _INTAKE:
            self._start()
        else:
            self._stop()

    def _start(self) -> None:
        if self._wedge:
            self._wedge.start()
        if self._place and not self._timer.isActive():
            self._timer.start()
            self._look()

    def _stop(self) -> None:
        self._timer.stop()
        self._folder = None
        if self._wedge:
            self._wedge.stop()

    # --- the hand-over file
    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self._pages.frame.jobs.run(self._looked, done=self._found, failed=self._is_wrong, lane=FREE)

    def _looked(self) -> dict[str, str] | None:
        """Look into the folder; outside the UI thread. What lies there at the first look is no card of today's."""
        if self._folder is None and self._place is not None:
            self._folder = HandOver(self._place)
        return self._folder.look(self._pages.desk.today()) if self._folder else None

    def _found(self, fields: dict[str, str] | None) -> None:
        self._looking = False
        if fields:
            self.read.emit(fields)

    def _is_wrong(self, error: BaseException) -> None:
        """A folder that is gone is said once and not looked for again until the next intake."""
        self._looking = False
        if isinstance(error, Unavailable):
            self._timer.stop()
            self._folder = None
        self._pages.frame.problems.show(error)

    # --- the typed line
    def _typed(self, line: str) -> None:
        try:
            self.read.emit(id_reader.parsed(line, self._pages.desk.today()))
        except Refused as refused:
            self._pages.frame.problems.show(refused)

    def _bring(self, fields: dict[str, str]) -> None:
        """Give the chip's two sides to the card that is open, as a camera would give pictures of them."""
        intake = self._pages.intake
        if intake is None or not _wants_card(intake):
            self._pages.frame.problems.show(Refused("chip.not_wanted"))
            return
        for shot in shots(fields):
            intake.capture.taken.emit(shot)


def _wants_card(intake: "IntakeModel") -> bool:
    """Tell whether somebody's card is open: the applicant's, a member's over the household, or an agent's."""
    view = intake.view
    return view.side is Side.AGENT or (view.side is None and (bool(view.card_of) or view.step is Step.CARD))
