"""One thing done to a key: what it asks for, checked before anything runs, and what came of it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.services.officer_keys import LEAST_PASSWORD
from ui.jobs import FREE, Jobs
from ui.problems import sentence

_AT: dict[str, str] = {
    "unlock.wrong_password": "own",
    "unlock.wait": "own",
    "password.same": "password",
    "password.short": "password",
    "recovery.no_key": "key",
    "recovery.wrong_key": "key",
    "recovery.no_sheet": "sheet",
    "recovery.sheet_parts": "sheet",
    "recovery.sheet_damaged": "sheet",
    "recovery.two_sheets": "sheet",
    "officer.name_missing": "name",
    "token.pin": "pin",
    "token.pin_low": "pin",
    "token.pin_final": "pin",
}

Work = Callable[[dict[str, str]], object]


class Act(QObject):
    """`refused(field, sentence)`: what to put right, in no field when none is wrong; `busy(bool)`; `done(sentence)`.

    `name` is that of its texts, `asks` are the fields in their order; `danger` marks what cannot be undone.
    """

    refused = Signal(str, str)
    busy = Signal(bool)
    done = Signal(str)

    def __init__(self, name: str, text: str, asks: tuple[str, ...], said: str) -> None:
        super().__init__()
        self.name, self.text, self.asks, self._said = name, text, asks, said
        self.danger, self._under_way = False, False

    def begin(self, jobs: Jobs, work: Work, lane: Any = FREE) -> None:
        """Take what does it, once all is right."""
        self._jobs, self._work, self._lane = jobs, work, lane

    def send(self, typed: dict[str, str]) -> None:
        """Do it with what was typed, unless something is wrong with that."""
        if self._under_way:
            return
        wrong = _wrong(self.asks, typed)
        if wrong:
            self.refused.emit(*wrong)
            return
        self._set_busy(True)
        self._jobs.run(lambda: self._work(typed), self._is_done, self._is_not_done, self._lane)

    def _is_done(self, _nothing: object) -> None:
        self._set_busy(False)
        self.done.emit(self._said)

    def _is_not_done(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        place = _AT.get(error.code, "")
        self.refused.emit(place if place in self.asks else "", sentence(error))

    def _set_busy(self, under_way: bool) -> None:  # noqa: FBT001 - the signal carries the value
        self._under_way = under_way
        self.busy.emit(under_way)


def _wrong(asks: tuple[str, ...], typed: dict[str, str]) -> tuple[str, str] | None:
    """Give the first field that is not right, and what to do."""
    if "password" not in asks:
        return None
    if len(typed["password"]) < LEAST_PASSWORD:
        return "password", sentence(Refused("password.short", least=LEAST_PASSWORD))
    if typed["password"] != typed["again"]:
        return "again", sentence(Refused("password.differs"))
    return None
