"""The keys of an installation: keys.json beside the database, whole or in its backup copy."""

import secrets
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from app.domain.key_deed import KeyDeed
from app.errors import Refused, Unavailable
from app.vault import device_secret, dumps, own_key, recovery, rotation, slots, token_lock
from app.vault.opening import Opened, Opening, SlotInfo
from app.vault.ring import Epoch, Owner, Ring
from app.vault.slots import Cost
from app.vault.token_lock import TokenKey

__all__ = ["Keyring", "Opened", "SlotInfo"]

DEFAULT_ROLE: Final = "window"


class Keyring(Opening):
    """The keys in `folder`: ``keys.json``, ``keys.json.bak``, ``device.secret``, ``attempts.json``."""

    def create(
        self, officer_id: str, name: str, password: str, *, role: str = DEFAULT_ROLE, cost: Cost | None = None
    ) -> bytes:
        """Make the first slot and give the new random data key (32 bytes).

        `cost` is measured for this PC unless given. Refused keys.exist, password.empty.
        """
        if self.exists():
            raise Refused("keys.exist")
        data_key = secrets.token_bytes(slots.KEY_BYTES)
        self._ring.save(self._first(Epoch(1, self._moment()), (officer_id, name, role), data_key, password, cost))
        return data_key

    def rebuild(
        self,
        epoch: Epoch,
        data_key: bytes,
        owner: tuple[str, str, str],
        password: str,
        *,
        cost: Cost | None = None,
        deed: KeyDeed | None = None,
    ) -> None:
        """Make keys.json anew where it is lost, around a data key that was recovered; `owner` is id, name, role."""
        self._ring.save(rotation.noted(self._first(epoch, owner, data_key, password, cost), deed))

    def renew_form(self, opened: Opened) -> Opened:
        """Give an officer who has just opened a slot of the first form a key of their own; nothing for all others."""
        if opened.private:
            return opened
        private, public = own_key.make()
        secret = device_secret.read(self._device_secret)

        def changed(held: Ring) -> Ring:
            owner = replace(held.owner(opened.officer), public=public)
            if owner.password is None:
                raise Unavailable("keys.damaged")  # another than the one that was opened
            lock = slots.relock(owner.password, private, owner.whose, opened.stretched, secret)
            return rotation.with_key(held, replace(owner, password=lock), opened.keys[-1])

        self._ring.change(changed)
        return replace(opened, private=private)

    def add_slot(
        self,
        data_key: bytes,
        officer_id: str,
        name: str,
        password: str,
        *,
        role: str = DEFAULT_ROLE,
        cost: Cost | None = None,
        deed: KeyDeed | None = None,
    ) -> None:
        """Give an officer a slot, or a new password and with it a new key of their own: what a token opened is gone.

        The costs are those of the first slot unless others are given. Refused password.empty; Unavailable
        keys.forged, keys.unfinished.
        """
        ring = self._ring.read()
        costs = cost or next((owner.password.cost for owner in ring.owners if owner.password), None)
        known = next((owner for owner in ring.owners if owner.officer == officer_id), None)
        owner = self._owner((officer_id, name, role), password, costs, since=known.since if known else "")
        self._ring.change(lambda held: rotation.noted(rotation.with_key(held, owner, data_key), deed))
        self._attempts.clear(officer_id)  # of the password that is gone

    def change_password(
        self, opened: Opened, password: str, *, cost: Cost | None = None, deed: KeyDeed | None = None
    ) -> None:
        """Lock an officer's own key with another password; their token goes on to open. Errors as `add_slot`."""
        if not password:
            raise Refused("password.empty")
        opened = self.renew_form(opened)
        secret = device_secret.read(self._device_secret)

        def changed(held: Ring) -> Ring:
            owner = held.owner(opened.officer)
            costs = cost or (owner.password.cost if owner.password else slots.calibrated())
            lock = slots.lock(opened.private, owner.whose, password, secret, costs)
            return rotation.noted(rotation.with_key(held, replace(owner, password=lock), opened.keys[-1]), deed)

        self._ring.change(changed)

    def set_token(self, opened: Opened, key: TokenKey | None, deed: KeyDeed | None = None) -> None:
        """Let a UKey open for an officer, too, or with None no longer. Errors as `add_slot`."""
        opened = self.renew_form(opened)
        secret = device_secret.read(self._device_secret)

        def changed(held: Ring) -> Ring:
            owner = held.owner(opened.officer)
            lock = token_lock.lock(opened.private, owner.whose, key, secret) if key else None
            return rotation.noted(rotation.with_key(held, replace(owner, token=lock), opened.keys[-1]), deed)

        self._ring.change(changed)

    def remove_slot(self, officer_id: str, data_key: bytes) -> None:
        """Take a slot away under the same data key: of an officer who has another one.

        Refused keys.last_slot when it is the only one.
        """

        def changed(held: Ring) -> Ring:
            if len(held.owners) == 1:
                raise Refused("keys.last_slot")
            return rotation.without_officer(held, officer_id, data_key)

        self._ring.change(changed)

    def begin_rotation(self, data_key: bytes, leaving: AbstractSet[str], deed: KeyDeed | None = None) -> bytes:
        """Put a second epoch beside the first, sealed to all but those `leaving`, and give its data key.

        From then on either key may be the database's; `end_rotation` tells. Refused unlock.unknown_officer,
        keys.last_slot; Unavailable keys.forged, keys.unfinished.
        """
        new_key = secrets.token_bytes(slots.KEY_BYTES)
        secret = device_secret.read(self._device_secret)

        def changed(held: Ring) -> Ring:
            for officer in leaving:
                held.owner(officer)
            both = rotation.begun(held, (data_key, new_key), leaving, secret, self._moment())
            if not both.epoch.keys:
                raise Refused("keys.last_slot")
            return rotation.noted(both, deed)

        self._ring.change(changed)
        return new_key

    def end_rotation(self, data_key: bytes) -> None:
        """Forget every epoch but that of the key which opens the database."""
        self._ring.change(lambda held: rotation.ended(held, data_key))

    def put_back(self, held: Ring) -> None:
        """Put a ring back as it was before a rotation that changed nothing."""
        self._ring.save(held)

    def told(self, deeds: Collection[str]) -> None:
        """Forget deeds (by id) that the journal has."""
        self._ring.change(lambda ring: replace(ring, untold=tuple(one for one in ring.untold if one.id not in deeds)))

    def seal_recovery(self, data_key: bytes, age_recipient: str) -> None:
        """Keep data key and device secret sealed to the county's key, so that lost passwords lose no data.

        Refused recovery.recipient when `age_recipient` is no age key.
        """
        slot = recovery.seal(data_key, device_secret.read(self._device_secret), age_recipient, self._moment())

        def changed(held: Ring) -> Ring:
            epoch = rotation.only_epoch(held, data_key)
            return held.with_epoch(replace(epoch, recovery=slot)).sealed(epoch.number, data_key)

        self._ring.change(changed)

    def _first(
        self, epoch: Epoch, owner: tuple[str, str, str], data_key: bytes, password: str, cost: Cost | None
    ) -> Ring:
        empty = Ring(epochs=(epoch,))
        return rotation.with_key(empty, self._owner(owner, password, cost), data_key)

    def _owner(self, words: tuple[str, str, str], password: str, cost: Cost | None, *, since: str = "") -> Owner:
        """Give an officer with a new key of their own, locked with a password."""
        if not password:
            raise Refused("password.empty")
        dumps.forbid()
        secret = device_secret.read_or_make(self._device_secret)
        private, public = own_key.make()
        owner = Owner(*words, since=since or self._moment(), public=public)
        lock = slots.lock(private, owner.whose, password, secret, cost or slots.calibrated())
        return replace(owner, password=lock)
