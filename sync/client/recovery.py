"""A county that was restored: what it can no longer know is forgotten here and offered to it again."""

from functools import partial

from app.journal.entry import Entry
from app.store.values import Device
from sync.client.plan import NewEpoch
from sync.client.session import RELAY, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.takeover import pull_back, write_again
from sync.protocol import RelayHeader, ndjson


def begin_epoch(session: Session, step: NewEpoch) -> Steps[None]:
    """Forget the orders that the county lost; own entries behind `acked_seq` and all documents wait again."""
    yield OnStore(partial(_forget, session, step))


def relay(session: Session) -> Steps[None]:
    """Offer the entries of others that have no order any more; goes on where it was cut off.

    Before that, what was written here under former names and the county has not is written again under this one.
    """
    for device_id, after in (yield OnStore(partial(_give_up_former, session))):
        yield from pull_back(session, device_id, after)
    yield from write_again(session)
    while entries := (yield OnStore(partial(_next_batch, session))):
        yield OnFree(partial(_offer, session, entries, (yield OnStore(session.device))))
        yield OnStore(partial(_note_offered, session, [entries[-1].device, entries[-1].seq]))
    yield OnStore(partial(_note_offered, session, None))


def _forget(session: Session, step: NewEpoch) -> None:
    session.missing.clear()
    with session.store.work() as work:
        work.forget_orders_above(step.base, step.acked_seq, step.epoch)
        work.set_setting(RELAY, ["", 0])


def _give_up_former(session: Session) -> tuple[tuple[str, int], ...]:
    with session.store.work() as work:
        return work.give_up_former()


def _next_batch(session: Session) -> tuple[Entry, ...]:
    device, seq = session.store.setting(RELAY)
    return session.store.relay((device, seq))


def _offer(session: Session, entries: tuple[Entry, ...], device: Device) -> None:
    header = RelayHeader.signed(device.private_key, device.id, [entry.hash for entry in entries])
    session.county.relay(ndjson(header, (entry.to_line() for entry in entries)))


def _note_offered(session: Session, last: list[str | int] | None) -> None:
    with session.store.work() as work:
        work.set_setting(RELAY, last)
