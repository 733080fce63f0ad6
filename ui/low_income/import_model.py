"""Bringing a list into the register: it is read beside the window, compared, shown, and written when asked for."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.low_income_list import Preview, ReadList
from app.errors import Refused, Unavailable
from app.services import looking, low_income_import
from app.sheets.progress import Progress
from ui.jobs import FREE, Jobs
from ui.low_income import import_view
from ui.low_income.import_view import TABS, ImportView
from ui.low_income.list_model import CHANGES
from ui.low_income.words import say
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.low_income_import import Imported

_TELLS_MS = 200


class ImportModel(QObject):
    """`shown(ImportView)`; `done(sentence)` when the list is in the register, `left()` when it is not to be."""

    shown = Signal(object)
    done = Signal(str)
    left = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, file: Path) -> None:
        super().__init__()
        self._desk, self._jobs, self._file = desk, jobs, file
        self._progress, self._preview = Progress(), Preview()
        self._leaving: frozenset[str] = frozenset()
        self._view = ImportView()
        self._clock = QTimer(self)
        self._clock.setInterval(_TELLS_MS)
        self._clock.timeout.connect(self._tell)

    @property
    def view(self) -> ImportView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read the file."""
        desk, file, progress = self._desk, self._file, self._progress
        self._begin("reading")
        self._jobs.run(lambda: low_income_import.read(desk, file, progress), self._is_read, self._is_refused, lane=FREE)

    def turn(self, tab: str) -> None:
        """Show another part."""
        if self._view.state == "shown":
            self._show(tab)

    def turn_on(self, step: int) -> None:
        """Show the next part, or the one before."""
        self.turn(TABS[(TABS.index(self._view.tab) + step) % len(TABS)])

    def choose(self, key: str) -> None:
        """Let a household that the list leaves out leave the register, or stay after all."""
        if self._view.tab == "missing":
            self._leaving = self._leaving ^ {key}
            self._show("missing")

    def choose_all(self) -> None:
        """Let all of them leave, or all stay."""
        every = frozenset(one.id for one in self._preview.missing)
        self._leaving = frozenset() if self._leaving == every else every
        self._show("missing")

    def write(self) -> None:
        """Write what is shown, all of it or nothing."""
        if not self._view.can_write:
            return
        desk, shown, file, leaving = self._desk, self._preview, self._file.name, self._leaving
        self._progress = progress = Progress()
        self._begin("writing")
        self._jobs.run(
            lambda: low_income_import.write(desk, shown, file, leaving, progress),
            self._is_written,
            self._is_refused,
            changes=CHANGES,
        )  # fmt: skip - what, then who hears of it

    def leave(self) -> None:
        """Go without it; while something is under way, stop that first."""
        if self._view.state in ("reading", "writing"):
            self._progress.stop()
        else:
            self.left.emit()

    def stop(self) -> None:
        """The page goes: what is still being read is of no use; what is being written goes on to its end."""
        self._clock.stop()
        if self._view.state == "reading":
            self._progress.stop()

    # --- within
    def _begin(self, state: str) -> None:
        self._clock.start()
        self._change(state=state, refused="", can_write=False)
        self._tell()

    def _tell(self) -> None:
        progress, state = self._progress, self._view.state
        if state in ("reading", "comparing", "writing"):
            facts = {"file": self._file.name, "done": progress.done, "total": progress.total}
            self._change(said=say(f"import.{state}", **facts))

    def _is_read(self, said: ReadList) -> None:
        desk = self._desk
        self._change(state="comparing")
        self._tell()
        self._jobs.run(lambda: _compared(desk, said), self._is_compared, self._is_refused)

    def _is_compared(self, preview: Preview) -> None:
        self._clock.stop()
        self._preview = preview
        self._change(state="shown", note=import_view.note(preview, self._file.name))
        self._show(import_view.first_tab(preview))

    def _show(self, tab: str) -> None:
        preview, every = self._preview, frozenset(one.id for one in self._preview.missing)
        can_write = not preview.is_empty or bool(self._leaving)
        blocked = say("import.blocked", count=preview.blocked) if preview.blocked else ""
        nothing = say("import.nothing_wrong" if preview.blocked else "import.nothing")
        rows = import_view.rows(preview, tab, self._leaving)
        self._change(
            tab=tab,
            counts=import_view.counts(preview),
            rows=rows,
            hint=_hint(tab, len(rows), dict(import_view.counts(preview))[tab]),
            empty="" if rows else say(f"empty.{tab}"),
            said=blocked if can_write else nothing,
            can_write=can_write,
            can_leave=tab == "missing" and bool(rows),
            all_leave=bool(every) and self._leaving == every,
        )

    def _is_written(self, done: "Imported") -> None:
        self._clock.stop()
        self._view = replace(self._view, state="done")
        self.done.emit(say("import.done", new=done.new, changed=done.changed, removed=done.removed))

    def _is_refused(self, error: BaseException) -> None:
        self._clock.stop()
        if not isinstance(error, Refused | Unavailable):
            self._change(state="refused", said="")
            raise error
        self._change(state="refused", said="", rows=(), counts=(), hint="", empty="", refused=sentence(error))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of ImportView by name
        self.shown.emit(self._view)


def _compared(desk: "Desk", said: ReadList) -> Generator[None, None, Preview]:
    found = yield from low_income_import.compare(desk, said)
    looking.listed(desk, "list:low_income_import", len((*found.new, *found.changed, *found.missing, *found.wrong)))
    return found


def _hint(tab: str, drawn: int, count: int) -> str:
    """Say what a part is about, and that not all of it is drawn."""
    more = say("import.most", count=drawn, total=count) if drawn < count else ""
    return f"{say(f'hint.{tab}')}{more}" if drawn else ""
