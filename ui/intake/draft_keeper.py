"""The one draft in work: changed by everyone on the page, saved within two seconds, never by waiting for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.draft import Draft
from app.services import assessing, intake
from app.services.assessing import Assessed
from ui.jobs import Jobs
from ui.problems import Problems

if TYPE_CHECKING:
    from datetime import date

    from app.services.desk import Desk

SAVE_AFTER_MS = 500
RETRY_AFTER_MS = 3_000
SAVING, SAVED, UNSAVED = "saving", "saved", "unsaved"
Edit = Callable[[Draft], Draft]


class DraftKeeper(QObject):
    """Holds the draft. `changed(Draft)` after every change; `kept(str)` says saving, saved or unsaved.

    A draft that nobody touched is never stored.
    """

    changed = Signal(object)
    kept = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, problems: Problems, draft: Draft) -> None:
        super().__init__()
        self._desk, self._jobs, self._problems, self._draft = desk, jobs, problems, draft
        self._stored, self._closed = draft, False
        self._local = assessing.local_of(desk.data)
        self._reckoned: tuple[Draft, date, Assessed] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save)

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self._draft

    @property
    def reckoned(self) -> Assessed:
        """What the draft comes to as it is now; reckoned once for each change."""
        today, known = self._desk.today(), self._reckoned
        if known is None or known[0] is not self._draft or known[1] != today:
            known = (self._draft, today, assessing.live(self._draft, today, self._local))
            self._reckoned = known
        return known[2]

    def change(self, edit: Edit) -> None:
        """Put a changed draft in place and have it saved soon; nothing happens when nothing changes."""
        draft = edit(self._draft)
        if draft == self._draft or self._closed:
            return
        self._draft = draft
        if not self._timer.isActive():
            self._timer.start(SAVE_AFTER_MS)
        self.kept.emit(SAVING)
        self.changed.emit(draft)

    def adopt(self, returned: Draft) -> None:
        """Take the pictures, signatures and form that a service stored, and nothing else: typing went on meanwhile."""
        self._stored = returned

        def merged(draft: Draft) -> Draft:
            known = {member.id for member in draft.members}
            return replace(
                draft,
                captures=tuple(capture for capture in returned.captures if capture.member in known),
                signatures=tuple(mark for mark in returned.signatures if mark.member in known),
                paper_signatures=tuple(mark for mark in returned.paper_signatures if mark.member in known),
                form=returned.form,
                form_content=returned.form_content,
            )

        self.change(merged)

    def save(self) -> None:
        """Save now, where something was changed since the last time."""
        self._timer.stop()
        draft = self._draft
        if self._closed:
            return
        if draft == self._stored:
            self.kept.emit(SAVED)
            return
        self._jobs.run(
            lambda: intake.save(self._desk, draft), done=lambda _: self._is_saved(draft), failed=self._is_unsaved
        )

    def close(self) -> None:
        """Never save again: the draft became a case, or was thrown away."""
        self._closed = True
        self._timer.stop()

    def _is_saved(self, draft: Draft) -> None:
        self._stored = draft
        if draft == self._draft:
            self.kept.emit(SAVED)

    def _is_unsaved(self, error: BaseException) -> None:
        """Nothing is lost: the draft is here, and it is tried again until it is stored."""
        self.kept.emit(UNSAVED)
        self._problems.show(error)
        if not self._closed:
            self._timer.start(RETRY_AFTER_MS)
