"""What the county has from others, taken in by one cursor, page by page and in short transactions."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from app.store.values import Received
from sync.client.county import Aside, Page
from sync.client.session import ASIDE, AskAgain, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.protocol import PulledEntry

PAGE: Final = 1_000
_SLICE: Final = 100  # entries in one transaction: short enough for an officer to wait behind


def pull(session: Session) -> Steps[None]:
    """Take in all that is new; AskAgain when the county is another, or has more of us than it was seen to have.

    The short form of an own entry says its `seq` only: another life of this store may have written another there.
    """
    while True:
        device = yield OnStore(session.device)
        head_seq, _ = yield OnStore(session.store.head)
        page = yield OnFree(partial(session.county.pull, device.cursor, head_seq, PAGE, session.dictionary or ""))
        known = session.me.acked_seq if session.me is not None else 0
        if page.epoch != device.epoch or any(line.device == device.id and line.seq > known for line in page.entries):
            raise AskAgain
        yield from take_in(session, page, moves_cursor=True)
        if not page.last or page.last >= page.head:
            session.head = page.head
            return


def catch_up(session: Session, scope: str) -> Steps[None]:
    """Take in the past of a scope that was opened to this device, up to where the cursor stands."""
    device = yield OnStore(session.device)
    after = 0
    while after < device.cursor:
        page = yield OnFree(partial(session.county.catch_up, scope, after, device.cursor))
        if not page.last:
            break
        yield from take_in(session, page, moves_cursor=False)
        after = page.last
    yield OnStore(partial(_add_scope, session, scope))


def take_in(session: Session, page: Page, *, moves_cursor: bool) -> Steps[None]:
    """Keep what is on a page, in short transactions, and let the cursor follow."""
    for aside in page.aside:
        yield OnStore(partial(_put_aside, session, aside))
    for at in range(0, len(page.entries), _SLICE):
        yield OnStore(partial(_receive, session, page.entries[at : at + _SLICE], moves_cursor=moves_cursor))
    if moves_cursor and page.last:
        yield OnStore(partial(_move_cursor, session, page.last))


def _receive(session: Session, lines: Iterable[PulledEntry], *, moves_cursor: bool) -> None:
    """Take in some lines and move the cursor in one transaction. On the store's thread."""
    device_id, lines = session.device().id, list(lines)
    whole = [Received(line.entry, line.order, line.received_at) for line in lines if line.entry is not None]
    own = [(line.seq, line.order) for line in lines if line.entry is None and line.device == device_id]
    with session.store.work() as work:
        work.receive(whole)
        work.delivered(own)
        if moves_cursor:
            work.set_cursor(lines[-1].order)


def _move_cursor(session: Session, order: int) -> None:
    with session.store.work() as work:
        work.set_cursor(order)


def _put_aside(session: Session, aside: Aside) -> None:
    session.append_setting(ASIDE, str(aside.order), [aside.line, aside.reason])


def _add_scope(session: Session, scope: str) -> None:
    device = session.device()
    with session.store.work() as work:
        work.set_device(replace(device, scopes=(*device.scopes, scope)))
