"""What the engine asks of a county, and what it is answered: the wall between deciding and sending."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol, Self

import msgspec

from app.errors import Unavailable
from app.journal.entry import Entry, NotAnEntry
from sync.crate import Standing
from sync.protocol import Enrolled, PulledEntry, PushAnswer, read_pulled
from sync.reading import Members, NotProtocol, read_json
from sync.telling import Told


class Problem(Exception):
    """The county said no, with a code of the protocol (``fork``, ``gap`` …) and the members that go with it."""

    def __init__(self, status: int, code: str, members: dict[str, Any]) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.members = members


@dataclass(frozen=True, slots=True)
class Me:
    """What the county knows of this device (``devices/me``)."""

    acked_seq: int
    head_hash: str
    scopes: tuple[str, ...]
    server_epoch: str
    base: int
    server_time: str
    client_ok: bool
    min_client: str
    epochs: tuple[tuple[str, int], ...] = ()
    dictionaries: tuple[str, ...] = ()
    crate_bytes: int = 0

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the answer; NotProtocol when it is none."""
        it = Members(value)
        crate = it.integer("crate_bytes") if isinstance(value, dict) and "crate_bytes" in value else 0
        ends = it.integer("acked_seq"), it.digest("head_hash"), tuple(map(str, it.items("scopes")))
        epoch = it.text("server_epoch"), it.integer("base"), it.text("server_time")
        fits = isinstance(value, dict) and value.get("client_ok") is not False
        lived = _epochs(value.get("epochs")) if isinstance(value, dict) else ()
        said = value.get("dictionaries") if isinstance(value, dict) else None
        known = tuple(map(str, said)) if isinstance(said, list) else ()
        return cls(*ends, *epoch, fits, it.text("min_client"), lived, known, crate)

    def base_since(self, epoch: str) -> int:
        """Give up to which order this county is the one that we knew in `epoch`.

        Who slept through several restores has orders of a life that is not in this county's past: none of them
        stands. A county that does not tell its past is believed its last base.
        """
        names = [name for name, _ in self.epochs]
        if self.server_epoch not in names:
            return self.base
        if epoch not in names:
            return 0
        return min((base for _, base in self.epochs[names.index(epoch) + 1 :]), default=self.base)


def _epochs(value: object) -> tuple[tuple[str, int], ...]:
    """Read the epochs that a county lived through; none where the answer has no list of them."""
    try:
        return msgspec.convert(value, tuple[tuple[str, int], ...])
    except msgspec.ValidationError:
        return ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A line of a pull whose entry cannot be read here: kept as it came, reported, and the rest goes on."""

    order: int
    line: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a pull: what came, the highest order there is to pull, the epoch, and whether it was empty."""

    entries: tuple[PulledEntry, ...]
    aside: tuple[Aside, ...]
    head: int
    epoch: str

    @property
    def last(self) -> int:
        """The highest order on this page; 0 on an empty one."""
        orders = [line.order for line in self.entries] + [line.order for line in self.aside]
        return max(orders, default=0)


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of this device as the county holds it: with `order`, or withheld for a reason."""

    entry: Entry
    order: int | None
    withheld: str | None
    received_at: str


@dataclass(frozen=True, slots=True)
class Countersigned:
    """The county's word that it had the same `root` over the first `size` entries, `at` its own time."""

    device: str
    size: int
    root: str
    at: str
    signature: str
    kid: str

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the answer; NotProtocol when it is none."""
        it = Members(value)
        covered = it.uuid("device"), it.integer("size", 1), it.digest("root"), it.text("at")
        return cls(*covered, it.text("signature"), it.text("kid"))


@dataclass(frozen=True, slots=True)
class Events:
    """What the county tells by itself: `heads` gives each new head, None for a sign of life; `hang_up` ends it.

    `hang_up` may be called on any thread. Who waits for the next head then gets Unavailable, or the end.
    """

    heads: Iterator[int | None]
    hang_up: Callable[[], None]


class Uploads(Protocol):
    """Resumable uploads (tus 1.0.0). A place is the path of one upload; Problem 460 is a spoilt piece or blob."""

    def create(self, sha256: str, size: int, media_type: str) -> str:
        """Begin an upload and give its place."""

    def offset(self, place: str) -> int | None:
        """Give how many bytes have arrived, or None when the upload is gone."""

    def send(self, place: str, offset: int, piece: bytes) -> int:
        """Send the piece that begins at `offset` and give the offset behind it."""


class County(Protocol):
    """A county as the engine sees it. Every call raises Unavailable where there is no answer, Problem for a no."""

    @property
    def uploads(self) -> Uploads:
        """Where blobs are sent."""

    def close(self) -> None:
        """Hang up; the next call opens the line again."""

    def events(self) -> AbstractContextManager[Events]:
        """Keep a line of its own open, on which the county says by itself that there is something new."""

    def me(self, told: Told | None = None) -> Me:
        """Give what the county knows of this device, and tell it how this window stands."""

    def push(self, body: bytes, dictionary: str = "") -> PushAnswer:
        """Send a batch of own entries, packed with a dictionary that the county has."""

    def pull(self, after: int, have_seq: int, limit: int, dictionary: str = "") -> Page:
        """Give the entries behind `after` that this device may see."""

    def catch_up(self, scope: str, after: int, until: int) -> Page:
        """Give the entries of a newly opened scope behind `after`, up to `until`."""

    def own(self, after: int) -> tuple[OwnEntry, ...]:
        """Give the device's own entries behind `after`, whole."""

    def checkpoint(self, body: dict[str, Any]) -> Countersigned:
        """Send a checkpoint and give the counter-signature."""

    def relay(self, body: bytes) -> tuple[tuple[str, int, str], ...]:
        """Offer entries of others; give (device, seq, state) of each."""

    def has_blob(self, sha256: str) -> bool:
        """Tell whether the county has the blob and shows it to this device."""

    def standing(self, digests: Sequence[str]) -> Standing:
        """Give what the county has of so many documents (at most MAX_CRATE_BLOBS) that this device would send."""

    def bring(self, crate: bytes) -> frozenset[str]:
        """Send a crate of documents and give the SHA-256 of those that the county has now."""

    def read_blob(self, sha256: str, kept: bytearray, size: int) -> None:
        """Append to `kept` what is missing of the blob; what has come stays there when the line is cut."""

    def enrol(self, body: dict[str, Any]) -> Enrolled:
        """Enrol a device, without a token; a repeat gives the first answer."""

    def take_over(self, body: dict[str, Any]) -> Enrolled:
        """Announce the device that goes on for another, without a token; a repeat gives the first answer."""

    def speaking_as(self, device: str, private_key: bytes) -> "County":
        """Give the same county, spoken to as another device."""


def read_page(lines: Iterable[bytes], head: int, epoch: str) -> Page:
    """Read the lines of a pull; Unavailable county.no_answer where one of them is none."""
    entries: list[PulledEntry] = []
    aside: list[Aside] = []
    for line in lines:
        try:
            entries.append(read_pulled(line))
        except NotAnEntry as error:
            aside.append(_aside(line, error.reason))
        except NotProtocol as error:
            raise no_answer() from error
    return Page(tuple(entries), tuple(aside), head, epoch)


def _aside(line: bytes, reason: str) -> Aside:
    return Aside(Members(read_json(line)).integer("order", 1), line.decode("utf-8"), reason)


def no_answer() -> Unavailable:
    """Give the error for anything that is not what the county promises: a captive portal, a cut answer."""
    return Unavailable("county.no_answer")
