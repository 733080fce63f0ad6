"""A window of the tests: a real store and vault, an engine, a clock that can be bent, a line that can fail."""

import secrets
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from app.domain.fact import BlobRef, Fact
from app.domain.office import Office
from app.errors import Unavailable
from app.ids import uuid7
from app.journal.entry import ZERO_HASH, Entry
from app.store import Author, Store
from app.vault.blobs import BlobVault
from sync.client import enrol
from sync.client.calls import HttpCounty
from sync.client.engine import Engine, Status
from sync.client.session import RESTORED
from sync.client.steps import drive
from tests.store.township import KEY, new_store

if TYPE_CHECKING:
    from sync.client.county import County

AGENT = "yimen/0.1.0"
DIVISION = "511725106"
Answers = Callable[[str, Any], None]  # lets the county answer a call as a test wants


class Clock:
    """A clock of one machine: runs with the real one, and can be set wrong."""

    def __init__(self) -> None:
        self.wrong_by = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.wrong_by  # noqa: TID251 - this is the clock of a machine that is made up


@dataclass
class Faults:
    """What happens to the next calls, one after the other: "" goes well, "cut" never arrives, "lost" has no answer.

    "twice" arrives twice, as after a repeat that nobody asked for.
    """

    plan: deque[str] = field(default_factory=deque)
    calls: list[str] = field(default_factory=list)
    before: Callable[[str], None] = lambda _: None
    after: Callable[[str], None] = lambda _: None

    def do(self, name: str, call: Callable[[], Any]) -> Any:
        self.calls.append(name)
        self.before(name)
        fault = self.plan.popleft() if self.plan else ""
        if fault == "cut":
            raise Unavailable("county.unreachable")
        answer = call()
        if fault == "twice":
            answer = call()
        if fault == "lost":
            raise Unavailable("county.unreachable")
        self.after(name)
        return answer


class Flaky:
    """A county behind a line that fails as `faults` say."""

    def __init__(self, inner: Any, faults: Faults) -> None:
        self._inner, self._faults = inner, faults

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name == "uploads":
            return Flaky(found, self._faults)
        if name == "speaking_as":
            return lambda *who: Flaky(found(*who), self._faults)
        return lambda *given, **named: self._faults.do(name, lambda: found(*given, **named))


class Window:
    """One installation. `engine` is new after each start, as in a program."""

    def __init__(self, home: Path, name: str = "一号窗口") -> None:
        self.home, self.name = home, name
        self.clock, self.faults = Clock(), Faults()
        self.author = Author(uuid7(), ZERO_HASH)
        home.mkdir(parents=True, exist_ok=True)
        self.vault = BlobVault(home / "blobs")
        if not (home / "yimen.db").exists():
            (home / "yimen.db").write_bytes(new_store())
        self.store = Store.open(home / "yimen.db", KEY, now=self.clock.now)
        self._http: HttpCounty | None = None

    def enrol(self, code: str, url: str) -> "Window":
        """Become the device of a code; the county hears of it at the first sync."""
        enrol.begin(self.store, code, url, Office("", DIVISION, "青龙镇"), self.name)
        self.connect()
        return self

    def connect(self) -> None:
        """Begin a new session with the county, as a program does when it starts."""
        self.hang_up()
        device = self.store.device()
        assert device is not None
        self._http = HttpCounty.of(device, AGENT, self.clock.now)
        county = cast("County", Flaky(self._http, self.faults))
        self.engine = Engine(self.store, self.vault, county, now=self.clock.now, chance=lambda: 0.5)

    @property
    def http(self) -> HttpCounty:
        """The session with the county, without the faults."""
        assert self._http is not None
        return self._http

    def restart_line(self, stall_s: float) -> None:
        """Begin a new session whose line is given up after so long a silence."""
        self.connect()
        self.http.channel.line.stall_s = stall_s

    def hang_up(self) -> None:
        if self._http is not None:
            self._http.close()
        self._http = None

    def sync(self) -> Status:
        """Do one round."""
        return drive(self.engine.round())

    def write(self, case: str, kind: str, body: dict[str, Any], *, v: int = 1) -> Entry:
        """Write one entry to a case."""
        return self.write_to(f"case:{case}", kind, body, v=v)

    def write_to(self, subject: str, kind: str, body: dict[str, Any], *, v: int = 1) -> Entry:
        """Write one entry to a subject."""
        with self.store.work(self.author) as work:
            return work.append([Fact(subject, kind, v, body)])[0]

    def note(self, case: str, text: str) -> Entry:
        return self.write(case, "case.noted", {"text": text})

    def file(self, case: str, content: bytes, said: str = "") -> BlobRef:
        """File a document to a case, as one transaction."""
        sealed = self.vault.put(content, "image/jpeg")
        ref = sealed.ref
        document = {"sha256": ref.sha256, "size": ref.size, "media_type": ref.media_type}
        with self.store.work(self.author) as work:
            work.keep(sealed)
            work.append([Fact(f"case:{case}", "case.document_filed", 1, filed(document, said))])
        return ref

    def device_id(self) -> str:
        device = self.store.device()
        assert device is not None
        return device.id

    def scope(self) -> str:
        device = self.store.device()
        assert device is not None
        return device.scope

    def restart(self) -> None:
        """End the program and start it again."""
        self.hang_up()
        self.store.close()
        self.store = Store.open(self.home / "yimen.db", KEY, now=self.clock.now)
        self.connect()

    def copy_to(self, target: Path) -> None:
        """Copy the installation's files while the program is closed."""
        self.hang_up()
        self.store.close()
        shutil.copytree(self.home, target)
        self.store = Store.open(self.home / "yimen.db", KEY, now=self.clock.now)
        self.connect()

    def go_back_to(self, copy: Path, *, by_restore: bool) -> None:
        """Put old files back: by the program's own restore, which marks the store, or behind its back."""
        self.hang_up()
        self.store.close()
        shutil.rmtree(self.home)
        shutil.copytree(copy, self.home)
        self.store = Store.open(self.home / "yimen.db", KEY, now=self.clock.now)
        if by_restore:
            with self.store.work() as work:
                work.set_setting(RESTORED, True)
        self.connect()

    def close(self) -> None:
        self.hang_up()
        self.store.close()


def filed(document: dict[str, Any], said: str) -> dict[str, Any]:
    """Give the body of a filed document."""
    return {
        "slot": "other", "member": "", "document": document, "source": "file", "verdict": "good",
        "taken_at": "2026-11-24T08:00:00.000Z", "overruled": said,
    }  # fmt: skip


def picture(size: int) -> bytes:
    """Give made-up bytes of a document."""
    return secrets.token_bytes(size)


def until_quiet(*windows: Window, rounds: int = 30) -> None:
    """Sync all windows until none has anything to send or to hear; AssertionError when that never comes."""
    for _ in range(rounds):
        before = [(window.store.device(), window.store.head()) for window in windows]
        statuses = [window.sync() for window in windows]
        after = [(window.store.device(), window.store.head()) for window in windows]
        done = all(status.online and not status.pending.entries and not status.pending.blobs for status in statuses)
        if done and before == after:
            return
    raise AssertionError([(status.problem_code, status.pending) for status in statuses])
