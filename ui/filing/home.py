"""The case on the desk while papers are taken: read anew after each, with small pictures of what lies there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import placing
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

    def read(self) -> None:
        """Read the case again."""
        if self.id:
            desk, case_id, have = self._desk, self.id, frozenset(self.thumbs)

            def found() -> tuple[Home | None, Mapping[str, bytes]]:
                home = placing.home_of(desk, case_id)
                return home, _pictures(desk, home, have)

            self._jobs.run(found, done=self._is_read)

    def keep_thumb(self, picture: str, jpeg: bytes) -> None:
        """Note the picture of a page that was just filed."""
        self.thumbs[picture] = jpeg

    def _is_read(self, found: tuple[Home | None, Mapping[str, bytes]]) -> None:
        self.home, pictures = found
        self.thumbs |= pictures
        self.lines = rows.lines_of(self.home, self._desk.today()) if self.home else ()
        self.changed.emit()


def _pictures(desk: "Desk", home: Home | None, have: frozenset[str]) -> dict[str, bytes]:
    """Give the archive pictures that are not known yet; the last few of a long list are enough for the eye."""
    if home is None:
        return {}
    if home.draft:
        wanted = {one.id: one.archive for one in home.draft.captures}
    else:
        wanted = {one.document.sha256: one.document for one in home.case.filed} if home.case else {}
    fresh = [(name, ref) for name, ref in wanted.items() if name not in have and ref.media_type.startswith("image/")]
    return {name: desk.document(ref) for name, ref in fresh[-_MOST_THUMBS:]}
