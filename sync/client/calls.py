"""The county over HTTP: the calls of the protocol, each answered by values, Problem or Unavailable."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlencode

from app import clock
from app.journal.entry import NotAnEntry
from app.store.values import Device
from sync.client.channel import Channel, good
from sync.client.county import Countersigned, Events, Me, OwnEntry, Page, no_answer, read_page
from sync.client.heads import heads
from sync.client.http import Answer, Line
from sync.client.rounds import Traffic
from sync.client.tus import Tus
from sync.crate import CRATE_TYPE, Standing
from sync.packing import DICTIONARY_HEADER, pack
from sync.protocol import EPOCH_HEADER, HEAD_HEADER, NDJSON, Enrolled, PushAnswer, entry_of
from sync.reading import Members, NotProtocol, lines_of, read_json, write_json
from sync.telling import WINDOW_HEADER, Told

_JSON: Final = {"Content-Type": "application/json"}
_PACKED_LINES: Final = {"Content-Type": NDJSON, "Content-Encoding": "zstd"}
_CRATE: Final = {"Content-Type": CRATE_TYPE}
_PAGE: Final = 1_000
_OK: Final = 200
_PARTIAL: Final = 206
_EVENT_STREAM: Final = "text/event-stream"
_EVENT_HEADERS: Final = {"Accept": _EVENT_STREAM, "Accept-Encoding": "identity"}
_NOT_FOUND: Final = 404
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class HttpCounty:
    """The county behind `channel`; see County for what each call gives."""

    channel: Channel
    uploads: Tus

    @classmethod
    def at(cls, line: Line, device: str, private_key: bytes) -> Self:
        """Give the county at the end of a line, spoken to as `device`."""
        channel = Channel(line, device, private_key)
        return cls(channel, Tus(channel.raw))

    @classmethod
    def of(cls, device: Device, agent: str, now: Callable[[], datetime] = clock.now) -> Self:
        """Give the county that a device was enrolled for; `agent` is the program's name and version."""
        line = Line(device.county_url, bytes.fromhex(device.ca_pin), agent, now)
        return cls.at(line, device.id, device.private_key)

    def traffic(self) -> Traffic:
        """Give what went over the line so far."""
        return self.channel.line.traffic

    def me(self, told: Told | None = None) -> Me:
        """Give what the county knows of this device, and tell it how this window stands."""
        headers = {WINDOW_HEADER: told.header} if told else {}
        return _read(Me.read, self.channel.ask("GET", "/v1/devices/me", headers))

    def push(self, body: bytes, dictionary: str = "") -> PushAnswer:
        """Send a batch of own entries, packed with a dictionary that the county has."""
        return _read(PushAnswer.read, self.channel.ask("POST", "/v1/journal", _PACKED_LINES, pack(body, dictionary)))

    def pull(self, after: int, have_seq: int, limit: int = _PAGE, dictionary: str = "") -> Page:
        """Give the entries behind `after` that this device may see; they may come packed with a dictionary."""
        default = {} if limit == _PAGE else {"limit": limit}
        return _page(self._asked({"after": after, "have_seq": have_seq, **default}, dictionary))

    def catch_up(self, scope: str, after: int, until: int) -> Page:
        """Give the entries of a newly opened scope behind `after`, up to `until`."""
        return _page(self._asked({"scope": scope, "after": after, "until": until}))

    def own(self, after: int) -> tuple[OwnEntry, ...]:
        """Give the device's own entries behind `after`, whole: one answer's worth of them."""
        answer = self.channel.ask("GET", f"/v1/devices/me/journal?after={after}")
        if not answer.headers.get("content-type", "").startswith(NDJSON):
            raise no_answer()
        return tuple(_own(line) for line in lines_of(answer.body))

    def checkpoint(self, body: dict[str, Any]) -> Countersigned:
        """Send a checkpoint and give the counter-signature."""
        return _read(Countersigned.read, self.channel.ask("POST", "/v1/checkpoints", _JSON, write_json(body)))

    def relay(self, body: bytes) -> tuple[tuple[str, int, str], ...]:
        """Offer entries of others; give (device, seq, state) of each."""
        return _read(_relayed, self.channel.ask("POST", "/v1/journal/relay", _PACKED_LINES, pack(body)))

    def has_blob(self, sha256: str) -> bool:
        """Tell whether the county has the blob and shows it to this device."""
        answer = self.channel.raw("HEAD", f"/v1/blobs/{sha256}")
        if answer.status == _NOT_FOUND:
            return False
        _named(good(answer), sha256)
        return True

    def standing(self, digests: Sequence[str]) -> Standing:
        """Give what the county has of documents that this device would send."""
        query = urlencode([("sha256", digest) for digest in digests])
        return _read(Standing.read, self.channel.ask("GET", f"/v1/blobs?{query}"))

    def bring(self, crate: bytes) -> frozenset[str]:
        """Send a crate of documents and give the SHA-256 of those that the county has now."""
        answer = self.channel.ask("POST", "/v1/blobs", _CRATE, crate)
        return _read(lambda value: frozenset(map(str, Members(value).items("kept"))), answer)

    def read_blob(self, sha256: str, kept: bytearray, size: int) -> None:
        """Append to `kept` what is missing of the blob; what has come stays there when the line is cut."""
        start = len(kept)
        with self.channel.begin(f"/v1/blobs/{sha256}", {"Range": f"bytes={start}-"} if start else {}) as coming:
            _named(Answer(coming.status, coming.headers), sha256)
            if coming.status != (_PARTIAL if start else _OK):
                raise no_answer()
            for piece in coming.pieces:
                kept += piece
                if len(kept) > size:
                    raise no_answer()

    def enrol(self, body: dict[str, Any]) -> Enrolled:
        """Enrol a device, without a token; a repeat gives the first answer."""
        return self._registered("/v1/enrol", body)

    def take_over(self, body: dict[str, Any]) -> Enrolled:
        """Announce the device that goes on for another, without a token; a repeat gives the first answer."""
        return self._registered("/v1/devices", body)

    def speaking_as(self, device: str, private_key: bytes) -> "HttpCounty":
        """Give the same county, spoken to as another device."""
        return HttpCounty.at(self.channel.line, device, private_key)

    @contextmanager
    def events(self) -> Iterator[Events]:
        """Keep a line of its own open, on which the county says by itself that there is something new."""
        apart = Channel(self.channel.line.apart(), self.channel.device, self.channel.private_key)
        try:
            with apart.begin("/v1/events", _EVENT_HEADERS) as coming:
                if not coming.headers.get("content-type", "").startswith(_EVENT_STREAM):
                    raise no_answer()
                yield Events(heads(coming.pieces), coming.hang_up)
        finally:
            apart.line.close()

    def close(self) -> None:
        """Hang up; the next call opens the line again."""
        self.channel.line.close()

    def _registered(self, path: str, body: dict[str, Any]) -> Enrolled:
        return _read(Enrolled.read, good(self.channel.line.ask("POST", path, _JSON, write_json(body))))

    def _asked(self, query: dict[str, Any], dictionary: str = "") -> Answer:
        headers = {DICTIONARY_HEADER: dictionary} if dictionary else {}
        return self.channel.ask("GET", f"/v1/journal?{urlencode(query)}", headers)


def _page(answer: Answer) -> Page:
    """Read a page of a pull; without its two headers it is no answer, whatever its status says."""
    head, epoch = answer.number(HEAD_HEADER), answer.headers.get(EPOCH_HEADER, "")
    if head is None or not epoch:
        raise no_answer()
    return read_page(lines_of(answer.body), head, epoch)


def _own(line: bytes) -> OwnEntry:
    try:
        value = read_json(line)
        it = Members(value)
        order = it.integer("order", 1) if "order" in value else None
        withheld = it.text("withheld") if order is None else None
        return OwnEntry(entry_of(value["entry"]), order, withheld, it.text("received_at"))
    except (NotProtocol, NotAnEntry, KeyError) as error:
        raise no_answer() from error


def _relayed(value: object) -> tuple[tuple[str, int, str], ...]:
    triples = Members(value).items("relayed")
    if not all(isinstance(one, list) and [type(member) for member in one] == [str, int, str] for one in triples):
        raise NotProtocol("relayed")
    return tuple((device, seq, state) for device, seq, state in triples)


def _read(shape: Callable[[object], Value], answer: Answer) -> Value:
    try:
        return shape(read_json(answer.body))
    except NotProtocol as error:
        raise no_answer() from error


def _named(answer: Answer, sha256: str) -> None:
    """Check that an answer is about that blob; a refusal is raised, a page of somebody else is no answer."""
    if good(answer).headers.get("etag") != f'"{sha256}"':
        raise no_answer()
