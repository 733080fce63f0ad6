"""Taking a list or the whole journal out: why, where to, and how far it is."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.services import inspection, journal_export
from ui.inspection.view import say
from ui.jobs import FREE, Jobs
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.inspection import Asked, Gathered, TakenOut
    from app.services.journal_export import Taken

JOURNAL = "ndjson"
_CHANGES = frozenset({"journal", "outbox"})


class ExportModel(QObject):
    """`said(words)`: how far it is and what came of it; `done(words)` when it is over, `refused(words)` why not."""

    said = Signal(str)
    done = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs

    def file_name(self, form: str) -> str:
        """Give the name that is proposed; it names no person."""
        name = "export.file_journal" if form == JOURNAL else "export.file_acts"
        return f"{say(name, day=self._desk.today().isoformat())}.{form}"

    def take(self, asked: "Asked", form: str, reason: str, file: Path) -> None:
        """Write a list (xlsx, pdf) of what is asked for, or the whole journal (ndjson)."""
        desk = self._desk
        if form == JOURNAL:
            self._jobs.run(
                lambda: journal_export.export(desk, file, reason),
                done=lambda taken: self._is_out(file, taken),
                failed=self._is_refused,
                changes=_CHANGES,
            )
            return
        self._jobs.run(
            lambda: inspection.gather(desk, asked, reason, form),
            done=lambda gathered: self._write(gathered, file),
            failed=self._is_refused,
            changes=_CHANGES,
        )

    def _write(self, gathered: "Gathered", file: Path) -> None:
        desk = self._desk
        self.done.emit("")
        self.said.emit(say("saving", count=gathered.body.count))
        self._jobs.run(
            lambda: inspection.write(desk, gathered, file), done=self._is_written, failed=self._is_refused, lane=FREE
        )

    def _is_written(self, out: "TakenOut") -> None:
        self.said.emit(say("saved", file=out.file.name, signature=out.signature.name))

    def _is_out(self, file: Path, taken: "Taken") -> None:
        self.done.emit("")
        self.said.emit(say("journal_saved", file=file.name, count=taken.entries, words=taken.countersigned))

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self.refused.emit(sentence(error))
        self.said.emit(sentence(error))
