"""What a running engine has at hand: the store, the vault, the county, and what it has learnt since it started."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from app import clock
from app.errors import Unavailable
from sync.client.county import County, Me
from sync.client.flow import Budget, Speed
from sync.client.line_use import LineUse
from sync.protocol import MAX_PIECE_BYTES

if TYPE_CHECKING:
    from app.store import Device, Store
    from app.vault.blobs import BlobVault

COUNTY_KEYS: Final = "county_keys"  # setting: kid -> the key as the county told it, for grants and counter-signatures
AGE_KEY: Final = "age_key"  # setting: this device's own age identity, for bundles sealed to it
ENROL: Final = "enrol"  # setting: the request of an enrolment that the county has not answered yet
REGISTERED: Final = "registered"  # setting: [[call, request], …] by which the county came to know this device
TAKEOVER: Final = "takeover"  # setting: a takeover that is not finished, see sync.client.takeover
RESTORED: Final = "restored"  # setting of the store: it came from a backup and may not write under its old name
RELAY: Final = "relay_after"  # setting: [device, seq] of the last entry of others offered; absent when none is owed
BUNDLES: Final = "bundles_out"  # setting: the set of bundles that was begun, see sync.client.parts
SECOND: Final = "second_copy"  # setting: what lies where the second copy is kept, see sync.client.second_copy
COPIED: Final = "copied_at"  # setting: all that was written up to this moment has a copy on another disk
ASIDE: Final = "aside"  # setting: order -> [line, reason] of what was pulled and could not be read
UNREADABLE: Final = "unreadable"  # setting: [device, seq, kind] of own entries that could not be written again
DICTIONARY: Final = "dictionary"  # setting: with which dictionary the county and we pack, as it told last
ROOT: Final = "root_differs"  # setting: sizes of checkpoints whose root the county does not have

_CALM: Final = 16  # groups that go well before a line that was cut counts as good again
_QUICK_S, _SLOW_S = 0.5, 2.0  # a crate that was quicker is followed by larger ones, one that was slower by smaller
_LEAST_LOAD_BYTES, _MOST_LOAD_BYTES = 16 * 2**10, 2 * 2**20


class AskAgain(Exception):
    """The county said something that the plan did not foresee: ask what it knows of us, and plan again."""


@dataclass(slots=True)
class Session:
    """`me` is the county's last word on this device, `missing` how many bytes of a document have not arrived.

    `head` is the highest order that was there to pull when all of it was taken in, 0 before the first time. `off` is
    how far the county's clock is ahead of ours, None before it has told. `troubles` are what went wrong without
    stopping the round, `calm` how many groups of documents went well since the line was cut, `load` how many bytes of
    documents go in one crate. `hurry` asks uploads to
    let text go first, `stop` asks them to end. `use` is how the officer lets the line be used, `dictionary`
    with what is packed (empty: without one), None before the store was asked.
    """

    store: "Store"
    vault: "BlobVault"
    county: County
    now: Callable[[], datetime] = clock.now
    me: Me | None = None
    me_at: datetime | None = None
    head: int = 0
    off: timedelta | None = None
    troubles: list[Unavailable] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)
    partial: dict[str, bytearray] = field(default_factory=dict)
    calm: int = 1_000
    load: int = MAX_PIECE_BYTES
    hurry: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)
    dictionary: str | None = None
    use: LineUse = field(default_factory=LineUse)
    speed: Speed = field(default_factory=Speed)
    monotonic: Callable[[], float] = time.monotonic
    _budget: Budget = field(default_factory=Budget)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def device(self) -> "Device":
        """Give the device that writes here; Unavailable before there is one. On the store's thread."""
        device = self.store.device()
        if device is None:
            raise Unavailable("device.not_enrolled")
        return device

    def packs_with(self, dictionary: str) -> None:
        """Pack with this dictionary from now on, also at the next start. On the store's thread."""
        if dictionary != self.dictionary:
            self.dictionary = dictionary
            with self.store.work() as work:
                work.set_setting(DICTIONARY, dictionary)

    def lets(self, size_bytes: int) -> bool:
        """Tell whether a document of that size may go now."""
        return self.use.lets(size_bytes, self.now())

    def must_pause(self, piece_bytes: int) -> bool:
        """Tell whether uploads should stop before their next piece; waits for its turn where a speed was set."""
        rate = self.use.kb_per_s * 1024
        if not rate or self.hurry.is_set() or self.stop.is_set():
            return self.hurry.is_set() or self.stop.is_set()
        with self._turn:
            now = self.monotonic()
            wait_s, self._budget = self._budget.wait_s(now), self._budget.spent(now, piece_bytes, rate)
        if not self.hurry.wait(wait_s):
            return False
        with self._turn:
            self._budget = self._budget.back(piece_bytes, rate)
        return True

    def moved(self, sha256: str, missing: int, size_bytes: int) -> None:
        """Note that a piece has arrived, and how much of its document has not."""
        self.missing[sha256] = missing
        with self._turn:
            self.speed = self.speed.moved(self.monotonic(), size_bytes)

    @property
    def is_calm(self) -> bool:
        """Tell whether the line was not cut for a good while."""
        return self.calm >= _CALM

    def carried(self, seconds: float) -> None:
        """Note how long a crate was on its way: the next are as large as the line takes in a moment."""
        with self._turn:
            if seconds < _QUICK_S:
                self.load = min(2 * self.load, _MOST_LOAD_BYTES)
            elif seconds > _SLOW_S:
                self.load = max(self.load // 2, _LEAST_LOAD_BYTES)

    def note(self, trouble: Unavailable) -> None:
        """Keep a trouble of a round that goes on nevertheless; each kind once."""
        if trouble.code not in {known.code for known in self.troubles}:
            self.troubles.append(trouble)

    def append_setting(self, name: str, key: str, value: Any) -> None:
        """Add a member to a setting that is an object. On the store's thread."""
        known = self.store.setting(name) or {}
        if key not in known:
            with self.store.work() as work:
                work.set_setting(name, {**known, key: value})
