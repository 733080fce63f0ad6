"""The content of keys.json: who can open this installation, and the data key, sealed to each of them.

Each officer has a key pair; a password or a token locks its private half. The data key of an epoch is sealed to the
public halves and to the county's recovery key. A seal over names and public halves, made with the data key itself,
keeps a stranger from slipping in a public half of their own before a new data key is sealed to all.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.key_deed import KeyDeed
from app.errors import Refused, Unavailable
from app.journal.canonical import NotCanonical, canonical
from app.vault.recovery import Recovery
from app.vault.slots import FIRST, Lock, Whose
from app.vault.token_lock import TokenLock

FORMAT: Final = 2
_LARGEST: Final = 2**20  # bytes: a keyring of fifty officers has forty thousand


@dataclass(frozen=True, slots=True)
class Owner:
    """An officer who can open, or could: without a lock only a new password opens again. `since` is when they came."""

    officer: str
    name: str
    role: str
    since: str = ""
    public: str = ""
    password: Lock | None = None
    token: TokenLock | None = None

    @property
    def whose(self) -> Whose:
        """Whose locks these are."""
        return Whose(self.officer, self.name, self.role, self.public)

    @property
    def is_of_first_form(self) -> bool:
        """Tell whether this officer's password still locks the data key itself."""
        return self.password is not None and self.password.algorithm == FIRST

    @property
    def can_open(self) -> bool:
        """Tell whether anything opens for this officer."""
        return self.password is not None or self.token is not None

    def locked_out(self) -> "Owner":
        """Give the officer without any lock: known, but in need of a new password."""
        return replace(self, public="", password=None, token=None)


@dataclass(frozen=True, slots=True)
class Epoch:
    """One data key: sealed to each officer (by id) and to the county. `seal` is over who they are."""

    number: int
    since: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    recovery: Recovery | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """All of keys.json. Two epochs stand there only while the data key is changed; `untold` waits for the journal."""

    owners: tuple[Owner, ...] = ()
    epochs: tuple[Epoch, ...] = ()
    untold: tuple[KeyDeed, ...] = ()

    @property
    def epoch(self) -> Epoch:
        """The newest epoch."""
        return self.epochs[-1]

    def owner(self, officer_id: str) -> Owner:
        """Give an officer; Refused unlock.unknown_officer."""
        for owner in self.owners:
            if owner.officer == officer_id:
                return owner
        raise Refused("unlock.unknown_officer")

    def with_owner(self, owner: Owner) -> "Ring":
        """Give the ring with an officer, in their old place or at the end."""
        if all(known.officer != owner.officer for known in self.owners):
            return replace(self, owners=(*self.owners, owner))
        return replace(self, owners=tuple(owner if known.officer == owner.officer else known for known in self.owners))

    def without(self, officer_id: str) -> "Ring":
        """Give the ring without an officer."""
        owners = tuple(owner for owner in self.owners if owner.officer != officer_id)
        epochs = tuple(
            replace(epoch, keys={officer: key for officer, key in epoch.keys.items() if officer != officer_id})
            for epoch in self.epochs
        )
        return replace(self, owners=owners, epochs=epochs)

    def with_epoch(self, epoch: Epoch) -> "Ring":
        """Give the ring with an epoch changed, or added as the newest."""
        others = tuple(known for known in self.epochs if known.number != epoch.number)
        return replace(self, epochs=tuple(sorted((*others, epoch), key=lambda one: one.number)))

    def epoch_of(self, data_key: bytes) -> Epoch:
        """Give the epoch of a data key; Unavailable keys.forged when the list of officers is not what it sealed."""
        for epoch in self.epochs:
            if hmac.compare_digest(epoch.seal, self._seal(epoch, data_key)) or self._is_of_first_form(epoch):
                return epoch
        raise Unavailable("keys.forged")

    def sealed(self, number: int, data_key: bytes) -> "Ring":
        """Give the ring with the seal of an epoch as it has to be now."""
        epoch = next(one for one in self.epochs if one.number == number)
        return self.with_epoch(replace(epoch, seal=self._seal(epoch, data_key)))

    def _is_of_first_form(self, epoch: Epoch) -> bool:
        """A ring that only programs of the first format have written has no seal, and no public half to protect."""
        return not epoch.seal and not any(owner.public for owner in self.owners)

    def _seal(self, epoch: Epoch, data_key: bytes) -> str:
        owners = sorted([one.officer, one.name, one.role, one.since, one.public] for one in self.owners)
        recipient = epoch.recovery.recipient if epoch.recovery else ""
        words = {"number": epoch.number, "since": epoch.since, "owners": owners, "recipient": recipient}
        key = HKDF(SHA256(), 32, salt=None, info=b"yimen/ring/2").derive(data_key)
        return hmac.digest(key, canonical(words), "sha256").hex()


def written(ring: Ring) -> bytes:
    """Give the bytes of keys.json."""
    fields = asdict(ring) | {"format": FORMAT}
    return json.dumps(fields | {"checksum": checksum(fields)}, ensure_ascii=False, indent=1).encode("utf-8")


def read(content: bytes) -> Ring | None:
    """Read keys.json; None when it is not whole or of a form that this program does not know."""
    if len(content) > _LARGEST:
        return None
    try:
        fields = json.loads(content)
        if fields.pop("checksum") != checksum(fields):
            return None
        ring = _READERS[fields.pop("format")](fields)
    except (ValueError, TypeError, KeyError, AttributeError, NotCanonical, RecursionError, msgspec.ValidationError):
        return None
    return ring if _is_sound(ring) else None


def checksum(fields: dict[str, Any]) -> str:
    """Find damage by chance; against a forger every lock is authenticated in itself."""
    return hashlib.sha256(canonical(fields)).hexdigest()


def _second(fields: dict[str, Any]) -> Ring:
    return msgspec.convert(fields, Ring)


def _first(fields: dict[str, Any]) -> Ring:
    """Read format 1: each officer's password locked the data key itself, and there was one data key for ever."""
    found = msgspec.convert(fields, _First)
    owners = tuple(
        Owner(
            slot.officer,
            slot.name,
            slot.role,
            password=Lock(slot.algorithm, slot.memory_kib, slot.passes, slot.lanes, slot.salt, slot.sealed),
        )
        for slot in found.slots
    )
    return Ring(owners, (Epoch(1, recovery=found.recovery),))


@dataclass(frozen=True, slots=True)
class _FirstSlot:
    officer: str
    name: str
    role: str
    algorithm: str
    memory_kib: int
    passes: int
    lanes: int
    salt: str
    sealed: str


@dataclass(frozen=True, slots=True)
class _First:
    """The content of keys.json in format 1."""

    slots: tuple[_FirstSlot, ...]
    recovery: Recovery | None


_READERS: Final = {1: _first, FORMAT: _second}


def _is_sound(ring: Ring) -> bool:
    """Tell whether a program of ours can have written it: locks that can be tried, epochs that rise, no one twice."""
    numbers = [epoch.number for epoch in ring.epochs]
    officers = [owner.officer for owner in ring.owners]
    return (
        bool(numbers)
        and numbers == sorted(set(numbers))
        and len(officers) == len(set(officers))
        and all(owner.password is None or owner.password.is_sound() for owner in ring.owners)
    )
