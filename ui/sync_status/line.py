"""How the officer of this PC wants the line to be used: remembered, and given to who sends."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

import resources
from app import clock, settings
from app.errors import Refused
from app.settings import Settings
from sync.client.line_use import LineUse
from ui.jobs import Jobs
from ui.problems import sentence

_MOST_KB, _HOURS = 100_000, 24
_MORNING = time(8)


class Costs(StrEnum):
    """What costs money over the line, as the officer knows it."""

    AUTO = "auto"  # as the system says
    NO = "no"
    YES = "yes"
    SMALL = "small"  # yes, but small pictures go


class Pause(StrEnum):
    """How long nothing is sent by itself."""

    HOUR = "hour"
    FOUR_HOURS = "four_hours"
    MORNING = "morning"

    def until(self, now: datetime) -> datetime:
        """Give when it ends; the morning is the next one in China."""
        if self is Pause.MORNING:
            local = now.astimezone(clock.SHANGHAI)
            at = datetime.combine(local.date(), _MORNING, clock.SHANGHAI)
            return at if at > local else at + timedelta(days=1)
        return now + timedelta(hours=1 if self is Pause.HOUR else 4)


@dataclass(frozen=True)
class LineChoice:
    """What was chosen; `hours` is (from, to) or None for all day, `kb_per_s` 0 for no limit."""

    costs: Costs = Costs.AUTO
    kb_per_s: int = 0
    hours: tuple[int, int] | None = None
    paused_until: datetime | None = None

    def use(self, *, metered: bool) -> LineUse:
        """Give how the line is used; `metered` is the system's word."""
        counts = self.costs in {Costs.YES, Costs.SMALL} or (self.costs is Costs.AUTO and metered)
        small = self.costs is Costs.SMALL
        return LineUse(self.paused_until, counts, small, self.kb_per_s, self.hours)


def choice_of(known: Settings) -> LineChoice:
    """Read what was chosen; the usual where a hand has written nonsense into the file."""
    costs = Costs(known.line_costs) if known.line_costs in set(Costs) else Costs.AUTO
    try:
        until = clock.parse(known.paused_until) if known.paused_until else None
    except ValueError:
        until = None
    try:
        hours = read_hours(*known.picture_hours.split("-")) if known.picture_hours else None
    except (Refused, TypeError):
        hours = None
    return LineChoice(costs, min(max(known.picture_kb_per_s, 0), _MOST_KB), hours, until)


def read_speed(typed: str) -> int:
    """Give the KiB of a second that were typed, 0 for nothing; Refused line.speed."""
    number = typed.strip() or "0"
    if not (number.isascii() and number.isdigit()) or int(number[:9]) > _MOST_KB or len(number) > len(str(_MOST_KB)):
        raise Refused("line.speed", most=_MOST_KB)
    return int(number)


def read_hours(first: str, end: str) -> tuple[int, int] | None:
    """Give the hours that were typed, None for none at all; Refused line.hours."""
    typed = first.strip(), end.strip()
    if typed == ("", ""):
        return None
    if not all(one.isascii() and one.isdigit() and len(one) <= 2 and int(one) <= _HOURS for one in typed):  # noqa: PLR2004 - digits of an hour
        raise Refused("line.hours")
    hours = int(typed[0]) % _HOURS, int(typed[1]) % _HOURS
    return None if hours[0] == hours[1] else hours


class Line(QObject):
    """Keeps the choice of this PC. `done(sentence)` when it changed, `refused(sentence)` when it did not."""

    done = Signal(str)
    refused = Signal(str)

    def __init__(self, data: Path, jobs: Jobs, metered: Callable[[], bool], *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._data, self._jobs, self._metered, self._now = data, jobs, metered, now
        self.choice = choice_of(settings.load(data))

    def use(self) -> LineUse:
        """Give how the line is used now."""
        return self.choice.use(metered=self._metered())

    def choose(self, costs: str, speed: str, first: str, end: str) -> None:
        """Use the line as was typed."""
        try:
            chosen = Costs(costs), read_speed(speed), read_hours(first, end)
        except Refused as error:
            self.refused.emit(sentence(error))
            return
        self._take(LineChoice(*chosen, self.choice.paused_until))

    def pause(self, choice: str) -> None:
        """Send nothing by itself for a while."""
        until = Pause(choice).until(self._now())
        self._take(LineChoice(self.choice.costs, self.choice.kb_per_s, self.choice.hours, until))

    def go_on(self) -> None:
        """End a pause."""
        self._take(LineChoice(self.choice.costs, self.choice.kb_per_s, self.choice.hours))

    def _take(self, choice: LineChoice) -> None:
        """Hold to it at once; a disk that does not remember it is told, and it holds until the program ends."""
        self.choice = choice
        hours, until = choice.hours, choice.paused_until
        changes = {
            "line_costs": choice.costs.value,
            "picture_kb_per_s": choice.kb_per_s,
            "picture_hours": f"{hours[0]}-{hours[1]}" if hours else "",
            "paused_until": clock.text(until) if until else "",
        }
        self._jobs.run(lambda: settings.remember(self._data, **changes), done=_nothing)
        self.done.emit(resources.text("sync", "line.done"))


def _nothing(_result: object) -> None:
    """Nobody waits for the file."""
