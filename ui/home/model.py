"""What is to be done today, kept fresh."""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app import clock
from app.domain.officer import Standing
from app.rules.county import Local
from ui.home.facts import HomeFacts, HomeReads, read
from ui.home.view import HomeView, make_view
from ui.jobs import Jobs

CONCERNS = frozenset({"cases", "drafts", "queue", "journal", "device", "documents", "tray", "desk", "funds"})
# Rows that a part of the desk answers to.
_NAMED = ("referral", "file", "fund", "rules", "standards", "lead", "stick", "backup", "updates")


class HomeModel(QObject):
    """Owns the view of home. What the officer wants is told by signals; the ids are those of the store.

    `asked(name, fact)`: something of the desk is wanted by its name, as ``visit``, with what it is about, or empty.
    `has` tells which names somebody answers to, `local` gives the county's own pack, `note` writes down that so many
    people were named; both in the store's lane.
    `told(name, note)`: what a part of the desk says beside its name; `stands(Standing)`: under what the officer acts,
    read anew each time.
    """

    shown = Signal(object)
    asked = Signal(str, str)
    draft_asked = Signal(str)
    case_asked = Signal(str)
    sync_asked = Signal()
    told = Signal(str, str)
    stands = Signal(object)

    def __init__(
        self,
        store: HomeReads,
        jobs: Jobs,
        *,
        now: Callable[[], datetime],
        has: Callable[[str], bool] | None = None,
        local: Callable[[], Local | None] = lambda: None,
        standing: Callable[[], Standing] | None = None,
        note: Callable[[int], None] = lambda _count: None,
    ) -> None:
        super().__init__()
        self.has = has or (lambda _name: True)
        self._store, self._jobs, self._now, self._local, self._note = store, jobs, now, local, note
        self._view, self._asked = HomeView(), False
        self._facts: HomeFacts | None = None
        self._standing = standing
        self._risen, self._alone = 0, ""
        self._backup: str | None = None
        self._update: tuple[str, str] | None = None
        jobs.changed.connect(self._changed)

    @property
    def view(self) -> HomeView:
        """What home shows now."""
        return self._view

    def refresh(self) -> None:
        """Read what is to be done; one reading at a time is enough."""
        if self._asked:
            return
        self._asked = True
        self._jobs.run(self._read, self._got, self._failed)

    def _read(self) -> Generator[None, None, HomeFacts]:
        standing = self._standing() if self._standing else None
        yield
        facts = yield from read(self._store, clock.local_date(self._now()), self._local())
        self._note(facts.people)
        return replace(facts, standing=standing)

    def tell(self, name: str, note: str) -> None:
        """Say something beside what is asked for by its name; nothing where there is nothing to say."""
        self.told.emit(name, note)

    def risen(self, count: int) -> None:
        """Know how many households a risen standard waits for."""
        if count != self._risen:
            self._risen = count
            if self._facts:
                self._show(self._facts)

    def alone(self, since: str) -> None:
        """Know since when unsent work has had only one copy, in stored form; empty where that is no matter."""
        if since != self._alone:
            self._alone = since
            if self._facts:
                self._show(self._facts)

    def backup_late(self, since: str | None) -> None:
        """Know since when there is no backup, in stored form, empty for never; None where that is no matter."""
        if since != self._backup:
            self._backup = since
            if self._facts:
                self._show(self._facts)

    def update_waits(self, word: tuple[str, str] | None) -> None:
        """Know how an update stands and which version it is, where somebody has to know; else None."""
        if word != self._update:
            self._update = word
            if self._facts:
                self._show(self._facts)

    def choose(self, key: str) -> None:
        """Go where a row leads; what stands behind # only tells two rows of one case apart."""
        kind, _, found = key.partition("#")[0].partition(":")
        if kind in _NAMED:
            self.asked.emit(kind, key if found else "")
        else:
            (self.draft_asked if kind == "draft" else self.case_asked).emit(found)

    def go_on(self) -> None:
        """Go on with the draft that was saved last."""
        if self._view.draft:
            self.draft_asked.emit(self._view.draft.draft_id)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & CONCERNS:
            self.refresh()

    def _got(self, facts: HomeFacts) -> None:
        self._asked = False
        if facts.standing is not None:
            self.stands.emit(facts.standing)
        self._show(facts)

    def _show(self, facts: HomeFacts) -> None:
        self._facts = facts
        known = replace(
            facts, risen=self._risen, alone_since=self._alone, backup_late=self._backup, update=self._update
        )
        self._view = make_view(known, self._now())
        self.shown.emit(self._view)

    def _failed(self, error: BaseException) -> None:
        self._asked = False
        self._jobs.problem(error)
