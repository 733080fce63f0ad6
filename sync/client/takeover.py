"""The one way out of a fork, a broken entry and a restore: this installation goes on as a new device.

It closes its chain before the bad place, announces a new id and key, takes back what the county has of the
old chain, and writes again what the county lacks. The request is kept until all of that is done, so that a
program that is cut off goes on with the same new device.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from app.errors import Unavailable
from app.ids import uuid7
from app.journal import sign
from app.store.values import Received, Reissue
from sync.client import enrol
from sync.client.county import County, OwnEntry
from sync.client.enrol import Keys, note_county_keys
from sync.client.pulling import pull
from sync.client.session import AGE_KEY, REGISTERED, RESTORED, TAKEOVER, UNREADABLE, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.protocol import Enrolled, takeover_statement

_SLICE: Final = 100  # entries in one transaction: short enough for an officer to wait behind


def take_over(session: Session, bad_seq: int | None = None) -> Steps[None]:
    """Go on as a new device, or finish a takeover that was cut off. `bad_seq` is known when an entry is broken."""
    owed = yield OnStore(partial(session.store.setting, TAKEOVER))
    if owed is None or (yield OnStore(partial(_is_void, session, owed))):
        owed = yield from _begin(session, bad_seq, owed)
    enrolled = yield OnFree(partial(session.county.take_over, owed["request"]))
    yield OnStore(partial(_change_device, session, owed, enrolled))
    for device_id, after in owed["back"]:
        yield from pull_back(session, device_id, after)
    yield from pull(session)  # another life of this store may have written again what waits here
    yield from write_again(session)
    yield OnStore(partial(_finish, session))


def pull_back(session: Session, device_id: str, after: int) -> Steps[None]:
    """Take in what the county has of an old chain; with the old key, since that journal is the old device's.

    A county that does not let it in any more gives nothing back.
    """
    county = yield OnStore(partial(_as_old_device, session, device_id))
    while page := (yield from _own(county, after)):
        for at in range(0, len(page), _SLICE):
            yield OnStore(partial(_receive, session, page[at : at + _SLICE]))
        after = page[-1].entry.seq


def write_again(session: Session) -> Steps[None]:
    """Write what was given up under the device that writes now."""
    while not (yield OnStore(partial(_write_some_again, session))).finished:
        pass


def _is_void(session: Session, owed: dict[str, Any]) -> bool:
    """Tell whether the store was restored after it had become the new device: that one, too, has another life."""
    return bool(session.store.setting(RESTORED)) and session.device().id == owed["request"]["device"]


def _begin(session: Session, bad_seq: int | None, void: dict[str, Any] | None) -> Steps[dict[str, Any]]:
    delivered = yield OnStore(session.store.delivered_up_to)
    from_seq = bad_seq or (yield from _first_difference(session, delivered))
    after = min(delivered, from_seq - 1)
    owed: dict[str, Any] = yield OnStore(partial(_prepare, session, (from_seq, after), void))
    return owed


def _first_difference(session: Session, delivered: int) -> Steps[int]:
    """Give the first `seq` at which the county has another entry than is held here, else the one behind its newest."""
    after = max(0, delivered - 1)  # the last that we know to be the same on both sides proves all before it
    while page := (yield OnFree(partial(session.county.own, after))):
        seq: int | None = yield OnStore(partial(_differing, session, page))
        if seq is not None and seq == delivered and after:
            after = 0  # not even that one is the same: look from the start
            continue
        if seq is not None:
            return seq
        after = int(page[-1].entry.seq)
    return after + 1


def _differing(session: Session, page: Iterable[OwnEntry]) -> int | None:
    held = ((own.entry.seq, own.entry.hash, session.store.hash_at(own.entry.seq)) for own in page)
    return next((seq for seq, theirs, ours in held if ours not in {theirs, None}), None)


def _prepare(session: Session, places: tuple[int, int], void: dict[str, Any] | None) -> dict[str, Any]:
    """Make the new device's id, keys and request, and keep them before anybody is told.

    `places` are the first `seq` that is given up, and that after which the county's journal is taken back. What a
    void takeover had still to take back is taken over.
    """
    old, (from_seq, after) = session.device(), places
    keys = Keys.new()
    request: dict[str, Any] = {
        "device": uuid7(), "name": old.name, "public_key": keys.public_key, "age_recipient": keys.age_recipient,
        "replaces": old.id, "from_seq": from_seq,
    }  # fmt: skip
    signature = sign.sign(old.private_key, takeover_statement(request))
    request |= {"signature": signature, "kid": sign.kid(sign.public_key(old.private_key))}
    owed = {"request": request, "keys": keys.to_json(), "back": [[old.id, after], *(void["back"] if void else [])]}
    with session.store.work() as work:
        work.set_setting(TAKEOVER, owed)
    return owed


def _change_device(session: Session, owed: dict[str, Any], enrolled: Enrolled) -> None:
    """Let the new device be the one that writes, here and towards the county."""
    keys, request = Keys.from_json(owed["keys"]), owed["request"]
    ways = enrol.registered(session)
    with session.store.work() as work:
        work.begin_new_chain(enrolled.device, enrolled.device_number, keys.private_key, request["from_seq"])
        work.set_setting(AGE_KEY, keys.age_identity)
        work.set_setting(REGISTERED, [*ways, ["take_over", request]])
        note_county_keys(work, enrolled)
    session.county = session.county.speaking_as(enrolled.device, keys.private_key)
    session.me = None


def _own(county: County, after: int) -> Steps[tuple[OwnEntry, ...]]:
    try:
        page: tuple[OwnEntry, ...] = yield OnFree(partial(county.own, after))
    except Unavailable as error:
        if error.code != "county.device_refused":
            raise
        return ()
    return page


def _as_old_device(session: Session, device_id: str) -> County:
    old = next(device for device in session.store.devices() if device.id == device_id)
    return session.county.speaking_as(old.id, old.private_key)


def _receive(session: Session, page: Iterable[OwnEntry]) -> None:
    lines = [Received(own.entry, own.order, own.received_at, own.withheld) for own in page]
    with session.store.work() as work:
        clashes = work.receive(lines)
    for clash in clashes:  # delivered here as one entry, held there as another: both stay, IT has to look
        session.append_setting(UNREADABLE, clash.hash, [clash.device, clash.seq, clash.kind])


def _write_some_again(session: Session) -> Reissue:
    with session.store.work() as work:
        done = work.reissue(_SLICE)
    for lost in done.unreadable:
        session.append_setting(UNREADABLE, lost.hash, [lost.device, lost.seq, lost.kind])
    return done


def _finish(session: Session) -> None:
    with session.store.work() as work:
        work.set_setting(TAKEOVER, None)
