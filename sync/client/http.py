"""One line to one address: requests, time-outs that watch for a stall, and TLS. The only file that knows httpx."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import httpx

from app import clock
from app.errors import Unavailable
from sync.client import trust
from sync.client.county import no_answer
from sync.client.rounds import Traffic
from sync.packing import NotPacked, sips, unpacker
from sync.protocol import MAX_BATCH_BYTES
from sync.reading import Members, NotProtocol, read_json

if TYPE_CHECKING:
    from ssl import SSLContext

_DIGITS: Final = 16  # of the largest number that the protocol knows
STALL_S: Final = 60.0
# So little is on its way unseen that a slow line still shows progress within STALL_S, and a cut loses little.
_SEND_BUFFER_BYTES: Final = 64 * 2**10
CONNECT_S: Final = 15.0
MAX_ANSWER_BYTES: Final = 2 * MAX_BATCH_BYTES  # of a page of entries with their names and times around them


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status, headers (names in lower case), and the unpacked body."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    def number(self, name: str) -> int | None:
        """Give the whole number that a header says, None where it says none."""
        written = self.headers.get(name, "")
        return int(written) if written.isascii() and written.isdigit() and len(written) <= _DIGITS else None


@dataclass(frozen=True, slots=True)
class Coming:
    """An answer whose body is still on its way, piece by piece."""

    status: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes]
    hang_up: Callable[[], None] = lambda: None  # from any thread: who waits for the next piece waits no longer


@dataclass(slots=True)
class Line:
    """The way to a county at `url`, whose CA has the fingerprint `pin`; may be used by several threads.

    `off` is how far the county's clock is ahead of ours; it is learnt when certificates or tokens ask for it.
    """

    url: str
    pin: bytes
    agent: str
    now: Callable[[], datetime] = clock.now
    stall_s: float = STALL_S
    off: timedelta = timedelta()
    _client: httpx.Client | None = None
    _authority: bytes | None = None
    _dates: bool = True
    _traffic: Traffic = field(default_factory=Traffic)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def moment(self) -> datetime:
        """Give the county's time as far as it is known, else ours."""
        return self.now() + self.off

    def learn_time(self, server_time: str) -> None:
        """Take the county's time from an answer; a text that is no time counts as no answer."""
        try:
            self.off = clock.parse(server_time) - self.now()
        except ValueError as error:
            raise no_answer() from error

    def ask(self, method: str, path: str, headers: Mapping[str, str], content: bytes | None = None) -> Answer:
        """Send a request and give the whole answer; Unavailable where there is none."""
        with self.begin(method, path, headers, content) as coming:
            body = bytearray()
            for piece in coming.pieces:
                body += piece
                if len(body) > MAX_ANSWER_BYTES:
                    raise no_answer()
        return Answer(coming.status, coming.headers, bytes(body))

    @contextmanager
    def begin(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes | None = None
    ) -> Iterator[Coming]:
        """Send a request and give the answer while it arrives; Unavailable where there is none, or it is cut."""
        with _translated(), self._streamed(method, path, headers, content) as response:
            hang_up = partial(_hang_up, response.extensions["network_stream"].get_extra_info("socket"))
            yield Coming(response.status_code, response.headers, _unpacked(response), hang_up)

    @property
    def traffic(self) -> Traffic:
        """What went over this line, as far as answers have arrived."""
        return self._traffic

    def _count(self, response: httpx.Response) -> None:
        sent, came = response.request.headers, response.headers
        up = _head_bytes(sent) + len(response.request.url.raw_path) + int(sent.get("content-length", 0))
        down = _head_bytes(came) + response.num_bytes_downloaded
        with self._lock:
            before = self._traffic
            self._traffic = Traffic(before.requests + 1, before.up + up, before.down + down)

    def apart(self) -> "Line":
        """Give another line to the same county, which knows what this one has learnt."""
        return replace(self, _client=None, _lock=threading.RLock())

    def close(self) -> None:
        """Hang up; the next request calls again."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = None

    @contextmanager
    def _streamed(
        self, method: str, path: str, headers: Mapping[str, str], content: bytes | None
    ) -> Iterator[httpx.Response]:
        response = self._sent(method, path, headers, content)
        try:
            self._check_dates(response)
            yield response
        finally:
            self._count(response)
            response.close()

    def _sent(self, method: str, path: str, headers: Mapping[str, str], content: bytes | None) -> httpx.Response:
        client = self._connected()
        request = client.build_request(method, path, headers={**headers, **_length(content)}, content=_pieces(content))
        try:
            return client.send(request, stream=True)
        except httpx.ConnectError as error:
            by_dates = trust.fails_by_dates(error)
            if by_dates is None:
                raise
            self.close()
            if not (by_dates and self._dates):
                self._authority = None
                raise
        self._without_dates()
        return self._sent(method, path, headers, content)

    def _connected(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                self._client = self._called()
            return self._client

    def _called(self) -> httpx.Client:
        address = trust.checked_address(self.url)
        verify: SSLContext | bool = False  # plain http, and only to this machine itself
        if address.scheme == "https":
            self._authority = self._authority or trust.meet(address, self.pin, CONNECT_S)
            verify = trust.context(self._authority, dates=self._dates)
        wait = httpx.Timeout(self.stall_s, connect=min(CONNECT_S, self.stall_s), pool=None)
        options = [(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)]
        transport = httpx.HTTPTransport(verify=verify, trust_env=False, socket_options=options)
        client = httpx.Client(base_url=self.url, transport=transport, timeout=wait, trust_env=False)
        client.headers = httpx.Headers({"User-Agent": self.agent, "Accept-Encoding": "zstd, gzip"})
        del client.headers["Accept"], client.headers["Connection"]
        return client

    def _without_dates(self) -> None:
        """Go on although validity dates fail: they are held against the county's own time instead."""
        with self._lock:
            self.close()
            self._dates = False
            answer = self.ask("GET", "/healthz", {})
        try:
            self.learn_time(Members(read_json(answer.body)).text("server_time"))
        except NotProtocol as error:
            raise no_answer() from error
        self.close()  # so that the next connection is judged by that time

    def _check_dates(self, response: httpx.Response) -> None:
        if self._dates or response.request.url.path.endswith("/healthz"):
            return
        safe = response.extensions["network_stream"].get_extra_info("ssl_object")
        if not trust.hold_at(trust.presented(safe), self.moment()):
            self._dates = True  # the next try starts afresh: our own clock may be right again
            self.close()
            raise Unavailable("county.certificate_dates")


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """Give the body piece by piece as it was before packing; no piece is much larger than what the county may send."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        yield from response.iter_raw()
        return
    unpacks = unpacker(encoding)
    if unpacks is None:
        raise no_answer()
    try:
        for piece in response.iter_raw():
            yield from map(unpacks.feed, sips(piece))
        yield unpacks.end()
    except NotPacked as error:
        raise no_answer() from error


def _length(content: bytes | None) -> dict[str, str]:
    return {} if content is None else {"Content-Length": str(len(content))}


def _pieces(content: bytes | None) -> Iterator[bytes] | None:
    """Give a body in pieces; whole, it would be copied again for each part of it that the line takes."""
    if content is None:
        return None
    return (content[at : at + _SEND_BUFFER_BYTES] for at in range(0, len(content), _SEND_BUFFER_BYTES))


def _head_bytes(headers: httpx.Headers) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.raw)


def _hang_up(line: socket.socket) -> None:
    """End a connection under who reads from it; the plain socket's way, which leaves TLS as it is."""
    with suppress(OSError):  # it may have ended by itself
        socket.socket.shutdown(line, socket.SHUT_RDWR)


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what httpx says into what an officer can act on."""
    try:
        yield
    except httpx.ConnectError as error:
        if trust.fails_by_dates(error) is not None:
            raise Unavailable("county.stranger") from error
        raise Unavailable("county.unreachable") from error
    except httpx.TransportError as error:
        raise Unavailable("county.unreachable") from error
