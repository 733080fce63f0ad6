"""A repository on the web. TLS keeps nobody out here: what arrives is believed for its signatures alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ssl import SSLContext
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from app.errors import Refused, Unavailable
from app.version import AGENT
from sync.updates.source import Coming, NotThere

if TYPE_CHECKING:
    import httpx

STALL_S: Final = 60.0
CONNECT_S: Final = 15.0
_WHOLE, _PART, _NO_SUCH_RANGE = 200, 206, 416
_ABSENT: Final = frozenset({403, 404, 410})


@dataclass(frozen=True, slots=True)
class Web:
    """A repository below `url`; `context` says whom TLS believes (None: whom the system does)."""

    url: str
    context: SSLContext | None = None
    stall_s: float = STALL_S

    @contextmanager
    def begin(self, name: str, start: int = 0) -> Iterator[Coming]:
        """Give a file from byte `start` on, from 0 where the server does not skip. NotThere; Unavailable update.*."""
        import httpx  # noqa: PLC0415 - slow to load, and a stick does not need it

        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        wait = httpx.Timeout(self.stall_s, connect=min(CONNECT_S, self.stall_s))
        try:
            with (
                httpx.Client(timeout=wait, verify=self.context or True, trust_env=False) as client,
                client.stream("GET", f"{self.url.rstrip('/')}/{name}", headers=headers) as answer,
            ):
                yield _coming(answer, start)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise Unavailable("update.unreachable") from error


def web(url: str, context: SSLContext | None = None) -> Web:
    """Give the repository at an address; Refused update.address where it is none of the web."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise Refused("update.address") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise Refused("update.address")
    return Web(url, context)


def _coming(answer: "httpx.Response", start: int) -> Coming:
    if answer.status_code in _ABSENT:
        raise NotThere
    if answer.status_code == _NO_SUCH_RANGE:
        return Coming(0, iter(()))  # what was fetched so far is none of this file
    skips = answer.headers.get("content-range", "").startswith(f"bytes {start}-")
    if answer.status_code == _PART and start and skips:
        return Coming(start, answer.iter_raw())
    if answer.status_code == _WHOLE:
        return Coming(0, answer.iter_raw())
    raise Unavailable("update.answer", status=answer.status_code)
