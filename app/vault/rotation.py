"""What becomes of a ring when its keys change. Pure: what is random or of this device is handed in."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from app.domain.key_deed import KeyDeed
from app.errors import Unavailable
from app.vault import own_key, recovery
from app.vault.ring import Epoch, Owner, Ring


def only_epoch(ring: Ring, data_key: bytes) -> Epoch:
    """Give the epoch of a data key.

    Unavailable keys.forged, and keys.unfinished while a change of the data key that was cut off is not yet brought to
    its end: what is sealed now would miss one of the two keys.
    """
    epoch = ring.epoch_of(data_key)
    if len(ring.epochs) > 1:
        raise Unavailable("keys.unfinished")
    return epoch


def with_key(ring: Ring, owner: Owner, data_key: bytes) -> Ring:
    """Give the ring with an officer to whose public half the data key is sealed."""
    epoch = only_epoch(ring, data_key)
    keys = {**epoch.keys, owner.officer: own_key.seal(data_key, owner.public)}
    return ring.with_owner(owner).with_epoch(replace(epoch, keys=keys)).sealed(epoch.number, data_key)


def without_officer(ring: Ring, officer: str, data_key: bytes) -> Ring:
    """Give the ring without an officer, under the same data key."""
    epoch = only_epoch(ring, data_key)
    return ring.without(officer).sealed(epoch.number, data_key)


def begun(ring: Ring, keys: tuple[bytes, bytes], leaving: AbstractSet[str], device_secret: bytes, since: str) -> Ring:
    """Give the ring with both epochs, for the data keys (old, new).

    Who leaves is gone from it. Whose password still locks the old data key itself cannot be given the new one: they
    stay by name, without a lock.
    """
    old_key, new_key = keys
    old = only_epoch(ring, old_key)
    for officer in leaving:
        ring = ring.without(officer)
    owners = tuple(owner.locked_out() if owner.is_of_first_form else owner for owner in ring.owners)
    sealed = {owner.officer: own_key.seal(new_key, owner.public) for owner in owners if owner.can_open}
    recipient = old.recovery.recipient if old.recovery else ""
    slot = recovery.seal(new_key, device_secret, recipient, since) if recipient else None
    new = Epoch(old.number + 1, since, sealed, slot)
    both = replace(ring, owners=owners).with_epoch(new)
    return both.sealed(new.number, new_key).sealed(old.number, old_key)


def ended(ring: Ring, data_key: bytes) -> Ring:
    """Give the ring with the epoch of this data key only."""
    return replace(ring, epochs=(ring.epoch_of(data_key),))


def noted(ring: Ring, deed: KeyDeed | None) -> Ring:
    """Give the ring with a deed that waits for the journal."""
    if deed is None:
        return ring
    return replace(ring, untold=(*ring.untold, replace(deed, epoch=ring.epoch.number)))
