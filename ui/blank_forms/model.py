"""The pad of blank forms: printed, listed, spoilt; and one that was filled in by hand goes to the intake."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.case_number import short
from app.domain.draft import Draft
from app.domain.paper_number import MOST, PaperBatch, PaperNumber
from app.errors import Refused, Unavailable
from app.rules.deadlines import deadlines
from app.services import blank_forms, late_entry
from app.services.local_rules import countys
from app.services.looking import NOBODY
from ui.blank_forms import view
from ui.blank_forms.view import BlankView, Trouble
from ui.filing.ask import day_of
from ui.jobs import Jobs
from ui.press import Make, Press
from ui.printing import Paper, Printing
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

USUAL_COUNT = 10
_CHANGES = frozenset({"desk", "outbox"})
_PLACES = {
    "acceptance.in_future": "day",
    "paper.before_printed": "day",
    "acceptance.no_late_reason": "reason",
}  # fmt: skip - where the fault is, if not where it was found


class BlankFormsModel(QObject):
    """Shows the pad. `shown(BlankView)`; `taken_in(Draft)` when a form is to be recorded, `focus_asked(place)`.

    Leaves by `back_asked()`, `case_asked(id)`, `sync_asked()`.
    """

    shown = Signal(object)
    focus_asked = Signal(str)
    taken_in = Signal(object)
    back_asked = Signal()
    case_asked = Signal(str)
    sync_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems) -> None:
        super().__init__()
        self._desk, self._jobs, self._problems = desk, jobs, problems
        self.printing, self.press = printing, Press(jobs, printing)
        self._used_by = ""
        self._view = BlankView(day=desk.today().isoformat(), reason=view.say("enter.usual"))
        self.press.went.connect(self._went)
        self.press.stopped.connect(self._stopped)

    @property
    def view(self) -> BlankView:
        """What the page shows now."""
        return self._view

    def start(self, number: str = "") -> None:
        """Read the pad; with a number, record the form that bears it."""
        self._read()
        if number:
            self._change(number=number)
            self.focus_asked.emit("day")

    # --- printing
    def print(self, count: str) -> None:
        """Reserve numbers and print as many forms."""
        if self.press.busy:
            return
        if not count.strip().isdecimal() or not 1 <= int(count) <= MOST:
            self._change(trouble=Trouble(view.say("print.count_wrong"), "count"))
            return
        self._change(said=view.say("print.making"), printing=True, trouble=None)
        self._jobs.run(
            lambda: blank_forms.reserve(self._desk, int(count)),
            done=self._is_reserved,
            failed=self._is_not_reserved,
            changes=_CHANGES,
        )

    def print_again(self, number: str) -> None:
        """Print a form of the pad once more."""
        if number and not self.press.busy:
            self._change(said=view.say("print.making"), printing=True, trouble=None)
            self.press.print((self._form(number),))

    def choose_printer(self, name: str) -> None:
        """Print on the printer that was chosen."""
        self.press.choose(name)

    def choose_none(self) -> None:
        """No printer was chosen: the numbers stay on the pad."""
        self.press.give_up()
        self._change(said=view.say("print.unsent"), printing=False)

    def _form(self, number: str) -> Make:
        desk = self._desk

        def make() -> Paper:
            from app.forms.blank import make_blank  # noqa: PLC0415 - reportlab, which no start of the program needs

            today = desk.today()
            days = deadlines(today, desk.office.confirmer, countys(desk)).working_days
            form = make_blank(number, desk.office, today.isoformat(), legal_days=days, training=desk.training)
            return Paper(view.say("print.paper", number=short(number)), form.pdf, NOBODY)

        return make

    def _is_reserved(self, batch: PaperBatch) -> None:
        self._read()
        if batch.reserved:
            self.press.print(tuple(self._form(number) for number in batch.reserved.numbers))

    def _is_not_reserved(self, error: BaseException) -> None:
        self._change(said="", printing=False)
        self._refused(error, "count")

    def _went(self, done: int, count: int) -> None:
        name = "print.done" if done == count else "print.went"
        self._change(said=view.say(name, done=done, count=count), printing=done < count)

    def _stopped(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._problems.show(error)
        said = sentence(error) if isinstance(error, Refused | Unavailable) else view.say("print.unsent")
        self._change(trouble=view.trouble("printer", said, ""))

    # --- 补录
    def write(self, **typed: str) -> None:
        """Take what is typed: `number`, `day`, `reason`."""
        self._change(**typed, trouble=None)

    def pick(self, number: str) -> None:
        """Record the form of a row."""
        self._change(number=number, trouble=None)
        self.focus_asked.emit("day")

    def enter(self) -> None:
        """Go to the intake with the form's number and day, or say what is wrong."""
        typed = self._view
        on = day_of(typed.day, self._desk.today())
        if not on:
            self._change(trouble=Trouble(view.say("enter.wrong_day"), "day"))
            return
        self._jobs.run(lambda: self._begun(typed, on), done=self._is_begun, failed=self._is_not_begun)

    def _begun(self, typed: BlankView, on: str) -> Draft:
        number = late_entry.number_of(typed.number)
        paper = self._desk.store.paper(number)
        self._used_by = paper.used_by if paper else ""
        return late_entry.begin(self._desk, number, on, typed.reason)

    def _is_begun(self, draft: Draft) -> None:
        self.taken_in.emit(draft)

    def _is_not_begun(self, error: BaseException) -> None:
        self._refused(error, "number")

    # --- 作废
    def ask_spoil(self, number: str) -> None:
        """Ask why a form will not be used."""
        if number:
            self._change(spoils=number, trouble=None)
            self.focus_asked.emit("spoil")

    def leave_spoil(self) -> None:
        """Let the form be."""
        self._change(spoils="", trouble=None)

    def spoil(self, reason: str) -> None:
        """Write down that the form will not be used."""
        number = self._view.spoils
        self._jobs.run(
            lambda: blank_forms.spoil(self._desk, number, reason),
            done=lambda _nothing: self._is_spoilt(number),
            failed=lambda error: self._refused(error, "spoil"),
            changes=_CHANGES,
        )

    def _is_spoilt(self, number: str) -> None:
        self._change(spoils="", trouble=None, said=view.say("spoil.done", number=short(number)))
        self._read()

    # --- answers
    def answer(self, nth: int) -> None:
        """Do what the nth answer to a refusal says."""
        trouble = self._view.trouble
        if trouble is None or nth >= len(trouble.does):
            return
        does = trouble.does[nth]
        self._change(trouble=None)
        if does == "open":
            self.case_asked.emit(self._used_by)
        elif does == "sync":
            self.sync_asked.emit()
        elif does == "go_on":
            self.press.go_on()
        elif does == "give_up":
            self.choose_none()
        else:
            self.focus_asked.emit(does)

    def _refused(self, error: BaseException, place: str) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._problems.show(error)
            return
        found = _PLACES.get(error.code, place)
        self._change(trouble=view.trouble(error.code, sentence(error), found))
        if found:
            self.focus_asked.emit(found)

    def _read(self) -> None:
        self._jobs.run(lambda: blank_forms.unused(self._desk), done=self._is_read)

    def _is_read(self, papers: tuple[PaperNumber, ...]) -> None:
        self._change(rows=view.rows(papers))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of BlankView by name
        self.shown.emit(self._view)
