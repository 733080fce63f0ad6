"""The one-time code that enrols a window: 40 characters that can be typed, scanned or given to an installer."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final, Self

from sync.reading import NotProtocol

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base-32
VERSION: Final = "1"
VALID_DAYS: Final = 30
PIN_BYTES: Final = 10  # of the SHA-256 of the county CA's SubjectPublicKeyInfo: 80 bits
_SCOPE_CHARS: Final = 6
_NUMBER_CHARS: Final = 2
_PIN_CHARS: Final = 16
_SECRET_CHARS: Final = 12
_CHECK_CHARS: Final = 3
_LENGTH: Final = 1 + _SCOPE_CHARS + _NUMBER_CHARS + _PIN_CHARS + _SECRET_CHARS + _CHECK_CHARS
_GROUP: Final = 5
_BITS: Final = 5  # a character carries
_FORGIVEN = str.maketrans("OIL", "011", " -\t\r\n")
_FORM = re.compile(rf"[{ALPHABET}]{{{_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class EnrolCode:
    """What a code says: the office's scope, the device's number, the county CA's fingerprint, and a secret."""

    scope: str
    device_number: str
    ca_pin: bytes
    secret: str

    @classmethod
    def read(cls, written: str) -> Self:
        """Read a code as typed: case, spaces, hyphens and O, I, L are forgiven; NotProtocol when it is none."""
        plain = written[: 4 * _LENGTH].upper().translate(_FORGIVEN)
        if not _FORM.fullmatch(plain) or _check(plain[:-_CHECK_CHARS]) != plain[-_CHECK_CHARS:]:
            raise NotProtocol("enrol code")
        version, scope, number, pin, secret = _parts(plain)
        if version != VERSION:
            raise NotProtocol("version of the enrol code")
        return cls(f"t-{scope}", number, decode(pin).to_bytes(PIN_BYTES, "big"), secret)

    @property
    def plain(self) -> str:
        """The 40 characters, without groups."""
        head = VERSION + self.scope.removeprefix("t-") + self.device_number + encode(self.ca_pin) + self.secret
        return head + _check(head)

    @property
    def text(self) -> str:
        """The code as it is shown: eight groups of five."""
        return "-".join(self.plain[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def new_secret() -> str:
    """Give a new secret of a code: 60 random bits."""
    return random_text(_SECRET_CHARS)


def random_text(length: int) -> str:
    """Give `length` random characters of Crockford base-32."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def pin_of(public_key_info: bytes) -> bytes:
    """Give the fingerprint that a code carries: the first 80 bits of SHA-256 over a DER SubjectPublicKeyInfo."""
    return hashlib.sha256(public_key_info).digest()[:PIN_BYTES]


def encode(raw: bytes) -> str:
    """Give `raw` (a multiple of 5 bytes) in Crockford base-32, most significant bits first."""
    return number_text(int.from_bytes(raw, "big"), len(raw) * 8 // _BITS)


def number_text(number: int, length: int) -> str:
    """Give a number as `length` characters of Crockford base-32."""
    return "".join(ALPHABET[number >> _BITS * at & 31] for at in reversed(range(length)))


def decode(text: str) -> int:
    """Give the number that characters of Crockford base-32 write."""
    number = 0
    for char in text:
        number = number << _BITS | ALPHABET.index(char)
    return number


def _check(head: str) -> str:
    first_bits = int.from_bytes(hashlib.sha256(head.encode("ascii")).digest()[:2], "big") >> 1
    return number_text(first_bits, _CHECK_CHARS)


def _parts(plain: str) -> list[str]:
    parts, at = [], 0
    for length in (1, _SCOPE_CHARS, _NUMBER_CHARS, _PIN_CHARS, _SECRET_CHARS):
        parts.append(plain[at : at + length])
        at += length
    return parts
