"""The county's HTTP server: uvicorn, started with TLS 1.3 or on loopback, ended gracefully."""

import asyncio
import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Final

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.errors import Refused, Unavailable
from sync.county.api import Api
from sync.county.cause import called
from sync.county.gate import is_loopback

_FINISH_S: Final = 6.0  # for the requests under way once the server was asked to end; all of it is below 10 s
_CUT_S: Final = 2  # for those that were cut then
_KEEP_ALIVE_S: Final = 75
_MOST_HEADER_BYTES: Final = 2**16
_MOST_CONNECTIONS: Final = 5_000
HEAD_S: Final = 20.0  # for the head of a request, from its first byte or from the call


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. `port` 0 takes a free one; certificate and key (PEM) are needed beyond loopback."""

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None


class Line(H11Protocol):
    """A connection whose request must say within `head_s` seconds what it wants; else it is closed."""

    head_s = HEAD_S
    most = _MOST_CONNECTIONS
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it too
        """Begin to wait for the first request."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is not whole yet must become so in time."""
        super().data_received(data)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait_for_head(self) -> None:
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._stop_waiting()
        elif self._late is None:
            self._late = self.loop.call_later(self.head_s, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Server(uvicorn.Server):
    """A uvicorn server that first lets requests finish and tells new ones to come back, and then stops listening."""

    def __init__(self, config: uvicorn.Config, api: Api) -> None:
        super().__init__(config)
        self._api = api

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let requests finish, then end."""
        await self._api.finish(_FINISH_S)
        await super().shutdown(sockets)


def make_server(api: Api, address: Address) -> Server:
    """Give a server that is not running yet; Refused when the address needs a certificate and has none."""
    has_tls = address.certificate is not None and address.key is not None
    if not has_tls and not (is_loopback(address.host) or address.host == "localhost"):
        raise Refused("county.tls_needed")
    config = uvicorn.Config(
        api,
        http=Line,
        host=address.host,
        port=address.port,
        ssl_certfile=address.certificate if has_tls else None,
        ssl_keyfile=address.key if has_tls else None,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_CUT_S,
        h11_max_incomplete_event_size=_MOST_HEADER_BYTES,
    )
    _load(config)
    return Server(config, api)


def listen(address: Address) -> socket:
    """Give a socket that listens at the address; Unavailable when it is taken or not of this machine."""
    # asyncio answers without delay (TCP_NODELAY) only on sockets that name TCP as their protocol.
    listener = socket(AF_INET6 if ":" in address.host else AF_INET, SOCK_STREAM, IPPROTO_TCP)
    try:
        if os.name != "nt":  # there the option would let another program take the port too
            listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listener.bind((address.host, address.port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise Unavailable("county.address", reason=called(error)) from error
    return listener


def _load(config: uvicorn.Config) -> None:
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise Unavailable("county.certificate", reason=called(error)) from error
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
