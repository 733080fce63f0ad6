"""The register as a list: searched, filtered, counted; its file written, its last import undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.low_income import Trait
from app.domain.masking import private
from app.errors import Refused, Unavailable
from app.services import looking, low_income, low_income_import
from ui.jobs import Jobs
from ui.low_income.words import CLASSES, day_of, say, word, words
from ui.problems import sentence
from ui.widgets.row import Cell, Row

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.low_income_import import Imported, Undone
    from app.store.values import ListedRow, RegisterCounts

CHANGES = frozenset({"desk", "outbox"})
MOST = 300
LIST = "list:low_income"
_HEALTH = frozenset({Trait.SEVERE_DISABILITY.value, Trait.SERIOUS_ILLNESS.value})


@dataclass(frozen=True, slots=True)
class ListView:
    """The page: `counts` by class in a line, `last` tells of the import that can be undone, `said` what was done."""

    rows: tuple[Row, ...] = ()
    note: str = ""
    counts: str = ""
    more: str = ""
    none: str = ""
    last: str = ""
    said: str = ""
    wrong: str = ""
    villages: tuple[str, ...] = ()
    typed: str = ""
    of_class: str = ""
    village: str = ""
    is_empty: bool = True
    busy: bool = False


class ListModel(QObject):
    """`shown(ListView)`; reads again whenever something of the desk changes."""

    shown = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs, said: str = "") -> None:
        super().__init__()
        self._desk, self._jobs, self._view = desk, jobs, ListView(said=said)
        self._under_way = self._asked_again = False
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> ListView:
        """What the page shows now."""
        return self._view

    @property
    def file_name(self) -> str:
        """What the register's file is called."""
        return say("list.save_as", day=self._desk.today().isoformat())

    def start(self) -> None:
        """Read the register; a question that comes meanwhile is asked afterwards."""
        if self._under_way:
            self._asked_again = True
            return
        self._under_way, view, desk = True, self._view, self._desk
        of_class = next((code for code in CLASSES if view.of_class and word("class", code) == view.of_class), "")
        wanted = (view.typed.strip(), of_class, view.village.strip())
        self._jobs.run(lambda: _read(desk, wanted), done=self._is_read, failed=self._is_not_read)

    def look_for(self, text: str) -> None:
        """Show those in whose lines the text stands."""
        self._filter(typed=text)

    def set_class(self, text: str) -> None:
        """Show those of a class, by its word."""
        self._filter(of_class="" if text == say("list.all") else text)

    def set_village(self, text: str) -> None:
        """Show those of a village."""
        self._filter(village="" if text == say("list.all") else text)

    def export(self, file: Path, reason: str, note: str) -> None:
        """Write the register into a file, for a reason."""
        desk = self._desk
        self._run(lambda: (file, low_income.export(desk, file, reason, note)), self._is_exported)

    def undo(self) -> None:
        """Undo the last import."""
        desk = self._desk
        self._change(said=say("list.undoing"))
        self._run(lambda: low_income_import.undo(desk), self._is_undone)

    # --- within
    def _filter(self, **changes: str) -> None:
        self._change(said="", wrong="", **changes)
        self.start()

    def _run(self, job: Callable[[], object], done: Callable[..., None]) -> None:
        if not self._view.busy:
            self._change(busy=True, wrong="")
            self._jobs.run(job, done=done, failed=self._is_refused, changes=CHANGES)

    def _is_exported(self, written: tuple[Path, int]) -> None:
        file, count = written
        self._change(busy=False, said=say("list.exported", count=count, file=file.name))

    def _is_undone(self, done: "Undone") -> None:
        name = "list.undone_left" if done.left else "list.undone"
        self._change(busy=False, said=say(name, back=done.back, left=done.left))

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(busy=False, said="", wrong=sentence(error))

    def _is_not_read(self, error: BaseException) -> None:
        self._under_way = False
        self._jobs.problem(error)

    def _is_read(self, found: "tuple[tuple[ListedRow, ...], int, RegisterCounts, Imported | None]") -> None:
        self._under_way = False
        rows, total, counts, last = found
        by_class = [
            say("list.count", word=word("class", code), count=counts.by_class[code])
            for code in CLASSES
            if counts.by_class.get(code)
        ]  # fmt: skip - one line
        self._change(
            rows=tuple(map(_row, rows)),
            note=say("list.note", households=counts.households, people=counts.people) if counts.households else "",
            counts=say("list.between").join(by_class),
            more=say("list.most", count=len(rows), total=total) if total > len(rows) else "",
            none="" if rows else say("list.none_found" if counts.households else "list.none"),
            last=_told(last) if last else "",
            villages=tuple(sorted(filter(None, counts.by_village), key=lambda name: -counts.by_village[name])),
            is_empty=not counts.households,
        )
        if self._asked_again:
            self._asked_again = False
            self.start()

    def _changed(self, kinds: frozenset[str]) -> None:
        if "desk" in kinds:
            self.start()

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of ListView by name
        self.shown.emit(self._view)


def _read(
    desk: "Desk", wanted: tuple[str, str, str]
) -> "tuple[tuple[ListedRow, ...], int, RegisterCounts, Imported | None]":
    rows, total = desk.store.listed_households(*wanted, limit=MOST)
    looking.listed(desk, LIST, len(rows))
    return rows, total, desk.store.register_counts(), low_income_import.last_import(desk)


def _told(last: "Imported") -> str:
    facts = {"new": last.new, "changed": last.changed, "removed": last.removed}
    return say("list.last", day=day_of(last.on), file=last.file, **facts)


def _flags(codes: tuple[str, ...]) -> str:
    """Give what there is to keep an eye on; an illness or a disability is folded until it is wanted."""
    open_ones = words("flag", tuple(code for code in codes if code not in _HEALTH))
    folded = private(words("flag", tuple(code for code in codes if code in _HEALTH)))
    return say("between").join(filter(None, (open_ones, folded)))


def _row(one: "ListedRow") -> Row:
    listing = one.listing
    flags = say("list.disputed") if one.conflicts else _flags(listing.flags)
    cells = (
        Cell(listing.name, "ink", strong=True, wraps=True),
        Cell(listing.village, wraps=True),
        Cell(words("class", listing.classes), "ink"),
        Cell(flags, "soon" if one.conflicts else "ink2", sign="soon" if one.conflicts else ""),
        Cell(say("list.people", count=listing.people)),
        Cell(listing.since),
        Cell(),
    )
    return Row(one.id, cells, act=say("list.open"), tip=words("class", listing.classes))
