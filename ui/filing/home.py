"""The case on the desk while papers are taken: read anew after each, with small pictures of what lies there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.fact import BlobRef
from app.services import looking, placing
from app.services.placing import Home
from ui.filing import rows
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.domain.checklist import Line
    from app.services.desk import Desk

_MOST_THUMBS = 12


class HomeOnDesk(QObject):
    """`changed()` when the case was read. Without an id there is none: papers find their case by their codes."""

    changed = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, case_id: str) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self.id = case_id
        self.home: Home | None = None
        self.lines: tuple[Line, ...] = ()
        self.thumbs: dict[str, bytes] = {}
        self._shown: dict[str, str] = {}  # which archive picture a thumb shows: one that was cut anew is another

    def read(self) -> None:
        """Read the case again."""
        if self.id:
            desk, case_id, have = self._desk, self.id, dict(self._shown)

            def found() -> _Found:
                home = placing.home_of(desk, case_id)
                wanted = _archives(home)
                fresh = {name: ref for name, ref in wanted.items() if have.get(name) != ref.sha256}
                latest, subject = list(fresh.items())[-_MOST_THUMBS:], f"case:{case_id}"
                return home, wanted, {name: looking.document(desk, ref, subject) for name, ref in latest}

            self._jobs.run(found, done=self._is_read)

    def _is_read(self, found: "_Found") -> None:
        self.home, wanted, pictures = found
        self.thumbs |= pictures
        self._shown |= {name: wanted[name].sha256 for name in pictures}
        self.lines = rows.lines_of(self.home, self._desk.today()) if self.home else ()
        self.changed.emit()


_Found = tuple[Home | None, Mapping[str, BlobRef], Mapping[str, bytes]]


def _archives(home: Home | None) -> dict[str, BlobRef]:
    """Give the archive pictures of a home by the names that its lines have for them."""
    if home is None:
        return {}
    if home.draft:
        found = {one.id: one.archive for one in home.draft.captures}
    else:
        found = {one.document.sha256: one.document for one in home.case.filed} if home.case else {}
    return {name: ref for name, ref in found.items() if ref.media_type.startswith("image/")}
