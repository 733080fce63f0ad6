"""Setting an installation up, and unlocking it."""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app import clock, settings
from app.domain.duties import Act
from app.domain.granting import Word, open_grants
from app.domain.key_deed import Deed, KeyDeed
from app.domain.officer import Grant, GrantState, Role
from app.drives import is_remote
from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.journal.entry import ZERO_HASH
from app.journal.officer import word_of, words
from app.rules import calendar
from app.services.desk import Desk
from app.services.duty import needs
from app.services.grant_book import COUNTY_KEYS, GrantBook, county_keys
from app.services.key_rotation import finish, renew, tell
from app.services.office import office_on
from app.vault import token
from app.vault.blobs import BlobVault
from app.vault.keys import Keyring, Opened, SlotInfo
from app.vault.slots import Cost

if TYPE_CHECKING:
    from app.store import Author, Store, StoredEntry

DATABASE: Final = "yimen.db"
BLOBS: Final = "blobs"
TRAINING: Final = "training"  # setting: whether all data is made up


@dataclass(frozen=True, slots=True)
class SetUp:
    """The first officer of an installation; `officer` is the id that the county knows, or empty."""

    officer_name: str
    password: str = field(repr=False)
    role: str = Role.WINDOW.value
    officer: str = ""
    training: bool = False


def is_set_up(data: Path) -> bool:
    """Tell whether there is an installation in `data`."""
    return Keyring(data).exists() and (data / DATABASE).exists()


def officers(data: Path) -> tuple[SlotInfo, ...]:
    """Give who can unlock; Unavailable keys.missing, keys.damaged."""
    return Keyring(data).officers()


def set_up(
    data: Path,
    given: SetUp,
    enrol: Callable[["Store"], object],
    *,
    cost: Cost | None = None,
    now: Callable[[], datetime] = clock.now,
) -> str:
    """Make keys and store in `data` and give the first officer's id; the county need not be reachable.

    Refused setup.network_drive where `data` lies beyond the line.

    `enrol` makes the new store a device of an office. Refused setup.done where there is an installation already,
    password.empty; what `enrol` refuses leaves nothing behind.
    """
    if is_set_up(data):
        raise Refused("setup.done")
    if is_remote(data):
        raise Refused("setup.network_drive", folder=str(data))
    data.mkdir(parents=True, exist_ok=True)
    _clear_half_made(data)
    officer = given.officer or uuid7()
    key = Keyring(data, now).create(officer, given.officer_name, given.password, role=given.role, cost=cost)
    store = _store().create(data / DATABASE, key, now)
    try:
        enrol(store)
        with store.work() as work:
            work.set_setting(TRAINING, given.training or None)
    except (Refused, Unavailable):
        store.close()
        _remove_files(data)
        raise
    store.close()
    return officer


def unlock(
    data: Path,
    officer: str,
    password: str,
    *,
    by_token: bool = False,
    read_only: bool = False,
    now: Callable[[], datetime] = clock.now,
) -> Desk:
    """Open the store for an officer and know the calendars beside it; `by_token` with the UKey, `password` is its PIN.

    Errors as `Keyring.unlock`, `token.unwrap` and `Store.open`.
    """
    calendar.use_folders(data / calendar.FOLDER)
    keyring = Keyring(data, now)
    opened = _opened(keyring, data, officer, password, by_token=by_token)
    store, key = open_store(data, opened.keys, read_only=read_only, now=now)
    try:
        if not read_only:
            renew(keyring, opened)
            key = finish(keyring, store, opened.keys, key)
            _seal_recovery(keyring, key, recovery_recipient(store))
        desk = desk_of(data, store, slot_of(keyring, officer), now)
        if not read_only:
            tell(keyring, store, desk.author)
        desk = desk if by_token else _known_by_name(desk, password)
    except BaseException:
        store.close()  # or this very program could not open it again
        raise
    return desk


def open_store(
    data: Path, data_keys: tuple[bytes, ...], *, read_only: bool = False, now: Callable[[], datetime] = clock.now
) -> tuple["Store", bytes]:
    """Open the store with the one of `data_keys` that is its own, and give both; errors as `Store.open`.

    There are two where a change of the data key was cut off; the newest is tried first.
    """
    *others, newest = data_keys
    try:
        return _store().open(data / DATABASE, newest, read_only=read_only, now=now), newest
    except Unavailable as error:
        if error.code != "store.wrong_key" or not others:
            raise
    return open_store(data, tuple(others), read_only=read_only, now=now)


def _opened(keyring: Keyring, data: Path, officer: str, password: str, *, by_token: bool) -> Opened:
    if not by_token:
        return keyring.unlock(officer, password)
    library = settings.load(data).token_library
    return keyring.unlock_by_token(officer, lambda lock: token.unwrap(library, lock, password))


def reopen(desk: Desk, officer: str, password: str, *, by_token: bool = False) -> Desk:
    """Unlock for an officer while the store is open: after the idle lock, or when a colleague takes over."""
    keyring = Keyring(desk.data, desk.now)
    renew(keyring, _opened(keyring, desk.data, officer, password, by_token=by_token))
    again = desk_of(desk.data, desk.store, slot_of(keyring, officer), desk.now)
    return again if by_token else _known_by_name(again, password)


@needs(Act.MANAGE_KEYS)
def add_officer(desk: Desk, password: str, name: str, new_password: str, *, cost: Cost | None = None) -> str:
    """Give a colleague a key slot, opened by the password of the officer at the desk, and give the colleague's id.

    The county's grant for that name in this office decides id and role; without one it is a window officer
    whom the county does not know yet. Refused as `Keyring.open`; officer.exists for a name that has a slot.
    """
    keyring = Keyring(desk.data, desk.now)
    key = keyring.open(desk.author.officer, password)
    if any(slot.name == name for slot in keyring.officers()):
        raise Refused("officer.exists", name=name)
    granted = granted_as(desk.store, name, desk.office.scope, desk.today())
    officer, role = (granted.officer, granted.roles[0]) if granted else (uuid7(), Role.WINDOW.value)
    deed = KeyDeed(uuid7(), Deed.ADDED.value, officer, name, desk.author.officer, desk.moment(), 0)
    keyring.add_slot(key, officer, name, new_password, role=role, cost=cost, deed=deed)
    tell(keyring, desk.store, desk.author)
    return officer


def adopt_grant(desk: Desk, password: str, *, cost: Cost | None = None) -> str:
    """Let the first officer act under the id that the county has granted to that name; gives the id that holds."""
    granted = granted_as(desk.store, desk.officer_name, desk.office.scope, desk.today())
    if granted is None or granted.officer == desk.author.officer:
        return desk.author.officer
    keyring = Keyring(desk.data, desk.now)
    key = keyring.open(desk.author.officer, password)
    keyring.add_slot(key, granted.officer, granted.name, password, role=granted.roles[0], cost=cost)
    keyring.remove_slot(desk.author.officer, key)
    return granted.officer


def granted_as(store: "Store", name: str, scope: str, today: date) -> Grant | None:
    """Give the newest valid grant for a name in an office; None where there is none, or more than one person."""
    found = [grant for grant in _all_grants(store, scope) if grant.name == name and _holds(grant, today)]
    if len({grant.officer for grant in found}) != 1:
        return None
    return found[-1]


def _clear_half_made(data: Path) -> None:
    """Take away keys that open nothing: what a set-up leaves that was cut off before anything was kept."""
    if Keyring(data).exists() and not (data / DATABASE).exists() and not (data / BLOBS).exists():
        _remove_files(data)


def _remove_files(data: Path) -> None:
    for name in ("keys.json", "keys.json.bak", DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (data / name).unlink(missing_ok=True)


def _store() -> "type[Store]":
    from app.store import Store  # noqa: PLC0415 - SQLAlchemy takes longer than the unlock window may

    return Store


def slot_of(keyring: Keyring, officer: str) -> SlotInfo:
    """Give the slot of an officer who has one."""
    return next(slot for slot in keyring.officers() if slot.officer_id == officer)


def desk_of(data: Path, store: "Store", slot: SlotInfo, now: Callable[[], datetime]) -> Desk:
    """Give the desk of an open store with the officer of a slot at it; Unavailable device.not_enrolled."""
    device = store.device()
    if device is None:
        raise Unavailable("device.not_enrolled")
    scope = device.office.scope
    keyring = Keyring(data)
    book = GrantBook(store, scope, lambda: {one.officer_id: one.role for one in keyring.officers()})
    grant = _newest_grant(store, slot.officer_id, scope, date.fromisoformat(book.day(now())))
    return Desk(
        data=data,
        store=store,
        vault=BlobVault(data / BLOBS),
        author=_author(slot.officer_id, grant),
        officer_name=slot.name,
        roles=book.standing(slot.officer_id, now()).roles,
        office=office_on(store, device.office, clock.local_date(now())),
        now=now,
        training=bool(store.setting(TRAINING)),
        book=book,
    )


def _known_by_name(desk: Desk, password: str) -> Desk:
    """Let an officer whom the county has granted under another id go on under that, unless they have written already.

    What is written stays under the id of whoever wrote it: nobody decides under a second id what they took in.
    """
    if desk.store.read_only or desk.standing().state is not GrantState.UNKNOWN:
        return desk
    if desk.store.has_written(desk.author.officer):
        return desk
    officer = adopt_grant(desk, password)
    if officer == desk.author.officer:
        return desk
    return desk_of(desk.data, desk.store, slot_of(Keyring(desk.data, desk.now), officer), desk.now)


def _author(officer: str, grant: Grant | None) -> "Author":
    from app.store import Author  # noqa: PLC0415 - see `_store`

    return Author(officer, grant.hash if grant else ZERO_HASH)


def _newest_grant(store: "Store", officer: str, scope: str, today: date) -> Grant | None:
    """Give the grant under which an officer acts; without one work goes on, and the county looks at it."""
    held = open_grants(_words(store, store.entries(f"officer:{officer}")), scope)
    return next((grant for grant in reversed(held) if _holds(grant, today)), None)


def _all_grants(store: "Store", scope: str) -> tuple[Grant, ...]:
    """Give the grants of an office that were not taken back."""
    by_officer: dict[str, list[StoredEntry]] = {}
    for item in store.entries_of_type("officer"):
        by_officer.setdefault(item.entry.subject, []).append(item)
    return tuple(grant for items in by_officer.values() for grant in open_grants(_words(store, items), scope))


def _words(store: "Store", items: "Iterable[StoredEntry]") -> tuple[Word, ...]:
    keys = county_keys(store)
    return words(items, lambda entry: word_of(entry, keys))


def _holds(grant: Grant, today: date) -> bool:
    return grant.valid_from <= today.isoformat() <= grant.valid_to


def _seal_recovery(keyring: Keyring, key: bytes, recipient: str) -> None:
    """Let the county recover what is here, by the key that it has now; a disk that refuses is tried the next time."""
    held = keyring.recovery()
    if recipient and (held is None or held.recipient != recipient):
        with contextlib.suppress(Unavailable):
            keyring.seal_recovery(key, recipient)


def recovery_recipient(store: "Store") -> str:
    """Give the county's age key that recovery slots are sealed to; empty before it was told."""
    keys = list((store.setting(COUNTY_KEYS) or {}).values())
    in_use = [key for key in keys if not key.get("to")]
    return next((str(key["age_recipient"]) for key in in_use or keys), "")
