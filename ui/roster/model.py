"""The roster of a month: read, turned to another month, printed, kept as a file."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from app.domain.duties import Act
from app.durable import write_whole
from app.errors import Unavailable
from app.rules.roster import shifted
from app.services import looking, rosters
from app.services.rosters import Line, Roster
from ui.jobs import Jobs
from ui.printing import Printing
from ui.problems import Problems
from ui.roster import view
from ui.roster.view import LEFT, PAID, say
from ui.several.model import SeveralModel, paper

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk


class RosterModel(SeveralModel):
    """The parts are `PAID` and `LEFT`."""

    LIST = "list:roster"
    ACTS: ClassVar = dict.fromkeys((PAID, LEFT), Act.EXPORT)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems) -> None:
        super().__init__(desk, jobs, printing, problems, PAID)
        self.roster = Roster("")
        self._month = ""

    def turn_month(self, count: int) -> None:
        """Go some months on or back; 0 is the roster that is being made."""
        self._month = shifted(self.roster.month, count) if count and self.roster.month else ""
        self.start()

    def set_closing_day(self, typed: str) -> None:
        """Keep on which day of the month a roster closes."""
        desk = self.desk
        self.write(lambda: rosters.set_closing_day(desk, typed), self._is_set)

    def print_roster(self) -> None:
        """Print the roster that is shown, a sheet for each programme; who has no account stands there, held."""
        told, by_programme = self.roster, dict[str, list[Line]]()
        for line in told.on_paper:
            by_programme.setdefault(line.case.programme, []).append(line)
        name = say("paper", month=told.month)
        self.print(tuple(paper(name, partial(_form, self.desk, told.month, tuple(lines)), self.LIST, len(lines))
                         for lines in by_programme.values()))  # fmt: skip
        if told.is_open:
            self.refresh(wrong=say("open_on_paper"))

    def save(self, file: Path, reason: str, note: str) -> None:
        """Keep the roster as a spreadsheet, once it is written down why."""
        desk, about, people = self.desk, self.LIST, len(self.roster.lines)
        self.jobs.run(
            lambda: looking.exported(desk, about, people, reason, note),
            done=lambda _noted: self._save(file),
            failed=self._in_the_way,
        )

    def _save(self, file: Path) -> None:
        told, heads, name = self.roster, view.heads(), view.month_word(self.roster.month)
        notes = tuple(view.note_of(line) for line in told.lines)
        self.jobs.run(
            lambda: _write(file, rosters.workbook(self.desk, told, name, heads, notes)),
            done=lambda _written: self.refresh(said=say("saved", file=file.name), wrong=""),
            failed=self._in_the_way,
        )

    @property
    def file_name(self) -> str:
        """How the spreadsheet is called, unless the officer wants it otherwise."""
        return say("file", month=self.roster.month)

    def _is_set(self, day: int) -> None:
        self.done.emit(say("closing.done", day=day) if day else say("closing.unset"))
        self.start()

    def _read(self) -> Any:
        return rosters.read(self.desk, self._month)

    def _got(self, found: Any) -> None:
        self.roster = found

    def _draw(self) -> dict[str, Any]:
        return view.drawn(self.view.part, self.roster, self.desk.today())


def _form(desk: "Desk", month: str, lines: tuple[Line, ...]) -> "Form":
    from app.services.office_papers import roster  # noqa: PLC0415 - reportlab, which no start of the program needs

    extra = {line.case.id: line.share.back_fen or 0 for line in lines}
    return roster(desk, month, tuple(line.case for line in lines), extra)


def _write(file: Path, content: bytes) -> None:
    """Write the file whole; Unavailable printer.no_folder where it cannot be."""
    try:
        write_whole(file, content)
    except (OSError, Unavailable) as error:
        raise Unavailable("printer.no_folder") from error
