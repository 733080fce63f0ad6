"""What the page of backups shows, in one value, made from what is known. No Qt."""

from dataclasses import dataclass
from datetime import datetime

import resources
from app.services.backups import KEPT, Kept
from ui import when
from ui.sizes import moved_words, room_words
from ui.widgets.row import Cell, Row


@dataclass(frozen=True)
class Going:
    """A backup under way: bytes done and in all, 0 in all while that is not known; or a trial."""

    done: int = 0
    total: int = 0
    is_trial: bool = False


@dataclass(frozen=True)
class BackupFacts:
    """All that the page is drawn from. `said` is what the last act brought, `refused` why it did not go.

    `place` is the folder, empty for none, `trouble` why the backup of the day was not made.
    """

    place: str = ""
    same_disk: bool = False
    kept: tuple[Kept, ...] = ()
    made_at: datetime | None = None
    tried_at: datetime | None = None
    going: Going | None = None
    said: tuple[str, ...] = ()
    refused: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class BackupView:
    """The page. `make_why` and `rehearse_why` say why these cannot be done now."""

    refused: str = ""
    place: str = ""
    warning: str = ""
    rows: tuple[Row, ...] = ()
    none: str = ""
    progress: str = ""
    said: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    make_why: str = ""
    rehearse_why: str = ""
    can_stop: bool = False


def make_view(facts: BackupFacts, chosen: str, now: datetime) -> BackupView:
    """Give the page with one backup chosen."""
    going = facts.going
    return BackupView(
        refused=facts.refused,
        place=facts.place or say("no_place"),
        warning=say("same_disk") if facts.same_disk else "",
        rows=tuple(_row(one, now) for one in facts.kept),
        none=say("none") if facts.place and not facts.kept else "",
        progress=_progress(going) if going else "",
        said=facts.said,
        side=_side(facts, now),
        make_why=say("why.busy") if going else "" if facts.place else say("why.no_place"),
        rehearse_why=say("why.busy") if going else "" if chosen else say("why.no_backup"),
        can_stop=going is not None and not going.is_trial,
    )


def say(name: str, /, **facts: object) -> str:
    """Give a text of the page."""
    return resources.text("backup", name, **facts)


def _row(one: Kept, now: datetime) -> Row:
    whose = say("own") if one.is_own else say("others")
    made_at = Cell(when.moment(one.made_at, now), "ink", strong=True)
    cells = (made_at, Cell(room_words(one.bytes), "ink"), Cell(whose), Cell(one.file.name))
    return Row(str(one.file), cells, tip=str(one.file))


def _progress(going: Going) -> str:
    if going.is_trial:
        return say("rehearsing")
    if not going.total:
        return say("collecting")
    return say("writing", **moved_words(min(going.done, going.total), going.total))


def _side(facts: BackupFacts, now: datetime) -> tuple[str, ...]:
    made = say("last", at=when.moment(facts.made_at, now)) if facts.made_at else say("never")
    tried = say("tried", at=when.moment(facts.tried_at, now)) if facts.tried_at else say("never_tried")
    return (made, *filter(None, (facts.trouble,)), tried, say("keeps", count=KEPT))
