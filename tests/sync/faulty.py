"""A county with its log, a window behind a line that can be spoilt, and a colleague whose line is good.

What every fault has to leave: nothing lost, nothing double, nobody's queue blocked, a sentence for the officer and a
line for IT.
"""

import json
import ssl
import threading
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from app.ids import uuid7
from sync.client import rounds
from sync.client.engine import Status
from sync.county.embedded import County
from sync.county.verify import verify
from tests.sync.window import Window, picture, until_quiet
from tests.sync.wire import Proxy
from ui.problems import sentence


class Scene:
    """One county, one spoilt line. `case` is what the window works on."""

    def __init__(self, home: Path, log: Path, county: County, tls: ssl.SSLContext | None = None) -> None:
        self.home, self.log, self.county = home, log, county
        self.proxy = Proxy(county.port, tls)
        self.window, self.colleague = Window(home / "window"), Window(home / "colleague")
        self.case = uuid7()
        self.pictures: dict[str, bytes] = {}
        self.strays: set[str] = set()  # hashes of what the county withholds

    def open(self) -> "Scene":
        """Let both windows become known, and hear of the county once."""
        self.proxy.__enter__()
        for window, url in ((self.window, self.proxy.url), (self.colleague, self.county.url)):
            window.enrol(self.county.enrol_code("511725106", "青龙镇").code, url)
            assert window.sync().online
        return self

    def close(self) -> None:
        self.window.close()
        self.colleague.close()
        self.proxy.__exit__(None, None, None)

    def work(self, size: int = 60_000) -> None:
        """Let the officer write to a case and file a picture."""
        self.window.note(self.case, "出事以前记的")
        content = picture(size)
        self.pictures[self.window.file(self.case, content).sha256] = content

    def spoilt(self) -> Status:
        """Do a round while the fault lasts; the officer goes on meanwhile, and so does the colleague."""
        status = self.window.sync()
        self.window.note(uuid7(), "出事的时候照样办")
        self.colleague.note(uuid7(), "别的窗口照样办")
        return status

    def said(self, status: Status, code: str) -> None:
        """The officer reads a sentence about it, and the window's own log of rounds has its code for IT."""
        assert code in {status.problem_code, *status.told}, status
        assert code not in sentence(Unavailable(code))  # a code without a sentence is shown by its name
        last = self.window.engine.last
        assert last is not None
        rounds.keep(self.home / "log", last)
        line = rounds.kept(self.home / "log")[-1]
        assert code in {line["code"], *line["told"]}

    def logged(self, words: str = "", **facts: Any) -> None:
        """The county's log has a line with these facts, whose message holds these words."""
        for _ in range(500):  # an answer is there a moment before its line
            lines = [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]
            if any(facts.items() <= line.items() and words in line.get("message", "") for line in lines):
                return
            threading.Event().wait(0.01)
        raise AssertionError(self.log.read_text("utf-8"))

    def whole(self, *more: Window) -> None:
        """Once the fault is over all that any window wrote is at the county, once each, and so are the pictures."""
        windows = (self.window, self.colleague, *more)
        until_quiet(*windows)
        for window in windows:
            self._has_all_of(window)
        assert {sha256: self.county.blob(sha256) for sha256 in self.pictures} == self.pictures
        assert verify(self.county.site).broken == ()

    def _has_all_of(self, window: Window) -> None:
        """The county's chain is the window's, and each entry but the withheld ones has an order of its own."""
        entries = [entry for device in window.store.devices() for entry in self.county.entries(device.id)]
        orders = [order for device in window.store.devices() for order in self.county.orders(device.id).values()]
        hashes = [entry.hash for entry in entries]
        assert len(set(hashes)) == len(hashes)
        assert written(window) <= texts(entries)
        given = [order for order in orders if order is not None]
        assert len(set(given)) == len(given) == len(entries) - len(self.strays & set(hashes))


def texts(entries: Any) -> set[str]:
    """Give what was noted and which pictures were filed, without what is written again after a takeover."""
    found = set[str]()
    for entry in entries:
        body = entry.body or {}
        found.add(f"{entry.subject} {body.get('text', '')} {body.get('document', {}).get('sha256', '')}")
    return found


def written(window: Window) -> set[str]:
    """Give the same of all that a window wrote."""
    own = {device.id for device in window.store.devices()}
    stored = window.store.entries_of_type("case")
    return texts(item.entry for item in stored if item.entry.device in own)
