"""Opening the program: choosing an officer, trying a password, waiting after a wrong one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from app import clock
from app.errors import Refused, Unavailable
from ui import when
from ui.jobs import FREE, Jobs
from ui.pc_keys.act import Act
from ui.problems import sentence
from ui.theme import Look, Theme
from ui.unlock.recover import recovering
from ui.unlock.view import Glance, Unlocker, UnlockView, footer, lines

TICK_MS = 250


class UnlockModel(QObject):
    """Owns the view of the unlock page; `opened(session)` carries what the Unlocker gave.

    `recovered(sentence)`: the county's key gave somebody a new password.
    """

    shown = Signal(object)
    opened = Signal(object)
    recovered = Signal(str)

    def __init__(self, unlocker: Unlocker, jobs: Jobs, theme: Theme, *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._unlocker, self._jobs, self._theme, self._now = unlocker, jobs, theme, now
        self._free_at: datetime | None = None
        self._wait_s = 0.0  # what was left when it was looked at last
        self._view = UnlockView(dark=theme.look.dark, large=theme.look.large)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        theme.changed.connect(self._look_changed)

    @property
    def view(self) -> UnlockView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Look who may open; also after a lock, and to try again when it could not be read."""
        self._change(day=when.day_and_weekday(clock.local_date(self._now())), sentence="", blocked="", busy=False)
        self._jobs.run(self._unlocker.glance, self._got, self._blocked, lane=FREE)

    def choose(self, at: int) -> None:
        """Choose the officer in place `at`, from 0; another place is no one's."""
        if 0 <= at < len(self._view.people) and at != self._view.at:
            self._change(at=at, sentence="", by_token=self._view.people[at].token)

    def change_way(self) -> None:
        """Go from the password to the UKey of who is chosen, or back."""
        if self._view.has_token:
            self._change(by_token=not self._view.by_token, sentence="")

    def open(self, password: str) -> None:
        """Try a password for the chosen officer; nothing happens while one is being tried or must be waited for."""
        if not self._view.can_open:
            return
        if not password:
            self._change(sentence=sentence(Refused("unlock.password_empty")))
            return
        officer = self._view.people[self._view.at].officer_id
        self._change(busy=True, sentence="")
        by_token = self._view.by_token
        self._jobs.run(
            lambda: self._unlocker.open(officer, password, by_token=by_token), self._opened, self._failed, lane=FREE
        )

    def recovering(self) -> Act:
        """Give what a recovery by the county's key asks for; who may open is read again when it is done."""
        act = recovering(self._unlocker, self._jobs, self._view)
        act.done.connect(self._is_recovered)
        return act

    def _is_recovered(self, said: str) -> None:
        self.recovered.emit(said)
        self.start()

    def set_caps(self, caps: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        """Say whether Caps Lock seems to be on."""
        if caps != self._view.caps:
            self._change(caps=caps)

    def toggle_large(self) -> None:
        """Change between large and normal type."""
        self._theme.set_large(large=not self._theme.look.large)

    def toggle_dark(self) -> None:
        """Change between the dark and the light colours."""
        self._theme.set_dark(dark=not self._theme.look.dark)

    def tick(self) -> None:
        """Count down what must be waited."""
        left = (self._free_at - self._now()).total_seconds() if self._free_at else 0
        if self._free_at and left > self._wait_s:  # somebody set the clock back
            self._free_at, left = self._now() + timedelta(seconds=self._wait_s), self._wait_s
        self._wait_s = left
        whole = max(0, -int(-left // 1))
        if not whole:
            self._free_at = None
            self._tick.stop()
        if whole != self._view.wait_s:
            self._change(wait_s=whole)

    def _got(self, glance: Glance) -> None:
        at = min(self._view.at, max(0, len(glance.people) - 1))
        self._change(
            office=glance.office,
            people=glance.people,
            at=at,
            by_token=bool(glance.people) and glance.people[at].token,
            lines=lines(glance),
            footer=footer(glance),
            training=glance.training,
        )

    def _opened(self, session: object) -> None:
        self._change(busy=False, sentence="")
        self.opened.emit(session)

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            return self._blocked(error)
        seconds = error.facts.get("wait_s", 0)
        if isinstance(seconds, int | float) and seconds > 0:
            self._wait_s = float(seconds)
            self._free_at = self._now() + timedelta(seconds=self._wait_s)
            self._tick.start()
        self._change(busy=False, sentence=sentence(error))
        self.tick()
        return None

    def _blocked(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(busy=False, blocked=sentence(error), sentence="", caps=False)
            return
        self._change(busy=False)
        self._jobs.problem(error)

    def _look_changed(self, look: Look) -> None:
        self._change(dark=look.dark, large=look.large)

    def _change(self, **values: object) -> None:
        self._view = replace(self._view, **values)  # type: ignore[arg-type]  # names and types are UnlockView's own
        self.shown.emit(self._view)
