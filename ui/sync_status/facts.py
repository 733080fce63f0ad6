"""What the page asks of the store and of the sending."""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from app.journal.entry import Entry
from app.store.values import BlobTask, CaseSummary, HeldBack, Pending, Task
from sync.client.line_use import LineUse, Pictures

MOST_WAITING, MOST_SENT, _ENTRIES, _BYTES = 60, 30, 400, 1_000_000
CASE = "case:"


class QueueReads(Protocol):
    """The reads of the store that the page needs."""

    def pending(self) -> Pending:
        """Count what the county does not have yet."""
        ...

    def outbox(self, limit: int, max_bytes: int) -> tuple[Entry, ...]:
        """Give the next undelivered entries."""
        ...

    def blobs_pending(self) -> tuple[BlobTask, ...]:
        """Give the documents that the county does not have whole."""
        ...

    def cases(self, limit: int = 100) -> tuple[CaseSummary, ...]:
        """Give cases, the latest accepted first."""
        ...

    def case_summary(self, case_id: str) -> CaseSummary | None:
        """Give one case as lists show it."""
        ...

    def held_back(self) -> tuple[HeldBack, ...]:
        """Give the own entries that the county keeps without order."""
        ...

    def tasks(self, limit: int = 200) -> tuple[Task, ...]:
        """Give what is to be done, disputes among it."""
        ...

    def delivery(self, case_ids: list[str]) -> dict[str, str]:
        """Give for each case waiting, delivered or complete."""
        ...


@dataclass(frozen=True)
class SyncState:
    """How the sending stands: times are aware, None = never.

    `trouble` is what stopped the last round, as a sentence, or empty; `tries` how often in a row it was stopped,
    `told` the codes of what did not stop it. `ahead_s` is how far the county's clock is ahead of ours, `min_client` the
    version that it wants. `use` is how the line is used, `pictures` whether pictures go now. `missing` tells how many
    bytes of a document have not arrived, where some have; `bytes_per_s` is the speed, None while nobody can tell.
    """

    online: bool | None = None
    busy: bool = False
    last_success_at: datetime | None = None
    trouble: str = ""
    trouble_since: datetime | None = None
    next_try_at: datetime | None = None
    tries: int = 0
    told: tuple[str, ...] = ()
    min_client: str = ""
    ahead_s: int | None = None
    pictures: Pictures = Pictures.GO
    use: LineUse = field(default_factory=LineUse)
    missing: Mapping[str, int] = field(default_factory=dict)
    bytes_per_s: float | None = None

    @property
    def lasting(self) -> "SyncState":
        """The state without what changes all the time."""
        return replace(self, next_try_at=None, missing={}, bytes_per_s=None)


class Sender(Protocol):
    """Who sends; both return at once and may be called on the UI thread."""

    def state(self) -> SyncState:
        """Give how the sending stands now."""
        ...

    def send_now(self) -> None:
        """Try at once, whatever the wait was to be."""
        ...


@dataclass(frozen=True)
class WaitingCase:
    """A case that the county does not have whole: texts and pictures still to go, since when (stored form).

    `blobs` has the size of each picture in bytes, by its SHA-256.
    """

    case_id: str
    name: str
    number: str
    entries: int
    blobs: Mapping[str, int]
    begun: bool
    since: str


@dataclass(frozen=True)
class Held:
    """What of one subject the county keeps without order: how many entries, and why (scope, subject)."""

    subject: str
    name: str
    count: int
    reason: str


@dataclass(frozen=True)
class QueueFacts:
    """All that the page is drawn from; `sizes` of all pictures that wait, `sent` with its delivery state."""

    pending: Pending
    sizes: Mapping[str, int]
    waiting: tuple[WaitingCase, ...]
    sent: tuple[tuple[CaseSummary, str], ...]
    held: tuple[Held, ...] = ()
    disputes: tuple[Task, ...] = ()

    @property
    def people(self) -> int:
        """How many rows there are that name somebody."""
        return sum(map(len, (self.waiting, self.sent, self.held, self.disputes)))


def read(store: QueueReads) -> Generator[None, None, QueueFacts]:
    """Give what waits and what went; in slices, so that the officer's own action never waits for this page."""
    pending, blobs = store.pending(), store.blobs_pending()
    yield
    entries = store.outbox(_ENTRIES, _BYTES)
    yield
    waiting: list[WaitingCase] = []
    for case_id, since in _case_ids(entries, blobs):
        waiting.append(_waiting(store.case_summary(case_id), case_id, since, entries, blobs))
        yield
    cases = store.cases(MOST_SENT)
    yield
    states = store.delivery([case.case_id for case in cases])
    sent = tuple((case, states.get(case.case_id, "")) for case in cases if states.get(case.case_id) != "waiting")
    yield
    held = tuple(_held(store))
    yield
    disputes = {task.case_id: task for task in store.tasks() if task.kind == "conflict"}
    sizes = {blob.sha256: blob.size for blob in blobs}
    return QueueFacts(pending, sizes, tuple(waiting), sent, held, tuple(disputes.values()))


def _held(store: QueueReads) -> Iterator[Held]:
    """Give what is held back, one for each subject."""
    counted = Counter((one.subject, one.reason) for one in store.held_back())
    for (subject, reason), count in list(counted.items())[:MOST_WAITING]:
        case = store.case_summary(subject.removeprefix(CASE)) if subject.startswith(CASE) else None
        yield Held(subject, case.applicant if case else "", count, reason)


def _case_ids(entries: tuple[Entry, ...], blobs: tuple[BlobTask, ...]) -> list[tuple[str, str]]:
    """Give the cases that wait with the moment since when, the longest waiting first."""
    since: dict[str, str] = {}
    found = [(entry.subject.removeprefix(CASE), entry.at) for entry in entries if entry.subject.startswith(CASE)]
    found += [(blob.case_id, blob.waiting_since) for blob in blobs if blob.case_id]
    for case_id, at in found:
        since[case_id] = min(since.get(case_id, at), at)
    return sorted(since.items(), key=lambda one: one[1])[:MOST_WAITING]


def _waiting(
    case: CaseSummary | None, case_id: str, since: str, entries: tuple[Entry, ...], blobs: tuple[BlobTask, ...]
) -> WaitingCase:
    texts = Counter(entry.subject for entry in entries)
    pictures = [blob for blob in blobs if blob.case_id == case_id]
    return WaitingCase(
        case_id,
        case.applicant if case else "",
        case.number if case else "",
        texts[CASE + case_id],
        {blob.sha256: blob.size for blob in pictures},
        any(blob.upload_url for blob in pictures),
        since,
    )
