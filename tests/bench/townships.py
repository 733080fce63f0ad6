"""Townships that come back after a day offline: windows' own code for the line, many in one process, by threads.

    python -m tests.bench.townships URL ENTRIES PICTURES CODE ...

Says "ready" when everything is written, begins at a line on standard input, and tells one JSON document at the end.
"""

import hashlib
import json
import secrets
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from app.errors import Unavailable
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from app.store.values import BlobTask
from sync.client.calls import HttpCounty
from sync.client.http import Line
from sync.client.uploads import GROUP, carry, find_place, several
from sync.protocol import PushHeader, ndjson

if TYPE_CHECKING:
    from sync.client.county import County

MEAN_PICTURE = 276_000
SHARED = secrets.token_bytes(MEAN_PICTURE)


@dataclass
class Told:
    """What one township saw: seconds from the start, and how often it was sent away."""

    text_s: float = 0.0
    pictures_s: list[float] = field(default_factory=list)
    busy: int = 0
    busy_without_time: int = 0


class Township:
    """One window with a day's work. It obeys whoever tells it when to come back."""

    def __init__(self, url: str, code: str, entries: int, pictures: int) -> None:
        self._private, self._device = sign.new_key(), uuid7()
        self.county = HttpCounty.at(Line(url, b"", "yimen/0.1.0"), self._device, self._private)
        public = sign.public_key(self._private)
        said = {"device": self._device, "name": "一号窗口", "public_key": public, "age_recipient": "age1" + "q" * 58}
        scope = self.county.enrol(said | {"code": code}).scopes[0]
        self._seeds = [secrets.token_bytes(32) for _ in range(pictures)]
        self._body = self._written(scope, entries)
        self.told = Told()

    def report(self, start: float) -> None:
        """Send the text, then the pictures."""
        self._until_taken(lambda: self.county.push(self._body))
        self.told.text_s = time.monotonic() - start
        for at in range(0, len(self._seeds), GROUP):
            for moment in several(self._send, self._seeds[at : at + GROUP]):
                self.told.pictures_s.append(moment - start)
        self.county.close()

    def sign_in(self) -> None:
        """Take a new token and ask where the device stands, as a program does when it starts."""
        self.county.speaking_as(self._device, self._private).me()

    def listening(self) -> AbstractContextManager[object]:
        """Open an event stream, over a line of its own."""
        return self.county.channel.begin("/v1/events", {})

    def _send(self, seed: bytes) -> float:
        """Send a picture, and give the moment at which the county had all of it."""
        content = seed + SHARED[32:]
        task = BlobTask(
            hashlib.sha256(content).hexdigest(), len(content), "image/jpeg", "c", "2026-11-24T08:00:00.000Z", None
        )  # fmt: skip
        county = cast("County", self.county)
        sending = find_place(county, task)
        while not sending.complete:
            if sending.trouble is not None:
                self._wait(sending.trouble)
                sending = find_place(county, task)
                continue
            sending = carry(county, sending, lambda start, end: content[start:end], lambda: False)
        return time.monotonic()

    def _until_taken(self, call: Any) -> Any:
        while True:
            try:
                return call()
            except Unavailable as trouble:
                self._wait(trouble)

    def _wait(self, trouble: Unavailable) -> None:
        if trouble.code != "county.busy":
            raise trouble
        wait_s = float(trouble.facts["retry_after_s"])  # type: ignore[arg-type]  # a float where the code is busy
        self.told.busy += 1
        self.told.busy_without_time += wait_s <= 0
        threading.Event().wait(wait_s)

    def _written(self, scope: str, count: int) -> bytes:
        entries: list[Entry] = []
        for seq in range(1, count + 1):
            prev = entries[-1].hash if entries else ZERO_HASH
            place = Place(
                self._device, seq, prev, (), "2026-11-24T09:00:00.000Z", "ok", self._device, ZERO_HASH, scope
            )  # fmt: skip
            body = {
                "title": "入户调查",
                "note": "家中两口人，住房两间，收到原件，核对无误，务农为主",
                "handler": "李红",
            }
            entries.append(write(place, f"case:{uuid7()}", "case.note_added", 1, body))
        header = PushHeader.signed(self._private, self._device, 1, [entry.hash for entry in entries])
        return ndjson(header, [entry.to_line() for entry in entries])


def main(words: list[str]) -> int:
    """Make the townships of the codes, let them all go at once, and tell what they saw."""
    url, entries, pictures, *codes = words
    with ThreadPoolExecutor(len(codes)) as pool:
        townships = list(pool.map(lambda code: Township(url, code, int(entries), int(pictures)), codes))
        print("ready", flush=True)
        sys.stdin.readline()
        start = time.monotonic()
        for done in [pool.submit(partial(township.report, start)) for township in townships]:
            done.result()
    print(json.dumps([asdict(township.told) for township in townships]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
