"""A lock by password: a secret, sealed by an officer's password and the secret of this device together.

Password → Argon2id → HKDF-SHA256 with the device secret → AES-256-GCM. Whose lock it is (officer, name, role, public
key) and what it costs are authenticated with it, so that nobody makes a leader by editing the file. What is locked is
the officer's own key; in locks of the first form (`FIRST`) it was the data key itself.
"""

import secrets
import time
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.journal.canonical import canonical
from app.journal.sign import decode, encode

FIRST: Final = "argon2id+hkdf-sha256+aes-256-gcm"
ALGORITHM: Final = "argon2id+hkdf-sha256+aes-256-gcm/2"
KEY_BYTES: Final = 32
LEAST_MEMORY_KIB: Final = 64 * 2**10
_MOST_MEMORY_KIB: Final = 256 * 2**10
_WANTED_S: Final = 0.45
_SHORTEST_S, _LONGEST_S = 0.3, 0.6
_NONCE: Final = 12
_INFO: Final = {FIRST: b"yimen/officer-slot/1/", ALGORITHM: b"yimen/officer-slot/2/"}
# A file that says more than this is no keyring of ours: one guess would take the PC's memory, or for ever.
_BOUNDS: Final = {"memory_kib": (8, 2**20), "passes": (1, 64), "lanes": (1, 16)}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, parallel lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose lock it is; `public` is the public half of the officer's own key, empty in locks of the first form."""

    officer: str
    name: str
    role: str
    public: str = ""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock as it stands in keys.json; `sealed` is nonce and sealed secret, base64url."""

    algorithm: str
    memory_kib: int
    passes: int
    lanes: int
    salt: str
    sealed: str = ""

    @property
    def cost(self) -> Cost:
        """What one guess costs."""
        return Cost(self.memory_kib, self.passes, self.lanes)

    def is_sound(self) -> bool:
        """Tell whether this is a lock that a program of ours can have made."""
        costs = ((getattr(self, name), least, most) for name, (least, most) in _BOUNDS.items())
        return self.algorithm in _INFO and all(least <= cost <= most for cost, least, most in costs)


def lock(secret: bytes, whose: Whose, password: str, device_secret: bytes, cost: Cost) -> Lock:
    """Lock a secret with a password."""
    costs = (cost.memory_kib, cost.passes, cost.lanes)
    made = Lock(ALGORITHM, *costs, salt=encode(secrets.token_bytes(16)))
    return closed(made, secret, whose, stretched(made, password), device_secret)


def relock(old: Lock, secret: bytes, whose: Whose, stretched_password: bytes, device_secret: bytes) -> Lock:
    """Give a lock of today's form for a password that has just opened `old`: without a second pass of Argon2id."""
    return closed(replace(old, algorithm=ALGORITHM), secret, whose, stretched_password, device_secret)


def closed(made: Lock, secret: bytes, whose: Whose, stretched_password: bytes, device_secret: bytes) -> Lock:
    """Close a lock whose password was stretched."""
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(_key(made, whose, stretched_password, device_secret))
    return replace(made, sealed=encode(nonce + cipher.encrypt(nonce, secret, _bound(made, whose))))


def opened(made: Lock, whose: Whose, stretched_password: bytes, device_secret: bytes) -> bytes | None:
    """Give what is locked, or None when password, device secret, owner or lock do not belong together."""
    try:
        sealed = decode(made.sealed)
        cipher = AESGCM(_key(made, whose, stretched_password, device_secret))
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(made, whose))
    except (InvalidTag, ValueError):
        return None


def stretched(made: Lock, password: str) -> bytes:
    """Give the password as Argon2id makes it long: the 0.3 to 0.6 s that a guess costs."""
    return _argon2(password, decode(made.salt), made.cost)


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
    start = time.thread_time()  # what else the PC does while it is set up must not make guesses cheap
    _argon2("calibrate", bytes(16), cost)
    return time.thread_time() - start


def _key(made: Lock, whose: Whose, stretched_password: bytes, device_secret: bytes) -> bytes:
    info = _INFO[made.algorithm] + whose.officer.encode()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(stretched_password + device_secret)


def _argon2(password: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - only unlocking needs it

    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)


def _bound(made: Lock, whose: Whose) -> bytes:
    words = asdict(whose) | asdict(made)
    del words["sealed"]
    if made.algorithm == FIRST:
        del words["public"]
    return canonical(words)
