"""What a page over many cases does whatever it is for: read, mark, write, print."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.duties import Act
from app.errors import Refused, Unavailable
from app.services import looking
from ui.jobs import Jobs
from ui.press import Make, Press
from ui.printing import Paper, Printing
from ui.problems import Problems, sentence
from ui.rights import why_not
from ui.several.view import SeveralView

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

CHANGES: Final = frozenset({"cases", "tasks", "outbox", "tray"})
BOXES: Final = ("box", "ticked")
CONCERNS: Final = frozenset({"cases", "documents"})


class SeveralModel(QObject):
    """`shown(view)`; `done(sentence)`, `refused(sentence)` what came of a sheet; `back_asked`, `case_asked(id)`.

    What it reads is kept by `_got`, `_draw` makes its view of it. `LIST` is the list's name in the journal, `ACTS`
    what one has to be allowed to for what a part is for.
    """

    LIST: ClassVar[str]
    ACTS: ClassVar[Mapping[str, Act]] = {}
    shown = Signal(object)
    done = Signal(str)
    refused = Signal(str)
    back_asked = Signal()
    case_asked = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems, part: str = "") -> None:
        super().__init__()
        self.desk, self.jobs, self._problems = desk, jobs, problems
        self.printing, self.press = printing, Press(jobs, printing)
        self._last: tuple[Make, ...] = ()
        self._whys: dict[str, str] = {}
        self._view = SeveralView(part=part)
        self.press.went.connect(self._went)
        self.press.stopped.connect(self._stopped)
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> SeveralView:
        """What the page shows now."""
        return self._view

    # --- what a page is made of
    def _read(self) -> Any:
        """Give what there is, or what reads it in slices. In the store's lane."""
        return None

    def _got(self, found: Any) -> None:
        """Keep what was read."""

    def _draw(self) -> dict[str, Any]:
        """Give what the view shows of it, by the names of its fields."""
        return {}

    def village_of(self, _key: str) -> str:
        """Give the village of a row; one for all where a page knows of none."""
        return ""

    def keys(self) -> frozenset[str]:
        """Give the keys of the rows that can be chosen now; none where there is nothing to choose them for."""
        if self._view.why_not:
            return frozenset()
        return frozenset(row.key for row in self._view.rows if row.cells[0].sign in BOXES)

    # --- reading
    def start(self) -> None:
        """Read all anew."""
        self.jobs.run(self._read_all, done=self._is_read)

    def _read_all(self) -> Generator[None, None, tuple[dict[str, str], Any]]:
        """Give why which part is only for reading, and what there is. In the store's lane."""
        standing = self.desk.standing()
        whys = {part: why_not(standing, act) for part, act in self.ACTS.items()}
        yield
        found = self._read()
        return whys, ((yield from found) if isinstance(found, Generator) else found)

    def turn(self, part: str) -> None:
        """Show another part."""
        self._view = replace(self._view, part=part, marked=frozenset(), said="", wrong="")
        self.refresh()

    def refresh(self, **changes: Any) -> None:
        """Show what is known, with other fields of the view."""
        self._view = replace(self._view, **changes)
        self._view = replace(self._view, why_not=self._whys.get(self._view.part, ""))
        self._view = replace(self._view, **self._draw())
        self._view = replace(self._view, marked=self._view.marked & self.keys())
        self.shown.emit(self._view)

    def _is_read(self, answer: tuple[dict[str, str], Any]) -> None:
        """What was read is shown once it is written down that it was."""
        self._whys, found = answer
        self._got(found)
        desk, about, count = self.desk, self.LIST, len(self._draw().get("rows", ()))
        self.jobs.run(lambda: looking.listed(desk, about, count), done=lambda _noted: self.refresh())

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & CONCERNS:
            self.start()

    # --- choosing
    def mark(self, key: str) -> None:
        """Choose a row, or choose it no more."""
        if key in self.keys():
            self.refresh(marked=self._view.marked ^ {key}, said="", wrong="")

    def mark_village(self, key: str) -> None:
        """Choose all of a row's village, or none of it where all are chosen."""
        village = self.village_of(key)
        theirs = frozenset(one for one in self.keys() if self.village_of(one) == village)
        self._turn_all(theirs)

    def mark_all(self) -> None:
        """Choose all, or none where all are chosen."""
        self._turn_all(self.keys())

    def _turn_all(self, them: frozenset[str]) -> None:
        marked = self._view.marked
        self.refresh(marked=marked - them if them <= marked else marked | them, said="", wrong="")

    # --- writing
    def write(self, job: Callable[[], Any], done: Callable[[Any], None], *, on_sheet: bool = True) -> None:
        """Run what writes; a refusal stands on the sheet, or on the page where there is none."""
        self.jobs.run(job, done, self._is_refused if on_sheet else self._in_the_way, changes=CHANGES)

    def _is_refused(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self.refused.emit(sentence(error))
        else:
            self._problems.show(error)

    def _in_the_way(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self.refresh(busy=False, wrong=sentence(error))
        else:
            self._problems.show(error)

    # --- printing
    def print(self, papers: tuple[Make, ...]) -> None:
        """Print these papers one after the other; none while others are under way."""
        if not papers:
            self.refresh(wrong=_say("nothing_to_print"))
        elif not self.press.busy:
            self._last = papers
            self.press.print(papers)

    def print_again(self) -> None:
        """Print once more what was printed last."""
        self.print(self._last)

    @property
    def has_printed(self) -> bool:
        """Whether there is something to be printed once more."""
        return bool(self._last)

    def choose_none(self) -> None:
        """No printer was chosen."""
        self.press.give_up()
        self.refresh(said=_say("unprinted"))

    def _went(self, done: int, all_: int) -> None:
        self.refresh(said=_say("printing", done=done, all=all_), wrong="")

    def _stopped(self, error: BaseException) -> None:
        self.press.give_up()
        self._in_the_way(error)


def paper(name: str, make: "Callable[[], Form]", about: str, people: int) -> Make:
    """Give what makes a paper when its turn comes: under a name that names no person, about whom, how many."""
    return lambda: Paper(name, make().pdf, about, people=people)


def _say(name: str, /, **facts: object) -> str:
    return resources.text("several", name, **facts)
