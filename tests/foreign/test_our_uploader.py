"""Our uploader against a server that others wrote: whole, cut in the middle and gone on with, gone and begun anew."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import pytest

from app.store.values import BlobTask
from sync.client.http import Line
from sync.client.tus import Tus
from sync.client.uploads import Sending, carry, find_place
from sync.protocol import MAX_PIECE_BYTES
from tests.sync.wire import Proxy

if TYPE_CHECKING:
    from sync.client.county import County

pytestmark = pytest.mark.slow


@dataclass
class Foreign:
    """As much of a county as a tus server is: it takes uploads and knows no documents."""

    uploads: Tus

    def has_blob(self, _sha256: str) -> bool:
        return False


@dataclass
class Sender:
    """One document on its way through a proxy to the foreign server."""

    content: bytes
    foreign: Foreign
    proxy: Proxy
    line: Line

    def send(self, place: str | None = None, stop_after: int | None = None) -> Sending:
        """Send what is missing, until `stop_after` pieces have left."""
        task = BlobTask(
            hashlib.sha256(self.content).hexdigest(), len(self.content), "image/jpeg", "c", "2026-11-24T08:00:00.000Z",
            place,
        )  # fmt: skip
        county, pieces = cast("County", self.foreign), iter(range(10**6))

        def must_pause() -> bool:
            return stop_after is not None and next(pieces) >= stop_after

        return carry(county, find_place(county, task), lambda start, end: self.content[start:end], must_pause)


@pytest.fixture
def sender(tus_server: Any) -> Iterator[Sender]:
    address = urlsplit(tus_server.url)
    with Proxy(address.port or 0) as proxy:
        line = Line(f"http://127.0.0.1:{proxy.port}", b"", "yimen/0.1.0")
        uploads = Tus(line.ask, address.path)
        yield Sender(secrets.token_bytes(5 * MAX_PIECE_BYTES + 3), Foreign(uploads), proxy, line)
        line.close()


def kept(tus_server: Any) -> list[bytes]:
    """Give the contents of all uploads that the foreign server has."""
    files = [file for file in Path(tus_server.folder).iterdir() if file.suffix != ".json"]
    return [file.read_bytes() for file in files]


def test_a_document_arrives_unaltered(sender: Sender, tus_server: Any) -> None:
    sending = sender.send()

    assert sending.complete
    assert kept(tus_server) == [sender.content]


def test_an_empty_document_arrives(sender: Sender, tus_server: Any) -> None:
    sender.content = b""

    assert sender.send().complete
    assert kept(tus_server) == [b""]


def test_an_upload_that_was_stopped_goes_on_where_it_was(sender: Sender, tus_server: Any) -> None:
    stopped = sender.send(stop_after=2)
    assert not stopped.complete
    assert kept(tus_server) == [sender.content[: 2 * MAX_PIECE_BYTES]]
    sender.proxy.meter.up = 0

    sending = sender.send(stopped.place)

    assert sending.complete
    assert kept(tus_server) == [sender.content]
    assert sender.proxy.meter.up < 4 * MAX_PIECE_BYTES


@pytest.mark.parametrize("after", [1_000, 300_000, 900_000])
def test_an_upload_that_was_cut_goes_on_where_it_was(sender: Sender, tus_server: Any, after: int) -> None:
    sender.proxy.meter.cut_after_up = after
    cut = sender.send()
    assert cut.trouble is not None
    assert cut.trouble.code == "county.unreachable"

    sending = sender.send(cut.place)

    assert sending.complete
    assert kept(tus_server) == [sender.content]
    assert sender.proxy.meter.up < len(sender.content) + MAX_PIECE_BYTES + 10_000


def test_an_upload_that_is_gone_begins_anew(sender: Sender, tus_server: Any) -> None:
    stopped = sender.send(stop_after=2)
    for file in Path(tus_server.folder).iterdir():
        file.unlink()

    sending = sender.send(stopped.place)

    assert sending.complete
    assert kept(tus_server) == [sender.content]
