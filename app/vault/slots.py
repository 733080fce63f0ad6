"""A key slot: the data key, sealed by an officer's password and the secret of this device together.

Password → Argon2id → HKDF-SHA256 with the device secret → AES-256-GCM. The slot's own words (officer, name,
role, algorithm, cost) are authenticated with it, so that nobody makes a leader by editing the file.
"""

import secrets
import time
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.journal.canonical import canonical
from app.journal.sign import decode, encode

ALGORITHM: Final = "argon2id+hkdf-sha256+aes-256-gcm"
KEY_BYTES: Final = 32
LEAST_MEMORY_KIB: Final = 64 * 2**10
_MOST_MEMORY_KIB: Final = 256 * 2**10
_WANTED_S: Final = 0.45
_SHORTEST_S, _LONGEST_S = 0.3, 0.6
_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Slot:
    """An officer's slot as it stands in keys.json; `sealed` is nonce and sealed data key, base64url."""

    officer: str
    name: str
    role: str
    algorithm: str
    memory_kib: int
    passes: int
    lanes: int
    salt: str
    sealed: str


def seal(data_key: bytes, owner: tuple[str, str, str], password: str, device_secret: bytes, cost: Cost) -> Slot:
    """Make the slot of `owner` (officer id, name, role)."""
    costs = (cost.memory_kib, cost.passes, cost.lanes)
    slot = Slot(*owner, ALGORITHM, *costs, salt=encode(secrets.token_bytes(16)), sealed="")
    nonce = secrets.token_bytes(_NONCE)
    key = _slot_key(slot, password, device_secret)
    return replace(slot, sealed=encode(nonce + AESGCM(key).encrypt(nonce, data_key, _bound(slot))))


def unseal(slot: Slot, password: str, device_secret: bytes) -> bytes | None:
    """Give the data key, or None when password, device secret or slot do not belong together."""
    sealed = decode(slot.sealed)
    key = _slot_key(slot, password, device_secret)
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(slot))
    except InvalidTag:
        return None


def calibrated() -> Cost:
    """Find the cost at which one guess takes 0.3 to 0.6 s on this PC, with at least 64 MiB."""
    cost = Cost(LEAST_MEMORY_KIB, 1)
    taken = _seconds(cost)
    if taken < _WANTED_S:
        memory = min(_MOST_MEMORY_KIB, int(LEAST_MEMORY_KIB * _WANTED_S / taken))
        cost = Cost(memory, 1)
        taken = _seconds(cost)
    for _ in range(3):
        if _SHORTEST_S <= taken <= _LONGEST_S or (taken > _LONGEST_S and cost.passes == 1):
            break
        cost = replace(cost, passes=max(1, round(cost.passes * _WANTED_S / taken)))
        taken = _seconds(cost)
    return cost


def _seconds(cost: Cost) -> float:
    start = time.perf_counter()
    _argon2("calibrate", bytes(16), cost)
    return time.perf_counter() - start


def _slot_key(slot: Slot, password: str, device_secret: bytes) -> bytes:
    stretched = _argon2(password, decode(slot.salt), Cost(slot.memory_kib, slot.passes, slot.lanes))
    info = b"yimen/officer-slot/1/" + slot.officer.encode()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(stretched + device_secret)


def _argon2(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - only unlocking needs it

    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _bound(slot: Slot) -> bytes:
    words: dict[str, Any] = asdict(slot)
    del words["sealed"]
    return canonical(words)
