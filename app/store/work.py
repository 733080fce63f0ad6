"""One use case's transaction: all of it is on the disk when the block ends, or nothing is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from app import clock
from app.domain.case import Case
from app.domain.draft import Draft
from app.domain.fact import Fact
from app.domain.fund import Fund
from app.domain.paper_number import PaperBatch, PaperNumber
from app.domain.referral import Referral
from app.domain.sealed import SealedBlob
from app.domain.tray import Taken
from app.errors import Unavailable
from app.journal.case import fold_case
from app.journal.desk import fold_paper, fold_referral
from app.journal.entry import Entry
from app.journal.fund import fold_fund
from app.store import (
    append,
    cases,
    chain,
    desk_rows,
    devices,
    documents,
    drafts,
    journal,
    queue,
    read_models,
    takeover,
    tray,
)
from app.store.register_work import RegisterWork
from app.store.values import Author, Checkpoint, Device, PersonHit, Received, Reissue

if TYPE_CHECKING:
    from app.store.chain import Chain

_CHECKPOINT_EVERY: Final = 100
_ACCEPTED: Final = "case.accepted"


class Work(RegisterWork):
    """What may be done inside `Store.work`. `changed` names the areas that screens have to read again.

    Areas: journal, cases, desk, funds, queue, drafts, documents, tray, device, settings.
    """

    def __init__(self, connection: Connection, author: Author | None, now: Callable[[], datetime]) -> None:
        super().__init__(connection)
        self._author = author
        self._now = now
        self._changed: set[str] = set()
        self._subjects: set[str] = set()
        self._checkpoint_due = False
        self._pen: Device | None = None
        self._end: Chain | None = None  # of the chain, where this work has written to it

    @property
    def changed(self) -> frozenset[str]:
        """The areas that this work has changed so far."""
        return frozenset(self._changed)

    def device(self) -> Device:
        """Give the device that writes; Unavailable device.not_enrolled before enrolment."""
        device = self._pen or devices.active(self._connection)
        if device is None:
            raise Unavailable("device.not_enrolled")
        return device

    def case(self, case_id: str) -> Case | None:
        """Give the case's state with all that this work has written to it."""
        return fold_case(case_id, journal.entries_of(self._connection, cases.CASE + case_id))

    def referral(self, referral_id: str) -> Referral | None:
        """Give a referral's state with all that this work has written to it."""
        return fold_referral(referral_id, journal.entries_of(self._connection, f"referral:{referral_id}"))

    def fund(self, fund_id: str) -> Fund | None:
        """Give a fund's state with all that this work has written to it."""
        return fold_fund(fund_id, journal.entries_of(self._connection, f"fund:{fund_id}"))

    def paper_batch(self, batch_id: str) -> PaperBatch | None:
        """Give a printing of blank forms with all that this work has written to it."""
        return fold_paper(batch_id, journal.entries_of(self._connection, f"paper:{batch_id}"))

    def paper_number(self, number: str) -> PaperNumber | None:
        """Give a number that was reserved for a form to be filled in by hand; None where nobody here reserved it."""
        return desk_rows.paper(self._connection, number)

    def find_person(self, id_number: str) -> tuple[PersonHit, ...]:
        """Give the people of all cases with this id number, as they were before this work."""
        return cases.find_person(self._connection, id_number)

    def append(self, facts: Iterable[Fact]) -> tuple[Entry, ...]:
        """Write facts as entries, with the read models that follow from them.

        A document that a fact names was given to `keep` before. Refused entry.too_large (over 64 KiB).
        Unavailable device.not_enrolled, store.restored.
        """
        if self._author is None:
            raise RuntimeError("this work has no author")
        device = self._writer()
        entries, self._end = append.append(self._connection, device, self._author, facts, self._now())
        self._note_written(entries)
        return entries

    def keep(self, sealed: SealedBlob) -> None:
        """Note a document that the vault has on the disk."""
        documents.keep(self._connection, sealed)
        self._changed.add("documents")

    def next_serial(self) -> int:
        """Give the next serial of the device number's case numbers; Unavailable as `append`."""
        return devices.next_serial(self._connection, self._writer().number)

    def checkpoint(self) -> Checkpoint:
        """Sign the chain as it is now; the same again while nothing is added. Made by itself where it is due."""
        device = self._writer()
        end = self._end or chain.load(self._connection, device.id)
        self._checkpoint_due = False
        self._changed.add("queue")
        return chain.make_checkpoint(self._connection, device, end, clock.text(self._now()))

    def save_draft(self, draft: Draft, blobs: Iterable[SealedBlob] = ()) -> None:
        """Keep a draft as it is now, and documents that came with it.

        What comes after its case was accepted or ended is no draft any more: a late save brings nothing back.
        """
        case = self.case(draft.id)
        if case and (case.accepted or case.closed):
            return
        for sealed in blobs:
            self.keep(sealed)
        drafts.save(self._connection, draft, clock.text(self._now()))
        self._changed.add("drafts")

    def discard_draft(self, draft_id: str) -> None:
        """Forget a draft; its documents go with a later sweep unless an entry names them."""
        drafts.discard(self._connection, draft_id)
        self._changed.add("drafts")

    def put_in_tray(self, taken: Taken, sealed: SealedBlob) -> None:
        """Keep a picture that has no place yet."""
        self.keep(sealed)
        tray.put(self._connection, taken)
        self._changed.add("tray")

    def take_from_tray(self, taken_id: str) -> None:
        """Note that a picture has its place, or is not wanted; without an id nothing lay in the tray."""
        if taken_id:
            tray.take(self._connection, taken_id)
            self._changed.add("tray")

    def delivered(
        self,
        orders: Iterable[tuple[int, int]],
        withheld: Iterable[tuple[int, str]] = (),
        device_id: str | None = None,
    ) -> None:
        """Note the county's answer for exactly these `seq` of the device (the active one unless named)."""
        name, at = device_id or self.device().id, clock.text(self._now())
        self._subjects |= queue.mark_delivered(self._connection, name, orders, withheld, at)
        self._changed.add("queue")

    def receive(self, lines: Iterable[Received]) -> tuple[Entry, ...]:
        """Take in entries from the county; repeats change nothing. Fifty lines take about 40 ms.

        Gives the entries that contradict one of this installation's own at the same place: not taken in.
        """
        taken = list(lines)
        own = frozenset(device.id for device in devices.every(self._connection))
        subjects, clashes = queue.receive(self._connection, taken, own, clock.text(self._now()))
        self._notice_other_life(taken)
        self._subjects |= subjects
        self._changed |= {"journal", "queue"}
        return clashes

    def set_cursor(self, order: int) -> None:
        """Note up to which order the county's entries were taken in."""
        devices.change(self._connection, self.device().id, cursor=order)
        self._pen = None

    def set_setting(self, name: str, value: Any) -> None:
        """Keep a JSON value under a name; None forgets it."""
        devices.set_setting(self._connection, name, value)
        self._pen = None
        self._changed.add("settings")

    def saw_server_time(self, server_time: datetime) -> None:
        """Note the county's time: entries say from then on how far this clock can be trusted."""
        moments = {"here": clock.text(self._now()), "there": clock.text(server_time)}
        self.set_setting(append.SERVER_TIME, moments)

    def blobs_complete(self, digests: Sequence[str]) -> None:
        """Note that the county has these documents whole."""
        documents.mark_complete(self._connection, digests, clock.text(self._now()))
        self._changed.add("queue")

    def upload_at(self, sha256: str, url: str | None) -> None:
        """Note where this document's upload goes on; None when it has to begin anew."""
        documents.set_upload(self._connection, sha256, url)

    def countersigned(self, size: int, answer: dict[str, Any], device_id: str | None = None) -> None:
        """Keep the county's answer to the checkpoint of that size."""
        chain.countersign(self._connection, device_id or self.device().id, size, answer)
        self._changed.add("queue")

    def set_device(self, device: Device) -> None:
        """Note an enrolment, or what has changed about the device."""
        self._pen = self._end = None
        devices.put(self._connection, device)
        self._changed.add("device")

    def begin_new_chain(self, device_id: str, number: str, private_key: bytes, from_seq: int) -> Device:
        """Go on as a new device after a fork, a broken entry or a restore; the same again changes nothing.

        The old chain stays, to be read only; its undelivered entries from `from_seq` on wait for `reissue`.
        """
        old = self.device()
        if old.id == device_id:
            return old
        self._pen = self._end = None
        new = replace(old, id=device_id, number=number, private_key=private_key, from_seq=from_seq, replaces=old.id)
        takeover.begin_chain(self._connection, old, new)
        self._changed |= {"device", "queue"}
        return new

    def give_up_former(self) -> tuple[tuple[str, int], ...]:
        """Let what was written under former names, and the county has not, wait for `reissue`.

        Gives these names, each with the `seq` after which its journal has to be received first.
        """
        self._changed.add("queue")
        return takeover.give_up_former(self._connection, self.device().id)

    def reissue(self, limit: int = 100) -> Reissue:
        """Write up to `limit` given-up entries again under the new device; call until it says `finished`.

        Only after the old device's own journal has been received: what the county has is not written again.
        """
        self._end = None
        done = takeover.reissue(self._connection, self._writer(), limit, self._now())
        self._note_written(done.written)
        return done

    def forget_orders_above(self, base: int, acked_seq: int, epoch: str | None = None) -> None:
        """Forget what a county that was restored no longer knows, and offer it again.

        Orders above `base`, own deliveries after `acked_seq`, and which documents are complete; `epoch` is
        the county's new one.
        """
        device = self.device()
        self._subjects |= queue.forget_orders(self._connection, device.id, base, acked_seq)
        news = {"base": base, "cursor": min(device.cursor, base), "epoch": device.epoch if epoch is None else epoch}
        devices.change(self._connection, device.id, **news)
        self._pen = None
        self._changed |= {"queue", "device"}

    def refold(self, subjects: Iterable[str]) -> None:
        """Make the read models of these subjects anew, as after any change to them."""
        self._subjects |= set(subjects)

    def forget_unnamed_documents(self) -> int:
        """Erase the keys of documents that nothing names; the vault's sweep then removes the files."""
        return documents.forget_unnamed(self._connection)

    def finish(self) -> None:
        """Do what every work does before its commit: checkpoint where due, read models of what changed."""
        if self._checkpoint_due:
            self.checkpoint()
        self.catch_up()

    def catch_up(self) -> None:
        """Make the read models of what was written so far anew: a long work does it piece by piece."""
        self._changed |= read_models.refold(self._connection, self._subjects)
        self._subjects = set()

    def _notice_other_life(self, lines: list[Received]) -> None:
        """Entries of this device that it does not know of: the store is an old copy and must not write on as it is."""
        device = devices.active(self._connection)
        size = chain.load(self._connection, device.id).size if device else 0
        if device and any(line.entry.device == device.id and line.entry.seq > size for line in lines):
            devices.set_setting(self._connection, append.RESTORED, True)
            self._pen = None

    def _writer(self) -> Device:
        self._pen = self._pen or append.writer(self._connection)
        return self._pen

    def _note_written(self, entries: tuple[Entry, ...]) -> None:
        self._subjects |= {entry.subject for entry in entries}
        self._changed |= {"journal", "queue"}
        self._checkpoint_due |= any(entry.kind == _ACCEPTED or entry.seq % _CHECKPOINT_EVERY == 0 for entry in entries)
