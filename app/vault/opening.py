"""Opening the keys of an installation: who can, what a password opens, and what the county's recovery key opens."""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app import clock
from app.errors import Refused, Unavailable
from app.vault import device_secret, dumps, own_key, recovery, ring, slots, token_lock
from app.vault.attempts import Attempts, wait_after
from app.vault.recovery import Recovery
from app.vault.ring import Owner, Ring
from app.vault.ring_file import RingFile
from app.vault.token_lock import TokenLock


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What may be known of an officer before anything is opened. `since` is empty where nobody noted it.

    `waits` tells that the officer needs a new password, `is_old` that the slot is of the first form; `token` is the
    label of their UKey, valid to `token_to`.
    """

    officer_id: str
    name: str
    role: str
    since: str = ""
    has_password: bool = True
    is_old: bool = False
    token: str = ""
    token_to: str = ""

    @property
    def waits(self) -> bool:
        """Whether nothing opens for this officer until somebody gives a new password."""
        return not self.has_password and not self.token


@dataclass(frozen=True, slots=True)
class Opened:
    """What an officer has opened: the data keys, oldest first (two only after a change was cut off), and their own."""

    officer: str
    keys: tuple[bytes, ...] = field(repr=False)
    private: bytes = field(default=b"", repr=False)
    stretched: bytes = field(default=b"", repr=False)


class Opening:
    """The reading half of `Keyring`."""

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = clock.now, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._ring = RingFile(folder)
        self._device_secret = folder / "device.secret"
        self._attempts = Attempts(folder / "attempts.json", now, steady)
        self._now = now
        self._lock = threading.Lock()

    def exists(self) -> bool:
        """Tell whether this installation has been set up."""
        return self._ring.exists()

    def unlock_by_token(self, officer_id: str, unwrap: Callable[[TokenLock], bytes]) -> Opened:
        """Open an officer's slot by their UKey; `unwrap` has the token open the lock, and raises what it refuses.

        Refused unlock.unknown_officer, unlock.no_token, token.foreign; Unavailable as `unlock`. The token counts
        wrong PINs by itself.
        """
        held = self._ring.read()
        owner = held.owner(officer_id)
        if owner.token is None:
            raise Refused("unlock.no_token")
        secret = device_secret.read(self._device_secret)
        dumps.forbid()
        private = token_lock.opened(owner.token, owner.whose, unwrap(owner.token), secret)
        if private is None:
            raise Refused("token.foreign", label=owner.token.label)
        return Opened(officer_id, _data_keys(held, officer_id, private), private)

    def is_whole(self) -> bool:
        """Tell whether keys.json, or its copy, can be read."""
        try:
            self._ring.read()
        except Unavailable as error:
            if error.code not in ("keys.missing", "keys.damaged"):
                raise
            return False
        return True

    def open(self, officer_id: str, password: str) -> bytes:
        """Give the data key; errors as `unlock`."""
        return self.unlock(officer_id, password).keys[-1]

    def unlock(self, officer_id: str, password: str) -> Opened:
        """Open an officer's slot.

        Refused unlock.unknown_officer, unlock.needs_password (somebody has to give a new one), unlock.wrong_password
        (wait_s: how long the next try has to wait), unlock.wait (not tried: wait_s more seconds). Unavailable
        keys.missing, keys.damaged, keys.device_secret.
        """
        with self._lock:
            held = self._ring.read()
            owner = held.owner(officer_id)
            if owner.password is None:
                raise Refused("unlock.by_token" if owner.token else "unlock.needs_password")
            secret = device_secret.read(self._device_secret)
            if wait_s := self._attempts.wait_s(officer_id):
                raise Refused("unlock.wait", wait_s=wait_s)
            failures = self._attempts.begin(officer_id)
            dumps.forbid()
            stretched = slots.stretched(owner.password, password)
            opened = slots.opened(owner.password, owner.whose, stretched, secret)
            if opened is None:
                raise Refused("unlock.wrong_password", wait_s=wait_after(failures))
            self._attempts.clear(officer_id)
        if owner.is_of_first_form:
            return Opened(officer_id, (opened,), stretched=stretched)
        return Opened(officer_id, _data_keys(held, officer_id, opened), opened, stretched)

    def held(self) -> Ring:
        """Give the ring as it stands."""
        return self._ring.read()

    def officers(self) -> tuple[SlotInfo, ...]:
        """Give who has a slot, in the order of their making."""
        return tuple(map(_info, self._ring.read().owners))

    def recovery(self) -> Recovery | None:
        """Give the recovery slot, None where the county has not told its key yet."""
        return self._ring.read().epoch.recovery

    def has_recovery(self) -> bool:
        """Tell whether there is a recovery slot."""
        return self.recovery() is not None

    def device_digest(self) -> str:
        """Give a digest (SHA-256, hex) that tells this PC's secret from others and gives nothing of it away."""
        return hashlib.sha256(device_secret.read(self._device_secret)).hexdigest()

    def adopt_device(self, origin: Path, digest: str) -> bool:
        """Take the device secret over from the installation in `origin`, if it is there and has that digest."""
        try:
            secret = device_secret.read(origin / self._device_secret.name)
        except Unavailable:
            return False
        if hashlib.sha256(secret).hexdigest() != digest:
            return False
        device_secret.write(self._device_secret, secret)
        return True

    def recover(self, age_identity: str) -> bytes:
        """Give the newest data key by the county's recovery key; errors and deeds as `recover_all`."""
        return self.recover_all(age_identity)[-1]

    def recover_all(self, age_identity: str) -> tuple[bytes, ...]:
        """Give the data keys, oldest first, and put the device secret back where it is gone.

        Refused recovery.no_slot, recovery.wrong_key.
        """
        found = [epoch.recovery for epoch in self._ring.read().epochs if epoch.recovery]
        if not found:
            raise Refused("recovery.no_slot")
        dumps.forbid()
        opened = [recovery.unseal(slot, age_identity) for slot in found]
        device_secret.write(self._device_secret, opened[-1][1])
        return tuple(data_key for data_key, _ in opened)

    def put_device_secret(self, secret: bytes) -> None:
        """Put the device secret back, from a recovery slot that stood on paper."""
        device_secret.write(self._device_secret, secret)

    def export(self) -> bytes:
        """Give keys.json as it stands, for a backup: useless without a password and this device, or the county."""
        return ring.written(self._ring.read())

    def _moment(self) -> str:
        return clock.text(self._now())


def _data_keys(held: Ring, officer: str, private: bytes) -> tuple[bytes, ...]:
    sealed = [epoch.keys[officer] for epoch in held.epochs if officer in epoch.keys]
    found = [own_key.unseal(one, private.decode("ascii")) for one in sealed]
    keys = tuple(key for key in found if key is not None)
    if not keys:
        raise Unavailable("keys.damaged")
    return keys


def _info(owner: Owner) -> SlotInfo:
    token = owner.token
    return SlotInfo(
        owner.officer,
        owner.name,
        owner.role,
        owner.since,
        owner.password is not None,
        owner.is_of_first_form,
        token.label if token else "",
        token.valid_to if token else "",
    )
