"""What the page asks of the store and of the sending."""

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.journal.entry import Entry
from app.store.values import BlobTask, CaseSummary, Pending

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

    def delivery(self, case_ids: list[str]) -> dict[str, str]:
        """Give for each case waiting, delivered or complete."""
        ...


@dataclass(frozen=True)
class SyncState:
    """How the sending stands: times are aware, None = never. `trouble` is the last error as a sentence, or empty."""

    online: bool | None = None
    busy: bool = False
    last_success_at: datetime | None = None
    trouble: str = ""
    trouble_since: datetime | None = None
    next_try_at: datetime | None = None


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
    """A case that the county does not have whole: texts and pictures still to go, since when (stored form)."""

    case_id: str
    name: str
    number: str
    entries: int
    blobs: int
    begun: bool
    since: str


@dataclass(frozen=True)
class QueueFacts:
    """All that the page is drawn from; `sent` with its delivery state."""

    pending: Pending
    bytes_waiting: int
    waiting: tuple[WaitingCase, ...]
    sent: tuple[tuple[CaseSummary, str], ...]


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
    return QueueFacts(pending, sum(blob.size for blob in blobs), tuple(waiting), sent)


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
        len(pictures),
        any(blob.upload_url for blob in pictures),
        since,
    )
