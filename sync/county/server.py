"""The county's HTTP server: uvicorn, started with TLS 1.3 or on loopback, ended gracefully."""

import ipaddress
import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Final

import uvicorn

from app.errors import Refused, Unavailable
from sync.county.api import Api

_GRACE_S: Final = 10
_KEEP_ALIVE_S: Final = 75
_MOST_HEADER_BYTES: Final = 2**16


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen. `port` 0 takes a free one; certificate and key (PEM) are needed beyond loopback."""

    host: str = "127.0.0.1"
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None


class Server(uvicorn.Server):
    """A uvicorn server that ends the county's event streams first, so that it need not wait for them."""

    def __init__(self, config: uvicorn.Config, api: Api) -> None:
        super().__init__(config)
        self._api = api

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let requests finish, then end."""
        self._api.stop()
        await super().shutdown(sockets)


def make_server(api: Api, address: Address) -> Server:
    """Give a server that is not running yet; Refused when the address needs a certificate and has none."""
    has_tls = address.certificate is not None and address.key is not None
    if not has_tls and not _is_loopback(address.host):
        raise Refused("county.tls_needed")
    config = uvicorn.Config(
        api,
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
        timeout_graceful_shutdown=_GRACE_S,
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
        raise Unavailable("county.address", reason=type(error).__name__) from error
    return listener


def _load(config: uvicorn.Config) -> None:
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise Unavailable("county.certificate", reason=type(error).__name__) from error
    if config.ssl is not None:
        config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
