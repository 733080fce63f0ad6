"""When nobody's password opens: a new one by the county's recovery key, and the sheet that IT keeps for that day."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app import clock
from app.domain.duties import Act
from app.domain.key_deed import Deed, KeyDeed
from app.domain.officer import Role
from app.errors import Refused
from app.ids import uuid7
from app.services.desk import Desk
from app.services.duty import needs
from app.services.key_rotation import finish, tell
from app.services.officer_keys import check_password
from app.services.session import desk_of, granted_as, open_store, slot_of
from app.vault import recovery
from app.vault.keys import Keyring
from app.vault.recovery_sheet import RecoverySheet
from app.vault.ring import Epoch
from app.vault.slots import Cost

if TYPE_CHECKING:
    from app.store import Store

_IDENTITY: Final = re.compile(r"AGE-SECRET-KEY-1[A-Z0-9]+", re.IGNORECASE)


def identity_in(text: str) -> str:
    """Give the county's recovery key that stands in a text or a key file; Refused recovery.no_key where none does."""
    found = _IDENTITY.search(text)
    if found is None:
        raise Refused("recovery.no_key")
    return found.group().upper()


def recover(
    data: Path,
    identity: str,
    officer: str,
    new_password: str,
    *,
    store: "Store | None" = None,
    cost: Cost | None = None,
    now: Callable[[], datetime] = clock.now,
) -> str:
    """Give an officer of this PC a new password by the county's recovery key, and give their name.

    `store` is the open one behind the lock; without it nobody may have the installation open. The journal tells that
    it happened. Refused password.short, recovery.no_key, recovery.no_slot, recovery.wrong_key, unlock.unknown_officer;
    Unavailable as `Store.open`, keys.forged.
    """
    check_password(new_password)
    keyring = Keyring(data, now)
    owner = keyring.held().owner(officer)
    keys = keyring.recover_all(identity_in(identity))
    opened, holds = (store, _held_by(store, keys)) if store else open_store(data, keys, now=now)
    try:
        holds = finish(keyring, opened, keys, holds)
        deed = _deed(officer, owner.name, now)
        keyring.add_slot(holds, officer, owner.name, new_password, role=owner.role, cost=cost, deed=deed)
        tell(keyring, opened, desk_of(data, opened, slot_of(keyring, officer), now).author)
    finally:
        if store is None:
            opened.close()
    return owner.name


def recover_by_sheet(
    data: Path,
    sheet: RecoverySheet,
    identity: str,
    name: str,
    new_password: str,
    *,
    cost: Cost | None = None,
    now: Callable[[], datetime] = clock.now,
) -> str:
    """Make keys.json anew from the recovery sheet, where it is lost, with one officer, and give the officer's id.

    The county's grant for that name decides id and role, as for a colleague. Refused password.short,
    officer.name_missing, keys.exist where keys.json can be read, recovery.no_key, recovery.wrong_key. Unavailable as
    `Store.open`: store.wrong_key where the sheet is older than the data key.
    """
    check_password(new_password)
    if not name.strip():
        raise Refused("officer.name_missing")
    keyring = Keyring(data, now)
    if keyring.is_whole():
        raise Refused("keys.exist")
    data_key, device_secret = recovery.unseal(sheet.recovery, identity_in(identity))
    store, _ = open_store(data, (data_key,), now=now)
    try:
        keyring.put_device_secret(device_secret)
        officer, role = _known_as(store, name.strip(), clock.local_date(now()))
        epoch = Epoch(sheet.epoch, sheet.since, recovery=sheet.recovery)
        deed = _deed(officer, name.strip(), now)
        keyring.rebuild(epoch, data_key, (officer, name.strip(), role), new_password, cost=cost, deed=deed)
        tell(keyring, store, desk_of(data, store, slot_of(keyring, officer), now).author)
    finally:
        store.close()
    return officer


def _known_as(store: "Store", name: str, today: date) -> tuple[str, str]:
    """Give the id and the role that the county has granted to a name in this office, else new ones."""
    device = store.device()
    granted = granted_as(store, name, device.office.scope if device else "", today)
    return (granted.officer, granted.roles[0]) if granted else (uuid7(), Role.WINDOW.value)


@needs(Act.KEEP_KEYS)
def sheet_of(desk: Desk) -> RecoverySheet:
    """Give what the recovery sheet says now; Refused recovery.no_slot."""
    epoch = Keyring(desk.data, desk.now).held().epoch
    if epoch.recovery is None:
        raise Refused("recovery.no_slot")
    return RecoverySheet(desk.office.name, desk.device().number, epoch.number, epoch.since, epoch.recovery)


def _held_by(store: "Store", keys: tuple[bytes, ...]) -> bytes:
    """Give the one of `keys` that an open store has; Refused recovery.other_store when it is none of them."""
    held = next((key for key in keys if store.has_key(key)), None)
    if held is None:
        raise Refused("recovery.other_store")
    return held


def _deed(officer: str, name: str, now: Callable[[], datetime]) -> KeyDeed:
    return KeyDeed(uuid7(), Deed.RECOVERED.value, officer, name, "", clock.text(now()), 0)
