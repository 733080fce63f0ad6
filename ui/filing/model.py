"""Papers under the camera: put where they belong by themselves, asked about where the program cannot know."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.household import Member
from app.services import filing, visits
from ui import noting
from ui.capture.model import CaptureModel
from ui.capture.shot import Shot
from ui.filing import asking, live, rows, view
from ui.filing.answers import Answers
from ui.filing.codes_seen import CodesSeen
from ui.filing.edit_model import Developer, EditModel
from ui.filing.home import HomeOnDesk
from ui.filing.live import Words
from ui.filing.pages_to_sign import PagesToSign
from ui.filing.pile import Pile
from ui.filing.sheet import At, Sheet
from ui.filing.view import FilingView
from ui.filing.visit_line import VisitLine
from ui.jobs import Jobs
from ui.printing import Printing
from ui.problems import Problems

if TYPE_CHECKING:
    from app.capture.watch import Look
    from app.services.desk import Desk

_TAKEN = {At.WAITS, At.WRITING, At.KEPT}


class FilingModel(QObject):
    """Takes one page after the other; `answers` takes what an officer says about one. `shown(FilingView)`.

    `camera_wanted()`: another camera is to be chosen. Leaves by `closed()`, or where an answer leads:
    `gone(name, fact)` with open, draft, find, blank, referral, sync.
    """

    shown = Signal(object)
    closed = Signal()
    gone = Signal(str, str)
    camera_wanted = Signal()

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        reader: Developer,
        problems: Problems,
        capture: CaptureModel,
        coming: visits.Coming | None = None,
        printing: Printing | None = None,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self.capture = capture
        self._desk, self._jobs, self._reader, self._problems = desk, jobs, reader, problems
        self._visit = VisitLine(desk, jobs, coming)
        self._about, self._came = coming.case if coming else "", coming.visitor.id_number if coming else ""
        self.home = HomeOnDesk(desk, jobs, self._about)
        self.pile = Pile(desk, jobs, reader, problems, self.home)
        self.answers = Answers(self.pile, desk.today)
        self._codes = CodesSeen(desk, jobs)
        self.pages = PagesToSign(desk, jobs, problems, printing) if printing else None
        self._view = FilingView(note=self._visit.note or view.say("page.note"), case=self._about)
        self._connect()

    def _connect(self) -> None:
        self.capture.taken.connect(self.take)
        self.answers.changed.connect(self._redraw)
        self.answers.again.connect(self.capture.shoot)
        self.answers.went.connect(self._go)
        self.pile.crowded.connect(self._is_crowded)
        self.pile.filed.connect(self._is_filed)
        self.pile.written.connect(self._tell_missing)
        self.home.changed.connect(self._redraw)
        if self.pages:
            self.pages.said.connect(self._is_printed)

    def _is_crowded(self, crowded: bool) -> None:  # noqa: FBT001 - the signal carries the value
        """Files and pages of a PDF come no faster than they are read: a camera's page never stands behind all."""
        self.capture.bringing.hold(on=crowded)

    def _is_printed(self, said: str) -> None:
        self._change(printed=said)

    @property
    def view(self) -> FilingView:
        """What the page shows now."""
        return self._view

    def lay(self, case_id: str) -> None:
        """Lay a case or a draft on the desk: pages without a code of ours are its."""
        self._about = self.home.id = case_id
        self._change(case=case_id)

    def start(self) -> None:
        """Let the camera run, take up what lies in the tray, and say who has still to sign."""
        self.capture.start()
        self.pile.restore()
        self.home.read()
        if self._about or not self._came:
            self._tell_missing()
            return
        number = self._came
        self._jobs.run(lambda: filing.about(self._desk, number), done=self._is_known)

    def _is_known(self, case_id: str) -> None:
        self._about = self._about or case_id
        self._tell_missing()

    def words(self, look: "Look") -> Words:
        """Give what the glass says of a frame."""
        return live.words(look, self.home.home, self.home.lines, self._codes.known(look.code))

    def take(self, shot: Shot) -> None:
        """Take a picture; what has to be asked about it waits until its turn comes."""
        self.pile.take(shot)

    # --- what the officer does
    def keep(self) -> None:
        """Enter: the answer to what is asked; after a series, go through what waits."""
        if self._view.asks:
            self.answers.keep()
        elif self._view.series:
            self._go_through(series=False)

    def toggle_series(self) -> None:
        """Take page after page without a question, or ask again as they come."""
        self._go_through(series=not self.pile.is_series)

    def _go_through(self, *, series: bool) -> None:
        self.capture.series(on=series)
        self.pile.go_through(series=series)

    def editing(self, key: str) -> EditModel | None:
        """Give what cuts the page of a line by hand; None where none lies there, or in an accepted case."""
        draft = self.home.home.draft if self.home.home else None
        captures = draft.captures if draft else ()
        capture = next((one for one in reversed(captures) if key == f"{one.slot}/{one.member}"), None)
        if draft is None or capture is None:
            return None
        page = EditModel(self._desk, self._jobs, self._reader, self._problems, draft.id)
        page.open(capture, next((line.title for line in self._view.lines if line.key == key), ""))
        page.done.connect(self.home.read)
        return page

    def take_out(self, page: EditModel) -> None:
        """Take a page out of the application; undo brings it back."""
        self.pile.take_out(page.draft, page.capture)

    def choose_camera(self) -> None:
        """Have another camera chosen, or this one set by hand."""
        self.camera_wanted.emit()

    def undo(self) -> None:
        """Take back the last page that can be."""
        self.pile.undo()

    def note_whole(self, show: Callable[[], None]) -> None:
        """Show a number of the paper in work whole, once that is written down."""
        noting.reveal(self._desk, self._jobs, f"case:{self._about}" if self._about else "list:tray", show)

    def open_case(self) -> None:
        """Go to the case of the last paper."""
        self.stop()
        self.gone.emit("open", self._about)

    def print_pages(self) -> None:
        """Print the pages of all who have still to sign in the case that this is about."""
        if self.pages:
            self.pages.print(self._about)

    def leave(self) -> None:
        """Write what waits, note the visit, and go."""
        self.stop()
        self.closed.emit()

    def stop(self) -> None:
        """Write what waits, note the visit, let the camera go: another page takes over."""
        self.capture.stop()
        self.pile.pending.flush()
        self._visit.close(self._about, [asking.title(one) for one in self.pile.sheets if one.at in _TAKEN])

    def _go(self, does: str, sheet: Sheet) -> None:
        facts = sheet.facts or {}
        case = sheet.place.id if sheet.place else str(facts.get("case", "")) or asking.home_id(sheet)
        fact = {"blank_forms": facts.get("number"), "referral": facts.get("about")}.get(does, case)
        self.stop()
        self.gone.emit(does, str(fact or ""))

    # --- within
    def _is_filed(self, case_id: str) -> None:
        self._about = case_id or self._about

    def _tell_missing(self) -> None:
        about = self._about
        if about:
            self._jobs.run(lambda: filing.missing(self._desk, about), done=self._is_missing)

    def _is_missing(self, found: tuple[str, tuple[Member, ...]]) -> None:
        self._change(missing=view.missing_text(*found) if found[0] else "", is_missing=bool(found[1]))

    def _note(self) -> str:
        """Who came, or whose case lies on the desk."""
        if self._visit.note or not self.home.home:
            return self._visit.note or view.say("page.note")
        return asking.home_words(self.home.home)

    def _redraw(self) -> None:
        self._change()

    def _change(self, **changes: object) -> None:
        pile, home = self.pile, self.home
        elsewhere = [one for one in reversed(pile.sheets) if one.at is not At.KEPT or asking.where(one, home.id)]
        shown = elsewhere if home.id else list(reversed(pile.sheets))
        facts = {
            "note": self._note(),
            **self.answers.parts,
            **changes,
            "reading": pile.is_reading,
            "rows": tuple(rows.of_sheet(one, asking.title(one), asking.where(one, home.id)) for one in shown),
            "lines": rows.of_lines(home.home, home.lines, home.thumbs) if home.home else (),
            "lacking": rows.lacking_text(home.lines),
            "can_undo": pile.pending.last is not None,
            "series": pile.is_series,
            "waiting": pile.waiting,
            "gap": view.gap_text(one.place for one in pile.sheets if one.place and one.at in _TAKEN),
        }
        self._view = replace(self._view, **facts)  # type: ignore[arg-type]  # fields of FilingView by name
        self.shown.emit(self._view)
