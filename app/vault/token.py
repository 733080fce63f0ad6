"""The UKey that opens an officer's lock: its public key, and opening what is sealed to it.

The library is the vendor's, by its path in the settings; `app.tokens` speaks to it, here is what its troubles are
called at the lock.
"""

import contextlib
from collections.abc import Iterator
from datetime import UTC
from typing import Final

from app import clock, tokens
from app.errors import Refused, Unavailable
from app.journal.sign import decode
from app.tokens import NoLibrary, Session, Token, TokenTrouble, Trouble
from app.vault.token_lock import TokenKey, TokenLock

_CODES: Final = {
    Trouble.PIN: "token.pin",
    Trouble.PIN_LOW: "token.pin_low",
    Trouble.PIN_FINAL: "token.pin_final",
    Trouble.LOCKED: "token.locked",
    Trouble.NO_KEY: "token.no_key",
}


def key_of(library: str, pin: str) -> TokenKey:
    """Give the public key of the one UKey that is plugged in, after its PIN was found right.

    Unavailable token.no_library, token.gone (pulled out in the midst). Refused token.none, token.several, token.no_key
    (no RSA key that deciphers), token.pin, token.pin_low, token.pin_final, token.locked.
    """
    with _said():
        token = _only(library)
        with token.opened(pin) as session:
            return _public_key(token, session)


def unwrap(library: str, lock: TokenLock, pin: str) -> bytes:
    """Give what the token makes of a lock's `wrapped`; errors as `key_of`, and token.foreign for another UKey."""
    with _said(), _plugged_in(library, lock).opened(pin) as session:
        return session.decipher(bytes.fromhex(lock.key_id), decode(lock.wrapped))


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Turn troubles of tokens inside the block into what is said of them."""
    try:
        yield
    except NoLibrary as error:
        raise Unavailable("token.no_library") from error
    except TokenTrouble as error:
        raise explained(error.trouble) from error


def explained(trouble: Trouble) -> Refused | Unavailable:
    """Give what is said of a trouble."""
    if trouble in _CODES:
        return Refused(_CODES[trouble])
    return Refused("token.foreign", label="") if trouble is Trouble.OTHER_KEY else Unavailable("token.gone")


def _tokens(library: str) -> list[Token]:
    if not library:
        raise Unavailable("token.no_library")
    found = tokens.plugged_in(library)
    if not found:
        raise Refused("token.none")
    return found


def _only(library: str) -> Token:
    found = _tokens(library)
    if len(found) > 1:
        raise Refused("token.several")
    return found[0]


def _plugged_in(library: str, lock: TokenLock) -> Token:
    for token in _tokens(library):
        if token.serial == lock.serial:
            return token
    raise Refused("token.foreign", label=lock.label)


def _public_key(token: Token, session: Session) -> TokenKey:
    """Give the first RSA key of which the token has the private half for deciphering."""
    for key in session.deciphering_keys():
        valid_to = _valid_to(session, key.id)
        return TokenKey(token.serial, token.label, key.id.hex(), key.modulus, key.exponent, valid_to)
    raise Refused("token.no_key")


def _valid_to(session: Session, key_id: bytes) -> str:
    """Give until when the certificate of a key is valid; empty where there is none that can be read."""
    from cryptography import x509  # noqa: PLC0415 - few PCs have a UKey

    for name, certificate in session.certificates():
        with contextlib.suppress(ValueError):
            if name == key_id:
                until = x509.load_der_x509_certificate(certificate).not_valid_after_utc
                return clock.text(until.astimezone(UTC))
    return ""
