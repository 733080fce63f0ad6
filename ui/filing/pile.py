"""The pages of this visit: each finds its place, one at a time is asked about, each is filed or given back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.course import SignedOnPaper
from app.services import pages
from app.services.filing import Doubt
from app.services.pages import Put
from ui.capture.shot import PictureReader, Shot
from ui.filing import putting, sorting
from ui.filing.home import HomeOnDesk
from ui.filing.incoming import Incoming
from ui.filing.pending import Filed, Pending
from ui.filing.sheet import At, Sheet
from ui.jobs import Jobs
from ui.problems import Problems

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES = frozenset({"cases", "drafts", "tasks", "outbox", "desk"})


class Pile(QObject):
    """`changed()`; `asked(Sheet, what)`: it is this page's turn, and the officer has to say something about it.

    `filed(case id)` when a page was put somewhere, `written()` when it is on the disk there. `crowded(bool)` as
    `Incoming` says it.
    """

    changed = Signal()
    asked = Signal(object, str)
    filed = Signal(str)
    written = Signal()
    crowded = Signal(bool)

    def __init__(
        self, desk: "Desk", jobs: Jobs, reader: PictureReader, problems: Problems, home: HomeOnDesk
    ) -> None:  # fmt: skip - one line
        super().__init__()
        self._desk, self._jobs, self._problems, self._home = desk, jobs, problems, home
        self.pending, self._incoming = Pending(), Incoming(desk, jobs, reader, problems.show)
        self._sheets: dict[str, Sheet] = {}
        self._members: dict[str, str] = {}  # whose card a front is, by its key
        self._homes: dict[str, str] = {}  # where a front went, by its key
        self._queue: list[str] = []
        self._front, self._asked, self._is_series = "", "", False
        self._incoming.crowded.connect(self.crowded)
        self._incoming.moved.connect(self._is_moved)
        self._incoming.came.connect(self._sort)
        self.pending.changed.connect(self._is_at)
        self.pending.ran.connect(self._write)

    # --- what lies there
    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All pages of this visit that were not given back, in the order in which they came."""
        return tuple(self._sheets.values())

    @property
    def front(self) -> Sheet | None:
        """The page that is asked about."""
        return self._sheets.get(self._front) if self._asked else None

    @property
    def waiting(self) -> int:
        """How many pages wait for their turn, the one in work with them."""
        return len(self._queue)

    @property
    def is_series(self) -> bool:
        """Whether pages are taken without a stop."""
        return self._is_series

    @property
    def is_reading(self) -> bool:
        """Whether a page is being read."""
        return self._incoming.is_reading

    @property
    def is_busy(self) -> bool:
        """Whether a page is still on its way to being placed."""
        return self.is_reading or any(one.at in {At.SAVING, At.READING, At.WRITING} for one in self.sheets)

    # --- pages come
    def take(self, shot: Shot) -> None:
        """Take a picture."""
        self._incoming.take(shot, self._home.id)

    def restore(self) -> None:
        """Take up what lies in the tray from before."""
        self._incoming.restore()

    def go_through(self, *, series: bool) -> None:
        """Ask about pages as they come, or let them wait until the pile is done."""
        self._is_series = series
        if series:
            self._front = self._asked = ""
        self._next()

    def put(self, sheet: Sheet, mark: SignedOnPaper | None, values: Mapping[str, str]) -> None:
        """File a page where it belongs."""
        self._sheets[sheet.key] = sheet
        filed = putting.filed(self._desk, sheet, mark, values)
        if filed:
            self.pending.add(filed)
            self._homes[sheet.key] = sheet.place.id if sheet.place else sheet.spot.home.id if sheet.spot else ""
            self.filed.emit(self._homes[sheet.key])
        self._settle(sheet.key)

    def ask(self, sheet: Sheet, asked: str) -> None:
        """Ask something else about the page in work."""
        self._sheets[sheet.key] = sheet
        self._asked = asked
        self.asked.emit(sheet, asked)

    def ask_anew(self, sheet: Sheet) -> None:
        """Look again where the page in work belongs: the officer said something about it."""
        self._asked = ""
        self._sort(sheet)

    def give_back(self, sheet: Sheet) -> None:
        """Take a page out: it is not needed."""
        self._incoming.drop(sheet)
        self._sheets.pop(sheet.key, None)
        self._settle(sheet.key)

    def take_out(self, draft_id: str, capture_id: str) -> None:
        """Take a page out of its draft; `undo` brings it back."""
        desk = self._desk
        self.pending.add(
            Filed(
                f"out {capture_id}",
                lambda: pages.remove(desk, draft_id, capture_id),
                unwrite=lambda done: putting.take_back(desk, done),
            )
        )

    def undo(self) -> None:
        """Take back the last page that can be: before it was written, or out of the draft that it is in."""
        last = self.pending.last
        if last is None:
            return
        self.pending.forget(last.key)
        sheet = self._sheets.pop(last.key, None)
        if last.at is At.WAITS and sheet:
            self._incoming.drop(sheet)
        elif last.unwrite:
            unwrite = last.unwrite
            self._jobs.run(lambda: unwrite(last.written), done=lambda _: self._is_unwritten(sheet), changes=CHANGES)
        self.changed.emit()

    # --- within
    def _is_moved(self, sheet: Sheet) -> None:
        self._sheets[sheet.key] = sheet
        self.changed.emit()

    def _sort(self, sheet: Sheet) -> None:
        """Find the place of a page that came; again when it is its turn: the household may have grown meanwhile."""
        self._sheets[sheet.key] = sheet
        # A front that has no place yet is of nobody: its back is asked about, and looked at again when it is its turn.
        about, last = self._about(sheet), self._members.get(sheet.after, sheet.after)
        self._jobs.run(
            lambda: sorting.sort(self._desk, about, sheet, last),
            done=lambda found: self._is_sorted(found[0], found[1], last),
            failed=self._problems.show,
        )

    def _about(self, sheet: Sheet) -> str:
        """The case that was on the desk when the page came; without one, a back goes where its front went."""
        is_back = sheet.reading is not None and sheet.reading.kind == "id_back"
        return sheet.about or self._home.id or (self._homes.get(sheet.after, "") if is_back else "")

    def _is_sorted(self, sheet: Sheet, asked: str, last: str) -> None:
        if sheet.key not in self._sheets:
            return
        if asked and self._members.get(sheet.after, last) != last:
            self._sort(sheet)  # its front has got its place meanwhile
            return
        if sheet.place and not sheet.overruled and self.pending.has(sheet.place.written):
            asked = Doubt.TWICE.value
        self._sheets[sheet.key] = replace(sheet, at=At.ASKED) if asked else sheet
        if sheet.key not in self._queue:
            self._leave_worse(sheet, asked)
        if not asked:
            self.put(sheet, None, {})
        elif sheet.key == self._front:
            self.ask(self._sheets[sheet.key], asked)
        elif sheet.key not in self._queue:
            self._queue.append(sheet.key)
        self._next()

    def _leave_worse(self, sheet: Sheet, asked: str) -> None:
        """A page that was laid down again because its picture was bad takes that one's place."""
        front = self.front
        if front and self._asked == sorting.BAD and asked != sorting.BAD and _is_same(front, sheet):
            self.give_back(front)

    def _next(self) -> None:
        if not self._front and self._queue and not self._is_series:
            self._front = self._queue[0]
            self._sort(self._sheets[self._front])
        self.changed.emit()

    def _settle(self, key: str) -> None:
        self._queue = [one for one in self._queue if one != key]
        if key == self._front:
            self._front = self._asked = ""
        self._next()

    # --- writing
    def _is_at(self, key: str, at: At) -> None:
        if key in self._sheets:
            self._sheets[key] = replace(self._sheets[key], at=at)
            self.changed.emit()

    def _write(self, filed: Filed) -> None:
        self._jobs.run(
            filed.write,
            done=lambda written: self._is_written(filed, written),
            failed=lambda error: self._is_not_written(filed, error),
            changes=CHANGES,
        )

    def _is_written(self, filed: Filed, written: object) -> None:
        sheet = self._sheets.get(filed.key)
        if isinstance(written, Put) and sheet:
            capture = next(one for one in written.after.captures if one.id == written.capture)
            self._members[filed.key] = capture.member
        elif sheet and sheet.spot:
            self._members[filed.key] = sheet.spot.member
        self.pending.settle(filed.key, kept=True, written=written)
        if self.front and self.front.after == filed.key:
            self.ask_anew(self.front)  # the back of the card that has its place now
        self._home.read()
        self.written.emit()

    def _is_not_written(self, filed: Filed, error: BaseException) -> None:
        """It stays in the tray, and is offered again."""
        self.pending.settle(filed.key, kept=False)
        self._problems.show(error)

    def _is_unwritten(self, sheet: Sheet | None) -> None:
        """The page is in the officer's hand again, and not in the tray."""
        if sheet:
            self._incoming.drop(sheet)
        self._home.read()
        self.written.emit()


def _is_same(one: Sheet, other: Sheet) -> bool:
    """Whether two pictures are of one page: the same code, or the same kind where neither has one."""
    if one.codes or other.codes:
        return bool(set(one.codes) & set(other.codes))
    return bool(one.reading and other.reading and one.reading.kind == other.reading.kind)
