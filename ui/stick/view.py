"""What the page of sticks shows, in one value, made from what is known. No Qt."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import resources
from app.drives import Drive
from app.store.values import Pending
from sync.bundle.file import MAX_FILE_BYTES
from ui import when
from ui.sizes import moved_words, room_words
from ui.widgets.row import Cell, Row

_MIB = 2**20
_NOTHING = Pending(0, 0, 0, None)
_ROOM = _MIB  # kept free on a stick


@dataclass(frozen=True)
class Place:
    """A drive or a folder that was chosen, and what lies there: the county's answers to this window, our reports."""

    drive: Drive
    answers: tuple[Path, ...] = ()
    reports: int = 0

    @property
    def key(self) -> str:
        """What the page knows it by."""
        return str(self.drive.folder)


@dataclass(frozen=True)
class Going:
    """A writing under way: which part of how many, bytes done and in all."""

    part: int
    parts: int
    done: int
    total: int


@dataclass(frozen=True)
class StickFacts:
    """All that the page is drawn from. `said` is what the last act brought, `refused` why it did not go.

    `second` is where the second copy is kept, empty for nowhere; `second_at` when it was last whole.
    """

    places: tuple[Place, ...] = ()
    pending: Pending = _NOTHING
    bytes_waiting: int = 0
    second: str = ""
    second_at: datetime | None = None
    second_trouble: str = ""
    going: Going | None = None
    reading: bool = False
    said: tuple[str, ...] = ()
    refused: str = ""


@dataclass(frozen=True)
class StickView:
    """The page. `write_why` and `read_why` say why these cannot be done now."""

    refused: str = ""
    places: tuple[Row, ...] = ()
    none: str = ""
    wait: str = ""
    plan: str = ""
    progress: str = ""
    said: tuple[str, ...] = ()
    second: str = ""
    second_verb: str = ""
    write_why: str = ""
    read_why: str = ""
    busy: bool = False


def make_view(facts: StickFacts, chosen: str, now: datetime) -> StickView:
    """Give the page with one place chosen."""
    place = next((one for one in facts.places if one.key == chosen), None)
    busy = facts.going is not None or facts.reading
    return StickView(
        refused=facts.refused,
        places=tuple(map(_row, facts.places)),
        none="" if facts.places else say("none"),
        wait=_wait(facts),
        plan="" if busy or facts.said else _plan(facts, place),
        progress=_progress(facts),
        said=facts.said,
        second=_second(facts, now),
        second_verb=_second_verb(facts, place),
        write_why=_write_why(place, busy=busy),
        read_why=_read_why(place, busy=busy),
        busy=busy,
    )


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("stick", name, **facts)


def _row(place: Place) -> Row:
    drive = place.drive
    free = Cell(say("free", free=room_words(drive.free_bytes), total=room_words(drive.total_bytes)), "ink")
    if not drive.is_writable:
        free = Cell(say("read_only"), "soon", sign="soon")
    there = [say("answers", count=len(place.answers))] if place.answers else []
    there += [say("reports", count=place.reports)] if place.reports else []
    lies = Cell(say("comma").join(there) or say("nothing_there"), "ink" if place.answers else "ink2")
    name = Cell(drive.name or place.key, "ink", strong=True, wraps=True)
    return Row(place.key, (name, free, lies, Cell(place.key)), tip=place.key)


def _wait(facts: StickFacts) -> str:
    pending = facts.pending
    if not pending.entries and not pending.blobs:
        return say("wait.nothing")
    words = [say("wait.entries", count=pending.entries)]
    if pending.blobs:
        words.append(say("wait.blobs", count=pending.blobs, size=room_words(facts.bytes_waiting)))
    head = say("wait.cases", count=pending.cases) if pending.cases else say("wait.some")
    return head + say("comma").join(words)


def _plan(facts: StickFacts, place: Place | None) -> str:
    """Say how many files it takes, and whether this stick takes them all."""
    if not (facts.pending.entries or facts.pending.blobs):
        return say("plan.news")
    if place is None:
        return ""
    free = max(0, place.drive.free_bytes - _ROOM)
    files = max(1, -(-facts.bytes_waiting // MAX_FILE_BYTES))
    if facts.bytes_waiting <= free:
        return say("plan.fits") if files == 1 else say("plan.files", count=files)
    return say("plan.sticks", count=-(-facts.bytes_waiting // max(free, 1))) if free > _MIB else say("plan.full")


def _progress(facts: StickFacts) -> str:
    going = facts.going
    if going is None:
        return say("reading") if facts.reading else ""
    if not going.total:
        return say("collecting")
    moved = moved_words(going.done, going.total)
    if going.parts > 1:
        return say("writing_part", part=going.part, parts=going.parts, **moved)
    return say("writing", **moved)


def _second(facts: StickFacts, now: datetime) -> str:
    if not facts.second:
        return say("second.none")
    if facts.second_trouble:
        return say("second.trouble", place=facts.second, trouble=facts.second_trouble)
    if facts.second_at is None:
        return say("second.soon", place=facts.second)
    return say("second.kept", place=facts.second, at=when.before_han(when.moment(facts.second_at, now)))


def _second_verb(facts: StickFacts, place: Place | None) -> str:
    """Name what the button of the second copy does with the place that is chosen; empty for nothing."""
    if facts.second and (place is None or facts.second == place.key):
        return say("second.end")
    return say("second.begin") if place is not None and place.drive.is_writable else ""


def _write_why(place: Place | None, *, busy: bool) -> str:
    if busy:
        return say("why.busy")
    if place is None:
        return say("why.no_place")
    return "" if place.drive.is_writable else say("why.read_only")


def _read_why(place: Place | None, *, busy: bool) -> str:
    if busy:
        return say("why.busy")
    return "" if place is not None and place.answers else say("why.no_answer")
