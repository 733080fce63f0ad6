"""A new data key for an installation, so that whoever left opens nothing more; and its end, where it was cut off."""

import contextlib
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from app.domain.key_deed import KeyDeed, told
from app.errors import Unavailable
from app.vault.keys import Keyring, Opened

if TYPE_CHECKING:
    from app.store import Author, Store


def rotate(
    keyring: Keyring, store: "Store", data_key: bytes, leaving: AbstractSet[str], deed: KeyDeed | None = None
) -> bytes:
    """Give the database a new data key, sealed to all but those `leaving`, and give it.

    Killed at any point, the keyring has the key that opens the database, and `finish` goes on. Refused as
    `Keyring.begin_rotation`; Unavailable store.disk_full and its like: nothing was changed.
    """
    before = keyring.held()
    new_key = keyring.begin_rotation(data_key, leaving, deed)
    try:
        store.rekey(new_key)
    except Unavailable:
        if store.opens():  # the old key holds: let the keyring say so, too
            keyring.put_back(before)
        raise
    keyring.end_rotation(new_key)
    return new_key


def finish(keyring: Keyring, store: "Store", data_keys: tuple[bytes, ...], holds: bytes) -> bytes:
    """Bring a change of the data key that was cut off to its end, and give the key that holds then.

    `holds` is the one of `data_keys` (oldest first) that opens the database. A disk that has no room is tried again
    at the next start: until then both stand in the keyring.
    """
    if len(keyring.held().epochs) == 1:
        return holds
    newest = data_keys[-1]
    with contextlib.suppress(Unavailable):
        if holds != newest:
            store.rekey(newest)
            holds = newest
        keyring.end_rotation(newest)
    return holds


def tell(keyring: Keyring, store: "Store", author: "Author") -> None:
    """Let the journal have what was done to the keys, each deed once; what it cannot take now waits in keys.json."""
    waiting = keyring.held().untold
    if not waiting:
        return
    there = {deed.id for deed in waiting if _stands(store, deed)}
    with contextlib.suppress(Unavailable):
        with store.work(author) as work:
            work.append([told(deed) for deed in waiting if deed.id not in there])
        keyring.told({deed.id for deed in waiting})


def renew(keyring: Keyring, opened: Opened) -> None:
    """Give an officer of the first form a key of their own; a disk that refuses is tried the next time."""
    with contextlib.suppress(Unavailable):
        keyring.renew_form(opened)


def _stands(store: "Store", deed: KeyDeed) -> bool:
    entries = (item.entry for item in store.entries(f"officer:{deed.officer}"))
    return any(entry.kind == "officer.key_changed" and (entry.body or {}).get("id") == deed.id for entry in entries)
