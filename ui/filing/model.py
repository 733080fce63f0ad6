"""Papers under the camera: put where they belong by themselves, asked about where the program cannot know."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.household import Member
from app.services import filing, placing, visits
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.filing import ask, asking, check, choose, live, rows, sorting, view
from ui.filing.ask import Ask
from ui.filing.codes_seen import CodesSeen
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


class FilingModel(QObject):
    """Takes one page after the other. `shown(FilingView)`.

    Leaves by `closed()`, or where an answer leads: `gone(name, fact)` with open, draft, find, blank, referral, sync.
    """

    shown = Signal(object)
    closed = Signal()
    gone = Signal(str, str)

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        reader: PictureReader,
        problems: Problems,
        capture: CaptureModel,
        coming: visits.Coming | None = None,
        printing: Printing | None = None,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self.capture = capture
        self._desk, self._jobs = desk, jobs
        self._visit = VisitLine(desk, jobs, coming)
        self._about, self._came = coming.case if coming else "", coming.visitor.id_number if coming else ""
        self.home = HomeOnDesk(desk, jobs, self._about)
        self.pile = Pile(desk, jobs, reader, problems, self.home)
        self._codes = CodesSeen(desk, jobs)
        self.pages = PagesToSign(desk, jobs, problems, printing) if printing else None
        self._view = FilingView(note=self._visit.note or view.say("page.note"), case=self._about)
        capture.taken.connect(self.take)
        self.pile.changed.connect(self._redraw)
        self.pile.asked.connect(self._ask)
        self.pile.filed.connect(self._is_filed)
        self.pile.written.connect(self._tell_missing)
        self.home.changed.connect(self._redraw)
        if self.pages:
            self.pages.said.connect(self._is_printed)

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

    # --- what the officer says
    def say(self, edit: Callable[[Ask], Ask]) -> None:
        """Take another answer about the signature."""
        if self._view.ask:
            self._change(ask=edit(self._view.ask), wrong="")

    def keep(self) -> None:
        """Enter: file the page that is asked about, or say what is missing; go through what waits after a series."""
        if self._view.ask:
            self._keep_signed(self._view.ask)
        elif self._view.check:
            self._keep_checked(self._view.check)
        elif self._view.choose:
            self.choose(self._view.choose.at)
        elif self._view.series:
            self._go_through(series=False)

    def _keep_signed(self, told: Ask) -> None:
        sheet = self.pile.front
        place = sheet.place if sheet else None
        if sheet is None or place is None:
            return
        mark, wrong = ask.checked(told, place, self._desk.today())
        if wrong:
            self._change(wrong=wrong)
        else:
            self.pile.put(sheet, mark, {})

    def _keep_checked(self, told: check.Check) -> None:
        sheet = self.pile.front
        if told.open:
            self._change(wrong=view.say("check.still", count=len(told.open)))
        elif sheet:
            self.pile.put(sheet, None, told.values)

    def write(self, name: str, text: str) -> None:
        """Take a field as it is typed."""
        if self._view.check:
            self._checked(check.written(self._view.check, name, text, self._desk.today()))

    def let_stand(self, name: str, nth: int) -> None:
        """Take the nth value offered for a doubtful field; the first is what was read."""
        told = self._view.check
        field = next((one for one in self._view.fields if one.name == name), None)
        if told is None or field is None or nth >= len(field.offers):
            return
        read = next(one.read for one in told.told if one.name == name)
        if nth == 0 and read:
            self._checked(check.let_stand(told, name))
        else:
            self.write(name, field.offers[nth])

    def _checked(self, told: check.Check) -> None:
        self._change(check=told, fields=check.fields(told, self._desk.today()), wrong="")

    def choose(self, nth: int) -> None:
        """Say what the page is, or whose: then what it says may have to be looked at still."""
        sheet, asked = self.pile.front, self._view.choose
        if asked is None or sheet is None or sheet.spot is None:
            return
        following, place = choose.chosen(asked, nth, sheet.spot.home)
        self._change(choose=following)
        if place:
            spot = replace(sheet.spot, slot=place[0], member=place[1], doubt=placing.Doubt.NONE)
            self._placed(replace(sheet, spot=spot))

    def _placed(self, sheet: Sheet) -> None:
        asked = sorting.asked_about(sheet.spot, sheet) if sheet.spot else ""
        if asked == sorting.CHECK:
            self.pile.ask(sheet, asked)
        else:
            self.pile.put(sheet, None, {})

    def not_this(self) -> None:
        """The page is something else than the program says: choose."""
        sheet = self.pile.front
        if sheet and sheet.spot and sheet.spot.home.id:
            self.pile.ask(sorting.unknown(sheet, sheet.spot), sorting.CHOOSE)

    def drop(self) -> None:
        """Leave the page in work: it is not needed and goes back to its owner."""
        sheet = self.pile.front
        if sheet:
            self.pile.give_back(sheet)

    def toggle_series(self) -> None:
        """Take page after page without a question, or ask again as they come."""
        self._go_through(series=not self.pile.is_series)

    def _go_through(self, *, series: bool) -> None:
        self.capture.series(on=series)
        self.pile.go_through(series=series)

    def answer(self, nth: int) -> None:
        """Do what the nth answer to the question says."""
        question, sheet = self._view.question, self.pile.front
        if question is None or sheet is None or nth >= len(question.does):
            return
        self._do(question.does[nth], sheet, question.answers[nth][0])

    def _do(self, does: str, sheet: Sheet, verb: str) -> None:
        match does:
            case "drop" | "again":
                self.pile.give_back(sheet)
                if does == "again":
                    self.capture.shoot()
            case "use":
                self.pile.ask(sheet, sorting.OVERRULE)
            case "because" | "here":
                said = verb if does == "because" else sheet.overruled
                self.pile.ask_anew(replace(sheet, overruled=said, stays=sheet.stays or does == "here"))
            case "there":
                self._placed(sheet)
            case "keep":
                self.pile.put(sheet, None, {})
            case _:
                if does != "visit":  # who comes has to be registered first; the page waits in the tray
                    self.pile.give_back(sheet)
                self._go(does, sheet)

    def undo(self) -> None:
        """Take back the last page that can be."""
        self.pile.undo()

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
        taken = [asking.title(one) for one in self.pile.sheets if one.at in {At.WAITS, At.WRITING, At.KEPT}]
        self._visit.close(self._about, taken)

    def _go(self, does: str, sheet: Sheet) -> None:
        facts = sheet.facts or {}
        case = sheet.place.id if sheet.place else str(facts.get("case", "")) or asking.home_id(sheet)
        fact = {"blank_forms": facts.get("number"), "referral": facts.get("about")}.get(does, case)
        self.stop()
        self.gone.emit(does, str(fact or ""))

    # --- within
    def _ask(self, sheet: Sheet, asked: str) -> None:
        self._change(**asking.parts(sheet, asked, self._desk.today()))

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
        self._change(**({} if self.pile.front else asking.NOTHING))

    def _change(self, **changes: object) -> None:
        pile, home = self.pile, self.home
        elsewhere = [one for one in reversed(pile.sheets) if one.at is not At.KEPT or asking.where(one, home.id)]
        shown = elsewhere if home.id else list(reversed(pile.sheets))
        facts = {
            "note": self._note(),
            **changes,
            "reading": pile.is_reading,
            "rows": tuple(rows.of_sheet(one, asking.title(one), asking.where(one, home.id)) for one in shown),
            "lines": rows.of_lines(home.home, home.lines, home.thumbs, {}) if home.home else (),
            "lacking": rows.lacking_text(home.lines),
            "can_undo": pile.pending.last is not None,
            "series": pile.is_series,
            "waiting": pile.waiting,
        }
        self._view = replace(self._view, **facts)  # type: ignore[arg-type]  # fields of FilingView by name
        self.shown.emit(self._view)
