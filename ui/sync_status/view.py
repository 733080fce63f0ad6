"""What the page of the queue shows, made from its facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import resources
from app import clock
from app.store.values import CaseSummary
from sync.client.line_use import Pictures
from ui import when
from ui.sizes import size_words
from ui.sync_status.facts import QueueFacts, SyncState, WaitingCase
from ui.sync_status.matters import matter_rows
from ui.widgets.row import Cell, Row

_MINUTE, _HOUR = 60, 3600
_LONG = timedelta(days=1)  # without a line: then a stick is quicker


@dataclass(frozen=True)
class SyncView:
    """All that the page draws. `strip` is amber; it is empty while nothing is the matter.

    `matters` are the things that somebody has to look at.
    """

    strip: str = ""
    matters_title: str = ""
    matters: tuple[Row, ...] = ()
    waiting_title: str = ""
    waiting_note: str = ""
    waiting: tuple[Row, ...] = ()
    sent_note: str = ""
    sent: tuple[Row, ...] = ()
    can_send: bool = True
    why: str = ""
    paused: bool = False
    foot: str = ""


def _say(name: str, **facts: object) -> str:
    return resources.text("sync", name, **facts)


def make_view(facts: QueueFacts, state: SyncState, now: datetime, said: str = "") -> SyncView:
    """Give what the page shows at `now`; `said` is what the officer just did, for the foot."""
    pending, matters = facts.pending, matter_rows(facts, state, now)
    last = when.moment(state.last_success_at, now) if state.last_success_at else ""
    return SyncView(
        strip=_strip(state, now),
        matters_title=_say("matters.title", count=len(matters)) if matters else "",
        matters=matters,
        waiting_title=_say("waiting.title", count=pending.cases) if pending.cases else _say("waiting.none"),
        waiting_note=_note(facts, state),
        waiting=tuple(_waiting_row(case, state, now) for case in facts.waiting),
        sent_note=_say("sent.last", last=last) if last else _say("sent.never"),
        sent=tuple(_sent_row(case, how) for case, how in facts.sent),
        can_send=not state.busy,
        why=_say("busy") if state.busy else "",
        paused=state.pictures is Pictures.PAUSED,
        foot=said or _say("foot"),
    )


def _strip(state: SyncState, now: datetime) -> str:
    if state.pictures is Pictures.PAUSED and not state.busy:
        until = now + state.use.pause_left(now)
        return f"**{_say('strip.paused', until=when.before_han(_soon(until, now)))}**\n{_say('strip.paused_do')}"
    if not state.trouble:
        return ""
    since = when.before_han(when.moment(state.trouble_since, now)) if state.trouble_since else ""
    head = _say("strip.since", since=since) if since else _say("strip.now")
    tail = _tried(state, now)
    if state.trouble_since and now - state.trouble_since >= _LONG:
        tail = _say("strip.stick")
    return f"**{head}**{state.trouble}\n{tail}"


def _tried(state: SyncState, now: datetime) -> str:
    """Say what was tried, when it is tried again, and that nobody need do anything."""
    tried = _say("strip.tried", count=state.tries) if state.tries > 1 else ""
    if state.next_try_at is None or state.next_try_at - now < timedelta(minutes=1):
        return tried + _say("strip.soon")
    return tried + _say("strip.again", again=when.before_han(when.minute(state.next_try_at)))


def _soon(at: datetime, now: datetime) -> str:
    """Give a moment of the next day or so."""
    days = (clock.local_date(at) - clock.local_date(now)).days
    return _say("strip.tomorrow", time=when.minute(at)) if days else when.minute(at)


def time_words(seconds: float) -> str:
    """Give how long something will take, as fairly as one can: minutes, from an hour on hours."""
    if seconds < _MINUTE:
        return _say("left.moment")
    if seconds < _HOUR:
        return _say("left.minutes", count=round(seconds / _MINUTE))
    return _say("left.hours", count=round(seconds / _HOUR))


def _left(sizes: Mapping[str, int], state: SyncState) -> int:
    """Give how many bytes of these pictures have not arrived."""
    return sum(state.missing.get(sha256, size) for sha256, size in sizes.items())


def _note(facts: QueueFacts, state: SyncState) -> str:
    pending = facts.pending
    if not pending.cases:
        return _say("waiting.nothing")
    words, left = [_say("waiting.entries", count=pending.entries)], _left(facts.sizes, state)
    if pending.blobs:
        words.append(_say("waiting.blobs", count=pending.blobs, size=size_words(left)))
    if left and state.bytes_per_s:
        words.append(time_words(left / state.bytes_per_s))
    if len(facts.waiting) < pending.cases:
        words.append(_say("waiting.first", count=len(facts.waiting)))
    return _say("comma").join(words)


def short_number(number: str) -> str:
    """Give the part of a number that an officer says aloud; a number of another form as it is."""
    return "-".join(number.split("-")[2:]) or number


def _waiting_row(case: WaitingCase, state: SyncState, now: datetime) -> Row:
    cells = (
        Cell(case.name or _say("nameless"), "ink", strong=True, wraps=True),
        Cell(short_number(case.number)),
        Cell(when.moment(clock.parse(case.since), now), "ink"),
        Cell(_say("texts", count=case.entries), "ink") if case.entries else Cell(_say("texts_there")),
        _pictures_cell(case, state),
        _why_cell(case, state),
    )
    return Row(f"case:{case.case_id}", cells, act=_say("open"))


def _pictures_cell(case: WaitingCase, state: SyncState) -> Cell:
    if not case.blobs:
        return Cell(_say("pictures_none"))
    return Cell(_say("pictures", count=len(case.blobs), size=size_words(_left(case.blobs, state))), "ink")


def _why_cell(case: WaitingCase, state: SyncState) -> Cell:
    """Say why it waits, and what is to be done: mostly nothing."""
    if state.busy and (case.entries or state.pictures is Pictures.GO):
        return Cell(_say("why.sending"))
    if state.pictures is Pictures.PAUSED:
        return Cell(_say("why.paused"), "soon", sign="soon")
    if state.trouble or state.online is False:
        name = "begun" if case.begun and not case.entries else "offline"
        return Cell(_say(f"why.{name}"), "soon", sign="soon")
    if not case.entries and state.pictures is not Pictures.GO:
        hour = state.use.hours[0] if state.use.hours else 0
        return Cell(_say(f"why.{state.pictures.value}", hour=hour))
    return Cell(_say("why.queued"))


def _sent_row(case: CaseSummary, how: str) -> Row:
    day = when.day(date.fromisoformat(case.accepted_on)) if case.accepted_on else ""
    said = Cell(_say("how.complete"), "ink", sign="check") if how == "complete" else Cell(_say("how.delivered"))
    who = Cell(case.applicant or _say("nameless"), "ink", strong=True, wraps=True)
    cells = (who, Cell(short_number(case.number)), Cell(day, "ink"), said)
    return Row(f"case:{case.case_id}", cells, act=_say("open"))
