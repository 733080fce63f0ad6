"""The key slots of an installation: keys.json beside the database, whole or in its backup copy."""

import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from app import clock
from app.durable import disk, write_whole
from app.errors import Refused, Unavailable
from app.journal.canonical import NotCanonical, canonical
from app.vault import device_secret, dumps, recovery, slots
from app.vault.attempts import Attempts, wait_after
from app.vault.recovery import Recovery
from app.vault.slots import Cost, Slot

FORMAT: Final = 1
DEFAULT_ROLE: Final = "window"


@dataclass(frozen=True, slots=True)
class SlotInfo:
    """What may be known of a slot before it is opened."""

    officer_id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class _Ring:
    """The content of keys.json."""

    slots: tuple[Slot, ...] = ()
    recovery: Recovery | None = None

    def slot(self, officer_id: str) -> Slot:
        for slot in self.slots:
            if slot.officer == officer_id:
                return slot
        raise Refused("unlock.unknown_officer")

    def with_slot(self, slot: Slot) -> "_Ring":
        others = tuple(known for known in self.slots if known.officer != slot.officer)
        return replace(self, slots=(*others, slot))

    def without_slot(self, officer_id: str) -> "_Ring":
        return replace(self, slots=tuple(slot for slot in self.slots if slot.officer != officer_id))


class Keyring:
    """The slots in `folder`: ``keys.json``, ``keys.json.bak``, ``device.secret``, ``attempts.json``."""

    def __init__(self, folder: Path, now: Callable[[], datetime] = clock.now) -> None:
        self._file = folder / "keys.json"
        self._copy = folder / "keys.json.bak"
        self._device_secret = folder / "device.secret"
        self._attempts = Attempts(folder / "attempts.json", now)
        self._lock = threading.Lock()

    def exists(self) -> bool:
        """Tell whether this installation has been set up."""
        return self._file.exists() or self._copy.exists()

    def create(
        self, officer_id: str, name: str, password: str, *, role: str = DEFAULT_ROLE, cost: Cost | None = None
    ) -> bytes:
        """Make the first slot and give the new random data key (32 bytes).

        `cost` is measured for this PC unless given. Refused keys.exist, password.empty.
        """
        if self.exists():
            raise Refused("keys.exist")
        data_key = secrets.token_bytes(slots.KEY_BYTES)
        self._seal_and_save(_Ring(), data_key, (officer_id, name, role), password, cost)
        return data_key

    def open(self, officer_id: str, password: str) -> bytes:
        """Give the data key.

        Refused unlock.unknown_officer, unlock.wrong_password (wait_s: how long the next try has to wait),
        unlock.wait (not tried: wait_s more seconds). Unavailable keys.missing, keys.damaged, keys.device_secret.
        """
        with self._lock:
            slot = self._read().slot(officer_id)
            secret = device_secret.read(self._device_secret)
            if wait_s := self._attempts.wait_s(officer_id):
                raise Refused("unlock.wait", wait_s=wait_s)
            failures = self._attempts.begin(officer_id)
            dumps.forbid()
            data_key = slots.unseal(slot, password, secret)
            if data_key is None:
                raise Refused("unlock.wrong_password", wait_s=wait_after(failures))
            self._attempts.clear(officer_id)
            return data_key

    def add_slot(
        self,
        data_key: bytes,
        officer_id: str,
        name: str,
        password: str,
        *,
        role: str = DEFAULT_ROLE,
        cost: Cost | None = None,
    ) -> None:
        """Give an officer a slot, or a new password, with the costs of the first slot unless others are given."""
        ring = self._read()
        known = [Cost(slot.memory_kib, slot.passes, slot.lanes) for slot in ring.slots]
        self._seal_and_save(ring, data_key, (officer_id, name, role), password, cost or next(iter(known), None))

    def remove_slot(self, officer_id: str) -> None:
        """Take an officer's slot away; Refused keys.last_slot when it is the only one."""
        ring = self._read()
        rest = ring.without_slot(officer_id)
        if not rest.slots:
            raise Refused("keys.last_slot")
        self._save(rest)

    def officers(self) -> tuple[SlotInfo, ...]:
        """Give whose slots there are, in the order of their making."""
        return tuple(SlotInfo(slot.officer, slot.name, slot.role) for slot in self._read().slots)

    def seal_recovery(self, data_key: bytes, age_recipient: str) -> None:
        """Keep data key and device secret sealed to the county's key, so that lost passwords lose no data.

        Refused recovery.recipient when `age_recipient` is no age key.
        """
        secret = device_secret.read(self._device_secret)
        self._save(replace(self._read(), recovery=recovery.seal(data_key, secret, age_recipient)))

    def has_recovery(self) -> bool:
        """Tell whether there is a recovery slot."""
        return self._read().recovery is not None

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
        """Give the data key with the county's recovery key, and put the device secret back where it is gone.

        Refused recovery.no_slot, recovery.wrong_key.
        """
        slot = self._read().recovery
        if slot is None:
            raise Refused("recovery.no_slot")
        dumps.forbid()
        data_key, secret = recovery.unseal(slot, age_identity)
        device_secret.write(self._device_secret, secret)
        return data_key

    def export(self) -> bytes:
        """Give keys.json as it stands, for a backup: useless without a password and this device, or the county."""
        return _written(self._read())

    def _seal_and_save(
        self, ring: _Ring, data_key: bytes, owner: tuple[str, str, str], password: str, cost: Cost | None
    ) -> None:
        if not password:
            raise Refused("password.empty")
        dumps.forbid()
        secret = device_secret.read_or_make(self._device_secret)
        slot = slots.seal(data_key, owner, password, secret, cost or slots.calibrated())
        self._save(ring.with_slot(slot))

    def _read(self) -> _Ring:
        with disk():
            found = [_ring_of(file.read_bytes()) for file in (self._file, self._copy) if file.exists()]
        if not found:
            raise Unavailable("keys.missing")
        whole = next((ring for ring in found if ring is not None), None)
        if whole is None:
            raise Unavailable("keys.damaged")
        return whole

    def _save(self, ring: _Ring) -> None:
        content = _written(ring)
        write_whole(self._file, content)
        write_whole(self._copy, content)


def _written(ring: _Ring) -> bytes:
    fields = asdict(ring) | {"format": FORMAT}
    return json.dumps(fields | {"checksum": _checksum(fields)}, ensure_ascii=False, indent=1).encode("utf-8")


def _ring_of(content: bytes) -> _Ring | None:
    """Read a keyring's file; None when it is not whole or of a form that this program does not know."""
    try:
        fields = json.loads(content)
        if fields.pop("checksum") != _checksum(fields) or fields["format"] != FORMAT:
            return None
        found = fields["recovery"]
        return _Ring(tuple(Slot(**slot) for slot in fields["slots"]), Recovery(**found) if found else None)
    except (ValueError, TypeError, KeyError, AttributeError, NotCanonical, RecursionError):
        return None


def _checksum(fields: dict[str, Any]) -> str:
    """Find damage by chance; against a forger every slot is authenticated in itself."""
    return hashlib.sha256(canonical(fields)).hexdigest()
