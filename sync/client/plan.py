"""What to do next, decided purely: from what lies here and what the county says of this device."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from app import clock
from app.store.values import BlobTask
from sync.client.county import Me
from sync.client.line_use import LineUse

FIRST_COME: Final = timedelta(hours=24)  # a case that has waited this long goes ahead of all


@dataclass(frozen=True, slots=True)
class Local:
    """What lies here. `acked_seq` is the last own entry up to which all are delivered, `head_seq` the newest.

    `hash_at_county_head` is the hash of the own entry at the seq that the county calls its newest; None where
    there is none here. `checkpoints` counts those that the county has not countersigned yet, `blobs` the documents
    that wait and may go now.
    """

    epoch: str
    scopes: tuple[str, ...]
    acked_seq: int
    head_seq: int
    hash_at_county_head: str | None = None
    entries: int = 0
    checkpoints: int = 0
    blobs: int = 0
    owes_relay: bool = False
    owes_takeover: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the county what it knows of this device, and plan again."""


@dataclass(frozen=True, slots=True)
class Push:
    """Send the entries that wait."""


@dataclass(frozen=True, slots=True)
class Pull:
    """Take in what is new."""


@dataclass(frozen=True, slots=True)
class CatchUp:
    """Take in the past of a scope that was opened to this device."""

    scope: str


@dataclass(frozen=True, slots=True)
class Relay:
    """Offer entries of others to a county that was restored."""


@dataclass(frozen=True, slots=True)
class Countersign:
    """Send the checkpoints that wait: the newest, which covers all, or every one."""

    newest_only: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """Send the documents that wait."""


@dataclass(frozen=True, slots=True)
class NewEpoch:
    """The county was restored: forget the orders it cannot know any more, and offer everything behind them again."""

    epoch: str
    base: int
    acked_seq: int


@dataclass(frozen=True, slots=True)
class Takeover:
    """This store was restored or copied: go on under a new name."""


Step = Ask | Push | Pull | CatchUp | Relay | Countersign | Upload | NewEpoch | Takeover


def plan(local: Local, me: Me | None) -> tuple[Step, ...]:
    """Give the steps of a round, in order. Text goes before everything, so that a slow line carries it first.

    Where the county has not been asked yet, what waits is sent first: the county refuses it if it does not fit.
    """
    if me is None:
        return (Push(), Ask()) if local.entries and not local.owes_takeover else (Ask(),)
    if local.epoch != me.server_epoch or me.acked_seq < local.acked_seq:
        ours = 0 if is_other_life(local, me) else me.acked_seq  # of another life nothing proves what was delivered
        return (NewEpoch(me.server_epoch, me.base_since(local.epoch), ours), Ask())
    if local.owes_takeover or is_other_life(local, me):
        return (Takeover(), Ask())
    return (
        *_when(local.entries, Push()),
        *(CatchUp(scope) for scope in me.scopes if scope not in local.scopes),
        Pull(),
        *_when(local.owes_relay, Relay()),
        *_when(local.checkpoints or local.entries, Countersign(newest_only=True)),  # a push makes one
        *_when(local.blobs, Upload()),
        *_when(local.checkpoints > 1, Countersign(newest_only=False)),
    )


def is_other_life(local: Local, me: Me) -> bool:
    """Tell whether the county has entries of this device that do not lie here: a restored or copied store."""
    return me.acked_seq > local.head_seq or (me.acked_seq > 0 and local.hash_at_county_head != me.head_hash)


def allowed(tasks: Iterable[BlobTask], use: LineUse, now: datetime) -> tuple[BlobTask, ...]:
    """Give the documents that may go now; for text nobody asks."""
    return tuple(task for task in tasks if use.lets(task.size, now))


def in_turn(tasks: Iterable[BlobTask], missing: Mapping[str, int], now: datetime) -> tuple[BlobTask, ...]:
    """Order documents: a case that has waited 24 h first, then the case with the fewest missing bytes.

    `missing` names how many bytes of a document have not arrived, where that is known; else it is all of them.
    """
    cases: dict[str, list[BlobTask]] = defaultdict(list)
    for task in tasks:
        cases[task.case_id].append(task)

    def left(task: BlobTask) -> int:
        return missing.get(task.sha256, task.size)

    def turn(case: list[BlobTask]) -> tuple[bool, str, int]:
        oldest = min(task.waiting_since for task in case)
        waited = now - clock.parse(oldest) >= FIRST_COME
        return (not waited, oldest if waited else "", sum(map(left, case)))

    return tuple(task for case in sorted(cases.values(), key=turn) for task in sorted(case, key=left))


def _when(is_so: object, step: Step) -> tuple[Step, ...]:
    return (step,) if is_so else ()
