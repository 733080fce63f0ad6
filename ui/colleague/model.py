"""Adding a colleague: what was typed is checked, the slot is made outside the UI thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from ui.jobs import FREE, Jobs
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

LEAST_PASSWORD = 8


class ColleagueModel(QObject):
    """`refused(field, sentence)`: what to put right, in no field when none is wrong. `added(name)`: the end."""

    refused = Signal(str, str)
    busy = Signal(bool)
    added = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs, self._name, self._under_way = desk, jobs, "", False

    def add(self, own_password: str, name: str, password: str, again: str) -> None:
        """Give `name` a key slot with `password`, if the officer at the desk agrees by their own."""
        if self._under_way:
            return
        self._name = name.strip()
        wrong = _wrong(self._name, password, again)
        if wrong:
            self.refused.emit(*wrong)
            return
        self._set_busy(True)
        self._jobs.run(lambda: self._add(own_password, password), self._is_added, self._is_not_added, FREE)

    def _add(self, own_password: str, password: str) -> None:
        from app.services import session  # noqa: PLC0415 - Argon2 and its like, which no page needs

        session.add_officer(self._desk, own_password, self._name, password)

    def _is_added(self, _nothing: object) -> None:
        self._set_busy(False)
        self.added.emit(self._name)

    def _is_not_added(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        place = {"officer.exists": "name", "unlock.wrong_password": "own", "unlock.wait": "own"}.get(error.code, "")
        self.refused.emit(place, sentence(error))

    def _set_busy(self, under_way: bool) -> None:  # noqa: FBT001 - the signal carries the value
        self._under_way = under_way
        self.busy.emit(under_way)


def _wrong(name: str, password: str, again: str) -> tuple[str, str] | None:
    """Give the first field that is not right, and what to do."""
    if not name:
        return "name", sentence(Refused("officer.name_missing"))
    if len(password) < LEAST_PASSWORD:
        return "password", sentence(Refused("password.short", least=LEAST_PASSWORD))
    if password != again:
        return "again", sentence(Refused("password.differs"))
    return None
