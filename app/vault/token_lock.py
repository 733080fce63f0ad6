"""A lock by a token: an officer's own key, sealed to the public key on their UKey.

A random key goes through RSA-OAEP to the token; HKDF-SHA256 joins it with the device secret, and AES-256-GCM with
whose lock it is seals the officer's key. OAEP with SHA-1 is what all tokens can do; it rests on no collision.
"""

import secrets
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.journal.canonical import canonical
from app.journal.sign import decode, encode
from app.vault.slots import KEY_BYTES, Whose

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.padding import OAEP as Padding  # noqa: N811 - one of several

RSA: Final = "rsa-oaep-sha1+hkdf-sha256+aes-256-gcm"
_NONCE: Final = 12


@dataclass(frozen=True, slots=True)
class TokenLock:
    """A lock as it stands in keys.json: which token (serial, key id), until when its certificate is valid.

    `wrapped` is what the token opens, `sealed` nonce and sealed secret, all base64url; `valid_to` is empty without a
    certificate.
    """

    algorithm: str
    serial: str
    label: str
    key_id: str
    valid_to: str
    wrapped: str
    sealed: str


@dataclass(frozen=True, slots=True)
class TokenKey:
    """The public key of a token, RSA; `valid_to` (stored form of time) is that of its certificate."""

    serial: str
    label: str
    key_id: str
    modulus: int
    exponent: int
    valid_to: str = ""


def lock(secret: bytes, whose: Whose, key: TokenKey, device_secret: bytes) -> TokenLock:
    """Lock a secret with the public key of a token; the token itself is not asked."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers  # noqa: PLC0415 - few PCs have tokens

    inner = secrets.token_bytes(KEY_BYTES)
    wrapped = RSAPublicNumbers(key.exponent, key.modulus).public_key().encrypt(inner, _oaep())
    made = TokenLock(RSA, key.serial, key.label, key.key_id, key.valid_to, encode(wrapped), "")
    nonce = secrets.token_bytes(_NONCE)
    cipher = AESGCM(_key(inner, whose, device_secret))
    return replace(made, sealed=encode(nonce + cipher.encrypt(nonce, secret, _bound(made, whose))))


def opened(made: TokenLock, whose: Whose, inner: bytes, device_secret: bytes) -> bytes | None:
    """Give what is locked with what the token made of `wrapped`; None when anything does not belong together."""
    try:
        sealed = decode(made.sealed)
        cipher = AESGCM(_key(inner, whose, device_secret))
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(made, whose))
    except (InvalidTag, ValueError):
        return None


def _key(inner: bytes, whose: Whose, device_secret: bytes) -> bytes:
    info = b"yimen/token-slot/1/" + whose.officer.encode()
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(inner + device_secret)


def _oaep() -> "Padding":
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.hashes import SHA1  # noqa: PLC0415 - as above

    return OAEP(MGF1(SHA1()), SHA1(), None)  # noqa: S303 - see the head of this file


def _bound(made: TokenLock, whose: Whose) -> bytes:
    words = asdict(whose) | {f"token_{name}": value for name, value in asdict(made).items()}
    del words["token_sealed"]
    return canonical(words)
