"""What a running engine has at hand: the store, the vault, the county, and what it has learnt since it started."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from app import clock
from app.errors import Unavailable
from sync.client.county import County, Me

if TYPE_CHECKING:
    from app.store import Device, Store
    from app.vault.blobs import BlobVault

COUNTY_KEYS: Final = "county_keys"  # setting: kid -> the key as the county told it, for grants and counter-signatures
AGE_KEY: Final = "age_key"  # setting: this device's own age identity, for bundles sealed to it
ENROL: Final = "enrol"  # setting: the request of an enrolment that the county has not answered yet
REGISTERED: Final = "registered"  # setting: [call, request] by which the county came to know this device
TAKEOVER: Final = "takeover"  # setting: a takeover that is not finished, see sync.client.takeover
RESTORED: Final = "restored"  # setting of the store: it came from a backup and may not write under its old name
RELAY: Final = "relay_after"  # setting: [device, seq] of the last entry of others offered; absent when none is owed
BUNDLES: Final = "bundles_out"  # setting: the set of bundles that was begun, see sync.client.parts
SECOND: Final = "second_copy"  # setting: what lies where the second copy is kept, see sync.client.second_copy
COPIED: Final = "copied_at"  # setting: all that was written up to this moment has a copy on another disk
ASIDE: Final = "aside"  # setting: order -> [line, reason] of what was pulled and could not be read
UNREADABLE: Final = "unreadable"  # setting: [device, seq, kind] of own entries that could not be written again
ROOT: Final = "root_differs"  # setting: sizes of checkpoints whose root the county does not have


class AskAgain(Exception):
    """The county said something that the plan did not foresee: ask what it knows of us, and plan again."""


@dataclass(slots=True)
class Session:
    """`me` is the county's last word on this device, `missing` how many bytes of a document have not arrived.

    `off` is how far the county's clock is ahead of ours, None before it has told. `trouble` is what went wrong
    without stopping the round, `calm` how many groups of documents went well since the line was cut. `hurry`
    asks uploads to let text go first, `stop` asks them to end.
    """

    store: "Store"
    vault: "BlobVault"
    county: County
    now: Callable[[], datetime] = clock.now
    me: Me | None = None
    me_at: datetime | None = None
    off: timedelta | None = None
    trouble: Unavailable | None = None
    missing: dict[str, int] = field(default_factory=dict)
    partial: dict[str, bytearray] = field(default_factory=dict)
    calm: int = 1_000
    hurry: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)

    def device(self) -> "Device":
        """Give the device that writes here; Unavailable before there is one. On the store's thread."""
        device = self.store.device()
        if device is None:
            raise Unavailable("device.not_enrolled")
        return device

    def must_pause(self) -> bool:
        """Tell whether uploads should stop after the piece that they are at."""
        return self.hurry.is_set() or self.stop.is_set()

    def note(self, trouble: Unavailable) -> None:
        """Keep the first trouble of a round that goes on nevertheless."""
        self.trouble = self.trouble or trouble

    def append_setting(self, name: str, key: str, value: Any) -> None:
        """Add a member to a setting that is an object. On the store's thread."""
        known = self.store.setting(name) or {}
        if key not in known:
            with self.store.work() as work:
                work.set_setting(name, {**known, key: value})
