"""What the bars show, made from what the desk knows."""

from dataclasses import dataclass
from datetime import datetime

import resources
from app import clock
from ui import when


@dataclass(frozen=True)
class DeskState:
    """What the store and the queue know now; times are aware, None = never, or not looked at yet.

    `cases` and `blobs` count what waits for the county: cases with unsent entries, pictures not yet complete there.
    """

    office: str
    officer: str
    online: bool | None = None
    cases: int = 0
    blobs: int = 0
    oldest_at: datetime | None = None
    last_success_at: datetime | None = None
    accepted_today: int = 0
    drafts: int = 0
    came_today: int = 0
    referred_today: int = 0
    printer: bool | None = None
    camera: bool | None = None
    backup_at: datetime | None = None
    training: bool = False


@dataclass(frozen=True)
class Sign:
    """A word in a bar with its icon and ink."""

    text: str
    icon: str
    ink: str = "ink2"


@dataclass(frozen=True)
class ShellView:
    """All that the two bars draw."""

    office: str
    day: str
    officer: str
    link: Sign
    saved: Sign
    today: str
    queue: Sign
    devices: tuple[Sign, ...]
    training: bool
    dark: bool
    large: bool


def _say(name: str, **facts: object) -> str:
    return resources.text("shell", name, **facts)


def link_sign(state: DeskState) -> Sign:
    """Give online or offline, with the number of cases that wait."""
    word = {True: "top.online", False: "top.offline", None: "top.unknown"}[state.online]
    text = _say(word)
    if state.cases:
        text = _say("top.unreported", state=text, count=state.cases)
    return Sign(text, "wifi" if state.online else "wifi-off", "ink2" if state.online is not False else "soon")


def queue_sign(state: DeskState, now: datetime) -> Sign:
    """Give what waits since when, and when the county last had everything."""
    last = when.moment(state.last_success_at, now) if state.last_success_at else ""
    if not state.cases and state.blobs:
        return Sign(_say("status.blobs", count=state.blobs), "upload")
    if not state.cases:
        return Sign(_say("status.clear", last=when.before_han(last)) if last else _say("status.clear_never"), "check")
    oldest = when.moment(state.oldest_at or now, now)
    waiting = _say("status.waiting", count=state.cases, oldest=oldest)
    return Sign(
        _say("status.last", waiting=waiting, last=last) if last else _say("status.never", waiting=waiting), "upload"
    )


def device_signs(state: DeskState, now: datetime) -> tuple[Sign, ...]:
    """Give printer, camera and backup; what was not looked at yet is not shown."""
    signs = [
        Sign(_say(f"status.{name}_{'ok' if fine else 'missing'}"), name, "ink2" if fine else "soon")
        for name, fine in (("printer", state.printer), ("camera", state.camera))
        if fine is not None
    ]
    return (*signs, _backup_sign(state.backup_at, now))


def _backup_sign(at: datetime | None, now: datetime) -> Sign:
    if at is None:
        return Sign(_say("status.backup_never"), "hard-drive")
    days = when.days_since(at, now)
    return Sign(_say("status.backup_days", days=days) if days else _say("status.backup_today"), "hard-drive")


def _today(state: DeskState) -> str:
    came = max(state.came_today, state.accepted_today)  # an acceptance recorded later may have come another day
    words = [_say("status.came", came=came) if came else _say("status.nobody")]
    words += [_say("status.accepted", accepted=state.accepted_today)] if state.accepted_today else []
    words += [_say("status.referred", referred=state.referred_today)] if state.referred_today else []
    return _say("status.comma").join(words)


def make_view(state: DeskState, now: datetime, *, saving: bool, dark: bool, large: bool) -> ShellView:
    """Give what the bars draw at `now`."""
    return ShellView(
        office=state.office,
        day=when.day_and_weekday(clock.local_date(now)),
        officer=state.officer,
        link=link_sign(state),
        saved=Sign(_say("top.saving"), "refresh-cw") if saving else Sign(_say("top.saved"), "check"),
        today=_today(state),
        queue=queue_sign(state, now),
        devices=device_signs(state, now),
        training=state.training,
        dark=dark,
        large=large,
    )
