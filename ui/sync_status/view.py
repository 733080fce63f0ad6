"""What the page of the queue shows, made from its facts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import resources
from app import clock
from app.store.values import CaseSummary
from ui import when
from ui.sync_status.facts import QueueFacts, SyncState, WaitingCase
from ui.widgets.row import Cell, Row

_KIB = 1024
_LONG = timedelta(days=1)  # without a line: then a stick is quicker


@dataclass(frozen=True)
class SyncView:
    """All that the page draws. `strip` is amber; it is empty while nothing is the matter."""

    strip: str = ""
    waiting_title: str = ""
    waiting_note: str = ""
    waiting: tuple[Row, ...] = ()
    sent_note: str = ""
    sent: tuple[Row, ...] = ()
    can_send: bool = True
    why: str = ""
    foot: str = ""


def _say(name: str, **facts: object) -> str:
    return resources.text("sync", name, **facts)


def make_view(facts: QueueFacts, state: SyncState, now: datetime) -> SyncView:
    """Give what the page shows at `now`."""
    pending = facts.pending
    last = when.moment(state.last_success_at, now) if state.last_success_at else ""
    return SyncView(
        strip=_strip(state, now),
        waiting_title=_say("waiting.title", count=pending.cases) if pending.cases else _say("waiting.none"),
        waiting_note=_note(facts),
        waiting=tuple(_waiting_row(case, state, now) for case in facts.waiting),
        sent_note=_say("sent.last", last=last) if last else _say("sent.never"),
        sent=tuple(_sent_row(case, how) for case, how in facts.sent),
        can_send=not state.busy,
        why=_say("busy") if state.busy else "",
        foot=_say("foot"),
    )


def _strip(state: SyncState, now: datetime) -> str:
    if not state.trouble:
        return ""
    since = when.before_han(when.moment(state.trouble_since, now)) if state.trouble_since else ""
    head = _say("strip.since", since=since) if since else _say("strip.now")
    again = when.before_han(when.minute(state.next_try_at)) if state.next_try_at else ""
    tail = _say("strip.again", again=again) if again else _say("strip.soon")
    if state.trouble_since and now - state.trouble_since >= _LONG:
        tail = _say("strip.stick")
    return f"**{head}**{state.trouble}\n{tail}"


def size_words(count: int) -> str:
    """Give a number of bytes as KB or MB."""
    if count < _KIB * _KIB:
        return _say("kilobytes", count=max(1, round(count / _KIB)))
    return _say("megabytes", count=f"{count / _KIB / _KIB:.1f}")


def _note(facts: QueueFacts) -> str:
    if not facts.pending.cases:
        return _say("waiting.nothing")
    entries = _say("waiting.entries", count=facts.pending.entries)
    words = [entries]
    if facts.pending.blobs:
        words.append(_say("waiting.blobs", count=facts.pending.blobs, size=size_words(facts.bytes_waiting)))
    if len(facts.waiting) < facts.pending.cases:
        words.append(_say("waiting.first", count=len(facts.waiting)))
    return _say("comma").join(words)


def _short(number: str) -> str:
    """Give the part of a number that an officer says aloud; a number of another form as it is."""
    return "-".join(number.split("-")[2:]) or number


def _waiting_row(case: WaitingCase, state: SyncState, now: datetime) -> Row:
    cells = (
        Cell(case.name or _say("nameless"), "ink", strong=True, wraps=True),
        Cell(_short(case.number)),
        Cell(when.moment(clock.parse(case.since), now), "ink"),
        Cell(_say("texts", count=case.entries), "ink") if case.entries else Cell(_say("texts_there")),
        Cell(_say("pictures", count=case.blobs), "ink") if case.blobs else Cell(_say("pictures_none")),
        _why_cell(case, state),
    )
    return Row(f"case:{case.case_id}", cells, act=_say("open"))


def _why_cell(case: WaitingCase, state: SyncState) -> Cell:
    if state.busy:
        return Cell(_say("why.sending"))
    if state.trouble or state.online is False:
        name = "begun" if case.begun and not case.entries else "offline"
        return Cell(_say(f"why.{name}"), "soon", sign="soon")
    return Cell(_say("why.queued"))


def _sent_row(case: CaseSummary, how: str) -> Row:
    day = when.day(date.fromisoformat(case.accepted_on)) if case.accepted_on else ""
    said = Cell(_say("how.complete"), "ink", sign="check") if how == "complete" else Cell(_say("how.delivered"))
    who = Cell(case.applicant or _say("nameless"), "ink", strong=True, wraps=True)
    cells = (who, Cell(_short(case.number)), Cell(day, "ink"), said)
    return Row(f"case:{case.case_id}", cells, act=_say("open"))
