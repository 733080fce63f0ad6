"""kill -9 at any moment: what was acknowledged is there, and what was not can be sent again."""

import hashlib
import json
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from sync.county.enrolment import Enrolment
from sync.county.site import open_site
from sync.county.verify import verify
from tests.county.postgres import Postgres


class Killed:
    """A county in a program of its own that is killed and started again."""

    def __init__(self, data: Path, *, database: str = "", blobs: str = "", host: str = "127.0.0.1") -> None:
        self._place = ["--data", str(data), "--database", database, "--blobs", blobs, "--host", host]
        self.url = ""

    def start(self) -> None:
        command = [sys.executable, "-m", "sync.county.cli", "serve", *self._place, "--port", "0", "--json"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        told = b""
        with self._process.stdout as stdout:
            while not told.rstrip().endswith(b"}"):
                line = stdout.readline()
                assert line, "the server ended"
                told += line
        self.url = json.loads(told)["url"]

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


class Officer:
    """A window that works until the line breaks, and keeps what it was told."""

    def __init__(self, window: Any, chance: random.Random) -> None:
        self.window = window
        self._chance = chance
        self.acked = 0
        self.offset = 0
        self.location = ""
        self.content = b""
        self.blobs: dict[str, bytes] = {}
        self.answered = 0
        self.awaited = 0
        self.has_them = threading.Event()

    def wait_for(self, answers: int) -> None:
        """Set `has_them` once so many answers have come from now on; at once for none."""
        self.answered, self.awaited = 0, answers
        self.has_them.clear()
        self._count(0)

    def _count(self, answers: int) -> None:
        self.answered += answers
        if self.answered >= self.awaited:
            self.has_them.set()

    def work(self) -> None:
        """Push and upload without end; TransportError when the county is gone."""
        while True:
            self._push()
            self._upload()

    def _push(self) -> None:
        for _ in range(self._chance.randint(1, 8)):
            self.window.append()
        answer = self.window.push(self.window.chain[self.acked :])
        assert answer.status_code == 200, answer.text
        self.acked = answer.json()["acked_seq"]
        self._count(1)

    def _upload(self) -> None:
        if not self.location:
            self.content = self._chance.randbytes(self._chance.randint(1, 300_000))
            self.location = self.window.create_upload(self.content).headers["Location"]
            self.offset = 0
        while self.offset < len(self.content):
            piece = self.content[self.offset : self.offset + self._chance.randint(1, 200_000)]
            sent = self.window.patch(self.location, self.offset, piece)
            assert sent.status_code == 204, sent.text
            self.offset = int(sent.headers["Upload-Offset"])
            self._count(1)
        self.blobs[self._digest()] = self.content
        self.location = ""

    def _digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    def check(self) -> None:
        """Compare the county's copy with all that it ever acknowledged, and take up the work where it stands."""
        me = self.window.call("GET", "/v1/devices/me").json()
        assert me["acked_seq"] >= self.acked
        self.acked = me["acked_seq"]
        assert self.acked == 0 or me["head_hash"] == self.window.chain[self.acked - 1].hash
        for sha256, content in self.blobs.items():
            assert self.window.blob(sha256).content == content
        if self.location:
            head = self.window.upload_head(self.location)
            assert head.status_code == 200
            assert int(head.headers["Upload-Offset"]) >= self.offset
            self.offset = int(head.headers["Upload-Offset"])


def killed_and_checked(officer: Officer, server: Killed, answers: int, then_s: float) -> None:
    """Let the officer work, kill the county `then_s` after so many answers, and see at the next start what it has."""
    server.start()
    officer.window.url = server.url
    assert officer.window.sign_in().status_code == 200
    officer.check()
    officer.wait_for(answers)
    killing = threading.Thread(target=kill_after, args=(officer.has_them, then_s, server))
    killing.start()
    with pytest.raises(httpx.TransportError):
        officer.work()
    killing.join()


def kill_after(event: threading.Event, then_s: float, server: Killed) -> None:
    event.wait()
    threading.Event().wait(then_s)
    server.kill()


def killed_often(
    data: Path, make_stranger_at: Any, rounds: int, seed: int, *, database: str = "", blobs: str = ""
) -> None:
    chance = random.Random(seed)
    site = open_site(data, database_url=database, blobs=blobs)
    code = Enrolment(site).new_code("511725001").code
    site.close()
    server = Killed(data, database=database, blobs=blobs)
    server.start()
    window = make_stranger_at(server.url)
    assert window.enrol(code).status_code == 201
    server.kill()
    officer = Officer(window, chance)

    try:
        for number in range(rounds):  # every second time while the first request may still be under way
            killed_and_checked(officer, server, chance.randint(1, 40) * (number % 2), chance.uniform(0, 0.02))
    finally:
        server.kill()

    site = open_site(data, database_url=database, blobs=blobs)
    assert verify(site).broken == ()
    site.close()
    assert officer.acked > 0


def test_a_killed_county_has_what_it_acknowledged(tmp_path: Path, make_stranger_at: Any) -> None:
    killed_often(tmp_path / "county", make_stranger_at, 2, 0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 7))
def test_a_county_killed_again_and_again_has_what_it_acknowledged(
    tmp_path: Path, make_stranger_at: Any, seed: int
) -> None:
    killed_often(tmp_path / "county", make_stranger_at, 20, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 4))
def test_a_county_on_postgresql_killed_again_and_again_has_what_it_acknowledged(
    tmp_path: Path, make_stranger_at: Any, postgres: Postgres, seed: int
) -> None:
    url = postgres.new()
    killed_often(tmp_path / "county", make_stranger_at, 20, seed, database=url)
    postgres.take_back(url)
