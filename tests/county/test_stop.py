"""SIGTERM under load: what is under way is finished, the rest is told to come back, nothing acknowledged is lost."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from sync.county.enrolment import Enrolment
from sync.county.ledger import head_of
from sync.county.site import open_site
from sync.county.verify import verify


class Busy:
    """A county in a process of its own, with windows that push without end."""

    def __init__(self, data: Path, make_stranger_at: Any, windows: int) -> None:
        site = open_site(data)
        codes = [Enrolment(site).new_code(f"51172500{at}").code for at in range(windows)]
        site.close()
        words = ["-m", "sync.county.cli", "serve", "--data", str(data), "--port", "0", "--json"]
        self.process = subprocess.Popen(
            [sys.executable, *words, "--log", str(data / "log")], stdout=subprocess.PIPE
        )  # fmt: skip
        assert self.process.stdout is not None
        told = b""
        while not told.rstrip().endswith(b"}"):
            line = self.process.stdout.readline()
            assert line, "the server ended"
            told += line
        self.url = json.loads(told)["url"]
        self.windows = [make_stranger_at(self.url) for _ in codes]
        for window, code in zip(self.windows, codes, strict=True):
            assert window.enrol(code).status_code == 201
            assert window.sign_in().status_code == 200
        self.acked = dict.fromkeys((window.id for window in self.windows), 0)
        self.sent_away: list[httpx.Response] = []
        self._threads = [threading.Thread(target=self._push, args=(window,)) for window in self.windows]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def _push(self, window: Any) -> None:
        with suppress(httpx.TransportError):
            while True:
                for _ in range(20):
                    window.append()
                answer = window.push(window.chain[self.acked[window.id] :])
                if answer.status_code != 200:
                    self.sent_away.append(answer)
                    return
                self.acked[window.id] = answer.json()["acked_seq"]

    def end(self) -> None:
        for thread in self._threads:
            thread.join()


@pytest.fixture
def busy(tmp_path: Path, make_stranger_at: Any) -> Iterator[Busy]:
    busy = Busy(tmp_path / "county", make_stranger_at, 4)
    yield busy
    busy.process.kill()
    busy.process.communicate()


def half_sent(window: Any, content: bytes) -> socket.socket:
    """Begin to send an upload, and stop in the middle of its body."""
    location = window.create_upload(content).headers["Location"]
    url = urlsplit(window.url)
    head = (
        f"PATCH {location} HTTP/1.1\r\nHost: {url.netloc}\r\nAuthorization: Bearer {window.token}\r\n"
        "Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    line = socket.create_connection((url.hostname or "", url.port or 0), 10)
    line.sendall(head.encode() + content[: len(content) // 2])
    return line


def until_closing(url: str) -> httpx.Response:
    """Ask on ever new lines until the county says that it is closing."""
    while True:
        answer = httpx.get(url + "/healthz", trust_env=False)
        if answer.status_code != 200:
            return answer


def test_a_county_that_is_ended_under_load_finishes_and_loses_nothing(busy: Busy, tmp_path: Path) -> None:
    window, content = busy.windows[0], os.urandom(300_000)
    stream = httpx.Client(trust_env=False, timeout=20)
    events = stream.send(
        stream.build_request("GET", busy.url + "/v1/events", headers={"Authorization": f"Bearer {window.token}"}),
        stream=True,
    )
    line = half_sent(window, content)
    busy.begin()
    while min(busy.acked.values()) < 100:
        threading.Event().wait(0.01)

    begun = time.monotonic()
    busy.process.send_signal(signal.SIGTERM)
    refused = until_closing(busy.url)
    line.sendall(content[len(content) // 2 :])
    answer = line.recv(10_000)
    code = busy.process.wait(20)
    took = time.monotonic() - begun
    busy.end()
    line.close()

    assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (503, True)
    assert refused.headers["connection"] == "close"
    assert answer.startswith(b"HTTP/1.1 204 ")
    assert b"event: head" in events.read()  # and then its end, not a cut
    stream.close()
    assert (code, took < 10) == (0, True)
    assert all(away.status_code == 503 and away.headers["retry-after"] for away in busy.sent_away)
    site = open_site(tmp_path / "county")
    assert verify(site).broken == ()
    with site.database.reading() as connection:
        for device, acked in busy.acked.items():
            assert head_of(connection, device).acked_seq >= acked
    site.close()
    assert (tmp_path / "county" / "blobs" / hashlib.sha256(content).hexdigest()[:2]).is_dir()


@pytest.mark.slow
def test_a_request_that_does_not_end_is_cut_so_that_the_county_ends_within_ten_seconds(
    busy: Busy, tmp_path: Path
) -> None:
    content = os.urandom(3_000_000)
    line = half_sent(busy.windows[0], content)
    begun = time.monotonic()
    busy.process.send_signal(signal.SIGTERM)

    assert (busy.process.wait(20), time.monotonic() - begun < 10) == (0, True)
    line.close()
    (upload,) = (tmp_path / "county" / "blobs" / "unfinished").iterdir()
    assert upload.read_bytes() == content[: upload.stat().st_size]
    assert upload.stat().st_size >= 1_000_000
